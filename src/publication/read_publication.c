#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "publication/normalise_text.h"
#include "publication/read_values.h"
#include "publication/reader.h"
#include "publication/resolve_path.h"
#include "publication/shown_text.h"

/* An article of the publication before it is read. */
typedef struct Planned {
	const xmlNode *article; /* NULL: left out */
	SectionKind section;    /* when part is FRONT or BACK */
	const xmlNode *link;    /* the <article href> that names it, NULL when it was written in place */
	int part;               /* FRONT, BACK: it stands there */
} Planned;
enum { FRONT = -1, BACK = -2 };

typedef struct Reading {
	Reader reader;
	Loader loader;
	IdTable ids;
	Checker checker;
	bool strict;
	Validator validator;
	VECTOR(Planned) planned;
} Reading;

/* ---- planning: everything is loaded and checked before anything is read, so that ids are known ---- */

static bool check_whole(Reading *reading, xmlNode *root, ElementType type, SchemaName schema) {
	int before = reading->checker.findings;
	if (!check_tree(&reading->checker, root, type)) return false;
	if (reading->strict && reading->checker.findings == before && validate_tree(&reading->validator, &reading->loader, root, schema))
		place_of(root)->bad = true;
	return true;
}

/* The source that an <article href> names; NULL when there is none (said). */
static Source *follow_link(Reading *reading, const xmlNode *link) {
	Loader *loader = &reading->loader;
	const char *href = read_token(&reading->reader, link, "href"), *folder = place_of(link)->source->folder;
	if (!href) href = ""; /* said by the check */
	const char *shown = shown_text(loader->work, href, 200);
	SourcePos pos = source_attribute_pos(link, "href");
	char *path;
	switch (resolve_path(loader->arena, loader->root, folder, href, &path)) {
	case PATH_OUTSIDE:
		diag_add(loader->diag, SEVERITY_ERROR, "article-outside", pos,
			_("The article “%.200s” lies outside the folder of the publication and is not read."), shown);
		diag_hint(loader->diag, _("Copy it to a place beside this file and name it by its path from here."));
		return NULL;
	case PATH_MISSING:
		diag_add(loader->diag, SEVERITY_ERROR, "article-missing", pos, _("The article “%.200s” is not there."), shown);
		resolve_hint(loader->work, loader->diag, loader->root, folder, href);
		return NULL;
	case PATH_FOUND: break;
	}
	Source *source = loader_load(loader, path, pos);
	if (source->linked.file) {
		diag_add(loader->diag, SEVERITY_ERROR, "article-twice", pos, _("The article “%.200s” is here already, from line %d."), shown,
			source->linked.line);
		diag_hint(loader->diag, _("Take one of the two out."));
		return NULL;
	}
	source->linked = pos;
	loader_include(loader, source);
	return source;
}

static void plan_article(Reading *reading, xmlNode *element, int part) {
	bool is_link = type_of(element) == ELEMENT_ARTICLE_LINK;
	Planned planned = { .article = element, .link = is_link ? element : NULL, .part = part };
	if (is_link) {
		Source *source = follow_link(reading, element);
		xmlNode *root = source ? loader_find_root(source) : NULL;
		bool fine = root && check_whole(reading, root, ELEMENT_ARTICLE, SCHEMA_ARTICLE) && !source->malformed;
		if (root && !fine && type_of(root) == ELEMENT_ARTICLE) ids_lose(&reading->ids, place_of(root)->article);
		planned.article = fine ? root : NULL;
	}
	if (planned.article && place_of(planned.article)->bad) {
		ids_lose(&reading->ids, place_of(planned.article)->article);
		planned.article = NULL;
	}
	if (!planned.article) {
		diag_add(reading->loader.diag, SEVERITY_WARNING, "article-left-out", source_element_pos(element),
			_("This article is left out until its errors are mended."));
		return;
	}
	*vector_push(reading->loader.work, &reading->planned) = planned;
}

/* A foreword, an index, …: they are always written in place (or by XInclude). */
static void plan_sections(Reading *reading, const xmlNode *parent, int where) {
	for (const xmlNode *child = source_first_element(parent); child; child = source_next_element(child)) {
		SectionKind kind;
		if (!section_kind(child, &kind)) continue;
		if (!place_of(child)->bad) {
			*vector_push(reading->loader.work, &reading->planned) = (Planned){ .article = child, .section = kind, .part = where };
			continue;
		}
		if (place_of(child)->article) ids_lose(&reading->ids, place_of(child)->article);
		diag_add(reading->loader.diag, SEVERITY_WARNING, "section-left-out", source_element_pos(child),
			_("This <%s> is left out until its errors are mended."), (const char *)child->name);
	}
}

