/* The blocks of an article into units: paragraphs, lists, figures, quotes, verse; boxes and tables in files of their own. */
#include <string.h>
#include "page/book.h"
#include "page/side_bar.h"

NodeId page_add_node(Composer *c, NodeId parent, Role role, SourcePos pos, const char *lang) {
	NodeId node = drawing_add_node(c->drawing, parent, role, pos);
	if (lang) c->drawing->nodes.items[node].lang = lang;
	return node;
}

int page_space_rows(const Composer *c, Length space) { return (int)((space + c->design->leading / 2) / c->design->leading); }

/* Lines the text takes beside its drop cap; measured only. */
static int count_lines(Composer *c, const DropCap *cap, const TextRequest *like) {
	TextRequest request = *like;
	request.inlines = &cap->rest;
	request.shape = &cap->shape;
	request.node = NODE_NONE;
	Diag *diag = c->diag;
	c->diag = NULL;
	int count = page_set_text(c, &request).line_count;
	c->diag = diag;
	return count;
}

void page_add_paragraph(Composer *c, Galley *galley, const Block *block, const TextStyle *style, const BlockContext *context) {
	NodeId node = page_add_node(c, context->parent, ROLE_P, block->pos, block->lang);
	TextRequest request = { .inlines = &block->u.text, .style = style, .measure = galley->measure - context->x, .node = node,
		.pos = block->pos, .lang = block->lang ? block->lang : c->article ? c->article->lang : NULL, .notes_follow = true };
	if (context->run_in) {
		request.run_in = context->run_in;
		request.prefix_style = context->run_in_style;
		request.prefix_node = context->run_in_node;
	}
	DropCap cap;
	TextPlace place = { .x = context->x, .keep_next = block->keep_next, .looseness = block->looseness };
	page_add_space(c, galley, page_space_rows(c, style->space_before));
	bool capped = context->drop_lines > 1 && !context->run_in && page_set_drop_cap(c, &block->u.text, context->drop_lines, node, block->pos, &cap);
	if (capped && count_lines(c, &cap, &request) >= cap.shape.count) { /* a shorter paragraph has none: it would reach into the next */
		Inlines *rest = ARENA_NEW(c->arena, Inlines);
		*rest = cap.rest;
		ParagraphShape *shape = ARENA_NEW(c->arena, ParagraphShape);
		*shape = cap.shape;
		Mark *mark = ARENA_NEW(c->arena, Mark);
		*mark = cap.mark;
		mark->x += context->x;
		request.inlines = rest;
		request.shape = shape;
		place.extra = mark;
		place.extra_count = 1;
		if (cap.rows_above) page_add_solid(c, galley, ARENA_NEW(c->arena, Setting), cap.rows_above, true);
	}
	if (context->opening_words && !context->run_in) {
		Inlines *opening = ARENA_NEW(c->arena, Inlines);
		if (page_set_opening_words(c, request.inlines, context->opening_words, style, block->pos, opening)) request.inlines = opening;
	}
	TextStyle *sign = NULL;
	if (context->last == block && c->design->end_sign.text) {
		sign = ARENA_NEW(c->arena, TextStyle);
		*sign = *c->design->end_sign.style;
		sign->colour = c->design->end_sign.colour;
		request.suffix = arena_format(c->arena, "\xC2\xA0%s", c->design->end_sign.text);
		request.suffix_style = sign;
	}
	page_add_text(c, galley, &request, place);
	Unit *unit = galley->units.count ? &galley->units.items[galley->units.count - 1] : NULL;
	if (request.shape && unit && unit->kind == UNIT_TEXT && unit->variants[VARIANT_BEST].count <= request.shape->count) unit->made |= 1 << VARIANT_SHORT; /* no line may go */
	page_add_note_nodes(c, &block->u.text, context->parent); /* they follow, in reading order */
	page_add_space(c, galley, page_space_rows(c, style->space_after));
}

