/* One node a line, indented by a tab for each level; a place as @line:column, with the file where it is another than the
 * article's. Quotes, backslashes and what cannot be seen in a text are written as escapes. */
#include "publication/dump_publication.h"
#include <string.h>

typedef struct Dump {
	Text *out;
	const char *root, *file; /* the file of the article we are in */
	int depth;
} Dump;

static void dump_blocks(Dump *dump, const Blocks *blocks);

/* ---- parts of a line ---- */

static void start(Dump *dump, const char *word) {
	for (int i = 0; i < dump->depth; i++) text_add_char(dump->out, '\t');
	text_add(dump->out, word);
}

static void quoted(Dump *dump, const char *text) {
	const char *at = text, *end = text + strlen(text);
	text_add_char(dump->out, '"');
	while (at < end) {
		const char *from = at;
		uint32_t c = utf8_next(&at, end);
		bool hidden = c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
			(c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF || (c >= 0x300 && c <= 0x36F);
		if (c == '"' || c == '\\') text_format(dump->out, "\\%c", (int)c);
		else if (hidden) text_format(dump->out, "\\u{%X}", (unsigned)c);
		else text_add_bytes(dump->out, from, (size_t)(at - from));
	}
	text_add_char(dump->out, '"');
}

static void field(Dump *dump, const char *name, const char *value) {
	if (!value) return;
	text_format(dump->out, " %s=", name);
	quoted(dump, value);
}

static void number(Dump *dump, const char *name, int value, int usual) {
	if (value != usual) text_format(dump->out, " %s=%d", name, value);
}

static const char *relative(const Dump *dump, const char *path) {
	size_t length = strlen(dump->root);
	return strncmp(path, dump->root, length) == 0 && path[length] == '/' ? path + length + 1 : path;
}

static void end(Dump *dump, SourcePos pos) {
	if (pos.line) {
		text_add(dump->out, " @");
		if (!dump->file || strcmp(pos.file, dump->file) != 0) text_format(dump->out, "%s:", relative(dump, pos.file));
		text_format(dump->out, "%d:%d", pos.line, pos.column);
	}
	text_add_char(dump->out, '\n');
}

static void line(Dump *dump, const char *word, const char *value) {
	if (!value) return;
	start(dump, word);
	text_add_char(dump->out, ' ');
	quoted(dump, value);
	text_add_char(dump->out, '\n');
}

static void date_line(Dump *dump, Date date) {
	if (!date.year) return;
	start(dump, "date");
	text_format(dump->out, " %04d", date.year);
	if (date.month) text_format(dump->out, "-%02d", date.month);
	if (date.day) text_format(dump->out, "-%02d", date.day);
	if (date.hour >= 0) text_format(dump->out, "T%02d:%02d", date.hour, date.minute);
	text_add_char(dump->out, '\n');
}

/* ---- inlines ---- */

static void dump_inline(Dump *dump, const Inline *item) {
	static const char *const KINDS[] = { "text", "break", "note", "ref", "cite", "term" };
	static const char *const STYLES[] = { " bold", " italic", " sup", " sub", " small-caps" };
	start(dump, KINDS[item->kind]);
	for (int i = 0; i < 5; i++) if (item->style & 1u << i) text_add(dump->out, STYLES[i]);
	if (item->text) {
		text_add_char(dump->out, ' ');
		quoted(dump, item->text);
	}
	field(dump, "href", item->href);
	field(dump, "lang", item->lang);
	field(dump, "target", item->target);
	if (item->kind == INLINE_REF) field(dump, "show", item->show);
	if (item->kind == INLINE_NOTE) {
		text_format(dump->out, " %d", item->note->number);
		field(dump, "id", item->note->id);
	}
	if (item->citation) {
		for (int i = 0; i < item->citation->count; i++)
			text_format(dump->out, " %d:%s", item->citation->entries[i].number, item->citation->entries[i].target);
		field(dump, "at", item->citation->at);
	}
	if (item->term) {
		field(dump, "name", item->term->name);
		field(dump, "under", item->term->under);
	}
	end(dump, item->pos);
}

static void dump_inlines(Dump *dump, const char *word, const Inlines *inlines) {
	if (!inlines->count) return;
	if (word) {
		start(dump, word);
		text_add_char(dump->out, '\n');
		dump->depth++;
	}
	for (int i = 0; i < inlines->count; i++) {
		dump_inline(dump, &inlines->items[i]);
		if (inlines->items[i].kind != INLINE_NOTE) continue;
		dump->depth++;
		dump_inlines(dump, NULL, &inlines->items[i].note->text);
		dump->depth--;
	}
	if (word) dump->depth--;
}

/* ---- blocks ---- */

static void dump_photo(Dump *dump, const char *word, const Photo *photo) {
	start(dump, word);
	field(dump, "src", photo->src);
	field(dump, "path", photo->path ? relative(dump, photo->path) : NULL);
	field(dump, "alt", photo->alt);
	if (photo->focus_x != 500 || photo->focus_y != 500) text_format(dump->out, " focus=%d,%d", photo->focus_x, photo->focus_y);
	end(dump, photo->pos);
}

static void dump_figure(Dump *dump, const Figure *figure) {
	for (int i = 0; i < figure->photos.count; i++) dump_photo(dump, "photo", &figure->photos.items[i]);
	dump_inlines(dump, "caption", &figure->caption);
	dump_inlines(dump, "credit", &figure->credit);
}

static void dump_list(Dump *dump, const List *list) {
	for (int i = 0; i < list->items.count; i++) {
		start(dump, "item");
		end(dump, list->items.items[i].pos);
		dump->depth++;
		dump_blocks(dump, &list->items.items[i].content);
		dump->depth--;
	}
}

static void dump_cell(Dump *dump, const Cell *cell) {
	static const char *const ALIGNS[] = { NULL, "left", "center", "right" };
	start(dump, cell->head ? "head-cell" : "cell");
	text_format(dump->out, " column=%d", cell->column);
	number(dump, "colspan", cell->colspan, 1);
	number(dump, "rowspan", cell->rowspan, 1);
	field(dump, "align", ALIGNS[cell->align]);
	end(dump, cell->pos);
	dump->depth++;
	dump_inlines(dump, NULL, &cell->text);
	dump->depth--;
}

static void dump_table(Dump *dump, const Table *table) {
	dump_inlines(dump, "caption", &table->caption);
	for (int i = 0; i < table->rows.count; i++) {
		const Row *row = &table->rows.items[i];
		start(dump, row->head ? "head-row" : "row");
		end(dump, row->pos);
		dump->depth++;
		for (int j = 0; j < row->cells.count; j++) dump_cell(dump, &row->cells.items[j]);
		dump->depth--;
	}
}

static void dump_verse(Dump *dump, const Block *block) {
	dump_inlines(dump, "title", &block->u.verse.title);
	for (int i = 0; i < block->u.verse.stanzas.count; i++) {
		const Stanza *stanza = &block->u.verse.stanzas.items[i];
		start(dump, "stanza\n");
		dump->depth++;
		for (int j = 0; j < stanza->lines.count; j++) dump_inlines(dump, "line", &stanza->lines.items[j]);
		dump->depth--;
	}
	dump_inlines(dump, "cite", &block->u.verse.cite);
}

static void dump_exchanges(Dump *dump, const Block *block) {
	for (int i = 0; i < block->u.qa.exchanges.count; i++) {
		const Exchange *exchange = &block->u.qa.exchanges.items[i];
		start(dump, "exchange");
		end(dump, exchange->pos);
		dump->depth++;
		dump_inlines(dump, "question", &exchange->question);
		start(dump, "answer\n");
		dump->depth++;
		dump_blocks(dump, &exchange->answer);
		dump->depth -= 2;
	}
}

static void dump_content(Dump *dump, const Block *block) {
	switch (block->kind) {
	case BLOCK_PARAGRAPH: case BLOCK_PULL: dump_inlines(dump, NULL, &block->u.text); return;
	case BLOCK_HEADING: dump_inlines(dump, NULL, &block->u.heading.text); return;
	case BLOCK_FIGURE: dump_figure(dump, &block->u.figure); return;
	case BLOCK_LIST: dump_list(dump, &block->u.list); return;
	case BLOCK_TABLE: dump_table(dump, &block->u.table); return;
	case BLOCK_QUOTE:
		dump_blocks(dump, &block->u.quote.content);
		dump_inlines(dump, "cite", &block->u.quote.cite);
		return;
	case BLOCK_BOX:
		dump_inlines(dump, "title", &block->u.box.title);
		dump_blocks(dump, &block->u.box.content);
		return;
	case BLOCK_RULE: return;
	case BLOCK_VERSE: dump_verse(dump, block); return;
	case BLOCK_QA: dump_exchanges(dump, block); return;
	}
}

static void dump_block(Dump *dump, const Block *block) {
	static const char *const KINDS[] = { "paragraph", "heading", "figure", "list", "table", "quote", "pull", "box", "rule", "verse", "qa" };
	static const char *const BREAKS[] = { NULL, "column", "page", "avoid" };
	static const char *const WIDTHS[] = { "column", "page", "full" }, *const PLACES[] = { NULL, "here", "top", "bottom" };
	start(dump, KINDS[block->kind]);
	if (block->kind == BLOCK_HEADING) text_format(dump->out, " level=%d", block->u.heading.level);
	if (block->kind == BLOCK_FIGURE) {
		field(dump, "width", WIDTHS[block->u.figure.width]);
		field(dump, "place", PLACES[block->u.figure.place]);
	}
	if (block->kind == BLOCK_LIST) field(dump, "type", block->u.list.numbered ? "number" : "bullet");
	if (block->kind == BLOCK_LIST && block->u.list.numbered) number(dump, "start", block->u.list.start, 1);
	if (block->kind == BLOCK_TABLE)
		text_format(dump->out, " columns=%d head_rows=%d", block->u.table.columns, block->u.table.head_rows);
	field(dump, "id", block->id);
	field(dump, "lang", block->lang);
	field(dump, "break", BREAKS[block->break_before]);
	if (block->keep_next) field(dump, "keep", "next");
	number(dump, "span", block->span, 0);
	number(dump, "looseness", block->looseness, 0);
	end(dump, block->pos);
	dump->depth++;
	dump_content(dump, block);
	dump->depth--;
}

static void dump_blocks(Dump *dump, const Blocks *blocks) {
	for (int i = 0; i < blocks->count; i++) dump_block(dump, blocks->items[i]);
}

/* ---- articles ---- */

static void dump_languages(Dump *dump, const Article *article) {
	for (int i = 0; i < article->abstracts.count; i++) {
		const Abstract *abstract = &article->abstracts.items[i];
		start(dump, "abstract");
		field(dump, "lang", abstract->lang);
		end(dump, abstract->pos);
		dump->depth++;
		dump_inlines(dump, "title", &abstract->title);
		dump_blocks(dump, &abstract->content);
		dump->depth--;
	}
	for (int i = 0; i < article->keyword_lists.count && article->keyword_lists.count > 1; i++) {
		const Keywords *list = &article->keyword_lists.items[i];
		start(dump, "keywords");
		field(dump, "lang", list->lang);
		for (int k = 0; k < list->words.count; k++) {
			text_add_char(dump->out, ' ');
			quoted(dump, list->words.items[k]);
		}
		end(dump, list->pos);
	}
}

static void dump_references(Dump *dump, const Article *article) {
	line(dump, "references-title", article->references_title);
	for (int i = 0; i < article->references.count; i++) {
		const Reference *entry = &article->references.items[i];
		start(dump, "entry");
		text_format(dump->out, " %d", i + 1);
		field(dump, "id", entry->id);
		end(dump, entry->pos);
		dump->depth++;
		dump_inlines(dump, NULL, &entry->text);
		dump->depth--;
	}
}

static void dump_article_head(Dump *dump, const Article *article) {
	line(dump, "section", article->section);
	dump_inlines(dump, "kicker", &article->kicker);
	dump_inlines(dump, "title", &article->title);
	dump_inlines(dump, "subtitle", &article->subtitle);
	date_line(dump, article->date);
	for (int i = 0; i < article->authors.count; i++) {
		const Author *author = &article->authors.items[i];
		start(dump, "author ");
		quoted(dump, author->name);
		field(dump, "unit", author->unit);
		for (int k = 0; k < author->affiliations.count; k++) text_format(dump->out, " aff=%d", author->affiliations.items[k] + 1);
		end(dump, author->pos);
	}
	for (int i = 0; i < article->affiliations.count; i++) {
		const Affiliation *affiliation = &article->affiliations.items[i];
		start(dump, "affiliation ");
		quoted(dump, affiliation->text);
		field(dump, "id", affiliation->id);
		end(dump, affiliation->pos);
	}
	if (article->source) {
		start(dump, "source ");
		quoted(dump, article->source);
		field(dump, "href", article->source_href);
		text_add_char(dump->out, '\n');
	}
	line(dump, "short-title", article->short_title);
	for (int i = 0; i < article->keywords.count; i++) line(dump, "keyword", article->keywords.items[i]);
	dump_languages(dump, article);
	dump_inlines(dump, "lead", &article->lead);
}

static void dump_related(Dump *dump, const Article *article) {
	line(dump, "related-title", article->related_title);
	for (int i = 0; i < article->related.count; i++) {
		const RelatedItem *item = &article->related.items[i];
		start(dump, "related");
		field(dump, "href", item->href);
		end(dump, item->pos);
		dump->depth++;
		dump_inlines(dump, NULL, &item->text);
		dump->depth--;
	}
}

static void dump_article(Dump *dump, const char *word, const Article *article) {
	start(dump, word);
	field(dump, "id", article->id);
	field(dump, "lang", article->lang);
	number(dump, "columns", article->columns, 0);
	number(dump, "span", article->span, 0);
	field(dump, "continue", article->continuation);
	field(dump, "rank", article->rank);
	end(dump, article->pos);
	dump->file = article->path;
	dump->depth++;
	dump_article_head(dump, article);
	start(dump, "body\n");
	dump->depth++;
	dump_blocks(dump, &article->body);
	dump->depth--;
	dump_references(dump, article);
	dump_related(dump, article);
	dump->depth--;
	dump->file = NULL;
}

/* ---- the publication ---- */

static void dump_publication_head(Dump *dump, const Publication *publication) {
	static const char *const KINDS[IMPRINT_KINDS] = { NULL, "publishing", "content", "editing", "design", "composing", "cover-design", "proofs",
		"licence", "registration", "decision", "printed", "size", "printer", "deposit", "isbn", "internal" };
	dump_inlines(dump, "title", &publication->title);
	dump_inlines(dump, "subtitle", &publication->subtitle);
	line(dump, "number", publication->number);
	date_line(dump, publication->date);
	line(dump, "slogan", publication->slogan);
	line(dump, "publisher", publication->publisher);
	line(dump, "place", publication->place);
	line(dump, "short-title", publication->short_title);
	for (int i = 0; i < publication->editors.count; i++) line(dump, "editor", publication->editors.items[i]);
	line(dump, "isbn", publication->isbn);
	if (publication->trim_width) {
		start(dump, "trim ");
		text_format(dump->out, "%dx%d\n", publication->trim_width, publication->trim_height);
	}
	if (publication->logo) dump_photo(dump, "logo", publication->logo);
	for (int i = 0; i < publication->imprint.count; i++) {
		const ImprintField *imprint = &publication->imprint.items[i];
		start(dump, "imprint ");
		quoted(dump, imprint->name);
		field(dump, "kind", KINDS[imprint->kind]);
		end(dump, imprint->pos);
		dump->depth++;
		dump_inlines(dump, NULL, &imprint->value);
		dump->depth--;
	}
	if (publication->cover.photo) {
		dump_photo(dump, "cover", publication->cover.photo);
		dump->depth++;
		dump_inlines(dump, "caption", &publication->cover.caption);
		dump->depth--;
	}
	if (!publication->cover.summary.count) return;
	start(dump, "summary\n");
	dump->depth++;
	dump_blocks(dump, &publication->cover.summary);
	dump->depth--;
}

static void dump_sections(Dump *dump, const Sections *sections) {
	static const char *const KINDS[] = { "foreword", "committee", "delegates", "contents", "appendix", "plates", "author-index", "keyword-index" };
	for (int i = 0; i < sections->count; i++) {
		const Section *section = &sections->items[i];
		dump_article(dump, KINDS[section->kind], section->article);
		dump->depth++;
		for (int k = 0; k < section->members.count; k++) {
			const SectionMember *member = &section->members.items[k];
			start(dump, "member ");
			quoted(dump, member->name);
			field(dump, "role", member->role);
			field(dump, "unit", member->unit);
			end(dump, member->pos);
		}
		dump->depth--;
	}
}

void publication_dump(const Publication *publication, Text *out) {
	static const char *const KINDS[] = { "article", "bulletin", "proceedings" };
	Dump dump = { .out = out, .root = publication->root };
	start(&dump, "publication ");
	text_add(out, KINDS[publication->kind]);
	field(&dump, "id", publication->id);
	field(&dump, "lang", publication->lang);
	field(&dump, "layout", publication->layout);
	number(&dump, "fit-pages", publication->fit_pages, 0);
	field(&dump, "print-standard", publication->print.standard.value);
	field(&dump, "output-profile", publication->print.profile.value);
	field(&dump, "print-inks", publication->print.inks.value);
	field(&dump, "print-marks", publication->print.marks.value);
	number(&dump, "paper", publication->paper, 0);
	end(&dump, publication->pos);
	dump.depth++;
	dump_publication_head(&dump, publication);
	for (int i = 0; i < publication->files.count; i++) line(&dump, "file", relative(&dump, publication->files.items[i]));
	dump_sections(&dump, &publication->front);
	for (int i = 0; i < publication->parts.count; i++) {
		const Part *part = &publication->parts.items[i];
		start(&dump, "part");
		if (part->title) {
			text_add_char(out, ' ');
			quoted(&dump, part->title);
		}
		end(&dump, part->pos);
		dump.depth++;
		for (int j = 0; j < part->articles.count; j++) dump_article(&dump, "article", part->articles.items[j]);
		dump.depth--;
	}
	dump_sections(&dump, &publication->back);
}
