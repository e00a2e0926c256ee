/* What the readers of this room share. Nobody outside includes it. */
#ifndef BANTIN_PICTURE_PICTURE_READER_H
#define BANTIN_PICTURE_PICTURE_READER_H
#include "picture/photo_limits.h"
#include "picture/picture.h"
#include "picture/read_exif.h"

/* Where the bytes that an output wants lie in the file. */
typedef struct PictureParts {
	PictureRange *keep; int keep_count;  /* JPEG: the published segments and scans; PNG: IDAT contents */
	size_t keep_total, icc_total;        /* bytes of keep; of its ICC segments alone */
	PictureRange *icc; int icc_count;    /* JPEG: contents of the ICC chunks, in sequence order */
	PictureRange palette;                /* PNG: contents of PLTE; length 0 when none */
	bool passthrough;
	const unsigned char *profile; size_t profile_length; /* what bantin-photo found or made; NULL when none */
} PictureParts;

typedef struct PictureReader {
	Arena *arena;
	const char *path;
	const char *name;                    /* the file's name without folders, for messages */
	SourcePos pos;
	Diag *diag;
	const unsigned char *bytes;
	size_t length;
	Picture *picture;                    /* being filled */
	PictureParts *parts;
} PictureReader;

/* Each fills reader->picture and ->parts; false after an error was recorded. */
bool picture_read_jpeg(PictureReader *reader);
bool picture_read_png(PictureReader *reader);
/* TIFF, WebP, HEIC, AVIF: what bantin-photo says of the file. */
bool picture_is_foreign(const unsigned char *bytes, size_t length);
bool picture_read_foreign(PictureReader *reader);
/* Lets bantin-photo find or make the profile, for colours that are stated by code points; false after an error was recorded. */
bool picture_probe_profile(PictureReader *reader);

/* Records an error with what to do about it and answers false, so that a reader can end with it. */
bool picture_refuse(PictureReader *reader, const char *code, const char *hint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* "The file ends too early", "The file is damaged at byte N": false likewise. */
bool picture_refuse_truncated(PictureReader *reader);
bool picture_refuse_damaged(PictureReader *reader, size_t offset);
/* Sets the stored size; false, with an error, when it is nothing or too much. */
bool picture_set_size(PictureReader *reader, uint32_t width, uint32_t height);
/* Sets the orientation, and with it the size as seen. */
void picture_set_orientation(Picture *picture, int orientation);
/* Says what was found behind the picture's end; nothing of it is ever published. */
void picture_report_tail(PictureReader *reader, size_t end);

/* What kind of file the bytes are, in words that complete "it is ..."; NULL when it cannot be told. Already translated. */
const char *picture_name_format(const unsigned char *bytes, size_t length);
/* Whether a profile's header fits a picture of so many colour channels (ICC.1:2022, 7.2). */
bool picture_check_profile(const unsigned char *profile, size_t length, int components);
/* Says why bantin-photo refused a photo: its "error" line. */
void picture_report_failure(Arena *arena, const char *name, const char *kind, const char *detail, SourcePos pos, Diag *diag);
/* Inflates a PNG's iCCP through libpng; false when there is none or it is damaged. */
bool picture_decode_profile(Arena *arena, const unsigned char *file, size_t file_length, const unsigned char **bytes, size_t *length);

static inline uint32_t read_u16(const unsigned char *at) { return (uint32_t)at[0] << 8 | at[1]; }
static inline uint32_t read_u32(const unsigned char *at) { return read_u16(at) << 16 | read_u16(at + 2); }
#endif
