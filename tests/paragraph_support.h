/* What the tests of lines share: a fake font, spans by hand, lines shown as text, and what must hold for every paragraph. */
#ifndef BANTIN_TESTS_PARAGRAPH_SUPPORT_H
#define BANTIN_TESTS_PARAGRAPH_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>
#include "fake_font.c"
#include "paragraph/paragraph.h"

#define PT LENGTH_POINT
static Font plain_font = { 0 };
static Font other_font __attribute__((unused)) = { 0 };

static inline Span make_span(const char *text) {
	return (Span){ .text = text, .length = strlen(text), .font = &plain_font, .size = 10 * PT };
}

static inline ParagraphStyle justified(void) { return (ParagraphStyle){ .align = ALIGN_JUSTIFY, .shrink = 200, .stretch = 500 }; }

/* The words of a line with their spaces, the last space left out. */
static inline void show_line(const Line *line, Text *out) {
	text_clear(out);
	text_add(out, "");
	for (int r = 0; r < line->run_count; r++)
		for (int w = 0; w < line->runs[r].word_count; w++) {
			const LineWord *word = &line->runs[r].words[w];
			text_add_bytes(out, word->run->text, word->run->text_length);
			bool last = r + 1 == line->run_count && w + 1 == line->runs[r].word_count;
			if (word->space_after && !last) text_add_char(out, ' ');
		}
}

static inline void assert_line(const Paragraph *p, int i, const char *wanted) {
	Text shown = { 0 };
	assert_in_range(i, 0, p->line_count - 1);
	show_line(&p->lines[i], &shown);
	assert_string_equal(shown.bytes, wanted);
	text_free(&shown);
}

static inline Length piece_advance(const LineRun *run, const GlyphRun *glyphs) {
	int upem = font_units_per_em(run->font);
	return (Length)((int64_t)length_scale(run->size, glyphs->advance, upem) * run->scale / 1000 + (int64_t)glyphs->glyph_count * run->letter_space);
}

/* True for what stands between words and is not set. */
static inline bool is_blank(uint32_t c) {
	return c <= 0x20 || c == 0x7F || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B && c != 0x2007) || c == 0x2028 || c == 0x2029
		|| c == 0x205F || c == 0xAD || c == 0x2060 || c == 0xFEFF || c == 0xA0;
}

/* Letters only, without anything blank: what must come back whole and in order. */
static inline void keep_letters(const char *bytes, size_t length, Text *out) {
	for (const char *at = bytes, *end = bytes + length; at < end;) {
		const char *from = at;
		if (!is_blank(utf8_next(&at, end))) text_add_bytes(out, from, (size_t)(at - from));
	}
}

/* What must hold whatever the text and the style. */
static inline void check_paragraph(const Paragraph *p, const Span *spans, int span_count, Length measure, const ParagraphStyle *style,
		const ParagraphShape *shape) {
	Text wanted = { 0 }, found = { 0 };
	size_t total = 0;
	for (int i = 0; i < span_count; i++) {
		keep_letters(spans[i].text, spans[i].length, &wanted);
		total += spans[i].length;
	}
	uint32_t at = 0;
	for (int i = 0; i < p->line_count; i++) {
		const Line *line = &p->lines[i];
		assert_int_equal(line->text_start, at); /* every byte in one line, in order */
		assert_true(line->text_end > at || total == 0);
		at = line->text_end;
		LengthSum indent = style->left + (i == 0 ? style->first_indent : 0), room = (LengthSum)measure - style->right;
		if (shape && i < shape->count) { indent += shape->left[i]; room -= shape->right[i]; }
		room = room > indent ? room - indent : 0;
		assert_int_equal(line->measure, room);
		LengthSum reach = 0;
		for (int r = 0; r < line->run_count; r++) {
			const LineRun *run = &line->runs[r];
			assert_true(run->word_count > 0);
			assert_int_equal(run->x, run->words[0].x);
			if (r == 0) assert_int_equal(run->x, 0);
			for (int w = 0; w < run->word_count; w++) {
				const LineWord *word = &run->words[w];
				assert_ptr_equal(word->run->font, run->font);
				if (word->x + 2 * PT / 100 < reach) fail_msg("line %d: “%s” at %d, before %lld", i, word->run->text, word->x, (long long)reach); /* nothing overlaps, nothing goes back */
				if (strcmp(word->run->text, "\xC2\xA0") != 0) reach = (LengthSum)word->x + piece_advance(run, word->run); /* a blank may be tightened */
				keep_letters(word->run->text, word->run->text_length, &found);
			}
			if (run->x + run->width > line->width + (style->letter_stretch ? PT : PT / 100))
				fail_msg("line %d: run %d of %d (“%s”...) ends at %d of %d", i, r, line->run_count, run->words[0].run->text, run->x + run->width, line->width);
		}
		LengthSum right = line->x + line->width, edge = indent + room;
		LengthSum hang = style->hang ? 10 * PT : 0; /* no character hangs more than its size */
		for (int s = 0; style->hang && s < span_count; s++) if (spans[s].size > hang) hang = spans[s].size;
		if (!line->overfull && right > edge + hang + PT / 50)
			fail_msg("line %d sticks out: align %d, right %lld, edge %lld, ratio %d, runs %d", i, style->align, (long long)right, (long long)edge, line->ratio,
				line->run_count);
		if (line->overfull) assert_true(line->run_count > 0);
		assert_true(line->x >= indent - hang || style->align != ALIGN_JUSTIFY);
		assert_in_range(line->ratio + 1000, 0, 21000);
		bool filled = style->align == ALIGN_JUSTIFY && !line->forced_end && line->ratio < 20000 && !line->overfull;
		if (filled && !style->hang) assert_true(right >= edge - PT / 50 - (style->glyph_scale || style->letter_stretch ? room / 500 : 0));
		if (style->align != ALIGN_JUSTIFY) assert_int_equal(line->ratio, 0);
		if (line->run_count) assert_true(line->ink_top >= line->ink_bottom);
	}
	if (p->line_count) {
		assert_int_equal(at, total);
		assert_true(p->lines[p->line_count - 1].forced_end);
	}
	assert_int_equal(wanted.length, found.length);
	if (wanted.length) assert_memory_equal(wanted.bytes, found.bytes, wanted.length);
	text_free(&wanted);
	text_free(&found);
}
#endif
