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

/* The cube root of a number below 2^63, rounded down. */
static int64_t find_cube_root(int64_t value) {
	int64_t root = 0;
	for (int64_t bit = INT64_C(1) << 20; bit; bit >>= 1)
		if ((root | bit) * (root | bit) * (root | bit) <= value) root |= bit;
	return root;
}

/* CIE 15:2004, 8.2.1: what L*, a* and b* are differences of; in and out 1 << 24 for white. */
static int64_t bend_light(int64_t light) {
	enum { WHITE = 1 << 24, LINEAR_BELOW = 148588 /* (6/29)^3 */ };
	if (light > LINEAR_BELOW) return find_cube_root(light << 36) << 4; /* the root of 2^24 * 2^36 is 2^20 */
	return light * 841 / 108 + (int64_t)WHITE * 4 / 29;
}

static uint16_t clamp_word(int64_t value) { return (uint16_t)(value < 0 ? 0 : value > 65535 ? 65535 : value); }

/* As the profile's table takes it: 16 bits, L* 0..100 on 0..65280, a* and b* from -128 on in 1/256. */
static void find_lab(int r, int g, int b, uint16_t lab[3]) {
	const int values[3] = { r, g, b };
	int64_t bent[3];
	for (int i = 0; i < 3; i++) {
		int64_t light = (int64_t)separation_black[i] << 24;
		for (int c = 0; c < 3; c++) light += (int64_t)separation_matrix[i][c] * separation_linear[values[c] < 0 ? 0 : values[c] > 255 ? 255 : values[c]];
		bent[i] = bend_light(light >> 24);
	}
	enum { HALF = 1 << 23 };
	lab[0] = clamp_word(((116 * bent[1] - ((int64_t)16 << 24)) * 65280 / 100 + HALF) >> 24);
	lab[1] = clamp_word((500 * 256 * (bent[0] - bent[1]) + ((int64_t)(128 * 256) << 24) + HALF) >> 24);
	lab[2] = clamp_word((200 * 256 * (bent[1] - bent[2]) + ((int64_t)(128 * 256) << 24) + HALF) >> 24);
}

/* Between two entries of a curve. */
static uint16_t follow_curve(const uint16_t curve[SEPARATION_ENTRIES], uint16_t value) {
	enum { LAST = SEPARATION_ENTRIES - 1 };
	uint32_t at = (uint32_t)value * LAST, index = at / 65535, rest = at % 65535;
	if (index == LAST) return curve[LAST];
	return (uint16_t)(((uint64_t)curve[index] * (65535 - rest) + (uint64_t)curve[index + 1] * rest + 32767) / 65535);
}

/* Among the eight nodes around, which Little CMS finds to be the better way where lightness is an axis. */
static void look_up_inks(const uint16_t lab[3], uint16_t inks[4]) {
	enum { LAST = SEPARATION_SIDE - 1 };
	uint32_t base[3], part[3]; /* the node below, and how far to the next in 1/65535 */
	for (int i = 0; i < 3; i++) {
		uint32_t at = (uint32_t)lab[i] * LAST;
		base[i] = at / 65535 < LAST ? at / 65535 : LAST - 1;
		part[i] = at - base[i] * 65535;
	}
	uint64_t sum[4] = { 0 };
	for (unsigned corner = 0; corner < 8; corner++) {
		uint64_t weight = 1;
		uint32_t node = 0;
		for (unsigned i = 0; i < 3; i++) {
			bool upper = corner >> i & 1;
			weight *= upper ? part[i] : 65535 - part[i];
			node = node * SEPARATION_SIDE + base[i] + upper;
		}
		weight >>= 4; /* 44 bits, and 16 of the ink, and eight of them */
		for (int i = 0; i < 4; i++) sum[i] += weight * separation_grid[node][i];
	}
	const uint64_t whole = (UINT64_C(65535) * 65535 * 65535) >> 4;
	for (int i = 0; i < 4; i++) inks[i] = clamp_word((int64_t)((sum[i] + whole / 2) / whole));
}

Colour press_separate_srgb(int r, int g, int b) {
	if (r == g && g == b) return separate_neutral(r);
	uint16_t lab[3], inks[4];
	find_lab(r, g, b, lab);
	for (int i = 0; i < 3; i++) lab[i] = follow_curve(separation_curves[i], lab[i]);
	look_up_inks(lab, inks);
	for (int i = 0; i < 4; i++) inks[i] = (uint16_t)((follow_curve(separation_ends[i], inks[i]) * 10000u + 32767) / 65535);
	return (Colour){ .c = inks[0], .m = inks[1], .y = inks[2], .k = inks[3] };
}
