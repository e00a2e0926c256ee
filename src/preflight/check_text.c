/* Type: its inks, its ground, and how near it stands to the edges. */
#include "preflight/inspection.h"
#include <string.h>
#include "base/message.h"

enum { NO_INK = 1000, /* under a tenth type counts as white */ DARK = 3000 /* a ground from which it stands out */ };

/* ---- where it is ---- */

static LengthSum units_across(const DrawItem *item, int64_t units) {
	int scale = item->u.text.scale > 0 ? item->u.text.scale : 1000, upem = font_units_per_em(item->u.text.font);
	return units * item->u.text.size / upem * scale / 1000;
}

static LengthSum units_up(const DrawItem *item, int64_t units) { return units * item->u.text.size / font_units_per_em(item->u.text.font); }

Box box_of_ink(const DrawItem *item) {
	Box box = { LENGTH_MAX, LENGTH_MAX, -LENGTH_MAX, -LENGTH_MAX };
	for (int i = 0; i < item->u.text.word_count; i++) {
		const DrawWord *word = &item->u.text.words[i];
		GlyphInk ink = font_ink(word->run);
		if (ink.right <= ink.left || ink.top <= ink.bottom) continue;
		LengthSum letters = (LengthSum)item->u.text.letter_space * ((int)word->run->glyph_count - 1);
		LengthSum left = word->x + units_across(item, ink.left), right = word->x + units_across(item, ink.right) + letters;
		LengthSum top = item->y - units_up(item, ink.top), bottom = item->y - units_up(item, ink.bottom);
		if (item->turned) { /* about its origin: what ran to the right runs down, what stood up points to the right */
			const LengthSum down = left - item->x, end = right - item->x, out = item->y - top, in = item->y - bottom;
			left = item->x + in;
			right = item->x + out;
			top = item->y + down;
			bottom = item->y + end;
		}
		if (left < box.left) box.left = left;
		if (right > box.right) box.right = right;
		if (top < box.top) box.top = top;
		if (bottom > box.bottom) box.bottom = bottom;
	}
	return box;
}

Box box_of_text(const DrawItem *item) {
	const Font *font = item->u.text.font;
	if (item->turned)
		return (Box){ item->x + units_up(item, font_descender(font)), item->y, item->x + units_up(item, font_ascender(font)), (LengthSum)item->y + item->width };
	return (Box){ item->x, item->y - units_up(item, font_ascender(font)), (LengthSum)item->x + item->width, item->y - units_up(item, font_descender(font)) };
}

static LengthSum least(LengthSum a, LengthSum b) { return a < b ? a : b; }

/* The distance from the nearest edge of the page, negative beyond it; *edge says which. */
static LengthSum distance_to_trim(const DrawnPage *page, Box box, int *edge) {
	const LengthSum gaps[] = { box.left, page->width - box.right, box.top, page->height - box.bottom };
	*edge = 0;
	for (int i = 1; i < 4; i++) if (gaps[i] < gaps[*edge]) *edge = i;
	return gaps[*edge];
}

/* The whole face's box round each glyph: no ink lies outside of it but that of marks piled high, for which half an em is added. */
static bool is_surely_inside(const DrawnPage *page, const DrawItem *item, LengthSum margin) {
	if (item->turned) return false;
	int32_t bounds[4];
	font_bounds(item->u.text.font, bounds);
	LengthSum slack = item->u.text.size / 2, x = item->x, y = item->y;
	return x + units_across(item, least(bounds[0], 0)) - slack >= margin &&
		x + item->width + units_across(item, bounds[2]) + slack <= page->width - margin &&
		y - units_up(item, bounds[3]) - slack >= margin && y - units_up(item, bounds[1]) + slack <= page->height - margin;
}

