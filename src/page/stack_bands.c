/* Bands stacked on pages: see bands.h. */
#include <string.h>
#include "page/bands.h"

enum {
	LEAST_TEXT_ROWS = 4,  /* of text under a head at a page's foot, in each column */
	MOST_GAP_ROWS = 2     /* that a gap between bands may grow by */
};

Length page_column_x(const Composer *c, int page, int column) {
	bool left = c->design->facing && page % 2 == 1;
	return (left ? c->design->outside : c->design->inside) + column * (c->column_width + c->design->gutter);
}

Length page_row_y(const Composer *c, int row) { return c->design->top + row * c->design->leading; }

/* ---- pages ---- */

void page_open_page(Layout *l) {
	Composer *c = l->c;
	DrawnPage *page = drawing_add_page(c->drawing, c->design->width, c->design->height, c->design->bleed);
	l->page = c->drawing->pages.count - 1;
	l->row = 0;
	for (int i = 0; i < MOST_COLUMNS; i++) l->floors[i] = c->rows;
	l->has_panel = false;
	l->parts.count = 0;
	page->label = arena_format(c->arena, "%d", l->page + 1);
	GridArea *grid = ARENA_NEW(c->arena, GridArea);
	*grid = (GridArea){ .x = page_column_x(c, l->page, 0), .y = c->design->top, .width = page_span_width(c, c->design->columns),
		.height = c->rows * c->design->leading, .first_baseline = c->design->top + c->grid_baseline, .leading = c->design->leading };
	page->grids = grid;
	page->grid_count = 1;
	*vector_push(c->arena, &l->sections) = l->section;
	*vector_push(c->arena, &l->openers) = l->article;
	l->page_fresh = true;
}

static void emit_piece(Layout *l, const PagePart *part, const Piece *piece, Length x, int base_row) {
	Composer *c = l->c;
	const Unit *unit = &part->galley->units.items[piece->unit];
	int row = base_row + piece->row;
	if (piece->gap_unit >= 0) { /* a separator stands in the white above */
		const Slab *slab = &part->galley->units.items[piece->gap_unit].variants[0].slabs[0];
		page_emit_marks(c, l->page, slab->marks, slab->mark_count, x, page_row_y(c, row - piece->gap), false);
	}
	if (piece->repeat) {
		page_emit_marks(c, l->page, unit->repeat->marks.items, unit->repeat->marks.count, x, page_row_y(c, row), true);
		row += unit->repeat_rows;
	}
	const Variant *variant = &unit->variants[piece->variant];
	for (int s = piece->first; s < piece->first + piece->count; s++) {
		page_emit_marks(c, l->page, variant->slabs[s].marks, variant->slabs[s].mark_count, x, page_row_y(c, row), false);
		row += variant->slabs[s].rows;
	}
}

static void emit_part(Layout *l, const PagePart *part) {
	Composer *c = l->c;
	RuleLook rule = c->design->separator.rule;
	if (part->separated && part->row > 0 && rule.weight) {
		/* half way between the last baseline above and the cap height below */
		Length above = page_row_y(c, part->row - part->gap - 1) + c->grid_baseline;
		Length below = page_row_y(c, part->row) + c->grid_baseline - c->cap_height;
		Setting line = { 0 };
		page_add_rule(c, &line, rule, 0, (above + below) / 2, page_span_width(c, c->design->columns));
		page_emit_marks(c, l->page, line.marks.items, line.marks.count, page_column_x(c, l->page, 0), 0, false);
	}
	for (int i = 0; i < part->placed.count; i++) {
		const Placed *placed = &part->placed.items[i];
		page_emit_marks(c, l->page, placed->setting->marks.items, placed->setting->marks.count, page_column_x(c, l->page, placed->column),
			page_row_y(c, part->row + placed->row), false);
	}
	if (!part->galley) return;
	for (int col = 0; col < part->columns; col++) {
		const ColumnFill *fill = &part->fill.columns[col];
		Length x = page_column_x(c, l->page, col);
		if (part->galley->measure > c->column_width && part->columns == 1) x = page_column_x(c, l->page, 0);
		for (int i = 0; i < fill->piece_count; i++) emit_piece(l, part, &fill->pieces[i], x, part->row + part->offsets[col]);
		if (fill->note_count) {
			Setting notes = page_set_notes(c, fill->notes, fill->note_count, part->galley->measure);
			page_emit_marks(c, l->page, notes.marks.items, notes.marks.count, x, page_row_y(c, part->row + part->heights[col] - fill->note_rows), false);
		}
		if (col + 1 < part->columns && c->design->column_rule.weight && (fill->piece_count || part->fill.columns[col + 1].piece_count)) {
			int top = part->offsets[col] > part->offsets[col + 1] ? part->offsets[col] : part->offsets[col + 1];
			int bottom = part->heights[col] < part->heights[col + 1] ? part->heights[col] : part->heights[col + 1];
			if (bottom <= top) continue;
			Setting line = { 0 };
			RuleLook look = c->design->column_rule;
			Length y = page_row_y(c, part->row + top) + c->grid_baseline - c->cap_height;
			Length end = page_row_y(c, part->row + bottom - 1) + c->grid_baseline;
			page_add_rect(c, &line, look.colour, c->column_width + c->design->gutter / 2 - look.weight / 2, y, look.weight, end - y, false);
			page_emit_marks(c, l->page, line.marks.items, line.marks.count, x, 0, false);
		}
	}
}

