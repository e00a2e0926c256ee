/* Fewer pixels, row by row: Lanczos with three lobes, stretched over the source pixels that fall into one (so that every one of
 * them counts), first along the row, then down the column. Weights are integers, made from sin() rounded to 14 bits: the same
 * bytes whatever the machine adds first. Only the rows under one output row's window are held. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "photo/photo.h"

enum { WEIGHT_BITS = 14, ROW_BITS = 5, LOBES = 3 }; /* a row between the passes: 16 bits, 5 of them behind the point */

typedef struct Window { int first, count; const int16_t *weights; } Window;

struct Scaler {
	int channels; bool alpha;
	int width, height, to_width, to_height;
	Window *across, *down;
	int ring_rows;
	int16_t *ring;      /* rows that the next output rows may need, row y at y % ring_rows */
	int32_t *sums;
	unsigned char *out;
	int taken, given;
	RowSink *sink; void *context;
};

static double lanczos(double x) {
	const double pi = 3.14159265358979323846;
	if (x < 0) x = -x;
	if (x < 1e-9) return 1;
	if (x >= LOBES) return 0;
	return LOBES * sin(pi * x) * sin(pi * x / LOBES) / (pi * pi * x * x);
}

/* For each output pixel: which source pixels, and how much of each; the weights of one add up to 1 exactly. */
static Window *make_windows(int from, int to, int *longest) {
	double scale = (double)from / to, reach = LOBES * scale;
	Window *windows = photo_allocate(sizeof *windows * (size_t)to);
	size_t most = (size_t)(2 * reach) + 3;
	double *exact = photo_allocate(sizeof *exact * most);
	*longest = 0;
	for (int i = 0; i < to; i++) {
		double centre = (i + 0.5) * scale;
		int first = (int)ceil(centre - reach - 0.5), last = (int)floor(centre + reach - 0.5);
		if (first < 0) first = 0;
		if (last > from - 1) last = from - 1;
		int count = last - first + 1;
		double total = 0;
		for (int j = 0; j < count; j++) total += exact[j] = lanczos((first + j + 0.5 - centre) / scale);
		int16_t *weights = photo_allocate(sizeof *weights * (size_t)count);
		int sum = 0, heaviest = 0;
		for (int j = 0; j < count; j++) {
			weights[j] = (int16_t)lrint(exact[j] / total * (1 << WEIGHT_BITS));
			sum += weights[j];
			if (weights[j] > weights[heaviest]) heaviest = j;
		}
		weights[heaviest] = (int16_t)(weights[heaviest] + (1 << WEIGHT_BITS) - sum);
		windows[i] = (Window){ first, count, weights };
		if (count > *longest) *longest = count;
	}
	free(exact);
	return windows;
}

Scaler *photo_make_scaler(int channels, bool alpha, int width, int height, int to_width, int to_height, RowSink *sink, void *context) {
	Scaler *s = photo_allocate(sizeof *s);
	int ignored;
	*s = (Scaler){ .channels = channels, .alpha = alpha, .width = width, .height = height, .to_width = to_width, .to_height = to_height,
		.sink = sink, .context = context };
	s->across = make_windows(width, to_width, &ignored);
	s->down = make_windows(height, to_height, &s->ring_rows);
	size_t row = photo_multiply((size_t)to_width, (size_t)channels, 1);
	s->ring = photo_allocate(photo_multiply(row, (size_t)s->ring_rows, sizeof *s->ring));
	s->sums = photo_allocate(photo_multiply(row, sizeof *s->sums, 1));
	s->out = photo_allocate(row);
	return s;
}

static int16_t narrow(int32_t sum) {
	int32_t value = (sum + (1 << (WEIGHT_BITS - ROW_BITS - 1))) >> (WEIGHT_BITS - ROW_BITS);
	return (int16_t)(value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : value);
}

static void scale_across(const Scaler *s, const unsigned char *row, int16_t *out) {
	int channels = s->channels;
	for (int x = 0; x < s->to_width; x++, out += channels) {
		const Window *window = &s->across[x];
		const unsigned char *at = row + (size_t)window->first * (size_t)channels;
		int32_t sums[5] = { 0 };
		if (channels == 3) { /* most photos */
			for (int j = 0; j < window->count; j++, at += 3) {
				int32_t weight = window->weights[j];
				sums[0] += weight * at[0];
				sums[1] += weight * at[1];
				sums[2] += weight * at[2];
			}
		} else {
			for (int j = 0; j < window->count; j++, at += channels)
				for (int c = 0; c < channels; c++) sums[c] += window->weights[j] * at[c];
		}
		for (int c = 0; c < channels; c++) out[c] = narrow(sums[c]);
	}
}

