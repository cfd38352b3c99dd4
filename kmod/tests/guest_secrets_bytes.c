// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * All bytes that the module gives: no kernel address, nothing that stood in memory
 * before, no sample of an earlier run.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "guest.h"
#include "guest_bytes.h"
#include "guest_rows.h"
#include "guest_secrets.h"

#define DIRTY_BYTES (64 << 20)
#define REPLY_BYTES (1 << 20)
#define REPLIES_FOR_EACH 3
#define SAMPLES_TIMED 20000

static char bytes[REPLY_BYTES];
static int run = -1;
static unsigned long replies, reply_bytes, faults;

/* Memory that is free has the mark: pages that were ours, and what pipes and paths stood
 * in. */
static void dirty_memory(void)
{
	char *pages = mmap(NULL, DIRTY_BYTES, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	char path[4096];
	int ends[2];

	if (pages != MAP_FAILED) {
		memset(pages, POISON_OF_TEST, DIRTY_BYTES);
		munmap(pages, DIRTY_BYTES);
	}
	memset(path, POISON_OF_TEST, sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	for (int i = 0; i < 16; i++)
		access(path, F_OK);
	if (!pipe(ends)) {
		(void)!write(ends[1], path, sizeof(path));
		close(ends[0]);
		close(ends[1]);
	}
}

static size_t read_reply(void)
{
	size_t done = 0;
	ssize_t part = 1;

	while (part > 0 && done < sizeof(bytes)) {
		part = read(run, bytes + done, sizeof(bytes) - done);
		done += part > 0 ? (size_t)part : 0;
	}
	return done;
}

static void judge(const struct allocbench_request *request)
{
	size_t length = read_reply(), where = 0;
	const char *fault =
		reply_fault(bytes, length, (unsigned int)sysconf(_SC_NPROCESSORS_CONF));

	if (!fault && bytes_have_pointer(bytes, length, &where))
		fault = "a kernel address";
	if (!fault && bytes_have_poison(bytes, length, &where))
		fault = "bytes that nobody has written";
	replies++;
	reply_bytes += length;
	if (!fault)
		return;
	faults++;
	printf("# %s %s %s: %s at %zu\n", request->allocator, request->pattern,
	       request->context, fault, where);
}

/* An open file each, so that what a file has is memory that somebody else had. */
static void try(struct allocbench_request request)
{
	for (int i = 0; i < REPLIES_FOR_EACH; i++) {
		run = open_run();
		request.sample_count = 1 + (uint64_t)i * 50;
		if (!send_request(run, &request))
			judge(&request);
		close(run);
	}
}

static void try_row(char *const *row)
{
	const char *gfp = strcmp(row[FLAGS], "-") ? "GFP_KERNEL" : "";
	struct allocbench_request probe;
	char names[256];
	char *rest = names, *pattern;

	if (strcmp(row[ABSENT], "-") != 0)
		return;
	dirty_memory();
	snprintf(names, sizeof(names), "%s", row[PATTERNS]);
	while ((pattern = strsep(&rest, ",")))
		try(row_request(row, pattern, "task", gfp));
	probe = row_request(row, "pair", "task", gfp);
	probe.operation = ALLOCBENCH_PROBE;
	probe.sample_count = 1;
	run = open_run();
	if (!send_request(run, &probe))
		judge(&probe);
	close(run);
}

static unsigned long module_address(void)
{
	FILE *modules = fopen("/proc/modules", "re");
	unsigned long address = 0;
	char line[512];

	while (modules && fgets(line, sizeof(line), modules))
		sscanf(line, "allocbench %*s %*s %*s %*s %lx", &address);
	if (modules)
		fclose(modules);
	return address;
}

/* What the scanners say of bytes and text that have what they look for. */
static void controls(void)
{
	unsigned long address = module_address();
	char planted[256] = { 0 }, text[64];
	const char *in_text;
	size_t where = 0;

	fact(address && !bytes_have_pointer(planted, sizeof(planted), &where) &&
		     !bytes_have_poison(planted, sizeof(planted), &where),
	     "a clean buffer is clean");
	memcpy(planted + 160, &address, sizeof(address));
	fact(bytes_have_pointer(planted, sizeof(planted), &where) && where == 160,
	     "a planted address of the module is found");
	memset(planted + 201, 0x6b, POISON_RUN);
	fact(bytes_have_poison(planted, sizeof(planted), &where) && where == 201,
	     "planted poison is found");
	snprintf(text, sizeof(text), "live_objects: %lu\n", address);
	fact(text_has_pointer(text, &in_text), "an address in decimal figures is found");
	snprintf(text, sizeof(text), "name\t0x%lx\n", address);
	fact(text_has_pointer(text, &in_text), "and one in hexadecimal");
}

static void text_files(void)
{
	static const char *const paths[] = { ALLOCBENCH_DIRECTORY "info",
					     ALLOCBENCH_DIRECTORY "allocators" };

	for (size_t i = 0; i < 2; i++) {
		int file = open(paths[i], O_RDONLY | O_CLOEXEC);
		const char *where = "";
		size_t done = 0;
		ssize_t part;

		while ((part = read(file, bytes + done, sizeof(bytes) - 1 - done)) > 0)
			done += (size_t)part;
		close(file);
		bytes[done] = '\0';
		fact(done > 100 && !text_has_pointer(bytes, &where) &&
			     strlen(bytes) == done,
		     "%s tells no kernel address", paths[i]);
	}
}

static void ring(int unused)
{
	(void)unused;
}

static bool run_on_other(uint64_t samples)
{
	struct allocbench_request request = request_of("none", 0);

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, "crowd");
	strcpy(request.cpus, "1");
	request.sample_count = samples;
	request.buffer_samples = samples_that_fit(1 << 20);
	return !send_request(run, &request);
}

/* As many as a run of the other CPU takes in two seconds, of those that fit. */
static uint64_t samples_of_two_seconds(void)
{
	uint64_t most = samples_that_fit(1 << 20);
	double begin = seconds_now(), samples;

	if (!run_on_other(SAMPLES_TIMED))
		return most;
	samples = 2 * SAMPLES_TIMED / (seconds_now() - begin);
	return samples < most ? (uint64_t)samples + 1 : most;
}

/*
 * Let a run of the other CPU fill the buffer with so many samples, and stop a run of this
 * one after so long.
 */
static bool stop_run(uint64_t count, long microseconds, struct allocbench_reply *reply,
		     struct allocbench_sample **samples)
{
	struct allocbench_request own = request_of("none", 0);
	struct itimerval soon = { .it_value = { .tv_usec = microseconds } };

	own.sample_count = count;
	if (!run_on_other(count))
		return false;
	setitimer(ITIMER_REAL, &soon, NULL);
	*samples = NULL;
	return !send_request(run, &own) && !receive(run, reply, samples) &&
	       reply->flags & ALLOCBENCH_INTERRUPTED &&
	       reply->sample_count < own.sample_count;
}

/*
 * The samples of a stopped run are its own, and none that the run before has left. On a
 * busy machine the signal may come before the run: it is given more time then.
 */
static void stopped_run(void)
{
	struct allocbench_request refused = request_of("none", UINT64_MAX);
	struct sigaction action = { .sa_handler = ring };
	struct allocbench_reply reply = { 0 };
	struct allocbench_sample *samples = NULL;
	uint64_t count, stale = 0;
	bool stopped = false;

	pin_to_first_cpu();
	sigaction(SIGALRM, &action, NULL);
	run = open_run();
	count = samples_of_two_seconds();
	for (long wait = 10000; !stopped && wait < 500000; wait *= 2) {
		free(samples);
		stopped = stop_run(count, wait, &reply, &samples);
	}
	fact(stopped, "a run is stopped whose buffer a run on the other CPU has filled");
	for (uint64_t i = 0; samples && i < reply.sample_count; i++)
		stale += samples[i].cpu != 0;
	printf("# samples of the stopped run: %llu\n",
	       (unsigned long long)reply.sample_count);
	fact(!stale, "none of its samples is of the run before");
	free(samples);
	fact(send_request(run, &refused) && read(run, bytes, 1) < 0,
	     "after a refused request nothing is left to read");
	close(run);
}

void given_bytes(void)
{
	controls();
	text_files();
	each_row(try_row);
	printf("# figure: reply bytes searched: %lu in %lu replies\n", reply_bytes,
	       replies);
	fact(replies > 200 && !faults,
	     "no reply has a kernel address, or a byte that nobody has written");
	stopped_run();
}
