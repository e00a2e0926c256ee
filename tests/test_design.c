/* Layouts that are right: what they come out as. Faults are in test_design_errors.c, the schema in test_design_schema.c. */
#include "test_design_helpers.h"

/* ---- the program's own layouts ---- */

static void compare_golden(Bench *bench, const char *name, const Text *dump) {
	const char *path = file_data_path(bench->arena, arena_format(bench->arena, "tests/data/design/%s.dump", name));
	if (getenv("BANTIN_UPDATE_GOLDEN")) { /* then read the difference in git before it is kept */
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		fwrite(dump->bytes, 1, dump->length, file);
		fclose(file);
	}
	FileMap golden;
	if (!file_map(path, &golden)) fail_msg("%s is missing: make it with BANTIN_UPDATE_GOLDEN=1", path);
	const char *a = dump->bytes, *b = (const char *)golden.bytes, *b_end = b + golden.length;
	for (int line = 1; *a || b < b_end; line++) {
		size_t a_length = strcspn(a, "\n"), b_length = 0;
		while (b + b_length < b_end && b[b_length] != '\n') b_length++;
		if (a_length != b_length || memcmp(a, b, a_length) != 0)
			fail_msg("%s line %d differs:\n  now    %.*s\n  golden %.*s", path, line, (int)a_length, a, (int)b_length, b);
		a += a_length + (a[a_length] == '\n');
		b += b_length + (b + b_length < b_end);
	}
	file_unmap(&golden);
}

static void test_own_layouts_are_clean_and_golden(void **state) {
	Bench *bench = *state;
	DesignName *names;
	int count = design_list(bench->arena, &names, bench->diag);
	assert_true(count >= 2);
	for (int i = 0; i < count; i++) {
		assert_true(i == 0 || strcmp(names[i - 1].name, names[i].name) < 0);
		assert_true(names[i].title[0] && names[i].description[0]);
		Design *design = design_read(bench->arena, names[i].name, (SourcePos){ 0 }, bench->diag);
		if (diag_total(bench->diag)) bench_print(bench);
		assert_int_equal(diag_total(bench->diag), 0);
		assert_non_null(design);
		assert_string_equal(design->name, names[i].name);
		Text dump = { 0 };
		design_dump(design, &dump);
		compare_golden(bench, design->name, &dump);
		text_free(&dump);
	}
}

static void test_own_layouts_set_every_kind_of_text(void **state) {
	static const char *const NAMES[] = {
		"lead", "kicker", "title-lead", "title-second", "title-third", "title-brief", "title-single", "subtitle", "byline", "byline-end",
		"unit", "date", "source", "caption", "caption-lead", "credit", "heading-1", "heading-2", "heading-3", "list", "list-marker",
		"table", "table-head", "table-caption", "quote", "quote-cite", "pull", "box", "box-title", "note", "note-mark", "related-title",
		"related", "verse", "verse-title", "verse-cite", "question", "answer", "imprint", "imprint-name", "imprint-title",
		"contents-title", "contents-section", "contents-entry", "contents-page", "folio", "part", "slogan", "drop-cap", "end-sign"
	}; /* contents-author and side-title: only where a layout shows them */
	Bench *bench = *state;
	DesignName *layouts;
	int count = design_list(bench->arena, &layouts, bench->diag);
	assert_true(count >= 2);
	for (int l = 0; l < count; l++) {
		Design *design = design_read(bench->arena, layouts[l].name, (SourcePos){ 0 }, bench->diag);
		assert_non_null(design);
		for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
			if (design_find_style(design, NAMES[i]) == design->body) fail_msg("%s has no style %s", layouts[l].name, NAMES[i]);
	}
}

static int rows_of(const Design *design) { return (design->height - design->top - design->bottom) / design->leading; }

static void test_own_pages_hold_whole_rows(void **state) {
	Bench *bench = *state;
	Design *bulletin = design_read(bench->arena, "ban-tin", (SourcePos){ 0 }, bench->diag);
	assert_non_null(bulletin);
	assert_int_equal(rows_of(bulletin), 59);
	assert_true(bulletin->height - bulletin->top - bulletin->bottom - 59 * bulletin->leading < LENGTH_POINT); /* nothing to speak of is left over */
	Design *page = design_read(bench->arena, "trang-don", (SourcePos){ 0 }, bench->diag);
	assert_non_null(page);
	assert_int_equal(rows_of(page), 40);
	/* Nghị định 30/2020/NĐ-CP, phụ lục I: margins and size */
	const Length mm = (Length)((int64_t)LENGTH_POINT * 360 / 127);
	assert_in_range(page->top, 20 * mm, 25 * mm + 1);
	assert_in_range(page->bottom, 20 * mm, 25 * mm + 1);
	assert_in_range(page->inside, 30 * mm, 35 * mm + 1);
	assert_in_range(page->outside, 15 * mm, 20 * mm + 1);
	assert_in_range(page->body->size, 13 * LENGTH_POINT, 14 * LENGTH_POINT);
	assert_in_range(page->body->first_indent, 10 * mm, 13 * mm);
}

