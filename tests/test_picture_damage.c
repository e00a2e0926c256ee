/* Damaged files: cut at every byte, with bits turned over. Nothing may crash, hang or leak, and a cut file is never taken. */
#include "test_picture_support.h"

/* Uses everything that a picture offers. */
static void use_picture(Case *c) {
	PictureBytes bytes;
	PictureSamples samples;
	unsigned char palette[768];
	const unsigned char *profile;
	size_t length, total = 0;
	if (picture_open_bytes(c->arena, c->picture, &bytes)) {
		for (int i = 0; i < bytes.range_count; i++) {
			assert_true(bytes.ranges[i].offset <= bytes.map.length && bytes.ranges[i].length <= bytes.map.length - bytes.ranges[i].offset);
			total += bytes.ranges[i].length;
		}
		assert_int_equal(total, bytes.total);
		picture_close_bytes(&bytes);
	}
	if (picture_read_samples(c->picture, &samples)) picture_free_samples(&samples);
	picture_read_palette(c->picture, palette);
	picture_read_icc(c->arena, c->picture, &profile, &length);
}

static const char *const cut_names[] = { "plain.jpg", "progressive.jpg", "tagged.jpg", "cmyk_adobe.jpg", "rgb8.png", "palette_clear.png", "icc.png",
	"exif_6.png" };

static void refuses_every_cut(void **state) {
	(void)state;
	MemoryFile file = memory_open();
	for (size_t i = 0; i < sizeof cut_names / sizeof *cut_names; i++) {
		Bytes bytes = load_bytes(cut_names[i]);
		for (size_t length = 0; length < bytes.length; length++) {
			Case c = open_memory(&file, bytes.at, length);
			if (c.picture) fail_msg("%s cut to %zu bytes was taken", cut_names[i], length);
			assert_int_equal(diag_count(c.diag, SEVERITY_ERROR), 1);
			if (length > 8) assert_string_equal(c.entry->code, "photo-truncated");
			close_case(&c);
		}
		free(bytes.at);
	}
	close(file.fd);
}

/* A cut file with an end put on: what is missing is found by what is there. */
static void refuses_cuts_with_a_false_end(void **state) {
	(void)state;
	MemoryFile file = memory_open();
	Bytes bytes = load_bytes("progressive.jpg");
	unsigned char *scan = memmem(bytes.at, bytes.length, "\xFF\xDA", 2);
	size_t first = (size_t)(scan - bytes.at);
	memcpy(bytes.at + first, "\xFF\xD9", 2);
	Case c = open_memory(&file, bytes.at, first + 2); /* no scan at all */
	assert_refused(&c, "photo-unreadable");
	close_case(&c);
	free(bytes.at);
	bytes = load_bytes("plain.jpg");
	scan = memmem(bytes.at, bytes.length, "\xFF\xDA", 2);
	first = (size_t)(scan - bytes.at) + 14;
	memcpy(bytes.at + first + 1, "\xFF\xD9", 2);
	c = open_memory(&file, bytes.at, first + 3); /* a single byte for nine blocks and more */
	assert_refused(&c, "photo-truncated");
	close_case(&c);
	free(bytes.at);
	close(file.fd);
}

static uint32_t next_random(uint32_t *seed) {
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static int flip_bits(const char *name, int tries, uint32_t seed, int flips) {
	Bytes bytes = load_bytes(name);
	unsigned char *copy = malloc(bytes.length);
	MemoryFile file = memory_open();
	int refused = 0;
	for (int i = 0; i < tries; i++) {
		memcpy(copy, bytes.at, bytes.length);
		for (int j = 0; j < flips; j++) copy[next_random(&seed) % bytes.length] ^= (unsigned char)(1u << next_random(&seed) % 8);
		Case c = open_memory(&file, copy, bytes.length);
		if (c.picture) use_picture(&c);
		else refused++;
		assert_int_equal(!c.picture, diag_count(c.diag, SEVERITY_ERROR) == 1);
		close_case(&c);
	}
	close(file.fd);
	free(copy);
	free(bytes.at);
	return refused;
}

static void survives_turned_bits(void **state) {
	(void)state;
	static const char *const names[] = { "plain.jpg", "tagged.jpg", "progressive.jpg", "cmyk_adobe.jpg", "icc.png", "palette_clear.png", "rgba8.png",
		"gamma.png" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int refused = flip_bits(names[i], 2000, 20261101u + (uint32_t)i, 1) + flip_bits(names[i], 500, 7u + (uint32_t)i, 8);
		/* tables and pixels of a JPEG bear a changed bit unseen; headers, markers and all of a PNG do not */
		if (refused < (strstr(names[i], ".png") ? 1000 : 300)) fail_msg("%s: only %d of 2500 refused", names[i], refused);
	}
}

/* Every chunk of this one is critical and has a checksum: no single changed bit passes. */
static void finds_every_turned_bit(void **state) {
	(void)state;
	MemoryFile file = memory_open();
	Bytes bytes = load_bytes("palette2.png");
	for (size_t at = 0; at < bytes.length; at++)
		for (int bit = 0; bit < 8; bit++) {
			bytes.at[at] ^= (unsigned char)(1 << bit);
			Case c = open_memory(&file, bytes.at, bytes.length);
			if (c.picture) fail_msg("taken with bit %d of byte %zu turned over", bit, at);
			close_case(&c);
			bytes.at[at] ^= (unsigned char)(1 << bit);
		}
	free(bytes.at);
	close(file.fd);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_every_cut),
		cmocka_unit_test(refuses_cuts_with_a_false_end),
		cmocka_unit_test(survives_turned_bits),
		cmocka_unit_test(finds_every_turned_bit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