void page_add_heading_lines(Composer *c, Galley *galley, const Paragraph *text, const TextStyle *style, Length x) {
	if (!text->line_count) return;
	Setting setting = { .width = galley->measure };
	page_add_lines(c, &setting, text, style, x);
	/* the last line stands on the grid, raised by the space after it */
	int rows = page_rows(c, (LengthSum)setting.height + style->space_after - c->design->leading / 8);
	Length last = setting.marks.items[setting.marks.count - 1].y;
	Length shift = (rows - 1) * c->design->leading + c->grid_baseline - last - style->space_after;
	for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].y += shift;
	page_add_space(c, galley, page_space_rows(c, style->space_before));
	page_add_solid(c, galley, &setting, rows, true);
}

static void add_heading(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	int level = block->u.heading.level < 1 ? 1 : block->u.heading.level;
	const TextStyle *style = design_find_style(c->design, arena_format(c->arena, "heading-%d", level > 3 ? 3 : level));
	const char *label = page_block_label(c, block);
	int role = ROLE_H1 + c->title_level - 1 + level;
	NodeId node = page_add_node(c, context->parent, role > ROLE_H6 ? ROLE_H6 : (Role)role, block->pos, block->lang);
	Paragraph text = page_set_text(c, &(TextRequest){ .inlines = &block->u.heading.text, .style = style, .measure = galley->measure - context->x,
		.node = node, .pos = block->pos, .lang = block->lang, .no_indent = true, .prefix = label ? arena_format(c->arena, "%s ", label) : NULL });
	page_add_heading_lines(c, galley, &text, style, context->x);
}

/* As it stands alone, flush. */
static const TextStyle *label_style(Composer *c, const TextStyle *marker_style) {
	TextStyle *own = ARENA_NEW(c->arena, TextStyle);
	*own = *marker_style;
	own->first_indent = own->left = own->right = 0;
	own->align = ALIGN_LEFT;
	return own;
}

Length page_widest_number(Composer *c, int first, int last, const TextStyle *style) {
	Length widest = 0;
	for (int number = first; number <= last; number++) {
		Paragraph text = page_set_plain(c, arena_format(c->arena, "%d.", number), style, 20 * style->size, NODE_NONE, (SourcePos){ 0 });
		if (text.line_count && text.lines[0].width > widest) widest = text.lines[0].width;
	}
	return widest;
}

