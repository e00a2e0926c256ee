/* The cover: a page of panels cut to the grid, in front of one photo to the bleed. */
#include "page/book.h"
#include "page/front_matter.h"

enum { UNDER = 3 /* points that the photo goes on under a panel, so that no paper shows between them */ };

typedef struct Box { Length left, top, right, bottom; } Box;

static Length cap_line(const Composer *c, int row) { return page_row_y(c, row) + c->grid_baseline - c->cap_height; }
static Length base_line(const Composer *c, int row) { return page_row_y(c, row) + c->grid_baseline; }

/* The first row whose baseline is at or below y; the last whose cap height is at or above it. */
static int row_below(const Composer *c, Length y) {
	int row = 0;
	while (base_line(c, row) < y && row < c->rows) row++;
	return row;
}
static int row_above(const Composer *c, Length y) {
	int row = c->rows - 1;
	while (row > 0 && cap_line(c, row) > y) row--;
	return row;
}

/* From the top of the first line's ink to the last baseline: what stands beside or on a grid line, to the eye. */
typedef struct Words { Setting setting; Length top, height; } Words;

static Words measure_words(Setting setting) {
	Words words = { .setting = setting, .height = setting.height };
	if (!setting.marks.count) return words;
	const Mark *first = &setting.marks.items[0], *last = &setting.marks.items[setting.marks.count - 1];
	if (first->kind == MARK_LINE) words.top = first->y - (first->u.line->ink_top > 0 ? first->u.line->ink_top : first->u.line->ascent);
	words.height = (last->kind == MARK_LINE ? last->y : setting.height) - words.top;
	return words;
}

typedef struct PlacedPanel { Box ground; const CoverPanel *panel; Words words; Length x, y; } PlacedPanel;

static PlacedPanel place_panel(Composer *c, const CoverPanel *panel, const StackRequest *common) {
	const Design *design = c->design;
	int first = panel->column - 1, count = panel->columns ? panel->columns : design->columns - first;
	if (first >= design->columns) first = design->columns - 1; /* of a layout that extends another */
	if (count > design->columns - first) count = design->columns - first;
	PlacedPanel placed = { .panel = panel, .ground = { .left = page_column_x(c, common->fields.page, first) } };
	Box *ground = &placed.ground;
	ground->right = ground->left + page_span_width(c, count);
	Length left = ground->left, right = ground->right, padding = panel->has_ground ? panel->padding : 0;
	if (panel->bleeds & BLEED_LEFT) ground->left = -design->bleed;
	else left += padding;
	if (panel->bleeds & BLEED_RIGHT) ground->right = design->width + design->bleed;
	else right -= padding;
	StackRequest request = *common;
	request.width = right - left;
	placed.words = measure_words(page_set_stack(c, &panel->stack, &request));
	/* down from a cap height, or up from a baseline, as far as the words need */
	Length words_top, words_bottom;
	int rows = panel->rows > 0 ? panel->rows - 1 : 0;
	if (panel->from == PANEL_FROM_TOP) {
		words_top = cap_line(c, panel->row);
		ground->top = panel->bleeds & BLEED_TOP ? -design->bleed : words_top;
		if (!(panel->bleeds & BLEED_TOP)) words_top += padding;
		int last = row_below(c, words_top + placed.words.height + padding);
		if (last < panel->row + rows) last = panel->row + rows;
		ground->bottom = base_line(c, last);
		words_bottom = ground->bottom - padding;
		if (panel->bleeds & BLEED_BOTTOM) { ground->bottom = design->height + design->bleed; words_bottom = base_line(c, c->rows - 1); }
	} else {
		int last = c->rows - 1 - panel->row;
		words_bottom = base_line(c, last);
		ground->bottom = panel->bleeds & BLEED_BOTTOM ? design->height + design->bleed : words_bottom;
		if (!(panel->bleeds & BLEED_BOTTOM)) words_bottom -= padding;
		int top = row_above(c, words_bottom - placed.words.height - padding);
		if (top > last - rows) top = last - rows;
		ground->top = cap_line(c, top > 0 ? top : 0);
		words_top = ground->top + padding;
		if (panel->bleeds & BLEED_TOP) { ground->top = -design->bleed; words_top = cap_line(c, 0); }
	}
	Length slack = words_bottom - words_top - placed.words.height;
	if (slack < 0) slack = 0;
	placed.x = left;
	placed.y = words_top + (panel->align == PANEL_BOTTOM ? slack : panel->align == PANEL_MIDDLE ? slack / 2 : 0) - placed.words.top;
	return placed;
}

/* Panels over the whole width at the page's head or foot leave the photo what is between them. */
static void cut_photo(const Composer *c, Box *photo, const PlacedPanel *placed) {
	const unsigned wide = BLEED_LEFT | BLEED_RIGHT;
	if (!placed->panel->has_ground || (placed->panel->bleeds & wide) != wide) return;
	Length under = UNDER * LENGTH_POINT;
	if ((placed->panel->bleeds & BLEED_TOP) && placed->ground.bottom - under > photo->top) photo->top = placed->ground.bottom - under;
	if ((placed->panel->bleeds & BLEED_BOTTOM) && placed->ground.top + under < photo->bottom) photo->bottom = placed->ground.top + under;
	if (photo->bottom < photo->top + c->design->leading) photo->bottom = photo->top; /* nothing is left of it */
}

static int64_t area(Box box) { return box.right > box.left && box.bottom > box.top ? (int64_t)(box.right - box.left) * (box.bottom - box.top) / LENGTH_POINT : 0; }

