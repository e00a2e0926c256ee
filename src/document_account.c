#include "document_account.h"

void account_take_messages(DocumentAccount *account, Arena *arena, const Diag *diag, const ConvertOptions *options) {
	account->message_count = diag_render(diag, arena, &account->messages);
	account->errors = diag_count(diag, SEVERITY_ERROR);
	account->warnings = diag_count(diag, SEVERITY_WARNING);
	int weight = convert_weigh(options, account->errors, account->warnings);
	if (weight > account->status) account->status = weight;
	const DiagEntry *gravest = NULL;
	for (int i = 0; i < diag_total(diag); i++)
		if (!gravest || diag_entry(diag, i)->severity > gravest->severity) gravest = diag_entry(diag, i);
	account->gravest = gravest ? arena_format(arena, "%s [%s]", gravest->message, gravest->code) : NULL;
}

void account_make_parts(DocumentAccount *account, Arena *arena, const ReportDocument *document, int number, bool html) {
	account->json = report_make_part(arena, REPORT_JSON, number, document);
	if (html) account->html = report_make_part(arena, REPORT_HTML, number, document);
}

/* ---- as bytes ---- */

static void write_part(const ReportPart *part, Text *out) {
	wire_add_number(out, part->body != NULL);
	if (!part->body) return;
	wire_add_number(out, (uint64_t)part->errors);
	wire_add_number(out, (uint64_t)part->warnings);
	wire_add_number(out, (uint64_t)part->notes);
	wire_add_text(out, part->title);
	wire_add_bytes(out, part->body, part->body_length);
	wire_add_bytes(out, part->index, part->index_length);
}

static void read_part(WireReader *in, ReportPart *part) {
	*part = (ReportPart){ 0 };
	if (!wire_take_number(in)) return;
	part->errors = (int)wire_take_number(in);
	part->warnings = (int)wire_take_number(in);
	part->notes = (int)wire_take_number(in);
	part->title = wire_take_text(in);
	const unsigned char *body = wire_take_bytes(in, &part->body_length);
	part->body = arena_copy_text(in->arena, (const char *)body, part->body_length);
	const unsigned char *index = wire_take_bytes(in, &part->index_length);
	part->index = arena_copy_text(in->arena, (const char *)index, part->index_length);
	if (!part->title) part->title = "";
}

void account_write(const DocumentAccount *account, bool html, Text *out) {
	wire_add_number(out, (uint64_t)account->status);
	wire_add_number(out, account->made);
	wire_add_number(out, (uint64_t)account->pages);
	wire_add_number(out, (uint64_t)account->errors);
	wire_add_number(out, (uint64_t)account->warnings);
	for (int i = 0; i < STAGE_COUNT; i++) wire_add_number(out, (uint64_t)account->spent[i]);
	wire_add_text(out, account->sources);
	wire_add_number(out, (uint64_t)account->output_count);
	for (int i = 0; i < account->output_count; i++) {
		wire_add_number(out, account->outputs[i].kind);
		wire_add_number(out, account->outputs[i].size);
		wire_add_text(out, account->outputs[i].sha256);
	}
	wire_add_number(out, (uint64_t)account->message_count);
	for (int i = 0; i < account->message_count; i++) {
		wire_add_number(out, account->messages[i].severity);
		wire_add_text(out, account->messages[i].text);
	}
	wire_add_text(out, account->gravest);
	write_part(&account->json, out);
	write_part(html ? &account->html : &(ReportPart){ 0 }, out);
}

bool account_read(WireReader *in, DocumentAccount *out) {
	*out = (DocumentAccount){ .status = (int)wire_take_number(in) };
	out->made = wire_take_number(in) != 0;
	out->pages = (int)wire_take_number(in);
	out->errors = (int)wire_take_number(in);
	out->warnings = (int)wire_take_number(in);
	for (int i = 0; i < STAGE_COUNT; i++) out->spent[i] = (int64_t)wire_take_number(in);
	out->sources = wire_take_any_text(in);
	out->output_count = wire_take_count(in);
	if (out->output_count > OUTPUTS) return false;
	for (int i = 0; i < out->output_count; i++) {
		uint64_t kind = wire_take_number(in);
		out->outputs[i].kind = kind < OUTPUTS ? (OutputKind)kind : OUTPUT_PRINT;
		out->outputs[i].size = wire_take_number(in);
		out->outputs[i].sha256 = wire_take_any_text(in);
	}
	out->message_count = wire_take_count(in);
	out->messages = ARENA_ARRAY(in->arena, DiagText, out->message_count);
	for (int i = 0; i < out->message_count; i++) {
		uint64_t severity = wire_take_number(in);
		out->messages[i] = (DiagText){ severity > SEVERITY_ERROR ? SEVERITY_ERROR : (Severity)severity, wire_take_any_text(in) };
	}
	out->gravest = wire_take_text(in);
	read_part(in, &out->json);
	read_part(in, &out->html);
	return !in->bad && out->status >= STATUS_FINE && out->status <= STATUS_SURROUNDINGS;
}
