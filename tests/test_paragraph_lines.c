/* Lines of paragraphs with a font whose widths are known by heart (fake_font.c): at 10 pt a letter is 5 pt, a space 2.5 pt. */
#include "paragraph_support.h"

#define pt(x) ((Length)((x) * PT))
typedef struct State { Arena *arena; ParagraphBreaker *breaker; Diag *diag; } State;

static int open_state(void **state) {
	State *s = calloc(1, sizeof *s);
	s->arena = arena_open();
	s->breaker = paragraph_open_breaker();
	s->diag = diag_open();
	*state = s;
	return 0;
}

static int close_state(void **state) {
	State *s = *state;
	arena_close(s->arena);
	paragraph_close_breaker(s->breaker);
	diag_close(s->diag);
	free(s);
	return 0;
}

static Paragraph break_spans(State *s, const Span *spans, int count, Length measure, const ParagraphStyle *style, const ParagraphShape *shape) {
	Paragraph p = paragraph_break_lines(s->breaker, s->arena, spans, count, measure, style, shape, s->diag);
	check_paragraph(&p, spans, count, measure, style, shape);
	return p;
}

static Paragraph break_text(State *s, const char *text, Length measure, const ParagraphStyle *style) {
	Span span = make_span(text);
	return break_spans(s, &span, 1, measure, style, NULL);
}

static const DiagEntry *find_entry(const Diag *diag, const char *code) {
	for (int i = 0; i < diag_total(diag); i++) if (strcmp(diag_entry(diag, i)->code, code) == 0) return diag_entry(diag, i);
	return NULL;
}

/* ---- golden cases ---- */

