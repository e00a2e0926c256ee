/* ICC profiles that the program makes itself: free of anybody's licence, small, and the same on every machine. */
#ifndef BANTIN_PDF_MAKE_PROFILE_H
#define BANTIN_PDF_MAKE_PROFILE_H
#include <string.h>
#include "base/text.h"

/* sRGB (IEC 61966-2-1) with parametric curves, a display profile of version 4. */
void pdf_make_srgb_profile(Text *out);
/* CMYK of a coated press (FOGRA39) as an input profile with one table to Lab: it says what the inks of a photo look like. */
void pdf_make_press_profile(Text *out);
#endif
