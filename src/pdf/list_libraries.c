#include "pdf/list_libraries.h"
#include <hpdf.h>
#include <libdeflate.h>

void pdf_list_libraries(Arena *arena, LibraryList *out) {
	library_add(arena, out, "libharu", HPDF_GetVersion());
	library_add(arena, out, "libdeflate", LIBDEFLATE_VERSION_STRING); /* it tells no other */
}
