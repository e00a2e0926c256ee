/* Marks of a setting become items of a page. */
#include <string.h>
#include "page/composer.h"

/* Where the whole photo lies so that it covers its box, with the focus as near the middle as the edges allow. */
static void place_image(DrawItem *item, const Mark *mark) {
	const Picture *picture = mark->u.picture.picture;
	Length width = item->width, height = item->height;
	item->u.picture.picture = picture;
	if (!picture || picture->width <= 0 || picture->height <= 0) return;
	Length image_width = width, image_height = (Length)((int64_t)width * picture->height / picture->width);
	if (image_height < height) {
		image_height = height;
		image_width = (Length)((int64_t)height * picture->width / picture->height);
	}
	/* the focus point goes to the middle of the box, unless an edge of the photo would show */
	int64_t left = (int64_t)image_width * mark->u.picture.focus_x / 1000 - width / 2;
	int64_t top = (int64_t)image_height * mark->u.picture.focus_y / 1000 - height / 2;
	if (left < 0) left = 0;
	if (left > image_width - width) left = image_width - width;
	if (top < 0) top = 0;
	if (top > image_height - height) top = image_height - height;
	item->u.picture.image_x = item->x - (Length)left;
	item->u.picture.image_y = item->y - (Length)top;
	item->u.picture.image_width = image_width;
	item->u.picture.image_height = image_height;
}

/* A note's mark, a place that an index names: they stand on this page. */
static void keep_places(Composer *c, const Tag *tag, int page, Length x, Length y) {
	if (tag->note) {
		while (c->note_pages.count <= tag->note->ordinal) *vector_push(c->arena, &c->note_pages) = 0;
		if (!c->note_pages.items[tag->note->ordinal]) c->note_pages.items[tag->note->ordinal] = page + 1;
	}
	for (const Anchor *anchor = tag->anchors; anchor; anchor = anchor->next) {
		Destination *destination = &c->drawing->destinations.items[anchor->destination];
		if (destination->page < 0) *destination = (Destination){ destination->name, page, x, y };
	}
	for (const Anchor *anchor = tag->end_anchors; anchor; anchor = anchor->next) {
		Destination *destination = &c->drawing->destinations.items[anchor->destination];
		*destination = (Destination){ destination->name, page, x, y };
	}
}

static void emit_line(Composer *c, int index, const Mark *mark, Length x, Length y, bool as_artifact) {
	const Line *line = mark->u.line;
	DrawnPage *page = &c->drawing->pages.items[index];
	x += mark->x + line->x;
	for (int r = 0; r < line->run_count; r++) {
		const LineRun *run = &line->runs[r];
		const Tag *tag = &c->tags.items[run->tag];
		NodeId node = as_artifact ? NODE_NONE : tag->node;
		if (!as_artifact && (tag->note || tag->anchors || tag->end_anchors)) keep_places(c, tag, index, x + run->x, y + mark->y - line->ascent);
		DrawWord *words = arena_alloc_raw(c->arena, sizeof(DrawWord) * (size_t)(run->word_count + 1));
		for (int w = 0; w < run->word_count; w++)
			words[w] = (DrawWord){ .run = run->words[w].run, .x = x + run->words[w].x, .space_after = run->words[w].space_after };
		if (mark->broken && r + 1 == line->run_count && run->word_count) words[run->word_count - 1].space_after = true;
		DrawItem *item = vector_push(c->arena, &page->items);
		*item = (DrawItem){ .kind = DRAW_TEXT, .node = node, .artifact = mark->artifact, .x = x + run->x, .y = y + mark->y - run->rise,
			.width = run->width, .pos = run->pos };
		item->u.text.font = run->font;
		item->u.text.size = run->size;
		item->u.text.letter_space = run->letter_space;
		item->u.text.scale = run->scale;
		item->u.text.colour = tag->colour;
		item->u.text.words = words;
		item->u.text.word_count = run->word_count;
		item->u.text.joins_next = run->word_count && !words[run->word_count - 1].space_after && (r + 1 < line->run_count || mark->joins_next);
		if ((tag->href || tag->destination >= 0) && !as_artifact) {
			DrawItem *link = vector_push(c->arena, &page->items);
			*link = (DrawItem){ .kind = DRAW_LINK, .node = node, .x = x + run->x, .y = y + mark->y - line->ascent, .width = run->width,
				.height = line->ascent + line->descent, .pos = run->pos };
			link->u.link.href = tag->href;
			link->u.link.destination = tag->href ? -1 : tag->destination;
			link->u.link.contents = tag->contents;
		}
	}
}

bool page_is_left(const Design *design, int page) { return design->facing && page % 2 == 1; }

