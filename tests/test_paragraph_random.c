/* Paragraphs made at random (seeded): what must hold for all of them, and the best found by trying everything. */
#include <time.h>
#include "paragraph_support.h"

static uint64_t seed;
static uint32_t draw(uint32_t below) {
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 11) % below;
}

static const char *const tokens[] = {
	"nhân", "dân", "ta", "có", "một", "lòng", "yêu", "nước", "đó", "là", "truyền", "thống", "quý", "báu", "nghiêng", "Nguyễn", "Văn",
	"Trường", "Chính", "trị", "và", "của", "các", "2.477", "học", "viên", "27/3/2013", "03-CT/TW", "TS.", "TP.", "ông", "năm", "2013./.",
	"(khóa", "XI)", "“đủ", "cách”", "–", "-", ",", "./.", "%", "\"", "5", "giờ", "30", "km", "I", "a", "W", "http://vnexpress.net/tin-tuc",
	"LLCT-HC-NCKH-TT-TL-UBND-HĐND", "nghiêngnghiêngnghiêngnghiêngnghiêng", "中国人民", "ภาษาไทย", "ế̂", "\u00ADmềm", "x\u200Bzero", "☎",
	"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xFF\xFE", "tên\xC2\xA0riêng",
};
static const char *const gaps[] = { " ", " ", " ", " ", " ", " ", " ", " ", "  ", "\xC2\xA0", "", "\n", "\t", " \xC2\xA0", "\xE2\x80\x89", "\n\n" };

static void make_text(Text *text, int words) {
	text_clear(text);
	if (draw(10) == 0) text_add_char(text, ' ');
	for (int i = 0; i < words; i++) {
		text_add(text, tokens[draw(sizeof tokens / sizeof *tokens)]);
		text_add(text, i + 1 < words || draw(5) == 0 ? gaps[draw(sizeof gaps / sizeof *gaps)] : "");
	}
}

static int make_spans(const Text *text, Span spans[32], Font *fonts) {
	static const Length sizes[] = { 10 * PT, 10 * PT, 6 * PT, 24 * PT, 9 * PT + 12345 };
	int count = 0, wanted = draw(3) ? 1 : 1 + (int)draw(20);
	size_t at = 0;
	while (at < text->length || count == 0) {
		size_t length = text->length - at;
		if (wanted > 1 && count < 30 && draw(4)) length = draw((uint32_t)length + 1);
		while (at + length < text->length && ((unsigned char)text->bytes[at + length] & 0xC0) == 0x80) length++;
		spans[count] = (Span){ .text = text->bytes + at, .length = length, .font = &fonts[draw(3)], .size = sizes[wanted > 1 ? draw(5) : 0],
			.rise = wanted > 1 && draw(6) == 0 ? 3 * PT : 0, .letter_space = draw(8) == 0 ? PT / 2 : 0, .tag = (uint32_t)count };
		if (draw(8) == 0) spans[count].features = FONT_SUPS;
		at += length;
		if (++count == 31) { spans[30].length += text->length - at; break; }
	}
	return count;
}

static ParagraphStyle make_style(void) {
	ParagraphStyle style = { .align = draw(2) ? ALIGN_JUSTIFY : (Alignment)draw(4), .shrink = (int)draw(400), .stretch = (int)draw(2000) };
	if (draw(3) == 0) style.glyph_scale = (int)draw(40);
	if (draw(3) == 0) style.letter_stretch = (int)draw(40);
	if (draw(4) == 0) style.first_indent = (Length)draw(40 * PT) - 20 * PT;
	if (draw(4) == 0) style.left = (Length)draw(20 * PT);
	if (draw(4) == 0) style.right = (Length)draw(20 * PT);
	style.hang = draw(2);
	style.balance = draw(4) == 0;
	if (draw(4) == 0) style.looseness = (int)draw(7) - 3;
	if (draw(2)) style.last_line_min = (Length)draw(40 * PT);
	return style;
}

static void assert_same_lines(const Paragraph *a, const Paragraph *b) {
	assert_int_equal(a->line_count, b->line_count);
	for (int i = 0; i < a->line_count; i++) {
		assert_int_equal(a->lines[i].text_end, b->lines[i].text_end);
		assert_int_equal(a->lines[i].width, b->lines[i].width);
		assert_int_equal(a->lines[i].ratio, b->lines[i].ratio);
	}
}

