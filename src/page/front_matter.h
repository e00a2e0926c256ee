/* What stands before the articles: the masthead or the cover page, the cover photo, the contents. */
#ifndef BANTIN_PAGE_FRONT_MATTER_H
#define BANTIN_PAGE_FRONT_MATTER_H
#include "page/bands.h"

typedef struct FrontMatter FrontMatter;

/* The publication as this design prints it: with a cover page, the caption of the cover's photo goes into the imprint. */
const Publication *page_credit_cover(Arena *arena, const Publication *publication, const Design *design);
/* True when the design and the publication have a cover page. */
bool page_has_cover(const Composer *c);
/* Places it on the layout's first page, and opens the pages that it takes for itself. */
FrontMatter *page_place_front(Layout *l);
/* True when the imprint stands with the contents; else, where it was set to stand there and had no room, as it was set. */
bool page_front_has_imprint(const FrontMatter *front);
const Setting *page_front_imprint(const FrontMatter *front);
/* Draws what names pages, when they are known. */
void page_draw_front(Layout *l, FrontMatter *front);

/* ---- set_cover_page.c ---- */
void page_draw_cover(Composer *c, NodeId node, const ContentsList *articles, const int *pages);

/* ---- set_contents_page.c ---- */
typedef struct ContentsPages {
	NodeId node;
	ContentsList entries;
	int page;           /* the first of them */
	int foot_rows;      /* kept free at its foot */
	bool leads;         /* standfirsts below the titles */
} ContentsPages;
/* Sets the contents on their own pages; returns how many those are. draw: else only counted. */
int page_set_contents_pages(Composer *c, const ContentsPages *contents, const int *pages, bool draw);
#endif
