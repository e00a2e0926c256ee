/* A Design as stable text, one item a line; lengths in points with three decimals. */
#include <string.h>
#include "design/layout_words.h"

static void dump_length(Text *out, Length value) {
	char text[32];
	length_format(value, 3, text);
	text_add(out, text);
}

/* Amounts in 1/10000 as percentages: 1500 is "15", 1250 "12.5". */
static void dump_amount(Text *out, unsigned amount) {
	text_format(out, "%u", amount / 100);
	if (amount % 100) text_format(out, amount % 10 ? ".%02u" : ".%u", amount % 10 ? amount % 100 : amount % 100 / 10);
}

static void dump_colour(Text *out, Colour colour) {
	if (colour.spot) {
		text_format(out, "\"%s\"-", colour.spot);
		dump_amount(out, colour.tint);
		text_add_char(out, '/');
	}
	const unsigned inks[] = { colour.c, colour.m, colour.y, colour.k };
	bool any = false;
	for (int i = 0; i < 4; i++) {
		if (!inks[i]) continue;
		text_format(out, "%s%c", any ? "-" : "", "cmyk"[i]);
		dump_amount(out, inks[i]);
		any = true;
	}
	if (!any) text_add(out, "white");
}

static void dump_rule(Text *out, RuleLook rule) {
	if (!rule.weight) { text_add(out, "none"); return; }
	dump_length(out, rule.weight);
	text_add_char(out, '/');
	dump_colour(out, rule.colour);
}

static void dump_text(Text *out, const char *text) {
	if (text) text_format(out, "\"%s\"", text);
	else text_add(out, "-");
}

static void dump_word(Text *out, const Word *words, int value) {
	for (; words->name; words++)
		if (words->value == value) { text_add(out, words->name); return; }
	text_format(out, "%d", value);
}

/* The value that an attribute's rule points at in an item; nothing for those that others speak for. */
static void dump_value(Text *out, const AttributeRule *rule, const char *item) {
	if (rule->offset == OFFSET_NONE) return;
	const char *at = item + rule->offset;
	text_format(out, " %s ", rule->name);
#define AS(Type) (*(const Type *)(const void *)at)
	switch (rule->kind) {
	case VALUE_TEXT: case VALUE_TEMPLATE: case VALUE_NAME: case VALUE_LANGUAGE: case VALUE_ORDER: case VALUE_FILE: case VALUE_INKS:
		dump_text(out, AS(char *));
		break;
	case VALUE_YES_NO: text_add(out, AS(bool) ? "yes" : "no"); break;
	case VALUE_COUNT: case VALUE_PERMILLE: text_format(out, "%d", AS(int)); break;
	case VALUE_LENGTH: case VALUE_PAGE_LENGTH: case VALUE_STYLE_LENGTH: case VALUE_STYLE_SIZE: dump_length(out, AS(Length)); break;
	case VALUE_COLOUR: case VALUE_CMYK: case VALUE_SRGB: case VALUE_SPOT: dump_colour(out, AS(Colour)); break;
	case VALUE_GROUND:
		if (*(const bool *)(item + rule->flag)) dump_colour(out, AS(Colour));
		else text_add(out, "none");
		break;
	case VALUE_RULE: dump_rule(out, AS(RuleLook)); break;
	case VALUE_STYLE: text_add(out, AS(TextStyle *)->name); break;
	case VALUE_WORD: case VALUE_WORD_NUMBER: case VALUE_WORD_PERCENT: dump_word(out, rule->words, AS(int)); break;
	case VALUE_FEATURES: case VALUE_CAPS: text_format(out, "%#x", AS(unsigned) & rule->mask); break;
	case VALUE_SET:
		if (!AS(unsigned)) text_add(out, "none");
		for (int i = 0, any = 0; rule->words[i].name; i++) {
			unsigned bits = (unsigned)rule->words[i].value;
			bool several = bits & (bits - 1); /* "all" stands for others */
			if (!several && (AS(unsigned) & bits)) text_format(out, "%s%s", any++ ? "+" : "", rule->words[i].name);
		}
		break;
	}
#undef AS
}

static void dump_values(Text *out, const ElementRule *rule, const void *item) {
	for (const AttributeRule *attribute = rule->attributes; attribute->name; attribute++) dump_value(out, attribute, item);
}

static const ElementRule *child_rule(const char *parent, int kind) {
	const ElementRule *rule = layout_find_element(&LAYOUT_RULE, parent)->children;
	while (rule->kind != kind) rule++;
	return rule;
}

