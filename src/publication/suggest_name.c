/* Nearness is the Damerau-Levenshtein distance in its restricted form ("optimal string alignment": insert, delete, replace,
 * swap neighbours), upper and lower case being the same. One slip is believed in a name, two in a long one. */
#include "publication/suggest_name.h"
#include <ctype.h>
#include <string.h>

enum { LONGEST = 80 };

static int least(int a, int b) { return a < b ? a : b; }

static int distance(const char *a, const char *b, int limit) {
	int n = (int)strlen(a), m = (int)strlen(b);
	if (n > LONGEST || m > LONGEST || n - m > limit || m - n > limit) return limit + 1;
	int rows[3][LONGEST + 1];
	int *before = rows[0], *above = rows[1], *now = rows[2];
	for (int j = 0; j <= m; j++) above[j] = j;
	for (int i = 1; i <= n; i++) {
		now[0] = i;
		for (int j = 1; j <= m; j++) {
			int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
			now[j] = least(least(above[j], now[j - 1]) + 1, above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && y == tolower((unsigned char)a[i - 2]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		int *free_row = before;
		before = above;
		above = now;
		now = free_row;
	}
	return above[m];
}

Suggestion suggestion_make(const char *word) {
	size_t length = strlen(word);
	return (Suggestion){ .word = word, .distance = (length < 2 ? 0 : length < 8 ? 1 : 2) + 1 };
}

void suggestion_try(Suggestion *suggestion, const char *candidate) {
	/* Of "p" and "h" either would do for "x": a name of one letter is near to nothing but itself. */
	if (strlen(candidate) < 2 && strcasecmp(candidate, suggestion->word) != 0) return;
	int found = distance(suggestion->word, candidate, suggestion->distance - 1);
	if (found >= suggestion->distance) return;
	suggestion->distance = found;
	suggestion->best = candidate;
}
