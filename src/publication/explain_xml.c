/* What the parser found, in words for people who do not know the parser. A slip ("&" alone, an entity that only HTML has) does
 * not disturb what follows, so every one is reported; once tags stop nesting only the first finding is, because what the parser
 * says after that are consequences. */
#include <libxml/HTMLparser.h>
#include <string.h>
#include "base/message.h"
#include "publication/parse_xml.h"
#include "publication/shown_text.h"

enum { MOST_SLIPS = 50, SHOWN = 60 };

typedef struct Finding {
	Parse *parse;
	xmlParserCtxt *parser;
	const xmlError *error;
	size_t offset;
	SourcePos pos;
} Finding;

static const char *shown(const Finding *finding, const char *name) {
	return shown_text(finding->parse->loader->work, name && name[0] ? name : "?", SHOWN);
}

static const char *first_word(const Finding *finding) { return shown(finding, finding->error->str1); }

static void add(const Finding *finding, const char *message) {
	diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-malformed", finding->pos, "%s", message);
}

static void hint(const Finding *finding, const char *text) { diag_hint(finding->parse->loader->diag, "%s", text); }

static void move_back_to(Finding *finding, char wanted) {
	const Source *source = finding->parse->source;
	const char *found = finding->offset ? memrchr(source->text, wanted, finding->offset) : NULL;
	if (found) finding->offset = (size_t)(found - source->text);
	finding->pos = source_find_pos(finding->parse->source, finding->offset);
}

/* ---- slips ---- */

static void explain_undeclared_entity(Finding *finding) {
	Parse *parse = finding->parse;
	const char *name = finding->error->str1 ? finding->error->str1 : "";
	for (int i = 0; i < parse->refused_entities.count; i++)
		if (strcmp(parse->refused_entities.items[i], name) == 0) return; /* its declaration was reported */
	move_back_to(finding, '&');
	diag_add(parse->loader->diag, SEVERITY_ERROR, "xml-entity", finding->pos, _("XML does not know “&%.*s;”."), SHOWN, first_word(finding));
	const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
	if (known) diag_hint(parse->loader->diag, _("That name belongs to HTML. Write the character itself, or &#%u;."), known->value);
	else hint(finding, _("Write “&amp;” where an “&” is meant."));
}

static void explain_lone_ampersand(Finding *finding) {
	move_back_to(finding, '&');
	add(finding, _("An “&” stands here alone."));
	hint(finding, _("Write “&amp;” where an “&” is meant, also in web addresses."));
}

static void explain_prefix(Finding *finding) {
	move_back_to(finding, '<');
	diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-prefix", finding->pos,
		_("The prefix “%.*s:” is used here but nothing says what it stands for."), SHOWN, first_word(finding));
	hint(finding, _("Text pasted from Word brings such tags along (<o:p>…): take them out and keep the words."));
}

static void explain_character_reference(Finding *finding) {
	move_back_to(finding, '&');
	add(finding, _("“&#…;” names no character here."));
	hint(finding, _("Write the character itself."));
}

static void explain_character(Finding *finding) {
	const Source *source = finding->parse->source;
	unsigned char here = finding->offset < source->length ? (unsigned char)source->text[finding->offset] : 0;
	if (here >= 0x20 && here < 0x80 && finding->offset && source->text[finding->offset - 1] == ';') { /* "&#1;" was read */
		explain_character_reference(finding);
		return;
	}
	diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-character", finding->pos,
		_("A character stands here that XML does not allow (U+%04X)."), (unsigned)finding->error->int1);
	hint(finding, _("Delete it; it cannot be seen, and often came along when text was pasted."));
}

/* ---- what ends the reading of the structure ---- */

static void explain_mismatch(Finding *finding) {
	const char *closing = finding->error->str2 && finding->error->str2[0] ? shown(finding, finding->error->str2) : NULL;
	const xmlNode *open = finding->parser->node;
	move_back_to(finding, '<');
	Diag *diag = finding->parse->loader->diag;
	int line = open && open->_private ? place_of(open)->pos.line : finding->error->int1;
	int column = open && open->_private ? place_of(open)->pos.column : 1;
	/* A missing end tag shows where the tag around it ends. */
	if (closing)
		diag_add(diag, SEVERITY_ERROR, "xml-tags", finding->pos,
			_("</%.*s> stands here, but <%.*s>, opened at line %d, column %d, is not closed yet."),
			SHOWN, closing, SHOWN, first_word(finding), line, column);
	else
		diag_add(diag, SEVERITY_ERROR, "xml-tags", finding->pos,
			_("An end tag stands here that does not close <%.*s>, opened at line %d, column %d."),
			SHOWN, first_word(finding), line, column);
	diag_hint(diag, _("Close it with </%.*s> before this place, or take one of the two tags out."), SHOWN, first_word(finding));
}