static Paragraph read_case(State *s, char *head, const char *text) {
	ParagraphStyle style = justified();
	double measure = 100;
	Length left[8] = { 0 }, right[8] = { 0 };
	ParagraphShape shape = { 0, left, right };
	for (char *word = strtok(head, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');
		int number = value ? atoi(value + 1) : 0;
		if (!strncmp(word, "measure=", 8)) measure = atof(value + 1);
		else if (!strncmp(word, "shrink=", 7)) style.shrink = number;
		else if (!strncmp(word, "stretch=", 8)) style.stretch = number;
		else if (!strncmp(word, "scale=", 6)) style.glyph_scale = number;
		else if (!strncmp(word, "letters=", 8)) style.letter_stretch = number;
		else if (!strncmp(word, "indent=", 7)) style.first_indent = number * PT;
		else if (!strncmp(word, "left=", 5)) style.left = number * PT;
		else if (!strncmp(word, "right=", 6)) style.right = number * PT;
		else if (!strncmp(word, "loose=", 6)) style.looseness = number;
		else if (!strncmp(word, "last=", 5)) style.last_line_min = number * PT;
		else if (!strncmp(word, "drop=", 5)) for (shape.count = 0; shape.count < 2; shape.count++) left[shape.count] = number * PT;
		else if (!strcmp(word, "ragged")) style.align = ALIGN_LEFT;
		else if (!strcmp(word, "center")) style.align = ALIGN_CENTER;
		else if (!strcmp(word, "flush-right")) style.align = ALIGN_RIGHT;
		else if (!strcmp(word, "balance")) style.balance = true;
		else if (!strcmp(word, "hang")) style.hang = true;
		else fail_msg("unknown option %s", word);
	}
	Text plain = { 0 }; /* "\n" stands for a forced break, "~" for U+00A0 */
	for (const char *at = text; *at && *at != '\n'; at++) {
		if (at[0] == '\\' && at[1] == 'n') { text_add_char(&plain, '\n'); at++; }
		else if (*at == '~') text_add_utf8(&plain, 0xA0);
		else text_add_char(&plain, *at);
	}
	Span span = make_span(arena_copy_text(s->arena, plain.bytes, plain.length));
	text_free(&plain);
	return break_spans(s, &span, 1, (Length)(measure * PT), &style, shape.count ? &shape : NULL);
}

static void add_points(Text *out, Length value) {
	char number[32];
	length_format(value, 2, number);
	text_add(out, number);
}

static void show_case(const Paragraph *p, Text *out) {
	Text shown = { 0 };
	text_clear(out);
	for (int i = 0; i < p->line_count; i++) {
		const Line *line = &p->lines[i];
		show_line(line, &shown);
		add_points(out, line->x);
		text_add_char(out, ' ');
		add_points(out, line->width);
		text_format(out, " %d%s%s|%s\n", line->ratio, line->forced_end ? " end" : "", line->overfull ? " overfull" : "", shown.bytes);
	}
	text_free(&shown);
}

static void lines_are_as_the_cases_say(void **state) {
	State *s = *state;
	const char *root = getenv("BANTIN_DATA");
	char path[4096], line[4096];
	snprintf(path, sizeof path, "%s/tests/data/paragraph/lines.txt", root ? root : ".");
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	Text head = { 0 }, text = { 0 }, wanted = { 0 }, found = { 0 };
	int wrong = 0, cases = 0;
	bool more = true;
	while (more) {
		more = fgets(line, sizeof line, file) != NULL;
		if (more && line[0] == '#') continue;
		if (more && line[0] == '@') { text_clear(&head); text_clear(&text); text_clear(&wanted); text_add(&wanted, ""); text_add_bytes(&head, line + 1, strcspn(line + 1, "\n")); continue; }
		if (more && line[0] != '\n') { text_add(text.length ? &wanted : &text, line); continue; }
		if (!head.length) continue;
		char *options = strdup(head.bytes);
		Paragraph p = read_case(s, options, text.bytes);
		free(options);
		show_case(&p, &found);
		if (strcmp(found.bytes, wanted.bytes) != 0) {
			wrong++;
			print_error("@%s\n%swanted:\n%sfound:\n%s", head.bytes, text.bytes, wanted.bytes, found.bytes);
		}
		cases++;
		text_clear(&head);
	}
	fclose(file);
	text_free(&head);
	text_free(&text);
	text_free(&wanted);
	text_free(&found);
	assert_true(cases >= 20);
	assert_int_equal(wrong, 0);
}

/* ---- what a line says of itself ---- */

static void an_empty_text_gives_no_lines(void **state) {
	ParagraphStyle style = justified();
	assert_int_equal(break_text(*state, "", 100 * PT, &style).line_count, 0);
	assert_int_equal(break_text(*state, " \t  ", 100 * PT, &style).line_count, 0);
	Paragraph none = paragraph_break_lines(((State *)*state)->breaker, ((State *)*state)->arena, NULL, 0, 100 * PT, &style, NULL, NULL);
	assert_int_equal(none.line_count, 0);
	Span spans[3] = { make_span(""), make_span("a"), make_span("") };
	assert_int_equal(break_spans(*state, spans, 3, 100 * PT, &style, NULL).line_count, 1);
}

static void a_short_text_is_one_line_at_its_own_width(void **state) {
	ParagraphStyle style = justified();
	Paragraph p = break_text(*state, "nhan dan", 100 * PT, &style);
	assert_int_equal(p.line_count, 1);
	const Line *line = &p.lines[0];
	assert_int_equal(line->width, pt(37.5));
	assert_int_equal(line->ratio, 0);
	assert_true(line->forced_end);
	assert_int_equal(line->ascent, 10 * PT);
	assert_int_equal(line->descent, 3 * PT);
	assert_int_equal(line->ink_top, 7 * PT);
	assert_int_equal(line->ink_bottom, 0);
	assert_int_equal(line->runs[0].words[0].x, 0);
	assert_int_equal(line->runs[0].words[1].x, pt(22.5));
	assert_true(line->runs[0].words[0].space_after);
	assert_false(line->runs[0].words[1].space_after);
}

static void spaces_take_up_what_a_line_lacks(void **state) {
	ParagraphStyle style = justified();
	/* 4 words of 20 pt and 3 spaces of 2.5 make 87.5; 89 leaves 1.5: ratio 1.5 / 3.75 */
	Paragraph p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", 89 * PT, &style);
	assert_int_equal(p.line_count, 3);
	assert_int_equal(p.lines[0].ratio, 400);
	assert_int_equal(p.lines[0].width, 89 * PT);
	assert_int_equal(p.lines[0].runs[0].words[1].x, 23 * PT);
	assert_int_equal(p.lines[0].runs[0].words[3].x, 69 * PT);
	p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", pt(86.5), &style);
	assert_int_equal(p.lines[0].ratio, -666);
	assert_int_equal(p.lines[0].width, pt(86.5));
}

static void glyphs_give_with_the_spaces(void **state) {
	ParagraphStyle style = justified();
	style.glyph_scale = 20;
	/* stretch 3.75 of spaces and 1.6 of glyphs: 2.675 is half of all */
	Paragraph p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", pt(90.175), &style);
	const LineRun *run = &p.lines[0].runs[0];
	assert_int_equal(run->scale, 1010);
	assert_in_range(p.lines[0].ratio, 495, 505);
	assert_in_range(p.lines[0].width, pt(90.17), pt(90.18));
	style.glyph_scale = 0;
	style.letter_stretch = 20; /* 0.2 pt for each of 16 letters but the last: 3 */
	p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", pt(90.875), &style);
	run = &p.lines[0].runs[0];
	assert_in_range(run->letter_space, PT / 10 - 100, PT / 10 + 100);
	assert_in_range(p.lines[0].ratio, 490, 510);
	/* beyond the limits only the spaces go on */
	style.glyph_scale = 20;
	p = break_text(*state, "nhan nhan nhan nhan nghiengxx nhan", 100 * PT, &style);
	assert_int_equal(p.lines[0].runs[0].scale, 1020);
	assert_int_equal(p.lines[0].runs[0].letter_space, 2 * PT / 10);
	assert_true(p.lines[0].ratio > 1000);
	assert_in_range(p.lines[0].width, 100 * PT - 2, 100 * PT + 2);
}

static void punctuation_hangs_at_both_margins(void **state) {
	ParagraphStyle style = justified();
	style.hang = true;
	style.stretch = 5000;
	/* “ hangs half of 5, the comma 0.6 of 2.5 */
	Paragraph p = break_text(*state, "“nhan nhan nhan, nhan nhan nhan nhan nhan nhan", 75 * PT, &style);
	assert_line(&p, 0, "“nhan nhan nhan,");
	assert_int_equal(p.lines[0].x, pt(-2.5));
	assert_int_equal(p.lines[0].width, pt(75 + 2.5 + 1.5));
	style.first_indent = 10 * PT; /* an indent is no margin */
	p = break_text(*state, "“nhan nhan nhan, nhan nhan nhan nhan nhan nhan", 85 * PT, &style);
	assert_int_equal(p.lines[0].x, 10 * PT);
	style = (ParagraphStyle){ .align = ALIGN_LEFT, .hang = true };
	p = break_text(*state, "“nhan nhan” nhan nhan nhan", 55 * PT, &style);
	assert_int_equal(p.lines[0].x, pt(-2.5));
	style.align = ALIGN_CENTER;
	p = break_text(*state, "“nhan”", 60 * PT, &style);
	assert_int_equal(p.lines[0].x, 15 * PT);
}

static void ragged_lines_do_not_end_on_a_link(void **state) {
	ParagraphStyle style = { .align = ALIGN_RIGHT };
	Paragraph p = break_text(*state, "Khoa nhan nhan và phap luat", 80 * PT, &style);
	assert_line(&p, 0, "Khoa nhan nhan");
	assert_line(&p, 1, "và phap luat");
}

static void alignments_place_the_line(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT, .left = 5 * PT, .right = 15 * PT };
	assert_int_equal(break_text(*state, "nhan", 100 * PT, &style).lines[0].x, 5 * PT);
	style.align = ALIGN_RIGHT;
	assert_int_equal(break_text(*state, "nhan", 100 * PT, &style).lines[0].x, 65 * PT);
	style.align = ALIGN_CENTER;
	assert_int_equal(break_text(*state, "nhan", 100 * PT, &style).lines[0].x, 35 * PT);
	style.first_indent = pt(-5);
	assert_int_equal(break_text(*state, "nhan", 100 * PT, &style).lines[0].measure, 85 * PT);
}

