/* The command line. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "archive_documents.h"
#include "base/file.h"
#include "base/message.h"
#include "batch/find_documents.h"
#include "build_documents.h"
#include "confine.h"
#include "convert.h"
#include "design/design.h"
#include "imposition_options.h"
#include "list_resources.h"
#include "pdf/pdf.h"
#include "preflight/report.h"
#include "preview_documents.h"
#include "publication/publication.h"
#include "start_document.h"
#include "verify_bags.h"

/* ---- what a command takes ---- */

/* A document takes seconds and tens of megabytes: these limits are for what is not meant well. */
enum { MOST_JOBS = 64, USUAL_SECONDS = 300, USUAL_MEGABYTES = 2048 };

enum { OPTION_FOR = 256, OPTION_STRICT, OPTION_LANG, OPTION_LAYOUT, OPTION_SYSTEM_FONTS, OPTION_TIMINGS, OPTION_VERSION, OPTION_JSON, OPTION_ARCHIVE_LEVEL,
	OPTION_REBUILD, OPTION_REPORT, OPTION_PRINT_STANDARD, OPTION_PROFILE, OPTION_INKS, OPTION_MARKS, OPTION_FORCE, OPTION_EXPLAIN,
	OPTION_TIME_LIMIT, OPTION_MEMORY_LIMIT, OPTION_BOOKLET, OPTION_SIGNATURE, OPTION_N_UP, OPTION_CREEP, OPTION_SHEET,
	OPTION_PPI, OPTION_PAGES, OPTION_CONTACT_ONLY, OPTION_PAPER, OPTION_BLEED };

