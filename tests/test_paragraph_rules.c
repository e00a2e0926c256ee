/* Where lines may end, case by case: tests/data/paragraph/breaks.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include "fake_font.c"
#include "paragraph/paragraph.h"

static FILE *open_data(const char *name) {
	const char *root = getenv("BANTIN_DATA");
	char path[4096];
	snprintf(path, sizeof path, "%s/tests/data/paragraph/%s", root ? root : ".", name);
	return fopen(path, "rb");
}

/* In a case "|" is a space where a line may end, "¦" a break without a space, "~" U+00A0, "^" U+200B. */
static void read_case(const char *line, Text *text, Text *wanted) {
	text_clear(text);
	text_clear(wanted);
	for (const char *at = line; *at && *at != '\n' && *at != '\r';) {
		if (*at == '|') { text_add_char(text, ' '); text_add_char(wanted, '|'); at++; continue; }
		if (strncmp(at, "¦", 2) == 0) { text_add(wanted, "¦"); at += 2; continue; }
		if (*at == '~') { text_add_utf8(text, 0xA0); text_add_utf8(wanted, 0xA0); at++; continue; }
		if (*at == '^') { text_add_utf8(text, 0x200B); text_add_char(wanted, '^'); at++; continue; }
		text_add_char(text, *at);
		text_add_char(wanted, *at);
		at++;
	}
}

/* The text with its breaks marked in the same way. */
static void show_breaks(const Text *text, Text *shown) {
	uint32_t breaks[1024];
	int count = paragraph_find_breaks(text->bytes, text->length, breaks, 1024), next = 0;
	assert_in_range(count, 0, 1024);
	text_clear(shown);
	for (size_t i = 0; i < text->length; i++) {
		bool here = next < count && breaks[next] == i, after = next < count && breaks[next] == i + 1;
		if (here) { /* no space before it: a break without one */
			if (i == 0 || text->bytes[i - 1] != ' ') text_add(shown, "¦");
			next++;
		}
		if (after && text->bytes[i] == ' ') { text_add_char(shown, '|'); continue; }
		if (text->length - i >= 3 && memcmp(text->bytes + i, "\xE2\x80\x8B", 3) == 0) { text_add_char(shown, '^'); i += 2; continue; }
		text_add_char(shown, text->bytes[i]);
	}
}

static void breaks_stand_where_the_cases_say(void **state) {
	(void)state;
	FILE *file = open_data("breaks.txt");
	assert_non_null(file);
	char line[4096];
	Text text = { 0 }, wanted = { 0 }, shown = { 0 };
	int number = 0, cases = 0, wrong = 0;
	while (fgets(line, sizeof line, file)) {
		number++;
		if (line[0] == '#' || line[0] == '\n' || line[0] == '\r') continue;
		read_case(line, &text, &wanted);
		show_breaks(&text, &shown);
		cases++;
		if (strcmp(shown.bytes, wanted.bytes) == 0) continue;
		wrong++;
		print_error("breaks.txt:%d:\n  wanted %s\n  found  %s\n", number, wanted.bytes, shown.bytes);
	}
	fclose(file);
	text_free(&text);
	text_free(&wanted);
	text_free(&shown);
	assert_true(cases >= 150);
	assert_int_equal(wrong, 0);
}

static void a_text_without_words_has_no_breaks(void **state) {
	(void)state;
	uint32_t breaks[4];
	assert_int_equal(paragraph_find_breaks("", 0, breaks, 4), 0);
	assert_int_equal(paragraph_find_breaks("   \t ", 5, breaks, 4), 0);
	assert_int_equal(paragraph_find_breaks("một", strlen("một"), breaks, 4), 0);
}

static void more_breaks_than_asked_for_are_counted(void **state) {
	(void)state;
	uint32_t breaks[2] = { 0 };
	assert_int_equal(paragraph_find_breaks("a b c d", 7, breaks, 2), 3);
	assert_int_equal(breaks[0], 2);
	assert_int_equal(breaks[1], 4);
}

static void bytes_that_are_no_utf8_are_survived(void **state) {
	(void)state;
	uint32_t breaks[8];
	const char bad[] = "a\xFF\xC2 b\xE2\x80 c\xF0\x9F d\xE1";
	assert_in_range(paragraph_find_breaks(bad, sizeof bad - 1, breaks, 8), 1, 4);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_stand_where_the_cases_say),
		cmocka_unit_test(a_text_without_words_has_no_breaks),
		cmocka_unit_test(more_breaks_than_asked_for_are_counted),
		cmocka_unit_test(bytes_that_are_no_utf8_are_survived),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_forget();
	return failed;
}