static void letter_space_is_not_left_hanging_at_the_end(void **state) {
	ParagraphStyle style = { .align = ALIGN_RIGHT };
	Span span = make_span("nhan dan");
	span.letter_space = PT;
	Paragraph p = break_spans(*state, &span, 1, 100 * PT, &style, NULL);
	assert_int_equal(p.lines[0].width, pt(37.5 + 7)); /* between 8 characters */
	assert_int_equal(p.lines[0].x, pt(100 - 44.5));
	assert_int_equal(p.lines[0].runs[0].letter_space, PT);
	assert_int_equal(p.lines[0].runs[0].width, p.lines[0].width);
	assert_int_equal(paragraph_measure_width(((State *)*state)->breaker, &span, 1), pt(44.5));
}

static void forced_breaks_end_lines_and_make_blank_ones(void **state) {
	ParagraphStyle style = justified();
	Paragraph p = break_text(*state, "a \n b\n\nc\n", 100 * PT, &style);
	assert_int_equal(p.line_count, 4);
	assert_line(&p, 0, "a");
	assert_true(p.lines[0].forced_end);
	assert_line(&p, 1, "b");
	assert_int_equal(p.lines[2].run_count, 0);
	assert_int_equal(p.lines[2].ascent, 10 * PT);
	assert_line(&p, 3, "c");
	p = break_text(*state, "\n", 100 * PT, &style);
	assert_int_equal(p.line_count, 1);
	assert_int_equal(break_text(*state, "\na", 100 * PT, &style).line_count, 2);
}

