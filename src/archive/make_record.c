#include "archive/make_record.h"
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>
#include "base/file.h"

/* ---- files ---- */

static bool begins(const FileSums *sums, const char *bytes, size_t length) { return memcmp(sums->head, bytes, length) == 0; }

static bool ends_in(const char *path, const char *suffix) {
	size_t length = strlen(path), end = strlen(suffix);
	return length > end && strcasecmp(path + length - end, suffix) == 0;
}

BagFile bag_describe_file(const BagSource *source, const FileSums *sums) {
	BagFile file = { .role = source->role, .path = source->path, .original = source->original, .size = sums->size,
		.sha256 = sums->sums[HASH_SHA256], .sha512 = sums->sums[HASH_SHA512], .media_type = "text/plain" };
	bool photo = true;
	if (begins(sums, "\xFF\xD8\xFF", 3)) { file.media_type = "image/jpeg"; file.format = "JPEG"; }
	else if (begins(sums, "\x89PNG\r\n\x1A\n", 8)) { file.media_type = "image/png"; file.format = "PNG"; }
	else if (begins(sums, "II*\0", 4) || begins(sums, "MM\0*", 4)) { file.media_type = "image/tiff"; file.format = "TIFF"; }
	else if (begins(sums, "RIFF", 4) && memcmp(sums->head + 8, "WEBP", 4) == 0) { file.media_type = "image/webp"; file.format = "WebP"; }
	else if (memcmp(sums->head + 4, "ftyphei", 7) == 0) { file.media_type = "image/heic"; file.format = "HEIC"; }
	else if (memcmp(sums->head + 4, "ftypmif1", 8) == 0) { file.media_type = "image/heif"; file.format = "HEIF"; }
	else if (memcmp(sums->head + 4, "ftypavi", 7) == 0) { file.media_type = "image/avif"; file.format = "AVIF"; }
	else photo = false;
	if (photo && file.role == BAG_TEXT) file.role = BAG_PHOTO;
	if (!photo && (file.role != BAG_TEXT || ends_in(file.path, ".xml"))) {
		file.media_type = "application/xml";
		file.format = "Extensible Markup Language";
		file.version = "1.0";
		file.pronom = "fmt/101";
	}
	return file;
}

/* The character after `mark` and what is between it and its value ("pdfaid:part>3<" or "pdfaid:part=\"3\""); 0 when there is none. */
static char find_claim(const FileMap *map, const char *mark) {
	const unsigned char *at = memmem(map->bytes, map->length, mark, strlen(mark));
	if (!at) return 0;
	at += strlen(mark);
	const unsigned char *end = map->bytes + map->length;
	while (at < end && strchr(">=\"' ", *at) && *at) at++;
	return at < end ? (char)*at : 0;
}

static const char *find_pronom(char part, char conformance) {
	static const struct { char claim[3]; const char *number; } KNOWN[] = {
		{ "1A", "fmt/95" }, { "1B", "fmt/354" }, { "2A", "fmt/476" }, { "2B", "fmt/477" }, { "2U", "fmt/478" },
		{ "3A", "fmt/479" }, { "3B", "fmt/480" }, { "3U", "fmt/481" }, { "4\0", "fmt/1910" },
	};
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (KNOWN[i].claim[0] == part && KNOWN[i].claim[1] == conformance) return KNOWN[i].number;
	return NULL;
}

/* What the file claims to be in its XMP, which an archive PDF has uncompressed. */
BagFile bag_describe_pdf(Arena *arena, const char *path, const char *real_path, const FileSums *sums) {
	BagFile file = { .role = BAG_PDF, .path = path, .size = sums->size, .sha256 = sums->sums[HASH_SHA256],
		.sha512 = sums->sums[HASH_SHA512], .media_type = "application/pdf", .format = "PDF" };
	FileMap map;
	if (!file_map(real_path, &map)) return file;
	char part = find_claim(&map, "pdfaid:part"), conformance = find_claim(&map, "pdfaid:conformance");
	file_unmap(&map);
	if (part < '1' || part > '9') return file;
	if (!strchr("ABUEF", conformance)) conformance = 0;
	file.format = "PDF/A";
	file.version = conformance ? arena_format(arena, "%c%c", part, conformance - 'A' + 'a') : arena_format(arena, "%c", part);
	file.pronom = find_pronom(part, conformance);
	return file;
}

