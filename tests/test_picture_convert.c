/* Photos through bantin-photo: every format and form of make_photos.py, colours against transicc, sizes, refusals. */
#include "picture/convert_picture.h"
#include "test_picture_support.h"
#include <sys/wait.h>

static char folder[] = "/tmp/bantin-photos-XXXXXX";
static bool made; /* make_photos.py wants python3 */
static const unsigned char PATCHES[12][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 }, { 0, 0, 0 }, { 128, 128, 128 },
	{ 200, 100, 50 }, { 30, 160, 220 }, { 250, 240, 10 }, { 90, 20, 130 }, { 20, 80, 40 }, { 240, 180, 200 } };
static const unsigned char GREYS[12] = { 54, 182, 18, 255, 0, 128, 118, 137, 226, 43, 64, 194 };

static int make_samples(void **state) {
	(void)state;
	char command[4200];
	const char *root = getenv("BANTIN_DATA");
	if (!mkdtemp(folder)) return 1;
	snprintf(command, sizeof command, "python3 '%s/tests/make_photos.py' '%s' 2>/dev/null", root && root[0] ? root : ".", folder);
	made = system(command) == 0;
	return 0;
}

static int remove_samples(void **state) {
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

/* A sample of the script, or of tests/data/picture. */
static const char *sample_path(const char *name, char out[4096]) {
	snprintf(out, 4096, "%s/%s", folder, name);
	return access(out, R_OK) == 0 ? out : case_path(name, out);
}

static Case open_sample(const char *name) {
	char path[4096];
	return open_case(sample_path(name, path));
}

typedef struct Made { Case c; ConvertedPicture picture; bool good; } Made;

static Made convert(const char *name, PictureWish wish) {
	Made m = { .c = open_sample(name) };
	if (!m.c.picture) return m;
	m.good = picture_convert(m.c.arena, m.c.picture, &wish, (SourcePos){ "bai.xml", 7, 3 }, m.c.diag, &m.picture);
	m.c.entry = diag_total(m.c.diag) ? diag_entry(m.c.diag, 0) : NULL;
	return m;
}

static Made must_convert(const char *name, PictureWish wish) {
	Made m = convert(name, wish);
	if (!m.good) fail_msg("%s: %s", name, m.c.entry ? m.c.entry->message : "nothing was said");
	return m;
}

static void done(Made *m) {
	picture_close_converted(&m->picture);
	close_case(&m->c);
}

static const unsigned char *middle(const ConvertedPicture *picture, int patch) {
	int x = patch % 4 * 16 + 8, y = patch / 4 * 16 + 8;
	return picture->bytes + (size_t)(y * picture->width + x) * (size_t)picture->components;
}

static void assert_values(const char *name, int patch, const unsigned char *values, const unsigned char *wanted, int count, int allowed) {
	for (int i = 0; i < count; i++)
		if (abs(values[i] - wanted[i]) > allowed) fail_msg("%s, patch %d, channel %d: %d instead of %d", name, patch, i, values[i], wanted[i]);
}

#define SKIP_WITHOUT_SAMPLES() do { if (!made) skip(); } while (0)

static void every_form_has_the_same_colours(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const struct { const char *name; int allowed; PictureFormat format; } CASES[] = {
		{ "rgb.tif", 0, PICTURE_TIFF }, { "big_endian.tif", 0, PICTURE_TIFF }, { "bigtiff.tif", 0, PICTURE_TIFF }, { "deflate.tif", 0, PICTURE_TIFF },
		{ "packbits.tif", 0, PICTURE_TIFF }, { "tiles.tif", 0, PICTURE_TIFF }, { "planes.tif", 0, PICTURE_TIFF }, { "plane_tiles.tif", 0, PICTURE_TIFF },
		{ "rgb16.tif", 0, PICTURE_TIFF }, { "rgb16_big_endian.tif", 0, PICTURE_TIFF }, { "palette.tif", 0, PICTURE_TIFF }, { "cmyk.tif", 0, PICTURE_TIFF },
		{ "alpha.tif", 0, PICTURE_TIFF }, { "extra_channel.tif", 0, PICTURE_TIFF }, { "three_pages.tif", 0, PICTURE_TIFF },
		{ "preview_first.tif", 0, PICTURE_TIFF }, { "turned.tif", 0, PICTURE_TIFF }, { "ring.tif", 0, PICTURE_TIFF }, { "private.tif", 0, PICTURE_TIFF },
		{ "rgb.png", 0, PICTURE_PNG }, { "rgb16.png", 0, PICTURE_PNG }, { "srgb_by_numbers.png", 0, PICTURE_PNG }, { "alpha.png", 0, PICTURE_PNG },
		{ "lossless.webp", 0, PICTURE_WEBP }, { "alpha.webp", 255, PICTURE_WEBP }, { "lossy.webp", 6, PICTURE_WEBP }, { "animated.webp", 8, PICTURE_WEBP },
		{ "turned.webp", 6, PICTURE_WEBP }, { "photo.heic", 6, PICTURE_HEIF }, { "burst.heic", 12, PICTURE_HEIF }, { "photo.avif", 6, PICTURE_HEIF },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		Made m = must_convert(CASES[i].name, (PictureWish){ .space = PICTURE_SRGB, .coding = PICTURE_CODE_RAW });
		assert_int_equal(m.c.picture->format, CASES[i].format);
		assert_int_equal(m.picture.width, 64);
		assert_int_equal(m.picture.components, 3);
		assert_int_equal(m.picture.bits, 8);
		for (int patch = 0; patch < 12; patch++) assert_values(CASES[i].name, patch, middle(&m.picture, patch), PATCHES[patch], 3, CASES[i].allowed);
		done(&m);
	}
}

static void grey_stays_grey(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const struct { const char *name; int allowed; } CASES[] = { { "grey.tif", 0 }, { "grey_white_is_zero.tif", 0 }, { "grey4.tif", 16 }, { "grey1.tif", 128 } };
	for (PictureSpace space = PICTURE_AS_IS; space <= PICTURE_CMYK; space++) {
		if (space == PICTURE_SRGB) continue;
		for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
			Made m = must_convert(CASES[i].name, (PictureWish){ .space = space, .profile = "no profile is needed", .profile_length = 20, .coding = PICTURE_CODE_RAW });
			assert_int_equal(m.picture.components, 1);
			for (int patch = 0; patch < 12; patch++) assert_values(CASES[i].name, patch, middle(&m.picture, patch), &GREYS[patch], 1, CASES[i].allowed);
			done(&m);
		}
	}
}

