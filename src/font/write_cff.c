/* Writes a name-keyed CFF font anew as a CID-keyed one (5176, 18). The outlines and subroutines are taken over byte for byte;
 * only the dictionaries around them are new. Offsets are written in five bytes, so that sizes are known before places. */
#include "font/cff.h"

enum { OFFSET_SIZE = 5, ADOBE = 391, IDENTITY = 392 }; /* the first two strings after the 391 standard ones */

static void add_number(Text *out, uint32_t value, int size) {
	while (size--) text_add_char(out, (char)(value >> 8 * size));
}

static void add_bytes(Text *out, CffBytes bytes) { text_add_bytes(out, bytes.at, bytes.length); }

/* An integer operand, always in five bytes. */
static void add_operand(Text *out, uint32_t value) {
	text_add_char(out, 29);
	add_number(out, value, 4);
}

static void add_operator(Text *out, unsigned op) {
	if (op > 0xFF) text_add_char(out, (char)(op >> 8));
	text_add_char(out, (char)op);
}

static void add_entry(Text *out, unsigned op, uint32_t value) {
	add_operand(out, value);
	add_operator(out, op);
}

/* An INDEX of one object. */
static void add_index(Text *out, const void *bytes, size_t length) {
	add_number(out, 1, 2);
	add_number(out, 4, 1);
	add_number(out, 1, 4);
	add_number(out, (uint32_t)length + 1, 4);
	text_add_bytes(out, bytes, length);
}

static const size_t INDEX_HEAD = 2 + 1 + 4 + 4;

typedef struct Places { uint32_t charset, fd_select, char_strings, fd_array; } Places;

/* What the Top DICT of a CID-keyed font says; of the old one the matrix and the box are kept. */
static bool make_top(const Cff *cff, Places places, uint32_t cid_count, Text *out) {
	add_operand(out, ADOBE);
	add_operand(out, IDENTITY);
	add_entry(out, 0x0C1E, 0);
	CffBytes rest = cff->top;
	for (CffEntry entry; cff_next_entry(&rest, &entry);) {
		if (entry.op == 0x0C06 && entry.last != 2) return false; /* charstrings of Type 1 */
		if (entry.op != 0x0C07 && entry.op != 5) continue; /* FontMatrix, FontBBox */
		add_bytes(out, entry.operands);
		add_operator(out, entry.op);
	}
	add_entry(out, 0x0C22, cid_count);
	add_entry(out, 15, places.charset);
	add_entry(out, 0x0C25, places.fd_select);
	add_entry(out, 17, places.char_strings);
	add_entry(out, 0x0C24, places.fd_array);
	return true;
}

/* The Private DICT, its local subroutines right behind it. */
static bool make_private(const Cff *cff, Text *out) {
	if (cff->private_offset > cff->whole.length || cff->whole.length - cff->private_offset < cff->private_length) return false;
	CffBytes dict = { cff->whole.at + cff->private_offset, cff->private_length }, rest = dict, subrs = { 0 };
	for (CffEntry entry; cff_next_entry(&rest, &entry);) {
		if (entry.op == 19) {
			if (entry.last <= 0 || !cff_read_index(cff->whole, (size_t)cff->private_offset + (uint32_t)entry.last, &subrs)) return false;
			continue;
		}
		add_bytes(out, entry.operands);
		add_operator(out, entry.op);
	}
	if (!rest.at) return false;
	if (subrs.length) add_entry(out, 19, (uint32_t)out->length + OFFSET_SIZE + 1);
	return true;
}

static void add_local_subrs(const Cff *cff, Text *out) {
	CffBytes rest = { cff->whole.at + cff->private_offset, cff->private_length }, subrs;
	for (CffEntry entry; cff_next_entry(&rest, &entry);)
		if (entry.op == 19 && cff_read_index(cff->whole, (size_t)cff->private_offset + (uint32_t)entry.last, &subrs)) add_bytes(out, subrs);
}

static void make_charset(const uint16_t *cids, uint32_t glyph_count, Text *out) {
	text_add_char(out, 2); /* ranges with two-byte lengths */
	for (uint32_t i = 1; i < glyph_count;) {
		uint32_t next = i + 1;
		while (next < glyph_count && cids[next] == cids[next - 1] + 1) next++;
		add_number(out, cids[i], 2);
		add_number(out, next - i - 1, 2);
		i = next;
	}
}

bool cff_write_cid_keyed(const Cff *cff, const uint16_t *cids, uint32_t glyph_count, Text *out) {
	static const unsigned char STRINGS[] = { 0, 2, 1, 1, 6, 14, 'A', 'd', 'o', 'b', 'e', 'I', 'd', 'e', 'n', 't', 'i', 't', 'y' };
	CffBytes char_strings;
	Text top = { 0 }, charset = { 0 }, private = { 0 }, font_dict = { 0 };
	bool fine = glyph_count && !cff->cid_keyed && cff->char_strings && cff_read_index(cff->whole, cff->char_strings, &char_strings)
		&& make_top(cff, (Places){ 0 }, 0, &top) && make_private(cff, &private);
	if (fine) {
		Places places;
		make_charset(cids, glyph_count, &charset);
		size_t font_dict_length = 2 * OFFSET_SIZE + 1;
		places.charset = (uint32_t)(4 + cff->names.length + INDEX_HEAD + top.length + sizeof STRINGS + cff->global_subrs.length);
		places.fd_select = places.charset + (uint32_t)charset.length;
		places.char_strings = places.fd_select + 8;
		places.fd_array = places.char_strings + (uint32_t)char_strings.length;
		uint32_t private_at = places.fd_array + (uint32_t)(INDEX_HEAD + font_dict_length);
		text_clear(&top);
		make_top(cff, places, (uint32_t)cids[glyph_count - 1] + 1, &top);
		add_operand(&font_dict, (uint32_t)private.length);
		add_entry(&font_dict, 18, private_at);

		text_add_bytes(out, "\1\0\4\4", 4); /* version 1.0, header of 4 bytes */
		add_bytes(out, cff->names);
		add_index(out, top.bytes, top.length);
		text_add_bytes(out, STRINGS, sizeof STRINGS);
		add_bytes(out, cff->global_subrs);
		text_add_bytes(out, charset.bytes, charset.length);
		add_number(out, 3, 1); /* FDSelect: one range, all of dictionary 0 */
		add_number(out, 1, 2);
		add_number(out, 0, 3);
		add_number(out, glyph_count, 2);
		add_bytes(out, char_strings);
		add_index(out, font_dict.bytes, font_dict.length);
		if (private.length) text_add_bytes(out, private.bytes, private.length);
		add_local_subrs(cff, out);
	}
	text_free(&top);
	text_free(&charset);
	text_free(&private);
	text_free(&font_dict);
	return fine;
}
