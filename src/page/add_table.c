/* A table into units: rows that may part at a column's foot, or wide blocks. */
#include "page/book.h"
#include "page/galley.h"

/* A row too tall for a page, under the table's head, goes on in rows of its own. */
static void part_tall_rows(Composer *c, TableSetting *table) {
	TableSetting parted = { 0 };
	int most = c->rows - page_rows(c, table->head.height) - 2;
	if (most < c->rows / 2) most = c->rows / 2;
	for (int i = 0; i < table->rows.count; i++) {
		Setting *pieces = &table->rows.items[i];
		int count = page_rows(c, pieces->height) > most ? page_part_setting(c, pieces, most, &pieces) : 1;
		for (int k = 0; k < count; k++) {
			*vector_push(c->arena, &parted.rows) = pieces[k];
			*vector_push(c->arena, &parted.joined) = table->joined.items[i] && k + 1 == count;
		}
	}
	table->rows.items = parted.rows.items;
	table->rows.count = parted.rows.count;
	table->joined.items = parted.joined.items;
	table->joined.count = parted.joined.count;
}

/* A table wider than a column, in as many pieces as pages need; each after the first repeats the head. */
static void add_wide_table(Composer *c, Galley *galley, const TableSetting *table, Length width, int columns) {
	int most = c->rows - 2;
	for (int first = 0, end; first == 0 || first < table->rows.count; first = end) {
		Setting piece = { .width = width };
		const Setting *head = first ? &table->repeat : &table->head;
		page_append_setting(c, &piece, head, 0, 0);
		piece.height = head->height;
		for (int i = 0; first && i < piece.marks.count; i++) piece.marks.items[i].repeated = true;
		LengthSum height = piece.height;
		int legal = first; /* the last row that a piece may end after */
		for (end = first; end < table->rows.count; end++) {
			height += table->rows.items[end].height;
			if (end > first && page_rows(c, height) > most) break;
			if (!table->joined.items[end]) legal = end + 1;
		}
		if (end < table->rows.count && legal > first) end = legal;
		for (int i = first; i < end; i++) {
			page_append_setting(c, &piece, &table->rows.items[i], 0, piece.height);
			piece.height += table->rows.items[i].height;
		}
		page_add_span(c, galley, piece, page_rows(c, piece.height) + 1, columns);
	}
}

/* In a book a table that its text names by its number may stand at the head or the foot of a page, so that the text goes on
 * where it would otherwise leave white. With the text it has a row of white on each side. */
static bool add_floating_table(Composer *c, Galley *galley, const TableSetting *table, LengthSum whole, Length x) {
	int rows = 0;
	Setting all = { .width = galley->measure };
	if (whole > c->rows / 2 * c->design->leading) return false;
	page_append_setting(c, &all, &table->head, x, 0);
	rows += page_rows(c, table->head.height);
	for (int i = 0; i < table->rows.count; i++) {
		page_append_setting(c, &all, &table->rows.items[i], x, rows * c->design->leading);
		rows += page_rows(c, table->rows.items[i].height);
	}
	Unit *unit = page_add_float(c, galley, all, rows);
	unit->table = true;
	return true;
}

void page_add_table(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	Length measure = galley->measure - context->x;
	bool wide = !context->inner && galley->span_columns > 1 &&
		(block->span >= 2 || page_table_min_width(c, &block->u.table) > measure);
	Length width = wide ? page_block_width(c, galley, block) : measure;
	NodeId outer = c->article_node;
	c->article_node = context->parent;
	TableSetting table = page_set_table(c, block, width);
	c->article_node = outer;
	part_tall_rows(c, &table);
	if (wide) {
		add_wide_table(c, galley, &table, width, page_block_columns(galley, block));
		return;
	}
	LengthSum whole = table.head.height;
	for (int i = 0; i < table.rows.count; i++) whole += table.rows.items[i].height;
	if (page_is_book(c) && !context->inner && page_block_label(c, block) && add_floating_table(c, galley, &table, whole, context->x)) return;
	page_add_space(c, galley, 1);
	for (int i = 0; i < table.head.marks.count; i++) table.head.marks.items[i].x += context->x;
	if (table.head.height) page_add_solid(c, galley, &table.head, page_rows(c, table.head.height), true);
	if (table.rows.count) {
		Unit *unit = page_add_unit(c, galley, UNIT_ROWS);
		Setting *repeat = ARENA_NEW(c->arena, Setting);
		*repeat = table.repeat;
		for (int i = 0; i < repeat->marks.count; i++) repeat->marks.items[i].x += context->x;
		unit->repeat = repeat;
		unit->repeat_rows = page_rows(c, repeat->height);
		unit->made = 7;
		Slab *slabs = ARENA_ARRAY(c->arena, Slab, table.rows.count);
		int rows = 0;
		for (int i = 0; i < table.rows.count; i++) {
			for (int k = 0; k < table.rows.items[i].marks.count; k++) table.rows.items[i].marks.items[k].x += context->x;
			slabs[i] = (Slab){ .rows = page_rows(c, table.rows.items[i].height), .marks = table.rows.items[i].marks.items,
				.mark_count = table.rows.items[i].marks.count };
			bool held = table.joined.items[i] || i == 0 || i == table.rows.count - 2 || whole <= c->rows / 4 * c->design->leading; /* a small table is not parted */
			slabs[i].break_cost = i == table.rows.count - 1 ? 0 : held ? COST_FORBID : 100;
			page_collect_notes(c, &slabs[i], galley->measure);
			rows += slabs[i].rows;
		}
		unit->variants[VARIANT_BEST] = (Variant){ slabs, table.rows.count, rows, 0 };
	}
	page_add_space(c, galley, 1);
}