static void check_edges(Inspection *inspection, const DrawnPage *page, const DrawItem *item) {
	static const char *const EDGES[] = { N_("left"), N_("right"), N_("top"), N_("bottom") };
	const LengthSum margin = inspection->rules->safe_margin;
	if (is_surely_inside(page, item, margin)) return;
	Box ink = box_of_ink(item);
	if (ink.left > ink.right) return;
	if (box_is_outside(page, ink)) {
		Found *found = inspection_add(inspection, PREFLIGHT_OUTSIDE, inspection_pos_key(item->pos, 1), item->pos, ink);
		if (!found) return;
		found->message = arena_format(inspection->arena, _("“%s” lies outside the page and will not be seen."), inspection_quote(inspection, item));
		found->hint = _("Compare its place with the width and height of the page in the layout.");
		return;
	}
	int edge;
	LengthSum gap = distance_to_trim(page, ink, &edge);
	if (gap >= margin) return;
	bool cut = gap < 0;
	Found *found = inspection_add(inspection, cut ? PREFLIGHT_TEXT_CUT : PREFLIGHT_TEXT_NEAR_TRIM, inspection_pos_key(item->pos, (uint64_t)edge), item->pos, ink);
	if (!found) return;
	const char *wanted = inspection_millimetres(inspection, margin);
	if (cut)
		found->message = arena_format(inspection->arena, _("“%s” runs over the %s edge of the page and will be cut off."), inspection_quote(inspection, item), _(EDGES[edge]));
	else
		found->message = arena_format(inspection->arena, _("“%s” stands %s mm from the %s edge of the page, less than %s mm: the knife may come too near."),
			inspection_quote(inspection, item), inspection_millimetres(inspection, gap), _(EDGES[edge]), wanted);
	found->hint = arena_format(inspection->arena, _("Move it inwards in the layout, to %s mm from the edge or more."), wanted);
}

/* A line of the type area that sticks out of it by more than a hanging sign would. */
static void check_measure(Inspection *inspection, const DrawnPage *page, const DrawItem *item) {
	const LengthSum slack = (LengthSum)item->u.text.size * 7 / 10;
	LengthSum excess = 0;
	if (item->turned) return; /* on a spine: no type area */
	for (int i = 0; i < page->grid_count; i++) {
		const GridArea *grid = &page->grids[i];
		LengthSum right = (LengthSum)grid->x + grid->width;
		if (item->y < grid->y || item->y > (LengthSum)grid->y + grid->height || item->x < grid->x - slack || item->x > right) continue;
		LengthSum over = (LengthSum)item->x + item->width - right;
		if (over <= slack) return;
		excess = over;
	}
	if (!excess) return;
	Found *found = inspection_add(inspection, PREFLIGHT_TEXT_OVERFULL, inspection_pos_key(item->pos, (uint64_t)item->y), item->pos, box_of_text(item));
	if (!found) return;
	found->entry = inspection_find_entry(inspection, "line-overfull", item->pos);
	if (found->entry >= 0) {
		found->said = true;
		return;
	}
	found->message = arena_format(inspection->arena, _("“%s” sticks out of the type area by %s mm."), inspection_quote(inspection, item),
		inspection_millimetres(inspection, excess));
	found->hint = _("Shorten the text, or let it break by a space or <br/>.");
}

/* ---- how it is printed ---- */

/* The same look is the same finding, wherever it stands. */
static uint64_t look_key(const DrawItem *item) {
	Colour colour = item->u.text.colour;
	const uint64_t look[] = { (uint64_t)(uintptr_t)item->u.text.font, (uint64_t)item->u.text.size, (uint64_t)colour.c << 48 | (uint64_t)colour.m << 32 |
		(uint64_t)colour.y << 16 | colour.k, colour.tint };
	return inspection_key(look, sizeof look, colour.spot ? bytes_hash(colour.spot, strlen(colour.spot)) : 0);
}

static void check_total(Inspection *inspection, const DrawItem *item, Box box) {
	Colour colour = item->u.text.colour;
	if (!inspection->rules->ink_limit || ink_total(colour) <= inspection->rules->ink_limit) return;
	Found *found = inspection_add(inspection, PREFLIGHT_INK_TOTAL, look_key(item), item->pos, box);
	if (!found) return;
	found->message = arena_format(inspection->arena, _("“%s”: its colour %s lays %d %% of ink on one place, but the press bears %d %%."), inspection_quote(inspection, item),
		ink_describe(inspection->arena, colour), ink_total(colour) / 100, inspection->rules->ink_limit / 100);
	found->hint = _("Lower the inks of this colour in the layout; a dark colour may have more black and less of the others.");
}

