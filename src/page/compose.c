/* The issue, page by page: bands of articles stacked on the grid.
 *
 * A band is a head over one or more columns with a galley below it, or a group of small articles that flow as one galley, or
 * a setting over the width. Bands follow each other down the page in the order of reading. A band that ends on the page is
 * balanced; one that does not fills the page to its last row and goes on at the top of the next. What is left white at the
 * foot of a page where no band can begin goes between its bands. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "page/fill_columns.h"

enum {
	LEAST_TEXT_ROWS = 4,  /* of text under a head at a page's foot, in each column */
	MOST_GAP_ROWS = 2,    /* that a gap between bands may grow by */
	MOST_PASSES = 5
};

typedef struct Placed { const Setting *setting; int column, row; } Placed; /* row within the part */
typedef struct PagePart {
	int row, rows;        /* on the page */
	bool separated;       /* a rule stands in the gap above it */
	int gap;
	struct { Placed *items; int count, capacity; } placed;
	Galley *galley;       /* NULL: settings only */
	Fill fill;
	int columns, offsets[MOST_COLUMNS], heights[MOST_COLUMNS]; /* heights: rows from the part's top each column may reach */
	bool complete[MOST_COLUMNS];
} PagePart;

typedef struct Layout {
	Composer *c;
	int page, row;        /* the first free row of the page; page -1: none yet */
	int floors[MOST_COLUMNS]; /* rows a column has on this page */
	bool has_panel;
	struct { PagePart *items; int count, capacity; } parts; /* of this page */
	struct { const char **items; int count, capacity; } sections; /* running section of each page */
	struct { const Article **items; int count, capacity; } openers;
	const char *section; const Article *article;
	bool page_fresh;
} Layout;

typedef struct Band {
	const Article *article; const char *section;
	struct { Placed *items; int count, capacity; } placed; /* head, photo beside or below it: at the band's top */
	int offsets[MOST_COLUMNS];
	Galley galley;
	int columns;
	bool separated;       /* a rule above when it follows another band */
	int gap;              /* rows of white above when it is not at the top of a page; -1: the design's */
} Band;

static Length column_x(const Composer *c, int page, int column) {
	bool left = c->design->facing && page % 2 == 1;
	return (left ? c->design->outside : c->design->inside) + column * (c->column_width + c->design->gutter);
}

static Length row_y(const Composer *c, int row) { return c->design->top + row * c->design->leading; }

/* ---- pages ---- */

static void open_page(Layout *l) {
	Composer *c = l->c;
	DrawnPage *page = drawing_add_page(c->drawing, c->design->width, c->design->height, c->design->bleed);
	l->page = c->drawing->pages.count - 1;
	l->row = 0;
	for (int i = 0; i < MOST_COLUMNS; i++) l->floors[i] = c->rows;
	l->has_panel = false;
	l->parts.count = 0;
	page->label = arena_format(c->arena, "%d", l->page + 1);
	GridArea *grid = ARENA_NEW(c->arena, GridArea);
	*grid = (GridArea){ .x = column_x(c, l->page, 0), .y = c->design->top, .width = page_span_width(c, c->design->columns),
		.height = c->rows * c->design->leading, .first_baseline = c->design->top + c->grid_baseline, .leading = c->design->leading };
	page->grids = grid;
	page->grid_count = 1;
	*vector_push(c->arena, &l->sections) = l->section;
	*vector_push(c->arena, &l->openers) = l->article;
	l->page_fresh = true;
}

static void emit_piece(Layout *l, const PagePart *part, const Piece *piece, Length x, int base_row) {
	Composer *c = l->c;
	const Unit *unit = &part->galley->units.items[piece->unit];
	int row = base_row + piece->row;
	if (piece->gap_unit >= 0) { /* a separator stands in the white above */
		const Slab *slab = &part->galley->units.items[piece->gap_unit].variants[0].slabs[0];
		page_emit_marks(c, l->page, slab->marks, slab->mark_count, x, row_y(c, row - piece->gap), false);
	}
	if (piece->repeat) {
		page_emit_marks(c, l->page, unit->repeat->marks.items, unit->repeat->marks.count, x, row_y(c, row), true);
		row += unit->repeat_rows;
	}
	const Variant *variant = &unit->variants[piece->variant];
	for (int s = piece->first; s < piece->first + piece->count; s++) {
		page_emit_marks(c, l->page, variant->slabs[s].marks, variant->slabs[s].mark_count, x, row_y(c, row), false);
		row += variant->slabs[s].rows;
	}
}

