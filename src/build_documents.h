/* `bantin build` and `bantin check`: every document in a worker of its own, outputs that appear whole, and a run that says everything in
 * the order of its documents. */
#ifndef BANTIN_BUILD_DOCUMENTS_H
#define BANTIN_BUILD_DOCUMENTS_H
#include "convert.h"

/* Finds the documents below the paths, builds or checks them, writes the reports. Returns the run's status; 128 and the signal's number
 * when SIGINT, SIGTERM or SIGHUP ended it. */
int build_documents(Conversion *run, char *const *paths, int path_count);
#endif
