#include "archive/verify_bag.h"
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include "archive/bag_path.h"
#include "base/message.h"

typedef struct Verifier {
	BagScan scan;
	BagDeclaration declaration;
	BagInfo info;
	BagReport *report;
	int absent_by_fetch;
	bool has_payload_list, has_tag_list;
} Verifier;

/* ---- what is found against what is listed ---- */

static int compare_entries(const void *left, const void *right) {
	return strcmp((*(BagEntry *const *)left)->path, (*(BagEntry *const *)right)->path);
}

static bool is_listed(const BagEntry *entry) {
	for (int kind = 0; kind < HASH_KINDS; kind++) if (entry->expected[kind]) return true;
	return false;
}

/* Files that a bag never lists: the tag manifests themselves. */
static bool needs_no_listing(const Verifier *v, const BagEntry *entry) {
	if (entry->payload) return !v->has_payload_list;
	if (!v->has_tag_list) return true;
	return strncmp(entry->path, "tagmanifest-", 12) == 0 && !strchr(entry->path, '/');
}

static void tell_missing(Verifier *v, const BagEntry *entry) {
	diag_add(v->scan.diag, SEVERITY_ERROR, "bag-missing", bag_scan_pos(&v->scan, entry->path, 0), _("This file is listed but is not there."));
	diag_hint(v->scan.diag, v->absent_by_fetch ? _("fetch.txt names files that are to be brought from elsewhere; bantin does not fetch.") :
		_("Put it back from a good copy of the bag."));
}

static void tell_extra(Verifier *v, const BagEntry *entry) {
	diag_add(v->scan.diag, SEVERITY_ERROR, "bag-extra", bag_scan_pos(&v->scan, entry->path, 0), _("This file is there but no list names it."));
	diag_hint(v->scan.diag, _("Take it out of the bag; if it belongs there, make the bag anew with it."));
}

static void tell_changed(Verifier *v, const BagEntry *entry, HashKind kind, bool manifest) {
	diag_add(v->scan.diag, SEVERITY_ERROR, "bag-changed", bag_scan_pos(&v->scan, entry->path, 0), manifest ?
		_("This list is not what it was when the bag was made: its checksum (%s) differs.") :
		_("This file is not what it was when the bag was made: its checksum (%s) differs."), hash_name(kind));
	diag_hint(v->scan.diag, _("Even one changed bit does this. Put the file back from a good copy of the bag."));
}

static bool is_changed(const BagEntry *entry, HashKind *kind) {
	for (int k = 0; k < HASH_KINDS; k++) {
		if (!entry->expected[k] || !entry->sums.sums[k] || strcmp(entry->expected[k], entry->sums.sums[k]) == 0) continue;
		*kind = (HashKind)k;
		return true;
	}
	return false;
}

/* Since 1.0 each payload file stands in each payload manifest (RFC 8493, 3); a tag file may be left out of a tag manifest, but
 * not the payload manifests, and bantin leaves none out. */
static void check_listing(Verifier *v, const BagEntry *entry) {
	bool is_list = !entry->payload && strncmp(entry->path, "manifest-", 9) == 0 && !strchr(entry->path, '/');
	bool everywhere = entry->payload ? v->declaration.major >= 1 : is_list || v->report->ours;
	for (int i = 0; everywhere && i < v->scan.manifests.count; i++) {
		const BagManifest *manifest = &v->scan.manifests.items[i];
		if (manifest->tags == entry->payload || entry->expected[manifest->kind]) continue;
		diag_add(v->scan.diag, SEVERITY_ERROR, "bag-unlisted", bag_scan_pos(&v->scan, manifest->name, 0), _("The list does not name “%.200s”."), entry->path);
		diag_hint(v->scan.diag, _("The list itself is damaged: put it back from a good copy of the bag."));
	}
}

static void check_entry(Verifier *v, const BagEntry *entry) {
	HashKind kind;
	if (entry->unreadable) return; /* said */
	if (!entry->found) {
		tell_missing(v, entry);
	} else if (!is_listed(entry)) {
		if (!needs_no_listing(v, entry) && (entry->payload || v->report->ours)) tell_extra(v, entry);
	} else if (is_changed(entry, &kind)) {
		tell_changed(v, entry, kind, strncmp(entry->path, "manifest-", 9) == 0);
	} else if (!needs_no_listing(v, entry)) {
		check_listing(v, entry);
	}
}

static bool has_forms(const char *path) {
	while (*path && !(*path & 0x80)) path++;
	return *path;
}

