/* Looks of the own designs: what a reader would notice at once if it went wrong. */
#include "test_page_fonts.h"

#define FILL "Nước lên thì đi xuồng, nước ròng thì lội bộ, đường nào cũng tới lớp trước giờ đọc bài. "
#define HEAD(title) "<head><title>" title "</title><number>Số 1</number><date when='2026-11'/></head>"

typedef struct Bench { Arena *arena; Diag *diag; Text source; } Bench;

static int set_up(void **state) {
	Bench *bench = calloc(1, sizeof *bench);
	bench->arena = arena_open();
	bench->diag = diag_open();
	*state = bench;
	return 0;
}

static int tear_down(void **state) {
	Bench *bench = *state;
	text_free(&bench->source);
	diag_close(bench->diag);
	arena_close(bench->arena);
	free(bench);
	return 0;
}

static void add_article(Bench *bench, const char *attributes, const char *head, int paragraphs) {
	text_format(&bench->source, "<article %s><head>%s</head><body>", attributes, head);
	for (int i = 0; i < paragraphs; i++) text_add(&bench->source, "<p>" FILL FILL FILL "</p>");
	text_add(&bench->source, "</body></article>");
}

static const Drawing *compose(Bench *bench, const char *layout) {
	char path[] = "/tmp/bantin-looks-XXXXXX.xml";
	int file = mkstemps(path, 4);
	assert_true(file >= 0);
	assert_int_equal(write(file, bench->source.bytes, bench->source.length), (ssize_t)bench->source.length);
	close(file);
	Publication *publication = publication_read(bench->arena, path, bench->diag);
	unlink(path);
	Design *design = design_read(bench->arena, layout, (SourcePos){ 0 }, bench->diag);
	const Drawing *drawing = publication && design ? page_compose(bench->arena, publication, design, fonts, bench->diag) : NULL;
	if (!drawing || diag_count(bench->diag, SEVERITY_ERROR)) {
		diag_print(bench->diag, stderr, true);
		fail_msg("it does not compose");
	}
	return drawing;
}

/* The item's words with blanks between them. */
static const char *words_of(Bench *bench, const DrawItem *item) {
	Text words = { 0 };
	for (int i = 0; item->kind == DRAW_TEXT && i < item->u.text.word_count; i++) {
		if (i) text_add(&words, " ");
		text_add(&words, item->u.text.words[i].run->text);
	}
	const char *copy = words.length ? arena_copy_text(bench->arena, words.bytes, words.length) : "";
	text_free(&words);
	return copy;
}

static const DrawItem *find_text(Bench *bench, const DrawnPage *page, const char *words, bool furniture) {
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		if (item->kind == DRAW_TEXT && (item->node == NODE_NONE) == furniture && strcmp(words_of(bench, item), words) == 0) return item;
	}
	return NULL;
}

/* ---- ink ---- */

typedef struct Box { Length left, right, top, bottom; } Box; /* y down the page */

static Box word_box(const DrawItem *item, int word) {
	const GlyphRun *run = item->u.text.words[word].run;
	GlyphInk ink = font_ink(run);
	int upem = font_units_per_em(item->u.text.font);
	Length x = item->u.text.words[word].x, size = item->u.text.size;
	return (Box){ x + length_scale(size, ink.left, upem), x + length_scale(size, ink.right, upem), item->y - length_scale(size, ink.top, upem),
		item->y - length_scale(size, ink.bottom, upem) };
}

/* No word of large type touches one on another line. Returns how many large words were looked at. */
static int check_large_words(Bench *bench, const DrawnPage *page, Length size) {
	int seen = 0;
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *large = &page->items.items[i];
		if (large->kind != DRAW_TEXT || large->u.text.size < size) continue;
		for (int w = 0; w < large->u.text.word_count; w++, seen++) {
			Box a = word_box(large, w);
			for (int k = 0; k < page->items.count; k++) {
				const DrawItem *other = &page->items.items[k];
				if (other->kind != DRAW_TEXT || other->y == large->y) continue;
				for (int v = 0; v < other->u.text.word_count; v++) {
					Box b = word_box(other, v);
					if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
						fail_msg("“%s” touches “%s”", words_of(bench, large), words_of(bench, other));
				}
			}
		}
	}
	return seen;
}

