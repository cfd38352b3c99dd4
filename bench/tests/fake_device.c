// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A module that is none: answers the driver's system calls after the contract, with
 * samples from a formula. $FAKE_DEVICE names faults, joined by commas:
 *
 *   eperm       open fails with EPERM
 *   eintr       every write is interrupted twice before it works, every second read once
 *   trickle     reads give 7 bytes at most
 *   stop=N      request N is cut short by a SIGINT to the driver
 *   suspend=N   request N is cut short, with no signal that asks to stop
 *   early=N     request N meets the SIGINT before its first sample
 *   fail        every third allocation of a cell fails
 *   marked      every sample of a cell is disturbed
 *   drift       every cell is dearer than the one before
 *   wobble      the calibration is one tick off now and then
 *   cut=N       the reply to request N ends early
 *   version     replies have another version
 *   backwards   the clock runs backwards
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/device.h"

#define FAKE_FD 1000
#define SAMPLE_LIMIT 65536

#define TOTAL_BYTES 4118810624ULL
#define LARGEST_CONTIGUOUS (4ULL << 20)

static struct {
	bool is_open;
	uint64_t capacity;
	unsigned int requests;
	unsigned int refusals;
	unsigned int interruptions;
	size_t length;
	size_t cursor;
	struct {
		struct allocbench_reply reply;
		struct allocbench_sample samples[SAMPLE_LIMIT];
	} answer;
} fake;

/* The number after NAME= in $FAKE_DEVICE, 1 for a bare NAME, 0 without. */
static unsigned int fault(const char *name)
{
	const char *faults = getenv("FAKE_DEVICE");
	size_t length = strlen(name);

	while (faults && *faults) {
		if (!strncmp(faults, name, length) && faults[length] == '=')
			return atoi(faults + length + 1);
		if (!strncmp(faults, name, length) && strcspn(faults, ",") == length)
			return 1;
		faults += strcspn(faults, ",");
		faults += strspn(faults, ",");
	}
	return 0;
}

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
	fake.capacity = 0;
	fake.length = 0;
	return FAKE_FD;
}

static int fake_close(int fd)
{
	fake.is_open = false;
	return 0;
}

static const struct kind {
	const char *name;
	uint64_t largest;
	uint64_t base_ticks;
	bool doubles;
	bool is_calibration;
} kinds[] = {
	{ "none",             0,                      0,    false, true },
	{ "ruler",            1000,                   0,    false, true },
	{ "kmalloc",          LARGEST_CONTIGUOUS,     150,  false, false },
	{ "__get_free_pages", LARGEST_CONTIGUOUS,     400,  false, false },
	{ "book_pages",       LARGEST_CONTIGUOUS / 2, 450,  true,  false },
	{ "vmalloc",          TOTAL_BYTES,            2400, false, false },
};

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	}
	return NULL;
}

static int check_counts(const struct allocbench_request *request)
{
	if (!request->sample_count || request->sample_count > SAMPLE_LIMIT)
		return ERANGE;
	if (request->buffer_samples && request->buffer_samples < request->sample_count)
		return EINVAL;
	if (request->operation == ALLOCBENCH_PROBE &&
	    (request->sample_count != 1 || request->warmup_count))
		return EINVAL;
	if (fake.capacity && request->buffer_samples > fake.capacity)
		return ENOSPC;
	return 0;
}

static int check_request(const struct allocbench_request *request,
			 const struct kind *kind)
{
	if (request->version != ALLOCBENCH_VERSION)
		return EPROTONOSUPPORT;
	if (!kind)
		return ENOENT;
	if (kind->is_calibration ? *request->gfp : strncmp(request->gfp, "GFP_", 4))
		return EOPNOTSUPP;
	if (strcmp(request->pattern, "pair") || strcmp(request->context, "task"))
		return EOPNOTSUPP;
	if (request->operation != ALLOCBENCH_PROBE && request->size > kind->largest)
		return ERANGE;
	if (!kind->is_calibration && request->size << kind->doubles > request->budget)
		return E2BIG;
	return check_counts(request);
}

