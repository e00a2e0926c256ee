/* Which encoding a file is in (XML 1.0, appendix F: a byte order mark, the first bytes, the XML declaration), and its text as
 * UTF-8. Everything after this works on that text, so that an offset means the same everywhere. */
#include <libxml/encoding.h>
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "publication/load_xml.h"
#include "publication/quiet_xml.h"
#include "publication/shown_text.h"

typedef struct Decoding {
	Arena *work;
	Diag *diag;
	const char *path;
	const char *bytes; /* after the byte order mark */
	size_t size;
} Decoding;

static SourcePos pos_in(const Decoding *decoding, const char *text, size_t offset) {
	SourcePos pos = { decoding->path, 1, 1 };
	for (const char *at = text; at < text + offset; at++) {
		pos.column++;
		if (*at == '\n') { pos.line++; pos.column = 1; }
	}
	return pos;
}

static bool starts(const Decoding *decoding, const char *with, size_t length) {
	return decoding->size >= length && memcmp(decoding->bytes, with, length) == 0;
}

/* The encoding that <?xml … encoding="…"?> names, or NULL. */
static const char *declared_encoding(const Decoding *decoding) {
	if (!starts(decoding, "<?xml", 5)) return NULL;
	const char *at = decoding->bytes + 5, *end = decoding->bytes + (decoding->size < 1024 ? decoding->size : 1024);
	const char *close = memmem(at, (size_t)(end - at), "?>", 2);
	if (!close) return NULL;
	at = memmem(at, (size_t)(close - at), "encoding", 8);
	if (!at) return NULL;
	at += 8;
	while (at < close && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '=')) at++;
	if (at >= close || (*at != '"' && *at != '\'')) return NULL;
	const char *stop = memchr(at + 1, *at, (size_t)(close - at - 1));
	if (!stop) return NULL;
	char *name = arena_copy_text(decoding->work, at + 1, (size_t)(stop - at - 1));
	for (char *p = name; *p; p++) if (*p < 0x21 || *p > 0x7E) *p = '?'; /* nothing is known of these bytes yet */
	return name;
}

static bool encoding_name_is_sane(const char *name) {
	size_t length = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");
	return length > 0 && length < 64 && !name[length];
}

static bool is_utf8_name(const char *name) {
	return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0 || strcasecmp(name, "US-ASCII") == 0 ||
		strcasecmp(name, "ASCII") == 0;
}

static bool is_utf16_name(const char *name) {
	return strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UCS-", 4) == 0 ||
		strncasecmp(name, "ISO-10646-UCS", 13) == 0;
}

static bool convert_bytes(const Decoding *decoding, xmlCharEncodingHandler *handler, xmlBuffer *out) {
	if (!decoding->size) return true; /* nothing but a byte order mark: the library takes that for a lack of memory */
	xmlBuffer *in = xmlBufferCreateStatic((void *)decoding->bytes, decoding->size);
	if (!in) base_out_of_memory();
	QuietXml before_quiet = quiet_xml_begin();
	bool fine = true;
	while (fine && xmlBufferLength(in) > 0) {
		int before = xmlBufferLength(in);
		fine = xmlCharEncInFunc(handler, out, in) >= 0 && xmlBufferLength(in) < before;
	}
	quiet_xml_end(before_quiet);
	xmlBufferFree(in);
	return fine;
}

static bool convert(const Decoding *decoding, const char *name, const char **text, size_t *length) {
	xmlCharEncodingHandler *handler = encoding_name_is_sane(name) ? xmlFindCharEncodingHandler(name) : NULL;
	if (!handler) {
		diag_add(decoding->diag, SEVERITY_ERROR, "xml-encoding", (SourcePos){ decoding->path, 1, 1 },
			_("The file says that it is encoded in “%.60s”, which is not known here."), shown_text(decoding->work, name, 60));
		diag_hint(decoding->diag, _("Save the file as UTF-8 and write encoding=\"UTF-8\" in its first line."));
		return false;
	}
	xmlBuffer *out = xmlBufferCreateSize(decoding->size * 2 + 64);
	if (!out) base_out_of_memory();
	bool fine = convert_bytes(decoding, handler, out);
	*length = (size_t)xmlBufferLength(out);
	*text = arena_copy_text(decoding->work, (const char *)xmlBufferContent(out), *length);
	xmlBufferFree(out);
	xmlCharEncCloseFunc(handler);
	if (!fine) {
		diag_add(decoding->diag, SEVERITY_ERROR, "xml-encoding", pos_in(decoding, *text, *length),
			_("The file says that it is encoded in %s, but what stands here is not."), name);
		diag_hint(decoding->diag, _("Save the file as UTF-8 and write encoding=\"UTF-8\" in its first line."));
	}
	return fine;
}

