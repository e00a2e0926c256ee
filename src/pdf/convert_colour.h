/* Inks as a screen shows them. */
#ifndef BANTIN_PDF_CONVERT_COLOUR_H
#define BANTIN_PDF_CONVERT_COLOUR_H
#include "base/colour.h"

typedef struct ScreenColour { uint16_t r, g, b; } ScreenColour; /* 1/1000 */

/* A layout's colour, a spot ink by its alternative, as sRGB: coated press (FOGRA39), paper white, full black 0 0 0.
 * Interpolated in integers, so the same everywhere. */
ScreenColour pdf_convert_colour(Colour colour);
/* The CMYK amounts that stand for the colour on a press without its spot ink. */
Colour pdf_flatten_spot(Colour colour);
#endif
