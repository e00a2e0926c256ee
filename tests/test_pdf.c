/* What the pdf room writes, read back by others: qpdf, poppler, mupdf. */
#include "test_pdf_support.h"

/* ---- everything at once, both kinds ---- */

static void check_everything(PdfKind kind, const char *name) {
	Sample s = open_sample();
	const char *path = test_path(name);
	draw_everything(&s);
	write_checked(&s, path, kind);
	assert_int_equal(diag_total(s.diag), 0);

	char *text = run_tool(NULL, "pdftotext -enc UTF-8 '%s' -", path);
	assert_has(text, "Sáng ngày 27/3/2013, Trường Chính trị tổ chức Hội nghị");
	assert_has(text, "tổng kết công tác nghiên cứu khoa học");
	assert_has(text, "năm 2012 và phương hướng; Ấ Ộ ẵ ỡ, fi ffi – AVATAR./.");
	assert_has(text, "To VAT, official italics (AWAY)");
	assert_has(text, "Chữ nhỏ");
	assert_has(text, "ĐẦU TRANG CHẠY");
	assert_has(text, "Không có gì quý hơn độc lập, tự do.");
	assert_has_not(text, "\xEF\xBF\xBD");
	free(text);
	text = run_tool(NULL, "mutool draw -q -F text '%s' 2>/dev/null", path);
	assert_has(text, "năm 2012 và phương hướng; Ấ Ộ ẵ ỡ, fi ffi – AVATAR./.");
	free(text);

	char *fonts = run_tool(NULL, "pdffonts '%s' | tail -n +3", path);
	assert_int_equal(count_of(fonts, "\n"), 5);
	assert_int_equal(count_of(fonts, "yes yes yes"), 5);
	free(fonts);

	char *images = run_tool(NULL, "pdfimages -list '%s' | tail -n +3", path);
	assert_int_equal(count_of(images, "\n"), 2); /* shown twice */
	assert_int_equal(count_of(images, "jpeg"), 2);
	free(images);
	char *once = run_tool(NULL, "grep -a -c DCTDecode '%s'", path);
	assert_string_equal(once, "1\n"); /* there once */
	free(once);

	char *info = run_tool(NULL, "pdfinfo -box '%s'", path);
	assert_has(info, "Bản tin tháng 11 (thử)");
	assert_has(info, "Nguyễn Thị Nguyên");
	assert_has(info, "khoa học, đào tạo; bản tin");
	assert_has(info, "Tagged:          yes");
	assert_has(info, kind == PDF_PRINT ? "PDF version:     1.6" : "PDF version:     1.7");
	if (kind == PDF_PRINT) {
		assert_has(info, "MediaBox:            0.00     0.00   612.28   858.90");
		assert_has(info, "TrimBox:             8.50     8.50   603.78   850.39");
		assert_has(info, "BleedBox:            0.00     0.00   612.28   858.90");
	} else {
		assert_has(info, "MediaBox:            0.00     0.00   595.28   841.89");
	}
	free(info);
	close_sample(&s);
}

static void test_archive_of_everything(void **state) {
	(void)state;
	check_everything(PDF_ARCHIVE, "everything.archive.pdf");
}

static void test_print_of_everything(void **state) {
	(void)state;
	check_everything(PDF_PRINT, "everything.print.pdf");
}

static void test_same_bytes_twice(void **state) {
	(void)state;
	for (int kind = PDF_PRINT; kind <= PDF_ARCHIVE; kind++) {
		for (int run = 0; run < 2; run++) {
			Sample s = open_sample();
			draw_everything(&s);
			assert_int_equal(write_sample(&s, test_path(run ? "again.pdf" : "first.pdf"), (PdfKind)kind), 0);
			close_sample(&s);
		}
		free(run_tool(NULL, "cmp '%s' '%s'", test_path("first.pdf"), test_path("again.pdf")));
	}
}

