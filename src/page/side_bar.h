/* A side bar: columns of every page beside the text, for what does not flow with it.
 *
 * What a design gives to its side bar is set to the bar's width and kept apart: an article that is news in brief, say, goes into
 * a line of things that wait for a place, and a pull quote waits for the page where its article comes to it. The text goes over
 * its pages as if the page were narrower: while there is a bar, Composer.design is that of the text beside it. When all pages
 * are filled, page_fill_side_bars hands out what waits, evenly over the bars, each thing whole; what finds no room there goes
 * over all the columns of pages of its own. */
#ifndef BANTIN_PAGE_SIDE_BAR_H
#define BANTIN_PAGE_SIDE_BAR_H
#include "page/bands.h"

typedef struct SideBar SideBar;

/* Makes the composer's bar for this pass, when the design has one and the publication something for it. */
void page_open_side_bar(Composer *c);
/* The design of the whole page again, for what stands on it as a whole. */
void page_close_side_bar(Composer *c);
const Design *page_whole_design(const Composer *c);
/* True when the bar is there and takes that (SideContent). */
bool page_side_takes(const Composer *c, unsigned content);
bool page_side_takes_block(const Composer *c, const Block *block);
bool page_side_takes_article(const Composer *c, int number); /* counted through the publication */
Length page_side_width(const Composer *c);
Length page_side_x(const Composer *c, int page), page_text_x(const Composer *c, int page); /* left edges of the bar, and of the text beside it */
/* While something is set for the bar, the composer's design and column are the bar's. */
void page_begin_aside(Composer *c);
void page_end_aside(Composer *c);
/* An article set for the bar. title: of its part, above the first of them on a page; tight: it follows its like after one row. */
void page_add_aside(Composer *c, const Galley *galley, const char *title, NodeId title_node, bool tight);
/* A block of the text that goes into the bar of the page where the text comes to it. */
void page_add_side_block(Composer *c, Galley *galley, const Block *block, const BlockContext *context);
void page_add_side_galley(Composer *c, Galley *galley, const Galley *aside); /* the same for what is set already */
/* Notes the side blocks among units first..end-1, which this page has reached. */
void page_reach_side_blocks(Composer *c, int page, const Galley *galley, int first, int end);
/* The bars begin on this page, below so many rows of it; the next rows there may be kept for others. */
void page_start_side_bars(Composer *c, int page, int row);
void page_keep_side_rows(Composer *c, int rows);
/* The rule over a thing of the bar: the rows it takes, and its drawing. */
int page_side_rule_rows(const Composer *c);
void page_draw_side_rule(Composer *c, int page, int row);
/* The imprint, for the foot of the last bar. */
void page_set_side_imprint(Composer *c);
/* Fills the bars of all pages. What is left over stands in the band, whose galley may be empty. */
void page_fill_side_bars(Layout *l, Band *left_over);
#endif
