/* A layout file as a tree that remembers the place of every element and attribute: for messages, and for laying one layout
 * over another. */
#ifndef BANTIN_DESIGN_LAYOUT_TREE_H
#define BANTIN_DESIGN_LAYOUT_TREE_H
#include "base/arena.h"
#include "base/diag.h"
#include "design/layout_words.h"

typedef struct LayoutAttribute {
	const char *name, *value;
	SourcePos pos, value_pos;
	const AttributeRule *rule;     /* set by layout_check_tree */
	struct LayoutAttribute *next;
} LayoutAttribute;

typedef struct LayoutElement {
	const char *name;
	const char *text;              /* its own text, white space collapsed; "" when none */
	SourcePos pos, text_pos;
	const ElementRule *rule;       /* set by layout_check_tree */
	LayoutAttribute *attributes, *last_attribute;
	struct LayoutElement *children, *last_child, *next;
} LayoutElement;

/* Reads the file into a tree. NULL when it cannot be read or is not well-formed XML without a document type (recorded).
 * Elements of a foreign namespace are left out with a warning, attributes of one silently. */
LayoutElement *layout_read_tree(Arena *arena, const char *path, Diag *diag);
/* Holds the tree against LAYOUT_RULE and sets every `rule`; what is not known is recorded and taken out of the tree. False
 * when the root is no <layout>. */
bool layout_check_tree(Arena *arena, LayoutElement *root, Diag *diag);
/* Lays a checked layout over the checked one that it extends: base becomes the result. */
void layout_merge_tree(LayoutElement *base, LayoutElement *over);
/* Records attributes and elements that a whole layout must have. */
void layout_check_required(const LayoutElement *root, Diag *diag);

LayoutAttribute *layout_element_attribute(const LayoutElement *element, const char *name); /* NULL when not given */
LayoutElement *layout_element_child(const LayoutElement *element, const char *name);
#endif
