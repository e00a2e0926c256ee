#include "paragraph/lexicon.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/text.h"

/* Sources of the rules: Nghị định 30/2020/NĐ-CP, phụ lục I (numbers, titles and codes of official papers); Nghị định
 * 30/2020 phụ lục II (capitals of names); the house rules of Vietnamese newspapers, which never part a number from what it
 * counts or a title from a name; UAX #14 for lone punctuation. */
const WordGroup lexicon_words[] = {
	/* Money and measures: the number is nothing without them. */
	{ CLASS_UNIT, "đồng đ vnđ vnd usd euro eur đô yên won tệ bảng franc rúp rupee peso baht kíp riel cent xu hào" },
	{ CLASS_UNIT, "km m cm mm dm nm µm μm km2 m2 cm2 mm2 m3 cm3 dm3 km² m² cm² m³ cm³ ha hecta héc-ta hec-ta héc hec mẫu sào mét thước "
		"ki-lô-mét kilômét kilomet cây-số xen-ti-mét xăng-ti-mét mi-li-mét inch inches ft feet foot yard dặm" },
	{ CLASS_UNIT, "kg g mg tấn tạ yến lạng gam gram cân ký ki-lô-gam kilôgam kilogam kilogram l ml cc lít oz ounce carat lb thùng gallon" },
	{ CLASS_UNIT, "w kw mw gw kwp kva kwh mwh gwh v kv mv ma mah ms hp hz khz mhz ghz bit byte kb mb gb tb kbps mbps gbps dpi ppi px pixel pixels "
		"megapixel megapixels mp fps rpm db pa kpa mpa bar atm calo kcal cal joule ph" },
	{ CLASS_UNIT, "°c °f ºc ‰ % giây tuần quý tuổi trang lần tiếng đêm" },
	{ CLASS_UNIT | CLASS_TIME, "giờ phút độ h" },
	{ CLASS_UNIT | CLASS_LABEL, "ngày" },
	{ CLASS_UNIT | CLASS_LABEL | CLASS_MONTH, "tháng" },
	{ CLASS_UNIT | CLASS_LABEL | CLASS_YEARWORD, "năm" },
	{ CLASS_SCALE, "trăm nghìn ngàn vạn triệu triêụ tỷ chục mươi" },

	/* What is counted one by one: people and groups of them, */
	{ CLASS_COUNTED, "người em cháu bé bạn vị trẻ nam nữ ông bà anh chị cô thầy trò lính quân cụ hộ dân khách đôi cặp "
		"nhóm tổ đội đoàn ban ngành khối phái hãng đảng phe băng" },
	/* places and houses, */
	{ CLASS_COUNTED, "nhà căn ngôi tòa phòng tầng lầu xã phường huyện quận tỉnh thôn ấp bản buôn làng xóm khu nước bang miền "
		"trường lớp khóa chợ chùa cầu cảng hồ đảo điểm giường" },
	/* events, */
	{ CLASS_COUNTED, "kỳ đợt buổi phiên cuộc vụ ca trận chuyến lượt vòng bước hiệp ván set bàn phát cú chặng cơn ngả mũi" },
	/* papers and works, */
	{ CLASS_COUNTED, "bài đề phần mục khoản điều chương luật tờ quyển cuốn tập bức tấm ảnh tranh bộ phim vở chữ câu dòng "
		"giải bằng suất phiếu thẻ lá số mẫu loại loài giống kiểu màu môn nghề tiết tin trụ cột" },
	/* things. */
	{ CLASS_COUNTED, "cái chiếc con cây quả trái bông cành hạt viên thanh thỏi xe tàu thuyền máy cỗ khẩu bao túi hộp chai lon ly "
		"cốc bát mâm gói kiện lô sợi bó đĩa ổ lò tên quân ngọn giếng trạm lõi nhân sim chấm chương đầu ống toa mảnh thửa bầu cơ-sở" },

	/* What a number or a numeral names: Điều 5, khóa XI, quận 1. */
	{ CLASS_LABEL, "số khóa điều quý chương khoản điểm mục trang lớp tổ đội quận phường kỷ tuần tiết bài tập hình bảng ảnh phần kỳ đợt lần "
		"vòng hạng cấp loại nhóm khối bậc tầng lầu phòng ấp khu phố thôn xóm đường lộ ngõ hẻm ngách kiệt lô thửa đoạn cột "
		"dòng câu đề mã lục mồng mùng top đoàn quân tuyến bước ca dãy block khóa ql tl hl đt sđt tel fax km giai cụm "
		"zone vol version phút trạm kênh cổng nhà căn màn quyển cuốn tờ biểu mẫu vitamin" },
	{ CLASS_LABEL | CLASS_ORDINAL, "thứ" },
	{ CLASS_NUMERAL, "một hai ba bốn tư năm sáu bảy bẩy tám chín mười nhất nhì" },
	{ CLASS_DAYPART, "sáng trưa chiều tối đêm hôm khuya" },

	/* Titles: they stay with the name. */
	{ CLASS_TITLE, "ông bà anh chị cô chú bác thầy em cụ ngài cậu dì mợ thím cháu bé mẹ sư đ/c vua chúa thánh" },
	{ CLASS_ABBR, "tp tx tt ts ths pgs gs gsts gs-ts pgsts pgs-ts tskh gs.ts pgs.ts gs.tskh pgs.tskh th.s bs bscki bsckii bsck bs.ck1 bs.ck2 "
		"ds ks kts ktv ls cn nsnd nsưt ngnd ngưt nnnd nnưt ttnd ttưt đ/c đc mr mrs ms dr prof st" },
	{ CLASS_ABBR_DOT, "tr no nr vol pp p fig q h t x tk ttr cty đh cđ" },

	/* Headlines are broken by sense: before a link, never after it or after a word that leans on the next. */
	{ CLASS_LINK, "và với của cho tại trong về do từ để bằng theo trên dưới giữa khi nếu nhưng mà vì nên hoặc hay như đến tới ở qua sau "
		"trước ngoài cùng nhằm thì là bởi tuy dù rằng vào lúc hồi gồm nhờ đối ngay kể" },
	{ CLASS_LEAN, "các những một mọi mỗi từng nhiều vài mấy đã đang sẽ không chưa chẳng cũng vẫn rất bị được phải có cần đều chỉ còn sắp vừa "
		"mới sự việc nền cuộc hãy đừng càng quá thật hơn gần khoảng so hai ba bốn sáu bảy tám chín mười toàn tự" },

	{ CLASS_ABOUT, "hơn gần khoảng trên dưới chừng ngót" },

	/* Family names (the hundred commonest cover nearly all Kinh, Hoa, Khmer and highland names of the press). */
	{ CLASS_FAMILY, "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn lâm mai trương cao thái châu tạ "
		"tô hà lương quách kiều phùng từ vương la lưu tống đào nghiêm thạch kim thân tăng triệu chu bạch cù khuất nông lò vừ "
		"giàng hứa lữ mã mạc mạch ninh phí quan tào tiêu tôn trà ung viên âu đàm đồng đới đường lại giáp giang hàn hầu kha "
		"khổng khương khúc lục lường ma mẫn mùa nhan nhữ ông phó quàng sầm sơn thẩm thi thiều tòng trang ứng văn vàng vi xa "
		"danh diệp doãn đái đậu điểu bế bành cái cấn chung chử cung nhâm nhiếp phương thào thiệu tưởng hạ rơ ksor siu kpă y h" },
	{ 0, NULL }
};

