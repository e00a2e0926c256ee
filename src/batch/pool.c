#include "batch/pool.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/file.h"

enum {
	LARGEST_RESULT = 512 * 1024 * 1024,
	MOST_PRINTED = 64 * 1024,
	NEAR = 16,                         /* the last sixteenth of the memory is near to the limit */
	MEMORY_STATUS = 3                  /* base_out_of_memory ends a process with this one; a job never does */
};
static const char MARK[8] = "bantin\n";        /* before and after a result: what lies between is whole */

typedef struct Worker {
	pid_t pid;               /* 0: free */
	int number, result, printed; /* descriptors; -1: closed */
	bool stopped;            /* killed for its time */
	int64_t since;
	Text bytes, said;
} Worker;

struct Pool {
	PoolLimits limits;
	PoolWork *work;
	void *data;
	Worker *workers;
	int running;
};

Pool *pool_open(const PoolLimits *limits, PoolWork *work, void *data) {
	Pool *pool = calloc(1, sizeof *pool);
	if (!pool) base_out_of_memory();
	pool->limits = *limits;
	pool->work = work;
	pool->data = data;
	pool->workers = calloc((size_t)limits->jobs, sizeof *pool->workers);
	if (!pool->workers) base_out_of_memory();
	return pool;
}

bool pool_has_room(const Pool *pool) { return pool->running < pool->limits.jobs; }
int pool_running(const Pool *pool) { return pool->running; }

int pool_oldest(const Pool *pool) {
	const Worker *oldest = NULL;
	for (int i = 0; i < pool->limits.jobs; i++) {
		const Worker *worker = &pool->workers[i];
		if (worker->pid && (!oldest || worker->since < oldest->since)) oldest = worker;
	}
	return oldest ? oldest->number : -1;
}

/* ---- in the worker ---- */

/* Address space in use, to the megabyte. /proc would tell, but a sandbox may be around us: so the kernel is asked at which limit it
 * refuses another page. */
static uint64_t measure_address_space(void) {
	struct rlimit kept, trial;
	if (getrlimit(RLIMIT_AS, &kept) != 0) return 0;
	trial = kept;
	uint64_t low = 0, high = UINT64_C(1) << 47;
	if (kept.rlim_max != RLIM_INFINITY && kept.rlim_max < high) high = kept.rlim_max;
	while (high - low > 1024 * 1024) {
		trial.rlim_cur = low + (high - low) / 2;
		if (setrlimit(RLIMIT_AS, &trial) != 0) return 0;
		void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (page == MAP_FAILED) low = trial.rlim_cur;
		else munmap(page, 4096), high = trial.rlim_cur;
	}
	setrlimit(RLIMIT_AS, &kept);
	return high;
}

/* AddressSanitizer reserves terabytes of addresses: no limit can be set there. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_LIMIT 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_LIMIT 0
#endif
#endif
#ifndef HAS_ADDRESS_LIMIT
#define HAS_ADDRESS_LIMIT 1
#endif

static void lower_limit(int which, uint64_t most) {
	struct rlimit limit;
	if (getrlimit(which, &limit) != 0) return;
	if (limit.rlim_max != RLIM_INFINITY && most > limit.rlim_max) most = limit.rlim_max;
	if (limit.rlim_cur == RLIM_INFINITY || most < limit.rlim_cur) limit.rlim_cur = most;
	setrlimit(which, &limit);
}

static void set_limits(const PoolLimits *limits) {
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
	/* Should nobody be left to stop it by the clock. */
	if (limits->seconds) lower_limit(RLIMIT_CPU, (uint64_t)limits->seconds * (limits->threads > 1 ? (uint64_t)limits->threads : 1) + 1);
	uint64_t present = limits->bytes && HAS_ADDRESS_LIMIT ? measure_address_space() : 0;
	if (present) lower_limit(RLIMIT_AS, present + limits->bytes);
}

/* A library that was refused memory may have gone on without, and what it made cannot be trusted: so nobody may come near to the limit. */
static bool was_near_limit(const PoolLimits *limits) {
	struct rusage usage;
	if (!HAS_ADDRESS_LIMIT || !limits->bytes || getrusage(RUSAGE_SELF, &usage) != 0) return false;
	return (uint64_t)usage.ru_maxrss * 1024 > limits->bytes - limits->bytes / NEAR;
}

