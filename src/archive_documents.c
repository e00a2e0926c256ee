/* A bag is filled in this order: what was read is copied into it, the PDF is made of the copies, and the record is written last. So
 * the PDF in a bag is made of the very bytes that lie beside it, whatever happens to the sources meanwhile. */
#include "archive_documents.h"
#include <errno.h>
#include <inttypes.h>
#include "archive/bag_path.h"
#include "archive/bag_writer.h"
#include "archive/catalogue.h"
#include "archive/list_libraries.h"
#include "archive/make_record.h"
#include "base/file.h"
#include "base/message.h"
#include "font/list_libraries.h"
#include "pdf/list_libraries.h"
#include "pdf/pdf.h"
#include "picture/list_libraries.h"
#include "publication/list_libraries.h"

typedef struct Archiving {
	Conversion *run;
	FontSums fonts;
	int made, replaced, unchanged;
} Archiving;

/* One document on its way into its bag. */
typedef struct Packing {
	Archiving *all;
	const Document *document;
	Arena *arena;
	Diag *diag;
	Diag *read;                    /* what was found when the sources were read; taken into diag with what the pages add to it */
	BagPlan plan;
	BagWriter *bag;
	BagRecord record;
	uint64_t bytes; int files;     /* of the payload */
} Packing;

/* ---- what it is called ---- */

/* An identifier as part of a folder's name: short, and with nothing that some system does not take. */
static const char *make_suffix(Arena *arena, const char *identifier) {
	enum { LONGEST = 60 };
	Text text = { 0 };
	const char *end = identifier + strlen(identifier);
	for (const char *at = identifier; at < end && text.length < LONGEST;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		bool plain = c > 0x20 && c != 0x7F && c != 0xFFFD && !(c < 0x80 && strchr("/\\:*?\"<>|", (char)c));
		if (plain) text_add_bytes(&text, start, (size_t)(at - start));
		else text_add_char(&text, '-');
	}
	const char *suffix = arena_copy_text(arena, text.bytes ? text.bytes : "", text.length);
	text_free(&text);
	return suffix;
}

