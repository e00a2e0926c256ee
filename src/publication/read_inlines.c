/* Inline content as a flat list of runs. White space collapses over the whole block as in HTML (CSS Text 3, 4.1.1): the first
 * of several spaces stays, whichever element it stands in; those at the ends of the block, around <br/> and before a <note>,
 * whose mark hangs on the word before it, come to nothing. */
#include <string.h>
#include "publication/normalise_text.h"
#include "publication/read_values.h"
#include "publication/reader.h"

/* text: the node in which a run of collected text begins; NULL for what is not collected. */
typedef struct Pending { Inline item; size_t start, end; const xmlNode *text; } Pending;

typedef struct Scope { unsigned style; const char *lang, *href; bool foreign; /* within <foreign>: what looks like an old encoding is meant so */ } Scope;

typedef struct Builder {
	Reader *reader;
	const char *block_lang;
	Normaliser collected; /* the text of all runs, one after another */
	VECTOR(Pending) pending;
} Builder;

static void add_content(Builder *builder, const xmlNode *element, Scope scope);

const char *read_language(Reader *reader, const xmlNode *element, const char *around) {
	char tag[64];
	const char *value = source_attribute(element, "xml:lang");
	if (!value || !value_parse_language(value, tag, sizeof tag)) return around;
	if (around && strcmp(around, tag) == 0) return around;
	if (!reader->newest_lang || strcmp(reader->newest_lang, tag) != 0)
		reader->newest_lang = arena_copy_text(reader->arena, tag, strlen(tag));
	return reader->newest_lang;
}

static bool is_vietnamese(const char *lang) {
	return !lang || (strncasecmp(lang, "vi", 2) == 0 && (!lang[2] || lang[2] == '-'));
}

/* ---- collecting ---- */

static const char *other_language(const Builder *builder, const char *lang) {
	return lang && builder->block_lang && strcmp(lang, builder->block_lang) == 0 ? NULL : lang;
}

static Pending *newest(Builder *builder) {
	return builder->pending.count ? &builder->pending.items[builder->pending.count - 1] : NULL;
}

static bool may_go_on(const Pending *run, const Scope *scope, const char *lang) {
	const Inline *item = &run->item;
	return run->text && item->style == scope->style && item->href == scope->href &&
		(item->lang == lang || (item->lang && lang && strcmp(item->lang, lang) == 0));
}

static bool begins_with_mark(const char *bytes) {
	const unsigned char *p = (const unsigned char *)bytes;
	return p[0] == 0xCC || (p[0] == 0xCD && p[1] < 0xB0); /* U+0300..U+036F */
}

/* A mark at the start of a run belongs to the letter before it, whatever run that is in. */
static const char *move_marks(Builder *builder, const TextOrigin *origin, const char *bytes) {
	Pending *run = newest(builder);
	size_t length = 0;
	while (begins_with_mark(bytes + length)) length += 2;
	if (!length || !run || !run->text || builder->collected.after_space) return bytes;
	normaliser_add(&builder->collected, origin, arena_copy_text(builder->reader->work, bytes, length), false);
	run->end = builder->collected.text.length;
	return bytes + length;
}

static void add_text(Builder *builder, const xmlNode *text, const Scope *scope) {
	if (!text->content || !text->content[0] || !text->parent->_private) return;
	TextOrigin origin = { .source = place_of(text->parent)->source, .text = text };
	const char *lang = other_language(builder, scope->lang), *bytes = (const char *)text->content;
	size_t start = builder->collected.text.length;
	Pending *run = newest(builder);
	if (!run || !may_go_on(run, scope, lang)) {
		bytes = move_marks(builder, &origin, bytes);
		start = builder->collected.text.length;
		run = NULL;
	}
	int tells = builder->collected.tells;
	normaliser_add(&builder->collected, &origin, bytes, is_vietnamese(scope->lang));
	if (scope->foreign) builder->collected.tells = tells;
	if (builder->collected.text.length == start) return;
	if (!run) {
		run = vector_push(builder->reader->work, &builder->pending);
		run->item = (Inline){ .kind = INLINE_TEXT, .style = scope->style, .href = scope->href, .lang = lang,
			.pos = source_text_pos(text) };
		run->start = start;
		run->text = text;
	}
	run->end = builder->collected.text.length;
}

