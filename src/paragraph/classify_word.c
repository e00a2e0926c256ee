/* What a word is, from its letters: opening and closing punctuation taken off, then number, code, numeral, case, and what the
 * lexicon knows of it. Also how far its first and last character may hang in the margin. */
#include <string.h>
#include <unicode/uchar.h>
#include "base/text.h"
#include "paragraph/words.h"

typedef struct Letters { uint32_t c[48]; uint32_t at[49]; int count; } Letters; /* code points and where they begin */

static bool is_opening(uint32_t c) {
	switch (c) {
	case '(': case '[': case '{': case 0x201C: case 0x2018: case 0x201E: case 0x201A: case 0xAB: case 0x2039: case '"': case '\'':
	case 0xBF: case 0xA1: case 0x300C: case 0x300E: case 0x3010: case 0xFF08:
		return true;
	}
	return false;
}

static bool is_closing(uint32_t c) {
	switch (c) {
	case '.': case ',': case ';': case ':': case '!': case '?': case ')': case ']': case '}': case 0x2026: case 0x201D: case 0x2019:
	case 0xBB: case 0x203A: case '"': case '\'': case 0x3002: case 0x3001: case 0x300D: case 0x300F: case 0x3011: case 0xFF09: case 0xFF0C:
	case 0xA9: case 0xAE: case 0x2122:
		return true;
	}
	return false;
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_currency(uint32_t c) { return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF); }
static bool is_measure_sign(uint32_t c) { return c == '%' || c == 0x2030 || c == 0xB0 || c == 0xBA || c == 0x2103 || c == 0x2109; }

/* Letters of Vietnamese and Latin by range; everything else by ICU. */
static bool is_letter(uint32_t c) {
	if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
	if (c < 0xC0) return c == 0xAA || c == 0xB5;
	if (c < 0x250) return c != 0xD7 && c != 0xF7;
	if (c >= 0x1E00 && c < 0x1F00) return true;
	return u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK);
}

static bool is_upper(uint32_t c) {
	if (c < 0x80) return c >= 'A' && c <= 'Z';
	if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
	if (c >= 0x1EA0 && c <= 0x1EF9) return !(c & 1);
	if (c >= 0x100 && c <= 0x137) return !(c & 1);
	return u_isupper((UChar32)c);
}

static bool is_skipped(uint32_t c) { return c == 0xAD || c == 0x2060 || c == 0xFEFF; }

/* Written without spaces between words: ICU knows where a line may end (ID, CJ, SA and Hangul of UAX #14). */
static bool is_ideograph(uint32_t c) {
	if (c < 0xE00) return false;
	switch (u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK)) {
	case U_LB_IDEOGRAPHIC: case U_LB_CONDITIONAL_JAPANESE_STARTER: case U_LB_COMPLEX_CONTEXT: case U_LB_H2: case U_LB_H3:
	case U_LB_JL: case U_LB_JV: case U_LB_JT:
		return true;
	}
	return false;
}

/* The Latin letter under Vietnamese marks, for the optical margin; 0 for letters that hang nothing. */
static uint32_t base_letter(uint32_t c) {
	if (c < 0x80) return c;
	if ((c >= 0xC0 && c <= 0xC5) || c == 0x102 || (c >= 0x1EA0 && c <= 0x1EB7 && !(c & 1))) return 'A';
	if (c == 0xDD || (c >= 0x1EF2 && c <= 0x1EF9 && !(c & 1))) return 'Y';
	if (c == 0xFD || (c >= 0x1EF2 && c <= 0x1EF9)) return 'y';
	return 0;
}

/* Amounts after Thành's thesis on micro-typography (pdfTeX, 2000) and common practice with it: what is small and stands at the
 * edge hangs most; big slanted letters a little. */
int paragraph_hang(uint32_t c, int side) {
	bool right = side == 1;
	switch (c) {
	case '.': return right ? 700 : 0;
	case ',': return right ? 600 : 0;
	case ':': case ';': return right ? 400 : 0;
	case '!': case '?': return right ? 150 : 0;
	case 0x2026: return right ? 150 : 0;
	case '-': case 0x2010: case 0x2011: case 0xAD: return 500;
	case 0x2013: case 0x2212: return 350;
	case 0x2014: case 0x2015: return 250;
	case 0x201C: case 0x201D: case 0x2018: case 0x2019: case 0x201E: case 0x201A: case '"': case '\'': case 0xAB: case 0xBB:
	case 0x2039: case 0x203A: return 500;
	case '(': case '[': case '{': return right ? 0 : 80;
	case ')': case ']': case '}': return right ? 80 : 0;
	case '/': return 150;
	case '*': return 200;
	}
	switch (base_letter(c)) {
	case 'A': case 'T': case 'V': case 'W': case 'X': case 'Y': return 50;
	case 'v': case 'w': case 'y': return 50;
	case 'k': case 'r': case 't': case 'x': return right ? 40 : 0;
	case 'L': case 'F': case 'P': return right ? 30 : 0;
	case 'J': return right ? 0 : 50;
	}
	return 0;
}

