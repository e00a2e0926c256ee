/* Column breaking over made-up galleys: everything set once and in order, columns full, endings balanced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "page/fill_columns.h"

/* The two functions of the galley that the search asks; paragraphs of four lines and more can give or take one. */
const Variant *page_find_variant(Composer *c, Galley *galley, int index, int variant) {
	Unit *unit = &galley->units.items[index];
	int n = unit->variants[0].count, want = variant == VARIANT_LONG ? n + 1 : n - 1;
	if (unit->kind != UNIT_TEXT || n < 4) return NULL;
	if (!unit->variants[variant].count) {
		Slab *slabs = ARENA_ARRAY(c->arena, Slab, want);
		for (int i = 0; i < want; i++) slabs[i].rows = 1;
		unit->variants[variant] = (Variant){ slabs, want, want, 60 };
	}
	return &unit->variants[variant];
}

int page_rows(const Composer *c, LengthSum height) {
	return height <= 0 ? 0 : (int)((height + c->design->leading - 1) / c->design->leading);
}

static Composer *make_composer(void) {
	Arena *arena = arena_open();
	Composer *c = ARENA_NEW(arena, Composer);
	c->arena = arena;
	c->scratch = arena_open();
	Design *design = ARENA_NEW(arena, Design);
	design->leading = 12 * LENGTH_POINT;
	c->design = design;
	c->rows = 20;
	return c;
}
static void free_composer(Composer *c) {
	arena_close(c->scratch);
	arena_close(c->arena);
}

static Unit *add(Composer *c, Galley *galley, UnitKind kind, int slabs, int rows) {
	Unit *unit = vector_push(c->arena, &galley->units);
	unit->kind = kind;
	Slab *all = ARENA_ARRAY(c->arena, Slab, slabs);
	for (int i = 0; i < slabs; i++) {
		all[i].rows = rows;
		all[i].break_cost = kind == UNIT_TEXT && slabs > 1 && (i == 0 || i == slabs - 2) ? COST_FORBID : i == slabs - 1 ? 0 : 20;
	}
	unit->variants[0] = (Variant){ all, slabs, slabs * rows, 0 };
	return unit;
}

/* Every slab of every unit is set exactly once; text in order. Returns the slabs seen. */
static void count_pieces(const Galley *galley, const Fill *fill, int columns, int **seen, const int *capacities) {
	for (int col = 0; col < columns; col++) {
		const ColumnFill *column = &fill->columns[col];
		int bottom = 0;
		for (int i = 0; i < column->piece_count; i++) {
			const Piece *piece = &column->pieces[i];
			const Unit *unit = &galley->units.items[piece->unit];
			int rows = piece->stretch + (piece->repeat ? unit->repeat_rows : 0);
			for (int s = 0; s < piece->count; s++) {
				rows += unit->variants[piece->variant].slabs[piece->first + s].rows;
				if (unit->kind != UNIT_SPACE) seen[piece->unit][piece->first + s]++;
			}
			assert_true(piece->row >= bottom); /* nothing overlaps */
			bottom = piece->row + rows;
		}
		if (bottom + column->note_rows > capacities[col]) fail_msg("column %d holds %d of %d rows", col, bottom, capacities[col]);
	}
}

static int **make_seen(Composer *c, const Galley *galley) {
	int **seen = ARENA_ARRAY(c->arena, int *, galley->units.count);
	for (int u = 0; u < galley->units.count; u++) seen[u] = ARENA_ARRAY(c->arena, int, 64);
	return seen;
}

static void plain_text_balances(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	for (int i = 0; i < 9; i++) add(c, &galley, UNIT_TEXT, 7, 1); /* 63 lines */
	int offsets[3] = { 0, 0, 0 }, limits[3] = { 50, 50, 50 };
	Fill fill;
	assert_true(page_fill_balanced(c, &galley, (Cursor){ 0 }, offsets, limits, 3, 0, &fill));
	assert_true(fill.finished);
	assert_int_equal(fill.height, 21);
	for (int i = 0; i < 3; i++) assert_in_range(fill.columns[i].rows, 20, 21);
	free_composer(c);
}

static void a_head_over_two_columns_leaves_the_third_longer(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	for (int i = 0; i < 10; i++) add(c, &galley, UNIT_TEXT, 5, 1);
	int offsets[3] = { 10, 10, 0 }, limits[3] = { 50, 50, 50 };
	Fill fill;
	assert_true(page_fill_balanced(c, &galley, (Cursor){ 0 }, offsets, limits, 3, 0, &fill));
	for (int i = 0; i < 3; i++) assert_in_range(fill.columns[i].rows + offsets[i], fill.height - 1, fill.height);
	free_composer(c);
}

