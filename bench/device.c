// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that talks to the module.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "device.h"
#include "device_error.h"
#include "results/cleanup.h"
#include "stop.h"

/* Signals other than ours that one request may meet before we stop asking again. */
#define INTERRUPTION_LIMIT 1000

/* Samples before a cell that begins in the middle. */
#define ANEW_WARMUP 128

/* The text files have some 30 lines; more than this is not the module's. */
#define TEXT_LIMIT (256 * 1024)

static int system_open(const char *path)
{
	return open(path, O_RDWR | O_CLOEXEC);
}

static int system_lock(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || !flock(fd, LOCK_EX | LOCK_NB))
		return fd;
	int error = errno;

	close(fd);
	errno = error;
	return -1;
}

static const struct device_io system_io = {
	.open = system_open,
	.read = read,
	.write = write,
	.close = close,
	.lock = system_lock,
};

const struct device_io *device_io = &system_io;

/* Where debugfs is mounted; the usual place where it is nowhere, for the message. */
static void debugfs_directory(char *directory, size_t length)
{
	FILE *mounts = setmntent("/proc/mounts", "r");
	struct mntent *entry;

	snprintf(directory, length, "/sys/kernel/debug");
	if (!mounts)
		return;
	while ((entry = getmntent(mounts))) {
		if (!strcmp(entry->mnt_type, "debugfs")) {
			snprintf(directory, length, "%s", entry->mnt_dir);
			break;
		}
	}
	endmntent(mounts);
}

static void device_path(const char *name, char path[static PATH_MAX])
{
	const char *given = getenv("ALLOCBENCH_DEBUGFS");
	char debugfs[PATH_MAX - 64];

	if (given && *given) {
		snprintf(path, PATH_MAX, "%s/%s", given, name);
		return;
	}
	debugfs_directory(debugfs, sizeof(debugfs));
	snprintf(path, PATH_MAX, "%s/allocbench/%s", debugfs, name);
}

/* Reads to the end or to the length, whichever comes first; bytes read or -errno. */
static ssize_t read_fully(ssize_t (*read_call)(int, void *, size_t), int fd, void *data,
			  size_t length)
{
	size_t done = 0;

	while (done < length) {
		ssize_t count = read_call(fd, (char *)data + done, length - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -errno;
		if (!count)
			break;
		done += count;
	}
	return done;
}

int device_text(const char *name, char **text, struct problem *problem)
{
	_cleanup_close_ int fd = -1;
	_cleanup_free_ char *data = NULL;
	char path[PATH_MAX];
	ssize_t length;

	device_path(name, path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return device_open_error(problem, path, errno);

	data = malloc(TEXT_LIMIT + 1);
	if (!data)
		return problem_no_memory(problem);
	length = read_fully(read, fd, data, TEXT_LIMIT);
	if (length < 0)
		return device_open_error(problem, path, -length);
	data[length] = 0;
	*text = data;
	data = NULL;
	return 0;
}

int device_open(struct device *device, struct problem *problem)
{
	char path[PATH_MAX];

	device_path("run", path);
	device->fd = device_io->open(path);
	if (device->fd < 0)
		return device_open_error(problem, path, errno);
	return 0;
}

void device_close(struct device *device)
{
	if (device->fd >= 0)
		device_io->close(device->fd);
	device->fd = -1;
}

int device_reserve(struct device *reserved, struct problem *problem)
{
	char path[PATH_MAX];

	device_path("info", path);
	reserved->fd = device_io->lock(path);
	if (reserved->fd < 0)
		return device_open_error(problem, path, errno);
	return 0;
}

void device_begin_anew(struct allocbench_request *request)
{
	if (!(request->flags & ALLOCBENCH_CONTINUE))
		return;
	request->flags &= ~(__u32)ALLOCBENCH_CONTINUE;
	request->warmup_count = ANEW_WARMUP;
}

/* 0 or -errno; asks again where a signal that is not ours came first (as after fg). */
static int send_request(struct device *device, const struct allocbench_request *asked)
{
	struct allocbench_request request = *asked;

	for (int i = 0; i < INTERRUPTION_LIMIT; i++) {
		ssize_t count;

		if (stop_requested())
			return -EINTR;
		count = device_io->write(device->fd, &request, sizeof(request));
		if (count == sizeof(request))
			return 0;
		if (count >= 0)
			return -EPROTO;
		if (errno != EINTR)
			return -errno;
		device_begin_anew(&request);
	}
	return -EINTR;
}

/* What the contract promises about a reply; NULL where it is kept. */
static const char *reply_fault(const struct allocbench_reply *reply, uint64_t most)
{
	if (reply->version != ALLOCBENCH_VERSION)
		return "the reply has another version";
	if (reply->sample_count > most)
		return "the reply has more samples than were asked for";
	if (reply->sample_count < most && !(reply->flags & ALLOCBENCH_INTERRUPTED))
		return "the reply has fewer samples than were asked for";
	if (reply->failures > reply->sample_count)
		return "the reply has more failures than samples";
	if (reply->counter_count > DEVICE_COUNTER_LIMIT)
		return "the reply has more counters than any module";
	return NULL;
}

/* A name becomes a key of a record, and a part of a dotted one. */
static bool is_counter_name(const char name[static ALLOCBENCH_NAME_LENGTH])
{
	size_t length = strnlen(name, ALLOCBENCH_NAME_LENGTH);

	if (!length || length == ALLOCBENCH_NAME_LENGTH)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (name[i] <= ' ' || name[i] > '~' || name[i] == '.')
			return false;
	}
	return true;
}

static const char *counters_fault(const struct allocbench_counter *counters, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_counter_name(counters[i].name))
			return "a counter has no name";
		if (counters[i].kind != ALLOCBENCH_PATH &&
		    counters[i].kind != ALLOCBENCH_HARDWARE)
			return "a counter is of an unknown kind";
	}
	return NULL;
}

static int receive(struct device *device, void *data, size_t length,
		   struct problem *problem)
{
	ssize_t count = read_fully(device_io->read, device->fd, data, length);

	if (count < 0)
		return device_run_error(problem, NULL, -count);
	if ((size_t)count < length)
		return device_contract_error(problem, "the reply ends early");
	return 0;
}

int device_check(struct device *device, const struct allocbench_request *request,
		 struct problem *problem)
{
	int error = send_request(device, request);

	return error ? device_refusal(problem, -error) : 0;
}

int device_run(struct device *device, const struct allocbench_request *request,
	       uint64_t most, struct allocbench_reply *reply,
	       struct allocbench_sample *samples, struct allocbench_counter *counters,
	       struct problem *problem)
{
	const char *fault;
	int error;

	error = send_request(device, request);
	if (error)
		return device_run_error(problem, request, -error);
	error = receive(device, reply, sizeof(*reply), problem);
	if (error)
		return error;
	fault = reply_fault(reply, most);
	if (fault)
		return device_contract_error(problem, fault);
	error = receive(device, samples, reply->sample_count * sizeof(*samples), problem);
	if (error)
		return error;
	error = receive(device, counters, reply->counter_count * sizeof(*counters),
			problem);
	if (error)
		return error;
	fault = counters_fault(counters, reply->counter_count);
	return fault ? device_contract_error(problem, fault) : 0;
}
