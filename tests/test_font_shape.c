/* Shaping, coverage, fallback and ink. tests/data/font/shapes.txt holds one-line cases (as HarfBuzz's own test/shape does);
 * run with BANTIN_UPDATE=1 to write it anew, and read what has changed. */
#include "test_font_house.h"

static const GlyphRun *shape(Font *font, const char *text) { return font_shape(font, text, strlen(text), 0, NULL); }
static bool covers(Font *font, const char *text) { return font_covers(font, text, strlen(text)); }
static Font *serif(void) { return find_face(test_set, "Noto Serif", 400, 100, false, test_diag); }

/* ---- golden shapes ---- */

static const struct { const char *name; unsigned bit; } FEATURES[] = { { "smcp", FONT_SMCP }, { "c2sc", FONT_C2SC }, { "onum", FONT_ONUM },
	{ "lnum", FONT_LNUM }, { "tnum", FONT_TNUM }, { "pnum", FONT_PNUM }, { "sups", FONT_SUPS }, { "subs", FONT_SUBS }, { "noliga", FONT_NO_LIGA } };

static unsigned read_features(const char *names) {
	unsigned bits = 0;
	for (size_t i = 0; i < COUNT(FEATURES); i++) if (strstr(names, FEATURES[i].name)) bits |= FEATURES[i].bit;
	return bits;
}

/* T@0+640 a@1<-3,120>+0: glyph, cluster, offset where there is one, advance. */
static void dump_run(const GlyphRun *run, Text *out) {
	text_add(out, "[");
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *glyph = &run->glyphs[i];
		char name[64];
		hb_font_glyph_to_string(run->font->hb, glyph->id, name, sizeof name);
		text_format(out, "%s%s@%u", i ? " " : "", name, glyph->cluster);
		if (glyph->dx || glyph->dy) text_format(out, "<%d,%d>", glyph->dx, glyph->dy);
		text_format(out, "+%d", glyph->advance);
	}
	text_add(out, "]");
}

/* head.fontRevision in thousandths: another version of a font may rightly shape otherwise. */
static int revision_of(const Font *font) {
	hb_blob_t *head = hb_face_reference_table(font->face->hb, HB_TAG('h', 'e', 'a', 'd'));
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(head, NULL);
	int64_t fixed = (int64_t)p[4] << 24 | p[5] << 16 | p[6] << 8 | p[7];
	hb_blob_destroy(head);
	return (int)((fixed * 1000 + 0x8000) >> 16);
}

static void test_golden_shapes(void **state) {
	(void)state;
	const char *path = test_font_path("shapes.txt");
	bool update = getenv("BANTIN_UPDATE") != NULL;
	FileMap map;
	assert_true(file_map(path, &map));
	char *copy = arena_copy_text(test_arena, (const char *)map.bytes, map.length), *rest = copy;
	file_unmap(&map);
	Text out = { 0 };
	Font *font = NULL;
	int cases = 0, failed = 0;
	for (char *line; (line = strsep(&rest, "\n"));) {
		if (!line[0] && !rest) break;
		char family[64], slant[16], features[64], lang[16], text[128], revision[16];
		int weight, width;
		if (line[0] == '#' || !line[0]) {
			text_format(&out, "%s\n", line);
		} else if (sscanf(line, "font %63[^;]; %d %d %15[a-z] revision %15s", family, &weight, &width, slant, revision) == 5) {
			font = find_face(test_set, family, weight, width, strcmp(slant, "italic") == 0, test_diag);
			int found = revision_of(font);
			char expected[16];
			snprintf(expected, sizeof expected, "%d.%03d", found / 1000, found % 1000);
			if (!update && strcmp(expected, revision) != 0) {
				print_message("shapes of %s %s are not looked at: %s is installed\n", family, revision, expected);
				font = NULL;
			}
			text_format(&out, "font %s; %d %d %s revision %s\n", family, weight, width, slant, update ? expected : revision);
		} else {
			assert_int_equal(sscanf(line, "%63s %15s %127s =", features, lang, text), 3);
			if (!font) continue;
			for (char *p = text; *p; p++) if (*p == '_') *p = ' ';
			Text made = { 0 };
			dump_run(font_shape(font, text, strlen(text), read_features(features), lang), &made);
			for (char *p = text; *p; p++) if (*p == ' ') *p = '_';
			const char *golden = strstr(line, " = ");
			cases++;
			if (!update && (!golden || strcmp(golden + 3, made.bytes) != 0)) {
				failed++;
				print_error("%s; %s %s %s\n  due  %s\n  got  %s\n", family, features, lang, text, golden ? golden + 3 : "", made.bytes);
			}
			text_format(&out, "%s %s %s = %s\n", features, lang, text, made.bytes);
			text_free(&made);
		}
	}
	if (update) write_bytes(path, out.bytes, out.length);
	text_free(&out);
	assert_int_equal(failed, 0);
	assert_true(cases > 20);
}

