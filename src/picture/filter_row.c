#include "picture/filter_row.h"
#include <string.h>

/* Each a loop of its own without branches: a photo has hundreds of millions of bytes to go through, five times. Bytes left of the
 * row count as 0. */

static void take_left(const unsigned char *row, size_t length, size_t step, unsigned char *out) {
	memcpy(out, row, step < length ? step : length);
	for (size_t i = step; i < length; i++) out[i] = (unsigned char)(row[i] - row[i - step]);
}

static void take_above(const unsigned char *row, const unsigned char *above, size_t length, unsigned char *out) {
	for (size_t i = 0; i < length; i++) out[i] = (unsigned char)(row[i] - above[i]);
}

static void take_mean(const unsigned char *row, const unsigned char *above, size_t length, size_t step, unsigned char *out) {
	for (size_t i = 0; i < step && i < length; i++) out[i] = (unsigned char)(row[i] - above[i] / 2);
	for (size_t i = step; i < length; i++) out[i] = (unsigned char)(row[i] - (row[i - step] + above[i]) / 2);
}

static void take_paeth(const unsigned char *row, const unsigned char *above, size_t length, size_t step, unsigned char *out) {
	take_above(row, above, step < length ? step : length, out);
	for (size_t i = step; i < length; i++) {
		int left = row[i - step], up = above[i], corner = above[i - step];
		int across = up - corner, down = left - corner, both = across + down; /* how far the guess left + up - corner is from each */
		int to_left = across < 0 ? -across : across, to_up = down < 0 ? -down : down, to_corner = both < 0 ? -both : both;
		int nearer = to_up <= to_corner ? up : corner;
		int guess = to_left <= to_up && to_left <= to_corner ? left : nearer;
		out[i] = (unsigned char)(row[i] - guess);
	}
}

/* Bytes as numbers with a sign. */
static uint64_t add_sizes(const unsigned char *bytes, size_t length) {
	uint64_t sum = 0;
	while (length) {
		uint32_t part = 0;
		size_t count = length < 1 << 20 ? length : 1 << 20;
		for (size_t i = 0; i < count; i++) part += bytes[i] < 128 ? bytes[i] : 256u - bytes[i];
		sum += part;
		bytes += count;
		length -= count;
	}
	return sum;
}

const unsigned char *filter_choose_row(const unsigned char *row, const unsigned char *above, size_t length, size_t step, unsigned char *tries) {
	const unsigned char *best = tries;
	uint64_t least = UINT64_MAX;
	for (int filter = 0; filter < FILTER_KINDS; filter++) {
		unsigned char *out = tries + (length + 1) * (size_t)filter;
		*out = (unsigned char)filter;
		switch (filter) {
		case 0: memcpy(out + 1, row, length); break;
		case 1: take_left(row, length, step, out + 1); break;
		case 2: take_above(row, above, length, out + 1); break;
		case 3: take_mean(row, above, length, step, out + 1); break;
		default: take_paeth(row, above, length, step, out + 1);
		}
		uint64_t sum = add_sizes(out + 1, length);
		if (sum >= least) continue;
		least = sum;
		best = out;
	}
	return best;
}
