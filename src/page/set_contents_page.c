/* "Trong số này" on pages of its own: its entries in columns of one height, the imprint at the foot. */
#include "page/front_matter.h"

/* The entries set one by one, with the white above each where it does not begin a column. */
typedef struct Entries { Setting *settings; Length *gaps; int count; } Entries;

static Entries set_entries(Composer *c, const ContentsList *list, Length measure, NodeId toc, const int *pages, bool leads) {
	Entries entries = { ARENA_ARRAY(c->arena, Setting, list->count + 1), ARENA_ARRAY(c->arena, Length, list->count + 1), list->count };
	for (int i = 0; i < list->count; i++) {
		NodeId item = drawing_add_node(c->drawing, toc, ROLE_TOCI, list->items[i].article->pos);
		if (list->items[i].first) entries.gaps[i] = c->design->contents.section_style->space_before;
		page_add_contents_entry(c, &entries.settings[i], &list->items[i], 0, measure, item, pages, leads);
	}
	return entries;
}

/* One past the last entry of a column of that height which begins with `first`: one at the least. */
static int end_column(const Entries *entries, int first, Length height) {
	LengthSum used = entries->settings[first].height;
	int at = first + 1;
	while (at < entries->count && used + entries->gaps[at] + entries->settings[at].height <= height) {
		used += entries->gaps[at] + entries->settings[at].height;
		at++;
	}
	return at;
}

static int end_columns(const Entries *entries, int first, Length height, int columns) {
	for (int i = 0; i < columns && first < entries->count; i++) first = end_column(entries, first, height);
	return first;
}

/* The least height, to a quarter row, at which the rest of the entries goes into the columns; `most` where it does not. */
static Length balance(const Composer *c, const Entries *entries, int first, Length most, int columns) {
	Length step = c->design->leading / 4;
	int low = 1, high = (int)(most / step);
	if (end_columns(entries, first, most, columns) < entries->count) return most;
	while (low < high) {
		int middle = (low + high) / 2;
		if (end_columns(entries, first, middle * step, columns) == entries->count) high = middle;
		else low = middle + 1;
	}
	return high * step;
}

int page_set_contents_pages(Composer *c, const ContentsPages *contents, const int *pages, bool draw) {
	const Design *design = c->design;
	NodeId node = contents->node;
	int columns = design->columns, page = contents->page, first = 0;
	Setting title = { .width = page_span_width(c, columns) };
	page_add_contents_title(c, &title, 0, title.width, node);
	NodeId toc = drawing_add_node(c->drawing, node, ROLE_TOC, (SourcePos){ 0 });
	Entries entries = set_entries(c, &contents->entries, c->column_width, toc, pages, contents->leads);
	Length top = page_rows(c, title.height + (title.marks.count ? design->leading : 0)) * design->leading;
	if (draw) page_emit_marks(c, page, title.marks.items, title.marks.count, page_column_x(c, page, 0), page_row_y(c, 0), false);
	for (;;) {
		bool opening = page == contents->page;
		Length start = opening ? top : 0, room = c->rows * design->leading - start - (opening ? contents->foot_rows * design->leading : 0);
		Length height = balance(c, &entries, first, room, columns);
		for (int col = 0; col < columns && first < entries.count; col++) {
			int end = end_column(&entries, first, height);
			Length y = page_row_y(c, 0) + start;
			for (int i = first; i < end; i++) {
				if (i > first) y += entries.gaps[i];
				if (draw) page_emit_marks(c, page, entries.settings[i].marks.items, entries.settings[i].marks.count, page_column_x(c, page, col), y, false);
				y += entries.settings[i].height;
			}
			first = end;
		}
		if (first >= entries.count) return page - contents->page + 1;
		page++;
	}
}