/* Two files that differ in one letter have different IDs. */
static void test_identity_comes_from_content(void **state) {
	(void)state;
	char *ids[2];
	for (int run = 0; run < 2; run++) {
		Sample s = open_sample();
		draw_everything(&s);
		s.drawing->info.subject = run ? "a" : "b";
		const char *path = test_path("id.pdf");
		assert_int_equal(write_sample(&s, path, PDF_ARCHIVE), 0);
		ids[run] = run_tool(NULL, "qpdf --show-object=trailer '%s' | grep -o '/ID *\\[[^]]*\\]'", path);
		assert_true(strlen(ids[run]) > 32);
		close_sample(&s);
	}
	assert_string_not_equal(ids[0], ids[1]);
	free(ids[0]);
	free(ids[1]);
}

/* ---- colour ---- */

static char *read_content(const char *path, int page) {
	return run_tool(NULL, "qpdf --qdf --object-streams=disable --stream-data=uncompress '%s' - | grep -a -A100000 'Contents for page %d' | grep -a -B100000 -m1 endstream", path, page);
}

static void test_press_keeps_the_inks(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("inks.pdf");
	drawing_add_page(s.drawing, PT(200), PT(200), PT(8));
	Setting black = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(12), .colour = COLOUR_BLACK };
	add_line(&s, 0, add_node(&s, NODE_DOCUMENT, ROLE_P), PT(20), PT(50), black, "Chữ đen");
	add_rect(&s, 0, ARTIFACT_LAYOUT, PT(20), PT(100), PT(50), PT(10), (Colour){ .c = 1500, .m = 10000, .y = 9000, .k = 1000 });
	add_rect(&s, 0, ARTIFACT_LAYOUT, PT(20), PT(120), PT(50), PT(10), (Colour){ .m = 10000, .y = 9000, .spot = "Đỏ cờ", .tint = 5000 });
	write_checked(&s, path, PDF_PRINT);
	char *content = read_content(path, 1);
	assert_has(content, "\n0 0 0 1 k\n");
	assert_has(content, "\n.15 1 .9 .1 k\n");
	assert_has(content, "/S0 cs .5 scn\n");
	assert_has_not(content, " rg\n");
	/* the bleed moves everything: the line is at 200 + 8 - 50 */
	assert_has(content, "28 158 Td\n");
	free(content);
	char *space = run_tool(NULL, "qpdf --qdf --object-streams=disable '%s' - | grep -a -A14 Separation", path);
	assert_has(space, "#c4#90#e1#bb#8f#20c#e1#bb#9d");
	assert_has(space, "/DeviceCMYK");
	free(space);
	close_sample(&s);
}

static void test_archive_turns_inks_into_srgb(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("screen.pdf");
	drawing_add_page(s.drawing, PT(200), PT(200), PT(8));
	Setting black = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(12), .colour = COLOUR_BLACK };
	add_line(&s, 0, add_node(&s, NODE_DOCUMENT, ROLE_P), PT(20), PT(50), black, "Chữ đen");
	add_rect(&s, 0, ARTIFACT_LAYOUT, PT(20), PT(100), PT(50), PT(10), (Colour){ .c = 10000 });
	write_checked(&s, path, PDF_ARCHIVE);
	char *content = read_content(path, 1);
	assert_has(content, "\n0 0 0 rg\n");
	assert_has(content, "20 150 Td\n"); /* no bleed */
	assert_has_not(content, " k\n");
	free(content);
	close_sample(&s);
}

/* ---- text on the raster ---- */

