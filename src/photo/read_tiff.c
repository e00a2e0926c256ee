/* TIFF (revision 6.0), through libtiff, in all the ways that cameras, scanners and photo programs write it: strips and tiles,
 * channels together or apart, grey, palettes, RGB, CMYK, Lab, YCbCr, 1 to 16 bits, any compression that libtiff knows. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <tiffio.h>
#include "photo/photo.h"

enum { TAG_CFA = 32803, TAG_LINEAR_RAW = 34892, TAG_DNG_VERSION = 50706, BUFFER_MAX = 256 << 20, PLANES_MAX = 5 };

typedef struct TiffState {
	TIFF *planes[PLANES_MAX];   /* one handle each when the channels are apart, so that none is read twice; else the first alone */
	int plane_count;
	uint16_t photometric, depth, samples; /* of the file */
	int alpha_at;
	bool tiled;
	uint32_t tile_width, tile_height;
	size_t scanline, tile_row;  /* bytes of a row, of a row in a tile; of one plane */
	unsigned char *buffer[PLANES_MAX]; /* a row, or as many as a row of tiles has */
	unsigned char *tile;
	uint16_t *palette[3]; bool palette_is_bytes;
	bool signed_lab, minus;     /* a* and b* with a sign; white is 0 */
	int next;
} TiffState;

static void be_quiet(const char *module, const char *format, va_list args) {
	(void)module;
	(void)format;
	(void)args;
}

/* ---- rows of the file ---- */

static void read_tiles(const Source *source, TiffState *state, int plane, uint32_t y) {
	TIFF *tiff = state->planes[state->plane_count > 1 ? plane : 0];
	uint32_t rows = state->tile_height;
	if (y + rows > (uint32_t)source->height) rows = (uint32_t)source->height - y;
	for (uint32_t x = 0; x < (uint32_t)source->width; x += state->tile_width) {
		if (TIFFReadTile(tiff, state->tile, x, y, 0, (uint16_t)plane) < 0) photo_fail("damaged", "");
		size_t at = (size_t)(x / state->tile_width) * state->tile_row, length = state->tile_row;
		if (at + length > state->scanline) length = state->scanline - at;
		for (uint32_t row = 0; row < rows; row++) memcpy(state->buffer[plane] + row * state->scanline + at, state->tile + row * state->tile_row, length);
	}
}

/* The bytes of row y of a plane. */
static const unsigned char *read_plane(const Source *source, TiffState *state, int plane, uint32_t y) {
	if (!state->tiled) {
		if (TIFFReadScanline(state->planes[plane], state->buffer[plane], y, (uint16_t)plane) < 0) photo_fail("damaged", "");
		return state->buffer[plane];
	}
	if (y % state->tile_height == 0) read_tiles(source, state, plane, y);
	return state->buffer[plane] + (y % state->tile_height) * state->scanline;
}

/* ---- samples ---- */

/* Sample number `at` of a row, spread to 8 bits, or as it is with 16. */
static unsigned take_sample(const TiffState *state, const unsigned char *row, size_t at) {
	switch (state->depth) {
	case 8: return row[at];
	case 16: {
		uint16_t value;
		memcpy(&value, row + 2 * at, 2);
		return value;
	}
	case 4: return (row[at / 2] >> (at % 2 ? 0 : 4) & 15) * 17u;
	case 2: return (row[at / 4] >> (6 - 2 * (at % 4)) & 3) * 85u;
	default: return (row[at / 8] >> (7 - at % 8) & 1) * 255u;
	}
}

static void put_sample(const Source *source, unsigned char *row, size_t at, unsigned value) {
	if (source->bits == 8) {
		row[at] = (unsigned char)value;
		return;
	}
	uint16_t wide = (uint16_t)value;
	memcpy(row + 2 * at, &wide, 2);
}

static void spread_palette(const Source *source, const TiffState *state, const unsigned char *from, unsigned char *to) {
	static const unsigned char step[9] = { 0, 255, 85, 0, 17, 0, 0, 0, 1 };
	for (size_t x = 0; x < (size_t)source->width; x++) {
		unsigned index = take_sample(state, from, x * state->samples) / step[state->depth];
		for (int c = 0; c < 3; c++) to[3 * x + (size_t)c] = (unsigned char)(state->palette_is_bytes ? state->palette[c][index] : state->palette[c][index] >> 8);
	}
}

static unsigned adjust(const Source *source, const TiffState *state, int channel, unsigned value) {
	unsigned most = source->bits == 8 ? 255 : 65535;
	if (state->minus && channel < source->components) return most - value;
	if (state->signed_lab && channel > 0 && channel < 3) return value ^ ((most + 1) / 2);
	return value;
}

