#include "page/column_search.h"
#include <stdlib.h>
#include <string.h>

static int total_rows(const Search *s, const Walk *w) { return w->used + w->foot + page_note_rows(s->c, w->notes); }

static bool same_place(const Cursor *a, const Cursor *b) {
	if (a->unit != b->unit || a->slab != b->slab || a->waiting_count != b->waiting_count || a->note_count != b->note_count) return false;
	if (a->early != b->early || (a->slab && a->variant != b->variant)) return false;
	if (a->note_count && (a->notes->note != b->notes->note || a->notes->first != b->notes->first)) return false;
	return memcmp(a->waiting, b->waiting, sizeof *a->waiting * (size_t)a->waiting_count) == 0;
}

/* What notes left for the next column cost: for themselves, and where they crowd out the text. */
static int64_t cost_of_cut(const Search *s, const Walk *w, const NoteCut *notes, int note_rows) {
	if (!notes->left_count) return 0;
	int64_t cost = COST_PARTED_NOTE;
	for (int i = 0; i < notes->left_count; i++) if (notes->left[i].first == 0) cost += COST_LATE_NOTE;
	int crowding = note_rows - s->capacity / 2;
	return w->at.unit < s->galley->units.count && crowding > 0 ? cost + (int64_t)COST_CROWDED * crowding : cost;
}

/* A float stands in this column, and its place in the text comes after it: in the next, it should be. */
static int64_t cost_of_early(const Search *s, const Cursor *end) {
	if (end->early == s->began_early) return COST_TOO_EARLY;
	int before = 0, all = 0;
	for (int u = end->unit; u < s->galley->units.count; u++) {
		if (u == end->early) before = all;
		else all += s->galley->units.items[u].variants[VARIANT_BEST].rows;
	}
	int next = all / s->columns < s->c->rows ? all / s->columns : s->c->rows;
	if (!s->last) next = s->next_capacity;
	return before - end->slab < next ? COST_AHEAD : COST_TOO_EARLY;
}

/* Of a column of an ending that is shorter than the others: to within a row it is level. */
static int64_t cost_of_level(const Search *s, int lack) {
	int64_t uneven = s->thorough ? COST_UNEVEN : COST_SHORT;
	return lack > 1 ? uneven * (lack - 1) * (lack - 1) + 30 : 30 * lack;
}

