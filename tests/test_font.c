/* Finding faces: families, styles, stand-ins, house fonts, damaged files, what a face says of itself. */
#include "test_font_house.h"

/* ---- styles ---- */

static void test_every_style_is_found(void **state) {
	(void)state;
	static const char *const FAMILIES[][2] = { { "Noto Serif", "NotoSerif" }, { "Noto Sans", "NotoSans" },
		{ "Noto Serif Display", "NotoSerifDisplay" } };
	static const char *const WEIGHTS[] = { "Thin", "ExtraLight", "Light", "", "Medium", "SemiBold", "Bold", "ExtraBold", "Black" };
	static const struct { int percent; const char *name; } WIDTHS[] = { { 63, "ExtraCondensed" }, { 75, "Condensed" },
		{ 87, "SemiCondensed" }, { 100, "" } };
	Diag *diag = diag_open();
	for (size_t f = 0; f < COUNT(FAMILIES); f++)
		for (int w = 0; w < 9; w++)
			for (size_t k = 0; k < COUNT(WIDTHS); k++)
				for (int italic = 0; italic < 2; italic++) {
					char style[64], expected[128];
					snprintf(style, sizeof style, "%s%s%s", WIDTHS[k].name, WEIGHTS[w], italic ? "Italic" : "");
					snprintf(expected, sizeof expected, "%s-%s.ttf", FAMILIES[f][1], style[0] ? style : "Regular");
					Font *font = find_face(test_set, FAMILIES[f][0], (w + 1) * 100, WIDTHS[k].percent, italic, diag);
					assert_string_equal(file_name(font_file(font)), expected);
					assert_int_equal(font_weight(font), (w + 1) * 100);
					assert_int_equal(font_width(font), WIDTHS[k].percent);
					assert_int_equal(font_italic(font), italic);
					assert_string_equal(font_family(font), FAMILIES[f][0]);
				}
	assert_int_equal(diag_total(diag), 0); /* every one exact: nothing to say */
	diag_close(diag);
}

static void test_same_query_same_pointer(void **state) {
	(void)state;
	char family[] = "Noto Sans"; /* other memory, same words */
	Font *font = find_face(test_set, "Noto Sans", 700, 100, false, test_diag);
	assert_ptr_equal(find_face(test_set, family, 700, 100, false, test_diag), font);
	assert_ptr_equal(find_face(test_set, "noto sans", 700, 100, false, test_diag), font);
	assert_ptr_equal(find_face(test_set, "NotoSans", 700, 100, false, test_diag), font);
	assert_ptr_equal(find_face(test_set, "Noto Sans", 710, 100, false, test_diag), find_face(test_set, "Noto Sans", 800, 100, false, test_diag));
	assert_ptr_not_equal(find_face(test_set, "Noto Sans", 700, 100, true, test_diag), font);
}

static void test_family_name_that_holds_a_style(void **state) {
	(void)state;
	Diag *diag = diag_open();
	assert_string_equal(file_name(font_file(find_face(test_set, "Noto Serif SemiBold", 400, 100, false, diag))), "NotoSerif-SemiBold.ttf");
	assert_string_equal(file_name(font_file(find_face(test_set, "Noto Serif SemiBold", 400, 100, true, diag))), "NotoSerif-SemiBoldItalic.ttf");
	assert_string_equal(file_name(font_file(find_face(test_set, "Noto Sans Condensed", 700, 100, false, diag))), "NotoSans-CondensedBold.ttf");
	assert_int_equal(diag_total(diag), 0);
	diag_close(diag);
}

