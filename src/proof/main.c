/* The command. It is no user's: bantin runs it.
 *   bantin-proof draw|draw-on-paper   pages from descriptor 0, answers to descriptor 1, the press's profile on descriptor 3 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "proof/proof.h"

_Noreturn void proof_fail(const char *why) {
	fprintf(stderr, "bantin-proof: %s\n", why);
	_exit(1);
}

void *proof_allocate(size_t count, size_t size) {
	void *memory = calloc(count ? count : 1, size ? size : 1);
	if (!memory) proof_fail("out of memory");
	return memory;
}

static void put(const void *bytes, size_t length) {
	for (const char *at = bytes; length;) {
		ssize_t written = write(STDOUT_FILENO, at, length);
		if (written < 0 && errno == EINTR) continue;
		if (written <= 0) proof_fail("nobody listens");
		at += written;
		length -= (size_t)written;
	}
}

void proof_answer(uint8_t kind, const void *bytes, size_t length) {
	const unsigned char head[5] = { kind, (unsigned char)length, (unsigned char)(length >> 8), (unsigned char)(length >> 16), (unsigned char)(length >> 24) };
	if (length > UINT32_MAX) proof_fail("too large");
	put(head, sizeof head);
	put(bytes, length);
}

/* Photos come decoded, fonts as outlines: there is little to go wrong; a page that runs for ever is stopped all the same. */
static void set_limits(void) {
	const struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
#if !defined __SANITIZE_ADDRESS__
	const struct rlimit memory = { (rlim_t)2 << 30, (rlim_t)2 << 30 };
	setrlimit(RLIMIT_AS, &memory);
#endif
}

int main(int count, char **words) {
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	set_limits();
	if (count != 2 || (strcmp(words[1], "draw") != 0 && strcmp(words[1], "draw-on-paper") != 0)) proof_fail("is run by bantin");
	develop_open(strcmp(words[1], "draw-on-paper") == 0);
	proof_read_list();
	_exit(0); /* the memory goes with the process */
}
