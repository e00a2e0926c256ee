/* Ids, references and links. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "publication/reader.h"
#include "publication/shown_text.h"

const char *read_id(Reader *reader, const xmlNode *element) {
	const char *name = read_token(reader, element, "id");
	if (!name || !name[0]) return NULL;
	const IdEntry *entry = ids_find_own(reader->ids, name, reader->article_number);
	return entry ? entry->unique : NULL; /* NULL: its form is wrong, which was said */
}

/* What a reference means. An id that is used twice in the article leads to the first. */
static const char *resolve(Reader *reader, const xmlNode *element, const char *attribute, const char *name) {
	int others;
	const IdEntry *entry = ids_find(reader->ids, name, reader->article_number, &others);
	const char *shown = shown_text(reader->work, name, 80);
	SourcePos pos = source_attribute_pos(element, attribute);
	if (!entry) {
		diag_add(reader->diag, SEVERITY_ERROR, "ref-dangling", pos, _("Nothing has the id “%.80s” that is pointed at here."), shown);
		const char *near = ids_suggest(reader->ids, name, reader->article_number);
		if (near) diag_hint(reader->diag, _("Is “%s” meant?"), near);
		else diag_hint(reader->diag, _("Give what is meant the attribute id=\"%.80s\"."), shown);
		return NULL;
	}
	if (entry->lost) {
		diag_add(reader->diag, SEVERITY_WARNING, "ref-left-out", pos,
			_("The id “%.80s” that is pointed at here belongs to an article that was left out."), shown);
		return NULL;
	}
	if (others) {
		diag_add(reader->diag, SEVERITY_WARNING, "ref-ambiguous", pos,
			_("The id “%.80s” that is pointed at here is not in this article but in several others; the one at %s, line %d was taken."),
			shown, entry->pos.file, entry->pos.line);
		diag_hint(reader->diag, _("Give what is meant an id of its own."));
	}
	return entry->unique;
}

const char *read_target(Reader *reader, const xmlNode *element) {
	const char *name = read_token(reader, element, "to");
	return name && name[0] ? resolve(reader, element, "to", name) : NULL;
}

/* ---- entries of a list, several with spaces between them ---- */

/* The next name of the list, in the work arena; NULL at its end. */
static const char *next_name(Reader *reader, const char **at) {
	*at += strspn(*at, " \t\r\n");
	size_t length = strcspn(*at, " \t\r\n");
	if (!length) return NULL;
	const char *name = arena_copy_text(reader->work, *at, length);
	*at += length;
	return name;
}

static int compare_cited(const void *a, const void *b) { return ((const Cited *)a)->number - ((const Cited *)b)->number; }

const Citation *read_citation(Reader *reader, const xmlNode *element) {
	const char *value = read_token(reader, element, "to"), *at = value ? value : "", *name;
	struct { Cited *items; int count, capacity; } cited = { 0 };
	while ((name = next_name(reader, &at))) {
		const IdEntry *entry = ids_find_own(reader->ids, name, reader->article_number);
		if (entry && entry->kind == ID_ENTRY) {
			*vector_push(reader->arena, &cited) = (Cited){ entry->unique, entry->number };
			continue;
		}
		diag_add(reader->diag, SEVERITY_ERROR, "cite-dangling", source_attribute_pos(element, "to"),
			_("The references of this article have no <entry> with the id “%.80s”."), shown_text(reader->work, name, 80));
		const char *near = ids_suggest(reader->ids, name, reader->article_number);
		if (near) diag_hint(reader->diag, _("Is “%s” meant?"), near);
		else diag_hint(reader->diag, _("Add <entry id=\"%.80s\"> to <references>, at the end of the article."), shown_text(reader->work, name, 80));
	}
	if (!cited.count) return NULL;
	Citation *citation = ARENA_NEW(reader->arena, Citation);
	qsort(cited.items, (size_t)cited.count, sizeof *cited.items, compare_cited);
	*citation = (Citation){ cited.items, cited.count, read_filled_attribute(reader, element, "at") };
	return citation;
}

