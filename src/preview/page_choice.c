#include <errno.h>
#include <stdlib.h>
#include "preview/preview.h"

enum { HIGHEST = 100000 };

/* A number at *at, which moves past it; 0 when there is none. */
static int take_number(const char **at) {
	char *end;
	if (**at < '0' || **at > '9') return 0;
	errno = 0;
	long value = strtol(*at, &end, 10);
	*at = end;
	return errno || value < 1 || value > HIGHEST ? 0 : (int)value;
}

bool preview_read_pages(const char *text, PageChoice *out) {
	*out = (PageChoice){ 0 };
	for (const char *at = text;; at++) {
		if (out->count == PAGE_RANGES_MAX) return false;
		int first = take_number(&at), last = first;
		if (!first) return false;
		if (*at == '-') {
			at++;
			bool open = !*at || *at == ',';
			last = open ? 0 : take_number(&at);
			if (!open && last < first) return false;
		}
		out->ranges[out->count].first = first;
		out->ranges[out->count++].last = last;
		if (!*at) return true;
		if (*at != ',') return false;
	}
}
