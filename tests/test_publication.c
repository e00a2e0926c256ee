/* The publication room: what articles and issues become. */
#include "data/publication/scratch.h"

/* ---- whole documents, against golden dumps ---- */

static char *read_whole_file(const char *path) {
	FileMap map;
	if (!file_map(path, &map)) return NULL;
	char *text = arena_copy_text(arena, (const char *)map.bytes, map.length);
	file_unmap(&map);
	return text;
}

/* BANTIN_UPDATE=1 writes the goldens anew; look at what changed before committing it. */
static void compare_golden(const char *input, const char *golden) {
	publication = publication_read(arena, file_data_path(arena, input), diag);
	if (diag_total(diag)) print_diag();
	assert_int_equal(diag_total(diag), 0);
	assert_non_null(publication);
	Text text = { 0 };
	publication_dump(publication, &text);
	const char *path = file_data_path(arena, golden);
	if (getenv("BANTIN_UPDATE")) {
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		fputs(text.bytes, file);
		fclose(file);
	}
	const char *wanted = read_whole_file(path);
	assert_non_null(wanted);
	assert_string_equal(text.bytes, wanted);
	text_free(&text);
}

static void an_issue_with_every_element(void **state) {
	(void)state;
	compare_golden("tests/data/publication/issue/issue.xml", "tests/data/publication/issue.dump");
	assert_string_equal(file_name(publication->layout_pos.file), "issue.xml");
	assert_int_equal(publication->layout_pos.line, 2);
}

static void a_lone_article_with_every_element(void **state) {
	(void)state;
	compare_golden("tests/data/publication/issue/rich.xml", "tests/data/publication/rich.dump");
	assert_int_equal(publication->kind, PUBLICATION_ARTICLE);
	assert_null(publication->parts.items[0].title);
	assert_int_equal(only_article()->notes.count, 2);
}

static void a_book_with_every_element(void **state) {
	(void)state;
	compare_golden("tests/data/publication/book/book.xml", "tests/data/publication/book.dump");
	assert_int_equal(publication->front.count, 4);
	assert_int_equal(publication->back.count, 5);
	assert_string_equal(publication->isbn, "978-604-00-0000-2");
	assert_int_equal(publication->trim_width, 160);
	assert_int_equal(publication->trim_height, 240);
}

static void both_pass_the_schema_files(void **state) {
	(void)state;
	static const char *const INPUTS[] = { "issue/issue.xml", "issue/rich.xml", "issue/parts/brief.xml", "book/book.xml" };
	for (int i = 0; i < 4; i++) {
		const char *path = file_data_path(arena, arena_format(arena, "tests/data/publication/%s", INPUTS[i]));
		if (i == 2) continue; /* its photo lies outside its own folder */
		assert_non_null(publication_check(arena, path, diag));
		if (diag_total(diag)) print_diag();
		assert_int_equal(diag_total(diag), 0);
	}
}

/* ---- text ---- */

static void expect_text(const char *source, const char *wanted) {
	read_xml(arena_format(arena, ARTICLE("%s"), source));
	if (!publication) print_diag();
	const char *found = dump_body();
	if (strcmp(found, wanted) != 0) print_message("in: %s\n", source);
	assert_string_equal(found, wanted);
}

static void white_space_collapses_over_the_whole_block(void **state) {
	(void)state;
	expect_text("<p>  a \n\t b  </p>", "paragraph|text \"a b\"|");
	expect_text("<p>a <b> b </b> c</p>", "paragraph|text \"a \"|text bold \"b \"|text \"c\"|");
	expect_text("<p>a<b> b</b></p>", "paragraph|text \"a\"|text bold \" b\"|");
	expect_text("<p> <b> a </b> </p>", "paragraph|text bold \"a\"|");
	expect_text("<p>a<b> </b>c</p>", "paragraph|text \"a\"|text bold \" \"|text \"c\"|");
	expect_text("<p>a <b> </b> c</p>", "paragraph|text \"a c\"|");
	expect_text("<p>a<b/><i></i>c</p>", "paragraph|text \"ac\"|");
	expect_text("<p>a<!-- x -->b<?pi?>c<![CDATA[ <d> ]]></p>", "paragraph|text \"abc <d>\"|");
	expect_text("<p>&#xA0; a&#xA0; &#xA0;b</p>", "paragraph|text \"\\u{A0} a\\u{A0} \\u{A0}b\"|");
	expect_text("<p>a&#x2028;b&#x85;c&#x3000;d</p>", "paragraph|text \"a b c\\u{3000}d\"|");
}

