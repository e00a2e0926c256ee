/* Page composition: fits an issue onto the grid, page by page, and emits a Drawing. */
#ifndef BANTIN_PAGE_PAGE_H
#define BANTIN_PAGE_PAGE_H
#include "base/diag.h"
#include "design/design.h"
#include "drawing/drawing.h"
#include "font/font.h"
#include "publication/publication.h"

/* Composes the whole publication. Problems are recorded; a drawing always comes back (in the arena). */
Drawing *page_compose(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag);
#endif