/* Whether what is listed under another form of the name may be said of this file as well. */
static bool may_be_same(const BagEntry *listed, const BagEntry *there) {
	for (int k = 0; k < HASH_KINDS; k++)
		if (there->expected[k] && (!listed->expected[k] || strcmp(there->expected[k], listed->expected[k]) != 0)) return false;
	return true;
}

static void join(Verifier *v, BagEntry *listed, BagEntry *there) {
	for (int k = 0; k < HASH_KINDS; k++) {
		if (!there->expected[k]) there->lines[k] = listed->lines[k];
		if (!there->expected[k]) there->expected[k] = listed->expected[k];
		listed->expected[k] = NULL;
	}
	listed->found = listed->unreadable = true; /* done with */
	listed->same = there;
	diag_add(v->scan.diag, SEVERITY_WARNING, "bag-name-form", bag_scan_pos(&v->scan, there->path, 0),
		_("The name of this file is written in another Unicode form than in the list; it is taken for the same."));
}

/* A file system may have written a name in another Unicode form than the list (RFC 8493, 6.1.1.2): then what the list says of the
 * one is held against the other. Names in ASCII have one form. */
static void join_forms(Verifier *v) {
	BagScan *scan = &v->scan;
	for (int i = 0; i < scan->entries.count; i++) {
		BagEntry *listed = scan->entries.items[i];
		const char *form = listed->found || !has_forms(listed->path) ? NULL : bag_path_compose(scan->arena, listed->path);
		for (int k = 0; form && k < scan->entries.count; k++) {
			BagEntry *there = scan->entries.items[k];
			const char *other = there->found && !there->unreadable && has_forms(there->path) ? bag_path_compose(scan->arena, there->path) : NULL;
			if (!other || strcmp(form, other) != 0 || !may_be_same(listed, there)) continue;
			join(v, listed, there);
			break;
		}
	}
}

static void check_entries(Verifier *v) {
	BagScan *scan = &v->scan;
	enum { FEW = 1000 }; /* each is held against each */
	int missing = 0;
	for (int i = 0; i < scan->entries.count; i++) missing += !scan->entries.items[i]->found;
	if (missing && missing < FEW) join_forms(v);
	BagEntry **sorted = ARENA_ARRAY(scan->arena, BagEntry *, scan->entries.count + 1);
	for (int i = 0; i < scan->entries.count; i++) sorted[i] = scan->entries.items[i];
	qsort(sorted, (size_t)scan->entries.count, sizeof *sorted, compare_entries);
	for (int i = 0; i < scan->entries.count; i++) {
		check_entry(v, sorted[i]);
		if (!sorted[i]->found || !sorted[i]->payload || sorted[i]->unreadable) continue;
		v->report->files++;
		v->report->bytes += sorted[i]->sums.size;
	}
}

/* ---- the bag's own files ---- */

static void check_oxum(Verifier *v) {
	int seen = 0;
	for (int i = 0; i < v->info.count; i++) {
		const BagInfoField *field = &v->info.items[i];
		if (strcasecmp(field->label, "Payload-Oxum") != 0) continue;
		SourcePos pos = bag_scan_pos(&v->scan, "bag-info.txt", field->line);
		unsigned long long bytes, files;
		int length = 0;
		if (seen++) {
			diag_add(v->scan.diag, SEVERITY_ERROR, "bag-oxum", pos, _("Payload-Oxum stands here a second time."));
		} else if (sscanf(field->value, "%20llu.%20llu%n", &bytes, &files, &length) != 2 || field->value[length]) {
			diag_add(v->scan.diag, SEVERITY_ERROR, "bag-oxum", pos, _("Payload-Oxum is not a number of bytes, a dot and a number of files."));
		} else if (bytes != v->report->bytes || files != (unsigned)v->report->files) {
			diag_add(v->scan.diag, SEVERITY_ERROR, "bag-oxum", pos, _("The bag should hold %llu bytes in %llu files, and holds %llu bytes in %d files."),
				bytes, files, (unsigned long long)v->report->bytes, v->report->files);
		}
	}
}

