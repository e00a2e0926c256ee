/* Hyphenation of languages that have it, by the patterns of libhyphen (Liang's method, "Word Hy-phen-a-tion by Com-put-er", 1983).
 * Vietnamese is never hyphenated. A word is taken apart at its points before it is measured, so that the breaker sees each as a
 * break that costs something and brings a hyphen; the parts that stay on one line are put together again, and shaped as one,
 * before the line is set. */
#include <ctype.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "paragraph/words.h"

enum { SHORTEST = 5, LONGEST = 60, LEAST_LEFT = 2, LEAST_RIGHT = 3, PENALTY_HYPHEN = 50 /* TeX's \hyphenpenalty */ };

const char *const paragraph_pattern_folders[] = { "/usr/local/share/hyphen", "/usr/share/hyphen", NULL };
static const char *const FILES[] = { "hyph_en_US.dic", "hyph_en_GB.dic", NULL };

static bool is_english(const char *lang) { return lang && strncasecmp(lang, "en", 2) == 0 && (!lang[2] || lang[2] == '-'); }

static HyphenDict *find_patterns(ParagraphBreaker *breaker, const Setting *setting) {
	if (breaker->patterns_tried) return breaker->patterns;
	breaker->patterns_tried = true;
	for (int i = 0; paragraph_pattern_folders[i]; i++)
		for (int k = 0; FILES[k] && !breaker->patterns; k++) {
			char path[128];
			snprintf(path, sizeof path, "%s/%s", paragraph_pattern_folders[i], FILES[k]);
			breaker->patterns = hnj_hyphen_load(path);
		}
	if (breaker->patterns || !setting->diag) return breaker->patterns;
	diag_add(setting->diag, SEVERITY_NOTE, "hyphenation-none", setting->spans[0].pos, _("English text is set without hyphens: this machine has no patterns for it."));
	diag_hint(setting->diag, _("Install the package hyphen-en-us."));
	return NULL;
}

void paragraph_close_patterns(ParagraphBreaker *breaker) {
	if (breaker->patterns) hnj_hyphen_free(breaker->patterns);
}

/* The letters of a word within what punctuation stands around it. False when it is no plain word: a code, a name with a hyphen,
 * letters that are not ASCII, capitals inside. */
static bool find_letters(const char *bytes, size_t length, size_t *from, size_t *count) {
	size_t start = 0, end = length;
	while (start < end && !isalpha((unsigned char)bytes[start])) {
		if (isdigit((unsigned char)bytes[start])) return false;
		start++;
	}
	while (end > start && !isalpha((unsigned char)bytes[end - 1])) {
		if (isdigit((unsigned char)bytes[end - 1])) return false;
		end--;
	}
	if (end - start < SHORTEST || end - start > LONGEST) return false;
	for (size_t i = start; i < end; i++) if (!(i == start ? isalpha((unsigned char)bytes[i]) : islower((unsigned char)bytes[i]))) return false;
	*from = start;
	*count = end - start;
	return true;
}

/* Adds the parts of a word; false when it has no points. */
static bool push_parts(ParagraphBreaker *breaker, HyphenDict *patterns, const Word *whole) {
	const char *bytes = breaker->text + whole->start;
	size_t from, count;
	if (!find_letters(bytes, whole->end - whole->start, &from, &count)) return false;
	char lower[LONGEST + 1], points[LONGEST + 6];
	for (size_t i = 0; i < count; i++) lower[i] = (char)tolower((unsigned char)bytes[from + i]);
	lower[count] = 0;
	char **replacements = NULL;
	int *positions = NULL, *cuts = NULL;
	if (hnj_hyphen_hyphenate2(patterns, lower, (int)count, points, NULL, &replacements, &positions, &cuts)) return false;
	uint32_t start = whole->start;
	bool any = false;
	for (size_t i = LEAST_LEFT; i + LEAST_RIGHT <= count; i++) { /* a point after i letters */
		if (!(points[i - 1] & 1) || (replacements && replacements[i - 1])) continue;
		Word part = { .start = start, .end = whole->start + (uint32_t)(from + i), .gap = GAP_NONE, .penalty = PENALTY_HYPHEN, .hyphen = true };
		part.facts.classes = any ? 0 : whole->facts.classes & CLASS_START;
		part.facts.hang_left = any ? 0 : whole->facts.hang_left;
		scratch_reserve(&breaker->parts, breaker->parts.count + 2);
		breaker->parts.items[breaker->parts.count++] = part;
		start = part.end;
		any = true;
	}
	if (replacements) {
		for (size_t i = 0; i < count; i++) free(replacements[i]);
		free(replacements);
		free(positions);
		free(cuts);
	}
	if (!any) return false;
	Word last = *whole;
	last.start = start;
	last.facts.key = 0;
	last.facts.hang_left = 0;
	last.facts.classes &= ~(uint64_t)CLASS_START;
	breaker->parts.items[breaker->parts.count++] = last;
	return true;
}

