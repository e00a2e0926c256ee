#include "preflight/report_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/file.h"

static bool ends_with(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length > tail && strcasecmp(text + length - tail, end) == 0;
}

bool report_find_format(const char *path, ReportFormat *out) {
	*out = ends_with(path, ".json") ? REPORT_JSON : REPORT_HTML;
	return *out == REPORT_JSON || ends_with(path, ".html") || ends_with(path, ".htm");
}

Report *report_open(ReportFormat format, const char *program) {
	Arena *arena = arena_open();
	Report *report = ARENA_NEW(arena, Report);
	report->arena = arena;
	report->format = format;
	report->program = arena_copy_text(arena, program, strlen(program));
	return report;
}

void report_close(Report *report) {
	if (!report) return;
	text_free(&report->body);
	text_free(&report->run);
	text_free(&report->index);
	shapes_free(&report->shapes);
	arena_close(report->arena);
}

static void count_entries(Report *report, const Diag *diag) {
	report->errors += diag_count(diag, SEVERITY_ERROR);
	report->warnings += diag_count(diag, SEVERITY_WARNING);
	report->notes += diag_count(diag, SEVERITY_NOTE);
}

ReportPart report_make_part(Arena *arena, ReportFormat format, int number, const ReportDocument *document) {
	Report *report = report_open(format, "");
	report->documents = number;
	if (number > 1) snprintf(report->shapes.suffix, sizeof report->shapes.suffix, "-%d", number);
	count_entries(report, document->diag);
	if (document->drawing && document->findings) preflight_locate_entries(document->drawing, document->findings, document->diag);
	if (format == REPORT_JSON) json_add_document(report, document);
	else html_add_document(report, document);
	ReportPart part = { .errors = report->errors, .warnings = report->warnings, .notes = report->notes,
		.title = arena_copy_text(arena, report->title ? report->title : "", report->title ? strlen(report->title) : 0),
		.body_length = report->body.length, .index_length = report->index.length };
	part.body = arena_copy_text(arena, report->body.bytes ? report->body.bytes : "", part.body_length);
	part.index = arena_copy_text(arena, report->index.bytes ? report->index.bytes : "", part.index_length);
	report_close(report);
	return part;
}

void report_add_part(Report *report, const ReportPart *part, const ReportJob *job) {
	report->documents++;
	report->errors += part->errors;
	report->warnings += part->warnings;
	report->notes += part->notes;
	report->title = report->documents == 1 ? arena_copy_text(report->arena, part->title, strlen(part->title)) : NULL;
	if (report->format == REPORT_JSON && report->documents > 1) text_add_char(&report->body, ',');
	text_add_bytes(&report->body, part->body, part->body_length);
	text_add_bytes(&report->index, part->index, part->index_length);
	if (report->format == REPORT_JSON) json_end_document(&report->body, job);
}

void report_add_document(Report *report, const ReportDocument *document) {
	Arena *arena = arena_open();
	ReportPart part = report_make_part(arena, report->format, report->documents + 1, document);
	report_add_part(report, &part, NULL);
	arena_close(arena);
}

void report_add_messages(Report *report, const Diag *diag) {
	count_entries(report, diag);
	if (!diag_total(diag)) return;
	if (report->format == REPORT_JSON) json_add_messages(report, diag);
	else html_add_messages(report, diag);
}

bool report_write(Report *report, const char *path) {
	Text text = { 0 };
	if (report->format == REPORT_JSON) json_finish(report, &text);
	else html_finish(report, &text);
	FileOutput *out = file_output_open(path);
	bool written = out && file_output_write(out, text.bytes, text.length);
	if (out && written) written = file_output_commit(out);
	else file_output_abandon(out);
	text_free(&text);
	return written;
}

/* ---- entries in the order of the report ---- */

static int compare_entries(const void *left, const void *right) {
	const ReportEntry *a = left, *b = right;
	if (a->entry->severity != b->entry->severity) return a->entry->severity > b->entry->severity ? -1 : 1;
	if (a->page != b->page) return !a->page != !b->page ? (a->page ? -1 : 1) : a->page < b->page ? -1 : 1; /* those of no page last */
	return a->order < b->order ? -1 : a->order > b->order;
}

int report_list_entries(Arena *arena, const Diag *diag, const PreflightFindings *findings, ReportEntry **out) {
	int count = diag_total(diag);
	ReportEntry *entries = ARENA_ARRAY(arena, ReportEntry, count + 1);
	for (int i = 0; i < count; i++) entries[i] = (ReportEntry){ .entry = diag_entry(diag, i), .page = diag_entry(diag, i)->page, .order = i };
	for (int i = 0; findings && i < findings->count; i++) {
		const PreflightFinding *finding = &findings->items[i];
		if (finding->entry < 0 || finding->entry >= count) continue;
		entries[finding->entry].finding = finding;
		if (finding->places.count && !entries[finding->entry].page) entries[finding->entry].page = finding->places.items[0].page + 1;
	}
	qsort(entries, (size_t)count, sizeof *entries, compare_entries);
	*out = entries;
	return count;
}
