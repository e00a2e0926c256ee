/* Where a line may end: the rules of Vietnamese as one table, read from the top; the first rule that fits a gap decides.
 * Breaks are at spaces only; nothing is ever hyphenated, so codes (03-CT/TW, LLCT-HC) are whole without a rule. */
#include "paragraph/words.h"

typedef struct Rule {
	uint64_t before, left, left_not, right, right_not, after, after_not; /* any of these classes; 0: anything */
	uint8_t glue;
	uint16_t penalty;
	uint8_t pairs;      /* the pair of the two words is one of these kinds */
	uint8_t pairs_left; /* the pair of the word before and the left one is */
	uint8_t pairs_right;/* the pair of the right word and the one after is */
} Rule;

#define TAILS  (CLASS_TAIL)
#define DIGITS (CLASS_NUMBER | CLASS_CODE)
#define NUMERALS (CLASS_NUMBER | CLASS_CODE | CLASS_ROMAN)
#define NAMES  (CLASS_CAPITAL | CLASS_ALLCAPS)
#define NOUNS  (CLASS_UNIT | CLASS_SCALE | CLASS_COUNTED)
#define LETTERED (CLASS_CAPITAL | CLASS_ALLCAPS | CLASS_LOWER)

static const Rule rules[] = {
	/* Lone punctuation (dirty text; "–" between phrases): closing marks and dashes never begin a line, opening ones never end it. */
	{ .right = CLASS_CLOSER, .glue = GLUE_NEVER },
	{ .left = CLASS_OPENER, .glue = GLUE_NEVER },
	{ .left = CLASS_BULLET, .glue = GLUE_NEVER },
	{ .right = CLASS_DASH, .glue = GLUE_NEVER },
	/* From-to: "20 – 30 người", "2011 – 2016". */
	{ .before = NUMERALS, .left = CLASS_DASH, .right = NUMERALS, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },
	/* Sums and products: "4.896 x 3.672", "a + b", "R & D"; a sign before a number: "≥ 5". */
	{ .left = CLASS_OPERATOR, .right = DIGITS, .glue = GLUE_SOFT },
	{ .left = DIGITS, .right = CLASS_OPERATOR, .glue = GLUE_SOFT },
	{ .left = CLASS_NUMBER, .left_not = TAILS, .right = CLASS_LETTER, .after = CLASS_NUMBER, .glue = GLUE_SOFT },
	{ .before = CLASS_NUMBER, .left = CLASS_LETTER, .left_not = TAILS, .right = CLASS_NUMBER, .glue = GLUE_SOFT },
	{ .right = CLASS_OPERATOR, .glue = GLUE_MEDIUM },
	{ .left = CLASS_OPERATOR, .right = CLASS_ALLCAPS | CLASS_LETTER, .glue = GLUE_MEDIUM },
	/* Money: "$ 500", "500 €". */
	{ .left = CLASS_SIGN, .right = CLASS_NUMBER, .glue = GLUE_FIRM },
	{ .left = DIGITS | CLASS_SCALE, .left_not = TAILS, .right = CLASS_SIGN, .glue = GLUE_FIRM },
	/* The head of a list's item: "1. Đặc điểm", "a) Nội dung", "IV. Kết luận". */
	{ .left = CLASS_ENUM, .glue = GLUE_STRONG },

	/* Titles before names: TS. Nguyễn, TP. Hồ Chí Minh, TP HCM, PGS. TS. Lê, P. 5, V. Putin, tr. 25. */
	{ .left = CLASS_DOTTED, .right = NAMES | DIGITS | CLASS_ROMAN | CLASS_DOTTED, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	{ .left = CLASS_ABBR, .left_not = TAILS, .right = NAMES | CLASS_DOTTED, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	/* ông Nguyễn, bà Trần, đ/c Lê; not in text all of capitals, where every word looks like a name. */
	{ .left = CLASS_TITLE, .left_not = TAILS, .right = CLASS_CAPITAL, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	{ .left = CLASS_TITLE, .left_not = TAILS, .right = CLASS_FAMILY, .right_not = CLASS_OPEN | CLASS_CAPITAL, .glue = GLUE_FIRM },
	{ .left_not = TAILS, .right = CLASS_CAPITAL, .right_not = CLASS_OPEN, .glue = GLUE_SOFT, .pairs_left = PAIR_TITLE },
	{ .right = CLASS_LOWER, .right_not = TAILS, .after = CLASS_CAPITAL, .after_not = CLASS_OPEN, .glue = GLUE_STRONG, .pairs = PAIR_TITLE },
	/* An office may be parted from its name, but had better not. */
	{ .left_not = TAILS, .right = CLASS_FAMILY, .right_not = CLASS_OPEN, .penalty = 120, .pairs_left = PAIR_OFFICE },

	/* What a number names: năm 2013, ngày 27/3, Điều 5, khóa XI, số 03-CT/TW, điểm a, thứ 5, thứ năm, Số: 12. */
	{ .left = CLASS_LABEL, .left_not = TAILS | CLASS_UNIT, .right = CLASS_NUMBER, .right_not = CLASS_OPEN | TAILS | CLASS_DATE, .after = CLASS_UNIT,
		.after_not = CLASS_LABEL, .penalty = 60 }, /* but "màn hình 5 inch": the number belongs to what follows */
	{ .left = CLASS_LABEL, .left_not = TAILS, .right = NUMERALS, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	{ .left = CLASS_LABEL, .left_not = TAILS, .right = CLASS_LETTER, .right_not = CLASS_OPEN, .glue = GLUE_STRONG },
	{ .left = CLASS_ORDINAL, .left_not = TAILS, .right = CLASS_NUMERAL, .right_not = CLASS_OPEN, .glue = GLUE_STRONG },
	{ .left = CLASS_LABEL, .left_not = CLASS_COMMA | CLASS_STOP, .right = DIGITS, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },
	/* sáng 23/10, hôm 5-9. */
	{ .left = CLASS_DAYPART, .left_not = TAILS, .right = CLASS_DATE, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },
	/* Papers by their number: Chỉ thị 03-CT/TW, Nghị quyết 29. */
	{ .left_not = TAILS, .right = DIGITS, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM, .pairs_left = PAIR_DOCUMENT },
	/* A numeral belongs to the word before: Đại hội XI, Nicholas II. */
	{ .left = LETTERED, .left_not = TAILS, .right = CLASS_ROMAN, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },

	/* Dates: 27 tháng 3; "tháng 3 năm 2013" may be parted at a price, so that the chain does not tear the line. */
	{ .left = CLASS_NUMBER, .left_not = TAILS, .right = CLASS_MONTH, .right_not = CLASS_OPEN, .after = CLASS_NUMBER, .glue = GLUE_STRONG },
	{ .before = CLASS_MONTH, .left = CLASS_NUMBER, .left_not = TAILS, .right = CLASS_YEARWORD, .after = CLASS_NUMBER, .penalty = 200 },
	/* "năm 2013 học viên ...", "khoản 2 Điều 5", "phòng 302 lầu 3": the number has its word already. */
	{ .before = CLASS_YEARWORD, .left = CLASS_YEAR | CLASS_DATE, .left_not = TAILS, .penalty = 50 },
	{ .before = CLASS_LABEL | CLASS_DAYPART, .left = CLASS_DATE, .left_not = TAILS, .right = CLASS_COUNTED | CLASS_LABEL, .penalty = 50 },
	{ .before = CLASS_LABEL, .left = CLASS_NUMBER, .left_not = TAILS, .right = CLASS_CAPITAL, .right_not = CLASS_OPEN, .penalty = 50 },
	{ .before = CLASS_LABEL, .left = CLASS_NUMBER, .left_not = TAILS, .right = CLASS_LABEL, .right_not = CLASS_OPEN | CLASS_UNIT, .after = NUMERALS,
		.penalty = 50 },

	/* Number and unit, number and what is counted: 2.477 học viên, 25 bản, 7/32 đảng viên, 27 tháng. */
	{ .left = CLASS_NUMBER, .left_not = TAILS | CLASS_MEASURED, .right = NOUNS, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	{ .left = CLASS_NUMBER, .left_not = TAILS | CLASS_MEASURED, .right_not = CLASS_OPEN, .glue = GLUE_FIRM, .pairs_right = PAIR_COUNTED },
	{ .before = CLASS_NUMBER | CLASS_SCALE, .left_not = TAILS, .right_not = CLASS_OPEN, .glue = GLUE_STRONG, .pairs = PAIR_COUNTED },
	{ .left = CLASS_SCALE, .left_not = TAILS, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM, .pairs_right = PAIR_COUNTED },
	/* 40.000 tỷ đồng, 3 nghìn tỷ; without a number before it (hàng nghìn tỷ đồng) less strictly. */
	{ .before = CLASS_NUMBER | CLASS_SCALE, .left = CLASS_SCALE, .left_not = TAILS, .right = NOUNS, .right_not = CLASS_OPEN, .glue = GLUE_STRONG },
	{ .left = CLASS_SCALE, .left_not = TAILS, .right = NOUNS, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },
	{ .left = CLASS_NUMERAL, .left_not = TAILS, .right = CLASS_SCALE, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM }, /* hai mươi */
	/* 5 giờ 30, 10 phút 5 giây, 27 độ C. */
	{ .before = CLASS_NUMBER, .left = CLASS_TIME, .left_not = TAILS, .right = CLASS_NUMBER, .right_not = CLASS_OPEN, .glue = GLUE_STRONG },
	{ .before = CLASS_NUMBER, .left = CLASS_TIME, .left_not = TAILS, .right = CLASS_LETTER, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	/* Digits in groups: 5 000 000; telephone numbers: 0913 123 456. */
	{ .left = CLASS_SHORT, .left_not = TAILS, .right = CLASS_TRIPLE, .right_not = CLASS_OPEN, .glue = GLUE_FIRM },
	{ .left = CLASS_SHORT, .left_not = TAILS, .right = CLASS_SHORT, .right_not = CLASS_OPEN, .glue = GLUE_MEDIUM },
	/* A number that has its word already may end a line: "tháng 9 mưa nhiều". */
	{ .before = CLASS_LABEL | CLASS_DAYPART, .left = CLASS_NUMBER, .right = CLASS_LOWER },
	/* A number before any other noun ("36 lò đốt"): a line had better not end on the number. */
	{ .left = CLASS_NUMBER, .left_not = TAILS | CLASS_MEASURED | CLASS_DATE, .right = CLASS_LOWER, .right_not = CLASS_OPEN | CLASS_FUNCTION, .penalty = 130 },
	/* "hơn 2.400 học viên" reads on. */
	{ .left = CLASS_ABOUT, .left_not = TAILS, .right = CLASS_NUMBER, .right_not = CLASS_OPEN, .penalty = 40 },
	/* A number that is part of a name: Lumia 1020, Boeing 777. */
	{ .left = NAMES | CLASS_CODE, .left_not = TAILS, .right = CLASS_NUMBER, .right_not = CLASS_OPEN | TAILS, .after = NOUNS },
	{ .left = NAMES, .left_not = TAILS, .right = CLASS_NUMBER, .right_not = CLASS_OPEN | CLASS_MEASURED, .penalty = 90 },

	/* Words of two syllables, place names: the last two rules, which find_rule also comes to directly. */
	{ .left_not = TAILS, .right_not = CLASS_OPEN, .penalty = 80, .pairs = PAIR_PLACE },
	{ .left_not = TAILS, .right_not = CLASS_OPEN, .penalty = 30, .pairs = 0xFF },
};

/* A gap between two ordinary words needs no look at the table. */
#define NOTEWORTHY_LEFT (CLASS_PUNCT | CLASS_ENUM | CLASS_DOTTED | CLASS_ABBR | CLASS_TITLE | CLASS_LABEL | CLASS_ORDINAL | CLASS_DAYPART \
	| CLASS_NUMBER | CLASS_CODE | CLASS_SCALE | CLASS_TIME | CLASS_NUMERAL | CLASS_ABOUT)
enum { RULE_COUNT = sizeof rules / sizeof *rules, RULE_PLACE = RULE_COUNT - 2, RULE_PAIR };
#define NOTEWORTHY_RIGHT (CLASS_PUNCT | CLASS_NUMBER | CLASS_CODE | CLASS_ROMAN)

static bool fits(uint64_t any, uint64_t classes) { return !any || (any & classes); }

static const Rule *find_rule(const Word *words, int count, int i) {
	uint64_t left = words[i].facts.classes, right = words[i + 1].facts.classes;
	unsigned pair = words[i].pair, pair_left = i > 0 ? words[i - 1].pair : 0, pair_right = words[i + 1].pair;
	uint64_t before = i > 0 && !(left & CLASS_START) ? words[i - 1].facts.classes : 0;
	if (!(left & NOTEWORTHY_LEFT) && !(right & NOTEWORTHY_RIGHT) && !(pair & PAIR_TITLE) && !(pair_left & (PAIR_TITLE | PAIR_OFFICE | PAIR_DOCUMENT))
		&& !(pair & PAIR_COUNTED && before & (CLASS_NUMBER | CLASS_SCALE)))
		return pair & PAIR_PLACE ? &rules[RULE_PLACE] : pair ? &rules[RULE_PAIR] : NULL;
	if (before & TAILS) before = 0;
	/* A number that is parted from the left word, or has its own unit, does not count it. */
	if (i > 0 && (!words[i - 1].glue || before & CLASS_MEASURED)) before &= ~(NUMERALS | CLASS_SCALE);
	uint64_t after = i + 2 < count && words[i + 1].gap != GAP_NEWLINE ? words[i + 2].facts.classes : 0;
	for (int k = 0; k < RULE_COUNT; k++) {
		const Rule *rule = &rules[k];
		if (!fits(rule->left, left) || !fits(rule->right, right) || (rule->left_not & left) || (rule->right_not & right)) continue;
		if (!fits(rule->before, before) || !fits(rule->after, after) || (rule->after_not & after)) continue;
		if (rule->pairs && !(rule->pairs & pair)) continue;
		if (rule->pairs_left && !(rule->pairs_left & pair_left)) continue;
		if (rule->pairs_right && !(rule->pairs_right & pair_right)) continue;
		return rule;
	}
	return NULL;
}

/* A straight quote set off by spaces opens and closes by turns; a dash at a paragraph's head is a bullet; enumerators count
 * only there. */
static void settle_signs(Word *words, int count) {
	bool quoted = false;
	for (int i = 0; i < count; i++) {
		uint64_t *classes = &words[i].facts.classes;
		if (*classes & CLASS_START) {
			quoted = false;
			if (*classes & CLASS_DASH || (words[i].end - words[i].start == 1 && *classes & CLASS_OPERATOR))
				*classes = (*classes & ~(CLASS_DASH | CLASS_OPERATOR)) | CLASS_BULLET;
		} else {
			*classes &= ~CLASS_ENUM;
		}
		if (*classes & CLASS_QUOTE) *classes |= quoted ? CLASS_CLOSER : CLASS_OPENER;
		if (*classes & CLASS_QUOTES_ODD) quoted = !quoted;
	}
}

static void mark_pairs(const Lexicon *lexicon, Word *words, int count) {
	for (int i = 0; i < count; i++) {
		words[i].pair = 0;
		if (i + 1 == count || words[i].gap != GAP_SPACE) continue;
		const WordFacts *left = &words[i].facts, *right = &words[i + 1].facts;
		if (!(left->classes & CLASS_FIRST) || left->classes & (CLASS_TAIL | CLASS_DOTTED)) continue;
		if (!(right->classes & CLASS_SECOND) || right->classes & CLASS_OPEN) continue;
		unsigned kinds = (unsigned)lexicon_find(&lexicon->pairs, lexicon_pair_key(left->key, right->key));
		/* "Bến Tre" is a place, "bến tre" is not; "thái bình" in capitals only. */
		if (kinds & PAIR_PLACE && left->classes & CLASS_LOWER) kinds &= ~(unsigned)PAIR_PLACE;
		words[i].pair = (uint8_t)kinds;
	}
}

enum { PENALTY_FAMILY_NAME = 120, PENALTY_GIVEN_NAME = 100, PENALTY_CAPITALS = 50, PENALTY_LEANING = 30, LONGEST_NAME = 5 };

/* True when the word is capital only because a sentence begins with it. */
static bool opens_sentence(const Word *words, int i) {
	if (words[i].facts.classes & (CLASS_START | CLASS_OPEN)) return true;
	return i > 0 && words[i - 1].facts.classes & (CLASS_STOP | CLASS_COLON | CLASS_BULLET | CLASS_DASH);
}

/* Runs of capitalised syllables are names. A family name parted from the given name costs most; a headline never parts them. */
static void mark_names(Word *words, int count, bool headline) {
	for (int i = 0; i < count;) {
		if (!(words[i].facts.classes & CLASS_CAPITAL)) { i++; continue; }
		int end = i + 1;
		while (end < count && words[end - 1].gap == GAP_SPACE && !(words[end - 1].facts.classes & (CLASS_TAIL | CLASS_DOTTED))
			&& (words[end].facts.classes & CLASS_CAPITAL) && !(words[end].facts.classes & CLASS_OPEN)) end++;
		int from = i;
		if (opens_sentence(words, i) && !(words[i].facts.classes & CLASS_FAMILY) && words[i].facts.classes & CLASS_FUNCTION) from++;
		/* "Trường Chính trị": the last capital begins a word of its own. */
		if (end - from > 1 && words[end - 1].pair) end--;
		bool person = words[from].facts.classes & CLASS_FAMILY && end - from >= 2 && end - from <= LONGEST_NAME;
		for (int k = from; k + 1 < end; k++) {
			if (words[k].glue) continue;
			uint16_t penalty = person ? (k == from ? PENALTY_FAMILY_NAME : PENALTY_GIVEN_NAME) : PENALTY_CAPITALS;
			if (words[k].penalty < penalty) words[k].penalty = penalty;
			if (headline && person) words[k].glue = GLUE_STRONG;
		}
		i = end > i ? end : i + 1;
	}
}

void paragraph_mark_gaps(const ParagraphBreaker *breaker, Word *words, int count, GapUse use) {
	settle_signs(words, count);
	mark_pairs(breaker->lexicon, words, count);
	for (int i = 0; i + 1 < count; i++) {
		words[i].glue = GLUE_NONE;
		words[i].penalty = 0;
		if (words[i].gap == GAP_NO_BREAK) { words[i].glue = GLUE_NEVER; continue; }
		if (words[i].gap != GAP_SPACE) continue;
		const Rule *rule = find_rule(words, count, i);
		if (rule) {
			words[i].glue = rule->glue;
			words[i].penalty = rule->penalty;
		} else if (use == GAPS_RAGGED && words[i].facts.classes & CLASS_FUNCTION && !(words[i].facts.classes & CLASS_TAIL)) {
			words[i].penalty = PENALTY_LEANING;
		}
	}
	mark_names(words, count, use == GAPS_HEADLINE);
}
