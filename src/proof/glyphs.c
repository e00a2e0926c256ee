/* Glyphs: an outline each, and masks of it, made when they are first needed: type of one size sets the same letter thousands of times,
 * and laying a mask down is all that this then takes. Along the line a letter stands at the nearest quarter of a pixel, or its spacing would
 * look uneven; across it on whole pixels, so that letters of a line have one edge. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "proof/proof.h"

typedef struct Outline { OutlineStep *steps; uint32_t count, units_per_em; } Outline;
typedef struct Mask {
	uint32_t glyph, em_x, em_y;
	uint8_t turned, part;      /* quarters of a pixel along the line */
	bool used;
	int x, y, width, height;   /* from the pixel of the origin; no width: nothing is seen */
	unsigned char *bytes;      /* width to the row */
} Mask;

static Outline *outlines;
static uint32_t outline_count, outline_room;
static Mask *masks;
static uint32_t mask_count, mask_room; /* a power of two */
static size_t mask_bytes;

void glyphs_add(uint32_t units_per_em, OutlineStep *steps, uint32_t count) {
	if (outline_count == outline_room) {
		outline_room = outline_room ? outline_room * 2 : 1024;
		outlines = realloc(outlines, outline_room * sizeof *outlines);
		if (!outlines) proof_fail("out of memory");
	}
	outlines[outline_count++] = (Outline){ steps, count, units_per_em };
}

uint32_t glyphs_count(void) { return outline_count; }

/* ---- making a mask ---- */

typedef struct Frame { double x, y, across, down; bool turned; } Frame; /* from units to pixels */

static void place(const Frame *frame, const int32_t *point, double *x, double *y) {
	*x = frame->x + (frame->turned ? point[1] * frame->down : point[0] * frame->across);
	*y = frame->y + (frame->turned ? point[0] * frame->across : -point[1] * frame->down);
}

static void draw_outline(cairo_t *pen, const Outline *outline, const Frame *frame) {
	double x[3], y[3], at_x = 0, at_y = 0;
	bool open = false;
	for (uint32_t i = 0; i < outline->count; i++) {
		const OutlineStep *step = &outline->steps[i];
		for (int k = 0; k < 3; k++) place(frame, step->points + 2 * k, &x[k], &y[k]);
		if (step->kind == 'z') {
			if (open) cairo_close_path(pen);
			open = false;
			continue;
		}
		if (step->kind != 'm' && !open) continue; /* a contour begins with a move */
		open = true;
		int last = step->kind == 'q' ? 1 : step->kind == 'c' ? 2 : 0;
		if (step->kind == 'm') cairo_move_to(pen, x[0], y[0]);
		else if (step->kind == 'l') cairo_line_to(pen, x[0], y[0]);
		else if (step->kind == 'c') cairo_curve_to(pen, x[0], y[0], x[1], y[1], x[2], y[2]);
		else cairo_curve_to(pen, at_x + (x[0] - at_x) * 2 / 3, at_y + (y[0] - at_y) * 2 / 3, x[1] + (x[0] - x[1]) * 2 / 3, y[1] + (y[0] - y[1]) * 2 / 3, x[1], y[1]);
		at_x = x[last];
		at_y = y[last];
	}
}

/* The pixels that the outline covers, as far as they can be on a page; false when it covers none. */
static bool find_extents(const Outline *outline, const Frame *frame, Mask *mask) {
	double left = INT_MAX, top = INT_MAX, right = INT_MIN, bottom = INT_MIN;
	for (uint32_t i = 0; i < outline->count; i++) {
		const OutlineStep *step = &outline->steps[i];
		int points = step->kind == 'z' ? 0 : step->kind == 'q' ? 2 : step->kind == 'c' ? 3 : 1;
		for (int k = 0; k < points; k++) {
			double x, y;
			place(frame, step->points + 2 * k, &x, &y);
			left = fmin(left, x), right = fmax(right, x), top = fmin(top, y), bottom = fmax(bottom, y);
		}
	}
	if (right <= left || bottom <= top || right - left > LIST_SIDE_MAX || bottom - top > LIST_SIDE_MAX) return false;
	if (fabs(left) > LIST_SIDE_MAX || fabs(top) > LIST_SIDE_MAX) return false;
	mask->x = (int)floor(left);
	mask->y = (int)floor(top);
	mask->width = (int)ceil(right) - mask->x;
	mask->height = (int)ceil(bottom) - mask->y;
	return (int64_t)mask->width * mask->height <= LIST_PIXELS_MAX;
}

