/* Articles side by side: over some of the page's columns, with small ones in the others. */
#include "test_page_support.h"

static Length column(const Composed *c, int page, int at) {
	const Design *d = c->design;
	Length width = (d->width - d->inside - d->outside - (d->columns - 1) * d->gutter) / d->columns;
	return (d->facing && page % 2 == 1 ? d->outside : d->inside) + at * (width + d->gutter);
}

static int column_of(const Composed *c, Spot spot) {
	for (int i = c->design->columns - 1; i > 0; i--) if (spot.x > column(c, spot.page, i) - LENGTH_POINT * 4) return i;
	return 0;
}

/* The lowest body baseline of a column. */
static Length foot_of(const Composed *c, int page, int at) {
	Length foot = 0;
	const DrawnPage *drawn = &c->drawing->pages.items[page];
	for (int i = 0; i < drawn->items.count; i++) {
		const DrawItem *item = &drawn->items.items[i];
		if (item->kind != DRAW_TEXT || item->node == NODE_NONE || item->u.text.size != c->design->body->size) continue;
		if (column_of(c, (Spot){ page, item->x, item->y, item }) == at && item->y > foot) foot = item->y;
	}
	return foot;
}

static int rules_of(const Composed *c, int page, Length weight, bool upright) {
	int count = 0;
	for (int i = 0; i < c->drawing->pages.items[page].items.count; i++) {
		const DrawItem *item = &c->drawing->pages.items[page].items.items[i];
		count += item->kind == DRAW_RECT && (upright ? item->width : item->height) == weight;
	}
	return count;
}

static void both_sides_end_level(void **state) {
	(void)state;
	Text articles = { 0 };
	add_article(&articles, "rank=\"second\" span=\"2\"", "chính", 9, 60);
	add_article(&articles, "rank=\"third\"", "một", 2, 55);
	add_article(&articles, "rank=\"third\"", "hai", 3, 50);
	Composed c = compose_part("", &articles, "<separator rows=\"2\" rule=\"0.5pt black\" side-rule=\"0.75pt black\"/>");
	Spot main = find_words(&c, "Tít-chính", 0), one = find_words(&c, "Tít-một", 0), two = find_words(&c, "Tít-hai", 0);
	assert_int_equal(main.page, one.page);
	assert_int_equal(main.page, two.page);
	assert_int_equal(column_of(&c, main), 0);
	assert_int_equal(column_of(&c, one), 2);
	assert_int_equal(column_of(&c, two), 2);
	assert_true(two.y > one.y);
	Length feet[3], leading = c.design->leading;
	for (int i = 0; i < 3; i++) feet[i] = foot_of(&c, main.page, i);
	for (int i = 1; i < 3; i++) assert_in_range(feet[i], feet[0] - leading, feet[0] + leading);
	assert_int_equal(c.measures.unbalanced, 0);
	assert_int_equal(rules_of(&c, main.page, LENGTH_POINT * 3 / 4, true), 1);
	end_composed(&c);
}

static void text_goes_on_below_a_short_one(void **state) {
	(void)state;
	Text articles = { 0 };
	add_article(&articles, "rank=\"second\" span=\"2\"", "chính", 10, 70);
	add_article(&articles, "rank=\"third\"", "một", 1, 50);
	Composed c = compose_part("", &articles, "");
	Spot main = find_words(&c, "Tít-chính", 0), one = find_words(&c, "Tít-một", 0);
	assert_int_equal(main.page, one.page);
	assert_int_equal(column_of(&c, one), 2);
	bool below = false; /* the article's text in the third column, under the small one */
	for (int i = 0; i < c.drawing->pages.items[one.page].items.count; i++) {
		const DrawItem *item = &c.drawing->pages.items[one.page].items.items[i];
		Spot spot = { one.page, item->x, item->y, item };
		if (item->kind == DRAW_TEXT && item->node > 0 && item->pos.line == main.item->pos.line && column_of(&c, spot) == 2 && item->y > one.y) below = true;
	}
	assert_true(below);
	assert_int_equal(c.measures.unbalanced, 0);
	end_composed(&c);
}

