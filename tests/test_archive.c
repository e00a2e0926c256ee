/* What bags are made of: checksums, names, folders that appear whole, records written and read back, the catalogue. */
#include "test_archive_support.h"
#include <libxml/parser.h>
#include <signal.h>
#include <sys/wait.h>
#include "archive/bag_path.h"
#include "archive/catalogue.h"
#include "archive/xml_writer.h"

/* ---- checksums (FIPS 180-4's and RFC 1321's own examples) ---- */

static void sums_are_those_of_the_standards(void **state) {
	(void)state;
	static const struct { HashKind kind; const char *name, *text, *sum; } KNOWN[] = {
		{ HASH_MD5, "md5", "abc", "900150983cd24fb0d6963f7d28e17f72" },
		{ HASH_SHA1, "sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d" },
		{ HASH_SHA224, "sha224", "abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7" },
		{ HASH_SHA256, "sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ HASH_SHA256, "sha256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ HASH_SHA384, "sha384", "abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7" },
		{ HASH_SHA512, "sha512", "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
	};
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		FileSums sums;
		put("x", KNOWN[i].text);
		assert_true(hash_path(arena, inside("x"), 1u << KNOWN[i].kind, &sums));
		assert_string_equal(sums.sums[KNOWN[i].kind], KNOWN[i].sum);
		assert_int_equal(strlen(KNOWN[i].sum), hash_digits(KNOWN[i].kind));
		assert_int_equal(hash_find_kind(KNOWN[i].name, strlen(KNOWN[i].name)), KNOWN[i].kind);
	}
	assert_int_equal(hash_find_kind("blake2b", 7), -1);
	assert_int_equal(hash_find_kind("sha25", 5), -1);
}

static void a_long_file_is_summed_in_pieces(void **state) {
	(void)state;
	enum { LENGTH = 3 * 64 * 1024 + 7 };
	unsigned char *bytes = malloc(LENGTH);
	for (int i = 0; i < LENGTH; i++) bytes[i] = (unsigned char)(i * 31 >> 3);
	put_bytes("x", bytes, LENGTH);
	FileSums whole, pieces;
	assert_true(hash_path(arena, inside("x"), HASH_OURS, &whole));
	Hasher *hasher = hash_open(HASH_OURS);
	for (int at = 0; at < LENGTH;) {
		int step = at % 977 + 1 < LENGTH - at ? at % 977 + 1 : LENGTH - at;
		hash_add(hasher, bytes + at, (size_t)step);
		at += step;
	}
	hash_close(hasher, arena, &pieces);
	assert_int_equal(whole.size, LENGTH);
	assert_string_equal(whole.sums[HASH_SHA256], pieces.sums[HASH_SHA256]);
	assert_string_equal(whole.sums[HASH_SHA512], pieces.sums[HASH_SHA512]);
	assert_memory_equal(whole.head, bytes, 16);
	assert_memory_equal(pieces.head, bytes, 16);
	free(bytes);
}

static void what_is_no_file_is_not_summed(void **state) {
	(void)state;
	FileSums sums;
	assert_int_equal(mkfifo(inside("pipe"), 0600), 0);
	assert_false(hash_path(arena, inside("pipe"), HASH_OURS, &sums));
	assert_int_equal(errno, EINVAL);
	assert_false(hash_path(arena, folder, HASH_OURS, &sums));
	assert_int_equal(errno, EISDIR);
	assert_false(hash_path(arena, inside("none"), HASH_OURS, &sums));
	assert_int_equal(errno, ENOENT);
}

/* ---- names ---- */

static void names_are_escaped_as_the_rfc_says(void **state) {
	(void)state;
	assert_string_equal(bag_path_encode(arena, "data/Đàn chim%20\n\r.jpg"), "data/Đàn chim%2520%0A%0D.jpg");
	assert_string_equal(bag_path_decode(arena, "data/Đàn chim%2520%0a%0D.jpg"), "data/Đàn chim%20\n\r.jpg");
	assert_string_equal(bag_path_decode(arena, "data/a%20b%7E%2"), "data/a%20b%7E%2"); /* only those three are escapes */
	assert_string_equal(bag_path_encode_record(arena, "data/\t\x01%"), "data/%09%01%25");
	assert_string_equal(bag_path_decode_record(arena, "data/%09%01%25"), "data/\t\x01%");
	assert_null(bag_path_decode_record(arena, "data/../../etc/passwd"));
}

