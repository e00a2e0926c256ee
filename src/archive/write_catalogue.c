#include <stdio.h>
#include <stdlib.h>
#include "archive/bag_path.h"
#include "archive/catalogue.h"
#include "archive/xml_writer.h"

static char *join(const TextList *list, const char *between) {
	Text joined = { 0 };
	text_add(&joined, "");
	for (int i = 0; i < list->count; i++) text_format(&joined, "%s%s", i ? between : "", list->items[i]);
	return joined.bytes ? joined.bytes : calloc(1, 1);
}

static int count_articles(const BagRecord *record) {
	int count = 0;
	for (int i = 0; i < record->parts.count; i++) count += record->parts.items[i].articles.count;
	return count;
}

/* ---- CSV (RFC 4180), with a byte order mark so that Excel takes it for UTF-8 ---- */

static void put_cell(Text *out, const char *text, bool last) {
	text_add_char(out, '"');
	if (!text) text = "";
	/* A spreadsheet takes what begins so for a formula, and carries it out. */
	if (text[0] && strchr("=+-@\t\r", text[0])) text_add_char(out, '\'');
	for (const char *at = text; *at; at++) {
		if (*at == '"') text_add_char(out, '"');
		text_add_char(out, *at == '\n' || *at == '\r' ? ' ' : *at);
	}
	text_add(out, last ? "\"\r\n" : "\",");
}

static void put_row(Text *out, const char *const *cells, int count) {
	for (int i = 0; i < count; i++) put_cell(out, cells[i], i + 1 == count);
}

static const char *kind_in_vietnamese(const char *kind) {
	return strcmp(kind, "bulletin") == 0 ? "Bản tin" : strcmp(kind, "proceedings") == 0 ? "Kỷ yếu" : "Bài viết";
}

enum { COLUMNS = 16 };

static void put_bag(Text *out, const CataloguedBag *bag) {
	static const BagRecord NOTHING = { .kind = "" };
	const BagRecord *record = bag->record ? bag->record : &NOTHING;
	char *creators = join(&record->creators, "; "), *keywords = join(&record->keywords, ", "), articles[16], bytes[24] = "", files[16] = "";
	snprintf(articles, sizeof articles, "%d", count_articles(record));
	if (bag->oxum) sscanf(bag->oxum, "%23[0-9].%15[0-9]", bytes, files);
	put_row(out, (const char *const[COLUMNS]){ bag->name, "gói", bag->record ? kind_in_vietnamese(record->kind) : "", record->identifier, record->title,
		creators, record->date, record->publisher, "", bag->pages, articles, record->lang, keywords, files, bytes, bag->pdf_sha256 }, COLUMNS);
	free(creators);
	free(keywords);
	if (strcmp(record->kind, "article") == 0) return; /* the article is the bag */
	for (int p = 0; p < record->parts.count; p++) {
		for (int a = 0; a < record->parts.items[p].articles.count; a++) {
			const BagArticle *article = &record->parts.items[p].articles.items[a];
			creators = join(&article->creators, "; ");
			keywords = join(&article->keywords, ", ");
			put_row(out, (const char *const[COLUMNS]){ bag->name, "bài", article->section, article->id, article->title, creators, article->date, article->source,
				article->page, "", "", article->lang, keywords, "", "", "" }, COLUMNS);
			free(creators);
			free(keywords);
		}
	}
}

void catalogue_write_csv(const Catalogue *catalogue, Text *out) {
	text_add(out, "\xEF\xBB\xBF");
	put_row(out, (const char *const[COLUMNS]){ "Gói", "Cấp", "Loại hoặc mục", "Mã định danh", "Nhan đề", "Tác giả", "Ngày", "Cơ quan hoặc nguồn",
		"Bắt đầu ở trang", "Số trang", "Số bài", "Ngôn ngữ", "Từ khóa", "Số tệp", "Số byte", "SHA-256 của tệp PDF" }, COLUMNS);
	for (int i = 0; i < catalogue->count; i++) put_bag(out, &catalogue->items[i]);
}

/* ---- EAD 3 ---- */

