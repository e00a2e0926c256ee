#include "run_reports.h"
#include <errno.h>
#include "base/message.h"

PreflightRules preflight_choose_rules(const ConvertOptions *options, const Publication *publication, const Design *design, const PressProfile *profile) {
	PreflightRules print = preflight_print_rules(), archive = preflight_archive_rules();
	if (profile && profile->ink_limit) print.ink_limit = (profile->ink_limit + 999) / 1000 * 1000; /* a table reaches its own limit nearly, not quite */
	PressPhotos photos = press_choose_photos(&design->print);
	if (photos == PRESS_PHOTOS_GREY || photos == PRESS_PHOTOS_DUOTONE) print.severity[PREFLIGHT_PHOTO_INK] = PREFLIGHT_OFF; /* inked by the job */
	if (design->print.photos == PRESS_PHOTOS_KEEP && photos == PRESS_PHOTOS_CMYK) print.severity[PREFLIGHT_PHOTO_RGB] = SEVERITY_WARNING;
	print.low_ppi = design->photo.low_ppi;
	print.coarse_ppi = design->photo.min_ppi;
	if (publication->kind == PUBLICATION_ARTICLE) print.page_multiple = 0;
	print.source = archive.source = publication->path;
	print.layout = archive.layout = design->path;
	return !options->archive ? print : !options->print ? archive : preflight_join_rules(&print, &archive);
}

static ReportFormat format_of(const ConvertOptions *options, int index) {
	ReportFormat format = REPORT_JSON;
	report_find_format(options->reports.paths[index], &format); /* the command line was held against it */
	return format;
}

void run_reports_open(RunReports *reports, const ConvertOptions *options) {
	*reports = (RunReports){ .options = options };
	for (int i = 0; i < options->reports.count; i++) reports->reports[i] = report_open(format_of(options, i), "bantin " BANTIN_VERSION);
}

bool run_reports_have(const ConvertOptions *options, ReportFormat format) {
	for (int i = 0; i < options->reports.count; i++) if (format_of(options, i) == format) return true;
	return false;
}

void run_reports_add_part(RunReports *reports, const ReportPart *json, const ReportPart *html, const ReportJob *job) {
	for (int i = 0; i < reports->options->reports.count; i++)
		report_add_part(reports->reports[i], format_of(reports->options, i) == REPORT_JSON ? json : html, job);
}

void run_reports_add_messages(RunReports *reports, const Diag *diag) {
	for (int i = 0; i < reports->options->reports.count; i++) report_add_messages(reports->reports[i], diag);
}

int run_reports_write(RunReports *reports) {
	int status = STATUS_FINE;
	for (int i = 0; i < reports->options->reports.count; i++) {
		const char *path = reports->options->reports.paths[i];
		if (report_write(reports->reports[i], path)) {
			if (!reports->options->quiet) printf("%s\n", path);
			continue;
		}
		fprintf(stderr, "bantin: ");
		fprintf(stderr, _("The file %s could not be written: %s."), path, message_errno(errno));
		fputc('\n', stderr);
		status = STATUS_SURROUNDINGS;
	}
	return status;
}

void run_reports_close(RunReports *reports) {
	for (int i = 0; i < MOST_REPORTS; i++) report_close(reports->reports[i]);
}
