/* No allocation fails: where the system refuses memory, to us or to a library, the process ends as base_out_of_memory says. Libraries
 * that are refused memory otherwise crash (fontconfig), call exit (libhyphen), or go on and leave something out without a word
 * (libxml2, HarfBuzz): a page with words missing is worse than none.
 *
 * glibc lets a program bring functions of its own under these names, for its libraries too. Sanitizers do that themselves. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

void *__libc_malloc(size_t size), *__libc_calloc(size_t count, size_t size), *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static void *checked(void *memory, size_t size) {
	if (!memory && size) base_out_of_memory();
	return memory;
}

void *malloc(size_t size) { return checked(__libc_malloc(size), size); }
void *calloc(size_t count, size_t size) { return checked(__libc_calloc(count, size), count && size); }
void *realloc(void *old, size_t size) { return checked(__libc_realloc(old, size), size); }
void *memalign(size_t alignment, size_t size) { return checked(__libc_memalign(alignment, size), size); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void **out, size_t alignment, size_t size) {
	if (alignment < sizeof(void *) || (alignment & (alignment - 1))) return EINVAL;
	*out = memalign(alignment, size);
	return 0;
}

#endif