static void put_creators(XmlWriter *xml, const TextList *people, const char *office) {
	if (!people->count && !office) return;
	xml_start(xml, "origination");
	if (office) {
		xml_start(xml, "corpname");
		xml_leaf(xml, "part", office);
		xml_end(xml);
	}
	for (int i = 0; i < people->count; i++) {
		xml_start(xml, "persname");
		xml_leaf(xml, "part", people->items[i]);
		xml_end(xml);
	}
	xml_end(xml);
}

static void put_date(XmlWriter *xml, const char *date) {
	if (!date) return;
	char normal[11];
	snprintf(normal, sizeof normal, "%.10s", date);
	xml_start(xml, "unitdate");
	xml_attribute(xml, "normal", normal);
	xml_add_text(xml, date);
	xml_end(xml);
}

/* ISO 639-2 for those that a bulletin of ours may hold; others go by their name alone. */
static void put_language(XmlWriter *xml, const char *lang) {
	static const char *const CODES[][2] = { { "vi", "vie" }, { "en", "eng" }, { "fr", "fre" }, { "km", "khm" }, { "zh", "chi" }, { "ru", "rus" }, { "de", "ger" }, { "ja", "jpn" } };
	if (!lang) return;
	xml_start(xml, "langmaterial");
	xml_start(xml, "language");
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (strncmp(lang, CODES[i][0], 2) == 0 && (!lang[2] || lang[2] == '-')) xml_attribute(xml, "langcode", CODES[i][1]);
	xml_add_text(xml, lang);
	xml_end(xml);
	xml_end(xml);
}

static void put_keywords(XmlWriter *xml, const TextList *words) {
	if (!words->count) return;
	xml_start(xml, "controlaccess");
	for (int i = 0; i < words->count; i++) {
		xml_start(xml, "subject");
		xml_leaf(xml, "part", words->items[i]);
		xml_end(xml);
	}
	xml_end(xml);
}

static void put_article(XmlWriter *xml, const BagArticle *article) {
	char page[64];
	xml_start(xml, "c");
	xml_attribute(xml, "level", "item");
	xml_start(xml, "did");
	xml_leaf(xml, "unitid", article->id);
	xml_leaf(xml, "unittitle", article->title ? article->title : "");
	put_creators(xml, &article->creators, NULL);
	put_date(xml, article->date);
	if (article->page) {
		snprintf(page, sizeof page, "trang %.40s", article->page);
		xml_leaf(xml, "physdesc", page);
	}
	xml_end(xml);
	put_keywords(xml, &article->keywords);
	xml_end(xml);
}

static void put_pdf(XmlWriter *xml, const CataloguedBag *bag) {
	if (!bag->pdf) return;
	Arena *arena = arena_open();
	xml_start(xml, "dao");
	xml_attribute(xml, "daotype", "borndigital");
	xml_attribute(xml, "href", bag_path_to_iri(arena, arena_format(arena, "%s/%s", bag->name, bag->pdf)));
	xml_end(xml);
	arena_close(arena);
}

static void put_bag_description(XmlWriter *xml, const CataloguedBag *bag) {
	const BagRecord *record = bag->record;
	Text extent = { 0 };
	xml_start(xml, "did");
	xml_leaf(xml, "unitid", record && record->identifier ? record->identifier : bag->name);
	xml_leaf(xml, "unittitle", record && record->title ? record->title : bag->name);
	if (record) {
		put_creators(xml, &record->creators, record->publisher);
		put_date(xml, record->date);
		text_format(&extent, "%s: %s trang, %d bài", kind_in_vietnamese(record->kind), bag->pages ? bag->pages : "?", count_articles(record));
		xml_leaf(xml, "physdesc", extent.bytes);
		put_language(xml, record->lang);
	}
	put_pdf(xml, bag);
	xml_end(xml);
	text_free(&extent);
	if (record && record->description) {
		xml_start(xml, "scopecontent");
		xml_leaf(xml, "p", record->description);
		xml_end(xml);
	}
	if (bag->list_sha256) {
		Text sum = { 0 };
		text_format(&sum, "Gói BagIt “%s”; SHA-256 của tagmanifest-sha256.txt: %s", bag->name, bag->list_sha256);
		xml_start(xml, "phystech");
		xml_leaf(xml, "p", sum.bytes);
		xml_end(xml);
		text_free(&sum);
	}
	if (record) put_keywords(xml, &record->keywords);
}

