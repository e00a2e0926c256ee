/* Pixels for an output that cannot take a photo's own bytes: other formats than JPEG and PNG, fewer pixels, other inks. The work
 * is done by a program of its own, bantin-photo (src/photo/), started once for each conversion: decoders of hostile files do not
 * run in this process, and a run that needs none does not load them. The result is the same bytes on every machine with the
 * same libraries. */
#ifndef BANTIN_PICTURE_CONVERT_PICTURE_H
#define BANTIN_PICTURE_CONVERT_PICTURE_H
#include "picture/picture.h"
#include "picture/run_photo.h"

typedef enum PictureSpace {
	PICTURE_AS_IS,   /* the picture's own channels and profile (picture_read_icc); Lab, as some TIFFs have it, becomes sRGB */
	PICTURE_GREY,    /* one channel; the grey that sRGB's curve gives. Pictures that are grey keep their numbers */
	PICTURE_SRGB,    /* three channels */
	PICTURE_CMYK     /* four, of the press that `profile` describes. CMYK pictures keep their numbers. A grey picture, and one
	                  * whose every pixel is neutral, stays or becomes grey: one channel, for black ink alone */
} PictureSpace;
typedef enum PictureIntent {
	PICTURE_COLORIMETRIC, /* relative colorimetric with black point compensation */
	PICTURE_PERCEPTUAL
} PictureIntent;
typedef enum PictureCoding {
	PICTURE_CODE_BEST,  /* as a JPEG when the file itself is lossy (JPEG, HEIC, AVIF, lossy WebP), else as PICTURE_CODE_FLATE */
	PICTURE_CODE_FLATE, /* zlib, with PNG's predictors: /FlateDecode, /Predictor 15 */
	PICTURE_CODE_RAW    /* rows without padding, channels interleaved */
} PictureCoding;

typedef struct PictureWish {
	PictureSpace space;
	PictureIntent intent;
	const void *profile; size_t profile_length; /* ICC, of the press: PICTURE_CMYK needs it. For GREY and SRGB of a CMYK
	                                             * picture without a profile: what its inks look like; NULL: plain arithmetic */
	int width, height;    /* at most so many pixels of the picture as seen (upright), its proportions kept; 0: all there are */
	bool four_inks;       /* PICTURE_CMYK: a neutral picture in RGB is separated as any other, as a printing house does that gets it in RGB */
	bool upright;         /* turned by its orientation; else it stays as stored, and `orientation` says how to turn it */
	bool flatten;         /* alpha is laid over `paper`; else it comes apart */
	uint8_t paper[3];     /* sRGB */
	bool deep;            /* 16 bits where the picture has more than 8 and is not converted or made smaller; else always 8 */
	PictureCoding coding;
} PictureWish;

/* A stream to embed. Its bytes lie in a file that has no name any more: mapped until it is closed. */
typedef struct ConvertedPicture {
	int width, height;    /* as stored in the stream */
	int orientation;      /* how it is still to be turned, EXIF 1..8 */
	int components, bits; /* 1, 3, 4; 8 or 16 */
	bool own_profile;     /* its colours are the picture's own (picture_read_icc, or untagged); else those asked for */
	PictureCoding coding; /* PICTURE_CODE_BEST stands for /DCTDecode, no /ColorTransform needed */
	bool inverted;        /* /DCTDecode with four channels: /Decode [1 0 1 0 1 0 1 0] */
	const unsigned char *bytes; size_t length;
	const unsigned char *alpha; size_t alpha_length; /* one channel, same size; FLATE, or RAW when that was asked; NULL when opaque everywhere */
	struct { FileMap map; } held[2];                  /* the room's own */
} ConvertedPicture;

/* Any picture of picture_read_header may be converted. False after an error was recorded at pos: "photo-unreadable" (damaged,
 * changed since), "photo-format" (of a kind that its decoder does not know), "photo-too-large", "photo-helper" (bantin-photo is not
 * installed, or finds no room). diag NULL: nothing is recorded. */
bool picture_convert(Arena *arena, const Picture *picture, const PictureWish *wish, SourcePos pos, Diag *diag, ConvertedPicture *out);
/* The same in two steps, so that bantin-photo works on one while another is written. What begin cannot do, finish records; each
 * conversion that was begun is finished or cancelled. The wish's profile is needed until begin returns. */
typedef struct PictureConversion { const Picture *picture; bool upright; PhotoRun run; const char *failure; } PictureConversion;
void picture_begin_conversion(Arena *arena, const Picture *picture, const PictureWish *wish, PictureConversion *out);
bool picture_finish_conversion(Arena *arena, PictureConversion *conversion, SourcePos pos, Diag *diag, ConvertedPicture *out);
/* True when it failed for a reason that is not the photo's: no room, no program ("photo-helper", recorded in diag). */
bool picture_report_surroundings(Arena *arena, const PictureConversion *conversion, SourcePos pos, Diag *diag);
void picture_cancel_conversion(PictureConversion *conversion);
void picture_close_converted(ConvertedPicture *picture);
#endif
