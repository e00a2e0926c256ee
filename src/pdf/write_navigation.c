/* How a reader gets about: links, named destinations, outline, page labels. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "pdf/pdf_writer.h"

static const Destination *find_destination(const PdfWriter *w, int index) {
	if (index < 0 || index >= w->drawing->destinations.count) return NULL;
	const Destination *destination = &w->drawing->destinations.items[index];
	return destination->page >= 0 && destination->page < w->drawing->pages.count ? destination : NULL;
}

/* ---- links (ISO 32000-1, 12.5.6.5; tagged as 14.7.4.3 and ISO 14289-1, 7.18.5 want it) ---- */

/* A URI is ASCII (12.6.4.7); other bytes are percent-encoded. */
static void add_uri(Text *out, const char *href) {
	Text ascii = { 0 };
	for (const unsigned char *p = (const unsigned char *)href; *p; p++) {
		if (*p <= 0x20 || *p >= 0x7F) text_format(&ascii, "%%%02X", *p);
		else text_add_char(&ascii, (char)*p);
	}
	pdf_add_byte_string(out, ascii.bytes ? ascii.bytes : "", ascii.length);
	text_free(&ascii);
}

PdfId pdf_write_link(PdfWriter *w, int page, const DrawItem *item) {
	const Destination *destination = item->u.link.href ? NULL : find_destination(w, item->u.link.destination);
	bool tagged = pdf_is_tagged(w, item->node);
	if (!item->u.link.href && !destination) return 0;
	if (w->traits.pdfx) return 0; /* no annotation may lie on the page, no action in the file (ISO 15930-7, 6.17 and 6.18) */
	if (!tagged && w->traits.pdfa_part) return 0; /* an untagged link is not allowed in an accessible file */
	const DrawnPage *drawn = &w->drawing->pages.items[page];
	LengthSum bleed = pdf_trim_offset(w, drawn);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Annot");
	HPDF_Dict_AddName(dict, "Subtype", "Link");
	HPDF_Dict_AddNumber(dict, "F", 4); /* Print: an archive demands it (ISO 19005-2, 6.3.2) */
	pdf_dict_add_raw(dict, "Border", "[0 0 0]");
	const LengthSum sides[4] = { (LengthSum)item->x + bleed, (LengthSum)drawn->height + bleed - item->y - item->height,
		(LengthSum)item->x + item->width + bleed, (LengthSum)drawn->height + bleed - item->y };
	Text *rect = pdf_dict_begin_raw(dict, "Rect");
	for (int i = 0; i < 4; i++) {
		text_add_char(rect, i ? ' ' : '[');
		pdf_add_decimal(rect, pdf_round_points(sides[i]), 3);
	}
	text_add_char(rect, ']');
	if (destination) {
		pdf_add_byte_string(pdf_dict_begin_raw(dict, "Dest"), destination->name, strlen(destination->name));
	} else {
		Text *action = pdf_dict_begin_raw(dict, "A");
		text_add(action, "<</S/URI/URI");
		add_uri(action, item->u.link.href);
		text_add(action, ">>");
	}
	const char *contents = item->u.link.contents && item->u.link.contents[0] ? item->u.link.contents
		: destination ? destination->name : item->u.link.href;
	pdf_dict_add_text(dict, "Contents", contents);
	PdfId id = pdf_reserve_id(w->file);
	if (tagged) {
		HPDF_Dict_AddNumber(dict, "StructParent", w->drawing->pages.count + w->annotation_nodes.count);
		*vector_push(w->arena, &w->annotation_nodes) = item->node;
		*vector_push(w->arena, &w->marks) = (ContentMark){ .node = item->node, .page = page, .mcid = -1, .annotation = id, .next = -1 };
	}
	pdf_put_dict(w->file, id, dict);
	return id;
}

/* ---- named destinations: a tree of leaves, sorted by the bytes of the names (7.9.6) ---- */

static int by_name(const void *left, const void *right) {
	return strcmp((*(const Destination *const *)left)->name, (*(const Destination *const *)right)->name);
}

