#include "imposition_options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/message.h"

enum { MOST_HUNDREDTHS = 200000 }; /* two metres: no press is larger */

/* A decimal of millimetres, with a point or a comma, moved past. -1: none. */
static int read_hundredths(const char **at) {
	int value = 0, decimals = -1, digits = 0;
	for (; **at; ++*at) {
		if ((**at == '.' || **at == ',') && decimals < 0 && digits) { decimals = 0; continue; }
		if (**at < '0' || **at > '9') break;
		digits++;
		if (decimals >= 2) continue; /* finer than anything that is cut */
		value = value * 10 + (**at - '0');
		if (decimals >= 0) decimals++;
		if (value > MOST_HUNDREDTHS * 100) return -1;
	}
	if (!digits) return -1;
	for (int i = decimals < 0 ? 0 : decimals; i < 2; i++) value *= 10;
	if (strncmp(*at, "mm", 2) == 0) *at += 2;
	return value <= MOST_HUNDREDTHS ? value : -1;
}

bool imposition_read_signature(const char *value, ImpositionWish *out) {
	static const int SIZES[] = { 4, 8, 16, 32 };
	char *end;
	long pages = strtol(value, &end, 10);
	for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
		if (*end || pages != SIZES[i]) continue;
		out->kind = IMPOSE_SIGNATURE;
		out->signature = SIZES[i];
		return true;
	}
	return false;
}

bool imposition_read_n_up(const char *value, ImpositionWish *out) {
	if (strlen(value) != 3 || strchr("xX*", value[1]) == NULL) return false;
	out->columns = value[0] - '0';
	out->rows = value[2] - '0';
	out->kind = IMPOSE_N_UP;
	return out->columns >= 1 && out->columns <= 8 && out->rows >= 1 && out->rows <= 8;
}

bool imposition_read_creep(const char *value, ImpositionWish *out) {
	int hundredths = read_hundredths(&value);
	out->creep = LENGTH_MICROMETRES(hundredths * 10);
	return hundredths >= 0 && hundredths <= 200 && !*value;
}

bool imposition_read_sheet(const char *value, ImpositionWish *out) {
	static const struct { const char *name; int width, height; } SHEETS[] = { /* ISO 216 and ISO 217, millimetres */
		{ "A4", 210, 297 }, { "A3", 297, 420 }, { "A2", 420, 594 }, { "A1", 594, 841 }, { "RA3", 305, 430 }, { "RA2", 430, 610 }, { "RA1", 610, 860 },
		{ "SRA3", 320, 450 }, { "SRA2", 450, 640 }, { "SRA1", 640, 900 } };
	for (size_t i = 0; i < sizeof SHEETS / sizeof *SHEETS; i++) {
		if (strcasecmp(value, SHEETS[i].name) != 0) continue;
		out->sheet_width = LENGTH_MICROMETRES(SHEETS[i].width * 1000);
		out->sheet_height = LENGTH_MICROMETRES(SHEETS[i].height * 1000);
		return true;
	}
	int width = read_hundredths(&value);
	if (width <= 0 || (*value != 'x' && *value != 'X')) return false;
	value++;
	int height = read_hundredths(&value);
	if (height <= 0 || *value) return false;
	out->sheet_width = LENGTH_MICROMETRES(width * 10);
	out->sheet_height = LENGTH_MICROMETRES(height * 10);
	return true;
}

const char *imposition_name(const ImpositionWish *wish, char out[32]) {
	if (wish->kind == IMPOSE_BOOKLET) snprintf(out, 32, "booklet");
	else if (wish->kind == IMPOSE_SIGNATURE) snprintf(out, 32, "signature-%d", wish->signature);
	else snprintf(out, 32, "%dx%d", wish->columns, wish->rows);
	return out;
}

static bool is_uniform(const Drawing *drawing) {
	const DrawnPage *first = &drawing->pages.items[0];
	for (int i = 1; i < drawing->pages.count; i++) {
		const DrawnPage *page = &drawing->pages.items[i];
		if (page->width != first->width || page->height != first->height || page->bleed != first->bleed) return false;
	}
	return true;
}

/* Two pages of A4 are an A3 sheet, though their widths in points, rounded, may add up to a little more. */
static bool fits(Length sheet, Length block) { return sheet >= block - LENGTH_POINT / 10; }

