#include "page/side_bar.h"
#include <string.h>

enum {
	GAP = 2, TIGHT_GAP = 1,  /* rows between two things of a bar */
	LEAST_PART = 8,          /* rows of what is longer than a bar that are worth beginning at its foot */
BLOCK_CHARS = 300,       /* of text that a quote, a box, a photo takes the room of */
	LEAST_FILLING = 65,      /* percent of the bars that is worth having them for */
	HEAD_CHARS = 150         /* of text that an article's head takes the room of */
};

/* An article for the bars. */
typedef struct Aside {
	const Galley *galley;
	Cursor cursor;           /* what of it is set already: it is longer than a bar */
	int rows;                /* still to be set */
	const char *title; NodeId title_node;
	bool tight;
} Aside;
/* What belongs beside the text of a page. */
typedef struct SideBlock { const Galley *galley; int rows, page; Cursor cursor; } SideBlock; /* cursor: what of it is set already */

struct SideBar {
	const Design *page, *text, *own;  /* of the whole page, of the text beside the bar, of the bar itself */
	Length width, column;    /* of the bar; of a column of the page */
	const bool *chosen;      /* by an article's number: it stands in the bar; NULL: none does */
	bool setting;            /* something is being set for the bar */
	int first, first_row;    /* the page where the bars begin, and their first row there: below the masthead */
	int kept;                /* rows below that which are others' */
	struct { Aside *items; int count, capacity; } asides;
	struct { SideBlock *items; int count, capacity; } blocks;
	Setting imprint; int imprint_rows;
};

/* ---- designs ---- */

static const Design *make_text_design(Composer *c, const Design *page, Length width) {
	Design *text = ARENA_NEW(c->arena, Design);
	*text = *page;
	text->columns -= page->side_bar.columns;
	if (page->side_bar.side == EDGE_INSIDE) text->inside += width + page->gutter;
	else text->outside += width + page->gutter;
	memset(&text->looks, 0, sizeof text->looks);
	for (int i = 0; i < page->looks.count; i++) {
		ArticleLook *look = vector_push(c->arena, &text->looks);
		*look = page->looks.items[i];
		int *const spans[] = { &look->columns, &look->span, &look->head_span, &look->photo_span };
		for (int k = 0; k < 4; k++) if (*spans[k] > text->columns) *spans[k] = text->columns;
	}
	if (text->contents.column > text->columns) text->contents.column = text->columns;
	return text;
}

static const Design *make_own_design(Composer *c, const Design *page) {
	Design *own = ARENA_NEW(c->arena, Design);
	*own = *page;
	own->columns = own->imprint.columns = 1;
	own->column_rule.weight = 0;
	return own;
}

static unsigned side_rank(const ArticleLook *look) {
	return strcmp(look->rank, "brief") == 0 ? SIDE_BRIEF : strcmp(look->rank, "third") == 0 ? SIDE_THIRD : strcmp(look->rank, "second") == 0 ? SIDE_SECOND : 0;
}

static bool wants_block(const Block *block, unsigned takes) {
	if (block->span >= 2) return false;
	switch (block->kind) {
	case BLOCK_PULL: return takes & SIDE_PULL;
	case BLOCK_BOX: return takes & SIDE_BOX;
	case BLOCK_FIGURE: return block->u.figure.width == FIGURE_COLUMN && block->u.figure.place != PLACE_HERE && (takes & SIDE_FIGURE);
	default: return false;
	}
}

/* What there is for the bar, in characters of text. */
typedef struct Supply {
	int *sizes; int count;    /* of each article of a rank that it takes; 0: none for it */
	int64_t all, wanted, blocks; /* of all articles; of those; of what stands beside the text */
} Supply;

static Supply count_supply(Composer *c) {
	const Publication *publication = c->publication;
	unsigned takes = c->design->side_bar.takes;
	Supply supply = { 0 };
	int total = 0, seen = 0;
	for (int p = 0; p < publication->parts.count; p++) total += publication->parts.items[p].articles.count;
	supply.sizes = ARENA_ARRAY(c->scratch, int, total + 1);
	supply.count = total;
	for (int p = 0; p < publication->parts.count; p++) {
		for (int a = 0; a < publication->parts.items[p].articles.count; a++, seen++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			int size = page_body_chars(article) + HEAD_CHARS;
			supply.all += size;
			for (int i = 0; i < article->body.count; i++) supply.blocks += wants_block(article->body.items[i], takes) ? BLOCK_CHARS : 0;
			supply.blocks += article->related.count && (takes & SIDE_RELATED) ? BLOCK_CHARS : 0;
			if (!seen || !(side_rank(page_find_look(c, article, false, total == 1)) & takes)) continue;
			supply.sizes[seen] = size;
			supply.wanted += size;
		}
	}
	return supply;
}

