/* The kinds of file, one row each. */
#include <string.h>
#include "pdf/pdf_writer.h"

/* PDF/X-4 (ISO 15930-7:2010) is built on PDF 1.6, PDF/X-1a:2003 (ISO 15930-4) on PDF 1.4. */
static const PdfTraits PRESS[] = {
	[PRESS_X4] = { .version = "1.6", .press = true, .pdfx = "PDF/X-4", .info = true },
	[PRESS_X1A] = { .version = "1.4", .press = true, .pdfx = "PDF/X-1a:2003", .pdf14 = true, .info = true },
};

/* PDF/A-1 is ISO 19005-1 (TCVN 14159-1), PDF/A-2 and -3 are ISO 19005-2 and -3, PDF/A-4 is ISO 19005-4. The letters: A, tagged; U,
 * every letter known; B, looks the same for ever. Whatever letter is claimed, the file is tagged and its letters are known, so it
 * is PDF/UA-1 (ISO 14289-1) too, where that may be said: PDF/UA-1 is built on PDF 1.7, and neither 1.4 nor 2.0 is that. */
static const PdfTraits LEVELS[] = {
	{ "1b", "1.4", false, 1, 'B', 0, .pdf14 = true, .info = true },
	{ "1a", "1.4", false, 1, 'A', 0, .pdf14 = true, .info = true },
	{ "2b", "1.7", false, 2, 'B', 0, .pdfua = true, .info = true },
	{ "2u", "1.7", false, 2, 'U', 0, .pdfua = true, .info = true },
	{ "2a", "1.7", false, 2, 'A', 0, .pdfua = true, .info = true },
	{ "3b", "1.7", false, 3, 'B', 0, .pdfua = true, .attachments = true, .info = true },
	{ "3a", "1.7", false, 3, 'A', 0, .pdfua = true, .attachments = true, .info = true },
	{ "4", "2.0", false, 4, 0, 2020 },
};

static const PdfTraits *find_level(const char *name) {
	for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++) if (strcmp(LEVELS[i].name, name) == 0) return &LEVELS[i];
	return NULL;
}

bool pdf_has_archive_level(const char *name) { return find_level(name) != NULL; }

bool pdf_level_attaches(const char *name) {
	const PdfTraits *level = find_level(name ? name : PDF_DEFAULT_LEVEL);
	return level && level->attachments;
}

PdfTraits pdf_choose_traits(const PdfOptions *options) {
	if (options->kind == PDF_PRINT) return PRESS[options->job ? options->job->standard : PRESS_X4];
	const PdfTraits *level = find_level(options->archive_level ? options->archive_level : PDF_DEFAULT_LEVEL);
	return level ? *level : *find_level(PDF_DEFAULT_LEVEL);
}
