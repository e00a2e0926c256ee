#include "press/press.h"
#include "press/press_table.h"

/* Where an amount of ink (1/10000) of channel 0..3 lies between the nodes: in 1/65536 of a step, 0..5 * 65536. */
static uint32_t find_step(int channel, uint32_t amount) {
	static const uint16_t CMY[PRESS_LEVELS] = { 0, 1000, 2000, 4000, 7000, 10000 }, K[PRESS_LEVELS] = { 0, 2000, 4000, 6000, 8000, 10000 };
	const uint16_t *levels = channel == 3 ? K : CMY;
	if (amount >= 10000) return (PRESS_LEVELS - 1) << 16;
	uint32_t step = 0;
	while (amount >= levels[step + 1]) step++;
	return (step << 16) + (((amount - levels[step]) << 16) / (uint32_t)(levels[step + 1] - levels[step]));
}

Colour press_flatten_spot(Colour colour) {
	if (!colour.spot) return colour;
	uint32_t tint = colour.tint > 10000 ? 10000 : colour.tint;
	return (Colour){ .c = (uint16_t)(colour.c * tint / 10000), .m = (uint16_t)(colour.m * tint / 10000),
		.y = (uint16_t)(colour.y * tint / 10000), .k = (uint16_t)(colour.k * tint / 10000) };
}

ScreenColour press_show_colour(Colour colour) {
	colour = press_flatten_spot(colour);
	const uint32_t amounts[4] = { colour.c, colour.m, colour.y, colour.k };
	uint32_t base[4], part[4]; /* the node below, and how far to the next in 1/65536 */
	for (int i = 0; i < 4; i++) {
		uint32_t step = find_step(i, amounts[i]);
		base[i] = step >> 16;
		part[i] = step & 0xFFFF;
	}
	uint64_t sum[3] = { 0 };
	for (unsigned corner = 0; corner < 16; corner++) {
		uint64_t weight = 1;
		uint32_t node = 0;
		for (unsigned i = 0; i < 4 && weight; i++) {
			bool upper = corner >> i & 1;
			weight *= upper ? part[i] : 65536 - part[i];
			if (i == 1 || i == 3) weight >>= 16; /* keeps the product of four within 64 bits: 16 bits after each pair */
			node = node * PRESS_LEVELS + base[i] + upper;
		}
		if (!weight) continue;
		for (int i = 0; i < 3; i++) sum[i] += weight * press_srgb[node][i];
	}
	uint16_t out[3];
	for (int i = 0; i < 3; i++) {
		/* the weights add up to a little under 2^32 because of the shifts: round up generously, never past white */
		uint64_t value = (sum[i] * 1000 / 255 + (UINT64_C(1) << 31)) >> 32;
		out[i] = (uint16_t)(value > 1000 ? 1000 : value);
	}
	return (ScreenColour){ out[0], out[1], out[2] };
}

/* ---- sRGB into inks ---- */

static Colour separate_neutral(int value) {
	int low = 0, high = 10000;
	while (high - low > 1) {
		int middle = (low + high) / 2;
		if (press_show_colour((Colour){ .k = (uint16_t)middle }).g * 255 > value * 1000) low = middle;
		else high = middle;
	}
	return (Colour){ .k = (uint16_t)(value >= 255 ? 0 : value <= 0 ? 10000 : high) };
}

Colour press_separate_srgb(int r, int g, int b) {
	if (r == g && g == b) return separate_neutral(r);
	enum { LAST = SEPARATION_SIDE - 1 };
	const int values[3] = { r, g, b };
	int base[3], part[3]; /* the node below, and how far to the next in 1/255 */
	for (int i = 0; i < 3; i++) {
		int at = (values[i] < 0 ? 0 : values[i] > 255 ? 255 : values[i]) * LAST;
		base[i] = at / 255 < LAST ? at / 255 : LAST - 1;
		part[i] = at - base[i] * 255;
	}
	int64_t sum[4] = { 0 };
	for (unsigned corner = 0; corner < 8; corner++) {
		int64_t weight = 1;
		int node = 0;
		for (unsigned i = 0; i < 3; i++) {
			bool upper = corner >> i & 1;
			weight *= upper ? part[i] : 255 - part[i];
			node = node * SEPARATION_SIDE + base[i] + upper;
		}
		for (int i = 0; i < 4; i++) sum[i] += weight * press_inks[node][i];
	}
	enum { WHOLE = 255 * 255 * 255 };
	uint16_t inks[4];
	for (int i = 0; i < 4; i++) inks[i] = (uint16_t)((sum[i] + WHOLE / 2) / WHOLE);
	return (Colour){ .c = inks[0], .m = inks[1], .y = inks[2], .k = inks[3] };
}
