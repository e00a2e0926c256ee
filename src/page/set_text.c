#include <string.h>
#include <unicode/ustring.h>
#include "base/message.h"
#include "page/book.h"

/* Superiors and inferiors where the face has none of its own: size and shift in 1/1000 of the size (common practice:
 * about two thirds, raised by a third). */
enum { SCRIPT_SIZE = 640, SUP_RISE = 340, SUB_RISE = -140, SMALL_CAPS_SIZE = 800 };

Font *page_find_font(Composer *c, const TextStyle *style, bool bold, bool italic, SourcePos pos) {
	unsigned mask = sizeof c->font_cache / sizeof *c->font_cache - 1;
	unsigned slot = (unsigned)((uintptr_t)style >> 4) & mask;
	for (unsigned probes = 0; c->font_cache[slot].style && c->font_cache[slot].style != style && probes <= mask; probes++)
		slot = (slot + 1) & mask;
	if (c->font_cache[slot].style != style) {
		memset(&c->font_cache[slot], 0, sizeof c->font_cache[slot]); /* a full table forgets its oldest at this slot */
		c->font_cache[slot].style = style;
	}
	Font **found = &c->font_cache[slot].fonts[(bold ? 1 : 0) | (italic ? 2 : 0)];
	if (!*found) {
		int weight = style->weight;
		if (bold) weight = weight >= 600 ? 900 : 700; /* bold inside bold text still stands out */
		*found = font_find(c->fonts, (FontQuery){ style->family, weight, style->width, style->italic != italic }, pos, c->diag);
	}
	return *found;
}

int page_add_tag(Composer *c, Tag tag) {
	*vector_push(c->arena, &c->tags) = tag;
	return c->tags.count - 1;
}

Span page_make_span(Composer *c, const char *text, const TextStyle *style, int tag, SourcePos pos) {
	return (Span){ .text = text, .length = strlen(text), .font = page_find_font(c, style, false, false, pos), .size = style->size,
		.letter_space = style->letter_space, .features = (uint16_t)style->features, .tag = (uint32_t)tag, .pos = pos };
}

const char *page_keep_text(Composer *c, Text *text) {
	const char *copy = text->length ? arena_copy_text(c->arena, text->bytes, text->length) : "";
	text_free(text);
	return copy;
}

const char *page_upper(Composer *c, const char *text) {
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0, capacity = (int32_t)strlen(text) * 2 + 8;
	UChar *wide = arena_alloc_raw(c->arena, sizeof(UChar) * (size_t)capacity * 2), *upper = wide + capacity;
	u_strFromUTF8(wide, capacity, &length, text, -1, &status);
	int32_t upper_length = u_strToUpper(upper, capacity, wide, length, "vi", &status);
	int32_t bytes = 0;
	char *out = arena_alloc_raw(c->arena, (size_t)upper_length * 3 + 1);
	u_strToUTF8(out, upper_length * 3 + 1, &bytes, upper, upper_length, &status);
	if (U_FAILURE(status)) return text;
	out[bytes] = 0;
	return out;
}

void page_keep_case(Composer *c, NodeId node, const TextStyle *style, const char *words) {
	if (node < 0 || !style->upper || !words[0] || strcmp(page_upper(c, words), words) == 0) return;
	c->drawing->nodes.items[node].actual_text = words;
}

void page_add_note_nodes(Composer *c, const Inlines *inlines, NodeId parent) {
	if (c->design->notes.place == NOTES_AT_END) return;
	for (int i = 0; inlines && i < inlines->count; i++) {
		const Note *note = inlines->items[i].kind == INLINE_NOTE ? inlines->items[i].note : NULL;
		if (!note) continue;
		NodeId node = drawing_add_node(c->drawing, parent, ROLE_NOTE, note->pos);
		c->drawing->nodes.items[node].id = arena_format(c->arena, "note-%d", node);
		*vector_push(c->arena, &c->note_nodes) = (NoteNode){ note, node };
	}
}

ParagraphStyle page_paragraph_style(const TextStyle *style) {
	return (ParagraphStyle){
		.align = style->align, .first_indent = style->first_indent, .left = style->left, .right = style->right,
		.shrink = style->shrink, .stretch = style->stretch, .letter_stretch = style->letter_stretch,
		.glyph_scale = style->glyph_scale, .hang = style->hang, .balance = style->balance,
		.last_line_min = style->align == ALIGN_JUSTIFY ? style->size * 2 : 0,
	};
}