static void test_nearest_style_in_the_family(void **state) {
	(void)state;
	static const struct { const char *family; int weight, width; bool italic; const char *file; bool said; } CASES[] = {
		{ "Gentium Book Plus", 400, 100, false, "GentiumBookPlus-Regular.ttf", false }, /* its Regular is a 500 */
		{ "Gentium Book Plus", 700, 100, true, "GentiumBookPlus-BoldItalic.ttf", false }, /* its Bold an 800 */
		{ "Liberation Serif", 600, 100, false, "LiberationSerif-Bold.ttf", false },
		{ "Liberation Serif", 300, 100, false, "LiberationSerif-Regular.ttf", false },
		{ "Liberation Serif", 450, 100, false, "LiberationSerif-Regular.ttf", false },
		{ "Liberation Serif", 900, 100, false, "LiberationSerif-Bold.ttf", true },
		{ "Liberation Serif", 400, 75, false, "LiberationSerif-Regular.ttf", true },
		{ "Noto Serif", 400, 70, false, "NotoSerif-ExtraCondensed.ttf", false }, /* narrower first */
		{ "Noto Serif", 400, 120, false, "NotoSerif-Regular.ttf", true },
		{ "Noto Sans Math", 400, 100, true, "NotoSansMath-Regular.ttf", true },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Diag *diag = diag_open();
		Font *font = find_face(test_set, CASES[i].family, CASES[i].weight, CASES[i].width, CASES[i].italic, diag);
		assert_string_equal(file_name(font_file(font)), CASES[i].file);
		find_face(test_set, CASES[i].family, CASES[i].weight, CASES[i].width, CASES[i].italic, diag);
		assert_int_equal(count_code(diag, "font-style-nearest", NULL), CASES[i].said);
		assert_int_equal(diag_total(diag), CASES[i].said);
		diag_close(diag);
	}
}

/* ---- stand-ins ---- */

static void test_stand_ins(void **state) {
	(void)state;
	static const char *const CASES[][2] = {
		{ "Times New Roman", "Liberation Serif" }, { "Arial", "Liberation Sans" }, { "Courier New", "Liberation Mono" },
		{ ".VnTime", "Noto Serif" }, { "VNI-Times", "Noto Serif" }, { ".VnArial", "Noto Sans" }, { "Cambria", "Noto Serif" },
		{ "Georgia", "Noto Serif" }, { "Calibri", "Noto Sans" }, { "Garamond", "Gentium Book Plus" },
		{ "Phông Không Có", "Noto Serif" }, { "Nowhere Sans", "Noto Sans" }, { "Nowhere Mono", "Liberation Mono" },
		{ "times new roman", "Liberation Serif" }, { "TimesNewRoman", "Liberation Serif" },
	};
	FontSet *set = font_open_set(false, test_diag); /* one that nobody has asked yet */
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Diag *diag = diag_open();
		Font *font = find_face(set, CASES[i][0], 700, 100, false, diag);
		assert_string_equal(font_family(font), CASES[i][1]);
		assert_true(font_weight(font) >= 700); /* Gentium's Bold is an 800 */
		find_face(set, CASES[i][0], 400, 100, true, diag);
		const DiagEntry *entry = NULL;
		assert_int_equal(count_code(diag, "font-substituted", &entry), 1); /* once for the family, whatever its styles */
		assert_int_equal(entry->severity, SEVERITY_WARNING);
		assert_non_null(strstr(entry->message, CASES[i][1]));
		assert_non_null(entry->hint);
		assert_int_equal(entry->pos.line, 7);
		diag_close(diag);
	}
	font_close_set(set);
}

static void test_generic_names_are_no_substitution(void **state) {
	(void)state;
	static const char *const CASES[][2] = { { "serif", "Noto Serif" }, { "sans-serif", "Noto Sans" }, { "sans", "Noto Sans" },
		{ "monospace", "Liberation Mono" }, { "", "Noto Serif" }, { NULL, "Noto Serif" } };
	Diag *diag = diag_open();
	for (size_t i = 0; i < COUNT(CASES); i++)
		assert_string_equal(font_family(find_face(test_set, CASES[i][0], 400, 100, false, diag)), CASES[i][1]);
	assert_int_equal(diag_total(diag), 0);
	diag_close(diag);
}

static void test_each_document_is_told(void **state) {
	(void)state;
	FontSet *set = font_open_set(false, test_diag);
	Diag *first = diag_open(), *second = diag_open();
	for (int i = 0; i < 3; i++) find_face(set, "Tahoma", 400, 100, false, first);
	for (int i = 0; i < 3; i++) find_face(set, "Tahoma", 400, 100, false, second);
	assert_int_equal(count_code(first, "font-substituted", NULL), 1);
	assert_int_equal(count_code(second, "font-substituted", NULL), 1);
	font_begin_reports(set);
	find_face(set, "Tahoma", 400, 100, false, second);
	assert_int_equal(count_code(second, "font-substituted", NULL), 2);
	diag_close(first);
	diag_close(second);
	for (int i = 0; i < 20; i++) { /* each of them likely at the address of the one before */
		Diag *next = diag_open();
		if (i & 1) diag_add(next, SEVERITY_NOTE, "other", NOWHERE, "from another room");
		for (int k = 0; k < 2; k++) find_face(set, "Tahoma", 400, 100, false, next);
		for (int k = 0; k < 2; k++) find_face(set, "Verdana", 400, 100, false, next);
		assert_int_equal(count_code(next, "font-substituted", NULL), 2);
		diag_close(next);
	}
	font_close_set(set);
}

