/* A crew: threads that do small tasks beside the one that opened it (its owner), so that what they give does not depend on how many they
 * are: a task works on what is its own, is waited for before its result is used, and the owner takes the results in an order of his.
 *
 * With no threads, or where none can be had, the owner does each task when he waits for it: the same code runs either way. Threads are
 * started by the first task. Tasks are the owner's memory and only he gives them and waits for them. */
#ifndef BANTIN_BASE_CREW_H
#define BANTIN_BASE_CREW_H
#include <stdbool.h>

typedef struct Crew Crew;
enum { CREW_THREADS = 7 };  /* at most */

typedef struct CrewTask {
	void (*work)(void *data, int hand); /* hand: whose: 0 the owner's, else a thread's; below crew_hands: for memory that a hand keeps */
	void *data;
	struct CrewTask *next;   /* these are the crew's; zeros in the beginning */
	int state;
} CrewTask;

Crew *crew_open(int threads);
void crew_close(Crew *crew);                      /* NULL-safe; what was given must have been waited for */
int crew_hands(const Crew *crew);                 /* the owner's and the threads'; 1 for NULL */
void crew_give(Crew *crew, CrewTask *task);       /* NULL: it is done when it is waited for */
/* Returns when the task is done; until then the owner does others, those given first before those given later. */
void crew_wait(Crew *crew, CrewTask *task);
bool crew_is_done(Crew *crew, CrewTask *task);    /* without waiting */
#endif
