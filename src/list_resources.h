/* `bantin layouts` and `bantin fonts`: what the program has to work with. */
#ifndef BANTIN_LIST_RESOURCES_H
#define BANTIN_LIST_RESOURCES_H
#include "convert.h"

int list_layouts(Conversion *run);
/* For each layout (or the one of --layout): its faces, the files they come from, and the Vietnamese letters that these lack. */
int list_fonts(Conversion *run);
#endif