static void test_fonts_are_listed_once(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, STYLES("<style name='caption' family='Noto Sans'/><style name='credit' family='Noto Sans' size='7pt'/>"
		"<style name='title' weight='bold'/><style name='lead' weight='700'/><style name='pull' width='75%'/><style name='quote' italic='yes'/>"));
	const TextStyle **faces;
	assert_int_equal(design_list_fonts(bench->arena, bench->design, &faces), 5);
	assert_string_equal(faces[0]->name, "body");
	assert_string_equal(faces[1]->name, "caption");
	assert_string_equal(faces[2]->name, "title");
	assert_string_equal(faces[3]->name, "pull");
	assert_string_equal(faces[4]->name, "quote");
}

/* ---- styles ---- */

static void test_styles_fall_back_along_hyphens(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, STYLES("<style name='title'/><style name='title-third'/>"));
	assert_string_equal(design_find_style(design, "title-third")->name, "title-third");
	assert_string_equal(design_find_style(design, "title-second")->name, "title");
	assert_string_equal(design_find_style(design, "title-third-x-y")->name, "title-third");
	assert_string_equal(design_find_style(design, "caption")->name, "body");
	assert_string_equal(design_find_style(design, "titl")->name, "body");
	assert_string_equal(design_find_style(design, "titles")->name, "body");
	assert_string_equal(design_find_style(design, "")->name, "body");
	assert_string_equal(design_find_style(design, "-")->name, "body");
	assert_string_equal(design_find_style(design, "title-")->name, "title");
	assert_ptr_equal(design_find_style(design, "body"), design->body);
}

static void test_body_has_a_value_for_everything(void **state) {
	Bench *bench = *state;
	const TextStyle *body = bench_read_clean(bench, STYLES(""))->body;
	assert_int_equal(body->weight, 400);
	assert_int_equal(body->width, 100);
	assert_int_equal(body->leading, 12 * LENGTH_POINT); /* the grid's */
	assert_int_equal(body->align, ALIGN_JUSTIFY);
	assert_true(colour_equal(body->colour, COLOUR_BLACK));
	assert_true(body->shrink > 0 && body->stretch > 0);
	assert_non_null(body->marker);
}

static void test_kin_take_over_everything(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, "<layout title='T'>" PAGE "<styles>"
		"<style name='title-third' size='13pt' leading='14pt'/>" /* before its kin: order does not matter */
		"<style name='body' family='Noto Serif' size='10pt' align='justify' first-indent='12pt' left='3pt' letter-stretch='2%' marker='–'/>"
		"<style name='title' family='Noto Sans' size='20pt' leading='22pt' align='center' balance='yes' space-after='3pt' figures='lining' caps='upper'/>"
		"<style name='body-first' first-indent='0'/>"
		"<style name='lead' based-on='title' italic='yes'/>"
		"<style name='caption' size='8pt'/>"
		"</styles></layout>");
	const TextStyle *third = bench_style(bench, "title-third"), *first = bench_style(bench, "body-first"), *lead = bench_style(bench, "lead"),
		*caption = bench_style(bench, "caption");
	assert_string_equal(third->family, "Noto Sans");
	assert_int_equal(third->size, 13 * LENGTH_POINT);
	assert_int_equal(third->align, ALIGN_CENTER);
	assert_true(third->balance && third->upper);
	assert_int_equal(third->space_after, 3 * LENGTH_POINT);
	assert_int_equal(third->features, FONT_LNUM);
	assert_int_equal(first->first_indent, 0);
	assert_int_equal(first->left, 3 * LENGTH_POINT);
	assert_int_equal(first->align, ALIGN_JUSTIFY);
	assert_string_equal(lead->family, "Noto Sans");
	assert_int_equal(lead->size, 20 * LENGTH_POINT);
	assert_true(lead->italic);
	/* no kin: the face of the body, not the stand of its paragraphs */
	assert_string_equal(caption->family, "Noto Serif");
	assert_int_equal(caption->leading, 12 * LENGTH_POINT);
	assert_int_equal(caption->align, ALIGN_LEFT);
	assert_int_equal(caption->first_indent, 0);
	assert_int_equal(caption->left, 0);
	assert_int_equal(caption->letter_stretch, 20);
	assert_string_equal(caption->marker, "–");
}

