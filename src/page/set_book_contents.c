/* The contents of a book: parts, papers with their authors, front and back matter; leaders and pages at the right. */
#include <string.h>
#include "page/book.h"

/* A line of the contents: of a part, or of a paper or section. authors: NULL: none. */
typedef struct BookEntry { const char *title, *authors; int destination; bool part; SourcePos pos; } BookEntry;

/* Words that lead to a destination. */
static Paragraph set_link(Composer *c, const char *words, const TextStyle *style, Length measure, NodeId link, int destination, const char *contents, SourcePos pos) {
	Tag tag = { .colour = style->colour, .node = link, .destination = destination, .contents = contents };
	Span span = page_make_span(c, style->upper ? page_upper(c, words) : words, style, page_add_tag(c, tag), pos);
	TextBody body = { &span, 1, page_paragraph_style(style), measure, NULL };
	return page_break_text(c, &body, 0);
}

static Mark *add_line(Composer *c, Setting *setting, const Line *line, Length x, int row, SourcePos pos) {
	Mark *mark = page_add_mark(c, setting, MARK_LINE);
	mark->x = x;
	mark->y = row * c->design->leading + c->grid_baseline;
	mark->u.line = line;
	mark->pos = pos;
	return mark;
}

/* Leaders stand on one raster, whatever the words before them: they count from the right. */
static void add_leader(Composer *c, Setting *setting, const TextStyle *style, Length from, Length to, int row) {
	const char *leader = c->design->book.leader;
	if (!leader || to <= from) return;
	Length step = style->size * 3 / 5;
	int count = (int)((to - from) / step);
	if (count < 2) return;
	Paragraph dot = page_set_one_line(c, leader, style, (SourcePos){ 0 });
	if (!dot.line_count || dot.lines[0].width > step) return; /* a word is no leader */
	for (int i = 0; i < count; i++) add_line(c, setting, &dot.lines[0], to - (count - i) * step, row, (SourcePos){ 0 });
}

static void add_entry(Composer *c, Galley *galley, const BookEntry *entry, NodeId toc) {
	const Design *design = c->design;
	bool part = entry->part;
	TextStyle *style = ARENA_NEW(c->arena, TextStyle), *number_style = ARENA_NEW(c->arena, TextStyle), *author = ARENA_NEW(c->arena, TextStyle);
	*style = part ? *design->contents.section_style : *design->contents.entry_style;
	*number_style = *design->contents.page_style;
	*author = *design->contents.author_style;
	number_style->align = ALIGN_RIGHT;
	number_style->first_indent = number_style->left = number_style->right = 0;
	Length measure = galley->measure, room = number_style->size * 5 / 2;
	if (!part && style->first_indent >= 0 && style->left) style->first_indent = -style->left; /* lines that follow hang */
	NodeId item = page_add_node(c, toc, ROLE_TOCI, entry->pos, NULL), reference = page_add_node(c, item, ROLE_REFERENCE, entry->pos, NULL);
	NodeId link = page_add_node(c, reference, ROLE_LINK, entry->pos, NULL);
	page_keep_case(c, link, style, entry->title);
	Setting *setting = ARENA_NEW(c->arena, Setting);
	setting->width = measure;
	Paragraph title = set_link(c, entry->title, style, measure - room, link, entry->destination, entry->title, entry->pos);
	int row = 0;
	if (!title.line_count) return;
	for (int i = 0; i < title.line_count; i++) add_line(c, setting, &title.lines[i], 0, row++, entry->pos);
	setting->marks.items[setting->marks.count - 1].broken = true;
	const Line *last = &title.lines[title.line_count - 1];
	if (entry->destination >= 0) {
		Paragraph number = set_link(c, page_destination_label(c, entry->destination, "000"), number_style, measure, link, entry->destination, entry->title, entry->pos);
		add_line(c, setting, &number.lines[0], 0, row - 1, entry->pos);
		if (!part) add_leader(c, setting, number_style, last->x + last->width + style->size / 2, measure - number.lines[0].width - style->size / 2, row - 1);
	}
	if (entry->authors && design->contents.authors) {
		NodeId node = page_add_node(c, item, ROLE_P, entry->pos, NULL);
		if (!author->left) author->left = style->left;
		Paragraph names = page_set_plain(c, entry->authors, author, measure - room, node, entry->pos);
		page_keep_case(c, node, author, entry->authors);
		for (int i = 0; i < names.line_count; i++) add_line(c, setting, &names.lines[i], 0, row++, entry->pos);
	}
	page_add_space(c, galley, page_space_rows(c, style->space_before));
	page_add_solid(c, galley, setting, row, part);
	galley->units.items[galley->units.count - 1].tight = true; /* a list is not spread over its page */
	page_add_space(c, galley, page_space_rows(c, style->space_after));
}

static int destination_of(Composer *c, const Article *article, int number) {
	return drawing_add_destination(c->drawing, page_article_name(c, article, number));
}

static const char *authors_of(Composer *c, const Article *article) {
	const char *names = page_fill_template(c, "{author}", &(Fields){ .article = article });
	return names[0] ? names : NULL;
}

static void add_sections(Composer *c, Galley *galley, const BookSections *sections, NodeId toc) {
	for (int i = 0; i < sections->count; i++) {
		const Article *article = sections->items[i].article;
		if (sections->items[i].kind == SECTION_CONTENTS) continue;
		add_entry(c, galley, &(BookEntry){ .title = publication_plain_text(c->arena, &article->title), .pos = article->pos,
			.destination = destination_of(c, article, 0) }, toc);
	}
}

void page_add_book_contents(Composer *c, Galley *galley, NodeId parent) {
	const Publication *publication = c->publication;
	NodeId toc = page_add_node(c, parent, ROLE_TOC, publication->pos, NULL);
	int seen = 0;
	add_sections(c, galley, &c->book->front, toc);
	for (int p = 0; p < publication->parts.count; p++) {
		const Part *part = &publication->parts.items[p];
		if (part->title) add_entry(c, galley, &(BookEntry){ .title = part->title, .part = true, .pos = part->pos,
			.destination = drawing_add_destination(c->drawing, arena_format(c->arena, "phan-%d", p + 1)) }, toc);
		for (int a = 0; a < part->articles.count; a++) {
			const Article *article = part->articles.items[a];
			add_entry(c, galley, &(BookEntry){ .title = publication_plain_text(c->arena, &article->title), .authors = authors_of(c, article),
				.pos = article->pos, .destination = destination_of(c, article, ++seen) }, toc);
		}
	}
	if (c->book->back.count) page_add_space(c, galley, 1);
	add_sections(c, galley, &c->book->back, toc);
}
