/* Stacks: the masthead, and the panels of a cover. */
#include <string.h>
#include "base/message.h"
#include "page/bands.h"

enum {
	DISPLAY_SIZE = 36, /* points: from here on words are made smaller rather than broken over lines */
	GOOD_SHARE = 55,   /* percent of the size: before they get smaller than that they do go over several lines */
	LEAST_SHARE = 15,
	LONG_LINE = 4      /* lines of an article's title on the cover */
};

typedef struct Stack {
	Composer *c;
	Setting *setting;
	const StackRequest *request;
	Length logo_bottom;
	/* the logo's width and the white by it, and how far down it reaches; words level with it keep clear of it */
	struct { Length width, bottom; bool left; } beside;
} Stack;

/* ---- words ---- */

static const TextStyle *scale_style(Composer *c, const TextStyle *style, int64_t share, int64_t whole) {
	TextStyle *scaled = ARENA_NEW(c->arena, TextStyle);
	*scaled = *style;
	scaled->size = (Length)(style->size * share / whole) - LENGTH_POINT / 20;
	scaled->leading = (Length)(style->leading * share / whole);
	return scaled;
}

static bool fits_in(Composer *c, const char *words, const TextStyle *style, Length width, int most_lines, SourcePos pos) {
	Paragraph lines = page_set_plain(c, words, style, width, NODE_NONE, pos);
	for (int i = 0; i < lines.line_count; i++) if (lines.lines[i].overfull || lines.lines[i].width > width) return false;
	return lines.line_count <= most_lines;
}

/* The largest share of the style's size, in percent, at which the words take at most so many lines. */
static int find_share(Composer *c, const char *words, const TextStyle *style, Length width, int most_lines, SourcePos pos) {
	int share = 100;
	Diag *diag = c->diag;
	c->diag = NULL; /* what does not fit is tried only */
	while (share > LEAST_SHARE && !fits_in(c, words, scale_style(c, style, share, 100), width, most_lines, pos)) share -= 5;
	c->diag = diag;
	return share;
}

/* A style whose size is brought down so that the words go on one line of the width (a masthead's title), or, where that would
 * make them small, on two or three balanced ones. */
static const TextStyle *fit_display(Composer *c, const char *words, const TextStyle *style, Length width, SourcePos pos) {
	Span span = page_make_span(c, style->upper ? page_upper(c, words) : words, style, 0, pos);
	Length needed = paragraph_measure_width(c->breaker, &span, 1);
	if (needed <= width || needed <= 0) return style;
	if ((int64_t)width * 100 >= (int64_t)needed * GOOD_SHARE) return scale_style(c, style, width, needed);
	TextStyle *balanced = ARENA_NEW(c->arena, TextStyle);
	*balanced = *style;
	balanced->balance = true;
	int share = find_share(c, words, balanced, width, 2, pos);
	if (share < GOOD_SHARE) share = find_share(c, words, balanced, width, 3, pos);
	return scale_style(c, balanced, share, 100);
}

/* The ground of an item, behind what was set since mark `first`. At the top of the masthead one that bleeds goes up to the page's edge. */
static void add_ground(Stack *s, const StackItem *item, int first, Length top) {
	if (!item->has_ground) return;
	const Design *design = s->c->design;
	Setting *setting = s->setting;
	if (item->bleeds && top == 0 && s->request->at_page_top) top = -design->top - design->bleed;
	Mark ground = { .kind = MARK_RECT, .node = NODE_NONE, .artifact = ARTIFACT_BACKGROUND, .y = top, .width = s->request->width,
		.height = setting->height - top, .to_bleed = item->bleeds, .u.colour = item->ground };
	vector_push(s->c->arena, &setting->marks);
	memmove(&setting->marks.items[first + 1], &setting->marks.items[first], sizeof(Mark) * (size_t)(setting->marks.count - 1 - first));
	setting->marks.items[first] = ground;
}

