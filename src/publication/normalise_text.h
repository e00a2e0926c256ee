/* Text as the rest of the program may rely on it: NFC, white space collapsed as in HTML, no controls, no invisible characters
 * without a meaning, Đ where Ð stood. What is repaired is counted in the source and said once a file. */
#ifndef BANTIN_PUBLICATION_NORMALISE_TEXT_H
#define BANTIN_PUBLICATION_NORMALISE_TEXT_H
#include "base/text.h"
#include "publication/source.h"

/* One block's text while it is collected. */
typedef struct Normaliser {
	Text text;
	bool after_space; /* a collapsible space would come to nothing here: the start, after a space, after a break */
	int marks;        /* combining ones in a row, so far */
	bool composed;    /* everything so far is NFC for certain */
	int tells;        /* words that look like a legacy encoding */
	SourcePos first_tell;
} Normaliser;

/* Where a piece of text comes from: a text node, or an attribute of an element. */
typedef struct TextOrigin { Source *source; const xmlNode *text; SourcePos pos; } TextOrigin;

void normaliser_open(Normaliser *normaliser);
void normaliser_close(Normaliser *normaliser);
void normaliser_clear(Normaliser *normaliser);
/* Appends bytes (valid UTF-8). vietnamese: the text is in Vietnamese, so Ð is meant as Đ. */
void normaliser_add(Normaliser *normaliser, const TextOrigin *origin, const char *bytes, bool vietnamese);
/* Takes a collapsible space off the end; at least `from` bytes stay. */
void normaliser_trim(Normaliser *normaliser, size_t from);
/* After the last piece of a block: judges the signs of a legacy encoding. */
void normaliser_finish(Normaliser *normaliser, Source *source);

/* The NFC of bytes, in the arena; work is given back as it was. */
const char *text_compose(Arena *arena, Arena *work, const char *bytes, size_t length, bool *changed);
/* Says what was repaired in one source. */
void text_report_repairs(const Source *source, Diag *diag);
#endif