static void spaces_around_breaks_and_before_notes_go(void **state) {
	(void)state;
	expect_text("<p>a <br/> b</p>", "paragraph|text \"a\"|break|text \"b\"|");
	expect_text("<p><br/> a <br/> </p>", "paragraph|text \"a\"|");
	expect_text("<p>a <b><br/></b> b</p>", "paragraph|text \"a\"|break bold|text \"b\"|");
	expect_text("<p>a <note>n</note> b</p>", "paragraph|text \"a\"|note 1|text \"n\"|text \" b\"|");
	expect_text("<p>a<b> <note>n</note></b>.</p>", "paragraph|text \"a\"|note 1|text \"n\"|text \".\"|");
	expect_text("<p><note> n </note>b</p>", "paragraph|note 1|text \"n\"|text \"b\"|");
}

static void styles_nest_and_neighbours_join(void **state) {
	(void)state;
	expect_text("<p><b>a<i>b</i></b></p>", "paragraph|text bold \"a\"|text bold italic \"b\"|");
	expect_text("<p><b>a</b><b>b</b></p>", "paragraph|text bold \"ab\"|");
	expect_text("<p><b>a</b> <b>b</b></p>", "paragraph|text bold \"a\"|text \" \"|text bold \"b\"|");
	expect_text("<p><sup>a<sub>b</sub></sup></p>", "paragraph|text sup \"a\"|text sub \"b\"|");
	/* two links side by side stay two: neighbours are told apart by the pointer */
	read_xml(ARTICLE("<p><a href='http://x'>a</a><a href='http://x'>b</a><a href='http://x'>c<b>d</b></a></p>"));
	const Inlines *text = &only_article()->body.items[0]->u.text;
	assert_int_equal(text->count, 4);
	assert_ptr_not_equal(text->items[0].href, text->items[1].href);
	assert_ptr_equal(text->items[2].href, text->items[3].href);
}

static void blocks_without_words_are_left_out(void **state) {
	(void)state;
	expect_text("<p/><p> </p><p>&#xA0;</p><p><br/></p><p><b> </b></p><h></h><list><item/><item>a</item></list><p>x</p>",
		"list type=\"bullet\"|item|paragraph|text \"a\"|paragraph|text \"x\"|");
	assert_int_equal(count_code("empty-left-out"), 7);
	assert_int_equal(diag_count(diag, SEVERITY_NOTE), 7);
	expect_text("<p>a<note> </note>b<note>c</note></p>", "paragraph|text \"ab\"|note 1|text \"c\"|");
}

static void text_becomes_nfc(void **state) {
	(void)state;
	/* e + circumflex + acute; o + horn + dot below in the other order; both composed */
	expect_text("<p>Ti\x65\xCC\x82\xCC\x81ng Vi\x65\xCC\xA3\xCC\x82t</p>", "paragraph|text \"Tiếng Việt\"|");
	assert_int_equal(count_code("text-nfc-repaired"), 1);
	const DiagEntry *entry = find_entry("text-nfc-repaired");
	assert_int_equal(entry->severity, SEVERITY_NOTE);
	assert_int_equal(entry->pos.line, 1);
	assert_int_equal(entry->pos.column, (int)strlen("<article>" HEAD "<body><p>Ti") + 1);
	/* a mark at the start of an element belongs to the letter before it */
	expect_text("<p>Vi\x65<b>\xCC\xA3\xCC\x82t</b></p>", "paragraph|text \"Việ\"|text bold \"t\"|");
	expect_text("<p>đã có rồi: ế ạ ữ “…” – €</p>", "paragraph|text \"đã có rồi: ế ạ ữ “…” – €\"|");
	assert_null(find_entry("text-nfc-repaired"));
	/* in an attribute, in a plain element, each counted, said once */
	read_xml("<article><head><title>a</title><section>e\xCC\x81</section></head><body><p>o\xCC\x80 u\xCC\x80</p></body></article>");
	assert_string_equal(only_article()->section, "é");
	assert_int_equal(count_code("text-nfc-repaired"), 1);
	assert_non_null(strstr(find_entry("text-nfc-repaired")->message, "this file: 2)"));
}

