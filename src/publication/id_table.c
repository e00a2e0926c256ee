#include "publication/id_table.h"
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "publication/suggest_name.h"

void ids_open(IdTable *table, Arena *arena, Arena *work) { *table = (IdTable){ .work = work, .arena = arena }; }

/* ---- maps: open addressing, hashes kept ---- */

static void map_grow(IdTable *table, IdMap *map) {
	int capacity = map->capacity ? map->capacity * 2 : 64;
	IdSlot *slots = ARENA_ARRAY(table->work, IdSlot, capacity);
	for (int i = 0; i < map->capacity; i++) {
		if (!map->slots[i].entry) continue;
		unsigned at = (unsigned)map->slots[i].hash & ((unsigned)capacity - 1);
		while (slots[at].entry) at = (at + 1) & ((unsigned)capacity - 1);
		slots[at] = map->slots[i];
	}
	map->slots = slots;
	map->capacity = capacity;
}

static void map_add(IdTable *table, IdMap *map, uint64_t hash, int entry) {
	if (map->count * 2 >= map->capacity) map_grow(table, map);
	unsigned mask = (unsigned)map->capacity - 1, at = (unsigned)hash & mask;
	while (map->slots[at].entry) at = (at + 1) & mask;
	map->slots[at] = (IdSlot){ hash, entry + 1 };
	map->count++;
}

typedef enum Field { BY_NAME, BY_ARTICLE_AND_NAME, BY_UNIQUE } Field;

/* The index of the entry, or -1. */
static int map_find(const IdTable *table, const IdMap *map, uint64_t hash, const char *name, int article, Field field) {
	if (!map->capacity) return -1;
	unsigned mask = (unsigned)map->capacity - 1;
	for (unsigned at = (unsigned)hash & mask; map->slots[at].entry; at = (at + 1) & mask) {
		if (map->slots[at].hash != hash) continue;
		const IdEntry *entry = &table->entries.items[map->slots[at].entry - 1];
		if (field == BY_ARTICLE_AND_NAME && entry->article != article) continue;
		if (strcmp(field == BY_UNIQUE ? entry->unique : entry->name, name) == 0) return map->slots[at].entry - 1;
	}
	return -1;
}

static uint64_t name_hash(const char *name) { return bytes_hash(name, strlen(name)); }
static uint64_t own_hash(uint64_t hash, int article) { return (hash ^ (uint64_t)(unsigned)article) * 0x9E3779B97F4A7C15u; }

/* ---- filling ---- */

const IdEntry *ids_add(IdTable *table, const char *name, int article, IdKind kind, int number, SourcePos pos) {
	uint64_t hash = name_hash(name);
	int own = map_find(table, &table->own, own_hash(hash, article), name, article, BY_ARTICLE_AND_NAME);
	if (own >= 0) return &table->entries.items[own];
	int index = table->entries.count, first = map_find(table, &table->names, hash, name, 0, BY_NAME);
	*vector_push(table->work, &table->entries) = (IdEntry){ .name = arena_copy_text(table->arena, name, strlen(name)),
		.pos = pos, .article = article, .kind = kind, .number = number, .next = -1 };
	map_add(table, &table->own, own_hash(hash, article), index);
	if (kind == ID_ARTICLE && map_find(table, &table->articles, hash, name, 0, BY_NAME) < 0) map_add(table, &table->articles, hash, index);
	if (first < 0) {
		map_add(table, &table->names, hash, index);
	} else { /* the new one comes second: no chain is walked */
		table->entries.items[index].next = table->entries.items[first].next;
		table->entries.items[first].next = index;
	}
	return NULL;
}

void ids_lose(IdTable *table, int article) {
	for (int i = table->entries.count - 1; i >= 0 && table->entries.items[i].article >= article; i--)
		if (table->entries.items[i].article == article) table->entries.items[i].lost = true;
}

