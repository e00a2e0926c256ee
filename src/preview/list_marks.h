/* Marks as bytes of the display list (display_list.h). */
#ifndef BANTIN_PREVIEW_LIST_MARKS_H
#define BANTIN_PREVIEW_LIST_MARKS_H
#include "base/text.h"
#include "font/font.h"
#include "preview/proof_run.h"

typedef struct ListInk { uint8_t amounts[4], spot, tint; bool overprints; } ListInk;
typedef struct ListBox { int32_t x, y, width, height; } ListBox; /* 1/256 pixel */
typedef struct ListPage {
	int width, height, pixels_per_metre, thumb_width, thumb_height;
	bool wants_png, is_sheet;
	uint8_t ground[3];
} ListPage;

void list_add_u8(Text *list, unsigned value);
void list_add_u32(Text *list, uint32_t value);
void list_add_i32(Text *list, int64_t value); /* held within what the list can say */
void list_add_page(Text *list, const ListPage *page);
void list_add_rect(Text *list, const ListInk *ink, const ListBox *box);
void list_add_line(Text *list, const ListInk *ink, int64_t x1, int64_t y1, int64_t x2, int64_t y2, uint32_t width);
void list_add_ink(Text *list, const ListInk *ink);
/* What comes before the rows of a photo. */
void list_add_photo(Text *list, int channels, int spot, bool alpha, const ListBox *clip, const ListBox *box, int width, int height);
void list_add_glyph(Text *list, uint32_t number, const Font *font, uint32_t glyph);
#endif
