#include "base/crew.h"
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include "base/arena.h"

enum { TASK_GIVEN, TASK_BEGUN, TASK_DONE };
enum { STACK = 512 * 1024 };

typedef struct Hand { struct Crew *crew; int number; pthread_t thread; } Hand;

struct Crew {
	pthread_mutex_t lock;           /* guards all that follows, and the tasks' states */
	pthread_cond_t given, done;
	CrewTask *first, *last;         /* given, and not begun */
	int waiting;                    /* threads with nothing to do */
	bool closing, started;
	int wanted, count;              /* threads */
	Hand hands[CREW_THREADS];
};

Crew *crew_open(int threads) {
	Crew *crew = calloc(1, sizeof *crew);
	if (!crew) base_out_of_memory();
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->given, NULL);
	pthread_cond_init(&crew->done, NULL);
	crew->wanted = threads < 0 ? 0 : threads > CREW_THREADS ? CREW_THREADS : threads;
	return crew;
}

int crew_hands(const Crew *crew) { return crew ? crew->wanted + 1 : 1; }

/* With the lock, which is left while the work is done. */
static void do_first(Crew *crew, int hand) {
	CrewTask *task = crew->first;
	crew->first = task->next;
	task->state = TASK_BEGUN;
	pthread_mutex_unlock(&crew->lock);
	task->work(task->data, hand);
	pthread_mutex_lock(&crew->lock);
	task->state = TASK_DONE;
}

static void *be_hand(void *data) {
	Hand *hand = data;
	Crew *crew = hand->crew;
	pthread_mutex_lock(&crew->lock);
	while (!crew->closing) {
		if (crew->first) {
			do_first(crew, hand->number);
			pthread_cond_signal(&crew->done);
			continue;
		}
		crew->waiting++;
		pthread_cond_wait(&crew->given, &crew->lock);
		crew->waiting--;
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

/* Signals are the owner's. One heap for all: a thread's own would take 64 MB of addresses, of which there may be a limit. */
static void start_threads(Crew *crew) {
	sigset_t all, kept;
	pthread_attr_t attributes;
	crew->started = true;
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 1);
#endif
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &kept);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (int i = 0; i < crew->wanted; i++) {
		Hand *hand = &crew->hands[i];
		*hand = (Hand){ .crew = crew, .number = i + 1 };
		if (pthread_create(&hand->thread, &attributes, be_hand, hand) != 0) break;
		crew->count++;
	}
	pthread_attr_destroy(&attributes);
	pthread_sigmask(SIG_SETMASK, &kept, NULL);
}

void crew_give(Crew *crew, CrewTask *task) {
	task->state = TASK_GIVEN;
	task->next = NULL;
	if (!crew) return;
	if (!crew->started) start_threads(crew);
	pthread_mutex_lock(&crew->lock);
	if (crew->first) crew->last->next = task;
	else crew->first = task;
	crew->last = task;
	if (crew->waiting) pthread_cond_signal(&crew->given);
	pthread_mutex_unlock(&crew->lock);
}

void crew_wait(Crew *crew, CrewTask *task) {
	if (!crew) {
		if (task->state != TASK_DONE) task->work(task->data, 0);
		task->state = TASK_DONE;
		return;
	}
	pthread_mutex_lock(&crew->lock);
	while (task->state != TASK_DONE) {
		if (crew->first) do_first(crew, 0);
		else pthread_cond_wait(&crew->done, &crew->lock);
	}
	pthread_mutex_unlock(&crew->lock);
}

bool crew_is_done(Crew *crew, CrewTask *task) {
	if (!crew) return task->state == TASK_DONE;
	pthread_mutex_lock(&crew->lock);
	bool done = task->state == TASK_DONE;
	pthread_mutex_unlock(&crew->lock);
	return done;
}

void crew_close(Crew *crew) {
	if (!crew) return;
	pthread_mutex_lock(&crew->lock);
	crew->closing = true;
	pthread_cond_broadcast(&crew->given);
	pthread_mutex_unlock(&crew->lock);
	for (int i = 0; i < crew->count; i++) pthread_join(crew->hands[i].thread, NULL);
	pthread_mutex_destroy(&crew->lock);
	pthread_cond_destroy(&crew->given);
	pthread_cond_destroy(&crew->done);
	free(crew);
}
