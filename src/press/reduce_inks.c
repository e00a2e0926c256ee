/* Jobs of one and of two plates. */
#include "press/press.h"
#include <string.h>

PressJob press_make_job(void) { return (PressJob){ .profile = "coated" }; }

PressPhotos press_choose_photos(const PressJob *job) {
	if (job->inks == PRESS_INKS_BLACK) return PRESS_PHOTOS_GREY;
	if (job->inks == PRESS_INKS_BLACK_AND_SPOT) return PRESS_PHOTOS_DUOTONE;
	return job->standard == PRESS_X1A || job->photos == PRESS_PHOTOS_CMYK ? PRESS_PHOTOS_CMYK : PRESS_PHOTOS_KEEP;
}

/* How light a screen shows it, 0..1000: the weights of Rec. 709 on the values as they are coded, which the eye sees as even steps. */
static int find_lightness(Colour colour) {
	ScreenColour screen = press_show_colour(colour);
	return (2126 * screen.r + 7152 * screen.g + 722 * screen.b) / 10000;
}

static bool is_chromatic(Colour colour) {
	enum { LEAST = 150 };
	ScreenColour s = press_show_colour(colour);
	int most = s.r > s.g ? s.r : s.g, least = s.r < s.g ? s.r : s.g;
	if (s.b > most) most = s.b;
	if (s.b < least) least = s.b;
	return most - least >= LEAST;
}

static Colour tint_of(const PressJob *job, bool spot, int amount) {
	if (!spot) return (Colour){ .k = (uint16_t)amount };
	Colour colour = job->spot;
	colour.tint = (uint16_t)amount;
	return colour;
}

/* The tint of the ink that is as light; the full ink for what is darker. */
static Colour match_lightness(const PressJob *job, bool spot, int lightness) {
	int low = 0, high = 10000; /* low is too light or right, high dark enough */
	if (find_lightness(tint_of(job, spot, high)) >= lightness) return tint_of(job, spot, high);
	while (high - low > 1) {
		int middle = (low + high) / 2;
		if (find_lightness(tint_of(job, spot, middle)) > lightness) low = middle;
		else high = middle;
	}
	int rounded = (high + 50) / 100 * 100; /* whole percents, as a compositor would write them */
	return tint_of(job, spot, rounded > 10000 ? 10000 : rounded);
}

static bool same_ink(const PressJob *job, Colour colour) {
	if (colour.spot) return job->spot.spot && strcmp(colour.spot, job->spot.spot) == 0;
	return colour.c == job->spot.c && colour.m == job->spot.m && colour.y == job->spot.y && colour.k == job->spot.k;
}

Colour press_reduce_colour(const PressJob *job, Colour colour) {
	if (job->inks == PRESS_INKS_ALL) return colour;
	if (job->inks == PRESS_INKS_CMYK) return press_flatten_spot(colour);
	bool two = job->inks == PRESS_INKS_BLACK_AND_SPOT;
	if (two && same_ink(job, colour)) return tint_of(job, true, colour.spot ? colour.tint : 10000);
	colour = press_flatten_spot(colour);
	if (!colour.c && !colour.m && !colour.y) return colour;
	return match_lightness(job, two && is_chromatic(colour), find_lightness(colour));
}

/* The curves are what a retoucher draws by hand: black a bent line that stays out of the lights, the spot ink a nearly straight one
 * that stops short of full, so that shadows do not fill in: 95 % of black on 70 % of the spot ink at the darkest. */
void press_make_duotone(DuotoneStep out[256]) {
	for (int grey = 0; grey < 256; grey++) {
		int64_t dark = 255 - grey;
		out[grey].black = (uint16_t)((2500 * dark * 255 + 7000 * dark * dark) / (255 * 255));
		out[grey].spot = (uint16_t)((9500 * dark * 255 - 2500 * dark * dark) / (255 * 255));
	}
}

ScreenColour press_show_duotone(const PressJob *job, DuotoneStep step) {
	Colour spot = job->spot;
	spot.tint = step.spot;
	Colour mixed = press_flatten_spot(spot);
	uint32_t black = mixed.k + (uint32_t)step.black - (uint32_t)mixed.k * step.black / 10000; /* one dot over the other */
	mixed.k = (uint16_t)black;
	return press_show_colour(mixed);
}
