#include "press/imposition.h"
#include <string.h>

enum { LEAVES = 16, GRID = 8 };

/* ---- unfolding a section ---- */

typedef struct Leaf { signed char leaf; bool verso_up, head_down; } Leaf;
typedef struct Pile { Leaf leaves[LEAVES]; } Pile; /* the uppermost first */
typedef struct Sheet { int columns, rows, thickness; Pile piles[4][4]; /* [row][column] */ } Sheet;

/* The upper half, turned over: the leaf that was uppermost comes to lie lowest. Over a head or a foot it comes to stand on its head. */
static Pile swing(const Pile *pile, int half, bool over_head) {
	Pile out = { 0 };
	for (int i = 0; i < half; i++) {
		Leaf leaf = pile->leaves[half - 1 - i];
		leaf.verso_up = !leaf.verso_up;
		if (over_head) leaf.head_down = !leaf.head_down;
		out.leaves[i] = leaf;
	}
	return out;
}

static Pile lower(const Pile *pile, int half) {
	Pile out = { 0 };
	memcpy(out.leaves, pile->leaves + half, sizeof *pile->leaves * (size_t)half);
	return out;
}

/* Opens one fold at the left (spine), the top (heads), the right (faces) or the bottom (feet) edge of all there is. */
static Sheet unfold(const Sheet *sheet, FoldKind fold) {
	Sheet out = { .columns = sheet->columns, .rows = sheet->rows, .thickness = sheet->thickness / 2 };
	bool sideways = fold == FOLD_SPINE || fold == FOLD_FACE, before = fold == FOLD_SPINE || fold == FOLD_HEAD;
	if (sideways) out.columns *= 2;
	else out.rows *= 2;
	for (int r = 0; r < sheet->rows; r++) {
		for (int c = 0; c < sheet->columns; c++) {
			const Pile *pile = &sheet->piles[r][c];
			int kept_r = !sideways && before ? r + sheet->rows : r, kept_c = sideways && before ? c + sheet->columns : c;
			int swung_r = sideways ? r : before ? sheet->rows - 1 - r : 2 * sheet->rows - 1 - r;
			int swung_c = !sideways ? c : before ? sheet->columns - 1 - c : 2 * sheet->columns - 1 - c;
			out.piles[kept_r][kept_c] = lower(pile, out.thickness);
			out.piles[swung_r][swung_c] = swing(pile, out.thickness, !sideways);
		}
	}
	return out;
}

static Sheet unfold_section(int pages) {
	static const FoldKind OPENED[] = { FOLD_SPINE, FOLD_HEAD, FOLD_FACE, FOLD_FOOT };
	Sheet sheet = { .columns = 1, .rows = 1, .thickness = pages / 2 };
	for (int i = 0; i < pages / 2; i++) sheet.piles[0][0].leaves[i].leaf = (signed char)i;
	for (int i = 0; sheet.thickness > 1; i++) sheet = unfold(&sheet, OPENED[i]);
	return sheet;
}

/* Both sides of the sheet as they are looked at; the back is what lies below, turned over sideways. */
static void plan_section(Imposition *imposition, int pages) {
	Sheet sheet = unfold_section(pages);
	imposition->columns = sheet.columns;
	imposition->rows = sheet.rows;
	int first = 0;
	for (int r = 0; r < sheet.rows; r++)
		for (int c = 0; c < sheet.columns; c++)
			if (sheet.piles[r][c].leaves[0].leaf == 0) first = sheet.piles[r][c].leaves[0].verso_up; /* page one lies below */
	for (int side = 0; side < 2; side++) {
		bool below = side != first;
		for (int r = 0; r < sheet.rows; r++) {
			for (int c = 0; c < sheet.columns; c++) {
				Leaf leaf = sheet.piles[r][below ? sheet.columns - 1 - c : c].leaves[0];
				int at = r * sheet.columns + c;
				imposition->plan[side][at].page = (signed char)(2 * leaf.leaf + (leaf.verso_up != below));
				imposition->plan[side][at].head_down = leaf.head_down;
			}
		}
	}
}

/* ---- places ---- */

/* Between two columns there is a fold at a spine, where pages touch, or room for the bleed of both. */
static bool is_spine_between(const Imposition *imposition, int column) {
	return imposition->wish.kind != IMPOSE_N_UP && column % 2 == 0;
}

static void place_columns(Imposition *imposition) {
	Length x = 0, y = 0;
	for (int c = 0; c < imposition->columns; c++) {
		imposition->column_x[c] = x;
		x += imposition->page_width;
		if (c + 1 < imposition->columns && !is_spine_between(imposition, c)) x += 2 * imposition->bleed;
	}
	for (int r = 0; r < imposition->rows; r++) {
		imposition->row_y[r] = y;
		y += imposition->page_height;
		if (r + 1 < imposition->rows) y += 2 * imposition->bleed;
	}
	imposition->width = x;
	imposition->height = y;
}

static Length middle(const Length *starts, int after, Length extent, Length bleed) { return starts[after] + extent + bleed; }

