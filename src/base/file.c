#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/folder_output.h"

#ifndef BANTIN_DATA_DIR
#define BANTIN_DATA_DIR "/usr/local/share/bantin"
#endif

/* ---- being watched ---- */

static const FileWatcher *watcher;

void file_set_watcher(const FileWatcher *wanted) { watcher = wanted; }

/* Whoever is told may ask in turn. */
#define TELL(callback, ...) do { \
	const FileWatcher *told = watcher; \
	int kept = errno; \
	watcher = NULL; \
	if (told && told->callback) told->callback(told->data, __VA_ARGS__); \
	watcher = told; \
	errno = kept; \
} while (0)

void file_note_listing(const char *folder) { TELL(listed, folder); }

static unsigned type_of(const char *path) {
	struct stat info;
	unsigned type = stat(path, &info) == 0 ? info.st_mode & S_IFMT : 0;
	TELL(asked_type, path, type);
	return type;
}

/* ---- reading ---- */

static bool map_file(const char *path, FileMap *out, struct stat *info) {
	*out = (FileMap){ 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hang us */
	if (fd < 0) return false;
	int problem = fstat(fd, info) != 0 ? errno : S_ISDIR(info->st_mode) ? EISDIR : !S_ISREG(info->st_mode) ? EINVAL : 0;
	if (problem) {
		close(fd);
		errno = problem;
		return false;
	}
	if (info->st_size > 0) {
		void *bytes = mmap(NULL, (size_t)info->st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes == MAP_FAILED) {
			int saved = errno;
			close(fd);
			errno = saved;
			return false;
		}
		out->bytes = bytes;
		out->length = (size_t)info->st_size;
	} else {
		out->bytes = (const unsigned char *)"";
	}
	close(fd);
	return true;
}

bool file_map(const char *path, FileMap *out) {
	struct stat info;
	bool mapped = map_file(path, out, &info);
	if (mapped) TELL(mapped, path, &info, out, 0);
	else TELL(mapped, path, NULL, NULL, errno);
	return mapped;
}

void file_unmap(FileMap *map) {
	if (map->length) munmap((void *)map->bytes, map->length);
	*map = (FileMap){ 0 };
}

bool file_is_folder(const char *path) { return S_ISDIR(type_of(path)); }

bool file_is_regular(const char *path) { return S_ISREG(type_of(path)); }

char *file_join(Arena *arena, const char *dir, const char *name) {
	if (name[0] == '/' || !dir[0]) return arena_copy_text(arena, name, strlen(name));
	return arena_format(arena, dir[strlen(dir) - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

char *file_folder(Arena *arena, const char *path) {
	const char *slash = strrchr(path, '/');
	if (!slash) return arena_copy_text(arena, ".", 1);
	return arena_copy_text(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *file_name(const char *path) {
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

char *file_stem(Arena *arena, const char *path) {
	const char *name = file_name(path), *dot = strrchr(name, '.');
	return arena_copy_text(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

char *file_inside(Arena *arena, const char *root, const char *folder, const char *reference) {
	if (reference[0] == '/') { errno = EACCES; return NULL; } /* whatever is there */
	char *joined = file_join(arena, folder, reference);
	char *real_root = realpath(root, NULL), *real = realpath(joined, NULL);
	char *answer = NULL;
	int problem = real_root && real ? 0 : errno;
	if (!problem) {
		size_t length = strlen(real_root);
		bool within = strcmp(real_root, "/") == 0 ||
			(strncmp(real, real_root, length) == 0 && (real[length] == '/' || real[length] == 0));
		if (within) answer = joined;
		else problem = EACCES;
	}
	TELL(resolved, root, folder, reference, answer ? real + strlen(real_root) : NULL, problem);
	free(real_root);
	free(real);
	errno = problem;
	return answer;
}

char *file_beside_program(Arena *arena, int climbs, const char *beside, const char *name, int mode) {
	char exe[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", exe, sizeof exe - 1);
	exe[length > 0 ? length : 0] = 0;
	char *slash;
	for (int up = 0; up < climbs && (slash = strrchr(exe, '/')); up++) {
		*slash = 0;
		char *plain = arena_format(arena, "%s/%s", exe, name), *within = arena_format(arena, "%s/%s/%s", exe, beside, name);
		if (access(plain, mode) == 0) return plain;
		if (access(within, mode) == 0) return within;
	}
	return NULL;
}

/* The root that holds layouts/: BANTIN_DATA, the checkout that build/bantin or build/asan/tests/test_x lies in, share/bantin
 * beside the bin/ it was installed to (so that an installed tree may be moved), or where `make install` puts it. */
static const char *find_data_root(Arena *arena) {
	static char root[PATH_MAX];
	if (root[0]) return root;
	const char *chosen = getenv("BANTIN_DATA");
	if (!chosen || !chosen[0]) {
		const char *probe = file_beside_program(arena, 5, "share/bantin", "layouts/ban-tin.xml", R_OK);
		chosen = probe ? file_folder(arena, file_folder(arena, probe)) : BANTIN_DATA_DIR;
	}
	snprintf(root, sizeof root, "%s", chosen);
	return root;
}

char *file_data_path(Arena *arena, const char *name) {
	/* Where a checkout keeps what an installed program has at the top. */
	static const struct { const char *name, *checkout; } MOVED[] = {
		{ "faces", "build" }, { "schema", "input" }, { "new", "input" },
	};
	const char *root = find_data_root(arena);
	char *path = file_join(arena, root, name);
	for (size_t i = 0; i < sizeof MOVED / sizeof *MOVED; i++) {
		size_t length = strlen(MOVED[i].name);
		if (strncmp(name, MOVED[i].name, length) != 0 || (name[length] && name[length] != '/')) continue;
		char *moved = arena_format(arena, "%s/%s/%s", root, MOVED[i].checkout, name);
		return access(path, F_OK) != 0 && access(moved, F_OK) == 0 ? moved : path;
	}
	return path;
}

/* ---- outputs ---- */

enum { OUTPUTS = 400, BUFFER = 256 * 1024 };

struct FileOutput {
	int fd, slot, problem;
	bool lent;               /* the descriptor is another's */
	uint64_t offset;
	size_t filled;
	char *target, *temporary;
	unsigned char buffer[BUFFER];
};

/* Names of unfinished files, for the signal handler: only pointers to stable memory are kept. */
static char *volatile unfinished[OUTPUTS];

int file_unfinished_add(char *path) {
	int slot = 0;
	while (slot < OUTPUTS && unfinished[slot]) slot++;
	if (slot == OUTPUTS) { errno = EMFILE; return -1; }
	unfinished[slot] = path;
	return slot;
}

void file_unfinished_forget(int slot) {
	if (slot >= 0) unfinished[slot] = NULL;
}

static bool make_folders(const char *path) {
	char copy[PATH_MAX];
	if (!path[0]) { errno = ENOENT; return false; }
	if (strlen(path) >= sizeof copy) { errno = ENAMETOOLONG; return false; }
	strcpy(copy, path);
	for (char *at = copy + 1; (at = strchr(at, '/')); at++) {
		*at = 0;
		if (mkdir(copy, 0777) != 0 && errno != EEXIST) return false;
		*at = '/';
	}
	return true;
}

bool file_make_folder(const char *path) {
	if (!make_folders(path)) return false;
	if (mkdir(path, 0777) == 0) return true;
	int problem = errno;
	if (file_is_folder(path)) return true;
	errno = problem == EEXIST ? ENOTDIR : problem;
	return false;
}

bool file_is_at(int fd, const char *path) {
	struct stat open_one, named;
	return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 && open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

/* For a trial: as good as any other output, but it goes nowhere. */
static FileOutput *open_nowhere(void) {
	FileOutput *out = calloc(1, sizeof *out);
	if (!out) base_out_of_memory();
	out->fd = -1;
	out->slot = -1;
	return out;
}

static struct { const char *path; int fd; } lent[FILE_MOST_LENT];
static int lent_count;

bool file_output_lend(const char *path, int fd) {
	if (lent_count == FILE_MOST_LENT) return false;
	lent[lent_count].path = path;
	lent[lent_count++].fd = fd;
	return true;
}

void file_output_take_back(void) { lent_count = 0; }

static FileOutput *open_lent(const char *path) {
	for (int i = 0; i < lent_count; i++) {
		if (strcmp(lent[i].path, path) != 0) continue;
		FileOutput *out = open_nowhere();
		out->fd = lent[i].fd;
		out->lent = true;
		if (lseek(out->fd, 0, SEEK_SET) != 0 || ftruncate(out->fd, 0) != 0) out->problem = errno;
		return out;
	}
	return NULL;
}

FileOutput *file_output_open(const char *path) {
	FileOutput *borrowed = path ? open_lent(path) : NULL;
	if (borrowed) return borrowed;
	if (!path) return open_nowhere();
	if (!make_folders(path)) return NULL;
	FileOutput *out = calloc(1, sizeof *out);
	if (!out) base_out_of_memory();
	const char *name = file_name(path);
	size_t folder = (size_t)(name - path), space = strlen(path) + 32;
	out->target = strdup(path);
	out->temporary = malloc(space);
	if (!out->target || !out->temporary) base_out_of_memory();
	snprintf(out->temporary, space, "%.*s.%s.%d.part", (int)folder, path, name, (int)getpid());
	out->slot = file_unfinished_add(out->temporary); /* before it exists, so that a signal in between leaves nothing behind */
	out->fd = out->slot < 0 ? -1 : open(out->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (out->fd < 0) {
		int saved = errno;
		file_unfinished_forget(out->slot);
		free(out->target);
		free(out->temporary);
		free(out);
		errno = saved;
		return NULL;
	}
	return out;
}

bool file_write_all(int fd, const void *bytes, size_t length) {
	for (const char *at = bytes; length;) {
		ssize_t done = write(fd, at, length);
		if (done < 0 && errno == EINTR) continue;
		if (done == 0) errno = EIO;
		if (done <= 0) return false;
		at += done;
		length -= (size_t)done;
	}
	return true;
}

static bool write_out(FileOutput *out, const void *bytes, size_t length) {
	if (out->fd >= 0 && !out->problem && !file_write_all(out->fd, bytes, length)) out->problem = errno;
	if (out->problem) errno = out->problem;
	return !out->problem;
}

static bool flush_buffer(FileOutput *out) {
	size_t filled = out->filled;
	out->filled = 0;
	return write_out(out, out->buffer, filled);
}

bool file_output_write(FileOutput *out, const void *bytes, size_t length) {
	out->offset += length;
	if (out->filled + length > BUFFER && !flush_buffer(out)) return false;
	if (length >= BUFFER) return write_out(out, bytes, length);
	memcpy(out->buffer + out->filled, bytes, length);
	out->filled += length;
	if (out->problem) errno = out->problem;
	return !out->problem;
}

uint64_t file_output_offset(const FileOutput *out) { return out->offset; }

static void release(FileOutput *out, bool remove_temporary) {
	if (out->fd >= 0 && !out->lent) close(out->fd);
	if (remove_temporary && out->temporary) unlink(out->temporary);
	file_unfinished_forget(out->slot);
	free(out->target);
	free(out->temporary);
	free(out);
}

bool file_output_commit(FileOutput *out) {
	bool fine = flush_buffer(out);
	if (out->slot < 0) {
		int problem = out->problem;
		release(out, false);
		if (!fine) errno = problem;
		return fine;
	}
	if (fine && fsync(out->fd) != 0 && errno != EINVAL && errno != EROFS) { fine = false; out->problem = errno; }
	if (fine && close(out->fd) != 0) { fine = false; out->problem = errno; }
	if (fine) out->fd = -1;
	if (fine && rename(out->temporary, out->target) != 0) { fine = false; out->problem = errno; }
	int problem = out->problem;
	release(out, !fine);
	if (!fine) errno = problem;
	return fine;
}

void file_output_abandon(FileOutput *out) {
	if (out) release(out, true);
}

void file_output_abandon_all(void) {
	for (int i = 0; i < OUTPUTS; i++) if (unfinished[i]) unlink(unfinished[i]);
	folder_output_abandon_all(); /* after the files that stood in them */
}