static void emit_part(Layout *l, const PagePart *part) {
	Composer *c = l->c;
	RuleLook rule = c->design->separator.rule;
	if (part->separated && part->row > 0 && rule.weight) {
		/* half way between the last baseline above and the cap height below */
		Length above = row_y(c, part->row - part->gap - 1) + c->grid_baseline;
		Length below = row_y(c, part->row) + c->grid_baseline - c->cap_height;
		Setting line = { 0 };
		page_add_rule(c, &line, rule, 0, (above + below) / 2, page_span_width(c, c->design->columns));
		page_emit_marks(c, l->page, line.marks.items, line.marks.count, column_x(c, l->page, 0), 0, false);
	}
	for (int i = 0; i < part->placed.count; i++) {
		const Placed *placed = &part->placed.items[i];
		page_emit_marks(c, l->page, placed->setting->marks.items, placed->setting->marks.count, column_x(c, l->page, placed->column),
			row_y(c, part->row + placed->row), false);
	}
	if (!part->galley) return;
	for (int col = 0; col < part->columns; col++) {
		const ColumnFill *fill = &part->fill.columns[col];
		Length x = column_x(c, l->page, col);
		if (part->galley->measure > c->column_width && part->columns == 1) x = column_x(c, l->page, 0);
		for (int i = 0; i < fill->piece_count; i++) emit_piece(l, part, &fill->pieces[i], x, part->row + part->offsets[col]);
		if (fill->note_count) {
			Setting notes = page_set_notes(c, fill->notes, fill->note_count, part->galley->measure);
			page_emit_marks(c, l->page, notes.marks.items, notes.marks.count, x, row_y(c, part->row + part->heights[col] - fill->note_rows), false);
		}
		if (col + 1 < part->columns && c->design->column_rule.weight && (fill->piece_count || part->fill.columns[col + 1].piece_count)) {
			int top = part->offsets[col] > part->offsets[col + 1] ? part->offsets[col] : part->offsets[col + 1];
			int bottom = part->heights[col] < part->heights[col + 1] ? part->heights[col] : part->heights[col + 1];
			if (bottom <= top) continue;
			Setting line = { 0 };
			RuleLook look = c->design->column_rule;
			Length y = row_y(c, part->row + top) + c->grid_baseline - c->cap_height;
			Length end = row_y(c, part->row + bottom - 1) + c->grid_baseline;
			page_add_rect(c, &line, look.colour, c->column_width + c->design->gutter / 2 - look.weight / 2, y, look.weight, end - y, false);
			page_emit_marks(c, l->page, line.marks.items, line.marks.count, x, 0, false);
		}
	}
}

/* Gives the rows left at the foot to the gaps between the bands of the page, evenly and not too many each. */
static void close_page(Layout *l, bool stretch) {
	Composer *c = l->c;
	if (l->page < 0) return;
	int slack = c->rows - l->row, gaps = 0;
	for (int i = 1; i < l->parts.count; i++) gaps++;
	if (stretch && slack > 0 && gaps && !l->has_panel && slack <= gaps * MOST_GAP_ROWS) {
		int moved = 0;
		for (int i = 1, left = gaps; i < l->parts.count; i++, left--) {
			int share = (slack - moved + left - 1) / left;
			moved += share;
			l->parts.items[i].row += moved;
			l->parts.items[i].gap += share;
		}
		l->row = c->rows;
	}
	for (int i = 0; i < l->parts.count; i++) emit_part(l, &l->parts.items[i]);
	l->parts.count = 0;
}

static void next_page(Layout *l, bool stretch) {
	close_page(l, stretch);
	open_page(l);
}

/* Rows free below the page's last band, in the shortest of the columns. */
static int free_rows(const Layout *l, int top, int columns) {
	int least = l->c->rows;
	for (int i = 0; i < columns; i++) if (l->floors[i] < least) least = l->floors[i];
	return least - top;
}

static PagePart *add_part(Layout *l, int row, int rows) {
	PagePart *part = vector_push(l->c->arena, &l->parts);
	part->row = row;
	part->rows = rows;
	l->row = row + rows;
	if (l->page_fresh) { /* the running head names what begins first on the page */
		l->page_fresh = false;
		l->sections.items[l->page] = l->section;
		l->openers.items[l->page] = l->article;
	}
	return part;
}

/* A setting over the width of its own: a part's head, the imprint. */
static void place_setting(Layout *l, const Setting *setting, int gap, bool at_foot) {
	Composer *c = l->c;
	int rows = page_rows(c, setting->height);
	if (!rows) return;
	int top = l->row ? l->row + gap : 0;
	if (free_rows(l, top, c->design->columns) < rows && l->row > 0) {
		next_page(l, true);
		top = 0;
	}
	if (at_foot && free_rows(l, top, c->design->columns) > rows) top = free_rows(l, 0, c->design->columns) - rows;
	PagePart *part = add_part(l, top, rows);
	part->gap = l->row ? gap : 0;
	*vector_push(c->arena, &part->placed) = (Placed){ setting, 0, 0 };
}