/* Records the column with these of its notes. */
static void record_notes(Search *s, const Walk *w, bool finished, bool page_end, bool forced, const NoteCut *notes) {
	int note_rows = page_note_rows(s->c, notes->height), lack = s->capacity - w->used - w->foot - note_rows;
	int64_t cost = s->parent_cost + w->cost + cost_of_cut(s, w, notes, note_rows);
	Cursor end = w->at;
	end.notes = notes->left;
	end.note_count = notes->left_count;
	finished = finished && !notes->left_count;
	if (end.early) cost += cost_of_early(s, &end);
	int known = 0; /* another way to the same place: it is no better if it costs as much before it is mended */
	while (known < s->count && (s->candidates[known].finished != finished || !same_place(&s->candidates[known].end, &end))) known++;
	if (known < s->count && s->candidates[known].cost <= cost) return;
	Piece *pieces = arena_alloc_raw(s->c->scratch, sizeof(Piece) * (size_t)(w->piece_count + w->foot_count + 1));
	int count = w->piece_count, foot_count = w->foot_count;
	memcpy(pieces, s->pieces, sizeof(Piece) * (size_t)count);
	for (int i = 0; i < foot_count; i++) pieces[count + i] = (Piece){ .unit = s->foot_units[i], .count = 1, .gap_unit = -1 };
	bool may_be_short = page_end || (finished && (s->last || !s->ending));
	bool level = s->ending && !s->exact && lack == 1; /* balanced to within a line */
	if (lack != 0 && !level && !may_be_short && !forced && lack >= -MEND - w->give && lack <= MOST_MEND) {
		lack = page_mend_column(s, pieces, count, foot_count, lack, &cost);
		if (lack < 0) return;
	}
	if (lack < 0) {
		if (!forced) return;
		cost += COST_OVERFULL;
	}
	if (finished && s->ending && s->last) {
		/* balanced to within a line; more is worse */
		if (s->exact && lack > 0 && lack <= MOST_MEND) lack = page_mend_column(s, pieces, count, foot_count, lack, &cost);
		if (lack > 1 && lack <= MOST_MEND + 1) lack = 1 + page_mend_column(s, pieces, count, foot_count, lack - 1, &cost);
		cost += cost_of_level(s, lack);
	} else if (finished && s->ending) {
		cost += COST_EMPTY;
	} else if (!may_be_short) {
		cost += s->ending ? cost_of_level(s, lack) : (int64_t)COST_SHORT * lack * lack;
	}
	if (known < s->count) {
		if (s->candidates[known].cost <= cost) return;
		s->candidates[known] = s->candidates[--s->count];
	}
	if (s->count == s->most) return;
	int row = 0;
	for (int i = 0; i < count; i++) {
		pieces[i].row = row + pieces[i].gap;
		row += page_piece_rows(s, &pieces[i]);
	}
	int used = row;
	/* floats at the foot stand on the last rows above the notes */
	int foot_row = s->capacity - note_rows;
	if (may_be_short || lack > 0) foot_row -= lack;
	for (int i = foot_count - 1; i >= 0; i--) {
		foot_row -= page_piece_rows(s, &pieces[count + i]);
		pieces[count + i].row = foot_row;
	}
	int foot_rows = foot_count ? s->capacity - note_rows - (may_be_short || lack > 0 ? lack : 0) - foot_row + 1 : 0; /* with the white above */
	NotePart *set = arena_alloc_raw(s->c->scratch, sizeof *set * (size_t)(notes->set_count + 1));
	if (notes->set_count) memcpy(set, notes->set, sizeof *set * (size_t)notes->set_count);
	s->any = true;
	s->candidates[s->count++] = (Candidate){ .end = end, .cost = cost, .parent = s->parent, .lack = lack, .finished = finished, .page_end = page_end,
		.fill = { .pieces = pieces, .piece_count = count + foot_count, .rows = used + foot_rows + note_rows, .note_rows = note_rows,
			.notes = set, .note_count = notes->set_count } };
}

/* Records the column as walked so far as one that ends here, with all its notes where they fit and those that fit where not;
 * what it comes out short by, or long by a row or two, is mended. */
static void record(Search *s, const Walk *w, bool finished, bool page_end, bool forced) {
	NoteCut cut;
	if (w->note_count && total_rows(s, w) > s->capacity &&
			page_cut_notes(s->c, s->notes.items, w->note_count, s->capacity - w->used - w->foot, &cut)) {
		record_notes(s, w, finished, page_end, forced, &cut);
		if (forced) return;
	}
	record_notes(s, w, finished, page_end, forced, &(NoteCut){ .set = s->notes.items, .set_count = w->note_count, .height = w->notes });
}

/* Sets one slab; the waiting white goes above it. */
static bool push_piece(Search *s, Walk *w, int unit, int first, bool repeat) {
	Piece *last = w->piece_count ? &s->pieces[w->piece_count - 1] : NULL;
	if (last && last->unit == unit && last->first + last->count == first && !repeat) { last->count++; return true; }
	if (w->piece_count == MOST_PIECES) return false;
	s->pieces[w->piece_count++] = (Piece){ .unit = unit, .variant = first ? w->at.variant : VARIANT_BEST, .first = first, .count = 1, .repeat = repeat,
		.gap = w->space, .gap_unit = w->space ? w->space_unit : -1 };
	w->used += w->space;
	w->space = 0;
	return true;
}

static void add_notes(Search *s, Walk *w, const NotePart *notes, int count) {
	s->notes.count = w->note_count;
	for (int i = 0; i < count; i++) {
		*vector_push(s->c->scratch, &s->notes) = notes[i];
		w->notes += page_note_height(&notes[i]);
	}
	w->note_count += count;
}

/* The notes called in a slab stand at the foot of its column. */
static void take_notes(Search *s, Walk *w, const Slab *slab) { if (slab->note_count) add_notes(s, w, slab->notes, slab->note_count); }

/* The least rows of notes that a column with these and the slab's must hold: a line or two of the first. */
static int least_note_rows(const Search *s, const Walk *w, const Slab *slab) {
	const NotePart *first = w->note_count ? &s->notes.items[0] : slab->note_count ? slab->notes : NULL;
	if (!first) return 0;
	LengthSum least = 2 * first->leading, all = w->notes + slab->notes_height;
	return page_note_rows(s->c, all < least ? all : least);
}

