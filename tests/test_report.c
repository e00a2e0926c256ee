/* The report: what it says of a document, that it is sound JSON and well-formed HTML whatever the texts hold, and that a page is
 * drawn as it is. */
#include "test_pdf_support.h"
#include "preflight/report.h"

static char *read_whole(const char *path) {
	FileMap map;
	if (!file_map(path, &map)) fail_msg("%s is not there", path);
	char *text = malloc(map.length + 1);
	memcpy(text, map.bytes, map.length);
	text[map.length] = 0;
	file_unmap(&map);
	return text;
}

/* The report of the samples, one document each. */
static char *report_of(ReportFormat format, Sample *samples, int count, const Diag *run, const char *name) {
	PreflightRules print = preflight_print_rules(), archive = preflight_archive_rules(), rules = preflight_join_rules(&print, &archive);
	static const char *const INPUTS[] = { "bai.xml", "photos/\"a\" & b.jpg" }, *const OUTPUTS[] = { "out/so.print.pdf" };
	Report *report = report_open(format, "bantin 0.1");
	if (run) report_add_messages(report, run);
	for (int i = 0; i < count; i++) {
		Sample *s = &samples[i];
		ReportDocument document = { .path = "so/so-bao.xml", .layout = "ban-tin", .inputs = INPUTS, .input_count = 2, .outputs = OUTPUTS, .output_count = 1,
			.drawing = s->drawing, .rules = &rules, .findings = preflight_check_drawing(s->drawing, &rules, s->diag), .diag = s->diag };
		report_add_document(report, &document);
	}
	const char *path = test_path(name);
	assert_true(report_write(report, path));
	report_close(report);
	return read_whole(path);
}

static Sample everything(void) {
	Sample s = open_sample();
	draw_everything(&s);
	return s;
}

/* Asks Python what the JSON says; the program reads it from standard input as `r`. */
static void expect_json(const char *name, const char *question, const char *answer) {
	char *out = run_tool(NULL, "python3 -c \"import json, sys; r = json.load(open('%s', encoding='utf-8')); print((%s))\"", test_path(name), question);
	size_t length = strlen(out);
	if (length) out[length - 1] = 0;
	if (strcmp(out, answer) != 0) fail_msg("%s is %s, not %s", question, out, answer);
	free(out);
}

static void expect_well_formed(const char *name) {
	int status;
	char *out = run_tool(&status, "xmllint --noout '%s' 2>&1", test_path(name));
	if (status) fail_msg("%s: %.2000s", name, out);
	free(out);
	out = run_tool(&status, "xmllint --html --noout '%s' 2>&1 | grep 'parser error' | grep -v 'Tag .* invalid'", test_path(name));
	if (out[0]) fail_msg("%s as HTML: %.2000s", name, out); /* it knows no HTML5: new elements are no errors */
	free(out);
}

/* No reference leads out of the file. */
static void expect_closed(const char *html) {
	for (const char *at = html; (at = strstr(at, "href=\"")); at++) assert_int_equal(at[6], '#');
	static const char *const OUTWARD[] = { " src=\"", "url(", "@import", "<script", "<link", "<iframe", "<object", "<image", "<img" };
	for (size_t i = 0; i < COUNT(OUTWARD); i++) assert_has_not(html, OUTWARD[i]);
}

/* Every "#…" leads to an id, and no id is there twice. */
static void expect_whole_links(const char *name) {
	assert_output("True True\n", "python3 -c \"import re; t = open('%s', encoding='utf-8').read(); ids = re.findall(r' id=\\\"([^\\\"]*)\\\"', t); "
		"print(len(ids) == len(set(ids)), set(re.findall(r'href=\\\"#([^\\\"]*)\\\"', t)) <= set(ids))\"", test_path(name));
}

