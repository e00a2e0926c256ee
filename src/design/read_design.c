/* Finding a layout's file, following extends, and handing on the whole as a Design. */
#include <dirent.h>
#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "design/build_design.h"

/* ---- the layouts of the program ---- */

static int compare_names(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The names of layouts/NAME.xml, sorted. */
static int list_names(Arena *arena, const char ***out) {
	VECTOR(const char *) names = { 0 };
	const char *layouts = file_data_path(arena, "layouts");
	DIR *folder = opendir(layouts);
	file_note_listing(layouts);
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		size_t length = strlen(entry->d_name);
		if (length > 4 && strcmp(entry->d_name + length - 4, ".xml") == 0 && entry->d_name[0] != '.')
			*vector_push(arena, &names) = arena_copy_text(arena, entry->d_name, length - 4);
	}
	if (folder) closedir(folder);
	if (names.count) qsort(names.items, (size_t)names.count, sizeof *names.items, compare_names);
	*out = names.items;
	return names.count;
}

static void hint_names(Arena *arena, const char *wanted, Diag *diag) {
	const char **names, *nearest = NULL;
	int count = list_names(arena, &names), best = 3;
	Text list = { 0 };
	for (int i = 0; i < count; i++) {
		int distance = layout_name_distance(wanted, names[i], 2);
		if (distance < best) { best = distance; nearest = names[i]; }
		text_format(&list, "%s%s", i ? ", " : "", names[i]);
	}
	if (nearest) diag_hint(diag, _("Did you mean “%s”? Layouts there are: %s."), nearest, list.bytes);
	else if (count) diag_hint(diag, _("Layouts there are: %s. A layout of your own is named by its file: my-layout.xml."), list.bytes);
	else diag_hint(diag, _("The program's folder of layouts was not found: is it installed as a whole?"));
	text_free(&list);
}

static bool is_path(const char *name) {
	size_t length = strlen(name);
	return strchr(name, '/') || (length > 4 && strcmp(name + length - 4, ".xml") == 0);
}

/* A layout that came along with a publication must not reach for files elsewhere on the machine. */
static const char *find_extended_file(Arena *arena, const char *name, SourcePos pos, Diag *diag) {
	const char *folder = file_folder(arena, pos.file), *path = file_inside(arena, folder, folder, name);
	if (path && file_is_regular(path)) return path;
	if (!path && errno == EACCES) {
		diag_add(diag, SEVERITY_ERROR, "layout-outside", pos, _("The layout file “%s” lies outside the folder of the one that extends it."), name);
		diag_hint(diag, _("Copy it into the same folder, or name one of the program's own layouts."));
	} else {
		diag_add(diag, SEVERITY_ERROR, "layout-missing", pos, _("There is no layout file “%s”."), name);
		diag_hint(diag, _("It was looked for in the folder of the layout that extends it."));
	}
	return NULL;
}

/* The file of a layout named at pos, or NULL (recorded). A path is looked for beside the file that names it first, a name in the
 * folder `named`. */
static const char *find_file(Arena *arena, const char *named, const char *name, bool extended, SourcePos pos, Diag *diag) {
	if (is_path(name) && extended) return find_extended_file(arena, name, pos, diag);
	if (is_path(name)) {
		const char *beside = pos.file ? file_join(arena, file_folder(arena, pos.file), name) : name;
		if (file_is_regular(beside)) return beside;
		if (file_is_regular(name)) return name;
		diag_add(diag, SEVERITY_ERROR, "layout-missing", pos, _("There is no layout file “%s”."), name);
		if (pos.file) diag_hint(diag, _("It was looked for beside the file that names it: %s."), beside);
		return NULL;
	}
	bool plain = name[0] && name[0] != '.' && strlen(name) < 100;
	const char *path = plain ? file_join(arena, named, arena_format(arena, "%s.xml", name)) : NULL;
	if (path && file_is_regular(path)) return path;
	diag_add(diag, SEVERITY_ERROR, "layout-missing", pos, _("There is no layout called “%.*s”."), (int)strnlen(name, 100), name);
	hint_names(arena, name, diag);
	return NULL;
}

/* ---- extends ---- */

enum { MOST_LEVELS = 8 };
typedef struct FileList { const char **items; int count, capacity; const char *named; /* where layouts known by name are */ } FileList;
typedef struct Chain { dev_t device; ino_t inode; const struct Chain *below; int depth; } Chain;

/* Its other sizes are a layout's own: one that builds on it is another layout. */
static void drop_variants(LayoutElement *root) {
	LayoutElement *last = NULL;
	for (LayoutElement *child = root->children; child; child = child->next) {
		if (strcmp(child->name, "variant") != 0) { last = child; continue; }
		if (last) last->next = child->next;
		else root->children = child->next;
	}
	root->last_child = last;
}

