/* Preflight over drawings made by hand: of each finding a drawing that has it and a clean twin that has nothing. */
#include "test_pdf_support.h"
#include "base/text.h"
#include "font/font_set.h"
#include "preflight/preflight.h"

#define RED ((Colour){ .c = 1500, .m = 10000, .y = 9000, .k = 1000 })
#define GREEN ((Colour){ .c = 10000, .y = 10000 })
#define VIOLET ((Colour){ .c = 6000, .m = 9000 })
#define RICH ((Colour){ .c = 6000, .m = 4000, .y = 4000, .k = 10000 })
#define SPOT ((Colour){ .c = 10000, .m = 7000, .k = 2000, .spot = "PANTONE 294 C", .tint = 10000 })

/* Four pages of A4 with a line of text each: nothing to complain of. */
static Sample open_clean_sample(void) {
	Sample s = open_sample();
	NodeId art = add_node(&s, NODE_DOCUMENT, ROLE_ART);
	Setting body = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(9.25), .colour = COLOUR_BLACK };
	static GridArea grid;
	grid = (GridArea){ MM(20), MM(20), MM(170), MM(257), MM(23), PT(12.25) };
	for (int page = 0; page < 4; page++) {
		DrawnPage *made = drawing_add_page(s.drawing, MM(210), MM(297), MM(3));
		made->grid_count = 1;
		made->grids = &grid;
		add_line(&s, page, add_node(&s, art, ROLE_P), MM(20), MM(40), body, "Sáng 27/3, Trường Chính trị tổ chức Hội nghị tổng kết");
	}
	return s;
}

static Setting type(Sample *s, double size, Colour colour) {
	return (Setting){ .font = find_font(s, "Noto Sans", 400, false), .size = PT(size), .colour = colour };
}

static DrawItem *last_item(Sample *s, int page) {
	DrawnPage *drawn = &s->drawing->pages.items[page];
	return &drawn->items.items[drawn->items.count - 1];
}

static DrawItem *add_text(Sample *s, Length x, Length y, double size, Colour colour, const char *words) {
	add_line(s, 0, NODE_NONE, x, y, type(s, size, colour), words);
	return last_item(s, 0);
}

static NodeId add_figure(Sample *s, const char *alt) {
	NodeId figure = add_node(s, NODE_DOCUMENT, ROLE_FIGURE);
	s->drawing->nodes.items[figure].alt = alt;
	return figure;
}

/* A photo as large as is told, without a file. */
static DrawItem *add_pixels(Sample *s, int width, int height, int components, Length x, Length y, Length w, Length h) {
	DrawItem *item = add_photo(s, 0, add_figure(s, "Toàn cảnh"), NULL, x, y, w, h);
	Picture *picture = ARENA_NEW(s->arena, Picture);
	*picture = (Picture){ .path = "photos/toan-canh.jpg", .width = width, .height = height, .components = components, .bits = 8 };
	item->u.picture.picture = picture;
	return item;
}

/* ---- the cases: `bad` or its twin ---- */

