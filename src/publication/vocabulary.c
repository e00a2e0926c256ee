#include "publication/vocabulary.h"
#include <string.h>

/* ---- attributes ---- */

#define LANG { "xml:lang", VALUE_LANG }
#define COLUMNS { "columns", VALUE_CHOICE, false, "1|2|3" }
#define SPAN { "span", VALUE_CHOICE, false, "1|2|3" }
#define CONTINUE { "continue", VALUE_CHOICE, false, "overleaf|after-part" }
#define RANK { "rank", VALUE_CHOICE, false, "lead|second|third|brief|single" }
#define LIST(name) static const AttributeRule name[]

LIST(LANG_ONLY) = { LANG, { 0 } };
LIST(BLOCK) = {
	{ "id", VALUE_NAME }, LANG, { "break", VALUE_CHOICE, false, "column|page|avoid" }, { "keep", VALUE_CHOICE, false, "next" },
	{ "span", VALUE_CHOICE, false, "1|2|3" }, { 0 }
};
LIST(TITLE) = { { "short", VALUE_TEXT }, { 0 } };
LIST(AUTHOR) = { { "aff", VALUE_NAMES }, { 0 } };
LIST(ID) = { { "id", VALUE_NAME }, { 0 } };
LIST(ID_NEEDED) = { { "id", VALUE_NAME, true }, { 0 } };
LIST(CITATION) = { { "to", VALUE_NAMES, true }, { "at", VALUE_TEXT }, { 0 } };
LIST(TERM) = { { "as", VALUE_TEXT }, { "under", VALUE_TEXT }, { 0 } };
LIST(INDEX) = { { "kind", VALUE_CHOICE, true, "authors|keywords" }, { 0 } };
LIST(ARTICLE) = { { "id", VALUE_NAME }, LANG, COLUMNS, SPAN, CONTINUE, RANK, { 0 } };
LIST(ARTICLE_LINK) = { { "href", VALUE_TEXT, true }, COLUMNS, SPAN, CONTINUE, RANK, { 0 } };
LIST(DATE) = { { "when", VALUE_DATE, true }, { 0 } };
LIST(HREF) = { { "href", VALUE_TEXT }, { 0 } };
LIST(HREF_NEEDED) = { { "href", VALUE_TEXT, true }, { 0 } };
LIST(P) = { { "looseness", VALUE_CHOICE, false, "-3|-2|-1|0|1|2|3" }, { 0 } };
LIST(H) = { { "level", VALUE_CHOICE, false, "1|2|3" }, { 0 } };
LIST(FIGURE) = {
	{ "width", VALUE_CHOICE, false, "column|page|full" }, { "place", VALUE_CHOICE, false, "here|top|bottom" }, { 0 }
};
LIST(PHOTO) = { { "src", VALUE_TEXT, true }, { "alt", VALUE_TEXT }, { "focus", VALUE_FOCUS }, { 0 } };
LIST(LOGO) = { { "src", VALUE_TEXT, true }, { "alt", VALUE_TEXT }, { 0 } };
LIST(LIST_BLOCK) = { { "type", VALUE_CHOICE, false, "bullet|number" }, { "start", VALUE_NUMBER, false, "6", 0 }, { 0 } };
LIST(CELL) = {
	{ "head", VALUE_CHOICE, false, "yes|no" }, { "colspan", VALUE_NUMBER, false, "3", 1 },
	{ "rowspan", VALUE_NUMBER, false, "3", 1 }, { "align", VALUE_CHOICE, false, "left|center|right" }, { 0 }
};
LIST(REF) = { { "to", VALUE_NAME, true }, { "show", VALUE_CHOICE, false, "title|number|page" }, { 0 } };
LIST(LANG_NEEDED) = { { "xml:lang", VALUE_LANG, true }, { 0 } };
LIST(PUBLICATION) = {
	{ "kind", VALUE_CHOICE, false, "bulletin|proceedings" }, { "layout", VALUE_TEXT }, { "fit", VALUE_PAGES }, { "id", VALUE_NAME }, LANG,
	{ "paper", VALUE_NUMBER, false, "3", 20 }, { "trim", VALUE_TEXT },
	{ "print-standard", VALUE_CHOICE, false, "x4|x1a" }, { "output-profile", VALUE_TEXT }, { "print-inks", VALUE_TEXT }, { "print-marks", VALUE_TEXT }, { 0 }
};
LIST(FIELD) = { { "name", VALUE_TEXT, true }, { 0 } };
LIST(PART) = { { "title", VALUE_TEXT }, { 0 } };

