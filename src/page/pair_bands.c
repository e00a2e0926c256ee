/* An article over some of the page's columns, with small articles one below the other in the columns that are left.
 *
 * How many stand beside it is one of the choices that choose_openings.c makes. The best is that both sides end on one row: columns
 * that are balanced at it on one side, the small articles drawn out or together to it on the other, by the means of fill_columns.c.
 * Where the article is too long for the page, it fills its columns to the foot and goes on overleaf over all of them; what stands
 * beside it is never parted. Where it is longer than what stands beside it, its text goes on below that, under a rule. */
#include <string.h>
#include "page/place_bands.h"
#include "page/side_bar.h"

enum {
	COST_APART = 100,        /* of small articles set one by one and not in a group; again where their photos stand in the text */
	COST_NOT_BESIDE = 400,   /* of small articles that could stand beside one and do not */
	COST_NOT_AS_WISHED = 200000, /* where the editor has asked for it */
	COST_HIGHER = 60,        /* of a row more than both sides need */
	MOST_COST = 8000,        /* of both sides: beyond that they do not come to one height */
	MOST_HIGHER = 4,         /* rows above the least height that are tried */
	COST_WRAPPED = 200,      /* of text that goes on below what stands beside it */
	LEAST_WRAPPED = 5,       /* rows of it there */
	MOST_LACK = 8            /* rows that the small articles may be drawn out by, at a page's foot */
};

/* ---- the choices ---- */

static int count_ways(const Band *band) {
	if (band->apart_count) return band->opening_count + band->apart_ways;
	return band->opening_count + (band->pair ? band->pair->take_count * band->pair->band->opening_count : 0);
}

int page_count_choices(const Band *band) { return count_ways(band) * (band->jump ? 2 : 1); }

void page_set_choice(Band *band, int choice) {
	int ways = count_ways(band);
	band->choice = ways ? choice % ways : 0;
	band->jumps = band->jump && choice < ways;
	if (!band->pair) return;
	band->pair->band->jump = band->jump;
	band->pair->band->jumps = band->jumps;
}

int64_t page_cost_choice(const Band *band, int choice) {
	if (band->jump) choice %= count_ways(band);
	if (choice >= band->opening_count && band->apart_count) return (int64_t)COST_APART * band->apart_count + (choice > band->opening_count ? COST_APART : 0);
	if (!band->pair) return band->openings[choice].cost;
	if (choice < band->opening_count) return (band->pair->wished ? COST_NOT_AS_WISHED : COST_NOT_BESIDE) + band->openings[choice].cost;
	return band->pair->band->openings[(choice - band->opening_count) % band->pair->band->opening_count].cost;
}

static int count_rows(const Galley *galley, int end) {
	int rows = 0;
	for (int u = 0; u < end; u++) {
		const Unit *unit = &galley->units.items[u];
		if (unit->kind != UNIT_SPAN) rows += unit->variants[VARIANT_BEST].rows;
		else if (!unit->aside) rows += unit->span_rows + 1;
	}
	return rows;
}

/* What is wide, or is to begin on another page or column, cannot stand in the column beside an article. */
static bool fits_beside(const Galley *galley, int end) {
	for (int u = 0; u < end; u++) {
		const Unit *unit = &galley->units.items[u];
		if (unit->kind == UNIT_BREAK || (unit->kind == UNIT_SPAN && !unit->aside)) return false;
	}
	return true;
}

/* Rows that small articles come to in the columns beside the article, about. */
static int guess_side(const Composer *c, const Pair *pair, int end) {
	int columns = c->design->columns - pair->area;
	return pair->side_offset + (count_rows(pair->side, end) + columns - 1) / columns;
}

/* Rows that the article comes to in its columns, about. */
static int guess_height(const Band *band) {
	const Opening *opening = &band->openings[0];
	const Galley *galley = &band->galley;
	int text = 0, wide = 0, above = 0;
	for (int u = opening->first_unit; u < galley->units.count; u++) {
		const Unit *unit = &galley->units.items[u];
		if (unit->kind != UNIT_SPAN) text += unit->variants[VARIANT_BEST].rows;
		else if (!unit->aside) wide += unit->span_rows + 1;
	}
	for (int i = 0; i < band->columns; i++) above += opening->offsets[i];
	return (text + above + band->columns - 1) / band->columns + wide;
}

void page_join_pair(Composer *c, Band *band, Pair *pair, Band *followers) {
	const Galley *side = pair->side;
	int height = guess_height(pair->band), most = (int)(sizeof pair->takes / sizeof *pair->takes), count = followers->start_count;
	if (!pair->band->opening_count || pair->band->openings[0].first_unit >= pair->band->galley.units.count) return; /* a head and photos alone */
	bool goes_on = height > c->rows * 2 / 3; /* it is long enough to go on overleaf */
	for (int k = 1; k <= count && pair->take_count < most; k++) {
		int end = k < count ? followers->starts[k] : followers->starts[count];
		if (!fits_beside(side, end)) break;
		int rows = guess_side(c, pair, end);
		if (rows > c->rows || (!goes_on && rows > height * 5 / 4 + 3)) break;
		pair->takes[pair->take_count++] = k;
	}
	if (!pair->take_count) return;
	pair->starts = followers->starts;
	followers->follows_pair = true;
	band->pair = pair;
}

