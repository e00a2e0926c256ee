/* Preflight: what a printing house would send back and what an archive would refuse, found in the drawing before any byte is
 * written; and the report that shows it on pictures of the pages. */
#ifndef BANTIN_PREFLIGHT_PREFLIGHT_H
#define BANTIN_PREFLIGHT_PREFLIGHT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/diag.h"
#include "drawing/drawing.h"

/* ---- what is asked ---- */

typedef enum PreflightCheck {
	PREFLIGHT_PHOTO_MISSING,    /* "photo-missing": a frame stands where a photo should */
	PREFLIGHT_PHOTO_COARSE,     /* "photo-resolution": under coarse_ppi */
	PREFLIGHT_PHOTO_LOW,        /* "photo-resolution": under low_ppi */
	PREFLIGHT_PHOTO_RGB,        /* "photo-rgb": for jobs that were to keep RGB but take none (PDF/X-1a) */
	PREFLIGHT_PHOTO_INK,        /* "photo-ink": a photo in CMYK over ink_limit, whose numbers the job keeps */
	PREFLIGHT_PHOTO_ALT,        /* "alt-missing" */
	PREFLIGHT_INK_TOTAL,        /* "ink-total": a colour over ink_limit */
	PREFLIGHT_LINE_THIN,        /* "line-thin" */
	PREFLIGHT_TEXT_INKS,        /* "text-inks": small type in several inks */
	PREFLIGHT_TEXT_REVERSED,    /* "text-reversed": small light type on a dark ground */
	PREFLIGHT_TEXT_INVISIBLE,   /* "text-invisible": type without ink on bare paper */
	PREFLIGHT_TEXT_RICH_BLACK,  /* "text-rich-black" */
	PREFLIGHT_TEXT_CUT,         /* "text-cut": type across the trim */
	PREFLIGHT_TEXT_NEAR_TRIM,   /* "text-near-trim" */
	PREFLIGHT_TEXT_OVERFULL,    /* "text-overfull": a line that sticks out of the type area */
	PREFLIGHT_BLEED,            /* "bleed-missing": what touches the trim and does not reach the bleed */
	PREFLIGHT_OUTSIDE,          /* "item-outside": what lies wholly off the page */
	PREFLIGHT_FONT_EMBEDDING,   /* "font-embedding": the licence forbids it (OS/2 fsType) */
	PREFLIGHT_FONT_SUBSETTING,  /* "font-subsetting": the whole font has to go in */
	PREFLIGHT_PAGE_EMPTY,       /* "page-empty" */
	PREFLIGHT_PAGE_COUNT,       /* "page-count": no multiple of page_multiple */
	PREFLIGHT_CHECK_COUNT
} PreflightCheck;

enum { PREFLIGHT_OFF = -1 };
typedef struct PreflightRules {
	int8_t severity[PREFLIGHT_CHECK_COUNT]; /* a Severity, or PREFLIGHT_OFF */
	int low_ppi, coarse_ppi;  /* 0: not asked */
	int ink_limit;            /* 1/10000 of one full ink: 30000 is 300 % */
	Length thin_line;         /* lines under this are too thin */
	Length small_text;        /* type under this is small */
	Length rich_black;        /* black type under this is to be of one ink */
	Length safe_margin;       /* from the trim to the nearest type */
	Length bleed;             /* that what touches the trim must reach */
	int page_multiple;        /* pages of a folded sheet; 0 or 1: not asked */
	const char *source, *layout; /* the files to be named where a mark does not know its own place; NULL: none */
} PreflightRules;

PreflightRules preflight_print_rules(void);
PreflightRules preflight_archive_rules(void);
/* For a drawing that becomes both: of each check the graver severity and the stricter limit. */
PreflightRules preflight_join_rules(const PreflightRules *a, const PreflightRules *b);

/* ---- what is found ---- */

typedef struct PreflightPlace { int page; /* from 0 */ Length x, y, width, height; /* as a DrawItem's box */ } PreflightPlace;
typedef struct PreflightFinding {
	int entry;                /* its message: an index into the Diag */
	struct { PreflightPlace *items; int count, capacity; } places;
} PreflightFinding;
typedef struct PreflightFindings { PreflightFinding *items; int count, capacity; } PreflightFindings;

/* Looks through the drawing. What is the same at many places (a style, a colour) is recorded once, with its first page and
 * position, and tells the other pages; what another room has already said (a missing photo, an alt) is not said twice but gets its
 * place and, where the rules are stricter, their severity. The findings lie in the drawing's arena. */
PreflightFindings *preflight_check_drawing(const Drawing *drawing, const PreflightRules *rules, Diag *diag);

/* Whether the number of pages matters: of what is folded. */
bool preflight_asks_page_count(const Drawing *drawing, const PreflightRules *rules);

/* Gives places to what other rooms have recorded: to every entry with a line of the source, those of the marks made from that line. */
void preflight_locate_entries(const Drawing *drawing, PreflightFindings *findings, const Diag *diag);

/* "photo-missing" */
const char *preflight_check_code(PreflightCheck check);
#endif
