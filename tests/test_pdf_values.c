/* The small parts of the pdf room by themselves: values in PDF syntax, colours, the digest, PNG filters, heads of tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "press/press.h"
#include "pdf/deflate_samples.h"
#include "pdf/digest.h"
#include "pdf/make_profile.h"
#include "pdf/pdf_values.h"
#include "pdf/table_headers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_text(Text *text, const char *wanted) {
	assert_string_equal(text->bytes, wanted);
	text_clear(text);
}

static void test_numbers(void **state) {
	(void)state;
	static const struct { int64_t value; int decimals; const char *written; } CASES[] = {
		{ 0, 3, "0" }, { 1250, 3, "1.25" }, { -1250, 3, "-1.25" }, { 250, 3, ".25" }, { -5, 3, "-.005" }, { 1000, 3, "1" }, { 100, 0, "100" },
		{ 10, 1, "1" }, { 12345678, 5, "123.45678" }, { INT64_MIN, 0, "-9223372036854775808" }, { INT64_MAX, 0, "9223372036854775807" },
	};
	Text out = { 0 };
	for (size_t i = 0; i < COUNT(CASES); i++) {
		pdf_add_decimal(&out, CASES[i].value, CASES[i].decimals);
		assert_text(&out, CASES[i].written);
	}
	text_free(&out);
	assert_int_equal(pdf_round_points(LENGTH_POINT), 1000);
	assert_int_equal(pdf_round_points(-LENGTH_POINT / 2), -500);
	assert_int_equal(pdf_round_points(33), 1); /* 0.5035 of a thousandth */
	assert_int_equal(pdf_round_points(-33), -1);
	assert_int_equal(pdf_round_points(32), 0);
}

static void test_strings(void **state) {
	(void)state;
	Text out = { 0 };
	pdf_add_text_string(&out, "a(b)\\c", 6);
	assert_text(&out, "(a\\(b\\)\\\\c)");
	pdf_add_text_string(&out, "\xE1\xBA\xA5", 3); /* U+1EA5 */
	assert_int_equal(out.length, 6);
	assert_memory_equal(out.bytes, "(\xFE\xFF\x1E\xA5)", 6);
	text_clear(&out);
	pdf_add_text_string(&out, "\xF0\x9F\x98\x80", 4); /* a surrogate pair */
	assert_memory_equal(out.bytes, "(\xFE\xFF\xD8\x3D\xDE\x00)", 8);
	text_clear(&out);
	pdf_add_text_string(&out, "\xC4\xA8\x01" "a", 4); /* U+0128 holds a byte that must be escaped; U+0001 is dropped */
	assert_memory_equal(out.bytes, "(\xFE\xFF\x01\\(\x00" "a)", 9);
	text_clear(&out);
	pdf_add_text_string(&out, "ć\xE1\xB0\x8D", 5); /* U+0107, U+1C0D: a carriage return among the bytes */
	assert_memory_equal(out.bytes, "(\xFE\xFF\x01\x07\x1C\\r)", 9);
	text_clear(&out);
	pdf_add_name(&out, "Đỏ #1/a");
	assert_text(&out, "/#C4#90#E1#BB#8F#20#231#2Fa");
	pdf_add_code(&out, 0x285C);
	assert_text(&out, "\\(\\\\");
	pdf_add_reference(&out, 12);
	assert_text(&out, "12 0 R");
	text_clear(&out);
	char *longest = malloc(100000);
	memset(longest, 'a', 100000);
	pdf_add_text_string(&out, longest, 100000);
	assert_true(out.length < 32767);
	assert_memory_equal(out.bytes + out.length - 3, "\x20\x26)", 3);
	free(longest);
	text_free(&out);
}

static void assert_colour(Colour colour, int r, int g, int b, int allowed) {
	ScreenColour screen = press_show_colour(colour);
	if (abs(screen.r - r) > allowed || abs(screen.g - g) > allowed || abs(screen.b - b) > allowed)
		fail_msg("C%d M%d Y%d K%d is %d %d %d, not %d %d %d", colour.c, colour.m, colour.y, colour.k, screen.r, screen.g, screen.b, r, g, b);
}

