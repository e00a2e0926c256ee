/* What the files of the page room share: the composer's state, marks and settings.
 *
 * The model. Everything that is set becomes a Setting: marks relative to its own top left corner, with a height. What flows
 * in columns becomes a Galley of Units, each a run of Slabs whose heights are whole rows of the baseline grid; fill_columns.h
 * breaks a galley into columns. What spans columns (heads, wide photos, boxes over the width) is one Setting with a height in
 * rows. make_bands.c makes bands of both, stack_bands.c puts them on pages, and emit_marks.c turns marks into DrawItems.
 *
 * Rows. Row r of the type area begins at top + r * leading; its baseline lies grid_baseline below that. A photo that takes rows
 * a..b has its top at the cap height of row a and its bottom on the baseline of row b. */
#ifndef BANTIN_PAGE_COMPOSER_H
#define BANTIN_PAGE_COMPOSER_H
#include "base/crew.h"
#include "base/text.h"
#include "design/design.h"
#include "drawing/drawing.h"
#include "font/font.h"
#include "page/page.h"
#include "paragraph/paragraph.h"
#include "publication/publication.h"

/* What a span's tag stands for: its colour and its place in the structure. */
typedef struct Tag {
	Colour colour;
	NodeId node;           /* NODE_NONE: artifact */
	const char *href;      /* link; NULL none */
	int destination;       /* internal link; -1 none */
	const char *contents;  /* what the link says, for its Contents */
	const Note *note;      /* the mark of this note */
	const struct Anchor *anchors, *end_anchors; /* destinations where its text begins, where it ends; NULL: none */
} Tag;

typedef struct Anchor { int destination; const struct Anchor *next; } Anchor;

typedef enum MarkKind { MARK_LINE, MARK_RECT, MARK_PICTURE, MARK_DESTINATION } MarkKind;
typedef struct Mark {
	MarkKind kind;
	bool to_bleed;         /* RECT, PICTURE: carried on to the bleed at left and right */
	bool hangs;            /* RECT: at the outer edge of the type area it goes on into the margin, by the design's pull.hang */
	bool broken;           /* LINE: ended by force amid its paragraph; a space stands for the break when the text is read out */
	bool joins_next;       /* LINE: its text runs on into the next mark without a space (a drop cap) */
	bool repeated;         /* stands elsewhere already (a table's head, again): no part of the structure */
	uint8_t artifact;
	NodeId node;
	Length x, y, width, height; /* LINE: left edge of the paragraph, baseline */
	SourcePos pos;
	union {
		const Line *line;
		Colour colour;
		struct { const Picture *picture; int focus_x, focus_y; } picture; /* covers its box, cropped about the focus */
		int destination;
	} u;
} Mark;
/* Rows that a figure's photos may be higher or lower by, cropped a little more or less. */
typedef struct Flex { int more, less; } Flex;
typedef struct Setting {
	struct { Mark *items; int count, capacity; } marks;
	Length width, height;
	Flex flex;             /* a figure's */
	bool names_part;       /* it is the name of a part, over the width */
} Setting;

typedef struct NoteNode { const Note *note; NodeId node; Paragraph lines; bool set; } NoteNode; /* lines: once it was set */

/* A place that a page number is wanted for before it is known: settles over passes. */
typedef struct PageNumbers {
	const int *pages; int count;      /* by destination */
	const int *notes; int note_count; /* by note (its ordinal): the number it bears, where notes are numbered by the page */
} PageNumbers;

/* An article and the rows of its body. */
typedef struct ArticleLength { const Article *article; int rows; } ArticleLength;

typedef struct Composer {
	Arena *arena, *scratch;
	const Publication *publication;
	const Design *design;
	FontSet *fonts;
	Diag *diag;
	Drawing *drawing;
	ParagraphBreaker *breaker;
	Crew *crew;                /* NULL: nobody */
	struct { ParagraphBreaker *breaker; Arena *arena; } hands[CREW_THREADS + 1]; /* of the crew: each its own, made by itself; 0: as above */
	struct { Tag *items; int count, capacity; } tags;
	struct { NoteNode *items; int count, capacity; } note_nodes;
	struct { const TextStyle *style; Font *fonts[4]; } font_cache[256]; /* by style: plain, bold, italic, bold italic */
	struct { const char *path; Picture *picture; } *pictures; int picture_count, picture_capacity;
	struct SideBar *side_bar;  /* of this pass; NULL: none */
	struct Book *book;         /* NULL: no book */
	struct Things *things;     /* numbered things (number_things.c); NULL: not asked for yet */
	struct { int *items; int count, capacity; } note_pages; /* of this pass, by ordinal: page + 1; 0: not placed */
	const Article *article;    /* the one being set */
	NodeId article_node;
	int title_level;           /* heading level of article titles: 1 for a lone article, else 2 */
	Length grid_baseline, cap_height, x_height; /* of the body style, in the row */
	Length column_width;
	int rows;                  /* of the type area */
	const PageNumbers *known;  /* of the pass before; NULL in the first */
	bool trial;                /* columns are filled to see how it comes out: the pieces are not kept */
	struct EndingMemo *endings; /* of end_columns.c: what trials have found; NULL: nothing yet */
	bool asked_page;           /* some text holds a page number */
	int photo_share;           /* photos have 1/1000 of the height that is theirs by the width */
	int looseness, least_loosened; /* paragraphs of so many lines and more are set a line looser or tighter */
	int last_rows;             /* of the last page, that are used */
	struct { ArticleLength *items; int count, capacity; } lengths;
} Composer;