static void add_view(const PdfWriter *w, Text *out, const Destination *destination) {
	const DrawnPage *page = &w->drawing->pages.items[destination->page];
	LengthSum bleed = pdf_trim_offset(w, page);
	text_add_char(out, '[');
	pdf_add_reference(out, pdf_page_id(w, destination->page));
	text_add(out, "/XYZ ");
	pdf_add_decimal(out, pdf_round_points((LengthSum)destination->x + bleed), 3);
	text_add_char(out, ' ');
	pdf_add_decimal(out, pdf_round_points((LengthSum)page->height - destination->y + bleed), 3);
	text_add(out, " null]");
}

static void add_limits(Text *out, const char *low, const char *high) {
	text_add(out, "]/Limits[");
	pdf_add_byte_string(out, low, strlen(low));
	pdf_add_byte_string(out, high, strlen(high));
	text_add(out, "]>>");
}

void pdf_write_destinations(PdfWriter *w) {
	enum { LEAF = 64 };
	int all = w->drawing->destinations.count, count = 0;
	const Destination **sorted = ARENA_ARRAY(w->arena, const Destination *, all + 1);
	for (int i = 0; i < all; i++) if (find_destination(w, i)) sorted[count++] = &w->drawing->destinations.items[i];
	if (!count) return;
	qsort(sorted, (size_t)count, sizeof *sorted, by_name);
	Text body = { 0 }, kids = { 0 };
	for (int first = 0; first < count; first += LEAF) {
		int end = first + LEAF < count ? first + LEAF : count;
		text_clear(&body);
		text_add(&body, "<</Names[");
		for (int i = first; i < end; i++) {
			pdf_add_byte_string(&body, sorted[i]->name, strlen(sorted[i]->name));
			add_view(w, &body, sorted[i]);
		}
		add_limits(&body, sorted[first]->name, sorted[end - 1]->name);
		PdfId id = pdf_reserve_id(w->file);
		pdf_put_body(w->file, id, &body);
		if (first) text_add_char(&kids, ' ');
		pdf_add_reference(&kids, id);
	}
	text_clear(&body);
	text_format(&body, "<</Kids[%s]>>", kids.bytes);
	w->names_destinations = pdf_reserve_id(w->file);
	pdf_put_body(w->file, w->names_destinations, &body);
	text_free(&kids);
	text_free(&body);
}

/* ---- outline (12.3.3) ---- */

typedef struct OutlineItem { int parent, first, last, previous, next, below; } OutlineItem; /* indices; -1 for none */

/* Levels become a tree; a level that skips one hangs under the entry before it. */
static OutlineItem *nest_outline(PdfWriter *w, int count, int *first, int *last) {
	OutlineItem *items = ARENA_ARRAY(w->arena, OutlineItem, count + 1);
	*first = *last = -1;
	for (int i = 0; i < count; i++) {
		int parent = i - 1;
		while (parent >= 0 && w->drawing->outline.items[parent].level >= w->drawing->outline.items[i].level) parent = items[parent].parent;
		items[i] = (OutlineItem){ parent, -1, -1, -1, -1, 0 };
		int *head = parent < 0 ? first : &items[parent].first, *tail = parent < 0 ? last : &items[parent].last;
		if (*head < 0) *head = i;
		else {
			items[i].previous = *tail;
			items[*tail].next = i;
		}
		*tail = i;
		for (; parent >= 0; parent = items[parent].parent) items[parent].below++;
	}
	return items;
}

static void add_item_reference(PdfWriter *w, HPDF_Dict dict, const char *key, PdfId first, int index) {
	if (index >= 0) pdf_dict_add_reference(w->file, dict, key, first + (PdfId)index);
}

void pdf_write_outline(PdfWriter *w) {
	int count = w->drawing->outline.count, head, tail;
	if (!count) return;
	const OutlineItem *items = nest_outline(w, count, &head, &tail);
	PdfId root = pdf_reserve_id(w->file), first = pdf_reserve_ids(w->file, (uint32_t)count);
	for (int i = 0; i < count; i++) {
		const OutlineEntry *entry = &w->drawing->outline.items[i];
		HPDF_Dict dict = pdf_make_dict(w->file);
		pdf_dict_add_text(dict, "Title", entry->title ? entry->title : "");
		pdf_dict_add_reference(w->file, dict, "Parent", items[i].parent < 0 ? root : first + (PdfId)items[i].parent);
		add_item_reference(w, dict, "Prev", first, items[i].previous);
		add_item_reference(w, dict, "Next", first, items[i].next);
		add_item_reference(w, dict, "First", first, items[i].first);
		add_item_reference(w, dict, "Last", first, items[i].last);
		if (items[i].below) HPDF_Dict_AddNumber(dict, "Count", items[i].below);
		const Destination *destination = find_destination(w, entry->destination);
		if (destination) pdf_add_byte_string(pdf_dict_begin_raw(dict, "Dest"), destination->name, strlen(destination->name));
		if (entry->node > NODE_DOCUMENT && pdf_is_tagged(w, entry->node) && w->node_kept[entry->node])
			pdf_dict_add_reference(w->file, dict, "SE", w->node_first + (PdfId)w->node_kept[entry->node] - 1);
		pdf_put_dict(w->file, first + (PdfId)i, dict);
	}
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Outlines");
	add_item_reference(w, dict, "First", first, head);
	add_item_reference(w, dict, "Last", first, tail);
	HPDF_Dict_AddNumber(dict, "Count", count);
	pdf_put_dict(w->file, root, dict);
	w->outline = root;
}

