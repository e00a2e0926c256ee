#include "base/diag.h"
#include <stdint.h>
#include <stdlib.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

struct Diag {
	Arena *arena;
	VECTOR(DiagEntry) entries;
};

Diag *diag_open(void) {
	Arena *arena = arena_open();
	Diag *diag = ARENA_NEW(arena, Diag);
	diag->arena = arena;
	return diag;
}

void diag_close(Diag *diag) {
	if (diag) arena_close(diag->arena);
}

void diag_add(Diag *diag, Severity severity, const char *code, SourcePos pos, const char *format, ...) {
	va_list args;
	va_start(args, format);
	const char *message = text_make_plain(arena_vformat(diag->arena, format, args));
	va_end(args);
	if (pos.file) pos.file = arena_copy_text(diag->arena, pos.file, strlen(pos.file)); /* as it is: it is opened again for its lines */
	*vector_push(diag->arena, &diag->entries) =
		(DiagEntry){ .severity = severity, .code = code, .pos = pos, .message = message };
}

void diag_reword(Diag *diag, int index, const char *format, ...) {
	if (index < 0 || index >= diag->entries.count) return;
	va_list args;
	va_start(args, format);
	diag->entries.items[index].message = text_make_plain(arena_vformat(diag->arena, format, args));
	va_end(args);
}

void diag_hint(Diag *diag, const char *format, ...) {
	if (!diag->entries.count) return;
	va_list args;
	va_start(args, format);
	diag->entries.items[diag->entries.count - 1].hint = text_make_plain(arena_vformat(diag->arena, format, args));
	va_end(args);
}

void diag_page(Diag *diag, int page) {
	if (diag->entries.count) diag->entries.items[diag->entries.count - 1].page = page;
}

bool diag_raise(Diag *diag, const char *code, SourcePos pos, Severity severity) {
	bool found = false;
	for (int i = 0; i < diag->entries.count; i++) {
		DiagEntry *entry = &diag->entries.items[i];
		if (entry->pos.line != pos.line || entry->pos.column != pos.column || strcmp(entry->code, code) != 0) continue;
		if (!entry->pos.file != !pos.file || (pos.file && strcmp(entry->pos.file, pos.file) != 0)) continue;
		if (entry->severity < severity) entry->severity = severity;
		found = true;
	}
	return found;
}

int diag_count(const Diag *diag, Severity severity) {
	int count = 0;
	for (int i = 0; i < diag->entries.count; i++) count += diag->entries.items[i].severity == severity;
	return count;
}

int diag_total(const Diag *diag) { return diag->entries.count; }
const DiagEntry *diag_entry(const Diag *diag, int index) { return &diag->entries.items[index]; }

