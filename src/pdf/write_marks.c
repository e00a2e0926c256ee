/* Printer's marks, outside of the bleed: what they are for is in the comments; sizes are those in common use (ISO 12647-1 leaves
 * them open). Lines are 0.25 pt in the colour of all plates of the job. Everything here is in 1/1000 pt from the corner of the media. */
#include "pdf/content.h"

#define MM(tenths) ((int64_t)(tenths) * 720000 / 2540) /* tenths of a millimetre */
enum { HAIRLINE = 250 };

typedef struct Sheet { int64_t left, right, bottom, top, offset; /* the trim; from it to where marks begin */ } Sheet;

static Sheet measure_sheet(const Content *content) {
	const DrawnPage *page = content->page;
	Sheet sheet = { .left = content_x(content, 0), .right = content_x(content, page->width), .bottom = content_y(content, page->height),
		.top = content_y(content, 0), .offset = pdf_round_points(page->bleed) };
	if (sheet.offset < MM(30)) sheet.offset = MM(30); /* never so near that an unsteady cut leaves them in */
	return sheet;
}

static void add(Content *content, int64_t value) {
	pdf_add_decimal(&content->out, value, 3);
	text_add_char(&content->out, ' ');
}

static void add_point(Content *content, int64_t x, int64_t y, const char *operator) {
	add(content, x);
	add(content, y);
	text_add(&content->out, operator);
}

static void add_line(Content *content, int64_t x1, int64_t y1, int64_t x2, int64_t y2) {
	add_point(content, x1, y1, "m ");
	add_point(content, x2, y2, "l S\n");
}

static void begin_registration(Content *content) {
	pdf_set_registration(content->w, &content->out);
	content->registration = true;
	add(content, HAIRLINE);
	text_add(&content->out, "w\n");
}

/* Two lines at each corner, where the guillotine cuts. */
static void draw_crop_marks(Content *content, const Sheet *sheet) {
	const int64_t near = sheet->offset, far = near + MM(50);
	for (int right = 0; right < 2; right++) {
		for (int top = 0; top < 2; top++) {
			int64_t x = right ? sheet->right : sheet->left, y = top ? sheet->top : sheet->bottom, h = right ? 1 : -1, v = top ? 1 : -1;
			add_line(content, x + h * near, y, x + h * far, y);
			add_line(content, x, y + v * near, x, y + v * far);
		}
	}
}

/* A circle as four curves: 0.5523 of the radius is where their handles lie. */
static void add_circle(Content *content, int64_t x, int64_t y, int64_t r, const char *paint) {
	static const int8_t AT[5][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 }, { 1, 0 } };
	int64_t k = r * 5523 / 10000;
	add_point(content, x + r, y, "m ");
	for (int i = 0; i < 4; i++) {
		const int8_t *from = AT[i], *to = AT[i + 1];
		add_point(content, x + from[0] * r + to[0] * k, y + from[1] * r + to[1] * k, "");
		add_point(content, x + to[0] * r + from[0] * k, y + to[1] * r + from[1] * k, "");
		add_point(content, x + to[0] * r, y + to[1] * r, "c ");
	}
	text_add(&content->out, paint);
}

/* A target in the middle of each side: plates in register show one line and not four. */
static void draw_registration_marks(Content *content, const Sheet *sheet) {
	const int64_t from = sheet->offset + MM(40), arm = MM(35), radius = MM(20);
	const int64_t middle_x = (sheet->left + sheet->right) / 2, middle_y = (sheet->bottom + sheet->top) / 2;
	const int64_t at[4][2] = { { sheet->left - from, middle_y }, { sheet->right + from, middle_y }, { middle_x, sheet->bottom - from }, { middle_x, sheet->top + from } };
	for (int i = 0; i < 4; i++) {
		int64_t x = at[i][0], y = at[i][1];
		add_line(content, x - arm, y, x + arm, y);
		add_line(content, x, y - arm, x, y + arm);
		add_circle(content, x, y, radius, "S\n");
	}
}

/* ---- the colour bar: every ink full and in tints, then two and three over each other, then what should look grey ---- */

typedef struct Patches { Colour items[40]; int count; } Patches;

static void add_patch(Patches *patches, Colour colour) {
	if (patches->count < (int)(sizeof patches->items / sizeof *patches->items)) patches->items[patches->count++] = colour;
}

