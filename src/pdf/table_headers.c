#include "pdf/table_headers.h"

enum { WIDEST = 256, SCOPE_ROW = 1, SCOPE_COLUMN = 2, SCOPE_BOTH = 3 };

/* The state down the table: what still hangs into the row from above, and the heads gathered for each column. */
typedef struct Grid {
	int occupied[WIDEST];                    /* rows that a cell from above still takes */
	VECTOR(NodeId) columns[WIDEST];
} Grid;

static bool speaks(const StructNode *cell, int scope) {
	return cell->role == ROLE_TH && cell->id && cell->id[0] && (cell->scope == scope || cell->scope == SCOPE_BOTH);
}

static void add_head(TableHeaders *headers, CellHeaders *cell, NodeId head) {
	for (int i = cell->first; i < headers->heads.count; i++) if (headers->heads.items[i] == head) return;
	*vector_push(headers->arena, &headers->heads) = head;
	cell->count++;
}

static void read_row(TableHeaders *headers, Grid *grid, NodeId row) {
	struct { NodeId items[WIDEST]; int count; } row_heads = { .count = 0 };
	int column = 0, spans[WIDEST] = { 0 };
	for (NodeId id = headers->nodes[row].first_child; id != NODE_NONE; id = headers->nodes[id].next_sibling) {
		const StructNode *cell = &headers->nodes[id];
		while (column < WIDEST && grid->occupied[column]) column++;
		int end = column + (cell->colspan > WIDEST ? WIDEST + 1 : cell->colspan > 1 ? cell->colspan : 1);
		if (end > WIDEST) return;
		if (cell->role == ROLE_TD) {
			CellHeaders found = { .cell = id, .first = headers->heads.count };
			for (int c = column; c < end; c++)
				for (int i = 0; i < grid->columns[c].count; i++) add_head(headers, &found, grid->columns[c].items[i]);
			for (int i = 0; i < row_heads.count; i++) add_head(headers, &found, row_heads.items[i]);
			if (found.count) *vector_push(headers->arena, &headers->cells) = found;
		}
		if (speaks(cell, SCOPE_ROW)) row_heads.items[row_heads.count++] = id;
		for (int c = column; c < end; c++) {
			if (speaks(cell, SCOPE_COLUMN)) *vector_push(headers->arena, &grid->columns[c]) = id;
			spans[c] = cell->rowspan > 1 ? cell->rowspan : 1;
		}
		column = end;
	}
	for (int c = 0; c < WIDEST; c++) {
		if (spans[c]) grid->occupied[c] = spans[c];
		if (grid->occupied[c]) grid->occupied[c]--;
	}
}

void table_read(TableHeaders *headers, NodeId table) {
	headers->cells.count = headers->heads.count = 0;
	Grid *grid = ARENA_NEW(headers->arena, Grid);
	for (NodeId row = headers->nodes[table].first_child; row != NODE_NONE; row = headers->nodes[row].next_sibling)
		if (headers->nodes[row].role == ROLE_TR) read_row(headers, grid, row);
}

const NodeId *table_find_headers(const TableHeaders *headers, NodeId cell, int *count) {
	int low = 0, high = headers->cells.count; /* nodes are made in order, so the list is sorted */
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (headers->cells.items[middle].cell < cell) low = middle + 1;
		else high = middle;
	}
	if (low == headers->cells.count || headers->cells.items[low].cell != cell) return NULL;
	*count = headers->cells.items[low].count;
	return &headers->heads.items[headers->cells.items[low].first];
}
