// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Failures while files are opened and read.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_failures.h"

#define REPLY_BYTES 16384

/* A text file read in pieces. */
struct text {
	const char *path;
	size_t piece;
};

static int read_text(void *argument)
{
	const struct text *text = argument;
	int file = open(text->path, O_RDONLY | O_CLOEXEC);
	char bytes[8192];
	ssize_t part = 1;
	int error;

	if (file < 0)
		return -errno;
	while (part > 0)
		part = read(file, bytes, text->piece);
	error = part < 0 ? -errno : 0;
	close(file);
	return error;
}

static bool leaves_nothing(void *argument, int result)
{
	(void)argument;
	(void)result;
	return is_at_rest();
}

/* The reply of a run read in pieces. */
struct reply_read {
	int run;
	size_t piece, done;
	char bytes[REPLY_BYTES];
};

static void make_reply(void *argument)
{
	struct reply_read *reading = argument;
	struct allocbench_request request = request_of("none", 0);

	request.sample_count = 5;
	reading->done = 0;
	if (send_request(reading->run, &request))
		printf("# a reply to be read: %s\n", strerror(errno));
}

static int read_reply(void *argument)
{
	struct reply_read *reading = argument;
	ssize_t part = 1;

	while (part > 0) {
		part = read(reading->run, reading->bytes + reading->done, reading->piece);
		if (part > 0)
			reading->done += (size_t)part;
	}
	return part < 0 ? -errno : 0;
}

/* After a failure the rest follows, and not a byte is lost or comes twice. */
static bool is_whole(void *argument, int result)
{
	struct reply_read *reading = argument;
	const struct allocbench_reply *reply = (const void *)reading->bytes;
	const struct allocbench_counter *last;
	size_t length;

	if (result && read_reply(argument))
		return false;
	length = sizeof(*reply) + reply->sample_count * sizeof(struct allocbench_sample) +
		 reply->counter_count * sizeof(struct allocbench_counter);
	last = (const void *)(reading->bytes + length - sizeof(*last));
	return reply->version == ALLOCBENCH_VERSION && reply->sample_count == 5 &&
	       reading->done == length && last->name[0] >= 'a' && last->name[0] <= 'z' &&
	       last->kind == ALLOCBENCH_HARDWARE;
}

void file_failures(void)
{
	static const size_t pieces[] = { 3, 61, 4096 };
	static struct reply_read reading;
	bool holds = true;

	first_write_failures();
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct text allocators = { ALLOCBENCH_DIRECTORY "allocators", pieces[i] };
		struct text info = { ALLOCBENCH_DIRECTORY "info", pieces[i] };
		const struct operation of_allocators = { "allocators", NULL, read_text,
							 leaves_nothing, &allocators };
		const struct operation of_info = { "info", NULL, read_text,
						   leaves_nothing, &info };

		if (pieces[i] > 3)
			holds &= exhaust("reading allocators", &of_allocators);
		holds &= exhaust("reading info", &of_info);
	}
	fact(holds, "allocators and info: an errno, or all of it");

	reading.run = open_run();
	holds = true;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		const struct operation of_reply = { "reply", make_reply, read_reply,
						    is_whole, &reading };

		reading.piece = pieces[i];
		holds &= exhaust("reading replies", &of_reply);
	}
	close(reading.run);
	fact(holds, "reply: after a failure the rest of it follows");
}