static void test_em_follows_the_size_of_the_child(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, STYLES("<style name='title' size='20pt' leading='1.1em' letter-space='-0.01em' left='1em'/>"
		"<style name='title-lead' size='30pt'/><style name='title-third' size='10pt' leading='13pt' left='2pt'/>"
		"<style name='caption' leading='1.5line' space-before='0.5line'/>"));
	const TextStyle *lead = bench_style(bench, "title-lead"), *third = bench_style(bench, "title-third"), *caption = bench_style(bench, "caption");
	assert_int_equal(bench_style(bench, "title")->leading, length_scale(20 * LENGTH_POINT, 72090, LENGTH_POINT)); /* 1.1 in 1/65536, rounded */
	assert_int_equal(lead->leading, length_scale(30 * LENGTH_POINT, 72090, LENGTH_POINT));
	assert_int_equal(lead->left, 30 * LENGTH_POINT);
	assert_int_equal(lead->letter_space, length_scale(30 * LENGTH_POINT, -655, LENGTH_POINT));
	assert_int_equal(third->leading, 13 * LENGTH_POINT);
	assert_int_equal(third->left, 2 * LENGTH_POINT);
	assert_int_equal(caption->leading, 18 * LENGTH_POINT);
	assert_int_equal(caption->space_before, 6 * LENGTH_POINT);
}

static void test_features_are_switched_one_by_one(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, STYLES("<style name='table' figures='lining-tabular' caps='all-small' ligatures='no'/>"
		"<style name='table-head' figures='oldstyle'/><style name='table-caption' caps='upper' figures='default' position='superior'/>"));
	assert_int_equal(bench_style(bench, "table")->features, FONT_LNUM | FONT_TNUM | FONT_SMCP | FONT_C2SC | FONT_NO_LIGA);
	assert_int_equal(bench_style(bench, "table-head")->features, FONT_ONUM | FONT_SMCP | FONT_C2SC | FONT_NO_LIGA);
	assert_int_equal(bench_style(bench, "table-caption")->features, FONT_SUPS | FONT_NO_LIGA);
	assert_true(bench_style(bench, "table-caption")->upper);
	assert_false(bench_style(bench, "table-head")->upper);
}

static void test_weights_and_percentages(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, STYLES("<style name='title' weight='semibold' width='semicondensed' word-shrink='33.3%' word-stretch='120%' glyph-scale='1.5%'/>"
		"<style name='lead' weight='350' width='62%'/>"));
	const TextStyle *title = bench_style(bench, "title"), *lead = bench_style(bench, "lead");
	assert_int_equal(title->weight, 600);
	assert_int_equal(title->width, 87);
	assert_int_equal(title->shrink, 333);
	assert_int_equal(title->stretch, 1200);
	assert_int_equal(title->glyph_scale, 15);
	assert_int_equal(lead->weight, 350);
	assert_int_equal(lead->width, 62);
}

/* ---- lengths, colours, rules ---- */

static void test_lengths_of_every_unit(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, LAYOUT("<styles>" BODY "</styles>"
		"<photo caption-gap='1.5mm' row-gap='0.5cm' max-height=' 2 in '/><box padding='2line'/><notes rule-length='0'/><contents padding='.5pt'/>"));
	assert_int_equal(design->photo.caption_gap, 278657); /* 1.5 × 360/127 pt */
	assert_int_equal(design->photo.row_gap, 928857);
	assert_int_equal(design->photo.max_height, 144 * LENGTH_POINT);
	assert_int_equal(design->box.padding, 24 * LENGTH_POINT);
	assert_int_equal(design->notes.rule_length, 0);
	assert_int_equal(design->contents.padding, LENGTH_POINT / 2);
}

#define JOB_LAYOUT(print) LAYOUT("<colours><colour name='accent' cmyk='15 100 90 10'/><colour name='ink' spot='PANTONE 3145 C' cmyk='100 10 30 20'/></colours>" \
	print "<styles>" BODY "<style name='title' colour='accent'/><style name='lead' colour='ink 25%'/><style name='date' colour='black 40%'/></styles>")

