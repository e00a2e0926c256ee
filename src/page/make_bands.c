/* Articles into bands, in the order of reading: a head over its columns with the text below it, small articles in groups, what
 * goes into the side bar. */
#include <string.h>
#include "page/side_bar.h"

int page_body_chars(const Article *article) {
	int chars = 0;
	for (int i = 0; i < article->body.count; i++) {
		const Block *block = article->body.items[i];
		const Inlines *text = block->kind == BLOCK_PARAGRAPH ? &block->u.text : NULL;
		for (int k = 0; text && k < text->count; k++) if (text->items[k].text) chars += (int)strlen(text->items[k].text);
		if (block->kind != BLOCK_PARAGRAPH) chars += 200;
	}
	return chars;
}

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

static NodeId open_article(Layout *l, const Article *article, NodeId part, int *destination) {
	Composer *c = l->c;
	NodeId node = drawing_add_node(c->drawing, part, ROLE_ART, article->pos);
	const char *title = publication_plain_text(c->arena, &article->title);
	c->drawing->nodes.items[node].title = title;
	if (article->lang && c->publication->lang && strcmp(article->lang, c->publication->lang) != 0) c->drawing->nodes.items[node].lang = article->lang;
	c->article = article;
	c->article_node = node;
	const char *id = article->id ? article->id : arena_format(c->arena, "bai-%d", ++l->articles);
	if (article->id) l->articles++;
	*destination = drawing_add_destination(c->drawing, id);
	OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
	entry->title = title;
	entry->level = l->section ? 1 : 0;
	entry->destination = *destination;
	entry->node = node;
	return node;
}

/* The name of a part over the width, above its first band. */
static const Setting *set_part_head(Composer *c, const Part *part, NodeId node) {
	const Design *design = c->design;
	Setting *setting = ARENA_NEW(c->arena, Setting);
	NodeId head = drawing_add_node(c->drawing, node, ROLE_P, part->pos);
	Length width = page_span_width(c, design->columns), top = c->grid_baseline - c->cap_height;
	setting->width = width;
	setting->height = design->part_head.rows_before * design->leading + top;
	if (design->part_head.rule.weight) page_add_rule(c, setting, design->part_head.rule, 0, setting->height, width);
	Paragraph text = page_set_plain(c, part->title, design->part_head.style, width, head, part->pos);
	page_keep_case(c, head, design->part_head.style, part->title);
	page_add_lines(c, setting, &text, design->part_head.style, 0);
	setting->height = (page_rows(c, setting->height) + design->part_head.rows_after) * design->leading;
	return setting;
}

/* All that stands at the band's top moves down. */
static void lower_openings(Band *band, int rows) {
	for (int o = 0; o < band->opening_count; o++) {
		Opening *opening = &band->openings[o];
		for (int i = 0; i < opening->placed.count; i++) opening->placed.items[i].row += rows;
		for (int i = 0; i < MOST_COLUMNS; i++) opening->offsets[i] += rows;
	}
}

/* Everything of the band moves below the part's name. */
static void add_part_head(Composer *c, Band *band, const Setting *part_head) {
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
		add_part_head(c, band, *part_head);
		*part_head = NULL;
		*vector_push(c->arena, &l->bands) = band;
	}
	return &pieces[count - 1];
}