/* Takes a space off the end of what was collected; a run that was nothing else goes. */
static void trim_end(Builder *builder) {
	Pending *run = newest(builder);
	if (!run || !run->text) return;
	normaliser_trim(&builder->collected, run->start);
	run->end = builder->collected.text.length;
	if (run->end == run->start) builder->pending.count--;
}

static void add_item(Builder *builder, Inline item, const Scope *scope) {
	item.style = scope->style;
	item.href = scope->href;
	item.lang = other_language(builder, scope->lang);
	size_t at = builder->collected.text.length;
	*vector_push(builder->reader->work, &builder->pending) = (Pending){ item, at, at, NULL };
}

static void add_break(Builder *builder, const xmlNode *element, const Scope *scope) {
	trim_end(builder);
	builder->collected.after_space = true;
	if (builder->pending.count) add_item(builder, (Inline){ .kind = INLINE_BREAK, .pos = source_element_pos(element) }, scope);
}

static void add_note(Builder *builder, const xmlNode *element, const Scope *scope) {
	Reader *reader = builder->reader;
	Article *article = reader->article;
	if (!article || reader->in_note) return; /* said by the check */
	Note *note = ARENA_NEW(reader->arena, Note);
	const char *lang = read_language(reader, element, scope->lang);
	note->pos = source_element_pos(element);
	note->id = read_id(reader, element);
	note->number = article->notes.count + 1;
	reader->in_note = true;
	note->text = read_inlines(reader, element, builder->block_lang, scope->lang);
	reader->in_note = false;
	if (!note->text.count) {
		note_empty(reader, element);
		return;
	}
	note->ordinal = ++reader->notes;
	*vector_push(reader->arena, &article->notes) = note;
	trim_end(builder);
	builder->collected.after_space = false;
	add_item(builder, (Inline){ .kind = INLINE_NOTE, .note = note, .pos = note->pos }, &(Scope){ 0, lang, scope->href });
}

static void add_ref(Builder *builder, const xmlNode *element, const Scope *scope) {
	static const char *const SHOWS[] = { "title", "number", "page" };
	Reader *reader = builder->reader;
	const char *target = read_target(reader, element), *words = read_words(reader, element);
	int show = read_choice(element, "show", "title|number|page");
	Scope inside = *scope;
	inside.lang = read_language(reader, element, scope->lang);
	Inline item = { .kind = INLINE_REF, .text = words, .target = target, .show = SHOWS[show < 0 ? 0 : show],
		.pos = source_element_pos(element) };
	if (!target) { /* the editor sees in print that something is missing */
		item.kind = INLINE_TEXT;
		item.text = words ? words : "[?]";
		item.show = NULL;
	}
	builder->collected.after_space = false;
	add_item(builder, item, &inside);
}

static void add_citation(Builder *builder, const xmlNode *element, const Scope *scope) {
	Reader *reader = builder->reader;
	const char *words = read_words(reader, element);
	Scope inside = *scope;
	inside.lang = read_language(reader, element, scope->lang);
	Inline item = { .kind = INLINE_CITE, .text = words, .citation = read_citation(reader, element), .pos = source_element_pos(element) };
	if (!item.citation) { /* the editor sees in print that something is missing */
		item.kind = INLINE_TEXT;
		item.text = words ? words : "[?]";
	}
	builder->collected.after_space = false;
	add_item(builder, item, &inside);
}

