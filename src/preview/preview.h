/* Pages as pictures for a screen, true to the inks: what `bantin preview` writes. This room turns a Drawing into lists of marks, which
 * bantin-proof (src/proof/) draws and puts through the profile of the press; it reads no font and decodes no photo itself. */
#ifndef BANTIN_PREVIEW_PREVIEW_H
#define BANTIN_PREVIEW_PREVIEW_H
#include "drawing/drawing.h"
#include "press/press.h"

/* Pages by their number in the document, from 1: "3", "2-5", "1,4-", in the order of the document. */
enum { PAGE_RANGES_MAX = 32, PREVIEW_PPI_LEAST = 24, PREVIEW_PPI_MOST = 600 };
typedef struct PageChoice {
	struct { int first, last; /* 0: to the end */ } ranges[PAGE_RANGES_MAX];
	int count;               /* 0: all pages */
} PageChoice;
bool preview_read_pages(const char *text, PageChoice *out); /* false when it is none, or has too many parts */

typedef struct PreviewWish {
	PageChoice pages;
	int ppi;                 /* pixels to the inch */
	bool contact_only;       /* only the contact sheet */
	bool paper;              /* the colour of the paper is shown too; else it is white */
	bool bleed;              /* the bleed is shown too */
} PreviewWish;

typedef struct PreviewJob {
	const char *name;        /* of the document: NAME.001.png, NAME.cover.png, NAME.contact.png */
	const char *folder;      /* to be made, or replaced, as a whole */
	const PreviewWish *wish;
	const PressJob *job;
	const PressProfile *profile;
	FontSet *fonts;          /* for the page numbers of the contact sheet */
	SourcePos pos;           /* of the document, for messages */
} PreviewJob;

/* cover: the sheet of a book's cover, or NULL; it is left out where pages are chosen. Returns 0, 1 when the document or the wish cannot be met (recorded:
 * "preview-pages", "preview-too-large", and what picture_convert records), 3 when the surroundings fail ("proof-helper", "write-failed").
 * pages: how many were drawn, besides the cover. */
int preview_write_drawing(const Drawing *drawing, const Drawing *cover, const PreviewJob *job, Diag *diag, int *pages);
#endif
