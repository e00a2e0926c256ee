/* The imprint box. */
#include <string.h>
#include "base/message.h"
#include "page/composer.h"

/* Puts a ground and a frame behind the marks of a box. */
void page_add_ground(Composer *c, Setting *setting, bool has_ground, Colour ground, RuleLook frame, Length width, Length top, Length height) {
	Setting under = { 0 };
	if (has_ground) page_add_rect(c, &under, ground, 0, top, width, height, false);
	if (frame.weight) {
		Length w = frame.weight;
		page_add_rect(c, &under, frame.colour, 0, top, width, w, false);
		page_add_rect(c, &under, frame.colour, 0, top + height - w, width, w, false);
		page_add_rect(c, &under, frame.colour, 0, top, w, height, false);
		page_add_rect(c, &under, frame.colour, width - w, top, w, height, false);
	}
	for (int i = 0; i < under.marks.count; i++) under.marks.items[i].artifact = ARTIFACT_BACKGROUND;
	page_append_setting(c, &under, setting, 0, 0);
	setting->marks.items = under.marks.items;
	setting->marks.count = under.marks.count;
	setting->marks.capacity = under.marks.capacity;
}

Setting page_set_imprint(Composer *c, Length width) {
	const Design *design = c->design;
	const Publication *publication = c->publication;
	Setting setting = { .width = width };
	if (!publication->imprint.count) return setting;
	const TextStyle *style = design_find_style(design, "imprint"), *name_style = design_find_style(design, "imprint-name");
	const TextStyle *title_style = design_find_style(design, "imprint-title");
	Length padding = design->imprint.padding, top = c->grid_baseline - c->cap_height;
	NodeId section = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, publication->pos);
	setting.height = top + padding;
	if (design->imprint.title) {
		NodeId node = drawing_add_node(c->drawing, section, ROLE_P, publication->pos);
		Paragraph title = page_set_plain(c, page_fill_template(c, design->imprint.title, &(Fields){ 0 }), title_style, width - 2 * padding, node, publication->pos);
		page_add_lines(c, &setting, &title, title_style, padding);
		setting.height += title_style->space_after;
	}
	int columns = design->imprint.columns > 0 ? design->imprint.columns : 1;
	Length gap = design->gutter, measure = (width - 2 * padding - (columns - 1) * gap) / columns;
	int n = publication->imprint.count;
	Paragraph *texts = ARENA_ARRAY(c->arena, Paragraph, n);
	int total = 0;
	for (int i = 0; i < n; i++) {
		const ImprintField *field = &publication->imprint.items[i];
		NodeId node = drawing_add_node(c->drawing, section, ROLE_P, field->pos);
		/* the value of a name that is a sentence's beginning ("Giấy phép xuất bản số") goes on without a colon */
		size_t length = strlen(field->name);
		bool joins = (length > 4 && strcmp(field->name + length - 4, " số") == 0) || strcmp(field->name, "In") == 0;
		texts[i] = page_set_text(c, &(TextRequest){ .inlines = &field->value, .style = style, .measure = measure, .node = node,
			.pos = field->pos, .prefix = arena_format(c->arena, joins ? "%s " : "%s: ", field->name), .prefix_style = name_style });
		total += texts[i].line_count;
	}
	Length start = setting.height, deepest = start;
	int per_column = (total + columns - 1) / columns, column = 0, filled = 0;
	for (int i = 0; i < n; i++) {
		/* a field goes to the next column when more than half of it would hang over the even share */
		if (column + 1 < columns && filled && filled + texts[i].line_count / 2 >= per_column) {
			column++;
			filled = 0;
			setting.height = start;
		}
		page_add_lines(c, &setting, &texts[i], style, padding + column * (measure + gap));
		setting.height += style->space_after;
		filled += texts[i].line_count;
		if (setting.height > deepest) deepest = setting.height;
	}
	setting.height = deepest + padding;
	int rows = page_rows(c, setting.height);
	Length bottom = (rows - 1) * design->leading + c->grid_baseline;
	if (bottom < deepest + padding / 2) { rows++; bottom += design->leading; }
	page_add_ground(c, &setting, false, COLOUR_WHITE, design->imprint.frame, width, top, bottom - top);
	setting.height = rows * design->leading;
	return setting;
}
