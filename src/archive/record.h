/* The record of a bag: what its PDF was made of, by which program, with which fonts. It is written as PREMIS and METS, and read
 * back from them, so that what is in the bag can be held against what was there when the PDF was made. */
#ifndef BANTIN_ARCHIVE_RECORD_H
#define BANTIN_ARCHIVE_RECORD_H
#include "archive/hash.h"
#include "base/diag.h"
#include "base/library.h"
#include "base/text.h"

typedef enum BagRole { BAG_PDF, BAG_PUBLICATION, BAG_ARTICLE, BAG_TEXT, BAG_PHOTO, BAG_LAYOUT, BAG_ROLES } BagRole;
const char *bag_role_name(BagRole role); /* "archive", "publication", …: as METS names the group */

typedef struct BagFile {
	BagRole role;
	const char *path;              /* from the bag's top */
	const char *original;          /* as it was called where it came from; NULL for the PDF */
	const char *media_type;        /* "image/jpeg" */
	const char *format, *version, *pronom; /* "PDF/A-2a", NULL where there is none; PRONOM's number or NULL */
	uint64_t size;
	const char *sha256, *sha512;
} BagFile;

typedef struct BagFont {
	const char *file;              /* its name without folders: these differ from machine to machine */
	const char *postscript_name;
	int face;                      /* in a collection */
	uint64_t size;
	const char *sha256;
} BagFont;

typedef struct TextList { const char **items; int count, capacity; } TextList;

typedef struct BagArticle {
	const char *title, *section, *date, *lang, *source, *page; /* NULL when not known; page as printed or its number */
	const char *id;
	TextList creators, keywords;
	TextList files;                /* paths in the bag: its XML, its photos */
} BagArticle;
typedef struct BagPart { const char *title; struct { BagArticle *items; int count, capacity; } articles; } BagPart;

typedef struct BagRecord {
	/* what it is */
	const char *name;              /* of the bag's folder */
	const char *kind;              /* "bulletin", "proceedings", "article" */
	const char *identifier, *title, *description, *publisher, *lang, *date; /* date as in "2026-11" */
	const char *first_date, *last_date; /* of the articles, or the publication's */
	TextList creators, keywords;
	int pages;
	struct { BagPart *items; int count, capacity; } parts;
	TextList own_files;            /* paths of what belongs to no article: the publication's XML, logo, cover, layouts */
	/* what it was made of */
	struct { BagFile *items; int count, capacity; } files; /* the PDF first */
	struct { BagFont *items; int count, capacity; } fonts; /* by file name */
	LibraryList libraries;
	/* how */
	const char *program;           /* "bantin 0.1.0" */
	const char *time;              /* "2026-11-20T07:30:00+07:00"; NULL when there is no date to go by */
	const char *document, *layout; /* paths in the bag */
	const char *archive_level;     /* "3a", as --archive-level takes it */
	const char *layouts;           /* folder in the bag of the layouts known by name; NULL when none was needed */
	const char *epoch;             /* SOURCE_DATE_EPOCH, NULL when it was not set */
	bool system_fonts;
} BagRecord;

extern const char BAG_PREMIS[], BAG_METS[]; /* "data/metadata/premis.xml", … */

void bag_write_premis(const BagRecord *record, Text *out);
/* premis: the sums of what bag_write_premis wrote. */
void bag_write_mets(const BagRecord *record, const FileSums *premis, Text *out);
void bag_write_info(const BagRecord *record, uint64_t payload_bytes, int payload_files, Text *out);

/* Reads back what bag_write_premis wrote: files, fonts, libraries and how it was made. NULL when the text is no such record
 * (recorded at pos). Paths in it are safe. */
BagRecord *bag_read_premis(Arena *arena, const char *text, size_t length, SourcePos pos, Diag *diag);
/* Reads back what bag_write_mets wrote: what it is, its parts and articles; files with their paths, sizes and SHA-256. */
BagRecord *bag_read_mets(Arena *arena, const char *text, size_t length, SourcePos pos, Diag *diag);
#endif
