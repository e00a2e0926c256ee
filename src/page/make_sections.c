/* Front and back matter as articles that can be set like any other: with a title of their own, their members as text or a table. */
#include <string.h>
#include "page/book.h"

static void push_text(Composer *c, Inlines *inlines, const char *text, unsigned style, SourcePos pos) {
	*vector_push(c->arena, inlines) = (Inline){ .kind = INLINE_TEXT, .text = text, .style = style, .pos = pos };
}

/* "TS. Nguyễn Văn An, Trưởng ban" and where he comes from. */
static void add_committee(Composer *c, Article *article, const Section *section) {
	for (int i = 0; i < section->members.count; i++) {
		const SectionMember *member = &section->members.items[i];
		Block *block = ARENA_NEW(c->arena, Block);
		*block = (Block){ .kind = BLOCK_PARAGRAPH, .pos = member->pos, .break_before = BREAK_AVOID };
		push_text(c, &block->u.text, member->name, INLINE_BOLD, member->pos);
		if (member->role) push_text(c, &block->u.text, arena_format(c->arena, ", %s", member->role), 0, member->pos);
		if (member->unit) {
			*vector_push(c->arena, &block->u.text) = (Inline){ .kind = INLINE_BREAK, .pos = member->pos };
			push_text(c, &block->u.text, member->unit, INLINE_ITALIC, member->pos);
		}
		*vector_push(c->arena, &article->body) = block;
	}
}

static void push_cell(Composer *c, Row *row, const char *text, bool head, CellAlign align, SourcePos pos) {
	Cell cell = { .head = head, .colspan = 1, .rowspan = 1, .align = align, .column = row->cells.count, .pos = pos };
	if (text) push_text(c, &cell.text, text, 0, pos);
	*vector_push(c->arena, &row->cells) = cell;
}

/* A long table, numbered, its head repeated on every page; a column that nobody fills is left out. */
static void add_delegates(Composer *c, Article *article, const Section *section) {
	bool roles = false, units = false;
	for (int i = 0; i < section->members.count; i++) {
		roles = roles || section->members.items[i].role;
		units = units || section->members.items[i].unit;
	}
	Block *block = ARENA_NEW(c->arena, Block);
	*block = (Block){ .kind = BLOCK_TABLE, .pos = section->pos };
	Table *table = &block->u.table;
	table->columns = 2 + roles + units;
	table->head_rows = 1;
	Row *head = vector_push(c->arena, &table->rows);
	*head = (Row){ .head = true, .pos = section->pos };
	push_cell(c, head, page_book_word(WORD_NUMBER, article->lang), true, CELL_RIGHT, section->pos);
	push_cell(c, head, page_book_word(WORD_NAME, article->lang), true, CELL_AUTO, section->pos);
	if (roles) push_cell(c, head, page_book_word(WORD_ROLE, article->lang), true, CELL_AUTO, section->pos);
	if (units) push_cell(c, head, page_book_word(WORD_UNIT, article->lang), true, CELL_AUTO, section->pos);
	for (int i = 0; i < section->members.count; i++) {
		const SectionMember *member = &section->members.items[i];
		Row *row = vector_push(c->arena, &table->rows);
		*row = (Row){ .pos = member->pos };
		push_cell(c, row, arena_format(c->arena, "%d", i + 1), false, CELL_RIGHT, member->pos);
		push_cell(c, row, member->name, false, CELL_LEFT, member->pos);
		if (roles) push_cell(c, row, member->role, false, CELL_LEFT, member->pos);
		if (units) push_cell(c, row, member->unit, false, CELL_LEFT, member->pos);
	}
	*vector_push(c->arena, &article->body) = block;
}

static BookSection make_section(Composer *c, const Section *section, int number) {
	static const BookWord WORDS[] = { [SECTION_FOREWORD] = WORD_FOREWORD, [SECTION_COMMITTEE] = WORD_COMMITTEE, [SECTION_DELEGATES] = WORD_DELEGATES,
		[SECTION_CONTENTS] = WORD_CONTENTS, [SECTION_APPENDIX] = WORD_APPENDIX, [SECTION_PLATES] = WORD_PLATES, [SECTION_AUTHOR_INDEX] = WORD_AUTHOR_INDEX,
		[SECTION_KEYWORD_INDEX] = WORD_KEYWORD_INDEX };
	Article *article = ARENA_NEW(c->arena, Article);
	*article = *section->article;
	article->body = (Blocks){ 0 };
	for (int i = 0; i < section->article->body.count; i++) *vector_push(c->arena, &article->body) = section->article->body.items[i];
	if (!article->title.count) push_text(c, &article->title, page_book_word(WORDS[section->kind], article->lang), 0, section->pos);
	if (!article->id) article->id = arena_format(c->arena, "_muc-%d", number); /* no id that is written begins so */
	if (section->kind == SECTION_COMMITTEE) add_committee(c, article, section);
	if (section->kind == SECTION_DELEGATES && section->members.count) add_delegates(c, article, section);
	return (BookSection){ section->kind, article };
}

void page_make_sections(Composer *c, Book *book) {
	const Publication *publication = c->publication;
	int number = 0;
	bool contents = false;
	for (int i = 0; i < publication->front.count; i++) {
		*vector_push(c->arena, &book->front) = make_section(c, &publication->front.items[i], ++number);
		contents = contents || publication->front.items[i].kind == SECTION_CONTENTS;
	}
	for (int i = 0; i < publication->back.count; i++) {
		*vector_push(c->arena, &book->back) = make_section(c, &publication->back.items[i], ++number);
		contents = contents || publication->back.items[i].kind == SECTION_CONTENTS;
	}
	if (contents || !c->design->contents.shown) return;
	Article *own = ARENA_NEW(c->arena, Article);
	*own = (Article){ .lang = publication->lang, .pos = publication->pos, .title_pos = publication->pos, .path = publication->path, .date.hour = -1 };
	Section section = { .kind = SECTION_CONTENTS, .article = own, .pos = publication->pos };
	*vector_push(c->arena, &book->front) = make_section(c, &section, ++number);
}
