/* Sets one line: from the words chosen to positions. What a justified line lacks or has too much is given first, in equal
 * proportion, to glyph scale, letter-spacing and spaces up to their limits (as pdfTeX's font expansion), beyond that to the
 * spaces alone; rounding goes to the spaces, so that the right edge is exact. */
#include <string.h>
#include "base/message.h"
#include "paragraph/words.h"

enum { RATIO_MOST = 20000, ROUNDING = 64, MOST_QUOTED = 60 };

typedef struct LineSetting {
	LineOutput *out;
	ParagraphBreaker *breaker;
	const Setting *setting;
	int first, last;        /* words */
	bool forced;
	LengthSum measure, indent, hang_left, hang_right;
	LengthSum stretch, shrink, expand;
	int scale;              /* of glyphs, 1/1000 */
	int letters;            /* letter-spacing used, 1/1000 of what is allowed */
	LengthSum slack;        /* for the spaces */
	Line line;
} LineSetting;

static LengthSum rounded_share(LengthSum whole, LengthSum part, LengthSum of) {
	return of ? (LengthSum)((__int128)whole * part / of) : 0;
}

static Length letter_extra(const LineSetting *s, const Span *span) {
	return (Length)((int64_t)span->size * paragraph_letter_stretch(s->setting->style) / 1000 * s->letters / 1000);
}

static LengthSum piece_width(const LineSetting *s, const Piece *piece) {
	if (s->scale == 1000 && !s->letters) return piece->width;
	const Span *span = &s->setting->spans[piece->span];
	int64_t spaced = (int64_t)piece->run->glyph_count * span->letter_space;
	return (piece->width - spaced) * s->scale / 1000 + spaced + (int64_t)piece->run->glyph_count * letter_extra(s, span);
}

/* The hyphen behind the line's last word; no run: there is none. */
static Piece hyphen_piece(const LineSetting *s) {
	const Word *last = &s->breaker->words.items[s->last];
	if (!last->hyphen || !last->piece_count) return (Piece){ 0 };
	int span = s->breaker->pieces.items[last->piece + last->piece_count - 1].span;
	return (Piece){ paragraph_shape_hyphen(&s->setting->spans[span]), span, last->hyphen_width };
}

/* Width of the words and spaces as they stand now, from edge to edge. */
static LengthSum natural_width(const LineSetting *s) {
	const Word *words = s->breaker->words.items;
	LengthSum width = 0;
	for (int i = s->first; i <= s->last; i++) {
		if (s->scale == 1000 && !s->letters) width += words[i].width;
		else for (int p = 0; p < words[i].piece_count; p++) width += piece_width(s, &s->breaker->pieces.items[words[i].piece + p]);
		if (i < s->last) width += words[i].space;
	}
	const Word *last = &words[s->last];
	width -= last->tail;
	Piece hyphen = hyphen_piece(s);
	if (hyphen.run) width += piece_width(s, &hyphen);
	if (s->letters && last->piece_count)
		width -= letter_extra(s, &s->setting->spans[s->breaker->pieces.items[last->piece + last->piece_count - 1].span]);
	return width;
}

/* Decides scale and letter-spacing, and what is left for the spaces. */
static void justify(LineSetting *s) {
	const ParagraphStyle *style = s->setting->style;
	const Word *words = s->breaker->words.items;
	for (int i = s->first; i <= s->last; i++) {
		s->expand += words[i].expand;
		if (i == s->last) { s->expand -= words[i].tail_expand; break; }
		s->stretch += words[i].stretch;
		s->shrink += words[i].shrink;
	}
	LengthSum full = s->measure + s->hang_left + s->hang_right;
	s->slack = full - natural_width(s);
	if (s->forced && s->slack > 0) { s->slack = 0; return; }
	LengthSum allowed = (s->slack > 0 ? s->stretch : s->shrink) + s->expand;
	int used = 0;
	if (s->slack && s->expand && allowed) {
		int64_t ratio = s->slack * 1000 / allowed;
		used = ratio > 1000 ? 1000 : ratio < -1000 ? -1000 : (int)ratio;
		bool alone = !(used < 0 ? s->shrink : s->stretch); /* no space takes up what rounding leaves: round to the safe side */
		if (alone && used < 0 && used > -1000) used--;
		int rounding = used < 0 ? (alone ? -999 : -500) : alone ? 0 : 500;
		s->scale = 1000 + (used * paragraph_glyph_scale(style) + rounding) / 1000;
		s->letters = paragraph_letter_stretch(style) ? used : 0;
		s->slack = full - natural_width(s);
	}
	if (s->slack > 0 && s->stretch) {
		LengthSum ratio = s->slack * 1000 / s->stretch;
		s->line.ratio = ratio > RATIO_MOST ? RATIO_MOST : (int)ratio;
	} else if (s->slack > 0) { /* nothing to stretch: short */
		s->line.ratio = s->slack <= ROUNDING || used < 0 || (used > 0 && used < 1000) ? used : RATIO_MOST;
		s->slack = 0;
	} else if (s->slack < 0) {
		/* Scale goes by steps of a thousandth: the spaces take up what one step leaves. */
		LengthSum step = s->expand ? s->measure / 1000 : 0;
		s->line.overfull = -s->slack > s->shrink + step + ROUNDING;
		if (s->line.overfull || !s->shrink) s->slack = -s->shrink;
		s->line.ratio = s->shrink ? (int)(s->slack * 1000 / s->shrink) : used;
		if (s->line.ratio < -1000) s->line.ratio = -1000;
	}
}