/* ---- bands ---- */

/* Wide blocks that the galley passed between two cursors. */
static int spans_between(const Galley *galley, int first, int end, const Unit **out, int most) {
	int count = 0;
	for (int u = first; u < end && u < galley->units.count; u++)
		if (galley->units.items[u].kind == UNIT_SPAN && count < most) out[count++] = &galley->units.items[u];
	return count;
}

static int spans_rows(const Unit **spans, int count) {
	int rows = 0;
	for (int i = 0; i < count; i++) rows += spans[i]->span_rows + 1;
	return rows;
}

static void start_part(PagePart *part, Band *band, const Fill *fill, const int *offsets, const int *heights) {
	part->galley = &band->galley;
	part->fill = *fill;
	part->columns = band->columns;
	memcpy(part->offsets, offsets, sizeof part->offsets);
	memcpy(part->heights, heights, sizeof part->heights);
}

enum { MOST_SPANS = 32 };

/* The band's head, when it begins here, and the wide blocks that waited for the top of a page. */
static void place_on_top(Composer *c, PagePart *part, const Band *band, const Unit **waiting, int waiting_count) {
	for (int i = 0; band && i < band->placed.count; i++) *vector_push(c->arena, &part->placed) = band->placed.items[i];
	int row = 0;
	for (int i = 0; i < waiting_count; i++) {
		*vector_push(c->arena, &part->placed) = (Placed){ waiting[i]->span, 0, row };
		row += waiting[i]->span_rows + 1;
	}
}

static void place_band(Layout *l, Band *band) {
	Composer *c = l->c;
	Cursor cursor = { 0 };
	const Unit *waiting[MOST_SPANS]; /* wide blocks that go to the top of the next page */
	int waiting_count = 0;
	bool first = true;
	l->section = band->section;
	l->article = band->article;
	int gap = band->gap >= 0 ? band->gap : c->design->separator.rows;
	for (int rounds = 0; rounds < 100000; rounds++) {
		int top = l->row && first ? l->row + gap : l->row;
		int offsets[MOST_COLUMNS] = { 0 }, limits[MOST_COLUMNS] = { 0 }, head = 0;
		int span_top = 0;
		for (int i = 0; i < waiting_count; i++) {
			if (i && span_top + waiting[i]->span_rows > c->rows - top) { waiting_count = i; break; } /* cannot happen: rows are checked below */
			span_top += waiting[i]->span_rows + (waiting[i]->span_rows < c->rows ? 1 : 0);
		}
		for (int i = 0; i < band->columns; i++) {
			offsets[i] = first ? band->offsets[i] : span_top;
			limits[i] = l->floors[i] - top;
			if (offsets[i] > head) head = offsets[i];
		}
		Fill fill;
		const Unit *spans[MOST_SPANS];
		int count = 0, extra = 0;
		bool empty = cursor.unit >= band->galley.units.count && !cursor.waiting_count;
		bool ends;
		if (empty) {
			fill = (Fill){ .finished = true, .end = cursor, .height = head };
			ends = head <= free_rows(l, top, band->columns);
		} else {
			ends = page_fill_balanced(c, &band->galley, cursor, offsets, limits, band->columns, &fill);
		}
		if (ends) {
			count = spans_between(&band->galley, cursor.unit, band->galley.units.count, spans, MOST_SPANS);
			extra = spans_rows(spans, count);
			if (extra && fill.height + extra > free_rows(l, top, band->columns)) {
				int shorter[MOST_COLUMNS];
				for (int i = 0; i < band->columns; i++) shorter[i] = limits[i] - extra;
				ends = !empty && page_fill_balanced(c, &band->galley, cursor, offsets, shorter, band->columns, &fill) &&
					fill.height + extra <= free_rows(l, top, band->columns);
			}
		}
		if (ends) {
			int heights[MOST_COLUMNS];
			int height = fill.height > head ? fill.height : head;
			for (int i = 0; i < band->columns; i++) heights[i] = height < limits[i] ? height : limits[i];
			PagePart *part = add_part(l, top, height + extra);
			part->gap = first && l->parts.count > 1 ? gap : 0;
			part->separated = first && band->separated && l->parts.count > 1;
			start_part(part, band, &fill, offsets, heights);
			place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
			int row = height + 1;
			for (int i = 0; i < count; i++) {
				*vector_push(c->arena, &part->placed) = (Placed){ spans[i]->span, 0, row };
				row += spans[i]->span_rows + 1;
			}
			return;
		}
		/* It goes on overleaf: enough text must stand under the head here. */
		int least = c->rows;
		for (int i = 0; i < band->columns; i++) if (limits[i] - offsets[i] < least) least = limits[i] - offsets[i];
		int widest = 0;
		for (int i = 0; i < band->columns; i++) if (limits[i] - offsets[i] > widest) widest = limits[i] - offsets[i];
		bool fresh = l->row == 0;
		if (widest < LEAST_TEXT_ROWS || (least < LEAST_TEXT_ROWS && !fresh && first && !l->has_panel)) {
			if (!fresh) { next_page(l, true); continue; }
			/* A head or a wide block that takes the page: it stands alone. */
			PagePart *part = add_part(l, top, c->rows - top);
			place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
			waiting_count = 0;
			first = false;
			if (empty) return;
			next_page(l, false);
			continue;
		}
		int capacities[MOST_COLUMNS];
		for (int i = 0; i < band->columns; i++) capacities[i] = limits[i] > offsets[i] ? limits[i] - offsets[i] : 0;
		fill = page_fill_columns(c, &band->galley, cursor, capacities, band->columns);
		count = spans_between(&band->galley, cursor.unit, fill.end.unit, spans, MOST_SPANS);
		/* A wide block met on this page goes to its foot where it fits, else to the top of the next. */
		int foot = spans_rows(spans, count);
		bool at_foot = false;
		if (count && foot < least - LEAST_TEXT_ROWS && !l->has_panel) {
			int shorter[MOST_COLUMNS];
			for (int i = 0; i < band->columns; i++) shorter[i] = capacities[i] - foot;
			Fill tighter = page_fill_columns(c, &band->galley, cursor, shorter, band->columns);
			const Unit *again[MOST_SPANS];
			if (spans_between(&band->galley, cursor.unit, tighter.end.unit, again, MOST_SPANS) == count && !tighter.finished) {
				fill = tighter;
				at_foot = true;
			}
		}
		int heights[MOST_COLUMNS];
		for (int i = 0; i < band->columns; i++) heights[i] = limits[i] - (at_foot ? foot : 0);
		PagePart *part = add_part(l, top, c->rows - top);
		part->gap = first && l->parts.count > 1 ? gap : 0;
		part->separated = first && band->separated && l->parts.count > 1;
		start_part(part, band, &fill, offsets, heights);
		place_on_top(c, part, first ? band : NULL, waiting, waiting_count);
		waiting_count = 0;
		int row = c->rows - top - foot + 1;
		for (int i = 0; i < count; i++) {
			if (at_foot) {
				*vector_push(c->arena, &part->placed) = (Placed){ spans[i]->span, 0, row };
				row += spans[i]->span_rows + 1;
			} else waiting[waiting_count++] = spans[i];
		}
		cursor = fill.end;
		first = false;
		next_page(l, false);
	}
}

