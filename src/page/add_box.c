/* A box into units: its ground behind a small galley of its own. */
#include "page/galley.h"

enum {
	LEAST_PIECE = 4,   /* rows of it in a column */
	COST_PARTED = 150  /* of its doing so */
};

typedef struct Box {
	Galley inside;
	Length left, width;   /* in the column; left 0 and the width of the columns where it goes over several */
	int rows, pad_rows;   /* with the rows above and below its text; those on one side */
	Length ground_top;    /* in its first row */
} Box;

static void append_slab(Composer *c, Setting *setting, const Slab *slab, Length x, Length y) {
	const Setting own = { .marks = { (Mark *)slab->marks, slab->mark_count, slab->mark_count } };
	page_append_setting(c, setting, &own, x, y);
}

/* All of it in one piece. */
static Setting set_whole(Composer *c, const Box *box) {
	const Design *design = c->design;
	Setting setting = { .width = box->width };
	Length y = box->pad_rows * design->leading, bottom = (box->rows - 1) * design->leading + c->grid_baseline;
	for (int u = 0; u < box->inside.units.count; u++) {
		const Variant *variant = &box->inside.units.items[u].variants[0];
		for (int s = 0; s < variant->count; s++) {
			append_slab(c, &setting, &variant->slabs[s], design->box.padding, y);
			y += variant->slabs[s].rows * design->leading;
		}
	}
	page_add_ground(c, &setting, design->box.has_ground, design->box.ground, design->box.frame, box->width, box->ground_top, bottom - box->ground_top);
	for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].x += box->left;
	return setting;
}

/* Unit by unit, with the ground behind every slab, so that a column may end between them. */
static void add_parted(Composer *c, Galley *galley, const Box *box) {
	const Design *design = c->design;
	const int count = box->inside.units.count;
	for (int u = 0, above = 0; u < count; u++) {
		Unit unit = box->inside.units.items[u];
		Variant variant = unit.variants[0];
		Slab *slabs = ARENA_ARRAY(c->arena, Slab, variant.count);
		for (int s = 0; s < variant.count; s++) {
			slabs[s] = variant.slabs[s];
			bool opens = u == 0 && s == 0, closes = u == count - 1 && s == variant.count - 1;
			Setting setting = { 0 };
			int extra = opens ? box->pad_rows : 0, foot = closes ? box->pad_rows : 0;
			slabs[s].rows += extra + foot;
			Length top = opens ? box->ground_top : 0, bottom = slabs[s].rows * design->leading - (closes ? design->leading - c->grid_baseline : 0);
			if (!closes) bottom += LENGTH_POINT / 4; /* no hairline between it and the next */
			if (design->box.has_ground) page_add_rect(c, &setting, design->box.ground, box->left, top, box->width, bottom - top, false);
			for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].artifact = ARTIFACT_BACKGROUND;
			append_slab(c, &setting, &variant.slabs[s], box->left + design->box.padding, extra * design->leading);
			slabs[s].marks = setting.marks.items;
			slabs[s].mark_count = setting.marks.count;
			if (opens || (closes && s > 0)) slabs[closes && s > 0 ? s - 1 : s].break_cost = COST_FORBID;
			above += slabs[s].rows;
			if (!closes && (above < LEAST_PIECE || box->rows - above < LEAST_PIECE)) slabs[s].break_cost = COST_FORBID;
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
}

/* A box: a ground or a frame behind a small galley of its own. In one piece while it is no taller than half a column, and
 * then it moves as a table of a book does; beyond that it may break like text. */
void page_add_box(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const Design *design = c->design;
	bool wide = page_block_spans(galley, block, context);
	Box box = { .left = wide ? 0 : context->x, .width = wide ? page_block_width(c, galley, block) : galley->measure - context->x };
	Galley *inside = &box.inside;
	*inside = (Galley){ .measure = box.width - 2 * design->box.padding, .span_columns = 1 };
	NodeId node = page_add_node(c, context->parent, ROLE_SECT, block->pos, block->lang);
	if (block->u.box.title.count) {
		const TextStyle *style = design_find_style(design, "box-title");
		NodeId title = page_add_node(c, node, ROLE_P, block->pos, NULL);
		page_add_text(c, inside, &(TextRequest){ .inlines = &block->u.box.title, .style = style, .measure = inside->measure, .node = title,
			.pos = block->pos, .no_indent = true }, (TextPlace){ .keep_next = true });
		page_add_space(c, inside, page_space_rows(c, style->space_after));
	}
	const TextStyle *text = design_find_style(design, "box");
	BlockContext inner = { .parent = node, .text = text, .first = text, .inner = true };
	page_add_blocks(c, inside, &block->u.box.content, inner, NULL);
	page_trim_spaces(inside);
	/* The ground reaches from a cap height to a baseline, like a photo; the text keeps the grid inside it. */
	box.ground_top = c->grid_baseline - c->cap_height;
	box.pad_rows = page_rows(c, design->box.padding - (design->leading - c->grid_baseline));
	if (box.pad_rows < 1) box.pad_rows = 1;
	box.rows = 2 * box.pad_rows;
	for (int u = 0; u < inside->units.count; u++) box.rows += inside->units.items[u].variants[0].rows;
	if (wide) {
		page_add_span(c, galley, set_whole(c, &box), box.rows + 1, page_block_columns(galley, block));
		return;
	}
	bool held = galley->units.count && galley->units.items[galley->units.count - 1].keep_next; /* by the heading above it */
	if (box.rows <= c->rows / 2 && !context->inner && !held) { /* whole; where it does not fit, the text that follows goes before it */
		page_add_float(c, galley, set_whole(c, &box), box.rows)->table = true;
		return;
	}
	page_add_space(c, galley, 1);
	if (box.rows <= c->rows / 2) {
		Setting setting = set_whole(c, &box);
		page_add_solid(c, galley, &setting, box.rows, false);
	} else {
		add_parted(c, galley, &box);
	}
	page_add_space(c, galley, 1);
}
