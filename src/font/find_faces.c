/* Faces and family names through fontconfig. fonts/fonts.conf is the whole configuration: the machine's own is not read
 * unless it is asked for, so that the same page comes out everywhere.
 *
 * fontconfig answers from a cache of each folder (0.3 ms for 250 faces; 150 ms to make it). The cache lies in build/ of a
 * checkout, or with the user's; where neither can be written, the folder is read by faces_scan_folder instead (10 ms). */
#include "font/font_set.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include "base/message.h"

/* ---- the configuration ---- */

/* fontconfig makes a cache folder that is missing, so the nearest folder that is there must be writable. */
static bool may_become_folder(Arena *arena, const char *path) {
	while (!file_is_folder(path)) {
		if (access(path, F_OK) == 0) return false; /* a file stands in the way */
		const char *parent = file_folder(arena, path);
		if (strcmp(parent, path) == 0) return false;
		path = parent;
	}
	return access(path, W_OK | X_OK) == 0;
}

static void add_escaped(Text *xml, const char *text) {
	for (; *text; text++) {
		if (*text == '&') text_add(xml, "&amp;");
		else if (*text == '<') text_add(xml, "&lt;");
		else text_add_char(xml, *text);
	}
}

static void add_element(Text *xml, const char *name, const char *path) {
	text_format(xml, "<%s>", name);
	add_escaped(xml, path);
	text_format(xml, "</%s>", name);
}

/* Where fontconfig may keep its caches, the best first. */
static int list_caches(Arena *arena, const char *root, const char *out[2]) {
	const char *build = file_join(arena, root, "build"), *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	int count = 0;
	out[count++] = file_join(arena, file_is_folder(build) ? build : root, "fontcache");
	if (cache && cache[0] == '/') out[count++] = file_join(arena, cache, "bantin/fontcache");
	else if (home && home[0] == '/') out[count++] = file_join(arena, home, ".cache/bantin/fontcache");
	return count;
}

/* Tells fontconfig where the linked faces lie, in a checkout or as installed, and where its caches may. (Not in fonts.conf:
 * there the folders would be relative, and fontconfig loses the memory of such names.) Returns whether a cache can be written. */
static bool add_folders(FontSet *set, Arena *scratch) {
	const char *build = file_join(scratch, set->root, "build"), *caches[2];
	int count = list_caches(scratch, set->root, caches);
	bool writable = false;
	Text xml = { 0 };
	text_add(&xml, "<?xml version=\"1.0\"?><fontconfig>");
	add_element(&xml, "dir", file_join(scratch, build, "faces"));
	add_element(&xml, "dir", file_join(scratch, set->root, "faces"));
	for (int i = 0; i < count; i++) {
		add_element(&xml, "cachedir", caches[i]);
		writable |= may_become_folder(scratch, caches[i]);
	}
	text_add(&xml, "</fontconfig>");
	FcConfigParseAndLoadFromMemory(set->config, (const FcChar8 *)xml.bytes, FcFalse);
	text_free(&xml);
	return writable;
}

bool faces_read_config(FontSet *set, Diag *diag) {
	const char *path = file_join(set->arena, set->root, "fonts/fonts.conf");
	set->config = FcConfigCreate();
	if (!set->config) base_out_of_memory();
	if (file_is_regular(path) && FcConfigParseAndLoad(set->config, (const FcChar8 *)path, FcTrue)) return true;
	diag_add(diag, SEVERITY_WARNING, "font-configuration", (SourcePos){ .file = path },
		_("The font settings %s cannot be read; fonts are taken as they come."), path);
	diag_hint(diag, _("Put back the file that came with the program."));
	return false;
}

/* ---- faces ---- */

static bool usable_pattern(FcPattern *pattern, int *index) {
	FcChar8 *format;
	FcBool outline;
	if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch) return false;
	if (strcmp((const char *)format, "TrueType") != 0 && strcmp((const char *)format, "CFF") != 0) return false;
	if (FcPatternGetBool(pattern, FC_OUTLINE, 0, &outline) != FcResultMatch || !outline) return false;