/* Which articles go into the bar, by their numbers: those of the ranks it takes, but no more than it can hold beside the others; of
 * too many, every so manieth over the whole issue. The one that opens the issue stays in the text. NULL: none. */
static const bool *choose_asides(Composer *c, const Supply *supply) {
	if (!supply->wanted) return NULL;
	int64_t room = supply->all * c->design->side_bar.columns / c->design->columns * 4 / 5, due = 0; /* some of it is for contents, quotes, imprint */
	if (room > supply->wanted) room = supply->wanted;
	bool *chosen = ARENA_ARRAY(c->arena, bool, supply->count + 1);
	for (int i = 0; i < supply->count; i++) {
		due += supply->sizes[i] * room;
		chosen[i] = supply->sizes[i] && due >= supply->sizes[i] * supply->wanted / 2;
		if (chosen[i]) due -= supply->sizes[i] * supply->wanted;
	}
	return chosen;
}

/* With less than that the bars of most pages would stand empty; contents alone are no reason for one. What the pages hold besides
 * text (photos, heads, white) is in nobody's count, so that bars which are filled by it are in truth about half full. */
static bool is_enough(const Composer *c, const Supply *supply) {
	return (supply->wanted + supply->blocks) * 100 >= supply->all * c->design->side_bar.columns / c->design->columns * LEAST_FILLING && supply->all > 0;
}

/* The text goes over all the columns: so does what would have gone over those beside the bar. */
static const Design *make_design_without(Composer *c, const Design *page) {
	Design *design = ARENA_NEW(c->arena, Design);
	*design = *page;
	design->side_bar.shown = false;
	memset(&design->looks, 0, sizeof design->looks);
	for (int i = 0; i < page->looks.count; i++) {
		ArticleLook *look = vector_push(c->arena, &design->looks);
		*look = page->looks.items[i];
		if (look->columns >= page->columns - page->side_bar.columns) look->columns = page->columns;
		if (look->head_span >= page->columns - page->side_bar.columns) look->head_span = page->columns;
	}
	return design;
}

void page_open_side_bar(Composer *c) {
	const Design *page = page_whole_design(c);
	c->design = page;
	c->side_bar = NULL;
	if (!page->side_bar.shown || page->side_bar.columns >= page->columns || c->publication->kind == PUBLICATION_ARTICLE) return;
	Supply supply = count_supply(c);
	if (!is_enough(c, &supply)) {
		c->design = make_design_without(c, page);
		return;
	}
	SideBar *bar = ARENA_NEW(c->arena, SideBar);
	bar->page = page;
	bar->chosen = choose_asides(c, &supply);
	bar->column = c->column_width;
	bar->width = page_span_width(c, page->side_bar.columns);
	bar->text = make_text_design(c, page, bar->width);
	bar->own = make_own_design(c, page);
	c->side_bar = bar;
	c->design = bar->text;
}

void page_close_side_bar(Composer *c) { c->design = page_whole_design(c); }

const Design *page_whole_design(const Composer *c) { return c->side_bar ? c->side_bar->page : c->design; }

/* ---- what it takes ---- */

bool page_side_takes_article(const Composer *c, int number) { return c->side_bar && c->side_bar->chosen && c->side_bar->chosen[number]; }

bool page_side_takes(const Composer *c, unsigned content) {
	return c->side_bar && !c->side_bar->setting && (c->side_bar->page->side_bar.takes & content);
}

bool page_side_takes_block(const Composer *c, const Block *block) {
	return c->side_bar && !c->side_bar->setting && wants_block(block, c->side_bar->page->side_bar.takes);
}

Length page_side_width(const Composer *c) { return c->side_bar->width; }

static bool at_right(const SideBar *bar, int page) {
	return (bar->page->side_bar.side == EDGE_INSIDE) == page_is_left(bar->page, page);
}