/* ---- articles into bands ---- */

static int body_chars(const Article *article) {
	int chars = 0;
	for (int i = 0; i < article->body.count; i++) {
		const Block *block = article->body.items[i];
		const Inlines *text = block->kind == BLOCK_PARAGRAPH ? &block->u.text : NULL;
		for (int k = 0; text && k < text->count; k++) if (text->items[k].text) chars += (int)strlen(text->items[k].text);
		if (block->kind != BLOCK_PARAGRAPH) chars += 200;
	}
	return chars;
}

static const Block *lead_photo(const Article *article, const ArticleLook *look) {
	for (int i = 0; i < article->body.count && i < 6; i++) {
		const Block *block = article->body.items[i];
		if (block->kind != BLOCK_FIGURE) continue;
		if (block->u.figure.photos.count > 3 || block->u.figure.place == PLACE_HERE || block->u.figure.place == PLACE_BOTTOM) return NULL;
		if (block->u.figure.width == FIGURE_COLUMN && look->photo_span < 1) return NULL;
		return block;
	}
	return NULL;
}

static NodeId open_article(Layout *l, const Article *article, NodeId part, int *destination) {
	Composer *c = l->c;
	NodeId node = drawing_add_node(c->drawing, part, ROLE_ART, article->pos);
	const char *title = publication_plain_text(c->arena, &article->title);
	c->drawing->nodes.items[node].title = title;
	if (article->lang && c->publication->lang && strcmp(article->lang, c->publication->lang) != 0) c->drawing->nodes.items[node].lang = article->lang;
	c->article = article;
	c->article_node = node;
	const char *id = article->id ? article->id : arena_format(c->arena, "bai-%d", c->drawing->outline.count + 1);
	*destination = drawing_add_destination(c->drawing, id);
	OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
	entry->title = title;
	entry->level = l->section ? 1 : 0;
	entry->destination = *destination;
	entry->node = node;
	return node;
}

