/* Tables: column widths from the words, rows of whole grid steps, figures aligned on the decimal comma. */
#include <string.h>
#include "base/message.h"
#include "page/book.h"

enum { WIDEST_CELL = LENGTH_MAX / 64 };

typedef struct CellText { TextBody body; Length min, best; Length fraction; bool number; Paragraph lines; } CellText;

static const TextStyle *cell_style(const Composer *c, const Cell *cell) {
	return design_find_style(c->design, cell->head ? "table-head" : "table");
}

/* True for what a column of figures holds: digits with points, commas, signs, percent, or a lone dash. */
static bool is_number(const char *text) {
	bool digit = false;
	if (strcmp(text, "–") == 0 || strcmp(text, "-") == 0 || strcmp(text, "—") == 0) return true;
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		uint32_t ch = utf8_next(&at, end);
		if (ch >= '0' && ch <= '9') digit = true;
		else if (ch > 0x7F ? ch != 0xA0 && ch != 0x2212 : !strchr(" .,%+-", (int)ch)) return false;
	}
	return digit;
}

static int cell_width_columns(const Cell *cell) { return cell->colspan > 1 ? cell->colspan : 1; }

/* Makes every cell's text and measures it; cells of a row lie one after another in the result. */
static CellText *measure_cells(Composer *c, const Table *table, const NodeId *nodes) {
	int total = 0;
	for (int r = 0; r < table->rows.count; r++) total += table->rows.items[r].cells.count;
	CellText *texts = ARENA_ARRAY(c->arena, CellText, total + 1);
	int at = 0;
	for (int r = 0; r < table->rows.count; r++) {
		const Row *row = &table->rows.items[r];
		for (int k = 0; k < row->cells.count; k++, at++) {
			const Cell *cell = &row->cells.items[k];
			const TextStyle *style = cell_style(c, cell);
			TextRequest request = { .inlines = &cell->text, .style = style, .measure = LENGTH_POINT, .node = nodes ? nodes[at] : NODE_NONE,
				.pos = cell->pos };
			texts[at].body = page_make_text(c, &request);
			texts[at].min = paragraph_measure_min(c->breaker, texts[at].body.spans, texts[at].body.span_count);
			texts[at].best = paragraph_measure_width(c->breaker, texts[at].body.spans, texts[at].body.span_count);
			/* a cell of a book's length is no wider for that: sums of widths stay sums */
			if (texts[at].min > WIDEST_CELL) texts[at].min = WIDEST_CELL;
			if (texts[at].best > WIDEST_CELL) texts[at].best = WIDEST_CELL;
			const char *plain = publication_plain_text(c->arena, &cell->text);
			texts[at].number = !cell->head && cell->align == CELL_AUTO && is_number(plain);
			const char *comma = texts[at].number ? strchr(plain, ',') : NULL;
			if (comma) {
				Span span = { .text = comma, .length = strlen(comma), .font = page_find_font(c, style, false, false, cell->pos),
					.size = style->size, .features = (uint16_t)style->features, .pos = cell->pos };
				texts[at].fraction = paragraph_measure_width(c->breaker, &span, 1);
			}
		}
	}
	return texts;
}

/* Least and best widths of the columns with padding; spanning cells raise their columns evenly. */
static void measure_columns(Composer *c, const Table *table, const CellText *texts, Length *min, Length *best) {
	Length padding = 2 * c->design->table.padding_x;
	for (int pass = 0; pass < 2; pass++) {
		int at = 0;
		for (int r = 0; r < table->rows.count; r++) {
			const Row *row = &table->rows.items[r];
			for (int k = 0; k < row->cells.count; k++, at++) {
				int first = row->cells.items[k].column, span = cell_width_columns(&row->cells.items[k]);
				if (first + span > table->columns || (pass == 0) != (span == 1)) continue;
				Length need_min = texts[at].min + padding, need_best = texts[at].best + padding;
				for (int q = first; q < first + span; q++) { need_min -= min[q]; need_best -= best[q]; }
				for (int q = first; q < first + span; q++) {
					if (need_min > 0) min[q] += need_min / span + (q == first ? need_min % span : 0);
					if (need_best > 0) best[q] += need_best / span + (q == first ? need_best % span : 0);
				}
			}
		}
	}
}

