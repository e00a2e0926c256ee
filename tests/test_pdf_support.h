/* What the tests of the pdf room share: a drawing made by hand that holds every kind of mark and structure, and the judges
 * (qpdf, poppler, mupdf) run on what is written. */
#ifndef BANTIN_TEST_PDF_SUPPORT_H
#define BANTIN_TEST_PDF_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "drawing/drawing.h"
#include "pdf/pdf.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MM(value) ((Length)((int64_t)(value) * 720 * LENGTH_POINT / 254))
#define PT(value) ((Length)((value) * LENGTH_POINT))

static FontSet *test_fonts; /* opening it is the slow part: once for all tests */
static char test_folder[256];

static inline const char *test_path(const char *name) {
	static char paths[8][1024];
	static int next;
	char *path = paths[next++ % 8];
	snprintf(path, 1024, "%s/%s", test_folder, name);
	return path;
}

static inline const char *data_path(const char *name) {
	static char paths[8][4096];
	static int next;
	const char *root = getenv("BANTIN_DATA");
	char *path = paths[next++ % 8];
	snprintf(path, 4096, "%s/tests/data/%s", root && root[0] ? root : ".", name);
	return path;
}

static inline int open_tests(void **state) {
	(void)state;
	Diag *diag = diag_open();
	test_fonts = font_open_set(false, diag);
	diag_close(diag);
	snprintf(test_folder, sizeof test_folder, "%.200s/bantin-pdf-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	return test_fonts && mkdtemp(test_folder) ? 0 : -1;
}

static inline int close_tests(void **state) {
	(void)state;
	char command[1024];
	font_close_set(test_fonts);
	if (getenv("BANTIN_KEEP")) return 0;
	snprintf(command, sizeof command, "chmod -R u+w '%s' && rm -rf '%s'", test_folder, test_folder);
	return system(command);
}

/* Runs a command with %s replaced by the path; answers its output (to be freed); its status in *status. */
static inline char *run_tool(int *status, const char *format, ...) {
	char command[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	Text out = { 0 };
	char buffer[4096];
	for (size_t length; (length = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text_add_bytes(&out, buffer, length);
	int answer = pclose(pipe);
	if (status) *status = answer;
	else if (answer) fail_msg("%s: status %d: %s", command, answer, out.bytes ? out.bytes : "");
	if (!out.bytes) text_add(&out, "");
	return out.bytes;
}

static inline void assert_output(const char *wanted, const char *format, ...) {
	char command[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	char *out = run_tool(NULL, "%s", command);
	assert_string_equal(out, wanted);
	free(out);
}

static inline void assert_has(const char *text, const char *part) {
	if (!strstr(text, part)) fail_msg("\"%s\" is not in:\n%.3000s", part, text);
}

static inline void assert_has_not(const char *text, const char *part) {
	if (strstr(text, part)) fail_msg("\"%s\" is in:\n%.3000s", part, text);
}

static inline int count_of(const char *text, const char *part) {
	int count = 0;
	for (; (text = strstr(text, part)); text += strlen(part)) count++;
	return count;
}

/* ---- drawings by hand ---- */

typedef struct Sample { Arena *arena; Diag *diag; Drawing *drawing; } Sample;

static inline Sample open_sample(void) {
	Sample s = { .arena = arena_open(), .diag = diag_open() };
	s.drawing = drawing_open(s.arena);
	s.drawing->info = (DrawingInfo){ .title = "Bản tin thử", .lang = "vi", .time = 1364344200, .utc_offset_minutes = 420 };
	return s;
}

static inline void close_sample(Sample *s) {
	diag_close(s->diag);
	arena_close(s->arena);
}

static inline SourcePos at_line(int line) { return (SourcePos){ "bai.xml", line, 3 }; }

static inline NodeId add_node(Sample *s, NodeId parent, Role role) { return drawing_add_node(s->drawing, parent, role, at_line((int)s->drawing->nodes.count)); }

static inline Font *find_font(Sample *s, const char *family, int weight, bool italic) {
	return font_find(test_fonts, (FontQuery){ family, weight, 100, italic }, (SourcePos){ 0 }, s->diag);
}

static inline DrawItem *push_item(Sample *s, int page, DrawKind kind, NodeId node) {
	DrawItem *item = vector_push(s->arena, &s->drawing->pages.items[page].items);
	*item = (DrawItem){ .kind = kind, .node = node, .pos = at_line(10 + s->drawing->pages.items[page].items.count) };
	return item;
}

typedef struct Setting { Font *font; Length size, letter_space, stretch; int scale; unsigned features; Colour colour; bool space_at_end; } Setting;

/* One line of text from x on, words parted by blanks, each blank `stretch` wider than the font's. Answers the x after it. */
static inline Length add_line(Sample *s, int page, NodeId node, Length x, Length y, Setting setting, const char *text) {
	DrawWord *words = ARENA_ARRAY(s->arena, DrawWord, strlen(text) + 1);
	int count = 0, scale = setting.scale ? setting.scale : 1000, upem = font_units_per_em(setting.font);
	int64_t pen = x;
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, " ");
		bool blank = at[length] == ' ';
		const GlyphRun *run = font_shape(setting.font, at, length, setting.features, "vi");
		words[count++] = (DrawWord){ .run = run, .x = (Length)pen, .space_after = blank || (!at[length] && setting.space_at_end) };
		pen += ((int64_t)length_scale(setting.size, run->advance, upem) + (int64_t)run->glyph_count * setting.letter_space) * scale / 1000;
		if (blank) pen += (int64_t)length_scale(setting.size, font_space_advance(setting.font), upem) + setting.stretch;
		at += length + blank;
	}
	DrawItem *item = push_item(s, page, DRAW_TEXT, node);
	item->x = x;
	item->y = y;
	item->width = (Length)(pen - x);
	item->u.text.font = setting.font;
	item->u.text.size = setting.size;
	item->u.text.letter_space = setting.letter_space;
	item->u.text.scale = scale;
	item->u.text.colour = setting.colour;
	item->u.text.words = words;
	item->u.text.word_count = count;
	return (Length)pen;
}

static inline DrawItem *add_rect(Sample *s, int page, ArtifactKind kind, Length x, Length y, Length width, Length height, Colour colour) {
	DrawItem *item = push_item(s, page, DRAW_RECT, NODE_NONE);
	item->artifact = (uint8_t)kind;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->u.rect.colour = colour;
	return item;
}

static inline DrawItem *add_photo(Sample *s, int page, NodeId node, const char *path, Length x, Length y, Length width, Length height) {
	DrawItem *item = push_item(s, page, DRAW_PICTURE, node);
	item->x = item->u.picture.image_x = x;
	item->y = item->u.picture.image_y = y;
	item->width = item->u.picture.image_width = width;
	item->height = item->u.picture.image_height = height;
	item->u.picture.picture = path ? picture_read_header(s->arena, path, at_line(5), s->diag) : NULL;
	if (path) assert_non_null(item->u.picture.picture);
	return item;
}

static inline DrawItem *add_link(Sample *s, int page, NodeId node, Length x, Length y, Length width, Length height, const char *href, int destination) {
	DrawItem *item = push_item(s, page, DRAW_LINK, node);
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->u.link.href = href;
	item->u.link.destination = href ? -1 : destination;
	item->u.link.contents = "Mở liên kết";
	return item;
}

static inline int write_sample(Sample *s, const char *path, PdfKind kind) {
	return pdf_write_drawing(s->drawing, path, &(PdfOptions){ kind, "bantin 0.1" }, s->diag);
}

/* Writes, and lets qpdf look at it. */
static inline void write_checked(Sample *s, const char *path, PdfKind kind) {
	int status = write_sample(s, path, kind);
	if (status) fail_msg("%s: %s", path, diag_total(s->diag) ? diag_entry(s->diag, diag_total(s->diag) - 1)->message : "no message");
	char *out = run_tool(&status, "qpdf --check '%s' 2>&1", path);
	if (status || strstr(out, "WARNING")) fail_msg("qpdf: %s", out);
	free(out);
}

/* Everything in one document of two pages. */
static inline void draw_everything(Sample *s) {
	Drawing *d = s->drawing;
	d->info = (DrawingInfo){ .title = "Bản tin tháng 11 (thử)", .author = "Nguyễn Thị Nguyên", .subject = "Một số & nhiều <trang>", .keywords = "khoa học, đào tạo; bản tin",
		.lang = "vi", .publisher = "Trường Chính trị", .identifier = "ban-tin-2026-11", .time = 1364344200, .utc_offset_minutes = 420 };
	drawing_add_page(d, MM(210), MM(297), MM(3));
	drawing_add_page(d, MM(210), MM(297), MM(3));
	d->pages.items[0].label = "iv";
	d->pages.items[1].label = "7";
	Colour red = { .c = 1500, .m = 10000, .y = 9000, .k = 1000 };
	Setting body = { .font = find_font(s, "Noto Serif", 400, false), .size = PT(9.25), .colour = COLOUR_BLACK };
	Setting bold = { .font = find_font(s, "Noto Serif", 700, false), .size = PT(9.25), .colour = COLOUR_BLACK };
	Setting sans = { .font = find_font(s, "Noto Sans", 600, false), .size = PT(7.5), .colour = red, .letter_space = PT(0.4), .scale = 980 };
	Setting times = { .font = find_font(s, "Liberation Serif", 400, true), .size = PT(13), .colour = COLOUR_BLACK };
	Setting head = { .font = find_font(s, "Noto Serif", 900, false), .size = PT(30), .colour = COLOUR_BLACK };

	add_rect(s, 0, ARTIFACT_BACKGROUND, -MM(3), -MM(3), MM(216), MM(12), red);
	add_rect(s, 0, ARTIFACT_LAYOUT, MM(20), MM(40), MM(170), PT(0.5), (Colour){ .k = 3000 });
	add_line(s, 0, NODE_NONE, MM(20), MM(16), sans, "ĐẦU TRANG CHẠY");
	d->pages.items[0].items.items[d->pages.items[0].items.count - 1].artifact = ARTIFACT_HEADER;

	NodeId part = add_node(s, NODE_DOCUMENT, ROLE_PART), art = add_node(s, part, ROLE_ART);
	d->nodes.items[part].title = "Tin hoạt động";
	NodeId title = add_node(s, art, ROLE_H1);
	add_line(s, 0, title, MM(20), MM(60), head, "Hội nghị Tổng kết");

	/* a paragraph over three lines, justified, with a bold word and a link in it */
	NodeId p = add_node(s, art, ROLE_P);
	body.stretch = PT(1.37);
	body.space_at_end = true;
	add_line(s, 0, p, MM(20), MM(70), body, "Sáng ngày 27/3/2013, Trường Chính trị tổ chức Hội nghị");
	Length x = add_line(s, 0, p, MM(20), MM(75), body, "tổng kết công tác");
	NodeId link = add_node(s, p, ROLE_LINK);
	d->nodes.items[link].alt = "Trang của Trường";
	x += length_scale(body.size, font_space_advance(body.font), font_units_per_em(body.font));
	Length end = add_line(s, 0, link, x, MM(75), bold, "nghiên cứu khoa học");
	add_link(s, 0, link, x, MM(72), end - x, MM(4), "https://example.org/tìm?q=a(b)", -1);
	body.space_at_end = false;
	add_line(s, 0, p, MM(20), MM(80), body, "năm 2012 và phương hướng; Ấ Ộ ẵ ỡ, fi ffi – AVATAR./.");

	/* what one code cannot say: a stacked mark that is no letter of its own, small capitals */
	NodeId odd = add_node(s, art, ROLE_P);
	add_line(s, 0, odd, MM(20), MM(90), body, "e\xCC\x84\xCC\x81q\xCC\x83 x\xCC\xA3");
	body.features = FONT_SMCP;
	add_line(s, 0, odd, MM(60), MM(90), body, "Chữ nhỏ");
	body.features = 0;
	NodeId slanted = add_node(s, art, ROLE_P);
	d->nodes.items[slanted].lang = "en";
	add_line(s, 0, slanted, MM(20), MM(100), times, "To VAT, official italics (AWAY)");

	/* figures: one photo twice, cropped once; one missing */
	NodeId figure = add_node(s, art, ROLE_FIGURE);
	d->nodes.items[figure].alt = "Toàn cảnh \"Hội nghị\"";
	d->nodes.items[figure].placed_block = true;
	const char *photo = data_path("picture/exif_6.jpg");
	add_photo(s, 0, figure, photo, MM(20), MM(110), MM(60), MM(40));
	DrawItem *crop = add_photo(s, 0, figure, photo, MM(90), MM(110), MM(40), MM(40));
	crop->u.picture.image_x -= MM(10);
	crop->u.picture.image_width += MM(20);
	NodeId caption = add_node(s, art, ROLE_CAPTION);
	add_line(s, 0, caption, MM(20), MM(155), sans, "Ảnh: toàn cảnh");
	NodeId missing = add_node(s, art, ROLE_FIGURE);
	d->nodes.items[missing].alt = "Ảnh thiếu";
	add_photo(s, 0, missing, NULL, MM(140), MM(110), MM(50), MM(40));

	/* a note, read where it was made, drawn at the foot */
	NodeId reference = add_node(s, p, ROLE_REFERENCE), note = add_node(s, p, ROLE_NOTE);
	add_line(s, 0, reference, MM(150), MM(80), sans, "1");
	add_line(s, 0, p, MM(154), MM(80), body, "sau chú thích");
	add_line(s, 0, note, MM(20), MM(280), sans, "Chú thích cuối cột.");

	/* second page: list, table, quote; the paragraph goes on from page to page */
	NodeId list = add_node(s, art, ROLE_L), item = add_node(s, list, ROLE_LI), label = add_node(s, item, ROLE_LBL), lbody = add_node(s, item, ROLE_LBODY);
	d->nodes.items[list].list_numbering = 2;
	add_line(s, 1, label, MM(20), MM(30), body, "1.");
	add_line(s, 0, lbody, MM(26), MM(270), body, "Mục thứ nhất bắt đầu ở trang này");
	add_line(s, 1, lbody, MM(26), MM(30), body, "và hết ở trang sau.");
	NodeId table = add_node(s, art, ROLE_TABLE);
	static const char *const CELLS[3][3] = { { "Lớp", "Sĩ số", "Tỷ lệ" }, { "K1", "45", "98 %" }, { "K2", "", "97 %" } };
	for (int r = 0; r < 3; r++) {
		NodeId row = add_node(s, table, ROLE_TR);
		for (int c = 0; c < 3; c++) {
			NodeId cell = add_node(s, row, r == 0 || c == 0 ? ROLE_TH : ROLE_TD);
			StructNode *n = &d->nodes.items[cell];
			if (n->role == ROLE_TH) {
				n->scope = r == 0 ? 2 : 1;
				n->id = arena_format(s->arena, "th-%d-%d", r, c);
			}
			if (CELLS[r][c][0]) add_line(s, 1, cell, MM(20 + 30 * c), MM(50 + 6 * r), body, CELLS[r][c]);
		}
	}
	NodeId aside = add_node(s, art, ROLE_ASIDE_DIV), quote = add_node(s, aside, ROLE_BLOCKQUOTE), words = add_node(s, quote, ROLE_P);
	add_line(s, 1, words, MM(20), MM(90), times, "Không có gì quý hơn độc lập, tự do.");
	add_node(s, aside, ROLE_P); /* stays empty: not to be written */
	NodeId toc = add_node(s, NODE_DOCUMENT, ROLE_TOC), entry = add_node(s, toc, ROLE_TOCI), entry_reference = add_node(s, entry, ROLE_REFERENCE);
	NodeId inner = add_node(s, entry_reference, ROLE_LINK);
	int destination = drawing_add_destination(d, "hoi-nghi");
	d->destinations.items[destination].page = 0;
	d->destinations.items[destination].x = MM(20);
	d->destinations.items[destination].y = MM(50);
	int second = drawing_add_destination(d, "bang");
	d->destinations.items[second].page = 1;
	d->destinations.items[second].y = MM(45);
	drawing_add_destination(d, "nowhere");
	end = add_line(s, 1, inner, MM(20), MM(110), body, "Hội nghị Tổng kết, trang iv");
	add_link(s, 1, inner, MM(20), MM(107), end - MM(20), MM(4), NULL, destination);
	*vector_push(s->arena, &d->outline) = (OutlineEntry){ "Tin hoạt động", 0, -1, part };
	*vector_push(s->arena, &d->outline) = (OutlineEntry){ "Hội nghị Tổng kết", 1, destination, title };
	*vector_push(s->arena, &d->outline) = (OutlineEntry){ "Bảng số liệu", 0, second, table };
}
#endif
