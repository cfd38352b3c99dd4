/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `run`, `max`, `selftest` and `list` have in common: one result from its header to
 * its footer.
 *
 *   session_prepare()   options, the module's texts, the CPU, the budget
 *   session_plan()      what to measure, as far as the module takes it
 *   session_start()     the output; the clock measured; header, environment, calibration
 *   session_next_cells(), session_maxima(), session_write()
 *   session_finish()    footer, table, exit code
 */
#ifndef BENCH_SESSION_H
#define BENCH_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "allocators.h"
#include "calibration.h"
#include "info.h"
#include "kernel_log.h"
#include "measure.h"
#include "options.h"
#include "output.h"
#include "plan.h"
#include "problem.h"
#include "progress.h"
#include "report.h"
#include "resume.h"
#include "sampler.h"

/* What lies between two cells, while whoever writes the last one comes to rest. */
#define SESSION_SETTLE_SECONDS 0.01

/* Cells that take turns, at most: what a session that is killed measures again. */
#define SESSION_TURN_LIMIT 32

/**
 * struct session - one invocation
 * @command:  as in the header record
 * @is_guest: in a VM of allocvm's
 * @is_calibrated: the clock has been measured and named
 * @is_started: header and environment are written: there will be a footer
 * @is_interrupted: the user asked to stop before all was done
 * @is_out_of_time: the time limit passed before all was done
 * @reserved: the module, as long as this one measures
 * @allowed:  CPUs that the user lets the driver run on
 * @own_cpu:  the one that it is bound to, where it is bound
 * @boot:     of the result, from 1
 * @cell_count, @max_count: records of these types in the result
 * @problem:  what ended it early, for session_finish()
 */
struct session {
	const char *command;
	int argc;
	char **argv;
	struct options options;
	struct resume resume;
	bool is_guest;
	bool is_calibrated;
	bool is_started;
	bool is_interrupted;
	bool is_out_of_time;
	struct info info;
	struct allocators allocators;
	struct cpu_list allowed;
	int own_cpu;
	uint64_t budget;
	uint64_t boot;
	struct plan plan;
	struct sampling sampling;
	struct device reserved;
	struct sampler sampler;
	struct calibration calibration;
	struct kernel_log kernel_log;
	struct output output;
	struct report report;
	struct progress progress;
	size_t cell_count;
	size_t max_count;
	struct problem problem;
};

/**
 * session_prepare() - read the command line and the module's files; nothing is written
 * @summary: for --help
 *
 * Return: 0 or -errno, with session->problem set. session_finish() is due in any case.
 */
int session_prepare(struct session *session, enum options_of command, const char *name,
		    const char *summary, int argc, char **argv);

/**
 * session_take_over() - read the result that the options want to be gone on with, and its
 * options with it
 * @command, @summary: as for session_prepare()
 *
 * Return: 0 (also where nothing is to be resumed) or -errno, with session->problem set.
 */
int session_take_over(struct session *session, enum options_of command,
		      const char *summary);

/**
 * session_go_on() - cut the result behind its last complete record, if all agrees
 * @header, @environment: as they would be written now
 *
 * Return: 0 or -errno, with session->problem set and the file as it was.
 */
int session_go_on(struct session *session, const json_t *header,
		  const json_t *environment);

/**
 * session_bind() - be bound to the CPU of the options, if there is one
 *
 * Return: 0 or -errno, with session->problem set.
 */
int session_bind(struct session *session);

/**
 * session_plan() - the cells that the options ask for, and the searches after them
 *
 * Return: 0 or -errno, with session->problem set.
 */
int session_plan(struct session *session);

/**
 * session_plan_searches() - only the searches
 *
 * Return: 0 or -errno, with session->problem set.
 */
int session_plan_searches(struct session *session);

/**
 * session_buffer_need() - samples that the module's buffer must hold for the whole run
 */
uint64_t session_buffer_need(const struct session *session);

/**
 * session_start() - open the output, measure the clock, write the first records
 * @is_measuring: without, the environment has no clock and the device stays closed
 * @steps:        for the progress: cells and maxima to come
 *
 * Return: 0 or -errno, with session->problem set.
 */
int session_start(struct session *session, bool is_measuring, size_t steps);

/**
 * session_is_over() - has the user, or the time limit, ended it?
 */
bool session_is_over(const struct session *session);

/**
 * session_next_cells() - measure the plan's next cell and write its record; of those that
 * are spread the next ones, in turns
 *
 * Return: 0 (also where the session is over: see session_is_over()) or -errno.
 */
int session_next_cells(struct session *session);

/**
 * session_maxima() - carry out all searches of the plan
 *
 * Closes the device first: the sample buffers must not stand in the way.
 *
 * Return: as session_next_cells().
 */
int session_maxima(struct session *session);

/**
 * session_write() - write a record of the command's own
 */
int session_write(struct session *session, const json_t *record);

/**
 * session_finish() - footer, table and messages; frees all
 *
 * Return: the exit code.
 */
int session_finish(struct session *session);

#endif
