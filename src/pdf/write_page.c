/* The pages: content, resources, boxes, links; and the tree that holds them. Each is in the file before the next is begun. */
#include "pdf/content.h"

enum { FAN = 32 }; /* children of a node of the page tree */

/* ---- what is on a page ---- */

static void draw_rect(Content *content, const DrawItem *item) {
	if (item->width <= 0 || item->height <= 0) return;
	content_end_text(content);
	content_begin_mark(content, item);
	content_set_ink(content, item, item->u.rect.colour);
	content_add_box(content, item);
	text_add(&content->out, "re f\n");
}

/* Where a photo is missing: a pale field with a frame and a cross, so that nobody prints it unseen. */
static void draw_placeholder(Content *content, const DrawItem *item) {
	content_end_text(content);
	content_begin_mark(content, item);
	content_knock_out(content);
	Text *out = &content->out;
	text_add(out, "q ");
	content_add_colour(content, (Colour){ .k = 600 }, false);
	content_add_colour(content, (Colour){ .k = 3500 }, true);
	text_add(out, ".5 w ");
	content_add_box(content, item);
	text_add(out, "re B\n");
	int64_t x[2] = { content_x(content, item->x), content_x(content, (LengthSum)item->x + item->width) };
	int64_t y[2] = { content_y(content, item->y), content_y(content, (LengthSum)item->y + item->height) };
	for (int line = 0; line < 2; line++) {
		pdf_add_decimal(out, x[0], 3);
		text_add_char(out, ' ');
		pdf_add_decimal(out, y[line], 3);
		text_add(out, " m ");
		pdf_add_decimal(out, x[1], 3);
		text_add_char(out, ' ');
		pdf_add_decimal(out, y[!line], 3);
		text_add(out, " l ");
	}
	text_add(out, "S Q\n");
}

/* A photo fills the unit square with its stored first row on top. For each EXIF orientation: how its right (u) and up (v)
 * directions run in the upright picture, as (a u + b v + offset) on either axis. */
