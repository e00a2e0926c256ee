/* Cross references, the list of references with its hanging indents, and notes at the end of an article. */
#include <string.h>
#include "page/book.h"

/* ---- words of <ref> ---- */

static const char *title_of(Composer *c, const Thing *thing) {
	const Block *block = thing->block;
	const char *words = "";
	if (thing->kind == THING_ARTICLE) return publication_plain_text(c->arena, &thing->article->title);
	if (thing->kind == THING_HEADING) words = publication_plain_text(c->arena, &block->u.heading.text);
	if (thing->kind == THING_TABLE) words = publication_plain_text(c->arena, &block->u.table.caption);
	if (thing->kind == THING_BOX) words = publication_plain_text(c->arena, &block->u.box.title);
	return words;
}

/* In a book "Hình 3", "mục 2.1"; in a bulletin, whose things bear no numbers, what they are called. */
static const char *number_of(Composer *c, const Thing *thing) {
	const char *lang = thing->article ? thing->article->lang : NULL;
	switch (thing->kind) {
	case THING_NOTE: return arena_format(c->arena, "%s %d", page_book_word(WORD_NOTE, lang), page_note_number(c, thing->note));
	case THING_ENTRY: return thing->number;
	case THING_HEADING: return thing->number ? arena_format(c->arena, "%s %s", page_book_word(WORD_SECTION, lang), thing->number) : title_of(c, thing);
	case THING_FIGURE: case THING_TABLE: return thing->number ? thing->number : "";
	default: return title_of(c, thing);
	}
}

const char *page_reference_words(Composer *c, const Inline *in, int destination) {
	const char *show = in->show ? in->show : "title";
	if (strcmp(show, "page") == 0) return page_destination_label(c, destination, "00");
	const Thing *thing = page_find_thing(c, in->target);
	if (!thing) return "?";
	bool number = strcmp(show, "number") == 0;
	if (thing->kind == THING_FIGURE && !page_is_book(c)) return number ? thing->number : arena_format(c->arena, "ảnh %s", thing->number);
	bool named = thing->kind == THING_FIGURE || thing->kind == THING_TABLE || thing->kind == THING_NOTE || thing->kind == THING_ENTRY;
	const char *words = number || (named && page_is_book(c)) ? number_of(c, thing) : title_of(c, thing);
	if (words[0]) return words;
	return thing->kind == THING_TABLE ? "bảng" : thing->kind == THING_BOX ? "khung" : "mục này";
}

/* ---- lists with hanging indents ---- */

static void add_list_title(Composer *c, Galley *galley, const Article *article, const char *words, NodeId section) {
	const TextStyle *style = design_find_style(c->design, "references-title");
	int level = ROLE_H1 + c->title_level;
	NodeId node = page_add_node(c, section, level > ROLE_H6 ? ROLE_H6 : (Role)level, article->pos, NULL);
	Paragraph text = page_set_plain(c, words, style, galley->measure, node, article->pos);
	page_keep_case(c, node, style, words);
	page_add_heading_lines(c, galley, &text, style, 0);
}

typedef struct HangingItem { const char *label; const Inlines *text; const char *lang; int destination; Role role; SourcePos pos; } HangingItem;

typedef struct HangingLook { const TextStyle *text, *label; Length indent, widest; } HangingLook;

/* The labels at the left edge, of more than nine with their points below each other; the words indented by the style's left, or more
 * where the labels need it. */
static HangingLook make_look(Composer *c, const TextStyle *style, int first, int last) {
	TextStyle *flush = ARENA_NEW(c->arena, TextStyle), *label = ARENA_NEW(c->arena, TextStyle);
	*flush = *style;
	flush->left = flush->first_indent = 0;
	*label = *flush;
	label->align = ALIGN_LEFT;
	HangingLook look = { .text = flush, .label = label, .indent = style->left ? style->left : style->size * 2 };
	if (last > 9) look.widest = page_widest_number(c, first, last, label);
	if (look.indent < look.widest + style->size / 4) look.indent = look.widest + style->size / 4;
	return look;
}