bool paragraph_hyphenate_words(ParagraphBreaker *breaker, const Setting *setting) {
	const ParagraphStyle *style = setting->style;
	if (!style || style->align != ALIGN_JUSTIFY || style->balance) return false;
	bool english = false;
	for (int i = 0; i < setting->span_count && !english; i++) english = is_english(setting->spans[i].lang);
	if (english && breaker->trying) {
		breaker->gave_up = true;
		return false;
	}
	HyphenDict *patterns = english ? find_patterns(breaker, setting) : NULL;
	if (!patterns) return false;
	bool any = false;
	int span = 0;
	breaker->parts.count = 0;
	for (int i = 0; i < breaker->words.count; i++) {
		const Word *word = &breaker->words.items[i];
		while (span + 1 < breaker->looks.count && breaker->looks.items[span].end <= word->start) span++;
		bool fits = word->end <= breaker->looks.items[span].end && is_english(setting->spans[span].lang);
		if (fits && push_parts(breaker, patterns, word)) {
			any = true;
			continue;
		}
		scratch_reserve(&breaker->parts, breaker->parts.count + 1);
		breaker->parts.items[breaker->parts.count++] = *word;
	}
	if (!any) return false;
	WordArray words = breaker->words;
	breaker->words = breaker->parts;
	breaker->parts = words;
	return true;
}

const GlyphRun *paragraph_shape_hyphen(const Span *span) { return font_shape(span->font, "\xC2\xAD", 2, span->features, span->lang); }

void paragraph_measure_hyphens(ParagraphBreaker *breaker, const Setting *setting) {
	for (int i = 0; i < breaker->words.count; i++) {
		Word *word = &breaker->words.items[i];
		if (!word->hyphen || !word->piece_count) continue;
		const Piece *piece = &breaker->pieces.items[word->piece + word->piece_count - 1];
		const Span *span = &setting->spans[piece->span];
		const GlyphRun *run = paragraph_shape_hyphen(span);
		int upem = font_units_per_em(run->font);
		word->hyphen_width = length_scale(span->size, run->advance, upem > 0 ? upem : 1000) + span->letter_space;
		if (setting->style && setting->style->hang) word->hang_right = word->hyphen_width / 2;
	}
}

/* Shapes a word that was in parts; the gap behind it, and what hangs over the margin, stay those of its last part. */
static void measure_joined(ParagraphBreaker *breaker, const Setting *setting, Word *word) {
	Length space = word->space, stretch = word->stretch, shrink = word->shrink, hang = word->hang_right;
	paragraph_measure_word(breaker, setting, word);
	word->space = space;
	word->stretch = stretch;
	word->shrink = shrink;
	word->hang_right = hang;
}

void paragraph_join_parts(ParagraphBreaker *breaker, const Setting *setting) {
	Word *words = breaker->words.items;
	int kept = 0, line = 0;
	for (int i = 0; i < breaker->words.count; i++) {
		bool ends = line < breaker->chosen.count && breaker->chosen.items[line] == i, joined = false;
		Word word = words[i];
		while (word.hyphen && !ends && i + 1 < breaker->words.count) { /* what follows is of the same word */
			Word next = words[++i];
			next.start = word.start;
			next.facts.hang_left = word.facts.hang_left;
			next.facts.classes |= word.facts.classes & CLASS_START;
			word = next;
			joined = true;
			ends = line < breaker->chosen.count && breaker->chosen.items[line] == i;
		}
		if (joined) measure_joined(breaker, setting, &word);
		words[kept] = word;
		if (ends) breaker->chosen.items[line++] = kept;
		kept++;
	}
	breaker->words.count = kept;
}
