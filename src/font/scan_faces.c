/* Faces read from the files themselves, for house fonts: what an editor has just put there or replaced counts at once, where
 * fontconfig trusts its cache until the folder's date changes; a bad file is named; and no cache need be writable.
 * Costs about 40 us a face. */
#include "font/font_set.h"
#include <dirent.h>
#include <fnmatch.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/message.h"

enum { FOLDERS_DEEP = 5, FILES_MOST = 20000, NAME_LONGEST = 256 };

typedef VECTOR(char *) Paths;

typedef enum FileKind { KIND_OTHER, KIND_FONT, KIND_FOREIGN } FileKind;

static FileKind kind_of_file(const char *name) {
	static const char *const OURS[] = { ".ttf", ".otf", ".ttc", ".otc" };
	static const char *const FOREIGN[] = { ".woff", ".woff2", ".pfb", ".pfa", ".dfont", ".eot", ".fon", ".otb", ".zip", ".rar", ".7z" };
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && i < sizeof OURS / sizeof *OURS; i++) if (strcasecmp(dot, OURS[i]) == 0) return KIND_FONT;
	for (size_t i = 0; dot && i < sizeof FOREIGN / sizeof *FOREIGN; i++) if (strcasecmp(dot, FOREIGN[i]) == 0) return KIND_FOREIGN;
	return KIND_OTHER;
}

/* Files under folder, by name; links to folders are followed as far as FOLDERS_DEEP. */
static void list_files(Arena *arena, const char *folder, int depth, Paths *out) {
	DIR *dir = opendir(folder);
	if (!dir) return;
	for (struct dirent *entry; out->count < FILES_MOST && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.') continue;
		char *path = file_join(arena, folder, entry->d_name);
		if (entry->d_type == DT_REG || kind_of_file(entry->d_name) != KIND_OTHER) *vector_push(arena, out) = path;
		else if (depth < FOLDERS_DEEP && file_is_folder(path)) list_files(arena, path, depth + 1, out);
	}
	closedir(dir);
}