/* ---- the house's own fonts ---- */

static void test_house_fonts_come_first(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "plain.ttf");
	mkdir(house_path(&house, "fonts/Tải về"), 0755); /* as unpacked: in a folder of its own */
	copy_file(font_file(find_face(test_set, "Noto Serif", 400, 100, false, test_diag)), house_path(&house, "fonts/Tải về/NotoSerif-Regular.ttf"));
	write_bytes(house_path(&house, "fonts/README.md"), "text", 4);
	assert_non_null(house_open(&house));
	Font *plain = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	assert_true(font_is_house(plain));
	assert_string_equal(file_name(font_file(plain)), "plain.ttf");
	Font *serif = find_face(house.set, "Noto Serif", 400, 100, false, house.diag);
	assert_true(font_is_house(serif)); /* the same face is linked too, and comes second */
	assert_non_null(strstr(font_file(serif), "Tải về"));
	const char *const *families;
	assert_int_equal(font_list_families(test_arena, house.set, &families), 2);
	assert_string_equal(families[0], "Bantin Plain");
	assert_string_equal(families[1], "Noto Serif");
	assert_int_equal(diag_total(house.diag), 0);
	house_remove(&house);
}

static void test_replaced_house_font_counts_at_once(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "plain.ttf");
	assert_non_null(house_open(&house));
	assert_string_equal(font_family(find_face(house.set, "Bantin Plain", 400, 100, false, house.diag)), "Bantin Plain");
	font_close_set(house.set);
	/* written over in place: the folder's own date does not change */
	copy_file(test_font_path("named.otf"), house_path(&house, "fonts/plain.ttf"));
	assert_non_null(house_open(&house));
	assert_string_equal(font_family(find_face(house.set, "Bantin Named", 400, 100, false, house.diag)), "Bantin Named");
	assert_int_equal(diag_total(house.diag), 0);
	house_remove(&house);
}

static void test_facts_of_a_face(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "plain.ttf");
	house_open(&house);
	Font *font = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	assert_int_equal(font_units_per_em(font), 1000);
	assert_int_equal(font_ascender(font), 650);
	assert_int_equal(font_descender(font), -200);
	assert_int_equal(font_x_height(font), 480);
	assert_int_equal(font_cap_height(font), 700);
	assert_int_equal(font_space_advance(font), 250);
	assert_int_equal(font_space_glyph(font), 1);
	assert_int_equal(font_glyph_advance(font, 2), 600);
	assert_int_equal(font_italic_angle(font), 0);
	assert_int_equal(font_face_index(font), 0);
	assert_string_equal(font_postscript_name(font), "BantinPlain-Regular");
	assert_string_equal(font_style_name(font), "Regular");
	assert_false(font_has_feature(font, FONT_SMCP));
	assert_true(font_may_embed(font) && font_may_subset(font));
	int32_t box[4];
	font_bounds(font, box);
	assert_int_equal(box[0], -220);
	assert_int_equal(box[1], 0);
	assert_int_equal(box[2], 670);
	assert_int_equal(box[3], 700);
	/* 146 letters less A a e o ê: and é, which could be put together from e and a mark, but not placed well */
	const char *missing = font_missing_vietnamese(test_arena, font);
	size_t letters = 0;
	for (const char *at = missing, *end = missing + strlen(missing); at < end; letters++) utf8_next(&at, end);
	assert_int_equal(letters, 146 - 5);
	assert_non_null(strstr(missing, "é"));
	assert_non_null(strstr(missing, "Đ"));
	assert_non_null(strstr(missing, "ậ"));
	assert_non_null(strstr(missing, "Ộ"));
	assert_null(strstr(missing, "ê"));
	house_remove(&house);
}

