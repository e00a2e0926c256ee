#include "batch/record.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

/* The first line says what the file is to whoever finds it; the sum of all that follows closes it. */
static const char HEAD[] = "bantin record 1\n";
enum { LARGEST = 64 * 1024 * 1024 };

/* ---- writing ---- */

static void write_key(const RecordKey *key, Text *out) {
	wire_add_text(out, key->program.digits);
	wire_add_text(out, key->fonts.digits);
	wire_add_text(out, key->options.digits);
	wire_add_text(out, key->language);
}

static void write_all(const Record *record, Text *out) {
	text_add(out, HEAD);
	write_key(&record->key, out);
	wire_add_text(out, record->document);
	wire_add_number(out, record->has_messages);
	wire_add_number(out, (uint64_t)record->output_count);
	for (int i = 0; i < record->output_count; i++) {
		wire_add_text(out, record->outputs[i].name);
		wire_add_text(out, record->outputs[i].sum.digits);
		stamp_write(&record->outputs[i].stamp, out);
	}
	inputs_write(&record->inputs, out);
	wire_add_bytes(out, record->account, record->account_length);
	Sum sum = sum_of_bytes(out->bytes, out->length);
	text_add_bytes(out, sum.digits, SUM_DIGITS);
}

bool record_write(const Record *record, const char *path) {
	Text text = { 0 };
	write_all(record, &text);
	const char *name = file_name(path);
	size_t space = strlen(path) + 48;
	char *temporary = malloc(space);
	if (!temporary) base_out_of_memory();
	snprintf(temporary, space, "%.*s.%s.%d.part", (int)(name - path), path, name, (int)getpid());
	int slot = file_unfinished_add(temporary), fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	bool fine = fd >= 0 && file_write_all(fd, text.bytes, text.length);
	int problem = fine ? 0 : errno; /* the first of them: what is tidied up afterwards may fail as well */
	if (fd >= 0 && close(fd) != 0 && fine) fine = false, problem = errno;
	if (fine && rename(temporary, path) != 0) fine = false, problem = errno;
	if (!fine && fd >= 0) unlink(temporary);
	file_unfinished_forget(slot);
	free(temporary);
	text_free(&text);
	errno = problem;
	return fine;
}

/* ---- reading ---- */

static const unsigned char *read_bytes(Arena *arena, const char *path, size_t *length) {
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) return NULL;
	unsigned char *bytes = NULL;
	*length = 0;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= LARGEST) {
		bytes = arena_alloc_raw(arena, (size_t)info.st_size + 1);
		ssize_t got = read(fd, bytes, (size_t)info.st_size);
		*length = got > 0 ? (size_t)got : 0;
	}
	close(fd);
	return bytes ? bytes : (const unsigned char *)"";
}

static bool read_all(WireReader *in, Record *out) {
	out->key.program = sum_read(in);
	out->key.fonts = sum_read(in);
	out->key.options = sum_read(in);
	out->key.language = wire_take_any_text(in);
	out->document = wire_take_any_text(in);
	out->has_messages = wire_take_number(in) != 0;
	out->output_count = wire_take_count(in);
	if (out->output_count > RECORD_OUTPUTS) return false;
	for (int i = 0; i < out->output_count; i++) {
		out->outputs[i].name = wire_take_any_text(in);
		if (strchr(out->outputs[i].name, '/')) return false;
		out->outputs[i].sum = sum_read(in);
		out->outputs[i].stamp = stamp_read(in);
	}
	if (in->bad || !inputs_read(in, &out->inputs)) return false;
	out->account = wire_take_bytes(in, &out->account_length);
	return !in->bad && in->at == in->end;
}

bool record_read(Arena *arena, const char *path, const char *document, const char *data, Record *out, bool *damaged) {
	size_t length, head = sizeof HEAD - 1;
	*out = (Record){ 0 };
	*damaged = false;
	const unsigned char *bytes = read_bytes(arena, path, &length);
	if (!bytes) return false;
	*damaged = true;
	if (length < head + SUM_DIGITS || memcmp(bytes, HEAD, head) != 0) return false;
	length -= SUM_DIGITS;
	if (memcmp(sum_of_bytes(bytes, length).digits, bytes + length, SUM_DIGITS) != 0) return false;
	inputs_open(&out->inputs, arena, document, data);
	WireReader in = { bytes + head, bytes + length, arena, false };
	if (!read_all(&in, out)) return false;
	*damaged = false;
	return true;
}

/* ---- checking ---- */

static bool is_same_sum(const Sum *a, const Sum *b) { return strcmp(a->digits, b->digits) == 0; }

static RecordState check_output(RecordOutput *output, const char *path, bool *restamped) {
	struct stat info;
	Sum sum;
	uint64_t size;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) return RECORD_OUTPUT_GONE;
	RecordState state = RECORD_OUTPUT_CHANGED;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
		FileStamp stamp = stamp_of(&info);
		if (stamp_is_same(&output->stamp, &stamp)) {
			state = RECORD_HOLDS;
		} else if (stamp.size == output->stamp.size && sum_of_file(fd, &sum, &size) && is_same_sum(&sum, &output->sum)) {
			output->stamp = stamp;
			*restamped = true;
			state = RECORD_HOLDS;
		}
	}
	close(fd);
	return state;
}

static RecordState describe_change(const Input *input, const char **what) {
	struct stat info;
	*what = input->kind == INPUT_PLACE ? input->reference : input->path;
	bool was_there = input->kind == INPUT_TYPE ? input->type != 0 : !input->problem;
	bool is_there = input->kind == INPUT_PLACE ? input->problem == ENOENT : stat(input->path, &info) == 0;
	return !was_there && is_there ? RECORD_INPUT_NEW : was_there && !is_there && input->kind != INPUT_PLACE ? RECORD_INPUT_GONE : RECORD_INPUT_CHANGED;
}

RecordState record_check(Record *record, const RecordKey *now, const char *document, const char *folder, InputMemory *memory, const char **what,
		bool *restamped) {
	*what = NULL;
	*restamped = false;
	if (!is_same_sum(&record->key.program, &now->program)) return RECORD_OTHER_PROGRAM;
	if (!is_same_sum(&record->key.options, &now->options)) return RECORD_OTHER_OPTIONS;
	*what = record->document;
	if (strcmp(file_name(record->document), file_name(document)) != 0) return RECORD_OTHER_DOCUMENT;
	if (record->has_messages && strcmp(record->document, document) != 0) return RECORD_OTHER_PATH;
	*what = NULL;
	if (record->has_messages && strcmp(record->key.language, now->language) != 0) return RECORD_OTHER_LANGUAGE;
	if (!is_same_sum(&record->key.fonts, &now->fonts)) return RECORD_OTHER_FONTS;
	const Input *changed = inputs_find_change(&record->inputs, memory, restamped);
	if (changed) return describe_change(changed, what);
	for (int i = 0; i < record->output_count; i++) {
		const char *path = file_join(record->inputs.arena, folder, record->outputs[i].name);
		RecordState state = check_output(&record->outputs[i], path, restamped);
		*what = path;
		if (state != RECORD_HOLDS) return state;
	}
	*what = NULL;
	return RECORD_HOLDS;
}
