/* The coated press as tables; see tools/make_press_table.py. */
#ifndef BANTIN_PRESS_PRESS_TABLE_H
#define BANTIN_PRESS_PRESS_TABLE_H
#include <stdint.h>

enum { PRESS_LEVELS = 6, PRESS_NODES = PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS };
extern const uint8_t press_srgb[PRESS_NODES][3];

enum { SEPARATION_SIDE = 17, SEPARATION_NODES = SEPARATION_SIDE * SEPARATION_SIDE * SEPARATION_SIDE };
extern const uint16_t press_inks[SEPARATION_NODES][4];
#endif