/* What is found for both at once is what looseness -1 and 1 give; how many there were. */
static int check_variants(ParagraphBreaker *breaker, Arena *arena, const Span *spans, int count, Length measure, ParagraphStyle style,
		const ParagraphShape *shape) {
	Paragraph made[2], alone[3];
	paragraph_break_variants(breaker, arena, spans, count, measure, &style, shape, &made[0], &made[1]);
	for (int step = -1; step <= 1; step++) {
		style.looseness = step;
		alone[step + 1] = paragraph_break_lines(breaker, arena, spans, count, measure, &style, shape, NULL);
	}
	for (int i = 0; i < 2; i++) {
		if (alone[2 * i].line_count == alone[1].line_count + (i ? 1 : -1)) assert_same_lines(&made[i], &alone[2 * i]);
		else assert_int_equal(made[i].line_count, 0);
	}
	style.looseness = 0;
	ParagraphWays ways = paragraph_break_ways(breaker, arena, spans, count, measure, &style, shape, NULL);
	assert_same_lines(&ways.best, &alone[1]);
	if (ways.whole) assert_same_lines(&ways.shorter, &made[0]);
	if (ways.whole) assert_same_lines(&ways.longer, &made[1]);
	return (made[0].line_count > 0) + (made[1].line_count > 0);
}

/* The letters of a word that is set in parts come in the order of the text only where HarfBuzz does not turn them: the fake does not. */
static void every_paragraph_keeps_its_promises(void **state) {
	(void)state;
	seed = 20261124;
	Arena *arena = arena_open();
	ParagraphBreaker *breaker = paragraph_open_breaker();
	Diag *diag = diag_open();
	Font fonts[3] = { { 0 }, { .lacks = "ế☎", .other = &other_font }, { .lacks = "n国", .upem = 2048 } };
	Text text = { 0 };
	Span spans[32];
	int variants = 0;
	for (int round = 0; round < 3000; round++) {
		make_text(&text, (int)draw(round % 10 == 0 ? 200 : 30));
		if (!text.length) continue;
		int count = make_spans(&text, spans, fonts);
		ParagraphStyle style = make_style();
		Length measure = (Length)draw((draw(3) ? 300 : 40) * PT), left[4], right[4];
		ParagraphShape shape = { (int)draw(4), left, right };
		for (int i = 0; i < 4; i++) { left[i] = (Length)draw(60 * PT); right[i] = draw(2) ? 0 : (Length)draw(20 * PT); }
		const ParagraphShape *shaped = draw(4) == 0 && shape.count ? &shape : NULL;
		Paragraph p = paragraph_break_lines(breaker, arena, spans, count, measure, &style, shaped, draw(2) ? diag : NULL);
		check_paragraph(&p, spans, count, measure, &style, shaped);
		Length widest = paragraph_measure_min(breaker, spans, count), width = paragraph_measure_width(breaker, spans, count);
		assert_true(widest <= width || !width);
		if (widest > 0) { /* the least measure splits no word */
			Diag *quiet = diag_open();
			ParagraphStyle ragged = { .align = ALIGN_LEFT };
			Paragraph least = paragraph_break_lines(breaker, arena, spans, count, widest, &ragged, NULL, quiet);
			check_paragraph(&least, spans, count, widest, &ragged, NULL);
			assert_int_equal(diag_total(quiet), 0);
			diag_close(quiet);
		}
		Paragraph again = paragraph_break_lines(breaker, arena, spans, count, measure, &style, shaped, NULL);
		assert_same_lines(&again, &p); /* nothing is left over from the call before */
		variants += check_variants(breaker, arena, spans, count, measure, style, shaped);
	}
	assert_true(variants > 300);
	text_free(&text);
	paragraph_close_breaker(breaker);
	arena_close(arena);
	diag_close(diag);
}

/* ---- the best of all ways, by trying all ---- */

enum { MOST_WORDS = 13 };
typedef struct Puzzle { int count; int widths[MOST_WORDS]; int same[MOST_WORDS]; int measure, shrink, stretch; } Puzzle; /* in 1/100 pt */
typedef struct Way { double demerits; int worst; double last; int lines; int ends[MOST_WORDS]; bool fits; } Way;

static int class_of(int ratio) { return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3; }

