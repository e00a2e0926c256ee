/* The book: a golden drawing of every piece of one, and the rules of names, numbers, spines and bar codes. */
#include "test_page_golden.h"
#include "base/message.h"
#include "page/book.h"

static Arena *arena;
static Diag *diag;

static int open_all(void **state) {
	(void)state;
	arena = arena_open();
	diag = diag_open();
	message_set_language("en");
	return 0;
}

static int close_all(void **state) {
	(void)state;
	diag_close(diag);
	arena_close(arena);
	return 0;
}

static Drawing *compose(const char *layout, Drawing **cover) {
	Publication *publication = publication_read(arena, file_data_path(arena, "tests/data/publication/book/book.xml"), diag);
	Design *design = design_read(arena, layout, (SourcePos){ 0 }, diag);
	assert_non_null(publication);
	assert_non_null(design);
	Drawing *drawing = page_compose(arena, publication, design, fonts, diag);
	if (cover) *cover = page_compose_cover(arena, publication, design, fonts, diag, drawing->pages.count);
	if (diag_count(diag, SEVERITY_ERROR)) diag_print(diag, stderr, false);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 0);
	return drawing;
}

static void every_piece_of_a_book(void **state) {
	(void)state;
	Drawing *cover, *drawing = compose("ky-yeu-16x24", &cover);
	compare_with_golden(arena, "book.ky-yeu-16x24.expected", drawing);
	assert_non_null(cover);
	compare_with_golden(arena, "cover.ky-yeu-16x24.expected", cover);
}

/* Front matter in roman figures, papers from 1 on, openings on right-hand pages. */
static void pages_are_numbered_as_in_a_book(void **state) {
	(void)state;
	Drawing *drawing = compose("ky-yeu-16x24", NULL);
	int first = 0;
	while (first < drawing->pages.count && strcmp(drawing->pages.items[first].label, "1") != 0) first++;
	assert_true(first > 4 && first < drawing->pages.count && first % 2 == 0);
	assert_string_equal(drawing->pages.items[0].label, "i");
	assert_string_equal(drawing->pages.items[3].label, "iv");
	int paper = drawing_find_destination(drawing, "bai-mot");
	assert_true(paper >= 0 && drawing->destinations.items[paper].page % 2 == 0);
	assert_true(drawing->destinations.items[drawing_find_destination(drawing, "e1")].page >= drawing->destinations.items[paper].page);
	for (int i = 0; i < drawing->pages.count; i++) if (drawing->pages.items[i].blank) assert_int_equal(drawing->pages.items[i].items.count, 0);
}

static void conference_style_goes_on_overleaf(void **state) {
	(void)state;
	Drawing *drawing = compose("ky-yeu-a4-2cot", NULL), *small = compose("ky-yeu-145x205", NULL);
	assert_true(drawing->pages.count > 8 && small->pages.count > drawing->pages.count);
}

static int count_code(const char *code) {
	int count = 0;
	for (int i = 0; i < diag_total(diag); i++) count += strcmp(diag_entry(diag, i)->code, code) == 0;
	return count;
}

static void a_layout_that_makes_no_book_says_so(void **state) {
	(void)state;
	Drawing *cover;
	compose("trang-don", &cover);
	assert_null(cover);
	assert_int_equal(count_code("layout-no-book"), 1);
	assert_int_equal(count_code("layout-no-abstract"), 1);
}

static void names_without_their_degrees(void **state) {
	(void)state;
	static const char *const CASES[][3] = {
		{ "PGS.TS. Nguyễn Văn An", "Nguyễn Văn An", "An Văn Nguyễn" }, { "TS Trần Bình", "Trần Bình", "Bình  Trần" }, { "Lê Thị Thu Cúc", "Lê Thị Thu Cúc", "Cúc Thị Thu Lê" },
		{ "A. Smith", "A. Smith", "Smith  A." }, { "GS. TSKH. Đỗ Đức", "Đỗ Đức", "Đức  Đỗ" }, { "An", "An", "An" }, { "TS.", "TS.", "TS." }, { "ThS. NCS. Hồ An", "Hồ An", "An  Hồ" },
	};
	for (unsigned i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const char *bare = page_bare_name(arena, CASES[i][0]);
		assert_string_equal(bare, CASES[i][1]);
		assert_string_equal(page_sorting_name(arena, bare), CASES[i][2]);
	}
}

/* Read back by the other way round: the digits that the modules say. */
static void the_bar_code_says_the_isbn(void **state) {
	(void)state;
	static const char *const LEFT[10] = { "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011" };
	static const char *const PARITIES[10] = { "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO" };
	char modules[96], digits[14] = "", parity[7] = "";
	assert_true(page_make_barcode("978-604-00-0000-2", modules));
	assert_int_equal(strlen(modules), 95);
	assert_memory_equal(modules, "101", 3);
	assert_memory_equal(modules + 45, "01010", 5);
	assert_memory_equal(modules + 92, "101", 3);
	for (int i = 0; i < 12; i++) {
		const char *at = modules + (i < 6 ? 3 + 7 * i : 50 + 7 * (i - 6));
		for (int d = 0; d < 10; d++) {
			char odd[8], right[8] = "", even[8] = "";
			strcpy(odd, LEFT[d]);
			for (int k = 0; k < 7; k++) right[k] = odd[k] == '1' ? '0' : '1';
			for (int k = 0; k < 7; k++) even[k] = right[6 - k];
			bool is_odd = i < 6 && memcmp(at, odd, 7) == 0, is_even = i < 6 && memcmp(at, even, 7) == 0, is_right = i >= 6 && memcmp(at, right, 7) == 0;
			if (!is_odd && !is_even && !is_right) continue;
			digits[i + 1] = (char)('0' + d);
			if (i < 6) parity[i] = is_odd ? 'O' : 'E';
		}
	}
	for (int d = 0; d < 10; d++) if (strcmp(parity, PARITIES[d]) == 0) digits[0] = (char)('0' + d);
	assert_string_equal(digits, "9786040000002");
	assert_false(page_make_barcode("0-306-40615-2", modules));
	assert_false(page_make_barcode(NULL, modules));
}

static void the_spine_is_as_thick_as_its_paper(void **state) {
	(void)state;
	Design *design = design_read(arena, "ky-yeu-16x24", (SourcePos){ 0 }, diag);
	/* 200 sheets of 70 g/m² at 1.25 cm³/g are 17.5 mm, and two boards of 0.3 mm */
	double mm = page_spine_width(design, 400, 70) * 25.4 / 72 / LENGTH_POINT;
	assert_true(mm > 18.05 && mm < 18.15);
	assert_true(page_spine_width(design, 401, 70) > page_spine_width(design, 400, 70));
	assert_true(page_spine_width(design, 400, 100) > page_spine_width(design, 400, 70));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(every_piece_of_a_book),
		TEST(pages_are_numbered_as_in_a_book),
		TEST(conference_style_goes_on_overleaf),
		TEST(a_layout_that_makes_no_book_says_so),
		TEST(names_without_their_degrees),
		TEST(the_bar_code_says_the_isbn),
		TEST(the_spine_is_as_thick_as_its_paper),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
