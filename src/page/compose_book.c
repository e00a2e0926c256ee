/* A book from its half title to its closing page. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "page/book.h"
#include "page/front_matter.h"

bool page_is_book(const Composer *c) { return c->book != NULL; }

void page_open_book(Composer *c) {
	const Publication *publication = c->publication;
	bool matter = publication->front.count || publication->back.count;
	if (!c->design->book.shown && matter) {
		diag_add(c->diag, SEVERITY_WARNING, "layout-no-book", (publication->front.count ? publication->front : publication->back).items[0].pos,
			_("This layout makes no book: what stands in <frontmatter> and <backmatter> is not shown."));
		diag_hint(c->diag, _("Name a layout for books, such as layout=\"ky-yeu-16x24\"."));
	}
	if (!c->design->book.shown || publication->kind == PUBLICATION_ARTICLE) return;
	c->book = ARENA_NEW(c->arena, Book);
	page_make_sections(c, c->book);
}

int page_place_term(Composer *c, const Term *term) {
	if (!c->book) return -1;
	int destination = drawing_add_destination(c->drawing, arena_format(c->arena, "_tu-%d", c->book->terms.count + 1));
	*vector_push(c->arena, &c->book->terms) = (TermPlace){ term, destination };
	return destination;
}

/* ---- pages ---- */

static void set_kind(Composer *c, int page, unsigned kind) {
	while (c->book->kinds.count <= page) *vector_push(c->arena, &c->book->kinds) = KIND_TEXT;
	c->book->kinds.items[page] = kind;
}

/* A page that counts for nothing in the measures. */
static void empty_page(Layout *l) {
	for (int i = 0; i < MOST_COLUMNS; i++) l->floors[i] = 0;
}

/* Closes the page at hand; the next thing begins on the next, or on a right-hand page with a blank one before it. */
static void begin_page(Layout *l, BookStart start, unsigned kind) {
	Composer *c = l->c;
	l->ended = true; /* the white at the foot was meant */
	page_close_page(l, false);
	l->ended = false;
	bool blank = start == BOOK_START_RECTO && page_is_left(c->design, c->drawing->pages.count);
	if (blank) {
		page_open_page(l);
		set_kind(c, l->page, PAGE_BLANK);
		empty_page(l);
		page_close_page(l, false);
	}
	page_open_page(l);
	set_kind(c, l->page, kind);
}

static const PanelPage *find_panels(const Composer *c, BookPage page) {
	return c->design->book.pages[page].shown ? &c->design->book.pages[page] : NULL;
}

/* A page of panels; returns its node of the structure. */
static NodeId add_panel_page(Layout *l, BookPage which, BookStart start, const Fields *own, NodeId parent) {
	Composer *c = l->c;
	const PanelPage *panels = find_panels(c, which);
	l->section = NULL;
	l->article = NULL;
	begin_page(l, start, PAGE_BLANK);
	empty_page(l);
	NodeId node = page_add_node(c, parent, ROLE_SECT, c->publication->pos, NULL);
	Fields fields = own ? *own : (Fields){ 0 };
	fields.page = l->page;
	if (panels) page_draw_panels(c, panels, node, &fields, which == BOOK_TITLE_PAGE);
	return node;
}

/* The fields of the imprint, their last line on the last line of the page. */
static void draw_imprint(Layout *l, ImprintShare share, NodeId node) {
	Composer *c = l->c;
	if (share == IMPRINT_NONE) return;
	Setting fields = page_set_imprint_fields(c, share, page_span_width(c, c->design->columns), node);
	if (!fields.marks.count) return;
	Length last = fields.marks.items[fields.marks.count - 1].y;
	page_emit_marks(c, l->page, fields.marks.items, fields.marks.count, page_column_x(c, l->page, 0), page_row_y(c, c->rows - 1) + c->grid_baseline - last, false);
}

static bool has_fields(const Composer *c, ImprintShare share) {
	return share != IMPRINT_NONE && c->publication->imprint.count;
}

/* ---- articles and sections ---- */

static void place_bands(Layout *l) {
	page_place_bands(l, l->bands.items, l->bands.count);
	page_end_bands(l);
	l->bands.count = 0;
}

static const ArticleLook *section_look(Composer *c) { return design_find_look(c->design, "third", false, 0, false); }

enum { MOST_ON_PLATE = 6, PLATE_GAP = 3 /* rows between photos at the most */ };
/* The photos of one plate; rows: those they take, those of the page that they may. */
typedef struct Plate { const Setting *items[MOST_ON_PLATE]; int count, rows, room; } Plate;

/* The plate as one block: what is left of the page goes between its photos, the rest a third above and two thirds below. */
static void add_plate(Composer *c, Galley *galley, Plate *plate) {
	if (!plate->count) return;
	if (galley->units.count) {
		Unit *end = page_add_unit(c, galley, UNIT_BREAK);
		end->page_break = true;
		end->made = 7;
	}
	int left = plate->room - plate->rows, gap = plate->count > 1 ? left / (plate->count - 1) : 0;
	if (gap > PLATE_GAP) gap = PLATE_GAP;
	int row = (left - gap * (plate->count - 1)) / 3;
	Setting *page = ARENA_NEW(c->arena, Setting);
	page->width = galley->measure;
	for (int i = 0; i < plate->count; i++) {
		page_append_setting(c, page, plate->items[i], 0, row * c->design->leading);
		row += page_rows(c, plate->items[i]->height) + gap;
	}
	page->height = (row - gap) * c->design->leading;
	page_add_solid(c, galley, page, row - gap, false);
	*plate = (Plate){ .room = c->rows };
}

