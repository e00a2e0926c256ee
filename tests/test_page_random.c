/* Random articles on real pages: every character of the source is placed once, nothing overlaps, nothing leaves the type
 * area, everything ends. Seeded; a failing seed is named and can be run alone: test_page_random SEED. */
#include "test_page_fonts.h"

enum { CASES = 500 };

static char folder[] = "/tmp/bantin-random-XXXXXX";
static unsigned only;

typedef struct Source { Text xml; unsigned seed; int words; struct { char *items[4000]; int count; } texts; } Source;

static unsigned draw(Source *s, unsigned most) {
	s->seed = s->seed * 1664525u + 1013904223u;
	return (s->seed >> 8) % most;
}

static const char *const WORDS[] = { "học", "viên", "trường", "Đảng", "tỉnh", "2.477", "người", "03-CT/TW", "LLCT-HC,", "nghiên", "cứu", "và",
	"của", "những", "“Ấp", "Giồng”", "phát", "triển;", "21,87%", "xã", "hội", "nghị", "TS.", "Nguyễn", "Khiêm,", "năm", "2013", "nghĩa", "kế",
	"hoạch", "–", "thường", "xuyên.", "Ở", "Ế", "không", "được", "(khóa", "XI)", "bồi", "dưỡng", "việc", "làm./.", "http://a.example/b/c-d_e" };

/* A stretch of words that begins with a token of its own; kept without its spaces. */
static void add_words(Source *s, int count) {
	Text text = { 0 };
	text_format(&text, "k%dx", s->words++);
	for (int i = 1; i < count; i++) text_format(&text, " %s", WORDS[draw(s, sizeof WORDS / sizeof *WORDS)]);
	text_add(&s->xml, text.bytes);
	char *squeezed = malloc(text.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < text.length; i++) if (text.bytes[i] != ' ') squeezed[length++] = text.bytes[i];
	squeezed[length] = 0;
	s->texts.items[s->texts.count++] = squeezed;
	text_free(&text);
}

static void add_element(Source *s, const char *name, int words) {
	text_format(&s->xml, "<%s>", name);
	add_words(s, words);
	text_format(&s->xml, "</%s>\n", name);
}

/* A paragraph, now and then with a footnote, which may be longer than a page. */
static void add_paragraph(Source *s, int words) {
	text_add(&s->xml, "<p>");
	add_words(s, words);
	if (draw(s, 7) == 0) {
		text_add(&s->xml, "<note>");
		add_words(s, draw(s, 12) ? 1 + (int)draw(s, 50) : 1 + (int)draw(s, 1500));
		text_add(&s->xml, "</note>");
	}
	text_add(&s->xml, "</p>\n");
}

static void add_figure(Source *s) {
	static const char *const WIDTHS[] = { "column", "column", "page", "full" };
	text_format(&s->xml, "<figure width=\"%s\">", WIDTHS[draw(s, 4)]);
	for (unsigned i = 0, n = draw(s, 6) == 0 ? 2 + draw(s, 6) : 1; i < n; i++) text_add(&s->xml, "<photo src=\"p.jpg\" alt=\"ảnh\"/>");
	if (draw(s, 5)) add_element(s, "caption", 3 + (int)draw(s, 30));
	text_add(&s->xml, "</figure>\n");
}

static void add_table(Source *s) {
	unsigned rows = 2 + draw(s, 24), columns = 2 + draw(s, 4);
	text_add(&s->xml, "<table>");
	if (draw(s, 2)) add_element(s, "caption", 5);
	for (unsigned r = 0; r < rows; r++) {
		text_add(&s->xml, "<row>");
		for (unsigned c = 0; c < columns; c++) {
			text_add(&s->xml, r == 0 ? "<cell head=\"yes\">" : "<cell>");
			add_words(s, 1 + (int)draw(s, r == 0 ? 2 : 3));
			text_add(&s->xml, "</cell>");
		}
		text_add(&s->xml, "</row>\n");
	}
	text_add(&s->xml, "</table>\n");
}

static void add_list(Source *s) {
	text_add(&s->xml, draw(s, 2) ? "<list type=\"number\">" : "<list type=\"bullet\">");
	for (unsigned i = 0, n = 1 + draw(s, 7); i < n; i++) add_element(s, "item", 2 + (int)draw(s, 30));
	text_add(&s->xml, "</list>\n");
}

