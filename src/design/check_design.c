#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "design/build_design.h"

/* The place of an attribute's value, else of the element, else of the file. */
static SourcePos place_of(const LayoutElement *element, const char *name) {
	const LayoutAttribute *attribute = element ? layout_element_attribute(element, name) : NULL;
	return attribute ? attribute->value_pos : element ? element->pos : (SourcePos){ 0 };
}

static const char *points(LayoutReader *reader, LengthSum value) {
	char text[32];
	length_format(value, 2, text);
	return arena_format(reader->arena, "%spt", text);
}

static const char *millimetres(LayoutReader *reader, LengthSum value) {
	char text[32];
	length_format(value * 127 / 360, 1, text);
	return arena_format(reader->arena, "%smm", text);
}

/* ---- the page ---- */

static LengthSum column_width(const Design *design) {
	LengthSum type = (LengthSum)design->width - design->inside - design->outside;
	return (type - (LengthSum)design->gutter * (design->columns - 1)) / (design->columns > 0 ? design->columns : 1);
}

static void check_page(LayoutReader *reader, const LayoutElement *page) {
	const Design *design = reader->design;
	if (!page || !design->width || !design->height || !design->columns || !design->leading) return; /* recorded */
	LengthSum type = (LengthSum)design->width - design->inside - design->outside, rows = (LengthSum)design->height - design->top - design->bottom;
	if (rows < 3 * (LengthSum)design->leading) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", place_of(page, "height"), _("Between the top and the bottom margin there is room for fewer than three lines."));
		diag_hint(reader->diag, _("Make the margins smaller or the page taller."));
	}
	LengthSum column = column_width(design);
	if (type <= 0 || column < 20 * (LengthSum)LENGTH_POINT) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", place_of(page, "columns"), _("The columns do not fit between the margins: of %d each has only %s."), design->columns,
			millimetres(reader, column > 0 ? column : 0));
		diag_hint(reader->diag, _("Take fewer columns, a narrower gutter, or smaller inside and outside margins."));
	} else if (design->body->size && column < 10 * (LengthSum)design->body->size) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-fit", place_of(page, "columns"), _("A column is only %s wide: too narrow for body text of %s."), millimetres(reader, column),
			points(reader, design->body->size));
		diag_hint(reader->diag, _("Take fewer columns or a smaller size."));
	}
	if (design->columns > 1 && !design->gutter)
		diag_add(reader->diag, SEVERITY_WARNING, "layout-fit", place_of(page, "columns"), _("The columns touch each other: gutter is not given."));
}

/* ---- styles ---- */

static const LayoutElement *find_style_element(const LayoutElement *root, const TextStyle *style) {
	const LayoutElement *styles = layout_element_child(root, "styles");
	for (const LayoutElement *element = styles ? styles->children : NULL; element; element = element->next) {
		const LayoutAttribute *name = layout_element_attribute(element, "name");
		if (name && name->value == style->name) return element;
	}
	return NULL;
}

/* Vietnamese stacks two marks on a letter: body text wants 1.2 of its size from line to line at the least; display type, of
 * few lines, its own size. */
static void check_leading(LayoutReader *reader, const LayoutElement *element, const TextStyle *style) {
	if (!layout_element_attribute(element, "size") && !layout_element_attribute(element, "leading")) return; /* its base is told */
	const char *given = layout_element_attribute(element, "leading") ? "leading" : "size";
	bool body = strncmp(style->name, "body", 4) == 0 && (!style->name[4] || style->name[4] == '-');
	LengthSum least = body ? (LengthSum)style->size * 6 / 5 : style->size;
	if (style->leading >= least) return;
	diag_add(reader->diag, SEVERITY_WARNING, "layout-leading", place_of(element, given), _("The style “%s” has lines of %s for a size of %s: marks such as Ẩ and Ễ will touch the line above."),
		style->name, points(reader, style->leading), points(reader, style->size));
	diag_hint(reader->diag, _("Give it leading=\"%s\" or more."), points(reader, least));
}

/* The style that long cover lines take instead of their own. */
static bool is_long_sister(const TextStyle *style, const StackItem *item) {
	size_t length = strlen(item->style->name);
	return item->kind == STACK_COVER_LINES && strncmp(style->name, item->style->name, length) == 0 && strcmp(style->name + length, "-long") == 0;
}

static bool stack_uses(const StackItems *stack, const TextStyle *style) {
	for (int i = 0; i < stack->count; i++) if (stack->items[i].style == style || stack->items[i].kicker_style == style || is_long_sister(style, &stack->items[i])) return true;
	return false;
}

static bool panels_use(const PanelPage *page, const TextStyle *style) {
	for (int i = 0; i < page->panels.count; i++) if (stack_uses(&page->panels.items[i].stack, style)) return true;
	return false;
}

