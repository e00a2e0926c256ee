/* The publication room and files that mean harm, or were merely mangled: nothing outside the folder is read, nothing grows
 * without end, nothing crashes. Run under the sanitizers too. */
#include <time.h>
#include "data/publication/scratch.h"

static const char SECRET[] = "bi-mat-khong-duoc-doc";

static void expect_no_secret(void) {
	if (!publication) return;
	Text text = { 0 };
	publication_dump(publication, &text);
	assert_null(strstr(text.bytes, SECRET));
	text_free(&text);
	for (int i = 0; i < diag_total(diag); i++) assert_null(strstr(diag_entry(diag, i)->message, SECRET));
}

/* The one error of this code, at this place (0: any). */
static void expect_error(const char *code, int line, int column) {
	const DiagEntry *entry = find_entry(code);
	if (!entry || count_code(code) != 1) print_diag();
	assert_int_equal(count_code(code), 1);
	assert_int_equal(entry->severity, SEVERITY_ERROR);
	if (line) assert_int_equal(entry->pos.line, line);
	if (column) assert_int_equal(entry->pos.column, column);
	assert_non_null(entry->hint);
}

/* ---- entities ---- */

static void small_entities_are_read(void **state) {
	(void)state;
	read_xml("<!DOCTYPE article [<!ENTITY truong 'Trường Chính trị'><!ENTITY t '&truong; (&#x110;)'>]>\n"
		"<article>" HEAD "<body><p>a &truong; b &t;</p><figure><photo src='&truong;.jpg' alt='&t;'/></figure></body></article>");
	assert_int_equal(diag_total(diag), 1);
	assert_non_null(find_entry("photo-missing"));
	assert_non_null(strstr(dump_body(), "text \"a Trường Chính trị b Trường Chính trị (Đ)\"|"));
	assert_non_null(strstr(dump_body(), "alt=\"Trường Chính trị (Đ)\""));
}

static void external_entities_are_refused(void **state) {
	(void)state;
	write_text("secret.txt", SECRET);
	write_text("secret.ent", arena_format(arena, "<!ENTITY x '%s'>", SECRET));
	const char *const FORMS[] = {
		"<!ENTITY x SYSTEM 'secret.txt'>", "<!ENTITY x SYSTEM 'file:///etc/hostname'>", "<!ENTITY x PUBLIC 'a' 'secret.txt'>",
		"<!ENTITY x SYSTEM 'http://127.0.0.1:1/x'>", arena_format(arena, "<!ENTITY x SYSTEM '%s/secret.txt'>", scratch),
	};
	for (int i = 0; i < 5; i++) {
		read_xml(arena_format(arena, "<!DOCTYPE article [\n%s]>\n<article>" HEAD "<body><p>a&x;b</p></body></article>", FORMS[i]));
		expect_error("xml-external-entity", 2, 1);
		assert_int_equal(diag_total(diag), 1); /* its use is not told again */
		assert_null(publication);
	}
	/* parameter entities, whole files of them, and a DTD */
	read_xml("<!DOCTYPE article [\n<!ENTITY % p SYSTEM 'secret.ent'> %p;]>\n<article>" HEAD "<body><p>a&x;b</p></body></article>");
	expect_error("xml-external-entity", 2, 1);
	expect_no_secret();
	read_xml("<!DOCTYPE article [\n<!ENTITY % p \"<!ENTITY x 'y'>\"> %p;]>\n<article>" HEAD "<body><p>a</p></body></article>");
	expect_error("xml-entity", 2, 1);
	read_xml("<!DOCTYPE article SYSTEM 'secret.ent'>\n<article>" HEAD "<body><p>a&x;b</p></body></article>");
	assert_int_equal(count_code("xml-dtd-ignored"), 1);
	assert_int_equal(count_code("xml-entity"), 1);
	assert_null(publication);
	read_xml("<!DOCTYPE article SYSTEM 'http://127.0.0.1:1/a.dtd'>\n<article>" HEAD "<body><p>a</p></body></article>");
	assert_int_equal(count_code("xml-dtd-ignored"), 1);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 0);
	assert_non_null(publication);
}

