/* What a process that reads input gives up before it reads: the network, other programs, and every file that its documents have no
 * need of. What a hostile file makes of a fault in a parser then stays in here.
 *
 * Files are closed by Landlock (Linux 5.13), the rest by a seccomp filter; both need no rights, work for everybody, and cannot be
 * taken back. Where the kernel lacks one, the other is there, and the report says what is missing. */
#ifndef BANTIN_BATCH_SANDBOX_H
#define BANTIN_BATCH_SANDBOX_H
#include <stdbool.h>
#include "base/arena.h"

typedef struct SandboxPaths { const char **items; int count, capacity; } SandboxPaths;
typedef struct SandboxPlan {
	SandboxPaths readable;   /* files, and folders with all below them; what is not there is passed over */
	SandboxPaths writable;   /* folders in which files may be made, written, renamed and removed */
	SandboxPaths placeable;  /* folders in which files may be made and replaced, but not read */
	SandboxPaths removable;  /* folders below which empty folders may be removed */
	SandboxPaths programs;   /* that may be started, with the machine's libraries */
} SandboxPlan;

typedef enum SandboxPart { SANDBOX_FILES, SANDBOX_NETWORK, SANDBOX_CALLS, SANDBOX_PART_COUNT } SandboxPart;
typedef struct SandboxReport {
	bool closed[SANDBOX_PART_COUNT]; /* NETWORK: no socket can be made (by seccomp), or else no TCP connection (by Landlock) */
	int problem[SANDBOX_PART_COUNT]; /* an errno where it could not be closed */
	int landlock;            /* version of the kernel's interface; 0 when there is none */
} SandboxReport;

/* For the calling thread and what it starts; to be called while there is but one. What could not be done is in the report. */
void sandbox_enter(const SandboxPlan *plan, SandboxReport *report);
/* In words, for --verbose: one line, or several, each ending in a newline; in the arena. */
const char *sandbox_describe(Arena *arena, const SandboxReport *report);
#endif
