/* Where a band ends on a page. */
#include <stdlib.h>
#include <string.h>
#include "page/place_bands.h"

enum {
	COST_UNBALANCED = 16000, /* of an ending whose columns differ by more than a row */
	COST_LEVELLED_ROW = 40  /* of a photo a row higher or lower for that */
};

/* The text below a wide photo, with that a row or some lower or higher, where that makes the columns level. False: nothing does. */
static bool level_by_photo(Layout *l, Progress *p, const int *limits, Fill *fill) {
	Composer *c = l->c;
	if (p->opening || p->fitting != 1) return false;
	const Unit *wide = p->waiting[0];
	Flex flex = wide->span->flex;
	const int columns = p->band->columns, most = flex.more > flex.less ? flex.more : flex.less;
	for (int i = 1; i <= 2 * most; i++) {
		int rows = i % 2 ? -(i + 1) / 2 : i / 2, offsets[MOST_COLUMNS];
		if (rows > flex.more || -rows > flex.less) continue;
		for (int col = 0; col < columns; col++) offsets[col] = p->offsets[col] + (col < wide->span_columns ? rows : 0);
		Fill other;
		int head = page_most_of(offsets, columns);
		if (!page_fill_balanced(c, &p->band->galley, p->cursor, offsets, limits, columns, head, &other) || other.ragged > 1) continue;
		Unit *changed = ARENA_NEW(l->trial ? c->scratch : c->arena, Unit);
		*changed = *wide;
		changed->span = page_change_photo(c, wide->span, rows);
		changed->span_rows += rows;
		p->waiting[0] = changed;
		memcpy(p->offsets, offsets, sizeof *offsets * (size_t)columns);
		l->cost += COST_LEVELLED_ROW * abs(rows);
		*fill = other;
		return true;
	}
	return false;
}

/* The rest of the band balanced on this page, wide blocks still to come below it; overleaf: at the top of the next page. */
bool page_try_ending(Layout *l, Progress *p, int gap, bool overleaf) {
	Composer *c = l->c;
	Band *band = p->band;
	if (p->waiting_count > p->fitting || !page_clears_panel(l, p)) return false;
	int columns = band->columns, room = page_free_rows(l, p->top, columns);
	const Unit *spans[MOST_WIDE];
	int count = page_spans_between(&band->galley, p->cursor.unit, band->galley.units.count, spans, MOST_WIDE);
	int extra = 0;
	for (int i = 0; i < count && !overleaf; i++) extra += spans[i]->span_rows + 1;
	if (overleaf && (!count || page_nothing_left(p))) return false;
	Fill fill = { .finished = true, .end = p->cursor };
	int head = page_most_of(p->offsets, columns);
	if (page_nothing_left(p)) {
		fill.height = head;
	} else {
		int limits[MOST_COLUMNS];
		for (int i = 0; i < columns; i++) limits[i] = p->limits[i] < room - extra || !extra ? p->limits[i] : room - extra;
		if (!page_fill_balanced(c, &band->galley, p->cursor, p->offsets, limits, columns, head, &fill)) return false;
		if (fill.ragged > 1 && level_by_photo(l, p, limits, &fill)) head = page_most_of(p->offsets, columns);
	}
	int height = fill.height > head ? fill.height : head;
	if (height + extra > page_most_of(p->limits, columns) || (extra && height + extra > room)) return false;
	int heights[MOST_COLUMNS];
	for (int i = 0; i < columns; i++) heights[i] = height < p->limits[i] ? height : p->limits[i];
	if (fill.ragged > 1) l->cost += COST_UNBALANCED;
	PagePart *part = page_begin_part(l, p, &fill, height + extra, heights, gap);
	if (fill.progress && l->ended_count < MOST_ENDED) {
		EndedText *ended = &l->ended_texts[l->ended_count++];
		*ended = (EndedText){ .galley = &band->galley, .start = p->cursor, .columns = columns, .height = height, .cost = fill.cost, .wide_below = extra > 0,
			.part = page_count_parts(l) - 1 };
		memcpy(ended->offsets, p->offsets, sizeof ended->offsets);
	}
	if (overleaf) for (int i = 0; i < count && l->waiting_count < MOST_WIDE; i++) l->waiting[l->waiting_count++] = spans[i];
	else page_place_spans(l, part, spans, count, height + 1);
	return true;
}
