#include "preview/contact_sheet.h"
#include <string.h>

enum { GAP = 28, MARGIN = 32, LABEL = 13, LABEL_ROOM = 24 }; /* pixels */
enum { GROUND = 176, LETTERS = 40, FOLD = 208 };

int sheet_choose_height(int pages) { return pages <= 2 ? 480 : pages <= 16 ? 300 : pages <= 60 ? 220 : pages <= 200 ? 150 : 110; }

/* ---- which lie side by side ---- */

typedef struct Opening { int left, right; } Opening; /* indexes, -1: nothing */
typedef struct Plan {
	Opening *openings; int count;
	int columns, half, height; /* half: the widest page */
} Plan;

static void pair_pages(Arena *arena, const SheetPage *pages, int count, Plan *plan) {
	plan->openings = ARENA_ARRAY(arena, Opening, count);
	for (int i = 0; i < count; i++) {
		bool recto = pages[i].number % 2 == 1;
		bool faces = recto && i > 0 && pages[i - 1].number == pages[i].number - 1;
		if (faces) plan->openings[plan->count - 1].right = i;
		else plan->openings[plan->count++] = (Opening){ recto ? -1 : i, recto ? i : -1 };
		if (pages[i].width > plan->half) plan->half = pages[i].width;
		if (pages[i].height > plan->height) plan->height = pages[i].height;
	}
}

static int64_t cell_width(const Plan *plan, bool single) { return (single ? 1 : 2) * (int64_t)plan->half + GAP; }
static int64_t cell_height(const Plan *plan) { return (int64_t)plan->height + LABEL_ROOM + GAP; }

/* About as wide as a screen is, to its height. */
static int choose_columns(const Plan *plan, bool single) {
	int best = 1;
	int64_t least = INT64_MAX;
	for (int columns = 1; columns <= plan->count; columns++) {
		int64_t width = columns * cell_width(plan, single), height = (plan->count + columns - 1) / columns * cell_height(plan);
		int64_t off = width * 10 - height * 15;
		if (off < 0) off = -off;
		off = off * 1000 / (width + height);
		if (off < least) least = off, best = columns;
	}
	return best;
}

/* ---- drawing it ---- */

static const ListInk LETTER_INK = { .amounts = { LETTERS, LETTERS, LETTERS, 0 }, .spot = LIST_NO_SPOT }, FOLD_INK = { .amounts = { FOLD, FOLD, FOLD, 0 }, .spot = LIST_NO_SPOT };

static void add_page(Text *list, const SheetPage *page, Font *face, ProofRun *run, int64_t x, int64_t y) {
	ListBox box = { (int32_t)x * 256, (int32_t)y * 256, page->width * 256, page->height * 256 };
	list_add_photo(list, 3, LIST_NO_SPOT, false, &box, &box, page->width, page->height);
	text_add_bytes(list, page->pixels.bytes, page->pixels.length);
	const GlyphRun *label = font_shape(face, page->label, strlen(page->label), 0, NULL);
	int64_t wide = list_add_label(NULL, run, label, &LETTER_INK, 0, 0, LABEL);
	list_add_label(list, run, label, &LETTER_INK, x * 256 + (page->width * INT64_C(256) - wide) / 2, (y + page->height + LABEL + 4) * 256, LABEL);
}

bool sheet_list(Text *list, const SheetPage *pages, int count, Font *face, ProofRun *run) {
	Arena *arena = arena_open();
	Plan plan = { 0 };
	pair_pages(arena, pages, count, &plan);
	bool single = count == 1;
	plan.columns = choose_columns(&plan, single);
	int64_t width = plan.columns * cell_width(&plan, single) - GAP + 2 * MARGIN;
	int64_t height = (plan.count + plan.columns - 1) / plan.columns * cell_height(&plan) - GAP + 2 * MARGIN;
	bool fits = width <= LIST_SIDE_MAX && height <= LIST_SIDE_MAX && width * height <= LIST_PIXELS_MAX;
	if (fits) list_add_page(list, &(ListPage){ .width = (int)width, .height = (int)height, .pixels_per_metre = 3780, .wants_png = true, .is_sheet = true, .ground = { GROUND, GROUND, GROUND } });
	for (int i = 0; fits && i < plan.count; i++) {
		const Opening *opening = &plan.openings[i];
		int64_t x = MARGIN + i % plan.columns * cell_width(&plan, single), y = MARGIN + i / plan.columns * cell_height(&plan);
		int64_t fold = single ? x : x + plan.half;
		if (opening->left >= 0) add_page(list, &pages[opening->left], face, run, fold - pages[opening->left].width, y);
		if (opening->right >= 0) add_page(list, &pages[opening->right], face, run, fold, y);
		if (opening->left >= 0 && opening->right >= 0) list_add_rect(list, &FOLD_INK, &(ListBox){ (int32_t)fold * 256 - 128, (int32_t)y * 256, 256, pages[opening->right].height * 256 });
	}
	if (fits) list_add_u8(list, LIST_END);
	arena_close(arena);
	return fits;
}
