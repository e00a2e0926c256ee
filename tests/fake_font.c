/* A small stand-in for the font room: advances by kind of character, shapes remembered by text, features and face. Tests of
 * the paragraph room include it, so that widths are known by heart: units 1000 to the em, letters 500 (narrow ones 250, wide ones
 * 800), digits 500, points 250, capitals 700, space 250. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "font/font.h"

struct Font { const char *lacks; struct Font *other; int upem; }; /* characters it has not; who steps in */

typedef struct FakeRun { struct FakeRun *next; uint64_t hash; GlyphRun run; } FakeRun;
enum { FAKE_SLOTS = 65536 };
static FakeRun *fake_runs[FAKE_SLOTS];

static int32_t fake_advance(uint32_t c) {
	if (c < 0x80) {
		if (strchr("iljtfIr", (int)c) && c) return 250;
		if (strchr("mwMW", (int)c) && c) return 800;
		if (c >= 'A' && c <= 'Z') return 700;
		if (strchr(".,:;!'|", (int)c) && c) return 250;
		return 500;
	}
	if (c == 0xA0) return 250;
	if (c >= 0x300 && c < 0x370) return 0;
	if (c == 0x110 || (c >= 0xC0 && c <= 0xDE)) return 700;
	if (c == 0x2014) return 1000;
	if (c >= 0x3000) return 1000;
	return 500;
}

static bool fake_lacks(const Font *font, uint32_t c) {
	if (!font->lacks) return false;
	for (const char *at = font->lacks, *end = at + strlen(at); at < end;) if (utf8_next(&at, end) == c) return true;
	return false;
}

const GlyphRun *font_shape(Font *font, const char *text, size_t length, unsigned features, const char *lang) {
	(void)lang;
	uint64_t hash = bytes_hash(text, length) ^ (uint64_t)features * 0x9E3779B97F4A7C15u ^ (uint64_t)(uintptr_t)font;
	hash ^= hash >> 31;
	FakeRun **slot = &fake_runs[hash % FAKE_SLOTS];
	for (FakeRun *at = *slot; at; at = at->next)
		if (at->hash == hash && at->run.font == font && at->run.text_length == length && at->run.features == features
			&& memcmp(at->run.text, text, length) == 0) return &at->run;
	FakeRun *made = calloc(1, sizeof *made);
	Glyph *glyphs = calloc(length + 1, sizeof *glyphs);
	char *copy = calloc(length + 1, 1);
	memcpy(copy, text, length);
	made->hash = hash;
	made->run = (GlyphRun){ .font = font, .text = copy, .text_length = (uint32_t)length, .glyphs = glyphs, .features = (uint16_t)features };
	for (const char *at = copy, *end = copy + length; at < end;) {
		uint32_t cluster = (uint32_t)(at - copy), c = utf8_next(&at, end);
		bool lacks = fake_lacks(font, c);
		glyphs[made->run.glyph_count++] = (Glyph){ .id = lacks ? 0 : c, .cluster = cluster, .advance = fake_advance(c) };
		made->run.advance += fake_advance(c);
		made->run.missing = made->run.missing || lacks;
	}
	made->next = *slot;
	*slot = made;
	return &made->run;
}

static void fake_forget(void) {
	for (int i = 0; i < FAKE_SLOTS; i++)
		while (fake_runs[i]) {
			FakeRun *run = fake_runs[i];
			fake_runs[i] = run->next;
			free((void *)run->run.text);
			free((void *)run->run.glyphs);
			free(run);
		}
}

bool font_covers(const Font *font, const char *text, size_t length) {
	for (const char *at = text, *end = text + length; at < end;) if (fake_lacks(font, utf8_next(&at, end))) return false;
	return true;
}

Font *font_find_covering(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag) {
	(void)pos; (void)diag;
	return !font_covers(font, text, length) && font->other && font_covers(font->other, text, length) ? font->other : font;
}

size_t font_find_piece(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag, Font **out) {
	const char *at = text, *end = text + length;
	*out = font;
	while (at < end) {
		const char *next = at;
		if (fake_lacks(font, utf8_next(&next, end))) break;
		at = next;
	}
	if (at > text) return (size_t)(at - text);
	utf8_next(&at, end);
	*out = font_find_covering(font, text, (size_t)(at - text), pos, diag);
	return (size_t)(at - text);
}

int font_units_per_em(const Font *font) { return font->upem ? font->upem : 1000; }
int32_t font_space_advance(const Font *font) { (void)font; return 250; }
int32_t font_ascender(const Font *font) { (void)font; return 1000; }
int32_t font_descender(const Font *font) { (void)font; return -300; }

GlyphInk font_ink(const GlyphRun *run) {
	GlyphInk ink = { .right = run->advance, .top = 700 };
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		if (run->glyphs[i].id == 'p' || run->glyphs[i].id == 'g' || run->glyphs[i].id == ',') ink.bottom = -200;
		if (run->glyphs[i].id >= 0x1EA0) ink.top = 900;
	}
	return ink;
}