/* A head over columns with the article below it. */
static void place_article(Layout *l, const Article *article, const ArticleLook *look, const char *section, NodeId part, const Setting *part_head) {
	Composer *c = l->c;
	Band *band = ARENA_NEW(c->arena, Band);
	band->article = article;
	band->section = section;
	band->separated = true;
	band->gap = -1;
	band->columns = article->columns > 1 ? article->columns : look->columns;
	if (band->columns < 1) band->columns = 1;
	if (band->columns > c->design->columns) band->columns = c->design->columns;
	int head_span = look->head_span < 1 || look->head_span > c->design->columns ? c->design->columns : look->head_span;
	/* An article in fewer columns than the page has gets wider ones, below a head and photos over the whole width. */
	bool own_columns = band->columns != c->design->columns;
	if (own_columns || (head_span < band->columns && !look->photo_span)) head_span = c->design->columns;
	if (look->run_in) { /* a brief in a single column has a head of its own, as there is no group to run in */
		ArticleLook *own = ARENA_NEW(c->arena, ArticleLook);
		*own = *look;
		own->run_in = false;
		look = own;
	}
	l->section = section;
	int destination;
	open_article(l, article, part, &destination);

	const Block *photo_block = lead_photo(article, look);
	Setting *head = ARENA_NEW(c->arena, Setting), *photo = NULL;
	int photo_span = 0;
	if (photo_block) {
		bool wide = photo_block->u.figure.width != FIGURE_COLUMN;
		photo_span = wide ? c->design->columns : look->photo_span;
		if (photo_block->span) photo_span = photo_block->span;
		if (own_columns) photo_span = c->design->columns;
		if (photo_span > c->design->columns) photo_span = c->design->columns;
	}
	/* Without a photo to stand beside it, the head goes over all the columns: no text begins level with a headline. */
	bool beside = photo_block && photo_span <= band->columns - head_span;
	if (!beside && head_span < band->columns && !(photo_block && look->photo_first)) head_span = c->design->columns;
	*head = page_set_head(c, article, look, section, page_span_width(c, head_span), destination);
	int head_rows = page_rows(c, head->height), part_rows = part_head ? page_rows(c, part_head->height) : 0;
	const Setting *notes_of = head;
	if (head_rows + part_rows > c->rows) { /* a head longer than a page goes on overleaf */
		head = start_long_head(l, article, section, head, c->rows - part_rows, &part_head);
		head_rows = page_rows(c, head->height);
		photo_block = NULL;
		beside = false;
		band->separated = false;
		band->gap = 0;
	}
	if (photo_block) {
		photo = ARENA_NEW(c->arena, Setting);
		*photo = page_set_figure(c, photo_block, page_span_width(c, photo_span),
			(FigureRows){ .most = beside ? 0 : c->rows / 2 }, photo_block->u.figure.width == FIGURE_FULL);
	}
	Length width = page_span_width(c, c->design->columns);
	band->galley = (Galley){ .measure = (width - (band->columns - 1) * c->design->gutter) / band->columns, .span_columns = c->design->columns };
	int photo_rows = photo ? page_rows(c, photo->height) : 0;
	bool fits = photo_rows + head_rows + part_rows <= c->rows; /* a caption may be longer than a page */
	if (photo && fits) {
		Opening *with = &band->openings[band->opening_count++];
		bool above = !beside && look->photo_first;
		for (int i = 0; i < MOST_COLUMNS; i++) {
			int over = i < head_span ? head_rows : 0;
			if (beside) with->offsets[i] = over ? over : i < head_span + photo_span ? photo_rows : 0;
			else if (above && photo_span < head_span) with->offsets[i] = i < head_span ? photo_rows + head_rows : 0; /* the head clears the photo as a whole */
			else with->offsets[i] = over + (i < photo_span ? photo_rows : 0);
		}
		*vector_push(c->arena, &with->placed) = (Placed){ head, 0, above ? photo_rows : 0 };
		*vector_push(c->arena, &with->placed) = (Placed){ photo, beside ? head_span : 0, beside || above ? 0 : head_rows };
		with->first_unit = 1;
	}
	if (photo) {
		if (photo_span > 1) page_add_span(c, &band->galley, *photo, photo_rows, photo_span);
		else if (photo_rows > c->rows) page_add_solid(c, &band->galley, photo, photo_rows, false);
		else page_add_float(c, &band->galley, *photo, photo_rows);
	}
	if (!photo || !beside || !fits) {
		Opening *alone = &band->openings[band->opening_count++];
		for (int i = 0; i < head_span; i++) alone->offsets[i] = head_rows;
		*vector_push(c->arena, &alone->placed) = (Placed){ head, 0, 0 };
	}
	page_add_article(c, &band->galley, article, look, photo_block);
	page_carry_notes(c, &band->galley, notes_of, photo && photo_span <= 1 && photo_rows <= c->rows ? 0 : -1);
	band->new_page = look->new_page;
	if (look->new_page && !(l->under_masthead && !l->bands.count)) { /* white above the head, as far as there is room for it */
		int room = (c->rows - head_rows - part_rows) / 2;
		lower_openings(band, look->rows_before < room ? look->rows_before : room > 0 ? room : 0);
	}
	add_part_head(c, band, part_head);
	*vector_push(c->arena, &l->bands) = band;
}

