/* Indexes: authors by given name, keywords from the terms of the text; letters over them, pages behind. Sorted by the rules of
 * the language (ICU's collation for Vietnamese: a, ă, â; d, đ; tones after letters). */
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#include "page/book.h"

/* One page at which something stands. */
typedef struct Occurrence { const char *name, *under; int destination, page; SourcePos pos; const uint8_t *key; int key_length; } Occurrence;
typedef struct Occurrences { Occurrence *items; int count, capacity; } Occurrences;

/* ---- sorting ---- */

/* A key that compares by bytes as the words do by the collation's rules. */
static void make_key(Composer *c, UCollator *collator, Occurrence *item, const char *words) {
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0, capacity = (int32_t)strlen(words) + 1;
	UChar *wide = arena_alloc_raw(c->arena, sizeof(UChar) * (size_t)capacity);
	u_strFromUTF8(wide, capacity, &length, words, -1, &status);
	int32_t need = collator && U_SUCCESS(status) ? ucol_getSortKey(collator, wide, length, NULL, 0) : 0;
	if (need <= 0) {
		item->key = (const uint8_t *)words;
		item->key_length = (int)strlen(words) + 1;
		return;
	}
	uint8_t *key = arena_alloc_raw(c->arena, (size_t)need);
	ucol_getSortKey(collator, wide, length, key, need);
	item->key = key;
	item->key_length = need;
}

static int compare_keys(const Occurrence *a, const Occurrence *b) {
	int length = a->key_length < b->key_length ? a->key_length : b->key_length;
	int order = memcmp(a->key, b->key, (size_t)length);
	return order ? order : a->key_length - b->key_length;
}

static int compare(const void *left, const void *right) {
	const Occurrence *a = left, *b = right;
	int order = compare_keys(a, b);
	if (!order) order = strcmp(a->name, b->name);
	if (!order) order = a->page < b->page ? -1 : a->page > b->page;
	return order ? order : a->destination < b->destination ? -1 : a->destination > b->destination;
}

static void sort(Composer *c, Occurrences *list, bool names) {
	UErrorCode status = U_ZERO_ERROR;
	UCollator *collator = ucol_open("vi", &status);
	if (U_FAILURE(status)) collator = NULL;
	for (int i = 0; i < list->count; i++) {
		Occurrence *item = &list->items[i];
		/* an entry under another comes after it, and before the next */
		const char *words = names ? page_sorting_name(c->arena, item->name) : item->under ? arena_format(c->arena, "%s\t%s", item->under, item->name) : item->name;
		make_key(c, collator, item, words);
	}
	if (collator) ucol_close(collator);
	if (list->count) qsort(list->items, (size_t)list->count, sizeof *list->items, compare);
}

/* ---- letters ---- */