/* ---- spans ---- */

static void a_word_runs_on_over_spans(void **state) {
	ParagraphStyle style = justified();
	Span spans[3] = { make_span("nhan nhan H"), make_span("2"), make_span("O nhan") };
	spans[1].size = 6 * PT;
	spans[1].rise = pt(-2);
	spans[1].tag = 7;
	Paragraph p = break_spans(*state, spans, 3, 45 * PT, &style, NULL);
	assert_line(&p, 0, "nhan nhan");
	assert_line(&p, 1, "H2O nhan");
	const Line *line = &p.lines[1];
	assert_int_equal(line->run_count, 3);
	assert_int_equal(line->runs[1].tag, 7);
	assert_int_equal(line->runs[1].rise, pt(-2));
	assert_int_equal(line->runs[1].x, 7 * PT);
	assert_int_equal(line->runs[2].x, 10 * PT);
	assert_false(line->runs[0].words[0].space_after);
	assert_false(line->runs[1].words[0].space_after);
	assert_true(line->runs[2].words[0].space_after);
	assert_int_equal(line->ascent, 10 * PT);
	assert_int_equal(line->ink_bottom, pt(-2));
}

static void a_raised_mark_does_not_hide_what_a_word_is(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT };
	Paragraph p;
	Span squared[3] = { make_span("rong 12 km"), make_span("2"), make_span(" thoi") };
	squared[1].features = FONT_SUPS;
	p = break_spans(*state, squared, 3, 35 * PT, &style, NULL);
	assert_line(&p, 0, "rong");
	assert_line(&p, 1, "12 km2");
	Span noted[3] = { make_span("nam 25 đồng"), make_span("1"), make_span(" thoi") };
	noted[1].rise = 3 * PT;
	p = break_spans(*state, noted, 3, 40 * PT, &style, NULL);
	assert_line(&p, 1, "25 đồng1");
}