/* I to XXXIX, well formed. L, C, D and M make abbreviations (CD, MD, CLB) more often than numerals. */
static bool is_roman(const Letters *l, int from, int to) {
	static const char *const units[] = { "IX", "IV", "VIII", "VII", "VI", "V", "III", "II", "I", "" };
	if (to - from > 7) return false;
	char letters[8] = { 0 };
	for (int i = from; i < to; i++) letters[i - from] = l->c[i] < 0x80 ? (char)l->c[i] : '?';
	const char *at = letters;
	while (*at == 'X' && at - letters < 3) at++;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) if (strcmp(at, units[i]) == 0) return true;
	return false;
}

static uint64_t classify_tail(const Letters *l, int from) {
	uint64_t classes = 0;
	for (int i = from; i < l->count; i++) {
		uint32_t c = l->c[i];
		classes |= CLASS_TAIL;
		if (c == '.' || c == '!' || c == '?' || c == 0x2026) classes |= CLASS_STOP;
		if (c == ',' || c == ';') classes |= CLASS_COMMA;
		if (c == ':') classes |= CLASS_COLON;
	}
	return classes;
}

/* Nothing but punctuation and signs. */
static uint64_t classify_signs(const Letters *l) {
	uint32_t first = l->count ? l->c[0] : 0;
	if (l->count == 1 && (first == '"' || first == '\'')) return CLASS_PUNCT | CLASS_QUOTE;
	bool dashes = true, openers = true, closers = true;
	for (int i = 0; i < l->count; i++) {
		uint32_t c = l->c[i];
		bool straight = c == '"' || c == '\'';
		dashes = dashes && is_dash(c);
		openers = openers && ((is_opening(c) && !straight) || c == 0xA7 || c == 0x2116 || c == '#' || c == '@' || (straight && i > 0));
		closers = closers && (is_closing(c) || is_measure_sign(c) || c == '/' || c == 0x2032 || c == 0x2033 || (c == '(' && l->count > 2));
	}
	if (dashes) return CLASS_PUNCT | CLASS_DASH;
	if (openers) return CLASS_PUNCT | CLASS_OPENER;
	if (closers) return CLASS_PUNCT | CLASS_CLOSER | classify_tail(l, 0);
	if (is_closing(first) && first != '"' && first != '\'') return CLASS_PUNCT | CLASS_CLOSER | CLASS_TAIL;
	if (l->count == 1 && is_currency(first)) return CLASS_PUNCT | CLASS_SIGN;
	if (l->count > 1 && first == '>') return CLASS_PUNCT | CLASS_BULLET;
	if (l->count <= 2 && first && strchr("+=<>&~|", (int)first) && first < 0x80) return CLASS_PUNCT | CLASS_OPERATOR;
	switch (first) {
	case 0xD7: case 0xF7: case 0xB1: case 0x2248: case 0x2260: case 0x2264: case 0x2265: return CLASS_PUNCT | CLASS_OPERATOR;
	case '*': case 0xB7: case 0x2022: case 0x2023: case 0x2043: case 0x25AA: case 0x25A0: case 0x25CF: case 0x25CB: case 0x25E6:
	case 0x2666: case 0x2605: case 0x2756: case 0x27A2: case 0xF0B7:
		return CLASS_PUNCT | CLASS_BULLET;
	}
	return CLASS_PUNCT;
}

static uint64_t classify_number(const Letters *l, int from, int to) {
	uint64_t classes = CLASS_NUMBER;
	bool only_digits = true;
	int digits = 0;
	for (int i = from; i < to; i++) {
		uint32_t c = l->c[i];
		if (is_digit(c)) { digits++; continue; }
		only_digits = false;
		if (is_measure_sign(c) || is_currency(c)) classes |= CLASS_MEASURED;
		if ((c == '/' || is_dash(c)) && i > from && i + 1 < to) classes |= CLASS_DATE;
	}
	if (!only_digits) return classes;
	if (digits <= 4) classes |= CLASS_SHORT;
	if (digits == 3) classes |= CLASS_TRIPLE;
	if (digits == 4 && (l->c[from] == '1' || (l->c[from] == '2' && l->c[from + 1] <= '1'))) classes |= CLASS_YEAR;
	return classes;
}

/* "km/h", "đồng/tháng", "km2": what the lexicon says of the part before the slash, then without digits at the end. */
static uint64_t find_classes(const Lexicon *lexicon, const char *bytes, size_t length, uint64_t *key) {
	*key = lexicon_word_key(bytes, length);
	uint64_t found = lexicon_find(&lexicon->words, *key);
	const char *slash = memchr(bytes, '/', length);
	if (!found && slash && slash > bytes)
		found = lexicon_find(&lexicon->words, lexicon_word_key(bytes, (size_t)(slash - bytes))) & (CLASS_UNIT | CLASS_COUNTED | CLASS_SCALE);
	return found;
}

/* One number, letter or numeral and a mark: the head of a list's item. */
static bool is_enumerator(uint64_t form, const Letters *l, int from, int to) {
	if (to >= l->count || from > 0) return false;
	uint32_t mark = l->c[to];
	if (l->count != to + 1 || (mark != '.' && mark != ')' && mark != ':')) return false;
	return (form & (CLASS_ROMAN | CLASS_LETTER)) || ((form & CLASS_NUMBER) && !(form & (CLASS_MEASURED | CLASS_DATE)) && to - from <= 6);
}

