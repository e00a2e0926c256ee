/* The libraries of this room, by name and version. */
#ifndef BANTIN_PUBLICATION_LIST_LIBRARIES_H
#define BANTIN_PUBLICATION_LIST_LIBRARIES_H
#include "base/library.h"

void publication_list_libraries(Arena *arena, LibraryList *out);
#endif
