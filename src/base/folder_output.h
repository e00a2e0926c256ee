/* An output folder that appears whole or not at all: filled under a hidden name in the same place, synced to the disk, then
 * renamed. What is unfinished is removed by file_output_abandon_all (on signals, and when memory runs out), and what a run that was
 * killed left behind is removed, or put back in its place, when the same folder is made again. */
#ifndef BANTIN_BASE_FOLDER_OUTPUT_H
#define BANTIN_BASE_FOLDER_OUTPUT_H
#include <stdbool.h>
#include <stddef.h>

typedef struct FolderOutput FolderOutput;

FolderOutput *folder_output_open(const char *path);         /* NULL with errno; makes the folders above it */
const char *folder_output_path(const FolderOutput *out);    /* the hidden folder; lent */
/* Names are paths inside the folder; the folders above them are made. A name can be given once. */
int folder_output_create(FolderOutput *out, const char *name); /* a descriptor to write to, or -1 with errno */
bool folder_output_write(FolderOutput *out, const char *name, const void *bytes, size_t length);
/* Makes room for a file that somebody else writes at folder_output_path()/name. */
bool folder_output_expect(FolderOutput *out, const char *name);
/* Syncs everything and puts it in the place of what may be there, in one step where the file system can. false with errno:
 * what was there still is. Frees out. */
bool folder_output_commit(FolderOutput *out);
void folder_output_abandon(FolderOutput *out);              /* NULL is fine */
void folder_output_abandon_all(void);                       /* async-signal-safe */

/* Removes a folder with all that is in it, following no symbolic link; true when it is gone. */
bool folder_remove(const char *path);
#endif
