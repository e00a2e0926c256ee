/* Paragraphs, one a line, as input for TeX: a space where a line may not end by our rules (paragraph_find_breaks) becomes a tie,
 * TeX's own characters are escaped; the last space is a tie as well, as one syllable alone on a last line is a fault to us.
 * So TeX chooses among the same breaks.
 *   mark_ties FILE > paragraphs.tex */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "paragraph/paragraph.h"

static void put_text(const char *text, size_t length) {
	for (size_t i = 0; i < length; i++) {
		if (strchr("\\{}$&#^_%~", text[i])) printf("\\char%d{}", text[i]);
		else if (i + 1 < length && !memcmp(text + i, "\xC2\xA0", 2)) { putchar('~'); i++; }
		else putchar(text[i]);
	}
}

static void put_paragraph(const char *text, size_t length) {
	uint32_t *breaks = malloc((length + 1) * sizeof *breaks);
	if (!breaks) exit(3);
	int count = paragraph_find_breaks(text, length, breaks, (int)length + 1), next = 0;
	size_t last = length;
	while (last && text[last - 1] == ' ') last--;
	while (last && text[last - 1] != ' ') last--;
	printf("\\beginpar ");
	for (size_t i = 0; i < length;) {
		size_t stop = i + strcspn(text + i, " ");
		if (stop > length) stop = length;
		put_text(text + i, stop - i);
		size_t after = stop + strspn(text + stop, " ");
		while (next < count && breaks[next] < after) next++;
		if (after < length && after > stop) putchar(next < count && breaks[next] == after && after < last ? ' ' : '~');
		i = after > length ? length : after;
	}
	printf("\\endpar\n");
	free(breaks);
}

int main(int argc, char **argv) {
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (!file) { fprintf(stderr, "mark_ties FILE\n"); return 2; }
	char *line = NULL;
	size_t capacity = 0;
	for (ssize_t length; (length = getline(&line, &capacity, file)) >= 0;) {
		if (length && line[length - 1] == '\n') line[--length] = 0;
		if (length) put_paragraph(line, (size_t)length);
	}
	free(line);
	fclose(file);
	return 0;
}
