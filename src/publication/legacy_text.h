/* Vietnamese text in the font encodings of the 1990s, TCVN3 (ABC) and VNI, which reads as Latin-1 nonsense:
 * "Tr­êng §¹i häc", "Tröôøng Ñaïi hoïc". It is told from real text by the company that letters keep. */
#ifndef BANTIN_PUBLICATION_LEGACY_TEXT_H
#define BANTIN_PUBLICATION_LEGACY_TEXT_H
#include <stdbool.h>

/* A cheap look: true when letters occur that VNI needs and Vietnamese does not have. */
bool legacy_text_may_be(const char *text);
/* How many words look like legacy text. */
int legacy_text_count(const char *text);
bool legacy_text_is_likely(int tells, int words);
#endif
