/* Line breaking over a text file, one paragraph a line: speed, and what a critic of the lines would count.
 *   bench_paragraph FILE [measure in points] [size] [family] [options]
 * options: hang, scale=N, letters=N, left, center, balance, loose=N, show, runs=N, shrink=N, stretch=N,
 * last=N (the least length of a last line, in 1/100 em);
 * ratios: only the stretch ratios of the lines but the last, a paragraph a line */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/text.h"
#include "font/font.h"
#include "paragraph/paragraph.h"
#include "read_file.h"

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void show(const Paragraph *p) {
	for (int i = 0; i < p->line_count; i++) {
		const Line *line = &p->lines[i];
		printf("%6d %7.2f/%.2f%s|", line->ratio, line->width / 65536.0, line->measure / 65536.0, line->overfull ? " OVERFULL " : "  ");
		for (int r = 0; r < line->run_count; r++)
			for (int w = 0; w < line->runs[r].word_count; w++)
				printf("%s%s", line->runs[r].words[w].run->text, line->runs[r].words[w].space_after ? " " : "");
		printf("|\n");
	}
	printf("\n");
}

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(int argc, char **argv) {
	if (argc < 2) return 2;
	double measure = argc > 2 ? atof(argv[2]) : 160, size = argc > 3 ? atof(argv[3]) : 9.25;
	const char *family = argc > 4 ? argv[4] : "Noto Serif";
	ParagraphStyle style = { .align = ALIGN_JUSTIFY, .shrink = 200, .stretch = 500, .last_line_min = (Length)(size * 2 * 65536) };
	bool shown = false, only_ratios = false;
	int runs = 1;
	for (int i = 5; i < argc; i++) {
		if (!strcmp(argv[i], "hang")) style.hang = true;
		if (!strncmp(argv[i], "scale=", 6)) style.glyph_scale = atoi(argv[i] + 6);
		if (!strncmp(argv[i], "letters=", 8)) style.letter_stretch = atoi(argv[i] + 8);
		if (!strncmp(argv[i], "shrink=", 7)) style.shrink = atoi(argv[i] + 7);
		if (!strncmp(argv[i], "stretch=", 8)) style.stretch = atoi(argv[i] + 8);
		if (!strncmp(argv[i], "loose=", 6)) style.looseness = atoi(argv[i] + 6);
		if (!strncmp(argv[i], "last=", 5)) style.last_line_min = (Length)(size * atoi(argv[i] + 5) * 65536 / 100);
		if (!strncmp(argv[i], "runs=", 5)) runs = atoi(argv[i] + 5);
		if (!strcmp(argv[i], "left")) style.align = ALIGN_LEFT;
		if (!strcmp(argv[i], "center")) style.align = ALIGN_CENTER;
		if (!strcmp(argv[i], "balance")) { style.balance = true; style.align = ALIGN_LEFT; }
		if (!strcmp(argv[i], "show")) shown = true;
		if (!strcmp(argv[i], "ratios")) { only_ratios = true; runs = 0; }
	}
	size_t length;
	char *bytes = read_file(argv[1], &length);
	Diag *diag = diag_open();
	FontSet *set = font_open_set(false, diag);
	if (!set) { diag_print(diag, stderr, false); return 1; }
	Font *font = font_find(set, (FontQuery){ family, 400, 100, false }, (SourcePos){ 0 }, diag);
	ParagraphBreaker *breaker = paragraph_open_breaker();
	Arena *arena = arena_open();
	arena_alloc(arena, 16);
	ArenaMark mark = arena_mark(arena);
	int *ratios = malloc(sizeof(int) * (length + 1)), count = 0, lines = 0, loose = 0, looser = 0, tight = 0, overfull = 0, lone = 0;
	double squares = 0, cubes = 0, best = 1e9;
	long chars = 0;
	for (size_t i = 0; i < length; i++) chars += (bytes[i] & 0xC0) != 0x80;
	for (int run = 0; run <= runs; run++) {
		double start = now();
		for (const char *at = bytes, *end = bytes + length; at < end;) {
			const char *stop = memchr(at, '\n', (size_t)(end - at));
			if (!stop) stop = end;
			Span span = { .text = at, .length = (size_t)(stop - at), .font = font, .size = (Length)(size * 65536) };
			Paragraph p = paragraph_break_lines(breaker, arena, &span, 1, (Length)(measure * 65536), &style, NULL, run ? NULL : diag);
			if (run == 0) {
				if (shown) show(&p);
				if (only_ratios) {
					for (int i = 0; i < p.line_count; i++) if (!p.lines[i].forced_end) printf("%.3f ", p.lines[i].ratio / 1000.0);
					printf("\n");
				}
				lines += p.line_count;
				for (int i = 0; i < p.line_count; i++) {
					const Line *line = &p.lines[i];
					overfull += line->overfull;
					if (line->forced_end) {
						if (p.line_count > 1 && line->run_count == 1 && line->runs[0].word_count == 1) lone++;
						continue;
					}
					ratios[count++] = line->ratio;
					double r = line->ratio / 1000.0;
					squares += r * r;
					cubes += r < 0 ? -r * r * r : r * r * r;
					loose += line->ratio > 1000;
					looser += line->ratio > 1500;
					tight += line->ratio <= -1000;
				}
			}
			arena_reset(arena, mark);
			at = stop + 1;
		}
		double spent = now() - start;
		if (run && spent < best) best = spent;
	}
	if (only_ratios) goto close;
	qsort(ratios, (size_t)count, sizeof *ratios, compare);
	printf("%ld chars, %d lines: %.1f Mchars/s; mean r^2 %.4f, mean |r|^3 %.4f; over 1.0: %d (%.2f %%), over 1.5: %d (%.2f %%), at -1.0: %d; "
		"median %d, 95 %% %d, 99 %% %d, most %d; overfull %d, lone %d\n", chars, lines, (double)chars / best / 1e6, squares / count, cubes / count, loose,
		100.0 * loose / count, looser, 100.0 * looser / count, tight, count ? ratios[count / 2] : 0, count ? ratios[count * 95 / 100] : 0,
		count ? ratios[count * 99 / 100] : 0, count ? ratios[count - 1] : 0, overfull, lone);
	if (shown) diag_print(diag, stdout, false);
close:
	paragraph_close_breaker(breaker);
	font_close_set(set);
	arena_close(arena);
	diag_close(diag);
	free(ratios);
	free(bytes);
	return 0;
}
