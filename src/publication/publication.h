/* The publication as its source says it: one checked tree, whatever XML it came from. All text is NFC UTF-8, white
 * space collapsed, NUL-terminated, in the arena given to the reader. This tree knows nothing of pages or looks. */
#ifndef BANTIN_PUBLICATION_PUBLICATION_H
#define BANTIN_PUBLICATION_PUBLICATION_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"

typedef struct Block Block;
typedef struct Note Note;

/* ---- inlines: a flat list; a nested source (<b><i>x</i></b>) becomes one run with both styles ---- */
enum InlineStyle { INLINE_BOLD = 1, INLINE_ITALIC = 2, INLINE_SUP = 4, INLINE_SUB = 8, INLINE_SMALL_CAPS = 16 };
typedef enum InlineKind {
	INLINE_TEXT,  /* text */
	INLINE_BREAK, /* <br/>: a forced line break */
	INLINE_NOTE,  /* <note>: its mark stands here */
	INLINE_REF    /* <ref to show>: its text is made by the page (title, number or page of the target) */
} InlineKind;
typedef struct Inline {
	InlineKind kind;
	unsigned style;     /* InlineStyle bits */
	const char *text;   /* TEXT; for REF the author's own words, NULL when the page must make them */
	const char *href;   /* inside <a href>: the address; neighbours with the same pointer are one link */
	const char *lang;   /* BCP 47; NULL means the language of the block */
	const char *target; /* REF: id it points at */
	const char *show;   /* REF: "title" (default), "number", "page" */
	Note *note;         /* NOTE */
	SourcePos pos;
} Inline;
typedef struct Inlines { Inline *items; int count, capacity; } Inlines;
struct Note { Inlines text; int number; /* from 1, running on through the article */ const char *id; /* NULL when none */ SourcePos pos; };

/* ---- blocks ---- */
typedef struct Blocks { Block **items; int count, capacity; } Blocks;
typedef enum BlockKind {
	BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_FIGURE, BLOCK_LIST, BLOCK_TABLE, BLOCK_QUOTE, BLOCK_PULL, BLOCK_BOX,
	BLOCK_RULE, BLOCK_VERSE, BLOCK_QA
} BlockKind;
typedef enum BreakHint { BREAK_AUTO, BREAK_COLUMN, BREAK_PAGE, BREAK_AVOID } BreakHint; /* break="column|page|avoid" */

typedef struct Photo {
	const char *src;      /* as written */
	const char *path;     /* resolved inside the root; NULL when missing or refused (an error was recorded) */
	const char *alt;      /* NULL when missing; "" when decorative (alt="") */
	int focus_x, focus_y; /* focus="0.5 0.3" in 1/1000; 500 500 when not given */
	SourcePos pos;
} Photo;
typedef enum FigureWidth { FIGURE_COLUMN, FIGURE_PAGE, FIGURE_FULL } FigureWidth; /* one column; the type area; to the bleed */
typedef enum FigurePlace { PLACE_AUTO, PLACE_HERE, PLACE_TOP, PLACE_BOTTOM } FigurePlace; /* place="here|top|bottom" */
typedef struct Figure {
	FigureWidth width;
	FigurePlace place;
	struct { Photo *items; int count, capacity; } photos; /* two or more make a row (or rows) */
	Inlines caption, credit;
} Figure;

typedef struct ListItem { Blocks content; SourcePos pos; } ListItem; /* at least one block; plain text becomes one paragraph */
typedef struct List { bool numbered; int start; struct { ListItem *items; int count, capacity; } items; } List;

typedef enum CellAlign { CELL_AUTO, CELL_LEFT, CELL_CENTER, CELL_RIGHT } CellAlign;
typedef struct Cell {
	Inlines text; bool head; int colspan, rowspan; CellAlign align;
	int column;      /* first grid column, filled by the reader */
	SourcePos pos;
} Cell;
typedef struct Row { struct { Cell *items; int count, capacity; } cells; bool head; /* every cell is a head */ SourcePos pos; } Row;
typedef struct Table {
	Inlines caption;
	struct { Row *items; int count, capacity; } rows;
	int columns;     /* grid columns, checked: no overlaps, no spans past the end */
	int head_rows;   /* leading rows that are all heads: repeated after a break */
} Table;

typedef struct Exchange { Inlines question; Blocks answer; SourcePos pos; } Exchange;
typedef struct Stanza { struct { Inlines *items; int count, capacity; } lines; } Stanza;

