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
/* The sheet of a book's cover, for so many pages inside: back, spine and front, with the bleed. NULL when the layout has none, or the
 * publication is no book. */
Drawing *page_compose_cover(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag, int pages);
/* How thick the spine is: half as many sheets as pages, of paper (g/m²) by its bulk, and the board on both sides. */
Length page_spine_width(const Design *design, int pages, int paper);
#endif
