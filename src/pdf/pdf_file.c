#include "pdf/pdf_file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <hpdf_error.h>
#include <hpdf_mmgr.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include "base/arena.h"
#include "base/file.h"
#include "pdf/digest.h"

enum {
	PACK_OBJECTS = 256,     /* at most this many objects in one object stream: their index must fit in a byte */
	PACK_BYTES = 512 * 1024,
	HEADERS = 4096,         /* object headers allocated at a time */
	XREF_BLOCK = 65536,     /* libharu grows its list by 15 entries otherwise, copying it each time */
	QUEUE = 32,             /* objects that wait for one before them to be deflated; a power of two */
	QUEUE_BYTES = 4 * 1024 * 1024
};

/* What libharu's entry_typ means here; its byte_offset and gen_no hold the place. */
enum { ENTRY_FREE = 'f', ENTRY_PLAIN = 'n' /* offset */, ENTRY_PACKED = 'p' /* object stream's number, index in it */ };

/* An object on its way into the file: what stands before it is still being deflated, or it is itself. */
typedef struct Queued {
	PdfFile *file;
	PdfId id;
	HPDF_Dict dict;         /* of a stream; NULL: the bytes are all there is of it */
	Text bytes;
	bool deflates;
	unsigned char *deflated;
	size_t deflated_length;
	CrewTask task;
} Queued;

struct PdfFile {
	FileOutput *out;
	Digest digest;
	int problem;            /* errno of the first failure */
	bool packs;             /* small objects go into object streams */
	Arena *arena;
	HPDF_Error_Rec error;   /* sticky */
	HPDF_MMgr memory;
	HPDF_Xref xref;
	VECTOR(HPDF_Obj_Header *) headers; /* chunks; a reference points at one of them, so it outlives its object */
	HPDF_Stream sink;       /* what libharu writes goes to the end of `target` */
	Text *target;
	int level;
	Crew *crew;
	struct libdeflate_compressor *compressors[CREW_THREADS + 1]; /* one for each hand */
	Queued queue[QUEUE]; unsigned queue_from, queue_to; /* counted on, taken modulo QUEUE */
	size_t queue_bytes;
	unsigned char *deflated;
	size_t deflated_capacity;
	Text head, pack_index, pack_body;
	PdfId packed[PACK_OBJECTS];
	int packed_count;
};

/* ---- memory and output for libharu ---- */

static void *HPDF_STDCALL allocate(HPDF_UINT size) {
	void *memory = malloc(size ? size : 1);
	if (!memory) base_out_of_memory();
	return memory;
}

static void HPDF_STDCALL release(void *memory) { free(memory); }

static HPDF_STATUS take_output(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length) {
	PdfFile *file = stream->attr;
	text_add_bytes(file->target, bytes, length);
	return HPDF_OK;
}

static void write_bytes(PdfFile *file, const void *bytes, size_t length) {
	if (file->problem) return;
	digest_add(&file->digest, bytes, length);
	if (!file_output_write(file->out, bytes, length)) file->problem = errno ? errno : EIO;
}

bool pdf_file_failed(const PdfFile *file) { return file->problem || file->error.error_no; }

/* ---- opening and closing ---- */

