/* Copyfitting: an issue is brought to the number of pages that is asked for, within what the layout permits.
 *
 * The means are an editor's own, in the order in which they are missed least: the white between articles, then the heights of
 * photos, then paragraphs set a line tighter or looser. They are laid out as a scale of levels, each a little more than the one
 * before, and the gentlest level that serves is found by halving: five compositions at most, thrown away again. */
#include <string.h>
#include "base/message.h"
#include "page/fit_pages.h"

enum { LEVELS = 8, GAPS_BY = 3, PHOTOS_BY = 6, LONG_PARAGRAPHS_FROM = 7, MOST_NAMED = 3, LEAST_PHOTO = 500 /* 1/1000 of its height: less would spoil it */, LONG_TITLE = 60 };

typedef struct Fitter {
	Composer *c;
	PagePass *compose;
	const Design *design;     /* as it is */
	int wanted;               /* pages */
	int column_rows, columns; /* of a page, for text */
} Fitter;

/* What an issue came to at a level. */
typedef struct Outcome { int pages, lines; /* lines beyond the pages wanted; negative: free on them */ } Outcome;

static int between(int from, int to, int step, int steps) { return from + (to - from) * (step < steps ? step : steps) / steps; }

/* level < 0: tighter, > 0: looser. The design with the level's gaps, in the composer's arena. */
static void set_level(Fitter *f, int level) {
	Composer *c = f->c;
	const Design *design = f->design;
	int step = level < 0 ? -level : level, gap = level < 0 ? design->fit.least_gap : design->fit.most_gap;
	int photo = level < 0 ? design->fit.least_photo : design->fit.most_photo;
	if (level < 0 && photo < LEAST_PHOTO) photo = LEAST_PHOTO;
	if (level >= 0 && photo < 1000) photo = 1000;
	bool loosen = step >= LONG_PARAGRAPHS_FROM && (level < 0 ? design->fit.tighter : design->fit.looser);
	Design *own = ARENA_NEW(c->arena, Design);
	*own = *design;
	if ((gap < design->separator.rows) == (level < 0)) own->separator.rows = between(design->separator.rows, gap, step, GAPS_BY);
	c->design = own;
	c->photo_share = between(1000, photo, step, PHOTOS_BY);
	c->looseness = loosen ? level < 0 ? -1 : 1 : 0;
	c->least_loosened = step >= LEVELS ? 3 : 6;
}

static Outcome read_outcome(const Fitter *f) {
	const Composer *c = f->c;
	Outcome outcome = { .pages = c->drawing->pages.count };
	outcome.lines = ((outcome.pages - f->wanted) * f->column_rows - (f->column_rows - c->last_rows)) * f->columns;
	return outcome;
}

/* Composes at a level, to see what it comes to, in memory of its own. */
static Outcome try_level(Fitter *f, int level) {
	Composer *c = f->c;
	Composer before = *c;
	Diag *silent = diag_open();
	c->arena = arena_open();
	c->diag = silent;
	memset(&c->tags, 0, sizeof c->tags);
	memset(&c->note_nodes, 0, sizeof c->note_nodes);
	memset(&c->note_pages, 0, sizeof c->note_pages);
	memset(&c->lengths, 0, sizeof c->lengths);
	set_level(f, level);
	f->compose(c, NULL);
	Outcome outcome = read_outcome(f);
	Arena *own = c->arena;
	*c = before;
	memset(c->font_cache, 0, sizeof c->font_cache); /* it knows styles by their addresses */
	arena_close(own);
	diag_close(silent);
	return outcome;
}

/* ---- what is said ---- */

static const char *describe(Fitter *f, int level) {
	Composer *c = f->c;
	Text what = { 0 };
	set_level(f, level);
	if (c->design->separator.rows != f->design->separator.rows)
		text_format(&what, _("%d lines between articles instead of %d"), c->design->separator.rows, f->design->separator.rows);
	if (c->photo_share != 1000) {
		if (what.length) text_add(&what, ", ");
		text_format(&what, _("photos %d%% as high"), c->photo_share / 10);
	}
	if (c->looseness) {
		if (what.length) text_add(&what, ", ");
		text_add(&what, c->looseness < 0 ? _("paragraphs a line tighter where they allow it") : _("paragraphs a line looser where they allow it"));
	}
	return page_keep_text(c, &what);
}

