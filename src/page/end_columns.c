/* Where a galley ends: all of it in columns that are level. */
#include <string.h>
#include "page/column_search.h"

/* Rows still to be set from the cursor on, spaces counted whole. When they are more than `most`, counting ends: they do not fit anyhow, and a
 * long text is not counted to its end for every page. */
static int rows_left(const Galley *galley, const Cursor *start, LengthSum most) {
	int rows = 0;
	for (int i = 0; i < start->note_count; i++) rows += start->notes[i].count * 3 / 4; /* about */
	for (int i = 0; i < start->waiting_count; i++) rows += galley->units.items[start->waiting[i]].variants[0].rows;
	for (int u = start->unit; u < galley->units.count && rows <= most; u++) {
		const Unit *unit = &galley->units.items[u];
		const Variant *variant = &unit->variants[u == start->unit && start->slab ? start->variant : VARIANT_BEST];
		if (u && u == start->early) continue;
		for (int s = u == start->unit ? start->slab : 0; s < variant->count; s++) rows += variant->slabs[s].rows;
	}
	return rows;
}

/* Rows that the floats to come may be lower by. */
static int photos_give(const Galley *galley, const Cursor *start) {
	int rows = 0;
	for (int i = 0; i < start->waiting_count; i++) rows += galley->units.items[start->waiting[i]].flex.less;
	for (int u = start->unit; u < galley->units.count; u++) if (!u || u != start->early) rows += galley->units.items[u].flex.less;
	return rows;
}

/* The galley ended at one height. */
static bool end_at_height(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int height, Aim aim, Fill *out) {
	int capacities[MOST_COLUMNS];
	for (int i = 0; i < columns; i++) {
		int foot = height < limits[i] ? height : limits[i];
		capacities[i] = foot > offsets[i] ? foot - offsets[i] : 0;
	}
	ArenaMark mark = arena_mark(c->scratch);
	bool fits = page_search_columns(c, galley, start, capacities, columns, aim, out);
	arena_reset(c->scratch, mark);
	out->height = height;
	return fits && out->finished && out->cost < COST_OVERFULL;
}

bool page_fill_to_height(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int height, Fill *out) {
	return end_at_height(c, galley, start, offsets, limits, columns, height, (Aim){ .ending = true }, out);
}

/* Likewise, with all columns to that height, and level. */
static bool end_level(Composer *c, Galley *galley, Cursor start, const int *offsets, int columns, int height, Aim aim, Fill *out) {
	int limits[MOST_COLUMNS] = { 0 };
	for (int i = 0; i < columns; i++) limits[i] = height;
	return end_at_height(c, galley, start, offsets, limits, columns, height, aim, out) && out->ragged <= 1;
}

bool page_fill_level(Composer *c, Galley *galley, Cursor start, const int *offsets, int columns, int height, Fill *out) {
	return end_level(c, galley, start, offsets, columns, height, (Aim){ .ending = true, .exact = true }, out);
}

bool page_fill_tighter(Composer *c, Galley *galley, Cursor start, const int *offsets, int columns, int height, Fill *out) {
	return end_level(c, galley, start, offsets, columns, height, (Aim){ .ending = true }, out) ||
		end_level(c, galley, start, offsets, columns, height, (Aim){ .ending = true, .thorough = true }, out);
}

/* The least height at which the columns balance, or a little more where that is better. */
static bool find_height(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int least, int most, int total,
		bool thorough, Fill *out) {
	bool found = false;
	int first_height = 0;
	for (int height = least; height <= most; height++) {
		/* two rows more where that is better, and some more where nothing else makes the columns level */
		if (found && height > first_height + (out->ragged > 1 ? MOST_HIGHER : 2)) break;
		LengthSum sum = 0;
		for (int i = 0; i < columns; i++) {
			int foot = height < limits[i] ? height : limits[i];
			sum += foot > offsets[i] ? foot - offsets[i] : 0;
		}
		if (sum * 10 < total * 9 - 60) continue;
		Fill fill;
		if (!end_at_height(c, galley, start, offsets, limits, columns, height, (Aim){ .ending = true, .thorough = thorough }, &fill)) continue;
		if (!found) first_height = height;
		fill.cost += COST_HIGHER * (height - first_height);
		if (!found || fill.cost < out->cost) *out = fill;
		found = true;
	}
	return found;
}

