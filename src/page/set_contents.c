/* "Trong số này": the articles of the issue with their pages. */
#include <string.h>
#include "page/bands.h"

ContentsList page_list_contents(Composer *c, int most) {
	const Publication *publication = c->publication;
	ContentsList list = { 0 };
	int total = 0, seen = 0;
	for (int p = 0; p < publication->parts.count; p++) total += publication->parts.items[p].articles.count;
	for (int p = 0; p < publication->parts.count; p++) {
		const Part *part = &publication->parts.items[p];
		bool named = !part->title;
		for (int a = 0; a < part->articles.count; a++, seen++) {
			const Article *article = part->articles.items[a];
			if (page_find_look(c, article, seen == 0, total == 1)->run_in || (most && list.count >= most)) continue;
			int destination = drawing_add_destination(c->drawing, page_article_name(c, article, seen + 1));
			*vector_push(c->arena, &list) = (ContentsEntry){ article, part->title, !named, destination };
			named = true;
		}
	}
	return list;
}

static bool has_company(const ContentsList *list, int at) {
	return (at > 0 && list->items[at - 1].part == list->items[at].part) || (at + 1 < list->count && list->items[at + 1].part == list->items[at].part);
}

int page_drop_entry(Composer *c, ContentsList *list) {
	int dropped = list->count - 1, best = -1;
	for (int i = 0; i < list->count; i++) {
		bool small = page_find_look(c, list->items[i].article, false, false)->head_span <= 1;
		int worth = (has_company(list, i) ? 2 : 0) + (small ? 1 : 0); /* of dropping it */
		if (worth < best) continue;
		best = worth;
		dropped = i;
	}
	ContentsEntry gone = list->items[dropped];
	for (int i = dropped; i + 1 < list->count; i++) list->items[i] = list->items[i + 1];
	list->count--;
	if (gone.first && dropped < list->count && list->items[dropped].part == gone.part) list->items[dropped].first = true;
	return list->count;
}

Paragraph page_set_linked(Composer *c, const ContentsEntry *entry, const char *words, const TextStyle *style, Length measure, NodeId link) {
	Tag tag = { .colour = style->colour, .node = link, .destination = entry->destination,
		.contents = publication_plain_text(c->arena, &entry->article->title) };
	Span span = page_make_span(c, words, style, page_add_tag(c, tag), entry->article->pos);
	TextBody body = { &span, 1, page_paragraph_style(style), measure, NULL };
	return page_break_text(c, &body, 0);
}

static void add_part_name(Composer *c, Setting *setting, const ContentsEntry *entry, Length x, Length measure, NodeId item) {
	const TextStyle *style = c->design->contents.section_style;
	NodeId node = drawing_add_node(c->drawing, item, ROLE_P, entry->article->pos);
	Paragraph name = page_set_plain(c, entry->part, style, measure, node, entry->article->pos);
	page_keep_case(c, node, style, entry->part);
	page_add_lines(c, setting, &name, style, x);
	setting->height += style->space_after;
}

/* The number at the right of the title's last line, or in front of its first. */
static void add_number(Composer *c, Setting *setting, const ContentsEntry *entry, const Paragraph *number, Length x, Length baseline) {
	if (!number->line_count) return;
	Mark *mark = page_add_mark(c, setting, MARK_LINE);
	mark->x = x;
	mark->y = baseline;
	mark->u.line = &number->lines[0];
	mark->pos = entry->article->pos;
}

/* What stands below an entry's title, indented as that is. */
static void add_line_below(Composer *c, Setting *setting, const ContentsEntry *entry, const char *words, const TextStyle *like, Length left, Length x,
		Length measure, NodeId item) {
	TextStyle *style = ARENA_NEW(c->arena, TextStyle);
	*style = *like;
	if (!style->left) style->left = left;
	NodeId node = drawing_add_node(c->drawing, item, ROLE_P, entry->article->pos);
	setting->height += style->space_before;
	Paragraph lines = page_set_plain(c, words, style, measure, node, entry->article->pos);
	page_add_lines(c, setting, &lines, style, x);
	setting->height += style->space_after;
}

