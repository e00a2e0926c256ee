/* Diagnostics: content problems are recorded with their place, and the stage goes on, so that one run
 * reports everything. Nothing here ends the process. */
#ifndef BANTIN_BASE_DIAG_H
#define BANTIN_BASE_DIAG_H
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"

/* A place in a source file. line and column count from 1; 0 is "not known". file is lent by whoever made
 * the position and lives as long as the document's arena. */
typedef struct SourcePos { const char *file; int line, column; } SourcePos;

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef struct DiagEntry {
	Severity severity;
	const char *code;    /* stable, e.g. "photo-missing"; never translated */
	SourcePos pos;
	int page;            /* 1-based page of the output, 0 where none */
	const char *message; /* translated, one sentence */
	const char *hint;    /* translated: what to do; NULL where nothing can be said */
} DiagEntry;

typedef struct Diag Diag;

Diag *diag_open(void);
void diag_close(Diag *diag);
/* Records an entry; texts are copied. format is translated by the caller (_("...")). */
void diag_add(Diag *diag, Severity severity, const char *code, SourcePos pos, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* Sets the hint or the page of the newest entry. */
void diag_hint(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
void diag_page(Diag *diag, int page);
/* Gives an entry another message, when more is known of the same matter. */
void diag_reword(Diag *diag, int index, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Raises what was said under this code about this place; false when nothing was. */
bool diag_raise(Diag *diag, const char *code, SourcePos pos, Severity severity);
int diag_count(const Diag *diag, Severity severity); /* entries of exactly this severity */
int diag_total(const Diag *diag);
const DiagEntry *diag_entry(const Diag *diag, int index);
/* Prints all entries, sorted by file, line, column (stable): "file:line:col: lỗi: message", the source line
 * with a caret under the column where the file can be read, and the hint. quiet drops notes. */
void diag_print(const Diag *diag, FILE *out, bool quiet);
/* The same, one text for each entry, each with its last newline; in the arena. Answers how many. */
typedef struct DiagText { Severity severity; const char *text; } DiagText;
int diag_render(const Diag *diag, Arena *arena, DiagText **out);
#endif