typedef struct SpanList { Span *items; int count, capacity; } SpanList;

static void add_span(Composer *c, SpanList *spans, const char *text, const TextStyle *style, unsigned inlines, const char *lang,
		SourcePos pos, Tag tag) {
	if (!text || !text[0]) return;
	Font *font = page_find_font(c, style, inlines & INLINE_BOLD, inlines & INLINE_ITALIC, pos);
	unsigned features = style->features;
	Length size = style->size, rise = 0;
	bool upper = style->upper;
	if (inlines & INLINE_SMALL_CAPS) features |= FONT_SMCP;
	if ((features & FONT_SMCP) && !font_has_feature(font, FONT_SMCP)) {
		features &= ~(unsigned)FONT_SMCP;
		upper = true;
		size = length_scale(size, SMALL_CAPS_SIZE, 1000);
	}
	if (inlines & (INLINE_SUP | INLINE_SUB)) {
		rise = length_scale(size, inlines & INLINE_SUP ? SUP_RISE : SUB_RISE, 1000);
		size = length_scale(size, SCRIPT_SIZE, 1000);
	}
	if (upper) text = page_upper(c, text);
	*vector_push(c->arena, spans) = (Span){ .text = text, .length = strlen(text), .font = font, .size = size, .rise = rise,
		.letter_space = style->letter_space, .features = (uint16_t)features, .lang = lang,
		.tag = (uint32_t)page_add_tag(c, tag), .pos = pos };
}

/* True when the text needs nodes below its own, so that its plain stretches need nodes too to keep the order. */
static bool is_mixed(const Inlines *inlines) {
	for (int i = 0; inlines && i < inlines->count; i++) {
		const Inline *in = &inlines->items[i];
		if (in->href || in->lang || in->kind == INLINE_NOTE || in->kind == INLINE_REF || in->kind == INLINE_CITE) return true;
	}
	return false;
}

static NodeId child(Composer *c, NodeId parent, Role role, SourcePos pos) {
	return parent == NODE_NONE ? NODE_NONE : drawing_add_node(c->drawing, parent, role, pos);
}

typedef struct InlineState { NodeId parent, plain, link; const char *href; bool mixed; const Anchor *anchors; } InlineState;

static const Anchor *take_anchors(InlineState *state) {
	const Anchor *anchors = state->anchors;
	state->anchors = NULL;
	return anchors;
}

/* "[3, tr. 25]": each number leads to its entry. */
static void add_citation(Composer *c, SpanList *spans, const TextRequest *request, const Inline *in, InlineState *state) {
	const char *lang = in->lang ? in->lang : request->lang;
	NodeId reference = child(c, state->parent, ROLE_REFERENCE, in->pos);
	Tag plain = { .colour = request->style->colour, .node = reference, .destination = -1, .anchors = take_anchors(state) };
	state->plain = state->link = NODE_NONE;
	for (int i = 0; i < in->citation->count; i++) {
		const Cited *cited = &in->citation->entries[i];
		Tag tag = plain;
		tag.destination = drawing_add_destination(c->drawing, cited->target);
		tag.node = child(c, reference, ROLE_LINK, in->pos);
		tag.contents = in->text ? in->text : arena_format(c->arena, "%d", cited->number);
		if (!in->text) add_span(c, spans, i ? ", " : "[", request->style, in->style, lang, in->pos, plain);
		add_span(c, spans, tag.contents, request->style, in->style, lang, in->pos, tag);
		if (in->text) return;
	}
	if (in->citation->at) add_span(c, spans, arena_format(c->arena, ", %s", in->citation->at), request->style, in->style, lang, in->pos, plain);
	add_span(c, spans, "]", request->style, in->style, lang, in->pos, plain);
}

