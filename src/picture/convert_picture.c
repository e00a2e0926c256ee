#include "picture/convert_picture.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/message.h"
#include "picture/picture_reader.h"
#include "picture/run_photo.h"

/* ---- what it could not do, in the editor's words ---- */

static const char *name_kind(const char *detail) {
	static const struct { const char *detail, *words; } KINDS[] = {
		{ "raw", N_("a raw picture of a camera") },
		{ "float", N_("a picture in floating point numbers, as 3D programs make them") },
		{ "hdr", N_("an HDR picture, brighter than paper can be") },
		{ "inks", N_("a picture in other inks than cyan, magenta, yellow and black") },
		{ "depth", N_("a picture with an unusual number of bits a colour") },
		{ "lab", N_("a fax in colour") },
		{ "ycbcr", N_("a TIFF picture in the colours of television") },
		{ "colours", N_("a TIFF picture with unusual colours") },
		{ "compression", N_("a TIFF picture packed in a rare way") },
		{ "decoder", N_("a HEIC or AVIF picture that the programs of this machine cannot decode") },
	};
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) if (strcmp(KINDS[i].detail, detail) == 0) return _(KINDS[i].words);
	return _("a picture of a rare kind");
}

static void report(Diag *diag, SourcePos pos, const char *code, const char *message, const char *hint) {
	diag_add(diag, SEVERITY_ERROR, code, pos, "%s", message);
	diag_hint(diag, "%s", hint);
}

void picture_report_failure(Arena *arena, const char *name, const char *kind, const char *detail, SourcePos pos, Diag *diag) {
	if (!diag) return;
	if (strcmp(kind, "kind") == 0)
		report(diag, pos, "photo-format", arena_format(arena, _("\"%s\" cannot be used as a photo: it is %s."), name, name_kind(detail)),
			_("Open it in the program that made it and save it as JPEG (photos) or PNG (drawings, logos)."));
	else if (strcmp(kind, "truncated") == 0)
		report(diag, pos, "photo-truncated", arena_format(arena, _("The photo \"%s\" ends too early: a part of it is missing."), name),
			_("It was probably not copied or sent whole: copy it again from where it came from."));
	else if (strcmp(kind, "large") == 0 || strcmp(kind, "slow") == 0)
		report(diag, pos, "photo-too-large", arena_format(arena, _("The photo \"%s\" takes more memory or time than a photo may."), name),
			_("Open it, make it smaller, and save it as an ordinary JPEG: a whole A3 page needs no more than 4961 by 3508 pixels."));
	else if (strcmp(kind, "full") == 0)
		report(diag, pos, "photo-helper", arena_format(arena, _("There is no room for the pixels of the photo \"%s\" in the folder for temporary files."), name),
			_("Make room on the disk, or name another folder in the variable TMPDIR."));
	else if (strcmp(kind, "helper") == 0)
		report(diag, pos, "photo-helper", arena_format(arena, _("The program bantin-photo, which the photo \"%s\" needs, cannot be started."), name),
			_("Build or install bantin anew: \"make\", or \"sudo make install\"."));
	else if (strcmp(kind, "profile") == 0)
		report(diag, pos, "photo-profile", arena_format(arena, _("The colours of the photo \"%s\" cannot be converted."), name),
			_("Open it, save it again as an ordinary JPEG in sRGB; or look whether the profile of the press is one for CMYK."));
	else
		report(diag, pos, "photo-unreadable", arena_format(arena, _("The photo \"%s\" is damaged: it cannot be decoded."), name),
			_("Copy it again from where it came from, or open it and save it again as an ordinary JPEG or PNG."));
}

/* ---- converting ---- */