/* One and two plates: every colour that is read afterwards is made of them. */
static void test_inks_of_the_job(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, JOB_LAYOUT("<print inks='black' marks='crop slug' standard='x1a'/>"));
	assert_int_equal(design->print.inks, PRESS_INKS_BLACK);
	assert_int_equal(design->print.marks, PRESS_MARK_CROP | PRESS_MARK_SLUG);
	assert_int_equal(design->print.standard, PRESS_X1A);
	Colour title = bench_style(bench, "title")->colour, date = bench_style(bench, "date")->colour;
	assert_true(!title.c && !title.m && !title.y && title.k > 5000 && title.k < 9000 && !title.spot);
	assert_true(colour_equal(date, (Colour){ .k = 4000 }));
	design = bench_read_clean(bench, JOB_LAYOUT("<print inks='black spot'/>"));
	assert_string_equal(design->print.spot.spot, "PANTONE 3145 C");
	assert_int_equal(bench_style(bench, "lead")->colour.tint, 2500);
	title = bench_style(bench, "title")->colour; /* red is no grey: it becomes the spot ink */
	assert_string_equal(title.spot, "PANTONE 3145 C");
	design = bench_read_clean(bench, JOB_LAYOUT("<print inks='black accent'/>")); /* a mixed colour as an ink of its own */
	assert_string_equal(bench_style(bench, "title")->colour.spot, "accent");
	assert_int_equal(bench_style(bench, "title")->colour.tint, 10000);
	design = bench_read_clean(bench, JOB_LAYOUT("<print inks='cmyk'/>"));
	assert_true(colour_equal(bench_style(bench, "lead")->colour, (Colour){ .c = 2500, .m = 250, .y = 750, .k = 500 }));
}

static void test_colours_and_tints(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, LAYOUT("<colours><colour name='accent' cmyk='15 100 90 10.5'/><colour name='sea' srgb='#008080'/>"
		"<colour name='ink' spot='PANTONE 3145 C' cmyk='100 10 30 20'/><colour name='dark' srgb='#000000'/></colours><styles>" BODY
		"<style name='title' colour='accent 12%'/><style name='lead' colour='ink 25%'/><style name='pull' colour='sea'/><style name='box' colour='white'/>"
		"<style name='date' colour='black 37.5%'/></styles><box ground='none' frame='0.5pt accent'/><contents ground='black 8%' rule='1pt'/><pull above='none'/>"
		"<table row='0.25pt black 30%'/>"));
	assert_int_equal(design->colours.count, 4);
	assert_true(colour_equal(design->colours.items[0].colour, (Colour){ 1500, 10000, 9000, 1050, NULL, 0 }));
	assert_true(colour_equal(bench_style(bench, "title")->colour, (Colour){ 180, 1200, 1080, 126, NULL, 0 }));
	assert_true(colour_equal(bench_style(bench, "pull")->colour, press_separate_srgb(0, 128, 128)));
	assert_in_range(bench_style(bench, "pull")->colour.c, 7000, 10000);
	assert_true(colour_equal(design->colours.items[3].colour, COLOUR_BLACK));
	Colour lead = bench_style(bench, "lead")->colour;
	assert_string_equal(lead.spot, "PANTONE 3145 C");
	assert_int_equal(lead.tint, 2500);
	assert_int_equal(lead.c, 10000); /* the alternative stays that of the full ink */
	assert_ptr_equal(lead.spot, design->colours.items[2].colour.spot); /* colour_equal compares the pointer */
	assert_true(colour_equal(bench_style(bench, "box")->colour, COLOUR_WHITE));
	assert_int_equal(bench_style(bench, "date")->colour.k, 3750);
	assert_false(design->box.has_ground);
	assert_int_equal(design->box.frame.weight, LENGTH_POINT / 2);
	assert_int_equal(design->box.frame.colour.m, 10000);
	assert_true(design->contents.has_ground);
	assert_int_equal(design->contents.ground.k, 800);
	assert_true(colour_equal(design->contents.rule.colour, COLOUR_BLACK));
	assert_int_equal(design->pull.above.weight, 0);
	assert_int_equal(design->table.row.colour.k, 3000);
}

/* ---- masthead, furniture, articles ---- */

