/* The search over columns from the inside (fill_columns.h is the outside): fill_columns.c walks, mend_column.c mends a column that comes
 * out long or short, end_columns.c balances endings. */
#ifndef BANTIN_PAGE_COLUMN_SEARCH_H
#define BANTIN_PAGE_COLUMN_SEARCH_H
#include "page/fill_columns.h"

enum {
	BEAM = 10, WIDE_BEAM = 24, /* states carried from column to column; by a thorough search */
	MEND = 2,             /* rows that a column may come out too long before it is mended */
	MOST_MEND = 6,        /* rows too short that are mended */
	MOST_GROWTH = 1,      /* rows that one place of white may grow by */
	COST_PHOTO = 45,      /* of a photo a row higher or lower than it would be */
	COST_WHITE = 110,     /* of a row of white more than the design asks */
	COST_SHORT = 400, COST_UNEVEN = 2000, /* of a column ending a row short, times the square of the rows; of an ending searched for thoroughly */
	COST_WAIT = 40,       /* of a float leaving its column */
	COST_HERE = 130,      /* of a float amid the text, not at head or foot */
	COST_TABLE_HERE = 10, /* of a table there, which is where its text speaks of it */
	COST_FOOT = 15,
	COST_EARLY = 150, COST_AHEAD = 250, COST_TOO_EARLY = 6000, /* of a float before its place in the text; in a column before; two */
	COST_FAR = 3000,      /* of a float that finds no room in the column after its place either */
	COST_STANZA = 700,    /* of a parted stanza */
	COST_HIGHER = 150, MOST_HIGHER = 6, /* of a balanced end a row higher than it could be; rows that are tried */
	COST_REST_MOST = 4000, COST_RAGGED = 500, COST_UNLEVEL_REST = 1500, COST_SAVED = 2500, COST_FORLORN = 600,
	COST_PARTED_NOTE = 500, COST_LATE_NOTE = 2000, COST_CROWDED = 60, /* of a note going on in the next column; of one that begins there;
	                       * of a row of notes beyond half a column where text would stand */
	COST_OVERFULL = 1000000, /* something is taller than the column */
	COST_EMPTY = 100000   /* of a column left empty when balancing */
};

typedef struct Candidate {
	Cursor end;
	int64_t cost;
	int parent;          /* in the column before */
	int lack;            /* rows it is short of its capacity */
	ColumnFill fill;
	bool finished, page_end;
} Candidate;

typedef struct Walk {
	Cursor at;
	int used, foot;      /* rows set from the top; rows of floats at the foot */
	int give;            /* rows that the photos among them may be lower by */
	int space, space_unit; /* white that waits for the next slab */
	LengthSum notes;
	int piece_count, foot_count, note_count;
	int64_t cost;
} Walk;

enum { MOST_PIECES = 512, MOST_FOOT = 2, MOST_CANDIDATES = 48 };

/* What a search is for. */
typedef struct Aim {
	bool ending;         /* the galley must end within these columns */
	bool exact;          /* and at their foot, not a row above it */
	bool thorough;       /* with all means: what comes out well without is not searched for so */
} Aim;

typedef struct Search {
	Composer *c;
	Galley *galley;
	int capacity;
	bool last;           /* of a balanced end: may be shorter */
	bool ending, exact, thorough; /* the aim */
	int next_capacity;   /* of the column after this; 0: there is none */
	int columns;
	int began_early;     /* the float that stands in the column before already; 0: none */
	int parent; int64_t parent_cost;
	Piece pieces[MOST_PIECES];
	int foot_units[MOST_FOOT];
	struct { NotePart *items; int count, capacity; } notes; /* as many as the walk says count */
	Candidate *candidates; int count, most;
	bool any;            /* something was recorded for this parent */
	bool forced;         /* nothing that comes may stand in a column of the whole page: it is broken where it must be */
	int fallback;        /* rows of the longest legal column so far, should nothing come near the foot; 0: none */
} Search;

/* ---- fill_columns.c ---- */
/* Searches all columns; true when a way was found (for an ending: one that finishes). */
bool page_search_columns(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns, Aim aim, Fill *out);
/* ---- mend_column.c ---- */
/* Makes the column longer (lack > 0) or shorter by so many rows; foot_count pieces of floats at its foot follow the others. Returns
 * the rows still lacking, and adds to the cost. */
int page_mend_column(Search *s, Piece *pieces, int count, int foot_count, int lack, int64_t *cost);
int page_piece_rows(const Search *s, const Piece *piece);
/* ---- end_columns.c ---- */
/* What the text left over for the next page, from start's page on, costs there, when it ends on it. */
int64_t page_cost_rest(Composer *c, Galley *galley, const Cursor *start, const Cursor *end, int columns);
#endif
