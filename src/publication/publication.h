/* The publication as its source says it: one checked tree, whatever XML it came from. All text is NFC UTF-8, white
 * space collapsed, NUL-terminated, in the arena given to the reader. This tree knows nothing of pages or looks. */
#ifndef BANTIN_PUBLICATION_PUBLICATION_H
#define BANTIN_PUBLICATION_PUBLICATION_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"
#include "press/press.h"

typedef struct Block Block;
typedef struct Note Note;

/* ---- inlines: a flat list; a nested source (<b><i>x</i></b>) becomes one run with both styles ---- */
enum InlineStyle { INLINE_BOLD = 1, INLINE_ITALIC = 2, INLINE_SUP = 4, INLINE_SUB = 8, INLINE_SMALL_CAPS = 16 };
typedef enum InlineKind {
	INLINE_TEXT,  /* text */
	INLINE_BREAK, /* <br/>: a forced line break */
	INLINE_NOTE,  /* <note>: its mark stands here */
	INLINE_REF,   /* <ref to show>: its text is made by the page (title, number or page of the target) */
	INLINE_CITE,  /* <cite to at>: its text is made by the page (the numbers of entries in the list of references) */
	INLINE_TERM   /* <term>: a place that the index of keywords names; it has no width, the words of the text follow it */
} InlineKind;
/* Entries of the article's list of references, at least one; at: the place in them, "tr. 25", NULL when not given. */
typedef struct Cited { const char *target; int number; /* from 1 */ } Cited;
typedef struct Citation { const Cited *entries; int count; const char *at; } Citation;
/* An entry of the index of keywords: its words, and the entry that it stands under (NULL: none). */
typedef struct Term { const char *name, *under; } Term;
typedef struct Inline {
	InlineKind kind;
	unsigned style;     /* InlineStyle bits */
	const char *text;   /* TEXT; for REF and CITE the author's own words, NULL when the page must make them */
	const char *href;   /* inside <a href>: the address; neighbours with the same pointer are one link */
	const char *lang;   /* BCP 47; NULL means the language of the block */
	const char *target; /* REF: id it points at */
	const char *show;   /* REF: "title" (default), "number", "page" */
	Note *note;         /* NOTE */
	const Citation *citation; /* CITE */
	const Term *term;   /* TERM */
	SourcePos pos;
} Inline;
typedef struct Inlines { Inline *items; int count, capacity; } Inlines;
struct Note { Inlines text; int number, ordinal; /* from 1, running on through the article; through the publication */ const char *id; /* NULL when none */ SourcePos pos; };

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
typedef struct Author {
	const char *name, *unit; /* unit NULL when none */
	struct { int *items; int count, capacity; } affiliations; /* indices into the article's, as <author aff> names them */
	SourcePos pos;
} Author;
typedef struct Affiliation { const char *id, *text, *lang; SourcePos pos; } Affiliation;
typedef struct Abstract { const char *lang; /* never NULL */ Inlines title; /* empty: the page's own word */ Blocks content; SourcePos pos; } Abstract;
typedef struct Keywords { const char *lang; struct { const char **items; int count, capacity; } words; SourcePos pos; } Keywords;
typedef struct Reference { const char *id; /* NULL when none */ const char *lang; Inlines text; SourcePos pos; } Reference;
typedef struct RelatedItem { Inlines text; const char *href; SourcePos pos; } RelatedItem;
typedef struct Article {
	const char *id, *lang;
	SourcePos pos;
	const char *path;     /* the file it came from */
	const char *section;  /* NULL when not given */
	Inlines kicker, title, subtitle, lead;
	const char *short_title; /* for running heads; NULL: the title itself */
	SourcePos title_pos;
	Date date;
	struct { Author *items; int count, capacity; } authors;
	const char *source, *source_href; /* <source href>: where the piece was taken from; NULL when none */
	struct { Affiliation *items; int count, capacity; } affiliations;
	struct { Abstract *items; int count, capacity; } abstracts;         /* one for each language */
	struct { Keywords *items; int count, capacity; } keyword_lists;     /* the same */
	struct { const char **items; int count, capacity; } keywords;       /* those in the article's language, or else the first list's */
	Blocks body;
	struct { Note **items; int count, capacity; } notes;
	const char *references_title; /* NULL: the page's own word ("Tài liệu tham khảo") */
	struct { Reference *items; int count, capacity; } references; /* in the order of their numbers */
	const char *related_title;  /* NULL: the page's own word ("Tin khác") */
	struct { RelatedItem *items; int count, capacity; } related;
	int columns, span;    /* columns="1|2|3", span="1|2|3" on <article>; 0 when not given */
	const char *continuation; /* continue="after-part|overleaf"; NULL: the layout chooses */
	const char *rank;     /* rank="lead|second|third|brief|single"; NULL: the layout chooses */
} Article;

