/* The drawing room: pages, structure, destinations by name, and the dump against a golden file. */
#include "test_pdf_support.h"

static void test_nodes_keep_order_of_creation(void **state) {
	(void)state;
	Sample s = open_sample();
	NodeId part = add_node(&s, NODE_DOCUMENT, ROLE_PART), first = add_node(&s, part, ROLE_ART), other = add_node(&s, NODE_DOCUMENT, ROLE_PART);
	NodeId second = add_node(&s, part, ROLE_ART);
	const StructNode *nodes = s.drawing->nodes.items;
	assert_int_equal(nodes[NODE_DOCUMENT].first_child, part);
	assert_int_equal(nodes[NODE_DOCUMENT].last_child, other);
	assert_int_equal(nodes[part].next_sibling, other);
	assert_int_equal(nodes[part].first_child, first);
	assert_int_equal(nodes[first].next_sibling, second);
	assert_int_equal(nodes[second].next_sibling, NODE_NONE);
	assert_int_equal(nodes[second].parent, part);
	assert_int_equal(nodes[first].colspan, 1);
	assert_int_equal(nodes[first].rowspan, 1);
	close_sample(&s);
}

static void test_node_of_nobody_goes_to_the_document(void **state) {
	(void)state;
	Sample s = open_sample();
	assert_int_equal(s.drawing->nodes.items[add_node(&s, NODE_NONE, ROLE_P)].parent, NODE_DOCUMENT);
	assert_int_equal(s.drawing->nodes.items[add_node(&s, 999, ROLE_P)].parent, NODE_DOCUMENT);
	close_sample(&s);
}

static void test_destinations_by_name(void **state) {
	(void)state;
	Sample s = open_sample();
	char name[32];
	assert_int_equal(drawing_find_destination(s.drawing, "bai-0"), -1);
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof name, "bai-%d", i);
		assert_int_equal(drawing_add_destination(s.drawing, name), i);
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof name, "bai-%d", i);
		assert_int_equal(drawing_find_destination(s.drawing, name), i);
		assert_int_equal(drawing_add_destination(s.drawing, name), i);
		assert_int_equal(s.drawing->destinations.items[i].page, -1);
		assert_string_equal(s.drawing->destinations.items[i].name, name); /* its own copy, not our buffer */
	}
	assert_int_equal(drawing_find_destination(s.drawing, "bai"), -1);
	close_sample(&s);
}

static void test_role_names(void **state) {
	(void)state;
	assert_string_equal(drawing_role_name(ROLE_DOCUMENT), "Document");
	assert_string_equal(drawing_role_name(ROLE_H6), "H6");
	assert_string_equal(drawing_role_name(ROLE_LBODY), "LBody");
	assert_string_equal(drawing_role_name(ROLE_BLOCKQUOTE), "BlockQuote");
	assert_string_equal(drawing_role_name((Role)999), "Div");
	for (int role = ROLE_DOCUMENT; role <= ROLE_ASIDE_DIV; role++) assert_non_null(drawing_role_name((Role)role));
}

