/* The libraries that the program runs with, as each room knows its own: for the record of what was made by what. */
#ifndef BANTIN_BASE_LIBRARY_H
#define BANTIN_BASE_LIBRARY_H
#include "base/arena.h"

typedef struct Library { const char *name, *version; } Library;
typedef struct LibraryList { Library *items; int count, capacity; } LibraryList;

static inline void library_add(Arena *arena, LibraryList *list, const char *name, const char *version) {
	Library *library = vector_push(arena, list);
	library->name = name;
	library->version = version;
}
#endif
