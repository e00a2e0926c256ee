/* Pages as pictures: what bantin-proof makes of inks is held against transicc, another program over the same profile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/folder_output.h"
#include "preview/preview.h"

enum { SIDE = 24, COLUMNS = 8 }; /* points; at 72 pixels to the inch a point is a pixel */

static Arena *arena;
static Drawing *drawing;
static DrawnPage *page;
static PressProfile *profile;
static FontSet *fonts;
static Diag *diag;
static char folder[64];

static int set_up(void **state) {
	(void)state;
	arena = arena_open();
	diag = diag_open();
	drawing = drawing_open(arena);
	page = drawing_add_page(drawing, SIDE * COLUMNS * LENGTH_POINT, SIDE * COLUMNS * LENGTH_POINT, 9 * LENGTH_POINT);
	profile = press_open_profile("coated", (SourcePos){ 0 }, diag);
	fonts = font_open_set(false, diag);
	strcpy(folder, "/tmp/bantin-preview-XXXXXX");
	return profile && fonts && mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
	(void)state;
	folder_remove(folder);
	press_close_profile(profile);
	font_close_set(fonts);
	diag_close(diag);
	arena_close(arena);
	return 0;
}

static void add_rect(int x, int y, int width, int height, Colour colour) {
	DrawItem *item = vector_push(arena, &page->items);
	*item = (DrawItem){ .kind = DRAW_RECT, .node = NODE_NONE, .x = x * LENGTH_POINT, .y = y * LENGTH_POINT, .width = width * LENGTH_POINT, .height = height * LENGTH_POINT };
	item->u.rect.colour = colour;
}

static void add_patch(int number, Colour colour) { add_rect(number % COLUMNS * SIDE, number / COLUMNS * SIDE, SIDE, SIDE, colour); }

static int preview(PreviewWish wish, PressJob press, const char *name) {
	int pages;
	if (!wish.ppi) wish.ppi = 72;
	PreviewJob job = { .name = "p", .folder = file_join(arena, folder, name), .wish = &wish, .job = &press, .profile = profile, .fonts = fonts };
	return preview_write_drawing(drawing, NULL, &job, diag, &pages);
}

typedef struct Pixels { int width, height; unsigned char *rgb; } Pixels;

static Pixels read_png(const char *name) {
	png_image image = { .version = PNG_IMAGE_VERSION };
	assert_true(png_image_begin_read_from_file(&image, file_join(arena, folder, name)));
	image.format = PNG_FORMAT_RGB;
	Pixels pixels = { (int)image.width, (int)image.height, arena_alloc(arena, PNG_IMAGE_SIZE(image)) };
	assert_true(png_image_finish_read(&image, NULL, pixels.rgb, 0, NULL));
	return pixels;
}

static const unsigned char *pixel(const Pixels *pixels, int x, int y) { return pixels->rgb + 3 * (y * pixels->width + x); }

/* What transicc says of the inks (percent); false when it is not installed. */
static bool ask_transicc(const double inks[4], int intent, int rgb[3]) {
	double values[3];
	char line[512];
	const char *command = arena_format(arena, "printf '%%s\\n' %.4f %.4f %.4f %.4f | transicc -n -i %s -o '*sRGB' -t %d 2>/dev/null", inks[0], inks[1], inks[2], inks[3],
		file_data_path(arena, "profiles/coated.icc"), intent);
	FILE *answer = popen(command, "r");
	bool heard = answer && fgets(line, sizeof line, answer) && sscanf(line, "%lf %lf %lf", &values[0], &values[1], &values[2]) == 3;
	if (answer) pclose(answer);
	for (int i = 0; heard && i < 3; i++) rgb[i] = values[i] < 0 ? 0 : values[i] > 255 ? 255 : (int)(values[i] + 0.5); /* it does not clip */
	return heard;
}

static void assert_colour(const Pixels *pixels, int x, int y, const double inks[4], int intent) {
	int due[3];
	if (!ask_transicc(inks, intent, due)) skip();
	const unsigned char *at = pixel(pixels, x, y);
	for (int i = 0; i < 3; i++) {
		if (abs(at[i] - due[i]) <= 1) continue;
		fail_msg("inks %g %g %g %g at %d, %d: %d %d %d, but transicc says %d %d %d", inks[0], inks[1], inks[2], inks[3], x, y, at[0], at[1], at[2], due[0], due[1], due[2]);
	}
}

