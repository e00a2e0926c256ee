/* What the drawing says of itself: title, authors, date, for the files made from it. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "page/composer.h"

enum { MOST_KEYWORDS = 64 };

typedef struct Words { const char **items; int count, capacity; } Words;

static void add_word(Composer *c, Words *words, const char *word) {
	for (int i = 0; i < words->count; i++) if (strcmp(words->items[i], word) == 0) return;
	*vector_push(c->arena, words) = word;
}

/* NULL when there are none. */
static const char *join_words(Composer *c, const Words *words, const char *between) {
	Text joined = { 0 };
	for (int i = 0; i < words->count; i++) text_format(&joined, "%s%s", i ? between : "", words->items[i]);
	const char *kept = page_keep_text(c, &joined);
	return kept[0] ? kept : NULL;
}

void page_fill_info(Composer *c) {
	const Publication *publication = c->publication;
	DrawingInfo *info = &c->drawing->info;
	const Article *only = publication->kind == PUBLICATION_ARTICLE && publication->parts.count && publication->parts.items[0].articles.count ?
		publication->parts.items[0].articles.items[0] : NULL;
	Fields fields = { .article = only };
	info->lang = publication->lang ? publication->lang : "vi";
	info->title = only ? publication_plain_text(c->arena, &only->title) :
		page_fill_template(c, "{title}[ – {number}]", &fields);
	if (!info->title[0]) info->title = file_stem(c->arena, publication->path);
	info->publisher = publication->publisher;
	info->identifier = publication->id ? publication->id : only ? only->id : NULL;
	Words creators = { 0 }, words = { 0 };
	for (int p = 0; p < publication->parts.count; p++) {
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			for (int i = 0; i < article->authors.count; i++) add_word(c, &creators, article->authors.items[i].name);
			for (int i = 0; i < article->keywords.count && words.count < MOST_KEYWORDS; i++) add_word(c, &words, article->keywords.items[i]);
		}
	}
	info->creators = creators.items;
	info->creator_count = creators.count;
	info->author = join_words(c, &creators, "; ");
	info->keywords = join_words(c, &words, ", ");
	const char *subtitle = publication_plain_text(c->arena, &publication->subtitle);
	if (subtitle[0]) info->subject = subtitle;
	Date date = publication->date;
	if (!date.year && only) date = only->date;
	info->utc_offset_minutes = 420;
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (epoch && epoch[0]) {
		info->time = strtoll(epoch, NULL, 10);
	} else if (date.year) {
		int year = date.year, month = date.month ? date.month : 1, day = date.day ? date.day : 1;
		/* days from civil (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms") */
		year -= month <= 2;
		int era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
		int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1, doe = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
		int64_t days = (int64_t)era * 146097 + doe - 719468;
		info->time = days * 86400 + (date.hour >= 0 ? date.hour * 3600 + date.minute * 60 : 0) - info->utc_offset_minutes * 60;
	}
}
