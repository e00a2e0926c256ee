/* From what was read and drawn to the record of a bag: which files go where, what the issue is called, which fonts it took. */
#ifndef BANTIN_ARCHIVE_MAKE_RECORD_H
#define BANTIN_ARCHIVE_MAKE_RECORD_H
#include "archive/record.h"
#include "design/design.h"
#include "drawing/drawing.h"
#include "publication/publication.h"

typedef struct BagSource {
	const char *from;              /* the file as it was read */
	const char *path;              /* where it goes in the bag */
	const char *original;          /* its path below the publication's folder, or its name */
	BagRole role;
	uint64_t fold;                 /* of the path without capitals */
} BagSource;

/* The publication's files go to data/source/ with their paths below its folder; layouts that do not lie there to data/layout/, the
 * program's own by their names and any other below data/layout/own/. Names become NFC. */
typedef struct BagPlan {
	struct { BagSource *items; int count, capacity; } sources; /* the document first */
	const char *document, *layout; /* paths in the bag */
	const char *layouts;           /* the folder data/layout when a layout is known by name, else NULL */
} BagPlan;
/* False after recording "archive-name" when a name is no UTF-8, or two names are one. layouts: the program's folder of layouts. */
bool bag_plan(Arena *arena, const Publication *publication, const Design *design, const char *layouts, Diag *diag, BagPlan *out);

/* The file that the record tells of, with its format: by its first bytes and its name. */
BagFile bag_describe_file(const BagSource *source, const FileSums *sums);
BagFile bag_describe_pdf(Arena *arena, const char *path, const char *real_path, const FileSums *sums);

/* By what it is known: identifier, title, date. */
void bag_name(Arena *arena, const Publication *publication, BagRecord *out);
/* What the issue and its articles are called. The publication must be the one that the plan was made of. */
void bag_describe(Arena *arena, const Publication *publication, const Drawing *drawing, const BagPlan *plan, BagRecord *out);

/* Sums of font files, kept through a run: the same few serve all documents. */
typedef struct FontSums { Arena *arena; struct { BagFont *items; int count, capacity; } known; } FontSums;
/* The fonts that have a glyph in the drawing, by file name. False with errno when a font file cannot be read. */
bool bag_list_fonts(Arena *arena, const Drawing *drawing, const Drawing *cover /* or NULL */, FontSums *sums, BagRecord *out);
#endif
