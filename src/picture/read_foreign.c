/* TIFF, WebP, HEIC and AVIF: PDF takes none of them as they are, so bantin-photo, which will decode them, says what they are too. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "picture/picture_reader.h"
#include "picture/run_photo.h"

static const struct { uint8_t offset; const char *bytes; uint8_t length; PictureFormat format; } HEADS[] = {
	{ 0, "II*\0", 4, PICTURE_TIFF }, { 0, "MM\0*", 4, PICTURE_TIFF }, { 0, "II+\0", 4, PICTURE_TIFF }, { 0, "MM\0+", 4, PICTURE_TIFF },
	{ 8, "WEBP", 4, PICTURE_WEBP },
	{ 4, "ftyphei", 7, PICTURE_HEIF }, { 4, "ftyphev", 7, PICTURE_HEIF }, { 4, "ftypmif1", 8, PICTURE_HEIF }, { 4, "ftypmsf1", 8, PICTURE_HEIF },
	{ 4, "ftypavif", 8, PICTURE_HEIF }, { 4, "ftypavis", 8, PICTURE_HEIF },
};

static int find_head(const unsigned char *bytes, size_t length) {
	if (length >= 10 && memcmp(bytes, "II*\0\x10\0\0\0CR", 10) == 0) return -1; /* a raw picture in TIFF's clothes */
	for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
		if (length >= (size_t)HEADS[i].offset + HEADS[i].length && memcmp(bytes + HEADS[i].offset, HEADS[i].bytes, HEADS[i].length) == 0) return (int)i;
	return -1;
}

bool picture_is_foreign(const unsigned char *bytes, size_t length) { return find_head(bytes, length) >= 0; }

static bool probe(PictureReader *reader, PhotoAnswer *answer) {
	static const char *const ARGUMENTS[] = { "probe", NULL };
	PhotoRun run;
	int file = open(reader->path, O_RDONLY | O_CLOEXEC);
	bool started = file >= 0 && photo_start(reader->arena, file, ARGUMENTS, false, NULL, 0, &run);
	if (file >= 0) close(file);
	if (!started) {
		picture_report_failure(reader->arena, reader->name, "helper", "", reader->pos, reader->diag);
		return false;
	}
	photo_finish(reader->arena, &run, answer);
	FileMap profile = { 0 };
	if (answer->done && photo_take_file(&run.colour, &profile.bytes, &profile.length)) {
		unsigned char *copy = arena_alloc_raw(reader->arena, profile.length);
		memcpy(copy, profile.bytes, profile.length);
		reader->parts->profile = copy;
		reader->parts->profile_length = profile.length;
		file_unmap(&profile);
	}
	photo_abandon(&run);
	if (answer->done) return true;
	if (strcmp(answer->failure, "large") == 0 && answer->width > 0) {
		if (!picture_set_size(reader, (uint32_t)answer->width, (uint32_t)answer->height)) return false;
	}
	picture_report_failure(reader->arena, reader->name, answer->failure, answer->detail, reader->pos, reader->diag);
	return false;
}

static void settle_profile(PictureReader *reader) {
	PictureParts *parts = reader->parts;
	if (!parts->profile) return;
	reader->picture->has_icc = picture_check_profile(parts->profile, parts->profile_length, reader->picture->components);
	if (reader->picture->has_icc) return;
	parts->profile = NULL;
	diag_add(reader->diag, SEVERITY_WARNING, "photo-profile", reader->pos,
		_("The colour profile in the photo \"%s\" is damaged or does not fit it; the usual colours are taken instead."), reader->name);
}

bool picture_probe_profile(PictureReader *reader) {
	PhotoAnswer answer;
	if (!probe(reader, &answer)) return false;
	settle_profile(reader);
	return true;
}

bool picture_read_foreign(PictureReader *reader) {
	PhotoAnswer answer;
	Picture *picture = reader->picture;
	if (!probe(reader, &answer) || !picture_set_size(reader, (uint32_t)answer.width, (uint32_t)answer.height)) return false;
	picture->format = HEADS[find_head(reader->bytes, reader->length)].format;
	picture->components = answer.components;
	picture->bits = answer.bits;
	picture->alpha = answer.alpha;
	picture->lab = answer.lab;
	picture_set_orientation(picture, answer.orientation);
	settle_profile(reader);
	if (answer.pages > 1)
		diag_add(reader->diag, SEVERITY_NOTE, "photo-pages", reader->pos, _("The file \"%s\" holds %d pictures; only the first is used."), reader->name, answer.pages);
	return true;
}