/* A style by a name that nothing asks for does nothing. Not said beside errors: what asks for it may be among them. */
static void check_use(LayoutReader *reader, const LayoutElement *root, const LayoutElement *element, const TextStyle *style) {
	const Design *design = reader->design;
	if (layout_knows_style(style->name) || diag_count(reader->diag, SEVERITY_ERROR) > reader->errors) return;
	size_t length = strlen(style->name);
	if (strncmp(style->name, "title", 5) == 0 && length > 5 && strcmp(style->name + length - 5, "-long") == 0) return; /* for headlines over three lines */
	if (stack_uses(&design->masthead, style)) return;
	if (panels_use(&design->cover, style)) return;
	for (int i = 0; i < BOOK_PAGES; i++) if (panels_use(&design->book.pages[i], style)) return;
	for (int i = 0; i < design->furniture.count; i++) if (design->furniture.items[i].style == style) return;
	const LayoutElement *styles = layout_element_child(root, "styles");
	for (const LayoutElement *other = styles->children; other; other = other->next) {
		const LayoutAttribute *based_on = layout_element_attribute(other, "based-on"), *name = layout_element_attribute(other, "name");
		if (based_on && strcmp(based_on->value, style->name) == 0) return;
		if (!based_on && name && strncmp(name->value, style->name, length) == 0 && name->value[length] == '-') return;
	}
	diag_add(reader->diag, SEVERITY_WARNING, "layout-unused", place_of(element, "name"), _("Nothing asks for a style “%s”."), style->name);
	const char *nearest = layout_nearest_style(style->name);
	if (nearest) diag_hint(reader->diag, _("Did you mean “%s”?"), nearest);
	else diag_hint(reader->diag, _("Delete it, or name it in the masthead, the cover, the furniture or a based-on."));
}

static void check_styles(LayoutReader *reader, const LayoutElement *root) {
	const Design *design = reader->design;
	LengthSum type = (LengthSum)design->width - design->inside - design->outside;
	for (int i = 0; i < design->styles.count; i++) {
		const TextStyle *style = design->styles.items[i];
		const LayoutElement *element = find_style_element(root, style);
		if (!element) continue;
		if (!style->family[0])
			diag_add(reader->diag, SEVERITY_ERROR, "layout-value", place_of(element, "family"), _("The style “%s” names no font family."), style->name);
		if (type > 0 && (LengthSum)style->left + style->right >= type)
			diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", element->pos, _("The style “%s” leaves no room between its left and right indents."), style->name);
		if (style->size && design->leading) check_leading(reader, element, style);
		check_use(reader, root, element, style);
	}
	const LayoutElement *body = find_style_element(root, design->body);
	if (!body) return;
	if (!design->body->size)
		diag_add(reader->diag, SEVERITY_ERROR, "layout-required", body->pos, _("<%s> lacks %s=\"…\"."), "style name=\"body\"", "size");
	if (design->leading && design->body->leading != design->leading) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-grid", place_of(body, "leading"), _("The body has lines of %s, but the grid of the page has %s."),
			points(reader, design->body->leading), points(reader, design->leading));
		diag_hint(reader->diag, _("Leave leading out of the style “body”: it then follows the page."));
	}
}

/* ---- the rest ---- */

/* More columns than the page has: a contradiction where one file says both; where the page comes from a layout that extends
 * this one, the look just takes what there is. */
static void check_span(LayoutReader *reader, const LayoutElement *root, const LayoutElement *element, const char *name) {
	const LayoutAttribute *given = element ? layout_element_attribute(element, name) : NULL;
	const LayoutElement *page = layout_element_child(root, "page");
	const LayoutAttribute *columns = page ? layout_element_attribute(page, "columns") : NULL;
	if (!given || !columns || !reader->design->columns || strcmp(given->pos.file, columns->pos.file) != 0) return;
	int value = 0;
	for (const char *at = given->value; *at >= '0' && *at <= '9' && value < 100; at++) value = value * 10 + *at - '0';
	if (value <= reader->design->columns || value > given->rule->high) return; /* fits, or was refused already */
	diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", given->value_pos, _("%s=\"%d\" is more than the columns of the page: %d."), name, value, reader->design->columns);
}

/* A side bar leaves the text one column at least. */
static void check_side_bar(LayoutReader *reader, const LayoutElement *root) {
	const LayoutElement *element = layout_element_child(root, "side-bar"), *page = layout_element_child(root, "page");
	const LayoutAttribute *columns = page ? layout_element_attribute(page, "columns") : NULL, *own = element ? layout_element_attribute(element, "columns") : NULL;
	const LayoutAttribute *shown = element ? layout_element_attribute(element, "shown") : NULL;
	if (!element || !columns || !reader->design->columns || strcmp(element->pos.file, columns->pos.file) != 0) return;
	if (shown && strcmp(shown->value, "no") == 0) return;
	int value = own ? atoi(own->value) : 1; /* a few figures: checked */
	if (value < reader->design->columns) return;
	diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", own ? own->value_pos : element->pos, _("The side bar takes all the columns of the page: none is left for the text."));
	diag_hint(reader->diag, _("Give the <page> more columns, or the <side-bar> fewer."));
}

