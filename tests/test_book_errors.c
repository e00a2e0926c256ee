/* Books with faults in them: each is said in its own words, and what can be kept of the book is kept. */
#include "data/publication/scratch.h"

#define BOOK(fields, paper) "<publication kind='proceedings'><head><title>Sách</title>" fields "</head><part>" paper "</part></publication>"
#define PAPER "<article>" HEAD "<lead>a</lead></article>"

static void expect_isbn(const char *value, bool fine, const char *said) {
	read_xml(arena_format(arena, BOOK("<imprint><field name='ISBN'>%s</field></imprint>", PAPER), value));
	assert_non_null(publication);
	if (fine != (publication->isbn != NULL)) print_message("%s\n", value);
	assert_int_equal(publication->isbn != NULL, fine);
	const DiagEntry *entry = find_entry("imprint-isbn");
	if (!said) assert_null(entry);
	else assert_non_null(strstr(entry->message, said));
}

static void the_check_digit_of_an_isbn(void **state) {
	(void)state;
	expect_isbn("978-604-00-0000-2", true, NULL);
	expect_isbn("ISBN: 978 604 00 0000 2", true, NULL);
	expect_isbn("978–0–306–40615–7", true, NULL);
	expect_isbn("978-604-00-0000-3", false, "the last must be 2, not 3");
	expect_isbn("978-604-00-0002-0", false, "the last must be 6, not 0");
	expect_isbn("978-604-00-0000", false, "13 digits");
	expect_isbn("978-604-00-0000-22", false, "13 digits");
	expect_isbn("977-604-00-0000-3", false, "978 or 979");
	expect_isbn("0-306-40615-2", true, "ten digits");
	assert_string_equal(find_entry("imprint-isbn")->hint, "With thirteen digits it is 9780306406157.");
	expect_isbn("0-8044-2957-X", true, "ten digits");
	expect_isbn("0-8044-2957-0", false, "must be X, not 0");
	expect_isbn("đang xin", false, "13 digits");
}

static void the_other_fields(void **state) {
	(void)state;
	read_xml(BOOK("<imprint><field name='Số xác nhận ĐKXB'>1234/2026</field><field name='in'>300 bản, khổ 14,5 x 20,5 cm</field>"
		"<field name='In xong và nộp lưu chiểu'>31/11/2026</field><field name='Inh'>x</field></imprint>", PAPER));
	assert_int_equal(count_code("imprint-registration"), 1);
	assert_int_equal(count_code("imprint-date"), 1);
	assert_int_equal(count_code("imprint-missing"), 1);
	assert_non_null(strstr(find_entry("imprint-missing")->message, "“Chịu trách nhiệm xuất bản”, “Chịu trách nhiệm nội dung”, “Biên tập”, “Quyết định xuất bản”, “ISBN”"));
	assert_int_equal(publication->trim_width, 145);
	assert_int_equal(publication->trim_height, 205);
	assert_int_equal(publication->imprint.items[3].kind, IMPRINT_OTHER);
	read_xml(BOOK("<imprint><field name='Nộp lưu chiểu'>tháng 12</field><field name='Giấy phép xuất bản số'>1</field></imprint>", PAPER));
	assert_int_equal(count_code("imprint-date"), 1);
	assert_int_equal(diag_total(diag), 1);
}

static void an_author_without_a_name(void **state) {
	(void)state;
	read_xml(BOOK("", "<article><head><title>T</title><author><unit>Trường A</unit></author><author><name> </name></author>"
		"<author><name>An</name></author></head><lead>a</lead></article>"));
	assert_int_equal(count_code("author-nameless"), 2);
	assert_int_equal(only_article()->authors.count, 1);
}

static void references_that_lead_nowhere(void **state) {
	(void)state;
	read_xml(BOOK("", "<article><head><title>T</title><author aff='b'><name>An</name></author><affiliation id='a'>A</affiliation></head>"
		"<body><p id='p'>x<cite to='n'/> y<cite to='m p'>sách</cite> <cite to='m k'/> <ref to='q'/></p></body><references><entry id='m'>M</entry><entry/>"
		"<entry id='k'>K</entry></references></article>"));
	assert_int_equal(count_code("affiliation-dangling"), 1);
	assert_int_equal(count_code("cite-dangling"), 2); /* n; and p, which is no entry */
	assert_int_equal(count_code("ref-dangling"), 1);
	assert_int_equal(count_code("reference-empty"), 1);
	const Inlines *text = &only_article()->body.items[0]->u.text;
	assert_string_equal(text->items[1].text, "[?]");
	assert_string_equal(text->items[3].citation->entries[0].target, "m");
	assert_int_equal(text->items[5].citation->entries[1].number, 3); /* the empty one keeps its number */
}

