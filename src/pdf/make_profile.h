/* ICC profiles that the program makes itself: free of anybody's licence, small, and the same on every machine. */
#ifndef BANTIN_PDF_MAKE_PROFILE_H
#define BANTIN_PDF_MAKE_PROFILE_H
#include <string.h>
#include "base/text.h"

/* Version 4 is what PDF knows from 1.5 on; 1.4, and so PDF/A-1, knows version 2 only. */
typedef enum ProfileVersion { PROFILE_V2 = 2, PROFILE_V4 = 4 } ProfileVersion;

/* sRGB (IEC 61966-2-1), a display profile: with parametric curves, or in version 2 with a table. */
void pdf_make_srgb_profile(ProfileVersion version, Text *out);
/* A grey or matrix profile of version 4 said again in version 2, to 16 bits; false for one that holds more than that. */
bool pdf_lower_profile(const unsigned char *bytes, size_t length, Text *out);
#endif
