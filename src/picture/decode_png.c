/* Pixels and profiles out of a PNG, through libpng. libpng reports errors by longjmp: run_guarded() is the only function that
 * catches it, and all that a step allocates hangs on the PngDecoder, so that nothing is lost on the way. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "picture/picture_reader.h"

typedef struct PngDecoder {
	png_structp png;
	png_infop info;
	const unsigned char *bytes;
	size_t length, at;
	const char *skip;        /* names of ancillary chunks to pass over, 5 bytes each */
	int skip_count;
	/* samples */
	PictureSamples *samples;
	unsigned char *scratch;  /* a row, or the whole picture when it is interlaced and has alpha */
	/* profile */
	Arena *arena;
	const unsigned char *profile;
	size_t profile_length;
} PngDecoder;

static void give_bytes(png_structp png, png_bytep out, size_t length) {
	PngDecoder *decoder = png_get_io_ptr(png);
	if (length > decoder->length - decoder->at) png_error(png, "ends too early");
	memcpy(out, decoder->bytes + decoder->at, length);
	decoder->at += length;
}

static void leave_decoder(png_structp png, png_const_charp message) {
	(void)message;
	png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
	(void)png;
	(void)message;
}

/* Runs a step that calls libpng; false when libpng gave up. */
static bool run_guarded(PngDecoder *decoder, void (*step)(PngDecoder *decoder)) {
	if (setjmp(png_jmpbuf(decoder->png))) return false;
	step(decoder);
	return true;
}

static void read_info(PngDecoder *decoder) {
	png_structp png = decoder->png;
	png_set_read_fn(png, decoder, give_bytes);
	png_set_user_limits(png, 1000000, 1000000);
	png_set_chunk_cache_max(png, 128);
	png_set_chunk_malloc_max(png, 16u << 20); /* the largest press profiles have 3 MB */
	if (decoder->skip_count)
		png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep)decoder->skip, decoder->skip_count);
	png_read_info(png, decoder->info);
}

static bool open_decoder(PngDecoder *decoder) {
	decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, leave_decoder, ignore_warning);
	decoder->info = decoder->png ? png_create_info_struct(decoder->png) : NULL;
	if (!decoder->info) base_out_of_memory();
	return run_guarded(decoder, read_info);
}

static void close_decoder(PngDecoder *decoder) {
	png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
	free(decoder->scratch);
	decoder->scratch = NULL;
}

/* ---- profile ---- */

static void take_profile(PngDecoder *decoder) {
	png_charp name;
	png_bytep profile;
	png_uint_32 length;
	int method;
	if (!png_get_iCCP(decoder->png, decoder->info, &name, &method, &profile, &length)) return;
	unsigned char *copy = arena_alloc_raw(decoder->arena, length);
	memcpy(copy, profile, length);
	decoder->profile = copy;
	decoder->profile_length = length;
}

bool picture_decode_profile(Arena *arena, const unsigned char *file, size_t file_length, const unsigned char **bytes, size_t *length) {
	static const char skip[] = "tEXt\0zTXt\0iTXt\0sPLT\0eXIf\0hIST";
	PngDecoder decoder = { .bytes = file, .length = file_length, .arena = arena, .skip = skip, .skip_count = sizeof skip / 5 };
	bool good = open_decoder(&decoder) && run_guarded(&decoder, take_profile) && decoder.profile;
	close_decoder(&decoder);
	if (good) {
		*bytes = decoder.profile;
		*length = decoder.profile_length;
	}
	return good;
}

/* ---- samples ---- */

static void *allocate(size_t size) {
	void *memory = malloc(size ? size : 1);
	if (!memory) base_out_of_memory();
	return memory;
}

