/* The libraries of this room, by name and version. */
#ifndef BANTIN_ARCHIVE_LIST_LIBRARIES_H
#define BANTIN_ARCHIVE_LIST_LIBRARIES_H
#include "base/library.h"

void archive_list_libraries(Arena *arena, LibraryList *out);
#endif
