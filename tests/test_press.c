/* The press: single colours against Little CMS's own tool, jobs of one and two plates, profiles and their broken twins. */
#include <stdio.h>
#include <stdlib.h>
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <zlib.h>
#include "base/text.h"
#include "press/press.h"

/* ---- colours ---- */

static void test_neutrals_are_black_ink(void **state) {
	(void)state;
	int last = 10001;
	for (int value = 0; value < 256; value++) {
		Colour colour = press_separate_srgb(value, value, value);
		assert_true(!colour.c && !colour.m && !colour.y && colour.k <= last);
		int shown = press_show_colour(colour).g * 255 / 1000;
		assert_in_range(abs(shown - value), 0, 2);
		last = colour.k;
	}
	assert_int_equal(press_separate_srgb(0, 0, 0).k, 10000);
	assert_int_equal(press_separate_srgb(255, 255, 255).k, 0);
}

/* Runs transicc over the lines of `input`; NULL when it is not there. */
static FILE *run_transicc(const char *arguments, const char *input) {
	if (system("command -v transicc >/dev/null 2>&1") != 0) return NULL;
	char path[] = "/tmp/bantin-chart-XXXXXX", command[512];
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, input, strlen(input)) == (ssize_t)strlen(input));
	close(fd);
	snprintf(command, sizeof command, "transicc -n -t1 -c0 %s < %s; rm -f %s", arguments, path, path);
	return popen(command, "r");
}

/* A chart of 7 x 7 x 7 colours between the nodes: as Little CMS has them, but for neutrals, which are black ink by intent. */
static void test_separation_is_little_cms(void **state) {
	(void)state;
	Text chart = { 0 };
	char arguments[256];
	enum { SIDE = 7 };
	for (int i = 0; i < SIDE * SIDE * SIDE; i++) text_format(&chart, "%d %d %d\n", i / 49 * 42, i / 7 % 7 * 42, i % 7 * 42);
	snprintf(arguments, sizeof arguments, "-b -i '*sRGB' -o %s/profiles/coated.icc", getenv("BANTIN_DATA") ? getenv("BANTIN_DATA") : ".");
	FILE *answer = run_transicc(arguments, chart.bytes);
	text_free(&chart);
	if (!answer) skip();
	double worst = 0;
	for (int i = 0; i < SIDE * SIDE * SIDE; i++) {
		double inks[4];
		assert_int_equal(fscanf(answer, "%lf %lf %lf %lf", &inks[0], &inks[1], &inks[2], &inks[3]), 4);
		int r = i / 49 * 42, g = i / 7 % 7 * 42, b = i % 7 * 42;
		if (r == g && g == b) continue;
		Colour colour = press_separate_srgb(r, g, b);
		const double ours[4] = { colour.c, colour.m, colour.y, colour.k };
		for (int c = 0; c < 4; c++) {
			double off = ours[c] / 100 - inks[c];
			if (off < 0) off = -off;
			if (off > worst) worst = off;
		}
	}
	pclose(answer);
	if (worst > 0.02) fail_msg("off by %.3f %% of an ink", worst); /* ours are whole hundredths of a percent */
}

/* ---- jobs ---- */

static void test_two_plates(void **state) {
	(void)state;
	PressJob job = press_make_job();
	const Colour blue = { .c = 9600, .m = 6900, .spot = "PANTONE 2728 C", .tint = 10000 };
	job.inks = PRESS_INKS_BLACK_AND_SPOT;
	job.spot = blue;
	assert_true(colour_equal(press_reduce_colour(&job, blue), blue));
	assert_true(colour_equal(press_reduce_colour(&job, COLOUR_BLACK), COLOUR_BLACK));
	assert_true(colour_equal(press_reduce_colour(&job, COLOUR_WHITE), COLOUR_WHITE));
	assert_true(colour_equal(press_reduce_colour(&job, (Colour){ .k = 3000 }), (Colour){ .k = 3000 }));
	Colour yellow = press_reduce_colour(&job, (Colour){ .m = 1000, .y = 9000 }), brown = press_reduce_colour(&job, (Colour){ .c = 5000, .m = 9000, .y = 9000, .k = 4000 });
	assert_true(yellow.spot && yellow.tint < 4000 && brown.spot && brown.tint > 8000);
	Colour mixed_grey = press_reduce_colour(&job, (Colour){ .c = 5000, .m = 4000, .y = 4000 });
	assert_true(!mixed_grey.spot && !mixed_grey.c && mixed_grey.k > 3000 && mixed_grey.k < 7000);
}

