/* A box into units: its ground behind a small galley of its own. */
#include "page/galley.h"

enum {
	LEAST_PARTED = 10, /* rows that a tinted box has at the least to go on in the next column */
	LEAST_PIECE = 4,   /* rows of it in a column */
	COST_PARTED = 150  /* of its doing so */
};

/* A box: a ground or a frame behind a small galley of its own. One slab while it is no taller than half a column; beyond
 * that it may break like text, with the ground behind every slab. */
void page_add_box(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const Design *design = c->design;
	bool wide = page_block_spans(galley, block, context);
	Length width = wide ? page_block_width(c, galley, block) : galley->measure - context->x, padding = design->box.padding;
	Length left = wide ? 0 : context->x;
	NodeId node = page_add_node(c, context->parent, ROLE_SECT, block->pos, block->lang);
	Galley inside = { .measure = width - 2 * padding, .span_columns = 1 };
	if (block->u.box.title.count) {
		const TextStyle *style = design_find_style(design, "box-title");
		NodeId title = page_add_node(c, node, ROLE_P, block->pos, NULL);
		page_add_text(c, &inside, &(TextRequest){ .inlines = &block->u.box.title, .style = style, .measure = inside.measure, .node = title,
			.pos = block->pos, .no_indent = true }, (TextPlace){ .keep_next = true });
		page_add_space(c, &inside, page_space_rows(c, style->space_after));
	}
	const TextStyle *text = design_find_style(design, "box");
	BlockContext inner = { .parent = node, .text = text, .first = text, .inner = true };
	page_add_blocks(c, &inside, &block->u.box.content, inner, NULL);
	page_trim_spaces(&inside);
	int rows = 0;
	for (int u = 0; u < inside.units.count; u++) rows += inside.units.items[u].variants[0].rows;
	/* The ground reaches from a cap height to a baseline, like a photo; the text keeps the grid inside it. */
	int pad_rows = page_rows(c, padding - (design->leading - c->grid_baseline)) ;
	if (pad_rows < 1) pad_rows = 1;
	int all_rows = rows + 2 * pad_rows;
	Length ground_top = c->grid_baseline - c->cap_height, ground_bottom = (all_rows - 1) * design->leading + c->grid_baseline;
	/* A frame is not parted; a tint may be, from a height on where that shows no sliver. */
	if (wide || (all_rows <= c->rows / 2 && (all_rows < LEAST_PARTED || design->box.frame.weight))) {
		Setting setting = { .width = width };
		if (design->box.has_ground) page_add_rect(c, &setting, design->box.ground, left, ground_top, width, ground_bottom - ground_top, false);
		RuleLook frame = design->box.frame;
		if (frame.weight) {
			page_add_rect(c, &setting, frame.colour, left, ground_top, width, frame.weight, false);
			page_add_rect(c, &setting, frame.colour, left, ground_bottom - frame.weight, width, frame.weight, false);
			page_add_rect(c, &setting, frame.colour, left, ground_top, frame.weight, ground_bottom - ground_top, false);
			page_add_rect(c, &setting, frame.colour, left + width - frame.weight, ground_top, frame.weight, ground_bottom - ground_top, false);
		}
		for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].artifact = ARTIFACT_BACKGROUND;
		Length y = pad_rows * design->leading;
		for (int u = 0; u < inside.units.count; u++) {
			const Variant *variant = &inside.units.items[u].variants[0];
			for (int s = 0; s < variant->count; s++) {
				Setting part = { .marks = { (Mark *)variant->slabs[s].marks, variant->slabs[s].mark_count, variant->slabs[s].mark_count } };
				page_append_setting(c, &setting, &part, left + padding, y);
				y += variant->slabs[s].rows * design->leading;
			}
		}
		if (wide) { page_add_span(c, galley, setting, all_rows + 1, page_block_columns(galley, block)); return; }
		page_add_space(c, galley, 1);
		page_add_solid(c, galley, &setting, all_rows, false);
		page_add_space(c, galley, 1);
		return;
	}
	page_add_space(c, galley, 1);
	for (int u = 0, above = 0; u < inside.units.count; u++) {
		Unit unit = inside.units.items[u];
		Variant variant = unit.variants[0];
		Slab *slabs = ARENA_ARRAY(c->arena, Slab, variant.count);
		for (int s = 0; s < variant.count; s++) {
			slabs[s] = variant.slabs[s];
			bool opens = u == 0 && s == 0, closes = u == inside.units.count - 1 && s == variant.count - 1;
			Setting setting = { 0 };
			int extra = opens ? pad_rows : 0, foot = closes ? pad_rows : 0;
			slabs[s].rows += extra + foot;
			Length top = opens ? ground_top : 0, bottom = slabs[s].rows * design->leading - (closes ? design->leading - c->grid_baseline : 0);
			if (design->box.has_ground) page_add_rect(c, &setting, design->box.ground, left, top, width,
				bottom - top + (closes ? 0 : LENGTH_POINT / 4), false); /* no hairline between it and the next */
			for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].artifact = ARTIFACT_BACKGROUND;
			Setting part = { .marks = { (Mark *)variant.slabs[s].marks, variant.slabs[s].mark_count, variant.slabs[s].mark_count } };
			page_append_setting(c, &setting, &part, left + padding, extra * design->leading);
			slabs[s].marks = setting.marks.items;
			slabs[s].mark_count = setting.marks.count;
			if (opens || (closes && s > 0)) slabs[closes && s > 0 ? s - 1 : s].break_cost = COST_FORBID;
			above += slabs[s].rows;
			if (!closes && (above < LEAST_PIECE || all_rows - above < LEAST_PIECE)) slabs[s].break_cost = COST_FORBID;
			else if (!closes && slabs[s].break_cost < COST_PARTED) slabs[s].break_cost = COST_PARTED;
			variant.rows += extra + foot;
		}
		variant.slabs = slabs;
		unit.variants[0] = variant;
		unit.kind = unit.kind == UNIT_ROWS || unit.kind == UNIT_SPACE ? UNIT_SOLID : unit.kind;
		if (unit.kind == UNIT_SOLID && variant.count > 1) unit.kind = UNIT_ROWS;
		unit.made = 7;
		unit.tight = u > 0;
		unit.repeat = NULL;
		unit.repeat_rows = 0;
		*vector_push(c->arena, &galley->units) = unit;
	}
	page_add_space(c, galley, 1);
}
