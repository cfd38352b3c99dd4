// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Kills the real driver, against the real module, at random moments, as often as the
 * first argument says, and lets it go on with what it left each time. The second one
 * seeds the moments. The driver stands behind this program in its own file.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "guest_driver.h"
#include "results/record.h"

/* A standing set: while a cell is measured, something is live. */
#define OPTIONS                                                                  \
	"--alloc", "kmalloc,vmalloc", "--sizes", "64,4096", "--pattern", "hold", \
		"--set", "20", "--samples", "1500", "--warmup", "8", "--no-max"
#define CELL_COUNT 4

#define FILE_LIMIT (1 << 20)

/* Seconds at first, and what becomes of them after a run that ended and one that did not.
 */
#define FIRST_SPAN 0.4
#define SPAN_SHRINKS 0.8
#define SPAN_GROWS 1.025

static char *const begin[] = { "allocbench", "run", OPTIONS, "-o", GUEST_RESULT, NULL };
static char *const go_on[] = { "allocbench", "run", "--resume", GUEST_RESULT, NULL };

/**
 * struct text - the bytes of the result, and how many of them are whole lines
 */
struct text {
	char bytes[FILE_LIMIT];
	size_t length;
	size_t whole;
	size_t lines;
};

/**
 * struct tally - what has happened
 * @in_cell:   kills while a cell was being measured
 * @in_record: kills that left a torn line
 * @finished:  results that came to their end
 * @refused:   of them those that could not, since the clock cost something else
 */
struct tally {
	unsigned long kills;
	unsigned long in_cell;
	unsigned long in_record;
	unsigned long finished;
	unsigned long refused;
	double longest_release;
};

static struct text before, now;
static struct tally tally;
static unsigned int fact_count;
static uint64_t random_state;

static double seconds_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t random_below(uint64_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state % limit;
}

static void print_messages(void)
{
	const char *line = guest_driver_said();

	while (*line) {
		size_t length = strcspn(line, "\n");

		printf("# %.*s\n", (int)length, line);
		line += length + (line[length] != 0);
	}
}

/* Nothing after the first loss tells anything more. */
__attribute__((format(printf, 1, 2), noreturn)) static void lost(const char *format, ...)
{
	va_list arguments;

	printf("not ok %u - ", fact_count + 1);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf(" (kill %lu)\n", tally.kills);
	print_messages();
	printf("1..%u\n", fact_count + 1);
	fflush(stdout);
	exit(1);
}

static void fact(bool is_true, const char *words)
{
	if (!is_true)
		lost("%s", words);
	printf("ok %u - %s\n", ++fact_count, words);
}

static void read_result(struct text *text)
{
	int fd = open(GUEST_RESULT, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text->bytes, FILE_LIMIT);

	if (fd >= 0)
		close(fd);
	text->length = length > 0 ? (size_t)length : 0;
	text->whole = text->lines = 0;
	for (size_t i = 0; i < text->length; i++)
		if (text->bytes[i] == '\n') {
			text->whole = i + 1;
			text->lines++;
		}
}

static void check_lines(void)
{
	read_result(&now);
	if (now.whole < before.whole || memcmp(now.bytes, before.bytes, before.whole))
		lost("a record of %zu is lost: %zu are left", before.lines, now.lines);
	tally.in_record += now.length > now.whole;
}

static bool is_same(const json_t *one, const json_t *other, const char *field)
{
	return json_equal(json_object_get(one, field), json_object_get(other, field));
}

/* Says how many cells there are, none of them twice. */
static size_t count_cells(const json_t *cells)
{
	size_t i, j;
	json_t *cell;

	json_array_foreach (cells, i, cell)
		for (j = 0; j < i; j++) {
			const json_t *other = json_array_get(cells, j);

			if (is_same(cell, other, "allocator") &&
			    is_same(cell, other, "size"))
				lost("a cell stands there twice");
		}
	return json_array_size(cells);
}

/* By the reader of the product. */
static bool check_readable(size_t *cell_count)
{
	json_t *cells = json_array(), *record;
	struct record_reader *reader;
	bool is_complete;
	int result = record_reader_open(GUEST_RESULT, &reader);

	while (!result && (result = record_read(reader, &record)) == 1) {
		const char *type = json_string_value(json_object_get(record, "type"));

		if (!strcmp(type, "cell"))
			json_array_append(cells, record);
		json_decref(record);
		result = 0;
	}
	if (result && result != -ENODATA)
		lost("%s", record_reader_error(reader));
	is_complete = record_reader_complete(reader);
	record_reader_free(reader);
	*cell_count = count_cells(cells);
	json_decref(cells);
	return is_complete;
}

