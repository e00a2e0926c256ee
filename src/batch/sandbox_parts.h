/* The two halves of the sandbox. Nobody outside the room includes this. */
#ifndef BANTIN_BATCH_SANDBOX_PARTS_H
#define BANTIN_BATCH_SANDBOX_PARTS_H
#include "batch/sandbox.h"

/* AddressSanitizer looks for leaks from a second process that stops the first and reads its maps. */
#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANDBOX_UNDER_SANITIZER 1
#endif
#endif
#ifndef SANDBOX_UNDER_SANITIZER
#define SANDBOX_UNDER_SANITIZER 0
#endif

/* Each answers 0 or an errno: ENOSYS or EOPNOTSUPP when the kernel has no such thing. */
int sandbox_restrict_files(const SandboxPlan *plan, int *version, bool *network);
int sandbox_restrict_calls(bool programs);
#endif
