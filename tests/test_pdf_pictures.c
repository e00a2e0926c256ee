/* Photos in a PDF: bytes passed through, colour spaces, masks, the eight orientations, cropping. Judged by rendering. */
#include "test_pdf_support.h"

/* One photo on a page of its own size in points times `zoom`. */
static Sample open_photo(const char *name, int zoom, Picture *copy) {
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(1), PT(1), 0);
	NodeId figure = add_node(&s, NODE_DOCUMENT, ROLE_FIGURE);
	s.drawing->nodes.items[figure].alt = "Những ô màu";
	const Picture *picture = add_photo(&s, 0, figure, data_path(name), 0, 0, 0, 0)->u.picture.picture;
	DrawItem *item = &s.drawing->pages.items[0].items.items[0];
	item->width = item->u.picture.image_width = s.drawing->pages.items[0].width = PT(picture->width * zoom);
	item->height = item->u.picture.image_height = s.drawing->pages.items[0].height = PT(picture->height * zoom);
	if (copy) *copy = *picture;
	return s;
}

/* The page as a PPM at 72 dpi. */
static Text render(const char *path) {
	Text out = { 0 };
	char *prefix = strdup(test_path("page"));
	free(run_tool(NULL, "pdftoppm -r 72 -aa no -aaVector no -singlefile '%s' '%s'", path, prefix));
	char name[1100];
	snprintf(name, sizeof name, "%s.ppm", prefix);
	FileMap map;
	assert_true(file_map(name, &map));
	text_add_bytes(&out, map.bytes, map.length);
	file_unmap(&map);
	free(prefix);
	return out;
}

static const unsigned char *pixel(const Text *ppm, int x, int y) {
	int width, height, offset = 0;
	assert_int_equal(sscanf(ppm->bytes, "P6 %d %d 255%n", &width, &height, &offset), 2);
	assert_true(x < width && y < height);
	return (const unsigned char *)ppm->bytes + offset + 1 + 3 * (y * width + x);
}

static void assert_near(const unsigned char *a, const unsigned char *b, int allowed) {
	for (int i = 0; i < 3; i++)
		if (abs(a[i] - b[i]) > allowed) fail_msg("colours differ: %d %d %d and %d %d %d", a[0], a[1], a[2], b[0], b[1], b[2]);
}

/* Where the pixel (x, y) of the upright picture is stored: EXIF 2.3, 4.6.4.A, says on which side row 0 and column 0 are seen. */
static void find_stored(int orientation, int width, int height, int x, int y, int *column, int *row) {
	int right = width - 1 - x, bottom = height - 1 - y;
	const int columns[9] = { 0, x, right, right, x, y, y, bottom, bottom }, rows[9] = { 0, y, y, bottom, bottom, x, right, right, x };
	*column = columns[orientation];
	*row = rows[orientation];
}

/* The eight files hold the same pixels, and each says another way of turning them. */
static void test_eight_orientations(void **state) {
	(void)state;
	enum { ZOOM = 4, MIDDLE = ZOOM / 2 };
	Text stored = { 0 };
	for (int orientation = 1; orientation <= 8; orientation++) {
		char name[64];
		Picture picture;
		snprintf(name, sizeof name, "picture/exif_%d.jpg", orientation);
		Sample s = open_photo(name, ZOOM, &picture);
		assert_int_equal(picture.orientation, orientation);
		write_checked(&s, test_path("turned.pdf"), PDF_ARCHIVE);
		Text page = render(test_path("turned.pdf"));
		if (orientation == 1) stored = page;
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				int column, row;
				find_stored(orientation, picture.width, picture.height, x, y, &column, &row);
				assert_near(pixel(&page, x * ZOOM + MIDDLE, y * ZOOM + MIDDLE), pixel(&stored, column * ZOOM + MIDDLE, row * ZOOM + MIDDLE), 3);
			}
		}
		if (orientation > 1) text_free(&page);
		close_sample(&s);
	}
	text_free(&stored);
}

static void test_jpeg_bytes_are_passed_through(void **state) {
	(void)state;
	Sample s = open_photo("picture/plain.jpg", 1, NULL);
	const char *path = test_path("through.pdf");
	write_checked(&s, path, PDF_ARCHIVE);
	/* a file without private segments comes out as it went in, to the last byte */
	free(run_tool(NULL, "cd '%s' && pdfimages -all '%s' through && cmp through-000.jpg '%s'", test_folder, path, data_path("picture/plain.jpg")));
	close_sample(&s);
}