PdfFile *pdf_open_file(const char *path, const char *version, int level, bool packed, Crew *crew) {
	FileOutput *out = file_output_open(path);
	if (!out) return NULL;
	PdfFile *file = calloc(1, sizeof *file);
	if (!file) base_out_of_memory();
	file->out = out;
	file->packs = packed;
	file->arena = arena_open();
	HPDF_Error_Init(&file->error, file);
	file->memory = HPDF_MMgr_New(&file->error, 0, allocate, release);
	file->xref = HPDF_Xref_New(file->memory, 0);
	file->sink = HPDF_CallbackWriter_New(file->memory, take_output, file);
	file->level = level;
	file->crew = crew;
	if (!file->memory || !file->xref || !file->sink) base_out_of_memory();
	file->xref->entries->items_per_block = XREF_BLOCK;
	text_format(&file->head, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", version);
	write_bytes(file, file->head.bytes, file->head.length);
	return file;
}

static void free_queued(Queued *queued) {
	text_free(&queued->bytes);
	free(queued->deflated);
	queued->deflated = NULL;
}

static void free_file(PdfFile *file) {
	for (; file->queue_from != file->queue_to; file->queue_from++) { /* of a file that is given up */
		Queued *queued = &file->queue[file->queue_from % QUEUE];
		if (queued->deflates) crew_wait(file->crew, &queued->task);
		if (queued->dict) HPDF_Obj_Free(file->memory, queued->dict);
		free_queued(queued);
	}
	HPDF_Stream_Free(file->sink);
	HPDF_Xref_Free(file->xref);
	HPDF_MMgr_Free(file->memory);
	for (int i = 0; i <= CREW_THREADS; i++) libdeflate_free_compressor(file->compressors[i]);
	free(file->deflated);
	text_free(&file->head);
	text_free(&file->pack_index);
	text_free(&file->pack_body);
	arena_close(file->arena);
	free(file);
}

void pdf_abandon_file(PdfFile *file) {
	if (!file) return;
	file_output_abandon(file->out);
	free_file(file);
}

/* ---- numbers ---- */

static HPDF_Obj_Header *find_header(PdfFile *file, PdfId id) {
	return &file->headers.items[(id - 1) / HEADERS][(id - 1) % HEADERS];
}

PdfId pdf_reserve_ids(PdfFile *file, uint32_t count) {
	PdfId first = (PdfId)file->xref->entries->count;
	for (PdfId id = first; id < first + count; id++) {
		if ((id - 1) % HEADERS == 0) *vector_push(file->arena, &file->headers) = ARENA_ARRAY(file->arena, HPDF_Obj_Header, HEADERS);
		if (HPDF_Xref_Add(file->xref, find_header(file, id)) != HPDF_OK) {
			if (!file->problem) file->problem = EFBIG;
			return first;
		}
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->xref, id);
		entry->entry_typ = ENTRY_FREE; /* until it is written */
		entry->obj = NULL;             /* the header is the arena's, libharu must not free it */
	}
	return first;
}

static void set_place(PdfFile *file, PdfId id, char type, uint64_t where, unsigned index) {
	HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->xref, id);
	if (!entry || where > UINT32_MAX) {
		if (!file->problem) file->problem = EFBIG;
		return;
	}
	entry->entry_typ = type;
	entry->byte_offset = (HPDF_UINT)where;
	entry->gen_no = (HPDF_UINT16)index;
}

/* ---- dictionaries ---- */

static HPDF_STATUS write_raw(HPDF_Dict dict, HPDF_Stream stream) {
	const Text *raw = dict->attr;
	return raw ? HPDF_Stream_Write(stream, (const HPDF_BYTE *)raw->bytes, (HPDF_UINT)raw->length) : HPDF_OK;
}

static void free_raw(HPDF_Dict dict) {
	if (!dict->attr) return;
	text_free(dict->attr);
	free(dict->attr);
	dict->attr = NULL;
}

HPDF_Dict pdf_make_dict(PdfFile *file) {
	HPDF_Dict dict = HPDF_Dict_New(file->memory);
	if (!dict) base_out_of_memory();
	dict->write_fn = write_raw;
	dict->free_fn = free_raw;
	return dict;
}

void pdf_dict_add_reference(PdfFile *file, HPDF_Dict dict, const char *key, PdfId id) {
	HPDF_Dict_Add(dict, key, find_header(file, id)); /* an indirect object's header: libharu makes a proxy for it */
}

Text *pdf_dict_begin_raw(HPDF_Dict dict, const char *key) {
	if (!dict->attr) {
		dict->attr = calloc(1, sizeof(Text));
		if (!dict->attr) base_out_of_memory();
	}
	Text *raw = dict->attr;
	text_format(raw, raw->length ? "\n/%s " : "/%s ", key);
	return raw;
}

void pdf_dict_add_text(HPDF_Dict dict, const char *key, const char *utf8) {
	pdf_add_text_string(pdf_dict_begin_raw(dict, key), utf8, strlen(utf8));
}

void pdf_dict_add_raw(HPDF_Dict dict, const char *key, const char *format, ...) {
	Text *raw = pdf_dict_begin_raw(dict, key);
	char value[1024];
	va_list args;
	va_start(args, format);
	int length = vsnprintf(value, sizeof value, format, args);
	va_end(args);
	text_add_bytes(raw, value, length < 0 ? 0 : (size_t)length < sizeof value ? (size_t)length : sizeof value - 1);
}

static void serialise(PdfFile *file, HPDF_Dict dict, Text *out) {
	file->target = out;
	HPDF_Obj_WriteValue(dict, file->sink, NULL);
	HPDF_Obj_Free(file->memory, dict);
}

/* ---- objects, in the order in which they are put: while one is deflated by others, those after it wait in the queue ---- */

