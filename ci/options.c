// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Parses the options that run and boot share.
 */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_DEFAULT_MIB 4096
#define MEMORY_LEAST_MIB 64

enum option_key {
	OPTION_APPEND = 0x100,
	OPTION_CPUS,
	OPTION_CLOCK,
	OPTION_PARALLEL,
	OPTION_PERTURB,
	OPTION_SILENCE,
	OPTION_DEADLINE,
};

static const struct argp_option options[] = {
	{ "kernel", 'k', "NAME", 0,
	  "the kernel: a row of `allocvm list`, tree:PATH, image:PATH, host; any with"
	  " ,append=ARGS (default " KERNEL_DEFAULT ")", 0 },
	{ "memory", 'm', "MIB", 0,
	  "the guest's memory (default: a machine's own, else 4096, or half of the host's;"
	  " of user-mode Linux 512)",
	  0 },
	{ "append", OPTION_APPEND, "ARGS", 0, "more boot arguments", 0 },
	{ "clock", OPTION_CLOCK, "CLOCK", 0,
	  "what the guest's TSC counts: icount: guest instructions; tsc: the host's TSC"
	  " through KVM, given up where the kernel does not come up within 10 s; auto, the"
	  " default: tsc where KVM brings the kernel up, else icount; emulated: nothing"
	  " that means anything, but it boots fastest. uml:SUITE has a clock of its own, uml:"
	  " the host's TSC in user-mode Linux", 0 },
	{ "cpus", OPTION_CPUS, "N", 0, "the guest's CPUs (default 1, icount's only number)",
	  0 },
	{ "parallel", OPTION_PARALLEL, NULL, 0,
	  "let emulated CPUs run at the same time instead of in turns: for data races", 0 },
	{ "perturb", OPTION_PERTURB, "N", 0,
	  "N > 0: another seed and another layout in memory, the same measurement", 0 },
	{ "silence", OPTION_SILENCE, "SECONDS", 0,
	  "call a guest hung that has not begun, or says nothing, for so long", 0 },
	{ "deadline", OPTION_DEADLINE, "SECONDS", 0, "stop after so long in any case", 0 },
	{ "verbose", 'v', NULL, 0, "show the guest's console while it runs", 0 },
	{ 0 },
};

unsigned options_number(const char *text, unsigned least, unsigned most, const char *what,
			struct argp_state *state)
{
	char *end;

	errno = 0;
	unsigned long number = strtoul(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end || errno || number < least ||
	    number > most)
		argp_error(state, "%s: %s: not a number from %u to %u", what, text, least,
			   most);
	return (unsigned)number;
}

static unsigned default_memory_mib(void)
{
	unsigned long host_mib = (unsigned long)sysconf(_SC_PHYS_PAGES) /
				 (1024 * 1024 / (unsigned long)sysconf(_SC_PAGESIZE));

	return host_mib / 2 < MEMORY_DEFAULT_MIB ? (unsigned)(host_mib / 2)
						 : MEMORY_DEFAULT_MIB;
}

static void set_machine(struct boot_options *boot, const char *option, const char *clock,
			struct argp_state *state)
{
	boot->clock_is_auto = !strcmp(clock, "auto");
	boot->clock_is_given = !boot->clock_is_auto;
	boot->machine = machine_of_clock(boot->clock_is_auto ? "icount" : clock);
	if (!boot->machine)
		argp_error(state, "%s: %s: not one of icount, tsc, emulated, uml, auto",
			   option, clock);
}

static void set_defaults(struct boot_options *boot, struct argp_state *state)
{
	static char *no_arguments[] = { NULL };
	const char *clock = getenv("ALLOCVM_CLOCK");
	struct problem none;

	kernel_parse(KERNEL_DEFAULT, &boot->kernel, &none);
	set_machine(boot, "ALLOCVM_CLOCK", clock && *clock ? clock : "auto", state);
	boot->clock_is_given = false;
	boot->cpu_count = 1;
	boot->arguments = no_arguments;
}

static int add_arguments(struct boot_options *boot, const char *arguments,
			 struct problem *problem)
{
	size_t length = strlen(boot->append);

	for (const char *byte = arguments; *byte; byte++)
		if ((unsigned char)*byte < ' ' || *byte == 0x7f)
			return problem_set(problem, EXIT_USAGE, -EINVAL,
					   "--append: a control character in \"%s\"",
					   arguments);
	if (length + strlen(arguments) + 2 > sizeof(boot->append))
		return problem_set(problem, EXIT_USAGE, -E2BIG,
				   "--append: more than a kernel's command line takes");
	snprintf(boot->append + length, sizeof(boot->append) - length, "%s%s",
		 length ? " " : "", arguments);
	return 0;
}

