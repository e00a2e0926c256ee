/* Photos that come in CMYK keep their numbers, so what they lay on the paper was settled by whoever separated them. */
#include "preflight/inspection.h"
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "picture/convert_picture.h"

/* Areas count and not single pixels: a few hundred pixels across are enough, and what decoding and scaling add is allowed for. */
enum { SIDE = 400, MOST = 400, TOLERANCE = 5, LEAST_SHARE = 1, PEAK = 200 /* one part of so many is the darkest */ };

static void count_inks(const ConvertedPicture *made, int limit, PhotoInks *out) {
	uint64_t counts[MOST + 1] = { 0 }, pixels = (uint64_t)made->width * (uint64_t)made->height, over = 0, darkest = 0;
	for (const unsigned char *at = made->bytes, *end = at + 4 * pixels; at < end; at += 4) counts[((unsigned)at[0] + at[1] + at[2] + at[3]) * 100 / 255]++;
	for (int percent = limit + TOLERANCE; percent <= MOST; percent++) over += counts[percent];
	out->share = (int)(over * 100 / pixels);
	out->most = MOST;
	while (out->most > 0 && (darkest += counts[out->most]) * PEAK < pixels) out->most--;
}

static const PhotoInks *measure(Inspection *inspection, const Picture *picture, SourcePos pos) {
	for (int i = 0; i < inspection->photo_inks.count; i++)
		if (strcmp(inspection->photo_inks.items[i].picture->path, picture->path) == 0) return &inspection->photo_inks.items[i];
	PhotoInks *inks = vector_push(inspection->arena, &inspection->photo_inks);
	*inks = (PhotoInks){ .picture = picture };
	const PictureWish wish = { .space = PICTURE_AS_IS, .width = SIDE, .height = SIDE, .flatten = true, .paper = { 255, 255, 255 }, .coding = PICTURE_CODE_RAW };
	ConvertedPicture made;
	if (!picture_convert(inspection->arena, picture, &wish, pos, NULL, &made)) return inks; /* whoever writes it will say so */
	if (made.components == 4 && made.bits == 8) count_inks(&made, inspection->rules->ink_limit / 100, inks);
	picture_close_converted(&made);
	return inks;
}

void preflight_check_photo_inks(Inspection *inspection, const DrawItem *item) {
	const Picture *picture = item->u.picture.picture;
	const PreflightRules *rules = inspection->rules;
	if (picture->components != 4 || !rules->ink_limit || rules->severity[PREFLIGHT_PHOTO_INK] == PREFLIGHT_OFF) return;
	const PhotoInks *inks = measure(inspection, picture, item->pos);
	if (inks->share < LEAST_SHARE) return;
	Found *found = inspection_add(inspection, PREFLIGHT_PHOTO_INK, inspection_pos_key(item->pos, 0), item->pos, box_of_item(item));
	if (!found) return;
	found->message = arena_format(inspection->arena, _("The photo %s: %d %% of its area has more ink than the %d %% that the press bears, up to %d %%."),
		file_name(picture->path), inks->share, rules->ink_limit / 100, inks->most);
	found->hint = _("Ask for the photo in RGB, as it was before it was separated: then it is separated for this press. Or have it separated anew, to this limit.");
}
