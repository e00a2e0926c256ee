#include "publication/source.h"
#include <stdint.h>
#include <string.h>

/* Counts from where it was last, forwards or backwards. */
SourcePos source_find_pos(Source *source, size_t offset) {
	if (offset > source->length) offset = source->length;
	size_t *at = &source->cursor.offset;
	const char *text = source->text, *newline;
	if (!source->cursor.line) source->cursor.line = 1;
	while (*at < offset && (newline = memchr(text + *at, '\n', offset - *at))) {
		*at = source->cursor.line_start = (size_t)(newline - text) + 1;
		source->cursor.line++;
	}
	while (source->cursor.line_start > offset) { /* the line before: its start is after the newline before that */
		source->cursor.line--;
		newline = memrchr(text, '\n', source->cursor.line_start - 1);
		source->cursor.line_start = newline ? (size_t)(newline - text) + 1 : 0;
	}
	*at = offset;
	return (SourcePos){ source->path, source->cursor.line, (int)(offset - source->cursor.line_start) + 1 };
}

SourcePos source_element_pos(const xmlNode *element) { return place_of(element)->pos; }

static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

SourcePos source_attribute_pos(const xmlNode *element, const char *name) {
	const Place *place = place_of(element);
	Source *source = place->source;
	const char *at = source->text + place->offset, *end = source->text + source->length;
	size_t wanted = strlen(name);
	while (at < end && !space(*at) && *at != '>') at++; /* "<p" */
	while (at < end) {
		while (at < end && space(*at)) at++;
		const char *start = at;
		while (at < end && !space(*at) && *at != '=' && *at != '>' && *at != '/') at++;
		if (at == start) break;
		if ((size_t)(at - start) == wanted && memcmp(start, name, wanted) == 0)
			return source_find_pos(source, (size_t)(start - source->text));
		while (at < end && *at != '"' && *at != '\'' && *at != '>') at++;
		if (at == end || *at == '>') break;
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		if (!close) break;
		at = close + 1;
	}
	return place->pos;
}

/* A text node carries its offset plus one; 0 when it is not known. */
static bool text_offset(const xmlNode *text, Source **source, size_t *offset) {
	const xmlNode *parent = text->parent;
	if (!text->_private || !parent || parent->type != XML_ELEMENT_NODE || !parent->_private) return false;
	*source = place_of(parent)->source;
	*offset = (size_t)(uintptr_t)text->_private - 1;
	return *offset < (*source)->length;
}

SourcePos source_text_pos(const xmlNode *text) {
	Source *source;
	size_t offset;
	if (!text_offset(text, &source, &offset))
		return text->parent && text->parent->_private ? place_of(text->parent)->pos : (SourcePos){ 0 };
	while (offset < source->length && space(source->text[offset])) offset++;
	return source_find_pos(source, offset);
}

SourcePos source_find_in_text(const xmlNode *text, const char *wanted, size_t length) {
	Source *source;
	size_t offset;
	if (text_offset(text, &source, &offset)) {
		const char *from = source->text + offset, *found = memmem(from, source->length - offset, wanted, length);
		if (found) return source_find_pos(source, (size_t)(found - source->text));
	}
	return source_text_pos(text);
}

static xmlNode *element_from(xmlNode *node) {
	while (node && node->type != XML_ELEMENT_NODE) node = node->next;
	return node;
}

xmlNode *source_first_element(const xmlNode *parent) { return element_from(parent->children); }
xmlNode *source_next_element(const xmlNode *element) { return element_from(element->next); }

const char *source_attribute(const xmlNode *element, const char *name) {
	bool wants_xml = strncmp(name, "xml:", 4) == 0;
	for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
		bool is_xml = attribute->ns && strcmp((const char *)attribute->ns->href, (const char *)XML_XML_NAMESPACE) == 0;
		if (is_xml != wants_xml || (attribute->ns && !is_xml)) continue;
		if (strcmp((const char *)attribute->name, wants_xml ? name + 4 : name) != 0) continue;
		/* Entities are replaced, so the value is one text node. */
		return attribute->children && attribute->children->content ? (const char *)attribute->children->content : "";
	}
	return NULL;
}
