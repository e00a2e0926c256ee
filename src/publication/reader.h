/* What the readers share: they turn a checked tree into the model. */
#ifndef BANTIN_PUBLICATION_READER_H
#define BANTIN_PUBLICATION_READER_H
#include "publication/check_schema.h"
#include "publication/publication.h"

typedef struct Reader {
	Arena *arena; /* the model */
	Arena *work;  /* given back when reading is done */
	Diag *diag;
	Loader *loader;
	const IdTable *ids;
	Publication *publication;
	Article *article;  /* NULL outside */
	int article_number;
	bool in_note;
	int notes;         /* read so far */
	const char *lang;  /* of the article, or the publication */
	const char *newest_lang; /* the language copied last: there are few */
	struct { int *slots, capacity; } files; /* publication->files by name: open addressing, number + 1 */
} Reader;

/* read_inlines.c */
/* What stands in an element. block_lang: what an Inline without a language has; around: the language around the element. */
Inlines read_inlines(Reader *reader, const xmlNode *element, const char *block_lang, const char *around);
/* The words in an element, or of an attribute, normalised; NULL when there are none (alt="" gives ""). */
const char *read_words(Reader *reader, const xmlNode *element);
const char *read_attribute(Reader *reader, const xmlNode *element, const char *name);
const char *read_filled_attribute(Reader *reader, const xmlNode *element, const char *name); /* NULL also when nothing is in it */
/* An attribute as it stands, without the spaces around it; NULL when absent. */
const char *read_token(Reader *reader, const xmlNode *element, const char *name);
/* The xml:lang of an element, or the one around it. */
const char *read_language(Reader *reader, const xmlNode *element, const char *around);
/* The index of an attribute's value among "a|b|c", or -1. */
int read_choice(const xmlNode *element, const char *name, const char *choices);

/* read_reference.c */
/* A web address, or "#id"; NULL when absent or not fit for use (said). */
const char *read_href(Reader *reader, const xmlNode *element);
const char *read_id(Reader *reader, const xmlNode *element);
/* The unique id that <ref to> means; NULL when there is none (said). */
const char *read_target(Reader *reader, const xmlNode *element);

/* The entries that <cite to> means; NULL when none is there (said). */
const Citation *read_citation(Reader *reader, const xmlNode *element);
/* The affiliations that <author aff> names, as indices. */
void read_author_affiliations(Reader *reader, const xmlNode *element, Author *author);

/* read_publication.c: adds a file to publication->files, once. */
void note_file(Reader *reader, const char *path);

/* read_photo.c */
Photo read_photo(Reader *reader, const xmlNode *element, bool needs_alt);

/* read_blocks.c, read_table.c */
void read_blocks(Reader *reader, const xmlNode *parent, const char *lang, Blocks *blocks);
/* Content that is words or blocks: words become one paragraph. */
void read_item_content(Reader *reader, const xmlNode *element, const char *lang, Blocks *blocks);
void read_table(Reader *reader, const xmlNode *element, const char *lang, Table *table);
void note_empty(Reader *reader, const xmlNode *element);

/* read_article.c */
Article *read_article(Reader *reader, const xmlNode *element);
/* columns, span, continue and rank, of an <article> or over them from an <article href>. */
void read_article_attributes(const xmlNode *element, Article *article);
void read_author(Reader *reader, const xmlNode *element, Article *article);
void read_title(Reader *reader, const xmlNode *element, Article *article); /* with its short form */
void read_references(Reader *reader, const xmlNode *element, Article *article);
bool read_date(Reader *reader, const xmlNode *element, Date *date);

/* read_section.c: a child of <frontmatter> or <backmatter>. */
bool section_kind(const xmlNode *element, SectionKind *kind);
Section read_section(Reader *reader, const xmlNode *element, SectionKind kind);

/* check_imprint.c: gives the fields their kinds, checks what can be checked, and fills in isbn and trim size. */
void check_imprint(Reader *reader, Publication *publication);

static inline ElementType type_of(const xmlNode *element) { return place_of(element)->type; }
const xmlNode *reader_find_child(const xmlNode *parent, ElementType type); /* the first; NULL when none */
#endif
