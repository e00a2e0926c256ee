/* What became of one document: what its worker tells the run, and what the record keeps to be told again. */
#ifndef BANTIN_DOCUMENT_ACCOUNT_H
#define BANTIN_DOCUMENT_ACCOUNT_H
#include "batch/wire.h"
#include "convert.h"
#include "preflight/report.h"

typedef struct AccountOutput {
	OutputKind kind;
	uint64_t size;
	const char *sha256;      /* hexadecimal */
} AccountOutput;

typedef struct DocumentAccount {
	int status;              /* with its messages */
	bool made;               /* all its outputs */
	int pages, errors, warnings;
	int64_t spent[STAGE_COUNT];
	const char *sources;     /* lines for --verbose */
	AccountOutput outputs[OUTPUTS]; int output_count;
	DiagText *messages; int message_count;
	const char *gravest;     /* the first of the gravest messages, without its place and hint; NULL: there is none */
	ReportPart json, html;   /* body NULL: not made */
} DocumentAccount;

/* The messages as they are printed, their counts and the gravest one; a part of a report that wants one. The status is weighed. */
void account_take_messages(DocumentAccount *account, Arena *arena, const Diag *diag, const ConvertOptions *options);
void account_make_parts(DocumentAccount *account, Arena *arena, const ReportDocument *document, int number, bool html);

void account_write(const DocumentAccount *account, bool html, Text *out);
/* False when the bytes are no account. Texts are copied into the reader's arena. */
bool account_read(WireReader *in, DocumentAccount *out);
#endif