static void plan_parts(Reading *reading, const xmlNode *root) {
	int part = 0;
	for (const xmlNode *child = source_first_element(root); child; child = source_next_element(child)) {
		if (type_of(child) == ELEMENT_FRONTMATTER) plan_sections(reading, child, FRONT);
		if (type_of(child) == ELEMENT_BACKMATTER) plan_sections(reading, child, BACK);
		if (type_of(child) != ELEMENT_PART) continue;
		for (xmlNode *article = source_first_element(child); article; article = source_next_element(article))
			if (type_of(article) == ELEMENT_ARTICLE || type_of(article) == ELEMENT_ARTICLE_LINK)
				plan_article(reading, article, part);
		part++;
	}
}

/* ---- reading ---- */

static void read_imprint(Reader *reader, const xmlNode *element, Publication *publication) {
	const char *around = read_language(reader, element, reader->lang);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_FIELD) continue;
		ImprintField field = { .name = read_attribute(reader, child, "name"), .pos = source_element_pos(child) };
		field.value = read_inlines(reader, child, reader->lang, around);
		if (field.name) *vector_push(reader->arena, &publication->imprint) = field;
	}
}

static void read_editor(Reader *reader, const xmlNode *element, Publication *publication) {
	const char *name = read_words(reader, element);
	if (name) *vector_push(reader->arena, &publication->editors) = name;
	else note_empty(reader, element);
}

static void read_publication_head(Reader *reader, const xmlNode *head, Publication *publication) {
	const char *around = read_language(reader, head, reader->lang);
	for (const xmlNode *child = source_first_element(head); child; child = source_next_element(child)) {
		switch (type_of(child)) {
		case ELEMENT_TITLE:
			publication->title = read_inlines(reader, child, reader->lang, around);
			publication->short_title = read_filled_attribute(reader, child, "short");
			if (publication->title.count) break;
			diag_add(reader->diag, SEVERITY_ERROR, "title-missing", source_element_pos(child),
				_("The publication's <title> is empty."));
			break;
		case ELEMENT_SUBTITLE: publication->subtitle = read_inlines(reader, child, reader->lang, around); break;
		case ELEMENT_NUMBER: publication->number = read_words(reader, child); break;
		case ELEMENT_SLOGAN: publication->slogan = read_words(reader, child); break;
		case ELEMENT_PUBLISHER: publication->publisher = read_words(reader, child); break;
		case ELEMENT_PLACE: publication->place = read_words(reader, child); break;
		case ELEMENT_EDITOR: read_editor(reader, child, publication); break;
		case ELEMENT_DATE: read_date(reader, child, &publication->date); break;
		case ELEMENT_LOGO:
			publication->logo = ARENA_NEW(reader->arena, Photo);
			*publication->logo = read_photo(reader, child, false);
			break;
		case ELEMENT_IMPRINT: read_imprint(reader, child, publication); break;
		default: break;
		}
	}
}

static void read_cover(Reader *reader, const xmlNode *cover, Publication *publication) {
	const xmlNode *photo = reader_find_child(cover, ELEMENT_PHOTO), *caption = reader_find_child(cover, ELEMENT_CAPTION);
	const xmlNode *summary = reader_find_child(cover, ELEMENT_SUMMARY);
	if (summary) read_blocks(reader, summary, read_language(reader, summary, reader->lang), &publication->cover.summary);
	if (!photo && publication->kind != PUBLICATION_PROCEEDINGS) {
		diag_add(reader->diag, SEVERITY_ERROR, "cover-photo-missing", source_element_pos(cover), _("The <cover> of a bulletin needs a <photo>."));
		diag_hint(reader->diag, _("Add <photo src=\"…\" alt=\"…\"/> inside it, or take <cover> out."));
	}
	if (!photo) return;
	publication->cover.photo = ARENA_NEW(reader->arena, Photo);
	*publication->cover.photo = read_photo(reader, photo, true);
	if (caption) publication->cover.caption = read_inlines(reader, caption, reader->lang, reader->lang);
}

