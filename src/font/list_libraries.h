/* The libraries of this room, by name and version. */
#ifndef BANTIN_FONT_LIST_LIBRARIES_H
#define BANTIN_FONT_LIST_LIBRARIES_H
#include "base/library.h"

void font_list_libraries(Arena *arena, LibraryList *out);
#endif
