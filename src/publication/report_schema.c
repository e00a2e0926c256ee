#include "publication/report_schema.h"
#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "publication/read_values.h"
#include "publication/shown_text.h"
#include "publication/suggest_name.h"

enum { MOST_REPORTED = 200 /* in one file */, SHOWN = 60 };

static const char *name_of(const xmlNode *node) { return (const char *)node->name; }
static const char *shown(const Checker *checker, const char *text) { return shown_text(checker->loader->work, text, SHOWN); }

typedef enum Weight {
	STRUCTURAL,   /* the article cannot be what was meant */
	SMALL,        /* an attribute: the article is whole without it */
	BEYOND_SCHEMA /* the schema says nothing of it */
} Weight;

/* Counts a finding in the file of this element; false when enough was said about it. */
static bool counted(Checker *checker, const xmlNode *element, Weight weight) {
	checker->findings += weight != BEYOND_SCHEMA;
	checker->structural += weight == STRUCTURAL;
	if (weight == STRUCTURAL) {
		place_of(element)->bad = true;
		if (element->parent && element->parent->_private) place_of(element->parent)->bad = true;
	}
	Source *source = place_of(element)->source;
	if (++source->reported == MOST_REPORTED + 1)
		diag_add(checker->loader->diag, SEVERITY_ERROR, "schema-many", (SourcePos){ source->path, 0, 0 },
			_("There are more errors of form in this file; the first %d are listed."), MOST_REPORTED);
	return source->reported <= MOST_REPORTED;
}

static Diag *diag_of(Checker *checker) { return checker->loader->diag; }

/* ---- lists of names ---- */

static void add_name(Text *text, const char *name, bool last) {
	if (text->length) text_add(text, last ? _(" or ") : ", ");
	text_format(text, "<%s>", name);
}

/* "<p>, <list> or <table>": children of this rank, of any rank when it is negative. */
static void list_children(Text *text, const ChildRule *rules, int rank) {
	const char *names[24];
	int count = 0;
	for (int i = 0; rules && rules[i].type && count < 24; i++) {
		if (rank >= 0 && rules[i].rank != rank) continue;
		const char *name = vocabulary_find_rule(rules[i].type)->name;
		if (count && strcmp(names[count - 1], name) == 0) continue; /* <article> in its two forms */
		names[count++] = name;
	}
	text_add(text, "");
	for (int i = 0; i < count; i++) add_name(text, names[i], i == count - 1);
}

static bool may_hold(ElementType parent, const char *name) {
	const ChildRule *rules = vocabulary_find_children(parent);
	for (int i = 0; rules && rules[i].type; i++)
		if (strcmp(vocabulary_find_rule(rules[i].type)->name, name) == 0) return true;
	return false;
}

/* Where elements of this name may stand. Returns how many places there are; the first four are listed. */
static int list_parents(Text *text, const char *name) {
	const char *names[4];
	int count = 0;
	for (int type = ELEMENT_ARTICLE; type < ELEMENT_TYPES; type++) {
		if (!may_hold((ElementType)type, name)) continue;
		if (count < 4) names[count] = vocabulary_find_rule((ElementType)type)->name;
		count++;
	}
	text_add(text, "");
	for (int i = 0; i < count && i < 4; i++) add_name(text, names[i], i == count - 1);
	return count;
}

/* ---- strangers ---- */

static bool is_inline(const char *name) {
	for (const ChildRule *rule = vocabulary_inline_children(); rule->type; rule++)
		if (strcmp(vocabulary_find_rule(rule->type)->name, name) == 0) return true;
	return false;
}

static const char *near_name(const char *name, const ChildRule *allowed) {
	Suggestion suggestion = suggestion_make(name);
	for (int i = 0; allowed && allowed[i].type; i++) suggestion_try(&suggestion, vocabulary_find_rule(allowed[i].type)->name);
	return suggestion.best;
}

static const char *near_any_name(const char *name) {
	Suggestion suggestion = suggestion_make(name);
	for (int type = ELEMENT_ARTICLE; type < ELEMENT_TYPES; type++)
		suggestion_try(&suggestion, vocabulary_find_rule((ElementType)type)->name);
	return suggestion.best;
}

