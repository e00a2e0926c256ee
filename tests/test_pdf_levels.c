/* The levels of PDF/A: what each must have and must not have, by the readers at hand. Whether it is what it says, veraPDF judges
 * (make conformance). */
#include "pdf/make_profile.h"
#include "test_pdf_support.h"

static const char *const LEVELS[] = { "1b", "1a", "2b", "2u", "2a", "3b", "3a", "4" };

static const char *write_level(Sample *s, const char *level, const char *name) {
	const char *path = test_path(name);
	int status = pdf_write_drawing(s->drawing, path, &(PdfOptions){ .kind = PDF_ARCHIVE, .producer = "bantin 0.1", .archive_level = level }, s->diag);
	if (status) fail_msg("%s: %s", level, diag_total(s->diag) ? diag_entry(s->diag, diag_total(s->diag) - 1)->message : "no message");
	char *out = run_tool(&status, "qpdf --check '%s' 2>&1", path);
	if (status || strstr(out, "WARNING")) fail_msg("qpdf: %s", out);
	free(out);
	return path;
}

static char *read_plain(const char *path) { return run_tool(NULL, "qpdf --qdf --object-streams=disable '%s' - | tr -d '\\000'", path); }

static void open_everything(Sample *s) {
	*s = open_sample();
	draw_everything(s);
	static const char *const CREATORS[] = { "Nguyễn Thị Nguyên", "Lê A" };
	s->drawing->info.creators = CREATORS;
	s->drawing->info.creator_count = 2;
	NodeId figure = add_node(s, NODE_DOCUMENT, ROLE_FIGURE);
	s->drawing->nodes.items[figure].alt = "Ảnh trong suốt";
	add_photo(s, 1, figure, data_path("picture/rgba8.png"), MM(20), MM(150), MM(40), MM(40));
	figure = add_node(s, NODE_DOCUMENT, ROLE_FIGURE);
	s->drawing->nodes.items[figure].alt = "Ảnh 16 bit";
	add_photo(s, 1, figure, data_path("picture/grey16.png"), MM(80), MM(150), MM(40), MM(40));
	figure = add_node(s, NODE_DOCUMENT, ROLE_FIGURE);
	s->drawing->nodes.items[figure].alt = "Ảnh CMYK";
	add_photo(s, 1, figure, data_path("picture/cmyk_adobe.jpg"), MM(140), MM(150), MM(40), MM(40));
	s->drawing->attachments = arena_alloc(s->arena, sizeof *s->drawing->attachments);
	s->drawing->attachments[0].path = data_path("picture/pngsuite.txt");
	s->drawing->attachments[0].name = "bài.xml";
	s->drawing->attachments[0].media_type = "application/xml";
	s->drawing->attachments[0].description = "XML nguồn";
	s->drawing->attachment_count = 1;
}

static void test_levels_are_known(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(LEVELS); i++) assert_true(pdf_has_archive_level(LEVELS[i]));
	static const char *const OTHERS[] = { "", "3", "1u", "3u", "4a", "3A", "3aa", "a3" };
	for (size_t i = 0; i < COUNT(OTHERS); i++) assert_false(pdf_has_archive_level(OTHERS[i]));
	assert_true(pdf_level_attaches(NULL) && pdf_level_attaches("3b"));
	assert_false(pdf_level_attaches("2a") || pdf_level_attaches("1a") || pdf_level_attaches("4"));
}

