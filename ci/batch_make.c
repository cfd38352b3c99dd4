// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From what is wanted to the list of boots: kernels, their clock, how many at a time.
 */
#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock_choice.h"

#define JOB_DEFAULT_LIMIT 256

/* Any number would do, if it is always the same. */
#define ORDER_SEED 1

static int no_memory(struct problem *problem)
{
	return problem_set(problem, EXIT_TOOL_FAILURE, -ENOMEM, "memory: %s",
			   strerror(ENOMEM));
}

static int make_sides(const struct batch_request *wanted, struct batch *batch,
		      struct problem *problem)
{
	batch->sides = calloc(wanted->name_count, sizeof(*batch->sides));
	if (!batch->sides)
		return no_memory(problem);
	batch->side_count = wanted->name_count;
	for (size_t i = 0; i < batch->side_count; i++) {
		struct batch_side *side = &batch->sides[i];
		struct boot_options *boot = &side->measurement.boot;

		side->name = wanted->names[i];
		side->measurement = wanted->measurement;
		int error = options_take_kernel(boot, side->name, problem);
		if (error)
			return error;
		measurement_set_defaults(&side->measurement);
		snprintf(side->directory, sizeof(side->directory), "%zu-%.200s", i,
			 boot->kernel.dashed);
	}
	return 0;
}

/* A VM that measures time must have the host to itself. */
static unsigned default_jobs(const struct boot_options *boot)
{
	const long mib = 1024 * 1024 / sysconf(_SC_PAGESIZE);
	const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	const long fitting = sysconf(_SC_PHYS_PAGES) / mib / (long)boot->memory_mib;
	const long jobs = fitting < cpus ? fitting : cpus;

	if (boot->machine->measures_time || jobs < 1)
		return 1;
	return jobs < JOB_DEFAULT_LIMIT ? (unsigned)jobs : JOB_DEFAULT_LIMIT;
}

static void set_machine(struct batch *batch, const struct machine *machine)
{
	for (size_t i = 0; i < batch->side_count; i++) {
		batch->sides[i].measurement.boot.machine = machine;
		batch->sides[i].measurement.boot.clock_is_auto = false;
	}
}

/* What one kernel cannot have, no other gets: clocks are never mixed. */
static int choose_clock(struct batch *batch, struct problem *problem)
{
	struct boot_options *first = &batch->sides[0].measurement.boot;
	const struct machine *without_proof = first->machine;
	const struct machine *machine = without_proof;
	const bool is_uml = first->kernel.kind == KERNEL_UML;

	for (size_t i = 0; i < batch->side_count; i++) {
		struct boot_options *boot = &batch->sides[i].measurement.boot;
		const bool is_auto = boot->clock_is_auto;
		if ((boot->kernel.kind == KERNEL_UML) != is_uml)
			return problem_set(problem, EXIT_USAGE, -EINVAL,
					   "%s: only kernels of user-mode Linux have its"
					   " clock: compare them with each other",
					   is_uml ? first->kernel.name
						  : boot->kernel.name);
		int error = clock_choose(boot, problem);
		if (error)
			return error;
		machine = boot->machine;
		if (is_auto && machine == without_proof)
			break;
	}
	set_machine(batch, machine);
	return 0;
}

static int make_boots(const struct batch_request *wanted, struct batch *batch,
		      struct problem *problem)
{
	const struct boot_options *boot = &batch->sides[0].measurement.boot;

	batch->job_count = wanted->job_count ? wanted->job_count : default_jobs(boot);
	batch->seed = boot->machine->measures_time ? ORDER_SEED : 0;
	batch->boot_count = batch->side_count * batch->boots_each;
	batch->boots = calloc(batch->boot_count, sizeof(*batch->boots));
	if (!batch->boots)
		return no_memory(problem);
	batch_order(batch, boot->perturb, batch->boots);
	return 0;
}

/* The driver's arguments and --later's behind them, NULL-terminated, to be freed. */
static char **join_later(char *const *arguments, char *const *later, size_t later_count)
{
	size_t count = 0;

	while (arguments[count])
		count++;
	char **joined = calloc(count + later_count + 1, sizeof(*joined));
	if (!joined)
		return NULL;
	memcpy(joined, arguments, count * sizeof(*joined));
	memcpy(joined + count, later, later_count * sizeof(*joined));
	return joined;
}

int batch_make(const struct batch_request *wanted, struct batch *batch,
	       struct problem *problem)
{
	*batch = (struct batch){
		.directory = wanted->directory,
		.boots_each = wanted->boots_each,
		.later = join_later(wanted->measurement.boot.arguments, wanted->later,
				    wanted->later_count),
	};
	int error =
		batch->later ? make_sides(wanted, batch, problem) : no_memory(problem);
	if (!error)
		error = choose_clock(batch, problem);
	if (!error)
		error = make_boots(wanted, batch, problem);
	return error;
}

void batch_free(struct batch *batch)
{
	for (size_t i = 0; batch->boots && i < batch->boot_count; i++)
		free(batch->boots[i].identity);
	free(batch->boots);
	free(batch->sides);
	free(batch->later);
}
