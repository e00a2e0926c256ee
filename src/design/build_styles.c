/* Styles: each takes over what it is based on and lays its own properties over it. Lengths in em stay amounts until the
 * style's own size is known, so that a child of another size keeps the proportion. */
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "design/build_design.h"

typedef struct StyleDraft {
	TextStyle style;
	const LayoutElement *element;
	int32_t em[STYLE_SLOTS];  /* 1/65536 em; 0: the length is absolute */
	enum { DRAFT_NEW, DRAFT_OPEN, DRAFT_DONE } state;
} StyleDraft;

typedef struct StyleBuilder {
	LayoutReader *reader;
	StyleDraft *drafts; int count;
	StyleDraft *body;
} StyleBuilder;

static unsigned find_slot(const Design *design, const char *name, size_t length) {
	unsigned at = (unsigned)bytes_hash(name, length) & design->style_index.mask;
	for (;; at = (at + 1) & design->style_index.mask) {
		const TextStyle *style = design->style_index.slots[at];
		if (!style || (strncmp(style->name, name, length) == 0 && !style->name[length])) return at;
	}
}

/* A draft begins with its style, and the index points at styles. */
static StyleDraft *find_draft(const StyleBuilder *builder, const char *name, size_t length) {
	const Design *design = builder->reader->design;
	return (StyleDraft *)design->style_index.slots[find_slot(design, name, length)];
}

/* The nearest kin by name that is there: "title" for "title-third". */
static StyleDraft *find_kin(const StyleBuilder *builder, const char *name) {
	size_t length = strlen(name);
	while (length) {
		while (length && name[length - 1] != '-') length--;
		if (!length) break;
		StyleDraft *found = find_draft(builder, name, --length);
		if (found) return found;
	}
	return NULL;
}

static void start_from_nothing(StyleDraft *draft) {
	draft->style.family = "Noto Serif";
	draft->style.weight = 400;
	draft->style.width = 100;
	draft->style.colour = COLOUR_BLACK;
	draft->style.hang = true;
	draft->style.shrink = 250;
	draft->style.stretch = 500;
	draft->style.marker = "•";
}

/* Without kin a style takes the face and the colour of "body", but not how its paragraphs stand. */
static void start_from_body(StyleDraft *draft, const StyleDraft *body) {
	draft->style = body->style;
	memcpy(draft->em, body->em, sizeof draft->em);
	TextStyle *style = &draft->style;
	style->align = ALIGN_LEFT;
	style->balance = false;
	style->first_indent = style->left = style->right = style->space_before = style->space_after = 0;
	memset(draft->em + 2, 0, sizeof *draft->em * 5); /* the slots of those five */
}

static void resolve(StyleBuilder *builder, StyleDraft *draft);

/* What the draft is based on, resolved; NULL for none. *kin: it takes over everything. */
static const StyleDraft *find_base(StyleBuilder *builder, StyleDraft *draft, bool *kin) {
	LayoutReader *reader = builder->reader;
	const LayoutAttribute *named = layout_element_attribute(draft->element, "based-on");
	StyleDraft *base = NULL;
	*kin = true;
	if (named) {
		base = find_draft(builder, named->value, strlen(named->value));
		if (!base) {
			diag_add(reader->diag, SEVERITY_ERROR, "layout-value", named->value_pos, _("There is no style “%s” to base this one on."), named->value);
			const char *nearest = layout_nearest_style(named->value);
			if (nearest) diag_hint(reader->diag, _("Did you mean “%s”?"), nearest);
		}
	} else {
		base = find_kin(builder, draft->style.name);
	}
	if (base && base->state == DRAFT_OPEN) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-circle", named ? named->value_pos : draft->element->pos,
			_("The styles “%s” and “%s” are based on each other."), draft->style.name, base->style.name);
		diag_hint(reader->diag, _("Take out one of the based-on properties."));
		base = NULL;
	}
	if (base) {
		resolve(builder, base);
		return base;
	}
	*kin = false;
	if (!builder->body || builder->body == draft || builder->body->state == DRAFT_OPEN) return NULL;
	resolve(builder, builder->body);
	return builder->body;
}

