/* The room's own check and the RELAX NG files say the same: on documents made at random from the vocabulary, with faults put
 * in at random, each accepts what the other accepts. */
#include <libxml/relaxng.h>
#include "base/text.h"
#include "data/publication/scratch.h"
#include "publication/check_schema.h"
#include "publication/quiet_xml.h"

/* ---- documents at random ---- */

typedef struct Maker {
	Text out;
	uint32_t random;
	int fault_every; /* one chance in so many at each step; 0: no faults */
	int faults;
	int depth;
	bool in_note, in_link, in_article; /* nesting is not the schema's affair: it is kept right */
} Maker;

static uint32_t below(Maker *maker, uint32_t limit) {
	maker->random = maker->random * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)maker->random * limit) >> 32);
}

static bool chance(Maker *maker, uint32_t percent) { return below(maker, 100) < percent; }

static bool fault(Maker *maker) {
	if (!maker->fault_every || below(maker, (uint32_t)maker->fault_every) != 0) return false;
	maker->faults++;
	return true;
}

static void make_element(Maker *maker, ElementType type);

static ElementType any_type(Maker *maker) { return (ElementType)(ELEMENT_ARTICLE + below(maker, ELEMENT_TYPES - ELEMENT_ARTICLE)); }

static const char *good_value(Maker *maker, const AttributeRule *rule) {
	static const char *const NAMES[] = { "a", "hinh-1", "2026-11", "b.c", " x ", "đầu" };
	static const char *const LANGS[] = { "vi", "en-GB", "zh-Hant-TW", " fr" };
	static const char *const DATES[] = { "2013", "2013-03", "2013-03-27", "2013-03-27T07:30", "2013-03-27T07:30:00+07:00", " 2013-12-31T00:00Z " };
	static const char *const FOCUS[] = { "0 1", "0.5 0.3", ".25  1.0", " 0.999 0.0 " };
	static const char *const NUMBERS[] = { "1", "12", "007", "999" };
	if (rule->kind == VALUE_CHOICE) {
		const char *at = rule->choices;
		size_t length = strcspn(at, "|");
		while (at[length] && chance(maker, 60)) { at += length + 1; length = strcspn(at, "|"); }
		return arena_format(arena, chance(maker, 20) ? " %.*s\n" : "%.*s", (int)length, at);
	}
	switch (rule->kind) {
	case VALUE_NAME: return NAMES[below(maker, 6)];
	case VALUE_LANG: return LANGS[below(maker, 4)];
	case VALUE_DATE: return DATES[below(maker, 6)];
	case VALUE_FOCUS: return FOCUS[below(maker, 4)];
	case VALUE_PAGES: return chance(maker, 50) ? "pages:8" : " pages:999\n";
	case VALUE_NAMES: return chance(maker, 50) ? " hai  ba\n" : NAMES[below(maker, 6)];
	case VALUE_NUMBER: return rule->least > 1 ? NUMBERS[3] : rule->least ? NUMBERS[below(maker, 2)] : NUMBERS[below(maker, 4)];
	default: return chance(maker, 10) ? "" : "photos/a.jpg";
	}
}

/* Values that some attribute takes and others do not. */
static const char *any_value(Maker *maker) {
	static const char *const VALUES[] = { "", "a b", "0", "4", "-1", "+1", "1000000", "01", "2013-3", "2013-03-27T7:30", "13-03-27", "0.5", "0.5 1.5",
		"0,5 0,5", "00 1", "1.01 0", "x|y", "yes", "page", "vi_VN", "123456789", "toolonglanguage", "-", "2013-03-27T07:30Z", "1", "2.", "." };
	return VALUES[below(maker, sizeof VALUES / sizeof *VALUES)];
}

static void make_attribute(Maker *maker, const AttributeRule *rule) {
	const char *name = rule->name;
	if (fault(maker)) name = below(maker, 2) ? "foo" : "level";
	if (strstr(maker->out.bytes + (strrchr(maker->out.bytes, '<') - maker->out.bytes), arena_format(arena, " %s=", name))) return;
	text_format(&maker->out, " %s=\"%s\"", name, fault(maker) ? any_value(maker) : good_value(maker, rule));
}

static void make_attributes(Maker *maker, ElementType type) {
	const ElementRule *rule = vocabulary_find_rule(type);
	for (int group = 0; group < 3 && rule->groups[group]; group++)
		for (const AttributeRule *attribute = rule->groups[group]; attribute->name; attribute++)
			if (attribute->required ? !fault(maker) : chance(maker, 15)) make_attribute(maker, attribute);
}

