/* The masthead and the imprint box. */
#include <string.h>
#include "base/message.h"
#include "page/composer.h"

/* A style whose size is brought down so that the words go on one line of the width (a masthead's title). */
static const TextStyle *fit_on_line(Composer *c, const char *words, const TextStyle *style, Length width, SourcePos pos) {
	Span span = { .text = style->upper ? page_upper(c, words) : words, .font = page_find_font(c, style, false, false, pos),
		.size = style->size, .letter_space = style->letter_space, .features = (uint16_t)style->features, .pos = pos };
	span.length = strlen(span.text);
	Length needed = paragraph_measure_width(c->breaker, &span, 1);
	if (needed <= width || needed <= 0) return style;
	TextStyle *smaller = ARENA_NEW(c->arena, TextStyle);
	*smaller = *style;
	smaller->size = (Length)((int64_t)style->size * width / needed) - LENGTH_POINT / 20;
	smaller->leading = (Length)((int64_t)style->leading * width / needed);
	return smaller;
}

/* beside: the logo's width and the white by it, and how far down it reaches; words level with it keep clear of it. */
typedef struct Beside { Length width, bottom; bool left; } Beside;

static void add_stack_text(Composer *c, Setting *setting, const StackItem *item, const Fields *fields, Length full_width, bool heading, Beside logo) {
	bool level = logo.width > 0 && setting->height < logo.bottom && logo.width < full_width / 2;
	Length width = level ? full_width - logo.width : full_width, left = level && logo.left ? logo.width : 0;
	const char *words = page_fill_template(c, item->text, fields);
	if (!words[0]) return;
	bool display = item->style->size >= 36 * LENGTH_POINT; /* a title of that size goes on one line */
	const TextStyle *style = display ? fit_on_line(c, words, item->style, width, item->pos) : item->style;
	NodeId node = drawing_add_node(c->drawing, NODE_DOCUMENT, heading ? ROLE_H1 : ROLE_P, item->pos);
	setting->height += style->space_before + item->padding;
	Paragraph lines = page_set_plain(c, words, style, width, node, item->pos);
	int first = setting->marks.count;
	Length top = setting->height - item->padding;
	page_add_lines(c, setting, &lines, style, left);
	if (display && lines.line_count == 1) { /* from its ink, not its leading: stacked marks need room, nothing else does */
		Mark *mark = &setting->marks.items[setting->marks.count - 1];
		mark->y = top + item->padding + lines.lines[0].ink_top;
		Length below = lines.lines[0].ink_bottom < 0 ? -lines.lines[0].ink_bottom : 0;
		setting->height = mark->y + below;
		const LineRun *run = lines.lines[0].run_count ? &lines.lines[0].runs[0] : NULL;
		if (run && style->align != ALIGN_CENTER && style->align != ALIGN_RIGHT && run->word_count) /* optical left edge */
			mark->x -= length_scale(run->size, font_ink(run->words[0].run).left, font_units_per_em(run->font));
	}
	setting->height += item->padding;
	if (item->has_ground) {
		Mark *band = vector_push(c->arena, &setting->marks); /* behind the words: moved to the front of them */
		*band = (Mark){ .kind = MARK_RECT, .node = NODE_NONE, .artifact = ARTIFACT_BACKGROUND, .x = 0, .y = top, .width = full_width,
			.height = setting->height - top, .to_bleed = item->bleeds, .u.colour = item->ground };
		Mark moved = *band;
		memmove(&setting->marks.items[first + 1], &setting->marks.items[first], sizeof(Mark) * (size_t)(setting->marks.count - 1 - first));
		setting->marks.items[first] = moved;
	}
	setting->height += style->space_after;
}

/* The three texts stand on one line with an em of white between them. */
static bool strip_fits(Composer *c, const char *const *texts, const TextStyle *style, Length width, SourcePos pos) {
	Length widths[3] = { 0 };
	for (int i = 0; i < 3; i++) {
		if (!texts[i][0]) continue;
		Span span = { .text = style->upper ? page_upper(c, texts[i]) : texts[i], .font = page_find_font(c, style, false, false, pos),
			.size = style->size, .letter_space = style->letter_space, .features = (uint16_t)style->features, .pos = pos };
		span.length = strlen(span.text);
		widths[i] = paragraph_measure_width(c->breaker, &span, 1) + style->size;
	}
	Length side = widths[0] > widths[2] ? widths[0] : widths[2];
	return widths[1] ? side <= (width - widths[1]) / 2 + style->size : (LengthSum)widths[0] + widths[2] <= width + style->size;
}