static void put_component(XmlWriter *xml, const CataloguedBag *bag, int number) {
	char id[24];
	snprintf(id, sizeof id, "goi-%d", number);
	xml_start(xml, "c");
	xml_attribute(xml, "level", "file");
	xml_attribute(xml, "id", id);
	put_bag_description(xml, bag);
	const BagRecord *record = bag->record;
	for (int p = 0; record && strcmp(record->kind, "article") != 0 && p < record->parts.count; p++)
		for (int a = 0; a < record->parts.items[p].articles.count; a++) put_article(xml, &record->parts.items[p].articles.items[a]);
	xml_end(xml);
}

/* The day of the youngest bag: the same bags give the same catalogue, whenever it is written. */
static const char *find_newest(const Catalogue *catalogue) {
	const char *newest = NULL;
	for (int i = 0; i < catalogue->count; i++) {
		const char *day = catalogue->items[i].bagging_date;
		if (day && (!newest || strcmp(day, newest) > 0)) newest = day;
	}
	return newest ? newest : "unknown";
}

/* The publisher of all bags; where they differ, none. */
static const char *find_publisher(const Catalogue *catalogue) {
	const char *found = NULL;
	for (int i = 0; i < catalogue->count; i++) {
		const char *own = catalogue->items[i].record ? catalogue->items[i].record->publisher : NULL;
		if (own && found && strcmp(own, found) != 0) return NULL;
		if (own) found = own;
	}
	return found;
}

static void put_control(XmlWriter *xml, const Catalogue *catalogue, const char *title, const char *publisher) {
	xml_start(xml, "control");
	xml_leaf(xml, "recordid", "catalogue");
	xml_start(xml, "filedesc");
	xml_start(xml, "titlestmt");
	xml_leaf(xml, "titleproper", title);
	xml_end(xml);
	xml_end(xml);
	xml_start(xml, "maintenancestatus");
	xml_attribute(xml, "value", "derived");
	xml_end(xml);
	xml_start(xml, "maintenanceagency");
	xml_leaf(xml, "agencyname", publisher ? publisher : "bantin");
	xml_end(xml);
	xml_start(xml, "maintenancehistory");
	xml_start(xml, "maintenanceevent");
	xml_start(xml, "eventtype");
	xml_attribute(xml, "value", "derived");
	xml_end(xml);
	xml_leaf(xml, "eventdatetime", find_newest(catalogue));
	xml_start(xml, "agenttype");
	xml_attribute(xml, "value", "machine");
	xml_end(xml);
	xml_leaf(xml, "agent", "bantin");
	for (int i = 0; i < 3; i++) xml_end(xml);
}

void catalogue_write_ead(const Catalogue *catalogue, Text *out) {
	const char *publisher = find_publisher(catalogue);
	Text title = { 0 }, extent = { 0 };
	text_format(&title, "Mục lục các gói lưu trữ%s%s", publisher ? " của " : "", publisher ? publisher : "");
	text_format(&extent, "%d gói", catalogue->count);
	XmlWriter writer, *xml = &writer;
	xml_begin(xml);
	xml_start(xml, "ead");
	xml_attribute(xml, "xmlns", "http://ead3.archivists.org/schema/");
	put_control(xml, catalogue, title.bytes, publisher);
	xml_start(xml, "archdesc");
	xml_attribute(xml, "level", "collection");
	xml_start(xml, "did");
	xml_leaf(xml, "unittitle", title.bytes);
	xml_leaf(xml, "physdesc", extent.bytes);
	xml_end(xml);
	if (catalogue->count) {
		xml_start(xml, "dsc");
		xml_attribute(xml, "dsctype", "combined");
		for (int i = 0; i < catalogue->count; i++) put_component(xml, &catalogue->items[i], i + 1);
		xml_end(xml);
	}
	xml_end(xml);
	xml_end(xml);
	text_free(&title);
	text_free(&extent);
	*out = writer.text;
}
