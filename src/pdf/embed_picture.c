/* Photos. A JPEG's bytes go from the mapped file to the output as they are, and so do a PNG's where PDF knows its form; other
 * PNGs are decoded and deflated anew. What has far more pixels than its largest place asks for, is of another format, or must be
 * of other inks, goes through picture_convert. Each photo is in the file once, however often it is shown. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/run_helper.h"
#include "pdf/deflate_samples.h"
#include "pdf/make_profile.h"
#include "pdf/pdf_writer.h"

/* ---- colour spaces ---- */

/* A stream, once for equal profiles. */
static PdfId use_profile(PdfWriter *w, const void *bytes, size_t length, int components) {
	uint64_t hash = bytes_hash(bytes, length);
	for (int i = 0; i < w->profiles.count; i++)
		if (w->profiles.items[i].hash == hash && w->profiles.items[i].length == length) return w->profiles.items[i].id;
	PdfId id = pdf_reserve_id(w->file);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddNumber(dict, "N", components);
	pdf_put_deflated(w->file, id, dict, bytes, length);
	*vector_push(w->arena, &w->profiles) = (ProfileUse){ hash, length, id };
	return id;
}

PdfId pdf_use_srgb(PdfWriter *w) {
	if (w->srgb) return w->srgb;
	Text profile = { 0 };
	pdf_make_srgb_profile(w->traits.pdf14 ? PROFILE_V2 : PROFILE_V4, &profile);
	w->srgb = use_profile(w, profile.bytes, profile.length, 3);
	text_free(&profile);
	return w->srgb;
}

/* A PNG that states a gamma of its own and no profile: the calibrated spaces of PDF say the same (ISO 32000-1, 8.6.5.2). */
static bool add_calibrated_space(Text *out, const Picture *picture) {
	enum { GAMMA_22 = 45455, NEAR = 1000 };
	if (picture->format != PICTURE_PNG || picture->srgb || picture->gamma <= 0 || abs(picture->gamma - GAMMA_22) < NEAR) return false;
	int64_t gamma = INT64_C(100000) * 100000 / picture->gamma;
	text_add(out, picture->components == 1 ? "[/CalGray<</WhitePoint[.95047 1 1.08883]/Gamma " : "[/CalRGB<</WhitePoint[.95047 1 1.08883]/Gamma[");
	for (int i = 0; i < (picture->components == 1 ? 1 : 3); i++) {
		if (i) text_add_char(out, ' ');
		pdf_add_decimal(out, gamma, 5);
	}
	text_add(out, picture->components == 1 ? ">>]" : "]/Matrix[.41239 .21264 .01933 .35758 .71517 .11919 .18048 .07219 .95053]>>]");
	return true;
}

static void add_profile_space(Text *out, PdfId profile) {
	text_add(out, "[/ICCBased ");
	pdf_add_reference(out, profile);
	text_add_char(out, ']');
}

/* The photo's own profile; 0 when the file may not hold it. A phone's Display P3 is of version 4, but a matrix with curves, which
 * version 2 can say as well. */
static PdfId use_own_profile(PdfWriter *w, const Picture *picture) {
	enum { VERSION = 8 };
	const unsigned char *icc;
	size_t length;
	if (!picture_read_icc(w->arena, picture, &icc, &length)) return 0;
	if (!w->traits.pdf14 || icc[VERSION] < 4) return use_profile(w, icc, length, picture->components);
	Text lowered = { 0 };
	PdfId id = pdf_lower_profile(icc, length, &lowered) ? use_profile(w, lowered.bytes, lowered.length, picture->components) : 0;
	text_free(&lowered);
	if (!id) {
		diag_add(w->diag, SEVERITY_WARNING, "photo-profile", (SourcePos){ .file = picture->path },
			_("The colour profile of this photo cannot stand in PDF/A-1; its colours may look a little different there."));
		diag_hint(w->diag, _("Save the photo as sRGB, or choose another level: --archive-level 2a."));
	}
	return id;
}

/* What a coated press would print, by the profile that the program carries. */
static void add_press_space(PdfWriter *w, Text *out) {
	PressProfile *coated = press_open_profile("coated", (SourcePos){ 0 }, w->diag);
	if (coated) add_profile_space(out, use_profile(w, coated->map.bytes, coated->map.length, 4));
	else text_add(out, "/DeviceCMYK"); /* recorded */
	press_close_profile(coated);
}

