#include "drawing/drawing.h"
#include <string.h>

Drawing *drawing_open(Arena *arena) {
	Drawing *drawing = ARENA_NEW(arena, Drawing);
	drawing->arena = arena;
	StructNode *document = vector_push(arena, &drawing->nodes);
	*document = (StructNode){ .role = ROLE_DOCUMENT, .parent = NODE_NONE, .first_child = NODE_NONE, .last_child = NODE_NONE,
		.next_sibling = NODE_NONE, .colspan = 1, .rowspan = 1 };
	return drawing;
}

DrawnPage *drawing_add_page(Drawing *drawing, Length width, Length height, Length bleed) {
	DrawnPage *page = vector_push(drawing->arena, &drawing->pages);
	page->width = width;
	page->height = height;
	page->bleed = bleed;
	return page;
}

static NodeId find_again(Drawing *drawing, NodeId parent, Role role, SourcePos pos) {
	NodeId first = drawing->again.first, count = drawing->again.end - first;
	for (NodeId i = 0, id = drawing->again.next; i < count; i++, id++) {
		if (id >= drawing->again.end) id = first;
		StructNode *node = &drawing->nodes.items[id];
		if (node->met || node->parent != parent || node->role != role || node->pos.line != pos.line || node->pos.column != pos.column) continue;
		node->met = true;
		drawing->again.next = id + 1;
		return id;
	}
	return NODE_NONE;
}

NodeId drawing_add_node(Drawing *drawing, NodeId parent, Role role, SourcePos pos) {
	if (parent < 0 || parent >= drawing->nodes.count) parent = NODE_DOCUMENT;
	if (drawing->again.end) {
		NodeId again = find_again(drawing, parent, role, pos);
		if (again != NODE_NONE) return again;
	}
	NodeId id = drawing->nodes.count;
	StructNode *node = vector_push(drawing->arena, &drawing->nodes);
	*node = (StructNode){ .role = role, .parent = parent, .first_child = NODE_NONE, .last_child = NODE_NONE, .next_sibling = NODE_NONE,
		.colspan = 1, .rowspan = 1, .pos = pos };
	StructNode *nodes = drawing->nodes.items;
	if (nodes[parent].last_child == NODE_NONE) nodes[parent].first_child = id;
	else nodes[nodes[parent].last_child].next_sibling = id;
	nodes[parent].last_child = id;
	return id;
}

void drawing_repeat_nodes(Drawing *drawing, NodeId first) {
	drawing->again.first = drawing->again.next = first;
	drawing->again.end = drawing->nodes.count;
	for (NodeId id = first; id < drawing->nodes.count; id++) drawing->nodes.items[id].met = false;
}
void drawing_end_repeat(Drawing *drawing) { drawing->again.end = 0; }

NodeId drawing_count_nodes(const Drawing *drawing) { return drawing->nodes.count; }

/* ---- destinations by name: open addressing, indices + 1 in the slots, never more than half full ---- */

static int32_t *find_slot(const Drawing *drawing, const char *name) {
	uint64_t mask = (uint64_t)drawing->destination_index.capacity - 1;
	for (uint64_t at = bytes_hash(name, strlen(name)) & mask;; at = (at + 1) & mask) {
		int32_t *slot = &drawing->destination_index.slots[at];
		if (!*slot || strcmp(drawing->destinations.items[*slot - 1].name, name) == 0) return slot;
	}
}

static void grow_index(Drawing *drawing) {
	int capacity = drawing->destination_index.capacity ? drawing->destination_index.capacity * 2 : 64;
	drawing->destination_index.slots = ARENA_ARRAY(drawing->arena, int32_t, capacity);
	drawing->destination_index.capacity = capacity;
	for (int i = 0; i < drawing->destinations.count; i++) *find_slot(drawing, drawing->destinations.items[i].name) = i + 1;
}

int drawing_find_destination(const Drawing *drawing, const char *name) {
	return drawing->destination_index.capacity ? *find_slot(drawing, name) - 1 : -1;
}

int drawing_add_destination(Drawing *drawing, const char *name) {
	if (2 * (drawing->destinations.count + 1) > drawing->destination_index.capacity) grow_index(drawing);
	int32_t *slot = find_slot(drawing, name);
	if (!*slot) {
		Destination *destination = vector_push(drawing->arena, &drawing->destinations);
		destination->name = arena_copy_text(drawing->arena, name, strlen(name));
		destination->page = -1;
		*slot = drawing->destinations.count;
	}
	return *slot - 1;
}

const char *drawing_role_name(Role role) {
	static const char *const NAMES[] = {
		[ROLE_DOCUMENT] = "Document", [ROLE_PART] = "Part", [ROLE_ART] = "Art", [ROLE_SECT] = "Sect", [ROLE_DIV] = "Div",
		[ROLE_H1] = "H1", [ROLE_H2] = "H2", [ROLE_H3] = "H3", [ROLE_H4] = "H4", [ROLE_H5] = "H5", [ROLE_H6] = "H6", [ROLE_P] = "P",
		[ROLE_L] = "L", [ROLE_LI] = "LI", [ROLE_LBL] = "Lbl", [ROLE_LBODY] = "LBody", [ROLE_TABLE] = "Table", [ROLE_TR] = "TR",
		[ROLE_TH] = "TH", [ROLE_TD] = "TD", [ROLE_FIGURE] = "Figure", [ROLE_CAPTION] = "Caption", [ROLE_NOTE] = "Note",
		[ROLE_REFERENCE] = "Reference", [ROLE_LINK] = "Link", [ROLE_BLOCKQUOTE] = "BlockQuote", [ROLE_QUOTE] = "Quote",
		[ROLE_SPAN] = "Span", [ROLE_TOC] = "TOC", [ROLE_TOCI] = "TOCI", [ROLE_INDEX] = "Index", [ROLE_BIBENTRY] = "BibEntry",
		[ROLE_ASIDE_DIV] = "Aside",
	};
	return (size_t)role < sizeof NAMES / sizeof *NAMES ? NAMES[role] : "Div";
}

bool drawing_overprints(const DrawItem *item) {
	enum { LINE = 6 * LENGTH_POINT }; /* what is thicker is a field */
	if (item->kind == DRAW_TEXT) return colour_is_full_black(item->u.text.colour);
	return item->kind == DRAW_RECT && (item->width <= LINE || item->height <= LINE) && colour_is_full_black(item->u.rect.colour);
}