static void start_run(LineSetting *s, const Piece *piece, Font *font, LengthSum x) {
	const Span *span = &s->setting->spans[piece->span];
	s->out->runs[s->out->run_count++] = (LineRun){ .font = font, .size = span->size, .rise = span->rise,
		.letter_space = span->letter_space + letter_extra(s, span), .scale = s->scale, .tag = span->tag, .pos = span->pos,
		.words = &s->out->words[s->out->word_count], .x = (Length)x };
	s->line.run_count++;
	s->out->last_span = piece->span;
}

static void put_piece(LineSetting *s, const Piece *piece, LengthSum *x) {
	LineOutput *out = s->out;
	const LineRun *open = s->line.run_count ? &out->runs[out->run_count - 1] : NULL;
	if (!open || out->last_span != piece->span || open->font != piece->run->font) start_run(s, piece, piece->run->font, *x);
	LineRun *run = &out->runs[out->run_count - 1];
	out->words[out->word_count++] = (LineWord){ .run = piece->run, .x = (Length)*x };
	run->word_count++;
	*x += piece_width(s, piece);
	run->width = (Length)(*x - run->x - run->letter_space);
}

/* U+00A0 is set as a glyph of its own, so that the text comes back as it was; the gap may be stretched all the same. */
static void put_firm_spaces(LineSetting *s, const Word *word, int span, LengthSum x) {
	const Span *of = &s->setting->spans[span];
	const GlyphRun *run = font_shape(of->font, "\xC2\xA0", 2, of->features, of->lang);
	int count = paragraph_count_firm(s->breaker, word);
	Length step = count ? word->space / count : 0;
	Piece piece = { run, span, step };
	for (int i = 0; i < count; i++) {
		LengthSum at = x + (LengthSum)i * step;
		put_piece(s, &piece, &at);
	}
}

static bool is_followed_by_space(const ParagraphBreaker *breaker, const Word *word) {
	if (word->gap == GAP_SPACE || word->gap == GAP_NO_BREAK) return true;
	if (word->gap == GAP_NONE || word->end >= breaker->length) return false;
	char c = breaker->text[word->end];
	return c != '\n' && (unsigned char)c <= ' ';
}

static void put_words(LineSetting *s) {
	const Word *words = s->breaker->words.items;
	LengthSum x = 0, given = 0, weight = 0, weights = s->slack > 0 ? s->stretch : s->shrink;
	for (int i = s->first; i <= s->last; i++) {
		const Word *word = &words[i];
		for (int p = 0; p < word->piece_count; p++) put_piece(s, &s->breaker->pieces.items[word->piece + p], &x);
		bool space = is_followed_by_space(s->breaker, word);
		if (i == s->last || word->gap != GAP_NO_BREAK) {
			if (space && word->piece_count) s->out->words[s->out->word_count - 1].space_after = true;
		}
		if (i == s->last) break;
		if (word->gap == GAP_NO_BREAK && word->piece_count)
			put_firm_spaces(s, word, s->breaker->pieces.items[word->piece + word->piece_count - 1].span, x);
		x += word->space;
		if (s->slack) {
			weight += s->slack > 0 ? word->stretch : word->shrink;
			LengthSum due = rounded_share(s->slack, weight, weights);
			x += due - given;
			given = due;
		}
	}
	Piece hyphen = hyphen_piece(s);
	if (hyphen.run) put_piece(s, &hyphen, &x);
	const Word *last = &words[s->last];
	LengthSum tail = last->tail;
	if (s->letters && last->piece_count)
		tail += letter_extra(s, &s->setting->spans[s->breaker->pieces.items[last->piece + last->piece_count - 1].span]);
	s->line.width = (Length)(x - tail);
}

static void find_extents(LineSetting *s) {
	Line *line = &s->line;
	Length largest = -1;
	bool inked = false;
	for (int r = 0; r < line->run_count; r++) {
		const LineRun *run = &line->runs[r];
		int upem = font_units_per_em(run->font);
		if (upem <= 0) upem = 1000;
		if (run->size >= largest) {
			Length ascent = length_scale(run->size, font_ascender(run->font), upem), descent = -length_scale(run->size, font_descender(run->font), upem);
			if (run->size > largest || ascent > line->ascent) line->ascent = ascent;
			if (run->size > largest || descent > line->descent) line->descent = descent;
			largest = run->size;
		}
		int32_t top = 0, bottom = 0;
		bool any = false;
		for (int w = 0; w < run->word_count; w++) {
			GlyphInk ink = font_ink(run->words[w].run);
			if (ink.top == 0 && ink.bottom == 0) continue; /* blank */
			if (!any || ink.top > top) top = ink.top;
			if (!any || ink.bottom < bottom) bottom = ink.bottom;
			any = true;
		}
		if (!any) continue;
		Length above = length_scale(run->size, top, upem) + run->rise, below = length_scale(run->size, bottom, upem) + run->rise;
		if (!inked || above > line->ink_top) line->ink_top = above;
		if (!inked || below < line->ink_bottom) line->ink_bottom = below;
		inked = true;
	}
}

