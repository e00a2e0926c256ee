/* The publication room: what is wrong in an article is said at its place, in plain words, all in one run. The place that a
 * message must name is marked in the source by ¤, which is taken out before the file is written. */
#include "data/publication/scratch.h"

typedef struct Case { const char *xml, *code, *message, *hint; } Case; /* hint NULL: none is expected */

/* The words of the library, none of which a user should meet. */
static void expect_no_jargon(const char *text) {
	static const char *const JARGON[] = { "libxml", "RelaxNG", "Relax-NG", "PCDATA", "parser error", "StartTag", "expecting", "Extra content",
		"xmlParse", "entity '", "validity", "namespace error", "Schema", "DTD", "CDATA section", "token" };
	for (unsigned i = 0; text && i < sizeof JARGON / sizeof *JARGON; i++)
		if (strcasestr(text, JARGON[i])) fail_msg("jargon “%s” in: %s", JARGON[i], text);
}

static void write_marked(const char *name, const char *marked, int *line, int *column) {
	const char *mark = strstr(marked, "¤");
	assert_non_null(mark);
	size_t before = (size_t)(mark - marked);
	*line = *column = 1;
	for (size_t i = 0; i < before; i++) {
		++*column;
		if (marked[i] == '\n') { ++*line; *column = 1; }
	}
	write_text(name, arena_format(arena, "%.*s%s", (int)before, marked, mark + strlen("¤")));
}

/* The one entry of this code, at the mark, with these words. */
static void expect_entry(const Case *wanted, int line, int column) {
	const DiagEntry *entry = find_entry(wanted->code);
	if (!entry || count_code(wanted->code) != 1) { print_message("%s\n", wanted->xml); print_diag(); }
	assert_non_null(entry);
	assert_int_equal(count_code(wanted->code), 1);
	bool right = entry->pos.line == line && entry->pos.column == column && strstr(entry->message, wanted->message) &&
		(wanted->hint ? entry->hint && strstr(entry->hint, wanted->hint) : !entry->hint);
	if (!right) {
		print_message("%s\nwanted %d:%d %s → %s\n", wanted->xml, line, column, wanted->message, wanted->hint);
		print_diag();
	}
	assert_true(right);
	for (int i = 0; i < diag_total(diag); i++) {
		expect_no_jargon(diag_entry(diag, i)->message);
		expect_no_jargon(diag_entry(diag, i)->hint);
	}
}

static void expect_case(const Case *wanted) {
	int line, column;
	write_marked("a.xml", wanted->xml, &line, &column);
	read_again("a.xml");
	expect_entry(wanted, line, column);
}

#define EACH(cases) for (unsigned i = 0; i < sizeof (cases) / sizeof *(cases); i++) expect_case(&(cases)[i])

/* ---- not well-formed ---- */