#ifdef FC_FONT_WRAPPER
	FcChar8 *wrapper;
	if (FcPatternGetString(pattern, FC_FONT_WRAPPER, 0, &wrapper) == FcResultMatch && strcmp((const char *)wrapper, "SFNT") != 0) return false;
#endif
	FcBool variable = FcFalse;
	if (FcPatternGetInteger(pattern, FC_INDEX, 0, index) != FcResultMatch) *index = 0;
	FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
	/* The named instances of a variable face stand beside it as faces of their own (the number above bit 16). */
	if (*index >> 16 && !variable) return false;
	*index &= 0xFFFF;
	return true;
}

static int rounded(double value) { return (int)(value + 0.5); }

static void read_range(FcPattern *pattern, const char *object, double fallback, double out[2]) {
	FcRange *range;
	double value;
	out[0] = out[1] = fallback;
	if (FcPatternGetDouble(pattern, object, 0, &value) == FcResultMatch) out[0] = out[1] = value;
	else if (FcPatternGetRange(pattern, object, 0, &range) == FcResultMatch) FcRangeGetDouble(range, &out[0], &out[1]);
}

static void add_pattern(FontSet *set, FcPattern *pattern, const char *file, int index) {
	Face *face = set_add_face(set, file, index);
	FcChar8 *text;
	double weight[2], width[2];
	int slant = FC_SLANT_ROMAN;
	FcBool variable = FcFalse;
	face->pattern = pattern;
	read_range(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR, weight);
	read_range(pattern, FC_WIDTH, FC_WIDTH_NORMAL, width);
	face->weight_min = rounded(FcWeightToOpenTypeDouble(weight[0]));
	face->weight_max = rounded(FcWeightToOpenTypeDouble(weight[1]));
	face->width_min = rounded(width[0]);
	face->width_max = rounded(width[1]);
	FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
	FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
	face->italic = slant != FC_SLANT_ROMAN;
	face->variable = variable;
	face->style = FcPatternGetString(pattern, FC_STYLE, 0, &text) == FcResultMatch ? (const char *)text : "Regular";
	for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &text) == FcResultMatch; i++)
		set_add_name(set, face, (const char *)text);
	if (!face->family) set_add_name(set, face, file_name(file));
}

typedef struct Found { const char *file; int index; FcPattern *pattern; } Found;