static void add_list(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const List *list = &block->u.list;
	const TextStyle *style = design_find_style(c->design, "list"), *marker_style = design_find_style(c->design, "list-marker");
	NodeId list_node = page_add_node(c, context->parent, ROLE_L, block->pos, block->lang);
	c->drawing->nodes.items[list_node].list_numbering = list->numbered ? 2 : 1;
	TextStyle *flush = ARENA_NEW(c->arena, TextStyle);
	*flush = *style;
	Length indent = style->left ? style->left : style->size * 5 / 4, widest = 0;
	int last = list->start + list->items.count - 1;
	if (list->numbered && last > 9) widest = page_widest_number(c, list->start, last, label_style(c, marker_style)); /* their points below each other */
	if (indent < widest + style->size / 4) indent = widest + style->size / 4;
	flush->left = flush->first_indent = 0;
	page_add_space(c, galley, page_space_rows(c, style->space_before));
	for (int i = 0; i < list->items.count; i++) {
		const ListItem *item = &list->items.items[i];
		NodeId item_node = page_add_node(c, list_node, ROLE_LI, item->pos, NULL);
		NodeId label = page_add_node(c, item_node, ROLE_LBL, item->pos, NULL);
		NodeId body = page_add_node(c, item_node, ROLE_LBODY, item->pos, NULL);
		const char *marker = list->numbered ? arena_format(c->arena, "%d.", list->start + i) : style->marker ? style->marker : "•";
		Paragraph label_text = page_set_plain(c, marker, label_style(c, marker_style), indent, label, item->pos);
		Mark *mark = ARENA_NEW(c->arena, Mark);
		*mark = (Mark){ .kind = MARK_LINE, .node = NODE_NONE, .x = context->x, .y = c->grid_baseline, .pos = item->pos };
		if (label_text.line_count) mark->u.line = &label_text.lines[0];
		if (widest && label_text.line_count && label_text.lines[0].width < widest) mark->x += widest - label_text.lines[0].width;
		int first_unit = galley->units.count;
		BlockContext inner = { .parent = body, .text = flush, .first = flush, .x = context->x + indent, .inner = true };
		page_add_blocks(c, galley, &item->content, inner, NULL);
		/* the marker stands on the first line of the item */
		for (int u = first_unit; u < galley->units.count && label_text.line_count; u++) {
			Unit *unit = &galley->units.items[u];
			if (unit->kind == UNIT_SPACE || !unit->variants[0].count) continue;
			if (unit->kind == UNIT_TEXT) {
				Mark *all = ARENA_ARRAY(c->arena, Mark, unit->extra_count + 1);
				if (unit->extra_count) memcpy(all, unit->extra, sizeof *all * (size_t)unit->extra_count);
				all[unit->extra_count] = *mark;
				unit->extra = all;
				unit->extra_count++;
				unit->variants[0] = page_make_variant(c, galley, unit);
			} else {
				Slab *slab = &unit->variants[0].slabs[0];
				Mark *all = ARENA_ARRAY(c->arena, Mark, slab->mark_count + 1);
				memcpy(all, slab->marks, sizeof *all * (size_t)slab->mark_count);
				all[slab->mark_count] = *mark;
				slab->marks = all;
				slab->mark_count++;
			}
			break;
		}
	}
	page_add_space(c, galley, page_space_rows(c, style->space_after));
}

/* ---- what stands by itself ---- */

bool page_block_spans(const Galley *galley, const Block *block, const BlockContext *context) {
	if (context->inner || galley->span_columns < 2) return false;
	if (block->span >= 2) return true;
	if (block->kind == BLOCK_FIGURE) return block->u.figure.width != FIGURE_COLUMN;
	return false;
}

int page_block_columns(const Galley *galley, const Block *block) {
	return block->span >= 2 && block->span < galley->span_columns ? block->span : galley->span_columns;
}

Length page_block_width(const Composer *c, const Galley *galley, const Block *block) {
	return page_span_width(c, page_block_columns(galley, block));
}

void page_add_span(Composer *c, Galley *galley, Setting setting, int rows, int columns) {
	if (rows > c->rows + 1) { /* with the white below it */
		Setting *pieces;
		setting.height = (rows - 1) * c->design->leading;
		int count = page_part_setting(c, &setting, c->rows - 2, &pieces);
		for (int i = 0; i < count; i++) page_add_span(c, galley, pieces[i], page_rows(c, pieces[i].height) + 1, columns);
		return;
	}
	Unit *unit = page_add_unit(c, galley, UNIT_SPAN);
	Setting *kept = ARENA_NEW(c->arena, Setting);
	*kept = setting;
	int count;
	const Mark *all = page_take_pending(c, galley, kept->marks.items, kept->marks.count, &count);
	if (all != kept->marks.items) {
		kept->marks.items = (Mark *)all;
		kept->marks.count = kept->marks.capacity = count;
	}
	unit->span = kept;
	unit->span_rows = rows;
	unit->span_columns = columns;
	unit->made = 7;
}

Unit *page_add_float(Composer *c, Galley *galley, Setting setting, int rows) {
	Unit *unit = page_add_unit(c, galley, UNIT_FLOAT);
	Slab *slab = page_make_slab(c, unit, rows);
	slab->marks = page_take_pending(c, galley, setting.marks.items, setting.marks.count, &slab->mark_count);
	unit->flex = setting.flex;
	page_collect_notes(c, slab, galley->measure);
	return unit;
}

