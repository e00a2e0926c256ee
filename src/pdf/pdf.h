/* Writes a drawing as PDF. The only room that sees libharu. */
#ifndef BANTIN_PDF_PDF_H
#define BANTIN_PDF_PDF_H
#include "base/crew.h"
#include "base/diag.h"
#include "drawing/drawing.h"
#include "press/imposition.h"
#include "press/press.h"

typedef enum PdfKind { PDF_PRINT, PDF_ARCHIVE } PdfKind;
typedef struct PdfOptions {
	PdfKind kind;
	const char *producer; /* "bantin 0.1" */
	bool only_check;      /* everything is done but no file appears: for `bantin check` */
	const PressJob *job;  /* NULL: press_make_job's */
	PressProfile *profile; /* of the job; NULL: it is opened and closed here */
	Crew *crew;           /* to deflate beside the writing; NULL: nobody */
	FontSet *fonts;       /* for the slug line; NULL: a face of the drawing */
	const char *job_name; /* on the slug line; NULL: the title */
	const char *archive_level; /* one that pdf_has_archive_level knows; NULL: PDF_DEFAULT_LEVEL */
	const Imposition *imposition; /* NULL: page by page. PDF_PRINT: the pages on sheets for the press, without structure and links */
	int photo_ppi;        /* photos with more than half as many pixels an inch again are made smaller to this; 0: never */
} PdfOptions;
#define PDF_DEFAULT_LEVEL "3a"

/* The levels of PDF/A: 1b, 1a, 2b, 2u, 2a, 3b, 3a, 4. */
bool pdf_has_archive_level(const char *name);
/* Whether the drawing's attachments go into a file of this level (NULL: the default). */
bool pdf_level_attaches(const char *name);

/* Writes whole or not at all. Returns 0; 1 when the content cannot be written (recorded); 3 when the surroundings failed
 * (recorded as "write-failed" with the system's words). */
int pdf_write_drawing(const Drawing *drawing, const char *path, const PdfOptions *options, Diag *diag);
#endif
