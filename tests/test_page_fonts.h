/* What the tests of the page room need first: the checkout's own fonts, opened once for all tests of a program. */
#ifndef BANTIN_TEST_PAGE_FONTS_H
#define BANTIN_TEST_PAGE_FONTS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "design/design.h"
#include "page/measures.h"
#include "publication/publication.h"

static FontSet *fonts;

static inline int open_fonts(void **state) {
	(void)state;
	Diag *diag = diag_open();
	fonts = font_open_set(false, diag);
	diag_close(diag);
	return fonts ? 0 : -1;
}

static inline int close_fonts(void **state) {
	(void)state;
	font_close_set(fonts);
	return 0;
}
#endif
