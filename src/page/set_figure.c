/* Figures: photos in rows of equal height, cropped by a hair to the grid, caption and credit. */
#include <limits.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "page/book.h"

/* A photo is cropped to the grid or to the largest height by at most this much of its height; beyond that it gets narrower. */
enum { MOST_CROP = 220 /* 1/1000 */, MOST_FLEX = 6, /* rows that a page may make a photo higher or lower by */
	MOST_IN_ROW = 40, LEAST_PHOTO_ROWS = 2 };

const Picture *page_find_picture(Composer *c, const Photo *photo) {
	if (!photo->path) return NULL;
	for (int i = 0; i < c->picture_count; i++)
		if (strcmp(c->pictures[i].path, photo->path) == 0) return c->pictures[i].picture;
	if (c->picture_count == c->picture_capacity) {
		int capacity = c->picture_capacity ? c->picture_capacity * 2 : 16;
		c->pictures = arena_grow(c->arena, c->pictures, sizeof *c->pictures * (size_t)c->picture_capacity,
			sizeof *c->pictures * (size_t)capacity);
		c->picture_capacity = capacity;
	}
	Picture *picture = picture_read_header(c->arena, photo->path, photo->pos, c->diag);
	c->pictures[c->picture_count].path = photo->path;
	c->pictures[c->picture_count++].picture = picture;
	return picture;
}

/* Width to height in 1/1000. A missing photo stands as 3:2. */
static int aspect(const Picture *picture) {
	if (!picture || picture->height <= 0) return 1500;
	int64_t value = (int64_t)picture->width * 1000 / picture->height;
	return value < 100 ? 100 : value > 10000 ? 10000 : (int)value;
}

/* Height of photos first..last side by side over the width. */
static Length row_height(const int *aspects, int first, int last, Length width, Length gap) {
	int64_t sum = 0;
	for (int i = first; i <= last; i++) sum += aspects[i];
	Length free_width = width - (last - first) * gap;
	return free_width <= 0 ? 0 : (Length)((int64_t)free_width * 1000 / sum);
}

/* Splits n photos into rows, in order, so that the rows' heights come nearest to the ideal (least squares, dynamic
 * programming over the last row). ends[r] is one past the last photo of row r; returns the rows. */
static int split_rows(Composer *c, const int *aspects, int n, Length width, Length gap, Length ideal, int *ends) {
	int64_t *best = ARENA_ARRAY(c->arena, int64_t, n + 1);
	int *from = ARENA_ARRAY(c->arena, int, n + 1), *back = ARENA_ARRAY(c->arena, int, n + 1);
	best[0] = 0;
	for (int last = 1; last <= n; last++) {
		best[last] = INT64_MAX;
		for (int first = last - 1; first >= 0 && first >= last - MOST_IN_ROW; first--) {
			int64_t miss = (row_height(aspects, first, last - 1, width, gap) - ideal) / 1024;
			int64_t cost = best[first] + miss * miss;
			if (cost < best[last]) { best[last] = cost; from[last] = first; }
		}
	}
	int rows = 0;
	for (int at = n; at > 0; at = from[at]) back[rows++] = at;
	for (int r = 0; r < rows; r++) ends[r] = back[rows - 1 - r];
	return rows;
}

/* Photo heights that fit the grid: from a cap height to a baseline k rows on. */
static Length grid_height(const Composer *c, int rows) { return (rows - 1) * c->design->leading + c->cap_height; }
static int nearest_rows(const Composer *c, Length height) {
	int rows = (int)((height - c->cap_height + c->design->leading / 2) / c->design->leading) + 1;
	return rows < 2 ? 2 : rows;
}

void page_add_photo(Composer *c, Setting *setting, const Photo *photo, NodeId parent, Length x, Length y, Length width,
		Length height, bool to_bleed) {
	const Picture *picture = page_find_picture(c, photo);
	bool decorative = photo->alt && !photo->alt[0];
	NodeId node = decorative ? NODE_NONE : drawing_add_node(c->drawing, parent, ROLE_FIGURE, photo->pos);
	if (node >= 0) {
		c->drawing->nodes.items[node].alt = photo->alt;
		c->drawing->nodes.items[node].placed_block = true;
	}
	Mark *mark = page_add_mark(c, setting, MARK_PICTURE);
	mark->node = node;
	mark->x = x;
	mark->y = y;
	mark->width = width;
	mark->height = height;
	mark->to_bleed = to_bleed;
	mark->pos = photo->pos;
	mark->u.picture.picture = picture;
	mark->u.picture.focus_x = photo->focus_x;
	mark->u.picture.focus_y = photo->focus_y;
	if (!picture) { /* the editor sees what is missing, in the frame */
		const TextStyle *style = design_find_style(c->design, "caption");
		Paragraph name = page_set_plain(c, arena_format(c->arena, _("photo missing: %s"), photo->src), style,
			width - 2 * style->size, NODE_NONE, photo->pos);
		Setting text = { .height = 0 };
		page_add_lines(c, &text, &name, style, style->size);
		page_append_setting(c, setting, &text, x, y + (height - text.height) / 2);
	}
}

