/* How far a run has come, as the last line of a terminal: a bar, a rate, the time that is left, and what is being made. Where there is
 * no terminal nothing of it is written; the lines that a run prints for each document tell the same. */
#ifndef BANTIN_BATCH_PROGRESS_H
#define BANTIN_BATCH_PROGRESS_H
#include <stdbool.h>

typedef struct Progress Progress;
/* wanted false, one document only, or no terminal on standard error: an object that does nothing. */
Progress *progress_open(int total, bool wanted);
/* done: documents that are through; name: of one that is being worked on, or NULL. Draws at most ten times a second. */
void progress_show(Progress *progress, int done, const char *name);
/* Takes the line away, before something else is printed; what is printed ends its own lines. */
void progress_hide(Progress *progress);
void progress_close(Progress *progress);
#endif
