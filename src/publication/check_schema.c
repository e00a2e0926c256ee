#include "publication/check_schema.h"
#include <libxml/valid.h>
#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "publication/read_values.h"
#include "publication/report_schema.h"
#include "publication/shown_text.h"

enum { MOST_CHILD_RULES = 16, MOST_FOREIGN = 20 };

static void check_element(Checker *checker, xmlNode *element, ElementType type);
static int handle_stranger(Checker *checker, const xmlNode *parent, xmlNode *child, const ChildRule *rules);

static const char *name_of(const xmlNode *node) { return (const char *)node->name; }

static bool blank(const xmlNode *text) {
	const char *content = (const char *)text->content;
	return !content || !content[strspn(content, " \t\r\n")];
}

/* ---- foreign elements ---- */

/* Takes an element of another namespace out; says so once for each namespace. */
static bool drop_foreign(Checker *checker, xmlNode *element) {
	if (!element->ns || !element->ns->href) return false;
	const char *uri = (const char *)element->ns->href;
	bool known = checker->foreign.count >= MOST_FOREIGN;
	for (int i = 0; i < checker->foreign.count && !known; i++) known = strcmp(checker->foreign.items[i], uri) == 0;
	if (!known) {
		*vector_push(checker->loader->work, &checker->foreign) = uri;
		diag_add(checker->loader->diag, SEVERITY_WARNING, "foreign-element", source_element_pos(element),
			_("<%.60s> belongs to the namespace “%.120s”, which is not ours; elements of it are left out with all they hold."),
			shown_text(checker->loader->work, name_of(element), 60), shown_text(checker->loader->work, uri, 120));
	}
	loader_unlink(checker->loader, element);
	return true;
}

/* ---- attributes ---- */

/* Attributes of other namespaces, and xml:base, xml:space, xml:id, say nothing here; a prefix without a meaning was reported. */
static bool attribute_full_name(const xmlAttr *attribute, char *name, size_t size) {
	const char *local = (const char *)attribute->name;
	if (!attribute->ns) return !strchr(local, ':') && snprintf(name, size, "%s", local) >= 0;
	if (strcmp((const char *)attribute->ns->href, (const char *)XML_XML_NAMESPACE) != 0 || strcmp(local, "lang") != 0) return false;
	return snprintf(name, size, "xml:lang") >= 0;
}

static bool value_fits(const AttributeRule *rule, const char *value) {
	Date date;
	int x, y, number;
	switch (rule->kind) {
	case VALUE_TEXT: return true;
	case VALUE_NAME: return xmlValidateNMToken((const xmlChar *)value, 1) == 0;
	case VALUE_NAMES: return xmlValidateNmtokensValue((const xmlChar *)value) == 1;
	case VALUE_LANG: return value_parse_language(value, NULL, 0);
	case VALUE_CHOICE: return vocabulary_choice(rule->choices, value, NULL);
	case VALUE_NUMBER: return value_parse_number(value, rule->choices[0] - '0', rule->least, &number);
	case VALUE_DATE: return value_parse_date(value, &date) != DATE_MALFORMED;
	case VALUE_FOCUS: return value_parse_focus(value, &x, &y);
	case VALUE_PAGES: return value_parse_pages(value, &number);
	}
	return false;
}

static void check_id(Checker *checker, const xmlNode *element, ElementType type, const char *value) {
	if (type == ELEMENT_PUBLICATION) return; /* nothing points at it */
	char *id = arena_copy_text(checker->loader->work, value, strlen(value));
	value_trim(id);
	SourcePos pos = source_attribute_pos(element, "id");
	IdKind kind = vocabulary_is_scope(type) ? ID_ARTICLE : type == ELEMENT_ENTRY ? ID_ENTRY : type == ELEMENT_AFFILIATION ? ID_AFFILIATION : ID_OTHER;
	int number = kind == ID_ENTRY ? checker->entries : kind == ID_AFFILIATION ? checker->affiliations : 0;
	const IdEntry *other = ids_add(checker->ids, id, checker->article, kind, number, pos);
	if (!other) return;
	diag_add(checker->loader->diag, SEVERITY_ERROR, "id-duplicate", pos,
		_("The id “%s” is used twice in this article: here and at %s, line %d, column %d."), id, other->pos.file, other->pos.line,
		other->pos.column);
	diag_hint(checker->loader->diag, _("Give one of them another id, and change the references to it."));
}

