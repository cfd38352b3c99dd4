// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The module comes and goes while threads open, read, write and close its files.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

#define MODULE "allocbench"
#define MODULE_FILE "/allocbench.ko"
#define THREAD_COUNT 4

static const char *const files[] = { "allocators", "info", "run" };

static atomic_bool ends;
static atomic_uint opened, read_well, performed, strange;

static int module_remove(void)
{
	return syscall(SYS_delete_module, MODULE, O_NONBLOCK) ? -errno : 0;
}

static int module_insert(void)
{
	int file = open(MODULE_FILE, O_RDONLY | O_CLOEXEC);
	int error = syscall(SYS_finit_module, file, "", 0) ? -errno : 0;

	close(file);
	return error;
}

static int open_file(const char *name)
{
	char path[64];
	int file;

	snprintf(path, sizeof(path), ALLOCBENCH_DIRECTORY "%s", name);
	file = open(path, (strcmp(name, "run") ? O_RDONLY : O_RDWR) | O_CLOEXEC);
	return file < 0 ? -errno : file;
}

static unsigned int files_there(void)
{
	unsigned int count = 0;

	for (size_t i = 0; i < 3; i++) {
		int file = open_file(files[i]);

		if (file >= 0)
			close(file);
		count += file >= 0;
	}
	return count;
}

/* While the module is away, comes or goes, there is nothing to open. */
static bool is_expected(int error)
{
	return error == -ENOENT || error == -ENXIO || error == -ENODEV;
}

static void use(const char *name, int file)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	char text[4096];

	request.sample_count = 10;
	if (!strcmp(name, "run")) {
		if (send_request(file, &request)) {
			strange++;
			return;
		}
		performed++;
	}
	if (read(file, text, sizeof(text)) > 0)
		read_well++;
	else
		strange++;
}

static void *hammer(void *argument)
{
	for (unsigned int turn = (uintptr_t)argument; !ends; turn++) {
		const char *name = files[turn % 3];
		double begin = seconds_now();
		int file = open_file(name);

		if (file < 0 && !is_expected(file)) {
			printf("# %s: open: %s\n", name, strerror(-file));
			strange++;
		}
		if (file >= 0) {
			opened++;
			use(name, file);
			close(file);
		}
		/* Else there would always be one that is open: so 1 time of 5 none is. */
		stress_sleep(2 * 1000 * (seconds_now() - begin));
	}
	return NULL;
}

static void each_file_keeps_it(void)
{
	for (size_t i = 0; i < 3; i++) {
		int file = open_file(files[i]);

		fact(file >= 0 && module_remove() == -EWOULDBLOCK,
		     "rmmod is refused while %s is open", files[i]);
		close(file);
	}
	fact(module_remove() == 0, "it goes when nothing is open");
	fact(files_there() == 0 && access(ALLOCBENCH_DIRECTORY, F_OK),
	     "and its files with it");
	fact(module_insert() == 0 && files_there() == 3, "it comes back with all of them");
}

/* Returns how often it was refused. */
static unsigned int remove_in_the_end(int *error)
{
	unsigned int refusals = 0;

	while ((*error = module_remove()) == -EWOULDBLOCK) {
		refusals++;
		stress_sleep(stress_seconds(stress_random(500) / 1000.0));
	}
	return refusals;
}

static void comes_and_goes(unsigned int rounds)
{
	pthread_t threads[THREAD_COUNT];
	unsigned int refused = 0, wrong = 0;
	int error;

	for (uintptr_t i = 0; i < THREAD_COUNT; i++)
		pthread_create(&threads[i], NULL, hammer, (void *)i);
	for (unsigned int i = 0; i < rounds; i++) {
		refused += remove_in_the_end(&error);
		wrong += error != 0;
		wrong += !access(ALLOCBENCH_DIRECTORY, F_OK);
		error = module_insert();
		wrong += error != 0;
		wrong += files_there() != 3;
		stress_sleep(stress_seconds(stress_random(5000) / 1000.0));
		stress_progress(i + 1, "rounds of rmmod and insmod");
	}
	ends = true;
	for (size_t i = 0; i < THREAD_COUNT; i++)
		pthread_join(threads[i], NULL);
	stress_figure("rounds of rmmod and insmod", "%u", rounds);
	stress_figure("rmmod refused meanwhile", "%u", refused);
	stress_figure("files opened meanwhile", "%u", opened);
	stress_figure("runs meanwhile", "%u", performed);
	fact(wrong == 0, "each of %u rounds takes the files away and brings them back", rounds);
	fact(refused > 0 && opened > rounds && performed > 0 && read_well >= performed,
	     "while threads read and write them");
	fact(strange == 0, "who see nothing but files that work, and none");
}

void modules(void)
{
	kernel_log_mark();
	each_file_keeps_it();
	comes_and_goes(stress_amount(20, 1000));
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "no round leaves a line in the kernel log");
}
