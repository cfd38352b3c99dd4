/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A measurement in a guest, which the commands run and batch share: a boot with a module
 * and a driver, and the files that it leaves.
 */
#ifndef CI_MEASUREMENT_H
#define CI_MEASUREMENT_H

#include <argp.h>
#include <stdbool.h>

#include "options.h"

/**
 * struct measurement - one, before its boot
 * @boot:      with module, driver and the driver's arguments
 * @no_module: load none
 * @module_path, @driver_path: the build's own, where none is named
 */
struct measurement {
	struct boot_options boot;
	bool no_module;
	char module_path[PATH_MAX];
	char driver_path[PATH_MAX];
};

/**
 * measurement_argp - parser of the options of a measurement and of its boot; its input is
 * a struct measurement
 */
extern const struct argp measurement_argp;

/**
 * measurement_split() - find the driver's arguments, which argp must not see
 * @arguments: those behind "--"; untouched without one
 *
 * Return: how many of @argv stand before the "--".
 */
int measurement_split(int argc, char **argv, char *const **arguments);

/**
 * measurement_set_defaults() - the build's module and driver for the kernel
 * @measurement: must not move from then on
 */
void measurement_set_defaults(struct measurement *measurement);

/**
 * measurement_take() - boot, run the driver, write the files, show the driver's messages
 * @output: FILE of output.h, or NULL
 * @force:  replace what is there
 *
 * Return: the exit code; a message says on standard error why it is not 0.
 */
int measurement_take(const struct measurement *measurement, const char *output,
		     bool force);

#endif
