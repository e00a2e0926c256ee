/* What the files of the paragraph room share: the words of a paragraph, and the breaker that keeps their memory.
 *
 * The life of a paragraph. split_words.c takes the text apart at spaces and says what each word is (classify_word.c, recall_words.c);
 * break_rules.c writes into each gap whether, and at what cost, a line may end there; measure_words.c shapes and measures;
 * loosen_words.c takes apart what is wider than the measure; break_lines.c (total fit) or balance_lines.c (headlines)
 * chooses; fit_line.c sets each line's spaces and hands it on. */
#ifndef BANTIN_PARAGRAPH_WORDS_H
#define BANTIN_PARAGRAPH_WORDS_H
#include "paragraph/lexicon.h"
#include "paragraph/paragraph.h"

/* What one word is, read off its letters. */
typedef struct WordFacts {
	uint64_t classes;               /* CLASS_... */
	uint64_t key;                   /* of its letters without punctuation; 0 when it has none */
	uint16_t hang_left, hang_right; /* 1/1000 of its first and last glyph's advance that may hang in the margin */
} WordFacts;

typedef enum GapKind {
	GAP_SPACE,   /* stretches; gone at a line's end */
	GAP_NO_BREAK,/* U+00A0: stretches, never breaks */
	GAP_NONE,    /* a break without a space: U+200B, between ideographs, inside a token that had to be split */
	GAP_NEWLINE, /* a forced break */
	GAP_END      /* of the text */
} GapKind;

/* How strongly two words cling together. 0: a line may end there, at `penalty`. Otherwise it may not, unless all that
 * clings together is wider than the share of the measure in loosen_words.c, or, up to GLUE_SOFT, the lines get very loose. */
enum { GLUE_NONE, GLUE_WEAK = 4, GLUE_MEDIUM = 6, GLUE_SOFT = 7, GLUE_STRONG = 8, GLUE_FIRM = 9, GLUE_NEVER = 10 };

/* A stretch of text without spaces in it, and the gap after it. */
typedef struct Word {
	uint32_t start, end;            /* bytes of the text */
	WordFacts facts;
	uint8_t gap;                    /* GapKind */
	uint8_t glue;
	uint8_t pair;                   /* PairKind bits of this word and the next */
	uint16_t penalty;
	bool hyphen;                    /* a part of a word: a hyphen stands behind it when a line ends here */
	/* measured */
	Length hyphen_width;
	uint32_t place;                 /* in the memory of words, when it was split */
	int piece, piece_count;
	Length width;                   /* with the letter-space after its last glyph */
	Length tail;                    /* that letter-space: dropped at a line's end */
	Length expand;                  /* may be widened or narrowed by so much (letter-spacing, glyph scale) */
	Length tail_expand;             /* of it, after the last glyph: not there at a line's end */
	Length hang_left, hang_right;
	Length space, stretch, shrink;  /* of the gap */
} Word;

/* A shaped part of a word: one span, one face. */
typedef struct Piece { const GlyphRun *run; int span; Length width; } Piece;

/* A growing array kept between paragraphs, so that a page does without malloc. */
#define SCRATCH(Type) struct { Type *items; int count, capacity; }
void *paragraph_grow(void *items, int *capacity, int needed, size_t size);
#define scratch_reserve(array, needed) \
	((needed) > (array)->capacity ? (void)((array)->items = paragraph_grow((array)->items, &(array)->capacity, (needed), sizeof *(array)->items)) : (void)0)

typedef SCRATCH(Word) WordArray;

/* Sums up to one permitted break: widths of lines come by subtraction. `end` counts a line that ends here, `start` one that
 * begins after it (hanging punctuation and the dropped space make the difference). */
typedef struct Sums { int64_t natural, stretch, shrink, expand; } Sums;
typedef struct Break {
	Sums end, start;
	const GlyphRun *last, *next;    /* of the word before and after, for stacked words; NULL for none */
	int word;                       /* the break comes after this word */
	int penalty;
	bool forced;
	bool soft;                      /* glued, but not so firmly that a very loose line is better */
	Length next_hang;               /* counted in start: taken back where a line's left edge is no margin */
} Break;