static void check_inks(Inspection *inspection, const DrawItem *item, Box box) {
	Colour colour = item->u.text.colour;
	Length size = item->u.text.size;
	if (ink_is_rich_black(colour) && size < inspection->rules->rich_black) {
		Found *found = inspection_add(inspection, PREFLIGHT_TEXT_RICH_BLACK, look_key(item), item->pos, box);
		if (!found) return;
		found->message = arena_format(inspection->arena, _("“%s”: black type of %s pt is mixed of several inks (%s)."), inspection_quote(inspection, item),
			inspection_points(inspection, size), ink_describe(inspection->arena, colour));
		found->hint = _("Give black type the colour black (cmyk=\"0 0 0 100\") in the layout: one ink prints sharp.");
	} else if (ink_count_edges(colour) > 1 && size < inspection->rules->small_text) {
		Found *found = inspection_add(inspection, PREFLIGHT_TEXT_INKS, look_key(item), item->pos, box);
		if (!found) return;
		found->message = arena_format(inspection->arena, _("“%s”: type of %s pt in several inks (%s) blurs where these do not meet exactly."),
			inspection_quote(inspection, item), inspection_points(inspection, size), ink_describe(inspection->arena, colour));
		found->hint = arena_format(inspection->arena, _("In the layout, set it in one dark ink (black, for example), or at %s pt or more."),
			inspection_points(inspection, inspection->rules->small_text));
	}
}

/* What lies uppermost below the middle of the text. */
static const Ground *find_ground(const Grounds *grounds, Box box) {
	LengthSum x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
	for (int i = grounds->count; i-- > 0;) {
		const Box *ground = &grounds->items[i].box;
		if (x >= ground->left && x <= ground->right && y >= ground->top && y <= ground->bottom) return &grounds->items[i];
	}
	return NULL;
}

static void check_ground(Inspection *inspection, const DrawItem *item, Box box, const Grounds *grounds) {
	if (ink_total(item->u.text.colour) >= NO_INK) return;
	const Ground *ground = find_ground(grounds, box);
	if (!ground || (!ground->picture && ink_total(ground->colour) < NO_INK)) {
		Found *found = inspection_add(inspection, PREFLIGHT_TEXT_INVISIBLE, look_key(item), item->pos, box);
		if (!found) return;
		found->message = arena_format(inspection->arena, _("“%s” is white on white paper: it will not be seen."), inspection_quote(inspection, item));
		found->hint = _("Give its style a colour in the layout, or put a ground behind it.");
	} else if (item->u.text.size < inspection->rules->small_text && (ground->picture || ink_darkest(ground->colour) >= DARK)) {
		Found *found = inspection_add(inspection, PREFLIGHT_TEXT_REVERSED, look_key(item), item->pos, box);
		if (!found) return;
		found->message = arena_format(inspection->arena, _("“%s”: light type of %s pt on a dark ground may fill with ink."), inspection_quote(inspection, item),
			inspection_points(inspection, item->u.text.size));
		found->hint = arena_format(inspection->arena, _("In the layout, set it at %s pt or more, bold and without serifs."),
			inspection_points(inspection, inspection->rules->small_text));
	}
}

void preflight_check_text(Inspection *inspection, const DrawnPage *page, const DrawItem *item, const Grounds *grounds) {
	if (!item->u.text.font || !item->u.text.word_count || font_units_per_em(item->u.text.font) <= 0) return;
	Box box = box_of_text(item);
	check_edges(inspection, page, item);
	check_measure(inspection, page, item);
	check_total(inspection, item, box);
	check_inks(inspection, item, box);
	check_ground(inspection, item, box, grounds);
}
