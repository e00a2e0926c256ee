/* Landlock (Documentation/userspace-api/landlock.rst): what is not allowed by a rule for a folder above it cannot be opened. The
 * versions of the interface each brought more that can be forbidden; we ask for all that this kernel knows. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "batch/sandbox_parts.h"

/* As in <linux/landlock.h>, written out because a build machine's header may be older than the kernel the program meets. */
enum {
	FILE_EXECUTE = 1 << 0, FILE_WRITE = 1 << 1, FILE_READ = 1 << 2, FOLDER_READ = 1 << 3, FOLDER_REMOVE = 1 << 4, FILE_REMOVE = 1 << 5,
	MAKE_CHARACTER_DEVICE = 1 << 6, MAKE_FOLDER = 1 << 7, MAKE_FILE = 1 << 8, MAKE_SOCKET = 1 << 9, MAKE_FIFO = 1 << 10,
	MAKE_BLOCK_DEVICE = 1 << 11, MAKE_LINK = 1 << 12,
	FILE_REFER = 1 << 13,    /* version 2: moving and linking between folders */
	FILE_TRUNCATE = 1 << 14, /* 3 */
	DEVICE_CONTROL = 1 << 15, /* 5 */
	TCP_BIND = 1 << 0, TCP_CONNECT = 1 << 1, /* 4 */
	SCOPE_SOCKETS = 1 << 0, SCOPE_SIGNALS = 1 << 1, /* 6 */
	CREATE_VERSION = 1, RULE_BENEATH = 1
};
typedef struct Ruleset { uint64_t files, network, scopes; } Ruleset;
typedef struct BeneathRule { uint64_t allowed; int32_t folder; } __attribute__((packed)) BeneathRule;

#ifdef SYS_landlock_create_ruleset
static long create_ruleset(const Ruleset *ruleset, size_t size, uint32_t flags) { return syscall(SYS_landlock_create_ruleset, ruleset, size, flags); }
static long add_rule(int fd, const BeneathRule *rule) { return syscall(SYS_landlock_add_rule, fd, RULE_BENEATH, rule, 0); }
static long restrict_self(int fd) { return syscall(SYS_landlock_restrict_self, fd, 0); }
#else
static long create_ruleset(const Ruleset *ruleset, size_t size, uint32_t flags) { (void)ruleset; (void)size; (void)flags; errno = ENOSYS; return -1; }
static long add_rule(int fd, const BeneathRule *rule) { (void)fd; (void)rule; return -1; }
static long restrict_self(int fd) { (void)fd; return -1; }
#endif

enum {
	FOR_FILES = FILE_EXECUTE | FILE_WRITE | FILE_READ | FILE_TRUNCATE | DEVICE_CONTROL, /* what may stand in a rule for a file */
	TO_READ = FILE_READ | FOLDER_READ,
	TO_PLACE = FILE_WRITE | FILE_TRUNCATE | FILE_REMOVE | MAKE_FILE,
	TO_WRITE = TO_READ | TO_PLACE | FOLDER_REMOVE | MAKE_FOLDER | FILE_REFER
};

static int allow(int ruleset, const char *path, uint64_t access, uint64_t known) {
	int fd = open(path, O_PATH | O_CLOEXEC), problem = 0;
	if (fd < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : errno; /* what cannot be reached need not be allowed */
	struct stat info;
	if (fstat(fd, &info) != 0) problem = errno;
	if (!problem && !S_ISDIR(info.st_mode)) access &= FOR_FILES;
	BeneathRule rule = { access & known, fd };
	if (!problem && rule.allowed && add_rule(ruleset, &rule) != 0) problem = errno;
	close(fd);
	return problem;
}

static int allow_all(int ruleset, const SandboxPaths *paths, uint64_t access, uint64_t known) {
	int problem = 0;
	for (int i = 0; i < paths->count && !problem; i++) problem = allow(ruleset, paths->items[i], access, known);
	return problem;
}

/* Programs, what loads them, and the libraries of the machine, which their own parts may be loaded from. */
static int allow_programs(int ruleset, const SandboxPaths *programs, uint64_t known) {
	static const char *const LIBRARIES[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib" };
	int problem = allow_all(ruleset, programs, FILE_READ | FILE_EXECUTE, known);
	for (size_t i = 0; i < sizeof LIBRARIES / sizeof *LIBRARIES && !problem; i++) problem = allow(ruleset, LIBRARIES[i], TO_READ | FILE_EXECUTE, known);
	return problem ? problem : allow(ruleset, "/etc/ld.so.cache", FILE_READ, known);
}

static int fill(int ruleset, const SandboxPlan *plan, uint64_t known) {
	int problem = allow_all(ruleset, &plan->readable, TO_READ, known);
	if (!problem) problem = allow_all(ruleset, &plan->writable, TO_WRITE, known);
	if (!problem) problem = allow_all(ruleset, &plan->placeable, TO_PLACE, known);
	if (!problem) problem = allow_all(ruleset, &plan->removable, FOLDER_REMOVE, known);
	if (!problem && plan->programs.count) problem = allow_programs(ruleset, &plan->programs, known);
	if (!problem) problem = allow(ruleset, "/dev/null", FILE_READ | FILE_WRITE, known);
	if (!problem && SANDBOX_UNDER_SANITIZER) problem = allow(ruleset, "/proc", TO_READ, known);
	return problem;
}

int sandbox_restrict_files(const SandboxPlan *plan, int *version, bool *network) {
	long known = create_ruleset(NULL, 0, CREATE_VERSION);
	*network = false;
	*version = known > 0 ? (int)known : 0;
	if (known < 1) return known < 0 ? errno : ENOSYS;
	Ruleset ruleset = { .files = (1 << 13) - 1 };
	if (known >= 2) ruleset.files |= FILE_REFER;
	if (known >= 3) ruleset.files |= FILE_TRUNCATE;
	if (known >= 4) ruleset.network = TCP_BIND | TCP_CONNECT;
	if (known >= 5) ruleset.files |= DEVICE_CONTROL;
	if (known >= 6) ruleset.scopes = SCOPE_SOCKETS | SCOPE_SIGNALS;
	/* A kernel refuses more than it knows, even zeros; it takes less. */
	size_t size = known >= 6 ? sizeof ruleset : known >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
	int fd = (int)create_ruleset(&ruleset, size, 0);
	if (fd < 0) return errno;
	int problem = fill(fd, plan, ruleset.files);
	if (!problem && restrict_self(fd) != 0) problem = errno;
	close(fd);
	*network = !problem && known >= 4;
	return problem;
}