/* ---- runs ---- */

static void test_same_request_same_run(void **state) {
	(void)state;
	Font *font = serif(), *bold = find_face(test_set, "Noto Serif", 700, 100, false, test_diag);
	const GlyphRun *run = font_shape(font, "Nghị quyết", 7, 0, NULL); /* by length: "Nghị" and a blank's first byte is not read */
	assert_string_equal(run->text, "Nghị ");
	assert_int_equal(run->text_length, 7);
	char other[] = "Nghị ";
	assert_ptr_equal(font_shape(font, other, 7, 0, "vi"), run);
	assert_ptr_not_equal(font_shape(font, other, 7, FONT_SMCP, NULL), run);
	assert_ptr_not_equal(font_shape(font, other, 7, 0, "en"), run);
	assert_ptr_not_equal(font_shape(bold, other, 7, 0, NULL), run);
	assert_ptr_not_equal(font_shape(font, other, 6, 0, NULL), run);
	assert_ptr_equal(font_shape(font, other, 7, FONT_SMCP, NULL), font_shape(font, other, 7, FONT_SMCP, NULL));
	assert_ptr_equal(run->font, font);
	assert_int_equal(font_shape(font, "", 0, 0, NULL)->glyph_count, 0);
	/* through many growths of the table the pointers stay */
	const GlyphRun *first[3000];
	char word[16];
	for (int i = 0; i < 3000; i++) first[i] = font_shape(font, word, (size_t)snprintf(word, sizeof word, "x%d", i), 0, NULL);
	for (int i = 0; i < 3000; i++) {
		size_t length = (size_t)snprintf(word, sizeof word, "x%d", i);
		assert_ptr_equal(font_shape(font, word, length, 0, NULL), first[i]);
		assert_string_equal(first[i]->text, word);
	}
}

/* Words of lengths 0..40 that differ in one byte only, for the hash: every one is itself. */
static void test_near_words_are_kept_apart(void **state) {
	(void)state;
	Font *font = serif();
	for (size_t length = 1; length <= 40; length++)
		for (size_t at = 0; at < length; at++) {
			char word[41];
			memset(word, 'o', length);
			word[at] = 'p';
			assert_memory_equal(font_shape(font, word, length, 0, NULL)->text, word, length);
		}
}

