/* All pages small on one picture, as they lie open: the first alone on the right, then facing ones. */
#ifndef BANTIN_PREVIEW_CONTACT_SHEET_H
#define BANTIN_PREVIEW_CONTACT_SHEET_H
#include "preview/list_page.h"

typedef struct SheetPage {
	int number;              /* in the document, from 1 */
	const char *label;       /* what is printed on it, or its number in parentheses */
	int width, height;       /* of its small picture, pixels */
	Text pixels;             /* rows of red green blue */
} SheetPage;

/* How high the small pictures of so many pages are: fewer are shown larger. */
int sheet_choose_height(int pages);
/* face: of the labels. False when it would be too large. */
bool sheet_list(Text *list, const SheetPage *pages, int count, Font *face, ProofRun *run);
#endif