static void hint_allowed(Checker *checker, const xmlNode *parent, const ChildRule *allowed) {
	Text list = { 0 };
	list_children(&list, allowed, -1);
	if (list.length) diag_hint(diag_of(checker), _("<%s> may hold %s."), name_of(parent), list.bytes);
	else diag_hint(diag_of(checker), _("<%s> holds nothing."), name_of(parent));
	text_free(&list);
}

static void report_misplaced(Checker *checker, const xmlNode *parent, const xmlNode *child) {
	const char *name = name_of(child);
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-misplaced-element", source_element_pos(child),
		_("<%s> may not stand in <%s>."), name, name_of(parent));
	const ElementRule *around = vocabulary_find_rule(place_of(parent)->type);
	if (is_inline(name) && may_hold(place_of(parent)->type, "p")) {
		diag_hint(diag_of(checker), _("Put it and the words around it into <p>…</p>."));
		return;
	}
	if (around->content == CONTENT_INLINE && may_hold(ELEMENT_BODY, name)) {
		diag_hint(diag_of(checker), _("Close <%s> before it."), name_of(parent));
		return;
	}
	Text list = { 0 };
	int count = list_parents(&list, name);
	if (count > 4) diag_hint(diag_of(checker), _("It may stand in %s and other elements."), list.bytes);
	else if (count) diag_hint(diag_of(checker), _("It belongs in %s."), list.bytes);
	else diag_hint(diag_of(checker), _("It is the element around everything, in a file of its own."));
	text_free(&list);
}

const char *report_stranger(Checker *checker, const xmlNode *parent, const xmlNode *child, const ChildRule *allowed) {
	const char *name = name_of(child), *habit = vocabulary_find_foreign_habit(name), *near = near_name(name, allowed);
	bool say = counted(checker, child, STRUCTURAL);
	if (strchr(name, ':')) return NULL; /* a prefix without a meaning: that was reported */
	if (vocabulary_has_name(name)) {
		if (say) report_misplaced(checker, parent, child);
		return NULL;
	}
	if (!say) return near;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-unknown-element", source_element_pos(child),
		_("There is no element <%.*s>."), SHOWN, shown(checker, name));
	if (near) diag_hint(diag_of(checker), _("Is <%s> meant?"), near);
	else if (habit) diag_hint(diag_of(checker), _("Here that is called <%s>."), habit);
	else if ((habit = near_any_name(name))) diag_hint(diag_of(checker), _("Is <%s> meant?"), habit);
	else hint_allowed(checker, parent, allowed);
	return near;
}

/* ---- words ---- */

/* The first words of a text, to find it by. */
static void quote_start(const char *content, char *out, size_t size) {
	content += strspn(content, " \t\r\n");
	const char *at = content, *end = content + strlen(content);
	for (int i = 0; i < 30 && at < end; i++) {
		const char *before = at;
		uint32_t c = utf8_next(&at, end);
		if (c == '\n' || c == '\r') { at = before; break; }
	}
	snprintf(out, size, "%.*s%s", (int)(at - content), content, at < end && at[strspn(at, " \t\r\n")] ? "…" : "");
	value_trim(out);
}

void report_words(Checker *checker, const xmlNode *parent, const xmlNode *text) {
	if (!counted(checker, parent, STRUCTURAL)) return;
	char quoted[160];
	quote_start((const char *)text->content, quoted, sizeof quoted);
	ElementType type = place_of(parent)->type;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-text", source_text_pos(text),
		_("Words may not stand here, directly in <%s>: “%s”."), name_of(parent), quoted);
	if (may_hold(type, "p")) diag_hint(diag_of(checker), _("Put them into <p>…</p>."));
	else hint_allowed(checker, parent, vocabulary_find_children(type));
}

void report_only_words(Checker *checker, const xmlNode *parent, const xmlNode *child) {
	if (!counted(checker, child, STRUCTURAL)) return;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-only-words", source_element_pos(child),
		_("Only words may stand in <%s>, not <%.*s>."), name_of(parent), SHOWN, shown(checker, name_of(child)));
	diag_hint(diag_of(checker), _("Take the tags out and leave the words."));
}

