#include "picture/run_photo.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"

extern char **environ;

/* ---- where it is ---- */

/* Beside the program (build/bantin), above the tests (build/tests/test_x), in lib/bantin beside bin/, or where `make install`
 * put it. */
const char *photo_find_program(Arena *arena) {
	static const char *const BESIDE[] = { "", "/lib/bantin" };
	char exe[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", exe, sizeof exe - 1);
	exe[length > 0 ? length : 0] = 0;
	char *slash;
	for (int up = 0; up < 2 && (slash = strrchr(exe, '/')); up++) {
		*slash = 0;
		for (int i = 0; i < 2; i++) {
			const char *path = arena_format(arena, "%s%s/bantin-photo", exe, BESIDE[i]);
			if (access(path, X_OK) == 0) return path;
		}
	}
	return BANTIN_LIB_DIR "/bantin-photo";
}

/* ---- descriptors ---- */

static void close_one(int *fd) {
	if (*fd >= 0) close(*fd);
	*fd = -1;
}

/* A file that is gone when its descriptor is: in TMPDIR, or in memory where that is closed to us. */
static int open_nameless(void) {
	const char *folder = getenv("TMPDIR");
	if (!folder || !folder[0]) folder = "/tmp";
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) fd = memfd_create("bantin-photo", MFD_CLOEXEC);
	if (fd >= 0) return fd;
	char path[PATH_MAX]; /* an old kernel and a file system without O_TMPFILE */
	if (snprintf(path, sizeof path, "%s/bantin-XXXXXX", folder) >= (int)sizeof path) return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0) unlink(path);
	return fd;
}

static int open_bytes(const void *bytes, size_t length) {
	int fd = open_nameless();
	for (size_t written = 0; fd >= 0 && written < length;) {
		ssize_t put = write(fd, (const char *)bytes + written, length - written);
		if (put <= 0) { close(fd); return -1; }
		written += (size_t)put;
	}
	return fd;
}

/* Above those that the program is given, so that none is overwritten before it is passed on. */
static int lift(int fd) {
	enum { ABOVE = 10 };
	int lifted = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, ABOVE);
	if (fd >= 0) close(fd);
	return lifted;
}

/* ---- running ---- */

static int spawn(const char *program, const char *const *arguments, const int from[6], pid_t *pid) {
	char *words[24] = { (char *)(uintptr_t)"bantin-photo" };
	int count = 1;
	while (arguments[count - 1] && count < 23) { words[count] = (char *)(uintptr_t)arguments[count - 1]; count++; }
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
	for (int i = 0; i < 6; i++) if (from[i] >= 0) posix_spawn_file_actions_adddup2(&actions, from[i], i);
	int problem = posix_spawn(pid, program, &actions, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return problem;
}

bool photo_start(Arena *arena, int file, const char *const *arguments, bool with_alpha, const void *press, size_t press_length, PhotoRun *run) {
	*run = (PhotoRun){ .answer = -1, .colour = -1, .alpha = -1 };
	int pipes[2] = { -1, -1 }, photo = lift(dup(file)), profile = press ? lift(open_bytes(press, press_length)) : -1, answer = -1;
	run->colour = lift(open_nameless());
	run->alpha = with_alpha ? lift(open_nameless()) : -1;
	int problem = 0;
	if (photo < 0 || run->colour < 0 || (with_alpha && run->alpha < 0) || (press && profile < 0) || pipe2(pipes, O_CLOEXEC) != 0) {
		problem = errno ? errno : EIO;
	} else {
		answer = lift(pipes[1]);
		run->answer = pipes[0];
		const int from[6] = { photo, answer, -1, run->colour, run->alpha, profile };
		const char *program = photo_find_program(arena);
		FileMap map;
		if (file_map(program, &map)) file_unmap(&map); /* what becomes of a photo depends on it: whoever watches is told */
		problem = spawn(program, arguments, from, &run->pid);
		if (problem) run->pid = 0;
	}
	close_one(&photo);
	close_one(&profile);
	close_one(&answer);
	if (problem) photo_abandon(run);
	errno = problem;
	return !problem;
}

static void take_line(Arena *arena, char *line, PhotoAnswer *answer) {
	const struct { const char *word; int *value; } NUMBERS[] = {
		{ "width", &answer->width }, { "height", &answer->height }, { "orientation", &answer->orientation }, { "components", &answer->components },
		{ "bits", &answer->bits }, { "alpha", &answer->alpha }, { "own-profile", &answer->own_profile }, { "coding", &answer->coding },
		{ "lossy", &answer->lossy }, { "pages", &answer->pages }, { "lab", &answer->lab },
	};
	char *value = strchr(line, ' ');
	if (!value) return;
	*value++ = 0;
	if (strcmp(line, "done") == 0) answer->done = true;
	if (strcmp(line, "error") == 0) {
		char *detail = strchr(value, ' ');
		answer->failure = arena_copy_text(arena, value, detail ? (size_t)(detail - value) : strlen(value));
		answer->detail = arena_copy_text(arena, detail ? detail + 1 : "", detail ? strlen(detail + 1) : 0);
	}
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) if (strcmp(line, NUMBERS[i].word) == 0) *NUMBERS[i].value = atoi(value);
}

