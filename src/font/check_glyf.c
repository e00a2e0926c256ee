/* Are all TrueType outlines of a face whole? Asked of variable faces alone: HarfBuzz 6 writes past its memory when it makes
 * an instance of a face in which an outline is broken (found by putting single bytes wrong; shaping and plain subsets are safe).
 * OpenType, "glyf - Glyph Data"; costs a quarter of a millisecond for 3,000 glyphs. */
#include "font/font_set.h"
#include <stdlib.h>

typedef struct Bytes { const unsigned char *at; size_t length; } Bytes;

static uint32_t u16_at(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static uint32_t u32_at(const unsigned char *p) { return u16_at(p) << 16 | u16_at(p + 2); }

/* Contour ends rise; the flags, told once or repeated, and the coordinates that they announce fit. */
static bool simple_is_whole(Bytes glyph, uint32_t contours) {
	enum { REPEAT = 8, X_SHORT = 2, X_SAME = 16, Y_SHORT = 4, Y_SAME = 32 };
	size_t at = 10, points = 0;
	if (glyph.length < at + contours * 2 + 2) return false;
	for (uint32_t i = 0; i < contours; i++, at += 2) {
		uint32_t end = u16_at(glyph.at + at) + 1;
		if (end <= points && i) return false;
		points = end;
	}
	at += 2 + u16_at(glyph.at + at); /* instructions */
	size_t coordinates = 0;
	for (size_t point = 0; point < points;) {
		if (at >= glyph.length) return false;
		unsigned flag = glyph.at[at++], times = 1;
		if (flag & REPEAT) {
			if (at >= glyph.length) return false;
			times += glyph.at[at++];
		}
		if (times > points - point) return false;
		size_t size = (flag & X_SHORT ? 1u : flag & X_SAME ? 0u : 2u) + (flag & Y_SHORT ? 1u : flag & Y_SAME ? 0u : 2u);
		coordinates += size * times;
		point += times;
	}
	return glyph.length - at >= coordinates;
}

typedef struct Outlines {
	Bytes loca, glyf;
	uint32_t glyph_count, step;    /* bytes of an offset in loca */
	unsigned char *seen;           /* of each glyph: found whole */
} Outlines;

static bool find_glyph(const Outlines *all, uint32_t id, Bytes *glyph) {
	const unsigned char *p = all->loca.at + (size_t)id * all->step;
	size_t from = all->step == 4 ? u32_at(p) : u16_at(p) * 2, to = all->step == 4 ? u32_at(p + 4) : u16_at(p + 2) * 2;
	if (to < from || to > all->glyf.length) return false;
	*glyph = (Bytes){ all->glyf.at + from, to - from };
	return true;
}

static bool glyph_is_whole(const Outlines *all, uint32_t id, int depth);

/* Components follow each other inside the glyph, name glyphs that are there, and never come round to where they began. */
static bool composite_is_whole(const Outlines *all, Bytes glyph, int depth) {
	enum { WORDS = 1, SCALE = 8, MORE = 32, XY_SCALE = 64, MATRIX = 128, INSTRUCTIONS = 256 };
	size_t at = 10;
	unsigned flags = MORE;
	while (flags & MORE) {
		if (glyph.length < at + 4) return false;
		flags = u16_at(glyph.at + at);
		if (!glyph_is_whole(all, u16_at(glyph.at + at + 2), depth + 1)) return false;
		at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & MATRIX ? 8 : 0);
		if (at > glyph.length) return false;
	}
	if (!(flags & INSTRUCTIONS)) return true;
	return glyph.length >= at + 2 && glyph.length - at - 2 >= u16_at(glyph.at + at);
}

static bool glyph_is_whole(const Outlines *all, uint32_t id, int depth) {
	enum { DEEPEST = 16 };
	Bytes glyph;
	if (id >= all->glyph_count || depth > DEEPEST) return false;
	if (all->seen[id]) return true;
	if (!find_glyph(all, id, &glyph)) return false;
	if (glyph.length) { /* else a blank */
		if (glyph.length < 10) return false;
		int contours = (int16_t)u16_at(glyph.at);
		if (contours == 0 || contours < -1) return false;
		if (contours > 0 ? !simple_is_whole(glyph, (uint32_t)contours) : !composite_is_whole(all, glyph, depth)) return false;
	}
	all->seen[id] = 1;
	return true;
}

static bool outlines_are_whole(Bytes head, Bytes loca, Bytes glyf, uint32_t glyph_count) {
	if (head.length < 54) return false;
	uint32_t format = u16_at(head.at + 50);
	if (format > 1 || u16_at(head.at + 52) != 0) return false;
	Outlines all = { loca, glyf, glyph_count, format ? 4 : 2, NULL };
	if (loca.length < all.step * ((size_t)glyph_count + 1)) return false;
	all.seen = calloc(glyph_count, 1);
	if (!all.seen) base_out_of_memory();
	bool whole = true;
	for (uint32_t i = 0; i < glyph_count && whole; i++) whole = glyph_is_whole(&all, i, 0);
	free(all.seen);
	return whole;
}

bool face_outlines_are_whole(hb_face_t *face) {
	static const hb_tag_t TAGS[] = { HB_TAG('h', 'e', 'a', 'd'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f') };
	hb_blob_t *blobs[3];
	Bytes tables[3];
	for (int i = 0; i < 3; i++) {
		unsigned length;
		blobs[i] = hb_face_reference_table(face, TAGS[i]);
		tables[i].at = (const unsigned char *)hb_blob_get_data(blobs[i], &length);
		tables[i].length = length;
	}
	bool whole = outlines_are_whole(tables[0], tables[1], tables[2], hb_face_get_glyph_count(face));
	for (int i = 0; i < 3; i++) hb_blob_destroy(blobs[i]);
	return whole;
}
