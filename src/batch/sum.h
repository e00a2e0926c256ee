/* The sum by which a content is known again: SHA-256, as sha256sum(1) prints it. */
#ifndef BANTIN_BATCH_SUM_H
#define BANTIN_BATCH_SUM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUM_DIGITS = 64 };
typedef struct Sum { char digits[SUM_DIGITS + 1]; } Sum; /* lower case; "" when there is none */

Sum sum_of_bytes(const void *bytes, size_t length);
/* Of a mapped file, from its first page; what has been read of a large one is given back to the system. */
Sum sum_of_map(const void *bytes, size_t length);
/* Of an open file, wherever it stands; false with errno. */
bool sum_of_file(int fd, Sum *out, uint64_t *size);
#endif
