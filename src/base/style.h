/* Words of typography that layouts, fonts and paragraphs share. */
#ifndef BANTIN_BASE_STYLE_H
#define BANTIN_BASE_STYLE_H

typedef enum Alignment { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } Alignment;

/* OpenType features that a style may switch on; kern, mark, liga, calt, locl are always on. */
enum FontFeature {
	FONT_SMCP = 1, FONT_C2SC = 2, FONT_ONUM = 4, FONT_LNUM = 8, FONT_TNUM = 16, FONT_PNUM = 32, FONT_SUPS = 64,
	FONT_SUBS = 128, FONT_NO_LIGA = 256
};
#endif
