/* Layouts written into a folder of their own, read, and what was said about them. */
#ifndef BANTIN_TEST_DESIGN_HELPERS_H
#define BANTIN_TEST_DESIGN_HELPERS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"
#include "design/design.h"

typedef struct Bench {
	char folder[64];
	Arena *arena;
	Diag *diag;
	Design *design;
} Bench;

static inline int bench_open(void **state) {
	Bench *bench = calloc(1, sizeof *bench);
	strcpy(bench->folder, "/tmp/bantin-design-XXXXXX");
	if (!mkdtemp(bench->folder)) return -1;
	bench->arena = arena_open();
	bench->diag = diag_open();
	message_set_language("en");
	*state = bench;
	return 0;
}

static inline int bench_remove(const char *path, const struct stat *info, int type, struct FTW *walk) {
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline int bench_close(void **state) {
	Bench *bench = *state;
	nftw(bench->folder, bench_remove, 8, FTW_DEPTH | FTW_PHYS);
	diag_close(bench->diag);
	arena_close(bench->arena);
	free(bench);
	return 0;
}

static inline const char *bench_path(Bench *bench, const char *name) { return file_join(bench->arena, bench->folder, name); }

static inline const char *bench_write(Bench *bench, const char *name, const void *bytes, size_t length) {
	const char *path = bench_path(bench, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* Reads the bytes as a layout file, with nothing said before. */
static inline Design *bench_read_bytes(Bench *bench, const void *bytes, size_t length) {
	const char *path = bench_write(bench, "layout.xml", bytes, length);
	diag_close(bench->diag);
	bench->diag = diag_open();
	return bench->design = design_read(bench->arena, path, (SourcePos){ 0 }, bench->diag);
}

static inline Design *bench_read(Bench *bench, const char *text) { return bench_read_bytes(bench, text, strlen(text)); }

#define PAGE "<page width='210mm' height='297mm' top='20mm' bottom='20mm' inside='20mm' outside='20mm' columns='2' gutter='5mm' leading='12pt'/>\n"
#define BODY "<style name='body' family='Noto Serif' size='10pt'/>"
/* A whole layout: line 1 is <layout>, line 2 the page, and the text begins on line 3 after the body style. */
#define LAYOUT(text) "<layout title='T'>\n" PAGE text "</layout>"
#define STYLES(text) LAYOUT("<styles>" BODY "\n" text "</styles>")

static inline void bench_print(const Bench *bench) { diag_print(bench->diag, stderr, false); }

/* Reads a layout that must be without any fault. */
static inline Design *bench_read_clean(Bench *bench, const char *text) {
	bench_read(bench, text);
	if (diag_total(bench->diag)) bench_print(bench);
	assert_int_equal(diag_total(bench->diag), 0);
	assert_non_null(bench->design);
	return bench->design;
}

static inline const TextStyle *bench_style(const Bench *bench, const char *name) {
	const TextStyle *style = design_find_style(bench->design, name);
	assert_string_equal(style->name, name);
	return style;
}
#endif
