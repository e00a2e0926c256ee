/* The logical structure (ISO 32000-1, 14.7 and 14.8): one element for each node that has content, itself or below it.
 *
 * Order. A node's children come in the order in which they were made, which is the reading order whatever the columns did. Where
 * a node has content of its own between its children, that content comes in the order of drawing: before the first child that
 * was drawn later. Notes do not count in this, for they are drawn at the foot: each is read where it was made. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "pdf/pdf_writer.h"
#include "pdf/table_headers.h"

typedef struct Structure {
	PdfWriter *w;
	const StructNode *nodes;
	int count;
	int32_t *first_mark;     /* nodes: the first mark in or below it; INT32_MAX when it has none */
	int32_t *own_mark;       /* nodes: the first mark of its own; -1 when none */
	uint8_t *roles;          /* nodes: the role to be written; headings stand one below the other without a gap */
	Text body;
} Structure;

static PdfId element_id(const PdfWriter *w, NodeId node) { return w->node_first + (PdfId)w->node_kept[node] - 1; }
static bool is_kept(const Structure *s, NodeId node) { return s->w->node_kept[node] != 0; }

/* ---- which nodes have content ---- */

static void chain_marks(Structure *s) {
	PdfWriter *w = s->w;
	int32_t *last = ARENA_ARRAY(w->arena, int32_t, s->count);
	for (int i = 0; i < s->count; i++) {
		s->first_mark[i] = INT32_MAX;
		s->own_mark[i] = -1;
	}
	for (int i = 0; i < w->marks.count; i++) {
		NodeId node = w->marks.items[i].node;
		if (s->own_mark[node] < 0) s->own_mark[node] = s->first_mark[node] = i;
		else w->marks.items[last[node]].next = i;
		last[node] = i;
	}
	/* a node is made after its parent: from the last to the first, each has been told by all below it */
	for (int i = s->count; i-- > 1;) {
		NodeId parent = s->nodes[i].parent;
		if (s->first_mark[i] < s->first_mark[parent]) s->first_mark[parent] = s->first_mark[i];
	}
}

/* An element without content says nothing and is left out; but an empty cell holds its place in the table. */
static void number_nodes(Structure *s) {
	PdfWriter *w = s->w;
	int32_t kept = 0;
	w->node_kept = ARENA_ARRAY(w->arena, int32_t, s->count);
	for (int i = 0; i < s->count; i++) {
		const StructNode *node = &s->nodes[i];
		bool cell = node->role == ROLE_TD || node->role == ROLE_TH || node->role == ROLE_TR;
		if (s->first_mark[i] != INT32_MAX || i == NODE_DOCUMENT || (cell && w->node_kept[node->parent])) w->node_kept[i] = ++kept;
	}
	w->node_first = pdf_reserve_ids(w->file, (uint32_t)kept);
}

/* Headings in reading order begin at H1 and go down by one at most (ISO 14289-1, 7.4.2), whatever the source and the layout leave
 * out: each becomes as deep as it lies among the headings that are open above it. */
static void settle_headings(Structure *s) {
	int open[6], depth = 0; /* the levels of the source that are open */
	s->roles = ARENA_ARRAY(s->w->arena, uint8_t, s->count);
	for (NodeId node = NODE_DOCUMENT; node != NODE_NONE;) {
		Role role = s->nodes[node].role;
		s->roles[node] = (uint8_t)role;
		if (is_kept(s, node) && role >= ROLE_H1 && role <= ROLE_H6) {
			int level = (int)(role - ROLE_H1);
			while (depth && open[depth - 1] >= level) depth--;
			open[depth] = level; /* each is deeper than the one before: never more than six */
			s->roles[node] = (uint8_t)(ROLE_H1 + depth++);
		}
		NodeId next = s->nodes[node].first_child;
		for (NodeId up = node; next == NODE_NONE && up != NODE_DOCUMENT; up = s->nodes[up].parent) next = s->nodes[up].next_sibling;
		node = next;
	}
}

/* ---- children ---- */

static void add_mark(Structure *s, const ContentMark *mark, int page) {
	Text *body = &s->body;
	if (mark->mcid >= 0 && mark->page == page) {
		pdf_add_integer(body, mark->mcid);
		return;
	}
	text_add(body, mark->mcid >= 0 ? "<</Type/MCR" : "<</Type/OBJR");
	if (mark->page != page || mark->mcid < 0) {
		text_add(body, "/Pg ");
		pdf_add_reference(body, pdf_page_id(s->w, mark->page));
	}
	if (mark->mcid >= 0) {
		text_add(body, "/MCID ");
		pdf_add_integer(body, mark->mcid);
	} else {
		text_add(body, "/Obj ");
		pdf_add_reference(body, mark->annotation);
	}
	text_add(body, ">>");
}

