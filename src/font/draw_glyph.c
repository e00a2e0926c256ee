/* Outlines of glyphs, for drawings of pages that carry no fonts. */
#include <hb.h>
#include "font/font_set.h"

typedef struct Drawer { const GlyphPen *pen; void *user; } Drawer;

/* Coordinates of a damaged face may be anything: what lies beyond 16 bits either way is cut there, which no sound face reaches. */
static int32_t round_unit(float value) {
	enum { FARTHEST = 65536 };
	if (!(value > -FARTHEST)) return -FARTHEST; /* also what is no number */
	if (value > FARTHEST) return FARTHEST;
	return (int32_t)(value < 0 ? value - 0.5f : value + 0.5f);
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user_data) {
	(void)funcs, (void)state, (void)user_data;
	const Drawer *drawer = data;
	drawer->pen->move(drawer->user, round_unit(x), round_unit(y));
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user_data) {
	(void)funcs, (void)state, (void)user_data;
	const Drawer *drawer = data;
	drawer->pen->line(drawer->user, round_unit(x), round_unit(y));
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x, float y, void *user_data) {
	(void)funcs, (void)state, (void)user_data;
	const Drawer *drawer = data;
	drawer->pen->quadratic(drawer->user, round_unit(x1), round_unit(y1), round_unit(x), round_unit(y));
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x, float y,
		void *user_data) {
	(void)funcs, (void)state, (void)user_data;
	const Drawer *drawer = data;
	drawer->pen->cubic(drawer->user, round_unit(x1), round_unit(y1), round_unit(x2), round_unit(y2), round_unit(x), round_unit(y));
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user_data) {
	(void)funcs, (void)state, (void)user_data;
	const Drawer *drawer = data;
	drawer->pen->close(drawer->user);
}

static hb_draw_funcs_t *make_functions(void) {
	hb_draw_funcs_t *functions = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(functions, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(functions, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(functions, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(functions, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(functions, close_path, NULL, NULL);
	hb_draw_funcs_make_immutable(functions);
	return functions;
}

void font_draw_glyph(const Font *font, uint32_t glyph, const GlyphPen *pen, void *user) {
	if (!font->set->draw_functions) font->set->draw_functions = make_functions();
	Drawer drawer = { pen, user };
	if (glyph >= font->glyph_count) return;
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(font->hb, glyph, font->set->draw_functions, &drawer);
#else
	hb_font_get_glyph_shape(font->hb, glyph, font->set->draw_functions, &drawer);
#endif
}