/* Small articles one after another in the columns. */
static void add_small_article(Layout *l, Band *band, const Article *article, const ArticleLook *look, const char *section, NodeId part) {
	Composer *c = l->c;
	l->section = section;
	int destination;
	open_article(l, article, part, &destination);
	if (band->galley.units.count) {
		int rows = look->run_in ? 1 : c->design->separator.rows;
		page_add_space(c, &band->galley, rows);
		Unit *space = &band->galley.units.items[band->galley.units.count - 1];
		if (!look->run_in && c->design->separator.rule.weight && space->kind == UNIT_SPACE) {
			Setting line = { 0 };
			Length middle = (space->variants[0].rows * c->design->leading + c->grid_baseline - c->cap_height - (c->design->leading - c->grid_baseline)) / 2;
			page_add_rule(c, &line, c->design->separator.rule, 0, middle, c->column_width);
			space->variants[0].slabs[0].marks = line.marks.items;
			space->variants[0].slabs[0].mark_count = line.marks.count;
		}
	}
	if (!look->run_in) {
		Setting *head = ARENA_NEW(c->arena, Setting);
		*head = page_set_head(c, article, look, section, c->column_width, destination);
		page_add_solid(c, &band->galley, head, page_rows(c, head->height), true);
	} else {
		Setting *place = ARENA_NEW(c->arena, Setting);
		page_add_mark(c, place, MARK_DESTINATION)->u.destination = destination;
		page_add_solid(c, &band->galley, place, 0, true);
	}
	page_add_article(c, &band->galley, article, look, NULL);
}

const ArticleLook *page_find_look(const Composer *c, const Article *article, bool opens, bool alone) {
	const ArticleLook *look = design_find_look(c->design, article->rank, opens, page_body_chars(article), alone);
	bool note = false;
	for (int i = 0; i < article->title.count; i++) note = note || article->title.items[i].kind == INLINE_NOTE;
	if (!look->run_in || !note) return look;
	ArticleLook *own = ARENA_NEW(c->arena, ArticleLook); /* a title with a note in it stands over its text, for the note's mark */
	*own = *look;
	own->run_in = false;
	return own;
}

static bool is_small(const Composer *c, const Article *article, const ArticleLook *look) {
	return c->design->columns > 1 && (article->columns ? article->columns == 1 : look->run_in || look->head_span <= 1);
}

/* ---- parts ---- */

/* An article of a part, and the number that names it where it has no id. */
typedef struct Member { const Article *article; const ArticleLook *look; int number; } Member;

/* Small articles that follow each other, in one band; returns one past the last. */
static int place_group(Layout *l, const Member *members, int first, int count, const char *section, NodeId node, const Setting *part_head) {
	Composer *c = l->c;
	Band *band = ARENA_NEW(c->arena, Band);
	*band = (Band){ .article = members[first].article, .section = section, .separated = true, .gap = -1, .columns = c->design->columns, .opening_count = 1,
		.galley = { .measure = c->column_width, .span_columns = c->design->columns } };
	int at = first;
	do {
		l->articles = members[at].number;
		add_small_article(l, band, members[at].article, members[at].look, section, node);
		at++;
	} while (at < count && is_small(c, members[at].article, members[at].look));
	page_carry_notes(c, &band->galley, NULL, -1);
	add_part_head(c, band, part_head);
	*vector_push(c->arena, &l->bands) = band;
	return at;
}

