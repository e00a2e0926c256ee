#include "design/layout_words.h"
#include <string.h>

#define WORDS(...) (const Word[]){ __VA_ARGS__, { NULL, 0 } }
#define ATTRIBUTES(...) (const AttributeRule[]){ __VA_ARGS__, { NULL } }
#define AT(Type, field) .offset = offsetof(Type, field)

/* Limits in points. Sums of a page's lengths stay far inside an int32 of 1/65536 pt: 3400 pt is 1.2 m. */
enum { LONGEST = 3400 };
#define LENGTH(attribute, Type, field) { attribute, VALUE_LENGTH, AT(Type, field), .low = 0, .high = LONGEST }
#define RULE(attribute, field) { attribute, VALUE_RULE, AT(Design, field) }
#define SHOWN(field) { "shown", VALUE_YES_NO, AT(Design, field) }

static const Word WEIGHTS[] = {
	{ "thin", 100 }, { "extralight", 200 }, { "light", 300 }, { "regular", 400 }, { "medium", 500 }, { "semibold", 600 },
	{ "bold", 700 }, { "extrabold", 800 }, { "black", 900 }, { NULL, 0 }
};
static const Word WIDTHS[] = { /* OpenType usWidthClass as percentages, rounded down as CSS names go */
	{ "extracondensed", 62 }, { "condensed", 75 }, { "semicondensed", 87 }, { "normal", 100 }, { "semiexpanded", 112 },
	{ "expanded", 125 }, { NULL, 0 }
};
static const Word ALIGNMENTS[] = {
	{ "justify", ALIGN_JUSTIFY }, { "left", ALIGN_LEFT }, { "center", ALIGN_CENTER }, { "right", ALIGN_RIGHT }, { NULL, 0 }
};
static const Word LOGO_ALIGNMENTS[] = { { "left", ALIGN_LEFT }, { "center", ALIGN_CENTER }, { "right", ALIGN_RIGHT }, { NULL, 0 } };
static const Word FIGURES[] = {
	{ "default", 0 }, { "lining", FONT_LNUM }, { "oldstyle", FONT_ONUM }, { "tabular", FONT_TNUM },
	{ "lining-tabular", FONT_LNUM | FONT_TNUM }, { "lining-proportional", FONT_LNUM | FONT_PNUM },
	{ "oldstyle-tabular", FONT_ONUM | FONT_TNUM }, { "oldstyle-proportional", FONT_ONUM | FONT_PNUM }, { NULL, 0 }
};
static const Word CAPS[] = { { "normal", 0 }, { "upper", 0 }, { "small", FONT_SMCP }, { "all-small", FONT_SMCP | FONT_C2SC }, { NULL, 0 } };
static const Word LIGATURES[] = { { "yes", 0 }, { "no", FONT_NO_LIGA }, { NULL, 0 } };
static const Word POSITIONS[] = { { "normal", 0 }, { "superior", FONT_SUPS }, { "inferior", FONT_SUBS }, { NULL, 0 } };
static const Word PAGES[] = {
	{ "first", PAGE_FIRST }, { "left", PAGE_LEFT }, { "right", PAGE_RIGHT }, { "opening", PAGE_OPENING }, { "all", PAGE_ALL },
	{ "cover", PAGE_COVER }, { NULL, 0 }
};
static const Word EDGES[] = {
	{ "left", EDGE_LEFT }, { "right", EDGE_RIGHT }, { "inside", EDGE_INSIDE }, { "outside", EDGE_OUTSIDE }, { "center", EDGE_CENTER }, { NULL, 0 }
};
static const Word RANKS[] = { { "lead", 0 }, { "second", 0 }, { "third", 0 }, { "brief", 0 }, { "single", 0 }, { NULL, 0 } };
static const Word HEAD_ORDER[] = {
	{ "kicker", 0 }, { "title", 0 }, { "subtitle", 0 }, { "byline", 0 }, { "authors", 0 }, { "affiliations", 0 }, { "abstracts", 0 },
	{ "date", 0 }, { "lead", 0 }, { "rule", 0 }, { "photo", 0 }, { NULL, 0 }
};
static const Word END_ORDER[] = { { "date", 0 }, { "author", 0 }, { "source", 0 }, { "endsign", 0 }, { NULL, 0 } };
static const Word CONTINUATIONS[] = { { "overleaf", CONTINUE_OVERLEAF }, { "after-part", CONTINUE_AFTER_PART }, { NULL, 0 } };
static const Word COLUMN_PLACES[] = { { "last", -1 }, { NULL, 0 } };
static const Word PANEL_SHOWN[] = { { "always", PANEL_ALWAYS }, { "with-photo", PANEL_WITH_PHOTO }, { "without-photo", PANEL_WITHOUT_PHOTO }, { NULL, 0 } };
static const Word PART_HEADS[] = { { "articles", PART_HEAD_OVER_ARTICLES }, { "briefs", PART_HEAD_OVER_BRIEFS }, { NULL, 0 } };
static const Word PANEL_ENDS[] = { { "top", PANEL_FROM_TOP }, { "bottom", PANEL_FROM_BOTTOM }, { NULL, 0 } };
static const Word PANEL_ALIGNMENTS[] = { { "top", PANEL_TOP }, { "middle", PANEL_MIDDLE }, { "bottom", PANEL_BOTTOM }, { NULL, 0 } };
static const Word BLEED_EDGES[] = { { "top", BLEED_TOP }, { "bottom", BLEED_BOTTOM }, { "left", BLEED_LEFT }, { "right", BLEED_RIGHT }, { NULL, 0 } };
static const Word STANDARDS[] = { { "x4", PRESS_X4 }, { "x1a", PRESS_X1A }, { NULL, 0 } };
static const Word MARKS[] = {
	{ "none", 0 }, { "crop", PRESS_MARK_CROP }, { "registration", PRESS_MARK_REGISTRATION }, { "colour-bar", PRESS_MARK_COLOUR_BAR },
	{ "slug", PRESS_MARK_SLUG }, { "all", PRESS_MARK_ALL }, { NULL, 0 }
};
static const Word PRINT_PHOTOS[] = { { "by-standard", PRESS_PHOTOS_BY_STANDARD }, { "keep", PRESS_PHOTOS_KEEP }, { "cmyk", PRESS_PHOTOS_CMYK }, { NULL, 0 } };
static const Word INTENTS[] = { { "relative", PRESS_INTENT_RELATIVE }, { "perceptual", PRESS_INTENT_PERCEPTUAL }, { NULL, 0 } };
static const Word SIDES[] = { { "outside", EDGE_OUTSIDE }, { "inside", EDGE_INSIDE }, { NULL, 0 } };
static const Word SIDE_CONTENTS_WORDS[] = {
	{ "contents", SIDE_CONTENTS }, { "brief", SIDE_BRIEF }, { "third", SIDE_THIRD }, { "second", SIDE_SECOND }, { "pull", SIDE_PULL }, { "box", SIDE_BOX },
	{ "figure", SIDE_FIGURE }, { "related", SIDE_RELATED }, { "imprint", SIDE_IMPRINT }, { NULL, 0 }
};