static double seconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void entity_bombs_do_not_go_off(void **state) {
	(void)state;
	double start = seconds();
	Text text = { 0 };
	/* a billion laughs */
	text_add(&text, "<!DOCTYPE article [<!ENTITY a0 'ha'>");
	for (int i = 1; i < 30; i++) {
		text_format(&text, "<!ENTITY a%d '", i);
		for (int j = 0; j < 10; j++) text_format(&text, "&a%d;", i - 1);
		text_add(&text, "'>");
	}
	size_t declared = text.length;
	text_add(&text, "]>\n<article>" HEAD "<body><p>&a29;</p></body></article>");
	read_xml(text.bytes);
	expect_error("xml-entity-bomb", 0, 0);
	assert_null(publication);
	/* the same in an attribute */
	text.length = declared;
	text_add(&text, "]>\n<article>" HEAD "<body><p id='&a29;'>a</p></body></article>");
	read_xml(text.bytes);
	assert_null(publication);
	assert_true(diag_count(diag, SEVERITY_ERROR) >= 1);
	/* an entity of itself */
	read_xml("<!DOCTYPE article [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>\n<article>" HEAD "<body><p>&a;</p></body></article>");
	expect_error("xml-entity-bomb", 0, 0);
	/* a long one many times (quadratic) */
	text_clear(&text);
	text_add(&text, "<!DOCTYPE article [<!ENTITY a '");
	for (int i = 0; i < 60000; i++) text_add_char(&text, 'x');
	text_add(&text, "'>]>\n<article>" HEAD "<body><p>");
	for (int i = 0; i < 50000; i++) text_add(&text, "&a;");
	text_add(&text, "</p></body></article>");
	read_xml(text.bytes);
	assert_null(publication);
	/* an empty one very many times */
	text_clear(&text);
	text_add(&text, "<!DOCTYPE article [<!ENTITY a ''>]>\n<article>" HEAD "<body><p>");
	for (int i = 0; i < 200000; i++) text_add(&text, "&a;");
	text_add(&text, "</p></body></article>");
	read_xml(text.bytes);
	expect_error("xml-entity-bomb", 2, 0);
	/* tags in an entity, and one that is too long */
	read_xml("<!DOCTYPE article [\n<!ENTITY a '<b>x</b>'>]>\n<article>" HEAD "<body><p>&a;</p></body></article>");
	expect_error("xml-entity", 2, 1);
	assert_int_equal(diag_total(diag), 1);
	text_free(&text);
	assert_true(seconds() - start < 20);
}

/* ---- includes ---- */

#define XI "xmlns:xi='http://www.w3.org/2001/XInclude'"

static void includes_inside_the_folder(void **state) {
	(void)state;
	write_text("parts/p.xml", "<p>\n<b>trong</b> <ref to='x'/></p>");
	write_text("parts/all.xml", "<body><p id='x'>một</p><quote><p id='y'>hai</p></quote><xi:include " XI " href='p.xml'/></body>");
	write_text("parts/chữ nhỏ.txt", "A & B <c>");
	read_xml("<article " XI ">" HEAD "<body><p id='x'>a</p>\n<xi:include href='parts/p.xml'/>"
		"<xi:include href='parts/all.xml' xpointer='y'/><xi:include href='parts/all.xml' xpointer='element(/1/3)'/>"
		"<xi:include href='parts/all.xml' xpointer='xpointer(//p) element(y)'/>"
		"<p>b <xi:include href='parts/chữ nhỏ.txt' parse='text'/></p>"
		"<xi:include href='parts/none.xml'><xi:fallback><p>c</p></xi:fallback></xi:include>"
		"<xi:include href='parts/none.xml'><xi:fallback/></xi:include>"
		"<xi:include href='parts/all.xml' xpointer='z'><xi:fallback><xi:include href='parts/p.xml'/></xi:fallback></xi:include></body></article>");
	const char *found = dump_body();
	/* y came twice into one article */
	assert_int_equal(count_code("id-duplicate"), 1);
	assert_int_equal(diag_total(diag), 1);
#define P "paragraph|text bold \"trong\"|text \" \"|ref target=\"x\" show=\"title\"|"
	assert_string_equal(found, "paragraph id=\"x\"|text \"a\"|" P "paragraph id=\"y\"|text \"hai\"|" P "paragraph id=\"y\"|text \"hai\"|"
		"paragraph|text \"b A & B <c>\"|paragraph|text \"c\"|" P);
	/* places are those of the included file */
	const Block *block = only_article()->body.items[1];
	assert_string_equal(block->pos.file, in_scratch("parts/p.xml"));
	assert_int_equal(block->pos.line, 1);
	assert_int_equal(block->u.text.items[0].pos.line, 2);
	assert_int_equal(block->u.text.items[0].pos.column, 4);
	assert_int_equal(publication->files.count, 4);
}

