#include <string.h>
#include "base/message.h"
#include "publication/read_values.h"
#include "publication/reader.h"

void note_empty(Reader *reader, const xmlNode *element) {
	if (place_of(element)->bad) return; /* why it is empty was said */
	diag_add(reader->diag, SEVERITY_NOTE, "empty-left-out", source_element_pos(element), _("<%s> is empty and was left out."),
		(const char *)element->name);
}

static const char *other_than(const char *around, const char *lang) { return strcmp(around, lang) == 0 ? NULL : lang; }

static int read_number(const xmlNode *element, const char *name, int digits, int least, int otherwise) {
	const char *value = source_attribute(element, name);
	int number;
	return value && value_parse_number(value, digits, least, &number) ? number : otherwise;
}

static Inlines read_child(Reader *reader, const xmlNode *parent, ElementType type, const char *lang) {
	const xmlNode *child = reader_find_child(parent, type);
	return child ? read_inlines(reader, child, lang, lang) : (Inlines){ 0 };
}

/* ---- kinds of blocks: each answers false when there is nothing in it ---- */

static bool read_figure(Reader *reader, const xmlNode *element, const char *lang, Figure *figure) {
	int width = read_choice(element, "width", "column|page|full"), place = read_choice(element, "place", "here|top|bottom");
	figure->width = width < 0 ? FIGURE_COLUMN : (FigureWidth)width;
	figure->place = place < 0 ? PLACE_AUTO : (FigurePlace)(PLACE_HERE + place);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child))
		if (type_of(child) == ELEMENT_PHOTO) *vector_push(reader->arena, &figure->photos) = read_photo(reader, child, true);
	figure->caption = read_child(reader, element, ELEMENT_CAPTION, lang);
	figure->credit = read_child(reader, element, ELEMENT_CREDIT, lang);
	return figure->photos.count > 0;
}

void read_item_content(Reader *reader, const xmlNode *element, const char *lang, Blocks *blocks) {
	lang = read_language(reader, element, lang);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child))
		if (type_of(child) == ELEMENT_P || type_of(child) == ELEMENT_LIST) {
			read_blocks(reader, element, lang, blocks);
			return;
		}
	Inlines text = read_inlines(reader, element, lang, lang);
	if (!text.count) return;
	Block *block = ARENA_NEW(reader->arena, Block);
	*block = (Block){ .kind = BLOCK_PARAGRAPH, .pos = source_element_pos(element), .lang = other_than(reader->lang, lang) };
	block->u.text = text;
	*vector_push(reader->arena, blocks) = block;
}

static void read_list(Reader *reader, const xmlNode *element, const char *lang, List *list) {
	list->numbered = read_choice(element, "type", "bullet|number") == 1;
	list->start = read_number(element, "start", 6, 0, 1);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_ITEM) continue;
		ListItem item = { .pos = source_element_pos(child) };
		read_item_content(reader, child, lang, &item.content);
		if (item.content.count) *vector_push(reader->arena, &list->items) = item;
		else note_empty(reader, child);
	}
}

static void read_line(Reader *reader, const xmlNode *line, const char *lang, const char *around, Stanza *stanza) {
	Inlines text = read_inlines(reader, line, lang, around);
	if (text.count) *vector_push(reader->arena, &stanza->lines) = text;
	else note_empty(reader, line);
}

/* Lines that no <stanza> gathers make one together, up to the next <stanza>. */
static bool read_verse(Reader *reader, const xmlNode *element, const char *lang, Block *block) {
	Stanza loose = { 0 };
	block->u.verse.title = read_child(reader, element, ELEMENT_PLAIN_TITLE, lang);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) == ELEMENT_LINE) read_line(reader, child, lang, lang, &loose);
		if (type_of(child) != ELEMENT_STANZA) continue;
		if (loose.lines.count) *vector_push(reader->arena, &block->u.verse.stanzas) = loose;
		loose = (Stanza){ 0 };
		Stanza stanza = { 0 };
		for (const xmlNode *line = source_first_element(child); line; line = source_next_element(line))
			if (type_of(line) == ELEMENT_LINE) read_line(reader, line, lang, read_language(reader, child, lang), &stanza);
		if (stanza.lines.count) *vector_push(reader->arena, &block->u.verse.stanzas) = stanza;
	}
	if (loose.lines.count) *vector_push(reader->arena, &block->u.verse.stanzas) = loose;
	block->u.verse.cite = read_child(reader, element, ELEMENT_CITE, lang);
	return block->u.verse.stanzas.count > 0;
}