/* ---- dates ---- */

/* ISO 8601 as far as the date is known: "2026", "2026-11", "2026-11-20", "2026-11-20T07:30+07:00"; NULL when it is not. */
static const char *format_date(Arena *arena, Date date, bool with_time) {
	if (!date.year) return NULL;
	if (!date.month) return arena_format(arena, "%04d", date.year);
	if (!date.day) return arena_format(arena, "%04d-%02d", date.year, date.month);
	if (date.hour < 0 || !with_time) return arena_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
	return arena_format(arena, "%04d-%02d-%02dT%02d:%02d+07:00", date.year, date.month, date.day, date.hour, date.minute);
}

static int order_of(Date date) { return date.year * 10000 + date.month * 100 + date.day; }

static const char *format_time(Arena *arena, int64_t seconds, int offset_minutes) {
	time_t shifted = (time_t)(seconds + offset_minutes * 60);
	struct tm parts;
	if (!gmtime_r(&shifted, &parts) || parts.tm_year < -1900 || parts.tm_year > 8099) return NULL;
	int offset = abs(offset_minutes);
	return arena_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
		parts.tm_hour, parts.tm_min, parts.tm_sec, offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

/* ---- what it is ---- */

typedef struct Describer {
	Arena *arena;
	const Drawing *drawing;
	const BagPlan *plan;
} Describer;

static void add_file(const Describer *d, TextList *list, const char *from) {
	for (int i = 0; from && i < d->plan->sources.count; i++) {
		const BagSource *source = &d->plan->sources.items[i];
		if (strcmp(source->from, from) != 0) continue;
		for (int k = 0; k < list->count; k++) if (strcmp(list->items[k], source->path) == 0) return;
		*vector_push(d->arena, list) = source->path;
		return;
	}
}

static void add_photos(const Describer *d, const Blocks *blocks, TextList *list) {
	for (int i = 0; i < blocks->count; i++) {
		const Block *block = blocks->items[i];
		switch (block->kind) {
		case BLOCK_FIGURE:
			for (int k = 0; k < block->u.figure.photos.count; k++) add_file(d, list, block->u.figure.photos.items[k].path);
			break;
		case BLOCK_LIST:
			for (int k = 0; k < block->u.list.items.count; k++) add_photos(d, &block->u.list.items.items[k].content, list);
			break;
		case BLOCK_QUOTE: add_photos(d, &block->u.quote.content, list); break;
		case BLOCK_BOX: add_photos(d, &block->u.box.content, list); break;
		case BLOCK_QA:
			for (int k = 0; k < block->u.qa.exchanges.count; k++) add_photos(d, &block->u.qa.exchanges.items[k].answer, list);
			break;
		default: break;
		}
	}
}

/* The page where it begins, as printed; its number where none is. */
static const char *find_page(const Describer *d, const Article *article, const char *title) {
	int destination = article->id ? drawing_find_destination(d->drawing, article->id) : -1;
	for (int i = 0; destination < 0 && i < d->drawing->outline.count; i++)
		if (d->drawing->outline.items[i].title && strcmp(d->drawing->outline.items[i].title, title) == 0) destination = d->drawing->outline.items[i].destination;
	int page = destination >= 0 && destination < d->drawing->destinations.count ? d->drawing->destinations.items[destination].page : -1;
	if (page < 0 || page >= d->drawing->pages.count) return NULL;
	const char *label = d->drawing->pages.items[page].label;
	return label && label[0] ? label : arena_format(d->arena, "%d", page + 1);
}

static BagArticle describe_article(const Describer *d, const Publication *publication, const Article *article, const char *part) {
	BagArticle out = { .title = publication_plain_text(d->arena, &article->title), .section = article->section ? article->section : part,
		.date = format_date(d->arena, article->date, true), .lang = article->lang ? article->lang : publication->lang,
		.source = article->source, .id = article->id };
	out.page = find_page(d, article, out.title);
	for (int i = 0; i < article->authors.count; i++) *vector_push(d->arena, &out.creators) = article->authors.items[i].name;
	for (int i = 0; i < article->keywords.count; i++) *vector_push(d->arena, &out.keywords) = article->keywords.items[i];
	add_file(d, &out.files, article->path);
	add_photos(d, &article->body, &out.files);
	return out;
}

static void describe_parts(const Describer *d, const Publication *publication, BagRecord *out) {
	Date first = publication->date, last = publication->date;
	for (int p = 0; p < publication->parts.count; p++) {
		const Part *from = &publication->parts.items[p];
		BagPart part = { .title = from->title };
		for (int a = 0; a < from->articles.count; a++) {
			const Article *article = from->articles.items[a];
			*vector_push(d->arena, &part.articles) = describe_article(d, publication, article, part.title);
			if (!article->date.year) continue;
			if (!first.year || order_of(article->date) < order_of(first)) first = article->date;
			if (!last.year || order_of(article->date) > order_of(last)) last = article->date;
		}
		*vector_push(d->arena, &out->parts) = part;
	}
	out->first_date = format_date(d->arena, first, false);
	out->last_date = format_date(d->arena, last, false);
}

static int count_articles(const BagRecord *record) {
	int count = 0;
	for (int i = 0; i < record->parts.count; i++) count += record->parts.items[i].articles.count;
	return count;
}

static const char *make_description(Arena *arena, const Publication *publication, const BagRecord *record) {
	const char *subtitle = publication_plain_text(arena, &publication->subtitle);
	const char *title = subtitle[0] ? arena_format(arena, "%s. %s", record->title, subtitle) : record->title;
	if (publication->kind == PUBLICATION_ARTICLE) return arena_format(arena, "%s. %d trang.", title, record->pages);
	return arena_format(arena, "%s. %d bài, %d trang.", title, count_articles(record), record->pages);
}

static const Article *find_only(const Publication *publication) {
	bool lone = publication->kind == PUBLICATION_ARTICLE && publication->parts.count && publication->parts.items[0].articles.count;
	return lone ? publication->parts.items[0].articles.items[0] : NULL;
}

/* As page_compose has it in the PDF's metadata. */
void bag_name(Arena *arena, const Publication *publication, BagRecord *out) {
	const Article *only = find_only(publication);
	*out = (BagRecord){ .identifier = publication->id ? publication->id : only ? only->id : NULL };
	const char *title = publication_plain_text(arena, only ? &only->title : &publication->title);
	out->title = !title[0] ? file_stem(arena, publication->path) :
		only || !publication->number ? title : arena_format(arena, "%s – %s", title, publication->number);
	out->date = format_date(arena, only && !publication->date.year ? only->date : publication->date, true);
}

void bag_describe(Arena *arena, const Publication *publication, const Drawing *drawing, const BagPlan *plan, BagRecord *out) {
	static const char *const KINDS[] = { [PUBLICATION_ARTICLE] = "article", [PUBLICATION_BULLETIN] = "bulletin", [PUBLICATION_PROCEEDINGS] = "proceedings" };
	const Describer d = { arena, drawing, plan };
	const DrawingInfo *info = &drawing->info;
	const Article *only = find_only(publication);
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	out->kind = KINDS[publication->kind];
	out->identifier = info->identifier;
	out->title = info->title ? info->title : out->name;
	out->publisher = info->publisher;
	out->lang = info->lang;
	out->date = format_date(arena, only && !publication->date.year ? only->date : publication->date, true);
	out->pages = drawing->pages.count;
	for (int i = 0; i < info->creator_count; i++) *vector_push(arena, &out->creators) = info->creators[i];
	for (int p = 0; p < publication->parts.count; p++)
		for (int a = 0; a < publication->parts.items[p].articles.count; a++) {
			const Article *article = publication->parts.items[p].articles.items[a];
			for (int i = 0; i < article->keywords.count; i++) {
				bool known = false;
				for (int k = 0; k < out->keywords.count && !known; k++) known = strcmp(out->keywords.items[k], article->keywords.items[i]) == 0;
				if (!known && out->keywords.count < 64) *vector_push(arena, &out->keywords) = article->keywords.items[i];
			}
		}
	describe_parts(&d, publication, out);
	out->description = make_description(arena, publication, out);
	if (epoch && epoch[0]) out->epoch = arena_copy_text(arena, epoch, strlen(epoch));
	if (out->epoch || out->date) out->time = format_time(arena, info->time, info->utc_offset_minutes);
	out->document = plan->document;
	out->layout = plan->layout;
	out->layouts = plan->layouts;
	if (publication->kind != PUBLICATION_ARTICLE) add_file(&d, &out->own_files, publication->path);
	if (publication->logo) add_file(&d, &out->own_files, publication->logo->path);
	if (publication->cover.photo) add_file(&d, &out->own_files, publication->cover.photo->path);
	for (int i = 0; i < plan->sources.count; i++)
		if (plan->sources.items[i].role == BAG_LAYOUT) *vector_push(arena, &out->own_files) = plan->sources.items[i].path;
}

/* ---- fonts ---- */

static const BagFont *sum_font(FontSums *sums, const Font *font) {
	const char *file = font_file(font);
	for (int i = 0; i < sums->known.count; i++) if (strcmp(sums->known.items[i].file, file) == 0) return &sums->known.items[i];
	FileSums sum;
	if (!hash_path(sums->arena, file, 1 << HASH_SHA256, &sum)) return NULL;
	BagFont *known = vector_push(sums->arena, &sums->known);
	known->file = arena_copy_text(sums->arena, file, strlen(file));
	known->size = sum.size;
	known->sha256 = sum.sums[HASH_SHA256];
	return known;
}

static int compare_fonts(const void *left, const void *right) {
	const BagFont *a = left, *b = right;
	int order = strcmp(a->file, b->file);
	if (!order) order = strcmp(a->sha256, b->sha256);
	if (!order) order = a->face - b->face;
	return order ? order : strcmp(a->postscript_name, b->postscript_name);
}

typedef struct SeenFonts { const Font **items; int count, capacity; } SeenFonts;

static void see_fonts(Arena *arena, const Drawing *drawing, SeenFonts *seen) {
	const Font *last = NULL;
	for (int p = 0; drawing && p < drawing->pages.count; p++) {
		for (int i = 0; i < drawing->pages.items[p].items.count; i++) {
			const DrawItem *item = &drawing->pages.items[p].items.items[i];
			for (int w = 0; item->kind == DRAW_TEXT && w < item->u.text.word_count; w++) {
				const Font *font = item->u.text.words[w].run->font;
				bool known = font == last;
				for (int k = 0; k < seen->count && !known; k++) known = seen->items[k] == font;
				if (!known) *vector_push(arena, seen) = font;
				last = font;
			}
		}
	}
}

bool bag_list_fonts(Arena *arena, const Drawing *drawing, const Drawing *cover, FontSums *sums, BagRecord *out) {
	SeenFonts seen = { 0 };
	see_fonts(arena, drawing, &seen);
	see_fonts(arena, cover, &seen);
	for (int i = 0; i < seen.count; i++) {
		const BagFont *sum = sum_font(sums, seen.items[i]);
		if (!sum) return false;
		*vector_push(arena, &out->fonts) = (BagFont){ file_name(sum->file), font_postscript_name(seen.items[i]), font_face_index(seen.items[i]),
			sum->size, arena_copy_text(arena, sum->sha256, strlen(sum->sha256)) };
	}
	if (out->fonts.count) qsort(out->fonts.items, (size_t)out->fonts.count, sizeof *out->fonts.items, compare_fonts);
	return true;
}
