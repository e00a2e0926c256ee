/* For the tests of the publication room: files in a folder of their own, read, with what was said. */
#ifndef BANTIN_TESTS_PUBLICATION_SCRATCH_H
#define BANTIN_TESTS_PUBLICATION_SCRATCH_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/message.h"
#include "publication/dump_publication.h"
#include "publication/publication.h"

static char scratch[64];
static Arena *arena;
static Diag *diag;
static Publication *publication;

static int open_scratch(void **state) {
	(void)state;
	strcpy(scratch, "/tmp/bantin-publication-XXXXXX");
	arena = arena_open();
	diag = diag_open();
	publication = NULL;
	message_set_language("en");
	return mkdtemp(scratch) ? 0 : -1;
}

static int close_scratch(void **state) {
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", scratch);
	diag_close(diag);
	arena_close(arena);
	return system(command);
}

static inline const char *in_scratch(const char *name) { return arena_format(arena, "%s/%s", scratch, name); }

static inline void write_bytes(const char *name, const char *bytes, size_t length) {
	const char *path = in_scratch(name), *slash = strrchr(name, '/');
	if (slash) mkdir(in_scratch(arena_copy_text(arena, name, (size_t)(slash - name))), 0777);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}
static inline void write_text(const char *name, const char *text) { write_bytes(name, text, strlen(text)); }

/* Forgets what was said and reads anew. */
static inline Publication *read_again(const char *name) {
	diag_close(diag);
	diag = diag_open();
	publication = publication_read(arena, in_scratch(name), diag);
	return publication;
}
static inline Publication *read_xml(const char *xml) {
	write_text("a.xml", xml);
	return read_again("a.xml");
}

#define HEAD "<head><title>T</title></head>"
#define ARTICLE(body) "<article>" HEAD "<body>" body "</body></article>"

static inline const Article *only_article(void) {
	assert_non_null(publication);
	assert_int_equal(publication->parts.count, 1);
	assert_int_equal(publication->parts.items[0].articles.count, 1);
	return publication->parts.items[0].articles.items[0];
}

static inline void print_diag(void) { diag_print(diag, stderr, false); }

static inline const DiagEntry *find_entry(const char *code) {
	for (int i = 0; i < diag_total(diag); i++) if (strcmp(diag_entry(diag, i)->code, code) == 0) return diag_entry(diag, i);
	return NULL;
}

static inline int count_code(const char *code) {
	int count = 0;
	for (int i = 0; i < diag_total(diag); i++) count += strcmp(diag_entry(diag, i)->code, code) == 0;
	return count;
}

/* The article of `xml` as dumped, from its body on, without places; in the arena. */
static inline const char *dump_body(void) {
	Text text = { 0 };
	publication_dump(publication, &text);
	const char *from = strstr(text.bytes, "\t\t\tbody\n");
	assert_non_null(from);
	char *copy = arena_copy_text(arena, from + 8, strlen(from + 8)), *to = copy;
	for (const char *at = copy; *at; at++) {
		if (at[0] == ' ' && at[1] == '@') {
			while (*at && *at != '\n') at++;
			if (!*at) break;
		}
		if (*at != '\t') *to++ = *at == '\n' ? '|' : *at;
	}
	*to = 0;
	text_free(&text);
	return copy;
}
#endif