/* The letter that an entry stands under: its first, without its tone: "Ấn" under "Â", "Đức" under "Đ". */
static const char *letter_of(Composer *c, const char *words) {
	static const struct { uint32_t from, to; const char *letter; } LETTERS[] = { /* of the Vietnamese alphabet beyond ASCII */
		{ 0x102, 0x103, "Ă" }, { 0x1EAE, 0x1EB7, "Ă" }, { 0xC2, 0xC2, "Â" }, { 0xE2, 0xE2, "Â" }, { 0x1EA4, 0x1EAD, "Â" }, { 0x110, 0x111, "Đ" },
		{ 0xCA, 0xCA, "Ê" }, { 0xEA, 0xEA, "Ê" }, { 0x1EBE, 0x1EC7, "Ê" }, { 0xD4, 0xD4, "Ô" }, { 0xF4, 0xF4, "Ô" }, { 0x1ED0, 0x1ED9, "Ô" },
		{ 0x1A0, 0x1A1, "Ơ" }, { 0x1EDA, 0x1EE3, "Ơ" }, { 0x1AF, 0x1B0, "Ư" }, { 0x1EE8, 0x1EF1, "Ư" },
		{ 0xC0, 0xC5, "A" }, { 0xE0, 0xE5, "A" }, { 0x1EA0, 0x1EA3, "A" }, { 0xC8, 0xCB, "E" }, { 0xE8, 0xEB, "E" }, { 0x1EB8, 0x1EBD, "E" },
		{ 0xCC, 0xCF, "I" }, { 0xEC, 0xEF, "I" }, { 0x128, 0x129, "I" }, { 0x1EC8, 0x1ECB, "I" }, { 0xD2, 0xD6, "O" }, { 0xF2, 0xF6, "O" }, { 0x1ECC, 0x1ECF, "O" },
		{ 0xD9, 0xDC, "U" }, { 0xF9, 0xFC, "U" }, { 0x168, 0x169, "U" }, { 0x1EE4, 0x1EE7, "U" }, { 0xDD, 0xDD, "Y" }, { 0xFD, 0xFD, "Y" }, { 0x1EF2, 0x1EF9, "Y" },
	};
	const char *at = words;
	uint32_t letter = utf8_next(&at, words + strlen(words));
	if (letter >= 'a' && letter <= 'z') return arena_format(c->arena, "%c", (int)letter - 32);
	if (letter >= 'A' && letter <= 'Z') return arena_format(c->arena, "%c", (int)letter);
	for (unsigned i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
		if (letter >= LETTERS[i].from && letter <= LETTERS[i].to) return LETTERS[i].letter;
	return letter < 0x80 ? "" : page_upper(c, arena_copy_text(c->arena, words, (size_t)(at - words)));
}

static void add_letter(Composer *c, Galley *galley, const char *letter, NodeId parent) {
	const TextStyle *style = design_find_style(c->design, "index-letter");
	if (galley->units.count) page_add_space(c, galley, 1);
	NodeId node = page_add_node(c, parent, ROLE_P, (SourcePos){ 0 }, NULL);
	page_add_text(c, galley, &(TextRequest){ .style = style, .measure = galley->measure, .node = node, .prefix = letter, .prefix_style = style, .no_indent = true },
		(TextPlace){ .keep_next = true });
}

/* ---- entries ---- */

typedef struct SpanList { Span *items; int count, capacity; } SpanList;

static void add_span(Composer *c, SpanList *spans, const char *text, const TextStyle *style, Tag tag, SourcePos pos) {
	*vector_push(c->arena, spans) = page_make_span(c, text, style, page_add_tag(c, tag), pos);
}

/* "12, 15–17": a page is named once, pages that follow each other are drawn together; each name leads to its page. */
static void add_pages(Composer *c, SpanList *spans, const Occurrence *items, int count, const TextStyle *style, NodeId node) {
	Tag plain = { .colour = style->colour, .node = node, .destination = -1 };
	bool any = false;
	for (int i = 0; i < count;) {
		int end = i, page = items[i].page;
		while (end + 1 < count && items[end + 1].page - items[end].page <= 1) end++;
		bool range = items[end].page - page >= 2;
		if (!range) while (items[end].page != page) end--;
		add_span(c, spans, any ? ", " : "  ", style, plain, items[i].pos);
		for (int k = 0; k <= range; k++) {
			const Occurrence *at = k ? &items[end] : &items[i];
			NodeId reference = page_add_node(c, node, ROLE_REFERENCE, at->pos, NULL);
			Tag tag = { .colour = style->colour, .node = page_add_node(c, reference, ROLE_LINK, at->pos, NULL), .destination = at->destination,
				.contents = page_page_label(c, at->page) };
			if (k) add_span(c, spans, "–", style, plain, at->pos);
			add_span(c, spans, tag.contents, style, tag, at->pos);
		}
		any = true;
		i = end + 1;
	}
}

static void add_index_entry(Composer *c, Galley *galley, const char *name, const Occurrence *items, int count, bool under, NodeId parent) {
	const TextStyle *style = design_find_style(c->design, "index");
	SourcePos pos = count ? items[0].pos : (SourcePos){ 0 };
	NodeId node = page_add_node(c, parent, ROLE_P, pos, NULL), words = page_add_node(c, node, ROLE_SPAN, pos, NULL);
	SpanList spans = { 0 };
	add_span(c, &spans, name, style, (Tag){ .colour = style->colour, .node = words, .destination = -1 }, pos);
	if (count) add_pages(c, &spans, items, count, style, node);
	Length hang = style->size;
	Unit *unit = page_add_unit(c, galley, UNIT_TEXT);
	ParagraphStyle paragraph = page_paragraph_style(style);
	paragraph.left += hang + (under ? hang : 0);
	paragraph.first_indent = -hang;
	unit->text = (TextBody){ spans.items, spans.count, paragraph, galley->measure, NULL };
	unit->style = style;
	unit->made = 7;
	unit->keep_next = !count;
	unit->ways.best = page_break_text(c, &unit->text, 0);
	unit->variants[VARIANT_BEST] = page_make_variant(c, galley, unit);
	if (!unit->variants[VARIANT_BEST].count) galley->units.count--;
}

static void add_entries(Composer *c, Galley *galley, const Occurrences *list, bool names, NodeId parent) {
	const char *letter = "", *above = NULL;
	for (int i = 0; i < list->count;) {
		const Occurrence *item = &list->items[i];
		int end = i + 1;
		while (end < list->count && compare_keys(&list->items[end], item) == 0 && strcmp(list->items[end].name, item->name) == 0) end++;
		const char *own = letter_of(c, names ? page_sorting_name(c->arena, item->name) : item->under ? item->under : item->name);
		if (strcmp(own, letter) != 0) add_letter(c, galley, own, parent);
		letter = own;
		if (item->under && (!above || strcmp(above, item->under) != 0)) add_index_entry(c, galley, item->under, NULL, 0, false, parent);
		above = item->under ? item->under : item->name;
		add_index_entry(c, galley, item->name, item, end - i, item->under != NULL, parent);
		i = end;
	}
}

void page_add_author_index(Composer *c, Galley *galley, NodeId parent) {
	const Publication *publication = c->publication;
	Occurrences list = { 0 };
	int seen = 0;
	for (int p = 0; p < publication->parts.count; p++) {
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			seen++;
			int destination = drawing_find_destination(c->drawing, page_article_name(c, article, seen));
			int page = destination >= 0 ? c->drawing->destinations.items[destination].page : -1;
			for (int i = 0; page >= 0 && i < article->authors.count; i++)
				*vector_push(c->arena, &list) = (Occurrence){ .name = page_bare_name(c->arena, article->authors.items[i].name), .destination = destination, .page = page,
					.pos = article->authors.items[i].pos };
		}
	}
	sort(c, &list, true);
	add_entries(c, galley, &list, true, page_add_node(c, parent, ROLE_INDEX, publication->pos, NULL));
}

void page_add_keyword_index(Composer *c, Galley *galley, NodeId parent) {
	Occurrences list = { 0 };
	for (int i = 0; i < c->book->terms.count; i++) {
		const TermPlace *place = &c->book->terms.items[i];
		int page = c->drawing->destinations.items[place->destination].page;
		if (page >= 0) *vector_push(c->arena, &list) = (Occurrence){ .name = place->term->name, .under = place->term->under, .destination = place->destination, .page = page };
	}
	sort(c, &list, false);
	add_entries(c, galley, &list, false, page_add_node(c, parent, ROLE_INDEX, c->publication->pos, NULL));
}
