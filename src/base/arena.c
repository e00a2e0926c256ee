#include "base/arena.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"

/* Under AddressSanitizer what is not handed out is poisoned, and a poisoned gap parts neighbours: a byte too far is found. */
#if defined(__SANITIZE_ADDRESS__)
#define POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONS 1
#endif
#endif
#ifdef POISONS
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { GAP = 0 };
#endif

typedef struct Block {
	struct Block *previous;
	size_t size, used;
	_Alignas(16) char bytes[];
} Block;

struct Arena {
	Block *newest;
	size_t total;
};

enum { FIRST_BLOCK = 64 * 1024, LARGEST_STEP = 4 * 1024 * 1024 };

_Noreturn void base_out_of_memory(void) {
	file_output_abandon_all();
	fprintf(stderr, "bantin: %s\n", _("There is not enough memory. Nothing unfinished was left behind."));
	_exit(3);
}

static size_t round_up(size_t size) { return ((size + 15) & ~(size_t)15) + GAP; }

static Block *block_add(Arena *arena, size_t need) {
	size_t size = FIRST_BLOCK;
	if (arena->newest && arena->newest->size < LARGEST_STEP) size = arena->newest->size * 2;
	else if (arena->newest) size = LARGEST_STEP;
	if (size < need) size = need;
	Block *block = malloc(sizeof *block + size);
	if (!block) base_out_of_memory();
	block->previous = arena->newest;
	block->size = size;
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	arena->newest = block;
	arena->total += size;
	return block;
}

Arena *arena_open(void) {
	Arena *arena = calloc(1, sizeof *arena);
	if (!arena) base_out_of_memory();
	return arena;
}

void arena_close(Arena *arena) {
	if (!arena) return;
	arena_reset(arena, (ArenaMark){ 0 });
	free(arena);
}

/* Below the oldest block, where no mark reaches. */
void arena_adopt(Arena *into, Arena *from) {
	Block **oldest = &into->newest;
	while (*oldest) oldest = &(*oldest)->previous;
	*oldest = from->newest;
	into->total += from->total;
	free(from);
}

void *arena_alloc_raw(Arena *arena, size_t size) {
	if (size > SIZE_MAX - 64) base_out_of_memory();
	size_t rounded = round_up(size);
	Block *block = arena->newest;
	if (!block || block->size - block->used < rounded) block = block_add(arena, rounded);
	void *at = block->bytes + block->used;
	block->used += rounded;
	ASAN_UNPOISON_MEMORY_REGION(at, size);
	return at;
}

void *arena_alloc(Arena *arena, size_t size) {
	return memset(arena_alloc_raw(arena, size), 0, size);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
	if (!old) return arena_alloc_raw(arena, new_size);
	Block *block = arena->newest;
	if (new_size > SIZE_MAX - 64) base_out_of_memory();
	size_t old_rounded = round_up(old_size), new_rounded = round_up(new_size);
	if ((char *)old + old_rounded == block->bytes + block->used && block->size - block->used + old_rounded >= new_rounded) {
		block->used += new_rounded - old_rounded;
		ASAN_UNPOISON_MEMORY_REGION(old, new_size);
		return old;
	}
	return memcpy(arena_alloc_raw(arena, new_size), old, old_size < new_size ? old_size : new_size);
}

char *arena_copy_text(Arena *arena, const char *text, size_t length) {
	char *copy = arena_alloc_raw(arena, length + 1);
	memcpy(copy, text, length);
	copy[length] = 0;
	return copy;
}

char *arena_vformat(Arena *arena, const char *format, va_list args) {
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0) return arena_copy_text(arena, "", 0);
	char *text = arena_alloc_raw(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

char *arena_format(Arena *arena, const char *format, ...) {
	va_list args;
	va_start(args, format);
	char *text = arena_vformat(arena, format, args);
	va_end(args);
	return text;
}

ArenaMark arena_mark(Arena *arena) {
	return (ArenaMark){ arena->newest, arena->newest ? arena->newest->used : 0 };
}

void arena_reset(Arena *arena, ArenaMark mark) {
	while (arena->newest && arena->newest != mark.block) {
		Block *previous = arena->newest->previous;
		arena->total -= arena->newest->size;
		free(arena->newest);
		arena->newest = previous;
	}
	if (!arena->newest) return;
	ASAN_POISON_MEMORY_REGION(arena->newest->bytes + mark.used, arena->newest->used - mark.used);
	arena->newest->used = mark.used;
}

size_t arena_total(const Arena *arena) { return arena->total; }