static const char *press_path(char out[4096]) {
	const char *root = getenv("BANTIN_DATA");
	snprintf(out, 4096, "%s/profiles/coated.icc", root && root[0] ? root : ".");
	return out;
}

static PictureWish press_wish(FileMap *profile) {
	char path[4096];
	assert_true(file_map(press_path(path), profile));
	return (PictureWish){ .space = PICTURE_CMYK, .profile = profile->bytes, .profile_length = profile->length, .coding = PICTURE_CODE_RAW };
}

/* A black-and-white photo saved in colour is black ink alone on the press; inks keep their numbers. */
static void the_press_gets_black_alone_or_the_inks_as_they_are(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	FileMap profile;
	PictureWish wish = press_wish(&profile);
	Made m = must_convert("neutral.png", wish);
	assert_int_equal(m.picture.components, 1);
	for (int patch = 0; patch < 12; patch++) assert_values("neutral.png", patch, middle(&m.picture, patch), &GREYS[patch], 1, 1);
	done(&m);
	m = must_convert("cmyk.tif", wish);
	assert_int_equal(m.picture.components, 4);
	assert_true(m.picture.own_profile);
	for (int patch = 0; patch < 12; patch++) {
		const unsigned char inks[4] = { (unsigned char)(255 - PATCHES[patch][0]), (unsigned char)(255 - PATCHES[patch][1]), (unsigned char)(255 - PATCHES[patch][2]), 0 };
		assert_values("cmyk.tif", patch, middle(&m.picture, patch), inks, 4, 0);
	}
	done(&m);
	file_unmap(&profile);
}

