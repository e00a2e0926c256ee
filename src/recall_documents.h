/* What an earlier run made and said need not be made again, only said: the records in the output folder, and whether they still hold. */
#ifndef BANTIN_RECALL_DOCUMENTS_H
#define BANTIN_RECALL_DOCUMENTS_H
#include "batch/inputs.h"
#include "batch/output_folder.h"
#include "document_account.h"

typedef struct Recall Recall;
/* fonts: the set that the run has. Everything is lent. */
Recall *recall_open(const ConvertOptions *options, const FontSet *fonts, const OutputFolder *folder);
void recall_close(Recall *recall);

/* True when the document's outputs are those that would be made: then *account tells of them as their worker did, and *inputs of what
 * they were made from. Otherwise *why says in a sentence what has changed. */
bool recall_document(Recall *recall, const Document *document, Arena *arena, DocumentAccount *account, Inputs *inputs, const char **why);
/* To be called when the outputs have their names, best some time later; named: the stamps that they had then, in the order of the account.
 * A record that cannot be written is none: the document will be made again. */
void recall_keep(Recall *recall, const Document *document, const Inputs *inputs, const DocumentAccount *account, const FileStamp *named);
/* Takes the record away, because what it says will not be true any more. */
void recall_forget(Recall *recall, const Document *document);
#endif