static void read_row(Source *source, unsigned char *row) {
	TiffState *state = source->state;
	uint32_t y = (uint32_t)state->next++;
	int channels = source->components + source->alpha;
	bool apart = state->plane_count > 1;
	const unsigned char *together = apart ? NULL : read_plane(source, state, 0, y);
	if (state->photometric == PHOTOMETRIC_PALETTE) {
		spread_palette(source, state, together, row);
		return;
	}
	bool plain = !apart && state->samples == channels && state->depth == source->bits && !state->minus && !state->signed_lab &&
		(!source->alpha || state->alpha_at == source->components);
	if (plain) {
		memcpy(row, together, (size_t)source->width * (size_t)channels * (size_t)source->bits / 8);
	} else {
		for (int c = 0; c < channels; c++) {
			int at = c < source->components ? c : state->alpha_at;
			const unsigned char *from = apart ? read_plane(source, state, c, y) : together;
			for (size_t x = 0; x < (size_t)source->width; x++) {
				unsigned value = take_sample(state, from, apart ? x : x * state->samples + (size_t)at);
				put_sample(source, row, x * (size_t)channels + (size_t)c, adjust(source, state, c, value));
			}
		}
	}
}

/* ---- headers ---- */

/* The first page that is not a preview of another. */
static int choose_page(TIFF *tiff) {
	int pages = 0, chosen = -1;
	enum { PAGES_MAX = 10000 }; /* a chain of directories may be a ring */
	do {
		uint32_t kind = 0;
		TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
		if (kind & FILETYPE_REDUCEDIMAGE || kind & FILETYPE_MASK) continue;
		if (chosen < 0) chosen = TIFFCurrentDirectory(tiff);
		pages++;
	} while (pages < PAGES_MAX && TIFFReadDirectory(tiff));
	if (chosen < 0) photo_fail("kind", "raw");
	if (!TIFFSetDirectory(tiff, (tdir_t)chosen)) photo_fail("damaged", "");
	return pages;
}

static TIFF *open_handle(void) {
	int fd = dup(STDIN_FILENO);
	lseek(fd, 0, SEEK_SET);
	TIFF *tiff = TIFFFdOpen(fd, "photo", "rm"); /* not mapped: a mapping would count as memory */
	if (!tiff) photo_fail("damaged", "");
	return tiff;
}

/* Alpha among the extra samples: where it is, and whether the colours are multiplied by it. */
static void find_alpha(Source *source, TiffState *state, TIFF *tiff) {
	uint16_t count = 0, *kinds = NULL;
	TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds);
	for (int i = 0; i < count && source->components + i < state->samples; i++) {
		if (kinds[i] != EXTRASAMPLE_ASSOCALPHA && kinds[i] != EXTRASAMPLE_UNASSALPHA) continue;
		source->alpha = true;
		source->premultiplied = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
		state->alpha_at = source->components + i;
		return;
	}
}

static void settle_colours(Source *source, TiffState *state, TIFF *tiff) {
	uint16_t inks = INKSET_CMYK;
	switch (state->photometric) {
	case PHOTOMETRIC_MINISWHITE: state->minus = true; source->components = 1; break;
	case PHOTOMETRIC_MINISBLACK: source->components = 1; break;
	case PHOTOMETRIC_PALETTE:
		source->components = 3;
		if (state->depth > 8 || !TIFFGetField(tiff, TIFFTAG_COLORMAP, &state->palette[0], &state->palette[1], &state->palette[2])) photo_fail("damaged", "");
		state->palette_is_bytes = true; /* old writers put bytes where words should stand */
		for (int i = 0; i < 1 << state->depth; i++) for (int c = 0; c < 3; c++) if (state->palette[c][i] > 255) state->palette_is_bytes = false;
		break;
	case PHOTOMETRIC_RGB: source->components = 3; break;
	case PHOTOMETRIC_SEPARATED:
		TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inks);
		if (inks != INKSET_CMYK || state->samples < 4) photo_fail("kind", "inks");
		source->components = 4;
		break;
	case PHOTOMETRIC_YCBCR: source->components = 3; break;
	case PHOTOMETRIC_CIELAB: state->signed_lab = true; source->lab = true; source->components = 3; break;
	case PHOTOMETRIC_ICCLAB: source->lab = true; source->components = 3; break;
	case PHOTOMETRIC_ITULAB: photo_fail("kind", "lab");
	case TAG_CFA: case TAG_LINEAR_RAW: photo_fail("kind", "raw");
	case PHOTOMETRIC_LOGL: case PHOTOMETRIC_LOGLUV: photo_fail("kind", "float");
	default: photo_fail("kind", "colours");
	}
	if (state->samples < (state->photometric == PHOTOMETRIC_PALETTE ? 1 : source->components)) photo_fail("damaged", "");
	if (state->photometric != PHOTOMETRIC_PALETTE) find_alpha(source, state, tiff);
}

/* YCbCr: libtiff's JPEG decoder gives RGB when asked; what is not JPEG goes through libtiff's own reader of whole pictures. */
static void prepare_ycbcr(TIFF *tiff, uint16_t compression) {
	if (compression != COMPRESSION_JPEG) photo_fail("kind", "ycbcr");
	TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
}

