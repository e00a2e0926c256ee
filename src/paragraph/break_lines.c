/* Total fit (Knuth & Plass, "Breaking Paragraphs into Lines", Software Practice and Experience 11, 1981): of all ways to break a
 * paragraph the one with the least sum of demerits. Breaks are visited in order; `nodes` are the feasible ways to come to a
 * break, the best for each fitness class (and line number, where lines differ); a node leaves the window when even the
 * tightest line from it is too long. Passes grow more tolerant: the first admits lines up to ratio 1, the last any, so that
 * it never fails.
 *
 * Everything is whole numbers. A ratio r is in 1/1000 of the stretch or shrink allowed, badness in 1/100 of TeX's (100 r^3),
 * demerits in 1/10^4 of TeX's. TeX's demerits grow with r^6: they mend the worst line and hardly see the others. Where syllables are
 * short and hyphens forbidden, lines are looser than in English, so the mean square of r, which is the evenness of the page,
 * is added: it rules up to ratio 2, the sixth power beyond. (Over 14,000 lines of news in columns of 27 ems this gives fewer lines over
 * ratio 1 and over 1.5 than TeX's demerits, and no worse a worst line.) */
#include "paragraph/words.h"

enum {
	RATIO_MOST = 20000,
	BADNESS_MOST = 3000000,     /* 30,000 of TeX's: keeps sums of a hundred thousand bad lines inside 63 bits */
	LINE_PENALTY = 1000,        /* TeX's 10: every line costs a little */
	RAGGED_LINE_PENALTY = 5000, /* an extra line in ragged text only where it mends much */
	LOOSE_TOLERANCE = 1500,     /* of paragraphs made longer or shorter on demand: never looser than this for it */
	RIVER_TRIES = 3,
	PASSES = 4, SOFT_PASS = 2,  /* from here on, lines may be so loose that parting “đồng chí” from a name is better */
	MOST_SLOTS = 32, FITNESS_CLASSES = 4
};
static const int tolerances[PASSES] = { 1000, 2000, 4600, RATIO_MOST };

#define UNIT INT64_C(10000)
static const int64_t square_demerits = 300000 * UNIT;  /* of a line of ratio 1, besides TeX's 12,100 */
static const int64_t ragged_demerits = 60000 * UNIT;   /* ... of a ragged line: the eye does not measure it */
static const int64_t penalty_weight = 250;             /* p counts as 2.5 of TeX's: 100 is as a line of ratio 0.45 more */
static const int64_t ragged_weight = 625;              /* ragged lines can afford to be broken well */
static const int64_t adjacent_demerits = 50000 * UNIT; /* a tight line beside a loose one */
static const int64_t stacked_demerits = 60000 * UNIT;  /* the same word above itself at an edge */
static const int64_t lone_demerits = 4000000 * UNIT;   /* one syllable alone on the last line: as a line of ratio 2.6 */
static const int64_t short_demerits = 600000 * UNIT;   /* a last line shorter than asked, to twice that at its shortest: ratio 1.3 */
static const int64_t river_demerits = 120000 * UNIT;   /* each line that goes on a river: ratio 0.6 */
static const int64_t dear_demerits = 600000 * UNIT;    /* while a way around one is sought */
static const int64_t overfull_demerits = INT64_C(1000000000) * UNIT;
static const int64_t demerits_most = INT64_MAX / 4;

LengthSum paragraph_line_indent(const Measures *m, int line) {
	LengthSum indent = m->left + (line == 0 ? m->first_indent : 0);
	if (m->shape && line < m->shape->count) indent += m->shape->left[line];
	return indent;
}

LengthSum paragraph_line_measure(const Measures *m, int line) {
	LengthSum measure = m->plain - m->right - paragraph_line_indent(m, line);
	if (m->shape && line < m->shape->count) measure -= m->shape->right[line];
	return measure > 0 ? measure : 0;
}

bool paragraph_line_hangs(const Measures *m, int line) {
	return !(line == 0 && m->first_indent > 0) && !(m->shape && line < m->shape->count && m->shape->left[line] > 0);
}

static const GlyphRun *only_run(const ParagraphBreaker *breaker, const Word *word) {
	return word->piece_count == 1 && word->facts.key ? breaker->pieces.items[word->piece].run : NULL;
}