Length page_side_x(const Composer *c, int page) {
	const SideBar *bar = c->side_bar;
	const Design *design = bar->page;
	if (at_right(bar, page)) return design->width - (page_is_left(design, page) ? design->inside : design->outside) - bar->width;
	return page_left_margin(design, page);
}

Length page_text_x(const Composer *c, int page) { return page_left_margin(c->side_bar->text, page); }

/* ---- setting ---- */

void page_begin_aside(Composer *c) {
	c->side_bar->setting = true;
	c->design = c->side_bar->own;
	c->column_width = c->side_bar->width;
}

void page_end_aside(Composer *c) {
	c->side_bar->setting = false;
	c->design = c->side_bar->text;
	c->column_width = c->side_bar->column;
}

/* With its notes. */
static int galley_rows(const Composer *c, const Galley *galley) {
	int rows = 0;
	LengthSum notes = 0;
	for (int u = 0; u < galley->units.count; u++) {
		const Variant *variant = &galley->units.items[u].variants[VARIANT_BEST];
		rows += variant->rows;
		for (int s = 0; s < variant->count; s++) notes += variant->slabs[s].notes_height;
	}
	return rows + page_note_rows(c, notes);
}

/* A galley that stays, without the white at its ends. */
static const Galley *keep_galley(Composer *c, const Galley *galley) {
	Galley *kept = ARENA_NEW(c->arena, Galley);
	*kept = *galley;
	page_trim_spaces(kept);
	while (kept->units.count && kept->units.items[0].kind == UNIT_SPACE) { kept->units.items++; kept->units.count--; }
	return kept;
}

void page_add_aside(Composer *c, const Galley *galley, const char *title, NodeId title_node, bool tight) {
	const Galley *kept = keep_galley(c, galley);
	*vector_push(c->arena, &c->side_bar->asides) = (Aside){ .galley = kept, .rows = galley_rows(c, kept), .title = title, .title_node = title_node, .tight = tight };
}

void page_add_side_galley(Composer *c, Galley *galley, const Galley *aside) {
	Unit *unit = page_add_unit(c, galley, UNIT_SPAN); /* one that takes no column of the text */
	unit->span = ARENA_NEW(c->arena, Setting);
	unit->aside = keep_galley(c, aside);
	unit->made = 7;
}

void page_add_side_block(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	Galley aside = { .measure = c->side_bar->width, .span_columns = 1 };
	BlockContext own = { .parent = context->parent, .text = context->text, .first = context->first, .inner = true };
	Block *only = (Block *)block;
	const Blocks one = { &only, 1, 1 };
	page_begin_aside(c);
	page_add_blocks(c, &aside, &one, own, NULL);
	page_end_aside(c);
	page_add_side_galley(c, galley, &aside);
}

void page_reach_side_blocks(Composer *c, int page, const Galley *galley, int first, int end) {
	for (int u = first; c->side_bar && u < end && u < galley->units.count; u++) {
		const Galley *aside = galley->units.items[u].aside;
		if (aside && aside->units.count) *vector_push(c->arena, &c->side_bar->blocks) = (SideBlock){ .galley = aside, .rows = galley_rows(c, aside), .page = page };
	}
}

void page_start_side_bars(Composer *c, int page, int row) {
	c->side_bar->first = page;
	c->side_bar->first_row = row;
}

void page_keep_side_rows(Composer *c, int rows) { c->side_bar->kept = rows + GAP; }

void page_set_side_imprint(Composer *c) {
	SideBar *bar = c->side_bar;
	page_begin_aside(c);
	bar->imprint = page_set_imprint(c, bar->width);
	bar->imprint_rows = page_rows(c, bar->imprint.height) + page_side_rule_rows(c);
	page_end_aside(c);
}

/* The rule over a thing of the bar and, below it, the name of its part. */
static Setting set_title(Composer *c, const char *title, NodeId node) {
	const SideBar *bar = c->side_bar;
	RuleLook rule = bar->page->side_bar.title_rule;
	const TextStyle *style = bar->page->side_bar.title_style;
	Setting setting = { .width = bar->width };
	if (rule.weight) {
		page_add_rect(c, &setting, rule.colour, 0, c->grid_baseline - c->cap_height, bar->width, rule.weight, false);
		setting.height = c->design->leading;
	}
	if (title) {
		Paragraph words = page_set_plain(c, title, style, bar->width, node, (SourcePos){ 0 });
		page_keep_case(c, node, style, title);
		page_add_lines(c, &setting, &words, style, 0);
		setting.height += style->space_after;
	}
	setting.height = page_rows(c, setting.height) * c->design->leading;
	return setting;
}

