#include "pdf/content.h"

int64_t content_x(const Content *content, LengthSum x) {
	return pdf_round_points(x + pdf_trim_offset(content->w, content->page));
}

int64_t content_y(const Content *content, LengthSum y) {
	return pdf_round_points((LengthSum)content->page->height - y + pdf_trim_offset(content->w, content->page));
}

static void add_number(Text *out, int64_t value, char after) {
	pdf_add_decimal(out, value, 3);
	text_add_char(out, after);
}

void content_add_box(Content *content, const DrawItem *item) {
	int64_t left = content_x(content, item->x), right = content_x(content, (LengthSum)item->x + item->width);
	int64_t top = content_y(content, item->y), bottom = content_y(content, (LengthSum)item->y + item->height);
	add_number(&content->out, left, ' ');
	add_number(&content->out, bottom, ' ');
	add_number(&content->out, right - left, ' ');
	add_number(&content->out, top - bottom, ' ');
}

/* ---- marked content (ISO 32000-1, 14.6 and 14.8.2.2). A sequence begun inside a text object must end inside it. ---- */

static void add_artifact(Content *content, const DrawItem *item) {
	static const char *const KINDS[] = { [ARTIFACT_LAYOUT] = "/Artifact<</Type/Layout>>BDC\n",
		[ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
		[ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n" };
	Text *out = &content->out;
	if (item->artifact == ARTIFACT_PAGE) {
		text_add(out, "/Artifact<</Type/Page>>BDC\n");
		return;
	}
	if (item->artifact != ARTIFACT_BACKGROUND) {
		text_add(out, KINDS[item->artifact <= ARTIFACT_FOOTER ? item->artifact : ARTIFACT_LAYOUT]);
		return;
	}
	text_add(out, "/Artifact<</Type/Background/BBox[");
	add_number(out, content_x(content, item->x), ' ');
	add_number(out, content_y(content, (LengthSum)item->y + item->height), ' ');
	add_number(out, content_x(content, (LengthSum)item->x + item->width), ' ');
	pdf_add_decimal(out, content_y(content, item->y), 3);
	text_add(out, "]>>BDC\n");
}

static void add_node_mark(Content *content, NodeId node) {
	PdfWriter *w = content->w;
	int mcid = content->next_mcid++;
	text_format(&content->out, "/%s<</MCID %d>>BDC\n", drawing_role_name(w->drawing->nodes.items[node].role), mcid);
	*vector_push(w->arena, &w->marks) = (ContentMark){ .node = node, .page = content->page_index, .mcid = mcid, .next = -1 };
}

static bool is_marked(const Content *content, const DrawItem *item) {
	bool tagged = pdf_is_tagged(content->w, item->node);
	return content->mark_open && content->mark_node == (tagged ? item->node : NODE_NONE) &&
		(tagged || (content->mark_artifact == item->artifact && item->artifact != ARTIFACT_BACKGROUND));
}

void content_begin_mark(Content *content, const DrawItem *item) {
	if (content->w->options->imposition || is_marked(content, item)) return; /* a sheet is read by nobody */
	content_end_mark(content);
	bool tagged = pdf_is_tagged(content->w, item->node);
	if (tagged) add_node_mark(content, item->node);
	else add_artifact(content, item);
	content->mark_open = true;
	content->mark_in_text = content->in_text;
	content->mark_node = tagged ? item->node : NODE_NONE;
	content->mark_artifact = item->artifact;
}

static void close_array(Content *content) {
	if (content->in_string) text_add_char(&content->out, ')');
	if (content->in_array) text_add(&content->out, "]TJ\n");
	content->in_array = content->in_string = false;
}

void content_end_mark(Content *content) {
	if (!content->mark_open) return;
	close_array(content);
	if (content->in_text && !content->mark_in_text) {
		text_add(&content->out, "ET\n");
		content->in_text = false;
	}
	text_add(&content->out, "EMC\n");
	content->mark_open = false;
}

void content_end_text(Content *content) {
	if (!content->in_text) return;
	close_array(content);
	if (content->mark_open && content->mark_in_text) content_end_mark(content);
	text_add(&content->out, "ET\n");
	content->in_text = false;
}

/* ---- colour ---- */

void content_add_colour(Content *content, Colour colour, bool stroke) {
	Text *out = &content->out;
	if (!content->w->traits.press) {
		ScreenColour screen = press_show_colour(colour);
		add_number(out, screen.r, ' ');
		add_number(out, screen.g, ' ');
		add_number(out, screen.b, ' ');
		text_add(out, stroke ? "RG\n" : "rg\n");
		return;
	}
	if (colour.spot) {
		int index = pdf_use_spot(content->w, colour), i = 0;
		while (i < content->spots.count && content->spots.items[i] != index) i++;
		if (i == content->spots.count) *vector_push(content->w->arena, &content->spots) = index;
		text_format(out, "/S%d %s ", index, stroke ? "CS" : "cs");
		pdf_add_decimal(out, colour.tint > 10000 ? 10000 : colour.tint, 4);
		text_add(out, stroke ? " SCN\n" : " scn\n");
		return;
	}
	pdf_add_inks(out, colour);
	text_add(out, stroke ? " K\n" : " k\n");
}

/* Mode 1: the inks that the colour does not name stay (ISO 32000-1, 8.6.7). */
static void set_overprint(Content *content, bool overprint) {
	if (overprint == content->state.overprint) return;
	close_array(content);
	text_add(&content->out, overprint ? "/OP gs\n" : "/KO gs\n");
	content->state.overprint = overprint;
	content->uses_overprint = true;
}

void content_knock_out(Content *content) { set_overprint(content, false); }

void content_set_ink(Content *content, const DrawItem *item, Colour colour) {
	set_overprint(content, content->w->traits.press && drawing_overprints(item));
	if (content->state.fill_known && colour_equal(content->state.fill, colour)) return;
	close_array(content);
	content_add_colour(content, colour, false);
	content->state.fill = colour;
	content->state.fill_known = true;
}

/* ---- text ---- */

static void begin_text(Content *content) {
	if (content->in_text) return;
	text_add(&content->out, "BT\n");
	content->in_text = true;
	content->line_x = content->line_y = 0;
}

static void set_font(Content *content, const FontUse *font, Length size) {
	if (content->state.font == font && content->state.size == size) return;
	close_array(content);
	if (((FontUse *)font)->page_stamp != content->page_index + 1) {
		((FontUse *)font)->page_stamp = content->page_index + 1;
		*vector_push(content->w->arena, &content->fonts) = font;
	}
	text_format(&content->out, "/F%d ", font->index);
	add_number(&content->out, pdf_round_points(size), ' ');
	text_add(&content->out, "Tf\n");
	content->state.font = font;
	content->state.size = size;
}

static void set_spacing(Content *content, Length letter_space, int scale) {
	if (scale <= 0) scale = 1000;
	if (scale != content->state.scale) {
		pdf_add_decimal(&content->out, scale, 1);
		text_add(&content->out, " Tz\n");
		content->state.scale = scale;
	}
	if (letter_space != content->state.letter_space) {
		int64_t scaled = (int64_t)letter_space * 100000;
		content->state.letter_space_written = (scaled + (scaled >= 0 ? LENGTH_POINT / 2 : -(LENGTH_POINT / 2))) / LENGTH_POINT;
		pdf_add_decimal(&content->out, content->state.letter_space_written, 5);
		text_add(&content->out, " Tc\n");
		content->state.letter_space = letter_space;
	}
}

/* The size as written: 1/1000 pt. */
static int64_t written_size(const Content *content) {
	int64_t size = pdf_round_points(content->state.size);
	return size > 0 ? size : 1;
}

/* What letter space adds to the pen for so many codes, in 1/1000000 em. */
static int64_t letter_space_of(const Content *content, int64_t codes) {
	return content->state.letter_space ? codes * content->state.letter_space_written * 10000 / written_size(content) : 0;
}

static void begin_string(Content *content) {
	if (!content->in_array) text_add_char(&content->out, '[');
	if (!content->in_string) text_add_char(&content->out, '(');
	content->in_array = content->in_string = true;
}

static void add_move(Content *content, int64_t move) {
	if (!move) return;
	if (!content->in_array) text_add_char(&content->out, '[');
	if (content->in_string) text_add_char(&content->out, ')');
	content->in_array = true;
	content->in_string = false;
	pdf_add_integer(&content->out, move);
	content->pen -= move * 1000;
}

/* Moves the pen to `target` as nearly as whole thousandths allow. */
static void move_pen(Content *content, int64_t target) {
	int64_t off = content->pen - target;
	add_move(content, (off >= 0 ? off + 500 : off - 500) / 1000);
}

/* The same after a blank. The blanks of a justified line are equal; so is the number, where rounding would make it waver by
 * one: while the word stays within a thousandth of its place, the last number is taken again, which deflates better. */
static void move_pen_over_blank(Content *content, int64_t target) {
	int64_t off = content->pen - target, again = off - content->blank_move * 1000;
	if (again > -1000 && again < 1000) {
		add_move(content, content->blank_move);
		return;
	}
	content->blank_move = (off >= 0 ? off + 500 : off - 500) / 1000;
	add_move(content, content->blank_move);
}

static void show_glyph(Content *content, const FontUse *font, uint32_t id) {
	const GlyphUse *glyph = pdf_use_glyph((FontUse *)font, id);
	begin_string(content);
	pdf_add_code(&content->out, glyph->cid);
	content->pen += glyph->width + letter_space_of(content, 1);
}

static void set_rise(Content *content, int64_t rise) {
	if (rise == content->state.rise) return;
	close_array(content);
	add_number(&content->out, rise, ' ');
	text_add(&content->out, "Ts\n");
	content->state.rise = rise;
}

/* A glyph that no face has is no glyph: an archive may not show .notdef (ISO 19005-2, 6.2.11.8). The place stays empty, the text
 * is kept, and the gap was recorded as an error when the text was set. */
static uint32_t stand_in(const Content *content, const FontUse *font, uint32_t id) {
	return id == 0 && content->w->traits.pdfa_part ? font->space : id;
}

/* Cluster by cluster, where a run needs more than codes: marks moved up or down, and text that the codes do not say. */
static void show_run_slowly(Content *content, const RunCode *code, int64_t origin) {
	const GlyphRun *run = code->run;
	const FontUse *font = code->font;
	int64_t units = 0, codes = 0;
	for (uint32_t i = 0; i < run->glyph_count;) {
		const char *text;
		uint32_t length, next = pdf_find_cluster(run, i, &text, &length);
		bool spoken = pdf_cluster_is_told(font, run, i, next, text, length);
		if (!spoken) {
			close_array(content);
			text_add(&content->out, "/Span<</ActualText");
			pdf_add_text_string(&content->out, text, length);
			text_add(&content->out, ">>BDC\n");
		}
		for (; i < next; i++) {
			const Glyph *glyph = &run->glyphs[i];
			set_rise(content, pdf_round_points(length_scale(content->state.size, glyph->dy, (int32_t)font->units_per_em)));
			move_pen(content, origin + pdf_scale_units(font, units + glyph->dx) + letter_space_of(content, codes));
			show_glyph(content, font, stand_in(content, font, glyph->id));
			units += glyph->advance;
			codes++;
		}
		if (!spoken) {
			close_array(content);
			text_add(&content->out, "EMC\n");
		}
	}
	set_rise(content, 0);
}

static void show_run(Content *content, const RunCode *code, int64_t origin, bool after_blank) {
	if (!code->plain) {
		show_run_slowly(content, code, origin);
		return;
	}
	if (after_blank) move_pen_over_blank(content, origin);
	else move_pen(content, origin);
	if (!code->length) return;
	begin_string(content);
	text_add_bytes(&content->out, pdf_run_codes(content->w, code), code->length);
	content->pen += code->width + letter_space_of(content, code->run->glyph_count);
}

static void begin_line(Content *content, int64_t x, int64_t y) {
	close_array(content);
	add_number(&content->out, x - content->line_x, ' ');
	add_number(&content->out, y - content->line_y, ' ');
	text_add(&content->out, "Td\n");
	content->line_x = x;
	content->line_y = y;
	content->pen = content->blank_move = 0;
}

/* The same text in a turned system of coordinates: the point at its origin stays where it is. */
static void draw_turned(Content *content, const DrawItem *item) {
	int64_t x = content_x(content, item->x), y = content_y(content, item->y);
	content_end_text(content);
	content_end_mark(content);
	const GraphicsState before = content->state;
	text_add(&content->out, "q\n0 -1 1 0 ");
	add_number(&content->out, x - y, ' ');
	add_number(&content->out, y + x, ' ');
	text_add(&content->out, "cm\n");
	DrawItem upright = *item;
	upright.turned = false;
	content_draw_text(content, &upright);
	content_end_text(content);
	content_end_mark(content);
	text_add(&content->out, "Q\n");
	content->state = before;
}

void content_draw_text(Content *content, const DrawItem *item) {
	if (item->u.text.word_count <= 0) return;
	if (item->turned) {
		draw_turned(content, item);
		return;
	}
	if (!is_marked(content, item)) content_end_mark(content);
	begin_text(content);
	content_begin_mark(content, item);
	content_set_ink(content, item, item->u.text.colour);
	close_array(content);
	set_spacing(content, item->u.text.letter_space, item->u.text.scale);
	/* the line's origin is on the raster of 1/1000 pt; words are placed from it, not from each other */
	int64_t origin = content_x(content, item->u.text.words[0].x);
	begin_line(content, origin, content_y(content, item->y));
	for (int i = 0; i < item->u.text.word_count; i++) {
		const DrawWord *word = &item->u.text.words[i];
		const RunCode *code = pdf_find_run(content->w, word->run);
		const FontUse *font = code->font;
		set_font(content, font, item->u.text.size);
		/* from 1/65536 pt to 1/1000000 em of the scaled glyphs */
		__int128 distance = (__int128)((LengthSum)word->x + pdf_trim_offset(content->w, content->page)) * 1000 - (__int128)origin * LENGTH_POINT;
		int64_t target = (int64_t)(distance * 1000000000 / ((__int128)LENGTH_POINT * written_size(content) * content->state.scale));
		show_run(content, code, target, i > 0 && word[-1].space_after);
		if (word->space_after && font->space) show_glyph(content, font, font->space);
	}
	close_array(content);
}
