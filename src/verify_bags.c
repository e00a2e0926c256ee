#include "verify_bags.h"
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>
#include "archive/catalogue.h"
#include "archive/list_libraries.h"
#include "archive/make_record.h"
#include "archive/verify_bag.h"
#include "base/file.h"
#include "base/folder_output.h"
#include "base/message.h"
#include "font/list_libraries.h"
#include "pdf/list_libraries.h"
#include "pdf/pdf.h"
#include "picture/list_libraries.h"
#include "publication/list_libraries.h"

enum { DEEPEST = 8 };

typedef struct Verifying {
	Conversion *run;
	bool rebuild;
	Conversion rebuilding[2];      /* with the program's fonts, with all of the machine's */
	ConvertOptions options[2];
	FontSums fonts;
	int bags, bad;
} Verifying;

/* ---- composing again ---- */

/* The environment decides about dates in a PDF: it is for a while as it was when the bag was made. */
static char *swap_epoch(const char *epoch) {
	const char *now = getenv("SOURCE_DATE_EPOCH");
	char *kept = now ? strdup(now) : NULL;
	if (epoch) setenv("SOURCE_DATE_EPOCH", epoch, 1);
	else unsetenv("SOURCE_DATE_EPOCH");
	return kept;
}

static void add_difference(Text *list, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_difference(Text *list, const char *format, ...) {
	char said[400];
	va_list args;
	va_start(args, format);
	vsnprintf(said, sizeof said, format, args);
	va_end(args);
	text_format(list, "%s%s", list->length ? "; " : "", said);
}

static void compare_fonts(const BagRecord *then, const BagRecord *now, Text *list) {
	for (int i = 0; i < then->fonts.count; i++) {
		const BagFont *old = &then->fonts.items[i], *same_name = NULL;
		bool same = false;
		for (int k = 0; k < now->fonts.count && !same; k++) {
			if (strcmp(now->fonts.items[k].file, old->file) != 0) continue;
			same_name = &now->fonts.items[k];
			same = old->sha256 && strcmp(same_name->sha256, old->sha256) == 0;
		}
		if (!same) add_difference(list, same_name ? _("the font %s is another version") : _("the font %s was not used"), old->file);
	}
	for (int i = 0; i < now->fonts.count; i++) {
		bool known = i > 0 && strcmp(now->fonts.items[i].file, now->fonts.items[i - 1].file) == 0;
		for (int k = 0; k < then->fonts.count && !known; k++) known = strcmp(then->fonts.items[k].file, now->fonts.items[i].file) == 0;
		if (!known) add_difference(list, _("the font %s was used instead"), now->fonts.items[i].file);
	}
}

static void compare_libraries(const BagRecord *then, const LibraryList *now, Text *list) {
	for (int i = 0; i < now->count; i++)
		for (int k = 0; k < then->libraries.count; k++)
			if (strcmp(then->libraries.items[k].name, now->items[i].name) == 0 && strcmp(then->libraries.items[k].version, now->items[i].version) != 0)
				add_difference(list, _("%s is %s, it was %s"), now->items[i].name, now->items[i].version, then->libraries.items[k].version);
}

/* All that may make a difference besides the sources, in words; nothing when all is as it was. */
static void list_differences(Verifying *all, Arena *arena, const BagRecord *then, const ConvertedParts *parts, Text *list) {
	BagRecord now = { 0 };
	LibraryList libraries = { 0 };
	if (!then->program || strcmp(then->program, "bantin " BANTIN_VERSION) != 0)
		add_difference(list, _("the program is %s, it was %s"), "bantin " BANTIN_VERSION, then->program ? then->program : "?");
	if (parts->drawing && bag_list_fonts(arena, parts->drawing, parts->cover, &all->fonts, &now)) compare_fonts(then, &now, list);
	publication_list_libraries(arena, &libraries);
	font_list_libraries(arena, &libraries);
	picture_list_libraries(arena, &libraries);
	pdf_list_libraries(arena, &libraries);
	archive_list_libraries(arena, &libraries);
	compare_libraries(then, &libraries, list);
}

static bool is_same_file(const char *left, const char *right) {
	FileMap a, b;
	if (!file_map(left, &a)) return false;
	bool opened = file_map(right, &b);
	bool same = opened && a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
	if (opened) file_unmap(&b);
	file_unmap(&a);
	return same;
}

static void tell_difference(Verifying *all, Arena *arena, const BagReport *report, SourcePos pos, const ConvertedParts *parts, Diag *diag) {
	Text list = { 0 };
	list_differences(all, arena, report->record, parts, &list);
	if (list.length) {
		diag_add(diag, SEVERITY_WARNING, "rebuild-other-tools", pos, _("Composed again, the PDF comes out different; but not everything is as it was when it was made: %s."), list.bytes);
		diag_hint(diag, _("The checksums are in order, so nothing was changed in the bag. To compare bytes, use the same version of the program with the same fonts."));
	} else {
		diag_add(diag, SEVERITY_ERROR, "rebuild-differs", pos, _("Composed again from the sources beside it with the same program and fonts, the PDF comes out different: it was not made of these sources."));
		diag_hint(diag, _("Put the bag back from a good copy, or make it anew from the sources with “bantin archive”."));
	}
	text_free(&list);
}

static Conversion *find_run(Verifying *all, const BagRecord *record) {
	int which = record->system_fonts;
	ConvertOptions *options = &all->options[which];
	*options = *all->run->options;
	options->layout = NULL;
	options->system_fonts = record->system_fonts;
	options->archive_level = record->archive_level && pdf_has_archive_level(record->archive_level) ? record->archive_level : NULL;
	all->rebuilding[which].options = options;
	return &all->rebuilding[which];
}

/* Everything that is read lies in the bag, which was found whole and without links. */
static int compose_again(Verifying *all, Arena *arena, const char *bag, const BagReport *report, const char *pdf, Diag *diag) {
	const BagRecord *record = report->record;
	ConvertedParts parts;
	Diag *unsaid = diag_open();
	Conversion *run = find_run(all, record);
	SourcePos pos = { file_join(arena, bag, report->pdf), 0, 0 };
	ConvertSources sources = { .path = file_join(arena, bag, record->document), .layout = file_join(arena, bag, record->layout),
		.layouts = file_join(arena, bag, record->layouts ? record->layouts : "data/layout") };
	int status = convert_read_parts(run, arena, &sources, unsaid, &parts);
	if (status == STATUS_FINE) status = convert_write_archive(run, arena, &parts, pdf, unsaid);
	if (status != STATUS_FINE) {
		const char *why = diag_total(unsaid) ? diag_entry(unsaid, diag_total(unsaid) - 1)->message : "?";
		diag_add(diag, SEVERITY_ERROR, "rebuild-failed", pos, _("The PDF cannot be composed again from the sources beside it: %s"), why);
		diag_hint(diag, _("The checksums are in order; try the version of the program that premis.xml names."));
	} else if (!is_same_file(pos.file, pdf)) {
		tell_difference(all, arena, report, pos, &parts, diag);
	} else if (report->cover) {
		SourcePos cover = { file_join(arena, bag, report->cover), 0, 0 };
		const char *again = arena_format(arena, "%s.cover", pdf);
		if (parts.cover) status = convert_write_cover(run, &parts, again, unsaid);
		if (status == STATUS_FINE && (!parts.cover || !is_same_file(cover.file, again))) tell_difference(all, arena, report, cover, &parts, diag);
	}
	diag_close(unsaid);
	return status == STATUS_SURROUNDINGS ? status : STATUS_FINE;
}

static int rebuild_bag(Verifying *all, Arena *arena, const char *bag, const BagReport *report, Diag *diag) {
	const char *folder = file_join(arena, all->run->options->scratch, "again");
	FolderOutput *scratch = folder_output_open(folder);
	if (!scratch || !folder_output_expect(scratch, "again.pdf") || !folder_output_expect(scratch, "again.pdf.cover")) {
		diag_add(diag, SEVERITY_ERROR, "write-failed", (SourcePos){ folder, 0, 0 }, _("There is no place for a temporary file: %s."), message_errno(errno));
		folder_output_abandon(scratch);
		return STATUS_SURROUNDINGS;
	}
	char *epoch = swap_epoch(report->record->epoch);
	int status = compose_again(all, arena, bag, report, file_join(arena, folder_output_path(scratch), "again.pdf"), diag);
	free(swap_epoch(epoch));
	free(epoch);
	folder_output_abandon(scratch);
	return status;
}

/* ---- one bag ---- */

static int verify_one(Verifying *all, const char *bag) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	BagReport report;
	bool fine = bag_verify(arena, bag, diag, &report);
	int status = report.failed ? STATUS_SURROUNDINGS : STATUS_FINE;
	if (fine && all->rebuild && report.record && report.record->document && report.record->layout && report.pdf)
		status = rebuild_bag(all, arena, bag, &report, diag);
	else if (fine && all->rebuild)
		diag_add(diag, SEVERITY_WARNING, "rebuild-no-record", (SourcePos){ bag, 0, 0 }, _("The bag does not say how its PDF was made, so it was not composed again."));
	int reported = convert_report(all->run, diag);
	if (reported > status) status = reported;
	all->bags++;
	all->bad += status != STATUS_FINE;
	if (!all->run->options->quiet) {
		printf("%s  ", bag);
		printf(message_count("%d file", "%d files", report.files), report.files);
		printf(", %" PRIu64 " KB  %s\n", (report.bytes + 999) / 1000, status == STATUS_FINE ? _("in order") : _("NOT in order"));
		fflush(stdout);
	}
	diag_close(diag);
	arena_close(arena);
	return status;
}