static const Word BOOK_STARTS[] = { { "recto", BOOK_START_RECTO }, { "page", BOOK_START_PAGE }, { NULL, 0 } };
static const Word HEADING_NUMBERS[] = { { "plain", HEADINGS_PLAIN }, { "decimal", HEADINGS_DECIMAL }, { "roman", HEADINGS_ROMAN }, { NULL, 0 } };
static const Word THING_SCOPES[] = { { "article", NUMBER_BY_ARTICLE }, { "book", NUMBER_BY_BOOK }, { NULL, 0 } };
static const Word NOTE_SCOPES[] = { { "article", NUMBER_BY_ARTICLE }, { "page", NUMBER_BY_PAGE }, { "book", NUMBER_BY_BOOK }, { NULL, 0 } };
static const Word NOTE_PLACES[] = { { "foot", NOTES_AT_FOOT }, { "end", NOTES_AT_END }, { NULL, 0 } };
static const Word IMPRINT_SHARES[] = { { "all", IMPRINT_ALL }, { "rights", IMPRINT_RIGHTS }, { "rest", IMPRINT_REST }, { "none", IMPRINT_NONE }, { NULL, 0 } };

static const AttributeRule NO_ATTRIBUTES[] = { { NULL } };

/* ---- <style>: offsets into a TextStyle ---- */
#define FEATURES(attribute, list, bits) { attribute, VALUE_FEATURES, AT(TextStyle, features), .words = list, .mask = bits }
#define STYLE_LENGTH(attribute, field, least, number) \
	{ attribute, VALUE_STYLE_LENGTH, AT(TextStyle, field), .low = least, .high = LONGEST, .slot = number }