static void test_facts_of_noto(void **state) {
	(void)state;
	Font *serif = find_face(test_set, "Noto Serif", 400, 100, false, test_diag), *italic = find_face(test_set, "Noto Serif", 400, 100, true, test_diag);
	Font *sans = find_face(test_set, "Noto Sans", 400, 100, false, test_diag), *mono = find_face(test_set, "Liberation Mono", 400, 100, false, test_diag);
	assert_true(font_is_serif(serif));
	assert_false(font_is_serif(sans));
	assert_true(font_is_monospaced(mono));
	assert_false(font_is_monospaced(serif));
	assert_int_equal(font_italic_angle(serif), 0);
	assert_true(font_italic_angle(italic) < -5 && font_italic_angle(italic) > -20);
	assert_true(font_has_feature(serif, FONT_ONUM) && font_has_feature(serif, FONT_NO_LIGA) && font_has_feature(serif, FONT_TNUM));
	assert_string_equal(font_postscript_name(italic), "NotoSerif-Italic");
	/* Noto's small capitals know a-z only; Gentium's are whole */
	Font *gentium = find_face(test_set, "Gentium Book Plus", 400, 100, false, test_diag);
	assert_false(font_has_feature(serif, FONT_SMCP) || font_has_feature(serif, FONT_C2SC));
	assert_true(font_has_feature(gentium, FONT_SMCP));
	assert_false(font_has_feature(mono, FONT_SMCP));
	static const char *const FULL[] = { "Noto Serif", "Noto Sans", "Noto Serif Display", "Gentium Plus", "Gentium Book Plus",
		"Liberation Serif", "Liberation Sans", "Liberation Mono" };
	for (size_t i = 0; i < COUNT(FULL); i++)
		for (int k = 0; k < 4; k++)
			assert_string_equal(font_missing_vietnamese(test_arena, find_face(test_set, FULL[i], k & 1 ? 700 : 400, 100, k & 2, test_diag)), "");
}

static void test_licence_bits(void **state) {
	(void)state;
	static const struct { unsigned type; bool embed, subset; } CASES[] = {
		{ 0x0000, true, true }, { 0x0002, false, false }, { 0x0004, true, true }, { 0x0008, true, true }, { 0x0100, true, false },
		{ 0x0104, true, false }, { 0x0200, false, false }, { 0x0006, true, true }, /* the least strict counts */
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		House house = house_make();
		FileMap map;
		assert_true(file_map(test_font_path("plain.ttf"), &map));
		unsigned char *bytes = malloc(map.length);
		memcpy(bytes, map.bytes, map.length);
		for (unsigned t = 0; t < bytes[5]; t++) { /* OS/2 fsType */
			const unsigned char *record = bytes + 12 + 16 * t;
			if (memcmp(record, "OS/2", 4) == 0) bytes[(record[10] << 8 | record[11]) + 8] = (unsigned char)(CASES[i].type >> 8),
				bytes[(record[10] << 8 | record[11]) + 9] = (unsigned char)CASES[i].type;
		}
		write_bytes(house_path(&house, "fonts/plain.ttf"), bytes, map.length);
		free(bytes);
		file_unmap(&map);
		house_open(&house);
		Font *font = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
		assert_int_equal(font_may_embed(font), CASES[i].embed);
		assert_int_equal(font_may_subset(font), CASES[i].subset);
		FontProgram program;
		uint32_t glyph = 2;
		assert_int_equal(font_subset(font, &glyph, 1, &program), CASES[i].embed);
		if (CASES[i].embed) { /* whole where subsetting is forbidden: ten boxes, not two */
			if (CASES[i].subset) assert_true(program.length < 400);
			else assert_true(program.length > 500);
		}
		font_free_program(&program);
		house_remove(&house);
	}
}

/* ---- variable faces ---- */

