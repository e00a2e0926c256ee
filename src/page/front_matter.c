#include "page/front_matter.h"
#include <string.h>
#include "page/side_bar.h"

typedef struct Panel { NodeId node; int page, column, row; ContentsList entries; bool shown, aside; } Panel;

struct FrontMatter {
	bool has_cover, has_contents, has_imprint;
	NodeId cover_node;
	ContentsPages contents;
	Setting imprint;
	Panel panel;
};

static void drop_nodes(Composer *c, NodeId node) { /* what was set for its measure only */
	c->drawing->nodes.count = node + 1;
	c->drawing->nodes.items[node].first_child = c->drawing->nodes.items[node].last_child = NODE_NONE;
}

/* Sets the panel without page numbers, for its height; 0 where there is none to be shown. */
static int measure_panel(Composer *c, Panel *panel, NodeId node, int most) {
	panel->entries = page_list_contents(c, 0);
	while (c->design->contents.max_entries && panel->entries.count > c->design->contents.max_entries) page_drop_entry(c, &panel->entries);
	if (panel->entries.count < LEAST_ENTRIES) return 0;
	panel->node = node;
	panel->column = c->design->contents.column < 1 || c->design->contents.column > c->design->columns ? c->design->columns - 1 :
		c->design->contents.column - 1;
	int rows;
	do { /* what matters least gives way when it grows too tall */
		Setting setting = page_set_contents(c, c->column_width, node, panel->entries.items, panel->entries.count, NULL);
		drop_nodes(c, node); /* set again when the pages are known */
		rows = page_rows(c, setting.height);
	} while (rows > most && page_drop_entry(c, &panel->entries) >= 2);
	return panel->entries.count >= 2 ? rows : 0;
}

static Setting *set_photo(Composer *c, int columns, int rows) {
	Block *block = ARENA_NEW(c->arena, Block);
	block->kind = BLOCK_FIGURE;
	block->pos = c->publication->cover.photo->pos;
	*vector_push(c->arena, &block->u.figure.photos) = *c->publication->cover.photo;
	block->u.figure.caption = c->publication->cover.caption;
	block->u.figure.width = FIGURE_PAGE;
	Setting *setting = ARENA_NEW(c->arena, Setting);
	c->article_node = NODE_DOCUMENT;
	*setting = page_set_figure(c, block, page_span_width(c, columns), (FigureRows){ .most = c->side_bar ? c->rows / 4 : c->rows / 3, .exact = rows }, false);
	return setting;
}

/* The panel at the top of the first side bar. */
static void place_panel_aside(Layout *l, Panel *panel, int row) {
	Composer *c = l->c;
	page_begin_aside(c);
	NodeId node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, c->publication->pos);
	int above = page_side_rule_rows(c), rows = measure_panel(c, panel, node, c->rows - row - above);
	page_end_aside(c);
	panel->aside = true;
	panel->row = row + above;
	panel->shown = rows > 0;
	if (rows) page_keep_side_rows(c, above + rows);
}

/* The cover photo and the panel "Trong số này". With both, they stand side by side below the masthead, of one height; a panel
 * alone stands at the foot of its column. */
static void place_photo_and_panel(Layout *l, FrontMatter *front, int articles, int bar_row) {
	Composer *c = l->c;
	Panel *panel = &front->panel;
	bool cover = c->publication->cover.photo != NULL && !front->has_cover;
	int rows = 0, columns = c->design->columns;
	panel->page = l->page;
	if (c->side_bar && !front->has_contents && page_side_takes(c, SIDE_CONTENTS)) {
		if (c->design->contents.shown) place_panel_aside(l, panel, bar_row);
	} else if (c->design->contents.shown && !front->has_contents && articles >= LEAST_ENTRIES) {
		NodeId node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, c->publication->pos);
		rows = measure_panel(c, panel, node, cover ? c->rows / 3 : (c->rows - l->row) / 2); /* room for the first article above it */
	}
	bool side_by_side = cover && rows && columns > 1 && (panel->column == 0 || panel->column == columns - 1);
	if (cover) {
		l->under_masthead = false;
		Setting *photo = set_photo(c, side_by_side ? columns - 1 : columns, side_by_side ? rows : 0);
		int photo_rows = page_rows(c, photo->height);
		if (!side_by_side) {
			page_place_setting(l, photo, 0, false);
		} else {
			PagePart *part = vector_push(c->arena, &l->parts);
			part->row = l->row;
			part->rows = photo_rows > rows ? photo_rows : rows;
			*vector_push(c->arena, &part->placed) = (Placed){ photo, panel->column == 0 ? 1 : 0, 0 };
			panel->row = part->row;
			panel->shown = true;
			l->row = part->row + part->rows;
			return;
		}
	}
	if (!rows || rows > c->rows - l->row) return;
	panel->row = c->rows - rows;
	panel->shown = true;
	l->floors[panel->column] = panel->row - 1;
	l->has_panel = true;
}

/* ---- contents on pages of their own ---- */

/* Closes a page that holds no articles: it counts for nothing in the measures. */
static void end_front_page(Layout *l) {
	for (int i = 0; i < MOST_COLUMNS; i++) l->floors[i] = 0;
	l->row = 0;
	page_close_page(l, false);
	page_open_page(l);
}

/* The pages they need above so many rows of something else on the first. */
static int count_contents_pages(Composer *c, const ContentsPages *contents, int foot_rows) {
	ContentsPages probe = *contents;
	probe.foot_rows = foot_rows;
	probe.node = drawing_add_node(c->drawing, contents->node, ROLE_SECT, c->publication->pos);
	int count = page_set_contents_pages(c, &probe, NULL, false);
	drop_nodes(c, contents->node);
	return count;
}

