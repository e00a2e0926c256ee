/* The report for people: one file that opens anywhere, read as HTML and well-formed as XML, with no script in it: links and the
 * :target rule do what is to be done. */
#include <string.h>
#include "base/message.h"
#include "preflight/html_style.h"
#include "preflight/svg.h"

enum { MOST_ENTRIES = 400, /* listed of one document */ MOST_LINKS = 24 /* to pages, of one entry */ };

static const char *const CLASSES[] = { "note", "warning", "error" };

void html_add_escaped(Text *out, const char *text) {
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		const char *start = at;
		uint32_t c = utf8_next(&at, end);
		if (c == '&') text_add(out, "&amp;");
		else if (c == '<') text_add(out, "&lt;");
		else if (c == '>') text_add(out, "&gt;");
		else if (c == '"') text_add(out, "&quot;");
		else if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c >= 0xFFFD) text_add_utf8(out, c < 0x10000 ? 0xFFFD : c);
		else text_add_bytes(out, start, (size_t)(at - start));
	}
}

static void add_element(Text *out, const char *open, const char *text, const char *close) {
	text_add(out, open);
	html_add_escaped(out, text);
	text_add(out, close);
}

static const char *millimetres(Arena *arena, Length length) {
	char digits[32];
	int size = length_format((LengthSum)length * 254 / 720, 1, digits);
	if (size > 2 && digits[size - 1] == '0') digits[size - 2] = 0;
	char *point = strchr(digits, '.');
	if (point && strcmp(message_language(), "vi") == 0) *point = ',';
	return arena_copy_text(arena, digits, strlen(digits));
}

static const char *points(Arena *arena, Length length) {
	char digits[32];
	int size = length_format(length, 2, digits);
	while (digits[size - 1] == '0') digits[--size] = 0;
	if (digits[size - 1] == '.') digits[--size] = 0;
	char *point = strchr(digits, '.');
	if (point && strcmp(message_language(), "vi") == 0) *point = ',';
	return arena_copy_text(arena, digits, (size_t)size);
}

/* ---- the head of a document ---- */

static const char *verdict_class(int errors, int warnings) { return errors ? "error" : warnings ? "warning" : "good"; }

static void add_counts(Text *out, int errors, int warnings, int notes) {
	const char *between = "";
	if (errors) text_format(out, message_count("%d error", "%d errors", errors), errors), between = ", ";
	if (warnings) text_add(out, between), text_format(out, message_count("%d warning", "%d warnings", warnings), warnings), between = ", ";
	if (notes) text_add(out, between), text_format(out, message_count("%d note", "%d notes", notes), notes);
}

static void add_verdict(Text *out, const ReportDocument *document) {
	int errors = diag_count(document->diag, SEVERITY_ERROR), warnings = diag_count(document->diag, SEVERITY_WARNING);
	int notes = diag_count(document->diag, SEVERITY_NOTE);
	text_format(out, "<div class=\"verdict %s\"><div>", verdict_class(errors, warnings));
	add_element(out, "<b>", errors ? _("Not ready: to be mended first") : warnings ? _("Can be printed, after a look at the warnings") : _("Ready"), "</b><p>");
	if (errors || warnings || notes) add_counts(out, errors, warnings, notes);
	else html_add_escaped(out, _("Nothing was found that a printing house or an archive would refuse."));
	text_add(out, "</p></div></div>\n");
}

static void add_fact(Text *out, const char *name, const char *value) {
	add_element(out, "<div><dt>", name, "</dt>");
	add_element(out, "<dd>", value, "</dd></div>\n");
}

static void add_facts(Text *out, Arena *arena, const ReportDocument *document) {
	const Drawing *drawing = document->drawing;
	text_add(out, "<dl class=\"facts\">\n");
	if (drawing && drawing->pages.count) {
		const DrawnPage *page = &drawing->pages.items[0];
		add_fact(out, _("Pages"), arena_format(arena, "%d", drawing->pages.count));
		add_fact(out, _("Trimmed size"), arena_format(arena, "%s × %s mm", millimetres(arena, page->width), millimetres(arena, page->height)));
		add_fact(out, _("Bleed"), page->bleed ? arena_format(arena, "%s mm", millimetres(arena, page->bleed)) : _("none"));
	}
	if (document->layout) add_fact(out, _("Layout"), document->layout);
	if (document->input_count) add_fact(out, _("Files it is made from"), arena_format(arena, "%d", document->input_count));
	for (int i = 0; i < document->output_count; i++) add_fact(out, _("Written"), document->outputs[i]);
	text_add(out, "</dl>\n");
}

/* ---- findings ---- */

