#include "convert.h"
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "attach_sources.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/message.h"
#include "design/design.h"
#include "drawing/drawing.h"
#include "imposition_options.h"
#include "page/measures.h"
#include "page/page.h"
#include "pdf/pdf.h"
#include "publication/dump_publication.h"
#include "publication/publication.h"
#include "run_reports.h"

/* ---- a document on its way ---- */

typedef struct Passage {
	Conversion *run;
	const Document *document;
	Arena *arena;       /* everything of this document */
	Diag *diag;
	int64_t since;      /* when the running stage began */
	PressProfile *profile; /* of the print file */
	ConvertedDocument *out;
} Passage;

static void end_stage(Passage *passage, Stage stage) {
	int64_t time = clock_now();
	passage->out->spent[stage] += time - passage->since;
	passage->run->spent[stage] += time - passage->since;
	passage->since = time;
}

/* So much of the page's stage was another's. */
static void part_stage(Passage *passage, Stage stage, int64_t time) {
	int64_t *all[] = { passage->out->spent, passage->run->spent };
	for (int i = 0; i < 2; i++) {
		int64_t taken = time < all[i][STAGE_PAGE] ? time : all[i][STAGE_PAGE];
		all[i][stage] += taken;
		all[i][STAGE_PAGE] -= taken;
	}
}

static int heavier(int a, int b) { return a > b ? a : b; }

/* ---- telling ---- */

void convert_print_timings(const char *name, const int64_t spent[STAGE_COUNT]) {
	static const char *const NAMES[STAGE_COUNT] = { N_("read"), N_("design"), N_("font"), N_("shape"), N_("break"), N_("page"), N_("preflight"), N_("write") };
	int64_t total = 0;
	printf("%s:", name);
	for (int stage = 0; stage < STAGE_COUNT; stage++) {
		printf(" %s %" PRId64 ".%02" PRId64 ",", _(NAMES[stage]), spent[stage] / 1000000, spent[stage] / 10000 % 100);
		total += spent[stage];
	}
	printf(_(" together %ld.%02ld ms\n"), (long)(total / 1000000), (long)(total / 10000 % 100));
}

/* --verbose: what the document was made from. */
static const char *list_sources(const Passage *passage, const Publication *publication, const Design *design) {
	if (!passage->run->options->verbose) return "";
	Text text = { 0 };
	int articles = 0;
	for (int i = 0; i < publication->parts.count; i++) articles += publication->parts.items[i].articles.count;
	text_format(&text, _("%s: layout %s, parts: %d, articles: %d\n"), passage->document->shown, design->path, publication->parts.count, articles);
	for (int i = 0; i < publication->files.count; i++) {
		const char *file = publication->files.items[i];
		text_format(&text, _("    reads %s\n"), text_make_plain(arena_copy_text(passage->arena, file, strlen(file))));
	}
	const char *lines = arena_copy_text(passage->arena, text.bytes, text.length);
	text_free(&text);
	return lines;
}

/* ---- the stages ---- */

static bool names_file(const char *name) {
	size_t length = strlen(name);
	return strchr(name, '/') || (length > 4 && strcmp(name + length - 4, ".xml") == 0);
}

static PressWish prefer(PressWish first, PressWish second) { return first.value ? first : second; }

/* The command line's words on the print job, else the publication's; the layout's own stand where neither has any. */
static const PressWishes *join_wishes(Passage *passage, const Publication *publication) {
	const PressWishes *given = &passage->run->options->press, *own = &publication->print;
	PressWishes *wishes = ARENA_NEW(passage->arena, PressWishes);
	*wishes = (PressWishes){ .standard = prefer(given->standard, own->standard), .profile = prefer(given->profile, own->profile),
		.inks = prefer(given->inks, own->inks), .marks = prefer(given->marks, own->marks), .trim = passage->run->options->layout ? (PressWish){ 0 } : own->trim };
	return wishes;
}

