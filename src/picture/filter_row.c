#include "picture/filter_row.h"
#include <stdlib.h>

static unsigned char paeth(int left, int above, int corner) {
	int guess = left + above - corner, to_left = abs(guess - left), to_above = abs(guess - above), to_corner = abs(guess - corner);
	return (unsigned char)(to_left <= to_above && to_left <= to_corner ? left : to_above <= to_corner ? above : corner);
}

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

const unsigned char *filter_choose_row(const unsigned char *row, const unsigned char *above, size_t length, size_t step, unsigned char *tries) {
	int best = 0;
	uint64_t least = UINT64_MAX;
	for (int filter = 0; filter < FILTER_KINDS; filter++) {
		uint64_t sum = filter_row(filter, row, above, length, step, tries + (length + 1) * (size_t)filter);
		if (sum < least) {
			least = sum;
			best = filter;
		}
	}
	return tries + (length + 1) * (size_t)best;
}
