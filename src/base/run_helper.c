#include "base/run_helper.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"

extern char **environ;

/* ---- where it is ---- */

/* Beside the program (build/bantin), above the tests (build/tests/test_x), in lib/bantin beside bin/, or where `make install`
 * put it. */
const char *helper_find_program(Arena *arena, const char *name) {
	const char *path = file_beside_program(arena, 2, "lib/bantin", name, X_OK);
	return path ? path : arena_format(arena, "%s/%s", BANTIN_LIB_DIR, name);
}

/* ---- descriptors ---- */

void helper_close_descriptor(int *fd) {
	if (*fd >= 0) close(*fd);
	*fd = -1;
}

int helper_open_nameless(void) {
	const char *folder = getenv("TMPDIR");
	if (!folder || !folder[0]) folder = "/tmp";
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) fd = memfd_create("bantin", MFD_CLOEXEC);
	if (fd >= 0) return fd;
	char path[PATH_MAX]; /* an old kernel and a file system without O_TMPFILE */
	if (snprintf(path, sizeof path, "%s/bantin-XXXXXX", folder) >= (int)sizeof path) return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0) unlink(path);
	return fd;
}

int helper_open_bytes(const void *bytes, size_t length) {
	int fd = helper_open_nameless();
	if (fd >= 0 && !file_write_all(fd, bytes, length)) helper_close_descriptor(&fd);
	return fd;
}

int helper_lift_descriptor(int fd) {
	enum { ABOVE = 10 };
	int lifted = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, ABOVE);
	if (fd >= 0) close(fd);
	return lifted;
}

/* ---- running ---- */

int helper_spawn(const char *program, const char *const *words, const int from[HELPER_DESCRIPTORS], pid_t *pid) {
	const char *slash = strrchr(program, '/');
	char *arguments[24] = { (char *)(uintptr_t)(slash ? slash + 1 : program) };
	for (int i = 0; words[i] && i < 22; i++) arguments[i + 1] = (char *)(uintptr_t)words[i];
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	for (int i = 0; i < HELPER_DESCRIPTORS; i++) if (from[i] >= 0) posix_spawn_file_actions_adddup2(&actions, from[i], i);
	int problem = posix_spawn(pid, program, &actions, &attributes, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return problem;
}

int helper_wait(pid_t *pid) {
	int status = -1;
	while (waitpid(*pid, &status, 0) < 0 && errno == EINTR) continue;
	*pid = 0;
	return status;
}

void helper_kill(pid_t *pid) {
	if (*pid <= 0) return;
	kill(*pid, SIGKILL);
	helper_wait(pid);
}

int helper_count_at_once(int most) {
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	return processors < 1 ? 1 : processors > most ? most : (int)processors;
}
