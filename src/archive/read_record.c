/* PREMIS and METS back into a record. What is read may come from anywhere: nothing outside is opened, a document type is refused,
 * and only the elements that bantin writes are looked for, at the places where it writes them. */
#include <limits.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include "archive/bag_path.h"
#include "archive/record.h"
#include "base/message.h"

static const char PREMIS[] = "http://www.loc.gov/premis/v3", METS[] = "http://www.loc.gov/METS/",
	DC[] = "http://purl.org/dc/elements/1.1/", XLINK[] = "http://www.w3.org/1999/xlink", MAKING[] = "urn:x-bantin:making:1";

/* ---- elements ---- */

static bool is_element(const xmlNode *node, const char *space, const char *name) {
	return node->type == XML_ELEMENT_NODE && node->ns && node->ns->href && strcmp((const char *)node->ns->href, space) == 0 &&
		strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *find_next(const xmlNode *node, const char *space, const char *name) {
	while (node && !is_element(node, space, name)) node = node->next;
	return node;
}

static const xmlNode *find_child(const xmlNode *parent, const char *space, const char *name) {
	return parent ? find_next(parent->children, space, name) : NULL;
}

/* Below, through several elements: "a/b/c". */
static const xmlNode *find_below(const xmlNode *node, const char *space, const char *path) {
	char name[64];
	while (node && *path) {
		size_t length = strcspn(path, "/");
		snprintf(name, sizeof name, "%.*s", (int)length, path);
		node = find_child(node, space, name);
		path += length + (path[length] == '/');
	}
	return node;
}

static const char *copy_text(Arena *arena, const xmlNode *node) {
	if (!node) return NULL;
	xmlChar *content = xmlNodeGetContent((xmlNode *)node);
	const char *text = content ? arena_copy_text(arena, (const char *)content, strlen((const char *)content)) : NULL;
	xmlFree(content);
	return text;
}

static const char *copy_attribute(Arena *arena, const xmlNode *node, const char *name, const char *space) {
	xmlChar *value = !node ? NULL : space ? xmlGetNsProp((xmlNode *)node, (const xmlChar *)name, (const xmlChar *)space) :
		xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
	const char *text = value ? arena_copy_text(arena, (const char *)value, strlen((const char *)value)) : NULL;
	xmlFree(value);
	return text;
}

static uint64_t read_size(const char *text) {
	return text ? strtoull(text, NULL, 10) : 0;
}

/* ---- the file ---- */

#if LIBXML_VERSION >= 21200
static void keep_quiet(void *data, const xmlError *error)
#else
static void keep_quiet(void *data, xmlErrorPtr error)
#endif
{
	(void)data;
	(void)error;
}

static xmlDoc *parse(const char *text, size_t length) {
	xmlInitParser();
	xmlParserCtxt *parser = length <= INT_MAX ? xmlNewParserCtxt() : NULL;
	if (!parser) return NULL;
	parser->sax->serror = keep_quiet;
	xmlDoc *doc = xmlCtxtReadMemory(parser, text, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlFreeParserCtxt(parser);
	if (doc && doc->intSubset) { /* no record of ours has a document type */
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}

static xmlDoc *open_record(const char *text, size_t length, const char *space, const char *root, SourcePos pos, Diag *diag) {
	xmlDoc *doc = parse(text, length);
	const xmlNode *top = doc ? xmlDocGetRootElement(doc) : NULL;
	if (top && is_element(top, space, root)) return doc;
	diag_add(diag, SEVERITY_ERROR, "record-broken", pos, doc ? _("This is no %s record as bantin writes it.") :
		_("This %s record is no well-formed XML."), root);
	diag_hint(diag, _("Put the file back from a good copy of the bag."));
	if (doc) xmlFreeDoc(doc);
	return NULL;
}

static void tell_bad_path(SourcePos pos, const xmlNode *node, const char *path, Diag *diag) {
	pos.line = (int)xmlGetLineNo((xmlNode *)node);
	pos.column = pos.line > 0 ? 1 : 0;
	diag_add(diag, SEVERITY_ERROR, "bag-path-outside", pos,
		_("The name “%.200s” leads out of the bag, or to where the list must not; it was not followed."), path ? path : "");
	diag_hint(diag, _("No program that makes bags properly writes such a line: do not trust this bag before you know where it comes from."));
}

/* ---- PREMIS ---- */

static const char *find_sum(Arena *arena, const xmlNode *characteristics, const char *algorithm) {
	for (const xmlNode *fixity = find_child(characteristics, PREMIS, "fixity"); fixity; fixity = find_next(fixity->next, PREMIS, "fixity")) {
		const char *name = copy_text(arena, find_child(fixity, PREMIS, "messageDigestAlgorithm"));
		if (name && strcmp(name, algorithm) == 0) return copy_text(arena, find_child(fixity, PREMIS, "messageDigest"));
	}
	return NULL;
}

static void read_object(Arena *arena, const xmlNode *object, BagRecord *record, SourcePos pos, Diag *diag) {
	const xmlNode *identifier = find_child(object, PREMIS, "objectIdentifier"), *about = find_child(object, PREMIS, "objectCharacteristics");
	const char *type = copy_text(arena, find_child(identifier, PREMIS, "objectIdentifierType"));
	const char *value = copy_text(arena, find_child(identifier, PREMIS, "objectIdentifierValue"));
	if (!type || !value) return;
	uint64_t size = read_size(copy_text(arena, find_child(about, PREMIS, "size")));
	if (strcmp(type, "font-file") == 0) {
		BagFont *font = vector_push(arena, &record->fonts);
		font->file = value;
		font->size = size;
		font->sha256 = find_sum(arena, about, "SHA-256");
	} else if (strcmp(type, "bag-path") == 0) {
		const char *path = bag_path_decode_record(arena, value);
		if (!path) { tell_bad_path(pos, object, value, diag); return; }
		BagFile *file = vector_push(arena, &record->files);
		file->path = path;
		file->size = size;
		file->sha256 = find_sum(arena, about, "SHA-256");
		file->sha512 = find_sum(arena, about, "SHA-512");
		file->role = find_child(object, PREMIS, "relationship") ? BAG_PDF : BAG_TEXT;
		file->original = copy_text(arena, find_child(object, PREMIS, "originalName"));
	}
}

static const char *read_path(Arena *arena, const xmlNode *making, const char *name, SourcePos pos, Diag *diag) {
	const char *written = copy_attribute(arena, making, name, NULL), *path = written ? bag_path_decode_record(arena, written) : NULL;
	if (written && (!path || strncmp(path, "data/", 5) != 0)) {
		tell_bad_path(pos, making, written, diag);
		return NULL;
	}
	return path;
}

static void read_event(Arena *arena, const xmlNode *event, BagRecord *record, SourcePos pos, Diag *diag) {
	const char *time = copy_text(arena, find_child(event, PREMIS, "eventDateTime"));
	const xmlNode *making = find_child(find_below(event, PREMIS, "eventDetailInformation/eventDetailExtension"), MAKING, "making");
	if (!making) return;
	const char *system_fonts = copy_attribute(arena, making, "system-fonts", NULL);
	record->time = time && strcmp(time, "unknown") != 0 ? time : NULL;
	record->program = copy_attribute(arena, making, "program", NULL);
	record->document = read_path(arena, making, "document", pos, diag);
	record->layout = read_path(arena, making, "layout", pos, diag);
	record->layouts = read_path(arena, making, "layouts", pos, diag);
	record->archive_level = copy_attribute(arena, making, "archive-level", NULL);
	record->epoch = copy_attribute(arena, making, "source-date-epoch", NULL);
	record->system_fonts = system_fonts && strcmp(system_fonts, "yes") == 0;
}

static void read_agent(Arena *arena, const xmlNode *agent, BagRecord *record) {
	const char *name = copy_text(arena, find_below(agent, PREMIS, "agentIdentifier/agentIdentifierValue"));
	const char *version = copy_text(arena, find_child(agent, PREMIS, "agentVersion"));
	if (name && version && strcmp(name, "bantin") != 0) library_add(arena, &record->libraries, name, version);
}

BagRecord *bag_read_premis(Arena *arena, const char *text, size_t length, SourcePos pos, Diag *diag) {
	xmlDoc *doc = open_record(text, length, PREMIS, "premis", pos, diag);
	if (!doc) return NULL;
	BagRecord *record = ARENA_NEW(arena, BagRecord);
	for (const xmlNode *node = xmlDocGetRootElement(doc)->children; node; node = node->next) {
		if (is_element(node, PREMIS, "object")) read_object(arena, node, record, pos, diag);
		else if (is_element(node, PREMIS, "event")) read_event(arena, node, record, pos, diag);
		else if (is_element(node, PREMIS, "agent")) read_agent(arena, node, record);
	}
	xmlFreeDoc(doc);
	return record;
}

/* ---- METS ---- */

static void read_list(Arena *arena, const xmlNode *data, const char *name, TextList *out) {
	for (const xmlNode *node = find_child(data, DC, name); node; node = find_next(node->next, DC, name))
		*vector_push(arena, out) = copy_text(arena, node);
}

static const xmlNode *find_description(const xmlNode *mets, const char *id) {
	for (const xmlNode *node = find_child(mets, METS, "dmdSec"); id && node; node = find_next(node->next, METS, "dmdSec")) {
		xmlChar *own = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)"ID");
		bool found = own && strcmp((const char *)own, id) == 0;
		xmlFree(own);
		if (found) return find_below(node, METS, "mdWrap/xmlData");
	}
	return NULL;
}

/* Descriptions stand in the order of their articles, so each search goes on where the last one ended. */
static const xmlNode *find_next_description(const xmlNode *mets, const xmlNode **at, const char *id) {
	*at = *at ? find_next((*at)->next, METS, "dmdSec") : NULL;
	xmlChar *own = *at ? xmlGetNoNsProp((xmlNode *)*at, (const xmlChar *)"ID") : NULL;
	bool found = own && id && strcmp((const char *)own, id) == 0;
	xmlFree(own);
	return found ? find_below(*at, METS, "mdWrap/xmlData") : find_description(mets, id);
}

static void read_publication(Arena *arena, const xmlNode *data, BagRecord *record) {
	record->title = copy_text(arena, find_child(data, DC, "title"));
	record->description = copy_text(arena, find_child(data, DC, "description"));
	record->publisher = copy_text(arena, find_child(data, DC, "publisher"));
	record->date = copy_text(arena, find_child(data, DC, "date"));
	record->identifier = copy_text(arena, find_child(data, DC, "identifier"));
	record->lang = copy_text(arena, find_child(data, DC, "language"));
	read_list(arena, data, "creator", &record->creators);
	read_list(arena, data, "subject", &record->keywords);
}

static void read_article(Arena *arena, const xmlNode *data, BagArticle *article) {
	article->title = copy_text(arena, find_child(data, DC, "title"));
	article->date = copy_text(arena, find_child(data, DC, "date"));
	article->id = copy_text(arena, find_child(data, DC, "identifier"));
	article->source = copy_text(arena, find_child(data, DC, "source"));
	article->lang = copy_text(arena, find_child(data, DC, "language"));
	read_list(arena, data, "creator", &article->creators);
	read_list(arena, data, "subject", &article->keywords);
}

static void read_structure(Arena *arena, const xmlNode *mets, BagRecord *record) {
	const xmlNode *top = find_below(mets, METS, "structMap/div"), *at = find_child(mets, METS, "dmdSec");
	for (const xmlNode *node = find_child(top, METS, "div"); node; node = find_next(node->next, METS, "div")) {
		BagPart part = { .title = copy_attribute(arena, node, "LABEL", NULL) };
		for (const xmlNode *inner = find_child(node, METS, "div"); inner; inner = find_next(inner->next, METS, "div")) {
			BagArticle *article = vector_push(arena, &part.articles);
			read_article(arena, find_next_description(mets, &at, copy_attribute(arena, inner, "DMDID", NULL)), article);
			if (!article->title) article->title = copy_attribute(arena, inner, "LABEL", NULL);
			article->section = part.title;
			article->page = copy_attribute(arena, inner, "ORDERLABEL", NULL);
		}
		*vector_push(arena, &record->parts) = part;
	}
}

static void add_file(Arena *arena, const xmlNode *about, const xmlNode *location, BagRole role, BagRecord *record, SourcePos pos, Diag *diag) {
	const char *href = copy_attribute(arena, location, "href", XLINK), *path = href ? bag_path_from_href(arena, href) : NULL;
	if (!path) { tell_bad_path(pos, about, href, diag); return; }
	const char *kind = copy_attribute(arena, about, "CHECKSUMTYPE", NULL);
	BagFile *file = vector_push(arena, &record->files);
	file->role = role;
	file->path = path;
	file->size = read_size(copy_attribute(arena, about, "SIZE", NULL));
	if (kind && strcmp(kind, "SHA-256") == 0) file->sha256 = copy_attribute(arena, about, "CHECKSUM", NULL);
}

static void read_files(Arena *arena, const xmlNode *mets, BagRecord *record, SourcePos pos, Diag *diag) {
	for (const xmlNode *group = find_below(mets, METS, "fileSec/fileGrp"); group; group = find_next(group->next, METS, "fileGrp")) {
		const char *use = copy_attribute(arena, group, "USE", NULL);
		BagRole role = BAG_TEXT;
		for (BagRole known = 0; use && known < BAG_ROLES; known++) if (strcmp(use, bag_role_name(known)) == 0) role = known;
		for (const xmlNode *file = find_child(group, METS, "file"); file; file = find_next(file->next, METS, "file"))
			add_file(arena, file, find_child(file, METS, "FLocat"), role, record, pos, diag);
	}
	const xmlNode *reference = find_below(mets, METS, "amdSec/digiprovMD/mdRef");
	if (reference) add_file(arena, reference, reference, BAG_TEXT, record, pos, diag);
}

BagRecord *bag_read_mets(Arena *arena, const char *text, size_t length, SourcePos pos, Diag *diag) {
	xmlDoc *doc = open_record(text, length, METS, "mets", pos, diag);
	if (!doc) return NULL;
	const xmlNode *mets = xmlDocGetRootElement(doc);
	BagRecord *record = ARENA_NEW(arena, BagRecord);
	const char *kind = copy_attribute(arena, mets, "TYPE", NULL);
	record->kind = kind ? kind : "";
	read_publication(arena, find_below(find_child(mets, METS, "dmdSec"), METS, "mdWrap/xmlData"), record);
	read_structure(arena, mets, record);
	read_files(arena, mets, record, pos, diag);
	xmlFreeDoc(doc);
	return record;
}
