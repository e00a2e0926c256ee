#include "base/length.h"
#include <string.h>

/* One unit in 1/65536 pt as a fraction: 1 mm is 72/25.4 pt = 360/127 pt. */
typedef struct Unit { const char *name; int64_t numerator, denominator; } Unit;
static const Unit UNITS[] = {
	{ "pt", 1, 1 }, { "mm", 360, 127 }, { "cm", 3600, 127 }, { "in", 72, 1 }, { "", 1, 1 },
};

bool length_parse(const char *text, size_t length, Length *out) {
	const char *at = text, *end = text + length;
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\n')) at++;
	while (end > at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n')) end--;
	bool negative = at < end && *at == '-';
	if (negative) at++;
	int64_t digits = 0, scale = 1;
	bool any = false, point = false;
	for (; at < end && ((*at >= '0' && *at <= '9') || (*at == '.' && !point)); at++) {
		if (*at == '.') { point = true; continue; }
		any = true;
		if (scale >= 1000000) continue; /* finer than a millionth is below the unit */
		digits = digits * 10 + (*at - '0');
		if (digits > 100000000000) return false;
		if (point) scale *= 10;
	}
	if (!any) return false;
	size_t rest = (size_t)(end - at);
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
		if (strlen(UNITS[i].name) != rest || memcmp(UNITS[i].name, at, rest) != 0) continue;
		__int128 top = (__int128)digits * LENGTH_POINT * UNITS[i].numerator;
		int64_t bottom = scale * UNITS[i].denominator;
		__int128 value = (top + bottom / 2) / bottom;
		if (value > INT32_MAX) return false;
		*out = (Length)(negative ? -value : value);
		return true;
	}
	return false;
}

int length_format(LengthSum value, int decimals, char *out) {
	static const int64_t POWERS[] = { 1, 10, 100, 1000, 10000, 100000 };
	int64_t power = POWERS[decimals < 0 ? 0 : decimals > 5 ? 5 : decimals];
	bool negative = value < 0;
	uint64_t size = negative ? (uint64_t)-value : (uint64_t)value;
	uint64_t scaled = (size * (uint64_t)power + LENGTH_POINT / 2) / LENGTH_POINT;
	char reversed[32];
	int count = 0;
	uint64_t fraction = scaled % (uint64_t)power, whole = scaled / (uint64_t)power;
	if (power > 1) {
		for (int64_t p = 1; p < power; p *= 10, fraction /= 10) reversed[count++] = (char)('0' + fraction % 10);
		reversed[count++] = '.';
	}
	do reversed[count++] = (char)('0' + whole % 10); while (whole /= 10);
	int at = 0;
	if (negative && scaled) out[at++] = '-';
	while (count) out[at++] = reversed[--count];
	out[at] = 0;
	return at;
}
