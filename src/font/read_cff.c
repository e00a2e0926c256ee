/* Reads a bare CFF font. Every byte is taken through a cursor that knows its end. */
#include "font/cff.h"

typedef struct Cursor { const unsigned char *at, *end; bool broken; } Cursor;

static Cursor open_at(CffBytes bytes, size_t offset) {
	bool beyond = offset > bytes.length;
	return (Cursor){ bytes.at + (beyond ? bytes.length : offset), bytes.at + bytes.length, beyond };
}

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

/* An INDEX (5176, 5): moves past it; *whole is its bytes, *first its first object. */
static bool take_index(Cursor *cursor, CffBytes *whole, CffBytes *first) {
	const unsigned char *start = cursor->at;
	uint32_t count = take(cursor, 2);
	*first = (CffBytes){ start, 0 };
	if (count && !cursor->broken) {
		uint32_t size = take(cursor, 1);
		if (size < 1 || size > 4 || (size_t)(cursor->end - cursor->at) < (size_t)(count + 1) * size) return false;
		const unsigned char *data = cursor->at + (size_t)(count + 1) * size - 1; /* offsets count from 1 */
		size_t room = (size_t)(cursor->end - data), last = take(cursor, (int)size);
		if (last != 1) return false;
		for (uint32_t i = 1; i <= count; i++) {
			size_t next = take(cursor, (int)size);
			if (next < last || next > room) return false;
			if (i == 1) *first = (CffBytes){ data + 1, next - 1 };
			last = next;
		}
		cursor->at = data + last;
	}
	*whole = (CffBytes){ start, (size_t)(cursor->at - start) };
	return !cursor->broken;
}

bool cff_read_index(CffBytes bytes, size_t offset, CffBytes *out) {
	Cursor cursor = open_at(bytes, offset);
	CffBytes first;
	return take_index(&cursor, out, &first);
}

/* DICT data (5176, 4): operands, then the operator that they belong to. */
bool cff_next_entry(CffBytes *rest, CffEntry *out) {
	Cursor cursor = { rest->at, rest->at + rest->length, false };
	const unsigned char *start = cursor.at;
	*out = (CffEntry){ 0 };
	while (cursor.at < cursor.end) {
		const unsigned char *here = cursor.at;
		uint32_t b = take(&cursor, 1);
		int32_t operand = 0;
		if (b <= 21) {
			out->op = b == 12 ? 0x0C00 | take(&cursor, 1) : b;
			out->operands = (CffBytes){ start, (size_t)(here - start) };
			*rest = (CffBytes){ cursor.at, (size_t)(cursor.end - cursor.at) };
			if (cursor.broken) break;
			return true;
		}
		if (b >= 32 && b <= 246) operand = (int32_t)b - 139;
		else if (b >= 247 && b <= 250) operand = ((int32_t)b - 247) * 256 + (int32_t)take(&cursor, 1) + 108;
		else if (b >= 251 && b <= 254) operand = -((int32_t)b - 251) * 256 - (int32_t)take(&cursor, 1) - 108;
		else if (b == 28) operand = (int16_t)take(&cursor, 2);
		else if (b == 29) operand = (int32_t)take(&cursor, 4);
		else if (b == 30) /* a real: nibbles up to 15 */
			for (uint32_t pair = 0; cursor.at < cursor.end && (pair & 15) != 15 && pair >> 4 != 15;) pair = take(&cursor, 1);
		else break; /* reserved */
		if (cursor.broken) break;
		out->before = out->last;
		out->last = operand;
	}
	if (cursor.at > start) rest->at = NULL; /* broken off in the middle */
	rest->length = 0;
	return false;
}

static uint32_t offset_of(int32_t operand) { return operand > 0 ? (uint32_t)operand : 0; }

bool cff_read(CffBytes bytes, Cff *out) {
	*out = (Cff){ .whole = bytes };
	if (bytes.length < 4 || bytes.at[0] != 1) return false;
	Cursor cursor = open_at(bytes, bytes.at[2]);
	CffBytes first, tops;
	if (!take_index(&cursor, &out->names, &first) || !take_index(&cursor, &tops, &out->top)
		|| !take_index(&cursor, &out->strings, &first) || !take_index(&cursor, &out->global_subrs, &first)) return false;
	CffBytes rest = out->top;
	for (CffEntry entry; cff_next_entry(&rest, &entry);) switch (entry.op) {
	case 15: out->charset = offset_of(entry.last); break;
	case 17: out->char_strings = offset_of(entry.last); break;
	case 18: out->private_length = offset_of(entry.before), out->private_offset = offset_of(entry.last); break;
	case 0x0C1E: out->cid_keyed = true; break; /* ROS */
	default: break;
	}
	return rest.at != NULL;
}

/* Charsets (5176, 13): glyph by glyph, or in ranges of CIDs. */
bool cff_read_charset(const Cff *cff, uint32_t glyph_count, uint16_t *cids) {
	if (!glyph_count) return false;
	if (cff->charset <= 2) { /* the predefined charsets are for named glyphs; here the identity is meant */
		for (uint32_t i = 0; i < glyph_count; i++) cids[i] = (uint16_t)i;
		return true;
	}
	Cursor cursor = open_at(cff->whole, cff->charset);
	uint32_t format = take(&cursor, 1), glyph = 1;
	if (format > 2) return false;
	cids[0] = 0;
	while (glyph < glyph_count && !cursor.broken) {
		uint32_t first = take(&cursor, 2), left = format == 0 ? 0 : take(&cursor, format == 1 ? 1 : 2);
		for (uint32_t k = 0; k <= left && glyph < glyph_count; k++) cids[glyph++] = (uint16_t)(first + k);
	}
	return !cursor.broken;
}
