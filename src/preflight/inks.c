/* What a colour means on the press. */
#include "preflight/inspection.h"

/* An ink under a quarter leaves so few dots that the eye does not see its edge. */
enum { EDGE = 2500, BLACK = 8500, BESIDE_BLACK = 1000 };

int ink_total(Colour colour) {
	return colour.spot ? colour.tint : colour.c + colour.m + colour.y + colour.k;
}

/* Yellow is too light to show: its neutral density is 0.16 against 0.61 of cyan, 0.76 of magenta and 1.7 of black. */
int ink_darkest(Colour colour) {
	int most = colour.c > colour.m ? colour.c : colour.m;
	if (colour.k > most) most = colour.k;
	return colour.spot ? (int)((int64_t)colour.tint * (most ? most : colour.y) / 10000) : most;
}

int ink_count_edges(Colour colour) {
	return colour.spot ? colour.tint >= EDGE : (colour.c >= EDGE) + (colour.m >= EDGE) + (colour.k >= EDGE);
}

bool ink_is_rich_black(Colour colour) {
	return !colour.spot && colour.k >= BLACK && colour.c + colour.m + colour.y >= BESIDE_BLACK;
}

static const char *percent(Arena *arena, const char *space, const char *ink, int amount) {
	if (!amount) return "";
	return amount % 100 ? arena_format(arena, "%s%s%d.%d", space, ink, amount / 100, amount % 100 / 10) : arena_format(arena, "%s%s%d", space, ink, amount / 100);
}

const char *ink_describe(Arena *arena, Colour colour) {
	if (colour.spot) return arena_format(arena, "%s%s", colour.spot, percent(arena, " ", "", colour.tint));
	const char *c = percent(arena, "", "C", colour.c), *m = percent(arena, *c ? " " : "", "M", colour.m);
	const char *y = percent(arena, *c || *m ? " " : "", "Y", colour.y), *k = percent(arena, *c || *m || *y ? " " : "", "K", colour.k);
	return arena_format(arena, "%s%s%s%s", c, m, y, k);
}