static void one_abstract_for_each_language(void **state) {
	(void)state;
	read_xml("<article xml:lang='vi'><head><title>T</title><abstract>a</abstract><abstract xml:lang='vi-VN'>b</abstract><keywords xml:lang='en'><k>x</k></keywords>"
		"<keywords><k>y</k></keywords><keywords xml:lang='en-GB'><k>z</k></keywords></head><lead>a</lead></article>");
	assert_int_equal(count_code("language-twice"), 2);
	assert_int_equal(only_article()->keywords.count, 1);
	assert_string_equal(only_article()->keywords.items[0], "y");
}

static void duplicate_ids_and_sections_with_faults(void **state) {
	(void)state;
	read_xml("<publication kind='proceedings'><head><title>S</title></head><frontmatter><foreword id='a'><p>x</p></foreword><foreword id='b'/></frontmatter>"
		"<part><article id='a'>" HEAD "<lead>a</lead></article></part><backmatter><appendix><p>y</p><table/></appendix><index kind='authors'/></backmatter></publication>");
	assert_non_null(publication);
	assert_int_equal(count_code("id-duplicate"), 1);
	assert_int_equal(count_code("section-left-out"), 2);
	assert_int_equal(publication->front.count, 1);
	assert_int_equal(publication->back.count, 1);
}

static void a_table_in_a_footnote(void **state) {
	(void)state;
	Text rows = { 0 };
	text_add(&rows, "");
	for (int i = 0; i < 40; i++) text_add(&rows, "<row><cell>a</cell><cell>b</cell></row>");
	read_xml(arena_format(arena, BOOK("", "<article>" HEAD "<body><p>x<note>y<table>%s</table></note></p></body></article>" PAPER), rows.bytes));
	text_free(&rows);
	assert_int_equal(count_code("schema-misplaced-element"), 1);
	assert_string_equal(find_entry("schema-misplaced-element")->hint, "Close <note> before it.");
	assert_int_equal(count_code("article-left-out"), 1);
	assert_int_equal(publication->parts.items[0].articles.count, 1); /* the other paper */
}

static void includes_in_a_circle(void **state) {
	(void)state;
	write_text("lnd.xml", "<foreword xmlns:xi='http://www.w3.org/2001/XInclude'><p>x</p><xi:include href='lnd.xml'/></foreword>");
	read_xml("<publication kind='proceedings' xmlns:xi='http://www.w3.org/2001/XInclude'><head><title>S</title></head><frontmatter>"
		"<xi:include href='lnd.xml'/></frontmatter><part>" PAPER "</part></publication>");
	assert_non_null(publication);
	assert_true(diag_count(diag, SEVERITY_ERROR) > 0);
	assert_int_equal(publication->parts.count, 1);
}

static void the_cover_of_a_bulletin_needs_a_photo(void **state) {
	(void)state;
	static const char SOURCE[] = "<publication kind='%s'><head><title>S</title></head><cover><summary><p>a</p></summary></cover><part>" PAPER "</part></publication>";
	read_xml(arena_format(arena, SOURCE, "bulletin"));
	assert_int_equal(count_code("cover-photo-missing"), 1);
	read_xml(arena_format(arena, SOURCE, "proceedings"));
	assert_int_equal(diag_total(diag), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_scratch, close_scratch)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(the_check_digit_of_an_isbn),
		TEST(the_other_fields),
		TEST(an_author_without_a_name),
		TEST(references_that_lead_nowhere),
		TEST(one_abstract_for_each_language),
		TEST(duplicate_ids_and_sections_with_faults),
		TEST(a_table_in_a_footnote),
		TEST(includes_in_a_circle),
		TEST(the_cover_of_a_bulletin_needs_a_photo),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
