/* Drop caps that carry stacked marks: the letter stands on the baseline of its last line and reaches the cap height of the
 * first; the marks of an Ấ or Ộ rise above that, into white rows that are kept for them, and one more line makes way for a
 * dot below. */
#include <string.h>
#include "page/galley.h"

/* Length in bytes of what opens a text: a letter with its marks, and a quotation mark before it. 0: no letter opens it. */
static size_t opening_length(const char *text) {
	const char *at = text, *end = text + strlen(text);
	uint32_t ch = at < end ? utf8_next(&at, end) : 0;
	if (ch == 0x201C || ch == 0x2018 || ch == '"' || ch == 0xAB) ch = at < end ? utf8_next(&at, end) : 0;
	bool letter = (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch >= 0xC0;
	if (!letter || (ch >= 0x2000 && ch < 0x2C00)) return 0;
	for (const char *next = at; next < end; at = next) { /* combining marks stay with it */
		uint32_t mark = utf8_next(&next, end);
		if (mark < 0x300 || mark > 0x36F) break;
	}
	return (size_t)(at - text);
}

bool page_set_drop_cap(Composer *c, const Inlines *text, int lines, NodeId node, SourcePos pos, DropCap *out) {
	*out = (DropCap){ .rest = { 0 } };
	if (!text->count || text->items[0].kind != INLINE_TEXT || text->items[0].href) return false;
	const Inline *first = &text->items[0];
	size_t length = opening_length(first->text);
	if (!length) return false;
	const char *cap = arena_copy_text(c->arena, first->text, length);

	TextStyle *style = ARENA_NEW(c->arena, TextStyle);
	*style = *design_find_style(c->design, "drop-cap");
	Font *font = page_find_font(c, style, false, false, pos);
	Length height = (lines - 1) * c->design->leading + c->cap_height;
	int cap_units = font_cap_height(font);
	style->size = cap_units > 0 ? length_scale(height, font_units_per_em(font), cap_units) : height;
	style->leading = style->size;
	style->align = ALIGN_LEFT;
	style->first_indent = style->left = style->right = 0;
	style->hang = false;
	Paragraph set = page_set_plain(c, cap, style, LENGTH_MAX / 4, node, pos);
	if (set.line_count != 1) return false;
	const Line *line = &set.lines[0];
	const GlyphRun *run = line->run_count && line->runs[0].word_count ? line->runs[0].words[0].run : NULL;
	Length bearing = run ? length_scale(style->size, font_ink(run).left, font_units_per_em(font)) : 0;
	out->mark = (Mark){ .kind = MARK_LINE, .node = NODE_NONE, .pos = pos, .joins_next = true, .x = -bearing,
		.y = (lines - 1) * c->design->leading + c->grid_baseline, .u.line = line };
	Length above = line->ink_top - height; /* marks over the capital */
	Length white = c->grid_baseline - c->cap_height;
	out->rows_above = above > white ? page_rows(c, above - white) : 0;

	/* the dot of an Ọ hangs among the capitals of the line below: that line keeps clear of it as well */
	Length below = line->ink_bottom < 0 ? -line->ink_bottom : 0;
	if (below > c->design->leading - c->cap_height - LENGTH_POINT) lines++;

	Length indent = line->width - bearing + c->design->leading / 4;
	Length *left = ARENA_ARRAY(c->arena, Length, lines), *right = ARENA_ARRAY(c->arena, Length, lines);
	for (int i = 0; i < lines; i++) left[i] = indent;
	out->shape = (ParagraphShape){ .count = lines, .left = left, .right = right };
	for (int i = 0; i < text->count; i++) *vector_push(c->arena, &out->rest) = text->items[i];
	out->rest.items[0].text = first->text + length;
	if (!out->rest.items[0].text[0]) return false; /* the letter is a word of its own style: left as it is */
	return true;
}
