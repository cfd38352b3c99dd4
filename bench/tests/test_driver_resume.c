// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole driver going on with results that were cut short. The fake module measures
 * the same in every run, so that a resumed result must be the uncut one to the byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include <cmocka.h>

#include "driver.h"

#define OPTIONS                                                                     \
	"--alloc kmalloc,vmalloc --sizes 64,4096 --pattern pair,hold --samples 40 " \
	"--warmup 8 --shuffle --seed 3 --budget 64M"

#define PATH_LENGTH 200

/**
 * struct text - the bytes of a file
 */
struct text {
	char bytes[1 << 17];
	size_t length;
};

static struct text whole;
static char path[PATH_LENGTH];

static void read_file(const char *name, struct text *text)
{
	FILE *file = fopen(name, "r");

	assert_non_null(file);
	text->length = fread(text->bytes, 1, sizeof(text->bytes) - 1, file);
	text->bytes[text->length] = 0;
	fclose(file);
}

static void write_file(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static void assert_file_is(const char *bytes, size_t length)
{
	static struct text text;

	read_file(path, &text);
	assert_int_equal(text.length, length);
	assert_memory_equal(text.bytes, bytes, length);
}

static struct outcome resume(const char *faults, const char *options)
{
	char command[400];

	snprintf(command, sizeof(command), "run --resume %s %s", path, options);
	return driver_run(faults, command);
}

/* A whole result, to be cut. */
static void measure_whole(const char *options)
{
	char command[400];

	snprintf(path, sizeof(path), "%s/result.jsonl", driver_directory());
	unlink(path);
	snprintf(command, sizeof(command), "run " OPTIONS " %s -o %s", options, path);
	assert_int_equal(driver_run("", command).exit_code, 0);
	read_file(path, &whole);
}

static int set_up(void **state)
{
	measure_whole("");
	return 0;
}

static size_t end_of_line(size_t number)
{
	const char *byte = whole.bytes;

	while (number--)
		byte = strchr(byte, '\n') + 1;
	return byte - whole.bytes;
}

static size_t line_count(void)
{
	size_t count = 0;

	for (size_t i = 0; i < whole.length; i++)
		count += whole.bytes[i] == '\n';
	return count;
}

static void assert_goes_on_from(size_t length)
{
	struct outcome outcome;

	write_file(whole.bytes, length);
	outcome = resume("", "");
	if (outcome.exit_code)
		fail_msg("cut at %zu: exit %d, %s", length, outcome.exit_code,
			 outcome.messages);
	assert_file_is(whole.bytes, whole.length);
}

static void a_result_cut_after_any_record_becomes_whole(void **state)
{
	/* 2 + 6 calibrations + 8 cells + 2 maxima + footer */
	assert_int_equal(line_count(), 2 + 6 + 8 + 2 + 1);
	for (size_t line = 2; line < line_count(); line++)
		assert_goes_on_from(end_of_line(line));
}

static void a_result_cut_within_a_record_becomes_whole(void **state)
{
	for (size_t line = 2; line < line_count(); line++) {
		size_t begin = end_of_line(line);
		size_t end = end_of_line(line + 1);

		assert_goes_on_from(begin + 1);
		assert_goes_on_from((begin + end) / 2);
		assert_goes_on_from(end - 1);
	}
}

/* Requests 1 to 6 are the calibration. */
static void what_a_signal_ended_is_taken_again(void **state)
{
	static const char *const faults[] = { "stop=7", "stop=10", "early=10", "stop=14",
					      "stop=20" };

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		write_file(whole.bytes, end_of_line(2));
		assert_int_equal(resume(faults[i], "").exit_code, 130);
		assert_int_equal(resume("", "").exit_code, 0);
		assert_file_is(whole.bytes, whole.length);
	}
}