static bool read_exchanges(Reader *reader, const xmlNode *element, const char *lang, Block *block) {
	Exchange exchange = { 0 };
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) == ELEMENT_QUESTION) {
			exchange = (Exchange){ .pos = source_element_pos(child) };
			exchange.question = read_inlines(reader, child, lang, lang);
		}
		if (type_of(child) != ELEMENT_ANSWER) continue;
		if (!exchange.pos.file) exchange.pos = source_element_pos(child);
		read_item_content(reader, child, lang, &exchange.answer);
		if (exchange.question.count || exchange.answer.count)
			*vector_push(reader->arena, &block->u.qa.exchanges) = exchange;
		else note_empty(reader, child);
		exchange = (Exchange){ 0 };
	}
	if (exchange.question.count) *vector_push(reader->arena, &block->u.qa.exchanges) = exchange;
	return block->u.qa.exchanges.count > 0;
}

static bool read_content(Reader *reader, const xmlNode *element, const char *lang, Block *block) {
	switch (type_of(element)) {
	case ELEMENT_P:
		block->kind = BLOCK_PARAGRAPH;
		block->looseness = read_choice(element, "looseness", "-3|-2|-1|0|1|2|3");
		block->looseness = block->looseness < 0 ? 0 : block->looseness - 3;
		block->u.text = read_inlines(reader, element, lang, lang);
		return block->u.text.count > 0;
	case ELEMENT_PULL:
		block->kind = BLOCK_PULL;
		block->u.text = read_inlines(reader, element, lang, lang);
		return block->u.text.count > 0;
	case ELEMENT_H:
		block->kind = BLOCK_HEADING;
		block->u.heading.level = read_choice(element, "level", "1|2|3") + 1;
		if (block->u.heading.level < 1) block->u.heading.level = 1;
		block->u.heading.text = read_inlines(reader, element, lang, lang);
		return block->u.heading.text.count > 0;
	case ELEMENT_FIGURE:
		block->kind = BLOCK_FIGURE;
		return read_figure(reader, element, lang, &block->u.figure);
	case ELEMENT_LIST:
		block->kind = BLOCK_LIST;
		read_list(reader, element, lang, &block->u.list);
		return block->u.list.items.count > 0;
	case ELEMENT_TABLE:
		block->kind = BLOCK_TABLE;
		read_table(reader, element, lang, &block->u.table);
		return block->u.table.rows.count > 0;
	case ELEMENT_QUOTE:
		block->kind = BLOCK_QUOTE;
		read_blocks(reader, element, lang, &block->u.quote.content);
		block->u.quote.cite = read_child(reader, element, ELEMENT_CITE, lang);
		return block->u.quote.content.count > 0;
	case ELEMENT_BOX:
		block->kind = BLOCK_BOX;
		block->u.box.title = read_child(reader, element, ELEMENT_PLAIN_TITLE, lang);
		read_blocks(reader, element, lang, &block->u.box.content);
		return block->u.box.content.count > 0;
	case ELEMENT_RULE: block->kind = BLOCK_RULE; return true;
	case ELEMENT_VERSE: block->kind = BLOCK_VERSE; return read_verse(reader, element, lang, block);
	case ELEMENT_QA: block->kind = BLOCK_QA; return read_exchanges(reader, element, lang, block);
	default: return false;
	}
}

/* ---- what all blocks have ---- */

static bool is_block(ElementType type) {
	for (const ChildRule *rule = vocabulary_find_rule(ELEMENT_BODY)->children; rule->type; rule++) if (rule->type == type) return true;
	return false;
}

static void read_block(Reader *reader, const xmlNode *element, const char *lang, Blocks *blocks) {
	lang = read_language(reader, element, lang);
	Block *block = ARENA_NEW(reader->arena, Block);
	int break_before = read_choice(element, "break", "column|page|avoid");
	block->pos = source_element_pos(element);
	block->id = read_id(reader, element);
	block->lang = other_than(reader->lang, lang);
	block->break_before = break_before < 0 ? BREAK_AUTO : (BreakHint)(BREAK_COLUMN + break_before);
	block->keep_next = read_choice(element, "keep", "next") == 0;
	block->span = read_choice(element, "span", "1|2|3") + 1;
	if (read_content(reader, element, lang, block)) *vector_push(reader->arena, blocks) = block;
	else note_empty(reader, element);
}

void read_blocks(Reader *reader, const xmlNode *parent, const char *lang, Blocks *blocks) {
	for (const xmlNode *child = source_first_element(parent); child; child = source_next_element(child))
		if (is_block(type_of(child))) read_block(reader, child, lang, blocks);
		else if (type_of(child) == ELEMENT_UNKNOWN) read_blocks(reader, child, lang, blocks);
}
