#include "publication/legacy_text.h"
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include "base/text.h"

bool legacy_text_may_be(const char *text) {
	for (const unsigned char *p = (const unsigned char *)text; (p = (const unsigned char *)strchr((const char *)p, 0xC3)); p += 2) {
		unsigned char second = p[1];
		if (!second) return false;
		/* Ñ Ö Ø Û Ü, ß, å ä æ ë ï ñ ö ø û ü: none of them Vietnamese */
		if (strchr("\x91\x96\x98\x9B\x9C\x9F\xA4\xA5\xA6\xAB\xAF\xB1\xB6\xB8\xBB\xBC", second)) return true;
	}
	return false;
}

static bool ascii_letter(uint32_t c) { return c < 0x80 && isalpha((int)c); }
static bool among(uint32_t c, const char *set) {
	for (const char *at = set, *end = set + strlen(set); at < end;) if (utf8_next(&at, end) == c) return true;
	return false;
}

/* Whether c, between its neighbours in one word (0 at its ends), gives TCVN3 away. */
static bool tells_tcvn3(uint32_t before, uint32_t c, uint32_t after) {
	if (c < 0xA1 || c > 0xFF) return false;
	if (among(c, "µ¸¶·¨¾¼½¬")) return ascii_letter(before);            /* à á ả ã ă ắ ẳ ẵ ơ: "vµ", "nh¸" */
	if (c == 0xAD) return ascii_letter(before) && after >= 0xA1 && after <= 0xFF; /* ư: "tr­êng" */
	if (among(c, "¹©ª«")) return ascii_letter(before) && ascii_letter(after);
	if (c == 0xAE) return ascii_letter(after) || (after >= 0xA1 && after <= 0xFF); /* đ: "®ång" */
	if (c == 0xA7) return ascii_letter(after) || (after >= 0xB5 && after <= 0xFF); /* Đ: "§¹i" */
	return among(c, "Þß×÷þ") && ascii_letter(before);
}

static bool tells_vni(uint32_t before, uint32_t c, uint32_t after) {
	if (among(c, "øïûåäùØÏÛÅÄÙ")) return before && among(before, "aeouyiAEOUYIâêôöÂÊÔÖ");
	if (among(c, "öÖ")) return ascii_letter(before) && after && among(after, "ôÔngcitmuøùûõï");
	return among(c, "ñÑ") && !before && after && among(after, "aeouyiöAEOUYIÖôâê");
}

int legacy_text_count(const char *text) {
	const char *at = text, *end = text + strlen(text);
	int tells = 0;
	uint32_t before = 0, c = 0;
	bool told = false;
	while (at <= end) {
		uint32_t after = at < end ? utf8_next(&at, end) : (at++, 0);
		if (after == ' ' || after == '\t' || after == '\n' || after == '\r' || after == 0xA0) after = 0;
		if (c && !told && (tells_tcvn3(before, c, after) || tells_vni(before, c, after))) {
			told = true;
			tells++;
		}
		if (!after) told = false;
		before = after ? c : 0;
		c = after;
	}
	return tells;
}

/* Every second word of such text tells on average. French has "où" and "maïs" too, but not so close together. */
bool legacy_text_is_likely(int tells, int words) {
	if (words <= 4) return tells >= 2 && tells * 2 >= words;
	if (words <= 8) return tells >= 3 && tells * 2 >= words;
	return tells >= 4 && tells * 3 >= words;
}
