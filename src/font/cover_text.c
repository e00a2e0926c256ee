/* Which face has which character, and which other face stands in: never a silent .notdef. */
#include "font/font_set.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/message.h"

/* ---- one face ---- */

static bool nominal(const Font *font, uint32_t codepoint) {
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(font->hb, codepoint, &glyph) && glyph;
}

bool font_has_char(const Font *font, uint32_t codepoint) {
	if (codepoint > 0xFFFF) return nominal(font, codepoint);
	CoverPage **page = &((Font *)font)->cover[codepoint >> 8]; /* what was asked once is remembered */
	if (!*page) *page = ARENA_NEW(font->set->arena, CoverPage);
	unsigned word = codepoint >> 6 & 3;
	uint64_t bit = (uint64_t)1 << (codepoint & 63);
	if (!((*page)->known[word] & bit)) {
		(*page)->known[word] |= bit;
		if (nominal(font, codepoint)) (*page)->has[word] |= bit;
	}
	return (*page)->has[word] & bit;
}

/* A base character with the marks and joiners after it is judged as one. */
static bool extends_cluster(uint32_t c) {
	if (c < 0x300) return false;
	if (c == 0x200D) return true;
	switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK: case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
		return true;
	default:
		return false;
	}
}

static const char *cluster_end(const char *at, const char *end) {
	uint32_t c = utf8_next(&at, end);
	for (const char *next = at; next < end; at = next) {
		bool joined = c == 0x200D;
		c = utf8_next(&next, end);
		if (!joined && !extends_cluster(c)) break;
	}
	return at;
}

