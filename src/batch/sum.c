#include "batch/sum.h"
#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <sys/mman.h>
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

/* A photo of 100 million pixels is a file of 300 MB: its pages would count as memory of this process until it is unmapped. They
 * are unchanged, so they can be had again. */
Sum sum_of_map(const void *bytes, size_t length) {
	enum { STEP = 8 << 20 };
	struct sha256_ctx context;
	sha256_init(&context);
	for (size_t at = 0; at < length; at += STEP) {
		size_t count = length - at < STEP ? length - at : STEP;
		unsigned char *part = (unsigned char *)(uintptr_t)bytes + at;
		sha256_update(&context, count, part);
		if (length > STEP) madvise(part, count, MADV_DONTNEED);
	}
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
