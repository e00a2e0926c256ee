/* A photo as its header describes it. Pixels are decoded only when an output cannot take the file's own
 * bytes: here for a PNG (picture_read_samples), else by convert_picture.h. */
#ifndef BANTIN_PICTURE_PICTURE_H
#define BANTIN_PICTURE_PICTURE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/length.h"

typedef enum PictureFormat { PICTURE_JPEG, PICTURE_PNG, PICTURE_TIFF, PICTURE_WEBP, PICTURE_HEIF /* and AVIF */ } PictureFormat;
typedef struct Picture {
	const char *path;
	PictureFormat format;
	int stored_width, stored_height; /* pixels as stored */
	int width, height;               /* pixels as seen, after the orientation */
	int orientation;                 /* EXIF 1..8; 1 when none */
	int components;                  /* colour channels without alpha: 1, 3, 4 */
	int bits;                        /* per channel as stored: 1, 2, 4, 8, 16 */
	bool alpha;                      /* PNG alpha channel or tRNS */
	bool lab;                        /* TIFF: converted to sRGB whatever is asked */
	bool palette, interlaced;        /* PNG */
	bool inverted;                   /* 4-channel JPEG with an Adobe APP14 marker: ink amounts are stored inverted */
	bool has_icc;                    /* a usable profile; a damaged one is dropped with a warning "photo-profile" */
	uint64_t file_size;
	int colour_transform;            /* JPEG: what /DecodeParms << /ColorTransform >> must say; -1 when it may be left out */
	bool srgb;                       /* PNG: an sRGB chunk */
	int gamma;                       /* PNG gAMA times 100000 (45455 is 1/2.2); 0 when none, or when sRGB or iCCP overrule it */
	bool has_chromaticities;         /* PNG cHRM, under the same rule */
	int32_t chromaticities[8];       /* white x y, red x y, green x y, blue x y, times 100000 */
	const struct PictureParts *parts; /* the room's own: where the bytes to keep lie in the file */
} Picture;

/* Reads and checks the header and the file's frame (JPEG: every marker and scan up to EOI; PNG: every chunk up to IEND, with
 * its checksum; of other formats bantin-photo reads the header). What the file is, its bytes say, not its name. Problems are recorded at pos: "photo-unreadable",
 * "photo-truncated", "photo-format" (a kind that cannot be printed as it is), "photo-too-large" over PIXELS_MAX (photo_limits.h).
 * Returns NULL after an error; a picture that can still be shown (odd bytes after its end) comes back with a warning or note.
 * Only headers and sizes are looked at: that the coded pixels themselves are sound shows when they are decoded. */
Picture *picture_read_header(Arena *arena, const char *path, SourcePos pos, Diag *diag);

/* Pixels per inch when the whole upright photo is printed this large: the lesser of both axes, rounded down. 0 for an empty box. */
int picture_effective_ppi(const Picture *picture, Length width, Length height);

/* The bytes to embed as they are. JPEG (DCTDecode): without EXIF/XMP/IPTC/comment segments and previews (GPS, names of
 * people); JFIF, Adobe and ICC segments stay. PNG, when picture_png_is_passthrough: the zlib stream of its IDAT chunks.
 * The pieces are ranges into the mapped file: nothing is copied. */
typedef struct PictureRange {
	size_t offset, length;
	bool icc;      /* an ICC segment: may be left out when the profile is written as a stream of its own */
} PictureRange;
typedef struct PictureBytes {
	FileMap map;
	PictureRange *ranges; int range_count; /* in the arena */
	size_t total;  /* of all ranges */
	size_t icc;    /* of the ICC ranges alone */
} PictureBytes;
/* The picture must come from picture_read_header. False when the file cannot be opened or is not the one that was read, or for
 * a PNG that must be decoded. */
bool picture_open_bytes(Arena *arena, const Picture *picture, PictureBytes *out);
void picture_close_bytes(PictureBytes *bytes);
/* The embedded ICC profile (JPEG APP2 chunks joined, PNG iCCP inflated) in the arena; false when there is none. */
bool picture_read_icc(Arena *arena, const Picture *picture, const unsigned char **bytes, size_t *length);

/* True for a PNG whose IDAT stream PDF can take as it is: /FlateDecode with /DecodeParms << /Predictor 15 /Colors n
 * /BitsPerComponent bits /Columns stored_width >>, n being 1 for grey and for a palette (/Indexed), 3 for RGB. It has no alpha, is
 * not interlaced and has 1, 2, 4 or 8 bits. */
bool picture_png_is_passthrough(const Picture *picture);
/* A palette PNG's colours, 3 bytes each (RGB); answers how many (1..256), 0 when there is no palette or the file is gone. */
int picture_read_palette(const Picture *picture, unsigned char rgb[768]);

/* Decoded samples: rows top to bottom, channels interleaved, `components` channels of `bits` (8; 16 stays 16, big
 * endian) with alpha split off; less than 8 bits and palettes are spread to 8. As stored, not turned by the orientation, no gamma
 * applied. PNG only: false for a JPEG, and for a PNG whose pixels are damaged. malloc'ed. */
typedef struct PictureSamples {
	int width, height, components, bits;
	unsigned char *colour; size_t colour_length;
	unsigned char *alpha; size_t alpha_length; /* NULL when opaque everywhere; same bits, one channel */
} PictureSamples;
bool picture_read_samples(const Picture *picture, PictureSamples *out);
void picture_free_samples(PictureSamples *samples);
#endif
