#include "preview/list_page.h"
#include <string.h>

enum { INCH = 72 * LENGTH_POINT };

/* ---- lengths ---- */

static LengthSum round_ratio(__int128 numerator, __int128 denominator) {
	return (LengthSum)((numerator >= 0 ? numerator + denominator / 2 : numerator - denominator / 2) / denominator);
}

PageScale preview_scale_page(const DrawnPage *page, int ppi, bool bleed) {
	Length around = bleed ? page->bleed : 0;
	PageScale scale = { .offset = around, .across = (LengthSum)page->width + 2 * (LengthSum)around, .down = (LengthSum)page->height + 2 * (LengthSum)around };
	if (scale.across < 1) scale.across = 1;
	if (scale.down < 1) scale.down = 1;
	LengthSum width = round_ratio((__int128)scale.across * ppi, INCH), height = round_ratio((__int128)scale.down * ppi, INCH);
	scale.width = width < 1 ? 1 : (int)width;
	scale.height = height < 1 ? 1 : (int)height;
	return scale;
}

int64_t preview_scale_x(const PageScale *scale, LengthSum x) { return round_ratio((__int128)(x + scale->offset) * scale->width * 256, scale->across); }
int64_t preview_scale_y(const PageScale *scale, LengthSum y) { return round_ratio((__int128)(y + scale->offset) * scale->height * 256, scale->down); }

static ListBox scale_box(const PageScale *scale, Length x, Length y, Length width, Length height) {
	int64_t left = preview_scale_x(scale, x), top = preview_scale_y(scale, y);
	int64_t right = preview_scale_x(scale, (LengthSum)x + width), bottom = preview_scale_y(scale, (LengthSum)y + height);
	return (ListBox){ (int32_t)left, (int32_t)top, (int32_t)(right - left), (int32_t)(bottom - top) };
}

/* The edges of what is larger than a hair stand between pixels: fields that touch would otherwise let the ground through, as a pale line
 * that no press prints. Rules keep their thickness. */
static void snap_edges(int32_t *at, int32_t *extent) {
	enum { THICK = 2 * 256 };
	if (*extent < THICK) return;
	int64_t first = ((int64_t)*at + 128) >> 8, last = ((int64_t)*at + *extent + 128) >> 8;
	*at = (int32_t)(first * 256);
	*extent = (int32_t)((last - first) * 256);
}

static ListBox scale_field(const PageScale *scale, const DrawItem *item) {
	ListBox box = scale_box(scale, item->x, item->y, item->width, item->height);
	snap_edges(&box.x, &box.width);
	snap_edges(&box.y, &box.height);
	return box;
}

/* ---- a page ---- */

typedef struct Lister {
	Text *list;
	const PageScale *scale;
	const PressJob *job;
	ProofRun *run;
	PhotoQueue *photos;
	Diag *diag;
	const char *spots[LIST_SPOTS]; int spot_count;
} Lister;

static unsigned scale_amount(unsigned amount) { return amount >= 10000 ? 255 : (amount * 255 + 5000) / 10000; }

/* The number of the ink's plate on this page, -1 when there are too many. */
static int find_spot(Lister *l, Colour colour) {
	for (int i = 0; i < l->spot_count; i++) if (strcmp(l->spots[i], colour.spot) == 0) return i;
	if (l->spot_count == LIST_SPOTS) return -1;
	list_add_u8(l->list, LIST_SPOT);
	list_add_u8(l->list, (unsigned)l->spot_count);
	const uint16_t inks[4] = { colour.c, colour.m, colour.y, colour.k };
	for (int i = 0; i < 4; i++) list_add_u8(l->list, scale_amount(inks[i]));
	l->spots[l->spot_count] = colour.spot;
	return l->spot_count++;
}

static ListInk make_ink(Lister *l, Colour colour, bool overprints) {
	int spot = colour.spot ? find_spot(l, colour) : -1;
	if (spot >= 0) return (ListInk){ .spot = (uint8_t)spot, .tint = (uint8_t)scale_amount(colour.tint) };
	colour = press_flatten_spot(colour);
	return (ListInk){ .amounts = { (uint8_t)scale_amount(colour.c), (uint8_t)scale_amount(colour.m), (uint8_t)scale_amount(colour.y), (uint8_t)scale_amount(colour.k) },
		.spot = LIST_NO_SPOT, .overprints = overprints };
}