static void check_required(Verifier *v) {
	static const char *const OURS[] = { "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt",
		"tagmanifest-sha512.txt", "data/metadata/mets.xml", "data/metadata/premis.xml" };
	if (!v->scan.has_data) {
		diag_add(v->scan.diag, SEVERITY_ERROR, "bag-missing", (SourcePos){ v->scan.bag, 0, 0 }, _("The bag has no folder data, in which its contents lie."));
		diag_hint(v->scan.diag, _("Put it back from a good copy of the bag."));
	}
	if (!v->has_payload_list) {
		diag_add(v->scan.diag, SEVERITY_ERROR, "bag-missing", (SourcePos){ v->scan.bag, 0, 0 }, _("The bag has no list of checksums (manifest-sha256.txt or the like) that can be used."));
		diag_hint(v->scan.diag, _("Put it back from a good copy of the bag."));
	}
	for (size_t i = 0; v->report->ours && i < sizeof OURS / sizeof *OURS; i++) {
		const BagEntry *entry = bag_scan_find(&v->scan, OURS[i]);
		if (entry && (entry->found || is_listed(entry))) continue; /* what is listed was told */
		diag_add(v->scan.diag, SEVERITY_ERROR, "bag-missing", bag_scan_pos(&v->scan, OURS[i], 0), _("This file belongs to every bag that bantin makes, but is not there."));
		diag_hint(v->scan.diag, _("Put it back from a good copy of the bag."));
	}
}

/* Nothing lists the tag manifests, so a change that leaves their meaning alone (a digit in capitals) shows in their form only. */
static void check_tag_form(Verifier *v) {
	BagScan *scan = &v->scan;
	if (diag_count(scan->diag, SEVERITY_ERROR)) return;
	Arena *arena = scan->arena;
	BagEntry **sorted = ARENA_ARRAY(arena, BagEntry *, scan->entries.count + 1);
	int count = 0;
	for (int i = 0; i < scan->entries.count; i++)
		if (!scan->entries.items[i]->payload && is_listed(scan->entries.items[i])) sorted[count++] = scan->entries.items[i];
	qsort(sorted, (size_t)count, sizeof *sorted, compare_entries);
	for (int i = 0; i < scan->manifests.count; i++) {
		const BagManifest *manifest = &scan->manifests.items[i];
		Text due = { 0 };
		for (int k = 0; manifest->tags && k < count; k++)
			text_format(&due, "%s  %s\n", sorted[k]->expected[manifest->kind], bag_path_encode(arena, sorted[k]->path));
		size_t length;
		const char *text = manifest->tags ? bag_scan_read_text(scan, manifest->name, NULL, &length) : NULL;
		if (text && (length != due.length || memcmp(text, due.bytes, length) != 0)) {
			diag_add(scan->diag, SEVERITY_ERROR, "bag-list-form", bag_scan_pos(scan, manifest->name, 0),
				_("The list says the right things, but not in the form in which bantin writes it: something in it was changed."));
			diag_hint(scan->diag, _("Put it back from a good copy of the bag; if another program renewed the list, make the bag anew."));
		}
		text_free(&due);
	}
}

/* ---- the record ---- */

/* Only what the lists find in order: then the lists were renewed after the file was changed. */
static void check_recorded(Verifier *v, const BagFile *file, const char *record) {
	BagEntry *entry = bag_scan_find(&v->scan, file->path);
	if (entry && entry->same) entry = entry->same;
	if (entry) entry->recorded = true;
	SourcePos pos = bag_scan_pos(&v->scan, file->path, 0);
	HashKind kind;
	if (!entry || !entry->found) {
		if (entry) return; /* listed and missing: said */
		diag_add(v->scan.diag, SEVERITY_ERROR, "record-missing", pos, _("%s says that this file was there when the PDF was made; it is gone, and the lists were renewed without it."), record);
		diag_hint(v->scan.diag, _("Put it back from a good copy of the bag."));
		return;
	}
	if (entry->unreadable || is_changed(entry, &kind)) return; /* said */
	const char *sha256 = entry->sums.sums[HASH_SHA256], *sha512 = entry->sums.sums[HASH_SHA512];
	bool same = file->size == entry->sums.size && file->sha256 && (!sha256 || strcmp(file->sha256, sha256) == 0) &&
		(!file->sha512 || !sha512 || strcmp(file->sha512, sha512) == 0);
	if (same) return;
	bool source = strncmp(file->path, "data/source/", 12) == 0, pdf = (v->report->pdf && strcmp(file->path, v->report->pdf) == 0) || (v->report->cover && strcmp(file->path, v->report->cover) == 0);
	diag_add(v->scan.diag, SEVERITY_ERROR, source ? "source-changed" : pdf ? "pdf-changed" : "record-differs", pos, source ?
		_("The PDF was made of another version of this file than the one that lies here: the checksum in %s differs, and the lists were renewed.") : pdf ?
		_("This is not the PDF that was made of the sources beside it: the checksum in %s differs, and the lists were renewed.") :
		_("This file is not the one that %s tells of: the checksum differs, and the lists were renewed."), record);
	diag_hint(v->scan.diag, source ? _("Put the old version back from a good copy of the bag, or make the bag anew from the new one with “bantin archive”.") :
		_("Put the file back from a good copy of the bag, or make the bag anew with “bantin archive”."));
}

