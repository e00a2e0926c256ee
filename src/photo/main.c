/* The command. It is no user's: bantin runs it.
 *   bantin-photo probe                what descriptor 0 holds, its profile to descriptor 3
 *   bantin-photo convert WORD=VALUE…  the words of `Wish`
 *   bantin-photo versions             the libraries, a line each */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <jpeglib.h>
#include <lcms2.h>
#include <libheif/heif.h>
#include <png.h>
#include <tiffio.h>
#include <webp/decode.h>
#include <zlib.h>
#include "photo/photo.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

_Noreturn void photo_fail(const char *kind, const char *detail) {
	printf("error %s %s\n", kind, detail);
	fflush(stdout);
	_exit(1); /* the memory goes with the process */
}

void *photo_allocate(size_t size) {
	void *memory = calloc(1, size ? size : 1);
	if (!memory) photo_fail("large", "");
	return memory;
}

size_t photo_multiply(size_t a, size_t b, size_t c) {
	size_t product;
	if (__builtin_mul_overflow(a, b, &product) || __builtin_mul_overflow(product, c, &product)) photo_fail("large", "");
	return product;
}

Source *photo_make_source(uint64_t width, uint64_t height, bool whole) {
	if (!width || !height) photo_fail("damaged", "");
	if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX || (whole && width * height > PIXELS_MAX_WHOLE)) {
		printf("width %llu\nheight %llu\n", (unsigned long long)width, (unsigned long long)height);
		photo_fail("large", whole && width * height <= PIXELS_MAX ? "whole" : "");
	}
	Source *source = photo_allocate(sizeof *source);
	*source = (Source){ .width = (int)width, .height = (int)height, .full_width = (int)width, .full_height = (int)height, .bits = 8,
		.orientation = 1, .pages = 1 };
	return source;
}

unsigned char *photo_read_file(size_t *length) {
	off_t end = lseek(STDIN_FILENO, 0, SEEK_END);
	if (end <= 0) photo_fail("damaged", "");
	unsigned char *bytes = photo_allocate((size_t)end);
	for (*length = 0; *length < (size_t)end;) {
		ssize_t got = pread(STDIN_FILENO, bytes + *length, (size_t)end - *length, (off_t)*length);
		if (got <= 0) photo_fail("truncated", "");
		*length += (size_t)got;
	}
	return bytes;
}

Source *photo_open_source(void) {
	unsigned char head[16] = { 0 };
	if (pread(STDIN_FILENO, head, sizeof head, 0) < 4) photo_fail("damaged", "");
	lseek(STDIN_FILENO, 0, SEEK_SET);
	if (head[0] == 0xFF && head[1] == 0xD8) return photo_open_jpeg();
	if (memcmp(head, "\x89PNG", 4) == 0) return photo_open_png();
	if (memcmp(head, "II", 2) == 0 || memcmp(head, "MM", 2) == 0) return photo_open_tiff();
	if (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0) return photo_open_webp();
	if (memcmp(head + 4, "ftyp", 4) == 0) return photo_open_heif();
	photo_fail("damaged", "");
}

static void probe(void) {
	const Source *source = photo_open_source();
	size_t written = 0;
	while (written < source->icc_length) {
		ssize_t put = write(FD_COLOUR, source->icc + written, source->icc_length - written);
		if (put <= 0) photo_fail("full", "");
		written += (size_t)put;
	}
	printf("width %d\nheight %d\norientation %d\ncomponents %d\nbits %d\nalpha %d\n", source->full_width, source->full_height, source->orientation,
		source->components, source->bits, source->alpha);
	printf("pages %d\nlab %d\ndone 1\n", source->pages, source->lab);
}

static void tell_versions(void) {
	printf("libjpeg-turbo %s\n", TEXT(LIBJPEG_TURBO_VERSION));
	printf("libpng %s\n", png_get_libpng_ver(NULL));
	const char *tiff = TIFFGetVersion(); /* "LIBTIFF, Version 4.5.0" and more lines */
	const char *number = strstr(tiff, "Version ");
	printf("libtiff %.*s\n", (int)strcspn(number ? number + 8 : "", "\n"), number ? number + 8 : "");
	int webp = WebPGetDecoderVersion();
	printf("libwebp %d.%d.%d\n", webp >> 16, webp >> 8 & 255, webp & 255);
	printf("libheif %s\n", heif_get_version());
	int lcms = cmsGetEncodedCMMversion();
	printf("lcms2 %d.%d\nzlib %s\ndone 1\n", lcms / 1000, lcms % 1000 / 10, zlibVersion());
}

static Wish read_wish(int count, char **words) {
	Wish wish = { .code = CODE_BEST, .turn = 1, .paper = { 255, 255, 255 } };
	for (int i = 0; i < count; i++) {
		char *value = strchr(words[i], '=');
		if (!value) photo_fail("usage", words[i]);
		*value++ = 0;
		int number = atoi(value);
		if (strcmp(words[i], "space") == 0) wish.space = (PhotoSpace)number;
		else if (strcmp(words[i], "perceptual") == 0) wish.perceptual = number;
		else if (strcmp(words[i], "four-inks") == 0) wish.four_inks = number;
		else if (strcmp(words[i], "turn") == 0) wish.turn = number >= 1 && number <= 8 ? number : 1;
		else if (strcmp(words[i], "flatten") == 0) wish.flatten = number;
		else if (strcmp(words[i], "deep") == 0) wish.deep = number;
		else if (strcmp(words[i], "width") == 0) wish.width = number;
		else if (strcmp(words[i], "height") == 0) wish.height = number;
		else if (strcmp(words[i], "code") == 0) wish.code = number;
		else if (strcmp(words[i], "paper") == 0) for (int c = 0; c < 3; c++) wish.paper[c] = (uint8_t)(number >> (16 - 8 * c) & 255);
		else photo_fail("usage", words[i]);
	}
	return wish;
}

/* A file may be made so that its decoder runs for ever or asks for all there is. */
static void set_limits(void) {
	const struct rlimit seconds = { PHOTO_SECONDS_MAX, PHOTO_SECONDS_MAX }, none = { 0, 0 };
	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_CORE, &none);
#if !defined __SANITIZE_ADDRESS__
	const struct rlimit memory = { (rlim_t)PHOTO_MEMORY_MAX_MB << 20, (rlim_t)PHOTO_MEMORY_MAX_MB << 20 };
	setrlimit(RLIMIT_AS, &memory);
#endif
}

int main(int count, char **words) {
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	set_limits();
	if (count == 2 && strcmp(words[1], "probe") == 0) probe();
	else if (count == 2 && strcmp(words[1], "versions") == 0) tell_versions();
	else if (count > 1 && strcmp(words[1], "convert") == 0) photo_develop(read_wish(count - 2, words + 2));
	else photo_fail("usage", "bantin-photo is run by bantin");
	int bad = fflush(stdout);
	_exit(bad ? 1 : 0);
}
