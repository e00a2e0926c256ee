/* Issues written by the tests of the page room, composed, and looked through for where a word stands. */
#ifndef BANTIN_TEST_PAGE_SUPPORT_H
#define BANTIN_TEST_PAGE_SUPPORT_H
#include "test_page_fonts.h"

static char folder[] = "/tmp/bantin-page-XXXXXX";

typedef struct Composed { Arena *arena; Diag *diag; Publication *publication; Design *design; Drawing *drawing; PageMeasures measures; } Composed;

static void write_text(const char *path, const char *text) {
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	fclose(file);
}

/* parts: what stands after the head of a publication; layout: what stands in a layout that extends ban-tin. */
static Composed compose(const char *attributes, const char *parts, const char *layout) {
	Composed c = { .arena = arena_open(), .diag = diag_open() };
	const char *path = file_join(c.arena, folder, "issue.xml"), *layout_path = file_join(c.arena, folder, "look.xml");
	write_text(path, arena_format(c.arena, "<publication kind=\"bulletin\" xml:lang=\"vi\" %s><head><title>Thử</title><number>Số 1</number></head>%s</publication>",
		attributes, parts));
	write_text(layout_path, arena_format(c.arena, "<layout title=\"Thử\" extends=\"ban-tin\" xml:lang=\"vi\">%s<contents shown=\"no\"/></layout>", layout));
	c.publication = publication_read(c.arena, path, c.diag);
	c.design = design_read(c.arena, layout_path, (SourcePos){ 0 }, c.diag);
	if (!c.publication || !c.design || diag_count(c.diag, SEVERITY_ERROR)) {
		diag_print(c.diag, stderr, true);
		fail_msg("the issue or its layout is wrong");
	}
	c.drawing = page_compose_measured(c.arena, c.publication, c.design, fonts, c.diag, &c.measures);
	assert_int_equal(c.measures.off_grid, 0);
	return c;
}

static void end_composed(Composed *c) {
	diag_close(c->diag);
	arena_close(c->arena);
}

typedef struct Spot { int page; Length x, y; const DrawItem *item; } Spot; /* page -1: it stands nowhere */

/* The n-th place (from 0) where a run of text begins with the words, in drawing order. */
__attribute__((unused)) static Spot find_words(const Composed *c, const char *words, int n) {
	for (int p = 0; p < c->drawing->pages.count; p++) {
		const DrawnPage *page = &c->drawing->pages.items[p];
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind != DRAW_TEXT) continue;
			Text text = { 0 };
			for (int w = 0; w < item->u.text.word_count; w++) {
				text_add(&text, item->u.text.words[w].run->text);
				if (item->u.text.words[w].space_after) text_add(&text, " ");
			}
			bool found = text.length && strncmp(text.bytes, words, strlen(words)) == 0;
			text_free(&text);
			if (found && n-- == 0) return (Spot){ p, item->x, item->y, item };
		}
	}
	return (Spot){ -1, 0, 0, NULL };
}

/* Paragraphs of so many words each, of a vocabulary that sets well. The first begins with the name. */
static void add_paragraphs(Text *out, const char *name, int paragraphs, int words) {
	static const char *const WORDS[] = { "học", "viên", "về", "xã", "làm", "việc", "với", "dân,", "nghe", "kể", "chuyện", "đồng", "ruộng", "và", "con",
		"nước", "rồi", "ghi", "lại", "những", "điều", "đáng", "nhớ", "của", "mùa", "này." };
	unsigned seed = (unsigned)strlen(name) * 97 + (unsigned)words;
	for (int p = 0; p < paragraphs; p++) {
		text_format(out, "<p>%s%d", name, p + 1);
		for (int i = 1; i < words; i++) {
			seed = seed * 1664525u + 1013904223u;
			text_format(out, " %s", WORDS[(seed >> 8) % (sizeof WORDS / sizeof *WORDS)]);
		}
		text_add(out, "</p>");
	}
}

static void add_article(Text *out, const char *attributes, const char *name, int paragraphs, int words) {
	text_format(out, "<article %s><head><title>Tít-%s</title></head><body>", attributes, name);
	add_paragraphs(out, name, paragraphs, words);
	text_add(out, "</body></article>");
}

/* One part without a title, of the articles in the text, which is freed. */
__attribute__((unused)) static Composed compose_part(const char *attributes, Text *articles, const char *layout) {
	Text part = { 0 };
	text_format(&part, "<part>%s</part>", articles->bytes);
	Composed c = compose(attributes, part.bytes, layout);
	text_free(&part);
	text_free(articles);
	return c;
}

static int open_page_tests(void **state) { return open_fonts(state) || !mkdtemp(folder) ? -1 : 0; }

static int close_page_tests(void **state) {
	Arena *arena = arena_open();
	unlink(file_join(arena, folder, "issue.xml"));
	unlink(file_join(arena, folder, "look.xml"));
	rmdir(folder);
	arena_close(arena);
	return close_fonts(state);
}
#endif
