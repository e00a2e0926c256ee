/* Preflight in a run: the rules that a document is held to, and the files of --report. */
#ifndef BANTIN_RUN_REPORTS_H
#define BANTIN_RUN_REPORTS_H
#include "convert.h"
#include "design/design.h"
#include "preflight/report.h"
#include "publication/publication.h"

/* By what is to be made of the document, with the layout's own limits for photos and the press's for ink (profile NULL: none is known). A lone article is printed on loose sheets: its
 * pages need not fill folded ones. */
PreflightRules preflight_choose_rules(const ConvertOptions *options, const Publication *publication, const Design *design, const PressProfile *profile);

/* The reports that --report asks for, while a run goes on. */
typedef struct RunReports {
	const ConvertOptions *options;
	Report *reports[MOST_REPORTS];
} RunReports;
void run_reports_open(RunReports *reports, const ConvertOptions *options);
bool run_reports_have(const ConvertOptions *options, ReportFormat format);
/* The next document's part of each format; a format that no report has may be NULL. */
void run_reports_add_part(RunReports *reports, const ReportPart *json, const ReportPart *html, const ReportJob *job);
void run_reports_add_messages(RunReports *reports, const Diag *diag);
/* Writes them and tells it. Returns a status. */
int run_reports_write(RunReports *reports);
void run_reports_close(RunReports *reports);
#endif