/* From the last that is opened to the first. Of the spines, faces and heads that one fold makes at once the line through the whole sheet. */
static void list_folds(Imposition *imposition) {
	int columns = imposition->columns, rows = imposition->rows;
	ImpositionFold *folds = imposition->folds;
	int count = 0;
	if (rows == 4) folds[count++] = (ImpositionFold){ FOLD_FOOT, false, middle(imposition->row_y, 1, imposition->page_height, imposition->bleed) };
	if (columns == 4) folds[count++] = (ImpositionFold){ FOLD_FACE, true, middle(imposition->column_x, 1, imposition->page_width, imposition->bleed) };
	/* what is left of the sheet by now is its last quarter or half: the pages that do not move */
	if (rows >= 2) folds[count++] = (ImpositionFold){ FOLD_HEAD, false, middle(imposition->row_y, 0, imposition->page_height, imposition->bleed) };
	folds[count++] = (ImpositionFold){ FOLD_SPINE, true, imposition->column_x[1] };
	imposition->fold_count = count;
}

static int clamp(int value, int least, int most) { return value < least ? least : value > most ? most : value; }

Imposition impose_plan(const ImpositionWish *wish, int pages, Length page_width, Length page_height, Length bleed) {
	Imposition out = { .wish = *wish, .pages = pages, .page_width = page_width, .page_height = page_height, .bleed = bleed };
	ImpositionWish *own = &out.wish;
	if (own->kind == IMPOSE_N_UP) {
		out.columns = own->columns = clamp(own->columns, 1, GRID);
		out.rows = own->rows = clamp(own->rows, 1, GRID);
		int cells = out.columns * out.rows;
		out.sheets = out.sides = out.sections = (pages + cells - 1) / cells;
		place_columns(&out);
		return out;
	}
	if (own->kind == IMPOSE_BOOKLET) own->signature = 4;
	else own->signature = own->signature >= 32 ? 32 : own->signature >= 16 ? 16 : own->signature >= 8 ? 8 : 4;
	out.sheets = (pages + own->signature - 1) / own->signature;
	out.sections = own->kind == IMPOSE_BOOKLET ? 1 : out.sheets;
	out.sides = 2 * out.sheets;
	out.blank_pages = out.sheets * own->signature - pages;
	plan_section(&out, own->signature);
	place_columns(&out);
	list_folds(&out);
	return out;
}

/* ---- sides ---- */

/* In a booklet the sheets lie inside each other: each takes two pages from the front and two from the back. */
static int page_of(const Imposition *imposition, int sheet, int in_section) {
	int signature = imposition->wish.signature, all = imposition->sheets * signature;
	if (imposition->wish.kind == IMPOSE_SIGNATURE) return sheet * signature + in_section;
	return in_section < 2 ? 2 * sheet + in_section : all - 2 * sheet - 4 + in_section;
}

/* How many leaves lie outside of this one between the same covers. */
static int leaves_outside(const Imposition *imposition, int sheet, int in_section) {
	if (imposition->wish.kind == IMPOSE_BOOKLET) return sheet;
	int from_end = imposition->wish.signature - 1 - in_section;
	return (in_section < from_end ? in_section : from_end) / 2;
}

static ImpositionCell make_cell(const Imposition *imposition, int page, int at, bool head_down) {
	int column = at % imposition->columns, row = at / imposition->columns;
	ImpositionCell cell = { .page = page < imposition->pages ? page : -1, .column = column, .row = row, .head_down = head_down,
		.x = imposition->column_x[column], .y = imposition->row_y[row],
		.left = imposition->bleed, .right = imposition->bleed, .top = imposition->bleed, .bottom = imposition->bleed };
	if (column > 0 && is_spine_between(imposition, column - 1)) cell.left = 0;
	if (column + 1 < imposition->columns && is_spine_between(imposition, column)) cell.right = 0;
	return cell;
}

ImpositionSide impose_side(const Imposition *imposition, int number) {
	ImpositionSide side = { .cell_count = imposition->columns * imposition->rows };
	if (imposition->wish.kind == IMPOSE_N_UP) {
		side.sheet = side.section = number;
		for (int at = 0; at < side.cell_count; at++) side.cells[at] = make_cell(imposition, number * side.cell_count + at, at, false);
		return side;
	}
	side.sheet = number / 2;
	side.back = number % 2;
	side.section = imposition->wish.kind == IMPOSE_BOOKLET ? 0 : side.sheet;
	for (int at = 0; at < side.cell_count; at++) {
		int in_section = imposition->plan[side.back][at].page;
		bool head_down = imposition->plan[side.back][at].head_down;
		ImpositionCell *cell = &side.cells[at];
		*cell = make_cell(imposition, page_of(imposition, side.sheet, in_section), at, head_down);
		/* inner leaves reach further out and lose more to the trim: their pages move towards the fold */
		Length shift = imposition->wish.creep * leaves_outside(imposition, side.sheet, in_section);
		bool spine_right = cell->right == 0;
		cell->x += spine_right ? shift : -shift;
		if (spine_right) cell->right = -shift;
		else cell->left = -shift;
	}
	return side;
}
