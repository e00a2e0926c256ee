/* Runs become codes. A syllable is encoded once for the whole document: what its glyphs say is learnt for the fonts' ToUnicode,
 * and its part of a TJ array is kept as text. */
#include <string.h>
#include "pdf/pdf_writer.h"

struct RunTable {
	Text codes;
	RunCode *entries;
	int count, capacity;
	int32_t *slots;          /* index + 1; open addressing, never more than half full */
	int slot_capacity;
};

/* ---- fonts and their glyphs ---- */

static FontUse *find_font(PdfWriter *w, const Font *font, FontUse *program) {
	for (int i = w->fonts.count; i-- > 0;) /* some twenty */
		if (w->fonts.items[i]->font == font && w->fonts.items[i]->program == program) return w->fonts.items[i];
	FontUse *use = ARENA_NEW(w->arena, FontUse);
	use->font = font;
	use->program = program;
	use->id = pdf_reserve_id(w->file);
	use->index = w->fonts.count;
	use->units_per_em = font_units_per_em(font);
	if (use->units_per_em <= 0) use->units_per_em = 1000;
	use->space = font_space_glyph(font);
	*vector_push(w->arena, &w->fonts) = use;
	return use;
}

FontUse *pdf_use_font(PdfWriter *w, const Font *font) { return find_font(w, font, NULL); }

int64_t pdf_scale_units(const FontUse *font, int64_t units) {
	int64_t product = units * 1000000, half = font->units_per_em / 2;
	return product >= 0 ? (product + half) / font->units_per_em : -((-product + half) / font->units_per_em);
}

static GlyphUse *find_glyph(Arena *arena, FontUse *font, uint32_t glyph) {
	if (glyph >= font->glyph_capacity) {
		uint32_t capacity = font->glyph_capacity ? font->glyph_capacity : 256;
		while (capacity <= glyph) capacity *= 2;
		GlyphUse *glyphs = ARENA_ARRAY(arena, GlyphUse, capacity);
		if (font->glyph_capacity) memcpy(glyphs, font->glyphs, sizeof *glyphs * font->glyph_capacity);
		font->glyphs = glyphs;
		font->glyph_capacity = capacity;
	}
	GlyphUse *use = &font->glyphs[glyph];
	if (!use->used) {
		use->used = true;
		use->width = (int32_t)pdf_scale_units(font, font_glyph_advance(font->font, glyph));
		use->cid = font_cid_of_glyph(font->font, glyph);
		if (glyph && glyph == font->space) { /* whatever else it may stand for */
			use->text = " ";
			use->text_length = 1;
		}
	}
	return use;
}

const GlyphUse *pdf_use_glyph(FontUse *font, uint32_t glyph) { return &font->glyphs[glyph]; }

/* ---- clusters ---- */

uint32_t pdf_find_cluster(const GlyphRun *run, uint32_t from, const char **text, uint32_t *length) {
	uint32_t cluster = run->glyphs[from].cluster, to = from + 1;
	while (to < run->glyph_count && run->glyphs[to].cluster == cluster) to++;
	/* its text reaches to the next cluster in the text, wherever that one's glyphs stand; in a very long run only the
	 * neighbours are asked, which is as good while it runs in one direction */
	enum { LONG = 256 };
	uint32_t end = run->text_length;
	bool whole = run->glyph_count <= LONG;
	uint32_t first = whole || from == 0 ? 0 : from - 1, stop = whole || to >= run->glyph_count ? run->glyph_count : to + 1;
	for (uint32_t i = first; i < stop; i++)
		if (run->glyphs[i].cluster > cluster && run->glyphs[i].cluster < end) end = run->glyphs[i].cluster;
	*text = run->text + (cluster < end ? cluster : end);
	*length = cluster < end ? end - cluster : 0;
	return to;
}

bool pdf_cluster_is_told(const FontUse *font, const GlyphRun *run, uint32_t from, uint32_t to, const char *text, uint32_t length) {
	for (; from < to; from++) {
		const GlyphUse *use = &font->glyphs[run->glyphs[from].id];
		if (!run->glyphs[from].id || !use->text || use->text_length > length || memcmp(use->text, text, use->text_length) != 0) return false;
		text += use->text_length;
		length -= use->text_length;
	}
	return length == 0;
}

/* Several glyphs for one cluster: with as many characters, each glyph says one of them (a letter and its loose marks); else the
 * first is taken for the whole, for readers that do not know ActualText. */
static void learn_cluster(FontUse *font, const GlyphRun *run, uint32_t from, uint32_t to, const char *text, uint32_t length) {
	const char *at = text, *end = text + length;
	uint32_t characters = 0;
	while (at < end) { utf8_next(&at, end); characters++; }
	bool one_each = characters == to - from;
	at = text;
	for (uint32_t i = from; i < to && at < end; i++) {
		const char *start = at;
		if (one_each) utf8_next(&at, end);
		else at = end;
		GlyphUse *use = &font->glyphs[run->glyphs[i].id];
		const char **said = one_each ? &use->text : &use->guess;
		if (*said || !run->glyphs[i].id) continue;
		*said = start;
		*(one_each ? &use->text_length : &use->guess_length) = (uint32_t)(at - start);
	}
}