static void unsafe_paths_are_known(void **state) {
	(void)state;
	static const char *const UNSAFE[] = { "", "/", "/etc/passwd", "..", "../x", "data/..", "data/../x", "data//x", "./x", "data/./x", "data/", "~", "~root/x" };
	static const char *const SAFE[] = { "x", "data/x", "data/~x", "data/..x", "data/x..", "data/...", "data/.x", "data/a\\..\\b", "data/ " };
	for (size_t i = 0; i < sizeof UNSAFE / sizeof *UNSAFE; i++) if (bag_path_is_safe(UNSAFE[i])) fail_msg("safe? %s", UNSAFE[i]);
	for (size_t i = 0; i < sizeof SAFE / sizeof *SAFE; i++) if (!bag_path_is_safe(SAFE[i])) fail_msg("unsafe? %s", SAFE[i]);
}

static void addresses_lead_back_to_the_file(void **state) {
	(void)state;
	static const char *const PATHS[] = { "data/goi.archive.pdf", "data/source/ảnh đẹp.jpg", "data/source/a%b#c?d[e].xml", "data/metadata/premis.xml",
		"bag-info.txt", "data/source/x:y.xml", "data/metadata/x:y.xml", "data/source/\n.xml" };
	for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
		const char *href = bag_path_to_href(arena, PATHS[i]);
		assert_null(strpbrk(href, " #?\n[]"));
		const char *back = bag_path_from_href(arena, href);
		assert_non_null(back);
		assert_string_equal(back, PATHS[i]);
	}
	assert_string_equal(bag_path_to_href(arena, "data/source/ảnh đẹp.jpg"), "../source/ảnh%20đẹp.jpg");
	assert_null(bag_path_from_href(arena, "../../../outside"));
	assert_null(bag_path_from_href(arena, "/etc/passwd"));
	assert_null(bag_path_from_href(arena, "x/../../../y"));
	assert_null(bag_path_from_href(arena, "%2e%2e/%2e%2e/x"));
	assert_null(bag_path_from_href(arena, ""));
}

static void names_become_nfc(void **state) {
	(void)state;
	assert_string_equal(bag_path_compose(arena, "a\xCC\x82\xCC\x81nh.jpg"), "\xE1\xBA\xA5nh.jpg"); /* a + ̂ + ́ → ấ */
	static const char plain[] = "plain.jpg", done[] = "ấ.jpg";
	assert_ptr_equal(bag_path_compose(arena, plain), plain);
	assert_ptr_equal(bag_path_compose(arena, done), done);
	assert_null(bag_path_compose(arena, "a\xFF.jpg"));
}

/* ---- XML ---- */

static void xml_survives_any_text(void **state) {
	(void)state;
	static const char NASTY[] = "<&>\"'\t\n\r]]> \x01\x1F\xC3 \xEF\xBF\xBF \xED\xA0\x80 Ấ";
	XmlWriter xml;
	xml_begin(&xml);
	xml_start(&xml, "a");
	xml_attribute(&xml, "b", NASTY);
	xml_leaf(&xml, "c", NASTY);
	xml_start(&xml, "d");
	xml_end(&xml);
	xml_end(&xml);
	xmlDoc *doc = xmlReadMemory(xml.text.bytes, (int)xml.text.length, NULL, NULL, XML_PARSE_NOERROR);
	assert_non_null(doc);
	xmlChar *value = xmlGetProp(xmlDocGetRootElement(doc), (const xmlChar *)"b");
	assert_non_null(strstr((const char *)value, "<&>\"'\t\n\r]]> "));
	assert_non_null(strstr((const char *)value, "Ấ"));
	xmlFree(value);
	xmlFreeDoc(doc);
	text_free(&xml.text);
}

/* ---- folders that appear whole ---- */