static void includes_of_parts_of_the_same_file(void **state) {
	(void)state;
	read_xml("<article " XI ">" HEAD "<body><p id='x'>a</p><quote><xi:include xpointer='element(/1/2/1)'/></quote></body></article>");
	assert_string_equal(dump_body(), "paragraph id=\"x\"|text \"a\"|quote|paragraph id=\"x\"|text \"a\"|");
	read_xml("<article " XI ">" HEAD "<body><quote id='x'><p>a</p><xi:include xpointer='x'/></quote></body></article>");
	assert_int_equal(count_code("include-circle"), 1);
	/* two that take in each other grow until they are stopped */
	read_xml("<article " XI ">" HEAD "<body><quote id='x'><xi:include xpointer='y'/></quote><quote id='y'><xi:include xpointer='x'/></quote></body></article>");
	assert_true(diag_count(diag, SEVERITY_ERROR) > 0);
	assert_true(count_code("include-circle") + count_code("include-too-much") > 0);
}

static void expect_include_error(const char *include, const char *code, const char *hint) {
	read_xml(arena_format(arena, "<article " XI ">" HEAD "<body><p>a</p>\n  %s</body></article>", include));
	if (!find_entry(code)) print_diag();
	assert_int_equal(count_code(code), 1);
	const DiagEntry *entry = find_entry(code);
	assert_int_equal(entry->pos.line, 2);
	assert_int_equal(entry->pos.column, 3);
	if (hint) assert_non_null(strstr(entry->hint, hint));
	expect_no_secret();
	assert_string_equal(dump_body(), "paragraph|text \"a\"|");
}

