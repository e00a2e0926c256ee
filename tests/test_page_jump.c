/* Articles in two stretches: what ends the first, what stands over the second, and that they know each other's page. */
#include "test_page_support.h"

#define GOES_ON "<articles><article rank=\"lead\" continue=\"after-part\"/></articles>"

/* An issue whose first article has so many paragraphs and these attributes. */
static Composed compose_issue(const char *attributes, int paragraphs, const char *layout) {
	Text parts = { 0 };
	text_add(&parts, "<part title=\"Một\">");
	text_format(&parts, "<article rank=\"lead\" %s><head><title short=\"Tít ngắn\">Tít-dài của bài mở đầu số báo</title></head><body>", attributes);
	add_paragraphs(&parts, "đầu", paragraphs, 60);
	text_add(&parts, "</body></article>");
	add_article(&parts, "rank=\"second\"", "giữa", 12, 60);
	text_add(&parts, "</part><part title=\"Hai\">");
	add_article(&parts, "rank=\"second\"", "cuối", 6, 60);
	text_add(&parts, "</part>");
	Composed c = compose("", parts.bytes, layout);
	text_free(&parts);
	return c;
}

static int depth_of(const Drawing *drawing, NodeId node, NodeId above) {
	int depth = 0;
	for (; node > 0 && node != above; depth++) node = drawing->nodes.items[node].parent;
	return node == above ? depth : -1;
}

static NodeId article_of(const Drawing *drawing, NodeId node) {
	while (node > 0 && drawing->nodes.items[node].role != ROLE_ART) node = drawing->nodes.items[node].parent;
	return node;
}

static void it_goes_on_after_its_part(void **state) {
	(void)state;
	Composed c = compose_issue("continue=\"after-part\"", 34, "");
	Spot onward = find_words(&c, "(Xem tiếp trang", 0), back = find_words(&c, "(Tiếp theo trang", 0), title = find_words(&c, "Tít ngắn", 0);
	Spot middle = find_words(&c, "Tít-giữa", 0), last = find_words(&c, "Tít-cuối", 0);
	assert_int_equal(onward.page, 0);
	assert_true(back.page > middle.page || (back.page == middle.page && back.y > middle.y));
	assert_true(back.page < last.page || (back.page == last.page && back.y < last.y));
	assert_int_equal(title.page, back.page);
	assert_true(title.y == back.y && title.x > back.x);
	/* each names the other's page */
	Spot found = find_words(&c, arena_format(c.arena, "(Xem tiếp trang %d)", back.page + 1), 0);
	assert_int_equal(found.page, 0);
	assert_int_equal(find_words(&c, "(Tiếp theo trang 1)", 0).page, back.page);
	end_composed(&c);
}

/* One article in the structure; its jump lines are links after all of its text, the title said again is no part of it. */
static void the_structure_keeps_it_whole(void **state) {
	(void)state;
	Composed c = compose_issue("continue=\"after-part\"", 34, "");
	Spot onward = find_words(&c, "(Xem tiếp", 0), back = find_words(&c, "(Tiếp theo", 0), first = find_words(&c, "đầu1", 0), last = find_words(&c, "đầu34", 0);
	const Drawing *drawing = c.drawing;
	NodeId article = article_of(drawing, first.item->node);
	assert_int_equal(article_of(drawing, last.item->node), article);
	assert_int_equal(article_of(drawing, onward.item->node), article);
	assert_int_equal(article_of(drawing, back.item->node), article);
	assert_int_equal(drawing->nodes.items[onward.item->node].role, ROLE_LINK);
	assert_int_equal(drawing->nodes.items[back.item->node].role, ROLE_LINK);
	assert_true(onward.item->node > last.item->node && back.item->node > onward.item->node);
	assert_int_equal(depth_of(drawing, onward.item->node, article), 3); /* P, Reference, Link */
	assert_int_equal(find_words(&c, "Tít ngắn", 0).item->node, NODE_NONE);
	int links = 0;
	for (int p = 0; p < drawing->pages.count; p++) {
		for (int i = 0; i < drawing->pages.items[p].items.count; i++) {
			const DrawItem *item = &drawing->pages.items[p].items.items[i];
			if (item->kind != DRAW_LINK || item->u.link.destination < 0) continue;
			const Destination *to = &drawing->destinations.items[item->u.link.destination];
			assert_true(to->page >= 0);
			links += (item->node == onward.item->node && to->page == back.page) || (item->node == back.item->node && to->page == onward.page);
		}
	}
	assert_int_equal(links, 2);
	end_composed(&c);
}

