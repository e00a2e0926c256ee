/* The index over all bags of a folder: catalogue.csv for a spreadsheet, catalogue.xml (EAD 3) for an archive's own system. */
#ifndef BANTIN_ARCHIVE_CATALOGUE_H
#define BANTIN_ARCHIVE_CATALOGUE_H
#include "archive/record.h"

typedef struct CataloguedBag {
	const char *name;              /* of its folder */
	const BagRecord *record;       /* from mets.xml; NULL when there is none that can be read */
	const char *bagging_date, *pages, *oxum; /* from bag-info.txt; NULL when not said */
	const char *pdf, *pdf_sha256;  /* path in the bag */
	const char *list_sha256;       /* of tagmanifest-sha256.txt: changes when anything in the bag does */
} CataloguedBag;
typedef struct Catalogue { CataloguedBag *items; int count, capacity; } Catalogue;

/* What the bags say of themselves, by name; their checksums are not looked at. Bags that say nothing are recorded as warnings. */
Catalogue catalogue_read(Arena *arena, const char *folder, Diag *diag);
/* The same of one bag. False when there is none. */
bool catalogue_read_bag(Arena *arena, const char *folder, const char *name, CataloguedBag *out);
void catalogue_write_csv(const Catalogue *catalogue, Text *out);
void catalogue_write_ead(const Catalogue *catalogue, Text *out);
/* Both files anew, each whole or not at all; what says the same already is left alone. False after recording "write-failed". */
bool catalogue_write(const Catalogue *catalogue, const char *folder, Diag *diag);
/* Holds the files in the folder against the bags: a bag that the catalogue names and that is not there is an error, any other
 * difference a warning. True when there is a catalogue at all. */
bool catalogue_verify(Arena *arena, const char *folder, Diag *diag);
#endif