static void eth_becomes_d_with_stroke_where_it_is_meant(void **state) {
	(void)state;
	expect_text("<p>Ðảng bộ, QÐ-UBND, HÐND, “ðã” (ðồng) H<b>Ð</b></p>",
		"paragraph|text \"Đảng bộ, QĐ-UBND, HĐND, “đã” (đồng) H\"|text bold \"Đ\"|");
	assert_int_equal(count_code("text-eth-repaired"), 1);
	const DiagEntry *entry = find_entry("text-eth-repaired");
	assert_int_equal(entry->severity, SEVERITY_WARNING);
	assert_non_null(strstr(entry->message, "this file: 6)"));
	assert_int_equal(entry->pos.column, (int)strlen("<article>" HEAD "<body><p>") + 1);
	expect_text("<p>dòng<br/>ðầu</p>", "paragraph|text \"dòng\"|break|text \"đầu\"|");
	/* Icelandic names and foreign words stay */
	expect_text("<p>Sigurðsson, Guðrún</p>", "paragraph|text \"Sigurðsson, Guðrún\"|");
	assert_int_equal(diag_total(diag), 0);
	expect_text("<p>chữ <foreign xml:lang='is'>Ð</foreign></p>", "paragraph|text \"chữ \"|text \"Ð\" lang=\"is\"|");
	assert_int_equal(diag_total(diag), 0);
}

static void one_repair_message_for_each_file(void **state) {
	(void)state;
	write_text("b.xml", "<article>" HEAD "<lead>Ðảng ðã</lead></article>");
	write_text("c.xml", "<article>" HEAD "<lead>đủ\n\nÐảng</lead></article>");
	read_xml("<publication><head><title>Ðảng</title></head><part title='Ð'><article href='b.xml'/><article href='c.xml'/></part></publication>");
	assert_int_equal(count_code("text-eth-repaired"), 3);
	assert_string_equal(publication->parts.items[0].title, "Đ");
	for (int i = 0; i < diag_total(diag); i++) {
		const DiagEntry *entry = diag_entry(diag, i);
		if (strstr(entry->pos.file, "c.xml")) assert_int_equal(entry->pos.line, 3);
	}
}

static void invisible_characters_stay_only_with_a_meaning(void **state) {
	(void)state;
	expect_text("<p>tr&#xAD;ường&#x200B; học&#xFEFF;&#x200E; a&#x200B;b x&#x200D;y</p>", "paragraph|text \"trường học ab xy\"|");
	assert_int_equal(diag_total(diag), 0);
	expect_text("<p>a/&#x200B;b c&#x2060;d</p>", "paragraph|text \"a/\\u{200B}b c\\u{2060}d\"|");
	expect_text("<p>&#x641;&#x200C;&#x642; &#x1F469;&#x200D;&#x1F680;</p>", "paragraph|text \"ف\\u{200C}ق 👩\\u{200D}🚀\"|");
}

static void controls_are_dropped_and_lost_letters_named(void **state) {
	(void)state;
	expect_text("<p>a&#x7F;b&#x90;c</p>", "paragraph|text \"abc\"|");
	assert_int_equal(count_code("text-control"), 1);
	assert_non_null(strstr(find_entry("text-control")->message, "this file: 2)"));
	expect_text("<p>Ti\xEF\xBF\xBDng</p>", "paragraph|text \"Ti\xEF\xBF\xBDng\"|");
	assert_int_equal(count_code("text-replacement-character"), 1);
}