static void add_block(Source *s) {
	switch (draw(s, 24)) {
	case 0: add_element(s, "h", 2 + (int)draw(s, 7)); add_element(s, "p", 30); break;
	case 1: text_add(&s->xml, "<h level=\"2\">"); add_words(s, 3); text_add(&s->xml, "</h>"); add_element(s, "p", 12); break;
	case 2: case 3: add_figure(s); break;
	case 4: add_table(s); break;
	case 5: add_list(s); break;
	case 6: text_add(&s->xml, "<quote>"); add_element(s, "p", 20); add_element(s, "cite", 4); text_add(&s->xml, "</quote>\n"); break;
	case 7: add_element(s, "pull", 9); break;
	case 8:
		text_add(&s->xml, "<box>");
		add_element(s, "title", 4);
		for (unsigned i = 0, n = 1 + draw(s, 4); i < n; i++) add_paragraph(s, 10 + (int)draw(s, 60));
		text_add(&s->xml, "</box>\n");
		break;
	case 9:
		text_add(&s->xml, "<verse>");
		for (unsigned i = 0, n = 1 + draw(s, 3); i < n; i++) {
			text_add(&s->xml, "<stanza>");
			for (int l = 0; l < 4; l++) { text_add(&s->xml, "<line>"); text_add(&s->xml, "sóng nước</line>"); }
			text_add(&s->xml, "</stanza>");
		}
		text_add(&s->xml, "</verse>\n");
		break;
	case 10:
		text_add(&s->xml, "<qa>");
		add_element(s, "question", 12);
		add_element(s, "answer", 40);
		text_add(&s->xml, "</qa>\n");
		break;
	case 11: text_add(&s->xml, "<rule/>\n"); break;
	default: add_paragraph(s, 1 + (int)draw(s, 140)); break;
	}
}

static void add_article(Source *s) {
	static const char *const RANKS[] = { "", " rank=\"second\"", " rank=\"third\"", " rank=\"brief\"", " columns=\"2\"" };
	static const char *const SPANS[] = { "", "", " span=\"2\"", " span=\"1\"" };
	static const char *const GOES_ON[] = { "", "", " continue=\"after-part\"" };
	text_format(&s->xml, "<article%s%s%s><head>", RANKS[draw(s, 5)], SPANS[draw(s, 4)], GOES_ON[draw(s, 3)]);
	add_element(s, "title", 2 + (int)draw(s, 12));
	if (draw(s, 2)) text_add(&s->xml, "<author><name>Lê Na</name></author>");
	text_add(&s->xml, "</head>");
	if (draw(s, 2)) add_element(s, "lead", 10 + (int)draw(s, 40));
	text_add(&s->xml, "<body>");
	for (unsigned i = 0, n = 1 + draw(s, 12); i < n; i++) add_block(s);
	text_add(&s->xml, "</body></article>\n");
}

static void add_publication(Source *s, bool cover) {
	text_add(&s->xml, "<publication kind=\"bulletin\" xml:lang=\"vi\"><head><title>Thử</title><number>1</number></head>\n");
	if (cover) text_add(&s->xml, "<cover><photo src=\"p.jpg\" alt=\"ảnh\"/><caption>Chú ảnh</caption></cover>\n");
	for (unsigned p = 0, parts = 1 + draw(s, 3); p < parts; p++) {
		text_format(&s->xml, "<part title=\"Phần %u\">", p + 1);
		for (unsigned a = 0, n = 1 + draw(s, 5); a < n; a++) add_article(s);
		text_add(&s->xml, "</part>\n");
	}
	text_add(&s->xml, "</publication>\n");
}

/* ---- what was drawn ---- */

/* The text of every node without spaces, in the order of drawing. */
static Text *gather(const Drawing *drawing) {
	Text *texts = calloc((size_t)drawing->nodes.count, sizeof *texts);
	for (int p = 0; p < drawing->pages.count; p++) {
		const DrawnPage *page = &drawing->pages.items[p];
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind != DRAW_TEXT || item->node == NODE_NONE) continue;
			NodeId node = item->node;
			if (drawing->nodes.items[node].role == ROLE_SPAN) node = drawing->nodes.items[node].parent; /* stretches between notes, after a drop cap */
			for (int w = 0; w < item->u.text.word_count; w++) text_add(&texts[node], item->u.text.words[w].run->text);
		}
	}
	return texts;
}

