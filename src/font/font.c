/* What the door tells of a face. */
#include "font/font.h"
#include "font/font_set.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

int font_units_per_em(const Font *font) { return font->units_per_em; }
const char *font_family(const Font *font) { return font->face->family; }
const char *font_style_name(const Font *font) { return font->style; }
const char *font_postscript_name(const Font *font) { return font->postscript_name; }
int font_face_index(const Font *font) { return font->face->index; }
int font_weight(const Font *font) { return font->weight; }
int font_width(const Font *font) { return font->width; }
bool font_italic(const Font *font) { return font->face->italic; }
bool font_is_house(const Font *font) { return font->face->house; }
bool font_is_variable(const Font *font) { return font->face->variable; }
int32_t font_space_advance(const Font *font) { return font->space_advance; }
uint32_t font_space_glyph(const Font *font) { return font->space_glyph; }
int32_t font_ascender(const Font *font) { return font->ascender; }
int32_t font_descender(const Font *font) { return font->descender; }
int32_t font_x_height(const Font *font) { return font->x_height; }
int32_t font_cap_height(const Font *font) { return font->cap_height; }
bool font_may_embed(const Font *font) { return font->may_embed; }
bool font_may_subset(const Font *font) { return font->may_subset; }
int32_t font_glyph_advance(const Font *font, uint32_t glyph) { return hb_font_get_glyph_h_advance(font->hb, glyph); }
int font_italic_angle(const Font *font) { return font->italic_angle; }
bool font_is_serif(const Font *font) { return font->serif; }
bool font_is_monospaced(const Font *font) { return font->monospaced; }

void font_bounds(const Font *font, int32_t box[4]) {
	for (int i = 0; i < 4; i++) box[i] = font->box[i];
}

/* The linked file itself, not the link: that is what an editor looks for and an archive records. */
const char *font_file(const Font *font) {
	if (!font->file) {
		char real[PATH_MAX];
		const char *file = realpath(font->face->file, real) ? real : font->face->file;
		((Font *)font)->file = arena_copy_text(font->set->arena, file, strlen(file));
	}
	return font->file;
}