static void test_each_says_what_it_is(void **state) {
	(void)state;
	static const struct { const char *head, *part, *letter; bool ua; } WANTED[] = { { "%PDF-1.4", "1", "B", false }, { "%PDF-1.4", "1", "A", false },
		{ "%PDF-1.7", "2", "B", true }, { "%PDF-1.7", "2", "U", true }, { "%PDF-1.7", "2", "A", true }, { "%PDF-1.7", "3", "B", true },
		{ "%PDF-1.7", "3", "A", true }, { "%PDF-2.0", "4", NULL, false } };
	Sample s;
	open_everything(&s);
	for (size_t i = 0; i < COUNT(LEVELS); i++) {
		const char *path = write_level(&s, LEVELS[i], "level.pdf");
		assert_output(WANTED[i].head, "head -c 8 '%s'", path);
		char *meta = run_tool(NULL, "pdfinfo -meta '%s'", path), wanted[100];
		snprintf(wanted, sizeof wanted, "<pdfaid:part>%s</pdfaid:part>", WANTED[i].part);
		assert_has(meta, wanted);
		snprintf(wanted, sizeof wanted, "<pdfaid:conformance>%s</pdfaid:conformance>", WANTED[i].letter);
		if (WANTED[i].letter) assert_has(meta, wanted);
		else assert_has_not(meta, "pdfaid:conformance");
		assert_int_equal(count_of(meta, "<pdfaid:rev>2020</pdfaid:rev>"), WANTED[i].letter ? 0 : 1);
		assert_int_equal(count_of(meta, "<pdfuaid:part>1</pdfuaid:part>"), WANTED[i].ua);
		assert_has(meta, "<dc:creator><rdf:Seq><rdf:li>Nguyễn Thị Nguyên</rdf:li><rdf:li>Lê A</rdf:li></rdf:Seq></dc:creator>");
		free(meta);
	}
	close_sample(&s);
}

static void test_each_is_the_same_twice(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(LEVELS); i++) {
		Sample first, second;
		open_everything(&first);
		open_everything(&second);
		const char *a = write_level(&first, LEVELS[i], "a.pdf"), *b = write_level(&second, LEVELS[i], "b.pdf");
		assert_output("", "cmp '%s' '%s'", a, b);
		close_sample(&first);
		close_sample(&second);
	}
}

static void test_files_are_inside_where_they_may_be(void **state) {
	(void)state;
	Sample s;
	open_everything(&s);
	for (size_t i = 0; i < COUNT(LEVELS); i++) {
		const char *path = write_level(&s, LEVELS[i], "files.pdf");
		char *list = run_tool(NULL, "qpdf --list-attachments --verbose '%s' 2>&1", path);
		if (LEVELS[i][0] != '3') {
			assert_has(list, "no embedded files");
		} else {
			assert_has(list, "bài.xml");
			assert_has(list, "XML nguồn");
			assert_has(list, "application/xml");
			assert_output("", "qpdf --show-attachment=bài.xml '%s' | cmp - '%s'", path, s.drawing->attachments[0].path);
			char *plain = read_plain(path);
			assert_has(plain, "/AFRelationship /Source");
			free(plain);
		}
		free(list);
	}
	close_sample(&s);
}

/* ISO 19005-1: PDF 1.4, so neither object streams nor a cross-reference stream, nothing transparent, profiles of version 2. */
static void test_part_1_is_pdf_1_4(void **state) {
	(void)state;
	Sample s;
	open_everything(&s);
	const char *path = write_level(&s, "1a", "one.pdf");
	char *raw = run_tool(NULL, "tr -d '\\000' < '%s'", path), *plain = read_plain(path);
	assert_has(raw, "\nxref\n0 ");
	assert_has(raw, "\ntrailer\n");
	static const char *const NEVER[] = { "/ObjStm", "/XRef", "/SMask", "/Transparency", "/BitsPerComponent 16", "/TwoPageRight", "/EmbeddedFile", "/Author" };
	for (size_t i = 0; i < COUNT(NEVER); i++) assert_has_not(plain, NEVER[i]);
	for (size_t i = 0; i < 2; i++) assert_has_not(raw, NEVER[i]);
	assert_int_equal(count_of(plain, "/CIDSet "), count_of(plain, "/FontFile2 ") + count_of(plain, "/FontFile3 "));
	assert_int_equal(count_of(plain, "acsp"), 2); /* sRGB and the press */
	free(raw);
	free(plain);
	plain = read_plain(write_level(&s, "2a", "two.pdf"));
	static const char *const HERE[] = { "/SMask", "/Transparency", "/BitsPerComponent 16", "/Author" };
	for (size_t i = 0; i < COUNT(HERE); i++) assert_has(plain, HERE[i]); /* so the same drawing has it elsewhere */
	assert_has_not(plain, "/CIDSet");
	free(plain);
	close_sample(&s);
}

