/* bantin-proof: a program of its own that draws pages as the press would print them: marks onto a plate for each ink, so that knocking
 * out and overprinting are what they are on paper, then the inks through the profile of the press to sRGB. bantin starts it for
 * `bantin preview`; cairo and Little CMS are loaded only then. preview/display_list.h says what passes between them. What cannot be
 * done ends the process: proof_fail does not return, and nothing is freed at the end.
 *
 *   main.c       the command, its limits                     glyphs.c    outlines, and their masks at quarters of a pixel
 *   read_list.c  pages from the pipe, every count checked    develop.c   plates to colours, thumbnails, PNG
 *   plates.c     marks onto plates */
#ifndef BANTIN_PROOF_PROOF_H
#define BANTIN_PROOF_PROOF_H
#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "preview/display_list.h"

enum { PROCESS_INKS = 4, PLATES = PROCESS_INKS + LIST_SPOTS };

typedef struct Ink { uint8_t amounts[PROCESS_INKS], spot, tint; bool overprints; } Ink;
typedef struct Box { int32_t x, y, width, height; } Box; /* 1/256 pixel */

typedef struct Plate {
	cairo_surface_t *surface; /* A8; NULL: no spot ink was named */
	cairo_t *pen;
	unsigned char *bytes;
	int stride;
	bool inked;               /* something was laid down: it is not paper everywhere */
} Plate;

typedef struct Page {
	int width, height;
	uint32_t pixels_per_metre;
	int thumb_width, thumb_height;
	bool wants_png, is_sheet;
	uint8_t ground[3];
	Plate plates[PLATES];
	uint8_t alternatives[LIST_SPOTS][PROCESS_INKS];
} Page;

typedef struct Photo {
	int channels, spot, width, height;
	Box clip, box;
	unsigned char *rows, *alpha; /* malloc'ed */
} Photo;

/* ---- main.c ---- */
_Noreturn void proof_fail(const char *why); /* to standard error; status 1 */
void *proof_allocate(size_t count, size_t size); /* zeros */
void proof_answer(uint8_t kind, const void *bytes, size_t length);

/* ---- read_list.c: all pages of descriptor 0 ---- */
void proof_read_list(void);

/* ---- plates.c ---- */
void page_open(Page *page);                 /* with the sizes set */
void page_close(Page *page);
void page_name_spot(Page *page, int spot, const uint8_t alternative[PROCESS_INKS]);
void page_lay_mask(Page *page, const Ink *ink, const unsigned char *mask, int stride, int x, int y, int width, int height);
void page_lay_rect(Page *page, const Ink *ink, Box box);
void page_lay_line(Page *page, const Ink *ink, const int32_t ends[4], uint32_t width);
void page_lay_photo(Page *page, const Photo *photo);

/* ---- glyphs.c ---- */
typedef struct OutlineStep { uint8_t kind; int32_t points[6]; } OutlineStep;
typedef struct TextStyle { bool turned; uint32_t em_x, em_y; /* 1/65536 pixel */ } TextStyle;
/* steps: malloc'ed, taken over. Glyphs are numbered in the order of their coming. */
void glyphs_add(uint32_t units_per_em, OutlineStep *steps, uint32_t count);
uint32_t glyphs_count(void);
/* x, y: the origin, 1/256 pixel. */
void glyphs_draw(Page *page, const Ink *ink, const TextStyle *style, uint32_t glyph, int32_t x, int32_t y);

/* ---- develop.c ---- */
/* paper: its colour is shown too (absolute colorimetric); else it is white (relative colorimetric, black as dark as the ink is). */
void develop_open(bool paper);
void develop_page(Page *page);              /* and answers with what is wanted of it */
#endif
