/* The reading of layout files. */
#include "fuzz.h"
#include <string.h>
#include "base/text.h"
#include "design/design.h"

const char *const fuzz_name = "design";
const char *const fuzz_seeds[] = { "layouts", NULL };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
	(void)argc; (void)argv;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	Arena *arena = arena_open();
	Diag *diag = diag_open();
	Design *design = design_read(arena, fuzz_put("bo-cuc.xml", data, size), (SourcePos){ 0 }, diag);
	PROMISE(design || fuzz_has_errors(diag));
	if (design) {
		Text dump = { 0 };
		const TextStyle **styles;
		static const char *const RANKS[] = { "lead", "second", "third", "brief", "single" };
		design_dump(design, &dump);
		PROMISE(utf8_valid(dump.bytes ? dump.bytes : "", dump.length));
		text_free(&dump);
		design_list_fonts(arena, design, &styles);
		PROMISE(design_find_style(design, "title-third") && design_find_style(design, "no-such-style"));
		for (int i = 0; i < 5; i++) PROMISE(design_find_look(design, RANKS[i], i == 0, i * 700, i == 4));
		PROMISE(design_find_look(design, NULL, false, 100000, false));
	}
	diag_close(diag);
	arena_close(arena);
	return 0;
}