static int add_marks_before(Structure *s, int32_t *mark, int32_t limit, int page, int count) {
	for (; *mark >= 0 && *mark < limit; *mark = s->w->marks.items[*mark].next) {
		if (count++) text_add_char(&s->body, ' ');
		add_mark(s, &s->w->marks.items[*mark], page);
	}
	return count;
}

/* "/K[...]" */
static void add_kids(Structure *s, NodeId node, int page) {
	int count = 0;
	int32_t mark = s->own_mark[node];
	text_add(&s->body, "/K[");
	for (NodeId child = s->nodes[node].first_child; child != NODE_NONE; child = s->nodes[child].next_sibling) {
		if (!is_kept(s, child)) continue;
		if (s->nodes[child].role != ROLE_NOTE) count = add_marks_before(s, &mark, s->first_mark[child], page, count);
		if (count++) text_add_char(&s->body, ' ');
		pdf_add_reference(&s->body, element_id(s->w, child));
	}
	add_marks_before(s, &mark, INT32_MAX, page, count);
	text_add_char(&s->body, ']');
}

/* ---- attributes (14.8.5) ---- */

static void add_string(Text *body, const char *key, const char *text) {
	if (!text || !text[0]) return;
	text_add(body, key);
	pdf_add_text_string(body, text, strlen(text));
}

static const char *node_id_text(const Structure *s, NodeId node) {
	const StructNode *item = &s->nodes[node];
	if (item->id && item->id[0]) return item->id;
	/* PDF/UA wants an ID for each note (ISO 14289-1, 7.9) */
	return item->role == ROLE_NOTE ? arena_format(s->w->arena, "note-%d", (int)node) : NULL;
}

static void add_cell_attributes(Structure *s, NodeId node, const TableHeaders *headers) {
	static const char *const SCOPES[] = { "", "/Scope/Row", "/Scope/Column", "/Scope/Both" };
	const StructNode *item = &s->nodes[node];
	const char *scope = item->role == ROLE_TH && item->scope < 4 ? SCOPES[item->scope] : "";
	int header_count = 0;
	const NodeId *list = table_find_headers(headers, node, &header_count);
	if (!scope[0] && item->colspan <= 1 && item->rowspan <= 1 && !header_count) return;
	text_add(&s->body, "/A<</O/Table");
	text_add(&s->body, scope);
	if (item->colspan > 1) text_format(&s->body, "/ColSpan %d", item->colspan);
	if (item->rowspan > 1) text_format(&s->body, "/RowSpan %d", item->rowspan);
	for (int i = 0; i < header_count; i++) {
		if (!i) text_add(&s->body, "/Headers[");
		pdf_add_byte_string(&s->body, s->nodes[list[i]].id, strlen(s->nodes[list[i]].id));
	}
	text_add(&s->body, header_count ? "]>>" : ">>");
}

/* The figure's box on its first page: the union of what is drawn of it there. */
static bool find_box(const Structure *s, NodeId node, int page, LengthSum box[4]) {
	const DrawnPage *drawn = &s->w->drawing->pages.items[page];
	bool found = false;
	for (int i = 0; i < drawn->items.count; i++) {
		const DrawItem *item = &drawn->items.items[i];
		if (item->node != node || item->kind == DRAW_TEXT || item->kind == DRAW_LINK) continue;
		LengthSum left = item->x, top = item->y, right = left + item->width, bottom = top + item->height;
		if (!found || left < box[0]) box[0] = left;
		if (!found || bottom > box[1]) box[1] = bottom;
		if (!found || right > box[2]) box[2] = right;
		if (!found || top < box[3]) box[3] = top;
		found = true;
	}
	return found;
}

static void add_figure_attributes(Structure *s, NodeId node, int page) {
	LengthSum box[4];
	if (page < 0 || !find_box(s, node, page, box)) return;
	const DrawnPage *drawn = &s->w->drawing->pages.items[page];
	LengthSum bleed = pdf_trim_offset(s->w, drawn);
	text_add(&s->body, "/A<</O/Layout/BBox[");
	for (int i = 0; i < 4; i++) {
		if (i) text_add_char(&s->body, ' ');
		pdf_add_decimal(&s->body, pdf_round_points(i % 2 ? (LengthSum)drawn->height - box[i] + bleed : box[i] + bleed), 3);
	}
	text_add(&s->body, s->nodes[node].placed_block ? "]/Placement/Block>>" : "]>>");
}

