/* Bands stacked on pages: see bands.h. */
#include <string.h>
#include "page/place_bands.h"
#include "page/side_bar.h"

enum {
	COST_FILL_SHARE = 4, COST_FILL_MOST = 4000, /* of the columns' own cost */
	LEAST_TEXT_ROWS = 3,  /* of text under wide blocks, in each column */
	LEAST_OPENING_ROWS = 2, /* of text under a head at a page's foot */
	LEAST_GAP = 2,        /* rows between articles: of wider ones one may go for that */
	COST_SQUEEZED_ROW = 15, /* of a photo made a row lower for that */
	COST_BARE_FRONT = 1000000, /* of a front page that no article begins on */
	MOST_GIVEN_ROWS = 2, COST_GIVEN_ROW = 300, /* that a page gives to the next, to send company with a remnant */
	COST_POOR_REST = 900  /* of a remnant for whose sake the page is searched thoroughly */
};

Length page_column_x(const Composer *c, int page, int column) {
	return page_left_margin(c->design, page) + column * (c->column_width + c->design->gutter);
}

Length page_row_y(const Composer *c, int row) { return c->design->top + row * c->design->leading; }

Length page_rule_above(const Composer *c, int row, int white) {
	Length above = (row - white - 1) * c->design->leading + c->grid_baseline, below = row * c->design->leading + c->grid_baseline - c->cap_height;
	return (above + below) / 2;
}

/* ---- pages ---- */

void page_open_page(Layout *l) {
	Composer *c = l->c;
	l->row = 0;
	for (int i = 0; i < MOST_COLUMNS; i++) l->floors[i] = c->rows;
	l->has_panel = false;
	l->ended_count = 0;
	if (l->trial) {
		l->page++;
		l->trial_parts = 0;
		l->trial_flex = (Flex){ 0 };
		return;
	}
	DrawnPage *page = drawing_add_page(c->drawing, c->design->width, c->design->height, c->design->bleed);
	l->page = c->drawing->pages.count - 1;
	l->parts.count = 0;
	page->label = arena_format(c->arena, "%d", l->page + 1);
	GridArea *grid = ARENA_NEW(c->arena, GridArea);
	const Design *whole = page_whole_design(c); /* a side bar stands on the same grid */
	*grid = (GridArea){ .x = page_left_margin(whole, l->page), .y = c->design->top, .width = page_span_width(c, whole->columns),
		.height = c->rows * c->design->leading, .first_baseline = c->design->top + c->grid_baseline, .leading = c->design->leading };
	page->grids = grid;
	page->grid_count = 1;
	*vector_push(c->arena, &l->sections) = l->section;
	*vector_push(c->arena, &l->openers) = l->article;
	*vector_push(c->arena, &l->opens_part) = false;
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
	if (piece->stretch) { /* its photos are higher or lower than set; what stands below them moves */
		const Slab *slab = &variant->slabs[0];
		Setting stretched = page_stretch_figure(c, slab->marks, slab->mark_count, piece->stretch * c->design->leading);
		page_emit_marks(c, l->page, stretched.marks.items, stretched.marks.count, x, page_row_y(c, row), false);
		return;
	}
	for (int s = piece->first; s < piece->first + piece->count; s++) {
		page_emit_marks(c, l->page, variant->slabs[s].marks, variant->slabs[s].mark_count, x, page_row_y(c, row), false);
		row += variant->slabs[s].rows;
	}
}

/* The rule between an article and what stands beside it. */
static void emit_side_rule(Layout *l, const PagePart *part) {
	Composer *c = l->c;
	RuleLook rule = c->design->separator.side_rule;
	if (!rule.weight) return;
	Length top = page_row_y(c, part->row + part->top) + c->grid_baseline - c->cap_height, end = page_row_y(c, part->row + part->rows - 1) + c->grid_baseline;
	Setting line = { 0 };
	page_add_rect(c, &line, rule.colour, page_column_x(c, l->page, part->column) - (c->design->gutter + rule.weight) / 2, top, rule.weight, end - top, false);
	page_emit_marks(c, l->page, line.marks.items, line.marks.count, 0, 0, false);
}

