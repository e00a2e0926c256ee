#include "archive/bag_writer.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "archive/bag_path.h"
#include "archive/verify_bag.h"
#include "base/file.h"
#include "base/folder_output.h"
#include "base/message.h"
#include "base/text.h"

typedef struct WrittenFile { const char *path; FileSums sums; bool payload; } WrittenFile;

struct BagWriter {
	Arena *arena;
	Diag *diag;
	const char *target;
	FolderOutput *folder;
	struct { WrittenFile *items; int count, capacity; } files;
	FileSums list_sums; /* of tagmanifest-sha256.txt: what the bag is, in one number */
};

static void tell_write_failed(BagWriter *bag) {
	diag_add(bag->diag, SEVERITY_ERROR, "write-failed", (SourcePos){ bag->target, 0, 0 }, _("The bag cannot be written: %s."), message_errno(errno));
}

BagWriter *bag_open(Arena *arena, const char *folder, const char *name, Diag *diag) {
	BagWriter *bag = ARENA_NEW(arena, BagWriter);
	bag->arena = arena;
	bag->diag = diag;
	bag->target = file_join(arena, folder, name);
	bag->folder = folder_output_open(bag->target);
	if (bag->folder) return bag;
	tell_write_failed(bag);
	return NULL;
}

void bag_abandon(BagWriter *bag) {
	if (bag) folder_output_abandon(bag->folder);
}

const char *bag_folder(const BagWriter *bag) { return folder_output_path(bag->folder); }
const char *bag_target(const BagWriter *bag) { return bag->target; }

static void note_file(BagWriter *bag, const char *path, const FileSums *sums) {
	*vector_push(bag->arena, &bag->files) = (WrittenFile){ path, *sums, strncmp(path, "data/", 5) == 0 };
}

bool bag_copy_file(BagWriter *bag, const char *from, const char *path, FileSums *out) {
	int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat info;
	HashResult result = HASH_READ_FAILED;
	if (source >= 0 && fstat(source, &info) == 0 && (S_ISREG(info.st_mode) || (errno = EINVAL, false))) {
		int copy = folder_output_create(bag->folder, path);
		result = copy < 0 ? HASH_WRITE_FAILED : hash_file(bag->arena, source, copy, HASH_OURS, out);
		int problem = errno;
		if (copy >= 0 && close(copy) != 0 && result == HASH_DONE) { problem = errno; result = HASH_WRITE_FAILED; }
		errno = problem;
	}
	int problem = errno;
	if (source >= 0) close(source);
	errno = problem;
	if (result == HASH_READ_FAILED)
		diag_add(bag->diag, SEVERITY_ERROR, "source-unreadable", (SourcePos){ from, 0, 0 }, _("This cannot be read: %s."), message_errno(errno));
	else if (result == HASH_WRITE_FAILED) tell_write_failed(bag);
	else note_file(bag, path, out);
	return result == HASH_DONE;
}

bool bag_add_text(BagWriter *bag, const char *path, const char *text, size_t length, FileSums *out) {
	FileSums sums;
	Hasher *hasher = hash_open(HASH_OURS);
	hash_add(hasher, text, length);
	hash_close(hasher, bag->arena, &sums);
	if (!folder_output_write(bag->folder, path, text, length)) {
		tell_write_failed(bag);
		return false;
	}
	note_file(bag, path, &sums);
	if (out) *out = sums;
	return true;
}

const char *bag_expect_file(BagWriter *bag, const char *path) {
	if (folder_output_expect(bag->folder, path)) return file_join(bag->arena, bag_folder(bag), path);
	tell_write_failed(bag);
	return NULL;
}

bool bag_take_file(BagWriter *bag, const char *path, FileSums *out) {
	if (!hash_path(bag->arena, file_join(bag->arena, bag_folder(bag), path), HASH_OURS, out)) {
		tell_write_failed(bag);
		return false;
	}
	note_file(bag, path, out);
	return true;
}

void bag_count_payload(const BagWriter *bag, uint64_t *bytes, int *files) {
	*bytes = 0;
	*files = 0;
	for (int i = 0; i < bag->files.count; i++) {
		if (!bag->files.items[i].payload) continue;
		*bytes += bag->files.items[i].sums.size;
		++*files;
	}
}

/* ---- manifests ---- */

static int compare_paths(const void *left, const void *right) {
	return strcmp(((const WrittenFile *)left)->path, ((const WrittenFile *)right)->path);
}

