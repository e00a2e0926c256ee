#include "list_resources.h"
#include "base/message.h"
#include "base/text.h"
#include "design/design.h"

static int find_layouts(Arena *arena, const ConvertOptions *options, DesignName **out, Diag *diag) {
	if (!options->layout) return design_list(arena, out, diag);
	*out = ARENA_NEW(arena, DesignName);
	(*out)->name = options->layout;
	return 1;
}

int list_layouts(Conversion *run) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	DesignName *names;
	int count = design_list(arena, &names, diag);
	for (int i = 0; i < count; i++) {
		printf("%-12s  %s\n", names[i].name, names[i].title ? names[i].title : "");
		if (names[i].description) printf("%-12s  %s\n", "", names[i].description);
		printf("%-12s  %s\n", "", names[i].path);
	}
	int status = convert_report(run, diag);
	diag_close(diag);
	arena_close(arena);
	return status;
}

static void print_missing(const char *letters) {
	enum { A_FONT_OF_SIGNS = 100 }; /* of 134 in two cases */
	int count = 0;
	for (const char *at = letters; *at; at++) count += ((unsigned char)*at & 0xC0) != 0x80;
	if (count > A_FONT_OF_SIGNS) printf(_("        for signs only: it has no Vietnamese letters\n"));
	else if (count) printf(_("        lacks: %s\n"), letters);
}

static void list_fonts_of_layout(Arena *arena, FontSet *fonts, const Design *design, Diag *diag) {
	const TextStyle **styles;
	int count = design_list_fonts(arena, design, &styles);
	printf("%s\n", design->name);
	for (int i = 0; i < count; i++) {
		const TextStyle *style = styles[i];
		FontQuery query = { .family = style->family, .weight = style->weight, .width = style->width, .italic = style->italic };
		const Font *font = font_find(fonts, query, style->pos, diag);
		const char *missing = font_missing_vietnamese(arena, font);
		printf("    %s %d", style->family, style->weight);
		if (style->width != 100) printf(" %d%%", style->width);
		if (style->italic) printf(" %s", _("italic"));
		printf("  →  %s  %s", font_postscript_name(font), font_file(font));
		if (font_is_house(font)) printf("  (%s)", _("house font"));
		putchar('\n');
		print_missing(missing);
	}
}

static void list_families(Arena *arena, const FontSet *fonts) {
	const char *const *families;
	int count = font_list_families(arena, fonts, &families);
	printf("\n%s\n", _("families at hand"));
	for (int i = 0; i < count; i++) printf("    %s\n", families[i]);
}

int list_fonts(Conversion *run) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	DesignName *names;
	run->fonts = font_open_set(run->options->system_fonts, diag);
	int status = run->fonts ? STATUS_FINE : STATUS_SURROUNDINGS;
	int count = run->fonts ? find_layouts(arena, run->options, &names, diag) : 0;
	for (int i = 0; i < count; i++) {
		const Design *design = design_read(arena, names[i].path ? names[i].path : names[i].name, (SourcePos){ 0 }, diag);
		if (design) list_fonts_of_layout(arena, run->fonts, design, diag);
	}
	if (run->fonts && !run->options->layout) list_families(arena, run->fonts);
	int reported = convert_report(run, diag);
	diag_close(diag);
	arena_close(arena);
	return status > reported ? status : reported;
}
