/* Values in PDF syntax, as text: numbers that do not depend on a locale, strings, references. */
#ifndef BANTIN_PDF_PDF_VALUES_H
#define BANTIN_PDF_PDF_VALUES_H
#include <stdint.h>
#include "base/length.h"
#include "base/text.h"

typedef uint32_t PdfId; /* an object's number; 0 is none */

void pdf_add_integer(Text *out, int64_t value);
/* value / 10^decimals, without needless digits: 1250 with 3 decimals is 1.25, 250 is .25. */
void pdf_add_decimal(Text *out, int64_t value, int decimals);
void pdf_add_reference(Text *out, PdfId id); /* "12 0 R" */
/* A text string (ISO 32000-1, 7.9.2.2): PDFDocEncoding when it is ASCII, else UTF-16. Unprintable characters are left out; what
 * is longer than an archive allows (32767 bytes; ISO 19005-2, 6.1.13) ends in an ellipsis. */
void pdf_add_text_string(Text *out, const char *utf8, size_t length);
void pdf_add_byte_string(Text *out, const void *bytes, size_t length);
void pdf_add_name(Text *out, const char *name); /* with its slash, escaped */
void pdf_add_hex16(Text *out, unsigned value);
void pdf_add_code(Text *out, unsigned code); /* two bytes inside a literal string: shorter than hex, deflated too */

/* Points in thousandths: everything on a page is placed on this raster, so that differences add up exactly. */
int64_t pdf_round_points(LengthSum value);
#endif
