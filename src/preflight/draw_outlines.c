/* Letters as outlines: each glyph once for a document, each syllable once as a group of its glyphs; then they are only used.
 * In units of 1/500 em, relative, as short as SVG's path language allows. */
#include <stdlib.h>
#include "preflight/svg.h"

void shapes_free(Shapes *shapes) {
	free(shapes->slots);
	text_free(&shapes->defs);
}

/* ---- a path ---- */

typedef struct PathPen {
	Text *out;
	int64_t upem;
	int x, y;                /* the pen, shape units */
	int start_x, start_y;    /* where the contour began: there the pen stands after it */
	char command;            /* the last one written: a repeated one is left out */
} PathPen;

static int shape_units(int64_t units, int64_t upem) {
	int64_t product = units * SHAPE_EM, half = upem / 2;
	return (int)((product >= 0 ? product + half : product - half) / upem);
}

static void add_command(PathPen *pen, char command) {
	if (command == pen->command) return;
	text_add_char(pen->out, command);
	pen->command = command;
}

/* A number after a letter or a sign needs no blank before it. */
static void add_number(PathPen *pen, int value) {
	char last = pen->out->bytes[pen->out->length - 1];
	if (value >= 0 && last >= '0' && last <= '9') text_add_char(pen->out, ' ');
	text_format(pen->out, "%d", value);
}

static void add_point(PathPen *pen, int32_t x, int32_t y) {
	add_number(pen, shape_units(x, pen->upem) - pen->x);
	add_number(pen, shape_units(y, pen->upem) - pen->y);
}

static void set_pen(PathPen *pen, int32_t x, int32_t y) {
	pen->x = shape_units(x, pen->upem);
	pen->y = shape_units(y, pen->upem);
}

static void move(void *user, int32_t x, int32_t y) {
	PathPen *pen = user;
	pen->command = 0; /* further pairs after a move would be lines */
	add_command(pen, 'm');
	add_point(pen, x, y);
	set_pen(pen, x, y);
	pen->start_x = pen->x;
	pen->start_y = pen->y;
}

static void line(void *user, int32_t x, int32_t y) {
	PathPen *pen = user;
	int dx = shape_units(x, pen->upem) - pen->x, dy = shape_units(y, pen->upem) - pen->y;
	if (!dx && !dy) return;
	add_command(pen, dy == 0 ? 'h' : dx == 0 ? 'v' : 'l');
	if (dx) add_number(pen, dx);
	if (dy) add_number(pen, dy);
	set_pen(pen, x, y);
}

static void quadratic(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y) {
	PathPen *pen = user;
	add_command(pen, 'q');
	add_point(pen, x1, y1);
	add_point(pen, x, y);
	set_pen(pen, x, y);
}

static void cubic(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y) {
	PathPen *pen = user;
	add_command(pen, 'c');
	add_point(pen, x1, y1);
	add_point(pen, x2, y2);
	add_point(pen, x, y);
	set_pen(pen, x, y);
}

static void close_contour(void *user) {
	PathPen *pen = user;
	add_command(pen, 'z');
	pen->x = pen->start_x;
	pen->y = pen->start_y;
}

/* ---- each once ---- */

static ShapeSlot *find_slot(const Shapes *shapes, const void *owner, uint32_t glyph) {
	uint64_t mask = shapes->capacity - 1;
	uint64_t hash = ((uint64_t)(uintptr_t)owner ^ (uint64_t)glyph << 40) * UINT64_C(0x9E3779B97F4A7C15);
	for (uint64_t at = hash >> 20 & mask;; at = (at + 1) & mask) {
		ShapeSlot *slot = &shapes->slots[at];
		if (!slot->owner || (slot->owner == owner && slot->glyph == glyph)) return slot;
	}
}

static void make_room(Shapes *shapes) {
	if (2 * (shapes->count + 1) <= shapes->capacity) return;
	Shapes grown = { .capacity = shapes->capacity ? shapes->capacity * 2 : 1024, .count = shapes->count };
	grown.slots = calloc(grown.capacity, sizeof *grown.slots);
	if (!grown.slots) base_out_of_memory();
	for (uint32_t i = 0; i < shapes->capacity; i++)
		if (shapes->slots[i].owner) *find_slot(&grown, shapes->slots[i].owner, shapes->slots[i].glyph) = shapes->slots[i];
	free(shapes->slots);
	shapes->slots = grown.slots;
	shapes->capacity = grown.capacity;
}

/* The slot, and whether its shape has to be drawn. */
static ShapeSlot *take(Shapes *shapes, const void *owner, uint32_t glyph, bool *is_new) {
	make_room(shapes);
	ShapeSlot *slot = find_slot(shapes, owner, glyph);
	*is_new = !slot->owner;
	if (*is_new) *slot = (ShapeSlot){ owner, glyph, shapes->count++ };
	return slot;
}

uint32_t shapes_find_glyph(Shapes *shapes, const Font *font, uint32_t glyph) {
	bool is_new;
	uint32_t number = take(shapes, font, glyph, &is_new)->number;
	if (!is_new) return number;
	text_format(&shapes->defs, "<path id=\"s%x%s\" d=\"", (unsigned)number, shapes->suffix);
	static const GlyphPen PEN = { move, line, quadratic, cubic, close_contour };
	PathPen pen = { .out = &shapes->defs, .upem = font_units_per_em(font) };
	font_draw_glyph(font, glyph, &PEN, &pen);
	text_add(&shapes->defs, "\"/>\n");
	return number;
}

uint32_t shapes_find_run(Shapes *shapes, const GlyphRun *run) {
	if (run->glyph_count == 1 && !run->glyphs[0].dx && !run->glyphs[0].dy) return shapes_find_glyph(shapes, run->font, run->glyphs[0].id);
	bool is_new;
	uint32_t number = take(shapes, run, NO_GLYPH, &is_new)->number;
	if (!is_new) return number;
	Text group = { 0 };
	text_format(&group, "<g id=\"s%x%s\">", (unsigned)number, shapes->suffix);
	int64_t at = 0, upem = font_units_per_em(run->font);
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *glyph = &run->glyphs[i];
		text_format(&group, "<use href=\"#s%x%s\"", (unsigned)shapes_find_glyph(shapes, run->font, glyph->id), shapes->suffix);
		int x = shape_units(at + glyph->dx, upem), y = shape_units(glyph->dy, upem);
		if (x) text_format(&group, " x=\"%d\"", x);
		if (y) text_format(&group, " y=\"%d\"", y);
		text_add(&group, "/>");
		at += glyph->advance;
	}
	text_add(&group, "</g>\n");
	text_add_bytes(&shapes->defs, group.bytes, group.length);
	text_free(&group);
	return number;
}
