#include "picture/run_photo.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "base/run_helper.h"
#include "base/text.h"

const char *photo_find_program(Arena *arena) { return helper_find_program(arena, "bantin-photo"); }

/* ---- running ---- */

bool photo_start(Arena *arena, int file, const char *const *arguments, bool with_alpha, const void *press, size_t press_length, PhotoRun *run) {
	*run = (PhotoRun){ .answer = -1, .colour = -1, .alpha = -1 };
	int pipes[2] = { -1, -1 }, photo = helper_lift_descriptor(dup(file)), profile = press ? helper_lift_descriptor(helper_open_bytes(press, press_length)) : -1, answer = -1;
	run->colour = helper_lift_descriptor(helper_open_nameless());
	run->alpha = with_alpha ? helper_lift_descriptor(helper_open_nameless()) : -1;
	int problem = 0;
	if (photo < 0 || run->colour < 0 || (with_alpha && run->alpha < 0) || (press && profile < 0) || pipe2(pipes, O_CLOEXEC) != 0) {
		problem = errno ? errno : EIO;
	} else {
		answer = helper_lift_descriptor(pipes[1]);
		run->answer = pipes[0];
		const int from[HELPER_DESCRIPTORS] = { photo, answer, -1, run->colour, run->alpha, profile };
		const char *program = photo_find_program(arena);
		FileMap map;
		if (file_map(program, &map)) file_unmap(&map); /* what becomes of a photo depends on it: whoever watches is told */
		problem = helper_spawn(program, arguments, from, &run->pid);
		if (problem) run->pid = 0;
	}
	helper_close_descriptor(&photo);
	helper_close_descriptor(&profile);
	helper_close_descriptor(&answer);
	if (problem) photo_abandon(run);
	errno = problem;
	return !problem;
}

static void take_line(Arena *arena, char *line, PhotoAnswer *answer) {
	const struct { const char *word; int *value; } NUMBERS[] = {
		{ "width", &answer->width }, { "height", &answer->height }, { "orientation", &answer->orientation }, { "components", &answer->components },
		{ "bits", &answer->bits }, { "alpha", &answer->alpha }, { "own-profile", &answer->own_profile }, { "coding", &answer->coding },
		{ "pages", &answer->pages }, { "lab", &answer->lab },
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
	helper_close_descriptor(&run->answer);
	return helper_wait(&run->pid);
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
	helper_close_descriptor(fd);
	if (map == MAP_FAILED) return false;
	*bytes = map;
	*length = (size_t)info.st_size;
	return true;
}

void photo_abandon(PhotoRun *run) {
	helper_kill(&run->pid);
	helper_close_descriptor(&run->answer);
	helper_close_descriptor(&run->colour);
	helper_close_descriptor(&run->alpha);
}

const char *photo_read_versions(Arena *arena) {
	const char *const arguments[] = { "versions", NULL };
	PhotoRun run;
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	bool started = photo_start(arena, nothing, arguments, false, NULL, 0, &run);
	helper_close_descriptor(&nothing);
	if (!started) return NULL;
	Text heard = { 0 };
	int status = hear(&run, &heard);
	photo_abandon(&run);
	const char *lines = status == 0 && heard.length ? arena_copy_text(arena, heard.bytes, heard.length) : NULL;
	text_free(&heard);
	return lines;
}