static void broken_xml(void **state) {
	(void)state;
	static const Case BROKEN[] = {
		{ "<article>" HEAD "<body>\n  <p>a <b>c¤</p></body></article>", "xml-tags",
			"</p> stands here, but <b>, opened at line 2, column 8, is not closed yet", "</b>" },
		{ "<article>" HEAD "<body><p>a</p>\n¤", "xml-tags", "The file ends here, but <body>, opened at line 1, column 39, is not closed", "</body>" },
		{ "<article>" HEAD "<body><p>A¤& B</p></body></article>", "xml-malformed", "“&” stands here alone", "&amp;" },
		{ "<article>" HEAD "<body><p>http://x?a=1¤&b=2</p></body></article>", "xml-malformed", "“&” stands here alone", "&amp;" },
		{ "<article>" HEAD "<body><p>A¤&nbsp;B</p></body></article>", "xml-entity", "XML does not know “&nbsp;”", "&#160;" },
		{ "<article>" HEAD "<body><p>A¤&cong;B</p></body></article>", "xml-entity", "XML does not know “&cong;”", "&#8773;" },
		{ "<article>" HEAD "<body><p>A¤&truong;B</p></body></article>", "xml-entity", "XML does not know “&truong;”", "&amp;" },
		{ "<article>" HEAD "<body><p>1 <¤ 2</p></body></article>", "xml-malformed", "“<” stands here that begins no tag", "&lt;" },
		{ "<article>" HEAD "<body><figure><photo src=¤a.jpg/></figure></body></article>", "xml-attribute", "not between quotation marks", "name=\"value\"" },
		{ "<article>" HEAD "<body><h level¤>T</h></body></article>", "xml-attribute", "no value here", "name=\"value\"" },
		{ "<article>" HEAD "<body><h level=\"2¤<b>T</b></h></body></article>", "xml-attribute", "holds a “<”", "name=\"value\"" },
		{ "<article>" HEAD "<body><h level=\"2\" level=\"3\"¤>T</h></body></article>", "xml-attribute", "level is given twice", "Take one" },
		{ "<article>" HEAD "<body><h level=\"2\"¤id=\"x\">T</h></body></article>", "xml-attribute", "A space is missing", "set apart by spaces" },
		{ "<article>" HEAD "</article>\n¤<article/>", "xml-malformed", "after the end of the last element", "an end tag too many" },
		{ "¤Tin hôm nay", "xml-malformed", "does not begin with a tag", "<article>" },
		{ "\n <?xml¤ version='1.0'?><article/>", "xml-malformed", "only at the very beginning", "before it" },
		{ "<article>" HEAD "<body><p>a¤&#0;</p></body></article>", "xml-malformed", "names no character", "character itself" },
		{ "<article>" HEAD "<body><p>a¤\x01</p></body></article>", "xml-character", "U+0001", "pasted" },
		{ "<article>" HEAD "<body><p>a¤<o:p></o:p></p></body></article>", "xml-prefix", "prefix “o:”", "Word" },
		{ "<article>" HEAD "<body><!-- a ¤-- b --></body></article>", "xml-malformed", "Two hyphens", "-->" },
		{ "<?xml version='1.0' encoding=¤UTF-8?><article/>", "xml-malformed", "first line", "encoding=\"UTF-8\"" },
	};
	EACH(BROKEN);
}

static void slips_are_all_told(void **state) {
	(void)state;
	read_xml("<article>" HEAD "<body><p>A & B &nbsp; C</p>\n<p>D & E</p><strong/></body></article>");
	assert_null(publication); /* not well-formed at the top */
	assert_int_equal(count_code("xml-malformed"), 2);
	assert_int_equal(count_code("xml-entity"), 1);
	assert_int_equal(count_code("schema-unknown-element"), 1); /* the rest is checked all the same */
	/* after tags stop nesting there is nothing to be trusted */
	read_xml("<article>" HEAD "<body><p>A</b></i></p></body><strong/></article>");
	assert_int_equal(diag_total(diag), 1);
}

/* ---- elements ---- */

