/* Values of attributes. Spaces around a value do not count. */
#ifndef BANTIN_PUBLICATION_READ_VALUES_H
#define BANTIN_PUBLICATION_READ_VALUES_H
#include "publication/publication.h"

typedef enum DateResult { DATE_FINE, DATE_MALFORMED, DATE_IMPOSSIBLE /* 30 February */ } DateResult;
/* ISO 8601: 2013, 2013-03, 2013-03-27, 2013-03-27T07:30; seconds and a zone are read over. */
DateResult value_parse_date(const char *value, Date *date);
int value_days_in(int year, int month);
/* "0.5 0.3" in 1/1000. */
bool value_parse_focus(const char *value, int *x, int *y);
/* "pages:8", from 1 to 999. */
bool value_parse_pages(const char *value, int *pages);
/* Decimal digits, no more than `digits` of them. */
bool value_parse_number(const char *value, int digits, int least, int *number);
/* BCP 47 as xsd:language has it; a copy goes to tag when size > 0 and it fits. */
bool value_parse_language(const char *value, char *tag, size_t size);
void value_trim(char *value); /* in place */
#endif