Length page_table_min_width(Composer *c, const Table *table) {
	Length *min = ARENA_ARRAY(c->arena, Length, table->columns * 2 + 1), *best = min + table->columns;
	CellText *texts = measure_cells(c, table, NULL);
	measure_columns(c, table, texts, min, best);
	LengthSum sum = 0;
	for (int q = 0; q < table->columns; q++) sum += min[q];
	return sum > LENGTH_MAX ? LENGTH_MAX : (Length)sum;
}

/* Said once of a table, not of each word in it that has to be broken. */
static void report_wide(Composer *c, const Block *block, LengthSum least, Length width) {
	if (!c->diag) return;
	diag_add(c->diag, SEVERITY_WARNING, "table-wide", block->pos,
		_("The words of this table's %d columns need a width of %d mm, but there are %d mm: some of them are broken where they had to be."),
		block->u.table.columns, length_whole_millimetres(least), length_whole_millimetres(width));
	diag_hint(c->diag, _("Let it go over more columns of the page (span), shorten the words, or part it in two tables."));
}

/* What was said while the cells were set, but for those words. */
static void pass_on(Diag *to, const Diag *from) {
	for (int i = 0; i < diag_total(from); i++) {
		const DiagEntry *entry = diag_entry(from, i);
		if (strcmp(entry->code, "word-split") == 0) continue;
		diag_add(to, entry->severity, entry->code, entry->pos, "%s", entry->message);
		if (entry->hint) diag_hint(to, "%s", entry->hint);
	}
}

/* Left edges of the columns (columns + 1 of them) over the width, after CSS 2.1, 17.5.2.2: between least and best, the
 * room is shared in proportion to what each column still wants; beyond best, in proportion to best. *least: what all need. */
static Length *place_columns(Composer *c, const Table *table, const CellText *texts, Length width, LengthSum *least) {
	int n = table->columns;
	Length *min = ARENA_ARRAY(c->arena, Length, n + 1), *best = ARENA_ARRAY(c->arena, Length, n + 1);
	Length *edges = ARENA_ARRAY(c->arena, Length, n + 1);
	measure_columns(c, table, texts, min, best);
	LengthSum sum_min = 0, sum_best = 0;
	for (int q = 0; q < n; q++) { sum_min += min[q]; sum_best += best[q]; }
	*least = sum_min;
	LengthSum before = 0;
	for (int q = 0; q < n; q++) {
		edges[q] = (Length)before;
		LengthSum own;
		if (sum_min >= width) own = sum_min ? (LengthSum)min[q] * width / sum_min : width / n;
		else if (sum_best > width) own = min[q] + (LengthSum)(best[q] - min[q]) * (width - sum_min) / (sum_best - sum_min);
		else own = sum_best ? best[q] + (LengthSum)best[q] * (width - sum_best) / sum_best : width / n;
		before += own;
	}
	edges[n] = width;
	return edges;
}

static void set_cell(Composer *c, Setting *setting, const Cell *cell, CellText *text, Length x, Length width, Length height,
		Length fraction) {
	const TextStyle *style = cell_style(c, cell);
	Length padding = c->design->table.padding_x;
	Setting lines = { 0 };
	page_add_lines(c, &lines, &text->lines, style, x + padding);
	if (text->number && text->lines.line_count == 1) { /* set right, the commas under each other */
		for (int i = 0; i < lines.marks.count; i++)
			lines.marks.items[i].x = x + width - padding - text->lines.lines[i].width - text->lines.lines[i].x - (fraction - text->fraction);
	}
	/* head cells stand on the foot of their row, others at its top, both centred within one line's slack */
	Length y = cell->head ? height - lines.height : 0;
	Length slack = c->design->leading - style->leading;
	if (slack > 0) y += cell->head ? -slack / 2 : slack / 2;
	page_append_setting(c, setting, &lines, 0, y < 0 ? 0 : y);
}

