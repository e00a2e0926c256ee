/* Imposed pages: each page of the drawing is a form (ISO 32000-1, 8.10), and the sheets place the forms. Sheets are for the press
 * alone: no structure, links, outline or labels. */
#include "base/message.h"
#include "pdf/content.h"

/* Of what is mixed on a sheet, forms and the whole alike (ISO 15930-7, 6.20). */
#define BLENDING "<</S/Transparency/CS/DeviceCMYK>>"

/* The page with its bleed, its origin at the bleed's corner. */
static void write_form(PdfWriter *w, int index) {
	const DrawnPage *page = &w->drawing->pages.items[index];
	Content content = { .w = w, .page = page, .page_index = index, .state.scale = 1000 };
	content_draw_items(&content);
	content_end_text(&content);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "XObject");
	HPDF_Dict_AddName(dict, "Subtype", "Form");
	pdf_dict_add_box(dict, "BBox", 0, 0, pdf_round_points((LengthSum)page->width + 2 * page->bleed), pdf_round_points((LengthSum)page->height + 2 * page->bleed));
	content_add_resources(&content, dict);
	if (content.transparent) pdf_dict_add_raw(dict, "Group", BLENDING);
	w->transparent_forms[index] = content.transparent;
	pdf_put_deflated(w->file, w->first_form + (PdfId)index, dict, content.out.bytes ? content.out.bytes : "", content.out.length);
	text_free(&content.out);
}

static void add_numbers(Text *out, const int64_t *values, int count, const char *operator) {
	for (int i = 0; i < count; i++) {
		pdf_add_decimal(out, values[i], 3);
		text_add_char(out, ' ');
	}
	text_add(out, operator);
}

/* Clipped where it would reach over a fold into its neighbour, and turned about when it stands on its head. */
static void place_form(Content *content, const Imposition *imposition, const ImpositionCell *cell) {
	const int64_t left = content_x(content, cell->x), top = content_y(content, cell->y), bleed = pdf_round_points(imposition->bleed);
	const int64_t width = pdf_round_points(imposition->page_width), height = pdf_round_points(imposition->page_height);
	const int64_t from_x = left - pdf_round_points(cell->left), from_y = top - height - pdf_round_points(cell->bottom);
	const int64_t clip[] = { from_x, from_y, left + width + pdf_round_points(cell->right) - from_x, top + pdf_round_points(cell->top) - from_y };
	const int64_t upright[] = { 1000, 0, 0, 1000, left - bleed, top - height - bleed };
	const int64_t turned[] = { -1000, 0, 0, -1000, left + width + bleed, top + bleed };
	text_add(&content->out, "q ");
	add_numbers(&content->out, clip, 4, "re W n ");
	add_numbers(&content->out, cell->head_down ? turned : upright, 6, "cm ");
	text_format(&content->out, "/P%d Do Q\n", content->forms.count);
	content->transparent |= content->w->transparent_forms[cell->page];
	*vector_push(content->w->arena, &content->forms) = content->w->first_form + (PdfId)cell->page;
}

static const char *name_side(const PdfWriter *w, const Imposition *imposition, const ImpositionSide *side) {
	bool vietnamese = pdf_is_vietnamese(w);
	const char *face = imposition->wish.kind == IMPOSE_N_UP ? "" : vietnamese ? side->back ? ", mặt sau" : ", mặt trước" : side->back ? ", back" : ", front";
	return arena_format(w->arena, "%s %d/%d%s", vietnamese ? "tờ" : "sheet", side->sheet + 1, imposition->sheets, face);
}

static void write_sheet(PdfWriter *w, int index, PdfId parent) {
	const Imposition *imposition = w->options->imposition;
	const ImpositionSide side = impose_side(imposition, index);
	const DrawnPage block = { .width = imposition->width, .height = imposition->height, .bleed = imposition->bleed };
	Content content = { .w = w, .page = &block, .page_index = w->drawing->pages.count + index, .state.scale = 1000, .place = name_side(w, imposition, &side) };
	/* around the block so much that marks have room; on paper of a size that was asked for, in its middle */
	const int64_t room = pdf_round_points(pdf_trim_offset(w, &block)), width = pdf_round_points(block.width), height = pdf_round_points(block.height);
	const int64_t paper_width = imposition->wish.sheet_width ? pdf_round_points(imposition->wish.sheet_width) : width + 2 * room;
	const int64_t paper_height = imposition->wish.sheet_height ? pdf_round_points(imposition->wish.sheet_height) : height + 2 * room;
	const int64_t x = paper_width > width ? (paper_width - width) / 2 : 0, y = paper_height > height ? (paper_height - height) / 2 : 0, bleed = pdf_round_points(block.bleed);
	if (imposition->wish.sheet_height) content.head_room = (Length)(y * LENGTH_POINT / 1000) + 1; /* there may be none */
	if (x != room || y != room) add_numbers(&content.out, (const int64_t[]){ 1000, 0, 0, 1000, x - room, y - room }, 6, "cm\n");
	for (int i = 0; i < side.cell_count; i++)
		if (side.cells[i].page >= 0) place_form(&content, imposition, &side.cells[i]);
	if (w->slug) {
		content_draw_marks(&content);
		content_draw_sheet_marks(&content, imposition, &side);
	}
	HPDF_Dict dict = content_put_page(&content, parent);
	if (content.transparent) pdf_dict_add_raw(dict, "Group", BLENDING);
	pdf_dict_add_box(dict, "MediaBox", 0, 0, paper_width, paper_height);
	const int64_t reach_x = bleed < x ? bleed : x, reach_y = bleed < y ? bleed : y;
	const int64_t right = x + width < paper_width ? x + width : paper_width, top = y + height < paper_height ? y + height : paper_height;
	pdf_dict_add_box(dict, "BleedBox", x - reach_x, y - reach_y, right + reach_x, top + reach_y);
	pdf_dict_add_box(dict, "TrimBox", x, y, right, top);
	content_add_resources(&content, dict);
	pdf_put_dict(w->file, pdf_page_id(w, index), dict);
}

void pdf_write_sheets(PdfWriter *w) {
	const Length slug = w->slug;
	w->slug = 0; /* pages bring no marks of their own */
	w->transparent_forms = ARENA_ARRAY(w->arena, bool, w->drawing->pages.count);
	w->first_form = pdf_reserve_ids(w->file, (uint32_t)w->drawing->pages.count);
	for (int i = 0; i < w->drawing->pages.count && !pdf_file_failed(w->file); i++) write_form(w, i);
	w->slug = slug;
	pdf_write_page_tree(w, w->options->imposition->sides, write_sheet);
}