static void what_does_not_fit_is_refused(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	for (int i = 0; i < 30; i++) add(c, &galley, UNIT_TEXT, 7, 1);
	int offsets[2] = { 0, 0 }, limits[2] = { 50, 50 };
	Fill fill;
	assert_false(page_fill_balanced(c, &galley, (Cursor){ 0 }, offsets, limits, 2, 0, &fill));
	free_composer(c);
}

static void a_heading_stays_with_its_text(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	add(c, &galley, UNIT_TEXT, 18, 1);
	add(c, &galley, UNIT_SOLID, 1, 2)->keep_next = true;
	add(c, &galley, UNIT_TEXT, 40, 1);
	int capacities[2] = { 20, 20 };
	Fill fill = page_fill_columns(c, &galley, (Cursor){ 0 }, capacities, 2);
	const ColumnFill *first = &fill.columns[0];
	assert_int_not_equal(first->pieces[first->piece_count - 1].unit, 1); /* never last */
	free_composer(c);
}

static void a_block_taller_than_the_column_is_set_all_the_same(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	add(c, &galley, UNIT_SOLID, 1, 30);
	add(c, &galley, UNIT_TEXT, 5, 1);
	int capacities[2] = { 20, 20 };
	Fill fill = page_fill_columns(c, &galley, (Cursor){ 0 }, capacities, 2);
	assert_true(fill.finished);
	assert_int_equal(fill.columns[0].pieces[0].unit, 0);
	free_composer(c);
}

/* A note of so many lines, each three quarters of a row high, is called in a slab. */
static void add_note(Composer *c, Unit *unit, int slab, int lines) {
	NotePart *note = ARENA_NEW(c->arena, NotePart);
	*note = (NotePart){ .note = (const Note *)note, .count = lines, .ends = true, .leading = 9 * LENGTH_POINT };
	Slab *at = &unit->variants[0].slabs[slab];
	at->notes = note;
	at->note_count = 1;
	at->notes_height = page_note_height(note);
}

/* A note longer than a page goes on column by column: each line stands once, in order, and never more than the column holds;
 * it begins in the column that calls it. */
static void a_note_longer_than_a_page_is_parted(void **state) {
	(void)state;
	Composer *c = make_composer();
	Galley galley = { 0 };
	for (int i = 0; i < 4; i++) add(c, &galley, UNIT_TEXT, 12, 1);
	add_note(c, &galley.units.items[1], 3, 200);
	add_note(c, &galley.units.items[2], 5, 3);
	Cursor cursor = { 0 };
	bool finished = false;
	int lines = 0, last_line = 0, **seen = make_seen(c, &galley);
	for (int page = 0; page < 20 && !finished; page++) {
		int capacities[2] = { 50, 50 };
		Fill fill = page_fill_columns(c, &galley, cursor, capacities, 2);
		count_pieces(&galley, &fill, 2, seen, capacities);
		for (int col = 0; col < 2; col++) {
			const ColumnFill *column = &fill.columns[col];
			LengthSum height = 0;
			for (int i = 0; i < column->note_count; i++) {
				const NotePart *part = &column->notes[i];
				height += page_note_height(part);
				lines += part->count;
				assert_true(part->count >= 2);
				if (part->note != galley.units.items[1].variants[0].slabs[3].notes->note) continue;
				assert_int_equal(part->first, last_line);
				last_line += part->count;
				assert_int_equal(part->ends, last_line == 200);
			}
			assert_int_equal(column->note_rows, page_note_rows(c, height));
		}
		if (page == 0) { /* begun where it is called */
			assert_true(seen[1][3] && last_line > 0);
		}
		cursor = fill.end;
		finished = fill.finished;
	}
	assert_true(finished);
	assert_int_equal(lines, 203);
	assert_int_equal(last_line, 200);
	free_composer(c);
}