typedef struct Naming { int holder; /* 1 + the entry that keeps the name */ int number; /* the last one given */ } Naming;

static void make_unique(IdTable *table, IdEntry *entry, Naming *naming) {
	const char *name = entry->name;
	if (naming->holder) {
		do name = arena_format(table->arena, "%s-%d", entry->name, ++naming->number);
		while (map_find(table, &table->unique, name_hash(name), name, 0, BY_UNIQUE) >= 0 ||
			map_find(table, &table->names, name_hash(name), name, 0, BY_NAME) >= 0);
	} else {
		*naming = (Naming){ (int)(entry - table->entries.items) + 1, 1 };
	}
	entry->unique = name;
	map_add(table, &table->unique, name_hash(name), (int)(entry - table->entries.items));
}

static void report_twins(Diag *diag, const IdEntry *entry, const IdEntry *other) {
	diag_add(diag, SEVERITY_ERROR, "id-duplicate", entry->pos,
		_("Two articles have the id “%s”: this one and the one at %s, line %d."), entry->name, other->pos.file, other->pos.line);
	diag_hint(diag, _("Give one of them another id, and change the references to it."));
}

/* Articles were numbered, and their ids added, in one order. */
static int first_entry(const IdTable *table, int article) {
	int low = 0, high = table->entries.count;
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (table->entries.items[middle].article < article) low = middle + 1;
		else high = middle;
	}
	return low;
}

static void settle_article(IdTable *table, Diag *diag, int article, bool article_ids, Naming *namings) {
	for (int i = first_entry(table, article); i < table->entries.count; i++) {
		IdEntry *entry = &table->entries.items[i];
		if (entry->article != article) return;
		if ((entry->kind == ID_ARTICLE) != article_ids) continue;
		Naming *naming = &namings[map_find(table, &table->names, name_hash(entry->name), entry->name, 0, BY_NAME)];
		if (article_ids && naming->holder) report_twins(diag, entry, &table->entries.items[naming->holder - 1]);
		make_unique(table, entry, naming);
	}
}

void ids_settle(IdTable *table, Diag *diag, const int *articles, int count) {
	Naming *namings = ARENA_ARRAY(table->work, Naming, table->entries.count + 1);
	for (int i = 0; i < count; i++) settle_article(table, diag, articles[i], true, namings);
	for (int i = 0; i < count; i++) settle_article(table, diag, articles[i], false, namings);
}

/* ---- looking up ---- */

const IdEntry *ids_find_own(const IdTable *table, const char *name, int article) {
	int own = map_find(table, &table->own, own_hash(name_hash(name), article), name, article, BY_ARTICLE_AND_NAME);
	return own >= 0 ? &table->entries.items[own] : NULL;
}

const IdEntry *ids_find(const IdTable *table, const char *name, int article, int *others) {
	*others = 0;
	const IdEntry *own = ids_find_own(table, name, article);
	if (own) return own;
	int article_entry = map_find(table, &table->articles, name_hash(name), name, 0, BY_NAME);
	if (article_entry >= 0 && !table->entries.items[article_entry].lost) return &table->entries.items[article_entry];
	const IdEntry *found = NULL;
	int i = map_find(table, &table->names, name_hash(name), name, 0, BY_NAME);
	for (int steps = 0; i >= 0 && steps < 100; i = table->entries.items[i].next, steps++) {
		const IdEntry *entry = &table->entries.items[i];
		if (!found || (found->lost && !entry->lost)) found = entry;
		else if (!entry->lost) ++*others;
	}
	return found;
}

const char *ids_suggest(const IdTable *table, const char *name, int article) {
	Suggestion suggestion = suggestion_make(name);
	for (int i = 0; i < table->entries.count && i < 2000; i++) {
		const IdEntry *entry = &table->entries.items[i];
		if (!entry->lost && (entry->article == article || entry->kind == ID_ARTICLE)) suggestion_try(&suggestion, entry->name);
	}
	return suggestion.best;
}
