/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many boots of one plan: several kernels, several boots of each, some at a time.
 */
#ifndef CI_BATCH_H
#define CI_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "measurement.h"

/**
 * struct batch_side - one kernel of a batch; a name may come twice
 * @name:        as given
 * @measurement: what its boots are, but for the perturbation
 * @directory:   INDEX-NAME-WITH-DASHES, below the batch's
 */
struct batch_side {
	const char *name;
	struct measurement measurement;
	char directory[NAME_MAX];
};

/**
 * struct batch_boot - one boot
 * @side:      its index
 * @number:    among its side's, from 1
 * @perturb:   of no other boot of the batch
 * @identity:  all that decides what is measured, as one line of words; to be freed
 * @is_there:  over, in this batch or in an earlier one
 * @exit_code: where it is there
 * @seconds:   how long it took, where it is there
 * @pid, @started: while it runs; @pid is 0 otherwise
 */
struct batch_boot {
	size_t side;
	unsigned number;
	uint32_t perturb;
	char *identity;
	bool is_there;
	int exit_code;
	double seconds;
	pid_t pid;
	struct timespec started;
};

/**
 * struct batch - all of it
 * @directory:  where everything is kept
 * @sides, @side_count: in the order given
 * @boots, @boot_count: in the order in which they are started
 * @boots_each: of each side
 * @job_count:  how many run at a time
 * @seed:       of the order, or 0: in turn
 * @later:      the driver's arguments from each side's second boot on
 */
struct batch {
	const char *directory;
	struct batch_side *sides;
	size_t side_count;
	struct batch_boot *boots;
	size_t boot_count;
	unsigned boots_each;
	unsigned job_count;
	uint32_t seed;
	char *const *later;
};

/**
 * enum batch_end - what a boot's exit code means to the others
 * @BATCH_RESULT:  there is one
 * @BATCH_DEATH:   the guest died: the others go on
 * @BATCH_FAILURE: no boot can be expected to do better: the batch stops
 */
enum batch_end {
	BATCH_RESULT,
	BATCH_DEATH,
	BATCH_FAILURE,
};

/**
 * batch_end_of() - of an exit code of `allocvm run`; pure
 */
enum batch_end batch_end_of(int exit_code);

/**
 * batch_order() - give each boot its side, number and perturbation; pure
 *
 * In rounds, each with one boot of every side: in turn, or with a seed shuffled. A batch
 * with more boots begins with the boots of one with fewer, perturbations included.
 *
 * @boots: side_count * boots_each
 * @first: perturbations are larger than this
 */
void batch_order(const struct batch *batch, uint32_t first, struct batch_boot *boots);

/**
 * batch_boot_options() - what one boot is to be
 */
struct boot_options batch_boot_options(const struct batch *batch,
				       const struct batch_boot *boot);

/**
 * batch_agree() - compare with what an earlier batch has left in the directory
 *
 * Makes the directory, sets @identity of each boot, and @is_there of those that need not
 * run again. Writes the file "plan", in which a later batch looks for the same.
 *
 * @force: remove the boots of other plans; without, they are a problem
 * @retry: boots whose guest died run again
 *
 * Return: 0 or -errno with a problem.
 */
int batch_agree(struct batch *batch, bool force, bool retry, struct problem *problem);

/**
 * batch_run() - take what is not there yet
 * @problem: set where the batch stopped early
 *
 * Return: 0; -EINTR where a signal stopped it; or another -errno.
 */
int batch_run(struct batch *batch, struct problem *problem);

#endif
