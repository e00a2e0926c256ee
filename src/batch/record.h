/* The record beside an output: what it was made from and by what, and what was said. It is only a memory: without it, or when it is
 * damaged, a document is made again. */
#ifndef BANTIN_BATCH_RECORD_H
#define BANTIN_BATCH_RECORD_H
#include "batch/inputs.h"

/* What besides its inputs decides on a document's outputs and messages. */
typedef struct RecordKey {
	Sum program, fonts, options; /* of the program and its libraries, of all faces there are, of the command line */
	const char *language;        /* of the messages */
} RecordKey;

enum { RECORD_OUTPUTS = 3 /* files that a document may become */ };
typedef struct RecordOutput { const char *name; Sum sum; FileStamp stamp; } RecordOutput;

typedef struct Record {
	RecordKey key;
	const char *document;        /* path as it was called */
	Inputs inputs;
	RecordOutput outputs[RECORD_OUTPUTS]; int output_count;
	bool has_messages;           /* they name files as they were called, in the language of the key */
	const unsigned char *account; size_t account_length; /* see document_account.h; lent from the bytes that were read */
} Record;

/* Writes it in one step; false with errno. It need not be synced: outputs are held against it. */
bool record_write(const Record *record, const char *path);
/* Into the arena. document and data as for inputs_open. False when there is none
 * (*damaged false) or none that can be used. */
bool record_read(Arena *arena, const char *path, const char *document, const char *data, Record *out, bool *damaged);

typedef enum RecordState {
	RECORD_HOLDS, RECORD_OTHER_PROGRAM, RECORD_OTHER_FONTS, RECORD_OTHER_OPTIONS, RECORD_OTHER_LANGUAGE, RECORD_OTHER_DOCUMENT, RECORD_OTHER_PATH,
	RECORD_INPUT_CHANGED, RECORD_INPUT_GONE, RECORD_INPUT_NEW, RECORD_OUTPUT_GONE, RECORD_OUTPUT_CHANGED
} RecordState;
/* Whether everything is as it was; else what is not, with the path that it is about in *what. folder: of the outputs. *restamped as for
 * inputs_find_change, for outputs too. */
RecordState record_check(Record *record, const RecordKey *now, const char *document, const char *folder, InputMemory *memory, const char **what,
	bool *restamped);
#endif
