/* METS 1.12 (Library of Congress): what the issue and each article is called (Dublin Core), every file with its checksum, and
 * which files make which article. */
#include <stdlib.h>
#include "archive/bag_path.h"
#include "archive/record.h"
#include "archive/xml_writer.h"

typedef struct MetsWriter { XmlWriter xml; Arena *arena; const BagRecord *record; } MetsWriter;

static void put_all(XmlWriter *xml, const char *name, const TextList *list) {
	for (int i = 0; i < list->count; i++) xml_leaf(xml, name, list->items[i]);
}

static void start_description(XmlWriter *xml, const char *id) {
	xml_start(xml, "mets:dmdSec");
	xml_attribute(xml, "ID", id);
	xml_start(xml, "mets:mdWrap");
	xml_attribute(xml, "MDTYPE", "DC");
	xml_start(xml, "mets:xmlData");
}

static void end_description(XmlWriter *xml) {
	for (int i = 0; i < 3; i++) xml_end(xml);
}

static void describe_publication(MetsWriter *w) {
	XmlWriter *xml = &w->xml;
	const BagRecord *record = w->record;
	start_description(xml, "mo-ta");
	xml_leaf(xml, "dc:title", record->title);
	put_all(xml, "dc:creator", &record->creators);
	put_all(xml, "dc:subject", &record->keywords);
	xml_leaf(xml, "dc:description", record->description && strcmp(record->description, record->title) != 0 ? record->description : NULL);
	xml_leaf(xml, "dc:publisher", record->publisher);
	xml_leaf(xml, "dc:date", record->date);
	xml_leaf(xml, "dc:type", "Text");
	xml_leaf(xml, "dc:format", record->files.items[0].media_type);
	xml_leaf(xml, "dc:identifier", record->identifier);
	xml_leaf(xml, "dc:language", record->lang);
	end_description(xml);
}

static void describe_article(MetsWriter *w, const BagArticle *article, int number) {
	XmlWriter *xml = &w->xml;
	start_description(xml, arena_format(w->arena, "mo-ta-%d", number));
	xml_leaf(xml, "dc:title", article->title);
	put_all(xml, "dc:creator", &article->creators);
	put_all(xml, "dc:subject", &article->keywords);
	xml_leaf(xml, "dc:date", article->date);
	xml_leaf(xml, "dc:type", "Text");
	xml_leaf(xml, "dc:identifier", article->id);
	xml_leaf(xml, "dc:source", article->source);
	xml_leaf(xml, "dc:language", article->lang);
	end_description(xml);
}

static void put_location(MetsWriter *w, const char *element, const char *path) {
	xml_start(&w->xml, element);
	xml_attribute(&w->xml, "LOCTYPE", "URL");
	xml_attribute(&w->xml, "xlink:type", "simple");
	xml_attribute(&w->xml, "xlink:href", bag_path_to_href(w->arena, path));
}

static void put_premis_reference(MetsWriter *w, const FileSums *premis) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "mets:amdSec");
	xml_start(xml, "mets:digiprovMD");
	xml_attribute(xml, "ID", "premis");
	put_location(w, "mets:mdRef", BAG_PREMIS);
	xml_attribute(xml, "MDTYPE", "PREMIS");
	xml_attribute(xml, "MIMETYPE", "application/xml");
	xml_attribute_number(xml, "SIZE", premis->size);
	xml_attribute(xml, "CHECKSUM", premis->sums[HASH_SHA256]);
	xml_attribute(xml, "CHECKSUMTYPE", "SHA-256");
	for (int i = 0; i < 3; i++) xml_end(xml);
}

static char *file_id(MetsWriter *w, int index) { return arena_format(w->arena, "tep-%d", index + 1); }

static void put_file(MetsWriter *w, int index) {
	XmlWriter *xml = &w->xml;
	const BagFile *file = &w->record->files.items[index];
	xml_start(xml, "mets:file");
	xml_attribute(xml, "ID", file_id(w, index));
	xml_attribute(xml, "MIMETYPE", file->media_type);
	xml_attribute_number(xml, "SIZE", file->size);
	xml_attribute(xml, "CHECKSUM", file->sha256);
	xml_attribute(xml, "CHECKSUMTYPE", "SHA-256");
	xml_attribute(xml, "ADMID", "premis");
	put_location(w, "mets:FLocat", file->path);
	xml_end(xml);
	xml_end(xml);
}

