/* `bantin archive`: a bag for each document, and the catalogue over all bags of the folder. */
#ifndef BANTIN_ARCHIVE_DOCUMENTS_H
#define BANTIN_ARCHIVE_DOCUMENTS_H
#include "convert.h"

int archive_documents(Conversion *run, char *const *paths, int path_count);
#endif
