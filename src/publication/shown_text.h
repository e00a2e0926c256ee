/* Text from a file as a message may quote it. */
#ifndef BANTIN_PUBLICATION_SHOWN_TEXT_H
#define BANTIN_PUBLICATION_SHOWN_TEXT_H
#include "base/arena.h"

/* text itself when it has no more than `most` bytes; else a copy of its start that has, closed with "…". A precision in a
 * format alone would cut a letter of several bytes in two. */
const char *shown_text(Arena *work, const char *text, int most);
#endif