/* The photo's own profile when it has one. Without one: RGB is sRGB; grey is the black ink on a press, whatever profile it has, and the
 * grey of the output intent in an archive; CMYK keeps its numbers on a press, and in an archive is what a coated press would print. */
static void add_colour_space(PdfWriter *w, Text *out, const Picture *picture) {
	bool keep_numbers = picture->components != 3 && (w->traits.press || w->photo_colours == PRESS_PHOTOS_GREY);
	if (w->photo_colours == PRESS_PHOTOS_DUOTONE) {
		pdf_add_duotone_space(w, out);
		return;
	}
	PdfId profile = !keep_numbers && picture->has_icc ? use_own_profile(w, picture) : 0;
	if (profile) add_profile_space(out, profile);
	else if (!keep_numbers && add_calibrated_space(out, picture)) return;
	else if (picture->components == 3) add_profile_space(out, pdf_use_srgb(w));
	else if (picture->components == 1) text_add(out, "/DeviceGray");
	else if (w->traits.press) text_add(out, "/DeviceCMYK");
	else add_press_space(w, out);
}

/* ---- image dictionaries ---- */

static HPDF_Dict make_image(PdfWriter *w, int width, int height, int bits) {
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "XObject");
	HPDF_Dict_AddName(dict, "Subtype", "Image");
	HPDF_Dict_AddNumber(dict, "Width", width);
	HPDF_Dict_AddNumber(dict, "Height", height);
	HPDF_Dict_AddNumber(dict, "BitsPerComponent", bits);
	return dict;
}

/* Rows that PNG's filters went over. */
static void add_predictor(HPDF_Dict dict, int channels, int bits, int width) {
	pdf_dict_add_raw(dict, "DecodeParms", "<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>", channels, bits, width);
}

/* The ranges of the file that are kept; ICC segments are not, when the profile is a stream of its own. */
static void put_ranges(PdfWriter *w, PdfId id, HPDF_Dict dict, const PictureBytes *bytes) {
	PdfPiece *pieces = ARENA_ARRAY(w->arena, PdfPiece, bytes->range_count + 1);
	int count = 0;
	for (int i = 0; i < bytes->range_count; i++)
		if (!bytes->ranges[i].icc) pieces[count++] = (PdfPiece){ bytes->map.bytes + bytes->ranges[i].offset, bytes->ranges[i].length };
	pdf_put_stream(w->file, id, dict, pieces, count);
}

static bool embed_jpeg(PdfWriter *w, PdfId id, const Picture *picture) {
	PictureBytes bytes;
	if (!picture_open_bytes(w->arena, picture, &bytes)) return false;
	HPDF_Dict dict = make_image(w, picture->stored_width, picture->stored_height, picture->bits);
	HPDF_Dict_AddName(dict, "Filter", "DCTDecode");
	if (picture->colour_transform >= 0) pdf_dict_add_raw(dict, "DecodeParms", "<</ColorTransform %d>>", picture->colour_transform);
	if (picture->inverted) pdf_dict_add_raw(dict, "Decode", "[1 0 1 0 1 0 1 0]");
	add_colour_space(w, pdf_dict_begin_raw(dict, "ColorSpace"), picture);
	put_ranges(w, id, dict, &bytes);
	picture_close_bytes(&bytes);
	return true;
}

static bool add_indexed_space(PdfWriter *w, Text *out, const Picture *picture) {
	unsigned char rgb[768];
	int count = picture_read_palette(picture, rgb);
	if (count < 1) return false;
	text_add(out, "[/Indexed ");
	add_colour_space(w, out, picture);
	text_format(out, " %d", count - 1);
	pdf_add_byte_string(out, rgb, (size_t)count * 3);
	text_add_char(out, ']');
	return true;
}

