/* From a Source to coded streams, a row at a time:
 *   read_row ─► 8 bits ─► multiply by alpha ─► scale ─► sharpen ─► other colours ─► over the paper ─► (turn) ─► encode
 * Alpha parts from the colours at the end. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "photo/photo.h"

typedef struct Developer {
	Wish wish;
	Source *source;
	int channels;            /* of a source row: colours and alpha */
	int width, height;       /* after scaling */
	int components;          /* after the colours' step */
	int bits;
	bool alpha;              /* after it was laid on paper or not */
	Scaler *scaler;
	Sharpener *sharpener;
	ColourStep *step;
	unsigned char paper[4];
	unsigned char *converted, *colour, *mask;
	unsigned char *whole;    /* all rows, when they are to be turned */
	int rows;
	bool see_through;        /* some alpha is less than full */
	Encoder *to_colour, *to_alpha;
} Developer;

/* ---- the last steps ---- */

static void lay_on_paper(Developer *d, unsigned char *row) {
	unsigned char *to = row;
	for (int x = 0; x < d->width; x++, row += d->components + 1, to += d->components) {
		unsigned alpha = row[d->components];
		for (int c = 0; c < d->components; c++) to[c] = (unsigned char)((row[c] * alpha + d->paper[c] * (255 - alpha) + 127) / 255);
	}
}

static void part_alpha(Developer *d, const unsigned char *row, int width) {
	size_t sample = (size_t)d->bits / 8, colour = (size_t)d->components * sample;
	for (size_t x = 0; x < (size_t)width; x++, row += colour + sample) {
		memcpy(d->colour + x * colour, row, colour);
		memcpy(d->mask + x * sample, row + colour, sample);
		if (row[colour] != 0xFF || row[colour + sample - 1] != 0xFF) d->see_through = true;
	}
}

static void encode(Developer *d, const unsigned char *row, int width) {
	if (!d->alpha) {
		photo_encode_row(d->to_colour, row);
		return;
	}
	part_alpha(d, row, width);
	photo_encode_row(d->to_colour, d->colour);
	photo_encode_row(d->to_alpha, d->mask);
}

static void finish_row(void *context, const unsigned char *row) {
	Developer *d = context;
	size_t channels = (size_t)d->components + d->source->alpha;
	if (d->step) photo_convert_row(d->step, row, d->converted, d->width);
	else memcpy(d->converted, row, (size_t)d->width * channels * (size_t)d->bits / 8);
	if (d->source->alpha && !d->alpha) lay_on_paper(d, d->converted);
	if (!d->whole) {
		encode(d, d->converted, d->width);
		return;
	}
	size_t length = (size_t)d->width * ((size_t)d->components + d->alpha) * (size_t)d->bits / 8;
	memcpy(d->whole + length * (size_t)d->rows++, d->converted, length);
}

static void sharpen_row(void *context, const unsigned char *row) { photo_sharpen_row(((Developer *)context)->sharpener, row); }

/* Where the pixel (x, y) of the upright picture is stored (CIPA DC-008, 4.6.4, tag 0x0112). */
static void find_stored(int orientation, int width, int height, int x, int y, int *column, int *row) {
	bool across = orientation >= 5;
	int right = (across ? height : width) - 1 - x, bottom = (across ? width : height) - 1 - y;
	const int columns[9] = { 0, x, right, right, x, y, y, bottom, bottom }, rows[9] = { 0, y, y, bottom, bottom, x, right, right, x };
	*column = columns[orientation];
	*row = rows[orientation];
}

static void encode_turned(Developer *d) {
	int orientation = d->wish.turn;
	int width = orientation >= 5 ? d->height : d->width, height = orientation >= 5 ? d->width : d->height;
	size_t pixel = ((size_t)d->components + d->alpha) * (size_t)d->bits / 8;
	unsigned char *row = photo_allocate((size_t)width * pixel);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			int from_x, from_y;
			find_stored(orientation, d->width, d->height, x, y, &from_x, &from_y);
			memcpy(row + (size_t)x * pixel, d->whole + ((size_t)from_y * (size_t)d->width + (size_t)from_x) * pixel, pixel);
		}
		encode(d, row, width);
	}
}

/* ---- the first ---- */

static void narrow_row(unsigned char *row, size_t samples) {
	for (size_t i = 0; i < samples; i++) {
		uint16_t value;
		memcpy(&value, row + 2 * i, 2);
		row[i] = (unsigned char)((value * 255u + 32767u) / 65535u);
	}
}

static void multiply_by_alpha(unsigned char *row, int width, int channels) {
	for (int x = 0; x < width; x++, row += channels) {
		unsigned alpha = row[channels - 1];
		if (alpha == 255) continue;
		for (int c = 0; c < channels - 1; c++) row[c] = (unsigned char)((row[c] * alpha + 127) / 255);
	}
}

static void divide_by_alpha(unsigned char *row, int width, int channels) {
	for (int x = 0; x < width; x++, row += channels) {
		unsigned alpha = row[channels - 1];
		if (alpha == 255 || !alpha) continue;
		for (int c = 0; c < channels - 1; c++) {
			unsigned value = (row[c] * 255u + alpha / 2) / alpha;
			row[c] = (unsigned char)(value > 255 ? 255 : value);
		}
	}
}

static void read_rows(Developer *d) {
	Source *source = d->source;
	size_t samples = photo_multiply((size_t)source->width, (size_t)d->channels, 1);
	unsigned char *row = photo_allocate(photo_multiply(samples, (size_t)source->bits / 8, 1));
	for (int y = 0; y < source->height; y++) {
		source->read_row(source, row);
		if (source->bits == 16 && d->bits == 8) narrow_row(row, samples);
		if (d->scaler) {
			if (source->alpha && !source->premultiplied) multiply_by_alpha(row, source->width, d->channels);
			photo_scale_row(d->scaler, row);
		} else {
			if (source->premultiplied && d->bits == 8) divide_by_alpha(row, source->width, d->channels);
			finish_row(d, row);
		}
	}
}