static void test_colours(void **state) {
	(void)state;
	assert_colour(COLOUR_BLACK, 0, 0, 0, 0);
	assert_colour(COLOUR_WHITE, 1000, 1000, 1000, 0);
	assert_colour((Colour){ 10000, 10000, 10000, 10000, NULL, 0 }, 0, 0, 0, 0);
	/* the usual screen colours of the coated inks */
	assert_colour((Colour){ .c = 10000 }, 0, 624, 890, 10);
	assert_colour((Colour){ .m = 10000 }, 898, 0, 490, 10);
	assert_colour((Colour){ .y = 10000 }, 1000, 929, 0, 10);
	assert_colour((Colour){ .m = 10000, .y = 10000 }, 890, 55, 45, 12);
	assert_colour((Colour){ .k = 5000 }, 612, 612, 608, 10);
	/* a spot ink by its alternative, in proportion */
	assert_colour((Colour){ .k = 10000, .spot = "Đen", .tint = 5000 }, 612, 612, 608, 10);
	assert_colour((Colour){ .k = 10000, .spot = "Đen", .tint = 0 }, 1000, 1000, 1000, 0);
	/* more black is never lighter, and no amount leaves the range */
	int last = 1000;
	for (int k = 0; k <= 10000; k += 25) {
		ScreenColour screen = press_show_colour((Colour){ .c = 3000, .m = 1000, .k = (uint16_t)k });
		assert_true(screen.g <= last && screen.r <= 1000 && screen.b <= 1000);
		last = screen.g;
	}
	assert_colour((Colour){ 65535, 65535, 65535, 65535, NULL, 0 }, 0, 0, 0, 0);
}

static void test_digest(void **state) {
	(void)state;
	unsigned char bytes[300], whole[16], parts[16], other[16];
	for (int i = 0; i < 300; i++) bytes[i] = (unsigned char)(i * 7);
	Digest a = { 0 };
	digest_add(&a, bytes, 300);
	digest_finish(&a, whole);
	for (size_t step = 1; step < 40; step += 3) { /* however it is cut */
		Digest b = { 0 };
		for (size_t at = 0; at < 300; at += step) digest_add(&b, bytes + at, 300 - at < step ? 300 - at : step);
		digest_finish(&b, parts);
		assert_memory_equal(whole, parts, 16);
	}
	for (int bit = 0; bit < 2400; bit++) { /* any bit tells */
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		Digest b = { 0 };
		digest_add(&b, bytes, 300);
		digest_finish(&b, other);
		assert_memory_not_equal(whole, other, 16);
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	Digest zeros = { 0 }, more = { 0 };
	digest_add(&zeros, "\0\0\0", 3);
	digest_finish(&zeros, whole);
	digest_add(&more, "\0\0\0\0", 4);
	digest_finish(&more, other);
	assert_memory_not_equal(whole, other, 16);
}

/* The inverse of the filters, as a reader does it (PNG, 9.2). */
static void undo_filters(const unsigned char *rows, size_t width, size_t step, int height, unsigned char *out) {
	for (int y = 0; y < height; y++, rows += width + 1, out += width) {
		for (size_t i = 0; i < width; i++) {
			int a = i >= step ? out[i - step] : 0, b = y ? out[(ptrdiff_t)i - (ptrdiff_t)width] : 0, c = y && i >= step ? out[(ptrdiff_t)(i - step) - (ptrdiff_t)width] : 0;
			int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);
			int guess[5] = { 0, a, b, (a + b) / 2, pa <= pb && pa <= pc ? a : pb <= pc ? b : c };
			assert_true(rows[0] < 5);
			out[i] = (unsigned char)(rows[1 + i] + guess[rows[0]]);
		}
	}
}

static void test_filtered_samples(void **state) {
	(void)state;
	static const struct { int width, height, channels, bits; } CASES[] = { { 1, 1, 1, 8 }, { 7, 5, 3, 8 }, { 16, 9, 1, 16 }, { 5, 8, 4, 16 } };
	for (size_t i = 0; i < COUNT(CASES); i++) {
		size_t step = (size_t)(CASES[i].channels * CASES[i].bits / 8), width = step * (size_t)CASES[i].width, all = width * (size_t)CASES[i].height, length;
		unsigned char *samples = malloc(all), *back = malloc(all);
		uint32_t seed = 12345;
		for (size_t k = 0; k < all; k++) samples[k] = (unsigned char)(k * 3 + ((seed = seed * 1664525 + 1013904223) >> 30));
		unsigned char *filtered = pdf_filter_samples(samples, CASES[i].width, CASES[i].height, CASES[i].channels, CASES[i].bits, &length);
		assert_int_equal(length, all + (size_t)CASES[i].height);
		undo_filters(filtered, width, step, CASES[i].height, back);
		assert_memory_equal(samples, back, all);
		free(samples);
		free(back);
		free(filtered);
	}
}

