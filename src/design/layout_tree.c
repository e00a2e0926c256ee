#include "design/layout_tree.h"
#include <string.h>
#include "base/message.h"
#include "base/text.h"

LayoutAttribute *layout_element_attribute(const LayoutElement *element, const char *name) {
	for (LayoutAttribute *attribute = element->attributes; attribute; attribute = attribute->next)
		if (strcmp(attribute->name, name) == 0) return attribute;
	return NULL;
}

LayoutElement *layout_element_child(const LayoutElement *element, const char *name) {
	for (LayoutElement *child = element->children; child; child = child->next)
		if (strcmp(child->name, name) == 0) return child;
	return NULL;
}

/* ---- the check ---- */

/* So many children of one element are enough for any layout, and keep the look-ups by walking quick. */
enum { MOST_CHILDREN = 500, MOST_ENTRIES = 100 };

/* `limit`: of entries in the diagnostics; past it nobody reads on. */
typedef struct Checker { Arena *arena; Diag *diag; int limit; } Checker;

static void suggest(Diag *diag, const char *nearest, Arena *arena, const Text *known) {
	if (nearest) diag_hint(diag, _("Did you mean “%s”?"), nearest);
	else if (known->length) diag_hint(diag, _("Here may stand: %s."), arena_copy_text(arena, known->bytes, known->length));
}

static void refuse_element(Arena *arena, const LayoutElement *element, const ElementRule *parent, Diag *diag) {
	Text known = { 0 };
	const char *nearest = NULL;
	int best = 3;
	for (const ElementRule *rule = parent->children; rule && rule->name; rule++) {
		int distance = layout_name_distance(element->name, rule->name, 2);
		if (distance < best) { best = distance; nearest = rule->name; }
		text_format(&known, "%s<%s>", known.length ? ", " : "", rule->name);
	}
	diag_add(diag, SEVERITY_ERROR, "layout-element", element->pos, _("<%s> has no place inside <%s>."), element->name, parent->name);
	suggest(diag, nearest, arena, &known);
	text_free(&known);
}

static void refuse_attribute(Arena *arena, const LayoutAttribute *attribute, const ElementRule *element, Diag *diag) {
	Text known = { 0 };
	const char *nearest = NULL;
	int best = 3;
	for (const AttributeRule *rule = element->attributes; rule->name; rule++) {
		int distance = layout_name_distance(attribute->name, rule->name, 2);
		if (distance < best) { best = distance; nearest = rule->name; }
		text_format(&known, "%s%s", known.length ? ", " : "", rule->name);
	}
	diag_add(diag, SEVERITY_ERROR, "layout-attribute", attribute->pos, _("<%s> has no property called “%s”."), element->name, attribute->name);
	suggest(diag, nearest, arena, &known);
	text_free(&known);
}

/* Vietnamese of a keyboard that writes letters and marks apart (“Unicode tổ hợp”) looks right and is found by no search. */
static void check_composed(const char *text, SourcePos pos, Diag *diag) {
	const char *end = text + strlen(text);
	for (const char *at = text; at < end;) {
		if ((unsigned char)*at < 0xCC) { at++; continue; }
		uint32_t c = utf8_next(&at, end);
		if (c < 0x0300 || c > 0x036F) continue;
		diag_add(diag, SEVERITY_WARNING, "layout-decomposed", pos, _("The letters and their marks are written apart in “%s”."), text);
		diag_hint(diag, _("Type the text again with the keyboard set to composed Unicode (Unicode dựng sẵn)."));
		return;
	}
}

static void check_attributes(const Checker *checker, LayoutElement *element) {
	LayoutAttribute **link = &element->attributes;
	element->last_attribute = NULL;
	for (LayoutAttribute *attribute = *link; attribute; attribute = attribute->next) {
		attribute->rule = layout_find_attribute(element->rule, attribute->name);
		if (attribute->rule) {
			check_composed(attribute->value, attribute->value_pos, checker->diag);
			*link = element->last_attribute = attribute;
			link = &attribute->next;
		} else if (diag_total(checker->diag) < checker->limit) {
			refuse_attribute(checker->arena, attribute, element->rule, checker->diag);
		}
	}
	*link = NULL;
}

/* The earlier child that means the same: an element that stands once, or a list's item of the same key. */
static LayoutElement *find_twin(const LayoutElement *parent, const LayoutElement *child) {
	if (child->rule->merge == MERGE_ADD) return NULL;
	const LayoutAttribute *key = child->rule->key ? layout_element_attribute(child, child->rule->key) : NULL;
	if (child->rule->key && !key) return NULL;
	for (LayoutElement *other = parent->children; other && other != child; other = other->next) {
		if (other->rule != child->rule) continue;
		const LayoutAttribute *own = key ? layout_element_attribute(other, child->rule->key) : NULL;
		if (!key || (own && strcmp(own->value, key->value) == 0)) return other;
	}
	return NULL;
}

