/* Font programs for embedding: opened again with HarfBuzz, they draw and measure the used glyphs as the whole face does. */
#include "test_font_house.h"
#include <hb-ot.h>
#include "font/cff.h"

/* ---- outlines as text, to compare ---- */

static void draw_point(Text *out, char op, float x, float y) { text_format(out, "%c%.2f,%.2f ", op, x, y); }
static void draw_move(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float x, float y, void *u) {
	(void)f, (void)s, (void)u;
	draw_point(out, 'M', x, y);
}
static void draw_line(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float x, float y, void *u) {
	(void)f, (void)s, (void)u;
	draw_point(out, 'L', x, y);
}
static void draw_quadratic(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float cx, float cy, float x, float y, void *u) {
	(void)f, (void)s, (void)u;
	draw_point(out, 'Q', cx, cy);
	draw_point(out, ' ', x, y);
}
static void draw_cubic(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float ax, float ay, float bx, float by, float x, float y, void *u) {
	(void)f, (void)s, (void)u;
	draw_point(out, 'C', ax, ay);
	draw_point(out, ' ', bx, by);
	draw_point(out, ' ', x, y);
}

static Text outline(hb_font_t *font, hb_codepoint_t glyph) {
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, draw_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, draw_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, draw_quadratic, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, draw_cubic, NULL, NULL);
	Text out = { 0 };
	text_add(&out, "");
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(font, glyph, funcs, &out);
#else
	hb_font_get_glyph_shape(font, glyph, funcs, &out);
#endif
	hb_draw_funcs_destroy(funcs);
	return out;
}

static void expect_same_outline(hb_font_t *a, hb_codepoint_t glyph_a, hb_font_t *b, hb_codepoint_t glyph_b) {
	Text left = outline(a, glyph_a), right = outline(b, glyph_b);
	assert_string_equal(left.bytes, right.bytes);
	text_free(&left);
	text_free(&right);
}

/* ---- helpers ---- */

static size_t used_glyphs(Font *font, const char *text, uint32_t *out) {
	const GlyphRun *run = font_shape(font, text, strlen(text), 0, NULL);
	for (uint32_t i = 0; i < run->glyph_count; i++) out[i] = run->glyphs[i].id;
	return run->glyph_count;
}

