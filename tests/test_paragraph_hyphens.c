/* English is hyphenated, Vietnamese never; what stays on one line is shaped as one, and every word comes back whole. */
#include "paragraph_support.h"
#include "base/text.h"

typedef struct Bench { ParagraphBreaker *breaker; Arena *arena; Diag *diag; Font *font; } Bench;

static int bench_open(void **state) {
	static Bench bench;
	bench = (Bench){ paragraph_open_breaker(), arena_open(), diag_open(), &plain_font };
	*state = &bench;
	return 0;
}

static int bench_close(void **state) {
	Bench *bench = *state;
	paragraph_close_breaker(bench->breaker);
	fake_forget();
	diag_close(bench->diag);
	arena_close(bench->arena);
	return 0;
}

#define TEXT "This paper investigates responsibilities of librarianship, characteristically misunderstood internationally; " \
	"organisational considerations notwithstanding, digital collections communicate extraordinary opportunities."

/* The text of the lines, "|" between them, a soft hyphen as "-". */
static const char *set_lines(Bench *bench, const char *text, const char *lang, Length measure, int *hyphens, int *pieces) {
	Span span = { .text = text, .length = strlen(text), .font = bench->font, .size = 10 * LENGTH_POINT, .lang = lang };
	ParagraphStyle style = { .align = ALIGN_JUSTIFY, .shrink = 250, .stretch = 450, .hang = true };
	Paragraph lines = paragraph_break_lines(bench->breaker, bench->arena, &span, 1, measure, &style, NULL, bench->diag);
	check_paragraph(&lines, &span, 1, measure, &style, NULL);
	Text out = { 0 };
	text_add(&out, "");
	*hyphens = *pieces = 0;
	for (int i = 0; i < lines.line_count; i++) {
		const Line *line = &lines.lines[i];
		assert_false(line->overfull);
		if (i) text_add_char(&out, '|');
		for (int r = 0; r < line->run_count; r++)
			for (int w = 0; w < line->runs[r].word_count; w++) {
				const LineWord *word = &line->runs[r].words[w];
				bool hyphen = word->run->text_length == 2 && memcmp(word->run->text, "\xC2\xAD", 2) == 0;
				if (hyphen) { /* only at a line's end, and seen */
					assert_true(r == line->run_count - 1 && w == line->runs[r].word_count - 1 && i + 1 < lines.line_count);
					assert_true(word->run->glyph_count == 1 && word->run->advance > 0);
					assert_false(word->space_after);
					++*hyphens;
				}
				++*pieces;
				text_add(&out, hyphen ? "-" : word->run->text);
				if (word->space_after) text_add_char(&out, ' ');
			}
	}
	const char *copy = arena_copy_text(bench->arena, out.bytes, out.length);
	text_free(&out);
	return copy;
}

static void english_is_hyphenated(void **state) {
	Bench *bench = *state;
	int hyphens, pieces;
	const char *lines = set_lines(bench, TEXT, "en", 140 * LENGTH_POINT, &hyphens, &pieces);
	if (hyphens < 2) print_message("%s\n", lines);
	assert_true(hyphens >= 2);
	/* without the hyphens and the ends of lines it is the text again */
	Text whole = { 0 };
	for (const char *at = lines; *at; at++) {
		if (*at == '|' || (*at == '-' && at[1] == '|')) continue;
		text_add_char(&whole, *at);
	}
	assert_string_equal(whole.bytes, TEXT);
	text_free(&whole);
	/* as many pieces as words, one more for each word that is parted and one for its hyphen */
	int words = 1;
	for (const char *at = TEXT; *at; at++) words += *at == ' ';
	assert_int_equal(pieces, words + 2 * hyphens);
	set_lines(bench, TEXT, "en-GB", 140 * LENGTH_POINT, &hyphens, &pieces);
	assert_true(hyphens >= 2);
}

static void other_languages_are_not(void **state) {
	Bench *bench = *state;
	static const char *const LANGS[] = { NULL, "vi", "fr", "eng", "enm" };
	for (unsigned i = 0; i < sizeof LANGS / sizeof *LANGS; i++) {
		int hyphens, pieces;
		set_lines(bench, TEXT, LANGS[i], 160 * LENGTH_POINT, &hyphens, &pieces);
		assert_int_equal(hyphens, 0);
	}
}

static void codes_and_names_are_left_whole(void **state) {
	Bench *bench = *state;
	int hyphens, pieces;
	set_lines(bench, "UNESCO30/2020 LibreOffice naïveté co-operative INTERNATIONALLY Nguyễn a1bcdefghij the form https://librarianship", "en", 100 * LENGTH_POINT, &hyphens, &pieces);
	assert_int_equal(hyphens, 0);
}

static void a_line_more_or_less(void **state) {
	Bench *bench = *state;
	Span span = { .text = TEXT, .length = strlen(TEXT), .font = bench->font, .size = 10 * LENGTH_POINT, .lang = "en" };
	ParagraphStyle style = { .align = ALIGN_JUSTIFY, .shrink = 250, .stretch = 450, .hang = true };
	Paragraph shorter, longer, best = paragraph_break_lines(bench->breaker, bench->arena, &span, 1, 200 * LENGTH_POINT, &style, NULL, bench->diag);
	paragraph_break_variants(bench->breaker, bench->arena, &span, 1, 200 * LENGTH_POINT, &style, NULL, &shorter, &longer);
	assert_true(!shorter.line_count || shorter.line_count == best.line_count - 1);
	assert_true(!longer.line_count || longer.line_count == best.line_count + 1);
	assert_true(longer.line_count || shorter.line_count || best.line_count > 2);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(english_is_hyphenated, bench_open, bench_close),
		cmocka_unit_test_setup_teardown(other_languages_are_not, bench_open, bench_close),
		cmocka_unit_test_setup_teardown(codes_and_names_are_left_whole, bench_open, bench_close),
		cmocka_unit_test_setup_teardown(a_line_more_or_less, bench_open, bench_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
