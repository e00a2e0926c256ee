/* Trouble and size: what cannot be written, and thousands of pages. */
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include "test_pdf_support.h"

static int count_files(const char *folder) {
	DIR *dir = opendir(folder);
	int count = 0;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static void test_no_page_is_no_document(void **state) {
	(void)state;
	Sample s = open_sample();
	assert_int_equal(write_sample(&s, test_path("empty.pdf"), PDF_PRINT), 1);
	assert_string_equal(diag_entry(s.diag, 0)->code, "document-empty");
	assert_int_not_equal(access(test_path("empty.pdf"), F_OK), 0);
	close_sample(&s);
}

static void test_empty_page_is_a_page(void **state) {
	(void)state;
	Sample s = open_sample();
	drawing_add_page(s.drawing, MM(210), MM(297), 0);
	write_checked(&s, test_path("blank.pdf"), PDF_ARCHIVE);
	char *info = run_tool(NULL, "pdfinfo '%s'", test_path("blank.pdf"));
	assert_has(info, "Pages:           1");
	free(info);
	close_sample(&s);
}

static void test_folder_that_cannot_be_made(void **state) {
	(void)state;
	Sample s = open_sample();
	char path[1100];
	FILE *file = fopen(test_path("file"), "w");
	assert_non_null(file);
	fclose(file);
	snprintf(path, sizeof path, "%s/in.pdf", test_path("file"));
	draw_everything(&s);
	assert_int_equal(write_sample(&s, path, PDF_PRINT), 3);
	assert_int_equal(diag_total(s.diag), 1);
	assert_string_equal(diag_entry(s.diag, 0)->code, "write-failed");
	assert_has(diag_entry(s.diag, 0)->message, path);
	close_sample(&s);
}

static void test_folder_that_may_not_be_written(void **state) {
	(void)state;
	if (geteuid() == 0) skip(); /* root may */
	Sample s = open_sample();
	char path[1100];
	assert_int_equal(mkdir(test_path("closed"), 0500), 0);
	snprintf(path, sizeof path, "%s/in.pdf", test_path("closed"));
	draw_everything(&s);
	assert_int_equal(write_sample(&s, path, PDF_PRINT), 3);
	assert_string_equal(diag_entry(s.diag, 0)->code, "write-failed");
	assert_non_null(diag_entry(s.diag, 0)->hint);
	assert_int_equal(count_files(test_path("closed")), 0);
	close_sample(&s);
}

/* A disk that is full after so many bytes: the failure is said, whatever the moment, and nothing is left behind. */
static void test_full_disk_leaves_nothing(void **state) {
	(void)state;
	static const rlim_t ROOM[] = { 0, 100, 5000, 20000 };
	char folder[1024], path[1100];
	snprintf(folder, sizeof folder, "%s", test_path("full"));
	snprintf(path, sizeof path, "%s/in.pdf", folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	signal(SIGXFSZ, SIG_IGN);
	for (size_t i = 0; i < COUNT(ROOM); i++) {
		Sample s = open_sample();
		draw_everything(&s);
		struct rlimit before, limited;
		getrlimit(RLIMIT_FSIZE, &before);
		limited = before;
		limited.rlim_cur = ROOM[i];
		setrlimit(RLIMIT_FSIZE, &limited);
		int status = write_sample(&s, path, PDF_ARCHIVE);
		setrlimit(RLIMIT_FSIZE, &before);
		assert_true(status == 3 || status == 1);
		assert_string_equal(diag_entry(s.diag, diag_total(s.diag) - 1)->code, "write-failed");
		assert_int_equal(count_files(folder), 0);
		close_sample(&s);
	}
}

/* An older file stays as it was when the new one cannot be written. */
static void test_failure_keeps_the_old_file(void **state) {
	(void)state;
	Sample s = open_sample();
	const char *path = test_path("old.pdf");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("cũ", file);
	fclose(file);
	draw_everything(&s);
	struct rlimit before, limited;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	limited = before;
	limited.rlim_cur = 5000;
	setrlimit(RLIMIT_FSIZE, &limited);
	assert_int_not_equal(write_sample(&s, path, PDF_PRINT), 0);
	setrlimit(RLIMIT_FSIZE, &before);
	char *content = run_tool(NULL, "cat '%s'", path);
	assert_string_equal(content, "cũ");
	free(content);
	close_sample(&s);
}

static void test_glyph_that_the_face_has_not(void **state) {
	(void)state;
	Sample s = open_sample();
	drawing_add_page(s.drawing, PT(100), PT(100), 0);
	Setting setting = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(10), .colour = COLOUR_BLACK };
	add_line(&s, 0, add_node(&s, NODE_DOCUMENT, ROLE_P), PT(10), PT(50), setting, "một");
	DrawWord *word = (DrawWord *)&s.drawing->pages.items[0].items.items[0].u.text.words[0];
	GlyphRun run = *word->run;
	Glyph glyphs[8];
	memcpy(glyphs, run.glyphs, sizeof *glyphs * run.glyph_count);
	glyphs[0].id = 65000; /* past the face's last: shown as nothing, and no harm done */
	run.glyphs = glyphs;
	word->run = &run;
	write_checked(&s, test_path("strange.pdf"), PDF_PRINT);
	close_sample(&s);
}

/* 1,100 pages: more than 32 x 32, so the trees are split twice; numbers are right at both ends, the file stays small. A few
 * paragraphs a page will do for that; BANTIN_SLOW=1 (make conformance) makes it 10,000 pages with 20 each. */
static void test_thousands_of_pages(void **state) {
	(void)state;
	const bool slow = getenv("BANTIN_SLOW") != NULL;
	const int PAGES = slow ? 10000 : 1100, LINES = slow ? 20 : 2;
	Sample s = open_sample();
	Setting setting = { .font = find_font(&s, "Noto Serif", 400, false), .size = PT(10), .colour = COLOUR_BLACK };
	for (int page = 0; page < PAGES; page++) {
		DrawnPage *drawn = drawing_add_page(s.drawing, PT(300), PT(400), 0);
		drawn->label = arena_format(s.arena, "%d", page + 1);
		NodeId art = add_node(&s, NODE_DOCUMENT, ROLE_ART);
		for (int line = 0; line < LINES; line++) add_line(&s, page, add_node(&s, art, ROLE_P), PT(20), PT(30) + (Length)line * PT(16), setting, "Trường Chính trị tỉnh tổ chức hội nghị");
		add_line(&s, page, add_node(&s, art, ROLE_P), PT(20), PT(390), setting, drawn->label ? s.drawing->pages.items[page].label : "");
		int destination = drawing_add_destination(s.drawing, arena_format(s.arena, "trang-%d", page));
		s.drawing->destinations.items[destination].page = page;
		*vector_push(s.arena, &s.drawing->outline) = (OutlineEntry){ arena_format(s.arena, "Bài %d", page + 1), page % 10 ? 1 : 0, destination, art };
	}
	const char *path = test_path("long.pdf");
	write_checked(&s, path, PDF_ARCHIVE);
	char wanted[64];
	snprintf(wanted, sizeof wanted, "%d\n%d\n%d\n%d\n", PAGES - 1, PAGES, PAGES, PAGES);
	char *text = run_tool(NULL, "pdftotext -f %d -l %d '%s' - | grep '^[0-9]' && mutool show '%s' trailer/Root/Pages/Count trailer/Root/Outlines/Count",
		PAGES - 1, PAGES, path, path);
	assert_string_equal(text, wanted);
	free(text);
	text = run_tool(NULL, "qpdf --qdf --object-streams=disable '%s' - | grep -a -c '^  /S /P$'", path);
	assert_int_equal(atoi(text), PAGES * (LINES + 1));
	free(text);
	struct stat info;
	assert_int_equal(stat(path, &info), 0);
	assert_true(info.st_size < (off_t)PAGES * (slow ? 1500 : 800));
	close_sample(&s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_page_is_no_document),
		cmocka_unit_test(test_empty_page_is_a_page),
		cmocka_unit_test(test_folder_that_cannot_be_made),
		cmocka_unit_test(test_folder_that_may_not_be_written),
		cmocka_unit_test(test_full_disk_leaves_nothing),
		cmocka_unit_test(test_failure_keeps_the_old_file),
		cmocka_unit_test(test_glyph_that_the_face_has_not),
		cmocka_unit_test(test_thousands_of_pages),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
