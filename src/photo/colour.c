/* Profiles and transforms, through lcms2. */
#include <lcms2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "photo/photo.h"

struct ColourStep {
	cmsHTRANSFORM transform;   /* NULL: plain arithmetic on inks */
	int from, to;              /* channels without alpha */
	bool alpha;
	bool inks_to_grey;
	unsigned char *packed;     /* a row without alpha */
	unsigned char *converted;
	int packed_width;
};

static cmsHPROFILE make_grey(void) {
	cmsHPROFILE srgb = cmsCreate_sRGBProfile();
	cmsHPROFILE grey = cmsCreateGrayProfile(cmsD50_xyY(), cmsReadTag(srgb, cmsSigRedTRCTag));
	cmsCloseProfile(srgb);
	return grey;
}

/* The press's profile, from its descriptor; NULL when none came. */
static cmsHPROFILE open_press(void) {
	static unsigned char *bytes;
	static size_t length;
	if (!bytes) {
		off_t end = lseek(FD_PROFILE, 0, SEEK_END);
		if (end <= 0) return NULL;
		bytes = photo_allocate((size_t)end);
		while (length < (size_t)end) {
			ssize_t got = pread(FD_PROFILE, bytes + length, (size_t)end - length, (off_t)length);
			if (got <= 0) return NULL;
			length += (size_t)got;
		}
	}
	return cmsOpenProfileFromMem(bytes, (cmsUInt32Number)length);
}

static bool fits(cmsHPROFILE profile, int components) {
	cmsColorSpaceSignature wanted = components == 1 ? cmsSigGrayData : components == 3 ? cmsSigRgbData : cmsSigCmykData;
	return cmsGetColorSpace(profile) == wanted;
}

static cmsHPROFILE open_source_profile(const Source *source) {
	if (source->lab) return cmsCreateLab4Profile(NULL);
	if (source->icc_length) {
		cmsHPROFILE own = cmsOpenProfileFromMem(source->icc, (cmsUInt32Number)source->icc_length);
		if (own && fits(own, source->components)) return own;
		if (own) cmsCloseProfile(own);
	}
	if (source->components == 1) return make_grey();
	return source->components == 3 ? cmsCreate_sRGBProfile() : open_press();
}

static cmsUInt32Number format_of(const Source *source) {
	if (source->lab) return TYPE_Lab_8;
	return source->components == 1 ? TYPE_GRAY_8 : source->components == 3 ? TYPE_RGB_8 : TYPE_CMYK_8;
}

static ColourStep *make_step(const Source *source, cmsHPROFILE to, cmsUInt32Number format, int components, bool perceptual) {
	ColourStep *step = photo_allocate(sizeof *step);
	*step = (ColourStep){ .from = source->components, .to = components, .alpha = source->alpha };
	cmsHPROFILE from = open_source_profile(source);
	/* A grid of 33 or 49 points, as lcms makes it for speed, may be two levels off: tables are gone through as they are, and only
	 * what is exact in itself (matrices with curves) is joined. */
	cmsUInt32Number flags = cmsFLAGS_BLACKPOINTCOMPENSATION | (components == 4 || source->components == 4 || source->lab ? cmsFLAGS_NOOPTIMIZE : 0);
	if (perceptual) flags &= ~(cmsUInt32Number)cmsFLAGS_BLACKPOINTCOMPENSATION;
	if (from && to) step->transform = cmsCreateTransform(from, format_of(source), to, format, perceptual ? INTENT_PERCEPTUAL : INTENT_RELATIVE_COLORIMETRIC, flags);
	else if (source->components == 4 && components != 4) step->inks_to_grey = true;
	if (!step->transform && !step->inks_to_grey) photo_fail("profile", "");
	return step;
}

ColourStep *photo_make_colour_step(const Source *source, PhotoSpace space, bool perceptual, int *components) {
	*components = source->components;
	if (space == SPACE_AS_IS && source->lab) space = SPACE_SRGB;
	if (space == SPACE_AS_IS) return NULL;
	if (space == SPACE_CMYK) {
		if (source->components != 3) return NULL; /* inks keep their numbers, and grey is the black ink's */
		*components = 4;
		cmsHPROFILE press = open_press();
		if (press && !fits(press, 4)) photo_fail("profile", "");
		return make_step(source, press, TYPE_CMYK_8, 4, perceptual);
	}
	if (space == SPACE_GREY) {
		if (source->components == 1) return NULL;
		*components = 1;
		return make_step(source, make_grey(), TYPE_GRAY_8, 1, perceptual);
	}
	if (source->components == 3 && !source->lab && !source->icc_length) return NULL;
	*components = 3;
	return make_step(source, cmsCreate_sRGBProfile(), TYPE_RGB_8, 3, perceptual);
}

/* Without a profile: what is left of white when each ink takes its part. */
static void mix_inks(const ColourStep *step, const unsigned char *from, unsigned char *to, int width) {
	for (int x = 0; x < width; x++, from += 4, to += step->to) {
		int light[3];
		for (int c = 0; c < 3; c++) light[c] = (255 - from[c]) * (255 - from[3]) / 255;
		if (step->to == 3) for (int c = 0; c < 3; c++) to[c] = (unsigned char)light[c];
		else to[0] = (unsigned char)((light[0] * 2126 + light[1] * 7152 + light[2] * 722 + 5000) / 10000);
	}
}

