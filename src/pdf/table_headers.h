/* Which heads speak for a cell of a table, for the attribute Headers (ISO 32000-1, 14.8.5.7). */
#ifndef BANTIN_PDF_TABLE_HEADERS_H
#define BANTIN_PDF_TABLE_HEADERS_H
#include "drawing/drawing.h"

typedef struct CellHeaders { NodeId cell; int first, count; } CellHeaders;
typedef struct TableHeaders {
	const StructNode *nodes;
	Arena *arena;
	VECTOR(CellHeaders) cells;   /* of the table read last, by node */
	VECTOR(NodeId) heads;
} TableHeaders;

/* Lays the table's cells out on their grid. Heads that have an id and a scope speak for the cells of their columns below them,
 * or of their rows after them. */
void table_read(TableHeaders *headers, NodeId table);
/* The heads of a data cell of the table read last; NULL when there are none. */
const NodeId *table_find_headers(const TableHeaders *headers, NodeId cell, int *count);
#endif