void report_not_empty(Checker *checker, const xmlNode *element, const xmlNode *child) {
	if (!counted(checker, element, STRUCTURAL)) return;
	SourcePos pos = child->type == XML_ELEMENT_NODE ? source_element_pos(child) : source_text_pos(child);
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-not-empty", pos, _("<%s> holds nothing, but something stands in it."),
		name_of(element));
	if (place_of(element)->type == ELEMENT_ARTICLE_LINK)
		diag_hint(diag_of(checker), _("Either name a file (<article href=\"…\"/>) or write the article here, not both."));
	else if (place_of(element)->type == ELEMENT_DATE)
		diag_hint(diag_of(checker), _("Write <date when=\"2013-03-27\"/>; the words of the date are made from that."));
	else
		diag_hint(diag_of(checker), _("Write <%s/>, and what stands in it after it."), name_of(element));
}

/* ---- number and order ---- */

void report_too_many(Checker *checker, const xmlNode *parent, const xmlNode *child, const xmlNode *first) {
	if (!counted(checker, child, STRUCTURAL)) return;
	SourcePos pos = source_element_pos(first);
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-too-many", source_element_pos(child),
		_("<%s> has a second <%s>; the first is at line %d, column %d."), name_of(parent), name_of(child), pos.line, pos.column);
	diag_hint(diag_of(checker), _("Keep one of them, or put the two together."));
}

void report_order(Checker *checker, const xmlNode *child, const xmlNode *latest) {
	if (!counted(checker, child, STRUCTURAL)) return;
	SourcePos pos = source_element_pos(latest);
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-order", source_element_pos(child),
		_("<%s> stands after <%s>; it must stand before it."), name_of(child), name_of(latest));
	diag_hint(diag_of(checker), _("Move it up, before line %d."), pos.line);
}

void report_missing_child(Checker *checker, const xmlNode *parent, const ChildRule *missing) {
	if (!counted(checker, parent, STRUCTURAL)) return;
	const char *name = vocabulary_find_rule(missing->type)->name;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-missing-element", source_element_pos(parent), _("<%s> has no <%s>."),
		name_of(parent), name);
	diag_hint(diag_of(checker), vocabulary_find_rule(missing->type)->content == CONTENT_EMPTY ? _("Add <%s …/> inside it.") :
		_("Add <%s>…</%s> inside it."), name, name);
}

void report_missing_any(Checker *checker, const xmlNode *parent, const ChildRule *rules, int rank) {
	if (!counted(checker, parent, STRUCTURAL)) return;
	Text list = { 0 };
	list_children(&list, rules, rank);
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-missing-element", source_element_pos(parent),
		_("<%s> needs at least one %s inside it."), name_of(parent), list.bytes);
	text_free(&list);
}

void report_pairing(Checker *checker, const xmlNode *child, const ChildRule *missing) {
	if (!counted(checker, child, STRUCTURAL)) return;
	const char *name = vocabulary_find_rule(missing->type)->name;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-pairs", source_element_pos(child),
		strcmp(name, "question") == 0 ? _("This <%s> has no <%s> before it.") : _("This <%s> has no <%s> after it."),
		strcmp(name, "question") == 0 ? "answer" : "question", name);
	diag_hint(diag_of(checker), _("In <qa> each <question> is followed by one <answer>."));
}

void report_nesting(Checker *checker, const xmlNode *element, const xmlNode *around, const char *code) {
	if (!counted(checker, element, BEYOND_SCHEMA)) return;
	if (!around) {
		diag_add(diag_of(checker), SEVERITY_ERROR, code, source_element_pos(element),
			_("A <note> may stand only in an article; here it is left out."));
		return;
	}
	diag_add(diag_of(checker), SEVERITY_ERROR, code, source_element_pos(element), _("<%s> may not stand inside <%s>."),
		name_of(element), name_of(around));
	diag_hint(diag_of(checker), _("Close <%s> before it."), name_of(around));
}

/* ---- attributes ---- */

