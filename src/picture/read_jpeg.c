/* Reads a JPEG marker by marker up to EOI (ISO/IEC 10918-1, annex B), without decoding it. On the way it notes which
 * segments are to be published: what a decoder needs, JFIF (10918-5), Adobe's APP14 and the ICC chunks; never EXIF, XMP, IPTC,
 * comments or previews, which tell where a photo was taken, by whom, and what it showed before it was cropped. */
#include <string.h>
#include "base/message.h"
#include "picture/jpeg_frame.h"
#include "picture/picture_reader.h"

enum { ICC_HEAD = 14 }; /* "ICC_PROFILE\0", number, count: ICC.1:2022, B.4 */

typedef struct Jpeg {
	PictureReader *reader;
	size_t at;
	JpegFrame frame;
	VECTOR(PictureRange) keep;
	PictureRange icc[256];  /* content of chunk n, 1..255 */
	int icc_expected, icc_seen;
	bool icc_broken;
	bool jfif, adobe, exif;
	int orientation;        /* 0: nothing said */
} Jpeg;

static void keep_range(Jpeg *jpeg, size_t from, size_t to, bool icc) {
	PictureRange *last = jpeg->keep.count ? &jpeg->keep.items[jpeg->keep.count - 1] : NULL;
	if (last && last->offset + last->length == from && last->icc == icc) last->length += to - from;
	else *vector_push(jpeg->reader->arena, &jpeg->keep) = (PictureRange){ from, to - from, icc };
}

static bool refuse_kind(Jpeg *jpeg, const char *kind) {
	return picture_refuse(jpeg->reader, "photo-format", _("Open it and save it again as an ordinary JPEG."),
		_("The photo \"%s\" is a JPEG of a rare kind that PDF readers do not show: %s."), jpeg->reader->name, kind);
}

/* Frames that DCTDecode knows nothing of (ISO 32000-1, 7.4.8). */
static bool refuse_frame(Jpeg *jpeg, int marker) {
	if (marker == JPEG_DHP || marker == JPEG_EXP || (marker >= 0xC5 && marker <= 0xC7) || marker >= 0xCD)
		return refuse_kind(jpeg, marker == JPEG_SOF55 ? _("JPEG-LS") : _("hierarchical coding"));
	if (marker == 0xC3 || marker == 0xCB) return refuse_kind(jpeg, _("lossless coding"));
	return refuse_kind(jpeg, _("arithmetic coding"));
}

static bool take_frame(Jpeg *jpeg, int marker, const unsigned char *content, size_t length) {
	JpegFrame *frame = &jpeg->frame;
	if (!jpeg_take_frame(frame, marker, content, length)) return picture_refuse_damaged(jpeg->reader, jpeg->at);
	if (frame->precision == 12) return refuse_kind(jpeg, _("12 bits a colour"));
	if (frame->precision != 8) return picture_refuse_damaged(jpeg->reader, jpeg->at);
	if (frame->count != 1 && frame->count != 3 && frame->count != 4)
		return picture_refuse(jpeg->reader, "photo-format", _("Open it and save it again as an ordinary JPEG."),
			_("The photo \"%s\" has %d colour channels; grey has 1, RGB 3 and CMYK 4."), jpeg->reader->name, frame->count);
	return picture_set_size(jpeg->reader, (uint32_t)frame->width, (uint32_t)frame->height);
}

static void take_icc_chunk(Jpeg *jpeg, const unsigned char *content, size_t length) {
	int number = content[12], count = content[13];
	if (!jpeg->icc_expected) jpeg->icc_expected = count;
	if (!number || !count || number > count || count != jpeg->icc_expected || jpeg->icc[number].offset) { jpeg->icc_broken = true; return; }
	jpeg->icc[number] = (PictureRange){ (size_t)(content - jpeg->reader->bytes) + ICC_HEAD, length - ICC_HEAD, true };
	jpeg->icc_seen++;
}

static void take_exif(Jpeg *jpeg, const unsigned char *content, size_t length) {
	if (jpeg->exif || length < 6 || memcmp(content, "Exif\0", 5) != 0) return;
	jpeg->exif = true; /* a second one is some editor's left-over */
	jpeg->orientation = picture_read_orientation(content + 6, length - 6);
}

