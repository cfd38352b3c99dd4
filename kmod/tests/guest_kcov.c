// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that knows KCOV's file.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "guest_kcov.h"

#define KCOV_INIT_TRACE _IOR('c', 1, unsigned long)
#define KCOV_ENABLE _IO('c', 100)
#define KCOV_TRACE_PC 0
#define PCS (1 << 18)
#define MODULE_BYTES (1 << 21)

static atomic_uchar reached[MODULE_BYTES];
static atomic_size_t places;
static atomic_bool is_there;
static _Thread_local unsigned long *cover;

static unsigned long module_begin, module_size;

/* "allocbench 299008 0 - Live 0xffffffffa0000000" */
static bool find_module(void)
{
	FILE *modules = fopen("/proc/modules", "re");
	char line[512];

	while (modules && fgets(line, sizeof(line), modules)) {
		if (sscanf(line, "allocbench %lu %*s %*s %*s %lx", &module_size,
			   &module_begin) == 2)
			break;
	}
	if (modules)
		fclose(modules);
	return module_begin && module_size <= MODULE_BYTES;
}

void kcov_thread_begin(void)
{
	int file = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);

	cover = NULL;
	if (file < 0 || !find_module() || ioctl(file, KCOV_INIT_TRACE, PCS))
		return;
	cover = mmap(NULL, PCS * sizeof(*cover), PROT_READ | PROT_WRITE, MAP_SHARED, file,
		     0);
	if (cover == MAP_FAILED || ioctl(file, KCOV_ENABLE, KCOV_TRACE_PC)) {
		cover = NULL;
		return;
	}
	is_there = true;
}

size_t kcov_take(void)
{
	unsigned long count;
	size_t fresh = 0;

	if (!cover)
		return 0;
	count = __atomic_load_n(&cover[0], __ATOMIC_RELAXED);
	for (unsigned long i = 1; i <= count; i++) {
		unsigned long offset = cover[i] - module_begin;

		if (offset < module_size && !reached[offset])
			fresh += !atomic_exchange(&reached[offset], 1);
	}
	__atomic_store_n(&cover[0], 0, __ATOMIC_RELAXED);
	places += fresh;
	return fresh;
}

size_t kcov_places(void)
{
	return places;
}

bool kcov_is_there(void)
{
	return is_there;
}