struct Block {
	BlockKind kind;
	const char *id;    /* NULL when none */
	const char *lang;  /* NULL: the article's */
	SourcePos pos;
	BreakHint break_before;
	bool keep_next;    /* keep="next" */
	int span;          /* span="2": columns to take; 0 when not given */
	int looseness;     /* paragraph: -3..3 lines */
	union {
		Inlines text;  /* PARAGRAPH, PULL */
		struct { Inlines text; int level; /* 1..3 */ } heading;
		Figure figure;
		List list;
		Table table;
		struct { Blocks content; Inlines cite; } quote;
		struct { Inlines title; Blocks content; } box;
		struct { Inlines title; struct { Stanza *items; int count, capacity; } stanzas; Inlines cite; } verse;
		struct { struct { Exchange *items; int count, capacity; } exchanges; } qa;
	} u;
};

/* ---- article ---- */
typedef struct Date { int year, month, day, hour, minute; /* hour -1: no time given; day 0: month only; month 0: year only; year 0: none */ } Date;
typedef struct Author { const char *name, *unit; /* unit NULL when none */ SourcePos pos; } Author;
typedef struct RelatedItem { Inlines text; const char *href; SourcePos pos; } RelatedItem;
typedef struct Article {
	const char *id, *lang;
	SourcePos pos;
	const char *path;     /* the file it came from */
	const char *section;  /* NULL when not given */
	Inlines kicker, title, subtitle, lead;
	SourcePos title_pos;
	Date date;
	struct { Author *items; int count, capacity; } authors;
	const char *source, *source_href; /* <source href>: where the piece was taken from; NULL when none */
	struct { const char **items; int count, capacity; } keywords;
	Blocks body;
	struct { Note **items; int count, capacity; } notes;
	const char *related_title;  /* NULL: the page's own word ("Tin khác") */
	struct { RelatedItem *items; int count, capacity; } related;
	int columns;          /* columns="1|2|3" on <article>; 0 when not given */
	const char *rank;     /* rank="lead|second|third|brief|single"; NULL: the layout chooses */
} Article;

typedef struct Part { const char *title; SourcePos pos; struct { Article **items; int count, capacity; } articles; } Part;
typedef enum PublicationKind { PUBLICATION_ARTICLE, PUBLICATION_BULLETIN, PUBLICATION_PROCEEDINGS } PublicationKind;
typedef struct ImprintField { const char *name; Inlines value; SourcePos pos; } ImprintField;

typedef struct Publication {
	PublicationKind kind; /* ARTICLE: a lone article, wrapped in one part without a title */
	const char *path;     /* the file that was read */
	const char *root;     /* its folder: photos and parts must lie inside */
	const char *id, *lang, *layout; /* layout NULL when not named */
	SourcePos pos, layout_pos;
	Inlines title, subtitle;
	const char *number, *slogan, *publisher; /* NULL when not given */
	Date date;
	Photo *logo;          /* NULL when none */
	struct { ImprintField *items; int count, capacity; } imprint;
	struct { Photo *photo; Inlines caption; } cover; /* photo NULL: no cover */
	struct { Part *items; int count, capacity; } parts;
	struct { const char **items; int count, capacity; } files; /* every file read, photos too: what the document depends on */
} Publication;

/* Reads an article or a publication XML file, with its XIncludes and its <article href>s, checks it against the RELAX NG
 * schema and the rules the schema cannot say (duplicate ids, dangling refs, table spans, photos outside the root), and
 * normalises its text. Every problem is recorded in diag with file, line, column. What can be kept is kept: an article
 * whose elements do not follow the schema is left out of the issue and the rest is made; a lone one is read as far as it goes.
 * A reference that leads nowhere becomes its own words, or "[?]". Ids are unique in the whole publication. Returns NULL only when nothing usable is there (not well-formed
 * at the top, wrong root element, unreadable file). Everything returned lives in the arena. */
Publication *publication_read(Arena *arena, const char *path, Diag *diag);
/* The same for `bantin check`: where the room's own check finds nothing, the RELAX NG schema has the last word. (The own check
 * says the same as the schema, better and in a fraction of the time; this proves it on the document at hand.) */
Publication *publication_check(Arena *arena, const char *path, Diag *diag);
/* True when the file's root element is <article> or <publication> (only its start is read). */
bool publication_probe(const char *path);
/* Plain text of inlines (breaks become spaces, notes and refs without words are left out), in the arena. */
const char *publication_plain_text(Arena *arena, const Inlines *inlines);
#endif