static bool embed_png_bytes(PdfWriter *w, PdfId id, const Picture *picture) {
	PictureBytes bytes;
	Text space = { 0 };
	if (picture->palette) {
		if (!add_indexed_space(w, &space, picture)) return false;
	} else {
		add_colour_space(w, &space, picture);
	}
	bool fine = picture_open_bytes(w->arena, picture, &bytes);
	if (fine) {
		HPDF_Dict dict = make_image(w, picture->stored_width, picture->stored_height, picture->bits);
		HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
		add_predictor(dict, picture->palette ? 1 : picture->components, picture->bits, picture->stored_width);
		text_add_bytes(pdf_dict_begin_raw(dict, "ColorSpace"), space.bytes, space.length);
		put_ranges(w, id, dict, &bytes);
		picture_close_bytes(&bytes);
	}
	text_free(&space);
	return fine;
}

static void put_samples(PdfWriter *w, PdfId id, HPDF_Dict dict, const unsigned char *samples, int width, int height, int channels, int bits) {
	size_t length;
	unsigned char *filtered = pdf_filter_samples(samples, width, height, channels, bits, &length);
	add_predictor(dict, channels, bits, width);
	pdf_put_deflated(w->file, id, dict, filtered, length);
	free(filtered);
}

/* Print has no use for more than 8 bits a channel, and PDF 1.4 does not know them: 16 become 8, rounded. */
static void narrow_samples(unsigned char *samples, size_t *length) {
	*length /= 2;
	for (size_t i = 0; i < *length; i++) samples[i] = (unsigned char)(((samples[2 * i] << 8 | samples[2 * i + 1]) * 255u + 32767u) / 65535u);
}

/* PDF/A-1 and PDF/X-1a know no transparency (ISO 19005-1, 6.4; ISO 15930-4, 6.13): the photo is laid on white paper. */
static void lay_on_white(PictureSamples *samples) {
	size_t pixels = (size_t)samples->width * (size_t)samples->height, channels = (size_t)samples->components;
	for (size_t i = 0; i < pixels; i++) {
		unsigned alpha = samples->alpha[i];
		unsigned char *pixel = samples->colour + i * channels;
		for (size_t c = 0; c < channels; c++) pixel[c] = (unsigned char)((pixel[c] * alpha + 255 * (255 - alpha) + 127) / 255);
	}
	free(samples->alpha);
	samples->alpha = NULL;
}

static bool embed_samples(PdfWriter *w, PdfId id, PictureUse *use) {
	const Picture *picture = use->picture;
	PictureSamples samples;
	if (!picture_read_samples(picture, &samples)) return false;
	if (w->photos.eight_bits && samples.bits == 16) {
		narrow_samples(samples.colour, &samples.colour_length);
		if (samples.alpha) narrow_samples(samples.alpha, &samples.alpha_length);
		samples.bits = 8;
	}
	if (w->photos.flatten && samples.alpha) lay_on_white(&samples);
	HPDF_Dict dict = make_image(w, samples.width, samples.height, samples.bits);
	add_colour_space(w, pdf_dict_begin_raw(dict, "ColorSpace"), picture);
	if (samples.alpha) {
		PdfId mask = pdf_reserve_id(w->file);
		HPDF_Dict mask_dict = make_image(w, samples.width, samples.height, samples.bits);
		HPDF_Dict_AddName(mask_dict, "ColorSpace", "DeviceGray");
		put_samples(w, mask, mask_dict, samples.alpha, samples.width, samples.height, 1, samples.bits);
		pdf_dict_add_reference(w->file, dict, "SMask", mask);
		use->soft_mask = true;
	}
	put_samples(w, id, dict, samples.colour, samples.width, samples.height, samples.components, samples.bits);
	picture_free_samples(&samples);
	return true;
}

/* ---- photos that are converted ---- */

/* A stream that picture_convert made, as an image. */
static void add_stream_coding(HPDF_Dict dict, const ConvertedPicture *made) {
	if (made->coding == PICTURE_CODE_BEST) {
		HPDF_Dict_AddName(dict, "Filter", "DCTDecode");
		if (made->inverted) pdf_dict_add_raw(dict, "Decode", "[1 0 1 0 1 0 1 0]");
		return;
	}
	HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
	add_predictor(dict, made->components, made->bits, made->width);
}