static void test_duotone_curves(void **state) {
	(void)state;
	DuotoneStep steps[256];
	press_make_duotone(steps);
	assert_true(!steps[255].black && !steps[255].spot);
	assert_true(steps[0].black == 9500 && steps[0].spot == 7000);
	for (int i = 1; i < 256; i++) assert_true(steps[i].black <= steps[i - 1].black && steps[i].spot <= steps[i - 1].spot);
	PressJob job = press_make_job();
	job.spot = (Colour){ .c = 9600, .m = 6900, .spot = "Xanh", .tint = 10000 };
	ScreenColour white = press_show_duotone(&job, steps[255]), middle = press_show_duotone(&job, steps[128]), dark = press_show_duotone(&job, steps[0]);
	assert_true(white.r == 1000 && white.g == 1000 && white.b == 1000);
	assert_true(middle.b > middle.r + 100); /* the spot ink shows */
	assert_true(dark.r + dark.g + dark.b < 300);
}

/* ---- profiles ---- */

static void assert_refused(const unsigned char *bytes, size_t length) {
	char path[] = "/tmp/bantin-profile-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
	close(fd);
	Diag *diag = diag_open();
	PressProfile *profile = press_open_profile(path, (SourcePos){ 0 }, diag);
	assert_null(profile);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 1);
	assert_string_equal(diag_entry(diag, 0)->code, "output-profile");
	diag_close(diag);
	unlink(path);
}

static void test_carried_profiles(void **state) {
	(void)state;
	Diag *diag = diag_open();
	PressProfile *coated = press_open_profile("coated", (SourcePos){ 0 }, diag), *uncoated = press_open_profile("uncoated", (SourcePos){ 0 }, diag);
	assert_non_null(coated);
	assert_non_null(uncoated);
	assert_string_equal(coated->condition, "FOGRA39");
	assert_string_equal(uncoated->condition, "FOGRA29");
	assert_string_equal(coated->registry, "http://www.color.org");
	assert_int_equal(coated->version, 2);
	assert_in_range(coated->ink_limit, 28000, 30200);
	assert_in_range(uncoated->ink_limit, 26000, 28200);
	PressProfile *const both[] = { coated, uncoated };
	for (int i = 0; i < 2; i++) {
		uLongf length = (uLongf)both[i]->map.length;
		unsigned char *inflated = malloc(length);
		assert_int_equal(uncompress(inflated, &length, both[i]->deflated, (uLong)both[i]->deflated_length), Z_OK);
		assert_int_equal(length, both[i]->map.length);
		assert_memory_equal(inflated, both[i]->map.bytes, length);
		free(inflated);
	}
	/* twins with one flaw each: cut off, no output device, no CMYK, a version to come, a table gone */
	unsigned char *twin = malloc(coated->map.length);
	static const struct { size_t at; const char *bytes; size_t length; } FLAWS[] = { { 36, "xxxx", 4 }, { 12, "mntr", 4 }, { 16, "RGB ", 4 }, { 8, "\x07", 1 } };
	for (size_t i = 0; i < sizeof FLAWS / sizeof *FLAWS; i++) {
		memcpy(twin, coated->map.bytes, coated->map.length);
		memcpy(twin + FLAWS[i].at, FLAWS[i].bytes, FLAWS[i].length);
		assert_refused(twin, coated->map.length);
	}
	memcpy(twin, coated->map.bytes, coated->map.length);
	for (unsigned i = 0; i < twin[131]; i++) if (memcmp(twin + 132 + 12 * i, "B2A0", 4) == 0) memcpy(twin + 132 + 12 * i, "gone", 4);
	assert_refused(twin, coated->map.length);
	for (size_t length = 0; length < coated->map.length; length += length < 600 ? 13 : 20011) assert_refused(coated->map.bytes, length);
	/* any byte of the tables' heads may be wrong: nothing is read beyond the end */
	for (size_t i = 128; i < 128 + 4 + 12 * 15; i++) {
		memcpy(twin, coated->map.bytes, coated->map.length);
		twin[i] = 0xFF;
		char path[] = "/tmp/bantin-profile-XXXXXX";
		int fd = mkstemp(path);
		assert_true(fd >= 0 && write(fd, twin, coated->map.length) > 0);
		close(fd);
		press_close_profile(press_open_profile(path, (SourcePos){ 0 }, diag));
		unlink(path);
	}
	free(twin);
	press_close_profile(coated);
	press_close_profile(uncoated);
	diag_close(diag);
}

static void test_missing_profile(void **state) {
	(void)state;
	Diag *diag = diag_open();
	assert_null(press_open_profile("no-such-press.icc", (SourcePos){ 0 }, diag));
	assert_null(press_open_profile("../../../etc/passwd", (SourcePos){ .file = "/tmp/so-bao.xml" }, diag));
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 2);
	diag_close(diag);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_neutrals_are_black_ink), cmocka_unit_test(test_separation_is_little_cms), cmocka_unit_test(test_two_plates),
		cmocka_unit_test(test_duotone_curves), cmocka_unit_test(test_carried_profiles), cmocka_unit_test(test_missing_profile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
