#include "publication/resolve_path.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "publication/plain_name.h"
#include "publication/suggest_name.h"

enum { MOST_ENTRIES = 20000, MOST_NAMED = 3 };

/* "http:", "file:", and the "C:" of Windows. */
static bool has_scheme(const char *reference) {
	const char *at = reference;
	if (!isalpha((unsigned char)*at)) return false;
	while (isalnum((unsigned char)*at) || strchr("+.-", *at)) {
		if (!*at) return false;
		at++;
	}
	return *at == ':';
}

static int hex(char c) {
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* RFC 3986, 2.1; NULL when nothing is escaped. */
static char *unescape(Arena *arena, const char *reference) {
	if (!strchr(reference, '%')) return NULL;
	char *plain = arena_copy_text(arena, reference, strlen(reference)), *to = plain;
	for (const char *at = reference; *at; at++) {
		int high = *at == '%' ? hex(at[1]) : -1, low = high >= 0 ? hex(at[2]) : -1;
		if (low >= 0 && (high || low)) { *to++ = (char)(high << 4 | low); at += 2; }
		else *to++ = *at;
	}
	*to = 0;
	return plain;
}

/* One file, one path: "parts/../photos/a.jpg" becomes "photos/a.jpg" below root. Only the real paths know what ".." leads to. */
static char *straighten(Arena *arena, const char *root, char *path) {
	if (!strstr(path + strlen(root), "/../") && !strstr(path + strlen(root), "/./")) return path;
	char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
	size_t length = real_root ? strlen(real_root) : 0;
	if (length == 1) length = 0; /* the root folder itself */
	if (real && real_root && strlen(real) > length + 1) path = file_join(arena, root, real + length + 1);
	free(real_root);
	free(real);
	return path;
}

/* The entry of the folder whose name is the same letters, whichever way their accents are written. */
static const char *find_entry(Arena *arena, const char *folder, const char *name) {
	const char *wanted = name_compose(arena, name), *found = NULL;
	DIR *dir = opendir(folder);
	file_note_listing(folder);
	struct dirent *entry;
	for (int i = 0; dir && !found && i < MOST_ENTRIES && (entry = readdir(dir)); i++) {
		if (name_is_ascii(entry->d_name)) continue;
		ArenaMark mark = arena_mark(arena);
		bool same = strcmp(name_compose(arena, entry->d_name), wanted) == 0;
		arena_reset(arena, mark);
		if (same) found = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
	}
	if (dir) closedir(dir);
	return found;
}

/* Files that went through a Mac have their accents written apart (NFD), and no keyboard types that: part by part, what is not there by its
 * very name is looked for by its letters. */
static char *find_composed(Arena *arena, const char *root, const char *folder, const char *reference) {
	char *path = NULL, *within = arena_copy_text(arena, "", 0);
	if (name_is_ascii(reference) || !utf8_valid(reference, strlen(reference))) return NULL;
	for (const char *at = reference, *end; *at; at = *end ? end + 1 : end) {
		end = strchrnul(at, '/');
		char *part = arena_copy_text(arena, at, (size_t)(end - at)), *next = file_join(arena, within, part);
		path = file_inside(arena, root, folder, next);
		if (!path) {
			const char *around = errno == ENOENT ? file_inside(arena, root, folder, within[0] ? within : ".") : NULL;
			const char *found = around ? find_entry(arena, around, part) : NULL;
			if (!found) return NULL;
			next = file_join(arena, within, found);
			path = file_inside(arena, root, folder, next);
		}
		if (!path) return NULL;
		within = next;
	}
	return path;
}

PathResult resolve_path(Arena *arena, const char *root, const char *folder, const char *reference, char **path) {
	*path = NULL;
	while (reference[0] == '.' && reference[1] == '/') reference += 2;
	if (has_scheme(reference) || reference[0] == '\\') return PATH_OUTSIDE;
	if (!reference[0]) return PATH_MISSING;
	*path = file_inside(arena, root, folder, reference);
	if (!*path && errno == EACCES) return PATH_OUTSIDE;
	const char *plain = *path ? NULL : unescape(arena, reference);
	if (plain) *path = file_inside(arena, root, folder, plain);
	if (!*path && plain && errno == EACCES) return PATH_OUTSIDE;
	if (!*path) *path = find_composed(arena, root, folder, plain ? plain : reference);
	if (!*path) return PATH_MISSING;
	*path = straighten(arena, root, *path);
	return PATH_FOUND;
}

/* Of folded names. */
static bool same_stem(const char *a, const char *b) {
	const char *a_dot = strrchr(a, '.'), *b_dot = strrchr(b, '.');
	size_t a_length = a_dot ? (size_t)(a_dot - a) : strlen(a), b_length = b_dot ? (size_t)(b_dot - b) : strlen(b);
	return a_length && a_length == b_length && strncmp(a, b, a_length) == 0;
}

typedef struct Near { const char *names[MOST_NAMED]; int count; const char *best; } Near;

/* Folder listings come in any order; the messages must not. */
static void near_add(Near *near, const char *name) {
	int at = near->count;
	while (at > 0 && strcmp(near->names[at - 1], name) > 0) at--;
	if (at == MOST_NAMED) return;
	int last = near->count < MOST_NAMED ? near->count++ : MOST_NAMED - 1;
	memmove(&near->names[at + 1], &near->names[at], sizeof *near->names * (size_t)(last - at));
	near->names[at] = name;
}

static void list_near(Arena *work, const char *folder, const char *name, Near *near) {
	DIR *dir = opendir(folder);
	file_note_listing(folder);
	if (!dir) return;
	Suggestion typo = suggestion_make(name);
	const char *wanted = name_fold(work, name);
	struct dirent *entry;
	for (int i = 0; i < MOST_ENTRIES && (entry = readdir(dir)); i++) {
		if (entry->d_name[0] == '.') continue;
		ArenaMark mark = arena_mark(work);
		const char *found = entry->d_name, *folded = name_fold(work, found);
		bool same = strcmp(folded, wanted) == 0 || same_stem(folded, wanted);
		arena_reset(work, mark);
		if (same)
			near_add(near, arena_copy_text(work, found, strlen(found)));
		Suggestion trial = typo;
		if (typo.best) trial.distance++; /* of two equally near, the first by name */
		suggestion_try(&trial, found);
		if (trial.best == typo.best || (trial.distance == typo.distance && strcmp(found, typo.best) > 0)) continue;
		typo = trial;
		typo.best = arena_copy_text(work, found, strlen(found));
	}
	closedir(dir);
	if (!near->count && typo.best) near_add(near, typo.best);
}

void resolve_hint(Arena *work, Diag *diag, const char *root, const char *folder, const char *reference) {
	if (strchr(reference, '\\')) {
		diag_hint(diag, _("Write “/” between folders, not “\\”."));
		return;
	}
	const char *plain = unescape(work, reference), *wanted = plain ? plain : reference, *slash = strrchr(wanted, '/');
	const char *within = slash ? arena_copy_text(work, wanted, (size_t)(slash - wanted)) : ".";
	const char *name = slash ? slash + 1 : wanted;
	char *inside = file_inside(work, root, folder, within);
	if (!inside) {
		diag_hint(diag, _("There is no folder “%s” beside this file."), within);
		return;
	}
	Near near = { .count = 0 };
	list_near(work, inside, name, &near);
	if (near.count == 1) diag_hint(diag, _("Is “%s” meant, which is there?"), near.names[0]);
	else if (near.count == 2) diag_hint(diag, _("Is “%s” or “%s” meant, which are there?"), near.names[0], near.names[1]);
	else if (near.count) diag_hint(diag, _("Is “%s”, “%s” or “%s” meant, which are there?"), near.names[0], near.names[1], near.names[2]);
	else diag_hint(diag, _("There is no file with such a name in the folder; paths are counted from the folder of this file."));
}
