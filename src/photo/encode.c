/* Coded streams: JPEG for what came from a lossy file, PNG's filters and deflate for what did not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <zlib.h>
#include "picture/filter_row.h"
#include "photo/photo.h"

enum { FLUSH = 256 * 1024, OPTIMISED_MAX = 24 * 1000 * 1000, QUALITY = 92 };

struct Encoder {
	PhotoCode code;
	FILE *out;
	int width, height, channels, bits;
	/* JPEG */
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *inverted;
	/* FLATE */
	z_stream stream;
	unsigned char *above, *row, *tries, *packed;
	size_t row_bytes;
};

static void put(Encoder *e, const void *bytes, size_t length) {
	if (length && fwrite(bytes, 1, length, e->out) != length) photo_fail("full", "");
}

static void open_flate(Encoder *e) {
	e->row_bytes = photo_multiply((size_t)e->width, (size_t)e->channels, (size_t)e->bits / 8);
	e->above = calloc(1, e->row_bytes);
	e->row = photo_allocate(e->row_bytes);
	e->tries = photo_allocate(photo_multiply(e->row_bytes + 1, FILTER_KINDS, 1));
	e->packed = photo_allocate(FLUSH);
	if (!e->above || deflateInit(&e->stream, 6) != Z_OK) photo_fail("large", "");
}

/* Quality and no thinning of colour: a photo that was coded once already loses nothing that is seen. Better tables than the
 * standard's need the whole picture in memory, which is worth it up to a page of A3. */
static void open_jpeg(Encoder *e) {
	struct jpeg_compress_struct *jpeg = &e->jpeg;
	jpeg->err = jpeg_std_error(&e->errors);
	jpeg_create_compress(jpeg);
	jpeg_stdio_dest(jpeg, e->out);
	jpeg->image_width = (JDIMENSION)e->width;
	jpeg->image_height = (JDIMENSION)e->height;
	jpeg->input_components = e->channels;
	jpeg->in_color_space = e->channels == 1 ? JCS_GRAYSCALE : e->channels == 3 ? JCS_RGB : JCS_CMYK;
	jpeg_set_defaults(jpeg);
	if (e->channels == 4) {
		jpeg_set_colorspace(jpeg, JCS_YCCK);
		e->inverted = photo_allocate((size_t)e->width * 4);
	}
	jpeg_set_quality(jpeg, QUALITY, TRUE);
	for (int i = 0; i < jpeg->num_components; i++) jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = 1;
	jpeg->optimize_coding = (int64_t)e->width * e->height * e->channels <= OPTIMISED_MAX * INT64_C(3);
	jpeg->dct_method = JDCT_ISLOW;
	jpeg_start_compress(jpeg, TRUE);
}

Encoder *photo_open_encoder(int fd, PhotoCode code, int width, int height, int channels, int bits) {
	Encoder *e = photo_allocate(sizeof *e);
	*e = (Encoder){ .code = code, .width = width, .height = height, .channels = channels, .bits = bits, .out = fdopen(fd, "wb") };
	if (!e->out) photo_fail("full", "");
	if (code == CODE_JPEG) open_jpeg(e);
	else open_flate(e);
	return e;
}

static void deflate_bytes(Encoder *e, unsigned char *bytes, size_t length, int flush) {
	e->stream.next_in = bytes;
	e->stream.avail_in = (uInt)length;
	do {
		e->stream.next_out = e->packed;
		e->stream.avail_out = FLUSH;
		deflate(&e->stream, flush);
		put(e, e->packed, FLUSH - e->stream.avail_out);
	} while (e->stream.avail_out == 0);
}

/* PNG and PDF store the higher byte first. */
static const unsigned char *order_bytes(Encoder *e, const unsigned char *row) {
	if (e->bits == 8) return row;
	for (size_t i = 0; i < e->row_bytes; i += 2) {
		uint16_t value;
		memcpy(&value, row + i, 2);
		e->row[i] = (unsigned char)(value >> 8);
		e->row[i + 1] = (unsigned char)value;
	}
	return e->row;
}

void photo_encode_row(Encoder *e, const unsigned char *row) {
	if (e->code == CODE_JPEG) {
		if (e->inverted) { /* Adobe's custom, which every reader expects */
			for (size_t i = 0; i < (size_t)e->width * 4; i++) e->inverted[i] = (unsigned char)(255 - row[i]);
			row = e->inverted;
		}
		JSAMPROW rows[1] = { (JSAMPROW)(uintptr_t)row };
		jpeg_write_scanlines(&e->jpeg, rows, 1);
		return;
	}
	row = order_bytes(e, row);
	if (e->code == CODE_RAW) {
		put(e, row, e->row_bytes);
		return;
	}
	const unsigned char *best = filter_choose_row(row, e->above, e->row_bytes, (size_t)e->channels * (size_t)e->bits / 8, e->tries);
	deflate_bytes(e, e->tries + (best - e->tries), e->row_bytes + 1, Z_NO_FLUSH);
	memcpy(e->above, row, e->row_bytes);
}

void photo_close_encoder(Encoder *e) {
	if (e->code == CODE_JPEG) jpeg_finish_compress(&e->jpeg);
	else if (e->code == CODE_FLATE) deflate_bytes(e, NULL, 0, Z_FINISH);
	if (fclose(e->out) != 0) photo_fail("full", "");
}
