#include "start_document.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/file.h"
#include "base/message.h"

enum { DEEPEST = 4 };

static int fail(const char *path) {
	fprintf(stderr, "bantin: %s: %s\n", path, message_errno(errno));
	return STATUS_SURROUNDINGS;
}

static bool is_empty(const char *folder) {
	DIR *dir = opendir(folder);
	if (!dir) return errno == ENOENT;
	bool empty = true;
	for (struct dirent *entry; empty && (entry = readdir(dir));)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	closedir(dir);
	return empty;
}

static int copy_file(const char *from, const char *to) {
	FileMap map;
	if (!file_map(from, &map)) return fail(from);
	FileOutput *out = file_output_open(to);
	bool fine = out && file_output_write(out, map.bytes, map.length);
	if (fine) fine = file_output_commit(out);
	else file_output_abandon(out);
	file_unmap(&map);
	return fine ? STATUS_FINE : fail(to);
}

static int copy_folder(Arena *arena, const char *from, const char *to, int depth, bool tell) {
	struct dirent **entries;
	if (!file_make_folder(to)) return fail(to);
	int count = scandir(from, &entries, NULL, alphasort), status = count < 0 ? fail(from) : STATUS_FINE;
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		char *source = file_join(arena, from, name), *target = file_join(arena, to, name);
		if (status == STATUS_FINE && name[0] != '.') {
			if (file_is_folder(source)) {
				if (depth < DEEPEST) status = copy_folder(arena, source, target, depth + 1, tell);
			} else {
				status = copy_file(source, target);
				if (status == STATUS_FINE && tell) printf("%s\n", target);
			}
		}
		free(entries[i]);
	}
	if (count >= 0) free(entries);
	return status;
}

int start_document(const ConvertOptions *options, const char *kind, const char *folder) {
	Arena *arena = arena_open();
	int status = STATUS_USAGE;
	char *from = file_data_path(arena, arena_format(arena, "new/%s", kind));
	char *to = arena_copy_text(arena, folder, strlen(folder));
	for (size_t length = strlen(to); length > 1 && to[length - 1] == '/';) to[--length] = 0;
	if (strchr(kind, '/') || kind[0] == '.' || !file_is_folder(from)) {
		fprintf(stderr, _("bantin: There is no “%s” to begin with; choose bulletin, proceedings or article.\n"), kind);
	} else if (!is_empty(to)) {
		fprintf(stderr, _("bantin: The folder “%s” already holds something; nothing was written. Name a new folder.\n"), to);
		status = STATUS_CONTENT;
	} else {
		status = copy_folder(arena, from, to, 0, !options->quiet);
		if (status == STATUS_FINE && !options->quiet) printf(_("Now change these files and run: bantin build %s\n"), to);
	}
	arena_close(arena);
	return status;
}
