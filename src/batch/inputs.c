#include "batch/inputs.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"

/* ---- stamps ---- */

enum { MOST_NAMES = 100 * 1000 };
/* Clocks of file systems tick in 10 ms at most, but for those that know only seconds (two of them, on a memory stick). */
static const int64_t TICK = 20 * 1000000, COARSE_TICK = INT64_C(3000000000), SECOND = 1000000000;

FileStamp stamp_of(const struct stat *info) {
	FileStamp stamp = { .device = info->st_dev, .number = info->st_ino, .size = (uint64_t)info->st_size,
		.modified = (int64_t)info->st_mtim.tv_sec * SECOND + info->st_mtim.tv_nsec, .changed = (int64_t)info->st_ctim.tv_sec * SECOND + info->st_ctim.tv_nsec };
	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	int64_t now = (int64_t)time.tv_sec * SECOND + time.tv_nsec, latest = stamp.changed > stamp.modified ? stamp.changed : stamp.modified;
	bool coarse = stamp.changed % SECOND == 0;
	stamp.settled = latest < now - (coarse ? COARSE_TICK : TICK);
	return stamp;
}

bool stamp_is_same(const FileStamp *kept, const FileStamp *now) { return kept->settled && stamp_is_of_same(kept, now); }

bool stamp_is_of_same(const FileStamp *a, const FileStamp *b) {
	return a->device == b->device && a->number == b->number && a->size == b->size && a->modified == b->modified && a->changed == b->changed;
}

void stamp_write(const FileStamp *stamp, Text *out) {
	wire_add_number(out, stamp->device);
	wire_add_number(out, stamp->number);
	wire_add_number(out, stamp->size);
	wire_add_number(out, (uint64_t)stamp->modified);
	wire_add_number(out, (uint64_t)stamp->changed);
	wire_add_number(out, stamp->settled);
}

FileStamp stamp_read(WireReader *in) {
	FileStamp stamp;
	stamp.device = wire_take_number(in);
	stamp.number = wire_take_number(in);
	stamp.size = wire_take_number(in);
	stamp.modified = (int64_t)wire_take_number(in);
	stamp.changed = (int64_t)wire_take_number(in);
	stamp.settled = wire_take_number(in) == 1;
	return stamp;
}

Sum sum_read(WireReader *in) {
	Sum sum = { "" };
	const char *digits = wire_take_any_text(in);
	if (strlen(digits) == SUM_DIGITS) strcpy(sum.digits, digits);
	else in->bad = true;
	return sum;
}

/* ---- the list ---- */

void inputs_open(Inputs *inputs, Arena *arena, const char *document, const char *data) {
	*inputs = (Inputs){ .arena = arena, .document = document, .folder = file_folder(arena, document), .data = data };
}

static uint64_t hash_of(InputKind kind, const char *path, const char *reference) {
	return bytes_hash(path, strlen(path)) * 31 + bytes_hash(reference, strlen(reference)) * 7 + (uint64_t)kind;
}

static int *find_slot(const Inputs *inputs, InputKind kind, const char *path, const char *root, const char *reference) {
	unsigned mask = (unsigned)inputs->slot_count - 1;
	for (unsigned at = (unsigned)hash_of(kind, path, reference) & mask;; at = (at + 1) & mask) {
		int index = inputs->slots[at];
		if (!index) return &inputs->slots[at];
		const Input *input = &inputs->items[index - 1];
		if (input->kind == kind && strcmp(input->path, path) == 0 && strcmp(input->root, root) == 0 && strcmp(input->reference, reference) == 0)
			return &inputs->slots[at];
	}
}

static void make_room(Inputs *inputs) {
	if (2 * (inputs->count + 1) <= inputs->slot_count) return;
	inputs->slot_count = inputs->slot_count ? inputs->slot_count * 2 : 64;
	inputs->slots = ARENA_ARRAY(inputs->arena, int, inputs->slot_count);
	for (int i = 0; i < inputs->count; i++) {
		const Input *input = &inputs->items[i];
		*find_slot(inputs, input->kind, input->path, input->root, input->reference) = i + 1;
	}
}