static void includes_that_are_refused(void **state) {
	(void)state;
	char outside[] = "/tmp/bantin-outside-XXXXXX";
	int fd = mkstemp(outside);
	assert_true(fd >= 0 && write(fd, SECRET, strlen(SECRET)) > 0);
	close(fd);
	symlink(outside, in_scratch("link.txt"));
	write_text("khoi.xml", "<p>a</p>");
	write_text("bad.xml", "<p>a");
	write_text("circle.xml", "<quote " XI "><p>a</p><xi:include href='./circle.xml'/></quote>");
	write_text("ring1.xml", "<quote " XI "><xi:include href='ring2.xml'/></quote>");
	write_text("ring2.xml", "<quote " XI "><xi:include href='ring1.xml'/></quote>");
	expect_include_error(arena_format(arena, "<xi:include href='%s' parse='text'/>", outside), "include-outside", "beside this file");
	expect_include_error(arena_format(arena, "<xi:include href='../%s' parse='text'/>", file_name(outside)), "include-outside", "beside");
	expect_include_error("<xi:include href='link.txt' parse='text'/>", "include-outside", "beside");
	expect_include_error("<xi:include href='file:///etc/hostname' parse='text'/>", "include-outside", "beside");
	expect_include_error("<xi:include href='http://127.0.0.1:1/a.xml'/>", "include-outside", "beside");
	expect_include_error("<xi:include href='khoj.xml'/>", "include-missing", "Is “khoi.xml” meant");
	expect_include_error("<xi:include href='khoi.xml' xpointer='z'/>", "include-missing", NULL);
	expect_include_error("<xi:include href='khoi.xml' parse='html'/>", "include-wrong", NULL);
	expect_include_error("<xi:include href='khoi.xml' parse='text' xpointer='x'/>", "include-wrong", NULL);
	expect_include_error("<xi:include/>", "include-wrong", NULL);
	expect_include_error("<xi:include href='a.xml'/>", "include-circle", NULL); /* this very file */
	unlink(outside);
	/* what is wrong further in is said there */
	read_xml("<article " XI ">" HEAD "<body><p>a</p><xi:include href='bad.xml'/></body></article>");
	assert_int_equal(count_code("xml-tags"), 1);
	assert_string_equal(find_entry("xml-tags")->pos.file, in_scratch("bad.xml"));
	read_xml("<article " XI ">" HEAD "<body><p>a</p><xi:include href='circle.xml'/></body></article>");
	assert_int_equal(count_code("include-circle"), 1);
	read_xml("<article " XI ">" HEAD "<body><p>a</p><xi:include href='ring1.xml'/></body></article>");
	assert_int_equal(count_code("include-circle"), 1);
	/* an article whose include failed is not whole, and left out of an issue */
	write_text("b.xml", "<article " XI ">" HEAD "<body><p>a</p><xi:include href='none.xml'/></body></article>");
	write_text("c.xml", "<article>" HEAD "<lead>a</lead></article>");
	read_xml("<publication><head><title>B</title></head><part><article href='b.xml'/><article href='c.xml'/></part></publication>");
	assert_int_equal(count_code("article-left-out"), 1);
	assert_int_equal(publication->parts.items[0].articles.count, 1);
}

static void includes_do_not_multiply_without_end(void **state) {
	(void)state;
	double start = seconds();
	for (int i = 0; i < 30; i++) { /* 10 to the power of 30 */
		Text text = { 0 };
		text_add(&text, "<quote " XI "><p>a</p>");
		for (int j = 0; j < 10 && i < 29; j++) text_format(&text, "<xi:include href='%d.xml'/>", i + 1);
		text_add(&text, "</quote>");
		write_text(arena_format(arena, "%d.xml", i), text.bytes);
		text_free(&text);
	}
	read_xml("<article " XI ">" HEAD "<body><xi:include href='0.xml'/></body></article>");
	assert_true(count_code("include-too-much") > 0);
	/* a chain of files, each inside the next */
	for (int i = 0; i < 200; i++)
		write_text(arena_format(arena, "%d.xml", i), arena_format(arena, "<quote " XI "><xi:include href='%d.xml'/></quote>", i + 1));
	read_xml("<article " XI ">" HEAD "<body><xi:include href='0.xml'/></body></article>");
	assert_true(diag_count(diag, SEVERITY_ERROR) > 0);
	assert_true(seconds() - start < 30);
}

/* ---- encodings ---- */

static const char VIETNAMESE[] = "<article>" HEAD "<body><p>Trường Đại học</p></body></article>";
static const char AS_DUMPED[] = "paragraph|text \"Trường Đại học\"|";

static size_t widen(const char *utf8, bool big, int unit, char *out) {
	size_t length = 0;
	for (const char *at = utf8, *end = utf8 + strlen(utf8); at < end;) {
		uint32_t c = utf8_next(&at, end);
		for (int i = 0; i < unit; i++) out[length++] = (char)(c >> 8 * (big ? unit - 1 - i : i));
	}
	return length;
}

