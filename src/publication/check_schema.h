/* Checks trees against the vocabulary and gives every element its type. The findings are told one by one, in the words of
 * the vocabulary. What lies beyond a schema but belongs to the form is checked here too: ids used twice, links inside links. */
#ifndef BANTIN_PUBLICATION_CHECK_SCHEMA_H
#define BANTIN_PUBLICATION_CHECK_SCHEMA_H
#include "publication/id_table.h"
#include "publication/load_xml.h"

typedef struct Checker {
	Loader *loader;
	IdTable *ids;
	int articles;               /* so far: the number of the next */
	int article;                /* the number of the one we are in; 0 outside */
	int entries, affiliations;  /* of the article we are in, so far */
	const xmlNode *note, *link; /* the one we are in, NULL outside */
	int findings, structural;   /* what the schema refuses too; of that, what spoils an article */
	VECTOR(const char *) foreign;
} Checker;

/* Checks the tree under root as an element of this type. Articles in it that do not follow the vocabulary become bad. Returns
 * false when the root is another element. Foreign elements are taken out of the tree. */
bool check_tree(Checker *checker, xmlNode *root, ElementType type);

/* validate_relaxng.c: the schema files have the last word on a tree in which check_tree found nothing. */
typedef enum SchemaName { SCHEMA_ARTICLE, SCHEMA_PUBLICATION, SCHEMAS } SchemaName;
typedef struct Validator { struct _xmlRelaxNG *schemas[SCHEMAS]; /* compiled when first needed */ } Validator;
/* Returns the number of findings; each is in diag. */
int validate_tree(Validator *validator, Loader *loader, xmlNode *root, SchemaName name);
void validator_close(Validator *validator);
#endif
