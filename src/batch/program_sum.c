#include "batch/program_sum.h"
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include "base/text.h"

static bool add_build_id(Text *out, const char *notes, size_t length) {
	for (size_t at = 0; at + sizeof(ElfW(Nhdr)) <= length;) {
		ElfW(Nhdr) note;
		memcpy(&note, notes + at, sizeof note);
		size_t name = at + sizeof note, content = name + ((note.n_namesz + 3u) & ~3u), end = content + ((note.n_descsz + 3u) & ~3u);
		if (end > length || end <= at) return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(notes + name, "GNU", 4) == 0) {
			text_add_bytes(out, notes + content, note.n_descsz);
			return true;
		}
		at = end;
	}
	return false;
}

static int add_object(struct dl_phdr_info *object, size_t size, void *data) {
	(void)size;
	Text *out = data;
	const char *path = object->dlpi_name[0] ? object->dlpi_name : "/proc/self/exe";
	if (path[0] != '/') return 0; /* the kernel's own */
	for (int i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		if (part->p_type == PT_NOTE && add_build_id(out, (const char *)(object->dlpi_addr + part->p_vaddr), part->p_memsz)) return 0;
	}
	struct stat info;
	if (stat(path, &info) == 0) text_format(out, "%s %lld %lld\n", path, (long long)info.st_size, (long long)info.st_mtime);
	return 0;
}

Sum program_sum(const char *version) {
	Text text = { 0 };
	text_format(&text, "%s\n", version);
	dl_iterate_phdr(add_object, &text);
	Sum sum = sum_of_bytes(text.bytes, text.length);
	text_free(&text);
	return sum;
}