/* Its whole answer, and its status; a short text whatever a file makes of it. */
static int hear(PhotoRun *run, Text *heard) {
	enum { MOST = 64 * 1024 };
	char part[4096];
	for (;;) {
		ssize_t got = read(run->answer, part, sizeof part);
		if (got < 0 && errno == EINTR) continue;
		if (got <= 0) break;
		if (heard->length < MOST) text_add_bytes(heard, part, (size_t)got);
	}
	close_one(&run->answer);
	int status = -1;
	while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR) continue;
	run->pid = 0;
	return status;
}

void photo_finish(Arena *arena, PhotoRun *run, PhotoAnswer *answer) {
	*answer = (PhotoAnswer){ .orientation = 1 };
	Text heard = { 0 };
	int status = hear(run, &heard);
	for (char *line = heard.bytes, *next; line && *line; line = next) {
		next = strchr(line, '\n');
		if (!next) break;
		*next++ = 0;
		take_line(arena, line, answer);
	}
	text_free(&heard);
	if (answer->failure) answer->done = false;
	if (answer->done && WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
	answer->done = false;
	if (!answer->failure) answer->failure = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? "slow" : WIFEXITED(status) && WEXITSTATUS(status) == 127 ? "helper" : "died";
	if (!answer->detail) answer->detail = "";
}

bool photo_take_file(int *fd, const unsigned char **bytes, size_t *length) {
	struct stat info;
	bool good = *fd >= 0 && fstat(*fd, &info) == 0 && info.st_size > 0;
	void *map = good ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, *fd, 0) : MAP_FAILED;
	close_one(fd);
	if (map == MAP_FAILED) return false;
	*bytes = map;
	*length = (size_t)info.st_size;
	return true;
}

void photo_abandon(PhotoRun *run) {
	if (run->pid > 0) {
		kill(run->pid, SIGKILL);
		while (waitpid(run->pid, NULL, 0) < 0 && errno == EINTR) continue;
	}
	run->pid = 0;
	close_one(&run->answer);
	close_one(&run->colour);
	close_one(&run->alpha);
}

const char *photo_read_versions(Arena *arena) {
	const char *const arguments[] = { "versions", NULL };
	PhotoRun run;
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	bool started = photo_start(arena, nothing, arguments, false, NULL, 0, &run);
	close_one(&nothing);
	if (!started) return NULL;
	Text heard = { 0 };
	int status = hear(&run, &heard);
	photo_abandon(&run);
	const char *lines = status == 0 && heard.length ? arena_copy_text(arena, heard.bytes, heard.length) : NULL;
	text_free(&heard);
	return lines;
}
