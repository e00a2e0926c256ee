#include "batch/sum.h"
#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <unistd.h>

static Sum finish(struct sha256_ctx *context) {
	unsigned char digest[SHA256_DIGEST_SIZE];
	Sum sum;
	sha256_digest(context, sizeof digest, digest);
	for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
		sum.digits[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		sum.digits[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	sum.digits[SUM_DIGITS] = 0;
	return sum;
}

Sum sum_of_bytes(const void *bytes, size_t length) {
	struct sha256_ctx context;
	sha256_init(&context);
	sha256_update(&context, length, bytes);
	return finish(&context);
}

bool sum_of_file(int fd, Sum *out, uint64_t *size) {
	unsigned char buffer[64 * 1024];
	struct sha256_ctx context;
	sha256_init(&context);
	for (*size = 0;;) {
		ssize_t length = pread(fd, buffer, sizeof buffer, (off_t)*size);
		if (length < 0 && errno == EINTR) continue;
		if (length < 0) return false;
		if (length == 0) break;
		sha256_update(&context, (size_t)length, buffer);
		*size += (uint64_t)length;
	}
	*out = finish(&context);
	return true;
}
