/* The coated press as a table; see make_press_table.py. */
#ifndef BANTIN_PDF_PRESS_TABLE_H
#define BANTIN_PDF_PRESS_TABLE_H
#include <stdint.h>

/* Nodes lie at 0 10 20 40 70 100 % of C, M and Y and at 0 20 40 60 80 100 % of K. */
enum { PRESS_LEVELS = 6, PRESS_NODES = PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS * PRESS_LEVELS };
extern const int16_t press_lab[PRESS_NODES][3];
extern const uint8_t press_srgb[PRESS_NODES][3];

/* Where an amount of ink (1/10000) of channel 0..3 lies between the nodes: in 1/65536 of a step, 0..5 * 65536. */
uint32_t press_find_step(int channel, uint32_t amount);
#endif
