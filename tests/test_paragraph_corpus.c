/* Real news, when it is at hand (../shared/corpus/news.jsonl): nothing that belongs together is parted, every promise is kept. The
 * rules are written down here a second time, in short, and looked at where lines meet. */
#include "paragraph_support.h"

static FILE *open_corpus(void) {
	const char *root = getenv("BANTIN_DATA");
	char path[4096];
	snprintf(path, sizeof path, "%s/../shared/corpus/news.jsonl", root ? root : ".");
	return fopen(path, "rb");
}

static uint32_t read_hex(const char *at) {
	char digits[5] = { 0 };
	memcpy(digits, at, 4);
	return (uint32_t)strtoul(digits, NULL, 16);
}

/* The next string of a line of JSON, unescaped; false at the end. */
static bool next_string(const char **at, Text *out) {
	const char *p = strchr(*at, '"');
	if (!p) return false;
	text_clear(out);
	for (p++; *p && *p != '"'; p++) {
		if (*p != '\\') { text_add_char(out, *p); continue; }
		switch (*++p) {
		case 'n': case 't': case 'r': text_add_char(out, ' '); break;
		case 'u': {
			if (strlen(p) < 5) return false;
			uint32_t c = read_hex(p + 1);
			p += 4;
			if (c >= 0xD800 && c < 0xDC00 && p[1] == '\\' && p[2] == 'u') {
				c = 0x10000 + ((c - 0xD800) << 10) + (read_hex(p + 3) - 0xDC00);
				p += 6;
			}
			text_add_utf8(out, c);
			break;
		}
		default: text_add_char(out, *p);
		}
	}
	*at = *p ? p + 1 : p;
	return true;
}

typedef struct Token { const char *at; size_t length; } Token;

static bool token_is(Token t, const char *list) { /* words of the list set off by spaces */
	for (const char *at = list; *at;) {
		size_t length = strcspn(at, " ");
		if (length == t.length && memcmp(at, t.at, length) == 0) return true;
		at += length;
		at += *at == ' ';
	}
	return false;
}

static Token token_before(const char *text, size_t end) {
	while (end > 0 && text[end - 1] == ' ') end--;
	size_t start = end;
	while (start > 0 && text[start - 1] != ' ') start--;
	return (Token){ text + start, end - start };
}

static Token token_after(const char *text, size_t start, size_t length) {
	size_t end = start;
	while (end < length && text[end] != ' ') end++;
	return (Token){ text + start, end - start };
}

static bool is_number(Token t) {
	bool digit = false;
	for (size_t i = 0; i < t.length; i++) {
		bool inner = strchr(".,/-", t.at[i]) && i > 0 && i + 1 < t.length;
		if (!(t.at[i] >= '0' && t.at[i] <= '9') && !inner) return false;
		digit = digit || (t.at[i] >= '0' && t.at[i] <= '9');
	}
	return digit;
}

/* What must not stand on both sides of a line's end. */
static const char *find_fault(const char *text, size_t length, size_t at) {
	Token left = token_before(text, at), right = token_after(text, at, length);
	Token before = token_before(text, (size_t)(left.at - text));
	bool named = token_is(before, "năm tháng ngày khóa số Số Điều điều lớp quý thứ Năm Tháng Ngày");
	bool year = left.length == 4 && (memcmp(left.at, "19", 2) == 0 || memcmp(left.at, "20", 2) == 0);
	Token bare = right;
	while (bare.length && strchr(".,;:)", bare.at[bare.length - 1])) bare.length--;
	if (is_number(left) && !named && !year && token_is(bare, "% km m cm mm ha kg tấn lít đồng USD triệu tỷ tỉ nghìn giờ phút giây ngày tuần tháng tuổi "
		"lần người lớp hộ xã bài trang buổi chuyến lượt phiếu điểm bộ cái chiếc cuốn năm nước vụ căn ngôi inch MB GB mAh"))
		return "a number and what it counts";
	if (token_is(left, "năm tháng ngày số Điều khóa quý Năm Ngày Tháng") && is_number(bare)) return "a word and its number";
	if (token_is(left, "TS. PGS.TS. GS. ThS. BS. TP. Tp. tp. TP TS GS ông Ông bà Bà đ/c") && bare.length && bare.at[0] >= 'A' && bare.at[0] <= 'Z')
		return "a title and its name";
	if (right.length && strchr(",;:!?)%", right.at[0]) && right.at[0]) return "closing punctuation and its word";
	if (token_is(right, "- – — … ”")) return "a dash and the word before";
	if (left.length && strchr("([{", left.at[left.length - 1])) return "an opening bracket and its word";
	if (at > 0 && text[at - 1] != ' ') return "a word";
	return NULL;
}

static void nothing_in_the_news_is_parted_that_belongs_together(void **state) {
	(void)state;
	FILE *file = open_corpus();
	if (!file) skip();
	Arena *arena = arena_open();
	arena_alloc(arena, 16);
	ArenaMark mark = arena_mark(arena);
	ParagraphBreaker *breaker = paragraph_open_breaker();
	ParagraphStyle styles[3] = { { .align = ALIGN_JUSTIFY, .shrink = 200, .stretch = 500, .hang = true, .glyph_scale = 15, .letter_stretch = 15 },
		{ .align = ALIGN_LEFT }, { .align = ALIGN_LEFT, .balance = true } };
	static const Length measures[3] = { 160 * PT, 250 * PT, 120 * PT };
	char *line = NULL;
	size_t capacity = 0;
	int paragraphs = 0, faults = 0;
	Text text = { 0 };
	while (getline(&line, &capacity, file) > 0) {
		for (const char *at = line; next_string(&at, &text);) {
			if (text.length < 20) continue;
			Span span = make_span(text.bytes);
			for (int i = 0; i < 3; i++) {
				Paragraph p = paragraph_break_lines(breaker, arena, &span, 1, measures[i], &styles[i], NULL, NULL);
				check_paragraph(&p, &span, 1, measures[i], &styles[i], NULL);
				for (int k = 1; k < p.line_count; k++) {
					size_t end = p.lines[k].text_start;
					Token head = token_before(text.bytes, end), rest = token_after(text.bytes, end, text.length);
					bool endless = text.bytes[end - 1] != ' ' && head.length + rest.length > 24; /* broken where it had to be */
					bool zero = end >= 3 && memcmp(text.bytes + end - 3, "\u200B", 3) == 0;
					const char *fault = endless || zero || p.lines[k - 1].forced_end ? NULL : find_fault(text.bytes, text.length, end);
					if (!fault) continue;
					faults++;
					print_error("%s: “%.*s | %.*s”\n", fault, (int)(end > 30 ? 30 : end), text.bytes + end - (end > 30 ? 30 : end), 30, text.bytes + end);
				}
			}
			arena_reset(arena, mark);
			paragraphs++;
		}
	}
	assert_true(paragraphs > 1000);
	assert_int_equal(faults, 0);
	free(line);
	text_free(&text);
	fclose(file);
	paragraph_close_breaker(breaker);
	arena_close(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_in_the_news_is_parted_that_belongs_together) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_forget();
	return failed;
}