/* The largest box of it that the panel leaves free. */
static Box free_box(Box box, Box panel) {
	Box meet = { panel.left > box.left ? panel.left : box.left, panel.top > box.top ? panel.top : box.top,
		panel.right < box.right ? panel.right : box.right, panel.bottom < box.bottom ? panel.bottom : box.bottom };
	if (!area(meet)) return box;
	const Box parts[] = { { box.left, box.top, box.right, meet.top }, { box.left, meet.bottom, box.right, box.bottom },
		{ box.left, box.top, meet.left, box.bottom }, { meet.right, box.top, box.right, box.bottom } };
	Box best = parts[0];
	for (int i = 1; i < 4; i++) if (area(parts[i]) > area(best)) best = parts[i];
	return area(best) ? best : box;
}

/* A mark's focus goes to the middle of its box; here it should go to the middle of what the panels leave free of it. */
static void aim_photo(Mark *mark, Box seen) {
	const Picture *picture = mark->u.picture.picture;
	if (!picture || picture->width <= 0 || picture->height <= 0) return;
	LengthSum width = mark->width, height = (LengthSum)mark->width * picture->height / picture->width;
	if (height < mark->height) {
		height = mark->height;
		width = (LengthSum)mark->height * picture->width / picture->height;
	}
	LengthSum aside = mark->x + mark->width / 2 - (seen.left + seen.right) / 2, down = mark->y + mark->height / 2 - (seen.top + seen.bottom) / 2;
	mark->u.picture.focus_x += (int)(aside * 1000 / width);
	mark->u.picture.focus_y += (int)(down * 1000 / height);
}

static void add_ground(Composer *c, Setting *page, Colour colour, Box box) {
	page_add_rect(c, page, colour, box.left, box.top, box.right - box.left, box.bottom - box.top, false);
	if (page->marks.count) page->marks.items[page->marks.count - 1].artifact = ARTIFACT_BACKGROUND;
}

static bool is_seen(const Composer *c, const CoverPanel *panel) {
	return panel->shown == PANEL_ALWAYS || (panel->shown == PANEL_WITH_PHOTO) == (c->publication->cover.photo != NULL);
}

void page_draw_cover(Composer *c, NodeId node, const ContentsList *articles, const int *pages) {
	const Design *design = c->design;
	const Photo *photo = c->publication->cover.photo;
	Box whole = { -design->bleed, -design->bleed, design->width + design->bleed, design->height + design->bleed }, left = whole;
	StackRequest common = { .parent = node, .articles = articles, .pages = pages, .fields = { .pages = c->drawing->pages.count } };
	struct { PlacedPanel *items; int count, capacity; } panels = { 0 };
	for (int i = 0; i < design->cover.panels.count; i++) { /* the title is the largest of those that are seen */
		const CoverPanel *panel = &design->cover.panels.items[i];
		const StackItem *title = page_find_title(&panel->stack);
		if (is_seen(c, panel) && title && (!common.title || title->style->size > common.title->style->size)) common.title = title;
	}
	for (int i = 0; i < design->cover.panels.count; i++) {
		const CoverPanel *panel = &design->cover.panels.items[i];
		if (!is_seen(c, panel)) continue;
		PlacedPanel *placed = vector_push(c->arena, &panels);
		*placed = place_panel(c, panel, &common);
		cut_photo(c, &left, placed);
	}
	Setting page = { 0 };
	if (design->cover.has_ground) add_ground(c, &page, design->cover.ground, whole);
	if (photo && left.bottom > left.top) {
		int at = page.marks.count;
		Box seen = left;
		page_add_photo(c, &page, photo, node, left.left, left.top, left.right - left.left, left.bottom - left.top, false);
		for (int i = 0; i < panels.count; i++) if (panels.items[i].panel->has_ground) seen = free_box(seen, panels.items[i].ground);
		aim_photo(&page.marks.items[at], seen);
	}
	for (int i = 0; i < panels.count; i++) {
		const PlacedPanel *placed = &panels.items[i];
		if (placed->panel->has_ground) add_ground(c, &page, placed->panel->ground, placed->ground);
		page_append_setting(c, &page, &placed->words.setting, placed->x, placed->y);
	}
	page_emit_marks(c, 0, page.marks.items, page.marks.count, 0, 0, false);
}

Setting page_set_panels(Composer *c, const PanelPage *panels, NodeId node, const Fields *fields, bool heading) {
	StackRequest common = { .parent = node, .fields = *fields };
	Setting page = { 0 };
	for (int i = 0; heading && i < panels->panels.count; i++) {
		const StackItem *title = page_find_title(&panels->panels.items[i].stack);
		if (title && (!common.title || title->style->size > common.title->style->size)) common.title = title;
	}
	for (int i = 0; i < panels->panels.count; i++) {
		const CoverPanel *panel = &panels->panels.items[i];
		if (!is_seen(c, panel)) continue;
		PlacedPanel placed = place_panel(c, panel, &common);
		if (panel->has_ground) add_ground(c, &page, panel->ground, placed.ground);
		page_append_setting(c, &page, &placed.words.setting, placed.x, placed.y);
	}
	return page;
}

void page_draw_panels(Composer *c, const PanelPage *panels, NodeId node, const Fields *fields, bool heading) {
	const Design *design = c->design;
	Setting ground = { 0 }, page = page_set_panels(c, panels, node, fields, heading);
	if (panels->has_ground)
		add_ground(c, &ground, panels->ground, (Box){ -design->bleed, -design->bleed, design->width + design->bleed, design->height + design->bleed });
	page_emit_marks(c, fields->page, ground.marks.items, ground.marks.count, 0, 0, false);
	page_emit_marks(c, fields->page, page.marks.items, page.marks.count, 0, 0, false);
}