static void emit_part(Layout *l, const PagePart *part) {
	Composer *c = l->c;
	RuleLook rule = c->design->separator.rule;
	if (part->beside) emit_side_rule(l, part);
	if (part->separated && part->row > 0 && rule.weight) {
		Setting line = { 0 };
		page_add_rule(c, &line, rule, 0, page_rule_above(c, part->row, part->gap), page_span_width(c, c->design->columns));
		page_emit_marks(c, l->page, line.marks.items, line.marks.count, page_column_x(c, l->page, 0), page_row_y(c, 0), false);
	}
	for (int i = 0; i < part->placed.count; i++) {
		const Placed *placed = &part->placed.items[i];
		page_emit_marks(c, l->page, placed->setting->marks.items, placed->setting->marks.count, page_column_x(c, l->page, part->column + placed->column),
			page_row_y(c, part->row + placed->row), false);
	}
	if (part->galley) page_emit_columns(l, part, page_column_x(c, l->page, part->column));
}

void page_emit_columns(Layout *l, const PagePart *part, Length left) {
	Composer *c = l->c;
	for (int col = 0; col < part->columns; col++) {
		const ColumnFill *fill = &part->fill.columns[col];
		Length measure = part->galley->measure, x = left + col * (measure + c->design->gutter);
		for (int i = 0; i < fill->piece_count; i++) emit_piece(l, part, &fill->pieces[i], x, part->row + part->offsets[col]);
		if (fill->note_count) {
			Setting notes = page_set_notes(c, fill->notes, fill->note_count, part->galley->measure);
			page_emit_marks(c, l->page, notes.marks.items, notes.marks.count, x, page_row_y(c, part->row + part->heights[col] - fill->note_rows), false);
		}
		if (col + 1 < part->columns && c->design->column_rule.weight && fill->piece_count && part->fill.columns[col + 1].piece_count) {
			int top = part->offsets[col] > part->offsets[col + 1] ? part->offsets[col] : part->offsets[col + 1];
			int bottom = part->heights[col] < part->heights[col + 1] ? part->heights[col] : part->heights[col + 1];
			if (bottom <= top) continue;
			Setting line = { 0 };
			RuleLook look = c->design->column_rule;
			Length y = page_row_y(c, part->row + top) + c->grid_baseline - c->cap_height;
			Length end = page_row_y(c, part->row + bottom - 1) + c->grid_baseline;
			page_add_rect(c, &line, look.colour, measure + c->design->gutter / 2 - look.weight / 2, y, look.weight, end - y, false);
			page_emit_marks(c, l->page, line.marks.items, line.marks.count, x, 0, false);
		}
	}
}

static bool has_part_name(const PagePart *part) {
	for (int i = 0; i < part->placed.count; i++) if (part->placed.items[i].setting->names_part && !part->placed.items[i].row) return true;
	return false;
}

void page_close_page(Layout *l, bool stretch) {
	if (l->page < 0) return;
	if (stretch) page_stretch_page(l);
	l->ended_count = 0;
	bool asked = l->white_asked;
	l->white_asked = false;
	if (l->trial) return;
	for (int i = 0; i < l->parts.count; i++) {
		page_count_part(l, &l->parts.items[i]);
		if (l->parts.items[i].level) page_count_pair(l, &l->parts.items[i - 1], &l->parts.items[i]);
	}
	page_count_page(l, l->ended, asked);
	l->opens_part.items[l->page] = l->parts.count && l->parts.items[0].row == 0 && has_part_name(&l->parts.items[0]);
	for (int i = 0; i < l->parts.count; i++) emit_part(l, &l->parts.items[i]);
	l->parts.count = 0;
}

/* Wide blocks that an article left behind stand at the top of the page, before anything goes on there. */
static void place_waiting(Layout *l) {
	int count = l->waiting_count;
	for (int i = 0; i < count; i++) {
		const Unit *unit = l->waiting[i];
		if (l->row > 0 && l->row + unit->span_rows > l->c->rows) {
			for (int k = i; k < count; k++) l->waiting[k - i] = l->waiting[k];
			l->waiting_count = count - i;
			page_close_page(l, false);
			page_open_page(l);
			place_waiting(l);
			return;
		}
		PagePart *part = page_add_part(l, l->row, unit->span_rows);
		page_add_placed(l, part, (Placed){ unit->span, 0, 0 });
	}
	l->waiting_count = 0;
}

void page_next_page(Layout *l, bool stretch) {
	page_close_page(l, stretch);
	page_open_page(l);
	place_waiting(l);
}

/* Rows free below the page's last band, in the shortest of the columns. */
int page_free_rows(const Layout *l, int top, int columns) {
	int least = l->c->rows;
	for (int i = 0; i < columns; i++) if (l->floors[i] < least) least = l->floors[i];
	return least - top;
}