static void test_variable_face(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "variable.ttf");
	house_open(&house);
	Font *regular = find_face(house.set, "Bantin Variable", 400, 100, false, house.diag);
	Font *black = find_face(house.set, "Bantin Variable", 900, 100, false, house.diag);
	Font *middle = find_face(house.set, "Bantin Variable", 650, 100, false, house.diag);
	Font *narrow = find_face(house.set, "Bantin Variable", 400, 75, false, house.diag);
	assert_true(font_is_variable(black));
	assert_int_equal(font_glyph_advance(regular, 2), 600);
	assert_int_equal(font_glyph_advance(black, 2), 700);
	assert_int_equal(font_glyph_advance(middle, 2), 650);
	assert_int_equal(font_glyph_advance(narrow, 2), 450);
	assert_int_equal(font_ink(font_shape(black, "A", 1, 0, NULL)).right, 680);
	assert_string_equal(font_style_name(black), "Black");
	assert_string_equal(font_style_name(narrow), "Condensed");
	assert_string_equal(font_style_name(regular), "Regular");
	assert_string_equal(font_postscript_name(black), "BantinVariable-Regular_900wght_100wdth");
	assert_int_equal(font_weight(middle), 650);
	assert_ptr_equal(find_face(house.set, "Bantin Variable", 1000, 100, false, house.diag), black); /* clamped */
	assert_ptr_not_equal(font_shape(black, "A", 1, 0, NULL), font_shape(regular, "A", 1, 0, NULL));
	assert_int_equal(diag_total(house.diag), 0);
	house_remove(&house);
}

/* Linked among the faces it comes through fontconfig, which tells of its ranges otherwise. */
static void test_variable_face_through_fontconfig(void **state) {
	(void)state;
	House house = house_make();
	copy_file(test_font_path("variable.ttf"), house_path(&house, "build/faces/variable.ttf"));
	house_open(&house);
	Font *black = find_face(house.set, "Bantin Variable", 900, 75, false, house.diag);
	assert_false(font_is_house(black));
	assert_int_equal(font_weight(black), 900);
	assert_int_equal(font_glyph_advance(black, 2), 550);
	assert_int_equal(diag_total(house.diag), 0);
	house_remove(&house);
}

/* ---- what can go wrong ---- */

static void expect_unreadable(const char *name, const void *bytes, size_t length) {
	House house = house_make();
	write_bytes(house_path(&house, arena_format(test_arena, "fonts/%s", name)), bytes, length);
	house_add(&house, "plain.ttf"); /* a good one beside it is still used */
	assert_non_null(house_open(&house));
	const DiagEntry *entry = NULL;
	assert_int_equal(count_code(house.diag, "font-unreadable", &entry), 1);
	assert_non_null(strstr(entry->message, name));
	assert_int_equal(entry->severity, SEVERITY_WARNING);
	assert_non_null(entry->hint);
	assert_string_equal(font_family(find_face(house.set, "Bantin Plain", 400, 100, false, house.diag)), "Bantin Plain");
	house_remove(&house);
}