static void legacy_encodings_are_noticed(void **state) {
	(void)state;
	expect_text("<p>x</p><p>Tr­êng §¹i häc C«ng nghÖ ®· tæ chøc héi nghÞ</p>",
		"paragraph|text \"x\"|paragraph|text \"Trêng §¹i häc C«ng nghÖ ®· tæ chøc héi nghÞ\"|");
	assert_int_equal(count_code("text-legacy-encoding"), 1);
	assert_int_equal(find_entry("text-legacy-encoding")->pos.column, (int)strlen("<article>" HEAD "<body><p>x</p><p>") + 1);
	read_xml(ARTICLE("<p>Tröôøng Ñaïi hoïc Coâng ngheä ñaõ toå chöùc hoäi nghò</p>"));
	assert_int_equal(count_code("text-legacy-encoding"), 1);
	/* shown on purpose */
	read_xml(ARTICLE("<p>Mẫu: <foreign xml:lang='vi'>Tr­êng §¹i häc C«ng nghÖ ®· tæ chøc héi nghÞ</foreign></p>"));
	assert_int_equal(count_code("text-legacy-encoding"), 0);
	/* what is not: real Vietnamese, French, German, prices, trade marks, measures */
	read_xml(ARTICLE("<p>Trường Đại học Công nghệ đã tổ chức hội nghị, hoà bình, quả, thuở, nghiêng, khuỷu, huýt</p>"
		"<p>À Noël, le naïf mangeait du maïs où, en août, Citroën roulait; «ça» dit-il</p><p>Köln Müller schön größer Österreich für Öl</p>"
		"<p>10 µm, 25°C, ½ kg, Windows®, §5, ©2013, m², x³, a·b, Catalan col·lecció</p>"));
	assert_int_equal(diag_total(diag), 0);
}

/* ---- languages ---- */

static void languages_are_inherited_and_said_once(void **state) {
	(void)state;
	read_xml("<article xml:lang='vi'>" HEAD "<body><p xml:lang='en'>a <foreign xml:lang='en'>b</foreign> "
		"<foreign xml:lang='fr'>c</foreign></p><p>d <i xml:lang='en'>e</i></p>"
		"<quote xml:lang='fr'><p>f</p><p xml:lang='vi'>g</p></quote>"
		"<table><row xml:lang='en'><cell>h</cell><cell xml:lang='vi'>i</cell></row></table></body></article>");
	assert_string_equal(dump_body(),
		"paragraph lang=\"en\"|text \"a b \"|text \"c\" lang=\"fr\"|paragraph|text \"d \"|text italic \"e\" lang=\"en\"|"
		"quote lang=\"fr\"|paragraph lang=\"fr\"|text \"f\"|paragraph|text \"g\"|"
		"table columns=2 head_rows=0|row|cell column=0|text \"h\" lang=\"en\"|cell column=1|text \"i\"|");
	assert_string_equal(only_article()->lang, "vi");
	read_xml(ARTICLE("<p>a</p>"));
	assert_string_equal(only_article()->lang, "vi");
	write_text("b.xml", "<article xml:lang='fr'>" HEAD "<lead>a</lead></article>");
	read_xml("<publication xml:lang='en'><head><title>x</title></head><part><article href='b.xml'/><article>" HEAD
		"<lead>b</lead></article></part></publication>");
	assert_string_equal(publication->lang, "en");
	assert_string_equal(publication->parts.items[0].articles.items[0]->lang, "fr");
	assert_string_equal(publication->parts.items[0].articles.items[1]->lang, "en");
}

/* ---- tables ---- */

static void spans_are_set_on_the_grid(void **state) {
	(void)state;
	expect_text("<table><row><cell rowspan='2'>a</cell><cell colspan='2'>b</cell></row><row><cell>c</cell><cell rowspan='2'>d</cell></row>"
		"<row><cell colspan='2'>e</cell></row></table>",
		"table columns=3 head_rows=0|row|cell column=0 rowspan=2|text \"a\"|cell column=1 colspan=2|text \"b\"|row|cell column=1|text \"c\"|"
		"cell column=2 rowspan=2|text \"d\"|row|cell column=0 colspan=2|text \"e\"|");
	assert_int_equal(diag_total(diag), 0);
}

static void bad_spans_are_reported_and_cut(void **state) {
	(void)state;
	expect_text("<table><row><cell>a</cell><cell rowspan='2'>b</cell></row><row><cell colspan='2'>c</cell></row></table>",
		"table columns=2 head_rows=0|row|cell column=0|text \"a\"|cell column=1 rowspan=2|text \"b\"|row|cell column=0|text \"c\"|");
	assert_int_equal(count_code("table-overlap"), 1);
	expect_text("<table><row><cell rowspan='3'>a</cell><cell>b</cell></row><row><cell>c</cell></row></table>",
		"table columns=2 head_rows=0|row|cell column=0 rowspan=2|text \"a\"|cell column=1|text \"b\"|row|cell column=1|text \"c\"|");
	assert_int_equal(count_code("table-overrun"), 1);
	read_xml(ARTICLE("<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell></row></table>"));
	assert_int_equal(count_code("table-ragged"), 1);
	assert_non_null(strstr(find_entry("table-ragged")->message, "1 of the 2"));
	read_xml(ARTICLE("<table><row><cell colspan='99'>a</cell><cell colspan='99'>b</cell><cell>c</cell><cell>d</cell></row></table>"));
	assert_int_equal(count_code("table-too-wide"), 2);
	assert_int_equal(only_article()->body.items[0]->u.table.columns, 100);
}