static const char *copy(Arena *arena, const char *text) { return arena_copy_text(arena, text, strlen(text)); }

/* *is_new: it is to be filled in. */
static Input *add(Inputs *inputs, InputKind kind, const char *path, const char *root, const char *reference, bool *is_new) {
	make_room(inputs);
	int *slot = find_slot(inputs, kind, path, root, reference);
	*is_new = !*slot;
	if (!*is_new) return &inputs->items[*slot - 1];
	Input *input = vector_push(inputs->arena, inputs);
	input->kind = kind;
	input->path = copy(inputs->arena, path);
	input->root = copy(inputs->arena, root);
	input->reference = copy(inputs->arena, reference);
	input->within = "";
	*slot = inputs->count;
	return input;
}

void inputs_join(Inputs *inputs, const Inputs *others) {
	for (int i = 0; i < others->count; i++) {
		bool is_new;
		const Input *other = &others->items[i];
		Input *input = add(inputs, other->kind, other->path, other->root, other->reference, &is_new);
		if (!is_new) continue;
		input->problem = other->problem;
		input->type = other->type;
		input->within = copy(inputs->arena, other->within);
		input->sum = other->sum;
		input->stamp = other->stamp;
	}
	inputs->unsteady = inputs->unsteady || others->unsteady;
}

/* ---- watching ---- */

enum { LARGEST_SUMMED = 1 << 30 };

static void take_mapped(void *data, const char *path, const struct stat *info, const FileMap *map, int problem) {
	Inputs *inputs = data;
	bool is_new;
	Input *input = add(inputs, INPUT_CONTENT, path, "", "", &is_new);
	FileStamp stamp = map ? stamp_of(info) : (FileStamp){ 0 };
	if (!is_new) {
		inputs->unsteady = inputs->unsteady || input->problem != problem || !stamp_is_of_same(&input->stamp, &stamp);
		return;
	}
	input->problem = problem;
	input->stamp = stamp;
	/* What no reader takes is not worth the minute that its sum takes: the document is simply made again. */
	bool summed = map && map->length <= LARGEST_SUMMED;
	if (map) input->sum = sum_of_map(summed ? map->bytes : (const unsigned char *)"", summed ? map->length : 0);
	if (map && !summed) inputs->unsteady = true;
}

static void take_type(void *data, const char *path, unsigned type) {
	Inputs *inputs = data;
	bool is_new;
	Input *input = add(inputs, INPUT_TYPE, path, "", "", &is_new);
	if (is_new) input->type = type;
	else inputs->unsteady = inputs->unsteady || input->type != type;
}

static void take_place(void *data, const char *root, const char *folder, const char *reference, const char *within, int problem) {
	Inputs *inputs = data;
	bool is_new;
	Input *input = add(inputs, INPUT_PLACE, folder, root, reference, &is_new);
	if (!is_new) return;
	input->within = copy(inputs->arena, within ? within : "");
	input->problem = within ? 0 : problem;
}

static int compare_names(const void *left, const void *right) { return strcmp(*(char *const *)left, *(char *const *)right); }

/* Of the names in a folder, in their order; of a folder that cannot be read, of nothing. */
static Sum sum_names(const char *path) {
	Arena *arena = arena_open();
	VECTOR(char *) names = { 0 };
	DIR *dir = opendir(path);
	for (struct dirent *entry; dir && names.count < MOST_NAMES && (entry = readdir(dir));)
		*vector_push(arena, &names) = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
	if (names.count) qsort(names.items, (size_t)names.count, sizeof *names.items, compare_names);
	Text text = { 0 };
	for (int i = 0; i < names.count; i++) {
		if (names.items[i][0] == '.') continue; /* they are never meant */
		text_add_bytes(&text, names.items[i], strlen(names.items[i]) + 1);
	}
	Sum sum = sum_of_bytes(text.bytes ? text.bytes : "", text.length);
	if (dir) closedir(dir);
	text_free(&text);
	arena_close(arena);
	return sum;
}

static void take_names(void *data, const char *folder) {
	Inputs *inputs = data;
	bool is_new;
	Input *input = add(inputs, INPUT_NAMES, folder, "", "", &is_new);
	if (is_new) input->sum = sum_names(folder);
}

