/* PREMIS 3.0 (Library of Congress): objects, the event that made the PDF, and the agents that took part in it. */
#include <stdlib.h>
#include "archive/bag_path.h"
#include "archive/record.h"
#include "archive/xml_writer.h"

const char BAG_PREMIS[] = "data/metadata/premis.xml", BAG_METS[] = "data/metadata/mets.xml";

const char *bag_role_name(BagRole role) {
	static const char *const NAMES[BAG_ROLES] = { "archive", "publication", "article", "text", "photo", "layout" };
	return NAMES[role];
}

typedef struct PremisWriter { XmlWriter xml; Arena *arena; const BagRecord *record; } PremisWriter;

static void put_identifier(XmlWriter *xml, const char *what, const char *type, const char *value) {
	Text name = { 0 };
	text_format(&name, "%sType", what);
	xml_leaf(xml, name.bytes, type);
	text_clear(&name);
	text_format(&name, "%sValue", what);
	xml_leaf(xml, name.bytes, value);
	text_free(&name);
}

static void put_object_identifier(XmlWriter *xml, const char *type, const char *value) {
	xml_start(xml, "objectIdentifier");
	put_identifier(xml, "objectIdentifier", type, value);
	xml_end(xml);
}

static void put_fixity(XmlWriter *xml, const char *algorithm, const char *sum) {
	if (!sum) return;
	xml_start(xml, "fixity");
	xml_leaf(xml, "messageDigestAlgorithm", algorithm);
	xml_leaf(xml, "messageDigest", sum);
	xml_end(xml);
}

static void put_size(XmlWriter *xml, uint64_t size) {
	char number[24];
	snprintf(number, sizeof number, "%llu", (unsigned long long)size);
	xml_leaf(xml, "size", number);
}

static void put_format(XmlWriter *xml, const char *name, const char *version, const char *pronom, const char *note) {
	xml_start(xml, "format");
	xml_start(xml, "formatDesignation");
	xml_leaf(xml, "formatName", name);
	xml_leaf(xml, "formatVersion", version);
	xml_end(xml);
	if (pronom) {
		xml_start(xml, "formatRegistry");
		xml_leaf(xml, "formatRegistryName", "PRONOM");
		xml_leaf(xml, "formatRegistryKey", pronom);
		xml_end(xml);
	}
	xml_leaf(xml, "formatNote", note);
	xml_end(xml);
}

static void put_making_link(XmlWriter *xml) {
	xml_start(xml, "linkingEventIdentifier");
	put_identifier(xml, "linkingEventIdentifier", "local", "making");
	xml_end(xml);
}

/* The PDF is derived from all the others. */
static void put_sources(PremisWriter *w) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "relationship");
	xml_leaf(xml, "relationshipType", "derivation");
	xml_leaf(xml, "relationshipSubType", "has source");
	for (int i = 0; i < w->record->files.count; i++) {
		if (w->record->files.items[i].role == BAG_PDF) continue;
		xml_start(xml, "relatedObjectIdentifier");
		put_identifier(xml, "relatedObjectIdentifier", "bag-path", bag_path_encode_record(w->arena, w->record->files.items[i].path));
		xml_end(xml);
	}
	xml_start(xml, "relatedEventIdentifier");
	put_identifier(xml, "relatedEventIdentifier", "local", "making");
	xml_end(xml);
	xml_end(xml);
}

static void put_file(PremisWriter *w, const BagFile *file) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "object");
	xml_attribute(xml, "xsi:type", "file");
	put_object_identifier(xml, "bag-path", bag_path_encode_record(w->arena, file->path));
	xml_start(xml, "objectCharacteristics");
	xml_leaf(xml, "compositionLevel", "0");
	put_fixity(xml, "SHA-256", file->sha256);
	put_fixity(xml, "SHA-512", file->sha512);
	put_size(xml, file->size);
	put_format(xml, file->format ? file->format : file->media_type, file->version, file->pronom, file->media_type);
	if (file->role == BAG_PDF) {
		xml_start(xml, "creatingApplication");
		xml_leaf(xml, "creatingApplicationName", "bantin");
		xml_leaf(xml, "creatingApplicationVersion", strncmp(w->record->program, "bantin ", 7) == 0 ? w->record->program + 7 : w->record->program);
		xml_end(xml);
	}
	xml_end(xml);
	xml_leaf(xml, "originalName", file->original ? bag_path_encode_record(w->arena, file->original) : NULL);
	if (file->role == BAG_PDF) {
		put_sources(w);
		put_making_link(xml);
	}
	xml_end(xml);
}

/* Fonts are not in the bag: their licences are their makers'. A name and a sum are enough to know them again. */
static void put_font(PremisWriter *w, const BagFont *font) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "object");
	xml_attribute(xml, "xsi:type", "file");
	put_object_identifier(xml, "font-file", bag_path_encode_record(w->arena, font->file));
	xml_start(xml, "objectCharacteristics");
	xml_leaf(xml, "compositionLevel", "0");
	put_fixity(xml, "SHA-256", font->sha256);
	put_size(xml, font->size);
	put_format(xml, "font/sfnt", NULL, NULL, font->face ? arena_format(w->arena, "%s (%d)", font->postscript_name, font->face) : font->postscript_name);
	xml_end(xml);
	xml_end(xml);
}

