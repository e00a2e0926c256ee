/* A layout file as page and text rules: what every element looks like and where it goes. Read from layouts/NAME.xml
 * (schema: layouts/schema/layout.rng). The page room obeys it; nothing of a look is written in code. */
#ifndef BANTIN_DESIGN_DESIGN_H
#define BANTIN_DESIGN_DESIGN_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/colour.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/style.h"
#include "base/text.h"
#include "press/press.h"

typedef struct RuleLook { Length weight; Colour colour; } RuleLook; /* weight 0: none */
typedef struct NamedColour { const char *name; Colour colour; SourcePos pos; } NamedColour;

/* How a kind of text looks. Every field has a value after reading: from its own element, the style it is based on, or
 * the style "body". A style is based on the one it names in based-on, else on its own name cut at the last '-' ("title-third"
 * on "title", "body-first" on "body"), and takes everything from it. A style with no such kin takes from "body" the face, size,
 * leading, colour, and the limits of word space; but not how its paragraphs stand: it is flush left, unbalanced, without
 * indents or space around. */
typedef struct TextStyle {
	const char *name;
	SourcePos pos;
	const char *family;
	int weight, width;        /* 400, 700...; 75, 87, 100 percent */
	bool italic;
	Length size, leading;
	Alignment align;
	Colour colour;
	unsigned features;        /* FontFeature bits */
	bool upper;               /* set in capitals */
	Length letter_space;
	Length first_indent, left, right;
	Length space_before, space_after; /* of the block; the page rounds the whole block to grid rows */
	bool hang, balance;
	int shrink, stretch;      /* word space, 1/1000 of its width (200, 500) */
	int letter_stretch, glyph_scale; /* 1/1000; see ParagraphStyle */
	const char *marker;       /* lists: the bullet, "•" or "–" */
} TextStyle;

/* Where a piece of furniture is drawn. PAGE_ALL leaves the cover alone: nothing stands on it that does not name it. */
enum PageKind { PAGE_FIRST = 1, PAGE_LEFT = 2, PAGE_RIGHT = 4, PAGE_OPENING = 8, PAGE_ALL = 15, PAGE_COVER = 16, PAGE_BLANK = 0 /* nothing stands on it */ };
typedef enum Edge { EDGE_LEFT, EDGE_RIGHT, EDGE_INSIDE, EDGE_OUTSIDE, EDGE_CENTER } Edge;
typedef enum FurnitureKind { FURNITURE_TEXT, FURNITURE_BAR, FURNITURE_LOGO } FurnitureKind;
/* Running heads, folios, tabs, bands. x runs from the `from` edge of the trimmed page (of the page's own left or right for
 * INSIDE and OUTSIDE) towards its middle, from the middle to the right for CENTER; y from the top to a text's baseline or a
 * bar's or logo's top edge, when from_bottom from the bottom to a text's baseline or a bar's or logo's bottom edge. A text
 * starts at its anchor and runs away from its edge (on a right-hand page the outside text ends there), or is centred on the
 * anchor for CENTER. A bar with bleeds=true is carried on over the trim to the bleed. A page is of one kind: COVER, else FIRST
 * (of a design without a cover page), else OPENING (a part's name stands at its top), else LEFT or RIGHT. */
typedef struct Furniture {
	FurnitureKind kind;
	unsigned pages;           /* PageKind bits */
	Edge from; bool from_bottom, bleeds;
	Length x, y, width, height;
	const TextStyle *style;   /* TEXT */
	const char *text;         /* TEXT: a template, see below */
	Colour colour;            /* BAR */
	SourcePos pos;
} Furniture;
/* Templates: "{title} · Số {number}" with the fields title, subtitle, number, date ("27/3/2013"), date-long ("Thứ tư, ngày 27
 * tháng 3 năm 2013"), month ("Tháng 3 năm 2013"), year, section (the part now running), article (title of the article running),
 * author, authors-short (without degrees, the first of many), short-title (of the article), kicker (of the article; its section
 * when it has none), part-number, book-title (short), editors, place, isbn, summary (of the cover), page, pages, publisher, slogan, imprint:NAME. A stretch in [square brackets] is left out when a field in it is empty. */

/* The head of the first page: a stack over the whole width, its height rounded up to grid rows. A text that comes out empty
 * takes no room. A cover's panels are such stacks too. */