static void photo_missing(Sample *s, bool bad) {
	if (bad) add_photo(s, 0, add_figure(s, "Toàn cảnh"), NULL, MM(20), MM(50), MM(60), MM(40));
	else add_pixels(s, 1200, 800, 3, MM(20), MM(50), MM(60), MM(40));
}
static void photo_coarse(Sample *s, bool bad) { add_pixels(s, bad ? 283 : 473, bad ? 189 : 316, 3, MM(20), MM(50), MM(60), MM(40)); }
static void photo_low(Sample *s, bool bad) { add_pixels(s, bad ? 470 : 473, bad ? 314 : 316, 3, MM(20), MM(50), MM(60), MM(40)); }
/* the crop does not count: what is printed of it has the resolution of the whole */
static void photo_cropped(Sample *s, bool bad) {
	DrawItem *item = add_pixels(s, 600, 400, 3, MM(20), MM(50), MM(60), MM(40));
	if (!bad) return;
	item->u.picture.image_width = MM(120);
	item->u.picture.image_height = MM(80);
	item->u.picture.image_x -= MM(30);
}
static void photo_alt(Sample *s, bool bad) { add_pixels(s, 1200, 800, 3, MM(20), MM(50), MM(60), MM(40))->node = bad ? add_figure(s, NULL) : NODE_NONE; }
static void ink_area(Sample *s, bool bad) {
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(60), MM(50), MM(30), (Colour){ 7500, 7500, 7500, bad ? 7501 : 7500 });
}
static void ink_type(Sample *s, bool bad) { add_text(s, MM(30), MM(60), 30, (Colour){ 9000, 9000, 9000, bad ? 4000 : 3000 }, "Tổng mực"); }
static void thin_line(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_LAYOUT, MM(30), MM(60), MM(50), bad ? PT(0.25) - 1 : PT(0.25), COLOUR_BLACK); }
static void thin_upright(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_LAYOUT, MM(30), MM(60), bad ? PT(0.1) : PT(0.3), MM(50), RED); }
static void white_line(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_LAYOUT, MM(30), MM(60), MM(50), PT(0.1), bad ? (Colour){ .k = 10 } : COLOUR_WHITE); }
static void small_inks(Sample *s, bool bad) { add_text(s, MM(30), MM(60), bad ? 7.9 : 8, VIOLET, "Chữ tím nhỏ"); }
static void small_one_ink(Sample *s, bool bad) { add_text(s, MM(30), MM(60), 6, bad ? VIOLET : SPOT, "Mực pha là một mực"); }
/* yellow does not show beside another ink, nor does a light tint */
static void small_yellow(Sample *s, bool bad) { add_text(s, MM(30), MM(60), 6, bad ? (Colour){ .c = 3000, .m = 10000 } : RED, "Chữ đỏ nhỏ"); }
static void small_green(Sample *s, bool bad) { add_text(s, MM(30), MM(60), 6, bad ? (Colour){ .c = 10000, .y = 10000, .k = 3000 } : GREEN, "Chữ xanh nhỏ"); }
static void reversed(Sample *s, bool bad) {
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(55), MM(60), MM(10), RED);
	add_text(s, MM(35), MM(60), bad ? 7 : 8, COLOUR_WHITE, "Chữ trắng nền đỏ");
}
static void reversed_photo(Sample *s, bool bad) {
	add_pixels(s, 1200, 800, 3, MM(20), MM(50), MM(60), MM(40));
	add_text(s, MM(35), MM(60), bad ? 6 : 12, COLOUR_WHITE, "Chữ trắng trên ảnh");
}
/* light type on a light ground does not fill in */
static void reversed_tint(Sample *s, bool bad) {
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(55), MM(60), MM(10), (Colour){ .k = bad ? 9000 : 2000 });
	add_text(s, MM(35), MM(60), 7, COLOUR_WHITE, "Chữ trắng nền nhạt");
}
static void invisible(Sample *s, bool bad) {
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(55), MM(60), MM(10), RED);
	add_text(s, MM(35), bad ? MM(75) : MM(60), 10, COLOUR_WHITE, "Chữ trắng");
}
/* the uppermost ground counts */
static void invisible_on_white(Sample *s, bool bad) {
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(55), MM(60), MM(10), RED);
	add_rect(s, 0, ARTIFACT_BACKGROUND, MM(30), MM(55), MM(60), MM(10), bad ? COLOUR_WHITE : RED);
	add_text(s, MM(35), MM(60), 10, COLOUR_WHITE, "Chữ trắng");
}
static void rich_black(Sample *s, bool bad) { add_text(s, MM(30), MM(60), 9, bad ? (Colour){ .c = 6000, .k = 10000 } : COLOUR_BLACK, "Chữ đen"); }
static void rich_black_title(Sample *s, bool bad) { add_text(s, MM(30), MM(60), bad ? 23 : 24, RICH, "Măng sét"); }
static void text_near_left(Sample *s, bool bad) { add_text(s, bad ? MM(4) : MM(5), MM(60), 9, COLOUR_BLACK, "hnm mép trái"); }
static void text_near_foot(Sample *s, bool bad) { add_text(s, MM(100), MM(297) - (bad ? MM(4) : MM(5)), 9, COLOUR_BLACK, "12"); }
/* marks above capitals count, whatever the font's own ascender says */
static void text_near_head(Sample *s, bool bad) {
	DrawItem *item = add_text(s, MM(60), MM(100), 40, COLOUR_BLACK, bad ? "Ễ" : "x");
	GlyphInk ink = font_ink(item->u.text.words[0].run);
	assert_true(ink.top > 0);
	const GlyphRun *tall = font_shape(item->u.text.font, "Ễ", strlen("Ễ"), 0, "vi");
	item->y = MM(5) + length_scale(PT(40), font_ink(tall).top, font_units_per_em(item->u.text.font)) - PT(1);
}
static void text_near_right(Sample *s, bool bad) {
	DrawItem *item = add_text(s, MM(100), MM(10), 9, COLOUR_BLACK, "Số 11");
	Length move = MM(210) - (bad ? MM(4) : MM(6)) - item->width - item->x;
	item->x += move;
	for (int i = 0; i < item->u.text.word_count; i++) ((DrawWord *)item->u.text.words)[i].x += move;
}
static void text_cut(Sample *s, bool bad) { add_text(s, bad ? -MM(1) : MM(5), MM(60), 9, COLOUR_BLACK, "Nội dung"); }
/* Turned, it runs down: lying, it would reach over the right edge. */
static void add_spine(Sample *s, Length y) {
	DrawItem *item = add_text(s, MM(190), y, 14, COLOUR_BLACK, "Số hóa tư liệu địa phương: từ kho hồ sơ");
	item->turned = true;
	item->artifact = ARTIFACT_PAGE;
}
static void spine_cut(Sample *s, bool bad) { add_spine(s, bad ? MM(250) : MM(60)); }
static void spine_near(Sample *s, bool bad) { add_spine(s, bad ? MM(4) : MM(60)); }
static void text_outside(Sample *s, bool bad) { add_text(s, bad ? MM(220) : MM(120), MM(60), 9, COLOUR_BLACK, "Nội dung"); }
static void text_overfull(Sample *s, bool bad) {
	add_text(s, MM(20), MM(60), bad ? 19 : 12, COLOUR_BLACK, "Mộtdòngkhôngngắtđượcdàiquáchiềurộngcủakhuônchữ");
}
static void hanging_sign(Sample *s, bool bad) {
	DrawItem *item = add_text(s, MM(20), MM(60), 10, COLOUR_BLACK, "Dấu,");
	item->width = MM(170) + (bad ? PT(7.5) : PT(5));
}
static void bleed_missing(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_HEADER, 0, MM(10), MM(12), MM(3), RED)->x = bad ? 0 : -MM(3); if (!bad) last_item(s, 0)->width += MM(3); }
static void bleed_short(Sample *s, bool bad) { add_pixels(s, 3000, 2000, 3, -MM(3), -MM(3), MM(216), bad ? MM(301) : MM(303))->u.picture.image_height = MM(144); }
static void bleed_sliver(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_LAYOUT, MM(30), MM(200), MM(210) - MM(30) - (bad ? PT(1) : MM(2)), MM(20), RED); }
static void rect_outside(Sample *s, bool bad) { add_rect(s, 0, ARTIFACT_LAYOUT, MM(30), bad ? MM(310) : MM(200), MM(20), MM(20), RED); }
static void photo_outside(Sample *s, bool bad) { add_pixels(s, 1200, 800, 3, bad ? -MM(80) : MM(20), MM(50), MM(60), MM(40)); }
static void page_empty(Sample *s, bool bad) {
	DrawnPage *page = &s->drawing->pages.items[2];
	if (bad) page->items.count = 0;
	add_line(s, 2, NODE_NONE, MM(20), MM(285), type(s, 8, COLOUR_BLACK), "3");
	last_item(s, 2)->artifact = ARTIFACT_FOOTER;
	add_rect(s, 2, ARTIFACT_HEADER, MM(20), MM(10), MM(12), MM(3), RED);
}
static void page_count(Sample *s, bool bad) { s->drawing->pages.count = bad ? 3 : 4; }
static void sheet_of_two(Sample *s, bool bad) { s->drawing->pages.count = bad ? 3 : 2; }