static void add_attributes(Structure *s, NodeId node, int page, const TableHeaders *headers) {
	static const char *const NUMBERINGS[] = { "", "/A<</O/List/ListNumbering/Disc>>", "/A<</O/List/ListNumbering/Decimal>>" };
	switch (s->nodes[node].role) {
	case ROLE_TH: case ROLE_TD: add_cell_attributes(s, node, headers); break;
	case ROLE_L: text_add(&s->body, s->nodes[node].list_numbering < 3 ? NUMBERINGS[s->nodes[node].list_numbering] : ""); break;
	case ROLE_FIGURE: add_figure_attributes(s, node, page); break;
	default: break;
	}
}

static void write_element(Structure *s, NodeId node, PdfId root, const TableHeaders *headers) {
	PdfWriter *w = s->w;
	const StructNode *item = &s->nodes[node];
	/* the page of its own content; what lies on another page says so itself */
	int page = s->own_mark[node] >= 0 ? w->marks.items[s->own_mark[node]].page : -1;
	Text *body = &s->body;
	text_clear(body);
	text_format(body, "<</Type/StructElem/S/%s/P ", drawing_role_name((Role)s->roles[node]));
	pdf_add_reference(body, node == NODE_DOCUMENT ? root : element_id(w, item->parent));
	if (page >= 0) {
		text_add(body, "/Pg ");
		pdf_add_reference(body, pdf_page_id(w, page));
	}
	add_kids(s, node, page);
	add_string(body, "/T", item->title);
	add_string(body, "/Lang", item->lang);
	add_string(body, "/Alt", item->alt);
	add_string(body, "/ActualText", item->actual_text);
	const char *id = node_id_text(s, node);
	if (id) {
		text_add(body, "/ID");
		pdf_add_byte_string(body, id, strlen(id));
	}
	add_attributes(s, node, page, headers);
	text_add(body, ">>");
	pdf_put_body(w->file, element_id(w, node), body);
}

/* ---- number and name trees ---- */

typedef struct TreeLeaf { PdfId id; int64_t low, high; } TreeLeaf;

/* "which element owns this marked content": keys are the pages, then the link annotations (14.7.4.4). */
static PdfId write_parent_tree(Structure *s) {
	enum { LEAF = 32 };
	PdfWriter *w = s->w;
	VECTOR(TreeLeaf) leaves = { 0 };
	Text *body = &s->body;
	int in_leaf = 0, mark = 0, pages = w->drawing->pages.count, total = pages + w->annotation_nodes.count;
	text_clear(body);
	for (int key = 0; key < total; key++) {
		Text *out = body;
		if (key < pages) {
			while (mark < w->marks.count && w->marks.items[mark].page < key) mark++;
			int count = 0;
			for (; mark < w->marks.count && w->marks.items[mark].page == key; mark++) {
				if (w->marks.items[mark].mcid < 0) continue;
				if (!count) text_format(out, "%s%d[", in_leaf ? " " : "<</Nums[", key);
				if (count++) text_add_char(out, ' ');
				pdf_add_reference(out, element_id(w, w->marks.items[mark].node));
			}
			if (!count) continue;
			text_add_char(out, ']');
		} else {
			text_format(out, "%s%d ", in_leaf ? " " : "<</Nums[", key);
			pdf_add_reference(out, element_id(w, w->annotation_nodes.items[key - pages]));
		}
		if (!in_leaf) *vector_push(w->arena, &leaves) = (TreeLeaf){ pdf_reserve_id(w->file), key, key };
		leaves.items[leaves.count - 1].high = key;
		if (++in_leaf < LEAF) continue;
		text_format(body, "]/Limits[%d %d]>>", (int)leaves.items[leaves.count - 1].low, key);
		pdf_put_body(w->file, leaves.items[leaves.count - 1].id, body);
		text_clear(body);
		in_leaf = 0;
	}
	if (in_leaf) {
		TreeLeaf *last = &leaves.items[leaves.count - 1];
		text_format(body, "]/Limits[%d %d]>>", (int)last->low, (int)last->high);
		pdf_put_body(w->file, last->id, body);
	}
	text_clear(body);
	text_add(body, leaves.count ? "<</Kids[" : "<</Nums[");
	for (int i = 0; i < leaves.count; i++) {
		if (i) text_add_char(body, ' ');
		pdf_add_reference(body, leaves.items[i].id);
	}
	text_add(body, "]>>");
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_body(w->file, id, body);
	return id;
}

typedef struct NamedNode { const char *name; NodeId node; } NamedNode;

static int by_name(const void *left, const void *right) {
	const NamedNode *a = left, *b = right;
	int order = strcmp(a->name, b->name);
	return order ? order : (a->node > b->node) - (a->node < b->node); /* the first of equals stays */
}

static void add_id(Text *body, const char *name) { pdf_add_byte_string(body, name, strlen(name)); }

