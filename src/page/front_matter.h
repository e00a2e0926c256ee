/* What stands before the articles: the masthead or the cover page, the cover photo, the contents. */
#ifndef BANTIN_PAGE_FRONT_MATTER_H
#define BANTIN_PAGE_FRONT_MATTER_H
#include "page/bands.h"

typedef struct FrontMatter FrontMatter;

/* Places it on the layout's first page, and opens the pages that it takes for itself. */
FrontMatter *page_place_front(Layout *l);
/* Draws what names pages, when they are known. */
void page_draw_front(Layout *l, FrontMatter *front);
#endif