/* What is told about a photo besides its pixels does not get out. */
static void test_private_segments_stay_at_home(void **state) {
	(void)state;
	Sample s = open_photo("picture/tagged.jpg", 1, NULL);
	const char *path = test_path("private.pdf");
	write_checked(&s, path, PDF_ARCHIVE);
	int status;
	free(run_tool(&status, "grep -a -q Exif '%s'", path));
	assert_int_not_equal(status, 0);
	free(run_tool(&status, "grep -a -q Exif '%s'", data_path("picture/tagged.jpg")));
	assert_int_equal(status, 0);
	close_sample(&s);
}

static void test_colour_spaces(void **state) {
	(void)state;
	static const struct { const char *name; PdfKind kind; const char *list; } CASES[] = {
		{ "picture/plain.jpg", PDF_ARCHIVE, "icc 3 8 jpeg" }, { "picture/plain.jpg", PDF_PRINT, "icc 3 8 jpeg" },
		{ "picture/grey.jpg", PDF_ARCHIVE, "gray 1 8 jpeg" }, { "picture/grey.jpg", PDF_PRINT, "gray 1 8 jpeg" },
		{ "picture/icc_grey.jpg", PDF_ARCHIVE, "gray 1 8 jpeg" }, /* its profile is for RGB: not to be believed */
		{ "picture/cmyk_adobe.jpg", PDF_ARCHIVE, "icc 4 8 jpeg" }, { "picture/cmyk_adobe.jpg", PDF_PRINT, "cmyk 4 8 jpeg" },
		{ "picture/cmyk_bare.jpg", PDF_PRINT, "cmyk 4 8 jpeg" },
		{ "picture/progressive.jpg", PDF_ARCHIVE, "icc 3 8 jpeg" },
		{ "picture/rgb8.png", PDF_ARCHIVE, "icc 3 8 image" }, { "picture/grey1.png", PDF_PRINT, "gray 1 1 image" },
		{ "picture/grey16.png", PDF_ARCHIVE, "gray 1 16 image" }, { "picture/palette2.png", PDF_ARCHIVE, "index 1 2 image" },
		{ "picture/icc.png", PDF_PRINT, "icc 3 8 image" }, { "picture/rgba8_opaque.png", PDF_ARCHIVE, "icc 3 8 image" },
		{ "picture/gamma.png", PDF_ARCHIVE, NULL },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Sample s = open_photo(CASES[i].name, 2, NULL);
		const char *path = test_path("space.pdf");
		write_checked(&s, path, CASES[i].kind);
		char *list = run_tool(NULL, "pdfimages -list '%s' | tail -n +3 | awk '{ print $6, $7, $8, $9 }'", path);
		if (CASES[i].list && strncmp(list, CASES[i].list, strlen(CASES[i].list)) != 0) fail_msg("%s: %s", CASES[i].name, list);
		if (!CASES[i].list) assert_int_equal(count_of(list, "\n"), 1);
		free(list);
		int status;
		free(run_tool(&status, "grep -a -c DeviceCMYK '%s'", path));
		if (CASES[i].kind == PDF_ARCHIVE) assert_int_not_equal(status, 0); /* never in an archive */
		close_sample(&s);
	}
}

static int brightness(const unsigned char *p) { return (p[0] * 3 + p[1] * 6 + p[2]) / 10; }

/* The same bytes with Adobe's marker (inks stored upside down) and without it: one is the picture, the other its negative. */
static void test_inverted_cmyk_is_turned_round(void **state) {
	(void)state;
	static const char *const NAMES[] = { "picture/plain.jpg", "picture/cmyk_adobe.jpg", "picture/cmyk_bare.jpg" };
	for (int kind = PDF_PRINT; kind <= PDF_ARCHIVE; kind++) {
		Text pages[3];
		Picture picture;
		for (int i = 0; i < 3; i++) {
			Sample s = open_photo(NAMES[i], 4, &picture);
			write_checked(&s, test_path("inks.pdf"), (PdfKind)kind);
			pages[i] = render(test_path("inks.pdf"));
			close_sample(&s);
		}
		int off[3] = { 0 }, count = 0;
		for (int y = 2; y < picture.height * 4; y += 4, count++)
			for (int x = 2; x < picture.width * 4; x += 4)
				for (int i = 1; i < 3; i++) off[i] += abs(brightness(pixel(&pages[i], x, y)) - brightness(pixel(&pages[0], x, y)));
		count *= picture.width;
		assert_true(off[1] / count < 40);
		assert_true(off[2] / count > 60);
		for (int i = 0; i < 3; i++) text_free(&pages[i]);
	}
}

