/* PNG: headers, pixels against an independent decoder, passthrough, limits. */
#include "test_picture_support.h"
#include "picture/crc.h"

static uint32_t sum(const unsigned char *bytes, size_t length) {
	CrcTable table;
	crc_make_table(&table);
	return crc_sum(&table, bytes, length);
}

static void sums_as_the_standard_does(void **state) {
	(void)state;
	assert_int_equal(sum((const unsigned char *)"", 0), 0);
	assert_int_equal(sum((const unsigned char *)"IEND", 4), 0xAE426082);
	assert_int_equal(sum((const unsigned char *)"123456789", 9), 0xCBF43926);
	assert_int_equal(sum((const unsigned char *)"The quick brown fox jumps over the lazy dog", 43), 0x414FA339);
}

static void reads_headers(void **state) {
	(void)state;
	static const struct { const char *name; int width, height, components, bits; bool alpha, palette, passthrough; } cases[] = {
		{ "rgb8.png", 7, 5, 3, 8, false, false, true }, { "grey1.png", 11, 3, 1, 1, false, false, true },
		{ "palette2.png", 7, 3, 3, 2, false, true, true }, { "palette_clear.png", 7, 3, 3, 2, true, true, false },
		{ "rgba8.png", 7, 5, 3, 8, true, false, false }, { "rgba8_opaque.png", 7, 5, 3, 8, true, false, false },
		{ "grey16.png", 7, 5, 1, 16, false, false, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Case c = open_named(cases[i].name);
		if (!c.picture) fail_msg("%s: %s", cases[i].name, c.entry->message);
		const Picture *p = c.picture;
		assert_int_equal(diag_total(c.diag), 0);
		assert_int_equal(p->format, PICTURE_PNG);
		assert_int_equal(p->width, cases[i].width);
		assert_int_equal(p->height, cases[i].height);
		assert_int_equal(p->components, cases[i].components);
		assert_int_equal(p->bits, cases[i].bits);
		assert_int_equal(p->alpha, cases[i].alpha);
		assert_int_equal(p->palette, cases[i].palette);
		assert_int_equal(picture_png_is_passthrough(p), cases[i].passthrough);
		PictureBytes opened;
		assert_int_equal(picture_open_bytes(c.arena, p, &opened), cases[i].passthrough);
		picture_close_bytes(&opened);
		close_case(&c);
	}
}

static void reads_colour_chunks(void **state) {
	(void)state;
	Case c = open_named("gamma.png");
	assert_int_equal(c.picture->gamma, 55555);
	assert_true(c.picture->has_chromaticities && !c.picture->srgb);
	assert_int_equal(c.picture->chromaticities[0], 31270);
	assert_int_equal(c.picture->chromaticities[7], 6000);
	close_case(&c);
	c = open_named("srgb.png");
	assert_true(c.picture->srgb && !c.picture->has_chromaticities);
	assert_int_equal(c.picture->gamma, 0);
	close_case(&c);
	c = open_named("icc_broken.png");
	assert_code(c, "photo-profile");
	assert_int_equal(c.entry->severity, SEVERITY_WARNING);
	assert_false(c.picture->has_icc);
	close_case(&c);
	c = open_named("exif_6.png");
	assert_int_equal(c.picture->orientation, 6);
	assert_int_equal(c.picture->width, 5);
	assert_int_equal(c.picture->height, 7);
	close_case(&c);
}

static void splits_and_drops_alpha(void **state) {
	(void)state;
	PictureSamples samples;
	Case c = open_named("rgba8.png");
	assert_true(picture_read_samples(c.picture, &samples));
	assert_int_equal(samples.colour_length, 7 * 5 * 3);
	assert_int_equal(samples.alpha_length, 7 * 5);
	for (int y = 0; y < 5; y++)
		for (int x = 0; x < 7; x++) {
			const unsigned char expected[3] = { (unsigned char)(x * 40), (unsigned char)(y * 60), 7 };
			assert_memory_equal(samples.colour + (y * 7 + x) * 3, expected, 3);
			assert_int_equal(samples.alpha[y * 7 + x], x ? 255 : y * 50);
		}
	picture_free_samples(&samples);
	close_case(&c);
	c = open_named("rgba8_opaque.png");
	assert_true(picture_read_samples(c.picture, &samples));
	assert_null(samples.alpha);
	assert_int_equal(samples.components, 3);
	picture_free_samples(&samples);
	close_case(&c);
	c = open_named("palette_clear.png");
	assert_true(picture_read_samples(c.picture, &samples));
	static const unsigned char alpha[7] = { 255, 128, 255, 255, 255, 128, 255 }; /* indices 0 1 2 3 0 1 2 */
	assert_memory_equal(samples.alpha, alpha, 7);
	picture_free_samples(&samples);
	close_case(&c);
}

/* IDAT's contents, joined, are one zlib stream: packed into a PNG of a single IDAT they give the same pixels. */
static void passes_data_through(void **state) {
	(void)state;
	Case c = open_named("rgb8.png"); /* three IDATs */
	Bytes one = load_bytes("rgb8.png.jpg"); /* the same in one */
	unsigned char *data = memmem(one.at, one.length, "IDAT", 4);
	PictureBytes opened;
	assert_true(picture_open_bytes(c.arena, c.picture, &opened));
	assert_int_equal(opened.range_count, 3);
	size_t at = 0;
	for (int i = 0; i < 3; i++) {
		assert_memory_equal(data + 4 + at, opened.map.bytes + opened.ranges[i].offset, opened.ranges[i].length);
		at += opened.ranges[i].length;
	}
	assert_int_equal(at, opened.total);
	assert_int_equal(at, data[-4] << 24 | data[-3] << 16 | data[-2] << 8 | data[-1]);
	picture_close_bytes(&opened);
	close_case(&c);
	free(one.at);
	c = open_named("palette2.png");
	unsigned char palette[768];
	assert_int_equal(picture_read_palette(c.picture, palette), 4);
	for (int i = 0; i < 12; i++) assert_int_equal(palette[i], i);
	close_case(&c);
}

typedef struct Listed { char name[64], colour[16], alpha[16]; int width, height, components, bits; bool refused; } Listed;

static bool next_listed(FILE *list, Listed *out) {
	char line[256];
	*out = (Listed){ 0 };
	while (fgets(line, sizeof line, list)) {
		if (line[0] == '#') continue;
		int fields = sscanf(line, "%63s %d %d %d %d %15s %15s", out->name, &out->width, &out->height, &out->components, &out->bits, out->colour,
			out->alpha);
		out->refused = fields == 1;
		assert_true(fields == 1 || fields == 7);
		return true;
	}
	return false;
}

static void check_listed(const char *folder, const Listed *listed) {
	char path[4200], colour[16], alpha[16] = "-";
	snprintf(path, sizeof path, "%s/%s", folder, listed->name);
	Case c = open_case(path);
	if (listed->refused != !c.picture) fail_msg("%s: %s", listed->name, c.entry ? c.entry->message : "was taken");
	if (listed->refused) assert_int_equal(c.entry->severity, SEVERITY_ERROR);
	PictureSamples samples;
	if (c.picture) {
		if (!picture_read_samples(c.picture, &samples)) fail_msg("%s: no samples", listed->name);
		snprintf(colour, sizeof colour, "%08x", sum(samples.colour, samples.colour_length));
		if (samples.alpha) snprintf(alpha, sizeof alpha, "%08x", sum(samples.alpha, samples.alpha_length));
		bool same = samples.width == listed->width && samples.height == listed->height && samples.components == listed->components &&
			samples.bits == listed->bits && strcmp(colour, listed->colour) == 0 && strcmp(alpha, listed->alpha) == 0;
		if (!same) fail_msg("%s: %d %d %d %d %s %s", listed->name, samples.width, samples.height, samples.components, samples.bits, colour, alpha);
		picture_free_samples(&samples);
	}
	close_case(&c);
}

static void decodes_pngsuite(void **state) {
	(void)state;
	char folder[4096], path[4096];
	if (!shared_path("png", folder)) skip();
	FILE *list = fopen(case_path("pngsuite.txt", path), "r");
	assert_non_null(list);
	Listed listed;
	int files = 0;
	for (; next_listed(list, &listed); files++) check_listed(folder, &listed);
	fclose(list);
	assert_int_equal(files, 175);
}

static void put_chunk(Bytes *file, const char *type, const unsigned char *content, size_t length) {
	file->at = realloc(file->at, file->length + length + 12);
	unsigned char *at = file->at + file->length;
	for (int i = 0; i < 4; i++) at[i] = (unsigned char)(length >> (24 - 8 * i));
	memcpy(at + 4, type, 4);
	if (length) memcpy(at + 8, content, length);
	uint32_t check = sum(at + 4, length + 4);
	for (int i = 0; i < 4; i++) at[8 + length + (size_t)i] = (unsigned char)(check >> (24 - 8 * i));
	file->length += length + 12;
}

/* A file whose header promises width x height and that has so many bytes of data. */
static Bytes make_png(uint32_t width, uint32_t height, int bits, int type, int interlace, size_t data) {
	unsigned char head[13] = { (unsigned char)(width >> 24), (unsigned char)(width >> 16), (unsigned char)(width >> 8), (unsigned char)width,
		(unsigned char)(height >> 24), (unsigned char)(height >> 16), (unsigned char)(height >> 8), (unsigned char)height, (unsigned char)bits,
		(unsigned char)type, 0, 0, (unsigned char)interlace };
	Bytes file = { malloc(8), 8 };
	memcpy(file.at, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(&file, "IHDR", head, 13);
	unsigned char *content = calloc(1, data + 2);
	memcpy(content, "\x78\x9c", 2);
	put_chunk(&file, "IDAT", content, data);
	put_chunk(&file, "IEND", NULL, 0);
	free(content);
	return file;
}

static void refuses_bombs(void **state) {
	(void)state;
	static const struct { uint32_t width, height; int bits, type, interlace; size_t data; const char *code; } cases[] = {
		{ 0x7FFFFFFF, 0x7FFFFFFF, 8, 2, 0, 99, "photo-too-large" }, { 20001, 20000, 1, 0, 0, 9 << 16, "photo-too-large" },
		{ 400000000, 1, 1, 0, 0, 99999, "photo-too-large" }, { 0xFFFFFFFF, 1, 8, 2, 0, 99, "photo-too-large" }, { 0, 9, 8, 2, 0, 99, "photo-unreadable" },
		{ 14200, 14200, 16, 6, 0, 3 << 20, "photo-too-large" }, { 13000, 13000, 16, 6, 1, 3 << 20, "photo-too-large" },
		{ 14000, 14000, 8, 2, 0, 1000, "photo-truncated" }, { 8, 8, 8, 2, 0, 1, "photo-unreadable" },
		{ 8, 8, 3, 0, 0, 99, "photo-unreadable" }, { 8, 8, 4, 2, 0, 99, "photo-unreadable" }, { 8, 8, 8, 1, 0, 99, "photo-unreadable" },
		{ 8, 8, 8, 2, 2, 99, "photo-unreadable" }, { 8, 8, 8, 3, 0, 99, "photo-unreadable" }, /* a palette picture without a palette */
	};
	MemoryFile file = memory_open();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Bytes bytes = make_png(cases[i].width, cases[i].height, cases[i].bits, cases[i].type, cases[i].interlace, cases[i].data);
		Case c = open_memory(&file, bytes.at, bytes.length);
		if (c.picture || strcmp(c.entry->code, cases[i].code) != 0) fail_msg("case %zu: %s", i, c.entry ? c.entry->message : "was taken");
		close_case(&c);
		free(bytes.at);
	}
	Case c = open_named("bomb_short.png");
	assert_refused(&c, "photo-too-large");
	close_case(&c);
	/* a sound frame around pixels that are not: the header is taken, decoding says no and leaves nothing behind */
	Bytes bytes = make_png(8, 8, 8, 6, 1, 99);
	c = open_memory(&file, bytes.at, bytes.length);
	assert_non_null(c.picture);
	PictureSamples samples;
	assert_false(picture_read_samples(c.picture, &samples));
	assert_null(samples.colour);
	close_case(&c);
	free(bytes.at);
	close(file.fd);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_as_the_standard_does),
		cmocka_unit_test(reads_headers),
		cmocka_unit_test(reads_colour_chunks),
		cmocka_unit_test(splits_and_drops_alpha),
		cmocka_unit_test(passes_data_through),
		cmocka_unit_test(decodes_pngsuite),
		cmocka_unit_test(refuses_bombs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
