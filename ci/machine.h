/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machines that a kernel can be booted in, and all that differs between them.
 */
#ifndef CI_MACHINE_H
#define CI_MACHINE_H

#include <stdbool.h>

/**
 * struct machine - one way to boot
 * @name:            "icount", "tcg", "kvm", "uml"
 * @clock:           --clock's word for it
 * @measures_time:   so that it must have the host to itself
 * @program:         what is started; NULL: the kernel itself
 * @arguments:       its own, NULL-terminated: accelerator and clock
 * @parallel:        instead of them, with --parallel; or NULL: its CPUs never take turns
 * @boot_arguments:  of the kernel's; NULL: those of every machine
 * @cpu:             -cpu
 * @cpu_limit:       most CPUs that work
 * @memory_mib:      what it gives a guest by default; 0: that depends on the host
 * @unpacks:         a bzImage is unpacked on the host, where native code does it
 * @must_prove:      it may be unable to boot anything on this host
 * @boot_seconds:    deadline up to the init's first word
 * @silence_seconds: longest silence of a live guest after it
 * @total_seconds:   deadline of everything
 */
struct machine {
	const char *name;
	const char *clock;
	bool measures_time;
	const char *program;
	const char *const *arguments;
	const char *const *parallel;
	const char *boot_arguments;
	const char *cpu;
	unsigned cpu_limit;
	unsigned memory_mib;
	bool unpacks;
	bool must_prove;
	unsigned boot_seconds;
	unsigned silence_seconds;
	unsigned total_seconds;
};

/**
 * machine_of_clock() - the machine that gives a clock
 *
 * Return: the row, or NULL.
 */
const struct machine *machine_of_clock(const char *clock);

/**
 * machine_title() - what messages call it: "QEMU", "user-mode Linux"
 */
const char *machine_title(const struct machine *machine);

#endif
