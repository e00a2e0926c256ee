/* The checksum of PNG's chunks (PNG 3rd edition, annex D), eight bytes at a step. */
#ifndef BANTIN_PICTURE_CRC_H
#define BANTIN_PICTURE_CRC_H
#include <stddef.h>
#include <stdint.h>
typedef struct CrcTable { uint32_t of[8][256]; } CrcTable;
void crc_make_table(CrcTable *table); /* two microseconds: made afresh for each file, so that nothing is shared */
uint32_t crc_sum(const CrcTable *table, const unsigned char *bytes, size_t length);
#endif
