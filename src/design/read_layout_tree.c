/* XML to LayoutElement through libxml2's SAX2 interface: no document is built and nothing but the file itself is opened.
 *
 * Places. A tag is over when its callback comes, and '<' cannot stand inside a tag, so the last '<' before the parser's byte
 * offset opens it; from there the attributes are found again in the source. Offsets only grow, so one walk counts lines. */
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "design/layout_tree.h"

enum { LARGEST_FILE = 512 * 1024, DEEPEST = 16 };

typedef struct TreeReader {
	Arena *arena;
	Diag *diag;
	const char *path;
	xmlParserCtxtPtr parser;
	const char *source; size_t length;      /* the file, without a byte order mark */
	size_t counted, line_start; int line;   /* the walk that counts lines */
	LayoutElement *root, *open[DEEPEST];
	Text text[DEEPEST];                     /* of the open elements */
	int depth, skipping;                    /* skipping: levels inside an element that is left out */
	bool failed;
} TreeReader;

static SourcePos place(TreeReader *reader, size_t offset) {
	if (offset > reader->length) offset = reader->length;
	while (reader->counted < offset) {
		const char *at = reader->source + reader->counted;
		const char *newline = memchr(at, '\n', offset - reader->counted);
		if (!newline) { reader->counted = offset; break; }
		reader->counted = reader->line_start = (size_t)(newline - reader->source) + 1;
		reader->line++;
	}
	return (SourcePos){ reader->path, reader->line, (int)(offset - reader->line_start) + 1 };
}

static size_t parser_offset(const TreeReader *reader) {
	long offset = xmlByteConsumed(reader->parser);
	return offset < 0 ? 0 : (size_t)offset > reader->length ? reader->length : (size_t)offset;
}

static void fail(TreeReader *reader) {
	reader->failed = true;
	xmlStopParser(reader->parser);
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static size_t skip_space(const TreeReader *reader, size_t at) {
	while (at < reader->length && is_space(reader->source[at])) at++;
	return at;
}

/* The next attribute of the start tag at *at: its name's and value's offsets. False at the tag's end. */
static bool scan_attribute(const TreeReader *reader, size_t *at, size_t *name, size_t *name_length, size_t *value) {
	const char *source = reader->source;
	size_t p = skip_space(reader, *at);
	*at = p;
	if (p >= reader->length || source[p] == '>' || source[p] == '/') return false;
	*name = p;
	while (p < reader->length && source[p] != '=' && !is_space(source[p])) p++;
	*name_length = p - *name;
	p = skip_space(reader, p);
	if (p >= reader->length || source[p] != '=') return false;
	p = skip_space(reader, p + 1);
	if (p >= reader->length || (source[p] != '"' && source[p] != '\'')) return false;
	*value = p + 1;
	const char *close = memchr(source + p + 1, source[p], reader->length - p - 1);
	*at = close ? (size_t)(close - source) + 1 : reader->length;
	return close != NULL;
}

/* libxml2's name of an attribute is in two parts; the source's in one. */
static bool names_equal(const char *source, size_t length, const char *prefix, const char *local) {
	size_t front = prefix ? strlen(prefix) + 1 : 0, back = strlen(local);
	return length == front + back && (!front || (memcmp(source, prefix, front - 1) == 0 && source[front - 1] == ':')) &&
		memcmp(source + front, local, back) == 0;
}

static void add_attribute(TreeReader *reader, LayoutElement *element, const xmlChar **parts, SourcePos pos, SourcePos value_pos) {
	const char *local = (const char *)parts[0], *prefix = (const char *)parts[1];
	bool is_xml = prefix && strcmp(prefix, "xml") == 0;
	if (prefix && !is_xml) return; /* for other programs */
	LayoutAttribute *attribute = ARENA_NEW(reader->arena, LayoutAttribute);
	attribute->name = is_xml ? arena_format(reader->arena, "xml:%s", local) : arena_copy_text(reader->arena, local, strlen(local));
	attribute->value = arena_copy_text(reader->arena, (const char *)parts[3], (size_t)(parts[4] - parts[3]));
	attribute->pos = pos;
	attribute->value_pos = value_pos;
	if (element->last_attribute) element->last_attribute->next = attribute;
	else element->attributes = attribute;
	element->last_attribute = attribute;
}

static void start_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
		const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
	(void)namespace_count;
	(void)namespaces;
	(void)defaulted_count; /* there is no document type to give any */
	TreeReader *reader = data;
	if (reader->failed) return;
	if (reader->skipping) { reader->skipping++; return; }
	size_t end = parser_offset(reader);
	const char *open = memrchr(reader->source, '<', end);
	size_t at = open ? (size_t)(open - reader->source) : 0;
	SourcePos pos = place(reader, at);
	if (uri) {
		if (!reader->depth) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-element", pos, _("A layout's elements stand in no namespace, but this one is in “%s”."), uri);
			diag_hint(reader->diag, _("Delete the xmlns=\"…\" from the first element."));
			fail(reader);
			return;
		}
		diag_add(reader->diag, SEVERITY_WARNING, "layout-foreign", pos, _("<%s> belongs to another program and is passed over."), local);
		reader->skipping = 1;
		return;
	}
	if (reader->depth == DEEPEST) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-element", pos, _("Elements are nested more than %d deep here."), DEEPEST);
		fail(reader);
		return;
	}
	LayoutElement *element = ARENA_NEW(reader->arena, LayoutElement);
	element->name = arena_copy_text(reader->arena, (const char *)local, strlen((const char *)local));
	element->text = "";
	element->pos = pos;
	at += 1 + strlen((const char *)local) + (prefix ? strlen((const char *)prefix) + 1 : 0);
	for (int i = 0; i < attribute_count; i++) {
		const xmlChar **parts = attributes + 5 * i;
		SourcePos name_pos = pos, value_pos = pos;
		size_t name, length, value;
		while (scan_attribute(reader, &at, &name, &length, &value)) {
			if (!names_equal(reader->source + name, length, (const char *)parts[1], (const char *)parts[0])) continue; /* xmlns */
			name_pos = place(reader, name);
			value_pos = place(reader, value);
			break;
		}
		add_attribute(reader, element, parts, name_pos, value_pos);
	}
	size_t name, length, value;
	while (scan_attribute(reader, &at, &name, &length, &value)) continue;
	if (at < reader->length && reader->source[at] == '>') at = skip_space(reader, at + 1);
	element->text_pos = place(reader, at);
	if (reader->depth) {
		LayoutElement *parent = reader->open[reader->depth - 1];
		if (parent->last_child) parent->last_child->next = element;
		else parent->children = element;
		parent->last_child = element;
	} else {
		reader->root = element;
	}
	text_clear(&reader->text[reader->depth]);
	reader->open[reader->depth++] = element;
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
	(void)local;
	(void)prefix;
	(void)uri;
	TreeReader *reader = data;
	if (reader->failed) return;
	if (reader->skipping) { reader->skipping--; return; }
	Text *text = &reader->text[--reader->depth];
	if (text->length && text->bytes[text->length - 1] == ' ') text->length--;
	if (text->length) reader->open[reader->depth]->text = arena_copy_text(reader->arena, text->bytes, text->length);
}