static void check_twice(const LayoutElement *parent, const LayoutElement *child, Diag *diag) {
	const LayoutElement *twin = find_twin(parent, child);
	if (!twin) return;
	if (child->rule->key)
		diag_add(diag, SEVERITY_ERROR, "layout-twice", child->pos, _("<%s %s=\"%s\"> was already given in line %d."), child->name,
			child->rule->key, layout_element_attribute(child, child->rule->key)->value, twin->pos.line);
	else
		diag_add(diag, SEVERITY_ERROR, "layout-twice", child->pos, _("<%s> was already given in line %d."), child->name, twin->pos.line);
	diag_hint(diag, _("Put the properties together in one, or delete one."));
}

static void check_element(const Checker *checker, LayoutElement *element) {
	Diag *diag = checker->diag;
	check_attributes(checker, element);
	if (element->text[0]) {
		if (element->rule->text == TEXT_NONE)
			diag_add(diag, SEVERITY_ERROR, "layout-text", element->text_pos, _("<%s> holds no text of its own: “%.*s”."), element->name,
				(int)strnlen(element->text, 40), element->text);
		else check_composed(element->text, element->text_pos, diag);
	}
	LayoutElement **link = &element->children;
	element->last_child = NULL;
	int count = 0;
	for (LayoutElement *child = *link; child; child = child->next) {
		if (diag_total(diag) >= checker->limit) break;
		if (++count > MOST_CHILDREN) {
			diag_add(diag, SEVERITY_ERROR, "layout-many", child->pos, _("<%s> holds more than %d elements."), element->name, MOST_CHILDREN);
			break;
		}
		child->rule = layout_find_element(element->rule, child->name);
		if (!child->rule) { refuse_element(checker->arena, child, element->rule, diag); continue; }
		*link = element->last_child = child;
		link = &child->next;
		check_element(checker, child);
		check_twice(element, child, diag);
	}
	*link = NULL;
}

bool layout_check_tree(Arena *arena, LayoutElement *root, Diag *diag) {
	if (strcmp(root->name, LAYOUT_RULE.name) != 0) {
		diag_add(diag, SEVERITY_ERROR, "layout-element", root->pos, _("A layout file begins with <layout>, not with <%s>."), root->name);
		return false;
	}
	root->rule = &LAYOUT_RULE;
	check_element(&(Checker){ arena, diag, diag_total(diag) + MOST_ENTRIES }, root);
	return true;
}

static void check_required_attributes(const LayoutElement *element, Diag *diag) {
	for (const AttributeRule *rule = element->rule->attributes; rule->name; rule++)
		if (rule->required && !layout_element_attribute(element, rule->name))
			diag_add(diag, SEVERITY_ERROR, "layout-required", element->pos, _("<%s> lacks %s=\"…\"."), element->name, rule->name);
	for (const LayoutElement *child = element->children; child; child = child->next) check_required_attributes(child, diag);
}

void layout_check_required(const LayoutElement *root, Diag *diag) {
	if (!layout_element_child(root, "page")) {
		diag_add(diag, SEVERITY_ERROR, "layout-required", root->pos, _("The layout has no <page>: its size, margins, columns and leading are not known."));
		diag_hint(diag, _("Add <page …>, or extends=\"…\" to build on another layout."));
	}
	check_required_attributes(root, diag);
}

/* ---- one layout over another ---- */

static void merge_attributes(LayoutElement *base, LayoutElement *over) {
	for (LayoutAttribute *attribute = over->attributes, *next; attribute; attribute = next) {
		next = attribute->next;
		LayoutAttribute *old = layout_element_attribute(base, attribute->name);
		/* furniture's top and bottom never meet here: such items are replaced as a whole */
		if (old) {
			old->value = attribute->value;
			old->pos = attribute->pos;
			old->value_pos = attribute->value_pos;
			continue;
		}
		attribute->next = NULL;
		if (base->last_attribute) base->last_attribute->next = attribute;
		else base->attributes = attribute;
		base->last_attribute = attribute;
	}
}

static void merge_element(LayoutElement *base, LayoutElement *over) {
	merge_attributes(base, over);
	if (over->text[0]) { base->text = over->text; base->text_pos = over->text_pos; }
	base->pos = over->pos;
	for (LayoutElement *child = over->children, *next; child; child = next) {
		next = child->next;
		child->next = NULL;
		LayoutElement *twin = find_twin(base, child);
		if (twin && child->rule->merge == MERGE_INTO) {
			merge_element(twin, child);
		} else if (twin) { /* replaced, in its place */
			LayoutElement *after = twin->next;
			*twin = *child;
			twin->next = after;
		} else {
			if (base->last_child) base->last_child->next = child;
			else base->children = child;
			base->last_child = child;
		}
	}
}

void layout_merge_tree(LayoutElement *base, LayoutElement *over) {
	/* The title and the description are the layout's own; the language may come from below. */
	LayoutAttribute *language = layout_element_attribute(base, "xml:lang");
	base->attributes = base->last_attribute = language;
	if (language) language->next = NULL;
	for (LayoutElement **link = &base->children; *link; link = &(*link)->next) {
		if (strcmp((*link)->name, "description") != 0) continue;
		LayoutElement *gone = *link;
		*link = gone->next;
		if (base->last_child == gone) {
			base->last_child = base->children;
			while (base->last_child && base->last_child->next) base->last_child = base->last_child->next;
		}
		break;
	}
	merge_element(base, over);
}
