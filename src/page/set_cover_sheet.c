/* The cover of a book as one sheet: back, spine and front side by side, with bleed around.
 *
 * The spine is as thick as the paper makes it: half as many sheets as pages, each as thick as its weight times its bulk (g/m² times
 * cm³/g is µm), and the cover's board on both sides. Its text is turned a quarter, to be read from top to bottom, its capitals
 * in the middle of the spine. */
#include <string.h>
#include "base/message.h"
#include "page/book.h"

enum { USUAL_PAPER = 70 /* g/m² */, MICROMETRES = 1000000 };

static int to_tenths(Length length) { return (int)((int64_t)length * 254 / 72 / LENGTH_POINT); } /* of a millimetre */
static Length from_micrometres(int64_t micrometres) { return (Length)(micrometres * 72 * LENGTH_POINT / 25400); }

Length page_spine_width(const Design *design, int pages, int paper) {
	int64_t sheets = (pages + 1) / 2;
	return from_micrometres(sheets * paper * design->book.paper_bulk / 1000) + 2 * design->book.board;
}

/* ---- the barcode: EAN-13 (ISO/IEC 15420) at its usual size, a module of 0.33 mm ---- */

static const char LEFT_ODD[10][8] = { "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011" };
static const char PARITIES[10][7] = { "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO" };

/* The 95 modules of an ISBN of 13 digits; false for another. */
bool page_make_barcode(const char *isbn, char modules[96]) {
	int digits[13], count = 0;
	for (const char *at = isbn; at && *at; at++) {
		if (*at < '0' || *at > '9') continue;
		if (count == 13) return false;
		digits[count++] = *at - '0';
	}
	if (count != 13) return false;
	char *out = modules;
	memcpy(out, "101", 3);
	out += 3;
	for (int i = 1; i < 13; i++) {
		const char *code = LEFT_ODD[digits[i]];
		bool left = i < 7, even = left && PARITIES[digits[0]][i - 1] == 'E';
		/* on the right the bars and spaces change places; even codes are those read backwards */
		for (int k = 0; k < 7; k++) *out++ = left && !even ? code[k] : (even ? code[6 - k] : code[k]) == '1' ? '0' : '1';
		if (i == 6) { memcpy(out, "01010", 5); out += 5; }
	}
	memcpy(out, "101", 4);
	return true;
}

/* GS1 General Specifications, 5.2.3 and 5.2.6.6, at the nominal size: bars 22.85 mm high, guard bars longer by 5 modules, 11 quiet
 * modules before and 7 after; the digits a module below the bars, each under its own bars, the first in the quiet zone. */
enum { MODULE = 330, BARS = 22850, GUARD = 5, QUIET_LEFT = 11, QUIET_RIGHT = 7, SYMBOL = QUIET_LEFT + 95 + QUIET_RIGHT, DIGIT = 2750 /* micrometres */ };

static bool is_guard(int module) { return module < 3 || module >= 92 || (module >= 45 && module < 50); }

static void add_bars(Composer *c, Setting *setting, const char *modules, Length x, Length top) {
	Length module = from_micrometres(MODULE), height = from_micrometres(BARS);
	for (int i = 0; i < 95;) {
		int end = i;
		while (end < 95 && modules[end] == modules[i]) end++;
		if (modules[i] == '1') page_add_rect(c, setting, COLOUR_BLACK, x + module * i, top, module * (end - i), height + (is_guard(i) ? module * GUARD : 0), false);
		i = end;
	}
}

