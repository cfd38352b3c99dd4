// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm run`: boot a kernel and run the driver's command line in it.
 */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "clock_choice.h"
#include "commands.h"
#include "kernel_log.h"
#include "output.h"

enum option_key {
	OPTION_MODULE = 0x200,
	OPTION_DRIVER,
	OPTION_NO_MODULE,
	OPTION_FORCE,
};

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0,
	  "the driver's standard output goes to FILE, which appears when all is there;"
	  " the kernel log to FILE.log; what a dying guest had completed to"
	  " FILE.partial", 0 },
	{ "force", OPTION_FORCE, NULL, 0, "replace FILE", 0 },
	{ "module", OPTION_MODULE, "FILE", 0,
	  "the module (default: the build's kmod/NAME-WITH-DASHES/allocbench.ko)", 0 },
	{ "no-module", OPTION_NO_MODULE, NULL, 0, "load none", 0 },
	{ "driver", OPTION_DRIVER, "FILE", 0,
	  "a static program (default: the build's bench/allocbench-static for the kernel's"
	  " architecture)", 0 },
	{ 0 },
};

struct run_options {
	struct boot_options boot;
	const char *output;
	bool force;
	bool no_module;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct run_options *run = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &run->boot;
		return 0;
	case 'o':
		run->output = text;
		return 0;
	case OPTION_FORCE:
		run->force = true;
		return 0;
	case OPTION_MODULE:
		run->boot.module = text;
		return 0;
	case OPTION_NO_MODULE:
		run->no_module = true;
		return 0;
	case OPTION_DRIVER:
		run->boot.driver = text;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "%s: put the driver's arguments behind --", text);
		return EINVAL;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &options_argp, 0, NULL, 0 }, { 0 } };

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

/* argp would swallow the "--", and the driver's options with it. */
static int split(int argc, char **argv, struct run_options *run)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--"))
			continue;
		run->boot.arguments = argv + i + 1;
		return i;
	}
	return argc;
}

static void set_defaults(struct run_options *run)
{
	static char driver[PATH_MAX], module[PATH_MAX], file[NAME_MAX + 32];

	if (!run->boot.driver) {
		plan_guest_path(&run->boot.kernel, "bench/allocbench-static", driver);
		run->boot.driver = driver;
	}
	if (run->no_module) {
		run->boot.module = NULL;
	} else if (!run->boot.module) {
		snprintf(file, sizeof(file), "kmod/%s/allocbench.ko",
			 run->boot.kernel.dashed);
		plan_built_path(file, module);
		run->boot.module = module;
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

static void run_in_vm(const struct run_options *run, struct output *output,
		      struct problem *problem)
{
	struct vm vm;

	if (vm_boot(&run->boot, output->console, output->stream, &vm, problem)) {
		output_discard(output);
	} else {
		output_finish(output, &vm, problem);
		print_driver_messages(&vm);
	}
	vm_close(&vm);
}

static int run(int argc, char **argv)
{
	struct run_options run = { .output = NULL };
	struct problem problem = { .exit_code = EXIT_DONE };
	struct output output;
	char *const *arguments;

	int own_count = split(argc, argv, &run);
	arguments = run.boot.arguments;
	argp_parse(&run_argp, own_count, argv, 0, NULL, &run);
	if (own_count < argc)
		run.boot.arguments = arguments;
	set_defaults(&run);

	if (!output_open(run.output, run.force, &output, &problem)) {
		if (clock_choose(&run.boot, &problem))
			output_discard(&output);
		else
			run_in_vm(&run, &output, &problem);
	}
	output_close(&output);
	return problem.text[0] ? problem_print(&problem) : (int)problem.exit_code;
}

const struct command run_command = {
	.name = "run",
	.run = run,
	.help = "boot a kernel and run the driver in it",
};