/* Words are placed from the line's origin: pdftotext -bbox finds each within a thousandth of the em of where it was put. */
static void check_word_places(const char *family, int scale, Length letter_space) {
	Sample s = open_sample();
	const char *path = test_path("places.pdf");
	drawing_add_page(s.drawing, PT(600), PT(100), 0);
	Setting setting = { .font = find_font(&s, family, 400, false), .size = PT(9.25), .scale = scale, .letter_space = letter_space, .stretch = PT(0.777),
		.colour = COLOUR_BLACK };
	add_line(&s, 0, add_node(&s, NODE_DOCUMENT, ROLE_P), PT(11.1234), PT(50), setting,
		"Toà AVATAR Việt Nam xây dựng 1.234 học viên Trường ở Yên Tử, các lớp Tây Nguyên fi Ấm Ộc từ VA To LT.");
	const DrawItem *item = &s.drawing->pages.items[0].items.items[0];
	write_checked(&s, path, PDF_PRINT);
	char *words = run_tool(NULL, "pdftotext -bbox '%s' - | grep '<word'", path), *at = words;
	int found = 0;
	for (int i = 0; i < item->u.text.word_count; i++, found++) {
		double x;
		char wanted[256];
		snprintf(wanted, sizeof wanted, "\">%s</word>", item->u.text.words[i].run->text);
		at = strstr(at, "xMin=\"");
		assert_non_null(at);
		assert_int_equal(sscanf(at, "xMin=\"%lf\"", &x), 1);
		char *end = strchr(at, '\n');
		*end = 0;
		assert_has(at, wanted);
		double error = x - (double)item->u.text.words[i].x / LENGTH_POINT;
		double allowed = 0.001 * 9.25 * (scale ? scale : 1000) / 1000 + 0.0011; /* + the printing of both */
		if (error > allowed || error < -allowed) fail_msg("%s: \"%s\" is off by %.4f pt", family, item->u.text.words[i].run->text, error);
		at = end + 1;
	}
	assert_int_equal(found, item->u.text.word_count);
	free(words);
	close_sample(&s);
}

static void test_words_stand_where_they_were_put(void **state) {
	(void)state;
	check_word_places("Noto Serif", 0, 0);
	check_word_places("Liberation Serif", 0, 0); /* 2048 units to the em: widths are no whole thousandths */
	check_word_places("Liberation Serif", 985, PT(0.05));
	check_word_places("Noto Sans", 1010, -PT(0.03));
}

/* A loose mark, a ligature, small capitals, and a letter that is made of two glyphs come back as they were. */
static void test_odd_clusters_come_back(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("odd.pdf");
	drawing_add_page(s.drawing, PT(400), PT(200), 0);
	NodeId p = add_node(&s, NODE_DOCUMENT, ROLE_P);
	static const char *const FAMILIES[] = { "Noto Serif", "Gentium Plus", "Liberation Serif" };
	for (size_t i = 0; i < COUNT(FAMILIES); i++) {
		Setting setting = { .font = find_font(&s, FAMILIES[i], 400, false), .size = PT(12), .colour = COLOUR_BLACK };
		add_line(&s, 0, p, PT(20), PT(40) + (Length)i * PT(40), setting, "q\xCC\x83 m\xCC\x84 office fjord fly \xE1\xBA\xA5 \xE1\xBB\x99");
		setting.features = FONT_SMCP;
		add_line(&s, 0, p, PT(220), PT(40) + (Length)i * PT(40), setting, "Ngày Hội nghị");
	}
	write_checked(&s, path, PDF_ARCHIVE);
	char *text = run_tool(NULL, "pdftotext -layout '%s' -", path);
	assert_int_equal(count_of(text, "q\xCC\x83 m\xCC\x84 office fjord fly ấ ộ"), 3);
	assert_int_equal(count_of(text, "Ngày Hội nghị"), 3);
	free(text);
	close_sample(&s);
}

static void test_spaces_at_line_ends(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("ends.pdf");
	drawing_add_page(s.drawing, PT(400), PT(100), 0);
	NodeId p = add_node(&s, NODE_DOCUMENT, ROLE_P);
	Setting setting = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(12), .colour = COLOUR_BLACK, .space_at_end = true };
	add_line(&s, 0, p, PT(20), PT(40), setting, "Ở cuối dòng có");
	setting.space_at_end = false;
	add_line(&s, 0, p, PT(20), PT(56), setting, "một khoảng trắng.");
	write_checked(&s, path, PDF_ARCHIVE);
	char *text = run_tool(NULL, "pdfinfo -struct-text '%s'", path);
	assert_has(text, "\"Ở cuối dòng có một khoảng trắng.\""); /* one paragraph, put together by the structure alone */
	free(text);
	close_sample(&s);
}

