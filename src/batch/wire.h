/* Values as bytes, for what goes from a worker to the run and into records: numbers in seven bits a byte, texts with their length.
 * Reading trusts nothing: past the end, or where the bytes make no sense, everything is 0 or "" and `bad` is set. */
#ifndef BANTIN_BATCH_WIRE_H
#define BANTIN_BATCH_WIRE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/text.h"

void wire_add_number(Text *out, uint64_t value);
void wire_add_bytes(Text *out, const void *bytes, size_t length);
void wire_add_text(Text *out, const char *text);       /* NULL comes back as NULL */

typedef struct WireReader { const unsigned char *at, *end; Arena *arena; bool bad; } WireReader;
uint64_t wire_take_number(WireReader *in);
int wire_take_count(WireReader *in);                   /* of things of at least one byte each: never more than are left */
const unsigned char *wire_take_bytes(WireReader *in, size_t *length); /* lent from what is read */
const char *wire_take_text(WireReader *in);            /* a copy in the arena */
const char *wire_take_any_text(WireReader *in);        /* the same; "" for NULL */
#endif