int page_side_rule_rows(const Composer *c) { return c->side_bar->page->side_bar.title_rule.weight ? 1 : 0; }

void page_draw_side_rule(Composer *c, int page, int row) {
	Setting title = set_title(c, NULL, NODE_NONE);
	page_emit_marks(c, page, title.marks.items, title.marks.count, page_side_x(c, page), page_row_y(c, row), false);
}

/* ---- filling ---- */

/* The bars on their way over the pages. */
typedef struct Bars {
	Layout *l;
	Composer *c;
	SideBar *bar;
	int page, top, row, end;  /* rows of this page's bar; the next that is free */
	const char *title;        /* of what stands last in it */
	int next_aside, next_block;
	int64_t all, placed;      /* rows of all articles; of those placed */
	int64_t room, passed;     /* rows of all bars for articles; of those passed */
} Bars;

static int top_row(const SideBar *bar, int page) { return page == bar->first ? bar->first_row + bar->kept : 0; }

static int end_row(const Bars *b, int page, int last) {
	return b->c->rows - (page == last && b->bar->imprint_rows ? b->bar->imprint_rows + GAP : 0);
}

/* Sets what fits of a galley from the cursor on at the bar's next row; returns the rows it took. */
static int place_galley(Bars *b, const Galley *galley, Cursor *cursor, bool *finished) {
	Composer *c = b->c;
	int room = b->end - b->row;
	Galley *own = (Galley *)galley; /* its paragraphs may be set anew */
	PagePart part = { .row = b->row, .galley = own, .columns = 1 };
	part.fill = page_fill_columns(c, own, *cursor, &room, 1);
	*finished = part.fill.finished;
	if (!part.fill.progress) return 0;
	part.heights[0] = part.fill.finished ? part.fill.columns[0].rows : room;
	b->l->page = b->page;
	page_emit_columns(b->l, &part, page_side_x(c, b->page));
	*cursor = part.fill.end;
	return part.heights[0];
}

static void place_blocks(Bars *b) {
	SideBlock *blocks = b->bar->blocks.items;
	for (; b->next_block < b->bar->blocks.count && blocks[b->next_block].page <= b->page; b->next_block++) {
		SideBlock *block = &blocks[b->next_block];
		int gap = b->row > b->top ? GAP : 0;
		bool begun = page_has_begun(&block->cursor), finished;
		if (b->row + gap + (begun ? LEAST_PART : block->rows) > b->end) return; /* on a later page */
		b->row += gap;
		b->row += place_galley(b, block->galley, &block->cursor, &finished);
		b->title = NULL;
		if (!finished) return;
	}
}

static bool follows_its_like(const Bars *b, const Aside *aside) { return b->title && aside->title && b->title == aside->title; }

static void draw_separator(Bars *b, int gap) {
	Composer *c = b->c;
	RuleLook rule = c->design->separator.rule;
	if (!rule.weight) return;
	Setting line = { 0 };
	page_add_rule(c, &line, rule, 0, page_rule_above(c, b->row + gap, gap), b->bar->width);
	page_emit_marks(c, b->page, line.marks.items, line.marks.count, page_side_x(c, b->page), page_row_y(c, 0), false);
}

static void draw_title(Bars *b, const Aside *aside) {
	Composer *c = b->c;
	Setting title = set_title(c, aside->title, aside->title_node > 0 ? aside->title_node : NODE_NONE);
	page_emit_marks(c, b->page, title.marks.items, title.marks.count, page_side_x(c, b->page), page_row_y(c, b->row), false);
	b->row += page_rows(c, title.height);
	for (int i = b->next_aside; aside->title && i < b->bar->asides.count; i++) /* said once; on later pages it is furniture */
		if (b->bar->asides.items[i].title == aside->title) b->bar->asides.items[i].title_node = NODE_NONE;
}