void inputs_watch(Inputs *inputs) {
	static FileWatcher watcher; /* there is one file system and one who watches it */
	watcher = (FileWatcher){ .data = inputs, .mapped = take_mapped, .asked_type = take_type, .resolved = take_place, .listed = take_names };
	file_set_watcher(&watcher);
}

void inputs_end_watch(void) { file_set_watcher(NULL); }

/* ---- as bytes ---- */

/* A path as it lies: to the document itself, to its folder, to the program's data, or as it is. */
enum { AS_IS = '=', DOCUMENT = 'x', FOLDER = 'd', DATA = 'p' };

static const char *path_within(const char *folder, const char *path) {
	size_t length = strlen(folder);
	if (strncmp(path, folder, length) != 0) return NULL;
	if (length && folder[length - 1] == '/') return path + length;
	return path[length] == '/' ? path + length + 1 : !path[length] ? path + length : NULL;
}

static void write_path(const Inputs *inputs, const char *path, Text *out) {
	const char *within;
	char base = AS_IS;
	if (strcmp(path, inputs->document) == 0) base = DOCUMENT, path = "";
	else if ((within = path_within(inputs->folder, path))) base = FOLDER, path = within;
	else if ((within = path_within(inputs->data, path))) base = DATA, path = within;
	wire_add_number(out, (unsigned char)base);
	wire_add_text(out, path);
}

static const char *read_path(WireReader *in, const Inputs *inputs) {
	uint64_t base = wire_take_number(in);
	const char *path = wire_take_any_text(in);
	switch (base) {
	case DOCUMENT: return inputs->document;
	case FOLDER: return path[0] ? file_join(inputs->arena, inputs->folder, path) : inputs->folder;
	case DATA: return path[0] ? file_join(inputs->arena, inputs->data, path) : inputs->data;
	case AS_IS: return path;
	default: in->bad = true; return path;
	}
}

void inputs_write(const Inputs *inputs, Text *out) {
	wire_add_number(out, (uint64_t)inputs->count);
	for (int i = 0; i < inputs->count; i++) {
		const Input *input = &inputs->items[i];
		wire_add_number(out, input->kind);
		write_path(inputs, input->path, out);
		switch (input->kind) {
		case INPUT_CONTENT:
			wire_add_number(out, (uint64_t)input->problem);
			if (!input->problem) wire_add_text(out, input->sum.digits), stamp_write(&input->stamp, out);
			break;
		case INPUT_TYPE: wire_add_number(out, input->type); break;
		case INPUT_NAMES: wire_add_text(out, input->sum.digits); break;
		case INPUT_PLACE:
			write_path(inputs, input->root, out);
			wire_add_text(out, input->reference);
			wire_add_number(out, (uint64_t)input->problem);
			wire_add_text(out, input->within);
			break;
		}
	}
}

bool inputs_read(WireReader *in, Inputs *inputs) {
	int count = wire_take_count(in);
	for (int i = 0; i < count && !in->bad; i++) {
		Input *input = vector_push(inputs->arena, inputs);
		uint64_t kind = wire_take_number(in);
		if (kind > INPUT_NAMES) return false;
		input->kind = (InputKind)kind;
		input->path = read_path(in, inputs);
		input->root = input->reference = input->within = "";
		switch (input->kind) {
		case INPUT_CONTENT:
			input->problem = (int)wire_take_number(in);
			if (!input->problem) input->sum = sum_read(in), input->stamp = stamp_read(in);
			break;
		case INPUT_TYPE: input->type = (unsigned)wire_take_number(in); break;
		case INPUT_NAMES: input->sum = sum_read(in); break;
		case INPUT_PLACE:
			input->root = read_path(in, inputs);
			input->reference = wire_take_any_text(in);
			input->problem = (int)wire_take_number(in);
			input->within = wire_take_any_text(in);
			break;
		}
	}
	return !in->bad;
}

/* ---- asking again ---- */

/* Contents by path; the other questions cost no more than looking them up. */
typedef struct Known { const char *path; int problem; FileStamp stamp; Sum sum; bool summed; } Known;
struct InputMemory { Arena *arena; Known **slots; int slot_count, count; };