static void test_formats_by_suffix(void **state) {
	(void)state;
	static const struct { const char *path; bool known; ReportFormat format; } PATHS[] = {
		{ "a.json", true, REPORT_JSON }, { "x/A.JSON", true, REPORT_JSON }, { "a.html", true, REPORT_HTML }, { "a.htm", true, REPORT_HTML },
		{ "a.pdf", false, 0 }, { "json", false, 0 }, { ".json", false, 0 }, { "", false, 0 }, { "a.json.txt", false, 0 },
	};
	for (size_t i = 0; i < COUNT(PATHS); i++) {
		ReportFormat format;
		if (report_find_format(PATHS[i].path, &format) != PATHS[i].known) fail_msg("%s", PATHS[i].path);
		if (PATHS[i].known) assert_int_equal(format, PATHS[i].format);
	}
}

static void test_json_tells_a_document(void **state) {
	(void)state;
	Sample s = everything();
	SourcePos pos = { "bai.xml", 12, 7 };
	diag_add(s.diag, SEVERITY_WARNING, "look-again", (SourcePos){ 0 }, "Of no place.");
	diag_add(s.diag, SEVERITY_NOTE, "just-so", pos, "“%s” \\ \t \"x\"", "Ấ");
	free(report_of(REPORT_JSON, &s, 1, NULL, "a.json"));
	expect_json("a.json", "r['program'], r['language'], len(r['documents']), r['diagnostics']", "('bantin 0.1', 'en', 1, [])");
	expect_json("a.json", "[r['documents'][0][k] for k in ('path', 'layout', 'inputs', 'outputs')]",
		"['so/so-bao.xml', 'ban-tin', ['bai.xml', 'photos/\"a\" & b.jpg'], ['out/so.print.pdf']]");
	expect_json("a.json", "r['documents'][0]['title']", "Bản tin tháng 11 (thử)");
	expect_json("a.json", "[(p['number'], p['label'], p['width'], p['bleed']) for p in r['documents'][0]['pages']]", "[(1, 'iv', 595.276, 8.504), (2, '7', 595.276, 8.504)]");
	expect_json("a.json", "[(d['severity'], d['file'], d['line'], d['column'], d['page'], d['hint'], d['places']) for d in r['documents'][0]['diagnostics'] if d['code'] == 'just-so']",
		"[('note', 'bai.xml', 12, 7, 1, None, [{'page': 1, 'x': 56.693, 'y': 113.386, 'width': 481.89, 'height': 0.5}, {'page': 2, 'x': 73.701, 'y': 78.102, 'width': 86.501, 'height': 9.25}])]");
	expect_json("a.json", "[d['message'] for d in r['documents'][0]['diagnostics'] if d['code'] == 'just-so']", "['“Ấ” \\\\   \"x\"']");
	expect_json("a.json", "sorted(d['code'] for d in r['documents'][0]['diagnostics'] if d['severity'] == 'error')", "['photo-missing', 'photo-resolution', 'photo-resolution']");
	expect_json("a.json", "[k for k, g in __import__('itertools').groupby(d['severity'] for d in r['documents'][0]['diagnostics'])]", "['error', 'warning', 'note']");
	expect_json("a.json", "[d['code'] for d in r['documents'][0]['diagnostics'] if not d['places']]", "['look-again']");
	expect_json("a.json", "r['errors'] == r['documents'][0]['errors'] == sum(d['severity'] == 'error' for d in r['documents'][0]['diagnostics'])", "True");
	close_sample(&s);
}

static void test_several_documents(void **state) {
	(void)state;
	Sample samples[] = { everything(), open_sample(), everything() };
	Diag *run = diag_open();
	diag_add(run, SEVERITY_ERROR, "input-missing", (SourcePos){ .file = "mất.xml" }, "It is not there.");
	free(report_of(REPORT_JSON, samples, 3, run, "b.json"));
	expect_json("b.json", "len(r['documents']), [(d['code'], d['file'], d['line']) for d in r['diagnostics']]", "(3, [('input-missing', 'mất.xml', None)])");
	for (int i = 0; i < 3; i++) { /* said anew */
		diag_close(samples[i].diag);
		samples[i].diag = diag_open();
	}
	char *html = report_of(REPORT_HTML, samples, 3, run, "b.html");
	expect_well_formed("b.html");
	expect_closed(html);
	expect_whole_links("b.html");
	assert_int_equal(count_of(html, "<section"), 3);
	assert_int_equal(count_of(html, "<figure"), 4);
	assert_has(html, "It is not there.");
	free(html);
	diag_close(run);
	for (int i = 0; i < 3; i++) close_sample(&samples[i]);
}

