/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What allocvm and the init in the guest say to each other: files of the initramfs, the
 * begin and the end line on the results channel, and how the machine ends.
 */
#ifndef CI_GUEST_H
#define CI_GUEST_H

/* Files of the initramfs; those that are absent are left out of the boot. */
#define GUEST_INIT "init"
#define GUEST_MODULE "allocbench.ko"
#define GUEST_DRIVER "driver"
#define GUEST_CONFIG "boot/config"
#define GUEST_ARGUMENTS "args"	/* the driver's argv, each string with its NUL */
#define GUEST_PERTURB "perturb" /* --perturb's number in decimal, if it is not 0 */
#define GUEST_TOKEN "token"	/* GUEST_TOKEN_LENGTH characters, no newline */

/* Of the module's parameters on the kernel's command line. */
#define GUEST_MODULE_PREFIX "allocbench."

/* Two CRC-32 in hexadecimal: one of the kernel, one of everything else. */
#define GUEST_TOKEN_LENGTH 16

/* ttyS0 is the console; ttyS1 has the driver's standard output between these lines. */
#define GUEST_CONSOLE "ttyS0"
#define GUEST_CHANNEL "ttyS1"
#define GUEST_BEGIN "allocvm-begin " /* TOKEN newline */
#define GUEST_END "\nallocvm-end "   /* TOKEN WORD NUMBER BYTES CRC newline */

/* The end line's text, and behind it that text's CRC-32: one wrong digit is another exit code. */
#define GUEST_END_FORMAT GUEST_END "%s %s %d %u"
#define GUEST_END_CRC_FORMAT " %08x\n"

/* The console's last line: a log without it may lack the very line that matters. */
#define GUEST_LOG_END "allocvm-log-end " /* TOKEN newline */

/*
 * BYTES of a line that counts none. The lines of user-mode Linux are files of the host, which
 * lose nothing.
 */
#define GUEST_BYTES_UNKNOWN 4294967295u

/* The words of the end line; its number is an exit code, a signal or an errno. */
#define GUEST_WORD_EXIT "exit"
#define GUEST_WORD_SIGNAL "signal"
#define GUEST_WORD_NO_MODULE "no-module"
#define GUEST_WORD_NO_DRIVER "no-driver"

/* QEMU's isa-debug-exit exits with (value << 1) | 1: a code that it never uses itself. */
#define GUEST_EXIT_PORT 0xf4
#define GUEST_EXIT_VALUE 42
#define GUEST_EXIT_STATUS ((GUEST_EXIT_VALUE << 1) | 1)

/* A file that user-mode Linux has: what is written there is its exit status. */
#define GUEST_EXIT_FILE "/proc/exitcode"

#endif