/* Lower case by the tables of Latin-1, Latin Extended-A, Ơ Ư and Vietnamese (1EA0..1EF9): all that NFC Vietnamese needs. */
static uint32_t fold(uint32_t c) {
	if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
	if (c >= 0x100 && c <= 0x137) return c | 1;
	if (c == 0x1A0 || c == 0x1AF) return c + 1;
	if (c >= 0x1EA0 && c <= 0x1EF9) return c | 1;
	return c;
}

/* The five tones of a, e, y, o, u in the order grave, acute, hook, tilde, dot. */
static const uint32_t toned_a[5] = { 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1 }, toned_e[5] = { 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9 },
	toned_y[5] = { 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5 }, toned_o[5] = { 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD },
	toned_u[5] = { 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5 }, toned_i[5] = { 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB };

static int tone_of(uint32_t c, const uint32_t toned[5]) {
	for (int i = 0; i < 5; i++) if (toned[i] == c) return i;
	return -1;
}

/* hoà -> hòa, thuỷ -> thủy; then kỷ -> kỉ, lý -> lí. letters hold the folded word. */
static void unify_spelling(uint32_t *letters, int count) {
	if (count < 2) return;
	uint32_t *last = &letters[count - 1], *second = &letters[count - 2];
	int tone;
	bool after_q = count > 2 && letters[count - 3] == 'q';
	if (*second == 'o' && (tone = tone_of(*last, toned_a)) >= 0) { *second = toned_o[tone]; *last = 'a'; }
	else if (*second == 'o' && (tone = tone_of(*last, toned_e)) >= 0) { *second = toned_o[tone]; *last = 'e'; }
	else if (*second == 'u' && !after_q && (tone = tone_of(*last, toned_y)) >= 0) { *second = toned_u[tone]; *last = 'y'; }
	else if ((count == 2 && strchr("hklmst", (int)*second) && *second < 0x80) || (*second == 'u' && after_q)) {
		if (*last == 'y') *last = 'i';
		else if ((tone = tone_of(*last, toned_y)) >= 0) *last = toned_i[tone];
	}
}

