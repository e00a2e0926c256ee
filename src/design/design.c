#include "design/design.h"
#include <string.h>

static const ArticleLook *find_rank(const Design *design, const char *rank) {
	for (int i = 0; rank && i < design->looks.count; i++)
		if (strcmp(design->looks.items[i].rank, rank) == 0) return &design->looks.items[i];
	return NULL;
}

const ArticleLook *design_find_look(const Design *design, const char *rank, bool opens, int body_chars, bool alone) {
	const ArticleLook *found = NULL;
	if (alone) found = find_rank(design, "single");
	if (!found) found = find_rank(design, rank);
	if (!found && (opens || alone)) found = find_rank(design, "lead");
	const ArticleLook *longest = NULL; /* when all have a limit */
	for (int i = 0; !found && i < design->looks.count; i++) {
		const ArticleLook *look = &design->looks.items[i];
		if (strcmp(look->rank, "single") == 0 || strcmp(look->rank, "lead") == 0) continue;
		if (!look->body_chars || body_chars <= look->body_chars) found = look;
		if (!longest || look->body_chars > longest->body_chars) longest = look;
	}
	return found ? found : longest ? longest : &design->looks.items[0];
}

static bool same_face(const TextStyle *a, const TextStyle *b) {
	return a->weight == b->weight && a->width == b->width && a->italic == b->italic && strcmp(a->family, b->family) == 0;
}

int design_list_fonts(Arena *arena, const Design *design, const TextStyle ***out) {
	const TextStyle **faces = ARENA_ARRAY(arena, const TextStyle *, design->styles.count + 1);
	int count = 0;
	for (int i = 0; i < design->styles.count; i++) {
		int at = 0;
		while (at < count && !same_face(faces[at], design->styles.items[i])) at++;
		if (at == count) faces[count++] = design->styles.items[i];
	}
	*out = faces;
	return count;
}
