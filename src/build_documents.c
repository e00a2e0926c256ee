/* The life of a batch. The run itself reads no document: it looks for them, asks their records whether anything has changed, and for
 * each that is to be made opens the hidden files of its outputs and forks a worker, which reads, composes, writes into these files, and
 * tells through a pipe what became of it (DocumentAccount). Outputs that are complete are brought to the disk some at a time and then
 * get their names; only then are they told of, in the order of the documents. */
#include "build_documents.h"
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/file.h"
#include "base/message.h"
#include "batch/output_folder.h"
#include "batch/pool.h"
#include "batch/progress.h"
#include "batch/record.h"
#include "batch/sum.h"
#include "confine.h"
#include "design/design.h"
#include "document_account.h"
#include "publication/publication.h"
#include "recall_documents.h"
#include "rehearse.h"
#include "run_reports.h"

enum {
	COMMIT_COUNT = 48,                   /* documents brought to the disk together: a third of the time that each by itself takes */
	COMMIT_PAUSE = 500,                  /* milliseconds that a complete document waits at most */
	KEEP_PAUSE = 30,                     /* milliseconds after which the stamp of an output that got its name may stand for its content */
	REHEARSED = 6,                       /* documents for which a rehearsal pays */
	TICK = 100,                          /* milliseconds between two looks at the clock */
	MOST_TRIES = 2                       /* of a document whose worker was killed from outside */
};

/* What a document may become must find room in its worker and in its record. */
_Static_assert(OUTPUTS <= (int)FILE_MOST_LENT && OUTPUTS <= (int)RECORD_OUTPUTS, "a document has more outputs than can be lent or recorded");

typedef enum JobState { JOB_WAITING, JOB_RUNNING, JOB_WRITTEN, JOB_NAMED, JOB_OVER, JOB_LEFT } JobState;

typedef struct Job {
	const Document *document;
	JobState state;
	int tries;
	Arena *arena;            /* of the account; NULL when there is none, or when it was told */
	DocumentAccount account;
	Inputs inputs; bool has_inputs;
	bool unchanged;          /* recalled, not made */
	OutputFile files[OUTPUTS]; int file_count;
	OutputKind kinds[OUTPUTS]; /* of the files */
	char *why;               /* it is made, for --explain; NULL: not to be told */
	char *printed;           /* by libraries, in the worker; NULL: nothing */
	int64_t nanoseconds;
	uint64_t memory;
} Job;

typedef struct Build {
	Conversion *run;
	RunReports reports;
	Job *jobs; int job_count;
	int next, told, over;    /* the next to be started; those that were told; those that are through */
	int made, unchanged;
	OutputFolder *folder;    /* NULL: nothing is written */
	Recall *recall;          /* with the first document; NULL when nothing is written */
	const char *data;        /* folder of the program's data */
	Inputs shared;           /* what was opened for all of them */
	bool rehearsed;
	int threads;             /* of the worker that is started next, beside its first */
	Pool *pool;
	Progress *progress;
	int *written, written_count; /* numbers of jobs in JOB_WRITTEN, in the order of their coming */
	int64_t written_since;
	int named[COMMIT_COUNT], named_count; /* numbers of jobs in JOB_NAMED: their records are not written yet */
	int64_t named_since;
	bool stopped;            /* the surroundings failed: nothing more is begun */
	int status;
} Build;

static void weigh(Build *build, int status) {
	if (status > build->status) build->status = status;
}

/* ---- signals: the run ends in order ---- */

static volatile sig_atomic_t stop_signal;
static void note_signal(int number) { stop_signal = number; }