/* Every panel stands on the grid of the page. */
static void check_panels(LayoutReader *reader, const LayoutElement *page, const PanelPage *panels) {
	const Design *design = reader->design;
	if (!page || !design->columns || !design->leading) return;
	int rows = (int)(((LengthSum)design->height - design->top - design->bottom) / design->leading), i = 0;
	for (const LayoutElement *element = page->children; element && i < panels->panels.count; element = element->next, i++) {
		const CoverPanel *panel = &panels->panels.items[i];
		if (panel->column + (panel->columns ? panel->columns : 1) - 1 > design->columns) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", place_of(element, panel->columns ? "columns" : "column"),
				_("The panel reaches beyond the columns of the page: %d."), design->columns);
			diag_hint(reader->diag, _("column says where it begins, columns how many it takes."));
		}
		if (panel->row + panel->rows > rows) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-fit", place_of(element, "rows"), _("The panel reaches beyond the rows of the page: %d."), rows);
			diag_hint(reader->diag, _("row says how far from the end it begins, rows how many it takes at least."));
		}
		if (!element->children && !panel->has_ground) {
			diag_add(reader->diag, SEVERITY_WARNING, "layout-unused", element->pos, _("This panel has neither words nor a ground: it is not seen."));
			diag_hint(reader->diag, _("Give it a <text> or ground=\"…\", or delete it."));
		}
	}
}

static void check_cover(LayoutReader *reader, const LayoutElement *root) {
	const Design *design = reader->design;
	const LayoutElement *cover = layout_element_child(root, "cover-page"), *masthead = layout_element_child(root, "masthead");
	for (int i = BOOK_HALF_TITLE; i <= BOOK_CLOSING_PAGE; i++) check_panels(reader, layout_element_child(root, LAYOUT_BOOK_PAGES[i]), &design->book.pages[i]);
	if (!cover) return;
	check_panels(reader, cover, &design->cover);
	if (masthead && masthead->children && strcmp(masthead->pos.file, cover->pos.file) == 0) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-unused", masthead->pos, _("A publication with a cover page has no masthead: this one is never seen."));
		diag_hint(reader->diag, _("Delete the <masthead> or the <cover-page>."));
	}
}

static void check_spans(LayoutReader *reader, const LayoutElement *root) {
	const LayoutElement *articles = layout_element_child(root, "articles");
	for (const LayoutElement *element = articles ? articles->children : NULL; element; element = element->next) {
		check_span(reader, root, element, "columns");
		check_span(reader, root, element, "head-span");
		check_span(reader, root, element, "photo-span");
	}
	check_span(reader, root, layout_element_child(root, "contents"), "column");
}

static void check_furniture(LayoutReader *reader) {
	const Design *design = reader->design;
	for (int i = 0; design->width && design->height && i < design->furniture.count; i++) {
		const Furniture *item = &design->furniture.items[i];
		LengthSum reach = design->bleed, half = item->from == EDGE_CENTER ? design->width / 2 : 0;
		bool outside = item->x + half > design->width + reach || item->x + half + item->width < -reach ||
			item->y > design->height + reach || (LengthSum)item->y + item->height < -reach;
		if (outside) {
			diag_add(reader->diag, SEVERITY_WARNING, "layout-fit", item->pos, _("This lies outside the page and will not be seen."));
			diag_hint(reader->diag, _("Compare x, top and bottom with the width and height of the <page>."));
		}
	}
}

void layout_check_design(LayoutReader *reader, const LayoutElement *root) {
	const Design *design = reader->design;
	check_page(reader, layout_element_child(root, "page"));
	check_styles(reader, root);
	check_spans(reader, root);
	check_side_bar(reader, root);
	check_cover(reader, root);
	check_furniture(reader);
	if (design->photo.low_ppi < design->photo.min_ppi) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-value", place_of(layout_element_child(root, "photo"), "low-ppi"),
			_("low-ppi is less than min-ppi: a photo would be refused before it is warned of."));
		diag_hint(reader->diag, _("Usual values are low-ppi=\"200\" and min-ppi=\"120\"."));
	}
	if (design->photo.print_ppi && design->photo.print_ppi < design->photo.low_ppi) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-value", place_of(layout_element_child(root, "photo"), "print-ppi"),
			_("print-ppi is less than low-ppi: photos would be made coarser than this layout asks of them."));
		diag_hint(reader->diag, _("Usual values are print-ppi=\"300\" and low-ppi=\"200\"; print-ppi=\"0\" leaves all photos as they are."));
	}
}