static int count_names(const char *path) {
	int count = 0;
	DIR *dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static void a_folder_appears_when_it_is_whole(void **state) {
	(void)state;
	FolderOutput *out = folder_output_open(inside("a/b/goi"));
	assert_non_null(out);
	assert_true(folder_output_write(out, "x/y/z.txt", "một", 5));
	assert_true(folder_output_write(out, "x/y/w.txt", "", 0));
	assert_false(folder_output_write(out, "x/y/z.txt", "hai", 3)); /* once */
	assert_false(file_is_folder(inside("a/b/goi")));
	assert_true(folder_output_commit(out));
	assert_string_equal(get("a/b/goi/x/y/z.txt", NULL), "một");
	assert_int_equal(count_names(inside("a/b")), 1);
}

static void an_abandoned_folder_leaves_nothing(void **state) {
	(void)state;
	FolderOutput *out = folder_output_open(inside("goi"));
	assert_true(folder_output_write(out, "x/y/z.txt", "một", 5));
	assert_true(folder_output_expect(out, "u/v.pdf")); /* never written */
	folder_output_abandon(out);
	assert_int_equal(count_names(folder), 0);
	folder_output_abandon(NULL);
}

static void a_folder_replaces_another_as_a_whole(void **state) {
	(void)state;
	put("goi/old.txt", "cũ");
	put("goi/deep/er/old.txt", "cũ");
	FolderOutput *out = folder_output_open(inside("goi"));
	assert_true(folder_output_write(out, "new.txt", "mới", 5));
	assert_true(file_is_regular(inside("goi/old.txt")));
	assert_true(folder_output_commit(out));
	assert_int_equal(count_names(inside("goi")), 1);
	assert_true(file_is_regular(inside("goi/new.txt")));
	assert_int_equal(count_names(folder), 1);
}

static void a_file_is_not_replaced_by_a_folder(void **state) {
	(void)state;
	put("goi", "a file");
	FolderOutput *out = folder_output_open(inside("goi"));
	assert_true(folder_output_write(out, "new.txt", "mới", 5));
	assert_false(folder_output_commit(out));
	assert_string_equal(get("goi", NULL), "a file");
	assert_int_equal(count_names(folder), 1);
}

static void a_signal_leaves_nothing(void **state) {
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		FolderOutput *out = folder_output_open(inside("goi"));
		bool fine = out != NULL;
		for (int i = 0; i < 100; i++) fine = fine && folder_output_write(out, arena_format(arena, "x%d/y.txt", i), "x", 1);
		file_output_abandon_all();
		_exit(fine ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(count_names(folder), 0);
}

/* A number that no process has: the child's, when it is gone. */
static long dead_process(void) {
	pid_t child = fork();
	if (child == 0) _exit(0);
	waitpid(child, NULL, 0);
	return (long)child;
}

static void what_a_killed_run_left_is_cleaned_up(void **state) {
	(void)state;
	long dead = dead_process();
	put(arena_format(arena, ".goi.%ld.part/x.txt", dead), "half");
	put(arena_format(arena, ".other.%ld.part/x.txt", dead), "another's");
	put(arena_format(arena, ".goi.%ld.part/x.txt", (long)getppid()), "still running");
	put(arena_format(arena, ".goi.%ld.old/kept.txt", dead), "the old one, moved aside");
	FolderOutput *out = folder_output_open(inside("goi"));
	assert_false(file_is_folder(inside(arena_format(arena, ".goi.%ld.part", dead))));
	assert_true(file_is_folder(inside(arena_format(arena, ".other.%ld.part", dead))));
	assert_true(file_is_folder(inside(arena_format(arena, ".goi.%ld.part", (long)getppid()))));
	assert_string_equal(get("goi/kept.txt", NULL), "the old one, moved aside"); /* put back */
	folder_output_abandon(out);
	put(arena_format(arena, ".goi.%ld.old/kept.txt", dead), "older still");
	folder_output_abandon(folder_output_open(inside("goi")));
	assert_false(file_is_folder(inside(arena_format(arena, ".goi.%ld.old", dead))));
	assert_string_equal(get("goi/kept.txt", NULL), "the old one, moved aside");
}

static void links_are_removed_but_not_followed(void **state) {
	(void)state;
	put("precious/x.txt", "mine");
	put("goi/a.txt", "a");
	assert_int_equal(symlink(inside("precious"), inside("goi/link")), 0);
	assert_true(folder_remove(inside("goi")));
	assert_string_equal(get("precious/x.txt", NULL), "mine");
	assert_true(folder_remove(inside("goi"))); /* gone is gone */
}

/* ---- records ---- */

static void premis_is_read_back(void **state) {
	(void)state;
	assert_int_equal(make_bag(NULL), BAG_NEW);
	size_t length;
	const char *text = get("goi/data/metadata/premis.xml", &length);
	BagRecord *record = bag_read_premis(arena, text, length, (SourcePos){ 0 }, diag), due = small_record();
	assert_non_null(record);
	assert_int_equal(record->files.count, SMALL_COUNT);
	assert_int_equal(record->files.items[0].role, BAG_PDF);
	for (int i = 0; i < SMALL_COUNT; i++) {
		FileSums sums;
		assert_string_equal(record->files.items[i].path, SMALL[i].path);
		assert_true(hash_path(arena, inside(arena_format(arena, "goi/%s", SMALL[i].path)), HASH_OURS, &sums));
		assert_string_equal(record->files.items[i].sha256, sums.sums[HASH_SHA256]);
		assert_string_equal(record->files.items[i].sha512, sums.sums[HASH_SHA512]);
		assert_int_equal(record->files.items[i].size, sums.size);
	}
	assert_int_equal(record->fonts.count, 1);
	assert_string_equal(record->fonts.items[0].file, due.fonts.items[0].file);
	assert_string_equal(record->fonts.items[0].sha256, due.fonts.items[0].sha256);
	assert_int_equal(record->libraries.count, 1);
	assert_string_equal(record->libraries.items[0].version, "2.9.14");
	assert_string_equal(record->program, due.program);
	assert_string_equal(record->time, due.time);
	assert_string_equal(record->document, due.document);
	assert_string_equal(record->layout, due.layout);
	assert_string_equal(record->layouts, due.layouts);
	assert_string_equal(record->archive_level, "3a");
	assert_null(record->epoch);
	assert_false(record->system_fonts);
	assert_non_null(strstr(text, "fmt/479")); /* PDF/A-3a */
	assert_int_equal(diag_total(diag), 0);
}

static void mets_is_read_back(void **state) {
	(void)state;
	assert_int_equal(make_bag(NULL), BAG_NEW);
	size_t length;
	const char *text = get("goi/data/metadata/mets.xml", &length);
	BagRecord *record = bag_read_mets(arena, text, length, (SourcePos){ 0 }, diag), due = small_record();
	assert_non_null(record);
	assert_string_equal(record->title, due.title);
	assert_string_equal(record->publisher, due.publisher);
	assert_string_equal(record->kind, "bulletin");
	assert_string_equal(record->creators.items[0], "Nguyễn Thị Ánh");
	assert_int_equal(record->parts.count, 1);
	const BagArticle *article = &record->parts.items[0].articles.items[0];
	assert_string_equal(record->parts.items[0].title, "Tin");
	assert_string_equal(article->title, "Một bài");
	assert_string_equal(article->page, "1");
	assert_string_equal(article->creators.items[0], "Nguyễn Thị Ánh");
	assert_int_equal(record->files.count, SMALL_COUNT + 1); /* and premis.xml */
	int photos = 0;
	for (int i = 0; i < record->files.count; i++) photos += strcmp(record->files.items[i].path, "data/source/photos/ảnh.jpg") == 0;
	assert_int_equal(photos, 1);
	assert_int_equal(diag_total(diag), 0);
}

static void hostile_records_are_refused(void **state) {
	(void)state;
	static const char *const BROKEN[] = {
		"", "<", "<premis", "no xml at all", "<other/>", "<premis/>", "<premis xmlns='http://www.loc.gov/premis/v2'/>",
		"<!DOCTYPE premis [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><premis xmlns='http://www.loc.gov/premis/v3'>&b;</premis>",
		"<!DOCTYPE premis SYSTEM 'file:///etc/passwd'><premis xmlns='http://www.loc.gov/premis/v3'/>",
	};
	for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
		restart_diag();
		assert_null(bag_read_premis(arena, BROKEN[i], strlen(BROKEN[i]), (SourcePos){ 0 }, diag));
		assert_true(has_code(diag, "record-broken"));
		restart_diag();
		assert_null(bag_read_mets(arena, BROKEN[i], strlen(BROKEN[i]), (SourcePos){ 0 }, diag));
		assert_true(has_code(diag, "record-broken"));
	}
	restart_diag();
	static const char OUTSIDE[] = "<premis xmlns='http://www.loc.gov/premis/v3'><object><objectIdentifier><objectIdentifierType>bag-path</objectIdentifierType>"
		"<objectIdentifierValue>../../etc/passwd</objectIdentifierValue></objectIdentifier></object><event><eventDetailInformation><eventDetailExtension>"
		"<making xmlns='urn:x-bantin:making:1' document='/etc/passwd' layout='bag-info.txt'/></eventDetailExtension></eventDetailInformation></event></premis>";
	BagRecord *record = bag_read_premis(arena, OUTSIDE, strlen(OUTSIDE), (SourcePos){ 0 }, diag);
	assert_non_null(record);
	assert_int_equal(record->files.count, 0);
	assert_null(record->document);
	assert_null(record->layout);
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 3);
	/* Every beginning of a good record. */
	assert_int_equal(make_bag(NULL), BAG_NEW);
	size_t length;
	const char *text = get("goi/data/metadata/mets.xml", &length);
	for (size_t cut = 0; cut + 2 < length; cut += 7) {
		restart_diag();
		assert_null(bag_read_mets(arena, text, cut, (SourcePos){ 0 }, diag));
	}
}