static void stacked_marks_touch_nothing(void **state) {
	Bench *bench = *state;
	const char *const layouts[] = { "ban-tin", "tap-san", "to-tin" };
	text_add(&bench->source, "<publication kind='bulletin' layout='ban-tin' xml:lang='vi'>" HEAD("ẤN PHẨM ỘP ỄNH, NGHĨ VỀ ĐỖ ẤP") "<part title='Phần'>");
	add_article(bench, "rank='lead'", "<kicker>NGHỊ QUYẾT</kicker><title>HỘI NGHỊ ỘP ẸP NGHỊCH Ở ẤP ỄNH: ỔN ĐỊNH, NGHIÊM TÚC, ẤM ÁP, RỘNG RÃI, ỄNH ƯƠNG</title>", 3);
	add_article(bench, "rank='second'", "<kicker>QUY ĐỊNH</kicker><title>Ễnh ương ộp oạp nghịch ngợm ngoài ruộng ấp Ấm suốt đêm ở những ngã ba</title>", 3);
	text_add(&bench->source, "</part></publication>");
	for (int i = 0; i < 3; i++) {
		const Drawing *drawing = compose(bench, layouts[i]);
		int seen = 0;
		for (int p = 0; p < drawing->pages.count; p++) seen += check_large_words(bench, &drawing->pages.items[p], 18 * LENGTH_POINT);
		assert_true(seen > 20);
	}
}

static void drop_caps_touch_nothing(void **state) {
	Bench *bench = *state;
	const char *const letters[] = { "Ấp", "Ộp", "Ễnh", "Ẩn", "Ợ", "Ỵ", "“Ậm" };
	text_add(&bench->source, "<publication kind='bulletin' layout='tap-san' xml:lang='vi'>" HEAD("Tin") "<part title='Phần'>");
	for (int i = 0; i < 7; i++)
		text_format(&bench->source, "<article rank='second'><head><title>Tít</title></head><body><p>%s oạp. " FILL FILL FILL FILL "</p><p>" FILL "</p></body></article>", letters[i]);
	text_add(&bench->source, "</part></publication>");
	const Drawing *drawing = compose(bench, "tap-san");
	int seen = 0;
	for (int p = 1; p < drawing->pages.count; p++) seen += check_large_words(bench, &drawing->pages.items[p], 30 * LENGTH_POINT);
	assert_true(seen >= 7);
}

/* ---- names ---- */

static void a_page_that_opens_with_a_part_says_its_name_once(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='ban-tin' xml:lang='vi'>" HEAD("Tin"));
	for (int i = 1; i <= 9; i++) {
		text_format(&bench->source, "<part title='Chương%d'>", i);
		add_article(bench, "rank='second'", "<title>Tít</title>", 9 + i);
		text_add(&bench->source, "</part>");
	}
	text_add(&bench->source, "</publication>");
	const Drawing *drawing = compose(bench, "ban-tin");
	int openings = 0, others = 0;
	for (int p = 1; p < drawing->pages.count; p++) {
		const DrawnPage *page = &drawing->pages.items[p];
		for (int i = 1; i <= 9; i++) {
			const char *name = arena_format(bench->arena, "Chương%d", i);
			const DrawItem *own = find_text(bench, page, name, false), *running = find_text(bench, page, name, true);
			bool at_top = own && own->y < page->grids[0].y + 3 * page->grids[0].leading;
			if (at_top) assert_null(running);
			openings += at_top;
			others += running != NULL;
		}
	}
	assert_true(openings > 0 && others > 0);
}

static void authors_stand_on_lines_of_their_own(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='ban-tin' xml:lang='vi'>" HEAD("Tin") "<part title='Phần'>");
	add_article(bench, "rank='lead'", "<title>Tít</title>", 1);
	add_article(bench, "rank='third'", "<title>Hai người</title><author><name>Bùi Thị Ngọc Bảo Trâm</name><unit>Khoa Lý luận cơ sở, pháp luật</unit></author>"
		"<author><name>Đỗ Linh</name><unit>Khoa Văn</unit></author>", 2);
	add_article(bench, "rank='third'", "<title>Một người</title><author><name>Lê Na</name><unit>Khoa Văn</unit></author>", 2);
	text_add(&bench->source, "</part></publication>");
	const DrawnPage *page = &compose(bench, "ban-tin")->pages.items[0];
	const DrawItem *name = find_text(bench, page, "Bùi Thị Ngọc Bảo Trâm", false), *unit = find_text(bench, page, "Khoa Lý luận cơ sở, pháp luật", false);
	assert_non_null(name);
	assert_non_null(unit);
	assert_int_equal(unit->y - name->y, page->grids[0].leading);
	assert_non_null(find_text(bench, page, "Đỗ Linh · Khoa Văn", false));
	assert_non_null(find_text(bench, page, "Lê Na · Khoa Văn", false));
}

static void cut_contents_keep_an_entry_of_each_part(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='ban-tin' xml:lang='vi'>" HEAD("Tin"));
	for (int i = 1; i <= 6; i++) {
		text_format(&bench->source, "<part title='Chương%d'>", i);
		for (int k = 0; k < 5; k++) add_article(bench, k == 2 ? "rank='second'" : "rank='third'", arena_format(bench->arena, "<title>Bài%d%d</title>", i, k), 1);
		text_add(&bench->source, "</part>");
	}
	text_add(&bench->source, "</publication>");
	const DrawnPage *page = &compose(bench, "ban-tin")->pages.items[0];
	int entries = 0;
	for (int i = 1; i <= 6; i++) {
		assert_non_null(find_text(bench, page, arena_format(bench->arena, "CHƯƠNG%d", i), false));
		assert_non_null(find_text(bench, page, arena_format(bench->arena, "Bài%d2", i), false)); /* the larger one stays */
	}
	for (int i = 0; i < page->items.count; i++) entries += page->items.items[i].kind == DRAW_LINK;
	assert_true(entries >= 12);
}

