/* Bands stacked on pages.
 *
 * A band is a head over one or more columns with a galley below it, or a group of small articles that flow as one galley, or
 * a setting over the width. Bands follow each other down the page in the order of reading. A band that ends on the page is
 * balanced; one that does not fills the page to its last row and goes on at the top of the next. What is left white at the
 * foot of a page where no band can begin goes between its bands. */
#ifndef BANTIN_PAGE_BANDS_H
#define BANTIN_PAGE_BANDS_H
#include "page/fill_columns.h"
#include "page/measures.h"

typedef struct Placed { const Setting *setting; int column, row; } Placed; /* row within the part */
enum { MOST_WIDE = 512 }; /* wide blocks that wait at one time */

typedef struct PagePart {
	int row, rows;        /* on the page */
	int column, area;     /* of the page's columns: the first it stands in, and how many (0: all) */
	bool beside;          /* it stands level with the part before it, a rule between from row `top` of the part on */
	int top;
	bool level;           /* and is to end level with it */
	bool separated;       /* a rule stands in the gap above it */
	int gap;
	struct { Placed *items; int count, capacity; } placed;
	Galley *galley;       /* NULL: settings only */
	Fill fill;
	int columns, offsets[MOST_COLUMNS], heights[MOST_COLUMNS]; /* heights: rows from the part's top each column may reach */
	bool complete[MOST_COLUMNS];
} PagePart;

/* A text that ends on this page, to be set higher where the page has rows left. */
typedef struct EndedText {
	Galley *galley; Cursor start;
	int offsets[MOST_COLUMNS], columns, height;
	int64_t cost;
	int part;             /* of the page's parts */
	bool wide_below;      /* wide blocks stand below it in its part */
} EndedText;
enum { MOST_ENDED = 8 };

typedef struct Band Band;
/* An article that may go on after the others of its part. */
typedef struct JumpPlan {
	int number;           /* of Layout.jumps */
	const Article *article; NodeId node;
	int onward, back;     /* destinations: at the head of the second stretch; at the foot of the first */
	bool wished;          /* by the editor */
} JumpPlan;
enum { MOST_JUMPS = 8 };  /* in an issue; more go on overleaf */
typedef struct Jump { Band *band; Cursor cursor; int first_span, page; bool pending; } Jump; /* where a first stretch has ended */

typedef struct Layout {
	Composer *c;
	int page, row;        /* the first free row of the page; page -1: none yet */
	int floors[MOST_COLUMNS]; /* rows a column has on this page */
	bool has_panel;
	struct { PagePart *items; int count, capacity; } parts; /* of this page */
	const Unit *waiting[MOST_WIDE]; int waiting_count; /* wide blocks of an article that has ended, for the top of the next page */
	int articles;         /* opened so far: their numbers name those without an id */
	struct { Band **items; int count, capacity; } bands; /* to be placed */
	struct { const char **items; int count, capacity; } sections; /* running section of each page */
	struct { const Article **items; int count, capacity; } openers;
	struct { bool *items; int count, capacity; } opens_part; /* of each page: a part's name stands at its top */
	const char *section; const Article *article;
	bool page_fresh;
	bool under_masthead;  /* only the masthead stands on the page, whose foot is separation enough */
	/* A trial places bands without drawing: its pages are counted, not made, and it may be copied and dropped. */
	bool trial;
	PagePart trial_part;  /* the newest; of the others only these are kept: */
	EndedText ended_texts[MOST_ENDED]; int ended_count; /* of this page, in a trial too */
	int trial_parts; Flex trial_flex; /* parts on the page; of its wide photos */
	int64_t cost;         /* of the pages closed: white left at their feet */
	Jump jumps[MOST_JUMPS]; int jump_count;
	int taken;            /* of the small articles that follow a band, so many stand beside it already */
	int tail_rows;        /* of what follows the last band on its page (the imprint) */
	bool white_asked;     /* the page ends because the layout wants the next article to begin a page */
	bool ended;           /* nothing follows: the page is the last */
	PageMeasures *measures; /* NULL: nothing is counted */
	int full_left, left_highest, left_lowest; /* for these: the last left page that is full (-2: none), where its columns end */
	int columns_seen;
} Layout;

/* How a band may begin: with its photo at the head, or with the head alone and the photo as a wide block of the galley. */
typedef struct Opening {
	struct { Placed *items; int count, capacity; } placed; /* head, photo beside or below it: at the band's top */
	int offsets[MOST_COLUMNS];
	int first_unit;       /* of the galley: 0, or 1 when the wide photo at its front stands in the head */
	int cost;             /* of beginning so, and not as the layout would have it */
} Opening;
enum { MOST_OPENINGS = 6 };
struct Band {
	const Article *article; const char *section;
	Opening openings[MOST_OPENINGS]; int opening_count; /* the first is the way the layout would have it */
	Galley galley;
	int columns;
	bool separated;       /* a rule above when it follows another band */
	int gap;              /* rows of white above when it is not at the top of a page; -1: the design's */
	bool new_page;        /* begins at the top of a page, unless only the masthead stands there */
	int choice;           /* of the ways it may be placed; made by page_place_bands */
	bool turns_page;      /* it has chosen to begin at the top of a page, though it could at the foot of one */
	const JumpPlan *jump; bool jumps; /* NULL: it does not go on elsewhere; jumps: it has chosen to */
	const JumpPlan *resumes; /* it is the second stretch of such an article; NULL: it is none */
	const struct Pair *pair; /* more ways: over fewer columns, with small articles that follow beside it; NULL: none */
	Band **apart; int apart_count, apart_ways; /* of a group: its articles each with a head over the columns, one more way or two */
	bool follows_pair; const int *starts; int start_count; /* of those small articles: the units at which they begin, and the end of the last */
};
/* An article over some of the page's columns, and small articles one below the other in a column beside it. */
typedef struct Pair {
	Band *band;           /* of the article in its `area` columns */
	int area;
	bool wished;          /* by the editor */
	Galley *side; const int *starts; /* the small articles: the units at which they begin, and the end of the last */
	int side_offset;      /* rows of the part's head above them */
	int takes[4]; int take_count; /* how many of them may stand beside it: those that come to about its height */
} Pair;

