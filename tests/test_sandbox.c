/* The sandbox from inside: what a process may still do after sandbox_enter, and what is said where the kernel has only a part of it.
 * Each case runs in a process of its own and answers by its exit status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "base/folder_output.h"
#include "base/message.h"
#include "batch/sandbox.h"

static char scratch[] = "/tmp/bantin-sandbox.XXXXXX"; /* in/, out/, secret/ */
static Arena *arena;
static SandboxPlan plan;
static SandboxReport report;

static const char *in_scratch(const char *name) { return file_join(arena, scratch, name); }

static void write_file(const char *name, const char *text) {
	FILE *file = fopen(in_scratch(name), "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void allow(SandboxPaths *paths, const char *path) { *vector_push(arena, paths) = path; }

static int set_up(void **state) {
	(void)state;
	arena = arena_open();
	if (!mkdtemp(scratch)) return -1;
	file_make_folder(in_scratch("in/photos"));
	file_make_folder(in_scratch("out"));
	file_make_folder(in_scratch("secret"));
	write_file("in/bai.xml", "<article/>");
	write_file("in/photos/a", "a");
	write_file("secret/key", "key");
	write_file("alone", "alone");
	if (symlink("../secret/key", in_scratch("in/link")) != 0) return -1;
	allow(&plan.readable, in_scratch("in"));
	allow(&plan.readable, in_scratch("alone"));
	allow(&plan.readable, in_scratch("not/there"));
	allow(&plan.writable, in_scratch("out"));
	return 0;
}

static int tear_down(void **state) {
	(void)state;
	folder_remove(scratch);
	arena_close(arena);
	return 0;
}

/* Runs check() inside; it answers 0 or the line of what went wrong. */
static int inside(int (*check)(void)) {
	pid_t pid = fork();
	if (pid == 0) {
		sandbox_enter(&plan, &report);
		_exit(check() ? 1 : 0);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status)) print_message("ended by signal %d\n", WTERMSIG(status));
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define WANT(condition) do { if (!(condition)) { dprintf(2, "%s:%d: %s (errno %d)\n", __FILE__, __LINE__, #condition, errno); return 1; } } while (0)
#define REFUSED(call, ...) (errno = 0, (call) == -1 && is_one_of(errno, __VA_ARGS__, 0))

static bool is_one_of(int problem, ...) {
	va_list args;
	va_start(args, problem);
	bool found = false;
	for (int one; !found && (one = va_arg(args, int));) found = one == problem;
	va_end(args);
	return found;
}

static bool can_read(const char *path) {
	char byte;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool fine = fd >= 0 && read(fd, &byte, 1) >= 0;
	if (fd >= 0) close(fd);
	return fine;
}

/* ---- files ---- */

static int check_reading(void) {
	if (!report.closed[SANDBOX_FILES]) return 0;
	WANT(can_read(in_scratch("in/bai.xml")));
	WANT(can_read(in_scratch("in/photos/a")));
	WANT(can_read(in_scratch("alone")));
	WANT(!can_read(in_scratch("secret/key")) && errno == EACCES);
	WANT(!can_read(in_scratch("in/link")) && errno == EACCES);
	WANT(!can_read(in_scratch("in/../secret/key")) && errno == EACCES);
	WANT(!can_read("/etc/passwd"));
#ifndef __SANITIZE_ADDRESS__
	WANT(!can_read("/proc/self/maps"));
	WANT(!can_read("/proc/self/environ"));
#endif
	WANT(!can_read("/dev/zero"));
	WANT(!can_read("/"));
	WANT(can_read("/dev/null"));
	return 0;
}

static int check_writing(void) {
	if (!report.closed[SANDBOX_FILES]) return 0;
	WANT(REFUSED(open(in_scratch("in/bai.xml"), O_WRONLY), EACCES));
	WANT(REFUSED(open(in_scratch("in/new"), O_WRONLY | O_CREAT, 0666), EACCES));
	WANT(REFUSED(open(in_scratch("secret/new"), O_WRONLY | O_CREAT, 0666), EACCES));
	WANT(REFUSED(unlink(in_scratch("in/bai.xml")), EACCES));
	WANT(REFUSED(rename(in_scratch("in/bai.xml"), in_scratch("out/bai.xml")), EACCES, EXDEV));
	WANT(REFUSED(mkdir(in_scratch("in/folder"), 0777), EACCES));
	WANT(REFUSED(truncate(in_scratch("in/bai.xml"), 0), EACCES, ENOSYS));
	WANT(REFUSED(symlink("/etc/passwd", in_scratch("out/link")), EACCES, EPERM));
	WANT(REFUSED(link(in_scratch("in/bai.xml"), in_scratch("out/link")), EACCES, EPERM, EXDEV));
	WANT(REFUSED(mkfifo(in_scratch("out/fifo"), 0666), EACCES, EPERM));
	FileOutput *out = file_output_open(in_scratch("out/deep/a.pdf"));
	WANT(out && file_output_write(out, "abc", 3) && file_output_commit(out));
	WANT(can_read(in_scratch("out/deep/a.pdf")));
	WANT(unlink(in_scratch("out/deep/a.pdf")) == 0 && rmdir(in_scratch("out/deep")) == 0);
	return 0;
}

static void files_are_closed(void **state) {
	(void)state;
	assert_int_equal(inside(check_reading), 0);
	assert_int_equal(inside(check_writing), 0);
}

/* A second one can only take away: this is how a worker has less than its run. */
static int check_second(void) {
	if (!report.closed[SANDBOX_FILES]) return 0;
	SandboxPlan narrower = { .programs = { 0 } };
	allow(&narrower.readable, in_scratch("in/photos"));
	allow(&narrower.readable, in_scratch("secret"));
	sandbox_enter(&narrower, &report);
	WANT(report.closed[SANDBOX_FILES] && report.closed[SANDBOX_CALLS]);
	WANT(can_read(in_scratch("in/photos/a")));
	WANT(!can_read(in_scratch("in/bai.xml")) && errno == EACCES);
	WANT(!can_read(in_scratch("secret/key")) && errno == EACCES);
	WANT(REFUSED(open(in_scratch("out/new"), O_WRONLY | O_CREAT, 0666), EACCES));
	return 0;
}

static void a_second_one_takes_more(void **state) {
	(void)state;
	assert_int_equal(inside(check_second), 0);
}

/* ---- the network ---- */

static int check_network(void) {
	if (!report.closed[SANDBOX_CALLS]) return 0;
	int pair[2];
	WANT(REFUSED(socket(AF_INET, SOCK_STREAM, 0), EPERM));
	WANT(REFUSED(socket(AF_INET6, SOCK_DGRAM, 0), EPERM));
	WANT(REFUSED(socket(AF_UNIX, SOCK_STREAM, 0), EPERM));
	WANT(REFUSED(socket(AF_NETLINK, SOCK_RAW, 0), EPERM));
	WANT(REFUSED(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), EPERM));
#ifdef SYS_io_uring_setup
	WANT(REFUSED(syscall(SYS_io_uring_setup, 1, NULL), EPERM));
#endif
	return 0;
}

static void the_network_is_closed(void **state) {
	(void)state;
	assert_int_equal(inside(check_network), 0);
}

/* ---- other programs, and the system ---- */

static int check_programs(void) {
	if (!report.closed[SANDBOX_CALLS]) return 0;
	char *const arguments[] = { "true", NULL };
	WANT(REFUSED(execv("/bin/true", arguments), EPERM));
	WANT(REFUSED(syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, NULL, 0), EPERM));
	WANT(REFUSED(syscall(SYS_unshare, 0x10000000 /* CLONE_NEWUSER */), EPERM));
	WANT(REFUSED(syscall(SYS_clone, 0x10000000 | SIGCHLD, NULL, NULL, NULL, NULL), EPERM));
	WANT(REFUSED(syscall(SYS_mount, "a", "b", "tmpfs", 0, NULL), EPERM));
	WANT(REFUSED(syscall(SYS_bpf, 0, NULL, 0), EPERM));
	WANT(REFUSED(syscall(SYS_keyctl, 0), EPERM));
	WANT(REFUSED(syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0), EPERM));
	WANT(REFUSED(syscall(SYS_setuid, 0), EPERM));
	WANT(REFUSED(syscall(1022), ENOSYS));
	WANT(REFUSED(ioctl(STDIN_FILENO, TIOCSTI, "x"), ENOTTY));
#ifndef __SANITIZE_ADDRESS__
	WANT(REFUSED(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL), EPERM));
	WANT(REFUSED(fork(), EPERM));
#endif
	return 0;
}

static void other_programs_are_closed(void **state) {
	(void)state;
	assert_int_equal(inside(check_programs), 0);
}

static int check_one_program(void) {
	char *const arguments[] = { (char *)plan.programs.items[0], NULL };
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		execv(plan.programs.items[0], arguments);
		_exit(99);
	}
	WANT(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	if (!report.closed[SANDBOX_FILES]) return 0;
	char *const other[] = { "sh", "-c", "exit 0", NULL };
	WANT(REFUSED(execv("/bin/sh", other), EACCES));
	WANT(!can_read(in_scratch("secret/key")));
	return 0;
}

static void the_one_program_may_be_started(void **state) {
	(void)state;
	allow(&plan.programs, "/bin/true");
	assert_int_equal(inside(check_one_program), 0);
	plan.programs.count = 0;
}

/* ---- what must still work ---- */

static void *add_one(void *number) { return ++*(int *)number, NULL; }

static int check_work(void) {
	pthread_t thread;
	int number = 1, ends[2];
	WANT(pthread_create(&thread, NULL, add_one, &number) == 0 && pthread_join(thread, NULL) == 0 && number == 2);
	void *memory = malloc(64 << 20);
	WANT(memory);
	free(memory);
	WANT(pipe(ends) == 0 && write(ends[1], "x", 1) == 1 && close(ends[0]) == 0 && close(ends[1]) == 0);
	WANT(memfd_create("x", 0) >= 0);
	isatty(1);
	WANT(errno != EPERM);
	return 0;
}

static void work_goes_on(void **state) {
	(void)state;
	assert_int_equal(inside(check_work), 0);
}

/* ---- what is said ---- */

static int check_words(void) {
	const char *words = sandbox_describe(arena, &report);
	bool all = report.closed[SANDBOX_FILES] && report.closed[SANDBOX_NETWORK] && report.closed[SANDBOX_CALLS];
	WANT(all == !strstr(words, "not closed"));
	WANT(words[0] && words[strlen(words) - 1] == '\n');
	return 0;
}

/* An old kernel: a filter from before answers for the calls that it would not know. */
static void pretend_lacking(long call) {
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof code / sizeof *code, code };
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static int check_without_landlock(void) {
	const char *words = sandbox_describe(arena, &report);
	WANT(!report.closed[SANDBOX_FILES] && report.problem[SANDBOX_FILES] == ENOSYS && report.landlock == 0);
	WANT(strstr(words, "not closed: other programs, and files") && strstr(words, "Landlock"));
	WANT(report.closed[SANDBOX_CALLS] && report.closed[SANDBOX_NETWORK]);
	WANT(can_read(in_scratch("secret/key")));
	WANT(REFUSED(socket(AF_INET, SOCK_STREAM, 0), EPERM));
	return 0;
}

static void what_is_lacking_is_said(void **state) {
	(void)state;
	message_set_language("en");
	assert_int_equal(inside(check_words), 0);
#ifdef SYS_landlock_create_ruleset
	pid_t pid = fork();
	if (pid == 0) {
		pretend_lacking(SYS_landlock_create_ruleset);
		sandbox_enter(&plan, &report);
		_exit(check_without_landlock());
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
#endif
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_closed), cmocka_unit_test(a_second_one_takes_more), cmocka_unit_test(the_network_is_closed), cmocka_unit_test(other_programs_are_closed),
		cmocka_unit_test(the_one_program_may_be_started), cmocka_unit_test(work_goes_on), cmocka_unit_test(what_is_lacking_is_said),
	};
	return cmocka_run_group_tests_name("sandbox", tests, set_up, tear_down);
}
