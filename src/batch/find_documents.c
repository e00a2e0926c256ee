#include "batch/find_documents.h"
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "publication/plain_name.h"
#include "publication/publication.h"

enum { DEEPEST = 32, LONGEST_NAME = 180 /* bytes: leaves room for ".archive.pdf" and a temporary's name in 255 */ };

typedef struct Names { char **items; int count, capacity; } Names;

typedef struct FileNumber { uint64_t device, number; } FileNumber;

typedef struct Seen {
	FileNumber *items; int count, capacity;
	int *slots, slot_count;  /* open addressing, index + 1 */
} Seen;

/* A file is known by where it really is, so that "a/x.xml" and "./a/x.xml" are one, and a folder that is linked into itself ends. */
typedef struct Finder {
	Arena *arena;
	Diag *diag;
	const volatile sig_atomic_t *stop;
	DocumentList documents;
	Seen files, folders;     /* folders: below the path that is being looked through */
} Finder;

static int *find_seen(const Seen *seen, FileNumber file) {
	unsigned mask = (unsigned)seen->slot_count - 1, at = (unsigned)bytes_hash(&file, sizeof file) & mask;
	for (; seen->slots[at]; at = (at + 1) & mask) {
		const FileNumber *other = &seen->items[seen->slots[at] - 1];
		if (other->number == file.number && other->device == file.device) break;
	}
	return &seen->slots[at];
}

/* False when it was met before; what cannot be asked was not. */
static bool note_seen(Arena *arena, Seen *seen, const char *path) {
	struct stat info;
	if (stat(path, &info) != 0) return true;
	FileNumber file = { info.st_dev, info.st_ino };
	if (2 * (seen->count + 1) > seen->slot_count) {
		seen->slot_count = seen->slot_count ? seen->slot_count * 2 : 64;
		seen->slots = ARENA_ARRAY(arena, int, seen->slot_count);
		for (int i = 0; i < seen->count; i++) *find_seen(seen, seen->items[i]) = i + 1;
	}
	int *slot = find_seen(seen, file);
	if (*slot) return false;
	*vector_push(arena, seen) = file;
	*slot = seen->count;
	return true;
}

static void add_document(Finder *finder, const char *path) {
	if (!note_seen(finder->arena, &finder->files, path)) return;
	Document *document = vector_push(finder->arena, &finder->documents);
	document->path = path;
	document->shown = text_make_plain(arena_copy_text(finder->arena, path, strlen(path)));
}

static bool is_stopped(const Finder *finder) { return finder->stop && *finder->stop; }

/* ---- folders ---- */

