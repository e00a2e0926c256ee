/* Imposition by the plan that every printer knows, and by folding the sheets up again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "press/imposition.h"

enum { W = 100, H = 140, BLEED = 3, MOST = 2048 };

static Imposition plan(ImpositionKind kind, int signature, int pages) {
	ImpositionWish wish = { .kind = kind, .signature = signature, .columns = 3, .rows = 2, .creep = 1 };
	return impose_plan(&wish, pages, W, H, BLEED);
}

/* Sixteen pages as printing houses have always laid them: two rows head to head, outer side then inner. */
static void sixteen_pages_lie_as_printers_lay_them(void **state) {
	(void)state;
	static const int SIDES[2][8] = { { 5, 12, 9, 8, 4, 13, 16, 1 }, { 7, 10, 11, 6, 2, 15, 14, 3 } };
	Imposition sheets = plan(IMPOSE_SIGNATURE, 16, 16);
	assert_int_equal(sheets.sides, 2);
	for (int s = 0; s < 2; s++) {
		ImpositionSide side = impose_side(&sheets, s);
		assert_int_equal(side.cell_count, 8);
		for (int i = 0; i < 8; i++) {
			assert_int_equal(side.cells[i].page + 1, SIDES[s][i]);
			assert_int_equal(side.cells[i].head_down, i < 4);
		}
	}
	static const FoldKind FOLDS[] = { FOLD_FACE, FOLD_HEAD, FOLD_SPINE };
	assert_int_equal(sheets.fold_count, 3);
	for (int i = 0; i < 3; i++) assert_int_equal(sheets.folds[i].kind, FOLDS[i]);
	assert_int_equal(sheets.folds[0].at, 2 * W + BLEED);
	assert_int_equal(sheets.folds[1].at, H + BLEED);
	assert_int_equal(sheets.width, 4 * W + 2 * BLEED);
	assert_int_equal(sheets.height, 2 * H + 2 * BLEED);
}

/* ---- folding: a sheet is a grid of piles of leaves, each with what is printed on its upper and its lower face ---- */

typedef struct Face { int page; bool head_down; } Face;
typedef struct Leaf { Face up, down; } Leaf;
typedef struct Pile { Leaf leaves[32]; int count; } Pile; /* the uppermost first */
typedef struct Sheet { int columns, rows; Pile piles[4][4]; } Sheet;

static Sheet lay_out(const Imposition *sheets, int sheet) {
	Sheet out = { .columns = sheets->columns, .rows = sheets->rows };
	ImpositionSide front = impose_side(sheets, 2 * sheet), back = impose_side(sheets, 2 * sheet + 1);
	assert_false(front.back);
	assert_true(back.back);
	/* it lies with the front down, as the section was found by unfolding it from its first page upwards */
	for (int r = 0; r < out.rows; r++) {
		for (int c = 0; c < out.columns; c++) {
			const ImpositionCell *up = &back.cells[r * out.columns + c], *down = &front.cells[r * out.columns + out.columns - 1 - c];
			out.piles[r][c] = (Pile){ .count = 1, .leaves = { { { up->page, up->head_down }, { down->page, down->head_down } } } };
		}
	}
	return out;
}

static void put_on_top(Pile *under, const Pile *moved) {
	Pile out = { .count = under->count + moved->count };
	for (int i = 0; i < moved->count; i++) { /* turned over */
		Leaf leaf = moved->leaves[moved->count - 1 - i];
		out.leaves[i] = (Leaf){ leaf.down, leaf.up };
	}
	memcpy(out.leaves + moved->count, under->leaves, sizeof *under->leaves * (size_t)under->count);
	*under = out;
}

static void fold(Sheet *sheet, FoldKind kind) {
	Sheet out = *sheet;
	bool sideways = kind == FOLD_FACE || kind == FOLD_SPINE;
	if (sideways) out.columns /= 2;
	else out.rows /= 2;
	for (int r = 0; r < out.rows; r++) {
		for (int c = 0; c < out.columns; c++) {
			/* faces: the right half comes over; spines: the left; heads: the upper; feet: the lower */
			int stay_r = kind == FOLD_HEAD ? r + out.rows : r, stay_c = kind == FOLD_SPINE ? c + out.columns : c;
			int move_r = sideways ? r : kind == FOLD_HEAD ? out.rows - 1 - r : sheet->rows - 1 - r;
			int move_c = !sideways ? c : kind == FOLD_SPINE ? out.columns - 1 - c : sheet->columns - 1 - c;
			Pile pile = sheet->piles[stay_r][stay_c], moved = sheet->piles[move_r][move_c];
			if (!sideways) for (int i = 0; i < moved.count; i++) { moved.leaves[i].up.head_down ^= 1; moved.leaves[i].down.head_down ^= 1; }
			put_on_top(&pile, &moved);
			out.piles[r][c] = pile;
		}
	}
	*sheet = out;
}

/* The pages of the folded sheet as one turns them. */
static int read_folded(const Imposition *sheets, int number, int *pages) {
	Sheet sheet = lay_out(sheets, number);
	for (int i = 0; i < sheets->fold_count; i++) fold(&sheet, sheets->folds[i].kind);
	assert_int_equal(sheet.columns * sheet.rows, 1);
	int count = 0;
	for (int i = 0; i < sheet.piles[0][0].count; i++) {
		const Leaf *leaf = &sheet.piles[0][0].leaves[i];
		assert_int_equal(leaf->up.head_down, leaf->down.head_down);
		assert_false(leaf->up.head_down);
		pages[count++] = leaf->up.page;
		pages[count++] = leaf->down.page;
	}
	return count;
}

