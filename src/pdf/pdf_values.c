#include "pdf/pdf_values.h"
#include <string.h>

void pdf_add_integer(Text *out, int64_t value) {
	char digits[24];
	int at = sizeof digits;
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do { digits[--at] = (char)('0' + left % 10); left /= 10; } while (left);
	if (value < 0) digits[--at] = '-';
	text_add_bytes(out, digits + at, sizeof digits - (size_t)at);
}

void pdf_add_decimal(Text *out, int64_t value, int decimals) {
	while (decimals > 0 && value % 10 == 0) { value /= 10; decimals--; }
	if (!decimals) {
		pdf_add_integer(out, value);
		return;
	}
	char digits[32];
	int at = sizeof digits;
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	for (int i = 0; i < decimals; i++) { digits[--at] = (char)('0' + left % 10); left /= 10; }
	digits[--at] = '.';
	for (; left; left /= 10) digits[--at] = (char)('0' + left % 10);
	if (value < 0) digits[--at] = '-';
	text_add_bytes(out, digits + at, sizeof digits - (size_t)at);
}

void pdf_add_reference(Text *out, PdfId id) {
	pdf_add_integer(out, id);
	text_add(out, " 0 R");
}

static void add_string_byte(Text *out, unsigned char c) {
	if (c == '(' || c == ')' || c == '\\') { text_add_char(out, '\\'); text_add_char(out, (char)c); }
	else if (c == '\r') text_add(out, "\\r"); /* a bare one would be read as a line feed */
	else if (c == '\n') text_add(out, "\\n");
	else text_add_char(out, (char)c);
}

void pdf_add_byte_string(Text *out, const void *bytes, size_t length) {
	text_add_char(out, '(');
	for (size_t i = 0; i < length; i++) add_string_byte(out, ((const unsigned char *)bytes)[i]);
	text_add_char(out, ')');
}

static bool is_ascii(const char *text, size_t length) {
	for (size_t i = 0; i < length; i++) if ((unsigned char)text[i] >= 0x7F || (unsigned char)text[i] < 0x20) return false;
	return true;
}

static void add_unit(Text *out, uint32_t unit) {
	add_string_byte(out, (unsigned char)(unit >> 8));
	add_string_byte(out, (unsigned char)unit);
}

void pdf_add_code(Text *out, unsigned code) { add_unit(out, code); }

void pdf_add_text_string(Text *out, const char *utf8, size_t length) {
	enum { LONGEST = 16000 }; /* UTF-16 units */
	int units = 0;
	if (length <= LONGEST && is_ascii(utf8, length)) {
		pdf_add_byte_string(out, utf8, length);
		return;
	}
	text_add_char(out, '(');
	add_unit(out, 0xFEFF);
	for (const char *at = utf8, *end = utf8 + length; at < end;) {
		uint32_t c = utf8_next(&at, end);
		units += c >= 0x10000 ? 2 : 1;
		if (units >= LONGEST) {
			add_unit(out, 0x2026);
			break;
		}
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c >= 0xFFFE && c <= 0xFFFF)) continue;
		if (c >= 0x10000) {
			add_unit(out, 0xD800 | (c - 0x10000) >> 10);
			add_unit(out, 0xDC00 | ((c - 0x10000) & 0x3FF));
		} else {
			add_unit(out, c);
		}
	}
	text_add_char(out, ')');
}

void pdf_add_name(Text *out, const char *name) {
	text_add_char(out, '/');
	enum { LONGEST = 127 };
	for (const unsigned char *p = (const unsigned char *)name; *p && p < (const unsigned char *)name + LONGEST; p++) {
		if (*p <= 0x20 || *p >= 0x7F || strchr("#()<>[]{}/%", *p)) text_format(out, "#%02X", *p);
		else text_add_char(out, (char)*p);
	}
}

void pdf_add_hex16(Text *out, unsigned value) {
	static const char DIGITS[] = "0123456789ABCDEF";
	char hex[4] = { DIGITS[value >> 12 & 15], DIGITS[value >> 8 & 15], DIGITS[value >> 4 & 15], DIGITS[value & 15] };
	text_add_bytes(out, hex, 4);
}

int64_t pdf_round_points(LengthSum value) {
	int64_t scaled = value * 1000;
	return scaled >= 0 ? (scaled + LENGTH_POINT / 2) / LENGTH_POINT : -((-scaled + LENGTH_POINT / 2) / LENGTH_POINT);
}
