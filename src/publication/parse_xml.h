/* Parsing one source, and saying in plain words what is wrong with it. */
#ifndef BANTIN_PUBLICATION_PARSE_XML_H
#define BANTIN_PUBLICATION_PARSE_XML_H
#include <libxml/parser.h>
#include "publication/load_xml.h"

typedef struct Parse {
	Loader *loader;
	Source *source;
	xmlParserCtxt *parser;      /* the outermost: the library makes inner ones for entities */
	bool structural;            /* tags do not nest: what is reported after that would mislead */
	bool refused;               /* the document may not be read, whatever the parser thinks */
	int slips;                  /* errors that do not disturb what follows */
	int entity_uses;
	VECTOR(const char *) refused_entities;
} Parse;

/* Fills source->doc, or leaves it NULL; sets malformed when anything is wrong. */
void parse_source(Loader *loader, Source *source);
/* The offset in source->text at which the parser stands. */
size_t parse_offset(const Parse *parse);
/* explain_xml.c */
void parse_explain(Parse *parse, xmlParserCtxt *parser, const xmlError *error);
#endif
