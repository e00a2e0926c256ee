/* Checksums of files, streamed through a buffer; several kinds in one reading. nettle does the work. */
#ifndef BANTIN_ARCHIVE_HASH_H
#define BANTIN_ARCHIVE_HASH_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"

/* What a bag's manifest may be made with (RFC 8493, 2.4, and what older bags have); bantin writes SHA-256 and SHA-512. */
typedef enum HashKind { HASH_MD5, HASH_SHA1, HASH_SHA224, HASH_SHA256, HASH_SHA384, HASH_SHA512, HASH_KINDS } HashKind;
enum { HASH_OURS = 1 << HASH_SHA256 | 1 << HASH_SHA512 };

const char *hash_name(HashKind kind);                  /* "sha256", as in a manifest's name */
int hash_find_kind(const char *name, size_t length);   /* -1 when not known */
size_t hash_digits(HashKind kind);                     /* hexadecimal digits of a sum */

/* Sums as lower-case hexadecimal text in the arena; NULL for the kinds that were not asked for. */
typedef struct FileSums {
	uint64_t size;
	const char *sums[HASH_KINDS];
	unsigned char head[16];                        /* the first bytes, which tell the format; zeros after the end */
} FileSums;

typedef struct Hasher Hasher;
Hasher *hash_open(unsigned kinds);                     /* bits 1 << HashKind */
void hash_add(Hasher *hasher, const void *bytes, size_t length);
void hash_close(Hasher *hasher, Arena *arena, FileSums *out); /* frees it; arena NULL: nothing is wanted any more */

typedef enum HashResult { HASH_DONE, HASH_READ_FAILED, HASH_WRITE_FAILED } HashResult; /* errno says why */
/* From where the descriptor stands to its end; what is read is written to `copy` unless that is -1. */
HashResult hash_file(Arena *arena, int file, int copy, unsigned kinds, FileSums *out);
/* A regular file by its path; false with errno. */
bool hash_path(Arena *arena, const char *path, unsigned kinds, FileSums *out);
#endif
