/* What is left white at a page's foot, where nothing more can begin: its wide photos, the white between its articles and the text
 * of those that end on it take it up, each a little, as a compositor drives out a page. In a trial it is only reckoned. */
#include "page/place_bands.h"

enum {
	COST_WHITE_ROW = 80,  /* of white left at a page's foot, times the square of its rows */
	COST_STRETCHED_ROW = 15, /* of a row that photos and gaps take up */
	COST_WIDE_GAP_ROW = 30, /* of a row more than one in a gap */
	LEAST_GAP_GROWTH = 2, /* rows that a gap between bands may grow by at the most, where it is narrow */
	MOST_TEXT_GIVEN = 4,  /* rows that it may be set lower by, so that something may begin below it */
	MOST_TEXT_GROWTH = 6, /* rows that an ended text may be set higher by */
	COST_TEXT_ROW = 450   /* that one of these may cost */
};

Setting page_stretch_figure(Composer *c, const Mark *marks, int count, Length more) {
	Setting setting = { 0 };
	Length bottom = 0;
	for (int i = 0; i < count; i++) if (marks[i].kind == MARK_PICTURE) bottom = marks[i].y + marks[i].height;
	for (int i = 0; i < count; i++) {
		Mark *mark = vector_push(c->arena, &setting.marks);
		*mark = marks[i];
		if (mark->kind == MARK_PICTURE) mark->height += more;
		else if (mark->y >= bottom) mark->y += more;
	}
	return setting;
}

static int least_of(int a, int b) { return a < b ? a : b; }

Setting *page_change_photo(Composer *c, const Setting *figure, int rows) {
	Setting *changed = ARENA_NEW(c->trial ? c->scratch : c->arena, Setting);
	*changed = c->trial ? (Setting){ 0 } : page_stretch_figure(c, figure->marks.items, figure->marks.count, rows * c->design->leading);
	changed->width = figure->width;
	changed->height = figure->height + rows * c->design->leading;
	changed->flex = (Flex){ figure->flex.more - rows, figure->flex.less + rows };
	return changed;
}

/* The part's photos over all columns take up to so many rows (negative: give them up), as their flex allows; what stands below
 * them in the part moves. Returns the rows. */
static int change_photos(Layout *l, int index, int wanted) {
	Composer *c = l->c;
	PagePart *part = &l->parts.items[index];
	int sign = wanted < 0 ? -1 : 1, done = 0;
	for (int i = 0; i < part->placed.count && done != wanted; i++) {
		Placed *photo = &part->placed.items[i];
		int flex = sign > 0 ? photo->setting->flex.more : photo->setting->flex.less;
		if (!flex || photo->setting->width < page_span_width(c, c->design->columns)) continue;
		int rows = sign * least_of(sign * (wanted - done), flex);
		photo->setting = page_change_photo(c, photo->setting, rows);
		for (int k = 0; k < part->placed.count; k++) if (part->placed.items[k].row > photo->row) part->placed.items[k].row += rows;
		bool above = false; /* it stands over the text */
		for (int col = 0; col < part->columns; col++) {
			if (part->offsets[col] <= photo->row) continue;
			above = true;
			part->offsets[col] += rows;
			part->heights[col] += rows;
		}
		for (int k = 0; above && k < l->ended_count; k++) {
			EndedText *ended = &l->ended_texts[k];
			if (ended->part != index) continue;
			ended->height += rows;
			for (int col = 0; col < ended->columns; col++) if (ended->offsets[col] > photo->row) ended->offsets[col] += rows;
		}
		part->rows += rows;
		done += rows;
	}
	return done;
}

/* The part's text, set higher by so many rows. */
static void apply_text(Layout *l, EndedText *ended, const Fill *fill, int rows) {
	PagePart *part = &l->parts.items[ended->part];
	for (int k = 0; k < part->placed.count; k++) if (part->placed.items[k].row > ended->height) part->placed.items[k].row += rows;
	part->fill = *fill;
	for (int col = 0; col < part->columns; col++) part->heights[col] = fill->height;
	part->rows += rows;
}

/* Rows that the page's wide photos may be lower by. */
static int photos_to_give(const Layout *l) {
	if (l->trial) return l->trial_flex.less;
	int rows = 0;
	for (int i = 0; i < l->parts.count; i++) {
		const PagePart *part = &l->parts.items[i];
		for (int k = 0; k < part->placed.count; k++)
			if (part->placed.items[k].setting->width >= page_span_width(l->c, l->c->design->columns)) rows += part->placed.items[k].setting->flex.less;
	}
	return rows;
}

