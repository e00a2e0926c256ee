/* Facing pages of a book that end on the same line.
 *
 * A compositor who cannot fill a page to its last line, because a heading or the end of a paragraph would stand alone, sets the page
 * that faces it as much shorter. So the right page is tried together with the left one, for each number of rows that both may lack;
 * the cheapest pair that is level is taken. Most pairs are level at their feet at once, so this costs one trial for a left page. */
#include "page/book.h"
#include "page/place_bands.h"

enum {
	MOST_LACK = 6,       /* rows that both pages may be short by */
	COST_LACK = 400,     /* of each of them */
	ENOUGH = 3000         /* a pair at the feet of its pages that costs less is not improved on */
};

static bool passes_span(const Galley *galley, int first, int end) {
	for (int u = first; u < end; u++) if (galley->units.items[u].kind == UNIT_SPAN) return true;
	return false;
}

static Fill fill_short(Layout *l, Progress *p, Cursor start, const int *capacities, int lack) {
	int shorter[MOST_COLUMNS];
	for (int i = 0; i < p->band->columns; i++) shorter[i] = capacities[i] > lack ? capacities[i] - lack : capacities[i];
	return page_fill_columns(l->c, &p->band->galley, start, shorter, p->band->columns);
}

/* What the right page costs that faces one ending so many rows short; -1: the two are not level. */
static int64_t cost_right_page(Layout *l, Progress *p, const Fill *left, int lack) {
	Galley *galley = &p->band->galley;
	int offsets[MOST_COLUMNS] = { 0 }, limits[MOST_COLUMNS];
	Fill fill;
	for (int i = 0; i < p->band->columns; i++) limits[i] = l->c->rows;
	if (page_fill_balanced(l->c, galley, left->end, offsets, limits, p->band->columns, 0, &fill)) return fill.cost;
	fill = fill_short(l, p, left->end, limits, lack);
	if (fill.finished || !fill.progress || fill.ragged || passes_span(galley, left->end.unit, fill.end.unit)) return -1;
	return fill.cost + fill.rest_cost;
}

/* How many rows short the left page is to end; MOST_LACK + 1: there is no way to be level. */
static int choose_lack(Layout *l, Progress *p, const int *capacities, Fill *out, int *total) {
	int best = MOST_LACK + 1;
	int64_t best_cost = INT64_MAX;
	for (int lack = 0; lack <= MOST_LACK; lack++) {
		Fill fill = fill_short(l, p, p->cursor, capacities, lack);
		if (lack == 0) *out = fill;
		if (fill.finished || !fill.progress || passes_span(&p->band->galley, p->cursor.unit, fill.end.unit)) break;
		int all = lack + fill.ragged;
		if (all > MOST_LACK || (fill.ragged && p->band->columns > 1)) continue;
		int64_t cost = cost_right_page(l, p, &fill, all);
		if (cost < 0) continue;
		cost += fill.cost + (int64_t)COST_LACK * all;
		if (cost >= best_cost) continue;
		best = lack;
		best_cost = cost;
		*total = all;
		if (lack == 0 && all == 0 && cost < ENOUGH) break;
	}
	return best;
}

bool page_fill_spread(Layout *l, Progress *p, const int *capacities, Fill *out) {
	Composer *c = l->c;
	int level = p->level;
	p->level = -1;
	if (!page_is_book(c) || p->waiting_count || l->row > 0) return false;
	if (!page_is_left(c->design, l->page)) {
		if (level < 0 || p->opening) return false;
		*out = fill_short(l, p, p->cursor, capacities, level);
		return out->progress;
	}
	bool trial = c->trial;
	int total = 0;
	c->trial = true;
	int lack = choose_lack(l, p, capacities, out, &total);
	c->trial = trial;
	if (lack > MOST_LACK) return false;
	*out = fill_short(l, p, p->cursor, capacities, lack);
	p->level = total;
	return out->progress;
}
