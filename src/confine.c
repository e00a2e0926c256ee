#include "confine.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"
#include "base/run_helper.h"
#include "picture/run_photo.h"
#include "paragraph/paragraph.h"

enum { MOST_TRIES = 100 /* to have a folder that others make and remove */ };

static void add_path(Arena *arena, SandboxPaths *paths, const char *path) {
	if (path && path[0]) *vector_push(arena, paths) = path;
}

/* ---- what every document may need ---- */

/* Tables of encodings that libxml2 asks the C library for; they lie beside it. */
static void add_encodings(Arena *arena, SandboxPaths *paths) {
	Dl_info info;
	if (dladdr((void *)(uintptr_t)&realpath, &info) && info.dli_fname)
		add_path(arena, paths, file_join(arena, file_folder(arena, info.dli_fname), "gconv"));
}

static void add_fonts(Arena *arena, const ConvertOptions *options, SandboxPlan *plan) {
	FontFolders folders = font_list_folders(arena, options->system_fonts);
	for (int i = 0; i < folders.read.count; i++) add_path(arena, &plan->readable, folders.read.items[i]);
	for (int i = 0; i < folders.caches.count; i++) add_path(arena, &plan->writable, folders.caches.items[i]);
}

static void add_data(Arena *arena, const ConvertOptions *options, SandboxPlan *plan) {
	static const char *const FOLDERS[] = { "layouts", "schema", "profiles", "new" };
	for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) add_path(arena, &plan->readable, file_data_path(arena, FOLDERS[i]));
	if (options->layout && file_is_regular(options->layout)) { /* and what it is based on, beside it; a name is no file */
		add_path(arena, &plan->readable, options->layout);
		add_path(arena, &plan->readable, file_folder(arena, options->layout));
	}
	for (int i = 0; paragraph_pattern_folders[i]; i++) add_path(arena, &plan->readable, paragraph_pattern_folders[i]);
	add_path(arena, &plan->readable, options->press.profile.value); /* the same */
	add_encodings(arena, &plan->readable);
	add_path(arena, &plan->readable, "/usr/share/hyphen"); /* paragraph/hyphenate_words.c */
	add_path(arena, &plan->readable, "/usr/local/share/hyphen");
	add_path(arena, &plan->programs, photo_find_program(arena)); /* it has no way out of this either */
	if (options->goal == GOAL_PREVIEW) add_path(arena, &plan->programs, helper_find_program(arena, "bantin-proof"));
}

/* What an editor names: a folder, or a file with the folder that it may take from. */
static void add_input(Arena *arena, const char *path, SandboxPlan *plan) {
	add_path(arena, &plan->readable, path); /* of a link that the editor named, what it leads to */
	if (!file_is_folder(path) && access(path, F_OK) == 0) add_path(arena, &plan->readable, file_folder(arena, path));
}

/* ---- folders that must be there to be allowed ---- */

static void make_folder(Confinement *confinement, const char *path) {
	char *folder = arena_copy_text(confinement->arena, path, strlen(path));
	for (char *at = folder + 1;; at++) {
		if (*at && *at != '/') continue;
		char kept = *at;
		*at = 0;
		if (mkdir(folder, 0777) == 0) *vector_push(confinement->arena, &confinement->made) = arena_copy_text(confinement->arena, folder, strlen(folder));
		*at = kept;
		if (!kept) return;
	}
}

/* Two runs may have one folder. What one has made, and found no use for, it would take away from under the other, which could not make it
 * again from within its sandbox. So each holds a lock that is shared, and whoever removes must be alone. */
static void hold_folder(Confinement *confinement, const char *path) {
	for (int tries = 0; tries < MOST_TRIES; tries++) {
		make_folder(confinement, path);
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0 && errno == ENOENT) continue;
		if (fd < 0) return; /* whoever wants to write there will say why */
		flock(fd, LOCK_SH);
		if (file_is_at(fd, path)) {
			*vector_push(confinement->arena, &confinement->held) = fd;
			return;
		}
		close(fd); /* removed while we waited */
	}
}

static void add_outputs(Confinement *confinement, ConvertOptions *options, SandboxPlan *plan) {
	Arena *arena = confinement->arena;
	if (options->goal == GOAL_BUILD || options->goal == GOAL_PREVIEW) {
		int before = confinement->made.count;
		hold_folder(confinement, options->out_folder);
		options->folders_made = confinement->made.count - before;
		add_path(arena, &plan->writable, options->out_folder);
	}
	for (int i = 0; i < options->reports.count; i++) {
		const char *folder = file_folder(arena, options->reports.paths[i]);
		hold_folder(confinement, folder);
		add_path(arena, &plan->placeable, folder);
	}
	if (options->scratch) add_path(arena, &plan->writable, options->scratch);
	if (confinement->made.count) add_path(arena, &plan->removable, file_folder(arena, confinement->made.items[0]));
}

static void make_scratch(Confinement *confinement, ConvertOptions *options) {
	const char *place = getenv("TMPDIR");
	char *folder = arena_format(confinement->arena, "%s/bantin-XXXXXX", place && place[0] ? place : "/tmp");
	if (mkdtemp(folder)) *vector_push(confinement->arena, &confinement->made) = folder;
	options->scratch = folder; /* when it is not there, who uses it will say why */
}

/* ---- */

void confine_run(Confinement *confinement, ConvertOptions *options, char *const *paths, int path_count, bool needs_scratch) {
	Arena *arena = confinement->arena = arena_open();
	SandboxPlan plan = { .programs = { 0 } };
	confinement->made.count = confinement->made.capacity = confinement->held.count = confinement->held.capacity = 0;
	for (int i = 0; i < path_count; i++) add_input(arena, paths[i], &plan);
	add_data(arena, options, &plan);
	add_fonts(arena, options, &plan);
	if (needs_scratch) make_scratch(confinement, options);
	add_outputs(confinement, options, &plan);
	sandbox_enter(&plan, &confinement->report);
	if (options->verbose) fputs(sandbox_describe(arena, &confinement->report), stdout);
}

void confine_to_document(const ConvertOptions *options, const Document *document) {
	Arena *arena = arena_open();
	SandboxPlan plan = { .programs = { 0 } };
	SandboxReport report;
	add_input(arena, document->path, &plan);
	add_data(arena, options, &plan);
	add_fonts(arena, options, &plan);
	plan.writable.count = 0;
	sandbox_enter(&plan, &report);
	arena_close(arena);
}

void confine_close(Confinement *confinement) {
	bool alone = true;
	for (int i = 0; i < confinement->held.count; i++) alone = alone && (flock(confinement->held.items[i], LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
	for (int i = confinement->made.count - 1; i >= 0 && alone; i--) rmdir(confinement->made.items[i]);
	for (int i = 0; i < confinement->held.count; i++) close(confinement->held.items[i]);
	arena_close(confinement->arena);
}
