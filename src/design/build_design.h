/* From a checked tree to a Design. */
#ifndef BANTIN_DESIGN_BUILD_DESIGN_H
#define BANTIN_DESIGN_BUILD_DESIGN_H
#include "design/layout_tree.h"
#include "design/read_value.h"

/* What the tree says, as a Design, and what is wished over its <print> (NULL: nothing); problems are recorded. Never NULL; to be used only when no error was recorded. */
Design *layout_build_design(Arena *arena, const LayoutElement *root, const char *path, const PressWishes *wishes, Diag *diag);
/* The styles of <styles>: each over the one it is based on. The design's colours and leading are there already. */
void layout_build_styles(LayoutReader *reader, const LayoutElement *styles);
/* <print> (NULL: none) and the wishes over it; then the colours, which are there already, are brought down to the job's inks: every
 * tint and rule that is read afterwards is made of those. */
void layout_read_print(LayoutReader *reader, const LayoutElement *print, const PressWishes *wishes);
/* What no single value shows: whether it fits the page, whether lines would touch, what nothing asks for. */
void layout_check_design(LayoutReader *reader, const LayoutElement *root);
#endif
