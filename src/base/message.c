#include "base/message.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"

/* build/catalogue_vi.c holds po/vi.po compiled by msgfmt, byte for byte (GNU .mo format: gettext manual, "The Format of
 * GNU MO Files"). */

static const char *language = "en";

int message_set_language(const char *wanted) {
	if (!wanted) {
		static const char *const VARIABLES[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
		wanted = "en";
		for (int i = 0; i < 3; i++) {
			const char *value = getenv(VARIABLES[i]);
			if (!value || !value[0]) continue;
			wanted = strncmp(value, "vi", 2) == 0 ? "vi" : "en";
			break;
		}
		const char *list = getenv("LANGUAGE");
		if (list && strncmp(list, "vi", 2) == 0) wanted = "vi";
		else if (list && strncmp(list, "en", 2) == 0) wanted = "en";
	}
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