static void add_converted_space(PdfWriter *w, Text *out, const Picture *picture, const ConvertedPicture *made) {
	if (made->own_profile || w->photo_colours == PRESS_PHOTOS_DUOTONE) add_colour_space(w, out, picture);
	else if (made->components == 3) add_profile_space(out, pdf_use_srgb(w));
	else text_add(out, made->components == 1 ? "/DeviceGray" : "/DeviceCMYK");
}

static PdfId put_mask(PdfWriter *w, const ConvertedPicture *made) {
	PdfId id = pdf_reserve_id(w->file);
	HPDF_Dict dict = make_image(w, made->width, made->height, made->bits);
	HPDF_Dict_AddName(dict, "ColorSpace", "DeviceGray");
	HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
	add_predictor(dict, 1, made->bits, made->width);
	pdf_put_stream(w->file, id, dict, &(PdfPiece){ made->alpha, made->alpha_length }, 1);
	return id;
}

static void put_converted(PdfWriter *w, PdfId id, PictureUse *use, const ConvertedPicture *made) {
	HPDF_Dict dict = make_image(w, made->width, made->height, made->bits);
	add_stream_coding(dict, made);
	add_converted_space(w, pdf_dict_begin_raw(dict, "ColorSpace"), use->picture, made);
	if (made->alpha) {
		pdf_dict_add_reference(w->file, dict, "SMask", put_mask(w, made));
		use->soft_mask = true;
	}
	pdf_put_stream(w->file, id, dict, &(PdfPiece){ made->bytes, made->length }, 1);
}

static bool is_passed_through(const Picture *picture) { return picture->format == PICTURE_JPEG || picture_png_is_passthrough(picture); }

/* What cannot go into the file as it is, or with the samples that libpng gives here. */
static bool must_convert(const PdfWriter *w, const Picture *picture) {
	enum { SAMPLES_MAX = 32 << 20 }; /* bytes; more are decoded row by row */
	if (picture->format != PICTURE_JPEG && picture->format != PICTURE_PNG) return true;
	if (w->photos.space == PICTURE_GREY && picture->components != 1) return true;
	if (w->photos.space == PICTURE_SRGB && (picture->components != 3 || picture->has_icc)) return true;
	if (w->photos.space == PICTURE_CMYK && picture->components == 3) return true;
	int64_t bytes = (int64_t)picture->width * picture->height * (picture->components + picture->alpha) * (picture->bits == 16 ? 2 : 1);
	return !is_passed_through(picture) && !picture->interlaced && bytes > SAMPLES_MAX;
}

/* How many pixels of the upright photo its largest place asks for; false when it has not many more, or is nothing that gains by
 * having fewer: a line drawing of one bit is sharp by its pixels alone, and a palette's are few bytes already. */
static bool choose_pixels(const PdfWriter *w, const PictureUse *use, int *width, int *height) {
	enum { SMALL_FILE = 64 * 1024 }; /* not worth starting bantin-photo for */
	const Picture *picture = use->picture;
	*width = *height = 0;
	if (w->photos.target_ppi <= 0 || use->widest <= 0 || use->highest <= 0 || picture->palette || picture->bits < 8) return false;
	if (picture->file_size < SMALL_FILE && !must_convert(w, picture)) return false;
	const int64_t inch = 72 * (int64_t)LENGTH_POINT;
	int64_t across = ((int64_t)use->widest * w->photos.target_ppi + inch - 1) / inch, down = ((int64_t)use->highest * w->photos.target_ppi + inch - 1) / inch;
	if (2 * (int64_t)picture->width <= 3 * across || 2 * (int64_t)picture->height <= 3 * down) return false;
	/* the axis that needs more pixels decides */
	if (across * picture->height >= down * picture->width) *width = (int)(across > 0 ? across : 1);
	else *height = (int)(down > 0 ? down : 1);
	return true;
}

/* What CMYK without a profile looks like, when it is to become grey for a screen. */
static PressProfile *open_usual_press(PdfWriter *w, const PictureUse *use) {
	bool needed = w->photos.space == PICTURE_GREY && use->picture->components == 4 && !w->photos.profile;
	return needed ? press_open_profile("coated", (SourcePos){ 0 }, w->diag) : NULL;
}

/* Whether the photo is converted at all, and with how many pixels at most. Nobody sees the pixels of a file that is only checked:
 * there, what is merely too large stays so. */
