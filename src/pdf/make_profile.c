/* ICC.1:2004-10. A profile is a header of 128 bytes, a list of tags, and the tags' data, all big-endian. */
#include "pdf/make_profile.h"
#include <math.h>

static void add_u16(Text *out, uint32_t value) {
	text_add_char(out, (char)(value >> 8));
	text_add_char(out, (char)value);
}

static void add_u32(Text *out, uint32_t value) {
	add_u16(out, value >> 16);
	add_u16(out, value & 0xFFFF);
}

static void add_xyz(Text *out, uint32_t x, uint32_t y, uint32_t z) { /* s15Fixed16 */
	text_add_bytes(out, "XYZ \0\0\0\0", 8);
	add_u32(out, x);
	add_u32(out, y);
	add_u32(out, z);
}

/* Version 2: textType; for the name of the profile a textDescriptionType, its Unicode and Macintosh forms left empty. */
static void add_words_v2(Text *out, const char *words, bool name) {
	uint32_t length = (uint32_t)strlen(words) + 1;
	text_add_bytes(out, name ? "desc\0\0\0\0" : "text\0\0\0\0", 8);
	if (name) add_u32(out, length);
	text_add_bytes(out, words, length);
	if (!name) return;
	enum { REST = 4 + 4 + 2 + 1 + 67 };
	for (int i = 0; i < REST; i++) text_add_char(out, 0);
}

static void add_words(Text *out, ProfileVersion version, const char *words, bool name) { /* multiLocalizedUnicode, one record, ASCII */
	size_t length = strlen(words);
	if (version == PROFILE_V2) {
		add_words_v2(out, words, name);
		return;
	}
	text_add_bytes(out, "mluc\0\0\0\0", 8);
	add_u32(out, 1);
	add_u32(out, 12);
	text_add(out, "enUS");
	add_u32(out, (uint32_t)(2 * length));
	add_u32(out, 28);
	for (size_t i = 0; i < length; i++) add_u16(out, (unsigned char)words[i]);
}

/* Tags are gathered here and put in order at the end. */
typedef struct Profile { Text data; struct { char name[5]; uint32_t offset, length; } tags[16]; int count; } Profile;

static Text *begin_tag(Profile *profile, const char *name) {
	memcpy(profile->tags[profile->count].name, name, 5);
	profile->tags[profile->count].offset = (uint32_t)profile->data.length;
	return &profile->data;
}

static void end_tag(Profile *profile) {
	profile->tags[profile->count].length = (uint32_t)profile->data.length - profile->tags[profile->count].offset;
	profile->count++;
	while (profile->data.length % 4) text_add_char(&profile->data, 0);
}

/* A tag that shares the data of the one before it. */
static void repeat_tag(Profile *profile, const char *name) {
	profile->tags[profile->count] = profile->tags[profile->count - 1];
	memcpy(profile->tags[profile->count].name, name, 5);
	profile->count++;
}

static void add_header_words(Profile *profile, ProfileVersion version, const char *name, const char *rights) {
	add_words(begin_tag(profile, "desc"), version, name, true);
	end_tag(profile);
	add_words(begin_tag(profile, "cprt"), version, rights, false);
	end_tag(profile);
}

static void finish_profile(Profile *profile, ProfileVersion version, const char *space, Text *out) {
	uint32_t list = 128 + 4 + 12 * (uint32_t)profile->count;
	text_clear(out);
	add_u32(out, list + (uint32_t)profile->data.length);
	add_u32(out, 0);           /* no preferred CMM */
	add_u32(out, version == PROFILE_V2 ? 0x02100000 : 0x04000000); /* 2.1, 4.0 */
	text_add(out, "mntr");
	text_add(out, space);
	text_add(out, "XYZ ");
	static const uint16_t DATE[6] = { 2026, 1, 1, 0, 0, 0 };
	for (int i = 0; i < 6; i++) add_u16(out, DATE[i]);
	text_add(out, "acsp");
	for (int i = 0; i < 7; i++) add_u32(out, 0); /* platform, flags, maker, model, attributes, intent: perceptual */
	add_u32(out, 0xF6D6);      /* the PCS illuminant, D50 */
	add_u32(out, 0x10000);
	add_u32(out, 0xD32D);
	while (out->length < 128) text_add_char(out, 0);
	add_u32(out, (uint32_t)profile->count);
	for (int i = 0; i < profile->count; i++) {
		text_add(out, profile->tags[i].name);
		add_u32(out, list + profile->tags[i].offset);
		add_u32(out, profile->tags[i].length);
	}
	text_add_bytes(out, profile->data.bytes, profile->data.length);
	text_free(&profile->data);
}

