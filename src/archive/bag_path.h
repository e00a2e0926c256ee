/* Names of files in a bag: paths from its top with '/' between folders, UTF-8 in NFC. */
#ifndef BANTIN_ARCHIVE_BAG_PATH_H
#define BANTIN_ARCHIVE_BAG_PATH_H
#include <stdbool.h>
#include "base/arena.h"

/* True when the path stays in the bag whatever is done with it: not absolute, no "." or "..", no empty part, no "~" before it. */
bool bag_path_is_safe(const char *path);

/* As a manifest writes it: line ends and the percent sign as %XX, nothing else (RFC 8493, 2.1.3). Lent when nothing changes. */
const char *bag_path_encode(Arena *arena, const char *path);
const char *bag_path_decode(Arena *arena, const char *written);
/* As an XML record writes it: all controls as %XX, since XML cannot hold them, and the percent sign. bag_path_decode_record
 * undoes it; NULL for what is no path. */
const char *bag_path_encode_record(Arena *arena, const char *path);
const char *bag_path_decode_record(Arena *arena, const char *written);
/* As a relative address (an IRI, RFC 3987: letters stay readable). */
const char *bag_path_to_iri(Arena *arena, const char *path);
/* The same from data/metadata/, and back to a path from the bag's top; NULL when it leads out of the bag. */
const char *bag_path_to_href(Arena *arena, const char *path);
const char *bag_path_from_href(Arena *arena, const char *href);

/* In NFC; lent when it is already. NULL when it is no UTF-8. */
const char *bag_path_compose(Arena *arena, const char *path);
#endif