static void add_page_links(Text *out, const ReportEntry *entry, int document) {
	int last = -1, links = 0;
	if (!entry->finding) {
		if (entry->page) {
			text_format(out, "<span><a href=\"#d%dp%d\">", document, entry->page);
			text_format(out, _("Page %d"), entry->page);
			text_add(out, "</a></span>");
		}
		return;
	}
	if (!entry->finding->places.count) return;
	text_add(out, "<span>");
	text_add(out, entry->finding->places.items[0].page == entry->finding->places.items[entry->finding->places.count - 1].page ? _("On page") : _("On the pages"));
	for (int i = 0; i < entry->finding->places.count; i++) {
		int page = entry->finding->places.items[i].page;
		if (page == last) continue;
		last = page;
		if (links++ == MOST_LINKS) { text_add(out, "…"); break; }
		text_format(out, "%s<a href=\"#d%dp%d\">%d</a>", links > 1 ? ", " : " ", document, page + 1, page + 1);
	}
	text_add(out, "</span>");
}

static void add_entry(Text *out, const ReportEntry *shown, int number, int document) {
	const DiagEntry *entry = shown->entry;
	const char *const names[] = { _("Note"), _("Warning"), _("Error") };
	text_format(out, "<li class=\"%s\"", CLASSES[entry->severity]);
	if (document) text_format(out, " id=\"d%df%d\"", document, number);
	text_format(out, "><span class=\"number\">%d</span><div>", number);
	add_element(out, "<p><span class=\"severity\">", names[entry->severity], ":</span> ");
	add_element(out, "", entry->message, "</p>");
	if (entry->hint) add_element(out, "<p class=\"hint\">", entry->hint, "</p>");
	text_add(out, "<p class=\"where\">");
	if (document) add_page_links(out, shown, document);
	if (entry->pos.file) {
		add_element(out, "<span>", entry->pos.file, "");
		if (entry->pos.line) text_add(out, ", "), text_format(out, _("line %d"), entry->pos.line);
		text_add(out, "</span>");
	}
	add_element(out, "<code>", entry->code, "</code></p></div></li>\n");
}

static void add_entries(Text *out, const ReportEntry *entries, int count, int document) {
	text_add(out, "<ol class=\"findings\">\n");
	for (int i = 0; i < count && i < MOST_ENTRIES; i++) add_entry(out, &entries[i], i + 1, document);
	text_add(out, "</ol>\n");
	if (count <= MOST_ENTRIES) return;
	text_add(out, "<p>");
	text_format(out, _("There are %d more; the messages of the program tell them all."), count - MOST_ENTRIES);
	text_add(out, "</p>\n");
}

/* ---- pages ---- */

static bool is_on_page(const ReportEntry *shown, int page) {
	if (!shown->finding) return shown->page == page + 1;
	for (int i = 0; i < shown->finding->places.count; i++) if (shown->finding->places.items[i].page == page) return true;
	return false;
}

/* What was found on the page, to be read beside its large picture; answers how much, and the gravest of it. */
static int list_on_page(Text *out, const ReportEntry *entries, int count, int page, int document, int *worst) {
	int found = 0;
	for (int i = 0; i < count; i++) {
		const DiagEntry *entry = entries[i].entry;
		if (!is_on_page(&entries[i], page)) continue;
		if (!found++) *worst = (int)entry->severity; /* they are sorted */
		if (i >= MOST_ENTRIES) continue;
		text_format(out, "<li class=\"%s\"><a class=\"number\" href=\"#d%df%d\">%d</a><span>", CLASSES[entry->severity], document, i + 1, i + 1);
		add_element(out, "", entry->message, "</span></li>\n");
	}
	return found;
}

static void add_page(Report *report, Text *out, const ReportDocument *document, int page, const ReportEntry *entries, int count) {
	const int number = report->documents;
	int worst = 0;
	Text list = { 0 };
	int found = list_on_page(&list, entries, count, page, number, &worst);
	text_format(out, "<figure id=\"d%dp%d\">\n", number, page + 1);
	svg_add_page(report, out, document->drawing, page, entries, count, number);
	text_add(out, "<figcaption><b>");
	text_format(out, _("Page %d"), page + 1);
	text_add(out, "</b>");
	if (found) {
		text_format(out, "<span class=\"some %s\">", CLASSES[worst]);
		text_format(out, message_count("%d finding", "%d findings", found), found);
		text_add(out, "</span>");
	}
	text_format(out, "<a class=\"larger\" href=\"#d%dp%d\">", number, page + 1);
	add_element(out, "", _("enlarge"), "</a>");
	text_format(out, "<a class=\"smaller\" href=\"#d%dpages\">", number);
	add_element(out, "", _("back to all pages"), "</a></figcaption>\n");
	if (list.length) {
		text_add(out, "<ul class=\"here\">\n");
		text_add_bytes(out, list.bytes, list.length);
		text_add(out, "</ul>\n");
	}
	text_add(out, "</figure>\n");
	text_free(&list);
}