/* The offset of the first byte that is no UTF-8. */
static size_t find_bad_byte(const char *text, size_t length) {
	const char *at = text, *end = text + length;
	while (at < end) {
		const char *before = at;
		if (utf8_next(&at, end) == 0xFFFD && at == before + 1) return (size_t)(before - text);
	}
	return length;
}

static bool refuse_other_formats(const Decoding *decoding) {
	const char *what = starts(decoding, "PK\3\4", 4) ? _("a Word (.docx), OpenDocument or zip file") :
		starts(decoding, "\xD0\xCF\x11\xE0", 4) ? _("an old Word (.doc) file") :
		starts(decoding, "{\\rtf", 5) ? _("an RTF file") : starts(decoding, "%PDF", 4) ? _("a PDF file") :
		starts(decoding, "\xFF\xD8\xFF", 3) || starts(decoding, "\x89PNG", 4) ? _("a picture") : NULL;
	if (!what) return false;
	diag_add(decoding->diag, SEVERITY_ERROR, "xml-not-text", (SourcePos){ decoding->path, 0, 0 },
		_("This is %s, not an XML file."), what);
	return true;
}

static bool check_utf8(const Decoding *decoding) {
	if (utf8_valid(decoding->bytes, decoding->size)) return true;
	size_t bad = find_bad_byte(decoding->bytes, decoding->size);
	diag_add(decoding->diag, SEVERITY_ERROR, "xml-encoding", pos_in(decoding, decoding->bytes, bad),
		_("The file is not in UTF-8: the byte %02X here is none of its characters."), (unsigned char)decoding->bytes[bad]);
	diag_hint(decoding->diag, _("Save the file as UTF-8, or name its encoding in the first line, such as "
		"<?xml version=\"1.0\" encoding=\"windows-1258\"?>."));
	return false;
}

bool decode_xml(Arena *work, Diag *diag, const char *path, const char *encoding, const char *bytes, size_t size,
	const char **text, size_t *length) {
	Decoding decoding = { work, diag, path, bytes, size };
	static const struct { const char *mark; size_t length; bool skip; const char *name; } SIGNS[] = {
		{ "\xEF\xBB\xBF", 3, true, "UTF-8" },
		{ "\xFF\xFE\0\0", 4, true, "UTF-32LE" }, { "\0\0\xFE\xFF", 4, true, "UTF-32BE" },
		{ "\xFF\xFE", 2, true, "UTF-16LE" }, { "\xFE\xFF", 2, true, "UTF-16BE" },
		{ "<\0\0\0", 4, false, "UTF-32LE" }, { "\0\0\0<", 4, false, "UTF-32BE" },
		{ "<\0", 2, false, "UTF-16LE" }, { "\0<", 2, false, "UTF-16BE" },
	};
	const char *name = NULL;
	for (unsigned i = 0; i < sizeof SIGNS / sizeof *SIGNS && !name; i++) {
		if (!starts(&decoding, SIGNS[i].mark, SIGNS[i].length)) continue;
		name = SIGNS[i].name;
		if (SIGNS[i].skip) {
			decoding.bytes += SIGNS[i].length;
			decoding.size -= SIGNS[i].length;
		}
	}
	if (!name) {
		if (refuse_other_formats(&decoding)) return false;
		name = declared_encoding(&decoding);
		if (!name) name = encoding ? encoding : "UTF-8";
		/* It was read as single bytes up to here, so it cannot be what it claims; such a claim outlives a conversion. */
		if (is_utf16_name(name)) name = "UTF-8";
	}
	if (!is_utf8_name(name)) {
		if (!convert(&decoding, name, text, length)) return false;
	} else {
		if (!check_utf8(&decoding)) return false;
		*text = decoding.bytes;
		*length = decoding.size;
	}
	const char *zero = memchr(*text, 0, *length);
	if (zero) {
		diag_add(diag, SEVERITY_ERROR, "xml-not-text", pos_in(&decoding, *text, (size_t)(zero - *text)),
			_("There is a zero byte here: this is not a text file."));
		return false;
	}
	return true;
}
