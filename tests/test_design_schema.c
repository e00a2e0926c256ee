/* layouts/schema/layout.rng and the table of src/design/layout_words.c say the same: for every element, attribute and kind
 * of value, what one takes the other takes, and what one refuses the other refuses. */
#include "test_design_helpers.h"
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include "design/layout_words.h"

static xmlRelaxNGPtr schema;

static void ignore(void *data, const char *format, ...) {
	(void)data;
	(void)format;
}

static int load_schema(void **state) {
	(void)state;
	Arena *arena = arena_open();
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(file_data_path(arena, "layouts/schema/layout.rng"));
	if (parser) {
		schema = xmlRelaxNGParse(parser);
		xmlRelaxNGFreeParserCtxt(parser);
	}
	arena_close(arena);
	return schema ? 0 : -1;
}

static int free_schema(void **state) {
	(void)state;
	xmlRelaxNGFree(schema);
	xmlCleanupParser();
	return 0;
}

static bool schema_takes(const char *text) {
	xmlDocPtr document = xmlReadMemory(text, (int)strlen(text), "layout.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	if (!document) return false;
	xmlRelaxNGValidCtxtPtr valid = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidErrors(valid, ignore, ignore, NULL);
	bool takes = xmlRelaxNGValidateDoc(valid, document) == 0;
	xmlRelaxNGFreeValidCtxt(valid);
	xmlFreeDoc(document);
	return takes;
}

/* One value that every attribute of the kind takes, and one that none does (NULL: it takes anything). */
static const char *good_value(const AttributeRule *rule) {
	switch (rule->kind) {
	case VALUE_TEXT: case VALUE_TEMPLATE: return "Tin";
	case VALUE_NAME: return strcmp(rule->name, "name") == 0 ? "pull" : "body";
	case VALUE_STYLE: return "body";
	case VALUE_FILE: return "ban-tin";
	case VALUE_LANGUAGE: return "vi";
	case VALUE_YES_NO: return "yes";
	case VALUE_COUNT: return "1";
	case VALUE_LENGTH: case VALUE_PAGE_LENGTH: case VALUE_STYLE_LENGTH: case VALUE_STYLE_SIZE: return "12pt";
	case VALUE_COLOUR: case VALUE_GROUND: return "black 12.5%";
	case VALUE_RULE: return "0.5pt black 30%";
	case VALUE_WORD: case VALUE_WORD_NUMBER: case VALUE_WORD_PERCENT: case VALUE_FEATURES: case VALUE_CAPS: case VALUE_SET: case VALUE_ORDER:
		return rule->words->name;
	case VALUE_INKS: return "black";
	case VALUE_PERMILLE: return "1.5%";
	case VALUE_CMYK: return "0 50 12.5 100";
	case VALUE_SRGB: return "#8A1538";
	case VALUE_SPOT: return "PANTONE 187 C";
	}
	return "";
}

static const char *bad_value(const AttributeRule *rule) {
	switch (rule->kind) {
	case VALUE_TEXT: case VALUE_TEMPLATE: case VALUE_FILE: return NULL;
	case VALUE_SPOT: return "";
	case VALUE_STYLE: return "no/style";
	default: return "?";
	}
}

/* A page that every value above fits: 12pt wide margins, one column. */
static const char *page_value(const char *name) {
	return strcmp(name, "width") == 0 || strcmp(name, "height") == 0 ? "500pt" : "12pt";
}

/* Attributes that a schema's choice wants besides the required ones, unless the one under test settles it. */
static const char *companion(const ElementRule *element, const char *tested) {
	if (strcmp(element->name, "colour") == 0) return strcmp(tested, "cmyk") && strcmp(tested, "srgb") ? " cmyk='0 0 0 50'" : "";
	if (element->children || !layout_find_attribute(element, "pages") || !layout_find_attribute(element, "from")) {
		if (strcmp(element->name, "strip") == 0 && strcmp(tested, "left") && strcmp(tested, "center") && strcmp(tested, "right")) return " left='a'";
		return "";
	}
	return strcmp(tested, "top") && strcmp(tested, "bottom") ? " top='12pt'" : "";
}

/* The element with its required attributes and the one under test. */
static void add_element(Text *out, const ElementRule *element, const char *tested, const char *value) {
	bool page = strcmp(element->name, "page") == 0;
	text_format(out, "<%s", element->name);
	for (const AttributeRule *rule = element->attributes; rule->name; rule++) {
		if (!rule->required || strcmp(rule->name, tested) == 0) continue;
		const char *own = page && rule->kind == VALUE_PAGE_LENGTH ? page_value(rule->name) : good_value(rule);
		text_format(out, " %s='%s'", rule->name, own);
	}
	text_format(out, "%s", companion(element, tested));
	if (value) text_format(out, " %s='%s'", tested, page && strcmp(tested, "width") == 0 && strcmp(value, "12pt") == 0 ? "500pt" :
		page && strcmp(tested, "height") == 0 && strcmp(value, "12pt") == 0 ? "500pt" : value);
	text_format(out, ">%s</%s>", element->text != TEXT_NONE ? "Tin" : "", element->name);
}

static const ElementRule *find_parent(const ElementRule *from, const ElementRule *wanted) {
	for (const ElementRule *child = from->children; child && child->name; child++) {
		if (child == wanted) return from;
		const ElementRule *found = find_parent(child, wanted);
		if (found) return found;
	}
	return NULL;
}

/* A whole layout around it. */
static void make_layout(Text *out, const ElementRule *parent, const ElementRule *element, const char *tested, const char *value) {
	static const char WHOLE_PAGE[] = "<page width='500pt' height='500pt' top='12pt' bottom='12pt' inside='12pt' outside='12pt' columns='2' gutter='12pt' leading='12pt'/>";
	static const char STYLES_BODY[] = "<style name='body' family='Noto Serif' size='10pt'/>";
	text_clear(out);
	bool root = element == &LAYOUT_RULE, language = root && strcmp(tested, "xml:lang") == 0;
	text_format(out, "<layout title='T'%s%s%s>", language ? " xml:lang='" : "", language ? value : "", language ? "'" : "");
	if (strcmp(element->name, "page") != 0 || parent != &LAYOUT_RULE) text_add(out, WHOLE_PAGE);
	bool in_styles = strcmp(parent->name, "styles") == 0;
	if (!in_styles) text_format(out, "<styles>%s</styles>", STYLES_BODY);
	if (!root) {
		const ElementRule *above = find_parent(&LAYOUT_RULE, parent); /* a panel stands in the cover page */
		if (above && above != &LAYOUT_RULE) text_format(out, "<%s>", above->name);
		if (parent != &LAYOUT_RULE) text_format(out, "<%s>%s", parent->name, in_styles ? STYLES_BODY : "");
		if (strcmp(element->name, "styles") != 0) add_element(out, element, tested, value);
		if (parent != &LAYOUT_RULE) text_format(out, "</%s>", parent->name);
		if (above && above != &LAYOUT_RULE) text_format(out, "</%s>", above->name);
	}
	text_add(out, "</layout>");
}

static void expect(Bench *bench, const Text *layout, bool takes) {
	bool ours = bench_read(bench, layout->bytes) != NULL, theirs = schema_takes(layout->bytes);
	if (ours != takes) { bench_print(bench); fail_msg("design_read %s:\n%s", ours ? "takes" : "refuses", layout->bytes); }
	if (theirs != takes) fail_msg("layout.rng %s:\n%s", theirs ? "takes" : "refuses", layout->bytes);
}

static void check_attribute(Bench *bench, const ElementRule *parent, const ElementRule *element, const AttributeRule *rule) {
	Text layout = { 0 };
	make_layout(&layout, parent, element, rule->name, good_value(rule));
	expect(bench, &layout, true);
	if (bad_value(rule)) {
		make_layout(&layout, parent, element, rule->name, bad_value(rule));
		expect(bench, &layout, false);
	}
	bool list = rule->kind == VALUE_SET || rule->kind == VALUE_ORDER;
	for (const Word *word = rule->words; word && word->name; word++) {
		make_layout(&layout, parent, element, rule->name, word->name);
		expect(bench, &layout, true);
	}
	if (list) {
		make_layout(&layout, parent, element, rule->name, arena_format(bench->arena, "%s %s", rule->words[0].name, rule->words[1].name));
		expect(bench, &layout, true);
	}
	bool number = rule->kind == VALUE_COUNT || rule->kind == VALUE_WORD_NUMBER, percent = rule->kind == VALUE_WORD_PERCENT;
	bool of_columns = strcmp(rule->name, "columns") == 0 || strcmp(rule->name, "column") == 0 || strstr(rule->name, "span") != NULL;
	bool of_page = strcmp(element->name, "panel") == 0; /* must fit the page, as columns must */
	if ((number && !of_columns && !of_page) || percent) { /* the limits themselves, and one past them */
		const char *unit = percent ? "%" : "";
		make_layout(&layout, parent, element, rule->name, arena_format(bench->arena, "%d%s", rule->high, unit));
		expect(bench, &layout, true);
		make_layout(&layout, parent, element, rule->name, arena_format(bench->arena, "%d%s", rule->low, unit));
		expect(bench, &layout, true);
		make_layout(&layout, parent, element, rule->name, arena_format(bench->arena, "%d%s", rule->high + 1, unit));
		expect(bench, &layout, false);
	}
	if (rule->required) {
		make_layout(&layout, parent, element, rule->name, NULL);
		expect(bench, &layout, false);
	}
	text_free(&layout);
}

static void check_element(Bench *bench, const ElementRule *parent, const ElementRule *element) {
	Text layout = { 0 };
	make_layout(&layout, parent, element, "made-up", "x");
	if (element != &LAYOUT_RULE && strcmp(element->name, "styles") != 0) expect(bench, &layout, false);
	text_free(&layout);
	for (const AttributeRule *rule = element->attributes; rule->name; rule++)
		if (element != &LAYOUT_RULE || rule->kind == VALUE_LANGUAGE) check_attribute(bench, parent, element, rule);
	for (const ElementRule *child = element->children; child && child->name; child++) check_element(bench, element, child);
}

static void test_table_and_schema_agree(void **state) {
	check_element(*state, &LAYOUT_RULE, &LAYOUT_RULE);
}

static void test_own_layouts_pass_the_schema(void **state) {
	Bench *bench = *state;
	DesignName *names;
	int count = design_list(bench->arena, &names, bench->diag);
	assert_true(count >= 2);
	for (int i = 0; i < count; i++) {
		FileMap map;
		assert_true(file_map(names[i].path, &map));
		assert_true(schema_takes(arena_copy_text(bench->arena, (const char *)map.bytes, map.length)));
		file_unmap(&map);
	}
}

static void test_variants_and_mistakes(void **state) {
	static const struct { const char *layout; bool takes; } CASES[] = {
		{ "<layout title='T' extends='ban-tin'/>", true },
		{ "<layout title='T' extends='ban-tin'><page columns='2'/><masthead/><furniture/></layout>", true },
		{ "<layout title='T'/>", false },
		{ "<layout title='T'><page columns='2'/></layout>", false },
		{ LAYOUT("<styles>" BODY "</styles><box/><box/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><box>a</box>"), false },
		{ LAYOUT("<styles>" BODY "</styles><header/>"), false },
		{ LAYOUT("<colours><colour name='a' cmyk='0 0 0 1' srgb='#000000'/></colours><styles>" BODY "</styles>"), false },
		{ LAYOUT("<styles>" BODY "<style name='pull' left='2em' first-indent='-1.5em' leading='1.25line'/></styles><box padding='2line'/>"), true },
		{ LAYOUT("<styles>" BODY "</styles><box padding='2em'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><box padding='-2pt'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><box padding='2'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><box padding='2,5pt'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><box padding='0' frame='none' ground='none'/>"), true },
		{ LAYOUT("<styles>" BODY "</styles><box frame='1pt black'/>"), true },
		{ LAYOUT("<styles>" BODY "</styles><box frame='black 1pt'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><cover-page/>"), true },
		{ LAYOUT("<styles>" BODY "</styles><cover-page><panel bleeds='top left' column='2'><text style='body'>{title}</text><rule weight='1pt'/>"
			"<cover-lines style='body'>{article}, {page}</cover-lines></panel><panel/></cover-page>"), true },
		{ LAYOUT("<styles>" BODY "</styles><cover-page><text style='body'>{title}</text></cover-page>"), false },
		{ LAYOUT("<styles>" BODY "</styles><cover-page><panel><panel/></panel></cover-page>"), false },
		{ LAYOUT("<styles>" BODY "</styles><masthead><cover-lines style='body'>{article}</cover-lines></masthead>"), false },
		{ LAYOUT("<styles>" BODY "</styles><side-bar takes='brief imprint'/>"), true },
		{ LAYOUT("<styles>" BODY "</styles><side-bar takes='lead'/>"), false },
		{ LAYOUT("<styles>" BODY "</styles><furniture><bar pages='left right' from='outside' x='-3mm' top='10mm' bottom='10mm' width='1pt' height='1pt'/></furniture>"), false },
	};
	Bench *bench = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		Text layout = { 0 };
		text_add(&layout, CASES[i].layout);
		expect(bench, &layout, CASES[i].takes);
		text_free(&layout);
	}
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)
	const struct CMUnitTest tests[] = { TEST(test_table_and_schema_agree), TEST(test_own_layouts_pass_the_schema), TEST(test_variants_and_mistakes) };
	return cmocka_run_group_tests_name("design schema", tests, load_schema, free_schema);
}