/* Rows that a figure would like to have: those of its photo at full width, with two for the caption. */
static int wished_rows(Composer *c, const Block *figure, Length width) {
	const Picture *picture = figure->u.figure.photos.count == 1 ? page_find_picture(c, &figure->u.figure.photos.items[0]) : NULL;
	if (!picture || picture->width <= 0) return c->rows * 2 / 3;
	int64_t rows = (int64_t)width * picture->height / picture->width / c->design->leading + 3;
	return rows < c->rows ? (int)rows : c->rows;
}

/* As many photos on a plate as it holds with a row of white between them. room: rows of the first page, under the title. */
static void add_plates(Composer *c, Galley *galley, const Article *article, int room) {
	Plate plate = { .room = room };
	for (int i = 0; i < article->body.count; i++) {
		const Block *block = article->body.items[i];
		if (block->kind != BLOCK_FIGURE) continue;
		int free_rows = plate.room - plate.rows - plate.count, wished = wished_rows(c, block, galley->measure);
		if (plate.count && (plate.count == MOST_ON_PLATE || free_rows < wished * 2 / 3)) { /* it would be too small */
			add_plate(c, galley, &plate);
			free_rows = plate.room;
		}
		Setting *setting = ARENA_NEW(c->arena, Setting);
		*setting = page_set_figure(c, block, galley->measure, (FigureRows){ .most = free_rows }, false);
		int rows = page_rows(c, setting->height);
		if (block->id) page_wait_destination(c, galley, drawing_add_destination(c->drawing, block->id));
		plate.items[plate.count++] = setting;
		plate.rows += rows;
	}
	add_plate(c, galley, &plate);
}

/* An index stands in columns of its own under its head. */
static void set_columns(Composer *c, Band *band, int columns) {
	Length width = page_span_width(c, c->design->columns);
	if (columns < 1) columns = 1;
	band->columns = columns;
	band->galley.measure = (width - (columns - 1) * c->design->gutter) / columns;
	for (int i = 1; i < columns; i++) band->openings[0].offsets[i] = band->openings[0].offsets[0];
}

static void add_section(Layout *l, const BookSection *section, NodeId parent) {
	Composer *c = l->c;
	Article own = *section->article, *kept = ARENA_NEW(c->arena, Article);
	if (section->kind == SECTION_PLATES) own.body.count = 0; /* they are set as plates */
	*kept = own;
	l->section = NULL;
	l->article = section->article;
	begin_page(l, c->design->book.sections, PAGE_OPENING);
	c->book->flush = section->kind == SECTION_COMMITTEE ? kept : NULL;
	Band *band = page_add_paper_band(l, kept, section_look(c), NULL, parent, NULL);
	l->articles--; /* those without an id are called by their number among the papers; sections have names of their own */
	NodeId node = c->article_node;
	switch (section->kind) {
	case SECTION_CONTENTS: page_add_book_contents(c, &band->galley, node); break;
	case SECTION_PLATES: add_plates(c, &band->galley, section->article, c->rows - band->openings[0].offsets[0]); break;
	case SECTION_AUTHOR_INDEX: case SECTION_KEYWORD_INDEX:
		set_columns(c, band, c->design->book.index_columns);
		if (section->kind == SECTION_AUTHOR_INDEX) page_add_author_index(c, &band->galley, node);
		else page_add_keyword_index(c, &band->galley, node);
		break;
	default: break;
	}
	place_bands(l);
}

static void add_paper(Layout *l, const Part *part, const Article *article, NodeId node, const Setting *part_head) {
	Composer *c = l->c;
	l->section = part->title;
	l->article = article;
	begin_page(l, c->design->book.papers, PAGE_OPENING);
	page_add_paper_band(l, article, page_find_look(c, article, false, false), part->title, node, part_head);
	place_bands(l);
}

