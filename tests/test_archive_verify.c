/* `verify` finds whatever is wrong with a bag, and nothing where nothing is. */
#include "test_archive_support.h"

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void run(const char *format, ...) {
	char command[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	assert_int_equal(system(command), 0);
}

static int make_folder_with_bag(void **state) {
	int status = make_folder(state);
	return status || make_bag(NULL) != BAG_NEW ? -1 : 0;
}

/* Exactly the codes that are named, each as often as one likes. */
static void finds(const char *first, ...) {
	bool good = verify();
	assert_int_equal(good, diag_count(diag, SEVERITY_ERROR) == 0);
	if (!first && !good) fail_msg("%s", diag_entry(diag, 0)->message);
	for (int i = 0; i < diag_total(diag); i++) {
		const DiagEntry *entry = diag_entry(diag, i);
		bool expected = false;
		va_list args;
		va_start(args, first);
		for (const char *code = first; code; code = va_arg(args, const char *)) expected = expected || strcmp(code, entry->code) == 0;
		va_end(args);
		if (!expected) fail_msg("%s: %s [%s]", entry->pos.file, entry->message, entry->code);
	}
	va_list args;
	va_start(args, first);
	for (const char *code = first; code; code = va_arg(args, const char *)) if (!has_code(diag, code)) fail_msg("not found: %s", code);
	va_end(args);
}

static void tells_of(const char *name) {
	for (int i = 0; i < diag_total(diag); i++)
		if (strcmp(diag_entry(diag, i)->pos.file, inside(arena_format(arena, "goi/%s", name))) == 0 && diag_entry(diag, i)->hint) return;
	fail_msg("nothing is said of %s with what to do", name);
}

static void a_good_bag_is_good(void **state) {
	(void)state;
	finds(NULL);
	BagReport report;
	assert_true(bag_verify(arena, inside("goi"), diag, &report));
	assert_true(report.ours);
	assert_int_equal(report.files, SMALL_COUNT + 2);
	assert_string_equal(report.pdf, "data/goi.archive.pdf");
	assert_string_equal(report.record->document, "data/source/so.xml");
	run("cd %s/goi && sha256sum -c --quiet --strict manifest-sha256.txt && sha512sum -c --quiet --strict manifest-sha512.txt", folder);
	run("cd %s/goi && sha256sum -c --quiet --strict tagmanifest-sha256.txt && sha512sum -c --quiet --strict tagmanifest-sha512.txt", folder);
}

static void the_same_content_is_left_alone(void **state) {
	(void)state;
	struct stat before, after;
	assert_int_equal(stat(inside("goi"), &before), 0);
	assert_int_equal(make_bag(NULL), BAG_UNCHANGED);
	assert_int_equal(stat(inside("goi"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	run("test -z \"$(find %s -name '.*' -mindepth 1)\"", folder);
}

static void another_content_replaces_it(void **state) {
	(void)state;
	assert_int_equal(make_bag(&(SmallFile){ BAG_PHOTO, "data/source/photos/hai.jpg", "\xFF\xD8\xFF two" }), BAG_REPLACED);
	finds(NULL);
	assert_true(file_is_regular(inside("goi/data/source/photos/hai.jpg")));
	assert_int_equal(make_bag(NULL), BAG_REPLACED);
	finds(NULL);
	assert_false(file_is_regular(inside("goi/data/source/photos/hai.jpg")));
}

static void a_damaged_one_is_replaced(void **state) {
	(void)state;
	put("goi/data/source/so.xml", "<damaged/>");
	assert_int_equal(make_bag(NULL), BAG_REPLACED);
	finds(NULL);
	put("goi/manifest-sha256.txt", "");
	assert_int_equal(make_bag(NULL), BAG_REPLACED);
	finds(NULL);
}

static void what_somebody_put_there_is_not_lost(void **state) {
	(void)state;
	put("goi/ghi-chú.txt", "the archivist's own note");
	assert_int_equal(make_bag(NULL), BAG_REFUSED);
	assert_true(has_code(diag, "bag-foreign-file"));
	assert_string_equal(get("goi/ghi-chú.txt", NULL), "the archivist's own note");
	run("rm -r %s/goi && mkdir %s/goi", folder, folder);
	assert_int_equal(make_bag(NULL), BAG_REPLACED); /* an empty folder is nobody's */
	run("rm -r %s/goi && mkdir %s/goi && echo x > %s/goi/x", folder, folder, folder);
	assert_int_equal(make_bag(NULL), BAG_REFUSED);
	assert_true(has_code(diag, "bag-occupied"));
	run("rm -r %s/goi && echo x > %s/goi", folder, folder);
	assert_int_equal(make_bag(NULL), BAG_REFUSED);
	run("rm %s/goi && ln -s /tmp %s/goi", folder, folder);
	assert_int_equal(make_bag(NULL), BAG_REFUSED);
	run("test -L %s/goi", folder);
}

/* ---- one thing wrong ---- */

static void a_missing_file(void **state) {
	(void)state;
	run("rm %s/goi/data/source/bai.xml", folder);
	finds("bag-missing", "bag-oxum", NULL);
	tells_of("data/source/bai.xml");
}

static void an_extra_file(void **state) {
	(void)state;
	put("goi/data/source/thêm.xml", "x");
	finds("bag-extra", "bag-oxum", NULL);
	tells_of("data/source/thêm.xml");
	run("rm %s/goi/data/source/thêm.xml", folder);
	put("goi/.DS_Store", "x");
	finds("bag-extra", NULL);
	tells_of(".DS_Store");
}

static void a_renamed_file(void **state) {
	(void)state;
	run("cd %s/goi/data/source && mv bai.xml Bai.xml", folder);
	finds("bag-missing", "bag-extra", NULL);
	tells_of("data/source/Bai.xml");
	tells_of("data/source/bai.xml");
}

static void a_changed_file(void **state) {
	(void)state;
	put("goi/data/source/bai.xml", "<article>Ánh sÁng</article>");
	finds("bag-changed", NULL);
	tells_of("data/source/bai.xml");
}

static void each_of_its_own_files_is_missed(void **state) {
	(void)state;
	static const char *const OWN[] = { "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt",
		"tagmanifest-sha512.txt", "data/metadata/mets.xml", "data/metadata/premis.xml", "data/goi.archive.pdf" };
	for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) {
		run("cp -r %s/goi %s/kept && rm %s/goi/%s", folder, folder, folder, OWN[i]);
		if (verify()) fail_msg("%s was not missed", OWN[i]);
		run("rm -r %s/goi && mv %s/kept %s/goi", folder, folder, folder);
	}
	run("rm -r %s/goi/data", folder);
	assert_false(verify());
	finds("bag-missing", "bag-oxum", NULL);
}

static void a_truncated_manifest(void **state) {
	(void)state;
	size_t length;
	const char *text = get("goi/manifest-sha256.txt", &length);
	for (size_t cut = 0; cut < length; cut++) {
		put_bytes("goi/manifest-sha256.txt", text, cut);
		if (verify()) fail_msg("%zu of %zu bytes were enough", cut, length);
	}
	put_bytes("goi/manifest-sha256.txt", text, length);
	text = get("goi/tagmanifest-sha256.txt", &length);
	for (size_t cut = 0; cut < length; cut++) {
		put_bytes("goi/tagmanifest-sha256.txt", text, cut);
		if (verify()) fail_msg("%zu of %zu bytes were enough", cut, length);
	}
}

static void links_in_it(void **state) {
	(void)state;
	put("elsewhere.xml", SMALL[2].text); /* the same bytes: only the link is wrong */
	run("cd %s/goi/data/source && rm bai.xml && ln -s ../../../elsewhere.xml bai.xml", folder);
	finds("bag-link", "bag-oxum", NULL);
	tells_of("data/source/bai.xml");
	run("cd %s/goi/data && mv source ../../outside && ln -s ../../outside source", folder);
	assert_false(verify());
	assert_true(has_code(diag, "bag-link"));
	assert_true(has_code(diag, "bag-missing"));
	run("rm %s/goi/data/source && mkfifo %s/goi/data/source", folder, folder); /* nor does a pipe hang it */
	assert_false(verify());
	assert_true(has_code(diag, "bag-special"));
}

static void a_link_as_a_list(void **state) {
	(void)state;
	run("cd %s && mv goi/manifest-sha256.txt list.txt && ln -s ../list.txt goi/manifest-sha256.txt", folder);
	assert_false(verify());
	assert_true(has_code(diag, "bag-link"));
}

static void lists_that_lead_out_of_the_bag(void **state) {
	(void)state;
	put("secret.txt", "secret");
	static const char *const PATHS[] = { "../secret.txt", "data/../../secret.txt", "/etc/passwd", "~/x", "data/./x", "data//x", "./../secret.txt", "data/%2e%2e/x",
		"bag-info.txt", "tagmanifest-sha256.txt" };
	const char *text = get("goi/manifest-sha256.txt", NULL);
	for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
		put("goi/manifest-sha256.txt", arena_format(arena, "%s2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b  %s\n", text, PATHS[i]));
		assert_false(verify());
		if (strcmp(PATHS[i], "data/%2e%2e/x") == 0) assert_true(has_code(diag, "bag-missing")); /* a name like any other */
		else if (!has_code(diag, "bag-path-outside")) fail_msg("%s was followed", PATHS[i]);
	}
	put("goi/manifest-sha256.txt", text);
	text = get("goi/tagmanifest-sha256.txt", NULL);
	put("goi/tagmanifest-sha256.txt", arena_format(arena, "%s2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b  ../secret.txt\n", text));
	assert_false(verify());
	assert_true(has_code(diag, "bag-path-outside"));
	put("goi/tagmanifest-sha256.txt", arena_format(arena, "%s2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b  data/source/so.xml\n", text));
	assert_false(verify());
	assert_true(has_code(diag, "bag-path-outside"));
	put("goi/tagmanifest-sha256.txt", text);
	put("goi/fetch.txt", "http://example.org/x - data/x\nhttp://example.org/y 7 ../y\nhttp://example.org/z\n");
	assert_false(verify());
	assert_true(has_code(diag, "bag-path-outside"));
	assert_true(has_code(diag, "bag-fetch"));
}

static void lines_that_are_none(void **state) {
	(void)state;
	static const char *const LINES[] = { "x", "2bb80d53  data/x", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
		"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b ", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25bdata/x",
		"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b00  data/x", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25g  data/x" };
	const char *text = get("goi/manifest-sha256.txt", NULL);
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		put("goi/manifest-sha256.txt", arena_format(arena, "%s%s\n", text, LINES[i]));
		assert_false(verify());
		if (!has_code(diag, "bag-manifest-line")) fail_msg("taken: %s", LINES[i]);
	}
	/* Something else altogether: told, but not a thousand times. */
	Text noise = { 0 };
	for (int i = 0; i < 5000; i++) text_add(&noise, "noise\n");
	put("goi/manifest-sha256.txt", noise.bytes);
	text_free(&noise);
	assert_false(verify());
	assert_in_range(diag_total(diag), 2, 60);
	put_bytes("goi/manifest-sha256.txt", "\0\0\0\n\0", 5);
	assert_false(verify());
	put_bytes("goi/manifest-sha256.txt", "\xFF\xFE", 2);
	assert_false(verify());
	assert_true(has_code(diag, "bag-encoding"));
}

static void listed_twice(void **state) {
	(void)state;
	const char *text = get("goi/manifest-sha256.txt", NULL);
	put("goi/manifest-sha256.txt", arena_format(arena, "%s%s", text, text));
	assert_false(verify());
	assert_true(has_code(diag, "bag-manifest-twice"));
}

static void the_sum_of_bytes(void **state) {
	(void)state;
	const char *text = get("goi/bag-info.txt", NULL);
	put("goi/bag-info.txt", arena_format(arena, "%sPayload-Oxum: 1.1\n", text));
	renew_manifests();
	finds("bag-oxum", NULL);
	const char *at = strstr(text, "Payload-Oxum: ");
	put("goi/bag-info.txt", arena_format(arena, "%.*sPayload-Oxum: 1.1\n", (int)(at - text), text));
	renew_manifests();
	finds("bag-oxum", NULL);
	put("goi/bag-info.txt", "Bag-Software-Agent: bantin 0.1.0\nPayload-Oxum: many\nno colon\n");
	renew_manifests();
	finds("bag-oxum", "bag-info", NULL);
	put("goi/bag-info.txt", "Bag-Software-Agent: bantin 0.1.0\nNote: one\n  and a half\n");
	renew_manifests();
	finds(NULL);
}

/* ---- what other hands may do to the form ---- */

static void other_line_ends_are_taken(void **state) {
	(void)state;
	static const char *const LISTS[] = { "manifest-sha256.txt", "manifest-sha512.txt", "bag-info.txt", "bagit.txt" };
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) run("sed -i 's/$/\\r/' %s/goi/%s", folder, LISTS[i]);
	run("cd %s/goi && sha256sum bag-info.txt bagit.txt manifest-sha*.txt > tagmanifest-sha256.txt && sha512sum bag-info.txt bagit.txt manifest-sha*.txt > tagmanifest-sha512.txt", folder);
	finds(NULL);
	run("sed -i 's/$/\\r/' %s/goi/tagmanifest-sha256.txt", folder); /* but nothing vouches for this one's own form */
	finds("bag-list-form", NULL);
	run("cd %s/goi && tr '\\n' '\\r' < bagit.txt | tr -s '\\r' > x && mv x bagit.txt", folder);
	run("cd %s/goi && sha256sum bag-info.txt bagit.txt manifest-sha*.txt > tagmanifest-sha256.txt && sha512sum bag-info.txt bagit.txt manifest-sha*.txt > tagmanifest-sha512.txt", folder);
	finds(NULL);
}

static void a_bag_of_somebody_else(void **state) {
	(void)state;
	run("mkdir -p %s/x/data && cd %s/x && echo hello > data/a && printf 'BagIt-Version: 0.97\\nTag-File-Character-Encoding: UTF-8\\n' > bagit.txt", folder, folder);
	run("cd %s/x && md5sum data/a > manifest-md5.txt && md5sum -b bagit.txt > tagmanifest-md5.txt && rm -r ../goi && mv ../x ../goi", folder);
	assert_true(verify());
	assert_true(has_code(diag, "bag-manifest-star"));
	put("goi/note.txt", "not listed, and need not be");
	assert_true(verify());
	put("goi/manifest-crc9.txt", "x");
	assert_true(verify());
	assert_true(has_code(diag, "bag-algorithm"));
	run("cd %s/goi && mv manifest-md5.txt manifest-crc9.txt", folder);
	assert_false(verify()); /* no list left that can be used */
	run("cd %s/goi && mv manifest-crc9.txt manifest-md5.txt && echo b > data/b", folder);
	assert_false(verify());
	assert_true(has_code(diag, "bag-extra"));
	static const char *const DECLARATIONS[] = { "", "BagIt-Version: 1.0\n", "BagIt-Version: x\nTag-File-Character-Encoding: UTF-8\n",
		"\xEF\xBB\xBF" "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
		"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nmore\n", "BagIt-Version: 1.\nTag-File-Character-Encoding: UTF-8\n",
		"BagIt-Version: 1.0\nTag-File-Character-Encoding:\n", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n" };
	run("cd %s/goi && rm -f data/b tagmanifest-md5.txt", folder);
	put("goi/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	assert_true(verify());
	for (size_t i = 0; i < sizeof DECLARATIONS / sizeof *DECLARATIONS; i++) {
		put("goi/bagit.txt", DECLARATIONS[i]);
		if (verify()) fail_msg("taken: %s", DECLARATIONS[i]);
	}
	put("goi/bagit.txt", "BagIt-Version: 2.3\nTag-File-Character-Encoding: UTF-8\n");
	assert_true(verify());
	assert_true(has_code(diag, "bag-version"));
}

static void names_in_another_unicode_form(void **state) {
	(void)state;
	run("cd %s/goi/data/source/photos && mv ảnh.jpg \"$(printf 'a\\314\\211nh.jpg')\"", folder); /* as a Mac writes it */
	finds("bag-name-form", NULL);
}

static void hostile_names(void **state) {
	(void)state;
	static const char *const NAMES[] = { "data/source/a%b%0A%25.jpg", "data/source/two\nlines.jpg", "data/source/carriage\rreturn.jpg", "data/source/ spaces  in it.jpg",
		"data/source/\"quotes'&<>.jpg", "data/source/tab\t.jpg", "data/source/-rf.jpg", "data/source/$(touch x)`y`;.jpg", "data/source/\\back\\slash.jpg",
		"data/source/\x01\x7F.jpg", "data/source/Đường ấy: “ngoặc”.jpg", "data/source/*?[x].jpg" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		restart_diag();
		assert_int_equal(make_bag(&(SmallFile){ BAG_PHOTO, NAMES[i], "\xFF\xD8\xFF x" }), BAG_REPLACED);
		if (!verify()) fail_msg("%s: %s", NAMES[i], diag_entry(diag, 0)->message);
		assert_int_equal(diag_total(diag), 0);
		put(arena_format(arena, "goi/%s", NAMES[i]), "\xFF\xD8\xFF y");
		if (verify()) fail_msg("not seen: %s", NAMES[i]);
		assert_true(has_code(diag, "bag-changed"));
		assert_int_equal(unlink(inside(arena_format(arena, "goi/%s", NAMES[i]))), 0);
		assert_false(verify());
		assert_true(has_code(diag, "bag-missing"));
	}
}

/* ---- the lists agree, and still it is not what it was ---- */

static void a_source_changed_with_the_lists_renewed(void **state) {
	(void)state;
	put("goi/data/source/bai.xml", "<article>Another word</article>");
	renew_manifests();
	finds("source-changed", "bag-oxum", NULL);
	tells_of("data/source/bai.xml");
}

static void the_pdf_changed_with_the_lists_renewed(void **state) {
	(void)state;
	put("goi/data/goi.archive.pdf", "%PDF-1.7\n<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n%%EOF\n");
	renew_manifests();
	finds("pdf-changed", NULL);
}

static void a_source_removed_or_added_with_the_lists_renewed(void **state) {
	(void)state;
	run("rm %s/goi/data/source/bai.xml", folder);
	renew_manifests();
	finds("record-missing", "bag-oxum", NULL);
	put("goi/data/source/bai.xml", SMALL[2].text);
	put("goi/data/source/mới.xml", "<article/>");
	renew_manifests();
	finds("record-extra", "bag-oxum", NULL);
}

static void a_record_changed_with_the_lists_renewed(void **state) {
	(void)state;
	run("sed -i 's/<size>/<size>1/' %s/goi/data/metadata/premis.xml", folder);
	renew_manifests();
	assert_false(verify());
	assert_true(has_code(diag, "record-differs")); /* METS knows the sum of premis.xml */
	run("rm %s/goi/data/metadata/premis.xml", folder);
	renew_manifests();
	assert_false(verify());
	assert_true(has_code(diag, "bag-missing"));
	put("goi/data/metadata/premis.xml", "<premis xmlns='http://www.loc.gov/premis/v3'/>");
	renew_manifests();
	assert_false(verify());
	assert_true(has_code(diag, "record-broken"));
}

static void capitals_in_a_list_of_lists(void **state) {
	(void)state;
	run("cd %s/goi && tr a-f A-F < tagmanifest-sha256.txt | sed 's/ .*/ /' | cut -c1-64 > sums && cut -c65- tagmanifest-sha256.txt | paste -d '' sums - > x && mv x tagmanifest-sha256.txt && rm sums", folder);
	finds("bag-list-form", NULL);
}

/* ---- a thousand single bits ---- */

typedef struct Target { const char *name; size_t length; } Target;

static uint64_t next_random(uint64_t *state) { /* xorshift64* (Vigna) */
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1D;
}

static void flip(const Target *target, size_t at, int bit) {
	int file = open(inside(arena_format(arena, "goi/%s", target->name)), O_RDWR);
	unsigned char byte;
	assert_int_equal(pread(file, &byte, 1, (off_t)at), 1);
	byte ^= (unsigned char)(1 << bit);
	assert_int_equal(pwrite(file, &byte, 1, (off_t)at), 1);
	close(file);
}

static int list_targets(Target *targets, int most) {
	Diag *unsaid = diag_open();
	BagScan scan;
	int count = 0;
	assert_true(bag_scan_open(&scan, arena, inside("goi"), true, unsaid));
	for (int i = 0; i < scan.entries.count && count < most; i++)
		targets[count++] = (Target){ scan.entries.items[i]->path, scan.entries.items[i]->sums.size };
	bag_scan_close(&scan);
	diag_close(unsaid);
	return count;
}

static void expect_found(const Target *target, size_t at, int bit) {
	flip(target, at, bit);
	ArenaMark mark = arena_mark(arena);
	Diag *kept = diag;
	diag = diag_open();
	BagReport report;
	bool good = bag_verify(arena, inside("goi"), diag, &report);
	diag_close(diag);
	diag = kept;
	arena_reset(arena, mark);
	flip(target, at, bit);
	if (good) fail_msg("not found: bit %d of byte %zu of %s", bit, at, target->name);
}

static void any_flipped_bit_is_found(void **state) {
	(void)state;
	Target targets[32];
	int count = list_targets(targets, 32);
	assert_int_equal(count, SMALL_COUNT + 2 + 6);
	uint64_t seed = 20261124;
	for (int i = 0; i < 1000; i++) {
		const Target *target = &targets[next_random(&seed) % (unsigned)count];
		assert_true(target->length > 0);
		expect_found(target, next_random(&seed) % target->length, (int)(next_random(&seed) % 8));
	}
	finds(NULL);
}

/* Nothing lists the tag manifests: here it is their form that must tell. Every bit of one. */
static void any_bit_of_a_list_of_lists_is_found(void **state) {
	(void)state;
	size_t length;
	get("goi/tagmanifest-sha256.txt", &length);
	Target target = { "tagmanifest-sha256.txt", length };
	for (size_t at = 0; at < length; at++) for (int bit = 0; bit < 8; bit++) expect_found(&target, at, bit);
	finds(NULL);
}

#define WITH_BAG(test) cmocka_unit_test_setup_teardown(test, make_folder_with_bag, remove_folder)

int main(void) {
	const struct CMUnitTest tests[] = {
		WITH_BAG(a_good_bag_is_good), WITH_BAG(the_same_content_is_left_alone), WITH_BAG(another_content_replaces_it), WITH_BAG(a_damaged_one_is_replaced),
		WITH_BAG(what_somebody_put_there_is_not_lost),
		WITH_BAG(a_missing_file), WITH_BAG(an_extra_file), WITH_BAG(a_renamed_file), WITH_BAG(a_changed_file), WITH_BAG(each_of_its_own_files_is_missed),
		WITH_BAG(a_truncated_manifest), WITH_BAG(links_in_it), WITH_BAG(a_link_as_a_list), WITH_BAG(lists_that_lead_out_of_the_bag), WITH_BAG(lines_that_are_none),
		WITH_BAG(listed_twice), WITH_BAG(the_sum_of_bytes), WITH_BAG(other_line_ends_are_taken), WITH_BAG(a_bag_of_somebody_else),
		WITH_BAG(names_in_another_unicode_form), WITH_BAG(hostile_names),
		WITH_BAG(a_source_changed_with_the_lists_renewed), WITH_BAG(the_pdf_changed_with_the_lists_renewed),
		WITH_BAG(a_source_removed_or_added_with_the_lists_renewed), WITH_BAG(a_record_changed_with_the_lists_renewed), WITH_BAG(capitals_in_a_list_of_lists),
		WITH_BAG(any_flipped_bit_is_found), WITH_BAG(any_bit_of_a_list_of_lists_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
