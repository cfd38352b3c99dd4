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
static const char *const tcg[] = { "-accel", "tcg,thread=single", NULL };
static const char *const tcg_parallel[] = { "-accel", "tcg,thread=multi", NULL };
static const char *const kvm[] = { "-accel", "kvm", NULL };

/*
 * qemu64 is pinned where instructions are counted: with the ERMS of -cpu max each byte of
 * a REP STOS counts. SMP hangs at its start under icount. A /dev/kvm that opens proves
 * nothing (nested PVM spins): only a boot within 10 s does. A bzImage's own code takes an
 * emulated processor up to 5 s. A kernel of user-mode Linux is a program, and has the CPU of
 * the host; its memory is a file, which containers often give no more than 64 MiB, and it
 * touches a sixty-fourth of it at once. Emulated CPUs take turns: where each has a thread of
 * its own, Linux 7.2 patches its code under the other's feet, and 3 boots of 140 died of an
 * int3. At each PAUSE the emulator leaves what it has translated: where instructions are counted,
 * the loops of them that calibrate the local APIC's timer and look for ISA cards were half of the
 * time that a boot took. The PC's own timer is there as well, ISA cards are not.
 */
static const struct machine machines[] = {
	{
		.name = "icount",
		.clock = "icount",
		.program = QEMU,
		.arguments = icount,
		.boot_arguments = "noapictimer pnp.isapnp_disable=1",
		.cpu = "qemu64",
		.cpu_limit = 1,
		.unpacks = true,
		.boot_seconds = 180,
		.silence_seconds = 300,
		.total_seconds = 3600,
	},
	{
		.name = "tcg",
		.clock = "emulated",
		.program = QEMU,
		.arguments = tcg,
		.parallel = tcg_parallel,
		.cpu = "qemu64",
		.cpu_limit = 16,
		.unpacks = true,
		.boot_seconds = 120,
		.silence_seconds = 180,
		.total_seconds = 1800,
	},
	{
		.name = "kvm",
		.clock = "tsc",
		.measures_time = true,
		.program = QEMU,
		.arguments = kvm,
		.cpu = "host",
		.cpu_limit = 16,
		.must_prove = true,
		.boot_seconds = 10,
		.silence_seconds = 60,
		.total_seconds = 900,
	},
	{
		.name = "uml",
		.clock = "uml",
		.measures_time = true,
		.cpu = "host",
		.cpu_limit = 1,
		.memory_mib = 512,
		.boot_seconds = 30,
		.silence_seconds = 60,
		.total_seconds = 900,
	},
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