static const AttributeRule STYLE_ATTRIBUTES[] = {
	{ "name", VALUE_NAME, .required = true, AT(TextStyle, name) },
	{ "based-on", VALUE_NAME, .offset = OFFSET_NONE }, /* read before the others: build_styles.c */
	{ "family", VALUE_TEXT, AT(TextStyle, family) },
	{ "size", VALUE_STYLE_SIZE, AT(TextStyle, size), .low = 2, .high = 1000 },
	STYLE_LENGTH("leading", leading, 1, 0),
	{ "weight", VALUE_WORD_NUMBER, AT(TextStyle, weight), .low = 1, .high = 1000, .words = WEIGHTS },
	{ "width", VALUE_WORD_PERCENT, AT(TextStyle, width), .low = 50, .high = 200, .words = WIDTHS },
	{ "italic", VALUE_YES_NO, AT(TextStyle, italic) },
	{ "align", VALUE_WORD, AT(TextStyle, align), .words = ALIGNMENTS },
	{ "colour", VALUE_COLOUR, AT(TextStyle, colour) },
	{ "caps", VALUE_CAPS, AT(TextStyle, features), .flag = offsetof(TextStyle, upper), .words = CAPS, .mask = FONT_SMCP | FONT_C2SC },
	FEATURES("figures", FIGURES, FONT_ONUM | FONT_LNUM | FONT_TNUM | FONT_PNUM),
	FEATURES("ligatures", LIGATURES, FONT_NO_LIGA),
	FEATURES("position", POSITIONS, FONT_SUPS | FONT_SUBS),
	STYLE_LENGTH("letter-space", letter_space, -100, 1),
	STYLE_LENGTH("first-indent", first_indent, -LONGEST, 2),
	STYLE_LENGTH("left", left, 0, 3),
	STYLE_LENGTH("right", right, 0, 4),
	STYLE_LENGTH("space-before", space_before, 0, 5),
	STYLE_LENGTH("space-after", space_after, 0, 6),
	{ "hang", VALUE_YES_NO, AT(TextStyle, hang) },
	{ "balance", VALUE_YES_NO, AT(TextStyle, balance) },
	{ "word-shrink", VALUE_PERMILLE, AT(TextStyle, shrink), .low = 0, .high = 800 },
	{ "word-stretch", VALUE_PERMILLE, AT(TextStyle, stretch), .low = 0, .high = 5000 },
	{ "letter-stretch", VALUE_PERMILLE, AT(TextStyle, letter_stretch), .low = 0, .high = 100 },
	{ "glyph-scale", VALUE_PERMILLE, AT(TextStyle, glyph_scale), .low = 0, .high = 50 },
	{ "marker", VALUE_TEXT, AT(TextStyle, marker) },
	{ NULL }
};
static const ElementRule STYLE_CHILDREN[] = {
	{ "style", STYLE_ATTRIBUTES, .key = "name", .shown = OFFSET_NONE }, { NULL }
};

/* ---- <colour>: offsets into a NamedColour ---- */
static const ElementRule COLOUR_CHILDREN[] = {
	{ "colour", ATTRIBUTES(
		{ "name", VALUE_NAME, .required = true, AT(NamedColour, name) },
		{ "cmyk", VALUE_CMYK, AT(NamedColour, colour) },
		{ "srgb", VALUE_SRGB, AT(NamedColour, colour) },
		{ "spot", VALUE_SPOT, AT(NamedColour, colour) }), .merge = MERGE_WHOLE, .key = "name", .shown = OFFSET_NONE },
	{ NULL }
};

/* ---- the masthead and the panels of a cover: offsets into a StackItem ---- */
#define BAND \
	{ "ground", VALUE_GROUND, AT(StackItem, ground), .flag = offsetof(StackItem, has_ground) }, \
	{ "bleeds", VALUE_YES_NO, AT(StackItem, bleeds) }, \
	LENGTH("padding", StackItem, padding)
#define STACK(number) .merge = MERGE_ADD, .shown = OFFSET_NONE, .kind = number
#define STACK_CHILDREN \
	{ "text", ATTRIBUTES({ "style", VALUE_STYLE, .required = true, AT(StackItem, style) }, BAND), .text = TEXT_TEMPLATE, STACK(STACK_TEXT) }, \
	{ "strip", ATTRIBUTES( \
		{ "style", VALUE_STYLE, .required = true, AT(StackItem, style) }, \
		{ "left", VALUE_TEMPLATE, AT(StackItem, text) }, \
		{ "center", VALUE_TEMPLATE, AT(StackItem, center) }, \
		{ "right", VALUE_TEMPLATE, AT(StackItem, right) }, BAND), STACK(STACK_STRIP) }, \
	{ "rule", ATTRIBUTES( \
		{ "weight", VALUE_LENGTH, .required = true, AT(StackItem, height), .low = 0, .high = 100 }, \
		{ "colour", VALUE_COLOUR, AT(StackItem, colour) }, \
		{ "bleeds", VALUE_YES_NO, AT(StackItem, bleeds) }), STACK(STACK_RULE) }, \
	{ "space", ATTRIBUTES({ "height", VALUE_LENGTH, .required = true, AT(StackItem, height), .low = 0, .high = LONGEST }), STACK(STACK_SPACE) }, \
	{ "logo", ATTRIBUTES( \
		{ "height", VALUE_LENGTH, .required = true, AT(StackItem, height), .low = 1, .high = LONGEST }, \
		{ "align", VALUE_WORD, AT(StackItem, align), .words = LOGO_ALIGNMENTS }), STACK(STACK_LOGO) }