/* Gives the rows left at the foot to the gaps between the bands of the page, evenly and not too many each. */
void page_close_page(Layout *l, bool stretch) {
	Composer *c = l->c;
	if (l->page < 0) return;
	int slack = c->rows - l->row, gaps = 0;
	for (int i = 1; i < l->parts.count; i++) gaps++;
	if (stretch && slack > 0 && gaps && !l->has_panel && slack <= gaps * MOST_GAP_ROWS) {
		int moved = 0;
		for (int i = 1, left = gaps; i < l->parts.count; i++, left--) {
			int share = (slack - moved + left - 1) / left;
			moved += share;
			l->parts.items[i].row += moved;
			l->parts.items[i].gap += share;
		}
		l->row = c->rows;
	}
	page_count_page(l, l->ended);
	for (int i = 0; i < l->parts.count; i++) emit_part(l, &l->parts.items[i]);
	l->parts.count = 0;
}

static void next_page(Layout *l, bool stretch) {
	page_close_page(l, stretch);
	page_open_page(l);
}

/* Rows free below the page's last band, in the shortest of the columns. */
static int free_rows(const Layout *l, int top, int columns) {
	int least = l->c->rows;
	for (int i = 0; i < columns; i++) if (l->floors[i] < least) least = l->floors[i];
	return least - top;
}

static PagePart *add_part(Layout *l, int row, int rows) {
	PagePart *part = vector_push(l->c->arena, &l->parts);
	part->row = row;
	part->rows = rows;
	l->row = row + rows;
	if (l->page_fresh) { /* the running head names what begins first on the page */
		l->page_fresh = false;
		l->sections.items[l->page] = l->section;
		l->openers.items[l->page] = l->article;
	}
	return part;
}

/* A setting over the width of its own: a part's head, the imprint. */
void page_place_setting(Layout *l, const Setting *setting, int gap, bool at_foot) {
	Composer *c = l->c;
	int rows = page_rows(c, setting->height);
	if (!rows) return;
	int top = l->row ? l->row + gap : 0;
	if (free_rows(l, top, c->design->columns) < rows && l->row > 0) {
		next_page(l, true);
		top = 0;
	}
	if (at_foot && free_rows(l, top, c->design->columns) > rows) top = free_rows(l, 0, c->design->columns) - rows;
	PagePart *part = add_part(l, top, rows);
	part->gap = l->row ? gap : 0;
	*vector_push(c->arena, &part->placed) = (Placed){ setting, 0, 0 };
}

/* ---- bands ---- */

/* Wide blocks that the galley passed between two cursors. */
static int spans_between(const Galley *galley, int first, int end, const Unit **out, int most) {
	int count = 0;
	for (int u = first; u < end && u < galley->units.count; u++)
		if (galley->units.items[u].kind == UNIT_SPAN && count < most) out[count++] = &galley->units.items[u];
	return count;
}

static int spans_rows(const Unit **spans, int count) {
	int rows = 0;
	for (int i = 0; i < count; i++) rows += spans[i]->span_rows + 1;
	return rows;
}

static void start_part(Layout *l, PagePart *part, Band *band, const Fill *fill, const int *offsets, const int *heights) {
	part->galley = &band->galley;
	part->fill = *fill;
	part->columns = band->columns;
	memcpy(part->offsets, offsets, sizeof part->offsets);
	memcpy(part->heights, heights, sizeof part->heights);
	page_count_part(l, part);
}

enum { MOST_SPANS = 32 };

/* The band's head, when it begins here, and the wide blocks that waited for the top of a page. */
static void place_on_top(Composer *c, PagePart *part, const Band *band, const Unit **waiting, int waiting_count) {
	for (int i = 0; band && i < band->placed.count; i++) *vector_push(c->arena, &part->placed) = band->placed.items[i];
	int row = 0;
	for (int i = 0; i < waiting_count; i++) {
		*vector_push(c->arena, &part->placed) = (Placed){ waiting[i]->span, 0, row };
		row += waiting[i]->span_rows + 1;
	}
}

