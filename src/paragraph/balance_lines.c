/* Headlines: the fewest lines that hold the text, then the most even ones, broken by sense. With n lines given, line k must end
 * between the earliest break from which the rest still fits and the furthest that k full lines reach; in that band a dynamic
 * programme finds the least cost. Costs are squares of 1/1000 of the wanted width, so the price of a break says how much
 * unevenness it is worth to avoid it: 2 * 245^2 = 120,000 to keep a word of two syllables whole. */
#include "paragraph/words.h"

enum {
	COST_PER_PENALTY = 4000,   /* of the break rules: 30 (inside a word) is 120,000; a place name parted, 320,000 */
	COST_LEANING = 60000,      /* a line that ends on "các", "một", "của" */
	GAIN_BEFORE_LINK = 8000,   /* a line that begins with "và", "của", "tại" */
	GAIN_AFTER_COMMA = 120000,
	GAIN_AFTER_DASH = 120000,
	COST_FRAGMENT = 80000,     /* one syllable cut off from its clause: "Đủ số lượng, bàn | nhiều về chất lượng" */
	COST_SHORT = 40000,        /* a last line under the wanted least width */
	MOST_DEVIATION = 3000
};
#define CLAUSE_END (CLASS_COMMA | CLASS_COLON | CLASS_STOP)
static const int64_t cost_lone = INT64_C(100000000); /* one syllable alone on the last line: never, if it can be helped */
static const int64_t cost_overfull = INT64_C(1000000000000);

static LengthSum line_width(const ParagraphBreaker *breaker, int from, int to) {
	return breaker->breaks.items[to].end.natural - breaker->breaks.items[from].start.natural;
}

static bool fits(const ParagraphBreaker *breaker, const Measures *measures, int line, int from, int to) {
	return line_width(breaker, from, to) <= paragraph_line_measure(measures, line);
}

/* "Nga - Ấn": the dash joins more than it parts. */
static bool joins_names(const ParagraphBreaker *breaker, int dash) {
	const Word *words = breaker->words.items;
	const uint64_t names = CLASS_CAPITAL | CLASS_ALLCAPS;
	return dash > 0 && words[dash - 1].facts.classes & names && words[dash + 1].facts.classes & names;
}

/* What sense says about ending a line here. */
static int64_t sense_cost(const ParagraphBreaker *breaker, const Break *at) {
	if (at->forced) return 0;
	const Word *left = &breaker->words.items[at->word], *right = left + 1;
	int64_t cost = (int64_t)at->penalty * COST_PER_PENALTY;
	if (left->facts.classes & CLASS_DASH) cost += joins_names(breaker, at->word) ? COST_LEANING : -GAIN_AFTER_DASH;
	else if (left->facts.classes & CLAUSE_END) cost -= GAIN_AFTER_COMMA;
	else if (left->facts.classes & CLASS_FUNCTION && !(left->facts.classes & CLASS_TAIL)) cost += COST_LEANING;
	if (!(left->facts.classes & (CLAUSE_END | CLASS_DASH))) {
		if (at->word > 0 && left[-1].facts.classes & (CLAUSE_END | CLASS_DASH)) cost += COST_FRAGMENT;
		if (right->facts.classes & CLAUSE_END) cost += COST_FRAGMENT;
	}
	if (right->facts.classes & CLASS_LINK && !left->pair) cost -= GAIN_BEFORE_LINK;
	return cost;
}

static int64_t line_cost(const ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line, int from, int to,
		LengthSum wanted) {
	LengthSum width = line_width(breaker, from, to), measure = paragraph_line_measure(measures, line);
	const Break *end = &breaker->breaks.items[to];
	int64_t deviation = wanted > 0 ? (width - wanted) * 1000 / wanted : 0;
	if (deviation > MOST_DEVIATION) deviation = MOST_DEVIATION;
	int64_t cost = deviation * deviation + sense_cost(breaker, end);
	if (width > measure) cost += cost_overfull;
	if (end->forced && from > 0) {
		if (deviation < 0) cost -= deviation * deviation / 4; /* a last line may rather be short than long */
		if (paragraph_is_lone(breaker->words.items, breaker->breaks.items[from].word + 1, end->word)) cost += cost_lone;
		if (width < setting->style->last_line_min) cost += COST_SHORT;
	}
	return cost;
}

