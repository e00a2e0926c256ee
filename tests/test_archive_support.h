/* A folder for each test, and a small bag in it with everything that a bag of bantin has. */
#ifndef TEST_ARCHIVE_SUPPORT_H
#define TEST_ARCHIVE_SUPPORT_H
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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
#include "archive/bag_writer.h"
#include "archive/make_record.h"
#include "archive/verify_bag.h"
#include "base/file.h"
#include "base/folder_output.h"
#include "base/message.h"

static char folder[64];
static Arena *arena;
static Diag *diag;

static int make_folder(void **state) {
	(void)state;
	strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/bantin-archive-XXXXXX" : "/tmp/bantin-archive-XXXXXX"); /* fsync costs nothing there */
	message_set_language("en");
	arena = arena_open();
	diag = diag_open();
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
	(void)state;
	diag_close(diag);
	arena_close(arena);
	return folder_remove(folder) ? 0 : -1;
}

static inline const char *inside(const char *name) { return file_join(arena, folder, name); }

static inline void put_bytes(const char *name, const void *bytes, size_t length) {
	const char *path = inside(name);
	assert_true(file_make_folder(file_folder(arena, path)));
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, length, out), length);
	assert_int_equal(fclose(out), 0);
}

static inline void put(const char *name, const char *text) { put_bytes(name, text, strlen(text)); }

static inline const char *get(const char *name, size_t *length) {
	FileMap map;
	assert_true(file_map(inside(name), &map));
	const char *text = arena_copy_text(arena, (const char *)map.bytes, map.length);
	if (length) *length = map.length;
	file_unmap(&map);
	return text;
}

static inline bool has_code(const Diag *from, const char *code) {
	for (int i = 0; i < diag_total(from); i++) if (strcmp(diag_entry(from, i)->code, code) == 0) return true;
	return false;
}

static inline void restart_diag(void) {
	diag_close(diag);
	diag = diag_open();
}

/* ---- the small bag: folder/goi ---- */

static inline BagRecord small_record(void) {
	BagRecord record = { .name = "goi", .kind = "bulletin", .identifier = "2026-11", .title = "Bến Học – Số 11", .description = "Bến Học. 1 bài, 1 trang.",
		.publisher = "Trường <Chính trị> & \"bạn\"", .lang = "vi", .date = "2026-11", .first_date = "2026-11-02", .last_date = "2026-11-20", .pages = 1,
		.program = "bantin 0.1.0", .time = "2026-11-01T00:00:00+07:00", .document = "data/source/so.xml", .layout = "data/layout/ban-tin.xml",
		.layouts = "data/layout", .archive_level = "3a" };
	*vector_push(arena, &record.creators) = "Nguyễn Thị Ánh";
	*vector_push(arena, &record.keywords) = "lúa; tôm";
	*vector_push(arena, &record.own_files) = "data/source/so.xml";
	BagPart part = { .title = "Tin" };
	BagArticle *article = vector_push(arena, &part.articles);
	*article = (BagArticle){ .title = "Một bài", .id = "bai", .date = "2026-11-02", .lang = "vi", .page = "1" };
	*vector_push(arena, &article->creators) = "Nguyễn Thị Ánh";
	*vector_push(arena, &article->files) = "data/source/bai.xml";
	*vector_push(arena, &record.parts) = part;
	*vector_push(arena, &record.fonts) = (BagFont){ "NotoSerif-Regular.ttf", "NotoSerif-Regular", 0, 1000,
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" };
	library_add(arena, &record.libraries, "libxml2", "2.9.14");
	return record;
}

typedef struct SmallFile { BagRole role; const char *path, *text; } SmallFile;
static const SmallFile SMALL[] = {
	{ BAG_PDF, "data/goi.archive.pdf", "%PDF-1.7\n<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n%%EOF\n" },
	{ BAG_PUBLICATION, "data/source/so.xml", "<publication/>" },
	{ BAG_ARTICLE, "data/source/bai.xml", "<article>Ánh sáng</article>" },
	{ BAG_LAYOUT, "data/layout/ban-tin.xml", "<layout/>" },
	{ BAG_PHOTO, "data/source/photos/ảnh.jpg", "\xFF\xD8\xFF not much of a photo" },
};
enum { SMALL_COUNT = sizeof SMALL / sizeof *SMALL };

/* extra: NULL, or one more file of the sources. */
static inline BagOutcome make_bag(const SmallFile *extra) {
	BagRecord record = small_record();
	BagWriter *bag = bag_open(arena, folder, "goi", diag);
	assert_non_null(bag);
	for (int i = 0; i < SMALL_COUNT + (extra != NULL); i++) {
		const SmallFile *from = i < SMALL_COUNT ? &SMALL[i] : extra;
		FileSums sums;
		assert_true(bag_add_text(bag, from->path, from->text, strlen(from->text), &sums));
		BagSource source = { .path = from->path, .original = from->path, .role = from->role };
		*vector_push(arena, &record.files) = i == 0 ? bag_describe_pdf(arena, from->path, file_join(arena, bag_folder(bag), from->path), &sums) :
			bag_describe_file(&source, &sums);
	}
	Text premis = { 0 }, mets = { 0 }, info = { 0 };
	FileSums sums;
	uint64_t bytes;
	int files;
	bag_write_premis(&record, &premis);
	assert_true(bag_add_text(bag, BAG_PREMIS, premis.bytes, premis.length, &sums));
	bag_write_mets(&record, &sums, &mets);
	assert_true(bag_add_text(bag, BAG_METS, mets.bytes, mets.length, NULL));
	bag_count_payload(bag, &bytes, &files);
	bag_write_info(&record, bytes, files, &info);
	BagOutcome outcome = bag_finish(bag, info.bytes, info.length);
	text_free(&premis);
	text_free(&mets);
	text_free(&info);
	return outcome;
}

static inline bool verify(void) {
	BagReport report;
	restart_diag();
	return bag_verify(arena, inside("goi"), diag, &report);
}

/* Recomputes every manifest from what is there, as somebody with sha256sum would. */
static inline void renew_manifests(void) {
	Diag *unsaid = diag_open();
	for (int tags = 0; tags < 2; tags++) {
		for (int turn = 0; turn < 2; turn++) {
			HashKind kind = turn ? HASH_SHA512 : HASH_SHA256;
			BagScan scan;
			Text text = { 0 };
			assert_true(bag_scan_open(&scan, arena, inside("goi"), false, unsaid));
			/* sorted, as ours are */
			const char *last = "";
			for (;;) {
				const BagEntry *next = NULL;
				for (int i = 0; i < scan.entries.count; i++) {
					const BagEntry *entry = scan.entries.items[i];
					if (entry->payload != !tags || strncmp(entry->path, "tagmanifest-", 12) == 0 || strcmp(entry->path, last) <= 0) continue;
					if (!next || strcmp(entry->path, next->path) < 0) next = entry;
				}
				if (!next) break;
				FileSums sums;
				assert_true(hash_path(arena, inside(arena_format(arena, "goi/%s", next->path)), HASH_OURS, &sums));
				text_format(&text, "%s  %s\n", sums.sums[kind], next->path);
				last = next->path;
			}
			bag_scan_close(&scan);
			put_bytes(arena_format(arena, "goi/%smanifest-%s.txt", tags ? "tag" : "", hash_name(kind)), text.bytes, text.length);
			text_free(&text);
		}
	}
	diag_close(unsaid);
}
#endif