/* A head over columns with the article below it. */
static void place_article(Layout *l, const Article *article, const ArticleLook *look, const char *section, NodeId part) {
	Composer *c = l->c;
	Band *band = ARENA_NEW(c->arena, Band);
	band->article = article;
	band->section = section;
	band->separated = true;
	band->gap = -1;
	band->columns = article->columns ? article->columns : look->columns;
	if (band->columns < 1) band->columns = 1;
	if (band->columns > c->design->columns) band->columns = c->design->columns;
	int head_span = look->head_span < 1 || look->head_span > c->design->columns ? c->design->columns : look->head_span;
	if (head_span < band->columns && !look->photo_span) head_span = band->columns;
	l->section = section;
	int destination;
	open_article(l, article, part, &destination);

	const Block *photo_block = lead_photo(article, look);
	Setting *head = ARENA_NEW(c->arena, Setting), *photo = NULL;
	int photo_span = 0;
	if (photo_block) {
		bool wide = photo_block->u.figure.width != FIGURE_COLUMN;
		photo_span = wide ? c->design->columns : look->photo_span;
		if (photo_block->span) photo_span = photo_block->span;
		if (photo_span > c->design->columns) photo_span = c->design->columns;
	}
	/* Without a photo to stand beside it, the head goes over all the columns: no text begins level with a headline. */
	bool beside = photo_block && photo_span <= band->columns - head_span;
	if (!beside && head_span < band->columns && !(photo_block && look->photo_first)) head_span = band->columns;
	*head = page_set_head(c, article, look, section, page_span_width(c, head_span), destination);
	int head_rows = page_rows(c, head->height);
	if (photo_block) {
		photo = ARENA_NEW(c->arena, Setting);
		*photo = page_set_figure(c, photo_block, page_span_width(c, photo_span), beside ? 0 : c->rows / 2,
			photo_block->u.figure.width == FIGURE_FULL);
	}
	int photo_rows = photo ? page_rows(c, photo->height) : 0;
	for (int i = 0; i < MOST_COLUMNS; i++) {
		band->offsets[i] = i < head_span ? head_rows : 0;
		if (!photo) continue;
		if (beside) band->offsets[i] = i >= head_span && i < head_span + photo_span ? photo_rows : band->offsets[i];
		else if (look->photo_first || i < photo_span) band->offsets[i] = (i < photo_span ? photo_rows : 0) + (i < head_span ? head_rows : 0);
	}
	if (photo && !beside && look->photo_first && photo_span < head_span) { /* the head clears the photo as a whole */
		for (int i = 0; i < head_span; i++) band->offsets[i] = photo_rows + head_rows;
	}
	int head_row = photo && !beside && look->photo_first ? photo_rows : 0;
	*vector_push(c->arena, &band->placed) = (Placed){ head, 0, head_row };
	if (photo) *vector_push(c->arena, &band->placed) = (Placed){ photo, beside ? head_span : 0, beside || look->photo_first ? 0 : head_rows };

	band->galley = (Galley){ .measure = c->column_width, .span_columns = c->design->columns };
	page_add_article(c, &band->galley, article, look, photo_block);
	place_band(l, band);
}

/* Small articles one after another in the columns. */
static void add_small_article(Layout *l, Band *band, const Article *article, const ArticleLook *look, const char *section, NodeId part) {
	Composer *c = l->c;
	l->section = section;
	int destination;
	open_article(l, article, part, &destination);
	if (band->galley.units.count) {
		int rows = look->run_in ? 1 : c->design->separator.rows;
		page_add_space(c, &band->galley, rows);
		Unit *space = &band->galley.units.items[band->galley.units.count - 1];
		if (!look->run_in && c->design->separator.rule.weight && space->kind == UNIT_SPACE) {
			Setting line = { 0 };
			Length middle = (space->variants[0].rows * c->design->leading + c->grid_baseline - c->cap_height - (c->design->leading - c->grid_baseline)) / 2;
			page_add_rule(c, &line, c->design->separator.rule, 0, middle, c->column_width);
			space->variants[0].slabs[0].marks = line.marks.items;
			space->variants[0].slabs[0].mark_count = line.marks.count;
		}
	}
	if (!look->run_in) {
		Setting *head = ARENA_NEW(c->arena, Setting);
		*head = page_set_head(c, article, look, section, c->column_width, destination);
		page_add_solid(c, &band->galley, head, page_rows(c, head->height), true);
	} else {
		Setting *place = ARENA_NEW(c->arena, Setting);
		page_add_mark(c, place, MARK_DESTINATION)->u.destination = destination;
		page_add_solid(c, &band->galley, place, 0, true);
	}
	page_add_article(c, &band->galley, article, look, NULL);
}