bool page_squeeze_page(Layout *l, int rows) {
	int available = photos_to_give(l), photos = least_of(available, rows), text = rows - photos;
	EndedText *last = l->ended_count ? &l->ended_texts[l->ended_count - 1] : NULL;
	if (text) { /* the text that ended last, a row tighter */
		Fill fill;
		bool lowest = last && last->part == (l->trial ? l->trial_parts : l->parts.count) - 1 && !last->wide_below;
		if (!lowest || text > MOST_TEXT_GIVEN || last->height - text <= 0) return false;
		if (!page_fill_tighter(l->c, last->galley, last->start, last->offsets, last->columns, last->height - text, &fill)) return false;
		if (fill.cost > last->cost + (int64_t)COST_TEXT_ROW * text) return false;
		if (!l->trial) apply_text(l, last, &fill, -text);
		last->height -= text;
	}
	if (l->trial) {
		l->trial_flex.less -= photos;
		l->trial_flex.more += photos;
	}
	for (int i = 0, given = 0; !l->trial && photos && i < l->parts.count; i++) {
		l->parts.items[i].row -= given;
		given -= change_photos(l, i, given - photos);
	}
	l->row -= rows;
	l->cost += rows * COST_STRETCHED_ROW;
	return true;
}

/* Texts that end on the page are set higher, by looser paragraphs and white where there is white. Returns the rows taken. */
static int grow_texts(Layout *l, int slack, int64_t *cost) {
	int taken = 0;
	for (int i = 0; i < l->ended_count; i++) {
		EndedText *ended = &l->ended_texts[i];
		int most = slack - taken < MOST_TEXT_GROWTH ? slack - taken : MOST_TEXT_GROWTH;
		for (int rows = most; rows > 0; rows--) {
			Fill fill;
			if (!page_fill_level(l->c, ended->galley, ended->start, ended->offsets, ended->columns, ended->height + rows, &fill)) continue;
			if (fill.cost > ended->cost + (int64_t)COST_TEXT_ROW * rows) continue;
			if (!l->trial) apply_text(l, ended, &fill, rows);
			*cost += (fill.cost > ended->cost ? fill.cost - ended->cost : 0) / 4;
			taken += rows;
			break;
		}
	}
	return taken;
}

void page_stretch_page(Layout *l) {
	int slack = l->c->rows - l->row, gaps = (l->trial ? l->trial_parts : l->parts.count) - 1;
	int count = l->parts.count;
	for (int i = 0; !l->trial && i < count; i++) gaps -= l->parts.items[i].beside;
	if (slack <= 0 || gaps < 0) return;
	if (l->has_panel) {
		l->cost += (int64_t)slack * slack * COST_WHITE_ROW;
		return;
	}
	int separator = l->c->design->separator.rows, most_gap = separator > LEAST_GAP_GROWTH ? separator : LEAST_GAP_GROWTH;
	int left = slack, photos = 0;
	int64_t cost = 0;
	if (l->trial) photos = least_of(left, l->trial_flex.more);
	int *rows = l->trial ? NULL : ARENA_ARRAY(l->c->scratch, int, count + 1); /* of each part before */
	for (int i = 0; !l->trial && i < count; i++) {
		rows[i] = l->parts.items[i].rows;
		photos += change_photos(l, i, left - photos);
	}
	left -= photos;
	int white = least_of(left, gaps);
	int text = grow_texts(l, left - white, &cost);
	left -= white + text;
	int wide = least_of(left, gaps * (most_gap - 1));
	white += wide;
	left -= wide;
	l->cost += (int64_t)left * left * COST_WHITE_ROW + (photos + white + text) * COST_STRETCHED_ROW + wide * COST_WIDE_GAP_ROW + cost;
	l->row = l->c->rows - left;
	if (l->trial) return;
	for (int i = 1, moved = 0, shared = 0; i < count; i++) {
		PagePart *part = &l->parts.items[i];
		if (part->beside) { /* it stays level */
			part->row = l->parts.items[i - 1].row;
			continue;
		}
		int share = (white - shared + gaps - 1) / gaps, before = l->parts.items[i - 1].beside ? i - 2 : i - 1;
		gaps--;
		shared += share;
		moved += l->parts.items[before].rows - rows[before] + share;
		part->gap += share;
		part->row += moved;
	}
}
