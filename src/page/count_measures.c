/* Counting on composed columns. */
#include <stdlib.h>
#include "page/bands.h"
#include "page/book.h"

static void count_line(PageMeasures *m, const Line *line) {
	if (line->overfull) m->overfull++;
	if (line->forced_end) {
		int words = 0;
		for (int r = 0; r < line->run_count; r++) words += line->runs[r].word_count;
		if (words == 1 && line->text_start > 0) m->lone_syllables++;
		return;
	}
	int ratio = line->ratio, size = ratio < 0 ? -ratio : ratio;
	m->lines++;
	m->ratio_sum += size;
	m->square_sum += (int64_t)size * size;
	if (ratio > 1000) m->looser_1000++;
	if (ratio > 1500) m->looser_1500++;
	if (ratio > m->worst_ratio) m->worst_ratio = ratio;
}

static void count_column(PageMeasures *m, const Galley *galley, const ColumnFill *fill, bool galley_ends) {
	for (int i = 0; i < fill->piece_count; i++) {
		const Piece *piece = &fill->pieces[i];
		const Unit *unit = &galley->units.items[piece->unit];
		if (unit->kind != UNIT_TEXT) continue;
		const Variant *variant = &unit->variants[piece->variant];
		for (int s = piece->first; s < piece->first + piece->count; s++) {
			const Slab *slab = &variant->slabs[s];
			const Mark *mark = &slab->marks[slab->mark_count - 1];
			if (mark->kind == MARK_LINE && unit->text.style.align == ALIGN_JUSTIFY) count_line(m, mark->u.line);
		}
		bool part = piece->count < variant->count && !unit->whole;
		if (part && piece->first > 0 && variant->count - piece->first == 1) m->widows++;
		if (part && piece->first == 0 && piece->count == 1) m->orphans++;
	}
	/* the last piece of the flow, floats at the foot left aside */
	const Piece *last = NULL;
	for (int i = 0; i < fill->piece_count; i++)
		if (galley->units.items[fill->pieces[i].unit].kind != UNIT_FLOAT && (!last || fill->pieces[i].unit >= last->unit)) last = &fill->pieces[i];
	if (last && !galley_ends) {
		const Unit *unit = &galley->units.items[last->unit];
		bool ends = last->first + last->count == unit->variants[last->variant].count;
		if (ends && unit->keep_next && last->unit + 1 < galley->units.count) m->heads_at_foot++;
	}
}

/* Where a column without text below its wide block ends: the white under that is no part of it. */
static int foot_of_block(const Composer *c, const PagePart *part, int column) {
	int foot = 0;
	for (int i = 0; i < part->placed.count; i++) {
		const Placed *placed = &part->placed.items[i];
		if (column < placed->column || page_span_width(c, column - placed->column + 1) > placed->setting->width) continue;
		int rows = placed->row + page_rows(c, placed->setting->height);
		if (rows > foot && rows <= part->offsets[column]) foot = rows;
	}
	return foot ? foot : part->offsets[column];
}

void page_count_part(Layout *l, const PagePart *part) {
	PageMeasures *m = l->measures;
	if (!m || !part->galley) return;
	Galley *galley = part->galley;
	if (!galley->set_in) {
		galley->set_in = ARENA_ARRAY(l->c->arena, int, galley->units.count + 1);
		for (int u = 0; u < galley->units.count; u++) galley->set_in[u] = -1;
	}
	int shortest = INT32_MAX, longest = 0;
	for (int col = 0; col < part->columns; col++) {
		const ColumnFill *fill = &part->fill.columns[col];
		bool ends = part->fill.finished && (col + 1 == part->columns || !part->fill.columns[col + 1].piece_count);
		count_column(m, galley, fill, ends);
		for (int i = 0; i < fill->piece_count; i++) galley->set_in[fill->pieces[i].unit] = l->columns_seen + col;
		if (part->heights[col] < part->fill.height) continue; /* cut short by a box at the page's foot */
		int foot = fill->rows ? part->offsets[col] + fill->rows : foot_of_block(l->c, part, col);
		if (foot < shortest) shortest = foot;
		if (foot > longest) longest = foot;
	}
	l->columns_seen += part->columns;
	if (!part->fill.finished) return;
	if (part->columns > 1 && part->fill.height) {
		int difference = longest - shortest;
		m->endings++;
		if (difference > 1) m->unbalanced++;
		if (difference > m->worst_ending) m->worst_ending = difference;
	}
	int text_column = -1;
	for (int u = 0; u < galley->units.count; u++) {
		const Unit *unit = &galley->units.items[u];
		if (unit->kind == UNIT_FLOAT && !unit->table && galley->set_in[u] >= 0) {
			int distance = text_column < 0 ? 0 : abs(galley->set_in[u] - text_column);
			m->photos++;
			if (distance > 1) m->far_photos++;
			if (distance > m->worst_distance) m->worst_distance = distance;
		} else if (unit->kind != UNIT_FLOAT && galley->set_in[u] >= 0) {
			text_column = galley->set_in[u];
		}
	}
}

