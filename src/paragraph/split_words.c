/* Takes a text apart at its spaces, and ideographs and Thai where ICU says. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include "base/text.h"
#include "paragraph/words.h"

void *paragraph_grow(void *items, int *capacity, int needed, size_t size) {
	int larger = *capacity ? *capacity : 64;
	while (larger < needed) {
		if (larger > INT32_MAX / 2) base_out_of_memory();
		larger *= 2;
	}
	items = realloc(items, (size_t)larger * size);
	if (!items) base_out_of_memory();
	*capacity = larger;
	return items;
}

/* What a byte may begin. Only lead bytes of spaces and of scripts without spaces need a second look. */
enum { PLAIN, SPACE, LOOK };
static const uint8_t byte_kinds[256] = {
	[0x00] = SPACE, [0x01] = SPACE, [0x02] = SPACE, [0x03] = SPACE, [0x04] = SPACE, [0x05] = SPACE, [0x06] = SPACE, [0x07] = SPACE,
	[0x08] = SPACE, [0x09] = SPACE, [0x0A] = SPACE, [0x0B] = SPACE, [0x0C] = SPACE, [0x0D] = SPACE, [0x0E] = SPACE, [0x0F] = SPACE,
	[0x10] = SPACE, [0x11] = SPACE, [0x12] = SPACE, [0x13] = SPACE, [0x14] = SPACE, [0x15] = SPACE, [0x16] = SPACE, [0x17] = SPACE,
	[0x18] = SPACE, [0x19] = SPACE, [0x1A] = SPACE, [0x1B] = SPACE, [0x1C] = SPACE, [0x1D] = SPACE, [0x1E] = SPACE, [0x1F] = SPACE,
	[0x20] = SPACE, [0x7F] = SPACE, [0xC2] = LOOK, [0xE1] = LOOK, [0xE2] = LOOK,
};

/* What stands between words at a byte. */
typedef enum Between { BETWEEN_NOTHING, BETWEEN_SPACE, BETWEEN_FIRM, BETWEEN_ZERO, BETWEEN_LINE } Between;

static Between look(const char *at, const char *end, int *length) {
	const unsigned char *b = (const unsigned char *)at;
	*length = 1;
	switch (byte_kinds[b[0]]) {
	case SPACE: return b[0] == '\n' ? BETWEEN_LINE : BETWEEN_SPACE;
	case PLAIN: return BETWEEN_NOTHING;
	}
	ptrdiff_t left = end - at;
	if (b[0] == 0xC2 && left >= 2) {
		*length = 2;
		if (b[1] == 0xA0) return BETWEEN_FIRM;
		if (b[1] == 0x85) return BETWEEN_LINE;
	}
	if (b[0] == 0xE1 && left >= 3 && b[1] == 0x9A && b[2] == 0x80) { *length = 3; return BETWEEN_SPACE; } /* U+1680 */
	if (b[0] == 0xE2 && left >= 3) {
		*length = 3;
		if (b[1] == 0x80) {
			if (b[2] <= 0x8A && b[2] != 0x87) return BETWEEN_SPACE; /* U+2000..200A but the figure space */
			if (b[2] == 0x8B) return BETWEEN_ZERO;
			if (b[2] == 0xA8 || b[2] == 0xA9) return BETWEEN_LINE;
		}
		if (b[1] == 0x81 && b[2] == 0x9F) return BETWEEN_SPACE; /* U+205F */
	}
	return BETWEEN_NOTHING;
}

/* A raised or lowered piece is no part of the word to the rules: in "2013¹" the note's mark, in "km²" the exponent. */
static WordFacts find_level_facts(ParagraphBreaker *breaker, uint32_t start, uint32_t end, uint32_t hash, uint32_t *place) {
	char level[256];
	size_t length = 0;
	while (breaker->look_cursor + 1 < breaker->looks.count && breaker->looks.items[breaker->look_cursor].end <= start) breaker->look_cursor++;
	for (int i = breaker->look_cursor; i < breaker->looks.count && breaker->looks.items[i].start < end; i++) {
		const SpanLook *look_at = &breaker->looks.items[i];
		if (look_at->raised || look_at->end <= start) continue;
		uint32_t from = look_at->start > start ? look_at->start : start, to = look_at->end < end ? look_at->end : end;
		if (length + (to - from) > sizeof level) { length = 0; break; }
		memcpy(level + length, breaker->text + from, to - from);
		length += to - from;
	}
	if (!length || length == end - start) return paragraph_recall_facts(breaker, breaker->text + start, end - start, hash, place);
	uint32_t level_hash = (uint32_t)bytes_hash(level, length);
	WordFacts facts = paragraph_recall_facts(breaker, level, length, level_hash, place);
	WordFacts whole = paragraph_recall_facts(breaker, breaker->text + start, end - start, hash, place);
	facts.hang_left = whole.hang_left;
	facts.hang_right = whole.hang_right;
	facts.classes |= whole.classes & (CLASS_SKIPPED | CLASS_IDEOGRAPH);
	return facts;
}

static Word *add_word(ParagraphBreaker *breaker, uint32_t start, uint32_t end, uint32_t hash) {
	scratch_reserve(&breaker->words, breaker->words.count + 1);
	Word *word = &breaker->words.items[breaker->words.count++];
	word->start = start; /* the rest is written by the steps that follow */
	word->end = end;
	word->gap = GAP_NONE;
	word->glue = GLUE_NONE;
	word->penalty = 0;
	word->hyphen = false;
	word->hyphen_width = 0;
	word->piece_count = 0;
	word->facts = breaker->raised ? find_level_facts(breaker, start, end, hash, &word->place)
		: paragraph_recall_facts(breaker, breaker->text + start, end - start, hash, &word->place);
	return word;
}

