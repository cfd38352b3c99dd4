// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory: how much there is, processes that take it, runs that want much.
 */
#include "stress_memory.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

uint64_t memory_info(const char *key)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	uint64_t kib = 0;

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)))
			kib = strtoull(line + strlen(key), NULL, 10);
	if (file)
		fclose(file);
	return kib * 1024;
}

void memory_comes_back(uint64_t available)
{
	for (int looks = 0; looks < 2000 && memory_info("MemAvailable:") < available;
	     looks++)
		stress_sleep(1);
}

static void touch(char *memory, size_t size)
{
	for (size_t i = 0; i < size; i += 4096)
		((volatile char *)memory)[i]++;
}

/* Not beyond what leaves so much available: memory may come back late from runs before.
 */
static size_t touch_and_leave(char *memory, size_t size, uint64_t left)
{
	size_t touched = 0;

	while (touched < size && memory_info("MemAvailable:") > left) {
		touch(memory + touched, MIB);
		touched += MIB;
	}
	return touched;
}

pid_t bystander_start(size_t size, uint64_t left)
{
	int ready[2];
	char byte;
	pid_t process;

	fflush(stdout);
	if (pipe(ready))
		return -1;
	process = fork();
	if (!process) {
		char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		size_t touched = touch_and_leave(memory, size, left);

		if (write(ready[1], "r", 1) != 1)
			_exit(1);
		for (;;) {
			touch(memory, touched);
			stress_sleep(50);
		}
	}
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 1)
		printf("# a bystander of %zu bytes did not begin\n", size);
	close(ready[0]);
	return process;
}

bool bystander_lives(pid_t process)
{
	return waitpid(process, NULL, WNOHANG) == 0;
}

void bystander_end(pid_t process)
{
	kill(process, SIGKILL);
	waitpid(process, NULL, 0);
}

struct allocbench_request memory_set(const char *allocator, const char *gfp,
				     uint64_t size, uint64_t bytes)
{
	struct allocbench_request request = request_of(allocator, size);

	memset(request.gfp, 0, sizeof(request.gfp));
	strcpy(request.gfp, gfp);
	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, "hold");
	request.set_size = bytes / size;
	request.sample_count = 100;
	request.budget = UINT64_MAX;
	return request;
}

int memory_run(const struct allocbench_request *request, struct allocbench_reply *reply)
{
	struct allocbench_sample *samples = NULL;
	int run = open_run();
	int error = send_request(run, request);

	memset(reply, 0, sizeof(*reply));
	if (!error)
		error = receive(run, reply, &samples);
	free(samples);
	close(run);
	return error;
}
