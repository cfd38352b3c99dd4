/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A job: a process whose one request goes on until somebody ends it.
 */
#ifndef KMOD_TESTS_STRESS_JOB_H
#define KMOD_TESTS_STRESS_JOB_H

#include <stdbool.h>
#include <sys/types.h>

#include "kmod/uapi/allocbench.h"

enum job_step {
	JOB_BEGINS,
	JOB_RUNS,    /* is about to write its request, or within the write */
	JOB_HAS_RUN, /* the write has returned */
};

/**
 * struct job - one
 * @seen: memory that the process shares with its parent
 */
struct job {
	pid_t process;
	struct job_seen {
		volatile enum job_step step;
		volatile int error; /* of the write, then of the read */
		struct allocbench_reply reply;
	} *seen;
};

/**
 * job_kind_count() - how many long runs there are to choose from
 * job_kind() - one of them: a request that this machine takes, without an end
 * @name: gets its name
 */
unsigned int job_kind_count(void);
struct allocbench_request job_kind(unsigned int kind, const char **name);

/**
 * job_start() - SIGTERM and SIGINT end its run, not the process
 * @cpu: to which it keeps; -1 for any
 */
struct job job_start(const struct allocbench_request *request, int cpu);

/**
 * job_wait_for_run() - until the module has a buffer for it, or the write has returned
 *
 * Return: is it in its run?
 */
bool job_wait_for_run(const struct job *job);

/**
 * job_is_in_write() - its request has been sent, and the write has not returned
 */
bool job_is_in_write(const struct job *job);

/**
 * job_end() - send the signal, wait for the process, and forget the job
 * @seen: gets what it has said
 *
 * Return: the status of waitpid(2).
 */
int job_end(struct job *job, int signal, struct job_seen *seen);

#endif
