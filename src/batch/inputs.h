/* What a document was made from: every question that was put to the file system on its way, with the answer. A file that was read
 * answers with the sum of its content, one that was looked for and missing with its absence, a folder whose names were read (to say which
 * file may have been meant) with the sum of these names. Asked again, the same answers make the same document; so neither dates nor places
 * decide, but content.
 *
 * Paths are kept as they lie to the document's folder, or to the program's data, so that a tree may be moved as a whole. A file that has
 * the same device, number, size and times of change as when its sum was taken is not read again: nothing changes a file and leaves its
 * ctime. That only counts when the ctime was already some time past then: two changes within a tick of the clock look like one. */
#ifndef BANTIN_BATCH_INPUTS_H
#define BANTIN_BATCH_INPUTS_H
#include "batch/sum.h"
#include "batch/wire.h"

struct stat;

typedef struct FileStamp {
	uint64_t device, number, size;
	int64_t modified, changed; /* nanoseconds since 1970 */
	bool settled;              /* it may stand for the content */
} FileStamp;
FileStamp stamp_of(const struct stat *info);
bool stamp_is_same(const FileStamp *kept, const FileStamp *now); /* and it may be relied on */
bool stamp_is_of_same(const FileStamp *a, const FileStamp *b);   /* whether or not it may */
void stamp_write(const FileStamp *stamp, Text *out);
FileStamp stamp_read(WireReader *in);
Sum sum_read(WireReader *in);  /* of its digits as a text */

typedef enum InputKind { INPUT_CONTENT, INPUT_TYPE, INPUT_PLACE, INPUT_NAMES } InputKind;
typedef struct Input {
	InputKind kind;
	const char *path;        /* as it was asked for; PLACE: the folder that the reference is counted from */
	const char *root, *reference; /* PLACE: see file_inside */
	int problem;             /* CONTENT, PLACE: an errno, 0 when there was an answer */
	unsigned type;           /* TYPE: S_IFMT bits, 0 for nothing */
	const char *within;      /* PLACE: the real path inside the root */
	Sum sum;                 /* CONTENT, NAMES */
	FileStamp stamp;         /* CONTENT */
} Input;

typedef struct Inputs {
	Arena *arena;
	const char *document, *folder, *data; /* the document's path and folder, the program's data */
	Input *items; int count, capacity;
	int *slots, slot_count;  /* open addressing by kind and path: index + 1 */
	bool unsteady;           /* a file changed while it was being read: no answer is to be relied on */
} Inputs;

/* document: its path. data: the folder of the program's data. Both are lent. */
void inputs_open(Inputs *inputs, Arena *arena, const char *document, const char *data);
/* Takes part in everything that is asked in this process from now on. */
void inputs_watch(Inputs *inputs);
void inputs_end_watch(void);
/* Adds those of another list. */
void inputs_join(Inputs *inputs, const Inputs *others);

void inputs_write(const Inputs *inputs, Text *out);
/* Paths are put together for the document and data that inputs was opened with. False when the bytes are none. */
bool inputs_read(WireReader *in, Inputs *inputs);

/* What has been asked in this run is not asked twice. */
typedef struct InputMemory InputMemory;
InputMemory *inputs_open_memory(void);
void inputs_close_memory(InputMemory *memory);
/* The first that is answered differently now, or NULL. *restamped is set when a content had to be summed again because its stamp said
 * nothing; then the new stamp is in the input. */
const Input *inputs_find_change(Inputs *inputs, InputMemory *memory, bool *restamped);
#endif
