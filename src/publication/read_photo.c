#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "publication/read_values.h"
#include "publication/reader.h"
#include "publication/resolve_path.h"
#include "publication/shown_text.h"

static void find_file(Reader *reader, const xmlNode *element, Photo *photo) {
	char *path;
	const char *folder = place_of(element)->source->folder;
	const char *shown = shown_text(reader->work, photo->src, 200);
	SourcePos pos = source_attribute_pos(element, "src");
	switch (resolve_path(reader->arena, reader->publication->root, folder, photo->src, &path)) {
	case PATH_OUTSIDE:
		diag_add(reader->diag, SEVERITY_ERROR, "photo-outside", pos,
			_("The photo “%.200s” lies outside the folder of the publication and is not read."), shown);
		diag_hint(reader->diag, _("Copy the photo to a place beside this file and name it by its path from here."));
		return;
	case PATH_MISSING:
		diag_add(reader->diag, SEVERITY_ERROR, "photo-missing", pos, _("The photo “%.200s” is not there."), shown);
		resolve_hint(reader->work, reader->diag, reader->publication->root, folder, photo->src);
		return;
	case PATH_FOUND: break;
	}
	if (!file_is_regular(path)) {
		diag_add(reader->diag, SEVERITY_ERROR, "photo-missing", pos, _("“%.200s” is a folder, not a photo."), shown);
		return;
	}
	photo->path = path;
	note_file(reader, path);
}

Photo read_photo(Reader *reader, const xmlNode *element, bool needs_alt) {
	Photo photo = { .src = read_token(reader, element, "src"), .alt = read_attribute(reader, element, "alt"),
		.focus_x = 500, .focus_y = 500, .pos = source_element_pos(element) };
	const char *focus = source_attribute(element, "focus");
	int x, y;
	if (focus && value_parse_focus(focus, &x, &y)) {
		photo.focus_x = x;
		photo.focus_y = y;
	}
	if (!photo.alt && needs_alt) {
		diag_add(reader->diag, SEVERITY_WARNING, "alt-missing", photo.pos, _("The photo has no alt, the words for those who cannot see it."));
		diag_hint(reader->diag, _("Write alt=\"what the photo shows\", or alt=\"\" when it only decorates."));
	}
	if (!photo.src) { /* said by the check */
		photo.src = "";
	} else if (!photo.src[0]) {
		diag_add(reader->diag, SEVERITY_ERROR, "photo-missing", source_attribute_pos(element, "src"), _("The photo has no file name."));
	} else {
		find_file(reader, element, &photo);
	}
	return photo;
}