void paragraph_collect_breaks(ParagraphBreaker *breaker, int first_word, int word_count, bool soft) {
	const Word *words = breaker->words.items;
	scratch_reserve(&breaker->breaks, word_count + 1);
	Break *b = breaker->breaks.items;
	Sums sums = { 0 };
	*b++ = (Break){ .start.natural = words[first_word].hang_left, .next_hang = words[first_word].hang_left, .word = first_word - 1,
		.next = only_run(breaker, &words[first_word]) };
	for (int i = first_word; i < first_word + word_count; i++) {
		const Word *word = &words[i];
		bool forced = i + 1 == first_word + word_count;
		sums.natural += word->width;
		sums.expand += word->expand;
		if (word->glue > (soft ? GLUE_SOFT : GLUE_NONE) && !forced) {
			sums.natural += word->space;
			sums.stretch += word->stretch;
			sums.shrink += word->shrink;
			continue;
		}
		b->end = sums;
		b->end.natural -= word->tail + word->hang_right - word->hyphen_width;
		b->end.expand -= word->tail_expand;
		sums.natural += word->space;
		sums.stretch += word->stretch;
		sums.shrink += word->shrink;
		b->start = sums;
		b->next_hang = forced ? 0 : word[1].hang_left;
		b->start.natural += b->next_hang;
		b->last = only_run(breaker, word);
		b->next = forced ? NULL : only_run(breaker, &word[1]);
		b->word = i;
		b->penalty = word->glue ? paragraph_glue_price(word->glue) : word->penalty;
		b->forced = forced;
		b->soft = word->glue && !forced;
		b++;
	}
	breaker->breaks.count = (int)(b - breaker->breaks.items);
}

/* One pass over the breaks. */
typedef struct Pass {
	const Measures *measures;
	const ParagraphStyle *style;
	int first_line;
	int special;           /* lines below this differ from each other in measure */
	LengthSum measure;     /* of all others */
	int tolerance;
	LengthSum background;  /* stretch every line has besides its own: of ragged text, and of the last pass */
	bool ragged, last_pass;
	bool soft;             /* soft glue may be broken */
	bool by_line;          /* keep ways with other line counts too: for looseness */
	int window;            /* ... as far as this from the best */
	int64_t line_penalty;
	struct { int from, to; } dear[RIVER_TRIES]; /* words that end the line before and this one: lines inside rivers */
	int dear_count;
} Pass;

typedef struct Candidate { int64_t demerits; int previous; int line; uint8_t fitness; bool overfull; } Candidate;
typedef struct Slot { int key; Candidate best[FITNESS_CLASSES]; } Slot;
typedef struct Slots { Slot items[MOST_SLOTS]; int count; int64_t least; int least_line; } Slots;

static int64_t badness(int ratio) {
	int64_t r = ratio < 0 ? -ratio : ratio;
	int64_t b = r * r * r / 100000;
	return b < BADNESS_MOST ? b : BADNESS_MOST;
}

static int fitness_of(int ratio) { return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3; }

static int64_t square(int64_t x) { return x * x; }

/* Stretch ratio of a line short by delta: letters and glyphs give up to their limit, spaces the rest. */
static int stretch_ratio(LengthSum delta, LengthSum stretch, LengthSum expand) {
	LengthSum total = stretch + expand;
	if (delta <= total) return total ? (int)(delta * 1000 / total) : 0;
	if (stretch <= 0 || (delta - expand) / stretch >= RATIO_MOST / 1000) return RATIO_MOST;
	return (int)((delta - expand) * 1000 / stretch);
}

static int64_t last_line_demerits(const ParagraphBreaker *breaker, const Pass *pass, const Break *from, const Break *to, LengthSum width) {
	if (from->word < breaker->breaks.items[0].word + 1) return 0; /* a single line is what it is */
	if (paragraph_is_lone(breaker->words.items, from->word + 1, to->word)) return lone_demerits;
	LengthSum least = pass->style->last_line_min;
	return width < least ? short_demerits + short_demerits / 1000 * ((least - width) * 1000 / least) : 0;
}

static Slot *find_slot(Slots *slots, int key) {
	for (int i = 0; i < slots->count; i++) if (slots->items[i].key == key) return &slots->items[i];
	if (slots->count == MOST_SLOTS) return NULL;
	Slot *slot = &slots->items[slots->count++];
	slot->key = key;
	for (int i = 0; i < FITNESS_CLASSES; i++) slot->best[i].demerits = demerits_most;
	return slot;
}

