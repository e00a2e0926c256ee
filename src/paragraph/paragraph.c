/* The door: a paragraph's life from spans to lines. */
#include "paragraph/paragraph.h"
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include "base/clock.h"
#include "paragraph/words.h"

ParagraphBreaker *paragraph_open_breaker(void) {
	ParagraphBreaker *breaker = calloc(1, sizeof *breaker);
	if (!breaker) base_out_of_memory();
	breaker->lexicon = lexicon_get();
	return breaker;
}

void paragraph_close_breaker(ParagraphBreaker *breaker) {
	if (!breaker) return;
	paragraph_close_patterns(breaker);
	if (breaker->line_iterator) ubrk_close(breaker->line_iterator);
	paragraph_forget_words(&breaker->memory);
	free(breaker->joined.items);
	free(breaker->kept.items);
	free(breaker->looks.items);
	free(breaker->words.items);
	free(breaker->parts.items);
	free(breaker->pieces.items);
	free(breaker->breaks.items);
	free(breaker->nodes.items);
	free(breaker->kept_way.items);
	free(breaker->chosen.items);
	free(breaker->bounds.items);
	free(breaker);
}

ParagraphTimes paragraph_spent(const ParagraphBreaker *breaker) { return breaker->spent; }

/* The spans' texts put end to end, and what measuring needs of each span. */
static bool read_spans(ParagraphBreaker *breaker, const Span *spans, int span_count, const char **text, size_t *length) {
	size_t total = 0;
	for (int i = 0; i < span_count; i++) total += spans[i].length;
	if (!total || total > INT32_MAX) return false;
	scratch_reserve(&breaker->looks, span_count);
	breaker->looks.count = span_count;
	breaker->raised = false;
	size_t at = 0;
	for (int i = 0; i < span_count; i++) {
		const Span *span = &spans[i];
		int upem = font_units_per_em(span->font);
		if (upem <= 0) upem = 1000;
		bool raised = span->rise != 0 || span->features & (FONT_SUPS | FONT_SUBS);
		Length space = length_scale(span->size, font_space_advance(span->font), upem) + span->letter_space;
		breaker->looks.items[i] = (SpanLook){ (uint32_t)at, (uint32_t)(at + span->length), upem, space > 0 ? space : 0, raised };
		breaker->raised = breaker->raised || raised;
		at += span->length;
	}
	*length = total;
	*text = spans[0].text;
	if (span_count == 1) return true;
	scratch_reserve(&breaker->joined, (int)total);
	at = 0;
	for (int i = 0; i < span_count; i++) {
		if (spans[i].length) memcpy(breaker->joined.items + at, spans[i].text, spans[i].length);
		at += spans[i].length;
	}
	*text = breaker->joined.items;
	return true;
}

static GapUse use_of(const ParagraphStyle *style) {
	if (!style || style->align == ALIGN_JUSTIFY) return GAPS_JUSTIFIED;
	return style->balance ? GAPS_HEADLINE : GAPS_RAGGED;
}

/* Splits, marks and measures; false when there is nothing to set. */
static bool read_words(ParagraphBreaker *breaker, const Setting *setting) {
	const char *text;
	size_t length;
	int64_t since = clock_now();
	if (!read_spans(breaker, setting->spans, setting->span_count, &text, &length)) return false;
	if (!paragraph_split_words(breaker, text, length)) return false;
	paragraph_mark_gaps(breaker, breaker->words.items, breaker->words.count, use_of(setting->style));
	bool hyphens = paragraph_hyphenate_words(breaker, setting);
	int64_t parted = clock_now();
	paragraph_measure_words(breaker, setting);
	if (hyphens) paragraph_measure_hyphens(breaker, setting);
	breaker->spent.breaking += parted - since;
	breaker->spent.shaping += clock_now() - parted;
	return true;
}

static LengthSum narrowest_measure(const Measures *measures) {
	int special = measures->shape ? measures->shape->count : 0;
	LengthSum least = paragraph_line_measure(measures, special ? special : 1);
	for (int i = 0; i < (special ? special : 1); i++) {
		LengthSum measure = paragraph_line_measure(measures, i);
		if (measure < least) least = measure;
	}
	return least;
}