static void misplaced_and_unknown_elements(void **state) {
	(void)state;
	static const Case CASES[] = {
		{ "<article><head>¤<tilte>T</tilte></head><lead>a</lead></article>", "schema-unknown-element", "no element <tilte>", "Is <title> meant?" },
		{ ARTICLE("<p>a ¤<strong>b</strong></p>"), "schema-unknown-element", "no element <strong>", "called <b>" },
		{ ARTICLE("¤<Figure><photo src='x' alt=''/></Figure>"), "schema-unknown-element", "no element <Figure>", "Is <figure> meant?" },
		{ ARTICLE("<p>a</p>¤<footer/>"), "schema-unknown-element", "no element <footer>", "<body> may hold <p>, <h>, <figure>" },
		{ ARTICLE("<p>a¤<p>b</p></p>"), "schema-misplaced-element", "<p> may not stand in <p>", "Close <p> before it" },
		{ ARTICLE("¤<b>a</b>"), "schema-misplaced-element", "<b> may not stand in <body>", "into <p>" },
		{ ARTICLE("¤<photo src='x' alt=''/>"), "schema-misplaced-element", "<photo> may not stand in <body>", "belongs in <figure> or <cover>" },
		{ ARTICLE("<list><item>a</item></list><table>¤<cell/></table>"), "schema-misplaced-element", "<cell> may not stand in <table>", "belongs in <row>" },
		{ ARTICLE("¤<publication/>"), "schema-misplaced-element", "<publication> may not", "around everything" },
		{ "<article>" HEAD "<body/>¤<lead>a</lead></article>", "schema-order", "<lead> stands after <body>", "before line 1" },
		{ "<article><head><title>T</title>¤<title>U</title></head><lead>a</lead></article>", "schema-too-many", "a second <title>; the first is at line 1, column 16", "Keep one" },
		{ "<article>¤<head/><lead>a</lead></article>", "schema-missing-element", "<head> has no <title>", "<title>…</title>" },
		{ "¤<article><lead>a</lead></article>", "schema-missing-element", "<article> has no <head>", "<head>…</head>" },
		{ ARTICLE("¤<figure><caption>a</caption></figure>"), "schema-missing-element", "<figure> has no <photo>", "<photo …/>" },
		{ ARTICLE("¤<box><title>a</title></box>"), "schema-missing-element", "<box> needs at least one <p>, <list>", NULL },
		{ ARTICLE("¤<qa/>"), "schema-missing-element", "<qa> has no <question>", "<question>" },
		{ ARTICLE("<qa>¤<question>a</question></qa>"), "schema-pairs", "This <question> has no <answer> after it", "followed by one" },
		{ ARTICLE("<qa>¤<answer>a</answer></qa>"), "schema-pairs", "This <answer> has no <question> before it", "followed by one" },
		{ ARTICLE("\n  ¤Một câu rơi ra ngoài đoạn văn, khá dài\n <p>a</p>"), "schema-text", "“Một câu rơi ra ngoài đoạn văn,…”", "into <p>" },
		{ ARTICLE("<list><item>¤a <p>b</p></item></list>"), "schema-text", "directly in <item>", "into <p>" },
		{ ARTICLE("<list>¤a<item>b</item></list>"), "schema-text", "directly in <list>: “a”", "<list> may hold <item>" },
		{ "<article><head><title>T</title><section>a ¤<b>b</b></section></head><lead>c</lead></article>", "schema-only-words", "Only words may stand in <section>, not <b>", "leave the words" },
		{ ARTICLE("<p>a<br>¤b</br></p>"), "schema-not-empty", "<br> holds nothing", "<br/>" },
		{ ARTICLE("<p>a<note>b¤<note>c</note></note></p>"), "note-in-note", "<note> may not stand inside <note>", "Close <note>" },
		{ ARTICLE("<p id='x'><a href='#x'>b ¤<ref to='x'/></a></p>"), "link-in-link", "<ref> may not stand inside <a>", "Close <a>" },
		{ ARTICLE("<p id='x'><a href='#x'>b¤<note>c</note></a></p>"), "note-in-link", "<note> may not stand inside <a>", "Close <a>" },
		{ "<publication><head><title>a¤<note>b</note></title></head><part><article>" HEAD "<lead>a</lead></article></part></publication>",
			"note-outside-article", "only in an article", NULL },
		{ "¤<html/>", "schema-root", "begins with <html>", "web page" },
		{ "¤<layout/>", "schema-root", "begins with <layout>, where <publication> is expected", "one <article> or one <publication>" },
		{ "¤<article xmlns='http://docbook.org/ns/docbook'/>", "schema-root", "begins with <article>", "Take xmlns" },
		{ ARTICLE("<p>a</p>¤<w:x xmlns:w='urn:w'>b</w:x><w:y xmlns:w='urn:w'/>"), "foreign-element", "<x> belongs to the namespace “urn:w”", NULL },
	};
	EACH(CASES);
}