Length page_left_margin(const Design *design, int page) { return page_is_left(design, page) ? design->outside : design->inside; }

unsigned page_text_kinds(const Design *design, int page) {
	if (!design->facing) return PAGE_LEFT | PAGE_RIGHT;
	return page_is_left(design, page) ? PAGE_LEFT : PAGE_RIGHT;
}

/* A rule that ends at the outer edge of the type area goes on into the margin. */
static void hang_outwards(const Composer *c, int page, DrawItem *item) {
	const Design *design = c->design;
	const Length near = LENGTH_POINT;
	bool left = page_is_left(design, page);
	Length edge = left ? design->outside : design->width - design->outside;
	if (left && item->x < edge + near && item->x > edge - near) item->x -= design->pull.hang;
	else if (left || item->x + item->width > edge + near || item->x + item->width < edge - near) return;
	item->width += design->pull.hang;
}

void page_emit_marks(Composer *c, int page_index, const Mark *marks, int count, Length x, Length y, bool all_artifacts) {
	DrawnPage *page = &c->drawing->pages.items[page_index];
	for (int i = 0; i < count; i++) {
		const Mark *mark = &marks[i];
		bool as_artifact = all_artifacts || mark->repeated;
		switch (mark->kind) {
		case MARK_LINE: emit_line(c, page_index, mark, x, y, as_artifact); break;
		case MARK_RECT: {
			DrawItem *item = vector_push(c->arena, &page->items);
			*item = (DrawItem){ .kind = DRAW_RECT, .node = NODE_NONE, .artifact = mark->artifact, .x = x + mark->x, .y = y + mark->y,
				.width = mark->width, .height = mark->height, .pos = mark->pos, .u.rect.colour = mark->u.colour };
			if (mark->to_bleed) { item->x = -page->bleed; item->width = page->width + 2 * page->bleed; }
			if (mark->hangs) hang_outwards(c, page_index, item);
			break;
		}
		case MARK_PICTURE: {
			DrawItem *item = vector_push(c->arena, &page->items);
			*item = (DrawItem){ .kind = DRAW_PICTURE, .node = as_artifact ? NODE_NONE : mark->node, .artifact = mark->artifact, .x = x + mark->x, .y = y + mark->y,
				.width = mark->width, .height = mark->height, .pos = mark->pos };
			if (mark->to_bleed) { item->x = -page->bleed; item->width = page->width + 2 * page->bleed; }
			place_image(item, mark);
			break;
		}
		case MARK_DESTINATION: {
			Destination *destination = &c->drawing->destinations.items[mark->u.destination];
			if (destination->page < 0 && !as_artifact) {
				destination->page = page_index;
				destination->x = x + mark->x;
				destination->y = y + mark->y;
			}
			break;
		}
		}
	}
}

/* ---- furniture ---- */

/* Distance from the page's left edge of a point `x` from an edge; a width, when the thing has one, lies inside of it. */
static Length place_x(const Composer *c, const Furniture *item, int page, Length width) {
	Edge from = item->from;
	bool left = page_is_left(c->design, page);
	if (from == EDGE_INSIDE) from = left ? EDGE_RIGHT : EDGE_LEFT;
	if (from == EDGE_OUTSIDE) from = left ? EDGE_LEFT : EDGE_RIGHT;
	switch (from) {
	case EDGE_RIGHT: return c->design->width - item->x - width;
	case EDGE_CENTER: return c->design->width / 2 + item->x - width / 2;
	default: return item->x;
	}
}

static void emit_bar(Composer *c, DrawnPage *page, const Furniture *item, int index) {
	Length x = place_x(c, item, index, item->width), y = item->from_bottom ? page->height - item->y - item->height : item->y;
	Length width = item->width, height = item->height;
	if (item->bleeds) { /* an edge on the trim is carried on to the bleed */
		if (x <= 0) { width += x + page->bleed; x = -page->bleed; }
		if (x + width >= page->width) width = page->width + page->bleed - x;
		if (y <= 0) { height += y + page->bleed; y = -page->bleed; }
		if (y + height >= page->height) height = page->height + page->bleed - y;
	}
	DrawItem *out = vector_push(c->arena, &page->items);
	*out = (DrawItem){ .kind = DRAW_RECT, .node = NODE_NONE, .artifact = item->from_bottom ? ARTIFACT_FOOTER : ARTIFACT_HEADER,
		.x = x, .y = y, .width = width, .height = height, .pos = item->pos, .u.rect.colour = item->colour };
}

static Paragraph set_running(Composer *c, const Furniture *item, const char *words) { return page_set_one_line(c, words, item->style, item->pos); }

