/* Names of files as other systems see them. */
#ifndef BANTIN_PUBLICATION_PLAIN_NAME_H
#define BANTIN_PUBLICATION_PLAIN_NAME_H
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

bool name_is_ascii(const char *name);
/* The NFC of a name (valid UTF-8), in the arena. macOS hands names on decomposed: "é" in two characters. */
char *name_compose(Arena *arena, const char *name);
/* What is alike for names that a file system without capitals (exFAT, NTFS, APFS) takes for one: full case folding (Unicode 3.13,
 * toCasefold) of the composed name. */
char *name_fold(Arena *arena, const char *name);
#endif
