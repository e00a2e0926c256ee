/* The words that a book says of itself, in the language of what they stand in. */
#include <string.h>
#include "page/book.h"

typedef struct Language { const char *code; const char *words[BOOK_WORDS]; } Language;

static const Language LANGUAGES[] = {
	{ "vi", { "Lời nói đầu", "Ban biên tập", "Danh sách đại biểu", "Mục lục", "Phụ lục", "Phụ bản ảnh", "Bảng tra tác giả", "Bảng tra từ khóa",
		"Tài liệu tham khảo", "Chú thích", "Tóm tắt", "Từ khóa", "Hình", "Bảng", "mục", "chú thích", "TT", "Họ và tên", "Chức vụ", "Đơn vị", "và cộng sự", "bìa" } },
	{ "en", { "Foreword", "Editorial board", "Delegates", "Contents", "Appendix", "Plates", "Index of authors", "Index of keywords",
		"References", "Notes", "Abstract", "Keywords", "Figure", "Table", "section", "note", "No.", "Name", "Position", "Institution", "et al.", "cover" } },
	{ "fr", { "Avant-propos", "Comité de rédaction", "Liste des participants", "Table des matières", "Annexe", "Planches", "Index des auteurs",
		"Index des mots-clés", "Références", "Notes", "Résumé", "Mots-clés", "Figure", "Tableau", "section", "note", "N°", "Nom", "Fonction", "Établissement",
		"et al.", "couverture" } },
};

const char *page_book_word(BookWord word, const char *lang) {
	const Language *found = &LANGUAGES[lang ? 1 : 0];
	for (unsigned i = 0; lang && i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
		if (strncasecmp(lang, LANGUAGES[i].code, 2) == 0 && (!lang[2] || lang[2] == '-')) found = &LANGUAGES[i];
	return found->words[word];
}
