// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm batch`: boot several kernels several times, some at a time.
 */
#include "batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch_report.h"
#include "clock_choice.h"
#include "commands.h"
#include "results/cleanup.h"

#define SIDE_LIMIT 64
#define BOOT_LIMIT 1000
#define JOB_LIMIT 256

/* Any number would do, if it is always the same. */
#define ORDER_SEED 1

enum option_key {
	OPTION_LATER = 0x400,
	OPTION_RETRY,
	OPTION_FORCE,
};

static const struct argp_option options[] = {
	/* Hidden: the help has the same option of a single boot. */
	{ "kernel", 'k', "NAME", OPTION_HIDDEN, NULL, 0 },
	{ "directory", 'd', "DIR", 0, "where everything goes (default: batch)", 0 },
	{ "boots", 'b', "N", 0, "boots of each kernel (default 1)", 0 },
	{ "jobs", 'j', "N", 0,
	  "boots at a time (default: the CPUs of the host, as far as its memory goes;"
	  " with --clock tsc 1)",
	  0 },
	{ "later", OPTION_LATER, "ARG", 0,
	  "one more of the driver's arguments from each kernel's second boot on", 0 },
	{ "retry", OPTION_RETRY, NULL, 0, "boot again where the guest died", 0 },
	{ "force", OPTION_FORCE, NULL, 0, "replace boots of another plan", 0 },
	{ 0 },
};

struct batch_options {
	struct measurement measurement;
	const char *names[SIDE_LIMIT];
	size_t name_count;
	char *later[SIDE_LIMIT];
	size_t later_count;
	const char *directory;
	unsigned boots_each;
	unsigned job_count;
	bool retry;
	bool force;
};

static void add_word(const char **words, size_t *count, const char *word,
		     const char *option, struct argp_state *state)
{
	if (*count == SIDE_LIMIT - 1)
		argp_error(state, "%s: more than %d", option, SIDE_LIMIT - 1);
	words[(*count)++] = word;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct batch_options *batch = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &batch->measurement;
		return 0;
	case 'k':
		add_word(batch->names, &batch->name_count, text, "--kernel", state);
		return 0;
	case OPTION_LATER:
		add_word((const char **)batch->later, &batch->later_count, text,
			 "--later", state);
		return 0;
	case 'd':
		batch->directory = text;
		return 0;
	case 'b':
		batch->boots_each = options_number(text, 1, BOOT_LIMIT, "--boots", state);
		return 0;
	case 'j':
		batch->job_count = options_number(text, 1, JOB_LIMIT, "--jobs", state);
		return 0;
	case OPTION_RETRY:
		batch->retry = true;
		return 0;
	case OPTION_FORCE:
		batch->force = true;
		return 0;
	case ARGP_KEY_END:
		if (!batch->name_count)
			argp_error(state, "name a kernel by --kernel, or several");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &measurement_argp, 0, NULL, 0 }, { 0 } };

static const struct argp batch_argp = {
	.options = options,
	.parser = parse,
	.args_doc = "--kernel NAME [--kernel NAME]... -- DRIVER-ARGUMENT...",
	.doc = "Boot each --kernel several times, some at a time, as `allocvm run` would,"
	       " each boot with a perturbation that no other has. What is complete is not"
	       " run again. Return the first death's exit code, after all others are"
	       " done.\vEach boot leaves DIR/INDEX-NAME-WITH-DASHES/boot-K.jsonl.",
	.children = children,
};

