/* What a set of fonts is, so that it is known again. */
#ifndef BANTIN_FONT_DESCRIBE_SET_H
#define BANTIN_FONT_DESCRIBE_SET_H
#include "base/text.h"
#include "font/font.h"

/* Adds the names of all faces in the order of their choice, and of each file its name, size and table directory, which holds a checksum
 * of every table (OpenType, "Table Directory"): two sets that are described alike choose and draw alike. Where the files lie does not
 * matter. */
void font_describe_set(const FontSet *set, Text *out);
#endif
