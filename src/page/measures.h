/* What a critic would count on the pages: for `bantin measure` and the tests. Definitions as in the man page.
 *
 * A ratio is the stretch or shrink of a line's word spaces, 1/1000 of what its style allows; last lines of paragraphs and
 * ragged text are not counted. A widow is a paragraph's last line alone at a column's top, an orphan its first alone at a
 * foot. An ending is the foot of an article's columns where it ends on a page; unbalanced when they differ by over a line. Of a
 * book: a full page is one whose text goes on overleaf; facing full pages are level when all their columns end on one line. */
#ifndef BANTIN_PAGE_MEASURES_H
#define BANTIN_PAGE_MEASURES_H
#include "base/crew.h"
#include "base/text.h"
#include "page/page.h"

typedef struct PageMeasures {
	int pages;
	int lines, looser_1000, looser_1500; /* justified lines; of them with a ratio over 1.0, over 1.5 */
	int worst_ratio;
	int64_t ratio_sum, square_sum;       /* of |ratio| and of its square */
	int overfull;
	int widows, orphans, heads_at_foot;
	int lone_syllables;                  /* last lines of one syllable */
	int baselines, off_grid;             /* body lines; those off the baseline grid */
	int endings, unbalanced, worst_ending; /* worst: rows between the shortest and the longest column */
	int spreads, uneven_spreads, worst_spread; /* of full pages that face each other; worst: rows between their feet */
	int photos, far_photos, worst_distance; /* in columns from where it belongs; far: more than one */
	int64_t rows, rows_filled;           /* column rows of all pages but the last */
	int white_rows_last;
} PageMeasures;

/* As page_compose, with paragraphs broken by a crew (NULL: nobody), whose size changes nothing; and counts (measures NULL: it does not). */
Drawing *page_compose_beside(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Crew *crew, Diag *diag,
	PageMeasures *measures);
/* As page_compose, and counts. */
Drawing *page_compose_measured(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag,
	PageMeasures *measures);
/* The figures as lines of words in the user's language, or as one JSON object. */
void page_write_measures(const PageMeasures *measures, bool json, Text *out);
#endif