TableSetting page_set_table(Composer *c, const Block *block, Length width) {
	const Table *table = &block->u.table;
	const Design *design = c->design;
	TableSetting result = { .head = { .width = width }, .repeat = { .width = width }, .tail = { .width = width } };
	NodeId table_node = drawing_add_node(c->drawing, c->article_node, ROLE_TABLE, block->pos);
	const char *label = page_block_label(c, block);
	if (table->caption.count || label) {
		const TextStyle *style = design_find_style(design, "table-caption");
		NodeId node = drawing_add_node(c->drawing, table_node, ROLE_CAPTION, block->pos);
		Paragraph caption = page_set_text(c, &(TextRequest){ .inlines = &table->caption, .style = style, .measure = width, .node = node, .pos = block->pos,
			.prefix = label ? arena_format(c->arena, "%s. ", label) : NULL, .prefix_style = design_find_style(design, "caption-lead") });
		page_add_lines(c, &result.head, &caption, style, 0);
		/* stands at the foot of its rows, close over the table */
		Length whole = page_rows(c, result.head.height + style->leading / 4) * design->leading;
		Length lift = whole - result.head.height - design->leading / 5;
		for (int i = 0; i < result.head.marks.count; i++) result.head.marks.items[i].y += lift > 0 ? lift : 0;
		result.head.height = whole;
	}

	int cells = 0;
	for (int r = 0; r < table->rows.count; r++) cells += table->rows.items[r].cells.count;
	NodeId *nodes = ARENA_ARRAY(c->arena, NodeId, cells + 1);
	int at = 0;
	for (int r = 0; r < table->rows.count; r++) {
		NodeId row_node = drawing_add_node(c->drawing, table_node, ROLE_TR, table->rows.items[r].pos);
		for (int k = 0; k < table->rows.items[r].cells.count; k++, at++) {
			const Cell *cell = &table->rows.items[r].cells.items[k];
			nodes[at] = drawing_add_node(c->drawing, row_node, cell->head ? ROLE_TH : ROLE_TD, cell->pos);
			StructNode *node = &c->drawing->nodes.items[nodes[at]];
			node->colspan = cell_width_columns(cell);
			node->rowspan = cell->rowspan > 1 ? cell->rowspan : 1;
			if (!cell->head) continue;
			node->scope = r < table->head_rows ? 2 : 1;
			node->id = arena_format(c->arena, "th-%d", nodes[at]); /* by it the cells name their heads */
		}
	}
	CellText *texts = measure_cells(c, table, nodes);
	LengthSum least;
	Length *edges = place_columns(c, table, texts, width, &least);
	Diag *diag = c->diag, *of_cells = diag && least > width ? diag_open() : NULL;
	if (of_cells) {
		report_wide(c, block, least, width);
		c->diag = of_cells;
	}

	/* widest fraction in each column, so that commas stand under each other */
	Length *fractions = ARENA_ARRAY(c->arena, Length, table->columns + 1);
	int *rows = ARENA_ARRAY(c->arena, int, table->rows.count + 1);
	bool *numeric = ARENA_ARRAY(c->arena, bool, table->columns + 1);
	at = 0;
	for (int r = 0; r < table->rows.count; r++)
		for (int k = 0; k < table->rows.items[r].cells.count; k++, at++)
			if (texts[at].number && table->rows.items[r].cells.items[k].column < table->columns) numeric[table->rows.items[r].cells.items[k].column] = true;
	at = 0;
	for (int r = 0; r < table->rows.count; r++) {
		const Row *row = &table->rows.items[r];
		rows[r] = 1;
		for (int k = 0; k < row->cells.count; k++, at++) {
			const Cell *cell = &row->cells.items[k];
			const TextStyle *style = cell_style(c, cell);
			int first = cell->column, span = cell_width_columns(cell);
			if (first + span > table->columns) span = table->columns - first;
			if (span < 1) continue;
			if (texts[at].fraction > fractions[first]) fractions[first] = texts[at].fraction;
			TextBody body = texts[at].body;
			body.measure = edges[first + span] - edges[first] - 2 * design->table.padding_x;
			body.style.first_indent = 0;
			body.style.align = cell->align == CELL_LEFT ? ALIGN_LEFT : cell->align == CELL_CENTER ? ALIGN_CENTER : cell->align == CELL_RIGHT ? ALIGN_RIGHT :
				style->align == ALIGN_JUSTIFY ? ALIGN_LEFT : style->align;
			/* a head stands over its column as the column does: figures to the right, words to the left, over several in the middle */
			if (cell->align == CELL_AUTO && cell->head && r < table->head_rows) body.style.align = span > 1 ? ALIGN_CENTER : numeric[first] ? ALIGN_RIGHT : ALIGN_LEFT;
			if (cell->align == CELL_AUTO && !cell->head && span == 1 && numeric[first] && !texts[at].number) body.style.align = ALIGN_RIGHT; /* words among figures */
			texts[at].lines = page_break_text(c, &body, 0);
			int need = page_rows(c, texts[at].lines.line_count * style->leading + 2 * design->table.padding_y);
			if (cell->rowspan <= 1 && need > rows[r]) rows[r] = need;
		}
	}
	if (of_cells) {
		c->diag = diag;
		pass_on(diag, of_cells);
		diag_close(of_cells);
	}
	/* a cell over several rows lengthens its last row where it must */
	at = 0;
	for (int r = 0; r < table->rows.count; r++) {
		const Row *row = &table->rows.items[r];
		for (int k = 0; k < row->cells.count; k++, at++) {
			const Cell *cell = &row->cells.items[k];
			if (cell->rowspan <= 1) continue;
			int end = r + cell->rowspan < table->rows.count ? r + cell->rowspan : table->rows.count, have = 0;
			for (int q = r; q < end; q++) have += rows[q];
			int need = page_rows(c, texts[at].lines.line_count * cell_style(c, cell)->leading + 2 * design->table.padding_y);
			if (need > have) rows[end - 1] += need - have;
		}
	}

	at = 0;
	int open_until = 0; /* rows before this one are tied together by a row span */
	for (int r = 0; r < table->rows.count; r++) {
		const Row *row = &table->rows.items[r];
		bool in_head = r < table->head_rows;
		Setting one = { .width = width, .height = rows[r] * design->leading };
		/* a span of rows leaves its foot rule out under the rows it crosses */
		bool *crossed = ARENA_ARRAY(c->arena, bool, table->columns + 1);
		for (int q = 0; q < r; q++) {
			for (int k = 0; k < table->rows.items[q].cells.count; k++) {
				const Cell *cell = &table->rows.items[q].cells.items[k];
				if (cell->rowspan > 1 && q + cell->rowspan > r + 1)
					for (int i = 0; i < cell_width_columns(cell) && cell->column + i < table->columns; i++) crossed[cell->column + i] = true;
			}
		}
		if (in_head && design->table.has_head_ground) page_add_rect(c, &one, design->table.head_ground, 0, 0, width, one.height, false);
		if (r == 0) page_add_rule(c, &one, design->table.outer, 0, 0, width);
		for (int k = 0; k < row->cells.count; k++, at++) {
			const Cell *cell = &row->cells.items[k];
			int first = cell->column, span = cell_width_columns(cell);
			if (first + span > table->columns) span = table->columns - first;
			if (span < 1) continue;
			if (cell->rowspan > 1) {
				if (r + cell->rowspan > open_until) open_until = r + cell->rowspan;
				if (r + cell->rowspan > r + 1) for (int i = 0; i < span; i++) crossed[first + i] = true;
			}
			Length height = 0;
			for (int q = r; q < r + (cell->rowspan > 1 ? cell->rowspan : 1) && q < table->rows.count; q++) height += rows[q] * design->leading;
			set_cell(c, &one, cell, &texts[at], edges[first], edges[first + span] - edges[first], height, fractions[first]);
		}
		if (r + 1 < table->rows.count) {
			RuleLook rule = r + 1 == table->head_rows ? design->table.head : design->table.row;
			for (int q = 0; q < table->columns;) {
				int end = q;
				while (end < table->columns && !crossed[end]) end++;
				if (end > q) page_add_rule(c, &one, rule, edges[q], one.height, edges[end] - edges[q]);
				q = end + 1;
			}
		} else {
			page_add_rule(c, &one, design->table.outer, 0, one.height, width);
		}
		if (in_head) {
			page_append_setting(c, &result.head, &one, 0, result.head.height);
			result.head.height += one.height;
			page_append_setting(c, &result.repeat, &one, 0, result.repeat.height);
			result.repeat.height += one.height;
		} else {
			*vector_push(c->arena, &result.rows) = one;
			*vector_push(c->arena, &result.joined) = r + 1 < open_until;
		}
	}
	return result;
}
