/* What is known of words that were met before: what they are, and how they looked last. A text of a hundred thousand words has some
 * thousands of different ones. */
#include <stdlib.h>
#include <string.h>
#include "paragraph/words.h"

enum { LEAST_SLOTS = 1024, MOST_SLOTS = 65536 /* 4 MB: a text that has still more different words begins anew */ };

static KnownWord *find_slot(const WordMemory *memory, const char *bytes, size_t length, uint32_t hash) {
	for (uint32_t at = (hash ^ hash >> 15) & memory->mask;; at = (at + 1) & memory->mask) {
		KnownWord *slot = &memory->slots[at];
		if (!slot->length || (slot->length == length && memcmp(slot->bytes, bytes, length) == 0)) return slot;
	}
}

static void make_room(WordMemory *memory) {
	WordMemory old = *memory;
	uint32_t capacity = !old.slots ? LEAST_SLOTS : old.mask + 1 < MOST_SLOTS ? (old.mask + 1) * 2 : MOST_SLOTS;
	bool keeps = old.slots && capacity > old.mask + 1;
	memory->slots = aligned_alloc(sizeof *memory->slots, sizeof *memory->slots * capacity); /* a word to a line of the cache */
	if (!memory->slots) base_out_of_memory();
	memset(memory->slots, 0, sizeof *memory->slots * capacity);
	memory->mask = capacity - 1;
	memory->count = keeps ? old.count : 0;
	for (uint32_t i = 0; keeps && i <= old.mask; i++) {
		const KnownWord *known = &old.slots[i];
		if (known->length) *find_slot(memory, known->bytes, known->length, known->hash) = *known;
	}
	free(old.slots);
}

WordFacts paragraph_recall_facts(ParagraphBreaker *breaker, const char *bytes, size_t length, uint32_t hash, uint32_t *place) {
	WordMemory *memory = &breaker->memory;
	*place = 0;
	if (!length || length > sizeof ((KnownWord *)0)->bytes) return paragraph_classify_word(breaker->lexicon, bytes, length);
	if (!memory->slots || memory->count * 2 > memory->mask) make_room(memory);
	KnownWord *known = find_slot(memory, bytes, length, hash);
	if (!known->length) {
		*known = (KnownWord){ .facts = paragraph_classify_word(breaker->lexicon, bytes, length), .hash = hash, .length = (uint8_t)length };
		memcpy(known->bytes, bytes, length);
		memory->count++;
	}
	*place = (uint32_t)(known - memory->slots);
	return known->facts;
}

/* The memory may have been made anew since the word's place was told. */
const GlyphRun *paragraph_shape_word(ParagraphBreaker *breaker, const Span *span, const char *bytes, size_t length, uint32_t place) {
	KnownWord *known = breaker->memory.slots ? &breaker->memory.slots[place & breaker->memory.mask] : NULL;
	bool vietnamese = !span->lang || strcmp(span->lang, "vi") == 0;
	if (!vietnamese || !known || known->length != length || memcmp(known->bytes, bytes, length) != 0)
		return font_shape(span->font, bytes, length, span->features, span->lang);
	const GlyphRun *run = known->run;
	if (!run || run->font != span->font || run->features != span->features)
		known->run = run = font_shape(span->font, bytes, length, span->features, NULL);
	return run;
}

void paragraph_forget_words(WordMemory *memory) {
	free(memory->slots);
	*memory = (WordMemory){ 0 };
}