/* Notes the glyphs of the run and what they say, if they said nothing before. */
static void learn_run(PdfWriter *w, FontUse *font, const GlyphRun *run) {
	for (uint32_t i = 0; i < run->glyph_count; i++) find_glyph(w->arena, font, run->glyphs[i].id);
	for (uint32_t i = 0; i < run->glyph_count;) {
		const char *text;
		uint32_t length, next = pdf_find_cluster(run, i, &text, &length);
		if (next > i + 1) {
			learn_cluster(font, run, i, next, text, length);
		} else if (length && run->glyphs[i].id && !font->glyphs[run->glyphs[i].id].text) {
			font->glyphs[run->glyphs[i].id].text = text;
			font->glyphs[run->glyphs[i].id].text_length = length;
		}
		i = next;
	}
}

/* A hyphen at a line's end is shown with the glyph of the others, but reads as U+00AD, so that the word comes back whole. It has a
 * font of its own over the same program, as one code of a font says one thing. ActualText could say it, too; but it would stand
 * inside the marked content of its paragraph, and poppler's reader of the structure loses what follows there. */
static FontUse *find_font_of_run(PdfWriter *w, const GlyphRun *run) {
	FontUse *font = pdf_use_font(w, run->font);
	if (run->text_length != 2 || memcmp(run->text, "\xC2\xAD", 2) != 0 || run->glyph_count != 1 || !run->glyphs[0].id) return font;
	GlyphUse *hyphen = find_glyph(w->arena, font, run->glyphs[0].id);
	if (!hyphen->guess) {
		hyphen->guess = "-";
		hyphen->guess_length = 1;
	}
	return find_font(w, run->font, font);
}

static bool is_plain(const FontUse *font, const GlyphRun *run) {
	if (run->glyph_count && run->glyphs[0].dx) return false;
	for (uint32_t i = 0; i < run->glyph_count;) {
		const char *text;
		uint32_t length, next = pdf_find_cluster(run, i, &text, &length);
		if (!pdf_cluster_is_told(font, run, i, next, text, length)) return false;
		for (; i < next; i++) if (run->glyphs[i].dy) return false;
	}
	return true;
}

/* The pen follows the widths that the file states; where the shaper wants a glyph elsewhere (kerning), a number in the array
 * moves it by whole thousandths. What is left over is carried on, so it does not add up. */
static void encode_plain(Text *codes, RunCode *code) {
	const GlyphRun *run = code->run;
	int64_t pen = 0, units = 0;
	code->offset = (uint32_t)codes->length;
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *glyph = &run->glyphs[i];
		int64_t off = pen - pdf_scale_units(code->font, units + glyph->dx);
		int64_t move = (off >= 0 ? off + 500 : off - 500) / 1000;
		if (move) {
			text_add_char(codes, ')');
			pdf_add_integer(codes, move);
			text_add_char(codes, '(');
			pen -= move * 1000;
		}
		const GlyphUse *use = &code->font->glyphs[glyph->id];
		pdf_add_code(codes, use->cid);
		pen += use->width;
		units += glyph->advance;
	}
	code->length = (uint32_t)codes->length - code->offset;
	code->width = pen;
}

/* ---- the table ---- */

static uint64_t hash_pointer(const void *pointer) { return ((uint64_t)(uintptr_t)pointer >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20; }

static int32_t *find_slot(const RunTable *table, const GlyphRun *run) {
	uint64_t mask = (uint64_t)table->slot_capacity - 1;
	for (uint64_t at = hash_pointer(run) & mask;; at = (at + 1) & mask) {
		int32_t *slot = &table->slots[at];
		if (!*slot || table->entries[*slot - 1].run == run) return slot;
	}
}

static void grow_slots(PdfWriter *w, RunTable *table) {
	table->slot_capacity = table->slot_capacity ? table->slot_capacity * 2 : 1024;
	table->slots = ARENA_ARRAY(w->arena, int32_t, table->slot_capacity);
	for (int i = 0; i < table->count; i++) *find_slot(table, table->entries[i].run) = i + 1;
}

RunCode *pdf_find_run(PdfWriter *w, const GlyphRun *run) {
	if (!w->runs) w->runs = ARENA_NEW(w->arena, RunTable);
	RunTable *table = w->runs;
	if (2 * (table->count + 1) > table->slot_capacity) grow_slots(w, table);
	int32_t *slot = find_slot(table, run);
	if (!*slot) {
		struct { RunCode *items; int count, capacity; } all = { table->entries, table->count, table->capacity };
		RunCode *code = vector_push(w->arena, &all);
		table->entries = all.items;
		table->count = all.count;
		table->capacity = all.capacity;
		code->run = run;
		code->font = find_font_of_run(w, run);
		if (code->font->space) find_glyph(w->arena, code->font, code->font->space);
		learn_run(w, code->font, run);
		code->plain = is_plain(code->font, run);
		if (code->plain) encode_plain(&table->codes, code);
		*slot = table->count;
	}
	return &table->entries[*slot - 1];
}

const char *pdf_run_codes(const PdfWriter *w, const RunCode *code) { return w->runs->codes.bytes + code->offset; }

void pdf_close_runs(PdfWriter *w) {
	if (w->runs) text_free(&w->runs->codes);
}