/* The same file as when its header was read, as far as its length tells. */
static int open_again(const Picture *picture) {
	int fd = open(picture->path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	if (fd >= 0 && fstat(fd, &info) == 0 && (uint64_t)info.st_size == picture->file_size) return fd;
	if (fd >= 0) close(fd);
	return -1;
}

static void list_arguments(Arena *arena, const Picture *picture, const PictureWish *wish, const char **out) {
	bool across = picture->orientation >= 5;
	int width = across ? wish->height : wish->width, height = across ? wish->width : wish->height, count = 0;
	out[count++] = "convert";
	out[count++] = arena_format(arena, "space=%d", wish->space);
	out[count++] = arena_format(arena, "perceptual=%d", wish->intent == PICTURE_PERCEPTUAL);
	out[count++] = arena_format(arena, "four-inks=%d", wish->four_inks);
	out[count++] = arena_format(arena, "width=%d", width);
	out[count++] = arena_format(arena, "height=%d", height);
	out[count++] = arena_format(arena, "turn=%d", wish->upright ? picture->orientation : 1);
	out[count++] = arena_format(arena, "flatten=%d", wish->flatten);
	out[count++] = arena_format(arena, "paper=%d", wish->paper[0] << 16 | wish->paper[1] << 8 | wish->paper[2]);
	out[count++] = arena_format(arena, "deep=%d", wish->deep);
	out[count++] = arena_format(arena, "code=%d", wish->coding == PICTURE_CODE_BEST ? -1 : (int)wish->coding);
	out[count] = NULL;
}

static bool take_result(const Picture *picture, bool upright, PhotoRun *run, const PhotoAnswer *answer, ConvertedPicture *out) {
	int orientation = upright ? 1 : picture->orientation;
	bool sound = answer->width > 0 && answer->height > 0 && (answer->components == 1 || answer->components == 3 || answer->components == 4) &&
		(answer->bits == 8 || answer->bits == 16) && answer->coding >= PICTURE_CODE_BEST && answer->coding <= PICTURE_CODE_RAW &&
		answer->width <= PIXELS_MAX && answer->height <= PIXELS_MAX;
	if (!sound || !photo_take_file(&run->colour, &out->held[0].map.bytes, &out->held[0].map.length)) return false;
	out->width = answer->width;
	out->height = answer->height;
	out->orientation = orientation;
	out->components = answer->components;
	out->bits = answer->bits;
	out->own_profile = answer->own_profile;
	out->coding = (PictureCoding)answer->coding;
	out->inverted = out->coding == PICTURE_CODE_BEST && out->components == 4;
	out->bytes = out->held[0].map.bytes;
	out->length = out->held[0].map.length;
	uint64_t raw = (uint64_t)out->width * (uint64_t)out->height * (uint64_t)out->bits / 8;
	if (out->coding == PICTURE_CODE_RAW && out->length != raw * (uint64_t)out->components) return false;
	if (!answer->alpha) return true;
	if (!photo_take_file(&run->alpha, &out->held[1].map.bytes, &out->held[1].map.length)) return false;
	out->alpha = out->held[1].map.bytes;
	out->alpha_length = out->held[1].map.length;
	return out->coding != PICTURE_CODE_RAW || out->alpha_length == raw;
}

void picture_begin_conversion(Arena *arena, const Picture *picture, const PictureWish *wish, PictureConversion *out) {
	*out = (PictureConversion){ .picture = picture, .upright = wish->upright, .run = { .answer = -1, .colour = -1, .alpha = -1 } };
	const char *arguments[16];
	int file = open_again(picture);
	if (file < 0) {
		out->failure = "damaged";
		return;
	}
	list_arguments(arena, picture, wish, arguments);
	if (!photo_start(arena, file, arguments, picture->alpha && !wish->flatten, wish->profile, wish->profile_length, &out->run))
		out->failure = errno == ENOSPC || errno == EDQUOT ? "full" : "helper";
	close(file);
}

bool picture_finish_conversion(Arena *arena, PictureConversion *conversion, SourcePos pos, Diag *diag, ConvertedPicture *out) {
	*out = (ConvertedPicture){ 0 };
	const char *failure = conversion->failure, *detail = "";
	bool good = false;
	if (!failure) {
		PhotoAnswer answer;
		photo_finish(arena, &conversion->run, &answer);
		good = answer.done && take_result(conversion->picture, conversion->upright, &conversion->run, &answer, out);
		failure = answer.failure ? answer.failure : "died";
		if (answer.detail) detail = answer.detail;
	}
	picture_cancel_conversion(conversion);
	conversion->failure = good ? NULL : failure;
	if (good) return true;
	picture_close_converted(out);
	picture_report_failure(arena, file_name(conversion->picture->path), failure, detail, pos, diag);
	return false;
}

bool picture_report_surroundings(Arena *arena, const PictureConversion *conversion, SourcePos pos, Diag *diag) {
	const char *failure = conversion->failure;
	if (!failure || (strcmp(failure, "full") != 0 && strcmp(failure, "helper") != 0)) return false;
	picture_report_failure(arena, file_name(conversion->picture->path), failure, "", pos, diag);
	return true;
}

void picture_cancel_conversion(PictureConversion *conversion) { photo_abandon(&conversion->run); }

bool picture_convert(Arena *arena, const Picture *picture, const PictureWish *wish, SourcePos pos, Diag *diag, ConvertedPicture *out) {
	PictureConversion conversion;
	picture_begin_conversion(arena, picture, wish, &conversion);
	return picture_finish_conversion(arena, &conversion, pos, diag, out);
}

void picture_close_converted(ConvertedPicture *picture) {
	for (int i = 0; i < 2; i++) if (picture->held[i].map.bytes) file_unmap(&picture->held[i].map);
	*picture = (ConvertedPicture){ 0 };
}