static struct libdeflate_compressor *find_compressor(PdfFile *file, int hand) {
	if (!file->compressors[hand]) file->compressors[hand] = libdeflate_alloc_compressor(file->level);
	if (!file->compressors[hand]) base_out_of_memory();
	return file->compressors[hand];
}

static void begin_object(PdfFile *file, PdfId id) {
	text_clear(&file->head);
	text_format(&file->head, "%u 0 obj\n", (unsigned)id);
	set_place(file, id, ENTRY_PLAIN, file_output_offset(file->out), 0);
}

static void write_plain(PdfFile *file, PdfId id, const Text *value) {
	begin_object(file, id);
	write_bytes(file, file->head.bytes, file->head.length);
	write_bytes(file, value->bytes, value->length);
	write_bytes(file, "\nendobj\n", 8);
}

static void write_stream(PdfFile *file, PdfId id, HPDF_Dict dict, const PdfPiece *pieces, int count) {
	uint64_t length = 0;
	for (int i = 0; i < count; i++) length += pieces[i].length;
	if (length > INT32_MAX && !file->problem) file->problem = EFBIG;
	HPDF_Dict_AddNumber(dict, "Length", (HPDF_INT32)length);
	begin_object(file, id);
	serialise(file, dict, &file->head);
	text_add(&file->head, "\nstream\n");
	write_bytes(file, file->head.bytes, file->head.length);
	for (int i = 0; i < count; i++) write_bytes(file, pieces[i].bytes, pieces[i].length);
	write_bytes(file, "\nendstream\nendobj\n", 18);
}

static void deflate_queued(void *data, int hand) {
	Queued *queued = data;
	struct libdeflate_compressor *compressor = find_compressor(queued->file, hand);
	size_t bound = libdeflate_zlib_compress_bound(compressor, queued->bytes.length);
	queued->deflated = malloc(bound);
	if (!queued->deflated) base_out_of_memory();
	queued->deflated_length = libdeflate_zlib_compress(compressor, queued->bytes.bytes, queued->bytes.length, queued->deflated, bound);
}

static void write_first(PdfFile *file) {
	Queued *queued = &file->queue[file->queue_from % QUEUE];
	if (queued->deflates) crew_wait(file->crew, &queued->task);
	PdfPiece piece = queued->deflates ? (PdfPiece){ queued->deflated, queued->deflated_length } : (PdfPiece){ queued->bytes.bytes, queued->bytes.length };
	if (queued->dict) write_stream(file, queued->id, queued->dict, &piece, 1);
	else write_plain(file, queued->id, &queued->bytes);
	file->queue_bytes -= queued->bytes.length;
	free_queued(queued);
	file->queue_from++;
}

static void write_queue(PdfFile *file) {
	while (file->queue_from != file->queue_to) write_first(file);
}

/* Writes of the queue what needs no waiting; true when nothing is left in it. */
static bool write_ready(PdfFile *file) {
	for (; file->queue_from != file->queue_to; write_first(file)) {
		Queued *first = &file->queue[file->queue_from % QUEUE];
		if (first->deflates && !crew_is_done(file->crew, &first->task)) return false;
	}
	return true;
}

/* A place at the end of the queue, for an object of so many bytes. */
static Queued *add_queued(PdfFile *file, PdfId id, HPDF_Dict dict, size_t length) {
	while (file->queue_from != file->queue_to && (file->queue_to - file->queue_from == QUEUE || file->queue_bytes + length > QUEUE_BYTES)) write_first(file);
	Queued *queued = &file->queue[file->queue_to++ % QUEUE];
	*queued = (Queued){ .file = file, .id = id, .dict = dict };
	file->queue_bytes += length;
	return queued;
}

static void put_plain(PdfFile *file, PdfId id, const Text *value) {
	if (write_ready(file)) write_plain(file, id, value);
	else text_add_bytes(&add_queued(file, id, NULL, value->length)->bytes, value->bytes, value->length);
}

void pdf_file_digest(PdfFile *file, unsigned char out[16]) {
	write_queue(file);
	digest_finish(&file->digest, out);
}

/* ---- streams ---- */

const unsigned char *pdf_deflate(PdfFile *file, const void *bytes, size_t length, size_t *out_length) {
	struct libdeflate_compressor *compressor = find_compressor(file, 0);
	size_t bound = libdeflate_zlib_compress_bound(compressor, length);
	if (bound > file->deflated_capacity) {
		free(file->deflated);
		file->deflated = malloc(bound);
		if (!file->deflated) base_out_of_memory();
		file->deflated_capacity = bound;
	}
	*out_length = libdeflate_zlib_compress(compressor, bytes, length, file->deflated, file->deflated_capacity);
	return file->deflated;
}

