/* Shaping, and its memory. Vietnamese syllables are few and set off by spaces: each is shaped once for a face, its features
 * and its language, and looked up ever after. A look-up costs about as much as reading the text. */
#include "font/font_set.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 28 }; /* HarfBuzz counts in int */

/* ---- the table ---- */

static uint64_t mix(uint64_t h, uint64_t word) {
	h = (h ^ word) * 0x9E3779B97F4A7C15u; /* 2^64 over the golden ratio */
	return h ^ h >> 32;
}

static uint64_t hash_text(const char *text, size_t length, uint64_t seed) {
	uint64_t word, h = mix(seed, length);
	for (; length >= 8; text += 8, length -= 8) {
		memcpy(&word, text, 8);
		h = mix(h, word);
	}
	if (length >= 4) {
		uint32_t low, high; /* two overlapping halves hold the 4..7 last bytes */
		memcpy(&low, text, 4);
		memcpy(&high, text + length - 4, 4);
		h = mix(h, (uint64_t)high << 32 | low);
	} else if (length) {
		unsigned char first = (unsigned char)text[0], middle = (unsigned char)text[length / 2], last = (unsigned char)text[length - 1];
		h = mix(h, (uint64_t)last << 16 | (uint64_t)middle << 8 | first);
	}
	return h;
}

static void grow_runs(FontSet *set) {
	uint32_t capacity = set->run_capacity ? set->run_capacity * 2 : 4096, mask = capacity - 1;
	RunSlot *grown = calloc(capacity, sizeof *grown);
	if (!grown) base_out_of_memory();
	for (uint32_t i = 0; i < set->run_capacity; i++) {
		if (!set->runs[i].run) continue;
		uint32_t at = (uint32_t)set->runs[i].hash & mask;
		while (grown[at].run) at = (at + 1) & mask;
		grown[at] = set->runs[i];
	}
	free(set->runs);
	set->runs = grown;
	set->run_capacity = capacity;
}

static uint16_t find_language(FontSet *set, const char *lang) {
	if (!lang || strcmp(lang, "vi") == 0) return 0;
	for (int i = 1; i < set->language_count; i++) if (strcmp(set->languages[i].tag, lang) == 0) return (uint16_t)i;
	if (set->language_count == LANGUAGES) return 0; /* no publication is in so many: the rest is set as Vietnamese */
	int at = set->language_count++;
	set->languages[at].tag = arena_copy_text(set->arena, lang, strlen(lang));
	set->languages[at].language = hb_language_from_string(lang, -1);
	return (uint16_t)at;
}

/* ---- HarfBuzz ---- */

static unsigned list_features(unsigned bits, hb_feature_t out[12]) {
	static const struct { unsigned bit; hb_tag_t tag; uint32_t value; } FEATURES[] = {
		{ FONT_SMCP, HB_TAG('s', 'm', 'c', 'p'), 1 }, { FONT_C2SC, HB_TAG('c', '2', 's', 'c'), 1 },
		{ FONT_ONUM, HB_TAG('o', 'n', 'u', 'm'), 1 }, { FONT_LNUM, HB_TAG('l', 'n', 'u', 'm'), 1 },
		{ FONT_TNUM, HB_TAG('t', 'n', 'u', 'm'), 1 }, { FONT_PNUM, HB_TAG('p', 'n', 'u', 'm'), 1 },
		{ FONT_SUPS, HB_TAG('s', 'u', 'p', 's'), 1 }, { FONT_SUBS, HB_TAG('s', 'u', 'b', 's'), 1 },
		{ FONT_NO_LIGA, HB_TAG('l', 'i', 'g', 'a'), 0 }, { FONT_NO_LIGA, HB_TAG('c', 'l', 'i', 'g'), 0 },
	};
	unsigned count = 0;
	for (unsigned i = 0; i < sizeof FEATURES / sizeof *FEATURES; i++)
		if (bits & FEATURES[i].bit)
			out[count++] = (hb_feature_t){ FEATURES[i].tag, FEATURES[i].value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END };
	return count;
}