static void explain_early_end(Finding *finding) {
	const xmlNode *open = finding->parser->node;
	if (open && open->_private) {
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-tags", finding->pos,
			_("The file ends here, but <%.*s>, opened at line %d, column %d, is not closed."), SHOWN, shown(finding, (const char *)open->name),
			place_of(open)->pos.line, place_of(open)->pos.column);
		diag_hint(finding->parse->loader->diag, _("Add </%.*s>, or look whether the end of the file was lost."), SHOWN,
			shown(finding, (const char *)open->name));
	} else {
		add(finding, _("The file ends in the middle of something."));
		hint(finding, _("Look whether the end of the file was lost."));
	}
}

static void explain_attribute(Finding *finding) {
	switch (finding->error->code) {
	case XML_ERR_ATTRIBUTE_REDEFINED:
	case XML_NS_ERR_ATTRIBUTE_REDEFINED:
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-attribute", finding->pos,
			_("The attribute %.*s is given twice in one tag."), SHOWN, first_word(finding));
		hint(finding, _("Take one of the two out."));
		return;
	case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
	case XML_ERR_EQUAL_REQUIRED:
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-attribute", finding->pos,
			_("An attribute has no value here."));
		break;
	case XML_ERR_LT_IN_ATTRIBUTE:
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-attribute", finding->pos,
			_("The value of an attribute holds a “<”; probably its closing quotation mark is missing."));
		break;
	case XML_ERR_SPACE_REQUIRED:
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-attribute", finding->pos,
			_("A space is missing here."));
		hint(finding, _("Attributes are set apart by spaces, and a value holds no quotation mark of its own kind."));
		return;
	default:
		diag_add(finding->parse->loader->diag, SEVERITY_ERROR, "xml-attribute", finding->pos,
			_("The value of an attribute is not between quotation marks here."));
	}
	hint(finding, _("Write name=\"value\", with straight quotation marks."));
}

static void explain_other(Finding *finding) {
	switch (finding->error->code) {
	case XML_ERR_DOCUMENT_EMPTY:
	case XML_ERR_DOCUMENT_START:
		add(finding, _("The file does not begin with a tag."));
		hint(finding, _("The first thing in it is <article> or <publication>, after the line <?xml …?> if there is one."));
		return;
	case XML_ERR_DOCUMENT_END:
	case XML_ERR_EXTRA_CONTENT:
		add(finding, _("There is something after the end of the last element."));
		hint(finding, _("A file holds one <article> or <publication> with everything inside it; look for an end tag too many."));
		return;
	case XML_ERR_RESERVED_XML_NAME:
		add(finding, _("<?xml …?> may stand only at the very beginning of the file."));
		hint(finding, _("Take out what is before it, be it an empty line or a space."));
		return;
	case XML_ERR_COMMENT_NOT_FINISHED:
	case XML_ERR_HYPHEN_IN_COMMENT:
		add(finding, finding->error->code == XML_ERR_HYPHEN_IN_COMMENT ? _("Two hyphens stand inside a comment.") :
			_("A comment is not closed."));
		hint(finding, _("A comment begins with <!-- and ends with -->, and has no two hyphens together between them."));
		return;
	case XML_ERR_CDATA_NOT_FINISHED:
	case XML_ERR_MISPLACED_CDATA_END:
		add(finding, _("“]]>” is missing here, or stands where it may not."));
		return;
	case XML_ERR_NAME_REQUIRED:
	case XML_ERR_LT_REQUIRED:
		add(finding, _("A “<” stands here that begins no tag."));
		hint(finding, _("Write “&lt;” where a “<” is meant."));
		return;
	case XML_ERR_GT_REQUIRED:
		add(finding, _("A tag is not closed with “>” here."));
		return;
	case XML_ERR_XMLDECL_NOT_FINISHED: case XML_ERR_VERSION_MISSING: case XML_ERR_ENCODING_NAME: case XML_ERR_STRING_NOT_CLOSED:
	case XML_ERR_STRING_NOT_STARTED: case XML_ERR_UNKNOWN_VERSION: case XML_ERR_STANDALONE_VALUE:
		add(finding, _("The first line is not written as it should be."));
		hint(finding, _("Write <?xml version=\"1.0\" encoding=\"UTF-8\"?>, or leave it out."));
		return;
	case XML_ERR_DOCTYPE_NOT_FINISHED: case XML_ERR_INTERNAL_ERROR: default:
		add(finding, _("The XML is not well-formed here."));
		hint(finding, _("Look at the tags and quotation marks just before this place."));
	}
}