/* ---- structure ---- */

static void test_structure_is_the_reading_order(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("order.pdf");
	draw_everything(&s);
	write_checked(&s, path, PDF_ARCHIVE);
	char *tree = run_tool(NULL, "pdfinfo -struct-text '%s'", path);
	static const char *const ORDER[] = { "H1 (block)", "\"Hội nghị Tổng kết\"", "tổng kết công tác \"", "Link (inline)", "\"nghiên cứu khoa học\"", "Object ",
		"\"năm 2012", "Reference (inline)", "\"1\"", "Note <note-", "\"Chú thích cuối cột.\"", "\"sau chú thích\"", "Figure", "/BBox [56.693 416.693 368.504 530.079]",
		"/Placement /Block", "Caption", "\"Ảnh: toàn cảnh\"", "L (block)", "/ListNumbering /Decimal", "Lbl (block)", "LBody (block)", "\"Mục thứ nhất bắt đầu ở trang này\"",
		"\"và hết ở trang sau.\"", "Table (block)", "TH <th-0-0>", "/Scope /Column", "TH <th-1-0>", "/Scope /Row", "/Headers [(th-0-1) (th-1-0)]", "\"45\"",
		"/Headers [(th-0-1) (th-2-0)]", "/Headers [(th-0-2) (th-2-0)]", "\"97 %\"", "Div", "BlockQuote", "TOC", "TOCI", "Reference", "Link", "trang iv\"", "Object " };
	const char *at = tree;
	for (size_t i = 0; i < COUNT(ORDER); i++) {
		at = strstr(at, ORDER[i]);
		if (!at) fail_msg("%s is missing or out of order in:\n%s", ORDER[i], tree);
		at += strlen(ORDER[i]);
	}
	assert_has_not(tree, "ĐẦU TRANG"); /* an artifact */
	assert_int_equal(count_of(tree, "P (block)"), 4); /* the empty one is gone */
	free(tree);
	close_sample(&s);
}

static void test_missing_alt_takes_the_certificate_away(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("no-alt.pdf");
	draw_everything(&s);
	for (int i = 0; i < s.drawing->nodes.count; i++) if (s.drawing->nodes.items[i].role == ROLE_FIGURE) s.drawing->nodes.items[i].alt = NULL;
	assert_int_equal(write_sample(&s, path, PDF_ARCHIVE), 0);
	assert_int_equal(diag_count(s.diag, SEVERITY_ERROR), 2);
	assert_string_equal(diag_entry(s.diag, 0)->code, "alt-missing");
	assert_true(diag_entry(s.diag, 0)->pos.line > 0);
	char *xmp = run_tool(NULL, "grep -a -A40 '<x:xmpmeta' '%s'", path);
	assert_has(xmp, "<pdfaid:conformance>U<");
	assert_has_not(xmp, "pdfuaid");
	free(xmp);
	close_sample(&s);
}

/* ---- navigation ---- */

static void test_links_outline_and_labels(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("ways.pdf");
	draw_everything(&s);
	write_checked(&s, path, PDF_ARCHIVE);
	char *outline = run_tool(NULL, "mutool show '%s' outline 2>/dev/null", path);
	assert_has(outline, "\t\"Tin hoạt động\"");
	assert_has(outline, "\t\t\"Hội nghị Tổng kết\"\t#"); /* one level deeper */
	assert_has(outline, "\t\"Bảng số liệu\"\t#");
	free(outline);
	char *places = run_tool(NULL, "pdfinfo -dests '%s' | tr -s ' '", path);
	assert_has(places, "1 [ XYZ 57 700 null ] \"hoi-nghi\"");
	assert_has(places, "2 [ XYZ 0 714 null ] \"bang\"");
	assert_has_not(places, "nowhere");
	free(places);
	char *annotations = run_tool(NULL, "mutool show '%s' pages/1/Annots/1 pages/2/Annots/1", path);
	assert_has(annotations, "(https://example.org/t%C3%ACm?q=a\\(b\\))");
	assert_has(annotations, "/Dest (hoi-nghi)");
	assert_has(annotations, "/F 4");
	assert_int_equal(count_of(annotations, "/StructParent "), 2);
	assert_int_equal(count_of(annotations, "/Contents"), 2);
	free(annotations);
	char *labels = run_tool(NULL, "mutool show '%s' trailer/Root/PageLabels | tr -d ' \\n'", path);
	assert_has(labels, "/Nums[0<</S/r/St4>>1<</S/D/St7>>]");
	free(labels);
	char *names = run_tool(NULL, "mutool show '%s' trailer/Root/Names/Dests/Kids/1/Limits trailer/Root/PageMode trailer/Root/ViewerPreferences trailer/Root/Lang", path);
	assert_has(names, "[ (bang) (hoi-nghi) ]"); /* the one that was never placed is not there */
	assert_has(names, "/UseOutlines");
	assert_has(names, "/DisplayDocTitle true");
	assert_has(names, "(vi)");
	free(names);
	close_sample(&s);
}