static void check_attributes(Checker *checker, const xmlNode *element, ElementType type) {
	for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
		char name[128];
		if (!attribute_full_name(attribute, name, sizeof name)) continue;
		const AttributeRule *rule = vocabulary_find_attribute(type, name);
		const char *value = attribute->children && attribute->children->content ? (const char *)attribute->children->content : "";
		if (!rule) report_unknown_attribute(checker, element, type, name);
		else if (!value_fits(rule, value)) report_bad_value(checker, element, rule, value);
		else if (rule->kind == VALUE_NAME && strcmp(name, "id") == 0) check_id(checker, element, type, value);
	}
	const ElementRule *rule = vocabulary_find_rule(type);
	for (int group = 0; group < 3 && rule->groups[group]; group++)
		for (const AttributeRule *needed = rule->groups[group]; needed->name; needed++)
			if (needed->required && !source_attribute(element, needed->name))
				report_missing_attribute(checker, element, type, needed->name);
}

/* ---- children ---- */

static int find_child_rule(const ChildRule *rules, const xmlNode *child) {
	for (int i = 0; rules && rules[i].type; i++) {
		if (strcmp(vocabulary_find_rule(rules[i].type)->name, name_of(child)) != 0) continue;
		/* In a <part>, href tells an article in a file of its own from one written in place. */
		if (rules[i].type == ELEMENT_ARTICLE && source_attribute(child, "href")) continue;
		return i;
	}
	return -1;
}

/* What stands in an element that nobody knows is taken as if its tags were not there. */
static void check_inside(Checker *checker, xmlNode *stranger, const ChildRule *rules) {
	for (xmlNode *child = stranger->children, *next; child; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE || drop_foreign(checker, child)) continue;
		int index = find_child_rule(rules, child);
		if (index < 0) index = handle_stranger(checker, stranger, child, rules);
		if (index >= 0) check_element(checker, child, rules[index].type);
	}
}

/* A child that may not stand here. Returns the rule of the one that is probably meant, or -1; its type is set either way. */
static int handle_stranger(Checker *checker, const xmlNode *parent, xmlNode *child, const ChildRule *rules) {
	const char *meant = report_stranger(checker, parent, child, rules);
	place_of(child)->type = ELEMENT_UNKNOWN;
	if (meant)
		for (int i = 0; rules && rules[i].type; i++)
			if (strcmp(vocabulary_find_rule(rules[i].type)->name, meant) == 0) return i;
	ElementType type = vocabulary_find_type(name_of(child));
	if (type) check_element(checker, child, type);
	else check_inside(checker, child, rules);
	return -1;
}

static void check_children(Checker *checker, xmlNode *element, ElementType type) {
	const ElementRule *rule = vocabulary_find_rule(type);
	const ChildRule *rules = rule->children;
	const xmlNode *first[MOST_CHILD_RULES] = { NULL }, *latest = NULL;
	int counts[MOST_CHILD_RULES] = { 0 }, rank = 0, needed = 0;
	for (xmlNode *child = element->children, *next; child; child = next) {
		next = child->next;
		if (child->type == XML_TEXT_NODE && !blank(child)) report_words(checker, element, child);
		if (child->type != XML_ELEMENT_NODE || drop_foreign(checker, child)) continue;
		int index = find_child_rule(rules, child);
		if (index < 0) index = handle_stranger(checker, element, child, rules);
		if (index < 0) continue;
		const ChildRule *child_rule = &rules[index];
		if (!first[index]) first[index] = child;
		if (++counts[index] > child_rule->most && child_rule->most)
			report_too_many(checker, element, child, first[index]);
		else if (child_rule->rank < rank)
			report_order(checker, child, latest);
		if (child_rule->rank >= rank) {
			rank = child_rule->rank;
			latest = child;
		}
		needed += child_rule->rank == rule->needed_rank;
		check_element(checker, child, child_rule->type);
	}
	for (int i = 0; rules[i].type; i++)
		if (counts[i] < rules[i].least) report_missing_child(checker, element, &rules[i]);
	if (rule->needed_rank >= 0 && !needed) report_missing_any(checker, element, rules, rule->needed_rank);
}

static void check_pairs(Checker *checker, xmlNode *element, ElementType type) {
	const ChildRule *rules = vocabulary_find_rule(type)->children;
	int expected = 0, pairs = 0;
	xmlNode *latest = NULL;
	for (xmlNode *child = element->children, *next; child; child = next) {
		next = child->next;
		if (child->type == XML_TEXT_NODE && !blank(child)) report_words(checker, element, child);
		if (child->type != XML_ELEMENT_NODE || drop_foreign(checker, child)) continue;
		int index = find_child_rule(rules, child);
		if (index < 0) index = handle_stranger(checker, element, child, rules);
		if (index < 0) continue;
		if (index != expected) report_pairing(checker, child, &rules[expected]);
		check_element(checker, child, rules[index].type);
		expected = !index;
		pairs++;
		latest = child;
	}
	if (!pairs) report_missing_child(checker, element, &rules[0]);
	else if (expected) report_pairing(checker, latest, &rules[1]);
}

