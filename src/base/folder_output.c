#include "base/folder_output.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/file.h"

enum { OUTPUTS = 4, DEEPEST = 64 };

/* What was made, in order: a folder comes before what it holds. Removed from the end. */
struct FolderOutput {
	int slot;
	char *target, *temporary, *aside;
	char *volatile *volatile made;
	volatile int made_count;
	int made_capacity;
};

/* For the signal handler: it sees only lists whose entries are complete. */
static FolderOutput *volatile unfinished[OUTPUTS];

/* ---- removing ---- */

static bool remove_inside(int folder, const char *name, int depth) {
	if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return true;
	if ((errno != EISDIR && errno != EPERM) || depth == DEEPEST) return false;
	int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = inner < 0 ? NULL : fdopendir(inner);
	if (!dir) {
		if (inner >= 0) close(inner);
		return false;
	}
	bool fine = true;
	for (struct dirent *entry; (entry = readdir(dir));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) fine = remove_inside(inner, entry->d_name, depth + 1) && fine;
	closedir(dir);
	return unlinkat(folder, name, AT_REMOVEDIR) == 0 && fine;
}

bool folder_remove(const char *path) { return remove_inside(AT_FDCWD, path, 0); }

/* ---- what a killed run left ---- */

static char *sibling(const char *path, long process, const char *suffix) {
	const char *name = file_name(path);
	size_t space = strlen(path) + 40;
	char *made = malloc(space);
	if (!made) base_out_of_memory();
	snprintf(made, space, "%.*s.%s.%ld.%s", (int)(name - path), path, name, process, suffix);
	return made;
}

static bool is_running(long process) {
	return process <= 0 || process > INT_MAX || kill((pid_t)process, 0) == 0 || errno != ESRCH;
}

/* ".NAME.PID.part" was unfinished; ".NAME.PID.old" is what the folder held when the run was killed between two renames. */
static void clean_up_after_killed(const char *path) {
	const char *name = file_name(path);
	size_t length = strlen(name), front = (size_t)(name - path);
	char folder[PATH_MAX];
	if (front >= sizeof folder) return;
	snprintf(folder, sizeof folder, "%.*s", (int)front, path);
	DIR *dir = opendir(front ? folder : ".");
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		const char *found = entry->d_name;
		if (found[0] != '.' || strncmp(found + 1, name, length) != 0 || found[length + 1] != '.') continue;
		char *end;
		long process = strtol(found + length + 2, &end, 10);
		bool part = strcmp(end, ".part") == 0, old = strcmp(end, ".old") == 0;
		if ((!part && !old) || is_running(process)) continue;
		char *whole = sibling(path, process, part ? "part" : "old");
		if (part || file_is_folder(path)) folder_remove(whole);
		else rename(whole, path);
		free(whole);
	}
	if (dir) closedir(dir);
}

/* ---- making ---- */

static void note(FolderOutput *out, char *path) {
	if (out->made_count == out->made_capacity) {
		int capacity = out->made_capacity ? out->made_capacity * 2 : 32;
		char **grown = calloc((size_t)capacity, sizeof *grown), *volatile *old = out->made;
		if (!grown) base_out_of_memory();
		for (int i = 0; i < out->made_count; i++) grown[i] = old[i];
		out->made = grown; /* before the old one goes: a signal may come in between */
		out->made_capacity = capacity;
		free((void *)old);
	}
	out->made[out->made_count] = path;
	out->made_count++;
}

static char *copy(const char *text, size_t length) {
	char *made = strndup(text, length);
	if (!made) base_out_of_memory();
	return made;
}

/* Noted before it is made, so that a signal in between leaves nothing behind. */
static bool make_folder(FolderOutput *out, const char *path, size_t length) {
	char *folder = copy(path, length);
	note(out, folder);
	if (mkdir(folder, 0777) == 0) return true;
	int problem = errno;
	out->made_count--;
	bool known = out->made_count > 0 && problem == EEXIST; /* the first is the hidden folder: nobody else's may be taken */
	free(folder);
	errno = problem;
	return known;
}

static void release(FolderOutput *out) {
	unfinished[out->slot] = NULL;
	for (int i = 0; i < out->made_count; i++) free(out->made[i]);
	free((void *)out->made);
	free(out->target);
	free(out->temporary);
	free(out->aside);
	free(out);
}

static void remove_made(const FolderOutput *out) {
	for (int i = out->made_count - 1; i >= 0; i--)
		if (unlink(out->made[i]) != 0) rmdir(out->made[i]);
}

