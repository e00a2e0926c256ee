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

/* Where a piece of furniture is drawn. */
enum PageKind { PAGE_FIRST = 1, PAGE_LEFT = 2, PAGE_RIGHT = 4, PAGE_OPENING = 8, PAGE_ALL = 15 };
typedef enum Edge { EDGE_LEFT, EDGE_RIGHT, EDGE_INSIDE, EDGE_OUTSIDE, EDGE_CENTER } Edge;
typedef enum FurnitureKind { FURNITURE_TEXT, FURNITURE_BAR, FURNITURE_LOGO } FurnitureKind;
/* Running heads, folios, tabs, bands. x runs from the `from` edge of the trimmed page (of the page's own left or right for
 * INSIDE and OUTSIDE) towards its middle, from the middle to the right for CENTER; y from the top to a text's baseline or a
 * bar's or logo's top edge, when from_bottom from the bottom to a text's baseline or a bar's or logo's bottom edge. A text
 * starts at its anchor and runs away from its edge (on a right-hand page the outside text ends there), or is centred on the
 * anchor for CENTER. A bar with bleeds=true is carried on over the trim to the bleed. A page is of one kind: FIRST, else
 * OPENING, else LEFT or RIGHT. */
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
 * author, page, pages, publisher, slogan, imprint:NAME. A stretch in [square brackets] is left out when a field in it is empty. */

/* The head of the first page: a stack over the whole width, its height rounded up to grid rows. A text that comes out empty
 * takes no room. */
typedef enum StackKind { STACK_TEXT, STACK_STRIP, STACK_RULE, STACK_SPACE, STACK_LOGO } StackKind;
typedef struct StackItem {
	StackKind kind;
	const TextStyle *style;   /* TEXT, STRIP */
	const char *text;         /* TEXT; STRIP: the left text */
	const char *center, *right; /* STRIP; NULL when none */
	Length height;            /* RULE: weight; SPACE, LOGO: height */
	Colour colour;            /* RULE */
	Colour ground; bool has_ground, bleeds; /* TEXT, STRIP: a band of colour behind it, to the bleed when asked */
	Length padding;           /* above and below inside the band */
	Alignment align;          /* LOGO */
	SourcePos pos;
} StackItem;

/* What an article of a rank looks like. Ranks: "lead" (opens the issue), "second", "third" (one column), "brief" (news in
 * brief: run-in bold head), "single" (a lone article). */
typedef struct ArticleLook {
	const char *rank;
	int columns;              /* columns its body flows over, 1.. */
	int head_span;            /* columns its head takes */
	int photo_span;           /* columns its first photo takes when it says width="column" and the look wants it larger; 0: as written */
	bool photo_first;         /* the first photo goes above the head */
	bool run_in;              /* brief: the title runs into the first paragraph */
	const char *head;         /* order, words of: kicker title subtitle byline date lead rule photo */
	const char *end;          /* order, words of: author source endsign */
	const TextStyle *kicker, *title, *subtitle, *lead, *byline, *date;
	bool drop_cap; int drop_cap_lines;
	bool kicker_from_section; /* no kicker of its own: the section or part title stands in */
	int body_chars;           /* chosen for an article with at most so many characters of body; 0: no limit */
	SourcePos pos;
} ArticleLook;

typedef struct RuleLook { Length weight; Colour colour; } RuleLook; /* weight 0: none */

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
	struct { StackItem *items; int count, capacity; } masthead; /* empty: none */
	struct { ArticleLook *items; int count, capacity; } looks;  /* in order of choice */
	struct { bool shown; const char *title; int max_entries; Colour ground; bool has_ground; Length padding; RuleLook rule;
		const TextStyle *title_style, *section_style, *entry_style, *page_style; int column; /* 1-based column of page one; -1: last */ } contents;
	struct { bool shown; const TextStyle *style; RuleLook rule; int rows_before, rows_after; } part_head; /* over the width where a part begins */
	struct { int rows; RuleLook rule; } separator;   /* between articles */
	struct { Length caption_gap, row_gap; RuleLook frame; const char *credit_prefix; /* "Ảnh: " */ Length max_height; int min_ppi, low_ppi; } photo;
	struct { RuleLook outer, head, row; Length padding_x, padding_y; Colour head_ground; bool has_head_ground; } table;
	struct { Colour ground; bool has_ground; RuleLook frame; Length padding; } box;
	struct { RuleLook above, below; } pull;
	struct { RuleLook rule; Length rule_length; } notes; /* over footnotes */
	struct { const char *text; Colour colour; const TextStyle *style; /* "end-sign" */ } end_sign; /* text NULL: none */
	struct { const char *title; RuleLook frame; Length padding; int columns; } imprint; /* the box at the end */
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
/* The same, with the layouts known by name in another folder than the program's: where an archive keeps those it was made with. */
Design *design_read_from(Arena *arena, const char *folder, const char *name_or_file, SourcePos pos, Diag *diag);
/* The style of that name; when there is none, of the name cut at its last '-' ("title-third", "title"), at last "body". Never NULL.
 * Names the page asks for: body, body-first, lead, kicker, title-lead, title-second, title-third, title-brief, title-single, subtitle,
 * byline, byline-end, unit, date, source, caption, caption-lead, credit, heading-1..3, list, list-marker, table, table-head, table-caption, quote,
 * quote-cite, pull, box, box-title, note, note-mark, related-title, related, verse, verse-title, verse-cite, question, answer, imprint,
 * imprint-name, imprint-title, contents-title, contents-section, contents-entry, contents-page, folio, running, part, slogan, drop-cap, end-sign. */
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