/* The transparent photo on white paper looks as the transparent one on a white page. */
static void test_part_1_lays_photos_on_white(void **state) {
	(void)state;
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(64), PT(64), 0);
	NodeId figure = add_node(&s, NODE_DOCUMENT, ROLE_FIGURE);
	s.drawing->nodes.items[figure].alt = "Ảnh";
	add_photo(&s, 0, figure, data_path("picture/rgba8.png"), 0, 0, PT(64), PT(64));
	const char *one = write_level(&s, "1b", "white.pdf"), *two = write_level(&s, "2b", "clear.pdf");
	char *difference = run_tool(NULL, "pdftoppm -r 72 '%s' > '%s.ppm' && pdftoppm -r 72 '%s' > '%s.ppm' && cmp -l '%s.ppm' '%s.ppm' | "
		"awk '{ a = substr($2, 1); b = substr($3, 1); d = (int(a / 100) * 64 + int(a / 10) %% 10 * 8 + a %% 10) - (int(b / 100) * 64 + int(b / 10) %% 10 * 8 + b %% 10); "
		"if (d < 0) d = -d; if (d > most) most = d } END { print most + 0 }'", one, one, two, two, one, two);
	assert_true(atoi(difference) <= 2);
	free(difference);
	close_sample(&s);
}

static void test_part_4_has_no_info(void **state) {
	(void)state;
	Sample s;
	open_everything(&s);
	const char *path = write_level(&s, "4", "four.pdf");
	char *plain = read_plain(path);
	assert_has_not(plain, "/CreationDate");
	free(plain);
	plain = run_tool(NULL, "qpdf --show-object=trailer '%s'", path);
	assert_has(plain, "/Root");
	assert_has_not(plain, "/Info");
	free(plain);
	close_sample(&s);
}

/* Without a description of each photo no copy calls itself accessible; it is kept all the same, and the error is said once. */
static void test_missing_description_lowers_the_claim(void **state) {
	(void)state;
	static const struct { const char *level, *conformance; } CASES[] = { { "1a", "B" }, { "1b", "B" }, { "2a", "U" }, { "2b", "B" }, { "3a", "U" } };
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Sample s = open_sample();
		drawing_add_page(s.drawing, PT(100), PT(100), 0);
		add_photo(&s, 0, add_node(&s, NODE_DOCUMENT, ROLE_FIGURE), data_path("picture/plain.jpg"), 0, 0, PT(50), PT(50));
		if (i % 2) diag_add(s.diag, SEVERITY_WARNING, "alt-missing", s.drawing->nodes.items[1].pos, "said before");
		char *meta = run_tool(NULL, "pdfinfo -meta '%s'", write_level(&s, CASES[i].level, "bare.pdf")), wanted[64];
		snprintf(wanted, sizeof wanted, "<pdfaid:conformance>%s<", CASES[i].conformance);
		assert_has(meta, wanted);
		assert_has_not(meta, "pdfuaid:part");
		assert_int_equal(diag_total(s.diag), 1);
		assert_int_equal(diag_entry(s.diag, 0)->severity, SEVERITY_ERROR);
		assert_string_equal(diag_entry(s.diag, 0)->code, "alt-missing");
		free(meta);
		close_sample(&s);
	}
}

static void test_headings_do_not_skip(void **state) {
	(void)state;
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(300), PT(400), 0);
	Setting setting = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(10), .colour = COLOUR_BLACK };
	static const Role GIVEN[] = { ROLE_H2, ROLE_H4, ROLE_H3, ROLE_H6, ROLE_H2, ROLE_H3, ROLE_H1, ROLE_H5 };
	for (size_t i = 0; i < COUNT(GIVEN); i++) {
		if (i == 2) add_node(&s, NODE_DOCUMENT, ROLE_H1); /* an empty one counts for nothing */
		add_line(&s, 0, add_node(&s, add_node(&s, NODE_DOCUMENT, ROLE_SECT), GIVEN[i]), PT(20), PT(30) + (Length)i * PT(16), setting, "Đề mục");
	}
	assert_output("H1 H2 H2 H3 H1 H2 H1 H2 ", "pdfinfo -struct '%s' | sed -n 's/^ *\\(H[1-6]\\) .*/\\1/p' | tr '\\n' ' '", write_level(&s, "2a", "heads.pdf"));
	close_sample(&s);
}

