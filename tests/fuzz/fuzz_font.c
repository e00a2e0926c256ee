/* Font files put among the house fonts: opening, choosing, shaping, measuring, drawing, subsetting. */
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>
#include "font/font.h"
#include "font/font_set.h"

const char *const fuzz_name = "font";
const char *const fuzz_seeds[] = { "tests/data/font", NULL };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
	(void)argc; (void)argv;
	fuzz_put_copy("fonts/fonts.conf", "fonts/fonts.conf");
	return 0;
}

static int64_t pen_sum;
static void pen_move(void *user, int32_t x, int32_t y) { (void)user; pen_sum += (int64_t)x + y; }
static void pen_quadratic(void *user, int32_t x1, int32_t y1, int32_t x, int32_t y) { (void)user; pen_sum += (int64_t)x1 + y1 + x + y; }
static void pen_cubic(void *user, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x, int32_t y) {
	(void)user;
	pen_sum += (int64_t)x1 + y1 + x2 + y2 + x + y;
}
static void pen_close(void *user) { (void)user; }

static void use_texts(Font *font, Diag *diag) {
	static const char *const TEXTS[] = { "A", "ab", "Trường", "nghiêng", "ẾỆ", "a\xCC\x82\xCC\x81", "12/5", "fi", "AVAT", "\xE2\x80\x9C...\xE2\x80\x9D" };
	static const unsigned FEATURES[] = { 0, FONT_SMCP, FONT_ONUM | FONT_TNUM, FONT_SUPS, FONT_NO_LIGA };
	for (unsigned i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		const char *text = TEXTS[i];
		size_t length = strlen(text);
		Font *piece = font;
		font_covers(font, text, length);
		PROMISE(font_find_covering(font, text, length, (SourcePos){ 0 }, diag));
		size_t taken = font_find_piece(font, text, length, (SourcePos){ 0 }, diag, &piece);
		PROMISE(taken > 0 && taken <= length && piece);
		const GlyphRun *run = font_shape(font, text, length, FEATURES[i % 5], i % 2 ? "vi" : NULL);
		PROMISE(run && run->text_length == length);
		for (uint32_t g = 0; g < run->glyph_count; g++) PROMISE(run->glyphs[g].cluster < length);
		font_ink(run);
	}
}

static void use_glyphs(const Font *font) {
	static const GlyphPen PEN = { pen_move, pen_move, pen_quadratic, pen_cubic, pen_close };
	uint32_t glyphs[] = { 0, 1, 2, 3, 5, 8, 13, 70, 1000, 65535 };
	enum { COUNT = sizeof glyphs / sizeof *glyphs };
	for (int i = 0; i < COUNT; i++) {
		font_draw_glyph(font, glyphs[i], &PEN, NULL);
		font_glyph_advance(font, glyphs[i]);
		font_cid_of_glyph(font, glyphs[i]);
	}
	FontProgram program;
	if (font_subset(font, glyphs, COUNT, &program)) {
		PROMISE(program.length > 0 && program.bytes);
		font_free_program(&program);
	}
}

static void use_face(Arena *arena, FontSet *set, FontQuery query, Diag *diag) {
	Font *font = font_find(set, query, (SourcePos){ 0 }, diag);
	PROMISE(font);
	PROMISE(font_units_per_em(font) > 0 && font_family(font) && font_style_name(font) && font_postscript_name(font)[0]);
	for (unsigned bit = 1; bit <= FONT_NO_LIGA; bit <<= 1) font_has_feature(font, (enum FontFeature)bit);
	font_kerns_space(font);
	font_missing_vietnamese(arena, font);
	use_texts(font, diag);
	use_glyphs(font);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	fuzz_put("fonts/thu.ttf", data, size);
	FontSet *set = font_open_set_in(fuzz_folder(), false, diag);
	PROMISE(set || fuzz_has_errors(diag));
	if (set) {
		const char *const *families;
		int count = font_list_families(arena, set, &families);
		for (int i = 0; i < count && i < 3; i++) {
			use_face(arena, set, (FontQuery){ families[i], 400, 100, false }, diag);
			use_face(arena, set, (FontQuery){ families[i], 700, 75, true }, diag);
		}
		font_close_set(set);
	}
	diag_close(diag);
	arena_close(arena);
	return 0;
}

#ifdef FUZZ_ENGINE
/* Half of the changes are made inside one table: the directory would rarely outlive them. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
	uint32_t state = seed;
	if (size > 28 && fuzz_random(&state) % 4) {
		size_t tables = (size_t)data[4] << 8 | data[5];
		if (tables && tables <= (size - 12) / 16) {
			const uint8_t *record = data + 12 + 16 * (fuzz_random(&state) % tables);
			size_t from = (size_t)record[8] << 24 | (size_t)record[9] << 16 | (size_t)record[10] << 8 | record[11];
			size_t length = (size_t)record[12] << 24 | (size_t)record[13] << 16 | (size_t)record[14] << 8 | record[15];
			if (length && from < size && length <= size - from) {
				uint8_t *table = malloc(length); /* in one of its own: the engine moves bytes about */
				memcpy(table, data + from, length);
				size_t changed = LLVMFuzzerMutate(table, length, length);
				memcpy(data + from, table, changed);
				free(table);
				return size;
			}
		}
	}
	return LLVMFuzzerMutate(data, size, max_size);
}
#endif
