/* What bantin and bantin-proof say to each other. bantin sends pages one after the other on a pipe and waits after each for what
 * became of it; a page is drawn in the order of its marks.
 *
 * Numbers are little endian: u8, u16, u32, i32. Lengths are in 1/256 pixel from the page's top left corner, y down.
 *   ink     u8 c m y k (255: full; on a SHEET: red, green, blue, 0), u8 spot (255: none), u8 tint of it, u8 overprints
 *   box     i32 x y width height
 *
 *   LIST_PAGE   u32 width height (pixels) pixels-per-metre, u32 thumbnail's width height (0: none), u8 whether a PNG is wanted,
 *               u8 0 inks on paper, 1 colours of a screen (a SHEET), u8 red green blue of a SHEET's ground
 *   LIST_SPOT   u8 number, u8 c m y k: what a full spot ink looks like; before the page's first mark with it
 *   LIST_GLYPH  u32 number (in order from 0), u32 units to the em, u32 count, so many of: u8 'm' 'l' 'q' 'c' 'z', and 1, 1, 2, 3 or 0
 *               points i32 x y in units, y up. Kept for all pages that follow
 *   LIST_TEXT   ink, u8 turned (a quarter clockwise), u32 em across, em down (1/65536 pixel), u32 count, so many of: u32 glyph, i32 x y
 *   LIST_RECT   ink, box
 *   LIST_LINE   ink, i32 x1 y1 x2 y2, u32 width
 *   LIST_PHOTO  u8 channels (1 black, 2 black and a spot ink, 3 red green blue, 4 c m y k; 255: full), u8 spot, u8 whether alpha follows,
 *               box that shows it, box that it fills, u32 width height, the rows, and the rows of alpha
 *   LIST_END
 *
 * Answers, each u8 and u32 length and so many bytes: ANSWER_THUMBNAIL (rows of red green blue), ANSWER_PNG, then ANSWER_DONE. */
#ifndef BANTIN_PREVIEW_DISPLAY_LIST_H
#define BANTIN_PREVIEW_DISPLAY_LIST_H

enum { LIST_PAGE = 'P', LIST_SPOT = 'S', LIST_GLYPH = 'G', LIST_TEXT = 'T', LIST_RECT = 'R', LIST_LINE = 'L', LIST_PHOTO = 'I', LIST_END = 'E' };
enum { ANSWER_THUMBNAIL = 't', ANSWER_PNG = 'p', ANSWER_DONE = 'd' };
enum {
	LIST_NO_SPOT = 255,
	LIST_SPOTS = 8,                    /* plates besides the four */
	LIST_SIDE_MAX = 20000,             /* pixels of a page */
	LIST_PIXELS_MAX = 100000000,
	LIST_GLYPHS_MAX = 1 << 20,
	LIST_OUTLINE_MAX = 1 << 16,        /* commands of one glyph */
	LIST_TEXT_MAX = 1 << 20            /* glyphs of one text */
};
/* bantin-proof's descriptors besides 0, the pages, and 1, the answers; its profile is a file. */
enum { PROOF_FD_PROFILE = 3 };
#endif
