#include "publication/normalise_text.h"
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include "base/message.h"
#include "publication/legacy_text.h"

void normaliser_open(Normaliser *normaliser) {
	*normaliser = (Normaliser){ .after_space = true, .composed = true };
	text_add(&normaliser->text, "");
}

void normaliser_close(Normaliser *normaliser) { text_free(&normaliser->text); }

void normaliser_clear(Normaliser *normaliser) {
	text_clear(&normaliser->text);
	normaliser->after_space = normaliser->composed = true;
	normaliser->tells = normaliser->marks = 0;
}

static void count_repair(const TextOrigin *origin, TextRepair repair, const char *bytes, size_t length) {
	RepairCount *counted = &origin->source->repairs[repair];
	if (counted->count++) return;
	counted->first = origin->text ? source_find_in_text(origin->text, bytes, length) : origin->pos;
}

/* ---- characters that are not simply kept ---- */

/* The last code point so far, 0 at the start. */
static uint32_t last_character(const Normaliser *normaliser) {
	const char *start = normaliser->text.bytes, *end = start + normaliser->text.length, *at = end;
	if (at == start) return 0;
	do at--; while (at > start && ((unsigned char)*at & 0xC0) == 0x80);
	return utf8_next(&at, end);
}

static bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

static bool joins(uint32_t c) { /* scripts in which joiners choose the shape of a letter */
	UErrorCode status = U_ZERO_ERROR;
	switch (uscript_getScript((UChar32)c, &status)) {
	case USCRIPT_ARABIC: case USCRIPT_SYRIAC: case USCRIPT_MONGOLIAN: case USCRIPT_DEVANAGARI: case USCRIPT_BENGALI:
	case USCRIPT_GURMUKHI: case USCRIPT_GUJARATI: case USCRIPT_ORIYA: case USCRIPT_TAMIL: case USCRIPT_TELUGU:
	case USCRIPT_KANNADA: case USCRIPT_MALAYALAM: case USCRIPT_SINHALA: case USCRIPT_CHAM: return true;
	default: return c == 0xFE0F || u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
		u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER);
	}
}

static bool writes_without_spaces(uint32_t c) {
	UErrorCode status = U_ZERO_ERROR;
	switch (uscript_getScript((UChar32)c, &status)) {
	case USCRIPT_THAI: case USCRIPT_LAO: case USCRIPT_KHMER: case USCRIPT_MYANMAR: return true;
	default: return false;
	}
}

/* Invisible characters: kept only where they say something that spaces and letters do not. */
static bool invisible_has_meaning(uint32_t c, uint32_t before, uint32_t after) {
	if (!before || is_space(before) || !after || is_space(after)) return false;
	switch (c) {
	case 0x200B: /* a place to break: in scripts without spaces, and inside addresses */
		return writes_without_spaces(before) || writes_without_spaces(after) ||
			(before < 0x80 && strchr("/.-_&=?@:,#", (int)before));
	case 0x200C: case 0x200D: return joins(before);
	case 0x2060: return true; /* word joiner: the author's "do not break here" */
	default: return false;    /* soft hyphen (Vietnamese is never hyphenated), directions, byte order mark */
	}
}

static bool is_invisible(uint32_t c) {
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
		c == 0xFEFF || c == 0x61C;
}

static bool is_control(uint32_t c) {
	return c == 0x7F || (c >= 0x80 && c < 0xA0) || c < 0x20 || (c >= 0xFFF9 && c <= 0xFFFC) || (c >= 0xFDD0 && c <= 0xFDEF) ||
		(c & 0xFFFE) == 0xFFFE;
}

/* Eth is an Icelandic letter that looks like Đ and was typed for it on many keyboards. It never begins an Icelandic word, and
 * inside one it follows small letters; Vietnamese has Đ at the start of a syllable or inside an abbreviation (QĐ, HĐND). */
static bool eth_is_meant_as_d(uint32_t eth, uint32_t before) {
	bool letter = u_isalpha((UChar32)before) || (before >= 0x300 && before < 0x370);
	return !letter || (eth == 0xD0 && u_isupper((UChar32)before));
}

/* Letters that are NFC whatever stands beside them, as long as no combining mark (U+0300 and up) does: Latin up to U+02FF and
 * U+1E00..1EFF, general punctuation and currency (DerivedNormalizationProps.txt, NFC_QC). */
