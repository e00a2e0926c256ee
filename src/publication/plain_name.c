#include "publication/plain_name.h"
#include <stdint.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include "base/text.h"

enum { LONGEST = 4096 /* UTF-16 units: more than a path may have bytes */ };

bool name_is_ascii(const char *name) {
	while (*name && (unsigned char)*name < 0x80) name++;
	return !*name;
}

/* -1: too long, or no UTF-8. */
static int32_t compose(const char *bytes, size_t length, UChar out[LONGEST]) {
	UErrorCode problem = U_ZERO_ERROR;
	UChar wide[LONGEST];
	int32_t count = 0;
	if (length >= LONGEST) return -1;
	u_strFromUTF8(wide, LONGEST, &count, bytes, (int32_t)length, &problem);
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&problem);
	count = unorm2_normalize(nfc, wide, count, out, LONGEST, &problem);
	return U_FAILURE(problem) ? -1 : count;
}

static char *narrow(Arena *arena, const UChar *wide, int32_t count, const char *instead, size_t length) {
	UErrorCode problem = U_ZERO_ERROR;
	char bytes[3 * LONGEST];
	int32_t written = 0;
	if (count >= 0) u_strToUTF8(bytes, sizeof bytes, &written, wide, count, &problem);
	return count < 0 || U_FAILURE(problem) ? arena_copy_text(arena, instead, length) : arena_copy_text(arena, bytes, (size_t)written);
}

char *name_compose(Arena *arena, const char *name) {
	size_t length = strlen(name);
	if (name_is_ascii(name)) return arena_copy_text(arena, name, length);
	UChar composed[LONGEST];
	return narrow(arena, composed, compose(name, length, composed), name, length);
}

char *name_fold(Arena *arena, const char *name) {
	size_t length = strlen(name);
	if (name_is_ascii(name)) {
		char *copy = arena_copy_text(arena, name, length);
		for (char *p = copy; *p; p++) if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
		return copy;
	}
	UErrorCode problem = U_ZERO_ERROR;
	UChar composed[LONGEST], folded[LONGEST];
	int32_t count = compose(name, length, composed);
	if (count >= 0) count = u_strFoldCase(folded, LONGEST, composed, count, U_FOLD_CASE_DEFAULT, &problem);
	return narrow(arena, folded, U_FAILURE(problem) ? -1 : count, name, length);
}