/* A feasible way to come to a break. */
typedef struct Node {
	int64_t demerits;
	int previous;                   /* node; -1 */
	int brk, line;                  /* index of the break; lines so far */
	uint8_t fitness;
	bool overfull;
} Node;

/* A word that was met before. */
typedef struct KnownWord {
	WordFacts facts;
	const GlyphRun *run;            /* as it was last shaped, in Vietnamese; NULL: not yet */
	uint32_t hash;
	uint8_t length;                 /* 0: a free slot */
	char bytes[27];
} KnownWord;
typedef struct WordMemory { KnownWord *slots; uint32_t mask, count; } WordMemory;

typedef struct SpanLook { /* what measuring needs of a span, worked out once */
	uint32_t start, end;
	int upem;
	Length space;
	bool raised;
} SpanLook;

struct ParagraphBreaker {
	const Lexicon *lexicon;
	WordMemory memory;              /* exact, so it may be forgotten at any time */
	void *line_iterator;            /* ICU's, opened at the first ideograph */
	struct _HyphenDict *patterns;   /* libhyphen's, opened at the first word of English; NULL: none */
	bool patterns_tried;
	const char *text; size_t length;
	SCRATCH(char) joined;           /* the spans' texts put end to end, when there are several */
	SCRATCH(char) kept;             /* a word without its soft hyphens */
	SCRATCH(SpanLook) looks;
	WordArray words, parts;         /* parts: while words are taken apart */
	SCRATCH(Piece) pieces;
	SCRATCH(Break) breaks;
	SCRATCH(Node) nodes;
	SCRATCH(int) kept_way;          /* a choice of lines put by while another is tried */
	SCRATCH(int) chosen;            /* words that end the lines, in order */
	SCRATCH(int) bounds;            /* of balanced lines: earliest and furthest end of each */
	ParagraphTimes spent;
	bool raised;                    /* some span is a superior or inferior */
	bool trying, gave_up;           /* nothing may be recorded, no other face and no patterns asked for: whoever would have to gives up */
	int look_cursor;                /* the look that holds the word being read */
};

/* How many U+00A0 stand in the gap after a word. */
static inline int paragraph_count_firm(const ParagraphBreaker *breaker, const Word *word) {
	int count = 0;
	for (uint32_t i = word->end; word->gap == GAP_NO_BREAK && i < word[1].start; i++) count += (unsigned char)breaker->text[i] == 0xC2;
	return count;
}

/* ---- classify_word.c ---- */
WordFacts paragraph_classify_word(const Lexicon *lexicon, const char *bytes, size_t length);
/* 1/1000 of its advance that a character may hang at the left (0) or right (1) margin. */
int paragraph_hang(uint32_t c, int side);

/* ---- recall_words.c ---- */
/* What a word is, and its place in the memory, for paragraph_shape_word. The hash is of its bytes. */
WordFacts paragraph_recall_facts(ParagraphBreaker *breaker, const char *bytes, size_t length, uint32_t hash, uint32_t *place);
/* As font_shape, of a word that was recalled. */
const GlyphRun *paragraph_shape_word(ParagraphBreaker *breaker, const Span *span, const char *bytes, size_t length, uint32_t place);
void paragraph_forget_words(WordMemory *memory);

/* ---- split_words.c ---- */
/* Fills words from text; looks tells raised spans. False when there is nothing but space. */
bool paragraph_split_words(ParagraphBreaker *breaker, const char *text, size_t length);

/* ---- break_rules.c ---- */
/* What the text is set as: in ragged text a line had better not end on "và" or "các"; in a headline, too, a person's name is one. */
typedef enum GapUse { GAPS_JUSTIFIED, GAPS_RAGGED, GAPS_HEADLINE } GapUse;
/* Sets glue and penalty of every gap. */
void paragraph_mark_gaps(const ParagraphBreaker *breaker, Word *words, int count, GapUse use);

/* ---- hyphenate_words.c ---- */
struct Setting;
/* Takes words of English apart at their points; true when there was one. */
bool paragraph_hyphenate_words(ParagraphBreaker *breaker, const struct Setting *setting);
void paragraph_measure_hyphens(ParagraphBreaker *breaker, const struct Setting *setting);
/* Puts together again what stands on one line, when the ends of the lines are chosen. */
void paragraph_join_parts(ParagraphBreaker *breaker, const struct Setting *setting);
/* A hyphen that reads as U+00AD: the word comes back whole. */
const GlyphRun *paragraph_shape_hyphen(const Span *span);
void paragraph_close_patterns(ParagraphBreaker *breaker);

