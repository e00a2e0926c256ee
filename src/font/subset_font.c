/* The part of a font program that a document needs. Glyph ids are kept (the pages are written before the fonts), and only
 * the tables that a PDF reader uses (ISO 32000-1, 9.9, table 126): the rest is told by the PDF itself. */
#include "font/font_set.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

static void drop_tables(hb_subset_input_t *input) {
	static const char TABLES[][5] = { "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "name", "OS/2", "post", "cmap", "DSIG",
		"STAT", "gasp", "hdmx", "LTSH", "VDMX", "PCLT", "vhea", "vmtx", "VORG", "meta", "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC",
		"EBDT", "EBLC", "EBSC", "Silf", "Glat", "Gloc", "Feat", "Sill", "FFTM", "prop", "morx", "mort", "kerx", "feat", "trak", "ltag", "opbd" };
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++)
		hb_set_add(drop, HB_TAG(TABLES[i][0], TABLES[i][1], TABLES[i][2], TABLES[i][3]));
}

/* A variable face is written as the one instance that was set. */
static bool pin_axes(const Font *font, hb_subset_input_t *input) {
	hb_ot_var_axis_info_t axes[64];
	unsigned count = 64;
	if (!font->face->variable) return true;
	if (hb_ot_var_get_axis_infos(font->face->hb, 0, &count, axes) > 64) return false;
	for (unsigned i = 0; i < count; i++) {
		float at = axes[i].tag == HB_OT_TAG_VAR_AXIS_WEIGHT ? (float)font->weight
			: axes[i].tag == HB_OT_TAG_VAR_AXIS_WIDTH ? (float)font->width : axes[i].default_value;
		at = at < axes[i].min_value ? axes[i].min_value : at > axes[i].max_value ? axes[i].max_value : at;
		if (!hb_subset_input_pin_axis_location(input, font->face->hb, axes[i].tag, at)) return false;
	}
	return true;
}

static hb_face_t *make_subset(const Font *font, const uint32_t *glyphs, size_t count) {
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input) base_out_of_memory();
	hb_set_t *wanted = hb_subset_input_glyph_set(input);
	hb_set_add(wanted, 0);
	if (!font->may_subset) hb_set_add_range(wanted, 0, font->glyph_count - 1); /* its licence wants it whole */
	for (size_t i = 0; i < count; i++) if (glyphs[i] < font->glyph_count) hb_set_add(wanted, glyphs[i]);
	drop_tables(input);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_RETAIN_GIDS
		| (font->may_subset ? HB_SUBSET_FLAGS_NO_HINTING : 0));
	hb_face_t *subset = pin_axes(font, input) ? hb_subset_or_fail(font->face->hb, input) : NULL;
	hb_subset_input_destroy(input);
	return subset;
}

/* CIDs of the face itself: a subset that keeps glyph ids keeps them too. */
static const uint16_t *face_cids(const Font *font) {
	if (!font->cff || font->cids_read) return font->cids;
	Font *known = (Font *)font;
	known->cids_read = true;
	hb_blob_t *table = hb_face_reference_table(font->face->hb, HB_TAG('C', 'F', 'F', ' '));
	unsigned length;
	const char *bytes = hb_blob_get_data(table, &length);
	uint16_t *cids = ARENA_ARRAY(font->set->arena, uint16_t, font->glyph_count);
	if (cff_read_cids((const unsigned char *)bytes, length, font->glyph_count, cids) == CFF_CID_KEYED) known->cids = cids;
	hb_blob_destroy(table);
	return font->cids;
}

uint16_t font_cid_of_glyph(const Font *font, uint32_t glyph) {
	const uint16_t *cids = face_cids(font);
	return cids && glyph < font->glyph_count ? cids[glyph] : (uint16_t)glyph;
}

bool font_subset(const Font *font, const uint32_t *glyphs, size_t glyph_count, FontProgram *out) {
	*out = (FontProgram){ 0 };
	if (!font->may_embed) return false;
	hb_face_t *subset = make_subset(font, glyphs, glyph_count);
	if (!subset) return false;
	hb_blob_t *blob = font->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	if (length) {
		out->bytes = malloc(length);
		out->cid_of_glyph = malloc(sizeof(uint16_t) * font->glyph_count);
		if (!out->bytes || !out->cid_of_glyph) base_out_of_memory();
		memcpy(out->bytes, bytes, length);
		out->length = length;
		out->cff = font->cff;
		out->glyph_limit = font->glyph_count;
		for (uint32_t i = 0; i < font->glyph_count; i++) out->cid_of_glyph[i] = font_cid_of_glyph(font, i);
	}
	hb_blob_destroy(blob);
	hb_face_destroy(subset);
	return length > 0;
}

void font_free_program(FontProgram *program) {
	free(program->bytes);
	free(program->cid_of_glyph);
	*program = (FontProgram){ 0 };
}
