/* What is taller than a page is parted: a setting into pieces, each between two lines of its text. */
#include "page/galley.h"

enum { FINE_STEP = 8 /* of a row: where no row's edge is free of ink */ };

/* A cut there would go through a line's ink or a photo. */
static bool cuts_ink(const Composer *c, const Setting *whole, Length y) {
	Length bearable = c->design->leading / 6; /* marks over capitals reach a little above their row */
	for (int i = 0; i < whole->marks.count; i++) {
		const Mark *mark = &whole->marks.items[i];
		if (mark->kind == MARK_LINE && mark->u.line && mark->y - mark->u.line->ink_top + bearable < y && mark->y - mark->u.line->ink_bottom > y) return true;
		if (mark->kind == MARK_PICTURE && mark->y < y && mark->y + mark->height > y + bearable) return true;
	}
	return false;
}

/* The lowest place for a cut between the two heights: on a row's edge, where that can be. */
static Length find_cut(const Composer *c, const Setting *whole, Length top, int most_rows) {
	Length leading = c->design->leading, lowest = top + most_rows * leading;
	for (int rows = most_rows; rows > most_rows / 2; rows--)
		if (!cuts_ink(c, whole, top + rows * leading)) return top + rows * leading;
	for (Length y = lowest; y > top + leading; y -= leading / FINE_STEP)
		if (!cuts_ink(c, whole, y)) return y;
	return lowest;
}

/* The marks between two heights, moved up to the first; grounds and photos that reach beyond are cut. */
static Setting take_piece(Composer *c, const Setting *whole, Length top, Length bottom) {
	bool first = top == 0, last = bottom >= whole->height;
	Setting piece = { .width = whole->width, .height = bottom - top };
	for (int i = 0; i < whole->marks.count; i++) {
		Mark mark = whole->marks.items[i];
		if (mark.kind == MARK_RECT || mark.kind == MARK_PICTURE) {
			Length end = mark.y + mark.height;
			if (mark.kind == MARK_PICTURE && !first && mark.y < top) continue; /* it stands in the piece before */
			if ((!first && end <= top) || (!last && mark.y >= bottom)) continue;
			if (!first && mark.y < top) mark.y = top;
			if (!last && end > bottom) end = bottom;
			mark.height = end - mark.y;
		} else if ((!first && mark.y <= top) || (!last && mark.y > bottom)) {
			continue;
		}
		mark.y -= top;
		*vector_push(c->arena, &piece.marks) = mark;
	}
	return piece;
}

int page_part_setting(Composer *c, const Setting *whole, int most_rows, Setting **pieces) {
	struct { Setting *items; int count, capacity; } all = { 0 };
	if (most_rows < 2) most_rows = 2;
	Length top = 0;
	while (page_rows(c, whole->height - top) > most_rows) {
		Length cut = find_cut(c, whole, top, most_rows);
		*vector_push(c->arena, &all) = take_piece(c, whole, top, cut);
		top = cut;
	}
	*vector_push(c->arena, &all) = take_piece(c, whole, top, whole->height);
	for (int i = 0; i < all.count; i++) all.items[i].height = page_rows(c, all.items[i].height) * c->design->leading;
	*pieces = all.items;
	return all.count;
}
