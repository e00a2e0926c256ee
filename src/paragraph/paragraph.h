/* From styled text and a measure to the best set of lines (total fit: Knuth & Plass, "Breaking Paragraphs into Lines",
 * Software Practice and Experience 11, 1981), with the break rules of Vietnamese. Knows nothing of pages. words.h maps the inside. */
#ifndef BANTIN_PARAGRAPH_PARAGRAPH_H
#define BANTIN_PARAGRAPH_PARAGRAPH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/style.h"
#include "font/font.h"

/* A stretch of text in one look. Text may hold spaces (collapsed before), U+00A0, and '\n' for a forced break.
 * Words run on over span ends when no space stands there ("H<sub>2</sub>O" is one word). */
typedef struct Span {
	const char *text; size_t length;
	Font *font;
	Length size;
	Length rise;            /* baseline shift, up positive */
	Length letter_space;    /* added after every glyph */
	uint16_t features;      /* FontFeature bits */
	const char *lang;       /* BCP 47; NULL is "vi" */
	uint32_t tag;           /* the caller's own; comes back in LineRun */
	SourcePos pos;
} Span;

/* Limits of the look of a line; all in 1/1000 of the space of the font (or of the glyph width for scale). */
typedef struct ParagraphStyle {
	Alignment align;
	Length first_indent;     /* of the first line */
	Length left, right;      /* taken off the measure on every line */
	int shrink, stretch;     /* of a space: e.g. 200, 500: 1/1000 of the space's own width */
	int letter_stretch;      /* extra letter-spacing allowed, 1/1000 em each way; 0 off */
	int glyph_scale;         /* horizontal glyph scaling allowed, 1/1000 each way (10 is 1 %); 0 off */
	bool hang;               /* hanging punctuation at both margins (justified and flush-left text) */
	bool balance;            /* ragged text: lines as equal as can be, sense breaks favoured, no lone syllable last (headlines) */
	int looseness;           /* lines more (+) or fewer (-) than the best, as TeX's \looseness: taken as far as it can be had with no line
	                          * looser than ratio 1.5 (or than the loosest was without it). Headlines: more lines only. */
	Length last_line_min;    /* last line not shorter than this where it can be helped */
} ParagraphStyle;

/* Shape of the measure, for text beside a drop cap or a picture: line i (from 0) is indented by left[i] and shortened by
 * right[i]; lines past count take `left`,`right` of the style alone. NULL for a plain block. */
typedef struct ParagraphShape { int count; const Length *left, *right; } ParagraphShape;

/* One shaped piece of a word: its neighbour stands close to it unless space_after. U+00A0 is a LineWord of its own, so that the
 * text comes back as it was. */
typedef struct LineWord { const GlyphRun *run; Length x; /* from the line's left edge to the run's origin */ bool space_after; /* a space follows in the text (also at the line's end) */ } LineWord;
typedef struct LineRun { /* neighbours on one line with one font, size and tag */
	Font *font; Length size, rise, letter_space; /* letter_space as applied on this line */
	int scale;               /* horizontal glyph scale in 1/1000; 1000 is none. Advances below include it. */
	uint32_t tag;
	SourcePos pos;
	const LineWord *words; int word_count;
	Length x, width;         /* x as the first word's; width from first origin to last advance, without the trailing space and
	                          * letter-space */
} LineRun;
typedef struct Line {
	const LineRun *runs; int run_count;
	Length x, width;         /* as set, x from the paragraph's left edge (hanging may make it negative) */
	Length measure;          /* what it was fitted to */
	int ratio;               /* stretch (+) or shrink (-) used, 1/1000 of what is allowed: by the spaces, which alone go beyond 1000; at
	                          * most 20000, which also says that there was no space to stretch; 0 for ragged and last lines set as they are */
	Length ascent, descent;  /* by the fonts, positive, of its largest size */
	Length ink_top, ink_bottom; /* of the real glyphs, up positive from the baseline: ink_bottom is <= 0 mostly */
	bool overfull;           /* could not be fitted (recorded as a warning "line-overfull") */
	bool forced_end;         /* ended by '\n' or the paragraph's end */
	uint32_t text_start, text_end; /* byte range over the spans' texts put end to end */
	SourcePos pos;
} Line;
typedef struct Paragraph { const Line *lines; int line_count; } Paragraph;

/* A place's state kept between calls (words seen and how they were shaped, scratch memory); one per thread. Fonts outlive it. */
typedef struct ParagraphBreaker ParagraphBreaker;
ParagraphBreaker *paragraph_open_breaker(void);
void paragraph_close_breaker(ParagraphBreaker *breaker);
/* What the breaker's work has taken so far, nanoseconds: words shaped and measured; text parted into words, breaks chosen, lines fitted. */
typedef struct ParagraphTimes { int64_t shaping, breaking; } ParagraphTimes;
ParagraphTimes paragraph_spent(const ParagraphBreaker *breaker);

/* Breaks the spans to the measure. Lines live in the arena. A text of nothing but spaces gives no lines; each '\n' ends one, so
 * that two make a blank line (no runs, the height of its span). Never fails: a token wider than the measure is broken after
 * / - . _ & = ? @ or, at worst, anywhere (then recorded as a warning "word-split"). Bytes of the text lie in one line each, spaces at a
 * break in the line before. diag may be NULL, for trying what was recorded before. */
Paragraph paragraph_break_lines(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
	const ParagraphStyle *style, const ParagraphShape *shape, Diag *diag);

/* The same text a line shorter and a line longer than paragraph_break_lines sets it with looseness 0: what looseness -1 and 1 give, all
 * from one look at the text. No lines where it cannot be had. Such variants of a text with forced breaks or hyphens take a look each, and
 * are only made by paragraph_break_variants: `whole` says whether they were. */
typedef struct ParagraphWays { Paragraph best, shorter, longer; bool whole; } ParagraphWays;
ParagraphWays paragraph_break_ways(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
	const ParagraphStyle *style, const ParagraphShape *shape, Diag *diag);
/* The same beside the thread that may record: false, and no ways, where something would have to be recorded, another face be asked for, or a
 * file be opened. Then paragraph_break_ways is to be called by that thread, at its time. */
bool paragraph_try_ways(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
	const ParagraphStyle *style, const ParagraphShape *shape, ParagraphWays *out);
void paragraph_break_variants(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int span_count, Length measure,
	const ParagraphStyle *style, const ParagraphShape *shape, Paragraph *shorter, Paragraph *longer);

/* The width of the text on one line, unstretched (for tables, tabs, folios). '\n' counts as a space. */
Length paragraph_measure_width(ParagraphBreaker *breaker, const Span *spans, int span_count);
/* The widest unbreakable piece (the least measure that does not split a word). */
Length paragraph_measure_min(ParagraphBreaker *breaker, const Span *spans, int span_count);

/* Where hyphenation patterns lie, ending with NULL: read when the first English text is set. */
extern const char *const paragraph_pattern_folders[];

/* The break rules alone, for tests: positions (byte offsets just after the space) in UTF-8 text where a line may end. Answers how
 * many there are, which may be more than out holds. Opens tables of its own: not for the inside of a loop. */
int paragraph_find_breaks(const char *text, size_t length, uint32_t *out, int out_capacity);
#endif