static void a_long_article_goes_on_overleaf_over_all_columns(void **state) {
	(void)state;
	Text articles = { 0 };
	add_article(&articles, "rank=\"second\" span=\"2\"", "chính", 30, 70);
	add_article(&articles, "rank=\"third\"", "một", 4, 60);
	add_article(&articles, "rank=\"third\"", "hai", 3, 54);
	Composed c = compose_part("", &articles, "");
	Spot main = find_words(&c, "Tít-chính", 0), one = find_words(&c, "Tít-một", 0), two = find_words(&c, "Tít-hai", 0);
	assert_int_equal(main.page, 0);
	assert_int_equal(column_of(&c, one), 2);
	assert_int_equal(one.page, 0);
	assert_true(two.page == 0 ? column_of(&c, two) == 2 : two.page > 0);
	assert_true(c.drawing->pages.count > 1);
	for (int i = 0; i < 3; i++) assert_true(foot_of(&c, 1, i) > 0);
	end_composed(&c);
}

static void without_company_it_takes_the_page(void **state) {
	(void)state;
	Text alone = { 0 }, plain = { 0 };
	add_article(&alone, "rank=\"second\" span=\"2\"", "chính", 9, 60);
	add_article(&plain, "rank=\"second\"", "chính", 9, 60);
	Composed a = compose_part("", &alone, ""), b = compose_part("", &plain, "");
	for (int i = 0; i < 3; i++) assert_int_equal(foot_of(&a, 0, i), foot_of(&b, 0, i));
	end_composed(&a);
	end_composed(&b);
}

static void the_layout_may_ask_for_it(void **state) {
	(void)state;
	Text articles = { 0 };
	add_article(&articles, "rank=\"second\"", "chính", 9, 60);
	add_article(&articles, "rank=\"third\"", "một", 2, 55);
	add_article(&articles, "rank=\"third\"", "hai", 3, 50);
	Composed c = compose_part("", &articles, "<articles><article rank=\"second\" span=\"2\"/></articles>");
	assert_int_equal(column_of(&c, find_words(&c, "Tít-một", 0)), 2);
	end_composed(&c);
}

/* Three narrow columns above two wide ones. */
static void bands_of_other_column_counts_share_a_page(void **state) {
	(void)state;
	Text articles = { 0 };
	add_article(&articles, "rank=\"second\" columns=\"3\"", "trên", 4, 60);
	add_article(&articles, "rank=\"second\" columns=\"2\"", "dưới", 4, 60);
	Composed c = compose_part("", &articles, "");
	Spot above = find_words(&c, "trên1", 0), below = find_words(&c, "dưới1", 0);
	assert_int_equal(above.page, below.page);
	assert_true(below.y > above.y);
	Length narrow = 0, wide = 0;
	for (int i = 0; i < c.drawing->pages.items[0].items.count; i++) {
		const DrawItem *item = &c.drawing->pages.items[0].items.items[i];
		if (item->kind != DRAW_TEXT || item->u.text.size != c.design->body->size || item->node == NODE_NONE) continue;
		Length *widest = item->y < below.y ? &narrow : &wide;
		if (item->width > *widest) *widest = item->width;
	}
	assert_true(wide > narrow * 4 / 3);
	assert_int_equal(c.measures.unbalanced, 0);
	end_composed(&c);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_sides_end_level), cmocka_unit_test(text_goes_on_below_a_short_one),
		cmocka_unit_test(a_long_article_goes_on_overleaf_over_all_columns), cmocka_unit_test(without_company_it_takes_the_page),
		cmocka_unit_test(the_layout_may_ask_for_it), cmocka_unit_test(bands_of_other_column_counts_share_a_page),
	};
	return cmocka_run_group_tests(tests, open_page_tests, close_page_tests);
}
