#include "archive/read_manifest.h"
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include "archive/bag_path.h"
#include "base/message.h"

/* ---- lines, ended by LF, CR or CRLF ---- */

typedef struct Lines { const char *at, *end; int number; size_t length; /* of the line now read */ } Lines;

/* The next line, copied; NULL at the end. One with a NUL in it is shorter than its length, which no form allows. */
static const char *next_line(Arena *arena, Lines *lines) {
	if (lines->at >= lines->end) return NULL;
	const char *start = lines->at, *at = start;
	while (at < lines->end && *at != '\n' && *at != '\r') at++;
	lines->at = at < lines->end && *at == '\r' && at + 1 < lines->end && at[1] == '\n' ? at + 2 : at + 1;
	lines->number++;
	lines->length = (size_t)(at - start);
	return arena_copy_text(arena, start, (size_t)(at - start));
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static const char *skip_blanks(const char *at) {
	while (is_blank(*at)) at++;
	return at;
}

/* ---- bagit.txt ---- */

/* "LABEL: VALUE", exactly so since version 1.0; earlier versions allow more blanks around the colon. */
static const char *read_declared(const char *line, const char *label, bool strict) {
	size_t length = strlen(label);
	if (!line || strncasecmp(line, label, length) != 0 || (strict && strncmp(line, label, length) != 0)) return NULL;
	const char *at = strict ? line + length : skip_blanks(line + length);
	if (*at++ != ':') return NULL;
	if (strict) return *at == ' ' && at[1] && !is_blank(at[1]) ? at + 1 : NULL;
	at = skip_blanks(at);
	return *at ? at : NULL;
}

static bool read_version(const char *text, BagDeclaration *out) {
	int length = 0;
	if (!text || !isdigit((unsigned char)text[0])) return false;
	if (sscanf(text, "%4d.%4d%n", &out->major, &out->minor, &length) != 2 || out->major < 0 || out->minor < 0) return false;
	return !text[length] && isdigit((unsigned char)strchr(text, '.')[1]);
}

bool bag_read_declaration(const BagScan *scan, BagDeclaration *out) {
	*out = (BagDeclaration){ 1, 0, "UTF-8" };
	size_t length;
	const char *text = bag_scan_read_text(scan, "bagit.txt", NULL, &length);
	BagEntry *entry = bag_scan_find(scan, "bagit.txt");
	if (!text) {
		if (entry && entry->found) return false; /* said */
		diag_add(scan->diag, SEVERITY_ERROR, "bag-declaration", (SourcePos){ scan->bag, 0, 0 }, _("There is no bagit.txt, so this is no bag, or one that has lost it."));
		diag_hint(scan->diag, _("A bagit.txt has two lines: “BagIt-Version: 1.0” and “Tag-File-Character-Encoding: UTF-8”."));
		return false;
	}
	Lines lines = { .at = text, .end = text + length };
	const char *first = next_line(scan->arena, &lines), *second = next_line(scan->arena, &lines);
	BagDeclaration found = { 0 };
	bool known = read_version(read_declared(first, "BagIt-Version", false), &found);
	bool strict = !known || found.major >= 1;
	known = known && read_version(read_declared(first, "BagIt-Version", strict), &found);
	found.encoding = read_declared(second, "Tag-File-Character-Encoding", strict);
	bool more = false;
	for (const char *line; (line = next_line(scan->arena, &lines));) more = more || *skip_blanks(line);
	if (!known || !found.encoding || more || text[length ? length - 1 : 0] == 0) {
		diag_add(scan->diag, SEVERITY_ERROR, "bag-declaration", bag_scan_pos(scan, "bagit.txt", 0), _("This file does not say in the due form which version of BagIt the bag follows, and in which encoding."));
		diag_hint(scan->diag, _("A bagit.txt has two lines: “BagIt-Version: 1.0” and “Tag-File-Character-Encoding: UTF-8”."));
		return false;
	}
	if (found.major > 1 || (found.major == 1 && found.minor > 0))
		diag_add(scan->diag, SEVERITY_WARNING, "bag-version", bag_scan_pos(scan, "bagit.txt", 1),
			_("The bag follows version %d.%d of BagIt; it was checked by the rules of 1.0."), found.major, found.minor);
	*out = found;
	return true;
}

/* ---- manifests ---- */

typedef struct ManifestReader {
	BagScan *scan;
	const BagManifest *manifest;
	bool lenient;                 /* before version 1.0 */
	int faults;
} ManifestReader;

enum { MOST_FAULTS = 20 /* of one manifest are told one by one */ };

/* Whether the fault is to be told; of the many in a file that is something else altogether, only the first. */
static bool may_tell(ManifestReader *reader) { return reader->faults++ < MOST_FAULTS; }

static void tell_bad_line(ManifestReader *reader, int line) {
	if (!may_tell(reader)) return;
	diag_add(reader->scan->diag, SEVERITY_ERROR, "bag-manifest-line", bag_scan_pos(reader->scan, reader->manifest->name, line),
		_("This line is not a checksum of %d digits, a blank and the name of a file."), (int)hash_digits(reader->manifest->kind));
	diag_hint(reader->scan->diag, _("The list itself is damaged: put it back from a good copy of the bag."));
}

static bool tell_outside(BagScan *scan, const char *name, int line, const char *path) {
	diag_add(scan->diag, SEVERITY_ERROR, "bag-path-outside", bag_scan_pos(scan, name, line),
		_("The name “%.200s” leads out of the bag, or to where the list must not; it was not followed."), path);
	diag_hint(scan->diag, _("No program that makes bags properly writes such a line: do not trust this bag before you know where it comes from."));
	return false;
}

/* Whether the list may name this path: payload manifests only what is below data/, tag manifests only what is not, and not
 * themselves (RFC 8493, 2.1.3 and 2.2.1). */
static bool is_in_place(ManifestReader *reader, const char *path, int line) {
	bool payload = strncmp(path, "data/", 5) == 0;
	bool itself = reader->manifest->tags && strncmp(path, "tagmanifest-", 12) == 0 && !strchr(path, '/');
	if (bag_path_is_safe(path) && payload != reader->manifest->tags && !itself) return true;
	if (may_tell(reader)) tell_outside(reader->scan, reader->manifest->name, line, path);
	return false;
}

/* A name as it stands is preferred where both are there: older programs do not escape the percent sign. */
static BagEntry *find_entry(ManifestReader *reader, const char *written, int line) {
	BagScan *scan = reader->scan;
	const char *path = bag_path_decode(scan->arena, written);
	BagEntry *literal = path != written && bag_path_is_safe(written) ? bag_scan_find(scan, written) : NULL;
	if (!is_in_place(reader, path, line)) return NULL;
	BagEntry *entry = bag_scan_find(scan, path);
	if ((!entry || !entry->found) && literal && literal->found) return literal;
	return entry ? entry : bag_scan_add(scan, path);
}

static void tell_twice(ManifestReader *reader, const BagEntry *entry, bool same, int line) {
	if (!may_tell(reader)) return;
	diag_add(reader->scan->diag, same && reader->lenient ? SEVERITY_WARNING : SEVERITY_ERROR, "bag-manifest-twice",
		bag_scan_pos(reader->scan, reader->manifest->name, line), same ?
		_("“%.200s” is listed twice, already in line %d.") :
		_("“%.200s” is listed twice with different checksums, already in line %d."), entry->path, entry->lines[reader->manifest->kind]);
}

static void tell_quirk(ManifestReader *reader, const char *code, int line, const char *message) {
	if (reader->faults++) return; /* once: the whole list is written so */
	diag_add(reader->scan->diag, SEVERITY_WARNING, code, bag_scan_pos(reader->scan, reader->manifest->name, line), "%s", message);
}

static void read_line(ManifestReader *reader, const char *line, size_t length, int number) {
	size_t digits = hash_digits(reader->manifest->kind), given = strspn(line, "0123456789abcdefABCDEF");
	if (strlen(line) != length || given != digits || !is_blank(line[given])) { tell_bad_line(reader, number); return; }
	const char *written = skip_blanks(line + given);
	if (written[0] == '*') { /* md5sum's sign for a binary file: RFC 8493, 6.1.3, lets it be taken with a warning */
		tell_quirk(reader, "bag-manifest-star", number, _("The names in this list begin with “*”, as md5sum writes them and BagIt does not."));
		written++;
	}
	if (strncmp(written, "./", 2) == 0) {
		tell_quirk(reader, "bag-manifest-dot", number, _("Names in this list begin with “./”, which BagIt does not write."));
		written += 2;
	}
	if (!written[0]) { tell_bad_line(reader, number); return; }
	BagEntry *entry = find_entry(reader, written, number);
	if (!entry) return;
	char *sum = arena_copy_text(reader->scan->arena, line, digits);
	for (char *at = sum; *at; at++) *at = (char)tolower((unsigned char)*at);
	const char *before = entry->expected[reader->manifest->kind];
	if (before) { tell_twice(reader, entry, strcmp(before, sum) == 0, number); return; }
	entry->expected[reader->manifest->kind] = sum;
	entry->lines[reader->manifest->kind] = number;
}

void bag_read_manifest(BagScan *scan, const BagManifest *manifest, const BagDeclaration *declaration) {
	ManifestReader reader = { scan, manifest, declaration->major < 1, 0 };
	size_t length;
	const char *text = bag_scan_read_text(scan, manifest->name, declaration->encoding, &length);
	if (!text) return;
	Lines lines = { .at = text, .end = text + length };
	for (const char *line; (line = next_line(scan->arena, &lines));)
		if (lines.length) read_line(&reader, line, lines.length, lines.number); /* an empty line does no harm */
	if (reader.faults > MOST_FAULTS)
		diag_add(scan->diag, SEVERITY_ERROR, "bag-manifest-line", bag_scan_pos(scan, manifest->name, 0),
			_("The list has %d faults in all; only the first %d were told."), reader.faults, MOST_FAULTS);
}

/* ---- fetch.txt: "URL LENGTH PATH" ---- */

int bag_read_fetch(BagScan *scan, const BagDeclaration *declaration) {
	const BagEntry *itself = bag_scan_find(scan, "fetch.txt");
	size_t length;
	const char *text = itself && itself->found ? bag_scan_read_text(scan, "fetch.txt", declaration->encoding, &length) : NULL;
	if (!text) return 0;
	int absent = 0;
	Lines lines = { .at = text, .end = text + length };
	for (const char *line; (line = next_line(scan->arena, &lines));) {
		if (!*skip_blanks(line)) continue;
		const char *size = skip_blanks(line + strcspn(line, " \t")), *path = skip_blanks(size + strcspn(size, " \t"));
		if (!*path) {
			diag_add(scan->diag, SEVERITY_ERROR, "bag-fetch", bag_scan_pos(scan, "fetch.txt", lines.number), _("This line is not an address, a length and the name of a file."));
			continue;
		}
		if (strncmp(path, "./", 2) == 0) path += 2;
		path = bag_path_decode(scan->arena, path);
		if (!bag_path_is_safe(path) || strncmp(path, "data/", 5) != 0) {
			tell_outside(scan, "fetch.txt", lines.number, path);
			continue;
		}
		const BagEntry *entry = bag_scan_find(scan, path);
		absent += !entry || !entry->found;
	}
	return absent;
}

/* ---- bag-info.txt ---- */

static void add_continuation(Arena *arena, BagInfo *out, const char *line) {
	BagInfoField *field = &out->items[out->count - 1];
	field->value = arena_format(arena, "%s %s", field->value, skip_blanks(line));
}

void bag_read_info(const BagScan *scan, const BagDeclaration *declaration, BagInfo *out) {
	*out = (BagInfo){ 0 };
	const BagEntry *itself = bag_scan_find(scan, "bag-info.txt");
	size_t length;
	const char *text = itself && itself->found ? bag_scan_read_text(scan, "bag-info.txt", declaration->encoding, &length) : NULL;
	if (!text) return;
	Lines lines = { .at = text, .end = text + length };
	for (const char *line; (line = next_line(scan->arena, &lines));) {
		if (!*skip_blanks(line)) continue;
		const char *colon = strchr(line, ':');
		if (is_blank(line[0]) && out->count) {
			add_continuation(scan->arena, out, line);
		} else if (!colon || colon == line || is_blank(line[0])) {
			diag_add(scan->diag, SEVERITY_ERROR, "bag-info", bag_scan_pos(scan, "bag-info.txt", lines.number), _("This line is not a label, a colon and a value."));
		} else {
			const char *end = colon;
			while (end > line && is_blank(end[-1])) end--;
			*vector_push(scan->arena, out) = (BagInfoField){ arena_copy_text(scan->arena, line, (size_t)(end - line)), skip_blanks(colon + 1), lines.number };
		}
	}
}

const char *bag_info_find(const BagInfo *info, const char *label) {
	for (int i = 0; i < info->count; i++) if (strcasecmp(info->items[i].label, label) == 0) return info->items[i].value;
	return NULL;
}