/* ---- finding them ---- */

static int heavier(int a, int b) { return a > b ? a : b; }

static int compare_names(const void *left, const void *right) {
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static int verify_below(Verifying *all, const char *folder, int depth);

static int verify_folder(Verifying *all, const char *folder, int depth) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	struct { char **items; int count, capacity; } names = { 0 };
	int status = STATUS_FINE;
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (entry->d_name[0] != '.') *vector_push(arena, &names) = file_join(arena, folder, entry->d_name);
	if (dir) closedir(dir);
	else {
		diag_add(diag, SEVERITY_ERROR, "input-unreadable", (SourcePos){ folder, 0, 0 }, _("This folder cannot be read: %s."), message_errno(errno));
		status = STATUS_SURROUNDINGS;
	}
	if (names.count) qsort(names.items, (size_t)names.count, sizeof *names.items, compare_names);
	for (int i = 0; i < names.count; i++) if (file_is_folder(names.items[i])) status = heavier(status, verify_below(all, names.items[i], depth + 1));
	catalogue_verify(arena, folder, diag);
	status = heavier(status, convert_report(all->run, diag));
	diag_close(diag);
	arena_close(arena);
	return status;
}

static int verify_below(Verifying *all, const char *folder, int depth) {
	if (bag_is_there(folder)) return verify_one(all, folder);
	return depth < DEEPEST ? verify_folder(all, folder, depth) : STATUS_FINE;
}