/* Caption and credit as one paragraph. */
static Paragraph set_caption(Composer *c, const Figure *figure, const char *label, NodeId node, Length width, SourcePos pos) {
	const TextStyle *caption_style = design_find_style(c->design, "caption");
	const TextStyle *credit_style = design_find_style(c->design, "credit");
	TextRequest request = { .inlines = &figure->caption, .style = caption_style, .measure = width, .node = node, .pos = pos,
		.prefix = label ? arena_format(c->arena, "%s. ", label) : NULL, .prefix_style = design_find_style(c->design, "caption-lead") };
	TextBody body = page_make_text(c, &request);
	if (figure->credit.count) {
		const char *prefix = c->design->photo.credit_prefix;
		TextRequest credit = { .inlines = &figure->credit, .style = credit_style, .measure = width, .node = node, .pos = pos,
			.prefix = arena_format(c->arena, "%s%s", body.span_count ? " " : "", prefix ? prefix : ""), .prefix_style = credit_style };
		TextBody more = page_make_text(c, &credit);
		Span *all = ARENA_ARRAY(c->arena, Span, body.span_count + more.span_count);
		if (body.span_count) memcpy(all, body.spans, sizeof *all * (size_t)body.span_count);
		memcpy(all + body.span_count, more.spans, sizeof *all * (size_t)more.span_count);
		if (!body.span_count) body.style = more.style;
		body.spans = all;
		body.span_count += more.span_count;
	}
	return page_break_text(c, &body, 0);
}

static NodeId caption_node(Composer *c, NodeId parent, SourcePos pos) {
	return drawing_add_node(c->drawing, parent, ROLE_CAPTION, pos);
}

/* Height of a caption's block under a photo whose bottom is on a baseline, in rows. */
static int caption_rows(const Composer *c, Length height) {
	const Length leading = c->design->leading;
	Length below = leading - c->grid_baseline; /* white under the baseline in the photo's last row */
	Length need = c->design->photo.caption_gap + height + leading * 2 / 5 - below;
	return page_rows(c, need);
}

/* A line of caption longer than 42 ems is hard to follow. */
static Length caption_measure(const Composer *c, const TextStyle *style, Length width) {
	Length most = style->size * 42;
	return width > most && width > c->column_width ? most : width;
}

/* Rows that caption and credit will take, before they are set in their place in the structure. */
static int expected_caption_rows(Composer *c, const Figure *figure, Length measure) {
	const TextStyle *style = design_find_style(c->design, "caption");
	const char *words = arena_format(c->arena, "%s %s", publication_plain_text(c->arena, &figure->caption),
		publication_plain_text(c->arena, &figure->credit));
	Paragraph text = page_set_plain(c, words, style, measure, NODE_NONE, (SourcePos){ 0 });
	return caption_rows(c, text.line_count * style->leading);
}

/* Higher it is cropped at its sides, by a fifth of its width at the most, as far as the layout lets photos be high; lower at
 * head and foot, no further than any photo is. */
static Flex find_flex(const Composer *c, Length natural, Length limit, int rows) {
	int most = nearest_rows(c, (Length)((int64_t)natural * 5 / 4)), high = (int)((limit - c->cap_height) / c->design->leading) + 1;
	int least = nearest_rows(c, (Length)((int64_t)natural * (1000 - MOST_CROP) / 1000));
	if (most > high) most = high;
	Flex flex = { most - rows, rows - least };
	if (flex.more > MOST_FLEX) flex.more = MOST_FLEX;
	if (flex.less > MOST_FLEX) flex.less = MOST_FLEX;
	return (Flex){ flex.more > 0 ? flex.more : 0, flex.less > 0 ? flex.less : 0 };
}