/* ---- children: { type, rank, least, most } ---- */

#define HOLDS(name) static const ChildRule name[]

HOLDS(INLINES) = {
	{ ELEMENT_B }, { ELEMENT_I }, { ELEMENT_SUP }, { ELEMENT_SUB }, { ELEMENT_A }, { ELEMENT_BR }, { ELEMENT_NOTE },
	{ ELEMENT_REF }, { ELEMENT_CITATION }, { ELEMENT_TERM }, { ELEMENT_FOREIGN }, { 0 }
};
HOLDS(IN_ARTICLE) = {
	{ ELEMENT_HEAD, 0, 1, 1 }, { ELEMENT_LEAD, 1, 0, 1 }, { ELEMENT_BODY, 2, 0, 1 }, { ELEMENT_REFERENCES, 3, 0, 1 },
	{ ELEMENT_RELATED, 4, 0, 1 }, { 0 }
};
HOLDS(IN_HEAD) = {
	{ ELEMENT_SECTION, 0, 0, 1 }, { ELEMENT_KICKER, 0, 0, 1 }, { ELEMENT_TITLE, 0, 1, 1 }, { ELEMENT_SUBTITLE, 0, 0, 1 },
	{ ELEMENT_DATE, 0, 0, 1 }, { ELEMENT_AUTHOR, 0, 0, 0 }, { ELEMENT_AFFILIATION, 0, 0, 0 },
	{ ELEMENT_SOURCE, 0, 0, 1 }, { ELEMENT_ABSTRACT, 0, 0, 0 }, { ELEMENT_KEYWORDS, 0, 0, 0 }, { 0 }
};
HOLDS(IN_AUTHOR) = { { ELEMENT_NAME, 0, 0, 1 }, { ELEMENT_UNIT, 0, 0, 1 }, { 0 } };
HOLDS(IN_ABSTRACT) = { { ELEMENT_PLAIN_TITLE, 0, 0, 1 }, { ELEMENT_P, 1, 1, 0 }, { 0 } };
HOLDS(IN_KEYWORDS) = { { ELEMENT_K, 0, 1, 0 }, { 0 } };
HOLDS(IN_BODY) = {
	{ ELEMENT_P }, { ELEMENT_H }, { ELEMENT_FIGURE }, { ELEMENT_LIST }, { ELEMENT_TABLE }, { ELEMENT_QUOTE }, { ELEMENT_PULL },
	{ ELEMENT_BOX }, { ELEMENT_RULE }, { ELEMENT_VERSE }, { ELEMENT_QA }, { 0 }
};
HOLDS(IN_FIGURE) = { { ELEMENT_PHOTO, 0, 1, 0 }, { ELEMENT_CAPTION, 1, 0, 1 }, { ELEMENT_CREDIT, 1, 0, 1 }, { 0 } };
HOLDS(IN_LIST) = { { ELEMENT_ITEM, 0, 1, 0 }, { 0 } };
HOLDS(IN_ITEM) = { { ELEMENT_P }, { ELEMENT_LIST }, { 0 } };
HOLDS(IN_TABLE) = { { ELEMENT_CAPTION, 0, 0, 1 }, { ELEMENT_ROW, 1, 1, 0 }, { 0 } };
HOLDS(IN_ROW) = { { ELEMENT_CELL, 0, 1, 0 }, { 0 } };
HOLDS(IN_QUOTE) = { { ELEMENT_P, 0, 1, 0 }, { ELEMENT_CITE, 1, 0, 1 }, { 0 } };
HOLDS(IN_BOX) = {
	{ ELEMENT_PLAIN_TITLE, 0, 0, 1 }, { ELEMENT_P, 1 }, { ELEMENT_LIST, 1 }, { ELEMENT_TABLE, 1 }, { ELEMENT_FIGURE, 1 },
	{ ELEMENT_H, 1 }, { 0 }
};
HOLDS(IN_VERSE) = {
	{ ELEMENT_PLAIN_TITLE, 0, 0, 1 }, { ELEMENT_LINE, 1 }, { ELEMENT_STANZA, 1 }, { ELEMENT_CITE, 2, 0, 1 }, { 0 }
};
HOLDS(IN_STANZA) = { { ELEMENT_LINE, 0, 1, 0 }, { 0 } };
HOLDS(IN_QA) = { { ELEMENT_QUESTION }, { ELEMENT_ANSWER }, { 0 } };
HOLDS(IN_REFERENCES) = { { ELEMENT_RELATED_TITLE, 0, 0, 1 }, { ELEMENT_ENTRY, 1, 1, 0 }, { 0 } };
HOLDS(IN_RELATED) = { { ELEMENT_RELATED_TITLE, 0, 0, 1 }, { ELEMENT_RELATED_ITEM, 1, 1, 0 }, { 0 } };
HOLDS(IN_PUBLICATION) = {
	{ ELEMENT_PUBLICATION_HEAD, 0, 1, 1 }, { ELEMENT_COVER, 1, 0, 1 }, { ELEMENT_FRONTMATTER, 2, 0, 1 }, { ELEMENT_PART, 3, 1, 0 },
	{ ELEMENT_BACKMATTER, 4, 0, 1 }, { 0 }
};
HOLDS(IN_PUBLICATION_HEAD) = {
	{ ELEMENT_TITLE, 0, 1, 1 }, { ELEMENT_SUBTITLE, 0, 0, 1 }, { ELEMENT_NUMBER, 0, 0, 1 }, { ELEMENT_DATE, 0, 0, 1 },
	{ ELEMENT_SLOGAN, 0, 0, 1 }, { ELEMENT_PUBLISHER, 0, 0, 1 }, { ELEMENT_PLACE, 0, 0, 1 }, { ELEMENT_EDITOR, 0, 0, 0 },
	{ ELEMENT_LOGO, 0, 0, 1 }, { ELEMENT_IMPRINT, 0, 0, 1 }, { 0 }
};
HOLDS(IN_IMPRINT) = { { ELEMENT_FIELD, 0, 1, 0 }, { 0 } };
HOLDS(IN_COVER) = { { ELEMENT_PHOTO, 0, 0, 1 }, { ELEMENT_CAPTION, 1, 0, 1 }, { ELEMENT_SUMMARY, 2, 0, 1 }, { 0 } };
HOLDS(IN_SUMMARY) = { { ELEMENT_P, 0, 1, 0 }, { 0 } };
HOLDS(IN_PART) = { { ELEMENT_ARTICLE }, { ELEMENT_ARTICLE_LINK }, { 0 } };
HOLDS(IN_FRONTMATTER) = {
	{ ELEMENT_FOREWORD }, { ELEMENT_COMMITTEE }, { ELEMENT_DELEGATES }, { ELEMENT_CONTENTS, 0, 0, 1 }, { 0 }
};
HOLDS(IN_BACKMATTER) = {
	{ ELEMENT_APPENDIX }, { ELEMENT_COMMITTEE }, { ELEMENT_DELEGATES }, { ELEMENT_PLATES }, { ELEMENT_INDEX }, { ELEMENT_CONTENTS, 0, 0, 1 },
	{ 0 }
};
HOLDS(IN_FOREWORD) = {
	{ ELEMENT_TITLE, 0, 0, 1 }, { ELEMENT_P, 1 }, { ELEMENT_H, 1 }, { ELEMENT_FIGURE, 1 }, { ELEMENT_LIST, 1 }, { ELEMENT_TABLE, 1 },
	{ ELEMENT_QUOTE, 1 }, { ELEMENT_BOX, 1 }, { ELEMENT_RULE, 1 }, { ELEMENT_VERSE, 1 }, { ELEMENT_DATE, 2, 0, 1 }, { ELEMENT_AUTHOR, 2 }, { 0 }
};
HOLDS(IN_APPENDIX) = {
	{ ELEMENT_TITLE, 0, 0, 1 }, { ELEMENT_P, 1 }, { ELEMENT_H, 1 }, { ELEMENT_FIGURE, 1 }, { ELEMENT_LIST, 1 }, { ELEMENT_TABLE, 1 },
	{ ELEMENT_QUOTE, 1 }, { ELEMENT_BOX, 1 }, { ELEMENT_RULE, 1 }, { ELEMENT_VERSE, 1 }, { ELEMENT_REFERENCES, 2, 0, 1 }, { 0 }
};
HOLDS(IN_MEMBERS) = { { ELEMENT_TITLE, 0, 0, 1 }, { ELEMENT_P, 1 }, { ELEMENT_MEMBER, 2, 1, 0 }, { 0 } };
HOLDS(IN_MEMBER) = { { ELEMENT_NAME, 0, 1, 1 }, { ELEMENT_ROLE, 0, 0, 1 }, { ELEMENT_UNIT, 0, 0, 1 }, { 0 } };
HOLDS(IN_PLATES) = { { ELEMENT_TITLE, 0, 0, 1 }, { ELEMENT_FIGURE, 1, 1, 0 }, { 0 } };
HOLDS(IN_INDEX) = { { ELEMENT_TITLE, 0, 0, 1 }, { 0 } };

