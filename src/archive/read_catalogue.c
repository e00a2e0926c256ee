#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include "archive/catalogue.h"
#include "archive/read_manifest.h"
#include "base/file.h"
#include "base/message.h"

static int compare_names(const void *left, const void *right) {
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void read_bag(Arena *arena, const char *folder, const char *name, Diag *diag, CataloguedBag *out) {
	*out = (CataloguedBag){ 0 };
	BagScan scan;
	BagDeclaration declaration;
	BagInfo info;
	size_t length;
	out->name = name;
	if (!bag_scan_open(&scan, arena, file_join(arena, folder, name), false, diag)) return;
	bag_read_declaration(&scan, &declaration);
	bag_read_info(&scan, &declaration, &info);
	out->bagging_date = bag_info_find(&info, "Bagging-Date");
	out->pages = bag_info_find(&info, "TT05-So-Luong-Trang");
	out->oxum = bag_info_find(&info, "Payload-Oxum");
	const char *text = bag_scan_read_text(&scan, BAG_METS, NULL, &length);
	if (text) out->record = bag_read_mets(arena, text, length, bag_scan_pos(&scan, BAG_METS, 0), diag);
	for (int i = 0; out->record && i < out->record->files.count; i++) {
		if (out->record->files.items[i].role != BAG_PDF || out->pdf) continue; /* the cover comes second */
		out->pdf = out->record->files.items[i].path;
		out->pdf_sha256 = out->record->files.items[i].sha256;
	}
	text = bag_scan_read_text(&scan, "tagmanifest-sha256.txt", NULL, &length);
	if (text) {
		FileSums sums;
		Hasher *hasher = hash_open(1 << HASH_SHA256);
		hash_add(hasher, text, length);
		hash_close(hasher, arena, &sums);
		out->list_sha256 = sums.sums[HASH_SHA256];
	}
	bag_scan_close(&scan);
}

bool catalogue_read_bag(Arena *arena, const char *folder, const char *name, CataloguedBag *out) {
	Diag *unsaid = diag_open();
	bool there = bag_is_there(file_join(arena, folder, name));
	if (there) read_bag(arena, folder, name, unsaid, out);
	diag_close(unsaid);
	return there;
}

Catalogue catalogue_read(Arena *arena, const char *folder, Diag *diag) {
	Catalogue catalogue = { 0 };
	struct { const char **items; int count, capacity; } names = { 0 };
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (entry->d_name[0] != '.' && bag_is_there(file_join(arena, folder, entry->d_name)))
			*vector_push(arena, &names) = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
	if (dir) closedir(dir);
	if (names.count) qsort(names.items, (size_t)names.count, sizeof *names.items, compare_names);
	for (int i = 0; i < names.count; i++) {
		CataloguedBag *bag = vector_push(arena, &catalogue);
		if (!catalogue_read_bag(arena, folder, names.items[i], bag)) { /* gone meanwhile */
			catalogue.count--;
			continue;
		}
		if (bag->record) continue;
		diag_add(diag, SEVERITY_WARNING, "catalogue-bag", (SourcePos){ file_join(arena, folder, names.items[i]), 0, 0 }, _("The catalogue can say nothing of this bag but its name: it has no mets.xml that can be read."));
		diag_hint(diag, _("“bantin verify” tells what is wrong with it."));
	}
	return catalogue;
}

/* ---- as files ---- */

static bool is_same(const char *path, const Text *text) {
	FileMap map;
	if (!file_map(path, &map)) return false;
	bool same = map.length == text->length && memcmp(map.bytes, text->bytes, text->length) == 0;
	file_unmap(&map);
	return same;
}

static bool write_one(const char *path, const Text *text, Diag *diag) {
	if (is_same(path, text)) return true;
	FileOutput *out = file_output_open(path);
	bool fine = out && file_output_write(out, text->bytes, text->length);
	if (fine) fine = file_output_commit(out);
	else if (out) {
		int problem = errno;
		file_output_abandon(out);
		errno = problem;
	}
	if (!fine) diag_add(diag, SEVERITY_ERROR, "write-failed", (SourcePos){ path, 0, 0 }, _("The catalogue cannot be written: %s."), message_errno(errno));
	return fine;
}

bool catalogue_write(const Catalogue *catalogue, const char *folder, Diag *diag) {
	Arena *arena = arena_open();
	Text csv = { 0 }, ead = { 0 };
	catalogue_write_csv(catalogue, &csv);
	catalogue_write_ead(catalogue, &ead);
	bool fine = write_one(file_join(arena, folder, "catalogue.csv"), &csv, diag);
	fine = write_one(file_join(arena, folder, "catalogue.xml"), &ead, diag) && fine;
	text_free(&csv);
	text_free(&ead);
	arena_close(arena);
	return fine;
}

/* ---- against the bags ---- */

/* The first cell of each line; what a line begins with is a quoted name, since catalogue_write_csv wrote it. */
static void tell_lost_bags(Arena *arena, const char *folder, const char *path, const FileMap *map, Diag *diag) {
	const char *at = (const char *)map->bytes, *end = at + map->length;
	int line = 1;
	const char *previous = "";
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		line++;
		const char *close = at < end && *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
		if (!close) continue;
		if (at[1] == '\'' && strchr("=+-@", at[2])) at++; /* set before what a spreadsheet would take for a formula */
		const char *name = arena_copy_text(arena, at + 1, (size_t)(close - at - 1));
		bool again = strcmp(name, previous) == 0;
		previous = name;
		if (again || !name[0] || strchr(name, '/') || bag_is_there(file_join(arena, folder, name))) continue;
		diag_add(diag, SEVERITY_ERROR, "bag-lost", (SourcePos){ path, line, 1 }, _("The catalogue names the bag “%.200s”, but it is not here."), name);
		diag_hint(diag, _("Bring it back from a good copy. If it was taken out on purpose, “bantin archive” writes the catalogue anew."));
	}
}

bool catalogue_verify(Arena *arena, const char *folder, Diag *diag) {
	const char *csv_path = file_join(arena, folder, "catalogue.csv"), *ead_path = file_join(arena, folder, "catalogue.xml");
	FileMap map;
	bool has_csv = file_map(csv_path, &map);
	if (!has_csv && !file_is_regular(ead_path)) return false;
	if (has_csv) {
		tell_lost_bags(arena, folder, csv_path, &map, diag);
		file_unmap(&map);
	}
	if (diag_count(diag, SEVERITY_ERROR)) return true;
	Diag *unsaid = diag_open();
	Catalogue catalogue = catalogue_read(arena, folder, unsaid);
	diag_close(unsaid);
	Text csv = { 0 }, ead = { 0 };
	catalogue_write_csv(&catalogue, &csv);
	catalogue_write_ead(&catalogue, &ead);
	const char *differs = !is_same(csv_path, &csv) ? csv_path : !is_same(ead_path, &ead) ? ead_path : NULL;
	if (differs) {
		diag_add(diag, SEVERITY_WARNING, "catalogue-differs", (SourcePos){ differs, 0, 0 }, _("The catalogue does not say what the bags of this folder say."));
		diag_hint(diag, _("It is no part of the bags; “bantin archive” writes it anew."));
	}
	text_free(&csv);
	text_free(&ead);
	return true;
}
