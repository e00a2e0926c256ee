/* What the check finds, in words: where, what was found, what was expected, what to do. */
#ifndef BANTIN_PUBLICATION_REPORT_SCHEMA_H
#define BANTIN_PUBLICATION_REPORT_SCHEMA_H
#include "publication/check_schema.h"

/* An element that may not stand in parent. Returns the name of the allowed element that is probably meant, or NULL. */
const char *report_stranger(Checker *checker, const xmlNode *parent, const xmlNode *child, const ChildRule *allowed);
void report_words(Checker *checker, const xmlNode *parent, const xmlNode *text);
void report_only_words(Checker *checker, const xmlNode *parent, const xmlNode *child);
void report_not_empty(Checker *checker, const xmlNode *element, const xmlNode *child);
void report_too_many(Checker *checker, const xmlNode *parent, const xmlNode *child, const xmlNode *first);
void report_order(Checker *checker, const xmlNode *child, const xmlNode *latest);
void report_missing_child(Checker *checker, const xmlNode *parent, const ChildRule *missing);
void report_missing_any(Checker *checker, const xmlNode *parent, const ChildRule *rules, int rank);
void report_pairing(Checker *checker, const xmlNode *child, const ChildRule *missing);
void report_nesting(Checker *checker, const xmlNode *element, const xmlNode *around, const char *code);
void report_unknown_attribute(Checker *checker, const xmlNode *element, ElementType type, const char *name);
void report_missing_attribute(Checker *checker, const xmlNode *element, ElementType type, const char *name);
void report_bad_value(Checker *checker, const xmlNode *element, const AttributeRule *rule, const char *value);
void report_wrong_root(Checker *checker, const xmlNode *root, const char *wanted);
#endif