/* An article for the side bar, under its part's name. */
static void place_aside(Layout *l, const Member *member, const char *section, NodeId node, NodeId title_node) {
	Composer *c = l->c;
	Band band = { .galley = { .measure = page_side_width(c), .span_columns = 1 } };
	page_begin_aside(c);
	l->articles = member->number;
	add_small_article(l, &band, member->article, member->look, section, node);
	page_carry_notes(c, &band.galley, NULL, -1);
	page_end_aside(c);
	page_add_aside(c, &band.galley, section, title_node, member->look->run_in);
}

static void place_part(Layout *l, const Part *part, int index, NodeId node, int *seen, int total) {
	Composer *c = l->c;
	l->section = part->title;
	bool opens = *seen == 0;
	Member *members = ARENA_ARRAY(c->arena, Member, part->articles.count + 1), *asides = ARENA_ARRAY(c->arena, Member, part->articles.count + 1);
	int count = 0, aside_count = 0;
	for (int a = 0; a < part->articles.count; a++, (*seen)++) {
		const Article *article = part->articles.items[a];
		const ArticleLook *look = page_find_look(c, article, *seen == 0, total == 1);
		Member member = { article, look, *seen };
		if (page_side_takes_article(c, *seen)) asides[aside_count++] = member;
		else members[count++] = member;
	}
	/* the first page says by its masthead and kickers where it begins */
	bool named = part->title && c->design->part_head.shown && count && !(l->page == 0 && opens && c->design->masthead.count);
	const Setting *part_head = named ? set_part_head(c, part, node) : NULL;
	if (part->title) {
		OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
		entry->title = part->title;
		entry->destination = drawing_add_destination(c->drawing, arena_format(c->arena, "phan-%d", index + 1));
		entry->node = node;
	}
	int outline = c->drawing->outline.count - 1;
	for (int a = 0; a < count;) {
		const Member *member = &members[a];
		/* A small article by itself, not one of a group, takes its head over the columns: they would not balance below it. */
		bool small = is_small(c, member->article, member->look), alone = a + 1 == count || !is_small(c, members[a + 1].article, members[a + 1].look);
		if (small && (!alone || member->look->run_in)) {
			a = place_group(l, members, a, count, part->title, node, part_head);
		} else {
			ArticleLook *own = ARENA_NEW(c->arena, ArticleLook);
			*own = *member->look;
			if (small) own->head_span = own->columns = c->design->columns;
			l->articles = member->number;
			place_article(l, member->article, own, part->title, node, part_head);
			a++;
		}
		part_head = NULL;
	}
	NodeId title_node = aside_count && part->title && !count ? drawing_add_node(c->drawing, node, ROLE_P, part->pos) : NODE_NONE;
	for (int a = 0; a < aside_count; a++) place_aside(l, &asides[a], part->title, node, title_node);
	/* a part begins where its first article does */
	if (part->title && part->articles.count && outline + 1 < c->drawing->outline.count)
		c->drawing->outline.items[outline].destination = c->drawing->outline.items[outline + 1].destination;
}

void page_make_bands(Layout *l) {
	Composer *c = l->c;
	const Publication *publication = c->publication;
	int total = 0, seen = 0;
	for (int p = 0; p < publication->parts.count; p++) total += publication->parts.items[p].articles.count;
	for (int p = 0; p < publication->parts.count; p++) {
		const Part *part = &publication->parts.items[p];
		NodeId node = NODE_DOCUMENT;
		if (part->title) {
			node = drawing_add_node(c->drawing, NODE_DOCUMENT, ROLE_PART, part->pos);
			c->drawing->nodes.items[node].title = part->title;
		}
		place_part(l, part, p, node, &seen, total);
	}
}
