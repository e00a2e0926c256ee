/* An article in two stretches: the first where it begins, ending with "(Xem tiếp trang N)", the rest after the other articles of its
 * part, under "(Tiếp theo trang N)" and its title.
 *
 * In the structure it stays one article: its paragraphs are what they were, one that is parted is one paragraph on two pages. The jump
 * lines come into being with the pages and would break into a sentence, so they stand as links at the end of the article, where a
 * reader meets them as he does its notes: a link must be in the structure (ISO 14289-1, 7.18.5). The title over the second stretch
 * says what the article's own heading says; it is an artifact, as a running head is (ISO 32000-1, 14.8.2.2.2). */
#include <string.h>
#include "page/book.h"
#include "page/place_bands.h"

enum {
	COST_NOT_JUMPED = 600,       /* of an article that goes on overleaf and was to go on elsewhere */
	COST_NOT_AS_WISHED = 200000, /* where the editor has asked for it */
	MOST_GIVEN = 3,              /* rows of the first stretch that go over to a short second one */
	LEAST_BELOW = 6              /* rows of text that wide blocks at the head of the second stretch leave room for */
};

int64_t page_cost_jump(const Band *band) {
	return !band->jump || band->jumps ? 0 : band->jump->wished ? COST_NOT_AS_WISHED : COST_NOT_JUMPED;
}

bool page_same_jumps(const Layout *a, const Layout *b) {
	for (int i = 0; i < a->jump_count; i++) {
		const Jump *left = &a->jumps[i], *right = &b->jumps[i];
		if (left->pending != right->pending) return false;
		if (left->pending && (left->cursor.unit != right->cursor.unit || left->cursor.slab != right->cursor.slab)) return false;
	}
	return true;
}

/* ---- the jump lines ---- */

/* The template with the page of a destination, split at nothing: "(Xem tiếp trang 5)". */
static const char *fill_line(Composer *c, const char *text, int destination) {
	const char *page = page_destination_label(c, destination, "00"), *at = strstr(text, "{page}");
	return at ? arena_format(c->arena, "%.*s%s%s", (int)(at - text), text, page, at + strlen("{page}")) : text;
}

static Span make_span(Composer *c, const char *words, const TextStyle *style, Tag tag, SourcePos pos) {
	return page_make_span(c, style->upper ? page_upper(c, words) : words, style, page_add_tag(c, tag), pos);
}

static Tag link_tag(Composer *c, const JumpPlan *jump, const TextStyle *style, const char *words, int destination) {
	NodeId paragraph = drawing_add_node(c->drawing, jump->node, ROLE_P, jump->article->pos);
	NodeId reference = drawing_add_node(c->drawing, paragraph, ROLE_REFERENCE, jump->article->pos);
	return (Tag){ .colour = style->colour, .node = drawing_add_node(c->drawing, reference, ROLE_LINK, jump->article->pos), .destination = destination,
		.contents = words };
}

static void add_destination(Composer *c, Setting *setting, int destination) {
	page_add_mark(c, setting, MARK_DESTINATION)->u.destination = destination;
}

/* "(Xem tiếp trang 5)" on one row, x from the left. */
static const Setting *set_onward(Composer *c, const JumpPlan *jump, Length x, Length measure) {
	const TextStyle *style = design_find_style(c->design, "jump-to");
	const char *words = fill_line(c, c->design->jump.to, jump->onward);
	Span span = make_span(c, words, style, link_tag(c, jump, style, words, jump->onward), jump->article->pos);
	TextBody body = { &span, 1, page_paragraph_style(style), measure, NULL };
	body.style.first_indent = 0;
	Paragraph text = page_break_text(c, &body, 0);
	Setting *setting = ARENA_NEW(c->arena, Setting);
	setting->height = c->design->leading;
	add_destination(c, setting, jump->back);
	for (int i = 0; i < text.line_count && i < 1; i++) {
		Mark *mark = page_add_mark(c, setting, MARK_LINE);
		mark->x = x;
		mark->y = c->grid_baseline;
		mark->u.line = &text.lines[i];
		mark->pos = jump->article->pos;
	}
	return setting;
}

