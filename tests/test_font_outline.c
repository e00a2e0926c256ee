/* Outlines: whole contours that fill what the ink says, TrueType and CFF alike. */
#include "test_font_house.h"

typedef struct Trace { int moves, closes, lines, quadratics, cubics; int32_t left, right, bottom, top, x, y, start_x, start_y; bool open, broken; double area; } Trace;

static void reach(Trace *trace, int32_t x, int32_t y) {
	trace->area += ((double)trace->x * y - (double)x * trace->y) / 2;
	if (x < trace->left) trace->left = x;
	if (x > trace->right) trace->right = x;
	if (y < trace->bottom) trace->bottom = y;
	if (y > trace->top) trace->top = y;
	trace->x = x;
	trace->y = y;
}

static void move(void *user, int32_t x, int32_t y) {
	Trace *trace = user;
	trace->broken |= trace->open;
	trace->open = true;
	trace->moves++;
	trace->x = trace->start_x = x;
	trace->y = trace->start_y = y;
	reach(trace, x, y);
}
static void line(void *user, int32_t x, int32_t y) {
	Trace *trace = user;
	trace->broken |= !trace->open;
	trace->lines++;
	reach(trace, x, y);
}
static void quadratic(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y) {
	(void)x1, (void)y1;
	((Trace *)user)->quadratics++;
	reach(user, x, y);
}
static void cubic(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y) {
	(void)x1, (void)y1, (void)x2, (void)y2;
	((Trace *)user)->cubics++;
	reach(user, x, y);
}
static void close_contour(void *user) {
	Trace *trace = user;
	trace->broken |= !trace->open;
	trace->open = false;
	trace->closes++;
	reach(trace, trace->start_x, trace->start_y);
}

static Trace trace_glyph(const Font *font, uint32_t glyph) {
	static const GlyphPen PEN = { move, line, quadratic, cubic, close_contour };
	Trace trace = { .left = INT32_MAX, .bottom = INT32_MAX, .right = INT32_MIN, .top = INT32_MIN };
	font_draw_glyph(font, glyph, &PEN, &trace);
	return trace;
}

static Trace trace_letter(Font *font, const char *letter, GlyphInk *ink) {
	const GlyphRun *run = font_shape(font, letter, strlen(letter), 0, "vi");
	assert_int_equal(run->glyph_count, 1);
	*ink = font_ink(run);
	return trace_glyph(font, run->glyphs[0].id);
}

static void check_letters(Font *font, bool cff, const char *const *letters, size_t count) {
	for (size_t i = 0; i < count; i++) {
		GlyphInk ink;
		Trace trace = trace_letter(font, letters[i], &ink);
		assert_false(trace.broken || trace.open);
		assert_true(trace.moves > 0);
		assert_int_equal(trace.moves, trace.closes);
		assert_int_equal(cff ? trace.quadratics : trace.cubics, 0);
		/* points on curves reach the extremes of the ink, give or take a unit of rounding */
		assert_in_range(trace.left + 10000, ink.left + 10000 - 2, ink.left + 10000 + 12);
		assert_in_range(trace.top + 10000, ink.top + 10000 - 12, ink.top + 10000 + 2);
		assert_in_range(trace.right + 10000, ink.right + 10000 - 12, ink.right + 10000 + 2);
		assert_in_range(trace.bottom + 10000, ink.bottom + 10000 - 2, ink.bottom + 10000 + 12);
	}
}

static void test_outlines_fill_the_ink(void **state) {
	(void)state;
	static const char *const LETTERS[] = { "l", "O", "B", "Ấ", "ợ" }, *const FEW[] = { "A", "B" };
	check_letters(find_face(test_set, "Noto Serif", 400, 100, false, test_diag), false, LETTERS, COUNT(LETTERS));
	check_letters(find_face(test_set, "Gentium Book Plus", 700, 100, true, test_diag), false, LETTERS, COUNT(LETTERS));
	House house = house_make();
	house_add(&house, "named.otf");
	house_add(&house, "keyed.otf");
	house_open(&house);
	check_letters(find_face(house.set, "Bantin Named", 400, 100, false, house.diag), true, FEW, COUNT(FEW));
	check_letters(find_face(house.set, "Bantin Keyed", 400, 100, false, house.diag), true, FEW, COUNT(FEW));
	assert_int_equal(count_code(house.diag, "font-substituted", NULL), 0);
	house_remove(&house);
}

static void test_counters_are_contours_of_their_own(void **state) {
	(void)state;
	static const struct { const char *letter; int contours; } LETTERS[] = { { "l", 1 }, { "O", 2 }, { "B", 3 }, { "i", 2 } };
	Font *font = find_face(test_set, "Noto Serif", 400, 100, false, test_diag);
	for (size_t i = 0; i < COUNT(LETTERS); i++) {
		GlyphInk ink;
		assert_int_equal(trace_letter(font, LETTERS[i].letter, &ink).moves, LETTERS[i].contours);
	}
}

static void test_blank_and_foreign_glyphs_draw_nothing(void **state) {
	(void)state;
	Font *font = find_face(test_set, "Noto Sans", 400, 100, false, test_diag);
	assert_int_equal(trace_glyph(font, font_space_glyph(font)).moves, 0);
	assert_int_equal(trace_glyph(font, 65535).moves, 0);
	assert_int_equal(trace_glyph(font, UINT32_MAX).moves, 0);
}

static void test_weights_differ(void **state) {
	(void)state;
	GlyphInk ink;
	Trace thin = trace_letter(find_face(test_set, "Noto Serif", 400, 100, false, test_diag), "H", &ink);
	Trace fat = trace_letter(find_face(test_set, "Noto Serif", 900, 100, false, test_diag), "H", &ink);
	double ratio = fat.area / thin.area;
	if (ratio < 1.3) fail_msg("the black H fills %.2f of the regular one", ratio);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outlines_fill_the_ink),
		cmocka_unit_test(test_counters_are_contours_of_their_own),
		cmocka_unit_test(test_blank_and_foreign_glyphs_draw_nothing),
		cmocka_unit_test(test_weights_differ),
	};
	return cmocka_run_group_tests(tests, open_test_set, close_test_set);
}
