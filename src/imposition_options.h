/* The options of `bantin impose`, as they are written. */
#ifndef BANTIN_IMPOSITION_OPTIONS_H
#define BANTIN_IMPOSITION_OPTIONS_H
#include "convert.h"
#include "drawing/drawing.h"

/* Each false when the value is not one. */
bool imposition_read_signature(const char *value, ImpositionWish *out); /* 4, 8, 16, 32 */
bool imposition_read_n_up(const char *value, ImpositionWish *out); /* "2x2": columns and rows */
bool imposition_read_creep(const char *value, ImpositionWish *out); /* millimetres, "0.1" or "0,1mm" */
bool imposition_read_sheet(const char *value, ImpositionWish *out); /* "A3", "SRA3", "450x320" in millimetres */
/* What the output is called after: "booklet", "signature-16", "2x2". */
const char *imposition_name(const ImpositionWish *wish, char out[32]);

/* Plans the drawing's sheets. Records what was planned as a note, and as an error what cannot be; false then. A job that asks for no
 * marks, where `none` was not said, gets all. */
bool imposition_plan_drawing(const ConvertOptions *options, const Drawing *drawing, PressJob *job, SourcePos pos, Arena *arena, Diag *diag, Imposition *out);
#endif
