#include "fuzz.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/folder_output.h"

static char folder[256];
static pid_t owner;

_Noreturn void fuzz_break_promise(const char *what, const char *file, int line) {
	fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, what);
	abort();
}

#ifdef FUZZ_ENGINE
/* The program would end here, without telling the engine; that a reader thinks there is no memory is a finding in any case. */
_Noreturn void __wrap_base_out_of_memory(void);
_Noreturn void __wrap_base_out_of_memory(void) { fuzz_break_promise("there is enough memory", __FILE__, __LINE__); }
#endif

bool fuzz_has_errors(const Diag *diag) { return diag_count(diag, SEVERITY_ERROR) > 0; }

static void remove_folder(void) {
	if (getpid() == owner) folder_remove(folder);
}

const char *fuzz_folder(void) {
	if (folder[0]) return folder;
	const char *wanted = getenv("TMPDIR");
	if (!wanted) wanted = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(folder, sizeof folder, "%s/bantin-fuzz.XXXXXX", wanted);
	if (!mkdtemp(folder)) {
		perror(folder);
		exit(3);
	}
	owner = getpid();
	atexit(remove_folder);
	return folder;
}

const char *fuzz_put(const char *name, const void *bytes, size_t length) {
	static char path[512];
	snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
	char *slash = strrchr(path, '/');
	*slash = 0;
	if (mkdir(path, 0777) != 0 && errno != EEXIST) perror(path), exit(3);
	*slash = '/';
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) perror(path), exit(3);
	return path;
}

void fuzz_put_copy(const char *name, const char *from_checkout) {
	const char *root = getenv("BANTIN_DATA");
	char from[512];
	snprintf(from, sizeof from, "%s/%s", root ? root : ".", from_checkout);
	FileMap map;
	if (!file_map(from, &map)) perror(from), exit(3);
	fuzz_put(name, map.bytes, map.length);
	file_unmap(&map);
}

void fuzz_remove(const char *name) {
	char path[512];
	snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
	unlink(path);
}

int fuzz_split(const uint8_t *data, size_t size, FuzzPart parts[FUZZ_PARTS]) {
	static const char MARK[] = "\n%%%%\n";
	enum { LENGTH = sizeof MARK - 1 };
	int count = 0;
	for (;;) {
		const uint8_t *mark = count < FUZZ_PARTS - 1 && size ? memmem(data, size, MARK, LENGTH) : NULL;
		size_t length = mark ? (size_t)(mark - data) : size;
		parts[count++] = (FuzzPart){ data, length };
		if (!mark) return count;
		data = mark + LENGTH;
		size -= length + LENGTH;
	}
}
