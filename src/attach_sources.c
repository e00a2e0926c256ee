#include "attach_sources.h"
#include <string.h>
#include "base/file.h"

/* In the language of the document, not of the messages: the same bytes whoever makes it. */
typedef enum SourceKind { SOURCE_ISSUE, SOURCE_ARTICLE, SOURCE_PART, SOURCE_LAYOUT } SourceKind;
static const char *const DESCRIPTIONS[][2] = {
	[SOURCE_ISSUE] = { "XML nguồn của ấn phẩm", "XML source of the publication" },
	[SOURCE_ARTICLE] = { "XML nguồn của bài", "XML source of the article" },
	[SOURCE_PART] = { "Phần văn bản được đưa vào bằng XInclude", "Text taken in by XInclude" },
	[SOURCE_LAYOUT] = { "Bố cục đã dùng để dàn trang (layout của bantin)", "The layout of the pages (of bantin)" },
};

/* "application/xml" (RFC 7303), "text/plain"; NULL for a photo. */
static const char *find_media_type(const char *path) {
	FileMap map;
	if (!file_map(path, &map)) return NULL;
	size_t at = map.length >= 3 && memcmp(map.bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	while (at < map.length && strchr(" \t\r\n", map.bytes[at]) && map.bytes[at]) at++;
	bool wide = map.length >= 2 && (memcmp(map.bytes, "\xFF\xFE", 2) == 0 || memcmp(map.bytes, "\xFE\xFF", 2) == 0);
	bool photo = (map.length >= 2 && map.bytes[0] == 0xFF && map.bytes[1] == 0xD8) || memchr(map.bytes, 0, map.length);
	const char *type = wide || (at < map.length && map.bytes[at] == '<') ? "application/xml" : photo ? NULL : "text/plain";
	file_unmap(&map);
	return type;
}

/* The path within the publication's folder; NULL for what lies elsewhere. */
static const char *path_within(const char *root, const char *path) {
	size_t length = strlen(root);
	if (strncmp(path, root, length) == 0 && path[length] == '/') return path + length + 1;
	if (strcmp(root, ".") != 0 || path[0] == '/' || strncmp(path, "../", 3) == 0) return NULL;
	return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

static const char *make_name(Arena *arena, const char *root, const char *path, SourceKind kind) {
	const char *within = path_within(root, path);
	if (!within) return kind == SOURCE_LAYOUT ? arena_format(arena, "layout-%s", file_name(path)) : file_name(path);
	char *name = arena_copy_text(arena, within, strlen(within));
	for (char *at = name; (at = strchr(at, '/'));) *at = '_';
	return name;
}

static bool has_name(const Drawing *drawing, const char *name) {
	for (int i = 0; i < drawing->attachment_count; i++) if (strcmp(drawing->attachments[i].name, name) == 0) return true;
	return false;
}

static const Article *find_article(const Publication *publication, const char *path) {
	const Article *found = NULL;
	for (int p = 0; p < publication->parts.count; p++) {
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			if (!article->path || strcmp(article->path, path) != 0) continue;
			if (found) return NULL; /* holds more than one: named by none */
			found = article;
		}
	}
	return found;
}

static const char *describe(Arena *arena, const Publication *publication, const char *path, SourceKind kind) {
	bool vietnamese = !publication->lang || strncmp(publication->lang, "vi", 2) == 0;
	const Article *article = kind == SOURCE_LAYOUT ? NULL : find_article(publication, path);
	bool lone = publication->kind == PUBLICATION_ARTICLE, main = strcmp(path, publication->path) == 0;
	if (kind != SOURCE_LAYOUT) kind = main && !lone ? SOURCE_ISSUE : main || article ? SOURCE_ARTICLE : SOURCE_PART;
	const char *words = DESCRIPTIONS[kind][vietnamese ? 0 : 1];
	const char *title = kind == SOURCE_ARTICLE && article ? publication_plain_text(arena, &article->title) : "";
	if (title[0]) words = arena_format(arena, "%s “%s”", words, title);
	const char *within = path_within(publication->root, path);
	return within && strchr(within, '/') ? arena_format(arena, "%s (%s)", words, within) : words;
}

static void attach(Arena *arena, Drawing *drawing, const Publication *publication, const char *path, SourceKind kind) {
	const char *type = find_media_type(path);
	if (!type) return;
	for (int i = 0; i < drawing->attachment_count; i++) if (strcmp(drawing->attachments[i].path, path) == 0) return;
	const char *name = make_name(arena, publication->root, path, kind);
	for (int number = 2; has_name(drawing, name); number++) name = arena_format(arena, "%d-%s", number, make_name(arena, publication->root, path, kind));
	int at = drawing->attachment_count++;
	drawing->attachments[at].path = path;
	drawing->attachments[at].name = name;
	drawing->attachments[at].media_type = type;
	drawing->attachments[at].description = describe(arena, publication, path, kind);
}

void attach_sources(Arena *arena, Drawing *drawing, const Publication *publication, const Design *design) {
	size_t most = (size_t)publication->files.count + (size_t)design->files.count + 1;
	drawing->attachments = arena_alloc(arena, most * sizeof *drawing->attachments);
	drawing->attachment_count = 0;
	for (int i = 0; i < publication->files.count; i++) attach(arena, drawing, publication, publication->files.items[i], SOURCE_PART);
	for (int i = 0; i < design->files.count; i++) attach(arena, drawing, publication, design->files.items[i], SOURCE_LAYOUT);
}