static void add_tints(Patches *patches, Colour spot) {
	static const uint16_t TINTS[] = { 10000, 7500, 5000, 2500 };
	for (int i = 0; i < 4; i++) {
		Colour colour = spot.spot ? spot : (Colour){ .k = TINTS[i] };
		colour.tint = TINTS[i];
		add_patch(patches, colour);
	}
}

/* Each once, of the whole drawing: the bar is the same on every sheet. */
static void add_spots(const Drawing *drawing, Patches *patches) {
	const char *last = NULL;
	for (int p = 0; p < drawing->pages.count; p++) {
		for (int i = 0; i < drawing->pages.items[p].items.count; i++) {
			const DrawItem *item = &drawing->pages.items[p].items.items[i];
			if (item->kind != DRAW_TEXT && item->kind != DRAW_RECT) continue;
			Colour colour = item->kind == DRAW_TEXT ? item->u.text.colour : item->u.rect.colour;
			if (!colour.spot || colour.spot == last) continue;
			last = colour.spot;
			bool known = false;
			for (int j = 0; j < patches->count && !known; j++) known = patches->items[j].spot && strcmp(patches->items[j].spot, colour.spot) == 0;
			if (!known) add_tints(patches, colour);
		}
	}
}

static Patches choose_patches(const PdfWriter *w) {
	Patches patches = { 0 };
	if (w->job->inks == PRESS_INKS_BLACK || w->job->inks == PRESS_INKS_BLACK_AND_SPOT) {
		add_tints(&patches, COLOUR_BLACK);
		if (w->job->inks == PRESS_INKS_BLACK_AND_SPOT) add_tints(&patches, w->job->spot);
		return patches;
	}
	for (uint16_t amount = 10000; amount; amount = (uint16_t)(amount == 10000 ? 5000 : 0)) {
		add_patch(&patches, (Colour){ .c = amount });
		add_patch(&patches, (Colour){ .m = amount });
		add_patch(&patches, (Colour){ .y = amount });
		add_patch(&patches, (Colour){ .k = amount });
	}
	add_patch(&patches, (Colour){ .m = 10000, .y = 10000 });
	add_patch(&patches, (Colour){ .c = 10000, .y = 10000 });
	add_patch(&patches, (Colour){ .c = 10000, .m = 10000 });
	add_patch(&patches, (Colour){ .c = 5000, .m = 4000, .y = 4000 }); /* grey by three inks, beside grey by one (ISO 12647-2) */
	add_spots(w->drawing, &patches);
	return patches;
}

/* Along the foot, on both sides of the target in the middle; as many as there is room for. */
static void draw_colour_bar(Content *content, const Sheet *sheet) {
	Patches patches = choose_patches(content->w);
	const int64_t side = MM(50), top = sheet->bottom - sheet->offset - MM(20), middle = (sheet->left + sheet->right) / 2;
	int64_t x = sheet->left + MM(30);
	for (int i = 0; i < patches.count; i++) {
		if (x < middle + MM(60) && x + side > middle - MM(60)) x = middle + MM(60);
		if (x + side > sheet->right - MM(30)) break;
		content_add_colour(content, patches.items[i], false);
		add(content, x);
		add(content, top - side);
		add(content, side);
		add(content, side);
		text_add(&content->out, "re f\n");
		x += side;
	}
	content->state.fill_known = false;
}

/* ---- the slug line ---- */

static Font *choose_face(const PdfWriter *w) {
	if (w->options->fonts) return font_find(w->options->fonts, (FontQuery){ "sans-serif", 400, 100, false }, (SourcePos){ 0 }, w->diag);
	for (int p = 0; p < w->drawing->pages.count; p++)
		for (int i = 0; i < w->drawing->pages.items[p].items.count; i++)
			if (w->drawing->pages.items[p].items.items[i].kind == DRAW_TEXT) return w->drawing->pages.items[p].items.items[i].u.text.font;
	return NULL;
}

/* " · 2026-11-24 07:30"; nothing of a document without a date. */
static const char *write_date(const PdfWriter *w) {
	if (!w->drawing->info.time) return "";
	const char *time = pdf_format_time(w, true);
	const bool midnight = strncmp(time + 11, "00:00:00", 8) == 0; /* a day was given, not a minute */
	return arena_format(w->arena, " · %.10s%s%.5s", time, midnight ? "" : " ", midnight ? "" : time + 11);
}

