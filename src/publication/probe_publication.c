/* Is this file one of ours? Only its start is parsed, up to the first tag. */
#include <libxml/parser.h>
#include <string.h>
#include "base/file.h"
#include "publication/publication.h"
#include "publication/quiet_xml.h"

enum { LOOKED_AT = 64 * 1024, STEP = 512 };

typedef struct Probe { xmlParserCtxt *parser; bool decided, ours; } Probe;

static void first_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
	const xmlChar **namespace_list, int attributes, int defaulted, const xmlChar **attribute_list) {
	Probe *probe = context;
	(void)prefix; (void)namespaces; (void)namespace_list; (void)attributes; (void)defaulted; (void)attribute_list;
	if (probe->decided) return;
	probe->decided = true;
	/* JATS, DocBook and others have an <article> too, mostly in a namespace. */
	probe->ours = !uri && (strcmp((const char *)name, "article") == 0 || strcmp((const char *)name, "publication") == 0);
	xmlStopParser(probe->parser);
}

PublicationProbe publication_probe(const char *path) {
	FileMap map;
	if (!file_map(path, &map)) return PROBE_UNCLEAR;
	size_t length = map.length < LOOKED_AT ? map.length : LOOKED_AT;
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = first_element, .serror = quiet_xml_take };
	Probe probe = { 0 };
	probe.parser = xmlCreatePushParserCtxt(&sax, &probe, NULL, 0, NULL);
	if (!probe.parser) base_out_of_memory();
	xmlCtxtUseOptions(probe.parser, XML_PARSE_NONET);
	QuietXml before = quiet_xml_begin();
	for (size_t at = 0; at < length && !probe.decided; at += STEP) {
		size_t step = length - at < STEP ? length - at : STEP;
		if (xmlParseChunk(probe.parser, (const char *)map.bytes + at, (int)step, 0) != 0) break;
	}
	quiet_xml_end(before);
	if (probe.parser->myDoc) xmlFreeDoc(probe.parser->myDoc);
	xmlFreeParserCtxt(probe.parser);
	file_unmap(&map);
	return probe.ours ? PROBE_OURS : probe.decided ? PROBE_OTHER : PROBE_UNCLEAR;
}
