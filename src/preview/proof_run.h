/* One bantin-proof at work: pages to it, answers from it. */
#ifndef BANTIN_PREVIEW_PROOF_RUN_H
#define BANTIN_PREVIEW_PROOF_RUN_H
#include <sys/types.h>
#include "font/font.h"
#include "press/press.h"
#include "preview/display_list.h"

typedef struct GlyphSlot { const Font *font; uint32_t glyph, number; } GlyphSlot;
typedef struct ProofRun {
	pid_t pid;               /* 0: not running */
	int to, from;
	int page;                /* what it is at, an index of the caller's; -1: nothing */
	GlyphSlot *slots; uint32_t glyph_count, slot_count; /* the glyphs it knows; malloc'ed */
} ProofRun;

/* False with errno. */
bool proof_start(Arena *arena, const PressProfile *profile, bool paper, ProofRun *out);
void proof_stop(ProofRun *run); /* one that was never started is fine */
/* Puts the page's marks to it, which it draws as they come. False when it is gone. */
bool proof_send(ProofRun *run, const Text *list);
typedef struct ProofAnswer { Text thumbnail, png; } ProofAnswer; /* to be freed */
/* Waits for what became of the page. False when it died of it, or says what it may not. */
bool proof_receive(ProofRun *run, ProofAnswer *out);
/* The glyph's number; the first time its outline is added to the list. */
uint32_t proof_find_glyph(ProofRun *run, const Font *font, uint32_t glyph, Text *list);
#endif
