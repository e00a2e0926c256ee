/* The parts of a batch by themselves: values as bytes, workers, inputs, records, the output folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/folder_output.h"
#include "batch/find_documents.h"
#include "batch/output_folder.h"
#include "batch/pool.h"
#include "batch/record.h"

static char folder[64];
static Arena *arena;

static int make_folder(void **state) {
	(void)state;
	strcpy(folder, "/tmp/bantin-batch-XXXXXX");
	arena = arena_open();
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
	(void)state;
	arena_close(arena);
	return folder_remove(folder) ? 0 : -1;
}

static const char *inside(const char *name) { return file_join(arena, folder, name); }

static void put(const char *name, const char *text) {
	FILE *file = fopen(inside(name), "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Past the tick of the clock in which a file was written its stamp may stand for it. */
static void settle(void) { nanosleep(&(struct timespec){ .tv_nsec = 40 * 1000000 }, NULL); }

/* ---- wire ---- */

static void values_come_back(void **state) {
	(void)state;
	static const uint64_t NUMBERS[] = { 0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX };
	Text text = { 0 };
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) wire_add_number(&text, NUMBERS[i]);
	wire_add_text(&text, NULL);
	wire_add_text(&text, "");
	wire_add_text(&text, "Ấn phẩm");
	wire_add_bytes(&text, "a\0b", 3);
	WireReader in = { (unsigned char *)text.bytes, (unsigned char *)text.bytes + text.length, arena, false };
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) assert_true(wire_take_number(&in) == NUMBERS[i]);
	assert_null(wire_take_text(&in));
	assert_string_equal(wire_take_text(&in), "");
	assert_string_equal(wire_take_text(&in), "Ấn phẩm");
	size_t length;
	assert_memory_equal(wire_take_bytes(&in, &length), "a\0b", 3);
	assert_int_equal(length, 3);
	assert_false(in.bad);
	assert_true(in.at == in.end);
	assert_int_equal(wire_take_number(&in), 0);
	assert_true(in.bad);
	text_free(&text);
}

static void nonsense_is_bad_and_reads_nothing_beyond(void **state) {
	(void)state;
	static const char *const NONSENSE[] = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "\xff", "\x80\x80\x80", "\5ab", "\xff\xff\xff\xff\x0fx" };
	for (size_t i = 0; i < sizeof NONSENSE / sizeof *NONSENSE; i++) {
		size_t length = strlen(NONSENSE[i]), got;
		unsigned char *copy = malloc(length); /* so that a sanitizer sees a step too far */
		memcpy(copy, NONSENSE[i], length);
		WireReader in = { copy, copy + length, arena, false };
		wire_take_bytes(&in, &got);
		assert_true(in.bad);
		assert_int_equal(got, 0);
		in = (WireReader){ copy, copy + length, arena, false };
		assert_non_null(wire_take_text(&in));
		in = (WireReader){ copy, copy + length, arena, false };
		assert_in_range(wire_take_count(&in), 0, length);
		free(copy);
	}
}

/* ---- workers ---- */

enum { WORK_WELL, WORK_LARGE, WORK_CRASH, WORK_HANG, WORK_LEAVE, WORK_PRINT, WORK_EAT, WORKS };

static void work(void *data, int number, Text *result) {
	(void)data;
	switch (number) {
	case WORK_LARGE: for (int i = 0; i < 300000; i++) text_add(result, "0123456789"); break;
	case WORK_CRASH: signal(SIGABRT, SIG_DFL); abort();
	case WORK_HANG: for (;;) pause();
	case WORK_LEAVE: _exit(0);
	case WORK_PRINT: printf("printed\n"); fprintf(stderr, "and said\n"); break;
	case WORK_EAT:
		for (size_t i = 0; i < 4096; i++) { char *bytes = malloc(1 << 20); if (!bytes) base_out_of_memory(); memset(bytes, 1, 1 << 20); }
		break;
	default: break;
	}
	text_format(result, "done %d", number);
}

