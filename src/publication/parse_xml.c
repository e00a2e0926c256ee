/* The library builds the tree; we stand between its parser and its tree builder to note where every element begins, and to
 * refuse what could reach outside or blow up: external entities, parameter entities, tags inside entities (so elements come
 * from the text of the file only), too many uses of one, too deep nesting.
 *
 * The parser is told to go on after an error, so that every stray "&" of a file is reported in one run; a tree made that way
 * is thrown away when anything but such slips was wrong. */
#include "publication/parse_xml.h"
#include "publication/shown_text.h"
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "publication/quiet_xml.h"

static Parse *parse_of(void *context) { return ((xmlParserCtxt *)context)->_private; }

size_t parse_offset(const Parse *parse) {
	/* The outermost input is the text of the source; the inputs above it are entities. */
	const xmlParserInput *input = parse->parser->inputNr > 0 ? parse->parser->inputTab[0] : NULL;
	if (!input || !input->cur || !input->base) return parse->source->length;
	size_t offset = (size_t)input->consumed + (size_t)(input->cur - input->base);
	return offset < parse->source->length ? offset : parse->source->length;
}

static bool inside_entity(const Parse *parse, void *context) {
	return context != parse->parser || parse->parser->inputNr > 1;
}

static size_t back_to(const Source *source, size_t offset, char wanted) {
	const char *found = offset ? memrchr(source->text, wanted, offset) : NULL;
	return found ? (size_t)(found - source->text) : offset;
}

static void refuse(Parse *parse, void *context, const char *code, const char *message, const char *hint) {
	if (parse->refused) return;
	parse->refused = true;
	diag_add(parse->loader->diag, SEVERITY_ERROR, code, source_find_pos(parse->source, parse_offset(parse)), "%s", message);
	if (hint) diag_hint(parse->loader->diag, "%s", hint);
	xmlStopParser(context);
	if (context != parse->parser) xmlStopParser(parse->parser);
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
	const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
	xmlParserCtxt *parser = context;
	Parse *parse = parse_of(context);
	if (parse->refused) return;
	if (parser->nodeNr >= LOAD_DEEPEST) {
		refuse(parse, context, "xml-too-deep", _("The elements here are nested too deeply to be an article."),
			_("Look for tags that are opened again and again and never closed."));
		return;
	}
	xmlNode *above = parser->node;
	xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted, attributes);
	xmlNode *node = parser->node;
	if (!node || node == above) return;
	Place *place = ARENA_NEW(parse->loader->work, Place);
	place->source = parse->source;
	/* "<" cannot stand in an attribute (XML 1.0, [10] AttValue), so the last one begins this tag. */
	place->offset = back_to(parse->source, parse_offset(parse), '<');
	place->pos = source_find_pos(parse->source, place->offset);
	node->_private = place;
}

/* Whether `text` stands in the source at offset, line ends being written in any way there. */
static bool stands_at(const Source *source, size_t offset, const char *text, size_t length) {
	const char *at = source->text + offset, *end = source->text + source->length;
	for (; length; length--, text++, at++) {
		if (at < end && *at == '\r' && *text == '\n' && at + 1 < end && at[1] == '\n') at++;
		if (at >= end || (*at != *text && !(*at == '\r' && *text == '\n'))) return false;
	}
	return true;
}

/* Where text that was just reported begins. It lies in the parser's input, or (when it is not ASCII) in a buffer of the
 * parser's, which then stands at its end or one character before it. */
static size_t text_offset(const Parse *parse, const xmlChar *text, size_t length) {
	const Source *source = parse->source;
	const xmlParserInput *input = parse->parser->inputTab[0];
	if (text >= input->base && text < input->end) return (size_t)input->consumed + (size_t)(text - input->base);
	size_t end = parse_offset(parse), usual = end > length ? end - length : 0, lines = 0;
	for (size_t i = 0; i < length; i++) lines += text[i] == '\n';
	size_t first = usual > lines ? usual - lines : 0;
	for (size_t offset = first; offset <= usual + 4 && offset < source->length; offset++)
		if (stands_at(source, offset, (const char *)text, length)) return offset;
	return usual;
}

static void characters(void *context, const xmlChar *text, int length) {
	xmlParserCtxt *parser = context;
	Parse *parse = parse_of(context);
	if (parse->refused) return;
	xmlNode *before = parser->node ? parser->node->last : NULL;
	xmlSAX2Characters(context, text, length);
	xmlNode *node = parser->node ? parser->node->last : NULL;
	if (!node || node == before || node->type != XML_TEXT_NODE || inside_entity(parse, context)) return;
	node->_private = (void *)(uintptr_t)(text_offset(parse, text, (size_t)length) + 1);
}

static void internal_subset(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
	Parse *parse = parse_of(context);
	xmlSAX2InternalSubset(context, name, NULL, NULL);
	if (!public_id && !system_id) return;
	diag_add(parse->loader->diag, SEVERITY_WARNING, "xml-dtd-ignored",
		source_find_pos(parse->source, back_to(parse->source, parse_offset(parse), '<')),
		_("The <!DOCTYPE> names a file of rules, which is not read."));
	diag_hint(parse->loader->diag, _("Take the <!DOCTYPE …> line out; articles are checked against input/schema/."));
}

