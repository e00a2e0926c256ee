/* How each band begins, chosen over all the pages to come: see page_place_bands. */
#include <string.h>
#include "page/bands.h"

enum {
	TRIALS = 6,            /* ways over the pages that are followed at one time */
	COST_ROW_USED = 6,
	TURNED = 64            /* bit of a choice: the band begins on the next page */
};

typedef struct Trial { Layout layout; int parent, choice; int64_t rank; } Trial;

/* States with less white behind them and fewer rows used go first. */
static void keep_trial(Trial *kept, int *count, const Trial *trial) {
	for (int i = 0; i < *count; i++) { /* the same place on a page: the cheaper way there is enough */
		const Layout *a = &kept[i].layout, *b = &trial->layout;
		if (a->page != b->page || a->row != b->row || a->waiting_count != b->waiting_count || a->has_panel != b->has_panel || a->taken != b->taken || !page_same_jumps(a, b)) continue;
		if (trial->rank >= kept[i].rank) return;
		memmove(kept + i, kept + i + 1, sizeof *kept * (size_t)(--*count - i));
		break;
	}
	int at = *count;
	while (at > 0 && kept[at - 1].rank > trial->rank) at--;
	if (at == TRIALS) return;
	if (*count < TRIALS) (*count)++;
	memmove(kept + at + 1, kept + at, sizeof *kept * (size_t)(*count - 1 - at));
	kept[at] = *trial;
}

static void set_choice(Band *band, int choice) {
	page_set_choice(band, choice & ~TURNED);
	band->turns_page = choice & TURNED;
}

/* What could begin with a few lines at a page's foot may do better on the next. */
static bool may_turn(const Layout *l, const Band *band) {
	return l->row > l->c->rows * 2 / 3 && l->row < l->c->rows && !l->has_panel && !l->taken && !band->resumes && band->opening_count;
}

static void choose_openings(Layout *l, Band **bands, int count) {
	Composer *c = l->c;
	ArenaMark mark = arena_mark(c->scratch);
	Trial *states = ARENA_ARRAY(c->scratch, Trial, TRIALS), *next = ARENA_ARRAY(c->scratch, Trial, TRIALS);
	signed char (*choices)[TRIALS] = arena_alloc(c->scratch, sizeof *choices * (size_t)(count + 1)), (*parents)[TRIALS] =
		arena_alloc(c->scratch, sizeof *parents * (size_t)(count + 1));
	int state_count = 1;
	states[0].layout = *l;
	states[0].layout.trial = true;
	states[0].layout.trial_parts = l->parts.count;
	c->trial = true;
	for (int b = 0; b < count; b++) {
		int next_count = 0;
		for (int i = 0; i < state_count; i++) {
			int ways = page_count_choices(bands[b]), turned = may_turn(&states[i].layout, bands[b]) ? bands[b]->opening_count : 0;
			for (int way = 0; way < ways + turned; way++) {
				int choice = way < ways ? way : (way - ways) | TURNED;
				Trial trial = { .layout = states[i].layout, .parent = i, .choice = choice };
				set_choice(bands[b], choice);
				trial.layout.cost += page_cost_choice(bands[b], choice & ~TURNED);
				page_place_band(&trial.layout, bands[b]);
				if (b + 1 == count) page_end_bands(&trial.layout);
				if (b + 1 == count && page_free_rows(&trial.layout, trial.layout.row, c->design->columns) < l->tail_rows)
					page_close_page(&trial.layout, true); /* what follows will not fit: the page ends here */
				trial.rank = trial.layout.cost + ((int64_t)trial.layout.page * c->rows + trial.layout.row) * COST_ROW_USED;
				keep_trial(next, &next_count, &trial);
			}
		}
		for (int i = 0; i < next_count; i++) {
			choices[b][i] = (signed char)next[i].choice;
			parents[b][i] = (signed char)next[i].parent;
		}
		Trial *swap = states;
		states = next;
		next = swap;
		state_count = next_count;
	}
	for (int b = count - 1, i = 0; b >= 0; b--) {
		set_choice(bands[b], choices[b][i]);
		i = parents[b][i];
	}
	c->trial = false;
	arena_reset(c->scratch, mark);
}

void page_place_bands(Layout *l, Band **bands, int count) {
	bool free_choice = false;
	for (int b = 0; b < count; b++) free_choice = free_choice || page_count_choices(bands[b]) > 1;
	if (free_choice) choose_openings(l, bands, count);
	for (int b = 0; b < count; b++) page_place_band(l, bands[b]);
}