/* What the plates of one job must not be mixed up by: job, page, date, press. */
static const char *write_slug(const Content *content) {
	const PdfWriter *w = content->w;
	const char *name = w->options->job_name ? w->options->job_name : w->title;
	const char *inks = w->job->inks == PRESS_INKS_BLACK ? "Black" : w->job->inks == PRESS_INKS_BLACK_AND_SPOT ? arena_format(w->arena, "Black + %s", w->job->spot.spot) : "CMYK";
	const char *place = content->place ? content->place
		: arena_format(w->arena, "%s %d/%d", pdf_is_vietnamese(w) ? "trang" : "page", content->page_index + 1, w->drawing->pages.count);
	return arena_format(w->arena, "%s · %s · %s%s · %s · %s · %s", w->title, name, place, write_date(w),
		w->profile->description[0] ? w->profile->description : w->profile->name, inks, w->traits.pdfx);
}

/* As much of it as ends before `last`; x and y from the corner of the trimmed page. */
static void draw_small_text(Content *content, const char *line, Length x, Length y, Length last) {
	enum { SIZE = 6 * LENGTH_POINT };
	Font *font = choose_face(content->w);
	if (!font) return;
	VECTOR(DrawWord) words = { 0 };
	DrawItem item = { .kind = DRAW_TEXT, .artifact = ARTIFACT_PAGE, .node = NODE_NONE, .x = x, .y = y };
	const Length space = length_scale(SIZE, font_space_advance(font), font_units_per_em(font));
	for (const char *at = line; *at;) {
		size_t length = strcspn(at, " ");
		const GlyphRun *run = font_shape(font, at, length, 0, content->w->lang);
		Length width = length_scale(SIZE, run->advance, font_units_per_em(font));
		if (x + width > last) break; /* a narrow page has room for the beginning only */
		*vector_push(content->w->arena, &words) = (DrawWord){ run, x, at[length] != 0 };
		x += width + space;
		at += length;
		at += strspn(at, " ");
	}
	if (!words.count) return;
	item.width = x - item.x;
	item.u.text.font = font;
	item.u.text.size = SIZE;
	item.u.text.scale = 1000;
	item.u.text.colour = COLOUR_BLACK;
	item.u.text.words = words.items;
	item.u.text.word_count = words.count;
	content_draw_text(content, &item);
}

enum { TEXT_INDENT = LENGTH_MICROMETRES(3000) };

/* Above all other marks; where the paper ends before that, as high as it goes and between the corner and the first of them. */
static void draw_slug(Content *content) {
	enum { USUAL = LENGTH_MICROMETRES(11000), LETTERS = LENGTH_MICROMETRES(3000), TARGET = LENGTH_MICROMETRES(5000) };
	const Length bleed = content->page->bleed;
	Length above = bleed + USUAL, last = content->page->width - TEXT_INDENT;
	if (content->head_room && content->head_room < above + LETTERS) {
		const Imposition *imposition = content->w->options->imposition;
		const Length middle = content->page->width / 2 - TARGET, first = imposition->page_width - TEXT_INDENT;
		above = content->head_room - LETTERS;
		last = imposition->columns > 1 && first < middle ? first : middle;
	}
	if (above > bleed) draw_small_text(content, write_slug(content), TEXT_INDENT, -above, last);
}

/* ---- on sheets of several pages ---- */

/* A short line on either side of the block: upright ones at the head and the foot, level ones at the left and the right. */
static void draw_outside(Content *content, const Sheet *sheet, bool upright, int64_t at, int64_t length) {
	const int64_t near = sheet->offset, far = near + length;
	if (upright) {
		add_line(content, at, sheet->top + near, at, sheet->top + far);
		add_line(content, at, sheet->bottom - near, at, sheet->bottom - far);
	} else {
		add_line(content, sheet->left - near, at, sheet->left - far, at);
		add_line(content, sheet->right + near, at, sheet->right + far, at);
	}
}

