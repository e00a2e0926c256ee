/* Tables onto their grid: a cell takes the first free column of its row, and colspan columns and rowspan rows from there, as
 * in HTML (HTML Standard, 4.9.12 "Forming a table"). What HTML settles silently is reported: cells that would overlap, spans
 * that reach past the last row, rows that do not fill the grid. */
#include <string.h>
#include "base/message.h"
#include "publication/read_values.h"
#include "publication/reader.h"

enum { MOST_COLUMNS = 100 };

typedef struct Grid {
	int taken[MOST_COLUMNS]; /* rows, this one included, for which a cell from above takes the column */
	int width;               /* columns used so far in any row */
} Grid;

static int read_span(const xmlNode *element, const char *name) {
	const char *value = source_attribute(element, name);
	int span;
	return value && value_parse_number(value, 3, 1, &span) ? span : 1;
}

static Cell read_cell(Reader *reader, const xmlNode *element, const char *lang, const char *around) {
	int align = read_choice(element, "align", "left|center|right");
	return (Cell){
		.text = read_inlines(reader, element, lang, around),
		.head = read_choice(element, "head", "yes|no") == 0,
		.colspan = read_span(element, "colspan"), .rowspan = read_span(element, "rowspan"),
		.align = align < 0 ? CELL_AUTO : (CellAlign)(CELL_LEFT + align),
		.pos = source_element_pos(element),
	};
}

/* Columns that are free from `column` on, no more than `wanted`. */
static int free_columns(const Grid *grid, int column, int wanted) {
	int count = 0;
	while (count < wanted && column + count < MOST_COLUMNS && !grid->taken[column + count]) count++;
	return count;
}

/* Sets the cell's place on the grid and takes it; false when there is none. */
static bool place_cell(Reader *reader, Grid *grid, Cell *cell, int rows_left, const xmlNode *element) {
	int column = 0;
	while (column < MOST_COLUMNS && grid->taken[column]) column++;
	if (column == MOST_COLUMNS) return false;
	int room = free_columns(grid, column, cell->colspan);
	if (room < cell->colspan && column + room < MOST_COLUMNS) {
		diag_add(reader->diag, SEVERITY_ERROR, "table-overlap", source_attribute_pos(element, "colspan"),
			_("This cell would take %d columns, but a cell that comes down from a row above leaves room for %d."), cell->colspan, room);
		diag_hint(reader->diag, _("Make colspan here or rowspan there smaller."));
		cell->colspan = room;
	} else if (room < cell->colspan) {
		diag_add(reader->diag, SEVERITY_ERROR, "table-too-wide", cell->pos, _("The table has more than %d columns."), MOST_COLUMNS);
		cell->colspan = room;
	}
	if (cell->rowspan > rows_left) {
		diag_add(reader->diag, SEVERITY_ERROR, "table-overrun", source_attribute_pos(element, "rowspan"),
			_("This cell would take %d rows, but the table ends after %d."), cell->rowspan, rows_left);
		diag_hint(reader->diag, _("Write rowspan=\"%d\", or add the rows that are missing."), rows_left);
		cell->rowspan = rows_left;
	}
	cell->column = column;
	for (int i = 0; i < cell->colspan; i++) grid->taken[column + i] = cell->rowspan;
	if (column + cell->colspan > grid->width) grid->width = column + cell->colspan;
	return true;
}

static int end_row(Grid *grid) {
	int filled = 0;
	for (int i = 0; i < grid->width; i++) {
		filled += grid->taken[i] > 0;
		grid->taken[i] -= grid->taken[i] > 0;
	}
	return filled;
}

static int count_rows(const xmlNode *element) {
	int rows = 0;
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child))
		rows += type_of(child) == ELEMENT_ROW;
	return rows;
}

static Row read_row(Reader *reader, const xmlNode *element, const char *lang, Grid *grid, int rows_left) {
	Row row = { .head = true, .pos = source_element_pos(element) };
	bool refused = false;
	const char *around = read_language(reader, element, lang);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_CELL) continue;
		Cell cell = read_cell(reader, child, lang, around);
		if (place_cell(reader, grid, &cell, rows_left, child)) {
			row.head = row.head && cell.head;
			*vector_push(reader->arena, &row.cells) = cell;
		} else if (!refused) {
			refused = true;
			diag_add(reader->diag, SEVERITY_ERROR, "table-too-wide", cell.pos, _("The table has more than %d columns."), MOST_COLUMNS);
		}
	}
	if (!row.cells.count) row.head = false;
	return row;
}

/* A head may be repeated on the next page only as a whole: no cell of it may reach into the rows after it. */
static int count_head_rows(const Table *table) {
	int heads = 0, reach = 0, whole = 0;
	while (heads < table->rows.count && table->rows.items[heads].head) {
		const Row *row = &table->rows.items[heads++];
		for (int i = 0; i < row->cells.count; i++)
			if (heads - 1 + row->cells.items[i].rowspan > reach) reach = heads - 1 + row->cells.items[i].rowspan;
		if (reach <= heads) whole = heads;
	}
	return whole == table->rows.count ? 0 : whole; /* a table that is all heads has none */
}

void read_table(Reader *reader, const xmlNode *element, const char *lang, Table *table) {
	Grid grid = { .width = 0 };
	int rows = count_rows(element), *filled = ARENA_ARRAY(reader->arena, int, rows + 1);
	const xmlNode *caption = reader_find_child(element, ELEMENT_CAPTION);
	if (caption) table->caption = read_inlines(reader, caption, lang, lang);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_ROW) continue;
		int index = table->rows.count;
		Row row = read_row(reader, child, lang, &grid, rows - index);
		*vector_push(reader->arena, &table->rows) = row;
		filled[index] = end_row(&grid);
	}
	table->columns = grid.width;
	table->head_rows = count_head_rows(table);
	for (int i = 0; i < table->rows.count; i++) {
		if (filled[i] == grid.width) continue;
		diag_add(reader->diag, SEVERITY_WARNING, "table-ragged", table->rows.items[i].pos,
			_("This row fills %d of the %d columns of its table."), filled[i], grid.width);
		diag_hint(reader->diag, _("Add the cells that are missing; an empty one is <cell/>."));
	}
}
