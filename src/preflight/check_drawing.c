#include "preflight/inspection.h"
#include "base/message.h"

/* ---- pages ---- */

static Box page_box(const DrawnPage *page) { return (Box){ 0, 0, page->width, page->height }; }

/* Running heads, folios and grounds alone do not fill a page. */
static bool is_empty(const DrawnPage *page) {
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		if (item->kind == DRAW_PICTURE || item->kind == DRAW_LINK || item->node != NODE_NONE) return false;
		if (item->kind == DRAW_TEXT && item->artifact != ARTIFACT_HEADER && item->artifact != ARTIFACT_FOOTER) return false;
	}
	return true;
}

static void check_empty(Inspection *inspection, const DrawnPage *page) {
	if (page->blank || !is_empty(page)) return;
	Found *found = inspection_add(inspection, PREFLIGHT_PAGE_EMPTY, (uint64_t)inspection->page, (SourcePos){ .file = inspection->rules->source }, page_box(page));
	if (!found) return;
	found->message = _("The page is empty.");
	found->hint = _("Put something on it, or shorten what comes before so that the page falls away.");
}

/* A ground is what small type could stand on: no rule or line. */
static void note_ground(Inspection *inspection, Grounds *grounds, const DrawItem *item) {
	enum { LEAST = 4 * LENGTH_POINT };
	if (item->width < LEAST || item->height < LEAST) return;
	Ground *ground = vector_push(inspection->arena, grounds);
	ground->box = box_of_item(item);
	ground->picture = item->kind == DRAW_PICTURE;
	if (!ground->picture) ground->colour = item->u.rect.colour;
}

static void check_page(Inspection *inspection, const DrawnPage *page, Grounds *grounds) {
	grounds->count = 0;
	for (int i = 0; i < page->items.count; i++) {
		const DrawItem *item = &page->items.items[i];
		switch (item->kind) {
		case DRAW_TEXT:
			preflight_check_text(inspection, page, item, grounds);
			break;
		case DRAW_RECT:
			preflight_check_rect(inspection, page, item);
			note_ground(inspection, grounds, item);
			break;
		case DRAW_PICTURE:
			preflight_check_picture(inspection, page, item);
			note_ground(inspection, grounds, item);
			break;
		case DRAW_LINK:
			break;
		}
	}
	check_empty(inspection, page);
}

/* ---- fonts ---- */

static void check_font(Inspection *inspection, const Font *font, const DrawItem *item) {
	PreflightCheck check = !font_may_embed(font) ? PREFLIGHT_FONT_EMBEDDING : PREFLIGHT_FONT_SUBSETTING;
	/* the same place as the pdf room names, which has to refuse the font as well */
	Found *found = inspection_add(inspection, check, (uint64_t)(uintptr_t)font, (SourcePos){ .file = font_file(font) }, box_of_text(item));
	if (!found) return;
	if (check == PREFLIGHT_FONT_EMBEDDING) {
		found->message = arena_format(inspection->arena, _("The font %s cannot be put into a PDF."), font_postscript_name(font));
		found->hint = _("Its maker forbids embedding (fsType in the font file); choose another face in the layout.");
	} else {
		found->message = arena_format(inspection->arena, _("The maker of the font %s forbids taking a part of it: the whole font goes into the PDF, which grows by it."),
			font_postscript_name(font));
		found->hint = _("Another face in the layout makes a smaller file.");
	}
}

/* Neighbours mostly have the same face: the last one is not asked again, except where it was found wanting. */
static void check_fonts(Inspection *inspection) {
	const Drawing *drawing = inspection->drawing;
	const Font *last = NULL;
	for (int p = 0; p < drawing->pages.count; p++) {
		const DrawnPage *page = &drawing->pages.items[p];
		inspection->page = p;
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind != DRAW_TEXT || !item->u.text.font || item->u.text.font == last || !item->u.text.word_count) continue;
			if (font_may_embed(item->u.text.font) && font_may_subset(item->u.text.font)) last = item->u.text.font;
			else check_font(inspection, item->u.text.font, item);
		}
	}
}

/* ---- the whole ---- */

/* Up to two pages are a sheet, printed on one side or on both; a book was told how many are short of a signature. */
bool preflight_asks_page_count(const Drawing *drawing, const PreflightRules *rules) {
	return rules->page_multiple > 1 && drawing->pages.count > 2 && !drawing->is_book;
}

static void check_page_count(Inspection *inspection) {
	int pages = inspection->drawing->pages.count, multiple = inspection->rules->page_multiple;
	if (!preflight_asks_page_count(inspection->drawing, inspection->rules) || pages % multiple == 0) return;
	inspection->page = pages - 1;
	Found *found = inspection_add(inspection, PREFLIGHT_PAGE_COUNT, 0, (SourcePos){ .file = inspection->rules->source }, page_box(&inspection->drawing->pages.items[pages - 1]));
	if (!found) return;
	found->finding.places.count = 0; /* it is of the whole */
	int fewer = pages - pages % multiple, more = fewer + multiple;
	found->message = arena_format(inspection->arena, _("There are %d pages, but folded sheets have %d pages each: some would stay white."), pages, multiple);
	found->hint = fewer > 0 ? arena_format(inspection->arena, _("Cut down to %d pages or fill up to %d."), fewer, more)
		: arena_format(inspection->arena, _("Fill up to %d pages."), more);
}

PreflightFindings *preflight_check_drawing(const Drawing *drawing, const PreflightRules *rules, Diag *diag) {
	Inspection inspection = { .drawing = drawing, .rules = rules, .diag = diag, .arena = drawing->arena };
	Grounds grounds = { 0 };
	for (int i = 0; i < drawing->pages.count; i++) {
		inspection.page = i;
		check_page(&inspection, &drawing->pages.items[i], &grounds);
	}
	check_fonts(&inspection);
	check_page_count(&inspection);
	return inspection_report(&inspection);
}