static void walk(Search *s, Walk w);

/* Rows that a thorough search may make a photo lower by. */
static int photo_gives(const Search *s, const Unit *unit) { return s->thorough ? unit->flex.less : 0; }

/* A table has its white from the page, a photo has it within. */
static void set_off_table(const Unit *unit, Walk *w) {
	if (!unit->table || w->space) return;
	w->space = 1;
	w->space_unit = -1;
}

static bool fits_foot(const Search *s, const Walk *w, const Unit *unit, int rows, int free_rows) {
	if (w->foot_count == MOST_FOOT || rows + 1 > free_rows) return false;
	return !w->foot_count || (!unit->table && !s->galley->units.items[s->foot_units[w->foot_count - 1]].table);
}

/* A float met on the way: at the top of a fresh column, at this column's foot, here, or later. */
static void meet_float(Search *s, Walk w) {
	const Unit *unit = &s->galley->units.items[w.at.unit];
	const Slab *slab = &unit->variants[0].slabs[0];
	int rows = unit->variants[0].rows, give = w.give + photo_gives(s, unit);
	Walk next = w;
	next.give = give;
	next.at.unit++;
	next.at.slab = 0;
	int first_piece = w.piece_count;
	Piece kept = first_piece ? s->pieces[first_piece - 1] : (Piece){ 0 };
	bool fits = rows - photo_gives(s, unit) + page_note_rows(s->c, w.notes + slab->notes_height) <= s->capacity || (s->capacity >= s->c->rows && !s->ending);
	if (w.used == 0 && fits) {
		Walk top = next;
		if (push_piece(s, &top, w.at.unit, 0, false)) {
			top.used += rows;
			set_off_table(unit, &top);
			take_notes(s, &top, slab);
			if (total_rows(s, &top) - give > s->capacity) record(s, &top, false, false, true); /* taller than any column: alone */
			else walk(s, top);
			if (!s->any && !s->fallback) record(s, &top, false, false, true); /* what comes next does not fit below it: alone */
		}
		if (unit->place != PLACE_BOTTOM) return;
	}
	int free_rows = s->capacity - w.used - w.foot + give - page_note_rows(s->c, w.notes + slab->notes_height);
	if (unit->place != PLACE_TOP && fits_foot(s, &w, unit, rows, free_rows)) {
		Walk foot = next;
		s->foot_units[foot.foot_count++] = w.at.unit;
		foot.foot += rows + (w.foot_count ? 0 : 1);
		foot.cost += COST_FOOT;
		take_notes(s, &foot, slab);
		walk(s, foot);
		if (first_piece) s->pieces[first_piece - 1] = kept;
	}
	if (unit->place == PLACE_AUTO && rows + (w.space ? w.space : 1) <= free_rows) {
		Walk here = next;
		if (!here.space) { here.space = 1; here.space_unit = -1; } /* set off by a row of white */
		if (push_piece(s, &here, w.at.unit, 0, false)) {
			here.used += rows;
			here.cost += unit->table ? COST_TABLE_HERE : COST_HERE;
			set_off_table(unit, &here);
			take_notes(s, &here, slab);
			walk(s, here);
			if (first_piece) s->pieces[first_piece - 1] = kept;
		}
	}
	if (w.at.waiting_count == MOST_WAITING && w.used > 0 && !s->ending) record(s, &w, false, false, false); /* a run of floats */
	if (w.at.waiting_count < MOST_WAITING && !(s->ending && s->last)) {
		next.give = w.give;
		next.at.waiting[next.at.waiting_count++] = w.at.unit;
		next.cost += COST_WAIT;
		walk(s, next);
		if (first_piece) s->pieces[first_piece - 1] = kept;
	}
}

/* A stanza may be parted where nothing else helps, two verses before and after. */
static bool parts_stanza(const Search *s, const Walk *w, const Unit *unit) {
	return s->thorough && unit->whole && unit->kind == UNIT_TEXT && w->at.slab >= 1 && w->at.slab + 2 < unit->variants[VARIANT_BEST].count;
}

