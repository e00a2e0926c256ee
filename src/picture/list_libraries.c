#include "picture/list_libraries.h"
#include <png.h>
#include "picture/run_photo.h"

/* bantin-photo's, as it says itself: "libtiff 4.5.0", a line each. What it shares with this program is the same library. */
static void add_helper_libraries(Arena *arena, LibraryList *out) {
	const char *lines = photo_read_versions(arena);
	for (const char *line = lines, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		const char *space = memchr(line, ' ', (size_t)(end - line));
		if (!space || strncmp(line, "done ", 5) == 0 || strncmp(line, "libpng ", 7) == 0) continue;
		library_add(arena, out, arena_copy_text(arena, line, (size_t)(space - line)), arena_copy_text(arena, space + 1, (size_t)(end - space - 1)));
	}
}

void picture_list_libraries(Arena *arena, LibraryList *out) {
	unsigned number = (unsigned)png_access_version_number();
	library_add(arena, out, "libpng", arena_format(arena, "%u.%u.%u", number / 10000, number / 100 % 100, number % 100));
	add_helper_libraries(arena, out);
}
