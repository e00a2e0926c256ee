/* Writing a drawing, from the first page to the file's name. */
#include <errno.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "pdf/pdf_writer.h"

static int report_failure(Diag *diag, const char *path, int problem) {
	diag_add(diag, SEVERITY_ERROR, "write-failed", (SourcePos){ .file = path }, _("The file %s could not be written: %s."), path,
		problem == EFBIG ? _("it would be larger than 4 GB") : message_errno(problem));
	if (problem == ENOSPC || problem == EDQUOT) diag_hint(diag, _("The disk is full: make room and run the same command again."));
	else if (problem == EACCES || problem == EPERM || problem == EROFS) diag_hint(diag, _("Choose a folder that you may write to with -o FOLDER."));
	return problem == EFBIG ? 1 : 3;
}

/* Title and language are never missing: both kinds of reader software ask for them. */
static void settle_identity(PdfWriter *w, const char *path) {
	const DrawingInfo *info = &w->drawing->info;
	w->title = info->title && info->title[0] ? info->title : file_stem(w->arena, path);
	w->lang = info->lang && info->lang[0] ? info->lang : "vi";
}

static void write_all(PdfWriter *w) {
	pdf_write_pages(w);
	pdf_write_fonts(w);
	pdf_write_structure(w);
	pdf_write_destinations(w);
	pdf_write_outline(w);
	pdf_write_page_labels(w);
	pdf_write_attachments(w);
	if (w->traits.info) pdf_write_info(w);
	pdf_write_metadata(w);
	pdf_write_catalog(w);
}

int pdf_write_drawing(const Drawing *drawing, const char *path, const PdfOptions *options, Diag *diag) {
	if (!drawing->pages.count) {
		diag_add(diag, SEVERITY_ERROR, "document-empty", (SourcePos){ .file = path }, _("There is nothing to write: the document has no page."));
		return 1;
	}
	PdfTraits traits = pdf_choose_traits(options);
	PdfFile *file = pdf_open_file(options->only_check ? NULL : path, traits.version, options->only_check ? 1 : traits.deflate_level, !traits.pdf14);
	if (!file) return report_failure(diag, path, errno);
	PdfWriter w = { .drawing = drawing, .options = options, .diag = diag, .arena = arena_open(), .file = file, .traits = traits };
	settle_identity(&w, path);
	write_all(&w);
	int status = 0;
	if (w.failed) {
		pdf_abandon_file(file);
		status = 1;
	} else {
		int problem = pdf_close_file(file, w.catalog, w.info);
		if (problem) status = report_failure(diag, path, problem);
	}
	pdf_close_runs(&w);
	arena_close(w.arena);
	return status;
}
