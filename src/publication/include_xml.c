/* XInclude 1.0 (W3C, second edition) over our own trees, because the places of elements must come along and nothing outside
 * the root may be opened: href, parse="xml|text", encoding, fallback, and xpointer as a bare id or with the element() scheme
 * (the two that the recommendation asks of every processor, 3.2). Ids are the attribute "id", since there is no DTD. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "publication/load_xml.h"
#include "publication/resolve_path.h"
#include "publication/shown_text.h"

enum {
	SHOWN = 80,                  /* bytes of a name in a message */
	DEEPEST_CHAIN = 32,          /* files that include one another in a row */
	MOST_COPIED = 2 * 1000 * 1000 /* elements, and hundreds of bytes of text */
};

static bool is_xinclude(const xmlNode *node, const char *name) {
	if (node->type != XML_ELEMENT_NODE || !node->ns || !node->ns->href) return false;
	const char *uri = (const char *)node->ns->href;
	if (strcmp(uri, "http://www.w3.org/2001/XInclude") != 0 && strcmp(uri, "http://www.w3.org/2003/XInclude") != 0) return false;
	return strcmp((const char *)node->name, name) == 0;
}

/* ---- measuring and copying a subtree ---- */

typedef struct Extent { long size; int height; } Extent;

static void measure(const xmlNode *node, int depth, Extent *extent) {
	extent->size += node->type == XML_ELEMENT_NODE ? 1 : node->content ? 1 + (long)strlen((const char *)node->content) / 100 : 1;
	if (node->type != XML_ELEMENT_NODE) return;
	if (depth > extent->height) extent->height = depth;
	for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		if (attribute->children) measure(attribute->children, depth, extent);
	for (const xmlNode *child = node->children; child; child = child->next) measure(child, depth + 1, extent);
}

static int depth_of(const xmlNode *node) {
	int depth = 0;
	while ((node = node->parent)) depth++;
	return depth;
}

static void copy_places(Loader *loader, const xmlNode *from, xmlNode *to) {
	if (from->type == XML_TEXT_NODE) to->_private = from->_private;
	if (from->type != XML_ELEMENT_NODE) return; /* the copy has the same shape */
	to->_private = loader_new_place(loader, place_of(from));
	const xmlNode *source = from->children;
	for (xmlNode *child = to->children; child && source; child = child->next, source = source->next)
		copy_places(loader, source, child);
}

static bool insert_copy(Loader *loader, xmlNode *include, xmlNode *target) {
	Extent extent = { 0 };
	measure(target, 1, &extent);
	loader->copied += extent.size;
	if (loader->copied > MOST_COPIED || depth_of(include) + extent.height > LOAD_DEEPEST) {
		diag_add(loader->diag, SEVERITY_ERROR, "include-too-much", source_element_pos(include),
			_("What is included here is too much, or nested too deeply, to be an article."));
		return false;
	}
	xmlNode *copy = xmlDocCopyNode(target, include->doc, 1);
	if (!copy) base_out_of_memory();
	copy_places(loader, target, copy);
	xmlAddPrevSibling(include, copy);
	return true;
}

/* ---- xpointer ---- */

static xmlNode *find_id(xmlNode *node, const char *id, size_t length) {
	if (node->type != XML_ELEMENT_NODE) return NULL;
	const char *own = source_attribute(node, "id");
	if (own && strlen(own) == length && memcmp(own, id, length) == 0) return node;
	for (xmlNode *child = source_first_element(node); child; child = source_next_element(child)) {
		xmlNode *found = find_id(child, id, length);
		if (found) return found;
	}
	return NULL;
}

/* element(id/1/2) or element(/1/2): XPointer element() Scheme, W3C 2003. */
static xmlNode *find_by_steps(xmlNode *root, const char *at, const char *end) {
	const char *slash = memchr(at, '/', (size_t)(end - at)), *id_end = slash ? slash : end;
	xmlNode *node = NULL;
	if (id_end > at && !(node = find_id(root, at, (size_t)(id_end - at)))) return NULL;
	for (at = id_end; at < end; ) {
		char *stop;
		long step = strtol(at + 1, &stop, 10);
		if (stop == at + 1 || stop > end || (stop < end && *stop != '/') || step < 1) return NULL;
		xmlNode *child = node ? source_first_element(node) : root;
		if (!node && step != 1) return NULL;
		while (--step && child) child = source_next_element(child);
		if (!child) return NULL;
		node = child;
		at = stop;
	}
	return node;
}

static xmlNode *find_pointer(xmlNode *root, const char *pointer) {
	if (!strchr(pointer, '(')) return find_id(root, pointer, strlen(pointer));
	/* Parts are tried from the left; a scheme that is not known is passed over (XPointer Framework, 3.3). */
	while (*pointer) {
		pointer += strspn(pointer, " \t\r\n");
		const char *open = strchr(pointer, '('), *close = open ? strchr(open, ')') : NULL;
		if (!close) return NULL;
		if ((size_t)(open - pointer) == 7 && strncmp(pointer, "element", 7) == 0) {
			xmlNode *found = find_by_steps(root, open + 1, close);
			if (found) return found;
		}
		pointer = close + 1;
	}
	return NULL;
}

/* ---- one include ---- */

typedef enum Outcome { DONE, USE_FALLBACK, FAILED } Outcome;

static Outcome fail(Loader *loader, const xmlNode *include, const char *code, const char *message, const char *detail) {
	diag_add(loader->diag, SEVERITY_ERROR, code, source_element_pos(include), message, shown_text(loader->work, detail, SHOWN));
	return FAILED;
}