static bool choose_conversion(const PdfWriter *w, const PictureUse *use, int *width, int *height) {
	bool smaller = choose_pixels(w, use, width, height);
	return must_convert(w, use->picture) || (smaller && !w->options->only_check);
}

static void begin(PdfWriter *w, PictureUse *use, int width, int height) {
	PressProfile *usual = open_usual_press(w, use);
	PictureWish wish = { .space = w->photos.space, .intent = w->photos.intent, .profile = w->photos.profile, .profile_length = w->photos.profile_length,
		.width = width, .height = height, .flatten = w->photos.flatten, .paper = { 255, 255, 255 }, .deep = !w->photos.eight_bits };
	if (usual) {
		wish.profile = usual->map.bytes;
		wish.profile_length = usual->map.length;
	}
	use->conversion = ARENA_NEW(w->arena, PictureConversion);
	picture_begin_conversion(w->arena, use->picture, &wish, use->conversion);
	press_close_profile(usual);
	w->pictures_running++;
}

/* Photos are met in the order of w->pictures: those that come next are worked on while one is written, as many as there are
 * processors; four of the largest HEIC are what a small machine's memory holds. */
static void begin_next(PdfWriter *w) {
	enum { AHEAD_MAX = 4 };
	const int most = helper_count_at_once(AHEAD_MAX);
	for (; w->pictures_running < most && w->pictures_begun < w->pictures.count; w->pictures_begun++) {
		PictureUse *use = w->pictures.items[w->pictures_begun];
		int width, height;
		if (!use->tried && choose_conversion(w, use, &width, &height)) begin(w, use, width, height);
	}
}

static bool convert(PdfWriter *w, PdfId id, PictureUse *use, SourcePos pos, Diag *diag) {
	ConvertedPicture made;
	bool good = picture_finish_conversion(w->arena, use->conversion, pos, diag, &made);
	/* A file with the photo as it is would be another one, and would stay, when there is room again. */
	if (!good) w->hindered = picture_report_surroundings(w->arena, use->conversion, pos, diag ? NULL : w->diag) || w->hindered;
	use->failure = use->conversion->failure;
	use->conversion = NULL;
	w->pictures_running--;
	begin_next(w);
	if (good) put_converted(w, id, use, &made);
	picture_close_converted(&made);
	return good;
}

void pdf_cancel_pictures(PdfWriter *w) {
	for (int i = 0; i < w->pictures.count; i++)
		if (w->pictures.items[i]->conversion) picture_cancel_conversion(w->pictures.items[i]->conversion);
}

/* ---- each photo once ---- */

static bool embed_bytes(PdfWriter *w, PdfId id, PictureUse *use) {
	if (use->picture->format == PICTURE_JPEG) return embed_jpeg(w, id, use->picture);
	bool spread = w->photo_colours == PRESS_PHOTOS_DUOTONE && use->picture->bits < 8; /* its table has 256 steps */
	if (picture_png_is_passthrough(use->picture) && !spread) return embed_png_bytes(w, id, use->picture);
	return embed_samples(w, id, use);
}

/* It was to be made smaller and could not be. */
static void warn_of_size(PdfWriter *w, const PictureUse *use, SourcePos pos) {
	const char *name = file_name(use->picture->path);
	if (use->failure && strcmp(use->failure, "large") == 0) {
		diag_add(w->diag, SEVERITY_WARNING, "photo-too-large", pos, _("The photo %s has too many pixels to be made smaller here, so it stands in the file as it is, which grows by it."), name);
		diag_hint(w->diag, _("Open it, make it smaller, and save it as an ordinary JPEG: a whole A3 page needs no more than 4961 by 3508 pixels."));
		return;
	}
	diag_add(w->diag, SEVERITY_WARNING, "photo-damaged", pos, _("The photo %s could not be made smaller for printing, so it stands in the file as it is: its pixels may be damaged."), name);
	diag_hint(w->diag, _("Look at it on the page; if something is wrong, copy it again from where it came from."));
}