static void dump_style(Text *out, const TextStyle *style) {
	static const char *const ALIGN[] = { "justify", "left", "center", "right" };
	static const char *const FEATURES[] = { "smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "sups", "subs", "no-liga" };
	text_format(out, "style %s \"%s\" %d %d%%%s ", style->name, style->family, style->weight, style->width, style->italic ? " italic" : "");
	dump_length(out, style->size);
	text_add_char(out, '/');
	dump_length(out, style->leading);
	text_format(out, " %s ", ALIGN[style->align]);
	dump_colour(out, style->colour);
	for (int i = 0; i < 9; i++) if (style->features & 1u << i) text_format(out, " %s", FEATURES[i]);
	if (style->upper) text_add(out, " upper");
	const struct { const char *name; Length value; } LENGTHS[] = {
		{ "letter-space", style->letter_space }, { "first-indent", style->first_indent }, { "left", style->left }, { "right", style->right },
		{ "space-before", style->space_before }, { "space-after", style->space_after }
	};
	for (int i = 0; i < 6; i++) {
		if (!LENGTHS[i].value) continue;
		text_format(out, " %s ", LENGTHS[i].name);
		dump_length(out, LENGTHS[i].value);
	}
	text_format(out, "%s%s word -%d+%d letter %d scale %d marker \"%s\"\n", style->hang ? " hang" : "", style->balance ? " balance" : "", style->shrink,
		style->stretch, style->letter_stretch, style->glyph_scale, style->marker);
}

static void dump_look(Text *out, const ArticleLook *look) {
	text_format(out, "article %s", look->rank);
	dump_values(out, child_rule("articles", 0), look);
	const TextStyle *const styles[] = { look->kicker, look->title, look->subtitle, look->lead, look->byline, look->date };
	text_add(out, " styles");
	for (int i = 0; i < 6; i++) text_format(out, " %s", styles[i]->name);
	text_add_char(out, '\n');
}

static void dump_stack(Text *out, const StackItems *stack, const char *label, const ElementRule *parent) {
	for (int i = 0; i < stack->count; i++) {
		const StackItem *item = &stack->items[i];
		const ElementRule *rule = parent->children;
		while (rule->kind != (int)item->kind) rule++;
		text_format(out, "%s %s", label, rule->name);
		dump_values(out, rule, item);
		if (rule->text == TEXT_TEMPLATE) text_format(out, " \"%s\"", item->text);
		text_add_char(out, '\n');
	}
}

/* A page of panels, when the layout has it. */
static void dump_panels(Text *out, const Design *design, const char *name, const PanelPage *page) {
	const ElementRule *rule = layout_find_element(&LAYOUT_RULE, name), *panel = rule->children;
	if (!page->shown) return;
	text_add(out, rule->name);
	dump_values(out, rule, design);
	text_add_char(out, '\n');
	for (int i = 0; i < page->panels.count; i++) {
		const CoverPanel *item = &page->panels.items[i];
		text_add(out, panel->name);
		dump_values(out, panel, item);
		text_add_char(out, '\n');
		dump_stack(out, &item->stack, panel->name, panel);
	}
}

static void dump_child(Text *out, const Design *design, const char *name) {
	text_add(out, name);
	dump_values(out, layout_find_element(&LAYOUT_RULE, name), design);
	text_add_char(out, '\n');
}

void design_dump(const Design *design, Text *out) {
	text_format(out, "layout %s", design->name);
	dump_values(out, &LAYOUT_RULE, design);
	text_format(out, "\ndescription \"%s\"\n", design->description);
	dump_child(out, design, "page");
	for (int i = 0; i < design->colours.count; i++) {
		text_format(out, "colour %s ", design->colours.items[i].name);
		dump_colour(out, design->colours.items[i].colour);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < design->styles.count; i++) dump_style(out, design->styles.items[i]);
	dump_stack(out, &design->masthead, "masthead", layout_find_element(&LAYOUT_RULE, "masthead"));
	dump_panels(out, design, "cover-page", &design->cover);
	for (int i = 0; i < BOOK_PAGES; i++) dump_panels(out, design, LAYOUT_BOOK_PAGES[i], &design->book.pages[i]);
	for (int i = 0; i < design->furniture.count; i++) {
		const Furniture *item = &design->furniture.items[i];
		const ElementRule *rule = child_rule("furniture", (int)item->kind);
		text_format(out, "furniture %s", rule->name);
		for (const AttributeRule *attribute = rule->attributes; attribute->name; attribute++) /* one of the two gave y */
			if (strcmp(attribute->name, item->from_bottom ? "top" : "bottom") != 0) dump_value(out, attribute, (const char *)item);
		if (rule->text == TEXT_TEMPLATE) text_format(out, " \"%s\"", item->text);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < design->looks.count; i++) dump_look(out, &design->looks.items[i]);
	for (const ElementRule *rule = LAYOUT_RULE.children; rule->name; rule++)
		if (!rule->children && rule->text == TEXT_NONE && strcmp(rule->name, "variant") != 0 && strcmp(rule->name, "page") != 0 && (strcmp(rule->name, "book") != 0 || design->book.shown)) dump_child(out, design, rule->name);
}
