/* Whether an embedded ICC profile may be trusted to describe the picture. Readers of a PDF choke on a profile that lies
 * about its size or its colour space, so such a one is left out. */
#include <string.h>
#include "picture/picture_reader.h"

bool picture_check_profile(const unsigned char *profile, size_t length, int components) {
	enum { HEADER = 128, TAG = 12, TAGS_MAX = 1000 };
	if (length < HEADER + 4 || memcmp(profile + 36, "acsp", 4) != 0) return false;
	uint32_t size = read_u32(profile);
	if (size < HEADER + 4 || size > length || length - size > 3) return false;
	const char *space = components == 1 ? "GRAY" : components == 3 ? "RGB " : "CMYK";
	if (memcmp(profile + 16, space, 4) != 0) return false;
	if (memcmp(profile + 20, "XYZ ", 4) != 0 && memcmp(profile + 20, "Lab ", 4) != 0) return false;
	/* input, display, output and colour space profiles; not device links, abstract or named colour ones */
	if (memcmp(profile + 12, "scnr", 4) != 0 && memcmp(profile + 12, "mntr", 4) != 0 && memcmp(profile + 12, "prtr", 4) != 0 &&
		memcmp(profile + 12, "spac", 4) != 0) return false;
	uint32_t tags = read_u32(profile + HEADER);
	if (!tags || tags > TAGS_MAX || tags * TAG > size - HEADER - 4) return false;
	for (uint32_t i = 0; i < tags; i++) {
		const unsigned char *tag = profile + HEADER + 4 + i * TAG;
		uint32_t offset = read_u32(tag + 4), bytes = read_u32(tag + 8);
		if (offset > size || bytes > size - offset) return false;
	}
	return true;
}