static bool balance(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int least, Fill *out) {
	int highest = 0, lowest = INT32_MAX;
	LengthSum room = 0;
	for (int i = 0; i < columns; i++) {
		if (limits[i] > highest) highest = limits[i];
		if (offsets[i] < lowest) lowest = offsets[i];
		room += limits[i] > offsets[i] ? limits[i] - offsets[i] : 0;
	}
	LengthSum most = room + columns * MEND + 6; /* white at column tops may save some rows */
	int total = rows_left(galley, &start, most);
	if (total > most) return false; /* cannot fit: do not try */
	int lower = photos_give(galley, &start); /* of photos set lower the height may be less */
	if (least < lowest + 1) least = lowest + 1;
	if (least > highest) least = highest;
	if (!find_height(c, galley, start, offsets, limits, columns, least, highest, total, false, out)) /* a few lines too many may be saved */
		return total > room && find_height(c, galley, start, offsets, limits, columns, highest, highest, total - lower, true, out) &&
			out->ragged <= 1 && out->cost < COST_SAVED;
	if (out->ragged <= 1) return true;
	Fill other;
	if (!find_height(c, galley, start, offsets, limits, columns, least, highest, total - lower, true, &other)) return true;
	if (other.ragged < out->ragged || other.cost < out->cost) *out = other;
	return true;
}

/* Trials ask for the same endings again and again: on the way to another state of the search, and when a page asks how what it leaves
 * over will end. What they found is kept, by all that it depends on. */
typedef struct Ending {
	const Unit *units; int count;
	Cursor start;
	int offsets[MOST_COLUMNS], limits[MOST_COLUMNS], columns, least;
	bool fits;
	Fill fill;
} Ending;
enum { KEPT_ENDINGS = 256 };
typedef struct EndingMemo { Ending items[KEPT_ENDINGS]; } EndingMemo;

static bool same_start(const Cursor *a, const Cursor *b) {
	if (a->unit != b->unit || a->slab != b->slab || a->variant != b->variant || a->early != b->early || a->waiting_count != b->waiting_count) return false;
	for (int i = 0; i < a->waiting_count; i++) if (a->waiting[i] != b->waiting[i]) return false;
	return true;
}

static bool is_ending(const Ending *e, const Galley *galley, const Cursor *start, const int *offsets, const int *limits, int columns, int least) {
	if (e->units != galley->units.items || e->count != galley->units.count || e->columns != columns || e->least != least || !same_start(&e->start, start)) return false;
	for (int i = 0; i < columns; i++) if (e->offsets[i] != offsets[i] || e->limits[i] != limits[i]) return false;
	return true;
}

bool page_fill_balanced(Composer *c, Galley *galley, Cursor start, const int *offsets, const int *limits, int columns, int least, Fill *out) {
	if (!c->trial || start.note_count || !galley->units.count) return balance(c, galley, start, offsets, limits, columns, least, out);
	if (!c->endings) c->endings = ARENA_NEW(c->arena, EndingMemo);
	uintptr_t key = (uintptr_t)galley->units.items / 64 + (uintptr_t)start.unit * 31 + (uintptr_t)start.slab * 7 + (uintptr_t)least;
	for (int i = 0; i < columns; i++) key = key * 31 + (uintptr_t)limits[i] * 13 + (uintptr_t)offsets[i];
	Ending *e = &c->endings->items[key % KEPT_ENDINGS];
	if (is_ending(e, galley, &start, offsets, limits, columns, least)) {
		*out = e->fill;
		return e->fits;
	}
	bool fits = balance(c, galley, start, offsets, limits, columns, least, out);
	*e = (Ending){ .units = galley->units.items, .count = galley->units.count, .start = start, .columns = columns, .least = least, .fits = fits };
	memcpy(e->offsets, offsets, sizeof *offsets * (size_t)columns);
	memcpy(e->limits, limits, sizeof *limits * (size_t)columns);
	if (fits) e->fill = *out;
	return fits;
}

/* Rows of each column that wide blocks take at the top of the next page: those that were passed. */
static void add_wide(const Galley *galley, const Cursor *start, const Cursor *end, int columns, int *offsets) {
	for (int u = start->unit; u < end->unit && u < galley->units.count; u++) {
		const Unit *unit = &galley->units.items[u];
		if (unit->kind != UNIT_SPAN || unit->aside) continue;
		for (int i = 0; i < columns && i < unit->span_columns; i++) offsets[i] += unit->span_rows + 1;
	}
}

/* What is left over ends on the next page, where it may not balance or stand forlorn: what would that cost? */
int64_t page_cost_rest(Composer *c, Galley *galley, const Cursor *start, const Cursor *end, int columns) {
	int offsets[MOST_COLUMNS] = { 0 }, limits[MOST_COLUMNS], room = 0;
	add_wide(galley, start, end, columns, offsets);
	for (int i = 0; i < columns; i++) {
		limits[i] = c->rows;
		room += limits[i] - offsets[i];
	}
	int rows = rows_left(galley, end, room);
	if (rows <= 0 || rows > room) return 0;
	Fill fill;
	bool trial = c->trial;
	c->trial = true;
	bool fits = page_fill_balanced(c, galley, *end, offsets, limits, columns, 0, &fill);
	c->trial = trial;
	if (!fits) return 0;
	int64_t cost = fill.cost < COST_REST_MOST ? fill.cost : COST_REST_MOST;
	if (fill.ragged > 1) cost += COST_UNLEVEL_REST + COST_RAGGED * fill.ragged;
	return cost + (fill.height < 2 ? COST_FORLORN : 0);
}
