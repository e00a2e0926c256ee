/* bantin-photo: a program of its own that decodes one photo, makes it smaller, converts its colours and codes it anew. bantin
 * starts it (picture/run_photo.c) when a photo needs it; it runs under limits, knows nothing of bantin's memory and may die of
 * a hostile file without harm. What it cannot do ends it: photo_fail says why and does not return, so nothing here is freed.
 *
 *   main.c       the command: probe, convert, versions        read_*.c   a Source for each format: rows, from the top
 *   develop.c    from a Source to coded streams               scale.c    fewer pixels: Lanczos, then a little sharpening
 *   colour.c     profiles and transforms (lcms2)              encode.c   JPEG, deflated rows, bare rows
 *
 * Descriptors: 0 the photo (a file), 1 the answer (lines "word value"), 3 the coded colours or (probe) the profile,
 * 4 the coded alpha, 5 the profile of the press. */
#ifndef BANTIN_PHOTO_PHOTO_H
#define BANTIN_PHOTO_PHOTO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "picture/photo_limits.h"

enum { FD_COLOUR = 3, FD_ALPHA = 4, FD_PROFILE = 5 };

/* Says "error KIND DETAIL" and ends the process. KIND is one of run_photo.c's: damaged, truncated, large, kind. */
_Noreturn void photo_fail(const char *kind, const char *detail);
void *photo_allocate(size_t size);
/* What a file larger than memory cannot be: a size in bytes from counts that a header states. */
size_t photo_multiply(size_t a, size_t b, size_t c);

typedef struct Source Source;
struct Source {
	int width, height;      /* of the rows that read_row gives: as stored, less when the decoder scales */
	int full_width, full_height;
	int components;         /* 1, 3, 4, without alpha */
	int bits;               /* of a sample in a row: 8, or 16 in the machine's order */
	bool alpha;             /* one more channel, the last */
	bool premultiplied;     /* the colours are multiplied by it */
	bool lab;               /* three channels: L* and a*, b* about 128 (ICC's encoding in 8 bits) */
	bool lossy;
	int orientation;        /* EXIF 1..8 */
	int pages;              /* pictures in the file; the first is read */
	unsigned char *icc; size_t icc_length;
	void *state;
	void (*read_row)(Source *source, unsigned char *row);
	void (*shrink)(Source *source, int width, int height); /* lets the decoder give fewer rows, not less than this */
};

/* By the first bytes of descriptor 0, from its beginning. Headers only are read. */
Source *photo_open_source(void);
Source *photo_open_jpeg(void);
Source *photo_open_png(void);
Source *photo_open_tiff(void);
Source *photo_open_webp(void);
Source *photo_open_heif(void);
/* A source with the sizes set, after they were found within the limits. whole: it can only be decoded whole, into memory. */
Source *photo_make_source(uint64_t width, uint64_t height, bool whole);
/* The whole of descriptor 0. */
unsigned char *photo_read_file(size_t *length);
/* A profile of these code points (ITU-T H.273); false when there is none to make, as for sRGB, which needs none. */
bool photo_make_profile(Source *source, int primaries, int transfer);
/* The same for a PNG's gAMA and cHRM. white, red, green, blue: x and y. */
void photo_make_calibrated_profile(Source *source, double gamma, const double points[8]);

/* ---- steps: each takes rows and hands rows on ---- */
typedef struct Scaler Scaler;
typedef void RowSink(void *context, const unsigned char *row);
/* 8-bit rows of `channels`; the last is alpha when alpha is true: colours must be multiplied by it and are divided again. */
Scaler *photo_make_scaler(int channels, bool alpha, int width, int height, int to_width, int to_height, RowSink *sink, void *context);
void photo_scale_row(Scaler *scaler, const unsigned char *row);
/* 3 by 3 unsharp masking of so many leading channels. */
typedef struct Sharpener Sharpener;
Sharpener *photo_make_sharpener(int channels, int sharpened, int width, int height, RowSink *sink, void *context);
void photo_sharpen_row(Sharpener *sharpener, const unsigned char *row);

typedef enum PhotoSpace { SPACE_AS_IS, SPACE_GREY, SPACE_SRGB, SPACE_CMYK } PhotoSpace;
typedef struct ColourStep ColourStep;
/* NULL when the source's numbers stay. Answers the number of channels after it. */
ColourStep *photo_make_colour_step(const Source *source, PhotoSpace space, bool perceptual, int *components);
void photo_convert_row(ColourStep *step, const unsigned char *from, unsigned char *to, int width);
/* sRGB in the channels that come out of the step (NULL: the source's own). */
void photo_convert_paper(const Source *source, ColourStep *step, int components, const uint8_t srgb[3], unsigned char *out);

typedef enum PhotoCode { CODE_JPEG, CODE_FLATE, CODE_RAW } PhotoCode;
typedef struct Encoder Encoder;
Encoder *photo_open_encoder(int fd, PhotoCode code, int width, int height, int channels, int bits);
void photo_encode_row(Encoder *encoder, const unsigned char *row); /* 16 bits: in the machine's order */
void photo_close_encoder(Encoder *encoder);

typedef struct Wish {
	PhotoSpace space;
	bool perceptual, flatten, deep, four_inks;
	int width, height;      /* at most, of the stored picture; 0: all */
	int turn;               /* from which EXIF orientation to the upright one: as bantin has read it, which is asked for no second time */
	int code;               /* PhotoCode, or CODE_BEST */
	uint8_t paper[3];
} Wish;
enum { CODE_BEST = -1 };
void photo_develop(Wish wish);
#endif
