#include "archive/scan_bag.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>
#include "archive/bag_path.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

enum { DEEPEST = 64, LARGEST_TAG_FILE = 256 * 1024 * 1024 };

SourcePos bag_scan_pos(const BagScan *scan, const char *path, int line) {
	return (SourcePos){ file_join(scan->arena, scan->bag, path), line, line ? 1 : 0 };
}

/* ---- entries by path ---- */

static unsigned find_slot(const BagScan *scan, const char *path) {
	unsigned mask = (unsigned)scan->index.capacity - 1, slot = (unsigned)bytes_hash(path, strlen(path)) & mask;
	while (scan->index.slots[slot] && strcmp(scan->entries.items[scan->index.slots[slot] - 1]->path, path) != 0) slot = (slot + 1) & mask;
	return slot;
}

BagEntry *bag_scan_find(const BagScan *scan, const char *path) {
	if (!scan->index.capacity) return NULL;
	int found = scan->index.slots[find_slot(scan, path)];
	return found ? scan->entries.items[found - 1] : NULL;
}

BagEntry *bag_scan_add(BagScan *scan, const char *path) {
	BagEntry *entry = bag_scan_find(scan, path);
	if (entry) return entry;
	if (scan->entries.count * 2 >= scan->index.capacity) {
		scan->index.capacity = scan->index.capacity ? scan->index.capacity * 2 : 64;
		scan->index.slots = ARENA_ARRAY(scan->arena, int, scan->index.capacity);
		for (int i = 0; i < scan->entries.count; i++) scan->index.slots[find_slot(scan, scan->entries.items[i]->path)] = i + 1;
	}
	entry = ARENA_NEW(scan->arena, BagEntry);
	entry->path = arena_copy_text(scan->arena, path, strlen(path));
	entry->payload = strncmp(path, "data/", 5) == 0;
	*vector_push(scan->arena, &scan->entries) = entry;
	scan->index.slots[find_slot(scan, path)] = scan->entries.count;
	return entry;
}

/* ---- walking ---- */

