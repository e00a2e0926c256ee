/* A data folder of its own for a test of fonts: fonts/ with fonts.conf, build/faces/, and what the test puts there. */
#ifndef TEST_FONT_HOUSE_H
#define TEST_FONT_HOUSE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "font/font.h"
#include "font/font_set.h"

#define NOWHERE ((SourcePos){ .file = "test.xml", .line = 7, .column = 3 })
#define COUNT(array) (sizeof(array) / sizeof *(array))

static Arena *test_arena;
static Diag *test_diag;
static FontSet *test_set; /* the checkout's own fonts */

__attribute__((unused)) static int open_test_set(void **state) {
	(void)state;
	test_arena = arena_open();
	test_diag = diag_open();
	test_set = font_open_set(false, test_diag);
	if (!test_set) diag_print(test_diag, stderr, false);
	return test_set ? 0 : -1;
}

__attribute__((unused)) static int close_test_set(void **state) {
	(void)state;
	font_close_set(test_set);
	diag_close(test_diag);
	arena_close(test_arena);
	return 0;
}

__attribute__((unused)) static Font *find_face(FontSet *set, const char *family, int weight, int width, bool italic, Diag *diag) {
	Font *font = font_find(set, (FontQuery){ family, weight, width, italic }, NOWHERE, diag);
	assert_non_null(font);
	return font;
}

/* Entries of that code; *last is the newest of them. */
__attribute__((unused)) static int count_code(const Diag *diag, const char *code, const DiagEntry **last) {
	int count = 0;
	for (int i = 0; i < diag_total(diag); i++) {
		const DiagEntry *entry = diag_entry(diag, i);
		if (strcmp(entry->code, code) != 0) continue;
		if (last) *last = entry;
		count++;
	}
	return count;
}

__attribute__((unused)) static void write_bytes(const char *path, const void *bytes, size_t length) {
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

__attribute__((unused)) static void copy_file(const char *from, const char *to) {
	FileMap map;
	assert_true(file_map(from, &map));
	write_bytes(to, map.bytes, map.length);
	file_unmap(&map);
}

/* ---- the house ---- */

typedef struct House { char root[64]; FontSet *set; Diag *diag; } House;

__attribute__((unused)) static const char *house_path(const House *house, const char *name) {
	return arena_format(test_arena, "%s/%s", house->root, name);
}

__attribute__((unused)) static const char *test_font_path(const char *name) {
	return file_data_path(test_arena, arena_format(test_arena, "tests/data/font/%s", name));
}

/* With one linked face, Noto Serif Regular, so that a set always opens. */
__attribute__((unused)) static House house_make(void) {
	House house = { .root = "/tmp/bantin-font-XXXXXX", .diag = diag_open() };
	assert_non_null(mkdtemp(house.root));
	mkdir(house_path(&house, "fonts"), 0755);
	mkdir(house_path(&house, "build"), 0755);
	mkdir(house_path(&house, "build/faces"), 0755);
	copy_file(file_data_path(test_arena, "fonts/fonts.conf"), house_path(&house, "fonts/fonts.conf"));
	Font *serif = find_face(test_set, "Noto Serif", 400, 100, false, test_diag);
	assert_int_equal(symlink(font_file(serif), house_path(&house, "build/faces/NotoSerif-Regular.ttf")), 0);
	return house;
}

/* Puts a font of tests/data/font into the house's fonts/. */
__attribute__((unused)) static void house_add(const House *house, const char *name) {
	copy_file(test_font_path(name), house_path(house, arena_format(test_arena, "fonts/%s", name)));
}

__attribute__((unused)) static FontSet *house_open(House *house) {
	house->set = font_open_set_in(house->root, false, house->diag);
	return house->set;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *at) {
	(void)info, (void)type, (void)at;
	return remove(path);
}

__attribute__((unused)) static void house_remove(House *house) {
	font_close_set(house->set);
	diag_close(house->diag);
	nftw(house->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
#endif
