/* JPEG: headers, orientation, profiles, and what is published of a file. */
#include "test_picture_support.h"

static bool holds(const unsigned char *bytes, size_t length, const char *word) {
	return memmem(bytes, length, word, strlen(word)) != NULL;
}

static Bytes published(Case *c, bool with_icc) {
	PictureBytes opened;
	assert_true(picture_open_bytes(c->arena, c->picture, &opened));
	Bytes out = { malloc(opened.total + 1), 0 };
	size_t icc = 0;
	for (int i = 0; i < opened.range_count; i++) {
		assert_true(opened.ranges[i].offset + opened.ranges[i].length <= opened.map.length);
		if (opened.ranges[i].icc) icc += opened.ranges[i].length;
		if (opened.ranges[i].icc && !with_icc) continue;
		memcpy(out.at + out.length, opened.map.bytes + opened.ranges[i].offset, opened.ranges[i].length);
		out.length += opened.ranges[i].length;
	}
	assert_int_equal(icc, opened.icc);
	assert_int_equal(out.length, opened.total - (with_icc ? 0 : opened.icc));
	picture_close_bytes(&opened);
	return out;
}

static void reads_headers(void **state) {
	(void)state;
	static const struct { const char *name; int components; bool inverted; int transform; } cases[] = {
		{ "plain.jpg", 3, false, -1 }, { "progressive.jpg", 3, false, -1 }, { "grey.jpg", 1, false, -1 }, { "cmyk_adobe.jpg", 4, true, -1 },
		{ "cmyk_bare.jpg", 4, false, -1 }, { "rgb_names.jpg", 3, false, 0 }, { "restart.jpg", 3, false, -1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Case c = open_named(cases[i].name);
		if (!c.picture) fail_msg("%s: %s", cases[i].name, c.entry->message);
		assert_int_equal(diag_total(c.diag), 0);
		assert_int_equal(c.picture->format, PICTURE_JPEG);
		assert_int_equal(c.picture->width, 24);
		assert_int_equal(c.picture->height, 16);
		assert_int_equal(c.picture->bits, 8);
		assert_int_equal(c.picture->orientation, 1);
		assert_int_equal(c.picture->components, cases[i].components);
		assert_int_equal(c.picture->inverted, cases[i].inverted);
		assert_int_equal(c.picture->colour_transform, cases[i].transform);
		assert_false(c.picture->has_icc || c.picture->alpha || c.picture->palette);
		PictureSamples samples;
		assert_false(picture_read_samples(c.picture, &samples));
		assert_false(picture_png_is_passthrough(c.picture));
		close_case(&c);
	}
}

static void obeys_all_orientations(void **state) {
	(void)state;
	for (int turn = 1; turn <= 8; turn++) { /* odd ones are big endian, even ones little; 7 is written as LONG */
		char name[32];
		snprintf(name, sizeof name, "exif_%d.jpg", turn);
		Case c = open_named(name);
		assert_non_null(c.picture);
		assert_int_equal(c.picture->orientation, turn);
		assert_int_equal(c.picture->stored_width, 24);
		assert_int_equal(c.picture->stored_height, 16);
		assert_int_equal(c.picture->width, turn < 5 ? 24 : 16);
		assert_int_equal(c.picture->height, turn < 5 ? 16 : 24);
		close_case(&c);
	}
}

static void obeys_the_orientations_of_cameras(void **state) {
	(void)state;
	char folder[4096], path[4200];
	if (!shared_path("exif", folder)) skip();
	for (int turn = 1; turn <= 8; turn++) {
		snprintf(path, sizeof path, "%s/landscape_%d.jpg", folder, turn);
		Case c = open_case(path);
		assert_non_null(c.picture);
		assert_int_equal(c.picture->orientation, turn);
		assert_int_equal(c.picture->width, 1800);
		assert_int_equal(c.picture->height, 1200);
		close_case(&c);
	}
}

/* EXIF that lies about its sizes, byte by byte: it never matters but for the orientation. */
static void bends_exif(void **state) {
	(void)state;
	Bytes bytes = load_bytes("exif_6.jpg");
	unsigned char *exif = memmem(bytes.at, bytes.length, "Exif\0", 5);
	assert_non_null(exif);
	MemoryFile file = memory_open();
	int upright = 0, turned = 0;
	for (int at = 0; at < 32; at++) {
		for (int value = 0; value < 256; value += 5) {
			unsigned char before = exif[at];
			exif[at] = (unsigned char)value;
			Case c = open_memory(&file, bytes.at, bytes.length);
			assert_non_null(c.picture);
			assert_in_range(c.picture->orientation, 1, 8);
			*(c.picture->orientation == 1 ? &upright : &turned) += 1;
			close_case(&c);
			exif[at] = before;
		}
	}
	assert_true(upright > 100 && turned > 100);
	close(file.fd);
	free(bytes.at);
}

static void publishes_nothing_private(void **state) {
	(void)state;
	static const char *const secrets[] = { "SECRET", "Exif", "CAMERA", "xmpmeta", "8BIM", "JFXX", "MPF" };
	Bytes whole = load_bytes("tagged.jpg"), plain = load_bytes("plain.jpg");
	for (int i = 0; i < 7; i++) assert_true(holds(whole.at, whole.length, secrets[i]));
	Case c = open_named("tagged.jpg");
	assert_non_null(c.picture);
	assert_int_equal(c.picture->orientation, 6);
	Bytes out = published(&c, true);
	for (int i = 0; i < 7; i++) assert_false(holds(out.at, out.length, secrets[i]));
	assert_true(holds(out.at, out.length, "JFIF") && holds(out.at, out.length, "ICC_PROFILE"));
	free(out.at);
	/* without the profile it is the plain file again, byte for byte: nothing that a decoder needs was lost */
	out = published(&c, false);
	assert_int_equal(out.length, plain.length);
	assert_memory_equal(out.at, plain.at, plain.length);
	free(out.at);
	close_case(&c);
	free(whole.at);
	free(plain.at);
}

static void publishes_what_decodes_alike(void **state) {
	(void)state;
	if (system("command -v djpeg > /dev/null 2>&1") != 0) skip();
	static const char *const names[] = { "tagged.jpg", "progressive.jpg", "tail.jpg", "exif_6.jpg", "rgb_names.jpg", "grey.jpg", "icc_missing.jpg" };
	char folder[] = "/tmp/bantin-picture-XXXXXX", command[9000], path[4096], copy[4096];
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		Case c = open_named(names[i]);
		assert_non_null(c.picture);
		Bytes out = published(&c, true);
		snprintf(copy, sizeof copy, "%s/out.jpg", folder);
		FILE *file = fopen(copy, "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(out.at, 1, out.length, file), out.length);
		fclose(file);
		snprintf(command, sizeof command, "djpeg '%s' > %s/a 2>/dev/null && djpeg %s > %s/b && cmp -s %s/a %s/b", case_path(names[i], path), folder,
			copy, folder, folder, folder);
		if (system(command) != 0) fail_msg("%s decodes otherwise", names[i]);
		free(out.at);
		close_case(&c);
	}
	snprintf(command, sizeof command, "rm -r '%s'", folder);
	assert_int_equal(system(command), 0);
}

static void joins_profiles(void **state) {
	(void)state;
	Case whole = open_named("icc.png"), parts = open_named("tagged.jpg"), shuffled = open_named("icc_shuffled.jpg");
	const unsigned char *expected, *found;
	size_t expected_length, length;
	assert_true(picture_read_icc(whole.arena, whole.picture, &expected, &expected_length));
	assert_int_equal(expected[0] << 24 | expected[1] << 16 | expected[2] << 8 | expected[3], expected_length);
	Case *cases[] = { &parts, &shuffled };
	for (int i = 0; i < 2; i++) {
		assert_non_null(cases[i]->picture);
		assert_true(cases[i]->picture->has_icc);
		assert_int_equal(diag_total(cases[i]->diag), 0);
		assert_true(picture_read_icc(cases[i]->arena, cases[i]->picture, &found, &length));
		assert_int_equal(length, expected_length);
		assert_memory_equal(found + 128, expected + 128, length - 128); /* the headers hold the time of making */
	}
	close_case(&whole);
	close_case(&parts);
	close_case(&shuffled);
}

static void drops_broken_profiles(void **state) {
	(void)state;
	static const char *const names[] = { "icc_missing.jpg", "icc_twice.jpg", "icc_grey.jpg" };
	for (int i = 0; i < 3; i++) {
		Case c = open_named(names[i]);
		assert_non_null(c.picture);
		assert_code(c, "photo-profile");
		assert_int_equal(c.entry->severity, SEVERITY_WARNING);
		assert_false(c.picture->has_icc);
		Bytes out = published(&c, true);
		assert_false(holds(out.at, out.length, "ICC_PROFILE"));
		const unsigned char *found;
		size_t length;
		assert_false(picture_read_icc(c.arena, c.picture, &found, &length));
		free(out.at);
		close_case(&c);
	}
}

static void cuts_off_tails(void **state) {
	(void)state;
	static const struct { const char *name; int entries; Severity severity; } cases[] = {
		{ "tail.jpg", 1, SEVERITY_WARNING }, { "tail_zero.jpg", 0, SEVERITY_NOTE }, { "tail_second.jpg", 1, SEVERITY_NOTE },
	};
	Bytes plain = load_bytes("plain.jpg");
	for (int i = 0; i < 3; i++) {
		Case c = open_named(cases[i].name);
		assert_non_null(c.picture);
		assert_int_equal(diag_total(c.diag), cases[i].entries);
		if (c.entry) {
			assert_string_equal(c.entry->code, "photo-tail");
			assert_int_equal(c.entry->severity, cases[i].severity);
		}
		Bytes out = published(&c, true);
		assert_int_equal(out.length, plain.length);
		assert_memory_equal(out.at, plain.at, plain.length);
		free(out.at);
		close_case(&c);
	}
	free(plain.at);
}

/* plain.jpg with its frame header's bytes changed: SOF marker, precision, height, width, count. */
static void assert_frame_refused(int at, int value, const char *code, const char *word) {
	Bytes bytes = load_bytes("plain.jpg");
	unsigned char *frame = memmem(bytes.at, bytes.length, "\xFF\xC0\0\x11", 4);
	assert_non_null(frame);
	frame[at] = (unsigned char)value;
	if (at == 5) frame[6] = (unsigned char)value;
	MemoryFile file = memory_open();
	Case c = open_memory(&file, bytes.at, bytes.length);
	assert_refused(&c, code);
	assert_non_null(c.entry->hint);
	if (!strstr(c.entry->message, word)) fail_msg("%s expected: %s", word, c.entry->message);
	close_case(&c);
	close(file.fd);
	free(bytes.at);
}

static void refuses_rare_kinds(void **state) {
	(void)state;
	assert_frame_refused(1, 0xC3, "photo-format", "lossless");
	assert_frame_refused(1, 0xC9, "photo-format", "arithmetic");
	assert_frame_refused(1, 0xCA, "photo-format", "arithmetic");
	assert_frame_refused(1, 0xC5, "photo-format", "hierarchical");
	assert_frame_refused(1, 0xDE, "photo-format", "hierarchical");
	assert_frame_refused(1, 0xF7, "photo-format", "JPEG-LS");
	assert_frame_refused(4, 12, "photo-format", "12 bits");
	assert_frame_refused(4, 7, "photo-unreadable", "damaged");
	assert_frame_refused(5, 0, "photo-unreadable", "how wide");
	assert_frame_refused(9, 2, "photo-unreadable", "damaged");  /* the length belongs to three components */
	assert_frame_refused(11, 0x51, "photo-unreadable", "damaged"); /* a sampling factor of five */
	assert_frame_refused(5, 0xFF, "photo-truncated", "too early"); /* 24 by 65535: far more than 400 bytes can code */
}

static void refuses_too_many_pixels(void **state) {
	(void)state;
	Bytes bytes = load_bytes("plain.jpg");
	unsigned char *frame = memmem(bytes.at, bytes.length, "\xFF\xC0\0\x11", 4);
	memset(frame + 5, 0xFF, 4);
	MemoryFile file = memory_open();
	Case c = open_memory(&file, bytes.at, bytes.length);
	assert_refused(&c, "photo-too-large");
	close_case(&c);
	close(file.fd);
	free(bytes.at);
}

/* What behind a scan is no marker, or a table that a scan needs and nobody defined, is damage. */
static void refuses_damaged_scans(void **state) {
	(void)state;
	Bytes bytes = load_bytes("plain.jpg");
	MemoryFile file = memory_open();
	unsigned char *scan = memmem(bytes.at, bytes.length, "\xFF\xDA\0\x0C", 4);
	assert_non_null(scan);
	static const unsigned char markers[] = { 0x01, 0x02, 0xBF, 0xD8, 0xC0 };
	for (size_t i = 0; i < sizeof markers; i++) {
		unsigned char before[2] = { scan[20], scan[21] };
		scan[20] = 0xFF;
		scan[21] = markers[i];
		Case c = open_memory(&file, bytes.at, bytes.length);
		assert_null(c.picture);
		close_case(&c);
		memcpy(scan + 20, before, 2);
	}
	scan[6] = 0x22; /* tables 2 */
	Case c = open_memory(&file, bytes.at, bytes.length);
	assert_refused(&c, "photo-unreadable");
	close_case(&c);
	scan[6] = 0;
	c = open_memory(&file, bytes.at, bytes.length);
	assert_non_null(c.picture);
	close_case(&c);
	close(file.fd);
	free(bytes.at);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_headers),
		cmocka_unit_test(obeys_all_orientations),
		cmocka_unit_test(obeys_the_orientations_of_cameras),
		cmocka_unit_test(bends_exif),
		cmocka_unit_test(publishes_nothing_private),
		cmocka_unit_test(publishes_what_decodes_alike),
		cmocka_unit_test(joins_profiles),
		cmocka_unit_test(drops_broken_profiles),
		cmocka_unit_test(cuts_off_tails),
		cmocka_unit_test(refuses_rare_kinds),
		cmocka_unit_test(refuses_too_many_pixels),
		cmocka_unit_test(refuses_damaged_scans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