/* ---- side by side ---- */

typedef struct Sides {
	Layout *l;
	const Pair *pair;
	Galley side;             /* the small articles that are taken */
	Progress *p;             /* of the article */
	Fill article, beside;
	int columns;             /* of the small articles */
	int extra;               /* rows of wide blocks below the article's text */
	const Unit *spans[MOST_WIDE]; int span_count;
	int height;
} Sides;

static Galley take_side(const Pair *pair, int taken) {
	Galley side = *pair->side;
	side.units.count = pair->starts[taken];
	page_trim_spaces(&side);
	side.set_in = NULL;
	return side;
}

static bool set_side(Sides *s, int height) {
	int offsets[MOST_COLUMNS], limits[MOST_COLUMNS];
	for (int i = 0; i < s->columns; i++) {
		offsets[i] = s->pair->side_offset;
		limits[i] = height;
	}
	return page_fill_to_height(s->l->c, &s->side, (Cursor){ 0 }, offsets, limits, s->columns, height, &s->beside);
}

/* Both sides at a height, when they come to it. */
static bool set_sides(Sides *s, int height) {
	const Progress *p = s->p;
	const Band *band = p->band;
	int limits[MOST_COLUMNS];
	for (int i = 0; i < band->columns; i++) limits[i] = height - s->extra;
	return page_fill_to_height(s->l->c, (Galley *)&band->galley, p->cursor, p->offsets, limits, band->columns, height - s->extra, &s->article) &&
		set_side(s, height);
}

/* The height at which both sides end together best, within the room there is. */
static bool balance_sides(Sides *s, int room) {
	const Progress *p = s->p;
	const Band *band = p->band;
	Composer *c = s->l->c;
	s->span_count = page_spans_between(&band->galley, p->cursor.unit, band->galley.units.count, s->spans, MOST_WIDE);
	s->extra = 0;
	for (int i = 0; i < s->span_count; i++) s->extra += s->spans[i]->span_rows + 1;
	int limits[MOST_COLUMNS], text_room = room - s->extra;
	for (int i = 0; i < band->columns; i++) limits[i] = text_room;
	Fill least;
	if (!page_fill_balanced(c, (Galley *)&band->galley, p->cursor, p->offsets, limits, band->columns, 0, &least)) return false;
	int first = least.height + s->extra, other = guess_side(c, s->pair, s->side.units.count);
	if (first < other - 2) first = other - 2;
	int64_t best_cost = MOST_COST;
	int best = 0;
	for (int height = first; height <= room && height <= first + MOST_HIGHER; height++) {
		if (!set_sides(s, height)) continue;
		int64_t cost = s->article.cost + s->beside.cost + (height - first) * COST_HIGHER;
		if (cost < best_cost) { best_cost = cost; best = height; }
	}
	if (!best || !set_sides(s, best)) return false;
	s->height = best;
	return true;
}

/* The small articles beside the newest part, from its row on. */
static void place_side(Sides *s, int row, int rows) {
	Layout *l = s->l;
	const Pair *pair = s->pair;
	l->cost += (s->beside.cost < MOST_COST ? s->beside.cost : MOST_COST) / 4;
	if (l->trial) return;
	Galley *galley = ARENA_NEW(l->c->arena, Galley);
	*galley = s->side;
	PagePart *part = page_add_part_beside(l, row, rows);
	part->column = pair->area;
	part->area = part->columns = s->columns;
	part->top = pair->side_offset;
	part->galley = galley;
	part->fill = s->beside;
	for (int i = 0; i < s->columns; i++) {
		part->offsets[i] = pair->side_offset;
		part->heights[i] = rows;
	}
	page_reach_side_blocks(l->c, l->page, galley, 0, galley->units.count);
}

static void keep_area(Layout *l, PagePart *part, const Pair *pair) { if (!l->trial) part->area = pair->area; }

/* The whole of both on this page. */
static bool place_whole(Sides *s, int gap) {
	Layout *l = s->l;
	Progress *p = s->p;
	if (!balance_sides(s, p->limits[0])) return false;
	int heights[MOST_COLUMNS], top = p->top;
	for (int i = 0; i < p->band->columns; i++) heights[i] = s->height - s->extra;
	PagePart *part = page_begin_part(l, p, &s->article, s->height, heights, gap);
	keep_area(l, part, s->pair);
	page_place_spans(l, part, s->spans, s->span_count, s->height - s->extra + 1);
	place_side(s, top, s->height);
	if (!l->trial) l->parts.items[l->parts.count - 1].level = true;
	return true;
}