/* One article, with its title where it has a new one. False when it is not, or not wholly, placed here. */
static bool place_aside(Bars *b, Aside *aside) {
	Composer *c = b->c;
	bool follows = follows_its_like(b, aside), begun = page_has_begun(&aside->cursor);
	int title_rows = follows || begun ? 0 : page_rows(c, set_title(c, aside->title, NODE_NONE).height);
	int gap = b->row == b->top ? 0 : follows && aside->tight ? TIGHT_GAP : GAP, start = b->row;
	bool longer = aside->rows + title_rows > c->rows, fits = b->row + gap + title_rows + aside->rows <= b->end;
	if (!fits && !((longer || begun) && b->end - b->row - gap - title_rows >= LEAST_PART)) return false;
	if (follows && !aside->tight && gap) draw_separator(b, gap);
	b->row += gap;
	if (title_rows) draw_title(b, aside);
	bool finished = false;
	int rows = place_galley(b, aside->galley, &aside->cursor, &finished);
	b->row += rows;
	b->placed += b->row - start;
	b->title = aside->title;
	aside->rows = finished ? 0 : aside->rows > rows ? aside->rows - rows : 1;
	return finished;
}

/* Articles as far as this page's share of them goes: one stands here when half of it belongs here. */
static void place_asides(Bars *b, bool last) {
	int64_t share = b->room > 0 && b->passed < b->room ? b->all * b->passed / b->room : b->all;
	while (b->next_aside < b->bar->asides.count) {
		Aside *aside = &b->bar->asides.items[b->next_aside];
		bool begun = page_has_begun(&aside->cursor);
		if (!last && !begun && b->placed + aside->rows / 2 > share) return;
		if (!place_aside(b, aside)) return;
		b->next_aside++;
	}
}

static void draw_ground(Bars *b) {
	Composer *c = b->c;
	const Design *design = b->bar->page;
	Setting setting = { 0 };
	int first = b->page == b->bar->first ? b->bar->first_row : 0;
	Length x = page_side_x(c, b->page), half = design->gutter / 2, right = x + b->bar->width;
	bool at_the_right = at_right(b->bar, b->page), outside = design->side_bar.side == EDGE_OUTSIDE;
	Length top = page_row_y(c, first) + c->grid_baseline - c->cap_height, bottom = page_row_y(c, c->rows - 1) + c->grid_baseline;
	if (design->side_bar.has_ground) { /* from the gutter to the edge of the page */
		Length left = !at_the_right && outside ? -design->bleed : x - half, end = at_the_right && outside ? design->width + design->bleed : right + half;
		Length upper = first ? top - design->leading / 2 : -design->bleed;
		page_add_rect(c, &setting, design->side_bar.ground, left, upper, end - left, design->height + design->bleed - upper, false);
	}
	RuleLook rule = design->side_bar.rule;
	if (rule.weight) page_add_rect(c, &setting, rule.colour, (at_the_right ? x - half : right + half) - rule.weight / 2, top, rule.weight, bottom - top, false);
	for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].artifact = ARTIFACT_BACKGROUND;
	page_emit_marks(c, b->page, setting.marks.items, setting.marks.count, 0, 0, false);
}

/* ---- what is left over ---- */

static void add_left_over(Composer *c, Galley *into, const Galley *galley, Cursor from) {
	if (from.note_count) { /* left from what was called before */
		Unit *unit = page_add_unit(c, into, UNIT_SOLID);
		Slab *slab = page_make_slab(c, unit, 0);
		slab->notes = from.notes;
		slab->note_count = from.note_count;
		for (int i = 0; i < from.note_count; i++) slab->notes_height += page_note_height(&from.notes[i]);
		unit->keep_next = true;
	}
	for (int i = 0; i < from.waiting_count; i++) *vector_push(c->arena, &into->units) = galley->units.items[from.waiting[i]];
	for (int u = from.unit; u < galley->units.count; u++) {
		Unit *unit = vector_push(c->arena, &into->units);
		*unit = galley->units.items[u];
		if (u > from.unit || !from.slab) continue;
		Variant *variant = &unit->variants[VARIANT_BEST]; /* of what is begun, the rest */
		for (int s = 0; s < from.slab; s++) variant->rows -= variant->slabs[s].rows;
		variant->count -= from.slab;
		Slab *rest = ARENA_ARRAY(c->arena, Slab, variant->count);
		memcpy(rest, variant->slabs + from.slab, sizeof *rest * (size_t)variant->count);
		if (variant->count > 1) rest[0].break_cost = COST_FORBID; /* its first line does not stand alone again */
		variant->slabs = rest;
		unit->variants[VARIANT_SHORT] = unit->variants[VARIANT_LONG] = (Variant){ 0 }; /* those are of the whole */
		unit->made = 7;
	}
}