static void test_page_labels_in_many_forms(void **state) {
	(void)state;
	static const char *const LABELS[] = { NULL, "i", "ii", "iii", "1", "2", "3", "A-1", "A-2", "mil", "IV", "V", "12a", "007", "100" };
	Sample s = open_sample();
	const char *path = test_path("labels.pdf");
	for (size_t i = 0; i < COUNT(LABELS); i++) {
		drawing_add_page(s.drawing, PT(100), PT(100), 0);
		s.drawing->pages.items[i].label = LABELS[i];
	}
	write_checked(&s, path, PDF_ARCHIVE);
	char *labels = run_tool(NULL, "mutool show '%s' trailer/Root/PageLabels | tr -d ' \\n'", path);
	assert_has(labels, "/Nums[0<<>>1<</S/r>>4<</S/D>>7<</S/D/P(A-)>>9<</P(mil)>>10<</S/R/St4>>12<</P(12a)>>13<</P(007)>>14<</S/D/St100>>]");
	free(labels);
	close_sample(&s);
}

/* ---- metadata ---- */

static void test_xmp_says_what_info_says(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("meta.pdf");
	draw_everything(&s);
	static const char *const CREATORS[] = { "Nguyễn Thị Nguyên", "Lê A" };
	s.drawing->info.creators = CREATORS;
	s.drawing->info.creator_count = 2;
	write_checked(&s, path, PDF_ARCHIVE);
	char *xmp = run_tool(NULL, "grep -a -A60 '<x:xmpmeta' '%s' | grep -a -B60 -m1 '</x:xmpmeta>' | xmllint --noout - && grep -a -A60 '<x:xmpmeta' '%s'", path, path);
	assert_has(xmp, "<rdf:li xml:lang=\"x-default\">Bản tin tháng 11 (thử)</rdf:li>");
	assert_has(xmp, "<dc:creator><rdf:Seq><rdf:li>Nguyễn Thị Nguyên</rdf:li><rdf:li>Lê A</rdf:li></rdf:Seq></dc:creator>");
	assert_has(xmp, "Một số &amp; nhiều &lt;trang&gt;");
	assert_has(xmp, "<rdf:li>khoa học</rdf:li><rdf:li>đào tạo</rdf:li><rdf:li>bản tin</rdf:li>");
	assert_has(xmp, "<pdf:Keywords>khoa học, đào tạo; bản tin</pdf:Keywords>");
	assert_has(xmp, "<xmp:CreateDate>2013-03-27T07:30:00+07:00</xmp:CreateDate>");
	assert_has(xmp, "<pdfaid:part>3</pdfaid:part>");
	assert_has(xmp, "<pdfaid:conformance>A</pdfaid:conformance>");
	assert_has(xmp, "<pdfuaid:part>1</pdfuaid:part>");
	assert_has(xmp, "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>");
	assert_has(xmp, "<dc:identifier>ban-tin-2026-11</dc:identifier>");
	free(xmp);
	char *info = run_tool(NULL, "mutool show '%s' trailer/Info", path);
	assert_has(info, "/CreationDate (D:20130327073000+07'00')");
	assert_has(info, "/ModDate (D:20130327073000+07'00')");
	assert_has(info, "/Producer (bantin 0.1)");
	free(info);
	char *line = run_tool(NULL, "pdfinfo '%s'", path);
	assert_has(line, "Nguyễn Thị Nguyên; Lê A");
	free(line);
	close_sample(&s);
}

