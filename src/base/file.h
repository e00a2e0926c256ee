/* Files: reading whole, mapping, paths inside a root, and outputs that appear whole or not at all. */
#ifndef BANTIN_BASE_FILE_H
#define BANTIN_BASE_FILE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

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

/* Where the program's own data is: "layouts/…", "fonts/…", "schema/…" (input/schema in a checkout), "new/…" (input/new),
 * "faces/…" (build/faces); in a checkout or in PREFIX/share/bantin. The path is in the arena whether it exists or not. */
char *file_data_path(Arena *arena, const char *name);

/* Makes the folder and those above it; true when it is there afterwards, else errno says why. */
bool file_make_folder(const char *path);

/* An output that appears whole or not at all: written to a hidden temporary file in the same folder, flushed,
 * synced, renamed. Unfinished ones are removed by file_output_abandon_all (called on signals and at exit 3). */
typedef struct FileOutput FileOutput;
FileOutput *file_output_open(const char *path);     /* NULL with errno; makes missing folders. path NULL: keeps nothing, only counts */
bool file_output_write(FileOutput *out, const void *bytes, size_t length); /* buffered; false with errno, sticky */
uint64_t file_output_offset(const FileOutput *out); /* bytes written so far */
bool file_output_commit(FileOutput *out);           /* false with errno: nothing has appeared; frees out */
void file_output_abandon(FileOutput *out);          /* NULL is fine */
void file_output_abandon_all(void);                 /* async-signal-safe */
#endif