static void add_part(Layout *l, const Part *part, int index) {
	Composer *c = l->c;
	NodeId node = NODE_DOCUMENT;
	int destination = -1;
	const Setting *head = NULL;
	if (part->title) {
		node = page_add_node(c, NODE_DOCUMENT, ROLE_PART, part->pos, NULL);
		c->drawing->nodes.items[node].title = part->title;
		destination = drawing_add_destination(c->drawing, arena_format(c->arena, "phan-%d", index + 1));
		*vector_push(c->arena, &c->drawing->outline) = (OutlineEntry){ .title = part->title, .destination = destination, .node = node };
	}
	if (part->title && find_panels(c, BOOK_PART_PAGE)) {
		add_panel_page(l, BOOK_PART_PAGE, BOOK_START_RECTO, &(Fields){ .section = part->title, .part = index + 1 }, node);
		Destination *place = &c->drawing->destinations.items[destination];
		*place = (Destination){ place->name, l->page, page_column_x(c, l->page, 0), page_row_y(c, 0) };
	} else if (part->title && c->design->part_head.shown) {
		head = page_set_part_head(c, part, node);
	}
	for (int a = 0; a < part->articles.count; a++) {
		add_paper(l, part, part->articles.items[a], node, a ? NULL : head);
		if (a == 0 && destination >= 0 && c->drawing->destinations.items[destination].page < 0) { /* it begins with its first paper */
			Destination *place = &c->drawing->destinations.items[destination];
			const Article *article = part->articles.items[0];
			int first = drawing_find_destination(c->drawing, page_article_name(c, article, l->articles));
			if (first >= 0) *place = (Destination){ place->name, c->drawing->destinations.items[first].page, c->drawing->destinations.items[first].x,
				c->drawing->destinations.items[first].y };
		}
	}
}

/* ---- the whole ---- */

static void add_front(Layout *l) {
	Composer *c = l->c;
	if (find_panels(c, BOOK_HALF_TITLE)) add_panel_page(l, BOOK_HALF_TITLE, BOOK_START_RECTO, NULL, NODE_DOCUMENT);
	if (find_panels(c, BOOK_TITLE_PAGE)) add_panel_page(l, BOOK_TITLE_PAGE, BOOK_START_RECTO, NULL, NODE_DOCUMENT);
	if (find_panels(c, BOOK_IMPRINT_PAGE) || has_fields(c, c->design->book.front_imprint)) {
		NodeId node = add_panel_page(l, BOOK_IMPRINT_PAGE, BOOK_START_PAGE, NULL, NODE_DOCUMENT);
		draw_imprint(l, c->design->book.front_imprint, node);
	}
	for (int i = 0; i < c->book->front.count; i++) add_section(l, &c->book->front.items[i], NODE_DOCUMENT);
	if (page_is_left(c->design, c->drawing->pages.count)) { /* the papers' page 1 is a right-hand page */
		l->section = NULL;
		l->article = NULL;
		begin_page(l, BOOK_START_PAGE, PAGE_BLANK);
		empty_page(l);
	}
	c->book->front_pages = c->drawing->pages.count;
}

static void furnish(Layout *l) {
	Composer *c = l->c;
	int count = c->drawing->pages.count;
	for (int i = 0; i < count; i++) {
		unsigned kind = i < c->book->kinds.count ? c->book->kinds.items[i] : KIND_TEXT;
		const char *label = page_page_label(c, i);
		c->drawing->pages.items[i].label = label;
		if (kind == PAGE_BLANK) {
			c->drawing->pages.items[i].blank = !c->drawing->pages.items[i].items.count;
			continue;
		}
		Fields fields = { .article = l->openers.items[i], .section = l->sections.items[i], .page = i, .pages = count, .label = label };
		if (kind == KIND_TEXT) kind = page_text_kinds(c->design, i);
		page_emit_furniture(c, i, kind, &fields);
	}
}

void page_compose_book(Layout *l) {
	Composer *c = l->c;
	const Publication *publication = c->publication;
	c->drawing->is_book = true;
	c->book->kinds.count = 0;
	c->book->terms.count = 0;
	add_front(l);
	for (int p = 0; p < publication->parts.count; p++) add_part(l, &publication->parts.items[p], p);
	for (int i = 0; i < c->book->back.count; i++) add_section(l, &c->book->back.items[i], NODE_DOCUMENT);
	if (find_panels(c, BOOK_CLOSING_PAGE) || has_fields(c, c->design->book.closing_imprint)) {
		NodeId node = add_panel_page(l, BOOK_CLOSING_PAGE, BOOK_START_PAGE, NULL, NODE_DOCUMENT);
		draw_imprint(l, c->design->book.closing_imprint, node);
	}
	l->ended = true;
	page_close_page(l, false);
	furnish(l);
}

/* ---- what the printing house asks ---- */

void page_report_book(Composer *c) {
	const Publication *publication = c->publication;
	int pages = c->drawing->pages.count, signature = c->design->book.signature;
	if (signature > 1 && pages % signature) {
		diag_add(c->diag, SEVERITY_NOTE, "book-signature", publication->pos,
			_("The book has %d pages: %d short of full signatures of %d (%d pages)."), pages, signature - pages % signature, signature,
			pages + signature - pages % signature);
		diag_hint(c->diag, _("The printing house leaves them blank at the end, or they hold notes or an advertisement."));
	}
	int width = length_whole_millimetres(c->design->width), height = length_whole_millimetres(c->design->height);
	if (!publication->trim_width || (abs(publication->trim_width - width) <= 1 && abs(publication->trim_height - height) <= 1)) return;
	diag_add(c->diag, SEVERITY_WARNING, "imprint-format", publication->pos, _("The imprint says a format of %d × %d mm, but the layout's page is %d × %d mm."),
		publication->trim_width, publication->trim_height, width, height);
	diag_hint(c->diag, _("Correct the field of the imprint, or choose another layout."));
}