static uint64_t classify_core(const Lexicon *lexicon, const char *bytes, const Letters *l, int from, int to, uint64_t *key) {
	int digits = 0, letters = 0, upper = 0, dots = 0;
	for (int i = from; i < to; i++) {
		uint32_t c = l->c[i];
		if (is_digit(c)) digits++;
		else if (is_letter(c)) { letters++; upper += is_upper(c); }
		else if (c == '.') dots++;
	}
	if (!letters) return digits ? classify_number(l, from, to) : 0;
	const char *core = bytes + l->at[from];
	size_t core_length = l->at[to] - l->at[from];
	uint64_t classes = 0, lexical = find_classes(lexicon, core, core_length, key);
	if (digits) {
		classes |= CLASS_CODE;
		if (is_digit(l->c[from]) && !(lexical & CLASS_UNIT)) classes |= CLASS_MEASURED;
	} else if (letters == to - from) {
		classes |= CLASS_WORDY;
	}
	bool first_upper = is_letter(l->c[from]) && is_upper(l->c[from]);
	if (letters == 1 && to - from == 1) {
		classes |= first_upper ? CLASS_CAPITAL : CLASS_LOWER;
		if (l->c[from] < 0x80 && !strchr("yoYO", (int)l->c[from])) classes |= CLASS_LETTER;
	} else if (upper == letters) classes |= CLASS_ALLCAPS;
	else classes |= first_upper ? CLASS_CAPITAL : CLASS_LOWER;
	if (!digits && upper == letters && is_roman(l, from, to)) classes |= CLASS_ROMAN;

	/* What only capitals mean, and what only small letters. */
	if (!(classes & (CLASS_CAPITAL | CLASS_ALLCAPS))) lexical &= ~CLASS_FAMILY;
	if (to < l->count && l->c[to] == '.') { /* its dot may be an abbreviation's */
		bool last = l->count == to + 1;
		bool initial = letters == 1 && first_upper;
		bool inner = dots && letters + dots == to - from && core_length <= 16;
		if (last && (initial || inner || (lexical & (CLASS_ABBR | CLASS_ABBR_DOT)))) classes |= CLASS_DOTTED;
	}
	return classes | lexical;
}

WordFacts paragraph_classify_word(const Lexicon *lexicon, const char *bytes, size_t length) {
	Letters l = { .count = 0 };
	WordFacts facts = { 0 };
	const char *at = bytes, *end = bytes + length;
	enum { MOST = sizeof l.c / sizeof *l.c };
	uint32_t first = 0, last = 0;
	int quotes = 0;
	while (at < end) {
		uint32_t offset = (uint32_t)(at - bytes), c = utf8_next(&at, end);
		if (is_skipped(c)) { facts.classes |= CLASS_SKIPPED; continue; }
		if (is_ideograph(c)) facts.classes |= CLASS_IDEOGRAPH;
		if (!first) first = c;
		last = c;
		quotes += c == '"';
		if (l.count < MOST) { l.at[l.count] = offset; l.c[l.count++] = c; l.at[l.count] = (uint32_t)(at - bytes); }
		else { /* a long token: its middle does not matter, its end does */
			memmove(&l.c[MOST / 2], &l.c[MOST / 2 + 1], sizeof *l.c * (MOST / 2 - 1));
			memmove(&l.at[MOST / 2], &l.at[MOST / 2 + 1], sizeof *l.at * (MOST / 2));
			l.c[MOST - 1] = c;
			l.at[MOST] = (uint32_t)(at - bytes);
		}
	}
	if (!l.count) facts.classes |= CLASS_EMPTY;
	facts.hang_left = (uint16_t)paragraph_hang(first, 0);
	facts.hang_right = (uint16_t)paragraph_hang(last, 1);
	if (quotes & 1) facts.classes |= CLASS_QUOTES_ODD;
	int from = 0, to = l.count;
	while (from < to && is_opening(l.c[from])) from++;
	while (to > from && is_closing(l.c[to - 1])) to--;
	if (to - from >= 2 && l.c[to - 1] == '/' && to < l.count && l.c[to] == '.') { /* ./. and /. end a paper */
		to--;
		while (to > from && is_closing(l.c[to - 1])) to--;
	}
	uint64_t core = 0;
	if (from < to) core = classify_core(lexicon, bytes, &l, from, to, &facts.key);
	if (!(core & (CLASS_NUMBER | CLASS_LOWER | CLASS_CAPITAL | CLASS_ALLCAPS | CLASS_CODE))) {
		facts.classes |= classify_signs(&l) | (core & CLASS_UNIT);
		facts.key = 0;
		return facts;
	}
	facts.classes |= core;
	if (from > 0) facts.classes |= CLASS_OPEN;
	if (!(core & CLASS_DOTTED)) facts.classes |= classify_tail(&l, to);
	if (is_enumerator(core, &l, from, to)) facts.classes |= CLASS_ENUM;
	return facts;
}
