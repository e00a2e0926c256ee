/* The base room: memory, lengths, text, messages, diagnostics, files. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/length.h"
#include "base/message.h"
#include "base/text.h"

/* ---- a folder for each test ---- */

static char folder[64];

static int make_folder(void **state) {
	(void)state;
	strcpy(folder, "/tmp/bantin-base-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

static const char *inside(const char *name) {
	static char paths[4][256]; /* the last four stay good */
	static unsigned turn;
	char *path = paths[turn++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static void put(const char *name, const char *text) {
	FILE *out = fopen(inside(name), "wb");
	assert_non_null(out);
	assert_int_equal(fputs(text, out) >= 0, 1);
	assert_int_equal(fclose(out), 0);
}

static int count_files(void) {
	char command[128];
	snprintf(command, sizeof command, "find '%s' -type f | wc -l", folder);
	FILE *pipe = popen(command, "r");
	int count = -1;
	assert_int_equal(fscanf(pipe, "%d", &count), 1);
	pclose(pipe);
	return count;
}

/* ---- arena ---- */

static void arena_gives_aligned_zeroed_memory(void **state) {
	(void)state;
	Arena *arena = arena_open();
	for (size_t size = 0; size < 300; size += 7) {
		unsigned char *at = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)at % 16, 0);
		for (size_t i = 0; i < size; i++) assert_int_equal(at[i], 0);
		memset(at, 0xEE, size);
	}
	unsigned char *large = arena_alloc(arena, 30 * 1024 * 1024);
	large[30 * 1024 * 1024 - 1] = 1;
	arena_close(arena);
	arena_close(NULL);
}

static void arena_reset_gives_back_what_came_after_the_mark(void **state) {
	(void)state;
	Arena *arena = arena_open();
	arena_reset(arena, arena_mark(arena)); /* of an empty one */
	char *kept = arena_copy_text(arena, "giữ", strlen("giữ"));
	ArenaMark outer = arena_mark(arena);
	size_t before = arena_total(arena);
	for (int i = 0; i < 50; i++) {
		ArenaMark inner = arena_mark(arena);
		memset(arena_alloc(arena, 100000), i, 100000);
		arena_reset(arena, inner);
	}
	memset(arena_alloc(arena, 3000000), 1, 3000000);
	assert_true(arena_total(arena) > before);
	arena_reset(arena, outer);
	assert_int_equal(arena_total(arena), before);
	assert_string_equal(kept, "giữ");
	char *again = arena_alloc(arena, 8);
	arena_reset(arena, outer);
	assert_ptr_equal(arena_alloc(arena, 8), again); /* the same place is handed out once more */
	arena_close(arena);
}

static void an_adopted_arena_outlives_the_marks_of_the_other(void **state) {
	(void)state;
	Arena *arena = arena_open(), *other = arena_open();
	arena_alloc(arena, 8);
	ArenaMark mark = arena_mark(arena);
	arena_alloc(arena, 3000000);
	char *kept = arena_copy_text(other, "giữ", strlen("giữ"));
	char *large = memset(arena_alloc(other, 1000000), 7, 1000000);
	size_t total = arena_total(arena) + arena_total(other);
	arena_adopt(arena, other);
	assert_int_equal(arena_total(arena), total);
	arena_reset(arena, mark);
	assert_string_equal(kept, "giữ");
	assert_int_equal(large[999999], 7);
	arena_adopt(arena, arena_open()); /* of nothing */
	arena_close(arena);
}

static void arena_grows_the_newest_in_place_and_copies_others(void **state) {
	(void)state;
	Arena *arena = arena_open();
	int *first = arena_alloc(arena, 4 * sizeof *first);
	for (int i = 0; i < 4; i++) first[i] = i;
	assert_ptr_equal(arena_grow(arena, first, 4 * sizeof *first, 64 * sizeof *first), first);
	arena_alloc(arena, 1);
	int *moved = arena_grow(arena, first, 64 * sizeof *first, 128 * sizeof *first);
	assert_ptr_not_equal(moved, first);
	for (int i = 0; i < 4; i++) assert_int_equal(moved[i], i);
	arena_close(arena);
}

static void vector_keeps_its_items_and_zeroes_new_ones(void **state) {
	(void)state;
	Arena *arena = arena_open();
	VECTOR(struct { int a; int b; }) items = { 0 };
	for (int i = 0; i < 5000; i++) {
		if (i % 7 == 0) memset(arena_alloc(arena, 24), 0xFF, 24); /* so that it must move now and then */
		int fresh = vector_push(arena, &items)->b;
		assert_int_equal(fresh, 0);
		items.items[i].a = i;
		items.items[i].b = -i;
	}
	assert_int_equal(items.count, 5000);
	for (int i = 0; i < 5000; i++) assert_int_equal(items.items[i].a + items.items[i].b, 0);
	arena_close(arena);
}

static void arena_formats_of_any_length(void **state) {
	(void)state;
	Arena *arena = arena_open();
	assert_string_equal(arena_format(arena, "%s-%d", "số", 11), "số-11");
	assert_int_equal(strlen(arena_format(arena, "%*d", 200000, 1)), 200000);
	arena_close(arena);
}

/* ---- length ---- */

static void lengths_are_read_exactly(void **state) {
	(void)state;
	static const struct { const char *text; Length value; } GOOD[] = {
		{ "12.25pt", 802816 }, { "12", 786432 }, { " 1in ", 4718592 }, { "25.4mm", 4718592 }, { "2.54cm", 4718592 }, { "-3mm", -557314 },
		{ "0", 0 }, { ".5pt", 32768 }, { "0.3pt", 19661 }, { "210mm", 39011981 }, { "0.0000000000000000001pt", 0 },
	};
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
		Length value = -1;
		assert_true(length_parse(GOOD[i].text, strlen(GOOD[i].text), &value));
		assert_int_equal(value, GOOD[i].value);
	}
}

static void what_is_no_length_is_refused_and_changes_nothing(void **state) {
	(void)state;
	static const char *const BAD[] = { "", " ", "-", "pt", ".", "1.2.3", "1e3", "12 pt", "12px", "1,5mm", "99999in", "-99999999999999999999", "١٢pt" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		Length value = 7;
		assert_false(length_parse(BAD[i], strlen(BAD[i]), &value));
		assert_int_equal(value, 7);
	}
}

static void lengths_are_written_in_points(void **state) {
	(void)state;
	static const struct { LengthSum value; int decimals; const char *text; } CASES[] = {
		{ 802816, 3, "12.250" }, { 0, 3, "0.000" }, { -1, 3, "0.000" }, { -33, 3, "-0.001" }, { 65536, 0, "1" }, { 32768, 0, "1" },
		{ 19661, 5, "0.30000" }, { INT32_MIN, 2, "-32768.00" }, { (LengthSum)65536 * 10000000, 1, "10000000.0" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char out[32];
		int written = length_format(CASES[i].value, CASES[i].decimals, out);
		assert_string_equal(out, CASES[i].text);
		assert_int_equal(written, strlen(CASES[i].text));
	}
}

static void lengths_survive_writing_and_reading(void **state) {
	(void)state;
	for (Length value = -70000000; value < 70000000; value += 104729) {
		char out[32];
		Length back;
		int written = length_format(value, 5, out);
		assert_true(length_parse(out, (size_t)written, &back));
		assert_int_equal(back, value);
	}
}

static void font_units_scale_and_round_away_from_zero(void **state) {
	(void)state;
	assert_int_equal(length_scale(10 * LENGTH_POINT, 500, 1000), 5 * LENGTH_POINT);
	assert_int_equal(length_scale(1, 1, 2), 1);
	assert_int_equal(length_scale(1, -1, 2), -1);
	assert_int_equal(length_scale(1, 1, 3), 0);
	assert_int_equal(length_scale(100 * LENGTH_POINT, 30000, 1000), 3000 * LENGTH_POINT);
}

/* ---- text ---- */

static void utf8_is_decoded_and_encoded(void **state) {
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c += c < 0x900 ? 1 : 61) {
		if (c >= 0xD800 && c < 0xE000) continue;
		char bytes[4];
		int length = utf8_encode(c, bytes);
		const char *at = bytes;
		assert_int_equal(utf8_next(&at, bytes + length), c);
		assert_ptr_equal(at, bytes + length);
		assert_true(utf8_valid(bytes, (size_t)length));
	}
}

static void malformed_utf8_gives_replacements_and_never_runs_over(void **state) {
	(void)state;
	static const char *const BAD[] = { "\x80", "\xC0\x80", "\xC3", "\xE1\xBA", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xFF", "\xE0\x9F\xBF" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		size_t length = strlen(BAD[i]);
		char *exact = malloc(length); /* no NUL behind it: a sanitizer sees a byte too far */
		memcpy(exact, BAD[i], length);
		const char *at = exact;
		assert_int_equal(utf8_next(&at, exact + length), 0xFFFD);
		assert_ptr_equal(at, exact + 1);
		assert_false(utf8_valid(exact, length));
		free(exact);
	}
}

static void text_grows(void **state) {
	(void)state;
	Text text = { 0 };
	for (int i = 0; i < 1000; i++) text_format(&text, "%d,", i % 10);
	assert_int_equal(text.length, 2000);
	text_add_utf8(&text, 0x1EA4);
	text_add_char(&text, '!');
	text_add_bytes(&text, "abc", 2);
	assert_string_equal(text.bytes + 2000, "Ấ!ab");
	text_clear(&text);
	assert_string_equal(text.bytes, "");
	text_free(&text);
	text_clear(&text);
	assert_null(text.bytes);
}

static void hashes_are_fnv_1a(void **state) {
	(void)state; /* test vectors of the FNV page */
	assert_true(bytes_hash("", 0) == 0xcbf29ce484222325u);
	assert_true(bytes_hash("a", 1) == 0xaf63dc4c8601ec8cu);
	assert_true(bytes_hash("foobar", 6) == 0x85944171f73967e8u);
}

/* ---- messages ---- */

static void set_environment(const char *all, const char *lang, const char *list) {
	unsetenv("LC_MESSAGES");
	if (all) setenv("LC_ALL", all, 1); else unsetenv("LC_ALL");
	if (lang) setenv("LANG", lang, 1); else unsetenv("LANG");
	if (list) setenv("LANGUAGE", list, 1); else unsetenv("LANGUAGE");
}

static void the_language_comes_from_the_environment_in_gettexts_order(void **state) {
	(void)state;
	static const struct { const char *all, *lang, *list, *language; } CASES[] = {
		{ NULL, NULL, NULL, "en" }, { NULL, "vi_VN.UTF-8", NULL, "vi" }, { NULL, "vi", NULL, "vi" }, { "en_US.UTF-8", "vi_VN", NULL, "en" },
		{ "vi_VN", "en_US", NULL, "vi" }, { "C", "vi_VN", "vi", "en" }, { "C.UTF-8", NULL, "vi", "en" }, { NULL, "en_US", "fr:vi:en", "vi" },
		{ NULL, "vi_VN", "en", "en" }, { NULL, "fr_FR", NULL, "en" }, { NULL, "vie", NULL, "en" }, { NULL, "vi_VN", "fr", "vi" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		set_environment(CASES[i].all, CASES[i].lang, CASES[i].list);
		assert_int_equal(message_set_language(NULL), 0);
		assert_string_equal(message_language(), CASES[i].language);
	}
	assert_int_equal(message_set_language("fr"), -1);
	assert_int_equal(message_set_language("en"), 0);
}

static void messages_are_found_in_the_catalogue(void **state) {
	(void)state;
	assert_int_equal(message_set_language("vi"), 0);
	assert_string_equal(_("error"), "lỗi");
	assert_string_equal(_("warning"), "cảnh báo");
	assert_string_equal(_("note"), "ghi chú");
	assert_string_equal(message_find("no such message 123"), "no such message 123");
	assert_string_equal(message_find(""), "");
	assert_int_equal(message_set_language("en"), 0);
	assert_string_equal(_("error"), "error");
	assert_string_equal(message_count("%d never translated", "%d never translated things", 1), "%d never translated");
	assert_string_equal(message_count("%d never translated", "%d never translated things", 2), "%d never translated things");
}

/* ---- diagnostics ---- */

static char *print_to_text(const Diag *diag, bool quiet) {
	FILE *out = fopen(inside("printed"), "w+");
	diag_print(diag, out, quiet);
	long length = ftell(out);
	char *text = calloc(1, (size_t)length + 1);
	rewind(out);
	assert_int_equal(fread(text, 1, (size_t)length, out), length);
	fclose(out);
	return text;
}

static void diagnostics_are_printed_in_the_order_of_the_source_with_a_caret(void **state) {
	(void)state;
	message_set_language("en");
	put("a.xml", "<a>\n  <tiêu đề/>\nlast");
	const char *path = inside("a.xml");
	Diag *diag = diag_open();
	diag_add(diag, SEVERITY_WARNING, "late", (SourcePos){ path, 3, 1 }, "%s", "third");
	diag_add(diag, SEVERITY_ERROR, "early", (SourcePos){ path, 2, 11 }, "second %d", 2);
	diag_hint(diag, "do this");
	diag_page(diag, 4);
	diag_add(diag, SEVERITY_NOTE, "early", (SourcePos){ path, 2, 11 }, "second again");
	diag_add(diag, SEVERITY_NOTE, "no-place", (SourcePos){ 0 }, "first\x1b[31m");
	char expected[1024], *text = print_to_text(diag, false);
	snprintf(expected, sizeof expected,
		"note: first [31m [no-place]\n"
		"%s:2:11: page 4: error: second 2 [early]\n"
		"      <tiêu đề/>\n"
		"            ^\n"
		"    → do this\n"
		"%s:2:11: note: second again [early]\n"
		"      <tiêu đề/>\n"
		"            ^\n"
		"%s:3:1: warning: third [late]\n"
		"    last\n"
		"    ^\n", path, path, path);
	assert_string_equal(text, expected);
	free(text);
	text = print_to_text(diag, true);
	assert_null(strstr(text, "note:"));
	assert_non_null(strstr(text, "warning:"));
	free(text);
	assert_int_equal(diag_count(diag, SEVERITY_NOTE), 2);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 1);
	assert_int_equal(diag_total(diag), 4);
	assert_string_equal(diag_entry(diag, 1)->code, "early");
	assert_string_equal(diag_entry(diag, 1)->hint, "do this");
	diag_close(diag);
	diag_close(NULL);
}

static void long_lines_and_places_past_the_end_are_shown_safely(void **state) {
	(void)state;
	char line[4000] = "";
	for (int i = 0; i < 1000; i++) strcat(line, "ế");
	put("long.xml", line);
	put("empty.xml", "");
	Diag *diag = diag_open();
	char path[256], empty[256];
	strcpy(path, inside("long.xml"));
	strcpy(empty, inside("empty.xml"));
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ path, 1, 1501 }, "middle");
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ path, 1, 999999 }, "past the line");
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ path, 99, 1 }, "past the file");
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ empty, 1, 1 }, "of an empty file");
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ folder, 1, 1 }, "of a folder");
	diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ "/nowhere/at-all", 1, 1 }, "of no file");
	char *text = print_to_text(diag, false);
	const char *middle = strstr(text, "middle [x]\n    …");
	assert_non_null(middle);
	assert_non_null(strstr(middle, "ế…\n"));
	assert_non_null(strstr(text, "of no file"));
	free(text);
	diag_close(diag);
}

