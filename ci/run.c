// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm run`: boot a kernel and run the driver's command line in it.
 */
#include <argp.h>

#include "commands.h"
#include "measurement.h"

enum option_key { OPTION_FORCE = 0x300 };

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0,
	  "the driver's standard output goes to FILE, which appears when all is there;"
	  " the kernel log to FILE.log; what a dying guest had completed to"
	  " FILE.partial",
	  0 },
	{ "force", OPTION_FORCE, NULL, 0, "replace FILE", 0 },
	{ 0 },
};

struct run_options {
	struct measurement measurement;
	const char *output;
	bool force;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct run_options *run = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &run->measurement;
		return 0;
	case 'o':
		run->output = text;
		return 0;
	case OPTION_FORCE:
		run->force = true;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &measurement_argp, 0, NULL, 0 }, { 0 } };

static const struct argp run_argp = {
	.options = options,
	.parser = parse,
	.args_doc = "-- DRIVER-ARGUMENT...",
	.doc = "Boot a kernel, load the module, run the driver, and return its exit code;"
	       " or tell how the guest died: 10 panic, 11 oops or another report, 12 hang,"
	       " 13 timeout, 14 truncated or garbled results, 15 no module, 16 QEMU"
	       " missing or died.",
	.children = children,
};

static int run(int argc, char **argv)
{
	struct run_options run = { .output = NULL };
	char *const *arguments = NULL;

	int own_count = measurement_split(argc, argv, &arguments);
	argp_parse(&run_argp, own_count, argv, 0, NULL, &run);
	if (arguments)
		run.measurement.boot.arguments = arguments;
	measurement_set_defaults(&run.measurement);
	return measurement_take(&run.measurement, run.output, run.force);
}

const struct command run_command = {
	.name = "run",
	.run = run,
	.help = "boot a kernel and run the driver in it",
};
