/* A column that comes out a row or some long or short, mended as a compositor would. */
#include "page/column_search.h"

/* May white above this piece grow? Where there is white already, and around solid blocks; never between a head and its text. */
static bool is_joint(const Search *s, const Piece *pieces, int i) {
	const Unit *units = s->galley->units.items;
	if (i == 0 || units[pieces[i].unit].tight || pieces[i].first) return false;
	if (s->thorough && (pieces[i].gap > 0 || units[pieces[i].unit].apart)) return true; /* at a list too, and before a verse's author */
	if (units[pieces[i - 1].unit].keep_next) return false;
	return pieces[i].gap > 0 || units[pieces[i].unit].kind == UNIT_SOLID || units[pieces[i - 1].unit].kind == UNIT_SOLID;
}

/* Cost of setting a whole paragraph a line longer or shorter; -1 when it cannot be. */
static int variant_cost(Search *s, const Piece *piece, int want) {
	const Unit *unit = &s->galley->units.items[piece->unit];
	if (unit->kind != UNIT_TEXT || piece->variant != VARIANT_BEST || piece->first != 0 ||
		piece->count != unit->variants[VARIANT_BEST].count) return -1;
	const Variant *variant = page_find_variant(s->c, s->galley, piece->unit, want);
	return variant ? variant->cost : -1;
}

/* Makes the column longer (lack > 0) or shorter by so many rows, cheapest means first: whole paragraphs looser or tighter,
 * photos cropped a row more or less, a row of white more or less where there is white. foot_count pieces of floats at the
 * column's foot follow the others. Returns the rows still lacking. */
int page_mend_column(Search *s, Piece *pieces, int count, int foot_count, int lack, int64_t *cost) {
	int want = lack > 0 ? VARIANT_LONG : VARIANT_SHORT, step = lack > 0 ? 1 : -1;
	for (; lack != 0; lack -= step) {
		int best = -1, best_cost = 0;
		enum { BY_LINES, BY_WHITE, BY_PHOTO } means = BY_LINES;
		for (int i = 0; i < count + foot_count; i++) {
			const Unit *unit = &s->galley->units.items[pieces[i].unit];
			int stretched = pieces[i].stretch * step;
			if (unit->kind == UNIT_FLOAT && stretched < (step > 0 ? unit->flex.more : unit->flex.less)) {
				int photo_cost = stretched < 0 ? 0 : COST_PHOTO * (1 + stretched);
				if (best < 0 || photo_cost < best_cost) { best = i; best_cost = photo_cost; means = BY_PHOTO; }
			}
			if (i >= count) continue; /* at the foot only the photo itself gives */
			int variant = variant_cost(s, &pieces[i], want);
			if (variant >= 0 && (best < 0 || variant < best_cost)) { best = i; best_cost = variant; means = BY_LINES; }
			int grown = pieces[i].grown * step;
			bool white = step > 0 ? grown < MOST_GROWTH && is_joint(s, pieces, i) : pieces[i].gap > 1 && grown < 1;
			int white_cost = COST_WHITE * (1 + 2 * grown);
			if (white && (best < 0 || white_cost < best_cost)) { best = i; best_cost = white_cost; means = BY_WHITE; }
		}
		if (best < 0 || best_cost >= (s->thorough ? COST_UNEVEN : COST_SHORT * 2) * (step > 0 ? lack : 2)) break; /* the mend would be worse than the fault */
		if (means == BY_PHOTO) {
			pieces[best].stretch += (signed char)step;
		} else if (means == BY_WHITE) {
			pieces[best].gap += step;
			pieces[best].grown += (signed char)step;
		} else {
			pieces[best].variant = want;
			pieces[best].count = s->galley->units.items[pieces[best].unit].variants[want].count;
		}
		*cost += best_cost;
	}
	return lack;
}

int page_piece_rows(const Search *s, const Piece *piece) {
	const Unit *unit = &s->galley->units.items[piece->unit];
	int rows = piece->gap + piece->stretch + (piece->repeat ? unit->repeat_rows : 0);
	for (int i = 0; i < piece->count; i++) rows += unit->variants[piece->variant].slabs[piece->first + i].rows;
	return rows;
}
