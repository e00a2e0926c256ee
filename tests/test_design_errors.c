/* Layouts that are wrong: what is said, where, and that hostile ones do no harm. */
#include "test_design_helpers.h"

/* What the reader is told: code, line, column, a piece of the message, a piece of the hint (NULL: none is looked for). */
typedef struct Fault { const char *layout, *code; int line, column; const char *message, *hint; } Fault;

static const DiagEntry *find_entry(const Bench *bench, const Fault *fault) {
	for (int i = 0; i < diag_total(bench->diag); i++) {
		const DiagEntry *entry = diag_entry(bench->diag, i);
		if (strcmp(entry->code, fault->code) == 0 && strstr(entry->message, fault->message)) return entry;
	}
	bench_print(bench);
	fail_msg("no %s saying \"%s\" for:\n%s", fault->code, fault->message, fault->layout);
	return NULL;
}

static void check_faults(Bench *bench, const Fault *faults, int count, Severity severity) {
	for (int i = 0; i < count; i++) {
		const Fault *fault = &faults[i];
		Design *design = bench_read(bench, fault->layout);
		const DiagEntry *entry = find_entry(bench, fault);
		if (entry->pos.line != fault->line || entry->pos.column != fault->column || diag_total(bench->diag) != 1) {
			bench_print(bench);
			fail_msg("\"%s\": %d:%d instead of %d:%d, or not alone", entry->message, entry->pos.line, entry->pos.column, fault->line, fault->column);
		}
		assert_string_equal(file_name(entry->pos.file), "layout.xml");
		assert_int_equal(entry->severity, severity);
		if (fault->hint && (!entry->hint || !strstr(entry->hint, fault->hint))) fail_msg("\"%s\" has no hint \"%s\" but \"%s\"", entry->message, fault->hint, entry->hint ? entry->hint : "");
		assert_true((design == NULL) == (severity == SEVERITY_ERROR));
	}
}
#define CHECK(severity, ...) do { static const Fault FAULTS[] = { __VA_ARGS__ }; \
	check_faults(*state, FAULTS, (int)(sizeof FAULTS / sizeof *FAULTS), severity); } while (0)

static void test_unknown_words(void **state) {
	CHECK(SEVERITY_ERROR,
		{ STYLES("<style name='title' sise='9pt'/>"), "layout-attribute", 4, 21, "<style> has no property called “sise”", "“size”" },
		{ STYLES("<style name='title' border='1pt'/>"), "layout-attribute", 4, 21, "“border”", "Here may stand: name, based-on, family, size" },
		{ STYLES("<stile name='title'/>"), "layout-element", 4, 1, "<stile> has no place inside <styles>", "“style”" },
		{ LAYOUT("<styles>" BODY "</styles>\n\n  <header/>"), "layout-element", 5, 3, "<header> has no place inside <layout>", "<description>, <page>, <colours>" },
		{ STYLES("<style name='title' xml:id='a'/>"), "layout-attribute", 4, 21, "“xml:id”", NULL },
		{ "<bulletin/>", "layout-element", 1, 1, "begins with <layout>, not with <bulletin>", NULL },
		{ "<!-- a -->\n<layout xmlns='http://x' title='T'/>", "layout-element", 2, 1, "no namespace", "xmlns" });
}