void page_add_contents_entry(Composer *c, Setting *setting, const ContentsEntry *entry, Length x, Length measure, NodeId item, const int *pages, bool with_lead) {
	if (entry->first) add_part_name(c, setting, entry, x, measure, item);
	const Design *design = c->design;
	const TextStyle *page_style = design->contents.page_style;
	bool numbers_left = design->contents.numbers_left;
	TextStyle *style = ARENA_NEW(c->arena, TextStyle), *number_style = ARENA_NEW(c->arena, TextStyle);
	*style = *design->contents.entry_style;
	*number_style = *page_style;
	number_style->align = numbers_left ? ALIGN_LEFT : ALIGN_RIGHT;
	if (numbers_left && !style->left) style->left = page_style->size * 2; /* room for three figures */
	NodeId reference = drawing_add_node(c->drawing, item, ROLE_REFERENCE, entry->article->pos);
	NodeId link = drawing_add_node(c->drawing, reference, ROLE_LINK, entry->article->pos);
	int page = pages && entry->destination >= 0 ? pages[entry->destination] : -1;
	const char *title = publication_plain_text(c->arena, &entry->article->title), *figures = page >= 0 ? arena_format(c->arena, "%d", page + 1) : "0";
	Paragraph number = { 0 };
	if (numbers_left) number = page_set_linked(c, entry, figures, number_style, measure, link);
	Paragraph lines = page_set_linked(c, entry, title, style, numbers_left ? measure : measure - page_style->size * 2, link);
	if (!numbers_left) number = page_set_linked(c, entry, figures, number_style, measure, link);
	int first = setting->marks.count;
	if (numbers_left && lines.line_count && number.line_count) { /* it is read first */
		Setting probe = { .height = setting->height };
		page_add_lines(c, &probe, &lines, style, x);
		add_number(c, setting, entry, &number, x, probe.marks.items[0].y);
		setting->marks.items[first].broken = true; /* a blank after it, for who reads it */
	}
	page_add_lines(c, setting, &lines, style, x);
	if (!numbers_left && lines.line_count && number.line_count) {
		Length baseline = setting->marks.items[setting->marks.count - 1].y;
		setting->marks.items[setting->marks.count - 1].broken = true;
		add_number(c, setting, entry, &number, x, baseline);
	}
	const char *lead = with_lead ? publication_plain_text(c->arena, &entry->article->lead) : "";
	if (lead[0]) add_line_below(c, setting, entry, lead, design->contents.lead_style, style->left, x, measure, item);
	const char *byline = design->contents.authors ? page_fill_template(c, "{author}", &(Fields){ .article = entry->article }) : "";
	if (byline[0]) add_line_below(c, setting, entry, byline, design->contents.author_style, style->left, x, measure, item);
	setting->height += style->space_after;
}

void page_add_contents_title(Composer *c, Setting *setting, Length x, Length measure, NodeId parent) {
	const Design *design = c->design;
	const TextStyle *style = design->contents.title_style;
	if (!design->contents.title) return;
	NodeId node = drawing_add_node(c->drawing, parent, ROLE_P, (SourcePos){ 0 });
	Paragraph title = page_set_plain(c, design->contents.title, style, measure, node, (SourcePos){ 0 });
	page_add_lines(c, setting, &title, style, x);
	setting->height += style->space_after;
	if (!design->contents.rule.weight) return;
	page_add_rule(c, setting, design->contents.rule, x, setting->height, measure);
	setting->height += design->leading / 3;
}

Setting page_set_contents(Composer *c, Length width, NodeId parent, const ContentsEntry *entries, int count, const int *pages) {
	const Design *design = c->design;
	Length padding = design->contents.padding, measure = width - 2 * padding, top = c->grid_baseline - c->cap_height;
	Setting setting = { .width = width, .height = top + padding };
	page_add_contents_title(c, &setting, padding, measure, parent);
	NodeId toc = drawing_add_node(c->drawing, parent, ROLE_TOC, (SourcePos){ 0 });
	for (int i = 0; i < count; i++) {
		NodeId item = drawing_add_node(c->drawing, toc, ROLE_TOCI, entries[i].article->pos);
		if (i && entries[i].first) setting.height += design->contents.section_style->space_before;
		page_add_contents_entry(c, &setting, &entries[i], padding, measure, item, pages, count <= design->contents.leads_up_to);
	}
	setting.height += padding;
	int rows = page_rows(c, setting.height);
	/* the panel's foot on a baseline, like a photo's */
	Length bottom = (rows - 1) * design->leading + c->grid_baseline;
	if (bottom < setting.height - padding / 2) { rows++; bottom += design->leading; }
	page_add_ground(c, &setting, design->contents.has_ground, design->contents.ground, (RuleLook){ 0 }, width, top, bottom - top);
	setting.height = rows * design->leading;
	return setting;
}
