/* A face as a composite font (ISO 32000-1, 9.7): Identity-H over a subset that keeps its glyph numbers, the widths of the glyphs
 * that were shown, and what they say (ToUnicode, 9.10.3). */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "pdf/pdf_writer.h"

static int by_cid(const void *left, const void *right) {
	const GlyphUse *a = *(const GlyphUse *const *)left, *b = *(const GlyphUse *const *)right;
	return (a->cid > b->cid) - (a->cid < b->cid);
}

/* The glyphs that were shown, by their codes. */
static const GlyphUse **list_glyphs(PdfWriter *w, const FontUse *font, int *count) {
	const GlyphUse **list = ARENA_ARRAY(w->arena, const GlyphUse *, font->glyph_capacity + 1);
	*count = 0;
	for (uint32_t i = 0; i < font->glyph_capacity; i++) if (font->glyphs[i].used) list[(*count)++] = &font->glyphs[i];
	qsort(list, (size_t)*count, sizeof *list, by_cid);
	return list;
}

/* [first [w w w] first [w]]: 1/1000 em with what decimals it takes, so that no rounding has to be made up for on the pages. */
static void add_widths(HPDF_Dict dict, const GlyphUse *const *glyphs, int count) {
	Text *raw = pdf_dict_begin_raw(dict, "W");
	text_add_char(raw, '[');
	for (int i = 0; i < count; i++) {
		bool follows = i && glyphs[i]->cid == glyphs[i - 1]->cid + 1;
		if (!follows) {
			if (i) text_add_char(raw, ']');
			pdf_add_integer(raw, glyphs[i]->cid);
			text_add_char(raw, '[');
		} else {
			text_add_char(raw, ' ');
		}
		pdf_add_decimal(raw, glyphs[i]->width, 3);
	}
	text_add(raw, count ? "]]" : "]");
}

static void add_utf16(Text *out, const char *text, uint32_t length) {
	for (const char *at = text, *end = text + length; at < end;) {
		uint32_t c = utf8_next(&at, end);
		if (c >= 0x10000) {
			pdf_add_hex16(out, 0xD800 | (c - 0x10000) >> 10);
			c = 0xDC00 | ((c - 0x10000) & 0x3FF);
		}
		pdf_add_hex16(out, c);
	}
}

