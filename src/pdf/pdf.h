/* Writes a drawing as PDF. The only room that sees libharu. */
#ifndef BANTIN_PDF_PDF_H
#define BANTIN_PDF_PDF_H
#include "base/diag.h"
#include "drawing/drawing.h"

typedef enum PdfKind { PDF_PRINT, PDF_ARCHIVE } PdfKind;
typedef struct PdfOptions {
	PdfKind kind;
	const char *producer; /* "bantin 0.1" */
	bool only_check;      /* everything is done but no file appears: for `bantin check` */
} PdfOptions;

/* Writes whole or not at all. Returns 0; 1 when the content cannot be written (recorded); 3 when the surroundings failed
 * (recorded as "write-failed" with the system's words). */
int pdf_write_drawing(const Drawing *drawing, const char *path, const PdfOptions *options, Diag *diag);
#endif