static void test_png_pixels_are_exact(void **state) {
	(void)state;
	static const char *const NAMES[] = { "picture/rgb8.png", "picture/palette2.png", "picture/rgba8_opaque.png" };
	for (size_t i = 0; i < COUNT(NAMES); i++) {
		Sample s = open_photo(NAMES[i], 4, NULL);
		PictureSamples samples;
		const Picture *picture = s.drawing->pages.items[0].items.items[0].u.picture.picture;
		assert_true(picture_read_samples(picture, &samples));
		const char *path = test_path("exact.pdf");
		write_checked(&s, path, PDF_ARCHIVE);
		Text page = render(path);
		for (int y = 0; y < samples.height; y++)
			for (int x = 0; x < samples.width; x++) assert_near(pixel(&page, 4 * x + 2, 4 * y + 2), samples.colour + 3 * (y * samples.width + x), 2);
		picture_free_samples(&samples);
		text_free(&page);
		close_sample(&s);
	}
}

static void test_alpha_becomes_a_mask(void **state) {
	(void)state;
	Sample s = open_photo("picture/rgba8.png", 2, NULL);
	const char *path = test_path("alpha.pdf");
	write_checked(&s, path, PDF_ARCHIVE);
	char *list = run_tool(NULL, "pdfimages -list '%s' | tail -n +3 | awk '{ print $3 }'", path);
	assert_string_equal(list, "image\nsmask\n");
	free(list);
	free(run_tool(NULL, "qpdf --qdf --object-streams=disable '%s' - | grep -a -c '/S /Transparency'", path));
	close_sample(&s);
}

/* The box clips what the photo covers beyond it. */
static void test_cropping(void **state) {
	(void)state;
	Picture picture;
	Sample s = open_photo("picture/plain.jpg", 4, &picture);
	DrawItem *item = &s.drawing->pages.items[0].items.items[0];
	Text whole, cropped;
	write_checked(&s, test_path("crop.pdf"), PDF_ARCHIVE);
	whole = render(test_path("crop.pdf"));
	item->x += PT(16);
	item->y += PT(8);
	item->width -= PT(32);
	item->height -= PT(24);
	write_checked(&s, test_path("crop.pdf"), PDF_ARCHIVE);
	cropped = render(test_path("crop.pdf"));
	static const unsigned char WHITE[3] = { 255, 255, 255 };
	int width = picture.width * 4, height = picture.height * 4;
	for (int y = 2; y < height; y += 4)
		for (int x = 2; x < width; x += 4)
			assert_near(pixel(&cropped, x, y), x > 16 && x < width - 16 && y > 8 && y < height - 16 ? pixel(&whole, x, y) : WHITE, 2);
	text_free(&whole);
	text_free(&cropped);
	close_sample(&s);
}

/* A photo that goes away between reading and writing is said, and a frame stands in its place. */
static void test_photo_that_vanished(void **state) {
	(void)state;
	char copy[1024];
	snprintf(copy, sizeof copy, "%s", test_path("gone.jpg"));
	free(run_tool(NULL, "cp '%s' '%s'", data_path("picture/plain.jpg"), copy));
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(100), PT(100), 0);
	NodeId figure = add_node(&s, NODE_DOCUMENT, ROLE_FIGURE);
	s.drawing->nodes.items[figure].alt = "Ảnh";
	add_photo(&s, 0, figure, copy, PT(10), PT(10), PT(80), PT(80));
	unlink(copy);
	write_checked(&s, test_path("gone.pdf"), PDF_ARCHIVE);
	assert_int_equal(diag_count(s.diag, SEVERITY_ERROR), 1);
	assert_string_equal(diag_entry(s.diag, 0)->code, "photo-unreadable");
	assert_string_equal(diag_entry(s.diag, 0)->pos.file, "bai.xml");
	Text page = render(test_path("gone.pdf"));
	assert_true(pixel(&page, 30, 50)[0] < 250 && pixel(&page, 30, 50)[0] > 200); /* the pale field */
	text_free(&page);
	close_sample(&s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eight_orientations),
		cmocka_unit_test(test_jpeg_bytes_are_passed_through),
		cmocka_unit_test(test_private_segments_stay_at_home),
		cmocka_unit_test(test_colour_spaces),
		cmocka_unit_test(test_inverted_cmyk_is_turned_round),
		cmocka_unit_test(test_png_pixels_are_exact),
		cmocka_unit_test(test_alpha_becomes_a_mask),
		cmocka_unit_test(test_cropping),
		cmocka_unit_test(test_photo_that_vanished),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