/* break_lines.c's demerits, written down a second time. bits: a line ends after word i. */
static Way judge(const Puzzle *z, unsigned bits) {
	Way way = { .fits = true };
	int from = 0, fitness = 1, previous_from = -1;
	for (int i = 0; i < z->count; i++) {
		bool end = i + 1 == z->count;
		if (!end && !(bits >> i & 1)) continue;
		LengthSum natural = 0, stretch, shrink, delta;
		for (int k = from; k <= i; k++) natural += (LengthSum)z->widths[k] * PT;
		natural += (LengthSum)(i - from) * (PT * 5 / 2);
		stretch = (LengthSum)(i - from) * (PT * 5 / 2 * z->stretch / 1000);
		shrink = (LengthSum)(i - from) * (PT * 5 / 2 * z->shrink / 1000);
		delta = (LengthSum)z->measure * PT - natural;
		int ratio = 0;
		if (delta < 0) {
			if (-delta > shrink) { way.fits = false; return way; }
			ratio = (int)(delta * 1000 / shrink);
		} else if (!end) {
			if (!stretch || delta / stretch >= 20) ratio = 20000;
			else ratio = (int)(delta * 1000 / stretch);
		}
		if (ratio > way.worst) way.worst = ratio;
		double r = ratio / 1000.0, bad = 100 * (r < 0 ? -r * r * r : r * r * r), demerits = (10 + bad) * (10 + bad) + 300000 * r * r;
		int class = class_of(ratio);
		if (class - fitness > 1 || fitness - class > 1) demerits += 50000;
		if (from > 0 && !end && z->same[i + 1] == z->same[from]) demerits += 60000;
		if (from == 0 && !end && z->same[i + 1] == z->same[0]) demerits += 60000;
		if (from > 0 && z->same[i] == z->same[from - 1]) demerits += 60000;
		if (end && from > 0 && i == from) demerits += 4000000;
		way.demerits += demerits;
		way.last = demerits;
		way.ends[way.lines++] = i;
		fitness = class;
		previous_from = from;
		from = i + 1;
	}
	(void)previous_from;
	return way;
}

/* The best way whose lines are all within a tolerance. */
static bool find_best_way(const Puzzle *z, int tolerance, Way *best) {
	bool found = false;
	for (unsigned bits = 0; bits < 1u << (z->count - 1); bits++) {
		Way way = judge(z, bits);
		if (!way.fits || way.worst > tolerance) continue;
		if (!found || way.demerits < best->demerits) *best = way;
		found = true;
	}
	return found;
}

static void the_way_chosen_is_the_best_of_all(void **state) {
	(void)state;
	static const char *const words[] = { "da", "na", "đa", "nan", "dan", "ngan", "ngon", "nghen", "nghean", "nghenag" };
	seed = 7;
	Arena *arena = arena_open();
	ParagraphBreaker *breaker = paragraph_open_breaker();
	int judged = 0;
	for (int round = 0; round < 400; round++) {
		Puzzle z = { .count = 5 + (int)draw(MOST_WORDS - 4), .measure = 50 + (int)draw(60), .shrink = 200 + (int)draw(200), .stretch = 500 + (int)draw(1500) };
		Text text = { 0 };
		for (int i = 0; i < z.count; i++) {
			int w = (int)draw(sizeof words / sizeof *words);
			z.widths[i] = 5 * (int)strlen(words[w]) - (w == 2 ? 5 : 0); /* đ is two bytes */
			z.same[i] = w;
			if (i) text_add_char(&text, ' ');
			text_add(&text, words[w]);
		}
		ParagraphStyle style = { .align = ALIGN_JUSTIFY, .shrink = z.shrink, .stretch = z.stretch };
		Way best;
		bool found = find_best_way(&z, 1000, &best);
		if (!found || best.last >= 600000) { /* as the passes do: wider when nothing was found, or a poor last line */
			Way wider;
			bool more = find_best_way(&z, 2000, &wider);
			if (more && (!found || wider.demerits < best.demerits)) best = wider;
			bool poor = !more || wider.last >= 600000;
			found = found || more;
			if (poor) {
				more = find_best_way(&z, 4600, &wider);
				if (more && (!found || wider.demerits < best.demerits)) best = wider;
				found = found || more;
			}
		}
		if (found) {
			Span span = make_span(text.bytes);
			Paragraph p = paragraph_break_lines(breaker, arena, &span, 1, z.measure * PT, &style, NULL, NULL);
			Way chosen;
			unsigned bits = 0;
			int at = 0;
			for (int i = 0; i < p.line_count; i++) {
				for (int r = 0; r < p.lines[i].run_count; r++) at += p.lines[i].runs[r].word_count;
				if (at < z.count) bits |= 1u << (at - 1);
			}
			chosen = judge(&z, bits);
			assert_true(chosen.fits);
			if (chosen.demerits > best.demerits * 1.000001 + 20) {
				print_error("round %d: “%s” at %d: chosen %.0f in %d lines, best %.0f in %d\n", round, text.bytes, z.measure, chosen.demerits,
					p.line_count, best.demerits, best.lines);
				fail();
			}
			judged++;
		}
		text_free(&text);
	}
	assert_true(judged > 200);
	paragraph_close_breaker(breaker);
	arena_close(arena);
}