/* ---- compose.c ---- */
Composer *page_open_composer(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Crew *crew, Diag *diag);
void page_close_composer(Composer *c);

/* ---- set_text.c ---- */
/* The face of a style with inline bold/italic applied. */
Font *page_find_font(Composer *c, const TextStyle *style, bool bold, bool italic, SourcePos pos);
/* Text ready to be broken: spans with their tags, made once; it may be broken again looser or tighter. */
typedef struct TextBody {
	const Span *spans; int span_count;
	ParagraphStyle style;
	Length measure;
	const ParagraphShape *shape;
} TextBody;
typedef struct TextRequest {
	const Inlines *inlines;          /* may be NULL */
	const TextStyle *style;
	Length measure;
	NodeId node;                     /* what the text belongs to; links, references, notes get nodes of their own below it */
	SourcePos pos;
	const char *prefix; const TextStyle *prefix_style; /* set before the text; may be NULL */
	const Inlines *run_in;           /* the same with marks of its own: a run-in head, in prefix_style; may be NULL */
	NodeId prefix_node;              /* its own node; 0: the text's */
	const char *suffix; const TextStyle *suffix_style; /* after it, as an artifact: an end sign */
	const char *lang;
	bool no_indent;
	bool notes_follow;               /* the notes called in it get their nodes from the caller; else they are the node's last */
	const ParagraphShape *shape;
} TextRequest;
TextBody page_make_text(Composer *c, const TextRequest *request);
Paragraph page_break_text(Composer *c, const TextBody *body, int looseness);
Paragraph page_set_text(Composer *c, const TextRequest *request); /* both in one */
/* Plain text in a style; text lives on. */
Paragraph page_set_plain(Composer *c, const char *text, const TextStyle *style, Length measure, NodeId node, SourcePos pos);
/* The same on one line, however long: no indents, nothing hangs. As an artifact. */
Paragraph page_set_one_line(Composer *c, const char *text, const TextStyle *style, SourcePos pos);
ParagraphStyle page_paragraph_style(const TextStyle *style);
int page_add_tag(Composer *c, Tag tag);
/* A stretch of text in a style, as it is written; its tag, or 0. The text lives on. */
Span page_make_span(Composer *c, const char *text, const TextStyle *style, int tag, SourcePos pos);
/* Appends the lines below the setting's height, by the style's leading; moves the height on. */
void page_add_lines(Composer *c, Setting *setting, const Paragraph *paragraph, const TextStyle *style, Length x);
void page_add_rule(Composer *c, Setting *setting, RuleLook rule, Length x, Length y, Length width);
void page_add_rect(Composer *c, Setting *setting, Colour colour, Length x, Length y, Length width, Length height, bool to_bleed);
Mark *page_add_mark(Composer *c, Setting *setting, MarkKind kind);
void page_append_setting(Composer *c, Setting *into, const Setting *from, Length x, Length y);
const char *page_keep_text(Composer *c, Text *text); /* its bytes in the arena, "" when there are none; the text is freed */
const char *page_upper(Composer *c, const char *text); /* capitals by the rules of the language */
/* A node that is this text whole, in a style of capitals: the words as they were written are kept as its ActualText. */
void page_keep_case(Composer *c, NodeId node, const TextStyle *style, const char *words);
void page_add_note_nodes(Composer *c, const Inlines *inlines, NodeId parent); /* for the notes called in a text */
/* rows of the grid that hold the height */
int page_rows(const Composer *c, LengthSum height);
/* Width of k columns with the gutters between them. */
Length page_span_width(const Composer *c, int columns);
/* ---- clear_ink.c ---- */
/* What was set from mark `first` on moves down where the marks over its first line would touch the line above it. */
void page_clear_above(const Composer *c, Setting *setting, int first);
/* The lines from mark `first` on, a headline's: set wider apart, all alike, as far as the ink of one would touch that of the next. */
void page_open_lines(Setting *setting, int first);
/* ---- fill_template.c ---- */
typedef struct Fields { const Article *article; const char *section; int page, pages, part; const char *label; } Fields;
/* The template with its fields filled in; "" when nothing is left. In the arena. */
const char *page_fill_template(Composer *c, const char *text, const Fields *fields);
const char *page_date_long(Composer *c, Date date);
const char *page_date_short(Composer *c, Date date);
const char *page_date_plain(Composer *c, Date date, bool begins); /* without the day of the week; begins: with a capital */