static void check_samples(const TiffState *state, TIFF *tiff) {
	uint16_t format = SAMPLEFORMAT_UINT;
	TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
	if (format == SAMPLEFORMAT_IEEEFP || format == SAMPLEFORMAT_COMPLEXIEEEFP) photo_fail("kind", "float");
	bool lab = state->photometric == PHOTOMETRIC_CIELAB; /* its a* and b* have signs, and some writers say so of all */
	if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID && !(lab && format == SAMPLEFORMAT_INT)) photo_fail("kind", "depth");
	if (state->depth != 1 && state->depth != 2 && state->depth != 4 && state->depth != 8 && state->depth != 16) photo_fail("kind", "depth");
	if (!state->samples || state->samples > 32) photo_fail("damaged", "");
}

static void open_rows(Source *source, TiffState *state, bool apart) {
	TIFF *tiff = state->planes[0];
	state->tiled = TIFFIsTiled(tiff);
	state->plane_count = apart ? source->components + source->alpha : 1;
	if (apart && source->alpha && state->alpha_at != source->components) photo_fail("kind", "colours");
	tdir_t page = TIFFCurrentDirectory(tiff);
	for (int i = 1; i < state->plane_count; i++) {
		state->planes[i] = open_handle();
		if (!TIFFSetDirectory(state->planes[i], page)) photo_fail("damaged", "");
	}
	size_t row_samples = photo_multiply((size_t)source->width, apart ? 1 : state->samples, 1);
	state->scanline = (row_samples * state->depth + 7) / 8;
	tmsize_t least = TIFFScanlineSize(tiff);
	size_t length = state->scanline;
	if (state->tiled) {
		if (!TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &state->tile_width) || !TIFFGetField(tiff, TIFFTAG_TILELENGTH, &state->tile_height) ||
			!state->tile_width || !state->tile_height) photo_fail("damaged", "");
		tmsize_t tile = TIFFTileSize(tiff);
		state->tile_row = (size_t)TIFFTileRowSize(tiff);
		if (tile <= 0 || tile > BUFFER_MAX) photo_fail("large", "");
		if (state->tile_row * state->tile_height > (size_t)tile) photo_fail("damaged", "");
		state->tile = photo_allocate((size_t)tile);
		length = photo_multiply(state->scanline, state->tile_height, 1);
	} else if (least <= 0 || (size_t)least > length) {
		length = least > 0 ? (size_t)least : 0;
	}
	if (!length || photo_multiply(length, (size_t)state->plane_count, 1) > BUFFER_MAX) photo_fail("large", "");
	for (int i = 0; i < state->plane_count; i++) state->buffer[i] = photo_allocate(length);
}

/* A header may promise more rows than the file has strips or tiles for. */
static void check_extent(const Source *source, TIFF *tiff) {
	uint64_t total = 0, *counts = NULL;
	uint32_t parts = TIFFIsTiled(tiff) ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
	if (!TIFFGetField(tiff, TIFFIsTiled(tiff) ? TIFFTAG_TILEBYTECOUNTS : TIFFTAG_STRIPBYTECOUNTS, &counts) || !counts) return;
	for (uint32_t i = 0; i < parts; i++) total += counts[i] < UINT32_MAX ? counts[i] : UINT32_MAX;
	off_t end = lseek(STDIN_FILENO, 0, SEEK_END);
	/* strips may share their bytes, but not most of them; nothing packs more than some thousand to one */
	if (total > (uint64_t)end * 4 || (uint64_t)source->width * (uint64_t)source->height / 65536 > total) photo_fail("truncated", "");
}

Source *photo_open_tiff(void) {
	TIFFSetErrorHandler(be_quiet);
	TIFFSetWarningHandler(be_quiet);
	TiffState *state = photo_allocate(sizeof *state);
	TIFF *tiff = state->planes[0] = open_handle();
	int pages = choose_page(tiff);
	uint32_t width = 0, height = 0, *version;
	uint16_t planar = PLANARCONFIG_CONTIG, orientation = 1, compression = COMPRESSION_NONE, count;
	TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
	TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
	Source *source = photo_make_source(width, height, false);
	if (TIFFGetField(tiff, TAG_DNG_VERSION, &count, &version)) photo_fail("kind", "raw");
	TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &state->depth);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &state->samples);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
	if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &state->photometric)) photo_fail("damaged", "");
	if (!TIFFIsCODECConfigured(compression)) photo_fail("kind", "compression");
	if (state->photometric == PHOTOMETRIC_YCBCR) prepare_ycbcr(tiff, compression);
	check_samples(state, tiff);
	settle_colours(source, state, tiff);
	bool apart = planar == PLANARCONFIG_SEPARATE && state->samples > 1;
	if (apart && (state->photometric == PHOTOMETRIC_PALETTE || state->photometric == PHOTOMETRIC_YCBCR)) photo_fail("kind", "colours");
	source->bits = state->depth == 16 ? 16 : 8;
	source->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
	source->pages = pages;
	source->lossy = compression == COMPRESSION_JPEG || compression == COMPRESSION_OJPEG;
	void *profile;
	uint32_t length;
	if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &profile) && length && !source->lab) {
		source->icc = photo_allocate(length);
		memcpy(source->icc, profile, length);
		source->icc_length = length;
	}
	check_extent(source, tiff);
	open_rows(source, state, apart);
	source->state = state;
	source->read_row = read_row;
	return source;
}
