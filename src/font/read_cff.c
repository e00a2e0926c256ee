/* The charset of a bare CFF font (Adobe Technical Note 5176, "The Compact Font Format Specification"): a CID-keyed font is
 * addressed in a PDF by CID, any other by glyph number. Every byte is read through a cursor that knows its end. */
#include "font/font_set.h"

typedef struct Cursor { const unsigned char *at, *end; bool broken; } Cursor;

static uint32_t take(Cursor *cursor, int size) {
	uint32_t value = 0;
	if (cursor->end - cursor->at < size) {
		cursor->broken = true;
		cursor->at = cursor->end;
		return 0;
	}
	while (size--) value = value << 8 | *cursor->at++;
	return value;
}

/* An INDEX (5176, 5): moves past it, and lends its first object. */
static Cursor take_index(Cursor *cursor) {
	Cursor none = { cursor->end, cursor->end, false };
	uint32_t count = take(cursor, 2);
	if (!count || cursor->broken) return none;
	uint32_t offset_size = take(cursor, 1);
	if (offset_size < 1 || offset_size > 4 || (size_t)(cursor->end - cursor->at) < (size_t)(count + 1) * offset_size) {
		cursor->broken = true;
		return none;
	}
	const unsigned char *data = cursor->at + (size_t)(count + 1) * offset_size - 1; /* offsets count from 1 */
	uint32_t first = take(cursor, (int)offset_size), second = take(cursor, (int)offset_size), last = second;
	for (uint32_t i = 2; i <= count; i++) last = take(cursor, (int)offset_size);
	size_t room = (size_t)(cursor->end - data);
	if (first < 1 || second < first || last < second || last > room) {
		cursor->broken = true;
		return none;
	}
	cursor->at = data + last;
	return (Cursor){ data + first, data + second, false };
}

/* Top DICT (5176, 9): the offset of the charset (15), and whether ROS (12 30) makes it CID-keyed. */
static void read_top_dict(Cursor *dict, bool *cid_keyed, uint32_t *charset) {
	int32_t operand = 0;
	while (dict->at < dict->end) {
		uint32_t b = take(dict, 1);
		if (b >= 32 && b <= 246) operand = (int32_t)b - 139;
		else if (b >= 247 && b <= 250) operand = ((int32_t)b - 247) * 256 + (int32_t)take(dict, 1) + 108;
		else if (b >= 251 && b <= 254) operand = -((int32_t)b - 251) * 256 - (int32_t)take(dict, 1) - 108;
		else if (b == 28) operand = (int16_t)take(dict, 2);
		else if (b == 29) operand = (int32_t)take(dict, 4);
		else if (b == 30) { /* a real: nibbles up to 15 */
			for (uint32_t pair = 0; dict->at < dict->end && (pair & 15) != 15 && pair >> 4 != 15;) pair = take(dict, 1);
			operand = 0;
		} else if (b == 12) {
			if (take(dict, 1) == 30) *cid_keyed = true;
			operand = 0;
		} else {
			if (b == 15) *charset = operand > 0 ? (uint32_t)operand : 0;
			operand = 0;
		}
	}
}

static bool read_charset(Cursor *cursor, uint32_t glyph_count, uint16_t *cids) {
	uint32_t format = take(cursor, 1), glyph = 1;
	if (format > 2) return false;
	cids[0] = 0;
	while (glyph < glyph_count && !cursor->broken) {
		uint32_t first = take(cursor, 2), left = format == 0 ? 0 : take(cursor, format == 1 ? 1 : 2);
		for (uint32_t k = 0; k <= left && glyph < glyph_count; k++) cids[glyph++] = (uint16_t)(first + k);
	}
	return !cursor->broken;
}

CffKind cff_read_cids(const unsigned char *bytes, size_t length, uint32_t glyph_count, uint16_t *cids) {
	if (length < 4 || bytes[0] != 1 || bytes[2] > length || !glyph_count) return CFF_BROKEN;
	Cursor cursor = { bytes + bytes[2], bytes + length, false };
	bool cid_keyed = false;
	uint32_t charset = 0;
	take_index(&cursor); /* Name INDEX */
	Cursor dict = take_index(&cursor);
	if (cursor.broken) return CFF_BROKEN;
	read_top_dict(&dict, &cid_keyed, &charset);
	if (dict.broken) return CFF_BROKEN;
	if (!cid_keyed) return CFF_NAME_KEYED;
	if (charset <= 2) { /* predefined charsets are not for CID fonts; what is meant is the identity */
		for (uint32_t i = 0; i < glyph_count; i++) cids[i] = (uint16_t)i;
		return CFF_CID_KEYED;
	}
	if (charset >= length) return CFF_BROKEN;
	Cursor list = { bytes + charset, bytes + length, false };
	return read_charset(&list, glyph_count, cids) ? CFF_CID_KEYED : CFF_BROKEN;
}