static void test_masthead_and_furniture(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, LAYOUT("<colours><colour name='accent' cmyk='0 100 0 0'/></colours><styles>" BODY
		"<style name='running'/><style name='folio'/></styles>"
		"<masthead><text style='running' ground='accent' bleeds='yes' padding='2pt'>\n  Số   {number}<!-- chú --> [· {month}] </text>"
		"<strip style='running' left='{number}' right='{date-long}'/><rule weight='1pt' colour='accent'/><space height='1line'/><logo height='20mm' align='right'/></masthead>"
		"<furniture><bar pages='left right' from='outside' top='10mm' width='12mm' height='3mm' bleeds='yes'/>"
		"<text pages='all' from='inside' x='14mm' bottom='11mm' style='folio'>{page}</text><logo pages='first' from='center' x='-5mm' top='0' height='5mm'/></furniture>"));
	assert_int_equal(design->masthead.count, 5);
	const StackItem *text = &design->masthead.items[0], *strip = &design->masthead.items[1];
	assert_string_equal(text->text, "Số {number} [· {month}]");
	assert_true(text->has_ground && text->bleeds);
	assert_int_equal(text->ground.m, 10000);
	assert_int_equal(strip->kind, STACK_STRIP);
	assert_string_equal(strip->text, "{number}");
	assert_null(strip->center);
	assert_string_equal(strip->right, "{date-long}");
	assert_int_equal(design->masthead.items[2].height, LENGTH_POINT);
	assert_int_equal(design->masthead.items[3].height, 12 * LENGTH_POINT);
	assert_int_equal(design->masthead.items[4].align, ALIGN_RIGHT);
	const Furniture *bar = &design->furniture.items[0], *folio = &design->furniture.items[1], *logo = &design->furniture.items[2];
	assert_int_equal(bar->kind, FURNITURE_BAR);
	assert_int_equal(bar->pages, PAGE_LEFT | PAGE_RIGHT);
	assert_true(bar->bleeds && !bar->from_bottom);
	assert_true(colour_equal(bar->colour, COLOUR_BLACK));
	assert_int_equal(folio->pages, PAGE_ALL);
	assert_int_equal(folio->from, EDGE_INSIDE);
	assert_true(folio->from_bottom);
	assert_ptr_equal(folio->style, bench_style(bench, "folio"));
	assert_string_equal(folio->text, "{page}");
	assert_true(logo->x < 0);
}

static void test_cover_page(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, LAYOUT("<colours><colour name='accent' cmyk='0 100 0 0'/></colours><styles>" BODY
		"<style name='cover-title'/><style name='cover-line'/><style name='cover-kicker'/></styles><cover-page ground='accent 20%'>"
		"<panel shown='without-photo' column='2' row='3' padding='4mm' align='bottom'><text style='cover-title'>{title}</text><logo height='9mm'/></panel>"
		"<panel ground='white' bleeds='top right' from='bottom'><cover-lines style='cover-line' kicker='{kicker}' kicker-style='cover-kicker' max-entries='4'"
		" rule='1pt accent'>{article}[, trang {page}]</cover-lines></panel></cover-page>"));
	assert_true(design->cover.shown && design->cover.has_ground);
	assert_int_equal(design->cover.ground.m, 2000);
	assert_int_equal(design->cover.panels.count, 2);
	const CoverPanel *first = &design->cover.panels.items[0], *second = &design->cover.panels.items[1];
	assert_int_equal(first->shown, PANEL_WITHOUT_PHOTO);
	assert_int_equal(first->from, PANEL_FROM_TOP);
	assert_int_equal(first->column, 2);
	assert_int_equal(first->columns, 0);
	assert_int_equal(first->row, 3);
	assert_int_equal(first->align, PANEL_BOTTOM);
	assert_int_equal(first->bleeds, 0);
	assert_false(first->has_ground);
	assert_int_equal(first->stack.count, 2);
	assert_int_equal(first->stack.items[1].kind, STACK_LOGO);
	assert_int_equal(second->shown, PANEL_ALWAYS);
	assert_int_equal(second->from, PANEL_FROM_BOTTOM);
	assert_int_equal(second->bleeds, BLEED_TOP | BLEED_RIGHT);
	assert_true(second->has_ground);
	const StackItem *lines = &second->stack.items[0];
	assert_int_equal(lines->kind, STACK_COVER_LINES);
	assert_ptr_equal(lines->style, bench_style(bench, "cover-line"));
	assert_ptr_equal(lines->kicker_style, bench_style(bench, "cover-kicker"));
	assert_string_equal(lines->text, "{article}[, trang {page}]");
	assert_string_equal(lines->kicker, "{kicker}");
	assert_int_equal(lines->max_entries, 4);
	assert_int_equal(lines->rule.weight, LENGTH_POINT);
	design = bench_read_clean(bench, STYLES(""));
	assert_false(design->cover.shown);
}

