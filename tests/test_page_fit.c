/* An issue brought to a number of pages: what is said, and that it comes to that many. */
#include "test_page_support.h"

static const char *message_of(const Composed *c, const char *code) {
	for (int i = 0; i < diag_total(c->diag); i++) if (strcmp(diag_entry(c->diag, i)->code, code) == 0) return diag_entry(c->diag, i)->message;
	return NULL;
}

static Composed compose_fitted(const char *fit, int articles, const char *layout) {
	Text written = { 0 };
	for (int i = 0; i < articles; i++) add_article(&written, "rank=\"second\"", "bài", 6, 60);
	return compose_part(fit, &written, layout);
}

static int plain_pages(int articles) {
	Composed c = compose_fitted("", articles, "");
	int pages = c.drawing->pages.count;
	end_composed(&c);
	return pages;
}

static void it_is_said_when_it_fits(void **state) {
	(void)state;
	char fit[32];
	snprintf(fit, sizeof fit, "fit=\"pages:%d\"", plain_pages(8));
	Composed c = compose_fitted(fit, 8, "");
	assert_non_null(message_of(&c, "fit-done"));
	end_composed(&c);
}

/* Among issues of growing length one comes to a page more by little: that one is brought back. */
static void a_little_too_long_is_brought_back(void **state) {
	(void)state;
	int brought = 0;
	for (int articles = 4; articles < 14 && !brought; articles++) {
		int pages = plain_pages(articles);
		if (pages == plain_pages(articles - 1)) continue;
		char fit[32];
		snprintf(fit, sizeof fit, "fit=\"pages:%d\"", pages - 1);
		Composed c = compose_fitted(fit, articles, "");
		if (message_of(&c, "fit-done")) {
			brought++;
			assert_int_equal(c.drawing->pages.count, pages - 1);
		} else {
			assert_non_null(message_of(&c, "fit-over"));
		}
		end_composed(&c);
	}
	assert_true(brought > 0);
}

static void far_too_long_or_short_is_said(void **state) {
	(void)state;
	Composed over = compose_fitted("fit=\"pages:1\"", 12, ""), under = compose_fitted("", 3, "<fit pages=\"9\"/>");
	assert_non_null(message_of(&over, "fit-over"));
	assert_non_null(message_of(&under, "fit-under"));
	assert_true(over.drawing->pages.count > 1);
	end_composed(&over);
	end_composed(&under);
}

int main(void) {
	const struct CMUnitTest tests[] = { cmocka_unit_test(it_is_said_when_it_fits), cmocka_unit_test(a_little_too_long_is_brought_back),
		cmocka_unit_test(far_too_long_or_short_is_said) };
	return cmocka_run_group_tests(tests, open_page_tests, close_page_tests);
}
