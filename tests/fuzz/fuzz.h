/* What the fuzz targets share. Each target is one function that takes any bytes and must come back; `make fuzz` links it with
 * libFuzzer, `make test` with replay.c, which gives it what stands in corpus/ once more. */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/diag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size); /* the engine's own */

/* The target's name and the folders and files of the checkout that are seeds beside corpus/NAME, NULL at the end. */
extern const char *const fuzz_name, *const fuzz_seeds[];

/* A promise of the program that does not hold is a finding like a crash. */
#define PROMISE(what) ((what) ? (void)0 : fuzz_break_promise(#what, __FILE__, __LINE__))
_Noreturn void fuzz_break_promise(const char *what, const char *file, int line);
bool fuzz_has_errors(const Diag *diag);

/* The scratch folder of this process, in memory where there is such a place; it goes away at the end. */
const char *fuzz_folder(void);
/* Puts a file into it, and answers its path (lent until the next call). */
const char *fuzz_put(const char *name, const void *bytes, size_t length);
void fuzz_put_copy(const char *name, const char *from_checkout); /* of a file of the checkout */
void fuzz_remove(const char *name);

/* Several files in one input: parts are set apart by a line of four percent signs. */
typedef struct FuzzPart { const uint8_t *bytes; size_t length; } FuzzPart;
enum { FUZZ_PARTS = 4 };
int fuzz_split(const uint8_t *data, size_t size, FuzzPart parts[FUZZ_PARTS]);

/* Numbers from a seed, for mutators. */
static inline uint32_t fuzz_random(uint32_t *state) { return *state = *state * 1664525u + 1013904223u, *state >> 8; }
#endif