void report_unknown_attribute(Checker *checker, const xmlNode *element, ElementType type, const char *name) {
	if (!counted(checker, element, SMALL)) return;
	Suggestion suggestion = suggestion_make(name);
	if (strcmp(name, "lang") == 0 && vocabulary_find_attribute(type, "xml:lang")) suggestion.best = "xml:lang";
	Text list = { 0 };
	text_add(&list, "");
	const ElementRule *rule = vocabulary_find_rule(type);
	for (int group = 0; group < 3 && rule->groups[group]; group++)
		for (const AttributeRule *known = rule->groups[group]; known->name; known++) {
			if (!suggestion.best || strcmp(suggestion.best, "xml:lang") != 0) suggestion_try(&suggestion, known->name);
			text_format(&list, list.length ? ", %s" : "%s", known->name);
		}
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-unknown-attribute", source_attribute_pos(element, name),
		_("<%s> has no attribute %.*s."), name_of(element), SHOWN, shown(checker, name));
	if (suggestion.best) diag_hint(diag_of(checker), _("Is %s meant?"), suggestion.best);
	else if (list.length) diag_hint(diag_of(checker), _("It may have %s."), list.bytes);
	else diag_hint(diag_of(checker), _("It has no attributes."));
	text_free(&list);
}

void report_missing_attribute(Checker *checker, const xmlNode *element, ElementType type, const char *name) {
	if (!counted(checker, element, type == ELEMENT_ARTICLE_LINK ? STRUCTURAL : SMALL)) return;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-missing-attribute", source_element_pos(element),
		_("<%s> needs the attribute %s."), name_of(element), name);
	diag_hint(diag_of(checker), _("Write <%s %s=\"…\">."), name_of(element), name);
}

static void hint_value(Checker *checker, const AttributeRule *rule, const char *value) {
	Diag *diag = diag_of(checker);
	switch (rule->kind) {
	case VALUE_CHOICE: {
		Text list = { 0 };
		text_add(&list, "");
		for (const char *at = rule->choices; *at; at++) {
			if (*at == '|') text_add(&list, ", ");
			else text_add_char(&list, *at);
		}
		diag_hint(diag, _("It may be %s."), list.bytes);
		text_free(&list);
		return;
	}
	case VALUE_NAME:
		diag_hint(diag, strpbrk(value, " \t") ? _("A name has no spaces; use hyphens.") :
			_("A name is made of letters, digits, hyphens and full stops."));
		return;
	case VALUE_NAMES: diag_hint(diag, _("Write one id, or several with spaces between them.")); return;
	case VALUE_LANG: diag_hint(diag, _("Write the code of a language, such as vi, en or fr.")); return;
	case VALUE_NUMBER: diag_hint(diag, _("Write a whole number, %d or more."), rule->least); return;
	case VALUE_DATE: diag_hint(diag, _("Write the year first: 2013-03-27, 2013-03-27T07:30, or 2013-03 for a month.")); return;
	case VALUE_FOCUS:
		diag_hint(diag, _("Write two numbers from 0 to 1, from the left and from the top, such as \"0.5 0.3\"."));
		return;
	case VALUE_PAGES: diag_hint(diag, _("Write how many pages the issue is to take, such as \"pages:8\".")); return;
	case VALUE_TEXT: return;
	}
}

void report_bad_value(Checker *checker, const xmlNode *element, const AttributeRule *rule, const char *value) {
	if (!counted(checker, element, SMALL)) return;
	char quoted[160];
	quote_start(value, quoted, sizeof quoted);
	diag_add(diag_of(checker), SEVERITY_ERROR, rule->kind == VALUE_DATE ? "date-invalid" : "schema-value",
		source_attribute_pos(element, rule->name), _("“%s” is no value for %s in <%s>."), quoted, rule->name, name_of(element));
	hint_value(checker, rule, value);
}

void report_wrong_root(Checker *checker, const xmlNode *root, const char *wanted) {
	counted(checker, root, STRUCTURAL);
	bool foreign = root->ns && root->ns->href;
	diag_add(diag_of(checker), SEVERITY_ERROR, "schema-root", source_element_pos(root),
		_("The file begins with <%.*s>, where <%s> is expected."), SHOWN, shown(checker, name_of(root)), wanted);
	if (foreign && vocabulary_has_name(name_of(root)))
		diag_hint(diag_of(checker), _("Take xmlns=\"%.100s\" out: our elements have no namespace."), shown(checker, (const char *)root->ns->href));
	else if (strcasecmp(name_of(root), "html") == 0)
		diag_hint(diag_of(checker), _("This is a web page. “bantin new article FOLDER” writes an example of an article."));
}
