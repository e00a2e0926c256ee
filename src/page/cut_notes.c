/* Footnotes that a column cannot hold go on in the next. */
#include <string.h>
#include "page/galley.h"

enum { LEAST_LINES = 2 /* of a note before and after it is parted, if it has so many */ };

Length page_note_height(const NotePart *part) { return part->count * part->leading + (part->ends ? part->after : 0); }

int page_note_rows(const Composer *c, LengthSum notes_height) {
	if (notes_height <= 0) return 0;
	return page_rows(c, notes_height + c->design->leading * 3 / 4); /* white and a rule above */
}

/* Lines of a part that fit on top of what is there, so that both pieces have enough. */
static int lines_that_fit(const Composer *c, const NotePart *part, LengthSum height, int rows) {
	int lines = 0;
	while (lines < part->count && page_note_rows(c, height + (lines + 1) * part->leading) <= rows) lines++;
	if (lines == part->count) lines--; /* only the white below it does not */
	if (part->count - lines < LEAST_LINES) lines = part->count - LEAST_LINES;
	return lines >= LEAST_LINES ? lines : 0;
}

bool page_cut_notes(Composer *c, const NotePart *parts, int count, int rows, NoteCut *out) {
	*out = (NoteCut){ 0 };
	int whole = 0;
	while (whole < count && page_note_rows(c, out->height + page_note_height(&parts[whole])) <= rows) out->height += page_note_height(&parts[whole++]);
	int lines = whole < count ? lines_that_fit(c, &parts[whole], out->height, rows) : 0;
	if (!whole && !lines) return false;
	NotePart *set = ARENA_ARRAY(c->scratch, NotePart, count + 2), *left = set + whole + 1;
	memcpy(set, parts, sizeof *set * (size_t)whole);
	memcpy(left, parts + whole, sizeof *left * (size_t)(count - whole));
	if (lines) {
		set[whole] = parts[whole];
		set[whole].count = lines;
		set[whole].ends = false;
		out->height += page_note_height(&set[whole]);
		left[0].first += lines;
		left[0].count -= lines;
	}
	out->set = set;
	out->set_count = whole + (lines > 0);
	out->left = left;
	out->left_count = count - whole;
	return true;
}
