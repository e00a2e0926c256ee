/* Linked into build/tests/bantin_faults, for tests/test_faults.sh: lets one call fail, the FAULT_AT-th of those that FAULT_KIND names,
 * counted over the process and all that it forks; with FAULT_AFTER set all that follow fail too. What was counted goes to descriptor
 * FAULT_COUNT at the end of the first process.
 *
 * "memory": what the C library answers to malloc and its kin, ours and the libraries' (the linker's --wrap puts us before base/memory.c).
 * "write": what brings a regular file to the disk. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static long *counter, fail_at;
static bool memory, writing, after;
static pid_t first;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
	const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");
	void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || !kind) return;
	fail_at = at ? atol(at) : 0;
	const char *rest = getenv("FAULT_AFTER");
	after = rest && rest[0];
	first = getpid();
	memory = strcmp(kind, "memory") == 0;
	writing = strcmp(kind, "write") == 0;
	counter = shared;
}

__attribute__((destructor)) static void end(void) {
	const char *where = getenv("FAULT_COUNT");
	if (!counter || !where || getpid() != first) return;
	char text[32];
	long counted = *counter;
	memory = writing = false;
	int length = snprintf(text, sizeof text, "%ld\n", counted);
	if (write(atoi(where), text, (size_t)length) < 0) _exit(99);
}

static bool fails(void) {
	long now = __atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
	return fail_at && (now == fail_at || (after && now > fail_at));
}

/* ---- memory ---- */

static bool no_memory(void) {
	if (!counter || !memory || !fails()) return false;
	errno = ENOMEM;
	return true;
}

void *__real___libc_malloc(size_t size), *__real___libc_calloc(size_t count, size_t size), *__real___libc_realloc(void *old, size_t size);
void *__real___libc_memalign(size_t alignment, size_t size);
void *__wrap___libc_malloc(size_t size), *__wrap___libc_calloc(size_t count, size_t size), *__wrap___libc_realloc(void *old, size_t size);
void *__wrap___libc_memalign(size_t alignment, size_t size);

void *__wrap___libc_malloc(size_t size) { return no_memory() ? NULL : __real___libc_malloc(size); }
void *__wrap___libc_calloc(size_t count, size_t size) { return no_memory() ? NULL : __real___libc_calloc(count, size); }
void *__wrap___libc_realloc(void *old, size_t size) { return size && no_memory() ? NULL : __real___libc_realloc(old, size); }
void *__wrap___libc_memalign(size_t alignment, size_t size) { return no_memory() ? NULL : __real___libc_memalign(alignment, size); }

/* ---- files ---- */

static bool is_regular(int fd) {
	struct stat info;
	return fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

static bool is_written(int fd) { return is_regular(fd) && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY; }

static bool no_write(bool counts, int problem) {
	if (!counter || !writing || !counts || !fails()) return false;
	errno = problem;
	return true;
}

ssize_t write(int fd, const void *bytes, size_t length) {
	static ssize_t (*real)(int, const void *, size_t);
	if (!real) real = (ssize_t (*)(int, const void *, size_t))next("write");
	return no_write(is_regular(fd), ENOSPC) ? -1 : real(fd, bytes, length);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
	static ssize_t (*real)(int, const void *, size_t, off_t);
	if (!real) real = (ssize_t (*)(int, const void *, size_t, off_t))next("pwrite");
	return no_write(is_regular(fd), ENOSPC) ? -1 : real(fd, bytes, length, at);
}
int fsync(int fd) {
	static int (*real)(int);
	if (!real) real = (int (*)(int))next("fsync");
	return no_write(true, EIO) ? -1 : real(fd);
}
int fdatasync(int fd) {
	static int (*real)(int);
	if (!real) real = (int (*)(int))next("fdatasync");
	return no_write(true, EIO) ? -1 : real(fd);
}
int ftruncate(int fd, off_t length) {
	static int (*real)(int, off_t);
	if (!real) real = (int (*)(int, off_t))next("ftruncate");
	return no_write(is_regular(fd), ENOSPC) ? -1 : real(fd, length);
}
int close(int fd) {
	static int (*real)(int);
	if (!real) real = (int (*)(int))next("close");
	bool bad = no_write(is_written(fd), EIO);
	int problem = errno, answer = real(fd);
	if (bad) errno = problem;
	return bad ? -1 : answer;
}
int rename(const char *from, const char *to) {
	static int (*real)(const char *, const char *);
	if (!real) real = (int (*)(const char *, const char *))next("rename");
	return no_write(true, EIO) ? -1 : real(from, to);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
	static int (*real)(int, const char *, int, const char *);
	if (!real) real = (int (*)(int, const char *, int, const char *))next("renameat");
	return no_write(true, EIO) ? -1 : real(from_folder, from, to_folder, to);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
	static int (*real)(int, const char *, int, const char *, unsigned);
	if (!real) real = (int (*)(int, const char *, int, const char *, unsigned))next("renameat2");
	return no_write(true, EIO) ? -1 : real(from_folder, from, to_folder, to, flags);
}
int mkdir(const char *path, mode_t mode) {
	static int (*real)(const char *, mode_t);
	if (!real) real = (int (*)(const char *, mode_t))next("mkdir");
	return no_write(true, ENOSPC) ? -1 : real(path, mode);
}
int mkdirat(int folder, const char *path, mode_t mode) {
	static int (*real)(int, const char *, mode_t);
	if (!real) real = (int (*)(int, const char *, mode_t))next("mkdirat");
	return no_write(true, ENOSPC) ? -1 : real(folder, path, mode);
}
int open(const char *path, int flags, ...) {
	static int (*real)(const char *, int, ...);
	if (!real) real = (int (*)(const char *, int, ...))next("open");
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
	va_end(args);
	return no_write(flags & O_CREAT, ENOSPC) ? -1 : real(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
	static int (*real)(int, const char *, int, ...);
	if (!real) real = (int (*)(int, const char *, int, ...))next("openat");
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
	va_end(args);
	return no_write(flags & O_CREAT, ENOSPC) ? -1 : real(folder, path, flags, mode);
}
