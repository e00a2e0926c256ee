/* The ids of a publication. An id belongs to its article: the same "h1" may stand in two articles that were written apart, so
 * a reference looks in its own article first, then among the articles themselves, then anywhere. In the tree that is handed
 * on every id is unique: one that another article has too gets a number ("h1-2"), in its references as well. */
#ifndef BANTIN_PUBLICATION_ID_TABLE_H
#define BANTIN_PUBLICATION_ID_TABLE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"

/* What an id names, as far as it matters to those who point at it. */
typedef enum IdKind { ID_OTHER, ID_ARTICLE /* an article, or what is read as one */, ID_ENTRY, ID_AFFILIATION } IdKind;

typedef struct IdEntry {
	const char *name;   /* as written */
	const char *unique; /* after ids_settle */
	SourcePos pos;
	int article;
	IdKind kind;
	int number;         /* ENTRY, AFFILIATION: its place in the list of its article, from 1 */
	bool lost;          /* its article is left out */
	int next;           /* index of the next entry of this name, -1 at the end */
} IdEntry;

typedef struct IdSlot { uint64_t hash; int entry; /* + 1; 0 when free */ } IdSlot;
typedef struct IdMap { IdSlot *slots; int capacity, count; } IdMap;

typedef struct IdTable {
	Arena *work, *arena; /* the table; the names handed on */
	VECTOR(IdEntry) entries;
	IdMap own;           /* by article and name */
	IdMap names;         /* by name: the first entry with it */
	IdMap articles;      /* by name: those of articles */
	IdMap unique;        /* by final name */
} IdTable;

void ids_open(IdTable *table, Arena *arena, Arena *work);
/* Adds an id; returns an entry that the article has by this name already, else NULL. Lent until the next call. */
const IdEntry *ids_add(IdTable *table, const char *name, int article, IdKind kind, int number, SourcePos pos);
void ids_lose(IdTable *table, int article); /* the article is left out */
/* Gives the ids of these articles, in the order of the publication, their final names. Two articles with one id: an error
 * that names both places. */
void ids_settle(IdTable *table, Diag *diag, const int *articles, int count);
const IdEntry *ids_find_own(const IdTable *table, const char *name, int article);
/* What `name` means inside an article, NULL when nothing; *others is how many else it could be. */
const IdEntry *ids_find(const IdTable *table, const char *name, int article, int *others);
/* The nearest name of the article, or of an article; NULL when none is near. */
const char *ids_suggest(const IdTable *table, const char *name, int article);
#endif
