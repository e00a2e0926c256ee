#include "preview_documents.h"
#include <stdio.h>
#include "base/file.h"
#include "base/message.h"
#include "batch/find_documents.h"

static void print_outcome(const Conversion *run, const ConvertedDocument *converted) {
	if (run->options->quiet) return;
	fputs(converted->sources, stdout);
	for (int i = 0; i < converted->output_count; i++) {
		printf("%s/  ", converted->outputs[i]);
		printf(message_count("%d page", "%d pages", converted->pages), converted->pages);
		putchar('\n');
	}
}

static int preview_document(Conversion *run, const Document *document, int *made) {
	Arena *arena = arena_open();
	ConvertedDocument converted;
	int status = convert_tell_document(run, document, arena, &converted);
	print_outcome(run, &converted);
	if (run->options->timings) convert_print_timings(document->name, converted.spent);
	fflush(stdout);
	run->documents++;
	run->with_errors += status != STATUS_FINE;
	*made += converted.made;
	arena_close(arena);
	return status;
}

int preview_documents(Conversion *run, char *const *paths, int path_count) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	DocumentList documents = batch_find_documents(arena, paths, path_count, NULL, diag);
	batch_report_names(&documents, diag);
	int status = convert_report(run, diag), made = 0;
	diag_close(diag);
	for (int i = 0; i < documents.count; i++) {
		int one = preview_document(run, &documents.items[i], &made);
		if (one > status) status = one;
		if (one == STATUS_SURROUNDINGS) break; /* the next would fail of the same */
	}
	if (!run->options->quiet)
		printf(_("documents: %d, made: %d, with errors: %d; errors: %d, warnings: %d\n"), run->documents, made, run->with_errors, run->errors, run->warnings);
	arena_close(arena);
	return status;
}