/* The title, without the words at its end that find no room. */
static Paragraph shorten_title(Composer *c, const Span *from, const char *title, const TextStyle *style, Tag tag, Length measure) {
	size_t length = strlen(title);
	ParagraphStyle plain = page_paragraph_style(style);
	plain.align = ALIGN_LEFT;
	plain.balance = plain.hang = false;
	plain.first_indent = plain.left = plain.right = 0;
	Paragraph text = { 0 };
	for (const char *words = title;;) {
		Span spans[2] = { *from, make_span(c, words, style, tag, from->pos) };
		TextBody body = { spans, 2, plain, LENGTH_MAX / 4, NULL };
		text = page_break_text(c, &body, 0);
		if (paragraph_measure_width(c->breaker, spans, 2) <= measure || !length) return text;
		do length--; while (length > 0 && title[length] != ' ');
		words = length ? arena_format(c->arena, "%.*s…", (int)length, title) : "";
		if (!length) words = " ";
	}
}

/* The row on whose baseline the title stands, at its head: its capitals may reach a little higher than those of text there. */
static int title_row(Composer *c) {
	const TextStyle *style = design_find_style(c->design, "jump-title");
	Font *font = page_find_font(c, style, false, false, style->pos);
	Length capitals = length_scale(style->size, font_cap_height(font), font_units_per_em(font));
	return capitals - c->cap_height <= c->design->leading * 2 / 5 ? 0 : 1;
}

static int back_rows(Composer *c) { return title_row(c) + 2; } /* with a row of white below */

/* "(Tiếp theo trang 1) Tít bài" over the second stretch; a whole number of rows. */
static Setting *set_back(Composer *c, const JumpPlan *jump, Length measure) {
	const Design *design = c->design;
	const TextStyle *style = design_find_style(design, "jump-from"), *title_style = design_find_style(design, "jump-title");
	const Article *article = jump->article;
	const char *words = fill_line(c, design->jump.from, jump->back);
	const char *title = article->short_title ? article->short_title : publication_plain_text(c->arena, &article->title);
	Setting *setting = ARENA_NEW(c->arena, Setting);
	setting->width = measure;
	add_destination(c, setting, jump->onward);
	Span from = make_span(c, arena_format(c->arena, "%s\xE2\x80\x83", words), style, link_tag(c, jump, style, words, jump->back), article->pos);
	Tag repeated = { .colour = title_style->colour, .node = NODE_NONE, .destination = -1 };
	Paragraph text = shorten_title(c, &from, title, title_style, repeated, measure);
	if (!text.line_count) return setting;
	Mark *mark = page_add_mark(c, setting, MARK_LINE);
	mark->artifact = ARTIFACT_LAYOUT;
	mark->u.line = &text.lines[0];
	mark->pos = article->pos;
	mark->y = title_row(c) * design->leading + c->grid_baseline;
	return setting;
}

/* ---- the first stretch ---- */

/* Fills the columns to a height below the band's top, the last of them a row less for the jump line. */
static Fill fill_stretch(Layout *l, const Progress *p, int height) {
	int columns = p->band->columns, capacities[MOST_COLUMNS];
	for (int i = 0; i < columns; i++) {
		int foot = height < p->limits[i] ? height : p->limits[i];
		capacities[i] = foot > p->offsets[i] ? foot - p->offsets[i] : 0;
	}
	if (capacities[columns - 1]) capacities[columns - 1]--;
	return page_fill_columns(l->c, &p->band->galley, p->cursor, capacities, columns);
}

/* Rows that wide blocks and text take from a cursor on. */
static int rows_to_come(const Progress *p, const Cursor *from) {
	const Unit *spans[MOST_WIDE];
	int rows = page_text_rows_left(p, from), count = page_spans_between(&p->band->galley, p->cursor.unit, p->band->galley.units.count, spans, MOST_WIDE);
	for (int i = 0; i < count; i++) rows += spans[i]->span_rows * spans[i]->span_columns;
	return rows;
}