static void add_inline(Composer *c, SpanList *spans, const TextRequest *request, const Inline *in, InlineState *state) {
	const TextStyle *style = request->style;
	const char *lang = in->lang ? in->lang : request->lang;
	Tag tag = { .colour = style->colour, .node = state->parent, .destination = -1 };
	if (in->kind == INLINE_BREAK) {
		/* The break rides on the look of the text before it. */
		tag.node = state->plain >= 0 ? state->plain : state->parent;
		add_span(c, spans, "\n", style, 0, lang, in->pos, tag);
		return;
	}
	if (in->kind == INLINE_NOTE) {
		state->plain = state->link = NODE_NONE;
		tag.node = child(c, state->parent, ROLE_REFERENCE, in->pos);
		tag.anchors = take_anchors(state);
		if (c->design->notes.place == NOTES_AT_END) {
			tag.node = child(c, tag.node, ROLE_LINK, in->pos);
			tag.destination = page_note_destination(c, in->note);
			tag.contents = arena_format(c->arena, "%d", page_note_number(c, in->note));
		} else {
			tag.note = in->note;
		}
		add_span(c, spans, arena_format(c->arena, "%d", page_note_number(c, in->note)), style, INLINE_SUP, lang, in->pos, tag);
		return;
	}
	if (in->kind == INLINE_REF) {
		state->plain = state->link = NODE_NONE;
		tag.destination = in->target ? drawing_add_destination(c->drawing, in->target) : -1;
		NodeId reference = child(c, state->parent, ROLE_REFERENCE, in->pos);
		tag.node = child(c, reference, ROLE_LINK, in->pos);
		const char *words = in->text ? in->text : page_reference_words(c, in, tag.destination);
		tag.contents = words;
		tag.anchors = take_anchors(state);
		add_span(c, spans, words, style, in->style, lang, in->pos, tag);
		return;
	}
	if (in->kind == INLINE_TERM) {
		int destination = state->parent == NODE_NONE ? -1 : page_place_term(c, in->term); /* a text that is only measured has no place */
		if (destination < 0) return;
		Anchor *anchor = ARENA_NEW(c->arena, Anchor);
		*anchor = (Anchor){ destination, state->anchors };
		state->anchors = anchor;
		return;
	}
	if (in->kind == INLINE_CITE) {
		add_citation(c, spans, request, in, state);
		return;
	}
	if (in->href) {
		if (state->href != in->href || state->link == NODE_NONE) state->link = child(c, state->parent, ROLE_LINK, in->pos);
		state->plain = NODE_NONE;
		tag.node = state->link;
		tag.href = in->href;
		if (in->href[0] == '#') {
			tag.destination = drawing_add_destination(c->drawing, in->href + 1);
			tag.href = NULL;
		}
		tag.contents = in->href;
	} else if (in->lang) {
		state->plain = state->link = NODE_NONE;
		tag.node = child(c, state->parent, ROLE_SPAN, in->pos);
		if (tag.node >= 0) c->drawing->nodes.items[tag.node].lang = in->lang;
	} else {
		state->link = NODE_NONE;
		if (state->mixed && state->plain == NODE_NONE) state->plain = child(c, state->parent, ROLE_SPAN, in->pos);
		tag.node = state->mixed ? state->plain : state->parent;
	}
	state->href = in->href;
	tag.anchors = take_anchors(state);
	add_span(c, spans, in->text, style, in->style, lang, in->pos, tag);
}

static void add_run_in(Composer *c, SpanList *spans, const TextRequest *request) {
	TextRequest head = *request;
	if (request->prefix_style) head.style = request->prefix_style;
	InlineState state = { .parent = request->prefix_node > 0 ? request->prefix_node : request->node, .plain = NODE_NONE, .link = NODE_NONE,
		.mixed = is_mixed(request->run_in) };
	for (int i = 0; i < request->run_in->count; i++) add_inline(c, spans, &head, &request->run_in->items[i], &state);
	if (state.anchors && spans->count) c->tags.items[spans->items[spans->count - 1].tag].end_anchors = state.anchors;
}