/* The digits that people read, in cells of seven modules; baseline is theirs. The number stands above as text, so these are no content. */
static void add_digits(Composer *c, Setting *setting, const char *isbn, Length x, Length baseline) {
	const TextStyle *style = design_find_style(c->design, "barcode");
	Length module = from_micrometres(MODULE);
	int seen = 0;
	for (const char *at = isbn; *at; at++) {
		if (*at < '0' || *at > '9') continue;
		Paragraph digit = page_set_one_line(c, arena_format(c->arena, "%c", *at), style, c->publication->pos);
		if (!digit.line_count) continue;
		int cell = seen == 0 ? -9 : seen < 7 ? 3 + 7 * (seen - 1) : 50 + 7 * (seen - 7);
		Mark *mark = page_add_mark(c, setting, MARK_LINE);
		mark->x = x + module * cell + (7 * module - digit.lines[0].width) / 2;
		mark->y = baseline;
		mark->u.line = &digit.lines[0];
		mark->pos = c->publication->pos;
		seen++;
	}
}

/* On a white ground that holds the quiet zones, the number above. Its foot on y. */
static void add_barcode(Composer *c, Setting *setting, Length x, Length y, NodeId node) {
	char modules[96];
	const char *isbn = c->publication->isbn;
	if (!page_make_barcode(isbn, modules)) return;
	Length module = from_micrometres(MODULE), white = 4 * LENGTH_POINT, first = x + module * QUIET_LEFT;
	const TextStyle *style = design_find_style(c->design, "imprint");
	Paragraph words = page_set_plain(c, arena_format(c->arena, "ISBN %s", isbn), style, module * (SYMBOL - QUIET_LEFT), page_add_node(c, node, ROLE_P, c->publication->pos, NULL), c->publication->pos);
	Length above = words.line_count ? style->leading : 0, under = module + from_micrometres(DIGIT);
	Length top = y - from_micrometres(BARS) - under - above - 2 * white;
	page_add_rect(c, setting, COLOUR_WHITE, x, top, module * SYMBOL, y - top, false);
	setting->marks.items[setting->marks.count - 1].artifact = ARTIFACT_BACKGROUND;
	Setting text = { 0 };
	page_add_lines(c, &text, &words, style, 0);
	page_append_setting(c, setting, &text, first, top + white);
	add_bars(c, setting, modules, first, top + white + above);
	add_digits(c, setting, isbn, first, y - white);
}

/* ---- the three parts ---- */

static void add_ground(Composer *c, Setting *setting, const PanelPage *part, Length left, Length right) {
	const Design *design = c->design;
	if (!part->has_ground) return;
	page_add_rect(c, setting, part->ground, left, -design->bleed, right - left, design->height + 2 * design->bleed, false);
	setting->marks.items[setting->marks.count - 1].artifact = ARTIFACT_BACKGROUND;
}

/* A quarter turn clockwise of what was drawn about the origin: what ran to the right runs down, from `top` on; capitals of the
 * first line stand about the middle. */
static void turn_items(Composer *c, DrawnPage *page, int first, Length middle, Length top, Length baseline, Length cap_height) {
	for (int i = first; i < page->items.count; i++) {
		DrawItem *item = &page->items.items[i];
		Length x = item->x, y = item->y;
		Length across = middle - cap_height / 2 - (y - baseline);
		if (item->kind == DRAW_RECT) {
			*item = (DrawItem){ .kind = DRAW_RECT, .node = item->node, .artifact = item->artifact, .pos = item->pos, .u.rect = item->u.rect,
				.x = across - item->height, .y = top + x, .width = item->height, .height = item->width };
			continue;
		}
		if (item->kind != DRAW_TEXT) continue;
		item->x = across;
		item->y = top + x;
		item->turned = true;
		DrawWord *words = arena_alloc_raw(c->arena, sizeof *words * (size_t)(item->u.text.word_count + 1));
		for (int w = 0; w < item->u.text.word_count; w++) {
			words[w] = item->u.text.words[w];
			words[w].x += across - x;
		}
		item->u.text.words = words;
	}
}

