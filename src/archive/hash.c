#include "archive/hash.h"
#include <errno.h>
#include <fcntl.h>
#include <nettle/nettle-meta.h>
#include <nettle/version.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { BUFFER = 64 * 1024, LONGEST_SUM = 64 };

static const struct nettle_hash *find_hash(HashKind kind) {
	switch (kind) {
	case HASH_MD5: return &nettle_md5;
	case HASH_SHA1: return &nettle_sha1;
	case HASH_SHA224: return &nettle_sha224;
	case HASH_SHA256: return &nettle_sha256;
	case HASH_SHA384: return &nettle_sha384;
	case HASH_SHA512: case HASH_KINDS: break;
	}
	return &nettle_sha512;
}

const char *hash_name(HashKind kind) { return find_hash(kind)->name; }
size_t hash_digits(HashKind kind) { return find_hash(kind)->digest_size * 2; }

int hash_find_kind(const char *name, size_t length) {
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (strlen(hash_name(kind)) == length && memcmp(hash_name(kind), name, length) == 0) return kind;
	return -1;
}

struct Hasher {
	unsigned kinds;
	uint64_t size;
	unsigned char head[16];
	void *contexts[HASH_KINDS];
};

Hasher *hash_open(unsigned kinds) {
	Hasher *hasher = calloc(1, sizeof *hasher);
	if (!hasher) base_out_of_memory();
	hasher->kinds = kinds;
	for (int kind = 0; kind < HASH_KINDS; kind++) {
		if (!(kinds >> kind & 1)) continue;
		hasher->contexts[kind] = malloc(find_hash(kind)->context_size);
		if (!hasher->contexts[kind]) base_out_of_memory();
		find_hash(kind)->init(hasher->contexts[kind]);
	}
	return hasher;
}

void hash_add(Hasher *hasher, const void *bytes, size_t length) {
	if (!length) return;
	if (hasher->size < sizeof hasher->head) {
		size_t room = sizeof hasher->head - (size_t)hasher->size;
		memcpy(hasher->head + hasher->size, bytes, length < room ? length : room);
	}
	hasher->size += length;
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (hasher->contexts[kind]) find_hash(kind)->update(hasher->contexts[kind], length, bytes);
}

static const char *finish_sum(Arena *arena, HashKind kind, void *context) {
	static const char DIGITS[] = "0123456789abcdef";
	const struct nettle_hash *hash = find_hash(kind);
	unsigned char sum[LONGEST_SUM];
#if NETTLE_VERSION_MAJOR >= 4
	hash->digest(context, sum);
#else
	hash->digest(context, hash->digest_size, sum);
#endif
	char *text = arena_alloc_raw(arena, hash->digest_size * 2 + 1);
	for (unsigned i = 0; i < hash->digest_size; i++) {
		text[2 * i] = DIGITS[sum[i] >> 4];
		text[2 * i + 1] = DIGITS[sum[i] & 15];
	}
	text[2 * hash->digest_size] = 0;
	return text;
}

void hash_close(Hasher *hasher, Arena *arena, FileSums *out) {
	if (arena) {
		*out = (FileSums){ .size = hasher->size };
		memcpy(out->head, hasher->head, sizeof out->head);
	}
	for (int kind = 0; kind < HASH_KINDS; kind++) {
		if (arena && hasher->contexts[kind]) out->sums[kind] = finish_sum(arena, kind, hasher->contexts[kind]);
		free(hasher->contexts[kind]);
	}
	free(hasher);
}

HashResult hash_file(Arena *arena, int file, int copy, unsigned kinds, FileSums *out) {
	unsigned char *buffer = malloc(BUFFER);
	if (!buffer) base_out_of_memory();
	Hasher *hasher = hash_open(kinds);
	HashResult result = HASH_DONE;
	int problem = 0;
	for (;;) {
		ssize_t length = read(file, buffer, BUFFER);
		if (length < 0 && errno == EINTR) continue;
		if (length < 0) { problem = errno; result = HASH_READ_FAILED; break; }
		if (length == 0) break;
		hash_add(hasher, buffer, (size_t)length);
		if (copy >= 0 && !file_write_all(copy, buffer, (size_t)length)) { problem = errno; result = HASH_WRITE_FAILED; break; }
	}
	hash_close(hasher, result == HASH_DONE ? arena : NULL, out);
	free(buffer);
	errno = problem;
	return result;
}

bool hash_path(Arena *arena, const char *path, unsigned kinds, FileSums *out) {
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hang us */
	if (file < 0) return false;
	struct stat info;
	bool fine = fstat(file, &info) == 0;
	if (fine && !S_ISREG(info.st_mode)) {
		errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
		fine = false;
	}
	fine = fine && hash_file(arena, file, -1, kinds, out) == HASH_DONE;
	int problem = errno;
	close(file);
	errno = problem;
	return fine;
}