/* ---- what is to be done ---- */

/* Every pixel is as good as grey: a black-and-white photo that was saved in colour. Coloured ones show it in their first rows. */
static bool is_neutral(void) {
	enum { TOLERANCE = 2 };
	Source *source = photo_open_source();
	if (source->components != 3 || source->lab) return false;
	if (source->shrink) source->shrink(source, source->width / 8, source->height / 8);
	size_t channels = 3u + source->alpha, samples = photo_multiply((size_t)source->width, channels, 1);
	unsigned char *row = photo_allocate(photo_multiply(samples, (size_t)source->bits / 8, 1));
	bool neutral = true;
	for (int y = 0; y < source->height && neutral; y++) {
		source->read_row(source, row);
		if (source->bits == 16) narrow_row(row, samples);
		for (size_t i = 0; i < samples && neutral; i += channels)
			neutral = abs(row[i] - row[i + 1]) <= TOLERANCE && abs(row[i + 1] - row[i + 2]) <= TOLERANCE && abs(row[i] - row[i + 2]) <= TOLERANCE;
	}
	free(row);
	return neutral;
}

/* The greatest size within the box that keeps the proportions; all pixels when they fit. */
static void choose_size(Developer *d) {
	int64_t width = d->source->full_width, height = d->source->full_height, most_width = d->wish.width, most_height = d->wish.height;
	d->width = (int)width;
	d->height = (int)height;
	bool wide = most_width > 0 && most_width < width, high = most_height > 0 && most_height < height;
	if (!wide && !high) return;
	if (wide && (!high || most_width * height <= most_height * width)) {
		d->width = (int)most_width;
		d->height = (int)((height * most_width + width / 2) / width);
	} else {
		d->height = (int)most_height;
		d->width = (int)((width * most_height + height / 2) / height);
	}
	if (d->width < 1) d->width = 1;
	if (d->height < 1) d->height = 1;
}

static void plan(Developer *d) {
	Source *source = d->source;
	choose_size(d);
	bool smaller = d->width < source->full_width || d->height < source->full_height;
	if (smaller && source->shrink) source->shrink(source, d->width, d->height);
	PhotoSpace space = d->wish.space;
	d->step = photo_make_colour_step(source, space, d->wish.perceptual, &d->components);
	d->bits = source->bits == 16 && d->wish.deep && !smaller && !d->step && !(source->alpha && (d->wish.flatten || source->premultiplied)) ? 16 : 8;
	d->channels = source->components + source->alpha;
	d->alpha = source->alpha && !d->wish.flatten;
	if (source->alpha && d->wish.flatten) photo_convert_paper(source, d->step, d->components, d->wish.paper, d->paper);
	if (!smaller) return;
	RowSink *sink = finish_row;
	if (d->width > 2 && d->height > 2) {
		d->sharpener = photo_make_sharpener(d->channels, source->components, d->width, d->height, finish_row, d);
		sink = sharpen_row;
	}
	d->scaler = photo_make_scaler(d->channels, source->alpha, source->width, source->height, d->width, d->height, sink, d);
}

static void make_room(Developer *d, bool turned) {
	size_t most = (d->width > d->height ? (size_t)d->width : (size_t)d->height), channels = (size_t)d->components + d->source->alpha;
	d->converted = photo_allocate(photo_multiply((size_t)d->width, channels + 4, (size_t)d->bits / 8));
	d->colour = photo_allocate(photo_multiply(most, (size_t)d->components, (size_t)d->bits / 8));
	d->mask = photo_allocate(photo_multiply(most, (size_t)d->bits / 8, 1));
	if (turned) d->whole = photo_allocate(photo_multiply((size_t)d->width * (size_t)d->height, (size_t)d->components + d->alpha, (size_t)d->bits / 8));
}

static PhotoCode choose_code(const Developer *d) {
	enum { JPEG_SIDE_MAX = 65500 };
	if (d->wish.code != CODE_BEST) return (PhotoCode)d->wish.code;
	return d->source->lossy && d->bits == 8 && d->width <= JPEG_SIDE_MAX && d->height <= JPEG_SIDE_MAX ? CODE_JPEG : CODE_FLATE;
}

void photo_develop(Wish wish) {
	if (wish.space == SPACE_CMYK && !wish.four_inks && is_neutral()) wish.space = SPACE_GREY;
	Developer d = { .wish = wish, .source = photo_open_source() };
	plan(&d);
	bool turned = wish.turn != 1, across = wish.turn >= 5;
	make_room(&d, turned);
	int width = across ? d.height : d.width, height = across ? d.width : d.height;
	PhotoCode code = choose_code(&d);
	d.to_colour = photo_open_encoder(FD_COLOUR, code, width, height, d.components, d.bits);
	if (d.alpha) d.to_alpha = photo_open_encoder(FD_ALPHA, code == CODE_RAW ? CODE_RAW : CODE_FLATE, width, height, 1, d.bits);
	read_rows(&d);
	if (turned) encode_turned(&d);
	photo_close_encoder(d.to_colour);
	if (d.alpha) photo_close_encoder(d.to_alpha);
	printf("width %d\nheight %d\ncomponents %d\nbits %d\n", width, height, d.components, d.bits);
	printf("own-profile %d\ncoding %d\nalpha %d\ndone 1\n", !d.step, (int)code, d.alpha && d.see_through);
}
