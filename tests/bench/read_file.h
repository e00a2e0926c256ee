/* A whole file in memory, with a NUL behind it; ends the program when it cannot be read. The caller frees it. */
#ifndef BANTIN_BENCH_READ_FILE_H
#define BANTIN_BENCH_READ_FILE_H
#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *length) {
	FILE *file = fopen(path, "rb");
	if (!file) { perror(path); exit(1); }
	fseek(file, 0, SEEK_END);
	*length = (size_t)ftell(file);
	rewind(file);
	char *bytes = malloc(*length + 1);
	if (!bytes || fread(bytes, 1, *length, file) != *length) { perror(path); exit(1); }
	bytes[*length] = 0;
	fclose(file);
	return bytes;
}
#endif
