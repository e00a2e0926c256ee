/* The picture room's door: what is no photo, resolution, files that change or are not there. */
#include "test_picture_support.h"

static void refuses_other_formats(void **state) {
	(void)state;
	static const struct { const char *bytes; size_t length; const char *word; } cases[] = {
		{ "II*\0\x10\0\0\0CR\2\0", 12, "raw" }, { "\0\0\0\x18" "ftypisom\0\0\0\0", 16, "film" }, { "GIF89a\1\0\1\0", 10, "GIF" },
		{ "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg xmlns=\"\">", 51, "SVG" }, { "  <SVG>", 7, "SVG" },
		{ "\xEF\xBB\xBF<!DOCTYPE html><html>", 24, "web page" }, { "<article>", 9, "XML" }, { "%PDF-1.4\n", 9, "PDF" },
		{ "8BPS\0\1\0\0", 8, "Photoshop" }, { "%!PS-Adobe-3.0", 14, "PostScript" }, { "PK\3\4\x14\0", 6, "ZIP" },
		{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "Word" }, { "\0\5\x16\7\0\2\0\0", 8, "Mac" }, { "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", 18, "BMP" },
		{ "\0\0\0\x0CjP  \r\n\x87\n", 12, "JPEG 2000" }, { "\xFF\x0A\xFA\x1F", 4, "JPEG XL" },
	};
	MemoryFile file = memory_open();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Case c = open_memory(&file, cases[i].bytes, cases[i].length);
		assert_refused(&c, "photo-format");
		if (!strstr(c.entry->message, cases[i].word)) fail_msg("%s: %s", cases[i].word, c.entry->message);
		assert_non_null(strstr(c.entry->hint, "JPEG"));
		close_case(&c);
	}
	Case c = open_memory(&file, "BM, said the letter.", 20); /* words, not a bitmap */
	assert_refused(&c, "photo-format");
	assert_null(strstr(c.entry->message, "BMP"));
	close_case(&c);
	close(file.fd);
}

static void refuses_what_cannot_be_opened(void **state) {
	(void)state;
	Case c = open_named("not-there.jpg");
	assert_refused(&c, "photo-unreadable");
	assert_non_null(strstr(c.entry->message, "not-there.jpg"));
	close_case(&c);
	c = open_named("."); /* a folder */
	assert_refused(&c, "photo-unreadable");
	close_case(&c);
	MemoryFile file = memory_open();
	c = open_memory(&file, "", 0);
	assert_refused(&c, "photo-unreadable");
	assert_non_null(strstr(c.entry->message, "empty"));
	close_case(&c);
	c = open_memory(&file, "\x89PNG\r\n\n", 7); /* the CR LF of the signature, as a text transfer leaves it */
	assert_refused(&c, "photo-unreadable");
	close_case(&c);
	c = open_memory(&file, "\x89PNG\n\x1a\n\0\0\0\x0dIHDR", 15);
	assert_refused(&c, "photo-unreadable");
	assert_non_null(strstr(c.entry->hint, "text mode"));
	close_case(&c);
	close(file.fd);
}

static void goes_by_content_not_by_name(void **state) {
	(void)state;
	Case c = open_named("rgb8.png.jpg");
	assert_non_null(c.picture);
	assert_int_equal(c.picture->format, PICTURE_PNG);
	assert_int_equal(diag_total(c.diag), 0);
	close_case(&c);
}

static void effective_resolution_is_the_lesser_axis(void **state) {
	(void)state;
	Picture picture = { .width = 1200, .height = 600 };
	const Length inch = 72 * LENGTH_POINT;
	assert_int_equal(picture_effective_ppi(&picture, 4 * inch, 2 * inch), 300);
	assert_int_equal(picture_effective_ppi(&picture, 4 * inch, 3 * inch), 200);
	assert_int_equal(picture_effective_ppi(&picture, 6 * inch, 2 * inch), 200);
	assert_int_equal(picture_effective_ppi(&picture, 4 * inch + 1, 2 * inch), 299); /* rounded down */
	assert_int_equal(picture_effective_ppi(&picture, 0, inch), 0);
	assert_int_equal(picture_effective_ppi(&picture, inch, -1), 0);
	picture = (Picture){ .width = 1000000, .height = 1000000 };
	assert_int_equal(picture_effective_ppi(&picture, 1, 1), INT32_MAX);
}

static void a_file_that_changed_is_not_opened(void **state) {
	(void)state;
	static const char *const names[] = { "plain.jpg", "palette2.png", "icc.png", "tagged.jpg" };
	for (int i = 0; i < 4; i++) {
		Bytes bytes = load_bytes(names[i]);
		MemoryFile file = memory_open();
		Case c = open_memory(&file, bytes.at, bytes.length);
		assert_non_null(c.picture);
		memory_set(&file, bytes.at, bytes.length - 5);
		PictureBytes opened;
		unsigned char palette[768];
		const unsigned char *profile;
		size_t length;
		assert_false(picture_open_bytes(c.arena, c.picture, &opened));
		assert_null(opened.map.bytes);
		assert_int_equal(picture_read_palette(c.picture, palette), 0);
		assert_false(picture_read_icc(c.arena, c.picture, &profile, &length));
		close_case(&c);
		close(file.fd);
		free(bytes.at);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_other_formats),
		cmocka_unit_test(refuses_what_cannot_be_opened),
		cmocka_unit_test(goes_by_content_not_by_name),
		cmocka_unit_test(effective_resolution_is_the_lesser_axis),
		cmocka_unit_test(a_file_that_changed_is_not_opened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
