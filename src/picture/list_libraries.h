/* The libraries of this room, by name and version. */
#ifndef BANTIN_PICTURE_LIST_LIBRARIES_H
#define BANTIN_PICTURE_LIST_LIBRARIES_H
#include "base/library.h"

void picture_list_libraries(Arena *arena, LibraryList *out);
#endif
