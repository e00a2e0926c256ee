/* Colour spaces of inks: spot inks, all plates at once, duotones; and the press's profile. */
#include "pdf/pdf_writer.h"

void pdf_add_inks(Text *out, Colour colour) {
	const uint16_t inks[4] = { colour.c, colour.m, colour.y, colour.k };
	for (int i = 0; i < 4; i++) {
		if (i) text_add_char(out, ' ');
		pdf_add_decimal(out, inks[i] > 10000 ? 10000 : inks[i], 4);
	}
}

static PdfId put_space(PdfWriter *w, Text *body) {
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_body(w->file, id, body);
	text_free(body);
	return id;
}

static void add_separation(Text *out, const char *name, Colour full) {
	text_add(out, "[/Separation");
	pdf_add_name(out, name);
	text_add(out, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[");
	pdf_add_inks(out, full);
	text_add(out, "]/N 1>>]");
}

/* A spot ink is a Separation; where the ink is not at hand, its CMYK amounts are mixed in proportion to the tint. An ink of one
 * name has one alternative in the whole file (ISO 15930-7, 6.4): the first that is met. */
int pdf_use_spot(PdfWriter *w, Colour colour) {
	for (int i = 0; i < w->spots.count; i++) if (strcmp(w->spots.items[i].name, colour.spot) == 0) return i;
	Text body = { 0 };
	add_separation(&body, colour.spot, colour);
	*vector_push(w->arena, &w->spots) = (SpotUse){ colour.spot, put_space(w, &body) };
	return w->spots.count - 1;
}

/* Black and the spot ink, one over the other: their CMYK is the spot's in proportion, its black and the black plate together as
 * dots that fall at random: k + s - k s. The stack of the function: black spot -> c m y k. */
static PdfId use_black_and_spot(PdfWriter *w) {
	if (w->black_and_spot) return w->black_and_spot;
	Colour spot = w->job->spot;
	PdfId function = pdf_reserve_id(w->file);
	Text code = { 0 }, body = { 0 };
	text_add(&code, "{");
	const uint16_t inks[4] = { spot.c, spot.m, spot.y, spot.k };
	for (int i = 0; i < 4; i++) {
		text_add(&code, i < 3 ? " dup " : " ");
		pdf_add_decimal(&code, inks[i], 4);
		text_add(&code, i < 3 ? " mul exch" : " mul");
	}
	text_add(&code, " 4 index exch 1 index 1 index mul sub add 5 -1 roll pop }");
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddNumber(dict, "FunctionType", 4);
	pdf_dict_add_raw(dict, "Domain", "[0 1 0 1]");
	pdf_dict_add_raw(dict, "Range", "[0 1 0 1 0 1 0 1]");
	PdfPiece piece = { code.bytes, code.length };
	pdf_put_stream(w->file, function, dict, &piece, 1);
	text_free(&code);

	text_add(&body, "[/DeviceN[/Black");
	pdf_add_name(&body, spot.spot);
	text_add(&body, "]/DeviceCMYK ");
	pdf_add_reference(&body, function);
	text_add(&body, "<<"); /* which plate is whose: NChannel where PDF knows it (1.6; ISO 32000-1, 8.6.6.5) */
	if (!w->traits.pdf14) text_add(&body, "/Subtype/NChannel/Process<</ColorSpace/DeviceCMYK/Components[/Cyan/Magenta/Yellow/Black]>>");
	text_add(&body, "/Colorants<<");
	pdf_add_name(&body, spot.spot);
	text_add_char(&body, ' ');
	int index = pdf_use_spot(w, spot); /* may move the list */
	pdf_add_reference(&body, w->spots.items[index].id);
	text_add(&body, ">>>>]");
	return w->black_and_spot = put_space(w, &body);
}

/* What marks are drawn in, all its components full: every plate of the job and no other, so that a job of two inks does not make a
 * printing house look for what is on the plates of cyan, magenta and yellow. */
void pdf_set_registration(PdfWriter *w, Text *out) {
	const bool one = w->job->inks == PRESS_INKS_BLACK, two = w->job->inks == PRESS_INKS_BLACK_AND_SPOT;
	text_add(out, two ? "/R CS 1 1 SCN " : "/R CS 1 SCN ");
	if (two) w->registration = use_black_and_spot(w);
	if (w->registration) return;
	Text body = { 0 };
	add_separation(&body, one ? "Black" : "All", one ? COLOUR_BLACK : (Colour){ 10000, 10000, 10000, 10000, NULL, 0 });
	w->registration = put_space(w, &body);
}

/* A grey photo needs no second copy of its pixels: its values are looked up among 256 pairs of inks, or colours of the screen. */
static PdfId put_duotone(PdfWriter *w) {
	DuotoneStep steps[256];
	unsigned char table[256 * 3];
	bool press = w->traits.press;
	press_make_duotone(steps);
	for (int i = 0; i < 256; i++) {
		if (press) {
			table[2 * i] = (unsigned char)((steps[i].black * 255 + 5000) / 10000);
			table[2 * i + 1] = (unsigned char)((steps[i].spot * 255 + 5000) / 10000);
			continue;
		}
		ScreenColour screen = press_show_duotone(w->job, steps[i]);
		table[3 * i] = (unsigned char)((screen.r * 255 + 500) / 1000);
		table[3 * i + 1] = (unsigned char)((screen.g * 255 + 500) / 1000);
		table[3 * i + 2] = (unsigned char)((screen.b * 255 + 500) / 1000);
	}
	PdfId base = press ? use_black_and_spot(w) : pdf_use_srgb(w);
	Text body = { 0 };
	text_add(&body, press ? "[/Indexed " : "[/Indexed[/ICCBased ");
	pdf_add_reference(&body, base);
	text_add(&body, press ? " 255" : "]255");
	pdf_add_byte_string(&body, table, press ? 512 : 768);
	text_add_char(&body, ']');
	return put_space(w, &body);
}

void pdf_add_duotone_space(PdfWriter *w, Text *out) {
	if (!w->duotone) w->duotone = put_duotone(w);
	pdf_add_reference(out, w->duotone);
}

/* Deflated at most once, however many files a run writes. */
PdfId pdf_use_output_profile(PdfWriter *w) {
	PressProfile *profile = w->profile;
	if (!profile->deflated) {
		size_t length;
		const unsigned char *bytes = pdf_deflate(w->file, profile->map.bytes, profile->map.length, &length);
		press_keep_deflated(profile, bytes, length);
	}
	PdfId id = pdf_reserve_id(w->file);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddNumber(dict, "N", 4);
	HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
	PdfPiece piece = { profile->deflated, profile->deflated_length };
	pdf_put_stream(w->file, id, dict, &piece, 1);
	return id;
}
