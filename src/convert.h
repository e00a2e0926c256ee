/* The pipeline: one source file through the rooms to its PDFs, or to a dump of what passes between two of them. */
#ifndef BANTIN_CONVERT_H
#define BANTIN_CONVERT_H
#include <stdbool.h>
#include "batch/find_documents.h"
#include "base/crew.h"
#include "base/diag.h"
#include "font/font.h"
#include "press/imposition.h"
#include "press/press.h"
#include "preview/preview.h"

#ifndef BANTIN_VERSION
#define BANTIN_VERSION "0.1.0"
#endif

/* Exit statuses, in order of weight. */
enum { STATUS_FINE = 0, STATUS_CONTENT = 1, STATUS_USAGE = 2, STATUS_SURROUNDINGS = 3, STATUS_STOPPED = 130 /* by Ctrl-C or another signal */ };

typedef enum Goal { GOAL_BUILD, GOAL_CHECK, GOAL_PREVIEW, GOAL_DUMP_ARTICLE, GOAL_DUMP_DESIGN, GOAL_DUMP_DRAWING, GOAL_MEASURE } Goal;
typedef enum Stage { STAGE_READ, STAGE_DESIGN, STAGE_FONT, STAGE_SHAPE, STAGE_BREAK, STAGE_PAGE, STAGE_PREFLIGHT, STAGE_WRITE, STAGE_COUNT } Stage;

enum { MOST_REPORTS = 4 };
typedef struct ConvertOptions {
	Goal goal;
	const char *out_folder;
	const char *layout;      /* NULL: the one that the publication names, or its kind's own */
	const char *archive_level; /* NULL: the usual one */
	int folders_made;        /* at the end of out_folder, by the run */
	const char *scratch;     /* a folder for what is needed for a while; NULL: none is */
	PressWishes press;       /* the print job, over what publication and layout say */
	const char *imposition_name; /* the print file is of sheets, and named after this; NULL: page by page */
	ImpositionWish imposition;
	PreviewWish preview;     /* GOAL_PREVIEW: what is shown, and how */
	bool print, archive;     /* which kinds are written */
	bool quiet, verbose, strict, system_fonts, timings, json;
	bool force, explain;     /* build everything; say why something is built */
	int jobs, time_limit, memory_limit; /* at a time; seconds and megabytes for one document, 0: no limit */
	struct { const char *paths[MOST_REPORTS]; int count; } reports; /* to be written, .json or .html */
} ConvertOptions;

/* The files that a document may become: for the press, for the archive; the sheet of a book's cover, for the press too. */
typedef enum OutputKind { OUTPUT_PRINT, OUTPUT_ARCHIVE, OUTPUT_COVER, OUTPUTS } OutputKind;

/* What a run keeps from document to document. */
typedef struct Conversion {
	const ConvertOptions *options;
	FontSet *fonts;          /* opened by the first document that needs it */
	Crew *crew;              /* threads for a document; NULL: none */
	PressProfile *profile;   /* of the last print file: the next one mostly has the same */
	char *profile_key;       /* its name, and where it was named */
	int documents, with_errors, errors, warnings;
	int64_t spent[STAGE_COUNT]; /* nanoseconds */
} Conversion;

/* One document after it went through the rooms; everything lies in the arena. */
typedef struct ConvertedDocument {
	int status;              /* of what was done; the messages may weigh more: convert_weigh */
	bool made;               /* all its outputs are there */
	int pages;
	const char *outputs[OUTPUTS]; int output_count; /* paths */
	const char *sources;     /* lines for --verbose; "" else */
	int64_t spent[STAGE_COUNT];
	const struct Publication *publication; /* these as far as it came */
	const struct Design *design;
	const struct Drawing *drawing;
	struct PreflightRules *rules;
	struct PreflightFindings *findings;
} ConvertedDocument;

/* Converts one document; what is wrong is recorded, and nothing is printed but dumps and measures. */
void convert_document(Conversion *run, const Document *document, Arena *arena, Diag *diag, ConvertedDocument *out);
/* The same, and prints its messages; returns the status with their weight. */
int convert_tell_document(Conversion *run, const Document *document, Arena *arena, ConvertedDocument *out);
/* The status that a document's messages give. */
int convert_weigh(const ConvertOptions *options, int errors, int warnings);
void convert_print_timings(const char *name, const int64_t spent[STAGE_COUNT]);
/* "NAME.print.pdf", "NAME.booklet.pdf" */
const char *convert_output_name(Arena *arena, const ConvertOptions *options, const Document *document, OutputKind kind);
/* Prints what a layout file (a name or a path) makes of itself. */
int convert_dump_layout(Conversion *run, const char *name_or_file);
void convert_close(Conversion *run);
/* Prints the entries, counts them into the run and returns the status that they give. */
int convert_report(Conversion *run, const Diag *diag);

/* ---- for those who keep what was made (archive, verify --rebuild): nothing is printed, and the parts are theirs to look at ---- */
typedef struct ConvertSources {
	const char *path;        /* of the XML file */
	const char *layout;      /* a file or a name; NULL: as for convert_document */
	const char *layouts;     /* the folder of the layouts known by name; NULL: the program's */
} ConvertSources;
typedef struct ConvertedParts { struct Publication *publication; struct Design *design; struct Drawing *drawing, *cover; /* cover: of a book, NULL of others */ } ConvertedParts;
/* Reads the document and its layout into the arena. Returns a status; what is wrong is recorded. */
int convert_read_parts(Conversion *run, Arena *arena, const ConvertSources *sources, Diag *diag, ConvertedParts *out);
/* Composes what was read and writes its archive copy to the path: the same bytes that convert_document gives. */
int convert_write_archive(Conversion *run, Arena *arena, ConvertedParts *parts, const char *path, Diag *diag);
/* Then the sheet of its cover, of the same level; the sources are in the other file only. */
int convert_write_cover(Conversion *run, const ConvertedParts *parts, const char *path, Diag *diag);
#endif