static void a_thousand_entries_of_a_large_file_are_printed_at_once(void **state) {
	(void)state;
	FILE *out = fopen(inside("big.xml"), "wb");
	for (int i = 0; i < 200000; i++) fputs("<p>một dòng</p>\n", out);
	fclose(out);
	Diag *diag = diag_open();
	for (int i = 20000; i > 0; i--) diag_add(diag, SEVERITY_ERROR, "x", (SourcePos){ inside("big.xml"), i * 10, 2 }, "%d", i);
	char *text = print_to_text(diag, false); /* walking from the top for each would take minutes */
	int lines = 0;
	for (char *at = text; (at = strchr(at, '\n')); at++) lines++;
	assert_int_equal(lines, 60000);
	free(text);
	diag_close(diag);
}

/* ---- files ---- */

static void paths_are_taken_apart_and_joined(void **state) {
	(void)state;
	Arena *arena = arena_open();
	assert_string_equal(file_join(arena, "a", "b"), "a/b");
	assert_string_equal(file_join(arena, "a/", "b"), "a/b");
	assert_string_equal(file_join(arena, "", "b"), "b");
	assert_string_equal(file_join(arena, "a", "/b"), "/b");
	assert_string_equal(file_folder(arena, "a/b/c.xml"), "a/b");
	assert_string_equal(file_folder(arena, "c.xml"), ".");
	assert_string_equal(file_folder(arena, "/c.xml"), "/");
	assert_string_equal(file_name("a/b/c.xml"), "c.xml");
	assert_string_equal(file_stem(arena, "a.b/số-báo.2.xml"), "số-báo.2");
	assert_string_equal(file_stem(arena, ".hidden"), ".hidden");
	arena_close(arena);
}

