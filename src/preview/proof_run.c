#include "preview/proof_run.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/run_helper.h"
#include "preview/list_marks.h"

bool proof_start(Arena *arena, const PressProfile *profile, bool paper, ProofRun *out) {
	enum { ROOM = 1 << 20 }; /* in the pipe: most pages are sent without waiting */
	const char *const words[] = { paper ? "draw-on-paper" : "draw", NULL };
	int pages[2] = { -1, -1 }, answers[2] = { -1, -1 };
	int icc = helper_lift_descriptor(helper_open_bytes(profile->map.bytes, profile->map.length)), problem = 0;
	*out = (ProofRun){ .to = -1, .from = -1, .page = -1 };
	if (icc < 0 || pipe2(pages, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0) {
		problem = errno ? errno : EIO;
	} else {
		fcntl(pages[1], F_SETPIPE_SZ, ROOM);
		pages[0] = helper_lift_descriptor(pages[0]);
		answers[1] = helper_lift_descriptor(answers[1]);
		const int from[HELPER_DESCRIPTORS] = { pages[0], answers[1], -1, icc, -1, -1 };
		problem = pages[0] < 0 || answers[1] < 0 ? EMFILE : helper_spawn(helper_find_program(arena, "bantin-proof"), words, from, &out->pid);
		if (problem) out->pid = 0;
	}
	helper_close_descriptor(&icc);
	helper_close_descriptor(&pages[0]);
	helper_close_descriptor(&answers[1]);
	out->to = pages[1];
	out->from = answers[0];
	if (problem) proof_stop(out);
	errno = problem;
	return !problem;
}

void proof_stop(ProofRun *run) {
	helper_kill(&run->pid);
	if (run->to > 0) close(run->to);
	if (run->from > 0) close(run->from);
	free(run->slots);
	*run = (ProofRun){ .to = -1, .from = -1, .page = -1 };
}

bool proof_send(ProofRun *run, const Text *list) {
	for (size_t done = 0; done < list->length;) {
		ssize_t put = write(run->to, list->bytes + done, list->length - done);
		if (put < 0 && errno == EINTR) continue;
		if (put <= 0) return false;
		done += (size_t)put;
	}
	return true;
}

static bool receive_bytes(ProofRun *run, unsigned char *out, size_t length) {
	for (size_t done = 0; done < length;) {
		ssize_t got = read(run->from, out + done, length - done);
		if (got < 0 && errno == EINTR) continue;
		if (got <= 0) return false;
		done += (size_t)got;
	}
	return true;
}

static bool receive_text(ProofRun *run, Text *out, size_t length) {
	unsigned char part[1 << 14];
	text_clear(out);
	while (length) {
		size_t some = length < sizeof part ? length : sizeof part;
		if (!receive_bytes(run, part, some)) return false;
		text_add_bytes(out, part, some);
		length -= some;
	}
	return true;
}

bool proof_receive(ProofRun *run, ProofAnswer *out) {
	enum { LONGEST = 512 << 20 };
	*out = (ProofAnswer){ 0 };
	for (;;) {
		unsigned char head[5];
		if (!receive_bytes(run, head, sizeof head)) return false;
		size_t length = (size_t)head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 | (size_t)head[4] << 24;
		if (length > LONGEST) return false;
		if (head[0] == ANSWER_DONE) return length == 0;
		if (head[0] != ANSWER_PNG && head[0] != ANSWER_THUMBNAIL) return false;
		if (!receive_text(run, head[0] == ANSWER_PNG ? &out->png : &out->thumbnail, length)) return false;
	}
}

/* ---- glyphs ---- */

static GlyphSlot *find_slot(GlyphSlot *slots, uint32_t count, const Font *font, uint32_t glyph) {
	uint64_t hash = ((uint64_t)(uintptr_t)font ^ (uint64_t)glyph << 40) * UINT64_C(0x9E3779B97F4A7C15);
	for (uint32_t at = (uint32_t)(hash >> 24) & (count - 1);; at = (at + 1) & (count - 1))
		if (!slots[at].font || (slots[at].font == font && slots[at].glyph == glyph)) return &slots[at];
}

static void grow(ProofRun *run) {
	uint32_t count = run->slot_count ? run->slot_count * 2 : 1024;
	GlyphSlot *slots = calloc(count, sizeof *slots);
	if (!slots) base_out_of_memory();
	for (uint32_t i = 0; i < run->slot_count; i++)
		if (run->slots[i].font) *find_slot(slots, count, run->slots[i].font, run->slots[i].glyph) = run->slots[i];
	free(run->slots);
	run->slots = slots;
	run->slot_count = count;
}

uint32_t proof_find_glyph(ProofRun *run, const Font *font, uint32_t glyph, Text *list) {
	if (2 * (run->glyph_count + 1) > run->slot_count) grow(run);
	GlyphSlot *slot = find_slot(run->slots, run->slot_count, font, glyph);
	if (!slot->font) {
		*slot = (GlyphSlot){ font, glyph, run->glyph_count++ };
		list_add_glyph(list, slot->number, font, glyph);
	}
	return slot->number;
}