static const ElementRule MASTHEAD_CHILDREN[] = { STACK_CHILDREN, { NULL } };
static const ElementRule PANEL_CHILDREN[] = {
	STACK_CHILDREN,
	{ "cover-lines", ATTRIBUTES(
		{ "style", VALUE_STYLE, .required = true, AT(StackItem, style) },
		{ "kicker", VALUE_TEMPLATE, AT(StackItem, kicker) },
		{ "kicker-style", VALUE_STYLE, AT(StackItem, kicker_style) },
		{ "max-entries", VALUE_COUNT, AT(StackItem, max_entries), .low = 1, .high = 20 },
		{ "columns", VALUE_COUNT, AT(StackItem, columns), .low = 1, .high = 12 },
		{ "rule", VALUE_RULE, AT(StackItem, rule) }), .text = TEXT_TEMPLATE, STACK(STACK_COVER_LINES) },
	{ NULL }
};

/* ---- the cover page: offsets into a CoverPanel ---- */
static const ElementRule COVER_CHILDREN[] = {
	{ "panel", ATTRIBUTES(
		{ "shown", VALUE_WORD, AT(CoverPanel, shown), .words = PANEL_SHOWN },
		{ "from", VALUE_WORD, AT(CoverPanel, from), .words = PANEL_ENDS },
		{ "row", VALUE_COUNT, AT(CoverPanel, row), .low = 0, .high = 1000 },
		{ "column", VALUE_COUNT, AT(CoverPanel, column), .low = 1, .high = 12 },
		{ "columns", VALUE_COUNT, AT(CoverPanel, columns), .low = 1, .high = 12 },
		{ "rows", VALUE_COUNT, AT(CoverPanel, rows), .low = 0, .high = 1000 },
		{ "bleeds", VALUE_SET, AT(CoverPanel, bleeds), .words = BLEED_EDGES },
		{ "ground", VALUE_GROUND, AT(CoverPanel, ground), .flag = offsetof(CoverPanel, has_ground) },
		LENGTH("padding", CoverPanel, padding),
		{ "align", VALUE_WORD, AT(CoverPanel, align), .words = PANEL_ALIGNMENTS }), PANEL_CHILDREN, .merge = MERGE_ADD, .shown = OFFSET_NONE },
	{ NULL }
};

/* ---- furniture: offsets into a Furniture; "top" and "bottom" both give y ---- */
#define PLACE \
	{ "pages", VALUE_SET, .required = true, AT(Furniture, pages), .words = PAGES }, \
	{ "from", VALUE_WORD, .required = true, AT(Furniture, from), .words = EDGES }, \
	{ "x", VALUE_LENGTH, AT(Furniture, x), .low = -LONGEST, .high = LONGEST }, \
	{ "top", VALUE_LENGTH, AT(Furniture, y), .low = -LONGEST, .high = LONGEST }, \
	{ "bottom", VALUE_LENGTH, AT(Furniture, y), .low = -LONGEST, .high = LONGEST }
#define FURNISH(number) .merge = MERGE_ADD, .shown = OFFSET_NONE, .kind = number
static const ElementRule FURNITURE_CHILDREN[] = {
	{ "text", ATTRIBUTES(PLACE,
		{ "style", VALUE_STYLE, .required = true, AT(Furniture, style) },
		LENGTH("width", Furniture, width)), .text = TEXT_TEMPLATE, FURNISH(FURNITURE_TEXT) },
	{ "bar", ATTRIBUTES(PLACE,
		{ "width", VALUE_LENGTH, .required = true, AT(Furniture, width), .low = 0, .high = LONGEST },
		{ "height", VALUE_LENGTH, .required = true, AT(Furniture, height), .low = 0, .high = LONGEST },
		{ "colour", VALUE_COLOUR, AT(Furniture, colour) },
		{ "bleeds", VALUE_YES_NO, AT(Furniture, bleeds) }), FURNISH(FURNITURE_BAR) },
	{ "logo", ATTRIBUTES(PLACE,
		LENGTH("width", Furniture, width),
		{ "height", VALUE_LENGTH, .required = true, AT(Furniture, height), .low = 1, .high = LONGEST }), FURNISH(FURNITURE_LOGO) },
	{ NULL }
};

/* ---- <article>: offsets into an ArticleLook ---- */
static const ElementRule ARTICLE_CHILDREN[] = {
	{ "article", ATTRIBUTES(
		{ "rank", VALUE_WORD, .required = true, .offset = OFFSET_NONE, .words = RANKS }, /* kept as its name: read_design.c */
		{ "columns", VALUE_COUNT, AT(ArticleLook, columns), .low = 1, .high = 12 },
		{ "span", VALUE_COUNT, AT(ArticleLook, span), .low = 1, .high = 12 },
		{ "head-span", VALUE_COUNT, AT(ArticleLook, head_span), .low = 1, .high = 12 },
		{ "photo-span", VALUE_COUNT, AT(ArticleLook, photo_span), .low = 0, .high = 12 },
		{ "photo-first", VALUE_YES_NO, AT(ArticleLook, photo_first) },
		{ "run-in", VALUE_YES_NO, AT(ArticleLook, run_in) },
		{ "head", VALUE_ORDER, AT(ArticleLook, head), .words = HEAD_ORDER },
		{ "end", VALUE_ORDER, AT(ArticleLook, end), .words = END_ORDER },
		{ "drop-cap", VALUE_COUNT, AT(ArticleLook, drop_cap_lines), .low = 0, .high = 9 },
		{ "opening-words", VALUE_COUNT, AT(ArticleLook, opening_words), .low = 0, .high = 20 },
		{ "continue", VALUE_WORD, AT(ArticleLook, continuation), .words = CONTINUATIONS },
		{ "new-page", VALUE_YES_NO, AT(ArticleLook, new_page) },
		{ "rows-before", VALUE_COUNT, AT(ArticleLook, rows_before), .low = 0, .high = 100 },
		{ "kicker-from-section", VALUE_YES_NO, AT(ArticleLook, kicker_from_section) },
		{ "up-to-chars", VALUE_COUNT, AT(ArticleLook, body_chars), .low = 0, .high = 1000000 }),
		.key = "rank", .shown = OFFSET_NONE },
	{ NULL }
};