static void place_contents_pages(Layout *l, FrontMatter *front) {
	Composer *c = l->c;
	front->contents = (ContentsPages){ .entries = page_list_contents(c, c->design->contents.max_entries), .page = l->page };
	front->has_contents = front->contents.entries.count >= LEAST_ENTRIES;
	if (!front->has_contents) return;
	bool with_imprint = c->design->imprint.with_contents && c->publication->imprint.count && !page_side_takes(c, SIDE_IMPRINT);
	if (with_imprint) front->imprint = page_set_imprint(c, page_span_width(c, c->design->columns));
	front->contents.node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, c->publication->pos);
	front->contents.leads = front->contents.entries.count <= c->design->contents.leads_up_to;
	int count = count_contents_pages(c, &front->contents, 0);
	if (count > 1 && front->contents.leads) { /* standfirsts are not worth a page */
		front->contents.leads = false;
		count = count_contents_pages(c, &front->contents, 0);
	}
	if (with_imprint) { /* where the contents leave it room */
		int foot_rows = page_rows(c, front->imprint.height) + 1;
		front->has_imprint = foot_rows < c->rows / 2 && count_contents_pages(c, &front->contents, foot_rows) == count;
		if (front->has_imprint) front->contents.foot_rows = foot_rows;
	}
	for (int i = 0; i < count; i++) {
		l->sections.items[l->page] = c->design->contents.title;
		end_front_page(l);
	}
}

/* ---- all of it ---- */

bool page_has_cover(const Composer *c) { return c->design->cover.shown && c->publication->kind != PUBLICATION_ARTICLE; }

const Publication *page_credit_cover(Arena *arena, const Publication *publication, const Design *design) {
	if (!design->cover.shown || publication->kind == PUBLICATION_ARTICLE || !publication->cover.photo || !publication->cover.caption.count) return publication;
	Publication *copy = ARENA_NEW(arena, Publication);
	*copy = *publication;
	memset(&copy->imprint, 0, sizeof copy->imprint);
	*vector_push(arena, &copy->imprint) = (ImprintField){ "Ảnh bìa", publication->cover.caption, publication->cover.photo->pos };
	for (int i = 0; i < publication->imprint.count; i++) *vector_push(arena, &copy->imprint) = publication->imprint.items[i];
	return copy;
}

/* The masthead goes over the whole page; a side bar on the left has its own columns before those of the text. */
static void place_masthead(Layout *l) {
	Composer *c = l->c;
	Setting *masthead = ARENA_NEW(c->arena, Setting);
	*masthead = page_set_masthead(c, page_span_width(c, c->design->columns));
	Length aside = c->side_bar ? page_text_x(c, l->page) - page_column_x(c, l->page, 0) : 0;
	for (int i = 0; i < masthead->marks.count; i++) masthead->marks.items[i].x -= aside;
	page_place_setting(l, masthead, 0, false);
	l->page_fresh = true;
	l->under_masthead = l->row > 0;
}

FrontMatter *page_place_front(Layout *l) {
	Composer *c = l->c;
	const Publication *publication = c->publication;
	FrontMatter *front = ARENA_NEW(c->arena, FrontMatter);
	int articles = 0;
	for (int p = 0; p < publication->parts.count; p++) articles += publication->parts.items[p].articles.count;
	const Design *text = c->design;
	c->design = page_whole_design(c); /* over the side bar as well */
	front->has_cover = page_has_cover(c);
	if (front->has_cover) {
		front->cover_node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, publication->pos);
		end_front_page(l);
	} else if (c->design->masthead.count && publication->kind != PUBLICATION_ARTICLE) {
		place_masthead(l);
	}
	if (c->design->contents.shown && c->design->contents.own_page && articles >= LEAST_ENTRIES) place_contents_pages(l, front);
	c->design = text;
	int bar_row = l->row;
	if (c->side_bar) page_start_side_bars(c, l->page, bar_row);
	place_photo_and_panel(l, front, articles, bar_row);
	return front;
}

bool page_front_has_imprint(const FrontMatter *front) { return front->has_imprint; }
const Setting *page_front_imprint(const FrontMatter *front) { return front->imprint.marks.count ? &front->imprint : NULL; }

void page_draw_front(Layout *l, FrontMatter *front) {
	Composer *c = l->c;
	int *pages = ARENA_ARRAY(c->arena, int, c->drawing->destinations.count + 1);
	for (int i = 0; i < c->drawing->destinations.count; i++) pages[i] = c->drawing->destinations.items[i].page;
	const Design *text = c->design;
	c->design = page_whole_design(c);
	if (front->has_cover) {
		ContentsList articles = page_list_contents(c, 0);
		page_draw_cover(c, front->cover_node, &articles, pages);
	}
	if (front->has_contents) {
		const ContentsPages *contents = &front->contents;
		page_set_contents_pages(c, contents, pages, true);
		if (front->has_imprint)
			page_emit_marks(c, contents->page, front->imprint.marks.items, front->imprint.marks.count, page_column_x(c, contents->page, 0),
				page_row_y(c, c->rows - page_rows(c, front->imprint.height)), false);
	}
	c->design = text;
	const Panel *panel = &front->panel;
	if (!panel->shown) return;
	if (panel->aside) page_begin_aside(c);
	Length x = panel->aside ? page_side_x(c, panel->page) : page_column_x(c, panel->page, panel->column);
	Setting setting = page_set_contents(c, c->column_width, panel->node, panel->entries.items, panel->entries.count, pages);
	if (panel->aside) {
		page_draw_side_rule(c, panel->page, panel->row - page_side_rule_rows(c));
		page_end_aside(c);
	}
	page_emit_marks(c, panel->page, setting.marks.items, setting.marks.count, x, page_row_y(c, panel->row), false);
}