static void add_matrix(Content *content, int orientation, int64_t left, int64_t bottom, int64_t width, int64_t height) {
	static const struct { int8_t a, b, c, d, e, f; } TURNS[9] = { { 1, 0, 0, 1, 0, 0 },
		{ 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, 1, 0 }, { -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
		{ 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 }, { 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, 1, 0 } };
	int turn = orientation >= 1 && orientation <= 8 ? orientation : 1;
	const int64_t values[6] = { TURNS[turn].a * width, TURNS[turn].b * height, TURNS[turn].c * width, TURNS[turn].d * height,
		left + TURNS[turn].e * width, bottom + TURNS[turn].f * height };
	for (int i = 0; i < 6; i++) {
		pdf_add_decimal(&content->out, values[i], 3);
		text_add_char(&content->out, ' ');
	}
}

static bool is_clipped(const DrawItem *item) {
	LengthSum right = (LengthSum)item->u.picture.image_x + item->u.picture.image_width, bottom = (LengthSum)item->u.picture.image_y + item->u.picture.image_height;
	return item->u.picture.image_x < item->x || item->u.picture.image_y < item->y || right > (LengthSum)item->x + item->width ||
		bottom > (LengthSum)item->y + item->height;
}

static void draw_picture(Content *content, const DrawItem *item) {
	if (item->width <= 0 || item->height <= 0) return;
	PictureUse *use = item->u.picture.picture ? pdf_use_picture(content->w, item->u.picture.picture, item->pos) : NULL;
	if (!use || !use->id) {
		draw_placeholder(content, item);
		return;
	}
	if (use->page_stamp != content->page_index + 1) {
		use->page_stamp = content->page_index + 1;
		*vector_push(content->w->arena, &content->pictures) = use;
	}
	content->transparent |= use->soft_mask;
	content_end_text(content);
	content_begin_mark(content, item);
	content_knock_out(content);
	Text *out = &content->out;
	text_add(out, "q ");
	if (is_clipped(item)) {
		content_add_box(content, item);
		text_add(out, "re W n ");
	}
	int64_t left = content_x(content, item->u.picture.image_x), top = content_y(content, item->u.picture.image_y);
	int64_t right = content_x(content, (LengthSum)item->u.picture.image_x + item->u.picture.image_width);
	int64_t bottom = content_y(content, (LengthSum)item->u.picture.image_y + item->u.picture.image_height);
	add_matrix(content, use->picture->orientation, left, bottom, right - left, top - bottom);
	text_format(out, "cm /I%d Do Q\n", use->index);
}

/* ---- links: neighbours on a line that lead to the same place become one ---- */

static bool continues_link(const DrawItem *before, const DrawItem *item) {
	LengthSum gap = (LengthSum)item->x - ((LengthSum)before->x + before->width);
	return before->node == item->node && before->y == item->y && before->height == item->height && before->u.link.href == item->u.link.href &&
		before->u.link.destination == item->u.link.destination && gap >= -item->height && gap <= item->height;
}

static void write_links(PdfWriter *w, const DrawnPage *page, int index, HPDF_Dict dict) {
	Text *list = NULL;
	for (int i = 0; i < page->items.count; i++) {
		if (page->items.items[i].kind != DRAW_LINK) continue;
		DrawItem item = page->items.items[i];
		for (int j = i + 1; j < page->items.count; j++) {
			const DrawItem *next = &page->items.items[j];
			if (next->kind == DRAW_TEXT && next->node == item.node) continue;
			if (next->kind != DRAW_LINK || !continues_link(&item, next)) break;
			LengthSum right = (LengthSum)next->x + next->width - item.x;
			if (right > item.width) item.width = (Length)right;
			i = j;
		}
		PdfId id = pdf_write_link(w, index, &item);
		if (!id) continue;
		if (!list) {
			list = pdf_dict_begin_raw(dict, "Annots");
			text_add_char(list, '[');
		} else {
			text_add_char(list, ' ');
		}
		pdf_add_reference(list, id);
	}
	if (list) text_add_char(list, ']');
}

/* ---- the page's dictionary ---- */

void pdf_dict_add_box(HPDF_Dict dict, const char *key, int64_t left, int64_t bottom, int64_t right, int64_t top) {
	Text *raw = pdf_dict_begin_raw(dict, key);
	const int64_t sides[4] = { left, bottom, right, top };
	for (int i = 0; i < 4; i++) {
		text_add_char(raw, i ? ' ' : '[');
		pdf_add_decimal(raw, sides[i], 3);
	}
	text_add_char(raw, ']');
}

static void add_boxes(const PdfWriter *w, const DrawnPage *page, HPDF_Dict dict) {
	int64_t width = pdf_round_points(page->width), height = pdf_round_points(page->height), bleed = pdf_round_points(page->bleed);
	if (!w->traits.press) {
		pdf_dict_add_box(dict, "MediaBox", 0, 0, width, height);
		return;
	}
	int64_t slug = pdf_round_points(w->slug), trim = slug + bleed;
	pdf_dict_add_box(dict, "MediaBox", 0, 0, width + 2 * trim, height + 2 * trim);
	pdf_dict_add_box(dict, "BleedBox", slug, slug, width + 2 * trim - slug, height + 2 * trim - slug);
	pdf_dict_add_box(dict, "TrimBox", trim, trim, width + trim, height + trim);
}

void content_add_resources(const Content *content, HPDF_Dict dict) {
	const PdfWriter *w = content->w;
	Text *raw = pdf_dict_begin_raw(dict, "Resources");
	text_add(raw, "<<");
	for (int i = 0; i < content->fonts.count; i++) {
		text_format(raw, i ? "/F%d " : "/Font<</F%d ", content->fonts.items[i]->index);
		pdf_add_reference(raw, content->fonts.items[i]->id);
	}
	if (content->fonts.count) text_add(raw, ">>");
	for (int i = 0; i < content->pictures.count; i++) {
		text_format(raw, i ? "/I%d " : "/XObject<</I%d ", content->pictures.items[i]->index);
		pdf_add_reference(raw, content->pictures.items[i]->id);
	}
	for (int i = 0; i < content->forms.count; i++) {
		text_format(raw, i || content->pictures.count ? "/P%d " : "/XObject<</P%d ", i);
		pdf_add_reference(raw, content->forms.items[i]);
	}
	if (content->pictures.count || content->forms.count) text_add(raw, ">>");
	for (int i = 0; i < content->spots.count; i++) {
		text_format(raw, i ? "/S%d " : "/ColorSpace<</S%d ", content->spots.items[i]);
		pdf_add_reference(raw, w->spots.items[content->spots.items[i]].id);
	}
	if (content->registration) {
		text_add(raw, content->spots.count ? "/R " : "/ColorSpace<</R ");
		pdf_add_reference(raw, w->registration);
	}
	if (content->spots.count || content->registration) text_add(raw, ">>");
	if (content->uses_overprint)
		text_add(raw, "/ExtGState<</OP<</Type/ExtGState/OP true/op true/OPM 1>>/KO<</Type/ExtGState/OP false/op false/OPM 0>>>>");
	text_add(raw, ">>");
}

void content_draw_items(Content *content) {
	for (int i = 0; i < content->page->items.count; i++) {
		const DrawItem *item = &content->page->items.items[i];
		if (item->kind == DRAW_TEXT) content_draw_text(content, item);
		else if (item->kind == DRAW_RECT) draw_rect(content, item);
		else if (item->kind == DRAW_PICTURE) draw_picture(content, item);
	}
}

HPDF_Dict content_put_page(Content *content, PdfId parent) {
	PdfFile *file = content->w->file;
	content_end_text(content);
	content_end_mark(content);
	PdfId stream = pdf_reserve_id(file);
	pdf_put_deflated(file, stream, pdf_make_dict(file), content->out.bytes ? content->out.bytes : "", content->out.length);
	text_free(&content->out);
	HPDF_Dict dict = pdf_make_dict(file);
	HPDF_Dict_AddName(dict, "Type", "Page");
	pdf_dict_add_reference(file, dict, "Parent", parent);
	pdf_dict_add_reference(file, dict, "Contents", stream);
	return dict;
}

static void write_page(PdfWriter *w, int index, PdfId parent) {
	const DrawnPage *page = &w->drawing->pages.items[index];
	Content content = { .w = w, .page = page, .page_index = index, .state.scale = 1000 };
	content_draw_items(&content);
	if (w->slug) content_draw_marks(&content);
	HPDF_Dict dict = content_put_page(&content, parent);
	add_boxes(w, page, dict);
	content_add_resources(&content, dict);
	if (content.next_mcid) HPDF_Dict_AddNumber(dict, "StructParents", index);
	if (content.transparent) pdf_dict_add_raw(dict, "Group", "<</S/Transparency/CS/%s>>", w->traits.press ? "DeviceCMYK" : "DeviceRGB");
	HPDF_Dict_AddName(dict, "Tabs", "S");
	write_links(w, page, index, dict);
	pdf_put_dict(w->file, pdf_page_id(w, index), dict);
}

/* ---- the tree: levels from the pages up, each a row of numbers ---- */

static void write_tree_node(PdfWriter *w, PdfId id, PdfId parent, PdfId first, int count, int pages) {
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Pages");
	if (parent) pdf_dict_add_reference(w->file, dict, "Parent", parent);
	HPDF_Dict_AddNumber(dict, "Count", pages);
	Text *kids = pdf_dict_begin_raw(dict, "Kids");
	for (int i = 0; i < count; i++) {
		text_add_char(kids, i ? ' ' : '[');
		pdf_add_reference(kids, first + (PdfId)i);
	}
	text_add_char(kids, ']');
	pdf_put_dict(w->file, id, dict);
}

void pdf_write_page_tree(PdfWriter *w, int total, void (*write)(PdfWriter *w, int index, PdfId parent)) {
	enum { LEVELS = 8 };
	int counts[LEVELS] = { total }, top = 0;
	PdfId first[LEVELS];
	w->first_page = first[0] = pdf_reserve_ids(w->file, (uint32_t)total);
	do {
		top++;
		counts[top] = (counts[top - 1] + FAN - 1) / FAN;
		first[top] = pdf_reserve_ids(w->file, (uint32_t)counts[top]);
	} while (counts[top] > 1);
	w->page_tree = first[top];
	for (int i = 0; i < total && !pdf_file_failed(w->file); i++) write(w, i, first[1] + (PdfId)(i / FAN));
	for (int level = 1, span = FAN; level <= top; level++, span *= FAN) {
		for (int i = 0; i < counts[level]; i++) {
			int children = counts[level - 1] - i * FAN, pages = total - i * span;
			write_tree_node(w, first[level] + (PdfId)i, level < top ? first[level + 1] + (PdfId)(i / FAN) : 0,
				first[level - 1] + (PdfId)(i * FAN), children < FAN ? children : FAN, pages < span ? pages : span);
		}
	}
}

void pdf_write_pages(PdfWriter *w) { pdf_write_page_tree(w, w->drawing->pages.count, write_page); }
