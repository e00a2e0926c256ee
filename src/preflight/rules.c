/* The limits, and where they come from. */
#include "preflight/preflight.h"

#define MILLIMETRES(value) ((Length)((int64_t)(value) * 720 * LENGTH_POINT / 254))

const char *preflight_check_code(PreflightCheck check) {
	static const char *const CODES[PREFLIGHT_CHECK_COUNT] = {
		[PREFLIGHT_PHOTO_MISSING] = "photo-missing", [PREFLIGHT_PHOTO_COARSE] = "photo-resolution", [PREFLIGHT_PHOTO_LOW] = "photo-resolution",
		[PREFLIGHT_PHOTO_RGB] = "photo-rgb", [PREFLIGHT_PHOTO_INK] = "photo-ink", [PREFLIGHT_PHOTO_ALT] = "alt-missing", [PREFLIGHT_INK_TOTAL] = "ink-total",
		[PREFLIGHT_LINE_THIN] = "line-thin", [PREFLIGHT_TEXT_INKS] = "text-inks", [PREFLIGHT_TEXT_REVERSED] = "text-reversed",
		[PREFLIGHT_TEXT_INVISIBLE] = "text-invisible", [PREFLIGHT_TEXT_RICH_BLACK] = "text-rich-black", [PREFLIGHT_TEXT_CUT] = "text-cut",
		[PREFLIGHT_TEXT_NEAR_TRIM] = "text-near-trim", [PREFLIGHT_TEXT_OVERFULL] = "text-overfull", [PREFLIGHT_BLEED] = "bleed-missing",
		[PREFLIGHT_OUTSIDE] = "item-outside", [PREFLIGHT_FONT_EMBEDDING] = "font-embedding", [PREFLIGHT_FONT_SUBSETTING] = "font-subsetting",
		[PREFLIGHT_PAGE_EMPTY] = "page-empty", [PREFLIGHT_PAGE_COUNT] = "page-count",
	};
	return CODES[check];
}

static PreflightRules silent_rules(void) {
	PreflightRules rules = { 0 };
	for (int check = 0; check < PREFLIGHT_CHECK_COUNT; check++) rules.severity[check] = PREFLIGHT_OFF;
	return rules;
}

/* What any copy must have, on paper or on a screen. */
static PreflightRules common_rules(void) {
	PreflightRules rules = silent_rules();
	rules.severity[PREFLIGHT_PHOTO_MISSING] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_TEXT_INVISIBLE] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_TEXT_CUT] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_TEXT_OVERFULL] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_OUTSIDE] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_FONT_EMBEDDING] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_FONT_SUBSETTING] = SEVERITY_NOTE;
	rules.severity[PREFLIGHT_PAGE_EMPTY] = SEVERITY_WARNING;
	return rules;
}

/* Errors are what spoils the printed sheet or is refused outright; warnings, what prints but may disappoint.
 * - Type in several inks or reversed out: 8 pt is what printing houses ask for both in their guides to customers (Lakeside Book's
 *   "Color Type" names 8 pt for each; Gogoprint wants no more than two inks under 8 pt). Newsprint wants 10 to 14 (USA Today): a
 *   house that prints on it raises the limit.
 * - Black type: a mixed black is for areas and for display sizes, where a plate that is off by 0.1 mm does not show.
 * - 5 mm inside and 3 mm outside of the trim, 0.25 pt, 4 pages to a fold: the usual demands of offset houses. 300 % of ink is what
 *   uncoated and web presses dry; for coated sheets there is a profile made to it as well (ISO Coated v2 300 %). Photos that came in
 *   CMYK were separated for one press or another: a warning, for it is for the printing house to say whether they dry. */
PreflightRules preflight_print_rules(void) {
	PreflightRules rules = common_rules();
	rules.severity[PREFLIGHT_PHOTO_COARSE] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_PHOTO_LOW] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_PHOTO_INK] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_PHOTO_ALT] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_INK_TOTAL] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_LINE_THIN] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_TEXT_INKS] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_TEXT_REVERSED] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_TEXT_RICH_BLACK] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_TEXT_NEAR_TRIM] = SEVERITY_WARNING;
	rules.severity[PREFLIGHT_BLEED] = SEVERITY_ERROR;
	rules.severity[PREFLIGHT_PAGE_COUNT] = SEVERITY_WARNING;
	rules.low_ppi = 200;
	rules.coarse_ppi = 120;
	rules.ink_limit = 30000;
	rules.thin_line = LENGTH_POINT / 4;
	rules.small_text = 8 * LENGTH_POINT;
	rules.rich_black = 24 * LENGTH_POINT;
	rules.safe_margin = MILLIMETRES(5);
	rules.bleed = MILLIMETRES(3);
	rules.page_multiple = 4;
	return rules;
}

/* An archive is read on a screen: what counts is that nothing is lost and that it can be read aloud (ISO 14289-1, 7.3). */
PreflightRules preflight_archive_rules(void) {
	PreflightRules rules = common_rules();
	rules.severity[PREFLIGHT_PHOTO_ALT] = SEVERITY_ERROR;
	return rules;
}

static int graver(int a, int b) { return a > b ? a : b; }

PreflightRules preflight_join_rules(const PreflightRules *a, const PreflightRules *b) {
	PreflightRules rules;
	for (int check = 0; check < PREFLIGHT_CHECK_COUNT; check++) rules.severity[check] = (int8_t)graver(a->severity[check], b->severity[check]);
	rules.low_ppi = graver(a->low_ppi, b->low_ppi);
	rules.coarse_ppi = graver(a->coarse_ppi, b->coarse_ppi);
	rules.ink_limit = !a->ink_limit || (b->ink_limit && b->ink_limit < a->ink_limit) ? b->ink_limit : a->ink_limit;
	rules.thin_line = graver(a->thin_line, b->thin_line);
	rules.small_text = graver(a->small_text, b->small_text);
	rules.rich_black = graver(a->rich_black, b->rich_black);
	rules.safe_margin = graver(a->safe_margin, b->safe_margin);
	rules.bleed = graver(a->bleed, b->bleed);
	rules.page_multiple = graver(a->page_multiple, b->page_multiple);
	rules.source = a->source ? a->source : b->source;
	rules.layout = a->layout ? a->layout : b->layout;
	return rules;
}