/* Whole steps of 1/255, so that rounding the amounts does not count. */
static const unsigned char CHART[][4] = { { 0, 0, 0, 0 }, { 0, 0, 0, 255 }, { 255, 0, 0, 0 }, { 0, 255, 0, 0 }, { 0, 0, 255, 0 }, { 255, 255, 0, 0 }, { 0, 255, 255, 0 },
	{ 102, 102, 102, 255 }, { 51, 0, 0, 0 }, { 0, 51, 204, 51 }, { 153, 102, 0, 51 }, { 0, 0, 0, 51 }, { 0, 0, 0, 153 }, { 204, 0, 204, 0 } };
enum { CHART_COUNT = sizeof CHART / sizeof *CHART };

static void percent(const unsigned char amounts[4], double out[4]) { for (int i = 0; i < 4; i++) out[i] = amounts[i] * 100.0 / 255; }

static void draw_chart(void) {
	for (int i = 0; i < CHART_COUNT; i++) {
		uint16_t inks[4];
		for (int k = 0; k < 4; k++) inks[k] = (uint16_t)((CHART[i][k] * 10000 + 127) / 255);
		add_patch(i, (Colour){ inks[0], inks[1], inks[2], inks[3], NULL, 0 });
	}
}

static void check_chart(const Pixels *pixels, int intent) {
	for (int i = 0; i < CHART_COUNT; i++) {
		double inks[4];
		percent(CHART[i], inks);
		assert_colour(pixels, i % COLUMNS * SIDE + SIDE / 2, i / COLUMNS * SIDE + SIDE / 2, inks, intent);
	}
}

static void inks_look_as_the_profile_says(void **state) {
	(void)state;
	draw_chart();
	assert_int_equal(preview((PreviewWish){ 0 }, press_make_job(), "white"), 0);
	assert_int_equal(preview((PreviewWish){ .paper = true }, press_make_job(), "paper"), 0);
	Pixels white = read_png("white/p.001.png"), paper = read_png("paper/p.001.png");
	assert_int_equal(white.width, SIDE * COLUMNS);
	assert_int_equal(white.height, SIDE * COLUMNS);
	assert_memory_equal(pixel(&white, 2, SIDE * COLUMNS - 2), "\xFF\xFF\xFF", 3);
	assert_true(pixel(&paper, 2, SIDE * COLUMNS - 2)[2] < 255); /* FOGRA39's paper is no pure white */
	check_chart(&white, 1);
	check_chart(&paper, 3);
}

/* Full black lines print over a tint, fields and all else knock out; a spot ink has a plate of its own. */
static void overprinting_and_spot_inks(void **state) {
	(void)state;
	const Colour tint = { .m = 4000, .y = 10000 }, spot = { 10000, 6000, 0, 2000, "SPOT", 10000 }, half = { 10000, 6000, 0, 2000, "SPOT", 4000 };
	for (int i = 0; i < 4; i++) add_patch(i, tint);
	add_rect(0, 10, SIDE, 4, COLOUR_BLACK);
	add_rect(SIDE, 8, SIDE, 8, COLOUR_BLACK);
	add_rect(2 * SIDE, 10, SIDE, 4, (Colour){ .k = 6000 });
	add_rect(3 * SIDE, 10, SIDE, 4, spot);
	add_patch(4, spot);
	add_patch(5, half);
	add_patch(6, spot);
	add_rect(6 * SIDE, 10, SIDE, 4, COLOUR_BLACK);
	assert_int_equal(preview((PreviewWish){ 0 }, press_make_job(), "spot"), 0);
	Pixels pixels = read_png("spot/p.001.png");
	const double over[4] = { 0, 40, 100, 100 }, black[4] = { 0, 0, 0, 100 }, grey[4] = { 0, 0, 0, 60 }, full[4] = { 100, 60, 0, 20 }, less[4] = { 40, 24, 0, 8 }, both[4] = { 100, 60, 0, 100 };
	assert_colour(&pixels, SIDE / 2, 12, over, 1);
	assert_colour(&pixels, SIDE + SIDE / 2, 12, black, 1);
	assert_colour(&pixels, 2 * SIDE + SIDE / 2, 12, grey, 1);
	assert_colour(&pixels, 3 * SIDE + SIDE / 2, 12, full, 1);
	assert_colour(&pixels, 4 * SIDE + SIDE / 2, 12, full, 1);
	assert_colour(&pixels, 5 * SIDE + SIDE / 2, 12, less, 1);
	assert_colour(&pixels, 6 * SIDE + SIDE / 2, 12, both, 1);
}