/* A publication may bring its own layout file along; it lies inside its folder, as everything that a publication brings. */
static Design *read_own_layout(Passage *passage, const Publication *publication) {
	char *path = file_inside(passage->arena, publication->root, publication->root, publication->layout);
	if (path) return design_read_for_job(passage->arena, NULL, path, publication->layout_pos, join_wishes(passage, publication), passage->diag);
	if (errno == EACCES) {
		diag_add(passage->diag, SEVERITY_ERROR, "layout-outside", publication->layout_pos,
			_("The layout file “%s” lies outside the folder of the publication."), publication->layout);
		diag_hint(passage->diag, _("Copy it into the folder of the publication, or name it on the command line: --layout FILE."));
	} else {
		diag_add(passage->diag, SEVERITY_ERROR, "layout-missing", publication->layout_pos,
			_("There is no layout file “%s”."), publication->layout);
		diag_hint(passage->diag, _("Put it into the folder of the publication, or name one of the program's own; “bantin layouts” lists them."));
	}
	return NULL;
}

/* The command line's layout, else the publication's, else that of its kind. */
static Design *read_design(Passage *passage, const Publication *publication) {
	const char *layout = passage->run->options->layout;
	const PressWishes *wishes = join_wishes(passage, publication);
	if (layout) return design_read_for_job(passage->arena, NULL, layout, (SourcePos){ 0 }, wishes, passage->diag);
	layout = publication->layout;
	if (!layout) layout = publication->kind == PUBLICATION_ARTICLE ? "trang-don" : publication->kind == PUBLICATION_PROCEEDINGS ? "ky-yeu-16x24" : "ban-tin";
	else if (names_file(layout)) return read_own_layout(passage, publication);
	return design_read_for_job(passage->arena, NULL, layout, publication->layout_pos, wishes, passage->diag);
}

/* Kept from document to document. NULL when it cannot be used (recorded). */
static PressProfile *open_profile(Passage *passage, const Design *design) {
	Conversion *run = passage->run;
	const PressJob *job = &design->print;
	const char *folder = job->profile_pos.file ? file_folder(passage->arena, job->profile_pos.file) : "";
	const char *key = arena_format(passage->arena, "%s %s", folder, job->profile);
	if (run->profile && strcmp(run->profile_key, key) == 0) return run->profile;
	press_close_profile(run->profile);
	free(run->profile_key);
	run->profile = press_open_profile(job->profile, job->profile_pos, passage->diag);
	run->profile_key = run->profile ? strdup(key) : NULL;
	if (run->profile && !run->profile_key) base_out_of_memory();
	return run->profile;
}

static bool open_fonts(Passage *passage) {
	if (!passage->run->fonts) passage->run->fonts = font_open_set(passage->run->options->system_fonts, passage->diag);
	if (passage->run->fonts) font_begin_reports(passage->run->fonts); /* each document hears of the faces it lacks */
	return passage->run->fonts != NULL;
}

static const char *const OUTPUT_NAMES[OUTPUTS] = { "print", "archive", "cover" };

const char *convert_output_name(Arena *arena, const ConvertOptions *options, const Document *document, OutputKind kind) {
	const char *name = kind == OUTPUT_PRINT && options->imposition_name ? options->imposition_name : OUTPUT_NAMES[kind];
	return arena_format(arena, "%s.%s.pdf", document->name, name);
}

static int write_pdf(Passage *passage, const Drawing *drawing, OutputKind output) {
	PdfKind kind = output == OUTPUT_ARCHIVE ? PDF_ARCHIVE : PDF_PRINT;
	const char *name = convert_output_name(passage->arena, passage->run->options, passage->document, output);
	char *path = file_join(passage->arena, passage->run->options->out_folder, name);
	bool only_check = passage->run->options->goal == GOAL_CHECK;
	PdfOptions options = { .kind = kind, .producer = "bantin " BANTIN_VERSION, .only_check = only_check,
		.archive_level = passage->run->options->archive_level, .job = &passage->out->design->print, .profile = passage->profile,
		.fonts = passage->run->fonts, .crew = passage->run->crew, .job_name = passage->document->name,
		.photo_ppi = kind == PDF_PRINT ? passage->out->design->photo.print_ppi : passage->out->design->photo.archive_ppi };
	Imposition imposition;
	PressJob job = *options.job;
	if (output == OUTPUT_PRINT && passage->run->options->imposition_name) {
		if (!imposition_plan_drawing(passage->run->options, drawing, &job, (SourcePos){ .file = passage->document->path }, passage->arena, passage->diag, &imposition))
			return STATUS_CONTENT;
		options.imposition = &imposition;
		options.job = &job;
	}
	int status = pdf_write_drawing(drawing, path, &options, passage->diag);
	if (status == 0 && !only_check) passage->out->outputs[passage->out->output_count++] = path;
	return status;
}

