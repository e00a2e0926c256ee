#include "base/message.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"

/* build/catalogue_vi.c holds po/vi.po compiled by msgfmt, byte for byte (GNU .mo format: gettext manual, "The Format of
 * GNU MO Files"). */

static const char *language = "en";

/* "vi", "vi_VN.UTF-8", "vi@x" name Vietnamese. */
static bool names(const char *value, const char *wanted) {
	return strncmp(value, wanted, 2) == 0 && (!value[2] || strchr("_.@:", value[2]));
}

/* gettext's order: LANGUAGE, a list, counts only where LC_ALL, LC_MESSAGES or LANG name a locale other than C. */
static const char *language_of_environment(void) {
	static const char *const VARIABLES[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *locale = "C";
	for (int i = 0; i < 3; i++) {
		const char *value = getenv(VARIABLES[i]);
		if (!value || !value[0]) continue;
		locale = value;
		break;
	}
	if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0 || strncmp(locale, "C.", 2) == 0) return "en";
	for (const char *at = getenv("LANGUAGE"); at && *at; at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL) {
		if (names(at, "vi")) return "vi";
		if (names(at, "en")) return "en";
	}
	return names(locale, "vi") ? "vi" : "en";
}

int message_set_language(const char *wanted) {
	if (!wanted) wanted = language_of_environment();
	if (strcmp(wanted, "vi") == 0) language = "vi";
	else if (strcmp(wanted, "en") == 0) language = "en";
	else return -1;
	return 0;
}

const char *message_language(void) { return language; }

static uint32_t word_at(unsigned offset) {
	const unsigned char *p = catalogue_vi + offset;
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

const char *message_find(const char *text) {
	if (language[0] != 'v' || catalogue_vi_length < 28 || word_at(0) != 0x950412DEu || !text[0]) return text;
	uint32_t low = 0, high = word_at(8), originals = word_at(12), translations = word_at(16);
	while (low < high) { /* msgfmt sorts the originals */
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(text, (const char *)catalogue_vi + word_at(originals + 8 * middle + 4));
		if (order == 0) {
			const char *found = (const char *)catalogue_vi + word_at(translations + 8 * middle + 4);
			return found[0] ? found : text;
		}
		if (order < 0) high = middle;
		else low = middle + 1;
	}
	return text;
}

const char *message_count(const char *one, const char *many, long count) {
	const char *found = message_find(one); /* msgfmt keys a plural entry by its singular; Vietnamese has one form */
	return found != one ? found : count == 1 ? one : many;
}

const char *message_errno(int problem) {
	/* glibc's own words, for xgettext. */
	static const char *const MET[] = {
		N_("No space left on device"), N_("Permission denied"), N_("Read-only file system"), N_("No such file or directory"),
		N_("Is a directory"), N_("Not a directory"), N_("File too large"), N_("Disk quota exceeded"), N_("Input/output error"),
		N_("File name too long"), N_("Too many open files"), N_("File exists"), N_("Invalid argument"), N_("Operation not permitted"),
	};
	(void)MET;
	return message_find(strerror(problem));
}
