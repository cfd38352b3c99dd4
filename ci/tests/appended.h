/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands behind a static program in its own file, where a guest has no other way to
 * it: a module, a program, and as text in the last 32 bytes their sizes.
 * guest_module.sh appends it.
 */
#ifndef CI_TESTS_APPENDED_H
#define CI_TESTS_APPENDED_H

#include <stddef.h>

struct appended {
	const char *module;
	size_t module_size;
	const char *program;
	size_t program_size;
};

/**
 * appended_of() - of the file that runs, which is PATH; ends the program where there is
 * none
 */
struct appended appended_of(const char *path);

/**
 * appended_exec() - become the program; ends this one where that fails
 */
_Noreturn void appended_exec(const struct appended *appended, char **arguments,
			     char **environment);

/**
 * appended_give_up() - end the program, with a word on what has failed and errno
 */
_Noreturn void appended_give_up(const char *what);

#endif
