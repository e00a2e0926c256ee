/* An article as a band: its head, its first photo, its text below them, in so many of the page's columns. */
#include <string.h>
#include "page/bands.h"

enum {
	COST_PHOTO_AWAY = 120, /* of a lead photo that does not stand with its head */
	COST_PHOTO_ROW = 12    /* of a row that it is lower or higher there */
};

static const Block *lead_photo(const Article *article, const ArticleLook *look) {
	for (int i = 0; i < article->body.count && i < 6; i++) {
		const Block *block = article->body.items[i];
		if (block->kind != BLOCK_FIGURE) continue;
		if (block->u.figure.photos.count > 3 || block->u.figure.place == PLACE_HERE || block->u.figure.place == PLACE_BOTTOM) return NULL;
		if (block->u.figure.width == FIGURE_COLUMN && look->photo_span < 1) return NULL;
		return block;
	}
	return NULL;
}

/* All that stands at the band's top moves down. */
static void lower_openings(Band *band, int rows) {
	for (int o = 0; o < band->opening_count; o++) {
		Opening *opening = &band->openings[o];
		for (int i = 0; i < opening->placed.count; i++) opening->placed.items[i].row += rows;
		for (int i = 0; i < MOST_COLUMNS; i++) opening->offsets[i] += rows;
	}
}

void page_add_part_head(Composer *c, Band *band, const Setting *part_head) {
	if (!part_head) return;
	lower_openings(band, page_rows(c, part_head->height));
	for (int o = 0; o < band->opening_count; o++) *vector_push(c->arena, &band->openings[o].placed) = (Placed){ part_head, 0, 0 };
	band->separated = false; /* the part's name is its own separation */
}

/* All but the last piece of a head that is taller than a page, each a band of its own. Returns the last. */
static Setting *start_long_head(Layout *l, const Article *article, const char *section, const Setting *head, int most_rows, const Setting **part_head) {
	Composer *c = l->c;
	Setting *pieces;
	int count = page_part_setting(c, head, most_rows, &pieces);
	for (int i = 0; i + 1 < count; i++) {
		Band *band = ARENA_NEW(c->arena, Band);
		*band = (Band){ .article = article, .section = section, .separated = i == 0, .gap = i == 0 ? -1 : 0, .columns = c->design->columns,
			.opening_count = 1, .galley = { .measure = c->column_width, .span_columns = c->design->columns } };
		for (int col = 0; col < MOST_COLUMNS; col++) band->openings[0].offsets[col] = page_rows(c, pieces[i].height);
		*vector_push(c->arena, &band->openings[0].placed) = (Placed){ &pieces[i], 0, 0 };
		page_add_part_head(c, band, *part_head);
		*part_head = NULL;
		*vector_push(c->arena, &l->bands) = band;
	}
	return &pieces[count - 1];
}

/* A single upright photo, which over several columns would take the page. */
static bool is_portrait(Composer *c, const Block *figure) {
	if (figure->u.figure.photos.count != 1) return false;
	const Picture *picture = page_find_picture(c, &figure->u.figure.photos.items[0]);
	return picture && picture->height > picture->width;
}

/* How head and photo lie over the columns. */
typedef struct Plan {
	int area, head_span, photo_span;
	bool beside;              /* the photo stands beside the head */
	bool above;               /* over it */
	const Block *photo;
} Plan;

static Plan plan_top(Composer *c, const ArticleBand *request, int columns) {
	const ArticleLook *look = request->look;
	int area = request->area;
	Plan plan = { .area = area, .photo = request->paper ? NULL : lead_photo(request->article, look),
		.head_span = look->head_span < 1 || look->head_span > area ? area : look->head_span };
	/* An article in fewer columns than it has room for gets wider ones, below a head and photos over the whole width. */
	bool own_columns = columns != area;
	if (own_columns || (plan.head_span < columns && !look->photo_span)) plan.head_span = area;
	if (plan.photo) {
		plan.photo_span = plan.photo->u.figure.width != FIGURE_COLUMN ? area : look->photo_span;
		if (plan.photo->u.figure.width == FIGURE_COLUMN && plan.photo_span > 1 && is_portrait(c, plan.photo)) plan.photo_span = 1;
		if (plan.photo->span) plan.photo_span = plan.photo->span;
		if (own_columns || plan.photo_span > area) plan.photo_span = area;
	}
	/* Without a photo to stand beside it, the head goes over all the columns: no text begins level with a headline. */
	plan.beside = plan.photo && plan.photo_span <= columns - plan.head_span;
	if (!plan.beside && plan.head_span < columns && !(plan.photo && look->photo_first)) plan.head_span = area;
	plan.above = !plan.beside && look->photo_first;
	return plan;
}