static void a_space_belongs_to_the_span_it_stands_in(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT };
	Span spans[2] = { make_span("a"), make_span(" b") };
	spans[1].size = 20 * PT;
	Paragraph p = break_spans(*state, spans, 2, 100 * PT, &style, NULL);
	assert_int_equal(p.lines[0].runs[1].x, 10 * PT);
	assert_true(p.lines[0].runs[0].words[0].space_after);
	spans[0] = make_span("a ");
	spans[1] = make_span("b");
	spans[1].size = 20 * PT;
	p = break_spans(*state, spans, 2, 100 * PT, &style, NULL);
	assert_int_equal(p.lines[0].runs[1].x, pt(7.5));
	assert_int_equal(p.lines[0].ascent, 20 * PT);
}

static void another_face_steps_in_for_letters_together_and_signs_alone(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT };
	Font poor = { .lacks = "ừ☎", .other = &other_font };
	Span span = make_span("a☎b từ!");
	span.font = &poor;
	Paragraph p = break_spans(*state, &span, 1, 100 * PT, &style, NULL);
	const Line *line = &p.lines[0];
	assert_int_equal(line->run_count, 5);
	assert_ptr_equal(line->runs[0].font, &poor);
	assert_ptr_equal(line->runs[1].font, &other_font);
	assert_string_equal(line->runs[1].words[0].run->text, "☎");
	assert_string_equal(line->runs[2].words[0].run->text, "b");
	assert_ptr_equal(line->runs[3].font, &other_font);
	assert_string_equal(line->runs[3].words[0].run->text, "từ"); /* the t too: no borrowed letter inside a syllable */
	assert_ptr_equal(line->runs[4].font, &poor);
	Font poorer = { .lacks = "ừ☎", .other = NULL };
	span.font = &poorer;
	p = break_spans(*state, &span, 1, 100 * PT, &style, NULL); /* nobody has them: set as they are */
	assert_int_equal(p.lines[0].run_count, 1);
}

static void a_firm_space_stretches_and_stays(void **state) {
	ParagraphStyle style = justified();
	Paragraph p = break_text(*state, "nhan nhan nhan\xC2\xA0nhan nhan nhan nhan", 89 * PT, &style);
	const LineRun *run = &p.lines[0].runs[0];
	assert_int_equal(run->word_count, 5);
	assert_string_equal(run->words[3].run->text, "\xC2\xA0");
	assert_false(run->words[2].space_after);
	assert_int_equal(run->words[3].x, 66 * PT);
	assert_int_equal(run->words[4].x, 69 * PT); /* 2.5 stretched to 3, like the other gaps */
	style.align = ALIGN_LEFT;
	p = break_text(*state, "nhan nhan\xC2\xA0nhan", 50 * PT, &style);
	assert_line(&p, 0, "nhan");
	p = break_text(*state, "nhan nhan\xC2\xA0nhan", 30 * PT, &style); /* wider than the line: nothing else is left */
	assert_int_equal(p.line_count, 3);
	assert_true(p.lines[1].runs[0].words[0].space_after);
}

/* ---- too wide ---- */

static void a_wide_token_breaks_after_its_signs(void **state) {
	State *s = *state;
	ParagraphStyle style = { .align = ALIGN_LEFT };
	Paragraph p = break_text(s, "http://vnexpress.net/tin-tuc/thoi-su", 75 * PT, &style);
	assert_int_equal(p.line_count, 3);
	assert_line(&p, 0, "http://vnexpress.");
	assert_line(&p, 1, "net/tin-tuc/");
	assert_line(&p, 2, "thoi-su");
	assert_false(p.lines[0].runs[0].words[0].space_after);
	assert_null(find_entry(s->diag, "word-split"));
}

static void a_token_without_signs_breaks_anywhere_and_is_reported(void **state) {
	State *s = *state;
	ParagraphStyle style = justified();
	Span span = make_span("nhan nhannhannhannhannhan nhan");
	span.pos = (SourcePos){ "a.xml", 12, 3 };
	Paragraph p = break_spans(s, &span, 1, 50 * PT, &style, NULL);
	assert_true(p.line_count >= 3);
	const DiagEntry *entry = find_entry(s->diag, "word-split");
	assert_non_null(entry);
	assert_int_equal(entry->pos.line, 12);
	assert_non_null(strstr(entry->message, "nhannhannhannhannhan"));
	assert_non_null(entry->hint);
	assert_int_equal(diag_total(s->diag), 1); /* once for the token */
}