/* The bytes of a title that are shown of it. */
static int cut_title(const char *title) {
	size_t length = strlen(title), at = LONG_TITLE;
	if (length <= LONG_TITLE) return (int)length;
	while (at > 0 && title[at] != ' ') at--;
	return (int)at;
}

/* The longest articles, by name, with their lines. */
static const char *list_longest(Composer *c) {
	Text list = { 0 };
	const ArticleLength *last = NULL;
	for (int i = 0; i < MOST_NAMED; i++) {
		const ArticleLength *longest = NULL;
		for (int k = 0; k < c->lengths.count; k++) {
			const ArticleLength *length = &c->lengths.items[k];
			bool later = !last || length->rows < last->rows || (length->rows == last->rows && length > last);
			if (later && (!longest || length->rows > longest->rows)) longest = length;
		}
		if (!longest) break;
		const char *title = publication_plain_text(c->arena, &longest->article->title);
		text_format(&list, i ? _(", “%.*s” %d lines") : _("“%.*s” %d lines"), cut_title(title), title, longest->rows);
		last = longest;
	}
	return page_keep_text(c, &list);
}

static void report_failure(Fitter *f, Diag *diag, Outcome last) {
	Composer *c = f->c;
	SourcePos pos = c->publication->pos;
	if (last.lines > 0) {
		diag_add(diag, SEVERITY_WARNING, "fit-over", pos, _("The issue is %d lines too long for %d pages, even set as tightly as its layout permits."),
			last.lines, f->wanted);
		diag_hint(diag, _("Cut so many lines, or ask for more pages. The longest articles: %s."), list_longest(c));
	} else {
		diag_add(diag, SEVERITY_WARNING, "fit-under", pos, _("The issue is %d lines too short for %d pages, even set as loosely as its layout permits."),
			-last.lines, f->wanted);
		diag_hint(diag, _("Add text or photos, or ask for fewer pages."));
	}
}

/* ---- the search ---- */

static bool serves(const Fitter *f, Outcome outcome, int direction) {
	return direction < 0 ? outcome.pages <= f->wanted : outcome.pages >= f->wanted;
}

void page_fit_pages(Composer *c, int wanted, PagePass *compose) {
	Diag *diag = c->diag;
	Fitter f = { .c = c, .compose = compose, .design = c->design, .wanted = wanted };
	f.column_rows = c->rows;
	f.columns = c->design->columns - (c->design->side_bar.shown ? c->design->side_bar.columns : 0);
	if (f.columns < 1) f.columns = 1;
	Diag *silent = diag_open();
	c->diag = silent;
	compose(c, NULL); /* in the composer's own memory: the photos it reads stay known */
	c->diag = diag;
	Outcome plain = read_outcome(&f);
	int direction = plain.pages > wanted ? -1 : plain.pages < wanted ? 1 : 0, level = 0;
	Outcome outcome = plain;
	if (direction) {
		level = direction * LEVELS;
		outcome = try_level(&f, level);
		for (int low = 0, high = LEVELS; serves(&f, outcome, direction) && high - low > 1;) { /* the gentlest that serves */
			int middle = (low + high) / 2;
			Outcome tried = try_level(&f, direction * middle);
			if (serves(&f, tried, direction)) {
				high = middle;
				level = direction * high;
				outcome = tried;
			} else {
				low = middle;
			}
		}
	}
	if (outcome.pages == wanted) {
		if (!level) diag_add(diag, SEVERITY_NOTE, "fit-done", c->publication->pos, _("The issue takes its %d pages as it is; %d lines are free."), wanted, -outcome.lines);
		else if (direction < 0)
			diag_add(diag, SEVERITY_NOTE, "fit-done", c->publication->pos, _("The issue was %d lines too long for %d pages and takes them now: %s."), plain.lines,
				wanted, describe(&f, level));
		else
			diag_add(diag, SEVERITY_NOTE, "fit-done", c->publication->pos, _("The issue was %d lines too short for %d pages and takes them now: %s."), -plain.lines,
				wanted, describe(&f, level));
	} else {
		report_failure(&f, diag, outcome);
	}
	set_level(&f, level);
	memset(&c->lengths, 0, sizeof c->lengths);
	diag_close(silent);
}

void page_note_length(Composer *c, const Article *article, int rows) {
	for (int i = c->lengths.count - 1; i >= 0 && i >= c->lengths.count - 4; i--) if (c->lengths.items[i].article == article) return; /* set in another width */
	*vector_push(c->arena, &c->lengths) = (ArticleLength){ article, rows };
}
