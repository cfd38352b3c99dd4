/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module's debugfs files: find, open, ask, read.
 */
#ifndef BENCH_DEVICE_H
#define BENCH_DEVICE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "kmod/uapi/allocbench.h"
#include "problem.h"

/**
 * struct device_io - the system calls on the file "run"; tests put others in their place
 * @lock: open a file for reading and lock it, or fail with EWOULDBLOCK
 */
struct device_io {
	int (*open)(const char *path);
	ssize_t (*read)(int fd, void *data, size_t length);
	ssize_t (*write)(int fd, const void *data, size_t length);
	int (*close)(int fd);
	int (*lock)(const char *path);
};

extern const struct device_io *device_io;

/* Counters of a reply: the module has some 15. */
#define DEVICE_COUNTER_LIMIT 64

/**
 * struct device - one open file "run", and so one sample buffer in the module
 * @fd: negative where closed
 */
struct device {
	int fd;
};

#define DEVICE_CLOSED ((struct device){ .fd = -1 })

/**
 * device_text() - a text file of the module
 * @name: "info", "allocators"
 * @text: its contents; the caller frees it
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int device_text(const char *name, char **text, struct problem *problem);

/**
 * device_open() - open the file "run"; the module has no buffer for it yet
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int device_open(struct device *device, struct problem *problem);

/**
 * device_close() - the module frees the buffer; no harm where closed already
 */
void device_close(struct device *device);

/**
 * device_reserve() - have the module to oneself: two that measure at once disturb each
 * other
 *
 * As long as it is reserved, the module cannot be unloaded.
 *
 * Return: 0 or -errno, with a message in @problem: -EBUSY where another driver measures.
 * Give it back by device_close().
 */
int device_reserve(struct device *reserved, struct problem *problem);

/**
 * device_check() - ask whether a request would be performed
 *
 * Return: as device_run(); the message says only the cause and the way out.
 */
int device_check(struct device *device, const struct allocbench_request *request,
		 struct problem *problem);

/**
 * device_begin_anew() - make a request that does not go on with a cell
 *
 * A signal ends the module's cell: there is nothing to go on with, and a new beginning
 * needs a warm-up.
 */
void device_begin_anew(struct allocbench_request *request);

/**
 * device_run() - have one request performed
 * @most:    samples that it may give; as many give a complete reply
 * @reply:   what the module says about it
 * @samples: gets reply->sample_count samples; room for @most
 * @counters: gets reply->counter_count counters; room for DEVICE_COUNTER_LIMIT
 *
 * A reply that says ALLOCBENCH_INTERRUPTED is a success with fewer samples.
 *
 * Return: 0; -EINTR where stop_requested() and there is no sample; -EPROTO for a reply
 * that breaks the contract; -errno of the module's refusal. All with a message in
 * @problem.
 */
int device_run(struct device *device, const struct allocbench_request *request,
	       uint64_t most, struct allocbench_reply *reply,
	       struct allocbench_sample *samples, struct allocbench_counter *counters,
	       struct problem *problem);

#endif
