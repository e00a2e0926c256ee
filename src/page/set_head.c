/* The head of an article: kicker, headline, standfirst, byline, in the order its look gives. */
#include <string.h>
#include "base/message.h"
#include "page/book.h"

static const char *join_byline(Composer *c, const Article *article) {
	Text line = { 0 };
	for (int i = 0; i < article->authors.count; i++) {
		const Author *author = &article->authors.items[i];
		if (i) text_add(&line, " – ");
		text_add(&line, author->name);
		if (author->unit) text_format(&line, " · %s", author->unit);
	}
	return page_keep_text(c, &line);
}

static bool fits_line(Composer *c, const char *words, const TextStyle *style, Length measure) {
	Diag *diag = c->diag;
	c->diag = NULL; /* tried only */
	int lines = page_set_plain(c, words, style, measure, NODE_NONE, (SourcePos){ 0 }).line_count;
	c->diag = diag;
	return lines <= 1;
}

int page_byline_lines(Composer *c, const Article *article, const TextStyle *style, Length measure, const char ***out) {
	const char *whole = join_byline(c, article);
	const char **lines = *out = ARENA_ARRAY(c->arena, const char *, 2 * article->authors.count + 1);
	int count = 0;
	if (!whole[0]) return 0;
	if (fits_line(c, whole, style, measure)) {
		lines[count++] = whole;
		return count;
	}
	for (int i = 0; i < article->authors.count; i++) {
		const Author *author = &article->authors.items[i];
		const char *both = author->unit ? arena_format(c->arena, "%s · %s", author->name, author->unit) : author->name;
		bool one = !author->unit || fits_line(c, both, style, measure);
		lines[count++] = one ? both : author->name;
		if (!one) lines[count++] = author->unit;
	}
	return count;
}

static void space(Setting *setting, Length height) {
	if (setting->marks.count && height > 0) setting->height += height; /* none at the top */
}

static void add_inlines(Composer *c, Setting *setting, const Inlines *inlines, const TextStyle *style, Role role, SourcePos pos,
		Length measure) {
	if (!inlines->count) return;
	NodeId node = drawing_add_node(c->drawing, c->article_node, role, pos);
	space(setting, style->space_before);
	Paragraph text = page_set_text(c, &(TextRequest){ .inlines = inlines, .style = style, .measure = measure, .node = node,
		.pos = pos, .lang = c->article->lang });
	page_keep_case(c, node, style, publication_plain_text(c->arena, inlines));
	int first = setting->marks.count;
	page_add_lines(c, setting, &text, style, 0);
	page_open_lines(setting, first);
	page_clear_above(c, setting, first);
	setting->height += style->space_after;
}

static void add_words(Composer *c, Setting *setting, const char *words, const TextStyle *style, SourcePos pos, Length measure) {
	if (!words[0]) return;
	NodeId node = drawing_add_node(c->drawing, c->article_node, ROLE_P, pos);
	space(setting, style->space_before);
	Paragraph text = page_set_plain(c, words, style, measure, node, pos);
	page_keep_case(c, node, style, words);
	page_add_lines(c, setting, &text, style, 0);
	setting->height += style->space_after;
}

static void add_byline(Composer *c, Setting *setting, const Article *article, const TextStyle *style, Length width) {
	const char **lines;
	int count = page_byline_lines(c, article, style, width, &lines);
	TextStyle *close = ARENA_NEW(c->arena, TextStyle); /* no white between its lines */
	for (int i = 0; i < count; i++) {
		*close = *style;
		if (i) close->space_before = 0;
		if (i + 1 < count) close->space_after = 0;
		add_words(c, setting, lines[i], close, article->pos, width);
	}
}

static int count_title_lines(Composer *c, const Inlines *title, const TextStyle *style, Length width) {
	return page_set_text(c, &(TextRequest){ .inlines = title, .style = style, .measure = width, .node = NODE_NONE, .lang = c->article->lang }).line_count;
}

enum { LONG_TITLE = 3, LONGEST_TITLE = 5, LEAST_TITLE_SHARE = 60 /* percent */ };

/* A headline of more than three lines is set in the style's -long sister, where the layout has one; one that is still endless
 * in that gets smaller yet. */
static const TextStyle *title_style(Composer *c, const Inlines *title, const TextStyle *style, Length width) {
	int lines = count_title_lines(c, title, style, width);
	if (lines <= LONG_TITLE) return style;
	const TextStyle *longer = design_find_style(c->design, arena_format(c->arena, "%s-long", style->name));
	if (longer != style) lines = count_title_lines(c, title, longer, width);
	for (int share = 90; lines > LONGEST_TITLE && share >= LEAST_TITLE_SHARE && style->size > c->design->body->size * 3 / 2; share -= 10) {
		TextStyle *smaller = ARENA_NEW(c->arena, TextStyle);
		*smaller = *longer;
		smaller->size = smaller->size / 100 * share;
		smaller->leading = smaller->leading / 100 * share;
		lines = count_title_lines(c, title, smaller, width);
		if (lines <= LONGEST_TITLE || share - 10 < LEAST_TITLE_SHARE) return smaller;
	}
	return longer;
}