static void test_html_shows_pages_and_marks(void **state) {
	(void)state;
	Sample s = everything();
	char *html = report_of(REPORT_HTML, &s, 1, NULL, "c.html");
	expect_well_formed("c.html");
	expect_closed(html);
	expect_whole_links("c.html");
	assert_int_equal(count_of(html, "<svg class=\"sheet\""), 2);
	assert_has(html, "viewBox=\"-8.5 -8.5 612.28 858.9\"");
	assert_has(html, "exif_6.jpg</text>"); /* a photo by its name */
	assert_has(html, "class=\"no-photo\"");
	assert_has(html, "<a class=\"mark error\" href=\"#d1f1\">");
	assert_has(html, "id=\"d1f1\"");
	assert_int_equal(count_of(html, "</circle>") + count_of(html, "<circle"), count_of(html, "<a class=\"mark "));
	free(html);
	close_sample(&s);
}

static void test_same_bytes_again(void **state) {
	(void)state;
	char *texts[2];
	for (int i = 0; i < 2; i++) {
		Sample s = everything();
		texts[i] = report_of(REPORT_HTML, &s, 1, NULL, "d.html");
		close_sample(&s);
	}
	assert_string_equal(texts[0], texts[1]);
	free(texts[0]);
	free(texts[1]);
}

/* Texts of a document may hold anything. */
static void test_hostile_texts(void **state) {
	(void)state;
	static const char EVIL[] = "</title><script>alert(1)</script> & \"q\" 'a' ]]> \x01\x1f\x7f \xc2\x85 \xef\xbf\xbe \xef\xbf\xbf \xff\xfe \xc0\x80 \xed\xa0\x80 \xf4\x90\x80\x80 end";
	Sample s = everything();
	s.drawing->info.title = EVIL;
	s.drawing->pages.items[0].label = EVIL;
	diag_add(s.diag, SEVERITY_ERROR, "evil", (SourcePos){ EVIL, 1, 1 }, "%s", EVIL);
	diag_hint(s.diag, "%s", EVIL);
	DrawItem *photo = push_item(&s, 0, DRAW_PICTURE, NODE_NONE);
	Picture *picture = ARENA_NEW(s.arena, Picture);
	*picture = (Picture){ .path = EVIL, .width = 5000, .height = 5000, .components = 3, .bits = 8 };
	photo->x = photo->y = MM(50);
	photo->width = photo->height = photo->u.picture.image_width = photo->u.picture.image_height = MM(100);
	photo->u.picture.picture = picture;
	char *html = report_of(REPORT_HTML, &s, 1, NULL, "e.html");
	expect_well_formed("e.html");
	expect_closed(html);
	assert_true(utf8_valid(html, strlen(html)));
	free(html);
	free(report_of(REPORT_JSON, &s, 1, NULL, "e.json"));
	expect_json("e.json", "'</title><script>' in r['documents'][0]['title']", "True");
	close_sample(&s);
}

/* Brightness of a picture that mutool drew (PGM or PPM, 8 bits). */
static int pixel(const char *picture, int x, int y) {
	int kind, width, height, start;
	assert_int_equal(sscanf(picture, "P%1d %d %d 255%n", &kind, &width, &height, &start), 3);
	assert_true((kind == 5 || kind == 6) && x < width && y < height);
	return (unsigned char)picture[start + 1 + (kind == 6 ? 3 : 1) * (y * width + x)];
}