typedef struct Case { const char *name, *code; Severity severity; void (*draw)(Sample *s, bool bad); } Case;
static const Case CASES[] = {
	{ "a missing photo", "photo-missing", SEVERITY_ERROR, photo_missing },
	{ "a coarse photo", "photo-resolution", SEVERITY_ERROR, photo_coarse },
	{ "a photo of few pixels", "photo-resolution", SEVERITY_WARNING, photo_low },
	{ "a photo cropped close", "photo-resolution", SEVERITY_WARNING, photo_cropped },
	{ "a photo without alt", "alt-missing", SEVERITY_WARNING, photo_alt },
	{ "too much ink on an area", "ink-total", SEVERITY_ERROR, ink_area },
	{ "too much ink in type", "ink-total", SEVERITY_ERROR, ink_type },
	{ "a thin line", "line-thin", SEVERITY_WARNING, thin_line },
	{ "a thin upright", "line-thin", SEVERITY_WARNING, thin_upright },
	{ "a line without ink", "line-thin", SEVERITY_WARNING, white_line },
	{ "small type in two inks", "text-inks", SEVERITY_WARNING, small_inks },
	{ "small type in a spot ink", "text-inks", SEVERITY_WARNING, small_one_ink },
	{ "small type with yellow", "text-inks", SEVERITY_WARNING, small_yellow },
	{ "small type in green", "text-inks", SEVERITY_WARNING, small_green },
	{ "small type reversed", "text-reversed", SEVERITY_WARNING, reversed },
	{ "small type on a photo", "text-reversed", SEVERITY_WARNING, reversed_photo },
	{ "small type on a tint", "text-reversed", SEVERITY_WARNING, reversed_tint },
	{ "white type on paper", "text-invisible", SEVERITY_WARNING, invisible },
	{ "white type on a white ground", "text-invisible", SEVERITY_WARNING, invisible_on_white },
	{ "mixed black", "text-rich-black", SEVERITY_WARNING, rich_black },
	{ "mixed black in display type", "text-rich-black", SEVERITY_WARNING, rich_black_title },
	{ "type near the left edge", "text-near-trim", SEVERITY_WARNING, text_near_left },
	{ "type near the foot", "text-near-trim", SEVERITY_WARNING, text_near_foot },
	{ "marks near the head", "text-near-trim", SEVERITY_WARNING, text_near_head },
	{ "type near the right edge", "text-near-trim", SEVERITY_WARNING, text_near_right },
	{ "type cut off", "text-cut", SEVERITY_ERROR, text_cut },
	{ "type on a spine cut off", "text-cut", SEVERITY_ERROR, spine_cut },
	{ "type on a spine near the edge", "text-near-trim", SEVERITY_WARNING, spine_near },
	{ "type off the page", "item-outside", SEVERITY_ERROR, text_outside },
	{ "a line too long", "text-overfull", SEVERITY_WARNING, text_overfull },
	{ "a hanging sign", "text-overfull", SEVERITY_WARNING, hanging_sign },
	{ "no bleed", "bleed-missing", SEVERITY_ERROR, bleed_missing },
	{ "too little bleed", "bleed-missing", SEVERITY_ERROR, bleed_short },
	{ "a sliver of white", "bleed-missing", SEVERITY_ERROR, bleed_sliver },
	{ "an area off the page", "item-outside", SEVERITY_ERROR, rect_outside },
	{ "a photo off the page", "item-outside", SEVERITY_ERROR, photo_outside },
	{ "an empty page", "page-empty", SEVERITY_WARNING, page_empty },
	{ "three pages", "page-count", SEVERITY_WARNING, page_count },
	{ "a sheet of two pages", "page-count", SEVERITY_WARNING, sheet_of_two },
};

