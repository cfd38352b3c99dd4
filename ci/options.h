/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a boot is to be: the options that the commands run and boot share.
 */
#ifndef CI_OPTIONS_H
#define CI_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "kernels.h"
#include "machine.h"

/**
 * struct boot_options - one boot, before anything of it is looked at
 * @kernel:          its parsed name
 * @machine:         where it boots
 * @clock_is_auto:   clock_choose() may change @machine
 * @clock_is_given:  by --clock: a kernel that has another one is refused
 * @memory_is_given: by --memory: else another kernel may change @memory_mib
 * @parallel:        emulated CPUs run at the same time
 * @append:          boot arguments besides allocvm's own, in their order; or ""
 * @perturb:         0, or another layout that leaves what is measured alone
 * @silence_seconds: 0 for the machine's own deadlines (of the boot and of silence)
 * @total_seconds:   0 for the machine's own
 * @verbose:         copy the console to standard error as it grows
 * @module:          path of the module, or NULL for none
 * @driver:          path of the driver, or NULL for none: the init alone
 * @arguments:       the driver's, NULL-terminated
 */
struct boot_options {
	struct kernel kernel;
	const struct machine *machine;
	bool clock_is_auto;
	bool clock_is_given;
	unsigned memory_mib;
	bool memory_is_given;
	unsigned cpu_count;
	bool parallel;
	char append[2048];
	uint32_t perturb;
	unsigned silence_seconds;
	unsigned total_seconds;
	bool verbose;
	const char *module;
	const char *driver;
	char *const *arguments;
};

/**
 * options_argp - parser of the shared options; its input is a struct boot_options
 *
 * Sets defaults at its start and joins the kernel name's boot arguments at its end.
 * Errors of usage end the program with EXIT_USAGE.
 */
extern const struct argp options_argp;

/**
 * options_number() - an option's whole number; ends the program where it is none
 * @what: the option
 */
unsigned options_number(const char *text, unsigned least, unsigned most, const char *what,
			struct argp_state *state);

/**
 * options_take_kernel() - the same boot with another kernel
 * @boot: parsed with a kernel that brought no boot arguments of its own
 * @name: of the kernel, with its boot arguments where it has some
 *
 * Return: 0 or -errno with a problem (EXIT_USAGE).
 */
int options_take_kernel(struct boot_options *boot, const char *name,
			struct problem *problem);

#endif
