/* Marks onto plates. A mark replaces what is below it on every plate (it knocks out: also where it has no ink of that plate), and one
 * that overprints touches only the plates that it has ink for (ISO 32000-1, 8.6.7, mode 1). */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "proof/proof.h"

static void open_plate(const Page *page, Plate *plate, int ground) {
	plate->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, page->width, page->height);
	if (cairo_surface_status(plate->surface) != CAIRO_STATUS_SUCCESS) proof_fail("out of memory");
	plate->pen = cairo_create(plate->surface);
	cairo_set_operator(plate->pen, CAIRO_OPERATOR_SOURCE);
	plate->bytes = cairo_image_surface_get_data(plate->surface);
	plate->stride = cairo_image_surface_get_stride(plate->surface);
	if (ground) {
		cairo_surface_flush(plate->surface);
		memset(plate->bytes, ground, (size_t)plate->stride * (size_t)page->height);
		cairo_surface_mark_dirty(plate->surface);
		plate->inked = true;
	}
}

void page_open(Page *page) {
	for (int i = 0; i < PROCESS_INKS; i++) open_plate(page, &page->plates[i], page->is_sheet && i < 3 ? page->ground[i] : 0);
}

void page_close(Page *page) {
	for (int i = 0; i < PLATES; i++) {
		if (!page->plates[i].surface) continue;
		cairo_destroy(page->plates[i].pen);
		cairo_surface_destroy(page->plates[i].surface);
	}
}

void page_name_spot(Page *page, int spot, const uint8_t alternative[PROCESS_INKS]) {
	memcpy(page->alternatives[spot], alternative, PROCESS_INKS);
	if (!page->plates[PROCESS_INKS + spot].surface) open_plate(page, &page->plates[PROCESS_INKS + spot], 0);
}

static int amount_of(const Ink *ink, int plate) {
	return plate < PROCESS_INKS ? ink->amounts[plate] : plate - PROCESS_INKS == ink->spot ? ink->tint : 0;
}

/* Whether a mark changes the plate at all: laying nothing on bare paper does not. */
static bool touches(Plate *plate, int amount, bool overprints) {
	if (!plate->surface || (!amount && (overprints || !plate->inked))) return false;
	plate->inked = true;
	return true;
}

/* ---- masks: letters ---- */

void page_lay_mask(Page *page, const Ink *ink, const unsigned char *mask, int stride, int x, int y, int width, int height) {
	int left = x < 0 ? -x : 0, top = y < 0 ? -y : 0;
	if (width > page->width - x) width = page->width - x;
	if (height > page->height - y) height = page->height - y;
	if (left >= width || top >= height) return;
	for (int i = 0; i < PLATES; i++) {
		Plate *plate = &page->plates[i];
		const unsigned amount = (unsigned)amount_of(ink, i);
		if (!touches(plate, (int)amount, ink->overprints)) continue;
		cairo_surface_flush(plate->surface);
		for (int row = top; row < height; row++) {
			const unsigned char *from = mask + (size_t)row * (size_t)stride;
			unsigned char *to = plate->bytes + (size_t)(y + row) * (size_t)plate->stride + (x + left);
			for (int k = left; k < width; k++, to++) if (from[k]) *to = (unsigned char)((amount * from[k] + *to * (255u - from[k]) + 127u) / 255u);
		}
		cairo_surface_mark_dirty(plate->surface);
	}
}

/* ---- shapes ---- */

static double pixels(int64_t length) { return (double)length / 256; }

/* Cairo takes the upper byte of a colour in sixteen bits: n/255 gives n. */
static void choose_amount(const Plate *plate, int amount) { cairo_set_source_rgba(plate->pen, 0, 0, 0, amount / 255.0); }

void page_lay_rect(Page *page, const Ink *ink, Box box) {
	for (int i = 0; i < PLATES; i++) {
		Plate *plate = &page->plates[i];
		if (!touches(plate, amount_of(ink, i), ink->overprints)) continue;
		choose_amount(plate, amount_of(ink, i));
		cairo_rectangle(plate->pen, pixels(box.x), pixels(box.y), pixels(box.width), pixels(box.height));
		cairo_fill(plate->pen);
	}
}

