/* Colours as a layout names them. Print writes the CMYK numbers; the archive converts them once to sRGB. */
#ifndef BANTIN_BASE_COLOUR_H
#define BANTIN_BASE_COLOUR_H
#include <stdbool.h>
#include <stdint.h>
/* Amounts in 1/10000 of full ink (0..10000). */
typedef struct Colour {
	uint16_t c, m, y, k;
	const char *spot;   /* name of a spot ink with c,m,y,k as its alternative at full tint; NULL for process inks */
	uint16_t tint;      /* of the spot ink, 0..10000; unused otherwise */
} Colour;
#define COLOUR_BLACK ((Colour){ .k = 10000 })
#define COLOUR_WHITE ((Colour){ 0 })
static inline bool colour_equal(Colour a, Colour b) {
	return a.c == b.c && a.m == b.m && a.y == b.y && a.k == b.k && a.spot == b.spot && a.tint == b.tint;
}
/* Black ink alone, in full. */
static inline bool colour_is_full_black(Colour colour) { return !colour.spot && colour.k >= 10000 && !colour.c && !colour.m && !colour.y; }
#endif