static int compare_names(const void *left, const void *right) {
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

typedef struct Names { const char **items; int count, capacity; } Names;

/* The names in an open folder, sorted; closes it. */
static bool list_names(Arena *arena, int folder, Names *names) {
	DIR *dir = fdopendir(folder);
	if (!dir) { close(folder); return false; }
	errno = 0;
	for (struct dirent *entry; (entry = readdir(dir)); errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*vector_push(arena, names) = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
	int problem = errno;
	closedir(dir);
	if (names->count) qsort(names->items, (size_t)names->count, sizeof *names->items, compare_names);
	errno = problem;
	return !problem;
}

static int open_folder(int above, const char *name) {
	return openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void tell_unreadable(BagScan *scan, const char *path) {
	diag_add(scan->diag, SEVERITY_ERROR, "bag-unreadable", bag_scan_pos(scan, path, 0), _("This cannot be read: %s."), message_errno(errno));
	diag_hint(scan->diag, _("Until it can be read nobody knows whether the bag is whole. Look at the disk and at the rights of the file."));
	scan->failed = true;
}

static unsigned kinds_for(const BagScan *scan, bool payload) {
	unsigned kinds = 0;
	for (int i = 0; i < scan->manifests.count; i++)
		if (scan->manifests.items[i].tags != payload) kinds |= 1u << scan->manifests.items[i].kind;
	return kinds;
}

static void take_file(BagScan *scan, int folder, const char *name, const char *path, bool with_sums) {
	BagEntry *entry = bag_scan_add(scan, path);
	entry->found = true;
	if (!with_sums) return;
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0 || hash_file(scan->arena, file, -1, kinds_for(scan, entry->payload), &entry->sums) != HASH_DONE) {
		entry->unreadable = true;
		tell_unreadable(scan, path);
	}
	if (file >= 0) close(file);
}

static void walk(BagScan *scan, int folder, const char *prefix, int depth, bool with_sums);

static void take_name(BagScan *scan, int folder, const char *name, const char *path, int depth, bool with_sums) {
	struct stat info;
	if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
		tell_unreadable(scan, path);
	} else if (S_ISDIR(info.st_mode)) {
		if (strcmp(path, "data") == 0) scan->has_data = true;
		int inner = depth < DEEPEST ? open_folder(folder, name) : (errno = ELOOP, -1);
		if (inner < 0) tell_unreadable(scan, path);
		else walk(scan, inner, arena_format(scan->arena, "%s/", path), depth + 1, with_sums);
	} else if (S_ISREG(info.st_mode)) {
		take_file(scan, folder, name, path, with_sums);
	} else {
		bool link = S_ISLNK(info.st_mode);
		BagEntry *entry = bag_scan_add(scan, path);
		entry->found = entry->unreadable = true;
		diag_add(scan->diag, SEVERITY_ERROR, link ? "bag-link" : "bag-special", bag_scan_pos(scan, path, 0), link ?
			_("This is a symbolic link. A bag holds files themselves; the link was not followed.") :
			_("This is neither a file nor a folder, and has no place in a bag."));
		diag_hint(scan->diag, link ? _("Put the file that is meant in its place, from a good copy of the bag.") : _("Take it out of the bag."));
	}
}

/* Closes the folder. */
static void walk(BagScan *scan, int folder, const char *prefix, int depth, bool with_sums) {
	int kept = dup(folder);
	Names names = { 0 };
	if (kept < 0 || !list_names(scan->arena, folder, &names)) tell_unreadable(scan, prefix);
	for (int i = 0; kept >= 0 && i < names.count; i++)
		take_name(scan, kept, names.items[i], arena_format(scan->arena, "%s%s", prefix, names.items[i]), depth, with_sums);
	if (kept >= 0) close(kept);
}

/* manifest-ALGORITHM.txt and tagmanifest-ALGORITHM.txt; the algorithms say which sums are needed. */
static void find_manifests(BagScan *scan) {
	Names names = { 0 };
	int folder = open_folder(scan->folder, ".");
	if (folder < 0 || !list_names(scan->arena, folder, &names)) return;
	for (int i = 0; i < names.count; i++) {
		const char *name = names.items[i], *dash = strchr(name, '-');
		size_t length = strlen(name);
		bool tags = strncmp(name, "tagmanifest-", 12) == 0;
		if ((!tags && strncmp(name, "manifest-", 9) != 0) || length < 5 || strcmp(name + length - 4, ".txt") != 0) continue;
		int kind = hash_find_kind(dash + 1, (size_t)(name + length - 4 - (dash + 1)));
		if (kind < 0) {
			diag_add(scan->diag, SEVERITY_WARNING, "bag-algorithm", bag_scan_pos(scan, name, 0),
				_("The checksums in this file are of a kind that is not known here; they were not checked."));
			continue;
		}
		*vector_push(scan->arena, &scan->manifests) = (BagManifest){ name, (HashKind)kind, tags };
	}
}

bool bag_is_there(const char *folder) {
	Arena *arena = arena_open();
	struct stat info;
	bool answer = lstat(file_join(arena, folder, "bagit.txt"), &info) == 0;
	arena_close(arena);
	return answer;
}

bool bag_scan_open(BagScan *scan, Arena *arena, const char *bag, bool with_sums, Diag *diag) {
	*scan = (BagScan){ .arena = arena, .diag = diag, .bag = bag };
	scan->folder = open(bag, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int folder = scan->folder < 0 ? -1 : open_folder(scan->folder, ".");
	if (folder < 0) {
		diag_add(diag, SEVERITY_ERROR, "bag-unreadable", (SourcePos){ bag, 0, 0 }, _("This cannot be read: %s."), message_errno(errno));
		bag_scan_close(scan);
		return false;
	}
	find_manifests(scan);
	walk(scan, folder, "", 0, with_sums);
	return true;
}

void bag_scan_close(BagScan *scan) {
	if (scan->folder >= 0) close(scan->folder);
	scan->folder = -1;
}

/* ---- tag files as text ---- */

static char *read_bytes(const BagScan *scan, const char *name, size_t *length) {
	int file = openat(scan->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat info;
	if (file < 0) return NULL;
	char *bytes = NULL;
	*length = 0;
	if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= LARGEST_TAG_FILE) {
		bytes = arena_alloc_raw(scan->arena, (size_t)info.st_size + 1);
		for (ssize_t got; *length < (size_t)info.st_size; *length += (size_t)got) {
			got = read(file, bytes + *length, (size_t)info.st_size - *length);
			if (got < 0 && errno == EINTR) { got = 0; continue; }
			if (got <= 0) break;
		}
		bytes[*length] = 0;
	}
	close(file);
	return bytes;
}

/* Other encodings than UTF-8 are allowed by the RFC (2.2.5), if not liked. */
static const char *convert(const BagScan *scan, const char *name, const char *encoding, const char *bytes, size_t size, size_t *length) {
	UErrorCode problem = U_ZERO_ERROR;
	int32_t room = size < INT32_MAX / 4 ? (int32_t)size * 4 + 16 : INT32_MAX - 1;
	char *text = arena_alloc_raw(scan->arena, (size_t)room + 1);
	int32_t made = ucnv_convert("UTF-8", encoding, text, room, bytes, (int32_t)size, &problem);
	if (U_FAILURE(problem) || made > room) {
		diag_add(scan->diag, SEVERITY_ERROR, "bag-encoding", bag_scan_pos(scan, name, 0),
			_("This file is no text in the encoding that bagit.txt names, “%.40s”."), encoding);
		return NULL;
	}
	text[made] = 0;
	*length = (size_t)made;
	return strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? (*length -= 3, text + 3) : text;
}

const char *bag_scan_read_text(const BagScan *scan, const char *name, const char *encoding, size_t *length) {
	const BagEntry *entry = bag_scan_find(scan, name);
	if (!entry || !entry->found || entry->unreadable) return NULL; /* said, or to be said */
	size_t size;
	const char *bytes = read_bytes(scan, name, &size), *text = bytes;
	if (!bytes) {
		diag_add(scan->diag, SEVERITY_ERROR, "bag-unreadable", bag_scan_pos(scan, name, 0), _("This cannot be read: %s."), message_errno(errno ? errno : EFBIG));
		return NULL;
	}
	*length = size;
	if (encoding && strcasecmp(encoding, "UTF-8") != 0) {
		text = convert(scan, name, encoding, bytes, size, length);
	} else if (!utf8_valid(bytes, size) || strncmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		diag_add(scan->diag, SEVERITY_ERROR, "bag-encoding", bag_scan_pos(scan, name, 0),
			_("This file is no UTF-8 text without a byte order mark, as a bag's own files must be."));
		diag_hint(scan->diag, _("Put it back from a good copy of the bag; if it was edited, the editor changed its encoding."));
		if (!utf8_valid(bytes, size)) return NULL;
		text += 3;
		*length -= 3;
	}
	return text;
}
