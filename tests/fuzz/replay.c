/* Gives a target every file of its corpus and its seeds, once: what was found once is not to come back. */
#include "fuzz.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"

static const char *now_running = "";

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

/* The library says why a process ends; this says with what. */
static void tell_input(void) {
	if (now_running[0]) fprintf(stderr, "while running %s\n", now_running);
}

static int run_file(const char *path) {
	FileMap map;
	if (!file_map(path, &map)) return 0;
	/* in memory of just its size, so that a read past its end is seen */
	uint8_t *copy = malloc(map.length ? map.length : 1);
	if (!copy) return 0;
	memcpy(copy, map.bytes, map.length);
	now_running = path;
	LLVMFuzzerTestOneInput(copy, map.length);
	now_running = "";
	free(copy);
	file_unmap(&map);
	return 1;
}

static int run_path(const char *path) {
	if (!file_is_folder(path)) return run_file(path);
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, by_name), run = 0;
	for (int i = 0; i < count; i++) {
		char inner[1024];
		snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && !file_is_folder(inner)) run += run_file(inner);
		free(entries[i]);
	}
	if (count >= 0) free(entries);
	return run;
}

int main(int argc, char **argv) {
	/* What documents say goes nowhere; what we say still goes out. */
	int told = dup(STDOUT_FILENO), run = 0;
	if (told < 0 || !freopen("/dev/null", "w", stdout)) return 3;
	LLVMFuzzerInitialize(&argc, &argv);
	atexit(tell_input);
	const char *root = getenv("BANTIN_DATA");
	char path[1024];
	if (argc > 1) {
		for (int i = 1; i < argc; i++) run += run_path(argv[i]);
	} else {
		snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", root ? root : ".", fuzz_name);
		run = run_path(path);
		for (int i = 0; fuzz_seeds[i]; i++) {
			snprintf(path, sizeof path, "%s/%s", root ? root : ".", fuzz_seeds[i]);
			run += run_path(path);
		}
	}
	if (run) dprintf(told, "ok %d inputs of the target %s do no harm\n", run, fuzz_name);
	else dprintf(told, "not ok no input of the target %s was found\n", fuzz_name);
	return run ? 0 : 1;
}
