/* What stands where, for each element: golden drawings. */
#include "test_page_golden.h"

static void check_case(const char *source, const char *layout) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	char *path = file_data_path(arena, arena_format(arena, "tests/data/page/%s.xml", source));
	Publication *publication = publication_read(arena, path, diag);
	assert_non_null(publication);
	bool own = strchr(layout, '.'); /* a layout of this test's */
	Design *design = design_read(arena, own ? file_data_path(arena, arena_format(arena, "tests/data/page/%s", layout)) : layout, (SourcePos){ 0 }, diag);
	assert_non_null(design);
	PageMeasures measures;
	Drawing *drawing = page_compose_measured(arena, publication, design, fonts, diag, &measures);
	if (diag_count(diag, SEVERITY_ERROR)) {
		diag_print(diag, stderr, true);
		fail_msg("%s has errors", source);
	}
	assert_int_equal(measures.off_grid, 0);
	compare_with_golden(arena, own ? arena_format(arena, "%s.expected", source) : arena_format(arena, "%s.%s.expected", source, layout), drawing);
	diag_close(diag);
	arena_close(arena);
}

static void elements_in_three_columns(void **state) { (void)state; check_case("elements", "ban-tin"); }
static void elements_in_one_column(void **state) { (void)state; check_case("elements", "trang-don"); }
static void ornaments_of_a_magazine(void **state) { (void)state; check_case("ornaments", "tap-san"); }
static void ornaments_beside_a_bar(void **state) { (void)state; check_case("ornaments", "to-tin"); }
static void photos_in_three_columns(void **state) { (void)state; check_case("photos", "ban-tin"); }
static void photos_in_one_column(void **state) { (void)state; check_case("photos", "trang-don"); }
static void opening_words_in_small_capitals(void **state) { (void)state; check_case("small-caps", "small-caps.look.xml"); }
static void briefs_beside_a_lead_of_two_columns(void **state) { (void)state; check_case("beside", "ban-tin"); }
static void a_lead_that_goes_on_after_its_part(void **state) { (void)state; check_case("jump", "jump.look.xml"); }
static void an_issue_brought_to_one_page(void **state) { (void)state; check_case("fit", "ban-tin"); }

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_in_three_columns), cmocka_unit_test(elements_in_one_column),
		cmocka_unit_test(ornaments_of_a_magazine), cmocka_unit_test(ornaments_beside_a_bar),
		cmocka_unit_test(photos_in_three_columns), cmocka_unit_test(photos_in_one_column),
		cmocka_unit_test(opening_words_in_small_capitals), cmocka_unit_test(briefs_beside_a_lead_of_two_columns),
		cmocka_unit_test(a_lead_that_goes_on_after_its_part), cmocka_unit_test(an_issue_brought_to_one_page),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