/* The mark comes before the words, which are read as any others: no space goes and none comes by it. */
static void add_term(Builder *builder, const xmlNode *element, const Scope *scope) {
	Reader *reader = builder->reader;
	const char *as = read_filled_attribute(reader, element, "as"), *under = read_filled_attribute(reader, element, "under");
	const char *name = as ? as : read_words(reader, element);
	if (!name) {
		note_empty(reader, element);
		return;
	}
	Term *term = ARENA_NEW(reader->arena, Term);
	*term = (Term){ name, under };
	add_item(builder, (Inline){ .kind = INLINE_TERM, .term = term, .pos = source_element_pos(element) }, scope);
}

static void add_element(Builder *builder, const xmlNode *element, Scope scope) {
	switch (type_of(element)) {
	case ELEMENT_BR: add_break(builder, element, &scope); return;
	case ELEMENT_NOTE: add_note(builder, element, &scope); return;
	case ELEMENT_REF: add_ref(builder, element, &scope); return;
	case ELEMENT_CITATION: add_citation(builder, element, &scope); return;
	case ELEMENT_TERM: add_term(builder, element, &scope); break;
	case ELEMENT_B: scope.style |= INLINE_BOLD; break;
	case ELEMENT_I: scope.style |= INLINE_ITALIC; break;
	case ELEMENT_SUP: scope.style = (scope.style & ~(unsigned)INLINE_SUB) | INLINE_SUP; break;
	case ELEMENT_SUB: scope.style = (scope.style & ~(unsigned)INLINE_SUP) | INLINE_SUB; break;
	case ELEMENT_A:
		if (!scope.href) scope.href = read_href(builder->reader, element);
		break;
	case ELEMENT_FOREIGN: scope.foreign = true; break;
	default: break; /* the words in an element that should not be here are kept */
	}
	scope.lang = read_language(builder->reader, element, scope.lang);
	add_content(builder, element, scope);
}

static void add_content(Builder *builder, const xmlNode *element, Scope scope) {
	for (const xmlNode *node = element->children; node; node = node->next) {
		if (node->type == XML_TEXT_NODE) add_text(builder, node, &scope);
		else if (node->type == XML_ELEMENT_NODE) add_element(builder, node, scope);
	}
}

/* ---- finishing ---- */

static void count_composed(const Pending *run, const char *bytes) {
	RepairCount *counted = &place_of(run->text->parent)->source->repairs[REPAIR_NFC];
	if (counted->count++) return;
	const char *end = bytes + (run->end - run->start), *mark = bytes;
	while (mark < end && !begins_with_mark(mark)) mark++;
	counted->first = mark < end ? source_find_in_text(run->text, mark, 2) : run->item.pos;
	if (mark < end && mark > bytes && counted->first.column > 1) counted->first.column--; /* at the letter that bears it */
}

static const char *finish_text(Builder *builder, const Pending *run) {
	const char *bytes = builder->collected.text.bytes + run->start;
	size_t length = run->end - run->start;
	if (builder->collected.composed) return arena_copy_text(builder->reader->arena, bytes, length);
	bool changed;
	const char *text = text_compose(builder->reader->arena, builder->reader->work, bytes, length, &changed);
	if (changed) count_composed(run, bytes);
	return text;
}

static Inlines finish(Builder *builder, const xmlNode *element) {
	while (builder->pending.count && newest(builder)->item.kind == INLINE_BREAK) builder->pending.count--;
	trim_end(builder);
	normaliser_finish(&builder->collected, place_of(element)->source);
	Inlines inlines = { .count = builder->pending.count, .capacity = builder->pending.count };
	if (!inlines.count) return inlines;
	inlines.items = ARENA_ARRAY(builder->reader->arena, Inline, inlines.count);
	for (int i = 0; i < inlines.count; i++) {
		const Pending *run = &builder->pending.items[i];
		inlines.items[i] = run->item;
		if (run->text) inlines.items[i].text = finish_text(builder, run);
	}
	return inlines;
}

