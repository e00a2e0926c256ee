/* Pages from the pipe. Whoever writes them is not trusted more than a file: every count and size is held against its limit before
 * anything is made of it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "proof/proof.h"

/* ---- bytes ---- */

static unsigned char buffer[1 << 16];
static size_t buffer_at, buffer_end;

/* False at the end of everything, before the first byte. */
static bool take(void *out, size_t length) {
	unsigned char *to = out;
	for (bool begun = false; length;) {
		if (buffer_at == buffer_end) {
			ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
			if (got < 0 && errno == EINTR) continue;
			if (got <= 0 && !begun) return false;
			if (got <= 0) proof_fail("the list ends early");
			buffer_at = 0;
			buffer_end = (size_t)got;
		}
		size_t part = buffer_end - buffer_at < length ? buffer_end - buffer_at : length;
		memcpy(to, buffer + buffer_at, part);
		buffer_at += part;
		to += part;
		length -= part;
		begun = true;
	}
	return true;
}

static void need(void *out, size_t length) {
	if (length && !take(out, length)) proof_fail("the list ends early");
}

static uint8_t need_u8(void) {
	uint8_t value;
	need(&value, 1);
	return value;
}

static uint32_t need_u32(void) {
	unsigned char bytes[4];
	need(bytes, 4);
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t need_at_most(uint32_t most, const char *why) {
	uint32_t value = need_u32();
	if (value > most) proof_fail(why);
	return value;
}

/* Within a million pixels, which is where cairo's own numbers are still exact. */
static int32_t need_place(void) {
	enum { FURTHEST = 1 << 28 };
	int32_t value = (int32_t)need_u32();
	if (value < -FURTHEST || value > FURTHEST) proof_fail("a place far outside");
	return value;
}

static Box need_box(void) {
	Box box;
	box.x = need_place();
	box.y = need_place();
	box.width = need_place();
	box.height = need_place();
	if (box.width < 0 || box.height < 0) proof_fail("a box turned inside out");
	return box;
}

static Ink need_ink(const Page *page) {
	Ink ink;
	need(ink.amounts, sizeof ink.amounts);
	ink.spot = need_u8();
	ink.tint = need_u8();
	ink.overprints = need_u8() != 0;
	if (ink.spot != LIST_NO_SPOT && (ink.spot >= LIST_SPOTS || !page->plates[PROCESS_INKS + ink.spot].surface)) proof_fail("an ink without a name");
	return ink;
}

/* ---- what may come ---- */

static void read_page_head(Page *page) {
	*page = (Page){ 0 };
	page->width = (int)need_at_most(LIST_SIDE_MAX, "a page too wide");
	page->height = (int)need_at_most(LIST_SIDE_MAX, "a page too high");
	page->pixels_per_metre = need_at_most(INT32_MAX, "a page too fine");
	page->thumb_width = (int)need_at_most(LIST_SIDE_MAX, "a thumbnail too wide");
	page->thumb_height = (int)need_at_most(LIST_SIDE_MAX, "a thumbnail too high");
	page->wants_png = need_u8() != 0;
	page->is_sheet = need_u8() != 0;
	need(page->ground, sizeof page->ground);
	if (!page->width || !page->height || (int64_t)page->width * page->height > LIST_PIXELS_MAX) proof_fail("a page of no possible size");
	if (page->thumb_width > page->width || page->thumb_height > page->height) proof_fail("a thumbnail larger than its page");
	page_open(page);
}

static void read_spot(Page *page) {
	uint8_t spot = need_u8(), alternative[PROCESS_INKS];
	need(alternative, sizeof alternative);
	if (spot >= LIST_SPOTS) proof_fail("too many spot inks");
	page_name_spot(page, spot, alternative);
}

static void read_glyph(void) {
	enum { UNITS_LEAST = 16, UNITS_MOST = 16384, FURTHEST = 1 << 17 };
	if (need_u32() != glyphs_count() || glyphs_count() >= LIST_GLYPHS_MAX) proof_fail("glyphs out of order");
	uint32_t units = need_at_most(UNITS_MOST, "an em too fine"), count = need_at_most(LIST_OUTLINE_MAX, "an outline too long");
	if (units < UNITS_LEAST) proof_fail("an em too coarse");
	OutlineStep *steps = proof_allocate(count, sizeof *steps);
	for (uint32_t i = 0; i < count; i++) {
		steps[i].kind = need_u8();
		int points = steps[i].kind == 'm' || steps[i].kind == 'l' ? 1 : steps[i].kind == 'q' ? 2 : steps[i].kind == 'c' ? 3 : steps[i].kind == 'z' ? 0 : -1;
		if (points < 0) proof_fail("an outline of no known kind");
		for (int k = 0; k < 2 * points; k++) {
			int32_t value = (int32_t)need_u32();
			if (value < -FURTHEST || value > FURTHEST) proof_fail("an outline too large");
			steps[i].points[k] = value;
		}
	}
	glyphs_add(units, steps, count);
}

static void read_text(Page *page) {
	enum { EM_MOST = 16384u << 16 };
	Ink ink = need_ink(page);
	TextStyle style = { .turned = need_u8() != 0 };
	style.em_x = need_at_most(EM_MOST, "type too large");
	style.em_y = need_at_most(EM_MOST, "type too large");
	for (uint32_t count = need_at_most(LIST_TEXT_MAX, "a text too long"); count; count--) {
		uint32_t glyph = need_u32();
		int32_t x = need_place(), y = need_place();
		if (glyph >= glyphs_count()) proof_fail("a glyph that did not come");
		glyphs_draw(page, &ink, &style, glyph, x, y);
	}
}

static void read_line(Page *page) {
	Ink ink = need_ink(page);
	int32_t ends[4];
	for (int i = 0; i < 4; i++) ends[i] = need_place();
	page_lay_line(page, &ink, ends, need_at_most(LIST_SIDE_MAX * 256u, "a line too thick"));
}

static void read_photo(Page *page) {
	Photo photo = { .channels = need_u8(), .spot = need_u8() };
	bool alpha = need_u8() != 0;
	photo.clip = need_box();
	photo.box = need_box();
	photo.width = (int)need_at_most(LIST_SIDE_MAX, "a photo too wide");
	photo.height = (int)need_at_most(LIST_SIDE_MAX, "a photo too high");
	size_t pixels = (size_t)photo.width * (size_t)photo.height;
	if (photo.channels < 1 || photo.channels > 4 || !pixels || pixels > LIST_PIXELS_MAX) proof_fail("a photo of no possible kind");
	if (photo.channels == 2 && (photo.spot >= LIST_SPOTS || !page->plates[PROCESS_INKS + photo.spot].surface)) proof_fail("an ink without a name");
	if ((photo.channels == 3) != page->is_sheet) proof_fail("a photo of the wrong kind");
	photo.rows = proof_allocate(pixels, (size_t)photo.channels);
	need(photo.rows, pixels * (size_t)photo.channels);
	if (alpha) {
		photo.alpha = proof_allocate(pixels, 1);
		need(photo.alpha, pixels);
	}
	page_lay_photo(page, &photo);
	free(photo.rows);
	free(photo.alpha);
}

static void read_page(void) {
	Page page;
	read_page_head(&page);
	for (;;) {
		switch (need_u8()) {
		case LIST_SPOT: read_spot(&page); break;
		case LIST_GLYPH: read_glyph(); break;
		case LIST_TEXT: read_text(&page); break;
		case LIST_RECT: {
			Ink ink = need_ink(&page);
			page_lay_rect(&page, &ink, need_box());
			break;
		}
		case LIST_LINE: read_line(&page); break;
		case LIST_PHOTO: read_photo(&page); break;
		case LIST_END:
			develop_page(&page);
			page_close(&page);
			proof_answer(ANSWER_DONE, "", 0);
			return;
		default: proof_fail("a mark of no known kind");
		}
	}
}

void proof_read_list(void) {
	for (uint8_t kind; take(&kind, 1);) {
		if (kind != LIST_PAGE) proof_fail("no page");
		read_page();
	}
}
