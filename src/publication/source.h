/* One file of XML as it was read: its text as UTF-8, its tree, and the place of every element in it. */
#ifndef BANTIN_PUBLICATION_SOURCE_H
#define BANTIN_PUBLICATION_SOURCE_H
#include <libxml/tree.h>
#include "base/arena.h"
#include "base/diag.h"
#include "publication/vocabulary.h"

/* What was repaired in the text of a file: said once, at the end, with the first place. */
typedef enum TextRepair {
	REPAIR_ETH, REPAIR_NFC, REPAIR_CONTROL, REPAIR_REPLACEMENT, REPAIR_LEGACY, REPAIR_MARKS, TEXT_REPAIRS
} TextRepair;
typedef struct RepairCount { int count; SourcePos first; } RepairCount;

typedef struct Source {
	const char *path, *folder; /* as messages name it; for what it names */
	const char *key;  /* the same for every way to write the path */
	const char *text; /* UTF-8 without a byte order mark; lent, valid until the loader is closed */
	size_t length;
	xmlDoc *doc;      /* NULL when it could not be read or is not well-formed */
	bool including;   /* its includes are being resolved: meeting it again is a circle */
	bool included;    /* its includes are resolved */
	bool malformed;   /* it could not be read, or is not well-formed: said already */
	SourcePos linked; /* where an <article href> named it first; file NULL when none did */
	int reported;     /* errors against the vocabulary; past a limit they are only counted */
	RepairCount repairs[TEXT_REPAIRS];
	struct { size_t offset, line_start; int line; } cursor; /* where source_find_pos last was */
} Source;

/* Kept in node->_private of every element. */
typedef struct Place {
	Source *source;
	size_t offset;    /* of the "<" in source->text */
	SourcePos pos;
	ElementType type; /* set by the check */
	bool bad;         /* what it holds does not follow the vocabulary or could not be included: said already */
	int article;      /* ARTICLE: its number, the scope of its ids */
} Place;

static inline Place *place_of(const xmlNode *element) { return element->_private; }

/* Line and byte column of an offset into source->text. Cheap when offsets grow. */
SourcePos source_find_pos(Source *source, size_t offset);
SourcePos source_element_pos(const xmlNode *element);
/* The place of an attribute's name in the start tag; the element's when it is not found there. */
SourcePos source_attribute_pos(const xmlNode *element, const char *name);
/* The place of the first word of a text node. */
SourcePos source_text_pos(const xmlNode *text);
/* The place where `wanted` first stands in a text node; its first word when it is not found. */
SourcePos source_find_in_text(const xmlNode *text, const char *wanted, size_t length);

/* The next child that is an element. */
xmlNode *source_first_element(const xmlNode *parent);
xmlNode *source_next_element(const xmlNode *element);
const char *source_attribute(const xmlNode *element, const char *name); /* lent; "xml:lang" works; NULL when absent */
#endif