static void attributes_and_values(void **state) {
	(void)state;
	static const Case CASES[] = {
		{ ARTICLE("<figure ¤widht='page'><photo src='x' alt=''/></figure>"), "schema-unknown-attribute", "<figure> has no attribute widht", "Is width meant?" },
		{ ARTICLE("<p\n\t¤lang='en'>a</p>"), "schema-unknown-attribute", "<p> has no attribute lang", "Is xml:lang meant?" },
		{ ARTICLE("<p ¤class='x'>a</p>"), "schema-unknown-attribute", "no attribute class", "It may have id, xml:lang, break, keep, span, looseness." },
		{ ARTICLE("<p>a<br ¤clear='all'/>b</p>"), "schema-unknown-attribute", "no attribute clear", "no attributes" },
		{ ARTICLE("<p>¤<a>b</a></p>"), "schema-missing-attribute", "<a> needs the attribute href", "<a href=" },
		{ ARTICLE("<p>¤<foreign>c</foreign></p>"), "schema-missing-attribute", "<foreign> needs the attribute xml:lang", "xml:lang=" },
		{ ARTICLE("<h id = 'a'\n\t¤level='4'>a</h>"), "schema-value", "“4” is no value for level in <h>", "It may be 1, 2, 3." },
		{ ARTICLE("<h ¤level='4'>a</h>"), "schema-value", "“4” is no value for level in <h>", "It may be 1, 2, 3." },
		{ ARTICLE("<p ¤id='a b'>a</p>"), "schema-value", "“a b” is no value for id", "no spaces" },
		{ ARTICLE("<p ¤xml:lang='tiếng Việt'>a</p>"), "schema-value", "no value for xml:lang", "such as vi, en" },
		{ ARTICLE("<p ¤looseness='4'>a</p>"), "schema-value", "no value for looseness", "-3, -2, -1, 0, 1, 2, 3" },
		{ ARTICLE("<list type='number' ¤start='một'><item>a</item></list>"), "schema-value", "“một” is no value for start", "whole number, 0 or more" },
		{ ARTICLE("<table><row><cell ¤colspan='0'>a</cell></row></table>"), "schema-value", "no value for colspan", "1 or more" },
		{ ARTICLE("<figure><photo src='x' alt='' ¤focus='0.5,0.5'/></figure>"), "schema-value", "no value for focus", "0.5 0.3" },
		{ "<article><head><title>T</title><date ¤when='27/3/2013'/></head><lead>a</lead></article>", "date-invalid", "“27/3/2013” is no value for when", "2013-03-27" },
		{ "<article><head><title>T</title><date ¤when='2013-02-30'/></head><lead>a</lead></article>", "date-invalid", "no such day", "2013-03-27" },
		{ "<article><head>¤<title> </title></head><lead>a</lead></article>", "title-missing", "<title> is empty", "headline" },
		{ "¤<article>" HEAD "<lead> </lead><body><p/></body></article>", "article-empty", "no text", "<lead>" },
		{ ARTICLE("<p id='x'>a</p><p ¤id='x'>b</p>"), "id-duplicate", "used twice in this article: here and at ", "another id" },
		{ ARTICLE("<p id='hinh-1'>a <ref ¤to='hinh1'/></p>"), "ref-dangling", "Nothing has the id “hinh1”", "Is “hinh-1” meant?" },
		{ ARTICLE("<p>a <ref ¤to='tho'>b</ref></p>"), "ref-dangling", "Nothing has the id “tho”", "id=\"tho\"" },
		{ ARTICLE("<figure>¤<photo src='x'/></figure>"), "alt-missing", "no alt", "alt=\"\"" },
	};
	EACH(CASES);
}

/* What is wrong in an attribute is left out of the model, and no more. */
static void wrong_values_do_not_stay(void **state) {
	(void)state;
	read_xml(ARTICLE("<h level='9' span='7' break='no' keep='no' id='a b' xml:lang='?'>a</h><p looseness='x'>b <ref to='q'>c</ref> <ref to='r'/></p>"
		"<list start='-1'><item>a</item></list>"));
	assert_int_equal(only_article()->notes.count, 0);
	assert_string_equal(dump_body(), "heading level=1|text \"a\"|paragraph|text \"b \"|text \"c\"|text \" \"|text \"[?]\"|"
		"list type=\"bullet\"|item|paragraph|text \"a\"|");
}

static void notes_in_notes_are_left_out(void **state) {
	(void)state;
	read_xml(ARTICLE("<p>a<note>b<note>c</note></note>d<note>e</note></p>"));
	assert_string_equal(dump_body(), "paragraph|text \"a\"|note 1|text \"b\"|text \"d\"|note 2|text \"e\"|");
	assert_int_equal(only_article()->notes.count, 2);
}