static void check_record(Verifier *v, const BagRecord *record, const char *name) {
	for (int i = 0; record && i < record->files.count; i++) check_recorded(v, &record->files.items[i], name);
}

/* A file of the sources that the record does not know: it was added, and the lists renewed. */
static void check_unrecorded(Verifier *v) {
	for (int i = 0; i < v->scan.entries.count; i++) {
		const BagEntry *entry = v->scan.entries.items[i];
		if (!entry->payload || entry->recorded || !entry->found || !is_listed(entry)) continue;
		if (strcmp(entry->path, BAG_PREMIS) == 0 || strcmp(entry->path, BAG_METS) == 0) continue;
		diag_add(v->scan.diag, SEVERITY_ERROR, "record-extra", bag_scan_pos(&v->scan, entry->path, 0), _("The record of how the bag was made does not know this file: it was put in later, and the lists were renewed."));
		diag_hint(v->scan.diag, _("Take it out of the bag; if it belongs there, make the bag anew with it."));
	}
}

static const char *read_record_text(Verifier *v, const char *name, size_t *length) {
	const BagEntry *entry = bag_scan_find(&v->scan, name);
	return entry && entry->found ? bag_scan_read_text(&v->scan, name, NULL, length) : NULL;
}

static void check_records(Verifier *v) {
	BagScan *scan = &v->scan;
	size_t length;
	const char *text = read_record_text(v, BAG_PREMIS, &length);
	BagRecord *record = text ? bag_read_premis(scan->arena, text, length, bag_scan_pos(scan, BAG_PREMIS, 0), scan->diag) : NULL;
	v->report->record = record;
	for (int i = 0; record && i < record->files.count; i++) {
		if (record->files.items[i].role != BAG_PDF) continue;
		if (!v->report->pdf) v->report->pdf = record->files.items[i].path;
		else v->report->cover = record->files.items[i].path;
	}
	if (record && (!record->document || !v->report->pdf)) {
		diag_add(scan->diag, SEVERITY_ERROR, "record-broken", bag_scan_pos(scan, BAG_PREMIS, 0), _("The record does not say of what the PDF was made."));
		diag_hint(scan->diag, _("Put the file back from a good copy of the bag."));
	}
	check_record(v, record, "premis.xml");
	if (record) check_unrecorded(v);
	text = read_record_text(v, BAG_METS, &length);
	check_record(v, text ? bag_read_mets(scan->arena, text, length, bag_scan_pos(scan, BAG_METS, 0), scan->diag) : NULL, "mets.xml");
}

/* ---- the whole ---- */

/* bag-info.txt says so, or the record does: it may have lost the one, by accident or not. */
static bool is_ours(const Verifier *v) {
	const char *agent = bag_info_find(&v->info, "Bag-Software-Agent");
	if (agent && strncmp(agent, "bantin ", 7) == 0) return true;
	BagScan quiet = v->scan;
	quiet.diag = diag_open();
	size_t length;
	const char *premis = bag_scan_read_text(&quiet, BAG_PREMIS, NULL, &length);
	diag_close(quiet.diag);
	return premis && strstr(premis, "urn:x-bantin:making:");
}

bool bag_verify(Arena *arena, const char *bag, Diag *diag, BagReport *out) {
	*out = (BagReport){ 0 };
	Verifier v = { .report = out };
	if (!bag_scan_open(&v.scan, arena, bag, true, diag)) {
		out->failed = true;
		return false;
	}
	bag_read_declaration(&v.scan, &v.declaration);
	bag_read_info(&v.scan, &v.declaration, &v.info);
	out->ours = is_ours(&v);
	for (int i = 0; i < v.scan.manifests.count; i++) {
		bag_read_manifest(&v.scan, &v.scan.manifests.items[i], &v.declaration);
		*(v.scan.manifests.items[i].tags ? &v.has_tag_list : &v.has_payload_list) = true;
	}
	v.absent_by_fetch = bag_read_fetch(&v.scan, &v.declaration);
	check_entries(&v);
	check_required(&v);
	check_oxum(&v);
	if (out->ours) {
		check_records(&v);
		check_tag_form(&v);
	}
	out->failed = v.scan.failed;
	bag_scan_close(&v.scan);
	return diag_count(diag, SEVERITY_ERROR) == 0;
}