Setting page_set_figure(Composer *c, const Block *block, Length width, FigureRows want, bool full_bleed) {
	const Figure *figure = &block->u.figure;
	Setting setting = { .width = width };
	int count = figure->photos.count;
	int *aspects = ARENA_ARRAY(c->arena, int, count + 1), *ends = ARENA_ARRAY(c->arena, int, count + 1);
	for (int i = 0; i < count; i++) aspects[i] = aspect(page_find_picture(c, &figure->photos.items[i]));
	Length gap = c->design->photo.row_gap;
	Length column = c->column_width;
	/* A pair or three stand side by side; more are justified into rows about as high as a third of the width (a column's
	 * width in one column). */
	int lines = 1;
	ends[0] = count;
	int most_rows = (want.most > 0 ? want.most : c->rows) * 3 / 4;
	Length ideal = width <= column ? width * 5 / 12 : width * 3 / 8;
	if (count > 3 || (count == 3 && width <= column)) lines = split_rows(c, aspects, count, width, gap, ideal, ends);
	/* more photos than a page holds at that height are smaller */
	for (; lines * LEAST_PHOTO_ROWS > most_rows && ideal > c->design->leading; ideal = ideal * 3 / 4)
		lines = split_rows(c, aspects, count, width, gap, ideal * 3 / 4, ends);

	NodeId group = drawing_add_node(c->drawing, c->article_node, ROLE_DIV, block->pos);
	bool has_caption = figure->caption.count || figure->credit.count || page_block_label(c, block);
	const TextStyle *style = design_find_style(c->design, "caption");
	Length top = c->grid_baseline - c->cap_height;
	Length limit = c->design->photo.max_height ? c->design->photo.max_height : c->rows * c->design->leading * 2 / 3;
	if (lines > 1) limit = c->rows * c->design->leading; /* a photo page may fill the page */

	/* One tall photo: narrower, with its caption beside it where that leaves room. */
	Length photo_width = width, natural = lines == 1 ? row_height(aspects, 0, count - 1, width, gap) : 0;
	bool to_edges = full_bleed && count == 1 && !c->side_bar; /* beside a bar it has no edge to go to */
	if (count == 1 && !to_edges && natural > limit && (int64_t)(natural - limit) * 1000 > (int64_t)natural * MOST_CROP) {
		Length keep = (Length)((int64_t)limit * 1000 / (1000 - MOST_CROP));
		photo_width = (Length)((int64_t)keep * aspects[0] / 1000);
		if (photo_width > width) photo_width = width;
	}
	bool beside = has_caption && photo_width < width && width - photo_width - gap * 2 >= style->size * 10;

	/* a photo narrower than its place stands over its caption as the caption stands */
	Length indent = photo_width < width && !beside && style->align == ALIGN_CENTER ? (width - photo_width) / 2 : 0;
	int row = 0, first = 0, photo_rows = 0;
	int below = 0;
	if (has_caption && !beside && (want.most || want.exact)) below = expected_caption_rows(c, figure, caption_measure(c, style, width));
	int budget = want.most > 0 ? want.most - below : INT_MAX;
	for (int r = 0; r < lines; r++) {
		int last = ends[r] - 1;
		Length height = (Length)((int64_t)row_height(aspects, first, last, photo_width, gap) * c->photo_share / 1000);
		if (height > limit) height = limit;
		int rows = nearest_rows(c, height), share = (budget - row) / (lines - r);
		if (rows > share && share >= 2) rows = share;
		if (want.exact > below + 4 && lines == 1) { /* a crop of a quarter either way is the most a photo bears */
			int least = rows * 3 / 4, most = rows * 5 / 4, wished = want.exact - below;
			rows = wished < least ? least : wished > most ? most : wished;
		}
		Length fitted = grid_height(c, rows), x = 0;
		int64_t sum = 0, before = 0;
		for (int i = first; i <= last; i++) sum += aspects[i];
		Length free_width = photo_width - (last - first) * gap;
		for (int i = first; i <= last; i++) {
			/* edges by running sums, so that the widths add up to the measure exactly */
			Length left = (Length)((int64_t)free_width * before / sum);
			before += aspects[i];
			Length right = (Length)((int64_t)free_width * before / sum);
			x = indent + left + (i - first) * gap;
			page_add_photo(c, &setting, &figure->photos.items[i], group, x, row * c->design->leading + top, right - left, fitted,
				to_edges);
		}
		/* rows of photos are set apart by as near the gap as the grid allows: the photo's own row slack is the gap */
		row += rows;
		photo_rows = rows;
		first = ends[r];
	}
	if (has_caption) {
		NodeId node = caption_node(c, group, block->pos);
		Length x = beside ? photo_width + gap * 2 : 0;
		Length measure = beside ? width - x : caption_measure(c, style, width);
		Paragraph caption = set_caption(c, figure, page_block_label(c, block), node, measure, block->pos);
		Setting text = { 0 };
		page_add_lines(c, &text, &caption, style, x);
		if (beside) {
			Length bottom = (row - 1) * c->design->leading + c->grid_baseline;
			/* last caption line on the photo's bottom edge */
			Length lift = text.marks.count ? bottom - text.marks.items[text.marks.count - 1].y : 0;
			page_append_setting(c, &setting, &text, 0, lift > 0 ? lift : 0);
			row++;
		} else {
			Length start = (row - 1) * c->design->leading + c->grid_baseline + c->design->photo.caption_gap;
			page_append_setting(c, &setting, &text, 0, start);
			row += caption_rows(c, text.height);
		}
	}
	if (!has_caption) row++; /* white under it, where a caption would give it */
	if (lines == 1 && !beside && photo_width == width) setting.flex = find_flex(c, natural, limit, photo_rows);
	setting.height = row * c->design->leading;
	return setting;
}