void pdf_put_stream(PdfFile *file, PdfId id, HPDF_Dict dict, const PdfPiece *pieces, int count) {
	uint64_t length = 0;
	for (int i = 0; i < count; i++) length += pieces[i].length;
	if (length > QUEUE_BYTES) write_queue(file);
	if (write_ready(file)) {
		write_stream(file, id, dict, pieces, count);
		return;
	}
	Queued *queued = add_queued(file, id, dict, (size_t)length);
	for (int i = 0; i < count; i++) text_add_bytes(&queued->bytes, pieces[i].bytes, pieces[i].length);
}

void pdf_put_deflated(PdfFile *file, PdfId id, HPDF_Dict dict, const void *bytes, size_t length) {
	HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
	if (crew_hands(file->crew) == 1 || length > QUEUE_BYTES) { /* what is large is not copied */
		PdfPiece piece;
		piece.bytes = pdf_deflate(file, bytes, length, &piece.length);
		write_queue(file);
		write_stream(file, id, dict, &piece, 1);
		return;
	}
	write_ready(file);
	Queued *queued = add_queued(file, id, dict, length);
	text_add_bytes(&queued->bytes, bytes, length);
	queued->deflates = true;
	queued->task = (CrewTask){ .work = deflate_queued, .data = queued };
	crew_give(file->crew, &queued->task);
}

/* ---- object streams ---- */

static void flush_pack(PdfFile *file) {
	if (!file->packed_count) return;
	PdfId id = pdf_reserve_id(file);
	for (int i = 0; i < file->packed_count; i++) set_place(file, file->packed[i], ENTRY_PACKED, id, (unsigned)i);
	HPDF_Dict dict = pdf_make_dict(file);
	HPDF_Dict_AddName(dict, "Type", "ObjStm");
	HPDF_Dict_AddNumber(dict, "N", file->packed_count);
	HPDF_Dict_AddNumber(dict, "First", (HPDF_INT32)file->pack_index.length);
	text_add_bytes(&file->pack_index, file->pack_body.bytes, file->pack_body.length);
	pdf_put_deflated(file, id, dict, file->pack_index.bytes, file->pack_index.length);
	text_clear(&file->pack_index);
	text_clear(&file->pack_body);
	file->packed_count = 0;
}

static void begin_packed(PdfFile *file, PdfId id) {
	if (file->packed_count == PACK_OBJECTS || file->pack_body.length > PACK_BYTES) flush_pack(file);
	file->packed[file->packed_count++] = id;
	pdf_add_integer(&file->pack_index, id);
	text_add_char(&file->pack_index, ' ');
	pdf_add_integer(&file->pack_index, (int64_t)file->pack_body.length);
	text_add_char(&file->pack_index, ' ');
}

void pdf_put_dict(PdfFile *file, PdfId id, HPDF_Dict dict) {
	if (!file->packs) {
		Text value = { 0 };
		serialise(file, dict, &value);
		put_plain(file, id, &value);
		text_free(&value);
		return;
	}
	begin_packed(file, id);
	serialise(file, dict, &file->pack_body);
	text_add_char(&file->pack_body, '\n');
}

void pdf_put_body(PdfFile *file, PdfId id, const Text *body) {
	if (!file->packs) {
		put_plain(file, id, body);
		return;
	}
	begin_packed(file, id);
	text_add_bytes(&file->pack_body, body->bytes, body->length);
	text_add_char(&file->pack_body, '\n');
}

/* ---- the cross-reference stream: type, place in as few bytes as will do, index; each row as its difference to the one above
 * (PNG predictor "up"), which makes it a fraction of the size. It also is the trailer. ---- */

static void fill_row(HPDF_XrefEntry entry, int place_bytes, unsigned char *row) {
	row[0] = entry->entry_typ == ENTRY_PLAIN ? 1 : entry->entry_typ == ENTRY_PACKED ? 2 : 0;
	uint32_t place = row[0] ? entry->byte_offset : 0;
	for (int i = place_bytes; i > 0; i--, place >>= 8) row[i] = (unsigned char)place;
	row[1 + place_bytes] = (unsigned char)(row[0] == 2 ? entry->gen_no : 0);
}

