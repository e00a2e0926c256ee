/* Finds the documents that a run is about, and gives each output a name of its own. */
#ifndef BANTIN_BATCH_FIND_DOCUMENTS_H
#define BANTIN_BATCH_FIND_DOCUMENTS_H
#include <signal.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"

typedef struct Document {
	const char *path; /* of its XML file */
	const char *shown; /* the path as it may be printed */
	const char *name; /* its outputs are NAME.print.pdf, NAME.archive.pdf */
	bool renamed;     /* others have the same name, so the folder's stands before it, or a number behind */
} Document;
typedef struct DocumentList { Document *items; int count, capacity; } DocumentList;

/* A path is a file, or a folder: of a folder the publications in it are taken, or else the articles in it, or else what its
 * subfolders hold by the same rule; by name, hidden ones left out, and bags of `bantin archive`. A file met twice is taken once, and a link
 * is followed when it stays within its folder. A path that leads to nothing is recorded ("input-missing", "folder-empty", "input-unreadable",
 * "folder-deep", "input-outside") and the others are found all the same. When *stop (NULL: never) is set, it returns what it has.
 * Names come from the file's stem; where two are alike, as a file system without capitals sees them, all of these take their folder's
 * name before it. */
DocumentList batch_find_documents(Arena *arena, char *const *paths, int path_count, const volatile sig_atomic_t *stop, Diag *diag);
/* Says of each that was renamed what its outputs are called ("output-renamed"): for runs that have outputs. */
void batch_report_names(const DocumentList *documents, Diag *diag);
#endif