/* Nothing but spaces that do not break, which editors put in to make room. */
static bool looks_empty(const Inlines *inlines) {
	for (int i = 0; i < inlines->count; i++) {
		if (inlines->items[i].kind == INLINE_NOTE || inlines->items[i].kind == INLINE_REF || inlines->items[i].kind == INLINE_CITE) return false;
		for (const char *at = inlines->items[i].text; at && *at; at++) {
			if (*at == ' ') continue;
			if (at[0] != '\xC2' || at[1] != '\xA0') return false;
			at++;
		}
	}
	return true;
}

Inlines read_inlines(Reader *reader, const xmlNode *element, const char *block_lang, const char *around) {
	Builder builder = { .reader = reader, .block_lang = block_lang };
	ArenaMark mark = arena_mark(reader->work);
	normaliser_open(&builder.collected);
	add_content(&builder, element, (Scope){ .lang = read_language(reader, element, around) });
	Inlines inlines = finish(&builder, element);
	normaliser_close(&builder.collected);
	arena_reset(reader->work, mark);
	return looks_empty(&inlines) ? (Inlines){ 0 } : inlines;
}

/* ---- words and attributes ---- */

const char *read_words(Reader *reader, const xmlNode *element) {
	Inlines inlines = read_inlines(reader, element, reader->lang, reader->lang);
	if (!inlines.count) return NULL;
	return inlines.count == 1 && inlines.items[0].kind == INLINE_TEXT ? inlines.items[0].text :
		publication_plain_text(reader->arena, &inlines);
}

const char *read_attribute(Reader *reader, const xmlNode *element, const char *name) {
	const char *value = source_attribute(element, name);
	if (!value) return NULL;
	Normaliser normaliser;
	normaliser_open(&normaliser);
	TextOrigin origin = { place_of(element)->source, NULL, source_attribute_pos(element, name) };
	normaliser_add(&normaliser, &origin, value, is_vietnamese(read_language(reader, element, reader->lang)));
	normaliser_trim(&normaliser, 0);
	normaliser_finish(&normaliser, origin.source);
	bool changed = false;
	const char *text = normaliser.composed ? arena_copy_text(reader->arena, normaliser.text.bytes, normaliser.text.length) :
		text_compose(reader->arena, reader->work, normaliser.text.bytes, normaliser.text.length, &changed);
	if (changed && origin.source->repairs[REPAIR_NFC].count++ == 0) origin.source->repairs[REPAIR_NFC].first = origin.pos;
	normaliser_close(&normaliser);
	return text;
}

const char *read_filled_attribute(Reader *reader, const xmlNode *element, const char *name) {
	const char *value = read_attribute(reader, element, name);
	return value && value[0] ? value : NULL;
}

const char *read_token(Reader *reader, const xmlNode *element, const char *name) {
	const char *value = source_attribute(element, name);
	if (!value) return NULL;
	char *token = arena_copy_text(reader->arena, value, strlen(value));
	value_trim(token);
	return token;
}

int read_choice(const xmlNode *element, const char *name, const char *choices) {
	const char *value = source_attribute(element, name);
	int index;
	return value && vocabulary_choice(choices, value, &index) ? index : -1;
}

const xmlNode *reader_find_child(const xmlNode *parent, ElementType type) {
	for (const xmlNode *child = source_first_element(parent); child; child = source_next_element(child))
		if (type_of(child) == type) return child;
	return NULL;
}

const char *publication_plain_text(Arena *arena, const Inlines *inlines) {
	size_t length = 0;
	for (int i = 0; i < inlines->count; i++) length += 1 + (inlines->items[i].text ? strlen(inlines->items[i].text) : 0);
	char *text = arena_alloc_raw(arena, length + 1), *at = text;
	for (int i = 0; i < inlines->count; i++) {
		const Inline *item = &inlines->items[i];
		if (item->kind == INLINE_BREAK) { *at++ = ' '; continue; }
		if (!item->text) continue;
		size_t step = strlen(item->text);
		memcpy(at, item->text, step);
		at += step;
	}
	*at = 0;
	return text;
}