static uint32_t read_u32(const char *at) {
	const unsigned char *p = (const unsigned char *)at;
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The form that every reader checks: sizes that agree, tags inside the profile and on multiples of four. */
static void check_profile(const Text *profile, const char *device_class, const char *space, const char *connection) {
	assert_int_equal(read_u32(profile->bytes), profile->length);
	assert_memory_equal(profile->bytes + 12, device_class, 4);
	assert_memory_equal(profile->bytes + 16, space, 4);
	assert_memory_equal(profile->bytes + 20, connection, 4);
	assert_memory_equal(profile->bytes + 36, "acsp", 4);
	uint32_t count = read_u32(profile->bytes + 128);
	for (uint32_t i = 0; i < count; i++) {
		const char *tag = profile->bytes + 132 + 12 * i;
		assert_true(read_u32(tag + 4) % 4 == 0);
		assert_true(read_u32(tag + 4) >= 132 + 12 * count && read_u32(tag + 4) + read_u32(tag + 8) <= profile->length);
	}
}

static void test_profiles(void **state) {
	(void)state;
	Text profile = { 0 };
	pdf_make_srgb_profile(PROFILE_V4, &profile);
	check_profile(&profile, "mntr", "RGB ", "XYZ ");
	assert_true(profile.length < 600);
	text_free(&profile);
}

/* ---- tables ---- */

static NodeId add_cell(Drawing *drawing, NodeId row, Role role, int scope, const char *id, int colspan, int rowspan) {
	NodeId cell = drawing_add_node(drawing, row, role, (SourcePos){ 0 });
	drawing->nodes.items[cell].scope = (uint8_t)scope;
	drawing->nodes.items[cell].id = id;
	drawing->nodes.items[cell].colspan = colspan;
	drawing->nodes.items[cell].rowspan = rowspan;
	return cell;
}

static void assert_heads(const TableHeaders *headers, NodeId cell, const char *wanted) {
	int count = 0;
	const NodeId *list = table_find_headers(headers, cell, &count);
	Text ids = { 0 };
	text_add(&ids, "");
	for (int i = 0; i < count; i++) text_format(&ids, "%s ", headers->nodes[list[i]].id);
	assert_string_equal(ids.bytes ? ids.bytes : "", wanted);
	text_free(&ids);
}

/*  a (2 wide)  b
 *  c     d     (b goes on)
 *  r     1     2            */
static void test_heads_of_a_table_with_spans(void **state) {
	(void)state;
	enum { ROW = 1, COLUMN = 2 };
	Arena *arena = arena_open();
	Drawing *drawing = drawing_open(arena);
	NodeId table = drawing_add_node(drawing, NODE_DOCUMENT, ROLE_TABLE, (SourcePos){ 0 });
	NodeId rows[3];
	for (int i = 0; i < 3; i++) rows[i] = drawing_add_node(drawing, table, ROLE_TR, (SourcePos){ 0 });
	add_cell(drawing, rows[0], ROLE_TH, COLUMN, "a", 2, 1);
	add_cell(drawing, rows[0], ROLE_TH, COLUMN, "b", 1, 2);
	add_cell(drawing, rows[1], ROLE_TH, COLUMN, "c", 1, 1);
	add_cell(drawing, rows[1], ROLE_TH, COLUMN, "d", 1, 1);
	add_cell(drawing, rows[2], ROLE_TH, ROW, "r", 1, 1);
	NodeId one = add_cell(drawing, rows[2], ROLE_TD, 0, NULL, 1, 1), two = add_cell(drawing, rows[2], ROLE_TD, 0, NULL, 1, 1);
	TableHeaders headers = { .nodes = drawing->nodes.items, .arena = arena };
	table_read(&headers, table);
	assert_heads(&headers, one, "a d r ");
	assert_heads(&headers, two, "b r ");
	assert_heads(&headers, rows[0], "");
	arena_close(arena);
}

static void test_table_wider_than_can_be(void **state) {
	(void)state;
	Arena *arena = arena_open();
	Drawing *drawing = drawing_open(arena);
	NodeId table = drawing_add_node(drawing, NODE_DOCUMENT, ROLE_TABLE, (SourcePos){ 0 });
	NodeId row = drawing_add_node(drawing, table, ROLE_TR, (SourcePos){ 0 });
	add_cell(drawing, row, ROLE_TH, 3, "a", 2000000000, 1);
	NodeId cell = add_cell(drawing, row, ROLE_TD, 0, NULL, 2000000000, 2000000000);
	for (int i = 0; i < 500; i++) add_cell(drawing, row, ROLE_TH, 1, "h", 1, 1);
	TableHeaders headers = { .nodes = drawing->nodes.items, .arena = arena };
	table_read(&headers, table);
	assert_heads(&headers, cell, "");
	arena_close(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_colours),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_filtered_samples),
		cmocka_unit_test(test_profiles),
		cmocka_unit_test(test_heads_of_a_table_with_spans),
		cmocka_unit_test(test_table_wider_than_can_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