static void every_end_of_a_worker_is_told(void **state) {
	(void)state;
	static const JobEnd ENDS[WORKS] = { JOB_DONE, JOB_DONE, JOB_CRASHED, JOB_OUT_OF_TIME, JOB_BROKEN, JOB_DONE, JOB_OUT_OF_MEMORY };
	PoolLimits limits = { .jobs = 3, .seconds = 2, .bytes = 64 << 20 }; /* filled long before its time is over, on a busy machine too */
	Pool *pool = pool_open(&limits, work, NULL);
	int started = 0, ended = 0, most = WORKS;
#if defined(__SANITIZE_ADDRESS__)
	most = WORK_EAT; /* no limit of memory can be set there */
#endif
	while (ended < most) {
		while (started < most && pool_has_room(pool)) assert_true(pool_start(pool, started++, NULL, 0));
		assert_in_range(pool_running(pool), 1, 3);
		JobResult result;
		if (!pool_wait(pool, 100, &result)) continue;
		assert_int_equal(result.end, ENDS[result.number]);
		if (result.number == WORK_WELL) assert_string_equal(result.bytes.bytes, "done 0");
		if (result.number == WORK_LARGE) assert_int_equal(result.bytes.length, 3000006);
		if (result.number == WORK_CRASH) assert_int_equal(result.signal, SIGABRT);
		if (result.number == WORK_PRINT) {
			assert_non_null(strstr(result.printed.bytes, "printed\n"));
			assert_non_null(strstr(result.printed.bytes, "and said\n"));
		}
		if (result.end != JOB_DONE) assert_int_equal(result.bytes.length, 0);
		assert_true(result.nanoseconds > 0);
		job_result_free(&result);
		ended++;
	}
	assert_int_equal(pool_oldest(pool), -1);
	pool_close(pool);
}

static void a_pool_that_is_closed_ends_its_workers(void **state) {
	(void)state;
	PoolLimits limits = { .jobs = 2 };
	Pool *pool = pool_open(&limits, work, NULL);
	assert_true(pool_start(pool, WORK_HANG, NULL, 0));
	assert_int_equal(pool_oldest(pool), WORK_HANG);
	JobResult result;
	assert_false(pool_wait(pool, 20, &result));
	pool_close(pool);
}

/* number: a descriptor of the pool's process that is not given; *data: one that is. */
static void say_what_is_open(void *data, int number, Text *result) {
	(void)result;
	bool told = write(*(int *)data, fcntl(number, F_GETFD) < 0 ? "closed" : "opened", 6) == 6;
	while (told) pause();
}

/* While workers of a killed run still live, the next run can have its lock. */
static void a_worker_has_what_it_was_given_and_no_lock_of_others(void **state) {
	(void)state;
	char said[6];
	int ends[2], lock = open(folder, O_RDONLY | O_CLOEXEC), again = open(folder, O_RDONLY | O_CLOEXEC);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	Pool *pool = pool_open(&(PoolLimits){ .jobs = 1 }, say_what_is_open, &ends[1]);
	assert_true(pool_start(pool, lock, &ends[1], 1));
	close(ends[1]);
	close(lock);
	assert_int_equal(read(ends[0], said, sizeof said), sizeof said);
	assert_memory_equal(said, "closed", 6);
	assert_int_equal(flock(again, LOCK_EX | LOCK_NB), 0);
	pool_close(pool);
	close(ends[0]);
	close(again);
}

/* ---- inputs ---- */

static void ask(void) {
	FileMap map;
	if (file_map(inside("doc/a.xml"), &map)) file_unmap(&map);
	if (file_map(inside("doc/b.jpg"), &map)) file_unmap(&map);
	file_is_regular(inside("doc/c.jpg"));
	file_inside(arena, inside("doc"), inside("doc"), "b.jpg");
	file_inside(arena, inside("doc"), inside("doc"), "d.jpg");
	file_inside(arena, inside("doc"), inside("doc"), "../x");
	file_note_listing(inside("doc/names"));
}

static Inputs watched(void) {
	Inputs inputs;
	inputs_open(&inputs, arena, inside("doc/a.xml"), inside("data"));
	inputs_watch(&inputs);
	ask();
	inputs_end_watch();
	return inputs;
}

/* Written, read for the document `name`, and asked. */
static const Input *change_seen_from(const Inputs *inputs, const char *name, bool *restamped) {
	Text text = { 0 };
	inputs_write(inputs, &text);
	Inputs *again = ARENA_NEW(arena, Inputs);
	inputs_open(again, arena, inside(name), inside("data"));
	WireReader in = { (unsigned char *)text.bytes, (unsigned char *)text.bytes + text.length, arena, false };
	assert_true(inputs_read(&in, again));
	assert_true(in.at == in.end);
	InputMemory *memory = inputs_open_memory();
	*restamped = false;
	const Input *change = inputs_find_change(again, memory, restamped);
	inputs_close_memory(memory);
	text_free(&text);
	return change;
}