static void add_figure(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	bool full = block->u.figure.width == FIGURE_FULL && galley->span_columns == c->design->columns;
	if (page_block_spans(galley, block, context)) {
		Setting setting = page_set_figure(c, block, page_block_width(c, galley, block), (FigureRows){ .most = c->rows * 3 / 4 }, full); /* a page of photos leaves room for its head */
		page_add_span(c, galley, setting, page_rows(c, setting.height), page_block_columns(galley, block));
		return;
	}
	Setting setting = page_set_figure(c, block, galley->measure - context->x, (FigureRows){ .most = c->rows * 3 / 4 }, false);
	int rows = page_rows(c, setting.height);
	for (int i = 0; i < setting.marks.count; i++) setting.marks.items[i].x += context->x;
	if (context->inner || block->u.figure.place == PLACE_HERE || rows > c->rows) {
		page_add_space(c, galley, 1);
		page_add_solid(c, galley, &setting, rows, false);
		return;
	}
	page_add_float(c, galley, setting, rows)->place = block->u.figure.place;
}

static void add_pull(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const TextStyle *style = design_find_style(c->design, "pull");
	bool wide = page_block_spans(galley, block, context);
	Length width = wide ? page_block_width(c, galley, block) : galley->measure - context->x;
	NodeId node = page_add_node(c, context->parent, ROLE_P, block->pos, block->lang);
	Paragraph text = page_set_text(c, &(TextRequest){ .inlines = &block->u.text, .style = style, .measure = width, .node = node,
		.pos = block->pos, .lang = block->lang, .no_indent = true });
	Setting lines = { 0 }, setting = { .width = width };
	page_add_lines(c, &lines, &text, style, wide ? 0 : context->x);
	Length gap = c->design->leading / 2;
	int rows = page_rows(c, (LengthSum)lines.height + 2 * gap);
	Length height = rows * c->design->leading, top = (height - lines.height) / 2;
	page_append_setting(c, &setting, &lines, 0, top);
	int ruled = setting.marks.count;
	page_add_rule(c, &setting, c->design->pull.above, wide ? 0 : context->x, top - gap / 2, width);
	page_add_rule(c, &setting, c->design->pull.below, wide ? 0 : context->x, top + lines.height + gap / 2, width);
	while (ruled < setting.marks.count) setting.marks.items[ruled++].hangs = !context->inner;
	if (wide) { page_add_span(c, galley, setting, rows, page_block_columns(galley, block)); return; }
	page_add_space(c, galley, 1);
	page_add_solid(c, galley, &setting, rows, false);
	page_add_space(c, galley, 1);
}

static void add_cite(Composer *c, Galley *galley, const Inlines *cite, const char *style_name, NodeId parent, const BlockContext *context, SourcePos pos) {
	if (!cite->count) return;
	if (galley->units.count) galley->units.items[galley->units.count - 1].keep_next = true;
	const TextStyle *style = design_find_style(c->design, style_name);
	NodeId node = page_add_node(c, parent, ROLE_P, pos, NULL);
	page_add_text(c, galley, &(TextRequest){ .inlines = cite, .style = style, .measure = galley->measure - context->x, .node = node, .pos = pos,
		.no_indent = true }, (TextPlace){ .x = context->x });
}

static void add_quote(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const TextStyle *style = design_find_style(c->design, "quote");
	NodeId node = page_add_node(c, context->parent, ROLE_BLOCKQUOTE, block->pos, block->lang);
	BlockContext inner = { .parent = node, .text = style, .first = style, .x = context->x, .inner = true };
	int space = page_space_rows(c, style->space_before);
	TextStyle *plain = ARENA_NEW(c->arena, TextStyle); /* the space is the quotation's, not each paragraph's */
	*plain = *style;
	plain->space_before = plain->space_after = 0;
	inner.text = inner.first = plain;
	page_add_space(c, galley, space);
	page_add_blocks(c, galley, &block->u.quote.content, inner, NULL);
	add_cite(c, galley, &block->u.quote.cite, "quote-cite", node, context, block->pos);
	page_add_space(c, galley, page_space_rows(c, style->space_after));
}