static void only_regular_files_are_mapped(void **state) {
	(void)state;
	FileMap map;
	put("x", "abc");
	assert_true(file_map(inside("x"), &map));
	assert_int_equal(map.length, 3);
	assert_memory_equal(map.bytes, "abc", 3);
	file_unmap(&map);
	put("empty", "");
	assert_true(file_map(inside("empty"), &map));
	assert_int_equal(map.length, 0);
	file_unmap(&map);
	errno = ENOMEM; /* an older error must not shine through */
	assert_false(file_map(folder, &map));
	assert_int_equal(errno, EISDIR);
	assert_int_equal(mkfifo(inside("fifo"), 0600), 0);
	errno = ENOMEM;
	assert_false(file_map(inside("fifo"), &map));
	assert_int_equal(errno, EINVAL);
	assert_false(file_map(inside("missing"), &map));
	assert_int_equal(errno, ENOENT);
}

static void references_stay_inside_the_root(void **state) {
	(void)state;
	Arena *arena = arena_open();
	assert_int_equal(mkdir(inside("root"), 0700), 0);
	assert_int_equal(mkdir(inside("root/photos"), 0700), 0);
	assert_int_equal(mkdir(inside("root2"), 0700), 0);
	put("root/photos/a.jpg", "a");
	put("root2/secret", "s");
	put("outside", "o");
	assert_int_equal(symlink("../../outside", inside("root/photos/link")), 0);
	char root[128], photos[128];
	strcpy(root, inside("root"));
	strcpy(photos, inside("root/photos"));
	assert_non_null(file_inside(arena, root, root, "photos/a.jpg"));
	assert_non_null(file_inside(arena, root, photos, "../photos/a.jpg"));
	static const struct { const char *reference; int problem; } BAD[] = {
		{ "../outside", EACCES }, { "../root2/secret", EACCES }, { "photos/link", EACCES }, { "/etc/passwd", EACCES },
		{ "photos/../../outside", EACCES }, { "photos/missing.jpg", ENOENT },
	};
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_null(file_inside(arena, root, root, BAD[i].reference));
		assert_int_equal(errno, BAD[i].problem);
	}
	arena_close(arena);
}