static void put_files(MetsWriter *w) {
	const BagRecord *record = w->record;
	xml_start(&w->xml, "mets:fileSec");
	for (BagRole role = 0; role < BAG_ROLES; role++) {
		bool open = false;
		for (int i = 0; i < record->files.count; i++) {
			if (record->files.items[i].role != role) continue;
			if (!open) {
				xml_start(&w->xml, "mets:fileGrp");
				xml_attribute(&w->xml, "USE", bag_role_name(role));
				open = true;
			}
			put_file(w, i);
		}
		if (open) xml_end(&w->xml);
	}
	xml_end(&w->xml);
}

static void put_pointer(MetsWriter *w, int index) {
	xml_start(&w->xml, "mets:fptr");
	xml_attribute(&w->xml, "FILEID", file_id(w, index));
	xml_end(&w->xml);
}

static void put_pointers(MetsWriter *w, const TextList *paths) {
	for (int i = 0; i < paths->count; i++)
		for (int k = 0; k < w->record->files.count; k++)
			if (strcmp(paths->items[i], w->record->files.items[k].path) == 0) put_pointer(w, k);
}

static void put_article(MetsWriter *w, const BagArticle *article, int number, int order) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "mets:div");
	xml_attribute(xml, "TYPE", "article");
	xml_attribute_number(xml, "ORDER", (unsigned long long)order);
	xml_attribute(xml, "ORDERLABEL", article->page);
	xml_attribute(xml, "LABEL", article->title);
	xml_attribute(xml, "DMDID", arena_format(w->arena, "mo-ta-%d", number));
	put_pointers(w, &article->files);
	xml_end(xml);
}

static void put_structure(MetsWriter *w) {
	XmlWriter *xml = &w->xml;
	const BagRecord *record = w->record;
	int number = 0;
	xml_start(xml, "mets:structMap");
	xml_attribute(xml, "TYPE", "logical");
	xml_start(xml, "mets:div");
	xml_attribute(xml, "TYPE", record->kind);
	xml_attribute(xml, "LABEL", record->title);
	xml_attribute(xml, "DMDID", "mo-ta");
	for (int i = 0; i < record->files.count; i++) if (record->files.items[i].role == BAG_PDF) put_pointer(w, i);
	put_pointers(w, &record->own_files);
	for (int p = 0; p < record->parts.count; p++) {
		const BagPart *part = &record->parts.items[p];
		xml_start(xml, "mets:div");
		xml_attribute(xml, "TYPE", "part");
		xml_attribute_number(xml, "ORDER", (unsigned long long)p + 1);
		xml_attribute(xml, "LABEL", part->title);
		for (int a = 0; a < part->articles.count; a++) put_article(w, &part->articles.items[a], ++number, a + 1);
		xml_end(xml);
	}
	xml_end(xml);
	xml_end(xml);
}

static void put_head(MetsWriter *w) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "mets:metsHdr");
	xml_attribute(xml, "CREATEDATE", w->record->time);
	if (w->record->publisher) {
		xml_start(xml, "mets:agent");
		xml_attribute(xml, "ROLE", "CUSTODIAN");
		xml_attribute(xml, "TYPE", "ORGANIZATION");
		xml_leaf(xml, "mets:name", w->record->publisher);
		xml_end(xml);
	}
	xml_start(xml, "mets:agent");
	xml_attribute(xml, "ROLE", "CREATOR");
	xml_attribute(xml, "TYPE", "OTHER");
	xml_attribute(xml, "OTHERTYPE", "SOFTWARE");
	xml_leaf(xml, "mets:name", w->record->program);
	xml_end(xml);
	xml_end(xml);
}

void bag_write_mets(const BagRecord *record, const FileSums *premis, Text *out) {
	MetsWriter w = { .arena = arena_open(), .record = record };
	XmlWriter *xml = &w.xml;
	xml_begin(xml);
	xml_start(xml, "mets:mets");
	xml_attribute(xml, "xmlns:mets", "http://www.loc.gov/METS/");
	xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_attribute(xml, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	xml_attribute(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	xml_attribute(xml, "xsi:schemaLocation", "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/version1121/mets.xsd");
	xml_attribute(xml, "OBJID", record->identifier ? record->identifier : record->name);
	xml_attribute(xml, "TYPE", record->kind);
	xml_attribute(xml, "LABEL", record->title);
	put_head(&w);
	describe_publication(&w);
	int number = 0;
	for (int p = 0; p < record->parts.count; p++)
		for (int a = 0; a < record->parts.items[p].articles.count; a++) describe_article(&w, &record->parts.items[p].articles.items[a], ++number);
	put_premis_reference(&w, premis);
	put_files(&w);
	put_structure(&w);
	xml_end(xml);
	arena_close(w.arena);
	*out = xml->text;
}