static const ArticleLook *look_of(const Composer *c, const Article *article, bool opens, bool alone) {
	return design_find_look(c->design, article->rank, opens, body_chars(article), alone);
}

static bool is_small(const Composer *c, const ArticleLook *look) {
	return c->design->columns > 1 && (look->run_in || look->head_span <= 1);
}

/* ---- the issue ---- */

typedef struct Panel { Setting setting; NodeId node; int column, row; ContentsEntry *entries; int count; bool shown; } Panel;

static void list_entries(Composer *c, Panel *panel, int most) {
	const Publication *publication = c->publication;
	int total = 0, destination = 0;
	for (int p = 0; p < publication->parts.count; p++) total += publication->parts.items[p].articles.count;
	panel->entries = ARENA_ARRAY(c->arena, ContentsEntry, total + 1);
	for (int p = 0; p < publication->parts.count; p++) {
		bool named = false;
		for (int a = 0; a < publication->parts.items[p].articles.count; a++, destination++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			const ArticleLook *look = look_of(c, article, destination == 0, total == 1);
			if (look->run_in || (most && panel->count >= most)) continue;
			ContentsEntry *entry = &panel->entries[panel->count++];
			entry->article = article;
			entry->section = named ? NULL : publication->parts.items[p].title;
			named = true;
			const char *id = article->id ? article->id : arena_format(c->arena, "bai-%d", destination + 1);
			entry->destination = drawing_add_destination(c->drawing, id);
		}
	}
}

/* The panel "Trong số này" stands at the foot of a column of the first page. */
static void reserve_panel(Layout *l, Panel *panel, NodeId node) {
	Composer *c = l->c;
	if (!c->design->contents.shown) return;
	list_entries(c, panel, c->design->contents.max_entries);
	if (panel->count < 2) return;
	panel->node = node;
	Setting setting = page_set_contents(c, c->column_width, node, panel->entries, panel->count, NULL);
	c->drawing->nodes.count = node + 1; /* measured only; set again when the pages are known */
	c->drawing->nodes.items[node].first_child = c->drawing->nodes.items[node].last_child = NODE_NONE;
	int rows = page_rows(c, setting.height), column = c->design->contents.column;
	panel->column = column < 1 || column > c->design->columns ? c->design->columns - 1 : column - 1;
	if (rows > c->rows - l->row) return;
	panel->row = c->rows - rows;
	panel->shown = true;
	l->floors[panel->column] = panel->row - 1;
	l->has_panel = true;
}

static void draw_panel(Layout *l, Panel *panel) {
	Composer *c = l->c;
	if (!panel->shown) return;
	int *pages = ARENA_ARRAY(c->arena, int, c->drawing->destinations.count + 1);
	for (int i = 0; i < c->drawing->destinations.count; i++) pages[i] = c->drawing->destinations.items[i].page;
	panel->setting = page_set_contents(c, c->column_width, panel->node, panel->entries, panel->count, pages);
	page_emit_marks(c, 0, panel->setting.marks.items, panel->setting.marks.count, column_x(c, 0, panel->column), row_y(c, panel->row), false);
}

static void place_cover(Layout *l) {
	Composer *c = l->c;
	if (!c->publication->cover.photo) return;
	Block *block = ARENA_NEW(c->arena, Block);
	block->kind = BLOCK_FIGURE;
	block->pos = c->publication->cover.photo->pos;
	*vector_push(c->arena, &block->u.figure.photos) = *c->publication->cover.photo;
	block->u.figure.caption = c->publication->cover.caption;
	block->u.figure.width = FIGURE_PAGE;
	Setting *setting = ARENA_NEW(c->arena, Setting);
	c->article_node = NODE_DOCUMENT;
	*setting = page_set_figure(c, block, page_span_width(c, c->design->columns), c->rows / 3, false);
	place_setting(l, setting, 1, false);
}