static bool legal_end(const Search *s, const Walk *w, const Slab *slab, bool unit_ends) {
	const Unit *unit = &s->galley->units.items[w->at.unit];
	if (s->forced) return true;
	if (parts_stanza(s, w, unit)) return true;
	return slab->break_cost < COST_FORBID && !(unit_ends && unit->keep_next);
}

/* Ends the column inside a paragraph that began in it, which is set a line longer or shorter for that. */
static void record_parted(Search *s, const Walk *here) {
	Piece *last = &s->pieces[here->piece_count - 1];
	const Unit *unit = &s->galley->units.items[last->unit];
	const Variant *best = &unit->variants[VARIANT_BEST];
	if (unit->kind != UNIT_TEXT || unit->whole || last->first || last->unit != here->at.unit) return;
	for (int i = 0; i < best->count; i++) if (best->slabs[i].note_count) return; /* they would be called elsewhere */
	for (int which = VARIANT_SHORT; which <= VARIANT_LONG; which++) {
		const Variant *variant = page_find_variant(s->c, s->galley, last->unit, which);
		if (!variant || variant->count <= here->at.slab) continue;
		int break_cost = variant->slabs[here->at.slab - 1].break_cost;
		if (break_cost >= COST_FORBID) continue;
		Walk other = *here;
		other.at.variant = which;
		other.cost += variant->cost + break_cost - best->slabs[here->at.slab - 1].break_cost;
		last->variant = which;
		record(s, &other, false, false, false);
		last->variant = VARIANT_BEST;
	}
}

/* To what comes after a unit: white and wide blocks after a break belong to what was set before it. */
static void pass_unit(const Search *s, Cursor *at) {
	at->unit++;
	at->slab = at->variant = 0;
	for (; at->unit < s->galley->units.count; at->unit++) {
		UnitKind kind = s->galley->units.items[at->unit].kind;
		if (kind != UNIT_SPACE && kind != UNIT_SPAN && at->unit != at->early) return;
		if (at->unit == at->early) at->early = 0;
	}
}

/* A box or a table that waits, or stands at the foot, would come amid another article. */
static bool strays(const Search *s, const Walk *w) {
	if (!w->used) return false;
	for (int i = 0; i < w->at.waiting_count; i++) if (s->galley->units.items[w->at.waiting[i]].table) return true;
	for (int i = 0; i < w->foot_count; i++) if (s->galley->units.items[s->foot_units[i]].table) return true;
	return false;
}