static void expect_alone(const Case *one, const Sample *s, const PreflightFindings *findings) {
	if (diag_total(s->diag) != 1) {
		for (int i = 0; i < diag_total(s->diag); i++) print_message("  %s: %s\n", diag_entry(s->diag, i)->code, diag_entry(s->diag, i)->message);
		fail_msg("%s: %d entries, not 1", one->name, diag_total(s->diag));
	}
	const DiagEntry *entry = diag_entry(s->diag, 0);
	if (strcmp(entry->code, one->code) != 0 || entry->severity != one->severity) fail_msg("%s: [%s], severity %d", one->name, entry->code, entry->severity);
	if (!entry->hint || !entry->hint[0] || (entry->page < 1) != (strcmp(one->code, "page-count") == 0)) fail_msg("%s: hint “%s”, page %d", one->name, entry->hint, entry->page);
	assert_int_equal(findings->count, 1);
	assert_int_equal(findings->items[0].entry, 0);
	if (strcmp(one->code, "page-count") == 0) return; /* of the whole: nowhere to be marked */
	assert_true(findings->items[0].places.count >= 1);
	assert_int_equal(findings->items[0].places.items[0].page, entry->page - 1);
	assert_true(findings->items[0].places.items[0].width > 0 && findings->items[0].places.items[0].height > 0);
}

static void test_each_finding_and_its_clean_twin(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	for (size_t i = 0; i < COUNT(CASES); i++) {
		for (int bad = 0; bad < 2; bad++) {
			Sample s = open_clean_sample();
			CASES[i].draw(&s, bad);
			PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
			if (bad) expect_alone(&CASES[i], &s, findings);
			else if (diag_total(s.diag)) fail_msg("the clean twin of %s: [%s] %s", CASES[i].name, diag_entry(s.diag, 0)->code, diag_entry(s.diag, 0)->message);
			close_sample(&s);
		}
	}
}

/* Every check has a case above or a test of its own below, and is off when the rules say so. */
static void test_rules_switch_each_check_off(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		PreflightRules rules = preflight_print_rules();
		for (int check = 0; check < PREFLIGHT_CHECK_COUNT; check++)
			if (strcmp(preflight_check_code((PreflightCheck)check), CASES[i].code) == 0) rules.severity[check] = PREFLIGHT_OFF;
		Sample s = open_clean_sample();
		CASES[i].draw(&s, true);
		preflight_check_drawing(s.drawing, &rules, s.diag);
		if (diag_total(s.diag)) fail_msg("%s is still said: [%s]", CASES[i].name, diag_entry(s.diag, 0)->code);
		close_sample(&s);
	}
}

