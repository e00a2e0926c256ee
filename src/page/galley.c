/* Units of a galley: text that flows line by line, solid blocks, white; footnotes and looser or tighter variants. */
#include <ctype.h>
#include <string.h>
#include "base/message.h"
#include "page/book.h"

enum { MOST_PREFERRED = 120 /* cost of a looser or tighter paragraph that is set so for the sake of a number of pages */ };

enum {
	COST_LOOSE_LINE = 500, /* of a paragraph set longer or shorter: for each line looser than it should be, with half its excess */
	COST_LONE = 400        /* and for a last line of one syllable */
};

Unit *page_add_unit(Composer *c, Galley *galley, UnitKind kind) {
	Unit *unit = vector_push(c->arena, &galley->units);
	unit->kind = kind;
	return unit;
}

Slab *page_make_slab(Composer *c, Unit *unit, int rows) {
	Slab *slab = ARENA_NEW(c->arena, Slab);
	slab->rows = rows;
	unit->variants[VARIANT_BEST] = (Variant){ slab, 1, rows, 0 };
	unit->made = 7;
	return slab;
}

void page_add_space(Composer *c, Galley *galley, int rows) {
	if (rows <= 0) return;
	Unit *last = galley->units.count ? &galley->units.items[galley->units.count - 1] : NULL;
	if (last && last->kind == UNIT_SPACE) { /* spaces do not add up: the larger counts, as in CSS */
		if (last->variants[0].rows < rows) last->variants[0].rows = last->variants[0].slabs->rows = rows;
		return;
	}
	page_make_slab(c, page_add_unit(c, galley, UNIT_SPACE), rows);
}

void page_trim_spaces(Galley *galley) {
	while (galley->units.count && galley->units.items[galley->units.count - 1].kind == UNIT_SPACE) galley->units.count--;
}

/* Destinations that wait go in front of the marks of what comes now. */
const Mark *page_take_pending(Composer *c, Galley *galley, const Mark *marks, int count, int *all_count) {
	*all_count = count;
	if (!galley->pending_count) return marks;
	Mark *all = ARENA_ARRAY(c->arena, Mark, count + galley->pending_count);
	memcpy(all, galley->pending, sizeof *all * (size_t)galley->pending_count);
	if (count) memcpy(all + galley->pending_count, marks, sizeof *all * (size_t)count);
	*all_count = count + galley->pending_count;
	galley->pending = NULL;
	galley->pending_count = 0;
	return all;
}

void page_wait_destination(Composer *c, Galley *galley, int destination) {
	Mark *all = ARENA_ARRAY(c->arena, Mark, galley->pending_count + 1);
	if (galley->pending_count) memcpy(all, galley->pending, sizeof *all * (size_t)galley->pending_count);
	all[galley->pending_count] = (Mark){ .kind = MARK_DESTINATION, .node = NODE_NONE, .u.destination = destination };
	galley->pending = all;
	galley->pending_count++;
}

/* ---- text ---- */

void page_add_solid(Composer *c, Galley *galley, const Setting *setting, int rows, bool keep_next) {
	if (rows > c->rows) {
		Setting whole = *setting, *pieces;
		whole.height = rows * c->design->leading;
		int count = page_part_setting(c, &whole, c->rows - 2, &pieces);
		for (int i = 0; i < count; i++) page_add_solid(c, galley, &pieces[i], page_rows(c, pieces[i].height), keep_next && i + 1 == count);
		return;
	}
	Unit *unit = page_add_unit(c, galley, UNIT_SOLID);
	Slab *slab = page_make_slab(c, unit, rows);
	slab->marks = page_take_pending(c, galley, setting->marks.items, setting->marks.count, &slab->mark_count);
	page_collect_notes(c, slab, galley->measure);
	unit->keep_next = keep_next;
}

static bool is_lone(const Line *line) {
	int words = 0;
	for (int r = 0; r < line->run_count; r++) words += line->runs[r].word_count;
	return words == 1;
}