/* Leaves of a few dozen: PDF/A-1 allows no array of more than 8191 (ISO 19005-1, 6.1.12), and a book has thousands of table heads. */
static PdfId write_id_tree(Structure *s) {
	enum { LEAF = 64 };
	PdfWriter *w = s->w;
	VECTOR(NamedNode) named = { 0 };
	for (NodeId node = 0; node < s->count; node++) {
		const char *id = is_kept(s, node) ? node_id_text(s, node) : NULL;
		if (id) *vector_push(w->arena, &named) = (NamedNode){ id, node };
	}
	if (!named.count) return 0;
	qsort(named.items, (size_t)named.count, sizeof *named.items, by_name);
	int count = 1; /* each name once */
	for (int i = 1; i < named.count; i++) if (strcmp(named.items[i].name, named.items[count - 1].name) != 0) named.items[count++] = named.items[i];
	Text *body = &s->body, kids = { 0 };
	text_add(&kids, "<</Kids[");
	for (int first = 0; first < count; first += LEAF) {
		int end = first + LEAF < count ? first + LEAF : count;
		text_clear(body);
		text_add(body, "<</Names[");
		for (int i = first; i < end; i++) {
			add_id(body, named.items[i].name);
			pdf_add_reference(body, element_id(w, named.items[i].node));
		}
		text_add(body, "]/Limits[");
		add_id(body, named.items[first].name);
		add_id(body, named.items[end - 1].name);
		text_add(body, "]>>");
		PdfId leaf = pdf_reserve_id(w->file);
		pdf_put_body(w->file, leaf, body);
		if (first) text_add_char(&kids, ' ');
		pdf_add_reference(&kids, leaf);
	}
	text_add(&kids, "]>>");
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_body(w->file, id, &kids);
	text_free(&kids);
	return id;
}

/* ---- what an archive must have ---- */

/* A figure without a description is no bar to keeping the copy, but the copy may not call itself accessible then. */
static void check_descriptions(Structure *s) {
	PdfWriter *w = s->w;
	if (!w->traits.pdfa_part) return;
	for (NodeId node = 0; node < s->count; node++) {
		const StructNode *item = &s->nodes[node];
		if (item->role != ROLE_FIGURE || !is_kept(s, node) || (item->alt && item->alt[0]) || (item->actual_text && item->actual_text[0])) continue;
		w->traits.pdfua = false;
		if (w->traits.pdfa_conformance == 'A') w->traits.pdfa_conformance = w->traits.pdfa_part == 1 ? 'B' : 'U';
		if (diag_raise(w->diag, "alt-missing", item->pos, SEVERITY_ERROR)) continue; /* said when it was read, as a warning */
		diag_add(w->diag, SEVERITY_ERROR, "alt-missing", item->pos,
			_("This photo has no description, so the archive copy cannot be certified as accessible."));
		diag_hint(w->diag, _("Say in alt=\"…\" what the photo shows, for readers who cannot see it."));
	}
}

void pdf_write_structure(PdfWriter *w) {
	Structure s = { .w = w, .nodes = w->drawing->nodes.items, .count = w->drawing->nodes.count };
	s.first_mark = ARENA_ARRAY(w->arena, int32_t, s.count);
	s.own_mark = ARENA_ARRAY(w->arena, int32_t, s.count);
	chain_marks(&s);
	number_nodes(&s);
	settle_headings(&s);
	check_descriptions(&s);
	PdfId root = pdf_reserve_id(w->file);
	TableHeaders headers = { .nodes = s.nodes, .arena = w->arena };
	bool mapped = false;
	for (NodeId node = 0; node < s.count; node++) {
		if (!w->node_kept[node]) continue;
		if (s.nodes[node].role == ROLE_TABLE) table_read(&headers, node);
		mapped |= s.nodes[node].role == ROLE_ASIDE_DIV;
		write_element(&s, node, root, &headers);
	}
	PdfId parents = write_parent_tree(&s), ids = write_id_tree(&s);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "StructTreeRoot");
	pdf_dict_add_raw(dict, "K", "[%u 0 R]", (unsigned)element_id(w, NODE_DOCUMENT));
	pdf_dict_add_reference(w->file, dict, "ParentTree", parents);
	HPDF_Dict_AddNumber(dict, "ParentTreeNextKey", w->drawing->pages.count + w->annotation_nodes.count);
	if (ids) pdf_dict_add_reference(w->file, dict, "IDTree", ids);
	if (mapped) pdf_dict_add_raw(dict, "RoleMap", "<</Aside/Div>>");
	pdf_put_dict(w->file, root, dict);
	w->structure = root;
	text_free(&s.body);
}