/* Latin letters, their marks, and the signs that all scripts share: all that most texts hold. */
static bool is_plain(uint32_t c) {
	return c < 0x370 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2000 && c <= 0x2BFF);
}

/* The end of the stretch from `at` in one script; signs and marks go with what stands before them. */
static const char *script_end(const char *at, const char *end, hb_script_t *script) {
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	*script = HB_SCRIPT_INVALID;
	while (at < end) {
		const char *next = at;
		uint32_t c = utf8_next(&next, end);
		hb_script_t own = hb_unicode_script(unicode, c);
		bool shared = own == HB_SCRIPT_COMMON || own == HB_SCRIPT_INHERITED || own == HB_SCRIPT_UNKNOWN;
		if (!shared && *script == HB_SCRIPT_INVALID) *script = own;
		else if (!shared && own != *script) break;
		at = next;
	}
	if (*script == HB_SCRIPT_INVALID) *script = HB_SCRIPT_LATIN;
	return at;
}

static void shape_stretch(Font *font, const char *text, size_t length, size_t from, size_t to, hb_script_t script,
	unsigned features, uint16_t lang) {
	hb_buffer_t *buffer = font->set->buffer;
	hb_feature_t list[12];
	unsigned count = list_features(features, list);
	hb_direction_t direction = hb_script_get_horizontal_direction(script);
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	hb_buffer_add_utf8(buffer, text, (int)length, (unsigned)from, (int)(to - from));
	hb_buffer_set_direction(buffer, direction == HB_DIRECTION_INVALID ? HB_DIRECTION_LTR : direction);
	hb_buffer_set_script(buffer, script);
	hb_buffer_set_language(buffer, font->set->languages[lang].language);
	static const char *const OPENTYPE[] = { "ot", NULL }; /* not Graphite, which some builds of HarfBuzz lack */
	hb_shape_full(font->hb, buffer, list, count, OPENTYPE);
	if (!hb_buffer_allocation_successful(buffer)) base_out_of_memory();
}

/* Puts the buffer's glyphs after the run's own. */
static void take_glyphs(Font *font, GlyphRun *run) {
	unsigned count;
	hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(font->set->buffer, &count);
	hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(font->set->buffer, NULL);
	Glyph *glyphs = arena_grow(font->set->arena, (Glyph *)run->glyphs, sizeof(Glyph) * run->glyph_count,
		sizeof(Glyph) * ((size_t)run->glyph_count + count));
	int64_t advance = run->advance;
	for (unsigned i = 0; i < count; i++) {
		glyphs[run->glyph_count + i] = (Glyph){ infos[i].codepoint, infos[i].cluster, positions[i].x_advance,
			positions[i].x_offset, positions[i].y_offset };
		advance += positions[i].x_advance;
		run->missing |= infos[i].codepoint == 0;
	}
	run->advance = advance > INT32_MAX ? INT32_MAX : (int32_t)advance;
	run->glyphs = glyphs;
	run->glyph_count += count;
}

/* Small capitals count only when every Vietnamese letter has one: Noto's are for a-z alone, and "hội" would be set as a small H,
 * a common ộ and a small I; such a face is better left without. */