static int head_rows(const char *rows) {
	read_xml(arena_format(arena, ARTICLE("<table>%s</table>"), rows));
	return only_article()->body.items[0]->u.table.head_rows;
}

static void head_rows_are_those_that_may_be_repeated(void **state) {
	(void)state;
#define H "<cell head='yes'>h</cell>"
#define C "<cell>c</cell>"
	assert_int_equal(head_rows("<row>" H H "</row><row>" C C "</row>"), 1);
	assert_int_equal(head_rows("<row>" H H "</row><row>" H H "</row><row>" C C "</row>"), 2);
	assert_int_equal(head_rows("<row>" H C "</row><row>" C C "</row>"), 0);
	assert_int_equal(head_rows("<row>" C C "</row><row>" H H "</row>"), 0);
	/* a head that reaches into the body cannot be repeated */
	assert_int_equal(head_rows("<row>" H "</row><row><cell head='yes' rowspan='2'>h</cell></row><row/><row>" C "</row>"), 1);
	assert_int_equal(head_rows("<row>" H "</row><row>" H "</row>"), 0);
}

/* ---- dates, links, ids ---- */

static void dates_of_every_length(void **state) {
	(void)state;
	static const struct { const char *when; int year, month, day, hour, minute; } CASES[] = {
		{ "2013", 2013, 0, 0, -1, 0 }, { "2013-03", 2013, 3, 0, -1, 0 }, { " 2013-03-27 ", 2013, 3, 27, -1, 0 },
		{ "2013-03-27T07:30", 2013, 3, 27, 7, 30 }, { "2013-03-27T07:30:15.5+07:00", 2013, 3, 27, 7, 30 },
		{ "2012-02-29", 2012, 2, 29, -1, 0 }, { "2000-02-29T00:00Z", 2000, 2, 29, 0, 0 },
	};
	for (unsigned i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		read_xml(arena_format(arena, "<article><head><title>T</title><date when='%s'/></head><lead>a</lead></article>", CASES[i].when));
		assert_int_equal(diag_total(diag), 0);
		Date date = only_article()->date;
		assert_int_equal(date.year, CASES[i].year);
		assert_int_equal(date.month, CASES[i].month);
		assert_int_equal(date.day, CASES[i].day);
		assert_int_equal(date.hour, CASES[i].hour);
		assert_int_equal(date.minute, CASES[i].minute);
	}
	static const char *const WRONG[] = { "27/3/2013", "2013-3-27", "2013-02-30", "1900-02-29", "2013-13", "2013-00-01", "0000",
		"2013-03-27T24:00", "2013-03-27T07", "2013-03-27 07:30", "2013-03-27T07:60", "", "20130327", "2013-03-27x" };
	for (unsigned i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		read_xml(arena_format(arena, "<article><head><title>T</title><date when='%s'/></head><lead>a</lead></article>", WRONG[i]));
		assert_int_equal(diag_total(diag), 1);
		assert_int_equal(count_code("date-invalid"), 1);
		assert_int_equal(find_entry("date-invalid")->pos.column, (int)strlen("<article><head><title>T</title><date ") + 1);
		assert_int_equal(only_article()->date.year, 0);
	}
}

static const char *href_of(const char *href) {
	read_xml(arena_format(arena, ARTICLE("<p id='x'><a href='%s'>a</a></p>"), href));
	return only_article()->body.items[0]->u.text.items[0].href;
}

