/* What the steps of writing one drawing share. The steps, in the order in which write_drawing.c takes them:
 *   write_pages      the pages' content, pictures as they are met, links; remembers the marked content of each node
 *   write_fonts      subsets of the glyphs that were used
 *   write_structure  the logical structure over the marked content
 *   write_navigation destinations, outline, page labels
 *   write_metadata   Info and XMP
 *   write_catalog    attachments, output intent, the catalog */
#ifndef BANTIN_PDF_PDF_WRITER_H
#define BANTIN_PDF_PDF_WRITER_H
#include <string.h>
#include "pdf/pdf.h"
#include "pdf/pdf_file.h"
#include "press/press.h"
#include "pdf/photo_rules.h"

typedef struct FontUse FontUse;
typedef struct PictureUse PictureUse;
typedef struct RunTable RunTable;

/* What a kind of file may hold and must say. Another level of archive or of press file is another row of pdf_levels.c. */
typedef struct PdfTraits {
	const char *name;        /* as --archive-level names it; NULL for the press file */
	const char *version;
	bool press;              /* inks as given and a bleed; else sRGB and the trimmed page */
	int pdfa_part;           /* 0: no archive */
	char pdfa_conformance;   /* 'A', 'U', 'B'; 0: none is named */
	int pdfa_revision;       /* pdfaid:rev; 0: none is named */
	bool pdfua;              /* PDF/UA-1 at the same time */
	bool attachments;        /* files of any kind may be inside */
	bool pdf14;              /* PDF 1.4 and no more: no object streams, no transparency, 8 bits a channel, profiles of version 2 */
	bool info;               /* the trailer names an Info dictionary */
	const char *pdfx;        /* what GTS_PDFXVersion says; NULL: no press file */
} PdfTraits;
PdfTraits pdf_choose_traits(const PdfOptions *options);

/* A piece of a page that belongs to a node, in the order of drawing. */
typedef struct ContentMark {
	NodeId node;
	int32_t page;
	int32_t mcid;            /* -1: a link annotation */
	PdfId annotation;
	int32_t next;            /* of the same node; -1 at the end */
} ContentMark;

typedef struct ProfileUse { uint64_t hash; size_t length; PdfId id; } ProfileUse;
typedef struct SpotUse { const char *name; PdfId id; } SpotUse;

typedef struct PdfWriter {
	const Drawing *drawing;
	const PdfOptions *options;
	Diag *diag;
	Arena *arena;            /* for this file only */
	PdfFile *file;
	PdfTraits traits;
	const PressJob *job;
	PressPhotos photo_colours; /* DUOTONE: grey, 8 bits, in the space of pdf_add_duotone_space */
	PressProfile *profile;   /* of the press; NULL in an archive */
	Length slug;             /* of white around the bleed, for marks */
	PdfId first_form;        /* the pages as forms; of an imposition */
	bool *transparent_forms; /* of each page: a soft mask is used on it */
	PhotoRules photos;
	const char *title, *lang;
	bool failed;             /* the content cannot be written; recorded */
	bool hindered;           /* by what is around: no room for pixels, no program for photos; recorded */
	PdfId catalog, info, page_tree, first_page, structure, outline;
	VECTOR(FontUse *) fonts;
	RunTable *runs;
	VECTOR(PictureUse *) pictures;
	int pictures_begun, pictures_running; /* of those in their order; conversions that are under way */
	PictureUse **picture_slots; uint32_t picture_mask; /* finds one by its path; a power of two less one */
	VECTOR(ProfileUse) profiles;
	VECTOR(SpotUse) spots;
	PdfId srgb;              /* its profile; 0: not used yet */
	PdfId registration, duotone, black_and_spot; /* colour spaces; 0: not used yet */
	VECTOR(ContentMark) marks;
	PdfId node_first;        /* numbers of the structure elements, one for each kept node */
	int32_t *node_kept;      /* nodes: 1-based rank among those kept, 0 when empty; filled by write_structure */
	VECTOR(NodeId) annotation_nodes; /* link annotations: their nodes, in the order of their StructParent keys */
	PdfId names_destinations, names_files, page_labels, metadata;
	VECTOR(PdfId) attachments;
} PdfWriter;

enum { PDF_SLUG = LENGTH_MICROMETRES(15000) }; /* 15 mm: marks of 5 mm, the colour bar, the slug line */
static inline PdfId pdf_page_id(const PdfWriter *w, int page) { return w->first_page + (PdfId)page; }
/* From the corner of the media to that of the trimmed page. */
static inline LengthSum pdf_trim_offset(const PdfWriter *w, const DrawnPage *page) {
	return w->traits.press ? (LengthSum)page->bleed + w->slug : 0;
}
/* Whether the few words that stand outside of the pages are Vietnamese; else they are English. */
static inline bool pdf_is_vietnamese(const PdfWriter *w) { return strncmp(w->lang, "vi", 2) == 0; }
static inline bool pdf_is_tagged(const PdfWriter *w, NodeId node) { return node >= 0 && node < w->drawing->nodes.count; }

