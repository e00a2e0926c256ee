/* Imposition: which page goes where on the press sheet, so that the sheet, folded and cut, has its pages in order. Knows page sizes,
 * not what is on them.
 *
 * A section is found by unfolding it: the closed section lies with its first page up and its spine at the left, a pile of leaves; each fold
 * is opened in the reverse of the order in which it will be made, the upper half of every pile swinging over. What lies uppermost in the
 * end is one side of the sheet. */
#ifndef BANTIN_PRESS_IMPOSITION_H
#define BANTIN_PRESS_IMPOSITION_H
#include <stdbool.h>
#include "base/length.h"

typedef enum ImpositionKind {
	IMPOSE_BOOKLET,          /* sheets of four pages inside each other, stapled through the fold */
	IMPOSE_SIGNATURE,        /* sections of so many pages on one sheet, gathered behind each other */
	IMPOSE_N_UP              /* pages in reading order, side by side and row by row, to be cut apart; one side */
} ImpositionKind;
typedef struct ImpositionWish {
	ImpositionKind kind;
	int signature;           /* pages of a section: 4, 8, 16 or 32 */
	int columns, rows;       /* N_UP: 1 to 8 each */
	Length creep;            /* how far each leaf pushes those inside it outwards: the thickness of the paper */
	Length sheet_width, sheet_height; /* of the paper; 0: as large as pages and marks need */
} ImpositionWish;

enum { IMPOSE_MOST_CELLS = 64, IMPOSE_MOST_FOLDS = 4 };
typedef struct ImpositionCell {
	int page;                /* 0-based; -1: nothing */
	int column, row;
	bool head_down;
	Length x, y;             /* of the trimmed page's left top corner (as it lies) from that of the block */
	Length left, top, right, bottom; /* how far it may print beyond its trim: the bleed, and nothing over a fold */
} ImpositionCell;
typedef enum FoldKind { FOLD_SPINE, FOLD_HEAD, FOLD_FACE, FOLD_FOOT } FoldKind;
typedef struct ImpositionFold {
	FoldKind kind;
	bool upright;            /* the line runs from top to bottom */
	Length at;               /* from the block's left or top */
} ImpositionFold;
typedef struct ImpositionSide {
	int sheet, section;      /* 0-based */
	bool back;
	ImpositionCell cells[IMPOSE_MOST_CELLS]; int cell_count;
} ImpositionSide;
/* The same for all sheets. The block is what is cut out in the end, from the first trim to the last. */
typedef struct Imposition {
	ImpositionWish wish;
	int pages, sides, sheets, sections;
	int blank_pages;         /* white ones that fill the last section */
	int columns, rows;
	Length page_width, page_height, bleed, width, height;
	Length column_x[8], row_y[8];
	ImpositionFold folds[IMPOSE_MOST_FOLDS]; int fold_count; /* in the order of folding */
	/* cells of a section's sheet: [0] the side with its first page */
	struct { signed char page; bool head_down; } plan[2][IMPOSE_MOST_CELLS];
} Imposition;

/* pages at least 1. A wish out of its bounds is brought inside them. */
Imposition impose_plan(const ImpositionWish *wish, int pages, Length page_width, Length page_height, Length bleed);
/* side counts from 0: front and back of the first sheet, of the second... */
ImpositionSide impose_side(const Imposition *imposition, int side);
#endif
