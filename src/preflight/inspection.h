/* The inside of the preflight room: one look through a drawing. No other room includes this.
 *
 *   check_drawing ── for each page ── check_marks (areas, lines, photos), check_text ──► found, one for all places of a kind
 *                └── fonts, number of pages                                             └► entries of the Diag */
#ifndef BANTIN_PREFLIGHT_INSPECTION_H
#define BANTIN_PREFLIGHT_INSPECTION_H
#include "preflight/preflight.h"

typedef struct Box { LengthSum left, top, right, bottom; } Box;

/* Something wrong, with all the places where it is. */
typedef struct Found {
	PreflightCheck check;
	uint64_t key;            /* tells it from others of the same check */
	SourcePos pos;
	bool said;               /* an entry of another room says it */
	int entry;               /* that entry's index */
	const char *message, *hint; /* NULL until the one who found it has said what it is */
	PreflightFinding finding;
} Found;

/* How a photo in CMYK is inked. */
typedef struct PhotoInks { const Picture *picture; int most, share; /* whole percents: the ink of its darkest parts, the area over the limit */ } PhotoInks;

typedef struct Inspection {
	const Drawing *drawing;
	const PreflightRules *rules;
	Diag *diag;
	Arena *arena;
	int page;                /* the one being looked at */
	struct { Found *items; int count, capacity; } found;
	struct { PhotoInks *items; int count, capacity; } photo_inks; /* each photo once */
	struct { int32_t *slots; int capacity; } index; /* of found: open addressing, index + 1 */
} Inspection;

/* Notes a place. Answers what is to be described when it is the first of its kind, else (or when the check is off) NULL. */
Found *inspection_add(Inspection *inspection, PreflightCheck check, uint64_t key, SourcePos pos, Box box);
/* An entry that another room has made under one of the codes (separated by blanks) for something in this line of the source or the few
 * below it (an attribute may stand lower than its element) and that nothing was found for yet; -1 when there is none. */
int inspection_find_entry(const Inspection *inspection, const char *codes, SourcePos pos);
uint64_t inspection_key(const void *bytes, size_t length, uint64_t more);
uint64_t inspection_pos_key(SourcePos pos, uint64_t more);
/* Everything found becomes entries of the Diag and findings. */
PreflightFindings *inspection_report(Inspection *inspection);

/* -- measures as words, in the arena; the comma where the language has one -- */
const char *inspection_points(const Inspection *inspection, LengthSum length);      /* "7.5" */
const char *inspection_millimetres(const Inspection *inspection, LengthSum length); /* "2.1" */
const char *inspection_quote(const Inspection *inspection, const DrawItem *item);   /* the beginning of a text */

/* -- inks.c -- */
int ink_total(Colour colour);         /* of all inks that it takes, 1/10000 */
int ink_darkest(Colour colour);       /* of the inks that show: without yellow */
int ink_count_edges(Colour colour);   /* inks that draw a visible edge */
bool ink_is_rich_black(Colour colour);
const char *ink_describe(Arena *arena, Colour colour); /* "C15 M100 Y90 K10" */

static inline Box box_of_item(const DrawItem *item) {
	return (Box){ item->x, item->y, (LengthSum)item->x + item->width, (LengthSum)item->y + item->height };
}
/* Off the paper: beyond the bleed too. */
static inline bool box_is_outside(const DrawnPage *page, Box box) {
	LengthSum bleed = page->bleed;
	return box.right <= -bleed || box.left >= page->width + bleed || box.bottom <= -bleed || box.top >= page->height + bleed;
}
/* The ink of a text, looked up glyph by glyph; empty (left > right) when blank. */
Box box_of_ink(const DrawItem *item);
/* The text's line from ascender to descender: not less than most of its ink, and quick. */
Box box_of_text(const DrawItem *item);

/* -- check_text.c, check_marks.c, check_photo_inks.c: one item of the page at hand -- */
typedef struct Ground { Box box; Colour colour; bool picture; } Ground;
typedef struct Grounds { Ground *items; int count, capacity; } Grounds; /* in painting order */
void preflight_check_text(Inspection *inspection, const DrawnPage *page, const DrawItem *item, const Grounds *grounds);
void preflight_check_rect(Inspection *inspection, const DrawnPage *page, const DrawItem *item);
void preflight_check_photo_inks(Inspection *inspection, const DrawItem *item);
void preflight_check_picture(Inspection *inspection, const DrawnPage *page, const DrawItem *item);
#endif