/* The opening with the photo at the head. */
static void open_with_photo(Composer *c, Band *band, const Plan *plan, const Setting *head, int head_rows, const Setting *photo, int photo_rows) {
	Opening *with = &band->openings[band->opening_count++];
	for (int i = 0; i < MOST_COLUMNS; i++) {
		int over = i < plan->head_span ? head_rows : 0;
		if (plan->beside) with->offsets[i] = over ? over : i < plan->head_span + plan->photo_span ? photo_rows : 0;
		else if (plan->above && plan->photo_span < plan->head_span) with->offsets[i] = i < plan->head_span ? photo_rows + head_rows : 0; /* the head clears the photo as a whole */
		else with->offsets[i] = over + (i < plan->photo_span ? photo_rows : 0);
	}
	*vector_push(c->arena, &with->placed) = (Placed){ head, 0, plan->above ? photo_rows : 0 };
	*vector_push(c->arena, &with->placed) = (Placed){ photo, plan->beside ? plan->head_span : 0, plan->beside || plan->above ? 0 : head_rows };
	with->first_unit = 1;
}

/* The same with the photo lower or higher: where the article ends, and what may begin below it, depends on that. */
static void add_photo_sizes(Composer *c, Band *band) {
	if (!band->opening_count || !band->openings[0].first_unit) return;
	const Opening natural = band->openings[0];
	int at = natural.placed.count - 1;
	while (at >= 0 && !natural.placed.items[at].setting->flex.more && !natural.placed.items[at].setting->flex.less) at--;
	if (at < 0) return;
	const Placed *photo = &natural.placed.items[at];
	if (photo->setting->width * 5 / 2 < page_span_width(c, c->design->columns)) return; /* it hardly shifts the end */
	Flex flex = photo->setting->flex;
	const int changes[] = { -flex.less, flex.less >= 4 ? -flex.less / 2 : 0, flex.more };
	for (size_t i = 0; i < sizeof changes / sizeof *changes && band->opening_count < MOST_OPENINGS; i++) {
		int rows = changes[i];
		if (rows > -2 && rows < 2) continue;
		Opening *other = &band->openings[band->opening_count++];
		*other = natural;
		other->placed.items = ARENA_ARRAY(c->arena, Placed, natural.placed.count);
		memcpy(other->placed.items, natural.placed.items, sizeof *other->placed.items * (size_t)natural.placed.count);
		other->placed.items[at].setting = page_change_photo(c, photo->setting, rows);
		for (int k = 0; k < natural.placed.count; k++) if (natural.placed.items[k].row > photo->row) other->placed.items[k].row += rows;
		for (int k = photo->column; k < MOST_COLUMNS && page_span_width(c, k - photo->column + 1) <= photo->setting->width; k++)
			if (natural.offsets[k] > photo->row) other->offsets[k] += rows;
		other->cost = COST_PHOTO_ROW * (rows < 0 ? -rows : rows);
	}
}

static const ArticleLook *stand_alone(Composer *c, const ArticleLook *look) {
	if (!look->run_in) return look;
	ArticleLook *own = ARENA_NEW(c->arena, ArticleLook); /* there is no group for it to run in: it has a head of its own */
	*own = *look;
	own->run_in = false;
	return own;
}

static bool has_text(const Article *article) {
	for (int i = 0; i < article->body.count; i++) if (article->body.items[i]->kind != BLOCK_FIGURE) return true;
	return !article->body.count;
}

