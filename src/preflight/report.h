/* A report of a run: what was found in its documents, as JSON for programs or as one HTML file for people, with a picture of each
 * page and the findings marked on it. It needs neither a network nor the fonts. The HTML holds no clock: the same run, the same bytes;
 * the JSON also says what each document took. */
#ifndef BANTIN_PREFLIGHT_REPORT_H
#define BANTIN_PREFLIGHT_REPORT_H
#include "preflight/preflight.h"

typedef enum ReportFormat { REPORT_JSON, REPORT_HTML } ReportFormat;
/* By the suffix of a file's name; false when it is neither .json nor .html. */
bool report_find_format(const char *path, ReportFormat *out);

/* One document as far as it came. */
typedef struct ReportDocument {
	const char *path;                      /* of its source */
	const char *layout;                    /* NULL where it was not reached */
	const char *const *inputs; int input_count;   /* files that it was made from */
	const char *const *outputs; int output_count; /* files that were written */
	const Drawing *drawing;                /* NULL where it was not reached; then rules and findings are too */
	const PreflightRules *rules;
	PreflightFindings *findings;
	const Diag *diag;
} ReportDocument;

/* A document's part of a report, made where its drawing is, perhaps in another process. Texts lie in the arena that it was made in. */
typedef struct ReportPart {
	int errors, warnings, notes;
	const char *title;
	const char *body, *index; size_t body_length, index_length;
} ReportPart;
/* number: of the document in the report, from 1. */
ReportPart report_make_part(Arena *arena, ReportFormat format, int number, const ReportDocument *document);

/* What a run knows of the making; for JSON. */
typedef struct ReportHash { const char *path, *sha256; } ReportHash;
typedef struct ReportJob {
	const char *result;                    /* "made", "checked", "unchanged", "failed" */
	int64_t nanoseconds;                   /* from beginning to end; 0: nothing was done */
	uint64_t memory;                       /* bytes at most; 0: not known */
	const ReportHash *hashes; int hash_count; /* of everything read and written */
} ReportJob;

typedef struct Report Report;
/* program: "bantin 0.1". The fonts of all drawings must outlive the report. */
Report *report_open(ReportFormat format, const char *program);
void report_add_document(Report *report, const ReportDocument *document);
/* The next one; its number must be the one that it was made with. job may be NULL. */
void report_add_part(Report *report, const ReportPart *part, const ReportJob *job);
/* What concerns the run and no document: a path that is not there. */
void report_add_messages(Report *report, const Diag *diag);
/* Writes whole or not at all; false with errno. */
bool report_write(Report *report, const char *path);
void report_close(Report *report);         /* NULL is fine */
#endif
