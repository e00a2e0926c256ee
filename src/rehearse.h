/* Before many documents are made in processes of their own, one is made for nothing: what it opens and works out (faces, the press's
 * profile, syllables) lies ready in every process that is forked afterwards. */
#ifndef BANTIN_REHEARSE_H
#define BANTIN_REHEARSE_H
#include "batch/inputs.h"
#include "convert.h"

/* Takes the program's own samples, never a user's document, for it is done in the run's own process. shared: what was opened and will
 * not be opened again by those who come after; it belongs to their inputs. */
void rehearse(Conversion *run, Inputs *shared);
#endif
