/* Samples made ready for deflate. */
#ifndef BANTIN_PDF_DEFLATE_SAMPLES_H
#define BANTIN_PDF_DEFLATE_SAMPLES_H
#include <stddef.h>

/* Rows with a PNG filter each (/Predictor 15), chosen by the least sum of differences as the PNG specification (12.8) advises.
 * bits is 8 or 16, rows are whole bytes. malloc'ed. */
unsigned char *pdf_filter_samples(const unsigned char *samples, int width, int height, int channels, int bits, size_t *length);
#endif
