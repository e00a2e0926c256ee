/* Golden drawings: the dump of a drawing against a file of tests/data/page. After a wanted change run with BANTIN_UPDATE_GOLDEN=1
 * and read the difference that git shows. */
#ifndef BANTIN_TEST_PAGE_GOLDEN_H
#define BANTIN_TEST_PAGE_GOLDEN_H
#include "test_page_fonts.h"

/* The dump names files; where the checkout lies does not matter. */
static inline Text dump_plain(Arena *arena, const Drawing *drawing) {
	Text dump = { 0 }, plain = { 0 };
	drawing_dump(drawing, &dump);
	const char *folder = file_data_path(arena, "");
	size_t length = strlen(folder);
	for (const char *at = dump.bytes, *end = at + dump.length; at < end;) {
		const char *hit = memmem(at, (size_t)(end - at), folder, length);
		text_add_bytes(&plain, at, (size_t)((hit ? hit : end) - at));
		at = hit ? hit + length : end;
	}
	text_free(&dump);
	return plain;
}

static inline int line_length(const char *bytes, size_t length) {
	const char *end = length ? memchr(bytes, '\n', length) : NULL;
	return (int)(end ? (size_t)(end - bytes) : length);
}

static inline void compare_with_golden(Arena *arena, const char *name, const Drawing *drawing) {
	char *path = file_data_path(arena, arena_format(arena, "tests/data/page/%s", name));
	Text dump = dump_plain(arena, drawing);
	if (getenv("BANTIN_UPDATE_GOLDEN")) {
		FileOutput *out = file_output_open(path);
		assert_non_null(out);
		assert_true(file_output_write(out, dump.bytes, dump.length) && file_output_commit(out));
		text_free(&dump);
		return;
	}
	FileMap golden;
	if (!file_map(path, &golden)) fail_msg("%s is missing", path);
	const char *a = (const char *)golden.bytes, *b = dump.bytes;
	size_t at = 0, from = 0;
	int line = 1;
	while (at < golden.length && at < dump.length && a[at] == b[at]) {
		if (a[at++] != '\n') continue;
		from = at;
		line++;
	}
	if (at < golden.length || at < dump.length)
		fail_msg("%s:%d: expected\n%.*s\nbut it is\n%.*s", name, line, line_length(a + from, golden.length - from), a + from,
			line_length(b + from, dump.length - from), b + from);
	file_unmap(&golden);
	text_free(&dump);
}
#endif
