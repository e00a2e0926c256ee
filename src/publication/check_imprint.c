/* The imprint as data. A field is known by its name, whichever way it is commonly written; what a known field says is checked as
 * far as it can be: the check digit of an ISBN (ISO 2108, Annex C; for ten digits the edition of 1992), the form of a registration
 * number, dates, the format. A book for the public must name what Luật Xuất bản 2012, Điều 27, khoản 1 asks for. */
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include "base/message.h"
#include "base/text.h"
#include "publication/read_values.h"
#include "publication/reader.h"
#include "publication/shown_text.h"

/* Of several that fit the longest counts: "In xong…" is not "In". */
static const struct { const char *name; ImprintKind kind; } NAMES[] = {
	{ "Chịu trách nhiệm xuất bản", IMPRINT_PUBLISHING }, { "Chịu trách nhiệm nội dung", IMPRINT_CONTENT },
	{ "Biên tập", IMPRINT_EDITING }, { "Trình bày", IMPRINT_DESIGN }, { "Thiết kế", IMPRINT_DESIGN }, { "Chế bản", IMPRINT_COMPOSING },
	{ "Trình bày bìa", IMPRINT_COVER_DESIGN }, { "Thiết kế bìa", IMPRINT_COVER_DESIGN }, { "Vẽ bìa", IMPRINT_COVER_DESIGN },
	{ "Sửa bản in", IMPRINT_PROOFS }, { "Giấy phép xuất bản", IMPRINT_LICENCE }, { "Số giấy phép xuất bản", IMPRINT_LICENCE },
	{ "Số xác nhận ĐKXB", IMPRINT_REGISTRATION }, { "Số xác nhận đăng ký xuất bản", IMPRINT_REGISTRATION },
	{ "Số ĐKXB", IMPRINT_REGISTRATION }, { "Quyết định xuất bản", IMPRINT_DECISION }, { "Số quyết định xuất bản", IMPRINT_DECISION },
	{ "QĐXB", IMPRINT_DECISION }, { "In", IMPRINT_PRINTED }, { "Số lượng in", IMPRINT_PRINTED }, { "Khổ", IMPRINT_SIZE },
	{ "Khuôn khổ", IMPRINT_SIZE }, { "In tại", IMPRINT_PRINTER }, { "Cơ sở in", IMPRINT_PRINTER }, { "Nhà in", IMPRINT_PRINTER },
	{ "In xong và nộp lưu chiểu", IMPRINT_DEPOSIT }, { "Nộp lưu chiểu", IMPRINT_DEPOSIT }, { "ISBN", IMPRINT_ISBN },
	{ "Mã số ISBN", IMPRINT_ISBN }, { "Mã ISBN", IMPRINT_ISBN }, { "Lưu hành nội bộ", IMPRINT_INTERNAL },
};

/* Bytes of text that say `name`, whatever the case; 0 when they do not, or a word goes on behind. */
static size_t match_name(const char *text, const char *name) {
	const char *at = text, *end = text + strlen(text), *from = name, *stop = name + strlen(name);
	while (from < stop) {
		if (at >= end) return 0;
		if (u_foldCase((UChar32)utf8_next(&at, end), U_FOLD_CASE_DEFAULT) != u_foldCase((UChar32)utf8_next(&from, stop), U_FOLD_CASE_DEFAULT))
			return 0;
	}
	const char *next = at;
	return at < end && u_isalnum((UChar32)utf8_next(&next, end)) ? 0 : (size_t)(at - text);
}

static ImprintKind find_kind(const char *name) {
	size_t best = 0;
	ImprintKind kind = IMPRINT_OTHER;
	for (unsigned i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		size_t length = match_name(name, NAMES[i].name);
		if (length <= best) continue;
		best = length;
		kind = NAMES[i].kind;
	}
	return kind;
}

/* ---- ISBN ---- */

static char check_digit(const char *digits, int count) {
	int sum = 0;
	for (int i = 0; i < count - 1; i++) sum += (digits[i] - '0') * (count == 13 ? i % 2 ? 3 : 1 : 10 - i);
	int digit = count == 13 ? (10 - sum % 10) % 10 : (11 - sum % 11) % 11;
	return digit == 10 ? 'X' : (char)('0' + digit);
}