/* ---- the root's children: offsets into a Design ---- */
#define MARGIN(attribute, field) { attribute, VALUE_PAGE_LENGTH, .required = true, AT(Design, field), .low = 0, .high = LONGEST }
static const ElementRule LAYOUT_CHILDREN[] = {
	{ "description", NO_ATTRIBUTES, .text = TEXT_PLAIN, .merge = MERGE_WHOLE, .shown = OFFSET_NONE },
	{ "page", ATTRIBUTES(
		{ "width", VALUE_PAGE_LENGTH, .required = true, AT(Design, width), .low = 100, .high = LONGEST },
		{ "height", VALUE_PAGE_LENGTH, .required = true, AT(Design, height), .low = 100, .high = LONGEST },
		{ "bleed", VALUE_PAGE_LENGTH, AT(Design, bleed), .low = 0, .high = 100 },
		{ "facing", VALUE_YES_NO, AT(Design, facing) },
		MARGIN("top", top), MARGIN("bottom", bottom), MARGIN("inside", inside), MARGIN("outside", outside),
		{ "columns", VALUE_COUNT, .required = true, AT(Design, columns), .low = 1, .high = 12 },
		{ "gutter", VALUE_PAGE_LENGTH, AT(Design, gutter), .low = 0, .high = LONGEST },
		{ "leading", VALUE_PAGE_LENGTH, .required = true, AT(Design, leading), .low = 4, .high = 200 },
		RULE("column-rule", column_rule)), .shown = OFFSET_NONE },
	{ "colours", NO_ATTRIBUTES, COLOUR_CHILDREN, .shown = OFFSET_NONE },
	{ "styles", NO_ATTRIBUTES, STYLE_CHILDREN, .shown = OFFSET_NONE },
	{ "masthead", NO_ATTRIBUTES, MASTHEAD_CHILDREN, .merge = MERGE_WHOLE, .shown = OFFSET_NONE },
	{ "cover-page", ATTRIBUTES(
		{ "ground", VALUE_GROUND, AT(Design, cover.ground), .flag = offsetof(Design, cover.has_ground) }), COVER_CHILDREN, .merge = MERGE_WHOLE,
		.shown = offsetof(Design, cover.shown) },
#define BOOK_PAGE(name, number) \
	{ name, ATTRIBUTES({ "ground", VALUE_GROUND, AT(Design, book.pages[number].ground), .flag = offsetof(Design, book.pages[number].has_ground) }), \
		COVER_CHILDREN, .merge = MERGE_WHOLE, .shown = offsetof(Design, book.pages[number].shown) }
	BOOK_PAGE("half-title", BOOK_HALF_TITLE), BOOK_PAGE("title-page", BOOK_TITLE_PAGE), BOOK_PAGE("imprint-page", BOOK_IMPRINT_PAGE),
	BOOK_PAGE("part-page", BOOK_PART_PAGE), BOOK_PAGE("closing-page", BOOK_CLOSING_PAGE), BOOK_PAGE("cover-front", BOOK_COVER_FRONT),
	BOOK_PAGE("cover-back", BOOK_COVER_BACK), BOOK_PAGE("cover-spine", BOOK_COVER_SPINE),
	{ "furniture", NO_ATTRIBUTES, FURNITURE_CHILDREN, .merge = MERGE_WHOLE, .shown = OFFSET_NONE },
	{ "side-bar", ATTRIBUTES(
		SHOWN(side_bar.shown),
		{ "side", VALUE_WORD, AT(Design, side_bar.side), .words = SIDES },
		{ "columns", VALUE_COUNT, AT(Design, side_bar.columns), .low = 1, .high = 11 },
		{ "takes", VALUE_SET, AT(Design, side_bar.takes), .words = SIDE_CONTENTS_WORDS },
		{ "ground", VALUE_GROUND, AT(Design, side_bar.ground), .flag = offsetof(Design, side_bar.has_ground) },
		RULE("rule", side_bar.rule), RULE("title-rule", side_bar.title_rule)), .shown = offsetof(Design, side_bar.shown) },
	{ "articles", NO_ATTRIBUTES, ARTICLE_CHILDREN, .shown = OFFSET_NONE },
	{ "contents", ATTRIBUTES(
		SHOWN(contents.shown),
		{ "title", VALUE_TEXT, AT(Design, contents.title) },
		{ "max-entries", VALUE_COUNT, AT(Design, contents.max_entries), .low = 0, .high = 1000 },
		{ "column", VALUE_WORD_NUMBER, AT(Design, contents.column), .low = 1, .high = 12, .words = COLUMN_PLACES },
		{ "own-page", VALUE_YES_NO, AT(Design, contents.own_page) },
		{ "authors", VALUE_YES_NO, AT(Design, contents.authors) },
		{ "numbers-first", VALUE_YES_NO, AT(Design, contents.numbers_left) },
		{ "leads-up-to", VALUE_COUNT, AT(Design, contents.leads_up_to), .low = 0, .high = 1000 },
		{ "ground", VALUE_GROUND, AT(Design, contents.ground), .flag = offsetof(Design, contents.has_ground) },
		LENGTH("padding", Design, contents.padding),
		RULE("rule", contents.rule)), .shown = offsetof(Design, contents.shown) },
	{ "part-head", ATTRIBUTES(
		SHOWN(part_head.shown),
		{ "over", VALUE_WORD, AT(Design, part_head.over), .words = PART_HEADS },
		RULE("rule", part_head.rule),
		{ "rows-before", VALUE_COUNT, AT(Design, part_head.rows_before), .low = 0, .high = 100 },
		{ "rows-after", VALUE_COUNT, AT(Design, part_head.rows_after), .low = 0, .high = 100 }), .shown = offsetof(Design, part_head.shown) },
	{ "separator", ATTRIBUTES(
		{ "rows", VALUE_COUNT, AT(Design, separator.rows), .low = 0, .high = 100 },
		RULE("rule", separator.rule), RULE("side-rule", separator.side_rule)), .shown = OFFSET_NONE },
	{ "photo", ATTRIBUTES(
		LENGTH("caption-gap", Design, photo.caption_gap),
		LENGTH("row-gap", Design, photo.row_gap),
		RULE("frame", photo.frame),
		{ "credit-prefix", VALUE_TEXT, AT(Design, photo.credit_prefix) },
		LENGTH("max-height", Design, photo.max_height),
		{ "low-ppi", VALUE_COUNT, AT(Design, photo.low_ppi), .low = 0, .high = 10000 },
		{ "min-ppi", VALUE_COUNT, AT(Design, photo.min_ppi), .low = 0, .high = 10000 },
		{ "print-ppi", VALUE_COUNT, AT(Design, photo.print_ppi), .low = 0, .high = 10000 },
		{ "archive-ppi", VALUE_COUNT, AT(Design, photo.archive_ppi), .low = 0, .high = 10000 }), .shown = OFFSET_NONE },
	{ "table", ATTRIBUTES(
		RULE("outer", table.outer), RULE("head", table.head), RULE("row", table.row),
		LENGTH("padding-x", Design, table.padding_x), LENGTH("padding-y", Design, table.padding_y),
		{ "head-ground", VALUE_GROUND, AT(Design, table.head_ground), .flag = offsetof(Design, table.has_head_ground) }), .shown = OFFSET_NONE },
	{ "box", ATTRIBUTES(
		{ "ground", VALUE_GROUND, AT(Design, box.ground), .flag = offsetof(Design, box.has_ground) },
		RULE("frame", box.frame), LENGTH("padding", Design, box.padding)), .shown = OFFSET_NONE },
	{ "pull", ATTRIBUTES(RULE("above", pull.above), RULE("below", pull.below), LENGTH("hang", Design, pull.hang)), .shown = OFFSET_NONE },
	{ "notes", ATTRIBUTES(
		RULE("rule", notes.rule), LENGTH("rule-length", Design, notes.rule_length),
		{ "numbers", VALUE_WORD, AT(Design, notes.numbers), .words = NOTE_SCOPES },
		{ "place", VALUE_WORD, AT(Design, notes.place), .words = NOTE_PLACES }), .shown = OFFSET_NONE },
	{ "book", ATTRIBUTES(
		SHOWN(book.shown),
		{ "papers", VALUE_WORD, AT(Design, book.papers), .words = BOOK_STARTS },
		{ "sections", VALUE_WORD, AT(Design, book.sections), .words = BOOK_STARTS },
		{ "headings", VALUE_WORD, AT(Design, book.headings), .words = HEADING_NUMBERS },
		{ "figures", VALUE_WORD, AT(Design, book.figures), .words = THING_SCOPES },
		{ "signature", VALUE_COUNT, AT(Design, book.signature), .low = 0, .high = 64 },
		{ "leader", VALUE_TEXT, AT(Design, book.leader) },
		{ "index-columns", VALUE_COUNT, AT(Design, book.index_columns), .low = 1, .high = 4 },
		{ "front-imprint", VALUE_WORD, AT(Design, book.front_imprint), .words = IMPRINT_SHARES },
		{ "closing-imprint", VALUE_WORD, AT(Design, book.closing_imprint), .words = IMPRINT_SHARES },
		{ "paper-bulk", VALUE_PERMILLE, AT(Design, book.paper_bulk), .low = 0, .high = 3000 },
		LENGTH("board", Design, book.board)), .shown = offsetof(Design, book.shown) },
	{ "end-sign", ATTRIBUTES(
		{ "text", VALUE_TEXT, AT(Design, end_sign.text) },
		{ "colour", VALUE_COLOUR, AT(Design, end_sign.colour) }), .shown = OFFSET_NONE },
	{ "imprint", ATTRIBUTES(
		{ "title", VALUE_TEMPLATE, AT(Design, imprint.title) },
		RULE("frame", imprint.frame), LENGTH("padding", Design, imprint.padding),
		{ "columns", VALUE_COUNT, AT(Design, imprint.columns), .low = 1, .high = 12 },
		{ "with-contents", VALUE_YES_NO, AT(Design, imprint.with_contents) }), .shown = OFFSET_NONE },
	{ "print", ATTRIBUTES(
		{ "standard", VALUE_WORD, AT(Design, print.standard), .words = STANDARDS },
		{ "output-profile", VALUE_TEXT, AT(Design, print.profile) },
		{ "inks", VALUE_INKS, AT(Design, print_inks) },
		{ "marks", VALUE_SET, AT(Design, print.marks), .words = MARKS },
		{ "photos", VALUE_WORD, AT(Design, print.photos), .words = PRINT_PHOTOS },
		{ "intent", VALUE_WORD, AT(Design, print.intent), .words = INTENTS }), .shown = OFFSET_NONE },
	{ "fit", ATTRIBUTES(
		{ "pages", VALUE_COUNT, AT(Design, fit.pages), .low = 0, .high = 1000 },
		{ "least-gap", VALUE_COUNT, AT(Design, fit.least_gap), .low = 1, .high = 20 },
		{ "most-gap", VALUE_COUNT, AT(Design, fit.most_gap), .low = 1, .high = 20 },
		{ "least-photo", VALUE_PERMILLE, AT(Design, fit.least_photo), .low = 0, .high = 1000 },
		{ "most-photo", VALUE_PERMILLE, AT(Design, fit.most_photo), .low = 0, .high = 2000 },
		{ "tighter", VALUE_YES_NO, AT(Design, fit.tighter) },
		{ "looser", VALUE_YES_NO, AT(Design, fit.looser) }), .shown = OFFSET_NONE },
	{ "jump", ATTRIBUTES(
		{ "to", VALUE_TEXT, AT(Design, jump.to) },
		{ "from", VALUE_TEXT, AT(Design, jump.from) },
		{ "rows", VALUE_COUNT, AT(Design, jump.rows), .low = 0, .high = 1000 },
		{ "least", VALUE_COUNT, AT(Design, jump.least), .low = 1, .high = 100 }), .shown = OFFSET_NONE },
	{ "related", ATTRIBUTES({ "title", VALUE_TEXT, AT(Design, related_title) }), .shown = OFFSET_NONE },
	{ "variant", ATTRIBUTES( /* followed before anything is read */
		{ "trim", VALUE_FILE, .required = true, .offset = OFFSET_NONE },
		{ "layout", VALUE_FILE, .required = true, .offset = OFFSET_NONE }), .merge = MERGE_WHOLE, .key = "trim", .shown = OFFSET_NONE },
	{ NULL }
};

