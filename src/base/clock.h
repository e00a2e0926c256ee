/* Time that only goes forward, for what is measured and what is waited for. */
#ifndef BANTIN_BASE_CLOCK_H
#define BANTIN_BASE_CLOCK_H
#include <stdint.h>
#include <time.h>

/* Nanoseconds since some moment. */
static inline int64_t clock_now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
#endif
