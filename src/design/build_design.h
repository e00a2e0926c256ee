/* From a checked tree to a Design. */
#ifndef BANTIN_DESIGN_BUILD_DESIGN_H
#define BANTIN_DESIGN_BUILD_DESIGN_H
#include "design/layout_tree.h"
#include "design/read_value.h"

/* What the tree says, as a Design; problems are recorded. Never NULL; to be used only when no error was recorded. */
Design *layout_build_design(Arena *arena, const LayoutElement *root, const char *path, Diag *diag);
/* The styles of <styles>: each over the one it is based on. The design's colours and leading are there already. */
void layout_build_styles(LayoutReader *reader, const LayoutElement *styles);
/* What no single value shows: whether it fits the page, whether lines would touch, what nothing asks for. */
void layout_check_design(LayoutReader *reader, const LayoutElement *root);
#endif
