/* A page with its marks. */
#include "base/message.h"
#include "preflight/svg.h"

enum { MOST_MARKS = 200, BADGES = 32, RADIUS = 13 * LENGTH_POINT /* on a page of the overview; the style makes it smaller on a large one */ };

/* Where numbers already stand, so that none covers another. */
typedef struct Badges { LengthSum x[BADGES], y[BADGES]; int count; } Badges;

static void place_badge(Badges *badges, LengthSum *x, LengthSum y) {
	const LengthSum step = 2 * RADIUS + LENGTH_POINT;
	for (int moved = 0; moved < BADGES; moved++) {
		bool free_place = true;
		for (int i = 0; i < badges->count && free_place; i++) {
			LengthSum dx = badges->x[i] - *x, dy = badges->y[i] - y;
			free_place = dx >= step || dx <= -step || dy >= step || dy <= -step;
		}
		if (free_place) break;
		*x += step;
	}
	if (badges->count == BADGES) return;
	badges->x[badges->count] = *x;
	badges->y[badges->count++] = y;
}

static LengthSum limit(LengthSum value, LengthSum low, LengthSum high) { return value < low ? low : value > high ? high : value; }

static void add_attribute(Text *out, const char *name, LengthSum value) {
	text_format(out, " %s=\"", name);
	svg_add_points(out, value);
	text_add_char(out, '"');
}

/* A frame a little outside of the place, so that a hairline can be seen in it, but never off the picture. */
static void add_frame(Text *out, const DrawnPage *page, const PreflightPlace *place) {
	const LengthSum room = 2 * LENGTH_POINT, reach = (LengthSum)page->bleed - LENGTH_POINT;
	LengthSum left = limit(place->x - room, -reach, page->width + reach - 4 * room);
	LengthSum top = limit(place->y - room, -reach, page->height + reach - 4 * room);
	LengthSum right = limit((LengthSum)place->x + place->width + room, left + 4 * room, page->width + reach);
	LengthSum bottom = limit((LengthSum)place->y + place->height + room, top + 2 * room, page->height + reach);
	text_add(out, "<rect");
	add_attribute(out, "x", left);
	add_attribute(out, "y", top);
	add_attribute(out, "width", right - left);
	add_attribute(out, "height", bottom - top);
	text_add(out, " rx=\"2\"/>");
}

/* The number stands on the corner of what is large, and above or below what it would cover. */
static void add_badge(Text *out, const DrawnPage *page, Badges *badges, const PreflightPlace *place, int number) {
	const LengthSum small = 6 * RADIUS, gap = RADIUS + 3 * LENGTH_POINT;
	LengthSum x = limit(place->x, RADIUS, page->width - RADIUS), y = place->y;
	if (place->width < small || place->height < small) y = place->y >= 2 * gap ? place->y - gap : (LengthSum)place->y + place->height + gap;
	y = limit(y, RADIUS, page->height - RADIUS);
	place_badge(badges, &x, y);
	text_add(out, "<circle");
	add_attribute(out, "cx", x);
	add_attribute(out, "cy", y);
	add_attribute(out, "r", RADIUS);
	text_add(out, "/><text");
	add_attribute(out, "x", x);
	add_attribute(out, "y", y);
	text_format(out, " dy=\".35em\">%d</text>", number);
}

static void add_marks(Text *out, const DrawnPage *page, int index, const ReportEntry *entries, int count, int document) {
	static const char *const CLASSES[] = { "note", "warning", "error" };
	Badges badges = { 0 };
	int marks = 0;
	for (int i = 0; i < count && marks < MOST_MARKS; i++) {
		const PreflightFinding *finding = entries[i].finding;
		const PreflightPlace *first = NULL;
		for (int p = 0; finding && p < finding->places.count && marks < MOST_MARKS; p++) {
			const PreflightPlace *place = &finding->places.items[p];
			if (place->page != index) continue;
			if (!first) text_format(out, "<a class=\"mark %s\" href=\"#d%df%d\">", CLASSES[entries[i].entry->severity], document, i + 1);
			if (!first) first = place;
			add_frame(out, page, place);
			marks++;
		}
		if (!first) continue;
		add_badge(out, page, &badges, first, i + 1);
		text_add(out, "</a>\n");
	}
}

void svg_add_page(Report *report, Text *out, const Drawing *drawing, int index, const ReportEntry *entries, int count, int document) {
	const DrawnPage *page = &drawing->pages.items[index];
	LengthSum bleed = page->bleed > 0 ? page->bleed : 0, width = page->width + 2 * bleed, height = page->height + 2 * bleed;
	text_format(out, "<svg class=\"sheet\" role=\"img\" aria-label=\"");
	text_format(out, _("Page %d"), index + 1);
	text_add(out, "\" viewBox=\"");
	svg_add_points(out, -bleed);
	text_add_char(out, ' ');
	svg_add_points(out, -bleed);
	text_add_char(out, ' ');
	svg_add_points(out, width);
	text_add_char(out, ' ');
	svg_add_points(out, height);
	text_add(out, "\">\n<rect class=\"paper\"");
	add_attribute(out, "x", -bleed);
	add_attribute(out, "y", -bleed);
	add_attribute(out, "width", width);
	add_attribute(out, "height", height);
	text_add(out, "/>\n");
	svg_add_items(&report->shapes, out, page);
	if (bleed) { /* what is cut off lies under a veil */
		char b[32], w[32], h[32], inner_w[32], inner_h[32];
		length_format(bleed, 2, b);
		length_format(width, 2, w);
		length_format(height, 2, h);
		length_format(page->width, 2, inner_w);
		length_format(page->height, 2, inner_h);
		text_format(out, "<path class=\"off\" d=\"m-%s-%sh%sv%sh-%szM0 0v%sh%sv-%sz\"/>\n", b, b, w, h, w, inner_h, inner_w, inner_h);
	}
	add_marks(out, page, index, entries, count, document);
	text_add(out, "</svg>\n");
}