static void add_pages(Report *report, Text *out, const ReportDocument *document, const ReportEntry *entries, int count) {
	if (!document->drawing) return;
	text_format(out, "<h2 id=\"d%dpages\">", report->documents);
	add_element(out, "", _("The pages"), "");
	add_element(out, "<small>", _("with the bleed under a veil; photos are shown by their names"), "</small></h2>\n");
	Text pages = { 0 };
	for (int i = 0; i < document->drawing->pages.count; i++) add_page(report, &pages, document, i, entries, count);
	text_add(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>\n");
	text_add_bytes(out, report->shapes.defs.bytes ? report->shapes.defs.bytes : "", report->shapes.defs.length);
	text_clear(&report->shapes.defs);
	text_add(out, "</defs></svg>\n<div class=\"pages\">\n");
	text_add_bytes(out, pages.bytes ? pages.bytes : "", pages.length);
	text_add(out, "</div>\n");
	text_free(&pages);
}

/* ---- what was looked at ---- */


static bool is_asked(const PreflightRules *rules, const PreflightCheck *checks) {
	for (; *checks != PREFLIGHT_CHECK_COUNT; checks++) if (rules->severity[*checks] != PREFLIGHT_OFF) return true;
	return false;
}

static void add_check(Text *out, const ReportDocument *document, const PreflightCheck *checks, const char *what) {
	if (!is_asked(document->rules, checks)) return;
	int found = 0, worst = 0;
	for (int i = 0; i < diag_total(document->diag); i++) {
		const DiagEntry *entry = diag_entry(document->diag, i);
		bool counts = false;
		for (const PreflightCheck *check = checks; *check != PREFLIGHT_CHECK_COUNT && !counts; check++)
			counts = strcmp(entry->code, preflight_check_code(*check)) == 0;
		if (!counts) continue;
		found++;
		if ((int)entry->severity > worst) worst = (int)entry->severity;
	}
	text_format(out, "<tr class=\"%s\">", found ? CLASSES[worst] : "good");
	add_element(out, "<td>", what, "</td><td>");
	if (found) text_format(out, message_count("%d finding", "%d findings", found), found);
	else add_element(out, "✓ ", _("good"), "");
	text_add(out, "</td></tr>\n");
}

#define CHECKS(...) (const PreflightCheck[]){ __VA_ARGS__, PREFLIGHT_CHECK_COUNT }

static void add_checks(Text *out, Arena *arena, const ReportDocument *document) {
	const PreflightRules *rules = document->rules;
	if (!rules || !document->drawing) return;
	add_element(out, "<h2>", _("What was looked at"), "</h2>\n<table class=\"checks\">\n");
	add_check(out, document, CHECKS(PREFLIGHT_PHOTO_MISSING), _("Every photo is there"));
	add_check(out, document, CHECKS(PREFLIGHT_PHOTO_COARSE, PREFLIGHT_PHOTO_LOW),
		arena_format(arena, _("Photos have at least %d pixels per inch, none under %d"), rules->low_ppi, rules->coarse_ppi));
	add_check(out, document, CHECKS(PREFLIGHT_PHOTO_ALT), _("Photos have a description for readers who cannot see them"));
	add_check(out, document, CHECKS(PREFLIGHT_PHOTO_RGB), _("No photo is in RGB"));
	add_check(out, document, CHECKS(PREFLIGHT_BLEED), arena_format(arena, _("What touches the edge reaches %s mm over it (bleed)"), millimetres(arena, rules->bleed)));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_NEAR_TRIM), arena_format(arena, _("Type stands %s mm from the edge or more"), millimetres(arena, rules->safe_margin)));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_CUT, PREFLIGHT_OUTSIDE), _("Nothing is cut off or lies outside the page"));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_OVERFULL), _("No line sticks out of the type area"));
	add_check(out, document, CHECKS(PREFLIGHT_INK_TOTAL, PREFLIGHT_PHOTO_INK), arena_format(arena, _("No colour has more than %d %% of ink"), rules->ink_limit / 100));
	add_check(out, document, CHECKS(PREFLIGHT_LINE_THIN), arena_format(arena, _("Lines are %s pt or thicker"), points(arena, rules->thin_line)));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_INKS, PREFLIGHT_TEXT_REVERSED),
		arena_format(arena, _("Type under %s pt is neither in several inks nor light on dark"), points(arena, rules->small_text)));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_RICH_BLACK), _("Black type is black ink alone"));
	add_check(out, document, CHECKS(PREFLIGHT_TEXT_INVISIBLE), _("No type is white on white"));
	add_check(out, document, CHECKS(PREFLIGHT_FONT_EMBEDDING, PREFLIGHT_FONT_SUBSETTING), _("Every font may be put into the PDF"));
	add_check(out, document, CHECKS(PREFLIGHT_PAGE_EMPTY), _("No page is empty"));
	if (preflight_asks_page_count(document->drawing, rules)) add_check(out, document, CHECKS(PREFLIGHT_PAGE_COUNT), arena_format(arena, _("The number of pages is a multiple of %d"), rules->page_multiple));
	text_add(out, "</table>\n");
}