static int verify_path(Verifying *all, char *path) {
	Diag *diag = diag_open();
	size_t length = strlen(path);
	int before = all->bags, status = STATUS_FINE;
	while (length > 1 && path[length - 1] == '/') path[--length] = 0;
	if (access(path, F_OK) != 0) {
		diag_add(diag, SEVERITY_ERROR, "input-missing", (SourcePos){ path, 0, 0 }, _("There is no such file or folder."));
		diag_hint(diag, _("Check the spelling of the path and the folder you are in."));
	} else if (!file_is_folder(path)) {
		diag_add(diag, SEVERITY_ERROR, "bag-none", (SourcePos){ path, 0, 0 }, _("This is no folder, so it is no bag."));
	} else {
		status = verify_below(all, path, 0);
		if (all->bags == before && status == STATUS_FINE) {
			diag_add(diag, SEVERITY_ERROR, "bag-none", (SourcePos){ path, 0, 0 }, _("This folder is no bag and holds none."));
			diag_hint(diag, _("A bag is a folder with a file bagit.txt; if that file is lost, the bag has to be put back from a good copy."));
		}
	}
	status = heavier(status, convert_report(all->run, diag));
	diag_close(diag);
	return status;
}

int verify_bags(Conversion *run, char *const *paths, int path_count, bool rebuild) {
	Arena *arena = arena_open();
	Verifying all = { .run = run, .rebuild = rebuild, .fonts = { .arena = arena } };
	int status = STATUS_FINE;
	for (int i = 0; i < path_count; i++) status = heavier(status, verify_path(&all, arena_copy_text(arena, paths[i], strlen(paths[i]))));
	if (!run->options->quiet) printf(_("bags: %d, in order: %d, not in order: %d; errors: %d, warnings: %d\n"), all.bags, all.bags - all.bad, all.bad, run->errors, run->warnings);
	convert_close(&all.rebuilding[0]);
	convert_close(&all.rebuilding[1]);
	arena_close(arena);
	return status;
}
