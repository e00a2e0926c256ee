/* Fonts: found through fontconfig, shaped through HarfBuzz, one syllable once per face.
 * Threads may find, shape, measure and cover side by side: what is remembered is behind the set's lock. Opening and closing a set, subsets
 * and outlines are for one thread at a time. What is recorded goes to the caller's Diag, so only one thread should ask with one. */
#ifndef BANTIN_FONT_FONT_H
#define BANTIN_FONT_FONT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/style.h"
#include "base/text.h"

typedef struct FontSet FontSet;
typedef struct Font Font;

/* What a style asks of a face. weight is CSS/OpenType (400 regular, 600 semibold, 700 bold, 900 black);
 * width is percent of normal (75 condensed, 87 semicondensed, 100). */
typedef struct FontQuery { const char *family; int weight; int width; bool italic; } FontQuery;

typedef struct Glyph {
	uint32_t id;
	uint32_t cluster;        /* byte offset into the run's text */
	int32_t advance, dx, dy; /* font units */
} Glyph;

/* The shape of one piece of text without spaces (a syllable, a code); shared by every place where it occurs. */
typedef struct GlyphRun {
	Font *font;
	const char *text;        /* NFC; text_length bytes, NUL-terminated */
	uint32_t text_length;
	uint32_t glyph_count;
	const Glyph *glyphs;
	int32_t advance;         /* font units, sum of the glyphs' advances */
	uint16_t features;       /* FontFeature bits it was shaped with */
	bool missing;            /* holds a .notdef: only when no face at all has the character */
} GlyphRun;

/* Opens the house fonts (files in fonts/, which come first) and the faces of fonts/faces.list; system_fonts opens all of the
 * machine's as well. House files that cannot be used are recorded as warnings "font-unreadable". NULL when no face at all is
 * found (recorded as "font-none"). */
FontSet *font_open_set(bool system_fonts, Diag *diag);
void font_close_set(FontSet *set);
/* What is "recorded once" below is recorded once for each Diag; between two documents that share one, call this. */
void font_begin_reports(FontSet *set);
/* Where font_open_set and what comes after it read, and where it keeps its caches: for a sandbox. Folders that are not there are
 * among them; a folder for a cache is made when it can be. */
typedef struct FontFolderList { const char **items; int count, capacity; } FontFolderList;
typedef struct FontFolders { FontFolderList read, caches; } FontFolders;
FontFolders font_list_folders(Arena *arena, bool system_fonts);
/* The families at hand, sorted, for `bantin fonts`; lent by the set, the list in the arena. Returns how many. */
int font_list_families(Arena *arena, const FontSet *set, const char *const **out);

/* The face for a query; the same query gives the same pointer. A family that is not there is answered by its alias or
 * nearest (recorded once per family as a warning "font-substituted" at pos). Within a family the nearest face is taken as CSS
 * does; one that differs for the eye (slant, 200 of weight, 10 % of width) is recorded as a note "font-style-nearest". A
 * variable face serves every weight and width in its range. A file that turns out damaged is recorded as a warning
 * "font-unreadable" and passed over. Names: case, blanks and hyphens do not count; "serif", "sans-serif" and "monospace"
 * (and NULL) ask for the house's own. Never NULL once the set is open. */
Font *font_find(FontSet *set, FontQuery query, SourcePos pos, Diag *diag);
/* True when the face has every character of text (combining sequences count when their precomposed letter is there). */
bool font_covers(const Font *font, const char *text, size_t length);
/* A face that covers text, nearest in looks to `font`: `font` itself, then the set's fallbacks; recorded once per face
 * and character as a warning "font-fallback" naming both faces and the character. Returns `font` when none covers it
 * (recorded once as an error "glyph-missing"). Characters of one line of the source share a message. */
Font *font_find_covering(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag);
/* For text that no one face may cover: the bytes (at least one cluster) that can be set in *out, which is `font` as far as it
 * has the characters and a stand-in (recorded as above) from there; call again for the rest. */
size_t font_find_piece(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag, Font **out);

