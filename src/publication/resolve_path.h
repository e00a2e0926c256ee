/* Paths as articles write them, resolved inside the root and nowhere else. */
#ifndef BANTIN_PUBLICATION_RESOLVE_PATH_H
#define BANTIN_PUBLICATION_RESOLVE_PATH_H
#include "base/arena.h"
#include "base/diag.h"

typedef enum PathResult { PATH_FOUND, PATH_MISSING, PATH_OUTSIDE } PathResult;

/* reference is relative to folder. It may be written as a web address part ("b%C3%A0i.xml") when there is no file of that
 * very name, or with its accents composed otherwise; an absolute path or an address with a scheme is outside. *path is in the arena. */
PathResult resolve_path(Arena *arena, const char *root, const char *folder, const char *reference, char **path);
/* Adds to the newest message which files in the folder have nearly that name, if any; else that there are none. */
void resolve_hint(Arena *work, Diag *diag, const char *root, const char *folder, const char *reference);
#endif
