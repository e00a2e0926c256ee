#include "archive/list_libraries.h"
#include <nettle/version.h>

void archive_list_libraries(Arena *arena, LibraryList *out) {
	library_add(arena, out, "nettle", arena_format(arena, "%d.%d", nettle_version_major(), nettle_version_minor()));
}