static void every_text_once(Source *s, const Drawing *drawing, unsigned seed) {
	Text *texts = gather(drawing);
	int *found = calloc((size_t)s->words + 1, sizeof *found);
	for (int n = 0; n < drawing->nodes.count; n++) {
		NodeId up = n;
		while (up > 0 && drawing->nodes.items[up].role != ROLE_TOC) up = drawing->nodes.items[up].parent;
		if (up > 0) continue; /* the contents say titles again */
		const char *at = texts[n].bytes;
		while (at && (at = strchr(at, 'k'))) {
			char *end;
			long number = strtol(at + 1, &end, 10);
			if (end == at + 1 || number >= s->words || (at > texts[n].bytes && ((unsigned char)at[-1] >= 'a' && at[-1] <= 'z'))) { at++; continue; }
			const char *wanted = s->texts.items[number];
			size_t length = strlen(wanted);
			if (strncmp(at, wanted, length) == 0) { found[number]++; at += length; }
			else at++;
		}
	}
	for (int i = 0; i < s->words; i++)
		if (found[i] != 1) {
			char token[16];
			snprintf(token, sizeof token, "k%dx", i);
			for (int n = 0; n < drawing->nodes.count; n++) if (texts[n].bytes && strstr(texts[n].bytes, token)) print_message("node %d %s: %s\n", n, drawing_role_name(drawing->nodes.items[n].role), texts[n].bytes);
			fail_msg("seed %u: text %d stands %d times on the pages: %s", seed, i, found[i], s->texts.items[i]);
		}
	for (int n = 0; n < drawing->nodes.count; n++) text_free(&texts[n]);
	free(texts);
	free(found);
}

typedef struct Box { Length left, right, top, bottom; const DrawItem *item; } Box;

static bool overlap(const Box *a, const Box *b) {
	Length slack = LENGTH_POINT * 3 / 4;
	return a->left + slack < b->right && b->left + slack < a->right && a->top + slack < b->bottom && b->top + slack < a->bottom;
}

static void nothing_overlaps(const Drawing *drawing, const Design *design, unsigned seed) {
	for (int p = design->cover.shown ? 1 : 0; p < drawing->pages.count; p++) { /* a cover's panels lie over its photo */
		const DrawnPage *page = &drawing->pages.items[p];
		Box *boxes = calloc((size_t)page->items.count + 1, sizeof *boxes);
		int count = 0;
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind == DRAW_TEXT && item->artifact == ARTIFACT_LAYOUT && item->u.text.size >= 6 * LENGTH_POINT) {
				Length size = item->u.text.size; /* the middle of the letters: what may not be hit */
				boxes[count++] = (Box){ item->x, item->x + item->width, item->y - size * 2 / 5, item->y, item };
			} else if (item->kind == DRAW_PICTURE) {
				boxes[count++] = (Box){ item->x, item->x + item->width, item->y, item->y + item->height, item };
			}
		}
		Length bottom = page->grids[0].y + page->grids[0].height + LENGTH_POINT;
		Length margin = design->inside < design->outside ? design->inside : design->outside;
		for (int a = 0; a < count; a++) {
			const DrawItem *item = boxes[a].item;
			if (boxes[a].bottom > bottom) fail_msg("seed %u page %d: leaves the type area at the foot (line %d)", seed, p + 1, item->pos.line);
			Length hung = 8 * LENGTH_POINT; /* marks of punctuation: the quotation mark of a large headline more */
			if (item->kind == DRAW_TEXT && item->u.text.size * 9 / 20 > hung) hung = item->u.text.size * 9 / 20;
			if (item->kind == DRAW_TEXT && (boxes[a].left < margin - hung || boxes[a].right > page->width - margin + hung))
				fail_msg("seed %u page %d: leaves the type area at the side (line %d)", seed, p + 1, item->pos.line);
			for (int b = a + 1; b < count; b++) {
				if (!overlap(&boxes[a], &boxes[b])) continue;
				bool caption_in_frame = (item->kind == DRAW_PICTURE && !item->u.picture.picture) ||
					(boxes[b].item->kind == DRAW_PICTURE && !boxes[b].item->u.picture.picture);
				if (caption_in_frame) continue;
				fail_msg("seed %u page %d: line %d at %.1f %.1f overlaps line %d at %.1f %.1f", seed, p + 1, item->pos.line, item->x / 65536.0,
					item->y / 65536.0, boxes[b].item->pos.line, boxes[b].item->x / 65536.0, boxes[b].item->y / 65536.0);
			}
		}
		free(boxes);
	}
}