/* The digits without what stands between them; how many there are, -1 when something else does. */
static int isbn_digits(const char *text, char digits[14]) {
	const char *end = text + strlen(text);
	int count = 0;
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		if (c == ' ' || c == 0xA0 || c == '-' || (c >= 0x2010 && c <= 0x2013)) continue;
		if (c == 'x') c = 'X';
		if (!((c >= '0' && c <= '9') || (c == 'X' && count == 9)) || count == 13) return -1;
		digits[count++] = (char)c;
	}
	digits[count] = 0;
	return count;
}

static void check_isbn(Reader *reader, const ImprintField *field, const char *value, Publication *publication) {
	char digits[14];
	if (strncasecmp(value, "ISBN", 4) == 0) value += 4;
	value += strspn(value, ": ");
	int count = isbn_digits(value, digits);
	const char *shown = shown_text(reader->work, value, 40);
	if ((count != 13 && count != 10) || (count == 13 && strchr(digits, 'X'))) {
		diag_add(reader->diag, SEVERITY_ERROR, "imprint-isbn", field->pos, _("“%.40s” is no ISBN: it has 13 digits, in older books 10."), shown);
		return;
	}
	char wanted = check_digit(digits, count);
	if (digits[count - 1] != wanted) {
		diag_add(reader->diag, SEVERITY_ERROR, "imprint-isbn", field->pos,
			_("The ISBN “%.40s” is wrong: after these digits the last must be %c, not %c."), shown, wanted, digits[count - 1]);
		diag_hint(reader->diag, _("Compare it with the publisher's letter; one digit is mistyped or two have changed places."));
		return;
	}
	if (count == 13 && strncmp(digits, "978", 3) != 0 && strncmp(digits, "979", 3) != 0) {
		diag_add(reader->diag, SEVERITY_ERROR, "imprint-isbn", field->pos, _("The ISBN “%.40s” is wrong: it must begin with 978 or 979."), shown);
		return;
	}
	publication->isbn = arena_copy_text(reader->arena, value, strlen(value));
	if (count != 10) return;
	char longer[14] = "978";
	memcpy(longer + 3, digits, 10);
	longer[12] = check_digit(longer, 13);
	diag_add(reader->diag, SEVERITY_NOTE, "imprint-isbn", field->pos, _("This is an ISBN of ten digits, as given until 2006."));
	diag_hint(reader->diag, _("With thirteen digits it is %s."), longer);
}

/* ---- numbers and dates ---- */

static const char *skip_spaces(const char *at) {
	for (;;) {
		if (*at == ' ') at++;
		else if (strncmp(at, "\xC2\xA0", 2) == 0) at += 2;
		else return at;
	}
}

/* "16", "14,5" in tenths; NULL when no number stands there. */
static const char *read_tenths(const char *at, int *tenths) {
	int digits = 0;
	*tenths = 0;
	for (; *at >= '0' && *at <= '9' && digits < 4; at++, digits++) *tenths = *tenths * 10 + (*at - '0');
	*tenths *= 10;
	if (digits && (*at == ',' || *at == '.') && at[1] >= '0' && at[1] <= '9') {
		*tenths += at[1] - '0';
		at += 2;
	}
	return digits ? at : NULL;
}

/* The first "16 × 24 cm" or "145x205 mm" of the text. */
static bool find_format(const char *text, int *width, int *height) {
	for (const char *at = text; *at; at++) {
		if (*at < '0' || *at > '9' || (at > text && at[-1] >= '0' && at[-1] <= '9')) continue;
		int first, second;
		const char *next = read_tenths(at, &first);
		if (!next) continue;
		next = skip_spaces(next);
		if (strncmp(next, "cm", 2) == 0) next = skip_spaces(next + 2);
		if (*next == 'x' || *next == 'X') next++;
		else if (strncmp(next, "×", 2) == 0) next += 2;
		else continue;
		if (!(next = read_tenths(skip_spaces(next), &second))) continue;
		next = skip_spaces(next);
		bool centimetres = strncmp(next, "cm", 2) == 0;
		if (!centimetres && strncmp(next, "mm", 2) != 0) continue;
		*width = centimetres ? first : first / 10;
		*height = centimetres ? second : second / 10;
		return true;
	}
	return false;
}

static bool has_year(const char *text) {
	for (; *text; text++)
		if ((strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0) && text[2] >= '0' && text[2] <= '9' && text[3] >= '0' && text[3] <= '9') return true;
	return false;
}

