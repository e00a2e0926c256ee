/* The libraries of this room, by name and version. */
#ifndef BANTIN_PDF_LIST_LIBRARIES_H
#define BANTIN_PDF_LIST_LIBRARIES_H
#include "base/library.h"

void pdf_list_libraries(Arena *arena, LibraryList *out);
#endif
