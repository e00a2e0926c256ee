/* A page of a drawing as a display list. */
#ifndef BANTIN_PREVIEW_LIST_PAGE_H
#define BANTIN_PREVIEW_LIST_PAGE_H
#include "preview/list_marks.h"
#include "preview/photo_queue.h"
#include "preview/preview.h"

/* How lengths become pixels: the shown part of the page fills whole ones, so that what runs to the trim runs to the last pixel. */
typedef struct PageScale {
	int width, height;       /* pixels */
	LengthSum across, down;  /* the lengths that they show */
	Length offset;           /* the bleed, where it is shown */
} PageScale;
PageScale preview_scale_page(const DrawnPage *page, int ppi, bool bleed);
int64_t preview_scale_x(const PageScale *scale, LengthSum x); /* 1/256 pixel, from the left of what is shown */
int64_t preview_scale_y(const PageScale *scale, LengthSum y);

/* The head of the list must be there; adds all marks and the end. Photos are taken from the queue in order. */
void list_add_marks(Text *list, const DrawnPage *page, const PageScale *scale, const PressJob *job, ProofRun *run, PhotoQueue *photos, Diag *diag);
/* A line of text in one ink, from x to the right; x, y: 1/256 pixel; size: pixels. Answers how wide it is, in 1/256 pixel; list NULL: only that. */
int64_t list_add_label(Text *list, ProofRun *run, const GlyphRun *label, const ListInk *ink, int64_t x, int64_t y, int size);
#endif
