#include "preflight/inspection.h"
#include <string.h>
#include "base/message.h"
#include "base/text.h"

/* ---- collecting ---- */

uint64_t inspection_key(const void *bytes, size_t length, uint64_t more) {
	return bytes_hash(bytes, length) ^ (more * UINT64_C(0x9E3779B97F4A7C15));
}

uint64_t inspection_pos_key(SourcePos pos, uint64_t more) {
	uint64_t place = (uint64_t)(unsigned)pos.line << 32 | (unsigned)pos.column;
	return inspection_key(pos.file ? pos.file : "", pos.file ? strlen(pos.file) : 0, more ^ bytes_hash(&place, sizeof place));
}

static int32_t *find_slot(const Inspection *inspection, PreflightCheck check, uint64_t key) {
	uint64_t mask = (uint64_t)inspection->index.capacity - 1;
	for (uint64_t at = (key ^ key >> 32 ^ (uint64_t)check) & mask;; at = (at + 1) & mask) {
		int32_t *slot = &inspection->index.slots[at];
		if (!*slot) return slot;
		const Found *found = &inspection->found.items[*slot - 1];
		if (found->check == check && found->key == key) return slot;
	}
}

static void grow_index(Inspection *inspection) {
	int capacity = inspection->index.capacity ? inspection->index.capacity * 2 : 64;
	inspection->index.slots = ARENA_ARRAY(inspection->arena, int32_t, capacity);
	inspection->index.capacity = capacity;
	for (int i = 0; i < inspection->found.count; i++)
		*find_slot(inspection, inspection->found.items[i].check, inspection->found.items[i].key) = i + 1;
}

static Length clamp(LengthSum value) { return value > LENGTH_MAX ? LENGTH_MAX : value < -LENGTH_MAX ? -LENGTH_MAX : (Length)value; }

Found *inspection_add(Inspection *inspection, PreflightCheck check, uint64_t key, SourcePos pos, Box box) {
	if (inspection->rules->severity[check] == PREFLIGHT_OFF) return NULL;
	if (2 * (inspection->found.count + 1) > inspection->index.capacity) grow_index(inspection);
	int32_t *slot = find_slot(inspection, check, key);
	bool first = !*slot;
	if (first) {
		Found *found = vector_push(inspection->arena, &inspection->found);
		if (!pos.file) pos = (SourcePos){ .file = inspection->rules->layout };
		*found = (Found){ .check = check, .key = key, .pos = pos };
		*slot = inspection->found.count;
	}
	Found *found = &inspection->found.items[*slot - 1];
	*vector_push(inspection->arena, &found->finding.places) = (PreflightPlace){ .page = inspection->page, .x = clamp(box.left), .y = clamp(box.top),
		.width = clamp(box.right - box.left), .height = clamp(box.bottom - box.top) };
	return first ? found : NULL;
}

static bool has_word(const char *words, const char *word) {
	size_t length = strlen(word);
	for (const char *at = words; (at = strstr(at, word)); at += length)
		if ((at == words || at[-1] == ' ') && (at[length] == ' ' || !at[length])) return true;
	return false;
}

static bool is_taken(const Inspection *inspection, int entry) {
	for (int i = 0; i < inspection->found.count; i++)
		if (inspection->found.items[i].said && inspection->found.items[i].entry == entry) return true;
	return false;
}

int inspection_find_entry(const Inspection *inspection, const char *codes, SourcePos pos) {
	enum { LINES_OF_AN_ELEMENT = 8 };
	int best = -1, distance = LINES_OF_AN_ELEMENT + 1;
	for (int i = 0; pos.file && i < diag_total(inspection->diag); i++) {
		const DiagEntry *entry = diag_entry(inspection->diag, i);
		int below = entry->pos.line - pos.line;
		if (below < 0 || below >= distance || !entry->pos.file || !has_word(codes, entry->code)) continue;
		if (strcmp(entry->pos.file, pos.file) != 0 || is_taken(inspection, i)) continue;
		best = i;
		distance = below;
	}
	return best;
}

/* ---- saying it ---- */

