#include "run_reports.h"
#include <errno.h>
#include "base/message.h"

PreflightRules preflight_choose_rules(const ConvertOptions *options, const Publication *publication, const Design *design) {
	PreflightRules print = preflight_print_rules(), archive = preflight_archive_rules();
	print.low_ppi = design->photo.low_ppi;
	print.coarse_ppi = design->photo.min_ppi;
	if (publication->kind == PUBLICATION_ARTICLE) print.page_multiple = 0;
	print.source = archive.source = publication->path;
	print.layout = archive.layout = design->path;
	return !options->archive ? print : !options->print ? archive : preflight_join_rules(&print, &archive);
}

static Report *find_report(Conversion *run, int index) {
	ReportFormat format;
	if (!run->reports[index] && report_find_format(run->options->reports.paths[index], &format))
		run->reports[index] = report_open(format, "bantin " BANTIN_VERSION);
	return run->reports[index];
}

void run_reports_add_document(Conversion *run, const ReportDocument *document) {
	for (int i = 0; i < run->options->reports.count; i++) report_add_document(find_report(run, i), document);
}

void run_reports_add_messages(Conversion *run, const Diag *diag) {
	for (int i = 0; i < run->options->reports.count; i++) report_add_messages(find_report(run, i), diag);
}

int run_reports_write(Conversion *run) {
	int status = STATUS_FINE;
	for (int i = 0; i < run->options->reports.count; i++) {
		const char *path = run->options->reports.paths[i];
		if (report_write(find_report(run, i), path)) {
			if (!run->options->quiet) printf("%s\n", path);
			continue;
		}
		fprintf(stderr, "bantin: ");
		fprintf(stderr, _("The file %s could not be written: %s."), path, message_errno(errno));
		fputc('\n', stderr);
		status = STATUS_SURROUNDINGS;
	}
	return status;
}

void run_reports_close(Conversion *run) {
	for (int i = 0; i < MOST_REPORTS; i++) {
		report_close(run->reports[i]);
		run->reports[i] = NULL;
	}
}