static void offer(Slots *slots, const Pass *pass, Candidate candidate) {
	int key = candidate.line;
	if (!pass->by_line && key > pass->special) key = pass->special;
	Slot *slot = find_slot(slots, key);
	if (!slot || candidate.demerits >= slot->best[candidate.fitness].demerits) return;
	slot->best[candidate.fitness] = candidate;
	if (candidate.demerits < slots->least) { slots->least = candidate.demerits; slots->least_line = candidate.line; }
}

static void push_node(ParagraphBreaker *breaker, int brk, const Candidate *c) {
	scratch_reserve(&breaker->nodes, breaker->nodes.count + 1);
	breaker->nodes.items[breaker->nodes.count++] = (Node){ .demerits = c->demerits, .previous = c->previous, .brk = brk, .line = c->line,
		.fitness = c->fitness, .overfull = c->overfull };
}

/* Of the ways to come to one break only those can be part of the best that are within one fitness clash of the least. */
static void keep_best(ParagraphBreaker *breaker, const Pass *pass, const Slots *slots, int brk) {
	for (int i = 0; i < slots->count; i++) {
		const Slot *slot = &slots->items[i];
		if (pass->by_line && (slot->key < slots->least_line - pass->window || slot->key > slots->least_line + pass->window)) continue;
		int64_t least = demerits_most;
		for (int k = 0; k < FITNESS_CLASSES; k++) if (slot->best[k].demerits < least) least = slot->best[k].demerits;
		for (int k = 0; k < FITNESS_CLASSES; k++)
			if (slot->best[k].demerits < demerits_most && slot->best[k].demerits <= least + adjacent_demerits) push_node(breaker, brk, &slot->best[k]);
	}
}

typedef enum Fit { FIT_GOOD, FIT_LOOSE, FIT_OVERFULL } Fit;

/* The line from a node to a break: does it fit, and at what cost in all? */
static Fit try_line(const ParagraphBreaker *breaker, const Pass *pass, const Node *node, const Break *to, Candidate *out) {
	const Break *from = &breaker->breaks.items[node->brk];
	LengthSum measure = pass->measure, natural = to->end.natural - from->start.natural;
	if (node->line < pass->special) {
		measure = paragraph_line_measure(pass->measures, node->line);
		if (!paragraph_line_hangs(pass->measures, node->line)) natural += from->next_hang;
	}
	LengthSum delta = measure - natural, expand = pass->ragged ? 0 : to->end.expand - from->start.expand;
	int ratio = 0;
	if (delta < 0) {
		LengthSum shrink = to->end.shrink - from->start.shrink + expand;
		if (-delta > shrink) return FIT_OVERFULL;
		ratio = (int)(delta * 1000 / shrink);
	} else if (!to->forced) {
		LengthSum stretch = to->end.stretch - from->start.stretch + pass->background;
		if (delta > stretch + expand && (delta - expand) * 1000 > stretch * pass->tolerance && !pass->last_pass) return FIT_LOOSE;
		ratio = stretch_ratio(delta, stretch, expand);
		if (ratio > pass->tolerance) return FIT_LOOSE;
	}
	int64_t demerits = square(pass->line_penalty + badness(ratio)) + square(ratio) * ((pass->ragged ? ragged_demerits : square_demerits) / 1000000)
		+ square(to->penalty * (pass->ragged ? ragged_weight : penalty_weight));
	int fitness = fitness_of(ratio);
	if (fitness - node->fitness > 1 || node->fitness - fitness > 1) demerits += adjacent_demerits;
	if (to->next && to->next == from->next) demerits += stacked_demerits;
	if (to->last && to->last == from->last) demerits += stacked_demerits;
	for (int i = 0; i < pass->dear_count; i++)
		if (pass->dear[i].from == from->word && pass->dear[i].to == to->word) demerits += dear_demerits;
	if (to->forced) demerits += last_line_demerits(breaker, pass, from, to, natural);
	demerits += node->demerits;
	*out = (Candidate){ .demerits = demerits < demerits_most ? demerits : demerits_most - 1, .line = node->line + 1, .fitness = (uint8_t)fitness };
	return FIT_GOOD;
}

