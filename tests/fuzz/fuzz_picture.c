/* Photos: headers, the ranges that are passed through, profiles, palettes, and the pixels of a PNG. */
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "picture/picture.h"

const char *const fuzz_name = "picture";
const char *const fuzz_seeds[] = { "tests/data/picture", NULL };

enum { DECODED_MOST = 4 * 1000 * 1000 }; /* pixels; more only costs time */

int LLVMFuzzerInitialize(int *argc, char ***argv) {
	(void)argc; (void)argv;
	return 0;
}

static volatile unsigned char seen; /* what is touched here must be there */

static void touch(const unsigned char *bytes, size_t length) {
	for (size_t i = 0; i < length; i += 61) seen ^= bytes[i];
	if (length) seen ^= bytes[length - 1];
}

static void use_bytes(Arena *arena, const Picture *picture) {
	PictureBytes bytes;
	if (!picture_open_bytes(arena, picture, &bytes)) return;
	size_t total = 0, icc = 0;
	for (int i = 0; i < bytes.range_count; i++) {
		const PictureRange *range = &bytes.ranges[i];
		PROMISE(range->offset <= bytes.map.length && range->length <= bytes.map.length - range->offset);
		touch(bytes.map.bytes + range->offset, range->length);
		total += range->length;
		if (range->icc) icc += range->length;
	}
	PROMISE(total == bytes.total && icc == bytes.icc);
	picture_close_bytes(&bytes);
}

static void use_samples(const Picture *picture) {
	PictureSamples samples;
	if ((int64_t)picture->width * picture->height > DECODED_MOST || !picture_read_samples(picture, &samples)) return;
	PROMISE(samples.width == picture->stored_width && samples.height == picture->stored_height);
	size_t pixels = (size_t)samples.width * (size_t)samples.height * (size_t)samples.bits / 8;
	PROMISE(samples.colour_length == pixels * (size_t)samples.components && (!samples.alpha || samples.alpha_length == pixels));
	touch(samples.colour, samples.colour_length);
	touch(samples.alpha, samples.alpha_length);
	picture_free_samples(&samples);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	const Picture *picture = picture_read_header(arena, fuzz_put("anh", data, size), (SourcePos){ 0 }, diag);
	PROMISE((picture != NULL) != fuzz_has_errors(diag));
	if (picture) {
		const unsigned char *profile;
		unsigned char palette[768];
		size_t length;
		PROMISE(picture->width > 0 && picture->height > 0 && picture->components >= 1 && picture->components <= 4);
		PROMISE(picture->orientation >= 1 && picture->orientation <= 8);
		picture_effective_ppi(picture, LENGTH_POINT, LENGTH_POINT);
		use_bytes(arena, picture);
		if (picture_read_icc(arena, picture, &profile, &length)) touch(profile, length);
		touch(palette, 3 * (size_t)picture_read_palette(picture, palette));
		use_samples(picture);
	}
	diag_close(diag);
	arena_close(arena);
	return 0;
}

#ifdef FUZZ_ENGINE
/* A PNG whose checksums are wrong is refused at its first chunk: they are made right again, and now and then what is
 * deflated is changed inside. */

static uint32_t number_at(const uint8_t *at) { return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]; }
static void put_number(uint8_t *at, uint32_t number) {
	for (int i = 0; i < 4; i++) at[i] = (uint8_t)(number >> (24 - 8 * i));
}

static bool is_png(const uint8_t *data, size_t size) { return size >= 20 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0; }

static void mend_checksums(uint8_t *data, size_t size) {
	for (size_t at = 8; size - at >= 12;) {
		size_t length = number_at(data + at);
		if (length > size - at - 12) return;
		put_number(data + at + 8 + length, (uint32_t)crc32(0, data + at + 4, (uInt)length + 4));
		at += length + 12;
	}
}

/* Inflates the content of one IDAT, changes it, deflates it again in its place. */
static size_t mutate_pixels(uint8_t *data, size_t size, size_t max_size) {
	enum { ROOM = 1 << 18 };
	for (size_t at = 8; size - at >= 12;) {
		size_t length = number_at(data + at);
		if (length > size - at - 12) return size;
		if (memcmp(data + at + 4, "IDAT", 4) == 0) {
			uint8_t *raw = malloc(ROOM), *packed = malloc(ROOM + 1024);
			uLongf raw_length = ROOM, packed_length = ROOM + 1024;
			uncompress(raw, &raw_length, data + at + 8, (uLong)length);
			raw_length = LLVMFuzzerMutate(raw, raw_length, ROOM);
			size_t rest = size - at - 8 - length;
			if (compress(packed, &packed_length, raw, raw_length) == Z_OK && at + 8 + packed_length + rest <= max_size) {
				memmove(data + at + 8 + packed_length, data + at + 8 + length, rest);
				memcpy(data + at + 8, packed, packed_length);
				put_number(data + at, (uint32_t)packed_length);
				size = at + 8 + packed_length + rest;
			}
			free(raw);
			free(packed);
			return size;
		}
		at += length + 12;
	}
	return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
	uint32_t state = seed;
	if (is_png(data, size) && fuzz_random(&state) % 6 == 0) size = mutate_pixels(data, size, max_size);
	else size = LLVMFuzzerMutate(data, size, max_size);
	if (is_png(data, size) && fuzz_random(&state) % 8) mend_checksums(data, size);
	return size;
}
#endif