static void expect_change(const Inputs *inputs, const char *path) {
	bool restamped;
	const Input *change = change_seen_from(inputs, "doc/a.xml", &restamped);
	if (!path) {
		assert_null(change);
		return;
	}
	assert_non_null(change);
	assert_string_equal(change->kind == INPUT_PLACE ? change->reference : file_name(change->path), path);
}

static void make_document(const char *name) {
	mkdir(inside(name), 0777);
	mkdir(inside(arena_format(arena, "%s/names", name)), 0777);
	put(arena_format(arena, "%s/a.xml", name), "<article/>");
	put(arena_format(arena, "%s/b.jpg", name), "photo");
	put("x", "outside");
}

static void whatever_was_asked_counts(void **state) {
	(void)state;
	make_document("doc");
	settle();
	Inputs inputs = watched();
	assert_false(inputs.unsteady);
	expect_change(&inputs, NULL);
	put("doc/b.jpg", "phot0"); /* as long as before */
	expect_change(&inputs, "b.jpg");
	put("doc/b.jpg", "photo");
	expect_change(&inputs, NULL);
	put("doc/c.jpg", "now there");
	expect_change(&inputs, "c.jpg");
	unlink(inside("doc/c.jpg"));
	put("doc/d.jpg", "now there");
	expect_change(&inputs, "d.jpg");
	unlink(inside("doc/d.jpg"));
	unlink(inside("x"));
	expect_change(&inputs, "../x"); /* it was outside, now it is missing: another message */
	put("x", "outside");
	put("doc/names/new", "");
	expect_change(&inputs, "names");
	unlink(inside("doc/names/new"));
	put("doc/names/.hidden", "");
	expect_change(&inputs, NULL);
	unlink(inside("doc/b.jpg"));
	assert_int_equal(symlink("../x", inside("doc/b.jpg")), 0);
	expect_change(&inputs, "b.jpg");
}

static void dates_and_places_do_not(void **state) {
	(void)state;
	make_document("doc");
	settle();
	Inputs inputs = watched();
	bool restamped;
	assert_null(change_seen_from(&inputs, "doc/a.xml", &restamped));
	assert_false(restamped);
	struct timespec old[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };
	assert_int_equal(utimensat(AT_FDCWD, inside("doc/b.jpg"), old, 0), 0);
	assert_null(change_seen_from(&inputs, "doc/a.xml", &restamped));
	assert_true(restamped);
	make_document("moved");
	assert_null(change_seen_from(&inputs, "moved/a.xml", &restamped));
	put("moved/a.xml", "<Article/>");
	assert_non_null(change_seen_from(&inputs, "moved/a.xml", &restamped));
}

/* The date of last change put back, as a copying program may do it. */
static void other_content_of_the_same_date_is_seen(void **state) {
	(void)state;
	make_document("doc");
	settle();
	Inputs inputs = watched();
	struct stat info;
	assert_int_equal(stat(inside("doc/b.jpg"), &info), 0);
	put("doc/b.jpg", "OTHER");
	struct timespec same[2] = { info.st_atim, info.st_mtim };
	assert_int_equal(utimensat(AT_FDCWD, inside("doc/b.jpg"), same, 0), 0);
	expect_change(&inputs, "b.jpg");
}

static void a_file_that_changes_meanwhile_makes_inputs_unsteady(void **state) {
	(void)state;
	make_document("doc");
	settle();
	Inputs inputs;
	inputs_open(&inputs, arena, inside("doc/a.xml"), inside("data"));
	inputs_watch(&inputs);
	ask();
	put("doc/b.jpg", "other");
	ask();
	inputs_end_watch();
	assert_true(inputs.unsteady);
}

/* ---- records ---- */

static Record make_record(Inputs *inputs) {
	Record record = { .document = inside("doc/a.xml"), .inputs = *inputs, .output_count = 1, .account = (const unsigned char *)"told", .account_length = 4 };
	record.key = (RecordKey){ sum_of_bytes("p", 1), sum_of_bytes("f", 1), sum_of_bytes("o", 1), "vi" };
	struct stat info;
	put("a.print.pdf", "pdf");
	assert_int_equal(stat(inside("a.print.pdf"), &info), 0);
	record.outputs[0] = (RecordOutput){ "a.print.pdf", sum_of_bytes("pdf", 3), stamp_of(&info) };
	return record;
}

static RecordState check(const RecordKey *key, const char **what) {
	Record record;
	bool damaged, restamped;
	assert_true(record_read(arena, inside("record"), inside("doc/a.xml"), inside("data"), &record, &damaged));
	assert_int_equal(record.account_length, 4);
	assert_memory_equal(record.account, "told", 4);
	InputMemory *memory = inputs_open_memory();
	RecordState answer = record_check(&record, key, inside("doc/a.xml"), folder, memory, what, &restamped);
	inputs_close_memory(memory);
	return answer;
}