static void byte_order_marks_and_wide_encodings(void **state) {
	(void)state;
	read_xml(arena_format(arena, "\xEF\xBB\xBF%s", VIETNAMESE));
	assert_int_equal(diag_total(diag), 0);
	assert_string_equal(dump_body(), AS_DUMPED);
	assert_int_equal(only_article()->pos.column, 1);
	static const char *const DECLARED[] = { "", "\xEF\xBB\xBF", "<?xml version='1.0' encoding='UTF-16'?>\n", "\xEF\xBB\xBF<?xml version='1.0'?>" };
	for (int unit = 2; unit <= 4; unit += 2) {
		for (int i = 0; i < 8; i++) {
			char wide[2048];
			size_t length = widen(arena_format(arena, "%s%s", DECLARED[i / 2], VIETNAMESE), i % 2, unit, wide);
			write_bytes("wide.xml", wide, length);
			read_again("wide.xml");
			if (diag_total(diag)) print_diag();
			assert_int_equal(diag_total(diag), 0);
			assert_string_equal(dump_body(), AS_DUMPED);
		}
	}
	/* a declaration that outlived a conversion */
	read_xml(arena_format(arena, "<?xml version='1.0' encoding='UTF-16'?>%s", VIETNAMESE));
	assert_string_equal(dump_body(), AS_DUMPED);
}

static void declared_encodings(void **state) {
	(void)state;
	/* windows-1258 writes tones as marks of their own; e with circumflex is one byte */
	read_xml("<?xml version=\"1.0\" encoding = 'windows-1258' ?>\n<article>" HEAD "<body><p>Ti\xEA\xECng Vi\xEA\xF2t \xD0\xF0 \xF5\xFD</p></body></article>");
	assert_string_equal(dump_body(), "paragraph|text \"Tiếng Việt Đđ ơư\"|");
	read_xml("<?xml version='1.0' encoding='ISO-8859-1'?><article>" HEAD "<body><p>caf\xE9</p></body></article>");
	assert_string_equal(dump_body(), "paragraph|text \"café\"|");
	read_xml("<?xml version='1.0' encoding='utf-8'?><article>" HEAD "<body><p>é</p></body></article>");
	assert_int_equal(diag_total(diag), 0);
	assert_null(read_xml("<?xml version='1.0' encoding='TCVN3-ABC'?><article/>"));
	expect_error("xml-encoding", 1, 1);
	assert_null(read_xml("<?xml version='1.0' encoding='../../etc/x'?><article/>"));
	expect_error("xml-encoding", 1, 1);
	assert_null(read_xml("<?xml version='1.0' encoding='UTF\xC4-8'?><article/>"));
	assert_non_null(strstr(find_entry("xml-encoding")->message, "“UTF?-8”"));
	assert_null(read_xml("<?xml version='1.0' encoding='HTML'?><article/>"));
	assert_int_equal(count_code("xml-encoding"), 1);
	assert_null(read_xml("<?xml version='1.0' encoding='EUC-JP'?>\n<article>\xFF</article>"));
	expect_error("xml-encoding", 2, 10);
}

static void what_is_not_utf8_is_said(void **state) {
	(void)state;
	assert_null(read_xml("<article>\n<head><title>caf\xE9</title></head></article>"));
	expect_error("xml-encoding", 2, 17);
	assert_non_null(strstr(find_entry("xml-encoding")->message, "E9"));
	assert_null(read_xml("<?xml version='1.0' encoding='UTF-8'?>\n<article>\xC0\x80</article>")); /* overlong */
	expect_error("xml-encoding", 2, 10);
	assert_null(read_xml("<article>\xED\xA0\x80</article>")); /* half of a surrogate pair */
	expect_error("xml-encoding", 1, 10);
	write_bytes("a.xml", "<article>\0</article>", 20);
	assert_null(read_again("a.xml"));
	assert_int_equal(count_code("xml-not-text"), 1);
	assert_int_equal(find_entry("xml-not-text")->pos.column, 10);
	write_bytes("a.xml", "\xFF\xFE<\0a", 5); /* half a character at the end */
	assert_null(read_again("a.xml"));
	assert_true(diag_count(diag, SEVERITY_ERROR) >= 1);
	static const char *const OTHERS[] = { "PK\3\4zip", "\xD0\xCF\x11\xE0", "{\\rtf1", "%PDF-1.7", "\xFF\xD8\xFF\xE0", "\x89PNG" };
	for (int i = 0; i < 6; i++) {
		assert_null(read_xml(OTHERS[i]));
		assert_int_equal(count_code("xml-not-text"), 1);
		assert_int_equal(diag_total(diag), 1);
	}
	static const char *const EMPTY[] = { "", " \n ", "\xEF\xBB\xBF" };
	for (int i = 0; i < 3; i++) {
		assert_null(read_xml(EMPTY[i]));
		assert_int_equal(count_code("xml-empty"), 1);
	}
}

