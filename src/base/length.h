/* Lengths. One integer unit everywhere, so that a dump and a PDF are the same on every compiler.
 * No floating point takes part in layout. */
#ifndef BANTIN_BASE_LENGTH_H
#define BANTIN_BASE_LENGTH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 1/65536 of a PDF point (1/72 inch); an int32 spans +-11.5 m. */
typedef int32_t Length;
/* The same unit where many lengths are added up. */
typedef int64_t LengthSum;

#define LENGTH_POINT 65536
#define LENGTH_MAX INT32_MAX
#define LENGTH_MICROMETRES(value) ((Length)((int64_t)(value) * 72 * LENGTH_POINT / 25400)) /* rounded towards 0 */

/* units/upem of size, rounded half away from zero: font units to Length and the like. upem > 0. */
static inline Length length_scale(Length size, int32_t units, int32_t upem) {
	int64_t product = (int64_t)size * units;
	int64_t half = upem / 2;
	return (Length)(product >= 0 ? (product + half) / upem : -((-product + half) / upem));
}

/* Reads "12.25pt", "3mm", "1.5cm", "2in" or a bare "12" (points) from text[0..length).
 * A leading minus and spaces around are taken. Returns false (and leaves *out) when it is no length or out of range. */
bool length_parse(const char *text, size_t length, Length *out);

/* Writes points with exactly `decimals` (0..5) decimals, locale-independent, "-0" never; returns the characters
 * written, not counting the NUL. out holds at least 32. */
int length_format(LengthSum value, int decimals, char *out);
/* To whole millimetres, for people. */
static inline int length_whole_millimetres(LengthSum length) { return (int)((length * 254 / 720 + LENGTH_POINT / 2) / LENGTH_POINT); }
#endif