typedef enum StackKind { STACK_TEXT, STACK_STRIP, STACK_RULE, STACK_SPACE, STACK_LOGO, STACK_COVER_LINES } StackKind;
typedef struct StackItem {
	StackKind kind;
	const TextStyle *style;   /* TEXT, STRIP, COVER_LINES */
	const char *text;         /* TEXT, COVER_LINES: a template; STRIP: the left text */
	const char *center, *right; /* STRIP; NULL when none */
	Length height;            /* RULE: weight; SPACE, LOGO: height */
	Colour colour;            /* RULE */
	const char *kicker; const TextStyle *kicker_style; /* COVER_LINES: a template for the line above each; NULL: none */
	int max_entries, columns; RuleLook rule; /* COVER_LINES: how many, side by side in how many columns (0: one), and what parts them */
	Colour ground; bool has_ground, bleeds; /* TEXT, STRIP: a band of colour behind it, to the bleed when asked */
	Length padding;           /* above and below inside the band */
	Alignment align;          /* LOGO */
	SourcePos pos;
} StackItem;
typedef struct StackItems { StackItem *items; int count, capacity; } StackItems;

/* A piece of the cover page: a stack in a box of whole columns and rows, in front of the cover's photo. Its ground reaches from
 * grid line to grid line, and to the bleed at the edges in `bleeds`; there its words keep to the columns, elsewhere they stand
 * off the ground's edge by the padding. It grows with its words; `rows` is the least. */
enum BleedEdge { BLEED_TOP = 1, BLEED_BOTTOM = 2, BLEED_LEFT = 4, BLEED_RIGHT = 8 };
typedef enum PanelShown { PANEL_ALWAYS, PANEL_WITH_PHOTO, PANEL_WITHOUT_PHOTO } PanelShown;
typedef enum PanelFrom { PANEL_FROM_TOP, PANEL_FROM_BOTTOM } PanelFrom;
typedef enum PanelAlign { PANEL_TOP, PANEL_MIDDLE, PANEL_BOTTOM } PanelAlign;
typedef struct CoverPanel {
	PanelShown shown;
	PanelFrom from; int row;  /* rows of the grid between it and that end of the type area */
	int column, columns, rows;/* column: 1-based; columns, 0: all from there on */
	unsigned bleeds;          /* BleedEdge bits */
	Colour ground; bool has_ground;
	Length padding;
	PanelAlign align;         /* of the words, where the panel is higher than they are */
	StackItems stack;
	SourcePos pos;
} CoverPanel;

/* A side bar: some columns of every page, beside the text, for what does not flow with it. */
enum SideContent {
	SIDE_CONTENTS = 1, SIDE_SECOND = 4, SIDE_THIRD = 8, SIDE_BRIEF = 16, /* articles of these ranks */
	SIDE_PULL = 32, SIDE_BOX = 64, SIDE_FIGURE = 128, /* of what stands in the text, beside it */
	SIDE_RELATED = 256, SIDE_IMPRINT = 512
};

/* Which parts get their name over the width: all, or only those that open with news in brief (others say it by kicker and running head). */
typedef enum PartHeadOver { PART_HEAD_OVER_ARTICLES, PART_HEAD_OVER_BRIEFS } PartHeadOver;

/* What an article of a rank looks like. Ranks: "lead" (opens the issue), "second", "third" (one column), "brief" (news in
 * brief: run-in bold head), "single" (a lone article). */
typedef enum Continuation { CONTINUE_OVERLEAF, CONTINUE_AFTER_PART } Continuation;
typedef struct ArticleLook {
	const char *rank;
	int columns;              /* columns its body flows over, 1.. */
	int span;                 /* of the page's columns it takes so many where small articles that follow can stand beside it; 0: all */
	int head_span;            /* columns its head takes */
	int photo_span;           /* columns its first photo takes when it says width="column" and the look wants it larger; 0: as written */
	bool photo_first;         /* the first photo goes above the head */
	bool run_in;              /* brief: the title runs into the first paragraph */
	const char *head;         /* order, words of: kicker title subtitle byline date lead rule photo */
	const char *end;          /* order, words of: author source endsign */
	const TextStyle *kicker, *title, *subtitle, *lead, *byline, *date;
	bool drop_cap; int drop_cap_lines;
	int opening_words;        /* so many words of the first paragraph in small caps, where the face has them with Vietnamese marks; 0: none */
	Continuation continuation; /* where it goes on when it does not fit its page */
	bool new_page;            /* begins on a page of its own */
	int rows_before;          /* of white above the head, at the top of a page */
	bool kicker_from_section; /* no kicker of its own: the section or part title stands in */
	int body_chars;           /* chosen for an article with at most so many characters of body; 0: no limit */
	SourcePos pos;
} ArticleLook;

