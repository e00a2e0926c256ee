#include "batch/sandbox.h"
#include <errno.h>
#include <sys/prctl.h>
#include "base/message.h"
#include "base/text.h"
#include "batch/sandbox_parts.h"

void sandbox_enter(const SandboxPlan *plan, SandboxReport *report) {
	*report = (SandboxReport){ 0 };
	bool no_connections = false;
	/* Without it a set-user-id program could be started that is bound by none of this; both halves ask for it. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		for (int part = 0; part < SANDBOX_PART_COUNT; part++) report->problem[part] = errno;
		return;
	}
	report->problem[SANDBOX_FILES] = sandbox_restrict_files(plan, &report->landlock, &no_connections);
	report->problem[SANDBOX_CALLS] = sandbox_restrict_calls(plan->programs.count > 0);
	report->problem[SANDBOX_NETWORK] = no_connections ? 0 : report->problem[SANDBOX_CALLS];
	for (int part = 0; part < SANDBOX_PART_COUNT; part++) report->closed[part] = report->problem[part] == 0;
}

const char *sandbox_describe(Arena *arena, const SandboxReport *report) {
	static const char *const CLOSED[SANDBOX_PART_COUNT] = { N_("other programs, and files outside the folders of input, layouts, fonts and output"), N_("the network"),
		N_("risky calls of the system") };
	Text text = { 0 };
	bool first = true;
	for (int part = 0; part < SANDBOX_PART_COUNT; part++) {
		if (!report->closed[part]) continue;
		text_format(&text, first ? _("    closed to what is read: %s") : ", %s", _(CLOSED[part]));
		first = false;
	}
	if (!first) text_add_char(&text, '\n');
	for (int part = 0; part < SANDBOX_PART_COUNT; part++) {
		if (report->closed[part]) continue;
		bool lacking = report->problem[part] == ENOSYS || report->problem[part] == EOPNOTSUPP;
		text_format(&text, _("    not closed: %s (%s)\n"), _(CLOSED[part]),
			!lacking ? message_errno(report->problem[part]) : part == SANDBOX_FILES ? _("this kernel has no Landlock; Linux 5.13 and newer have it") : _("this kernel has no seccomp"));
	}
	const char *words = arena_copy_text(arena, text.bytes, text.length);
	text_free(&text);
	return words;
}