void page_add_placed(Layout *l, PagePart *part, Placed placed) {
	if (!l->trial) {
		*vector_push(l->c->arena, &part->placed) = placed;
	} else if (placed.setting->width >= page_span_width(l->c, l->c->design->columns)) {
		l->trial_flex.more += placed.setting->flex.more;
		l->trial_flex.less += placed.setting->flex.less;
	}
}

int page_count_parts(const Layout *l) { return l->trial ? l->trial_parts : l->parts.count; }

PagePart *page_add_part(Layout *l, int row, int rows) {
	if (l->trial) {
		l->row = row + rows;
		l->trial_parts++;
		l->trial_part = (PagePart){ .row = row, .rows = rows };
		return &l->trial_part;
	}
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

PagePart *page_add_part_beside(Layout *l, int row, int rows) {
	PagePart *part = l->trial ? &l->trial_part : vector_push(l->c->arena, &l->parts);
	*part = (PagePart){ .row = row, .rows = rows, .beside = true };
	return part;
}

/* A setting over the width of its own: a part's head, the imprint. */
void page_place_setting(Layout *l, const Setting *setting, int gap, bool at_foot) {
	Composer *c = l->c;
	int rows = page_rows(c, setting->height);
	if (!rows) return;
	int top = l->row ? l->row + gap : 0;
	if (page_free_rows(l, top, c->design->columns) < rows && l->row > 0) {
		page_next_page(l, true);
		top = 0;
	}
	if (at_foot && page_free_rows(l, top, c->design->columns) > rows) top = page_free_rows(l, 0, c->design->columns) - rows;
	PagePart *part = page_add_part(l, top, rows);
	part->gap = l->row ? gap : 0;
	page_add_placed(l, part, (Placed){ setting, 0, 0 });
}

/* ---- bands ---- */

int page_spans_between(const Galley *galley, int first, int end, const Unit **out, int most) {
	int count = 0;
	for (int u = first; u < end && u < galley->units.count; u++)
		if (galley->units.items[u].kind == UNIT_SPAN && !galley->units.items[u].aside && count < most) out[count++] = &galley->units.items[u];
	return count;
}

int page_most_of(const int *values, int count) {
	int most = 0;
	for (int i = 0; i < count; i++) if (values[i] > most) most = values[i];
	return most;
}

/* Rows that wide blocks take in each column, stacked. */
static int add_span_rows(const Unit **spans, int count, int columns, int *rows) {
	for (int i = 0; i < count; i++)
		for (int col = 0; col < columns; col++) if (col < spans[i]->span_columns) rows[col] += spans[i]->span_rows + 1;
	return page_most_of(rows, columns);
}

void page_place_spans(Layout *l, PagePart *part, const Unit **spans, int count, int row) {
	for (int i = 0; i < count; i++) {
		page_add_placed(l, part, (Placed){ spans[i]->span, 0, row });
		row += spans[i]->span_rows + 1;
	}
}

void page_find_room(const Layout *l, Progress *p, int gap) {
	p->top = l->row && p->opening && !l->under_masthead ? l->row + gap : l->row;
	memset(p->offsets, 0, sizeof p->offsets);
	if (p->opening) memcpy(p->offsets, p->opening->offsets, sizeof p->offsets);
	p->fitting = 0;
	while (!p->opening && p->fitting < p->waiting_count) {
		int rows[MOST_COLUMNS] = { 0 };
		int need = add_span_rows(p->waiting, p->fitting + 1, p->band->columns, rows) - 1;
		if (need > l->c->rows - p->top && (p->fitting > 0 || p->top > 0)) break;
		memcpy(p->offsets, rows, sizeof rows);
		p->fitting++;
	}
	int columns = l->c->design->columns;
	for (int i = 0; i < columns || i < p->band->columns; i++)
		p->limits[i] = (p->band->columns == columns && i < columns ? l->floors[i] : page_free_rows(l, 0, columns)) - p->top;
}

/* Puts what this page holds of the band on it; heights are the rows its columns reach from the part's top. */
PagePart *page_begin_part(Layout *l, Progress *p, const Fill *fill, int rows, const int *heights, int gap) {
	bool follows = page_count_parts(l) > 0;
	PagePart *part = page_add_part(l, p->top, rows);
	part->gap = p->opening && follows ? gap : 0;
	part->separated = p->opening && p->band->separated && follows && !l->under_masthead;
	l->under_masthead = false;
	if (p->opening) for (int i = 0; i < p->opening->placed.count; i++) page_add_placed(l, part, p->opening->placed.items[i]);
	page_place_spans(l, part, p->waiting, p->fitting, 0);
	p->waiting_count -= p->fitting;
	memmove(p->waiting, p->waiting + p->fitting, sizeof *p->waiting * (size_t)p->waiting_count);
	if (!fill) return part;
	l->cost += (fill->cost < COST_FILL_MOST ? fill->cost : COST_FILL_MOST) / COST_FILL_SHARE;
	part->galley = &p->band->galley;
	part->fill = *fill;
	part->columns = p->band->columns;
	memcpy(part->offsets, p->offsets, sizeof part->offsets);
	memcpy(part->heights, heights, sizeof part->heights);
	if (l->trial) return part;
	page_reach_side_blocks(l->c, l->page, part->galley, p->cursor.unit, fill->finished ? part->galley->units.count : fill->end.unit);
	return part;
}

bool page_nothing_left(const Progress *p) {
	if (p->cursor.waiting_count || p->cursor.note_count) return false;
	for (int u = p->cursor.unit; u < p->band->galley.units.count; u++) {
		UnitKind kind = p->band->galley.units.items[u].kind;
		if (kind != UNIT_SPAN && kind != UNIT_SPACE) return false;
	}
	return true;
}

/* What stands at the band's top clears a panel at the page's foot. */
bool page_clears_panel(const Layout *l, const Progress *p) {
	for (int i = 0; l->has_panel && i < l->c->design->columns; i++) if (p->offsets[i] > p->limits[i]) return false;
	return true;
}

/* The photo that the opening stands on a column, which need hold no text then; NULL: none does. */
static const Placed *photo_over(const Layout *l, const Opening *opening, int column) {
	for (int i = 0; i < opening->placed.count; i++) {
		const Placed *placed = &opening->placed.items[i];
		bool photo = placed->setting->flex.more || placed->setting->flex.less;
		if (photo && column >= placed->column && page_span_width(l->c, column - placed->column + 1) <= placed->setting->width) return placed;
	}
	return NULL;
}

/* Rows that the page lacks for the head with its photo and some text below, in every column (beside a photo, in those that have none). */
static int rows_lacking(const Layout *l, const Progress *p) {
	int lacking = 0, columns = p->band->columns;
	bool all_under = true;
	for (int i = 0; i < columns; i++) all_under = all_under && photo_over(l, p->opening, i);
	for (int i = 0; i < columns; i++) {
		int least = !all_under && photo_over(l, p->opening, i) ? 0 : LEAST_OPENING_ROWS, rows = p->offsets[i] + least - p->limits[i];
		if (rows > lacking) lacking = rows;
	}
	return lacking;
}

/* The opening with its photo lower by up to so many rows. */
static const Opening *squeeze_opening(Layout *l, const Opening *opening, int rows, Opening *lower) {
	for (int i = 0; i < opening->placed.count; i++) {
		const Placed *photo = &opening->placed.items[i];
		int less = photo->setting->flex.less < rows ? photo->setting->flex.less : rows;
		if (!less) continue;
		*lower = *opening;
		lower->placed.items = ARENA_ARRAY(l->trial ? l->c->scratch : l->c->arena, Placed, opening->placed.count);
		memcpy(lower->placed.items, opening->placed.items, sizeof *lower->placed.items * (size_t)opening->placed.count);
		lower->placed.items[i].setting = page_change_photo(l->c, photo->setting, -less);
		for (int k = 0; k < opening->placed.count; k++) if (lower->placed.items[k].row > photo->row) lower->placed.items[k].row -= less;
		for (int k = 0; k < MOST_COLUMNS; k++) if (photo_over(l, opening, k) == photo && lower->offsets[k] > photo->row) lower->offsets[k] -= less;
		l->cost += less * COST_SQUEEZED_ROW;
		return lower;
	}
	return opening;
}

/* A row or some more lack for the band to begin on this page: white, its photo, and what stands there give up so much. */
static void squeeze_in(Layout *l, Progress *p, int *gap, Opening *lower) {
	int lacking = l->row > 0 && !l->has_panel ? rows_lacking(l, p) : 0;
	if (lacking <= 0) return;
	const Opening *whole = p->opening;
	int64_t cost = l->cost;
	int wide = *gap;
	if (*gap > LEAST_GAP && !l->under_masthead) {
		(*gap)--;
		lacking--;
		l->cost += COST_SQUEEZED_ROW;
	}
	if (lacking > 0) p->opening = squeeze_opening(l, whole, lacking, lower);
	page_find_room(l, p, *gap);
	lacking = rows_lacking(l, p);
	if (lacking > 0 && !page_squeeze_page(l, lacking)) {
		p->opening = whole;
		l->cost = cost;
		*gap = wide;
	}
	page_find_room(l, p, *gap);
}

bool page_has_room(const Layout *l, const Progress *p) {
	int most = 0;
	for (int i = 0; i < p->band->columns; i++) if (p->limits[i] - p->offsets[i] > most) most = p->limits[i] - p->offsets[i];
	if (most < (p->opening ? LEAST_OPENING_ROWS : LEAST_TEXT_ROWS) || !page_clears_panel(l, p)) return false;
	return l->row == 0 || !p->opening || l->has_panel || rows_lacking(l, p) <= 0;
}

int page_text_rows_left(const Progress *p, const Cursor *from) {
	int rows = 0;
	for (int u = from->unit; u < p->band->galley.units.count; u++) {
		const Unit *unit = &p->band->galley.units.items[u];
		const Variant *variant = &unit->variants[u == from->unit && from->slab ? from->variant : VARIANT_BEST];
		if (unit->kind != UNIT_SPAN && unit->kind != UNIT_SPACE && (!u || u != from->early)) rows += variant->rows;
		if (u == from->unit) for (int s = 0; s < from->slab; s++) rows -= variant->slabs[s].rows;
	}
	return rows;
}

/* Fills the columns of this page to their feet. A wide block met on the way goes to the foot where it fits, else to the top
 * of the next page. False: nothing of the galley fits here, and nothing was placed. */
bool page_fill_rest(Layout *l, Progress *p, int gap) {
	Composer *c = l->c;
	Band *band = p->band;
	int columns = band->columns, capacities[MOST_COLUMNS], heights[MOST_COLUMNS];
	for (int i = 0; i < columns; i++) {
		capacities[i] = p->limits[i] > p->offsets[i] ? p->limits[i] - p->offsets[i] : 0;
		heights[i] = p->limits[i];
	}
	for (int i = 0; p->opening && i < columns; i++) if (capacities[i] < LEAST_OPENING_ROWS && photo_over(l, p->opening, i)) capacities[i] = 0;
	Fill fill;
	bool level = page_fill_spread(l, p, capacities, &fill);
	if (!level) fill = page_fill_columns(c, &band->galley, p->cursor, capacities, columns);
	/* A remnant that would stand forlorn or out of balance at the top of the next page: a row or two go over with it. */
	for (int give = 1; !level && give <= MOST_GIVEN_ROWS && !fill.finished && fill.progress && fill.rest_cost > COST_GIVEN_ROW; give++) {
		int shorter[MOST_COLUMNS];
		for (int i = 0; i < columns; i++) shorter[i] = capacities[i] > give + LEAST_TEXT_ROWS ? capacities[i] - give : capacities[i];
		Fill other = page_fill_columns(c, &band->galley, p->cursor, shorter, columns);
		if (other.progress && other.cost + other.rest_cost + give * COST_GIVEN_ROW < fill.cost + fill.rest_cost) fill = other;
	}
	if (!level && !fill.finished && fill.progress && fill.rest_cost > COST_POOR_REST) {
		Fill other = page_fill_thoroughly(c, &band->galley, p->cursor, capacities, columns);
		if (other.progress && other.cost + other.rest_cost < fill.cost + fill.rest_cost) fill = other;
	}
	if (!fill.progress && !fill.finished && l->row > 0) return false;
	const Unit *spans[MOST_WIDE], *again[MOST_WIDE];
	int count = page_spans_between(&band->galley, p->cursor.unit, fill.end.unit, spans, MOST_WIDE), foot = 0;
	bool at_foot = false;
	if (count && !l->has_panel) {
		int rows[MOST_COLUMNS] = { 0 }, shorter[MOST_COLUMNS];
		foot = add_span_rows(spans, count, columns, rows);
		at_foot = true;
		for (int i = 0; i < columns; i++) {
			shorter[i] = capacities[i] - rows[i];
			at_foot = at_foot && shorter[i] >= LEAST_TEXT_ROWS;
		}
		if (at_foot) {
			Fill tighter = page_fill_columns(c, &band->galley, p->cursor, shorter, columns);
			at_foot = page_spans_between(&band->galley, p->cursor.unit, tighter.end.unit, again, MOST_WIDE) == count && !tighter.finished;
			if (at_foot) {
				fill = tighter;
				for (int i = 0; i < columns; i++) heights[i] -= rows[i];
			}
		}
	}
	PagePart *part = page_begin_part(l, p, &fill, c->rows - p->top, heights, gap);
	if (at_foot) page_place_spans(l, part, spans, count, page_most_of(p->limits, columns) - foot + 1);
	else for (int i = 0; i < count && p->waiting_count < MOST_WIDE; i++) p->waiting[p->waiting_count++] = spans[i];
	p->cursor = fill.end;
	return true;
}

/* So little text that it cannot part a head from its wide blocks. */
static bool is_short(const Progress *p) { return page_text_rows_left(p, &p->cursor) < LEAST_TEXT_ROWS * p->band->columns; }

/* Columns that were filled to their feet and held all: photos without text end so, as no ending can make them level. */
static bool is_over(const Progress *p) {
	const Unit *left;
	return page_nothing_left(p) && !p->waiting_count && !page_spans_between(&p->band->galley, p->cursor.unit, p->band->galley.units.count, &left, 1);
}

void page_continue_band(Layout *l, Progress *p) {
	Composer *c = l->c;
	p->opening = NULL;
	while (!is_over(p)) {
		page_next_page(l, false);
		page_find_room(l, p, 0);
		if (page_try_ending(l, p, 0, false)) return;
		if (page_try_ending(l, p, 0, true)) return;
		if (page_has_room(l, p) && page_fill_rest(l, p, 0)) continue;
		page_begin_part(l, p, NULL, c->rows - p->top, NULL, 0); /* wide blocks that take the page */
	}
}

/* The articles of a group one by one, but for those that stand elsewhere. */
static void place_apart(Layout *l, Band *band, int taken) {
	int way = band->choice - band->opening_count;
	for (int i = taken; i < band->apart_count; i++) {
		band->apart[i]->choice = way < band->apart[i]->opening_count ? way : 0;
		page_place_band(l, band->apart[i]);
	}
}

void page_place_band(Layout *l, Band *band) {
	Composer *c = l->c;
	l->section = band->section;
	l->article = band->article;
	int gap = band->gap >= 0 ? band->gap : c->design->separator.rows;
	Progress p = { .band = band, .level = -1 };
	Opening lower;
	int taken = band->follows_pair ? l->taken : 0;
	if (taken) { /* some of it stands beside the band before */
		l->taken = 0;
		if (taken == band->start_count) return;
		p.cursor.unit = band->starts[taken];
	}
	if (band->resumes && !page_resume_band(l, band, &p)) return;
	if (band->apart_count && band->choice >= band->opening_count) {
		place_apart(l, band, taken);
		return;
	}
	if (page_place_pair(l, band, gap)) return;
	if (band->turns_page && l->row > 0) page_next_page(l, true);
	const Cursor start = p.cursor;
	bool begun = page_has_begun(&start);
	if (band->new_page && (l->row > 0 || l->has_panel) && !l->under_masthead) {
		l->white_asked = true;
		page_next_page(l, true);
	}
	for (;;) {
		p.opening = &band->openings[band->choice];
		p.cursor = begun ? start : (Cursor){ .unit = p.opening->first_unit };
		page_find_room(l, &p, gap);
		if (page_try_ending(l, &p, gap, false)) return;
		squeeze_in(l, &p, &gap, &lower);
		if (page_has_room(l, &p) && !(is_short(&p) && l->row > 0)) {
			if (page_place_first_stretch(l, &p, gap, 0)) return;
			l->cost += page_cost_jump(band);
			if (page_try_ending(l, &p, gap, true)) return;
			if (page_fill_rest(l, &p, gap)) break;
		}
		if (l->row > 0 || l->has_panel) {
			if (!l->page && band == l->bands.items[0]) l->cost += COST_BARE_FRONT;
			page_next_page(l, true);
			continue;
		}
		page_begin_part(l, &p, NULL, c->rows - p.top, NULL, gap); /* a head that takes the page stands alone on it */
		break;
	}
	page_continue_band(l, &p);
}

void page_end_bands(Layout *l) {
	if (l->waiting_count) page_next_page(l, true);
}