TextBody page_make_text(Composer *c, const TextRequest *request) {
	SpanList spans = { 0 };
	InlineState state = { .parent = request->node, .plain = NODE_NONE, .link = NODE_NONE,
		.mixed = is_mixed(request->inlines) };
	if (request->prefix) {
		NodeId node = request->prefix_node > 0 ? request->prefix_node :
			state.mixed ? child(c, request->node, ROLE_SPAN, request->pos) : request->node;
		const TextStyle *style = request->prefix_style ? request->prefix_style : request->style;
		add_span(c, &spans, request->prefix, style, 0, request->lang, request->pos,
			(Tag){ .colour = style->colour, .node = node, .destination = -1 });
	}
	if (request->run_in) add_run_in(c, &spans, request);
	for (int i = 0; request->inlines && i < request->inlines->count; i++)
		add_inline(c, &spans, request, &request->inlines->items[i], &state);
	if (state.anchors && spans.count) c->tags.items[spans.items[spans.count - 1].tag].end_anchors = state.anchors;
	if (request->suffix) {
		const TextStyle *style = request->suffix_style ? request->suffix_style : request->style;
		add_span(c, &spans, request->suffix, style, 0, request->lang, request->pos,
			(Tag){ .colour = style->colour, .node = NODE_NONE, .destination = -1 });
	}
	if (request->node != NODE_NONE && !request->notes_follow) page_add_note_nodes(c, request->inlines, request->node);
	ParagraphStyle style = page_paragraph_style(request->style);
	if (request->no_indent) style.first_indent = 0;
	return (TextBody){ spans.items, spans.count, style, request->measure, request->shape };
}

Paragraph page_break_text(Composer *c, const TextBody *body, int looseness) {
	ParagraphStyle style = body->style;
	style.looseness = looseness;
	return paragraph_break_lines(c->breaker, c->arena, body->spans, body->span_count, body->measure, &style, body->shape, c->diag);
}

Paragraph page_set_text(Composer *c, const TextRequest *request) {
	TextBody body = page_make_text(c, request);
	return page_break_text(c, &body, 0);
}

Paragraph page_set_plain(Composer *c, const char *text, const TextStyle *style, Length measure, NodeId node, SourcePos pos) {
	TextRequest request = { .style = style, .measure = measure, .node = node, .pos = pos, .prefix = text };
	return page_set_text(c, &request);
}

Paragraph page_set_one_line(Composer *c, const char *text, const TextStyle *style, SourcePos pos) {
	TextStyle *plain = ARENA_NEW(c->arena, TextStyle);
	*plain = *style;
	plain->align = ALIGN_LEFT;
	plain->first_indent = plain->left = plain->right = 0;
	plain->hang = plain->balance = false;
	return page_set_plain(c, text, plain, LENGTH_MAX / 4, NODE_NONE, pos);
}

Mark *page_add_mark(Composer *c, Setting *setting, MarkKind kind) {
	Mark *mark = vector_push(c->arena, &setting->marks);
	mark->kind = kind;
	mark->node = NODE_NONE;
	return mark;
}

void page_add_lines(Composer *c, Setting *setting, const Paragraph *paragraph, const TextStyle *style, Length x) {
	for (int i = 0; i < paragraph->line_count; i++) {
		const Line *line = &paragraph->lines[i];
		/* The baseline stands in its line as CSS and DTP programs put it: the slack of the leading is halved above the
		 * ascent and below the descent of the line's own face. */
		Length slack = style->leading - (line->ascent + line->descent);
		Mark *mark = page_add_mark(c, setting, MARK_LINE);
		mark->x = x;
		mark->y = setting->height + slack / 2 + line->ascent;
		mark->u.line = line;
		mark->broken = line->forced_end && i + 1 < paragraph->line_count;
		mark->pos = line->pos;
		setting->height += style->leading;
	}
}

void page_add_rect(Composer *c, Setting *setting, Colour colour, Length x, Length y, Length width, Length height, bool to_bleed) {
	if (width <= 0 || height <= 0) return;
	Mark *mark = page_add_mark(c, setting, MARK_RECT);
	mark->x = x;
	mark->y = y;
	mark->width = width;
	mark->height = height;
	mark->to_bleed = to_bleed;
	mark->u.colour = colour;
}

void page_add_rule(Composer *c, Setting *setting, RuleLook rule, Length x, Length y, Length width) {
	page_add_rect(c, setting, rule.colour, x, y - rule.weight / 2, width, rule.weight, false);
}

void page_append_setting(Composer *c, Setting *into, const Setting *from, Length x, Length y) {
	for (int i = 0; i < from->marks.count; i++) {
		Mark *mark = vector_push(c->arena, &into->marks);
		*mark = from->marks.items[i];
		mark->x += x;
		mark->y += y;
	}
}

int page_rows(const Composer *c, LengthSum height) {
	Length leading = c->design->leading;
	return height <= 0 ? 0 : (int)((height + leading - 1) / leading);
}

Length page_span_width(const Composer *c, int columns) {
	return columns * c->column_width + (columns - 1) * c->design->gutter;
}