/* True when the end was reached; its nodes are then the last ones. */
static bool run_pass(ParagraphBreaker *breaker, const Pass *pass) {
	breaker->nodes.count = 0;
	push_node(breaker, 0, &(Candidate){ .previous = -1, .line = pass->first_line, .fitness = 1 });
	int head = 0; /* nodes before it cannot begin a line any more */
	int special_end = 1; /* nodes from here on begin lines of the common measure */
	Slots slots;
	for (int brk = 1; brk < breaker->breaks.count; brk++) {
		const Break *to = &breaker->breaks.items[brk];
		if (to->soft && !pass->soft) continue;
		slots.count = 0;
		slots.least = demerits_most;
		bool alive = false;
		int end = breaker->nodes.count;
		for (int n = head; n < end; n++) {
			const Node *node = &breaker->nodes.items[n];
			Candidate candidate;
			Fit fit = try_line(breaker, pass, node, to, &candidate);
			if (fit == FIT_OVERFULL) {
				if (n == head) head++;
				continue;
			}
			alive = true;
			if (fit == FIT_LOOSE) {
				if (n >= special_end) break; /* later ones are looser still */
				continue;
			}
			candidate.previous = n;
			offer(&slots, pass, candidate);
		}
		if (!alive) {
			if (!pass->last_pass) return false;
			const Node *node = &breaker->nodes.items[end - 1]; /* a token that nothing can split: it sticks out */
			Candidate overfull = { .demerits = node->demerits + overfull_demerits, .previous = end - 1, .line = node->line + 1, .fitness = 1,
				.overfull = true };
			if (overfull.demerits >= demerits_most) overfull.demerits = demerits_most - 1;
			offer(&slots, pass, overfull);
		}
		keep_best(breaker, pass, &slots, brk);
		for (int n = end; n < breaker->nodes.count; n++) if (breaker->nodes.items[n].line < pass->special) special_end = n + 1;
	}
	return breaker->nodes.items[breaker->nodes.count - 1].brk == breaker->breaks.count - 1;
}

/* The best node at the end; with a line count, the best with that count. -1 when there is none. */
static int find_best(const ParagraphBreaker *breaker, int line) {
	int best = -1;
	for (int n = breaker->nodes.count - 1; n >= 0 && breaker->nodes.items[n].brk == breaker->breaks.count - 1; n--)
		if ((line < 0 || breaker->nodes.items[n].line == line) && (best < 0 || breaker->nodes.items[n].demerits <= breaker->nodes.items[best].demerits))
			best = n;
	return best;
}

static void trace_back(ParagraphBreaker *breaker, int from, int node) {
	breaker->chosen.count = from;
	for (int n = node; breaker->nodes.items[n].previous >= 0; n = breaker->nodes.items[n].previous) {
		scratch_reserve(&breaker->chosen, breaker->chosen.count + 1);
		breaker->chosen.items[breaker->chosen.count++] = breaker->breaks.items[breaker->nodes.items[n].brk].word;
	}
	for (int low = from, high = breaker->chosen.count - 1; low < high; low++, high--) {
		int word = breaker->chosen.items[low];
		breaker->chosen.items[low] = breaker->chosen.items[high];
		breaker->chosen.items[high] = word;
	}
}

/* The tolerance that admits every line of the chosen way: what was bad before may be bad after. */
static int worst_ratio(const ParagraphBreaker *breaker, const Pass *pass, int node) {
	int worst = 0;
	Pass open = *pass;
	open.tolerance = RATIO_MOST;
	open.background = pass->ragged ? pass->background : 0;
	for (int n = node; breaker->nodes.items[n].previous >= 0; n = breaker->nodes.items[n].previous) {
		const Node *from = &breaker->nodes.items[breaker->nodes.items[n].previous];
		const Break *a = &breaker->breaks.items[from->brk], *b = &breaker->breaks.items[breaker->nodes.items[n].brk];
		if (b->forced) continue;
		LengthSum natural = b->end.natural - a->start.natural;
		if (from->line < pass->special && !paragraph_line_hangs(pass->measures, from->line)) natural += a->next_hang;
		LengthSum delta = paragraph_line_measure(pass->measures, from->line) - natural;
		if (delta <= 0) continue;
		int ratio = stretch_ratio(delta, b->end.stretch - a->start.stretch + open.background, pass->ragged ? 0 : b->end.expand - a->start.expand);
		if (ratio > worst) worst = ratio;
	}
	return worst;
}