static void formats_are_told_by_their_bytes(void **state) {
	(void)state;
	static const struct { const char *bytes; const char *name, *type; BagRole role; } KNOWN[] = {
		{ "\xFF\xD8\xFF\xE0", "a.xml", "image/jpeg", BAG_PHOTO }, { "\x89PNG\r\n\x1A\n", "a.jpg", "image/png", BAG_PHOTO },
		{ "II*\0", "a.tif", "image/tiff", BAG_PHOTO }, { "RIFF....WEBP", "a", "image/webp", BAG_PHOTO }, { "....ftypheic", "a", "image/heic", BAG_PHOTO },
		{ "<x/>", "a.XML", "application/xml", BAG_TEXT }, { "plain", "a.txt", "text/plain", BAG_TEXT },
	};
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		FileSums sums = { 0 };
		memcpy(sums.head, KNOWN[i].bytes, strlen(KNOWN[i].bytes));
		BagSource source = { .path = KNOWN[i].name, .role = BAG_TEXT };
		BagFile file = bag_describe_file(&source, &sums);
		assert_string_equal(file.media_type, KNOWN[i].type);
		assert_int_equal(file.role, KNOWN[i].role);
	}
	static const struct { const char *text, *format, *version; } CLAIMS[] = {
		{ "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>", "PDF/A", "2u" }, { "pdfaid:part=\"1\" pdfaid:conformance=\"B\"", "PDF/A", "1b" },
		{ "<pdfaid:part>4</pdfaid:part>", "PDF/A", "4" }, { "nothing", "PDF", NULL }, { "pdfaid:part", "PDF", NULL }, { "", "PDF", NULL },
	};
	for (size_t i = 0; i < sizeof CLAIMS / sizeof *CLAIMS; i++) {
		FileSums sums = { 0 };
		put("x.pdf", CLAIMS[i].text);
		BagFile file = bag_describe_pdf(arena, "data/x.pdf", inside("x.pdf"), &sums);
		assert_string_equal(file.format, CLAIMS[i].format);
		if (CLAIMS[i].version) assert_string_equal(file.version, CLAIMS[i].version);
		else assert_null(file.version);
	}
}