static void reset_signals(void) {
	static const int OURS[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGWINCH };
	for (size_t i = 0; i < sizeof OURS / sizeof *OURS; i++) signal(OURS[i], SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Nothing of ours calls exit() here: it is a library that gives up because it has no memory (libhyphen does). */
static void give_up(void) { _exit(MEMORY_STATUS); }

/* What the run and other jobs have open is no concern of a worker's; a lock that it held would outlive the run. Where the kernel is
 * older than Linux 5.9, all stays open. */
static void close_all_but(int result, const int *kept, int count) {
	for (unsigned first = STDERR_FILENO + 1, next = 0; next != UINT_MAX; first = next + 1) {
		next = (unsigned)result >= first ? (unsigned)result : UINT_MAX;
		for (int i = 0; i < count; i++) if ((unsigned)kept[i] >= first && (unsigned)kept[i] < next) next = (unsigned)kept[i];
		if (next > first) close_range(first, next - 1, 0);
	}
}

_Noreturn static void be_worker(Pool *pool, int number, const int *kept, int count, int result, int printed, pid_t parent) {
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody would take the result */
	if (getppid() != parent) _exit(1);
	setpgid(0, 0); /* with the helpers that a job may start */
	reset_signals();
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (nothing >= 0) dup2(nothing, STDIN_FILENO);
	dup2(printed, STDOUT_FILENO);
	dup2(printed, STDERR_FILENO);
	close_all_but(result, kept, count);
	set_limits(&pool->limits);
	atexit(give_up);
	Text text = { 0 };
	pool->work(pool->data, number, &text);
	if (was_near_limit(&pool->limits)) _exit(MEMORY_STATUS);
	fflush(NULL);
	bool fine = file_write_all(result, MARK, sizeof MARK) && file_write_all(result, text.bytes ? text.bytes : "", text.length) && file_write_all(result, MARK, sizeof MARK);
	_exit(fine ? 0 : 1);
}

/* ---- beside it ---- */

static bool open_pipe(int ends[2]) {
	return pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

static void close_ends(const int ends[2]) {
	for (int i = 0; i < 2; i++) if (ends[i] >= 0) close(ends[i]);
}

bool pool_start(Pool *pool, int number, const int *kept, int count) {
	int result[2] = { -1, -1 }, printed[2] = { -1, -1 };
	Worker *worker = pool->workers;
	while (worker->pid) worker++;
	pid_t parent = getpid(), pid = -1;
	fflush(NULL); /* or the worker would print it again */
	if (open_pipe(result) && open_pipe(printed)) pid = fork();
	if (pid == 0) be_worker(pool, number, kept, count, result[1], printed[1], parent);
	if (pid < 0) {
		int problem = errno;
		close_ends(result);
		close_ends(printed);
		errno = problem;
		return false;
	}
	setpgid(pid, pid); /* whoever comes first */
	close(result[1]);
	close(printed[1]);
	*worker = (Worker){ .pid = pid, .number = number, .result = result[0], .printed = printed[0], .since = clock_now() };
	pool->running++;
	return true;
}

/* What has come through a pipe; at its end, or past the most, it is closed. */
static void drain(int *fd, Text *text, size_t most) {
	char buffer[64 * 1024];
	while (*fd >= 0) {
		ssize_t length = read(*fd, buffer, sizeof buffer);
		if (length < 0 && errno == EINTR) continue;
		if (length < 0 && errno == EAGAIN) return;
		if (length > 0) {
			size_t room = text->length < most ? most - text->length : 0;
			text_add_bytes(text, buffer, (size_t)length < room ? (size_t)length : room);
			continue;
		}
		close(*fd);
		*fd = -1;
	}
}

static bool unwrap(Text *bytes) {
	size_t length = bytes->length, mark = sizeof MARK;
	if (length < 2 * mark || memcmp(bytes->bytes, MARK, mark) != 0 || memcmp(bytes->bytes + length - mark, MARK, mark) != 0) return false;
	memmove(bytes->bytes, bytes->bytes + mark, length - 2 * mark);
	bytes->length = length - 2 * mark;
	bytes->bytes[bytes->length] = 0;
	return true;
}

static void take_end(Pool *pool, Worker *worker, JobResult *out) {
	int status;
	struct rusage usage = { 0 };
	while (wait4(worker->pid, &status, 0, &usage) < 0 && errno == EINTR) {}
	if (worker->printed >= 0) close(worker->printed);
	*out = (JobResult){ .number = worker->number, .bytes = worker->bytes, .printed = worker->said, .nanoseconds = clock_now() - worker->since,
		.memory = (uint64_t)usage.ru_maxrss * 1024 };
	bool whole = WIFEXITED(status) && WEXITSTATUS(status) == 0 && unwrap(&out->bytes);
	if (whole) out->end = JOB_DONE;
	else if (worker->stopped || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) out->end = JOB_OUT_OF_TIME;
	else if (WIFEXITED(status) && WEXITSTATUS(status) == MEMORY_STATUS) out->end = JOB_OUT_OF_MEMORY;
	else if (WIFSIGNALED(status)) out->end = JOB_CRASHED, out->signal = WTERMSIG(status);
	else out->end = JOB_BROKEN;
	if (!whole) text_clear(&out->bytes);
	*worker = (Worker){ 0 };
	pool->running--;
}

static void stop(const Worker *worker) {
	if (kill(-worker->pid, SIGKILL) != 0) kill(worker->pid, SIGKILL);
}

/* How long poll may wait; kills those whose time is over. */
static int watch_clock(Pool *pool, int milliseconds) {
	if (!pool->limits.seconds) return milliseconds;
	for (int i = 0; i < pool->limits.jobs; i++) {
		Worker *worker = &pool->workers[i];
		if (!worker->pid || worker->stopped) continue;
		int64_t left = (worker->since + (int64_t)pool->limits.seconds * 1000000000 - clock_now()) / 1000000 + 1;
		if (left <= 0) {
			stop(worker);
			worker->stopped = true;
		} else if (milliseconds < 0 || left < milliseconds) {
			milliseconds = left > 3600000 ? 3600000 : (int)left;
		}
	}
	return milliseconds;
}

bool pool_wait(Pool *pool, int milliseconds, JobResult *out) {
	int64_t until = milliseconds < 0 ? INT64_MAX : clock_now() + (int64_t)milliseconds * 1000000;
	while (pool->running) {
		int count = 0, wait = milliseconds < 0 ? -1 : (int)((until - clock_now()) / 1000000);
		if (milliseconds >= 0 && wait < 0) wait = 0;
		struct pollfd *ends = calloc((size_t)pool->limits.jobs * 2, sizeof *ends);
		if (!ends) base_out_of_memory();
		for (int i = 0; i < pool->limits.jobs; i++) {
			const Worker *worker = &pool->workers[i];
			if (!worker->pid) continue;
			ends[count++] = (struct pollfd){ .fd = worker->result, .events = POLLIN };
			if (worker->printed >= 0) ends[count++] = (struct pollfd){ .fd = worker->printed, .events = POLLIN };
		}
		int ready = poll(ends, (nfds_t)count, watch_clock(pool, wait));
		int problem = errno;
		free(ends);
		for (int i = 0; i < pool->limits.jobs; i++) {
			Worker *worker = &pool->workers[i];
			if (!worker->pid) continue;
			drain(&worker->printed, &worker->said, MOST_PRINTED);
			drain(&worker->result, &worker->bytes, LARGEST_RESULT);
			if (worker->result >= 0) continue; /* its end is the worker's end */
			drain(&worker->printed, &worker->said, MOST_PRINTED);
			return take_end(pool, worker, out), true;
		}
		if (ready < 0 && problem == EINTR) return false;
		if (milliseconds >= 0 && clock_now() >= until) return false;
	}
	return false;
}

void pool_close(Pool *pool) {
	if (!pool) return;
	for (int i = 0; i < pool->limits.jobs; i++) {
		Worker *worker = &pool->workers[i];
		if (!worker->pid) continue;
		stop(worker);
		JobResult result;
		if (worker->result >= 0) close(worker->result);
		take_end(pool, worker, &result);
		job_result_free(&result);
	}
	free(pool->workers);
	free(pool);
}

void job_result_free(JobResult *result) {
	text_free(&result->bytes);
	text_free(&result->printed);
}
