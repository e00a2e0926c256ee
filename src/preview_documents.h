/* `bantin preview`: documents as pictures for a screen. */
#ifndef BANTIN_PREVIEW_DOCUMENTS_H
#define BANTIN_PREVIEW_DOCUMENTS_H
#include "convert.h"

/* Writes OUT/NAME.preview/ of each document below the paths; tells as check does. Returns an exit status. */
int preview_documents(Conversion *run, char *const *paths, int path_count);
#endif