static void place_part(Layout *l, const Part *part, int index, NodeId node, int *seen, int total) {
	Composer *c = l->c;
	l->section = part->title;
	if (c->design->part_head.shown && part->title) {
		Setting *setting = ARENA_NEW(c->arena, Setting);
		NodeId head = drawing_add_node(c->drawing, node, ROLE_P, part->pos);
		Length width = page_span_width(c, c->design->columns);
		setting->width = width;
		setting->height = c->design->part_head.rows_before * c->design->leading;
		if (c->design->part_head.rule.weight) page_add_rule(c, setting, c->design->part_head.rule, 0, setting->height, width);
		Paragraph text = page_set_plain(c, part->title, c->design->part_head.style, width, head, part->pos);
		page_add_lines(c, setting, &text, c->design->part_head.style, 0);
		setting->height += c->design->part_head.rows_after * c->design->leading;
		setting->height = page_rows(c, setting->height) * c->design->leading;
		place_setting(l, setting, c->design->separator.rows, false);
	}
	if (part->title) {
		OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
		entry->title = part->title;
		entry->destination = drawing_add_destination(c->drawing, arena_format(c->arena, "phan-%d", index + 1));
		entry->node = node;
	}
	int outline = c->drawing->outline.count - 1;
	for (int a = 0; a < part->articles.count;) {
		const Article *article = part->articles.items[a];
		const ArticleLook *look = look_of(c, article, *seen == 0, total == 1);
		if (!is_small(c, look)) {
			place_article(l, article, look, part->title, node);
			a++;
			(*seen)++;
			continue;
		}
		Band *band = ARENA_NEW(c->arena, Band);
		*band = (Band){ .article = article, .section = part->title, .separated = true, .gap = -1, .columns = c->design->columns,
			.galley = { .measure = c->column_width, .span_columns = c->design->columns } };
		do {
			add_small_article(l, band, article, look, part->title, node);
			(*seen)++;
			if (++a == part->articles.count) break;
			article = part->articles.items[a];
			look = look_of(c, article, *seen == 0, total == 1);
		} while (is_small(c, look));
		place_band(l, band);
	}
	/* a part begins where its first article does */
	if (part->title && part->articles.count && outline + 1 < c->drawing->outline.count)
		c->drawing->outline.items[outline].destination = c->drawing->outline.items[outline + 1].destination;
}

static void compose_pages(Composer *c) {
	const Publication *publication = c->publication;
	Layout *l = ARENA_NEW(c->arena, Layout);
	l->c = c;
	l->page = -1;
	open_page(l);
	int total = 0, seen = 0;
	for (int p = 0; p < publication->parts.count; p++) total += publication->parts.items[p].articles.count;

	bool has_masthead = c->design->masthead.count > 0 && (publication->kind != PUBLICATION_ARTICLE);
	if (has_masthead) {
		Setting *masthead = ARENA_NEW(c->arena, Setting);
		*masthead = page_set_masthead(c, page_span_width(c, c->design->columns));
		place_setting(l, masthead, 0, false);
		l->page_fresh = true;
	}
	place_cover(l);
	Panel panel = { 0 };
	NodeId contents = NODE_NONE;
	if (c->design->contents.shown && total > 2) {
		contents = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, publication->pos);
		reserve_panel(l, &panel, contents);
	}
	for (int p = 0; p < publication->parts.count; p++) {
		const Part *part = &publication->parts.items[p];
		NodeId node = NODE_DOCUMENT;
		if (part->title) {
			node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_PART, part->pos);
			c->drawing->nodes.items[node].title = part->title;
		}
		place_part(l, part, p, node, &seen, total);
	}
	if (publication->imprint.count) {
		Setting *imprint = ARENA_NEW(c->arena, Setting);
		*imprint = page_set_imprint(c, page_span_width(c, c->design->columns));
		place_setting(l, imprint, c->design->separator.rows, true);
	}
	close_page(l, false);
	draw_panel(l, &panel);
	for (int i = 0; i < c->drawing->pages.count; i++) {
		Fields fields = { .article = l->openers.items[i], .section = l->sections.items[i], .page = i, .pages = c->drawing->pages.count };
		unsigned kinds = i == 0 ? PAGE_FIRST : c->design->facing ? (i % 2 == 1 ? PAGE_LEFT : PAGE_RIGHT) : PAGE_LEFT | PAGE_RIGHT;
		page_emit_furniture(c, i, kinds, &fields);
	}
}

/* ---- the door ---- */

