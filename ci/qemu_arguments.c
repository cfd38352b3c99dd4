// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes QEMU's command line.
 */
#include "qemu_arguments.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * The clock of the guest starts at one date and runs by the guest's time: without it,
 * vmalloc samples differ from boot to boot.
 */
static const char *const fixed_arguments[] = {
	"-rtc",        "base=2026-01-01T00:00:00,clock=vm",
	"-nodefaults", "-no-user-config",
	"-display",    "none",
	"-monitor",    "none",
	"-no-reboot",
	"-device",     "isa-debug-exit,iobase=0xf4,iosize=4",
	"-sandbox",    "on,obsolete=deny,elevateprivileges=deny,spawn=deny,"
		       "resourcecontrol=deny",
};

__attribute__((format(printf, 2, 3))) static void
argument_add(struct qemu_arguments *list, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	if (vasprintf(&list->items[list->count], format, values) < 0)
		list->items[list->count] = NULL;
	va_end(values);
	list->count++;
}

static void argument_add_all(struct qemu_arguments *list, const char *const *items,
			     size_t count)
{
	for (size_t i = 0; i < count && items[i]; i++)
		argument_add(list, "%s", items[i]);
}

/* Files are passed as descriptors: QEMU learns no path, and nothing is left behind. */
int qemu_arguments_make(const struct boot_options *options, const struct plan *plan,
			int console, int channel, struct qemu_arguments *list)
{
	const struct machine *machine = options->machine;

	*list = (struct qemu_arguments){ 0 };

	argument_add(list, "%s", machine->program);
	argument_add_all(list,
			 options->parallel && machine->parallel ? machine->parallel
								: machine->arguments,
			 QEMU_ARGUMENT_LIMIT);
	argument_add_all(list, fixed_arguments,
			 sizeof(fixed_arguments) / sizeof(fixed_arguments[0]));
	argument_add(list, "-cpu");
	argument_add(list, "%s", machine->cpu);
	argument_add(list, "-smp");
	argument_add(list, "%u", options->cpu_count);
	argument_add(list, "-m");
	argument_add(list, "%uM", options->memory_mib);
	argument_add(list, "-seed");
	argument_add(list, "%llu", (unsigned long long)plan->seed);
	argument_add(list, "-serial");
	argument_add(list, "file:/proc/self/fd/%d", console);
	argument_add(list, "-serial");
	argument_add(list, "file:/proc/self/fd/%d", channel);
	argument_add(list, "-kernel");
	if (plan->kernel >= 0)
		argument_add(list, "/proc/self/fd/%d", plan->kernel);
	else
		argument_add(list, "%s", plan->kernel_path);
	argument_add(list, "-initrd");
	argument_add(list, "/proc/self/fd/%d", plan->initramfs);
	argument_add(list, "-append");
	argument_add(list, "%s", plan->command_line);
	for (size_t i = 0; i < list->count; i++)
		if (!list->items[i])
			return ENOMEM;
	return 0;
}

void qemu_arguments_free(struct qemu_arguments *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
}
