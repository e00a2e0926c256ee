/* Reads a PNG chunk by chunk (PNG 3rd edition, clauses 5 and 11), without inflating its pixels. The rules are libpng's: a critical
 * chunk that is damaged ends it, an ancillary one is passed over, so that what is said here is what decoding gives. */
#include <string.h>
#include "base/message.h"
#include "picture/crc.h"
#include "picture/picture_reader.h"

enum { SIGNATURE = 8, OVERHEAD = 12 }; /* a chunk's length, type and checksum */
enum { GREY = 0, RGB = 2, PALETTE = 3, GREY_ALPHA = 4, RGB_ALPHA = 6 }; /* colour types, table 8 */

typedef struct Png {
	PictureReader *reader;
	CrcTable crc;
	size_t at;
	int type;               /* colour type */
	bool transparent, icc, ended;
	int primaries, transfer; /* cICP, ITU-T H.273; 0: there is none */
	bool data_over;         /* another chunk came behind IDAT */
	size_t data_bytes;
	unsigned char data_head[2]; /* the zlib header, that may be spread over chunks */
	int orientation, gamma;
	VECTOR(PictureRange) data;
} Png;

static bool take_header(Png *png, const unsigned char *at, size_t length) {
	/* bit n of a row: n bits a sample are allowed */
	static const uint32_t depths[7] = { 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16, 0, 1 << 8 | 1 << 16, 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8,
		1 << 8 | 1 << 16, 0, 1 << 8 | 1 << 16 };
	Picture *picture = png->reader->picture;
	if (length != 13 || at[8] > 16 || at[9] > 6 || !(depths[at[9]] >> at[8] & 1) || at[10] || at[11] || at[12] > 1)
		return picture_refuse_damaged(png->reader, png->at);
	png->type = at[9];
	picture->bits = at[8];
	picture->palette = png->type == PALETTE;
	picture->alpha = png->type == GREY_ALPHA || png->type == RGB_ALPHA;
	picture->components = png->type == GREY || png->type == GREY_ALPHA ? 1 : 3;
	picture->interlaced = at[12];
	return picture_set_size(png->reader, read_u32(at), read_u32(at + 4));
}

static bool take_palette(Png *png, const unsigned char *at, size_t length) {
	PictureParts *parts = png->reader->parts;
	if (png->type == GREY || png->type == GREY_ALPHA || png->data_bytes || parts->palette.length || !length || length > 768 || length % 3 ||
		(png->type == PALETTE && length / 3 > 1u << png->reader->picture->bits))
		return picture_refuse_damaged(png->reader, png->at);
	parts->palette = (PictureRange){ (size_t)(at - png->reader->bytes), length, false };
	return true;
}

static void take_transparency(Png *png, size_t length) {
	size_t palette = png->reader->parts->palette.length / 3;
	bool fits = png->type == GREY ? length == 2 : png->type == RGB ? length == 6 : png->type == PALETTE && length && length <= palette;
	if (fits && !png->data.count) png->transparent = true;
}

static void take_gamma(Png *png, const unsigned char *at, size_t length) {
	if (length == 4 && !png->gamma && read_u32(at) - 1 < 100000000) png->gamma = (int)read_u32(at);
}

static void take_chromaticities(Png *png, const unsigned char *at, size_t length) {
	Picture *picture = png->reader->picture;
	if (length != 32 || picture->has_chromaticities) return;
	for (int i = 0; i < 8; i++) {
		uint32_t value = read_u32(at + 4 * i);
		if (value > 1000000) return;
		picture->chromaticities[i] = (int32_t)value;
	}
	/* y of the white point divides */
	picture->has_chromaticities = picture->chromaticities[1] > 0;
}

/* Only RGB over the whole range, which is all that PNG holds. */
static void take_code_points(Png *png, const unsigned char *at, size_t length) {
	if (length != 4 || at[2] != 0 || at[3] != 1 || !at[0] || !at[1]) return;
	png->primaries = at[0];
	png->transfer = at[1];
}

static bool take_data(Png *png, const unsigned char *at, size_t length) {
	if (png->data_over || (png->type == PALETTE && !png->reader->parts->palette.length)) return picture_refuse_damaged(png->reader, png->at);
	for (size_t i = 0; i < length && png->data_bytes + i < 2; i++) png->data_head[png->data_bytes + i] = at[i];
	png->data_bytes += length;
	/* an entry, empty or not, says that IDAT has begun */
	*vector_push(png->reader->arena, &png->data) = (PictureRange){ (size_t)(at - png->reader->bytes), length, false };
	return true;
}

static void take_ancillary(Png *png, const unsigned char *type, const unsigned char *at, size_t length) {
	Picture *picture = png->reader->picture;
	bool early = !png->data.count; /* colour and transparency come before the pixels */
	if (memcmp(type, "tRNS", 4) == 0) take_transparency(png, length);
	else if (memcmp(type, "eXIf", 4) == 0 && !png->orientation) png->orientation = picture_read_orientation(at, length);
	else if (!early) return;
	else if (memcmp(type, "cICP", 4) == 0) take_code_points(png, at, length);
	else if (memcmp(type, "gAMA", 4) == 0) take_gamma(png, at, length);
	else if (memcmp(type, "cHRM", 4) == 0) take_chromaticities(png, at, length);
	else if (memcmp(type, "sRGB", 4) == 0) picture->srgb = length == 1 && at[0] <= 3;
	else if (memcmp(type, "iCCP", 4) == 0) png->icc = true;
}