static void test_missing_and_twice(void **state) {
	CHECK(SEVERITY_ERROR,
		{ "<layout>\n" PAGE "<styles>" BODY "</styles></layout>", "layout-required", 1, 1, "<layout> lacks title", NULL },
		{ "<layout title='T'>\n<styles>" BODY "</styles></layout>", "layout-required", 1, 1, "has no <page>", "extends" },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text>a</text></masthead>"), "layout-required", 4, 1, "<text> lacks style", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'> </text></masthead>"), "layout-required", 4, 1, "says nothing", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<strip style='body'/></masthead>"), "layout-required", 4, 1, "at least one", NULL },
		{ LAYOUT("<styles><style name='caption' size='8pt'/></styles>"), "layout-required", 3, 1, "no <style name=\"body\"", NULL },
		{ LAYOUT(""), "layout-required", 1, 1, "no <style name=\"body\"", NULL },
		{ LAYOUT("<styles>\n <style name='body' family='A'/></styles>"), "layout-required", 4, 2, "lacks size", NULL },
		{ LAYOUT("<styles>" BODY "</styles><furniture>\n<text pages='all' from='left' style='body'>a</text></furniture>"), "layout-required", 4, 1, "either top or bottom", "upper edge" },
		{ LAYOUT("<styles>" BODY "</styles><furniture>\n<text pages='all' from='left' top='1mm' bottom='1mm' style='body'>a</text></furniture>"), "layout-required", 4, 1, "either top or bottom", NULL },
		{ STYLES("<style name='title'/>\n<style name='lead'/><style name='title'/>"), "layout-twice", 5, 21, "<style name=\"title\"> was already given in line 4", "Put the properties together" },
		{ LAYOUT("<styles>" BODY "</styles><box/>\n<box/>"), "layout-twice", 4, 1, "<box> was already given in line 3", NULL },
		{ LAYOUT("<styles>" BODY "</styles><articles><article rank='lead'/>\n<article rank='lead'/></articles>"), "layout-twice", 4, 1, "rank=\"lead\"", NULL },
		{ LAYOUT("<colours>\n<colour name='a'/></colours><styles>" BODY "</styles>"), "layout-colour", 4, 1, "“a” needs its inks", "cmyk=" },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='0 0 0 1' srgb='#000000'/></colours><styles>" BODY "</styles>"), "layout-colour", 4, 1, "one of them", NULL },
		{ LAYOUT("<colours>\n<colour name='black' cmyk='0 0 0 90'/></colours><styles>" BODY "</styles>"), "layout-colour", 4, 1, "always there", NULL });
}