/* A date of numbers, 31/12/2026: false when there is no such day. */
static bool dates_exist(const char *text) {
	for (const char *at = text; *at; at++) {
		int day, month, year, length = 0;
		if (*at < '0' || *at > '9' || (at > text && ((at[-1] >= '0' && at[-1] <= '9') || at[-1] == '/'))) continue;
		if (sscanf(at, "%2d/%2d/%4d%n", &day, &month, &year, &length) != 3 || year < 1000) continue;
		if (month < 1 || month > 12 || day < 1 || day > value_days_in(year, month)) return false;
	}
	return true;
}

/* "1234-2026/CXBIPH/05-78/ĐHQG": a number, its year, and who gave it. */
static bool is_registration(const char *text) {
	const char *at = skip_spaces(text);
	size_t number = strspn(at, "0123456789");
	if (!number || at[number] != '-') return false;
	at += number + 1;
	return strspn(at, "0123456789") == 4 && at[4] == '/' && strncmp(at + 5, "CXB", 3) == 0;
}

/* ---- all fields ---- */

static void check_field(Reader *reader, ImprintField *field, Publication *publication) {
	const char *value = publication_plain_text(reader->work, &field->value);
	if (strstr(value, "…")) return; /* still to be filled in */
	switch (field->kind) {
	case IMPRINT_ISBN:
		check_isbn(reader, field, value, publication);
		break;
	case IMPRINT_REGISTRATION:
		if (is_registration(value)) break;
		diag_add(reader->diag, SEVERITY_WARNING, "imprint-registration", field->pos,
			_("“%.80s” does not look like the number of a registration."), shown_text(reader->work, value, 80));
		diag_hint(reader->diag, _("It is written like 1234-2026/CXBIPH/05-78/ĐHQG."));
		break;
	case IMPRINT_PRINTED: case IMPRINT_SIZE:
		if (!publication->trim_width) find_format(value, &publication->trim_width, &publication->trim_height);
		break;
	case IMPRINT_DEPOSIT:
		if (has_year(value)) break;
		diag_add(reader->diag, SEVERITY_WARNING, "imprint-date", field->pos, _("The date of deposit names no year."));
		break;
	default: break;
	}
	if (dates_exist(value)) return;
	diag_add(reader->diag, SEVERITY_WARNING, "imprint-date", field->pos, _("There is no such day as is named here: “%.80s”."),
		shown_text(reader->work, value, 80));
}

/* A book that has been registered must have the rest of what the law names. */
static void check_required(Reader *reader, const Publication *publication) {
	static const struct { ImprintKind kind; const char *name; } WANTED[] = {
		{ IMPRINT_PUBLISHING, "Chịu trách nhiệm xuất bản" }, { IMPRINT_CONTENT, "Chịu trách nhiệm nội dung" }, { IMPRINT_EDITING, "Biên tập" },
		{ IMPRINT_REGISTRATION, "Số xác nhận ĐKXB" }, { IMPRINT_DECISION, "Quyết định xuất bản" }, { IMPRINT_PRINTED, "In … bản, khổ …" },
		{ IMPRINT_DEPOSIT, "In xong và nộp lưu chiểu" }, { IMPRINT_ISBN, "ISBN" },
	};
	unsigned found = 0;
	for (int i = 0; i < publication->imprint.count; i++) found |= 1u << publication->imprint.items[i].kind;
	if (!(found & (1u << IMPRINT_ISBN | 1u << IMPRINT_REGISTRATION))) return; /* not for the public: a licence, or for use inside */
	Text missing = { 0 };
	for (unsigned i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
		if (found & 1u << WANTED[i].kind) continue;
		text_format(&missing, "%s“%s”", missing.length ? ", " : "", WANTED[i].name);
	}
	if (missing.length) {
		diag_add(reader->diag, SEVERITY_WARNING, "imprint-missing", publication->imprint.items[0].pos,
			_("The imprint of a book must also have %s."), missing.bytes);
		diag_hint(reader->diag, _("Add a line such as <field name=\"Biên tập\">…</field> for each (Luật Xuất bản 2012, Điều 27)."));
	}
	text_free(&missing);
}

void check_imprint(Reader *reader, Publication *publication) {
	for (int i = 0; i < publication->imprint.count; i++) {
		ImprintField *field = &publication->imprint.items[i];
		field->kind = find_kind(field->name);
		check_field(reader, field, publication);
	}
	if (publication->kind == PUBLICATION_PROCEEDINGS) check_required(reader, publication);
}
