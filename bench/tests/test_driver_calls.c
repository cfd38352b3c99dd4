// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every call of the driver fails once, and for good: it comes to its end, says why, and
 * what is left can be read. With --soak each, but of those that are made thousands of
 * times with the same stack the first, second, fourth, eighth, ...; without it some of
 * them.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "driver.h"
#include "failing_calls.h"
#include "results/record.h"

#define OPTIONS "--alloc kmalloc,vmalloc --sizes 64 --samples 20 --warmup 4"

/* Without --soak, of calls that are many about so many in each scenario. */
#define QUICK_CALLS 6

/* With --soak, more of a kind in a scenario are told apart by their stacks. */
#define CALLS_ALIKE 1000

/**
 * enum failure - what a call that fails means
 * @FINAL:    the run ends, or goes on without what it asked for
 * @PASSING:  likewise, but it does not fail for ever
 * @HARMLESS: the call is made again, and nothing is lost
 */
enum failure {
	FINAL,
	PASSING,
	HARMLESS,
};

/**
 * struct kind - a row of failing_calls.c, and what it fails with
 * @word: of the message; NULL for the text of @error
 * @are_many: not all of them without --soak
 */
struct kind {
	const char *name;
	int error;
	const char *word;
	enum failure failure;
	bool are_many;
};

static const struct kind kinds[] = {
	{ "malloc", ENOMEM, "memory", FINAL, true },
	{ "open", EMFILE, NULL, FINAL, true },
	{ "fdopen", ENOMEM, "memory", FINAL, false },
	{ "read", EIO, NULL, FINAL, true },
	{ "read", EINTR, NULL, PASSING, true },
	{ "write", EIO, NULL, FINAL, false },
	{ "write", ENOSPC, NULL, FINAL, false },
	{ "write", EDQUOT, NULL, FINAL, true },
	{ "write", EFBIG, NULL, FINAL, true },
	{ "write", EINTR, NULL, HARMLESS, false },
	{ "write", EAGAIN, NULL, HARMLESS, false },
	{ "write", 0, NULL, HARMLESS, false },
	{ "fsync", EIO, NULL, FINAL, false },
	{ "fsync", ENOSPC, NULL, FINAL, false },
	{ "fsync", EINVAL, NULL, HARMLESS, false },
	{ "close", EIO, NULL, FINAL, true },
	{ "rename", EACCES, NULL, FINAL, false },
	{ "flock", ENOLCK, NULL, HARMLESS, false },
	{ "truncate", EIO, NULL, FINAL, false },
	{ "seek", EIO, NULL, FINAL, false },
	{ "stat", EIO, NULL, FINAL, false },
};

/**
 * struct scenario - a command, the files before it, and those after it
 * @command: %s is the result's path
 * @is_forced, @is_resumed: a file stands there
 */
struct scenario {
	const char *command;
	bool is_forced;
	bool is_resumed;
	bool is_result;
};

static const struct scenario scenarios[] = {
	{ "run " OPTIONS " -o %s", false, false, true },
	{ "run " OPTIONS " -o %s --force", true, false, true },
	{ "run --resume %s", false, true, true },
	{ "run " OPTIONS " --raw", false, false, false },
	{ "run " OPTIONS " --dry-run", false, false, false },
	{ "max --alloc kmalloc -o %s", false, false, true },
	{ "selftest -o %s", false, false, true },
	{ "list -o %s", false, false, true },
};

static bool is_soak;
static struct failing_calls *calls;
static char path[256], beside[300];
static char kept[1 << 16];
static size_t kept_length;

/* What is under way, for messages. */
static const struct scenario *scenario;
static const struct kind *kind;
static struct outcome outcome;
static unsigned int faults;

/* Behind the progress. */
static const char *last_message(void)
{
	size_t length = strlen(outcome.messages);

	while (length && outcome.messages[length - 1] == '\n')
		outcome.messages[--length] = 0;
	const char *newline = strrchr(outcome.messages, '\n');

	return newline ? newline + 1 : outcome.messages;
}

/* All of them are told: one fault seldom comes alone. */
__attribute__((format(printf, 1, 2))) static void fail_call(const char *format, ...)
{
	va_list arguments;
	char words[300];

	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	faults++;
	print_message("# %s: %s %u %s, errno %d: %s: exit %d, \"%.200s\"\n",
		      scenario->command, kind->name, calls->number,
		      calls->is_for_good ? "and all later" : "alone", kind->error, words,
		      outcome.exit_code, last_message());
}