typedef enum Publish { PUBLISH_NOT, PUBLISH, PUBLISH_ICC } Publish;

/* Notes what an APPn segment says. */
static Publish take_application(Jpeg *jpeg, int marker, const unsigned char *content, size_t length) {
	if (marker == JPEG_APP1) take_exif(jpeg, content, length);
	if (marker == JPEG_APP0 && length >= 14 && memcmp(content, "JFIF", 5) == 0 && !jpeg->jfif) {
		jpeg->jfif = true;
		return length == 14 ? PUBLISH : PUBLISH_NOT; /* longer: it holds a preview of the picture */
	}
	if (marker == JPEG_APP2 && length > ICC_HEAD && memcmp(content, "ICC_PROFILE", 12) == 0) {
		take_icc_chunk(jpeg, content, length);
		return PUBLISH_ICC;
	}
	if (marker == JPEG_APP14 && length >= 12 && memcmp(content, "Adobe", 5) == 0 && !jpeg->adobe) {
		jpeg->adobe = true;
		return PUBLISH;
	}
	return PUBLISH_NOT;
}

/* One segment with a length, at jpeg->at (its FF); moves behind it. */
static bool take_segment(Jpeg *jpeg, int marker) {
	PictureReader *reader = jpeg->reader;
	if (reader->length - jpeg->at < 4) return picture_refuse_truncated(reader);
	size_t size = read_u16(reader->bytes + jpeg->at + 2), end = jpeg->at + 2 + size;
	if (size < 2) return picture_refuse_damaged(reader, jpeg->at);
	if (end > reader->length) return picture_refuse_truncated(reader);
	const unsigned char *content = reader->bytes + jpeg->at + 4;
	size_t length = size - 2;
	Publish keep = PUBLISH;
	bool good = true;
	if (marker >= JPEG_APP0 && marker <= JPEG_APP15) keep = take_application(jpeg, marker, content, length);
	else if (marker == JPEG_SOF0 || marker == JPEG_SOF0 + 1 || marker == JPEG_SOF2) {
		if (!take_frame(jpeg, marker, content, length)) return false;
	} else if (marker == JPEG_DQT) good = jpeg_take_quantisers(&jpeg->frame, content, length);
	else if (marker == JPEG_DHT) good = jpeg_take_huffman(&jpeg->frame, content, length);
	else if (marker == JPEG_SOS) good = jpeg_take_scan(&jpeg->frame, content, length);
	else if (marker == JPEG_DRI) good = length == 2;
	else keep = PUBLISH_NOT; /* COM, DNL (the height is known), DAC, and what has no meaning */
	if (!good) return picture_refuse_damaged(reader, jpeg->at);
	if (keep) keep_range(jpeg, jpeg->at, end, keep == PUBLISH_ICC);
	jpeg->at = end;
	return true;
}

static void take_entropy(Jpeg *jpeg) {
	size_t end = jpeg_skip_entropy(jpeg->reader->bytes, jpeg->reader->length, jpeg->at);
	jpeg->frame.scan_bytes += end - jpeg->at;
	keep_range(jpeg, jpeg->at, end, false);
	jpeg->at = end;
}

static bool is_refused_frame(int marker) {
	return (marker >= 0xC3 && marker <= 0xCF && marker != JPEG_DHT && marker != JPEG_DAC) || marker == JPEG_DHP || marker == JPEG_EXP ||
		marker == JPEG_SOF55;
}

/* Moves to the next marker's FF, over fill bytes and, before the first scan, over stray ones, as every decoder does; neither is
 * published. Behind a scan, what is not a marker is damage. */
static bool find_marker(Jpeg *jpeg) {
	const unsigned char *bytes = jpeg->reader->bytes;
	size_t length = jpeg->reader->length;
	for (; length - jpeg->at >= 2; jpeg->at++) {
		if (bytes[jpeg->at] == 0xFF && bytes[jpeg->at + 1] != 0xFF && bytes[jpeg->at + 1] != 0) return true;
		if (jpeg->frame.scans && bytes[jpeg->at] != 0xFF) return picture_refuse_damaged(jpeg->reader, jpeg->at);
	}
	return picture_refuse_truncated(jpeg->reader);
}

