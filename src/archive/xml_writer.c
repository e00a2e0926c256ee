#include "archive/xml_writer.h"
#include <string.h>

/* Characters that XML 1.0 cannot hold (2.2) become U+FFFD. */
static void add_escaped(Text *out, const char *text, bool attribute) {
	const char *end = text + strlen(text);
	for (const char *at = text; at < end;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (c == '&') text_add(out, "&amp;");
		else if (c == '<') text_add(out, "&lt;");
		else if (c == '>') text_add(out, "&gt;");
		else if (c == '"' && attribute) text_add(out, "&quot;");
		else if ((c == '\t' || c == '\n') && attribute) text_format(out, "&#%u;", (unsigned)c);
		else if (c == '\r') text_add(out, "&#13;");
		else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF) text_add_utf8(out, 0xFFFD);
		else text_add_bytes(out, start, (size_t)(at - start));
	}
}

static void new_line(XmlWriter *xml) {
	text_add_char(&xml->text, '\n');
	for (int i = 0; i < xml->depth; i++) text_add_char(&xml->text, '\t');
}

static void close_tag(XmlWriter *xml) {
	if (xml->in_tag) text_add_char(&xml->text, '>');
	xml->in_tag = false;
}

void xml_begin(XmlWriter *xml) {
	*xml = (XmlWriter){ 0 };
	text_add(&xml->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

void xml_start(XmlWriter *xml, const char *name) {
	close_tag(xml);
	new_line(xml);
	text_format(&xml->text, "<%s", name);
	if (xml->depth < XML_DEEPEST) xml->open[xml->depth] = name;
	xml->depth++;
	xml->in_tag = true;
	xml->has_text = false;
}

void xml_attribute(XmlWriter *xml, const char *name, const char *value) {
	if (!value) return;
	text_format(&xml->text, " %s=\"", name);
	add_escaped(&xml->text, value, true);
	text_add_char(&xml->text, '"');
}

void xml_attribute_number(XmlWriter *xml, const char *name, unsigned long long value) {
	text_format(&xml->text, " %s=\"%llu\"", name, value);
}

void xml_add_text(XmlWriter *xml, const char *text) {
	close_tag(xml);
	add_escaped(&xml->text, text, false);
	xml->has_text = true;
}

void xml_end(XmlWriter *xml) {
	xml->depth--;
	if (xml->in_tag) {
		text_add(&xml->text, "/>");
		xml->in_tag = false;
	} else {
		if (!xml->has_text) new_line(xml);
		text_format(&xml->text, "</%s>", xml->open[xml->depth]);
	}
	xml->has_text = false;
	if (!xml->depth) text_add_char(&xml->text, '\n');
}

void xml_leaf(XmlWriter *xml, const char *name, const char *text) {
	if (!text) return;
	xml_start(xml, name);
	xml_add_text(xml, text);
	xml_end(xml);
}

void xml_comment(XmlWriter *xml, const char *text) {
	close_tag(xml);
	new_line(xml);
	text_format(&xml->text, "<!-- %s -->", text);
}