InputMemory *inputs_open_memory(void) {
	Arena *arena = arena_open();
	InputMemory *memory = ARENA_NEW(arena, InputMemory);
	memory->arena = arena;
	return memory;
}

void inputs_close_memory(InputMemory *memory) {
	if (memory) arena_close(memory->arena);
}

static Known **find_known(const InputMemory *memory, const char *path) {
	unsigned mask = (unsigned)memory->slot_count - 1, at = (unsigned)bytes_hash(path, strlen(path)) & mask;
	while (memory->slots[at] && strcmp(memory->slots[at]->path, path) != 0) at = (at + 1) & mask;
	return &memory->slots[at];
}

static void ask_content(Known *known) {
	struct stat info;
	known->problem = stat(known->path, &info) != 0 ? errno : S_ISDIR(info.st_mode) ? EISDIR : !S_ISREG(info.st_mode) ? EINVAL : 0;
	if (!known->problem) known->stamp = stamp_of(&info);
}

static Known *know_content(InputMemory *memory, const char *path) {
	if (2 * (memory->count + 1) > memory->slot_count) {
		InputMemory larger = { .arena = memory->arena, .count = memory->count, .slot_count = memory->slot_count ? memory->slot_count * 2 : 256 };
		larger.slots = ARENA_ARRAY(memory->arena, Known *, larger.slot_count);
		for (int i = 0; i < memory->slot_count; i++) if (memory->slots[i]) *find_known(&larger, memory->slots[i]->path) = memory->slots[i];
		*memory = larger;
	}
	Known **slot = find_known(memory, path);
	if (*slot) return *slot;
	*slot = ARENA_NEW(memory->arena, Known);
	(*slot)->path = copy(memory->arena, path);
	memory->count++;
	ask_content(*slot);
	return *slot;
}

/* The sum, with the stamp that the file had before it was read. */
static void sum_content(Known *known) {
	struct stat info;
	uint64_t size;
	int fd = open(known->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	known->problem = fd < 0 || fstat(fd, &info) != 0 || !sum_of_file(fd, &known->sum, &size) ? errno : 0;
	if (!known->problem) known->stamp = stamp_of(&info);
	known->summed = !known->problem;
	if (fd >= 0) close(fd);
}

static bool has_same_content(Input *input, InputMemory *memory, bool *restamped) {
	Known *known = know_content(memory, input->path);
	if (known->problem || input->problem) return known->problem == input->problem;
	if (stamp_is_same(&input->stamp, &known->stamp)) return true;
	if (known->stamp.size != input->stamp.size) return false;
	if (!known->summed) sum_content(known);
	if (!known->summed || strcmp(known->sum.digits, input->sum.digits) != 0) return false;
	input->stamp = known->stamp;
	*restamped = true;
	return true;
}

static bool has_same_place(const Input *input) {
	char *real_root = realpath(input->root, NULL), *real = NULL;
	Arena *arena = arena_open();
	char *path = file_inside(arena, input->root, input->path, input->reference);
	bool same = !path && input->problem && errno == input->problem;
	if (path && !input->problem && real_root && (real = realpath(path, NULL))) same = strcmp(real + strlen(real_root), input->within) == 0;
	free(real);
	free(real_root);
	arena_close(arena);
	return same;
}

static bool has_same_type(const Input *input) {
	struct stat info;
	return (stat(input->path, &info) == 0 ? info.st_mode & S_IFMT : 0) == input->type;
}

const Input *inputs_find_change(Inputs *inputs, InputMemory *memory, bool *restamped) {
	for (int i = 0; i < inputs->count; i++) {
		Input *input = &inputs->items[i];
		bool same = false;
		switch (input->kind) {
		case INPUT_CONTENT: same = has_same_content(input, memory, restamped); break;
		case INPUT_TYPE: same = has_same_type(input); break;
		case INPUT_PLACE: same = has_same_place(input); break;
		case INPUT_NAMES: {
			Sum sum = sum_names(input->path);
			same = strcmp(sum.digits, input->sum.digits) == 0;
			break;
		}
		}
		if (!same) return input;
	}
	return NULL;
}