/* "1, 3–5, 8"; a long list ends with an ellipsis. */
static const char *list_pages(Arena *arena, const PreflightFinding *finding) {
	enum { LONGEST = 120 };
	Text list = { 0 };
	int first = -1, last = -1;
	for (int i = 0; i <= finding->places.count; i++) { /* places come page by page */
		int page = i < finding->places.count ? finding->places.items[i].page : -1;
		if (i < finding->places.count && (page == last || (last >= 0 && page == last + 1))) {
			last = page;
			continue;
		}
		if (last >= 0) {
			if (list.length) text_add(&list, ", ");
			if (list.length > LONGEST) { text_add(&list, "…"); break; }
			text_format(&list, "%d", first + 1);
			if (last > first) text_format(&list, "%s%d", last == first + 1 ? ", " : "–", last + 1);
		}
		first = last = page;
	}
	const char *copy = arena_copy_text(arena, list.bytes ? list.bytes : "", list.length);
	text_free(&list);
	return copy;
}

static void say(Inspection *inspection, Found *found) {
	const PreflightFinding *finding = &found->finding;
	Severity severity = (Severity)inspection->rules->severity[found->check];
	if (found->said) {
		const DiagEntry *entry = diag_entry(inspection->diag, found->entry);
		diag_raise(inspection->diag, entry->code, entry->pos, severity);
		return;
	}
	const char *message = found->message;
	if (finding->places.count > 1 && finding->places.items[0].page != finding->places.items[finding->places.count - 1].page)
		message = arena_format(inspection->arena, _("%s It is so at %d places, on the pages %s."), message, finding->places.count, list_pages(inspection->arena, finding));
	else if (finding->places.count > 1)
		message = arena_format(inspection->arena, _("%s It is so at %d places of the page."), message, finding->places.count);
	found->entry = diag_total(inspection->diag);
	diag_add(inspection->diag, severity, preflight_check_code(found->check), found->pos, "%s", message);
	if (found->hint) diag_hint(inspection->diag, "%s", found->hint);
	if (finding->places.count) diag_page(inspection->diag, finding->places.items[0].page + 1);
}

PreflightFindings *inspection_report(Inspection *inspection) {
	PreflightFindings *findings = ARENA_NEW(inspection->arena, PreflightFindings);
	for (int i = 0; i < inspection->found.count; i++) {
		Found *found = &inspection->found.items[i];
		say(inspection, found);
		found->finding.entry = found->entry;
		*vector_push(inspection->arena, findings) = found->finding;
	}
	return findings;
}

/* ---- words ---- */

static const char *write_number(const Inspection *inspection, LengthSum value, int decimals) {
	char digits[32];
	int length = length_format(value, decimals, digits);
	if (strchr(digits, '.')) {
		while (digits[length - 1] == '0') digits[--length] = 0;
		if (digits[length - 1] == '.') digits[--length] = 0;
	}
	char *point = strchr(digits, '.');
	if (point && strcmp(message_language(), "vi") == 0) *point = ',';
	return arena_copy_text(inspection->arena, digits, (size_t)length);
}

const char *inspection_points(const Inspection *inspection, LengthSum length) { return write_number(inspection, length, 2); }
const char *inspection_millimetres(const Inspection *inspection, LengthSum length) { return write_number(inspection, length * 254 / 720, 1); }

const char *inspection_quote(const Inspection *inspection, const DrawItem *item) {
	enum { LONGEST = 40 };
	Text words = { 0 };
	bool space = false;
	for (int i = 0; i < item->u.text.word_count && words.length <= LONGEST; i++) {
		const DrawWord *word = &item->u.text.words[i];
		if (space) text_add_char(&words, ' ');
		text_add_bytes(&words, word->run->text, word->run->text_length);
		space = word->space_after;
	}
	size_t length = words.length;
	if (length > LONGEST) {
		length = LONGEST;
		while (length && words.bytes[length] != ' ') length--; /* at a word, or at least at a letter */
		if (!length) for (length = LONGEST; length && ((unsigned char)words.bytes[length] & 0xC0) == 0x80;) length--;
	}
	const char *copy = arena_format(inspection->arena, "%.*s%s", (int)length, words.bytes ? words.bytes : "", length < words.length ? "…" : "");
	text_free(&words);
	return copy;
}