static void test_clusters_give_the_text_back(void **state) {
	(void)state;
	static const char *const WORDS[] = { "Nghị", "quyết", "đường", "ĐƯỜNG", "Ẩm", "fifteen", "office", "30/2020/NĐ-CP", "e\u0302\u0304", "ê\u0304x",
		"x\u0323\u0302y", "\u201CHội\u201D", "1\u00A0000", "ffi" };
	static const char *const FAMILIES[] = { "Noto Serif", "Noto Sans", "Gentium Plus", "Gentium Book Plus", "Liberation Serif" };
	for (size_t f = 0; f < COUNT(FAMILIES); f++)
		for (size_t i = 0; i < COUNT(WORDS); i++) {
			const GlyphRun *run = shape(find_face(test_set, FAMILIES[f], 400, 100, false, test_diag), WORDS[i]);
			uint32_t last = 0;
			int32_t advance = 0;
			assert_false(run->missing);
			assert_true(run->glyph_count > 0);
			assert_int_equal(run->glyphs[0].cluster, 0);
			for (uint32_t k = 0; k < run->glyph_count; k++) {
				uint32_t cluster = run->glyphs[k].cluster;
				assert_true(cluster >= last && cluster < run->text_length); /* in order: text from one to the next is theirs */
				assert_true(((unsigned char)run->text[cluster] & 0xC0) != 0x80);
				last = cluster;
				advance += run->glyphs[k].advance;
			}
			assert_int_equal(advance, run->advance);
			assert_string_equal(run->text, WORDS[i]);
		}
}

static void test_features(void **state) {
	(void)state;
	Font *font = serif(), *gentium = find_face(test_set, "Gentium Book Plus", 400, 100, false, test_diag);
	const GlyphRun *plain = shape(gentium, "Hội");
	const GlyphRun *small = font_shape(gentium, "Hội", strlen("Hội"), FONT_SMCP, NULL);
	assert_int_equal(plain->glyph_count, small->glyph_count);
	assert_int_equal(plain->glyphs[0].id, small->glyphs[0].id); /* the capital stays */
	assert_int_not_equal(plain->glyphs[1].id, small->glyphs[1].id);
	/* where the small capitals do not know Vietnamese, none is set: no half of a word */
	plain = shape(font, "Hội");
	small = font_shape(font, "Hội", strlen("Hội"), FONT_SMCP | FONT_C2SC, NULL);
	for (uint32_t i = 0; i < plain->glyph_count; i++) assert_int_equal(plain->glyphs[i].id, small->glyphs[i].id);
	int32_t widths[10];
	for (int i = 0; i < 10; i++) {
		char digit = (char)('0' + i);
		widths[i] = font_shape(font, &digit, 1, FONT_TNUM | FONT_LNUM, NULL)->advance;
		assert_int_equal(widths[i], widths[0]);
	}
	assert_int_equal(font_shape(font, "11", 2, FONT_TNUM, NULL)->advance, 2 * widths[0]);
	assert_int_not_equal(font_shape(font, "3", 1, FONT_ONUM, NULL)->glyphs[0].id, font_shape(font, "3", 1, FONT_LNUM, NULL)->glyphs[0].id);
	assert_true(font_shape(font, "ffi", 3, FONT_NO_LIGA, NULL)->glyph_count == 3);
}

static void test_malformed_utf8_is_shaped(void **state) {
	(void)state;
	static const char *const TEXTS[] = { "\xFF", "a\xC3", "\xE1\xBA", "\xF4\x90\x80\x80z", "\xC0\x80", "\xED\xA0\x80" };
	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		const GlyphRun *run = shape(serif(), TEXTS[i]);
		assert_true(run->glyph_count >= 1);
		for (uint32_t k = 0; k < run->glyph_count; k++) assert_true(run->glyphs[k].cluster < run->text_length);
	}
}

static void test_many_languages(void **state) {
	(void)state;
	char lang[16];
	for (int i = 0; i < 200; i++) {
		snprintf(lang, sizeof lang, "x%c%c", 'a' + i / 26, 'a' + i % 26);
		assert_non_null(font_shape(serif(), "lang", 4, 0, lang));
	}
	assert_ptr_equal(font_shape(serif(), "lang", 4, 0, "xhr"), font_shape(serif(), "lang", 4, 0, NULL)); /* past 64: as Vietnamese */
}

/* ---- ink ---- */

