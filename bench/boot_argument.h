/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One argument of the kernel's command line.
 */
#ifndef BENCH_BOOT_ARGUMENT_H
#define BENCH_BOOT_ARGUMENT_H

/**
 * boot_argument_find() - the value of the last "NAME=VALUE" of a command line
 * @command_line: as /proc/cmdline
 * @value:        gets it, cut to what fits
 *
 * Return: 0 or -ENOENT.
 */
int boot_argument_find(const char *command_line, const char *name, char value[static 64]);

/**
 * boot_argument_is_true() - as the kernel's kstrtobool(): y, Y, 1, t, on
 *
 * Return: 1, 0, or -EINVAL for text that the kernel would not take.
 */
int boot_argument_is_true(const char *value);

#endif