static void add_hanging(Composer *c, Galley *galley, const HangingItem *item, const HangingLook *look, NodeId list) {
	Length indent = look->indent;
	NodeId entry = page_add_node(c, list, ROLE_LI, item->pos, NULL), label = page_add_node(c, entry, ROLE_LBL, item->pos, NULL);
	NodeId body = page_add_node(c, entry, ROLE_LBODY, item->pos, NULL);
	NodeId words = item->role == ROLE_LBODY ? body : page_add_node(c, body, item->role, item->pos, item->lang);
	Paragraph label_text = page_set_plain(c, item->label, look->label, indent, label, item->pos);
	Mark *mark = ARENA_NEW(c->arena, Mark);
	*mark = (Mark){ .kind = MARK_LINE, .node = NODE_NONE, .y = c->grid_baseline, .pos = item->pos };
	if (label_text.line_count) {
		mark->u.line = &label_text.lines[0];
		if (look->widest > label_text.lines[0].width) mark->x = look->widest - label_text.lines[0].width;
	}
	if (item->destination >= 0) page_wait_destination(c, galley, item->destination);
	page_add_text(c, galley, &(TextRequest){ .inlines = item->text, .style = look->text, .measure = galley->measure - indent, .node = words, .pos = item->pos,
		.lang = item->lang, .no_indent = true }, (TextPlace){ .x = indent, .extra = mark, .extra_count = label_text.line_count ? 1 : 0 });
}

void page_add_references(Composer *c, Galley *galley, const Article *article) {
	if (!article->references.count) return;
	const TextStyle *style = design_find_style(c->design, "references");
	NodeId section = page_add_node(c, c->article_node, ROLE_SECT, article->pos, NULL);
	add_list_title(c, galley, article, article->references_title ? article->references_title : page_book_word(WORD_REFERENCES, article->lang), section);
	NodeId list = page_add_node(c, section, ROLE_L, article->pos, NULL);
	c->drawing->nodes.items[list].list_numbering = 2;
	HangingLook look = make_look(c, style, 1, article->references.count);
	for (int i = 0; i < article->references.count; i++) {
		const Reference *reference = &article->references.items[i];
		Inlines *text = ARENA_NEW(c->arena, Inlines);
		*text = reference->text;
		if (!text->count) *vector_push(c->arena, text) = (Inline){ .kind = INLINE_TEXT, .text = "[?]", .pos = reference->pos };
		const char *lang = reference->lang && article->lang && strcmp(reference->lang, article->lang) == 0 ? NULL : reference->lang;
		HangingItem item = { .label = arena_format(c->arena, "%d.", i + 1), .text = text, .lang = lang, .role = ROLE_BIBENTRY, .pos = reference->pos,
			.destination = reference->id ? drawing_add_destination(c->drawing, reference->id) : -1 };
		add_hanging(c, galley, &item, &look, list);
	}
}

void page_add_end_notes(Composer *c, Galley *galley, const Article *article) {
	if (c->design->notes.place != NOTES_AT_END || !article->notes.count) return;
	const TextStyle *style = design_find_style(c->design, "references");
	NodeId section = page_add_node(c, c->article_node, ROLE_SECT, article->pos, NULL);
	add_list_title(c, galley, article, page_book_word(WORD_NOTES, article->lang), section);
	NodeId list = page_add_node(c, section, ROLE_L, article->pos, NULL);
	c->drawing->nodes.items[list].list_numbering = 2;
	HangingLook look = make_look(c, style, page_note_number(c, article->notes.items[0]), page_note_number(c, article->notes.items[article->notes.count - 1]));
	for (int i = 0; i < article->notes.count; i++) {
		const Note *note = article->notes.items[i];
		HangingItem item = { .label = arena_format(c->arena, "%d.", page_note_number(c, note)), .text = &note->text, .role = ROLE_LBODY, .pos = note->pos,
			.destination = page_note_destination(c, note) };
		add_hanging(c, galley, &item, &look, list);
	}
}