const ElementRule LAYOUT_RULE = { "layout", ATTRIBUTES(
	{ "title", VALUE_TEXT, .required = true, AT(Design, title) },
	{ "extends", VALUE_FILE, .offset = OFFSET_NONE },
	{ "xml:lang", VALUE_LANGUAGE, AT(Design, language) }), LAYOUT_CHILDREN, .shown = OFFSET_NONE };

/* ---- look-ups ---- */

const ElementRule *layout_find_element(const ElementRule *parent, const char *name) {
	for (const ElementRule *rule = parent->children; rule && rule->name; rule++)
		if (strcmp(rule->name, name) == 0) return rule;
	return NULL;
}

const AttributeRule *layout_find_attribute(const ElementRule *element, const char *name) {
	for (const AttributeRule *rule = element->attributes; rule->name; rule++)
		if (strcmp(rule->name, name) == 0) return rule;
	return NULL;
}

bool design_accepts_print(const char *attribute, const char *value) {
	const AttributeRule *rule = layout_find_attribute(layout_find_element(&LAYOUT_RULE, "print"), attribute);
	if (!rule) return false;
	if (rule->kind == VALUE_INKS) return layout_inks_are_well_formed(value);
	if (rule->kind == VALUE_TEXT) return value[0];
	bool any = false;
	for (const char *at = value; *at;) { /* words with spaces or commas between */
		size_t length = strcspn(at, " ,");
		if (length && !layout_find_word(rule->words, at, length)) return false;
		any |= length > 0;
		if (any && rule->kind == VALUE_WORD && at[length]) return false;
		at += length + (at[length] != 0);
	}
	return any;
}

