// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes the command line of user-mode Linux, and the process that it runs in.
 */
#include "uml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>

/*
 * The serial lines are inherited files, their input is nothing. No directory can be made
 * below uml_dir: a kernel that is killed would leave one behind.
 */
#define NUMBERED_ARGUMENTS                                                             \
	"mem=%uM\n"                                                                    \
	"initrd=/proc/self/fd/%d\n"                                                    \
	"ssl=null\n"                                                                   \
	"ssl0=null,fd:%d\n"                                                            \
	"ssl1=null,fd:%d\n"                                                            \
	"con=null\n"                                                                   \
	"uml_dir=/dev/null/\n"

int uml_arguments_make(const struct boot_options *options, const struct plan *plan,
		       int console, int channel, struct qemu_arguments *list)
{
	char numbered[512], *rest = numbered, *argument;

	*list = (struct qemu_arguments){ 0 };
	snprintf(numbered, sizeof(numbered), NUMBERED_ARGUMENTS, options->memory_mib,
		 plan->initramfs, console, channel);
	list->items[list->count++] = strdup(plan->kernel_path);
	while ((argument = strsep(&rest, "\n")) && *argument)
		list->items[list->count++] = strdup(argument);
	list->items[list->count++] = strdup(plan->command_line);
	for (size_t i = 0; i < list->count; i++)
		if (!list->items[i])
			return ENOMEM;
	return 0;
}

void uml_prepare(void)
{
	static const struct rlimit no_core = { 0, 0 };

	/* A panic of its kernel aborts. */
	setrlimit(RLIMIT_CORE, &no_core);
	personality(PER_LINUX | ADDR_NO_RANDOMIZE);
}