static int compare_found(const void *left, const void *right) {
	const Found *a = left, *b = right;
	int order = strcmp(a->file, b->file);
	return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* fontconfig lists a folder as the file system does; we sort, so that ties fall alike on every machine. */
static void add_fonts(FontSet *set, FcConfig *config) {
	FcFontSet *fonts = FcConfigGetFonts(config, FcSetSystem);
	if (!fonts || !fonts->nfont) return;
	Found *found = calloc((size_t)fonts->nfont, sizeof *found);
	if (!found) base_out_of_memory();
	int count = 0;
	for (int i = 0; i < fonts->nfont; i++) {
		FcChar8 *file;
		int index;
		if (!usable_pattern(fonts->fonts[i], &index) || FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
		found[count++] = (Found){ (const char *)file, index, fonts->fonts[i] };
	}
	qsort(found, (size_t)count, sizeof *found, compare_found);
	for (int i = 0; i < count; i++) add_pattern(set, found[i].pattern, found[i].file, found[i].index);
	free(found);
}

/* The folders of faces, as far as they are there. */
static void list_folders(FontSet *set, Arena *arena, const char *out[], int *count, int most, bool *cached) {
	FcStrList *list = FcConfigGetFontDirs(set->config);
	*count = 0;
	*cached = true;
	for (FcChar8 *folder; list && *count < most && (folder = FcStrListNext(list));) {
		if (!file_is_folder((const char *)folder)) continue;
		out[(*count)++] = arena_copy_text(arena, (const char *)folder, strlen((const char *)folder));
		FcCache *cache = FcDirCacheLoad(folder, set->config, NULL);
		if (cache) FcDirCacheUnload(cache);
		else *cached = false;
	}
	if (list) FcStrListDone(list);
}

void faces_add_configured(FontSet *set) {
	enum { MOST = 64 };
	Arena *scratch = arena_open();
	const char *folders[MOST];
	int count;
	bool cached, writable = add_folders(set, scratch);
	list_folders(set, scratch, folders, &count, MOST, &cached);
	if (cached || writable) {
		if (count && FcConfigBuildFonts(set->config)) add_fonts(set, set->config);
	} else {
		for (int i = 0; i < count; i++) faces_scan_folder(set, folders[i], false, NULL);
	}
	arena_close(scratch);
}

void faces_add_system(FontSet *set) {
	set->system = FcInitLoadConfigAndFonts();
	if (set->system) add_fonts(set, set->system);
}

/* ---- what all this reads ---- */

static void add_folder(Arena *arena, FontFolderList *list, const char *folder) {
	*vector_push(arena, list) = arena_copy_text(arena, folder, strlen(folder));
}

static void add_listed(Arena *arena, FontFolderList *list, FcStrList *from) {
	for (FcChar8 *name; from && (name = FcStrListNext(from));) add_folder(arena, list, (const char *)name);
	if (from) FcStrListDone(from);
}

/* The machine's own settings name files, folders of fonts and of caches; the settings are read again when they are used. */
static void add_system_folders(Arena *arena, FontFolders *out) {
	FcConfig *config = FcInitLoadConfig();
	if (!config) return;
	add_folder(arena, &out->read, "/etc/fonts");
	add_folder(arena, &out->read, "/usr/share/fontconfig");
	add_listed(arena, &out->read, FcConfigGetConfigFiles(config));
	add_listed(arena, &out->read, FcConfigGetFontDirs(config));
	add_listed(arena, &out->caches, FcConfigGetCacheDirs(config));
	FcConfigDestroy(config);
}

FontFolders font_list_folders(Arena *arena, bool system_fonts) {
	FontFolders out = { 0 };
	const char *root = file_folder(arena, file_data_path(arena, "fonts")), *caches[2], **listed;
	char *real = realpath(root, NULL);
	if (real) root = arena_copy_text(arena, real, strlen(real));
	free(real);
	add_folder(arena, &out.read, file_join(arena, root, "fonts"));
	add_folder(arena, &out.read, file_join(arena, root, "build/faces"));
	add_folder(arena, &out.read, file_join(arena, root, "faces"));
	int listed_count = faces_list_folders(arena, file_join(arena, root, "fonts/faces.list"), &listed);
	for (int i = 0; i < listed_count; i++) add_folder(arena, &out.read, listed[i]);
	/* fontconfig takes the first that it can write to; once another can be read, none is made */
	int count = list_caches(arena, root, caches);
	bool there = false;
	for (int i = 0; i < count; i++) {
		there |= file_is_folder(caches[i]);
		if (!there && may_become_folder(arena, caches[i])) there = file_make_folder(caches[i]);
		add_folder(arena, &out.caches, caches[i]);
	}
	if (system_fonts) add_system_folders(arena, &out);
	return out;
}

/* ---- names ---- */

int faces_list_aliases(FcConfig *config, const char *family, Arena *arena, const char ***out) {
	FcPattern *pattern = FcPatternCreate();
	if (!pattern) base_out_of_memory();
	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
	FcConfigSubstitute(config, pattern, FcMatchPattern);
	VECTOR(const char *) names = { 0 };
	FcChar8 *name;
	for (int i = 0; i < 256 && FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (strcasecmp((const char *)name, family) != 0)
			*vector_push(arena, &names) = arena_copy_text(arena, (const char *)name, strlen((const char *)name));
	FcPatternDestroy(pattern);
	*out = names.items;
	return names.count;
}
