/* What an archive copy carries inside: the texts that it was made from. */
#ifndef BANTIN_ATTACH_SOURCES_H
#define BANTIN_ATTACH_SOURCES_H
#include "design/design.h"
#include "drawing/drawing.h"
#include "publication/publication.h"

/* The publication's and its articles' files, whatever they include, and the layout with those it extends. Not the photos: the PDF
 * shows them as they are. Programs that take files out of a PDF stumble over a slash in a name: a path within the publication's
 * folder becomes a name with underscores, and the description tells the path. */
void attach_sources(Arena *arena, Drawing *drawing, const Publication *publication, const Design *design);
#endif
