/* The library tells some errors (bytes that it cannot convert) only to a handler that belongs to the thread. While it is
 * quiet they go nowhere; what matters is told by return values. */
#ifndef BANTIN_PUBLICATION_QUIET_XML_H
#define BANTIN_PUBLICATION_QUIET_XML_H
#include <libxml/globals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

/* What a handler of errors is given: const since libxml2 2.12. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlFinding;
#else
typedef xmlError *XmlFinding;
#endif

typedef struct QuietXml { xmlStructuredErrorFunc handler; void *context; } QuietXml;

QuietXml quiet_xml_begin(void);
void quiet_xml_end(QuietXml before);
void quiet_xml_take(void *context, XmlFinding error); /* a handler that does nothing */
#endif
