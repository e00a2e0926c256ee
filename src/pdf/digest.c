/* Two lanes of 64 bits, each taking 8 bytes of a block of 16 by xor, multiplication and rotation (all of them one-to-one, so no
 * two blocks meet in a lane), crossed after every block; the end is stirred as MurmurHash3 does it. */
#include "pdf/digest.h"
#include <string.h>

static uint64_t load(const unsigned char *p) {
	uint64_t value = 0;
	for (int i = 7; i >= 0; i--) value = value << 8 | p[i];
	return value;
}

static uint64_t turn(uint64_t value, int by) { return value << by | value >> (64 - by); }

static void take_block(Digest *digest, const unsigned char *block) {
	digest->a = turn((digest->a ^ load(block)) * UINT64_C(0x9E3779B185EBCA87), 31) + digest->b;
	digest->b = turn((digest->b ^ load(block + 8)) * UINT64_C(0xC2B2AE3D27D4EB4F), 27) + digest->a;
}

void digest_add(Digest *digest, const void *bytes, size_t length) {
	const unsigned char *at = bytes;
	digest->length += length;
	if (digest->rest_length) {
		size_t take = 16 - digest->rest_length < length ? 16 - digest->rest_length : length;
		memcpy(digest->rest + digest->rest_length, at, take);
		digest->rest_length += take;
		at += take;
		length -= take;
		if (digest->rest_length < 16) return;
		take_block(digest, digest->rest);
		digest->rest_length = 0;
	}
	for (; length >= 16; at += 16, length -= 16) take_block(digest, at);
	if (length) memcpy(digest->rest, at, length);
	digest->rest_length = length;
}

static uint64_t stir(uint64_t value) {
	value = (value ^ value >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	value = (value ^ value >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return value ^ value >> 33;
}

void digest_finish(const Digest *digest, unsigned char out[16]) {
	Digest last = *digest;
	memset(last.rest + last.rest_length, 0, 16 - last.rest_length);
	take_block(&last, last.rest);
	uint64_t a = stir(last.a ^ last.length), b = stir(last.b + last.length);
	a = stir(a + b);
	b = stir(b ^ a);
	for (int i = 0; i < 8; i++) {
		out[i] = (unsigned char)(a >> (8 * i));
		out[8 + i] = (unsigned char)(b >> (8 * i));
	}
}