static struct allocbench_sample sample_at(const struct allocbench_request *request,
					  const struct kind *kind, uint64_t i)
{
	uint64_t adds = kind->is_calibration ? request->size : kind->base_ticks;
	uint64_t drift =
		fault("drift") && !kind->is_calibration ? 100 * fake.requests : 0;
	struct allocbench_sample sample = {
		.alloc_ticks =
			10 + adds + request->size / 64 * !kind->is_calibration + drift,
		.free_ticks = 8 + adds,
	};

	if (kind->is_calibration) {
		sample.alloc_ticks += fault("wobble") && i % 5 == 0;
		return sample;
	}
	if (i % 100 == 99 || fault("marked"))
		sample.cause =
			ALLOCBENCH_LOCAL_IRQ | (i % 200 == 199 ? ALLOCBENCH_SWITCH : 0);
	if (i % 10 == 3)
		sample.alloc_ticks += 5;
	if (fault("backwards"))
		sample.alloc_ticks = -(uint64_t)1000;
	return sample;
}

static bool allocation_fails(const struct allocbench_request *request,
			     const struct kind *kind, uint64_t i)
{
	if (request->operation == ALLOCBENCH_PROBE)
		return request->size > kind->largest;
	return !kind->is_calibration && fault("fail") && i % 3 == 2;
}

static void take_samples(const struct allocbench_request *request,
			 const struct kind *kind, uint64_t count)
{
	struct allocbench_reply *reply = &fake.answer.reply;

	for (uint64_t i = 0; i < count; i++) {
		struct allocbench_sample sample = sample_at(request, kind, i);

		if (allocation_fails(request, kind, i)) {
			sample.cause |= ALLOCBENCH_FAILED;
			sample.free_ticks = 0;
			reply->failures++;
		}
		reply->elapsed_ticks += sample.alloc_ticks % 100000;
		fake.answer.samples[i] = sample;
	}
	reply->sample_count = count;
}

static void answer(const struct allocbench_request *request, const struct kind *kind)
{
	struct allocbench_reply *reply = &fake.answer.reply;
	uint64_t count = request->sample_count;

	memset(reply, 0, sizeof(*reply));
	reply->version = ALLOCBENCH_VERSION + fault("version");
	if (fake.requests == fault("stop") || fake.requests == fault("suspend")) {
		reply->flags |= ALLOCBENCH_INTERRUPTED;
		count = (count + 1) / 2;
		if (fake.requests == fault("stop"))
			raise(SIGINT);
	}
	take_samples(request, kind, count);
	if (!kind->is_calibration)
		reply->usable_size = request->size;
	fake.cursor = 0;
	fake.length = sizeof(*reply) + count * sizeof(fake.answer.samples[0]);
	if (fake.requests == fault("cut"))
		fake.length -= 24;
}

static ssize_t fail(int error)
{
	errno = error;
	return -1;
}

static ssize_t fake_write(int fd, const void *data, size_t length)
{
	const struct allocbench_request *request = data;
	const struct kind *kind;
	int error;

	if (length != sizeof(*request))
		return fail(EMSGSIZE);
	if (fault("eintr") && fake.refusals++ % 3 < 2)
		return fail(EINTR);
	kind = kind_of(request->allocator);
	error = check_request(request, kind);
	if (error)
		return fail(error);
	if (!fake.capacity)
		fake.capacity = request->buffer_samples ? request->buffer_samples
							: request->sample_count;
	fake.requests++;
	if (fake.requests == fault("early")) {
		raise(SIGINT);
		return fail(EINTR);
	}
	answer(request, kind);
	return length;
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
};

__attribute__((constructor)) static void take_over(void)
{
	device_io = &fake_io;
}