static void walk(Search *s, Walk w) {
	for (;;) {
		if (w.at.unit >= s->galley->units.count) {
			/* notes of which a whole page holds nothing stand all the same */
			bool forced = w.used == 0 && w.note_count && s->capacity >= s->c->rows && !s->ending;
			if (w.at.waiting_count == 0) record(s, &w, true, false, forced);
			else if (!s->ending && w.piece_count && total_rows(s, &w) <= s->capacity && !s->galley->units.items[s->pieces[w.piece_count - 1].unit].keep_next)
				record(s, &w, false, false, true); /* floats are left for the next column */
			return;
		}
		const Unit *unit = &s->galley->units.items[w.at.unit];
		if (unit->opens && w.at.slab == 0 && strays(s, &w)) { /* the next article begins in the next column */
			const Unit *last = w.piece_count ? &s->galley->units.items[s->pieces[w.piece_count - 1].unit] : NULL;
			if (!last || !last->keep_next) record(s, &w, false, false, total_rows(s, &w) <= s->capacity);
			return;
		}
		if (unit->kind == UNIT_SPACE) {
			if (w.used > 0 && unit->variants[0].rows > w.space) { w.space = unit->variants[0].rows; w.space_unit = w.at.unit; }
			w.at.unit++;
			continue;
		}
		if (unit->kind == UNIT_SPAN) { w.at.unit++; continue; }
		if (w.at.early && w.at.unit == w.at.early) {
			w.at.unit++;
			w.at.early = 0;
			continue;
		}
		if (unit->kind == UNIT_FLOAT) { meet_float(s, w); return; }
		if (unit->kind == UNIT_BREAK) {
			bool page = unit->page_break;
			w.at.unit++;
			w.at.slab = 0;
			if (w.used > 0) { record(s, &w, false, page, true); return; }
			continue;
		}
		const Variant *variant = &unit->variants[w.at.slab ? w.at.variant : VARIANT_BEST];
		bool resumed = w.at.slab > 0;
		while (w.at.slab < variant->count) {
			const Slab *slab = &variant->slabs[w.at.slab];
			bool repeat = resumed && unit->repeat_rows > 0;
			int need = slab->rows + (repeat ? unit->repeat_rows : 0);
			LengthSum notes = w.notes + slab->notes_height;
			int bare = w.used + w.space + need + w.foot, total = bare + page_note_rows(s->c, notes), least = bare + least_note_rows(s, &w, slab);
			if (least > s->capacity + MEND + w.give && !(w.used == 0 && !s->any)) return; /* beyond the foot */
			if (!push_piece(s, &w, w.at.unit, w.at.slab, repeat)) return;
			w.used += need;
			take_notes(s, &w, slab);
			bool unit_ends = w.at.slab + 1 == variant->count;
			bool stanza = parts_stanza(s, &w, unit), legal = legal_end(s, &w, slab, unit_ends);
			resumed = false;
			w.at.slab++;
			bool alone = least > s->capacity && w.used == need && s->capacity >= s->c->rows; /* taller than any column */
			if (!legal && !alone) continue;
			int lack = s->capacity - total;
			if (lack > MOST_MEND && !alone && !unit_ends) {
				if (total > s->fallback) s->fallback = total;
				continue;
			}
			Cursor at = w.at;
			if (unit_ends) pass_unit(s, &at);
			if (at.unit >= s->galley->units.count && at.waiting_count == 0 && !alone) continue; /* recorded at the galley's end */
			if (lack > MOST_MEND && !alone) {
				if (total > s->fallback) s->fallback = total;
				continue;
			}
			Walk here = w;
			here.at = at;
			here.cost += slab->break_cost < COST_FORBID ? slab->break_cost : unit_ends ? 0 : stanza ? COST_STANZA : COST_FORBID;
			if (alone || (lack < -MEND - w.give && !w.note_count)) { /* it is set all the same, or not at all */
				if (alone) record(s, &here, here.at.unit >= s->galley->units.count && here.at.waiting_count == 0, false, true);
				return;
			}
			record(s, &here, false, false, false);
			if (s->thorough && !unit_ends) record_parted(s, &here);
		}
		w.at.unit++;
		w.at.slab = w.at.variant = 0;
	}
}

/* The next float of the article, where its place in the text comes in this column or the next; 0: there is none. */
static int find_float_ahead(const Search *s, const Cursor *at) {
	const int most = s->capacity + s->next_capacity;
	int rows = 0;
	for (int u = at->unit; u < s->galley->units.count && rows < most; u++) {
		const Unit *unit = &s->galley->units.items[u];
		if (unit->kind == UNIT_BREAK || (unit->opens && (u > at->unit || !at->slab))) return 0;
		if (unit->kind == UNIT_FLOAT) return u > at->unit && rows + unit->variants[0].rows - photo_gives(s, unit) <= most + 2 * MEND ? u : 0;
		rows += unit->variants[0].rows - (u == at->unit ? at->slab : 0);
	}
	return 0;
}

/* A float stands at the column's head or foot though its place in the text comes later. */
static void bring_forward(Search *s, Walk w) {
	int ahead = find_float_ahead(s, &w.at);
	if (!ahead) return;
	const Unit *unit = &s->galley->units.items[ahead];
	const Slab *slab = &unit->variants[0].slabs[0];
	if (unit->table) return; /* it is read where its text has come to it, or later */
	w.at.early = ahead;
	w.give = photo_gives(s, unit);
	w.cost += COST_EARLY;
	take_notes(s, &w, slab);
	if (slab->rows - w.give + page_note_rows(s->c, w.notes) > s->capacity) return;
	int fallback = s->fallback;
	if (unit->place != PLACE_BOTTOM) {
		Walk top = w;
		if (!push_piece(s, &top, ahead, 0, false)) return;
		top.used = slab->rows;
		walk(s, top);
	}
	if (unit->place != PLACE_TOP && slab->rows + 1 - w.give <= s->capacity) {
		s->foot_units[w.foot_count++] = ahead;
		w.foot = slab->rows + 1;
		w.cost += COST_FOOT;
		walk(s, w);
	}
	s->fallback = fallback; /* they are no way to fall back to */
}

