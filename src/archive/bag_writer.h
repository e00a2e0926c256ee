/* Fills a bag (RFC 8493) that appears whole or not at all. */
#ifndef BANTIN_ARCHIVE_BAG_WRITER_H
#define BANTIN_ARCHIVE_BAG_WRITER_H
#include "archive/hash.h"
#include "base/diag.h"

typedef struct BagWriter BagWriter;
typedef enum BagOutcome { BAG_FAILED, BAG_REFUSED, BAG_NEW, BAG_UNCHANGED, BAG_REPLACED } BagOutcome;

/* The bag will be FOLDER/NAME. NULL when the surroundings fail (recorded as "write-failed"). */
BagWriter *bag_open(Arena *arena, const char *folder, const char *name, Diag *diag);
void bag_abandon(BagWriter *bag);                         /* NULL is fine */
const char *bag_folder(const BagWriter *bag);             /* where it is being filled */
const char *bag_target(const BagWriter *bag);             /* where it will be */

/* Paths are from the bag's top. All answer false after recording what went wrong ("write-failed", "source-unreadable"). */
bool bag_copy_file(BagWriter *bag, const char *from, const char *path, FileSums *out);
bool bag_add_text(BagWriter *bag, const char *path, const char *text, size_t length, FileSums *out);
/* A file that somebody else writes: where it is to be written, then, when it is there, its sums. */
const char *bag_expect_file(BagWriter *bag, const char *path);
bool bag_take_file(BagWriter *bag, const char *path, FileSums *out);

void bag_count_payload(const BagWriter *bag, uint64_t *bytes, int *files);

/* Writes bagit.txt, bag-info.txt and the manifests and puts the bag in its place. A bag there with the same content, found in
 * order, is left as it is; another one is replaced. What is no bag, or holds files that neither bag knows, is not touched:
 * BAG_REFUSED. BAG_FAILED when the surroundings fail. Both are recorded. Frees the writer. */
BagOutcome bag_finish(BagWriter *bag, const char *info, size_t info_length);
#endif
