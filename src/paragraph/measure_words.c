/* Shapes and measures words. A word may run over several spans; where its face lacks a letter, another face steps in for the
 * whole run of letters (a lone borrowed letter inside a syllable is ugly), for a sign alone otherwise. */
#include <string.h>
#include <unicode/uchar.h>
#include "base/text.h"
#include "paragraph/words.h"

enum { WIDEST = 1 << 29 }; /* keeps sums of a hostile line inside a Length */

static Length clamp_length(int64_t value, Length most) { return value < 0 ? 0 : value > most ? most : (Length)value; }

static bool is_letter_or_mark(uint32_t c) { return u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) || c == 0x200D; }

static void add_piece(ParagraphBreaker *breaker, Word *word, const Setting *setting, int span, const GlyphRun *run) {
	const Span *s = &setting->spans[span];
	int upem = run->font == s->font ? breaker->looks.items[span].upem : font_units_per_em(run->font);
	int64_t width = (int64_t)length_scale(s->size, run->advance, upem > 0 ? upem : 1000) + (int64_t)run->glyph_count * s->letter_space;
	scratch_reserve(&breaker->pieces, breaker->pieces.count + 1);
	breaker->pieces.items[breaker->pieces.count++] = (Piece){ run, span, clamp_length(width, WIDEST) };
	word->piece_count++;
	word->width = clamp_length((int64_t)word->width + clamp_length(width, WIDEST), WIDEST);
	word->tail = s->letter_space;
	const ParagraphStyle *style = setting->style;
	if (style && style->align == ALIGN_JUSTIFY && (style->glyph_scale || style->letter_stretch)) {
		int64_t letter = (int64_t)s->size * paragraph_letter_stretch(style) / 1000, spaced = (int64_t)run->glyph_count * s->letter_space;
		int64_t expand = (width - spaced) * paragraph_glyph_scale(style) / 1000 + run->glyph_count * letter;
		word->expand = clamp_length(word->expand + expand, word->width / 2);
		word->tail_expand = clamp_length(letter, word->expand);
	}
}

/* A stretch of a word that is shaped in one face; neighbours in the same face are shaped together. */
typedef struct FaceRun { const char *start; Font *font; } FaceRun;

static void shape_up_to(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span, FaceRun *open, const char *end) {
	const Span *s = &setting->spans[span];
	if (open->font && end > open->start)
		add_piece(breaker, word, setting, span, font_shape(open->font, open->start, (size_t)(end - open->start), s->features, s->lang));
	open->start = end;
}

static void go_on_in(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span, FaceRun *open, const char *at, Font *font) {
	if (font == open->font) return;
	shape_up_to(breaker, setting, word, span, open, at);
	open->font = font;
}

/* The end of a run of letters with their marks, or of one sign with its. */
static const char *unit_end(const char *at, const char *end) {
	bool letters = is_letter_or_mark(utf8_next(&at, end));
	while (at < end) {
		const char *next = at;
		uint32_t c = utf8_next(&next, end);
		bool mark = (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) || c == 0x200D;
		if (!mark && !(letters && is_letter_or_mark(c))) break;
		at = next;
	}
	return at;
}

static void shape_with_others(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span, const char *bytes, size_t length) {
	const Span *s = &setting->spans[span];
	const char *end = bytes + length, *stop;
	FaceRun open = { .start = bytes };
	for (const char *unit = bytes; unit < end; unit = stop) {
		stop = unit_end(unit, end);
		if (font_covers(s->font, unit, (size_t)(stop - unit))) {
			go_on_in(breaker, setting, word, span, &open, unit, s->font);
			continue;
		}
		for (const char *at = unit; at < stop;) {
			Font *font;
			size_t piece = font_find_piece(s->font, at, (size_t)(stop - at), s->pos, setting->diag, &font);
			if (!piece) piece = (size_t)(stop - at);
			if (font != s->font && open.start <= unit && font_covers(font, unit, (size_t)(stop - unit))) { /* all of it looks better in one face */
				if (open.start < unit) shape_up_to(breaker, setting, word, span, &open, unit);
				open = (FaceRun){ unit, font };
				break;
			}
			go_on_in(breaker, setting, word, span, &open, at, font);
			at += piece;
		}
	}
	shape_up_to(breaker, setting, word, span, &open, end);
}

/* Soft hyphens and word joiners have done their work by now. */
static size_t drop_skipped(const char *bytes, size_t length, char *out) {
	const char *at = bytes, *end = bytes + length;
	size_t kept = 0;
	while (at < end) {
		const char *from = at;
		uint32_t c = utf8_next(&at, end);
		if (c == 0xAD || c == 0x2060 || c == 0xFEFF) continue;
		memcpy(out + kept, from, (size_t)(at - from));
		kept += (size_t)(at - from);
	}
	return kept;
}

