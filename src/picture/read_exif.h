/* The orientation that EXIF states. */
#ifndef BANTIN_PICTURE_READ_EXIF_H
#define BANTIN_PICTURE_READ_EXIF_H
#include <stddef.h>

/* EXIF orientation 1..8 of a TIFF structure (the content of APP1 behind "Exif\0\0", or of eXIf); 0 when it says none. */
int picture_read_orientation(const unsigned char *tiff, size_t length);
#endif
