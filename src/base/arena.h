/* Memory: one arena per document, a scratch arena per try; nothing is freed piece by piece.
 * When the system has no memory left, arena_alloc calls base_out_of_memory, which removes unfinished
 * output files, says so and ends the process with status 3; so no caller checks for NULL. */
#ifndef BANTIN_BASE_ARENA_H
#define BANTIN_BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

typedef struct Arena Arena;
typedef struct ArenaMark { void *block; size_t used; } ArenaMark;

Arena *arena_open(void);
void arena_close(Arena *arena);              /* NULL is fine */
void *arena_alloc(Arena *arena, size_t size); /* zeroed, aligned to 16 */
void *arena_alloc_raw(Arena *arena, size_t size); /* not zeroed, aligned to 16 */
/* Grows the newest allocation in place when it can, copies otherwise. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
char *arena_copy_text(Arena *arena, const char *text, size_t length); /* NUL-terminated copy */
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(Arena *arena, const char *format, va_list args);
/* What is in `from` from now on lives as long as `into`, whatever marks it is reset to; `from` is closed. */
void arena_adopt(Arena *into, Arena *from);
/* Everything allocated after the mark is given back; marks nest. */
ArenaMark arena_mark(Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);
size_t arena_total(const Arena *arena);      /* bytes held from the system */

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

/* A growing array in an arena: struct { T *items; int count, capacity; }.
 *   VECTOR(Line) lines = {0};  *vector_push(arena, &lines) = line; */
#define VECTOR(Type) struct { Type *items; int count, capacity; }
#define vector_push(arena, v) \
	((v)->count == (v)->capacity ? \
		((v)->items = arena_grow((arena), (v)->items, sizeof(*(v)->items) * (size_t)(v)->capacity, \
			sizeof(*(v)->items) * (size_t)((v)->capacity ? (v)->capacity * 2 : 8)), \
		 (v)->capacity = (v)->capacity ? (v)->capacity * 2 : 8) : 0, \
	 memset(&(v)->items[(v)->count], 0, sizeof(*(v)->items)), &(v)->items[(v)->count++])

_Noreturn void base_out_of_memory(void);
#endif
