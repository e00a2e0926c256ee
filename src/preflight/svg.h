/* Pages as SVG: the inside of the report. */
#ifndef BANTIN_PREFLIGHT_SVG_H
#define BANTIN_PREFLIGHT_SVG_H
#include "preflight/report_parts.h"

enum { SHAPE_EM = 500 }; /* units of an outline to the em: at a thousand pixels to the page, 0.05 pixel of body type */

/* The number of the outline "s" + hexadecimal number + the shapes' suffix, which the next defs will hold. font_units_per_em must be positive. */
uint32_t shapes_find_run(Shapes *shapes, const GlyphRun *run);
uint32_t shapes_find_glyph(Shapes *shapes, const Font *font, uint32_t glyph);

/* Points with two decimals, as short as they can be: "12.5". */
void svg_add_points(Text *out, LengthSum value);
/* A colour of inks as a screen shows it about: "#rrggbb". */
void svg_add_colour(Text *out, Colour colour);
/* What is drawn on the page, without marks. */
void svg_add_items(Shapes *shapes, Text *out, const DrawnPage *page);
#endif
