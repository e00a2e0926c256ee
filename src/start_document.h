/* `bantin new KIND FOLDER`: a commented starting point that builds as it is. */
#ifndef BANTIN_START_DOCUMENT_H
#define BANTIN_START_DOCUMENT_H
#include "convert.h"

/* Copies the data folder new/KIND. A folder that already holds something is left alone. */
int start_document(const ConvertOptions *options, const char *kind, const char *folder);
#endif