/* The furthest break that a line from `from` reaches: at least the next one. */
static int furthest(const ParagraphBreaker *breaker, const Measures *measures, int line, int from) {
	int to = from + 1;
	while (to + 1 < breaker->breaks.count && fits(breaker, measures, line, from, to + 1)) to++;
	return to;
}

static int earliest(const ParagraphBreaker *breaker, const Measures *measures, int line, int to) {
	int from = to - 1;
	while (from > 0 && fits(breaker, measures, line, from - 1, to)) from--;
	return from;
}

/* bounds: for each line its earliest and furthest end. Answers the number of lines. */
static int bound_lines(ParagraphBreaker *breaker, const Measures *measures, int line, int more) {
	int last = breaker->breaks.count - 1, lines = 0;
	for (int at = 0; at < last; lines++) {
		at = furthest(breaker, measures, line + lines, at);
		scratch_reserve(&breaker->bounds, 2 * (lines + 1));
		breaker->bounds.items[2 * lines + 1] = at;
	}
	for (; more > 0 && lines < last; more--, lines++) {
		scratch_reserve(&breaker->bounds, 2 * (lines + 1));
		breaker->bounds.items[2 * lines + 1] = last;
	}
	int at = last;
	for (int k = lines - 1; k >= 0; k--) {
		breaker->bounds.items[2 * k] = at;
		if (at > 0) at = earliest(breaker, measures, line + k, at);
		if (at < k) at = k; /* every line takes at least one word */
	}
	for (int k = 0; k < lines; k++) { /* and leaves one for each line to come */
		int *bound = &breaker->bounds.items[2 * k];
		if (bound[1] > last - (lines - 1 - k)) bound[1] = last - (lines - 1 - k);
		if (bound[0] > bound[1]) bound[0] = bound[1];
	}
	return lines;
}

static void trace_back(ParagraphBreaker *breaker, int node, int lines) {
	int from = breaker->chosen.count;
	scratch_reserve(&breaker->chosen, from + lines);
	breaker->chosen.count += lines;
	for (int k = lines - 1; k >= 0; k--, node = breaker->nodes.items[node].previous)
		breaker->chosen.items[from + k] = breaker->breaks.items[breaker->nodes.items[node].brk].word;
}

void paragraph_fit_balanced(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line) {
	int lines = bound_lines(breaker, measures, line, setting->style->looseness), last = breaker->breaks.count - 1;
	LengthSum wanted = line_width(breaker, 0, last) / lines;
	breaker->nodes.count = 1;
	scratch_reserve(&breaker->nodes, 1);
	breaker->nodes.items[0] = (Node){ .previous = -1 };
	int layer = 0, layer_end = 1; /* nodes of the line before */
	for (int k = 0; k < lines; k++) {
		for (int to = breaker->bounds.items[2 * k]; to <= breaker->bounds.items[2 * k + 1]; to++) {
			Node best = { .demerits = INT64_MAX, .brk = to, .previous = -1, .line = k + 1 };
			for (int n = layer; n < layer_end; n++) {
				const Node *node = &breaker->nodes.items[n];
				if (node->brk >= to) break;
				int64_t cost = node->demerits + line_cost(breaker, setting, measures, line + k, node->brk, to, wanted);
				if (cost < best.demerits) { best.demerits = cost; best.previous = n; }
			}
			if (best.previous < 0) continue;
			scratch_reserve(&breaker->nodes, breaker->nodes.count + 1);
			breaker->nodes.items[breaker->nodes.count++] = best;
		}
		layer = layer_end;
		layer_end = breaker->nodes.count;
	}
	trace_back(breaker, breaker->nodes.count - 1, lines);
}