/* ---- elements ---- */

#define ANY -1 /* no rank is needed */

static const ElementRule RULES[ELEMENT_TYPES] = {
	[ELEMENT_ARTICLE] = { "article", CONTENT_ELEMENTS, IN_ARTICLE, ANY, { ARTICLE } },
	[ELEMENT_ARTICLE_LINK] = { "article", CONTENT_EMPTY, NULL, ANY, { ARTICLE_LINK } },
	[ELEMENT_HEAD] = { "head", CONTENT_ELEMENTS, IN_HEAD, ANY, { LANG_ONLY } },
	[ELEMENT_SECTION] = { "section", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_KICKER] = { "kicker", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_TITLE] = { "title", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, TITLE } },
	[ELEMENT_PLAIN_TITLE] = { "title", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_SUBTITLE] = { "subtitle", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_DATE] = { "date", CONTENT_EMPTY, NULL, ANY, { DATE } },
	[ELEMENT_AUTHOR] = { "author", CONTENT_ELEMENTS, IN_AUTHOR, ANY, { AUTHOR } },
	[ELEMENT_NAME] = { "name", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_UNIT] = { "unit", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_SOURCE] = { "source", CONTENT_WORDS, NULL, ANY, { LANG_ONLY, HREF } },
	[ELEMENT_AFFILIATION] = { "affiliation", CONTENT_WORDS, NULL, ANY, { LANG_ONLY, ID_NEEDED } },
	[ELEMENT_ABSTRACT] = { "abstract", CONTENT_INLINE_OR_BLOCKS, IN_ABSTRACT, ANY, { LANG_ONLY } },
	[ELEMENT_KEYWORDS] = { "keywords", CONTENT_ELEMENTS, IN_KEYWORDS, ANY, { LANG_ONLY } },
	[ELEMENT_K] = { "k", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_LEAD] = { "lead", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_BODY] = { "body", CONTENT_ELEMENTS, IN_BODY, ANY, { LANG_ONLY } },
	[ELEMENT_P] = { "p", CONTENT_INLINE, NULL, ANY, { BLOCK, P } },
	[ELEMENT_H] = { "h", CONTENT_INLINE, NULL, ANY, { BLOCK, H } },
	[ELEMENT_FIGURE] = { "figure", CONTENT_ELEMENTS, IN_FIGURE, ANY, { BLOCK, FIGURE } },
	[ELEMENT_PHOTO] = { "photo", CONTENT_EMPTY, NULL, ANY, { LANG_ONLY, PHOTO } },
	[ELEMENT_CAPTION] = { "caption", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_CREDIT] = { "credit", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_LIST] = { "list", CONTENT_ELEMENTS, IN_LIST, ANY, { BLOCK, LIST_BLOCK } },
	[ELEMENT_ITEM] = { "item", CONTENT_INLINE_OR_BLOCKS, IN_ITEM, ANY, { LANG_ONLY } },
	[ELEMENT_TABLE] = { "table", CONTENT_ELEMENTS, IN_TABLE, ANY, { BLOCK } },
	[ELEMENT_ROW] = { "row", CONTENT_ELEMENTS, IN_ROW, ANY, { LANG_ONLY } },
	[ELEMENT_CELL] = { "cell", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, CELL } },
	[ELEMENT_QUOTE] = { "quote", CONTENT_ELEMENTS, IN_QUOTE, ANY, { BLOCK } },
	[ELEMENT_CITE] = { "cite", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_PULL] = { "pull", CONTENT_INLINE, NULL, ANY, { BLOCK } },
	[ELEMENT_BOX] = { "box", CONTENT_ELEMENTS, IN_BOX, 1, { BLOCK } },
	[ELEMENT_RULE] = { "rule", CONTENT_EMPTY, NULL, ANY, { BLOCK } },
	[ELEMENT_VERSE] = { "verse", CONTENT_ELEMENTS, IN_VERSE, 1, { BLOCK } },
	[ELEMENT_STANZA] = { "stanza", CONTENT_ELEMENTS, IN_STANZA, ANY, { LANG_ONLY } },
	[ELEMENT_LINE] = { "line", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_QA] = { "qa", CONTENT_PAIRS, IN_QA, ANY, { BLOCK } },
	[ELEMENT_QUESTION] = { "question", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_ANSWER] = { "answer", CONTENT_INLINE_OR_BLOCKS, IN_ITEM, ANY, { LANG_ONLY } },
	[ELEMENT_B] = { "b", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_I] = { "i", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_SUP] = { "sup", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_SUB] = { "sub", CONTENT_INLINE, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_A] = { "a", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, HREF_NEEDED } },
	[ELEMENT_BR] = { "br", CONTENT_EMPTY, NULL, ANY, { 0 } },
	[ELEMENT_NOTE] = { "note", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, ID } },
	[ELEMENT_REF] = { "ref", CONTENT_WORDS, NULL, ANY, { LANG_ONLY, REF } },
	[ELEMENT_CITATION] = { "cite", CONTENT_WORDS, NULL, ANY, { LANG_ONLY, CITATION } },
	[ELEMENT_TERM] = { "term", CONTENT_WORDS, NULL, ANY, { LANG_ONLY, TERM } },
	[ELEMENT_FOREIGN] = { "foreign", CONTENT_INLINE, NULL, ANY, { LANG_NEEDED } },
	[ELEMENT_REFERENCES] = { "references", CONTENT_ELEMENTS, IN_REFERENCES, ANY, { LANG_ONLY } },
	[ELEMENT_ENTRY] = { "entry", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, ID } },
	[ELEMENT_RELATED] = { "related", CONTENT_ELEMENTS, IN_RELATED, ANY, { LANG_ONLY } },
	[ELEMENT_RELATED_TITLE] = { "title", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_RELATED_ITEM] = { "item", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, HREF } },
	[ELEMENT_PUBLICATION] = { "publication", CONTENT_ELEMENTS, IN_PUBLICATION, ANY, { PUBLICATION } },
	[ELEMENT_PUBLICATION_HEAD] = { "head", CONTENT_ELEMENTS, IN_PUBLICATION_HEAD, ANY, { LANG_ONLY } },
	[ELEMENT_NUMBER] = { "number", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_SLOGAN] = { "slogan", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_PUBLISHER] = { "publisher", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_PLACE] = { "place", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_EDITOR] = { "editor", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_LOGO] = { "logo", CONTENT_EMPTY, NULL, ANY, { LANG_ONLY, LOGO } },
	[ELEMENT_IMPRINT] = { "imprint", CONTENT_ELEMENTS, IN_IMPRINT, ANY, { LANG_ONLY } },
	[ELEMENT_FIELD] = { "field", CONTENT_INLINE, NULL, ANY, { LANG_ONLY, FIELD } },
	[ELEMENT_COVER] = { "cover", CONTENT_ELEMENTS, IN_COVER, ANY, { 0 } },
	[ELEMENT_SUMMARY] = { "summary", CONTENT_ELEMENTS, IN_SUMMARY, ANY, { LANG_ONLY } },
	[ELEMENT_PART] = { "part", CONTENT_ELEMENTS, IN_PART, 0, { LANG_ONLY, PART } },
	[ELEMENT_FRONTMATTER] = { "frontmatter", CONTENT_ELEMENTS, IN_FRONTMATTER, ANY, { LANG_ONLY } },
	[ELEMENT_BACKMATTER] = { "backmatter", CONTENT_ELEMENTS, IN_BACKMATTER, ANY, { LANG_ONLY } },
	[ELEMENT_FOREWORD] = { "foreword", CONTENT_ELEMENTS, IN_FOREWORD, 1, { LANG_ONLY, ID } },
	[ELEMENT_COMMITTEE] = { "committee", CONTENT_ELEMENTS, IN_MEMBERS, ANY, { LANG_ONLY, ID } },
	[ELEMENT_CONTENTS] = { "contents", CONTENT_ELEMENTS, IN_INDEX, ANY, { LANG_ONLY } },
	[ELEMENT_APPENDIX] = { "appendix", CONTENT_ELEMENTS, IN_APPENDIX, 1, { LANG_ONLY, ID } },
	[ELEMENT_DELEGATES] = { "delegates", CONTENT_ELEMENTS, IN_MEMBERS, ANY, { LANG_ONLY, ID } },
	[ELEMENT_MEMBER] = { "member", CONTENT_ELEMENTS, IN_MEMBER, ANY, { LANG_ONLY } },
	[ELEMENT_ROLE] = { "role", CONTENT_WORDS, NULL, ANY, { LANG_ONLY } },
	[ELEMENT_PLATES] = { "plates", CONTENT_ELEMENTS, IN_PLATES, ANY, { LANG_ONLY, ID } },
	[ELEMENT_INDEX] = { "index", CONTENT_ELEMENTS, IN_INDEX, ANY, { LANG_ONLY, ID, INDEX } },
};