static void catch_signals(void) {
	static const int ENDING[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = note_signal };
	for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++) {
		struct sigaction old;
		if (sigaction(ENDING[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(ENDING[i], &action, NULL);
	}
}

/* ---- in the worker ---- */

static void take_outputs(Arena *arena, const Job *job, const ConvertedDocument *converted, DocumentAccount *account) {
	for (int i = 0; i < converted->output_count; i++) {
		for (int k = 0; k < job->file_count; k++) {
			Sum sum;
			if (strcmp(job->files[k].target, converted->outputs[i]) != 0) continue;
			AccountOutput *output = &account->outputs[account->output_count++];
			output->kind = job->kinds[k];
			output->sha256 = "";
			if (sum_of_file(job->files[k].fd, &sum, &output->size)) output->sha256 = arena_copy_text(arena, sum.digits, SUM_DIGITS);
		}
	}
}

/* Everything that reads a document happens below here, in a process that ends with it. */
static void work(void *data, int number, Text *result) {
	Build *build = data;
	Job *job = &build->jobs[number];
	const ConvertOptions *options = build->run->options;
	for (int i = 0; i < job->file_count; i++) file_output_lend(job->files[i].target, job->files[i].fd);
	/* Nothing of the document has been read. Open are /dev/null (0), the pipe for what is printed (1, 2), the pipe of the result, and the
	 * hidden output files, which are all that is ever written. */
	confine_to_document(options, job->document);
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Inputs inputs;
	ConvertedDocument converted;
	inputs_open(&inputs, arena, job->document->path, build->data);
	inputs_join(&inputs, &build->shared);
	inputs_watch(&inputs);
	build->run->crew = crew_open(build->threads);
	convert_document(build->run, job->document, arena, diag, &converted);
	crew_close(build->run->crew);
	inputs_end_watch();
	DocumentAccount account = { .status = converted.status, .made = converted.made, .pages = converted.pages, .sources = converted.sources };
	memcpy(account.spent, converted.spent, sizeof account.spent);
	take_outputs(arena, job, &converted, &account);
	account_take_messages(&account, arena, diag, options);
	ReportDocument document = { .path = job->document->path, .outputs = converted.outputs, .output_count = converted.output_count,
		.drawing = converted.drawing, .rules = converted.rules, .findings = converted.findings, .diag = diag };
	if (converted.design) document.layout = converted.design->name;
	if (converted.publication) {
		document.inputs = (const char *const *)converted.publication->files.items;
		document.input_count = converted.publication->files.count;
	}
	bool html = run_reports_have(options, REPORT_HTML);
	account_make_parts(&account, arena, &document, number + 1, html);
	account_write(&account, html, result);
	wire_add_number(result, inputs.unsteady);
	inputs_write(&inputs, result);
}

/* ---- accounts that no worker gave ---- */

static void make_account(Build *build, Job *job, int status, const Diag *diag) {
	if (!job->arena) job->arena = arena_open();
	job->account = (DocumentAccount){ .status = status, .sources = "" };
	account_take_messages(&job->account, job->arena, diag, build->run->options);
	ReportDocument document = { .path = job->document->path, .diag = diag };
	account_make_parts(&job->account, job->arena, &document, (int)(job - build->jobs) + 1, run_reports_have(build->run->options, REPORT_HTML));
}

static void account_for_failure(Build *build, Job *job, const JobResult *result) {
	const ConvertOptions *options = build->run->options;
	SourcePos pos = { job->document->path, 0, 0 };
	Diag *diag = diag_open();
	switch (result->end) {
	case JOB_OUT_OF_TIME:
		diag_add(diag, SEVERITY_ERROR, "job-time", pos, _("The document was given up after %d seconds."), options->time_limit);
		diag_hint(diag, _("If it is that large, allow more with --time-limit SECONDS; otherwise look for what is odd in it."));
		break;
	case JOB_OUT_OF_MEMORY:
		diag_add(diag, SEVERITY_ERROR, "job-memory", pos, _("The document was given up: it needs more than %d MB of memory."), options->memory_limit);
		diag_hint(diag, _("If it is that large, allow more with --memory-limit MB; otherwise look for what is odd in it."));
		break;
	case JOB_CRASHED:
		diag_add(diag, SEVERITY_ERROR, "job-crashed", pos, _("The program failed on this document (%s); the others are not touched by that."), strsignal(result->signal));
		diag_hint(diag, _("That is a fault of the program: please report it, with the document."));
		break;
	default:
		diag_add(diag, SEVERITY_ERROR, "job-crashed", pos, _("The program failed on this document (%s); the others are not touched by that."), _("no result"));
		diag_hint(diag, _("That is a fault of the program: please report it, with the document."));
		break;
	}
	make_account(build, job, STATUS_CONTENT, diag);
	diag_close(diag);
}

/* ---- telling, in the order of the documents ---- */

/* What was printed by others must not steer the terminal. */
static void print_plain(const char *text) {
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) fputc(*p < 0x20 && *p != '\n' && *p != '\t' ? ' ' : *p, stderr);
	if (text[0] && text[strlen(text) - 1] != '\n') fputc('\n', stderr);
}

static void print_size(uint64_t bytes) {
	if (bytes < 1000000) printf(", %" PRIu64 " KB\n", (bytes + 999) / 1000);
	else printf(", %" PRIu64 ".%" PRIu64 " MB\n", bytes / 1000000, bytes / 100000 % 10);
}

static void print_pages(const char *path, int pages) {
	printf("%s  ", path);
	printf(message_count("%d page", "%d pages", pages), pages);
}

static void print_outcome(const Build *build, const Job *job) {
	const ConvertOptions *options = build->run->options;
	const DocumentAccount *account = &job->account;
	if (options->quiet) return;
	if (job->unchanged && options->verbose) printf(_("%s: unchanged\n"), job->document->shown);
	for (int i = 0; i < account->output_count && !job->unchanged; i++) {
		print_pages(file_join(job->arena, options->out_folder, convert_output_name(job->arena, options, job->document, account->outputs[i].kind)), account->outputs[i].kind == OUTPUT_COVER ? 1 : account->pages);
		print_size(account->outputs[i].size);
	}
	if (options->goal == GOAL_CHECK && account->pages) {
		print_pages(job->document->shown, account->pages);
		putchar('\n');
	}
}

/* Of everything read and written, each file once. */
static int list_hashes(const Build *build, const Job *job, ReportHash **out) {
	const DocumentAccount *account = &job->account;
	int count = 0;
	*out = ARENA_ARRAY(job->arena, ReportHash, (job->has_inputs ? job->inputs.count : 0) + account->output_count);
	for (int i = 0; job->has_inputs && i < job->inputs.count; i++) {
		const Input *input = &job->inputs.items[i];
		if (input->kind == INPUT_CONTENT && !input->problem) (*out)[count++] = (ReportHash){ input->path, input->sum.digits };
	}
	for (int i = 0; i < account->output_count; i++) {
		const char *name = convert_output_name(job->arena, build->run->options, job->document, account->outputs[i].kind);
		(*out)[count++] = (ReportHash){ file_join(job->arena, build->run->options->out_folder, name), account->outputs[i].sha256 };
	}
	return count;
}

static void add_to_reports(Build *build, const Job *job) {
	const DocumentAccount *account = &job->account;
	if (!build->run->options->reports.count) return;
	ReportHash *hashes;
	int count = list_hashes(build, job, &hashes);
	ReportJob report = { .result = job->unchanged ? "unchanged" : !account->pages ? "failed" : build->folder ? "made" : "checked",
		.nanoseconds = job->nanoseconds, .memory = job->memory, .hashes = hashes, .hash_count = count };
	if (build->folder && !job->unchanged && !account->made) report.result = "failed";
	run_reports_add_part(&build->reports, &account->json, &account->html, &report);
}

static void tell_job(Build *build, Job *job) {
	Conversion *run = build->run;
	DocumentAccount *account = &job->account;
	progress_hide(build->progress);
	if (job->why) printf(_("%s is made: %s\n"), job->document->shown, text_make_plain(job->why));
	fputs(run->options->verbose && !job->unchanged ? account->sources : "", stdout);
	fflush(stdout);
	if (job->printed) print_plain(job->printed);
	for (int i = 0; i < account->message_count; i++)
		if (!run->options->quiet || account->messages[i].severity != SEVERITY_NOTE) fputs(account->messages[i].text, stderr);
	print_outcome(build, job);
	if (run->options->timings && !job->unchanged) {
		convert_print_timings(job->document->name, account->spent);
		for (int i = 0; i < STAGE_COUNT; i++) run->spent[i] += account->spent[i];
	}
	fflush(stdout);
	run->errors += account->errors;
	run->warnings += account->warnings;
	run->documents++;
	run->with_errors += account->status != STATUS_FINE;
	build->made += account->made && !job->unchanged;
	build->unchanged += job->unchanged;
	weigh(build, account->status);
	add_to_reports(build, job);
	free(job->printed);
	free(job->why);
	job->printed = job->why = NULL;
	if (account->status == STATUS_FINE) { /* the others are told of again at the end */
		arena_close(job->arena);
		job->arena = NULL;
	}
}

static void tell_those_over(Build *build) {
	while (build->told < build->job_count && build->jobs[build->told].state == JOB_OVER) tell_job(build, &build->jobs[build->told++]);
}

/* ---- bringing outputs to the disk ---- */

static void stop_for(Build *build, int problem) {
	build->stopped = build->stopped || problem == ENOSPC || problem == EDQUOT || problem == EROFS || problem == EIO;
}

static void report_unwritten(Build *build, Job *job, int problem) {
	Diag *diag = diag_open();
	const char *path = file_join(job->arena, build->run->options->out_folder, convert_output_name(job->arena, build->run->options, job->document, !build->run->options->print));
	diag_add(diag, SEVERITY_ERROR, "write-failed", (SourcePos){ path, 0, 0 }, _("The file %s could not be written: %s."), path, message_errno(problem));
	make_account(build, job, STATUS_SURROUNDINGS, diag);
	diag_close(diag);
	stop_for(build, problem);
}

static void abandon_outputs(Job *job) {
	for (int i = 0; i < job->file_count; i++) outputs_abandon(&job->files[i]);
	job->file_count = 0;
}

static void finish_job(Build *build, Job *job) {
	abandon_outputs(job);
	job->state = JOB_OVER;
	build->over++;
}

static bool was_written(const Job *job, int file) {
	for (int i = 0; i < job->account.output_count; i++) if (job->account.outputs[i].kind == job->kinds[file]) return true;
	return false;
}

static void keep_record(Build *build, const Job *job) {
	FileStamp stamps[OUTPUTS] = { 0 };
	for (int i = 0; i < job->account.output_count; i++)
		for (int k = 0; k < job->file_count; k++)
			if (job->kinds[k] == job->account.outputs[i].kind) stamps[i] = job->files[k].stamp;
	recall_keep(build->recall, job->document, &job->inputs, &job->account, stamps);
}

/* Of the outputs of a small run the next one may as well read the content. */
static void await_stamps(const Build *build) {
	int64_t left = build->named_since + (int64_t)KEEP_PAUSE * 1000000 - clock_now();
	if (build->job_count < REHEARSED || !build->named_count || left <= 0 || stop_signal) return;
	nanosleep(&(struct timespec){ .tv_nsec = left }, NULL);
}

/* A record that is written as soon as its outputs have their names cannot rely on their stamps (batch/inputs.h): all would be read again
 * by the next run, which would take several times as long. */
static void keep_records(Build *build) {
	await_stamps(build);
	for (int i = 0; i < build->named_count; i++) {
		Job *job = &build->jobs[build->named[i]];
		keep_record(build, job);
		finish_job(build, job);
	}
	build->named_count = 0;
	tell_those_over(build);
}

static void commit_written(Build *build) {
	keep_records(build);
	OutputFile *files[COMMIT_COUNT * OUTPUTS];
	int count = 0;
	for (int i = 0; i < build->written_count; i++) {
		Job *job = &build->jobs[build->written[i]];
		for (int k = 0; k < job->file_count; k++) if (was_written(job, k)) files[count++] = &job->files[k];
	}
	if (count) outputs_commit(build->folder, files, count);
	for (int i = 0; i < build->written_count; i++) {
		Job *job = &build->jobs[build->written[i]];
		int problem = 0;
		for (int k = 0; k < job->file_count; k++) if (job->files[k].fd < 0 && job->files[k].problem) problem = job->files[k].problem;
		if (!problem && build->recall && job->has_inputs && job->account.status < STATUS_USAGE) {
			job->state = JOB_NAMED;
			build->named[build->named_count++] = build->written[i];
			continue;
		}
		if (problem) report_unwritten(build, job, problem);
		finish_job(build, job);
	}
	build->written_count = 0;
	build->named_since = clock_now();
	tell_those_over(build);
}

/* ---- jobs ---- */

static void refuse_folder(Build *build, int problem) {
	const char *path = build->run->options->out_folder;
	Diag *diag = diag_open();
	SourcePos pos = { path, 0, 0 };
	if (problem == ENOTDIR || problem == EEXIST) {
		diag_add(diag, SEVERITY_ERROR, "output-folder", pos, _("The PDFs go into a folder, and this is none."));
		diag_hint(diag, _("Name a folder with -o FOLDER; it is made when it is not there."));
	} else {
		diag_add(diag, SEVERITY_ERROR, "output-folder", pos, _("Nothing can be written into this folder: %s."), message_errno(problem));
		if (problem == ENOSPC || problem == EDQUOT) diag_hint(diag, _("The disk is full: make room and run the same command again."));
		else diag_hint(diag, _("Choose a folder that you may write to with -o FOLDER."));
	}
	progress_hide(build->progress);
	convert_report(build->run, diag);
	run_reports_add_messages(&build->reports, diag);
	diag_close(diag);
	weigh(build, STATUS_SURROUNDINGS);
	build->stopped = true;
}

static bool open_outputs(Build *build, Job *job) {
	const ConvertOptions *options = build->run->options;
	if (!build->folder) return true;
	if (!outputs_prepare(build->folder)) return refuse_folder(build, errno), false;
	for (int kind = OUTPUT_PRINT; kind < OUTPUTS; kind++) { /* which it will fill is seen when it is read */
		if (!(kind == OUTPUT_ARCHIVE ? options->archive : options->print)) continue;
		Arena *arena = arena_open();
		bool begun = outputs_begin(build->folder, convert_output_name(arena, options, job->document, (OutputKind)kind), &job->files[job->file_count]);
		int problem = errno;
		arena_close(arena);
		if (!begun) return refuse_folder(build, problem), false;
		job->kinds[job->file_count++] = (OutputKind)kind;
	}
	return true;
}

static bool open_fonts(Build *build) {
	Conversion *run = build->run;
	if (run->fonts) return true;
	Diag *diag = diag_open();
	run->fonts = font_open_set(run->options->system_fonts, diag);
	progress_hide(build->progress);
	weigh(build, convert_report(run, diag));
	run_reports_add_messages(&build->reports, diag);
	diag_close(diag);
	if (run->fonts) return true;
	weigh(build, STATUS_SURROUNDINGS);
	build->stopped = true;
	return false;
}

/* Whether the document is as it was when its outputs were made. */
static bool recall_job(Build *build, Job *job) {
	const ConvertOptions *options = build->run->options;
	if (!build->folder) return false;
	if (!build->recall) build->recall = recall_open(options, build->run->fonts, build->folder);
	const char *why = NULL;
	job->arena = arena_open();
	if (options->force) why = _("asked for by --force");
	else if (run_reports_have(options, REPORT_HTML)) why = _("the report shows its pages");
	else job->unchanged = recall_document(build->recall, job->document, job->arena, &job->account, &job->inputs, &why);
	job->has_inputs = job->unchanged;
	if (!job->unchanged && options->explain) job->why = strdup(why);
	if (job->unchanged) return finish_job(build, job), true;
	arena_close(job->arena);
	job->arena = NULL;
	return false;
}

/* The processors are shared out among the documents that are made at the same time. */
static int count_threads(const Build *build) {
	int most = build->run->options->jobs, at_once = pool_running(build->pool) + 1 + build->job_count - build->next;
	return most / (at_once < most ? at_once : most) - 1;
}

static void start_job(Build *build, int number) {
	Job *job = &build->jobs[number];
	if (!open_fonts(build)) return;
	if (!job->tries && recall_job(build, job)) return;
	job->tries++;
	if (!open_outputs(build, job)) {
		abandon_outputs(job);
		return;
	}
	if (!build->rehearsed && build->job_count - build->next >= REHEARSED) rehearse(build->run, &build->shared);
	build->rehearsed = true;
	job->state = JOB_RUNNING;
	build->threads = count_threads(build);
	int kept[OUTPUTS];
	for (int i = 0; i < job->file_count; i++) kept[i] = job->files[i].fd;
	if (pool_start(build->pool, number, kept, job->file_count)) return;
	int problem = errno;
	job->arena = arena_open();
	Diag *diag = diag_open();
	diag_add(diag, SEVERITY_ERROR, "job-start", (SourcePos){ job->document->path, 0, 0 }, _("No process can be started for this document: %s."), message_errno(problem));
	make_account(build, job, STATUS_SURROUNDINGS, diag);
	diag_close(diag);
	build->stopped = true;
	finish_job(build, job);
}

static void take_result(Build *build, JobResult *result) {
	Job *job = &build->jobs[result->number];
	if (result->end == JOB_CRASHED && result->signal == SIGKILL && job->tries < MOST_TRIES) { /* by whom ever: it says nothing of the document */
		job->state = JOB_WAITING;
		abandon_outputs(job);
		start_job(build, result->number);
		job_result_free(result);
		return;
	}
	job->nanoseconds = result->nanoseconds;
	job->memory = result->memory;
	if (result->printed.length && result->end != JOB_OUT_OF_MEMORY) job->printed = strdup(result->printed.bytes);
	job->arena = arena_open();
	const unsigned char *bytes = (const unsigned char *)(result->bytes.bytes ? result->bytes.bytes : "");
	WireReader in = { bytes, bytes + result->bytes.length, job->arena, false };
	inputs_open(&job->inputs, job->arena, job->document->path, build->data);
	if (result->end == JOB_DONE) {
		bool read = account_read(&in, &job->account);
		job->inputs.unsteady = wire_take_number(&in) != 0;
		job->has_inputs = read && inputs_read(&in, &job->inputs);
		if (!job->has_inputs) result->end = JOB_BROKEN;
	}
	if (result->end != JOB_DONE) account_for_failure(build, job, result);
	job_result_free(result);
	if (job->account.status == STATUS_SURROUNDINGS) build->stopped = true;
	job->state = JOB_WRITTEN;
	for (int i = 0; i < job->file_count; i++) if (was_written(job, i)) outputs_start_sync(&job->files[i]);
	if (!build->written_count) build->written_since = clock_now();
	build->written[build->written_count++] = (int)(job - build->jobs);
}

static int count_through(const Build *build) { return build->over + build->named_count + build->written_count; }

static void run_jobs(Build *build) {
	while (!stop_signal) {
		while (!build->stopped && build->next < build->job_count && pool_has_room(build->pool)) {
			start_job(build, build->next++);
			tell_those_over(build);
			if (stop_signal) break;
			progress_show(build->progress, count_through(build), NULL);
		}
		bool working = pool_running(build->pool) > 0;
		bool late = build->written_count && clock_now() - build->written_since > (int64_t)COMMIT_PAUSE * 1000000;
		if (build->named_count && clock_now() - build->named_since > (int64_t)KEEP_PAUSE * 1000000) keep_records(build);
		if (build->written_count == COMMIT_COUNT || late || (build->written_count && !working)) commit_written(build);
		if (!working) break;
		JobResult result;
		if (pool_wait(build->pool, TICK, &result)) take_result(build, &result);
		int oldest = pool_oldest(build->pool);
		progress_show(build->progress, count_through(build), oldest >= 0 ? build->jobs[oldest].document->name : NULL);
	}
}

/* What is complete keeps its place, whatever ended the run; the rest leaves no trace. */
static void end_jobs(Build *build) {
	pool_close(build->pool);
	commit_written(build);
	keep_records(build);
	for (int i = 0; i < build->job_count; i++) {
		Job *job = &build->jobs[i];
		if (job->state == JOB_OVER) continue;
		abandon_outputs(job);
		job->state = JOB_LEFT;
	}
	for (; build->told < build->job_count; build->told++) if (build->jobs[build->told].state == JOB_OVER) tell_job(build, &build->jobs[build->told]);
}

/* ---- the end ---- */

static void print_failures(const Build *build) {
	const Conversion *run = build->run;
	if (run->options->quiet || run->documents < 2 || !run->with_errors) return;
	puts(_("With errors:"));
	for (int i = 0; i < build->job_count; i++) {
		const Job *job = &build->jobs[i];
		if (job->state != JOB_OVER || job->account.status == STATUS_FINE) continue;
		printf("    %s: %s", job->document->shown, job->account.gravest ? job->account.gravest : "");
		int more = job->account.errors - 1;
		if (more > 0) printf(message_count(", and %d more error", ", and %d more errors", more), more);
		putchar('\n');
	}
}

static void print_summary(const Build *build) {
	const Conversion *run = build->run;
	const ConvertOptions *options = run->options;
	if (options->timings && run->documents > 1) convert_print_timings(_("the whole run"), run->spent);
	print_failures(build);
	int left = 0;
	for (int i = 0; i < build->job_count; i++) left += build->jobs[i].state == JOB_LEFT;
	fflush(stdout);
	if (left && stop_signal) fprintf(stderr, _("bantin: Stopped. Documents that were not made: %d; the same command goes on with them.\n"), left);
	else if (left && build->job_count > 1) fprintf(stderr, _("bantin: The run ends here. Documents that were not made: %d; when the cause is removed, the same command goes on with them.\n"), left);
	if (options->quiet) return;
	if (options->goal == GOAL_BUILD && build->unchanged)
		printf(_("documents: %d, made: %d, unchanged: %d, with errors: %d; errors: %d, warnings: %d\n"),
			run->documents, build->made, build->unchanged, run->with_errors, run->errors, run->warnings);
	else if (options->goal == GOAL_BUILD)
		printf(_("documents: %d, made: %d, with errors: %d; errors: %d, warnings: %d\n"),
			run->documents, build->made, run->with_errors, run->errors, run->warnings);
	else
		printf(_("documents: %d, with errors: %d; errors: %d, warnings: %d\n"), run->documents, run->with_errors, run->errors, run->warnings);
}

static void open_build(Build *build, const DocumentList *documents) {
	const ConvertOptions *options = build->run->options;
	build->job_count = documents->count;
	build->jobs = calloc((size_t)documents->count + 1, sizeof *build->jobs);
	build->written = calloc((size_t)COMMIT_COUNT + (size_t)options->jobs + 1, sizeof *build->written);
	if (!build->jobs || !build->written) base_out_of_memory();
	for (int i = 0; i < documents->count; i++) build->jobs[i].document = &documents->items[i];
	if (options->goal == GOAL_BUILD) build->folder = outputs_open(options->out_folder, options->folders_made);
	PoolLimits limits = { .jobs = options->jobs, .threads = CREW_THREADS + 1, .seconds = options->time_limit, .bytes = (uint64_t)options->memory_limit << 20 };
	build->pool = pool_open(&limits, work, build);
	build->progress = progress_open(documents->count, !options->quiet);
}

static void close_build(Build *build) {
	progress_close(build->progress);
	recall_close(build->recall);
	outputs_close(build->folder);
	for (int i = 0; i < build->job_count; i++) {
		arena_close(build->jobs[i].arena);
		free(build->jobs[i].printed);
		free(build->jobs[i].why);
	}
	free(build->jobs);
	free(build->written);
	run_reports_close(&build->reports);
}

int build_documents(Conversion *run, char *const *paths, int path_count) {
	Build build = { .run = run };
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	catch_signals();
	run_reports_open(&build.reports, run->options);
	DocumentList documents = batch_find_documents(arena, paths, path_count, &stop_signal, diag);
	if (run->options->goal == GOAL_BUILD) batch_report_names(&documents, diag);
	build.status = convert_report(run, diag);
	run_reports_add_messages(&build.reports, diag);
	diag_close(diag);
	build.data = file_folder(arena, file_data_path(arena, "layouts"));
	inputs_open(&build.shared, arena, build.data, build.data);
	open_build(&build, &documents);
	run_jobs(&build);
	end_jobs(&build);
	if (!stop_signal) weigh(&build, run_reports_write(&build.reports));
	print_summary(&build);
	close_build(&build);
	arena_close(arena);
	return stop_signal ? STATUS_STOPPED : build.status;
}