void read_author_affiliations(Reader *reader, const xmlNode *element, Author *author) {
	const char *value = read_token(reader, element, "aff"), *at = value ? value : "", *name;
	while ((name = next_name(reader, &at))) {
		const IdEntry *entry = ids_find_own(reader->ids, name, reader->article_number);
		if (entry && entry->kind == ID_AFFILIATION) {
			*vector_push(reader->arena, &author->affiliations) = entry->number - 1;
			continue;
		}
		diag_add(reader->diag, SEVERITY_ERROR, "affiliation-dangling", source_attribute_pos(element, "aff"),
			_("No <affiliation> of this article has the id “%.80s”."), shown_text(reader->work, name, 80));
		diag_hint(reader->diag, _("Add <affiliation id=\"%.80s\">…</affiliation> beside the authors."), shown_text(reader->work, name, 80));
	}
}

/* ---- addresses ---- */

static bool has_scheme(const char *address, const char *scheme) {
	size_t length = strlen(scheme);
	return strncasecmp(address, scheme, length) == 0 && address[length];
}

/* An address is ASCII (RFC 3986, 2); other characters are written as their UTF-8 bytes (RFC 3987, 3.1). */
static const char *escape(Arena *arena, const char *address) {
	size_t length = strlen(address);
	char *escaped = arena_alloc_raw(arena, length * 3 + 1), *to = escaped;
	for (const char *at = address; *at; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte <= 0x20 || byte >= 0x7F || strchr("\"<>\\^`{|}", byte)) {
			static const char DIGITS[] = "0123456789ABCDEF";
			*to++ = '%';
			*to++ = DIGITS[byte >> 4];
			*to++ = DIGITS[byte & 15];
		} else {
			*to++ = *at;
		}
	}
	*to = 0;
	return escaped;
}

static const char *refuse_href(Reader *reader, const xmlNode *element, const char *href) {
	SourcePos pos = source_attribute_pos(element, "href");
	const char *colon = strchr(href, ':'), *shown = shown_text(reader->work, href, 80);
	bool scheme = colon && isalpha((unsigned char)href[0]) && strcspn(href, "/?#.") > (size_t)(colon - href);
	if (scheme)
		diag_add(reader->diag, SEVERITY_WARNING, "href-scheme", pos,
			_("A link to “%.80s” is not made: only http, https, mailto and tel lead somewhere from paper or a PDF."), shown);
	else
		diag_add(reader->diag, SEVERITY_WARNING, "href-relative", pos,
			_("“%.80s” is no whole web address, so no link is made."), shown);
	if (strncasecmp(href, "www.", 4) == 0) diag_hint(reader->diag, _("Write https://%.200s."), shown_text(reader->work, href, 200));
	else if (!scheme && strchr(href, '@')) diag_hint(reader->diag, _("Write mailto:%.200s."), shown_text(reader->work, href, 200));
	else if (!scheme) diag_hint(reader->diag, _("Write the address from https:// on, or \"#id\" for a place in this publication."));
	return NULL;
}

const char *read_href(Reader *reader, const xmlNode *element) {
	const char *href = read_token(reader, element, "href");
	if (!href) return NULL;
	if (href[0] == '#' && href[1]) {
		const char *target = resolve(reader, element, "href", href + 1);
		return target ? arena_format(reader->arena, "#%s", target) : NULL;
	}
	if (!href[0] || strcmp(href, "#") == 0) {
		if (type_of(element) != ELEMENT_A) return NULL; /* <item href=""> and <source href=""> are left to be filled in */
		diag_add(reader->diag, SEVERITY_WARNING, "href-empty", source_attribute_pos(element, "href"), _("This link leads nowhere."));
		return NULL;
	}
	static const char *const SCHEMES[] = { "https://", "http://", "mailto:", "tel:" };
	for (unsigned i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
		if (has_scheme(href, SCHEMES[i])) return escape(reader->arena, href);
	return refuse_href(reader, element, href);
}