/* Names of elements are found through leaves, so that no array grows past what PDF/A-1 allows. */
static void test_names_of_elements_are_a_tree(void **state) {
	(void)state;
	enum { NOTES = 150 };
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(300), PT(2600), 0);
	Setting setting = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(10), .colour = COLOUR_BLACK };
	for (int i = 0; i < NOTES; i++) {
		NodeId note = add_node(&s, NODE_DOCUMENT, ROLE_NOTE);
		s.drawing->nodes.items[note].id = arena_format(s.arena, "n%d", i % (NOTES - 10)); /* ten names stand twice */
		add_line(&s, 0, note, PT(20), PT(30) + (Length)i * PT(16), setting, "Chú thích");
	}
	const char *path = write_level(&s, "1a", "names.pdf");
	char *kids = run_tool(NULL, "mutool show '%s' trailer/Root/StructTreeRoot/IDTree/Kids/*", path);
	assert_int_equal(count_of(kids, "/Names"), 3);
	assert_int_equal(count_of(kids, "/Limits"), 3);
	assert_int_equal(count_of(kids, " 0 R"), NOTES - 10);
	free(kids);
	close_sample(&s);
}

/* A phone's profile of version 4 says the same in version 2: where 1/4, 1/2 and 3/4 of sRGB's curve lie. */
static void test_profiles_are_lowered(void **state) {
	(void)state;
	Text four = { 0 }, two = { 0 }, made = { 0 };
	pdf_make_srgb_profile(PROFILE_V4, &four);
	assert_true(pdf_lower_profile((const unsigned char *)four.bytes, four.length, &two));
	pdf_make_srgb_profile(PROFILE_V2, &made);
	assert_int_equal(two.bytes[8], 2);
	assert_int_equal(made.bytes[8], 2);
	const Text *both[2] = { &two, &made };
	for (int i = 0; i < 2; i++) {
		const unsigned char *curve = memmem(both[i]->bytes, both[i]->length, "curv", 4);
		assert_non_null(curve);
		static const struct { int step, value; } POINTS[] = { { 0, 0 }, { 256, 3334 }, { 512, 14060 }, { 768, 34309 }, { 1023, 65535 } };
		for (size_t p = 0; p < COUNT(POINTS); p++) {
			int value = curve[12 + 2 * POINTS[p].step] << 8 | curve[13 + 2 * POINTS[p].step];
			if (abs(value - POINTS[p].value) > 60) fail_msg("step %d: %d, not about %d", POINTS[p].step, value, POINTS[p].value);
		}
	}
	/* cut short or torn anywhere: refused or taken, never read beyond */
	for (size_t length = 0; length < four.length; length += 3) {
		unsigned char *copy = malloc(length ? length : 1);
		memcpy(copy, four.bytes, length);
		text_clear(&two);
		pdf_lower_profile(copy, length, &two);
		free(copy);
	}
	text_free(&four);
	text_free(&two);
	text_free(&made);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels_are_known),
		cmocka_unit_test(test_each_says_what_it_is),
		cmocka_unit_test(test_each_is_the_same_twice),
		cmocka_unit_test(test_files_are_inside_where_they_may_be),
		cmocka_unit_test(test_part_1_is_pdf_1_4),
		cmocka_unit_test(test_part_1_lays_photos_on_white),
		cmocka_unit_test(test_part_4_has_no_info),
		cmocka_unit_test(test_missing_description_lowers_the_claim),
		cmocka_unit_test(test_headings_do_not_skip),
		cmocka_unit_test(test_names_of_elements_are_a_tree),
		cmocka_unit_test(test_profiles_are_lowered),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
