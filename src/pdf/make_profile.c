/* ICC.1:2004-10. A profile is a header of 128 bytes, a list of tags, and the tags' data, all big-endian. */
#include "pdf/make_profile.h"
#include "pdf/press_table.h"

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

static void add_words(Text *out, const char *words) { /* multiLocalizedUnicode, one record, ASCII */
	size_t length = strlen(words);
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

static void finish_profile(Profile *profile, const char *device_class, const char *space, const char *connection, Text *out) {
	uint32_t list = 128 + 4 + 12 * (uint32_t)profile->count;
	text_clear(out);
	add_u32(out, list + (uint32_t)profile->data.length);
	add_u32(out, 0);           /* no preferred CMM */
	add_u32(out, 0x04000000);  /* version 4.0: what PDF 1.5 and later know */
	text_add(out, device_class);
	text_add(out, space);
	text_add(out, connection);
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

void pdf_make_srgb_profile(Text *out) {
	Profile profile = { 0 };
	add_words(begin_tag(&profile, "desc"), "sRGB");
	end_tag(&profile);
	add_words(begin_tag(&profile, "cprt"), "No copyright, use freely");
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "wtpt"), 0xF6D6, 0x10000, 0xD32D);
	end_tag(&profile);
	/* D65 to D50 by Bradford */
	static const uint32_t ADAPTATION[9] = { 0x10C42, 0x5DE, 0xFFFFF325, 0x793, 0xFD90, 0xFFFFFBA1, 0xFFFFFDA2, 0x3DC, 0xC06E };
	Text *data = begin_tag(&profile, "chad");
	text_add_bytes(data, "sf32\0\0\0\0", 8);
	for (int i = 0; i < 9; i++) add_u32(data, ADAPTATION[i]);
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "rXYZ"), 0x6FA2, 0x38F5, 0x0390);
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "gXYZ"), 0x6299, 0xB785, 0x18DA);
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "bXYZ"), 0x24A0, 0x0F84, 0xB6CF);
	end_tag(&profile);
	/* x >= 0.04045: ((x + 0.055) / 1.055) ^ 2.4, else x / 12.92 */
	static const uint32_t CURVE[5] = { 0x26666, 0xF2A7, 0xD59, 0x13D0, 0xA5B };
	data = begin_tag(&profile, "rTRC");
	text_add_bytes(data, "para\0\0\0\0\0\3\0\0", 12);
	for (int i = 0; i < 5; i++) add_u32(data, CURVE[i]);
	end_tag(&profile);
	repeat_tag(&profile, "gTRC");
	repeat_tag(&profile, "bTRC");
	finish_profile(&profile, "mntr", "RGB ", "XYZ ", out);
}

void pdf_make_press_profile(Text *out) {
	enum { ENTRIES = 101 }; /* one for each percent: the levels of the nodes are hit exactly */
	Profile profile = { 0 };
	add_words(begin_tag(&profile, "desc"), "Coated offset, FOGRA39");
	end_tag(&profile);
	add_words(begin_tag(&profile, "cprt"), "Made from FOGRA39L characterisation data, zlib licence");
	end_tag(&profile);
	add_xyz(begin_tag(&profile, "wtpt"), 0xD843, 0xE04E, 0xBEE6); /* the paper: 0.8448 0.8762 0.7457 */
	end_tag(&profile);
	Text *data = begin_tag(&profile, "A2B0");
	text_add_bytes(data, "mft2\0\0\0\0", 8);
	text_add_char(data, 4);
	text_add_char(data, 3);
	text_add_char(data, PRESS_LEVELS);
	text_add_char(data, 0);
	for (int i = 0; i < 9; i++) add_u32(data, i % 4 ? 0 : 0x10000);
	add_u16(data, ENTRIES);
	add_u16(data, 2);
	for (int channel = 0; channel < 4; channel++)
		for (uint32_t i = 0; i < ENTRIES; i++)
			add_u16(data, (uint32_t)((uint64_t)press_find_step(channel, i * 100) * 65535 / ((PRESS_LEVELS - 1) << 16)));
	for (int node = 0; node < PRESS_NODES; node++) { /* lut16's Lab: L in 0..FF00, a and b from 0 at -128 */
		add_u16(data, (uint32_t)(press_lab[node][0] * 65280 / 10000));
		for (int i = 1; i < 3; i++) add_u16(data, (uint32_t)((press_lab[node][i] + 12800) * 256 / 100));
	}
	for (int i = 0; i < 3; i++) {
		add_u16(data, 0);
		add_u16(data, 0xFFFF);
	}
	end_tag(&profile);
	finish_profile(&profile, "scnr", "CMYK", "Lab ", out);
}