static void make_mask(Mask *mask) {
	const Outline *outline = &outlines[mask->glyph];
	Frame frame = { .across = mask->em_x / 65536.0 / outline->units_per_em, .down = mask->em_y / 65536.0 / outline->units_per_em, .turned = mask->turned };
	*(mask->turned ? &frame.y : &frame.x) = mask->part / 4.0;
	mask->width = mask->height = 0;
	if (!find_extents(outline, &frame, mask)) {
		mask->width = mask->height = 0;
		return;
	}
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, mask->width, mask->height);
	cairo_t *pen = cairo_create(surface);
	frame.x -= mask->x;
	frame.y -= mask->y;
	draw_outline(pen, outline, &frame);
	cairo_fill(pen);
	cairo_destroy(pen);
	cairo_surface_flush(surface);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) proof_fail("out of memory");
	const unsigned char *bytes = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	mask->bytes = proof_allocate((size_t)mask->width, (size_t)mask->height);
	for (int y = 0; y < mask->height; y++) memcpy(mask->bytes + (size_t)y * (size_t)mask->width, bytes + (size_t)y * (size_t)stride, (size_t)mask->width);
	cairo_surface_destroy(surface);
}

/* ---- keeping them ---- */

static Mask *find_slot(Mask *table, uint32_t room, const Mask *wanted) {
	uint64_t hash = ((uint64_t)wanted->glyph << 32 | wanted->em_x) * UINT64_C(0x9E3779B97F4A7C15);
	hash = (hash ^ wanted->em_y ^ (uint64_t)wanted->turned << 8 ^ wanted->part) * UINT64_C(0xD1B54A32D192ED03);
	for (uint32_t at = (uint32_t)(hash >> 32) & (room - 1);; at = (at + 1) & (room - 1)) {
		Mask *mask = &table[at];
		if (!mask->used || (mask->glyph == wanted->glyph && mask->em_x == wanted->em_x && mask->em_y == wanted->em_y && mask->turned == wanted->turned && mask->part == wanted->part))
			return mask;
	}
}

static void forget_masks(void) {
	for (uint32_t i = 0; i < mask_room; i++) free(masks[i].bytes);
	if (masks) memset(masks, 0, mask_room * sizeof *masks);
	mask_count = 0;
	mask_bytes = 0;
}

static void grow_table(void) {
	uint32_t room = mask_room ? mask_room * 2 : 4096;
	Mask *table = proof_allocate(room, sizeof *table);
	for (uint32_t i = 0; i < mask_room; i++) if (masks[i].used) *find_slot(table, room, &masks[i]) = masks[i];
	free(masks);
	masks = table;
	mask_room = room;
}

static const Mask *find_mask(const Mask *wanted) {
	enum { MOST_BYTES = 64 << 20 };
	if (mask_bytes > MOST_BYTES) forget_masks();
	if (2 * (mask_count + 1) > mask_room) grow_table();
	Mask *mask = find_slot(masks, mask_room, wanted);
	if (mask->used) return mask;
	*mask = *wanted;
	mask->used = true;
	mask_count++;
	make_mask(mask);
	mask_bytes += (size_t)mask->width * (size_t)mask->height;
	return mask;
}

void glyphs_draw(Page *page, const Ink *ink, const TextStyle *style, uint32_t glyph, int32_t x, int32_t y) {
	Mask wanted = { .glyph = glyph, .em_x = style->em_x, .em_y = style->em_y, .turned = style->turned };
	int32_t along = (style->turned ? y : x) + 32, across = (style->turned ? x : y) + 128;
	wanted.part = (uint8_t)((along & 255) >> 6);
	int whole = (along - (along & 255)) / 256, line = (across - (across & 255)) / 256;
	const Mask *mask = find_mask(&wanted);
	if (mask->width) page_lay_mask(page, ink, mask->bytes, mask->width, mask->x + (style->turned ? line : whole), mask->y + (style->turned ? whole : line), mask->width, mask->height);
}
