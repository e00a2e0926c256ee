/* A drawing: which mark sits where on which page, and what it means. Knows nothing of PDF.
 * Coordinates are Lengths from the top left corner of the trimmed page, y down; baselines for text. */
#ifndef BANTIN_DRAWING_DRAWING_H
#define BANTIN_DRAWING_DRAWING_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/colour.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/text.h"
#include "font/font.h"
#include "picture/picture.h"

/* ---- meaning: the logical structure, in reading order ---- */
typedef enum Role { /* ISO 32000-1, 14.8.4 standard structure types */
	ROLE_DOCUMENT, ROLE_PART, ROLE_ART, ROLE_SECT, ROLE_DIV, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4, ROLE_H5, ROLE_H6, ROLE_P,
	ROLE_L, ROLE_LI, ROLE_LBL, ROLE_LBODY, ROLE_TABLE, ROLE_TR, ROLE_TH, ROLE_TD, ROLE_FIGURE, ROLE_CAPTION, ROLE_NOTE,
	ROLE_REFERENCE, ROLE_LINK, ROLE_BLOCKQUOTE, ROLE_QUOTE, ROLE_SPAN, ROLE_TOC, ROLE_TOCI, ROLE_INDEX, ROLE_BIBENTRY, ROLE_ASIDE_DIV
} Role;
/* Nodes are numbered in order of creation; 0 is the Document node, made by drawing_open. A node's children are its child
 * nodes and its marked content, in the order in which node_add_child and drawn items come. */
typedef int32_t NodeId;
enum { NODE_NONE = -1, /* an artifact */ NODE_DOCUMENT = 0 };
typedef struct StructNode {
	Role role;
	NodeId parent, first_child, last_child, next_sibling;
	const char *lang;       /* NULL: inherits */
	const char *alt;        /* FIGURE, LINK */
	const char *actual_text;/* NULL when the glyphs say it */
	const char *title;      /* for ART, PART, SECT: its title */
	const char *id;         /* NOTE needs one; table heads get one for Headers */
	int colspan, rowspan;   /* TH, TD; 1 by default */
	uint8_t scope;          /* TH: 0 none, 1 Row, 2 Column, 3 Both */
	uint8_t list_numbering; /* L: 0 none, 1 Disc, 2 Decimal */
	bool placed_block;      /* FIGURE: Placement Block, with the BBox of its items */
	bool met;               /* given once more since drawing_repeat_nodes */
	SourcePos pos;
} StructNode;

/* ---- marks ---- */
typedef enum ArtifactKind { ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_BACKGROUND,
	ARTIFACT_PAGE /* a printer's mark: never in a drawing, the pdf room adds them */ } ArtifactKind;
typedef enum DrawKind { DRAW_TEXT, DRAW_RECT, DRAW_PICTURE, DRAW_LINK } DrawKind;

typedef struct DrawWord { const GlyphRun *run; Length x; /* absolute x of its origin */ bool space_after; } DrawWord;
typedef struct DrawItem {
	DrawKind kind;
	uint8_t artifact;       /* ArtifactKind, when node is NODE_NONE */
	bool turned;            /* TEXT: a quarter clockwise about x, y: it reads from top to bottom (its words' x as if it were not turned) */
	NodeId node;            /* what it belongs to; NODE_NONE: an artifact */
	Length x, y, width, height; /* TEXT: x of the first origin, y the baseline, width of the set text; others: the box */
	SourcePos pos;
	union {
		struct { Font *font; Length size, letter_space; int scale; /* 1/1000 */ Colour colour; const DrawWord *words; int word_count;
			bool joins_next; /* the next item of the same node continues the same word: no space between */ } text;
		struct { Colour colour; } rect;   /* filled; rules are thin rects */
		struct { const Picture *picture; /* NULL: a marked placeholder frame */
			Length image_x, image_y, image_width, image_height; /* where the whole upright photo lies; the box above clips it */ } picture;
		struct { const char *href; int destination; /* index into destinations, -1 for href */ const char *contents; } link;
	} u;
} DrawItem;

typedef struct DrawnPage {
	Length width, height, bleed;     /* trimmed size; bleed on all sides */
	bool blank;                      /* it is meant to be empty: the back of a page that stands by itself */
	const char *label;               /* printed folio ("iv", "7"); NULL when unnumbered */
	struct { DrawItem *items; int count, capacity; } items; /* in painting order: backgrounds first */
	int grid_count; const struct GridArea *grids; /* where body baselines are due, for dump and measure */
} DrawnPage;
typedef struct GridArea { Length x, y, width, height; Length first_baseline, leading; } GridArea;

typedef struct Destination { const char *name; /* unique, stable: from ids */ int page; /* 0-based; -1 not placed */ Length x, y; } Destination;
typedef struct OutlineEntry { const char *title; int level; /* 0 topmost */ int destination; NodeId node; } OutlineEntry;
typedef struct DrawingInfo { /* all UTF-8, NULL where not known */
	const char *title, *author, *subject, *keywords, *lang, *publisher, *identifier;
	const char *const *creators; int creator_count;
	int64_t time;           /* seconds since 1970, UTC: publication date or SOURCE_DATE_EPOCH */
	int utc_offset_minutes; /* for writing it, +420 for Vietnam */
} DrawingInfo;

typedef struct Drawing {
	Arena *arena;
	DrawingInfo info;
	struct { DrawnPage *items; int count, capacity; } pages;
	struct { StructNode *items; int count, capacity; } nodes;
	struct { Destination *items; int count, capacity; } destinations;
	struct { OutlineEntry *items; int count, capacity; } outline;
	bool is_book;                    /* bound of signatures, whose white pages at the end were counted and told */
	struct { const char *path, *name, *media_type, *description; } *attachments; int attachment_count; /* source files for the archive */
	struct { NodeId first, next, end; } again; /* the nodes to be met again, and the likeliest; end 0: nodes are new. See drawing_repeat_nodes */
	struct { int64_t shaping, breaking; } spent; /* of its composing, nanoseconds: for --timings */
	struct { int32_t *slots; int capacity; } destination_index; /* the room's own: finds a destination by its name */
} Drawing;

Drawing *drawing_open(Arena *arena); /* everything in the arena; has NODE_DOCUMENT */
DrawnPage *drawing_add_page(Drawing *drawing, Length width, Length height, Length bleed); /* pointer valid until the next add */
NodeId drawing_add_node(Drawing *drawing, NodeId parent, Role role, SourcePos pos); /* appended as the parent's last child */
/* What was made from node `first` on is made once more, in another width or order: until drawing_end_repeat drawing_add_node gives
 * the node of the same source, role and parent, so that either setting may be drawn; only what has none gets a new one. */
void drawing_repeat_nodes(Drawing *drawing, NodeId first);
void drawing_end_repeat(Drawing *drawing);
NodeId drawing_count_nodes(const Drawing *drawing); /* the next that is made is this one */
int drawing_add_destination(Drawing *drawing, const char *name); /* page -1; returns its index; the same name gives the same index */
int drawing_find_destination(const Drawing *drawing, const char *name); /* -1 when none */
/* Whether the mark prints over what is below it: letters and lines of full black do, so that no white line opens beside them when the
 * plates are off; a tint or white that did so would vanish, and through a black field the ground would shine. */
bool drawing_overprints(const DrawItem *item);
const char *drawing_role_name(Role role); /* "P", "H1" */

/* The drawing as stable text: one item a line, absolute coordinates in points with 3 decimals, font, text, source line. */
void drawing_dump(const Drawing *drawing, Text *out);
#endif
