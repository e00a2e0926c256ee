/* An issue brought to a number of pages. */
#ifndef BANTIN_PAGE_FIT_PAGES_H
#define BANTIN_PAGE_FIT_PAGES_H
#include "page/composer.h"
#include "page/measures.h"

typedef void PagePass(Composer *c, PageMeasures *measures); /* composes all pages anew into c->drawing */
/* Finds how the issue comes to so many pages within the ranges of its design, leaves the composer set for it, and says what it did,
 * or by how many lines it cannot. */
void page_fit_pages(Composer *c, int wanted, PagePass *compose);
/* How many rows an article's body has. */
void page_note_length(Composer *c, const Article *article, int rows);
#endif