/* Neighbours of one colour are one field, wherever their edge lies between the pixels; a hairline keeps its weight. */
static void fields_that_touch_show_no_seam(void **state) {
	(void)state;
	const Colour dark = { .c = 10000, .m = 6000, .k = 4000 };
	for (int i = 0; i < 4; i++) add_rect(i * 31, 0, 31, 40, dark);
	add_rect(10, 60, 100, 1, COLOUR_BLACK);
	page->items.items[4].height = LENGTH_POINT / 4;
	assert_int_equal(preview((PreviewWish){ .ppi = 100 }, press_make_job(), "seam"), 0);
	Pixels pixels = read_png("seam/p.001.png");
	for (int x = 1; x < 170; x++) assert_memory_equal(pixel(&pixels, x, 20), pixel(&pixels, 0, 20), 3);
	int lightest = 255;
	for (int y = 80; y < 88; y++) if (pixel(&pixels, 100, y)[0] < lightest) lightest = pixel(&pixels, 100, y)[0];
	assert_in_range(lightest, 90, 230); /* grey: a third of a pixel of black */
}

static void add_letter(int x, int y, int size, Colour colour, bool turned) {
	Font *font = font_find(fonts, (FontQuery){ "sans-serif", 700, 100, false }, (SourcePos){ 0 }, diag);
	DrawWord *word = ARENA_NEW(arena, DrawWord);
	*word = (DrawWord){ .run = font_shape(font, "I", 1, 0, NULL), .x = x * LENGTH_POINT };
	DrawItem *item = vector_push(arena, &page->items);
	*item = (DrawItem){ .kind = DRAW_TEXT, .node = NODE_NONE, .turned = turned, .x = x * LENGTH_POINT, .y = y * LENGTH_POINT };
	item->u.text.font = font;
	item->u.text.size = size * LENGTH_POINT;
	item->u.text.scale = 1000;
	item->u.text.colour = colour;
	item->u.text.words = word;
	item->u.text.word_count = 1;
}

/* The pixels of exactly this colour, and the box that holds them. */
static int find_colour(const Pixels *pixels, const unsigned char rgb[3], int box[4]) {
	int count = 0;
	box[0] = box[1] = 1 << 20, box[2] = box[3] = -1;
	for (int y = 0; y < pixels->height; y++) {
		for (int x = 0; x < pixels->width; x++) {
			if (memcmp(pixel(pixels, x, y), rgb, 3) != 0) continue;
			count++;
			if (x < box[0]) box[0] = x;
			if (y < box[1]) box[1] = y;
			if (x > box[2]) box[2] = x;
			if (y > box[3]) box[3] = y;
		}
	}
	return count;
}