static const struct option OPTIONS[] = {
	{ "output", required_argument, NULL, 'o' },       { "layout", required_argument, NULL, OPTION_LAYOUT },
	{ "for", required_argument, NULL, OPTION_FOR },   { "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },            { "strict", no_argument, NULL, OPTION_STRICT },
	{ "lang", required_argument, NULL, OPTION_LANG }, { "system-fonts", no_argument, NULL, OPTION_SYSTEM_FONTS },
	{ "timings", no_argument, NULL, OPTION_TIMINGS }, { "version", no_argument, NULL, OPTION_VERSION },
	{ "help", no_argument, NULL, 'h' },               { "json", no_argument, NULL, OPTION_JSON },
	{ "archive-level", required_argument, NULL, OPTION_ARCHIVE_LEVEL }, { "rebuild", no_argument, NULL, OPTION_REBUILD },
	{ "report", required_argument, NULL, OPTION_REPORT }, { "print-standard", required_argument, NULL, OPTION_PRINT_STANDARD },
	{ "profile", required_argument, NULL, OPTION_PROFILE }, { "inks", required_argument, NULL, OPTION_INKS },
	{ "marks", required_argument, NULL, OPTION_MARKS },
	{ "jobs", required_argument, NULL, 'j' },
	{ "force", no_argument, NULL, OPTION_FORCE },     { "explain", no_argument, NULL, OPTION_EXPLAIN },
	{ "time-limit", required_argument, NULL, OPTION_TIME_LIMIT }, { "memory-limit", required_argument, NULL, OPTION_MEMORY_LIMIT },
	{ "booklet", no_argument, NULL, OPTION_BOOKLET }, { "signature", required_argument, NULL, OPTION_SIGNATURE },
	{ "n-up", required_argument, NULL, OPTION_N_UP }, { "creep", required_argument, NULL, OPTION_CREEP },
	{ "sheet", required_argument, NULL, OPTION_SHEET }, { "ppi", required_argument, NULL, OPTION_PPI },
	{ "pages", required_argument, NULL, OPTION_PAGES }, { "contact-only", no_argument, NULL, OPTION_CONTACT_ONLY },
	{ "paper", no_argument, NULL, OPTION_PAPER },     { "bleed", no_argument, NULL, OPTION_BLEED },
	{ NULL, 0, NULL, 0 },
};
static const char SHORT_OPTIONS[] = ":o:j:qvh";

typedef enum CommandKind {
	COMMAND_BUILD, COMMAND_CHECK, COMMAND_DUMP, COMMAND_MEASURE, COMMAND_NEW, COMMAND_FONTS, COMMAND_LAYOUTS, COMMAND_ARCHIVE, COMMAND_VERIFY, COMMAND_IMPOSE,
	COMMAND_PREVIEW
} CommandKind;
typedef struct Command {
	const char *name;
	CommandKind kind;
	int fewest, most; /* arguments after the name; most -1: any number */
	const int *options; /* what it takes besides --lang, 0 at the end */
} Command;

#define PRINT_OPTIONS OPTION_PRINT_STANDARD, OPTION_PROFILE, OPTION_INKS, OPTION_MARKS
static const int BUILD_OPTIONS[] = { PRINT_OPTIONS, 'o', OPTION_LAYOUT, OPTION_FOR, OPTION_ARCHIVE_LEVEL, OPTION_REPORT, 'j', OPTION_FORCE, OPTION_EXPLAIN,
	OPTION_TIME_LIMIT, OPTION_MEMORY_LIMIT, 'q', 'v', OPTION_STRICT, OPTION_SYSTEM_FONTS, OPTION_TIMINGS, 0 };
static const int CHECK_OPTIONS[] = { PRINT_OPTIONS, OPTION_LAYOUT, OPTION_FOR, OPTION_ARCHIVE_LEVEL, OPTION_REPORT, 'j', OPTION_TIME_LIMIT, OPTION_MEMORY_LIMIT,
	'q', 'v', OPTION_STRICT, OPTION_SYSTEM_FONTS, OPTION_TIMINGS, 0 };
static const int IMPOSE_OPTIONS[] = { OPTION_BOOKLET, OPTION_SIGNATURE, OPTION_N_UP, OPTION_CREEP, OPTION_SHEET, PRINT_OPTIONS, 'o', OPTION_LAYOUT, OPTION_REPORT,
	'j', OPTION_FORCE, OPTION_EXPLAIN, OPTION_TIME_LIMIT, OPTION_MEMORY_LIMIT, 'q', 'v', OPTION_STRICT, OPTION_SYSTEM_FONTS, OPTION_TIMINGS, 0 };
static const int PREVIEW_OPTIONS[] = { OPTION_PPI, OPTION_PAGES, OPTION_CONTACT_ONLY, OPTION_PAPER, OPTION_BLEED, OPTION_PROFILE, OPTION_INKS, OPTION_PRINT_STANDARD,
	'o', OPTION_LAYOUT, 'q', 'v', OPTION_STRICT, OPTION_SYSTEM_FONTS, OPTION_TIMINGS, 0 };
static const int DUMP_OPTIONS[] = { OPTION_LAYOUT, 'q', OPTION_STRICT, OPTION_SYSTEM_FONTS, 0 };
static const int MEASURE_OPTIONS[] = { OPTION_LAYOUT, 'q', OPTION_STRICT, OPTION_SYSTEM_FONTS, OPTION_JSON, 0 };
static const int NEW_OPTIONS[] = { 'q', 0 };
static const int FONTS_OPTIONS[] = { OPTION_LAYOUT, 'q', OPTION_STRICT, OPTION_SYSTEM_FONTS, 0 };
static const int LAYOUTS_OPTIONS[] = { OPTION_STRICT, 0 };
static const int ARCHIVE_OPTIONS[] = { 'o', OPTION_LAYOUT, OPTION_ARCHIVE_LEVEL, 'q', OPTION_STRICT, OPTION_SYSTEM_FONTS, 0 };
static const int VERIFY_OPTIONS[] = { OPTION_REBUILD, 'q', OPTION_STRICT, 0 };
static const Command COMMANDS[] = {
	{ "build", COMMAND_BUILD, 1, -1, BUILD_OPTIONS },   { "check", COMMAND_CHECK, 1, -1, CHECK_OPTIONS },
	{ "impose", COMMAND_IMPOSE, 1, -1, IMPOSE_OPTIONS }, { "preview", COMMAND_PREVIEW, 1, -1, PREVIEW_OPTIONS },
	{ "dump", COMMAND_DUMP, 2, 2, DUMP_OPTIONS },       { "new", COMMAND_NEW, 2, 2, NEW_OPTIONS },
	{ "fonts", COMMAND_FONTS, 0, 0, FONTS_OPTIONS },    { "layouts", COMMAND_LAYOUTS, 0, 0, LAYOUTS_OPTIONS },
	{ "measure", COMMAND_MEASURE, 1, 1, MEASURE_OPTIONS },
	{ "archive", COMMAND_ARCHIVE, 1, -1, ARCHIVE_OPTIONS }, { "verify", COMMAND_VERIFY, 1, -1, VERIFY_OPTIONS },
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

typedef struct CommandLine {
	const Command *command;
	char **arguments; int argument_count;
	ConvertOptions options;
	bool help, version, rebuild;
	int impositions;         /* how many ways were asked for */
	char imposition_name[32];
	int given[32], given_count; /* the options, to be held against what the command takes */
} CommandLine;

/* ---- reading it ---- */

static bool usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
static bool usage_error(const char *format, ...) {
	va_list args;
	va_start(args, format);
	fputs("bantin: ", stderr);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\n%s\n", _("Usage: bantin build|check|preview|impose|archive|verify|dump|measure|new|fonts|layouts …; “bantin --help” tells more."));
	return false;
}

static const char *option_name(int code) {
	for (const struct option *option = OPTIONS; option->name; option++) if (option->val == code) return option->name;
	return "?";
}

static bool takes_option(const Command *command, int code) {
	if (code == OPTION_LANG) return true;
	for (const int *option = command->options; *option; option++) if (*option == code) return true;
	return false;
}

static bool add_report(ConvertOptions *options, const char *path) {
	ReportFormat format;
	if (!report_find_format(path, &format)) return usage_error(_("--report takes a file that ends in .html or .json, not “%s”."), path);
	if (options->reports.count == MOST_REPORTS) return usage_error(_("No more than %d reports can be written in one run."), MOST_REPORTS);
	options->reports.paths[options->reports.count++] = path;
	return true;
}

/* The print job: what a layout's <print> takes. */
static bool read_print_option(PressWish *wish, const char *attribute, const char *value, const char *expected) {
	char spaced[256];
	if (strlen(value) >= sizeof spaced && strcmp(attribute, "output-profile") != 0) return usage_error("%s", expected);
	snprintf(spaced, sizeof spaced, "%s", value);
	for (char *at = spaced; *at; at++) if (*at == ',' || *at == '+') *at = ' ';
	if (!design_accepts_print(attribute, strcmp(attribute, "output-profile") == 0 ? value : spaced)) return usage_error("%s", expected);
	wish->value = value;
	return true;
}

static bool read_number(const char *option, int fewest, int most, int *out) {
	char *end;
	errno = 0;
	long value = strtol(optarg, &end, 10);
	if (end == optarg || *end || errno || value < fewest || value > most)
		return usage_error(_("%s takes a number from %d to %d, not “%s”."), option, fewest, most, optarg);
	*out = (int)value;
	return true;
}

static bool read_option(CommandLine *line, int code, char *const *argv) {
	ConvertOptions *options = &line->options;
	if (code == ':' || code == '?') {
		char letter[3] = { '-', (char)optopt, 0 };
		const char *name = optopt > 0 && optopt < 128 && argv[optind - 1][1] != '-' ? letter : argv[optind - 1];
		return code == ':' ? usage_error(_("The option %s needs a value."), name) : usage_error(_("There is no option %s."), name);
	}
	for (int i = 0; i < line->given_count; i++) if (line->given[i] == code) line->given_count = i; /* the last one counts */
	if (line->given_count < (int)(sizeof line->given / sizeof *line->given)) line->given[line->given_count++] = code;
	switch (code) {
	case 'o':
		if (!optarg[0]) return usage_error(_("The option %s needs a value."), "-o");
		options->out_folder = optarg;
		break;
	case OPTION_LAYOUT:
		if (!optarg[0]) return usage_error(_("The option %s needs a value."), "--layout");
		options->layout = optarg;
		break;
	case OPTION_FOR:
		options->print = strcmp(optarg, "print") == 0 || strcmp(optarg, "all") == 0;
		options->archive = strcmp(optarg, "archive") == 0 || strcmp(optarg, "all") == 0;
		if (!options->print && !options->archive) return usage_error(_("--for takes print, archive or all, not “%s”."), optarg);
		break;
	case OPTION_ARCHIVE_LEVEL:
		if (!pdf_has_archive_level(optarg)) return usage_error(_("--archive-level takes 1b, 1a, 2b, 2u, 2a, 3b, 3a or 4, not “%s”."), optarg);
		options->archive_level = optarg;
		break;
	case 'q': options->quiet = true; break;
	case 'v': options->verbose = true; break;
	case OPTION_STRICT: options->strict = true; break;
	case OPTION_SYSTEM_FONTS: options->system_fonts = true; break;
	case OPTION_TIMINGS: options->timings = true; break;
	case OPTION_JSON: options->json = true; break;
	case OPTION_PRINT_STANDARD: return read_print_option(&options->press.standard, "standard", optarg, _("--print-standard takes x4 or x1a."));
	case OPTION_PROFILE: return read_print_option(&options->press.profile, "output-profile", optarg, _("--profile takes coated, uncoated, or an ICC profile's file."));
	case OPTION_INKS:
		return read_print_option(&options->press.inks, "inks", optarg, _("--inks takes all, cmyk, black, or black with a colour of the layout: black,accent."));
	case OPTION_MARKS:
		return read_print_option(&options->press.marks, "marks", optarg, _("--marks takes all, none, or some of crop, registration, colour-bar, slug with commas between."));
	case OPTION_BOOKLET: options->imposition.kind = IMPOSE_BOOKLET; line->impositions++; break;
	case OPTION_SIGNATURE:
		line->impositions++;
		return imposition_read_signature(optarg, &options->imposition) || usage_error(_("--signature takes 4, 8, 16 or 32, not “%s”."), optarg);
	case OPTION_N_UP:
		line->impositions++;
		return imposition_read_n_up(optarg, &options->imposition) || usage_error(_("--n-up takes columns and rows, such as 2x2 or 3x4, not “%s”."), optarg);
	case OPTION_CREEP:
		return imposition_read_creep(optarg, &options->imposition) || usage_error(_("--creep takes the thickness of the paper in millimetres, from 0 to 2, such as 0.1, not “%s”."), optarg);
	case OPTION_SHEET:
		return imposition_read_sheet(optarg, &options->imposition) || usage_error(_("--sheet takes A4 to A1, RA3 to RA1, SRA3 to SRA1, or millimetres such as 450x320, not “%s”."), optarg);
	case OPTION_PPI: return read_number("--ppi", PREVIEW_PPI_LEAST, PREVIEW_PPI_MOST, &options->preview.ppi);
	case OPTION_PAGES: return preview_read_pages(optarg, &options->preview.pages) || usage_error(_("--pages takes page numbers such as 1, 3-5 or 1,4-, not “%s”."), optarg);
	case OPTION_CONTACT_ONLY: options->preview.contact_only = true; break;
	case OPTION_PAPER: options->preview.paper = true; break;
	case OPTION_BLEED: options->preview.bleed = true; break;
	case OPTION_FORCE: options->force = true; break;
	case OPTION_EXPLAIN: options->explain = true; break;
	case 'j': return read_number("--jobs", 1, MOST_JOBS, &options->jobs);
	case OPTION_TIME_LIMIT: return read_number("--time-limit", 0, 24 * 3600, &options->time_limit);
	case OPTION_MEMORY_LIMIT: return read_number("--memory-limit", 0, 1024 * 1024, &options->memory_limit);
	case OPTION_REPORT: return add_report(options, optarg);
	case OPTION_REBUILD: line->rebuild = true; break;
	case OPTION_VERSION: line->version = true; break;
	case 'h': line->help = true; break;
	case OPTION_LANG: break; /* set before anything is said */
	}
	return true;
}

/* Chooses the language first, so that a complaint about another option is already in it. */
static bool choose_language(int argc, char **argv) {
	message_set_language(NULL);
	bool known = true;
	const char *wanted = NULL;
	char **copy = calloc((size_t)argc + 1, sizeof *copy); /* getopt changes the order of what it reads */
	if (!copy) base_out_of_memory();
	memcpy(copy, argv, (size_t)argc * sizeof *copy);
	optind = 0;
	opterr = 0;
	for (int code; (code = getopt_long(argc, copy, SHORT_OPTIONS, OPTIONS, NULL)) != -1;) {
		if (code != OPTION_LANG) continue;
		wanted = optarg;
		known = message_set_language(wanted) == 0;
	}
	free(copy);
	return known || usage_error(_("--lang takes vi or en, not “%s”."), wanted);
}

static bool find_command(CommandLine *line) {
	if (line->argument_count == 0) return usage_error("%s", _("A command is missing."));
	const char *name = line->arguments[0];
	for (int i = 0; i < COMMAND_COUNT; i++) if (strcmp(COMMANDS[i].name, name) == 0) line->command = &COMMANDS[i];
	if (!line->command) return usage_error(_("There is no command “%s”."), name);
	line->arguments++;
	line->argument_count--;
	for (int i = 0; i < line->given_count; i++)
		if (!takes_option(line->command, line->given[i]))
			return usage_error(_("The command %s does not take the option --%s."), name, option_name(line->given[i]));
	if (line->options.quiet && line->options.verbose) return usage_error("%s", _("--quiet and --verbose exclude each other."));
	if (line->options.archive_level && !line->options.archive)
		return usage_error("%s", _("--archive-level says what the archive copy is to be, but with --for print there is none."));
	const PressWishes *press = &line->options.press;
	if (!line->options.print && (press->standard.value || press->profile.value || press->marks.value))
		return usage_error("%s", _("--print-standard, --profile and --marks say what the print file is to be, but with --for archive there is none."));
	if (line->command->kind == COMMAND_IMPOSE) {
		if (line->impositions != 1) return usage_error("%s", _("impose needs one of --booklet, --signature and --n-up."));
		line->options.imposition_name = imposition_name(&line->options.imposition, line->imposition_name);
		line->options.archive = false;
	}
	if (line->command->kind == COMMAND_PREVIEW) line->options.archive = false;
	if (line->argument_count < line->command->fewest) return usage_error(_("The command %s needs more to work on."), name);
	if (line->command->most >= 0 && line->argument_count > line->command->most)
		return usage_error(_("The command %s does not take “%s”."), name, line->arguments[line->command->most]);
	return true;
}

/* Those that this process may run on. */
static int count_processors(void) {
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return count > MOST_JOBS ? MOST_JOBS : count;
}

static bool read_command_line(CommandLine *line, int argc, char **argv) {
	*line = (CommandLine){ .options = { .out_folder = "out", .print = true, .archive = true, .jobs = count_processors(),
		.time_limit = USUAL_SECONDS, .memory_limit = USUAL_MEGABYTES, .preview = { .ppi = 96 }, .imposition = { .creep = LENGTH_POINT * 72 / 254 /* 0.1 mm: paper of 80 g */ } } };
	if (!choose_language(argc, argv)) return false;
	optind = 0;
	for (int code; (code = getopt_long(argc, argv, SHORT_OPTIONS, OPTIONS, NULL)) != -1;)
		if (!read_option(line, code, argv)) return false;
	line->arguments = argv + optind;
	line->argument_count = argc - optind;
	return line->help || line->version || find_command(line);
}

static void print_help(void) {
	puts(_("bantin: Vietnamese article XML to bulletins ready for print and archive (PDF)"));
	putchar('\n');
	puts(_("  bantin build PATH...                          makes the PDFs of articles, publications, or folders with one"));
	puts(_("  bantin check PATH...                          does everything but writing, and tells what is wrong"));
	puts(_("  bantin preview PATH...                        the pages as pictures, in the colours that the press will print"));
	puts(_("  bantin impose PATH...                         the pages on press sheets: --booklet, --signature 16 or --n-up 2x2"));
	puts(_("  bantin archive PATH...                        a BagIt bag of each document: PDF/A, sources, records, checksums"));
	puts(_("  bantin verify DIR...                          whether bags are whole and each PDF belongs to its sources"));
	puts(_("  bantin new bulletin|proceedings|article DIR   a commented beginning that builds as it is"));
	puts(_("  bantin dump article|design|drawing PATH       what was read, the layout, or every mark of every page, as text"));
	puts(_("  bantin measure PATH                           what a critic would count: loose lines, widows, unbalanced columns"));
	puts(_("  bantin fonts                                  the faces of each layout and the Vietnamese letters they lack"));
	puts(_("  bantin layouts                                the layouts there are"));
	putchar('\n');
	puts(_("  -o, --output DIR      where the PDFs go (out)"));
	puts(_("  --layout NAME|FILE    this layout instead of the publication's own"));
	puts(_("  --for KIND            print, archive or all (all)"));
	puts(_("  --archive-level L     of PDF/A: 1b, 1a, 2b, 2u, 2a, 3b, 3a or 4 (3a, with the sources inside)"));
	puts(_("  --print-standard S    x4 (PDF/X-4) or x1a (PDF/X-1a:2003)"));
	puts(_("  --profile NAME|FILE   the press: coated, uncoated, or an ICC profile"));
	puts(_("  --inks INKS           all, cmyk, black, or two plates: black,accent"));
	puts(_("  --marks MARKS         all, none, or some of crop,registration,colour-bar,slug"));
	puts(_("  --booklet             impose: sheets laid into each other and stapled"));
	puts(_("  --signature N         impose: sections of 4, 8, 16 or 32 pages, a sheet each"));
	puts(_("  --n-up CxR            impose: pages side by side, to be cut apart"));
	puts(_("  --creep MM            impose: the thickness of the paper (0.1)"));
	puts(_("  --sheet NAME|WxH      impose: the paper, A3, SRA3 or millimetres (as large as it must be)"));
	puts(_("  --ppi N               preview: pixels to the inch, 24 to 600 (96)"));
	puts(_("  --pages LIST          preview: only these, such as 1 or 3-5,8-"));
	puts(_("  --contact-only        preview: only the sheet with all pages small"));
	puts(_("  --paper               preview: also the colour of the paper; else it is white"));
	puts(_("  --bleed               preview: also what will be cut off"));
	puts(_("  -j, --jobs N          so many documents at a time (as many as there are processors)"));
	puts(_("  --force               build everything, also what has not changed"));
	puts(_("  --explain             why each document is built"));
	puts(_("  --time-limit SECONDS  for one document (300; 0: none)"));
	puts(_("  --memory-limit MB     for one document (2048; 0: none)"));
	puts(_("  -q, --quiet           only warnings and errors"));
	puts(_("  -v, --verbose         also what each document is made from"));
	puts(_("  --strict              warnings count as errors in the exit status"));
	puts(_("  --system-fonts        all fonts of this machine, not only those of the program's font list"));
	puts(_("  --timings             how long each stage took, in milliseconds"));
	puts(_("  --json                measures as JSON"));
	puts(_("  --report FILE         what was found, with a picture of each page (.html) or for programs (.json)"));
	puts(_("  --rebuild             verify composes each PDF again and compares the bytes"));
	puts(_("  --lang vi|en          the language of the messages"));
	puts(_("  -h, --help; --version"));
	putchar('\n');
	puts(_("Exit status: 0 all is well; 1 a document has errors (the others were made); 2 wrong usage; 3 no space, no fonts or the like; 130 stopped."));
}

/* ---- carrying it out ---- */

/* Commands whose answer on standard output is one document's. */
static int run_one_document(Conversion *run, char *path) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	DocumentList documents = batch_find_documents(arena, &path, 1, NULL, diag);
	int status = convert_report(run, diag);
	if (documents.count > 1) usage_error(_("“%s” holds %d documents; name one of them."), path, documents.count), status = STATUS_USAGE;
	else if (documents.count == 1) status = convert_tell_document(run, &documents.items[0], arena, &(ConvertedDocument){ 0 });
	diag_close(diag);
	arena_close(arena);
	return status;
}

static int run_dump(Conversion *run, ConvertOptions *options, const CommandLine *line) {
	const char *what = line->arguments[0];
	if (strcmp(what, "article") == 0) options->goal = GOAL_DUMP_ARTICLE;
	else if (strcmp(what, "design") == 0) options->goal = GOAL_DUMP_DESIGN;
	else if (strcmp(what, "drawing") == 0) options->goal = GOAL_DUMP_DRAWING;
	else return usage_error(_("dump takes article, design or drawing, not “%s”."), what), STATUS_USAGE;

	/* A design may also be asked for by its own name or file. */
	char *path = line->arguments[1];
	bool is_document = file_is_folder(path) || publication_probe(path) == PROBE_OURS;
	if (options->goal == GOAL_DUMP_DESIGN && !is_document) return convert_dump_layout(run, path);
	return run_one_document(run, path);
}

/* Commands that read what may come from anywhere give up first what they have no need of. `new`, `fonts` and `layouts` read only what
 * came with the program. */
static bool confine_command(CommandLine *line, Confinement *confinement) {
	ConvertOptions *options = &line->options;
	CommandKind kind = line->command->kind;
	int first = kind == COMMAND_DUMP;
	if (kind == COMMAND_NEW || kind == COMMAND_FONTS || kind == COMMAND_LAYOUTS) return false;
	options->goal = kind == COMMAND_PREVIEW ? GOAL_PREVIEW : kind == COMMAND_BUILD || kind == COMMAND_IMPOSE || kind == COMMAND_ARCHIVE ? GOAL_BUILD : GOAL_CHECK;
	confine_run(confinement, options, line->arguments + first, line->argument_count - first, kind == COMMAND_VERIFY && line->rebuild);
	return true;
}

static int run_command(CommandLine *line) {
	ConvertOptions *options = &line->options;
	Conversion run = { .options = options };
	Confinement confinement;
	bool confined = confine_command(line, &confinement);
	int status = STATUS_USAGE;
	switch (line->command->kind) {
	case COMMAND_BUILD: options->goal = GOAL_BUILD; status = build_documents(&run, line->arguments, line->argument_count); break;
	case COMMAND_IMPOSE: options->goal = GOAL_BUILD; status = build_documents(&run, line->arguments, line->argument_count); break;
	case COMMAND_PREVIEW: options->goal = GOAL_PREVIEW; status = preview_documents(&run, line->arguments, line->argument_count); break;
	case COMMAND_CHECK: options->goal = GOAL_CHECK; status = build_documents(&run, line->arguments, line->argument_count); break;
	case COMMAND_DUMP: status = run_dump(&run, options, line); break;
	case COMMAND_MEASURE: options->goal = GOAL_MEASURE; status = run_one_document(&run, line->arguments[0]); break;
	case COMMAND_NEW: status = start_document(options, line->arguments[0], line->arguments[1]); break;
	case COMMAND_FONTS: status = list_fonts(&run); break;
	case COMMAND_LAYOUTS: status = list_layouts(&run); break;
	case COMMAND_ARCHIVE: options->print = false; status = archive_documents(&run, line->arguments, line->argument_count); break;
	case COMMAND_VERIFY: status = verify_bags(&run, line->arguments, line->argument_count, line->rebuild); break;
	}
	convert_close(&run);
	if (confined) confine_close(&confinement);
	return status;
}

static void end_on_signal(int number) {
	file_output_abandon_all();
	_exit(number == SIGPIPE ? 128 + SIGPIPE : STATUS_STOPPED); /* the reader of a pipe has gone: what shells know of every program */
}

static void catch_signals(void) {
	static const int ENDING[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
	struct sigaction action = { .sa_handler = end_on_signal };
	for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++) {
		struct sigaction old;
		if (sigaction(ENDING[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(ENDING[i], &action, NULL);
	}
	signal(SIGXFSZ, SIG_IGN); /* write() then says EFBIG */
}

/* Where one of the three was closed by the caller, the next file that is opened would take its number, and what is printed would go into it. Opened
 * the wrong way round they fail as closed ones do. */
static void occupy_standard_streams(void) {
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) _exit(STATUS_SURROUNDINGS);
}

int main(int argc, char **argv) {
	CommandLine line;
	occupy_standard_streams();
	catch_signals();
	atexit(file_output_abandon_all); /* a library may end the process when it has no memory */
	if (!read_command_line(&line, argc, argv)) return STATUS_USAGE;
	int status = STATUS_FINE;
	if (line.help) print_help();
	else if (line.version) puts("bantin " BANTIN_VERSION);
	else status = run_command(&line);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "bantin: %s\n", message_errno(errno));
		status = STATUS_SURROUNDINGS;
	}
	return status;
}