/* What littlecms's own program says of the same twelve colours. */
static void colours_are_those_of_transicc(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	if (system("command -v transicc > /dev/null 2>&1") != 0) skip();
	FileMap profile;
	char press[4096], command[9000], line[256];
	press_path(press);
	for (int perceptual = 0; perceptual < 2; perceptual++) {
		PictureWish wish = press_wish(&profile);
		wish.intent = perceptual ? PICTURE_PERCEPTUAL : PICTURE_COLORIMETRIC;
		Made m = must_convert("rgb.tif", wish);
		assert_int_equal(m.picture.components, 4);
		for (int patch = 0; patch < 12; patch++) {
			snprintf(command, sizeof command, "echo %d %d %d | transicc '-i*sRGB' '-o%s' %s -n 2>/dev/null", PATCHES[patch][0], PATCHES[patch][1], PATCHES[patch][2], press,
				perceptual ? "-t0" : "-t1 -b");
			FILE *pipe = popen(command, "r");
			double inks[4];
			assert_non_null(fgets(line, sizeof line, pipe));
			assert_int_equal(sscanf(line, "%lf %lf %lf %lf", &inks[0], &inks[1], &inks[2], &inks[3]), 4);
			pclose(pipe);
			const unsigned char *values = middle(&m.picture, patch);
			for (int i = 0; i < 4; i++) {
				double off = values[i] - inks[i] * 2.55;
				if (off < -1 || off > 1) fail_msg("patch %d, ink %d: %d of 255 instead of %.2f %%", patch, i, values[i], inks[i]);
			}
		}
		done(&m);
		file_unmap(&profile);
	}
}

static void alpha_parts_or_lies_on_paper(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "alpha.tif", "alpha_multiplied.tif", "alpha.png", "alpha.webp" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		Made m = must_convert(NAMES[i], (PictureWish){ .coding = PICTURE_CODE_RAW });
		assert_non_null(m.picture.alpha);
		assert_int_equal(m.picture.alpha_length, 64 * 48);
		assert_int_equal(m.picture.alpha[31], 255);
		assert_int_equal(m.picture.alpha[32], 0);
		done(&m);
		m = must_convert(NAMES[i], (PictureWish){ .coding = PICTURE_CODE_RAW, .flatten = true, .paper = { 250, 240, 220 } });
		assert_null(m.picture.alpha);
		static const unsigned char PAPER[3] = { 250, 240, 220 };
		assert_values(NAMES[i], 1, middle(&m.picture, 1), PATCHES[1], 3, 0);
		assert_values(NAMES[i], 2, middle(&m.picture, 2), PAPER, 3, 1);
		done(&m);
	}
	/* nothing is seen through: no mask */
	Made m = must_convert("animated.webp", (PictureWish){ .coding = PICTURE_CODE_RAW });
	assert_null(m.picture.alpha);
	done(&m);
}

static void lab_becomes_srgb(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "lab.tif", "icclab.tif" };
	static const unsigned char WANTED[4][3] = { { 255, 0, 0 }, { 255, 255, 255 }, { 0, 0, 0 }, { 128, 128, 128 } };
	for (size_t i = 0; i < 2; i++) {
		Made m = must_convert(NAMES[i], (PictureWish){ .coding = PICTURE_CODE_RAW });
		assert_false(m.picture.own_profile);
		for (int patch = 0; patch < 4; patch++) assert_values(NAMES[i], patch, middle(&m.picture, patch), WANTED[patch], 3, patch ? 1 : 9);
		done(&m);
	}
}