static void line_ends_of_other_systems(void **state) {
	(void)state;
	read_xml("<article>\r\n" HEAD "<body>\r\n<p>a\r\nĐ <b>x</b>\r\n</p>\r\n<x/></body></article>");
	assert_string_equal(dump_body(), "paragraph|text \"a Đ \"|text bold \"x\"|");
	assert_int_equal(find_entry("schema-unknown-element")->pos.line, 6);
	assert_int_equal(find_entry("schema-unknown-element")->pos.column, 1);
	const Inlines *text = &only_article()->body.items[0]->u.text;
	assert_int_equal(text->items[0].pos.line, 3);
	assert_int_equal(text->items[0].pos.column, 4);
	read_xml("<article>\r\n" HEAD "<body>\r\n<p>\r\n\r\nĐ\r\nĐ\r\nế</p></body></article>");
	assert_int_equal(only_article()->body.items[0]->u.text.items[0].pos.line, 5);
	assert_int_equal(only_article()->body.items[0]->u.text.items[0].pos.column, 1);
}

/* ---- sizes ---- */

static void nesting_has_an_end(void **state) {
	(void)state;
	static const int DEPTHS[] = { 90, 99, 150, 255, 256, 300, 100000 };
	for (int i = 0; i < 7; i++) {
		Text text = { 0 };
		text_add(&text, "<article>" HEAD "<body><p>");
		for (int j = 0; j < DEPTHS[i]; j++) text_add(&text, "<b>");
		text_add(&text, "x");
		for (int j = 0; j < DEPTHS[i]; j++) text_add(&text, "</b>");
		text_add(&text, "</p></body></article>");
		read_xml(text.bytes);
		if (DEPTHS[i] == 90) {
			assert_string_equal(dump_body(), "paragraph|text bold \"x\"|");
			assert_int_equal(diag_total(diag), 0);
		} else {
			assert_null(publication);
			expect_error("xml-too-deep", 1, 0);
			assert_int_equal(diag_total(diag), 1);
		}
		text_free(&text);
	}
}

static void long_lines_and_many_lines(void **state) {
	(void)state;
	Text text = { 0 };
	text_add(&text, "<article>" HEAD "<body>\n");
	for (int i = 0; i < 70000; i++) text_add(&text, "\n"); /* libxml2 counts lines to 65535 */
	for (int i = 0; i < 70000; i++) text_add(&text, " ");
	text_add(&text, "<x/></body></article>");
	read_xml(text.bytes);
	assert_int_equal(find_entry("schema-unknown-element")->pos.line, 70002);
	assert_int_equal(find_entry("schema-unknown-element")->pos.column, 70001);
	text_free(&text);
}

static void a_file_that_is_too_large(void **state) {
	(void)state;
	write_text("a.xml", "<article>");
	assert_int_equal(truncate(in_scratch("a.xml"), 65l * 1024 * 1024), 0);
	assert_null(read_again("a.xml"));
	expect_error("file-too-large", 0, 0);
	assert_int_equal(mkfifo(in_scratch("fifo.xml"), 0600), 0); /* must not hang */
	assert_null(read_again("fifo.xml"));
	assert_int_equal(count_code("file-unreadable"), 1);
}