static int compare_names(const void *left, const void *right) {
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void refuse_folder(Finder *finder, const char *path, int problem) {
	diag_add(finder->diag, SEVERITY_ERROR, "input-unreadable", (SourcePos){ path, 0, 0 }, _("This folder cannot be read: %s."), message_errno(problem));
}

static Names list_folder(Finder *finder, const char *folder) {
	Arena *arena = finder->arena;
	Names names = { 0 };
	DIR *dir = opendir(folder);
	if (!dir) return refuse_folder(finder, folder, errno), names;
	errno = 0;
	for (struct dirent *entry; (entry = readdir(dir));)
		if (entry->d_name[0] != '.') *vector_push(arena, &names) = file_join(arena, folder, entry->d_name);
	if (errno) refuse_folder(finder, folder, errno);
	closedir(dir);
	if (names.count) qsort(names.items, (size_t)names.count, sizeof *names.items, compare_names);
	return names;
}

static bool ends_in_xml(const char *name) {
	size_t length = strlen(name);
	return length > 4 && strcasecmp(name + length - 4, ".xml") == 0;
}

/* Whether the first element is <publication>; comments, the doctype and processing instructions come before it. */
static bool opens_publication(const char *path) {
	static const char WANTED[] = "publication";
	FileMap map;
	if (!file_map(path, &map)) return false;
	const char *at = (const char *)map.bytes, *end = at + map.length;
	bool answer = false;
	while (at && (at = memchr(at, '<', (size_t)(end - at)))) {
		size_t left = (size_t)(end - ++at);
		if (left >= 3 && memcmp(at, "!--", 3) == 0) {
			at = memmem(at + 3, left - 3, "-->", 3);
		} else if (left && (*at == '?' || *at == '!')) {
			at = memchr(at, '>', left);
		} else {
			const char *name = at;
			while (at < end && !strchr(" \t\r\n/>", *at)) at++;
			const char *colon = memchr(name, ':', (size_t)(at - name));
			if (colon) name = colon + 1;
			answer = (size_t)(at - name) == sizeof WANTED - 1 && memcmp(name, WANTED, sizeof WANTED - 1) == 0;
			break;
		}
	}
	file_unmap(&map);
	return answer;
}

/* A link in a folder of documents may not lead out of it: who sends such a folder would have files read that are not theirs. A link
 * that is named itself is followed. */
static bool leads_outside(Finder *finder, const char *folder, const char *path) {
	struct stat info;
	if (lstat(path, &info) != 0 || !S_ISLNK(info.st_mode)) return false;
	if (file_inside(finder->arena, folder, folder, path + strlen(folder) + (folder[strlen(folder) - 1] != '/')) || errno != EACCES) return false;
	diag_add(finder->diag, SEVERITY_ERROR, "input-outside", (SourcePos){ path, 0, 0 }, _("This link leads out of its folder and is not followed."));
	diag_hint(finder->diag, _("Copy what it leads to into the folder, or name that by itself."));
	return true;
}

/* What `bantin archive` has made holds the sources once more; who means a bag names it. The folder that the file system keeps for lost
 * pieces is nobody's. */
static bool is_left_out(Arena *arena, const char *folder) {
	return access(file_join(arena, folder, "bagit.txt"), F_OK) == 0 || strcmp(file_name(folder), "lost+found") == 0;
}

/* How many documents it holds. */
static int add_folder(Finder *finder, const char *folder, int depth) {
	if (!note_seen(finder->arena, &finder->folders, folder)) return 0;
	Names names = list_folder(finder, folder), publications = { 0 }, articles = { 0 };
	for (int i = 0; i < names.count && !is_stopped(finder); i++) {
		char *path = names.items[i];
		/* Where no first tag can be seen (an empty file, one that may not be read) the reading will say why. */
		if (!ends_in_xml(path) || leads_outside(finder, folder, path) || !file_is_regular(path) || publication_probe(path) == PROBE_OTHER) continue;
		*(opens_publication(path) ? vector_push(finder->arena, &publications) : vector_push(finder->arena, &articles)) = path;
	}
	Names *taken = publications.count ? &publications : &articles;
	for (int i = 0; i < taken->count; i++) add_document(finder, taken->items[i]);
	if (taken->count) return taken->count;
	int found = 0;
	for (int i = 0; i < names.count && !is_stopped(finder); i++) {
		const char *path = names.items[i];
		if (!file_is_folder(path) || is_left_out(finder->arena, path) || leads_outside(finder, folder, path)) continue;
		if (depth < DEEPEST) found += add_folder(finder, path, depth + 1);
		else diag_add(finder->diag, SEVERITY_ERROR, "folder-deep", (SourcePos){ path, 0, 0 }, _("This folder lies more than %d folders deep and is not looked into."), DEEPEST);
	}
	return found;
}

/* ---- names ---- */

/* Names of devices on Windows, whatever follows their first point. */
static bool is_device_name(const char *name) {
	static const char *const DEVICES[] = { "con", "prn", "aux", "nul", "com", "lpt" };
	size_t length = strcspn(name, ".");
	for (size_t i = 0; i < sizeof DEVICES / sizeof *DEVICES; i++) {
		if (strncasecmp(name, DEVICES[i], 3) != 0) continue;
		if (i < 4 ? length == 3 : length == 4 && name[3] >= '0' && name[3] <= '9') return true;
	}
	return false;
}

/* Soft hyphens, joiners, marks of direction (which can have "fdp.exe" look like "exe.pdf"), tags: nobody sees that two names differ in them. */
static bool is_invisible(uint32_t c) {
	return utf8_steers_direction(c) || c == 0xAD || (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x206F) ||
		(c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* A name that every system and mailer takes: composed, no spaces, no signs with a meaning elsewhere. */
static char *clean_name(Arena *arena, const char *stem) {
	Text name = { 0 };
	const char *end = stem + strlen(stem);
	for (const char *at = stem; at < end && name.length < LONGEST_NAME;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (is_invisible(c)) continue;
		bool plain = c > 0x20 && c != 0x7F && !(c >= 0x80 && c <= 0xA0) && c != 0xFFFD && !(c < 0x80 && strchr("/\\:*?\"<>|", (char)c));
		bool leading = name.length == 0 && (c == '.' || c == '-');
		if (plain && !leading) text_add_bytes(&name, start, (size_t)(at - start));
		else if (name.length && name.bytes[name.length - 1] != '-') text_add_char(&name, '-');
	}
	while (name.length && strchr("-.", name.bytes[name.length - 1])) name.bytes[--name.length] = 0;
	char *clean = name.length ? name_compose(arena, name.bytes) : arena_copy_text(arena, "bantin", 6);
	text_free(&name);
	return is_device_name(clean) ? arena_format(arena, "bantin-%s", clean) : clean;
}

static char *folder_name(Arena *arena, const char *path) {
	char *real = realpath(file_folder(arena, path), NULL);
	char *name = arena_copy_text(arena, real ? file_name(real) : "", real ? strlen(file_name(real)) : 0);
	free(real);
	return name;
}

/* Documents by what their names are on a file system that does not tell capitals from small letters. */
typedef struct NamedDocument { Document *document; const char *folded; } NamedDocument;

/* Entries alike keep the order of the run. */
static int compare_documents(const void *left, const void *right) {
	const NamedDocument *a = left, *b = right;
	int order = strcmp(a->folded, b->folded);
	return order ? order : (a->document > b->document) - (a->document < b->document);
}

static NamedDocument *sort_by_name(Arena *arena, DocumentList *documents) {
	NamedDocument *order = ARENA_ARRAY(arena, NamedDocument, documents->count);
	for (int i = 0; i < documents->count; i++) order[i] = (NamedDocument){ &documents->items[i], name_fold(arena, documents->items[i].name) };
	qsort(order, (size_t)documents->count, sizeof *order, compare_documents);
	return order;
}

static void name_documents(Arena *arena, DocumentList *documents) {
	for (int i = 0; i < documents->count; i++)
		documents->items[i].name = clean_name(arena, file_stem(arena, documents->items[i].path));
	NamedDocument *order = sort_by_name(arena, documents);
	for (int i = 1; i < documents->count; i++)
		if (strcmp(order[i - 1].folded, order[i].folded) == 0) order[i - 1].document->renamed = order[i].document->renamed = true;
	for (int i = 0; i < documents->count; i++) {
		Document *document = &documents->items[i];
		if (document->renamed) document->name = clean_name(arena, arena_format(arena, "%s-%s", folder_name(arena, document->path), document->name));
	}
	/* Folders may be called the same too, and a folder's name may make what a stem already was: number these. */
	for (bool again = documents->count > 1; again;) {
		order = sort_by_name(arena, documents);
		again = false;
		for (int i = 1, number = 1; i < documents->count; i++) {
			number = strcmp(order[i - number].folded, order[i].folded) == 0 ? number + 1 : 1;
			if (number == 1) continue;
			order[i].document->name = arena_format(arena, "%s-%d", order[i - number + 1].document->name, number);
			order[i].document->renamed = again = true;
		}
	}
}

void batch_report_names(const DocumentList *documents, Diag *diag) {
	for (int i = 0; i < documents->count; i++) {
		if (!documents->items[i].renamed) continue;
		diag_add(diag, SEVERITY_NOTE, "output-renamed", (SourcePos){ documents->items[i].path, 0, 0 },
			_("Another document of this run has the same name; this one is written as “%s”."), documents->items[i].name);
	}
}

DocumentList batch_find_documents(Arena *arena, char *const *paths, int path_count, const volatile sig_atomic_t *stop, Diag *diag) {
	Finder finder = { .arena = arena, .diag = diag, .stop = stop };
	for (int i = 0; i < path_count && !is_stopped(&finder); i++) {
		char *path = arena_copy_text(arena, paths[i], strlen(paths[i]));
		size_t length = strlen(path);
		if (file_is_folder(path)) {
			while (length > 1 && path[length - 1] == '/') path[--length] = 0;
			int errors = diag_count(diag, SEVERITY_ERROR);
			finder.folders = (Seen){ 0 };
			if (access(path, R_OK | X_OK) != 0) {
				refuse_folder(&finder, path, errno);
			} else if (!add_folder(&finder, path, 0) && !is_stopped(&finder) && diag_count(diag, SEVERITY_ERROR) == errors) {
				diag_add(diag, SEVERITY_ERROR, "folder-empty", (SourcePos){ path, 0, 0 }, _("This folder holds no article and no publication."));
				diag_hint(diag, _("It needs an XML file that begins with <article> or <publication>; “bantin new bulletin FOLDER” writes an example."));
			}
		} else if (access(path, F_OK) != 0) {
			diag_add(diag, SEVERITY_ERROR, "input-missing", (SourcePos){ path, 0, 0 }, _("There is no such file or folder."));
			diag_hint(diag, _("Check the spelling of the path and the folder you are in."));
		} else {
			add_document(&finder, path);
		}
	}
	name_documents(arena, &finder.documents);
	return finder.documents;
}