/* The first patch is red, its right neighbour green; turned clockwise, red is at the right above, green below it. */
static void turning(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "turned.tif", "turned.png" };
	Made m;
	for (int i = 0; i < 2; i++) {
		m = must_convert(NAMES[i], (PictureWish){ .coding = PICTURE_CODE_RAW });
		assert_int_equal(m.picture.orientation, 6);
		assert_int_equal(m.picture.width, 64);
		done(&m);
		m = must_convert(NAMES[i], (PictureWish){ .coding = PICTURE_CODE_RAW, .upright = true });
		assert_int_equal(m.picture.orientation, 1);
		assert_int_equal(m.picture.width, 48);
		assert_int_equal(m.picture.height, 64);
		assert_values(NAMES[i], 0, m.picture.bytes + 3 * (8 * 48 + 40), PATCHES[0], 3, 0);
		assert_values(NAMES[i], 1, m.picture.bytes + 3 * (24 * 48 + 40), PATCHES[1], 3, 0);
		done(&m);
	}
	/* the eight ways of EXIF: upright, all are one picture */
	unsigned char first[24 * 16 * 3];
	for (int orientation = 1; orientation <= 8; orientation++) {
		char name[32];
		snprintf(name, sizeof name, "exif_%d.jpg", orientation);
		m = must_convert(name, (PictureWish){ .coding = PICTURE_CODE_RAW, .upright = true });
		assert_int_equal(m.picture.width, m.c.picture->width);
		assert_int_equal(m.picture.height, m.c.picture->height);
		if (orientation == 1) memcpy(first, m.picture.bytes, m.picture.length < sizeof first ? m.picture.length : sizeof first);
		else if (orientation == 3) assert_memory_equal(first, m.picture.bytes + m.picture.length - 3, 3);
		done(&m);
	}
}

static void sixteen_bits_where_asked(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "rgb16.tif", "rgb16_big_endian.tif", "rgb16.png" };
	for (int i = 0; i < 3; i++) {
		Made m = must_convert(NAMES[i], (PictureWish){ .deep = true, .coding = PICTURE_CODE_RAW });
		assert_int_equal(m.picture.bits, 16);
		assert_int_equal(m.picture.length, 64 * 48 * 6);
		const unsigned char *at = m.picture.bytes + 6 * (24 * 64 + 40); /* 200 100 50 */
		static const unsigned char WANTED[6] = { 200, 200, 100, 100, 50, 50 };
		assert_values(NAMES[i], 6, at, WANTED, 6, 0);
		done(&m);
	}
}

/* Display P3 by its numbers: a profile is made, and sRGB is reached through it. */
static void colours_by_code_points(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	Made m = must_convert("p3.png", (PictureWish){ .space = PICTURE_SRGB, .coding = PICTURE_CODE_RAW });
	assert_true(m.c.picture->has_icc);
	static const unsigned char ORANGE[3] = { 215, 93, 31 }; /* P3 200 100 50 in sRGB, by the matrices of both */
	assert_values("p3.png", 6, middle(&m.picture, 6), ORANGE, 3, 2);
	done(&m);
	Case c = open_sample("srgb_by_numbers.png");
	assert_true(c.picture->srgb);
	assert_int_equal(c.picture->gamma, 0); /* cICP overrules gAMA */
	close_case(&c);
	c = open_sample("hdr.bad.png");
	assert_refused(&c, "photo-format");
	close_case(&c);
}