/* Stretches between forced breaks are broken one after the other; what looseness one cannot give is asked of the next. */
static void choose_breaks(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures) {
	const Word *words = breaker->words.items;
	int looseness = setting->style->looseness;
	bool headline = use_of(setting->style) == GAPS_HEADLINE;
	breaker->chosen.count = 0;
	for (int from = 0; from < breaker->words.count;) {
		int to = from;
		while (to + 1 < breaker->words.count && words[to].gap != GAP_NEWLINE) to++;
		paragraph_collect_breaks(breaker, from, to - from + 1, !headline);
		if (headline) paragraph_fit_balanced(breaker, setting, measures, breaker->chosen.count);
		else looseness -= paragraph_fit_total(breaker, setting, measures, breaker->chosen.count, looseness);
		from = to + 1;
	}
}

static Paragraph fit_lines(ParagraphBreaker *breaker, Arena *arena, const Setting *setting, const Measures *measures) {
	int firm = 0, changes = 0, last_span = -1;
	const GlyphRun *last_run = NULL;
	for (int i = 0; i < breaker->words.count; i++) firm += paragraph_count_firm(breaker, &breaker->words.items[i]);
	for (int i = 0; i < breaker->pieces.count; i++) {
		const Piece *piece = &breaker->pieces.items[i];
		changes += piece->span != last_span || piece->run->font != last_run->font;
		last_span = piece->span;
		last_run = piece->run;
	}
	int count = breaker->chosen.count;
	LineOutput out = { .last_span = -1 };
	out.runs = arena_alloc_raw(arena, sizeof(LineRun) * (size_t)(changes + 2 * count + 2 * firm));
	out.words = arena_alloc_raw(arena, sizeof(LineWord) * (size_t)(breaker->pieces.count + firm + count));
	Line *lines = arena_alloc_raw(arena, sizeof(Line) * (size_t)count);
	int first = 0;
	for (int i = 0; i < count; i++) {
		lines[i] = paragraph_fit_line(breaker, setting, measures, i, first, breaker->chosen.items[i], &out);
		first = breaker->chosen.items[i] + 1;
	}
	return (Paragraph){ lines, count };
}

static Measures measures_of(Length measure, const ParagraphStyle *style, const ParagraphShape *shape) {
	return (Measures){ .plain = measure, .first_indent = style->first_indent, .left = style->left, .right = style->right,
		.shape = shape && shape->count > 0 ? shape : NULL };
}

/* Breaks the words that were read. */
static Paragraph break_best(ParagraphBreaker *breaker, Arena *arena, const Setting *setting, const Measures *measures) {
	paragraph_loosen_words(breaker, setting, narrowest_measure(measures));
	choose_breaks(breaker, setting, measures);
	paragraph_join_parts(breaker, setting);
	return fit_lines(breaker, arena, setting, measures);
}

Paragraph paragraph_break_lines(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
		const ParagraphStyle *style, const ParagraphShape *shape, Diag *diag) {
	Setting setting = { spans, span_count, style, diag };
	if (!read_words(breaker, &setting)) return (Paragraph){ 0 };
	Measures measures = measures_of(measure, style, shape);
	return break_best(breaker, arena, &setting, &measures);
}

/* One stretch of text that is set as text: headlines are fitted otherwise, stretches between forced breaks help each other out, and
 * the parts of a hyphenated word are joined for one way of lines. */
static bool is_single(const ParagraphBreaker *breaker, const ParagraphStyle *style) {
	bool single = use_of(style) != GAPS_HEADLINE;
	for (int i = 0; i + 1 < breaker->words.count && single; i++)
		single = breaker->words.items[i].gap != GAP_NEWLINE && !breaker->words.items[i].hyphen;
	return single;
}