static void links_lead_somewhere_or_are_dropped(void **state) {
	(void)state;
	assert_string_equal(href_of(" https://a.vn/b?c=d&amp;e#f "), "https://a.vn/b?c=d&e#f");
	assert_string_equal(href_of("HTTP://a.vn/tin tức"), "HTTP://a.vn/tin%20t%E1%BB%A9c");
	assert_string_equal(href_of("mailto:a@b.vn"), "mailto:a@b.vn");
	assert_string_equal(href_of("tel:+84"), "tel:+84");
	assert_string_equal(href_of("#x"), "#x");
	assert_int_equal(diag_total(diag), 0);
	assert_null(href_of("javascript:alert(1)"));
	assert_int_equal(count_code("href-scheme"), 1);
	assert_null(href_of("file:///etc/passwd"));
	assert_int_equal(count_code("href-scheme"), 1);
	assert_null(href_of("www.a.vn"));
	assert_int_equal(count_code("href-relative"), 1);
	assert_string_equal(find_entry("href-relative")->hint, "Write https://www.a.vn.");
	assert_null(href_of("b.html"));
	assert_int_equal(diag_count(diag, SEVERITY_WARNING), 1);
	assert_null(href_of(""));
	assert_int_equal(count_code("href-empty"), 1);
	assert_null(href_of("#y"));
	assert_int_equal(count_code("ref-dangling"), 1);
}

static void ids_belong_to_their_article(void **state) {
	(void)state;
	static const char ONE[] = "<article id='%s'>" HEAD "<body><p id='h'>a</p><p><ref to='h'/> <ref to='hai'/> <ref to='k'/></p>%s</body></article>";
	write_text("1.xml", arena_format(arena, ONE, "mot", ""));
	write_text("2.xml", arena_format(arena, ONE, "hai", "<p id='k'>b</p><p id='h-2'>c</p>"));
	read_xml("<publication><head><title>x</title></head><part><article href='1.xml'/><article href='2.xml'/></part></publication>");
	if (diag_total(diag)) print_diag();
	assert_int_equal(diag_total(diag), 0);
	const Article *one = publication->parts.items[0].articles.items[0], *two = publication->parts.items[0].articles.items[1];
	assert_string_equal(one->id, "mot");
	assert_string_equal(one->body.items[0]->id, "h");
	assert_string_equal(one->body.items[1]->u.text.items[0].target, "h");
	assert_string_equal(one->body.items[1]->u.text.items[2].target, "hai");
	assert_string_equal(one->body.items[1]->u.text.items[4].target, "k");
	assert_string_equal(two->body.items[0]->id, "h-3"); /* h-2 is taken */
	assert_string_equal(two->body.items[1]->u.text.items[0].target, "h-3");
	assert_string_equal(two->body.items[3]->id, "h-2");
}

static void an_id_that_could_be_several_is_said(void **state) {
	(void)state;
	write_text("1.xml", "<article>" HEAD "<body><p id='h'>a</p></body></article>");
	write_text("2.xml", "<article>" HEAD "<body><p id='h'>a</p></body></article>");
	read_xml("<publication><head><title>x</title></head><part><article href='1.xml'/><article href='2.xml'/><article>" HEAD
		"<lead><ref to='h'/></lead></article></part></publication>");
	assert_int_equal(count_code("ref-ambiguous"), 1);
	assert_int_equal(diag_total(diag), 1);
}

/* ---- photos ---- */

static void photos_are_found_beside_their_file(void **state) {
	(void)state;
	write_text("photos/Ảnh 1.jpg", "x");
	read_xml(ARTICLE("<figure><photo src='photos/Ảnh 1.jpg' alt='a'/><photo src='./photos/%E1%BA%A2nh%201.jpg' alt='b'/></figure>"));
	assert_int_equal(diag_total(diag), 0);
	const Figure *figure = &only_article()->body.items[0]->u.figure;
	assert_string_equal(figure->photos.items[0].path, in_scratch("photos/Ảnh 1.jpg"));
	assert_string_equal(figure->photos.items[1].path, in_scratch("photos/Ảnh 1.jpg"));
	assert_int_equal(figure->photos.items[0].focus_x, 500);
	assert_int_equal(publication->files.count, 2); /* each once */
}

