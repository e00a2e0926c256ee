/* Walks a bag once and sums every file in it. No path that stands in a bag's own lists is ever opened: what they say is compared
 * with what was found here, so that nothing can lead out of the bag. */
#ifndef BANTIN_ARCHIVE_SCAN_BAG_H
#define BANTIN_ARCHIVE_SCAN_BAG_H
#include "archive/hash.h"
#include "base/diag.h"

/* A name that was found in the bag, or in a manifest, or in both. */
typedef struct BagEntry {
	const char *path;              /* from the bag's top */
	bool payload;                  /* below data/ */
	bool found;
	bool unreadable;               /* found, but said to be what cannot be summed */
	FileSums sums;                 /* when found */
	/* what manifests say; filled by their reader */
	const char *expected[HASH_KINDS];
	int lines[HASH_KINDS];
	bool recorded;                 /* the record of how the bag was made knows it */
	struct BagEntry *same;         /* the file that is meant, found under another Unicode form of the name */
} BagEntry;

typedef struct BagManifest { const char *name; HashKind kind; bool tags; } BagManifest;

typedef struct BagScan {
	Arena *arena;
	Diag *diag;
	const char *bag;               /* as it was named */
	int folder;                    /* descriptor of the bag's top, -1 when closed */
	struct { BagEntry **items; int count, capacity; } entries; /* by path, found ones first */
	struct { BagManifest *items; int count, capacity; } manifests; /* by name */
	bool has_data;                 /* the folder data/ is there */
	bool failed;                   /* the surroundings: something could not be read */
	struct { int *slots; int capacity; } index;
} BagScan;

/* True when the folder has a bagit.txt. */
bool bag_is_there(const char *folder);
/* Walks the bag. Links, devices and what cannot be read are recorded. with_sums false: names alone. False when the folder itself
 * cannot be opened (recorded). */
bool bag_scan_open(BagScan *scan, Arena *arena, const char *bag, bool with_sums, Diag *diag);
void bag_scan_close(BagScan *scan);

BagEntry *bag_scan_find(const BagScan *scan, const char *path); /* NULL when nothing is known of it */
BagEntry *bag_scan_add(BagScan *scan, const char *path);        /* the same; a new one when nothing is known of it */
/* The place of a file in messages. */
SourcePos bag_scan_pos(const BagScan *scan, const char *path, int line);
/* A tag file's text in UTF-8 from the encoding named (NULL: UTF-8), NUL-terminated; *length without the NUL. NULL when it is not
 * there or no such text (recorded). */
const char *bag_scan_read_text(const BagScan *scan, const char *name, const char *encoding, size_t *length);
#endif
