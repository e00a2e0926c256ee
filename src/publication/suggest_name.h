/* The nearest of several names to one that was mistyped. */
#ifndef BANTIN_PUBLICATION_SUGGEST_NAME_H
#define BANTIN_PUBLICATION_SUGGEST_NAME_H

typedef struct Suggestion { const char *word, *best; int distance; } Suggestion;

Suggestion suggestion_make(const char *word);
/* Keeps candidate (lent) when it is nearer than the best so far and near enough to be meant. */
void suggestion_try(Suggestion *suggestion, const char *candidate);
#endif