/* The first stretch of an article that goes on elsewhere, as high as what stands beside it. */
static bool place_jumped(Sides *s, int gap) {
	Layout *l = s->l;
	Progress *p = s->p;
	int room = p->limits[0], top = p->top, height = guess_side(l->c, s->pair, s->side.units.count), wished = l->c->design->jump.rows + p->offsets[0];
	if (!p->band->jumps || height > room + 1) return false;
	if (height < wished && wished <= height + MOST_LACK) height = wished;
	if (height >= room - MOST_LACK) height = room;
	if (!set_side(s, height) || s->beside.cost >= MOST_COST || !page_place_first_stretch(l, p, gap, height)) return false;
	if (!l->trial) keep_area(l, &l->parts.items[l->parts.count - 1], s->pair);
	place_side(s, top, height);
	return true;
}

/* The article to the page's foot, the small ones beside it whole; the rest of it overleaf. */
static bool place_begun(Sides *s, int gap) {
	Layout *l = s->l;
	Composer *c = l->c;
	Progress *p = s->p;
	int room = p->limits[0], top = p->top, rows = guess_side(c, s->pair, s->side.units.count);
	if (p->band->galley.measure != c->column_width || rows > room + 1 || rows < room - MOST_LACK || !page_has_room(l, p)) return false;
	if (!set_side(s, room) || s->beside.cost >= MOST_COST) return false;
	if (!page_fill_rest(l, p, gap)) return false;
	if (!l->trial) keep_area(l, &l->parts.items[l->parts.count - 1], s->pair);
	place_side(s, top, room);
	p->band->columns = c->design->columns;
	page_continue_band(l, p);
	return true;
}

/* ---- with text below the small articles ---- */

/* The small articles at their own height, and a rule below them. */
static void place_above_text(Sides *s, int top, int gap) {
	Layout *l = s->l;
	Composer *c = l->c;
	place_side(s, top, s->beside.height);
	RuleLook rule = c->design->separator.rule;
	if (l->trial || !rule.weight) return;
	Setting *line = ARENA_NEW(c->arena, Setting);
	page_add_rule(c, line, rule, 0, page_rule_above(c, s->beside.height + gap, gap), page_span_width(c, s->columns));
	page_add_placed(l, &l->parts.items[l->parts.count - 1], (Placed){ line, 0, 0 });
}

/* The article over all columns, those beside its head beginning below the small articles. */
static bool place_wrapped(Sides *s, int gap, int white) {
	Layout *l = s->l;
	Composer *c = l->c;
	Progress *p = s->p;
	const Opening *opening = p->opening;
	int columns = c->design->columns, area = s->pair->area, offsets[MOST_COLUMNS], limits[MOST_COLUMNS], top = p->top;
	if (p->band->columns != area || p->band->galley.measure != c->column_width) return false;
	for (int i = 0; i < s->columns; i++) {
		offsets[i] = s->pair->side_offset;
		limits[i] = p->limits[0] - white - LEAST_WRAPPED;
	}
	if (!page_fill_balanced(c, &s->side, (Cursor){ 0 }, offsets, limits, s->columns, 0, &s->beside)) return false;
	Opening own = *opening;
	int text = page_text_rows_left(p, &p->cursor);
	for (int i = area; i < columns; i++) own.offsets[i] = s->beside.height + white;
	for (int i = 0; i < columns; i++) text += own.offsets[i];
	if (text / columns < own.offsets[area] + LEAST_WRAPPED) return false;
	p->opening = &own;
	p->band->columns = columns;
	page_find_room(l, p, gap);
	bool ended = page_try_ending(l, p, gap, false);
	if (!ended && !(page_has_room(l, p) && page_fill_rest(l, p, gap))) {
		p->opening = opening;
		return false;
	}
	l->cost += COST_WRAPPED;
	place_above_text(s, top, white);
	if (!ended) page_continue_band(l, p);
	return true;
}

static bool place_on_page(Layout *l, const Pair *pair, int opening, int taken, int gap) {
	Composer *c = l->c;
	Sides *s = ARENA_NEW(c->scratch, Sides);
	Progress *p = ARENA_NEW(c->scratch, Progress);
	*p = (Progress){ .band = pair->band, .opening = &pair->band->openings[opening] };
	*s = (Sides){ .l = l, .pair = pair, .p = p, .side = take_side(pair, taken), .columns = c->design->columns - pair->area };
	p->cursor.unit = p->opening->first_unit;
	page_find_room(l, p, gap);
	return place_whole(s, gap) || place_jumped(s, gap) || place_begun(s, gap) || place_wrapped(s, gap, c->design->separator.rows);
}

bool page_place_pair(Layout *l, Band *band, int gap) {
	Composer *c = l->c;
	if (band->choice < band->opening_count) return false;
	const Pair *pair = band->pair;
	int openings = pair->band->opening_count, choice = band->choice - band->opening_count, columns = pair->band->columns;
	int taken = pair->takes[choice / openings];
	for (bool placed = false; !placed;) {
		bool blank = l->row == 0 && !l->has_panel;
		ArenaMark mark = arena_mark(c->scratch);
		placed = !l->has_panel && place_on_page(l, pair, choice % openings, taken, gap);
		pair->band->columns = columns;
		arena_reset(c->scratch, mark);
		if (!placed && blank) { /* it stands on no page */
			l->cost += page_cost_choice(band, 0);
			band->choice = 0;
			return false;
		}
		if (!placed) page_next_page(l, true);
	}
	l->taken = taken;
	return true;
}
