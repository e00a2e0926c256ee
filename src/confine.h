/* What a command that reads documents may still reach: the sandbox of batch/sandbox.h, filled in for it. */
#ifndef BANTIN_CONFINE_H
#define BANTIN_CONFINE_H
#include "batch/sandbox.h"
#include "convert.h"

typedef struct Confinement {
	Arena *arena;
	SandboxReport report;
	VECTOR(const char *) made; /* folders that were made so that they could be allowed, the outermost first */
	VECTOR(int) held;        /* descriptors of the folders of outputs and reports, with a lock that other runs see */
} Confinement;

/* For the whole run, once its options are known and before anything is read: the paths given and the folders of files among them, the
 * program's layouts, schemas, profiles and fonts can be read; the folders of outputs and reports can be written to. Output folders
 * are made here, and options->scratch when it is needed. Nothing can be opened besides that, not by a child either. Says with --verbose
 * what is closed. */
void confine_run(Confinement *confinement, ConvertOptions *options, char *const *paths, int path_count, bool needs_scratch);
/* For a process that makes one document and has its outputs open already: only what that document is made of can be read. */
void confine_to_document(const ConvertOptions *options, const Document *document);
/* Removes made folders that nothing was put into and that no other run has use for. */
void confine_close(Confinement *confinement);
#endif