static void add_verse(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const TextStyle *style = design_find_style(c->design, "verse"), *title_style = design_find_style(c->design, "verse-title");
	NodeId verse = page_add_node(c, context->parent, ROLE_DIV, block->pos, block->lang);
	Length measure = galley->measure - context->x;
	page_add_space(c, galley, page_space_rows(c, style->space_before));
	/* The poem is centred on its longest line. */
	Length longest = 0;
	int stanzas = block->u.verse.stanzas.count, first_unit = galley->units.count;
	if (block->u.verse.title.count) {
		NodeId node = page_add_node(c, verse, ROLE_P, block->pos, NULL);
		page_add_text(c, galley, &(TextRequest){ .inlines = &block->u.verse.title, .style = title_style, .measure = measure, .node = node,
			.pos = block->pos, .no_indent = true }, (TextPlace){ .x = context->x, .keep_next = true });
		first_unit = galley->units.count;
	}
	for (int s = 0; s < stanzas; s++) {
		const Stanza *stanza = &block->u.verse.stanzas.items[s];
		Inlines joined = { 0 };
		for (int l = 0; l < stanza->lines.count; l++) {
			const Inlines *line = &stanza->lines.items[l];
			if (l) *vector_push(c->arena, &joined) = (Inline){ .kind = INLINE_BREAK, .pos = block->pos };
			for (int i = 0; i < line->count; i++) *vector_push(c->arena, &joined) = line->items[i];
		}
		Inlines *kept = ARENA_NEW(c->arena, Inlines);
		*kept = joined;
		NodeId node = page_add_node(c, verse, ROLE_P, block->pos, NULL);
		if (s) page_add_space(c, galley, 1);
		int before = galley->units.count;
		page_add_text(c, galley, &(TextRequest){ .inlines = kept, .style = style, .measure = measure, .node = node, .pos = block->pos },
			(TextPlace){ .x = context->x, .whole = stanza->lines.count <= 8 });
		if (galley->units.count == before) continue;
		Unit *unit = &galley->units.items[galley->units.count - 1];
		unit->made = 7;
		if (s + 2 == stanzas && stanza->lines.count <= 8) unit->keep_next = true; /* a short last stanza does not stand alone */
		for (int k = 0; k < unit->variants[0].count; k++) {
			const Slab *slab = &unit->variants[0].slabs[k];
			const Line *line = slab->mark_count ? slab->marks[slab->mark_count - 1].u.line : NULL;
			if (line && line->x + line->width > longest) longest = line->x + line->width;
		}
	}
	if (style->align == ALIGN_LEFT || style->align == ALIGN_JUSTIFY) {
		Length shift = (measure - longest) / 2;
		for (int u = first_unit; u < galley->units.count && shift > 0; u++) {
			Unit *unit = &galley->units.items[u];
			if (unit->kind != UNIT_TEXT) continue;
			for (int k = 0; k < unit->variants[0].count; k++) {
				Slab *slab = &unit->variants[0].slabs[k];
				for (int m = 0; m < slab->mark_count; m++) if (slab->marks[m].kind == MARK_LINE) ((Mark *)slab->marks)[m].x += shift;
			}
		}
	}
	add_cite(c, galley, &block->u.verse.cite, "verse-cite", verse, context, block->pos);
	page_add_space(c, galley, page_space_rows(c, style->space_after));
}