/* Shapes text (no spaces in it, except that U+00A0 may be) and remembers it: the same face, text, features and lang give the
 * same pointer. lang is BCP 47 ("vi" when NULL). Each script in it is shaped as its own; glyphs of a right-to-left script come in
 * visual order. The result lives as long as the set. */
const GlyphRun *font_shape(Font *font, const char *text, size_t length, unsigned features, const char *lang);

/* Facts of a face, font units unless said. */
int font_units_per_em(const Font *font);
const char *font_family(const Font *font), *font_style_name(const Font *font); /* "Noto Serif", "SemiBold Italic" */
const char *font_postscript_name(const Font *font); /* printable ASCII without PDF's delimiters */
const char *font_file(const Font *font); /* links followed */
int font_face_index(const Font *font);
int font_weight(const Font *font), font_width(const Font *font);
bool font_italic(const Font *font);
bool font_is_house(const Font *font), font_is_variable(const Font *font);
/* One feature, in the Latin script. FONT_SMCP and FONT_C2SC only when the accented letters have small capitals too (Gentium's
 * have, Noto's have not); font_shape leaves them out otherwise. FONT_NO_LIGA: whether there is anything to switch off. */
bool font_has_feature(const Font *font, enum FontFeature feature);
int32_t font_space_advance(const Font *font);
uint32_t font_space_glyph(const Font *font);
int32_t font_ascender(const Font *font), font_descender(const Font *font); /* descender is negative */
int32_t font_x_height(const Font *font), font_cap_height(const Font *font);
bool font_kerns_space(const Font *font); /* true when shaping by syllable would differ from shaping whole lines */
bool font_may_embed(const Font *font), font_may_subset(const Font *font); /* OS/2 fsType */
/* Ink of a shaped run relative to the baseline, font units, y up; zeros when blank. */
typedef struct GlyphInk { int32_t left, right, bottom, top; } GlyphInk;
GlyphInk font_ink(const GlyphRun *run); /* of a run from font_shape; remembered */
/* Draws a glyph's outline in font units, y up: contours, each begun by move and ended by close, to be filled by the non-zero rule. A
 * blank glyph, or one the face does not have, draws nothing. */
typedef struct GlyphPen {
	void (*move)(void *user, int32_t x, int32_t y);
	void (*line)(void *user, int32_t x, int32_t y);
	void (*quadratic)(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y);
	void (*cubic)(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y);
	void (*close)(void *user);
} GlyphPen;
void font_draw_glyph(const Font *font, uint32_t glyph, const GlyphPen *pen, void *user);
/* The Vietnamese letters (134 letters and both cases, plus đ Đ) that the face lacks, as UTF-8 in the arena; "" when none. */
const char *font_missing_vietnamese(Arena *arena, const Font *font);

/* A subset program for embedding, made from the set of glyph ids used, and addressed by them: pages can be written first. Hints
 * are left out (half to two thirds of the bytes, and no press uses them); a font whose licence forbids subsetting goes in whole.
 * TrueType: glyf, loca, head, hhea, hmtx, maxp, for FontFile2 with CIDToGIDMap Identity. CFF: a bare CID-keyed CFF table, for
 * FontFile3 /CIDFontType0C. Variable faces are written as the instance that was set. The same glyphs give the same bytes.
 * False when the font may not be embedded or cannot be subset. bytes are malloc'ed. */
typedef struct FontProgram {
	unsigned char *bytes; size_t length;
	bool cff;
	uint32_t glyph_limit;  /* ids run below this */
	uint16_t *cid_of_glyph; /* CID to write for a glyph id, glyph_limit entries; identity but for CID-keyed CFF; malloc'ed */
} FontProgram;
bool font_subset(const Font *font, const uint32_t *glyphs, size_t glyph_count, FontProgram *out);
void font_free_program(FontProgram *program);
uint16_t font_cid_of_glyph(const Font *font, uint32_t glyph); /* the same mapping before any subset is made */
int32_t font_glyph_advance(const Font *font, uint32_t glyph); /* hmtx, font units */
void font_bounds(const Font *font, int32_t box[4]); /* head: xMin yMin xMax yMax */
int font_italic_angle(const Font *font); /* degrees, negative for italics */
bool font_is_serif(const Font *font), font_is_monospaced(const Font *font);
#endif
