/* The folder that a run's outputs go to. Outputs are written under hidden names and take their own all together, when they are on the
 * disk: a run that is killed, or a machine that loses its power, leaves each old output or its whole successor.
 *
 *   OUT/NAME.print.pdf             an output
 *   OUT/.NAME.print.pdf.PID.part   one that is being written
 *   OUT/.bantin/NAME               the record of how NAME's outputs came about
 *
 * Several runs may write into one folder: each has names of its own for what is unfinished, and holds a shared lock on .bantin; the one
 * that finds itself alone removes what a killed run left behind. */
#ifndef BANTIN_BATCH_OUTPUT_FOLDER_H
#define BANTIN_BATCH_OUTPUT_FOLDER_H
#include <stdbool.h>
#include "base/arena.h"
#include "batch/inputs.h"

typedef struct OutputFolder OutputFolder;
typedef struct OutputFile {
	char *target, *temporary; /* malloc'ed */
	int fd, slot;             /* fd -1: none; slot: of file_unfinished_add */
	int problem;              /* after outputs_commit: an errno, 0 when it has its name */
	FileStamp stamp;          /* after outputs_commit, when it has its name */
} OutputFile;

/* Touches nothing yet. made: how many folders at the end of the path the run has made for it. */
OutputFolder *outputs_open(const char *path, int made);
/* Makes what has to be there before anything is written, removes what is left of a killed run. Done once; false with errno. */
bool outputs_prepare(OutputFolder *folder);
char *outputs_record_path(const OutputFolder *folder, Arena *arena, const char *name);

/* An empty hidden file for the output `name`; false with errno. */
bool outputs_begin(OutputFolder *folder, const char *name, OutputFile *out);
void outputs_start_sync(const OutputFile *file);         /* the disk may begin with it */
void outputs_abandon(OutputFile *file);                  /* an unused one ({ .fd = -1 }) is fine */
/* Syncs them, gives them their names, syncs the folder; those with a problem are gone, and what had their name is as it was. */
void outputs_commit(OutputFolder *folder, OutputFile *const *files, int count);
/* Removes the folders again that outputs_prepare made and that nothing was put into; of those that the run had made before, the records. */
void outputs_close(OutputFolder *folder);
#endif