static void letters_stand_where_they_belong(void **state) {
	(void)state;
	add_rect(0, 0, 8, 8, (Colour){ .k = 10000 }); /* so that the colour of full black is known */
	add_letter(60, 90, 72, COLOUR_BLACK, false);
	assert_int_equal(preview((PreviewWish){ 0 }, press_make_job(), "upright"), 0);
	Pixels upright = read_png("upright/p.001.png");
	unsigned char black[3];
	memcpy(black, pixel(&upright, 3, 3), 3);
	assert_true(black[0] < 70); /* as dark as ink, which is not as dark as a screen */
	assert_true(black[0] > 10);
	memset(upright.rgb, 255, (size_t)(3 * 10 * upright.width));
	int box[4];
	assert_true(find_colour(&upright, black, box) > 100);
	assert_true(box[0] >= 60 && box[2] < 60 + 40);
	assert_in_range(box[3], 88, 90); /* its foot on the baseline */
	assert_in_range(box[1], 90 - 56, 90 - 46); /* Noto Sans: capitals are 0.714 em high */

	page->items.count = 1;
	add_letter(60, 90, 72, COLOUR_BLACK, true);
	assert_int_equal(preview((PreviewWish){ 0 }, press_make_job(), "turned"), 0);
	Pixels turned = read_png("turned/p.001.png");
	memset(turned.rgb, 255, (size_t)(3 * 10 * turned.width));
	assert_true(find_colour(&turned, black, box) > 100);
	assert_in_range(box[0], 59, 62); /* it reads downwards: the baseline is upright, its head to the right */
	assert_in_range(box[2], 60 + 46, 60 + 56);
	assert_true(box[1] >= 90);
}

/* A PNG of two halves. */
static const Picture *make_photo(const unsigned char left[4], const unsigned char right[4]) {
	enum { WIDE = 40, HIGH = 20 };
	unsigned char rgba[WIDE * HIGH * 4];
	for (int i = 0; i < WIDE * HIGH; i++) memcpy(rgba + 4 * i, i % WIDE < WIDE / 2 ? left : right, 4);
	png_image image = { .version = PNG_IMAGE_VERSION, .width = WIDE, .height = HIGH, .format = PNG_FORMAT_RGBA };
	const char *path = file_join(arena, folder, "photo.png");
	assert_true(png_image_write_to_file(&image, path, 0, rgba, 0, NULL));
	return picture_read_header(arena, path, (SourcePos){ 0 }, diag);
}

static void add_photo(const Picture *picture, int x, int y, int width, int height, int shown) {
	DrawItem *item = vector_push(arena, &page->items);
	*item = (DrawItem){ .kind = DRAW_PICTURE, .node = NODE_NONE, .x = x * LENGTH_POINT, .y = y * LENGTH_POINT, .width = shown * LENGTH_POINT, .height = height * LENGTH_POINT };
	item->u.picture.picture = picture;
	item->u.picture.image_x = item->x;
	item->u.picture.image_y = item->y;
	item->u.picture.image_width = width * LENGTH_POINT;
	item->u.picture.image_height = item->height;
}

static void assert_about(const Pixels *pixels, int x, int y, int r, int g, int b, int most) {
	const unsigned char *at = pixel(pixels, x, y);
	if (abs(at[0] - r) > most || abs(at[1] - g) > most || abs(at[2] - b) > most) fail_msg("at %d, %d: %d %d %d, not about %d %d %d", x, y, at[0], at[1], at[2], r, g, b);
}

static void photos_are_clipped_blended_and_separated(void **state) {
	(void)state;
	const unsigned char clear[4] = { 0, 0, 0, 0 }, rose[4] = { 200, 120, 120, 255 }, grey[4] = { 102, 102, 102, 255 }, white[4] = { 255, 255, 255, 255 };
	add_rect(0, 0, 80, 60, (Colour){ .y = 10000 });
	add_photo(make_photo(clear, rose), 10, 10, 80, 40, 60);
	assert_int_equal(preview((PreviewWish){ 0 }, press_make_job(), "clip"), 0);
	Pixels pixels = read_png("clip/p.001.png");
	const double yellow[4] = { 0, 0, 100, 0 };
	assert_colour(&pixels, 20, 30, yellow, 1); /* through what is clear */
	assert_about(&pixels, 62, 30, 200, 120, 120, 8);
	assert_colour(&pixels, 75, 30, yellow, 1); /* cut off by its frame */
	assert_colour(&pixels, 62, 55, yellow, 1);

	/* Neutral RGB: four inks where the printing house separates it, black alone where this program does, two of a duotone. */
	page->items.count = 0;
	add_photo(make_photo(grey, white), 0, 0, 80, 40, 80);
	PressJob x4 = press_make_job(), x1a = x4, black = x4, two = x4;
	x1a.standard = PRESS_X1A;
	black.inks = PRESS_INKS_BLACK;
	two.inks = PRESS_INKS_BLACK_AND_SPOT;
	two.spot = (Colour){ .c = 10000, .m = 6000, .spot = "SPOT", .tint = 10000 };
	assert_int_equal(preview((PreviewWish){ 0 }, x4, "x4"), 0);
	assert_int_equal(preview((PreviewWish){ 0 }, x1a, "x1a"), 0);
	assert_int_equal(preview((PreviewWish){ 0 }, black, "black"), 0);
	assert_int_equal(preview((PreviewWish){ 0 }, two, "two"), 0);
	const double most[4] = { 0, 0, 0, 60 };
	pixels = read_png("x4/p.001.png");
	assert_about(&pixels, 20, 20, 102, 102, 102, 14);
	pixels = read_png("x1a/p.001.png");
	assert_colour(&pixels, 20, 20, most, 1);
	pixels = read_png("black/p.001.png");
	assert_colour(&pixels, 20, 20, most, 1);
	pixels = read_png("two/p.001.png");
	const unsigned char *blue = pixel(&pixels, 20, 20);
	assert_true(blue[2] > blue[0] + 30); /* the spot ink is blue */
	assert_about(&pixels, 60, 20, 255, 255, 255, 0);
}

