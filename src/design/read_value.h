/* The values of a layout's attributes: lengths, colours, rules, words. */
#ifndef BANTIN_DESIGN_READ_VALUE_H
#define BANTIN_DESIGN_READ_VALUE_H
#include "design/layout_tree.h"

typedef struct LayoutReader {
	Arena *arena;
	Diag *diag;
	Design *design; /* its leading, colours and styles are looked up */
	int errors;     /* in diag when the reading began */
} LayoutReader;

/* Reads the attribute's value to where its rule says, in target. What cannot be read is recorded, and the target left as it
 * was. em: for styles, STYLE_SLOTS amounts in 1/65536 em that the caller turns into lengths when the size is known. */
void layout_read_value(LayoutReader *reader, const LayoutAttribute *attribute, void *target, int32_t *em);
/* All attributes of the element in turn. */
void layout_read_values(LayoutReader *reader, const LayoutElement *element, void *target, int32_t *em);
/* Checks the fields and brackets of a template. */
void layout_check_template(LayoutReader *reader, const char *text, SourcePos pos);
#endif