/* The standfirst is set no wider than reads well: the most whole columns that hold about 43 ems, at least one. */
static Length lead_measure(const Composer *c, const TextStyle *style, Length width) {
	Length measure = width;
	for (int k = c->design->columns; k > 1 && measure > style->size * 43; k--)
		if (page_span_width(c, k - 1) < width) measure = page_span_width(c, k - 1);
	return measure;
}

/* A little less of it where a word or two would stand alone on the last line: its ragged edge does not show that. */
static Length fill_last_line(Composer *c, const Inlines *lead, const TextStyle *style, Length measure) {
	int count = 0;
	Diag *diag = c->diag;
	c->diag = NULL; /* tried only */
	Length best = measure;
	for (int percent = 100; percent >= 84 && style->align != ALIGN_CENTER; percent -= 2) {
		Length width = (Length)((LengthSum)measure * percent / 100);
		Paragraph text = page_set_text(c, &(TextRequest){ .inlines = lead, .style = style, .measure = width, .node = NODE_NONE, .lang = c->article->lang });
		if (percent == 100) count = text.line_count;
		if (count < 2 || text.line_count != count) break;
		if (text.lines[count - 1].width < measure / 4) continue;
		best = width;
		break;
	}
	c->diag = diag;
	return best;
}

Setting page_set_head(Composer *c, const Article *article, const ArticleLook *look, const char *section, Length width, int destination) {
	Setting setting = { .width = width };
	/* The first line's cap height stands level with that of a line of text beside it. */
	Mark *place = page_add_mark(c, &setting, MARK_DESTINATION);
	place->u.destination = destination;
	setting.marks.count = 1;
	Length start = c->grid_baseline - c->cap_height;
	setting.height = 0;
	Setting body = { .width = width };
	const char *at = look->head ? look->head : "kicker title subtitle lead byline";
	while (*at) {
		size_t length = strcspn(at, " ");
#define IS(word) (length == sizeof word - 1 && memcmp(at, word, length) == 0)
		if (IS("kicker")) {
			if (article->kicker.count) add_inlines(c, &body, &article->kicker, look->kicker, ROLE_P, article->pos, width);
			else if (look->kicker_from_section) {
				const char *words = article->section ? article->section : section;
				if (words) add_words(c, &body, words, look->kicker, article->pos, width);
			}
		} else if (IS("title")) {
			add_inlines(c, &body, &article->title, title_style(c, &article->title, look->title, width), ROLE_H1 + c->title_level - 1,
				article->title_pos, width);
		} else if (IS("subtitle")) {
			add_inlines(c, &body, &article->subtitle, look->subtitle, ROLE_P, article->pos, width);
		} else if (IS("lead")) {
			Length measure = lead_measure(c, look->lead, width);
			add_inlines(c, &body, &article->lead, look->lead, ROLE_P, article->pos, fill_last_line(c, &article->lead, look->lead, measure));
		} else if (IS("byline")) {
			add_byline(c, &body, article, look->byline, width);
		} else if (IS("authors")) {
			page_add_authors(c, &body, article, look->byline, width);
		} else if (IS("affiliations")) {
			page_add_affiliations(c, &body, article, width);
		} else if (IS("abstracts")) {
			page_add_abstracts(c, &body, article, width);
		} else if (IS("date")) {
			add_words(c, &body, page_date_long(c, article->date), look->date, article->pos, width);
		} else if (IS("rule")) {
			space(&body, c->design->leading / 3);
			page_add_rule(c, &body, c->design->separator.rule, 0, body.height, width);
			body.height += c->design->leading / 3;
		}
#undef IS
		at += length;
		while (*at == ' ') at++;
	}
	if (c->diag && ((article->abstracts.count && !strstr(look->head ? look->head : "", "abstracts")) ||
		(article->affiliations.count && !strstr(look->head ? look->head : "", "affiliations")))) {
		diag_add(c->diag, SEVERITY_WARNING, "layout-no-abstract", article->title_pos, _("This layout does not show the abstract and the affiliations of the authors."));
		diag_hint(c->diag, _("Write them into <lead> and <unit>, or name a layout for papers, such as layout=\"ky-yeu-16x24\"."));
	}
	/* Level the first line: caps of a large headline reach down from the same height as the caps of a text line. */
	if (body.marks.count && body.marks.items[0].kind == MARK_LINE) {
		const Mark *first = &body.marks.items[0];
		Length ink = first->u.line->ink_top;
		Length caps = ink > 0 ? ink : first->u.line->ascent;
		start -= first->y - caps;
		Length highest = -c->design->leading / 3; /* stacked marks of capitals may reach a little above the row */
		if (first->y - caps + start < highest) start = highest - (first->y - caps);
	}
	page_append_setting(c, &setting, &body, 0, start);
	int rows = page_rows(c, (LengthSum)body.height + start + c->design->leading * 2 / 5); /* some white before the text */
	setting.height = rows * c->design->leading;
	return setting;
}
