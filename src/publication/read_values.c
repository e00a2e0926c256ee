#include "publication/read_values.h"
#include <ctype.h>
#include <string.h>

static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static const char *skip_space(const char *at) {
	while (space(*at)) at++;
	return at;
}

static bool at_end(const char *at) { return !*skip_space(at); }

void value_trim(char *value) {
	const char *start = skip_space(value);
	size_t length = strlen(start);
	while (length && space(start[length - 1])) length--;
	memmove(value, start, length);
	value[length] = 0;
}

/* ---- dates ---- */

/* Exactly `digits` digits after the sign `before` (0: none). */
static bool take(const char **at, char before, int digits, int *number) {
	const char *p = *at;
	if (before && *p++ != before) return false;
	*number = 0;
	for (int i = 0; i < digits; i++, p++) {
		if (!digit(*p)) return false;
		*number = *number * 10 + (*p - '0');
	}
	*at = p;
	return true;
}

int value_days_in(int year, int month) {
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : DAYS[month - 1];
}

static bool take_zone(const char **at) {
	int hour, minute;
	if (**at == 'Z') { ++*at; return true; }
	if (**at != '+' && **at != '-') return true;
	return take(at, **at, 2, &hour) && take(at, ':', 2, &minute);
}

static bool take_seconds(const char **at) {
	int second;
	if (**at != ':') return true;
	if (!take(at, ':', 2, &second)) return false;
	if (**at != '.') return true;
	++*at;
	if (!digit(**at)) return false;
	while (digit(**at)) ++*at;
	return true;
}

DateResult value_parse_date(const char *value, Date *date) {
	Date read = { .hour = -1 };
	const char *at = skip_space(value);
	*date = read;
	if (!take(&at, 0, 4, &read.year)) return DATE_MALFORMED;
	bool month = *at == '-', day = false, time = false;
	if (month && !take(&at, '-', 2, &read.month)) return DATE_MALFORMED;
	if (month && (day = *at == '-') && !take(&at, '-', 2, &read.day)) return DATE_MALFORMED;
	if (day && (time = *at == 'T') && !(take(&at, 'T', 2, &read.hour) && take(&at, ':', 2, &read.minute) && take_seconds(&at) &&
		take_zone(&at))) return DATE_MALFORMED;
	if (!at_end(at)) return DATE_MALFORMED;
	if (read.year < 1 || (month && (read.month < 1 || read.month > 12)) ||
		(day && (read.day < 1 || read.day > value_days_in(read.year, read.month))) ||
		(time && (read.hour > 23 || read.minute > 59))) return DATE_IMPOSSIBLE;
	*date = read;
	return DATE_FINE;
}

/* ---- the others ---- */

/* 0, 1, 0.25, .25, 1.0 in 1/1000, rounded. */
static bool take_share(const char **at, int *share) {
	const char *p = *at;
	int whole = 0, part = 0, scale = 1000;
	if (*p == '0' || *p == '1') whole = *p++ - '0';
	else if (*p != '.') return false;
	if (*p == '.') {
		if (!digit(*++p)) return false;
		for (; digit(*p); p++) {
			if (whole && *p != '0') return false;
			if (scale > 1) { scale /= 10; part += (*p - '0') * scale; }
			else if (scale == 1) { part += *p >= '5'; scale = 0; }
		}
	}
	*share = whole * 1000 + (whole ? 0 : part);
	*at = p;
	return true;
}

bool value_parse_focus(const char *value, int *x, int *y) {
	const char *at = skip_space(value);
	if (!take_share(&at, x) || !space(*at)) return false;
	at = skip_space(at);
	return take_share(&at, y) && at_end(at);
}

bool value_parse_pages(const char *value, int *pages) {
	const char *at = skip_space(value);
	if (strncmp(at, "pages:", 6) != 0 || at[6] < '1' || at[6] > '9') return false;
	*pages = 0;
	int digits = 0;
	for (at += 6; digit(*at) && digits < 4; at++, digits++) *pages = *pages * 10 + *at - '0';
	return digits <= 3 && at_end(at);
}

bool value_parse_number(const char *value, int digits, int least, int *number) {
	const char *at = skip_space(value), *start = at;
	*number = 0;
	while (digit(*at) && at - start < digits) *number = *number * 10 + (*at++ - '0');
	bool leading_zero = least > 0 && *start == '0';
	return at > start && at_end(at) && !leading_zero && *number >= least;
}

bool value_parse_language(const char *value, char *tag, size_t size) {
	const char *at = skip_space(value), *start = at;
	for (int part = 0;; part++) {
		int length = 0;
		while (*at && (isalpha((unsigned char)*at) || (part && digit(*at)))) { at++; length++; }
		if (length < 1 || length > 8) return false;
		if (*at != '-') break;
		at++;
	}
	if (!at_end(at)) return false;
	if (size > (size_t)(at - start)) {
		memcpy(tag, start, (size_t)(at - start));
		tag[at - start] = 0;
	}
	return true;
}