Length page_column_x(const Composer *c, int page, int column);
Length page_row_y(const Composer *c, int row);
/* Where a rule stands in so many rows of white above a row: half way between the last baseline above and the cap height below. From
 * the same line as row 0 is counted from. */
Length page_rule_above(const Composer *c, int row, int white);
void page_open_page(Layout *l);
/* Emits what stands on the page; stretch: white left at its foot may go between its bands. */
void page_close_page(Layout *l, bool stretch);
/* Draws a part's columns, and the rules between them, on the layout's page from a left edge on. */
void page_emit_columns(Layout *l, const PagePart *part, Length left);
/* ---- stretch_page.c ---- */
/* White at the page's foot goes to its photos, gaps and ended texts; in a trial it is counted what that costs. */
void page_stretch_page(Layout *l);
/* The page's photos are made lower by so many rows, so that something may still begin below; false: they cannot. */
bool page_squeeze_page(Layout *l, int rows);
/* A figure with its photos higher by so many rows (negative: lower). */
Setting *page_change_photo(Composer *c, const Setting *figure, int rows);
/* A figure's marks with its photos higher by so much. */
Setting page_stretch_figure(Composer *c, const Mark *marks, int count, Length more);
/* ---- stack_bands.c ---- */
/* A setting over the width of its own, gap rows below what is there; at_foot: on the last rows of the page. */
void page_place_setting(Layout *l, const Setting *setting, int gap, bool at_foot);
/* Places one band, beginning the way it has chosen. */
void page_place_band(Layout *l, Band *band);
/* Rows free from row `top` on in the shortest of the page's first columns. */
int page_free_rows(const Layout *l, int top, int columns);
/* ---- choose_openings.c ---- */
/* All bands, in order. Each begins the way that leaves the least white over the pages to come: a beam search over the bands by
 * trial, whose state is the place on the page. Linear in the number of bands. */
void page_place_bands(Layout *l, Band **bands, int count);
/* ---- stack_bands.c ---- */
/* After the last band: what still waits for a next page gets it. */
void page_end_bands(Layout *l);

/* ---- pair_bands.c ---- */
/* The ways in which a band may be placed: its openings, each way of its pair; and what a way costs for being no better one. */
int page_count_choices(const Band *band);
void page_set_choice(Band *band, int choice);
int64_t page_cost_choice(const Band *band, int choice);
/* Makes the band's pair, where the small articles that follow come to about the height it would have; else it stays without. */
void page_join_pair(Composer *c, Band *band, Pair *pair, Band *followers);
/* Places it as a pair when it has chosen so; false: it has not, or a pair cannot stand on any page. */
bool page_place_pair(Layout *l, Band *band, int gap);
/* ---- jump.c ---- */
bool page_same_jumps(const Layout *a, const Layout *b); /* the same articles have still to go on, from the same places */
int64_t page_cost_jump(const Band *band); /* of an article that was to go on elsewhere and does not */
/* ---- set_band.c ---- */
typedef struct ArticleBand {
	const Article *article; const ArticleLook *look;
	const char *section;
	int destination;
	const Setting *part_head; /* above it; NULL: none */
	bool paper;               /* its figures stand where they are spoken of, none with the head */
	int area;                 /* of the page's columns it stands in so many */
} ArticleBand;
/* A head over columns with the article's text below it. A head taller than a page comes in bands before it, or, where the area is
 * not the whole page, not at all: NULL. */
Band *page_make_article_band(Layout *l, const ArticleBand *request);
/* Everything of the band moves below the part's name; NULL: it has none. */
void page_add_part_head(Composer *c, Band *band, const Setting *part_head);
/* ---- make_bands.c ---- */
/* All articles of the publication into bands, to be placed; with their nodes of the structure, destinations, outline. */
void page_make_bands(Layout *l);
/* About how long its body is. */
int page_body_chars(const Article *article);
/* What an article's destination is called: its id, or a name from its number, counted through the publication from 1. */
const char *page_article_name(Composer *c, const Article *article, int number);
/* How an article looks. */
const ArticleLook *page_find_look(const Composer *c, const Article *article, bool opens, bool alone);
/* ---- count_measures.c ---- */
void page_count_part(Layout *l, const PagePart *part);
void page_count_pair(Layout *l, const PagePart *article, const PagePart *side); /* their feet, as an ending */
void page_count_page(Layout *l, bool last, bool white_asked); /* white_asked: what is left at its foot is no white left over */
void page_count_drawing(const Composer *c, PageMeasures *measures);
#endif