/* The file's tree, laid over what it extends; the files are listed. NULL when nothing can be made of it (recorded). */
static LayoutElement *read_whole(Arena *arena, const char *path, SourcePos pos, const Chain *chain, FileList *files, Diag *diag) {
	struct stat info;
	Chain link = { .below = chain, .depth = chain ? chain->depth + 1 : 1 };
	if (stat(path, &info) == 0) {
		link.device = info.st_dev;
		link.inode = info.st_ino;
		for (const Chain *at = chain; at; at = at->below)
			if (at->device == link.device && at->inode == link.inode) {
				diag_add(diag, SEVERITY_ERROR, "layout-circle", pos, _("The layouts extend each other in a circle: “%s” is among those that build on this one."), file_name(path));
				diag_hint(diag, _("Take out one of the extends properties."));
				return NULL;
			}
	}
	if (link.depth > MOST_LEVELS) {
		diag_add(diag, SEVERITY_ERROR, "layout-circle", pos, _("More than %d layouts extend one another."), MOST_LEVELS);
		return NULL;
	}
	*vector_push(arena, files) = path;
	LayoutElement *root = layout_read_tree(arena, path, diag);
	if (!root || !layout_check_tree(arena, root, diag)) return NULL;
	const LayoutAttribute *extends = layout_element_attribute(root, "extends");
	if (!extends) return root;
	const char *below = find_file(arena, files->named, extends->value, true, extends->value_pos, diag);
	LayoutElement *base = below ? read_whole(arena, below, extends->value_pos, &link, files, diag) : NULL;
	if (!base) return NULL;
	drop_variants(base);
	layout_merge_tree(base, root);
	return base;
}

/* ---- trims ---- */

static bool has_trim(const Design *design, const char *trim) {
	const Length width = design->width, height = design->height;
	int millimetres[2], count = 0;
	for (const char *at = trim; count < 2 && *at; at++) {
		char *end;
		millimetres[count++] = (int)strtol(at, &end, 10);
		if (*end != (count == 1 ? 'x' : 0)) return false;
		at = *end ? end : end - 1;
	}
	const int64_t tenth = (int64_t)LENGTH_POINT * 72 / 254; /* of a millimetre */
	return count == 2 && llabs((int64_t)millimetres[0] * 10 * tenth - width) < 5 * tenth && llabs((int64_t)millimetres[1] * 10 * tenth - height) < 5 * tenth;
}

static const LayoutElement *find_variant(const LayoutElement *root, const char *trim) {
	for (const LayoutElement *child = root->children; child; child = child->next) {
		const LayoutAttribute *own = strcmp(child->name, "variant") == 0 ? layout_element_attribute(child, "trim") : NULL;
		if (own && strcmp(own->value, trim) == 0) return child;
	}
	return NULL;
}

static void report_trim(const LayoutElement *root, const Design *design, const PressWish *wish, Diag *diag) {
	Text list = { 0 };
	for (const LayoutElement *child = root->children; child; child = child->next) {
		const LayoutAttribute *own = strcmp(child->name, "variant") == 0 ? layout_element_attribute(child, "trim") : NULL;
		if (own) text_format(&list, "%s%s", list.length ? ", " : "", own->value);
	}
	diag_add(diag, SEVERITY_ERROR, "layout-trim", wish->pos, _("The layout “%s” has no variant of the trim “%.40s”."), design->name, wish->value);
	if (list.length) diag_hint(diag, _("Besides its own size it has, in millimetres: %s."), list.bytes);
	else diag_hint(diag, _("It has one size only. Take trim out, or choose another layout."));
	text_free(&list);
}

Design *design_read(Arena *arena, const char *name_or_file, SourcePos pos, Diag *diag) {
	return design_read_for_job(arena, NULL, name_or_file, pos, NULL, diag);
}

Design *design_read_for_job(Arena *arena, const char *folder, const char *name_or_file, SourcePos pos, const PressWishes *wishes, Diag *diag) {
	if (!folder) folder = file_data_path(arena, "layouts");
	int errors = diag_count(diag, SEVERITY_ERROR);
	xmlInitParser();
	const char *path = find_file(arena, folder, name_or_file, false, pos, diag);
	FileList files = { .named = folder };
	LayoutElement *root = path ? read_whole(arena, path, pos, NULL, &files, diag) : NULL;
	const PressWish *trim = wishes && wishes->trim.value ? &wishes->trim : NULL;
	const LayoutElement *variant = root && trim ? find_variant(root, trim->value) : NULL;
	if (variant) {
		const LayoutAttribute *layout = layout_element_attribute(variant, "layout");
		files.count = 0;
		path = layout ? find_file(arena, folder, layout->value, true, layout->value_pos, diag) : NULL;
		root = path ? read_whole(arena, path, layout->value_pos, NULL, &files, diag) : NULL;
	}
	if (!root) return NULL;
	layout_check_required(root, diag);
	Design *design = layout_build_design(arena, root, path, wishes, diag);
	if (design && trim && !has_trim(design, trim->value)) report_trim(root, design, trim, diag);
	for (int i = 0; design && i < files.count; i++) *vector_push(arena, &design->files) = files.items[i];
	return diag_count(diag, SEVERITY_ERROR) == errors ? design : NULL;
}

int design_list(Arena *arena, DesignName **out, Diag *diag) {
	const char **names;
	int count = list_names(arena, &names), kept = 0;
	DesignName *list = ARENA_ARRAY(arena, DesignName, count + 1);
	for (int i = 0; i < count; i++) {
		const char *path = file_data_path(arena, arena_format(arena, "layouts/%s.xml", names[i]));
		LayoutElement *root = layout_read_tree(arena, path, diag);
		if (!root) continue;
		const LayoutAttribute *title = layout_element_attribute(root, "title");
		const LayoutElement *description = layout_element_child(root, "description");
		list[kept++] = (DesignName){ names[i], title ? title->value : names[i], description ? description->text : "", path };
	}
	*out = list;
	return kept;
}
