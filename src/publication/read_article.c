#include <string.h>
#include "base/message.h"
#include "publication/read_values.h"
#include "publication/reader.h"
#include "publication/shown_text.h"

bool read_date(Reader *reader, const xmlNode *element, Date *date) {
	const char *when = source_attribute(element, "when");
	*date = (Date){ .hour = -1 };
	if (!when) return false;
	DateResult result = value_parse_date(when, date);
	if (result == DATE_IMPOSSIBLE) {
		diag_add(reader->diag, SEVERITY_ERROR, "date-invalid", source_attribute_pos(element, "when"),
			_("There is no such day or time as “%.40s”."), shown_text(reader->work, when, 40));
		diag_hint(reader->diag, _("Write the year first, then the month, then the day: 2013-03-27."));
	}
	return result == DATE_FINE;
}

static Inlines read_head_line(Reader *reader, const xmlNode *head, ElementType type) {
	const xmlNode *element = head ? reader_find_child(head, type) : NULL;
	return element ? read_inlines(reader, element, reader->lang, read_language(reader, head, reader->lang)) : (Inlines){ 0 };
}

void read_author(Reader *reader, const xmlNode *element, Article *article) {
	const xmlNode *name = reader_find_child(element, ELEMENT_NAME), *unit = reader_find_child(element, ELEMENT_UNIT);
	Author author = { .name = name ? read_words(reader, name) : NULL, .unit = unit ? read_words(reader, unit) : NULL,
		.pos = source_element_pos(element) };
	if (author.name) {
		read_author_affiliations(reader, element, &author);
		*vector_push(reader->arena, &article->authors) = author;
		return;
	}
	diag_add(reader->diag, SEVERITY_ERROR, "author-nameless", author.pos, _("This <author> has no name and is left out."));
	diag_hint(reader->diag, _("Write <name>…</name> inside it; what the author belongs to goes into <unit> or <affiliation>."));
}

static void read_source(Reader *reader, const xmlNode *element, Article *article) {
	article->source = read_words(reader, element);
	article->source_href = read_href(reader, element);
	if (!article->source) article->source = article->source_href ? read_token(reader, element, "href") : NULL;
}

static void read_affiliation(Reader *reader, const xmlNode *element, Article *article) {
	Affiliation affiliation = { .id = read_id(reader, element), .text = read_words(reader, element), .pos = source_element_pos(element) };
	affiliation.lang = read_language(reader, element, reader->lang);
	if (!affiliation.text) {
		note_empty(reader, element);
		affiliation.text = ""; /* it keeps its number */
	}
	*vector_push(reader->arena, &article->affiliations) = affiliation;
}

static bool same_language(const char *a, const char *b) {
	size_t length = strcspn(a, "-");
	return length == strcspn(b, "-") && strncasecmp(a, b, length) == 0;
}

static void report_language_twice(Reader *reader, const xmlNode *element, const char *lang, SourcePos other) {
	diag_add(reader->diag, SEVERITY_WARNING, "language-twice", source_element_pos(element),
		_("There is a <%s> in this language (%s) already, at line %d."), (const char *)element->name, lang, other.line);
	diag_hint(reader->diag, _("Give one of them the xml:lang of its language, such as xml:lang=\"en\"."));
}

static void read_abstract(Reader *reader, const xmlNode *element, Article *article) {
	Abstract abstract = { .lang = read_language(reader, element, reader->lang), .pos = source_element_pos(element) };
	const xmlNode *title = reader_find_child(element, ELEMENT_PLAIN_TITLE);
	if (title) abstract.title = read_inlines(reader, title, reader->lang, abstract.lang);
	read_item_content(reader, element, reader->lang, &abstract.content);
	if (!abstract.content.count) {
		note_empty(reader, element);
		return;
	}
	for (int i = 0; i < article->abstracts.count; i++)
		if (same_language(article->abstracts.items[i].lang, abstract.lang))
			report_language_twice(reader, element, abstract.lang, article->abstracts.items[i].pos);
	*vector_push(reader->arena, &article->abstracts) = abstract;
}

static void read_keywords(Reader *reader, const xmlNode *element, Article *article) {
	Keywords list = { .lang = read_language(reader, element, reader->lang), .pos = source_element_pos(element) };
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		const char *keyword = type_of(child) == ELEMENT_K ? read_words(reader, child) : NULL;
		if (keyword) *vector_push(reader->arena, &list.words) = keyword;
	}
	if (!list.words.count) return;
	for (int i = 0; i < article->keyword_lists.count; i++)
		if (same_language(article->keyword_lists.items[i].lang, list.lang))
			report_language_twice(reader, element, list.lang, article->keyword_lists.items[i].pos);
	*vector_push(reader->arena, &article->keyword_lists) = list;
}

/* Those that the document and its catalogue carry: in the article's language. */
static void choose_keywords(Reader *reader, Article *article) {
	if (!article->keyword_lists.count) return;
	const Keywords *chosen = &article->keyword_lists.items[0];
	for (int i = article->keyword_lists.count - 1; i >= 0; i--)
		if (same_language(article->keyword_lists.items[i].lang, reader->lang)) chosen = &article->keyword_lists.items[i];
	for (int i = 0; i < chosen->words.count; i++) *vector_push(reader->arena, &article->keywords) = chosen->words.items[i];
}