static void fewer_pixels(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const struct { int width, height, to_width, to_height; } SIZES[] = {
		{ 32, 0, 32, 24 }, { 0, 12, 16, 12 }, { 32, 6, 8, 6 }, { 640, 480, 64, 48 }, { 0, 0, 64, 48 }, { 1, 1, 1, 1 }, { 63, 0, 63, 47 }, { 3, 0, 3, 2 },
	};
	for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
		Made m = must_convert("rgb.tif", (PictureWish){ .width = SIZES[i].width, .height = SIZES[i].height, .coding = PICTURE_CODE_RAW });
		assert_int_equal(m.picture.width, SIZES[i].to_width); /* never more than there are */
		assert_int_equal(m.picture.height, SIZES[i].to_height);
		done(&m);
	}
	Made m = must_convert("turned.tif", (PictureWish){ .width = 24, .coding = PICTURE_CODE_RAW }); /* as seen it is 48 wide */
	assert_int_equal(m.picture.width, 32);
	assert_int_equal(m.picture.height, 24);
	/* the middle of a patch is away from all edges: its colour is untouched by averages and sharpening */
	for (int patch = 0; patch < 12; patch++) {
		int x = patch % 4 * 8 + 4, y = patch / 4 * 8 + 4;
		assert_values("turned.tif", patch, m.picture.bytes + 3 * (y * 32 + x), PATCHES[patch], 3, 6);
	}
	done(&m);
	/* what is see-through lends no colour to what is not */
	m = must_convert("alpha.png", (PictureWish){ .width = 16, .coding = PICTURE_CODE_RAW });
	assert_non_null(m.picture.alpha);
	for (int i = 0; i < 16 * 12; i++) if (i % 16 > 11) assert_int_equal(m.picture.alpha[i], 0);
	done(&m);
}

static void the_same_bytes_each_time(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "photo.heic", "lossy.webp", "planes.tif", "progressive.jpg", "p3.png" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		PictureWish wish = { .width = 20 };
		Made a = must_convert(NAMES[i], wish), b = must_convert(NAMES[i], wish);
		assert_int_equal(a.picture.length, b.picture.length);
		assert_memory_equal(a.picture.bytes, b.picture.bytes, a.picture.length);
		bool lossy = i != 2 && i != 4;
		assert_int_equal(a.picture.coding, lossy ? PICTURE_CODE_BEST : PICTURE_CODE_FLATE);
		assert_int_equal(memcmp(a.picture.bytes, "\xFF\xD8\xFF", 3) == 0, lossy);
		const unsigned char *one, *two;
		size_t length_one, length_two;
		if (picture_read_icc(a.c.arena, a.c.picture, &one, &length_one)) {
			assert_true(picture_read_icc(b.c.arena, b.c.picture, &two, &length_two));
			assert_int_equal(length_one, length_two);
			assert_memory_equal(one, two, length_one);
		}
		done(&a);
		done(&b);
	}
}

static void what_cannot_be_is_refused_in_words(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const struct { const char *name, *code, *word; } CASES[] = {
		{ "float.bad.tif", "photo-format", "floating point" }, { "inks.bad.tif", "photo-format", "inks" }, { "raw.bad.tif", "photo-format", "raw" },
		{ "ycbcr.bad.tif", "photo-format", "television" }, { "packed.bad.tif", "photo-format", "packed" }, { "no_width.bad.tif", "photo-unreadable", "damaged" },
		{ "large.bad.tif", "photo-too-large", "60000 by 60000" }, { "promises.bad.tif", "photo-unreadable", "damaged" },
		{ "nothing.bad.tif", "photo-unreadable", "damaged" }, { "bytes.bad.tif", "photo-unreadable", "damaged" }, { "hdr.bad.png", "photo-format", "HDR" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		Made m = convert(CASES[i].name, (PictureWish){ .coding = PICTURE_CODE_RAW });
		if (m.good) fail_msg("%s was taken", CASES[i].name);
		assert_code(m.c, CASES[i].code);
		if (!strstr(m.c.entry->message, CASES[i].word)) fail_msg("%s: %s", CASES[i].name, m.c.entry->message);
		assert_non_null(strstr(m.c.entry->message, CASES[i].name));
		assert_true(m.c.entry->hint && m.c.entry->hint[0]);
		assert_int_equal(diag_total(m.c.diag), 1);
		assert_null(m.picture.bytes);
		done(&m);
	}
}

static void several_pictures_are_told(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "three_pages.tif", "burst.heic", "animated.webp" };
	for (int i = 0; i < 3; i++) {
		Case c = open_sample(NAMES[i]);
		assert_non_null(c.picture);
		assert_code(c, "photo-pages");
		assert_int_equal(c.entry->severity, SEVERITY_NOTE);
		close_case(&c);
	}
	Case c = open_sample("preview_first.tif"); /* a preview is no picture of its own */
	assert_null(c.entry);
	close_case(&c);
}