static hb_font_t *open_program(const void *bytes, size_t length) {
	hb_blob_t *blob = hb_blob_create(bytes, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	return font;
}

/* A bare CFF table cannot be opened alone: the face's own tables of measures go round it. */
static hb_font_t *open_cff(const Font *font, const FontProgram *program, uint32_t glyph_count) {
	hb_face_t *face = hb_face_builder_create();
	hb_blob_t *cff = hb_blob_create((const char *)program->bytes, (unsigned)program->length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_builder_add_table(face, HB_TAG('C', 'F', 'F', ' '), cff);
	hb_blob_destroy(cff);
	hb_blob_t *head = hb_face_reference_table(font->face->hb, HB_TAG('h', 'e', 'a', 'd'));
	hb_face_builder_add_table(face, HB_TAG('h', 'e', 'a', 'd'), head);
	hb_blob_destroy(head);
	unsigned char maxp[6] = { 0, 0, 0x50, 0, (unsigned char)(glyph_count >> 8), (unsigned char)glyph_count };
	hb_blob_t *counted = hb_blob_create((const char *)maxp, 6, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_builder_add_table(face, HB_TAG('m', 'a', 'x', 'p'), counted);
	hb_blob_destroy(counted);
	hb_blob_t *blob = hb_face_reference_blob(face);
	hb_face_t *built = hb_face_create(blob, 0);
	hb_font_t *opened = hb_font_create(built);
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	hb_face_destroy(built);
	return opened;
}

static int table_names(const FontProgram *program, char *out) {
	int count = program->bytes[4] << 8 | program->bytes[5];
	for (int i = 0; i < count; i++) {
		memcpy(out, program->bytes + 12 + 16 * i, 4);
		out[4] = ' ';
		out += 5;
	}
	*out = 0;
	return count;
}

/* ---- TrueType ---- */

static void test_truetype(void **state) {
	(void)state;
	static const FontQuery QUERIES[] = { { "Noto Serif", 400, 100, false }, { "Noto Serif", 700, 100, true }, { "Noto Sans", 900, 75, false },
		{ "Gentium Book Plus", 400, 100, false }, { "Liberation Serif", 400, 100, false } };
	for (size_t q = 0; q < COUNT(QUERIES); q++) {
		Font *font = font_find(test_set, QUERIES[q], NOWHERE, test_diag);
		uint32_t glyphs[64];
		size_t count = used_glyphs(font, "Hội nghị ẨỄỘ đường 30/2020", glyphs);
		FontProgram program;
		assert_true(font_subset(font, glyphs, count, &program));
		assert_false(program.cff);
		assert_int_equal(program.glyph_limit, hb_face_get_glyph_count(font->face->hb));
		for (uint32_t i = 0; i < program.glyph_limit; i++) assert_int_equal(program.cid_of_glyph[i], i);
		char names[256];
		assert_int_equal(table_names(&program, names), 6);
		for (const char *const *name = (const char *const[]){ "glyf", "loca", "head", "hhea", "hmtx", "maxp", NULL }; *name; name++)
			assert_non_null(strstr(names, *name));
		hb_font_t *opened = open_program(program.bytes, program.length);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(hb_font_get_glyph_h_advance(opened, glyphs[i]), font_glyph_advance(font, glyphs[i]));
			expect_same_outline(opened, glyphs[i], font->hb, glyphs[i]);
		}
		expect_same_outline(opened, 0, font->hb, 0); /* .notdef is always there */
		hb_codepoint_t unused;
		assert_true(hb_font_get_nominal_glyph(font->hb, 'Q', &unused));
		Text blank = outline(opened, unused);
		assert_int_equal(blank.length, 0);
		text_free(&blank);
		assert_true(program.length < 24 * 1024);
		hb_font_destroy(opened);
		font_free_program(&program);
	}
}

static void test_same_glyphs_same_bytes(void **state) {
	(void)state;
	Font *font = find_face(test_set, "Noto Serif", 400, 100, false, test_diag);
	uint32_t glyphs[64], turned[130];
	size_t count = used_glyphs(font, "Hội nghị tổng kết", glyphs), twice = 0;
	for (size_t i = count; i-- > 0;) turned[twice++] = glyphs[i], turned[twice++] = glyphs[i];
	turned[twice++] = 0xFFFFFFFF; /* ids that are not there are passed over */
	turned[twice++] = font->glyph_count;
	FontProgram first, second;
	assert_true(font_subset(font, glyphs, count, &first));
	assert_true(font_subset(font, turned, twice, &second));
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.bytes, second.bytes, first.length);
	font_free_program(&first);
	font_free_program(&second);
	assert_true(font_subset(font, NULL, 0, &first)); /* .notdef alone */
	assert_true(first.length < 1200);
	font_free_program(&first);
	assert_null(first.bytes);
}

static void test_variable_instance(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "variable.ttf");
	house_open(&house);
	static const int STYLES[][2] = { { 400, 100 }, { 900, 100 }, { 100, 100 }, { 650, 100 }, { 400, 75 }, { 700, 90 } };
	for (size_t i = 0; i < COUNT(STYLES); i++) {
		Font *font = find_face(house.set, "Bantin Variable", STYLES[i][0], STYLES[i][1], false, house.diag);
		uint32_t glyphs[8];
		size_t count = used_glyphs(font, "ABaê★", glyphs);
		FontProgram program;
		assert_true(font_subset(font, glyphs, count, &program));
		char names[256];
		table_names(&program, names);
		assert_null(strstr(names, "var"));
		hb_font_t *opened = open_program(program.bytes, program.length);
		for (size_t k = 0; k < count; k++) {
			hb_glyph_extents_t due, got;
			hb_font_get_glyph_extents(font->hb, glyphs[k], &due);
			hb_font_get_glyph_extents(opened, glyphs[k], &got);
			assert_in_range(got.width + 1000, due.width + 999, due.width + 1001); /* points are rounded in the file */
			assert_int_equal(got.height, due.height);
			assert_in_range(hb_font_get_glyph_h_advance(opened, glyphs[k]) + 1000, font_glyph_advance(font, glyphs[k]) + 999,
				font_glyph_advance(font, glyphs[k]) + 1001);
		}
		hb_font_destroy(opened);
		font_free_program(&program);
	}
	house_remove(&house);
}

/* ---- CFF ---- */

static void expect_cff(Font *font, const char *text) {
	uint32_t glyphs[64];
	size_t count = used_glyphs(font, text, glyphs);
	FontProgram program;
	assert_true(font_subset(font, glyphs, count, &program));
	assert_true(program.cff);
	assert_int_equal(program.bytes[0], 1);
	Cff cff;
	assert_true(cff_read((CffBytes){ program.bytes, program.length }, &cff));
	assert_true(cff.cid_keyed);
	CffBytes strings;
	assert_true(cff_read_index(cff.whole, cff.char_strings, &strings));
	uint32_t glyph_count = (uint32_t)strings.at[0] << 8 | strings.at[1];
	assert_true(glyph_count <= count + 1);
	uint16_t cids[65];
	assert_true(cff_read_charset(&cff, glyph_count, cids));
	assert_int_equal(cids[0], 0);
	hb_font_t *opened = open_cff(font, &program, glyph_count);
	for (size_t i = 0; i < count; i++) { /* the glyph that a PDF reader finds under the CID written */
		uint16_t cid = program.cid_of_glyph[glyphs[i]];
		assert_int_equal(cid, font_cid_of_glyph(font, glyphs[i]));
		uint32_t at = 0;
		while (at < glyph_count && cids[at] != cid) at++;
		assert_true(at < glyph_count);
		expect_same_outline(opened, at, font->hb, glyphs[i]);
	}
	hb_font_destroy(opened);
	FontProgram again;
	assert_true(font_subset(font, glyphs, count, &again));
	assert_int_equal(again.length, program.length);
	assert_memory_equal(again.bytes, program.bytes, program.length);
	font_free_program(&again);
	font_free_program(&program);
}