static bool is_link(ElementType type) { return type == ELEMENT_A || type == ELEMENT_REF || type == ELEMENT_CITATION; }

static void check_nesting(Checker *checker, const xmlNode *element, ElementType type) {
	if (type == ELEMENT_NOTE && checker->note)
		report_nesting(checker, element, checker->note, "note-in-note");
	else if ((is_link(type) || type == ELEMENT_NOTE) && checker->link)
		report_nesting(checker, element, checker->link, is_link(type) ? "link-in-link" : "note-in-link");
	else if (type == ELEMENT_NOTE && !checker->article)
		report_nesting(checker, element, NULL, "note-outside-article");
}

static void check_inlines(Checker *checker, xmlNode *element) {
	const ChildRule *rules = vocabulary_inline_children();
	for (xmlNode *child = element->children, *next; child; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE || drop_foreign(checker, child)) continue;
		int index = find_child_rule(rules, child);
		if (index < 0) index = handle_stranger(checker, element, child, rules);
		if (index >= 0) check_element(checker, child, rules[index].type);
	}
}

static bool holds_blocks(const xmlNode *element, const ChildRule *rules) {
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child))
		if (!(child->ns && child->ns->href) && find_child_rule(rules, child) >= 0) return true;
	return false;
}

static void check_words(Checker *checker, xmlNode *element) {
	for (xmlNode *child = element->children, *next; child; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE || drop_foreign(checker, child)) continue;
		report_only_words(checker, element, child);
		place_of(child)->type = ELEMENT_UNKNOWN;
	}
}

static void check_empty(Checker *checker, xmlNode *element) {
	for (xmlNode *child = element->children, *next; child; child = next) {
		next = child->next;
		if (child->type == XML_ELEMENT_NODE && drop_foreign(checker, child)) continue;
		if (child->type == XML_ELEMENT_NODE ? true : child->type == XML_TEXT_NODE && !blank(child)) {
			report_not_empty(checker, element, child);
			return;
		}
	}
}

static void check_content(Checker *checker, xmlNode *element, ElementType type) {
	const ElementRule *rule = vocabulary_find_rule(type);
	switch (rule->content) {
	case CONTENT_EMPTY: check_empty(checker, element); return;
	case CONTENT_WORDS: check_words(checker, element); return;
	case CONTENT_INLINE: check_inlines(checker, element); return;
	case CONTENT_ELEMENTS: check_children(checker, element, type); return;
	case CONTENT_PAIRS: check_pairs(checker, element, type); return;
	case CONTENT_INLINE_OR_BLOCKS:
		if (holds_blocks(element, rule->children)) check_children(checker, element, type);
		else check_inlines(checker, element);
		return;
	}
}

static void check_article(Checker *checker, xmlNode *element, ElementType type) {
	Place *place = place_of(element);
	int before = checker->structural, around = checker->article;
	checker->article = place->article = ++checker->articles;
	checker->entries = checker->affiliations = 0;
	check_attributes(checker, element, type);
	check_content(checker, element, type);
	checker->article = around;
	place->bad |= checker->structural > before;
}

static void check_element(Checker *checker, xmlNode *element, ElementType type) {
	place_of(element)->type = type;
	if (vocabulary_is_scope(type)) {
		check_article(checker, element, type);
		return;
	}
	checker->entries += type == ELEMENT_ENTRY;
	checker->affiliations += type == ELEMENT_AFFILIATION;
	const xmlNode *note = checker->note, *link = checker->link;
	check_nesting(checker, element, type);
	if (type == ELEMENT_NOTE) checker->note = element;
	if (is_link(type)) checker->link = element;
	check_attributes(checker, element, type);
	check_content(checker, element, type);
	checker->note = note;
	checker->link = link;
}

bool check_tree(Checker *checker, xmlNode *root, ElementType type) {
	const char *wanted = vocabulary_find_rule(type)->name;
	if (strcmp(name_of(root), wanted) != 0 || (root->ns && root->ns->href)) {
		report_wrong_root(checker, root, wanted);
		return false;
	}
	check_element(checker, root, type);
	return true;
}
