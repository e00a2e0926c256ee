/* Areas, lines and photos. */
#include "preflight/inspection.h"
#include <string.h>
#include "base/file.h"
#include "base/message.h"

#define MILLIMETRE ((Length)((int64_t)720 * LENGTH_POINT / 254))

static uint64_t colour_key(Colour colour, uint64_t more) {
	const uint64_t inks[] = { (uint64_t)colour.c << 48 | (uint64_t)colour.m << 32 | (uint64_t)colour.y << 16 | colour.k, colour.tint };
	return inspection_key(inks, sizeof inks, more ^ (colour.spot ? bytes_hash(colour.spot, strlen(colour.spot)) : 0));
}

/* ---- the edges of the page ---- */

/* How far the box reaches over an edge of the trim that it touches, where that is less than the bleed; answers the least of the
 * edges. What ends within a millimetre inside touches as well: the knife does not cut more exactly. */
static bool lacks_bleed(const DrawnPage *page, Box box, Length bleed, LengthSum *reach) {
	const LengthSum over[] = { -box.left, box.right - page->width, -box.top, box.bottom - page->height };
	const Length rounding = LENGTH_POINT / 20;
	bool lacks = false;
	for (int i = 0; i < 4; i++) {
		if (over[i] <= -MILLIMETRE || over[i] >= bleed - rounding) continue;
		if (!lacks || over[i] < *reach) *reach = over[i];
		lacks = true;
	}
	return lacks;
}

static void check_page_edges(Inspection *inspection, const DrawnPage *page, const DrawItem *item, uint64_t kind) {
	Box box = box_of_item(item);
	const bool picture = item->kind == DRAW_PICTURE;
	if (box_is_outside(page, box)) {
		Found *found = inspection_add(inspection, PREFLIGHT_OUTSIDE, inspection_pos_key(item->pos, kind), item->pos, box);
		if (!found) return;
		found->message = picture ? _("A photo lies outside the page and will not be seen.") : _("A coloured area or line lies outside the page and will not be seen.");
		found->hint = _("Compare its place with the width and height of the page in the layout.");
		return;
	}
	LengthSum reach = 0;
	if (!lacks_bleed(page, box, inspection->rules->bleed, &reach)) return;
	Found *found = inspection_add(inspection, PREFLIGHT_BLEED, inspection_pos_key(item->pos, kind), item->pos, box);
	if (!found) return;
	const char *wanted = inspection_millimetres(inspection, inspection->rules->bleed);
	if (reach < 0)
		found->message = arena_format(inspection->arena, picture ? _("A photo ends %s mm inside the edge of the page: a white edge may show, or be cut crooked.")
			: _("A coloured area ends %s mm inside the edge of the page: a white edge may show, or be cut crooked."), inspection_millimetres(inspection, -reach));
	else if (inspection_millimetres(inspection, reach)[0] == '0')
		found->message = picture ? _("A photo stops at the edge of the page: without bleed a white edge may show.")
			: _("A coloured area stops at the edge of the page: without bleed a white edge may show.");
	else
		found->message = arena_format(inspection->arena, picture ? _("A photo reaches the edge of the page, but only %s mm of %s mm beyond it (bleed).")
			: _("A coloured area reaches the edge of the page, but only %s mm of %s mm beyond it (bleed)."), inspection_millimetres(inspection, reach), wanted);
	found->hint = arena_format(inspection->arena, _("In the layout, give the <page> bleed=\"%smm\" and let this bleed, or end it well inside the page."), wanted);
}

/* ---- areas and lines ---- */

void preflight_check_rect(Inspection *inspection, const DrawnPage *page, const DrawItem *item) {
	Colour colour = item->u.rect.colour;
	if (!ink_total(colour) || item->width <= 0 || item->height <= 0) return;
	Length thickness = item->width < item->height ? item->width : item->height;
	const PreflightRules *rules = inspection->rules;
	check_page_edges(inspection, page, item, colour_key(colour, 0));
	if (thickness < rules->thin_line) {
		Found *found = inspection_add(inspection, PREFLIGHT_LINE_THIN, colour_key(colour, (uint64_t)thickness), item->pos, box_of_item(item));
		if (found) {
			const char *wanted = inspection_points(inspection, rules->thin_line);
			found->message = arena_format(inspection->arena, _("A line is %s pt thick; under %s pt it may break up or vanish in print."),
				inspection_points(inspection, thickness), wanted);
			found->hint = arena_format(inspection->arena, _("In the layout, make it %s pt or more."), wanted);
		}
	}
	if (rules->ink_limit && ink_total(colour) > rules->ink_limit) {
		Found *found = inspection_add(inspection, PREFLIGHT_INK_TOTAL, colour_key(colour, 1), item->pos, box_of_item(item));
		if (found) {
			found->message = arena_format(inspection->arena, _("The colour %s lays %d %% of ink on one place, but the press bears %d %%."),
				ink_describe(inspection->arena, colour), ink_total(colour) / 100, rules->ink_limit / 100);
			found->hint = _("Lower the inks of this colour in the layout; a dark colour may have more black and less of the others.");
		}
	}
}

