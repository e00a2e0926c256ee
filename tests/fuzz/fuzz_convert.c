/* A whole conversion: an article or an issue (first part), a layout of its own when the second part is not empty, an article that the
 * issue names (phan.xml), to both PDFs and the reports. */
#include "fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "convert.h"

const char *const fuzz_name = "convert";
const char *const fuzz_seeds[] = { "tests/data/page/elements.xml", NULL };

enum { FONTS_SERVE = 400 }; /* documents before the fonts are opened anew: they remember every syllable */

static Conversion run;
static ConvertOptions options;
static int served;

static void close_run(void) { convert_close(&run); }

int LLVMFuzzerInitialize(int *argc, char ***argv) {
	(void)argc; (void)argv;
	fuzz_put_copy("anh.jpg", "tests/data/picture/plain.jpg");
	fuzz_put_copy("turn.jpg", "tests/data/picture/exif_6.jpg");
	fuzz_put_copy("hinh.png", "tests/data/picture/rgba8.png");
	fuzz_put_copy("bang.png", "tests/data/picture/palette2.png");
	atexit(close_run);
	return 0;
}

static void expect_pdf(const char *name) {
	char path[512];
	FileMap map;
	snprintf(path, sizeof path, "%s/ra/%s", fuzz_folder(), name);
	PROMISE(file_map(path, &map));
	PROMISE(map.length > 200 && memcmp(map.bytes, "%PDF-1.", 7) == 0 && memcmp(map.bytes + map.length - 6, "%%EOF", 5) == 0);
	file_unmap(&map);
	unlink(path);
}

static void convert(const FuzzPart *parts, int count) {
	static char out[512], layout[512], path[512];
	snprintf(path, sizeof path, "%s", fuzz_put("bai.xml", parts[0].bytes, parts[0].length));
	bool own = count > 1 && parts[1].length > 0;
	if (own) snprintf(layout, sizeof layout, "%s", fuzz_put("bo-cuc.xml", parts[1].bytes, parts[1].length));
	if (count > 2) fuzz_put("phan.xml", parts[2].bytes, parts[2].length);
	else fuzz_remove("phan.xml");
	snprintf(out, sizeof out, "%s/ra", fuzz_folder());
	options = (ConvertOptions){ .goal = GOAL_BUILD, .out_folder = out, .layout = own ? layout : NULL, .print = true, .archive = true, .quiet = true };
	run.options = &options;
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	ConvertedDocument converted;
	convert_document(&run, &(Document){ .path = path, .shown = path, .name = "bai" }, arena, diag, &converted);
	PROMISE(converted.status == STATUS_FINE || converted.status == STATUS_CONTENT);
	PROMISE(converted.status == STATUS_FINE || fuzz_has_errors(diag));
	if (converted.made) {
		expect_pdf("bai.print.pdf");
		expect_pdf("bai.archive.pdf");
	}
	diag_close(diag);
	arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	FuzzPart parts[FUZZ_PARTS];
	convert(parts, fuzz_split(data, size, parts));
	if (++served < FONTS_SERVE) return 0;
	served = 0;
	convert_close(&run);
	return 0;
}