static int longest_column(const PagePart *part) {
	int longest = 0;
	for (int col = 0; col < part->columns; col++) {
		int rows = part->offsets[col] + part->fill.columns[col].rows;
		if (rows > longest) longest = rows;
	}
	return longest;
}

void page_count_pair(Layout *l, const PagePart *article, const PagePart *side) {
	PageMeasures *m = l->measures;
	if (!m) return;
	int difference = abs(longest_column(article) - longest_column(side));
	m->endings++;
	if (difference > 1) m->unbalanced++;
	if (difference > m->worst_ending) m->worst_ending = difference;
}

/* Where the columns of a page end whose text goes on overleaf, in rows; false where it does not. */
static bool find_feet(const Layout *l, int *highest, int *lowest) {
	const PagePart *part = l->parts.count ? &l->parts.items[l->parts.count - 1] : NULL;
	if (!part || !part->galley || part->fill.finished) return false;
	int end = part->fill.end.unit;
	if (end && !part->fill.end.slab && part->galley->units.items[end - 1].kind == UNIT_BREAK) return false; /* the author ends it */
	*highest = INT32_MAX;
	*lowest = 0;
	for (int col = 0; col < part->columns; col++) {
		int below = part->heights[col] > 0 ? part->rows - part->heights[col] : 0; /* a wide block at the foot */
		int foot = part->row + part->offsets[col] + part->fill.columns[col].rows + below;
		if (foot < *highest) *highest = foot;
		if (foot > *lowest) *lowest = foot;
	}
	return true;
}

static void count_spread(Layout *l, bool white_asked) {
	PageMeasures *m = l->measures;
	int highest = 0, lowest = 0;
	bool full = page_is_book(l->c) && !white_asked && find_feet(l, &highest, &lowest), left = page_is_left(l->c->design, l->page);
	if (full && !left && l->full_left == l->page - 1) {
		if (l->left_highest < highest) highest = l->left_highest;
		if (l->left_lowest > lowest) lowest = l->left_lowest;
		m->spreads++;
		if (lowest > highest) m->uneven_spreads++;
		if (lowest - highest > m->worst_spread) m->worst_spread = lowest - highest;
	}
	l->full_left = full && left ? l->page : -2;
	l->left_highest = highest;
	l->left_lowest = lowest;
}

void page_count_page(Layout *l, bool last, bool white_asked) {
	PageMeasures *m = l->measures;
	if (!m) return;
	count_spread(l, white_asked);
	int columns = l->c->design->columns;
	if (last) { m->white_rows_last = l->c->rows - l->row; return; }
	for (int col = 0; col < columns; col++) m->rows += white_asked && l->row < l->floors[col] ? l->row : l->floors[col];
	for (int i = 0; i < l->parts.count; i++) {
		const PagePart *part = &l->parts.items[i];
		if (!part->galley) { m->rows_filled += (int64_t)part->rows * columns; continue; }
		for (int col = 0; col < (part->area ? part->area : columns); col++) {
			if (col >= part->columns) { m->rows_filled += part->rows; continue; }
			int rows = part->offsets[col] + part->fill.columns[col].rows;
			m->rows_filled += rows + (part->rows - (part->heights[col] > 0 ? part->heights[col] : part->rows));
		}
	}
	/* white that was meant, between bands, is no white left over */
	for (int i = 1; i < l->parts.count; i++)
		if (!l->parts.items[i].beside) m->rows_filled += (int64_t)columns * (l->parts.items[i].row - l->parts.items[i - 1].row - l->parts.items[i - 1].rows);
}

void page_count_drawing(const Composer *c, PageMeasures *m) {
	const TextStyle *body = design_find_style(c->design, "body");
	m->pages = c->drawing->pages.count;
	for (int p = 0; p < c->drawing->pages.count; p++) {
		const DrawnPage *page = &c->drawing->pages.items[p];
		if (c->book && p < c->book->kinds.count && c->book->kinds.items[p] == PAGE_BLANK) continue; /* panels have leadings of their own */
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind != DRAW_TEXT || item->node == NODE_NONE || item->u.text.size != body->size || !page->grid_count) continue;
			if (item->u.text.font != page_find_font((Composer *)c, body, false, false, body->pos)) continue;
			const GridArea *grid = &page->grids[0];
			m->baselines++;
			if ((item->y - grid->first_baseline) % grid->leading != 0) m->off_grid++;
		}
	}
}