typedef struct Part { const char *title; SourcePos pos; struct { Article **items; int count, capacity; } articles; } Part;
typedef enum PublicationKind { PUBLICATION_ARTICLE, PUBLICATION_BULLETIN, PUBLICATION_PROCEEDINGS } PublicationKind;

/* Fields of the imprint that a book is bound to have (Luật Xuất bản 2012, Điều 27), or that are checked. */
typedef enum ImprintKind {
	IMPRINT_OTHER, IMPRINT_PUBLISHING, IMPRINT_CONTENT, IMPRINT_EDITING, IMPRINT_DESIGN, IMPRINT_COMPOSING, IMPRINT_COVER_DESIGN, IMPRINT_PROOFS,
	IMPRINT_LICENCE, IMPRINT_REGISTRATION, IMPRINT_DECISION, IMPRINT_PRINTED, IMPRINT_SIZE, IMPRINT_PRINTER, IMPRINT_DEPOSIT, IMPRINT_ISBN,
	IMPRINT_INTERNAL, IMPRINT_KINDS
} ImprintKind;
typedef struct ImprintField { const char *name; Inlines value; SourcePos pos; ImprintKind kind; } ImprintField;

/* What stands before and after the papers. Each is read as an article: its title (empty: the page's own word), its body, and
 * for a foreword those who sign it (authors, date). */
typedef enum SectionKind {
	SECTION_FOREWORD, SECTION_COMMITTEE, SECTION_DELEGATES, SECTION_CONTENTS, SECTION_APPENDIX, SECTION_PLATES, SECTION_AUTHOR_INDEX,
	SECTION_KEYWORD_INDEX
} SectionKind;
typedef struct SectionMember { const char *name, *role, *unit; /* role, unit: NULL when none */ SourcePos pos; } SectionMember;
typedef struct Section {
	SectionKind kind;
	Article *article;
	struct { SectionMember *items; int count, capacity; } members; /* COMMITTEE, DELEGATES */
	SourcePos pos;
} Section;
typedef struct Sections { Section *items; int count, capacity; } Sections;

typedef struct Publication {
	PublicationKind kind; /* ARTICLE: a lone article, wrapped in one part without a title */
	const char *path;     /* the file that was read */
	const char *root;     /* its folder: photos and parts must lie inside */
	const char *id, *lang, *layout; /* layout NULL when not named */
	int fit_pages;        /* fit="pages:8": the pages it is to take; 0 when not given */
	SourcePos pos, layout_pos;
	PressWishes print;    /* print-standard, output-profile, print-inks, print-marks, as written */
	Inlines title, subtitle;
	const char *number, *slogan, *publisher, *place; /* NULL when not given; place: where the book comes out */
	const char *short_title; /* for running heads and the spine; NULL: the title itself */
	struct { const char **items; int count, capacity; } editors;
	Date date;
	Photo *logo;          /* NULL when none */
	struct { ImprintField *items; int count, capacity; } imprint;
	const char *isbn;     /* with its hyphens; NULL when there is none, or a wrong one (said) */
	int trim_width, trim_height; /* mm, as the imprint says them; 0: it does not */
	int paper;            /* g/m² of the paper inside; 0 when not given */
	struct { Photo *photo; Inlines caption; Blocks summary; /* for the back */ } cover; /* photo NULL: no photo */
	Sections front, back;
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
/* Whether the file's root element is <article> or <publication> (only its start is read); unclear when none is found or it cannot be read. */
typedef enum PublicationProbe { PROBE_OTHER, PROBE_OURS, PROBE_UNCLEAR } PublicationProbe;
PublicationProbe publication_probe(const char *path);
/* Plain text of inlines (breaks become spaces, notes and refs without words are left out), in the arena. */
const char *publication_plain_text(Arena *arena, const Inlines *inlines);
#endif