static void test_severity_is_the_rules_own(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	rules.severity[PREFLIGHT_LINE_THIN] = SEVERITY_NOTE;
	Sample s = open_clean_sample();
	thin_line(&s, true);
	preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_int_equal(diag_entry(s.diag, 0)->severity, SEVERITY_NOTE);
	close_sample(&s);
}

static void test_rgb_only_where_it_is_refused(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	for (int refused = 0; refused < 2; refused++) {
		rules.severity[PREFLIGHT_PHOTO_RGB] = refused ? SEVERITY_ERROR : PREFLIGHT_OFF;
		Sample s = open_clean_sample();
		add_pixels(&s, 1200, 800, 1, MM(20), MM(50), MM(60), MM(40));
		add_pixels(&s, 1200, 800, 4, MM(20), MM(100), MM(60), MM(40));
		add_pixels(&s, 1200, 800, 3, MM(20), MM(150), MM(60), MM(40));
		preflight_check_drawing(s.drawing, &rules, s.diag);
		assert_int_equal(diag_total(s.diag), refused);
		if (refused) assert_string_equal(diag_entry(s.diag, 0)->code, "photo-rgb");
		close_sample(&s);
	}
}

/* What matters on paper only is not asked of an archive. */
static void test_archive_rules(void **state) {
	(void)state;
	static const char *const ASKED[] = { "photo-missing", "alt-missing", "text-invisible", "text-cut", "item-outside", "text-overfull", "page-empty" };
	PreflightRules rules = preflight_archive_rules();
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Sample s = open_clean_sample();
		CASES[i].draw(&s, true);
		preflight_check_drawing(s.drawing, &rules, s.diag);
		bool asked = false;
		for (size_t k = 0; k < COUNT(ASKED); k++) asked |= strcmp(ASKED[k], CASES[i].code) == 0;
		assert_int_equal(diag_total(s.diag), asked);
		if (strcmp(CASES[i].code, "alt-missing") == 0) assert_int_equal(diag_entry(s.diag, 0)->severity, SEVERITY_ERROR);
		close_sample(&s);
	}
}

static void test_joined_rules_are_the_stricter(void **state) {
	(void)state;
	PreflightRules print = preflight_print_rules(), archive = preflight_archive_rules(), house = print;
	house.ink_limit = 28000;
	house.low_ppi = 300;
	house.safe_margin = MM(3);
	house.severity[PREFLIGHT_LINE_THIN] = SEVERITY_ERROR;
	PreflightRules all = preflight_join_rules(&print, &archive), strict = preflight_join_rules(&print, &house);
	assert_int_equal(all.severity[PREFLIGHT_PHOTO_ALT], SEVERITY_ERROR);
	assert_int_equal(all.severity[PREFLIGHT_BLEED], SEVERITY_ERROR);
	assert_int_equal(all.severity[PREFLIGHT_PHOTO_RGB], PREFLIGHT_OFF);
	assert_int_equal(all.ink_limit, 30000);
	assert_int_equal(all.page_multiple, 4);
	assert_int_equal(strict.ink_limit, 28000);
	assert_int_equal(preflight_join_rules(&house, &print).ink_limit, 28000);
	assert_int_equal(strict.low_ppi, 300);
	assert_int_equal(strict.safe_margin, print.safe_margin);
	assert_int_equal(strict.severity[PREFLIGHT_LINE_THIN], SEVERITY_ERROR);
}

/* ---- grouping ---- */

static void test_one_entry_for_a_style(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	Sample s = open_clean_sample();
	Setting small = type(&s, 7, VIOLET), other = type(&s, 6, VIOLET);
	for (int page = 0; page < 4; page++) add_line(&s, page, NODE_NONE, MM(30), MM(60), small, "TIN NGẮN");
	add_line(&s, 3, NODE_NONE, MM(30), MM(80), small, "TIN NGẮN");
	add_line(&s, 2, NODE_NONE, MM(30), MM(80), other, "nhỏ hơn");
	PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_int_equal(diag_total(s.diag), 2);
	assert_int_equal(findings->count, 2);
	assert_int_equal(findings->items[0].places.count, 5);
	assert_int_equal(diag_entry(s.diag, 0)->page, 1);
	assert_has(diag_entry(s.diag, 0)->message, "TIN NGẮN");
	assert_has(diag_entry(s.diag, 0)->message, "5 places");
	assert_has(diag_entry(s.diag, 0)->message, "1–4");
	assert_int_equal(findings->items[1].places.count, 1);
	assert_int_equal(diag_entry(s.diag, 1)->page, 3);
	assert_has_not(diag_entry(s.diag, 1)->message, "places");
	close_sample(&s);
}

