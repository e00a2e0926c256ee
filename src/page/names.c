/* Names of people as Vietnamese write and sort them: family name first, the given name last, degrees before all. */
#include <string.h>
#include "page/book.h"

/* Degrees and titles that are written without a full stop; with one, any word is taken for one. */
static bool is_degree(const char *word, size_t length) {
	static const char *const DEGREES[] = { "GS", "PGS", "TS", "TSKH", "ThS", "CN", "KS", "BS", "DS", "NCS", "CH", "LS", "NGND", "NGƯT", "CKI", "CKII",
		"Ông", "Bà", "Prof", "Dr", "Mr", "Mrs", "Ms" };
	if (length && word[length - 1] == '.') return length > 2; /* "A." is somebody's initial */
	for (unsigned i = 0; i < sizeof DEGREES / sizeof *DEGREES; i++)
		if (strlen(DEGREES[i]) == length && memcmp(DEGREES[i], word, length) == 0) return true;
	return false;
}

const char *page_bare_name(Arena *arena, const char *name) {
	for (const char *at = name;;) {
		size_t length = strcspn(at, " ");
		if (!at[length] || !is_degree(at, length)) return *at ? arena_copy_text(arena, at, strlen(at)) : name;
		at += length + strspn(at + length, " ");
	}
}

const char *page_sorting_name(Arena *arena, const char *bare) {
	const char *last = strrchr(bare, ' '), *first = strchr(bare, ' ');
	if (!last) return bare;
	/* given name, middle names, family name */
	if (first == last) return arena_format(arena, "%s  %.*s", last + 1, (int)(first - bare), bare);
	return arena_format(arena, "%s %.*s %.*s", last + 1, (int)(last - first - 1), first + 1, (int)(first - bare), bare);
}

const char *page_short_authors(Composer *c, const Article *article) {
	int count = article ? article->authors.count : 0;
	if (!count) return "";
	const char *first = page_bare_name(c->arena, article->authors.items[0].name);
	if (count == 1) return first;
	if (count == 2) return arena_format(c->arena, "%s, %s", first, page_bare_name(c->arena, article->authors.items[1].name));
	return arena_format(c->arena, "%s %s", first, page_book_word(WORD_AND_OTHERS, article->lang));
}
