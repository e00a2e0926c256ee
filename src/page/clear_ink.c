/* Lines of large type kept clear of each other: the marks of an Ễ reach over its line, the dot of an Ọ under it. */
#include "page/composer.h"

void page_clear_above(const Composer *c, Setting *setting, int first) {
	if (first == 0 || first >= setting->marks.count) return;
	const Mark *above = &setting->marks.items[first - 1], *line = &setting->marks.items[first];
	if (above->kind != MARK_LINE || line->kind != MARK_LINE) return;
	Length foot = above->y - (above->u.line->ink_bottom < 0 ? above->u.line->ink_bottom : 0), head = line->y - line->u.line->ink_top;
	Length down = foot + c->design->leading / 5 - head;
	for (int i = first; down > 0 && i < setting->marks.count; i++) setting->marks.items[i].y += down;
	if (down > 0) setting->height += down;
}

typedef struct Ink { Length left, right, top, bottom; } Ink; /* x from the line's left edge, y up from its baseline */

static Ink word_ink(const LineRun *run, const LineWord *word) {
	GlyphInk ink = font_ink(word->run);
	int upem = font_units_per_em(run->font);
	return (Ink){ word->x + length_scale(run->size, ink.left, upem), word->x + length_scale(run->size, ink.right, upem),
		length_scale(run->size, ink.top, upem), length_scale(run->size, ink.bottom, upem) };
}

/* How far apart two baselines must be so that no word of the lower line touches one over it. */
static Length needed_leading(const Mark *upper, const Mark *lower) {
	const Line *a = upper->u.line, *b = lower->u.line;
	Length most = 0;
	for (int i = 0; i < b->run_count; i++) {
		for (int k = 0; k < b->runs[i].word_count; k++) {
			Ink low = word_ink(&b->runs[i], &b->runs[i].words[k]);
			for (int m = 0; m < a->run_count; m++) {
				for (int n = 0; n < a->runs[m].word_count; n++) {
					Ink high = word_ink(&a->runs[m], &a->runs[m].words[n]);
					bool meet = upper->x + high.left < lower->x + low.right && lower->x + low.left < upper->x + high.right;
					if (meet && low.top - high.bottom > most) most = low.top - high.bottom;
				}
			}
		}
	}
	return most;
}

void page_open_lines(Setting *setting, int first) {
	enum { MOST_LINES = 12 }; /* more are no headline */
	int count = setting->marks.count - first;
	Length more = 0;
	for (int i = first; count <= MOST_LINES && i + 1 < setting->marks.count; i++) {
		const Mark *upper = &setting->marks.items[i], *lower = &setting->marks.items[i + 1];
		if (upper->kind != MARK_LINE || lower->kind != MARK_LINE) return;
		Length down = needed_leading(upper, lower) - (lower->y - upper->y);
		if (down > more) more = down;
	}
	for (int i = 1; more > 0 && i < count; i++) setting->marks.items[first + i].y += i * more;
	if (more > 0 && count > 1) setting->height += (count - 1) * more;
}
