/* Messages in the user's language. The source language of the program is English; po/vi.po holds the
 * Vietnamese. Tools are gettext's; the look-up is our own because GNU gettext translates nothing on a machine
 * without generated locales, which a bare one is. */
#ifndef BANTIN_BASE_MESSAGE_H
#define BANTIN_BASE_MESSAGE_H
#define _(text) message_find(text)
#define N_(text) (text)
/* "vi" or "en"; NULL chooses by LC_ALL, LC_MESSAGES, LANG, LANGUAGE, in gettext's order. Returns 0, or -1 when
 * the language is not known. */
int message_set_language(const char *language);
const char *message_language(void); /* "vi" or "en" */
const char *message_find(const char *text) __attribute__((format_arg(1)));
/* The form for a count: message_count("%d page", "%d pages", n). */
const char *message_count(const char *one, const char *many, long count) __attribute__((format_arg(1), format_arg(2)));
/* What the system says of an errno, in the user's language for those that an editor may meet. */
const char *message_errno(int problem);
#endif