bool page_place_first_stretch(Layout *l, Progress *p, int gap, int height) {
	Composer *c = l->c;
	Band *band = p->band;
	const Design *design = c->design;
	int columns = band->columns, least = design->jump.least, top = page_most_of(p->offsets, columns), room = page_most_of(p->limits, columns);
	if (l->has_panel || !band->jumps) return false;
	if (!height) height = design->jump.rows && top + design->jump.rows < room ? top + design->jump.rows : room;
	for (int i = 0; i < columns; i++) if (height - p->offsets[i] < least + (i == columns - 1)) return false;
	Fill fill = fill_stretch(l, p, height);
	for (int given = 1; given <= MOST_GIVEN && fill.progress && rows_to_come(p, &fill.end) < least * columns; given++) {
		if (height - 1 - top < least) return false;
		fill = fill_stretch(l, p, --height); /* the second stretch needs some lines more */
	}
	if (!fill.progress || fill.finished || rows_to_come(p, &fill.end) < least * columns) return false;
	int heights[MOST_COLUMNS], last = columns - 1;
	for (int i = 0; i < columns; i++) heights[i] = height;
	Jump *jump = &l->jumps[band->jump->number];
	*jump = (Jump){ .band = band, .cursor = fill.end, .first_span = p->cursor.unit, .page = l->page, .pending = true };
	PagePart *part = page_begin_part(l, p, &fill, height, heights, gap);
	if (l->trial) return true;
	Length measure = band->galley.measure;
	const Setting *line = set_onward(c, band->jump, last * (measure + design->gutter), measure);
	page_add_placed(l, part, (Placed){ line, 0, height - 1 - fill.columns[last].note_rows }); /* above the notes */
	return true;
}

/* ---- the second ---- */

/* Wide blocks that the first stretch came to stand under the head of the second, as many as leave room for its text. */
static void add_wide(Layout *l, const Jump *jump, Opening *opening, int row) {
	const Unit *spans[MOST_WIDE];
	int count = page_spans_between(&jump->band->galley, jump->first_span, jump->cursor.unit, spans, MOST_WIDE);
	for (int i = 0; i < count; i++) {
		if (row + spans[i]->span_rows + LEAST_BELOW > l->c->rows) { /* the rest at the top of the next page */
			if (l->waiting_count < MOST_WIDE) l->waiting[l->waiting_count++] = spans[i];
			continue;
		}
		*vector_push(l->trial ? l->c->scratch : l->c->arena, &opening->placed) = (Placed){ spans[i]->span, 0, row };
		row += spans[i]->span_rows + 1;
		for (int col = 0; col < spans[i]->span_columns && col < MOST_COLUMNS; col++) opening->offsets[col] = row;
	}
}

bool page_resume_band(Layout *l, Band *band, Progress *p) {
	Composer *c = l->c;
	Jump *jump = &l->jumps[band->resumes->number];
	if (!jump->pending) return false;
	jump->pending = false;
	band->galley = jump->band->galley;
	band->columns = band->galley.measure == c->column_width ? c->design->columns : jump->band->columns;
	band->opening_count = 1;
	band->separated = true;
	Opening *opening = &band->openings[0];
	*opening = (Opening){ 0 };
	Setting *head;
	if (l->trial) head = ARENA_NEW(c->scratch, Setting);
	else head = set_back(c, band->resumes, page_span_width(c, c->design->columns));
	head->width = 0;
	*vector_push(l->trial ? c->scratch : c->arena, &opening->placed) = (Placed){ head, 0, 0 };
	for (int i = 0; i < MOST_COLUMNS; i++) opening->offsets[i] = back_rows(c);
	add_wide(l, jump, opening, back_rows(c));
	p->cursor = jump->cursor;
	if (jump->page == l->page) page_next_page(l, true); /* it does not go on where it left off */
	return true;
}