/* Two lines of a note stand before and after its parting, and nothing is set where not even that fits. */
static void notes_are_cut_between_two_lines_and_two(void **state) {
	(void)state;
	Composer *c = make_composer();
	NotePart notes[2] = { { .count = 4, .ends = true, .leading = 9 * LENGTH_POINT, .after = LENGTH_POINT },
		{ .count = 5, .ends = true, .leading = 9 * LENGTH_POINT } };
	NoteCut cut;
	assert_false(page_cut_notes(c, notes, 2, 2, &cut)); /* white, rule and one line */
	assert_true(page_cut_notes(c, notes, 1, 3, &cut)); /* white, rule and three lines: but then one would be left */
	assert_int_equal(cut.set_count, 1);
	assert_int_equal(cut.set[0].count, 2);
	assert_false(cut.set[0].ends);
	assert_int_equal(cut.left[0].first, 2);
	assert_int_equal(cut.left[0].count, 2);
	assert_true(cut.left[0].ends);
	assert_true(page_cut_notes(c, notes, 2, 6, &cut)); /* the first whole, of the second two lines */
	assert_int_equal(cut.set_count, 2);
	assert_int_equal(cut.set[1].count, 2);
	assert_int_equal(cut.left[0].count, 3);
	assert_true(page_note_rows(c, cut.height) <= 6);
	free_composer(c);
}

static unsigned next_random(unsigned *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 8; }

/* Random galleys poured over pages: nothing lost, nothing twice, columns full to within what a float leaves. */
static void random_galleys_lose_nothing(void **state) {
	(void)state;
	for (unsigned round = 1; round <= 300; round++) {
		unsigned seed = round * 7919;
		Composer *c = make_composer();
		Galley galley = { 0 };
		int count = 3 + (int)(next_random(&seed) % 60);
		bool floats = false;
		for (int i = 0; i < count; i++) {
			switch (next_random(&seed) % 12) {
			case 0: add(c, &galley, UNIT_SPACE, 1, 1 + (int)(next_random(&seed) % 2)); break;
			case 1: add(c, &galley, UNIT_SOLID, 1, 1 + (int)(next_random(&seed) % 4))->keep_next = true; break;
			case 2: add(c, &galley, UNIT_FLOAT, 1, 8 + (int)(next_random(&seed) % 12))->flex = (Flex){ (int)(next_random(&seed) % 3), (int)(next_random(&seed) % 3) }; floats = true; break;
			case 3: add(c, &galley, UNIT_ROWS, 4 + (int)(next_random(&seed) % 8), 1); break;
			default: add(c, &galley, UNIT_TEXT, 1 + (int)(next_random(&seed) % 14), 1); break;
			}
		}
		add(c, &galley, UNIT_TEXT, 4, 1);
		int columns = 1 + (int)(next_random(&seed) % 4);
		int **seen = make_seen(c, &galley);
		Cursor cursor = { 0 };
		bool finished = false;
		for (int page = 0; page < 500 && !finished; page++) {
			int offsets[4] = { 0 }, limits[4], capacities[4];
			for (int i = 0; i < columns; i++) limits[i] = capacities[i] = 30 + (int)(round % 20);
			Fill fill;
			if (page_fill_balanced(c, &galley, cursor, offsets, limits, columns, 0, &fill)) {
				for (int i = 0; i < columns; i++) capacities[i] = fill.height;
				count_pieces(&galley, &fill, columns, seen, capacities);
				finished = true;
				break;
			}
			fill = page_fill_columns(c, &galley, cursor, capacities, columns);
			count_pieces(&galley, &fill, columns, seen, capacities);
			for (int i = 0; i < columns && !fill.finished && !floats; i++) assert_true(fill.columns[i].rows >= capacities[i] - 6);
			assert_true(fill.end.unit > cursor.unit || fill.end.slab > cursor.slab || fill.end.waiting_count < cursor.waiting_count);
			cursor = fill.end;
			finished = fill.finished;
		}
		if (!finished) fail_msg("round %u does not end", round);
		for (int u = 0; u < galley.units.count; u++) {
			const Unit *unit = &galley.units.items[u];
			if (unit->kind == UNIT_SPACE) continue;
			int times = 0;
			for (int s = 0; s < 64; s++) {
				if (seen[u][s] > 1) fail_msg("round %u: unit %d slab %d set %d times", round, u, s, seen[u][s]);
				times += seen[u][s];
			}
			bool one_of = false;
			for (int v = 0; v < 3; v++) one_of = one_of || (unit->variants[v].count && times == unit->variants[v].count);
			if (!one_of) fail_msg("round %u: unit %d: %d slabs of %d", round, u, times, unit->variants[0].count);
		}
		free_composer(c);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_balances),
		cmocka_unit_test(a_head_over_two_columns_leaves_the_third_longer),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(a_heading_stays_with_its_text),
		cmocka_unit_test(a_block_taller_than_the_column_is_set_all_the_same),
		cmocka_unit_test(a_note_longer_than_a_page_is_parted),
		cmocka_unit_test(notes_are_cut_between_two_lines_and_two),
		cmocka_unit_test(random_galleys_lose_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
