/* JPEG, through libjpeg-turbo. Its decoder can give an eighth to seven eighths of the pixels, which saves most of the time when
 * a large photo is to become small. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <jpeglib.h>
#include <jerror.h>
#include "photo/photo.h"
#include "picture/read_exif.h"

typedef struct JpegState {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	bool inverted, started;
} JpegState;

static void fail(j_common_ptr jpeg) {
	photo_fail(jpeg->err->msg_code == JERR_OUT_OF_MEMORY ? "large" : "damaged", "");
}

/* A warning is damage that a viewer glosses over (grey blocks at the end); of print it must be told. */
static void note(j_common_ptr jpeg, int level) {
	if (level >= 0) return;
	int code = jpeg->err->msg_code;
	if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) photo_fail("truncated", "");
	if (code == JWRN_BOGUS_PROGRESSION || code == JWRN_HUFF_BAD_CODE || code == JWRN_MUST_RESYNC) photo_fail("damaged", "");
}

static void start(Source *source) {
	JpegState *state = source->state;
	state->started = true;
	if (!jpeg_start_decompress(&state->jpeg)) photo_fail("damaged", "");
	if ((int)state->jpeg.output_width != source->width || (int)state->jpeg.output_height != source->height ||
		state->jpeg.output_components != source->components) photo_fail("damaged", "");
}

static void read_row(Source *source, unsigned char *row) {
	JpegState *state = source->state;
	if (!state->started) start(source);
	JSAMPROW rows[1] = { row };
	if (jpeg_read_scanlines(&state->jpeg, rows, 1) != 1) photo_fail("truncated", "");
	if (state->inverted) for (size_t i = 0; i < (size_t)source->width * 4; i++) row[i] = (unsigned char)(255 - row[i]);
}

/* Not less than twice what is wanted: the decoder's own averaging is coarser than the scaler's. */
static void shrink(Source *source, int width, int height) {
	JpegState *state = source->state;
	for (unsigned eighths = 1; eighths <= 8; eighths++) {
		state->jpeg.scale_num = eighths;
		state->jpeg.scale_denom = 8;
		jpeg_calc_output_dimensions(&state->jpeg);
		if ((int64_t)state->jpeg.output_width >= 2 * (int64_t)width && (int64_t)state->jpeg.output_height >= 2 * (int64_t)height) break;
	}
	source->width = (int)state->jpeg.output_width;
	source->height = (int)state->jpeg.output_height;
}

static void take_profile(Source *source, struct jpeg_decompress_struct *jpeg) {
	JOCTET *profile;
	unsigned length;
	if (!jpeg_read_icc_profile(jpeg, &profile, &length)) return;
	source->icc = profile;
	source->icc_length = length;
}

static int find_orientation(const struct jpeg_decompress_struct *jpeg) {
	for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next) {
		if (marker->marker != JPEG_APP0 + 1 || marker->data_length < 6 || memcmp(marker->data, "Exif\0", 5) != 0) continue;
		int orientation = picture_read_orientation(marker->data + 6, marker->data_length - 6);
		return orientation ? orientation : 1;
	}
	return 1;
}

Source *photo_open_jpeg(void) {
	JpegState *state = photo_allocate(sizeof *state);
	struct jpeg_decompress_struct *jpeg = &state->jpeg;
	jpeg->err = jpeg_std_error(&state->errors);
	state->errors.error_exit = fail;
	state->errors.emit_message = note;
	jpeg_create_decompress(jpeg);
	FILE *file = fdopen(dup(STDIN_FILENO), "rb");
	if (!file) photo_fail("damaged", "");
	jpeg_stdio_src(jpeg, file);
	jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
	jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);
	jpeg_read_header(jpeg, TRUE);
	Source *source = photo_make_source(jpeg->image_width, jpeg->image_height, false);
	int64_t pixels = (int64_t)jpeg->image_width * jpeg->image_height;
	if (jpeg->progressive_mode && pixels > PIXELS_MAX_PROGRESSIVE) photo_fail("large", "progressive");
	source->components = jpeg->num_components;
	if (source->components != 1 && source->components != 3 && source->components != 4) photo_fail("damaged", "");
	jpeg->out_color_space = source->components == 1 ? JCS_GRAYSCALE : source->components == 3 ? JCS_RGB : JCS_CMYK;
	jpeg->dct_method = JDCT_ISLOW;
	state->inverted = source->components == 4 && jpeg->saw_Adobe_marker;
	source->lossy = true;
	source->state = state;
	source->read_row = read_row;
	source->shrink = shrink;
	source->orientation = find_orientation(jpeg);
	take_profile(source, jpeg);
	return source;
}