/* ---- measure_words.c ---- */
typedef struct Setting { const Span *spans; int span_count; const ParagraphStyle *style; Diag *diag; } Setting;
void paragraph_measure_words(ParagraphBreaker *breaker, const Setting *setting);
/* Shapes bytes start..end of the text into pieces, appended; sets the word's measures. */
void paragraph_measure_word(ParagraphBreaker *breaker, const Setting *setting, Word *word);

/* The style's limits, kept within what still looks like type: a tenth of an em, a tenth of the width. */
static inline int paragraph_letter_stretch(const ParagraphStyle *style) {
	return style->letter_stretch < 0 ? 0 : style->letter_stretch > 100 ? 100 : style->letter_stretch;
}
static inline int paragraph_glyph_scale(const ParagraphStyle *style) {
	return style->glyph_scale < 0 ? 0 : style->glyph_scale > 100 ? 100 : style->glyph_scale;
}

/* ---- loosen_words.c ---- */
/* The penalty of a break where a glue of this strength held. */
uint16_t paragraph_glue_price(int glue);
/* Takes apart words wider than `narrowest` and frees the weakest glue of groups too wide to be set well. */
void paragraph_loosen_words(ParagraphBreaker *breaker, const Setting *setting, LengthSum narrowest);

/* True when a line of these words holds one syllable, end sign and other marks aside. */
static inline bool paragraph_is_lone(const Word *words, int first, int last) {
	int count = 0;
	for (int i = first; i <= last && count < 2; i++) count += !(words[i].facts.classes & CLASS_PUNCT);
	return count < 2;
}

/* ---- break_lines.c ---- */
/* The measure of line i and whether its left edge is a margin that punctuation may hang over. */
typedef struct Measures {
	LengthSum plain, first_indent, left, right;
	const ParagraphShape *shape;
} Measures;
LengthSum paragraph_line_indent(const Measures *m, int line);
LengthSum paragraph_line_measure(const Measures *m, int line);
bool paragraph_line_hangs(const Measures *m, int line);
/* The permitted breaks (soft: and those that only soft glue forbids) among words first.. of one stretch without forced breaks
 * inside; the first is its beginning. */
void paragraph_collect_breaks(ParagraphBreaker *breaker, int first_word, int word_count, bool soft);
/* Chooses among the breaks collected and appends the words that end lines to `chosen`; the stretch begins with line number
 * `line`. Answers how many lines more or fewer than the best were achieved towards looseness. */
int paragraph_fit_total(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line, int looseness);

/* For a text of one stretch. First the best way, which is then the one chosen; then ways of one line fewer and one more, as looseness
 * -1 and 1 would find them: nodes, -1 for none. */
typedef struct Ways {
	int lines, worst;               /* of the best: its loosest line, 1/1000 */
	bool soft; LengthSum background; /* what it was found with */
	int shorter, longer;
} Ways;
Ways paragraph_fit_best(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures);
void paragraph_fit_variants(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, Ways *ways);
/* Makes such a way the one chosen. */
void paragraph_choose_way(ParagraphBreaker *breaker, int node);

/* ---- find_rivers.c ---- */
/* Looks at the lines chosen from index `from`: how many lines go on a river that is long enough to be seen; *middle is a chosen
 * line in the longest. */
int paragraph_find_rivers(const ParagraphBreaker *breaker, const Measures *measures, int line, int from, int *middle);

/* ---- balance_lines.c ---- */
/* The same for headlines. */
void paragraph_fit_balanced(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line);

/* ---- fit_line.c ---- */
/* Where lines go: arrays in the caller's arena, large enough. */
typedef struct LineOutput {
	LineRun *runs; LineWord *words;
	int run_count, word_count;
	int last_span;          /* of the run being filled */
	uint32_t text_end;      /* of the lines so far */
	uint32_t reported;      /* where the token ends that was last reported as too wide */
} LineOutput;
Line paragraph_fit_line(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line_number, int first, int last,
	LineOutput *out);
#endif
