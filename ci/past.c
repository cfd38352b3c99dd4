// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Gives the kernel a past, in the guest: processes, pipes and keys, of which some are
 * gone again. Stacks of processes part the area of vmalloc, what keys hold fills slabs of
 * kmalloc in part, and pages of pipes lie between those that are free.
 */
#include "past.h"

#include <fcntl.h>
#include <linux/keyctl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* As much as a service more or less: pipes hold 4 MiB at most, keys 1 MiB. */
#define PROCESS_LIMIT 32
#define PIPE_LIMIT 64
#define KEY_LIMIT 512

/* The classes of kmalloc that keys come to: 32 bytes to 4 KiB. */
#define KEY_CLASSES 8
#define KEY_BYTES 4096

/* What a pipe takes without anybody who reads. */
#define PIPE_BYTES 65536

/* For what is freed later: by RCU, by a worker. No time passes on the host meanwhile. */
#define SETTLE_MICROSECONDS 200000

static uint64_t state;

/* Knuth's generator (MMIX): its high bits are good enough, and the same everywhere. */
static unsigned choose(unsigned below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % below;
}

static bool ends_again(void)
{
	return choose(2);
}

static void run_processes(unsigned count)
{
	pid_t processes[PROCESS_LIMIT];

	for (unsigned i = 0; i < count; i++) {
		processes[i] = fork();
		while (processes[i] == 0)
			pause();
		if (processes[i] < 0)
			fprintf(stderr, "init: fork: %m\n");
	}
	for (unsigned i = 0; i < count; i++) {
		if (!ends_again() || processes[i] < 0)
			continue;
		kill(processes[i], SIGKILL);
		waitpid(processes[i], NULL, 0);
	}
}

static void fill_pipes(unsigned count)
{
	static const char bytes[PIPE_BYTES];
	int ends[PIPE_LIMIT][2];

	for (unsigned i = 0; i < count; i++) {
		if (pipe2(ends[i], O_CLOEXEC | O_NONBLOCK) ||
		    write(ends[i][1], bytes, 1 + choose(PIPE_BYTES)) < 0)
			fprintf(stderr, "init: pipe: %m\n");
	}
	for (unsigned i = 0; i < count; i++) {
		if (!ends_again())
			continue;
		close(ends[i][0]);
		close(ends[i][1]);
	}
}

/* A key's payload is kmalloc'ed as it is, so that its length chooses the class. */
static void add_keys(unsigned count)
{
	static const char bytes[KEY_BYTES];
	char name[16];

	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%u", i);
		long key = syscall(SYS_add_key, "user", name, bytes,
				   (size_t)1 + choose(KEY_BYTES >> choose(KEY_CLASSES)),
				   KEY_SPEC_PROCESS_KEYRING);
		/* A kernel without CONFIG_KEYS is measured without. */
		if (key < 0)
			return;
		if (ends_again())
			syscall(SYS_keyctl, KEYCTL_INVALIDATE, key);
	}
}

void past_make(uint32_t number)
{
	state = number;
	choose(1);
	run_processes(1 + choose(PROCESS_LIMIT));
	fill_pipes(1 + choose(PIPE_LIMIT));
	add_keys(1 + choose(KEY_LIMIT));
	usleep(SETTLE_MICROSECONDS);
}
