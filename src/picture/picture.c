#include "picture/picture.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "picture/picture_reader.h"

bool picture_refuse(PictureReader *reader, const char *code, const char *hint, const char *format, ...) {
	va_list args;
	va_start(args, format);
	const char *message = arena_vformat(reader->arena, format, args);
	va_end(args);
	diag_add(reader->diag, SEVERITY_ERROR, code, reader->pos, "%s", message);
	if (hint) diag_hint(reader->diag, "%s", hint);
	return false;
}

bool picture_refuse_truncated(PictureReader *reader) {
	return picture_refuse(reader, "photo-truncated", _("It was probably not copied or sent whole: copy it again from where it came from."),
		_("The photo \"%s\" ends too early: a part of it is missing."), reader->name);
}

bool picture_refuse_damaged(PictureReader *reader, size_t offset) {
	return picture_refuse(reader, "photo-unreadable", _("Copy it again from where it came from, or open it and save it again as an ordinary JPEG or PNG."),
		_("The photo \"%s\" is damaged (at byte %zu)."), reader->name, offset);
}

bool picture_set_size(PictureReader *reader, uint32_t width, uint32_t height) {
	if (!width || !height)
		return picture_refuse(reader, "photo-unreadable", _("Open it and save it again as an ordinary JPEG or PNG."),
			_("The photo \"%s\" does not say how wide and how high it is."), reader->name);
	if ((uint64_t)width * height > PIXELS_MAX || width > SIDE_MAX || height > SIDE_MAX)
		return picture_refuse(reader, "photo-too-large", _("Make it smaller: a whole A3 page needs no more than 4961 by 3508 pixels."),
			_("The photo \"%s\" is too large: %u by %u pixels, more than %d million."), reader->name, width, height, PIXELS_MAX / 1000000);
	reader->picture->stored_width = (int)width;
	reader->picture->stored_height = (int)height;
	picture_set_orientation(reader->picture, 1);
	return true;
}

void picture_set_orientation(Picture *picture, int orientation) {
	bool turned = orientation >= 5; /* 5..8 swap the axes */
	picture->orientation = orientation;
	picture->width = turned ? picture->stored_height : picture->stored_width;
	picture->height = turned ? picture->stored_width : picture->stored_height;
}

void picture_report_tail(PictureReader *reader, size_t end) {
	const unsigned char *tail = reader->bytes + end;
	size_t length = reader->length - end, filler = 0;
	while (filler < length && (tail[filler] == 0 || tail[filler] == 0xFF || tail[filler] == '\n' || tail[filler] == '\r')) filler++;
	if (filler == length) return; /* padding to a block is common and harmless */
	const unsigned char *extra = tail + (tail[filler] == 0xD8 && filler ? filler - 1 : filler);
	size_t rest = reader->length - (size_t)(extra - reader->bytes);
	bool second = rest > 3 && extra[0] == 0xFF && extra[1] == 0xD8 && extra[2] == 0xFF; /* stereo, depth map, portrait mode */
	bool film = length > 12 && memcmp(tail + 4, "ftyp", 4) == 0;                        /* the moving part of a phone's photo */
	if (second || film) {
		diag_add(reader->diag, SEVERITY_NOTE, "photo-tail", reader->pos,
			_("The photo \"%s\" has another picture or a film attached (%zu bytes); only the photo itself is used."), reader->name, length);
		return;
	}
	diag_add(reader->diag, SEVERITY_WARNING, "photo-tail", reader->pos,
		_("The photo \"%s\" has %zu bytes after its end that do not belong to it; they were left out."), reader->name, length);
	diag_hint(reader->diag, _("Look whether the photo is complete on the page."));
}

static bool refuse_format(PictureReader *reader) {
	const char *kind = picture_name_format(reader->bytes, reader->length);
	const char *hint = _("Open it in the program that made it and save it as JPEG (photos) or PNG (drawings, logos).");
	if (!kind)
		return picture_refuse(reader, "photo-format", hint, _("\"%s\" is not a photo in a format that is known here."), reader->name);
	return picture_refuse(reader, "photo-format", hint, _("\"%s\" cannot be used as a photo: it is %s."), reader->name, kind);
}

/* A PNG whose signature was changed on the way: the signature was made to show this (PNG 3rd edition, 5.2). */
static bool is_mangled_png(const unsigned char *bytes, size_t length) {
	return length >= 5 && (memcmp(bytes + 1, "PNG", 3) == 0 || memcmp(bytes, "\x89PN", 3) == 0 || memcmp(bytes, "\x89NG", 3) == 0 ||
		memcmp(bytes, "PNG\r\n", 5) == 0);
}

static bool read_by_content(PictureReader *reader) {
	const unsigned char *bytes = reader->bytes;
	size_t length = reader->length;
	if (!length)
		return picture_refuse(reader, "photo-unreadable", _("Copy it again from where it came from."),
			_("The photo \"%s\" is an empty file."), reader->name);
	if (length >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF) return picture_read_jpeg(reader);
	if (length >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0) return picture_read_png(reader);
	if (picture_is_foreign(bytes, length)) return picture_read_foreign(reader);
	if (length < 8 && (memcmp(bytes, "\x89PNG\r\n\x1a\n", length) == 0 || memcmp(bytes, "\xFF\xD8\xFF", length < 3 ? length : 3) == 0))
		return picture_refuse_truncated(reader);
	if (is_mangled_png(bytes, length))
		return picture_refuse(reader, "photo-unreadable", _("Copy it again, as a binary file (not in a text mode of FTP or mail)."),
			_("The photo \"%s\" was changed while it was copied: its first bytes are not those of a PNG any more."), reader->name);
	return refuse_format(reader);
}

