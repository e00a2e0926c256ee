/* The marks of a page as SVG. Photos are shown as grey boxes with their names: they would make the report too heavy to send. */
#include <string.h>
#include "base/file.h"
#include "preflight/svg.h"
#include "press/press.h"

void svg_add_points(Text *out, LengthSum value) {
	char digits[32];
	int length = length_format(value, 2, digits);
	while (digits[length - 1] == '0') length--;
	if (digits[length - 1] == '.') length--;
	const char *from = digits;
	if (length > 2 && digits[0] == '0' && digits[1] == '.') from++, length--; /* ".5" */
	text_add_bytes(out, from, (size_t)length);
}

/* As the archive shows it: one table for all. */
void svg_add_colour(Text *out, Colour colour) {
	ScreenColour screen = press_show_colour(colour);
	text_format(out, "#%02x%02x%02x", (screen.r * 255u + 500u) / 1000u, (screen.g * 255u + 500u) / 1000u, (screen.b * 255u + 500u) / 1000u);
}

static void add_box(Text *out, LengthSum x, LengthSum y, LengthSum width, LengthSum height) {
	text_add(out, " x=\"");
	svg_add_points(out, x);
	text_add(out, "\" y=\"");
	svg_add_points(out, y);
	text_add(out, "\" width=\"");
	svg_add_points(out, width > 0 ? width : 0);
	text_add(out, "\" height=\"");
	svg_add_points(out, height > 0 ? height : 0);
	text_add_char(out, '"');
}

/* ---- text ---- */

/* Millionths, for the matrix of a text. */
static void add_factor(Text *out, int64_t numerator, int64_t denominator) {
	int64_t millionths = denominator ? numerator * 1000000 / denominator : 0;
	bool negative = millionths < 0;
	if (negative) millionths = -millionths;
	text_format(out, "%s%lld.%06lld", negative ? "-" : "", (long long)(millionths / 1000000), (long long)(millionths % 1000000));
}

/* From a length on the page to units of the outlines across, in a text scaled by stretch/1000000. */
static long long across(const DrawItem *item, LengthSum length, int64_t stretch) {
	__int128 unit = (__int128)item->u.text.size * stretch;
	return unit > 0 ? (long long)((__int128)length * SHAPE_EM * 1000000 / unit) : 0;
}

static void add_use(const Shapes *shapes, Text *out, uint32_t shape, long long x) {
	text_format(out, "<use href=\"#s%x%s\"", (unsigned)shape, shapes->suffix);
	if (x) text_format(out, " x=\"%lld\"", x);
	text_add(out, "/>");
}

static int64_t glyphs_of(const DrawItem *item, int64_t *advance) {
	int64_t glyphs = 0;
	*advance = 0;
	for (int i = 0; i < item->u.text.word_count; i++) {
		glyphs += item->u.text.words[i].run->glyph_count;
		*advance += item->u.text.words[i].run->advance;
	}
	return glyphs;
}

/* A little letter-spacing is shown by letters as much wider, which keeps syllables whole; more is set letter by letter. */
static void add_text(Shapes *shapes, Text *out, const DrawItem *item) {
	const Font *font = item->u.text.font;
	if (!font || !item->u.text.word_count || item->u.text.size <= 0 || font_units_per_em(font) <= 0) return;
	int64_t advance, glyphs = glyphs_of(item, &advance), upem = font_units_per_em(font);
	int64_t stretch = (int64_t)(item->u.text.scale > 0 ? item->u.text.scale : 1000) * 1000;
	const LengthSum space = item->u.text.letter_space, little = (LengthSum)item->u.text.size * 3 / 100;
	bool apart = space > little || space < -little;
	if (space && !apart && advance > 0) stretch += (int64_t)((__int128)space * glyphs * upem * 1000000 / ((__int128)item->u.text.size * advance));
	text_add(out, "<g transform=\"matrix(");
	if (item->turned) text_add(out, "0 ");
	add_factor(out, item->u.text.size * stretch / 1000000, (int64_t)SHAPE_EM * LENGTH_POINT);
	text_add(out, item->turned ? " " : " 0 0 ");
	add_factor(out, item->turned ? item->u.text.size : -(int64_t)item->u.text.size, (int64_t)SHAPE_EM * LENGTH_POINT);
	if (item->turned) text_add(out, " 0");
	text_add_char(out, ' ');
	svg_add_points(out, item->x);
	text_add_char(out, ' ');
	svg_add_points(out, item->y);
	text_add(out, ")\"");
	if (!colour_equal(item->u.text.colour, COLOUR_BLACK)) {
		text_add(out, " fill=\"");
		svg_add_colour(out, item->u.text.colour);
		text_add_char(out, '"');
	}
	text_add_char(out, '>');
	for (int i = 0; i < item->u.text.word_count; i++) {
		const DrawWord *word = &item->u.text.words[i];
		LengthSum at = (LengthSum)word->x - item->x;
		if (!apart) {
			add_use(shapes, out, shapes_find_run(shapes, word->run), across(item, at, stretch));
			continue;
		}
		for (uint32_t g = 0; g < word->run->glyph_count; g++) {
			const Glyph *glyph = &word->run->glyphs[g];
			add_use(shapes, out, shapes_find_glyph(shapes, word->run->font, glyph->id), across(item, at, stretch) + (int64_t)glyph->dx * SHAPE_EM / upem);
			at += (int64_t)glyph->advance * item->u.text.size / upem * stretch / 1000000 + space;
		}
	}
	text_add(out, "</g>\n");
}

/* ---- the others ---- */

static void add_rect(Text *out, const DrawItem *item) {
	text_add(out, "<rect");
	add_box(out, item->x, item->y, item->width, item->height);
	text_add(out, " fill=\"");
	svg_add_colour(out, item->u.rect.colour);
	text_add(out, "\"/>\n");
}

static void add_picture(Text *out, const DrawItem *item) {
	const Picture *picture = item->u.picture.picture;
	text_format(out, "<rect class=\"%s\"", picture ? "photo" : "no-photo");
	add_box(out, item->x, item->y, item->width, item->height);
	text_add(out, "/>");
	if (!picture) return; /* its name is text of the page */
	/* a name as wide as its box, but not larger than 9 pt */
	const char *name = file_name(picture->path);
	size_t letters = strlen(name) ? strlen(name) : 1;
	Length size = (Length)(item->width * 9LL / 10 * 10 / 6 / (int64_t)letters);
	if (size > 9 * LENGTH_POINT) size = 9 * LENGTH_POINT;
	if (size > item->height / 2) size = item->height / 2;
	if (size < LENGTH_POINT) return;
	text_add(out, "<text class=\"name\" x=\"");
	svg_add_points(out, (LengthSum)item->x + item->width / 2);
	text_add(out, "\" y=\"");
	svg_add_points(out, (LengthSum)item->y + item->height / 2 + size / 3);
	text_add(out, "\" font-size=\"");
	svg_add_points(out, size);
	text_add(out, "\">");
	html_add_escaped(out, name);
	text_add(out, "</text>\n");
}

void svg_add_items(Shapes *shapes, Text *out, const DrawnPage *page) {
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		switch (item->kind) {
		case DRAW_TEXT: add_text(shapes, out, item); break;
		case DRAW_RECT: add_rect(out, item); break;
		case DRAW_PICTURE: add_picture(out, item); break;
		case DRAW_LINK: break;
		}
	}
}
