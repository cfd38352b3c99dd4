// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A module that is none: answers the driver's system calls after the contract.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "bench/device.h"
#include "fake_counters.h"
#include "fake_faults.h"
#include "fake_samples.h"

#define FAKE_FD 1000
#define FAKE_LOCK_FD 1001
#define SAMPLE_LIMIT 65536

/**
 * struct fake - the one open file
 * @is_set_up: a request can go on with @cell
 * @cell:      the last request, without its counts
 */
static struct {
	bool is_open;
	bool is_set_up;
	struct allocbench_request cell;
	uint64_t capacity;
	uint64_t place;
	unsigned int requests;
	unsigned int refusals;
	unsigned int interruptions;
	size_t length;
	size_t cursor;
	struct {
		struct allocbench_reply reply;
		struct allocbench_sample samples[SAMPLE_LIMIT];
		struct allocbench_counter counters[FAKE_COUNTER_LIMIT];
	} answer;
} fake;

static int fake_open(const char *path)
{
	if (fault("eperm")) {
		errno = EPERM;
		return -1;
	}
	if (fake.is_open || strcmp(path + strlen(path) - 4, "/run")) {
		errno = EBADF;
		return -1;
	}
	fake.is_open = true;
	fake.is_set_up = false;
	fake.capacity = 0;
	fake.length = 0;
	return FAKE_FD;
}

static int fake_close(int fd)
{
	fake.is_open &= fd != FAKE_FD;
	return 0;
}

static int fake_lock(const char *path)
{
	errno = EWOULDBLOCK;
	return fault("taken") ? -1 : FAKE_LOCK_FD;
}

/* A run may go on with the cell of the last one; its counts may differ. */
static int begin(const struct allocbench_request *request)
{
	struct allocbench_request same = *request;

	same.sample_count = same.warmup_count = same.buffer_samples = 0;
	same.flags = 0;
	if (request->flags & ALLOCBENCH_CONTINUE)
		return fake.is_set_up && !memcmp(&same, &fake.cell, sizeof(same))
			       ? 0
			       : EINVAL;
	fake.is_set_up = false;
	fake.cell = same;
	fake.place = 0;
	return 0;
}

static int prepare_buffer(const struct allocbench_request *request, uint64_t needed)
{
	uint64_t asked =
		request->buffer_samples > needed ? request->buffer_samples : needed;

	if (asked > SAMPLE_LIMIT ||
	    asked * ALLOCBENCH_SAMPLE_BYTES > fake_info()->buffer_limit)
		return ENOSPC;
	if (!fake.capacity)
		fake.capacity = asked;
	return asked > fake.capacity ? ENOSPC : 0;
}

static void take_samples(const struct allocbench_request *request,
			 const struct allocator_row *row, struct fake_moment moment,
			 uint64_t count)
{
	struct allocbench_reply *reply = &fake.answer.reply;

	for (uint64_t i = 0; i < count; i++) {
		struct allocbench_sample sample;

		moment.place = fake.place + i;
		sample = fake_sample(request, row, &moment);
		reply->failures += (sample.cause & ALLOCBENCH_FAILED) != 0;
		reply->elapsed_ticks += sample.alloc_ticks % 100000;
		fake.answer.samples[reply->sample_count++] = sample;
	}
}

/* A signal cuts the threads of a crowd unevenly. */
static void take_crowd(const struct allocbench_request *request,
		       const struct fake_request *checked, struct fake_moment moment,
		       uint64_t count)
{
	for (size_t i = 0; i < checked->threads.count; i++) {
		moment.cpu = checked->threads.cpus[i];
		take_samples(request, checked->row, moment,
			     count < request->sample_count ? count / (i + 1) : count);
	}
	fake.answer.reply.threads = checked->threads.count;
	if (checked->threads.count > 1)
		fake.answer.reply.start_skew = 17;
}

