/* The head of a paper: authors with their affiliations, abstracts and keywords in each language. */
#include <string.h>
#include "page/book.h"

static void add_text(Composer *c, Setting *setting, const Inlines *text, const TextStyle *style, const char *lang, const char *prefix,
		const TextStyle *prefix_style, Length measure, NodeId parent, SourcePos pos) {
	NodeId node = page_add_node(c, parent, ROLE_P, pos, lang);
	if (setting->marks.count) setting->height += style->space_before;
	Paragraph lines = page_set_text(c, &(TextRequest){ .inlines = text, .style = style, .measure = measure, .node = node, .pos = pos, .lang = lang,
		.prefix = prefix, .prefix_style = prefix_style });
	page_add_lines(c, setting, &lines, style, 0);
	setting->height += style->space_after;
}

static void push(Composer *c, Inlines *inlines, const char *text, unsigned style, const char *lang, SourcePos pos) {
	*vector_push(c->arena, inlines) = (Inline){ .kind = INLINE_TEXT, .text = text, .style = style, .lang = lang, .pos = pos };
}

/* "Nguyễn Văn An¹ ², Lê Thị Cúc²": figures only where there is more than one affiliation to tell apart. */
void page_add_authors(Composer *c, Setting *setting, const Article *article, const TextStyle *style, Length measure) {
	if (!article->authors.count) return;
	Inlines *line = ARENA_NEW(c->arena, Inlines);
	for (int i = 0; i < article->authors.count; i++) {
		const Author *author = &article->authors.items[i];
		if (i) push(c, line, ", ", 0, NULL, author->pos);
		push(c, line, author->name, 0, NULL, author->pos);
		Text figures = { 0 };
		for (int k = 0; k < author->affiliations.count; k++) text_format(&figures, "%s%d", k ? "," : "", author->affiliations.items[k] + 1);
		if (figures.length && article->affiliations.count > 1) push(c, line, arena_copy_text(c->arena, figures.bytes, figures.length), INLINE_SUP, NULL, author->pos);
		text_free(&figures);
		if (author->unit) push(c, line, arena_format(c->arena, " (%s)", author->unit), 0, NULL, author->pos);
	}
	add_text(c, setting, line, style, NULL, NULL, NULL, measure, c->article_node, article->authors.items[0].pos);
	Text plain = { 0 };
	for (int i = 0; i < line->count; i++) text_add(&plain, line->items[i].text);
	if (style->upper) page_keep_case(c, c->drawing->nodes.count - 1, style, arena_copy_text(c->arena, plain.bytes, plain.length));
	text_free(&plain);
}

void page_add_affiliations(Composer *c, Setting *setting, const Article *article, Length measure) {
	const TextStyle *style = design_find_style(c->design, "affiliation");
	for (int i = 0; i < article->affiliations.count; i++) {
		const Affiliation *affiliation = &article->affiliations.items[i];
		if (!affiliation->text[0]) continue;
		Inlines *line = ARENA_NEW(c->arena, Inlines);
		if (article->affiliations.count > 1) push(c, line, arena_format(c->arena, "%d", i + 1), INLINE_SUP, NULL, affiliation->pos);
		push(c, line, affiliation->text, 0, NULL, affiliation->pos);
		const char *lang = article->lang && strcmp(article->lang, affiliation->lang) == 0 ? NULL : affiliation->lang;
		add_text(c, setting, line, style, lang, NULL, NULL, measure, c->article_node, affiliation->pos);
	}
}

static void add_keywords(Composer *c, Setting *setting, const Article *article, const char *lang, Length measure, NodeId parent) {
	const TextStyle *style = design_find_style(c->design, "keywords"), *title = design_find_style(c->design, "abstract-title");
	for (int i = 0; i < article->keyword_lists.count; i++) {
		const Keywords *list = &article->keyword_lists.items[i];
		if (strncmp(list->lang, lang, 2) != 0) continue;
		Inlines *line = ARENA_NEW(c->arena, Inlines);
		for (int k = 0; k < list->words.count; k++) push(c, line, arena_format(c->arena, "%s%s", k ? "; " : "", list->words.items[k]), 0, NULL, list->pos);
		push(c, line, ".", 0, NULL, list->pos);
		add_text(c, setting, line, style, strcmp(lang, article->lang) == 0 ? NULL : lang, arena_format(c->arena, "%s: ", page_book_word(WORD_KEYWORDS, list->lang)),
			title, measure, parent, list->pos);
	}
}

static bool has_abstract(const Article *article, const char *lang) {
	for (int i = 0; i < article->abstracts.count; i++) if (strncmp(article->abstracts.items[i].lang, lang, 2) == 0) return true;
	return false;
}

/* Each abstract with the keywords of its language below it. */
void page_add_abstracts(Composer *c, Setting *setting, const Article *article, Length measure) {
	const TextStyle *style = design_find_style(c->design, "abstract"), *title_style = design_find_style(c->design, "abstract-title");
	for (int i = 0; i < article->abstracts.count; i++) {
		const Abstract *abstract = &article->abstracts.items[i];
		const char *lang = strcmp(abstract->lang, article->lang) == 0 ? NULL : abstract->lang;
		NodeId node = page_add_node(c, c->article_node, ROLE_SECT, abstract->pos, lang);
		const char *title = abstract->title.count ? publication_plain_text(c->arena, &abstract->title) : page_book_word(WORD_ABSTRACT, abstract->lang);
		for (int b = 0; b < abstract->content.count; b++) {
			const Block *block = abstract->content.items[b];
			if (block->kind != BLOCK_PARAGRAPH) continue;
			if (b && setting->marks.count) setting->height -= style->space_before; /* one abstract: its paragraphs stand close */
			add_text(c, setting, &block->u.text, style, lang, b ? NULL : arena_format(c->arena, "%s. ", title), title_style, measure, node, block->pos);
		}
		add_keywords(c, setting, article, abstract->lang, measure, node);
	}
	for (int i = 0; i < article->keyword_lists.count; i++)
		if (!has_abstract(article, article->keyword_lists.items[i].lang)) add_keywords(c, setting, article, article->keyword_lists.items[i].lang, measure, c->article_node);
}
