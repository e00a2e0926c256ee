/* Files: reading whole, mapping, paths inside a root, and outputs that appear whole or not at all. */
#ifndef BANTIN_BASE_FILE_H
#define BANTIN_BASE_FILE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

struct stat;

typedef struct FileMap { const unsigned char *bytes; size_t length; } FileMap;
/* Maps a regular file read-only. Returns false with errno set (EISDIR/EINVAL for what is not a regular file). */
bool file_map(const char *path, FileMap *out);
void file_unmap(FileMap *map);

bool file_is_folder(const char *path);
bool file_is_regular(const char *path);
/* dir + "/" + name (name alone when absolute or dir is empty); result in the arena. */
char *file_join(Arena *arena, const char *dir, const char *name);
char *file_folder(Arena *arena, const char *path); /* "." when there is none */
const char *file_name(const char *path);           /* lends into path */
char *file_stem(Arena *arena, const char *path);   /* the name without its last suffix */
/* Resolves reference (relative to folder) and answers its path when it lies inside root after symbolic links are
 * followed; NULL with errno ENOENT when it is missing, EACCES when it is outside or absolute. */
char *file_inside(Arena *arena, const char *root, const char *folder, const char *reference);

/* NAME or BESIDE/NAME in the folder of the running program or in one of those above it (climbs: how many are looked at), the first that
 * allows access(2) with this mode; in the arena. NULL when there is none. */
char *file_beside_program(Arena *arena, int climbs, const char *beside, const char *name, int mode);
/* Where the program's own data is: "layouts/…", "fonts/…", "schema/…" (input/schema in a checkout), "new/…" (input/new),
 * "faces/…" (build/faces); in a checkout or in PREFIX/share/bantin. The path is in the arena whether it exists or not. */
char *file_data_path(Arena *arena, const char *name);

/* Makes the folder and those above it; true when it is there afterwards, else errno says why. */
bool file_make_folder(const char *path);

/* Whether the path still leads to what is open as fd. */
bool file_is_at(int fd, const char *path);

/* All of the bytes, whatever interrupts it; false with errno. */
bool file_write_all(int fd, const void *bytes, size_t length);

/* An output that appears whole or not at all: written to a hidden temporary file in the same folder, flushed,
 * synced, renamed. Unfinished ones are removed by file_output_abandon_all (called on signals and at exit 3). */
typedef struct FileOutput FileOutput;
FileOutput *file_output_open(const char *path);     /* NULL with errno; makes missing folders. path NULL: keeps nothing, only counts */
bool file_output_write(FileOutput *out, const void *bytes, size_t length); /* buffered; false with errno, sticky */
uint64_t file_output_offset(const FileOutput *out); /* bytes written so far */
bool file_output_commit(FileOutput *out);           /* false with errno: nothing has appeared; frees out */
void file_output_abandon(FileOutput *out);          /* NULL is fine */
void file_output_abandon_all(void);                 /* async-signal-safe */
/* A temporary file of another's making, to be removed in the same cases: the path is lent until it is forgotten. -1: too many. */
int file_unfinished_add(char *path);
void file_unfinished_forget(int slot);              /* -1 is fine */
enum { FILE_MOST_LENT = 4 };
/* From now on what is put out as `path` goes into the open file `fd`, from its beginning: for a process that makes no files. The
 * descriptor stays the caller's, who syncs it and gives it its name. path is lent. False when there are too many. */
bool file_output_lend(const char *path, int fd);
void file_output_take_back(void);                   /* all that were lent */

/* ---- being watched ----
 * What a document is made of is told by the questions that were put to the file system and the answers: so also what was looked for
 * and not there. Everything that reads goes through this header, or says it with the file_note_… below. */
typedef struct FileWatcher {
	void *data;
	/* file_map: info and map are NULL when it failed, with problem an errno. */
	void (*mapped)(void *data, const char *path, const struct stat *info, const FileMap *map, int problem);
	/* file_is_folder, file_is_regular; type: S_IFMT bits, 0 when there is nothing. */
	void (*asked_type)(void *data, const char *path, unsigned type);
	/* file_inside; within: the real path inside the real root ("" for the root itself), NULL with problem when it was refused. */
	void (*resolved)(void *data, const char *root, const char *folder, const char *reference, const char *within, int problem);
	void (*listed)(void *data, const char *folder); /* the names in it mattered */
} FileWatcher;
/* NULL: nobody watches. The watcher is lent. What it asks itself it is not told. */
void file_set_watcher(const FileWatcher *watcher);
void file_note_listing(const char *folder);
#endif
