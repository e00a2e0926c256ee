#include "publication/quiet_xml.h"

void quiet_xml_take(void *context, XmlFinding error) { (void)context; (void)error; }

QuietXml quiet_xml_begin(void) {
	QuietXml before = { xmlStructuredError, xmlStructuredErrorContext };
	xmlSetStructuredErrorFunc(NULL, quiet_xml_take);
	return before;
}

void quiet_xml_end(QuietXml before) { xmlSetStructuredErrorFunc(before.context, before.handler); }
