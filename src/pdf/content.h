/* A page's content stream while it is written: marked content, text and fill colour are opened, changed and closed only
 * where that is needed, so that neighbours share what they have in common. */
#ifndef BANTIN_PDF_CONTENT_H
#define BANTIN_PDF_CONTENT_H
#include "pdf/pdf_writer.h"

/* What q keeps and Q gives back, as far as it is written here. */
typedef struct GraphicsState {
	bool fill_known, overprint;
	Colour fill;
	const FontUse *font;
	Length size, letter_space;
	int scale;
	int64_t letter_space_written; /* 1/100000 pt */
	int64_t rise;
} GraphicsState;

typedef struct Content {
	PdfWriter *w;
	const DrawnPage *page;
	int page_index;          /* 0-based; of a sheet counted on from the pages */
	Text out;
	int next_mcid;
	bool transparent;        /* a soft mask was used */
	bool uses_overprint;     /* at any place */
	bool registration;       /* the colour of all plates was used */
	/* the open marked content */
	bool mark_open, mark_in_text;
	NodeId mark_node;
	uint8_t mark_artifact;
	GraphicsState state;
	/* text; positions in 1/1000 pt from the bottom left of the page, the pen in 1/1000000 em from the line's origin */
	bool in_text, in_array, in_string;
	int64_t line_x, line_y, pen;
	int64_t blank_move;      /* the last number written after a blank */
	/* resources */
	VECTOR(const FontUse *) fonts;
	VECTOR(const PictureUse *) pictures;
	VECTOR(int) spots;
	VECTOR(PdfId) forms;     /* P0, P1...: pages that lie on this sheet */
	const char *place;       /* what the slug line says instead of the page's number; NULL: nothing else */
	Length head_room;        /* a sheet's: of the paper above the block; 0: as much as marks need */
} Content;

/* Page coordinates (y up, the bleed included where there is one) in 1/1000 pt. */
int64_t content_x(const Content *content, LengthSum x);
int64_t content_y(const Content *content, LengthSum y);

/* Marked content for the item's node or artifact; stays open until another is begun. */
void content_begin_mark(Content *content, const DrawItem *item);
void content_end_mark(Content *content);
void content_end_text(Content *content);
/* The colour that the item is filled with; on a press it overprints or knocks out, as drawing_overprints says. */
void content_set_ink(Content *content, const DrawItem *item, Colour colour);
void content_knock_out(Content *content); /* before a photo */
void content_add_colour(Content *content, Colour colour, bool stroke); /* the operator, unconditionally */
void content_add_box(Content *content, const DrawItem *item); /* "x y w h" */
/* Lines outside of the block of pages on a sheet: where it is cut between pages, and, dashed and numbered in the order of folding, where it
 * is folded; black steps on the backs of sections. */
void content_draw_sheet_marks(Content *content, const Imposition *imposition, const ImpositionSide *side);
/* Crop and registration marks, colour bar, slug line: whatever of them the job asks for, outside of the bleed. */
void content_draw_marks(Content *content);
void content_draw_items(Content *content); /* all of the page */
void content_add_resources(const Content *content, HPDF_Dict dict);
/* Writes the stream, which ends here; the dictionary of its page, which yet lacks boxes and resources. */
HPDF_Dict content_put_page(Content *content, PdfId parent);
void content_draw_text(Content *content, const DrawItem *item);
#endif