static void fill_info(Composer *c) {
	const Publication *publication = c->publication;
	DrawingInfo *info = &c->drawing->info;
	const Article *only = publication->kind == PUBLICATION_ARTICLE && publication->parts.count && publication->parts.items[0].articles.count ?
		publication->parts.items[0].articles.items[0] : NULL;
	Fields fields = { .article = only };
	info->lang = publication->lang ? publication->lang : "vi";
	info->title = only ? publication_plain_text(c->arena, &only->title) :
		page_fill_template(c, "{title}[ – Số {number}]", &fields);
	if (!info->title[0]) info->title = file_stem(c->arena, publication->path);
	info->publisher = publication->publisher;
	info->identifier = publication->id ? publication->id : only ? only->id : NULL;
	struct { const char **items; int count, capacity; } creators = { 0 }, words = { 0 };
	for (int p = 0; p < publication->parts.count; p++) {
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			for (int i = 0; i < article->authors.count; i++) {
				bool known = false;
				for (int k = 0; k < creators.count; k++) known = known || strcmp(creators.items[k], article->authors.items[i].name) == 0;
				if (!known) *vector_push(c->arena, &creators) = article->authors.items[i].name;
			}
			for (int i = 0; i < article->keywords.count; i++) {
				bool known = false;
				for (int k = 0; k < words.count && !known; k++) known = strcmp(words.items[k], article->keywords.items[i]) == 0;
				if (!known && words.count < 64) *vector_push(c->arena, &words) = article->keywords.items[i];
			}
		}
	}
	info->creators = creators.items;
	info->creator_count = creators.count;
	Text joined = { 0 };
	for (int i = 0; i < creators.count; i++) text_format(&joined, "%s%s", i ? "; " : "", creators.items[i]);
	if (joined.length) info->author = arena_copy_text(c->arena, joined.bytes, joined.length);
	text_clear(&joined);
	for (int i = 0; i < words.count; i++) text_format(&joined, "%s%s", i ? ", " : "", words.items[i]);
	if (joined.length) info->keywords = arena_copy_text(c->arena, joined.bytes, joined.length);
	text_free(&joined);
	const char *subtitle = publication_plain_text(c->arena, &publication->subtitle);
	if (subtitle[0]) info->subject = subtitle;
	Date date = publication->date;
	if (!date.year && only) date = only->date;
	info->utc_offset_minutes = 420;
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (epoch && epoch[0]) {
		info->time = strtoll(epoch, NULL, 10);
	} else if (date.year) {
		int year = date.year, month = date.month ? date.month : 1, day = date.day ? date.day : 1;
		/* days from civil (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms") */
		year -= month <= 2;
		int era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
		int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1, doe = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
		int64_t days = (int64_t)era * 146097 + doe - 719468;
		info->time = days * 86400 + (date.hour >= 0 ? date.hour * 3600 + date.minute * 60 : 0) - info->utc_offset_minutes * 60;
	}
}

static void measure_grid(Composer *c) {
	const Design *design = c->design;
	const TextStyle *body = design_find_style(design, "body");
	Font *font = page_find_font(c, body, false, false, body->pos);
	int upem = font_units_per_em(font);
	Length ascent = length_scale(body->size, font_ascender(font), upem), descent = -length_scale(body->size, font_descender(font), upem);
	c->cap_height = length_scale(body->size, font_cap_height(font), upem);
	c->x_height = length_scale(body->size, font_x_height(font), upem);
	/* The baseline lies so that a line's own ascent and descent sit in the middle of its row, as in any other line. */
	c->grid_baseline = (design->leading - (ascent + descent)) / 2 + ascent;
	int columns = design->columns > 0 ? design->columns : 1;
	c->column_width = (design->width - design->inside - design->outside - (columns - 1) * design->gutter) / columns;
	c->rows = (int)((design->height - design->top - design->bottom) / design->leading);
}

Drawing *page_compose(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag) {
	Composer *c = ARENA_NEW(arena, Composer);
	c->arena = arena;
	c->scratch = arena_open();
	c->publication = publication;
	c->design = design;
	c->fonts = fonts;
	c->diag = diag;
	c->breaker = paragraph_open_breaker();
	c->title_level = publication->kind == PUBLICATION_ARTICLE ? 1 : 2;
	measure_grid(c);
	Diag *silent = NULL; /* later passes find the same things again */
	for (int pass = 0; pass < MOST_PASSES; pass++) {
		c->drawing = drawing_open(arena);
		c->tags.count = 0;
		c->note_nodes.count = 0;
		c->asked_page = false;
		c->article = NULL;
		fill_info(c);
		compose_pages(c);
		if (!c->asked_page) break;
		PageNumbers *now = ARENA_NEW(arena, PageNumbers);
		int *pages = ARENA_ARRAY(arena, int, c->drawing->destinations.count + 1);
		for (int i = 0; i < c->drawing->destinations.count; i++) pages[i] = c->drawing->destinations.items[i].page;
		*now = (PageNumbers){ pages, c->drawing->destinations.count };
		bool settled = c->known && c->known->count == now->count && memcmp(c->known->pages, pages, sizeof *pages * (size_t)now->count) == 0;
		if (settled) break;
		if (pass == MOST_PASSES - 1)
			diag_add(diag, SEVERITY_WARNING, "references-unsettled", publication->pos, _("page references did not settle in %d passes; check them by eye"), MOST_PASSES);
		c->known = now;
		if (!silent) silent = diag_open();
		c->diag = silent;
	}
	c->drawing->info.lang = publication->lang ? publication->lang : "vi";
	diag_close(silent);
	paragraph_close_breaker(c->breaker);
	arena_close(c->scratch);
	return c->drawing;
}
