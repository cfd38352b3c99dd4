// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of machines.
 */
#include "machine.h"

#include <stddef.h>
#include <string.h>

#define QEMU "qemu-system-x86_64"

/* The guest's TSC counts its instructions, and no time passes while it sleeps. */
static const char *const icount[] = { "-accel", "tcg", "-icount", "shift=0,sleep=off",
				      NULL };
static const char *const tcg[] = { "-accel", "tcg", NULL };
static const char *const kvm[] = { "-accel", "kvm", NULL };

/*
 * qemu64 is pinned where instructions are counted: with the ERMS of -cpu max each byte of
 * a REP STOS counts. SMP hangs at its start under icount. A /dev/kvm that opens proves
 * nothing (nested PVM spins): only a boot within 10 s does. A bzImage's own code takes an
 * emulated processor up to 5 s. A kernel of user-mode Linux is a program, and has the CPU of
 * the host; its memory is a file, which containers often give no more than 64 MiB, and it
 * touches a sixty-fourth of it at once.
 */
static const struct machine machines[] = {
	/*
	 * CPUs, MiB, unpacks, must it prove itself, seconds: to boot, of silence, in total
	 */
	{ "icount", "icount", false, QEMU, icount, "qemu64", 1, 0, true, false, 180, 300, 3600 },
	{ "tcg", "emulated", false, QEMU, tcg, "qemu64", 16, 0, true, false, 120, 180, 1800 },
	{ "kvm", "tsc", true, QEMU, kvm, "host", 16, 0, false, true, 10, 60, 900 },
	{ "uml", "uml", true, NULL, NULL, "host", 1, 512, false, false, 30, 60, 900 },
};

const struct machine *machine_of_clock(const char *clock)
{
	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++)
		if (!strcmp(machines[i].clock, clock))
			return &machines[i];
	return NULL;
}

const char *machine_title(const struct machine *machine)
{
	return machine->program ? "QEMU" : "user-mode Linux";
}