static void add_strip(Composer *c, Setting *setting, const StackItem *item, const Fields *fields, Length width) {
	const char *texts[3] = { page_fill_template(c, item->text, fields), page_fill_template(c, item->center, fields),
		page_fill_template(c, item->right, fields) };
	if (!texts[0][0] && !texts[1][0] && !texts[2][0]) return;
	TextStyle *style = ARENA_NEW(c->arena, TextStyle);
	*style = *item->style;
	Length top = setting->height;
	setting->height += style->space_before + item->padding;
	Length line_top = setting->height;
	Length deepest = line_top;
	int first = setting->marks.count;
	bool level = strip_fits(c, texts, style, width, item->pos);
	for (int i = 0; i < 3; i++) {
		if (!texts[i][0]) continue;
		TextStyle *own = ARENA_NEW(c->arena, TextStyle);
		*own = *style;
		own->align = i == 0 ? ALIGN_LEFT : i == 1 ? ALIGN_CENTER : ALIGN_RIGHT;
		NodeId node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_P, item->pos);
		Paragraph lines = page_set_plain(c, texts[i], own, width, node, item->pos);
		setting->height = level ? line_top : deepest; /* side by side, or one below the other */
		page_add_lines(c, setting, &lines, own, 0);
		if (setting->height > deepest) deepest = setting->height;
	}
	setting->height = deepest + item->padding;
	if (item->has_ground) {
		Mark band = { .kind = MARK_RECT, .node = NODE_NONE, .artifact = ARTIFACT_BACKGROUND, .y = top, .width = width,
			.height = setting->height - top, .to_bleed = item->bleeds, .u.colour = item->ground };
		vector_push(c->arena, &setting->marks);
		memmove(&setting->marks.items[first + 1], &setting->marks.items[first], sizeof(Mark) * (size_t)(setting->marks.count - 1 - first));
		setting->marks.items[first] = band;
	}
	setting->height += style->space_after;
}

static void add_logo(Composer *c, Setting *setting, const StackItem *item, Length width) {
	const Photo *logo = c->publication->logo;
	const Picture *picture = logo ? page_find_picture(c, logo) : NULL;
	if (!picture) return;
	Length logo_width = (Length)((int64_t)item->height * picture->width / picture->height);
	NodeId node = logo->alt && !logo->alt[0] ? NODE_NONE : drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_FIGURE, logo->pos);
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
	if (item->align == ALIGN_CENTER) setting->height += item->height;
}

static Beside logo_beside(Composer *c, const StackItem *item, Length top) {
	const Picture *picture = c->publication->logo ? page_find_picture(c, c->publication->logo) : NULL;
	if (!picture || picture->height <= 0) return (Beside){ 0 };
	return (Beside){ .width = (Length)((int64_t)item->height * picture->width / picture->height) + c->design->gutter, .bottom = top + item->height,
		.left = item->align != ALIGN_RIGHT };
}

Setting page_set_masthead(Composer *c, Length width) {
	const Design *design = c->design;
	Setting setting = { .width = width };
	Fields fields = { 0 };
	bool heading = true;
	Length logo_bottom = 0;
	Beside beside = { 0 };
	int largest = -1; /* the title is the largest text of the stack */
	for (int i = 0; i < design->masthead.count; i++)
		if (design->masthead.items[i].kind == STACK_TEXT &&
			(largest < 0 || design->masthead.items[i].style->size > design->masthead.items[largest].style->size)) largest = i;
	for (int i = 0; i < design->masthead.count; i++) {
		const StackItem *item = &design->masthead.items[i];
		switch (item->kind) {
		case STACK_TEXT:
			add_stack_text(c, &setting, item, &fields, width, heading && i == largest && c->title_level > 1, beside);
			break;
		case STACK_STRIP: add_strip(c, &setting, item, &fields, width); break;
		case STACK_RULE:
			page_add_rect(c, &setting, item->colour, 0, setting.height, width, item->height, item->bleeds);
			setting.height += item->height;
			break;
		case STACK_SPACE: setting.height += item->height; break;
		case STACK_LOGO:
			if (item->align != ALIGN_CENTER) beside = logo_beside(c, item, setting.height);
			add_logo(c, &setting, item, width);
			if (setting.height + item->height > logo_bottom) logo_bottom = setting.height + (item->align == ALIGN_CENTER ? 0 : item->height);
			break;
		}
	}
	if (c->publication->logo == NULL) logo_bottom = 0;
	if (setting.height < logo_bottom) setting.height = logo_bottom;
	setting.height = page_rows(c, setting.height) * design->leading;
	return setting;
}