static void put_linked_object(PremisWriter *w, const char *type, const char *value, const char *role) {
	XmlWriter *xml = &w->xml;
	xml_start(xml, "linkingObjectIdentifier");
	put_identifier(xml, "linkingObjectIdentifier", type, bag_path_encode_record(w->arena, value));
	xml_leaf(xml, "linkingObjectRole", role);
	xml_end(xml);
}

static void put_linked_agent(XmlWriter *xml, const char *name, const char *role) {
	xml_start(xml, "linkingAgentIdentifier");
	put_identifier(xml, "linkingAgentIdentifier", "local", name);
	xml_leaf(xml, "linkingAgentRole", role);
	xml_end(xml);
}

/* What has to be known to make the PDF again, to the byte. */
static void put_making(PremisWriter *w) {
	XmlWriter *xml = &w->xml;
	const BagRecord *record = w->record;
	xml_start(xml, "eventDetailInformation");
	xml_leaf(xml, "eventDetail", "PDF made from the publication, its articles, photos and layout");
	xml_start(xml, "eventDetailExtension");
	xml_start(xml, "bantin:making");
	xml_attribute(xml, "program", record->program);
	xml_attribute(xml, "document", bag_path_encode_record(w->arena, record->document));
	xml_attribute(xml, "layout", bag_path_encode_record(w->arena, record->layout));
	xml_attribute(xml, "layouts", record->layouts ? bag_path_encode_record(w->arena, record->layouts) : NULL);
	xml_attribute(xml, "archive-level", record->archive_level);
	xml_attribute(xml, "system-fonts", record->system_fonts ? "yes" : "no");
	xml_attribute(xml, "source-date-epoch", record->epoch);
	xml_end(xml);
	xml_end(xml);
	xml_end(xml);
}

static void put_event(PremisWriter *w) {
	XmlWriter *xml = &w->xml;
	const BagRecord *record = w->record;
	xml_start(xml, "event");
	xml_start(xml, "eventIdentifier");
	put_identifier(xml, "eventIdentifier", "local", "making");
	xml_end(xml);
	xml_leaf(xml, "eventType", "creation");
	/* Never the clock: the date of the publication, or what SOURCE_DATE_EPOCH says. */
	xml_leaf(xml, "eventDateTime", record->time ? record->time : "unknown");
	put_making(w);
	put_linked_agent(xml, "bantin", "executing program");
	for (int i = 0; i < record->libraries.count; i++) put_linked_agent(xml, record->libraries.items[i].name, "library");
	/* The sources are those that the PDF's own relationship names. */
	for (int i = 0; i < record->files.count; i++)
		if (record->files.items[i].role == BAG_PDF) put_linked_object(w, "bag-path", record->files.items[i].path, "outcome");
	for (int i = 0; i < record->fonts.count; i++) put_linked_object(w, "font-file", record->fonts.items[i].file, "font");
	xml_end(xml);
}

static void put_agent(XmlWriter *xml, const char *id, const char *name, const char *version) {
	xml_start(xml, "agent");
	xml_start(xml, "agentIdentifier");
	put_identifier(xml, "agentIdentifier", "local", id);
	xml_end(xml);
	xml_leaf(xml, "agentName", name);
	xml_leaf(xml, "agentType", "software");
	xml_leaf(xml, "agentVersion", version);
	xml_end(xml);
}

void bag_write_premis(const BagRecord *record, Text *out) {
	PremisWriter w = { .arena = arena_open(), .record = record };
	XmlWriter *xml = &w.xml;
	xml_begin(xml);
	xml_start(xml, "premis");
	xml_attribute(xml, "xmlns", "http://www.loc.gov/premis/v3");
	xml_attribute(xml, "xmlns:bantin", "urn:x-bantin:making:1");
	xml_attribute(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	xml_attribute(xml, "xsi:schemaLocation", "http://www.loc.gov/premis/v3 http://www.loc.gov/standards/premis/premis.xsd");
	xml_attribute(xml, "version", "3.0");
	for (int i = 0; i < record->files.count; i++) put_file(&w, &record->files.items[i]);
	for (int i = 0; i < record->fonts.count; i++) {
		bool same_file = i > 0 && strcmp(record->fonts.items[i].file, record->fonts.items[i - 1].file) == 0 &&
			strcmp(record->fonts.items[i].sha256, record->fonts.items[i - 1].sha256) == 0;
		if (!same_file) put_font(&w, &record->fonts.items[i]);
	}
	put_event(&w);
	put_agent(xml, "bantin", record->program, strncmp(record->program, "bantin ", 7) == 0 ? record->program + 7 : NULL);
	for (int i = 0; i < record->libraries.count; i++)
		put_agent(xml, record->libraries.items[i].name, record->libraries.items[i].name, record->libraries.items[i].version);
	xml_end(xml);
	arena_close(w.arena);
	*out = xml->text;
}