static void shape_part(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span, uint32_t start, uint32_t end) {
	const Span *s = &setting->spans[span];
	const char *bytes = breaker->text + start;
	size_t length = end - start;
	if (word->facts.classes & CLASS_SKIPPED) {
		scratch_reserve(&breaker->kept, (int)length + 1);
		length = drop_skipped(bytes, length, breaker->kept.items);
		bytes = breaker->kept.items;
	}
	if (!length) return;
	const GlyphRun *run = paragraph_shape_word(breaker, s, bytes, length, word->place);
	if (run->missing && breaker->trying) breaker->gave_up = true;
	else if (run->missing) shape_with_others(breaker, setting, word, span, bytes, length);
	else add_piece(breaker, word, setting, span, run);
}

static Length hang_of(const Setting *setting, const Piece *piece, int side, int thousandths) {
	if (!piece->run->glyph_count) return 0;
	const Glyph *glyph = &piece->run->glyphs[side ? piece->run->glyph_count - 1 : 0];
	int upem = font_units_per_em(piece->run->font);
	Length advance = length_scale(setting->spans[piece->span].size, glyph->advance, upem > 0 ? upem : 1000);
	return clamp_length((int64_t)advance * thousandths / 1000, WIDEST);
}

static void measure_hang(ParagraphBreaker *breaker, const Setting *setting, Word *word) {
	const ParagraphStyle *style = setting->style;
	if (!style || !style->hang || !word->piece_count || style->align == ALIGN_CENTER || style->align == ALIGN_RIGHT) return;
	const Piece *pieces = &breaker->pieces.items[word->piece];
	int left = word->facts.hang_left, right = word->facts.hang_right;
	/* A headline's opening quote hangs wholly: at that size half a quote inside the edge looks like a mistake. */
	if (style->balance && style->align != ALIGN_JUSTIFY && left && word->facts.classes & CLASS_OPEN) left = left >= 500 ? 1000 : left;
	if (left) word->hang_left = hang_of(setting, &pieces[0], 0, left);
	if (right && style->align == ALIGN_JUSTIFY) word->hang_right = hang_of(setting, &pieces[word->piece_count - 1], 1, right);
	if (word->hang_left > word->width / 2) word->hang_left = word->width / 2;
	if (word->hang_right > word->width / 2) word->hang_right = word->width / 2;
}

/* The span that holds a byte; words come in order, so the search goes on from the last. */
static int span_at(ParagraphBreaker *breaker, uint32_t at, int from) {
	while (from + 1 < breaker->looks.count && breaker->looks.items[from].end <= at) from++;
	return from;
}

static void measure_gap(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span) {
	const ParagraphStyle *style = setting->style;
	const SpanLook *look = &breaker->looks.items[span];
	bool justify = style && style->align == ALIGN_JUSTIFY;
	if (word->gap == GAP_NONE) { /* ideographs may stand apart a little (an eighth of their size) in a justified line */
		const uint64_t next = word[1].facts.classes;
		if (justify && word->facts.classes & next & CLASS_IDEOGRAPH) word->stretch = clamp_length(setting->spans[span].size / 8, WIDEST);
		return;
	}
	int count = 1;
	if (word->gap == GAP_NO_BREAK) count = paragraph_count_firm(breaker, word);
	word->space = clamp_length((int64_t)look->space * count, WIDEST);
	if (!justify) return;
	word->stretch = clamp_length((int64_t)word->space * style->stretch / 1000, WIDEST);
	word->shrink = clamp_length((int64_t)word->space * style->shrink / 1000, word->space);
}

static int measure_from(ParagraphBreaker *breaker, const Setting *setting, Word *word, int span) {
	word->piece = breaker->pieces.count;
	word->piece_count = 0;
	word->width = word->tail = word->expand = word->tail_expand = word->hang_left = word->hang_right = 0;
	word->space = word->stretch = word->shrink = 0;
	span = span_at(breaker, word->start, span);
	for (uint32_t at = word->start; at < word->end;) {
		const SpanLook *look = &breaker->looks.items[span];
		uint32_t to = word->end < look->end ? word->end : look->end;
		if (to > at) shape_part(breaker, setting, word, span, at, to);
		at = to;
		if (at < word->end) span = span_at(breaker, at, span);
	}
	measure_hang(breaker, setting, word);
	return span;
}

void paragraph_measure_word(ParagraphBreaker *breaker, const Setting *setting, Word *word) {
	int span = 0, last = breaker->looks.count - 1;
	while (span < last) { /* the span that holds the word's first byte, by halves */
		int middle = (span + last) / 2;
		if (breaker->looks.items[middle].end <= word->start) span = middle + 1;
		else last = middle;
	}
	measure_from(breaker, setting, word, span);
}

void paragraph_measure_words(ParagraphBreaker *breaker, const Setting *setting) {
	breaker->pieces.count = 0;
	int span = 0;
	for (int i = 0; i < breaker->words.count; i++) {
		Word *word = &breaker->words.items[i];
		span = measure_from(breaker, setting, word, span);
		if (i + 1 == breaker->words.count || word->gap == GAP_NEWLINE) continue;
		span = span_at(breaker, word->end, span);
		measure_gap(breaker, setting, word, span);
	}
}