static bool has_fallback(const xmlNode *include) {
	for (const xmlNode *child = source_first_element(include); child; child = source_next_element(child))
		if (is_xinclude(child, "fallback")) return true;
	return false;
}

static Outcome include_text(Loader *loader, xmlNode *include, const char *path) {
	const Source *source = loader_load_text(loader, path, source_attribute(include, "encoding"), source_element_pos(include));
	if (source->malformed) return FAILED;
	loader->copied += 1 + (long)(source->length / 100);
	if (loader->copied > MOST_COPIED)
		return fail(loader, include, "include-too-much", _("What is included here is too much to be an article: “%s”."), path);
	xmlNode *text = xmlNewDocTextLen(include->doc, (const xmlChar *)source->text, (int)source->length);
	if (!text) base_out_of_memory();
	xmlAddPrevSibling(include, text); /* may merge into the text before and be freed */
	return DONE;
}

static Outcome include_tree(Loader *loader, xmlNode *include, Source *source, const char *pointer) {
	xmlNode *target = loader_find_root(source);
	if (!target) return FAILED;
	if (pointer) target = find_pointer(target, pointer);
	if (!target) {
		if (has_fallback(include)) return USE_FALLBACK;
		return fail(loader, include, "include-missing", _("The file to include has no element “%.80s”."), pointer);
	}
	for (const xmlNode *above = include; above; above = above->parent)
		if (above == target) return fail(loader, include, "include-circle", _("“%.80s” would include itself here."), pointer);
	return insert_copy(loader, include, target) ? DONE : FAILED;
}

static Outcome include_file(Loader *loader, xmlNode *include, const char *href, const char *pointer, bool as_text) {
	char *path;
	const Source *from = place_of(include)->source;
	switch (resolve_path(loader->arena, loader->root, from->folder, href, &path)) {
	case PATH_OUTSIDE:
		fail(loader, include, "include-outside", _("“%.200s” lies outside the folder of the publication and is not read."), href);
		diag_hint(loader->diag, _("Copy it to a place beside this file and name it by its path from here."));
		return FAILED;
	case PATH_MISSING:
		if (has_fallback(include)) return USE_FALLBACK;
		fail(loader, include, "include-missing", _("The file to include, “%.200s”, is not there."), href);
		resolve_hint(loader->work, loader->diag, loader->root, from->folder, href);
		return FAILED;
	case PATH_FOUND: break;
	}
	if (as_text) return include_text(loader, include, path);
	Source *source = loader_load(loader, path, source_element_pos(include));
	if (source->including || loader->include_depth >= DEEPEST_CHAIN)
		return fail(loader, include, "include-circle", _("“%.200s” would include itself here."), href);
	loader_include(loader, source);
	if (source->malformed || (loader_find_root(source) && place_of(loader_find_root(source))->bad)) return FAILED;
	return include_tree(loader, include, source, pointer);
}

static Outcome include_one(Loader *loader, xmlNode *include) {
	const char *href = source_attribute(include, "href"), *parse = source_attribute(include, "parse");
	const char *pointer = source_attribute(include, "xpointer");
	bool as_text = parse && strcmp(parse, "text") == 0;
	if (parse && !as_text && strcmp(parse, "xml") != 0)
		return fail(loader, include, "include-wrong", _("parse=\"%.40s\" is not known; write parse=\"xml\" or parse=\"text\"."),
			shown_text(loader->work, parse, 40));
	if (as_text && pointer)
		return fail(loader, include, "include-wrong", _("%s cannot be used with parse=\"text\"."), "xpointer");
	if (href && href[0]) return include_file(loader, include, href, pointer, as_text);
	if (!pointer || as_text) return fail(loader, include, "include-wrong", _("<xi:include> needs %s."), "href=\"…\"");
	return include_tree(loader, include, place_of(include)->source, pointer);
}

/* Puts the children of <xi:fallback> before the include; returns the first of them. */
static xmlNode *unwrap_fallback(xmlNode *include) {
	xmlNode *first = NULL, *fallback = source_first_element(include);
	while (fallback && !is_xinclude(fallback, "fallback")) fallback = source_next_element(fallback);
	while (fallback && fallback->children) {
		xmlNode *child = fallback->children;
		xmlUnlinkNode(child);
		xmlNode *placed = xmlAddPrevSibling(include, child);
		if (!first) first = placed;
	}
	return first;
}

/* What should have held the included part is not whole. */
static void spoil(xmlNode *node) {
	for (node = node->parent; node && node->type == XML_ELEMENT_NODE; node = node->parent) place_of(node)->bad = true;
}

static void include_below(Loader *loader, Source *source, xmlNode *parent) {
	for (xmlNode *node = parent->children, *next; node; node = next) {
		next = node->next;
		if (node->type != XML_ELEMENT_NODE) continue;
		if (!is_xinclude(node, "include")) {
			include_below(loader, source, node);
			continue;
		}
		Outcome outcome = include_one(loader, node);
		if (outcome == FAILED) spoil(node);
		/* What came from a file is resolved; a fallback and a part of this very file may hold includes themselves. */
		xmlNode *again = outcome == USE_FALLBACK ? unwrap_fallback(node) : outcome == DONE && !source_attribute(node, "href") ?
			node->prev : NULL;
		if (again) next = again;
		loader_unlink(loader, node);
	}
}

void loader_include(Loader *loader, Source *source) {
	if (!source->doc || source->included || source->including) return;
	source->including = true;
	loader->include_depth++;
	include_below(loader, source, (xmlNode *)source->doc);
	loader->include_depth--;
	source->including = false;
	source->included = true;
}
