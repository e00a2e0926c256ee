/* The issue: front matter, articles, imprint, its pages' furniture; and the passes until page numbers settle. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "page/book.h"
#include "page/fit_pages.h"
#include "page/front_matter.h"
#include "page/side_bar.h"

enum { MOST_PASSES = 5 /* until page references settle */ };

/* What the side bars could not hold stands over all columns of pages of its own. */
static void end_side_bars(Layout *l) {
	Composer *c = l->c;
	Band *left_over = ARENA_NEW(c->arena, Band);
	page_fill_side_bars(l, left_over);
	if (!left_over->galley.units.count) return;
	const Design *text = c->design;
	c->design = page_whole_design(c);
	l->section = left_over->section;
	l->article = NULL;
	page_open_page(l);
	page_place_band(l, left_over);
	page_close_page(l, false);
	c->design = text;
}

static void place_pages(Composer *c, PageMeasures *measures) {
	const Publication *publication = c->publication;
	Layout *l = ARENA_NEW(c->arena, Layout);
	l->c = c;
	l->page = -1;
	l->measures = measures;
	l->full_left = -2;
	if (c->book) {
		page_compose_book(l);
		return;
	}
	page_open_side_bar(c);
	page_open_page(l);
	FrontMatter *front = page_place_front(l);
	page_make_bands(l);
	Setting *imprint = ARENA_NEW(c->arena, Setting);
	bool has_imprint = publication->imprint.count && !page_front_has_imprint(front);
	if (has_imprint && page_side_takes(c, SIDE_IMPRINT)) {
		page_set_side_imprint(c);
	} else if (has_imprint) {
		const Setting *ready = page_front_imprint(front);
		*imprint = ready ? *ready : page_set_imprint(c, page_span_width(c, c->design->columns));
		l->tail_rows = page_rows(c, imprint->height) + c->design->separator.rows;
	}
	page_place_bands(l, l->bands.items, l->bands.count);
	page_end_bands(l);
	c->last_rows = l->row + l->tail_rows;
	page_place_setting(l, imprint, c->design->separator.rows, true);
	l->ended = true;
	page_close_page(l, false);
	if (c->side_bar) end_side_bars(l);
	page_draw_front(l, front);
	page_close_side_bar(c);
	for (int i = 0; i < c->drawing->pages.count; i++) {
		Fields fields = { .article = l->openers.items[i], .section = l->sections.items[i], .page = i, .pages = c->drawing->pages.count };
		unsigned kinds = i == 0 ? page_has_cover(c) ? PAGE_COVER : PAGE_FIRST : l->opens_part.items[i] ? PAGE_OPENING : page_text_kinds(c->design, i);
		page_emit_furniture(c, i, kinds, &fields);
	}
}

/* ---- the door ---- */
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

/* One pass over the whole publication. */
static void compose_pages(Composer *c, PageMeasures *measures) {
	c->drawing = drawing_open(c->arena);
	c->tags.count = 0;
	c->note_nodes.count = c->note_pages.count = 0;
	c->asked_page = false;
	c->article = NULL;
	page_fill_info(c);
	if (measures) *measures = (PageMeasures){ 0 };
	place_pages(c, measures);
}

static bool is_settled(const PageNumbers *before, const PageNumbers *now) {
	if (!before || before->count != now->count || before->note_count != now->note_count) return false;
	return memcmp(before->pages, now->pages, sizeof *now->pages * (size_t)now->count) == 0 &&
		(!now->note_count || memcmp(before->notes, now->notes, sizeof *now->notes * (size_t)now->note_count) == 0);
}

Drawing *page_compose(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag) {
	return page_compose_measured(arena, publication, design, fonts, diag, NULL);
}

Drawing *page_compose_measured(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag,
		PageMeasures *measures) {
	return page_compose_beside(arena, publication, design, fonts, NULL, diag, measures);
}

Composer *page_open_composer(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Crew *crew, Diag *diag) {
	Composer *c = ARENA_NEW(arena, Composer);
	c->arena = arena;
	c->scratch = arena_open();
	c->publication = page_credit_cover(arena, publication, design);
	c->design = design;
	c->fonts = fonts;
	c->diag = diag;
	c->breaker = paragraph_open_breaker();
	c->crew = crew;
	c->hands[0].breaker = c->breaker;
	c->hands[0].arena = arena;
	c->title_level = publication->kind == PUBLICATION_ARTICLE ? 1 : 2;
	measure_grid(c);
	return c;
}

void page_close_composer(Composer *c) {
	for (int i = 0; i < crew_hands(c->crew); i++) {
		paragraph_close_breaker(c->hands[i].breaker);
		if (i && c->hands[i].arena) arena_adopt(c->arena, c->hands[i].arena); /* lines that the drawing shows */
	}
	arena_close(c->scratch);
}

Drawing *page_compose_beside(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Crew *crew, Diag *diag,
		PageMeasures *measures) {
	Composer *c = page_open_composer(arena, publication, design, fonts, crew, diag);
	page_open_book(c);
	c->photo_share = 1000;
	int wanted = publication->fit_pages ? publication->fit_pages : design->fit.pages;
	if (wanted && !c->book) page_fit_pages(c, wanted, compose_pages);
	Diag *silent = NULL; /* later passes find the same things again */
	for (int pass = 0; pass < MOST_PASSES; pass++) {
		compose_pages(c, measures);
		if (!c->asked_page) break;
		PageNumbers *now = ARENA_NEW(arena, PageNumbers);
		int *pages = ARENA_ARRAY(arena, int, c->drawing->destinations.count + 1);
		for (int i = 0; i < c->drawing->destinations.count; i++) pages[i] = c->drawing->destinations.items[i].page;
		*now = (PageNumbers){ .pages = pages, .count = c->drawing->destinations.count };
		page_number_notes(c, now);
		bool settled = is_settled(c->known, now);
		if (settled) break;
		if (pass == MOST_PASSES - 1)
			diag_add(diag, SEVERITY_WARNING, "references-unsettled", publication->pos, _("page references did not settle in %d passes; check them by eye"), MOST_PASSES);
		c->known = now;
		if (!silent) silent = diag_open();
		c->diag = silent;
	}
	c->diag = diag;
	if (c->book) page_report_book(c);
	if (measures) page_count_drawing(c, measures);
	diag_close(silent);
	ParagraphTimes spent = paragraph_spent(c->breaker);
	c->drawing->spent.shaping = spent.shaping;
	c->drawing->spent.breaking = spent.breaking;
	page_close_composer(c);
	return c->drawing;
}
