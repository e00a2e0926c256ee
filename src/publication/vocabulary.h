/* The vocabulary: which element holds what, in tables. It says the same as input/schema/publication.rng (a test compares
 * the two on thousands of generated documents), in a form from which a message can say what was expected. */
#ifndef BANTIN_PUBLICATION_VOCABULARY_H
#define BANTIN_PUBLICATION_VOCABULARY_H
#include <stdbool.h>

/* One for each meaning: <title> of an article's head and <title> of the related items are two types. */
typedef enum ElementType {
	ELEMENT_NONE, ELEMENT_UNKNOWN,
	ELEMENT_ARTICLE, ELEMENT_ARTICLE_LINK, ELEMENT_HEAD, ELEMENT_SECTION, ELEMENT_KICKER, ELEMENT_TITLE, ELEMENT_SUBTITLE,
	ELEMENT_DATE, ELEMENT_AUTHOR, ELEMENT_NAME, ELEMENT_UNIT, ELEMENT_SOURCE, ELEMENT_AFFILIATION, ELEMENT_ABSTRACT, ELEMENT_KEYWORDS,
	ELEMENT_K, ELEMENT_LEAD,
	ELEMENT_BODY, ELEMENT_P, ELEMENT_H, ELEMENT_FIGURE, ELEMENT_PHOTO, ELEMENT_CAPTION, ELEMENT_CREDIT, ELEMENT_LIST,
	ELEMENT_ITEM, ELEMENT_TABLE, ELEMENT_ROW, ELEMENT_CELL, ELEMENT_QUOTE, ELEMENT_CITE, ELEMENT_PULL, ELEMENT_BOX,
	ELEMENT_PLAIN_TITLE /* of a box, a poem, an abstract */, ELEMENT_RULE, ELEMENT_VERSE, ELEMENT_STANZA, ELEMENT_LINE, ELEMENT_QA, ELEMENT_QUESTION, ELEMENT_ANSWER,
	ELEMENT_B, ELEMENT_I, ELEMENT_SUP, ELEMENT_SUB, ELEMENT_A, ELEMENT_BR, ELEMENT_NOTE, ELEMENT_REF, ELEMENT_CITATION, ELEMENT_TERM,
	ELEMENT_FOREIGN, ELEMENT_REFERENCES, ELEMENT_ENTRY, ELEMENT_RELATED, ELEMENT_RELATED_TITLE, ELEMENT_RELATED_ITEM,
	ELEMENT_PUBLICATION, ELEMENT_PUBLICATION_HEAD, ELEMENT_NUMBER, ELEMENT_SLOGAN, ELEMENT_PUBLISHER, ELEMENT_PLACE,
	ELEMENT_EDITOR, ELEMENT_LOGO, ELEMENT_IMPRINT, ELEMENT_FIELD, ELEMENT_COVER, ELEMENT_SUMMARY, ELEMENT_PART,
	ELEMENT_FRONTMATTER, ELEMENT_BACKMATTER, ELEMENT_FOREWORD, ELEMENT_COMMITTEE, ELEMENT_CONTENTS, ELEMENT_APPENDIX, ELEMENT_DELEGATES,
	ELEMENT_MEMBER, ELEMENT_ROLE, ELEMENT_PLATES, ELEMENT_INDEX,
	ELEMENT_TYPES
} ElementType;

typedef enum ContentKind {
	CONTENT_EMPTY,
	CONTENT_WORDS,            /* text only */
	CONTENT_INLINE,           /* text and the inline elements */
	CONTENT_ELEMENTS,         /* the listed children */
	CONTENT_INLINE_OR_BLOCKS, /* either inline, or the listed children, at least one */
	CONTENT_PAIRS             /* the two listed children by turns, at least one pair */
} ContentKind;

typedef enum ValueKind {
	VALUE_TEXT, VALUE_NAME /* an id, or a reference to one */, VALUE_NAMES /* references, with spaces between */, VALUE_LANG, VALUE_CHOICE, VALUE_NUMBER, VALUE_DATE, VALUE_FOCUS, VALUE_PAGES /* "pages:8" */
} ValueKind;

typedef struct AttributeRule {
	const char *name;
	ValueKind kind;
	bool required;
	const char *choices; /* CHOICE: "column|page|avoid"; NUMBER: how many digits it may have, as "3" */
	int least;           /* NUMBER */
} AttributeRule;

typedef struct ChildRule {
	ElementType type;
	int rank;  /* ranks follow each other; children of one rank come in any order */
	int least; /* how many are needed */
	int most;  /* 0: any number */
} ChildRule;

typedef struct ElementRule {
	const char *name;
	ContentKind content;
	const ChildRule *children;      /* ends with ELEMENT_NONE; NULL when none */
	int needed_rank;                /* at least one child of this rank must be there; -1: no such rule */
	const AttributeRule *groups[3]; /* attribute lists, each ending with a NULL name */
} ElementRule;

/* Elements in which ids are at home: articles, and what is read as one (a foreword, an appendix). */
bool vocabulary_is_scope(ElementType type);
const ElementRule *vocabulary_find_rule(ElementType type);
const ChildRule *vocabulary_inline_children(void);
/* The children that the content of an element of this type may have: its own list, or the inline elements. */
const ChildRule *vocabulary_find_children(ElementType type);
const AttributeRule *vocabulary_find_attribute(ElementType type, const char *name);
/* The only type with this name anywhere, or ELEMENT_NONE when there is none or more than one. */
ElementType vocabulary_find_type(const char *name);
bool vocabulary_has_name(const char *name);
/* What another mark-up language calls something that we call otherwise: "strong" gives "b"; NULL when nothing is known. */
const char *vocabulary_find_foreign_habit(const char *name);
/* Whether value[0..length), without the spaces around it, is one of "a|b|c". */
bool vocabulary_choice(const char *choices, const char *value, int *index);
#endif
