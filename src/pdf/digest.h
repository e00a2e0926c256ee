/* A quick 128-bit fingerprint of a stream of bytes, the same on every machine: names a file by its content (/ID). Not for
 * keeping enemies out. */
#ifndef BANTIN_PDF_DIGEST_H
#define BANTIN_PDF_DIGEST_H
#include <stddef.h>
#include <stdint.h>

typedef struct Digest { uint64_t a, b, length; unsigned char rest[16]; size_t rest_length; } Digest;
void digest_add(Digest *digest, const void *bytes, size_t length); /* a Digest begins as zeros */
void digest_finish(const Digest *digest, unsigned char out[16]);
#endif