FolderOutput *folder_output_open(const char *path) {
	char parent[PATH_MAX];
	size_t length = strlen(path);
	while (length > 1 && path[length - 1] == '/') length--;
	int slot = 0;
	while (slot < OUTPUTS && unfinished[slot]) slot++;
	if (slot == OUTPUTS) { errno = EMFILE; return NULL; }
	if (length >= sizeof parent) { errno = ENAMETOOLONG; return NULL; }
	FolderOutput *out = calloc(1, sizeof *out);
	if (!out) base_out_of_memory();
	out->slot = slot;
	out->target = copy(path, length);
	out->temporary = sibling(out->target, (long)getpid(), "part");
	out->aside = sibling(out->target, (long)getpid(), "old");
	size_t front = (size_t)(file_name(out->target) - out->target);
	snprintf(parent, sizeof parent, "%.*s", (int)front, out->target);
	bool fine = !front || file_make_folder(parent);
	if (fine) clean_up_after_killed(out->target);
	unfinished[slot] = out;
	if (fine && make_folder(out, out->temporary, strlen(out->temporary))) return out;
	int problem = errno;
	release(out);
	errno = problem;
	return NULL;
}

const char *folder_output_path(const FolderOutput *out) { return out->temporary; }

/* The path of a name, its folders made, noted for removal; NULL with errno. */
static const char *prepare(FolderOutput *out, const char *name) {
	size_t front = strlen(out->temporary) + 1;
	char *path = malloc(front + strlen(name) + 1);
	if (!path) base_out_of_memory();
	sprintf(path, "%s/%s", out->temporary, name);
	for (char *slash = strchr(path + front, '/'); slash; slash = strchr(slash + 1, '/')) {
		if (make_folder(out, path, (size_t)(slash - path))) continue;
		int problem = errno;
		free(path);
		errno = problem;
		return NULL;
	}
	note(out, path);
	return path;
}

bool folder_output_expect(FolderOutput *out, const char *name) { return prepare(out, name) != NULL; }

int folder_output_create(FolderOutput *out, const char *name) {
	const char *path = prepare(out, name);
	return path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666) : -1;
}

bool folder_output_write(FolderOutput *out, const char *name, const void *bytes, size_t length) {
	int fd = folder_output_create(out, name);
	if (fd < 0) return false;
	int problem = file_write_all(fd, bytes, length) ? 0 : errno;
	if (close(fd) != 0 && !problem) problem = errno;
	errno = problem;
	return !problem;
}

/* ---- finishing ---- */

/* Begins to write a file out, so that one wait serves all. */
static void begin_sync(const char *path) {
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) return;
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	close(fd);
}

static bool sync_one(const char *path) {
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) return false;
	bool fine = fsync(fd) == 0 || errno == EINVAL || errno == EROFS; /* a file system that cannot is no failure of ours */
	int problem = errno;
	close(fd);
	errno = problem;
	return fine;
}

/* Puts the new in the place of the old. renameat2 exchanges both in one step; where it cannot (NFS, FAT), a run killed between
 * the two renames leaves the old one aside, and clean_up_after_killed puts it back. */
static bool replace(const FolderOutput *out) {
	if (renameat2(AT_FDCWD, out->temporary, AT_FDCWD, out->target, RENAME_EXCHANGE) == 0) {
		folder_remove(out->temporary); /* now the old one; what cannot be removed is hidden and tried again the next time */
		return true;
	}
	if (errno != EINVAL && errno != ENOSYS && errno != EXDEV && errno != ENOTSUP) return false;
	if (rename(out->target, out->aside) != 0) return false;
	if (rename(out->temporary, out->target) != 0) {
		int problem = errno;
		rename(out->aside, out->target);
		errno = problem;
		return false;
	}
	folder_remove(out->aside);
	return true;
}

bool folder_output_commit(FolderOutput *out) {
	bool fine = true;
	for (int i = 0; i < out->made_count; i++) begin_sync(out->made[i]);
	for (int i = out->made_count - 1; fine && i >= 0; i--) fine = sync_one(out->made[i]);
	if (fine && rename(out->temporary, out->target) != 0) fine = (errno == EEXIST || errno == ENOTEMPTY) && replace(out);
	int problem = errno;
	if (fine) {
		char *parent = copy(out->target, strlen(out->target) - strlen(file_name(out->target)));
		sync_one(parent[0] ? parent : ".");
		free(parent);
	} else {
		remove_made(out);
	}
	release(out);
	errno = problem;
	return fine;
}

void folder_output_abandon(FolderOutput *out) {
	if (!out) return;
	remove_made(out);
	release(out);
}

void folder_output_abandon_all(void) {
	for (int i = 0; i < OUTPUTS; i++) if (unfinished[i]) remove_made(unfinished[i]);
}