/* Never seen and never .notdef: HarfBuzz leaves them out (UAX 44, Default_Ignorable_Code_Point). */
static bool is_ignorable(uint32_t c) {
	return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F)
		|| (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF
		|| (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool has_parts(const Font *font, uint32_t c, int depth) {
	hb_codepoint_t base, mark;
	if (font_has_char(font, c)) return true;
	if (depth > 3 || !hb_unicode_decompose(hb_unicode_funcs_get_default(), c, &base, &mark)) return false;
	return has_parts(font, base, depth + 1) && (!mark || (font->has_mark && has_parts(font, mark, depth + 1)));
}

/* What HarfBuzz makes of a character that the face's character map lacks: letters taken apart (good only where the face places
 * marks itself), blanks and the hard hyphen from their kin. */
static bool can_be_made(const Font *font, uint32_t c) {
	if (is_ignorable(c)) return true;
	if (c == 0x2011) return font_has_char(font, 0x2010);
	if (hb_unicode_general_category(hb_unicode_funcs_get_default(), c) == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR)
		return font_has_char(font, ' ');
	return has_parts(font, c, 0);
}

static bool covers_cluster(const Font *font, const char *at, const char *stop) {
	bool all = true, hope = true;
	hb_codepoint_t before = 0, whole;
	for (const char *p = at; p < stop && hope;) {
		uint32_t c = utf8_next(&p, stop);
		if (font_has_char(font, c)) {
			before = c;
			continue;
		}
		all = false;
		/* a mark that the face lacks, over a letter that it has with the mark */
		bool composed = before && hb_unicode_compose(hb_unicode_funcs_get_default(), before, c, &whole) && font_has_char(font, whole);
		hope = composed || can_be_made(font, c);
		before = composed ? whole : c;
	}
	/* HarfBuzz has the last word. */
	return all || (hope && !font_shape((Font *)font, at, (size_t)(stop - at), 0, NULL)->missing);
}

/* The first cluster that the face has not; end when it has all. *after is where that cluster stops. */
static const char *first_uncovered(const Font *font, const char *text, const char *end, const char **after) {
	for (const char *at = text; at < end;) {
		const char *next = at;
		if (font_has_char(font, utf8_next(&next, end))) { /* the common case: letter after letter, without a look at clusters */
			at = next;
			continue;
		}
		/* back to the base that a missing mark stands on */
		const char *base = at;
		while (base > text) {
			const char *p = base;
			if (!extends_cluster(utf8_next(&p, end))) break;
			base--;
			while (base > text && ((unsigned char)*base & 0xC0) == 0x80) base--;
		}
		const char *stop = cluster_end(base, end);
		if (stop <= at) stop = next;
		if (!covers_cluster(font, base, stop)) {
			*after = stop;
			return base;
		}
		at = stop;
	}
	*after = end;
	return end;
}

bool font_covers(const Font *font, const char *text, size_t length) {
	const char *after;
	set_lock(font->set);
	bool covers = first_uncovered(font, text, text + length, &after) == text + length;
	set_unlock(font->set);
	return covers;
}

/* ---- another face ---- */

static bool face_may_have(const Face *face, uint32_t codepoint) {
	FcCharSet *characters;
	if (!face->pattern || FcPatternGetCharSet(face->pattern, FC_CHARSET, 0, &characters) != FcResultMatch) return true;
	return FcCharSetHasChar(characters, codepoint);
}

static const char *generic_name(const Font *font) {
	return font->monospaced ? "monospace" : font->serif ? "serif" : "sans-serif";
}

/* The search for a stand-in: text to cover, and the look to keep. */
typedef struct Search { Font *font; const char *text; size_t length; uint32_t codepoint; } Search;

static Font *try_family(const Search *search, Family *family) {
	FontSet *set = search->font->set;
	bool hope = false;
	for (int i = 0; i < family->faces.count && !hope; i++) hope = face_may_have(family->faces.items[i], search->codepoint);
	if (!hope) return NULL;
	FontQuery query = { family->name, search->font->weight, search->font->width, search->font->face->italic };
	FamilyAnswer *answer = match_in_family(set, family, query, NULL);
	if (answer && font_covers(answer->font, search->text, search->length)) return answer->font;
	/* The face nearest in style may lack what its brothers have (EB Garamond Bold lacks 134 letters of its Regular). */
	for (int i = 0; i < family->faces.count; i++) {
		Face *face = family->faces.items[i];
		if (face->unreadable || !face_may_have(face, search->codepoint)) continue;
		query.weight = face->weight_min;
		query.width = face->width_min;
		query.italic = face->italic;
		answer = match_in_family(set, family, query, NULL);
		if (answer && font_covers(answer->font, search->text, search->length)) return answer->font;
	}
	return NULL;
}

static Font *search_families(const Search *search) {
	FontSet *set = search->font->set;
	Font *found = try_family(search, set_find_family(set, search->font->face->family));
	if (!found && set->config) {
		Arena *scratch = arena_open();
		const char **names;
		int count = faces_list_aliases(set->config, generic_name(search->font), scratch, &names);
		for (int i = 0; i < count && !found; i++) found = try_family(search, set_find_family(set, names[i]));
		arena_close(scratch);
	}
	for (int i = 0; i < set->faces.count && !found; i++) {
		Face *face = set->faces.items[i];
		if (!face->unreadable && face_may_have(face, search->codepoint)) found = try_family(search, set_find_family(set, face->family));
	}
	return found;
}

/* ---- remembered by face and character ---- */

static void grow_fallbacks(Font *font) {
	uint32_t capacity = font->fallback_capacity ? font->fallback_capacity * 2 : 64;
	CoverAnswer *grown = calloc(capacity, sizeof *grown);
	if (!grown) base_out_of_memory();
	for (uint32_t i = 0; i < font->fallback_capacity; i++) {
		if (!font->fallbacks[i].codepoint) continue;
		uint32_t at = font->fallbacks[i].codepoint * 2654435761u & (capacity - 1);
		while (grown[at].codepoint) at = (at + 1) & (capacity - 1);
		grown[at] = font->fallbacks[i];
	}
	free(font->fallbacks);
	font->fallbacks = grown;
	font->fallback_capacity = capacity;
}

static CoverAnswer *find_fallback(Font *font, uint32_t codepoint) {
	if (font->fallback_count * 2 >= font->fallback_capacity) grow_fallbacks(font);
	uint32_t mask = font->fallback_capacity - 1, at = codepoint * 2654435761u & mask;
	while (font->fallbacks[at].codepoint && font->fallbacks[at].codepoint != codepoint) at = (at + 1) & mask;
	if (!font->fallbacks[at].codepoint) {
		font->fallbacks[at].codepoint = codepoint;
		font->fallback_count++;
	}
	return &font->fallbacks[at];
}

/* "“★” (U+2605)"; what cannot be shown alone is only numbered. */
static const char *name_character(uint32_t c, char out[32]) {
	char bytes[5] = { 0 };
	hb_unicode_general_category_t kind = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
	bool shown = kind >= HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER && kind <= HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR
		&& kind != HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR && kind != HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR;
	utf8_encode(c, bytes);
	if (!shown) snprintf(out, 32, "U+%04X", (unsigned)c);
	else snprintf(out, 32, "“%s%s” (U+%04X)", extends_cluster(c) ? "◌" : "", bytes, (unsigned)c);
	return out;
}

/* ---- recorded: one message for all of a line of the source, not one for each character ---- */

/* "“★” (U+2605)" alone, "“★”, “→”" together; past what can be read the rest is only counted. */
static const char *name_characters(const CoverReport *report, Text *out) {
	char name[32];
	int named = report->count < CHARACTERS_NAMED ? report->count : CHARACTERS_NAMED;
	for (int i = 0; i < named; i++) {
		name_character(report->named[i], name);
		char *number = named > 1 ? strstr(name, " (U+") : NULL;
		if (number) *number = 0;
		text_format(out, "%s%s", i ? ", " : "", name);
	}
	if (report->count > named) text_format(out, _(" and %d more"), report->count - named);
	return out->bytes;
}

static bool is_same_line(SourcePos a, SourcePos b) {
	return a.line == b.line && !a.file == !b.file && (!a.file || strcmp(a.file, b.file) == 0);
}

/* The report that goes on with this character; a new one, without an entry yet, when the line has none of the kind. NULL: it is named. */
static CoverReport *take_report(FontSet *set, const Diag *diag, SourcePos pos, const Font *font, const Font *stand_in, uint32_t codepoint) {
	CoverReport *report = NULL;
	if (set->cover_reports.count && !is_same_line(diag_entry(diag, set->cover_reports.items[0].entry)->pos, pos)) set->cover_reports.count = 0;
	for (int i = 0; i < set->cover_reports.count && !report; i++) {
		CoverReport *at = &set->cover_reports.items[i];
		if (at->font == font && at->stand_in == stand_in) report = at;
	}
	if (!report) {
		report = vector_push(set->arena, &set->cover_reports);
		*report = (CoverReport){ .font = font, .stand_in = stand_in, .entry = -1 };
	}
	for (int i = 0; i < report->count && i < CHARACTERS_NAMED; i++) if (report->named[i] == codepoint) return NULL;
	if (report->count < CHARACTERS_NAMED) report->named[report->count] = codepoint;
	report->count++;
	return report;
}

static void report_uncovered(const Font *font, CoverAnswer *answer, const Font *stand_in, SourcePos pos, Diag *diag) {
	FontSet *set = font->set;
	if (!set_is_first(set, diag, &answer->reported)) return;
	CoverReport *report = take_report(set, diag, pos, stand_in ? font : NULL, stand_in, answer->codepoint);
	if (!report) return;
	if (report->entry < 0) {
		report->entry = diag_total(diag);
		diag_add(diag, stand_in ? SEVERITY_WARNING : SEVERITY_ERROR, stand_in ? "font-fallback" : "glyph-missing", pos, "-");
		if (!stand_in) diag_hint(diag, _("Put a font that has what is missing into the folder fonts/, or write something else."));
	}
	Text characters = { 0 };
	char face[256], other[256];
	name_characters(report, &characters);
	if (!stand_in) diag_reword(diag, report->entry, _("No font has %s; an empty box is printed instead."), characters.bytes);
	else diag_reword(diag, report->entry, _("The font %s has no %s; %s is used instead."), font_describe(font, face, sizeof face), characters.bytes,
		font_describe(stand_in, other, sizeof other));
	text_free(&characters);
	set_note_report(set, diag);
}

/* Each character can be had, but not all in one face: the caller asked for a whole word where font_find_piece was due. */
static void report_scattered(const Font *font, CoverAnswer *answer, const char *text, size_t length, SourcePos pos, Diag *diag) {
	if (!set_is_first(font->set, diag, &answer->reported)) return;
	diag_add(diag, SEVERITY_ERROR, "glyph-missing", pos, _("No one font has all characters of “%.*s”; an empty box is printed for some."),
		(int)(length > 80 ? 80 : length), text);
	diag_hint(diag, _("Put a font that has what is missing into the folder fonts/, or write something else."));
	set_note_report(font->set, diag);
}

/* The first code point of the cluster that the face has not; its first when HarfBuzz alone knows why. */
static uint32_t uncovered_codepoint(const Font *font, const char *at, const char *stop) {
	const char *p = at;
	uint32_t first = utf8_next(&p, stop);
	for (p = at; p < stop;) {
		uint32_t c = utf8_next(&p, stop);
		if (!font_has_char(font, c)) return c;
	}
	return first;
}

static Font *find_covering(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag) {
	const char *end = text + length, *stop, *at = first_uncovered(font, text, end, &stop);
	if (at == end) return font;
	uint32_t codepoint = uncovered_codepoint(font, at, stop);
	if (!codepoint) codepoint = 0xFFFD; /* a NUL byte */
	CoverAnswer *answer = find_fallback(font, codepoint);
	Font *found = answer->font && font_covers(answer->font, text, length) ? answer->font : NULL;
	if (!found && !answer->hopeless) found = search_families(&(Search){ font, text, length, codepoint });
	if (found) {
		answer->font = found;
		report_uncovered(font, answer, found, pos, diag);
		return found;
	}
	size_t cluster = (size_t)(stop - at);
	bool alone = cluster < length && !answer->hopeless && search_families(&(Search){ font, at, cluster, codepoint });
	const char *second = at;
	utf8_next(&second, stop);
	if (alone) {
		report_scattered(font, answer, text, length, pos, diag);
	} else {
		if (second == stop) answer->hopeless = true; /* not for a mark that was sought over one letter */
		report_uncovered(font, answer, NULL, pos, diag);
	}
	return font;
}

Font *font_find_covering(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag) {
	set_lock(font->set);
	Font *found = find_covering(font, text, length, pos, diag);
	set_unlock(font->set);
	return found;
}

static size_t find_piece(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag, Font **out) {
	const char *end = text + length, *stop, *at = first_uncovered(font, text, end, &stop);
	*out = font;
	if (at > text || at == end) return (size_t)(at - text);
	*out = find_covering(font, text, (size_t)(stop - text), pos, diag);
	/* Neighbours that the face lacks too and the stand-in has stay with it: a foreign word is not torn up. */
	while (stop < end && *out != font) {
		const char *next = cluster_end(stop, end);
		if (covers_cluster(font, stop, next) || !covers_cluster(*out, stop, next)) break;
		stop = next;
	}
	return (size_t)(stop - text);
}

size_t font_find_piece(Font *font, const char *text, size_t length, SourcePos pos, Diag *diag, Font **out) {
	set_lock(font->set);
	size_t piece = find_piece(font, text, length, pos, diag, out);
	set_unlock(font->set);
	return piece;
}

/* ---- Vietnamese ---- */

/* A vowel with a tone. The dot below goes on before the vowel's own accent: ậ is ạ with a circumflex (UAX 15). */
static hb_codepoint_t add_tone(hb_codepoint_t vowel, hb_codepoint_t tone) {
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	hb_codepoint_t letter, base, accent;
	if (hb_unicode_compose(unicode, vowel, tone, &letter)) return letter;
	if (hb_unicode_decompose(unicode, vowel, &base, &accent) && hb_unicode_compose(unicode, base, tone, &letter)
		&& hb_unicode_compose(unicode, letter, accent, &letter)) return letter;
	return 0; /* đ takes none */
}

/* 12 vowels with and without the 5 tones, and đ, in both cases: 146 letters, of which 134 are not ASCII. */
const char *font_missing_vietnamese(Arena *arena, const Font *font) {
	static const uint16_t LETTERS[] = { 'a', 0x103, 0xE2, 'e', 0xEA, 'i', 'o', 0xF4, 0x1A1, 'u', 0x1B0, 'y', 0x111,
		'A', 0x102, 0xC2, 'E', 0xCA, 'I', 'O', 0xD4, 0x1A0, 'U', 0x1AF, 'Y', 0x110 };
	static const uint16_t TONES[] = { 0, 0x300, 0x301, 0x309, 0x303, 0x323 };
	Text missing = { 0 };
	for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
		for (size_t k = 0; k < sizeof TONES / sizeof *TONES; k++) {
			hb_codepoint_t letter = TONES[k] ? add_tone(LETTERS[i], TONES[k]) : LETTERS[i];
			if (!letter) continue;
			char bytes[4];
			int length = utf8_encode(letter, bytes);
			if (!covers_cluster(font, bytes, bytes + length)) text_add_bytes(&missing, bytes, (size_t)length);
		}
	const char *answer = arena_copy_text(arena, missing.bytes ? missing.bytes : "", missing.length);
	text_free(&missing);
	return answer;
}
