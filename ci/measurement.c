// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes a measurement in a guest.
 */
#include "measurement.h"

#include <stdio.h>
#include <string.h>

#include "clock_choice.h"
#include "kernel_log.h"
#include "output.h"

enum option_key {
	OPTION_MODULE = 0x200,
	OPTION_DRIVER,
	OPTION_NO_MODULE,
};

static const struct argp_option options[] = {
	{ "module", OPTION_MODULE, "FILE", 0,
	  "the module (default: the build's kmod/NAME-WITH-DASHES/allocbench.ko)", 0 },
	{ "no-module", OPTION_NO_MODULE, NULL, 0, "load none", 0 },
	{ "driver", OPTION_DRIVER, "FILE", 0,
	  "a static program (default: the build's bench/allocbench-static for the kernel's"
	  " architecture)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct measurement *measurement = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &measurement->boot;
		return 0;
	case OPTION_MODULE:
		measurement->boot.module = text;
		return 0;
	case OPTION_NO_MODULE:
		measurement->no_module = true;
		return 0;
	case OPTION_DRIVER:
		measurement->boot.driver = text;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "%s: put the driver's arguments behind --", text);
		return EINVAL;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &options_argp, 0, NULL, 0 }, { 0 } };

const struct argp measurement_argp = {
	.options = options,
	.parser = parse,
	.children = children,
};

/* argp would swallow the "--", and the driver's options with it. */
int measurement_split(int argc, char **argv, char *const **arguments)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--"))
			continue;
		*arguments = argv + i + 1;
		return i;
	}
	return argc;
}

void measurement_set_defaults(struct measurement *measurement)
{
	struct boot_options *boot = &measurement->boot;
	char file[NAME_MAX + 32];

	if (!boot->driver) {
		plan_guest_path(&boot->kernel, "bench/allocbench-static",
				measurement->driver_path);
		boot->driver = measurement->driver_path;
	}
	if (measurement->no_module) {
		boot->module = NULL;
	} else if (!boot->module) {
		snprintf(file, sizeof(file), "kmod/%s/allocbench.ko",
			 boot->kernel.dashed);
		plan_built_path(file, measurement->module_path);
		boot->module = measurement->module_path;
	}
}

static void print_line(const struct log_line *line, void *context)
{
	for (size_t i = 0; i < line->length; i++)
		if ((unsigned char)line->text[i] >= ' ' || line->text[i] == '\t')
			fputc(line->text[i], stderr);
	fputc('\n', stderr);
}

/* What the driver said on its standard error went to the console. */
static void print_driver_messages(const struct vm *vm)
{
	if (!vm->options->verbose)
		log_visit_driver(vm->log.data, vm->log.size, print_line, NULL);
}

static void take_in_vm(const struct boot_options *boot, struct output *output,
		       struct problem *problem)
{
	struct vm vm;

	if (vm_boot(boot, output->console, output->stream, &vm, problem)) {
		output_discard(output);
	} else {
		output_finish(output, &vm, problem);
		print_driver_messages(&vm);
	}
	vm_close(&vm);
}

int measurement_take(const struct measurement *measurement, const char *path, bool force)
{
	struct boot_options boot = measurement->boot;
	struct problem problem = { .exit_code = EXIT_DONE };
	struct output output;

	if (!output_open(path, force, &output, &problem)) {
		if (clock_choose(&boot, &problem))
			output_discard(&output);
		else
			take_in_vm(&boot, &output, &problem);
	}
	output_close(&output);
	return problem.text[0] ? problem_print(&problem) : (int)problem.exit_code;
}
