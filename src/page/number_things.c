/* Numbers of headings, figures, tables and notes, and what a reference may point at: found by id, or by its block. */
#include <string.h>
#include "page/book.h"

typedef struct ThingSlot { uint64_t key; int thing; /* + 1; 0 when free */ } ThingSlot;
typedef struct ThingMap { ThingSlot *slots; int capacity, count; } ThingMap;
typedef struct Things {
	struct { Thing *items; int count, capacity; } list;
	ThingMap ids, blocks;
} Things;

/* ---- maps ---- */

static uint64_t block_key(const Block *block) { return ((uint64_t)(uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u; }

static void map_put(Composer *c, ThingMap *map, uint64_t key, int thing) {
	if (map->count * 2 >= map->capacity) {
		ThingMap old = *map;
		map->capacity = old.capacity ? old.capacity * 2 : 256;
		map->slots = ARENA_ARRAY(c->arena, ThingSlot, map->capacity);
		map->count = 0;
		for (int i = 0; i < old.capacity; i++) if (old.slots[i].thing) map_put(c, map, old.slots[i].key, old.slots[i].thing - 1);
	}
	unsigned mask = (unsigned)map->capacity - 1, at = (unsigned)(key >> 20) & mask;
	while (map->slots[at].thing) at = (at + 1) & mask;
	map->slots[at] = (ThingSlot){ key, thing + 1 };
	map->count++;
}

/* ---- numbering ---- */

typedef struct Counter {
	Composer *c;
	Things *things;
	const Article *article;
	int headings[4], figures, tables;
} Counter;

static const char *roman(Composer *c, int number, bool upper) {
	static const struct { int value; const char *upper, *lower; } STEPS[] = { { 1000, "M", "m" }, { 900, "CM", "cm" }, { 500, "D", "d" }, { 400, "CD", "cd" },
		{ 100, "C", "c" }, { 90, "XC", "xc" }, { 50, "L", "l" }, { 40, "XL", "xl" }, { 10, "X", "x" }, { 9, "IX", "ix" }, { 5, "V", "v" }, { 4, "IV", "iv" }, { 1, "I", "i" } };
	if (number <= 0 || number >= 5000) return arena_format(c->arena, "%d", number);
	Text text = { 0 };
	for (unsigned i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		for (; number >= STEPS[i].value; number -= STEPS[i].value) text_add(&text, upper ? STEPS[i].upper : STEPS[i].lower);
	return page_keep_text(c, &text);
}

static void add_thing(Counter *counter, Thing thing) {
	Composer *c = counter->c;
	if (!thing.id && !thing.label) return;
	int index = counter->things->list.count;
	thing.article = thing.article ? thing.article : counter->article;
	*vector_push(c->arena, &counter->things->list) = thing;
	if (thing.id) map_put(c, &counter->things->ids, bytes_hash(thing.id, strlen(thing.id)), index);
	if (thing.block && thing.label) map_put(c, &counter->things->blocks, block_key(thing.block), index);
}

/* "2.1." and "2.1"; "II." , "1.", "a)" and "II.1.a". */
static void number_heading(Counter *counter, Thing *thing, int level) {
	Composer *c = counter->c;
	int *at = counter->headings;
	at[level]++;
	for (int i = level + 1; i <= 3; i++) at[i] = 0;
	int first = 1; /* an article may begin with headings of the second level */
	while (first < level && !at[first]) first++;
	Text number = { 0 };
	for (int i = first; i <= level; i++) {
		const char *own = c->design->book.headings == HEADINGS_DECIMAL || i == 2 ? arena_format(c->arena, "%d", at[i]) :
			i == 1 ? roman(c, at[i], true) : at[i] <= 26 ? arena_format(c->arena, "%c", 'a' + at[i] - 1) : arena_format(c->arena, "%d", at[i]);
		text_format(&number, "%s%s", i > first ? "." : "", own);
		if (i == level && c->design->book.headings == HEADINGS_ROMAN) thing->label = arena_format(c->arena, i == 3 ? "%s)" : "%s.", own);
	}
	thing->number = page_keep_text(c, &number);
	if (!thing->label) thing->label = arena_format(c->arena, "%s.", thing->number);
}

static void count_notes(Counter *counter, const Inlines *text) {
	for (int i = 0; i < text->count; i++) {
		const Note *note = text->items[i].kind == INLINE_NOTE ? text->items[i].note : NULL;
		if (note && note->id) add_thing(counter, (Thing){ .kind = THING_NOTE, .id = note->id, .note = note });
	}
}

static void count_blocks(Counter *counter, const Blocks *blocks, bool top);

static void count_block(Counter *counter, const Block *block, bool top) {
	Composer *c = counter->c;
	bool book = page_is_book(c);
	Thing thing = { .kind = THING_BLOCK, .id = block->id, .block = block };
	const char *lang = counter->article->lang;
	switch (block->kind) {
	case BLOCK_HEADING:
		thing.kind = THING_HEADING;
		count_notes(counter, &block->u.heading.text);
		if (book && top && c->design->book.headings != HEADINGS_PLAIN) number_heading(counter, &thing, block->u.heading.level);
		break;
	case BLOCK_FIGURE:
		thing.kind = THING_FIGURE;
		count_notes(counter, &block->u.figure.caption);
		if (!book) { /* a bulletin's photos are counted through its text, and bear no numbers */
			thing.number = arena_format(c->arena, "%d", ++counter->figures);
		} else if (block->u.figure.caption.count || block->id) {
			thing.number = arena_format(c->arena, "%s %d", page_book_word(WORD_FIGURE, lang), ++counter->figures);
			thing.label = thing.number;
		}
		break;
	case BLOCK_TABLE:
		thing.kind = THING_TABLE;
		count_notes(counter, &block->u.table.caption);
		if (book && (block->u.table.caption.count || block->id)) {
			thing.number = arena_format(c->arena, "%s %d", page_book_word(WORD_TABLE, lang), ++counter->tables);
			thing.label = thing.number;
		}
		break;
	case BLOCK_BOX:
		thing.kind = THING_BOX;
		count_blocks(counter, &block->u.box.content, false);
		break;
	case BLOCK_PARAGRAPH: case BLOCK_PULL: count_notes(counter, &block->u.text); break;
	case BLOCK_QUOTE: count_blocks(counter, &block->u.quote.content, false); break;
	case BLOCK_LIST:
		for (int i = 0; i < block->u.list.items.count; i++) count_blocks(counter, &block->u.list.items.items[i].content, false);
		break;
	case BLOCK_QA:
		for (int i = 0; i < block->u.qa.exchanges.count; i++) count_blocks(counter, &block->u.qa.exchanges.items[i].answer, false);
		break;
	case BLOCK_RULE: case BLOCK_VERSE: break;
	}
	add_thing(counter, thing);
}

static void count_blocks(Counter *counter, const Blocks *blocks, bool top) {
	for (int i = 0; i < blocks->count; i++) count_block(counter, blocks->items[i], top);
}

static void count_article(Counter *counter, const Article *article) {
	counter->article = article;
	memset(counter->headings, 0, sizeof counter->headings);
	if (!page_is_book(counter->c) || counter->c->design->book.figures == NUMBER_BY_ARTICLE) counter->figures = counter->tables = 0;
	add_thing(counter, (Thing){ .kind = THING_ARTICLE, .id = article->id, .article = article });
	count_notes(counter, &article->title);
	count_notes(counter, &article->lead);
	count_blocks(counter, &article->body, true);
	for (int i = 0; i < article->references.count; i++) {
		if (!article->references.items[i].id) continue;
		add_thing(counter, (Thing){ .kind = THING_ENTRY, .id = article->references.items[i].id, .number = arena_format(counter->c->arena, "[%d]", i + 1) });
	}
}

static Things *find_things(Composer *c) {
	if (c->things) return c->things;
	const Publication *publication = c->publication;
	Counter counter = { .c = c, .things = ARENA_NEW(c->arena, Things) };
	c->things = counter.things;
	for (int i = 0; c->book && i < c->book->front.count; i++) count_article(&counter, c->book->front.items[i].article);
	for (int p = 0; p < publication->parts.count; p++)
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) count_article(&counter, publication->parts.items[p].articles.items[a]);
	for (int i = 0; c->book && i < c->book->back.count; i++) count_article(&counter, c->book->back.items[i].article);
	return c->things;
}

/* What has the id, or is the block, one of which is NULL; NULL when nothing is. */
static const Thing *map_find(const Things *things, const ThingMap *map, uint64_t key, const char *id, const Block *block) {
	if (!map->capacity) return NULL;
	unsigned mask = (unsigned)map->capacity - 1;
	for (unsigned at = (unsigned)(key >> 20) & mask; map->slots[at].thing; at = (at + 1) & mask) {
		const Thing *thing = &things->list.items[map->slots[at].thing - 1];
		if (map->slots[at].key == key && (id ? strcmp(thing->id, id) == 0 : thing->block == block)) return thing;
	}
	return NULL;
}

const Thing *page_find_thing(Composer *c, const char *id) {
	const Things *things = find_things(c);
	return id ? map_find(things, &things->ids, bytes_hash(id, strlen(id)), id, NULL) : NULL;
}

const char *page_block_label(Composer *c, const Block *block) {
	if (!page_is_book(c)) return NULL;
	const Things *things = find_things(c);
	const Thing *thing = map_find(things, &things->blocks, block_key(block), NULL, block);
	return thing ? thing->label : NULL;
}

/* ---- notes and pages ---- */

int page_note_number(Composer *c, const Note *note) {
	switch (c->design->notes.numbers) {
	case NUMBER_BY_BOOK: return note->ordinal;
	case NUMBER_BY_PAGE:
		c->asked_page = true;
		if (c->known && note->ordinal < c->known->note_count && c->known->notes[note->ordinal]) return c->known->notes[note->ordinal];
		return note->number % 8 + 1; /* as wide as it will be */
	case NUMBER_BY_ARTICLE: break;
	}
	return note->number;
}

int page_note_destination(Composer *c, const Note *note) { return drawing_add_destination(c->drawing, arena_format(c->arena, "_chu-thich-%d", note->ordinal)); }

/* Notes stand in the order of their ordinals, and so do their pages. */
void page_number_notes(Composer *c, PageNumbers *out) {
	if (c->design->notes.numbers != NUMBER_BY_PAGE) return;
	int *numbers = ARENA_ARRAY(c->arena, int, c->note_pages.count + 1), page = 0, number = 0;
	for (int i = 0; i < c->note_pages.count; i++) {
		if (!c->note_pages.items[i]) continue;
		number = c->note_pages.items[i] == page ? number + 1 : 1;
		page = c->note_pages.items[i];
		numbers[i] = number;
	}
	out->notes = numbers;
	out->note_count = c->note_pages.count;
}

const char *page_page_label(Composer *c, int page) {
	int front = c->book ? c->book->front_pages : 0;
	return page < front ? roman(c, page + 1, false) : arena_format(c->arena, "%d", page - front + 1);
}

const char *page_destination_label(Composer *c, int destination, const char *unknown) {
	c->asked_page = true;
	int page = c->known && destination >= 0 && destination < c->known->count ? c->known->pages[destination] : -1;
	return page >= 0 ? page_page_label(c, page) : unknown;
}