static void transform_row(const ColourStep *step, const unsigned char *from, unsigned char *to, int width) {
	if (step->transform) cmsDoTransform(step->transform, from, to, (cmsUInt32Number)width);
	else mix_inks(step, from, to, width);
}

void photo_convert_row(ColourStep *step, const unsigned char *from, unsigned char *to, int width) {
	if (!step->alpha) {
		transform_row(step, from, to, width);
		return;
	}
	size_t in = (size_t)step->from, out = (size_t)step->to;
	if (step->packed_width < width) {
		step->packed = photo_allocate((size_t)width * in);
		step->converted = photo_allocate((size_t)width * out);
		step->packed_width = width;
	}
	for (size_t x = 0; x < (size_t)width; x++) memcpy(step->packed + x * in, from + x * (in + 1), in);
	transform_row(step, step->packed, step->converted, width);
	for (size_t x = 0; x < (size_t)width; x++) {
		memcpy(to + x * (out + 1), step->converted + x * out, out);
		to[x * (out + 1) + out] = from[x * (in + 1) + in];
	}
}

void photo_convert_paper(const Source *source, ColourStep *step, int components, const uint8_t srgb[3], unsigned char *out) {
	bool white = srgb[0] == 255 && srgb[1] == 255 && srgb[2] == 255;
	if (white) {
		memset(out, components == 4 ? 0 : 255, (size_t)components);
		return;
	}
	Source kind = { .components = 3 }, own = *source;
	own.components = components;
	if (step || source->components != components) own.icc_length = 0;
	cmsHPROFILE from = open_source_profile(&kind), to = open_source_profile(&own);
	cmsHTRANSFORM transform = to ? cmsCreateTransform(from, TYPE_RGB_8, to, format_of(&own), INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION) : NULL;
	if (!transform) photo_fail("profile", "");
	cmsDoTransform(transform, srgb, out, 1);
}

/* ---- profiles that files state by numbers ---- */

static void keep_profile(Source *source, cmsHPROFILE profile) {
	cmsUInt32Number length = 0;
	if (!profile || !cmsSaveProfileToMem(profile, NULL, &length)) return;
	source->icc = photo_allocate(length);
	if (cmsSaveProfileToMem(profile, source->icc, &length)) source->icc_length = length;
	/* the time of making: the same each time */
	static const unsigned char made[12] = { 0x07, 0xD0, 0, 1, 0, 1 };
	if (source->icc_length > 36) memcpy(source->icc + 24, made, sizeof made);
	cmsCloseProfile(profile);
}

static cmsHPROFILE make_rgb(const double p[8], cmsToneCurve *curve) {
	cmsCIExyY white = { p[0], p[1], 1 };
	cmsCIExyYTRIPLE primaries = { { p[2], p[3], 1 }, { p[4], p[5], 1 }, { p[6], p[7], 1 } };
	cmsToneCurve *curves[3] = { curve, curve, curve };
	return cmsCreateRGBProfile(&white, &primaries, curves);
}

/* Primaries 1 BT.709 (sRGB), 9 BT.2020, 11 DCI-P3, 12 Display P3; transfer 1, 6, 14, 15 the curve of television, which pictures
 * in practice mean as sRGB's, 4 and 5 gammas, 8 linear, 13 sRGB. 2 is "not said". */
bool photo_make_profile(Source *source, int primaries, int transfer) {
	static const struct { int code; double points[8]; } KNOWN[] = {
		{ 1, { 0.3127, 0.3290, 0.640, 0.330, 0.300, 0.600, 0.150, 0.060 } }, { 9, { 0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046 } },
		{ 11, { 0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060 } }, { 12, { 0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060 } },
	};
	if (transfer == 16 || transfer == 18) photo_fail("kind", "hdr");
	if (primaries == 2) primaries = 1;
	bool plain = transfer != 4 && transfer != 5 && transfer != 8;
	if (primaries == 1 && plain) return false;
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		if (KNOWN[i].code != primaries) continue;
		cmsFloat64Number srgb[5] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
		cmsToneCurve *curve = plain ? cmsBuildParametricToneCurve(NULL, 4, srgb) : cmsBuildGamma(NULL, transfer == 4 ? 2.2 : transfer == 5 ? 2.8 : 1);
		keep_profile(source, make_rgb(KNOWN[i].points, curve));
		return source->icc_length > 0;
	}
	return false;
}

void photo_make_calibrated_profile(Source *source, double gamma, const double points[8]) {
	cmsToneCurve *curve = cmsBuildGamma(NULL, gamma);
	if (source->components == 3) {
		keep_profile(source, make_rgb(points, curve));
		return;
	}
	cmsCIExyY white = { points[0], points[1], 1 };
	keep_profile(source, cmsCreateGrayProfile(&white, curve));
}
