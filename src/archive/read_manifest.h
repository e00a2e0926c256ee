/* What stands in a bag's own files (RFC 8493): the declaration, the manifests, bag-info.txt, fetch.txt. */
#ifndef BANTIN_ARCHIVE_READ_MANIFEST_H
#define BANTIN_ARCHIVE_READ_MANIFEST_H
#include "archive/scan_bag.h"

typedef struct BagDeclaration { int major, minor; const char *encoding; } BagDeclaration;
/* bagit.txt. False when it is missing or wrong (recorded); the fields then hold what a bag of today has. */
bool bag_read_declaration(const BagScan *scan, BagDeclaration *out);

/* Reads one manifest into the scan's entries: expected, lines. Its faults are recorded. */
void bag_read_manifest(BagScan *scan, const BagManifest *manifest, const BagDeclaration *declaration);
/* fetch.txt lists what is to be brought from elsewhere; answers how many files of it are not here. */
int bag_read_fetch(BagScan *scan, const BagDeclaration *declaration);

typedef struct BagInfoField { const char *label, *value; int line; } BagInfoField;
typedef struct BagInfo { BagInfoField *items; int count, capacity; } BagInfo;
/* bag-info.txt; none at all when there is no such file. */
void bag_read_info(const BagScan *scan, const BagDeclaration *declaration, BagInfo *out);
const char *bag_info_find(const BagInfo *info, const char *label); /* the first; NULL when none. Labels know no case. */
#endif
