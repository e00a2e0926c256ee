#include "design/build_design.h"
#include <string.h>
#include "base/file.h"
#include "base/message.h"

static void read_colours(LayoutReader *reader, const LayoutElement *colours) {
	for (const LayoutElement *element = colours ? colours->children : NULL; element; element = element->next) {
		NamedColour colour = { .name = "", .pos = element->pos };
		layout_read_values(reader, element, &colour, NULL);
		const LayoutAttribute *cmyk = layout_element_attribute(element, "cmyk"), *srgb = layout_element_attribute(element, "srgb");
		if (!cmyk == !srgb) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-colour", element->pos, _("The colour “%s” needs its inks: either cmyk or srgb, one of them."), colour.name);
			diag_hint(reader->diag, _("For example cmyk=\"15 100 90 10\". A spot colour too needs them, for screens and for the archive."));
		}
		if (strcmp(colour.name, "black") == 0 || strcmp(colour.name, "white") == 0) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-colour", element->pos, _("“%s” is always there and cannot be given anew."), colour.name);
			diag_hint(reader->diag, _("Choose another name."));
			continue;
		}
		*vector_push(reader->arena, &reader->design->colours) = colour;
	}
}

static void read_stack(LayoutReader *reader, const LayoutElement *parent, StackItems *stack) {
	for (const LayoutElement *element = parent ? parent->children : NULL; element; element = element->next) {
		StackItem item = { .kind = (StackKind)element->rule->kind, .style = reader->design->body, .colour = COLOUR_BLACK, .align = ALIGN_LEFT,
			.max_entries = 3, .pos = element->pos };
		layout_read_values(reader, element, &item, NULL);
		if (element->rule->text == TEXT_TEMPLATE) {
			item.text = element->text;
			layout_check_template(reader, element->text, element->text_pos);
			if (!item.text[0]) diag_add(reader->diag, SEVERITY_ERROR, "layout-required", element->pos, _("This <%s> says nothing."), element->name);
		}
		if (item.kind == STACK_STRIP && !item.text && !item.center && !item.right)
			diag_add(reader->diag, SEVERITY_ERROR, "layout-required", element->pos, _("<strip> lacks left, center or right: at least one of them."));
		if (item.kind == STACK_COVER_LINES && !item.kicker_style) item.kicker_style = item.style;
		*vector_push(reader->arena, stack) = item;
	}
}

/* A page of panels, when the layout has it. */
static void read_panels(LayoutReader *reader, const LayoutElement *page, PanelPage *out) {
	if (!page) return;
	out->shown = true;
	layout_read_values(reader, page, reader->design, NULL);
	for (const LayoutElement *element = page->children; element; element = element->next) {
		CoverPanel panel = { .column = 1, .pos = element->pos };
		layout_read_values(reader, element, &panel, NULL);
		read_stack(reader, element, &panel.stack);
		*vector_push(reader->arena, &out->panels) = panel;
	}
}

static void read_furniture(LayoutReader *reader, const LayoutElement *furniture) {
	for (const LayoutElement *element = furniture ? furniture->children : NULL; element; element = element->next) {
		Furniture item = { .kind = (FurnitureKind)element->rule->kind, .style = reader->design->body, .colour = COLOUR_BLACK, .pos = element->pos };
		layout_read_values(reader, element, &item, NULL);
		const LayoutAttribute *top = layout_element_attribute(element, "top"), *bottom = layout_element_attribute(element, "bottom");
		item.from_bottom = bottom != NULL;
		if (!top == !bottom) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-required", element->pos, _("<%s> needs its height on the page: either top or bottom, one of them."), element->name);
			diag_hint(reader->diag, _("top=\"12mm\" counts from the upper edge, bottom=\"12mm\" from the lower."));
		}
		if (item.kind == FURNITURE_TEXT) {
			item.text = element->text;
			layout_check_template(reader, element->text, element->text_pos);
			if (!item.text[0]) diag_add(reader->diag, SEVERITY_ERROR, "layout-required", element->pos, _("This <%s> says nothing."), element->name);
		}
		*vector_push(reader->arena, &reader->design->furniture) = item;
	}
}

static const TextStyle *ranked_style(LayoutReader *reader, const char *name, const char *rank) {
	char joined[64];
	size_t length = strlen(name);
	memcpy(joined, name, length);
	joined[length] = '-';
	memcpy(joined + length + 1, rank, strlen(rank) + 1); /* a rank is one of five short words */
	return design_find_style(reader->design, joined);
}

static void add_look(LayoutReader *reader, const LayoutElement *element) {
	Design *design = reader->design;
	ArticleLook look = { .rank = "third", .head = "kicker title subtitle lead byline date", .end = "author source endsign",
		.pos = element ? element->pos : (SourcePos){ design->path, 0, 0 } };
	if (element) {
		layout_read_values(reader, element, &look, NULL);
		const LayoutAttribute *rank = layout_element_attribute(element, "rank");
		if (!rank || !layout_find_word(rank->rule->words, rank->value, strlen(rank->value))) return; /* recorded */
		look.rank = rank->value;
	}
	if (!look.columns) look.columns = design->columns;
	if (!look.head_span) look.head_span = look.columns;
	/* A layout that extends another with fewer columns need not write every look anew (check_design.c tells the others). */
	int *const spans[] = { &look.columns, &look.span, &look.head_span, &look.photo_span };
	for (int i = 0; i < 4; i++) if (design->columns && *spans[i] > design->columns) *spans[i] = design->columns;
	look.drop_cap = look.drop_cap_lines > 0;
	look.kicker = ranked_style(reader, "kicker", look.rank);
	look.title = ranked_style(reader, "title", look.rank);
	look.subtitle = ranked_style(reader, "subtitle", look.rank);
	look.lead = ranked_style(reader, "lead", look.rank);
	look.byline = ranked_style(reader, "byline", look.rank);
	look.date = ranked_style(reader, "date", look.rank);
	*vector_push(reader->arena, &design->looks) = look;
}