static unsigned small_capitals(Font *font, unsigned asked) {
	static const struct { unsigned bit; const char *letters; } CASES[] = { { FONT_SMCP, "aăơưđếộữỳ" }, { FONT_C2SC, "AĂƠƯĐẾỘỮỲ" } };
	for (int i = 0; i < 2; i++) {
		unsigned bit = CASES[i].bit, count, capped;
		hb_codepoint_t plain[32];
		if (!(asked & bit) || (font->capitals_known & bit)) continue;
		font->capitals_known |= bit;
		if (!(font->features & bit)) continue;
		size_t length = strlen(CASES[i].letters);
		shape_stretch(font, CASES[i].letters, length, 0, length, HB_SCRIPT_LATIN, 0, 0);
		const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(font->set->buffer, &count);
		for (unsigned k = 0; k < count && k < 32; k++) plain[k] = infos[k].codepoint;
		shape_stretch(font, CASES[i].letters, length, 0, length, HB_SCRIPT_LATIN, bit, 0);
		infos = hb_buffer_get_glyph_infos(font->set->buffer, &capped);
		bool all = count == capped && count <= 32;
		for (unsigned k = 0; k < count && all; k++) all = infos[k].codepoint != plain[k];
		if (all) font->capitals |= bit;
	}
	return asked & font->capitals;
}

static unsigned usable_features(Font *font, unsigned asked) {
	unsigned capitals = asked & (FONT_SMCP | FONT_C2SC);
	return capitals ? (asked & ~capitals) | small_capitals(font, capitals) : asked;
}

bool font_has_feature(const Font *font, enum FontFeature feature) {
	set_lock(font->set);
	bool has = font->features & usable_features((Font *)font, (unsigned)feature);
	set_unlock(font->set);
	return has;
}

static CachedRun *make_run(Font *font, const char *text, size_t length, unsigned features, uint16_t lang) {
	CachedRun *made = ARENA_NEW(font->set->arena, CachedRun);
	GlyphRun *run = &made->run;
	made->lang = lang;
	run->font = font;
	run->text = arena_copy_text(font->set->arena, text, length);
	run->text_length = (uint32_t)length;
	run->features = (uint16_t)features;
	features = usable_features(font, features);
	/* A soft hyphen that is to be set looks like a hyphen (to the shaper it is nothing) and reads as what it is. */
	const char *shaped = run->text;
	if (length == 2 && memcmp(text, "\xC2\xAD", 2) == 0) {
		shaped = "-";
		length = 1;
	}
	bool plain = true;
	for (const char *at = text, *end = text + run->text_length; at < end && plain;) plain = is_plain(utf8_next(&at, end));
	for (const char *at = shaped, *end = at + length; at < end;) {
		hb_script_t script = HB_SCRIPT_LATIN;
		const char *stop = plain ? end : script_end(at, end, &script);
		shape_stretch(font, shaped, length, (size_t)(at - shaped), (size_t)(stop - shaped), script, features, lang);
		take_glyphs(font, run);
		at = stop;
	}
	return made;
}

/* ---- the door ---- */

static const GlyphRun *shape(Font *font, const char *text, size_t length, unsigned features, const char *lang) {
	FontSet *set = font->set;
	if (length > LONGEST) length = LONGEST;
	uint16_t language = find_language(set, lang);
	uint64_t hash = hash_text(text, length, (uint64_t)font->number << 32 | (uint64_t)language << 16 | (uint16_t)features);
	if (set->run_count * 2 >= set->run_capacity) grow_runs(set);
	uint32_t mask = set->run_capacity - 1, at = (uint32_t)hash & mask;
	for (; set->runs[at].run; at = (at + 1) & mask) {
		const CachedRun *cached = set->runs[at].run;
		const GlyphRun *run = &cached->run;
		if (set->runs[at].hash == hash && run->font == font && run->text_length == length && run->features == (uint16_t)features
			&& cached->lang == language && memcmp(run->text, text, length) == 0) return run;
	}
	CachedRun *made = make_run(font, text, length, features, language);
	set->runs[at] = (RunSlot){ hash, made };
	set->run_count++;
	return &made->run;
}

const GlyphRun *font_shape(Font *font, const char *text, size_t length, unsigned features, const char *lang) {
	set_lock(font->set);
	const GlyphRun *run = shape(font, text, length, features, lang);
	set_unlock(font->set);
	return run;
}

