/* Writes XML with an element on each line, so that a record can be read, and compared, with any editor. */
#ifndef BANTIN_ARCHIVE_XML_WRITER_H
#define BANTIN_ARCHIVE_XML_WRITER_H
#include <stdbool.h>
#include "base/text.h"

enum { XML_DEEPEST = 24 };
typedef struct XmlWriter {
	Text text;
	const char *open[XML_DEEPEST]; /* names of the open elements; lent, constants */
	int depth;
	bool in_tag, has_text;
} XmlWriter;

void xml_begin(XmlWriter *xml);                                            /* the XML declaration */
void xml_start(XmlWriter *xml, const char *name);
void xml_attribute(XmlWriter *xml, const char *name, const char *value);   /* left out when value is NULL */
void xml_attribute_number(XmlWriter *xml, const char *name, unsigned long long value);
void xml_add_text(XmlWriter *xml, const char *text);
void xml_end(XmlWriter *xml);
/* An element with text alone; left out when text is NULL. */
void xml_leaf(XmlWriter *xml, const char *name, const char *text);
void xml_comment(XmlWriter *xml, const char *text);
#endif