/* Of eight cells in turns some are cut in their first, middle and last part. */
static void cells_that_took_turns_are_taken_again(void **state)
{
	static const struct {
		const char *faults;
		size_t kept;
	} rows[] = {
		{ "stop=7", 0 },   { "stop=9", 0 },    { "stop=40", 0 },
		{ "early=41", 0 }, { "stop=127", 0 },  { "early=130", 3 },
		{ "stop=134", 7 }, { "early=134", 7 },
	};

	measure_whole("--spread 1");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t uncut = 0, index;
		json_t *records, *record;

		write_file(whole.bytes, end_of_line(2));
		assert_int_equal(resume(rows[i].faults, "").exit_code, 130);
		records = driver_records(path, NULL);
		json_array_foreach (records, index, record) {
			if (!strcmp(driver_string(record, "type"), "cell"))
				uncut += !strcmp(driver_string(record, "stop"), "count");
		}
		json_decref(records);
		if (uncut != rows[i].kept)
			fail_msg("%s: %zu cells whole", rows[i].faults, uncut);
		assert_int_equal(resume("", "").exit_code, 0);
		assert_file_is(whole.bytes, whole.length);
	}
	set_up(state);
}

static void a_time_limit_is_met_in_instalments(void **state)
{
	unsigned int runs = 0;
	int exit_code;

	write_file(whole.bytes, end_of_line(8));
	do {
		exit_code = resume("sleep=110", "--time-limit 1").exit_code;
		runs++;
	} while (exit_code == 130 && runs < 20);
	assert_int_equal(exit_code, 0);
	assert_true(runs > 1);
	assert_file_is(whole.bytes, whole.length);
}

static void the_same_options_may_be_repeated(void **state)
{
	write_file(whole.bytes, end_of_line(10));
	assert_int_equal(resume("", OPTIONS).exit_code, 0);
	assert_file_is(whole.bytes, whole.length);
}

static void a_complete_result_stays_as_it_is(void **state)
{
	struct outcome outcome;

	write_file(whole.bytes, whole.length);
	outcome = resume("", "");
	assert_int_equal(outcome.exit_code, 0);
	assert_non_null(strstr(outcome.messages, "nothing is left"));
	assert_file_is(whole.bytes, whole.length);
}