static void read_looks(LayoutReader *reader, const LayoutElement *articles) {
	for (const LayoutElement *element = articles ? articles->children : NULL; element; element = element->next) add_look(reader, element);
	if (!reader->design->looks.count) add_look(reader, NULL);
}

/* Children of the root whose attributes go straight into the Design. */
static void read_parts(LayoutReader *reader, const LayoutElement *root) {
	for (const LayoutElement *element = root->children; element; element = element->next) {
		if (element->rule->children || strcmp(element->name, "page") == 0 || strcmp(element->name, "print") == 0) continue;
		if (element->rule->shown != OFFSET_NONE) memcpy((char *)reader->design + element->rule->shown, &(bool){ true }, sizeof(bool));
		layout_read_values(reader, element, reader->design, NULL);
		if (element->rule->text == TEXT_PLAIN) reader->design->description = element->text;
	}
}

static void empty_to_none(const char **text) {
	if (*text && !(*text)[0]) *text = NULL;
}

/* What is wished when a layout says nothing. */
static void set_defaults(Design *design) {
	design->language = "vi";
	design->print = press_make_job();
	design->print_inks = "all";
	design->description = "";
	design->title = design->name;
	design->contents.column = -1;
	design->side_bar.side = EDGE_OUTSIDE;
	design->side_bar.columns = 1;
	design->side_bar.takes = SIDE_CONTENTS | SIDE_BRIEF | SIDE_RELATED | SIDE_IMPRINT;
	design->imprint.columns = 1;
	design->book.signature = 16;
	design->book.index_columns = 2;
	design->book.front_imprint = IMPRINT_RIGHTS;
	design->book.closing_imprint = IMPRINT_ALL;
	design->book.paper_bulk = 1250;
	design->book.board = LENGTH_POINT * 85 / 100 /* 0.3 mm */;
	design->jump.to = "(Xem tiếp trang {page})";
	design->jump.from = "(Tiếp theo trang {page})";
	design->jump.least = 4;
	design->fit.least_gap = 1;
	design->fit.most_gap = 4;
	design->fit.least_photo = 850;
	design->fit.most_photo = 1150;
	design->fit.tighter = design->fit.looser = true;
	design->photo.credit_prefix = "";
	design->photo.low_ppi = 200;
	design->photo.min_ppi = 120;
	design->photo.print_ppi = 300; /* twice the ruling of a press, 150 lines an inch: more is not seen */
	design->end_sign.colour = COLOUR_BLACK;
}

Design *layout_build_design(Arena *arena, const LayoutElement *root, const char *path, const PressWishes *wishes, Diag *diag) {
	Design *design = ARENA_NEW(arena, Design);
	LayoutReader reader = { arena, diag, design, diag_count(diag, SEVERITY_ERROR) };
	design->path = path;
	design->name = file_stem(arena, path);
	set_defaults(design);
	layout_read_values(&reader, root, design, NULL);
	const LayoutElement *page = layout_element_child(root, "page");
	const LayoutAttribute *leading = page ? layout_element_attribute(page, "leading") : NULL, *rule = page ? layout_element_attribute(page, "column-rule") : NULL;
	if (leading) layout_read_value(&reader, leading, design, NULL); /* first: other lengths may be given in lines of it */
	read_colours(&reader, layout_element_child(root, "colours"));
	layout_read_print(&reader, layout_element_child(root, "print"), wishes);
	for (const LayoutAttribute *attribute = page ? page->attributes : NULL; attribute; attribute = attribute->next)
		if (attribute != leading && attribute != rule) layout_read_value(&reader, attribute, design, NULL);
	if (rule) layout_read_value(&reader, rule, design, NULL);
	layout_build_styles(&reader, layout_element_child(root, "styles"));
	read_parts(&reader, root);
	read_stack(&reader, layout_element_child(root, "masthead"), &design->masthead);
	read_panels(&reader, layout_element_child(root, "cover-page"), &design->cover);
	for (int i = 0; i < BOOK_PAGES; i++) read_panels(&reader, layout_element_child(root, LAYOUT_BOOK_PAGES[i]), &design->book.pages[i]);
	read_furniture(&reader, layout_element_child(root, "furniture"));
	read_looks(&reader, layout_element_child(root, "articles"));
	design->contents.title_style = design_find_style(design, "contents-title");
	design->contents.section_style = design_find_style(design, "contents-section");
	design->contents.entry_style = design_find_style(design, "contents-entry");
	design->contents.page_style = design_find_style(design, "contents-page");
	design->contents.author_style = design_find_style(design, "contents-author");
	design->contents.lead_style = design_find_style(design, "contents-lead");
	design->side_bar.title_style = design_find_style(design, "side-title");
	design->part_head.style = design_find_style(design, "part");
	design->end_sign.style = design_find_style(design, "end-sign");
	if (design->columns && design->contents.column > design->columns) design->contents.column = design->columns;
	if (design->columns && design->side_bar.columns >= design->columns) { /* some columns are left for the text */
		design->side_bar.columns = design->columns - 1;
		if (!design->side_bar.columns) design->side_bar.shown = false;
	}
	empty_to_none(&design->contents.title);
	empty_to_none(&design->imprint.title);
	empty_to_none(&design->related_title);
	empty_to_none(&design->book.leader);
	empty_to_none(&design->end_sign.text);
	layout_check_design(&reader, root);
	return design;
}