static int compare_entries(const void *left, const void *right) {
	const DiagEntry *a = *(const DiagEntry *const *)left, *b = *(const DiagEntry *const *)right;
	int order = strcmp(a->pos.file ? a->pos.file : "", b->pos.file ? b->pos.file : "");
	if (!order) order = (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
	if (!order) order = (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
	if (!order) order = (a > b) - (a < b); /* entries lie in order of arrival */
	return order;
}

/* The file whose lines are being shown. Entries come sorted, so it is walked through once. */
typedef struct Source {
	const char *path;
	FileMap map;
	const char *at; /* start of `line`; NULL past the end */
	int line;
} Source;

static void open_source(Source *source, const char *path) {
	if (source->path && strcmp(source->path, path) == 0) return;
	if (source->map.bytes) file_unmap(&source->map);
	*source = (Source){ .path = path, .line = 1 };
	if (file_is_regular(path) && file_map(path, &source->map)) source->at = (const char *)source->map.bytes;
}

/* The text of a line, without its end; NULL when the file has no such line. */
static const char *find_line(Source *source, int line, size_t *length) {
	const char *end = (const char *)source->map.bytes + source->map.length;
	for (; source->line < line && source->at; source->line++) {
		source->at = memchr(source->at, '\n', (size_t)(end - source->at));
		if (source->at) source->at++;
	}
	if (source->line != line || !source->at || source->at >= end) return NULL;
	const char *stop = memchr(source->at, '\n', (size_t)(end - source->at));
	*length = (size_t)((stop ? stop : end) - source->at);
	return source->at;
}

static bool is_continuation(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* A line with a caret under `column` (a byte column, as libxml2 counts); of a long line, a window around the caret. */
static void add_line(Text *out, const char *line, size_t length, int column) {
	enum { WIDEST = 100 };
	const char *stop = line + length, *caret = column > 0 && (size_t)column <= length ? line + column - 1 : column > 0 ? stop : line;
	while (caret > line && caret < stop && is_continuation(*caret)) caret--;
	const char *from = caret;
	for (int behind = 0; from > line && behind < WIDEST / 2; behind++) {
		do from--; while (from > line && is_continuation(*from));
	}
	Text shown = { 0 }, marks = { 0 };
	text_add(&shown, from > line ? "    …" : "    ");
	text_add(&marks, from > line ? "     " : "    ");
	const char *p = from;
	for (int width = 0; p < stop && width < WIDEST;) {
		const char *start = p;
		uint32_t c = utf8_next(&p, stop);
		bool combining = c >= 0x300 && c < 0x370;
		if (start < caret && !combining) text_add_char(&marks, ' ');
		if (utf8_steers(c)) text_add_char(&shown, ' ');
		else text_add_bytes(&shown, start, (size_t)(p - start));
		width += !combining;
	}
	text_format(out, "%s%s\n", shown.bytes, p < stop ? "…" : "");
	if (column > 0) text_format(out, "%s^\n", marks.bytes);
	text_free(&shown);
	text_free(&marks);
}

static void add_source_line(Text *out, Source *source, SourcePos pos) {
	if (!pos.file || pos.line < 1) return;
	open_source(source, pos.file);
	size_t length;
	const char *line = find_line(source, pos.line, &length);
	if (line && utf8_valid(line, length)) add_line(out, line, length, pos.column);
}

static void add_entry(Text *out, const DiagEntry *entry, Source *source) {
	const char *names[] = { _("note"), _("warning"), _("error") };
	if (entry->pos.file) {
		char *shown = strdup(entry->pos.file);
		if (!shown) base_out_of_memory();
		text_format(out, "%s:", text_make_plain(shown));
		free(shown);
		if (entry->pos.line) text_format(out, "%d:", entry->pos.line);
		if (entry->pos.line && entry->pos.column) text_format(out, "%d:", entry->pos.column);
		text_add_char(out, ' ');
	}
	if (entry->page) text_format(out, _("page %d: "), entry->page);
	text_format(out, "%s: %s [%s]\n", names[entry->severity], entry->message, entry->code);
	add_source_line(out, source, entry->pos);
	if (entry->hint) text_format(out, "    → %s\n", entry->hint);
}

int diag_render(const Diag *diag, Arena *arena, DiagText **out) {
	int count = diag->entries.count;
	const DiagEntry **order = malloc(sizeof *order * (size_t)(count ? count : 1));
	if (!order) base_out_of_memory();
	for (int i = 0; i < count; i++) order[i] = &diag->entries.items[i];
	qsort(order, (size_t)count, sizeof *order, compare_entries);
	Source source = { 0 };
	Text text = { 0 };
	*out = ARENA_ARRAY(arena, DiagText, count);
	for (int i = 0; i < count; i++) {
		text_clear(&text);
		add_entry(&text, order[i], &source);
		(*out)[i] = (DiagText){ order[i]->severity, arena_copy_text(arena, text.bytes, text.length) };
	}
	text_free(&text);
	if (source.map.bytes) file_unmap(&source.map);
	free(order);
	return count;
}

void diag_print(const Diag *diag, FILE *out, bool quiet) {
	if (!diag->entries.count) return;
	Arena *arena = arena_open();
	DiagText *texts;
	int count = diag_render(diag, arena, &texts);
	for (int i = 0; i < count; i++)
		if (!quiet || texts[i].severity != SEVERITY_NOTE) fputs(texts[i].text, out);
	arena_close(arena);
}
