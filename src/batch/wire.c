#include "batch/wire.h"
#include <limits.h>

void wire_add_number(Text *out, uint64_t value) {
	for (; value >= 0x80; value >>= 7) text_add_char(out, (char)(value | 0x80));
	text_add_char(out, (char)value);
}

void wire_add_bytes(Text *out, const void *bytes, size_t length) {
	wire_add_number(out, length);
	if (length) text_add_bytes(out, bytes, length);
}

void wire_add_text(Text *out, const char *text) {
	wire_add_number(out, text ? strlen(text) + 1 : 0);
	if (text) text_add_bytes(out, text, strlen(text));
}

static void spoil(WireReader *in) {
	in->bad = true;
	in->at = in->end;
}

uint64_t wire_take_number(WireReader *in) {
	uint64_t value = 0;
	for (int shift = 0; shift < 64 && in->at < in->end; shift += 7) {
		unsigned char byte = *in->at++;
		if (shift == 63 && byte > 1) break;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80) return value;
	}
	return spoil(in), 0;
}

int wire_take_count(WireReader *in) {
	uint64_t count = wire_take_number(in);
	if (count <= (uint64_t)(in->end - in->at) && count < INT_MAX) return (int)count;
	return spoil(in), 0;
}

static const unsigned char *take(WireReader *in, uint64_t length) {
	if (length > (uint64_t)(in->end - in->at)) return spoil(in), NULL;
	const unsigned char *bytes = in->at;
	in->at += length;
	return bytes;
}

const unsigned char *wire_take_bytes(WireReader *in, size_t *length) {
	uint64_t wanted = wire_take_number(in);
	const unsigned char *bytes = take(in, wanted);
	*length = bytes ? (size_t)wanted : 0;
	return bytes ? bytes : (const unsigned char *)"";
}

const char *wire_take_text(WireReader *in) {
	uint64_t wanted = wire_take_number(in);
	if (!wanted) return in->bad ? "" : NULL;
	const unsigned char *bytes = take(in, wanted - 1);
	if (!bytes) return "";
	if (memchr(bytes, 0, (size_t)wanted - 1)) return spoil(in), "";
	return arena_copy_text(in->arena, (const char *)bytes, (size_t)wanted - 1);
}

const char *wire_take_any_text(WireReader *in) {
	const char *text = wire_take_text(in);
	return text ? text : "";
}
