#include "batch/progress.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/message.h"
#include "base/text.h"

enum { BAR = 24, NARROWEST = 40, USUAL = 80 };
static const int64_t PAUSE = 100 * 1000000; /* nanoseconds between two drawings: an eye does not follow quicker ones */

struct Progress {
	bool active, shown;
	int total;
	int64_t since, drawn;
};

Progress *progress_open(int total, bool wanted) {
	Progress *progress = calloc(1, sizeof *progress);
	if (!progress) base_out_of_memory();
	const char *terminal = getenv("TERM");
	progress->active = wanted && total > 1 && isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
	progress->total = total;
	progress->since = clock_now();
	return progress;
}

static void add_duration(Text *out, int64_t seconds) {
	if (seconds < 90) text_format(out, _("%d s left"), (int)seconds);
	else if (seconds < 90 * 60) text_format(out, _("%d min left"), (int)((seconds + 30) / 60));
	else text_format(out, _("%d h left"), (int)((seconds + 1800) / 3600));
}

/* As much of the text as `columns` hold: a letter, a column; what is more is cut. */
static void add_cut(Text *out, const char *text, int columns) {
	for (const char *at = text, *end = text + strlen(text); at < end && columns > 0;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (c < 0x20 || (c >= 0x7F && c < 0xA0)) continue;
		text_add_bytes(out, start, (size_t)(at - start));
		columns -= !(c >= 0x300 && c < 0x370);
	}
}

static int terminal_width(void) {
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : USUAL;
}

void progress_show(Progress *progress, int done, const char *name) {
	int64_t time = clock_now();
	if (!progress->active || (progress->shown && time - progress->drawn < PAUSE)) return;
	int64_t spent = time - progress->since;
	Text line = { 0 }, out = { 0 };
	int filled = progress->total ? (int)((int64_t)BAR * done / progress->total) : BAR, width = terminal_width();
	if (width >= USUAL) {
		text_add_char(&line, '[');
		for (int i = 0; i < BAR; i++) text_add_char(&line, i < filled ? '#' : '.');
		text_add(&line, "] ");
	}
	text_format(&line, "%d/%d", done, progress->total);
	if (done && spent > 1000000000) {
		text_format(&line, _("  %d a second  "), (int)((int64_t)done * 1000000000 / spent));
		add_duration(&line, (int64_t)(progress->total - done) * (spent / done) / 1000000000);
	}
	if (name) text_format(&line, "  %s", name);
	text_add(&out, "\r");
	add_cut(&out, line.bytes, (width > NARROWEST ? width : NARROWEST) - 1);
	text_add(&out, "\033[K");
	fflush(stdout);
	fwrite(out.bytes, 1, out.length, stderr);
	fflush(stderr);
	text_free(&line);
	text_free(&out);
	progress->shown = true;
	progress->drawn = time;
}

void progress_hide(Progress *progress) {
	if (!progress->shown) return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress->shown = false;
	progress->drawn = 0;
}

void progress_close(Progress *progress) {
	if (!progress) return;
	progress_hide(progress);
	free(progress);
}
