/* The print job of a layout: <print>, what overrules it, and the colours in the job's inks. */
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "design/build_design.h"

/* A wish is read as if it stood in <print>; commas are taken for spaces, which need quotes on a command line. */
static void read_wish(LayoutReader *reader, const char *name, PressWish wish) {
	if (!wish.value) return;
	const AttributeRule *rule = layout_find_attribute(layout_find_element(&LAYOUT_RULE, "print"), name);
	char *value = arena_copy_text(reader->arena, wish.value, strlen(wish.value));
	for (char *at = value; *at && rule->kind != VALUE_TEXT; at++) if (*at == ',' || *at == '+') *at = ' ';
	LayoutAttribute attribute = { .name = name, .value = value, .pos = wish.pos, .value_pos = wish.pos, .rule = rule };
	layout_read_value(reader, &attribute, reader->design, NULL);
}

static const NamedColour *find_spot(const Design *design, const char *name) {
	bool any = strcmp(name, "spot") == 0;
	for (int i = 0; i < design->colours.count; i++) {
		const NamedColour *colour = &design->colours.items[i];
		if (any ? colour->colour.spot != NULL : strcmp(colour->name, name) == 0) return colour;
	}
	return NULL;
}

/* "black accent": a colour that is no spot ink yet becomes one, by its own name; the printing house mixes it. */
static void choose_spot(LayoutReader *reader, const char *name, SourcePos pos) {
	Design *design = reader->design;
	const NamedColour *named = find_spot(design, name);
	if (!named) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-inks", pos, _("inks=\"%s\" names a second ink, but the layout has no colour “%s”."), design->print_inks, name);
		Text known = { 0 };
		text_add(&known, "");
		for (int i = 0; i < design->colours.count; i++) text_format(&known, "%s%s", i ? ", " : "", design->colours.items[i].name);
		diag_hint(reader->diag, _("Colours there are: %s. “spot” stands for the first that has a spot ink."), known.bytes);
		text_free(&known);
		return;
	}
	design->print.spot = named->colour;
	if (!named->colour.spot) design->print.spot.spot = named->name;
	design->print.spot.tint = 10000;
	design->print.inks = PRESS_INKS_BLACK_AND_SPOT;
}

static void settle_inks(LayoutReader *reader, SourcePos pos) {
	Design *design = reader->design;
	const char *inks = design->print_inks;
	if (strcmp(inks, "cmyk") == 0) design->print.inks = PRESS_INKS_CMYK;
	else if (strcmp(inks, "black") == 0) design->print.inks = PRESS_INKS_BLACK;
	else if (strncmp(inks, "black ", 6) == 0) choose_spot(reader, inks + 6, pos);
	for (int i = 0; i < design->colours.count; i++)
		design->colours.items[i].colour = press_reduce_colour(&design->print, design->colours.items[i].colour);
}

void layout_read_print(LayoutReader *reader, const LayoutElement *print, const PressWishes *wishes) {
	static const PressWishes NONE = { 0 };
	Design *design = reader->design;
	if (!wishes) wishes = &NONE;
	if (print) layout_read_values(reader, print, design, NULL);
	const LayoutAttribute *profile = print ? layout_element_attribute(print, "output-profile") : NULL, *inks = print ? layout_element_attribute(print, "inks") : NULL;
	if (profile) design->print.profile_pos = profile->value_pos;
	if (wishes->profile.value) design->print.profile_pos = wishes->profile.pos;
	read_wish(reader, "standard", wishes->standard);
	read_wish(reader, "output-profile", wishes->profile);
	read_wish(reader, "inks", wishes->inks);
	read_wish(reader, "marks", wishes->marks);
	if (!design->print.profile || !design->print.profile[0]) design->print.profile = "coated";
	settle_inks(reader, wishes->inks.value ? wishes->inks.pos : inks ? inks->value_pos : (SourcePos){ .file = design->path });
}