bool layout_inks_are_well_formed(const char *value) {
	if (strcmp(value, "all") == 0 || strcmp(value, "cmyk") == 0 || strcmp(value, "black") == 0) return true;
	return strncmp(value, "black ", 6) == 0 && value[6] && !strchr(value + 6, ' ');
}

const Word *layout_find_word(const Word *words, const char *name, size_t length) {
	for (; words && words->name; words++)
		if (strlen(words->name) == length && memcmp(words->name, name, length) == 0) return words;
	return NULL;
}

const char *const LAYOUT_BOOK_PAGES[BOOK_PAGES] = {
	[BOOK_HALF_TITLE] = "half-title", [BOOK_TITLE_PAGE] = "title-page", [BOOK_IMPRINT_PAGE] = "imprint-page", [BOOK_PART_PAGE] = "part-page",
	[BOOK_CLOSING_PAGE] = "closing-page", [BOOK_COVER_FRONT] = "cover-front", [BOOK_COVER_BACK] = "cover-back", [BOOK_COVER_SPINE] = "cover-spine"
};

const char *const LAYOUT_FIELDS[] = {
	"title", "subtitle", "number", "date", "date-long", "month", "year", "section", "article", "author", "kicker", "page", "pages",
	"publisher", "slogan", "authors-short", "short-title", "part-number", "book-title", "editors", "place", "isbn", "summary", "imprint:", NULL
};

