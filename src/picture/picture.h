/* A photo as its header describes it. Pixels are decoded only when an output cannot take the file's own bytes. */
#ifndef BANTIN_PICTURE_PICTURE_H
#define BANTIN_PICTURE_PICTURE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

typedef enum PictureFormat { PICTURE_JPEG, PICTURE_PNG } PictureFormat;
typedef struct Picture {
	const char *path;
	PictureFormat format;
	int stored_width, stored_height; /* pixels as stored */
	int width, height;               /* pixels as seen, after the orientation */
	int orientation;                 /* EXIF 1..8; 1 when none */
	int components;                  /* colour channels without alpha: 1, 3, 4 */
	int bits;                        /* per channel as stored: 1, 2, 4, 8, 16 */
	bool alpha;                      /* PNG alpha channel or tRNS */
	bool palette, interlaced;        /* PNG */
	bool inverted;                   /* 4-channel JPEG with an Adobe APP14 marker: ink amounts are stored inverted */
	bool has_icc;
	uint64_t file_size;
} Picture;

/* Reads and checks the header (JPEG: to SOS and that the file ends in EOI; PNG: IHDR, palette, IEND present). Problems are
 * recorded at pos ("photo-unreadable", "photo-truncated", "photo-format", "photo-too-large" over 400 megapixels).
 * Returns NULL after an error; a picture that can still be shown (an odd byte after EOI) comes back with a warning. */
Picture *picture_read_header(Arena *arena, const char *path, SourcePos pos, Diag *diag);

/* JPEG: the bytes to embed as they are (DCTDecode), without EXIF/XMP/IPTC/comment segments (GPS, names of people);
 * JFIF, Adobe and ICC segments stay. The pieces are ranges into the mapped file: nothing is copied. */
typedef struct PictureBytes {
	FileMap map;
	struct { size_t offset, length; } *ranges; int range_count; /* in the arena */
	size_t total;
} PictureBytes;
bool picture_open_bytes(Arena *arena, const Picture *picture, PictureBytes *out);
void picture_close_bytes(PictureBytes *bytes);
/* The embedded ICC profile (JPEG APP2 chunks joined, PNG iCCP inflated) in the arena; false when there is none. */
bool picture_read_icc(Arena *arena, const Picture *picture, const unsigned char **bytes, size_t *length);

/* Decoded samples: rows top to bottom, channels interleaved, `components` channels of `bits` (8; 16 stays 16, big
 * endian) with alpha split off. PNG only is required; malloc'ed. */
typedef struct PictureSamples {
	int width, height, components, bits;
	unsigned char *colour; size_t colour_length;
	unsigned char *alpha; size_t alpha_length; /* NULL when opaque everywhere; same bits, one channel */
} PictureSamples;
bool picture_read_samples(const Picture *picture, PictureSamples *out);
void picture_free_samples(PictureSamples *samples);
#endif