static int write_outputs(Passage *passage, const Drawing *drawing, const Drawing *cover) {
	const ConvertOptions *options = passage->run->options;
	int status = STATUS_FINE;
	if (options->print) status = passage->profile ? write_pdf(passage, drawing, OUTPUT_PRINT) : STATUS_CONTENT;
	if (options->archive) status = heavier(status, write_pdf(passage, drawing, OUTPUT_ARCHIVE));
	if (cover && passage->profile) status = heavier(status, write_pdf(passage, cover, OUTPUT_COVER));
	passage->out->made = status == STATUS_FINE;
	return status;
}

static int write_preview(Passage *passage, const Drawing *drawing, const Drawing *cover) {
	const ConvertOptions *options = passage->run->options;
	if (!passage->profile) return STATUS_CONTENT;
	char *folder = file_join(passage->arena, options->out_folder, arena_format(passage->arena, "%s.preview", passage->document->name));
	PreviewJob job = { .name = passage->document->name, .folder = folder, .wish = &options->preview, .job = &passage->out->design->print,
		.profile = passage->profile, .fonts = passage->run->fonts, .pos = { .file = passage->document->path } };
	int status = preview_write_drawing(drawing, cover, &job, passage->diag, &passage->out->pages);
	if (status == STATUS_FINE) passage->out->outputs[passage->out->output_count++] = folder;
	passage->out->made = status == STATUS_FINE;
	return status;
}

static int print_dump(Text *text) {
	fwrite(text->bytes ? text->bytes : "", 1, text->length, stdout);
	text_free(text);
	if (fflush(stdout) == 0 && !ferror(stdout)) return STATUS_FINE;
	fprintf(stderr, "bantin: %s\n", message_errno(errno));
	return STATUS_SURROUNDINGS;
}

/* The map of src/ARCHITECTURE.md as calls: each stage records what it finds wrong and goes on. */
static int pass_through_rooms(Passage *passage) {
	const Goal goal = passage->run->options->goal;
	Text dump = { 0 };

	Publication *publication = publication_read(passage->arena, passage->document->path, passage->diag);
	passage->out->publication = publication;
	end_stage(passage, STAGE_READ);
	if (!publication) return STATUS_CONTENT;
	if (goal == GOAL_DUMP_ARTICLE) return publication_dump(publication, &dump), print_dump(&dump);

	Design *design = read_design(passage, publication);
	passage->out->design = design;
	end_stage(passage, STAGE_DESIGN);
	if (!design) return STATUS_CONTENT;
	if (goal == GOAL_DUMP_DESIGN) return design_dump(design, &dump), print_dump(&dump);

	passage->out->sources = list_sources(passage, publication, design);
	if (!open_fonts(passage)) return STATUS_SURROUNDINGS;
	end_stage(passage, STAGE_FONT);

	PageMeasures measures;
	Drawing *drawing = page_compose_beside(passage->arena, publication, design, passage->run->fonts, passage->run->crew, passage->diag,
		goal == GOAL_MEASURE ? &measures : NULL);
	end_stage(passage, STAGE_PAGE);
	part_stage(passage, STAGE_SHAPE, drawing->spent.shaping);
	part_stage(passage, STAGE_BREAK, drawing->spent.breaking);
	if (goal == GOAL_MEASURE) return page_write_measures(&measures, passage->run->options->json, &dump), print_dump(&dump);
	passage->out->pages = drawing->pages.count;
	if (goal == GOAL_DUMP_DRAWING) return drawing_dump(drawing, &dump), print_dump(&dump);

	ConvertedDocument *out = passage->out;
	out->drawing = drawing;
	out->rules = ARENA_NEW(passage->arena, PreflightRules);
	if (passage->run->options->print) passage->profile = open_profile(passage, design);
	*out->rules = preflight_choose_rules(passage->run->options, publication, design, passage->profile);
	out->findings = preflight_check_drawing(drawing, out->rules, passage->diag);
	end_stage(passage, STAGE_PREFLIGHT);

	if (pdf_level_attaches(passage->run->options->archive_level)) attach_sources(passage->arena, drawing, publication, design);
	const Drawing *cover = passage->run->options->print ? page_compose_cover(passage->arena, publication, design, passage->run->fonts, passage->diag, drawing->pages.count) : NULL;
	if (cover) preflight_check_drawing(cover, out->rules, passage->diag);
	int status = goal == GOAL_PREVIEW ? write_preview(passage, drawing, cover) : write_outputs(passage, drawing, cover);
	end_stage(passage, STAGE_WRITE);
	return status;
}

