/* The crew: tasks are done once each, by whomever; the owner gets their results in his own order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/crew.h"

enum { TASKS = 2000 };
typedef struct Sum { uint64_t from, result; int times, hand; } Sum;
static Sum sums[TASKS];
static CrewTask tasks[TASKS];

static void add_up(void *data, int hand) {
	Sum *sum = data;
	for (uint64_t i = 0; i < 500; i++) sum->result += sum->from * i % 97;
	sum->times++;
	sum->hand = hand;
}

static uint64_t expected(uint64_t from) {
	uint64_t result = 0;
	for (uint64_t i = 0; i < 500; i++) result += from * i % 97;
	return result;
}

static void give(Crew *crew, int i) {
	sums[i] = (Sum){ .from = (uint64_t)i };
	tasks[i] = (CrewTask){ .work = add_up, .data = &sums[i] };
	crew_give(crew, &tasks[i]);
}

static void check(Crew *crew, int i) {
	crew_wait(crew, &tasks[i]);
	assert_true(crew_is_done(crew, &tasks[i]));
	assert_int_equal(sums[i].times, 1);
	assert_true(sums[i].hand >= 0 && sums[i].hand < crew_hands(crew));
	assert_true(sums[i].result == expected((uint64_t)i));
}

static void every_task_is_done_once_whatever_the_threads(void **state) {
	(void)state;
	for (int threads = 0; threads <= CREW_THREADS; threads++) {
		Crew *crew = crew_open(threads);
		assert_int_equal(crew_hands(crew), threads + 1);
		for (int i = 0; i < TASKS; i++) give(crew, i);
		for (int i = 0; i < TASKS; i++) check(crew, i);
		crew_close(crew);
	}
}

static void tasks_may_be_waited_for_in_any_order_and_again(void **state) {
	(void)state;
	Crew *crew = crew_open(2);
	for (int i = 0; i < 100; i++) give(crew, i);
	for (int i = 99; i >= 0; i--) check(crew, i);
	for (int i = 0; i < 100; i++) check(crew, i);
	for (int i = 0; i < 100; i++) { /* one at a time: the threads sleep in between */
		give(crew, i);
		check(crew, i);
	}
	crew_close(crew);
}

static void without_threads_a_task_waits_until_it_is_waited_for(void **state) {
	(void)state;
	Crew *none[2] = { NULL, crew_open(0) };
	for (int i = 0; i < 2; i++) {
		assert_int_equal(crew_hands(none[i]), 1);
		give(none[i], 7);
		assert_false(crew_is_done(none[i], &tasks[7]));
		check(none[i], 7);
		assert_int_equal(sums[7].hand, 0);
	}
	crew_close(none[1]);
	crew_close(NULL);
	crew_close(crew_open(3)); /* no task, no thread */
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_task_is_done_once_whatever_the_threads),
		cmocka_unit_test(tasks_may_be_waited_for_in_any_order_and_again),
		cmocka_unit_test(without_threads_a_task_waits_until_it_is_waited_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
