/* The least that a document's stages can take on this machine, in milliseconds, each the best of five:
 *   floor SOURCE.xml OURS.pdf FONT
 * parse: libxml2's reader goes over the source. shape: HarfBuzz shapes each different syllable of it once, in FONT. deflate: libdeflate, at the level that
 * we use, presses what is deflated in the PDF. copy: the PDF's bytes are written to a file beside it. */
#include <fcntl.h>
#include <hb.h>
#include <hb-ot.h>
#include <libdeflate.h>
#include <libxml/xmlreader.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "read_file.h"

enum { LEVEL = 6, TIMES = 5 };

static double parse(const char *path) {
	int64_t since = clock_now();
	xmlTextReader *reader = xmlReaderForFile(path, NULL, XML_PARSE_HUGE);
	while (reader && xmlTextReaderRead(reader) == 1) continue;
	xmlFreeTextReader(reader);
	return (double)(clock_now() - since) / 1e6;
}

/* ---- syllables ---- */

static char **syllables;
static size_t syllable_count;

/* Each different one once; the text is cut up. */
static void find_syllables(char *text) {
	size_t words = 1, at = 0;
	for (const char *c = text; *c; c++) words += *c == ' ' || *c == '\n' || *c == '<';
	syllables = calloc(words + 1, sizeof *syllables);
	if (!syllables || !hcreate(words * 2)) exit(1);
	char *state;
	for (char *word = strtok_r(text, " \n<>", &state); word; word = strtok_r(NULL, " \n<>", &state)) {
		ENTRY entry = { .key = word };
		if (hsearch(entry, FIND)) continue;
		hsearch(entry, ENTER);
		syllables[at++] = word;
	}
	syllable_count = at;
}

static double shape(hb_font_t *font) {
	int64_t since = clock_now();
	hb_buffer_t *buffer = hb_buffer_create();
	for (size_t i = 0; i < syllable_count; i++) {
		hb_buffer_clear_contents(buffer);
		hb_buffer_add_utf8(buffer, syllables[i], -1, 0, -1);
		hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
		hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
		hb_shape(font, buffer, NULL, 0);
	}
	hb_buffer_destroy(buffer);
	return (double)(clock_now() - since) / 1e6;
}

/* ---- what the PDF holds ---- */

typedef struct Stream { void *bytes; size_t length; } Stream;
static Stream *streams;
static size_t stream_count, stream_bytes;

/* Inflates the streams whose dictionary says /FlateDecode. */
static void find_streams(const char *pdf, size_t length) {
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	size_t room = 0;
	for (const char *at = pdf, *end = pdf + length; (at = memmem(at, (size_t)(end - at), "stream", 6)); at += 6) {
		if (at - pdf > 3 && !memcmp(at - 3, "end", 3)) continue;
		const char *dict = at - 400 > pdf ? at - 400 : pdf, *object = dict;
		for (const char *o = dict; (o = memmem(o, (size_t)(at - o), " obj", 4)); o += 4) object = o;
		if (!memmem(object, (size_t)(at - object), "/FlateDecode", 12)) continue;
		const char *data = at + 6 + (at[6] == '\r') + 1, *stop = memmem(data, (size_t)(end - data), "endstream", 9);
		if (!stop) break;
		size_t room_needed = (size_t)(stop - data) * 30 + 65536, got = 0;
		char *plain = malloc(room_needed);
		if (plain && libdeflate_zlib_decompress_ex(inflater, data, (size_t)(stop - data), plain, room_needed, NULL, &got) == LIBDEFLATE_SUCCESS) {
			if (stream_count == room) streams = realloc(streams, (room = room ? room * 2 : 256) * sizeof *streams);
			if (!streams) exit(1);
			streams[stream_count++] = (Stream){ realloc(plain, got + 1), got };
			stream_bytes += got;
		} else free(plain);
		at = stop;
	}
	libdeflate_free_decompressor(inflater);
}

static double press(void) {
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
	size_t most = 0;
	for (size_t i = 0; i < stream_count; i++) if (streams[i].length > most) most = streams[i].length;
	size_t room = libdeflate_zlib_compress_bound(compressor, most);
	void *out = malloc(room);
	if (!out) exit(1);
	int64_t since = clock_now();
	for (size_t i = 0; i < stream_count; i++) libdeflate_zlib_compress(compressor, streams[i].bytes, streams[i].length, out, room);
	int64_t spent = clock_now() - since;
	free(out);
	libdeflate_free_compressor(compressor);
	return (double)spent / 1e6;
}

static double copy(const char *path, const char *bytes, size_t length) {
	char name[4096];
	snprintf(name, sizeof name, "%s.copy", path);
	int64_t since = clock_now();
	int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	for (size_t at = 0; at < length;) {
		ssize_t written = write(file, bytes + at, length - at);
		if (written <= 0) { perror(name); exit(1); }
		at += (size_t)written;
	}
	close(file);
	int64_t spent = clock_now() - since;
	unlink(name);
	return (double)spent / 1e6;
}

int main(int argc, char **argv) {
	if (argc != 4) { fprintf(stderr, "floor SOURCE.xml OURS.pdf FONT\n"); return 2; }
	size_t text_length, pdf_length;
	char *text = read_file(argv[1], &text_length), *pdf = read_file(argv[2], &pdf_length);
	find_syllables(text);
	find_streams(pdf, pdf_length);
	hb_blob_t *blob = hb_blob_create_from_file(argv[3]);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	double best[4] = { 1e9, 1e9, 1e9, 1e9 };
	for (int i = 0; i < TIMES; i++) {
		double now[4] = { parse(argv[1]), shape(font), press(), copy(argv[2], pdf, pdf_length) };
		for (int k = 0; k < 4; k++) if (now[k] < best[k]) best[k] = now[k];
	}
	printf("parse %.3f shape %.3f deflate %.3f copy %.3f syllables %zu deflated %zu copied %zu\n", best[0], best[1], best[2], best[3], syllable_count, stream_bytes, pdf_length);
	hb_font_destroy(font);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	for (size_t i = 0; i < stream_count; i++) free(streams[i].bytes);
	free(streams);
	hdestroy();
	free(syllables);
	free(text);
	free(pdf);
	return 0;
}
