#include "publication/load_xml.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "publication/parse_xml.h"

void loader_open(Loader *loader, Arena *arena, Diag *diag, const char *root) {
	*loader = (Loader){ .arena = arena, .work = arena_open(), .diag = diag, .root = root, .names = xmlDictCreate() };
	if (!loader->names) base_out_of_memory();
	xmlDictSetLimit(loader->names, 10 * 1000 * 1000);
}

void loader_close(Loader *loader) {
	for (int i = 0; i < loader->loose.count; i++) xmlFreeNode(loader->loose.items[i]);
	for (int i = 0; i < loader->sources.count; i++) if (loader->sources.items[i]->doc) xmlFreeDoc(loader->sources.items[i]->doc);
	xmlDictFree(loader->names);
	arena_close(loader->work);
}

void loader_unlink(Loader *loader, xmlNode *node) {
	xmlUnlinkNode(node);
	*vector_push(loader->work, &loader->loose) = node;
}

Place *loader_new_place(Loader *loader, const Place *like) {
	Place *place = ARENA_NEW(loader->work, Place);
	*place = *like;
	place->type = ELEMENT_NONE;
	place->bad = false;
	return place;
}

/* ---- sources by path ---- */

static void index_grow(Loader *loader) {
	int capacity = loader->index.capacity ? loader->index.capacity * 2 : 64;
	int *slots = ARENA_ARRAY(loader->work, int, capacity);
	for (int i = 0; i < loader->sources.count; i++) {
		const char *key = loader->sources.items[i]->key;
		unsigned slot = (unsigned)bytes_hash(key, strlen(key));
		while (slots[slot &= (unsigned)capacity - 1]) slot++;
		slots[slot] = i + 1;
	}
	loader->index.slots = slots;
	loader->index.capacity = capacity;
}

/* "./a.xml", "b/../a.xml" and a symbolic link to it are one source: a circle of includes must meet itself. */
static const char *make_key(Loader *loader, const char *path, const char *prefix) {
	char *real = realpath(path, NULL);
	const char *key = arena_format(loader->work, "%s%s", prefix, real ? real : path);
	free(real);
	return key;
}

static Source *find_or_add(Loader *loader, const char *path, const char *prefix, bool *found) {
	if (loader->sources.count * 2 >= loader->index.capacity) index_grow(loader);
	const char *key = make_key(loader, path, prefix);
	unsigned slot = (unsigned)bytes_hash(key, strlen(key)), mask = (unsigned)loader->index.capacity - 1;
	for (*found = false; loader->index.slots[slot &= mask]; slot++) {
		Source *source = loader->sources.items[loader->index.slots[slot] - 1];
		if (strcmp(source->key, key) == 0) { *found = true; return source; }
	}
	Source *source = ARENA_NEW(loader->work, Source);
	source->key = key;
	source->path = arena_copy_text(loader->arena, path, strlen(path));
	source->folder = file_folder(loader->arena, path);
	*vector_push(loader->work, &loader->sources) = source;
	loader->index.slots[slot] = loader->sources.count;
	return source;
}

/* ---- reading ---- */

static bool refuse_size(Loader *loader, const Source *source, SourcePos from) {
	diag_add(loader->diag, SEVERITY_ERROR, "file-too-large", from, _("The file “%s” is larger than %d MB; that is no article."),
		source->path, LOAD_LARGEST_FILE >> 20);
	diag_hint(loader->diag, _("Photos belong in files of their own, beside the article."));
	return false;
}

static bool read_bytes(Loader *loader, Source *source, SourcePos from, FileMap *map) {
	if (!from.file) from = (SourcePos){ source->path, 0, 0 };
	if (!file_map(source->path, map)) {
		if (errno == ENOMEM || errno == EOVERFLOW) return refuse_size(loader, source, from); /* more than there are addresses for */
		if (errno == EISDIR)
			diag_add(loader->diag, SEVERITY_ERROR, "file-unreadable", from, _("“%s” is a folder, not a file."), source->path);
		else
			diag_add(loader->diag, SEVERITY_ERROR, "file-unreadable", from, _("The file “%s” cannot be read: %s."), source->path,
				message_errno(errno));
		return false;
	}
	if (map->length <= LOAD_LARGEST_FILE) return true;
	file_unmap(map);
	return refuse_size(loader, source, from);
}

/* The text is copied at once: another program may shorten a mapped file while we read in it. */
static bool read_text(Loader *loader, Source *source, const char *encoding, SourcePos from) {
	FileMap map;
	source->text = "";
	source->malformed = true;
	if (!read_bytes(loader, source, from, &map)) return false;
	const char *bytes = arena_copy_text(loader->work, (const char *)map.bytes, map.length), *text;
	size_t size = map.length, length;
	file_unmap(&map);
	if (!decode_xml(loader->work, loader->diag, source->path, encoding, bytes, size, &text, &length)) return false;
	source->text = text;
	source->length = length;
	source->malformed = false;
	return true;
}

Source *loader_load(Loader *loader, const char *path, SourcePos from) {
	bool found;
	Source *source = find_or_add(loader, path, "", &found);
	if (!found && read_text(loader, source, NULL, from)) parse_source(loader, source);
	return source;
}

Source *loader_load_text(Loader *loader, const char *path, const char *encoding, SourcePos from) {
	bool found;
	Source *source = find_or_add(loader, path, "text:", &found);
	if (!found) read_text(loader, source, encoding, from);
	return source;
}

xmlNode *loader_find_root(const Source *source) {
	return source->doc ? xmlDocGetRootElement(source->doc) : NULL;
}