static void a_record_says_what_is_not_as_it_was(void **state) {
	(void)state;
	make_document("doc");
	settle();
	Inputs inputs = watched();
	Record record = make_record(&inputs);
	assert_true(record_write(&record, inside("record")));
	const char *what;
	RecordKey key = record.key, other = key;
	assert_int_equal(check(&key, &what), RECORD_HOLDS);
	other.program = sum_of_bytes("q", 1);
	assert_int_equal(check(&other, &what), RECORD_OTHER_PROGRAM);
	other = key;
	other.fonts = sum_of_bytes("q", 1);
	assert_int_equal(check(&other, &what), RECORD_OTHER_FONTS);
	other = key;
	other.options = sum_of_bytes("q", 1);
	assert_int_equal(check(&other, &what), RECORD_OTHER_OPTIONS);
	other = key;
	other.language = "en"; /* nothing was said in any */
	assert_int_equal(check(&other, &what), RECORD_HOLDS);
	put("a.print.pdf", "pdF");
	assert_int_equal(check(&key, &what), RECORD_OUTPUT_CHANGED);
	unlink(inside("a.print.pdf"));
	assert_int_equal(check(&key, &what), RECORD_OUTPUT_GONE);
	put("doc/a.xml", "");
	assert_int_equal(check(&key, &what), RECORD_INPUT_CHANGED);
	assert_string_equal(what, inside("doc/a.xml"));
	unlink(inside("doc/a.xml"));
	assert_int_equal(check(&key, &what), RECORD_INPUT_GONE);
}

static void a_damaged_record_is_none(void **state) {
	(void)state;
	make_document("doc");
	Inputs inputs = watched();
	Record record = make_record(&inputs), out;
	assert_true(record_write(&record, inside("record")));
	FileMap map;
	assert_true(file_map(inside("record"), &map));
	unsigned char *bytes = malloc(map.length);
	size_t length = map.length;
	memcpy(bytes, map.bytes, length);
	file_unmap(&map);
	bool damaged;
	for (size_t at = 0; at < length; at++) {
		bytes[at] ^= 1 << at % 8;
		FILE *file = fopen(inside("bad"), "w");
		fwrite(bytes, 1, at % 5 ? length : at, file);
		fclose(file);
		assert_false(record_read(arena, inside("bad"), inside("doc/a.xml"), inside("data"), &out, &damaged));
		assert_true(damaged);
		bytes[at] ^= 1 << at % 8;
	}
	free(bytes);
	assert_false(record_read(arena, inside("none"), inside("doc/a.xml"), inside("data"), &out, &damaged));
	assert_false(damaged);
}

/* ---- the output folder ---- */

static void outputs_appear_when_they_are_committed(void **state) {
	(void)state;
	put("a.print.pdf", "old");
	OutputFolder *out = outputs_open(folder, 0);
	OutputFile a, b;
	assert_true(outputs_prepare(out));
	assert_true(outputs_begin(out, "a.print.pdf", &a));
	assert_true(outputs_begin(out, "b.print.pdf", &b));
	assert_int_equal(write(a.fd, "new", 3), 3);
	FileMap map;
	assert_true(file_map(inside("a.print.pdf"), &map));
	assert_memory_equal(map.bytes, "old", 3);
	file_unmap(&map);
	OutputFile *both[] = { &a };
	outputs_commit(out, both, 1);
	assert_int_equal(a.problem, 0);
	outputs_abandon(&b);
	assert_true(file_map(inside("a.print.pdf"), &map));
	assert_memory_equal(map.bytes, "new", 3);
	file_unmap(&map);
	outputs_close(out);
	assert_false(file_is_regular(inside("b.print.pdf")));
	assert_false(file_is_folder(inside(".bantin"))); /* it held nothing */
}

static void folders_made_for_nothing_go_again(void **state) {
	(void)state;
	OutputFolder *out = outputs_open(inside("new/er/est"), 0);
	OutputFile file;
	assert_true(outputs_prepare(out));
	assert_true(outputs_begin(out, "a.print.pdf", &file));
	outputs_abandon(&file);
	outputs_close(out);
	assert_false(file_is_folder(inside("new")));
	put("file", "");
	out = outputs_open(inside("file"), 0);
	assert_false(outputs_prepare(out));
	outputs_close(out);
}

