/* Templates of furniture, mastheads and boxes: fields in {braces}, optional stretches in [brackets]. */
#include <stdlib.h>
#include <string.h>
#include "page/book.h"

/* Zeller's congruence in Sakamoto's form: 0 is Sunday. */
static int weekday(int year, int month, int day) {
	static const int OFFSETS[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
	if (month < 3) year--;
	return (year + year / 4 - year / 100 + year / 400 + OFFSETS[month - 1] + day) % 7;
}

/* Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.4: days below 10 and months 1 and 2 are written with a zero before them. */
const char *page_date_long(Composer *c, Date date) {
	static const char *const DAYS[] = { "Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy" };
	if (!date.year) return "";
	if (!date.month) return arena_format(c->arena, "Năm %d", date.year);
	const char *month = arena_format(c->arena, date.month < 3 ? "%02d" : "%d", date.month);
	if (!date.day) return arena_format(c->arena, "Tháng %s năm %d", month, date.year);
	return arena_format(c->arena, "%s, ngày %02d tháng %s năm %d", DAYS[weekday(date.year, date.month, date.day)], date.day,
		month, date.year);
}

const char *page_date_plain(Composer *c, Date date, bool begins) {
	if (!date.year) return "";
	if (!date.month) return arena_format(c->arena, begins ? "Năm %d" : "năm %d", date.year);
	const char *month = arena_format(c->arena, date.month < 3 ? "%02d" : "%d", date.month);
	if (!date.day) return arena_format(c->arena, begins ? "Tháng %s năm %d" : "tháng %s năm %d", month, date.year);
	return arena_format(c->arena, begins ? "Ngày %02d tháng %s năm %d" : "ngày %02d tháng %s năm %d", date.day, month, date.year);
}

const char *page_date_short(Composer *c, Date date) {
	if (!date.year) return "";
	if (!date.month) return arena_format(c->arena, "%d", date.year);
	if (!date.day) return arena_format(c->arena, "%d/%d", date.month, date.year);
	return arena_format(c->arena, "%d/%d/%d", date.day, date.month, date.year);
}

static const char *month_words(Composer *c, Date date) {
	if (!date.month) return date.year ? arena_format(c->arena, "Năm %d", date.year) : "";
	return arena_format(c->arena, "Tháng %d năm %d", date.month, date.year);
}

static const char *or_empty(const char *text) { return text ? text : ""; }

/* The words for the back of the cover; its paragraphs end by force. */
static const char *join_summary(Composer *c) {
	const Blocks *blocks = &c->publication->cover.summary;
	Text words = { 0 };
	for (int i = 0; i < blocks->count; i++)
		if (blocks->items[i]->kind == BLOCK_PARAGRAPH) text_format(&words, "%s%s", words.length ? "\n" : "", publication_plain_text(c->arena, &blocks->items[i]->u.text));
	return page_keep_text(c, &words);
}

static const char *join_editors(Composer *c) {
	Text names = { 0 };
	for (int i = 0; i < c->publication->editors.count; i++) text_format(&names, "%s%s", i ? ", " : "", c->publication->editors.items[i]);
	return page_keep_text(c, &names);
}

static const char *join_authors(Composer *c, const Article *article) {
	Text names = { 0 };
	for (int i = 0; i < article->authors.count; i++) text_format(&names, "%s%s", i ? ", " : "", article->authors.items[i].name);
	return page_keep_text(c, &names);
}

static const char *field_value(Composer *c, const char *name, size_t length, const Fields *fields) {
	const Publication *publication = c->publication;
	const Article *article = fields->article;
	Date date = publication->date;
	if (!date.year && article) date = article->date;
#define IS(word) (length == sizeof word - 1 && memcmp(name, word, length) == 0)
	if (IS("title")) return publication_plain_text(c->arena, &publication->title);
	if (IS("subtitle")) return publication_plain_text(c->arena, &publication->subtitle);
	if (IS("number")) return or_empty(publication->number);
	if (IS("date")) return page_date_short(c, date);
	if (IS("date-long")) return page_date_long(c, date);
	if (IS("month")) return month_words(c, date);
	if (IS("year")) return date.year ? arena_format(c->arena, "%d", date.year) : "";
	if (IS("section")) return or_empty(fields->section);
	if (IS("article")) return article ? publication_plain_text(c->arena, &article->title) : "";
	if (IS("kicker")) {
		const char *kicker = article ? publication_plain_text(c->arena, &article->kicker) : "";
		return kicker[0] ? kicker : article && article->section ? article->section : or_empty(fields->section);
	}
	if (IS("author")) return article ? join_authors(c, article) : "";
	if (IS("authors-short")) return page_short_authors(c, article);
	if (IS("short-title")) return article && article->short_title ? article->short_title : article ? publication_plain_text(c->arena, &article->title) : "";
	if (IS("part-number")) return fields->part ? arena_format(c->arena, "%d", fields->part) : "";
	if (IS("book-title")) return publication->short_title ? publication->short_title : publication_plain_text(c->arena, &publication->title);
	if (IS("editors")) return join_editors(c);
	if (IS("place")) return or_empty(publication->place);
	if (IS("summary")) return join_summary(c);
	if (IS("isbn")) return or_empty(publication->isbn);
	if (IS("page")) return fields->label ? fields->label : arena_format(c->arena, "%d", fields->page + 1);
	if (IS("pages")) return arena_format(c->arena, "%d", fields->pages);
	if (IS("publisher")) return or_empty(publication->publisher);
	if (IS("slogan")) return or_empty(publication->slogan);
#undef IS
	if (length > 8 && memcmp(name, "imprint:", 8) == 0) {
		for (int i = 0; i < publication->imprint.count; i++) {
			const ImprintField *field = &publication->imprint.items[i];
			if (strlen(field->name) == length - 8 && memcmp(field->name, name + 8, length - 8) == 0)
				return publication_plain_text(c->arena, &field->value);
		}
	}
	return "";
}

/* Fills text up to `stop` (NUL or ']'); *empty is set when a field in it was empty. */
static const char *fill(Composer *c, const char *at, char stop, const Fields *fields, Text *out, bool *empty) {
	while (*at && *at != stop) {
		const char *close;
		if (*at == '{' && (close = strchr(at, '}'))) {
			const char *value = field_value(c, at + 1, (size_t)(close - at - 1), fields);
			if (!value[0]) *empty = true;
			text_add(out, value);
			at = close + 1;
		} else if (*at == '[' && stop != ']') {
			Text inner = { 0 };
			bool missing = false;
			at = fill(c, at + 1, ']', fields, &inner, &missing);
			if (*at == ']') at++;
			if (!missing && inner.length) text_add_bytes(out, inner.bytes, inner.length);
			text_free(&inner);
		} else {
			text_add_char(out, *at++);
		}
	}
	return at;
}

const char *page_fill_template(Composer *c, const char *text, const Fields *fields) {
	if (!text) return "";
	Text out = { 0 };
	bool empty = false;
	fill(c, text, 0, fields, &out, &empty);
	const char *start = out.bytes ? out.bytes : "";
	size_t length = out.length;
	while (length && *start == ' ') { start++; length--; }
	while (length && start[length - 1] == ' ') length--;
	const char *copy = arena_copy_text(c->arena, start, length);
	text_free(&out);
	return copy;
}