static void test_side_bar(void **state) {
	Bench *bench = *state;
	assert_false(bench_read_clean(bench, STYLES(""))->side_bar.shown);
	const Design *design = bench_read_clean(bench, LAYOUT("<styles>" BODY "<style name='side-title' weight='bold'/></styles>"
		"<side-bar side='inside' takes='third box imprint' rule='0.5pt black' title-rule='2pt black' ground='black 5%'/>"));
	assert_true(design->side_bar.shown && design->side_bar.has_ground);
	assert_int_equal(design->side_bar.side, EDGE_INSIDE);
	assert_int_equal(design->side_bar.columns, 1);
	assert_int_equal(design->side_bar.takes, SIDE_THIRD | SIDE_BOX | SIDE_IMPRINT);
	assert_int_equal(design->side_bar.title_rule.weight, 2 * LENGTH_POINT);
	assert_int_equal(design->side_bar.title_style->weight, 700);
	/* a layout with fewer columns that extends another keeps some for its text */
	bench_write(bench, "below.xml", LAYOUT("<styles>" BODY "</styles><side-bar/>"), strlen(LAYOUT("<styles>" BODY "</styles><side-bar/>")));
	design = bench_read_clean(bench, "<layout title='N' extends='below.xml'><page columns='1'/></layout>");
	assert_false(design->side_bar.shown);
	design = bench_read_clean(bench, "<layout title='N' extends='below.xml'><side-bar shown='no'/></layout>");
	assert_false(design->side_bar.shown);
}

static void test_looks_have_sensible_values(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, STYLES("<style name='kicker'/><style name='kicker-second'/>"));
	assert_int_equal(design->looks.count, 1); /* none was given */
	assert_int_equal(design->looks.items[0].columns, 2);
	design = bench_read_clean(bench, LAYOUT("<styles>" BODY "<style name='kicker'/><style name='kicker-second'/><style name='title-brief'/></styles>"
		"<articles><article rank='second' columns='1' head='  title   lead ' drop-cap='3'/><article rank='brief' head=''/></articles>"));
	const ArticleLook *second = &design->looks.items[0], *brief = &design->looks.items[1];
	assert_int_equal(second->head_span, 1);
	assert_string_equal(second->head, "title lead");
	assert_string_equal(second->end, "author source endsign");
	assert_true(second->drop_cap);
	assert_int_equal(second->drop_cap_lines, 3);
	assert_string_equal(second->kicker->name, "kicker-second");
	assert_string_equal(second->title->name, "body");
	assert_string_equal(brief->kicker->name, "kicker");
	assert_string_equal(brief->title->name, "title-brief");
	assert_string_equal(brief->head, "");
	assert_int_equal(brief->columns, 2);
	assert_false(brief->drop_cap);
}

static const char *rank_of(const Bench *bench, const char *rank, bool opens, int chars, bool alone) {
	return design_find_look(bench->design, rank, opens, chars, alone)->rank;
}

static void test_look_is_chosen(void **state) {
	Bench *bench = *state;
	bench_read_clean(bench, LAYOUT("<styles>" BODY "</styles><articles><article rank='lead'/><article rank='brief' up-to-chars='500'/>"
		"<article rank='third' up-to-chars='2000'/><article rank='single'/><article rank='second'/></articles>"));
	assert_string_equal(rank_of(bench, NULL, true, 100, false), "lead");
	assert_string_equal(rank_of(bench, NULL, false, 500, false), "brief");
	assert_string_equal(rank_of(bench, NULL, false, 501, false), "third");
	assert_string_equal(rank_of(bench, NULL, false, 2001, false), "second");
	assert_string_equal(rank_of(bench, "second", true, 10, false), "second");
	assert_string_equal(rank_of(bench, "second", true, 10, true), "single");
	assert_string_equal(rank_of(bench, NULL, false, 9, true), "single");
	assert_string_equal(rank_of(bench, "cover", false, 501, false), "third"); /* a rank that the layout does not know */
	bench_read_clean(bench, LAYOUT("<styles>" BODY "</styles><articles><article rank='brief' up-to-chars='500'/><article rank='third' up-to-chars='2000'/></articles>"));
	assert_string_equal(rank_of(bench, NULL, false, 9000, false), "third"); /* too long for all: the roomiest */
	assert_string_equal(rank_of(bench, NULL, true, 9000, true), "third");
	assert_string_equal(rank_of(bench, "lead", false, 100, false), "brief");
	bench_read_clean(bench, LAYOUT("<styles>" BODY "</styles><articles><article rank='single'/></articles>"));
	assert_string_equal(rank_of(bench, "third", false, 9, false), "single");
}

