/* bag-info.txt: the RFC's own fields first, then those modelled on Thông tư 05/2025/TT-BNV, which have not been held against the
 * official text (docs/luu-tru.md says so, and says what each means). */
#include "archive/record.h"

/* A value stands on one line: line ends and runs of blanks in it become a space. */
static void put(Text *out, const char *label, const char *value) {
	if (!value || !value[0]) return;
	text_format(out, "%s: ", label);
	bool blank = true;
	for (const char *at = value; *at; at++) {
		bool space = (unsigned char)*at <= ' ';
		if (!space) text_add_char(out, *at);
		else if (!blank) text_add_char(out, ' ');
		blank = space;
	}
	text_add_char(out, '\n');
}

static void put_number(Text *out, const char *label, unsigned long long number) {
	char digits[24];
	snprintf(digits, sizeof digits, "%llu", number);
	put(out, label, digits);
}

static void put_list(Text *out, const char *label, const TextList *list, const char *between) {
	Text joined = { 0 };
	for (int i = 0; i < list->count; i++) text_format(&joined, "%s%s", i ? between : "", list->items[i]);
	put(out, label, joined.bytes);
	text_free(&joined);
}

static void put_size(Text *out, uint64_t bytes) {
	char size[40];
	unsigned long long tenths = bytes / 100;
	const char *unit = "KB";
	if (bytes >= 1000000000) { tenths = bytes / 100000000; unit = "GB"; }
	else if (bytes >= 1000000) { tenths = bytes / 100000; unit = "MB"; }
	snprintf(size, sizeof size, "%llu.%llu %s", tenths / 10, tenths % 10, unit);
	put(out, "Bag-Size", size);
}

static const char *kind_in_vietnamese(const char *kind) {
	return strcmp(kind, "bulletin") == 0 ? "bản tin" : strcmp(kind, "proceedings") == 0 ? "kỷ yếu" : "bài viết";
}

static int count_articles(const BagRecord *record) {
	int count = 0;
	for (int i = 0; i < record->parts.count; i++) count += record->parts.items[i].articles.count;
	return count;
}

void bag_write_info(const BagRecord *record, uint64_t payload_bytes, int payload_files, Text *out) {
	put(out, "Source-Organization", record->publisher);
	put(out, "External-Description", record->description);
	if (record->time) {
		char day[11];
		snprintf(day, sizeof day, "%.10s", record->time);
		put(out, "Bagging-Date", day);
	}
	put(out, "External-Identifier", record->identifier ? record->identifier : record->name);
	put_size(out, payload_bytes);
	text_format(out, "Payload-Oxum: %llu.%d\n", (unsigned long long)payload_bytes, payload_files);
	put(out, "Internal-Sender-Identifier", record->name);
	Text said = { 0 };
	text_format(&said, "Bản lưu trữ của %s “%s”: tệp PDF/A để đọc, bài viết XML, mẫu trình bày và ảnh gốc đã dùng để làm ra tệp ấy, "
		"cùng hồ sơ METS và PREMIS ghi rõ làm từ đâu, bằng gì.", kind_in_vietnamese(record->kind), record->title);
	put(out, "Internal-Sender-Description", said.bytes);
	text_free(&said);
	put(out, "Bag-Software-Agent", record->program);

	put(out, "TT05-Ma-Ho-So", record->identifier);
	put(out, "TT05-Tieu-De-Ho-So", record->title);
	put_list(out, "TT05-Tac-Gia", &record->creators, "; ");
	put(out, "TT05-Ngon-Ngu", record->lang);
	put(out, "TT05-Thoi-Gian-Bat-Dau", record->first_date);
	put(out, "TT05-Thoi-Gian-Ket-Thuc", record->last_date);
	put_list(out, "TT05-Tu-Khoa", &record->keywords, ", ");
	put_number(out, "TT05-Tong-So-Tai-Lieu", (unsigned long long)count_articles(record));
	put_number(out, "TT05-So-Luong-Trang", (unsigned long long)record->pages);
}