/* ---- the side bar ---- */

static int count_grounds(const Drawing *drawing) {
	int count = 0;
	for (int p = 1; p < drawing->pages.count; p++)
		for (int i = 0; i < drawing->pages.items[p].items.count; i++) {
			const DrawItem *item = &drawing->pages.items[p].items.items[i];
			count += item->kind == DRAW_RECT && item->height > drawing->pages.items[p].height;
		}
	return count;
}

static void contents_alone_make_no_side_bar(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='to-tin' xml:lang='vi'>" HEAD("Tin") "<part title='Phần'>");
	for (int i = 0; i < 4; i++) add_article(bench, "rank='second'", "<title>Tít</title>", 12);
	text_add(&bench->source, "</part></publication>");
	const Drawing *drawing = compose(bench, "to-tin");
	assert_int_equal(count_grounds(drawing), 0);
	bool third = false; /* text in the third column */
	const DrawnPage *page = &drawing->pages.items[1];
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		third = third || (item->kind == DRAW_TEXT && item->node != NODE_NONE && item->x > page->width * 13 / 20 && item->width > page->width / 4);
	}
	assert_true(third);
}

static void small_articles_make_one(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='to-tin' xml:lang='vi'>" HEAD("Tin") "<part title='Phần'>");
	for (int i = 0; i < 4; i++) add_article(bench, "rank='second'", "<title>Tít</title>", 12);
	for (int i = 0; i < 12; i++) add_article(bench, "rank='brief'", "<title>Tin.</title>", 1);
	text_add(&bench->source, "</part></publication>");
	const Drawing *drawing = compose(bench, "to-tin");
	assert_int_equal(count_grounds(drawing), drawing->pages.count - 1);
}

static const DrawItem *find_anywhere(Bench *bench, const Drawing *drawing, const char *words) {
	const DrawItem *found = NULL;
	for (int p = 0; p < drawing->pages.count && !found; p++) found = find_text(bench, &drawing->pages.items[p], words, false);
	if (!found) fail_msg("“%s” stands nowhere", words);
	return found;
}

static void run_in_titles_keep_their_marks(void **state) {
	Bench *bench = *state;
	text_add(&bench->source, "<publication kind='bulletin' layout='ban-tin' xml:lang='vi'>" HEAD("Tin") "<part title='Tin vắn'>");
	add_article(bench, "rank='brief'", "<title>Đo H<sub>2</sub>O theo <i>Sổ tay</i></title>", 1);
	add_article(bench, "rank='brief'", "<title>Ruộng rộng<br/>Trăm m<sup>2</sup></title>", 1);
	text_add(&bench->source, "</part></publication>");
	const Drawing *drawing = compose(bench, "ban-tin");
	const DrawItem *title = find_anywhere(bench, drawing, "Đo H"), *sub = find_anywhere(bench, drawing, "2"), *italic = find_anywhere(bench, drawing, "Sổ tay.");
	assert_false(font_italic(title->u.text.font));
	assert_true(font_italic(italic->u.text.font));
	assert_int_equal(font_weight(italic->u.text.font), font_weight(title->u.text.font));
	assert_true(sub->u.text.size < title->u.text.size && sub->y > title->y);
	assert_int_equal(drawing->nodes.items[title->node].role, drawing->nodes.items[italic->node].role);
	assert_int_equal(title->node, italic->node);
	/* the forced break is none in a title that runs in; the stop after a superior is no superior */
	const DrawItem *words = find_anywhere(bench, drawing, "Trăm m");
	assert_int_equal(find_anywhere(bench, drawing, "Ruộng rộng")->y, words->y);
	bool stop = false;
	for (int p = 0; p < drawing->pages.count; p++) for (int i = 0; i < drawing->pages.items[p].items.count; i++) {
		const DrawItem *item = &drawing->pages.items[p].items.items[i];
		if (item->kind == DRAW_TEXT && item->node == words->node && strcmp(words_of(bench, item), ".") == 0) stop = item->y == words->y && item->u.text.size == words->u.text.size;
	}
	assert_true(stop);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(stacked_marks_touch_nothing), TEST(drop_caps_touch_nothing), TEST(a_page_that_opens_with_a_part_says_its_name_once),
		TEST(authors_stand_on_lines_of_their_own), TEST(cut_contents_keep_an_entry_of_each_part), TEST(contents_alone_make_no_side_bar),
		TEST(small_articles_make_one), TEST(run_in_titles_keep_their_marks),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
