/* The report for programs: one object, with one record per document. Lengths are points from the top left corner of the trimmed
 * page; what is not known is null. */
#include <string.h>
#include "base/message.h"
#include "preflight/report_parts.h"

static void add_string(Text *out, const char *text) {
	if (!text) {
		text_add(out, "null");
		return;
	}
	text_add_char(out, '"');
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (c == '"' || c == '\\') text_format(out, "\\%c", (char)c);
		else if (c < 0x20 || c == 0x7F) text_format(out, "\\u%04x", (unsigned)c);
		else if (c == 0xFFFD) text_add(out, "\\ufffd"); /* a byte that is no UTF-8 comes as this too */
		else text_add_bytes(out, start, (size_t)(at - start));
	}
	text_add_char(out, '"');
}

static void add_member(Text *out, const char *name, const char *value) {
	text_format(out, "\"%s\": ", name);
	add_string(out, value);
}

static void add_count(Text *out, const char *name, int value) {
	if (value > 0) text_format(out, "\"%s\": %d", name, value);
	else text_format(out, "\"%s\": null", name);
}

static void add_length(Text *out, const char *name, Length value) {
	char digits[32];
	length_format(value, 3, digits);
	text_format(out, "\"%s\": %s", name, digits);
}

static void add_strings(Text *out, const char *name, const char *const *items, int count) {
	text_format(out, "\"%s\": [", name);
	for (int i = 0; i < count; i++) {
		if (i) text_add(out, ", ");
		add_string(out, items[i]);
	}
	text_add_char(out, ']');
}

static void add_places(Text *out, const PreflightFinding *finding) {
	text_add(out, "\"places\": [");
	for (int i = 0; finding && i < finding->places.count; i++) {
		const PreflightPlace *place = &finding->places.items[i];
		text_format(out, "%s{ \"page\": %d, ", i ? ", " : "", place->page + 1);
		add_length(out, "x", place->x);
		text_add(out, ", ");
		add_length(out, "y", place->y);
		text_add(out, ", ");
		add_length(out, "width", place->width);
		text_add(out, ", ");
		add_length(out, "height", place->height);
		text_add(out, " }");
	}
	text_add_char(out, ']');
}

static void add_entries(Text *out, Arena *arena, const char *indent, const Diag *diag, const PreflightFindings *findings) {
	static const char *const SEVERITIES[] = { "note", "warning", "error" };
	ReportEntry *entries;
	int count = report_list_entries(arena, diag, findings, &entries);
	for (int i = 0; i < count; i++) {
		const DiagEntry *entry = entries[i].entry;
		text_format(out, "%s\n%s{ ", i ? "," : "", indent);
		add_member(out, "severity", SEVERITIES[entry->severity]);
		text_add(out, ", ");
		add_member(out, "code", entry->code);
		text_add(out, ", ");
		add_member(out, "file", entry->pos.file);
		text_add(out, ", ");
		add_count(out, "line", entry->pos.line);
		text_add(out, ", ");
		add_count(out, "column", entry->pos.column);
		text_add(out, ", ");
		add_count(out, "page", entries[i].page);
		text_format(out, ",\n%s  ", indent);
		add_member(out, "message", entry->message);
		text_format(out, ",\n%s  ", indent);
		add_member(out, "hint", entry->hint);
		text_format(out, ",\n%s  ", indent);
		add_places(out, entries[i].finding);
		text_add(out, " }");
	}
}

static void add_pages(Text *out, const Drawing *drawing) {
	text_add(out, "      \"pages\": [");
	for (int i = 0; drawing && i < drawing->pages.count; i++) {
		const DrawnPage *page = &drawing->pages.items[i];
		text_format(out, "%s\n        { \"number\": %d, ", i ? "," : "", i + 1);
		add_member(out, "label", page->label);
		text_add(out, ", ");
		add_length(out, "width", page->width);
		text_add(out, ", ");
		add_length(out, "height", page->height);
		text_add(out, ", ");
		add_length(out, "bleed", page->bleed);
		text_add(out, " }");
	}
	text_add(out, "\n      ],\n");
}

void json_add_document(Report *report, const ReportDocument *document) {
	Text *out = &report->body;
	const Diag *diag = document->diag;
	ArenaMark mark = arena_mark(report->arena);
	text_add(out, "\n    {\n      ");
	add_member(out, "path", document->path);
	text_add(out, ",\n      ");
	add_member(out, "title", document->drawing ? document->drawing->info.title : NULL);
	text_add(out, ",\n      ");
	add_member(out, "layout", document->layout);
	text_add(out, ",\n      ");
	add_strings(out, "inputs", document->inputs, document->input_count);
	text_add(out, ",\n      ");
	add_strings(out, "outputs", document->outputs, document->output_count);
	text_format(out, ",\n      \"errors\": %d, \"warnings\": %d, \"notes\": %d,\n", diag_count(diag, SEVERITY_ERROR), diag_count(diag, SEVERITY_WARNING),
		diag_count(diag, SEVERITY_NOTE));
	add_pages(out, document->drawing);
	text_add(out, "      \"diagnostics\": [");
	add_entries(out, report->arena, "        ", diag, document->findings);
	text_add(out, "\n      ]");
	arena_reset(report->arena, mark);
}

void json_end_document(Text *out, const ReportJob *job) {
	if (job) {
		text_add(out, ",\n      ");
		add_member(out, "result", job->result);
		text_format(out, ",\n      \"seconds\": %lld.%06lld, \"memory\": ", (long long)(job->nanoseconds / 1000000000), (long long)(job->nanoseconds / 1000 % 1000000));
		if (job->memory) text_format(out, "%llu", (unsigned long long)job->memory);
		else text_add(out, "null");
		text_add(out, ",\n      \"sha256\": {");
		for (int i = 0; i < job->hash_count; i++) {
			text_add(out, i ? ",\n        " : "\n        ");
			add_string(out, job->hashes[i].path);
			text_add(out, ": ");
			add_string(out, job->hashes[i].sha256);
		}
		text_add(out, job->hash_count ? "\n      }" : "}");
	}
	text_add(out, "\n    }");
}

void json_add_messages(Report *report, const Diag *diag) {
	ArenaMark mark = arena_mark(report->arena);
	if (report->run.length) text_add_char(&report->run, ',');
	add_entries(&report->run, report->arena, "    ", diag, NULL);
	arena_reset(report->arena, mark);
}

void json_finish(Report *report, Text *out) {
	text_add(out, "{\n  ");
	add_member(out, "program", report->program);
	text_add(out, ",\n  ");
	add_member(out, "language", message_language());
	text_format(out, ",\n  \"errors\": %d, \"warnings\": %d, \"notes\": %d,\n  \"diagnostics\": [", report->errors, report->warnings, report->notes);
	text_add_bytes(out, report->run.bytes ? report->run.bytes : "", report->run.length);
	text_add(out, "\n  ],\n  \"documents\": [");
	text_add_bytes(out, report->body.bytes ? report->body.bytes : "", report->body.length);
	text_add(out, "\n  ]\n}\n");
}