static void add_text(Stack *s, const StackItem *item) {
	Composer *c = s->c;
	Setting *setting = s->setting;
	Length full_width = s->request->width;
	bool level = s->beside.width > 0 && setting->height < s->beside.bottom && s->beside.width < full_width / 2;
	Length width = level ? full_width - s->beside.width : full_width, left = level && s->beside.left ? s->beside.width : 0;
	const char *words = page_fill_template(c, item->text, &s->request->fields);
	if (!words[0]) return;
	bool display = item->style->size >= DISPLAY_SIZE * LENGTH_POINT, heading = item == s->request->title;
	const TextStyle *style = display ? fit_display(c, words, item->style, width, item->pos) : item->style;
	NodeId node = drawing_add_node(c->drawing, s->request->parent, heading ? ROLE_H1 : ROLE_P, item->pos);
	setting->height += style->space_before + item->padding;
	Paragraph lines = page_set_plain(c, words, style, width, node, item->pos);
	int first = setting->marks.count;
	Length top = setting->height - item->padding;
	page_add_lines(c, setting, &lines, style, left);
	page_open_lines(setting, first);
	if (display && lines.line_count) { /* from its ink, not its leading: stacked marks need room, nothing else does */
		const Line *last = &lines.lines[lines.line_count - 1];
		Length up = setting->marks.items[first].y - (top + item->padding + lines.lines[0].ink_top);
		for (int i = first; i < setting->marks.count; i++) {
			Mark *mark = &setting->marks.items[i];
			mark->y -= up;
			const LineRun *run = mark->u.line->run_count ? &mark->u.line->runs[0] : NULL;
			if (run && style->align != ALIGN_CENTER && style->align != ALIGN_RIGHT && run->word_count) /* optical left edge */
				mark->x -= length_scale(run->size, font_ink(run->words[0].run).left, font_units_per_em(run->font));
		}
		setting->height = setting->marks.items[setting->marks.count - 1].y + (last->ink_bottom < 0 ? -last->ink_bottom : 0);
	}
	setting->height += item->padding;
	add_ground(s, item, first, top);
	setting->height += style->space_after;
}

/* The three texts stand on one line with an em of white between them. */
static bool strip_fits(Composer *c, const char *const *texts, const TextStyle *style, Length width, SourcePos pos) {
	Length widths[3] = { 0 };
	for (int i = 0; i < 3; i++) {
		if (!texts[i][0]) continue;
		Span span = page_make_span(c, style->upper ? page_upper(c, texts[i]) : texts[i], style, 0, pos);
		widths[i] = paragraph_measure_width(c->breaker, &span, 1) + style->size;
	}
	Length side = widths[0] > widths[2] ? widths[0] : widths[2];
	return widths[1] ? side <= (width - widths[1]) / 2 + style->size : (LengthSum)widths[0] + widths[2] <= width + style->size;
}

static void add_strip(Stack *s, const StackItem *item) {
	Composer *c = s->c;
	Setting *setting = s->setting;
	const Fields *fields = &s->request->fields;
	Length width = s->request->width;
	const char *texts[3] = { page_fill_template(c, item->text, fields), page_fill_template(c, item->center, fields),
		page_fill_template(c, item->right, fields) };
	if (!texts[0][0] && !texts[1][0] && !texts[2][0]) return;
	const TextStyle *style = item->style;
	Length top = setting->height;
	setting->height += style->space_before + item->padding;
	Length line_top = setting->height, deepest = line_top;
	int first = setting->marks.count;
	bool level = strip_fits(c, texts, style, width, item->pos);
	for (int i = 0; i < 3; i++) {
		if (!texts[i][0]) continue;
		TextStyle *own = ARENA_NEW(c->arena, TextStyle);
		*own = *style;
		own->align = i == 0 ? ALIGN_LEFT : i == 1 ? ALIGN_CENTER : ALIGN_RIGHT;
		NodeId node = drawing_add_node(c->drawing, s->request->parent, ROLE_P, item->pos);
		Paragraph lines = page_set_plain(c, texts[i], own, width, node, item->pos);
		setting->height = level ? line_top : deepest; /* side by side, or one below the other */
		page_add_lines(c, setting, &lines, own, 0);
		if (setting->height > deepest) deepest = setting->height;
	}
	setting->height = deepest + item->padding;
	add_ground(s, item, first, top);
	setting->height += style->space_after;
}

/* ---- the logo ---- */