/* Where the declaration of an entity that was just read begins: its value may hold "<", even another declaration. */
static size_t declaration_offset(const Parse *parse, const char *name) {
	const Source *source = parse->source;
	size_t end = parse_offset(parse), length = strlen(name);
	for (size_t at = end, found; (found = back_to(source, at, '<')) < at; at = found) {
		const char *word = source->text + found, *stop = source->text + end;
		if (stop - word < 8 || memcmp(word, "<!ENTITY", 8) != 0) continue;
		word += 8 + strspn(word + 8, " \t\r\n%");
		if (stop > word && (size_t)(stop - word) > length && memcmp(word, name, length) == 0) return found;
	}
	return back_to(source, end, '<');
}

static void declare_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
	xmlChar *content) {
	Parse *parse = parse_of(context);
	const char *problem = NULL, *code = "xml-entity";
	if (type == XML_INTERNAL_GENERAL_ENTITY && content) {
		if (strchr((const char *)content, '<'))
			problem = _("The entity “%s” holds tags; only words may stand in an entity.");
		else if (strlen((const char *)content) > LOAD_LARGEST_ENTITY)
			problem = _("The entity “%s” is too long.");
	} else if (type == XML_INTERNAL_PARAMETER_ENTITY) {
		problem = _("The entity “%s” is a parameter entity; those are not read.");
	} else {
		problem = _("The entity “%s” stands for another file; nothing is read that way.");
		code = "xml-external-entity";
	}
	if (!problem) {
		xmlSAX2EntityDecl(context, name, type, public_id, system_id, content);
		return;
	}
	*vector_push(parse->loader->work, &parse->refused_entities) =
		arena_copy_text(parse->loader->work, (const char *)name, strlen((const char *)name));
	parse->source->malformed = true;
	if (parse->refused_entities.count > 20) return;
	diag_add(parse->loader->diag, SEVERITY_ERROR, code,
		source_find_pos(parse->source, declaration_offset(parse, (const char *)name)), problem,
		shown_text(parse->loader->work, (const char *)name, 40));
	diag_hint(parse->loader->diag, _("Write the text itself where it is needed, or use <xi:include href=\"…\"/> for a file "
		"in the same folder."));
}

static xmlEntity *find_entity(void *context, const xmlChar *name) {
	Parse *parse = parse_of(context);
	if (++parse->entity_uses > LOAD_MOST_ENTITIES)
		refuse(parse, context, "xml-entity-bomb", _("The entities of this file stand for far too much text."),
			_("Take the <!ENTITY …> lines out and write the text itself."));
	return parse->refused ? NULL : xmlSAX2GetEntity(context, name);
}

/* Nothing outside is ever opened: not even when a future version of the library should ask. */
static xmlParserInput *open_nothing(void *context, const xmlChar *public_id, const xmlChar *system_id) {
	(void)context; (void)public_id; (void)system_id;
	return NULL;
}

static void take_error(void *context, XmlFinding error) {
	(void)context;
	xmlParserCtxt *parser = error->ctxt;
	if (parser && parser->_private) parse_explain(parser->_private, parser, error);
}

static void prepare(xmlParserCtxt *parser, Parse *parse) {
	xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC |
		XML_PARSE_RECOVER | XML_PARSE_BIG_LINES);
	xmlDictFree(parser->dict); /* one dictionary for all trees, so that nodes may move between them */
	parser->dict = parse->loader->names;
	xmlDictReference(parser->dict);
	xmlSAXHandler *sax = parser->sax;
	sax->startElementNs = start_element;
	sax->characters = sax->ignorableWhitespace = characters;
	sax->comment = NULL;
	sax->processingInstruction = NULL;
	sax->internalSubset = internal_subset;
	sax->externalSubset = NULL;
	sax->entityDecl = declare_entity;
	sax->unparsedEntityDecl = NULL;
	sax->getEntity = find_entity;
	sax->resolveEntity = open_nothing;
	sax->serror = take_error;
	parser->_private = parse;
}

void parse_source(Loader *loader, Source *source) {
	size_t first = 0;
	while (first < source->length && strchr(" \t\r\n", source->text[first])) first++;
	if (first == source->length) {
		diag_add(loader->diag, SEVERITY_ERROR, "xml-empty", (SourcePos){ source->path, 0, 0 }, _("The file is empty."));
		diag_hint(loader->diag, _("An article begins with <article>; “bantin new article FOLDER” writes an example."));
		source->malformed = true;
		return;
	}
	xmlParserCtxt *parser = xmlCreateMemoryParserCtxt(source->text, (int)source->length);
	if (!parser) base_out_of_memory();
	Parse parse = { .loader = loader, .source = source, .parser = parser };
	prepare(parser, &parse);
	xmlParseDocument(parser);
	xmlDoc *doc = parser->myDoc;
	parser->myDoc = NULL;
	if (!parser->wellFormed || parse.refused || !doc || !xmlDocGetRootElement(doc)) source->malformed = true;
	if (parser->wellFormed == 0 && !parse.structural && !parse.slips && !parse.refused) {
		diag_add(loader->diag, SEVERITY_ERROR, "xml-malformed", source_find_pos(source, parse_offset(&parse)),
			_("The XML is not well-formed here."));
		parse.structural = true;
	}
	bool usable = doc && xmlDocGetRootElement(doc) && place_of(xmlDocGetRootElement(doc)) && !parse.structural && !parse.refused;
	if (usable) source->doc = doc;
	else if (doc) xmlFreeDoc(doc);
	xmlFreeParserCtxt(parser);
}
