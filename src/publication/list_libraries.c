#include "publication/list_libraries.h"
#include <libxml/parser.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

void publication_list_libraries(Arena *arena, LibraryList *out) {
	/* xmlParserVersion is "20914", with a suffix when it was built from a development state. */
	long number = strtol(xmlParserVersion, NULL, 10);
	library_add(arena, out, "libxml2", arena_format(arena, "%ld.%ld.%ld", number / 10000, number / 100 % 100, number % 100));
	UVersionInfo version;
	char text[U_MAX_VERSION_STRING_LENGTH];
	u_getVersion(version);
	u_versionToString(version, text);
	library_add(arena, out, "ICU", arena_copy_text(arena, text, strlen(text)));
	u_getUnicodeVersion(version);
	u_versionToString(version, text);
	library_add(arena, out, "Unicode", arena_copy_text(arena, text, strlen(text)));
}
