/* The fields of the imprint on the back of the title page and on the closing page. */
#include <string.h>
#include "page/book.h"

static bool belongs(const ImprintField *field, ImprintShare share) {
	bool rights = field->kind == IMPRINT_ISBN || field->kind == IMPRINT_REGISTRATION || field->kind == IMPRINT_DECISION || field->kind == IMPRINT_LICENCE ||
		field->kind == IMPRINT_INTERNAL;
	return share == IMPRINT_ALL || (share == IMPRINT_RIGHTS && rights) || (share == IMPRINT_REST && !rights);
}

Setting page_set_imprint_fields(Composer *c, ImprintShare share, Length width, NodeId parent) {
	const Publication *publication = c->publication;
	const TextStyle *style = design_find_style(c->design, "imprint"), *name_style = design_find_style(c->design, "imprint-name");
	Setting setting = { .width = width };
	for (int i = 0; i < publication->imprint.count; i++) {
		const ImprintField *field = &publication->imprint.items[i];
		if (!belongs(field, share)) continue;
		NodeId node = page_add_node(c, parent, ROLE_P, field->pos, NULL);
		/* the value of a name that begins a sentence ("Quyết định xuất bản số") goes on without a colon */
		size_t length = strlen(field->name);
		bool joins = (length > 4 && strcmp(field->name + length - 4, " số") == 0) || strcmp(field->name, "In") == 0;
		Paragraph text = page_set_text(c, &(TextRequest){ .inlines = &field->value, .style = style, .measure = width, .node = node, .pos = field->pos,
			.prefix = arena_format(c->arena, joins ? "%s " : "%s: ", field->name), .prefix_style = name_style });
		page_add_lines(c, &setting, &text, style, 0);
		setting.height += style->space_after;
	}
	return setting;
}