/* Cut at some places, or with a byte turned over: an answer or an error, nothing else. */
static void hostile_files_do_no_harm(void **state) {
	(void)state;
	SKIP_WITHOUT_SAMPLES();
	static const char *const NAMES[] = { "planes.tif", "tiles.tif", "photo.heic", "photo.avif", "animated.webp", "lossless.webp" };
	MemoryFile file = memory_open();
	unsigned seed = 7;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		char path[4096];
		FileMap map;
		assert_true(file_map(sample_path(NAMES[i], path), &map));
		unsigned char *bytes = malloc(map.length);
		for (int round = 0; round < 6; round++) {
			memcpy(bytes, map.bytes, map.length);
			size_t length = round % 2 ? map.length : map.length * (size_t)(round + 1) / 8;
			if (round % 2) for (int k = 0; k < 3; k++) bytes[8 + (seed = seed * 1103515245 + 12345) / 65536 % (map.length - 8)] ^= 0x55;
			Case c = open_memory(&file, bytes, length);
			ConvertedPicture out;
			if (c.picture && picture_convert(c.arena, c.picture, &(PictureWish){ .coding = PICTURE_CODE_RAW }, (SourcePos){ 0 }, c.diag, &out)) picture_close_converted(&out);
			else assert_true(diag_count(c.diag, SEVERITY_ERROR) == 1);
			close_case(&c);
		}
		free(bytes);
		file_unmap(&map);
	}
	close(file.fd);
}

static void a_file_that_changed_is_not_converted(void **state) {
	(void)state;
	Bytes bytes = load_bytes("lossless.webp");
	MemoryFile file = memory_open();
	Case c = open_memory(&file, bytes.at, bytes.length);
	assert_non_null(c.picture);
	memory_set(&file, bytes.at, bytes.length - 1);
	ConvertedPicture out;
	assert_false(picture_convert(c.arena, c.picture, &(PictureWish){ 0 }, (SourcePos){ "bai.xml", 7, 3 }, c.diag, &out));
	assert_int_equal(diag_count(c.diag, SEVERITY_ERROR), 1);
	assert_false(picture_convert(c.arena, c.picture, &(PictureWish){ 0 }, (SourcePos){ 0 }, NULL, &out)); /* nobody listens */
	close_case(&c);
	close(file.fd);
	free(bytes.at);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_has_the_same_colours),
		cmocka_unit_test(grey_stays_grey),
		cmocka_unit_test(the_press_gets_black_alone_or_the_inks_as_they_are),
		cmocka_unit_test(colours_are_those_of_transicc),
		cmocka_unit_test(alpha_parts_or_lies_on_paper),
		cmocka_unit_test(lab_becomes_srgb),
		cmocka_unit_test(turning),
		cmocka_unit_test(sixteen_bits_where_asked),
		cmocka_unit_test(colours_by_code_points),
		cmocka_unit_test(fewer_pixels),
		cmocka_unit_test(the_same_bytes_each_time),
		cmocka_unit_test(what_cannot_be_is_refused_in_words),
		cmocka_unit_test(several_pictures_are_told),
		cmocka_unit_test(hostile_files_do_no_harm),
		cmocka_unit_test(a_file_that_changed_is_not_converted),
	};
	return cmocka_run_group_tests(tests, make_samples, remove_samples);
}
