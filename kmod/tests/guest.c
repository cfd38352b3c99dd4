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
