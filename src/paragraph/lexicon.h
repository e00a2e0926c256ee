/* What words and pairs of syllables are to the line breaker: units, titles, family names, compounds (lexicon.c, compounds.c),
 * hashed once, when the first breaker is opened. */
#ifndef BANTIN_PARAGRAPH_LEXICON_H
#define BANTIN_PARAGRAPH_LEXICON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Classes of a word. The first block is read off its letters (classify_word.c), the second looked up here. */
#define CLASS(bit) (UINT64_C(1) << (bit))
enum { CLASS_FIRST_LEXICAL = 32 };
#define CLASS_NUMBER    CLASS(0)  /* digits, with . , / : - between: 2.477, 7/32, 27/3/2013 */
#define CLASS_MEASURED  CLASS(1)  /* carries its unit: 25%, $5 */
#define CLASS_YEAR      CLASS(2)  /* four digits, 1000 to 2199 */
#define CLASS_TRIPLE    CLASS(3)  /* exactly three digits: what may follow in 5 000 000 */
#define CLASS_SHORT     CLASS(4)  /* one to four digits and nothing else */
#define CLASS_DATE      CLASS(5)  /* a number with / or - inside: 27/3, 2011-2016 */
#define CLASS_ROMAN     CLASS(6)  /* XI, II */
#define CLASS_CODE      CLASS(7)  /* letters and digits: 03-CT/TW, 1A */
#define CLASS_CAPITAL   CLASS(8)  /* first letter capital, not all of them: Nguyễn */
#define CLASS_ALLCAPS   CLASS(9)  /* UBND */
#define CLASS_LOWER     CLASS(10)
#define CLASS_LETTER    CLASS(11) /* one letter, as in "điểm a", "lô B" */
#define CLASS_DOTTED    CLASS(12) /* an abbreviation that ends in its dot: V., PGS.TS., Tp. */
#define CLASS_OPEN      CLASS(13) /* begins with an opening bracket or quote */
#define CLASS_TAIL      CLASS(14) /* ends with punctuation */
#define CLASS_STOP      CLASS(15) /* ... that ends a sentence */
#define CLASS_COMMA     CLASS(16) /* ... , ; */
#define CLASS_COLON     CLASS(17)
#define CLASS_PUNCT     CLASS(18) /* no letter or digit at all; then one of the following */
#define CLASS_CLOSER    CLASS(19) /* clings to the word before: ) ” , ./. … % / */
#define CLASS_OPENER    CLASS(20) /* clings to the word after: ( “ § */
#define CLASS_DASH      CLASS(21)
#define CLASS_BULLET    CLASS(22)
#define CLASS_QUOTE     CLASS(23) /* " alone: opening or closing by its turn */
#define CLASS_OPERATOR  CLASS(24) /* + = x & < */
#define CLASS_ENUM      CLASS(25) /* 1. a) IV. at a paragraph's head */
#define CLASS_QUOTES_ODD CLASS(26) /* an odd number of " in it */
#define CLASS_IDEOGRAPH CLASS(27) /* written without spaces: Chinese, Thai, ... */
#define CLASS_SKIPPED   CLASS(28) /* holds characters that are not set (soft hyphen, word joiner) */
#define CLASS_SPLIT     CLASS(29) /* a piece of a token that had to be taken apart anywhere */
#define CLASS_START     CLASS(30) /* first word of the paragraph or after a forced break */
#define CLASS_WORDY     CLASS(31) /* letters only: may be half of a compound */

#define CLASS_UNIT      CLASS(32) /* km, đồng, tuổi: stays with its number */
#define CLASS_SCALE     CLASS(33) /* nghìn, triệu, tỷ */
#define CLASS_COUNTED   CLASS(34) /* người, lớp, bản: what is counted stays with its number */
#define CLASS_TIME      CLASS(35) /* units a smaller number follows: 5 giờ 30 */
#define CLASS_MONTH     CLASS(36) /* tháng */
#define CLASS_YEARWORD  CLASS(37) /* năm */
#define CLASS_LABEL     CLASS(38) /* what a number or numeral names: Điều 5, khóa XI */
#define CLASS_ORDINAL   CLASS(39) /* thứ */
#define CLASS_NUMERAL   CLASS(40) /* hai, ba: after thứ */
#define CLASS_TITLE     CLASS(41) /* ông, bà: stays with the name */
#define CLASS_ABBR      CLASS(42) /* TS, TP, NSND: stays with the name, dot or not */
#define CLASS_ABBR_DOT  CLASS(43) /* only when it has its dot: tr. 5, No. 3 */
#define CLASS_LINK      CLASS(44) /* conjunctions and prepositions: a headline's line may well begin with one, not end */
#define CLASS_LEAN      CLASS(45) /* articles, adverbs: a headline's line should not end with one */
#define CLASS_FAMILY    CLASS(46) /* family names */
#define CLASS_DAYPART   CLASS(47) /* sáng 23/10, hôm 5-9 */
#define CLASS_SIGN      CLASS(48) /* $ € alone: stays with the number after it, or before */
#define CLASS_ABOUT     CLASS(49) /* hơn, gần, khoảng: before a number */
#define CLASS_EMPTY     CLASS(50) /* nothing in it is set: a soft hyphen alone */
#define CLASS_FIRST     CLASS(51) /* begins some pair of lexicon_pairs */
#define CLASS_SECOND    CLASS(52) /* ends some pair */
#define CLASS_FUNCTION  (CLASS_LINK | CLASS_LEAN)

/* What two syllables are together. */
enum PairKind {
	PAIR_TERM = 1,      /* a word of two syllables: chương trình */
	PAIR_COUNTED = 2,   /* ... that is counted: học viên */
	PAIR_TITLE = 4,     /* ... that is a title: giáo sư */
	PAIR_OFFICE = 8,    /* ... an office before a name: chủ tịch */
	PAIR_DOCUMENT = 16, /* ... that is numbered: nghị quyết */
	PAIR_PLACE = 32     /* a place name: Bến Tre */
};

typedef struct WordGroup { uint64_t classes; const char *words; } WordGroup; /* words set off by spaces */
typedef struct PairGroup { unsigned kinds; const char *pairs; } PairGroup;   /* pairs set off by commas */
extern const WordGroup lexicon_words[];
extern const PairGroup lexicon_pairs[];

typedef struct LexiconSlot { uint64_t key, value; } LexiconSlot;
typedef struct LexiconTable { LexiconSlot *slots; uint32_t mask; int used; } LexiconTable;
typedef struct Lexicon { LexiconTable words, pairs; } Lexicon;

/* The only one: a table that is the same for all, made when it is first asked for, by whichever thread. */
const Lexicon *lexicon_get(void);

static inline uint64_t lexicon_find(const LexiconTable *table, uint64_t key) {
	for (uint32_t i = (uint32_t)(key >> 32) & table->mask;; i = (i + 1) & table->mask) {
		if (table->slots[i].key == key) return table->slots[i].value;
		if (!table->slots[i].key) return 0;
	}
}
static inline uint64_t lexicon_pair_key(uint64_t first, uint64_t second) {
	uint64_t key = (first ^ (second << 1 | second >> 63)) * UINT64_C(0x9E3779B97F4A7C15);
	return key ? key : 1;
}
/* The key of a word: the hash of its letters in lower case, one spelling for the two ways of placing a tone mark (hòa, hoà)
 * and of writing a final i (kỷ, kỉ). Words are NFC. Never 0. */
uint64_t lexicon_word_key(const char *word, size_t length);
#endif