/* ---- which is which ---- */

static bool is_slip(const Finding *finding) {
	switch (finding->error->code) {
	case XML_ERR_UNDECLARED_ENTITY: case XML_WAR_UNDECLARED_ENTITY: case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_ENTITYREF_NO_NAME: case XML_NS_ERR_UNDEFINED_NAMESPACE: case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_CHARREF: case XML_ERR_INVALID_DEC_CHARREF: case XML_ERR_INVALID_HEX_CHARREF:
		return true;
	case XML_ERR_NAME_REQUIRED: { /* the parser says the same of "& " and of "< " */
		const Source *source = finding->parse->source;
		return finding->offset > 0 && source->text[finding->offset - 1] == '&';
	}
	default:
		return false;
	}
}

static void explain_slip(Finding *finding) {
	finding->parse->slips++;
	if (finding->parse->slips > MOST_SLIPS) return;
	switch (finding->error->code) {
	case XML_ERR_UNDECLARED_ENTITY: case XML_WAR_UNDECLARED_ENTITY: explain_undeclared_entity(finding); return;
	case XML_NS_ERR_UNDEFINED_NAMESPACE: explain_prefix(finding); return;
	case XML_ERR_INVALID_CHAR: explain_character(finding); return;
	case XML_ERR_INVALID_CHARREF: case XML_ERR_INVALID_DEC_CHARREF: case XML_ERR_INVALID_HEX_CHARREF:
		explain_character_reference(finding);
		return;
	default: explain_lone_ampersand(finding); return;
	}
}

/* Limits of the parser: it says so in its message alone, under whatever code it was reading; since 2.12 the code is 114. */
static bool is_too_long(const xmlError *error) {
	enum { RESOURCE_LIMIT = 114 };
	static const char *const SIGNS[] = { "too long", "too big", "too deep", "Huge input", "Excessive depth" };
	if (error->code == RESOURCE_LIMIT || error->code == XML_ERR_NAME_TOO_LONG) return true;
	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) if (error->message && strstr(error->message, SIGNS[i])) return true;
	return false;
}

static void explain_structure(Finding *finding) {
	Parse *parse = finding->parse;
	if (parse->structural) return;
	parse->structural = true;
	if (is_too_long(finding->error)) {
		diag_add(parse->loader->diag, SEVERITY_ERROR, "xml-too-long", finding->pos, _("A name, a value or a declaration is far too long here."));
		hint(finding, _("Nothing in an article is as long as that: look for a quotation mark or an end that is missing."));
		xmlStopParser(parse->parser);
		return;
	}
	switch (finding->error->code) {
	case XML_ERR_TAG_NAME_MISMATCH: explain_mismatch(finding); return;
	case XML_ERR_TAG_NOT_FINISHED: explain_early_end(finding); return;
	case XML_ERR_LT_IN_ATTRIBUTE: case XML_ERR_ATTRIBUTE_NOT_STARTED: case XML_ERR_ATTRIBUTE_NOT_FINISHED:
	case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: case XML_ERR_ATTRIBUTE_REDEFINED: case XML_NS_ERR_ATTRIBUTE_REDEFINED:
	case XML_ERR_EQUAL_REQUIRED: case XML_ERR_SPACE_REQUIRED:
		explain_attribute(finding);
		return;
	case XML_ERR_ENTITY_LOOP:
		diag_add(parse->loader->diag, SEVERITY_ERROR, "xml-entity-bomb", finding->pos,
			_("The entities of this file stand for far too much text, or for themselves."));
		hint(finding, _("Take the <!ENTITY …> lines out and write the text itself."));
		xmlStopParser(parse->parser);
		return;
	default: explain_other(finding); return;
	}
}

void parse_explain(Parse *parse, xmlParserCtxt *parser, const xmlError *error) {
	bool undeclared = error->code == XML_WAR_UNDECLARED_ENTITY;
	if (parse->refused || (error->level <= XML_ERR_WARNING && !undeclared) || error->domain == XML_FROM_VALID) return;
	if (error->code == XML_ERR_USER_STOP || error->code == XML_NS_ERR_EMPTY || error->code == XML_NS_ERR_COLON) return;
	Finding finding = { parse, parser, error, parse_offset(parse), { 0 } };
	finding.pos = source_find_pos(parse->source, finding.offset);
	parse->source->malformed = true;
	if (is_slip(&finding)) explain_slip(&finding);
	else explain_structure(&finding);
}