static void add_exchanges(Composer *c, Galley *galley, const Block *block, const BlockContext *context) {
	const TextStyle *question = design_find_style(c->design, "question"), *answer = design_find_style(c->design, "answer");
	for (int i = 0; i < block->u.qa.exchanges.count; i++) {
		const Exchange *exchange = &block->u.qa.exchanges.items[i];
		NodeId node = page_add_node(c, context->parent, ROLE_P, exchange->pos, block->lang);
		page_add_space(c, galley, page_space_rows(c, question->space_before));
		page_add_text(c, galley, &(TextRequest){ .inlines = &exchange->question, .style = question, .measure = galley->measure - context->x,
			.node = node, .pos = exchange->pos, .no_indent = true }, (TextPlace){ .x = context->x, .keep_next = true });
		page_add_space(c, galley, page_space_rows(c, question->space_after));
		TextStyle *flush = ARENA_NEW(c->arena, TextStyle);
		*flush = *answer;
		flush->first_indent = 0;
		BlockContext inner = { .parent = context->parent, .text = answer, .first = flush, .x = context->x, .inner = true };
		page_add_blocks(c, galley, &exchange->answer, inner, NULL);
	}
}

static void add_rule(Composer *c, Galley *galley, const BlockContext *context) {
	Setting setting = { .width = galley->measure };
	Length width = (galley->measure - context->x) / 3;
	RuleLook rule = c->design->separator.rule.weight ? c->design->separator.rule : (RuleLook){ LENGTH_POINT / 2, COLOUR_BLACK };
	page_add_rule(c, &setting, rule, context->x + (galley->measure - context->x - width) / 2, c->grid_baseline - c->x_height / 2, width);
	page_add_solid(c, galley, &setting, 1, true);
}

void page_add_blocks(Composer *c, Galley *galley, const Blocks *blocks, BlockContext context, const Block *skip) {
	bool first = true; /* the first paragraph is flush, and the one after a heading */
	const bool later = galley->breaks_later;
	for (int i = 0; i < blocks->count; i++) {
		const Block *block = blocks->items[i];
		if (block == skip) continue;
		if (block->break_before == BREAK_COLUMN || block->break_before == BREAK_PAGE) {
			Unit *unit = page_add_unit(c, galley, UNIT_BREAK);
			unit->page_break = block->break_before == BREAK_PAGE;
			unit->made = 7;
		}
		if (!context.inner && page_side_takes_block(c, block)) { page_add_side_block(c, galley, block, &context); continue; }
		if (block->id) page_wait_destination(c, galley, drawing_add_destination(c->drawing, block->id));
		int at = galley->units.count;
		galley->breaks_later = later && block->kind != BLOCK_LIST && block->kind != BLOCK_VERSE; /* these look at the lines that they have set */
		switch (block->kind) {
		case BLOCK_PARAGRAPH:
			page_add_paragraph(c, galley, block, first ? context.first : context.text, &context);
			context.run_in = NULL;
			context.drop_lines = context.opening_words = 0;
			break;
		case BLOCK_HEADING: add_heading(c, galley, block, &context); break;
		case BLOCK_FIGURE: add_figure(c, galley, block, &context); break;
		case BLOCK_LIST: add_list(c, galley, block, &context); break;
		case BLOCK_TABLE: page_add_table(c, galley, block, &context); break;
		case BLOCK_QUOTE: add_quote(c, galley, block, &context); break;
		case BLOCK_PULL: add_pull(c, galley, block, &context); break;
		case BLOCK_BOX: page_add_box(c, galley, block, &context); break;
		case BLOCK_RULE: add_rule(c, galley, &context); break;
		case BLOCK_VERSE: add_verse(c, galley, block, &context); break;
		case BLOCK_QA: add_exchanges(c, galley, block, &context); break;
		}
		if (at < galley->units.count && (block->kind == BLOCK_LIST || (i && blocks->items[i - 1]->kind == BLOCK_LIST))) galley->units.items[at].apart = true;
		galley->breaks_later = later;
		if (block->break_before == BREAK_AVOID && galley->units.count > 1) galley->units.items[galley->units.count - 2].keep_next = true;
		if (block->keep_next && galley->units.count) galley->units.items[galley->units.count - 1].keep_next = true;
		first = block->kind == BLOCK_HEADING || (first && block->kind == BLOCK_FIGURE);
	}
}