/* The steps. */
void pdf_write_pages(PdfWriter *w);
void pdf_write_sheets(PdfWriter *w); /* instead, of an imposition */
void pdf_write_page_tree(PdfWriter *w, int total, void (*write)(PdfWriter *w, int index, PdfId parent));
void pdf_dict_add_box(HPDF_Dict dict, const char *key, int64_t left, int64_t bottom, int64_t right, int64_t top); /* 1/1000 pt */
void pdf_write_fonts(PdfWriter *w);
void pdf_write_structure(PdfWriter *w);
void pdf_write_destinations(PdfWriter *w);
void pdf_write_outline(PdfWriter *w);
void pdf_write_page_labels(PdfWriter *w);
void pdf_write_attachments(PdfWriter *w);
void pdf_write_info(PdfWriter *w);
void pdf_write_metadata(PdfWriter *w);
void pdf_write_catalog(PdfWriter *w);

/* An annotation for a link; 0 when it leads nowhere. */
PdfId pdf_write_link(PdfWriter *w, int page, const DrawItem *item);

/* ---- fonts ---- */
typedef struct GlyphUse {
	const char *text;        /* what the glyph says, by the first run that showed it; NULL when not known */
	const char *guess;       /* what it may be taken for when it only stands among others */
	uint32_t text_length, guess_length;
	int32_t width;           /* 1/1000000 em */
	uint16_t cid;
	bool used;
} GlyphUse;
struct FontUse {
	const Font *font;
	FontUse *program;        /* the one before it that holds the glyphs, where this only reads them otherwise; NULL: it holds its own */
	PdfId id;
	PdfId descendant;        /* of one that holds its own, once it is written; else 0 */
	const char *base_name;   /* likewise */
	int index;               /* F0, F1... */
	int page_stamp;          /* the last page that used it, 1-based */
	int64_t units_per_em;
	uint32_t space;          /* its space glyph; 0 when it has none */
	GlyphUse *glyphs; uint32_t glyph_capacity;
};
/* How a run is shown. The code of a plain run can stand inside a string of a TJ array; the others need operators between. */
typedef struct RunCode {
	const GlyphRun *run;
	FontUse *font;
	uint32_t offset, length; /* into the codes of the table; plain runs only */
	int64_t width;           /* 1/1000000 em from the run's origin to where the pen stands after it; plain runs only */
	bool plain;
} RunCode;
FontUse *pdf_use_font(PdfWriter *w, const Font *font);
const GlyphUse *pdf_use_glyph(FontUse *font, uint32_t glyph);
RunCode *pdf_find_run(PdfWriter *w, const GlyphRun *run); /* encodes it when it is new; lent until the next call */
const char *pdf_run_codes(const PdfWriter *w, const RunCode *code);
/* The end of the cluster that begins at glyph `from`, and its text. */
uint32_t pdf_find_cluster(const GlyphRun *run, uint32_t from, const char **text, uint32_t *length);
/* True when the glyphs' own texts, put together, are the cluster's: no ActualText is needed. */
bool pdf_cluster_is_told(const FontUse *font, const GlyphRun *run, uint32_t from, uint32_t to, const char *text, uint32_t length);
/* Font units to 1/1000000 em, rounded. */
int64_t pdf_scale_units(const FontUse *font, int64_t units);
void pdf_close_runs(PdfWriter *w); /* NULL-safe */

/* ---- pictures and colours ---- */
struct PictureUse {
	const Picture *picture;
	uint64_t path_hash;
	PdfId id;                /* 0: it could not be embedded, or was not met yet */
	int index;               /* I0, I1... */
	int page_stamp;
	Length widest, highest;  /* the largest place where the whole photo lies, before it is cropped */
	PictureConversion *conversion; /* under way; else NULL */
	const char *failure;     /* of the conversion, as picture_report_failure takes it; NULL: none */
	bool tried;              /* embedding it */
	bool soft_mask;
};
/* Looks through the drawing for the largest place of each photo, and begins to convert the first ones. */
void pdf_plan_pictures(PdfWriter *w);
void pdf_cancel_pictures(PdfWriter *w); /* conversions whose photos were not met, after a failure */
/* Of a file of these traits and options; another step may ask for more. */
PhotoRules pdf_choose_photo_rules(const PdfWriter *w);
PictureUse *pdf_use_picture(PdfWriter *w, const Picture *picture, SourcePos pos); /* written when it is new */
PdfId pdf_use_srgb(PdfWriter *w);
int pdf_use_spot(PdfWriter *w, Colour colour); /* S0, S1... */
void pdf_add_inks(Text *out, Colour colour); /* "c m y k", 0 to 1 */
void pdf_set_registration(PdfWriter *w, Text *out); /* lines in all plates of the job at once; the space is the resource R */
/* The colour space of a job's duotones, for samples of one channel of 8 bits, black 0: both plates on a press, what they look like in
 * an archive. */
void pdf_add_duotone_space(PdfWriter *w, Text *out);
PdfId pdf_use_output_profile(PdfWriter *w); /* the press's, as a stream */

/* ISO 8601 for XMP or PDF's own form; the drawing's time at its offset. */
const char *pdf_format_time(const PdfWriter *w, bool xmp);
#endif