/* Runs of white space become one space, none at the start. */
static void add_characters(void *data, const xmlChar *bytes, int length) {
	TreeReader *reader = data;
	if (reader->failed || reader->skipping || !reader->depth) return;
	Text *text = &reader->text[reader->depth - 1];
	for (int i = 0; i < length; i++) {
		char c = (char)bytes[i];
		if (!is_space(c)) text_add_char(text, c);
		else if (text->length && text->bytes[text->length - 1] != ' ') text_add_char(text, ' ');
	}
}

static void refuse_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
	(void)name;
	(void)external;
	(void)system;
	TreeReader *reader = data;
	if (reader->failed) return;
	const char *doctype = memmem(reader->source, reader->length, "<!DOCTYPE", 9);
	diag_add(reader->diag, SEVERITY_ERROR, "layout-doctype", place(reader, doctype ? (size_t)(doctype - reader->source) : 0),
		_("A layout has no document type (DOCTYPE): entities and outside files are not read."));
	diag_hint(reader->diag, _("Delete the line that begins with <!DOCTYPE."));
	fail(reader);
}

/* The common slips in words for people who do not write XML every day. */
static void explain_error(Diag *diag, SourcePos pos, int code, const char *message) {
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH: case XML_ERR_TAG_NOT_FINISHED: case XML_ERR_LTSLASH_REQUIRED: case XML_ERR_GT_REQUIRED:
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("A tag is not closed where it should be."));
		diag_hint(diag, _("Every <name …> needs its </name>, in the right order, or ends itself with />."));
		break;
	case XML_ERR_ATTRIBUTE_NOT_STARTED: case XML_ERR_ATTRIBUTE_NOT_FINISHED: case XML_ERR_LT_IN_ATTRIBUTE: case XML_ERR_SPACE_REQUIRED:
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("A value is not written as name=\"value\"."));
		diag_hint(diag, _("Look for a missing quotation mark, or for “curly” ones instead of straight \" ones."));
		break;
	case XML_ERR_ATTRIBUTE_REDEFINED:
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("The same property is given twice in one element."));
		break;
	case XML_ERR_UNDECLARED_ENTITY: case XML_WAR_UNDECLARED_ENTITY: case XML_ERR_ENTITYREF_SEMICOL_MISSING: case XML_ERR_NAME_REQUIRED:
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("A bare & or < stands here, or a name after & that is not known."));
		diag_hint(diag, _("Write &amp; for &, &lt; for <."));
		break;
	case XML_ERR_INVALID_CHAR: case XML_ERR_INVALID_ENCODING:
		diag_add(diag, SEVERITY_ERROR, "layout-encoding", pos, _("The file is not proper Unicode text here."));
		diag_hint(diag, _("Save the file as UTF-8."));
		break;
	case XML_ERR_DOCUMENT_EMPTY: case XML_ERR_DOCUMENT_END:
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("This is no complete XML file: it is empty, cut off, or has something before or after its one outermost element."));
		break;
	default: {
		size_t length = strcspn(message ? message : "", "\n");
		diag_add(diag, SEVERITY_ERROR, "layout-xml", pos, _("The file is not well-formed XML: %.*s."), (int)length, message ? message : "");
	}
	}
}