/* ---- page labels (12.4.2): printed folios as prefix, style and number, a new entry where the count does not run on ---- */

typedef struct Label { const char *prefix; size_t prefix_length; char style; int number; } Label; /* style 0: the prefix is all */

static int roman_value(const char *text, size_t length, bool upper) {
	static const char DIGITS[] = "ivxlcdm";
	static const int VALUES[] = { 1, 5, 10, 50, 100, 500, 1000 };
	int sum = 0, last = 0;
	for (size_t i = length; i-- > 0;) {
		const char *digit = strchr(DIGITS, upper ? tolower((unsigned char)text[i]) : text[i]);
		if (!digit || !*digit || (upper && !isupper((unsigned char)text[i]))) return 0;
		int value = VALUES[digit - DIGITS];
		sum += value < last ? -value : value;
		if (value > last) last = value;
	}
	return sum;
}

/* The roman numeral of a number, to see that "mil" is a word and "xiv" a number. */
static bool is_roman(const char *text, size_t length, int number, bool upper) {
	static const struct { int value; const char *digits; } STEPS[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" },
		{ 90, "xc" }, { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" } };
	char made[64];
	size_t at = 0;
	if (number < 1 || number > 3999) return false;
	for (size_t s = 0; s < sizeof STEPS / sizeof *STEPS; s++)
		for (; number >= STEPS[s].value; number -= STEPS[s].value)
			for (const char *p = STEPS[s].digits; *p; p++) made[at++] = upper ? (char)toupper((unsigned char)*p) : *p;
	return at == length && memcmp(made, text, length) == 0;
}

static Label read_label(const char *text) {
	if (!text) text = "";
	size_t length = strlen(text), at = length;
	while (at > 0 && isdigit((unsigned char)text[at - 1])) at--;
	if (at < length && length - at < 9 && text[at] != '0') return (Label){ text, at, 'D', atoi(text + at) };
	for (int upper = 0; upper < 2 && length < 20; upper++) {
		int number = roman_value(text, length, upper);
		if (number && is_roman(text, length, number, upper)) return (Label){ text, 0, upper ? 'R' : 'r', number };
	}
	return (Label){ text, length, 0, 0 };
}

static bool runs_on(const Label *before, const Label *label) {
	return before->style == label->style && before->prefix_length == label->prefix_length &&
		memcmp(before->prefix, label->prefix, label->prefix_length) == 0 && (!label->style || label->number == before->number + 1);
}

void pdf_write_page_labels(PdfWriter *w) {
	Text body = { 0 };
	Label before = { 0 };
	text_add(&body, "<</Nums[");
	for (int i = 0; i < w->drawing->pages.count; i++) {
		Label label = read_label(w->drawing->pages.items[i].label);
		if (!i || !runs_on(&before, &label)) {
			text_format(&body, i ? " %d<<" : "%d<<", i);
			if (label.style) text_format(&body, "/S/%c", label.style);
			if (label.style && label.number != 1) text_format(&body, "/St %d", label.number);
			if (label.prefix_length) {
				text_add(&body, "/P");
				pdf_add_text_string(&body, label.prefix, label.prefix_length);
			}
			text_add(&body, ">>");
		}
		before = label;
	}
	text_add(&body, "]>>");
	w->page_labels = pdf_reserve_id(w->file);
	pdf_put_body(w->file, w->page_labels, &body);
	text_free(&body);
}