/* Every kind of line the dump has. Positions are given, not measured: another version of a font changes nothing here. */
static void draw_for_dump(Sample *s) {
	static const GridArea GRIDS[] = { { PT(40), PT(60), PT(240), PT(400), PT(69.5), PT(12.25) } };
	Drawing *d = s->drawing;
	d->info = (DrawingInfo){ .title = "Bản \"tin\"", .author = "A\\B", .lang = "vi", .time = 1364344200, .utc_offset_minutes = 420 };
	drawing_add_page(d, PT(595.276), PT(841.89), PT(8.504));
	drawing_add_page(d, PT(300), PT(200), 0);
	d->pages.items[0].label = "iv";
	d->pages.items[0].grids = GRIDS;
	d->pages.items[0].grid_count = 1;
	NodeId art = add_node(s, NODE_DOCUMENT, ROLE_ART), p = add_node(s, art, ROLE_P), figure = add_node(s, art, ROLE_FIGURE);
	NodeId table = add_node(s, art, ROLE_TABLE), row = add_node(s, table, ROLE_TR), cell = add_node(s, row, ROLE_TH), list = add_node(s, NODE_DOCUMENT, ROLE_L);
	d->nodes.items[art].title = "Hội nghị";
	d->nodes.items[p].lang = "en";
	d->nodes.items[p].actual_text = "một";
	d->nodes.items[figure].alt = "Toàn cảnh";
	d->nodes.items[figure].placed_block = true;
	d->nodes.items[cell].scope = 2;
	d->nodes.items[cell].colspan = 2;
	d->nodes.items[cell].rowspan = 3;
	d->nodes.items[cell].id = "th-1";
	d->nodes.items[list].list_numbering = 1;
	Setting body = { .font = find_font(s, "Liberation Serif", 400, false), .size = PT(9.25), .colour = COLOUR_BLACK };
	add_rect(s, 0, ARTIFACT_BACKGROUND, -PT(8.504), 0, PT(612.284), PT(30), (Colour){ .c = 1500, .m = 10000, .y = 9005, .k = 1050 });
	add_rect(s, 0, ARTIFACT_LAYOUT, PT(40), PT(50), PT(500), PT(0.5), (Colour){ .c = 2000, .spot = "PANTONE 485 C", .tint = 8000 });
	add_line(s, 0, p, PT(40), PT(69.5), body, "Hội nghị Tổng kết");
	DrawItem *text = &d->pages.items[0].items.items[2];
	text->width = PT(80.125);
	text->u.text.joins_next = true;
	body.letter_space = PT(0.25);
	body.scale = 990;
	body.colour = COLOUR_WHITE;
	body.space_at_end = true;
	add_line(s, 0, NODE_NONE, PT(40), PT(820), body, "trang");
	d->pages.items[0].items.items[3].width = PT(20);
	d->pages.items[0].items.items[3].artifact = ARTIFACT_FOOTER;
	add_photo(s, 0, figure, data_path("picture/exif_6.jpg"), PT(40), PT(100), PT(120), PT(80))->u.picture.image_x = PT(30);
	add_photo(s, 0, figure, NULL, PT(40), PT(200), PT(120), PT(80));
	int placed = drawing_add_destination(d, "hoi-nghi");
	d->destinations.items[placed] = (Destination){ d->destinations.items[placed].name, 1, PT(40), PT(60) };
	drawing_add_destination(d, "nowhere");
	add_link(s, 0, p, PT(40), PT(60), PT(80), PT(12), "https://example.org/", -1);
	add_link(s, 1, p, PT(40), PT(60), PT(80), PT(12), NULL, placed);
	*vector_push(s->arena, &d->outline) = (OutlineEntry){ "Hội nghị", 0, placed, art };
	*vector_push(s->arena, &d->outline) = (OutlineEntry){ "Không nơi", 1, -1, NODE_NONE };
}

static void test_dump_is_golden(void **state) {
	(void)state;
	Sample s = open_sample();
	Text dump = { 0 };
	draw_for_dump(&s);
	drawing_dump(s.drawing, &dump);
	const char *golden = data_path("pdf/drawing.dump");
	if (getenv("BANTIN_UPDATE_GOLDEN")) { /* look at the difference, then commit it */
		FILE *file = fopen(golden, "w");
		assert_non_null(file);
		fwrite(dump.bytes, 1, dump.length, file);
		fclose(file);
	}
	FileMap map;
	if (!file_map(golden, &map)) fail_msg("%s is not there", golden);
	Text wanted = { 0 };
	text_add_bytes(&wanted, map.bytes, map.length);
	file_unmap(&map);
	assert_string_equal(dump.bytes, wanted.bytes);
	text_free(&wanted);
	text_free(&dump);
	close_sample(&s);
}

static void test_dump_of_a_long_chain(void **state) {
	(void)state;
	Sample s = open_sample();
	NodeId node = NODE_DOCUMENT;
	for (int i = 0; i < 2000; i++) node = add_node(&s, node, ROLE_DIV);
	add_node(&s, NODE_DOCUMENT, ROLE_P);
	Text dump = { 0 };
	drawing_dump(s.drawing, &dump);
	assert_int_equal(count_of(dump.bytes, "Div#"), 2000);
	assert_has(dump.bytes, "\n    P#2001"); /* back at the first level */
	text_free(&dump);
	close_sample(&s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nodes_keep_order_of_creation),
		cmocka_unit_test(test_node_of_nobody_goes_to_the_document),
		cmocka_unit_test(test_destinations_by_name),
		cmocka_unit_test(test_role_names),
		cmocka_unit_test(test_dump_is_golden),
		cmocka_unit_test(test_dump_of_a_long_chain),
	};
	return cmocka_run_group_tests(tests, open_tests, close_tests);
}