/* A page that is made of panels: the cover of a bulletin, the title page of a book. */
typedef struct PanelPage { bool shown; Colour ground; bool has_ground; struct { CoverPanel *items; int count, capacity; } panels; } PanelPage;

/* How proceedings become a book. Pages of panels: a half title, title page, imprint page (the back of the title page), a page
 * before each part, a closing page; and the sheet of the cover, whose spine is set as if it lay on its side, read from top to bottom. */
typedef enum BookStart { BOOK_START_RECTO, BOOK_START_PAGE } BookStart; /* on a right-hand page; on the next page */
typedef enum HeadingNumbers { HEADINGS_PLAIN, HEADINGS_DECIMAL, HEADINGS_ROMAN } HeadingNumbers; /* -; 1, 1.1, 1.1.1; I, 1, a */
typedef enum NumberScope { NUMBER_BY_ARTICLE, NUMBER_BY_PAGE, NUMBER_BY_BOOK } NumberScope;
typedef enum NotesPlace { NOTES_AT_FOOT, NOTES_AT_END } NotesPlace;
typedef enum ImprintShare { IMPRINT_ALL, IMPRINT_RIGHTS, IMPRINT_REST, IMPRINT_NONE } ImprintShare; /* rights: ISBN, numbers of registration and licence; rest: the others */
typedef enum BookPage { BOOK_HALF_TITLE, BOOK_TITLE_PAGE, BOOK_IMPRINT_PAGE, BOOK_PART_PAGE, BOOK_CLOSING_PAGE, BOOK_COVER_FRONT, BOOK_COVER_BACK, BOOK_COVER_SPINE, BOOK_PAGES } BookPage;
typedef struct BookLook {
	bool shown;               /* the layout is a book's */
	BookStart papers, sections; /* where papers begin; where what stands before and after them begins */
	HeadingNumbers headings;
	NumberScope figures;      /* of figures and tables: by article or by book */
	int signature;            /* pages of a printed sheet; 0: not asked */
	const char *leader;       /* in the contents, between title and page; NULL: none */
	int index_columns;
	ImprintShare front_imprint, closing_imprint; /* which fields the imprint page and the closing page show */
	int paper_bulk;           /* cm³/g in 1/1000: a sheet is as thick as its weight times that */
	Length board;             /* thickness of the cover's board */
	PanelPage pages[BOOK_PAGES];
} BookLook;

typedef struct Design {
	const char *name, *title, *path, *description;
	struct { const char **items; int count, capacity; } files; /* path, and those it extends, in that order */
	Length width, height, bleed;
	bool facing;              /* left and right pages differ */
	Length top, bottom, inside, outside; /* margins of the type area */
	int columns; Length gutter;
	Length leading;           /* the baseline grid */
	RuleLook column_rule;     /* between columns */
	struct { NamedColour *items; int count, capacity; } colours;
	struct { TextStyle **items; int count, capacity; } styles;
	struct { Furniture *items; int count, capacity; } furniture;
	StackItems masthead;      /* empty: none */
	PanelPage cover;            /* a page of its own before all others */
	struct { bool shown; Edge side; int columns; unsigned takes; RuleLook rule; Colour ground; bool has_ground; const TextStyle *title_style; RuleLook title_rule; } side_bar;
	struct { ArticleLook *items; int count, capacity; } looks;  /* in order of choice */
	struct { bool shown; const char *title; int max_entries; Colour ground; bool has_ground; Length padding; RuleLook rule;
		const TextStyle *title_style, *section_style, *entry_style, *page_style, *author_style; int column; /* 1-based column of page one; -1: last */
		bool own_page, authors, numbers_left; /* a page of their own before the articles; with the authors' names; numbers before the titles */
		int leads_up_to; const TextStyle *lead_style; /* with at most so many entries, each has its standfirst below it */ } contents;
	struct { bool shown; PartHeadOver over; const TextStyle *style; RuleLook rule; int rows_before, rows_after; } part_head; /* over the width where a part begins */
	struct { int rows; RuleLook rule, side_rule; } separator; /* between articles: one below the other; side by side */
	struct { Length caption_gap, row_gap; RuleLook frame; const char *credit_prefix; /* "Ảnh: " */ Length max_height; int min_ppi, low_ppi;
		int print_ppi, archive_ppi; /* photos with over half as many pixels again are made smaller to this in that kind of file; 0: never */ } photo;
	struct { RuleLook outer, head, row; Length padding_x, padding_y; Colour head_ground; bool has_head_ground; } table;
	struct { Colour ground; bool has_ground; RuleLook frame; Length padding; } box;
	struct { RuleLook above, below; Length hang; /* its rules reach so far into the outer margin */ } pull;
	struct { RuleLook rule; Length rule_length; NumberScope numbers; NotesPlace place; } notes; /* over footnotes; their numbers begin anew by article, page or not */
	BookLook book;
	struct { const char *text; Colour colour; const TextStyle *style; /* "end-sign" */ } end_sign; /* text NULL: none */
	struct { const char *title; RuleLook frame; Length padding; int columns; bool with_contents; } imprint; /* the box at the end, or at the foot of the contents' own page */
	PressJob print;             /* how the print file is made */
	const char *print_inks;     /* as written: "all", "cmyk", "black", "black accent" */
	struct { const char *to, *from; /* templates: "(Xem tiếp trang {page})" at the foot of the first stretch of an article, "(Tiếp theo trang {page})" at the head of the second */
		int rows, least; } jump;    /* rows of the first below its head, 0: to the page's foot; rows a column that either has at least */
	struct { int pages; /* that the issue is to take; 0: as many as it does */ int least_gap, most_gap; /* rows between articles, for that */
		int least_photo, most_photo; /* 1/1000 of the photos' height */ bool tighter, looser; /* paragraphs */ } fit;
	const char *related_title;  /* "Tin khác" */
	const char *language;       /* of its own words: "vi" */
	const TextStyle *body;      /* the style "body" */
	/* for design_find_style: an open hash table of the styles' names, a power of two long */
	struct { const TextStyle **slots; unsigned mask; } style_index;
} Design;