static void folders_are_made_with_those_above(void **state) {
	(void)state;
	assert_true(file_make_folder(inside("a/b/c")));
	assert_true(file_is_folder(inside("a/b/c")));
	assert_true(file_make_folder(inside("a/b/c/")));
	put("a/file", "x");
	assert_false(file_make_folder(inside("a/file")));
	assert_int_equal(errno, ENOTDIR);
	assert_false(file_make_folder(inside("a/file/x")));
	assert_int_equal(errno, ENOTDIR);
	assert_false(file_make_folder(""));
}

static void outputs_appear_whole(void **state) {
	(void)state;
	FileOutput *out = file_output_open(inside("new/folder/x.pdf"));
	assert_non_null(out);
	char *block = malloc(700000);
	for (int i = 0; i < 700000; i++) block[i] = (char)(i * 7);
	assert_true(file_output_write(out, block, 3));
	assert_true(file_output_write(out, block + 3, 200000));
	assert_true(file_output_write(out, block + 200003, 499997));
	assert_int_equal(file_output_offset(out), 700000);
	assert_false(file_is_regular(inside("new/folder/x.pdf")));
	assert_true(file_output_commit(out));
	FileMap map;
	assert_true(file_map(inside("new/folder/x.pdf"), &map));
	assert_int_equal(map.length, 700000);
	assert_memory_equal(map.bytes, block, 700000);
	file_unmap(&map);
	assert_int_equal(count_files(), 1);
	free(block);
}