static void test_cff_by_name(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "named.otf");
	house_open(&house);
	Font *font = find_face(house.set, "Bantin Named", 400, 100, false, house.diag);
	for (uint32_t i = 0; i < 10; i++) assert_int_equal(font_cid_of_glyph(font, i), i);
	expect_cff(font, "Aê★");
	expect_cff(font, "ABaeo");
	expect_cff(font, "");
	house_remove(&house);
}

static void test_cff_by_cid(void **state) {
	(void)state;
	static const uint16_t CIDS[] = { 0, 1, 34, 35, 66, 70, 80, 300, 301, 1200 };
	House house = house_make();
	house_add(&house, "keyed.otf");
	house_open(&house);
	Font *font = find_face(house.set, "Bantin Keyed", 400, 100, false, house.diag);
	for (uint32_t i = 0; i < COUNT(CIDS); i++) assert_int_equal(font_cid_of_glyph(font, i), CIDS[i]);
	expect_cff(font, "B★ê");
	expect_cff(font, "ABaeo");
	house_remove(&house);
}

/* Real CFF faces, where the machine has them. */
static void test_cff_of_the_machine(void **state) {
	(void)state;
	static const char *const FAMILIES[] = { "TeX Gyre Termes", "EB Garamond", "EB Garamond 12", "Inter", "Noto Serif CJK SC" };
	FontSet *set = font_open_set(true, test_diag);
	int seen = 0;
	for (size_t i = 0; i < COUNT(FAMILIES); i++) {
		Font *font = find_face(set, FAMILIES[i], 400, 100, false, test_diag);
		if (!font->cff || strcmp(font_family(font), FAMILIES[i]) != 0) continue;
		expect_cff(font, "Hội nghị ẨỄỘ đường 30/2020 (fifth)");
		seen++;
	}
	font_close_set(set);
	if (!seen) skip();
}

/* Every cut and every byte put wrong of both tables: read to some end, and what is written can be read. */
static void test_broken_cff(void **state) {
	(void)state;
	static const char *const FILES[] = { "named.otf", "keyed.otf" };
	for (size_t f = 0; f < COUNT(FILES); f++) {
		FileMap map;
		assert_true(file_map(test_font_path(FILES[f]), &map));
		hb_blob_t *blob = hb_blob_create((const char *)map.bytes, (unsigned)map.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *face = hb_face_create(blob, 0);
		hb_blob_t *table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
		unsigned length;
		const char *sound = hb_blob_get_data(table, &length);
		int whole = 0, broken = 0;
		for (unsigned at = 0; at < length; at++)
			for (int kind = 0; kind < 4; kind++) {
				static const unsigned char VALUES[] = { 0, 0xFF, 29, 30 };
				size_t kept = kind == 3 ? at : length;
				unsigned char *bytes = malloc(kept ? kept : 1); /* of just that size: a read past it is seen */
				memcpy(bytes, sound, kept);
				if (at < kept) bytes[at] = VALUES[kind];
				Cff cff;
				uint16_t cids[10], identity[10] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
				if (cff_read((CffBytes){ bytes, kept }, &cff)) {
					cff_read_charset(&cff, 10, cids);
					Text out = { 0 };
					if (cff_write_cid_keyed(&cff, identity, 10, &out)) {
						Cff again;
						assert_true(cff_read((CffBytes){ (unsigned char *)out.bytes, out.length }, &again));
						assert_true(again.cid_keyed);
						whole++;
					}
					text_free(&out);
				} else {
					broken++;
				}
				free(bytes);
			}
		assert_true(broken > 100);
		assert_true(f == 1 ? whole < 50 : whole > 100); /* the second is CID-keyed already and is not written anew */
		hb_blob_destroy(table);
		hb_face_destroy(face);
		hb_blob_destroy(blob);
		file_unmap(&map);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truetype),
		cmocka_unit_test(test_same_glyphs_same_bytes),
		cmocka_unit_test(test_variable_instance),
		cmocka_unit_test(test_cff_by_name),
		cmocka_unit_test(test_cff_by_cid),
		cmocka_unit_test(test_cff_of_the_machine),
		cmocka_unit_test(test_broken_cff),
	};
	return cmocka_run_group_tests(tests, open_test_set, close_test_set);
}