/* Reads a layout. name_or_file: a name ("ban-tin": layouts/ban-tin.xml of the program's data) or a path (holds '/' or ends in .xml),
 * looked for beside pos.file (the publication that names it) when there is one, then as it stands. Problems are recorded with
 * their place; NULL when the file is missing or any error was recorded (what it says then cannot be relied on); warnings do not
 * stop it. */
Design *design_read(Arena *arena, const char *name_or_file, SourcePos pos, Diag *diag);
/* The same for a job: what is wished overrules the layout's <print> (NULL: nothing is). folder: where the layouts lie that are known by
 * name, NULL for the program's own; an archive keeps those it was made with. */
Design *design_read_for_job(Arena *arena, const char *folder, const char *name_or_file, SourcePos pos, const PressWishes *wishes, Diag *diag);
/* Whether <print> takes the value for this attribute, as far as can be told without a layout: for the command line. */
bool design_accepts_print(const char *attribute, const char *value);
/* The style of that name; when there is none, of the name cut at its last '-' ("title-third", "title"), at last "body". Never NULL.
 * Names the page asks for: body, body-first, lead, kicker, title-lead, title-second, title-third, title-brief, title-single, subtitle,
 * byline, byline-end, unit, date, source, caption, caption-lead, credit, heading-1..3, list, list-marker, table, table-head, table-caption, quote,
 * quote-cite, pull, box, box-title, note, note-mark, related-title, related, verse, verse-title, verse-cite, question, answer, imprint, barcode,
 * jump-to, jump-from, jump-title, imprint-name, imprint-title, affiliation, abstract, abstract-title, keywords, references-title, references, section-title, index,
 * index-letter, contents-title, contents-section, contents-entry, contents-page, folio, running, part, slogan, drop-cap, end-sign. */
const TextStyle *design_find_style(const Design *design, const char *name);
/* The look for an article: rank named (or NULL), whether it opens the issue, the characters of its body, alone in its publication.
 * "single" for a lone article; else the rank that was named; else "lead" for the one that opens; else the first of the others, in
 * the order of the file, that is long enough for the body. Never NULL. */
const ArticleLook *design_find_look(const Design *design, const char *rank, bool opens, int body_chars, bool alone);
/* Every layout there is, by name: for `bantin layouts`. A file that cannot be read is recorded and left out. */
typedef struct DesignName { const char *name, *title, *description, *path; } DesignName;
int design_list(Arena *arena, DesignName **out, Diag *diag);
/* The families (with weight, width, italic) that the styles ask for, each once: for checking fonts. */
int design_list_fonts(Arena *arena, const Design *design, const TextStyle ***out);
void design_dump(const Design *design, Text *out);
#endif