/* ---- curves ---- */

enum { CURVE_STEPS = 1024 };

/* parametricCurveType's functions, all of them a case of the fullest one: (a x + b)^g + e from d on, c x + f below. */
typedef struct Curve { double g, a, b, c, d, e, f; } Curve;
static const Curve SRGB_CURVE = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0 };

/* The only place with floating point in this room: what comes out is rounded to 16 bits, where the last bit of pow() is not seen. */
static uint32_t curve_value(const Curve *curve, int step) {
	double x = (double)step / (CURVE_STEPS - 1), base = curve->a * x + curve->b;
	double y = x >= curve->d ? (base > 0 ? pow(base, curve->g) : 0) + curve->e : curve->c * x + curve->f;
	return y <= 0 ? 0 : y >= 1 ? 65535 : (uint32_t)(y * 65535 + 0.5);
}

static void add_curve_table(Text *out, const Curve *curve) {
	text_add_bytes(out, "curv\0\0\0\0", 8);
	add_u32(out, CURVE_STEPS);
	for (int i = 0; i < CURVE_STEPS; i++) add_u16(out, curve_value(curve, i));
}

/* ---- the profiles ---- */

void pdf_make_srgb_profile(ProfileVersion version, Text *out) {
	Profile profile = { 0 };
	add_header_words(&profile, version, "sRGB", "No copyright, use freely");
	Text *data = begin_tag(&profile, "wtpt");
	if (version == PROFILE_V2) add_xyz(data, 0xF351, 0x10000, 0x116CC); /* the screen's own white, D65 */
	else add_xyz(data, 0xF6D6, 0x10000, 0xD32D);
	end_tag(&profile);
	if (version == PROFILE_V4) { /* D65 to D50 by Bradford */
		static const uint32_t ADAPTATION[9] = { 0x10C42, 0x5DE, 0xFFFFF325, 0x793, 0xFD90, 0xFFFFFBA1, 0xFFFFFDA2, 0x3DC, 0xC06E };
		data = begin_tag(&profile, "chad");
		text_add_bytes(data, "sf32\0\0\0\0", 8);
		for (int i = 0; i < 9; i++) add_u32(data, ADAPTATION[i]);
		end_tag(&profile);
	}
	add_xyz(begin_tag(&profile, "rXYZ"), 0x6FA2, 0x38F5, 0x0390);
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "gXYZ"), 0x6299, 0xB785, 0x18DA);
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "bXYZ"), 0x24A0, 0x0F84, 0xB6CF);
	end_tag(&profile);
	/* x >= 0.04045: ((x + 0.055) / 1.055) ^ 2.4, else x / 12.92 */
	static const uint32_t CURVE[5] = { 0x26666, 0xF2A7, 0xD59, 0x13D0, 0xA5B };
	data = begin_tag(&profile, "rTRC");
	if (version == PROFILE_V2) {
		add_curve_table(data, &SRGB_CURVE);
	} else {
		text_add_bytes(data, "para\0\0\0\0\0\3\0\0", 12);
		for (int i = 0; i < 5; i++) add_u32(data, CURVE[i]);
	}
	end_tag(&profile);
	repeat_tag(&profile, "gTRC");
	repeat_tag(&profile, "bTRC");
	finish_profile(&profile, version, "RGB ", out);
}

/* ---- version 4 into version 2 ---- */

typedef struct TagBytes { const unsigned char *at; uint32_t length; } TagBytes;

