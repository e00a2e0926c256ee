/* From plates to what a screen shows: spot inks as their alternatives, then all through the profile of the press, without Little CMS's
 * shortcuts: a table of 17 points to the ink, as it makes for speed, is up to twenty levels off. What was seen before is not asked again. */
#include <lcms2.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "proof/proof.h"

/* ---- the press ---- */

static cmsHTRANSFORM press;
enum { MEMORY = 1 << 16 };
static struct { uint32_t inks; uint8_t rgb[3]; bool known; } memory[MEMORY];

static cmsHPROFILE open_profile(void) {
	enum { LARGEST = 64 << 20 };
	struct stat info;
	if (fstat(PROOF_FD_PROFILE, &info) != 0 || info.st_size <= 0 || info.st_size > LARGEST) proof_fail("no profile");
	size_t length = (size_t)info.st_size, done = 0;
	unsigned char *bytes = proof_allocate(length, 1);
	while (done < length) {
		ssize_t got = pread(PROOF_FD_PROFILE, bytes + done, length - done, (off_t)done);
		if (got <= 0) proof_fail("no profile");
		done += (size_t)got;
	}
	cmsHPROFILE profile = cmsOpenProfileFromMem(bytes, (cmsUInt32Number)length);
	free(bytes);
	if (!profile || cmsGetColorSpace(profile) != cmsSigCmykData) proof_fail("no profile of a press");
	return profile;
}

void develop_open(bool paper) {
	cmsHPROFILE from = open_profile(), to = cmsCreate_sRGBProfile();
	press = cmsCreateTransform(from, TYPE_CMYK_8, to, TYPE_RGB_8, paper ? INTENT_ABSOLUTE_COLORIMETRIC : INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
	if (!press) proof_fail("no profile of a press");
	cmsCloseProfile(from);
	cmsCloseProfile(to);
}

/* ---- colours ---- */

/* One ink's dots over another's. */
static unsigned join(unsigned a, unsigned b) { return a + b - (a * b + 127) / 255; }

static void add_spots(const Page *page, int y, uint8_t *inks) {
	for (int spot = 0; spot < LIST_SPOTS; spot++) {
		const Plate *plate = &page->plates[PROCESS_INKS + spot];
		if (!plate->surface || !plate->inked) continue;
		const unsigned char *row = plate->bytes + (size_t)y * (size_t)plate->stride;
		for (int x = 0; x < page->width; x++)
			for (int i = 0; row[x] && i < PROCESS_INKS; i++)
				inks[4 * x + i] = (uint8_t)join(inks[4 * x + i], (page->alternatives[spot][i] * row[x] + 127u) / 255u);
	}
}

static void develop_row(const Page *page, int y, uint8_t *inks, uint8_t *rgb) {
	const unsigned char *rows[PROCESS_INKS];
	for (int i = 0; i < PROCESS_INKS; i++) rows[i] = page->plates[i].bytes + (size_t)y * (size_t)page->plates[i].stride;
	if (page->is_sheet) {
		for (int x = 0; x < page->width; x++) for (int i = 0; i < 3; i++) rgb[3 * x + i] = rows[i][x];
		return;
	}
	for (int x = 0; x < page->width; x++) for (int i = 0; i < PROCESS_INKS; i++) inks[4 * x + i] = rows[i][x];
	add_spots(page, y, inks);
	for (int x = 0; x < page->width; x++) {
		uint32_t key;
		memcpy(&key, inks + 4 * x, 4);
		uint32_t slot = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 48) & (MEMORY - 1);
		if (!memory[slot].known || memory[slot].inks != key) {
			cmsDoTransform(press, inks + 4 * x, memory[slot].rgb, 1);
			memory[slot].inks = key;
			memory[slot].known = true;
		}
		memcpy(rgb + 3 * x, memory[slot].rgb, 3);
	}
}

/* ---- smaller ---- */

/* The mean of the pixels that a pixel of the thumbnail covers, whole ones. */
static void answer_thumbnail(const Page *page, const uint8_t *rgb) {
	size_t width = (size_t)page->thumb_width, height = (size_t)page->thumb_height;
	uint8_t *small = proof_allocate(width * height, 3), *to = small;
	for (size_t v = 0; v < height; v++) {
		size_t top = v * (size_t)page->height / height, bottom = (v + 1) * (size_t)page->height / height;
		for (size_t u = 0; u < width; u++) {
			size_t left = u * (size_t)page->width / width, right = (u + 1) * (size_t)page->width / width;
			uint64_t sum[3] = { 0 }, count = (bottom - top) * (right - left);
			for (size_t y = top; y < bottom; y++)
				for (const uint8_t *at = rgb + 3 * (y * (size_t)page->width + left), *end = at + 3 * (right - left); at < end; at += 3)
					sum[0] += at[0], sum[1] += at[1], sum[2] += at[2];
			for (int i = 0; i < 3; i++) *to++ = (uint8_t)((sum[i] + count / 2) / count);
		}
	}
	proof_answer(ANSWER_THUMBNAIL, small, 3 * width * height);
	free(small);
}

/* ---- PNG ---- */

typedef struct Bytes { unsigned char *bytes; size_t length, room; } Bytes;

static void add_bytes(png_structp png, png_bytep bytes, png_size_t length) {
	Bytes *out = png_get_io_ptr(png);
	if (out->room - out->length < length) {
		out->room = out->room * 2 + length + 65536;
		out->bytes = realloc(out->bytes, out->room);
		if (!out->bytes) proof_fail("out of memory");
	}
	memcpy(out->bytes + out->length, bytes, length);
	out->length += length;
}

static void flush_nothing(png_structp png) { (void)png; }
static void fail_png(png_structp png, png_const_charp why) { (void)png; proof_fail(why); }

static void answer_png(const Page *page, const uint8_t *rgb) {
	enum { LEVEL = 3 }; /* the usual one takes a quarter of all the time of a preview, for pictures that are no smaller */
	Bytes out = { 0 };
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail_png, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info) proof_fail("out of memory");
	png_set_write_fn(png, &out, add_bytes, flush_nothing);
	png_set_user_limits(png, LIST_SIDE_MAX, LIST_SIDE_MAX);
	png_set_IHDR(png, info, (png_uint_32)page->width, (png_uint_32)page->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_RELATIVE);
	if (page->pixels_per_metre) png_set_pHYs(png, info, page->pixels_per_metre, page->pixels_per_metre, PNG_RESOLUTION_METER);
	png_set_compression_level(png, LEVEL);
	png_set_filter(png, 0, PNG_FILTER_NONE | PNG_FILTER_UP | PNG_FILTER_SUB);
	png_write_info(png, info);
	for (int y = 0; y < page->height; y++) png_write_row(png, rgb + 3 * (size_t)y * (size_t)page->width);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	proof_answer(ANSWER_PNG, out.bytes, out.length);
	free(out.bytes);
}

void develop_page(Page *page) {
	uint8_t *inks = proof_allocate((size_t)page->width, 4), *rgb = proof_allocate((size_t)page->width * (size_t)page->height, 3);
	for (int i = 0; i < PLATES; i++) if (page->plates[i].surface) cairo_surface_flush(page->plates[i].surface);
	for (int y = 0; y < page->height; y++) develop_row(page, y, inks, rgb + 3 * (size_t)y * (size_t)page->width);
	if (page->thumb_width && page->thumb_height) answer_thumbnail(page, rgb);
	if (page->wants_png) answer_png(page, rgb);
	free(inks);
	free(rgb);
}