/* ---- rivers ---- */

/* Lines on which a space continues a river of at least three lines above: counted from the lines alone. */
static int count_rivers(const Paragraph *p) {
	enum { MOST = 64 };
	double center[2][MOST] = { { 0 } }, half[2][MOST] = { { 0 } };
	int length[2][MOST] = { { 0 } }, count[2] = { 0 }, found = 0;
	for (int i = 0; i + 1 < p->line_count; i++) {
		const LineRun *run = &p->lines[i].runs[0];
		int here = i & 1, above = !here, longest = 0;
		count[here] = 0;
		for (int w = 0; w + 1 < run->word_count && count[here] < MOST; w++) {
			double from = run->words[w].x + piece_advance(run, run->words[w].run), to = run->words[w + 1].x;
			int g = count[here]++;
			center[here][g] = (from + to) / 2;
			half[here][g] = (to - from) / 2;
			length[here][g] = 1;
			for (int k = 0; i > 0 && k < count[above]; k++) {
				double apart = center[here][g] - center[above][k];
				if (apart < 0) apart = -apart;
				if (2 * apart <= half[here][g] + half[above][k] && length[above][k] >= length[here][g]) length[here][g] = length[above][k] + 1;
			}
			if (length[here][g] > longest) longest = length[here][g];
		}
		found += longest >= 4;
	}
	return found;
}

/* Without the mending these 300 paragraphs have 136 such lines. */
static void rivers_are_kept_from_growing(void **state) {
	(void)state;
	seed = 11;
	Arena *arena = arena_open();
	ParagraphBreaker *breaker = paragraph_open_breaker();
	ParagraphStyle style = { .align = ALIGN_JUSTIFY, .shrink = 250, .stretch = 1500 };
	Text text = { 0 };
	int rivers = 0;
	for (int round = 0; round < 300; round++) {
		text_clear(&text);
		for (int i = 0; i < 90; i++) {
			text_add(&text, tokens[draw(16)]);
			text_add_char(&text, ' ');
		}
		Span span = make_span(text.bytes);
		Paragraph p = paragraph_break_lines(breaker, arena, &span, 1, 160 * PT, &style, NULL, NULL);
		rivers += count_rivers(&p);
	}
	assert_in_range(rivers, 0, 100);
	text_free(&text);
	paragraph_close_breaker(breaker);
	arena_close(arena);
}

/* ---- size ---- */

static double seconds(void) {
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double time_of(ParagraphBreaker *breaker, int words, ParagraphStyle style, bool spaced) {
	seed = 99;
	Text text = { 0 };
	for (int i = 0; i < words; i++) {
		text_add(&text, tokens[draw(23)]);
		if (spaced) text_add_char(&text, ' ');
	}
	Arena *arena = arena_open();
	Span span = make_span(text.bytes);
	double best = 1e9;
	for (int i = 0; i < 3; i++) {
		double start = seconds();
		Paragraph p = paragraph_break_lines(breaker, arena, &span, 1, 160 * PT, &style, NULL, NULL);
		double spent = seconds() - start;
		if (i == 0) check_paragraph(&p, &span, 1, 160 * PT, &style, NULL);
		if (spent < best) best = spent;
	}
	arena_close(arena);
	text_free(&text);
	return best;
}

/* 16 times the text may take at most 64 times as long (a quadratic algorithm takes 256 times). */
static void long_paragraphs_take_their_time_in_proportion(void **state) {
	(void)state;
	ParagraphBreaker *breaker = paragraph_open_breaker();
	ParagraphStyle styles[4] = { { .align = ALIGN_JUSTIFY, .shrink = 200, .stretch = 500 }, { .align = ALIGN_LEFT },
		{ .align = ALIGN_LEFT, .balance = true }, { .align = ALIGN_JUSTIFY, .shrink = 200, .stretch = 500, .looseness = 2 } };
	for (int i = 0; i < 4; i++) {
		double small = time_of(breaker, 1600, styles[i], true), large = time_of(breaker, 25600, styles[i], true);
		assert_true(large < small * 64 + 0.05);
	}
	double small = time_of(breaker, 1600, styles[0], false), large = time_of(breaker, 25600, styles[0], false); /* one endless token */
	assert_true(large < small * 64 + 0.05);
	paragraph_close_breaker(breaker);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_paragraph_keeps_its_promises),
		cmocka_unit_test(the_way_chosen_is_the_best_of_all),
		cmocka_unit_test(rivers_are_kept_from_growing),
		cmocka_unit_test(long_paragraphs_take_their_time_in_proportion),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_forget();
	return failed;
}