static void read_sections(Reading *reading, const xmlNode *root, int where, Sections *sections) {
	Reader *reader = &reading->reader;
	const xmlNode *parent = reader_find_child(root, where == FRONT ? ELEMENT_FRONTMATTER : ELEMENT_BACKMATTER);
	const char *around = reader->lang;
	if (parent) reader->lang = read_language(reader, parent, around);
	for (int i = 0; i < reading->planned.count; i++) {
		const Planned *planned = &reading->planned.items[i];
		if (planned->part != where) continue;
		Section section = read_section(reader, planned->article, planned->section);
		*vector_push(reader->arena, sections) = section;
	}
	reader->lang = around;
}

static void read_parts(Reading *reading, const xmlNode *root) {
	Reader *reader = &reading->reader;
	int index = 0, next = 0;
	const char *around = reader->lang;
	for (const xmlNode *child = source_first_element(root); child; child = source_next_element(child)) {
		if (type_of(child) != ELEMENT_PART) continue;
		Part part = { .title = read_filled_attribute(reader, child, "title"), .pos = source_element_pos(child) };
		reader->lang = read_language(reader, child, around);
		while (next < reading->planned.count && reading->planned.items[next].part < 0) next++;
		for (; next < reading->planned.count && reading->planned.items[next].part == index; next++) {
			const Planned *planned = &reading->planned.items[next];
			Article *article = read_article(reader, planned->article);
			if (planned->link) read_article_attributes(planned->link, article);
			*vector_push(reader->arena, &part.articles) = article;
		}
		reader->lang = around;
		index++;
		if (part.articles.count) *vector_push(reader->arena, &reader->publication->parts) = part;
	}
}

static PressWish read_wish(Reader *reader, const xmlNode *root, const char *name) {
	const char *value = read_token(reader, root, name);
	return value && value[0] ? (PressWish){ value, source_attribute_pos(root, name) } : (PressWish){ 0 };
}

static void read_whole(Reading *reading, const xmlNode *root) {
	static const PublicationKind KINDS[] = { PUBLICATION_BULLETIN, PUBLICATION_PROCEEDINGS };
	Reader *reader = &reading->reader;
	Publication *publication = reader->publication;
	int kind = read_choice(root, "kind", "bulletin|proceedings");
	publication->kind = KINDS[kind < 0 ? 0 : kind];
	publication->id = read_token(reader, root, "id");
	publication->layout = read_token(reader, root, "layout");
	if (publication->layout) publication->layout_pos = source_attribute_pos(root, "layout");
	const char *fit = source_attribute(root, "fit");
	if (fit && !value_parse_pages(fit, &publication->fit_pages)) publication->fit_pages = 0;
	if (publication->layout && !publication->layout[0]) publication->layout = NULL;
	publication->print = (PressWishes){ .standard = read_wish(reader, root, "print-standard"), .profile = read_wish(reader, root, "output-profile"),
		.inks = read_wish(reader, root, "print-inks"), .marks = read_wish(reader, root, "print-marks"),
		.trim = read_wish(reader, root, "trim") };
	const xmlNode *head = reader_find_child(root, ELEMENT_PUBLICATION_HEAD), *cover = reader_find_child(root, ELEMENT_COVER);
	int paper;
	const char *value = source_attribute(root, "paper");
	if (value && value_parse_number(value, 3, 20, &paper)) publication->paper = paper;
	if (head) read_publication_head(reader, head, publication);
	check_imprint(reader, publication);
	if (cover) read_cover(reader, cover, publication);
	read_sections(reading, root, FRONT, &publication->front); /* in the order of reading: notes are numbered by it */
	read_parts(reading, root);
	read_sections(reading, root, BACK, &publication->back);
}

/* ---- the whole ---- */

void note_file(Reader *reader, const char *path) {
	uint64_t hash = bytes_hash(path, strlen(path));
	int *capacity = &reader->files.capacity;
	if (reader->publication->files.count * 2 >= *capacity) {
		*capacity = *capacity ? *capacity * 2 : 64;
		reader->files.slots = ARENA_ARRAY(reader->arena, int, *capacity);
		for (int i = 0; i < reader->publication->files.count; i++) {
			const char *known = reader->publication->files.items[i];
			unsigned at = (unsigned)bytes_hash(known, strlen(known));
			while (reader->files.slots[at &= (unsigned)*capacity - 1]) at++;
			reader->files.slots[at] = i + 1;
		}
	}
	unsigned at = (unsigned)hash;
	for (; reader->files.slots[at &= (unsigned)*capacity - 1]; at++)
		if (strcmp(reader->publication->files.items[reader->files.slots[at] - 1], path) == 0) return;
	*vector_push(reader->arena, &reader->publication->files) = path;
	reader->files.slots[at] = reader->publication->files.count;
}

