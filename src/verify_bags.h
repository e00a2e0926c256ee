/* `bantin verify`: whether bags are whole, and with --rebuild whether their PDFs come out the same again. */
#ifndef BANTIN_VERIFY_BAGS_H
#define BANTIN_VERIFY_BAGS_H
#include "convert.h"

/* A path is a bag, or a folder that holds some. */
int verify_bags(Conversion *run, char *const *paths, int path_count, bool rebuild);
#endif