/* Puts a ground and a frame behind the marks of a box. */
void page_add_ground(Composer *c, Setting *setting, bool has_ground, Colour ground, RuleLook frame, Length width, Length top, Length height) {
	Setting under = { 0 };
	if (has_ground) page_add_rect(c, &under, ground, 0, top, width, height, false);
	if (frame.weight) {
		Length w = frame.weight;
		page_add_rect(c, &under, frame.colour, 0, top, width, w, false);
		page_add_rect(c, &under, frame.colour, 0, top + height - w, width, w, false);
		page_add_rect(c, &under, frame.colour, 0, top, w, height, false);
		page_add_rect(c, &under, frame.colour, width - w, top, w, height, false);
	}
	for (int i = 0; i < under.marks.count; i++) under.marks.items[i].artifact = ARTIFACT_BACKGROUND;
	page_append_setting(c, &under, setting, 0, 0);
	setting->marks.items = under.marks.items;
	setting->marks.count = under.marks.count;
	setting->marks.capacity = under.marks.capacity;
}

Setting page_set_imprint(Composer *c, Length width) {
	const Design *design = c->design;
	const Publication *publication = c->publication;
	Setting setting = { .width = width };
	if (!publication->imprint.count) return setting;
	const TextStyle *style = design_find_style(design, "imprint"), *name_style = design_find_style(design, "imprint-name");
	const TextStyle *title_style = design_find_style(design, "imprint-title");
	Length padding = design->imprint.padding, top = c->grid_baseline - c->cap_height;
	NodeId section = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_SECT, publication->pos);
	setting.height = top + padding;
	if (design->imprint.title) {
		NodeId node = drawing_add_node(c->drawing, section, ROLE_P, publication->pos);
		Paragraph title = page_set_plain(c, page_fill_template(c, design->imprint.title, &(Fields){ 0 }), title_style, width - 2 * padding, node, publication->pos);
		page_add_lines(c, &setting, &title, title_style, padding);
		setting.height += title_style->space_after;
	}
	int columns = design->imprint.columns > 0 ? design->imprint.columns : 1;
	Length gap = design->gutter, measure = (width - 2 * padding - (columns - 1) * gap) / columns;
	int n = publication->imprint.count;
	Paragraph *texts = ARENA_ARRAY(c->arena, Paragraph, n);
	int total = 0;
	for (int i = 0; i < n; i++) {
		const ImprintField *field = &publication->imprint.items[i];
		NodeId node = drawing_add_node(c->drawing, section, ROLE_P, field->pos);
		/* the value of a name that is a sentence's beginning ("Giấy phép xuất bản số") goes on without a colon */
		size_t length = strlen(field->name);
		bool joins = (length > 4 && strcmp(field->name + length - 4, " số") == 0) || strcmp(field->name, "In") == 0;
		texts[i] = page_set_text(c, &(TextRequest){ .inlines = &field->value, .style = style, .measure = measure, .node = node,
			.pos = field->pos, .prefix = arena_format(c->arena, joins ? "%s " : "%s: ", field->name), .prefix_style = name_style });
		total += texts[i].line_count;
	}
	Length start = setting.height, deepest = start;
	int per_column = (total + columns - 1) / columns, column = 0, filled = 0;
	for (int i = 0; i < n; i++) {
		/* a field goes to the next column when more than half of it would hang over the even share */
		if (column + 1 < columns && filled && filled + texts[i].line_count / 2 >= per_column) {
			column++;
			filled = 0;
			setting.height = start;
		}
		page_add_lines(c, &setting, &texts[i], style, padding + column * (measure + gap));
		setting.height += style->space_after;
		filled += texts[i].line_count;
		if (setting.height > deepest) deepest = setting.height;
	}
	setting.height = deepest + padding;
	int rows = page_rows(c, setting.height);
	Length bottom = (rows - 1) * design->leading + c->grid_baseline;
	if (bottom < deepest + padding / 2) { rows++; bottom += design->leading; }
	page_add_ground(c, &setting, false, COLOUR_WHITE, design->imprint.frame, width, top, bottom - top);
	setting.height = rows * design->leading;
	return setting;
}