static void test_pages_are_listed(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	static const struct { int pages[6], count; const char *wanted; } LISTS[] = {
		{ { 1, 3, 5 }, 3, "pages 1, 3, 5." }, { { 1, 2 }, 2, "pages 1, 2." }, { { 2, 3, 4, 7, 8 }, 5, "pages 2–4, 7, 8." }, { { 8, 8 }, 2, "at 2 places of the page" },
	};
	for (size_t i = 0; i < COUNT(LISTS); i++) {
		Sample s = open_clean_sample();
		for (int page = 4; page < 8; page++) {
			drawing_add_page(s.drawing, MM(210), MM(297), MM(3));
			add_line(&s, page, add_node(&s, NODE_DOCUMENT, ROLE_P), MM(20), MM(40), type(&s, 9, COLOUR_BLACK), "Bài");
		}
		for (int k = 0; k < LISTS[i].count; k++) add_rect(&s, LISTS[i].pages[k] - 1, ARTIFACT_LAYOUT, MM(30), MM(60 + k), MM(50), PT(0.1), COLOUR_BLACK);
		preflight_check_drawing(s.drawing, &rules, s.diag);
		assert_int_equal(diag_total(s.diag), 1);
		assert_has(diag_entry(s.diag, 0)->message, LISTS[i].wanted);
		close_sample(&s);
	}
}

static void test_a_long_word_is_cut_at_a_letter(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	Sample s = open_clean_sample();
	char word[301] = "";
	for (int i = 0; i < 100; i++) strcat(word, "ế");
	add_text(&s, MM(30), MM(60), 3, VIOLET, word);
	preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_has(diag_entry(s.diag, 0)->message, "ế…”");
	assert_true(utf8_valid(diag_entry(s.diag, 0)->message, strlen(diag_entry(s.diag, 0)->message)));
	close_sample(&s);
}

/* ---- what others have said ---- */

static void test_what_was_said_is_not_said_again(void **state) {
	(void)state;
	PreflightRules rules = preflight_archive_rules();
	Sample s = open_clean_sample();
	add_photo(&s, 0, add_figure(&s, "Toàn cảnh"), NULL, MM(20), MM(50), MM(60), MM(40))->pos = at_line(5);
	DrawItem *item = add_pixels(&s, 1200, 800, 3, MM(20), MM(100), MM(60), MM(40));
	item->node = add_figure(&s, NULL);
	SourcePos pos = s.drawing->nodes.items[item->node].pos;
	diag_add(s.diag, SEVERITY_ERROR, "photo-missing", (SourcePos){ "bai.xml", 6, 18 }, "the attribute stands a line below");
	diag_add(s.diag, SEVERITY_WARNING, "alt-missing", pos, "said when it was read");
	diag_add(s.diag, SEVERITY_WARNING, "alt-missing", (SourcePos){ "khac.xml", pos.line, pos.column }, "of another file");
	PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_int_equal(diag_total(s.diag), 3);
	assert_int_equal(findings->count, 2);
	assert_int_equal(findings->items[0].entry, 0);
	assert_int_equal(findings->items[0].places.items[0].y, MM(50));
	assert_int_equal(findings->items[1].entry, 1);
	assert_int_equal(diag_entry(s.diag, 1)->severity, SEVERITY_ERROR); /* raised: it is for the archive */
	assert_int_equal(diag_entry(s.diag, 2)->severity, SEVERITY_WARNING);
	close_sample(&s);
}

/* Two photos missing from neighbouring lines: each takes its own entry. */
static void test_each_takes_its_own_entry(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	Sample s = open_clean_sample();
	for (int i = 0; i < 3; i++) {
		add_photo(&s, 0, add_figure(&s, "Ảnh"), NULL, MM(20), MM(50 + 45 * i), MM(60), MM(40))->pos = at_line(20 + i);
		if (i < 2) diag_add(s.diag, SEVERITY_ERROR, i ? "photo-format" : "photo-missing", (SourcePos){ "bai.xml", 20 + i, 9 }, "photo %d", i);
	}
	PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_int_equal(diag_total(s.diag), 3); /* the third had not been said */
	assert_int_equal(findings->count, 3);
	for (int i = 0; i < 3; i++) assert_int_equal(findings->items[i].entry, i);
	close_sample(&s);
}