static void test_damaged_files_are_named(void **state) {
	(void)state;
	FileMap map;
	assert_true(file_map(test_font_path("variable.ttf"), &map));
	expect_unreadable("rỗng.ttf", "", 0);
	expect_unreadable("nửa.ttf", map.bytes, map.length / 2);
	expect_unreadable("đầu.ttf", map.bytes, 12);
	expect_unreadable("thiếu.otf", map.bytes, map.length - 20);
	expect_unreadable("chữ.ttf", "This is not a font at all, it is a letter.", 42);
	expect_unreadable("trang.ttf", "<!DOCTYPE html><html>not found</html>", 37); /* what a browser saves in a font's place */
	expect_unreadable("web.woff2", "wOF2aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 44);
	expect_unreadable("web-as.ttf", "wOF2aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 44);
	expect_unreadable("gói.zip", "PK\3\4", 4);
	expect_unreadable("bộ.ttc", "ttcf\0\1\0\0\xFF\xFF\xFF\xFF\0\0\0\x0C", 16);
	expect_unreadable("bộ-một.ttc", "ttcf\0\1\0\0\0\0\0\1\xFF\xFF\xFF\xF0", 16);
	file_unmap(&map);
}

static void test_odd_entries_do_no_harm(void **state) {
	(void)state;
	House house = house_make();
	mkdir(house_path(&house, "fonts/folder.ttf"), 0755);
	mkfifo(house_path(&house, "fonts/pipe.ttf"), 0644);
	assert_int_equal(symlink("/nonexistent/x.ttf", house_path(&house, "fonts/dangling.ttf")), 0);
	assert_int_equal(symlink(".", house_path(&house, "fonts/round")), 0); /* a folder that holds itself */
	assert_int_equal(symlink("/nonexistent/y.ttf", house_path(&house, "build/faces/gone.ttf")), 0);
	assert_non_null(house_open(&house));
	assert_true(count_code(house.diag, "font-unreadable", NULL) >= 3);
	assert_int_equal(diag_count(house.diag, SEVERITY_ERROR), 0);
	house_remove(&house);
}

/* A linked face may be cut after fontconfig has looked at it. */
static void test_face_damaged_behind_the_cache(void **state) {
	(void)state;
	House house = house_make();
	copy_file(test_font_path("plain.ttf"), house_path(&house, "build/faces/plain.ttf"));
	assert_non_null(house_open(&house));
	font_close_set(house.set);
	write_bytes(house_path(&house, "build/faces/plain.ttf"), "short", 5);
	assert_non_null(house_open(&house));
	Font *font = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	assert_string_equal(font_family(font), "Noto Serif");
	assert_int_equal(count_code(house.diag, "font-unreadable", NULL), 1);
	assert_int_equal(count_code(house.diag, "font-substituted", NULL), 1);
	assert_ptr_equal(find_face(house.set, "Bantin Plain", 400, 100, false, house.diag), font);
	assert_int_equal(diag_total(house.diag), 2);
	house_remove(&house);
}

static void draw_nothing(void *user, int32_t x, int32_t y) { (void)user, (void)x, (void)y; }
static void draw_no_quadratic(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y) { (void)user, (void)x1, (void)y1, (void)x, (void)y; }
static void draw_no_cubic(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y) {
	(void)user, (void)x1, (void)y1, (void)x2, (void)y2, (void)x, (void)y;
}
static void draw_no_end(void *user) { (void)user; }
static const GlyphPen NO_PEN = { draw_nothing, draw_nothing, draw_no_quadratic, draw_no_cubic, draw_no_end };

/* Every byte of the header and many of the rest put wrong: opened, measured, shaped, drawn and subset without harm. */
static void test_mutated_fonts(void **state) {
	(void)state;
	static const char *const FILES[] = { "plain.ttf", "keyed.otf", "named.otf", "variable.ttf" };
	int opened = 0, refused = 0;
	for (size_t f = 0; f < COUNT(FILES); f++) {
		FileMap map;
		assert_true(file_map(test_font_path(FILES[f]), &map));
		unsigned char *bytes = malloc(map.length);
		for (size_t at = 4; at < map.length; at += 3) {
			memcpy(bytes, map.bytes, map.length);
			bytes[at] = at & 1 ? 0xFF : (unsigned char)~bytes[at];
			FileMap mutated = { bytes, map.length };
			Face face = { .file = "mutated", .variable = f == 3, .family = "Mutated", .style = "Regular" };
			const char *why = face_open_map(&face, mutated);
			why ? refused++ : opened++;
			if (why) continue;
			face.weight_max = 900;
			FontSet set = { .arena = arena_open(), .buffer = hb_buffer_create(), .language_count = 1 };
			set_make_lock(&set);
			set.languages[0].tag = "vi";
			set.languages[0].language = hb_language_from_string("vi", -1);
			Font *font = font_make(&set, &face, 700, 90);
			const GlyphRun *run = font_shape(font, "ABaê★ é", strlen("ABaê★ é"), FONT_SMCP, NULL);
			font_ink(run);
			font_kerns_space(font);
			font_covers(font, "Tiếng Việt", strlen("Tiếng Việt"));
			font_missing_vietnamese(set.arena, font);
			FontProgram program;
			uint32_t glyphs[] = { 0, 2, 3, 7, 9, 60000 };
			font_subset(font, glyphs, COUNT(glyphs), &program);
			font_free_program(&program);
			for (size_t g = 0; g < COUNT(glyphs); g++) font_draw_glyph(font, glyphs[g], &NO_PEN, NULL);
			hb_draw_funcs_destroy(set.draw_functions);
			hb_font_destroy(font->hb);
			hb_face_destroy(face.hb);
			hb_buffer_destroy(set.buffer);
			free(set.runs);
			arena_close(set.arena);
		}
		free(bytes);
		file_unmap(&map);
	}
	assert_true(opened > 200);
	assert_true(refused > 50);
}

static void test_no_font_at_all(void **state) {
	(void)state;
	House house = house_make();
	unlink(house_path(&house, "build/faces/NotoSerif-Regular.ttf"));
	assert_null(house_open(&house));
	const DiagEntry *entry = NULL;
	assert_int_equal(count_code(house.diag, "font-none", &entry), 1);
	assert_int_equal(entry->severity, SEVERITY_ERROR);
	assert_non_null(entry->hint);
	house_remove(&house);
}

static void test_without_links_the_list_is_read(void **state) {
	(void)state;
	House house = house_make();
	unlink(house_path(&house, "build/faces/NotoSerif-Regular.ttf"));
	copy_file(file_data_path(test_arena, "fonts/faces.list"), house_path(&house, "fonts/faces.list"));
	assert_non_null(house_open(&house));
	static const FontQuery QUERIES[] = { { "Noto Serif", 600, 87, true }, { "Noto Sans", 900, 75, false }, { "Gentium Plus", 400, 100, true },
		{ "Liberation Serif", 700, 100, false }, { "Noto Serif Display", 100, 63, false }, { "Arial", 400, 100, false } };
	for (size_t i = 0; i < COUNT(QUERIES); i++) /* the same faces as through the links */
		assert_string_equal(font_file(font_find(house.set, QUERIES[i], NOWHERE, house.diag)),
			font_file(font_find(test_set, QUERIES[i], NOWHERE, test_diag)));
	const char *const *ours, *const *theirs;
	int count = font_list_families(test_arena, house.set, &ours);
	assert_int_equal(count, font_list_families(test_arena, test_set, &theirs));
	for (int i = 0; i < count; i++) assert_string_equal(ours[i], theirs[i]);
	house_remove(&house);
}

static void test_cache_that_cannot_be_written(void **state) {
	(void)state;
	House house = house_make();
	write_bytes(house_path(&house, "build/fontcache"), "a file stands in the way", 24);
	const char *before = getenv("XDG_CACHE_HOME");
	char *kept = before ? strdup(before) : NULL;
	setenv("XDG_CACHE_HOME", house_path(&house, "build/fontcache/home"), 1);
	assert_non_null(house_open(&house));
	assert_string_equal(font_family(find_face(house.set, "Noto Serif", 400, 100, false, house.diag)), "Noto Serif");
	assert_int_equal(diag_total(house.diag), 0);
	if (kept) setenv("XDG_CACHE_HOME", kept, 1);
	else unsetenv("XDG_CACHE_HOME");
	free(kept);
	house_remove(&house);
}

static void test_settings_that_are_missing(void **state) {
	(void)state;
	House house = house_make();
	unlink(house_path(&house, "fonts/fonts.conf"));
	house_add(&house, "plain.ttf");
	assert_non_null(house_open(&house));
	assert_int_equal(count_code(house.diag, "font-configuration", NULL), 1);
	assert_string_equal(font_family(find_face(house.set, "Times New Roman", 400, 100, false, house.diag)), "Bantin Plain");
	house_remove(&house);
}

/* ---- the links ---- */

static int run_links(const House *house, const char *said) {
	return system(arena_format(test_arena, "%s %s 2>%s", house_path(house, "fonts/link_faces.sh"), house_path(house, "linked"), said));
}

static void expect_link(const House *house, const char *name, const char *target) {
	char found[256];
	ssize_t length = readlink(house_path(house, arena_format(test_arena, "linked/%s", name)), found, sizeof found - 1);
	if (!target) {
		assert_int_equal(length, -1);
		return;
	}
	assert_true(length > 0);
	found[length] = 0;
	assert_string_equal(found, house_path(house, target));
}

static void test_links_to_the_listed_faces(void **state) {
	(void)state;
	House house = house_make();
	const char *said = house_path(&house, "said");
	copy_file(file_data_path(test_arena, "fonts/link_faces.sh"), house_path(&house, "fonts/link_faces.sh"));
	chmod(house_path(&house, "fonts/link_faces.sh"), 0755);
	mkdir(house_path(&house, "first"), 0755);
	mkdir(house_path(&house, "second"), 0755);
	mkdir(house_path(&house, "second/below"), 0755);
	copy_file(test_font_path("plain.ttf"), house_path(&house, "first/plain.ttf"));
	copy_file(test_font_path("plain.ttf"), house_path(&house, "second/plain.ttf"));
	copy_file(test_font_path("named.otf"), house_path(&house, "second/below/named.otf"));
	copy_file(test_font_path("keyed.otf"), house_path(&house, "second/keyed.otf"));
	const char *list = arena_format(test_arena, "# faces\n%s # here first\n%s\nplain.ttf\n  named*.o?f\n+absent.ttf\n",
		house_path(&house, "first"), house_path(&house, "second"));
	write_bytes(house_path(&house, "fonts/faces.list"), list, strlen(list));
	assert_int_equal(run_links(&house, said), 0);
	expect_link(&house, "plain.ttf", "first/plain.ttf"); /* the first folder wins */
	expect_link(&house, "named.otf", "second/below/named.otf");
	expect_link(&house, "keyed.otf", NULL);
	FileMap map;
	assert_true(file_map(said, &map));
	assert_int_equal(map.length, 0); /* the one after "+" may be missing */
	file_unmap(&map);
	/* a change of the folders is seen, a link no longer wanted goes */
	usleep(20000); /* dates of folders go by the kernel's ticks */
	assert_int_equal(remove(house_path(&house, "first/plain.ttf")), 0);
	assert_int_equal(remove(house_path(&house, "second/below/named.otf")), 0);
	assert_int_equal(run_links(&house, said), 0);
	expect_link(&house, "plain.ttf", "second/plain.ttf");
	expect_link(&house, "named.otf", NULL);
	assert_true(file_map(said, &map));
	assert_non_null(strstr(arena_copy_text(test_arena, (const char *)map.bytes, map.length), "named*.o?f"));
	file_unmap(&map);
	assert_int_equal(remove(house_path(&house, "second/plain.ttf")), 0);
	assert_int_not_equal(run_links(&house, said), 0); /* nothing at all */
	house_remove(&house);
}

static void test_system_fonts_keep_the_order(void **state) {
	(void)state;
	FontSet *set = font_open_set(true, test_diag);
	assert_non_null(set);
	const char *const *all, *const *ours;
	assert_true(font_list_families(test_arena, set, &all) >= font_list_families(test_arena, test_set, &ours));
	static const FontQuery QUERIES[] = { { "Noto Serif", 600, 87, true }, { "Times New Roman", 400, 100, false }, { "Nowhere Sans", 400, 100, false } };
	for (size_t i = 0; i < COUNT(QUERIES); i++)
		assert_string_equal(font_file(font_find(set, QUERIES[i], NOWHERE, test_diag)), font_file(font_find(test_set, QUERIES[i], NOWHERE, test_diag)));
	font_close_set(set);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_style_is_found),
		cmocka_unit_test(test_same_query_same_pointer),
		cmocka_unit_test(test_family_name_that_holds_a_style),
		cmocka_unit_test(test_nearest_style_in_the_family),
		cmocka_unit_test(test_stand_ins),
		cmocka_unit_test(test_generic_names_are_no_substitution),
		cmocka_unit_test(test_each_document_is_told),
		cmocka_unit_test(test_house_fonts_come_first),
		cmocka_unit_test(test_replaced_house_font_counts_at_once),
		cmocka_unit_test(test_facts_of_a_face),
		cmocka_unit_test(test_facts_of_noto),
		cmocka_unit_test(test_licence_bits),
		cmocka_unit_test(test_variable_face),
		cmocka_unit_test(test_variable_face_through_fontconfig),
		cmocka_unit_test(test_damaged_files_are_named),
		cmocka_unit_test(test_odd_entries_do_no_harm),
		cmocka_unit_test(test_face_damaged_behind_the_cache),
		cmocka_unit_test(test_mutated_fonts),
		cmocka_unit_test(test_no_font_at_all),
		cmocka_unit_test(test_without_links_the_list_is_read),
		cmocka_unit_test(test_cache_that_cannot_be_written),
		cmocka_unit_test(test_settings_that_are_missing),
		cmocka_unit_test(test_links_to_the_listed_faces),
		cmocka_unit_test(test_system_fonts_keep_the_order),
	};
	return cmocka_run_group_tests(tests, open_test_set, close_test_set);
}