static void test_ink(void **state) {
	(void)state;
	Font *font = serif();
	GlyphInk capital = font_ink(shape(font, "A")), stacked = font_ink(shape(font, "Ẩ")), below = font_ink(shape(font, "Ộ"));
	assert_int_equal(capital.bottom, 0);
	assert_in_range(capital.top, font_cap_height(font) - 5, font_cap_height(font) + 25);
	assert_true(stacked.top > font_cap_height(font) + 250);
	assert_true(below.bottom < -100);
	assert_true(capital.right > capital.left && capital.right <= shape(font, "A")->advance + 50);
	GlyphInk two = font_ink(shape(font, "AA"));
	assert_int_equal(two.left, capital.left);
	assert_int_equal(two.right, capital.right + shape(font, "AA")->glyphs[0].advance);
	GlyphInk blank = font_ink(shape(font, "\u00A0"));
	assert_true(!blank.left && !blank.right && !blank.top && !blank.bottom);
	/* A stacked mark that no letter holds is lifted over the first (Gentium and Noto place it). */
	GlyphInk one = font_ink(shape(font, "ê")), more = font_ink(shape(font, "ê\u0304"));
	assert_true(more.top > one.top + 50);
	/* Where a face's own ascender does not reach, ink says so. */
	House house = house_make();
	house_add(&house, "plain.ttf");
	house_open(&house);
	Font *plain = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	assert_int_equal(font_ink(shape(plain, "A")).top, 700);
	assert_int_equal(font_ascender(plain), 650);
	assert_int_equal(font_ink(shape(plain, "A B")).right, 600 - 40 + 250 + 520); /* kerned with the space */
	house_remove(&house);
}

/* ---- kerning across the space ---- */

static void test_kerning_across_the_space(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "plain.ttf");
	house_add(&house, "named.otf");
	house_open(&house);
	assert_true(font_kerns_space(find_face(house.set, "Bantin Plain", 400, 100, false, house.diag)));
	assert_false(font_kerns_space(find_face(house.set, "Bantin Named", 400, 100, false, house.diag)));
	house_remove(&house);
	static const FontQuery EXACT[] = { { "Noto Serif", 400, 100, false }, { "Noto Serif", 700, 100, false }, { "Noto Serif", 400, 100, true },
		{ "Noto Sans", 400, 100, false }, { "Gentium Book Plus", 400, 100, false } };
	static const char LINE[] = "Sáng ngày 27 tháng 3, Hội nghị “Ứng dụng” (lần thứ II) đã khai mạc tại TP. Hà Nội; Ông Vũ Ấn, PGS.TS., chủ trì.";
	for (size_t i = 0; i < COUNT(EXACT); i++) {
		Font *font = font_find(test_set, EXACT[i], NOWHERE, test_diag);
		assert_false(font_kerns_space(font));
		int32_t sum = 0; /* what the answer promises: syllables add up to the line */
		for (const char *at = LINE; *at;) {
			size_t length = strcspn(at, " ");
			sum += font_shape(font, at, length, 0, NULL)->advance;
			at += length;
			if (*at == ' ') sum += font_space_advance(font), at++;
		}
		assert_int_equal(sum, shape(font, LINE)->advance);
	}
}

/* ---- coverage ---- */

static void test_covers(void **state) {
	(void)state;
	Font *font = serif();
	assert_true(covers(font, "Tiếng Việt Ẩ Ễ Ộ ỹ đ Đ – “ ” … 1/2"));
	assert_true(covers(font, ""));
	assert_true(covers(font, "e\u0302\u0301")); /* ế taken apart */
	assert_true(covers(font, "e\u0302\u0304")); /* no such letter: base and marks */
	assert_true(covers(font, "1\u00A0000\u202F000\u2009x")); /* blanks */
	assert_true(covers(font, "NĐ\u2011CP")); /* a hyphen that holds */
	assert_true(covers(font, "a\u200Db\u00ADc\uFEFF\u2060")); /* what is never seen */
	assert_false(covers(font, "★"));
	assert_false(covers(font, "Việt ★"));
	assert_false(covers(font, "儒"));
	assert_false(covers(font, "a\U0001F600"));
	assert_false(covers(font, "\uE000"));
	assert_false(covers(font, "a\n")); /* a control is a character too */
	House house = house_make();
	house_add(&house, "plain.ttf");
	house_open(&house);
	Font *plain = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	assert_true(covers(plain, "AB aeo ê"));
	assert_false(covers(plain, "é")); /* it could only be put together badly */
	assert_true(covers(plain, "e\u0302")); /* ê taken apart: it has ê */
	assert_true(covers(plain, "B\u0301"));
	assert_false(covers(plain, "\u0302"));
	house_remove(&house);
}

