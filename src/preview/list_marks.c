#include "preview/list_marks.h"

void list_add_u8(Text *list, unsigned value) { text_add_char(list, (char)(unsigned char)value); }

void list_add_u32(Text *list, uint32_t value) {
	const unsigned char bytes[4] = { (unsigned char)value, (unsigned char)(value >> 8), (unsigned char)(value >> 16), (unsigned char)(value >> 24) };
	text_add_bytes(list, bytes, sizeof bytes);
}

void list_add_i32(Text *list, int64_t value) {
	const int64_t most = 1 << 28; /* far off the page; bantin-proof takes no more */
	list_add_u32(list, (uint32_t)(int32_t)(value > most ? most : value < -most ? -most : value));
}

void list_add_page(Text *list, const ListPage *page) {
	list_add_u8(list, LIST_PAGE);
	list_add_u32(list, (uint32_t)page->width);
	list_add_u32(list, (uint32_t)page->height);
	list_add_u32(list, (uint32_t)page->pixels_per_metre);
	list_add_u32(list, (uint32_t)page->thumb_width);
	list_add_u32(list, (uint32_t)page->thumb_height);
	list_add_u8(list, page->wants_png);
	list_add_u8(list, page->is_sheet);
	text_add_bytes(list, page->ground, sizeof page->ground);
}

void list_add_ink(Text *list, const ListInk *ink) {
	text_add_bytes(list, ink->amounts, sizeof ink->amounts);
	list_add_u8(list, ink->spot);
	list_add_u8(list, ink->tint);
	list_add_u8(list, ink->overprints);
}

static void add_box(Text *list, const ListBox *box) {
	list_add_i32(list, box->x);
	list_add_i32(list, box->y);
	list_add_i32(list, box->width > 0 ? box->width : 0);
	list_add_i32(list, box->height > 0 ? box->height : 0);
}

void list_add_rect(Text *list, const ListInk *ink, const ListBox *box) {
	list_add_u8(list, LIST_RECT);
	list_add_ink(list, ink);
	add_box(list, box);
}

void list_add_line(Text *list, const ListInk *ink, int64_t x1, int64_t y1, int64_t x2, int64_t y2, uint32_t width) {
	list_add_u8(list, LIST_LINE);
	list_add_ink(list, ink);
	list_add_i32(list, x1);
	list_add_i32(list, y1);
	list_add_i32(list, x2);
	list_add_i32(list, y2);
	list_add_u32(list, width);
}

void list_add_photo(Text *list, int channels, int spot, bool alpha, const ListBox *clip, const ListBox *box, int width, int height) {
	list_add_u8(list, LIST_PHOTO);
	list_add_u8(list, (unsigned)channels);
	list_add_u8(list, (unsigned)spot);
	list_add_u8(list, alpha);
	add_box(list, clip);
	add_box(list, box);
	list_add_u32(list, (uint32_t)width);
	list_add_u32(list, (uint32_t)height);
}

/* ---- outlines ---- */

typedef struct Pen { Text steps; uint32_t count; } Pen;

static void add_step(Pen *pen, char kind, const int32_t *points, int count) {
	if (pen->count == LIST_OUTLINE_MAX) return;
	list_add_u8(&pen->steps, (unsigned char)kind);
	for (int i = 0; i < count; i++) {
		const int32_t most = 1 << 17; /* no face draws as far from its em */
		list_add_i32(&pen->steps, points[i] > most ? most : points[i] < -most ? -most : points[i]);
	}
	pen->count++;
}

static void move(void *user, int32_t x, int32_t y) { add_step(user, 'm', (const int32_t[]){ x, y }, 2); }
static void line(void *user, int32_t x, int32_t y) { add_step(user, 'l', (const int32_t[]){ x, y }, 2); }
static void quadratic(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y) { add_step(user, 'q', (const int32_t[]){ x1, y1, x, y }, 4); }
static void cubic(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y) {
	add_step(user, 'c', (const int32_t[]){ x1, y1, x2, y2, x, y }, 6);
}
static void close_contour(void *user) { add_step(user, 'z', NULL, 0); }

void list_add_glyph(Text *list, uint32_t number, const Font *font, uint32_t glyph) {
	static const GlyphPen PEN = { move, line, quadratic, cubic, close_contour };
	Pen pen = { 0 };
	int32_t units = font_units_per_em(font);
	bool sound = units >= 16 && units <= 16384;
	if (sound) font_draw_glyph(font, glyph, &PEN, &pen);
	list_add_u8(list, LIST_GLYPH);
	list_add_u32(list, number);
	list_add_u32(list, sound ? (uint32_t)units : 1000);
	list_add_u32(list, pen.count);
	text_add_bytes(list, pen.steps.bytes ? pen.steps.bytes : "", pen.steps.length);
	text_free(&pen.steps);
}
