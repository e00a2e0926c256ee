/* An article into units: its body, signature, source and "Tin khác". */
#include <string.h>
#include "page/book.h"
#include "page/fit_pages.h"
#include "page/side_bar.h"

static void add_related(Composer *c, Galley *galley, const Article *article) {
	const TextStyle *title_style = design_find_style(c->design, "related-title"), *style = design_find_style(c->design, "related");
	const char *title = article->related_title ? article->related_title : c->design->related_title ? c->design->related_title : "Tin khác";
	NodeId section = drawing_add_node(c->drawing, c->article_node, ROLE_SECT, article->pos);
	NodeId title_node = drawing_add_node(c->drawing, section, ROLE_P, article->pos);
	page_add_space(c, galley, 1);
	Paragraph heading = page_set_plain(c, title, title_style, galley->measure, title_node, article->pos);
	Setting setting = { .width = galley->measure };
	page_add_lines(c, &setting, &heading, title_style, 0);
	page_add_solid(c, galley, &setting, page_rows(c, setting.height), true);
	NodeId list = drawing_add_node(c->drawing, section, ROLE_L, article->pos);
	for (int i = 0; i < article->related.count; i++) {
		const RelatedItem *item = &article->related.items[i];
		NodeId entry = drawing_add_node(c->drawing, list, ROLE_LI, item->pos);
		NodeId body = drawing_add_node(c->drawing, entry, ROLE_LBODY, item->pos);
		Inlines *linked = ARENA_NEW(c->arena, Inlines);
		for (int k = 0; k < item->text.count; k++) {
			Inline *in = vector_push(c->arena, linked);
			*in = item->text.items[k];
			if (item->href && !in->href) in->href = item->href;
		}
		page_add_text(c, galley, &(TextRequest){ .inlines = linked, .style = style, .measure = galley->measure, .node = body, .pos = item->pos,
			.no_indent = false }, (TextPlace){ 0 });
	}
}

/* A brief's title as it runs into the text: on one line, with a stop where it has none. */
static const Inlines *make_run_in(Composer *c, const Inlines *title, bool runs) {
	Inlines *out = ARENA_NEW(c->arena, Inlines);
	for (int i = 0; i < title->count; i++) {
		Inline *in = vector_push(c->arena, out);
		*in = title->items[i];
		if (in->kind == INLINE_BREAK) *in = (Inline){ .kind = INLINE_TEXT, .text = " ", .pos = in->pos };
	}
	if (!runs || !out->count) return out;
	const char *plain = publication_plain_text(c->arena, title);
	size_t length = strlen(plain);
	const char *stop = length && strchr(".?!:", plain[length - 1]) ? " " : ". ";
	Inline *last = &out->items[out->count - 1];
	if (last->kind == INLINE_TEXT && !last->href && !last->lang && !(last->style & (INLINE_SUP | INLINE_SUB))) last->text = arena_format(c->arena, "%s%s", last->text, stop);
	else *vector_push(c->arena, out) = (Inline){ .kind = INLINE_TEXT, .text = stop, .pos = last->pos };
	return out;
}