static void check_release(void)
{
	double began = seconds_now();

	while (guest_info("live_objects") != 0 && seconds_now() - began < 1)
		guest_pass(1000);
	if (seconds_now() - began > tally.longest_release)
		tally.longest_release = seconds_now() - began;
	if (guest_info("live_objects") != 0)
		lost("objects are live a second after the kill");
}

static bool was_refused(int code)
{
	return code == 2 && strstr(guest_driver_said(), "the machine is not as it was");
}

/* An emulated clock makes it 7. */
static void check_end(int status)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	size_t cells;

	if (was_refused(code)) {
		tally.refused++;
	} else {
		if (code != 0 && code != 7)
			lost("the driver ended with %d", code);
		if (!check_readable(&cells) || cells != CELL_COUNT)
			lost("a result that is finished has %zu cells", cells);
		tally.finished++;
	}
	unlink(GUEST_RESULT);
}

/* Without an environment there is nothing to go on with. */
static char *const *next_arguments(void)
{
	if (before.lines >= 2)
		return go_on;
	unlink(GUEST_RESULT);
	before.length = before.whole = before.lines = 0;
	return begin;
}

static void await_cell(pid_t driver)
{
	while (!guest_is_in_cell() && !guest_driver_ended(driver))
		guest_pass(1000);
}

/*
 * One moment in four is any of the whole span of a run, the others are some time after
 * the first cell has begun, and within one. The span is what one run in ten outlives: it
 * follows the speed of the machine.
 */
static void await_moment(pid_t driver, double span)
{
	uint64_t longest = (uint64_t)(span * 1e6);

	if (!random_below(4)) {
		guest_pass(random_below(longest));
		return;
	}
	await_cell(driver);
	guest_pass(random_below(longest / 5));
	await_cell(driver);
}

static void run_once(double *span)
{
	bool is_in_cell;
	int status;

	read_result(&before);
	pid_t driver = guest_driver_start(next_arguments());

	await_moment(driver, *span);
	is_in_cell = guest_is_in_cell();
	kill(driver, SIGKILL);
	waitpid(driver, &status, 0);
	check_lines();
	if (!WIFSIGNALED(status)) {
		check_end(status);
		*span *= SPAN_SHRINKS;
		return;
	}
	*span *= SPAN_GROWS;
	tally.kills++;
	tally.in_cell += is_in_cell;
	if (tally.kills % 100 == 0)
		printf("# %lu kills, %lu in a cell, %lu results finished\n", tally.kills,
		       tally.in_cell, tally.finished);
	check_release();
	if (now.length) {
		size_t cells;

		if (check_readable(&cells))
			unlink(GUEST_RESULT);
	}
}

int main(int count, char **arguments)
{
	unsigned long wanted = count > 1 ? strtoul(arguments[1], NULL, 10) : 10;
	double span = FIRST_SPAN, began;

	random_state =
		(count > 2 ? strtoull(arguments[2], NULL, 10) : 1) * 2654435761 + 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	guest_driver_unpack();
	began = seconds_now();
	while (tally.kills < wanted)
		run_once(&span);
	fact(true,
	     "each record that was complete before a kill is there after it, byte for "
	     "byte, and each file can be read");
	fact(true, "nothing is live a second after a kill");
	fact(tally.finished > 0, "results that were killed again and again are finished, "
				 "each cell once");
	printf("# figure: kills: %lu\n", tally.kills);
	printf("# figure: kills while a cell was measured: %.1f %%\n",
	       100.0 * (double)tally.in_cell / (double)tally.kills);
	printf("# figure: kills that left a torn line: %lu\n", tally.in_record);
	printf("# figure: results finished in spite of them: %lu\n", tally.finished);
	printf("# figure: results given up since the clock cost something else: %lu\n",
	       tally.refused);
	printf("# figure: longest time until nothing was live: %.3f s\n",
	       tally.longest_release);
	printf("# figure: kills a second of the guest's: %.1f\n",
	       (double)tally.kills / (seconds_now() - began));
	fact(2 * tally.in_cell >= tally.kills, "half of the kills, or more, fell while a "
					       "cell was measured");
	printf("1..%u\n", fact_count);
	return 0;
}
