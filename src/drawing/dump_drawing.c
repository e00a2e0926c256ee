/* The drawing as stable text for golden tests and `bantin dump drawing`: one thing a line, two blanks of indent a level,
 * lengths in points with three decimals, files by their bare names so that the dump does not depend on the folder. */
#include <string.h>
#include "base/file.h"
#include "drawing/drawing.h"

static void add_points(Text *out, LengthSum value) {
	char digits[40];
	length_format(value, 3, digits);
	text_add(out, digits);
}

static void add_labelled(Text *out, const char *label, Length value) {
	text_add(out, label);
	add_points(out, value);
}

static void add_quoted(Text *out, const char *text, size_t length) {
	text_add_char(out, '"');
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\') text_format(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7F) text_format(out, "\\x%02X", c);
		else text_add_char(out, (char)c);
	}
	text_add_char(out, '"');
}

static void add_field(Text *out, const char *name, const char *value) {
	if (!value) return;
	text_format(out, " %s=", name);
	add_quoted(out, value, strlen(value));
}

static void add_position(Text *out, SourcePos pos) {
	if (!pos.file) return;
	text_format(out, " @%s", file_name(pos.file));
	if (pos.line) text_format(out, ":%d", pos.line);
}

/* Hundredths of a percent, without needless zeros. */
static void add_ink(Text *out, char ink, int amount) {
	if (!amount) return;
	text_format(out, "%c%d", ink, amount / 100);
	if (amount % 100) text_format(out, amount % 10 ? ".%02d" : ".%d", amount % 10 ? amount % 100 : amount % 100 / 10);
}

static void add_colour(Text *out, Colour colour) {
	text_add_char(out, ' ');
	if (colour.spot) {
		add_quoted(out, colour.spot, strlen(colour.spot));
		add_ink(out, 'T', colour.tint);
		text_add_char(out, '/');
	}
	if (!colour.c && !colour.m && !colour.y && !colour.k) text_add(out, "paper");
	add_ink(out, 'C', colour.c);
	add_ink(out, 'M', colour.m);
	add_ink(out, 'Y', colour.y);
	add_ink(out, 'K', colour.k);
}

/* " Document/Art/P#12", or what kind of artifact it is. */
static void add_owner(Text *out, const Drawing *drawing, const DrawItem *item) {
	static const char *const KINDS[] = { "layout", "header", "footer", "background" };
	enum { DEEPEST = 32 };
	if (item->node < 0 || item->node >= drawing->nodes.count) {
		text_format(out, " [%s]", item->artifact < 4 ? KINDS[item->artifact] : "?");
		return;
	}
	NodeId path[DEEPEST];
	int depth = 0;
	for (NodeId id = item->node; id > NODE_DOCUMENT && depth < DEEPEST; id = drawing->nodes.items[id].parent) path[depth++] = id;
	text_add_char(out, ' ');
	if (!depth) text_add(out, "Document");
	while (depth--) text_format(out, "%s%s", drawing_role_name(drawing->nodes.items[path[depth]].role), depth ? "/" : "");
	text_format(out, "#%d", (int)item->node);
}

static void add_box(Text *out, const DrawItem *item) {
	add_labelled(out, " ", item->x);
	add_labelled(out, " ", item->y);
	add_labelled(out, " ", item->width);
	add_labelled(out, "x", item->height);
}

static void dump_text(Text *out, const Drawing *drawing, const DrawItem *item) {
	text_add(out, "  text");
	add_labelled(out, " ", item->x);
	add_labelled(out, " ", item->y);
	add_labelled(out, " w", item->width);
	text_format(out, " %s", item->u.text.font ? font_postscript_name(item->u.text.font) : "-");
	add_labelled(out, " ", item->u.text.size);
	if (item->u.text.letter_space) add_labelled(out, " spaced ", item->u.text.letter_space);
	if (item->u.text.scale != 1000 && item->u.text.scale) text_format(out, " scaled %d", item->u.text.scale);
	add_colour(out, item->u.text.colour);
	add_owner(out, drawing, item);
	Text words = { 0 };
	for (int i = 0; i < item->u.text.word_count; i++) {
		const DrawWord *word = &item->u.text.words[i];
		text_add_bytes(&words, word->run->text, word->run->text_length);
		if (word->space_after) text_add_char(&words, ' ');
	}
	text_add_char(out, ' ');
	add_quoted(out, words.bytes ? words.bytes : "", words.length);
	text_free(&words);
	if (item->u.text.joins_next) text_add(out, "+");
	if (item->turned) text_add(out, " turned");
}

static void dump_item(Text *out, const Drawing *drawing, const DrawItem *item) {
	switch (item->kind) {
	case DRAW_TEXT:
		dump_text(out, drawing, item);
		break;
	case DRAW_RECT:
		text_add(out, "  rect");
		add_box(out, item);
		add_colour(out, item->u.rect.colour);
		add_owner(out, drawing, item);
		break;
	case DRAW_PICTURE:
		text_add(out, "  picture");
		add_box(out, item);
		add_owner(out, drawing, item);
		if (item->u.picture.picture) {
			const Picture *picture = item->u.picture.picture;
			text_format(out, " %s %dx%d turned %d at", file_name(picture->path), picture->width, picture->height, picture->orientation);
			add_labelled(out, " ", item->u.picture.image_x);
			add_labelled(out, " ", item->u.picture.image_y);
			add_labelled(out, " ", item->u.picture.image_width);
			add_labelled(out, "x", item->u.picture.image_height);
		} else {
			text_add(out, " missing");
		}
		break;
	case DRAW_LINK:
		text_add(out, "  link");
		add_box(out, item);
		add_owner(out, drawing, item);
		if (item->u.link.href) add_field(out, "href", item->u.link.href);
		else if (item->u.link.destination >= 0 && item->u.link.destination < drawing->destinations.count)
			add_field(out, "to", drawing->destinations.items[item->u.link.destination].name);
		add_field(out, "contents", item->u.link.contents);
		break;
	}
	add_position(out, item->pos);
	text_add_char(out, '\n');
}