/* The file's name for itself is made of its content, and twice the same: it was never changed (14.4). */
static void add_trailer_keys(PdfFile *file, HPDF_Dict dict, PdfId root, PdfId info) {
	unsigned char digest[16];
	pdf_file_digest(file, digest);
	pdf_dict_add_reference(file, dict, "Root", root);
	if (info) pdf_dict_add_reference(file, dict, "Info", info);
	Text *ids = pdf_dict_begin_raw(dict, "ID");
	for (int twice = 0; twice < 2; twice++) {
		text_add(ids, twice ? "<" : "[<");
		for (int i = 0; i < 16; i++) text_format(ids, "%02X", digest[i]);
		text_add(ids, twice ? ">]" : ">");
	}
}

static void write_end(PdfFile *file, uint64_t xref) {
	text_clear(&file->head);
	text_format(&file->head, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)xref);
	write_bytes(file, file->head.bytes, file->head.length);
}

/* A table of 20 bytes for each object; the free ones are a chain through their numbers that ends at 0 again. */
static void write_xref_table(PdfFile *file, PdfId root, PdfId info) {
	uint64_t offset = file_output_offset(file->out);
	uint32_t rows = file->xref->entries->count, next = 0;
	if (pdf_file_failed(file)) return;
	Text table = { 0 };
	text_format(&table, "xref\n0 %u\n", (unsigned)rows);
	uint32_t *following = ARENA_ARRAY(file->arena, uint32_t, rows);
	for (uint32_t i = rows; i-- > 0;) {
		following[i] = next;
		if (i == 0 || HPDF_Xref_GetEntry(file->xref, i)->entry_typ != ENTRY_PLAIN) next = i;
	}
	for (uint32_t i = 0; i < rows; i++) {
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->xref, i);
		if (i && entry->entry_typ == ENTRY_PLAIN) text_format(&table, "%010u 00000 n \n", (unsigned)entry->byte_offset);
		else text_format(&table, "%010u %05u f \n", (unsigned)following[i], i ? 0 : 65535u);
	}
	HPDF_Dict dict = pdf_make_dict(file);
	HPDF_Dict_AddNumber(dict, "Size", (HPDF_INT32)rows);
	add_trailer_keys(file, dict, root, info);
	text_add(&table, "trailer\n");
	serialise(file, dict, &table);
	text_add_char(&table, '\n');
	write_bytes(file, table.bytes, table.length);
	text_free(&table);
	write_end(file, offset);
}

static void write_xref_stream(PdfFile *file, PdfId root, PdfId info) {
	PdfId id = pdf_reserve_id(file);
	uint64_t offset = file_output_offset(file->out);
	set_place(file, id, ENTRY_PLAIN, offset, 0);
	if (pdf_file_failed(file)) return;
	int place_bytes = 1;
	while (offset >> (8 * place_bytes)) place_bytes++;
	size_t width = (size_t)place_bytes + 2, rows = file->xref->entries->count;
	unsigned char above[16] = { 0 }, row[16];
	Text table = { 0 };
	for (size_t i = 0; i < rows; i++) {
		fill_row(HPDF_Xref_GetEntry(file->xref, (HPDF_UINT)i), place_bytes, row);
		text_add_char(&table, 2);
		for (size_t c = 0; c < width; c++) text_add_char(&table, (char)(row[c] - above[c]));
		memcpy(above, row, width);
	}
	HPDF_Dict dict = pdf_make_dict(file);
	HPDF_Dict_AddName(dict, "Type", "XRef");
	HPDF_Dict_AddNumber(dict, "Size", (HPDF_INT32)rows);
	pdf_dict_add_raw(dict, "W", "[1 %d 1]", place_bytes);
	pdf_dict_add_raw(dict, "DecodeParms", "<</Predictor 12/Columns %d>>", place_bytes + 2);
	add_trailer_keys(file, dict, root, info);
	pdf_put_deflated(file, id, dict, table.bytes, table.length);
	write_queue(file);
	text_free(&table);
	write_end(file, offset);
}

int pdf_close_file(PdfFile *file, PdfId root, PdfId info) {
	flush_pack(file);
	write_queue(file);
	if (file->packs) write_xref_stream(file, root, info);
	else write_xref_table(file, root, info);
	int problem = file->problem ? file->problem : file->error.error_no ? ENOTRECOVERABLE : 0;
	if (problem) file_output_abandon(file->out);
	else if (!file_output_commit(file->out)) problem = errno ? errno : EIO;
	free_file(file);
	return problem;
}
