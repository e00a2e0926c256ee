/* Rivers: spaces that meet from line to line until the eye falls through the text. They depend on more than two lines, so the
 * total fit cannot count them; instead, where the best way has one, a line in its middle is made dearer and the paragraph is
 * fitted again, and whichever way is cheaper with its rivers counted is taken. */
#include "paragraph/words.h"

enum { SEEN = 4, MOST_GAPS = 256 }; /* three spaces meet by chance on every page; four are seen */

typedef struct Gap { LengthSum center, half; int length; } Gap; /* length: lines of the river that ends here */
typedef struct Gaps { Gap items[MOST_GAPS]; int count; } Gaps;

/* Where the spaces of a line are, when it is set to its measure. */
static void place_gaps(const ParagraphBreaker *breaker, const Measures *measures, int line, int first, int last, Gaps *out) {
	const Word *words = breaker->words.items;
	LengthSum natural = words[last].width, stretch = 0, shrink = 0;
	for (int i = first; i < last; i++) {
		natural += words[i].width + words[i].space;
		stretch += words[i].stretch;
		shrink += words[i].shrink;
	}
	LengthSum delta = paragraph_line_measure(measures, line) - natural, limit = delta < 0 ? shrink : stretch;
	LengthSum x = paragraph_line_indent(measures, line);
	out->count = 0;
	for (int i = first; i < last && out->count < MOST_GAPS; i++) {
		x += words[i].width;
		LengthSum width = words[i].space + (limit ? delta * (delta < 0 ? words[i].shrink : words[i].stretch) / limit : 0);
		if (width > 0 && words[i].gap != GAP_NONE) out->items[out->count++] = (Gap){ x + width / 2, width / 2, 1 };
		x += width;
	}
}

/* Lengthens each gap's river by those of the line above that it meets by half. Answers the longest. */
static int join_rivers(const Gaps *above, Gaps *below) {
	int longest = 0, from = 0;
	for (int i = 0; i < below->count; i++) {
		Gap *gap = &below->items[i];
		while (from < above->count && above->items[from].center + above->items[from].half < gap->center - gap->half) from++;
		for (int k = from; k < above->count && above->items[k].center - above->items[k].half <= gap->center + gap->half; k++) {
			LengthSum apart = gap->center - above->items[k].center;
			if (apart < 0) apart = -apart;
			if (2 * apart <= gap->half + above->items[k].half && above->items[k].length >= gap->length) gap->length = above->items[k].length + 1;
		}
		if (gap->length > longest) longest = gap->length;
	}
	return longest;
}

int paragraph_find_rivers(const ParagraphBreaker *breaker, const Measures *measures, int line, int from, int *middle) {
	Gaps gaps[2];
	gaps[1].count = 0;
	int count = 0, worst = 0, first = from ? breaker->chosen.items[from - 1] + 1 : 0;
	*middle = -1;
	if (breaker->chosen.count - from <= SEEN) return 0;
	for (int i = from; i < breaker->chosen.count; i++) {
		Gaps *here = &gaps[(i - from) & 1], *above = &gaps[~(i - from) & 1];
		int last = breaker->chosen.items[i];
		if (i + 1 == breaker->chosen.count) break; /* the last line is not stretched */
		place_gaps(breaker, measures, line + i - from, first, last, here);
		int longest = join_rivers(above, here);
		if (longest >= SEEN) {
			count++;
			if (longest > worst) { worst = longest; *middle = i - longest / 2; }
		}
		first = last + 1;
	}
	return count;
}
