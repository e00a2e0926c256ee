/* Breaking a galley into columns: all columns of a page together, not one after the other.
 *
 * Method. After Plass ("Optimal Pagination Techniques for Automatic Typesetting Systems", Stanford 1981) and Knuth & Plass's
 * boxes, glue and penalties, with whole grid rows for glue: a beam search over the columns. A state is the place in the galley
 * where a column ends with the floats still waiting; from each state every legal end near the column's foot is tried, and a
 * column that comes out one or two rows long or short is mended by setting whole paragraphs of it a line looser or tighter,
 * as a compositor does (TeX's \looseness). The cheapest few states go on to the next column. Cost: states (at most BEAM) times
 * slabs of a column, so linear in the length of the text. */
#ifndef BANTIN_PAGE_FILL_COLUMNS_H
#define BANTIN_PAGE_FILL_COLUMNS_H
#include "page/galley.h"

enum { MOST_COLUMNS = 8, MOST_WAITING = 3 };

/* A place in a galley: the next slab to be set, the floats before it that still wait, and what is left of notes called before. */
typedef struct Cursor {
	int unit, slab, waiting_count; int waiting[MOST_WAITING];
	int variant;   /* of the unit, when slabs of it are set */
	int early;     /* the float further on that stands already: its unit; 0: none does */
	int note_count; const NotePart *notes;
} Cursor;

static inline bool page_has_begun(const Cursor *cursor) { return cursor->unit || cursor->slab || cursor->waiting_count || cursor->early || cursor->note_count; }

typedef struct Piece {
	int unit, variant, first, count; /* slabs first..first+count-1 of the unit in that variant */
	int gap, gap_unit;               /* white rows above it, and the UNIT_SPACE they come from (-1: none) */
	int row;                         /* of the column, below the white */
	signed char grown;               /* rows that the white above was made larger by */
	signed char stretch;             /* UNIT_FLOAT: rows that its photo is higher (+) or lower (-) than it would be */
	bool repeat;                     /* the table's head stands above it, at row */
} Piece;
typedef struct ColumnFill {
	const Piece *pieces; int piece_count;
	int rows;                        /* used, white at the foot not counted */
	int note_rows; const NotePart *notes; int note_count;
} ColumnFill;
typedef struct Fill {
	ColumnFill columns[MOST_COLUMNS];
	Cursor end;
	bool finished;                   /* nothing of the galley is left */
	bool progress;                   /* something was set */
	int64_t cost;
	int64_t rest_cost;               /* of what is left, where it is little: how it would end on the next page */
	int height;                      /* of a balanced end: rows from the common top */
	int ragged;                      /* of a balanced end: rows that the shortest column lacks of it */
} Fill;

/* Fills columns of the given capacities (rows) to their last row, as far as the galley goes. A block taller than a column is
 * left for a taller one, unless the column has the whole page's rows: then it is set all the same, alone. */
Fill page_fill_columns(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns);
/* The same with all means there are: a photo may stand a column before its place in the text or be lower than it would be, a
 * paragraph that goes on in the next column be set a line longer or shorter, a stanza be parted. For what does not come out well without. */
Fill page_fill_thoroughly(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns);
/* Ends the galley in columns that begin offsets[i] rows below a common top and may have at most limits[i] rows from there:
 * the least height, of those from `least` on, at which they balance. Returns false when it does not fit. */
bool page_fill_balanced(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int least, Fill *out);
/* The same at one height; false too when the columns are not level to within a row. */
bool page_fill_level(Composer *c, Galley *galley, Cursor start, const int *offsets, int columns, int height, Fill *out);
/* At a height below the least, by all means there are; false when that cannot be, or is not level. */
bool page_fill_tighter(Composer *c, Galley *galley, Cursor start, const int *offsets, int columns, int height, Fill *out);
/* The same at one height, level or not. */
bool page_fill_to_height(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int height, Fill *out);
#endif
