/* What the document says about itself: the Info dictionary, and the same as XMP (ISO 16684-1) with the identification as archive
 * and accessible file. No clock takes part. */
#include <string.h>
#include "pdf/pdf_writer.h"

/* ---- time ---- */

typedef struct CalendarTime { int64_t year; int month, day, hour, minute, second; } CalendarTime;

/* Days since 1970 to a date of the Gregorian calendar, counted in eras of 400 years that begin in March. */
static CalendarTime find_calendar_time(int64_t seconds) {
	int64_t days = seconds / 86400, rest = seconds % 86400;
	if (rest < 0) { rest += 86400; days--; }
	int64_t from = days + 719468, era = (from >= 0 ? from : from - 146096) / 146097, day_of_era = from - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), month = (5 * day_of_year + 2) / 153;
	return (CalendarTime){ .year = year_of_era + era * 400 + (month >= 10), .month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1), .hour = (int)(rest / 3600), .minute = (int)(rest / 60 % 60), .second = (int)(rest % 60) };
}

const char *pdf_format_time(const PdfWriter *w, bool xmp) {
	int offset = w->drawing->info.utc_offset_minutes, away = offset < 0 ? -offset : offset;
	CalendarTime t = find_calendar_time(w->drawing->info.time + (int64_t)offset * 60);
	return arena_format(w->arena, xmp ? "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d" : "D:%04d%02d%02d%02d%02d%02d%c%02d'%02d'",
		(int)(t.year < 0 ? 0 : t.year > 9999 ? 9999 : t.year), t.month, t.day, t.hour, t.minute, t.second, offset < 0 ? '-' : '+', away / 60 % 24, away % 60);
}

/* ---- Info ---- */

/* All creators in one line, as Info has room for one author only: parted by semicolons, which is how XMP's own rules for
 * Info read it (ISO 16684-1's companion, "XMP Specification Part 3", 2.2). */
static const char *join_creators(const PdfWriter *w) {
	const DrawingInfo *info = &w->drawing->info;
	if (!info->creator_count) return info->author;
	Text all = { 0 };
	for (int i = 0; i < info->creator_count; i++) {
		if (i) text_add(&all, "; ");
		text_add(&all, info->creators[i]);
	}
	const char *joined = arena_copy_text(w->arena, all.bytes, all.length);
	text_free(&all);
	return joined;
}

static void add_info(HPDF_Dict dict, const char *key, const char *value) {
	if (value && value[0]) pdf_dict_add_text(dict, key, value);
}

void pdf_write_info(PdfWriter *w) {
	HPDF_Dict dict = pdf_make_dict(w->file);
	add_info(dict, "Title", w->title);
	/* PDF/A-1 lets Author stand only beside a dc:creator of one entry that says the same (ISO 19005-1, 6.7.3); the list of
	 * names is worth more */
	if (w->traits.pdfa_part != 1 || w->drawing->info.creator_count <= 1) add_info(dict, "Author", join_creators(w));
	add_info(dict, "Subject", w->drawing->info.subject);
	add_info(dict, "Keywords", w->drawing->info.keywords);
	add_info(dict, "Creator", w->options->producer);
	add_info(dict, "Producer", w->options->producer);
	add_info(dict, "CreationDate", pdf_format_time(w, false));
	add_info(dict, "ModDate", pdf_format_time(w, false));
	if (w->traits.pdfx) {
		HPDF_Dict_AddName(dict, "Trapped", "False");
		if (w->traits.pdf14) add_info(dict, "GTS_PDFXVersion", w->traits.pdfx); /* X-4 says it in XMP alone (ISO 15930-7, 6.11) */
	}
	w->info = pdf_reserve_id(w->file);
	pdf_put_dict(w->file, w->info, dict);
}

/* ---- XMP ---- */

static void add_escaped(Text *out, const char *text) {
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (c == '&') text_add(out, "&amp;");
		else if (c == '<') text_add(out, "&lt;");
		else if (c == '>') text_add(out, "&gt;");
		else if (c == 0xFFFD && at == start + 1) text_add_utf8(out, c); /* a malformed byte */
		else if ((c >= 0x20 || c == '\n' || c == '\t') && c != 0xFFFE && c != 0xFFFF) text_add_bytes(out, start, (size_t)(at - start));
	}
}

static void add_simple(Text *out, const char *name, const char *value) {
	if (!value || !value[0]) return;
	text_format(out, "<%s>", name);
	add_escaped(out, value);
	text_format(out, "</%s>\n", name);
}

/* One or more values in a container: "rdf:Seq", "rdf:Bag", or "rdf:Alt" with the default language. */
static void add_container(Text *out, const char *name, const char *container, const char *const *values, int count) {
	bool alternatives = strcmp(container, "rdf:Alt") == 0, open = false;
	for (int i = 0; i < count; i++) {
		if (!values[i] || !values[i][0]) continue;
		if (!open) text_format(out, "<%s><%s>", name, container);
		open = true;
		text_add(out, alternatives ? "<rdf:li xml:lang=\"x-default\">" : "<rdf:li>");
		add_escaped(out, values[i]);
		text_add(out, "</rdf:li>");
	}
	if (open) text_format(out, "</%s></%s>\n", container, name);
}

