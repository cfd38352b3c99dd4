// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm boot`: the same boot with nothing to do: no measurement takes less time.
 */
#include <argp.h>
#include <stdio.h>

#include "clock_choice.h"
#include "commands.h"
#include "output.h"

static error_t parse(int key, char *text, struct argp_state *state)
{
	if (key == ARGP_KEY_INIT) {
		state->child_inputs[0] = state->input;
		return 0;
	}
	if (key == ARGP_KEY_ARG)
		argp_error(state, "%s: boot takes options only", text);
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &options_argp, 0, NULL, 0 }, { 0 } };

static const struct argp boot_argp = {
	.parser = parse,
	.doc = "Boot a kernel, power off, and say how long it took: no module,"
	       " no driver.",
	.children = children,
};

static int boot(int argc, char **argv)
{
	struct boot_options options = { .module = NULL };
	struct problem problem = { .exit_code = EXIT_DONE };
	struct output output;
	struct vm vm;

	argp_parse(&boot_argp, argc, argv, 0, NULL, &options);
	int error = clock_choose(&options, &problem);
	if (error)
		return problem_print(&problem);
	error = output_open(NULL, false, &output, &problem);
	if (!error) {
		error = vm_boot(&options, output.console, output.stream, &vm, &problem);
		if (!error)
			output_finish(&output, &vm, &problem);
		vm_close(&vm);
	}
	output_close(&output);
	if (error || problem.exit_code != EXIT_DONE)
		return problem_print(&problem);
	printf("%s: up and off in %.2f s (%s)\n", options.kernel.name, vm.seconds,
	       options.machine->name);
	return EXIT_DONE;
}

const struct command boot_command = {
	.name = "boot",
	.run = boot,
	.help = "boot a kernel and power off: the time that no measurement can beat",
};
