/* A galley: the body of one or more articles as units of whole grid rows, ready to be broken into columns. */
#ifndef BANTIN_PAGE_GALLEY_H
#define BANTIN_PAGE_GALLEY_H
#include "page/composer.h"

enum { COST_FORBID = 1000000000 };

/* Lines of a footnote that stand together: all, or those that one column holds. */
typedef struct NotePart {
	const Note *note;
	int first, count;      /* of its lines */
	bool ends;             /* with its last */
	Length leading, after; /* of a line; white below its last */
} NotePart;

/* The least piece that is never parted: a line of text, a table row, a solid block. */
typedef struct Slab {
	int rows;
	int break_cost;        /* of a column ending after it; COST_FORBID: never */
	const Mark *marks; int mark_count;
	Length notes_height;   /* of the footnotes called in it */
	const NotePart *notes; int note_count;
} Slab;

/* One way to set a unit. Paragraphs have up to three: a line shorter, best, a line longer. */
typedef struct Variant { Slab *slabs; int count; int rows; int cost; } Variant;
enum { VARIANT_BEST = 0, VARIANT_SHORT = 1, VARIANT_LONG = 2 };

typedef enum UnitKind {
	UNIT_TEXT,   /* lines of one row each */
	UNIT_SOLID,  /* one slab */
	UNIT_SPACE,  /* white rows; vanish at a column's top and foot */
	UNIT_ROWS,   /* table rows; repeat is set again at the top of a column that begins inside */
	UNIT_FLOAT,  /* may move to a column's top or foot */
	UNIT_SPAN,   /* wider than a column: stands at the top or foot of the page's columns, or below the article */
	UNIT_BREAK   /* the column ends here */
} UnitKind;

typedef struct Galley Galley;
typedef struct Unit {
	UnitKind kind;
	Variant variants[3];
	unsigned char made;     /* bit per variant: tried; a variant with count 0 is not to be had */
	bool tight;             /* no white may come between it and the one before */
	bool keep_next;         /* no column ends between it and the next unit */
	bool opens;             /* an article begins with it: no photo of it may stand before */
	bool apart;             /* a list or what follows one: white may come above it where a column is drawn out */
	bool page_break;        /* UNIT_BREAK: the page ends */
	FigurePlace place;      /* UNIT_FLOAT */
	Flex flex;              /* UNIT_FLOAT */
	bool table;             /* UNIT_FLOAT: a table, set off by white of its own */
	const Setting *repeat; int repeat_rows; /* UNIT_ROWS */
	const Setting *span; int span_rows, span_columns; /* UNIT_SPAN: its rows with the white below it, the columns it lies over */
	const Galley *aside;    /* UNIT_SPAN: it stands in the side bar of its page and takes no column; NULL: it does not */
	TextBody text;          /* UNIT_TEXT */
	ParagraphWays ways;     /* UNIT_TEXT: its lines, before they are slabs */
	struct Breaking *breaking; /* UNIT_TEXT: under way; until page_settle_texts it has no variants. NULL: it has */
	const TextStyle *style;
	const Mark *extra; int extra_count; /* UNIT_TEXT: marks of its first line: a marker, a destination */
	bool whole;             /* UNIT_TEXT: never broken (a stanza) */
	Length x;               /* UNIT_TEXT: left edge in the column */
} Unit;

struct Galley {
	struct { Unit *items; int count, capacity; } units;
	Length measure;
	bool breaks_later;  /* texts are given to the crew, and settled by whoever set this */
	int span_columns;   /* columns a UNIT_SPAN may take; 1: nothing may span, it is set to the measure */
	int *set_in;        /* for measures: the column, counted through, that each unit was last set in */
	const Mark *pending; int pending_count; /* destinations that wait for the next unit */
};

/* ---- galley.c ---- */
typedef struct TextPlace { Length x; const Mark *extra; int extra_count; bool keep_next, whole; int looseness; } TextPlace;
/* Text whose lines stand on the grid flows line by line; larger text is one solid block. */
void page_add_text(Composer *c, Galley *galley, const TextRequest *request, TextPlace place);
/* Waits for the texts from this unit on that the crew breaks, and makes slabs of them. */
void page_settle_texts(Composer *c, Galley *galley, int first);
Unit *page_add_unit(Composer *c, Galley *galley, UnitKind kind);
void page_trim_spaces(Galley *galley); /* white at its end goes */
Slab *page_make_slab(Composer *c, Unit *unit, int rows); /* the unit's only one */
Variant page_make_variant(Composer *c, const Galley *galley, const Unit *unit); /* of its best lines */
/* A destination for the next unit; page_take_pending puts those that wait in front of its marks. */
void page_wait_destination(Composer *c, Galley *galley, int destination);
const Mark *page_take_pending(Composer *c, Galley *galley, const Mark *marks, int count, int *all_count);

