/* Golden drawings: what stands where, for each element. After a wanted change run with BANTIN_UPDATE_GOLDEN=1 and read the
 * difference that git shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/file.h"
#include "design/design.h"
#include "page/measures.h"
#include "publication/publication.h"

static FontSet *fonts;

static void compare_with_golden(Arena *arena, const char *name, const Text *dump) {
	char *path = file_data_path(arena, arena_format(arena, "tests/data/page/%s", name));
	if (getenv("BANTIN_UPDATE_GOLDEN")) {
		FileOutput *out = file_output_open(path);
		assert_non_null(out);
		assert_true(file_output_write(out, dump->bytes, dump->length) && file_output_commit(out));
		return;
	}
	FileMap golden;
	if (!file_map(path, &golden)) fail_msg("%s is missing", path);
	const char *a = (const char *)golden.bytes, *a_end = a + golden.length, *b = dump->bytes, *b_end = b + dump->length;
	for (int line = 1; a < a_end || b < b_end; line++) {
		const char *a_stop = memchr(a, '\n', (size_t)(a_end - a)), *b_stop = memchr(b, '\n', (size_t)(b_end - b));
		if (!a_stop) a_stop = a_end;
		if (!b_stop) b_stop = b_end;
		if (a_stop - a != b_stop - b || memcmp(a, b, (size_t)(a_stop - a)) != 0)
			fail_msg("%s:%d: expected\n%.*s\nbut it is\n%.*s", name, line, (int)(a_stop - a), a, (int)(b_stop - b), b);
		a = a_stop < a_end ? a_stop + 1 : a_end;
		b = b_stop < b_end ? b_stop + 1 : b_end;
	}
	file_unmap(&golden);
}

static void check_case(const char *source, const char *layout) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	char *path = file_data_path(arena, arena_format(arena, "tests/data/page/%s.xml", source));
	Publication *publication = publication_read(arena, path, diag);
	assert_non_null(publication);
	Design *design = design_read(arena, layout, (SourcePos){ 0 }, diag);
	assert_non_null(design);
	PageMeasures measures;
	Drawing *drawing = page_compose_measured(arena, publication, design, fonts, diag, &measures);
	if (diag_count(diag, SEVERITY_ERROR)) {
		diag_print(diag, stderr, true);
		fail_msg("%s has errors", source);
	}
	assert_int_equal(measures.off_grid, 0);
	Text dump = { 0 };
	drawing_dump(drawing, &dump);
	/* the dump names files; where the checkout lies does not matter */
	const char *folder = file_data_path(arena, "");
	size_t length = strlen(folder);
	Text plain = { 0 };
	for (const char *at = dump.bytes, *end = at + dump.length; at < end;) {
		const char *hit = memmem(at, (size_t)(end - at), folder, length);
		text_add_bytes(&plain, at, (size_t)((hit ? hit : end) - at));
		at = hit ? hit + length : end;
	}
	compare_with_golden(arena, arena_format(arena, "%s.%s.expected", source, layout), &plain);
	text_free(&dump);
	text_free(&plain);
	diag_close(diag);
	arena_close(arena);
}

static void elements_in_three_columns(void **state) { (void)state; check_case("elements", "ban-tin"); }
static void elements_in_one_column(void **state) { (void)state; check_case("elements", "trang-don"); }
static void ornaments_of_a_magazine(void **state) { (void)state; check_case("ornaments", "tap-san"); }
static void ornaments_beside_a_bar(void **state) { (void)state; check_case("ornaments", "to-tin"); }
static void photos_in_three_columns(void **state) { (void)state; check_case("photos", "ban-tin"); }
static void photos_in_one_column(void **state) { (void)state; check_case("photos", "trang-don"); }

static int open_fonts(void **state) {
	(void)state;
	Diag *diag = diag_open();
	fonts = font_open_set(false, diag);
	diag_close(diag);
	return fonts ? 0 : -1;
}

static int close_fonts(void **state) {
	(void)state;
	font_close_set(fonts);
	return 0;
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_in_three_columns), cmocka_unit_test(elements_in_one_column),
		cmocka_unit_test(ornaments_of_a_magazine), cmocka_unit_test(ornaments_beside_a_bar),
		cmocka_unit_test(photos_in_three_columns), cmocka_unit_test(photos_in_one_column),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