static void resolve(StyleBuilder *builder, StyleDraft *draft) {
	if (draft->state != DRAFT_NEW) return;
	draft->state = DRAFT_OPEN;
	const char *name = draft->style.name;
	bool kin;
	const StyleDraft *base = find_base(builder, draft, &kin);
	if (!base) {
		start_from_nothing(draft);
		draft->style.leading = builder->reader->design->leading;
	} else if (kin) {
		draft->style = base->style;
		memcpy(draft->em, base->em, sizeof draft->em);
	} else {
		start_from_body(draft, base);
	}
	draft->style.name = name;
	draft->style.pos = draft->element->pos;
	layout_read_values(builder->reader, draft->element, &draft->style, draft->em);
	draft->state = DRAFT_DONE;
}

/* Amounts of em to lengths, after every style has taken over what it takes. A size is at most 1000 pt and an amount at most
 * 20 em: the product is far inside a Length. */
static void finish(StyleDraft *draft) {
	TextStyle *style = &draft->style;
	Length *const lengths[STYLE_SLOTS] = {
		&style->leading, &style->letter_space, &style->first_indent, &style->left, &style->right, &style->space_before, &style->space_after
	};
	for (int i = 0; i < STYLE_SLOTS; i++)
		if (draft->em[i]) *lengths[i] = length_scale(style->size, draft->em[i], LENGTH_POINT);
}

static const char *style_name(const LayoutElement *element) {
	const LayoutAttribute *name = layout_element_attribute(element, "name");
	return name ? name->value : "";
}

void layout_build_styles(LayoutReader *reader, const LayoutElement *styles) {
	Design *design = reader->design;
	StyleBuilder builder = { .reader = reader };
	int count = 0;
	for (const LayoutElement *element = styles ? styles->children : NULL; element; element = element->next) count++;
	bool has_body = false;
	for (const LayoutElement *element = styles ? styles->children : NULL; element && !has_body; element = element->next)
		has_body = strcmp(style_name(element), "body") == 0;
	if (!has_body) {
		diag_add(reader->diag, SEVERITY_ERROR, "layout-required", styles ? styles->pos : (SourcePos){ design->path, 1, 1 },
			_("The layout has no <style name=\"body\" …>: every other style stands on it."));
	}
	unsigned slots = 16;
	while (slots < 2 * (unsigned)(count + 1)) slots *= 2;
	design->style_index.mask = slots - 1;
	design->style_index.slots = ARENA_ARRAY(reader->arena, const TextStyle *, slots);
	builder.drafts = ARENA_ARRAY(reader->arena, StyleDraft, count + 1);
	/* A layout without "body" is refused, but is still read to its end with an empty one. */
	static const LayoutElement NOTHING = { .name = "style", .text = "" };
	for (const LayoutElement *element = styles ? styles->children : NULL; element; element = element->next) {
		StyleDraft *draft = &builder.drafts[builder.count];
		draft->element = element;
		draft->style.name = style_name(element);
		unsigned slot = find_slot(design, draft->style.name, strlen(draft->style.name));
		if (design->style_index.slots[slot]) continue; /* given twice: recorded by the check */
		design->style_index.slots[slot] = &draft->style;
		builder.count++;
	}
	if (!has_body) {
		StyleDraft *draft = &builder.drafts[builder.count++];
		draft->element = &NOTHING;
		draft->style.name = "body";
		design->style_index.slots[find_slot(design, "body", 4)] = &draft->style;
	}
	builder.body = find_draft(&builder, "body", 4);
	design->body = &builder.body->style;
	resolve(&builder, builder.body);
	for (int i = 0; i < builder.count; i++) resolve(&builder, &builder.drafts[i]);
	for (int i = 0; i < builder.count; i++) {
		finish(&builder.drafts[i]);
		*vector_push(reader->arena, &design->styles) = &builder.drafts[i].style;
	}
}

const TextStyle *design_find_style(const Design *design, const char *name) {
	size_t length = strlen(name);
	while (length) {
		const TextStyle *style = design->style_index.slots[find_slot(design, name, length)];
		if (style) return style;
		while (length && name[length - 1] != '-') length--;
		if (length) length--;
	}
	return design->body;
}