uint64_t lexicon_word_key(const char *word, size_t length) {
	enum { LONGEST = 8 }; /* Vietnamese syllables have at most seven letters; longer words need no respelling */
	uint32_t letters[LONGEST];
	int count = 0;
	uint64_t hash = UINT64_C(14695981039346656037);
	const char *at = word, *end = word + length;
	while (at < end && count < LONGEST) letters[count++] = fold(utf8_next(&at, end));
	if (at == end) unify_spelling(letters, count);
	for (int i = 0; i < count; i++) hash = (hash ^ letters[i]) * UINT64_C(1099511628211);
	while (at < end) hash = (hash ^ fold(utf8_next(&at, end))) * UINT64_C(1099511628211);
	hash ^= hash >> 29; /* FNV's high bits are weak after few steps; the tables use them */
	hash *= UINT64_C(0xBF58476D1CE4E5B9);
	return hash ? hash : 1;
}

static void table_add(LexiconTable *table, uint64_t key, uint64_t value);

static void table_grow(LexiconTable *table, uint32_t size) {
	LexiconTable old = *table;
	*table = (LexiconTable){ .slots = calloc(size, sizeof *table->slots), .mask = size - 1 };
	if (!table->slots) base_out_of_memory();
	for (uint32_t i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i].key) table_add(table, old.slots[i].key, old.slots[i].value);
	free(old.slots);
}

static void table_add(LexiconTable *table, uint64_t key, uint64_t value) {
	if ((uint32_t)table->used * 2 > table->mask) table_grow(table, (table->mask + 1) * 2);
	uint32_t i = (uint32_t)(key >> 32) & table->mask;
	while (table->slots[i].key && table->slots[i].key != key) i = (i + 1) & table->mask;
	if (!table->slots[i].key) table->used++;
	table->slots[i].key = key;
	table->slots[i].value |= value;
}

static void add_words(LexiconTable *table, const WordGroup *group) {
	for (const char *at = group->words; *at;) {
		size_t length = strcspn(at, " ");
		if (length) table_add(table, lexicon_word_key(at, length), group->classes);
		at += length;
		at += *at == ' ';
	}
}

static void add_pairs(Lexicon *to, const PairGroup *group) {
	for (const char *at = group->pairs; *at;) {
		size_t length = strcspn(at, ","), first = strcspn(at, " ");
		if (first < length) {
			uint64_t left = lexicon_word_key(at, first), right = lexicon_word_key(at + first + 1, length - first - 1);
			table_add(&to->words, left, CLASS_FIRST);
			table_add(&to->words, right, CLASS_SECOND);
			table_add(&to->pairs, lexicon_pair_key(left, right), group->kinds);
		}
		at += length;
		at += *at == ',';
	}
}

static Lexicon lexicon;
static pthread_once_t made = PTHREAD_ONCE_INIT;

static void make_lexicon(void) {
	table_grow(&lexicon.words, 8192);
	table_grow(&lexicon.pairs, 8192);
	for (const WordGroup *group = lexicon_words; group->words; group++) add_words(&lexicon.words, group);
	for (const PairGroup *group = lexicon_pairs; group->pairs; group++) add_pairs(&lexicon, group);
}

const Lexicon *lexicon_get(void) {
	pthread_once(&made, make_lexicon);
	return &lexicon;
}