/* Turns the paper where the pages fit so, and not as it was named. */
static bool fit_sheet(ImpositionWish *wish, const Imposition *plan) {
	if (!wish->sheet_width || (fits(wish->sheet_width, plan->width) && fits(wish->sheet_height, plan->height))) return true;
	Length width = wish->sheet_width;
	wish->sheet_width = wish->sheet_height;
	wish->sheet_height = width;
	return fits(wish->sheet_width, plan->width) && fits(wish->sheet_height, plan->height);
}

/* Marks that were not asked for are there where they can be. */
static void check_room(const Imposition *plan, bool asked, SourcePos pos, Diag *diag) {
	if (!plan->wish.sheet_width) return;
	Length beside = (plan->wish.sheet_width - plan->width) / 2, above = (plan->wish.sheet_height - plan->height) / 2;
	Length room = beside < above ? beside : above, wanted = plan->bleed + PRESS_MARKS_REACH;
	if (fits(room, wanted)) return;
	diag_add(diag, asked ? SEVERITY_WARNING : SEVERITY_NOTE, "imposition-marks", pos,
		_("The paper has %d mm left around the pages, but the marks reach %d mm: some are not on it."), length_whole_millimetres(room > 0 ? room : 0), length_whole_millimetres(wanted));
	diag_hint(diag, _("Take larger paper (--sheet), or do without them (--marks none)."));
}

static void tell(const Imposition *plan, SourcePos pos, Diag *diag) {
	const ImpositionWish *wish = &plan->wish;
	if (wish->kind == IMPOSE_BOOKLET)
		diag_add(diag, SEVERITY_NOTE, "imposition", pos, _("Sheets of the booklet: %d, printed on both sides and turned over sideways, laid into each other and stapled through the fold."), plan->sheets);
	else if (wish->kind == IMPOSE_SIGNATURE)
		diag_add(diag, SEVERITY_NOTE, "imposition", pos, _("Sections of %d pages, a sheet each: %d, printed on both sides and turned over sideways, folded in the order that is numbered beside them (folds: %d)."),
			wish->signature, plan->sections, plan->fold_count);
	else diag_add(diag, SEVERITY_NOTE, "imposition", pos, _("Sheets of %d by %d pages, printed on one side: %d."), plan->columns, plan->rows, plan->sheets);
	if (plan->blank_pages) {
		diag_add(diag, SEVERITY_WARNING, "imposition-blank", pos, _("White pages at the end: %d. The pages of the document (%d) do not fill the last sheet."), plan->blank_pages, plan->pages);
		diag_hint(diag, _("Fill them or shorten the document, so that its number of pages can be divided by %d."), wish->kind == IMPOSE_BOOKLET ? 4 : wish->signature);
	}
}

bool imposition_plan_drawing(const ConvertOptions *options, const Drawing *drawing, PressJob *job, SourcePos pos, Arena *arena, Diag *diag, Imposition *out) {
	const DrawnPage *first = &drawing->pages.items[0];
	ImpositionWish wish = options->imposition;
	if (!is_uniform(drawing)) {
		diag_add(diag, SEVERITY_ERROR, "imposition-sizes", pos, _("The pages are not all of one size: they cannot be put on sheets together."));
		diag_hint(diag, _("Give all pages the same width, height and bleed in the layout."));
		return false;
	}
	*out = impose_plan(&wish, drawing->pages.count, first->width, first->height, first->bleed);
	if (!fit_sheet(&wish, out)) {
		diag_add(diag, SEVERITY_ERROR, "imposition-sheet", pos, _("The sheet is too small: the pages of one side take %s mm."),
			arena_format(arena, "%d × %d", length_whole_millimetres(out->width), length_whole_millimetres(out->height)));
		diag_hint(diag, _("Name a larger one with --sheet, or leave --sheet out: then it becomes as large as it must be."));
		return false;
	}
	out->wish.sheet_width = wish.sheet_width;
	out->wish.sheet_height = wish.sheet_height;
	tell(out, pos, diag);
	bool asked = job->marks != 0;
	if (!asked && !options->press.marks.value) job->marks = PRESS_MARK_ALL; /* sheets are cut and folded by them */
	if (job->marks) check_room(out, asked, pos, diag);
	return true;
}
