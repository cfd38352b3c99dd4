// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Failures while the module is loaded and unloaded, and the kernel's own
 * dma_map_benchmark as the control: it frees threads that it never made.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"
#include "guest_failures.h"

#define MODULE "/allocbench.ko"

static int module_file = -1;

static int insmod(void *unused)
{
	(void)unused;
	return syscall(SYS_finit_module, module_file, "", 0) ? -errno : 0;
}

static int rmmod(void *unused)
{
	(void)unused;
	return syscall(SYS_delete_module, "allocbench", O_NONBLOCK) ? -errno : 0;
}

static bool is_loaded(void)
{
	return !access("/sys/module/allocbench", F_OK);
}

static void must_be_loaded(void *unused)
{
	if (!is_loaded() && insmod(unused))
		printf("# insmod: %s\n", strerror(errno));
}

static void must_not_be_loaded(void *unused)
{
	if (is_loaded() && rmmod(unused))
		printf("# rmmod: %s\n", strerror(errno));
}

/* All three files, or the module is not there and neither is the directory. */
static bool is_whole_or_gone(void *unused, int result)
{
	static const char *const files[] = { "allocators", "info", "run" };
	unsigned int there = 0;

	(void)unused;
	for (size_t i = 0; i < 3; i++) {
		char path[128];

		snprintf(path, sizeof(path), ALLOCBENCH_DIRECTORY "%s", files[i]);
		there += !access(path, F_OK);
	}
	if (there != (result ? 0 : 3))
		printf("# insmod: %s, and %u of 3 files\n", strerror(-result), there);
	return result ? !there && access(ALLOCBENCH_DIRECTORY, F_OK) && !is_loaded()
		      : there == 3 && is_at_rest();
}

static bool is_unloaded_or_whole(void *unused, int result)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	bool works = true;

	if (result) {
		int run = open_run();

		works = !send_request(run, &request);
		close(run);
	}
	return works && is_loaded() == (result != 0) &&
	       is_whole_or_gone(unused, !result ? -1 : 0);
}

void module_failures(void)
{
	const struct operation load = { "insmod", must_not_be_loaded, insmod,
					is_whole_or_gone, NULL };
	const struct operation unload = { "rmmod", must_be_loaded, rmmod,
					  is_unloaded_or_whole, NULL };

	module_file = open(MODULE, O_RDONLY | O_CLOEXEC);
	fact(exhaust("insmod", &load),
	     "insmod gives all three files, or an errno and nothing");
	fact(exhaust("rmmod", &unload), "rmmod leaves nothing, or a module that works");
	must_be_loaded(NULL);
	close(module_file);
}

/* As linux/map_benchmark.h of 6.1 has it, which is not exported. */
struct map_benchmark {
	__u64 times[4];
	__u32 threads;
	__u32 seconds;
	__s32 node;
	__u32 dma_bits;
	__u32 dma_dir;
	__u32 dma_trans_ns;
	__u32 granule;
	__u8 expansion[76];
};

#define DMA_MAP_BENCHMARK _IOWR('d', 1, struct map_benchmark)
#define PCI_HOST_BRIDGE "0000:00:00.0"

static int map_file = -1;

static int map_benchmark(void *unused)
{
	struct map_benchmark benchmark = {
		.threads = 4,
		.seconds = 1,
		.node = -1,
		.dma_bits = 32,
		.granule = 1,
	};

	(void)unused;
	return ioctl(map_file, DMA_MAP_BENCHMARK, &benchmark) ? -errno : 0;
}

static bool anything_goes(void *unused, int result)
{
	(void)unused;
	(void)result;
	return true;
}

static bool put(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	bool done = file >= 0 && write(file, text, strlen(text)) > 0;

	if (file >= 0)
		close(file);
	return done;
}

void dma_map_benchmark_failures(void)
{
	const struct operation operation = { "dma_map_benchmark", NULL, map_benchmark,
					     anything_goes, NULL };

	fact(put("/sys/bus/pci/devices/" PCI_HOST_BRIDGE "/driver_override",
		 "dma_map_benchmark") &&
		     put("/sys/bus/pci/drivers/dma_map_benchmark/bind", PCI_HOST_BRIDGE),
	     "the control has a device");
	map_file = open("/sys/kernel/debug/dma_map_benchmark", O_RDWR | O_CLOEXEC);
	fact(map_file >= 0 && exhaust("dma_map_benchmark", &operation),
	     "dma_map_benchmark survives what it does not");
	close(map_file);
}
