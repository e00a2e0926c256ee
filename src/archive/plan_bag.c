/* Which file goes where in a bag. */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include "archive/bag_path.h"
#include "archive/make_record.h"
#include "base/file.h"
#include "base/message.h"

typedef struct Planner {
	Arena *arena;
	Diag *diag;
	BagPlan *plan;
	bool fine;
} Planner;

/* The path below a folder, as it is written; NULL when it is not written as lying there. */
static const char *strip_folder(const char *folder, const char *path) {
	size_t length = strlen(folder);
	if (strcmp(folder, ".") == 0 && path[0] != '/') {
		while (path[0] == '.' && path[1] == '/') path += 2;
		return bag_path_is_safe(path) ? path : NULL;
	}
	while (length > 1 && folder[length - 1] == '/') length--;
	if (strncmp(path, folder, length) != 0 || (path[length] != '/' && folder[length - 1] != '/')) return NULL;
	path += length;
	while (*path == '/' || (path[0] == '.' && path[1] == '/')) path++;
	return bag_path_is_safe(path) ? path : NULL;
}

/* The same, by where both really are. */
static const char *find_below(Arena *arena, const char *folder, const char *path) {
	const char *written = strip_folder(folder, path), *answer = NULL;
	if (written) return written;
	char *real_folder = realpath(folder, NULL), *real = realpath(path, NULL);
	if (real_folder && real && (answer = strip_folder(real_folder, real))) answer = arena_copy_text(arena, answer, strlen(answer));
	free(real_folder);
	free(real);
	return answer;
}

static uint64_t fold_hash(const char *path) {
	uint64_t hash = 0xCBF29CE484222325;
	for (; *path; path++) hash = (hash ^ (unsigned char)tolower((unsigned char)*path)) * 0x100000001B3;
	return hash;
}

static void add_source(Planner *planner, const char *from, const char *folder, const char *below, BagRole role) {
	Arena *arena = planner->arena;
	const char *path = bag_path_compose(arena, arena_format(arena, "%s%s", folder, below));
	SourcePos pos = { from, 0, 0 };
	if (!path) {
		planner->fine = false;
		diag_add(planner->diag, SEVERITY_ERROR, "archive-name", pos, _("The name of this file is not written in Unicode (UTF-8), so no archive can keep it."));
		diag_hint(planner->diag, _("Give the file another name, and change it where the XML names it."));
		return;
	}
	uint64_t fold = fold_hash(path);
	for (int i = 0; i < planner->plan->sources.count; i++) {
		const BagSource *other = &planner->plan->sources.items[i];
		if (other->fold != fold || strcasecmp(other->path, path) != 0) continue;
		if (strcmp(other->path, path) == 0 && strcmp(other->original, below) == 0) return; /* the same file again */
		planner->fine = false;
		diag_add(planner->diag, SEVERITY_ERROR, "archive-name", pos, _("The names of this file and of “%.200s” are one and the same on many machines."), other->from);
		diag_hint(planner->diag, _("Give the file another name, and change it where the XML names it."));
		return;
	}
	*vector_push(arena, &planner->plan->sources) = (BagSource){ from, path, arena_copy_text(arena, below, strlen(below)), role, fold };
}

static bool is_layout(const Design *design, const char *path) {
	for (int i = 0; i < design->files.count; i++) if (strcmp(design->files.items[i], path) == 0) return true;
	return false;
}

static bool holds_article(const Publication *publication, const char *path) {
	for (int p = 0; p < publication->parts.count; p++)
		for (int a = 0; a < publication->parts.items[p].articles.count; a++)
			if (publication->parts.items[p].articles.items[a]->path && strcmp(publication->parts.items[p].articles.items[a]->path, path) == 0) return true;
	return false;
}

static void add_publication_file(Planner *planner, const Publication *publication, const char *from) {
	const char *below = find_below(planner->arena, publication->root, from);
	bool document = strcmp(from, publication->path) == 0, lone = publication->kind == PUBLICATION_ARTICLE;
	BagRole role = document && !lone ? BAG_PUBLICATION : holds_article(publication, from) || document ? BAG_ARTICLE : BAG_TEXT;
	add_source(planner, from, "data/source/", below ? below : file_name(from), role);
}

/* The layout of the pages and those it extends. `own` is the folder of a layout that was named by its file. */
static void add_layout(Planner *planner, const Publication *publication, const char *from, const char *layouts, const char *own) {
	Arena *arena = planner->arena;
	const char *named = find_below(arena, layouts, from), *within = named ? NULL : find_below(arena, publication->root, from);
	const char *below = named ? named : within ? within : find_below(arena, own, from);
	int before = planner->plan->sources.count;
	add_source(planner, from, named ? "data/layout/" : within ? "data/source/" : "data/layout/own/", below ? below : file_name(from), BAG_LAYOUT);
	if (named) planner->plan->layouts = "data/layout";
	if (!planner->plan->layout && planner->plan->sources.count > before) planner->plan->layout = planner->plan->sources.items[before].path;
}

bool bag_plan(Arena *arena, const Publication *publication, const Design *design, const char *layouts, Diag *diag, BagPlan *out) {
	*out = (BagPlan){ 0 };
	Planner planner = { arena, diag, out, true };
	add_publication_file(&planner, publication, publication->path);
	if (out->sources.count) out->document = out->sources.items[0].path;
	const char *own = file_folder(arena, design->path);
	for (int i = 0; i < design->files.count; i++) add_layout(&planner, publication, design->files.items[i], layouts, own);
	for (int i = 0; i < publication->files.count; i++)
		if (!is_layout(design, publication->files.items[i])) add_publication_file(&planner, publication, publication->files.items[i]);
	return planner.fine && out->document && out->layout;
}
