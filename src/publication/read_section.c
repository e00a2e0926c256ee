/* What stands before and after the papers of a book: forewords, committees, lists of delegates, appendices, plates, indexes. */
#include "base/message.h"
#include "publication/reader.h"

bool section_kind(const xmlNode *element, SectionKind *kind) {
	switch (type_of(element)) {
	case ELEMENT_FOREWORD: *kind = SECTION_FOREWORD; return true;
	case ELEMENT_COMMITTEE: *kind = SECTION_COMMITTEE; return true;
	case ELEMENT_DELEGATES: *kind = SECTION_DELEGATES; return true;
	case ELEMENT_CONTENTS: *kind = SECTION_CONTENTS; return true;
	case ELEMENT_APPENDIX: *kind = SECTION_APPENDIX; return true;
	case ELEMENT_PLATES: *kind = SECTION_PLATES; return true;
	case ELEMENT_INDEX: *kind = read_choice(element, "kind", "authors|keywords") == 1 ? SECTION_KEYWORD_INDEX : SECTION_AUTHOR_INDEX; return true;
	default: return false;
	}
}

static void read_member(Reader *reader, const xmlNode *element, Section *section) {
	const xmlNode *name = reader_find_child(element, ELEMENT_NAME), *role = reader_find_child(element, ELEMENT_ROLE);
	const xmlNode *unit = reader_find_child(element, ELEMENT_UNIT);
	SectionMember member = { .name = name ? read_words(reader, name) : NULL, .role = role ? read_words(reader, role) : NULL,
		.unit = unit ? read_words(reader, unit) : NULL, .pos = source_element_pos(element) };
	if (member.name) *vector_push(reader->arena, &section->members) = member;
	else note_empty(reader, element);
}

static void read_child(Reader *reader, const xmlNode *child, Section *section) {
	Article *article = section->article;
	switch (type_of(child)) {
	case ELEMENT_TITLE:
		read_title(reader, child, article);
		article->title = read_inlines(reader, child, reader->lang, reader->lang);
		return;
	case ELEMENT_DATE: read_date(reader, child, &article->date); return;
	case ELEMENT_AUTHOR: read_author(reader, child, article); return;
	case ELEMENT_MEMBER: read_member(reader, child, section); return;
	case ELEMENT_REFERENCES: read_references(reader, child, article); return;
	default: return;
	}
}

Section read_section(Reader *reader, const xmlNode *element, SectionKind kind) {
	Section section = { .kind = kind, .article = ARENA_NEW(reader->arena, Article), .pos = source_element_pos(element) };
	Article *article = section.article;
	const char *around = reader->lang;
	reader->article = article;
	reader->article_number = place_of(element)->article;
	reader->lang = article->lang = read_language(reader, element, around);
	article->pos = article->title_pos = section.pos;
	article->title_pos.file = NULL; /* until there is one */
	article->path = place_of(element)->source->path;
	article->date.hour = -1;
	article->id = kind == SECTION_CONTENTS ? NULL : read_id(reader, element);
	for (const xmlNode *child = source_first_element(element); child; child = source_next_element(child)) read_child(reader, child, &section);
	if (!article->title_pos.file) article->title_pos = section.pos;
	read_blocks(reader, element, reader->lang, &article->body);
	reader->article = NULL;
	reader->article_number = 0;
	reader->lang = around;
	return section;
}