static uint32_t read_u32(const unsigned char *at) { return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]; }
static double read_fixed(const unsigned char *at) { return (int32_t)read_u32(at) / 65536.0; }

static TagBytes find_tag(const unsigned char *bytes, size_t length, const char *name) {
	uint32_t count = length >= 132 ? read_u32(bytes + 128) : 0;
	for (uint32_t i = 0; i < count && 132 + 12 * ((size_t)i + 1) <= length; i++) {
		const unsigned char *entry = bytes + 132 + 12 * (size_t)i;
		uint32_t offset = read_u32(entry + 4), size = read_u32(entry + 8);
		if (memcmp(entry, name, 4) == 0) return offset <= length && size <= length - offset ? (TagBytes){ bytes + offset, size } : (TagBytes){ 0 };
	}
	return (TagBytes){ 0 };
}

static bool lower_curve(Profile *profile, const char *name, TagBytes tag) {
	static const unsigned char PARAMETERS[5] = { 1, 3, 4, 5, 7 };
	if (tag.length >= 12 && memcmp(tag.at, "curv", 4) == 0) { /* the same in both versions */
		uint32_t count = read_u32(tag.at + 8);
		if (count > (tag.length - 12) / 2) return false;
		text_add_bytes(begin_tag(profile, name), tag.at, 12 + 2 * (size_t)count);
		end_tag(profile);
		return true;
	}
	if (tag.length < 16 || memcmp(tag.at, "para", 4) != 0) return false;
	unsigned type = (unsigned)(tag.at[8] << 8 | tag.at[9]);
	double p[7] = { 0 };
	if (type > 4 || tag.length < 12u + 4u * PARAMETERS[type]) return false;
	for (int i = 0; i < PARAMETERS[type]; i++) p[i] = read_fixed(tag.at + 12 + 4 * i);
	Curve curve = { .g = p[0], .a = 1, .d = 0 };
	if (type) { curve.a = p[1]; curve.b = p[2]; }
	/* types 1 and 2 begin where the base is nothing, and are flat below */
	if (type == 1 || type == 2) { curve.d = p[1] != 0 ? -p[2] / p[1] : 0; curve.e = curve.f = type == 2 ? p[3] : 0; }
	if (type >= 3) { curve.c = p[3]; curve.d = p[4]; }
	if (type == 4) { curve.e = p[5]; curve.f = p[6]; }
	add_curve_table(begin_tag(profile, name), &curve);
	end_tag(profile);
	return true;
}

static bool lower_colorant(Profile *profile, const char *name, TagBytes tag) {
	if (tag.length < 20 || memcmp(tag.at, "XYZ ", 4) != 0) return false;
	text_add_bytes(begin_tag(profile, name), tag.at, 20);
	end_tag(profile);
	return true;
}

bool pdf_lower_profile(const unsigned char *bytes, size_t length, Text *out) {
	static const char *const RGB[6] = { "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC" };
	Profile profile = { 0 };
	bool grey = length >= 132 && memcmp(bytes + 16, "GRAY", 4) == 0, fine = length >= 132 && memcmp(bytes + 20, "XYZ ", 4) == 0;
	if (find_tag(bytes, length, "A2B0").at) fine = false; /* its tables say more than its matrix */
	add_header_words(&profile, PROFILE_V2, "Photo", "As the photo's own profile");
	add_xyz(begin_tag(&profile, "wtpt"), 0xF6D6, 0x10000, 0xD32D);
	end_tag(&profile);
	if (grey) fine = fine && lower_curve(&profile, "kTRC", find_tag(bytes, length, "kTRC"));
	else for (int i = 0; i < 6 && fine; i++)
		fine = i < 3 ? lower_colorant(&profile, RGB[i], find_tag(bytes, length, RGB[i])) : lower_curve(&profile, RGB[i], find_tag(bytes, length, RGB[i]));
	if (fine) finish_profile(&profile, PROFILE_V2, grey ? "GRAY" : "RGB ", out);
	else text_free(&profile.data);
	return fine;
}