/* What font_covers says of a character is what shaping shows. */
static void test_covers_agrees_with_shaping(void **state) {
	(void)state;
	static const char *const FAMILIES[] = { "Noto Serif", "Liberation Serif", "Gentium Plus", "Noto Sans Symbols2" };
	for (size_t f = 0; f < COUNT(FAMILIES); f++) {
		Font *font = find_face(test_set, FAMILIES[f], 400, 100, false, test_diag);
		for (uint32_t c = 0x20; c < 0x3100; c++) {
			char bytes[4];
			size_t length = (size_t)utf8_encode(c, bytes);
			if (font_covers(font, bytes, length)) assert_false(font_shape(font, bytes, length, 0, NULL)->missing);
		}
	}
}

static void test_fallback(void **state) {
	(void)state;
	FontSet *set = font_open_set(false, test_diag);
	Diag *diag = diag_open();
	Font *font = find_face(set, "Noto Serif", 700, 100, false, diag), *sans = find_face(set, "Noto Sans", 400, 100, false, diag);
	assert_ptr_equal(font_find_covering(font, "Việt", strlen("Việt"), NOWHERE, diag), font);
	assert_int_equal(diag_total(diag), 0);
	Font *star = font_find_covering(font, "★", strlen("★"), NOWHERE, diag);
	assert_string_equal(font_family(star), "Noto Sans Symbols2");
	const DiagEntry *entry = NULL;
	assert_int_equal(count_code(diag, "font-fallback", &entry), 1);
	assert_int_equal(entry->severity, SEVERITY_WARNING);
	assert_non_null(strstr(entry->message, "Noto Serif Bold"));
	assert_non_null(strstr(entry->message, "“★” (U+2605)"));
	assert_non_null(strstr(entry->message, "Noto Sans Symbols2"));
	assert_int_equal(entry->pos.line, 7);
	assert_ptr_equal(font_find_covering(font, "★★", strlen("★★"), NOWHERE, diag), star);
	assert_int_equal(diag_total(diag), 1); /* once for the face and the character */
	font_find_covering(sans, "★", strlen("★"), NOWHERE, diag);
	assert_int_equal(count_code(diag, "font-fallback", NULL), 2);
	/* the look is kept where it can be: a bold serif for a bold serif */
	Font *arrow = font_find_covering(font, "→", strlen("→"), NOWHERE, diag);
	assert_false(font_shape(arrow, "→", strlen("→"), 0, NULL)->missing);
	assert_string_equal(font_family(arrow), "Gentium Plus");
	assert_true(font_weight(arrow) >= 700);
	diag_close(diag);
	font_close_set(set);
}

static void test_fallback_from_a_poor_face(void **state) {
	(void)state;
	House house = house_make();
	house_add(&house, "plain.ttf");
	house_open(&house);
	Font *plain = find_face(house.set, "Bantin Plain", 400, 100, false, house.diag);
	Font *found = font_find_covering(plain, "Việt", strlen("Việt"), NOWHERE, house.diag);
	assert_string_equal(font_family(found), "Noto Serif");
	assert_int_equal(count_code(house.diag, "font-fallback", NULL), 1);
	house_remove(&house);
}