static void test_parts_are_there_when_named(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, STYLES(""));
	assert_false(design->contents.shown);
	assert_false(design->part_head.shown);
	assert_null(design->end_sign.text);
	assert_int_equal(design->contents.column, -1);
	assert_string_equal(design->language, "vi");
	assert_non_null(design->contents.entry_style);
	assert_non_null(design->part_head.style);
	assert_non_null(design->end_sign.style);
	design = bench_read_clean(bench, "<layout title='T' xml:lang='en'>" PAGE "<styles>" BODY "</styles><contents column='2' title=''/><part-head shown='no'/>"
		"<end-sign text=''/><imprint title='' columns='2'/></layout>");
	assert_true(design->contents.shown);
	assert_false(design->part_head.shown);
	assert_int_equal(design->contents.column, 2);
	assert_null(design->contents.title);
	assert_null(design->end_sign.text);
	assert_null(design->imprint.title);
	assert_string_equal(design->language, "en");
}

/* ---- extends ---- */

static void test_extends_lays_over(void **state) {
	Bench *bench = *state;
	static const char BASE[] = LAYOUT("<description>Nền</description><colours><colour name='accent' spot='S' cmyk='0 100 0 0'/><colour name='x' cmyk='0 0 0 50'/></colours>"
		"<styles>" BODY "<style name='title' size='20pt' leading='22pt' weight='bold' colour='accent'/><style name='running'/></styles>"
		"<furniture><text pages='all' from='left' top='9mm' style='running'>A</text><text pages='all' from='left' top='9mm' style='running'>B</text></furniture>"
		"<articles><article rank='lead' columns='2'/><article rank='third' columns='1' up-to-chars='10'/></articles><box padding='3pt' frame='1pt'/><contents title='Mục lục'/>");
	bench_write(bench, "base.xml", BASE, sizeof BASE - 1);
	const Design *design = bench_read_clean(bench, "<layout title='Con' extends='base.xml'><page top='30mm' columns='3'/>"
		"<colours><colour name='accent' cmyk='100 0 0 0'/></colours><styles><style name='title' size='24pt' leading='26pt'/><style name='title-lead' italic='yes'/></styles>"
		"<furniture><text pages='first' from='right' top='8mm' style='running'>C</text></furniture>"
		"<articles><article rank='third' columns='3'/><article rank='second'/></articles><box padding='9pt'/><contents shown='no'/></layout>");
	assert_string_equal(design->title, "Con");
	assert_string_equal(design->name, "layout");
	assert_string_equal(design->description, ""); /* its own, and it has none */
	assert_int_equal(design->columns, 3);
	assert_int_equal(design->leading, 12 * LENGTH_POINT);
	assert_int_equal(design->colours.count, 2);
	assert_true(colour_equal(design->colours.items[0].colour, (Colour){ .c = 10000 })); /* replaced as a whole: no spot left */
	const TextStyle *title = bench_style(bench, "title"), *lead = bench_style(bench, "title-lead");
	assert_int_equal(title->size, 24 * LENGTH_POINT);
	assert_int_equal(title->weight, 700);
	assert_int_equal(title->colour.c, 10000);
	assert_true(lead->italic);
	assert_int_equal(lead->size, 24 * LENGTH_POINT);
	assert_int_equal(design->furniture.count, 1);
	assert_string_equal(design->furniture.items[0].text, "C");
	assert_int_equal(design->looks.count, 3);
	assert_string_equal(design->looks.items[1].rank, "third"); /* in its old place */
	assert_int_equal(design->looks.items[1].columns, 3);
	assert_int_equal(design->looks.items[1].body_chars, 10);
	assert_string_equal(design->looks.items[2].rank, "second");
	assert_int_equal(design->box.padding, 9 * LENGTH_POINT);
	assert_int_equal(design->box.frame.weight, LENGTH_POINT);
	assert_false(design->contents.shown);
	assert_string_equal(design->contents.title, "Mục lục");
	/* places are in the file that says it */
	assert_true(strstr(title->pos.file, "layout.xml") != NULL);
	assert_true(strstr(design->body->pos.file, "base.xml") != NULL);
}