static void only_ones_own_leftovers_are_cleared_away_and_only_when_alone(void **state) {
	(void)state;
	static const char *const OURS[] = { ".a.print.pdf.1.part", ".a.archive.pdf.99-3.part", ".a.b.cover.pdf.123.part" };
	static const char *const OTHERS[] = { ".a.pdf.1.part", "a.print.pdf.1.part", ".a.print.pdf.part", ".a.print.pdf.1x.part", ".print.pdf.1.part.x", ".print.pdf.1.part", ".a.print.png.1.part" };
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) put(OTHERS[i], "");
	OutputFolder *first = outputs_open(folder, 0), *second = outputs_open(folder, 0);
	for (size_t i = 0; i < sizeof OURS / sizeof *OURS; i++) put(OURS[i], "");
	assert_true(outputs_prepare(first));
	for (size_t i = 0; i < sizeof OURS / sizeof *OURS; i++) assert_false(file_is_regular(inside(OURS[i])));
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) assert_true(file_is_regular(inside(OTHERS[i])));
	put(OURS[0], ""); /* the first run's */
	assert_true(outputs_prepare(second));
	assert_true(file_is_regular(inside(OURS[0])));
	outputs_close(second);
	outputs_close(first);
}

static void a_run_that_ends_leaves_those_beside_it_alone(void **state) {
	(void)state;
	OutputFolder *first = outputs_open(folder, 0), *second = outputs_open(folder, 0), *third = outputs_open(folder, 0);
	OutputFile file, *files[] = { &file };
	assert_true(outputs_prepare(first));
	assert_true(outputs_prepare(second));
	assert_true(outputs_begin(second, "a.print.pdf", &file));
	outputs_close(first);
	assert_true(outputs_prepare(third)); /* is not alone, though nothing was put into .bantin yet */
	put(".b.print.pdf.1.part", "");
	outputs_close(third);
	outputs_commit(second, files, 1);
	assert_int_equal(file.problem, 0);
	assert_true(file_is_regular(inside(".b.print.pdf.1.part")));
	outputs_close(second); /* and now it is alone */
	assert_false(file_is_regular(inside(".b.print.pdf.1.part")));
	assert_true(file_is_regular(inside("a.print.pdf")));
}

/* Another run is ending, has locked .bantin for itself alone, and takes it away. */
static void records_that_are_taken_away_meanwhile_are_made_again(void **state) {
	(void)state;
	OutputFolder *out = outputs_open(folder, 0);
	assert_int_equal(mkdir(inside(".bantin"), 0777), 0);
	int lock = open(inside(".bantin"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(lock);
		_exit(outputs_prepare(out) && file_is_folder(inside(".bantin")) ? 0 : 1);
	}
	settle(); /* by now it waits for the lock */
	assert_int_equal(rmdir(inside(".bantin")), 0);
	close(lock);
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	outputs_close(out);
}

/* ---- finding ---- */

static void a_search_ends_when_it_is_stopped(void **state) {
	(void)state;
	volatile sig_atomic_t stop = 0;
	Diag *diag = diag_open();
	char *paths[] = { (char *)(uintptr_t)inside("so"), (char *)(uintptr_t)inside("khong-co") };
	assert_true(file_make_folder(inside("so/1")));
	put("so/1/bai.xml", "<article/>");
	assert_int_equal(batch_find_documents(arena, paths, 1, &stop, diag).count, 1);
	stop = 1;
	assert_int_equal(batch_find_documents(arena, paths, 2, &stop, diag).count, 0);
	assert_int_equal(diag_total(diag), 0); /* and does not call empty what it did not look through */
	diag_close(diag);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(values_come_back),
		TEST(nonsense_is_bad_and_reads_nothing_beyond),
		TEST(every_end_of_a_worker_is_told),
		TEST(a_pool_that_is_closed_ends_its_workers),
		TEST(a_worker_has_what_it_was_given_and_no_lock_of_others),
		TEST(whatever_was_asked_counts),
		TEST(dates_and_places_do_not),
		TEST(other_content_of_the_same_date_is_seen),
		TEST(a_file_that_changes_meanwhile_makes_inputs_unsteady),
		TEST(a_record_says_what_is_not_as_it_was),
		TEST(a_damaged_record_is_none),
		TEST(outputs_appear_when_they_are_committed),
		TEST(folders_made_for_nothing_go_again),
		TEST(only_ones_own_leftovers_are_cleared_away_and_only_when_alone),
		TEST(a_run_that_ends_leaves_those_beside_it_alone),
		TEST(records_that_are_taken_away_meanwhile_are_made_again),
		TEST(a_search_ends_when_it_is_stopped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
