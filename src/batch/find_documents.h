/* Finds the documents that a run is about, and gives each output a name of its own. */
#ifndef BANTIN_BATCH_FIND_DOCUMENTS_H
#define BANTIN_BATCH_FIND_DOCUMENTS_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"

typedef struct Document {
	const char *path; /* of its XML file */
	const char *name; /* its outputs are NAME.print.pdf, NAME.archive.pdf */
	bool renamed;     /* others have the same name, so the folder's stands before it, or a number behind */
} Document;
typedef struct DocumentList { Document *items; int count, capacity; } DocumentList;

/* A path is a file, or a folder: of a folder the publications in it are taken, or else the articles in it, or else what its
 * subfolders hold by the same rule; by name, hidden ones left out. A file met twice is taken once. A path that leads to
 * nothing is recorded ("input-missing", "folder-empty") and the others are found all the same.
 * Names come from the file's stem; where two are alike, all of these take their folder's name before it. */
DocumentList batch_find_documents(Arena *arena, char *const *paths, int path_count, Diag *diag);
/* Says of each that was renamed what its outputs are called ("output-renamed"): for runs that have outputs. */
void batch_report_names(const DocumentList *documents, Diag *diag);
#endif