/* One chunk at png->at; moves behind it. */
static bool take_chunk(Png *png) {
	PictureReader *reader = png->reader;
	if (reader->length - png->at < OVERHEAD) return picture_refuse_truncated(reader);
	const unsigned char *type = reader->bytes + png->at + 4, *content = type + 4;
	size_t length = read_u32(type - 4);
	for (int i = 0; i < 4; i++) if (!((type[i] | 32) >= 'a' && (type[i] | 32) <= 'z')) return picture_refuse_damaged(reader, png->at);
	if (length > INT32_MAX) return picture_refuse_damaged(reader, png->at);
	if (length > reader->length - png->at - OVERHEAD) return picture_refuse_truncated(reader);
	bool first = png->at == SIGNATURE, header = memcmp(type, "IHDR", 4) == 0, critical = !(type[0] & 32);
	if (first != header) return picture_refuse_damaged(reader, png->at);
	bool data = memcmp(type, "IDAT", 4) == 0;
	if (png->data.count && !data) png->data_over = true;
	if (crc_sum(&png->crc, type, length + 4) != read_u32(content + length)) {
		if (critical) return picture_refuse_damaged(reader, png->at);
	} else if (header) {
		if (!take_header(png, content, length)) return false;
	} else if (data) {
		if (!take_data(png, content, length)) return false;
	} else if (memcmp(type, "PLTE", 4) == 0) {
		if (!take_palette(png, content, length)) return false;
	} else if (memcmp(type, "IEND", 4) == 0) {
		png->ended = true;
	} else if (critical) {
		return picture_refuse_damaged(reader, png->at);
	} else {
		take_ancillary(png, type, content, length);
	}
	png->at += OVERHEAD + length;
	return true;
}

/* The zlib stream must begin as one (RFC 1950, 2.2) and not be shorter than deflate's best, 1032 to 1. */
static bool check_data(Png *png) {
	const Picture *picture = png->reader->picture;
	if (!png->data.count) return picture_refuse_truncated(png->reader);
	unsigned head = read_u16(png->data_head);
	if (png->data_bytes < 2 || (head >> 8 & 15) != 8 || head >> 12 > 7 || head % 31 || head & 32)
		return picture_refuse_damaged(png->reader, png->data.items[0].offset);
	uint64_t channels = (uint64_t)(png->type == PALETTE ? 1 : picture->components) + picture->alpha;
	uint64_t bits = (uint64_t)picture->stored_width * channels * (uint64_t)picture->bits;
	uint64_t raw = (picture->interlaced ? bits / 8 : (bits + 7) / 8 + 1) * (uint64_t)picture->stored_height;
	return (uint64_t)png->data_bytes * 1032 >= raw || picture_refuse_truncated(png->reader);
}

/* What must be decoded must fit into memory; 2 GiB is a whole wall in 16 bits. */
static bool check_memory(Png *png) {
	const Picture *picture = png->reader->picture;
	uint64_t bytes = (uint64_t)picture->stored_width * (uint64_t)picture->stored_height * (uint64_t)(picture->components + picture->alpha) *
		(picture->bits == 16 ? 2 : 1);
	if (picture->interlaced && picture->alpha) bytes *= 2; /* gathered whole, then parted */
	if (bytes <= INT32_MAX || png->reader->parts->passthrough) return true;
	return picture_refuse(png->reader, "photo-too-large", _("Save it again as JPEG, or with fewer pixels."),
		_("The photo \"%s\" takes too much memory: %llu MB when unpacked."), png->reader->name, (unsigned long long)(bytes >> 20));
}

/* cICP overrules iCCP, which overrules sRGB, which overrules gAMA and cHRM (4.3). False after an error was recorded. */
static bool settle_colour(Png *png) {
	enum { BT709 = 1, SRGB = 13 };
	PictureReader *reader = png->reader;
	Picture *picture = reader->picture;
	if (png->primaries == BT709 && png->transfer == SRGB) {
		picture->srgb = true;
	} else if (png->primaries) {
		if (!picture_probe_profile(reader)) return false;
		picture->srgb = !picture->has_icc;
	} else if (png->icc) {
		ArenaMark mark = arena_mark(reader->arena);
		const unsigned char *profile;
		size_t length;
		picture->has_icc = picture_decode_profile(reader->arena, reader->bytes, reader->length, &profile, &length) &&
			picture_check_profile(profile, length, picture->components);
		arena_reset(reader->arena, mark);
		if (!picture->has_icc)
			diag_add(reader->diag, SEVERITY_WARNING, "photo-profile", reader->pos,
				_("The colour profile in the photo \"%s\" is damaged or does not fit it; the usual colours are taken instead."), reader->name);
	}
	if (picture->has_icc || picture->srgb) picture->has_chromaticities = false;
	else picture->gamma = png->gamma;
	return true;
}

bool picture_read_png(PictureReader *reader) {
	Png png = { .reader = reader, .at = SIGNATURE };
	Picture *picture = reader->picture;
	PictureParts *parts = reader->parts;
	picture->format = PICTURE_PNG;
	crc_make_table(&png.crc);
	while (!png.ended) if (!take_chunk(&png)) return false;
	if (!check_data(&png)) return false;
	if (png.transparent) picture->alpha = true;
	parts->passthrough = !picture->alpha && !picture->interlaced && picture->bits <= 8;
	if (!check_memory(&png)) return false;
	picture_report_tail(reader, png.at);
	if (!settle_colour(&png)) return false;
	if (png.orientation) picture_set_orientation(picture, png.orientation);
	parts->keep = png.data.items;
	for (int i = 0; i < png.data.count; i++) if (png.data.items[i].length) parts->keep[parts->keep_count++] = png.data.items[i];
	return true;
}