/* ---- a run ---- */

int convert_weigh(const ConvertOptions *options, int errors, int warnings) {
	return errors || (options->strict && warnings) ? STATUS_CONTENT : STATUS_FINE;
}

int convert_report(Conversion *run, const Diag *diag) {
	const ConvertOptions *options = run->options;
	int errors = diag_count(diag, SEVERITY_ERROR), warnings = diag_count(diag, SEVERITY_WARNING);
	fflush(stdout);
	diag_print(diag, stderr, options->quiet);
	run->errors += errors;
	run->warnings += warnings;
	return convert_weigh(options, errors, warnings);
}

void convert_document(Conversion *run, const Document *document, Arena *arena, Diag *diag, ConvertedDocument *out) {
	*out = (ConvertedDocument){ .sources = "" };
	Passage passage = { .run = run, .document = document, .arena = arena, .diag = diag, .since = clock_now(), .out = out };
	out->status = pass_through_rooms(&passage);
}

int convert_tell_document(Conversion *run, const Document *document, Arena *arena, ConvertedDocument *out) {
	Diag *diag = diag_open();
	convert_document(run, document, arena, diag, out);
	int reported = convert_report(run, diag);
	diag_close(diag);
	return heavier(out->status, reported);
}

int convert_dump_layout(Conversion *run, const char *name_or_file) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Text dump = { 0 };
	Design *design = design_read(arena, name_or_file, (SourcePos){ 0 }, diag);
	int status = convert_report(run, diag);
	if (design) status = heavier(status, (design_dump(design, &dump), print_dump(&dump)));
	diag_close(diag);
	arena_close(arena);
	return status;
}

/* ---- for those who keep what was made ---- */

int convert_read_parts(Conversion *run, Arena *arena, const ConvertSources *sources, Diag *diag, ConvertedParts *out) {
	Passage passage = { .run = run, .arena = arena, .diag = diag };
	*out = (ConvertedParts){ .publication = publication_read(arena, sources->path, diag) };
	if (!out->publication) return STATUS_CONTENT;
	const char *layouts = sources->layouts ? sources->layouts : file_data_path(arena, "layouts");
	out->design = sources->layout ? design_read_for_job(arena, layouts, sources->layout, (SourcePos){ 0 }, join_wishes(&passage, out->publication), diag) : read_design(&passage, out->publication);
	return out->design ? STATUS_FINE : STATUS_CONTENT;
}

static int write_archive(Conversion *run, const ConvertedParts *parts, const Drawing *drawing, const char *path, Diag *diag) {
	PdfOptions options = { .kind = PDF_ARCHIVE, .producer = "bantin " BANTIN_VERSION, .archive_level = run->options->archive_level, .job = &parts->design->print,
		.photo_ppi = parts->design->photo.archive_ppi };
	return pdf_write_drawing(drawing, path, &options, diag);
}

int convert_write_archive(Conversion *run, Arena *arena, ConvertedParts *parts, const char *path, Diag *diag) {
	Passage passage = { .run = run, .arena = arena, .diag = diag };
	if (!open_fonts(&passage)) return STATUS_SURROUNDINGS;
	parts->drawing = page_compose(arena, parts->publication, parts->design, run->fonts, diag);
	PreflightRules rules = preflight_choose_rules(run->options, parts->publication, parts->design, NULL);
	preflight_check_drawing(parts->drawing, &rules, diag);
	parts->cover = page_compose_cover(arena, parts->publication, parts->design, run->fonts, diag, parts->drawing->pages.count);
	if (pdf_level_attaches(run->options->archive_level)) attach_sources(arena, parts->drawing, parts->publication, parts->design);
	return write_archive(run, parts, parts->drawing, path, diag);
}

int convert_write_cover(Conversion *run, const ConvertedParts *parts, const char *path, Diag *diag) {
	return write_archive(run, parts, parts->cover, path, diag);
}

void convert_close(Conversion *run) {
	press_close_profile(run->profile);
	free(run->profile_key);
	run->profile = NULL;
	run->profile_key = NULL;
	font_close_set(run->fonts);
	run->fonts = NULL;
}