static void many_articles_stay_quick(void **state) {
	(void)state;
	double start = seconds();
	Text text = { 0 };
	text_add(&text, "<publication><head><title>B</title></head><part>\n");
	for (int i = 0; i < 20000; i++)
		text_format(&text, "<article id='a%d'>" HEAD "<lead>Đảng <ref to='a%d'/> <ref to='x'/></lead><body><p id='x'>ấ</p></body></article>\n", i, (i * 7) % 20000);
	text_add(&text, "</part></publication>");
	read_xml(text.bytes);
	assert_int_equal(diag_total(diag), 0);
	assert_int_equal(publication->parts.items[0].articles.count, 20000);
	assert_string_equal(publication->parts.items[0].articles.items[19999]->body.items[0]->id, "x-20000");
	assert_int_equal(publication->parts.items[0].articles.items[19999]->pos.line, 20001);
	text_free(&text);
	if (seconds() - start > 20) fail_msg("%g s", seconds() - start); /* about 0.3 s; a quadratic step would take minutes */
}

/* ---- mangled files ---- */

static uint32_t random_state;
static uint32_t random_below(uint32_t limit) {
	random_state = random_state * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

/* Bytes changed, dropped, doubled and swapped in a rich article: whatever comes of it, the reader comes back, says something
 * when it gives nothing, and what it gives can be dumped. */
static void mangled_articles(void **state) {
	(void)state;
	FileMap map;
	assert_true(file_map(file_data_path(arena, "tests/data/publication/issue/rich.xml"), &map));
	random_state = 20261101;
	static const char *const SNIPPETS[] = { "<", ">", "&", "</p>", "<p>", "<b>", "\"", "'", "<!--", "-->", "<![CDATA[", "]]>", "&#x110;", "\xC4",
		"\xFF", "<?", "?>", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='a.xml'/>", "\xCC\x81", "id='p1'", "/", "\0" };
	for (int round = 0; round < 1500; round++) {
		Text text = { 0 };
		text_add_bytes(&text, map.bytes, map.length);
		for (uint32_t hits = 1 + random_below(4); hits; hits--) {
			uint32_t at = random_below((uint32_t)text.length), length = random_below(20);
			if (at + length > text.length) length = 0;
			switch (random_below(4)) {
			case 0: text.bytes[at] = (char)random_below(256); break;
			case 1: memset(text.bytes + at, ' ', length); break;
			case 2: memmove(text.bytes + at, text.bytes + random_below((uint32_t)text.length - length + 1), length); break;
			case 3: {
				const char *snippet = SNIPPETS[random_below(sizeof SNIPPETS / sizeof *SNIPPETS)];
				size_t step = strlen(snippet);
				if (at + step <= text.length) memcpy(text.bytes + at, snippet, step);
			}
			}
		}
		ArenaMark mark = arena_mark(arena);
		write_bytes("a.xml", text.bytes, text.length);
		read_again("a.xml");
		if (!publication) assert_true(diag_count(diag, SEVERITY_ERROR) > 0);
		else {
			Text dump = { 0 };
			publication_dump(publication, &dump);
			assert_true(utf8_valid(dump.bytes, dump.length));
			text_free(&dump);
		}
		for (int i = 0; i < diag_total(diag); i++) {
			assert_true(utf8_valid(diag_entry(diag, i)->message, strlen(diag_entry(diag, i)->message)));
			assert_non_null(diag_entry(diag, i)->pos.file);
		}
		publication = NULL;
		arena_reset(arena, mark);
		text_free(&text);
	}
	file_unmap(&map);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_scratch, close_scratch)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(small_entities_are_read),
		TEST(external_entities_are_refused),
		TEST(entity_bombs_do_not_go_off),
		TEST(includes_inside_the_folder),
		TEST(includes_of_parts_of_the_same_file),
		TEST(includes_that_are_refused),
		TEST(includes_do_not_multiply_without_end),
		TEST(byte_order_marks_and_wide_encodings),
		TEST(declared_encodings),
		TEST(what_is_not_utf8_is_said),
		TEST(line_ends_of_other_systems),
		TEST(nesting_has_an_end),
		TEST(long_lines_and_many_lines),
		TEST(a_file_that_is_too_large),
		TEST(many_articles_stay_quick),
		TEST(mangled_articles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
