/* What may stand in a layout file: its elements, their attributes, the kind of value each takes and where the value goes.
 * One table serves the check, the reading and the dump, so that they cannot disagree.
 *
 * layouts/schema/layout.rng says the same for editors' tools, and tests/test_design_schema.c holds the two together. It is
 * not used here: libxml2 takes 12.8 ms to read it and validate ban-tin.xml, where the whole of design_read takes 0.3 ms, and
 * "element article has extra content: colums" tells an editor less than "there is no colums; did you mean columns?". */
#ifndef BANTIN_DESIGN_LAYOUT_WORDS_H
#define BANTIN_DESIGN_LAYOUT_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "design/design.h"

typedef enum ValueKind {
	VALUE_TEXT,         /* any text */
	VALUE_TEMPLATE,     /* text with {fields} and [optional stretches] */
	VALUE_NAME,         /* the name of a style or colour */
	VALUE_FILE,         /* a layout's name or file */
	VALUE_LANGUAGE,     /* BCP 47 */
	VALUE_YES_NO,
	VALUE_COUNT,        /* a whole number, low..high */
	VALUE_LENGTH,       /* low..high in points; "line" is one row of the grid */
	VALUE_PAGE_LENGTH,  /* a length that the grid itself is made of: no "line" */
	VALUE_STYLE_LENGTH, /* a length of a style: also "em", its own size; `slot` remembers that it was in em */
	VALUE_STYLE_SIZE,   /* a length of a style, not in em */
	VALUE_COLOUR,       /* "accent", "accent 12%" */
	VALUE_GROUND,       /* a colour or "none"; `flag` is where the bool goes */
	VALUE_RULE,         /* "0.5pt", "0.5pt accent", "none" */
	VALUE_STYLE,        /* the name of a style that is there */
	VALUE_WORD,         /* one of `words` */
	VALUE_WORD_NUMBER,  /* one of `words`, or a whole number low..high */
	VALUE_WORD_PERCENT, /* one of `words`, or a whole percentage low%..high% */
	VALUE_FEATURES,     /* one of `words`, whose bits replace those of `mask` */
	VALUE_CAPS,         /* the same, "upper" sets TextStyle.upper */
	VALUE_SET,          /* some of `words`, as bits */
	VALUE_ORDER,        /* some of `words`, each once, in the order wished */
	VALUE_PERMILLE,     /* a percentage kept in 1/1000, low..high in 1/1000 */
	VALUE_INKS,         /* "all", "cmyk", "black", or "black" and the name of a colour or "spot" */
	VALUE_CMYK, VALUE_SRGB, VALUE_SPOT
} ValueKind;

typedef struct Word { const char *name; int value; } Word;

typedef struct AttributeRule {
	const char *name;
	ValueKind kind;
	bool required;
	uint16_t offset, flag;  /* into the Design, the item of a list, or the TextStyle */
	int low, high;
	const Word *words;      /* ends with a NULL name */
	unsigned mask;          /* VALUE_FEATURES, VALUE_CAPS */
	int slot;               /* VALUE_STYLE_LENGTH: 0..STYLE_SLOTS-1 */
} AttributeRule;
enum { STYLE_SLOTS = 7, OFFSET_NONE = 0xFFFF };

typedef enum TextRule { TEXT_NONE, TEXT_PLAIN, TEXT_TEMPLATE } TextRule;
/* What a layout that extends another does with an element that the other has too. */
typedef enum MergeRule {
	MERGE_INTO,  /* its attributes and children are laid over the other's */
	MERGE_WHOLE, /* it replaces the other */
	MERGE_ADD    /* it is one of a list without keys: added */
} MergeRule;

typedef struct ElementRule {
	const char *name;
	const AttributeRule *attributes;      /* ends with a NULL name */
	const struct ElementRule *children;   /* ends with a NULL name; NULL: none */
	TextRule text;
	MergeRule merge;
	const char *key;                      /* the attribute that tells the items of a list apart */
	uint16_t shown;                       /* offset of a bool set by the element being there, or OFFSET_NONE */
	int kind;                             /* StackKind, FurnitureKind */
} ElementRule;

extern const ElementRule LAYOUT_RULE; /* the root, <layout> */

bool layout_inks_are_well_formed(const char *value);
const ElementRule *layout_find_element(const ElementRule *parent, const char *name);
const AttributeRule *layout_find_attribute(const ElementRule *element, const char *name);
const Word *layout_find_word(const Word *words, const char *name, size_t length);
/* The elements of the pages of a book, by BookPage. */
extern const char *const LAYOUT_BOOK_PAGES[BOOK_PAGES];
/* The fields of templates, ending with NULL; "imprint:" stands for all of its kind. */
extern const char *const LAYOUT_FIELDS[];
/* True for a style name that the page asks for, or that such a name falls back on. */
bool layout_knows_style(const char *name);
/* The known style name nearest to a mistyped one; NULL when none is near. */
const char *layout_nearest_style(const char *name);

/* How many single letters must change to make one name of the other, at most `limit` + 1. */
int layout_name_distance(const char *a, const char *b, int limit);
#endif
