/* Preflight in a run: the rules that a document is held to, and the files of --report. */
#ifndef BANTIN_RUN_REPORTS_H
#define BANTIN_RUN_REPORTS_H
#include "convert.h"
#include "design/design.h"
#include "preflight/report.h"
#include "publication/publication.h"

/* By what is to be made of the document, with the layout's own limits for photos. A lone article is printed on loose sheets: its
 * pages need not fill folded ones. */
PreflightRules preflight_choose_rules(const ConvertOptions *options, const Publication *publication, const Design *design);

void run_reports_add_document(Conversion *run, const ReportDocument *document);
void run_reports_add_messages(Conversion *run, const Diag *diag);
/* Writes them and tells it. Returns a status. */
int run_reports_write(Conversion *run);
void run_reports_close(Conversion *run);
#endif
