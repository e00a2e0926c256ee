#include "batch/output_folder.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { MOST_TRIES = 100 /* to have the folder of records, which others make and remove */ };
static const char RECORDS[] = ".bantin";

struct OutputFolder {
	Arena *arena;
	const char *path, *records;
	bool new;                /* the run has made it, or some of the folders above it as well */
	int made;                /* folders at the end of path that were made here */
	int committed;           /* outputs that have their names */
	int fd, lock;            /* of path, of records; -1 before they are prepared */
};

OutputFolder *outputs_open(const char *path, int made) {
	Arena *arena = arena_open();
	OutputFolder *folder = ARENA_NEW(arena, OutputFolder);
	*folder = (OutputFolder){ .arena = arena, .path = arena_copy_text(arena, path, strlen(path)), .new = made > 0, .fd = -1, .lock = -1 };
	folder->records = file_join(arena, folder->path, RECORDS);
	return folder;
}

char *outputs_record_path(const OutputFolder *folder, Arena *arena, const char *name) { return file_join(arena, folder->records, name); }

/* ---- what killed runs left ---- */

static bool ends_with(const char *name, size_t length, const char *end) {
	size_t tail = strlen(end);
	return length > tail && memcmp(name + length - tail, end, tail) == 0;
}

/* ".NAME.KIND.pdf.PID.part" (KIND "print", "archive", "cover", "booklet"), PID perhaps with "-" and a number; in records ".NAME.PID.part". */
static bool is_temporary(const char *name, bool record) {
	size_t length = strlen(name);
	if (name[0] != '.' || !ends_with(name, length, ".part")) return false;
	length -= strlen(".part");
	size_t digits = length;
	while (digits > 1 && ((name[digits - 1] >= '0' && name[digits - 1] <= '9') || name[digits - 1] == '-')) digits--;
	if (digits == length || name[digits - 1] != '.') return false;
	if (record) return true;
	if (!ends_with(name, digits - 1, ".pdf")) return false;
	const char *kind = memrchr(name, '.', digits - 1 - strlen(".pdf"));
	return kind && kind > name + 1;
}

static void remove_matching(int folder, bool (*matches)(const char *name)) {
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = again < 0 ? NULL : fdopendir(again);
	if (!dir) {
		if (again >= 0) close(again);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir));) if (matches(entry->d_name)) unlinkat(folder, entry->d_name, 0);
	closedir(dir);
}

static bool is_output_temporary(const char *name) { return is_temporary(name, false); }
static bool is_record_temporary(const char *name) { return is_temporary(name, true); }
static bool is_file(const char *name) { return strcmp(name, ".") != 0 && strcmp(name, "..") != 0; }

static void remove_leftovers(const OutputFolder *folder) {
	remove_matching(folder->fd, is_output_temporary);
	remove_matching(folder->lock, is_record_temporary);
}

/* No other run is between outputs_prepare and outputs_close, and none comes as far until the lock changes. A file system without locks is
 * one where nothing is cleared away. */
static bool lock_alone(const OutputFolder *folder) { return flock(folder->lock, LOCK_EX | LOCK_NB) == 0; }

/* ---- preparing ---- */

static int count_missing(Arena *arena, const char *path) {
	struct stat info;
	int missing = 0;
	while (stat(path, &info) != 0 && errno == ENOENT && strcmp(path, ".") != 0) {
		missing++;
		path = file_folder(arena, path);
	}
	return missing;
}

/* Where one waits for a run that ends, that run may take the folder away: a lock on it would be seen by nobody. */
static bool lock_records(OutputFolder *folder) {
	for (int tries = 0; tries < MOST_TRIES; tries++) {
		if (mkdirat(folder->fd, RECORDS, 0777) != 0 && errno != EEXIST) return false;
		folder->lock = openat(folder->fd, RECORDS, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder->lock < 0 && errno == ENOENT) continue;
		if (folder->lock < 0) return false;
		if (lock_alone(folder)) remove_leftovers(folder);
		flock(folder->lock, LOCK_SH); /* waits while another clears away */
		if (file_is_at(folder->lock, folder->records)) return true;
		close(folder->lock);
		folder->lock = -1;
	}
	errno = EBUSY;
	return false;
}