static bool surely_composed(uint32_t c) {
	return c < 0x300 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2002 && c <= 0x20BF);
}

/* No language has more on one letter (UAX #15, Stream-Safe Text Format); a hundred thousand of them would be shaped for minutes. */
enum { MOST_MARKS = 30 };

static void add_special(Normaliser *normaliser, const TextOrigin *origin, uint32_t c, const char *bytes, const char *next,
	const char *end, bool vietnamese) {
	size_t length = (size_t)(next - bytes);
	if (is_space(c)) {
		if (!normaliser->after_space) text_add_char(&normaliser->text, ' ');
		normaliser->after_space = true;
		return;
	}
	if (is_control(c)) {
		count_repair(origin, REPAIR_CONTROL, bytes, length);
		return;
	}
	uint32_t before = normaliser->after_space ? 0 : last_character(normaliser);
	if (is_invisible(c)) {
		const char *peek = next;
		uint32_t after = peek < end ? utf8_next(&peek, end) : 0;
		if (!invisible_has_meaning(c, before, after)) return;
	}
	if ((c == 0xD0 || c == 0xF0) && vietnamese && eth_is_meant_as_d(c, before)) {
		count_repair(origin, REPAIR_ETH, bytes, length);
		bytes = c == 0xD0 ? "\xC4\x90" : "\xC4\x91"; /* Đ, đ */
	}
	if (c == 0xFFFD) count_repair(origin, REPAIR_REPLACEMENT, bytes, length);
	if (!surely_composed(c)) normaliser->composed = false;
	normaliser->marks = u_getCombiningClass((UChar32)c) ? normaliser->marks + 1 : 0;
	if (normaliser->marks > MOST_MARKS) {
		if (normaliser->marks == MOST_MARKS + 1) count_repair(origin, REPAIR_MARKS, bytes, length);
		return;
	}
	text_add_bytes(&normaliser->text, bytes, length);
	normaliser->after_space = false;
}

/* Bytes that need no look: ASCII from "!" to "~", letters of Latin blocks, single spaces between them. */
static size_t plain_length(const char *at, const char *end, bool after_space) {
	const char *start = at;
	while (at < end) {
		unsigned char byte = (unsigned char)*at, second = at + 1 < end ? (unsigned char)at[1] : 0;
		if (byte > 0x20 && byte < 0x7F) at++;
		else if (byte == ' ' && second > 0x20 && (at > start || !after_space)) at++;
		else if (byte >= 0xC4 && byte <= 0xCB && second) at += 2; /* U+0100..U+02FF */
		else if (byte == 0xC3 && second && second != 0x90 && second != 0xB0) at += 2; /* but Ð and ð */
		else if (byte == 0xE1 && second >= 0xB8 && second <= 0xBB && end - at >= 3) at += 3; /* U+1E00..U+1EFF */
		else break;
	}
	return (size_t)(at - start);
}

void normaliser_add(Normaliser *normaliser, const TextOrigin *origin, const char *bytes, bool vietnamese) {
	const char *at = bytes, *end = bytes + strlen(bytes);
	bool suspicious = false;
	while (at < end) {
		size_t plain = plain_length(at, end, normaliser->after_space);
		if (plain) {
			text_add_bytes(&normaliser->text, at, plain);
			at += plain;
			normaliser->after_space = at[-1] == ' ';
			normaliser->marks = 0;
			continue;
		}
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		suspicious |= c >= 0xA1 && c <= 0xBF;
		add_special(normaliser, origin, c, start, at, end, vietnamese);
	}
	if (!suspicious && !legacy_text_may_be(bytes)) return;
	int tells = legacy_text_count(bytes);
	if (tells && !normaliser->tells) normaliser->first_tell = origin->text ? source_text_pos(origin->text) : origin->pos;
	normaliser->tells += tells;
}

void normaliser_trim(Normaliser *normaliser, size_t from) {
	Text *text = &normaliser->text;
	/* after_space also stands for "at the start": only a real space is taken. */
	if (normaliser->after_space && text->length > from && text->bytes[text->length - 1] == ' ')
		text->bytes[--text->length] = 0;
}

