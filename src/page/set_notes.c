/* Footnotes: collected where they are called, set at the foot of their column. */
#include <string.h>
#include "page/book.h"
#include "page/galley.h"

/* ---- collecting ---- */

/* Without a node nothing is added to the structure: for measuring. */
static Paragraph set_note(Composer *c, const Note *note, Length measure, NodeId node) {
	return page_set_text(c, &(TextRequest){ .inlines = &note->text, .style = design_find_style(c->design, "note"), .measure = measure,
		.node = node, .pos = note->pos, .prefix = arena_format(c->arena, "%d ", page_note_number(c, note)),
		.prefix_style = design_find_style(c->design, "note-mark"),
		.prefix_node = node > 0 ? drawing_add_node(c->drawing, node, ROLE_LBL, note->pos) : 0 });
}

void page_collect_notes(Composer *c, Slab *slab, Length measure) {
	struct { NotePart *items; int count, capacity; } notes = { 0 };
	const TextStyle *style = NULL;
	for (int m = 0; m < slab->mark_count; m++) {
		const Line *line = slab->marks[m].kind == MARK_LINE && !slab->marks[m].repeated ? slab->marks[m].u.line : NULL;
		for (int r = 0; line && r < line->run_count; r++) {
			const Note *note = c->tags.items[line->runs[r].tag].note;
			if (!note || (notes.count && notes.items[notes.count - 1].note == note)) continue;
			if (!style) style = design_find_style(c->design, "note");
			NotePart *part = vector_push(c->arena, &notes);
			*part = (NotePart){ .note = note, .count = set_note(c, note, measure, NODE_NONE).line_count, .ends = true, .leading = style->leading,
				.after = style->space_after };
			slab->notes_height += page_note_height(part);
		}
	}
	slab->notes = notes.items;
	slab->note_count = notes.count;
}

/* Notes in front of those of a slab. */
static void prepend_notes(Composer *c, Slab *slab, const Slab *carried) {
	int count = carried->note_count + slab->note_count;
	NotePart *notes = ARENA_ARRAY(c->arena, NotePart, count + 1);
	if (carried->note_count) memcpy(notes, carried->notes, sizeof *notes * (size_t)carried->note_count);
	if (slab->note_count) memcpy(notes + carried->note_count, slab->notes, sizeof *notes * (size_t)slab->note_count);
	slab->notes = notes;
	slab->note_count = count;
	slab->notes_height += carried->notes_height;
}

/* Adds the notes called in marks, and empties what they are taken from. */
static void carry_from(Composer *c, Slab *carried, const Setting *setting, Length measure) {
	Slab own = { .marks = setting->marks.items, .mark_count = setting->marks.count };
	page_collect_notes(c, &own, measure);
	prepend_notes(c, &own, carried);
	*carried = (Slab){ .notes = own.notes, .note_count = own.note_count, .notes_height = own.notes_height };
}

void page_carry_notes(Composer *c, Galley *galley, const Setting *head, int placed) {
	Slab carried = { 0 }, *last = NULL;
	if (head) carry_from(c, &carried, head, galley->measure);
	for (int u = 0; u < galley->units.count; u++) {
		Unit *unit = &galley->units.items[u];
		if (unit->kind == UNIT_SPAN) { carry_from(c, &carried, unit->span, galley->measure); continue; }
		if (unit->kind == UNIT_SPACE || unit->kind == UNIT_BREAK || !unit->variants[VARIANT_BEST].count) continue;
		Slab *slab = &unit->variants[VARIANT_BEST].slabs[0];
		if (u == placed) {
			prepend_notes(c, slab, &carried);
			carried = (Slab){ .notes = slab->notes, .note_count = slab->note_count, .notes_height = slab->notes_height };
			slab->notes = NULL;
			slab->note_count = 0;
			slab->notes_height = 0;
			continue;
		}
		if (carried.note_count) prepend_notes(c, slab, &carried);
		carried = (Slab){ 0 };
		last = &unit->variants[VARIANT_BEST].slabs[unit->variants[VARIANT_BEST].count - 1];
	}
	if (!carried.note_count) return;
	if (last) { /* wide blocks at the end: with the last line */
		Slab own = *last;
		*last = (Slab){ .rows = own.rows, .break_cost = own.break_cost, .marks = own.marks, .mark_count = own.mark_count,
			.notes = carried.notes, .note_count = carried.note_count, .notes_height = carried.notes_height };
		prepend_notes(c, last, &own);
		return;
	}
	page_make_slab(c, page_add_unit(c, galley, UNIT_SOLID), 0); /* nothing but head and photos: the notes stand by themselves */
	prepend_notes(c, galley->units.items[galley->units.count - 1].variants[VARIANT_BEST].slabs, &carried);
}

/* ---- setting ---- */

/* The lines of a note that is set, all of them: its parts stand in different columns. */
static Paragraph find_lines(Composer *c, const Note *note, Length measure) {
	for (int n = c->note_nodes.count - 1; n >= 0; n--) {
		NoteNode *entry = &c->note_nodes.items[n];
		if (entry->note != note) continue;
		if (!entry->set) entry->lines = set_note(c, note, measure, entry->node);
		entry->set = true;
		return entry->lines;
	}
	return set_note(c, note, measure, NODE_NONE);
}

Setting page_set_notes(Composer *c, const NotePart *parts, int count, Length measure) {
	const TextStyle *style = design_find_style(c->design, "note");
	Setting setting = { .width = measure }, text = { 0 };
	for (int i = 0; i < count; i++) {
		Paragraph lines = find_lines(c, parts[i].note, measure);
		int first = parts[i].first < lines.line_count ? parts[i].first : lines.line_count, left = lines.line_count - first;
		Paragraph part = { lines.lines + first, parts[i].ends || parts[i].count > left ? left : parts[i].count };
		page_add_lines(c, &text, &part, style, 0);
		if (parts[i].ends) text.height += style->space_after;
	}
	int rows = page_note_rows(c, text.height);
	/* the last note stands on the last baseline of the column */
	Length bottom = (rows - 1) * c->design->leading + c->grid_baseline;
	Length last = text.marks.count ? text.marks.items[text.marks.count - 1].y : 0;
	Length top = bottom - last;
	page_append_setting(c, &setting, &text, 0, top);
	Length rule_length = c->design->notes.rule_length ? c->design->notes.rule_length : measure / 3;
	/* the rule over all of the column says that a note goes on from the one before */
	if (rule_length > measure || (count && parts[0].first > 0)) rule_length = measure;
	page_add_rule(c, &setting, c->design->notes.rule, 0, top - c->design->leading / 6, rule_length);
	setting.height = rows * c->design->leading;
	return setting;
}