/* A blank line: a word of nothing that carries the newline. */
static void add_blank(ParagraphBreaker *breaker, uint32_t at) {
	Word *blank = add_word(breaker, at, at, 0);
	blank->gap = GAP_NEWLINE;
	blank->facts.classes = CLASS_START;
}

/* Only where one of the neighbours is written without spaces: in "WTO加入-2007" the hyphen stays whole. */
static bool is_break_between(ParagraphBreaker *breaker, uint32_t start, uint32_t at, uint32_t end) {
	const char *text = breaker->text, *before = text + at - 1, *after = text + at;
	while (before > text + start && ((unsigned char)*before & 0xC0) == 0x80) before--;
	for (const char *p = before, *next = p; p <= after && p < text + end; p = next) {
		utf8_next(&next, text + end);
		if (paragraph_classify_word(breaker->lexicon, p, (size_t)(next - p)).classes & CLASS_IDEOGRAPH) return true;
	}
	return false;
}

static void split_ideographs(ParagraphBreaker *breaker, uint32_t start, uint32_t end) {
	UErrorCode status = U_ZERO_ERROR;
	if (!breaker->line_iterator) breaker->line_iterator = ubrk_open(UBRK_LINE, "vi", NULL, 0, &status);
	UText *text = utext_openUTF8(NULL, breaker->text + start, (int64_t)(end - start), &status);
	if (U_SUCCESS(status)) ubrk_setUText(breaker->line_iterator, text, &status);
	uint32_t from = start;
	if (U_SUCCESS(status)) {
		int32_t at = ubrk_first(breaker->line_iterator);
		while ((at = ubrk_next(breaker->line_iterator)) != UBRK_DONE) {
			uint32_t to = start + (uint32_t)at;
			if (to <= from || to >= end || !is_break_between(breaker, start, to, end)) continue;
			add_word(breaker, from, to, (uint32_t)bytes_hash(breaker->text + from, to - from));
			from = to;
		}
	}
	utext_close(text);
	if (from < end) add_word(breaker, from, end, (uint32_t)bytes_hash(breaker->text + from, end - from));
}

/* Reads one gap at *at. Dirty text has U+00A0 beside a space for a wide space: there the line may end. */
static GapKind read_gap(const char **at, const char *end) {
	bool space = false, firm = false, zero = false;
	while (*at < end) {
		int length;
		Between between = look(*at, end, &length);
		if (between == BETWEEN_NOTHING) break;
		*at += length;
		if (between == BETWEEN_LINE) return GAP_NEWLINE;
		space = space || between == BETWEEN_SPACE;
		firm = firm || between == BETWEEN_FIRM;
		zero = zero || between == BETWEEN_ZERO;
	}
	if (*at >= end) return GAP_END;
	return space ? GAP_SPACE : firm ? GAP_NO_BREAK : GAP_NONE;
}

bool paragraph_split_words(ParagraphBreaker *breaker, const char *text, size_t length) {
	breaker->text = text;
	breaker->length = length;
	breaker->words.count = breaker->look_cursor = 0;
	const char *at = text, *end = text + length;
	bool start = true; /* of the paragraph or after a forced break */
	while (at < end) {
		/* A blank line, or space before the first word, which is dropped. */
		int between_length;
		if (look(at, end, &between_length) != BETWEEN_NOTHING) {
			const char *from = at;
			if (read_gap(&at, end) == GAP_NEWLINE) {
				add_blank(breaker, (uint32_t)(from - text));
				start = true;
			}
			continue;
		}
		const char *from = at;
		uint32_t hash = 2166136261u;
		bool ideographs = false;
		while (at < end) {
			unsigned char byte = (unsigned char)*at;
			if (byte_kinds[byte] != PLAIN && look(at, end, &between_length) != BETWEEN_NOTHING) break;
			/* Beyond Vietnamese (1E00..1EFF) and punctuation (20xx) a script may be without spaces. */
			if (byte >= 0xE0 && byte != 0xE2 && !(byte == 0xE1 && at + 1 < end && ((unsigned char)at[1] & 0xFC) == 0xB8)) ideographs = true;
			hash = (hash ^ byte) * 16777619u;
			at++;
		}
		int first = breaker->words.count;
		if (ideographs && (paragraph_classify_word(breaker->lexicon, from, (size_t)(at - from)).classes & CLASS_IDEOGRAPH))
			split_ideographs(breaker, (uint32_t)(from - text), (uint32_t)(at - text));
		else
			add_word(breaker, (uint32_t)(from - text), (uint32_t)(at - text), hash);
		if (breaker->words.items[first].facts.classes & CLASS_EMPTY && breaker->words.count == first + 1) { /* as if it were not there */
			breaker->words.count--;
			GapKind gap = read_gap(&at, end);
			if (gap == GAP_NEWLINE && start) add_blank(breaker, (uint32_t)(from - text));
			else if (!start) breaker->words.items[first - 1].gap = (uint8_t)(gap == GAP_NEWLINE || gap == GAP_END ? gap : GAP_SPACE);
			start = start || gap == GAP_NEWLINE;
			continue;
		}
		if (start) breaker->words.items[first].facts.classes |= CLASS_START;
		Word *last = &breaker->words.items[breaker->words.count - 1];
		last->gap = (uint8_t)read_gap(&at, end);
		start = last->gap == GAP_NEWLINE;
	}
	if (!breaker->words.count) return false;
	Word *last = &breaker->words.items[breaker->words.count - 1];
	if (last->gap != GAP_NEWLINE) last->gap = GAP_END;
	return true;
}