/* ---- set_figure.c ---- */
/* Sets a figure to a width: photos in one row of equal height (or rows, when many), caption, credit. Its height is whole rows.
 * Its photos and caption take at most `most` rows, or as near to `exact` as a crop allows; 0: as the photos want. */
typedef struct FigureRows { int most, exact; } FigureRows;
Setting page_set_figure(Composer *c, const Block *block, Length width, FigureRows want, bool full_bleed);
const Picture *page_find_picture(Composer *c, const Photo *photo);
/* A photo that covers its box, cropped about its focus. */
void page_add_photo(Composer *c, Setting *setting, const Photo *photo, NodeId parent, Length x, Length y, Length width, Length height, bool to_bleed);

/* ---- set_table.c ---- */
typedef struct TableSetting {
	Setting head;               /* caption and head rows, repeated without the caption as repeat */
	Setting repeat;             /* head rows alone, as artifacts */
	struct { Setting *items; int count, capacity; } rows; /* each a whole number of grid rows */
	struct { bool *items; int count, capacity; } joined;  /* row i may not be parted from row i + 1 (row spans) */
	Setting tail;               /* closing rule */
} TableSetting;
/* Least width the table needs without splitting words. */
Length page_table_min_width(Composer *c, const Table *table);
TableSetting page_set_table(Composer *c, const Block *block, Length width);

/* ---- set_head.c ---- */
/* Kicker, title, standfirst, byline in the look's order; its height is whole rows. Not for run-in heads. */
Setting page_set_head(Composer *c, const Article *article, const ArticleLook *look, const char *section, Length width, int destination);
/* "Nguyễn Văn A · Phòng B" of all authors, in one line where that fits the measure; else each author in one of his own, his unit in
 * the next where it must. Returns how many. */
int page_byline_lines(Composer *c, const Article *article, const TextStyle *style, Length measure, const char ***out);
/* ---- set_boxes.c ---- */
Setting page_set_imprint(Composer *c, Length width);
/* Puts a ground and a frame behind the marks of a box. */
void page_add_ground(Composer *c, Setting *setting, bool has_ground, Colour ground, RuleLook frame, Length width, Length top, Length height);
/* ---- set_contents.c ---- */
typedef struct ContentsEntry {
	const Article *article;
	const char *part;      /* it stands in; NULL: in none that has a name */
	bool first;            /* of its part: the part's name stands above it */
	int destination;
} ContentsEntry;
typedef struct ContentsList { ContentsEntry *items; int count, capacity; } ContentsList;
/* The articles that have a title of their own, in order, at most so many (0: all). */
ContentsList page_list_contents(Composer *c, int most);
/* Takes out the entry that is missed least: a small article of a part that has others, the last of these first; then of all. Returns
 * how many are left. */
int page_drop_entry(Composer *c, ContentsList *list);
enum { LEAST_ENTRIES = 3 /* that a list of contents is worth */ };
/* A panel of the width. pages: of the destinations, NULL while they are not known. */
Setting page_set_contents(Composer *c, Length width, NodeId parent, const ContentsEntry *entries, int count, const int *pages);
void page_add_contents_title(Composer *c, Setting *setting, Length x, Length measure, NodeId parent);
void page_add_contents_entry(Composer *c, Setting *setting, const ContentsEntry *entry, Length x, Length measure, NodeId item, const int *pages, bool with_lead);
/* Words that lead to the entry's article. */
Paragraph page_set_linked(Composer *c, const ContentsEntry *entry, const char *words, const TextStyle *style, Length measure, NodeId link);
/* ---- set_stack.c ---- */
typedef struct StackRequest {
	Length width;
	NodeId parent;
	Fields fields;             /* of its templates */
	const StackItem *title;    /* the item that is the publication's title, a heading; NULL: none */
	bool at_page_top;
	const ContentsList *articles; const int *pages; /* for cover lines; pages of the destinations, NULL while they are not known */
} StackRequest;
Setting page_set_stack(Composer *c, const StackItems *items, const StackRequest *request);
const StackItem *page_find_title(const StackItems *items); /* the largest text; NULL: none */
Setting page_set_masthead(Composer *c, Length width); /* a whole number of rows */

/* ---- fill_info.c ---- */
void page_fill_info(Composer *c); /* the drawing's title, authors, date */

/* ---- emit_marks.c ---- */
/* Puts a setting's marks on a page with its top left corner at x, y. as_artifact: it stands elsewhere already (a repeated
 * table head), so it has no place in the structure. */
void page_emit_marks(Composer *c, int page, const Mark *marks, int count, Length x, Length y, bool as_artifact);
void page_emit_furniture(Composer *c, int page, unsigned kinds, const Fields *fields);
/* Pages count from 0: of facing pages the odd ones lie on the left. */
bool page_is_left(const Design *design, int page);
Length page_left_margin(const Design *design, int page);
unsigned page_text_kinds(const Design *design, int page); /* PageKind of a page of running text */
#endif
