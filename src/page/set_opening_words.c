/* The first words of an article in small capitals. */
#include <string.h>
#include "page/galley.h"

bool page_set_opening_words(Composer *c, const Inlines *text, int words, const TextStyle *style, SourcePos pos, Inlines *out) {
	if (words < 1 || !text->count || text->items[0].kind != INLINE_TEXT || text->items[0].href || (text->items[0].style & INLINE_SMALL_CAPS)) return false;
	const Inline *first = &text->items[0];
	Font *font = page_find_font(c, style, first->style & INLINE_BOLD, first->style & INLINE_ITALIC, pos);
	if (!font_has_feature(font, FONT_SMCP)) return false; /* not for Vietnamese: the words stay as they are */
	size_t length = 0;
	for (int i = 0; i < words && first->text[length]; i++) {
		length += strspn(first->text + length, " ");
		length += strcspn(first->text + length, " ");
	}
	if (!length) return false;
	*out = (Inlines){ 0 };
	Inline *opening = vector_push(c->arena, out);
	*opening = *first;
	opening->text = arena_copy_text(c->arena, first->text, length);
	opening->style |= INLINE_SMALL_CAPS;
	if (first->text[length]) {
		Inline *rest = vector_push(c->arena, out);
		*rest = *first;
		rest->text = first->text + length;
	}
	for (int i = 1; i < text->count; i++) *vector_push(c->arena, out) = text->items[i];
	return true;
}
