/* The steps of placing a band, shared by the files that place them: stack_bands.c one below the other, and those that place an
 * article beside others or in two stretches. */
#ifndef BANTIN_PAGE_PLACE_BANDS_H
#define BANTIN_PAGE_PLACE_BANDS_H
#include "page/bands.h"

/* Where a band stands on its way over the pages. */
typedef struct Progress {
	Band *band;
	const Opening *opening;   /* NULL once it has begun */
	Cursor cursor;
	const Unit *waiting[MOST_WIDE]; int waiting_count; /* wide blocks for the top of the next page */
	int fitting;              /* of them, those that find room on this page */
	int top;                  /* row of this page's part */
	int level;                /* of a book: rows that a right page is to end short by, as the full left page does; -1: that one is not full */
	int offsets[MOST_COLUMNS], limits[MOST_COLUMNS];
} Progress;

/* ---- stack_bands.c ---- */
int page_most_of(const int *values, int count); /* the largest; 0 at the least */
/* A part of this page from a row on, so many rows high: the layout's next free row is below it. */
PagePart *page_add_part(Layout *l, int row, int rows);
/* A part level with the newest, in other columns; the next free row stays. */
PagePart *page_add_part_beside(Layout *l, int row, int rows);
void page_add_placed(Layout *l, PagePart *part, Placed placed);
void page_next_page(Layout *l, bool stretch);
/* Where the band may stand on this page: its top, the rows its columns begin below it and may reach. */
void page_find_room(const Layout *l, Progress *p, int gap);
/* Puts what this page holds of the band on it; heights are the rows its columns reach from the part's top. fill NULL: only what
 * stands at its top. */
PagePart *page_begin_part(Layout *l, Progress *p, const Fill *fill, int rows, const int *heights, int gap);
bool page_nothing_left(const Progress *p);
bool page_clears_panel(const Layout *l, const Progress *p); /* what stands at the band's top does */
int page_count_parts(const Layout *l); /* on the page */
/* Enough text can stand under the head on this page, in every column (beside a panel, in one). */
bool page_has_room(const Layout *l, const Progress *p);
/* Rows of the galley from a cursor on, without white and wide blocks. */
int page_text_rows_left(const Progress *p, const Cursor *from);
/* Fills the columns of this page to their feet; false: nothing fits, and nothing was placed. */
bool page_fill_rest(Layout *l, Progress *p, int gap);
/* The rest of a band that has begun, from the top of the next page on. */
void page_continue_band(Layout *l, Progress *p);
/* Wide blocks that the galley passes between two units. */
int page_spans_between(const Galley *galley, int first, int end, const Unit **out, int most);
/* Stacks wide blocks from a row of the part on. */
void page_place_spans(Layout *l, PagePart *part, const Unit **spans, int count, int row);
/* ---- level_spread.c ---- */
/* The columns of a book's page filled so that facing pages end on the same line: where one of them cannot be filled to its foot,
 * both end a row or some short of it. False: nothing of the kind is asked here. */
bool page_fill_spread(Layout *l, Progress *p, const int *capacities, Fill *out);
/* ---- end_band.c ---- */
/* The rest of the band balanced on this page, wide blocks still to come below it; overleaf: at the top of the next page. */
bool page_try_ending(Layout *l, Progress *p, int gap, bool overleaf);
/* ---- jump.c ---- */
/* The first stretch of an article that is to go on elsewhere, down to a height below its top (0: as the design wishes). False where
 * it goes on elsewhere for no good: then nothing was placed. */
bool page_place_first_stretch(Layout *l, Progress *p, int gap, int height);
/* Makes the band the second stretch, from where the first has ended. False: the article has ended there. */
bool page_resume_band(Layout *l, Band *band, Progress *p);
#endif
