#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void text_free(Text *text) {
	free(text->bytes);
	*text = (Text){ 0 };
}

void text_clear(Text *text) {
	text->length = 0;
	if (text->bytes) text->bytes[0] = 0;
}

static void reserve(Text *text, size_t more) {
	size_t need = text->length + more + 1;
	if (need < more) base_out_of_memory();
	if (need <= text->capacity) return;
	size_t capacity = text->capacity ? text->capacity : 128;
	while (capacity < need) capacity *= 2;
	char *bytes = realloc(text->bytes, capacity);
	if (!bytes) base_out_of_memory();
	text->bytes = bytes;
	text->capacity = capacity;
}

void text_add_bytes(Text *text, const void *bytes, size_t length) {
	reserve(text, length);
	if (length) memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = 0;
}

void text_add(Text *text, const char *string) { text_add_bytes(text, string, strlen(string)); }
void text_add_char(Text *text, char c) { text_add_bytes(text, &c, 1); }

void text_format(Text *text, const char *format, ...) {
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length > 0) {
		reserve(text, (size_t)length);
		vsnprintf(text->bytes + text->length, (size_t)length + 1, format, args);
		text->length += (size_t)length;
	}
	va_end(args);
}

void text_add_utf8(Text *text, uint32_t codepoint) {
	char bytes[4];
	text_add_bytes(text, bytes, (size_t)utf8_encode(codepoint, bytes));
}

int utf8_encode(uint32_t c, char out[4]) {
	if (c < 0x80) { out[0] = (char)c; return 1; }
	if (c < 0x800) { out[0] = (char)(0xC0 | c >> 6); out[1] = (char)(0x80 | (c & 63)); return 2; }
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12); out[1] = (char)(0x80 | (c >> 6 & 63)); out[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18); out[1] = (char)(0x80 | (c >> 12 & 63));
	out[2] = (char)(0x80 | (c >> 6 & 63)); out[3] = (char)(0x80 | (c & 63));
	return 4;
}

/* Length of the well-formed sequence at p, or 0 (Unicode 15, table 3-7). */
static int sequence_length(const unsigned char *p, size_t left) {
	if (p[0] < 0x80) return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
	int need = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (left < (size_t)need) return 0;
	unsigned low = 0x80, high = 0xBF;
	if (p[0] == 0xE0) low = 0xA0;
	if (p[0] == 0xED) high = 0x9F;
	if (p[0] == 0xF0) low = 0x90;
	if (p[0] == 0xF4) high = 0x8F;
	if (p[1] < low || p[1] > high) return 0;
	for (int i = 2; i < need; i++) if ((p[i] & 0xC0) != 0x80) return 0;
	return need;
}

uint32_t utf8_next(const char **at, const char *end) {
	const unsigned char *p = (const unsigned char *)*at;
	switch (sequence_length(p, (size_t)(end - *at))) {
	case 1: *at += 1; return p[0];
	case 2: *at += 2; return (uint32_t)(p[0] & 31) << 6 | (p[1] & 63);
	case 3: *at += 3; return (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
	case 4: *at += 4; return (uint32_t)(p[0] & 7) << 18 | (uint32_t)(p[1] & 63) << 12 | (uint32_t)(p[2] & 63) << 6 | (p[3] & 63);
	default: *at += 1; return 0xFFFD;
	}
}

bool utf8_valid(const char *bytes, size_t length) {
	for (size_t i = 0; i < length;) {
		int step = sequence_length((const unsigned char *)bytes + i, length - i);
		if (!step) return false;
		i += (size_t)step;
	}
	return true;
}

bool utf8_steers_direction(uint32_t c) {
	return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool utf8_steers(uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || utf8_steers_direction(c); }

char *text_make_plain(char *text) {
	char *to = text;
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		size_t length = (size_t)(at - start);
		if (utf8_steers(c)) *to++ = ' ';
		else if (c == 0xFFFD && length == 1) *to++ = '?'; /* a byte that is no UTF-8 */
		else memmove(to, start, length), to += length;
	}
	*to = 0;
	return text;
}

uint64_t bytes_hash(const void *bytes, size_t length) {
	uint64_t hash = 14695981039346656037u;
	for (const unsigned char *p = bytes; length--; p++) hash = (hash ^ *p) * 1099511628211u;
	return hash;
}
