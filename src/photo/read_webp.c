/* WebP, through libwebp. Of an animation, the first picture on its canvas. */
#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include "photo/photo.h"
#include "picture/read_exif.h"

typedef struct WebpState {
	WebPData file;
	bool animated;
	unsigned char *pixels;
	int next;
} WebpState;

static void decode(Source *source) {
	WebpState *state = source->state;
	size_t channels = 3u + source->alpha, length = photo_multiply((size_t)source->width, (size_t)source->height, channels);
	if (state->animated) {
		WebPAnimDecoderOptions options;
		WebPAnimDecoderOptionsInit(&options);
		options.color_mode = MODE_RGBA;
		WebPAnimDecoder *decoder = WebPAnimDecoderNew(&state->file, &options);
		int time;
		if (!decoder || !WebPAnimDecoderGetNext(decoder, &state->pixels, &time)) photo_fail("damaged", "");
		return;
	}
	state->pixels = photo_allocate(length);
	int stride = source->width * (int)channels;
	bool good = source->alpha ? WebPDecodeRGBAInto(state->file.bytes, state->file.size, state->pixels, length, stride)
		: WebPDecodeRGBInto(state->file.bytes, state->file.size, state->pixels, length, stride);
	if (!good) photo_fail("damaged", "");
}

static void read_row(Source *source, unsigned char *row) {
	WebpState *state = source->state;
	size_t length = (size_t)source->width * (3u + source->alpha);
	if (!state->pixels) decode(source);
	memcpy(row, state->pixels + length * (size_t)state->next++, length);
}

static void take_chunks(Source *source, WebPDemuxer *demuxer) {
	WebPChunkIterator chunk;
	if (WebPDemuxGetChunk(demuxer, "ICCP", 1, &chunk)) {
		source->icc = photo_allocate(chunk.chunk.size);
		memcpy(source->icc, chunk.chunk.bytes, chunk.chunk.size);
		source->icc_length = chunk.chunk.size;
		WebPDemuxReleaseChunkIterator(&chunk);
	}
	if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk)) {
		const unsigned char *exif = chunk.chunk.bytes;
		size_t length = chunk.chunk.size, skip = length > 6 && memcmp(exif, "Exif\0", 5) == 0 ? 6 : 0; /* some writers put JPEG's head before it */
		int orientation = picture_read_orientation(exif + skip, length - skip);
		if (orientation) source->orientation = orientation;
		WebPDemuxReleaseChunkIterator(&chunk);
	}
}

Source *photo_open_webp(void) {
	WebpState *state = photo_allocate(sizeof *state);
	size_t length;
	unsigned char *bytes = photo_read_file(&length);
	WebPBitstreamFeatures features;
	VP8StatusCode status = WebPGetFeatures(bytes, length, &features);
	if (status == VP8_STATUS_NOT_ENOUGH_DATA) photo_fail("truncated", "");
	if (status != VP8_STATUS_OK) photo_fail("damaged", "");
	Source *source = photo_make_source((uint64_t)features.width, (uint64_t)features.height, true);
	state->file = (WebPData){ bytes, length };
	WebPDemuxer *demuxer = WebPDemux(&state->file);
	if (!demuxer) photo_fail("truncated", "");
	source->components = 3;
	source->alpha = features.has_alpha || features.has_animation;
	source->lossy = features.format != 2;
	source->pages = (int)WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT);
	take_chunks(source, demuxer);
	state->animated = features.has_animation;
	source->state = state;
	source->read_row = read_row;
	return source;
}
