/* HEIC and AVIF, through libheif: the primary picture, turned and cut as the file says. */
#include <stdlib.h>
#include <string.h>
#include <libheif/heif.h>
#include "photo/photo.h"

typedef struct HeifState {
	struct heif_image_handle *handle;
	const uint8_t *pixels;
	int stride, next;
} HeifState;

static _Noreturn void fail(struct heif_error error) {
	if (error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype || error.subcode == heif_suberror_Unsupported_codec)
		photo_fail("kind", "decoder");
	if (error.subcode == heif_suberror_End_of_data) photo_fail("truncated", "");
	photo_fail(error.code == heif_error_Memory_allocation_error ? "large" : "damaged", "");
}

static void check(struct heif_error error) { if (error.code != heif_error_Ok) fail(error); }

static void decode(Source *source) {
	HeifState *state = source->state;
	struct heif_image *image;
	check(heif_decode_image(state->handle, &image, heif_colorspace_RGB, source->alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, NULL));
	if (heif_image_get_width(image, heif_channel_interleaved) != source->width || heif_image_get_height(image, heif_channel_interleaved) != source->height)
		photo_fail("damaged", "");
	state->pixels = heif_image_get_plane_readonly(image, heif_channel_interleaved, &state->stride);
	if (!state->pixels) photo_fail("damaged", "");
}

static void read_row(Source *source, unsigned char *row) {
	HeifState *state = source->state;
	if (!state->pixels) decode(source);
	memcpy(row, state->pixels + (size_t)state->stride * (size_t)state->next++, (size_t)source->width * (3u + source->alpha));
}

static void settle_colour(Source *source, const struct heif_image_handle *handle) {
	enum heif_color_profile_type type = heif_image_handle_get_color_profile_type(handle);
	if (type == heif_color_profile_type_rICC || type == heif_color_profile_type_prof) {
		source->icc_length = heif_image_handle_get_raw_color_profile_size(handle);
		source->icc = photo_allocate(source->icc_length);
		if (heif_image_handle_get_raw_color_profile(handle, source->icc).code != heif_error_Ok) source->icc_length = 0;
		return;
	}
	struct heif_color_profile_nclx *points;
	if (type != heif_color_profile_type_nclx || heif_image_handle_get_nclx_color_profile(handle, &points).code != heif_error_Ok) return;
	photo_make_profile(source, points->color_primaries, points->transfer_characteristics);
	heif_nclx_color_profile_free(points);
}

Source *photo_open_heif(void) {
	HeifState *state = photo_allocate(sizeof *state);
	size_t length;
	unsigned char *bytes = photo_read_file(&length);
	struct heif_context *context = heif_context_alloc();
	heif_context_set_max_decoding_threads(context, 1); /* memory */
	check(heif_context_read_from_memory_without_copy(context, bytes, length, NULL));
	check(heif_context_get_primary_image_handle(context, &state->handle));
	int width = heif_image_handle_get_width(state->handle), height = heif_image_handle_get_height(state->handle);
	Source *source = photo_make_source(width > 0 ? (uint64_t)width : 0, height > 0 ? (uint64_t)height : 0, true);
	source->components = 3;
	source->alpha = heif_image_handle_has_alpha_channel(state->handle);
	source->premultiplied = source->alpha && heif_image_handle_is_premultiplied_alpha(state->handle);
	source->lossy = true;
	source->pages = heif_context_get_number_of_top_level_images(context);
	settle_colour(source, state->handle);
	source->state = state;
	source->read_row = read_row;
	return source;
}