static GlyphInk measure_ink(const GlyphRun *run) {
	GlyphInk ink = { 0 };
	bool any = false;
	int64_t pen = 0;
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *glyph = &run->glyphs[i];
		hb_glyph_extents_t box;
		if (hb_font_get_glyph_extents(run->font->hb, glyph->id, &box) && (box.width || box.height)) {
			int32_t left = (int32_t)(pen + glyph->dx + box.x_bearing), right = left + box.width;
			int32_t top = glyph->dy + box.y_bearing, bottom = top + box.height;
			if (!any || left < ink.left) ink.left = left;
			if (!any || right > ink.right) ink.right = right;
			if (!any || top > ink.top) ink.top = top;
			if (!any || bottom < ink.bottom) ink.bottom = bottom;
			any = true;
		}
		pen += glyph->advance;
	}
	return ink;
}

/* Asked for every word of every line: without the lock, once it is known. */
GlyphInk font_ink(const GlyphRun *run) {
	CachedRun *cached = (CachedRun *)run; /* every run was made by font_shape */
	if (atomic_load_explicit(&cached->has_ink, memory_order_acquire)) return cached->ink;
	set_lock(run->font->set);
	if (!cached->has_ink) cached->ink = measure_ink(run);
	atomic_store_explicit(&cached->has_ink, true, memory_order_release);
	set_unlock(run->font->set);
	return cached->ink;
}

/* ---- kerning across the space ---- */

static const char LETTERS[] =
	"aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵzf"
	"AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZF"
	"0123456789.,;:!?…()[]\"'“”‘’«»-–—/%&*+=";

/* Every letter between two spaces, shaped whole, against each shaped alone. */
static bool kerns_space(Font *font) {
	FontSet *set = font->set;
	Text spaced = { 0 };
	text_add_char(&spaced, ' ');
	for (const char *at = LETTERS, *end = LETTERS + sizeof LETTERS - 1; at < end;) {
		const char *from = at;
		utf8_next(&at, end);
		text_add_bytes(&spaced, from, (size_t)(at - from));
		text_add_char(&spaced, ' ');
	}
	shape_stretch(font, spaced.bytes, spaced.length, 0, spaced.length, HB_SCRIPT_LATIN, 0, 0);
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(set->buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(set->buffer, NULL);
	bool differs = false;
	Text doubtful = { 0 }; /* pieces that are not one glyph as it comes: looked at again, alone */
	int32_t advances[sizeof LETTERS];
	int doubts = 0;
	for (unsigned i = 0; i < count && !differs;) {
		uint32_t cluster = infos[i].cluster;
		unsigned next = i;
		int32_t advance = 0;
		for (; next < count && infos[next].cluster == cluster; next++) advance += positions[next].x_advance;
		if (spaced.bytes[cluster] == ' ') {
			differs = next != i + 1 || infos[i].codepoint != font->space_glyph || advance != font->space_advance || positions[i].x_offset;
		} else if (next != i + 1 || positions[i].x_offset || advance != hb_font_get_glyph_h_advance(font->hb, infos[i].codepoint)) {
			size_t stop = next < count ? infos[next].cluster : spaced.length;
			advances[doubts++] = advance;
			text_add_bytes(&doubtful, spaced.bytes + cluster, stop - cluster);
			text_add_char(&doubtful, ' ');
		}
		i = next;
	}
	const char *at = doubtful.bytes;
	for (int i = 0; i < doubts && !differs; i++) {
		const char *stop = strchr(at, ' ');
		differs = font_shape(font, at, (size_t)(stop - at), 0, NULL)->advance != advances[i];
		at = stop + 1;
	}
	text_free(&spaced);
	text_free(&doubtful);
	return differs;
}

bool font_kerns_space(const Font *font) {
	set_lock(font->set);
	if (font->kerns_space < 0) {
		Font *known = (Font *)font; /* looked at when first asked for: 0.1 ms */
		known->kerns_space = kerns_space(known);
	}
	set_unlock(font->set);
	return font->kerns_space > 0;
}