/* Below nothing but photos a signature would stand alone: it goes into the head. */
static const ArticleLook *sign_in_head(Composer *c, const Article *article, const ArticleLook *look) {
	if (has_text(article) || !look->head || !look->end || strstr(look->head, "byline") || !strstr(look->end, "author")) return look;
	ArticleLook *own = ARENA_NEW(c->arena, ArticleLook);
	*own = *look;
	own->head = arena_format(c->arena, "%s byline", look->head);
	own->end = strstr(look->end, "source") ? "source" : "";
	return own;
}

Band *page_make_article_band(Layout *l, const ArticleBand *request) {
	Composer *c = l->c;
	const Article *article = request->article;
	const ArticleLook *look = sign_in_head(c, article, stand_alone(c, request->look));
	const Setting *part_head = request->part_head;
	Band *band = ARENA_NEW(c->arena, Band);
	*band = (Band){ .article = article, .section = request->section, .separated = true, .gap = -1, .new_page = look->new_page };
	bool whole_width = request->area == c->design->columns;
	band->columns = whole_width ? (article->columns > 1 ? article->columns : look->columns) : article->columns ? article->columns : request->area;
	if (band->columns < 1) band->columns = 1;
	if (band->columns > request->area) band->columns = request->area;
	Plan plan = plan_top(c, request, band->columns);

	Setting *head = ARENA_NEW(c->arena, Setting), *photo = NULL;
	*head = page_set_head(c, article, look, request->section, page_span_width(c, plan.head_span), request->destination);
	int head_rows = page_rows(c, head->height), part_rows = part_head ? page_rows(c, part_head->height) : 0;
	const Setting *notes_of = head;
	if (head_rows + part_rows > c->rows) { /* a head longer than a page goes on overleaf */
		if (!whole_width) return NULL;
		head = start_long_head(l, article, request->section, head, c->rows - part_rows, &part_head);
		head_rows = page_rows(c, head->height);
		plan.photo = NULL;
		plan.beside = false;
		band->separated = false;
		band->gap = 0;
	}
	if (plan.photo) {
		photo = ARENA_NEW(c->arena, Setting);
		*photo = page_set_figure(c, plan.photo, page_span_width(c, plan.photo_span), (FigureRows){ .most = plan.beside ? 0 : c->rows / 2 },
			whole_width && plan.photo->u.figure.width == FIGURE_FULL);
	}
	Length width = page_span_width(c, request->area);
	band->galley = (Galley){ .measure = (width - (band->columns - 1) * c->design->gutter) / band->columns, .span_columns = request->area };
	int photo_rows = photo ? page_rows(c, photo->height) : 0;
	bool fits = photo_rows + head_rows + part_rows <= c->rows; /* a caption may be longer than a page */
	if (photo && fits) open_with_photo(c, band, &plan, head, head_rows, photo, photo_rows);
	if (photo) {
		if (plan.photo_span > 1) page_add_span(c, &band->galley, *photo, photo_rows, plan.photo_span);
		else if (photo_rows > c->rows) page_add_solid(c, &band->galley, photo, photo_rows, false);
		else page_add_float(c, &band->galley, *photo, photo_rows);
	}
	if (!photo || !plan.beside || !fits) {
		Opening *alone = &band->openings[band->opening_count++];
		if (band->opening_count > 1) alone->cost = COST_PHOTO_AWAY;
		for (int i = 0; i < plan.head_span; i++) alone->offsets[i] = head_rows;
		*vector_push(c->arena, &alone->placed) = (Placed){ head, 0, 0 };
	}
	page_add_article(c, &band->galley, article, look, plan.photo);
	page_carry_notes(c, &band->galley, notes_of, photo && plan.photo_span <= 1 && photo_rows <= c->rows ? 0 : -1);
	if (look->new_page && !(l->under_masthead && !l->bands.count)) { /* white above the head, as far as there is room for it */
		int room = (c->rows - head_rows - part_rows) / 2;
		lower_openings(band, look->rows_before < room ? look->rows_before : room > 0 ? room : 0);
	}
	page_add_part_head(c, band, part_head);
	if (whole_width) add_photo_sizes(c, band);
	return band;
}
