/* The coated press as tables; see tools/make_press_table.py. */
#ifndef BANTIN_PRESS_PRESS_TABLE_H
#define BANTIN_PRESS_PRESS_TABLE_H
#include <stdint.h>

enum { PRESS_LEVELS = 6, PRESS_NODES = PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS };
extern const uint8_t press_srgb[PRESS_NODES][3];

/* From sRGB to inks: values of a channel as light, 1 << 24 for the full one; the rows of the matrix to X, Y and Z over the white's, and what
 * is added to each by black point compensation, both in the same fractions; and the profile's table from Lab (16 bits: L* 0..100 is
 * 0..65280, a* and b* -128..128 are 0..65536) to inks, 65535 for full: curves, nodes with L slowest and b fastest, curves. */
enum { SEPARATION_SIDE = 9, SEPARATION_NODES = SEPARATION_SIDE * SEPARATION_SIDE * SEPARATION_SIDE, SEPARATION_ENTRIES = 512 };
extern const uint32_t separation_linear[256];
extern const int32_t separation_matrix[3][3];
extern const int32_t separation_black[3];
extern const uint16_t separation_curves[3][SEPARATION_ENTRIES];
extern const uint16_t separation_grid[SEPARATION_NODES][4];
extern const uint16_t separation_ends[4][SEPARATION_ENTRIES];
#endif