static void what_cannot_be_split_sticks_out_and_is_reported(void **state) {
	State *s = *state;
	ParagraphStyle style = justified();
	Paragraph p = break_text(s, "nhan", 3 * PT, &style);
	assert_int_equal(p.line_count, 4);
	assert_true(p.lines[0].overfull);
	assert_non_null(find_entry(s->diag, "line-overfull"));
	p = break_text(s, "nhan nhan", 0, &style);
	assert_int_equal(p.line_count, 8);
}

static void glue_gives_way_where_it_is_weakest(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT };
	Paragraph p = break_text(*state, "từ 12 giờ 30 phút", 40 * PT, &style);
	assert_line(&p, 0, "từ 12 giờ"); /* each number keeps its unit */
	assert_line(&p, 1, "30 phút");
	p = break_text(*state, "ông Nguyễn Văn Ba", 60 * PT, &style);
	assert_line(&p, 0, "ông Nguyễn");
}

/* ---- last lines, looseness, shapes ---- */

static void no_syllable_stands_alone_on_the_last_line(void **state) {
	ParagraphStyle style = justified();
	style.stretch = 4000;
	Paragraph p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", 88 * PT, &style); /* 4 + 4 + 1 would fill best */
	assert_int_equal(p.line_count, 3);
	assert_line(&p, 2, "nhan nhan");
	p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan./. ■", 88 * PT, &style); /* an end sign is no company */
	assert_line(&p, 2, "nhan nhan./. ■");
	style.align = ALIGN_LEFT;
	p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan", 88 * PT, &style);
	assert_line(&p, 2, "nhan nhan");
}

static void the_last_line_is_not_too_short(void **state) {
	ParagraphStyle style = justified();
	style.stretch = 4000;
	style.last_line_min = 60 * PT;
	Paragraph p = break_text(*state, "nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan", 88 * PT, &style);
	assert_line(&p, 2, "nhan nhan nhan");
}

static void looseness_changes_the_number_of_lines(void **state) {
	ParagraphStyle style = justified();
	style.stretch = 1000;
	char text[2048] = "";
	for (int i = 0; i < 60; i++) strcat(text, i % 3 ? "nhan " : "tot dep ");
	int lines = break_text(*state, text, 200 * PT, &style).line_count;
	style.looseness = 1;
	assert_int_equal(break_text(*state, text, 200 * PT, &style).line_count, lines + 1);
	style.looseness = 30; /* as far as it can be had */
	Paragraph p = break_text(*state, text, 200 * PT, &style);
	assert_true(p.line_count > lines && p.line_count < lines + 30);
	for (int i = 0; i < p.line_count; i++) assert_true(p.lines[i].ratio <= 1500);
	int shortened = 0;
	for (int words = 50; words < 70; words++) { /* those whose last line is short can do with a line less */
		text[0] = 0;
		for (int i = 0; i < words; i++) strcat(text, i % 3 ? "nhan " : "tot ");
		style.looseness = 0;
		lines = break_text(*state, text, 200 * PT, &style).line_count;
		style.looseness = -1;
		int less = break_text(*state, text, 200 * PT, &style).line_count;
		assert_in_range(less, lines - 1, lines);
		shortened += less < lines;
	}
	assert_in_range(shortened, 1, 15);
}

static void text_runs_beside_a_drop_cap(void **state) {
	ParagraphStyle style = justified();
	Length left[2] = { 30 * PT, 30 * PT }, right[2] = { 0, 5 * PT };
	ParagraphShape shape = { 2, left, right };
	Span span = make_span("nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan nhan");
	Paragraph p = break_spans(*state, &span, 1, 100 * PT, &style, &shape);
	assert_int_equal(p.lines[0].x, 30 * PT);
	assert_int_equal(p.lines[0].measure, 70 * PT);
	assert_int_equal(p.lines[1].measure, 65 * PT);
	assert_int_equal(p.lines[2].measure, 100 * PT);
	assert_int_equal(p.lines[2].x, 0);
}