/* Walks from behind SOI to behind EOI. */
static bool walk_markers(Jpeg *jpeg) {
	PictureReader *reader = jpeg->reader;
	for (;;) {
		if (!find_marker(jpeg)) return false;
		int marker = reader->bytes[jpeg->at + 1];
		if (marker == JPEG_EOI) break;
		if (marker == JPEG_TEM || (marker >= JPEG_RST0 && marker <= JPEG_RST7)) { jpeg->at += 2; continue; }
		if (is_refused_frame(marker)) return refuse_frame(jpeg, marker);
		if (marker < JPEG_SOF0 || marker == JPEG_SOI || marker == JPEG_JPG) return picture_refuse_damaged(reader, jpeg->at);
		if (!take_segment(jpeg, marker)) return false;
		if (marker == JPEG_SOS) take_entropy(jpeg);
	}
	if (!jpeg->frame.known || !jpeg->frame.scans) return picture_refuse_damaged(reader, jpeg->at);
	if (!jpeg_is_complete(&jpeg->frame)) return picture_refuse_truncated(reader);
	keep_range(jpeg, jpeg->at, jpeg->at + 2, false);
	jpeg->at += 2;
	return true;
}

/* The ICC chunks in their order, when they are all there and make a profile that fits; else they are dropped. */
static void settle_profile(Jpeg *jpeg) {
	PictureReader *reader = jpeg->reader;
	if (!jpeg->icc_expected && !jpeg->icc_broken) return;
	bool good = !jpeg->icc_broken && jpeg->icc_seen == jpeg->icc_expected;
	if (good) {
		ArenaMark mark = arena_mark(reader->arena);
		size_t total = 0;
		for (int i = 1; i <= jpeg->icc_expected; i++) total += jpeg->icc[i].length;
		unsigned char *joined = arena_alloc_raw(reader->arena, total), *at = joined;
		for (int i = 1; i <= jpeg->icc_expected; i++) {
			memcpy(at, reader->bytes + jpeg->icc[i].offset, jpeg->icc[i].length);
			at += jpeg->icc[i].length;
		}
		good = picture_check_profile(joined, total, jpeg->frame.count);
		arena_reset(reader->arena, mark);
	}
	if (good) {
		reader->parts->icc_count = jpeg->icc_expected;
		reader->parts->icc = ARENA_ARRAY(reader->arena, PictureRange, jpeg->icc_expected);
		memcpy(reader->parts->icc, jpeg->icc + 1, sizeof *jpeg->icc * (size_t)jpeg->icc_expected);
		reader->picture->has_icc = true;
		return;
	}
	int kept = 0;
	for (int i = 0; i < jpeg->keep.count; i++) if (!jpeg->keep.items[i].icc) jpeg->keep.items[kept++] = jpeg->keep.items[i];
	jpeg->keep.count = kept;
	diag_add(reader->diag, SEVERITY_WARNING, "photo-profile", reader->pos,
		_("The colour profile in the photo \"%s\" is damaged or does not fit it; the usual colours are taken instead."), reader->name);
}

/* Decoders guess RGB without JFIF and Adobe markers from the component names; PDF's rule is YCbCr unless told (7.4.8, table 13). */
static int choose_transform(const Jpeg *jpeg) {
	const JpegComponent *c = jpeg->frame.components;
	if (jpeg->adobe || jpeg->frame.count != 3) return -1;
	bool named_rgb = c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B';
	return !named_rgb ? -1 : jpeg->jfif ? 1 : 0;
}

bool picture_read_jpeg(PictureReader *reader) {
	Jpeg jpeg = { .reader = reader, .at = 2 };
	Picture *picture = reader->picture;
	picture->format = PICTURE_JPEG;
	keep_range(&jpeg, 0, 2, false);
	if (!walk_markers(&jpeg)) return false;
	picture_report_tail(reader, jpeg.at);
	settle_profile(&jpeg);
	if (jpeg.orientation) picture_set_orientation(picture, jpeg.orientation);
	picture->components = jpeg.frame.count;
	picture->bits = 8;
	picture->inverted = jpeg.adobe && jpeg.frame.count == 4;
	picture->colour_transform = choose_transform(&jpeg);
	reader->parts->keep = jpeg.keep.items;
	reader->parts->keep_count = jpeg.keep.count;
	return true;
}