bool outputs_prepare(OutputFolder *folder) {
	if (folder->lock >= 0) return true;
	folder->made = count_missing(folder->arena, folder->path);
	folder->new = folder->new || folder->made;
	if (!file_make_folder(folder->path)) return false;
	folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->fd < 0) return false;
	return lock_records(folder);
}

void outputs_close(OutputFolder *folder) {
	if (!folder) return;
	if (folder->fd >= 0) {
		bool alone = lock_alone(folder), beside = !alone && errno == EWOULDBLOCK;
		if (alone) remove_leftovers(folder); /* of runs that were killed beside this one, or so shortly before it that it was not alone yet */
		/* Records alone, of documents that could not be made, do not keep a folder alive that nobody had. */
		if (alone && folder->new && !folder->committed) remove_matching(folder->lock, is_file);
		if (!beside) unlinkat(folder->fd, RECORDS, AT_REMOVEDIR); /* when it is empty */
		char *path = arena_copy_text(folder->arena, folder->path, strlen(folder->path));
		for (int i = 0; i < folder->made && rmdir(path) == 0; i++) path = file_folder(folder->arena, path);
		close(folder->fd);
	}
	if (folder->lock >= 0) close(folder->lock);
	arena_close(folder->arena);
}

/* ---- files ---- */

static char *format_path(const char *folder, const char *format, const char *name, int number) {
	size_t space = strlen(folder) + strlen(name) + 64;
	char *path = malloc(space);
	if (!path) base_out_of_memory();
	int length = snprintf(path, space, "%s%s", folder, folder[0] && folder[strlen(folder) - 1] == '/' ? "" : "/");
	snprintf(path + length, space - (size_t)length, format, name, (int)getpid(), number);
	return path;
}

bool outputs_begin(OutputFolder *folder, const char *name, OutputFile *out) {
	*out = (OutputFile){ .fd = -1, .slot = -1 };
	/* In another container a run may have the same number: then the name is taken. */
	for (int number = 0; number < 100; number++) {
		out->temporary = format_path(folder->path, number ? ".%s.%d-%d.part" : ".%s.%d.part", name, number);
		out->slot = file_unfinished_add(out->temporary);
		out->fd = out->slot < 0 ? -1 : open(out->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (out->fd >= 0) break;
		int problem = errno;
		file_unfinished_forget(out->slot);
		free(out->temporary);
		*out = (OutputFile){ .fd = -1, .slot = -1, .problem = problem };
		errno = problem;
		if (problem != EEXIST) return false;
	}
	if (out->fd < 0) return false;
	out->target = format_path(folder->path, "%s", name, 0);
	return true;
}

void outputs_start_sync(const OutputFile *file) {
	if (file->fd >= 0) sync_file_range(file->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

static void release(OutputFile *file, bool remove_it) {
	if (file->fd < 0) return;
	close(file->fd);
	if (remove_it) unlink(file->temporary);
	file_unfinished_forget(file->slot);
	free(file->temporary);
	free(file->target);
	*file = (OutputFile){ .fd = -1, .slot = -1, .problem = file->problem, .stamp = file->stamp };
}

void outputs_abandon(OutputFile *file) { release(file, true); }

void outputs_commit(OutputFolder *folder, OutputFile *const *files, int count) {
	int renamed = 0;
	for (int i = 0; i < count; i++) { /* one after the other is quick: the first brings the file system's journal along */
		files[i]->problem = fsync(files[i]->fd) != 0 && errno != EINVAL && errno != EROFS ? errno : 0;
	}
	for (int i = 0; i < count; i++) {
		if (!files[i]->problem && rename(files[i]->temporary, files[i]->target) != 0) files[i]->problem = errno;
		struct stat info;
		if (!files[i]->problem && fstat(files[i]->fd, &info) == 0) files[i]->stamp = stamp_of(&info);
		renamed += !files[i]->problem;
		release(files[i], files[i]->problem != 0);
	}
	if (renamed) fsync(folder->fd);
	folder->committed += renamed;
}