void normaliser_finish(Normaliser *normaliser, Source *source) {
	if (!normaliser->tells) return;
	int words = 1;
	for (const char *at = normaliser->text.bytes; (at = strchr(at, ' ')); at++) words++;
	if (!legacy_text_is_likely(normaliser->tells, words)) return;
	if (source->repairs[REPAIR_LEGACY].count++ == 0) source->repairs[REPAIR_LEGACY].first = normaliser->first_tell;
}

/* ---- NFC ---- */

/* NULL when bytes are NFC already (or cannot be judged). */
static const char *compose(Arena *work, const char *bytes, size_t length, int32_t *composed_bytes) {
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int32_t wide_length = 0;
	UChar *wide = ARENA_ARRAY(work, UChar, length + 1);
	u_strFromUTF8WithSub(wide, (int32_t)length + 1, &wide_length, bytes, (int32_t)length, 0xFFFD, NULL, &status);
	if (U_FAILURE(status) || unorm2_isNormalized(nfc, wide, wide_length, &status) || U_FAILURE(status)) return NULL;
	int32_t capacity = wide_length * 3 + 1; /* NFC grows three times at most (UAX #15, 12.1) */
	UChar *composed = ARENA_ARRAY(work, UChar, capacity);
	int32_t composed_length = unorm2_normalize(nfc, wide, wide_length, composed, capacity, &status);
	char *out = arena_alloc_raw(work, (size_t)capacity * 3);
	u_strToUTF8WithSub(out, capacity * 3, composed_bytes, composed, composed_length, 0xFFFD, NULL, &status);
	return U_FAILURE(status) ? NULL : out;
}

const char *text_compose(Arena *arena, Arena *work, const char *bytes, size_t length, bool *changed) {
	ArenaMark mark = arena_mark(work);
	int32_t composed_length = 0;
	const char *composed = compose(work, bytes, length, &composed_length);
	*changed = composed != NULL;
	const char *copy = composed ? arena_copy_text(arena, composed, (size_t)composed_length) : arena_copy_text(arena, bytes, length);
	arena_reset(work, mark);
	return copy;
}

/* ---- the report ---- */

void text_report_repairs(const Source *source, Diag *diag) {
	const RepairCount *eth = &source->repairs[REPAIR_ETH], *nfc = &source->repairs[REPAIR_NFC];
	const RepairCount *control = &source->repairs[REPAIR_CONTROL], *lost = &source->repairs[REPAIR_REPLACEMENT];
	const RepairCount *legacy = &source->repairs[REPAIR_LEGACY];
	if (eth->count) {
		diag_add(diag, SEVERITY_WARNING, "text-eth-repaired", eth->first,
			_("Ð (an Icelandic letter, U+00D0) stands for Đ here; it was replaced (places in this file: %d)."), eth->count);
		diag_hint(diag, _("Replace Ð by Đ and ð by đ in the file: searching for the one does not find the other."));
	}
	if (nfc->count)
		diag_add(diag, SEVERITY_NOTE, "text-nfc-repaired", nfc->first,
			_("Letters and their marks are written apart here; they were put together (places in this file: %d)."), nfc->count);
	if (control->count) {
		diag_add(diag, SEVERITY_WARNING, "text-control", control->first,
			_("A control character, which prints nothing, stands here; it was left out (places in this file: %d)."), control->count);
		diag_hint(diag, _("They come along when text is pasted from other programs; look whether a letter got lost there."));
	}
	if (lost->count) {
		diag_add(diag, SEVERITY_WARNING, "text-replacement-character", lost->first,
			_("The sign � stands here: a letter got lost when the text was converted (places in this file: %d)."), lost->count);
		diag_hint(diag, _("Put the right letters in."));
	}
	if (source->repairs[REPAIR_MARKS].count) {
		diag_add(diag, SEVERITY_WARNING, "text-marks", source->repairs[REPAIR_MARKS].first,
			_("More than %d marks stand on one letter here; the others were left out (places in this file: %d)."), MOST_MARKS, source->repairs[REPAIR_MARKS].count);
		diag_hint(diag, _("Such text is made for show, or to slow programs down: look where it comes from."));
	}
	if (legacy->count) {
		diag_add(diag, SEVERITY_WARNING, "text-legacy-encoding", legacy->first,
			_("The text here seems to be in the old TCVN3 (ABC) or VNI encoding (places in this file: %d)."), legacy->count);
		diag_hint(diag, _("Convert it to Unicode, for instance with UniKey's converter, and paste it again."));
	}
}
