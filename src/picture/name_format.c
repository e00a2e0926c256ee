/* What a file is that holds no photo in a known format, so that the editor hears "a Photoshop document" and not "unknown format". */
#include "base/message.h"
#include "picture/picture_reader.h"

typedef struct Signature { uint8_t offset, length; const char *bytes; const char *name; } Signature;

static const Signature signatures[] = {
	{ 0, 10, "II*\0\x10\0\0\0CR", N_("a raw picture of a camera") },
	{ 0, 4, "IIU\0", N_("a raw picture of a camera") },
	{ 0, 4, "IIRO", N_("a raw picture of a camera") },
	{ 0, 15, "FUJIFILMCCD-RAW", N_("a raw picture of a camera") },
	{ 0, 6, "GIF87a", N_("a GIF picture") },
	{ 0, 6, "GIF89a", N_("a GIF picture") },
	{ 0, 8, "\x8AMNG\r\n\x1A\n", N_("an MNG animation") },
	{ 0, 8, "\x8BJNG\r\n\x1A\n", N_("a JNG picture") },
	{ 0, 4, "8BPS", N_("a Photoshop document") },
	{ 0, 5, "%PDF-", N_("a PDF document") },
	{ 0, 4, "%!PS", N_("a PostScript (EPS, AI) drawing") },
	{ 0, 4, "\xC5\xD0\xD3\xC6", N_("a PostScript (EPS, AI) drawing") },
	{ 0, 12, "\0\0\0\x0CjP  \r\n\x87\n", N_("a JPEG 2000 picture") },
	{ 0, 4, "\xFF\x4F\xFF\x51", N_("a JPEG 2000 picture") },
	{ 0, 12, "\0\0\0\x0CJXL \r\n\x87\n", N_("a JPEG XL picture") },
	{ 0, 2, "\xFF\x0A", N_("a JPEG XL picture") },
	{ 0, 4, "II\xBC\x01", N_("a JPEG XR picture") },
	{ 4, 8, "ftypcrx ", N_("a raw picture of a camera") },
	{ 4, 4, "ftyp", N_("a film") },
	{ 4, 4, "moov", N_("a film") },
	{ 8, 4, "AVI ", N_("a film") },
	{ 0, 4, "\x1A\x45\xDF\xA3", N_("a film") },
	{ 0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", N_("an Office document (Word, Excel, PowerPoint)") },
	{ 0, 4, "PK\3\4", N_("a packed file (ZIP) or an Office document (Word, Excel, PowerPoint)") },
	{ 0, 6, "Rar!\x1A\7", N_("a packed file (RAR)") },
	{ 0, 6, "7z\xBC\xAF\x27\x1C", N_("a packed file (7z)") },
	{ 0, 4, "\0\5\x16\7", N_("a Mac's companion file, without the photo itself; its name begins with \"._\"") },
	{ 0, 4, "\x4C\0\0\0", N_("a Windows shortcut, not the photo itself") },
	{ 0, 4, "\xD7\xCD\xC6\x9A", N_("a Windows drawing (WMF)") },
	{ 40, 4, " EMF", N_("a Windows drawing (EMF)") },
	{ 0, 4, "\0\0\1\0", N_("an icon (ICO)") },
	{ 0, 8, "gimp xcf", N_("a GIMP document") },
};

static bool starts_with(const char *at, size_t length, const char *word) {
	size_t need = strlen(word);
	return length >= need && strncasecmp(at, word, need) == 0;
}

/* Markup, after a byte order mark, an XML declaration, comments and white space. */
static const char *name_markup(const unsigned char *bytes, size_t length) {
	const char *at = (const char *)bytes, *end = at + (length < 4096 ? length : 4096);
	if (starts_with(at, length, "\xEF\xBB\xBF")) at += 3;
	while (at < end) {
		size_t left = (size_t)(end - at);
		if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') { at++; continue; }
		if (starts_with(at, left, "<svg") || starts_with(at, left, "<!DOCTYPE svg")) return _("an SVG drawing");
		if (starts_with(at, left, "<html") || starts_with(at, left, "<!DOCTYPE html"))
			return _("a web page, probably saved in place of the photo");
		const char *close = starts_with(at, left, "<?") ? "?>" : starts_with(at, left, "<!--") ? "-->" : NULL;
		const char *found = close ? memmem(at, left, close, strlen(close)) : NULL;
		if (!found) return *at == '<' ? _("an XML file") : NULL;
		at = found + strlen(close);
	}
	return NULL;
}

const char *picture_name_format(const unsigned char *bytes, size_t length) {
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const Signature *s = &signatures[i];
		if (length >= (size_t)s->offset + s->length && memcmp(bytes + s->offset, s->bytes, s->length) == 0) return _(s->name);
	}
	/* two letters are little proof: the size that a BMP's header states must be small, its reserved words nothing */
	if (length >= 18 && memcmp(bytes, "BM", 2) == 0 && memcmp(bytes + 6, "\0\0\0\0", 4) == 0) return _("a BMP picture");
	return name_markup(bytes, length);
}