/* Floats from one on find no room in this column. */
static void wait_on(Walk *w, const Cursor *start, int first) {
	w->at.waiting_count = 0;
	for (int k = first; k < start->waiting_count; k++) {
		w->at.waiting[w->at.waiting_count++] = start->waiting[k];
		w->cost += COST_FAR;
	}
}

/* Columns from a cursor: floats that wait go to the top first. */
static void search_column(Search *s, Cursor start) {
	Walk w = { .at = start };
	s->began_early = start.early;
	w.at.waiting_count = w.at.note_count = 0;
	w.at.notes = NULL;
	add_notes(s, &w, start.notes, start.note_count);
	bool fits = true;
	for (int i = 0; i < start.waiting_count && fits; i++) {
		const Slab *slab = &s->galley->units.items[start.waiting[i]].variants[0].slabs[0];
		int gives = photo_gives(s, &s->galley->units.items[start.waiting[i]]);
		int rows = slab->rows, needed = w.used + w.space + rows - w.give - gives + page_note_rows(s->c, w.notes + slab->notes_height);
		if (w.used > 0 && needed > s->capacity) { /* one a column at least; the rest wait on */
			wait_on(&w, &start, i);
			fits = false;
			break;
		}
		if (w.used == 0 && needed > s->capacity && (s->ending || s->capacity < s->c->rows)) { /* no room in a short column */
			wait_on(&w, &start, i);
			fits = false;
			break;
		}
		push_piece(s, &w, start.waiting[i], 0, false);
		w.used += rows;
		w.give += gives;
		set_off_table(&s->galley->units.items[start.waiting[i]], &w);
		take_notes(s, &w, slab);
	}
	s->any = false;
	s->fallback = 0;
	Piece first_pieces[MOST_WAITING];
	memcpy(first_pieces, s->pieces, sizeof first_pieces);
	if (w.used - w.give > s->capacity) record(s, &w, false, false, true);
	else {
		walk(s, w);
		if (!s->any && s->fallback) {
			/* nothing ended near the foot: walk again up to the longest legal end */
			Walk again = w;
			memcpy(s->pieces, first_pieces, sizeof first_pieces);
			int capacity = s->capacity;
			s->capacity = s->fallback; /* a column of just that many rows ends exactly there */
			s->fallback = 0;
			walk(s, again);
			for (int i = 0; i < s->count; i++) {
				Candidate *candidate = &s->candidates[i];
				if (candidate->parent != s->parent) continue;
				int lack = capacity - s->capacity;
				candidate->cost += (int64_t)COST_SHORT * lack * lack;
			}
			s->capacity = capacity;
		}
		if (s->thorough && w.used == 0 && !start.early && !w.at.waiting_count) bring_forward(s, w);
		if (!s->any && w.used > 0) record(s, &w, false, false, true); /* floats alone */
		if (!s->any && !s->ending && !s->forced && s->capacity >= s->c->rows) { /* kept together longer than a page: parted all the same */
			s->forced = true;
			search_column(s, start);
			s->forced = false;
			return;
		}
		if (!s->any && !s->ending && s->count < s->most) /* too short for what comes: left empty */
			s->candidates[s->count++] = (Candidate){ .end = start, .cost = s->parent_cost + COST_EMPTY, .parent = s->parent, .lack = s->capacity };
	}
}

static int compare_candidates(const void *left, const void *right) {
	const Candidate *a = left, *b = right;
	if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
	if (a->end.unit != b->end.unit) return a->end.unit < b->end.unit ? 1 : -1;
	return (a->end.slab < b->end.slab) - (a->end.slab > b->end.slab);
}

