/* Checks a bag: nothing missing, nothing added, no bit changed, and its PDF made of the very sources that lie beside it. */
#ifndef BANTIN_ARCHIVE_VERIFY_BAG_H
#define BANTIN_ARCHIVE_VERIFY_BAG_H
#include "archive/read_manifest.h"
#include "archive/record.h"

typedef struct BagReport {
	int files; uint64_t bytes;     /* of the payload, as found */
	bool ours;                     /* bantin made it: then more is asked of it than the RFC asks */
	const BagRecord *record;       /* what premis.xml says; NULL when there is none that can be read */
	const char *pdf;               /* path in the bag of the PDF that the record names; NULL when none */
	const char *cover;             /* and of the sheet of its cover; NULL when none */
	bool failed;                   /* the surroundings: something could not be read */
} BagReport;

/* Every fault is recorded, in a diag of the bag's own, with its file and with what to do. True when there is none. Everything
 * lives in the arena. */
bool bag_verify(Arena *arena, const char *bag, Diag *diag, BagReport *out);
#endif
