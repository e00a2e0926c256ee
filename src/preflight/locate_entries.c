/* Where on the pages a message of another room belongs: every mark knows the line of the source that it was made from. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "preflight/preflight.h"

/* An entry that looks for its marks. Those with the entry's own column are preferred to others of the line. */
typedef struct Seeker {
	const DiagEntry *entry;
	int index;               /* of the entry */
	int32_t next;            /* seeker of the same line; -1 */
	bool exact;              /* a mark with the same column was met */
	bool photo;              /* what it says is of a photo */
	PreflightFinding finding;
} Seeker;

typedef struct Search {
	Arena *arena;
	struct { Seeker *items; int count, capacity; } seekers;
	int32_t *slots; uint64_t mask; /* open addressing by file and line, index + 1 */
	const char *file; uint64_t file_hash; /* the file hashed last: names are mostly shared */
} Search;

enum { MOST_PLACES = 64 }; /* of one entry */

static uint64_t hash_line(Search *search, SourcePos pos) {
	if (pos.file != search->file) {
		search->file = pos.file;
		search->file_hash = bytes_hash(pos.file, strlen(pos.file));
	}
	return (search->file_hash ^ (uint64_t)(unsigned)pos.line) * UINT64_C(0x9E3779B97F4A7C15) >> 16;
}

static bool same_line(SourcePos a, SourcePos b) { return a.line == b.line && (a.file == b.file || strcmp(a.file, b.file) == 0); }

static int32_t *find_slot(Search *search, SourcePos pos) {
	for (uint64_t at = hash_line(search, pos) & search->mask;; at = (at + 1) & search->mask) {
		int32_t *slot = &search->slots[at];
		if (!*slot || same_line(search->seekers.items[*slot - 1].entry->pos, pos)) return slot;
	}
}

static void collect_seekers(Search *search, const PreflightFindings *findings, const Diag *diag) {
	int total = diag_total(diag);
	bool *placed = ARENA_ARRAY(search->arena, bool, total + 1);
	for (int i = 0; i < findings->count; i++) placed[findings->items[i].entry] = true;
	for (int i = 0; i < total; i++) {
		const DiagEntry *entry = diag_entry(diag, i);
		if (placed[i] || !entry->pos.file || entry->pos.line < 1) continue;
		bool photo = strncmp(entry->code, "photo-", 6) == 0 || strncmp(entry->code, "alt-", 4) == 0;
		*vector_push(search->arena, &search->seekers) = (Seeker){ .entry = entry, .index = i, .next = -1, .photo = photo, .finding.entry = i };
	}
	uint64_t capacity = 16;
	while (capacity < 2 * (uint64_t)search->seekers.count) capacity *= 2;
	search->slots = ARENA_ARRAY(search->arena, int32_t, capacity);
	search->mask = capacity - 1;
	for (int i = 0; i < search->seekers.count; i++) {
		int32_t *slot = find_slot(search, search->seekers.items[i].entry->pos);
		search->seekers.items[i].next = *slot - 1;
		*slot = i + 1;
	}
}

static PreflightPlace place_of(const DrawItem *item, int page) {
	PreflightPlace place = { page, item->x, item->y, item->width, item->height };
	if (item->kind == DRAW_TEXT) {
		place.y = item->y - item->u.text.size * 3 / 4;
		place.height = item->u.text.size;
	}
	return place;
}

/* Lines of a paragraph in one column are one place. */
static bool joins(PreflightPlace *last, const PreflightPlace *place) {
	int64_t right = (int64_t)place->x + place->width, last_right = (int64_t)last->x + last->width;
	int64_t bottom = (int64_t)place->y + place->height, last_bottom = (int64_t)last->y + last->height;
	if (last->page != place->page || right < last->x || place->x > last_right) return false;
	if (place->y < last->y || place->y - last_bottom > place->height) return false;
	if (right < last_right) right = last_right;
	if (bottom < last_bottom) bottom = last_bottom;
	if (place->x < last->x) last->x = place->x;
	last->width = (Length)(right - last->x);
	last->height = (Length)(bottom - last->y);
	return true;
}

static void offer(Search *search, Seeker *seeker, const DrawItem *item, int page) {
	bool exact = item->pos.column == seeker->entry->pos.column;
	if (seeker->photo && item->kind != DRAW_PICTURE) return;
	if (seeker->exact && !exact) return;
	if (exact && !seeker->exact) seeker->finding.places.count = 0; /* what came before was of the line only */
	seeker->exact = exact;
	PreflightPlace place = place_of(item, page);
	int count = seeker->finding.places.count;
	if (count && joins(&seeker->finding.places.items[count - 1], &place)) return;
	if (count < MOST_PLACES) *vector_push(search->arena, &seeker->finding.places) = place;
}

void preflight_locate_entries(const Drawing *drawing, PreflightFindings *findings, const Diag *diag) {
	Search search = { .arena = drawing->arena };
	collect_seekers(&search, findings, diag);
	if (!search.seekers.count) return;
	for (int p = 0; p < drawing->pages.count; p++) {
		const DrawnPage *page = &drawing->pages.items[p];
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind == DRAW_LINK || !item->pos.file || item->pos.line < 1) continue;
			for (int at = *find_slot(&search, item->pos) - 1; at >= 0; at = search.seekers.items[at].next)
				offer(&search, &search.seekers.items[at], item, p);
		}
	}
	for (int i = 0; i < search.seekers.count; i++)
		if (search.seekers.items[i].finding.places.count) *vector_push(search.arena, findings) = search.seekers.items[i].finding;
}