static void test_character_that_nobody_has(void **state) {
	(void)state;
	FontSet *set = font_open_set(false, test_diag);
	Diag *diag = diag_open();
	Font *font = find_face(set, "Noto Serif", 400, 100, false, diag);
	static const char TEXT[] = "\U0001F600";
	for (int i = 0; i < 3; i++) assert_ptr_equal(font_find_covering(font, TEXT, strlen(TEXT), NOWHERE, diag), font);
	const DiagEntry *entry = NULL;
	assert_int_equal(count_code(diag, "glyph-missing", &entry), 1);
	assert_int_equal(diag_total(diag), 1);
	assert_int_equal(entry->severity, SEVERITY_ERROR);
	assert_non_null(strstr(entry->message, "U+1F600"));
	assert_non_null(strstr(entry->message, TEXT));
	assert_non_null(entry->hint);
	assert_true(font_shape(font, TEXT, strlen(TEXT), 0, NULL)->missing);
	/* a control character is numbered, not printed */
	font_find_covering(font, "\x07", 1, NOWHERE, diag);
	assert_int_equal(count_code(diag, "glyph-missing", &entry), 1);
	assert_non_null(strstr(entry->message, "“\U0001F600”, U+0007;"));
	assert_null(strchr(entry->message, '\x07'));
	/* characters that no one face has together */
	static const char SCATTERED[] = "★①儒"; /* 儒 only where a CJK font is installed */
	font_find_covering(font, SCATTERED, strlen(SCATTERED), NOWHERE, diag);
	assert_int_equal(count_code(diag, "glyph-missing", NULL), 2);
	diag_close(diag);
	font_close_set(set);
}

/* One message for a line of the source, however many characters; but what stands in differs, and another line is another place. */
static void test_characters_in_one_message(void **state) {
	(void)state;
	FontSet *set = font_open_set(false, test_diag);
	Diag *diag = diag_open(), *next = diag_open();
	Font *font = find_face(set, "Noto Serif", 400, 100, false, diag);
	SourcePos here = { "a.xml", 3, 5 }, later = { "a.xml", 3, 60 }, below = { "a.xml", 4, 1 };
	static const char *const SIGNS[] = { "★", "①", "☆", "★" };
	for (size_t i = 0; i < COUNT(SIGNS); i++) font_find_covering(font, SIGNS[i], strlen(SIGNS[i]), i < 2 ? here : later, diag);
	const DiagEntry *entry = NULL;
	assert_int_equal(count_code(diag, "font-fallback", NULL), 2);
	assert_non_null(strstr(diag_entry(diag, 0)->message, " has no “★”, “☆”; Noto Sans Symbols2"));
	assert_non_null(strstr(diag_entry(diag, 1)->message, "“①” (U+2460)"));
	font_find_covering(font, "♥", strlen("♥"), below, diag);
	assert_int_equal(count_code(diag, "font-fallback", &entry), 3);
	assert_int_equal(entry->pos.line, 4);
	assert_null(strstr(entry->message, "★"));
	for (uint32_t c = 0x1F600; c < 0x1F60D; c++) { /* thirteen that nobody has */
		char bytes[4];
		font_find_covering(font, bytes, (size_t)utf8_encode(c, bytes), below, diag);
	}
	assert_int_equal(count_code(diag, "glyph-missing", &entry), 1);
	assert_int_equal(entry->pos.line, 4);
	assert_non_null(strstr(entry->message, "“\U0001F600”, “\U0001F601”, "));
	assert_non_null(strstr(entry->message, "“\U0001F609” and 3 more"));
	assert_non_null(entry->hint);
	Font *bold = find_face(set, "Noto Serif", 700, 100, false, diag);
	font_find_covering(bold, "\U0001F600", strlen("\U0001F600"), below, diag); /* its name is in the message already */
	assert_non_null(strstr(diag_entry(diag, diag_total(diag) - 1)->message, "and 3 more"));
	font_find_covering(font, "☆", strlen("☆"), below, next); /* another document is told anew */
	assert_int_equal(diag_total(next), 1);
	assert_non_null(strstr(diag_entry(next, 0)->message, " has no “☆” (U+2606); "));
	diag_close(diag);
	diag_close(next);
	font_close_set(set);
}

