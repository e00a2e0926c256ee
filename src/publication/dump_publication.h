/* The tree as stable text, one node a line: for golden tests and `bantin dump article`. */
#ifndef BANTIN_PUBLICATION_DUMP_PUBLICATION_H
#define BANTIN_PUBLICATION_DUMP_PUBLICATION_H
#include "base/text.h"
#include "publication/publication.h"
void publication_dump(const Publication *publication, Text *out);
#endif
