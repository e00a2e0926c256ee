/* The part of a font program that a document needs, in the glyph ids of the whole face (the pages are written before the
 * fonts), and only what a PDF reader uses (ISO 32000-1, 9.9, table 126): the rest is told by the PDF itself.
 *
 * TrueType keeps the ids by empty glyphs between those used, which deflate to nothing (0.1 to 0.3 KB a face). In CFF they would
 * cost 3 to 8 KB for the names of glyphs that are not there, so it is renumbered, and CIDs carry the old ids. */
#include "font/font_set.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>
#include "font/cff.h"

static void drop_tables(hb_subset_input_t *input) {
	static const char TABLES[][5] = { "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "name", "OS/2", "post", "cmap", "DSIG",
		"STAT", "gasp", "hdmx", "LTSH", "VDMX", "PCLT", "vhea", "vmtx", "VORG", "meta", "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC",
		"EBDT", "EBLC", "EBSC", "Silf", "Silt", "Glat", "Gloc", "Feat", "Sill", "FFTM", "prop", "morx", "mort", "kerx", "feat", "trak",
		"ltag", "opbd" };
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++)
		hb_set_add(drop, HB_TAG(TABLES[i][0], TABLES[i][1], TABLES[i][2], TABLES[i][3]));
}

/* A variable face is written as the one instance that was set. */
static bool pin_axes(const Font *font, hb_subset_input_t *input) {
	enum { MOST = 64 };
	hb_ot_var_axis_info_t axes[MOST];
	unsigned count = MOST;
	if (!font->face->variable) return true;
	if (hb_ot_var_get_axis_infos(font->face->hb, 0, &count, axes) > MOST) return false;
	for (unsigned i = 0; i < count; i++) {
		float at = axes[i].tag == HB_OT_TAG_VAR_AXIS_WEIGHT ? (float)font->weight
			: axes[i].tag == HB_OT_TAG_VAR_AXIS_WIDTH ? (float)font->width : axes[i].default_value;
		at = at < axes[i].min_value ? axes[i].min_value : at > axes[i].max_value ? axes[i].max_value : at;
		if (!hb_subset_input_pin_axis_location(input, font->face->hb, axes[i].tag, at)) return false;
	}
	return true;
}

static hb_subset_plan_t *make_plan(const Font *font, const uint32_t *glyphs, size_t count) {
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input) base_out_of_memory();
	hb_set_t *wanted = hb_subset_input_glyph_set(input);
	hb_set_add(wanted, 0);
	if (!font->may_subset) hb_set_add_range(wanted, 0, font->glyph_count - 1); /* its licence wants it whole */
	for (size_t i = 0; i < count; i++) if (glyphs[i] < font->glyph_count) hb_set_add(wanted, glyphs[i]);
	drop_tables(input);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | (font->cff ? 0 : HB_SUBSET_FLAGS_RETAIN_GIDS)
		| (font->may_subset ? HB_SUBSET_FLAGS_NO_HINTING : 0));
	hb_subset_plan_t *plan = pin_axes(font, input) ? hb_subset_plan_create_or_fail(font->face->hb, input) : NULL;
	hb_subset_input_destroy(input);
	return plan;
}

/* CIDs of a CID-keyed face; NULL for any other. A subset keeps them. */
static const uint16_t *face_cids(const Font *font) {
	if (!font->cff || font->cids_read) return font->cids;
	Font *known = (Font *)font;
	known->cids_read = true;
	hb_blob_t *table = hb_face_reference_table(font->face->hb, HB_TAG('C', 'F', 'F', ' '));
	unsigned length;
	const char *bytes = hb_blob_get_data(table, &length);
	Cff cff;
	if (cff_read((CffBytes){ (const unsigned char *)bytes, length }, &cff) && cff.cid_keyed) {
		uint16_t *cids = ARENA_ARRAY(font->set->arena, uint16_t, font->glyph_count);
		if (cff_read_charset(&cff, font->glyph_count, cids)) known->cids = cids;
	}
	hb_blob_destroy(table);
	return font->cids;
}

uint16_t font_cid_of_glyph(const Font *font, uint32_t glyph) {
	const uint16_t *cids = face_cids(font);
	return cids && glyph < font->glyph_count ? cids[glyph] : (uint16_t)glyph;
}

/* The CFF table of the subset, addressed by CID. */
static bool write_cff(hb_face_t *subset, hb_subset_plan_t *plan, Text *out) {
	hb_blob_t *table = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
	unsigned length;
	const char *bytes = hb_blob_get_data(table, &length);
	Cff cff;
	bool fine = cff_read((CffBytes){ (const unsigned char *)bytes, length }, &cff);
	if (fine && cff.cid_keyed) {
		text_add_bytes(out, bytes, length);
	} else if (fine) {
		const hb_map_t *old_ids = hb_subset_plan_new_to_old_glyph_mapping(plan);
		uint32_t count = hb_face_get_glyph_count(subset);
		uint16_t *cids = calloc(count ? count : 1, sizeof *cids);
		if (!cids) base_out_of_memory();
		for (uint32_t i = 0; i < count; i++) cids[i] = (uint16_t)hb_map_get(old_ids, i);
		fine = cff_write_cid_keyed(&cff, cids, count, out);
		free(cids);
	}
	hb_blob_destroy(table);
	return fine;
}

static bool write_truetype(hb_face_t *subset, Text *out) {
	hb_blob_t *blob = hb_face_reference_blob(subset);
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	text_add_bytes(out, bytes, length);
	hb_blob_destroy(blob);
	return length > 0;
}

bool font_subset(const Font *font, const uint32_t *glyphs, size_t glyph_count, FontProgram *out) {
	*out = (FontProgram){ 0 };
	if (!font->may_embed) return false;
	hb_subset_plan_t *plan = make_plan(font, glyphs, glyph_count);
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	Text program = { 0 };
	bool fine = subset && (font->cff ? write_cff(subset, plan, &program) : write_truetype(subset, &program));
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	if (!fine) {
		text_free(&program);
		return false;
	}
	*out = (FontProgram){ (unsigned char *)program.bytes, program.length, font->cff, font->glyph_count,
		malloc(sizeof(uint16_t) * font->glyph_count) };
	if (!out->cid_of_glyph) base_out_of_memory();
	for (uint32_t i = 0; i < font->glyph_count; i++) out->cid_of_glyph[i] = font_cid_of_glyph(font, i);
	return true;
}

void font_free_program(FontProgram *program) {
	free(program->bytes);
	free(program->cid_of_glyph);
	*program = (FontProgram){ 0 };
}
