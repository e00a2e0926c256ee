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
	const char *message = arena_vformat(diag->arena, format, args);
	va_end(args);
	if (pos.file) pos.file = arena_copy_text(diag->arena, pos.file, strlen(pos.file));
	*vector_push(diag->arena, &diag->entries) =
		(DiagEntry){ .severity = severity, .code = code, .pos = pos, .message = message };
}

void diag_hint(Diag *diag, const char *format, ...) {
	if (!diag->entries.count) return;
	va_list args;
	va_start(args, format);
	diag->entries.items[diag->entries.count - 1].hint = arena_vformat(diag->arena, format, args);
	va_end(args);
}

void diag_page(Diag *diag, int page) {
	if (diag->entries.count) diag->entries.items[diag->entries.count - 1].page = page;
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

/* Prints source line `line` of a text file with a caret under `column` (a byte column, as libxml2 counts). */
static void print_source_line(FILE *out, const char *path, int line, int column) {
	enum { WIDEST = 100 };
	FileMap map;
	if (line < 1 || !file_is_regular(path) || !file_map(path, &map)) return;
	const char *at = (const char *)map.bytes, *end = at + map.length;
	for (int i = 1; i < line && at; i++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (at) at++;
	}
	if (at && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop) stop = end;
		size_t length = (size_t)(stop - at);
		if (utf8_valid(at, length)) {
			/* A long line is shown as a window around the caret. */
			const char *caret = at + (column > 0 && (size_t)(column - 1) < length ? (size_t)(column - 1) : column > 0 ? length : 0);
			while (caret > at && ((unsigned char)*caret & 0xC0) == 0x80) caret--;
			const char *from = at;
			int behind = 0;
			for (const char *p = caret; p > at && behind < WIDEST / 2;) {
				p--;
				if (((unsigned char)*p & 0xC0) != 0x80) { behind++; from = p; }
			}
			Text shown = { 0 }, marks = { 0 };
			text_add(&shown, from > at ? "    …" : "    ");
			text_add(&marks, from > at ? "     " : "    ");
			int width = 0;
			for (const char *p = from; p < stop && width < WIDEST; width++) {
				if (p < caret) text_add_char(&marks, ' ');
				const char *start = p;
				uint32_t c = utf8_next(&p, stop);
				if (c < 0x20 || c == 0x7F) text_add_char(&shown, ' ');
				else text_add_bytes(&shown, start, (size_t)(p - start));
			}
			fprintf(out, "%s\n", shown.bytes);
			if (column > 0) fprintf(out, "%s^\n", marks.bytes);
			text_free(&shown);
			text_free(&marks);
		}
	}
	file_unmap(&map);
}

void diag_print(const Diag *diag, FILE *out, bool quiet) {
	int count = diag->entries.count;
	const DiagEntry **order = malloc(sizeof *order * (size_t)(count ? count : 1));
	if (!order) base_out_of_memory();
	for (int i = 0; i < count; i++) order[i] = &diag->entries.items[i];
	qsort(order, (size_t)count, sizeof *order, compare_entries);
	const char *names[] = { _("note"), _("warning"), _("error") };
	for (int i = 0; i < count; i++) {
		const DiagEntry *entry = order[i];
		if (quiet && entry->severity == SEVERITY_NOTE) continue;
		if (entry->pos.file) {
			fprintf(out, "%s:", entry->pos.file);
			if (entry->pos.line) fprintf(out, "%d:", entry->pos.line);
			if (entry->pos.line && entry->pos.column) fprintf(out, "%d:", entry->pos.column);
			fputc(' ', out);
		}
		if (entry->page) fprintf(out, _("page %d: "), entry->page);
		fprintf(out, "%s: %s [%s]\n", names[entry->severity], entry->message, entry->code);
		if (entry->pos.file) print_source_line(out, entry->pos.file, entry->pos.line, entry->pos.column);
		if (entry->hint) fprintf(out, "    → %s\n", entry->hint);
	}
	free(order);
}