static void ask_for_pages(const char *text, bool good) {
	PageChoice choice;
	if (preview_read_pages(text, &choice) != good) fail_msg("“%s” was %s", text, good ? "refused" : "taken");
}

static void page_lists_are_read(void **state) {
	(void)state;
	PageChoice choice;
	assert_true(preview_read_pages("2,4-6,9-", &choice));
	assert_int_equal(choice.count, 3);
	assert_int_equal(choice.ranges[1].first, 4);
	assert_int_equal(choice.ranges[1].last, 6);
	assert_int_equal(choice.ranges[2].last, 0);
	static const char *const BAD[] = { "", "0", "-3", "3-2", "1,", ",1", "1,,2", "a", "1 2", "1-2-3", "99999999999999999999", "3-x" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) ask_for_pages(BAD[i], false);
	ask_for_pages("1", true);
	ask_for_pages("1,1-3", true);
}

static bool is_there(const char *name) { return access(file_join(arena, folder, name), F_OK) == 0; }

static void files_and_sizes(void **state) {
	(void)state;
	for (int i = 0; i < 4; i++) drawing_add_page(drawing, 100 * LENGTH_POINT, 150 * LENGTH_POINT, 9 * LENGTH_POINT);
	assert_int_equal(preview((PreviewWish){ .ppi = 144, .bleed = true }, press_make_job(), "all"), 0);
	Pixels second = read_png("all/p.002.png");
	assert_int_equal(second.width, 2 * 118);
	assert_int_equal(second.height, 2 * 168);
	assert_true(is_there("all/p.005.png") && is_there("all/p.contact.png"));
	PreviewWish some = { .ppi = 72 };
	assert_true(preview_read_pages("2,4-", &some.pages));
	assert_int_equal(preview(some, press_make_job(), "all"), 0); /* in the place of what was there */
	assert_true(!is_there("all/p.001.png") && is_there("all/p.002.png") && !is_there("all/p.003.png") && is_there("all/p.004.png") && is_there("all/p.005.png"));
	assert_int_equal(preview((PreviewWish){ .contact_only = true }, press_make_job(), "sheet"), 0);
	assert_true(is_there("sheet/p.contact.png") && !is_there("sheet/p.001.png"));
	assert_true(preview_read_pages("6", &some.pages));
	assert_int_equal(preview(some, press_make_job(), "none"), 1);
	assert_string_equal(diag_entry(diag, diag_total(diag) - 1)->code, "preview-pages");
	assert_false(is_there("none"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(inks_look_as_the_profile_says, set_up, tear_down),
		cmocka_unit_test_setup_teardown(overprinting_and_spot_inks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fields_that_touch_show_no_seam, set_up, tear_down),
		cmocka_unit_test_setup_teardown(letters_stand_where_they_belong, set_up, tear_down),
		cmocka_unit_test_setup_teardown(photos_are_clipped_blended_and_separated, set_up, tear_down),
		cmocka_unit_test_setup_teardown(page_lists_are_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(files_and_sizes, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
