/* The first words of an article in small capitals. */
#include <string.h>
#include "page/galley.h"

typedef struct Opening { int left; bool in_word; } Opening; /* words still to come; a word may go on in the next inline */

/* Bytes of the text that belong to the opening; the blank after its last word does not. */
static size_t take_words(Opening *opening, const char *text) {
	size_t length = 0;
	while (text[length] && opening->left) {
		if (text[length] != ' ') {
			length += strcspn(text + length, " ");
			opening->in_word = true;
			continue;
		}
		if (opening->in_word && --opening->left == 0) break;
		opening->in_word = false;
		length++;
	}
	return length;
}

static bool can_open(Composer *c, const Inline *in, const TextStyle *style, SourcePos pos) {
	if (in->kind != INLINE_TEXT || in->href || (in->style & INLINE_SMALL_CAPS)) return false;
	return font_has_feature(page_find_font(c, style, in->style & INLINE_BOLD, in->style & INLINE_ITALIC, pos), FONT_SMCP);
}

bool page_set_opening_words(Composer *c, const Inlines *text, int words, const TextStyle *style, SourcePos pos, Inlines *out) {
	if (words < 1 || !text->count || !can_open(c, &text->items[0], style, pos)) return false; /* Noto has none for Vietnamese: the words stay as they are */
	Opening opening = { words, false };
	*out = (Inlines){ 0 };
	for (int i = 0; i < text->count; i++) {
		const Inline *in = &text->items[i];
		bool passed = in->kind == INLINE_NOTE || in->kind == INLINE_TERM;
		if (opening.left && !passed && !can_open(c, in, style, pos)) opening.left = 0;
		size_t length = opening.left && !passed ? take_words(&opening, in->text) : 0;
		if (length) {
			Inline *small = vector_push(c->arena, out);
			*small = *in;
			small->text = arena_copy_text(c->arena, in->text, length);
			small->style |= INLINE_SMALL_CAPS;
			if (!in->text[length]) continue;
		}
		Inline *rest = vector_push(c->arena, out);
		*rest = *in;
		if (length) rest->text = in->text + length;
	}
	return true;
}