static void prefixes_without_a_meaning_are_said_once(void **state) {
	(void)state;
	read_xml(ARTICLE("<p w:rsid='1'>a<o:p/></p>"));
	assert_int_equal(count_code("xml-prefix"), 2);
	assert_int_equal(diag_total(diag), 2);
}

static void unknown_elements_leave_their_words(void **state) {
	(void)state;
	read_xml(ARTICLE("<p>a <strong>b <i>c</i></strong> <foo:x xmlns:foo='urn:x'>d</foo:x>e</p><div><p>f</p></div>"));
	assert_string_equal(dump_body(), "paragraph|text \"a b \"|text italic \"c\"|text \" e\"|paragraph|text \"f\"|");
}

/* ---- photos ---- */

static void photos_that_cannot_be_used(void **state) {
	(void)state;
	write_text("photos/Hop.JPG", "x");
	write_text("photos/bia.png", "x");
	write_text("photos/bia.jpeg", "x");
	write_text("photos/le-khai-giang.jpg", "x");
	symlink("/etc/hostname", in_scratch("photos/link.jpg"));
#define PHOTO(src) ARTICLE("<figure>\n<photo alt='' ¤src='" src "'/></figure>")
	static const Case CASES[] = {
		{ PHOTO("photos/hop.jpg"), "photo-missing", "“photos/hop.jpg” is not there", "Is “Hop.JPG” meant" },
		{ PHOTO("photos/bia.jpg"), "photo-missing", "is not there", "Is “bia.jpeg” or “bia.png” meant" },
		{ PHOTO("photos/le-khai-gaing.jpg"), "photo-missing", "is not there", "Is “le-khai-giang.jpg” meant" },
		{ PHOTO("photos/xyz.jpg"), "photo-missing", "is not there", "no file with such a name" },
		{ PHOTO("anh/a.jpg"), "photo-missing", "is not there", "no folder “anh”" },
		{ PHOTO("photos\\\\Hop.JPG"), "photo-missing", "is not there", "Write “/”" },
		{ PHOTO("photos"), "photo-missing", "is a folder", NULL },
		{ PHOTO(""), "photo-missing", "no file name", NULL },
		{ PHOTO("/etc/hostname"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("../../etc/hostname"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("%2E%2E/%2E%2E/etc/hostname"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("photos/link.jpg"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("http://example.vn/a.jpg"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("file:///etc/hostname"), "photo-outside", "outside the folder", "beside this file" },
		{ PHOTO("C:\\\\anh\\\\a.jpg"), "photo-outside", "outside the folder", "beside this file" },
	};
	for (unsigned i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		expect_case(&CASES[i]);
		assert_int_equal(diag_total(diag), 1);
		const Figure *figure = &only_article()->body.items[0]->u.figure;
		assert_int_equal(figure->photos.count, 1); /* the page shows an empty frame */
		assert_null(figure->photos.items[0].path);
	}
}

/* ---- issues ---- */

#define ISSUE(parts) "<publication kind='bulletin'><head><title>B</title></head>\n" parts "</publication>"

static void a_bad_article_is_left_out_and_the_others_stay(void **state) {
	(void)state;
	write_text("good.xml", "<article id='good'>" HEAD "<lead>a</lead></article>");
	write_text("broken.xml", "<article>" HEAD "<lead>a</article>");
	write_text("wrong.xml", "<article id='wrong'>" HEAD "<body><p>a <strong>b</strong></p></body></article>");
	write_text("slip.xml", "<article>" HEAD "<body><p>a & b</p></body></article>");
	write_text("layout.xml", "<layout/>");
	read_xml(ISSUE("<part title='1'><article href='broken.xml'/><article href='wrong.xml'/><article href='good.xml'/></part>"
		"<part title='2'><article href='slip.xml'/></part><part title='3'><article href='layout.xml'/>"
		"<article>" HEAD "<body><h1>x</h1></body></article><article id='place'>" HEAD "<lead><ref to='good'/> <ref to='wrong'>w</ref></lead></article></part>"));
	assert_non_null(publication);
	assert_int_equal(publication->parts.count, 2); /* nothing is left of the second */
	assert_string_equal(publication->parts.items[0].title, "1");
	assert_int_equal(publication->parts.items[0].articles.count, 1);
	assert_string_equal(publication->parts.items[0].articles.items[0]->id, "good");
	assert_string_equal(publication->parts.items[1].title, "3");
	assert_int_equal(publication->parts.items[1].articles.count, 1);
	const Inlines *lead = &publication->parts.items[1].articles.items[0]->lead;
	assert_string_equal(lead->items[0].target, "good");
	assert_int_equal(lead->items[lead->count - 1].kind, INLINE_TEXT);
	assert_int_equal(count_code("article-left-out"), 5);
	assert_int_equal(count_code("xml-tags"), 1);
	assert_int_equal(count_code("xml-malformed"), 1);
	assert_int_equal(count_code("schema-unknown-element"), 2);
	assert_int_equal(count_code("schema-root"), 1);
	assert_int_equal(count_code("ref-left-out"), 1);
	assert_int_equal(diag_total(diag), 11);
}

static void small_faults_do_not_cost_an_article(void **state) {
	(void)state;
	read_xml(ISSUE("<part><article id='a' rank='frist'>" HEAD "<body><h level='7' foo='x'>a</h><p><ref to='z'/></p>"
		"<figure><photo src='none.jpg'/></figure></body></article></part>"));
	assert_non_null(publication);
	assert_int_equal(publication->parts.items[0].articles.items[0]->body.count, 3);
	assert_int_equal(count_code("article-left-out"), 0);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 5);
}

static void articles_that_cannot_be_had(void **state) {
	(void)state;
	write_text("tin-1.xml", "<article>" HEAD "<lead>a</lead></article>");
	static const Case CASES[] = {
		{ ISSUE("<part><article ¤href='tin1.xml'/></part>"), "article-missing", "“tin1.xml” is not there", "Is “tin-1.xml” meant" },
		{ ISSUE("<part><article ¤href='/etc/passwd'/></part>"), "article-outside", "outside the folder", "beside this file" },
		{ ISSUE("<part><article ¤href='http://example.vn/a.xml'/></part>"), "article-outside", "outside the folder", "beside this file" },
		{ ISSUE("<part><article href='tin-1.xml'/>\n<article ¤href='./tin-1.xml'/></part>"), "article-twice", "here already, from line 2", "Take one" },
		{ ISSUE("<part><article ¤href=''/></part>"), "article-missing", "is not there", "There is no file" },
		{ ISSUE("¤<part title='x'/>"), "schema-missing-element", "<part> needs at least one <article>", NULL },
		{ ISSUE("<part><article href='tin-1.xml'>¤<head/></article></part>"), "schema-not-empty", "<article> holds nothing", "Either name a file" },
	};
	EACH(CASES);
	read_xml(ISSUE("<part><article href='none.xml'/></part>"));
	assert_null(publication);
	assert_int_equal(count_code("publication-empty"), 1);
	assert_null(read_again("nowhere.xml"));
	assert_int_equal(count_code("file-unreadable"), 1);
	diag_close(diag);
	diag = diag_open();
	assert_null(publication_read(arena, scratch, diag));
	assert_int_equal(count_code("file-unreadable"), 1);
}

static void two_articles_with_one_id(void **state) {
	(void)state;
	write_text("1.xml", "<article id='x'>" HEAD "<lead>a</lead></article>");
	write_text("2.xml", "<article\nid='x'>" HEAD "<lead>a</lead></article>");
	read_xml(ISSUE("<part><article href='1.xml'/><article href='2.xml'/></part>"));
	assert_int_equal(count_code("id-duplicate"), 1);
	const DiagEntry *entry = find_entry("id-duplicate");
	assert_string_equal(file_name(entry->pos.file), "2.xml");
	assert_int_equal(entry->pos.line, 2);
	assert_non_null(strstr(entry->message, "1.xml, line 1"));
	assert_int_equal(publication->parts.items[0].articles.count, 2);
	assert_string_equal(publication->parts.items[0].articles.items[1]->id, "x-2");
}

static void what_is_said_has_an_end(void **state) {
	(void)state;
	Text text = { 0 };
	text_add(&text, "<article>" HEAD "<body>");
	for (int i = 0; i < 1000; i++) text_add(&text, "<x/>\n");
	text_add(&text, "</body></article>");
	read_xml(text.bytes);
	assert_int_equal(count_code("schema-unknown-element"), 200);
	assert_int_equal(count_code("schema-many"), 1);
	text_clear(&text);
	text_add(&text, "<article>" HEAD "<body><p>");
	for (int i = 0; i < 1000; i++) text_add(&text, "&x; & \n");
	text_add(&text, "</p></body></article>");
	read_xml(text.bytes);
	assert_int_equal(diag_total(diag), 50);
	text_free(&text);
}

/* Long names are cut between letters, not inside one. */
static void what_is_quoted_stays_whole(void **state) {
	(void)state;
	char name[3 * 101 + 1] = "";
	for (int i = 0; i < 101; i++) strcat(name, "ế");
	static const char *const FORMS[] = { "<p><x%1$s/></p>", "<p x%1$s='1'>a</p>", "<p id='x%1$s %1$s'>a</p>", "<p>a<ref to='x%1$s'/></p>",
		"<p>&x%1$s;</p>", "<p><x%1$s></p>", "<p><x%1$s:b/></p>", "<figure><photo src='x%1$s' alt=''/></figure>", "<x%1$s>", "</x%1$s>",
		"<p><a href='x%1$s'>a</a></p>", "<p><a href='x:%1$s'>a</a></p>", "x%1$s", "<q:x%1$s xmlns:q='x%1$s'/>",
		"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='x%1$s'/>",
		"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='x%1$s' href='a'/>", "<date when='x%1$s'/>" };
	for (unsigned i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		for (int shift = 0; shift < 3; shift++) {
			Text form = { 0 };
			for (const char *at = FORMS[i]; *at; at++) {
				if (strncmp(at, "%1$s", 4) == 0) { text_add(&form, &"xxx"[3 - shift]); text_add(&form, name); at += 3; }
				else text_add_char(&form, *at);
			}
			read_xml(arena_format(arena, ARTICLE("%s"), form.bytes));
			assert_true(diag_total(diag) > 0);
			for (int j = 0; j < diag_total(diag); j++) {
				const DiagEntry *entry = diag_entry(diag, j);
				assert_true(utf8_valid(entry->message, strlen(entry->message)));
				assert_true(!entry->hint || utf8_valid(entry->hint, strlen(entry->hint)));
				assert_true(strlen(entry->message) < 700);
			}
			text_free(&form);
		}
}

static void the_caret_stands_under_the_place(void **state) {
	(void)state;
	write_text("a.xml", "<article>" HEAD "<body>\n\t<p>Bộ Chính trị <strong>x</strong></p></body></article>");
	read_again("a.xml");
	char *printed = NULL;
	size_t size;
	FILE *out = open_memstream(&printed, &size);
	diag_print(diag, out, false);
	fclose(out);
	assert_non_null(strstr(printed, "a.xml:2:23: error: There is no element <strong>. [schema-unknown-element]\n"
		"     <p>Bộ Chính trị <strong>x</strong></p></body></article>\n"
		"                     ^\n"
		"    → Here that is called <b>.\n"));
	free(printed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_scratch, close_scratch)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(broken_xml),
		TEST(slips_are_all_told),
		TEST(misplaced_and_unknown_elements),
		TEST(attributes_and_values),
		TEST(wrong_values_do_not_stay),
		TEST(notes_in_notes_are_left_out),
		TEST(prefixes_without_a_meaning_are_said_once),
		TEST(unknown_elements_leave_their_words),
		TEST(photos_that_cannot_be_used),
		TEST(a_bad_article_is_left_out_and_the_others_stay),
		TEST(small_faults_do_not_cost_an_article),
		TEST(articles_that_cannot_be_had),
		TEST(two_articles_with_one_id),
		TEST(what_is_said_has_an_end),
		TEST(what_is_quoted_stays_whole),
		TEST(the_caret_stands_under_the_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
