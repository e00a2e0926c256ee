/* What is too wide for the measure. A token wider than the narrowest line may be broken after / - . _ & = ? @ and the like, or
 * at worst anywhere; words that cling together give way at their weakest place when together they would tear a line. */
#include <unicode/uchar.h>
#include "base/text.h"
#include "paragraph/words.h"

/* p^2 in the demerits: a split anywhere is as bad as a dozen very loose lines. */
enum { PENALTY_ANYWHERE = 3000, LEAST_PART = 2 };

/* Per cent of the measure that words held together by a glue may fill: a titled name or a number and its noun stand unless
 * they fill the line; weaker bonds give way earlier. */
static int most_of_measure(int glue) { return glue <= GLUE_WEAK ? 50 : glue <= GLUE_MEDIUM ? 60 : glue < GLUE_STRONG ? 80 : 100; }
uint16_t paragraph_glue_price(int glue) {
	return glue <= GLUE_MEDIUM ? 400 : glue == GLUE_SOFT ? 600 : glue < GLUE_FIRM ? 1000 : glue < GLUE_NEVER ? 1500 : 2500;
}

/* The price of a break after a sign; 0 where there is none. */
static int sign_price(uint32_t c) {
	switch (c) {
	case '/': case '\\': return 300;
	case '-': case '_': case '&': case '=': case '?': case '+': case '|': case 0x2013: case 0x2014: case 0x2026: return 400;
	case '.': case '@': case ':': case ',': case ';': case '#': case '%': return 500;
	}
	return 0;
}

static bool is_unset(uint32_t c) { return c == 0xAD || c == 0x2060 || c == 0xFEFF; }

static bool joins_previous(uint32_t c, uint32_t previous) {
	return (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) || c == 0x200D || previous == 0x200D || (c >= 0x1F3FB && c <= 0x1F3FF)
		|| is_unset(c);
}

static void push_part(ParagraphBreaker *breaker, const Setting *setting, const Word *whole, uint32_t start, uint32_t end, int penalty) {
	Word part = { .start = start, .end = end, .gap = GAP_NONE, .penalty = (uint16_t)penalty };
	part.facts = paragraph_classify_word(breaker->lexicon, breaker->text + start, end - start);
	part.facts.classes &= CLASS_SKIPPED;
	if (penalty == PENALTY_ANYWHERE) part.facts.classes |= CLASS_SPLIT;
	if (start == whole->start) part.facts.classes |= whole->facts.classes & (CLASS_START | CLASS_OPEN);
	paragraph_measure_word(breaker, setting, &part);
	scratch_reserve(&breaker->parts, breaker->parts.count + 1);
	breaker->parts.items[breaker->parts.count++] = part;
}

static void push_letters(ParagraphBreaker *breaker, const Setting *setting, const Word *whole, uint32_t start, uint32_t end) {
	const char *text = breaker->text, *at = text + start, *stop = text + end, *from = at;
	uint32_t previous = utf8_next(&at, stop);
	while (at < stop) {
		const char *next = at;
		uint32_t c = utf8_next(&next, stop);
		if (!joins_previous(c, previous) && !is_unset(previous)) {
			push_part(breaker, setting, whole, (uint32_t)(from - text), (uint32_t)(at - text), PENALTY_ANYWHERE);
			from = at;
		}
		previous = c;
		at = next;
	}
	push_part(breaker, setting, whole, (uint32_t)(from - text), end, PENALTY_ANYWHERE);
}

/* Width at a line's end, where the letter-space after the last glyph is dropped. */
static LengthSum end_width(const Word *word) { return (LengthSum)word->width - word->tail; }