static void compose_case(unsigned number, const char *layout, bool cover) {
	Source s = { .seed = number * 2654435761u + 17 };
	add_publication(&s, cover);
	char path[200];
	snprintf(path, sizeof path, "%s/case.xml", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fwrite(s.xml.bytes, 1, s.xml.length, file);
	fclose(file);
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Publication *publication = publication_read(arena, path, diag);
	if (!publication || diag_count(diag, SEVERITY_ERROR)) {
		diag_print(diag, stderr, true);
		fail_msg("seed %u is no valid publication", number);
	}
	Design *design = design_read(arena, layout, (SourcePos){ 0 }, diag);
	assert_non_null(design);
	PageMeasures measures;
	Drawing *drawing = page_compose_measured(arena, publication, design, fonts, diag, &measures);
	every_text_once(&s, drawing, number);
	nothing_overlaps(drawing, design, number);
	if (measures.off_grid) fail_msg("seed %u: %d baselines off the grid", number, measures.off_grid);
	if (measures.widows || measures.orphans) fail_msg("seed %u: %d widows, %d orphans", number, measures.widows, measures.orphans);
	if (measures.heads_at_foot) fail_msg("seed %u: %d heads at a foot", number, measures.heads_at_foot);
	for (int i = 0; i < s.texts.count; i++) free(s.texts.items[i]);
	text_free(&s.xml);
	diag_close(diag);
	arena_close(arena);
}

static void in_three_columns(void **state) {
	(void)state;
	for (unsigned i = 1; i <= CASES; i++) if (!only || only == i) compose_case(i, "ban-tin", false);
}

static void in_one_column(void **state) {
	(void)state;
	for (unsigned i = 1; i <= CASES / 5; i++) if (!only || only == i) compose_case(i, "trang-don", false);
}

static void behind_a_cover(void **state) {
	(void)state;
	for (unsigned i = 1; i <= CASES / 2; i++) if (!only || only == i) compose_case(i, "tap-san", i % 2);
}

static void beside_a_side_bar(void **state) {
	(void)state;
	for (unsigned i = 1; i <= CASES / 2; i++) if (!only || only == i) compose_case(i, "to-tin", i % 2);
}

static int open_everything(void **state) {
	if (open_fonts(state) || !mkdtemp(folder)) return -1;
	Arena *arena = arena_open();
	FileMap photo;
	bool copied = file_map(file_data_path(arena, "tests/data/picture/exif_1.jpg"), &photo);
	if (copied) {
		FileOutput *out = file_output_open(file_join(arena, folder, "p.jpg"));
		copied = out && file_output_write(out, photo.bytes, photo.length) && file_output_commit(out);
		file_unmap(&photo);
	}
	arena_close(arena);
	if (!copied) return -1;
	return 0;
}

static int close_everything(void **state) {
	Arena *arena = arena_open();
	if (!only) { /* one seed alone leaves its files to be looked at */
		unlink(file_join(arena, folder, "p.jpg"));
		unlink(file_join(arena, folder, "case.xml"));
		rmdir(folder);
	}
	arena_close(arena);
	return close_fonts(state);
}

int main(int argc, char **argv) {
	if (argc > 1) only = (unsigned)strtoul(argv[1], NULL, 10);
	const struct CMUnitTest tests[] = { cmocka_unit_test(in_three_columns), cmocka_unit_test(in_one_column), cmocka_unit_test(behind_a_cover),
		cmocka_unit_test(beside_a_side_bar) };
	return cmocka_run_group_tests(tests, open_everything, close_everything);
}