static void test_extends_the_programs_own(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, "<layout title='Xanh' extends='ban-tin'><colours><colour name='accent' cmyk='100 60 0 20'/></colours></layout>");
	assert_int_equal(design->columns, 3);
	assert_int_equal(design_find_style(design, "kicker")->colour.c, 10000);
	assert_int_equal(design_find_style(design, "kicker")->colour.m, 6000);
}

static void test_file_beside_the_publication(void **state) {
	Bench *bench = *state;
	bench_write(bench, "mine.xml", STYLES(""), strlen(STYLES("")));
	SourcePos pos = { bench_path(bench, "issue.xml"), 3, 7 };
	assert_non_null(design_read(bench->arena, "mine.xml", pos, bench->diag));
	assert_non_null(design_read(bench->arena, bench_path(bench, "mine.xml"), pos, bench->diag)); /* already joined */
	assert_int_equal(diag_total(bench->diag), 0);
	assert_null(design_read(bench->arena, "mine.xml", (SourcePos){ 0 }, bench->diag));
}

/* ---- dump ---- */

static void test_dump_shows_every_field(void **state) {
	Bench *bench = *state;
	const Design *design = bench_read_clean(bench, LAYOUT("<colours><colour name='ink' spot='P 1' cmyk='12.5 0 0 0.05'/></colours><styles>" BODY
		"<style name='folio' colour='ink 33.33%' italic='yes' width='75%' caps='small'/></styles>"
		"<furniture><text pages='first opening' from='center' bottom='1pt' style='folio'>{page}</text></furniture>"));
	Text dump = { 0 };
	design_dump(design, &dump);
	assert_non_null(strstr(dump.bytes, "\ncolour ink \"P 1\"-100/c12.5-k0.05\n"));
	assert_non_null(strstr(dump.bytes, "\nstyle folio \"Noto Serif\" 400 75% italic 10.000/12.000 left \"P 1\"-33.33/c12.5-k0.05 smcp hang word"));
	assert_non_null(strstr(dump.bytes, "\nfurniture text pages first+opening from center x 0.000 bottom 1.000 style folio width 0.000 \"{page}\"\n"));
	assert_non_null(strstr(dump.bytes, "\npull above none below none hang 0.000\n"));
	assert_null(strstr(dump.bytes, "cover-page"));
	text_clear(&dump);
	design = bench_read_clean(bench, LAYOUT("<styles>" BODY "<style name='line'/></styles><cover-page ground='black 10%'><panel from='bottom' row='2' rows='5' bleeds='left bottom'>"
		"<cover-lines style='line' kicker='{kicker}'>{article}</cover-lines></panel></cover-page><furniture><logo pages='cover first' from='left' top='0' height='5mm'/></furniture>"));
	design_dump(design, &dump);
	assert_non_null(strstr(dump.bytes, "\ncover-page ground k10\npanel shown always from bottom row 2 column 1 columns 0 rows 5 bleeds bottom+left ground none padding 0.000 align top\n"
		"panel cover-lines style line kicker \"{kicker}\" kicker-style line max-entries 3 columns 0 rule none \"{article}\"\n"));
	assert_non_null(strstr(dump.bytes, "\nfurniture logo pages first+cover from left"));
	assert_non_null(strstr(dump.bytes, "\nside-bar shown no side outside columns 1 takes contents+brief+related+imprint ground none rule none title-rule none\n"));
	text_free(&dump);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)
	const struct CMUnitTest tests[] = {
		TEST(test_own_layouts_are_clean_and_golden), TEST(test_own_layouts_set_every_kind_of_text), TEST(test_own_pages_hold_whole_rows),
		TEST(test_fonts_are_listed_once), TEST(test_styles_fall_back_along_hyphens), TEST(test_body_has_a_value_for_everything),
		TEST(test_kin_take_over_everything), TEST(test_em_follows_the_size_of_the_child), TEST(test_features_are_switched_one_by_one),
		TEST(test_weights_and_percentages), TEST(test_lengths_of_every_unit), TEST(test_colours_and_tints), TEST(test_inks_of_the_job), TEST(test_masthead_and_furniture),
		TEST(test_cover_page), TEST(test_side_bar), TEST(test_looks_have_sensible_values), TEST(test_look_is_chosen), TEST(test_parts_are_there_when_named), TEST(test_extends_lays_over),
		TEST(test_extends_the_programs_own), TEST(test_file_beside_the_publication), TEST(test_dump_shows_every_field),
	};
	return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