/* Behind the last sample, wherever that is. */
static void append_counters(const struct allocbench_request *request)
{
	struct allocbench_reply *reply = &fake.answer.reply;
	struct allocbench_counter counters[FAKE_COUNTER_LIMIT];

	reply->counter_count =
		fake_counters(request, fake.requests, reply->sample_count, counters);
	memcpy((char *)&fake.answer + sizeof(*reply) +
		       reply->sample_count * sizeof(fake.answer.samples[0]),
	       counters, reply->counter_count * sizeof(counters[0]));
}

static void answer(const struct allocbench_request *request,
		   const struct fake_request *checked)
{
	const struct fake_moment moment = { .request = fake.requests };
	struct allocbench_reply *reply = &fake.answer.reply;
	uint64_t count = request->sample_count;

	memset(reply, 0, sizeof(*reply));
	reply->version = ALLOCBENCH_VERSION + fault("version");
	reply->threads = 1;
	if (fake.requests == fault("stop") || fake.requests == fault("suspend")) {
		reply->flags |= ALLOCBENCH_INTERRUPTED;
		fake.is_set_up = false;
		count = (count + 1) / 2;
		if (fake.requests == fault("stop"))
			raise(SIGINT);
	}
	if (checked->threads.count)
		take_crowd(request, checked, moment, count);
	else
		take_samples(request, checked->row, moment, count);
	fake.place += count;
	if (!fake_is_clock(checked->row) && !fault("fail_all"))
		reply->usable_size = request->size;
	if (request->operation == ALLOCBENCH_SAMPLE)
		append_counters(request);
	fake.cursor = 0;
	fake.length = sizeof(*reply) +
		      reply->sample_count * sizeof(fake.answer.samples[0]) +
		      reply->counter_count * sizeof(fake.answer.counters[0]);
	if (fake.requests == fault("cut"))
		fake.length -= 24;
}

static int perform(const struct allocbench_request *request)
{
	struct fake_request checked;
	int error;

	error = fake_request_check(request, &checked);
	if (!error)
		error = begin(request);
	if (!error && request->operation != ALLOCBENCH_CHECK)
		error = prepare_buffer(request, checked.needed);
	if (error || request->operation == ALLOCBENCH_CHECK) {
		cpu_list_free(&checked.threads);
		return error;
	}
	fake.requests++;
	usleep(1000 * fault("sleep"));
	fake.is_set_up = true;
	if (fake.requests == fault("deny")) {
		fake.is_set_up = false;
		error = E2BIG;
	} else if (fake.requests == fault("early")) {
		fake.is_set_up = false;
		raise(SIGINT);
		error = EINTR;
	} else {
		answer(request, &checked);
	}
	cpu_list_free(&checked.threads);
	return error;
}

static ssize_t fail(int error)
{
	errno = error;
	return -1;
}

static ssize_t fake_write(int fd, const void *data, size_t length)
{
	int error;

	if (length != sizeof(struct allocbench_request))
		return fail(EMSGSIZE);
	if (fault("eintr") && fake.refusals++ % 3 < 2) {
		fake.is_set_up = false;
		return fail(EINTR);
	}
	error = perform(data);
	return error ? fail(error) : (ssize_t)length;
}

static ssize_t fake_read(int fd, void *data, size_t length)
{
	size_t left = fake.length - fake.cursor;

	if (!fake.length)
		return fail(ENODATA);
	if (fault("eintr") && fake.interruptions++ % 2)
		return fail(EINTR);
	if (fault("trickle") && length > 7)
		length = 7;
	if (length > left)
		length = left;
	memcpy(data, (const char *)&fake.answer + fake.cursor, length);
	fake.cursor += length;
	return length;
}

static const struct device_io fake_io = {
	.open = fake_open,
	.read = fake_read,
	.write = fake_write,
	.close = fake_close,
	.lock = fake_lock,
};

/* Before those that stand between it and the driver. */
__attribute__((constructor(1000))) static void take_over(void)
{
	device_io = &fake_io;
}
