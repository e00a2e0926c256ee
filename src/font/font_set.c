/* The set: its faces by family name, and its opening and closing. */
#include "font/font_set.h"
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"

enum { NAME_LONGEST = 256 };

/* "Noto Serif", "noto-serif" and "NotoSerif" are one family: fontconfig ignores case and blanks, and so do people. */
static size_t fold_name(const char *name, char out[NAME_LONGEST]) {
	size_t length = 0;
	for (; *name && length < NAME_LONGEST - 1; name++) {
		char c = *name;
		if (c == ' ' || c == '-' || c == '_') continue;
		out[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	out[length] = 0;
	return length;
}

static void grow_families(FontSet *set) {
	uint32_t capacity = set->family_capacity ? set->family_capacity * 2 : 1024;
	Family **grown = calloc(capacity, sizeof *grown);
	if (!grown) base_out_of_memory();
	for (uint32_t i = 0; i < set->family_capacity; i++) {
		Family *family = set->families[i];
		if (!family) continue;
		uint32_t at = (uint32_t)family->hash & (capacity - 1);
		while (grown[at]) at = (at + 1) & (capacity - 1);
		grown[at] = family;
	}
	free(set->families);
	set->families = grown;
	set->family_capacity = capacity;
}

Family *set_find_family(FontSet *set, const char *name) {
	if (set->family_count * 2 >= set->family_capacity) grow_families(set);
	char folded[NAME_LONGEST];
	size_t length = fold_name(name, folded);
	uint64_t hash = bytes_hash(folded, length);
	uint32_t mask = set->family_capacity - 1, at = (uint32_t)hash & mask;
	for (Family *family; (family = set->families[at]); at = (at + 1) & mask)
		if (family->hash == hash && strcmp(family->folded, folded) == 0) return family;
	Family *family = ARENA_NEW(set->arena, Family);
	family->folded = arena_copy_text(set->arena, folded, length);
	family->name = arena_copy_text(set->arena, name, strlen(name));
	family->hash = hash;
	family->legacy = true; /* until a face has it as its first name */
	set->families[at] = family;
	set->family_count++;
	return family;
}

Face *set_add_face(FontSet *set, const char *file, int index) {
	Face *face = ARENA_NEW(set->arena, Face);
	face->file = file;
	face->index = index;
	face->order = set->faces.count;
	*vector_push(set->arena, &set->faces) = face;
	return face;
}

void set_add_name(FontSet *set, Face *face, const char *name) {
	Family *family = set_find_family(set, name);
	if (!face->family) face->family = family->name;
	if (face->family == family->name) family->legacy = false;
	for (int i = 0; i < family->faces.count; i++) if (family->faces.items[i] == face) return;
	*vector_push(set->arena, &family->faces) = face;
}

/* Is this the Diag of the last report, still holding it? Its address says little: a closed Diag's is soon another's. */
static bool is_same_diag(const FontSet *set, const Diag *diag) {
	if (set->diag != diag || set->report_index >= diag_total(diag)) return false;
	const char *message = diag_entry(diag, set->report_index)->message;
	return bytes_hash(message, strlen(message)) == set->report_hash;
}

bool set_is_first(FontSet *set, const Diag *diag, unsigned *reported) {
	if (!diag) return false;
	if (set->diag && !is_same_diag(set, diag)) font_begin_reports(set);
	if (*reported == set->round) return false;
	*reported = set->round;
	return true;
}

void set_note_report(FontSet *set, const Diag *diag) {
	set->diag = diag;
	set->report_index = diag_total(diag) - 1;
	const char *message = diag_entry(diag, set->report_index)->message;
	set->report_hash = bytes_hash(message, strlen(message));
}

void font_begin_reports(FontSet *set) {
	set->diag = NULL;
	set->round++;
	set->cover_reports.count = 0;
}

void set_make_lock(FontSet *set) {
	pthread_mutexattr_t recursive; /* doors ask each other */
	pthread_mutexattr_init(&recursive);
	pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&set->lock, &recursive);
	pthread_mutexattr_destroy(&recursive);
}

FontSet *font_open_set_in(const char *root, bool system_fonts, Diag *diag) {
	Arena *arena = arena_open();
	FontSet *set = ARENA_NEW(arena, FontSet);
	set->arena = arena;
	set_make_lock(set);
	set->round = 1;
	char *real = realpath(root, NULL); /* fontconfig wants whole paths */
	set->root = arena_copy_text(arena, real ? real : root, strlen(real ? real : root));
	free(real);
	faces_scan_folder(set, file_join(arena, set->root, "fonts"), true, diag);
	bool configured = faces_read_config(set, diag);
	int house = set->faces.count;
	if (configured) faces_add_configured(set);
	/* No folder of linked faces yet (make has not run to its end): the same faces, looked for one by one. */
	if (set->faces.count == house) faces_scan_list(set, file_join(arena, set->root, "fonts/faces.list"));
	if (system_fonts) faces_add_system(set);
	set->buffer = hb_buffer_create();
	if (!hb_buffer_allocation_successful(set->buffer)) base_out_of_memory();
	set->languages[0].tag = "vi";
	set->languages[0].language = hb_language_from_string("vi", -1);
	set->language_count = 1;
	/* The serif that everything falls back on is opened now: from here on font_find has an answer. */
	if (!font_find(set, (FontQuery){ "serif", 400, 100, false }, (SourcePos){ 0 }, diag)) {
		diag_add(diag, SEVERITY_ERROR, "font-none", (SourcePos){ 0 }, _("No font was found at all."));
		diag_hint(diag, _("Run \"make\" in the program's folder, which installs the fonts it needs, or put font files (.ttf, .otf) into %s."),
			file_join(arena, set->root, "fonts"));
		font_close_set(set);
		return NULL;
	}
	return set;
}

FontSet *font_open_set(bool system_fonts, Diag *diag) {
	Arena *scratch = arena_open();
	const char *probe = file_data_path(scratch, "fonts");
	FontSet *set = font_open_set_in(file_folder(scratch, probe), system_fonts, diag);
	arena_close(scratch);
	return set;
}

void font_close_set(FontSet *set) {
	if (!set) return;
	for (int i = 0; i < set->fonts.count; i++) {
		Font *font = set->fonts.items[i];
		hb_font_destroy(font->hb);
		free(font->fallbacks);
	}
	for (int i = 0; i < set->faces.count; i++) face_close(set->faces.items[i]);
	hb_buffer_destroy(set->buffer);
	if (set->draw_functions) hb_draw_funcs_destroy(set->draw_functions);
	if (set->config) FcConfigDestroy(set->config);
	if (set->system) FcConfigDestroy(set->system);
	free(set->families);
	free(set->runs);
	pthread_mutex_destroy(&set->lock);
	arena_close(set->arena);
}

static int compare_names(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int font_list_families(Arena *arena, const FontSet *set, const char *const **out) {
	const char **names = ARENA_ARRAY(arena, const char *, set->family_count + 1);
	int count = 0;
	for (uint32_t i = 0; i < set->family_capacity; i++) {
		const Family *family = set->families[i];
		if (family && family->faces.count && !family->legacy) names[count++] = family->name;
	}
	qsort(names, (size_t)count, sizeof *names, compare_names);
	*out = names;
	return count;
}