static void bag_info_is_one_line_a_field(void **state) {
	(void)state;
	BagRecord record = small_record();
	record.publisher = "Trường\n Chính trị\t\ttỉnh  ";
	record.time = NULL;
	Text info = { 0 };
	bag_write_info(&record, 1234567, 7, &info);
	assert_non_null(strstr(info.bytes, "Source-Organization: Trường Chính trị tỉnh \n"));
	assert_non_null(strstr(info.bytes, "\nPayload-Oxum: 1234567.7\n"));
	assert_non_null(strstr(info.bytes, "\nBag-Size: 1.2 MB\n"));
	assert_null(strstr(info.bytes, "Bagging-Date")); /* no date is known, and the clock is not asked */
	text_free(&info);
}

/* ---- the catalogue ---- */

static void the_catalogue_quotes_what_a_spreadsheet_would_run(void **state) {
	(void)state;
	BagRecord record = small_record();
	record.title = "=HYPERLINK(\"http://x\";\"y\")";
	record.publisher = "Hai\ndòng, \"ngoặc\"";
	CataloguedBag bag = { .name = "goi", .record = &record, .oxum = "100.3", .pages = "1" };
	Catalogue catalogue = { .items = &bag, .count = 1 };
	Text csv = { 0 };
	catalogue_write_csv(&catalogue, &csv);
	assert_memory_equal(csv.bytes, "\xEF\xBB\xBF\"Gói\",", 10);
	assert_non_null(strstr(csv.bytes, "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""));
	assert_non_null(strstr(csv.bytes, "\"Hai dòng, \"\"ngoặc\"\"\""));
	int lines = 0;
	for (const char *at = csv.bytes; (at = strstr(at, "\r\n")); at += 2) lines++;
	assert_int_equal(lines, 3); /* head, bag, article */
	text_free(&csv);
}

static void the_catalogue_is_held_against_the_bags(void **state) {
	(void)state;
	assert_int_equal(make_bag(NULL), BAG_NEW);
	assert_false(catalogue_verify(arena, folder, diag)); /* none yet */
	Catalogue catalogue = catalogue_read(arena, folder, diag);
	assert_int_equal(catalogue.count, 1);
	assert_true(catalogue_write(&catalogue, folder, diag));
	assert_true(catalogue_verify(arena, folder, diag));
	assert_int_equal(diag_total(diag), 0);
	size_t length;
	const char *ead = get("catalogue.xml", &length);
	xmlDoc *doc = xmlReadMemory(ead, (int)length, NULL, NULL, XML_PARSE_NOERROR);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	const char *csv = get("catalogue.csv", NULL);
	put("catalogue.csv", arena_format(arena, "%s ", csv));
	assert_true(catalogue_verify(arena, folder, diag));
	assert_true(has_code(diag, "catalogue-differs"));
	restart_diag();
	put("catalogue.csv", csv);
	assert_int_equal(rename(inside("goi"), inside("elsewhere")), 0);
	assert_true(catalogue_verify(arena, folder, diag));
	assert_true(has_code(diag, "bag-lost"));
	assert_int_equal(diag_count(diag, SEVERITY_ERROR), 1);
}

static void a_bag_that_says_nothing_is_in_the_catalogue_by_its_name(void **state) {
	(void)state;
	put("khac/bagit.txt", "BagIt-Version: 1.0\n");
	put("hong/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	put("hong/data/metadata/mets.xml", "<broken");
	put("no-bag/x.txt", "x");
	Catalogue catalogue = catalogue_read(arena, folder, diag);
	assert_int_equal(catalogue.count, 2);
	assert_string_equal(catalogue.items[0].name, "hong");
	assert_int_equal(diag_count(diag, SEVERITY_WARNING), 2);
	Text csv = { 0 }, ead = { 0 };
	catalogue_write_csv(&catalogue, &csv);
	catalogue_write_ead(&catalogue, &ead);
	assert_non_null(strstr(csv.bytes, "\"khac\",\"gói\","));
	assert_non_null(strstr(ead.bytes, "<unittitle>khac</unittitle>"));
	text_free(&csv);
	text_free(&ead);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
	const struct CMUnitTest tests[] = {
		IN_FOLDER(sums_are_those_of_the_standards), IN_FOLDER(a_long_file_is_summed_in_pieces), IN_FOLDER(what_is_no_file_is_not_summed),
		IN_FOLDER(names_are_escaped_as_the_rfc_says), IN_FOLDER(unsafe_paths_are_known), IN_FOLDER(addresses_lead_back_to_the_file), IN_FOLDER(names_become_nfc),
		IN_FOLDER(xml_survives_any_text),
		IN_FOLDER(a_folder_appears_when_it_is_whole), IN_FOLDER(an_abandoned_folder_leaves_nothing), IN_FOLDER(a_folder_replaces_another_as_a_whole),
		IN_FOLDER(a_file_is_not_replaced_by_a_folder), IN_FOLDER(a_signal_leaves_nothing), IN_FOLDER(what_a_killed_run_left_is_cleaned_up),
		IN_FOLDER(links_are_removed_but_not_followed),
		IN_FOLDER(premis_is_read_back), IN_FOLDER(mets_is_read_back), IN_FOLDER(hostile_records_are_refused), IN_FOLDER(formats_are_told_by_their_bytes),
		IN_FOLDER(bag_info_is_one_line_a_field),
		IN_FOLDER(the_catalogue_quotes_what_a_spreadsheet_would_run), IN_FOLDER(the_catalogue_is_held_against_the_bags),
		IN_FOLDER(a_bag_that_says_nothing_is_in_the_catalogue_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