typedef struct Best { int64_t demerits; int lines, worst; } Best;

/* Fits again, keeping ways of other line counts, as far as `most` from the best, that look bearable. */
static bool run_loose_pass(ParagraphBreaker *breaker, Pass *pass, int most, int worst) {
	pass->tolerance = worst > LOOSE_TOLERANCE ? worst + 1 : LOOSE_TOLERANCE;
	pass->background = pass->ragged ? pass->background : 0;
	pass->last_pass = false;
	pass->by_line = true;
	pass->window = most + 2;
	return run_pass(breaker, pass);
}

/* As TeX's \looseness: so many lines more or fewer than `lines`, as far as it can be had at a bearable look. */
static int fit_loosely(ParagraphBreaker *breaker, Pass *pass, int from, int looseness, const Best *found) {
	if (!run_loose_pass(breaker, pass, looseness < 0 ? -looseness : looseness, found->worst)) return 0;
	int step = looseness < 0 ? -1 : 1;
	for (int achieved = looseness; achieved; achieved -= step) {
		int best = find_best(breaker, found->lines + achieved);
		if (best < 0) continue;
		trace_back(breaker, from, best);
		return achieved;
	}
	return 0;
}

static void keep_way(ParagraphBreaker *breaker, int from) {
	int count = breaker->chosen.count - from;
	scratch_reserve(&breaker->kept_way, count);
	for (int i = 0; i < count; i++) breaker->kept_way.items[i] = breaker->chosen.items[from + i];
	breaker->kept_way.count = count;
}

static void restore_way(ParagraphBreaker *breaker, int from) {
	scratch_reserve(&breaker->chosen, from + breaker->kept_way.count);
	for (int i = 0; i < breaker->kept_way.count; i++) breaker->chosen.items[from + i] = breaker->kept_way.items[i];
	breaker->chosen.count = from + breaker->kept_way.count;
}

/* What a way costs without the lines made dear, which were no fault of theirs. */
static int64_t own_demerits(const ParagraphBreaker *breaker, const Pass *pass, int node) {
	int64_t demerits = breaker->nodes.items[node].demerits;
	for (int n = node; breaker->nodes.items[n].previous >= 0; n = breaker->nodes.items[n].previous) {
		int to = breaker->breaks.items[breaker->nodes.items[n].brk].word;
		int from = breaker->breaks.items[breaker->nodes.items[breaker->nodes.items[n].previous].brk].word;
		for (int i = 0; i < pass->dear_count; i++) if (pass->dear[i].from == from && pass->dear[i].to == to) demerits -= dear_demerits;
	}
	return demerits;
}

/* Makes a line in the middle of a river dear and fits again, a few times; keeps the cheapest way, rivers counted. */
static void mend_rivers(ParagraphBreaker *breaker, Pass *pass, int from, Best *best, bool wants_worst) {
	int middle, rivers = paragraph_find_rivers(breaker, pass->measures, pass->first_line, from, &middle);
	if (!rivers) return;
	int64_t least = best->demerits + rivers * river_demerits;
	keep_way(breaker, from);
	while (rivers && pass->dear_count < RIVER_TRIES) {
		pass->dear[pass->dear_count].from = middle > from ? breaker->chosen.items[middle - 1] : breaker->breaks.items[0].word;
		pass->dear[pass->dear_count++].to = breaker->chosen.items[middle];
		if (!run_pass(breaker, pass)) break;
		int node = find_best(breaker, -1);
		trace_back(breaker, from, node);
		rivers = paragraph_find_rivers(breaker, pass->measures, pass->first_line, from, &middle);
		int64_t own = own_demerits(breaker, pass, node);
		if (own + rivers * river_demerits >= least) continue;
		least = own + rivers * river_demerits;
		*best = (Best){ own, breaker->nodes.items[node].line, wants_worst ? worst_ratio(breaker, pass, node) : 0 };
		keep_way(breaker, from);
	}
	restore_way(breaker, from);
	pass->dear_count = 0;
}

static Pass make_pass(const Setting *setting, const Measures *measures, int line) {
	Pass pass = { .measures = measures, .style = setting->style, .first_line = line, .ragged = setting->style->align != ALIGN_JUSTIFY };
	pass.special = measures->shape && measures->shape->count > 1 ? measures->shape->count : 1;
	pass.measure = paragraph_line_measure(measures, pass.special);
	pass.line_penalty = pass.ragged ? RAGGED_LINE_PENALTY : LINE_PENALTY;
	return pass;
}