static void draw_cuts(Content *content, const Sheet *sheet, const Imposition *imposition) {
	for (int c = 0; c + 1 < imposition->columns; c++) {
		LengthSum end = (LengthSum)imposition->column_x[c] + imposition->page_width;
		if (imposition->column_x[c + 1] == end && imposition->wish.kind != IMPOSE_N_UP) continue; /* a fold */
		draw_outside(content, sheet, true, content_x(content, end), MM(50));
		draw_outside(content, sheet, true, content_x(content, imposition->column_x[c + 1]), MM(50));
	}
	for (int r = 0; r + 1 < imposition->rows; r++) {
		draw_outside(content, sheet, false, content_y(content, (LengthSum)imposition->row_y[r] + imposition->page_height), MM(50));
		draw_outside(content, sheet, false, content_y(content, imposition->row_y[r + 1]), MM(50));
	}
}

/* Black on the backs of the sections, each a step lower: gathered in order they make a stair, and one that is missing or doubled is seen. */
static void draw_back_step(Content *content, const Imposition *imposition, const ImpositionSide *side) {
	enum { STEP = LENGTH_MICROMETRES(6000), HALF = LENGTH_MICROMETRES(1500) };
	if (side->back || imposition->sections < 2) return;
	for (int i = 0; i < side->cell_count; i++) {
		if (imposition->plan[0][i].page != 0) continue;
		Length spine = imposition->column_x[side->cells[i].column], room = imposition->page_height / 2 / STEP;
		Length top = side->cells[i].y + imposition->page_height / 4 + STEP * (side->section % (room > 0 ? room : 1));
		content_add_colour(content, COLOUR_BLACK, false);
		add(content, content_x(content, (LengthSum)spine - HALF));
		add(content, content_y(content, (LengthSum)top + STEP));
		add(content, content_x(content, (LengthSum)spine + HALF) - content_x(content, (LengthSum)spine - HALF));
		add(content, content_y(content, top) - content_y(content, (LengthSum)top + STEP));
		text_add(&content->out, "re f\n");
		content->state.fill_known = false;
	}
}

/* The back is seen turned over, and the block is as wide on both sides of the fold. */
static Length find_fold(const Imposition *imposition, const ImpositionSide *side, const ImpositionFold *fold) {
	return fold->upright && side->back ? imposition->width - fold->at : fold->at;
}

void content_draw_sheet_marks(Content *content, const Imposition *imposition, const ImpositionSide *side) {
	if (!(content->w->job->marks & PRESS_MARK_CROP)) return;
	Sheet sheet = measure_sheet(content);
	content_end_text(content);
	content_knock_out(content);
	text_add(&content->out, "q ");
	begin_registration(content);
	draw_cuts(content, &sheet, imposition);
	text_add(&content->out, "[3 2] 0 d\n");
	for (int i = 0; i < imposition->fold_count; i++) {
		const ImpositionFold *fold = &imposition->folds[i];
		Length at = find_fold(imposition, side, fold);
		draw_outside(content, &sheet, fold->upright, fold->upright ? content_x(content, at) : content_y(content, at), MM(80));
	}
	text_add(&content->out, "Q\n");
	draw_back_step(content, imposition, side);
	for (int i = 0; i < imposition->fold_count; i++) {
		const ImpositionFold *fold = &imposition->folds[i];
		Length at = find_fold(imposition, side, fold), out = (Length)(content->page->bleed + TEXT_INDENT * 2);
		const char *number = arena_format(content->w->arena, "%d", i + 1);
		if (fold->upright) draw_small_text(content, number, at + TEXT_INDENT / 4, -out, at + TEXT_INDENT * 2);
		else draw_small_text(content, number, -out, at - TEXT_INDENT / 4, 0);
	}
}

void content_draw_marks(Content *content) {
	unsigned marks = content->w->job->marks;
	Sheet sheet = measure_sheet(content);
	content_end_text(content);
	content_end_mark(content);
	content_knock_out(content);
	if (marks & (PRESS_MARK_CROP | PRESS_MARK_REGISTRATION | PRESS_MARK_COLOUR_BAR)) {
		text_add(&content->out, "/Artifact<</Type/Page>>BDC\nq ");
		begin_registration(content);
		if (marks & PRESS_MARK_CROP) draw_crop_marks(content, &sheet);
		if (marks & PRESS_MARK_REGISTRATION) draw_registration_marks(content, &sheet);
		if (marks & PRESS_MARK_COLOUR_BAR) draw_colour_bar(content, &sheet);
		text_add(&content->out, "Q\nEMC\n");
		content->state.fill_known = false;
	}
	if (marks & PRESS_MARK_SLUG) draw_slug(content);
}
