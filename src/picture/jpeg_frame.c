#include "picture/jpeg_frame.h"
#include <string.h>

bool jpeg_take_frame(JpegFrame *frame, int marker, const unsigned char *at, size_t length) {
	if (frame->known || length < 6) return false;
	int count = at[5];
	if (!count || length != 6 + 3 * (size_t)count) return false;
	frame->known = true;
	frame->progressive = marker == JPEG_SOF2;
	frame->precision = at[0];
	frame->height = at[1] << 8 | at[2];
	frame->width = at[3] << 8 | at[4];
	frame->count = count;
	for (int i = 0; i < count && i < 4; i++) {
		const unsigned char *spec = at + 6 + 3 * i;
		JpegComponent *component = &frame->components[i];
		*component = (JpegComponent){ spec[0], spec[1] >> 4, spec[1] & 15, spec[2] };
		if (component->h < 1 || component->h > 4 || component->v < 1 || component->v > 4 || component->quantiser > 3) return false;
		for (int j = 0; j < i; j++) if (frame->components[j].id == component->id) return false;
	}
	return true;
}

bool jpeg_take_quantisers(JpegFrame *frame, const unsigned char *at, size_t length) {
	while (length) {
		size_t need = at[0] >> 4 ? 129 : 65;
		if (at[0] >> 4 > 1 || (at[0] & 15) > 3 || length < need) return false;
		frame->quantisers |= 1u << (at[0] & 15);
		at += need;
		length -= need;
	}
	return true;
}

bool jpeg_take_huffman(JpegFrame *frame, const unsigned char *at, size_t length) {
	while (length) {
		if (length < 17 || at[0] >> 4 > 1 || (at[0] & 15) > 3) return false;
		size_t codes = 0;
		uint32_t space = 1u << 16; /* code space left, in codes of 16 bits; codes of all ones stay free */
		for (int bits = 1; bits <= 16; bits++) {
			uint32_t taken = (uint32_t)at[bits] << (16 - bits);
			if (taken > space) return false;
			space -= taken;
			codes += at[bits];
		}
		if (codes > 256 || length < 17 + codes) return false;
		*(at[0] >> 4 ? &frame->ac_tables : &frame->dc_tables) |= 1u << (at[0] & 15);
		at += 17 + codes;
		length -= 17 + codes;
	}
	return true;
}

static int find_component(const JpegFrame *frame, int id) {
	for (int i = 0; i < frame->count; i++) if (frame->components[i].id == id) return i;
	return -1;
}

/* Spectral selection and successive approximation: B.2.3 and G.1.1.1. */
static bool check_progression(const JpegFrame *frame, int components, int first, int last, int high, int low) {
	if (!frame->progressive) return true; /* decoders take 0, 63, 0, 0 whatever is written */
	if (first > last || last > 63 || low > 13 || high > 13) return false;
	if (first == 0 ? last != 0 : components != 1) return false;
	return high == 0 || high == low + 1;
}

bool jpeg_take_scan(JpegFrame *frame, const unsigned char *at, size_t length) {
	enum { SCANS_MAX = 1000 }; /* a real progression has some ten; more only keep readers busy */
	if (!frame->known || length < 1 || frame->scans++ >= SCANS_MAX) return false;
	int count = at[0], blocks = 0;
	if (count < 1 || count > 4 || length != 4 + 2 * (size_t)count) return false;
	int first = at[1 + 2 * count], high = at[3 + 2 * count] >> 4;
	if (!check_progression(frame, count, first, at[2 + 2 * count], high, at[3 + 2 * count] & 15)) return false;
	bool dc = !frame->progressive || first == 0, ac = !frame->progressive || first > 0;
	for (int i = 0; i < count; i++) {
		int which = find_component(frame, at[1 + 2 * i]), tables = at[2 + 2 * i];
		if (which < 0 || !(frame->quantisers >> frame->components[which].quantiser & 1)) return false;
		if (dc && high == 0 && !(tables >> 4 < 4 && frame->dc_tables >> (tables >> 4) & 1)) return false;
		if (ac && !((tables & 15) < 4 && frame->ac_tables >> (tables & 15) & 1)) return false;
		if (!dc && !(frame->scanned >> which & 1)) return false; /* DC comes first, G.1.1.1.1 */
		if (dc) frame->scanned |= 1u << which;
		blocks += frame->components[which].h * frame->components[which].v;
	}
	return count == 1 || blocks <= 10; /* B.2.3 */
}

static uint64_t count_blocks(const JpegFrame *frame) {
	int h = 1, v = 1;
	uint64_t blocks = 0;
	for (int i = 0; i < frame->count; i++) {
		if (frame->components[i].h > h) h = frame->components[i].h;
		if (frame->components[i].v > v) v = frame->components[i].v;
	}
	for (int i = 0; i < frame->count; i++) {
		uint64_t width = ((uint64_t)frame->width * (uint64_t)frame->components[i].h + (uint64_t)h - 1) / (uint64_t)h;
		uint64_t height = ((uint64_t)frame->height * (uint64_t)frame->components[i].v + (uint64_t)v - 1) / (uint64_t)v;
		blocks += ((width + 7) / 8) * ((height + 7) / 8);
	}
	return blocks;
}

bool jpeg_is_complete(const JpegFrame *frame) {
	if (frame->scanned != (1u << frame->count) - 1) return false;
	/* A Huffman code has at least one bit: a block takes one for its DC and, in sequential mode, one for its end. */
	uint64_t least = count_blocks(frame) * (frame->progressive ? 1 : 2);
	return (uint64_t)frame->scan_bytes * 8 >= least;
}

size_t jpeg_skip_entropy(const unsigned char *bytes, size_t length, size_t at) {
	while (at < length) {
		const unsigned char *found = memchr(bytes + at, 0xFF, length - at);
		if (!found) return length;
		size_t marker = (size_t)(found - bytes), next = marker + 1;
		while (next < length && bytes[next] == 0xFF) next++; /* fill bytes, B.1.1.2 */
		if (next >= length) return length;
		if (bytes[next] != 0 && (bytes[next] < JPEG_RST0 || bytes[next] > JPEG_RST7)) return marker;
		at = next + 1;
	}
	return length;
}
