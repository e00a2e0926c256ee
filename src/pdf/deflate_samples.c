#include "pdf/deflate_samples.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"

enum { FILTERS = 5 };

static unsigned char paeth(int left, int above, int corner) {
	int guess = left + above - corner, to_left = abs(guess - left), to_above = abs(guess - above), to_corner = abs(guess - corner);
	return (unsigned char)(to_left <= to_above && to_left <= to_corner ? left : to_above <= to_corner ? above : corner);
}

/* out[0] is the filter's number. above is the row before, zeros for the first; step is the bytes of a pixel. */
static uint64_t filter_row(int filter, const unsigned char *row, const unsigned char *above, size_t width, size_t step, unsigned char *out) {
	uint64_t sum = 0;
	*out++ = (unsigned char)filter;
	for (size_t i = 0; i < width; i++) {
		int left = i >= step ? row[i - step] : 0, corner = i >= step ? above[i - step] : 0, guess = 0;
		switch (filter) {
		case 1: guess = left; break;
		case 2: guess = above[i]; break;
		case 3: guess = (left + above[i]) / 2; break;
		case 4: guess = paeth(left, above[i], corner); break;
		}
		out[i] = (unsigned char)(row[i] - guess);
		sum += (uint64_t)abs((signed char)out[i]);
	}
	return sum;
}

unsigned char *pdf_filter_samples(const unsigned char *samples, int width, int height, int channels, int bits, size_t *length) {
	size_t step = (size_t)channels * (size_t)bits / 8, row = step * (size_t)width, out_row = row + 1;
	*length = out_row * (size_t)height;
	unsigned char *out = malloc(*length), *tries = malloc(out_row * FILTERS), *zeros = calloc(1, row);
	if (!out || !tries || !zeros) base_out_of_memory();
	for (int y = 0; y < height; y++) {
		const unsigned char *at = samples + row * (size_t)y, *above = y ? at - row : zeros;
		int best = 0;
		uint64_t least = UINT64_MAX;
		for (int filter = 0; filter < FILTERS; filter++) {
			uint64_t sum = filter_row(filter, at, above, row, step, tries + out_row * (size_t)filter);
			if (sum < least) { least = sum; best = filter; }
		}
		memcpy(out + out_row * (size_t)y, tries + out_row * (size_t)best, out_row);
	}
	free(tries);
	free(zeros);
	return out;
}