Picture *picture_read_header(Arena *arena, const char *path, SourcePos pos, Diag *diag) {
	PictureReader reader = { .arena = arena, .path = path, .name = file_name(path), .pos = pos, .diag = diag };
	FileMap map;
	if (!file_map(path, &map)) {
		picture_refuse(&reader, "photo-unreadable", errno == EACCES ? _("Give yourself the right to read the file.") : NULL,
			_("The photo \"%s\" cannot be opened: %s."), reader.name, strerror(errno));
		return NULL;
	}
	Picture *picture = ARENA_NEW(arena, Picture);
	reader.bytes = map.bytes;
	reader.length = map.length;
	reader.picture = picture;
	reader.parts = ARENA_NEW(arena, PictureParts);
	picture->path = arena_copy_text(arena, path, strlen(path));
	picture->file_size = map.length;
	picture->colour_transform = -1;
	picture->parts = reader.parts;
	bool good = read_by_content(&reader);
	for (int i = 0; i < reader.parts->keep_count; i++) {
		const PictureRange *range = &reader.parts->keep[i];
		reader.parts->keep_total += range->length;
		if (range->icc) reader.parts->icc_total += range->length;
	}
	file_unmap(&map);
	return good ? picture : NULL;
}

int picture_effective_ppi(const Picture *picture, Length width, Length height) {
	if (width <= 0 || height <= 0) return 0;
	int64_t inch = 72 * (int64_t)LENGTH_POINT;
	int64_t across = picture->width * inch / width, down = picture->height * inch / height, least = across < down ? across : down;
	return least > INT32_MAX ? INT32_MAX : (int)least;
}

/* Maps the picture's file again. One that has another length than when it was read is another file. */
static bool map_again(const Picture *picture, FileMap *map) {
	if (!picture->parts || !file_map(picture->path, map)) return false;
	if (map->length == picture->file_size) return true;
	file_unmap(map);
	return false;
}

bool picture_open_bytes(Arena *arena, const Picture *picture, PictureBytes *out) {
	*out = (PictureBytes){ 0 };
	const PictureParts *parts = picture->parts;
	if (picture->format != PICTURE_JPEG && !picture_png_is_passthrough(picture)) return false;
	if (!map_again(picture, &out->map)) return false;
	out->ranges = ARENA_ARRAY(arena, PictureRange, parts->keep_count);
	memcpy(out->ranges, parts->keep, sizeof *parts->keep * (size_t)parts->keep_count);
	out->range_count = parts->keep_count;
	out->total = parts->keep_total;
	out->icc = parts->icc_total;
	return true;
}

void picture_close_bytes(PictureBytes *bytes) {
	file_unmap(&bytes->map);
	*bytes = (PictureBytes){ 0 };
}

bool picture_png_is_passthrough(const Picture *picture) {
	return picture->format == PICTURE_PNG && picture->parts && picture->parts->passthrough;
}

int picture_read_palette(const Picture *picture, unsigned char rgb[768]) {
	FileMap map;
	if (!picture->parts || !picture->palette || !map_again(picture, &map)) return 0;
	PictureRange palette = picture->parts->palette;
	memcpy(rgb, map.bytes + palette.offset, palette.length);
	file_unmap(&map);
	return (int)palette.length / 3;
}

static const unsigned char *join_profile(Arena *arena, const Picture *picture, size_t *length) {
	const PictureParts *parts = picture->parts;
	FileMap map;
	if (!map_again(picture, &map)) return NULL;
	size_t total = 0, filled = 0;
	for (int i = 0; i < parts->icc_count; i++) total += parts->icc[i].length;
	unsigned char *joined = arena_alloc_raw(arena, total);
	for (int i = 0; i < parts->icc_count; i++) {
		memcpy(joined + filled, map.bytes + parts->icc[i].offset, parts->icc[i].length);
		filled += parts->icc[i].length;
	}
	file_unmap(&map);
	*length = total;
	return joined;
}

bool picture_read_icc(Arena *arena, const Picture *picture, const unsigned char **bytes, size_t *length) {
	if (!picture->has_icc || !picture->parts) return false;
	if (picture->parts->profile) {
		*bytes = picture->parts->profile;
		*length = picture->parts->profile_length;
	} else if (picture->format == PICTURE_JPEG) {
		*bytes = join_profile(arena, picture, length);
		if (!*bytes) return false;
	} else {
		FileMap map;
		if (!map_again(picture, &map)) return false;
		bool found = picture_decode_profile(arena, map.bytes, map.length, bytes, length);
		file_unmap(&map);
		if (!found) return false;
	}
	/* the file may have been changed since its header was read */
	if (!picture_check_profile(*bytes, *length, picture->components)) return false;
	*length = read_u32(*bytes); /* behind the profile there may be padding */
	return true;
}
