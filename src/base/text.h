/* Growing byte strings and UTF-8. */
#ifndef BANTIN_BASE_TEXT_H
#define BANTIN_BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

typedef struct Text { char *bytes; size_t length, capacity; } Text; /* malloc'ed; bytes stays NUL-terminated */
void text_free(Text *text);
void text_clear(Text *text);
void text_add(Text *text, const char *string);
void text_add_bytes(Text *text, const void *bytes, size_t length);
void text_add_char(Text *text, char c);
void text_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_utf8(Text *text, uint32_t codepoint);

/* Decodes the code point at *at (< end) and moves *at past it; a malformed byte gives U+FFFD and moves by one. */
uint32_t utf8_next(const char **at, const char *end);
bool utf8_valid(const char *bytes, size_t length);
int utf8_encode(uint32_t codepoint, char out[4]); /* returns 1..4 */

/* U+200E, U+202E and their like: they have what follows shown in another order. */
bool utf8_steers_direction(uint32_t codepoint);
/* These, and controls: what may steer a terminal. */
bool utf8_steers(uint32_t codepoint);
/* For what comes from files, and their names: controls become spaces, so that nothing of it steers a terminal or a reader's eye. In place. */
char *text_make_plain(char *text);

/* FNV-1a, for hash tables inside one process. */
uint64_t bytes_hash(const void *bytes, size_t length);
#endif