/* Keywords are parted by commas or semicolons. */
static void add_keywords(PdfWriter *w, Text *out, const char *keywords) {
	VECTOR(const char *) list = { 0 };
	for (const char *at = keywords; at && *at;) {
		at += strspn(at, ",; ");
		size_t length = strcspn(at, ",;");
		const char *next = at + length;
		while (length && at[length - 1] == ' ') length--;
		if (length) *vector_push(w->arena, &list) = arena_copy_text(w->arena, at, length);
		at = next;
	}
	add_container(out, "dc:subject", "rdf:Bag", list.items, list.count);
}

static void add_identification(const PdfWriter *w, Text *out) {
	if (w->traits.pdfa_part) {
		text_format(out, "<pdfaid:part>%d</pdfaid:part>\n", w->traits.pdfa_part);
		if (w->traits.pdfa_revision) text_format(out, "<pdfaid:rev>%d</pdfaid:rev>\n", w->traits.pdfa_revision);
		if (w->traits.pdfa_conformance) text_format(out, "<pdfaid:conformance>%c</pdfaid:conformance>\n", w->traits.pdfa_conformance);
	}
	if (w->traits.pdfua) text_add(out, "<pdfuaid:part>1</pdfuaid:part>\n");
	add_simple(out, "pdfxid:GTS_PDFXVersion", w->traits.pdfx);
}

/* ISO 19005-2, 6.6.2.3.3: a schema that it does not know must be described in the file. */
static const char UA_SCHEMA[] =
	"<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
	"xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
	"<pdfaProperty:category>internal</pdfaProperty:category>"
	"<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

/* A name for this very file, from its content: a UUID of version 8 (RFC 9562). */
static const char *make_uuid(const PdfWriter *w) {
	unsigned char d[16];
	pdf_file_digest(w->file, d);
	d[6] = (unsigned char)(0x80 | (d[6] & 0x0F));
	d[8] = (unsigned char)(0x80 | (d[8] & 0x3F));
	return arena_format(w->arena, "uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1], d[2], d[3], d[4], d[5], d[6],
		d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}

static void build_xmp(PdfWriter *w, Text *out) {
	const DrawingInfo *info = &w->drawing->info;
	const char *time = pdf_format_time(w, true), *uuid = make_uuid(w), *creator = join_creators(w);
	text_add(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"\n"
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
		" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"");
	if (w->traits.pdfa_part) text_add(out, "\n xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"");
	if (w->traits.pdfua) text_add(out, "\n xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
	if (w->traits.pdfx) text_add(out, "\n xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"");
	text_add(out, ">\n");
	add_simple(out, "dc:format", "application/pdf");
	add_container(out, "dc:title", "rdf:Alt", &w->title, 1);
	if (info->creator_count) add_container(out, "dc:creator", "rdf:Seq", info->creators, info->creator_count);
	else add_container(out, "dc:creator", "rdf:Seq", &creator, 1);
	add_container(out, "dc:description", "rdf:Alt", &info->subject, 1);
	add_keywords(w, out, info->keywords);
	add_container(out, "dc:publisher", "rdf:Bag", &info->publisher, 1);
	add_simple(out, "dc:identifier", info->identifier);
	add_container(out, "dc:language", "rdf:Bag", &w->lang, 1);
	add_container(out, "dc:date", "rdf:Seq", &time, 1);
	add_simple(out, "xmp:CreatorTool", w->options->producer);
	add_simple(out, "xmp:CreateDate", time);
	add_simple(out, "xmp:ModifyDate", time);
	add_simple(out, "xmp:MetadataDate", time);
	add_simple(out, "pdf:Producer", w->options->producer);
	add_simple(out, "pdf:Keywords", info->keywords);
	if (w->traits.pdfx) add_simple(out, "pdf:Trapped", "False");
	add_simple(out, "xmpMM:DocumentID", uuid);
	add_simple(out, "xmpMM:InstanceID", uuid);
	add_simple(out, "xmpMM:RenditionClass", "default");
	add_simple(out, "xmpMM:VersionID", "1");
	add_identification(w, out);
	text_add(out, "</rdf:Description>\n");
	if (w->traits.pdfua && w->traits.pdfa_part) text_add(out, UA_SCHEMA);
	text_add(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

/* In the clear, so that what knows nothing of PDF can read it, too. */
void pdf_write_metadata(PdfWriter *w) {
	Text xmp = { 0 };
	build_xmp(w, &xmp);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Metadata");
	HPDF_Dict_AddName(dict, "Subtype", "XML");
	PdfPiece piece = { xmp.bytes, xmp.length };
	w->metadata = pdf_reserve_id(w->file);
	pdf_put_stream(w->file, w->metadata, dict, &piece, 1);
	text_free(&xmp);
}