static void draw_spine(Composer *c, const PanelPage *spine, NodeId node, Length left, Length width) {
	const Design *design = c->design;
	for (int i = 0; i < spine->panels.count; i++) {
		Setting words = page_set_stack(c, &spine->panels.items[i].stack, &(StackRequest){ .parent = node, .width = design->height - design->top - design->bottom });
		const Mark *first = NULL;
		for (int m = 0; m < words.marks.count && !first; m++) if (words.marks.items[m].kind == MARK_LINE) first = &words.marks.items[m];
		if (!first) continue;
		const LineRun *run = &first->u.line->runs[0];
		Length cap = length_scale(run->size, font_cap_height(run->font), font_units_per_em(run->font)), need = words.marks.items[words.marks.count - 1].y - first->y + run->size;
		if (need > width) {
			diag_add(c->diag, SEVERITY_NOTE, "spine-narrow", c->publication->pos, _("The spine is too thin for its text (%d.%d mm): it stays without."),
				to_tenths(width) / 10, to_tenths(width) % 10);
			continue;
		}
		DrawnPage *page = &c->drawing->pages.items[0];
		int from = page->items.count;
		page_emit_marks(c, 0, words.marks.items, words.marks.count, 0, 0, false);
		turn_items(c, page, from, left + width / 2, design->top, first->y, cap);
	}
}

static void draw_side(Composer *c, const PanelPage *part, NodeId node, int page, Length left, bool heading) {
	Setting panels = page_set_panels(c, part, node, &(Fields){ .page = page }, heading);
	page_emit_marks(c, 0, panels.marks.items, panels.marks.count, left, 0, false);
}

/* ---- the sheet ---- */

Drawing *page_compose_cover(Arena *arena, const Publication *publication, const Design *design, FontSet *fonts, Diag *diag, int pages) {
	const PanelPage *front = &design->book.pages[BOOK_COVER_FRONT], *back = &design->book.pages[BOOK_COVER_BACK], *spine = &design->book.pages[BOOK_COVER_SPINE];
	if (!design->book.shown || publication->kind != PUBLICATION_PROCEEDINGS || !front->shown) return NULL;
	Composer *c = page_open_composer(arena, publication, design, fonts, NULL, diag);
	c->drawing = drawing_open(arena);
	c->drawing->is_book = true;
	page_fill_info(c);
	int paper = publication->paper ? publication->paper : USUAL_PAPER;
	Length thick = page_spine_width(design, pages, paper), width = design->width;
	DrawnPage *sheet = drawing_add_page(c->drawing, 2 * width + thick, design->height, design->bleed);
	sheet->label = page_book_word(WORD_COVER, publication->lang);
	NodeId node = page_add_node(c, NODE_DOCUMENT, ROLE_SECT, publication->pos, NULL);
	Setting ground = { 0 };
	add_ground(c, &ground, back, -design->bleed, width);
	add_ground(c, &ground, spine, width, width + thick);
	add_ground(c, &ground, front, width + thick, 2 * width + thick + design->bleed);
	if (publication->cover.photo) page_add_photo(c, &ground, publication->cover.photo, node, width + thick, -design->bleed, width + design->bleed, design->height + 2 * design->bleed, false);
	page_emit_marks(c, 0, ground.marks.items, ground.marks.count, 0, 0, false);
	draw_side(c, front, node, 0, width + thick, true);
	draw_spine(c, spine, node, width, thick);
	draw_side(c, back, node, 1, 0, false);
	Setting code = { 0 };
	if (publication->isbn) add_barcode(c, &code, page_column_x(c, 1, 0), page_row_y(c, c->rows - 1) + c->grid_baseline, node);
	page_emit_marks(c, 0, code.marks.items, code.marks.count, 0, 0, false);
	int tenths = to_tenths(thick);
	diag_add(diag, SEVERITY_NOTE, "spine-width", publication->pos, _("The spine is %d.%d mm thick: %d pages on paper of %d g/m²."), tenths / 10, tenths % 10, pages, paper);
	if (!publication->paper) diag_hint(diag, _("Write the weight of your paper into <publication paper=\"…\">."));
	page_close_composer(c);
	return c->drawing;
}
