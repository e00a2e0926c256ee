/* Which program runs: what it makes may be different when it, or a library that it is linked with, is. */
#ifndef BANTIN_BATCH_PROGRAM_SUM_H
#define BANTIN_BATCH_PROGRAM_SUM_H
#include "batch/sum.h"

/* Of the version and the build ids (the linker's sum over a program's content) of the program and every library that it has loaded;
 * of one that has no id, its path, size and date. */
Sum program_sum(const char *version);
#endif
