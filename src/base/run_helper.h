/* Starting the programs that come with this one (bantin-photo, bantin-proof) and handing them their descriptors. */
#ifndef BANTIN_BASE_RUN_HELPER_H
#define BANTIN_BASE_RUN_HELPER_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "base/arena.h"

enum { HELPER_DESCRIPTORS = 6 };

/* Where the program of this name is; in the arena, whether it is there or not. */
const char *helper_find_program(Arena *arena, const char *name);
/* A file that is gone when its descriptor is: in TMPDIR, or in memory where that is closed to us. -1 with errno. */
int helper_open_nameless(void);
/* The same, holding the bytes. */
int helper_open_bytes(const void *bytes, size_t length);
/* Moves a descriptor above those that a helper is given, so that none is overwritten before it is passed on. Closes fd; -1 stays -1. */
int helper_lift_descriptor(int fd);
/* Closes it, unless it is -1, and makes it -1. */
void helper_close_descriptor(int *fd);
/* words: the arguments behind the program's name, NULL at the end, at most 22. from[i] becomes descriptor i, -1: what is there stays;
 * all of them lifted. Signals are as in a new process. Returns 0, or an errno. */
int helper_spawn(const char *program, const char *const *words, const int from[HELPER_DESCRIPTORS], pid_t *pid);
/* Waits for its end; answers its status as waitpid does, -1 when it cannot be had. pid becomes 0. */
int helper_wait(pid_t *pid);
/* Ends it, unless pid is 0, and waits. pid becomes 0. */
void helper_kill(pid_t *pid);
/* How many are worth running at a time: as many as there are processors, from 1 to `most`. */
int helper_count_at_once(int most);
#endif
