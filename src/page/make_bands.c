/* Articles into bands, in the order of reading: a head over its columns with the text below it, small articles in groups, what
 * goes into the side bar. */
#include <string.h>
#include "page/book.h"
#include "page/side_bar.h"

enum { MOST_APART = 4 /* small articles that may be set one by one as well as in a group */ };

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

const char *page_article_name(Composer *c, const Article *article, int number) {
	return article->id ? article->id : arena_format(c->arena, "bai-%d", number);
}

/* An article with its place in the structure; what is set of it has the nodes from `first` on. */
typedef struct Opened { const Article *article; NodeId node, first; int destination; } Opened;

static Opened open_article(Layout *l, const Article *article, NodeId part) {
	Composer *c = l->c;
	NodeId node = drawing_add_node(c->drawing, part, ROLE_ART, article->pos);
	const char *title = publication_plain_text(c->arena, &article->title);
	c->drawing->nodes.items[node].title = title;
	if (article->lang && c->publication->lang && strcmp(article->lang, c->publication->lang) != 0) c->drawing->nodes.items[node].lang = article->lang;
	c->article = article;
	c->article_node = node;
	int destination = drawing_add_destination(c->drawing, page_article_name(c, article, ++l->articles));
	OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
	entry->title = title;
	entry->level = l->section ? 1 : 0;
	entry->destination = destination;
	entry->node = node;
	return (Opened){ article, node, drawing_count_nodes(c->drawing), destination };
}

/* Sets an article once more, to be placed in another way: its nodes are those it has, and what is wrong with it was said. */
static Diag *set_again(Composer *c, const Opened *opened) {
	Diag *diag = c->diag;
	c->diag = NULL;
	c->article = opened->article;
	c->article_node = opened->node;
	drawing_repeat_nodes(c->drawing, opened->first);
	return diag;
}

static void end_again(Composer *c, Diag *diag) {
	drawing_end_repeat(c->drawing);
	c->diag = diag;
}

/* The name of a part over the width, above its first band. */
const Setting *page_set_part_head(Composer *c, const Part *part, NodeId node) {
	const Design *design = c->design;
	Setting *setting = ARENA_NEW(c->arena, Setting);
	NodeId head = drawing_add_node(c->drawing, node, ROLE_P, part->pos);
	Length width = page_span_width(c, design->columns), top = c->grid_baseline - c->cap_height;
	setting->width = width;
	setting->names_part = true;
	setting->height = design->part_head.rows_before * design->leading + top;
	if (design->part_head.rule.weight) page_add_rule(c, setting, design->part_head.rule, 0, setting->height, width);
	Paragraph text = page_set_plain(c, part->title, design->part_head.style, width, head, part->pos);
	page_keep_case(c, head, design->part_head.style, part->title);
	page_add_lines(c, setting, &text, design->part_head.style, 0);
	setting->height = (page_rows(c, setting->height) + design->part_head.rows_after) * design->leading;
	return setting;
}