static Variant slice_text(Composer *c, const Galley *galley, const Unit *unit, Paragraph text) {
	Variant variant = { .count = text.line_count, .rows = text.line_count };
	variant.slabs = ARENA_ARRAY(c->arena, Slab, text.line_count + 1);
	Setting lines = { 0 };
	/* each line on its row's baseline, whatever the leading of its style */
	for (int i = 0; i < text.line_count; i++) {
		if (i == 0)
			for (int k = 0; k < unit->extra_count; k++) *vector_push(c->arena, &lines.marks) = unit->extra[k];
		Mark *mark = page_add_mark(c, &lines, MARK_LINE);
		mark->x = unit->x;
		mark->y = c->grid_baseline;
		mark->u.line = &text.lines[i];
		mark->broken = text.lines[i].forced_end && i + 1 < text.line_count;
		mark->pos = text.lines[i].pos;
	}
	int at = 0, n = text.line_count;
	for (int i = 0; i < n; i++) {
		Slab *slab = &variant.slabs[i];
		slab->rows = 1;
		slab->marks = lines.marks.items + at;
		slab->mark_count = 1 + (i == 0 ? unit->extra_count : 0);
		at += slab->mark_count;
		bool orphan = (i == 0 && n > 1) || (unit->text.shape && i + 1 < unit->text.shape->count), widow = i == n - 2 && n > 1;
		slab->break_cost = i == n - 1 ? 0 : orphan || widow || unit->whole ? COST_FORBID : 20;
		page_collect_notes(c, slab, galley->measure);
		if (text.lines[i].ratio > 1000) variant.cost += COST_LOOSE_LINE + (text.lines[i].ratio - 1000) / 2;
	}
	if (n > 1 && is_lone(&text.lines[n - 1])) variant.cost += COST_LONE;
	return variant;
}

Variant page_make_variant(Composer *c, const Galley *galley, const Unit *unit) {
	return slice_text(c, galley, unit, unit->ways.best);
}

/* Most are asked for sooner or later, so they were mostly made with the best. */
static void make_variants(Composer *c, const Galley *galley, Unit *unit) {
	const Variant *best = &unit->variants[VARIANT_BEST];
	ParagraphWays *ways = &unit->ways;
	if (!ways->whole)
		paragraph_break_variants(c->breaker, c->arena, unit->text.spans, unit->text.span_count, unit->text.measure, &unit->text.style,
			unit->text.shape, &ways->shorter, &ways->longer);
	ways->whole = true;
	for (int i = 0; i < 2; i++) {
		const Paragraph *text = i ? &ways->longer : &ways->shorter;
		int which = i ? VARIANT_LONG : VARIANT_SHORT;
		if (unit->made >> which & 1) continue;
		unit->made |= (unsigned char)(1 << which);
		if (text->line_count != best->rows + (i ? 1 : -1)) continue;
		Variant made = slice_text(c, galley, unit, *text);
		int more = made.cost - best->cost;
		made.cost = 60 + (more > 0 ? more : 0);
		unit->variants[which] = made;
	}
}

const Variant *page_find_variant(Composer *c, Galley *galley, int index, int variant) {
	Unit *unit = &galley->units.items[index];
	if (unit->kind != UNIT_TEXT) return NULL;
	if (variant != VARIANT_BEST && unit->style && unit->style->balance) return NULL; /* its lines are broken by sense: a name in two lines fills no column */
	if (!(unit->made >> variant & 1)) make_variants(c, galley, unit);
	return unit->variants[variant].count ? &unit->variants[variant] : NULL;
}

/* Where the issue is to be brought to a number of pages: a line less or more, at no great cost. */
static void prefer_variant(Composer *c, Galley *galley, Unit *unit) {
	if (unit->text.shape || unit->variants[VARIANT_BEST].count < c->least_loosened) return;
	const Variant *other = page_find_variant(c, galley, galley->units.count - 1, c->looseness < 0 ? VARIANT_SHORT : VARIANT_LONG);
	if (!other || other->cost > MOST_PREFERRED) return;
	unit->variants[VARIANT_BEST] = *other;
	unit->variants[VARIANT_SHORT] = unit->variants[VARIANT_LONG] = (Variant){ 0 };
	unit->made = 7;
}

/* ---- texts that the crew breaks: the owner goes on to the next, and makes slabs of all when the article is at its end ---- */

struct Breaking {
	Composer *c;
	TextBody text;
	ParagraphWays ways;
	bool done;               /* else it has something to say, or to ask for, and is broken again when it is settled */
	CrewTask task;
};