/* False when the photo is left out, which has been recorded. */
static bool embed(PdfWriter *w, PdfId id, PictureUse *use, SourcePos pos) {
	int width, height;
	if (choose_conversion(w, use, &width, &height)) {
		bool must = must_convert(w, use->picture);
		if (!use->conversion) begin(w, use, width, height);
		if (convert(w, id, use, pos, must ? w->diag : NULL)) return true;
		if (must || w->hindered) return false;
		warn_of_size(w, use, pos);
	}
	if (embed_bytes(w, id, use)) return true;
	diag_add(w->diag, SEVERITY_ERROR, "photo-unreadable", pos, _("The photo %s can no longer be read, or its pixels are damaged."), use->picture->path);
	diag_hint(w->diag, _("Open it in a photo program and save it anew; a marked frame stands in its place."));
	return false;
}

PhotoRules pdf_choose_photo_rules(const PdfWriter *w) {
	static const PictureSpace SPACES[] = { [PRESS_PHOTOS_KEEP] = PICTURE_AS_IS, [PRESS_PHOTOS_CMYK] = PICTURE_CMYK, [PRESS_PHOTOS_GREY] = PICTURE_GREY, [PRESS_PHOTOS_DUOTONE] = PICTURE_GREY };
	PhotoRules rules = { .space = SPACES[w->photo_colours],
		.intent = w->job->intent == PRESS_INTENT_PERCEPTUAL ? PICTURE_PERCEPTUAL : PICTURE_COLORIMETRIC, .target_ppi = w->options->photo_ppi, .flatten = w->traits.pdf14,
		.eight_bits = w->traits.pdf14 || w->traits.press || w->photo_colours == PRESS_PHOTOS_DUOTONE };
	if (w->profile) {
		rules.profile = w->profile->map.bytes;
		rules.profile_length = w->profile->map.length;
	}
	return rules;
}

static void grow_index(PdfWriter *w) {
	uint32_t size = w->picture_mask ? (w->picture_mask + 1) * 2 : 64;
	w->picture_slots = ARENA_ARRAY(w->arena, PictureUse *, size);
	w->picture_mask = size - 1;
	for (int i = 0; i < w->pictures.count; i++) {
		uint32_t slot = (uint32_t)w->pictures.items[i]->path_hash & w->picture_mask;
		while (w->picture_slots[slot]) slot = (slot + 1) & w->picture_mask;
		w->picture_slots[slot] = w->pictures.items[i];
	}
}

static PictureUse *find_use(PdfWriter *w, const Picture *picture) {
	if ((uint32_t)w->pictures.count * 2 >= w->picture_mask) grow_index(w);
	uint64_t hash = bytes_hash(picture->path, strlen(picture->path));
	uint32_t slot = (uint32_t)hash & w->picture_mask;
	for (PictureUse *use; (use = w->picture_slots[slot]); slot = (slot + 1) & w->picture_mask)
		if (use->path_hash == hash && strcmp(use->picture->path, picture->path) == 0) return use;
	PictureUse *use = w->picture_slots[slot] = ARENA_NEW(w->arena, PictureUse);
	*use = (PictureUse){ .picture = picture, .path_hash = hash, .index = w->pictures.count };
	*vector_push(w->arena, &w->pictures) = use;
	return use;
}

void pdf_plan_pictures(PdfWriter *w) {
	for (int p = 0; p < w->drawing->pages.count; p++) {
		const DrawnPage *page = &w->drawing->pages.items[p];
		for (int i = 0; i < page->items.count; i++) {
			const DrawItem *item = &page->items.items[i];
			if (item->kind != DRAW_PICTURE || !item->u.picture.picture || item->width <= 0 || item->height <= 0) continue;
			PictureUse *use = find_use(w, item->u.picture.picture);
			if (item->u.picture.image_width > use->widest) use->widest = item->u.picture.image_width;
			if (item->u.picture.image_height > use->highest) use->highest = item->u.picture.image_height;
		}
	}
	begin_next(w);
}

PictureUse *pdf_use_picture(PdfWriter *w, const Picture *picture, SourcePos pos) {
	PictureUse *use = find_use(w, picture);
	if (use->tried) return use;
	use->tried = true;
	PdfId id = pdf_reserve_id(w->file);
	if (embed(w, id, use, pos)) use->id = id;
	return use;
}