static void list_sources(Reading *reading) {
	for (int i = 0; i < reading->loader.sources.count; i++) note_file(&reading->reader, reading->loader.sources.items[i]->path);
}

static Publication *read_lone_article(Reading *reading, xmlNode *root, const Source *source) {
	Reader *reader = &reading->reader;
	check_whole(reading, root, ELEMENT_ARTICLE, SCHEMA_ARTICLE);
	if (source->malformed) return NULL;
	ids_settle(&reading->ids, reader->diag, &place_of(root)->article, 1);
	list_sources(reading);
	Article *article = read_article(reader, root);
	reader->publication->lang = article->lang;
	Part *part = vector_push(reader->arena, &reader->publication->parts);
	part->pos = article->pos;
	*vector_push(reader->arena, &part->articles) = article;
	return reader->publication;
}

static void settle_ids(Reading *reading) {
	int count = reading->planned.count, *articles = ARENA_ARRAY(reading->loader.work, int, count + 1);
	int scopes = 0;
	for (int i = 0; i < count; i++) { /* <contents> is none: nothing in it has an id */
		int number = place_of(reading->planned.items[i].article)->article;
		if (number) articles[scopes++] = number;
	}
	ids_settle(&reading->ids, reading->loader.diag, articles, scopes);
}

static Publication *read_issue(Reading *reading, xmlNode *root, const Source *source) {
	Reader *reader = &reading->reader;
	check_whole(reading, root, ELEMENT_PUBLICATION, SCHEMA_PUBLICATION);
	plan_parts(reading, root);
	if (source->malformed) return NULL;
	settle_ids(reading);
	list_sources(reading);
	reader->lang = reader->publication->lang = read_language(reader, root, "vi");
	read_whole(reading, root);
	if (reader->publication->parts.count) return reader->publication;
	diag_add(reader->diag, SEVERITY_ERROR, "publication-empty", source_element_pos(root), _("The publication has no article."));
	return NULL;
}

static Publication *read_root(Reading *reading, xmlNode *root, const Source *source) {
	Reader *reader = &reading->reader;
	reader->publication->pos = source_element_pos(root);
	bool foreign = root->ns && root->ns->href;
	if (!foreign && strcmp((const char *)root->name, "article") == 0) return read_lone_article(reading, root, source);
	if (!foreign && strcmp((const char *)root->name, "publication") == 0) return read_issue(reading, root, source);
	bool article = foreign && strcmp((const char *)root->name, "article") == 0;
	check_tree(&reading->checker, root, article ? ELEMENT_ARTICLE : ELEMENT_PUBLICATION);
	if (!foreign && strcasecmp((const char *)root->name, "html") != 0)
		diag_hint(reader->diag, _("A file holds one <article> or one <publication>."));
	return NULL;
}

static Publication *read_file(Arena *arena, const char *path, Diag *diag, bool strict) {
	Reading *reading = calloc(1, sizeof *reading);
	if (!reading) base_out_of_memory();
	Publication *publication = ARENA_NEW(arena, Publication);
	publication->path = arena_copy_text(arena, path, strlen(path));
	publication->root = file_folder(arena, path);
	publication->lang = "vi";
	publication->date.hour = -1;
	reading->strict = strict;
	loader_open(&reading->loader, arena, diag, publication->root);
	ids_open(&reading->ids, arena, reading->loader.work);
	reading->checker = (Checker){ .loader = &reading->loader, .ids = &reading->ids };
	reading->reader = (Reader){ .arena = arena, .work = reading->loader.work, .diag = diag, .loader = &reading->loader,
		.ids = &reading->ids, .publication = publication, .lang = publication->lang };
	Source *source = loader_load(&reading->loader, path, (SourcePos){ 0 });
	loader_include(&reading->loader, source);
	xmlNode *root = loader_find_root(source);
	publication = root ? read_root(reading, root, source) : NULL;
	for (int i = 0; i < reading->loader.sources.count; i++) text_report_repairs(reading->loader.sources.items[i], diag);
	validator_close(&reading->validator);
	loader_close(&reading->loader);
	free(reading);
	return publication;
}

Publication *publication_read(Arena *arena, const char *path, Diag *diag) { return read_file(arena, path, diag, false); }
Publication *publication_check(Arena *arena, const char *path, Diag *diag) { return read_file(arena, path, diag, true); }
