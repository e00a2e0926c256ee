/* The reading of articles and publications: XML of any kind, with a file to include as XML (phan.xml) and one as text (chu.txt) behind
 * the marks of fuzz_split. */
#include "fuzz.h"
#include <string.h>
#include "base/text.h"
#include "publication/dump_publication.h"
#include "publication/publication.h"

const char *const fuzz_name = "article";
const char *const fuzz_seeds[] = { "tests/data/publication/issue/rich.xml", "tests/data/publication/issue/issue.xml", "tests/data/page",
	"input/new/article", "input/new/bulletin", "input/new/proceedings", NULL };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
	(void)argc; (void)argv;
	fuzz_put_copy("anh.jpg", "tests/data/picture/plain.jpg");
	return 0;
}

static void put_parts(const FuzzPart *parts, int count) {
	static const char *const NAMES[FUZZ_PARTS] = { "bai.xml", "phan.xml", "chu.txt", "phan2.xml" };
	for (int i = 0; i < FUZZ_PARTS; i++) {
		if (i < count) fuzz_put(NAMES[i], parts[i].bytes, parts[i].length);
		else fuzz_remove(NAMES[i]);
	}
}

typedef Publication *Read(Arena *arena, const char *path, Diag *diag);

static void read_with(Read *read, const char *path) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Text dump = { 0 };
	Publication *publication = read(arena, path, diag);
	PROMISE(publication || fuzz_has_errors(diag));
	if (publication) {
		publication_dump(publication, &dump);
		PROMISE(utf8_valid(dump.bytes ? dump.bytes : "", dump.length));
		PROMISE(publication->files.count > 0);
	}
	for (int i = 0; i < diag_total(diag); i++) PROMISE(utf8_valid(diag_entry(diag, i)->message, strlen(diag_entry(diag, i)->message)));
	text_free(&dump);
	diag_close(diag);
	arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	FuzzPart parts[FUZZ_PARTS];
	char path[512];
	put_parts(parts, fuzz_split(data, size, parts));
	strcpy(path, fuzz_folder());
	strcat(path, "/bai.xml");
	publication_probe(path);
	read_with(publication_read, path);
	if (size % 8 == 0) read_with(publication_check, path); /* with the schema, which costs much more */
	return 0;
}