/* The page drawn by an independent reader of SVG: ink where the drawing has it, and none beside it. */
static void test_page_is_drawn(void **state) {
	(void)state;
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(100), PT(100), 0);
	Setting black = { .font = find_font(&s, "Noto Sans", 700, false), .size = PT(40), .colour = COLOUR_BLACK };
	NodeId p = add_node(&s, NODE_DOCUMENT, ROLE_P);
	add_rect(&s, 0, ARTIFACT_LAYOUT, PT(10), PT(10), PT(20), PT(20), COLOUR_BLACK);
	add_line(&s, 0, p, PT(40), PT(90), black, "II");
	black.letter_space = PT(8); /* letter by letter */
	add_line(&s, 0, p, PT(40), PT(45), black, "II");
	char *html = report_of(REPORT_HTML, &s, 1, NULL, "f.html");
	/* the page alone, as a file of SVG: outlines and sheet taken out of the report, with the paper's colour */
	char *sheet = strstr(html, "<rect class=\"paper\""), *end = strstr(sheet, "<a class=\"mark"), *defs = strstr(html, "<defs>"), *defs_end = strstr(html, "</defs>");
	if (!end || end > strstr(sheet, "</svg>")) end = strstr(sheet, "</svg>");
	FILE *file = fopen(test_path("f.svg"), "w");
	assert_non_null(file);
	fprintf(file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\" viewBox=\"0 0 100 100\">%.*s</defs><rect fill=\"#fff\"%.*s</svg>",
		(int)(defs_end - defs), defs, (int)(end - sheet - strlen("<rect class=\"paper\"")), sheet + strlen("<rect class=\"paper\""));
	fclose(file);
	free(html);
	free(run_tool(NULL, "mutool draw -q -F pnm -o '%s' '%s' 2>&1", test_path("f.ppm"), test_path("f.svg")));
	FileMap map;
	assert_true(file_map(test_path("f.ppm"), &map));
	static const struct { int x, y; bool ink; } POINTS[] = { { 20, 20, true }, { 35, 20, false }, { 20, 35, false }, { 48, 75, true }, { 64, 75, true }, { 56, 75, false },
		{ 48, 30, true }, { 72, 30, true }, { 64, 30, false }, { 48, 50, false } };
	for (size_t i = 0; i < COUNT(POINTS); i++)
		if ((pixel((const char *)map.bytes, POINTS[i].x, POINTS[i].y) < 128) != POINTS[i].ink) fail_msg("%d, %d", POINTS[i].x, POINTS[i].y);
	file_unmap(&map);
	close_sample(&s);
}

static void test_a_report_that_cannot_be_written(void **state) {
	(void)state;
	Report *report = report_open(REPORT_HTML, "bantin");
	assert_false(report_write(report, "/dev/null/no.html"));
	report_close(report);
	report_close(NULL);
}

static void test_empty_run(void **state) {
	(void)state;
	free(report_of(REPORT_JSON, NULL, 0, NULL, "g.json"));
	expect_json("g.json", "r['documents'], r['errors']", "([], 0)");
	free(report_of(REPORT_HTML, NULL, 0, NULL, "g.html"));
	expect_well_formed("g.html");
}

/* A document that came no farther than its reading, and one with very many findings. */
static void test_short_and_long_documents(void **state) {
	(void)state;
	Diag *diag = diag_open();
	for (int i = 0; i < 3000; i++) diag_add(diag, SEVERITY_WARNING, "many", (SourcePos){ "a.xml", i + 1, 1 }, "finding %d", i);
	for (int format = 0; format < 2; format++) {
		Report *report = report_open((ReportFormat)format, "bantin");
		report_add_document(report, &(ReportDocument){ .path = "a.xml", .diag = diag });
		assert_true(report_write(report, test_path(format == REPORT_HTML ? "h.html" : "h.json")));
		report_close(report);
	}
	expect_json("h.json", "len(r['documents'][0]['diagnostics']), r['documents'][0]['title']", "(3000, None)");
	expect_well_formed("h.html");
	char *html = read_whole(test_path("h.html"));
	assert_int_equal(count_of(html, "<li class=\"warning\""), 400);
	assert_has(html, "2600 more");
	free(html);
	diag_close(diag);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats_by_suffix),
		cmocka_unit_test(test_json_tells_a_document),
		cmocka_unit_test(test_several_documents),
		cmocka_unit_test(test_html_shows_pages_and_marks),
		cmocka_unit_test(test_same_bytes_again),
		cmocka_unit_test(test_hostile_texts),
		cmocka_unit_test(test_page_is_drawn),
		cmocka_unit_test(test_a_report_that_cannot_be_written),
		cmocka_unit_test(test_empty_run),
		cmocka_unit_test(test_short_and_long_documents),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