static int compare_paths(const void *a, const void *b) {
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_paths(Paths *paths) {
	if (paths->count) qsort(paths->items, (size_t)paths->count, sizeof *paths->items, compare_paths);
}

/* ---- one face ---- */

static bool read_name(hb_face_t *face, hb_ot_name_id_t id, hb_language_t language, char out[NAME_LONGEST]) {
	unsigned size = NAME_LONGEST;
	hb_ot_name_get_utf8(face, id, language, &size, out);
	return size > 0 && out[0];
}

/* Weight, width and slant as OS/2 and fvar say them. */
static void read_style(Face *face) {
	static const int WIDTHS[] = { 100, 50, 63, 75, 87, 100, 113, 125, 150, 200 }; /* of usWidthClass */
	hb_blob_t *os2 = hb_face_reference_table(face->hb, HB_TAG('O', 'S', '/', '2'));
	hb_blob_t *head = hb_face_reference_table(face->hb, HB_TAG('h', 'e', 'a', 'd'));
	unsigned length;
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(os2, &length);
	int weight = 400, width = 100;
	if (length >= 64) {
		int stated = p[4] << 8 | p[5], width_class = p[6] << 8 | p[7];
		if (stated >= 1 && stated <= 1000) weight = stated < 10 ? stated * 100 : stated;
		if (width_class >= 1 && width_class <= 9) width = WIDTHS[width_class];
		face->italic = (p[63] & 0x01) || (p[62] & 0x02); /* fsSelection: ITALIC, OBLIQUE */
	}
	p = (const unsigned char *)hb_blob_get_data(head, &length);
	if (length >= 46 && (p[45] & 0x02)) face->italic = true; /* macStyle */
	hb_blob_destroy(os2);
	hb_blob_destroy(head);
	face->weight_min = face->weight_max = weight;
	face->width_min = face->width_max = width;
	hb_ot_var_axis_info_t axes[16];
	unsigned count = 16;
	hb_ot_var_get_axis_infos(face->hb, 0, &count, axes);
	for (unsigned i = 0; i < count; i++) {
		int least = (int)axes[i].min_value, most = (int)axes[i].max_value;
		if (least < 1 || most > 1000 || least > most) continue;
		if (axes[i].tag == HB_OT_TAG_VAR_AXIS_WEIGHT) face->weight_min = least, face->weight_max = most;
		else if (axes[i].tag == HB_OT_TAG_VAR_AXIS_WIDTH) face->width_min = least, face->width_max = most;
	}
	face->variable = count > 0;
}

/* Every family name it goes by, in every language; the typographic family (ID 16) first. */
static void read_names(FontSet *set, Face *face) {
	char name[NAME_LONGEST];
	bool typographic = read_name(face->hb, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_LANGUAGE_INVALID, name);
	if (typographic || read_name(face->hb, HB_OT_NAME_ID_FONT_FAMILY, HB_LANGUAGE_INVALID, name)) set_add_name(set, face, name);
	if (!face->family) { /* nameless: it goes by its file's name */
		char *stem = file_stem(set->arena, face->file);
		set_add_name(set, face, stem);
	}
	unsigned count;
	const hb_ot_name_entry_t *entries = hb_ot_name_list_names(face->hb, &count);
	for (unsigned i = 0; i < count && i < 4096; i++) {
		hb_ot_name_id_t id = entries[i].name_id;
		if (id != HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY && id != HB_OT_NAME_ID_FONT_FAMILY) continue;
		if (read_name(face->hb, id, entries[i].language, name)) set_add_name(set, face, name);
	}
	bool styled = read_name(face->hb, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, HB_LANGUAGE_INVALID, name)
		|| read_name(face->hb, HB_OT_NAME_ID_FONT_SUBFAMILY, HB_LANGUAGE_INVALID, name);
	face->style = styled ? arena_copy_text(set->arena, name, strlen(name)) : "Regular";
}

static void scan_file(FontSet *set, const char *file, bool house, Diag *diag) {
	FileMap map;
	const char *why = N_("it cannot be opened");
	int count = 0;
	if (file_map(file, &map)) {
		count = face_count_in_file(&map, &why);
		file_unmap(&map);
	}
	int usable = 0;
	for (int i = 0; i < count; i++) {
		Face probe = { .file = file, .index = i };
		why = face_open(&probe);
		if (why) continue;
		Face *face = set_add_face(set, arena_copy_text(set->arena, file, strlen(file)), i);
		face->hb = probe.hb;
		face->map = probe.map;
		face->house = house;
		read_style(face);
		read_names(set, face);
		if (!house) face_close(face); /* hundreds of them: opened again when asked for */
		usable++;
	}
	if (!usable && house && diag) face_report_unreadable(file, why, diag);
}

void faces_scan_folder(FontSet *set, const char *folder, bool house, Diag *diag) {
	Arena *scratch = arena_open();
	Paths paths = { 0 };
	list_files(scratch, folder, 0, &paths);
	sort_paths(&paths);
	for (int i = 0; i < paths.count; i++) {
		FileKind kind = kind_of_file(file_name(paths.items[i]));
		if (kind == KIND_FONT) scan_file(set, paths.items[i], house, diag);
		else if (kind == KIND_FOREIGN && house && diag)
			face_report_unreadable(paths.items[i], N_("only .ttf, .otf and .ttc files can be used (unpack archives first)"), diag);
	}
	arena_close(scratch);
}

/* ---- the list of faces ---- */

/* faces.list: a line "/folder" names where to look (with all below it); any other line is a file name with * and ?,
 * after an optional "+" for faces that need not be there; "#" begins a remark. fonts/link_faces.sh reads the same file. */
static void read_list(Arena *arena, const FileMap *map, Paths *folders, Paths *patterns) {
	const char *at = (const char *)map->bytes, *end = at + map->length;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop) stop = end;
		const char *remark = memchr(at, '#', (size_t)(stop - at)), *last = remark ? remark : stop;
		while (at < last && (*at == ' ' || *at == '\t' || *at == '+')) at++;
		while (last > at && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r')) last--;
		if (last > at) {
			char *line = arena_copy_text(arena, at, (size_t)(last - at));
			if (line[0] == '/') *vector_push(arena, folders) = line;
			else *vector_push(arena, patterns) = line;
		}
		at = stop + 1;
	}
}

int faces_list_folders(Arena *arena, const char *list, const char ***out) {
	FileMap map;
	Paths folders = { 0 }, patterns = { 0 };
	if (file_map(list, &map)) {
		read_list(arena, &map, &folders, &patterns);
		file_unmap(&map);
	}
	*out = (const char **)folders.items;
	return folders.count;
}

static bool already_among(const Paths *files, const char *name) {
	for (int i = 0; i < files->count; i++) if (strcmp(file_name(files->items[i]), name) == 0) return true;
	return false;
}

static bool matches_one(const Paths *patterns, const char *name) {
	for (int i = 0; i < patterns->count; i++) if (fnmatch(patterns->items[i], name, 0) == 0) return true;
	return false;
}

void faces_scan_list(FontSet *set, const char *list) {
	FileMap map;
	if (!file_map(list, &map)) return;
	Arena *scratch = arena_open();
	Paths folders = { 0 }, patterns = { 0 }, wanted = { 0 };
	read_list(scratch, &map, &folders, &patterns);
	file_unmap(&map);
	for (int i = 0; i < folders.count; i++) {
		Paths files = { 0 };
		list_files(scratch, folders.items[i], 0, &files);
		sort_paths(&files);
		for (int k = 0; k < files.count; k++) {
			const char *name = file_name(files.items[k]);
			if (matches_one(&patterns, name) && !already_among(&wanted, name)) *vector_push(scratch, &wanted) = files.items[k];
		}
	}
	for (int i = 0; i < wanted.count; i++) scan_file(set, wanted.items[i], false, NULL);
	arena_close(scratch);
}
