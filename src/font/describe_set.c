#include "font/describe_set.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "font/font_set.h"

enum { DIRECTORY = 2048 }; /* bytes: more tables than a font has */

static void add_file(Text *out, const char *path) {
	unsigned char head[DIRECTORY];
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t length = fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ? -1 : pread(fd, head, sizeof head, 0);
	if (fd >= 0) close(fd);
	text_format(out, "%s %lld\n", file_name(path), length < 0 ? -1LL : (long long)info.st_size);
	if (length > 0) text_add_bytes(out, head, (size_t)length);
}

void font_describe_set(const FontSet *set, Text *out) {
	const char *last = "";
	for (int i = 0; i < set->faces.count; i++) {
		const Face *face = set->faces.items[i];
		if (strcmp(face->file, last) != 0) add_file(out, face->file);
		last = face->file;
		text_format(out, "\n%d %s %s %d-%d %d-%d %d%d%d %d\n", face->index, face->family ? face->family : "", face->style ? face->style : "", face->weight_min,
			face->weight_max, face->width_min, face->width_max, face->italic, face->variable, face->house, face->order);
	}
}