static bool write_manifest(BagWriter *bag, HashKind kind, bool tags, FileSums *out) {
	Text text = { 0 };
	qsort(bag->files.items, (size_t)bag->files.count, sizeof *bag->files.items, compare_paths);
	for (int i = 0; i < bag->files.count; i++) {
		const WrittenFile *file = &bag->files.items[i];
		if (file->payload == tags || strncmp(file->path, "tagmanifest-", 12) == 0) continue;
		text_format(&text, "%s  %s\n", file->sums.sums[kind], bag_path_encode(bag->arena, file->path));
	}
	const char *name = arena_format(bag->arena, "%smanifest-%s.txt", tags ? "tag" : "", hash_name(kind));
	bool fine = bag_add_text(bag, name, text.bytes, text.length, out);
	text_free(&text);
	return fine;
}

static bool write_tag_files(BagWriter *bag, const char *info, size_t info_length) {
	static const char DECLARATION[] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
	return bag_add_text(bag, "bagit.txt", DECLARATION, strlen(DECLARATION), NULL) &&
		bag_add_text(bag, "bag-info.txt", info, info_length, NULL) &&
		write_manifest(bag, HASH_SHA256, false, NULL) && write_manifest(bag, HASH_SHA512, false, NULL) &&
		write_manifest(bag, HASH_SHA256, true, &bag->list_sums) && write_manifest(bag, HASH_SHA512, true, NULL);
}

/* ---- what is in the place already ---- */

static bool is_same(BagWriter *bag) {
	FileSums sums;
	if (!hash_path(bag->arena, file_join(bag->arena, bag->target, "tagmanifest-sha256.txt"), HASH_OURS, &sums)) return false;
	if (strcmp(sums.sums[HASH_SHA256], bag->list_sums.sums[HASH_SHA256]) != 0) return false;
	Diag *unsaid = diag_open();
	BagReport report;
	bool fine = bag_verify(bag->arena, bag->target, unsaid, &report) && !diag_count(unsaid, SEVERITY_WARNING);
	diag_close(unsaid);
	return fine;
}

static bool is_written(const BagWriter *bag, const char *path) {
	WrittenFile wanted = { .path = path };
	return bsearch(&wanted, bag->files.items, (size_t)bag->files.count, sizeof wanted, compare_paths) != NULL;
}

/* Files that the old bag does not list and the new one does not bring: somebody put them there, and would miss them. */
static bool tell_foreign_files(BagWriter *bag) {
	Diag *unsaid = diag_open();
	BagScan scan;
	BagDeclaration declaration;
	bool foreign = false;
	if (bag_scan_open(&scan, bag->arena, bag->target, false, unsaid)) {
		bag_read_declaration(&scan, &declaration);
		for (int i = 0; i < scan.manifests.count; i++) bag_read_manifest(&scan, &scan.manifests.items[i], &declaration);
		for (int i = 0; i < scan.entries.count; i++) {
			const BagEntry *entry = scan.entries.items[i];
			bool listed = is_written(bag, entry->path);
			for (int kind = 0; kind < HASH_KINDS; kind++) listed = listed || entry->expected[kind];
			if (!entry->found || listed || strncmp(entry->path, "tagmanifest-", 12) == 0) continue;
			foreign = true;
			diag_add(bag->diag, SEVERITY_ERROR, "bag-foreign-file", bag_scan_pos(&scan, entry->path, 0), _("The bag that is to be replaced holds this file, which no list names; so the bag was left as it is."));
			diag_hint(bag->diag, _("Move the file to another place, then run this again."));
		}
		bag_scan_close(&scan);
	}
	diag_close(unsaid);
	return foreign;
}

static bool may_replace(BagWriter *bag, bool is_folder) {
	if (is_folder && bag_is_there(bag->target)) return !tell_foreign_files(bag);
	if (is_folder && rmdir(bag->target) == 0) return true; /* it was empty */
	diag_add(bag->diag, SEVERITY_ERROR, "bag-occupied", (SourcePos){ bag->target, 0, 0 }, _("Something that is no bag has this name already; it was left as it is."));
	diag_hint(bag->diag, _("Move it away, or name another folder with -o."));
	return false;
}

static BagOutcome place(BagWriter *bag) {
	struct stat info;
	bool occupied = lstat(bag->target, &info) == 0;
	qsort(bag->files.items, (size_t)bag->files.count, sizeof *bag->files.items, compare_paths);
	if (occupied && S_ISDIR(info.st_mode) && is_same(bag)) {
		bag_abandon(bag);
		return BAG_UNCHANGED;
	}
	if (occupied && !may_replace(bag, S_ISDIR(info.st_mode))) {
		bag_abandon(bag);
		return BAG_REFUSED;
	}
	if (folder_output_commit(bag->folder)) return occupied ? BAG_REPLACED : BAG_NEW;
	tell_write_failed(bag);
	return BAG_FAILED;
}

BagOutcome bag_finish(BagWriter *bag, const char *info, size_t info_length) {
	if (write_tag_files(bag, info, info_length)) return place(bag);
	bag_abandon(bag);
	return BAG_FAILED;
}