static void write_unicode(PdfWriter *w, PdfId id, const GlyphUse *const *glyphs, int count) {
	enum { BLOCK = 100 }; /* entries that one beginbfchar may have */
	Text map = { 0 };
	text_add(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	int left = 0, open = 0;
	for (int i = 0; i < count; i++) left += glyphs[i]->text != NULL;
	for (int i = 0; i < count; i++) {
		if (!glyphs[i]->text) continue;
		if (!open) {
			open = left < BLOCK ? left : BLOCK;
			text_format(&map, "%d beginbfchar\n", open);
		}
		text_add_char(&map, '<');
		pdf_add_hex16(&map, glyphs[i]->cid);
		text_add(&map, "><");
		add_utf16(&map, glyphs[i]->text, glyphs[i]->text_length);
		text_add(&map, ">\n");
		left--;
		if (!--open) text_add(&map, "endbfchar\n");
	}
	text_add(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_put_deflated(w->file, id, pdf_make_dict(w->file), map.bytes, map.length);
	text_free(&map);
}

/* Glyphs that only ever stand together with others have no text of their own; an archive wants one for every code all the
 * same (ISO 19005-2, 6.2.11.7.2). What they say together is told by ActualText, which overrides this. */
static void fill_unknown(FontUse *font) {
	for (uint32_t i = 0; i < font->glyph_capacity; i++) {
		GlyphUse *glyph = &font->glyphs[i];
		if (!glyph->used || glyph->text) continue;
		glyph->text = glyph->guess ? glyph->guess : "\xEF\xBF\xBD"; /* U+FFFD */
		glyph->text_length = glyph->guess ? glyph->guess_length : 3;
	}
}

/* Six letters that tell this subset from another of the same face. */
static void make_tag(const FontUse *font, char tag[8]) {
	uint64_t hash = 14695981039346656037u;
	for (uint32_t i = 0; i < font->glyph_capacity; i++) if (font->glyphs[i].used) hash = (hash ^ i) * 1099511628211u;
	hash = (hash ^ (uint64_t)font->index) * 1099511628211u; /* two instances of one variable face share a name */
	hash ^= hash >> 29;
	for (int i = 0; i < 6; i++, hash /= 26) tag[i] = (char)('A' + hash % 26);
	tag[6] = '+';
	tag[7] = 0;
}

static int64_t per_mille(const FontUse *font, int64_t units) {
	int64_t millionths = pdf_scale_units(font, units);
	return (millionths + (millionths >= 0 ? 500 : -500)) / 1000;
}

/* ---- which glyphs the program holds: PDF/A-1 wants it said (ISO 19005-1, 6.3.5) ---- */

static uint32_t read_u32(const unsigned char *at) { return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]; }

static const unsigned char *find_table(const FontProgram *program, const char *tag, uint32_t *length) {
	enum { HEADER = 12, RECORD = 16 };
	uint32_t count = program->length >= HEADER ? (uint32_t)(program->bytes[4] << 8 | program->bytes[5]) : 0;
	for (uint32_t i = 0; i < count && HEADER + RECORD * (i + 1) <= program->length; i++) {
		const unsigned char *record = program->bytes + HEADER + RECORD * i;
		uint32_t offset = read_u32(record + 8);
		*length = read_u32(record + 12);
		if (memcmp(record, tag, 4) == 0) return offset <= program->length && *length <= program->length - offset ? program->bytes + offset : NULL;
	}
	return NULL;
}

static void mark_cid(unsigned char *set, uint32_t cid) { set[cid / 8] |= (unsigned char)(0x80 >> cid % 8); }

/* The parts of composed letters are in the program, too, though no page shows them: `loca` tells every glyph with an outline. */
static void mark_outlines(const FontProgram *program, unsigned char *set, uint32_t limit) {
	uint32_t head_length, loca_length;
	const unsigned char *head = find_table(program, "head", &head_length), *loca = find_table(program, "loca", &loca_length);
	if (!head || head_length < 52 || !loca) return;
	uint32_t size = head[51] ? 4 : 2, count = loca_length / size;
	for (uint32_t i = 0; i + 1 < count && i < limit; i++) if (memcmp(loca + i * size, loca + (i + 1) * size, size) != 0) mark_cid(set, i);
}

static PdfId write_cid_set(PdfWriter *w, const FontProgram *program, const GlyphUse *const *glyphs, int count) {
	enum { CIDS = 65536 };
	unsigned char *set = ARENA_ARRAY(w->arena, unsigned char, CIDS / 8);
	mark_cid(set, 0);
	for (int i = 0; i < count; i++) mark_cid(set, glyphs[i]->cid);
	if (!program->cff) mark_outlines(program, set, CIDS);
	size_t length = CIDS / 8;
	while (!set[length - 1]) length--;
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_deflated(w->file, id, pdf_make_dict(w->file), set, length);
	return id;
}

static PdfId write_descriptor(PdfWriter *w, const FontUse *font, const char *name, PdfId program, bool cff, PdfId cid_set) {
	enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
	const Font *face = font->font;
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
	HPDF_Dict_AddName(dict, "FontName", name);
	HPDF_Dict_AddNumber(dict, "Flags", SYMBOLIC | (font_is_monospaced(face) ? FIXED_PITCH : 0) | (font_is_serif(face) ? SERIF : 0) |
		(font_italic(face) ? ITALIC : 0));
	int32_t box[4];
	font_bounds(face, box);
	pdf_dict_add_raw(dict, "FontBBox", "[%d %d %d %d]", (int)per_mille(font, box[0]), (int)per_mille(font, box[1]),
		(int)per_mille(font, box[2]), (int)per_mille(font, box[3]));
	HPDF_Dict_AddNumber(dict, "ItalicAngle", font_italic_angle(face));
	HPDF_Dict_AddNumber(dict, "Ascent", (HPDF_INT32)per_mille(font, font_ascender(face)));
	HPDF_Dict_AddNumber(dict, "Descent", (HPDF_INT32)per_mille(font, font_descender(face)));
	HPDF_Dict_AddNumber(dict, "CapHeight", (HPDF_INT32)per_mille(font, font_cap_height(face)));
	HPDF_Dict_AddNumber(dict, "XHeight", (HPDF_INT32)per_mille(font, font_x_height(face)));
	/* no font file states its stems: the usual guess from the weight, 400 is 84 and 700 is 150 */
	int weight = font_weight(face);
	HPDF_Dict_AddNumber(dict, "StemV", 50 + weight * weight / 4900);
	pdf_dict_add_reference(w->file, dict, cff ? "FontFile3" : "FontFile2", program);
	if (cid_set) pdf_dict_add_reference(w->file, dict, "CIDSet", cid_set);
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_dict(w->file, id, dict);
	return id;
}

static PdfId write_program(PdfWriter *w, const FontProgram *program) {
	PdfId id = pdf_reserve_id(w->file);
	HPDF_Dict dict = pdf_make_dict(w->file);
	if (program->cff) HPDF_Dict_AddName(dict, "Subtype", "CIDFontType0C");
	else HPDF_Dict_AddNumber(dict, "Length1", (HPDF_INT32)program->length);
	pdf_put_deflated(w->file, id, dict, program->bytes, program->length);
	return id;
}

static PdfId write_descendant(PdfWriter *w, const FontUse *font, const char *name, const FontProgram *program, const GlyphUse *const *glyphs, int count) {
	PdfId cid_set = w->traits.pdf14 ? write_cid_set(w, program, glyphs, count) : 0;
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Font");
	HPDF_Dict_AddName(dict, "Subtype", program->cff ? "CIDFontType0" : "CIDFontType2");
	HPDF_Dict_AddName(dict, "BaseFont", name);
	pdf_dict_add_raw(dict, "CIDSystemInfo", "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	pdf_dict_add_reference(w->file, dict, "FontDescriptor", write_descriptor(w, font, name, write_program(w, program), program->cff, cid_set));
	if (!program->cff) HPDF_Dict_AddName(dict, "CIDToGIDMap", "Identity");
	HPDF_Dict_AddNumber(dict, "DW", 0);
	add_widths(dict, glyphs, count);
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_dict(w->file, id, dict);
	return id;
}

static void refuse_font(PdfWriter *w, const FontUse *font) {
	SourcePos pos = { .file = font_file(font->font) };
	w->failed = true;
	if (diag_raise(w->diag, "font-embedding", pos, SEVERITY_ERROR)) return; /* said by the preflight */
	diag_add(w->diag, SEVERITY_ERROR, "font-embedding", pos, _("The font %s cannot be put into a PDF."), font_postscript_name(font->font));
	if (!font_may_embed(font->font)) diag_hint(w->diag, _("Its maker forbids embedding (fsType in the font file); choose another face in the layout."));
	else diag_hint(w->diag, _("The font file seems to be damaged; replace it or choose another face in the layout."));
}

/* Subset, descriptor and widths. False when the face cannot be embedded, which has been said. */
static bool write_glyphs(PdfWriter *w, FontUse *font) {
	uint32_t *used = ARENA_ARRAY(w->arena, uint32_t, font->glyph_capacity + 1);
	size_t used_count = 0;
	for (uint32_t i = 0; i < font->glyph_capacity; i++) if (font->glyphs[i].used) used[used_count++] = i;
	FontProgram program;
	if (!font_subset(font->font, used, used_count, &program)) {
		refuse_font(w, font);
		return false;
	}
	int count;
	const GlyphUse *const *glyphs = list_glyphs(w, font, &count);
	char tag[8], name[128];
	make_tag(font, tag);
	snprintf(name, sizeof name, "%s%.100s", tag, font_postscript_name(font->font));
	font->descendant = write_descendant(w, font, name, &program, glyphs, count);
	font->base_name = arena_format(w->arena, program.cff ? "%s-Identity-H" : "%s", name);
	font_free_program(&program);
	return true;
}

static void write_font(PdfWriter *w, FontUse *font) {
	const FontUse *holder = font->program ? font->program : font;
	if (holder == font && !write_glyphs(w, font)) return;
	if (!holder->descendant) return; /* refused */
	fill_unknown(font);
	int count;
	const GlyphUse *const *glyphs = list_glyphs(w, font, &count);
	PdfId unicode = pdf_reserve_id(w->file);
	write_unicode(w, unicode, glyphs, count);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Font");
	HPDF_Dict_AddName(dict, "Subtype", "Type0");
	HPDF_Dict_AddName(dict, "BaseFont", holder->base_name);
	HPDF_Dict_AddName(dict, "Encoding", "Identity-H");
	pdf_dict_add_raw(dict, "DescendantFonts", "[%u 0 R]", (unsigned)holder->descendant);
	pdf_dict_add_reference(w->file, dict, "ToUnicode", unicode);
	pdf_put_dict(w->file, font->id, dict);
}

void pdf_write_fonts(PdfWriter *w) {
	for (int i = 0; i < w->fonts.count; i++) write_font(w, w->fonts.items[i]);
}