static void test_pieces(void **state) {
	(void)state;
	FontSet *set = font_open_set(false, test_diag);
	Diag *diag = diag_open();
	Font *font = find_face(set, "Noto Serif", 400, 100, false, diag);
	static const char TEXT[] = "Sao★★hay\U0001F600①ế";
	static const struct { const char *piece, *family; } DUE[] = { { "Sao", "Noto Serif" }, { "★★", "Noto Sans Symbols2" }, { "hay", "Noto Serif" },
		{ "\U0001F600", "Noto Serif" }, { "①", "Noto Sans Symbols" }, { "ế", "Noto Serif" } };
	const char *at = TEXT, *end = TEXT + strlen(TEXT);
	for (size_t i = 0; i < COUNT(DUE); i++) {
		Font *found;
		size_t length = font_find_piece(font, at, (size_t)(end - at), NOWHERE, diag, &found);
		assert_int_equal(length, strlen(DUE[i].piece));
		assert_memory_equal(at, DUE[i].piece, length);
		assert_string_equal(font_family(found), DUE[i].family);
		at += length;
	}
	assert_ptr_equal(at, end);
	assert_int_equal(count_code(diag, "glyph-missing", NULL), 1);
	assert_int_equal(count_code(diag, "font-fallback", NULL), 2);
	Font *found;
	assert_int_equal(font_find_piece(font, "", 0, NOWHERE, diag, &found), 0);
	/* any bytes come to an end */
	static const char BYTES[] = "\xFF\xFE★\x80\u0301\u0302é\xE1\xBA";
	size_t at_byte = 0;
	while (at_byte < sizeof BYTES - 1) {
		size_t length = font_find_piece(font, BYTES + at_byte, sizeof BYTES - 1 - at_byte, NOWHERE, diag, &found);
		assert_true(length > 0);
		at_byte += length;
	}
	assert_int_equal(at_byte, sizeof BYTES - 1);
	diag_close(diag);
	font_close_set(set);
}

static void test_other_scripts(void **state) {
	(void)state;
	Font *font = serif();
	const GlyphRun *greek = shape(font, "αβγ"), *mixed = shape(font, "µm-αβγ-абв");
	assert_false(greek->missing);
	assert_false(mixed->missing);
	assert_int_equal(mixed->glyph_count, 10);
	for (uint32_t i = 0; i < 3; i++) assert_int_equal(mixed->glyphs[3 + i].id, greek->glyphs[i].id);
	assert_int_equal(mixed->glyphs[3].cluster, strlen("µm-"));
	FontSet *set = font_open_set(false, test_diag);
	Font *other = font_find_covering(find_face(set, "Noto Sans Symbols2", 400, 100, false, test_diag), "αβγ", strlen("αβγ"), NOWHERE, test_diag);
	assert_string_equal(font_family(other), "Noto Sans");
	font_close_set(set);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_shapes),
		cmocka_unit_test(test_same_request_same_run),
		cmocka_unit_test(test_near_words_are_kept_apart),
		cmocka_unit_test(test_clusters_give_the_text_back),
		cmocka_unit_test(test_features),
		cmocka_unit_test(test_malformed_utf8_is_shaped),
		cmocka_unit_test(test_many_languages),
		cmocka_unit_test(test_ink),
		cmocka_unit_test(test_kerning_across_the_space),
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_covers_agrees_with_shaping),
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_fallback_from_a_poor_face),
		cmocka_unit_test(test_character_that_nobody_has),
		cmocka_unit_test(test_characters_in_one_message), cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_other_scripts),
	};
	return cmocka_run_group_tests(tests, open_test_set, close_test_set);
}
