#include "publication/shown_text.h"

const char *shown_text(Arena *work, const char *text, int most) {
	static const char DOTS[] = "…";
	size_t length = strlen(text);
	if (length <= (size_t)most) return text;
	length = (size_t)most - (sizeof DOTS - 1);
	while (length && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
	return arena_format(work, "%.*s%s", (int)length, text, DOTS);
}
