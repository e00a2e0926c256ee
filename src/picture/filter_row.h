/* PNG's row filters (PNG 3rd edition, clause 9), which /Predictor 15 undoes. */
#ifndef BANTIN_PICTURE_FILTER_ROW_H
#define BANTIN_PICTURE_FILTER_ROW_H
#include <stddef.h>
#include <stdint.h>

enum { FILTER_KINDS = 5 };
/* Tries all five and answers the row (length + 1 bytes, the filter's number first) whose bytes are the smallest, which mostly
 * deflates best (12.7). It lies within `tries`, which has room for FILTER_KINDS rows of length + 1. above: the row before, zeros for
 * the first; step: the bytes of a pixel. */
const unsigned char *filter_choose_row(const unsigned char *row, const unsigned char *above, size_t length, size_t step, unsigned char *tries);
#endif