/* ---- the whole ---- */

static const char *title_of(const ReportDocument *document) {
	const char *title = document->drawing ? document->drawing->info.title : NULL;
	return title && title[0] ? title : document->path;
}

static void add_to_index(Report *report, const ReportDocument *document) {
	int errors = diag_count(document->diag, SEVERITY_ERROR), warnings = diag_count(document->diag, SEVERITY_WARNING);
	text_format(&report->index, "<li><a href=\"#d%d\">", report->documents);
	add_element(&report->index, "", title_of(document), "</a>");
	add_element(&report->index, "<code>", document->path, "</code>");
	text_format(&report->index, "<span class=\"%s\">", verdict_class(errors, warnings));
	if (errors || warnings) add_counts(&report->index, errors, warnings, 0);
	else add_element(&report->index, "✓ ", _("good"), "");
	text_add(&report->index, "</span></li>\n");
}

void html_add_document(Report *report, const ReportDocument *document) {
	Text *out = &report->body;
	report->title = arena_copy_text(report->arena, title_of(document), strlen(title_of(document)));
	ArenaMark mark = arena_mark(report->arena);
	ReportEntry *entries;
	int count = report_list_entries(report->arena, document->diag, document->findings, &entries);
	text_format(out, "<section class=\"document\" id=\"d%d\">\n", report->documents);
	add_element(out, "<h1>", title_of(document), "</h1>\n");
	add_element(out, "<p class=\"path\">", document->path, "</p>\n");
	add_verdict(out, document);
	add_facts(out, report->arena, document);
	if (count) {
		add_element(out, "<h2>", _("What was found"), "</h2>\n");
		add_entries(out, entries, count, report->documents);
	}
	add_pages(report, out, document, entries, count);
	add_checks(out, report->arena, document);
	text_add(out, "</section>\n");
	add_to_index(report, document);
	arena_reset(report->arena, mark);
}

void html_add_messages(Report *report, const Diag *diag) {
	ArenaMark mark = arena_mark(report->arena);
	ReportEntry *entries;
	int count = report_list_entries(report->arena, diag, NULL, &entries);
	add_entries(&report->run, entries, count, 0);
	arena_reset(report->arena, mark);
}

static void add_run_head(Report *report, Text *out) {
	if (report->documents == 1 && !report->run.length) return;
	text_format(out, "<div class=\"verdict %s\"><div><b>", verdict_class(report->errors, report->warnings));
	text_format(out, message_count("%d document", "%d documents", report->documents), report->documents);
	text_add(out, "</b><p>");
	if (report->errors || report->warnings || report->notes) add_counts(out, report->errors, report->warnings, report->notes);
	else html_add_escaped(out, _("Nothing was found that a printing house or an archive would refuse."));
	text_add(out, "</p></div></div>\n");
	text_add_bytes(out, report->run.bytes ? report->run.bytes : "", report->run.length);
	if (report->documents) {
		text_add(out, "<ul class=\"index\">\n");
		text_add_bytes(out, report->index.bytes, report->index.length);
		text_add(out, "</ul>\n");
	}
}

void html_finish(Report *report, Text *out) {
	const char *title = _("Check before printing");
	text_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"generator\" content=\"", message_language());
	html_add_escaped(out, report->program);
	add_element(out, "\"/>\n<title>", title, report->title ? ": " : "");
	add_element(out, "", report->title ? report->title : "", "</title>\n<style>\n");
	text_add(out, HTML_STYLE);
	add_element(out, "</style>\n</head>\n<body>\n<header>\n<p class=\"over\">", title, "</p>\n");
	add_run_head(report, out);
	text_add(out, "</header>\n<main>\n");
	text_add_bytes(out, report->body.bytes ? report->body.bytes : "", report->body.length);
	add_element(out, "</main>\n<footer>", report->program, "</footer>\n</body>\n</html>\n");
}