void read_title(Reader *reader, const xmlNode *element, Article *article) {
	const char *words = read_filled_attribute(reader, element, "short");
	if (words) article->short_title = words;
	if (!article->title_pos.file) article->title_pos = source_element_pos(element);
}

/* An entry without words keeps its number: the citations of those after it must not be off by one. */
void read_references(Reader *reader, const xmlNode *element, Article *article) {
	const char *around = read_language(reader, element, reader->lang);
	const xmlNode *title = reader_find_child(element, ELEMENT_RELATED_TITLE);
	if (title) article->references_title = read_words(reader, title);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_ENTRY) continue;
		Reference entry = { .id = read_id(reader, child), .lang = read_language(reader, child, around), .pos = source_element_pos(child) };
		entry.text = read_inlines(reader, child, entry.lang, around);
		if (!entry.text.count) diag_add(reader->diag, SEVERITY_WARNING, "reference-empty", entry.pos, _("This entry of the references is empty."));
		*vector_push(reader->arena, &article->references) = entry;
	}
}

/* The lines in the order in which they are printed, whatever the source's is: notes are numbered by it. */
static void read_head(Reader *reader, const xmlNode *head, Article *article) {
	article->kicker = read_head_line(reader, head, ELEMENT_KICKER);
	article->title = read_head_line(reader, head, ELEMENT_TITLE);
	article->subtitle = read_head_line(reader, head, ELEMENT_SUBTITLE);
	for (const xmlNode *child = head ? source_first_element(head) : NULL; child; child = source_next_element(child)) {
		switch (type_of(child)) {
		case ELEMENT_TITLE: read_title(reader, child, article); break;
		case ELEMENT_SECTION: article->section = read_words(reader, child); break;
		case ELEMENT_DATE: read_date(reader, child, &article->date); break;
		case ELEMENT_AUTHOR: read_author(reader, child, article); break;
		case ELEMENT_SOURCE: read_source(reader, child, article); break;
		case ELEMENT_AFFILIATION: read_affiliation(reader, child, article); break;
		case ELEMENT_ABSTRACT: read_abstract(reader, child, article); break;
		case ELEMENT_KEYWORDS: read_keywords(reader, child, article); break;
		default: break;
		}
	}
	choose_keywords(reader, article);
	/* A title that is not there at all was reported by the check. */
	if (!article->title.count && article->title_pos.file) {
		diag_add(reader->diag, SEVERITY_ERROR, "title-missing", article->title_pos, _("The article's <title> is empty."));
		diag_hint(reader->diag, _("Write the headline between <title> and </title>."));
	}
	if (!article->title_pos.file) article->title_pos = head ? source_element_pos(head) : article->pos;
}

static void read_related(Reader *reader, const xmlNode *element, Article *article) {
	const char *around = read_language(reader, element, reader->lang);
	const xmlNode *title = reader_find_child(element, ELEMENT_RELATED_TITLE);
	if (title) article->related_title = read_words(reader, title);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_RELATED_ITEM) continue;
		RelatedItem item = { .text = read_inlines(reader, child, reader->lang, around), .pos = source_element_pos(child) };
		item.href = read_href(reader, child);
		if (item.text.count) *vector_push(reader->arena, &article->related) = item;
		else note_empty(reader, child);
	}
}

void read_article_attributes(const xmlNode *element, Article *article) {
	static const char *const RANKS[] = { "lead", "second", "third", "brief", "single" };
	int columns = read_choice(element, "columns", "1|2|3"), rank = read_choice(element, "rank", "lead|second|third|brief|single");
	int span = read_choice(element, "span", "1|2|3");
	int continuation = read_choice(element, "continue", "overleaf|after-part");
	if (continuation >= 0) article->continuation = continuation ? "after-part" : "overleaf";
	if (span >= 0) article->span = span + 1;
	if (columns >= 0) article->columns = columns + 1;
	if (rank >= 0) article->rank = RANKS[rank];
}

Article *read_article(Reader *reader, const xmlNode *element) {
	Article *article = ARENA_NEW(reader->arena, Article);
	const char *around = reader->lang;
	reader->article = article;
	reader->article_number = place_of(element)->article;
	reader->lang = read_language(reader, element, around);
	article->lang = reader->lang;
	article->pos = source_element_pos(element);
	article->path = place_of(element)->source->path;
	article->id = read_id(reader, element);
	article->date.hour = -1;
	read_article_attributes(element, article);
	read_head(reader, reader_find_child(element, ELEMENT_HEAD), article);
	const xmlNode *lead = reader_find_child(element, ELEMENT_LEAD), *body = reader_find_child(element, ELEMENT_BODY);
	const xmlNode *related = reader_find_child(element, ELEMENT_RELATED);
	if (lead) article->lead = read_inlines(reader, lead, reader->lang, reader->lang);
	if (body) read_blocks(reader, body, read_language(reader, body, reader->lang), &article->body);
	const xmlNode *references = reader_find_child(element, ELEMENT_REFERENCES);
	if (references) read_references(reader, references, article);
	if (related) read_related(reader, related, article);
	if (!article->lead.count && !article->body.count) {
		diag_add(reader->diag, SEVERITY_ERROR, "article-empty", article->pos, _("The article has no text."));
		diag_hint(reader->diag, _("Write a <lead>, or paragraphs <p> inside <body>."));
	}
	reader->article = NULL;
	reader->article_number = 0;
	reader->lang = around;
	return article;
}