bool vocabulary_is_scope(ElementType type) {
	switch (type) {
	case ELEMENT_ARTICLE: case ELEMENT_FOREWORD: case ELEMENT_COMMITTEE: case ELEMENT_APPENDIX: case ELEMENT_DELEGATES:
	case ELEMENT_PLATES: case ELEMENT_INDEX: return true;
	default: return false;
	}
}

const ElementRule *vocabulary_find_rule(ElementType type) { return &RULES[type]; }
const ChildRule *vocabulary_inline_children(void) { return INLINES; }

const ChildRule *vocabulary_find_children(ElementType type) {
	return RULES[type].children ? RULES[type].children : RULES[type].content == CONTENT_INLINE ? INLINES : NULL;
}

const AttributeRule *vocabulary_find_attribute(ElementType type, const char *name) {
	for (int group = 0; group < 3 && RULES[type].groups[group]; group++)
		for (const AttributeRule *rule = RULES[type].groups[group]; rule->name; rule++)
			if (strcmp(rule->name, name) == 0) return rule;
	return NULL;
}

ElementType vocabulary_find_type(const char *name) {
	ElementType found = ELEMENT_NONE;
	for (int type = ELEMENT_ARTICLE; type < ELEMENT_TYPES; type++) {
		if (strcmp(RULES[type].name, name) != 0) continue;
		if (found) return ELEMENT_NONE;
		found = (ElementType)type;
	}
	return found;
}

