/* PNG, through libpng. Interlaced ones are read whole. */
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "photo/photo.h"

typedef struct PngState {
	png_structp png;
	png_infop info;
	unsigned char **rows; /* interlaced: all of them */
	int next;
} PngState;

static void fail(png_structp png, png_const_charp words) {
	(void)png;
	photo_fail(strstr(words, "EOF") || strstr(words, "Read Error") || strstr(words, "Not enough") ? "truncated" : "damaged", "");
}

static void ignore(png_structp png, png_const_charp words) {
	(void)png;
	(void)words;
}

static void read_row(Source *source, unsigned char *row) {
	PngState *state = source->state;
	if (!state->rows) png_read_row(state->png, row, NULL);
	else memcpy(row, state->rows[state->next], png_get_rowbytes(state->png, state->info));
	if (++state->next == source->height && !state->rows) png_read_end(state->png, NULL);
}

static void read_whole(Source *source) {
	PngState *state = source->state;
	size_t row = png_get_rowbytes(state->png, state->info);
	unsigned char *bytes = photo_allocate(photo_multiply(row, (size_t)source->height, 1));
	state->rows = photo_allocate(sizeof *state->rows * (size_t)source->height);
	for (int y = 0; y < source->height; y++) state->rows[y] = bytes + row * (size_t)y;
	png_read_image(state->png, state->rows);
	png_read_end(state->png, NULL);
}

typedef struct CodePoints { bool there; int primaries, transfer; } CodePoints;

/* cICP overrules all other statements of colour (PNG 3rd edition, 4.3); libpng 1.6.39 does not know it. */
static int take_unknown(png_structp png, png_unknown_chunkp chunk) {
	CodePoints *points = png_get_user_chunk_ptr(png);
	if (memcmp(chunk->name, "cICP", 4) != 0 || chunk->size != 4 || chunk->data[2] != 0 || chunk->data[3] != 1) return 1;
	*points = (CodePoints){ true, chunk->data[0], chunk->data[1] };
	return 1;
}

static void settle_colour(Source *source, png_structp png, png_infop info, const CodePoints *points) {
	enum { GAMMA_NEAR = 1000 };
	if (points->there) {
		photo_make_profile(source, points->primaries, points->transfer);
		return;
	}
	png_charp name;
	png_bytep profile;
	png_uint_32 length;
	int method;
	if (png_get_iCCP(png, info, &name, &method, &profile, &length)) {
		source->icc = photo_allocate(length);
		memcpy(source->icc, profile, length);
		source->icc_length = length;
		return;
	}
	png_fixed_point gamma;
	if (png_get_valid(png, info, PNG_INFO_sRGB) || !png_get_gAMA_fixed(png, info, &gamma) || gamma <= 0) return;
	double p[8] = { 0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06 };
	if (abs(gamma - 45455) < GAMMA_NEAR) return;
	photo_make_calibrated_profile(source, 100000.0 / gamma, p);
}

Source *photo_open_png(void) {
	PngState *state = photo_allocate(sizeof *state);
	png_structp png = state->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
	png_infop info = state->info = png ? png_create_info_struct(png) : NULL;
	if (!info) photo_fail("large", "");
	FILE *file = fdopen(dup(STDIN_FILENO), "rb");
	if (!file) photo_fail("damaged", "");
	static CodePoints points;
	points = (CodePoints){ 0 };
	png_init_io(png, file);
	png_set_user_limits(png, SIDE_MAX, SIDE_MAX);
	png_set_read_user_chunk_fn(png, &points, take_unknown);
	png_read_info(png, info);
	bool whole = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
	Source *source = photo_make_source(png_get_image_width(png, info), png_get_image_height(png, info), whole);
	png_set_expand(png);
	if (png_get_bit_depth(png, info) == 16) png_set_swap(png);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
	int channels = png_get_channels(png, info);
	source->bits = png_get_bit_depth(png, info);
	source->components = channels < 3 ? 1 : 3;
	source->alpha = channels != source->components;
	source->state = state;
	source->read_row = read_row;
	settle_colour(source, png, info, &points);
	if (whole) read_whole(source);
	return source;
}
