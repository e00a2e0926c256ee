#include "picture/list_libraries.h"
#include <png.h>

void picture_list_libraries(Arena *arena, LibraryList *out) {
	unsigned number = (unsigned)png_access_version_number();
	library_add(arena, out, "libpng", arena_format(arena, "%u.%u.%u", number / 10000, number / 100 % 100, number % 100));
}