/* The names of design_find_style in design.h. */
static const char *const STYLE_NAMES[] = {
	"body", "body-first", "lead", "kicker", "title", "subtitle", "byline", "byline-end", "unit", "date", "source", "caption",
	"caption-lead", "credit", "heading-1", "heading-2", "heading-3", "list", "list-marker", "table", "table-head",
	"table-caption", "quote", "quote-cite", "pull", "box", "box-title", "note", "note-mark", "related-title", "related",
	"verse", "verse-title", "verse-cite", "question", "answer", "imprint", "jump-to", "jump-from", "jump-title", "imprint-name", "imprint-title", "barcode", "contents-title",
	"affiliation", "abstract", "abstract-title", "keywords", "references", "references-title", "section-title", "index", "index-letter",
	"contents-section", "contents-entry", "contents-page", "contents-author", "contents-lead", "side-title", "folio", "running", "part", "slogan", "drop-cap", "end-sign", NULL
};
/* Those that exist for each rank, as "title-lead". */
static const char *const RANKED_STYLES[] = { "lead", "kicker", "title", "subtitle", "byline", "date", NULL };

bool layout_knows_style(const char *name) {
	size_t length = strlen(name);
	for (int i = 0; STYLE_NAMES[i]; i++)
		if (strncmp(STYLE_NAMES[i], name, length) == 0 && (!STYLE_NAMES[i][length] || STYLE_NAMES[i][length] == '-')) return true;
	const char *cut = strrchr(name, '-');
	if (!cut || !layout_find_word(RANKS, cut + 1, strlen(cut + 1))) return false;
	for (int i = 0; RANKED_STYLES[i]; i++)
		if (strlen(RANKED_STYLES[i]) == (size_t)(cut - name) && memcmp(RANKED_STYLES[i], name, (size_t)(cut - name)) == 0) return true;
	return false;
}

const char *layout_nearest_style(const char *name) {
	const char *nearest = NULL;
	int best = 3;
	for (int i = 0; STYLE_NAMES[i]; i++) {
		int distance = layout_name_distance(name, STYLE_NAMES[i], 2);
		if (distance < best) { best = distance; nearest = STYLE_NAMES[i]; }
	}
	return nearest;
}

/* Levenshtein's distance, one row at a time; names longer than the row are far from everything. */
int layout_name_distance(const char *a, const char *b, int limit) {
	enum { LONGEST_NAME = 31 };
	size_t rows = strlen(a), columns = strlen(b);
	if (rows > LONGEST_NAME || columns > LONGEST_NAME) return limit + 1;
	if ((rows > columns ? rows - columns : columns - rows) > (size_t)limit) return limit + 1;
	int row[LONGEST_NAME + 1];
	for (size_t j = 0; j <= columns; j++) row[j] = (int)j;
	for (size_t i = 1; i <= rows; i++) {
		int corner = row[0];
		row[0] = (int)i;
		for (size_t j = 1; j <= columns; j++) {
			int change = corner + (a[i - 1] != b[j - 1]);
			corner = row[j];
			int insert = row[j - 1] + 1, delete = row[j] + 1;
			row[j] = change < insert ? change : insert;
			if (delete < row[j]) row[j] = delete;
		}
	}
	return row[columns] > limit ? limit + 1 : row[columns];
}