static void make_words(Maker *maker) {
	static const char *const WORDS[] = { "Đảng ", " bộ", "\n\t", " ", "x", "&amp;", "<!-- y -->" };
	for (uint32_t i = below(maker, 3); i; i--) text_add(&maker->out, WORDS[below(maker, 7)]);
}

static void make_inlines(Maker *maker) {
	make_words(maker);
	for (uint32_t i = maker->depth < 12 ? below(maker, 3) : 0; i; i--) {
		ElementType type = (ElementType)(ELEMENT_B + below(maker, ELEMENT_FOREIGN - ELEMENT_B + 1));
		bool link = type == ELEMENT_A || type == ELEMENT_REF || type == ELEMENT_CITATION;
		if ((type == ELEMENT_NOTE && (maker->in_note || maker->in_link || !maker->in_article)) || (link && maker->in_link)) type = ELEMENT_I;
		make_element(maker, type);
		make_words(maker);
	}
}

static void make_child(Maker *maker, ElementType type) {
	if (fault(maker)) return; /* forgotten */
	if (fault(maker)) make_words(maker);
	if (fault(maker)) type = any_type(maker);
	make_element(maker, type);
	if (fault(maker)) make_element(maker, type); /* twice */
	if (chance(maker, 30)) text_add(&maker->out, "\n ");
}

static void make_children(Maker *maker, const ElementRule *rule) {
	bool made = false;
	for (int rank = 0; rank < 5; rank++) {
		int first = 0, count = 0;
		while (rule->children[first].type && rule->children[first].rank != rank) first++;
		while (rule->children[first].type && rule->children[first + count].type && rule->children[first + count].rank == rank) count++;
		if (!count) continue;
		if (fault(maker)) continue;
		bool free_choice = rule->children[first].least == 0 && rule->children[first].most == 0;
		int shift = (int)below(maker, (uint32_t)count); /* one rank, any order */
		for (int i = 0; i < count; i++) {
			const ChildRule *child = &rule->children[first + (i + shift) % count];
			int times = child->least ? 1 : chance(maker, free_choice ? 20 : 50);
			if (!child->most && times && chance(maker, 40)) times = 2;
			if (maker->depth > 14 && !child->least) times = 0;
			if (rule->needed_rank == rank && !made && i == count - 1) times = 1;
			made |= times && rank == rule->needed_rank;
			for (; times; times--) make_child(maker, child->type);
		}
	}
}

static void make_content(Maker *maker, ElementType type) {
	const ElementRule *rule = vocabulary_find_rule(type);
	switch (rule->content) {
	case CONTENT_EMPTY: if (fault(maker)) make_words(maker); return;
	case CONTENT_WORDS: make_words(maker); if (fault(maker)) make_element(maker, ELEMENT_B); return;
	case CONTENT_INLINE: make_inlines(maker); if (fault(maker)) make_element(maker, any_type(maker)); return;
	case CONTENT_ELEMENTS: make_children(maker, rule); return;
	case CONTENT_PAIRS:
		for (uint32_t i = 1 + below(maker, 2); i; i--) {
			make_child(maker, ELEMENT_QUESTION);
			make_child(maker, ELEMENT_ANSWER);
		}
		return;
	case CONTENT_INLINE_OR_BLOCKS:
		if (maker->depth < 12 && chance(maker, 50)) make_child(maker, type == ELEMENT_ABSTRACT || below(maker, 3) ? ELEMENT_P : ELEMENT_LIST);
		else make_inlines(maker);
		if (fault(maker)) make_element(maker, ELEMENT_P);
		return;
	}
}

static void make_element(Maker *maker, ElementType type) {
	bool note = maker->in_note, link = maker->in_link, article = maker->in_article;
	if (maker->depth > 30) return;
	maker->depth++;
	if (type == ELEMENT_NOTE) maker->in_note = true;
	if (type == ELEMENT_A || type == ELEMENT_REF || type == ELEMENT_CITATION) maker->in_link = true;
	if (vocabulary_is_scope(type)) maker->in_article = true;
	const char *name = fault(maker) ? "foo" : vocabulary_find_rule(type)->name;
	text_format(&maker->out, "<%s", name);
	make_attributes(maker, type);
	text_add(&maker->out, ">");
	make_content(maker, type);
	text_format(&maker->out, "</%s>", name);
	maker->in_note = note;
	maker->in_link = link;
	maker->in_article = article;
	maker->depth--;
}

/* ---- the two judges ---- */

static xmlRelaxNG *compile_schema(const char *name) {
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt(file_data_path(arena, arena_format(arena, "input/schema/%s", name)));
	assert_non_null(parser);
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	assert_non_null(schema);
	return schema;
}