/* Asks libpng for 8 or 16 bits a channel, palettes spread, tRNS as alpha, and makes room for the samples. */
static void prepare_samples(PngDecoder *decoder) {
	png_structp png = decoder->png;
	png_infop info = decoder->info;
	PictureSamples *samples = decoder->samples;
	png_set_expand(png);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
	int channels = png_get_channels(png, info);
	samples->width = (int)png_get_image_width(png, info);
	samples->height = (int)png_get_image_height(png, info);
	samples->bits = png_get_bit_depth(png, info);
	samples->components = channels < 3 ? 1 : 3;
	size_t sample = (size_t)samples->bits / 8, pixels = (size_t)samples->width * (size_t)samples->height;
	if (!samples->height || pixels > PIXELS_MAX || (samples->bits != 8 && samples->bits != 16) ||
		png_get_rowbytes(png, info) != (size_t)samples->width * (size_t)channels * sample) png_error(png, "unexpected size");
	samples->colour_length = pixels * (size_t)samples->components * sample;
	samples->colour = allocate(samples->colour_length);
	if (channels == samples->components) return;
	samples->alpha_length = pixels * sample;
	samples->alpha = allocate(samples->alpha_length);
}

/* Parts one row of colour and alpha. */
static void split_row(const PictureSamples *samples, const unsigned char *row, int y) {
	size_t sample = (size_t)samples->bits / 8, colour = (size_t)samples->components * sample, width = (size_t)samples->width;
	unsigned char *to_colour = samples->colour + (size_t)y * width * colour, *to_alpha = samples->alpha + (size_t)y * width * sample;
	for (size_t x = 0; x < width; x++) {
		memcpy(to_colour, row, colour);
		memcpy(to_alpha, row + colour, sample);
		to_colour += colour;
		to_alpha += sample;
		row += colour + sample;
	}
}

/* An interlaced picture is gone over seven times, each pass into the rows of the one before. */
static void read_rows(PngDecoder *decoder) {
	PictureSamples *samples = decoder->samples;
	bool interlaced = png_get_interlace_type(decoder->png, decoder->info) != PNG_INTERLACE_NONE;
	size_t row = png_get_rowbytes(decoder->png, decoder->info);
	if (samples->alpha) decoder->scratch = allocate(interlaced ? row * (size_t)samples->height : row);
	for (int pass = 0; pass < (interlaced ? 7 : 1); pass++) {
		for (int y = 0; y < samples->height; y++) {
			unsigned char *to = !samples->alpha ? samples->colour + (size_t)y * row : decoder->scratch + (interlaced ? (size_t)y * row : 0);
			png_read_row(decoder->png, to, NULL);
			if (samples->alpha && (!interlaced || pass == 6)) split_row(samples, to, y);
		}
	}
	png_read_end(decoder->png, NULL);
}

static void drop_opaque_alpha(PictureSamples *samples) {
	for (size_t i = 0; i < samples->alpha_length; i++) if (samples->alpha[i] != 0xFF) return;
	free(samples->alpha);
	samples->alpha = NULL;
	samples->alpha_length = 0;
}

bool picture_read_samples(const Picture *picture, PictureSamples *out) {
	static const char skip[] = "tEXt\0zTXt\0iTXt\0sPLT\0eXIf\0hIST\0iCCP";
	*out = (PictureSamples){ 0 };
	FileMap map;
	if (picture->format != PICTURE_PNG || !file_map(picture->path, &map)) return false;
	PngDecoder decoder = { .bytes = map.bytes, .length = map.length, .samples = out, .skip = skip, .skip_count = sizeof skip / 5 };
	bool good = open_decoder(&decoder) && run_guarded(&decoder, prepare_samples) && run_guarded(&decoder, read_rows);
	close_decoder(&decoder);
	file_unmap(&map);
	/* the layout was made for the picture that was read */
	if (good && (out->width != picture->stored_width || out->height != picture->stored_height || out->components != picture->components))
		good = false;
	if (good) drop_opaque_alpha(out);
	else picture_free_samples(out);
	return good;
}

void picture_free_samples(PictureSamples *samples) {
	free(samples->colour);
	free(samples->alpha);
	*samples = (PictureSamples){ 0 };
}