static int lines_between(const Composed *c, int page, const char *name, Length above, Length below) {
	int lines = 0;
	const DrawnPage *drawn = &c->drawing->pages.items[page];
	Spot first = find_words(c, name, 0);
	NodeId article = article_of(c->drawing, first.item->node);
	for (int i = 0; i < drawn->items.count; i++) {
		const DrawItem *item = &drawn->items.items[i];
		lines += item->kind == DRAW_TEXT && item->node > 0 && article_of(c->drawing, item->node) == article && item->y > above && item->y < below &&
			item->u.text.size == c->design->body->size;
	}
	return lines;
}

static void the_layout_may_ask_and_say_how_much(void **state) {
	(void)state;
	Composed c = compose_issue("", 34, GOES_ON "<jump rows=\"12\" to=\"xem trang {page}\" from=\"tiếp trang {page}\"/>");
	Spot onward = find_words(&c, "xem trang", 0), head = find_words(&c, "đầu1", 0), middle = find_words(&c, "Tít-giữa", 0);
	assert_int_equal(onward.page, 0);
	assert_int_equal((onward.y - head.y) / c.design->leading, 11); /* the twelfth row */
	assert_int_equal(middle.page, 0); /* there is room for the next */
	assert_true(find_words(&c, "tiếp trang", 0).page > 0);
	end_composed(&c);
}

static void no_jump_where_all_fits(void **state) {
	(void)state;
	Composed c = compose_issue("continue=\"after-part\"", 6, "");
	assert_int_equal(find_words(&c, "(Xem tiếp", 0).page, -1);
	assert_int_equal(find_words(&c, "(Tiếp theo", 0).page, -1);
	end_composed(&c);
}

/* Whatever its length: no jump, or enough lines on both sides. */
static void some_lines_stand_on_either_side(void **state) {
	(void)state;
	int jumps = 0;
	for (int paragraphs = 14; paragraphs < 26; paragraphs++) {
		Composed c = compose_issue("continue=\"after-part\"", paragraphs, "<jump least=\"5\"/>");
		Spot onward = find_words(&c, "(Xem tiếp", 0), back = find_words(&c, "(Tiếp theo", 0);
		assert_int_equal(onward.page < 0, back.page < 0);
		if (back.page >= 0) {
			jumps++;
			assert_true(lines_between(&c, onward.page, "đầu1", 0, c.design->height) >= 15);
			assert_true(lines_between(&c, back.page, "đầu1", back.y, c.design->height) >= 14); /* the last row may be short of a line */
		}
		end_composed(&c);
	}
	assert_true(jumps > 0);
}

static void the_editor_may_refuse_it(void **state) {
	(void)state;
	Composed c = compose_issue("continue=\"overleaf\"", 34, GOES_ON);
	assert_int_equal(find_words(&c, "(Xem tiếp", 0).page, -1);
	end_composed(&c);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_goes_on_after_its_part), cmocka_unit_test(the_structure_keeps_it_whole),
		cmocka_unit_test(the_layout_may_ask_and_say_how_much), cmocka_unit_test(no_jump_where_all_fits),
		cmocka_unit_test(some_lines_stand_on_either_side), cmocka_unit_test(the_editor_may_refuse_it),
	};
	return cmocka_run_group_tests(tests, open_page_tests, close_page_tests);
}