static void test_entries_are_located(void **state) {
	(void)state;
	Sample s = open_clean_sample();
	PreflightFindings findings = { 0 };
	Setting body = type(&s, 9, COLOUR_BLACK);
	for (int i = 0; i < 3; i++) {
		add_line(&s, 1, NODE_NONE, MM(30), MM(100) + i * PT(12), body, "ba dòng của một đoạn văn");
		last_item(&s, 1)->pos = (SourcePos){ "doan.xml", 7, 5 };
	}
	add_line(&s, 2, NODE_NONE, MM(30), MM(20), body, "dòng thứ tư sang trang");
	last_item(&s, 2)->pos = (SourcePos){ "doan.xml", 7, 5 };
	add_line(&s, 2, NODE_NONE, MM(90), MM(90), body, "cùng dòng nguồn, cột khác");
	last_item(&s, 2)->pos = (SourcePos){ "doan.xml", 7, 40 };
	DrawItem *photo = add_pixels(&s, 1200, 800, 3, MM(20), MM(50), MM(60), MM(40));
	photo->pos = (SourcePos){ "doan.xml", 7, 60 };
	diag_add(s.diag, SEVERITY_WARNING, "line-overfull", (SourcePos){ "doan.xml", 7, 5 }, "exact");
	diag_add(s.diag, SEVERITY_WARNING, "photo-profile", (SourcePos){ "doan.xml", 7, 1 }, "by its line, and only photos");
	diag_add(s.diag, SEVERITY_WARNING, "xml-unknown", (SourcePos){ "doan.xml", 8, 1 }, "nowhere on a page");
	diag_add(s.diag, SEVERITY_WARNING, "run", (SourcePos){ 0 }, "of no file");
	preflight_locate_entries(s.drawing, &findings, s.diag);
	assert_int_equal(findings.count, 2);
	assert_int_equal(findings.items[0].entry, 0);
	assert_int_equal(findings.items[0].places.count, 2); /* the lines of a column are one place */
	assert_int_equal(findings.items[0].places.items[0].page, 1);
	assert_in_range(findings.items[0].places.items[0].height, 2 * PT(12), 3 * PT(12));
	assert_int_equal(findings.items[0].places.items[1].page, 2);
	assert_int_equal(findings.items[1].entry, 1);
	assert_int_equal(findings.items[1].places.count, 1);
	assert_int_equal(findings.items[1].places.items[0].width, MM(60));
	close_sample(&s);
}

/* ---- fonts ---- */

static Font *open_restricted(FontSet **set, unsigned type, const char *folder, Diag *diag) {
	FileMap map;
	char path[1024];
	assert_true(file_map(data_path("font/plain.ttf"), &map));
	unsigned char *bytes = malloc(map.length);
	memcpy(bytes, map.bytes, map.length);
	for (unsigned t = 0; t < bytes[5]; t++) {
		const unsigned char *record = bytes + 12 + 16 * t;
		if (memcmp(record, "OS/2", 4) != 0) continue;
		size_t at = (size_t)record[8] << 24 | (size_t)record[9] << 16 | (size_t)record[10] << 8 | record[11];
		bytes[at + 8] = (unsigned char)(type >> 8);
		bytes[at + 9] = (unsigned char)type;
	}
	assert_output("", "mkdir -p '%s/fonts' '%s/build/faces' && cp '%s/../../fonts/fonts.conf' '%s/fonts/'", folder, folder, data_path("font/.."), folder);
	snprintf(path, sizeof path, "%s/fonts/plain.ttf", folder);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, map.length, file), map.length);
	fclose(file);
	free(bytes);
	file_unmap(&map);
	*set = font_open_set_in(folder, false, diag);
	assert_non_null(*set);
	return font_find(*set, (FontQuery){ "Bantin Plain", 400, 100, false }, (SourcePos){ 0 }, diag);
}

