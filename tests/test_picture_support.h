/* What the tests of the picture room share: reading a case into a result, making files out of bytes in memory. */
#ifndef BANTIN_TEST_PICTURE_SUPPORT_H
#define BANTIN_TEST_PICTURE_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>
#include "picture/picture.h"

typedef struct Case {
	Arena *arena;
	Diag *diag;
	Picture *picture;
	const DiagEntry *entry; /* the first that was recorded; NULL when none */
} Case;

static inline Case open_case(const char *path) {
	Case c = { .arena = arena_open(), .diag = diag_open() };
	c.picture = picture_read_header(c.arena, path, (SourcePos){ "bai.xml", 7, 3 }, c.diag);
	c.entry = diag_total(c.diag) ? diag_entry(c.diag, 0) : NULL;
	return c;
}

static inline void close_case(Case *c) {
	diag_close(c->diag);
	arena_close(c->arena);
}

/* A case of tests/data/picture; tests run in the checkout's folder, or are told by BANTIN_DATA where it is. */
static inline const char *case_path(const char *name, char out[4096]) {
	const char *root = getenv("BANTIN_DATA");
	snprintf(out, 4096, "%s/tests/data/picture/%s", root && root[0] ? root : ".", name);
	return out;
}

static inline Case open_named(const char *name) {
	char path[4096];
	return open_case(case_path(name, path));
}

/* A folder beside the checkout, or NULL when it is not there. */
static inline const char *shared_path(const char *name, char out[4096]) {
	const char *root = getenv("BANTIN_DATA");
	snprintf(out, 4096, "%s/../shared/corpus/%s", root && root[0] ? root : ".", name);
	return access(out, R_OK) == 0 ? out : NULL;
}

typedef struct Bytes { unsigned char *at; size_t length; } Bytes;

static inline Bytes load_bytes(const char *name) {
	char path[4096];
	FileMap map;
	if (!file_map(case_path(name, path), &map)) fail_msg("%s is not there", path);
	Bytes bytes = { malloc(map.length + 1), map.length };
	memcpy(bytes.at, map.bytes, map.length);
	file_unmap(&map);
	return bytes;
}

/* A file that lives in memory only. */
typedef struct MemoryFile { int fd; char path[64]; } MemoryFile;

static inline MemoryFile memory_open(void) {
	MemoryFile file = { .fd = memfd_create("picture", 0) };
	assert_true(file.fd >= 0);
	snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.fd);
	return file;
}

static inline void memory_set(MemoryFile *file, const void *bytes, size_t length) {
	assert_int_equal(ftruncate(file->fd, 0), 0);
	assert_true(pwrite(file->fd, bytes, length, 0) == (ssize_t)length);
}

static inline Case open_memory(MemoryFile *file, const void *bytes, size_t length) {
	memory_set(file, bytes, length);
	return open_case(file->path);
}

#define assert_code(c, wanted) do { \
	if (!(c).entry) fail_msg("nothing was recorded, %s expected", wanted); \
	assert_string_equal((c).entry->code, wanted); \
} while (0)

/* An error that names its place, its file and what to do. */
static inline void assert_refused(const Case *c, const char *code) {
	assert_null(c->picture);
	assert_code(*c, code);
	assert_int_equal(c->entry->severity, SEVERITY_ERROR);
	assert_int_equal(c->entry->pos.line, 7);
	assert_int_equal(diag_total(c->diag), 1);
}
#endif