void page_add_article(Composer *c, Galley *galley, const Article *article, const ArticleLook *look, const Block *skip) {
	int first_unit = galley->units.count;
	const TextStyle *text = design_find_style(c->design, "body"), *first = design_find_style(c->design, "body-first");
	BlockContext context = { .parent = c->article_node, .text = text, .first = first };
	if (c->book && c->book->flush == article) context.text = first;
	const char *end = look->end ? look->end : "author source endsign";
	if (strstr(end, "endsign") && article->body.count) {
		const Block *last = article->body.items[article->body.count - 1];
		if (last->kind == BLOCK_PARAGRAPH && last != skip) context.last = last;
	}
	context.opening_words = look->opening_words;
	if (look->drop_cap) context.drop_lines = look->drop_cap_lines > 1 ? look->drop_cap_lines : 3;
	if (look->run_in) {
		NodeId node = drawing_add_node(c->drawing, c->article_node, (Role)(ROLE_H1 + c->title_level - 1), article->title_pos);
		bool runs = article->lead.count || (article->body.count && article->body.items[0]->kind == BLOCK_PARAGRAPH);
		context.run_in = make_run_in(c, &article->title, runs);
		context.run_in_style = look->title;
		context.run_in_node = node;
		if (article->lead.count) { /* a brief's standfirst is its first paragraph */
			Block *lead = ARENA_NEW(c->arena, Block);
			*lead = (Block){ .kind = BLOCK_PARAGRAPH, .pos = article->pos, .u.text = article->lead };
			page_add_paragraph(c, galley, lead, first, &context);
			context.first = text;
		} else if (!runs) { /* there is no text to run into: it stands by itself */
			page_add_text(c, galley, &(TextRequest){ .style = look->title, .measure = galley->measure, .node = node, .pos = article->title_pos,
				.run_in = context.run_in, .prefix_style = look->title, .prefix_node = node }, (TextPlace){ .keep_next = true });
		}
		if (article->lead.count || !runs) context.run_in = NULL;
	}
	galley->breaks_later = true;
	page_add_blocks(c, galley, &article->body, context, skip);
	galley->breaks_later = false;
	page_settle_texts(c, galley, first_unit);
	page_trim_spaces(galley);
	if (strstr(end, "date") && article->date.year) {
		const TextStyle *style = design_find_style(c->design, "byline-end");
		const char *place = c->publication->place;
		NodeId node = drawing_add_node(c->drawing, c->article_node, ROLE_P, article->pos);
		page_add_space(c, galley, 1);
		page_add_text(c, galley, &(TextRequest){ .style = style, .measure = galley->measure, .node = node, .pos = article->pos, .no_indent = true, .prefix_style = style,
			.prefix = place ? arena_format(c->arena, "%s, %s", place, page_date_plain(c, article->date, false)) : page_date_plain(c, article->date, true) }, (TextPlace){ 0 });
	}
	const TextStyle *signature = design_find_style(c->design, "byline-end");
	const char **byline;
	int byline_count = strstr(end, "author") ? page_byline_lines(c, article, signature, galley->measure, &byline) : 0;
	for (int i = 0; i < byline_count; i++) {
		if (galley->units.count && galley->units.items[galley->units.count - 1].kind != UNIT_FLOAT) galley->units.items[galley->units.count - 1].keep_next = true;
		NodeId node = drawing_add_node(c->drawing, c->article_node, ROLE_P, article->pos);
		page_add_text(c, galley, &(TextRequest){ .style = signature, .measure = galley->measure, .node = node, .pos = article->pos, .prefix = byline[i],
			.prefix_style = signature, .no_indent = true }, (TextPlace){ 0 });
	}
	if (strstr(end, "source") && article->source) {
		const TextStyle *style = design_find_style(c->design, "source");
		NodeId node = drawing_add_node(c->drawing, c->article_node, ROLE_P, article->pos);
		Inlines *words = ARENA_NEW(c->arena, Inlines);
		*vector_push(c->arena, words) = (Inline){ .kind = INLINE_TEXT, .text = "Nguồn: ", .pos = article->pos };
		*vector_push(c->arena, words) = (Inline){ .kind = INLINE_TEXT, .text = article->source, .href = article->source_href, .pos = article->pos };
		if (galley->units.count) galley->units.items[galley->units.count - 1].keep_next = true;
		page_add_text(c, galley, &(TextRequest){ .inlines = words, .style = style, .measure = galley->measure, .node = node, .pos = article->pos,
			.no_indent = true }, (TextPlace){ 0 });
	}
	page_add_end_notes(c, galley, article);
	page_add_references(c, galley, article);
	int rows = 0;
	for (int u = first_unit; u < galley->units.count; u++) rows += galley->units.items[u].variants[VARIANT_BEST].rows;
	page_note_length(c, article, rows);
	if (!article->related.count) return;
	if (page_side_takes(c, SIDE_RELATED)) {
		Galley aside = { .measure = page_side_width(c), .span_columns = 1 };
		page_begin_aside(c);
		add_related(c, &aside, article);
		page_end_aside(c);
		page_add_side_galley(c, galley, &aside);
	} else {
		add_related(c, galley, article);
	}
}