void page_lay_line(Page *page, const Ink *ink, const int32_t ends[4], uint32_t width) {
	for (int i = 0; i < PLATES; i++) {
		Plate *plate = &page->plates[i];
		if (!touches(plate, amount_of(ink, i), ink->overprints)) continue;
		choose_amount(plate, amount_of(ink, i));
		cairo_set_line_width(plate->pen, pixels(width));
		cairo_move_to(plate->pen, pixels(ends[0]), pixels(ends[1]));
		cairo_line_to(plate->pen, pixels(ends[2]), pixels(ends[3]));
		cairo_stroke(plate->pen);
	}
}

/* ---- photos: each channel onto its plate ---- */

/* Channel `channel` of the rows as a picture of its own; none: bare paper. */
static cairo_surface_t *make_channel(const Photo *photo, const unsigned char *rows, int channel, int channels) {
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, photo->width, photo->height);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) proof_fail("out of memory");
	unsigned char *bytes = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	for (int y = 0; channel >= 0 && y < photo->height; y++) {
		const unsigned char *from = rows + (size_t)y * (size_t)photo->width * (size_t)channels + channel;
		unsigned char *to = bytes + (size_t)y * (size_t)stride;
		for (int x = 0; x < photo->width; x++, from += channels) to[x] = *from;
	}
	cairo_surface_mark_dirty(surface);
	return surface;
}

static cairo_pattern_t *make_pattern(const Photo *photo, cairo_surface_t *surface) {
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
	cairo_matrix_t matrix;
	cairo_matrix_init_scale(&matrix, photo->width / pixels(photo->box.width), photo->height / pixels(photo->box.height));
	cairo_matrix_translate(&matrix, -pixels(photo->box.x), -pixels(photo->box.y));
	cairo_pattern_set_matrix(pattern, &matrix);
	cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD);
	return pattern;
}

static int find_channel(const Photo *photo, int plate) {
	switch (photo->channels) {
	case 1: return plate == 3 ? 0 : -1;
	case 2: return plate == 3 ? 0 : plate == PROCESS_INKS + photo->spot ? 1 : -1;
	default: return plate < photo->channels ? plate : -1;
	}
}

static Box intersect(Box a, Box b) {
	int64_t left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
	int64_t right = (int64_t)a.x + a.width < (int64_t)b.x + b.width ? (int64_t)a.x + a.width : (int64_t)b.x + b.width;
	int64_t bottom = (int64_t)a.y + a.height < (int64_t)b.y + b.height ? (int64_t)a.y + a.height : (int64_t)b.y + b.height;
	return (Box){ (int32_t)left, (int32_t)top, right > left ? (int32_t)(right - left) : 0, bottom > top ? (int32_t)(bottom - top) : 0 };
}

void page_lay_photo(Page *page, const Photo *photo) {
	Box shown = intersect(photo->clip, photo->box);
	if (!shown.width || !shown.height) return;
	cairo_surface_t *alpha = photo->alpha ? make_channel(photo, photo->alpha, 0, 1) : NULL;
	cairo_pattern_t *mask = alpha ? make_pattern(photo, alpha) : NULL;
	for (int i = 0; i < PLATES; i++) {
		Plate *plate = &page->plates[i];
		int channel = find_channel(photo, i);
		if (!touches(plate, channel >= 0, false)) continue;
		cairo_surface_t *surface = make_channel(photo, photo->rows, channel, photo->channels);
		cairo_pattern_t *pattern = make_pattern(photo, surface);
		cairo_set_source(plate->pen, pattern);
		cairo_rectangle(plate->pen, pixels(shown.x), pixels(shown.y), pixels(shown.width), pixels(shown.height));
		if (mask) {
			cairo_save(plate->pen);
			cairo_clip(plate->pen);
			cairo_mask(plate->pen, mask);
			cairo_restore(plate->pen);
		} else {
			cairo_fill(plate->pen);
		}
		cairo_pattern_destroy(pattern);
		cairo_surface_destroy(surface);
	}
	if (mask) cairo_pattern_destroy(mask);
	if (alpha) cairo_surface_destroy(alpha);
}