static void set_kernel(struct boot_options *boot, const char *name,
		       struct argp_state *state)
{
	struct problem problem;

	if (kernel_parse(name, &boot->kernel, &problem) ||
	    kernel_resolve(&boot->kernel, &problem))
		argp_error(state, "--kernel %s", problem.text);
}

/* The kernel's own arguments go first, so that --append can overrule them. */
static int join_arguments(struct boot_options *boot, struct problem *problem)
{
	char given[sizeof(boot->append)];

	if (!boot->kernel.append[0])
		return 0;
	memcpy(given, boot->append, sizeof(given));
	boot->append[0] = '\0';
	int error = add_arguments(boot, boot->kernel.append, problem);
	return error || !given[0] ? error : add_arguments(boot, given, problem);
}

/* Whether a kernel is one of user-mode Linux says its name, and so which clock it has. */
static int settle_machine(struct boot_options *boot, struct problem *problem)
{
	const struct machine *uml = machine_of_clock("uml");

	if ((boot->kernel.kind == KERNEL_UML) == (boot->machine == uml))
		return 0;
	if (boot->machine == uml)
		return problem_set(problem, EXIT_USAGE, -EINVAL,
				   "--clock uml: %s runs in a VM; uml:SUITE is user-mode"
				   " Linux (`allocvm list`)",
				   boot->kernel.name);
	if (boot->clock_is_given)
		return problem_set(problem, EXIT_USAGE, -EINVAL,
				   "--clock %s: %s is user-mode Linux, whose only clock is"
				   " uml; leave the option away",
				   boot->machine->clock, boot->kernel.name);
	if (boot->cpu_count > uml->cpu_limit)
		return problem_set(problem, EXIT_USAGE, -EINVAL,
				   "--cpus %u: user-mode Linux takes %u", boot->cpu_count,
				   uml->cpu_limit);
	boot->machine = uml;
	boot->clock_is_auto = false;
	return 0;
}

/* What is asked for overrules a machine's own. */
static void settle_memory(struct boot_options *boot)
{
	if (boot->memory_is_given)
		return;
	boot->memory_mib = boot->kernel.memory_mib ? boot->kernel.memory_mib
						   : boot->machine->memory_mib;
	if (!boot->memory_mib)
		boot->memory_mib = default_memory_mib();
}

int options_take_kernel(struct boot_options *boot, const char *name,
			struct problem *problem)
{
	int error = kernel_parse(name, &boot->kernel, problem);

	if (!error)
		error = kernel_resolve(&boot->kernel, problem);
	if (!error)
		error = settle_machine(boot, problem);
	if (error)
		return error;
	settle_memory(boot);
	return join_arguments(boot, problem);
}

static void finish(struct boot_options *boot, struct argp_state *state)
{
	struct problem problem;

	if (settle_machine(boot, &problem))
		argp_error(state, "%s", problem.text);
	if (boot->cpu_count > boot->machine->cpu_limit)
		argp_error(state, "--cpus %u: machine %s takes %u at most",
			   boot->cpu_count, boot->machine->name,
			   boot->machine->cpu_limit);
	settle_memory(boot);
	if (join_arguments(boot, &problem))
		argp_error(state, "%s", problem.text);
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct boot_options *boot = state->input;
	struct problem problem;

	switch (key) {
	case ARGP_KEY_INIT:
		set_defaults(boot, state);
		return 0;
	case 'k':
		set_kernel(boot, text, state);
		return 0;
	case 'm':
		boot->memory_mib =
			options_number(text, MEMORY_LEAST_MIB, 1 << 20, "--memory", state);
		boot->memory_is_given = true;
		return 0;
	case OPTION_APPEND:
		if (add_arguments(boot, text, &problem))
			argp_error(state, "%s", problem.text);
		return 0;
	case OPTION_CLOCK:
		set_machine(boot, "--clock", text, state);
		return 0;
	case OPTION_CPUS:
		boot->cpu_count = options_number(text, 1, 255, "--cpus", state);
		return 0;
	case OPTION_PARALLEL:
		boot->parallel = true;
		return 0;
	case OPTION_PERTURB:
		boot->perturb = options_number(text, 0, UINT32_MAX, "--perturb", state);
		return 0;
	case OPTION_SILENCE:
		boot->silence_seconds =
			options_number(text, 1, 1 << 20, "--silence", state);
		return 0;
	case OPTION_DEADLINE:
		boot->total_seconds = options_number(text, 1, 1 << 20, "--deadline", state);
		return 0;
	case 'v':
		boot->verbose = true;
		return 0;
	case ARGP_KEY_END:
		finish(boot, state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

const struct argp options_argp = { .options = options, .parser = parse };