static void break_text(void *data, int hand) {
	struct Breaking *breaking = data;
	Composer *c = breaking->c;
	const TextBody *text = &breaking->text;
	if (!c->hands[hand].breaker) {
		c->hands[hand].breaker = paragraph_open_breaker();
		c->hands[hand].arena = arena_open();
	}
	breaking->done = paragraph_try_ways(c->hands[hand].breaker, c->hands[hand].arena, text->spans, text->span_count, text->measure, &text->style,
		text->shape, &breaking->ways);
}

/* Whether there is a word in it for certain; else it may turn out to be no unit. */
static bool has_word(const TextBody *text) {
	for (int i = 0; i < text->span_count; i++)
		for (size_t k = 0; k < text->spans[i].length; k++) if (isascii(text->spans[i].text[k]) && isalnum(text->spans[i].text[k])) return true;
	return false;
}

static void begin_breaking(Composer *c, Unit *unit) {
	struct Breaking *breaking = unit->breaking = ARENA_NEW(c->arena, struct Breaking);
	breaking->c = c;
	breaking->text = unit->text;
	breaking->task = (CrewTask){ .work = break_text, .data = breaking };
	crew_give(c->crew, &breaking->task);
}

static ParagraphWays break_ways(Composer *c, const TextBody *text) {
	return paragraph_break_ways(c->breaker, c->arena, text->spans, text->span_count, text->measure, &text->style, text->shape, c->diag);
}

void page_settle_texts(Composer *c, Galley *galley, int first) {
	for (int i = first; i < galley->units.count; i++) {
		Unit *unit = &galley->units.items[i];
		if (!unit->breaking) continue;
		crew_wait(c->crew, &unit->breaking->task);
		unit->ways = unit->breaking->done ? unit->breaking->ways : break_ways(c, &unit->text);
		unit->variants[VARIANT_BEST] = page_make_variant(c, galley, unit);
		unit->breaking = NULL;
	}
}

/* Text whose lines stand on the grid flows line by line; larger text is one solid block. */
void page_add_text(Composer *c, Galley *galley, const TextRequest *request, TextPlace place) {
	TextBody body = page_make_text(c, request);
	const TextStyle *style = request->style;
	if (!body.span_count) return;
	if (style->leading > c->design->leading * 23 / 20) {
		Paragraph text = page_break_text(c, &body, place.looseness);
		Setting setting = { .width = galley->measure };
		for (int i = 0; i < place.extra_count; i++) *vector_push(c->arena, &setting.marks) = place.extra[i];
		page_add_lines(c, &setting, &text, style, place.x);
		int rows = page_rows(c, setting.height);
		/* its last line on the grid, so that what follows stands close */
		int first = place.extra_count;
		if (setting.marks.count > first) {
			Length shift = (rows - 1) * c->design->leading + c->grid_baseline - setting.marks.items[setting.marks.count - 1].y;
			if (shift > 0) for (int i = first; i < setting.marks.count; i++) setting.marks.items[i].y += shift;
		}
		page_add_solid(c, galley, &setting, rows, place.keep_next);
		return;
	}
	int all_count;
	const Mark *all = page_take_pending(c, galley, place.extra, place.extra_count, &all_count);
	Unit *unit = page_add_unit(c, galley, UNIT_TEXT);
	unit->text = body;
	unit->style = style;
	unit->x = place.x;
	unit->extra = all;
	unit->extra_count = all_count;
	unit->keep_next = place.keep_next;
	unit->whole = place.whole;
	unit->made = 1;
	if (place.looseness) { /* the editor has said how long it is to be */
		unit->ways.best = page_break_text(c, &body, place.looseness);
		unit->made = 7;
	} else if (galley->breaks_later && !body.shape && !c->looseness && has_word(&body)) {
		begin_breaking(c, unit);
		return;
	} else {
		unit->ways = break_ways(c, &body);
	}
	Variant best = page_make_variant(c, galley, unit);
	unit->variants[VARIANT_BEST] = best;
	if (!best.count) galley->units.count--;
	else if (c->looseness && !place.looseness && !place.whole) prefer_variant(c, galley, unit);
}