static void test_times_before_and_after_the_epoch(void **state) {
	(void)state;
	static const struct { int64_t time; int offset; const char *written; } TIMES[] = {
		{ 0, 0, "D:19700101000000+00'00'" }, { 0, 420, "D:19700101070000+07'00'" }, { -1, 0, "D:19691231235959+00'00'" },
		{ 951782400, 0, "D:20000229000000+00'00'" }, { 1772323199, 0, "D:20260228235959+00'00'" }, { 4102444800, -210, "D:20991231203000-03'30'" },
	};
	for (size_t i = 0; i < COUNT(TIMES); i++) {
		Sample s = open_sample();
		const char *path = test_path("time.pdf");
		drawing_add_page(s.drawing, PT(100), PT(100), 0);
		s.drawing->info.time = TIMES[i].time;
		s.drawing->info.utc_offset_minutes = TIMES[i].offset;
		write_checked(&s, path, PDF_PRINT);
		char *info = run_tool(NULL, "mutool show '%s' trailer/Info/CreationDate", path);
		assert_has(info, TIMES[i].written);
		free(info);
		close_sample(&s);
	}
}

static void test_sources_are_attached(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("sources.pdf"), *out = test_path("out.xml");
	draw_everything(&s);
	s.drawing->attachments = arena_alloc(s.arena, sizeof *s.drawing->attachments * 2);
	s.drawing->attachments[0].path = data_path("pdf/drawing.dump");
	s.drawing->attachments[0].name = "số báo.xml";
	s.drawing->attachments[0].media_type = "text/xml";
	s.drawing->attachments[1].path = "/nowhere/at-all.xml";
	s.drawing->attachment_count = 2;
	write_checked(&s, path, PDF_ARCHIVE);
	assert_int_equal(diag_count(s.diag, SEVERITY_ERROR), 1);
	assert_string_equal(diag_entry(s.diag, 0)->code, "attachment-unreadable");
	char *list = run_tool(NULL, "pdfdetach -list '%s'", path);
	assert_has(list, "1 embedded files");
	assert_has(list, "số báo.xml");
	free(list);
	free(run_tool(NULL, "pdfdetach -save 1 -o '%s' '%s' && cmp '%s' '%s'", out, path, out, data_path("pdf/drawing.dump")));
	char *catalog = run_tool(NULL, "qpdf --qdf --object-streams=disable '%s' - | grep -a -e AFRelationship -e 'pdfaid:part'", path);
	assert_has(catalog, "/AFRelationship /Source");
	assert_has(catalog, "<pdfaid:part>3<");
	free(catalog);
	close_sample(&s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_archive_of_everything),
		cmocka_unit_test(test_print_of_everything),
		cmocka_unit_test(test_same_bytes_twice),
		cmocka_unit_test(test_identity_comes_from_content),
		cmocka_unit_test(test_press_keeps_the_inks),
		cmocka_unit_test(test_archive_turns_inks_into_srgb),
		cmocka_unit_test(test_words_stand_where_they_were_put),
		cmocka_unit_test(test_odd_clusters_come_back),
		cmocka_unit_test(test_spaces_at_line_ends),
		cmocka_unit_test(test_structure_is_the_reading_order),
		cmocka_unit_test(test_missing_alt_takes_the_certificate_away),
		cmocka_unit_test(test_links_outline_and_labels),
		cmocka_unit_test(test_page_labels_in_many_forms),
		cmocka_unit_test(test_xmp_says_what_info_says),
		cmocka_unit_test(test_times_before_and_after_the_epoch),
		cmocka_unit_test(test_sources_are_attached),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
