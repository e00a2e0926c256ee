#include "archive/bag_path.h"
#include <stdint.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include "base/text.h"

bool bag_path_is_safe(const char *path) {
	if (path[0] == '~') return false;
	for (const char *at = path;; at++) {
		size_t length = strcspn(at, "/");
		if (!length || (length == 1 && at[0] == '.') || (length == 2 && at[0] == '.' && at[1] == '.')) return false;
		at += length;
		if (!*at) return true;
	}
}

/* ---- escapes ---- */

static const char *escape(Arena *arena, const char *path, bool (*must)(unsigned char byte)) {
	static const char DIGITS[] = "0123456789ABCDEF";
	size_t count = 0;
	for (const char *at = path; *at; at++) count += must((unsigned char)*at);
	if (!count) return path;
	char *escaped = arena_alloc_raw(arena, strlen(path) + 2 * count + 1), *to = escaped;
	for (const char *at = path; *at; at++) {
		unsigned char byte = (unsigned char)*at;
		if (!must(byte)) { *to++ = *at; continue; }
		*to++ = '%';
		*to++ = DIGITS[byte >> 4];
		*to++ = DIGITS[byte & 15];
	}
	*to = 0;
	return escaped;
}

static int hex(char c) {
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes those escapes that `may` be such; what else looks like one is meant as it stands. */
static const char *unescape(Arena *arena, const char *written, bool (*may)(unsigned char byte)) {
	if (!strchr(written, '%')) return written;
	char *plain = arena_copy_text(arena, written, strlen(written)), *to = plain;
	for (const char *at = written; *at; at++) {
		int high = *at == '%' ? hex(at[1]) : -1, low = high >= 0 ? hex(at[2]) : -1;
		if (low >= 0 && may((unsigned char)(high << 4 | low))) { *to++ = (char)(high << 4 | low); at += 2; }
		else *to++ = *at;
	}
	*to = 0;
	return plain;
}

static bool ends_line(unsigned char byte) { return byte == '\n' || byte == '\r' || byte == '%'; }
static bool is_unfit_for_xml(unsigned char byte) { return byte < 0x20 || byte == 0x7F || byte == '%'; }
static bool is_unfit_for_iri(unsigned char byte) { return byte <= 0x20 || (byte < 0x80 && strchr("\"#%<>?[\\]^`{|}\x7F", byte)); }
static bool is_any(unsigned char byte) { return byte != 0; }

const char *bag_path_encode(Arena *arena, const char *path) { return escape(arena, path, ends_line); }
const char *bag_path_decode(Arena *arena, const char *written) { return unescape(arena, written, ends_line); }
const char *bag_path_encode_record(Arena *arena, const char *path) { return escape(arena, path, is_unfit_for_xml); }

const char *bag_path_decode_record(Arena *arena, const char *written) {
	const char *path = unescape(arena, written, is_unfit_for_xml);
	return bag_path_is_safe(path) ? path : NULL;
}

/* ---- addresses ---- */

static const char METADATA[] = "data/metadata/";

const char *bag_path_to_iri(Arena *arena, const char *path) {
	/* A colon in the first part would make a scheme of what stands before it (RFC 3986, 4.2). */
	if (strcspn(path, ":") < strcspn(path, "/")) path = arena_format(arena, "./%s", path);
	return escape(arena, path, is_unfit_for_iri);
}

const char *bag_path_to_href(Arena *arena, const char *path) {
	const char *relative = strncmp(path, METADATA, strlen(METADATA)) == 0 ? path + strlen(METADATA) :
		strncmp(path, "data/", 5) == 0 ? arena_format(arena, "../%s", path + 5) : arena_format(arena, "../../%s", path);
	return bag_path_to_iri(arena, relative);
}

const char *bag_path_from_href(Arena *arena, const char *href) {
	const char *above = METADATA;
	size_t kept = strlen(METADATA);
	for (;;) {
		if (strncmp(href, "./", 2) == 0) { href += 2; continue; }
		if (strncmp(href, "../", 3) != 0) break;
		if (!kept) return NULL;
		do kept--; while (kept && above[kept - 1] != '/');
		href += 3;
	}
	const char *path = arena_format(arena, "%.*s%s", (int)kept, above, unescape(arena, href, is_any));
	return bag_path_is_safe(path) ? path : NULL;
}

/* ---- Unicode ---- */

const char *bag_path_compose(Arena *arena, const char *path) {
	size_t length = strlen(path);
	if (!utf8_valid(path, length)) return NULL;
	bool plain = true;
	for (size_t i = 0; plain && i < length; i++) plain = (unsigned char)path[i] < 0x80;
	if (plain || length > INT32_MAX / 8) return path;
	UErrorCode problem = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&problem);
	int32_t wide_length = 0, composed_length, bytes;
	UChar *wide = malloc((length + 1) * sizeof *wide), *composed = malloc((length + 1) * 3 * sizeof *composed);
	if (!wide || !composed) base_out_of_memory();
	u_strFromUTF8(wide, (int32_t)length + 1, &wide_length, path, (int32_t)length, &problem);
	composed_length = unorm2_normalize(nfc, wide, wide_length, composed, (int32_t)(length + 1) * 3, &problem);
	char *out = arena_alloc_raw(arena, (size_t)(composed_length > 0 ? composed_length : 0) * 3 + 1);
	u_strToUTF8(out, composed_length * 3 + 1, &bytes, composed, composed_length, &problem);
	free(wide);
	free(composed);
	if (U_FAILURE(problem)) return NULL;
	return strcmp(out, path) == 0 ? path : out;
}
