#include "recall_documents.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"
#include "batch/program_sum.h"
#include "batch/record.h"
#include "font/describe_set.h"

struct Recall {
	Arena *arena;
	const ConvertOptions *options;
	const OutputFolder *folder;
	const char *data;        /* folder of the program's data */
	RecordKey key;
	InputMemory *memory;
};

/* ---- what decides besides the files ---- */

static Sum sum_fonts(const FontSet *fonts) {
	Text text = { 0 };
	font_describe_set(fonts, &text);
	Sum sum = sum_of_bytes(text.bytes ? text.bytes : "", text.length);
	text_free(&text);
	return sum;
}

static void add_word(Text *out, const char *word) { text_format(out, "%s\n", word ? word : "-"); }

/* Everything of the command line and the environment that can change an output or a message. */
static Sum sum_options(const ConvertOptions *options) {
	Text text = { 0 };
	add_word(&text, options->layout);
	add_word(&text, options->archive_level);
	add_word(&text, options->press.standard.value);
	add_word(&text, options->press.profile.value);
	add_word(&text, options->press.inks.value);
	add_word(&text, options->press.marks.value);
	add_word(&text, getenv("SOURCE_DATE_EPOCH"));
	add_word(&text, options->imposition_name);
	if (options->imposition_name)
		text_format(&text, "%d %d %d\n", options->imposition.creep, options->imposition.sheet_width, options->imposition.sheet_height);
	text_format(&text, "%d%d%d%d\n", options->print, options->archive, options->strict, options->system_fonts);
	Sum sum = sum_of_bytes(text.bytes, text.length);
	text_free(&text);
	return sum;
}

/* Pages and sheets of one document are remembered apart. */
static const char *record_name(const ConvertOptions *options, Arena *arena, const Document *document) {
	return options->imposition_name ? arena_format(arena, "%s.%s", document->name, options->imposition_name) : document->name;
}

Recall *recall_open(const ConvertOptions *options, const FontSet *fonts, const OutputFolder *folder) {
	Arena *arena = arena_open();
	Recall *recall = ARENA_NEW(arena, Recall);
	*recall = (Recall){ .arena = arena, .options = options, .folder = folder, .memory = inputs_open_memory() };
	recall->data = file_folder(arena, file_data_path(arena, "layouts"));
	recall->key = (RecordKey){ program_sum("bantin " BANTIN_VERSION), sum_fonts(fonts), sum_options(options), message_language() };
	return recall;
}

void recall_close(Recall *recall) {
	if (!recall) return;
	inputs_close_memory(recall->memory);
	arena_close(recall->arena);
}

/* ---- recalling ---- */

static const char *explain(Arena *arena, RecordState state, const char *what) {
	switch (state) {
	case RECORD_OTHER_PROGRAM: return _("another version of the program or of its libraries");
	case RECORD_OTHER_FONTS: return _("other fonts");
	case RECORD_OTHER_OPTIONS: return _("other options");
	case RECORD_OTHER_LANGUAGE: return _("its messages are to be in another language");
	case RECORD_OTHER_DOCUMENT: return arena_format(arena, _("its outputs were made from another document, %s"), what);
	case RECORD_OTHER_PATH: return arena_format(arena, _("it has messages, which name it by another path, %s"), what);
	case RECORD_INPUT_CHANGED: return arena_format(arena, _("changed: %s"), what);
	case RECORD_INPUT_GONE: return arena_format(arena, _("not there any more: %s"), what);
	case RECORD_INPUT_NEW: return arena_format(arena, _("there now: %s"), what);
	case RECORD_OUTPUT_GONE: return arena_format(arena, _("the output is not there: %s"), what);
	case RECORD_OUTPUT_CHANGED: return arena_format(arena, _("the output was changed: %s"), what);
	case RECORD_HOLDS: break;
	}
	return "";
}

bool recall_document(Recall *recall, const Document *document, Arena *arena, DocumentAccount *account, Inputs *inputs, const char **why) {
	Record record;
	bool damaged, restamped;
	const char *what, *path = outputs_record_path(recall->folder, arena, record_name(recall->options, arena, document));
	if (!record_read(arena, path, document->path, recall->data, &record, &damaged)) {
		*why = damaged ? _("its record is damaged") : _("there is no record of an earlier build");
		return false;
	}
	RecordState state = record_check(&record, &recall->key, document->path, recall->options->out_folder, recall->memory, &what, &restamped);
	if (state != RECORD_HOLDS) return *why = explain(arena, state, what), false;
	WireReader in = { record.account, record.account + record.account_length, arena, false };
	if (!account_read(&in, account)) return *why = _("its record is damaged"), false;
	*inputs = record.inputs;
	if (restamped) record_write(&record, path); /* so that next time the stamps tell */
	return true;
}

/* ---- keeping ---- */

/* As it is now, when nobody has touched it since it got its name; by then its stamp has settled, and the next run need not read it. */
static bool stamp_output(const char *path, const FileStamp *named, FileStamp *out) {
	struct stat info;
	if (stat(path, &info) != 0) return false;
	*out = stamp_of(&info);
	out->settled = out->settled && stamp_is_of_same(out, named);
	return true;
}

void recall_keep(Recall *recall, const Document *document, const Inputs *inputs, const DocumentAccount *account, const FileStamp *named) {
	Arena *arena = arena_open();
	Text told = { 0 };
	account_write(account, false, &told);
	Record record = { .key = recall->key, .document = document->path, .inputs = *inputs, .has_messages = account->message_count > 0,
		.account = (const unsigned char *)told.bytes, .account_length = told.length };
	bool whole = !inputs->unsteady;
	for (int i = 0; i < account->output_count; i++) {
		RecordOutput *output = &record.outputs[record.output_count++];
		output->name = convert_output_name(arena, recall->options, document, account->outputs[i].kind);
		whole = whole && strlen(account->outputs[i].sha256) == SUM_DIGITS &&
			stamp_output(file_join(arena, recall->options->out_folder, output->name), &named[i], &output->stamp);
		if (!whole) break;
		strcpy(output->sum.digits, account->outputs[i].sha256);
	}
	if (!whole || !record_write(&record, outputs_record_path(recall->folder, arena, record_name(recall->options, arena, document)))) recall_forget(recall, document);
	text_free(&told);
	arena_close(arena);
}

void recall_forget(Recall *recall, const Document *document) {
	Arena *arena = arena_open();
	unlink(outputs_record_path(recall->folder, arena, record_name(recall->options, arena, document)));
	arena_close(arena);
}