static void add_logo(Stack *s, const StackItem *item) {
	Composer *c = s->c;
	Setting *setting = s->setting;
	const Photo *logo = c->publication->logo;
	const Picture *picture = logo ? page_find_picture(c, logo) : NULL;
	if (!picture || picture->height <= 0) return;
	Length width = s->request->width, logo_width = (Length)((int64_t)item->height * picture->width / picture->height);
	NodeId node = logo->alt && !logo->alt[0] ? NODE_NONE : drawing_add_node(c->drawing, s->request->parent, ROLE_FIGURE, logo->pos);
	if (node >= 0) {
		const char *of = c->publication->publisher ? c->publication->publisher : publication_plain_text(c->arena, &c->publication->title);
		c->drawing->nodes.items[node].alt = logo->alt ? logo->alt : arena_format(c->arena, "Logo %s", of);
		c->drawing->nodes.items[node].placed_block = true;
	}
	Mark *mark = page_add_mark(c, setting, MARK_PICTURE);
	mark->node = node;
	mark->width = logo_width;
	mark->height = item->height;
	mark->x = item->align == ALIGN_RIGHT ? width - logo_width : item->align == ALIGN_CENTER ? (width - logo_width) / 2 : 0;
	mark->y = setting->height;
	mark->pos = logo->pos;
	mark->u.picture.picture = picture;
	mark->u.picture.focus_x = mark->u.picture.focus_y = 500;
	/* A logo at the side shares its height with what follows; in the middle it stands alone. */
	if (item->align == ALIGN_CENTER) {
		setting->height += item->height;
		return;
	}
	s->beside.width = logo_width + c->design->gutter;
	s->beside.bottom = setting->height + item->height;
	s->beside.left = item->align != ALIGN_RIGHT;
	if (s->beside.bottom > s->logo_bottom) s->logo_bottom = s->beside.bottom;
}

/* ---- the lines of a cover ---- */

/* What one of them says. */
typedef struct CoverLine { const ContentsEntry *entry; const char *words, *kicker; } CoverLine;

static CoverLine fill_cover_line(Stack *s, const StackItem *item, const ContentsEntry *entry) {
	Fields fields = s->request->fields;
	fields.article = entry->article;
	fields.section = entry->part;
	fields.page = s->request->pages && entry->destination >= 0 ? s->request->pages[entry->destination] : 0;
	return (CoverLine){ entry, page_fill_template(s->c, item->text, &fields), page_fill_template(s->c, item->kicker, &fields) };
}

/* Rows of kicker above the line, where all of a row stand level. */
static Length kicker_height(Composer *c, const StackItem *item, const CoverLine *line, Length width) {
	if (!line->kicker[0]) return 0;
	Paragraph above = page_set_plain(c, line->kicker, item->kicker_style, width, NODE_NONE, item->pos);
	return above.line_count * item->kicker_style->leading;
}

/* One article's line below its kicker, which gets at least that height. */
static void add_cover_line(Stack *s, const StackItem *item, const CoverLine *line, NodeId toc, Length x, Length width, Length least) {
	Composer *c = s->c;
	Setting *setting = s->setting;
	SourcePos pos = line->entry->article->pos;
	NodeId node = drawing_add_node(c->drawing, toc, ROLE_TOCI, pos);
	Length top = setting->height;
	if (line->kicker[0]) {
		NodeId own = drawing_add_node(c->drawing, node, ROLE_P, pos);
		setting->height += item->kicker_style->space_before;
		Paragraph above = page_set_plain(c, line->kicker, item->kicker_style, width, own, pos);
		page_keep_case(c, own, item->kicker_style, line->kicker);
		page_add_lines(c, setting, &above, item->kicker_style, x);
		setting->height += item->kicker_style->space_after;
	}
	if (least) {
		top += item->kicker_style->space_before + least + item->kicker_style->space_after;
		if (setting->height < top) setting->height = top;
	}
	NodeId link = drawing_add_node(c->drawing, drawing_add_node(c->drawing, node, ROLE_REFERENCE, pos), ROLE_LINK, pos);
	const TextStyle *style = item->style;
	Paragraph lines = page_set_linked(c, line->entry, line->words, style, width, link);
	if (lines.line_count > LONG_LINE) { /* as with headlines, a long one is set in the style's -long sister */
		style = design_find_style(c->design, arena_format(c->arena, "%s-long", style->name));
		if (style != item->style) lines = page_set_linked(c, line->entry, line->words, style, width, link);
	}
	setting->height += style->space_before;
	int first = setting->marks.count;
	page_add_lines(c, setting, &lines, style, x);
	page_open_lines(setting, first);
}

