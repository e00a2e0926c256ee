#include "font/list_libraries.h"
#include <fontconfig/fontconfig.h>
#include <hb.h>

void font_list_libraries(Arena *arena, LibraryList *out) {
	int number = FcGetVersion();
	library_add(arena, out, "fontconfig", arena_format(arena, "%d.%d.%d", number / 10000, number / 100 % 100, number % 100));
	library_add(arena, out, "HarfBuzz", hb_version_string());
}