void page_place_band(Layout *l, Band *band) {
	Composer *c = l->c;
	Cursor cursor = { 0 };
	const Unit *waiting[MOST_SPANS]; /* wide blocks that go to the top of the next page */
	int waiting_count = 0;
	bool first = true;
	l->section = band->section;
	l->article = band->article;
	int gap = band->gap >= 0 ? band->gap : c->design->separator.rows;
	for (int rounds = 0; rounds < 100000; rounds++) {
		int top = l->row && first ? l->row + gap : l->row;
		int offsets[MOST_COLUMNS] = { 0 }, limits[MOST_COLUMNS] = { 0 }, head = 0;
		int span_top = 0;
		for (int i = 0; i < waiting_count; i++) {
			if (i && span_top + waiting[i]->span_rows > c->rows - top) { waiting_count = i; break; } /* cannot happen: rows are checked below */
			span_top += waiting[i]->span_rows + (waiting[i]->span_rows < c->rows ? 1 : 0);
		}
		for (int i = 0; i < band->columns; i++) {
			offsets[i] = first ? band->offsets[i] : span_top;
			limits[i] = l->floors[i] - top;
			if (offsets[i] > head) head = offsets[i];
		}
		Fill fill;
		const Unit *spans[MOST_SPANS];
		int count = 0, extra = 0;
		bool empty = cursor.unit >= band->galley.units.count && !cursor.waiting_count;
		bool ends;
		if (empty) {
			fill = (Fill){ .finished = true, .end = cursor, .height = head };
			ends = head <= free_rows(l, top, band->columns);
		} else {
			ends = page_fill_balanced(c, &band->galley, cursor, offsets, limits, band->columns, &fill);
		}
		if (ends) {
			count = spans_between(&band->galley, cursor.unit, band->galley.units.count, spans, MOST_SPANS);
			extra = spans_rows(spans, count);
			if (extra && fill.height + extra > free_rows(l, top, band->columns)) {
				int shorter[MOST_COLUMNS];
				for (int i = 0; i < band->columns; i++) shorter[i] = limits[i] - extra;
				ends = !empty && page_fill_balanced(c, &band->galley, cursor, offsets, shorter, band->columns, &fill) &&
					fill.height + extra <= free_rows(l, top, band->columns);
			}
		}
		if (ends) {
			int heights[MOST_COLUMNS];
			int height = fill.height > head ? fill.height : head;
			for (int i = 0; i < band->columns; i++) heights[i] = height < limits[i] ? height : limits[i];
			PagePart *part = add_part(l, top, height + extra);
			part->gap = first && l->parts.count > 1 ? gap : 0;
			part->separated = first && band->separated && l->parts.count > 1;
			start_part(l, part, band, &fill, offsets, heights);
			place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
			int row = height + 1;
			for (int i = 0; i < count; i++) {
				*vector_push(c->arena, &part->placed) = (Placed){ spans[i]->span, 0, row };
				row += spans[i]->span_rows + 1;
			}
			return;
		}
		/* It goes on overleaf: enough text must stand under the head here. */
		int least = c->rows;
		for (int i = 0; i < band->columns; i++) if (limits[i] - offsets[i] < least) least = limits[i] - offsets[i];
		int widest = 0;
		for (int i = 0; i < band->columns; i++) if (limits[i] - offsets[i] > widest) widest = limits[i] - offsets[i];
		bool fresh = l->row == 0;
		if (widest < LEAST_TEXT_ROWS || (least < LEAST_TEXT_ROWS && !fresh && first && !l->has_panel)) {
			if (!fresh) { next_page(l, true); continue; }
			/* A head or a wide block that takes the page: it stands alone. */
			PagePart *part = add_part(l, top, c->rows - top);
			place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
			waiting_count = 0;
			first = false;
			if (empty) return;
			next_page(l, false);
			continue;
		}
		int capacities[MOST_COLUMNS];
		for (int i = 0; i < band->columns; i++) capacities[i] = limits[i] > offsets[i] ? limits[i] - offsets[i] : 0;
		fill = page_fill_columns(c, &band->galley, cursor, capacities, band->columns);
		count = spans_between(&band->galley, cursor.unit, fill.end.unit, spans, MOST_SPANS);
		/* A wide block met on this page goes to its foot where it fits, else to the top of the next. */
		int foot = spans_rows(spans, count);
		bool at_foot = false;
		if (count && foot < least - LEAST_TEXT_ROWS && !l->has_panel) {
			int shorter[MOST_COLUMNS];
			for (int i = 0; i < band->columns; i++) shorter[i] = capacities[i] - foot;
			Fill tighter = page_fill_columns(c, &band->galley, cursor, shorter, band->columns);
			const Unit *again[MOST_SPANS];
			if (spans_between(&band->galley, cursor.unit, tighter.end.unit, again, MOST_SPANS) == count && !tighter.finished) {
				fill = tighter;
				at_foot = true;
			}
		}
		int heights[MOST_COLUMNS];
		for (int i = 0; i < band->columns; i++) heights[i] = limits[i] - (at_foot ? foot : 0);
		PagePart *part = add_part(l, top, c->rows - top);
		part->gap = first && l->parts.count > 1 ? gap : 0;
		part->separated = first && band->separated && l->parts.count > 1;
		start_part(l, part, band, &fill, offsets, heights);
		place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
		waiting_count = 0;
		int row = c->rows - top - foot + 1;
		for (int i = 0; i < count; i++) {
			if (at_foot) {
				*vector_push(c->arena, &part->placed) = (Placed){ spans[i]->span, 0, row };
				row += spans[i]->span_rows + 1;
			} else waiting[waiting_count++] = spans[i];
		}
		cursor = fill.end;
		first = false;
		next_page(l, false);
	}
}