static void what_differs_is_named_and_nothing_is_changed(void **state)
{
	static const struct {
		const char *faults, *options, *message;
	} rows[] = {
		{ "", "--sizes 64", "--sizes is not as it was" },
		{ "", "--alloc kmalloc", "--alloc is not as it was" },
		{ "", "--seed 4", "--seed is not as it was" },
		{ "", "--samples 41", "--samples is not as it was" },
		{ "", "--warmup 9", "--warmup is not as it was" },
		{ "", "--raw", "--raw is not as it was" },
		{ "", "--no-max", "--no-max is not as it was" },
		{ "", "--preset book", "--alloc is not as it was" },
		{ "", "--cpu 0", "--cpu is not as it was" },
		{ "", "--edges", "--edges is not as it was" },
		{ "", "-o /tmp/other", "leave out --output" },
		{ "", "--force", "leave out --output" },
		{ "", "--dry-run", "leave out --output" },
		{ "clock=5", "", "alloc of the row none, pair, task cost 10 ticks" },
		{ "refuse=4000", "", "kmalloc of 4096 bytes" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome;

		write_file(whole.bytes, end_of_line(10) + 7);
		outcome = resume(rows[i].faults, rows[i].options);
		if (outcome.exit_code != 2 || !strstr(outcome.messages, rows[i].message))
			fail_msg("%s%s: exit %d, %s", rows[i].faults, rows[i].options,
				 outcome.exit_code, outcome.messages);
		assert_file_is(whole.bytes, end_of_line(10) + 7);
	}
}

/* Puts @to in the place of @from in the first ten lines. */
static void write_changed(const char *from, const char *to)
{
	static struct text changed;
	size_t kept = end_of_line(10);
	char *place;

	changed = whole;
	changed.bytes[kept] = 0;
	place = strstr(changed.bytes, from);
	assert_non_null(place);
	changed.length = kept + strlen(to) - strlen(from);
	memmove(place + strlen(to), place + strlen(from),
		strlen(place + strlen(from)) + 1);
	memcpy(place, to, strlen(to));
	write_file(changed.bytes, changed.length);
}

static void another_machine_is_refused(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} rows[] = {
		{ "\"version\":\"0.1.0\"", "\"version\":\"0.0.9\"", "module.version" },
		{ "\"tool\":\"0.1.0\"", "\"tool\":\"0.0.9\"", "tool of" },
		{ "\"kind\":\"tsc\"", "\"kind\":\"icount\"", "clock.kind" },
		{ "\"release\":\"", "\"release\":\"2.6.", "kernel.release" },
		{ "\"model\":\"", "\"model\":\"Old ", "cpu.model" },
		{ "\"pinned\":null", "\"pinned\":1", "cpu.pinned" },
		{ "\"command\":\"run\"", "\"command\":\"max\"", "`allocbench max`" },
		{ "\"type\":\"cell\",\"allocator\":\"vmalloc\"",
		  "\"type\":\"cell\",\"allocator\":\"valloc\"", "is of valloc" },
		{ "\"seed\":3", "\"seed\":-3", "seed must be" },
		{ "\"cpus\":\"\",\"seed\":", "\"cpus\":\"\",\"seed\":1,\"was\":",
		  "cell 1 of" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome;

		write_changed(rows[i].from, rows[i].to);
		outcome = resume("", "");
		if (!outcome.exit_code || !strstr(outcome.messages, rows[i].message))
			fail_msg("%s: exit %d, %s", rows[i].to, outcome.exit_code,
				 outcome.messages);
	}
}

static void what_cannot_be_resumed_is_told(void **state)
{
	struct outcome outcome;
	char command[3 * PATH_LENGTH + 40];

	unlink(path);
	outcome = resume("", "");
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "no such file"));
	assert_int_not_equal(access(path, F_OK), 0);

	write_file(whole.bytes, end_of_line(1));
	outcome = resume("", "");
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "before anything was measured"));

	write_file("nonsense\n", 9);
	outcome = resume("", "");
	assert_int_equal(outcome.exit_code, 1);
	assert_file_is("nonsense\n", 9);

	write_file(whole.bytes, end_of_line(10));
	snprintf(command, sizeof(command), "gzip -f %s && mv %s.gz %s", path, path, path);
	assert_int_equal(system(command), 0);
	outcome = resume("", "");
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "unpack it"));
}

static void another_boot_has_another_number(void **state)
{
	const struct utimbuf long_ago = { 1000, 1000 };
	json_t *records;
	json_int_t boot = 1;
	size_t i;
	json_t *record;

	write_file(whole.bytes, end_of_line(11));
	assert_int_equal(utime(path, &long_ago), 0);
	assert_int_equal(resume("", "").exit_code, 0);
	records = driver_records(path, NULL);
	json_array_foreach (records, i, record) {
		if (strcmp(driver_string(record, "type"), "cell"))
			continue;
		/* Lines 9 to 11 are cells of the first. */
		boot = i < 11 ? 1 : 2;
		assert_int_equal(driver_integer(record, "boot"), boot);
	}
	assert_int_equal(boot, 2);
	driver_assert_footer(records, true, 8, 2);
	json_decref(records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_cut_after_any_record_becomes_whole),
		cmocka_unit_test(a_result_cut_within_a_record_becomes_whole),
		cmocka_unit_test(what_a_signal_ended_is_taken_again),
		cmocka_unit_test(cells_that_took_turns_are_taken_again),
		cmocka_unit_test(a_time_limit_is_met_in_instalments),
		cmocka_unit_test(the_same_options_may_be_repeated),
		cmocka_unit_test(a_complete_result_stays_as_it_is),
		cmocka_unit_test(what_differs_is_named_and_nothing_is_changed),
		cmocka_unit_test(another_machine_is_refused),
		cmocka_unit_test(what_cannot_be_resumed_is_told),
		cmocka_unit_test(another_boot_has_another_number),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