bool vocabulary_has_name(const char *name) {
	for (int type = ELEMENT_ARTICLE; type < ELEMENT_TYPES; type++)
		if (strcmp(RULES[type].name, name) == 0) return true;
	return false;
}

const char *vocabulary_find_foreign_habit(const char *name) {
	static const char *const HABITS[][2] = { /* HTML, NITF, DocBook and TEI, as people remember them */
		{ "strong", "b" }, { "bold", "b" }, { "em", "i" }, { "italic", "i" }, { "emphasis", "i" }, { "para", "p" },
		{ "h1", "h" }, { "h2", "h" }, { "h3", "h" }, { "h4", "h" }, { "h5", "h" }, { "h6", "h" }, { "heading", "h" },
		{ "hl1", "title" }, { "hl2", "subtitle" }, { "headline", "title" }, { "hedline", "title" }, { "byline", "author" },
		{ "img", "photo" }, { "image", "photo" }, { "picture", "photo" }, { "media", "figure" },
		{ "figcaption", "caption" }, { "ul", "list" }, { "ol", "list" }, { "li", "item" }, { "tr", "row" }, { "td", "cell" },
		{ "th", "cell" }, { "blockquote", "quote" }, { "hr", "rule" }, { "footnote", "note" }, { "fn", "note" },
		{ "link", "a" }, { "xref", "ref" }, { "biblioentry", "entry" }, { "bibliography", "references" }, { "ref-list", "references" }, { "aff", "affiliation" },
		{ "indexterm", "term" }, { "preface", "foreword" }, { "toc", "contents" }, { "citation", "cite" }, { "sapo", "lead" }, { "poem", "verse" }, { "lg", "stanza" },
		{ "l", "line" }, { "aside", "box" }, { "div", "box" }, { "span", "foreign" }, { "issue", "publication" }, { "html", "article" },
	};
	for (unsigned i = 0; i < sizeof HABITS / sizeof *HABITS; i++)
		if (strcmp(HABITS[i][0], name) == 0) return HABITS[i][1];
	return NULL;
}

static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool vocabulary_choice(const char *choices, const char *value, int *index) {
	while (space(*value)) value++;
	size_t length = strlen(value);
	while (length && space(value[length - 1])) length--;
	int number = 0;
	for (const char *at = choices; *at; number++) {
		size_t step = strcspn(at, "|");
		if (step == length && memcmp(at, value, length) == 0) {
			if (index) *index = number;
			return true;
		}
		at += step;
		if (*at == '|') at++;
	}
	return false;
}