/* ---- photos ---- */

static void check_missing(Inspection *inspection, const DrawItem *item) {
	Found *found = inspection_add(inspection, PREFLIGHT_PHOTO_MISSING, inspection_pos_key(item->pos, 0), item->pos, box_of_item(item));
	if (!found) return;
	found->entry = inspection_find_entry(inspection,
		"photo-missing photo-outside photo-unreadable photo-truncated photo-format photo-too-large", item->pos);
	found->said = found->entry >= 0;
	found->message = _("A photo is missing here; a marked frame stands in its place.");
	found->hint = _("Put the photo into the folder and name it in src=\"…\".");
}

static void check_resolution(Inspection *inspection, const DrawItem *item) {
	const PreflightRules *rules = inspection->rules;
	const Picture *picture = item->u.picture.picture;
	const Length width = item->u.picture.image_width, height = item->u.picture.image_height;
	if (width <= 0 || height <= 0) return;
	int ppi = picture_effective_ppi(picture, width, height); /* 0 of a photo of one pixel */
	bool coarse = ppi < rules->coarse_ppi;
	if (!coarse && ppi >= rules->low_ppi) return;
	Found *found = inspection_add(inspection, coarse ? PREFLIGHT_PHOTO_COARSE : PREFLIGHT_PHOTO_LOW, inspection_pos_key(item->pos, 0), item->pos, box_of_item(item));
	if (!found) return;
	int wanted = rules->low_ppi > rules->coarse_ppi ? rules->low_ppi : rules->coarse_ppi;
	found->message = coarse ? arena_format(inspection->arena, _("The photo %s has only %d pixels per inch at this size: too coarse to print (%d is the least)."),
			file_name(picture->path), ppi, rules->coarse_ppi)
		: arena_format(inspection->arena, _("The photo %s has %d pixels per inch at this size; it takes %d to print sharp."), file_name(picture->path), ppi, wanted);
	const LengthSum narrower = (LengthSum)item->width * ppi / wanted;
	found->hint = narrower < 10 * MILLIMETRE ? _("Get the photo in full size from whoever took it.")
		: arena_format(inspection->arena, _("Get the photo in full size from whoever took it, or print it narrower: %s mm instead of %s mm."),
			inspection_millimetres(inspection, narrower), inspection_millimetres(inspection, item->width));
}

static void check_colours(Inspection *inspection, const DrawItem *item) {
	const Picture *picture = item->u.picture.picture;
	if (picture->components != 3) return;
	Found *found = inspection_add(inspection, PREFLIGHT_PHOTO_RGB, inspection_pos_key(item->pos, 0), item->pos, box_of_item(item));
	if (!found) return;
	found->message = arena_format(inspection->arena, _("The photo %s is in RGB: the layout says to keep that, but PDF/X-1a does not take it, so the photo is converted."), file_name(picture->path));
	found->hint = _("Choose x4 as the standard when the printing house takes it, or leave photos=\"keep\" out of <print> in the layout.");
}

static void check_description(Inspection *inspection, const DrawItem *item) {
	const Drawing *drawing = inspection->drawing;
	if (item->node <= NODE_DOCUMENT || item->node >= drawing->nodes.count) return;
	const StructNode *node = &drawing->nodes.items[item->node];
	if (node->role != ROLE_FIGURE || (node->alt && node->alt[0]) || (node->actual_text && node->actual_text[0])) return;
	Found *found = inspection_add(inspection, PREFLIGHT_PHOTO_ALT, inspection_pos_key(node->pos, 0), node->pos, box_of_item(item));
	if (!found) return;
	found->entry = inspection_find_entry(inspection, "alt-missing", node->pos);
	found->said = found->entry >= 0;
	found->message = _("This photo has no description for readers who cannot see it.");
	found->hint = _("Say in alt=\"…\" what the photo shows, for readers who cannot see it.");
}

void preflight_check_picture(Inspection *inspection, const DrawnPage *page, const DrawItem *item) {
	check_page_edges(inspection, page, item, 0);
	check_description(inspection, item);
	if (!item->u.picture.picture) {
		check_missing(inspection, item);
		return;
	}
	check_resolution(inspection, item);
	check_colours(inspection, item);
	preflight_check_photo_inks(inspection, item);
}
