/* Starts bantin-photo and hears its answer (src/photo/photo.h says what passes between them). */
#ifndef BANTIN_PICTURE_RUN_PHOTO_H
#define BANTIN_PICTURE_RUN_PHOTO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/arena.h"

typedef struct PhotoRun {
	pid_t pid;             /* 0: not running */
	int answer;            /* end of a pipe */
	int colour, alpha;     /* files without a name that it writes to; -1 when there is none */
} PhotoRun;

typedef struct PhotoAnswer {
	bool done;
	int width, height, orientation, components, bits, alpha, own_profile, coding, pages, lab;
	const char *failure, *detail; /* NULL when done; "helper": it could not be started; "died" */
} PhotoAnswer;

/* Where the program is; in the arena. */
const char *photo_find_program(Arena *arena);
/* file: the photo, open for reading. arguments: NULL-terminated, behind the program's name. press: bytes for descriptor 5, or
 * NULL. False, with errno, when it cannot be started. */
bool photo_start(Arena *arena, int file, const char *const *arguments, bool with_alpha, const void *press, size_t press_length, PhotoRun *run);
/* Waits for its end. The files stay open, for photo_take_file or photo_abandon. */
void photo_finish(Arena *arena, PhotoRun *run, PhotoAnswer *answer);
/* Maps a file that it has written and closes the descriptor; false when it is empty. Undone with file_unmap. */
bool photo_take_file(int *fd, const unsigned char **bytes, size_t *length);
/* Closes what is open; a process that still runs is ended. */
void photo_abandon(PhotoRun *run);
/* "libtiff 4.5.0" and so on, a line each; NULL when it cannot be started. */
const char *photo_read_versions(Arena *arena);
#endif