/* A part up to a sign; letter by letter when it is too wide itself. */
static void push_fitting(ParagraphBreaker *breaker, const Setting *setting, const Word *whole, uint32_t start, uint32_t end, int price,
		LengthSum narrowest) {
	int count = breaker->parts.count, pieces = breaker->pieces.count;
	push_part(breaker, setting, whole, start, end, price);
	if (end_width(&breaker->parts.items[count]) <= narrowest) return;
	breaker->parts.count = count;
	breaker->pieces.count = pieces;
	push_letters(breaker, setting, whole, start, end);
	breaker->parts.items[breaker->parts.count - 1].penalty = (uint16_t)price;
}

static void split_word(ParagraphBreaker *breaker, const Setting *setting, const Word *whole, LengthSum narrowest) {
	const char *text = breaker->text, *at = text + whole->start, *stop = text + whole->end, *from = at;
	int letters = 0;
	while (at < stop) {
		uint32_t c = utf8_next(&at, stop);
		letters++;
		if (at >= stop || letters < LEAST_PART || !sign_price(c)) continue;
		const char *next = at;
		uint32_t follows = utf8_next(&next, stop);
		if (sign_price(follows) || next >= stop || joins_previous(follows, c)) continue; /* after the last of "://" */
		push_fitting(breaker, setting, whole, (uint32_t)(from - text), (uint32_t)(at - text), sign_price(c), narrowest);
		from = at;
		letters = 0;
	}
	push_fitting(breaker, setting, whole, (uint32_t)(from - text), whole->end, 0, narrowest);
	Word *last = &breaker->parts.items[breaker->parts.count - 1];
	last->gap = whole->gap;
	last->glue = whole->glue;
	last->penalty = whole->penalty;
	last->space = whole->space;
	last->stretch = whole->stretch;
	last->shrink = whole->shrink;
	last->facts.classes |= whole->facts.classes & CLASS_TAIL;
}

static void split_wide_words(ParagraphBreaker *breaker, const Setting *setting, LengthSum narrowest) {
	int first = 0, count = breaker->words.count;
	while (first < count && end_width(&breaker->words.items[first]) <= narrowest) first++;
	if (first == count) return;
	breaker->parts.count = 0;
	for (int i = 0; i < count; i++) {
		Word word = breaker->words.items[i];
		if (end_width(&word) > narrowest) { split_word(breaker, setting, &word, narrowest); continue; }
		scratch_reserve(&breaker->parts, breaker->parts.count + 1);
		breaker->parts.items[breaker->parts.count++] = word;
	}
	WordArray swap = breaker->words;
	breaker->words = breaker->parts;
	breaker->parts = swap;
}

/* Frees every glue of this strength inside runs of words that are wider than such a glue may hold. */
static void loosen_strength(Word *words, int first, int last, int strength, LengthSum narrowest) {
	LengthSum limit = narrowest * most_of_measure(strength) / 100;
	for (int from = first; from <= last;) {
		LengthSum width = words[from].width;
		int to = from;
		bool holds = false;
		for (; to < last && words[to].glue; to++) {
			width += words[to].space + words[to + 1].width;
			holds = holds || words[to].glue == strength;
		}
		if (holds && width - words[to].tail > limit)
			for (int i = from; i < to; i++) {
				if (words[i].glue != strength) continue;
				words[i].glue = GLUE_NONE;
				words[i].penalty = paragraph_glue_price(strength);
			}
		from = to + 1;
	}
}

void paragraph_loosen_words(ParagraphBreaker *breaker, const Setting *setting, LengthSum narrowest) {
	split_wide_words(breaker, setting, narrowest);
	Word *words = breaker->words.items;
	LengthSum least = narrowest * most_of_measure(0) / 100;
	for (int from = 0; from < breaker->words.count;) {
		int to = from;
		LengthSum width = words[from].width;
		for (; to + 1 < breaker->words.count && words[to].glue; to++) width += words[to].space + words[to + 1].width;
		if (to > from && width > least)
			for (int strength = 1; strength <= GLUE_NEVER; strength++) loosen_strength(words, from, to, strength, narrowest);
		from = to + 1;
	}
}