static void collect_left_over(Bars *b, Band *band) {
	Composer *c = b->c;
	const Design *page = b->bar->page;
	int columns = page->columns / page->side_bar.columns;
	*band = (Band){ .gap = -1, .columns = columns < MOST_COLUMNS ? columns : MOST_COLUMNS, .opening_count = 1,
		.galley = { .measure = b->bar->width, .span_columns = 1 } };
	Galley *galley = &band->galley;
	for (; b->next_block < b->bar->blocks.count; b->next_block++) {
		if (galley->units.count) page_add_space(c, galley, GAP);
		add_left_over(c, galley, b->bar->blocks.items[b->next_block].galley, b->bar->blocks.items[b->next_block].cursor);
	}
	const char *title = NULL;
	for (; b->next_aside < b->bar->asides.count; b->next_aside++) {
		Aside *aside = &b->bar->asides.items[b->next_aside];
		bool follows = title && title == aside->title;
		if (galley->units.count) page_add_space(c, galley, follows && aside->tight ? TIGHT_GAP : GAP);
		if (!follows) {
			Setting *head = ARENA_NEW(c->arena, Setting);
			*head = set_title(c, aside->title, aside->title_node > 0 ? aside->title_node : NODE_NONE);
			if (head->marks.count) page_add_solid(c, galley, head, page_rows(c, head->height), true);
			if (!band->section) band->section = aside->title;
		}
		title = aside->title;
		add_left_over(c, galley, aside->galley, aside->cursor);
	}
}

/* In as many columns as come out level: of a head, a notice and a photo two may, and three not. */
static void choose_columns(Composer *c, Band *band) {
	const int offsets[MOST_COLUMNS] = { 0 };
	int limits[MOST_COLUMNS];
	for (int i = 0; i < MOST_COLUMNS; i++) limits[i] = c->rows;
	for (int columns = band->columns; columns >= 1; columns--) {
		Fill fill;
		if (!page_fill_balanced(c, &band->galley, (Cursor){ 0 }, offsets, limits, columns, 0, &fill)) return; /* it takes more than a page */
		if (fill.ragged > 1) continue;
		band->columns = columns;
		return;
	}
}

void page_fill_side_bars(Layout *l, Band *left_over) {
	Composer *c = l->c;
	SideBar *bar = c->side_bar;
	Bars b = { .l = l, .c = c, .bar = bar };
	int last = c->drawing->pages.count - 1;
	page_begin_aside(c);
	for (int i = 0; i < bar->asides.count; i++) b.all += bar->asides.items[i].rows + GAP;
	for (int page = bar->first; page <= last; page++) b.room += end_row(&b, page, last) - top_row(bar, page);
	for (int i = 0; i < bar->blocks.count; i++) b.room -= bar->blocks.items[i].rows + GAP;
	for (b.page = bar->first; b.page <= last; b.page++) {
		b.top = b.row = top_row(bar, b.page);
		b.end = end_row(&b, b.page, last);
		b.title = NULL;
		draw_ground(&b);
		place_blocks(&b);
		if (b.end > b.row) b.passed += b.end - b.row;
		place_asides(&b, b.page == last);
	}
	collect_left_over(&b, left_over);
	int row = c->rows - bar->imprint_rows;
	if (bar->imprint_rows && row >= b.row) {
		page_draw_side_rule(c, last, row);
		page_emit_marks(c, last, bar->imprint.marks.items, bar->imprint.marks.count, page_side_x(c, last), page_row_y(c, row + page_side_rule_rows(c)), false);
	} else if (bar->imprint_rows) { /* it has no room below the contents */
		page_add_space(c, &left_over->galley, GAP);
		page_add_solid(c, &left_over->galley, &bar->imprint, page_rows(c, bar->imprint.height), false);
	}
	if (left_over->galley.units.count) choose_columns(c, left_over);
	page_end_aside(c);
}
