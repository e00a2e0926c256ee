/* From files to trees: decoding, parsing within limits, XInclude inside the root. Nothing outside the root is read and
 * nothing is fetched; every problem is recorded. */
#ifndef BANTIN_PUBLICATION_LOAD_XML_H
#define BANTIN_PUBLICATION_LOAD_XML_H
#include <stdint.h>
#include "publication/source.h"

enum {
	LOAD_DEEPEST = 100,                    /* elements inside one another */
	LOAD_LARGEST_FILE = 64 * 1024 * 1024,
	LOAD_LARGEST_ENTITY = 64 * 1024,       /* characters of one <!ENTITY> */
	LOAD_MOST_ENTITIES = 100 * 1000        /* times that one is used in a file */
};

typedef struct Loader {
	Arena *arena; /* the document's: paths and positions */
	Arena *work;  /* until the loader is closed: texts and places */
	Diag *diag;
	const char *root;
	xmlDict *names;
	VECTOR(Source *) sources; /* in the order they were first met */
	VECTOR(xmlNode *) loose;  /* taken out of their trees, freed with the loader */
	struct { int *slots, capacity; } index; /* sources by path: open addressing, number + 1 */
	long copied;              /* how much includes have copied: it could multiply without end */
	int include_depth;
} Loader;

void loader_open(Loader *loader, Arena *arena, Diag *diag, const char *root);
void loader_close(Loader *loader);

/* The source at path, read on the first call; never NULL. Its doc is NULL when there is no usable tree: malformed is set, and
 * the reasons are in diag. A file that cannot be read is reported at `from`, where it was named (file NULL: the user did). */
Source *loader_load(Loader *loader, const char *path, SourcePos from);
/* The same for a file that is no XML: only its text, decoded. */
Source *loader_load_text(Loader *loader, const char *path, const char *encoding, SourcePos from);
/* Replaces the xi:include elements of a loaded source by what they name (include_xml.c). */
void loader_include(Loader *loader, Source *source);
xmlNode *loader_find_root(const Source *source); /* NULL when there is no tree */
/* Takes a node out of its tree; it lives on until the loader is closed. */
void loader_unlink(Loader *loader, xmlNode *node);
/* A place for an element that no parser made. */
Place *loader_new_place(Loader *loader, const Place *like);

/* decode_xml.c: the bytes of a file as UTF-8 without a byte order mark. encoding: what the includer says, NULL for what the
 * file itself says. Returns false when that fails (said in diag). *text is lent from `bytes` or allocated in work. */
bool decode_xml(Arena *work, Diag *diag, const char *path, const char *encoding, const char *bytes, size_t size,
	const char **text, size_t *length);
#endif