static void abandoned_outputs_leave_the_old_file(void **state) {
	(void)state;
	put("x.pdf", "old");
	FileOutput *out = file_output_open(inside("x.pdf"));
	assert_true(file_output_write(out, "new", 3));
	file_output_abandon(out);
	FileOutput *again = file_output_open(inside("x.pdf")), *other = file_output_open(inside("y.pdf"));
	assert_int_equal(count_files(), 3);
	file_output_abandon_all();
	assert_int_equal(count_files(), 1);
	assert_false(file_output_commit(again)); /* what it wrote is gone */
	file_output_abandon(other);
	file_output_abandon(NULL);
	assert_int_equal(count_files(), 1);
}

static void an_output_to_nowhere_counts_and_leaves_nothing(void **state) {
	(void)state;
	FileOutput *out = file_output_open(NULL);
	char *block = calloc(1, 600000);
	assert_true(file_output_write(out, block, 600000));
	assert_true(file_output_write(out, block, 10));
	assert_int_equal(file_output_offset(out), 600010);
	assert_true(file_output_commit(out));
	out = file_output_open(NULL);
	assert_true(file_output_write(out, block, 10));
	file_output_abandon(out);
	assert_int_equal(count_files(), 0);
	free(block);
}

static void a_full_disk_is_told_and_nothing_appears(void **state) {
	(void)state;
	struct rlimit old, small;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 100000; /* write() fails past it as on a full disk */
	signal(SIGXFSZ, SIG_IGN);
	FileOutput *out = file_output_open(inside("x.pdf"));
	char *block = calloc(1, 400000);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	bool written = file_output_write(out, block, 400000) && file_output_write(out, block, 10);
	int problem = errno;
	bool sticky = !file_output_write(out, block, 10);
	bool committed = file_output_commit(out);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_false(written);
	assert_int_equal(problem, EFBIG);
	assert_true(sticky);
	assert_false(committed);
	assert_int_equal(count_files(), 0);
	free(block);
}

