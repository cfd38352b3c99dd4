// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts in TAP, and the module's debugfs files.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

static int fact_count, failure_count;
static int kernel_log = -1;
static bool has_kcsan;

void fact(bool holds, const char *format, ...)
{
	va_list arguments;

	fact_count++;
	failure_count += !holds;
	printf("%sok %d - ", holds ? "" : "not ", fact_count);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

int facts_end(void)
{
	printf("1..%d\n", fact_count);
	fflush(stdout);
	return failure_count ? 1 : 0;
}

struct allocbench_request request_of(const char *allocator, uint64_t size)
{
	struct allocbench_request request = {
		.version = ALLOCBENCH_VERSION,
		.operation = ALLOCBENCH_SAMPLE,
		.pattern = "pair",
		.context = "task",
		.size = size,
		.sample_count = 1,
		.node = -1,
	};

	strncpy(request.allocator, allocator, sizeof(request.allocator) - 1);
	if (strcmp(allocator, "none") && strcmp(allocator, "ruler"))
		strcpy(request.gfp, "GFP_KERNEL");
	return request;
}

int open_run(void)
{
	int run = open(ALLOCBENCH_DIRECTORY "run", O_RDWR | O_CLOEXEC);

	if (run < 0) {
		printf("Bail out! %s: %s\n", ALLOCBENCH_DIRECTORY "run", strerror(errno));
		exit(1);
	}
	return run;
}

int send_request(int run, const struct allocbench_request *request)
{
	ssize_t written = write(run, request, sizeof(*request));

	if (written < 0)
		return -errno;
	return written == sizeof(*request) ? 0 : -EPROTO;
}

static int read_exactly(int run, void *to, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t part = read(run, (char *)to + done, size - done);

		if (part < 0)
			return -errno;
		if (!part)
			return -EPROTO;
		done += part;
	}
	return 0;
}

int receive(int run, struct allocbench_reply *reply, struct allocbench_sample **samples)
{
	struct allocbench_counter *counters = NULL;
	int error = receive_all(run, reply, samples, &counters);

	free(counters);
	return error;
}

int receive_all(int run, struct allocbench_reply *reply,
		struct allocbench_sample **samples, struct allocbench_counter **counters)
{
	char beyond;
	int error;

	*samples = NULL;
	*counters = NULL;
	error = read_exactly(run, reply, sizeof(*reply));
	if (error)
		return error;
	*samples = calloc(reply->sample_count, sizeof(**samples));
	error = read_exactly(run, *samples, reply->sample_count * sizeof(**samples));
	if (error)
		return error;
	*counters = calloc(reply->counter_count, sizeof(**counters));
	error = read_exactly(run, *counters, reply->counter_count * sizeof(**counters));
	if (error)
		return error;
	return read(run, &beyond, 1) ? -EPROTO : 0;
}

const char *info_text(const char *key)
{
	FILE *info = fopen(ALLOCBENCH_DIRECTORY "info", "re");
	static char line[4096];
	size_t length = strlen(key);
	const char *text = "";

	while (info && !*text && fgets(line, sizeof(line), info)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, key, length) && !strncmp(line + length, ": ", 2))
			text = line + length + 2;
	}
	if (info)
		fclose(info);
	return text;
}

uint64_t info_number(const char *key)
{
	const char *text = info_text(key);

	return *text ? strtoull(text, NULL, 10) : UINT64_MAX;
}

uint64_t samples_that_fit(uint64_t wanted)
{
	uint64_t most = info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES;

	return wanted < most ? wanted : most;
}

void kernel_log_mark(void)
{
	has_kcsan = !access("/sys/kernel/debug/kcsan", F_OK);
	if (kernel_log < 0)
		kernel_log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (lseek(kernel_log, 0, SEEK_END) < 0) {
		printf("Bail out! /dev/kmsg: %s\n", strerror(errno));
		exit(1);
	}
}

/*
 * What a kernel says of itself some time after it has booted: its clocks are refined after
 * a second, its random numbers ready when enough has interrupted it, and on a machine that
 * others hold up an interrupt takes long.
 */
static bool is_of_boot(const char *line)
{
	const char *message = strchr(line, ';');

	return message && (!strncmp(message, ";tsc: ", 6) ||
			   !strncmp(message, ";clocksource: ", 14) ||
			   !strncmp(message, ";hrtimer: interrupt took ", 25) ||
			   !strncmp(message, ";random: crng init done", 23));
}

/*
 * A report of a data race stands between two lines of '='. Whose race it is, stress.sh tells
 * by the whole log: a kernel with KCSAN has many of its own.
 */
static bool is_of_a_race(const char *line)
{
	static bool in_report, framed;
	const char *message = strchr(line, ';');
	bool is_frame = message && !strncmp(message, ";==========", 11);

	if (!has_kcsan)
		return false;
	if (is_frame) {
		/* The first of two frames, or the last. */
		framed = !in_report;
		in_report = false;
		return true;
	}
	if (framed)
		in_report = message && !strncmp(message, ";BUG: KCSAN: ", 13);
	framed = false;
	return in_report;
}

size_t kernel_log_lines(void)
{
	char line[8192];
	size_t lines = 0;

	for (;;) {
		ssize_t length = read(kernel_log, line, sizeof(line) - 1);

		if (length > 0) {
			line[length] = '\0';
			if (is_of_boot(line) || is_of_a_race(line))
				continue;
			printf("# kernel log: %s", line);
			lines++;
		} else if (length == 0 || errno != EPIPE) {
			return lines;
		}
	}
}

double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

void pin_to_first_cpu(void)
{
	cpu_set_t first;

	CPU_ZERO(&first);
	CPU_SET(0, &first);
	sched_setaffinity(0, sizeof(first), &first);
}

bool kernel_is(const char *word)
{
	struct utsname kernel;

	uname(&kernel);
	return strstr(kernel.release, word) || strstr(kernel.version, word);
}