static bool schema_accepts(xmlRelaxNG *schema, xmlDoc *doc) {
	xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidStructuredErrors(validator, quiet_xml_take, NULL);
	int result = xmlRelaxNGValidateDoc(validator, doc);
	xmlRelaxNGFreeValidCtxt(validator);
	return result == 0;
}

typedef struct Tally { int valid, invalid, with_faults; } Tally;

static void judge(const char *xml, ElementType type, xmlRelaxNG *schema, Tally *tally) {
	write_text("a.xml", xml);
	Loader loader;
	IdTable ids;
	loader_open(&loader, arena, diag, scratch);
	ids_open(&ids, arena, loader.work);
	Source *source = loader_load(&loader, in_scratch("a.xml"), (SourcePos){ 0 });
	xmlNode *root = loader_find_root(source);
	assert_non_null(root);
	bool schema_says = schema_accepts(schema, source->doc);
	Checker checker = { .loader = &loader, .ids = &ids };
	bool we_say = check_tree(&checker, root, type) && checker.findings == 0;
	if (we_say != schema_says) {
		print_message("the schema %s, the check %s:\n%s\n", schema_says ? "accepts" : "refuses", we_say ? "accepts" : "refuses", xml);
		print_diag();
	}
	assert_int_equal(we_say, schema_says);
	if (we_say) tally->valid++;
	else tally->invalid++;
	loader_close(&loader);
	diag_close(diag);
	diag = diag_open();
}

static Tally compare(ElementType type, const char *schema_name, int documents, int fault_every, uint32_t seed) {
	xmlRelaxNG *schema = compile_schema(schema_name);
	Tally tally = { 0 };
	Maker maker = { .random = seed, .fault_every = fault_every };
	for (int i = 0; i < documents; i++) {
		ArenaMark mark = arena_mark(arena);
		text_clear(&maker.out);
		text_add(&maker.out, "");
		maker.faults = 0;
		make_element(&maker, type);
		judge(maker.out.bytes, type, schema, &tally);
		tally.with_faults += maker.faults > 0;
		arena_reset(arena, mark);
	}
	text_free(&maker.out);
	xmlRelaxNGFree(schema);
	return tally;
}

static void valid_documents_are_accepted_by_both(void **state) {
	(void)state;
	Tally articles = compare(ELEMENT_ARTICLE, "article.rng", 400, 0, 1);
	assert_int_equal(articles.valid, 400);
	Tally issues = compare(ELEMENT_PUBLICATION, "publication.rng", 200, 0, 2);
	assert_int_equal(issues.valid, 200);
}

static void faults_are_refused_by_both(void **state) {
	(void)state;
	Tally articles = compare(ELEMENT_ARTICLE, "article.rng", 1200, 120, 3);
	/* the generator does what it is for: plenty of either */
	assert_true(articles.invalid > 300 && articles.valid > 100 && articles.with_faults > 400);
	Tally issues = compare(ELEMENT_PUBLICATION, "publication.rng", 500, 300, 4);
	assert_true(issues.invalid > 100 && issues.valid > 50);
}

/* ---- the schema's last word ---- */

static void the_schema_has_the_last_word(void **state) {
	(void)state;
	write_text("a.xml", ARTICLE("<p>a</p><o:x xmlns:o='urn:o'/><p o:y='1' xmlns:o='urn:o' xml:space='preserve'>b</p>"));
	publication = publication_check(arena, in_scratch("a.xml"), diag);
	assert_non_null(publication);
	assert_int_equal(diag_total(diag), 1); /* the foreign element; the schema never sees it */
}

static void what_the_schema_alone_refuses_is_told_at_its_element(void **state) {
	(void)state;
	write_text("a.xml", "<article>" HEAD "\n  <body><p>a</p><x/></body></article>");
	Loader loader;
	loader_open(&loader, arena, diag, scratch);
	Source *source = loader_load(&loader, in_scratch("a.xml"), (SourcePos){ 0 });
	Validator validator = { 0 };
	assert_true(validate_tree(&validator, &loader, loader_find_root(source), SCHEMA_ARTICLE) > 0); /* not checked by us before */
	const DiagEntry *entry = find_entry("schema-refused");
	assert_non_null(entry);
	assert_int_equal(entry->pos.line, 2);
	assert_true(validate_tree(&validator, &loader, loader_find_root(source), SCHEMA_PUBLICATION) > 0);
	validator_close(&validator);
	loader_close(&loader);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_scratch, close_scratch)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(valid_documents_are_accepted_by_both),
		TEST(faults_are_refused_by_both),
		TEST(the_schema_has_the_last_word),
		TEST(what_the_schema_alone_refuses_is_told_at_its_element),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