static void outputs_that_cannot_be_opened_say_why(void **state) {
	(void)state;
	put("file", "x");
	assert_null(file_output_open(inside("file/x.pdf")));
	assert_int_equal(errno, ENOTDIR);
	assert_null(file_output_open(""));
	FileOutput *open[512];
	int count = 0;
	while (count < 512) {
		char name[16];
		snprintf(name, sizeof name, "%d.pdf", count);
		if (!(open[count] = file_output_open(inside(name)))) break;
		count++;
	}
	assert_in_range(count, 8, 511);
	while (count) file_output_abandon(open[--count]);
	assert_int_equal(count_files(), 1);
	mkdir(inside("dir.pdf"), 0700);
	FileOutput *out = file_output_open(inside("dir.pdf"));
	assert_non_null(out);
	assert_false(file_output_commit(out)); /* a folder has that name */
	assert_int_equal(count_files(), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(arena_gives_aligned_zeroed_memory),
		TEST(arena_reset_gives_back_what_came_after_the_mark),
		TEST(an_adopted_arena_outlives_the_marks_of_the_other),
		TEST(arena_grows_the_newest_in_place_and_copies_others),
		TEST(vector_keeps_its_items_and_zeroes_new_ones),
		TEST(arena_formats_of_any_length),
		TEST(lengths_are_read_exactly),
		TEST(what_is_no_length_is_refused_and_changes_nothing),
		TEST(lengths_are_written_in_points),
		TEST(lengths_survive_writing_and_reading),
		TEST(font_units_scale_and_round_away_from_zero),
		TEST(utf8_is_decoded_and_encoded),
		TEST(malformed_utf8_gives_replacements_and_never_runs_over),
		TEST(text_grows),
		TEST(hashes_are_fnv_1a),
		TEST(the_language_comes_from_the_environment_in_gettexts_order),
		TEST(messages_are_found_in_the_catalogue),
		TEST(diagnostics_are_printed_in_the_order_of_the_source_with_a_caret),
		TEST(long_lines_and_places_past_the_end_are_shown_safely),
		TEST(a_thousand_entries_of_a_large_file_are_printed_at_once),
		TEST(paths_are_taken_apart_and_joined),
		TEST(only_regular_files_are_mapped),
		TEST(references_stay_inside_the_root),
		TEST(folders_are_made_with_those_above),
		TEST(outputs_appear_whole),
		TEST(abandoned_outputs_leave_the_old_file),
		TEST(an_output_to_nowhere_counts_and_leaves_nothing),
		TEST(a_full_disk_is_told_and_nothing_appears),
		TEST(outputs_that_cannot_be_opened_say_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