bool page_search_columns(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns, Aim aim, Fill *out) {
	Candidate *levels[MOST_COLUMNS];
	int counts[MOST_COLUMNS], beam = aim.thorough ? WIDE_BEAM : BEAM;
	Search *s = arena_alloc_raw(c->scratch, sizeof *s);
	*out = (Fill){ .end = start };
	int best_level = -1, best_index = -1;
	int64_t best_cost = INT64_MAX;
	for (int col = 0; col < columns; col++) {
		/* not cleared whole: its pieces are many, and read only where a walk has set them */
		s->c = c;
		s->galley = galley;
		s->capacity = capacities[col];
		s->last = col == columns - 1;
		s->columns = columns;
		s->ending = aim.ending;
		s->exact = aim.exact;
		s->thorough = aim.thorough;
		s->next_capacity = !s->last ? capacities[col + 1] : aim.ending ? 0 : c->rows / 2;
		s->count = 0;
		s->most = MOST_CANDIDATES * beam;
		s->any = s->forced = false;
		s->fallback = 0;
		memset(&s->notes, 0, sizeof s->notes);
		s->candidates = arena_alloc_raw(c->scratch, sizeof(Candidate) * (size_t)s->most);
		int parents = col ? counts[col - 1] : 1;
		for (int p = 0; p < parents; p++) {
			const Candidate *parent = col ? &levels[col - 1][p] : NULL;
			if (parent && (parent->finished || parent->page_end)) continue;
			s->parent = p;
			s->parent_cost = parent ? parent->cost : 0;
			if (capacities[col] <= 0) { /* no room in this column at all: it is passed over */
				if (s->count < s->most)
					s->candidates[s->count++] = (Candidate){ .end = parent ? parent->end : start, .cost = s->parent_cost, .parent = p };
				continue;
			}
			search_column(s, parent ? parent->end : start);
		}
		qsort(s->candidates, (size_t)s->count, sizeof *s->candidates, compare_candidates);
		levels[col] = s->candidates;
		counts[col] = s->count < beam ? s->count : beam;
		for (int i = 0; i < counts[col]; i++) {
			const Candidate *candidate = &levels[col][i];
			bool closes = aim.ending ? candidate->finished : candidate->finished || candidate->page_end || col == columns - 1;
			if (!closes || candidate->cost >= best_cost) continue;
			int64_t rest = aim.ending || candidate->finished || candidate->page_end ? 0 : page_cost_rest(c, galley, &start, &candidate->end, columns);
			if (candidate->cost + rest >= best_cost) continue;
			best_cost = candidate->cost + rest;
			out->rest_cost = rest;
			best_level = col;
			best_index = i;
		}
		if (!counts[col]) break;
	}
	if (best_level < 0) return false;
	const Candidate *best = &levels[best_level][best_index];
	out->end = best->end;
	if (best->end.note_count) { /* they outlast the search */
		NotePart *left = ARENA_ARRAY(c->arena, NotePart, best->end.note_count);
		memcpy(left, best->end.notes, sizeof *left * (size_t)best->end.note_count);
		out->end.notes = left;
	}
	out->finished = best->finished;
	out->cost = best->cost;
	for (int col = best_level + 1; col < columns; col++) if (capacities[col] > out->ragged) out->ragged = capacities[col];
	for (int col = best_level; col >= 0; col--) {
		ColumnFill fill = best->fill;
		if (best->lack > out->ragged) out->ragged = best->lack;
		out->progress = out->progress || fill.piece_count > 0 || fill.note_count > 0;
		if (c->trial) {
			if (col) best = &levels[col - 1][best->parent];
			continue;
		}
		Piece *pieces = ARENA_ARRAY(c->arena, Piece, fill.piece_count + 1);
		if (fill.piece_count) memcpy(pieces, fill.pieces, sizeof *pieces * (size_t)fill.piece_count);
		NotePart *notes = ARENA_ARRAY(c->arena, NotePart, fill.note_count + 1);
		if (fill.note_count) memcpy(notes, fill.notes, sizeof *notes * (size_t)fill.note_count);
		fill.pieces = pieces;
		fill.notes = notes;
		out->columns[col] = fill;
		if (col) best = &levels[col - 1][best->parent];
	}
	return true;
}

Fill page_fill_columns(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns) {
	ArenaMark mark = arena_mark(c->scratch);
	Fill fill;
	page_search_columns(c, galley, start, capacities, columns, (Aim){ 0 }, &fill);
	arena_reset(c->scratch, mark);
	return fill;
}

Fill page_fill_thoroughly(Composer *c, Galley *galley, Cursor start, const int *capacities, int columns) {
	ArenaMark mark = arena_mark(c->scratch);
	Fill fill;
	page_search_columns(c, galley, start, capacities, columns, (Aim){ .thorough = true }, &fill);
	arena_reset(c->scratch, mark);
	return fill;
}