static void assert_in_order(const int *pages, int count, int of) {
	for (int i = 0; i < count; i++) assert_int_equal(pages[i], i < of ? i : -1);
	assert_true(count >= of);
}

static void folded_sections_have_their_pages_in_order(void **state) {
	(void)state;
	static const int SIGNATURES[] = { 4, 8, 16, 32 }, PAGES[] = { 1, 4, 8, 12, 16, 17, 20, 62, 120, 601 };
	for (size_t s = 0; s < sizeof SIGNATURES / sizeof *SIGNATURES; s++) {
		for (size_t p = 0; p < sizeof PAGES / sizeof *PAGES; p++) {
			Imposition sheets = plan(IMPOSE_SIGNATURE, SIGNATURES[s], PAGES[p]);
			int pages[MOST], count = 0;
			for (int i = 0; i < sheets.sheets; i++) {
				int here = read_folded(&sheets, i, pages + count);
				assert_int_equal(here, SIGNATURES[s]);
				assert_int_equal(impose_side(&sheets, 2 * i).section, i);
				count += here;
			}
			assert_int_equal(count - PAGES[p], sheets.blank_pages);
			assert_true(sheets.blank_pages < SIGNATURES[s]);
			assert_in_order(pages, count, PAGES[p]);
		}
	}
}

/* Folded sheets, each laid into the one before. */
static void a_booklet_has_its_pages_in_order(void **state) {
	(void)state;
	static const int PAGES[] = { 1, 2, 4, 5, 8, 12, 16, 20, 62, 64, 200 };
	for (size_t p = 0; p < sizeof PAGES / sizeof *PAGES; p++) {
		Imposition sheets = plan(IMPOSE_BOOKLET, 0, PAGES[p]);
		int pages[MOST], all = 4 * sheets.sheets;
		for (int i = 0; i < sheets.sheets; i++) {
			int one[64];
			assert_int_equal(read_folded(&sheets, i, one), 4);
			memcpy(pages + 2 * i, one, sizeof *one * 2);
			memcpy(pages + all - 2 * i - 2, one + 2, sizeof *one * 2);
		}
		assert_in_order(pages, all, PAGES[p]);
	}
}

/* The inner leaves are pushed out by the outer ones: their pages lie nearer to the fold, and nothing prints over it. */
static void creep_moves_inner_pages_to_the_fold(void **state) {
	(void)state;
	Imposition sheets = plan(IMPOSE_BOOKLET, 0, 40);
	for (int i = 0; i < sheets.sides; i++) {
		ImpositionSide side = impose_side(&sheets, i);
		assert_int_equal(side.cells[0].x, side.sheet);
		assert_int_equal(side.cells[1].x, W - side.sheet);
		assert_int_equal(side.cells[0].x + W + side.cells[0].right, W);
		assert_int_equal(side.cells[1].x - side.cells[1].left, W);
		assert_int_equal(side.cells[0].left, BLEED);
	}
	sheets = plan(IMPOSE_SIGNATURE, 16, 16);
	ImpositionSide front = impose_side(&sheets, 0);
	assert_int_equal(front.cells[7].x, sheets.column_x[3]);         /* page 1: outermost */
	assert_int_equal(front.cells[6].x, sheets.column_x[2]);         /* page 16 with it */
	assert_int_equal(front.cells[3].x, sheets.column_x[3] - 3);     /* page 8: in the middle, on its head, its spine at the left */
	assert_int_equal(front.cells[2].x, sheets.column_x[2] + 3);     /* page 9 */
}

static void pages_side_by_side_come_in_reading_order(void **state) {
	(void)state;
	Imposition sheets = plan(IMPOSE_N_UP, 0, 8);
	assert_int_equal(sheets.sides, 2);
	for (int s = 0, page = 0; s < 2; s++) {
		ImpositionSide side = impose_side(&sheets, s);
		for (int i = 0; i < 6; i++, page++) {
			assert_int_equal(side.cells[i].page, page < 8 ? page : -1);
			assert_int_equal(side.cells[i].x, i % 3 * (W + 2 * BLEED));
			assert_int_equal(side.cells[i].y, i / 3 * (H + 2 * BLEED));
			assert_int_equal(side.cells[i].left, BLEED);
		}
	}
}

/* No two pages touch but at a fold, and every bleed has its room. */
static void bleeds_do_not_overlap(void **state) {
	(void)state;
	static const int SIGNATURES[] = { 4, 8, 16, 32 };
	for (size_t s = 0; s < 4; s++) {
		Imposition sheets = plan(IMPOSE_SIGNATURE, SIGNATURES[s], SIGNATURES[s]);
		for (int n = 0; n < 2; n++) {
			ImpositionSide side = impose_side(&sheets, n);
			for (int i = 0; i < side.cell_count; i++) {
				for (int k = 0; k < i; k++) {
					const ImpositionCell *a = &side.cells[i], *b = &side.cells[k];
					bool apart = a->x - a->left >= b->x + W + b->right || b->x - b->left >= a->x + W + a->right ||
						a->y - a->top >= b->y + H + b->bottom || b->y - b->top >= a->y + H + a->bottom;
					assert_true(apart);
				}
			}
		}
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sixteen_pages_lie_as_printers_lay_them),
		cmocka_unit_test(folded_sections_have_their_pages_in_order),
		cmocka_unit_test(a_booklet_has_its_pages_in_order),
		cmocka_unit_test(creep_moves_inner_pages_to_the_fold),
		cmocka_unit_test(pages_side_by_side_come_in_reading_order),
		cmocka_unit_test(bleeds_do_not_overlap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
