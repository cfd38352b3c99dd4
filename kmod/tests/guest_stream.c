// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading: pieces of any size, the end, no positions, buffers kept for the open file.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest.h"

/* What a whole reply to a request of 50 samples takes. */
static size_t reply_size(int run, const struct allocbench_request *request)
{
	struct allocbench_sample *samples;
	struct allocbench_reply reply = { 0 };

	send_request(run, request);
	receive(run, &reply, &samples);
	free(samples);
	return sizeof(reply) + 50 * sizeof(struct allocbench_sample) +
	       reply.counter_count * sizeof(struct allocbench_counter);
}

static void pieces(int run)
{
	static const size_t sizes[] = { 1, 7, 24, 47, 4096 };
	struct allocbench_request request = request_of("kmalloc", 64);

	request.sample_count = 50;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t total = 0;
		ssize_t part;
		char to[4096];

		send_request(run, &request);
		while ((part = read(run, to, sizes[i])) > 0)
			total += part;
		fact(part == 0 && total == reply_size(run, &request),
		     "pieces of %zu bytes give the whole reply, then 0", sizes[i]);
	}
}

static void positions(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	char to[64];

	fact(lseek(run, 0, SEEK_SET) == -1 && errno == ESPIPE, "lseek: ESPIPE");
	fact(pread(run, to, sizeof(to), 0) == -1 && errno == ESPIPE, "pread: ESPIPE");
	fact(pwrite(run, &request, sizeof(request), 0) == -1 && errno == ESPIPE,
	     "pwrite: ESPIPE");
}

static void unread_reply(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	struct allocbench_reply reply;
	struct allocbench_sample *samples;

	request.sample_count = 30;
	send_request(run, &request);
	read(run, &reply, 9);
	request.sample_count = 20;
	send_request(run, &request);
	fact(!receive(run, &reply, &samples) && reply.sample_count == 20,
	     "a second write discards an unread reply");
	free(samples);

	send_request(run, &request);
	request.size = 0;
	send_request(run, &request);
	fact(read(run, &reply, sizeof(reply)) == -1 && errno == ENODATA,
	     "a refused write discards it too");
}

static void buffers(void)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	uint64_t samples = info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES;
	int run = open_run(), second = open_run();

	request.sample_count = 10;
	request.buffer_samples = 100;
	send_request(run, &request);
	fact(info_number("buffer_in_use") == 100 * ALLOCBENCH_SAMPLE_BYTES,
	     "the first run allocates the buffer that it asks for");
	request.sample_count = 101;
	request.buffer_samples = 0;
	fact(send_request(run, &request) == -ENOSPC, "a later run must fit into it: ENOSPC");
	request.sample_count = samples - 100;
	fact(send_request(second, &request) == 0, "another file gets all that is left");
	close(run);
	request.sample_count = 1;
	fact(send_request(second, &request) == 0, "a kept buffer goes on being used");
	close(second);
	fact(info_number("buffer_in_use") == 0, "closed files give their buffers back");
}

static void failures(void)
{
	struct allocbench_request request = request_of("every_third_fails", 64);
	struct allocbench_reply reply;
	struct allocbench_sample *samples;
	size_t failed = 0;
	int run = open_run();

	request.sample_count = 300;
	request.warmup_count = 30;
	send_request(run, &request);
	receive(run, &reply, &samples);
	for (size_t i = 0; i < reply.sample_count; i++) {
		if (samples[i].cause & ALLOCBENCH_FAILED)
			failed += samples[i].free_ticks == 0 && samples[i].alloc_ticks > 0;
	}
	fact(reply.sample_count == 300 && reply.failures == 100 && failed == 100,
	     "a failing allocation is data: 100 of 300, with their cost, warm-up not counted");
	free(samples);
	close(run);
}

/* What fails while a set is made, or is made whole, is no sample's failure unless it is one. */
static void failures_of_a_set(void)
{
	struct allocbench_request request = request_of("every_third_fails", 64);
	struct allocbench_reply reply;
	struct allocbench_sample *samples;
	size_t failed = 0, freed = 0;
	int run = open_run();

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, "hold");
	request.set_size = 10;
	request.sample_count = 300;
	send_request(run, &request);
	receive(run, &reply, &samples);
	for (size_t i = 0; i < reply.sample_count; i++) {
		failed += (samples[i].cause & ALLOCBENCH_FAILED) != 0;
		freed += samples[i].free_ticks > 0;
	}
	fact(reply.sample_count == 300 && failed && reply.failures == failed,
	     "a set that cannot be made whole: %zu samples failed, and as many are told of",
	     failed);
	fact(freed + failed == 300, "each other sample has a free");
	free(samples);
	close(run);
}

void stream(void)
{
	struct allocbench_reply reply;
	int run = open_run();

	kernel_log_mark();
	fact(read(run, &reply, sizeof(reply)) == -1 && errno == ENODATA,
	     "read before a write: ENODATA");
	pieces(run);
	positions(run);
	unread_reply(run);
	close(run);
	buffers();
	failures();
	failures_of_a_set();
	fact(kernel_log_lines() == 0, "reading leaves no line in the kernel log");
}
