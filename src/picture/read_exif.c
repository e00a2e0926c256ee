/* The one thing that EXIF has to tell here: which way up the photo is (CIPA DC-008, 4.6.4, tag 0x0112 of the first
 * directory). The structure is TIFF's: a byte order, then a directory of 12-byte entries. */
#include <string.h>
#include "picture/picture_reader.h"

static uint32_t take16(const unsigned char *at, bool little) {
	return little ? (uint32_t)at[1] << 8 | at[0] : read_u16(at);
}

static uint32_t take32(const unsigned char *at, bool little) {
	return little ? take16(at + 2, true) << 16 | take16(at, true) : read_u32(at);
}

int picture_read_orientation(const unsigned char *tiff, size_t length) {
	enum { ENTRY = 12, ORIENTATION = 0x0112, TYPE_BYTE = 1, TYPE_SHORT = 3, TYPE_LONG = 4 };
	if (length < 8) return 0;
	bool little = memcmp(tiff, "II", 2) == 0;
	if ((!little && memcmp(tiff, "MM", 2) != 0) || take16(tiff + 2, little) != 42) return 0;
	uint32_t directory = take32(tiff + 4, little);
	if (directory > length || length - directory < 2) return 0;
	uint32_t entries = take16(tiff + directory, little);
	const unsigned char *entry = tiff + directory + 2;
	for (uint32_t i = 0; i < entries && (size_t)(tiff + length - entry) >= ENTRY; i++, entry += ENTRY) {
		if (take16(entry, little) != ORIENTATION) continue;
		uint32_t type = take16(entry + 2, little), value = 0;
		if (take32(entry + 4, little) != 1) return 0;
		if (type == TYPE_SHORT) value = take16(entry + 8, little);
		else if (type == TYPE_LONG) value = take32(entry + 8, little); /* against the standard, but met */
		else if (type == TYPE_BYTE) value = entry[8];
		return value >= 1 && value <= 8 ? (int)value : 0;
	}
	return 0;
}
