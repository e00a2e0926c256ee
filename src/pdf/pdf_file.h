/* The file being written. libharu keeps the objects' numbers (its cross-reference list) and puts dictionaries into PDF
 * syntax; this file decides when and where they go: each object is written as soon as it is finished and then forgotten, small
 * ones packed into compressed object streams, and a cross-reference stream closes the file (ISO 32000-1, 7.5.7 and 7.5.8). Up to
 * PDF 1.4 there was neither: then each object stands for itself and a table closes the file (7.5.4).
 * Why not libharu's own saving: it holds everything until the end, takes a full disk for success and packs nothing.
 *
 * Nothing here answers with an error: a failed write is remembered, what follows is ignored, and pdf_close_file says it. */
#ifndef BANTIN_PDF_PDF_FILE_H
#define BANTIN_PDF_PDF_FILE_H
#include <stdbool.h>
#include <hpdf.h>
#include <hpdf_objects.h>
#include "base/crew.h"
#include "pdf/pdf_values.h"

typedef struct PdfFile PdfFile;
typedef struct PdfPiece { const void *bytes; size_t length; } PdfPiece;

/* version: "1.6"; level: how hard to deflate, 1..12; packed: object streams may be used; crew deflates beside the caller, NULL: nobody;
 * the bytes are the same. NULL with errno when the file cannot be made. */
PdfFile *pdf_open_file(const char *path, const char *version, int level, bool packed, Crew *crew);
/* Writes what is left, the cross-references and the trailer, and gives the file its name; frees everything. info 0: the
 * trailer has none. 0, or an errno:
 * EFBIG beyond 4 GiB or 8 million objects, ENOTRECOVERABLE when libharu gave up. After an error there is no file. */
int pdf_close_file(PdfFile *file, PdfId root, PdfId info);
void pdf_abandon_file(PdfFile *file);
bool pdf_file_failed(const PdfFile *file); /* going on is pointless */

/* Numbers for objects that will be written later: the first of `count` in a row. */
PdfId pdf_reserve_ids(PdfFile *file, uint32_t count);
static inline PdfId pdf_reserve_id(PdfFile *file) { return pdf_reserve_ids(file, 1); }

/* ---- dictionaries: libharu's, with room for values in our own syntax ---- */
HPDF_Dict pdf_make_dict(PdfFile *file);
void pdf_dict_add_reference(PdfFile *file, HPDF_Dict dict, const char *key, PdfId id);
void pdf_dict_add_text(HPDF_Dict dict, const char *key, const char *utf8);
void pdf_dict_add_raw(HPDF_Dict dict, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
Text *pdf_dict_begin_raw(HPDF_Dict dict, const char *key); /* the value is to be added to the text that is answered */

/* Each writes one object; the dictionary is freed. */
void pdf_put_dict(PdfFile *file, PdfId id, HPDF_Dict dict);
void pdf_put_body(PdfFile *file, PdfId id, const Text *body); /* any object but a stream */
/* The bytes as they are, piece after piece; the dictionary names their filter. */
void pdf_put_stream(PdfFile *file, PdfId id, HPDF_Dict dict, const PdfPiece *pieces, int count);
void pdf_put_deflated(PdfFile *file, PdfId id, HPDF_Dict dict, const void *bytes, size_t length);
/* zlib format; lent until the next call. */
const unsigned char *pdf_deflate(PdfFile *file, const void *bytes, size_t length, size_t *out_length);

/* 128 bits of everything written until now. */
void pdf_file_digest(PdfFile *file, unsigned char out[16]);
#endif
