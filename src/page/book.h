/* Proceedings as a book: numbered things, front and back matter, contents, indexes.
 *
 * A book is composed in reading order, every opening on a page of its own, over at most MOST_PASSES passes: what depends on pages
 * (contents, references to pages, notes that are numbered by the page) takes them from the pass before, until nothing moves. The
 * indexes stand behind all they name and take their pages from the pass itself. */
#ifndef BANTIN_PAGE_BOOK_H
#define BANTIN_PAGE_BOOK_H
#include "page/bands.h"

/* ---- number_things.c: what bears a number or may be pointed at ---- */
typedef enum ThingKind { THING_ARTICLE, THING_HEADING, THING_FIGURE, THING_TABLE, THING_BOX, THING_NOTE, THING_ENTRY, THING_BLOCK } ThingKind;
typedef struct Thing {
	ThingKind kind;
	const char *id;        /* NULL: none, it has only a number */
	const Block *block;    /* NULL: ARTICLE, NOTE, ENTRY */
	const Article *article;/* it stands in, or is */
	const Note *note;
	const char *label;     /* as it is printed before a heading or in a caption: "2.1.", "Hình 3"; NULL: none */
	const char *number;    /* as a reference says it: "2.1", "Hình 3", "3" */
} Thing;
/* By id; NULL when nothing has it. Built at the first call. */
const Thing *page_find_thing(Composer *c, const char *id);
/* The label of a heading, figure or table; NULL: none. */
const char *page_block_label(Composer *c, const Block *block);
/* The printed number of a note; where it stands, when notes stand at the end. */
int page_note_number(Composer *c, const Note *note);
int page_note_destination(Composer *c, const Note *note);
/* The numbers that notes get from the pages of this pass, when they are numbered by the page. */
void page_number_notes(Composer *c, PageNumbers *out);
/* What is printed on a page, or would be: "xii", "7". */
const char *page_page_label(Composer *c, int page);
/* The same of the page where a destination stood in the pass before; `unknown`, about as wide, while that is not known. */
const char *page_destination_label(Composer *c, int destination, const char *unknown);

/* ---- set_references.c ---- */
/* The words of a cross reference, where the author gave none. */
const char *page_reference_words(Composer *c, const Inline *in, int destination);
/* "Tài liệu tham khảo": the entries of an article with hanging indents; notes that stand at its end. */
void page_add_references(Composer *c, Galley *galley, const Article *article);
void page_add_end_notes(Composer *c, Galley *galley, const Article *article);

/* ---- book_words.c ---- */
typedef enum BookWord {
	WORD_FOREWORD, WORD_COMMITTEE, WORD_DELEGATES, WORD_CONTENTS, WORD_APPENDIX, WORD_PLATES, WORD_AUTHOR_INDEX, WORD_KEYWORD_INDEX,
	WORD_REFERENCES, WORD_NOTES, WORD_ABSTRACT, WORD_KEYWORDS, WORD_FIGURE, WORD_TABLE, WORD_SECTION, WORD_NOTE, WORD_NUMBER, WORD_NAME, WORD_ROLE, WORD_UNIT,
	WORD_AND_OTHERS, WORD_COVER, BOOK_WORDS
} BookWord;
/* Never NULL; in the language, or else in English. */
const char *page_book_word(BookWord word, const char *lang);

/* ---- names.c ---- */
/* A name without what stands before it: "PGS.TS. Nguyễn Văn An" gives "Nguyễn Văn An". In the arena. */
const char *page_bare_name(Arena *arena, const char *name);
/* What a name is sorted by: the given name, then the middle names, then the family name. */
const char *page_sorting_name(Arena *arena, const char *bare);
/* "An", "An, Bình", "An và cộng sự": for a running head. */
const char *page_short_authors(Composer *c, const Article *article);

/* ---- set_paper_head.c: pieces of an article's head ---- */
void page_add_authors(Composer *c, Setting *setting, const Article *article, const TextStyle *style, Length measure);
void page_add_affiliations(Composer *c, Setting *setting, const Article *article, Length measure);
void page_add_abstracts(Composer *c, Setting *setting, const Article *article, Length measure);

/* ---- the book as a whole ---- */
typedef struct TermPlace { const Term *term; int destination; } TermPlace;
typedef struct BookSection { SectionKind kind; const Article *article; } BookSection;
typedef struct BookSections { BookSection *items; int count, capacity; } BookSections;
typedef struct Book {
	BookSections front, back;   /* with titles of their own and bodies made of their members; made once */
	/* of this pass: */
	struct { unsigned *items; int count, capacity; } kinds; /* PageKind of each page; KIND_TEXT: a page of running text */
	struct { TermPlace *items; int count, capacity; } terms;
	const Article *flush;       /* its paragraphs are all set without an indent */
	int front_pages;            /* numbered in roman figures; of the pass before until the front matter is done */
} Book;
enum { KIND_TEXT = 1000 };

/* Makes c->book when the design and the publication are those of a book. */
void page_open_book(Composer *c);
bool page_is_book(const Composer *c);
void page_compose_book(Layout *l);
/* Notes about the finished book: signatures, a format that is not the imprint's. */
void page_report_book(Composer *c);
/* A destination for a term whose words come now; -1 when no index asks for it. */
int page_place_term(Composer *c, const Term *term);

/* ---- make_sections.c ---- */
void page_make_sections(Composer *c, Book *book);
/* ---- set_book_contents.c ---- */
void page_add_book_contents(Composer *c, Galley *galley, NodeId parent);
/* ---- set_index.c ---- */
void page_add_author_index(Composer *c, Galley *galley, NodeId parent);
void page_add_keyword_index(Composer *c, Galley *galley, NodeId parent);
/* ---- set_imprint_page.c ---- */
/* The fields of the imprint that a page shows, as a stack of lines. */
Setting page_set_imprint_fields(Composer *c, ImprintShare share, Length width, NodeId parent);

/* ---- set_cover_sheet.c ---- */
/* The 95 modules of the bar code of an ISBN of 13 digits, '1' a bar; false for another. */
bool page_make_barcode(const char *isbn, char modules[96]);

/* ---- make_bands.c ---- */
/* The band of one article, added to the layout's bands, which begins at the top of a page. */
Band *page_add_paper_band(Layout *l, const Article *article, const ArticleLook *look, const char *section, NodeId part, const Setting *part_head);
const Setting *page_set_part_head(Composer *c, const Part *part, NodeId node);
/* ---- set_cover_page.c ---- */
/* A page of panels; fields.page says which. heading: its largest text is the publication's title. */
Setting page_set_panels(Composer *c, const PanelPage *panels, NodeId node, const Fields *fields, bool heading); /* without its ground, from the page's corner */
void page_draw_panels(Composer *c, const PanelPage *panels, NodeId node, const Fields *fields, bool heading);
#endif
