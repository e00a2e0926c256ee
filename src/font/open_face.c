/* Opening a face: the file is mapped, its table directory checked against its length, and the facts that the door lends
 * are read. HarfBuzz checks what lies inside the tables when it uses them. */
#include "font/font_set.h"
#include <hb-ot.h>
#include <string.h>
#include "base/message.h"

enum { COLLECTION_MOST = 256 };

static uint32_t u16_at(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static int32_t s16_at(const unsigned char *p) { return (int16_t)u16_at(p); }
static uint32_t u32_at(const unsigned char *p) { return u16_at(p) << 16 | u16_at(p + 2); }

int face_count_in_file(const FileMap *map, const char **why) {
	*why = N_("it is empty");
	if (!map->length) return 0;
	*why = N_("it is not a TrueType or OpenType font");
	if (map->length < 12) return 0;
	switch (u32_at(map->bytes)) {
	case 0x00010000: case HB_TAG('t', 'r', 'u', 'e'): case HB_TAG('O', 'T', 'T', 'O'):
		return 1;
	case HB_TAG('t', 't', 'c', 'f'): {
		uint32_t count = u32_at(map->bytes + 8);
		if (count && count <= COLLECTION_MOST && map->length >= 12 + 4 * (size_t)count) return (int)count;
		*why = N_("it is cut short or damaged");
		return 0;
	}
	case HB_TAG('w', 'O', 'F', 'F'): case HB_TAG('w', 'O', 'F', '2'):
		*why = N_("it is a web font (WOFF); only .ttf, .otf and .ttc can be used");
		return 0;
	default:
		return 0;
	}
}

typedef struct Tables { bool outlines, cff2; } Tables;

/* Every table that is used lies whole inside the file (OpenType, "Table Directory"). */
static const char *check_directory(const FileMap *map, int index, Tables *tables) {
	static const char DAMAGED[] = N_("it is cut short or damaged");
	static const hb_tag_t NEEDED[] = { HB_TAG('h', 'e', 'a', 'd'), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('c', 'm', 'a', 'p'),
		HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x') };
	enum { NEEDED_COUNT = sizeof NEEDED / sizeof *NEEDED };
	const char *why;
	int count = face_count_in_file(map, &why);
	if (index < 0 || index >= count) return count ? DAMAGED : why;
	size_t at = u32_at(map->bytes) == HB_TAG('t', 't', 'c', 'f') ? u32_at(map->bytes + 12 + 4 * (size_t)index) : 0;
	if (at > map->length || map->length - at < 12) return DAMAGED;
	size_t table_count = u16_at(map->bytes + at + 4);
	if (map->length - at - 12 < table_count * 16) return DAMAGED;
	unsigned found = 0;
	bool glyf = false, loca = false, cff = false;
	for (size_t i = 0; i < table_count; i++) {
		const unsigned char *record = map->bytes + at + 12 + i * 16;
		hb_tag_t tag = u32_at(record);
		if (tag == HB_TAG('D', 'S', 'I', 'G')) continue; /* a signature nobody reads is often cut off */
		if ((size_t)u32_at(record + 8) + u32_at(record + 12) > map->length) return DAMAGED;
		for (unsigned k = 0; k < NEEDED_COUNT; k++) if (tag == NEEDED[k]) found |= 1u << k;
		glyf |= tag == HB_TAG('g', 'l', 'y', 'f');
		loca |= tag == HB_TAG('l', 'o', 'c', 'a');
		cff |= tag == HB_TAG('C', 'F', 'F', ' ');
		tables->cff2 |= tag == HB_TAG('C', 'F', 'F', '2');
	}
	tables->outlines = (glyf && loca) || cff;
	return found == (1u << NEEDED_COUNT) - 1 ? NULL : N_("it lacks a table that a font must have");
}

/* A font whose character map is broken shows as one with no characters. */
static bool has_characters(hb_face_t *face) {
	hb_font_t *probe = hb_font_create(face);
	hb_codepoint_t glyph;
	bool has = hb_font_get_nominal_glyph(probe, 'a', &glyph) || hb_font_get_nominal_glyph(probe, ' ', &glyph);
	hb_font_destroy(probe);
	if (!has) {
		hb_set_t *characters = hb_set_create();
		hb_face_collect_unicodes(face, characters);
		has = !hb_set_is_empty(characters);
		hb_set_destroy(characters);
	}
	return has;
}

static const char *check_face(hb_face_t *face) {
	unsigned upem = hb_face_get_upem(face), glyphs = hb_face_get_glyph_count(face);
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	bool sound = hb_blob_get_length(head) >= 54 && upem >= 16 && upem <= 16384 && glyphs >= 1 && glyphs <= 65535;
	hb_blob_destroy(head);
	if (!sound || (hb_ot_var_has_data(face) && !face_outlines_are_whole(face))) return N_("it is cut short or damaged");
	return has_characters(face) ? NULL : N_("it has no characters");
}

const char *face_open_map(Face *face, FileMap map) {
	Tables tables = { 0 };
	if (map.length > UINT32_MAX) return N_("it is not a TrueType or OpenType font");
	const char *why = check_directory(&map, face->index, &tables);
	if (why) return why;
	if (!tables.outlines && tables.cff2)
		return N_("it is a variable font of the kind CFF2, which a PDF cannot hold; take the TrueType or the static one");
	if (!tables.outlines) return N_("it holds no outlines");
	hb_blob_t *blob = hb_blob_create((const char *)map.bytes, (unsigned)map.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *hb = hb_face_create(blob, (unsigned)face->index);
	hb_blob_destroy(blob);
	hb_face_make_immutable(hb);
	why = check_face(hb);
	if (why) hb_face_destroy(hb);
	else face->hb = hb;
	return why;
}

const char *face_open(Face *face) {
	if (face->hb) return NULL;
	if (face->unreadable) return N_("it is cut short or damaged");
	const char *why = file_map(face->file, &face->map) ? face_open_map(face, face->map) : N_("it cannot be opened");
	if (why) {
		face_close(face);
		face->unreadable = true;
	}
	return why;
}

void face_close(Face *face) {
	hb_face_destroy(face->hb);
	face->hb = NULL;
	file_unmap(&face->map);
}

void face_report_unreadable(const char *file, const char *why, Diag *diag) {
	diag_add(diag, SEVERITY_WARNING, "font-unreadable", (SourcePos){ .file = file },
		_("The font file %s cannot be used: %s."), file_name(file), message_find(why));
	diag_hint(diag, _("Put a fresh copy of the file in its place, or take it out of the folder."));
}

/* ---- the facts of a face ---- */

typedef struct TableView { hb_blob_t *blob; const unsigned char *bytes; unsigned length; } TableView;

static TableView table_open(hb_face_t *face, const char tag[5]) {
	TableView view = { .blob = hb_face_reference_table(face, HB_TAG(tag[0], tag[1], tag[2], tag[3])) };
	view.bytes = (const unsigned char *)hb_blob_get_data(view.blob, &view.length);
	return view;
}

static void table_close(TableView view) { hb_blob_destroy(view.blob); }

static int32_t metric(hb_font_t *hb, hb_ot_metrics_tag_t tag) {
	hb_position_t value = 0;
	return hb_ot_metrics_get_position(hb, tag, &value) ? value : 0;
}

static int32_t ink_height(hb_font_t *hb, uint32_t codepoint) {
	hb_codepoint_t glyph;
	hb_glyph_extents_t extents;
	if (!hb_font_get_nominal_glyph(hb, codepoint, &glyph) || !hb_font_get_glyph_extents(hb, glyph, &extents)) return 0;
	return extents.y_bearing;
}

static void read_metrics(Font *font) {
	font->ascender = metric(font->hb, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	font->descender = metric(font->hb, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	if (font->descender > 0) font->descender = -font->descender; /* some makers write it without its sign */
	font->x_height = metric(font->hb, HB_OT_METRICS_TAG_X_HEIGHT);
	font->cap_height = metric(font->hb, HB_OT_METRICS_TAG_CAP_HEIGHT);
	if (font->x_height <= 0) font->x_height = ink_height(font->hb, 'x');
	if (font->cap_height <= 0) font->cap_height = ink_height(font->hb, 'H');
	hb_codepoint_t glyph;
	if (hb_font_get_nominal_glyph(font->hb, ' ', &glyph)) {
		font->space_glyph = glyph;
		font->space_advance = hb_font_get_glyph_h_advance(font->hb, glyph);
	} else {
		font->space_advance = font->units_per_em / 4;
	}
}

/* OS/2 fsType (OpenType, "OS/2"): the least strict of the low bits counts; 0x0100 forbids subsetting, 0x0200 outlines. */
static void read_licence(Font *font, const TableView *os2) {
	unsigned type = os2->length >= 10 ? u16_at(os2->bytes + 8) : 0;
	font->may_embed = !((type & 0x000E) == 0x0002 || (type & 0x0200));
	font->may_subset = font->may_embed && !(type & 0x0100);
}

/* Serif or not: PANOSE, then the family class, then the name. */
static bool looks_serif(const Font *font, const TableView *os2) {
	if (os2->length >= 42 && os2->bytes[32] == 2) {
		unsigned serifs = os2->bytes[33];
		if (serifs >= 11 && serifs <= 15) return false;
		if (serifs >= 2 && serifs <= 10) return true;
	}
	unsigned family_class = os2->length >= 42 ? os2->bytes[30] : 0;
	if (family_class == 8) return false;
	if (family_class && family_class <= 7) return true;
	return !strcasestr(font->face->family, "sans") && !strcasestr(font->face->family, "grotesk");
}

static bool in_latin(hb_face_t *face, hb_tag_t table, hb_tag_t feature) {
	static const hb_tag_t SCRIPTS[] = { HB_TAG('l', 'a', 't', 'n'), HB_TAG('D', 'F', 'L', 'T') };
	static const hb_tag_t VIETNAMESE = HB_TAG('V', 'I', 'T', ' ');
	unsigned script, language, index;
	if (!hb_ot_layout_table_select_script(face, table, 2, SCRIPTS, &script, NULL)) return false;
	hb_ot_layout_script_select_language(face, table, script, 1, &VIETNAMESE, &language);
	return hb_ot_layout_language_find_feature(face, table, script, language, feature, &index);
}

static void read_features(Font *font) {
	static const struct { unsigned bit; hb_tag_t tag; } FEATURES[] = {
		{ FONT_SMCP, HB_TAG('s', 'm', 'c', 'p') }, { FONT_C2SC, HB_TAG('c', '2', 's', 'c') },
		{ FONT_ONUM, HB_TAG('o', 'n', 'u', 'm') }, { FONT_LNUM, HB_TAG('l', 'n', 'u', 'm') },
		{ FONT_TNUM, HB_TAG('t', 'n', 'u', 'm') }, { FONT_PNUM, HB_TAG('p', 'n', 'u', 'm') },
		{ FONT_SUPS, HB_TAG('s', 'u', 'p', 's') }, { FONT_SUBS, HB_TAG('s', 'u', 'b', 's') },
		{ FONT_NO_LIGA, HB_TAG('l', 'i', 'g', 'a') },
	};
	for (unsigned i = 0; i < sizeof FEATURES / sizeof *FEATURES; i++)
		if (in_latin(font->face->hb, HB_OT_TAG_GSUB, FEATURES[i].tag)) font->features |= FEATURES[i].bit;
	font->has_mark = in_latin(font->face->hb, HB_OT_TAG_GPOS, HB_TAG('m', 'a', 'r', 'k'));
}

/* PostScript names go into PDF names: 63 printable ASCII characters without the delimiters (OpenType, "name", ID 6). */
static const char *make_postscript_name(Font *font, bool instance) {
	char name[64];
	unsigned size = sizeof name;
	if (!instance || !hb_ot_name_get_utf8(font->face->hb, HB_OT_NAME_ID_VARIATIONS_PS_PREFIX, HB_LANGUAGE_INVALID, &size, name)
		|| !size) {
		size = sizeof name;
		hb_ot_name_get_utf8(font->face->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	}
	char kept[64];
	size_t length = 0;
	const char *from = size ? name : font->face->family;
	for (; *from && length < sizeof kept - 1; from++)
		if (*from > ' ' && *from < 127 && !strchr("[](){}<>/%#", *from)) kept[length++] = *from;
	kept[length] = 0;
	if (!length) strcpy(kept, "Font");
	/* Adobe Technical Note 5902: the name of an instance without a name of its own. */
	return instance ? arena_format(font->set->arena, "%s_%dwght_%dwdth", kept, font->weight, font->width)
		: arena_copy_text(font->set->arena, kept, strlen(kept));
}

static const char *make_style(Font *font, bool instance) {
	static const char *const WEIGHTS[] = { "Thin", "ExtraLight", "Light", "", "Medium", "SemiBold", "Bold", "ExtraBold", "Black" };
	if (!instance) return font->face->style;
	int step = (font->weight + 50) / 100;
	const char *weight = WEIGHTS[step < 1 ? 0 : step > 9 ? 8 : step - 1];
	const char *width = font->width <= 68 ? "ExtraCondensed " : font->width <= 81 ? "Condensed " : font->width < 95 ? "SemiCondensed "
		: font->width > 105 ? "Expanded " : "";
	const char *italic = font->face->italic ? "Italic" : "";
	char *style = arena_format(font->set->arena, "%s%s%s%s", width, weight, *weight && *italic ? " " : "", italic);
	size_t length = strlen(style);
	while (length && style[length - 1] == ' ') style[--length] = 0;
	return length ? style : "Regular";
}

static void choose_instance(Font *font) {
	hb_variation_t axes[] = {
		{ HB_OT_TAG_VAR_AXIS_WEIGHT, (float)font->weight }, { HB_OT_TAG_VAR_AXIS_WIDTH, (float)font->width },
	};
	hb_font_set_variations(font->hb, axes, 2);
}

static void read_tables(Font *font) {
	hb_face_t *hb = font->face->hb;
	TableView head = table_open(hb, "head"), os2 = table_open(hb, "OS/2"), post = table_open(hb, "post"), cff = table_open(hb, "CFF ");
	if (head.length >= 44) for (int i = 0; i < 4; i++) font->box[i] = s16_at(head.bytes + 36 + 2 * i);
	if (post.length >= 16) {
		int64_t angle = (int32_t)u32_at(post.bytes + 4); /* 16.16 */
		font->italic_angle = (int)((angle + (angle < 0 ? -0x8000 : 0x8000)) / 0x10000);
		font->monospaced = u32_at(post.bytes + 12) != 0;
	}
	if (os2.length >= 42 && os2.bytes[32] == 2 && os2.bytes[35] == 9) font->monospaced = true; /* PANOSE */
	font->cff = cff.length > 0;
	font->serif = looks_serif(font, &os2);
	read_licence(font, &os2);
	table_close(head);
	table_close(os2);
	table_close(post);
	table_close(cff);
}

Font *font_make(FontSet *set, Face *face, int weight, int width) {
	Font *font = ARENA_NEW(set->arena, Font);
	font->set = set;
	font->face = face;
	font->number = (uint32_t)set->fonts.count;
	font->weight = weight;
	font->width = width;
	font->kerns_space = -1;
	font->hb = hb_font_create(face->hb);
	font->units_per_em = (int)hb_face_get_upem(face->hb);
	font->glyph_count = hb_face_get_glyph_count(face->hb);
	hb_font_set_scale(font->hb, font->units_per_em, font->units_per_em);
	bool instance = face->variable;
	if (instance) choose_instance(font);
	hb_font_make_immutable(font->hb);
	font->style = make_style(font, instance);
	font->postscript_name = make_postscript_name(font, instance);
	read_tables(font);
	read_metrics(font);
	read_features(font);
	*vector_push(set->arena, &set->fonts) = font;
	return font;
}