/* ---- text ---- */

static void add_glyph_at(Text *list, uint32_t number, int64_t x, int64_t y) {
	list_add_u32(list, number);
	list_add_i32(list, x);
	list_add_i32(list, y);
}

static void add_text_head(Text *list, const ListInk *ink, bool turned, int64_t em_x, int64_t em_y, uint32_t count) {
	const int64_t most = (int64_t)16384 << 16;
	list_add_u8(list, LIST_TEXT);
	list_add_ink(list, ink);
	list_add_u8(list, turned);
	list_add_u32(list, (uint32_t)(em_x < 0 ? 0 : em_x > most ? most : em_x));
	list_add_u32(list, (uint32_t)(em_y < 0 ? 0 : em_y > most ? most : em_y));
	list_add_u32(list, count);
}

static void add_word(Lister *l, const DrawItem *item, const DrawWord *word, Text *glyphs) {
	const GlyphRun *run = word->run;
	const int64_t size = item->u.text.size, stretch = item->u.text.scale > 0 ? item->u.text.scale : 1000, upem = font_units_per_em(run->font);
	LengthSum x = word->x;
	for (uint32_t i = 0; i < run->glyph_count && upem > 0; i++) {
		const Glyph *glyph = &run->glyphs[i];
		LengthSum at = x + round_ratio((__int128)glyph->dx * size * stretch, upem * 1000), rise = round_ratio((__int128)glyph->dy * size, upem);
		uint32_t number = proof_find_glyph(l->run, run->font, glyph->id, l->list);
		if (item->turned) add_glyph_at(glyphs, number, preview_scale_x(l->scale, (LengthSum)item->x + rise), preview_scale_y(l->scale, (LengthSum)item->y + at - item->x));
		else add_glyph_at(glyphs, number, preview_scale_x(l->scale, at), preview_scale_y(l->scale, (LengthSum)item->y - rise));
		x += round_ratio((__int128)glyph->advance * size * stretch, upem * 1000) + round_ratio((__int128)item->u.text.letter_space * stretch, 1000);
	}
}

/* Outlines that are new go before the text that needs them. */
static void add_text(Lister *l, const DrawItem *item) {
	enum { GLYPH_BYTES = 12 };
	Text glyphs = { 0 };
	for (int i = 0; i < item->u.text.word_count; i++) add_word(l, item, &item->u.text.words[i], &glyphs);
	uint32_t count = (uint32_t)(glyphs.length / GLYPH_BYTES);
	if (count > LIST_TEXT_MAX) count = LIST_TEXT_MAX;
	ListInk ink = make_ink(l, item->u.text.colour, drawing_overprints(item));
	int64_t stretch = item->u.text.scale > 0 ? item->u.text.scale : 1000;
	int64_t across = item->turned ? l->scale->height : l->scale->width, down = item->turned ? l->scale->width : l->scale->height;
	LengthSum along = item->turned ? l->scale->down : l->scale->across, aside = item->turned ? l->scale->across : l->scale->down;
	if (count) {
		add_text_head(l->list, &ink, item->turned, round_ratio((__int128)item->u.text.size * stretch * across * 65536, (__int128)along * 1000),
			round_ratio((__int128)item->u.text.size * down * 65536, aside), count);
		text_add_bytes(l->list, glyphs.bytes, (size_t)count * GLYPH_BYTES);
	}
	text_free(&glyphs);
}

int64_t list_add_label(Text *list, ProofRun *run, const GlyphRun *label, const ListInk *ink, int64_t x, int64_t y, int size) {
	const int64_t upem = font_units_per_em(label->font);
	if (upem <= 0) return 0;
	Text glyphs = { 0 };
	int64_t units = 0;
	for (uint32_t i = 0; i < label->glyph_count; i++) {
		const Glyph *glyph = &label->glyphs[i];
		if (list) add_glyph_at(&glyphs, proof_find_glyph(run, label->font, glyph->id, list), x + (units + glyph->dx) * size * 256 / upem, y - (int64_t)glyph->dy * size * 256 / upem);
		units += glyph->advance;
	}
	if (list) {
		add_text_head(list, ink, false, (int64_t)size << 16, (int64_t)size << 16, label->glyph_count);
		text_add_bytes(list, glyphs.bytes ? glyphs.bytes : "", glyphs.length);
	}
	text_free(&glyphs);
	return units * size * 256 / upem;
}

