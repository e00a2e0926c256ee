/* Jobs in processes of their own, some at a time. Each is forked from the one that holds the pool, so that what was read before
 * (fonts) is shared and not read again; each ends with its job, so that nothing of one document reaches the next. Forking costs a
 * millisecond, less than starting a program.
 *
 * What a worker has open: 0 (/dev/null), 1 and 2 (a pipe: whatever libraries print is kept and shown with the job), a pipe for its
 * result, and what the job itself was given (the unfinished outputs). */
#ifndef BANTIN_BATCH_POOL_H
#define BANTIN_BATCH_POOL_H
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

typedef struct PoolLimits {
	int jobs;                /* at a time; 1.. */
	int threads;             /* of one job, at most; 0 is 1 */
	int seconds;             /* for one job; 0: no limit */
	uint64_t bytes;          /* of memory beyond what the pool's process has; 0: no limit */
} PoolLimits;

typedef enum JobEnd {
	JOB_DONE,                /* it gave its result */
	JOB_CRASHED,             /* signal says of what */
	JOB_OUT_OF_TIME, JOB_OUT_OF_MEMORY,
	JOB_BROKEN               /* it ended, but with no whole result */
} JobEnd;

typedef struct JobResult {
	int number;
	JobEnd end;
	int signal;              /* JOB_CRASHED */
	Text bytes;              /* what the job gave: whole, or empty; the receiver frees it */
	Text printed;            /* what was printed in the worker; the same */
	int64_t nanoseconds;     /* from its start to its end */
	uint64_t memory;         /* bytes at most, with what is shared */
} JobResult;

/* In the worker. */
typedef void PoolWork(void *data, int number, Text *result);

typedef struct Pool Pool;
Pool *pool_open(const PoolLimits *limits, PoolWork *work, void *data);
bool pool_has_room(const Pool *pool);
int pool_running(const Pool *pool);
int pool_oldest(const Pool *pool);       /* the job that has been running longest; -1: none */
/* kept: the descriptors that the job is given. False with errno when no process could be had. */
bool pool_start(Pool *pool, int number, const int *kept, int count);
/* Waits until a job is over, at most so many milliseconds (-1: as long as it takes); true when *out is filled. Also returns when a
 * signal came. */
bool pool_wait(Pool *pool, int milliseconds, JobResult *out);
void pool_close(Pool *pool);             /* ends what runs */
void job_result_free(JobResult *result);
#endif