static void test_fonts_that_may_not_go_in(void **state) {
	(void)state;
	static const struct { unsigned type; const char *code; Severity severity; } LICENCES[] = {
		{ 0, NULL, 0 }, { 4, NULL, 0 }, { 2, "font-embedding", SEVERITY_ERROR }, { 0x100, "font-subsetting", SEVERITY_NOTE },
	};
	PreflightRules rules = preflight_print_rules();
	for (size_t i = 0; i < COUNT(LICENCES); i++) {
		FontSet *set;
		Sample s = open_clean_sample();
		Font *font = open_restricted(&set, LICENCES[i].type, test_path(arena_format(s.arena, "house-%u", (unsigned)i)), s.diag);
		add_line(&s, 1, NODE_NONE, MM(30), MM(60), (Setting){ .font = font, .size = PT(12), .colour = COLOUR_BLACK }, "AB");
		add_line(&s, 2, NODE_NONE, MM(30), MM(60), (Setting){ .font = font, .size = PT(18), .colour = COLOUR_BLACK }, "BA");
		PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
		assert_int_equal(diag_total(s.diag), LICENCES[i].code ? 1 : 0);
		if (LICENCES[i].code) {
			assert_string_equal(diag_entry(s.diag, 0)->code, LICENCES[i].code);
			assert_int_equal(diag_entry(s.diag, 0)->severity, LICENCES[i].severity);
			assert_int_equal(diag_entry(s.diag, 0)->page, 2);
			assert_int_equal(findings->items[0].places.count, 2);
		}
		/* the pdf room refuses the font as well, and does not say it again */
		assert_int_equal(write_sample(&s, test_path("font.pdf"), PDF_PRINT), LICENCES[i].severity == SEVERITY_ERROR ? 1 : 0);
		assert_int_equal(diag_total(s.diag), LICENCES[i].code ? 1 : 0);
		close_sample(&s);
		font_close_set(set);
	}
}

/* ---- whatever comes ---- */

static void test_odd_drawings_do_no_harm(void **state) {
	(void)state;
	PreflightRules rules = preflight_join_rules(&(PreflightRules){ 0 }, &(PreflightRules){ 0 });
	for (int round = 0; round < 2; round++) {
		Sample s = open_sample();
		PreflightFindings *none = preflight_check_drawing(s.drawing, &rules, s.diag);
		assert_int_equal(none->count, 0);
		drawing_add_page(s.drawing, 0, 0, 0);
		drawing_add_page(s.drawing, LENGTH_MAX, LENGTH_MAX, LENGTH_MAX);
		Setting body = type(&s, 9, COLOUR_BLACK);
		static const Length FAR[] = { 0, -1, LENGTH_MAX, -LENGTH_MAX };
		for (int page = 0; page < 2; page++) {
			for (size_t i = 0; i < COUNT(FAR); i++) {
				add_line(&s, page, 99999, FAR[i], FAR[3 - i], body, "chữ");
				last_item(&s, page)->width = FAR[i];
				add_rect(&s, page, 77, FAR[i], FAR[3 - i], FAR[i], FAR[(i + 1) % 4], (Colour){ 65535, 65535, 65535, 65535, "x", 65535 });
				add_photo(&s, page, 99999, NULL, FAR[i], FAR[3 - i], FAR[i], FAR[i]);
				add_pixels(&s, 1, INT32_MAX, 9, FAR[i], FAR[3 - i], FAR[i], FAR[i]);
			}
			push_item(&s, page, DRAW_TEXT, NODE_NONE); /* without a font */
		}
		preflight_check_drawing(s.drawing, &rules, s.diag);
		rules = preflight_print_rules();
		close_sample(&s);
	}
}

/* A page of many white words over many grounds takes no longer than it should. */
static void test_many_grounds(void **state) {
	(void)state;
	PreflightRules rules = preflight_print_rules();
	Sample s = open_clean_sample();
	for (int i = 0; i < 1500; i++) add_rect(&s, 0, ARTIFACT_BACKGROUND, MM(20), MM(20), MM(100), MM(20), RED);
	Setting white = type(&s, 6, COLOUR_WHITE);
	for (int i = 0; i < 1500; i++) add_line(&s, 0, NODE_NONE, MM(30), MM(30), white, "trắng");
	PreflightFindings *findings = preflight_check_drawing(s.drawing, &rules, s.diag);
	assert_int_equal(findings->count, 1);
	assert_int_equal(findings->items[0].places.count, 1500);
	close_sample(&s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_finding_and_its_clean_twin),
		cmocka_unit_test(test_rules_switch_each_check_off),
		cmocka_unit_test(test_severity_is_the_rules_own),
		cmocka_unit_test(test_rgb_only_where_it_is_refused),
		cmocka_unit_test(test_archive_rules),
		cmocka_unit_test(test_joined_rules_are_the_stricter),
		cmocka_unit_test(test_one_entry_for_a_style),
		cmocka_unit_test(test_pages_are_listed),
		cmocka_unit_test(test_a_long_word_is_cut_at_a_letter),
		cmocka_unit_test(test_what_was_said_is_not_said_again),
		cmocka_unit_test(test_each_takes_its_own_entry),
		cmocka_unit_test(test_entries_are_located),
		cmocka_unit_test(test_fonts_that_may_not_go_in),
		cmocka_unit_test(test_odd_drawings_do_no_harm),
		cmocka_unit_test(test_many_grounds),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