/* A small article after what stands in the galley. Returns its first unit. */
static int add_small_article(Composer *c, Galley *galley, const Opened *opened, const ArticleLook *look, const char *section) {
	if (galley->units.count) {
		int rows = look->run_in ? 1 : c->design->separator.rows;
		page_add_space(c, galley, rows);
		Unit *space = &galley->units.items[galley->units.count - 1];
		if (!look->run_in && c->design->separator.rule.weight && space->kind == UNIT_SPACE) {
			Setting line = { 0 };
			int white = space->variants[0].rows;
			page_add_rule(c, &line, c->design->separator.rule, 0, page_rule_above(c, white, white), c->column_width);
			space->variants[0].slabs[0].marks = line.marks.items;
			space->variants[0].slabs[0].mark_count = line.marks.count;
		}
	}
	int first = galley->units.count;
	if (!look->run_in) {
		Setting *head = ARENA_NEW(c->arena, Setting);
		*head = page_set_head(c, opened->article, look, section, c->column_width, opened->destination);
		page_add_solid(c, galley, head, page_rows(c, head->height), true);
	} else {
		Setting *place = ARENA_NEW(c->arena, Setting);
		page_add_mark(c, place, MARK_DESTINATION)->u.destination = opened->destination;
		page_add_solid(c, galley, place, 0, true);
	}
	galley->units.items[first].opens = true;
	page_add_article(c, galley, opened->article, look, NULL);
	return first;
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

/* A part on its way into bands. */
typedef struct Placing {
	Layout *l;
	const char *section; NodeId node;
	const Setting *part_head; /* for its first band; NULL: none, or it has been given */
	const Member *members; int count;
	struct { const JumpPlan **items; int count, capacity; } jumps; /* articles that go on after the part */
} Placing;

static bool is_small_member(const Placing *p, int at) {
	return at < p->count && is_small(p->l->c, p->members[at].article, p->members[at].look);
}

/* The columns that an article takes because small ones follow that may stand beside it; 0: all. */
static int find_span(const Placing *p, int at) {
	const Member *member = &p->members[at];
	int span = member->article->span ? member->article->span : is_small_member(p, at) ? 0 : member->look->span;
	return member->look->new_page || span >= p->l->c->design->columns || !is_small_member(p, at + 1) ? 0 : span;
}

/* A small article that others follow, or stand beside the one before. */
static bool is_follower(const Placing *p, int at) { return is_small_member(p, at) && !find_span(p, at); }

static Opened open_member(Placing *p, const Member *member) {
	p->l->articles = member->number;
	p->l->section = p->section;
	return open_article(p->l, member->article, p->node);
}

static Band *add_band(Placing *p, Band *band) {
	*vector_push(p->l->c->arena, &p->l->bands) = band;
	p->part_head = NULL;
	return band;
}

/* A brief of a group by itself. */
static Band *make_brief_band(Placing *p, const Member *member, const Opened *opened, const Setting *part_head) {
	Composer *c = p->l->c;
	Band *band = ARENA_NEW(c->arena, Band);
	*band = (Band){ .article = member->article, .section = p->section, .separated = true, .gap = -1, .columns = c->design->columns, .opening_count = 1,
		.galley = { .measure = c->column_width, .span_columns = c->design->columns } };
	add_small_article(c, &band->galley, opened, member->look, p->section);
	page_carry_notes(c, &band->galley, NULL, -1);
	page_add_part_head(c, band, part_head);
	return band;
}

/* The articles of a group each by itself, with its head over the columns: where that balances or fills the page better. */
static void set_apart(Placing *p, Band *band, int first, const Opened *opened, int count) {
	Composer *c = p->l->c;
	band->apart = ARENA_ARRAY(c->arena, Band *, count);
	for (int i = 0; i + 1 < count; i++) if (p->members[first + i].look->run_in && p->members[first + i + 1].look->run_in) return; /* briefs belong together */
	for (int i = 0; i < count; i++) {
		if (p->members[first + i].look->run_in) {
			Diag *brief = set_again(c, &opened[i]);
			band->apart[i] = make_brief_band(p, &p->members[first + i], &opened[i], i == 0 ? p->part_head : NULL);
			end_again(c, brief);
			continue;
		}
		ArticleLook *own = ARENA_NEW(c->arena, ArticleLook);
		*own = *p->members[first + i].look;
		own->head_span = own->columns = c->design->columns;
		int bands = p->l->bands.count;
		Diag *diag = set_again(c, &opened[i]);
		band->apart[i] = page_make_article_band(p->l, &(ArticleBand){ .article = opened[i].article, .look = own, .section = p->section,
			.destination = opened[i].destination, .part_head = i == 0 ? p->part_head : NULL, .area = c->design->columns });
		end_again(c, diag);
		bool whole = p->l->bands.count == bands;
		p->l->bands.count = bands;
		if (!whole) return; /* its head is longer than a page */
		if (band->apart[i]->opening_count > 1) band->apart_ways = 2;
	}
	if (!band->apart_ways) band->apart_ways = 1;
	band->apart_count = count;
}

/* The article goes on after the part's others, where it asks for it or its look does; `after`: the members that follow it. */
static void plan_jump(Placing *p, Band *band, const Member *member, const Opened *opened, int after) {
	Layout *l = p->l;
	Composer *c = l->c;
	const char *own = member->article->continuation;
	bool wished = own && strcmp(own, "after-part") == 0;
	if (!wished && (own || member->look->continuation != CONTINUE_AFTER_PART)) return;
	if (after >= p->count || l->jump_count >= MOST_JUMPS) return;
	JumpPlan *jump = ARENA_NEW(c->arena, JumpPlan);
	const char *id = c->drawing->destinations.items[opened->destination].name;
	*jump = (JumpPlan){ .number = l->jump_count++, .article = member->article, .node = opened->node, .wished = wished };
	jump->onward = drawing_add_destination(c->drawing, arena_format(c->arena, "%s.tiep", id));
	jump->back = drawing_add_destination(c->drawing, arena_format(c->arena, "%s.ngat", id));
	band->jump = jump;
	*vector_push(c->arena, &p->jumps) = jump;
}

/* The second stretches, after all others of the part. */
static void place_jumps(Placing *p) {
	Composer *c = p->l->c;
	for (int i = 0; i < p->jumps.count; i++) {
		Band *band = ARENA_NEW(c->arena, Band);
		*band = (Band){ .article = p->jumps.items[i]->article, .section = p->section, .gap = -1, .opening_count = 1, .resumes = p->jumps.items[i] };
		add_band(p, band);
	}
}

/* Small articles that follow each other, in one band: as many as there are from the first on. */
static Band *place_group(Placing *p, int first, int *end) {
	Composer *c = p->l->c;
	Band *band = ARENA_NEW(c->arena, Band);
	*band = (Band){ .article = p->members[first].article, .section = p->section, .separated = true, .gap = -1, .columns = c->design->columns,
		.opening_count = 1, .galley = { .measure = c->column_width, .span_columns = c->design->columns } };
	int *starts = ARENA_ARRAY(c->arena, int, p->count - first + 1), count = 0;
	Opened *all = ARENA_ARRAY(c->arena, Opened, p->count - first + 1);
	for (*end = first; *end == first || is_follower(p, *end); (*end)++) {
		Opened opened = open_member(p, &p->members[*end]);
		all[count] = opened;
		starts[count++] = add_small_article(c, &band->galley, &opened, p->members[*end].look, p->section);
	}
	starts[count] = band->galley.units.count;
	band->starts = starts;
	band->start_count = count;
	page_carry_notes(c, &band->galley, NULL, -1);
	page_add_part_head(c, band, p->part_head);
	if (count <= MOST_APART) set_apart(p, band, first, all, count);
	return add_band(p, band);
}

static Band *place_article(Placing *p, const Member *member, const ArticleLook *look, Opened *opened) {
	Composer *c = p->l->c;
	*opened = open_member(p, member);
	return add_band(p, page_make_article_band(p->l, &(ArticleBand){ .article = member->article, .look = look, .section = p->section,
		.destination = opened->destination, .part_head = p->part_head, .area = c->design->columns }));
}

Band *page_add_paper_band(Layout *l, const Article *article, const ArticleLook *look, const char *section, NodeId part, const Setting *part_head) {
	Opened opened = open_article(l, article, part);
	Band *band = page_make_article_band(l, &(ArticleBand){ .article = article, .look = look, .section = section, .destination = opened.destination,
		.part_head = part_head, .paper = true, .area = l->c->design->columns });
	*vector_push(l->c->arena, &l->bands) = band;
	return band;
}

/* A small article by itself, not one of a group, takes its head over the columns: they would not balance below it. */
static Band *place_lone(Placing *p, int at, Opened *opened) {
	ArticleLook *own = ARENA_NEW(p->l->c->arena, ArticleLook);
	*own = *p->members[at].look;
	own->head_span = own->columns = p->l->c->design->columns;
	return place_article(p, &p->members[at], own, opened);
}

/* Small articles from a member on: a group or a lone one. */
static Band *place_small(Placing *p, int at, int *end, Opened *lone) {
	bool alone = !is_follower(p, at + 1);
	*end = at + 1;
	return alone && !p->members[at].look->run_in ? place_lone(p, at, lone) : place_group(p, at, end);
}

/* An article and the small ones after it: one below the other, or side by side. */
static int place_pair(Placing *p, int at, int span) {
	Composer *c = p->l->c;
	const Member *member = &p->members[at];
	const Setting *part_head = p->part_head;
	Opened opened, lone = { 0 };
	int end;
	Band *band = is_small_member(p, at) ? place_lone(p, at, &opened) : place_article(p, member, member->look, &opened);
	Band *followers = place_small(p, at + 1, &end, &lone);
	plan_jump(p, band, member, &opened, end);
	Pair *pair = ARENA_NEW(c->arena, Pair);
	Diag *diag = set_again(c, &opened);
	*pair = (Pair){ .area = span, .wished = member->article->span > 0, .side_offset = part_head ? page_rows(c, part_head->height) : 0 };
	pair->band = page_make_article_band(p->l, &(ArticleBand){ .article = member->article, .look = member->look, .section = p->section,
		.destination = opened.destination, .part_head = part_head, .area = span });
	end_again(c, diag);
	if (!pair->band) return end;
	Galley *side = ARENA_NEW(c->arena, Galley);
	if (lone.article) { /* its head goes over one column here */
		int *starts = ARENA_ARRAY(c->arena, int, 2);
		diag = set_again(c, &lone);
		*side = (Galley){ .measure = c->column_width, .span_columns = 1 };
		add_small_article(c, side, &lone, p->members[at + 1].look, p->section);
		page_carry_notes(c, side, NULL, -1);
		end_again(c, diag);
		starts[1] = side->units.count;
		followers->starts = starts;
		followers->start_count = 1;
	} else {
		*side = followers->galley;
	}
	pair->side = side;
	page_join_pair(c, band, pair, followers);
	return end;
}

/* In the bar an article stands under the name of its part, unless it has a kicker of its own: one label is enough. */
static bool under_part_name(const Member *member) { return member->look->run_in || !member->article->kicker.count; }

static void place_aside(Layout *l, const Member *member, const char *section, NodeId node, NodeId title_node) {
	Composer *c = l->c;
	Band band = { .galley = { .measure = page_side_width(c), .span_columns = 1 } };
	bool named = section && under_part_name(member);
	ArticleLook *look = ARENA_NEW(c->arena, ArticleLook);
	*look = *member->look;
	if (named) look->kicker_from_section = false;
	page_begin_aside(c);
	l->articles = member->number;
	l->section = section;
	Opened opened = open_article(l, member->article, node);
	add_small_article(c, &band.galley, &opened, look, section);
	page_carry_notes(c, &band.galley, NULL, -1);
	page_end_aside(c);
	page_add_aside(c, &band.galley, named ? section : NULL, named ? title_node : NODE_NONE, look->run_in);
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
	if (named && c->design->part_head.over == PART_HEAD_OVER_BRIEFS) named = members[0].look->run_in;
	const Setting *part_head = named ? page_set_part_head(c, part, node) : NULL;
	if (part->title) {
		OutlineEntry *entry = vector_push(c->arena, &c->drawing->outline);
		entry->title = part->title;
		entry->destination = drawing_add_destination(c->drawing, arena_format(c->arena, "phan-%d", index + 1));
		entry->node = node;
	}
	int outline = c->drawing->outline.count - 1;
	Placing placing = { .l = l, .section = part->title, .node = node, .part_head = part_head, .members = members, .count = count };
	for (int a = 0; a < count;) {
		Opened opened;
		int span = find_span(&placing, a);
		if (span) a = place_pair(&placing, a, span);
		else if (is_small_member(&placing, a)) place_small(&placing, a, &a, &opened);
		else {
			Band *band = place_article(&placing, &members[a], members[a].look, &opened);
			a++;
			plan_jump(&placing, band, &members[a - 1], &opened, a);
		}
	}
	place_jumps(&placing);
	bool under_name = false;
	for (int a = 0; a < aside_count; a++) under_name = under_name || under_part_name(&asides[a]);
	NodeId title_node = under_name && part->title && !count ? drawing_add_node(c->drawing, node, ROLE_P, part->pos) : NODE_NONE;
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