static Length running_width(Composer *c, const Furniture *item, const Fields *fields) {
	Paragraph text = set_running(c, item, page_fill_template(c, item->text, fields));
	return text.line_count ? text.lines[0].width : 0;
}

/* The width that a running text may take: what the others on its line leave, and its even share at least. */
static Length running_room(Composer *c, const Furniture *item, unsigned kinds, const Fields *fields) {
	Length whole = c->design->width - c->design->inside - c->design->outside;
	if (item->width) return item->width;
	LengthSum others = 0;
	int count = 1;
	for (int i = 0; i < c->design->furniture.count; i++) {
		const Furniture *other = &c->design->furniture.items[i];
		bool level = other->from_bottom == item->from_bottom && other->y - item->y < item->style->size && item->y - other->y < item->style->size;
		if (other == item || other->kind != FURNITURE_TEXT || !(other->pages & kinds) || !level) continue;
		others += running_width(c, other, fields) + 2 * item->style->size;
		count++;
	}
	Length share = whole / count - item->style->size;
	return count == 1 || whole - others < share ? (count == 1 ? whole : share) : (Length)(whole - others);
}

/* The words that find room, and an ellipsis for the rest. */
static Paragraph shorten_running(Composer *c, const Furniture *item, const char *words, Length room) {
	Paragraph text = set_running(c, item, words);
	size_t length = strlen(words);
	while (text.line_count && text.lines[0].width > room && length > 0) {
		do length--; while (length > 0 && words[length] != ' ');
		if (length) text = set_running(c, item, arena_format(c->arena, "%.*s…", (int)length, words));
	}
	return text;
}

static void emit_text(Composer *c, DrawnPage *page, const Furniture *item, int index, unsigned kinds, const Fields *fields) {
	const char *words = page_fill_template(c, item->text, fields);
	if (!words[0]) return;
	const TextStyle *style = item->style;
	Paragraph text = shorten_running(c, item, words, running_room(c, item, kinds, fields));
	if (!text.line_count) return;
	Setting setting = { 0 };
	Mark *mark = page_add_mark(c, &setting, MARK_LINE);
	mark->u.line = &text.lines[0];
	mark->artifact = item->from_bottom ? ARTIFACT_FOOTER : ARTIFACT_HEADER;
	/* The anchor is a point; from the right edge the text ends there, in the middle it is centred on it. */
	Edge from = item->from;
	bool left = page_is_left(c->design, index);
	if (from == EDGE_INSIDE) from = left ? EDGE_RIGHT : EDGE_LEFT;
	if (from == EDGE_OUTSIDE) from = left ? EDGE_LEFT : EDGE_RIGHT;
	Length anchor = place_x(c, item, index, 0), width = text.lines[0].width;
	Length x = from == EDGE_RIGHT ? anchor - width : from == EDGE_CENTER ? anchor - width / 2 : anchor;
	if (style->align == ALIGN_CENTER && from != EDGE_CENTER) x = anchor - width / 2;
	x -= text.lines[0].x;
	Length y = item->from_bottom ? page->height - item->y : item->y;
	page_emit_marks(c, index, setting.marks.items, 1, x, y, false);
}

static void emit_logo(Composer *c, const Furniture *item, int index) {
	const Photo *logo = c->publication->logo;
	const Picture *picture = logo ? page_find_picture(c, logo) : NULL;
	if (!picture) return;
	DrawnPage *page = &c->drawing->pages.items[index];
	Length height = item->height, width = (Length)((int64_t)height * picture->width / picture->height);
	Setting setting = { 0 };
	Mark *mark = page_add_mark(c, &setting, MARK_PICTURE);
	mark->width = width;
	mark->height = height;
	mark->artifact = item->from_bottom ? ARTIFACT_FOOTER : ARTIFACT_HEADER;
	mark->u.picture.picture = picture;
	mark->u.picture.focus_x = mark->u.picture.focus_y = 500;
	Length y = item->from_bottom ? page->height - item->y - height : item->y;
	page_emit_marks(c, index, setting.marks.items, 1, place_x(c, item, index, width), y, false);
}

void page_emit_furniture(Composer *c, int index, unsigned kinds, const Fields *fields) {
	for (int i = 0; i < c->design->furniture.count; i++) {
		const Furniture *item = &c->design->furniture.items[i];
		if (!(item->pages & kinds)) continue;
		DrawnPage *page = &c->drawing->pages.items[index];
		switch (item->kind) {
		case FURNITURE_BAR: emit_bar(c, page, item, index); break;
		case FURNITURE_TEXT: emit_text(c, page, item, index, kinds, fields); break;
		case FURNITURE_LOGO: emit_logo(c, item, index); break;
		}
	}
}