static Best fit_best(ParagraphBreaker *breaker, const Setting *setting, Pass *pass, bool wants_worst) {
	LengthSum em = setting->spans[0].size;
	int from = breaker->chosen.count;
	Best best = { .demerits = demerits_most };
	for (int i = 0; i < PASSES; i++) {
		pass->tolerance = tolerances[i];
		pass->last_pass = i + 1 == PASSES;
		pass->soft = i >= SOFT_PASS;
		/* Ragged lines may be short by two ems at ratio 1 (Knuth's \raggedright); in the last pass justified ones get a
		 * stretch that lets the worst still be told from the bad. */
		pass->background = pass->ragged ? 2 * em : pass->last_pass ? pass->measure / 12 : 0;
		if (!run_pass(breaker, pass)) continue;
		int node = find_best(breaker, -1);
		const Node *end = &breaker->nodes.items[node];
		if (end->demerits < best.demerits) {
			best = (Best){ end->demerits, end->line, wants_worst ? worst_ratio(breaker, pass, node) : 0 };
			trace_back(breaker, from, node);
		}
		/* A poor last line is worth a more tolerant look. */
		if (i + 2 >= PASSES || end->demerits - breaker->nodes.items[end->previous].demerits < short_demerits) break;
	}
	if (!pass->ragged) mend_rivers(breaker, pass, from, &best, wants_worst);
	return best;
}

int paragraph_fit_total(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line, int looseness) {
	Pass pass = make_pass(setting, measures, line);
	int from = breaker->chosen.count;
	Best best = fit_best(breaker, setting, &pass, looseness != 0);
	return looseness ? fit_loosely(breaker, &pass, from, looseness, &best) : 0;
}

/* Could the text take so many lines, each filled but the last, none looser than the tolerance? By its sums alone, so it may err
 * towards yes. */
static bool may_take(const ParagraphBreaker *breaker, const Pass *pass, int lines, int tolerance) {
	if (pass->special > 1 || lines < 1) return lines >= 1;
	const Sums *from = &breaker->breaks.items[0].start, *to = &breaker->breaks.items[breaker->breaks.count - 1].end;
	LengthSum natural = to->natural - from->natural, expand = pass->ragged ? 0 : to->expand - from->expand;
	LengthSum first = paragraph_line_measure(pass->measures, 0), wide = first > pass->measure ? first : pass->measure;
	LengthSum narrow = first < pass->measure ? first : pass->measure;
	LengthSum least = natural - (to->shrink - from->shrink) - expand;
	LengthSum most = natural + expand + (to->stretch - from->stretch + pass->background * lines) * tolerance / 1000;
	/* the spaces that fall at line ends are gone, and what hangs over the margins is no part of a line: two ems are ample */
	LengthSum slack = 2 * (LengthSum)breaker->looks.items[0].space * 4;
	return least - slack * lines <= wide * lines && most + slack * lines >= narrow * (lines - 1);
}

Ways paragraph_fit_best(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures) {
	Pass pass = make_pass(setting, measures, 0);
	Best best = fit_best(breaker, setting, &pass, true);
	return (Ways){ .lines = best.lines, .worst = best.worst, .soft = pass.soft, .background = pass.background, .shorter = -1, .longer = -1 };
}

void paragraph_fit_variants(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, Ways *ways) {
	Pass pass = make_pass(setting, measures, 0);
	int tolerance = ways->worst > LOOSE_TOLERANCE ? ways->worst + 1 : LOOSE_TOLERANCE;
	pass.soft = ways->soft;
	pass.background = ways->background;
	if (!may_take(breaker, &pass, ways->lines - 1, tolerance) && !may_take(breaker, &pass, ways->lines + 1, tolerance)) return;
	if (!run_loose_pass(breaker, &pass, 1, ways->worst)) return;
	ways->shorter = find_best(breaker, ways->lines - 1);
	ways->longer = find_best(breaker, ways->lines + 1);
}

void paragraph_choose_way(ParagraphBreaker *breaker, int node) {
	breaker->chosen.count = 0;
	trace_back(breaker, 0, node);
}