/* ---- headlines ---- */

static void headlines_are_even_and_broken_by_sense(void **state) {
	ParagraphStyle style = { .align = ALIGN_LEFT, .balance = true };
	Paragraph p = break_text(*state, "nhan nhan nhan nhan nhan", 90 * PT, &style);
	assert_line(&p, 0, "nhan nhan nhan"); /* never one alone on the last line */
	p = break_text(*state, "tổng kết năm nay, phương hướng năm tới", 110 * PT, &style);
	assert_line(&p, 0, "tổng kết năm nay,");
	p = break_text(*state, "Hội nghị của Nguyễn Trung Dương", 140 * PT, &style);
	assert_line(&p, 1, "Nguyễn Trung Dương"); /* a name is one */
	assert_line(&p, 0, "Hội nghị của");
	p = break_text(*state, "nhan nhan nhan nhan và nhan nhan nhan nhan", 150 * PT, &style);
	assert_line(&p, 1, "và nhan nhan nhan nhan"); /* rather before a link than after it */
	style.looseness = 1;
	p = break_text(*state, "nhan nhan nhan nhan nhan nhan", 90 * PT, &style);
	assert_int_equal(p.line_count, 3);
}

/* ---- widths ---- */

static void widths_are_told_without_lines(void **state) {
	ParagraphBreaker *breaker = ((State *)*state)->breaker;
	Span span = make_span(" nhan dan\nta ");
	assert_int_equal(paragraph_measure_width(breaker, &span, 1), pt(20 + 2.5 + 15 + 2.5 + 7.5));
	assert_int_equal(paragraph_measure_min(breaker, &span, 1), 20 * PT);
	span = make_span("co 25 người thoi");
	assert_int_equal(paragraph_measure_min(breaker, &span, 1), pt(10 + 2.5 + 22.5)); /* a number with what it counts */
	span = make_span("");
	assert_int_equal(paragraph_measure_width(breaker, &span, 1), 0);
	assert_int_equal(paragraph_measure_min(breaker, &span, 1), 0);
}

int main(void) {
#define LINES_TEST(name) cmocka_unit_test_setup_teardown(name, open_state, close_state)
	const struct CMUnitTest tests[] = {
		LINES_TEST(lines_are_as_the_cases_say),
		LINES_TEST(an_empty_text_gives_no_lines),
		LINES_TEST(a_short_text_is_one_line_at_its_own_width),
		LINES_TEST(spaces_take_up_what_a_line_lacks),
		LINES_TEST(glyphs_give_with_the_spaces),
		LINES_TEST(punctuation_hangs_at_both_margins),
		LINES_TEST(ragged_lines_do_not_end_on_a_link),
		LINES_TEST(alignments_place_the_line),
		LINES_TEST(letter_space_is_not_left_hanging_at_the_end),
		LINES_TEST(forced_breaks_end_lines_and_make_blank_ones),
		LINES_TEST(a_word_runs_on_over_spans),
		LINES_TEST(a_raised_mark_does_not_hide_what_a_word_is),
		LINES_TEST(a_space_belongs_to_the_span_it_stands_in),
		LINES_TEST(another_face_steps_in_for_letters_together_and_signs_alone),
		LINES_TEST(a_firm_space_stretches_and_stays),
		LINES_TEST(a_wide_token_breaks_after_its_signs),
		LINES_TEST(a_token_without_signs_breaks_anywhere_and_is_reported),
		LINES_TEST(what_cannot_be_split_sticks_out_and_is_reported),
		LINES_TEST(glue_gives_way_where_it_is_weakest),
		LINES_TEST(no_syllable_stands_alone_on_the_last_line),
		LINES_TEST(the_last_line_is_not_too_short),
		LINES_TEST(looseness_changes_the_number_of_lines),
		LINES_TEST(text_runs_beside_a_drop_cap),
		LINES_TEST(headlines_are_even_and_broken_by_sense),
		LINES_TEST(widths_are_told_without_lines),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_forget();
	return failed;
}
