/* The bare CFF font, as far as embedding needs it (Adobe Technical Note 5176, "The Compact Font Format Specification").
 * Inside the font room only. */
#ifndef BANTIN_FONT_CFF_H
#define BANTIN_FONT_CFF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

typedef struct CffBytes { const unsigned char *at; size_t length; } CffBytes;

/* One entry of a DICT: its operator (two-byte ones are 0x0C00 | second), its operands' bytes, the last two as integers. */
typedef struct CffEntry { unsigned op; CffBytes operands; int32_t before, last; } CffEntry;

typedef struct Cff {
	CffBytes whole;
	CffBytes names, strings, global_subrs;  /* INDEXes, whole */
	CffBytes top;                           /* the DICT itself */
	bool cid_keyed;
	uint32_t charset, char_strings, private_length, private_offset; /* 0 where not told */
} Cff;

bool cff_read(CffBytes bytes, Cff *out);
/* Moves *rest past one entry; false at the end or when it is broken (then rest->at is NULL). */
bool cff_next_entry(CffBytes *rest, CffEntry *out);
/* The bytes of the INDEX that begins at offset. */
bool cff_read_index(CffBytes bytes, size_t offset, CffBytes *out);
/* CIDs by glyph, cids[0..glyph_count), of a CID-keyed font. */
bool cff_read_charset(const Cff *cff, uint32_t glyph_count, uint16_t *cids);

/* Writes a font that addresses its glyphs by name anew as one that addresses them by CID, with the CIDs given (rising, cids[0] is
 * 0): so pages can be written in glyph ids of the original, and the names, most of a small subset, go. */
bool cff_write_cid_keyed(const Cff *cff, const uint16_t *cids, uint32_t glyph_count, Text *out);
#endif
