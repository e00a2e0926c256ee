#include "rehearse.h"
#include <sys/mman.h>
#include <unistd.h>
#include "base/file.h"

static const char NOWHERE[] = "/dev/null/bantin"; /* a folder that nobody has */

static void make_sample(Conversion *run, const char *path, Inputs *inputs) {
	Arena *arena = arena_open();
	Diag *unsaid = diag_open();
	Document document = { .path = path, .shown = path, .name = "sample" };
	ConvertedDocument converted;
	inputs_watch(inputs);
	convert_document(run, &document, arena, unsaid, &converted);
	inputs_end_watch();
	diag_close(unsaid);
	arena_close(arena);
}

/* A file that is read anew for each document stands in that document's own inputs. */
static bool stays_open(const char *path, const char *const *read_anew) {
	for (; *read_anew; read_anew++) if (strncmp(path, *read_anew, strlen(*read_anew)) == 0) return false;
	return true;
}

void rehearse(Conversion *run, Inputs *shared) {
	Arena *arena = arena_open();
	ConvertOptions options = { .goal = GOAL_BUILD, .out_folder = NOWHERE, .print = run->options->print, .archive = run->options->archive,
		.archive_level = run->options->archive_level, .system_fonts = run->options->system_fonts };
	Conversion trial = { .options = &options, .fonts = run->fonts, .profile = run->profile, .profile_key = run->profile_key };
	Inputs inputs;
	/* In earnest but for the files: what is deflated once for all must be what each document would make of it. */
	int print = memfd_create("print", MFD_CLOEXEC), archive = memfd_create("archive", MFD_CLOEXEC);
	file_output_lend(file_join(arena, NOWHERE, "sample.print.pdf"), print);
	file_output_lend(file_join(arena, NOWHERE, "sample.archive.pdf"), archive);
	const char *samples = file_data_path(arena, "new"), *const read_anew[] = { samples, file_data_path(arena, "layouts"), NULL };
	inputs_open(&inputs, arena, file_join(arena, samples, "x"), shared->data);
	make_sample(&trial, file_join(arena, samples, "article/bai-viet.xml"), &inputs);
	make_sample(&trial, file_join(arena, samples, "bulletin/so-bao.xml"), &inputs);
	file_output_take_back();
	if (print >= 0) close(print);
	if (archive >= 0) close(archive);
	run->fonts = trial.fonts;
	run->profile = trial.profile;
	run->profile_key = trial.profile_key;
	for (int i = inputs.count - 1; i >= 0; i--)
		if (inputs.items[i].kind != INPUT_CONTENT || !stays_open(inputs.items[i].path, read_anew)) inputs.items[i] = inputs.items[--inputs.count];
	inputs_join(shared, &inputs);
	arena_close(arena);
}