static void test_bad_lengths(void **state) {
	CHECK(SEVERITY_ERROR,
		{ STYLES("<style name='title' size='9'/>"), "layout-value", 4, 27, "size=\"9\" is not understood: the unit is missing", "12.25pt" },
		{ STYLES("<style name='title' size='9,5pt'/>"), "layout-value", 4, 27, "a point, not a comma", "12.25pt" },
		{ STYLES("<style name='title' size='9 points'/>"), "layout-value", 4, 27, "a length is expected", NULL },
		{ STYLES("<style name='title' size=''/>"), "layout-value", 4, 27, "a length is expected", NULL },
		{ STYLES("<style name='title' size='99999999999999999999pt'/>"), "layout-value", 4, 27, "a length is expected", NULL },
		{ STYLES("<style name='title' size='0pt'/>"), "layout-value", 4, 27, "between 2pt and 1000pt", NULL },
		{ STYLES("<style name='title' size='1em'/>"), "layout-value", 4, 27, "em is known only", NULL },
		{ STYLES("<style name='title' left='-1pt'/>"), "layout-value", 4, 27, "less than nothing", NULL },
		{ STYLES("<style name='title' left='-1em'/>"), "layout-value", 4, 27, "that many em", NULL },
		{ STYLES("<style name='title' left='30000em'/>"), "layout-value", 4, 27, "that many em", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<box padding='1em'/>"), "layout-value", 4, 15, "em is known only inside a <style>", "2line" },
		{ LAYOUT("<styles>" BODY "</styles>\n<box padding='99999999line'/>"), "layout-value", 4, 15, "a length is expected", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<box padding='2m'/>"), "layout-value", 4, 15, "a length is expected", NULL },
		{ "<layout title='T'>\n<page width='210mm' height='297mm' top='1line' bottom='20mm' inside='20mm' outside='20mm' columns='1' leading='12pt'/><styles>" BODY "</styles></layout>",
			"layout-value", 2, 41, "cannot be given in lines", "12.25pt" },
		{ LAYOUT("<styles>" BODY "</styles>\n<box frame='2'/>"), "layout-value", 4, 13, "the unit is missing", "0.3pt black 30%" },
		{ LAYOUT("<styles>" BODY "</styles>\n<box frame='accent 2pt'/>"), "layout-value", 4, 13, "a rule is its weight", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<box frame='-1pt'/>"), "layout-value", 4, 13, "a rule is its weight", NULL });
}

static void test_bad_colours(void **state) {
	CHECK(SEVERITY_ERROR,
		{ STYLES("<style name='title' colour='acent'/>"), "layout-value", 4, 29, "no colour “acent”", "black, white" },
		{ STYLES("<style name='title' colour='black 120%'/>"), "layout-value", 4, 29, "its tint", NULL },
		{ STYLES("<style name='title' colour='black 12'/>"), "layout-value", 4, 29, "its tint", NULL },
		{ STYLES("<style name='title' colour='black -1%'/>"), "layout-value", 4, 29, "its tint", NULL },
		{ STYLES("<style name='title' colour='black %'/>"), "layout-value", 4, 29, "its tint", NULL },
		{ STYLES("<style name='title' colour=''/>"), "layout-value", 4, 29, "no colour", NULL },
		{ STYLES("<style name='title' colour='none'/>"), "layout-value", 4, 29, "no colour “none”", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<box frame='1pt red'/>"), "layout-value", 4, 13, "no colour “red”", NULL },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='0 0 0'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "four percentages", "15 100 90 10" },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='0 0 0 101'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "four percentages", NULL },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='0 0 0 1 2'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "four percentages", NULL },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='0% 0 0 1'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "four percentages", NULL },
		{ LAYOUT("<colours>\n<colour name='a' srgb='#12345'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "six hexadecimal", NULL },
		{ LAYOUT("<colours>\n<colour name='a' srgb='#12345g'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "six hexadecimal", NULL },
		{ LAYOUT("<colours>\n<colour name='đỏ' cmyk='0 0 0 1'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 15, "letters a to z", NULL },
		{ LAYOUT("<colours>\n<colour name='a' spot='' cmyk='0 0 0 1'/></colours><styles>" BODY "</styles>"), "layout-value", 4, 24, "needs its name", NULL });
}

static void test_bad_words(void **state) {
	CHECK(SEVERITY_ERROR,
		{ STYLES("<style name='title' weight='heavy'/>"), "layout-value", 4, 29, "a word or a whole number from 1 to 1000", "semibold" },
		{ STYLES("<style name='title' weight='0'/>"), "layout-value", 4, 29, "a word or a whole number", NULL },
		{ STYLES("<style name='title' width='75'/>"), "layout-value", 4, 28, "a percentage from 50% to 200%", "condensed" },
		{ STYLES("<style name='title' italic='true'/>"), "layout-value", 4, 29, "yes or no", NULL },
		{ STYLES("<style name='title' align='centre'/>"), "layout-value", 4, 28, "one of a few words", "justify, left, center, right" },
		{ STYLES("<style name='title' caps='SMALL'/>"), "layout-value", 4, 27, "one of a few words", "all-small" },
		{ STYLES("<style name='title' word-shrink='25'/>"), "layout-value", 4, 34, "a percentage from 0% to 80%", "1.5%" },
		{ STYLES("<style name='title' glyph-scale='6%'/>"), "layout-value", 4, 34, "from 0% to 5%", NULL },
		{ STYLES("<style name='a b'/>"), "layout-value", 4, 14, "letters a to z", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<separator rows='two'/>"), "layout-value", 4, 18, "a whole number from 0 to 100", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<separator rows='99999999999'/>"), "layout-value", 4, 18, "a whole number from 0 to 100", NULL },
		{ LAYOUT("<styles>" BODY "</styles><articles>\n<article rank='first'/></articles>"), "layout-value", 4, 16, "one of a few words", "lead, second, third, brief, single" },
		{ LAYOUT("<styles>" BODY "</styles><articles>\n<article rank='lead' head='title name'/></articles>"), "layout-value", 4, 28, "“name” is not one of the words", "kicker, title" },
		{ LAYOUT("<styles>" BODY "</styles><articles>\n<article rank='lead' end='source source'/></articles>"), "layout-value", 4, 27, "“source” stands twice", NULL },
		{ LAYOUT("<styles>" BODY "</styles><furniture>\n<bar pages='' from='left' top='0' width='1pt' height='1pt'/></furniture>"), "layout-value", 4, 13, "at least one word", "first, left" },
		{ LAYOUT("<styles>" BODY "</styles>\n<contents column='first'/>"), "layout-value", 4, 19, "a word or a whole number", "last" },
		{ LAYOUT("<styles>" BODY "</styles>\n<contents>Mục lục</contents>"), "layout-text", 4, 11, "holds no text of its own: “Mục lục”", NULL },
		{ "<layout title='T' xml:lang='tiếng Việt'>\n" PAGE "<styles>" BODY "</styles></layout>", "layout-value", 1, 29, "a language is expected", NULL });
}

static void test_bad_styles(void **state) {
	CHECK(SEVERITY_ERROR,
		{ LAYOUT("<styles>" BODY "<style name='folio'/></styles><furniture>\n<text pages='all' from='left' top='9mm' style='foli'>a</text></furniture>"),
			"layout-value", 4, 48, "no style of that name", "“folio”" },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='nameplate'>a</text></masthead>"), "layout-value", 4, 14, "no style of that name", "Add <style name=\"nameplate\"" },
		{ STYLES("<style name='title' based-on='tittle'/>"), "layout-value", 4, 31, "no style “tittle” to base this one on", "“title”" },
		{ STYLES("<style name='title' based-on='lead'/><style name='lead' based-on='pull'/><style name='pull' based-on='title'/>"),
			"layout-circle", 4, 103, "based on each other", "based-on" },
		{ STYLES("<style name='title' based-on='title'/>"), "layout-circle", 4, 31, "based on each other", NULL },
		{ STYLES("<style name='title' based-on='title-lead'/><style name='title-lead'/>"), "layout-circle", 4, 44, "“title-lead” and “title” are based on each other", NULL },
		{ STYLES("<style name='title' family=''/>"), "layout-value", 4, 29, "names no font family", NULL },
		{ STYLES("<style name='title' left='90mm' right='90mm'/>"), "layout-fit", 4, 1, "no room between", NULL });
}

static void test_bad_templates(void **state) {
	CHECK(SEVERITY_ERROR,
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>{titel}</text></masthead>"), "layout-template", 4, 20, "no field {titel}", "{title} {subtitle}" },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>\n\t{title</text></masthead>"), "layout-template", 5, 2, "no } that closes", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>title}</text></masthead>"), "layout-template", 4, 20, "no { before", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>[a[b]]</text></masthead>"), "layout-template", 4, 20, "do not nest", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>a]</text></masthead>"), "layout-template", 4, 20, "no [ before", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<text style='body'>[a</text></masthead>"), "layout-template", 4, 20, "no ] that closes", NULL },
		{ LAYOUT("<styles>" BODY "</styles><masthead>\n<strip style='body' left='{imprint:}'/></masthead>"), "layout-template", 4, 27, "no field {imprint:}", NULL },
		{ LAYOUT("<styles>" BODY "</styles><cover-page><panel>\n<text style='body'>{kicke}</text></panel></cover-page>"), "layout-template", 4, 20, "no field {kicke}", "{kicker}" },
		{ LAYOUT("<styles>" BODY "</styles><cover-page><panel>\n<cover-lines style='body' kicker='{'>a</cover-lines></panel></cover-page>"), "layout-template", 4, 35, "no } that closes", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<imprint title='{}'/>"), "layout-template", 4, 17, "no field {}", NULL });
}

static void test_what_does_not_fit(void **state) {
#define WITH(page) "<layout title='T'>\n<page width='210mm' height='297mm' top='20mm' bottom='20mm' inside='20mm' outside='20mm' leading='12pt' " page "/>\n<styles>" BODY "</styles></layout>"
	CHECK(SEVERITY_ERROR,
		{ WITH("columns='12' gutter='15mm'"), "layout-fit", 2, 114, "columns do not fit between the margins: of 12 each has only 0.4mm", "fewer columns" },
		{ "<layout title='T'>\n<page width='210mm' height='297mm' top='150mm' bottom='150mm' inside='20mm' outside='20mm' leading='12pt' columns='1'/>\n<styles>" BODY "</styles></layout>",
			"layout-fit", 2, 29, "fewer than three lines", "margins" },
		{ "<layout title='T'>\n<page width='210mm' height='297mm' top='20mm' bottom='20mm' inside='200mm' outside='200mm' leading='12pt' columns='1'/>\n<styles>" BODY "</styles></layout>",
			"layout-fit", 2, 116, "columns do not fit between the margins: of 1 each has only 0.0mm", NULL },
		{ LAYOUT("<styles>" BODY "</styles><articles>\n<article rank='lead' columns='3'/></articles>"), "layout-fit", 4, 31, "columns=\"3\" is more than the columns of the page: 2", NULL },
		{ LAYOUT("<styles>" BODY "</styles><articles>\n<article rank='lead' head-span='12'/></articles>"), "layout-fit", 4, 33, "head-span=\"12\"", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<contents column='3'/>"), "layout-fit", 4, 19, "column=\"3\"", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<side-bar columns='2'/>"), "layout-fit", 4, 20, "none is left for the text", "fewer" },
		{ LAYOUT("<styles>" BODY "</styles><cover-page>\n<panel column='2' columns='2' ground='black'/></cover-page>"), "layout-fit", 4, 28, "beyond the columns of the page: 2", "column says" },
		{ LAYOUT("<styles>" BODY "</styles><cover-page>\n<panel row='40' rows='30' ground='black'/></cover-page>"), "layout-fit", 4, 23, "beyond the rows of the page: 60", NULL });
	CHECK(SEVERITY_WARNING,
		{ WITH("columns='6' gutter='2mm'"), "layout-fit", 2, 114, "A column is only 26.7mm wide", "fewer columns" },
		{ WITH("columns='2'"), "layout-fit", 2, 114, "gutter is not given", NULL },
		{ LAYOUT("<styles>" BODY "</styles><furniture>\n<bar pages='all' from='left' x='220mm' top='0' width='1pt' height='1pt'/></furniture>"), "layout-fit", 4, 1, "outside the page", "width and height" },
		{ LAYOUT("<styles>" BODY "</styles><furniture>\n<text pages='all' from='center' top='300mm' style='body'>a</text></furniture>"), "layout-fit", 4, 1, "outside the page", NULL });
}

static void test_warnings(void **state) {
	CHECK(SEVERITY_WARNING,
		{ LAYOUT("<styles>\n<style name='body' family='A' size='10.5pt'/></styles>"), "layout-leading", 4, 37, "lines of 12.00pt for a size of 10.50pt", "leading=\"12.60pt\"" },
		{ "<layout title='T'>\n<page width='210mm' height='297mm' top='9mm' bottom='9mm' inside='9mm' outside='9mm' columns='1' leading='10pt'/>\n"
			"<styles>\n<style name='body' family='A' size='9pt' leading='10pt'/></styles></layout>", "layout-leading", 4, 51, "marks such as Ẩ", NULL },
		{ STYLES("<style name='title' size='13pt'/>"), "layout-leading", 4, 27, "“title” has lines of 12.00pt", "13.00pt" },
		{ STYLES("<style name='title' size='30pt' leading='0.9em'/>\n<style name='title-lead' weight='bold'/>"), "layout-leading", 4, 42, "“title”", NULL }, /* not told again of its child */
		{ LAYOUT("<styles>\n<style name='body' family='A' size='9pt' leading='13pt'/></styles>"), "layout-grid", 4, 51, "lines of 13.00pt, but the grid", "Leave leading out" },
		{ STYLES("<style name='titel-lead'/>"), "layout-unused", 4, 14, "Nothing asks for a style “titel-lead”", NULL },
		{ STYLES("<style name='capton'/>"), "layout-unused", 4, 14, "“capton”", "“caption”" },
		{ STYLES("<style name='pull-lead'/>"), "layout-unused", 4, 14, "“pull-lead”", NULL }, /* only heads have ranks */
		{ LAYOUT("<styles>" BODY "</styles>\n<box frame='0.1pt'/>"), "layout-hairline", 4, 13, "thinner than 0.25pt", "paler" },
		{ LAYOUT("<colours>\n<colour name='a' cmyk='90 90 90 90'/></colours><styles>" BODY "</styles>"), "layout-ink", 4, 24, "more than 300%", NULL },
		{ LAYOUT("<styles>" BODY "</styles><cover-page>\n<panel/></cover-page>"), "layout-unused", 4, 1, "neither words nor a ground", "delete it" },
		{ LAYOUT("<styles>" BODY "</styles>\n<masthead><text style='body'>a</text></masthead><cover-page/>"), "layout-unused", 4, 1, "never seen", "<masthead>" },
		{ LAYOUT("<styles>" BODY "</styles>\n<photo low-ppi='100'/>"), "layout-value", 4, 17, "low-ppi is less than min-ppi", NULL },
		{ LAYOUT("<styles>" BODY "</styles>\n<related title='Tin kha\xCC\x81" "c'/>"), "layout-decomposed", 4, 17, "written apart in “Tin kha\xCC\x81" "c”", "dựng sẵn" },
		{ LAYOUT("<styles>" BODY "</styles>\n<x:note xmlns:x='http://x'><box/></x:note>"), "layout-foreign", 4, 1, "<note> belongs to another program", NULL });
}

static void test_used_styles_are_not_called_unused(void **state) {
	bench_read_clean(*state, LAYOUT("<styles>" BODY "<style name='house'/><style name='house-small'/><style name='base'/><style name='pull' based-on='base'/>"
		"<style name='kicker-brief'/><style name='contents'/><style name='heading'/><style name='tab'/></styles><masthead><text style='house-small'>a</text></masthead>"
		"<furniture><text pages='all' from='left' top='9mm' style='tab'>a</text></furniture>"));
}

static void test_broken_xml(void **state) {
	CHECK(SEVERITY_ERROR,
		{ "", "layout-xml", 1, 1, "no complete XML", NULL },
		{ "   \n", "layout-xml", 2, 1, "no complete XML", NULL },
		{ "layout", "layout-xml", 1, 1, "no complete XML", NULL },
		{ "<layout title='T'>\n<page>\n</layout>", "layout-xml", 3, 10, "not closed", "</name>" },
		{ "<layout title=T/>", "layout-xml", 1, 15, "name=\"value\"", "quotation" },
		{ "<layout title='T' title='U'/>", "layout-xml", 1, 28, "given twice", NULL },
		{ "<layout title='A & B'/>", "layout-xml", 1, 19, "A bare & or <", "&amp;" },
		{ "<layout title='&nbsp;'/>", "layout-xml", 1, 22, "A bare & or <", NULL },
		{ "<layout title='\xFF'/>", "layout-encoding", 1, 16, "not proper Unicode", "UTF-8" });
}

/* ---- hostile files ---- */

static void test_doctype_is_refused(void **state) {
	CHECK(SEVERITY_ERROR,
		{ "<?xml version='1.0'?>\n<!DOCTYPE layout [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>\n<layout title='&c;'/>",
			"layout-doctype", 2, 1, "no document type", "<!DOCTYPE" },
		{ "<!DOCTYPE layout [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><layout title='T'><description>&a;</description></layout>",
			"layout-doctype", 1, 1, "no document type", NULL },
		{ "<!DOCTYPE layout SYSTEM 'http://localhost:1/x.dtd'><layout title='T'/>", "layout-doctype", 1, 1, "no document type", NULL });
}

static void test_other_encodings_are_refused(void **state) {
	Bench *bench = *state;
	static const char WIDE[] = "\xFF\xFE<\0l\0a\0y\0o\0u\0t\0/\0>\0";
	assert_null(bench_read_bytes(bench, WIDE, sizeof WIDE - 1));
	assert_string_equal(diag_entry(bench->diag, 0)->code, "layout-encoding");
	assert_null(bench_read_bytes(bench, WIDE + 2, sizeof WIDE - 3));
	assert_string_equal(diag_entry(bench->diag, 0)->code, "layout-encoding");
	/* A declaration of another encoding is not believed: the bytes are looked at. */
	assert_non_null(bench_read(bench, "<?xml version='1.0' encoding='iso-8859-1'?>" STYLES("")));
	assert_non_null(bench_read(bench, "\xEF\xBB\xBF" STYLES("<style name='title'/>")));
	assert_int_equal(bench->design->styles.items[1]->pos.line, 4);
	assert_int_equal(bench->design->styles.items[1]->pos.column, 1);
	assert_null(bench_read(bench, "\xEF\xBB\xBF"));
}

static void test_sizes_are_bounded(void **state) {
	Bench *bench = *state;
	Text text = { 0 };
	for (int i = 0; i < 30000; i++) text_add(&text, "<layout title='a'>");
	assert_null(bench_read_bytes(bench, text.bytes, text.length)); /* over half a megabyte */
	assert_string_equal(diag_entry(bench->diag, 0)->code, "layout-unreadable");
	assert_null(bench_read_bytes(bench, text.bytes, 3000)); /* deep */
	assert_non_null(strstr(diag_entry(bench->diag, 0)->message, "nested more than 16 deep"));
	text_clear(&text);
	text_add(&text, "<layout title='T'>" PAGE "<styles>");
	for (int i = 0; i < 600; i++) text_format(&text, "<style name='pull-%d'/>", i);
	text_add(&text, BODY "</styles></layout>");
	assert_null(bench_read_bytes(bench, text.bytes, text.length));
	assert_non_null(strstr(diag_entry(bench->diag, 0)->message, "more than 500 elements"));
	text_clear(&text);
	text_add(&text, "<layout title='T'");
	for (int i = 0; i < 3000; i++) text_format(&text, " a%d=''", i);
	text_add(&text, ">");
	for (int i = 0; i < 3000; i++) text_add(&text, "<x/>");
	text_add(&text, PAGE "<styles>" BODY "</styles></layout>");
	assert_null(bench_read_bytes(bench, text.bytes, text.length));
	assert_in_range(diag_total(bench->diag), 50, 110); /* nobody reads further */
	text_clear(&text);
	text_add(&text, "<layout title='T'>" PAGE "<styles>" BODY "<style name='a'/>");
	for (int i = 1; i < 450; i++) text_format(&text, "<style name='a%d' based-on='a%d'/>", i, i + 1); /* a long chain of bases */
	text_add(&text, "<style name='a450' based-on='body'/></styles></layout>");
	assert_non_null(bench_read_bytes(bench, text.bytes, text.length));
	text_free(&text);
}

static FileMap map_own(Bench *bench, const char *name) {
	FileMap map;
	assert_true(file_map(file_data_path(bench->arena, name), &map));
	return map;
}

static void test_cut_off_files(void **state) {
	Bench *bench = *state;
	FileMap map = map_own(bench, "layouts/ban-tin.xml");
	for (size_t length = 0; length + 12 < map.length; length += 61) {
		assert_null(bench_read_bytes(bench, map.bytes, length));
		assert_true(diag_count(bench->diag, SEVERITY_ERROR) >= 1);
	}
	file_unmap(&map);
}

/* Single bytes changed, moved and doubled: whatever comes of it, it ends, and either it is a design or it was said why not. */
static void test_spoiled_files(void **state) {
	Bench *bench = *state;
	FileMap map = map_own(bench, "layouts/trang-don.xml");
	const char *start = memmem(map.bytes, map.length, "<layout", 7); /* the comment before it is of no interest */
	size_t length = map.length - (size_t)(start - (const char *)map.bytes);
	char *copy = malloc(length);
	assert_non_null(copy);
	uint32_t seed = 30;
	static const char BYTES[] = "<>\"'&/=%{}[] -,.0123456789azé\xC3\xFF#;:";
	int designs = 0;
	for (int round = 0; round < 400; round++) {
		memcpy(copy, start, length);
		for (int k = 0; k < 1 + round % 3; k++) {
			seed = seed * 1664525 + 1013904223;
			size_t at = (seed >> 8) % length;
			seed = seed * 1664525 + 1013904223;
			copy[at] = round % 4 ? BYTES[(seed >> 8) % (sizeof BYTES - 1)] : copy[(seed >> 8) % length];
		}
		Arena *whole = bench->arena;
		bench->arena = arena_open();
		Design *design = bench_read_bytes(bench, copy, length);
		if (design) {
			designs++;
			Text dump = { 0 };
			design_dump(design, &dump);
			assert_true(dump.length > 1000);
			text_free(&dump);
			assert_non_null(design_find_look(design, "lead", true, 100, false)->title);
		} else {
			assert_true(diag_count(bench->diag, SEVERITY_ERROR) > 0);
		}
		arena_close(bench->arena);
		bench->arena = whole;
	}
	assert_in_range(designs, 1, 399); /* both happen */
	free(copy);
	file_unmap(&map);
}

/* ---- files that are not there, and circles ---- */

static void test_missing_layouts_list_what_there_is(void **state) {
	Bench *bench = *state;
	SourcePos pos = { "so-bao.xml", 4, 9 };
	assert_null(design_read(bench->arena, "ban-tim", pos, bench->diag));
	const DiagEntry *entry = diag_entry(bench->diag, 0);
	assert_string_equal(entry->code, "layout-missing");
	assert_int_equal(entry->pos.line, 4);
	assert_string_equal(entry->pos.file, "so-bao.xml");
	assert_non_null(strstr(entry->hint, "“ban-tin”"));
	assert_non_null(strstr(entry->hint, "ban-tin, "));
	assert_non_null(strstr(entry->hint, "trang-don"));
	assert_null(design_read(bench->arena, "newspaper", pos, bench->diag));
	assert_non_null(strstr(diag_entry(bench->diag, 1)->hint, "Layouts there are: ban-tin"));
	static const char *const MISSING[] = { "", ".", "..", "./x.xml", "/", "no-folder/x.xml" };
	for (size_t i = 0; i < sizeof MISSING / sizeof *MISSING; i++) {
		assert_null(design_read(bench->arena, MISSING[i], pos, bench->diag));
		assert_int_equal(diag_count(bench->diag, SEVERITY_ERROR), 3 + (int)i);
		assert_string_equal(diag_entry(bench->diag, 2 + (int)i)->code, "layout-missing");
	}
}

static void test_bad_extends(void **state) {
	CHECK(SEVERITY_ERROR,
		{ "<layout title='T'\n extends='layout.xml'/>", "layout-circle", 2, 11, "in a circle", "extends" },
		{ "<layout title='T'\n extends='gone.xml'/>", "layout-missing", 2, 11, "no layout file “gone.xml”", NULL },
		{ "<layout title='T'\n extends='bantin'/>", "layout-missing", 2, 11, "no layout called “bantin”", "“ban-tin”" },
		{ "<layout title='T'\n extends='/etc/passwd.xml'/>", "layout-outside", 2, 11, "outside the folder", "Copy it" },
		{ "<layout title='T'\n extends='../../etc/passwd'/>", "layout-outside", 2, 11, "outside the folder", NULL },
		{ "<layout title='T'\n extends='ban-tin'><articles><article rank='lead' columns='4'/></articles>\n<page columns='2'/></layout>", "layout-fit", 2, 60, "columns=\"4\" is more", NULL });
	const Design *design = bench_read_clean(*state, "<layout title='T' extends='ban-tin'><page columns='1'/></layout>");
	for (int i = 0; i < design->looks.count; i++) { /* inherited looks take what there is */
		assert_int_equal(design->looks.items[i].columns, 1);
		assert_int_equal(design->looks.items[i].head_span, 1);
		assert_in_range(design->looks.items[i].photo_span, 0, 1);
	}
}

static void write_text(Bench *bench, const char *name, const char *text) { bench_write(bench, name, text, strlen(text)); }

static void test_circles_and_long_chains(void **state) {
	Bench *bench = *state;
	write_text(bench, "a.xml", "<layout title='A' extends='b.xml'/>");
	write_text(bench, "b.xml", "<layout title='B' extends='layout.xml'/>");
	assert_null(bench_read(bench, "<layout title='C' extends='./a.xml'/>"));
	assert_int_equal(diag_total(bench->diag), 1);
	assert_string_equal(diag_entry(bench->diag, 0)->code, "layout-circle");
	assert_non_null(strstr(diag_entry(bench->diag, 0)->pos.file, "b.xml"));
	for (int i = 0; i < 9; i++)
		write_text(bench, arena_format(bench->arena, "l%d.xml", i), i == 8 ? STYLES("") : arena_format(bench->arena, "<layout title='L' extends='l%d.xml'/>", i + 1));
	assert_null(bench_read(bench, "<layout title='C' extends='l0.xml'/>"));
	assert_non_null(strstr(diag_entry(bench->diag, 0)->message, "More than 8"));
	assert_non_null(bench_read(bench, "<layout title='C' extends='l2.xml'/>"));
	/* a fault of the base is told in the base */
	write_text(bench, "bad.xml", STYLES("<style name='title' size='9'/>"));
	assert_null(bench_read(bench, "<layout title='C' extends='bad.xml'/>"));
	assert_string_equal(file_name(diag_entry(bench->diag, 0)->pos.file), "bad.xml");
	assert_int_equal(diag_entry(bench->diag, 0)->pos.line, 4);
}

static void test_one_run_tells_everything(void **state) {
	Bench *bench = *state;
	assert_null(bench_read(bench, LAYOUT("<styles>" BODY "<style name='title' size='9' colour='red'/><style name='lead' weihgt='bold'/></styles><box padding='x'/>"
		"<masthead><text style='none'>{x}</text></masthead><bok/>")));
	assert_int_equal(diag_count(bench->diag, SEVERITY_ERROR), 7);
}

static void test_messages_of_others_do_not_count(void **state) {
	Bench *bench = *state;
	bench_write(bench, "fine.xml", STYLES(""), strlen(STYLES("")));
	for (int i = 0; i < 300; i++) diag_add(bench->diag, SEVERITY_ERROR, "photo-missing", (SourcePos){ 0 }, "x");
	assert_non_null(design_read(bench->arena, bench_path(bench, "fine.xml"), (SourcePos){ 0 }, bench->diag));
	bench_write(bench, "bad.xml", STYLES("<x/>"), strlen(STYLES("<x/>")));
	assert_null(design_read(bench->arena, bench_path(bench, "bad.xml"), (SourcePos){ 0 }, bench->diag));
	assert_int_equal(diag_total(bench->diag), 301);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)
	const struct CMUnitTest tests[] = {
		TEST(test_unknown_words), TEST(test_missing_and_twice), TEST(test_bad_lengths), TEST(test_bad_colours), TEST(test_bad_words),
		TEST(test_bad_styles), TEST(test_bad_templates), TEST(test_what_does_not_fit), TEST(test_warnings), TEST(test_used_styles_are_not_called_unused),
		TEST(test_broken_xml), TEST(test_doctype_is_refused), TEST(test_other_encodings_are_refused), TEST(test_sizes_are_bounded), TEST(test_cut_off_files),
		TEST(test_spoiled_files), TEST(test_missing_layouts_list_what_there_is), TEST(test_bad_extends), TEST(test_circles_and_long_chains),
		TEST(test_one_run_tells_everything), TEST(test_messages_of_others_do_not_count),
	};
	return cmocka_run_group_tests_name("design errors", tests, NULL, NULL);
}