static bool is_equal(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* Whether the bag that has the name is of this document, in an earlier state or not. Without identifiers the title or the day tells:
 * an editor corrects the one or the other, not both. A bag that cannot say what it is is the one that is to be mended. */
static bool is_of_document(const CataloguedBag *bag, const BagRecord *record) {
	if (!bag->record) return true;
	if (record->identifier || bag->record->identifier) return is_equal(record->identifier, bag->record->identifier);
	return is_equal(record->title, bag->record->title) || (record->date && is_equal(record->date, bag->record->date));
}

/* The document's own name; where a bag of another document has it, as when every month's issue is called so-bao.xml, its identifier is
 * added. NULL when that is taken as well (recorded). */
static const char *choose_name(Packing *p, const ConvertedParts *parts) {
	const char *folder = p->all->run->options->out_folder, *name = bag_path_compose(p->arena, p->document->name);
	BagRecord record;
	CataloguedBag there;
	bag_name(p->arena, parts->publication, &record);
	if (!name) name = p->document->name;
	if (!catalogue_read_bag(p->arena, folder, name, &there) || is_of_document(&there, &record)) return name;
	const char *first = name;
	if (record.identifier) name = bag_path_compose(p->arena, arena_format(p->arena, "%s-%s", name, make_suffix(p->arena, record.identifier)));
	if (record.identifier && (!catalogue_read_bag(p->arena, folder, name, &there) || is_of_document(&there, &record))) return name;
	diag_add(p->diag, SEVERITY_ERROR, "bag-other", (SourcePos){ file_join(p->arena, folder, first), 0, 0 },
		_("This bag is of another document, “%.200s”; it was left as it is."), there.record && there.record->title ? there.record->title : first);
	diag_hint(p->diag, _("Give the new document an id=\"…\" of its own or another file name, or name another folder with -o."));
	return NULL;
}

/* ---- the steps ---- */

static bool copy_sources(Packing *p) {
	for (int i = 0; i < p->plan.sources.count; i++) {
		FileSums sums;
		const BagSource *source = &p->plan.sources.items[i];
		if (!bag_copy_file(p->bag, source->from, source->path, &sums)) return false;
		*vector_push(p->arena, &p->record.files) = bag_describe_file(source, &sums);
	}
	return true;
}

/* Messages name the file that the editor has, not its copy. */
static const char *find_original(const Packing *p, const char *file) {
	const char *folder = p->bag ? bag_folder(p->bag) : "";
	size_t length = strlen(folder);
	if (!length || !file || strncmp(file, folder, length) != 0 || file[length] != '/') return file;
	for (int i = 0; i < p->plan.sources.count; i++)
		if (strcmp(p->plan.sources.items[i].path, file + length + 1) == 0) return p->plan.sources.items[i].from;
	return file + length + 1;
}

static const char *find_copy(const Packing *p, const char *file) {
	for (int i = 0; file && i < p->plan.sources.count; i++)
		if (strcmp(p->plan.sources.items[i].from, file) == 0) return file_join(p->arena, bag_folder(p->bag), p->plan.sources.items[i].path);
	return file;
}

static void take_messages(Packing *p, const Diag *from, Diag *to, const char *(*rename)(const Packing *p, const char *file)) {
	for (int i = 0; i < diag_total(from); i++) {
		const DiagEntry *entry = diag_entry(from, i);
		SourcePos pos = entry->pos;
		pos.file = rename(p, pos.file);
		diag_add(to, entry->severity, entry->code, pos, "%s", entry->message);
		if (entry->hint) diag_hint(to, "%s", entry->hint);
		if (entry->page) diag_page(to, entry->page);
	}
}

/* What was read a second time reads as it did the first time, or the files depend on names that the bag does not keep, or were
 * changed in between. */
static bool read_copies(Packing *p, ConvertedParts *copies) {
	Diag *unsaid = diag_open();
	ConvertSources sources = { .path = file_join(p->arena, bag_folder(p->bag), p->plan.document),
		.layout = file_join(p->arena, bag_folder(p->bag), p->plan.layout),
		.layouts = file_join(p->arena, bag_folder(p->bag), "data/layout") };
	bool read = convert_read_parts(p->all->run, p->arena, &sources, unsaid, copies) == STATUS_FINE;
	bool fine = read && diag_count(unsaid, SEVERITY_ERROR) <= diag_count(p->read, SEVERITY_ERROR);
	if (!fine && diag_total(unsaid)) {
		diag_add(p->diag, SEVERITY_ERROR, "archive-sources", (SourcePos){ p->document->path, 0, 0 },
			_("The files do not belong together any more when they are copied into a bag: %s"), diag_entry(unsaid, diag_total(unsaid) - 1)->message);
		diag_hint(p->diag, _("They were changed meanwhile, or name one another in another Unicode form than NFC. Run this again; if it stays so, give the file that is named here a name without diacritics."));
	}
	diag_close(unsaid);
	return fine;
}

/* PDFs go first, the one taken last before the others. */
static bool take_pdf(Packing *p, const char *path, const char *real_path) {
	FileSums sums;
	if (!bag_take_file(p->bag, path, &sums)) return false;
	vector_push(p->arena, &p->record.files);
	for (int i = p->record.files.count - 1; i > 0; i--) p->record.files.items[i] = p->record.files.items[i - 1];
	p->record.files.items[0] = bag_describe_pdf(p->arena, path, real_path, &sums);
	return true;
}

/* The PDF of the document, and of a book the sheet of its cover. */
static int make_pdf(Packing *p, ConvertedParts *copies, const char *path) {
	const char *real_path = bag_expect_file(p->bag, path);
	if (!real_path) return STATUS_SURROUNDINGS;
	/* What was said of the sources comes along, because the pages may raise it: a photo without alt is a warning when it is read, an
	 * error for the archive. */
	Diag *diag = diag_open();
	take_messages(p, p->read, diag, find_copy);
	int status = convert_write_archive(p->all->run, p->arena, copies, real_path, diag);
	const char *cover = arena_format(p->arena, "data/%s.cover.archive.pdf", p->record.name), *real_cover = NULL;
	if (status == STATUS_FINE && copies->cover) {
		real_cover = bag_expect_file(p->bag, cover);
		status = real_cover ? convert_write_cover(p->all->run, copies, real_cover, diag) : STATUS_SURROUNDINGS;
	}
	take_messages(p, diag, p->diag, find_original);
	diag_close(diag);
	diag_close(p->read);
	p->read = diag_open(); /* it is told */
	if (status != STATUS_FINE || diag_count(p->diag, SEVERITY_ERROR)) return status > STATUS_CONTENT ? status : STATUS_CONTENT;
	if (real_cover && !take_pdf(p, cover, real_cover)) return STATUS_SURROUNDINGS;
	return take_pdf(p, path, real_path) ? STATUS_FINE : STATUS_SURROUNDINGS;
}

static void describe_making(Packing *p) {
	BagRecord *record = &p->record;
	const ConvertOptions *options = p->all->run->options;
	record->program = "bantin " BANTIN_VERSION;
	record->system_fonts = options->system_fonts;
	record->archive_level = options->archive_level ? options->archive_level : PDF_DEFAULT_LEVEL;
	publication_list_libraries(p->arena, &record->libraries);
	font_list_libraries(p->arena, &record->libraries);
	picture_list_libraries(p->arena, &record->libraries);
	pdf_list_libraries(p->arena, &record->libraries);
	archive_list_libraries(p->arena, &record->libraries);
}

static int write_record(Packing *p, const ConvertedParts *copies, const ConvertedParts *parts) {
	bag_describe(p->arena, parts->publication, copies->drawing, &p->plan, &p->record);
	if (!bag_list_fonts(p->arena, copies->drawing, copies->cover, &p->all->fonts, &p->record)) {
		diag_add(p->diag, SEVERITY_ERROR, "font-unreadable", (SourcePos){ p->document->path, 0, 0 }, _("A font that was used cannot be read any more: %s."), message_errno(errno));
		return STATUS_SURROUNDINGS;
	}
	describe_making(p);
	Text premis = { 0 }, mets = { 0 };
	FileSums sums;
	bag_write_premis(&p->record, &premis);
	bool fine = bag_add_text(p->bag, BAG_PREMIS, premis.bytes, premis.length, &sums);
	if (fine) {
		bag_write_mets(&p->record, &sums, &mets);
		fine = bag_add_text(p->bag, BAG_METS, mets.bytes, mets.length, NULL);
	}
	text_free(&premis);
	text_free(&mets);
	return fine ? STATUS_FINE : STATUS_SURROUNDINGS;
}

static BagOutcome finish(Packing *p) {
	Text info = { 0 };
	bag_count_payload(p->bag, &p->bytes, &p->files);
	bag_write_info(&p->record, p->bytes, p->files, &info);
	BagOutcome outcome = bag_finish(p->bag, info.bytes, info.length);
	p->bag = NULL;
	text_free(&info);
	return outcome;
}

/* ---- one document ---- */

static int pack(Packing *p, BagOutcome *outcome) {
	Conversion *run = p->all->run;
	ConvertedParts parts, copies;
	int status = convert_read_parts(run, p->arena, &(ConvertSources){ .path = p->document->path }, p->read, &parts);
	if (status != STATUS_FINE) return status;
	if (!bag_plan(p->arena, parts.publication, parts.design, file_data_path(p->arena, "layouts"), p->diag, &p->plan)) return STATUS_CONTENT;
	p->record.name = choose_name(p, &parts);
	if (!p->record.name) return STATUS_CONTENT;
	p->bag = bag_open(p->arena, run->options->out_folder, p->record.name, p->diag);
	if (!p->bag || !copy_sources(p)) return STATUS_SURROUNDINGS;
	/* With errors the pages are composed all the same, so that one run tells everything. */
	if (!read_copies(p, &copies)) return STATUS_CONTENT;
	status = make_pdf(p, &copies, arena_format(p->arena, "data/%s.archive.pdf", p->record.name));
	if (status == STATUS_FINE) status = write_record(p, &copies, &parts);
	if (status != STATUS_FINE) return status;
	*outcome = finish(p);
	return *outcome == BAG_FAILED ? STATUS_SURROUNDINGS : *outcome == BAG_REFUSED ? STATUS_CONTENT : STATUS_FINE;
}

static void print_outcome(const Packing *p, BagOutcome outcome) {
	if (p->all->run->options->quiet || outcome < BAG_NEW) return;
	printf("%s  ", file_join(p->arena, p->all->run->options->out_folder, p->record.name));
	printf(message_count("%d page", "%d pages", p->record.pages), p->record.pages);
	printf(", ");
	printf(message_count("%d file", "%d files", p->files), p->files);
	printf(", %" PRIu64 " KB  %s\n", (p->bytes + 999) / 1000, outcome == BAG_NEW ? _("new") : outcome == BAG_REPLACED ? _("replaced") : _("unchanged"));
}

static int archive_document(Archiving *all, const Document *document) {
	Packing packing = { .all = all, .document = document, .arena = arena_open(), .diag = diag_open(), .read = diag_open() };
	BagOutcome outcome = BAG_FAILED;
	int status = pack(&packing, &outcome), reported;
	take_messages(&packing, packing.read, packing.diag, find_original);
	diag_close(packing.read);
	if (packing.bag) bag_abandon(packing.bag);
	if (outcome < BAG_NEW && status == STATUS_CONTENT && diag_count(packing.diag, SEVERITY_ERROR))
		diag_add(packing.diag, SEVERITY_NOTE, "archive-left-out", (SourcePos){ document->path, 0, 0 }, _("No bag was made of this document: an archive takes in only what is whole."));
	reported = convert_report(all->run, packing.diag);
	if (reported > status) status = reported;
	all->run->documents++;
	all->run->with_errors += status != STATUS_FINE;
	all->made += outcome == BAG_NEW;
	all->replaced += outcome == BAG_REPLACED;
	all->unchanged += outcome == BAG_UNCHANGED;
	print_outcome(&packing, outcome);
	fflush(stdout);
	diag_close(packing.diag);
	arena_close(packing.arena);
	return status;
}

/* ---- the run ---- */

static int write_catalogue(Archiving *all) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Catalogue catalogue = catalogue_read(arena, all->run->options->out_folder, diag);
	int status = catalogue.count == 0 || catalogue_write(&catalogue, all->run->options->out_folder, diag) ? STATUS_FINE : STATUS_SURROUNDINGS;
	int reported = convert_report(all->run, diag);
	if (!all->run->options->quiet)
		printf(_("documents: %d; bags new: %d, replaced: %d, unchanged: %d; with errors: %d; in the catalogue: %d\n"), all->run->documents, all->made,
			all->replaced, all->unchanged, all->run->with_errors, catalogue.count);
	diag_close(diag);
	arena_close(arena);
	return status > reported ? status : reported;
}

int archive_documents(Conversion *run, char *const *paths, int path_count) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Archiving all = { .run = run, .fonts = { .arena = arena } };
	DocumentList documents = batch_find_documents(arena, paths, path_count, NULL, diag);
	batch_report_names(&documents, diag);
	int status = convert_report(run, diag);
	diag_close(diag);
	for (int i = 0; i < documents.count; i++) {
		int one = archive_document(&all, &documents.items[i]);
		if (one > status) status = one;
	}
	int catalogue = write_catalogue(&all);
	arena_close(arena);
	return catalogue > status ? catalogue : status;
}