/* ---- fields, lines, photos ---- */

static void add_rect(Lister *l, const DrawItem *item) {
	if (item->width <= 0 || item->height <= 0) return;
	ListInk ink = make_ink(l, item->u.rect.colour, drawing_overprints(item));
	ListBox box = scale_field(l->scale, item);
	list_add_rect(l->list, &ink, &box);
}

/* Where a photo is missing: the pale field with a frame and a cross that the PDF has there too. */
static void add_placeholder(Lister *l, const DrawItem *item) {
	ListInk pale = make_ink(l, (Colour){ .k = 600 }, false), grey = make_ink(l, (Colour){ .k = 3500 }, false);
	ListBox box = scale_field(l->scale, item);
	list_add_rect(l->list, &pale, &box);
	int64_t left = box.x, top = box.y, right = left + box.width, bottom = top + box.height;
	uint32_t width = (uint32_t)round_ratio((__int128)LENGTH_POINT / 2 * l->scale->width * 256, l->scale->across);
	const int64_t lines[6][4] = { { left, top, right, top }, { right, top, right, bottom }, { right, bottom, left, bottom }, { left, bottom, left, top },
		{ left, top, right, bottom }, { left, bottom, right, top } };
	for (int i = 0; i < 6; i++) list_add_line(l->list, &grey, lines[i][0], lines[i][1], lines[i][2], lines[i][3], width ? width : 1);
}

/* Greys are light, inks are dark. */
static void add_greys(Text *list, const unsigned char *bytes, size_t count) {
	for (size_t i = 0; i < count; i++) list_add_u8(list, 255u - bytes[i]);
}

static void add_duotone(Text *list, const unsigned char *bytes, size_t count) {
	DuotoneStep steps[256];
	press_make_duotone(steps);
	for (size_t i = 0; i < count; i++) {
		list_add_u8(list, scale_amount(steps[bytes[i]].black));
		list_add_u8(list, scale_amount(steps[bytes[i]].spot));
	}
}

static void add_picture(Lister *l, const DrawItem *item) {
	if (item->width <= 0 || item->height <= 0) return;
	const ConvertedPicture *made = item->u.picture.picture ? photo_queue_take(l->photos, item, l->diag) : NULL;
	bool sound = made && (made->components == 1 || made->components == 4) && made->bits == 8 && made->width <= LIST_SIDE_MAX && made->height <= LIST_SIDE_MAX;
	if (!sound || item->u.picture.image_width <= 0 || item->u.picture.image_height <= 0) {
		add_placeholder(l, item);
		if (made) photo_queue_give_back(l->photos);
		return;
	}
	size_t count = (size_t)made->width * (size_t)made->height;
	int spot = l->job->inks == PRESS_INKS_BLACK_AND_SPOT && l->job->spot.spot && made->components == 1 ? find_spot(l, l->job->spot) : -1;
	ListBox clip = scale_field(l->scale, item);
	ListBox box = scale_box(l->scale, item->u.picture.image_x, item->u.picture.image_y, item->u.picture.image_width, item->u.picture.image_height);
	if (box.width < 1) box.width = 1;
	if (box.height < 1) box.height = 1;
	list_add_photo(l->list, spot >= 0 ? 2 : made->components, spot >= 0 ? spot : LIST_NO_SPOT, made->alpha != NULL, &clip, &box, made->width, made->height);
	if (spot >= 0) add_duotone(l->list, made->bytes, count);
	else if (made->components == 1) add_greys(l->list, made->bytes, count);
	else text_add_bytes(l->list, made->bytes, count * 4);
	if (made->alpha) text_add_bytes(l->list, made->alpha, count);
	photo_queue_give_back(l->photos);
}

void list_add_marks(Text *list, const DrawnPage *page, const PageScale *scale, const PressJob *job, ProofRun *run, PhotoQueue *photos, Diag *diag) {
	Lister lister = { .list = list, .scale = scale, .job = job, .run = run, .photos = photos, .diag = diag };
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		if (item->kind == DRAW_TEXT) add_text(&lister, item);
		else if (item->kind == DRAW_RECT) add_rect(&lister, item);
		else if (item->kind == DRAW_PICTURE) add_picture(&lister, item);
	}
	list_add_u8(list, LIST_END);
}