static int set_up(void **state)
{
	char name[256];
	int fd;

	snprintf(name, sizeof(name), "%s/calls", driver_directory());
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(ftruncate(fd, sizeof(*calls)), 0);
	calls = mmap(NULL, sizeof(*calls), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_ptr_not_equal(calls, MAP_FAILED);
	close(fd);
	setenv("FAILING_CALLS", name, 1);
	snprintf(path, sizeof(path), "%s/result.jsonl", driver_directory());
	snprintf(beside, sizeof(beside), "%s.partial", path);
	return 0;
}

static void write_file(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static size_t read_file(const char *name, char *bytes, size_t size)
{
	FILE *file = fopen(name, "r");
	size_t length;

	assert_non_null(file);
	length = fread(bytes, 1, size, file);
	fclose(file);
	return length;
}

/* The beginning of a whole result, to be gone on with: six calibrations and one cell. */
static void keep_beginning(void)
{
	char command[400];
	char *end = kept;

	calls->number = 0;
	unlink(path);
	snprintf(command, sizeof(command), "run " OPTIONS " -o %s", path);
	assert_int_equal(driver_run("", command).exit_code, 0);
	kept_length = read_file(path, kept, sizeof(kept) - 1);
	kept[kept_length] = 0;
	for (int line = 0; line < 8; line++)
		end = strchr(end, '\n') + 1;
	kept_length = end - kept;
}

static void prepare(void)
{
	unlink(path);
	unlink(beside);
	if (scenario->is_forced)
		write_file("precious", 8);
	/* And a torn line. */
	if (scenario->is_resumed)
		write_file(kept, kept_length + 10);
}

static bool exists(const char *name)
{
	return !access(name, F_OK);
}

/* Whole, or cut short; anything else is damage. Says whether there is a footer. */
static bool check_readable(const char *name)
{
	struct record_reader *reader;
	bool is_complete = false;
	json_t *record;
	int result = record_reader_open(name, &reader);

	while (!result && (result = record_read(reader, &record)) == 1) {
		const char *type = json_string_value(json_object_get(record, "type"));

		is_complete = !strcmp(type, "footer") &&
			      json_is_true(json_object_get(record, "complete"));
		json_decref(record);
		result = 0;
	}
	if (result && result != -ENODATA)
		fail_call("%s", record_reader_error(reader));
	record_reader_free(reader);
	return is_complete;
}

static void check_forced(void)
{
	char bytes[16] = "";

	if (outcome.exit_code == 0 && !exists(beside)) {
		if (!check_readable(path))
			fail_call("exit 0 without a complete result");
		return;
	}
	if (read_file(path, bytes, sizeof(bytes)) != 8 || memcmp(bytes, "precious", 8))
		if (!check_readable(path))
			fail_call("the old file is lost");
	if (exists(beside))
		check_readable(beside);
}

static void check_resumed(void)
{
	static char bytes[1 << 16];
	size_t length = read_file(path, bytes, sizeof(bytes));

	if (length < kept_length || memcmp(bytes, kept, kept_length))
		fail_call("a record is lost");
	check_readable(path);
}

static void check_files(void)
{
	const char *name = scenario->is_result ? path : outcome.output;

	if (scenario->is_forced)
		check_forced();
	else if (scenario->is_resumed)
		check_resumed();
	else if (scenario->is_result && exists(path))
		check_readable(path);
	if (outcome.exit_code == 0 && scenario->is_result && !check_readable(name))
		fail_call("exit 0 without a complete result");
}

static void check_message(void)
{
	const char *word = kind->word ? kind->word : strerror(kind->error);

	if (!strstr(outcome.messages, "allocbench: ") || !strstr(outcome.messages, word))
		fail_call("no word on the cause");
}

static void check_outcome(void)
{
	if (outcome.exit_code != 0 && outcome.exit_code != 1)
		fail_call("not 0 or 1");
	if (kind->failure == HARMLESS && outcome.exit_code)
		fail_call("it should have been asked again");
	if (outcome.exit_code)
		check_message();
	check_files();
}

/* Says whether there was such a call. */
static bool run_with(unsigned int number, bool is_for_good)
{
	char command[400];

	prepare();
	snprintf(calls->kind, sizeof(calls->kind), "%s", kind->name);
	calls->number = number;
	calls->is_for_good = is_for_good;
	calls->error = kind->error;
	calls->count = calls->failures = 0;
	snprintf(command, sizeof(command), scenario->command, path);
	outcome = driver_run("", command);
	check_outcome();
	unlink(outcome.output);
	return calls->failures;
}

static unsigned int count_calls(void)
{
	run_with(0, false);
	return calls->count;
}

static void fail_each(unsigned int *failed)
{
	static bool is_apart[MOST_CALLS];
	unsigned int count = count_calls();
	unsigned int step = 1, failures = 0;

	memcpy(is_apart, calls->is_apart, sizeof(is_apart));
	if (!is_soak && kind->are_many)
		step = count / QUICK_CALLS + 1;
	for (unsigned int number = 1; number <= count; number += step) {
		if (is_soak && count > CALLS_ALIKE && number < MOST_CALLS &&
		    !is_apart[number])
			continue;
		*failed += run_with(number, false);
		/* Those that are many fail for good in one of ten places. */
		if (kind->failure == FINAL && (!kind->are_many || failures++ % 10 == 0))
			*failed += run_with(number, true);
	}
}

static void every_call_may_fail(void **state)
{
	keep_beginning();
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		unsigned int failed = 0;

		kind = &kinds[i];
		for (size_t j = 0; j < sizeof(scenarios) / sizeof(scenarios[0]); j++) {
			scenario = &scenarios[j];
			fail_each(&failed);
		}
		print_message("# figure: runs in which %s failed (%s): %u\n", kind->name,
			      kind->error ? strerrorname_np(kind->error) : "half written",
			      failed);
		/* Without one there is nothing that was tried. */
		assert_true(failed);
	}
	assert_int_equal(faults, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_may_fail),
	};

	is_soak = argc > 1 && !strcmp(argv[1], "--soak");
	return cmocka_run_group_tests(tests, set_up, NULL);
}