/* ---- set_notes.c ---- */
/* The notes called in a slab, in order, and the height they need at the column's foot. */
void page_collect_notes(Composer *c, Slab *slab, Length measure);
/* Footnotes of a column as one setting; its height in rows is page_note_rows of their heights. A rule over all of the measure
 * stands above those that go on from the column before. */
Setting page_set_notes(Composer *c, const NotePart *parts, int count, Length measure);
/* ---- cut_notes.c ---- */
Length page_note_height(const NotePart *part);
int page_note_rows(const Composer *c, LengthSum notes_height);
/* What of the notes fits into so many rows, and what is left for the next column; of a note that is parted two lines stand
 * before and after. In the scratch arena. False: nothing fits. */
typedef struct NoteCut { const NotePart *set, *left; int set_count, left_count; LengthSum height; } NoteCut;
bool page_cut_notes(Composer *c, const NotePart *parts, int count, int rows, NoteCut *out);
/* Notes called in what does not flow (the head, wide blocks) go with the text that follows it, so that none is lost. placed: a
 * float that may stand with the head, whose notes are taken from it; -1: none. */
void page_carry_notes(Composer *c, Galley *galley, const Setting *head, int placed);

/* ---- part_setting.c ---- */
/* Parts a setting into pieces of at most so many rows, each cut between lines of its text. Returns how many. */
int page_part_setting(Composer *c, const Setting *whole, int most_rows, Setting **pieces);

/* ---- add_blocks.c ---- */
/* How blocks are set where they stand: in the body, in a box, in a list item. */
typedef struct BlockContext {
	NodeId parent;             /* their node */
	const TextStyle *text, *first; /* paragraphs; the first of them (flush) */
	Length x;                  /* left edge within the measure */
	bool inner;                /* inside a box or an item: nothing floats or spans */
	const Inlines *run_in; const TextStyle *run_in_style; NodeId run_in_node; /* before the first paragraph */
	const Block *last;         /* the block that takes the end sign */
	int drop_lines;            /* a drop cap of so many lines opens the first paragraph; 0: none */
	int opening_words;         /* so many of its words in small capitals; 0: none */
} BlockContext;
/* Blocks into units. skip: one that was placed elsewhere. */
void page_add_blocks(Composer *c, Galley *galley, const Blocks *blocks, BlockContext context, const Block *skip);
NodeId page_add_node(Composer *c, NodeId parent, Role role, SourcePos pos, const char *lang);
Length page_widest_number(Composer *c, int first, int last, const TextStyle *style); /* of the labels "1." and so on of a list */
int page_space_rows(const Composer *c, Length space); /* white of a style, to the nearest row */
/* Whether a block goes over more than its column, over how many, and how wide that is. */
bool page_block_spans(const Galley *galley, const Block *block, const BlockContext *context);
int page_block_columns(const Galley *galley, const Block *block);
Length page_block_width(const Composer *c, const Galley *galley, const Block *block);
/* A wide block at this place of the galley, over so many columns. */
Unit *page_add_float(Composer *c, Galley *galley, Setting setting, int rows); /* may move in its column or to the next */
void page_add_span(Composer *c, Galley *galley, Setting setting, int rows, int columns);
/* The lines of a heading within the text: white above, close below, kept with what follows. */
void page_add_heading_lines(Composer *c, Galley *galley, const Paragraph *text, const TextStyle *style, Length x);
void page_add_paragraph(Composer *c, Galley *galley, const Block *block, const TextStyle *style, const BlockContext *context);
/* ---- add_table.c, add_box.c ---- */
void page_add_table(Composer *c, Galley *galley, const Block *block, const BlockContext *context);
void page_add_box(Composer *c, Galley *galley, const Block *block, const BlockContext *context);
/* ---- set_opening_words.c ---- */
/* The text with its first words in small capitals. False, and nothing made, where the face has none for Vietnamese. */
bool page_set_opening_words(Composer *c, const Inlines *text, int words, const TextStyle *style, SourcePos pos, Inlines *out);
/* ---- add_article.c ---- */
/* The body, signature, sources and "Tin khác" of an article. skip: a figure already placed with the head. */
void page_add_article(Composer *c, Galley *galley, const Article *article, const ArticleLook *look, const Block *skip);
void page_add_solid(Composer *c, Galley *galley, const Setting *setting, int rows, bool keep_next);
void page_add_space(Composer *c, Galley *galley, int rows);
/* The variant (VARIANT_SHORT, VARIANT_LONG) of a paragraph, set now if it was not before; NULL when it cannot be had. */
const Variant *page_find_variant(Composer *c, Galley *galley, int unit, int variant);
/* ---- set_drop_cap.c ---- */
/* A drop cap taken off the front of a text: the mark, the text that is left, and the shape of the lines beside it. */
typedef struct DropCap { Mark mark; Inlines rest; ParagraphShape shape; int rows_above; } DropCap;
bool page_set_drop_cap(Composer *c, const Inlines *text, int lines, NodeId node, SourcePos pos, DropCap *out);
#endif