static void dump_page(Text *out, const Drawing *drawing, int index) {
	const DrawnPage *page = &drawing->pages.items[index];
	text_format(out, "page %d", index + 1);
	add_labelled(out, " ", page->width);
	add_labelled(out, "x", page->height);
	add_labelled(out, " bleed ", page->bleed);
	add_field(out, "label", page->label);
	text_add_char(out, '\n');
	for (int i = 0; i < page->grid_count; i++) {
		const GridArea *grid = &page->grids[i];
		add_labelled(out, "  grid ", grid->x);
		add_labelled(out, " ", grid->y);
		add_labelled(out, " ", grid->width);
		add_labelled(out, "x", grid->height);
		add_labelled(out, " first ", grid->first_baseline);
		add_labelled(out, " leading ", grid->leading);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < page->items.count; i++) dump_item(out, drawing, &page->items.items[i]);
}

static void dump_node(Text *out, const StructNode *node, NodeId id, int depth) {
	static const char *const SCOPES[] = { "", " scope=row", " scope=column", " scope=both" }, *const LISTS[] = { "", " disc", " decimal" };
	text_format(out, "%*s%s#%d", 2 * depth + 2, "", drawing_role_name(node->role), (int)id);
	add_field(out, "lang", node->lang);
	add_field(out, "title", node->title);
	add_field(out, "alt", node->alt);
	add_field(out, "text", node->actual_text);
	add_field(out, "id", node->id);
	if (node->colspan != 1) text_format(out, " colspan=%d", node->colspan);
	if (node->rowspan != 1) text_format(out, " rowspan=%d", node->rowspan);
	if (node->scope < 4) text_add(out, SCOPES[node->scope]);
	if (node->list_numbering < 3) text_add(out, LISTS[node->list_numbering]);
	if (node->placed_block) text_add(out, " block");
	add_position(out, node->pos);
	text_add_char(out, '\n');
}

/* Down to the first child, else along to the next sibling, else up: no recursion, whatever the depth. */
static void dump_nodes(Text *out, const Drawing *drawing) {
	const StructNode *nodes = drawing->nodes.items;
	text_add(out, "structure\n");
	int depth = 0;
	for (NodeId id = NODE_DOCUMENT; id != NODE_NONE;) {
		dump_node(out, &nodes[id], id, depth);
		if (nodes[id].first_child != NODE_NONE) {
			id = nodes[id].first_child;
			depth++;
			continue;
		}
		while (id != NODE_NONE && nodes[id].next_sibling == NODE_NONE) {
			id = nodes[id].parent;
			depth--;
		}
		if (id != NODE_NONE) id = nodes[id].next_sibling;
	}
}

static void dump_navigation(Text *out, const Drawing *drawing) {
	if (drawing->destinations.count) text_add(out, "destinations\n");
	for (int i = 0; i < drawing->destinations.count; i++) {
		const Destination *destination = &drawing->destinations.items[i];
		text_add(out, "  ");
		add_quoted(out, destination->name, strlen(destination->name));
		if (destination->page < 0) {
			text_add(out, " unplaced\n");
			continue;
		}
		text_format(out, " page %d", destination->page + 1);
		add_labelled(out, " ", destination->x);
		add_labelled(out, " ", destination->y);
		text_add_char(out, '\n');
	}
	if (drawing->outline.count) text_add(out, "outline\n");
	for (int i = 0; i < drawing->outline.count; i++) {
		const OutlineEntry *entry = &drawing->outline.items[i];
		text_format(out, "%*s", 2 * (entry->level < 0 ? 0 : entry->level) + 2, "");
		add_quoted(out, entry->title ? entry->title : "", entry->title ? strlen(entry->title) : 0);
		if (entry->destination >= 0 && entry->destination < drawing->destinations.count)
			add_field(out, "to", drawing->destinations.items[entry->destination].name);
		if (entry->node > NODE_DOCUMENT) text_format(out, " #%d", (int)entry->node);
		text_add_char(out, '\n');
	}
}

void drawing_dump(const Drawing *drawing, Text *out) {
	const DrawingInfo *info = &drawing->info;
	text_add(out, "drawing");
	add_field(out, "title", info->title);
	add_field(out, "author", info->author);
	add_field(out, "subject", info->subject);
	add_field(out, "keywords", info->keywords);
	add_field(out, "lang", info->lang);
	add_field(out, "publisher", info->publisher);
	add_field(out, "identifier", info->identifier);
	for (int i = 0; i < info->creator_count; i++) add_field(out, "creator", info->creators[i]);
	text_format(out, " time=%lld%+d\n", (long long)info->time, info->utc_offset_minutes);
	for (int i = 0; i < drawing->attachment_count; i++) {
		text_add(out, "attachment");
		add_field(out, "name", drawing->attachments[i].name);
		add_field(out, "type", drawing->attachments[i].media_type);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < drawing->pages.count; i++) dump_page(out, drawing, i);
	dump_nodes(out, drawing);
	dump_navigation(out, drawing);
}