#if LIBXML_VERSION >= 21200
static void take_error(void *data, const xmlError *error)
#else
static void take_error(void *data, xmlErrorPtr error)
#endif
{
	TreeReader *reader = data;
	if (reader->failed || error->level < XML_ERR_ERROR) return;
	reader->failed = true; /* the first is enough: the rest follow from it */
	explain_error(reader->diag, (SourcePos){ reader->path, error->line, error->int2 > 0 ? error->int2 : 1 }, error->code, error->message);
}

static void parse(TreeReader *reader) {
	xmlParserCtxtPtr parser = reader->parser = xmlCreateMemoryParserCtxt(reader->source, (int)reader->length);
	if (!parser) base_out_of_memory();
	/* The parser is told to take the bytes as they are: offsets must be those of the file. */
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NODICT);
	xmlSAXHandler *sax = parser->sax;
	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->internalSubset = refuse_doctype;
	sax->startElementNs = start_element;
	sax->endElementNs = end_element;
	sax->characters = sax->ignorableWhitespace = sax->cdataBlock = add_characters;
	sax->serror = take_error;
	parser->userData = reader;
	xmlParseDocument(parser);
	if (!reader->failed && (!parser->wellFormed || !reader->root)) {
		reader->failed = true;
		explain_error(reader->diag, (SourcePos){ reader->path, 1, 1 }, XML_ERR_DOCUMENT_EMPTY, NULL);
	}
	xmlFreeParserCtxt(parser);
}

/* UTF-16 and UTF-32 begin with one of these (XML 1.0, appendix F). */
static bool is_wide_encoding(const unsigned char *bytes, size_t length) {
	return length >= 2 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0xFF && bytes[1] == 0xFE));
}

LayoutElement *layout_read_tree(Arena *arena, const char *path, Diag *diag) {
	FileMap map;
	path = arena_copy_text(arena, path, strlen(path));
	SourcePos pos = { path, 0, 0 };
	if (!file_map(path, &map)) {
		diag_add(diag, SEVERITY_ERROR, "layout-unreadable", pos, _("The layout file cannot be opened: %s."), strerror(errno));
		return NULL;
	}
	LayoutElement *root = NULL;
	if (map.length > LARGEST_FILE) {
		diag_add(diag, SEVERITY_ERROR, "layout-unreadable", pos, _("The file is too large for a layout: more than %d kilobytes."), LARGEST_FILE / 1024);
	} else if (is_wide_encoding(map.bytes, map.length)) {
		diag_add(diag, SEVERITY_ERROR, "layout-encoding", (SourcePos){ path, 1, 1 }, _("The file is not saved as UTF-8."));
		diag_hint(diag, _("Save the file as UTF-8."));
	} else {
		size_t mark = map.length >= 3 && memcmp(map.bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
		TreeReader reader = { .arena = arena, .diag = diag, .path = path, .source = (const char *)map.bytes + mark,
			.length = map.length - mark, .line = 1 };
		if (reader.length) parse(&reader);
		else explain_error(diag, (SourcePos){ path, 1, 1 }, XML_ERR_DOCUMENT_EMPTY, NULL);
		for (int i = 0; i < DEEPEST; i++) text_free(&reader.text[i]);
		if (!reader.failed) root = reader.root;
	}
	file_unmap(&map);
	return root;
}