/* A blank line takes its height from the span that holds its newline. */
static void find_blank_extents(LineSetting *s, const Word *word) {
	const ParagraphBreaker *breaker = s->breaker;
	int span = 0;
	while (span + 1 < breaker->looks.count && breaker->looks.items[span].end <= word->start) span++;
	const Span *of = &s->setting->spans[span];
	int upem = font_units_per_em(of->font);
	s->line.ascent = length_scale(of->size, font_ascender(of->font), upem > 0 ? upem : 1000);
	s->line.descent = -length_scale(of->size, font_descender(of->font), upem > 0 ? upem : 1000);
	s->line.pos = of->pos;
}

/* The token around a word, for a message: at most MOST_QUOTED bytes of it, ending on a whole character. Answers its end. */
static uint32_t quote_token(const ParagraphBreaker *breaker, uint32_t at, char out[MOST_QUOTED + 4]) {
	uint32_t from = at, end = at;
	while (from > 0 && (unsigned char)breaker->text[from - 1] > ' ') from--;
	while (end < breaker->length && (unsigned char)breaker->text[end] > ' ') end++;
	bool cut = end - from > MOST_QUOTED;
	uint32_t to = cut ? from + MOST_QUOTED : end;
	while (cut && to > from && ((unsigned char)breaker->text[to] & 0xC0) == 0x80) to--;
	memcpy(out, breaker->text + from, to - from);
	memcpy(out + (to - from), cut ? "…" : "", cut ? 4 : 1);
	return end;
}

/* Once for each token. */
static void report(LineSetting *s) {
	const Word *last = &s->breaker->words.items[s->last];
	bool split = last->facts.classes & CLASS_SPLIT && last->gap == GAP_NONE;
	if (s->line.overfull || split) s->breaker->gave_up = true;
	if (!s->setting->diag || !(s->line.overfull || split) || last->start < s->out->reported) return;
	char token[MOST_QUOTED + 4];
	s->out->reported = quote_token(s->breaker, last->start, token);
	if (s->line.overfull)
		diag_add(s->setting->diag, SEVERITY_WARNING, "line-overfull", s->line.pos, _("“%s” is wider than its line and sticks out."), token);
	else
		diag_add(s->setting->diag, SEVERITY_WARNING, "word-split", s->line.pos, _("“%s” is wider than its column and was broken where it had to be."), token);
	diag_hint(s->setting->diag, _("Put a space where it may be broken, or give it a wider column or a smaller size."));
}

static Length align_line(const LineSetting *s) {
	LengthSum left = s->indent;
	switch (s->setting->style->align) {
	case ALIGN_CENTER: return (Length)(left + (s->measure - s->line.width) / 2);
	case ALIGN_RIGHT: return (Length)(left + s->measure - s->line.width);
	default: return (Length)(left - s->hang_left);
	}
}

Line paragraph_fit_line(ParagraphBreaker *breaker, const Setting *setting, const Measures *measures, int line_number, int first, int last,
		LineOutput *out) {
	const Word *words = breaker->words.items;
	LineSetting s = { .out = out, .breaker = breaker, .setting = setting, .first = first, .last = last, .scale = 1000 };
	s.forced = words[last].gap == GAP_NEWLINE || words[last].gap == GAP_END;
	s.measure = paragraph_line_measure(measures, line_number);
	s.indent = paragraph_line_indent(measures, line_number);
	Alignment align = setting->style->align;
	if ((align == ALIGN_JUSTIFY || align == ALIGN_LEFT) && paragraph_line_hangs(measures, line_number)) s.hang_left = words[first].hang_left;
	if (align == ALIGN_JUSTIFY) s.hang_right = words[last].hang_right;
	s.line = (Line){ .measure = (Length)s.measure, .forced_end = s.forced, .runs = &out->runs[out->run_count] };
	s.line.text_start = out->text_end;
	s.line.text_end = last + 1 < breaker->words.count ? words[last + 1].start : (uint32_t)breaker->length;
	out->text_end = s.line.text_end;
	if (align == ALIGN_JUSTIFY) justify(&s);
	else s.line.overfull = natural_width(&s) - words[first].hang_left > s.measure + ROUNDING;
	if (words[first].piece_count) s.line.pos = setting->spans[breaker->pieces.items[words[first].piece].span].pos;
	put_words(&s);
	s.line.x = align_line(&s);
	if (s.line.run_count) find_extents(&s);
	else find_blank_extents(&s, &words[first]);
	report(&s);
	return s.line;
}
