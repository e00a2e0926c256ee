/* The inside of the report. No other room includes this. */
#ifndef BANTIN_PREFLIGHT_REPORT_PARTS_H
#define BANTIN_PREFLIGHT_REPORT_PARTS_H
#include "base/text.h"
#include "preflight/report.h"

typedef struct ShapeSlot { const void *owner; /* a GlyphRun, or a Font for one of its glyphs */ uint32_t glyph; uint32_t number; } ShapeSlot;
enum { NO_GLYPH = UINT32_MAX };

/* The outlines that the pages of a document share: each run of letters and each lone glyph once. */
typedef struct Shapes {
	ShapeSlot *slots; uint32_t count, capacity; /* open addressing; owner NULL is free */
	Text defs;               /* those that are not written yet */
	char suffix[16];         /* tells them from those of other documents in the report */
} Shapes;
void shapes_free(Shapes *shapes);

struct Report {
	ReportFormat format;
	const char *program;
	Arena *arena;
	Text body;               /* the documents so far */
	Text run;                /* what concerns the run */
	Text index;              /* HTML: links to the documents */
	Shapes shapes;
	const char *title;       /* of the only document; NULL when there are several */
	int documents, errors, warnings, notes;
};

/* An entry with its places; in the order of the report: errors, warnings, notes, each by page. */
typedef struct ReportEntry {
	const DiagEntry *entry;
	const PreflightFinding *finding; /* NULL: no place is known */
	int page;                /* first, from 1; 0: none */
	int order;
} ReportEntry;
/* In the arena; answers how many. findings may be NULL. */
int report_list_entries(Arena *arena, const Diag *diag, const PreflightFindings *findings, ReportEntry **out);

void json_add_document(Report *report, const ReportDocument *document); /* but the brace that closes it: json_end_document */
void json_end_document(Text *out, const ReportJob *job);
void json_add_messages(Report *report, const Diag *diag);
void json_finish(Report *report, Text *out);

void html_add_document(Report *report, const ReportDocument *document);
void html_add_messages(Report *report, const Diag *diag);
void html_finish(Report *report, Text *out);
/* Text for XML and HTML alike; what neither can hold becomes U+FFFD. */
void html_add_escaped(Text *out, const char *text);

/* A page as SVG; marks: the entries (numbered from 1 in their order) of the document numbered so. */
void svg_add_page(Report *report, Text *out, const Drawing *drawing, int page, const ReportEntry *entries, int count, int document);
#endif
