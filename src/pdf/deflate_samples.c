#include "pdf/deflate_samples.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "picture/filter_row.h"

unsigned char *pdf_filter_samples(const unsigned char *samples, int width, int height, int channels, int bits, size_t *length) {
	size_t step = (size_t)channels * (size_t)bits / 8, row = step * (size_t)width, out_row = row + 1;
	*length = out_row * (size_t)height;
	unsigned char *out = malloc(*length), *tries = malloc(out_row * FILTER_KINDS), *zeros = calloc(1, row);
	if (!out || !tries || !zeros) base_out_of_memory();
	for (int y = 0; y < height; y++) {
		const unsigned char *at = samples + row * (size_t)y, *above = y ? at - row : zeros;
		memcpy(out + out_row * (size_t)y, filter_choose_row(at, above, row, step, tries), out_row);
	}
	free(tries);
	free(zeros);
	return out;
}