static unsigned char clamp(int32_t value) { return (unsigned char)(value < 0 ? 0 : value > 255 ? 255 : value); }

/* Where nothing is to be seen, the colour is anything: white. */
static void divide_by_alpha(const Scaler *s) {
	int channels = s->channels;
	for (unsigned char *at = s->out, *end = at + (size_t)s->to_width * (size_t)channels; at < end; at += channels) {
		int alpha = at[channels - 1];
		if (alpha == 255) continue;
		for (int c = 0; c < channels - 1; c++) at[c] = alpha ? clamp((at[c] * 255 + alpha / 2) / alpha) : 255;
	}
}

static void scale_down(Scaler *s, const Window *window) {
	size_t row = (size_t)s->to_width * (size_t)s->channels;
	memset(s->sums, 0, row * sizeof *s->sums);
	for (int j = 0; j < window->count; j++) {
		const int16_t *from = s->ring + row * (size_t)((window->first + j) % s->ring_rows);
		int32_t weight = window->weights[j];
		for (size_t i = 0; i < row; i++) s->sums[i] += weight * from[i];
	}
	enum { SHIFT = WEIGHT_BITS + ROW_BITS };
	for (size_t i = 0; i < row; i++) s->out[i] = clamp((s->sums[i] + (1 << (SHIFT - 1))) >> SHIFT);
	if (s->alpha) divide_by_alpha(s);
	s->sink(s->context, s->out);
}

void photo_scale_row(Scaler *s, const unsigned char *row) {
	scale_across(s, row, s->ring + (size_t)s->to_width * (size_t)s->channels * (size_t)(s->taken % s->ring_rows));
	s->taken++;
	while (s->given < s->to_height && s->down[s->given].first + s->down[s->given].count <= s->taken) scale_down(s, &s->down[s->given++]);
}

/* ---- sharpening ---- */

/* A picture made smaller by averages looks soft in print. A quarter of the difference to the mean of the neighbours
 * (1 2 1, 2 4 2, 1 2 1) brings the edges back and leaves no halo; it changes a level step of 40 by 5. */
enum { SHARPEN_SHIFT = 6 };

struct Sharpener {
	int channels, sharpened, width, height;
	unsigned char *rows[3]; /* above, this, below */
	unsigned char *out;
	int taken;
	RowSink *sink; void *context;
};

Sharpener *photo_make_sharpener(int channels, int sharpened, int width, int height, RowSink *sink, void *context) {
	Sharpener *s = photo_allocate(sizeof *s);
	*s = (Sharpener){ .channels = channels, .sharpened = sharpened, .width = width, .height = height, .sink = sink, .context = context };
	for (int i = 0; i < 3; i++) s->rows[i] = photo_allocate((size_t)width * (size_t)channels);
	s->out = photo_allocate((size_t)width * (size_t)channels);
	return s;
}

static void sharpen_middle(Sharpener *s) {
	size_t step = (size_t)s->channels, last = (size_t)(s->width - 1) * step;
	memcpy(s->out, s->rows[1], last + step);
	for (size_t x = 0; x <= last; x += step) {
		size_t left = x ? x - step : x, right = x < last ? x + step : x;
		for (size_t c = 0; c < (size_t)s->sharpened; c++) {
			const unsigned char *a = s->rows[0] + c, *b = s->rows[1] + c, *d = s->rows[2] + c;
			int around = a[left] + 2 * a[x] + a[right] + 2 * b[left] + 4 * b[x] + 2 * b[right] + d[left] + 2 * d[x] + d[right];
			int difference = 16 * b[x] - around; /* in 1/16; a quarter of it: 1/64, rounded to the nearest */
			s->out[x + c] = clamp(b[x] + ((difference + (1 << (SHARPEN_SHIFT - 1))) >> SHARPEN_SHIFT));
		}
	}
	s->sink(s->context, s->out);
}

void photo_sharpen_row(Sharpener *s, const unsigned char *row) {
	size_t length = (size_t)s->width * (size_t)s->channels;
	unsigned char *oldest = s->rows[0];
	s->rows[0] = s->rows[1];
	s->rows[1] = s->rows[2];
	s->rows[2] = oldest;
	memcpy(oldest, row, length);
	s->taken++;
	if (s->taken == 1) memcpy(s->rows[1], row, length); /* the first row's own neighbour above */
	else sharpen_middle(s);
	if (s->taken < s->height) return;
	s->rows[0] = s->rows[1];
	s->rows[1] = s->rows[2];
	sharpen_middle(s); /* and the last row's below: rows[2] is the row itself */
}