static void accents_written_apart_name_the_same_file(void **state) {
	(void)state;
	write_text("a\xCC\x89nh/ba\xCC\x80i.jpg", "x"); /* ảnh/bài.jpg, as a Mac writes it */
	read_xml(ARTICLE("<figure><photo src='ảnh/bài.jpg' alt='a'/><photo src='%E1%BA%A3nh/b%C3%A0i.jpg' alt='a'/><photo src='ảnh/BÀI.jpg' alt='a'/></figure>"));
	const Figure *figure = &only_article()->body.items[0]->u.figure;
	assert_string_equal(figure->photos.items[0].path, in_scratch("a\xCC\x89nh/ba\xCC\x80i.jpg"));
	assert_string_equal(figure->photos.items[1].path, figure->photos.items[0].path);
	assert_int_equal(count_code("photo-missing"), 1); /* capitals count, and what is meant is said */
}

static void plain_text_of_inlines(void **state) {
	(void)state;
	read_xml(ARTICLE("<p id='x'>a <b>b</b><br/>c<note>n</note> <ref to='x'/><ref to='x'>r</ref></p>"));
	assert_string_equal(publication_plain_text(arena, &only_article()->body.items[0]->u.text), "a b c r");
	assert_string_equal(publication_plain_text(arena, &(Inlines){ 0 }), "");
}

static void probing_looks_at_the_first_tag(void **state) {
	(void)state;
	static const struct { const char *start; PublicationProbe ours; } CASES[] = {
		{ "<article>", PROBE_OURS }, { "<?xml version='1.0'?>\n<!-- x -->\n<?pi?><publication kind='bulletin'", PROBE_OURS },
		{ "\xEF\xBB\xBF<article/>", PROBE_OURS }, { "<!DOCTYPE article SYSTEM 'x.dtd' [<!ENTITY a 'b'>]><article>", PROBE_OURS },
		{ "<layout/>", PROBE_OTHER }, { "<html><article/></html>", PROBE_OTHER }, { "article", PROBE_UNCLEAR }, { "", PROBE_UNCLEAR }, { "<articles/>", PROBE_OTHER },
		{ "<article xmlns='http://docbook.org/ns/docbook'>", PROBE_OTHER }, { "PK\3\4", PROBE_UNCLEAR }, { "<article", PROBE_UNCLEAR },
	};
	for (unsigned i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char padded[256];
		/* the rest of the start tag, so that the second case is one */
		snprintf(padded, sizeof padded, "%s%s", CASES[i].start, i == 1 ? ">" : "");
		write_text("probe.xml", padded);
		if (publication_probe(in_scratch("probe.xml")) != CASES[i].ours) print_message("%s\n", CASES[i].start);
		assert_int_equal(publication_probe(in_scratch("probe.xml")), CASES[i].ours);
	}
	assert_int_equal(publication_probe(in_scratch("none.xml")), PROBE_UNCLEAR);
	assert_int_equal(publication_probe(scratch), PROBE_UNCLEAR);
	write_bytes("wide.xml", "\xFF\xFE<\0a\0r\0t\0i\0c\0l\0e\0/\0>\0", 22);
	assert_int_equal(publication_probe(in_scratch("wide.xml")), PROBE_OURS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_scratch, close_scratch)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(an_issue_with_every_element),
		TEST(a_lone_article_with_every_element),
		TEST(a_book_with_every_element),
		TEST(both_pass_the_schema_files),
		TEST(white_space_collapses_over_the_whole_block),
		TEST(spaces_around_breaks_and_before_notes_go),
		TEST(styles_nest_and_neighbours_join),
		TEST(blocks_without_words_are_left_out),
		TEST(text_becomes_nfc),
		TEST(eth_becomes_d_with_stroke_where_it_is_meant),
		TEST(one_repair_message_for_each_file),
		TEST(invisible_characters_stay_only_with_a_meaning),
		TEST(controls_are_dropped_and_lost_letters_named),
		TEST(legacy_encodings_are_noticed),
		TEST(languages_are_inherited_and_said_once),
		TEST(spans_are_set_on_the_grid),
		TEST(bad_spans_are_reported_and_cut),
		TEST(head_rows_are_those_that_may_be_repeated),
		TEST(dates_of_every_length),
		TEST(links_lead_somewhere_or_are_dropped),
		TEST(ids_belong_to_their_article),
		TEST(an_id_that_could_be_several_is_said),
		TEST(photos_are_found_beside_their_file),
		TEST(accents_written_apart_name_the_same_file),
		TEST(plain_text_of_inlines),
		TEST(probing_looks_at_the_first_tag),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