/* White and a rule between two rows of them. */
static void part_cover_lines(Stack *s, const StackItem *item) {
	s->setting->height += item->style->space_after;
	if (!item->rule.weight) return;
	page_add_rule(s->c, s->setting, item->rule, 0, s->setting->height, s->request->width);
	s->setting->height += item->style->space_after;
}

/* One below the other with rules between; or side by side, the lines level below their kickers, with upright rules between. */
static void add_cover_lines(Stack *s, const StackItem *item) {
	Composer *c = s->c;
	Setting *setting = s->setting;
	const ContentsList *list = s->request->articles;
	NodeId toc = drawing_add_node(c->drawing, s->request->parent, ROLE_TOC, item->pos);
	CoverLine *lines = ARENA_ARRAY(c->arena, CoverLine, item->max_entries + 1);
	int count = 0;
	for (int i = 0; list && i < list->count && i < item->max_entries; i++) {
		lines[count] = fill_cover_line(s, item, &list->items[i]);
		if (lines[count].words[0]) count++;
	}
	int columns = item->columns < 1 ? 1 : item->columns < count ? item->columns : count;
	for (int first = 0; first < count; first += columns) {
		if (first) part_cover_lines(s, item);
		int end = first + columns < count ? first + columns : count;
		Length gap = c->design->gutter, width = (s->request->width - (columns - 1) * gap) / columns;
		Length top = setting->height, deepest = top, least = 0;
		for (int i = first; i < end && columns > 1; i++) {
			Length height = kicker_height(c, item, &lines[i], width);
			if (height > least) least = height;
		}
		for (int i = first; i < end; i++) {
			setting->height = top;
			add_cover_line(s, item, &lines[i], toc, (i - first) * (width + gap), width, least);
			if (setting->height > deepest) deepest = setting->height;
		}
		for (int k = 1; k < end - first && item->rule.weight; k++)
			page_add_rect(c, setting, item->rule.colour, k * (width + gap) - (gap + item->rule.weight) / 2, top, item->rule.weight, deepest - top, false);
		setting->height = deepest;
	}
}

/* ---- the whole ---- */

const StackItem *page_find_title(const StackItems *items) {
	const StackItem *largest = NULL;
	for (int i = 0; i < items->count; i++)
		if (items->items[i].kind == STACK_TEXT && (!largest || items->items[i].style->size > largest->style->size)) largest = &items->items[i];
	return largest;
}

Setting page_set_stack(Composer *c, const StackItems *items, const StackRequest *request) {
	Setting setting = { .width = request->width };
	Stack stack = { .c = c, .setting = &setting, .request = request };
	for (int i = 0; i < items->count; i++) {
		const StackItem *item = &items->items[i];
		switch (item->kind) {
		case STACK_TEXT: add_text(&stack, item); break;
		case STACK_STRIP: add_strip(&stack, item); break;
		case STACK_RULE:
			page_add_rect(c, &setting, item->colour, 0, setting.height, request->width, item->height, item->bleeds);
			setting.height += item->height;
			break;
		case STACK_SPACE: setting.height += item->height; break;
		case STACK_LOGO: add_logo(&stack, item); break;
		case STACK_COVER_LINES: add_cover_lines(&stack, item); break;
		}
	}
	if (setting.height < stack.logo_bottom) setting.height = stack.logo_bottom;
	return setting;
}

Setting page_set_masthead(Composer *c, Length width) {
	const StackItems *items = &c->design->masthead;
	Setting setting = page_set_stack(c, items, &(StackRequest){ .width = width, .parent = NODE_DOCUMENT, .at_page_top = true,
		.title = c->title_level > 1 ? page_find_title(items) : NULL });
	setting.height = page_rows(c, setting.height) * c->design->leading;
	return setting;
}