ParagraphWays paragraph_break_ways(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
		const ParagraphStyle *style, const ParagraphShape *shape, Diag *diag) {
	Setting setting = { spans, span_count, style, diag };
	ParagraphWays ways = { .whole = true };
	if (!read_words(breaker, &setting) || (breaker->trying && breaker->gave_up)) return ways;
	Measures measures = measures_of(measure, style, shape);
	ways.whole = is_single(breaker, style);
	if (!ways.whole) {
		ways.best = break_best(breaker, arena, &setting, &measures);
		return ways;
	}
	paragraph_loosen_words(breaker, &setting, narrowest_measure(&measures));
	breaker->chosen.count = 0;
	paragraph_collect_breaks(breaker, 0, breaker->words.count, true);
	Ways found = paragraph_fit_best(breaker, &setting, &measures);
	ways.best = fit_lines(breaker, arena, &setting, &measures);
	setting.diag = NULL; /* the same would be said again */
	paragraph_fit_variants(breaker, &setting, &measures, &found);
	if (found.shorter >= 0) ways.shorter = (paragraph_choose_way(breaker, found.shorter), fit_lines(breaker, arena, &setting, &measures));
	if (found.longer >= 0) ways.longer = (paragraph_choose_way(breaker, found.longer), fit_lines(breaker, arena, &setting, &measures));
	return ways;
}

bool paragraph_try_ways(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
		const ParagraphStyle *style, const ParagraphShape *shape, ParagraphWays *out) {
	breaker->trying = true;
	breaker->gave_up = false;
	*out = paragraph_break_ways(breaker, arena, spans, span_count, measure, style, shape, NULL);
	breaker->trying = false;
	if (breaker->gave_up) *out = (ParagraphWays){ .whole = true };
	return !breaker->gave_up;
}

void paragraph_break_variants(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
		const ParagraphStyle *style, const ParagraphShape *shape, Paragraph *shorter, Paragraph *longer) {
	ParagraphStyle other = *style;
	other.looseness = 0;
	ParagraphWays ways = paragraph_break_ways(breaker, arena, spans, span_count, measure, &other, shape, NULL);
	for (int step = -1; step <= 1 && !ways.whole; step += 2) {
		other.looseness = step;
		Paragraph found = paragraph_break_lines(breaker, arena, spans, span_count, measure, &other, shape, NULL);
		if (found.line_count == ways.best.line_count + step) *(step < 0 ? &ways.shorter : &ways.longer) = found;
	}
	*shorter = ways.shorter;
	*longer = ways.longer;
}

Length paragraph_measure_width(ParagraphBreaker *breaker, const Span *spans, int span_count) {
	Setting setting = { .spans = spans, .span_count = span_count };
	if (!read_words(breaker, &setting)) return 0;
	LengthSum width = 0;
	for (int i = 0; i < breaker->words.count; i++) {
		const Word *word = &breaker->words.items[i];
		width += word->width;
		if (i + 1 == breaker->words.count) width -= word->tail;
		else width += word->gap == GAP_NEWLINE ? breaker->looks.items[0].space : word->space;
	}
	return width > LENGTH_MAX ? LENGTH_MAX : width < 0 ? 0 : (Length)width;
}

Length paragraph_measure_min(ParagraphBreaker *breaker, const Span *spans, int span_count) {
	Setting setting = { .spans = spans, .span_count = span_count };
	if (!read_words(breaker, &setting)) return 0;
	LengthSum widest = 0, width = 0;
	for (int i = 0; i < breaker->words.count; i++) {
		const Word *word = &breaker->words.items[i];
		width += word->width;
		if (width - word->tail + word->hyphen_width > widest) widest = width - word->tail + word->hyphen_width;
		if (word->glue >= GLUE_STRONG) width += word->space;
		else width = 0;
	}
	return widest > LENGTH_MAX ? LENGTH_MAX : (Length)widest;
}

int paragraph_find_breaks(const char *text, size_t length, uint32_t *out, int out_capacity) {
	ParagraphBreaker *breaker = paragraph_open_breaker();
	int count = 0;
	if (length <= INT32_MAX && paragraph_split_words(breaker, text, length)) {
		const Word *words = breaker->words.items;
		paragraph_mark_gaps(breaker, breaker->words.items, breaker->words.count, GAPS_JUSTIFIED);
		for (int i = 0; i + 1 < breaker->words.count; i++) {
			if (words[i].glue) continue;
			if (count < out_capacity) out[count] = words[i + 1].start;
			count++;
		}
	}
	paragraph_close_breaker(breaker);
	return count;
}