static int make_sides(const struct batch_options *wanted, struct batch *batch,
		      struct problem *problem)
{
	batch->sides = calloc(wanted->name_count, sizeof(*batch->sides));
	if (!batch->sides)
		return problem_set(problem, EXIT_TOOL_FAILURE, -ENOMEM, "memory: %s",
				   strerror(ENOMEM));
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

static bool is_tsc(const struct boot_options *boot)
{
	return !strcmp(boot->machine->clock, "tsc");
}

/* A VM that counts time must have the host to itself. */
static unsigned default_jobs(const struct boot_options *boot)
{
	const long mib = 1024 * 1024 / sysconf(_SC_PAGESIZE);
	const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	const long fitting = sysconf(_SC_PHYS_PAGES) / mib / (long)boot->memory_mib;
	const long jobs = fitting < cpus ? fitting : cpus;

	if (is_tsc(boot) || jobs < 1)
		return 1;
	return jobs < JOB_LIMIT ? (unsigned)jobs : JOB_LIMIT;
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

	for (size_t i = 0; i < batch->side_count; i++) {
		struct boot_options *boot = &batch->sides[i].measurement.boot;
		const bool is_auto = boot->clock_is_auto;
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

static int make_boots(const struct batch_options *wanted, struct batch *batch,
		      struct problem *problem)
{
	const struct boot_options *boot = &batch->sides[0].measurement.boot;

	batch->job_count = wanted->job_count ? wanted->job_count : default_jobs(boot);
	batch->seed = is_tsc(boot) ? ORDER_SEED : 0;
	batch->boot_count = batch->side_count * batch->boots_each;
	batch->boots = calloc(batch->boot_count, sizeof(*batch->boots));
	if (!batch->boots)
		return problem_set(problem, EXIT_TOOL_FAILURE, -ENOMEM, "memory: %s",
				   strerror(ENOMEM));
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

static int make_directory(const char *directory)
{
	if (strlen(directory) > PATH_MAX - 2 * NAME_MAX)
		return -ENAMETOOLONG;
	return mkdir(directory, 0777) && errno != EEXIST ? -errno : 0;
}

/* Two batches in one directory would write over each other. */
static int lock(const char *directory, int *fd, struct problem *problem)
{
	int error = make_directory(directory);

	if (error)
		return problem_set(problem, EXIT_TOOL_FAILURE, error, "%s: %s", directory,
				   strerror(-error));
	*fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0 || flock(*fd, LOCK_EX | LOCK_NB))
		return problem_set(problem, EXIT_TOOL_FAILURE, -errno, "%s: %s",
				   directory,
				   errno == EWOULDBLOCK ? "another batch is at work there"
							: strerror(errno));
	return 0;
}

static void batch_free(struct batch *batch)
{
	for (size_t i = 0; batch->boots && i < batch->boot_count; i++)
		free(batch->boots[i].identity);
	free(batch->boots);
	free(batch->sides);
}

static int run_all(const struct batch_options *wanted, struct batch *batch,
		   struct problem *problem)
{
	_cleanup_close_ int directory = -1;
	int error = make_sides(wanted, batch, problem);

	if (!error)
		error = choose_clock(batch, problem);
	if (!error)
		error = make_boots(wanted, batch, problem);
	if (!error)
		error = lock(batch->directory, &directory, problem);
	if (!error)
		error = batch_agree(batch, wanted->force, wanted->retry, problem);
	if (!error)
		error = batch_run(batch, problem);
	if (!error)
		batch_report_files(batch);
	return error;
}

static int batch(int argc, char **argv)
{
	struct batch_options wanted = { .directory = "batch", .boots_each = 1 };
	struct boot_options *boot = &wanted.measurement.boot;
	struct problem problem = { .exit_code = EXIT_DONE };
	char *const *arguments = NULL;

	int own_count = measurement_split(argc, argv, &arguments);
	argp_parse(&batch_argp, own_count, argv, 0, NULL, &wanted);
	if (arguments)
		boot->arguments = arguments;
	_cleanup_free_ char **later =
		join_later(boot->arguments, wanted.later, wanted.later_count);
	if (!later)
		return EXIT_TOOL_FAILURE;
	struct batch all = {
		.directory = wanted.directory,
		.boots_each = wanted.boots_each,
		.later = later,
	};
	const int error = run_all(&wanted, &all, &problem);
	batch_free(&all);
	return error ? problem_print(&problem) : (int)problem.exit_code;
}

const struct command batch_command = {
	.name = "batch",
	.run = batch,
	.help = "boot several kernels several times, some at a time",
};
