// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Many result files at once: each thread takes the next file that none has taken.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <jansson.h>

#include "result_files.h"

/* More would wait for memory. */
#define THREAD_LIMIT 16

struct work {
	char *const *paths;
	struct result_file *files;
	size_t count;
	atomic_size_t next;
};

static void *load(void *argument)
{
	struct work *work = argument;
	size_t i;

	while ((i = atomic_fetch_add(&work->next, 1)) < work->count) {
		struct result_file *file = &work->files[i];

		file->error = result_load(work->paths[i], &file->result, &file->message);
	}
	return NULL;
}

/* Besides the one that asks. */
static size_t helper_count(size_t files)
{
	cpu_set_t cpus;
	size_t limit = 0;

	if (!sched_getaffinity(0, sizeof(cpus), &cpus))
		limit = (size_t)CPU_COUNT(&cpus);
	if (limit > THREAD_LIMIT)
		limit = THREAD_LIMIT;
	if (limit > files)
		limit = files;
	return limit ? limit - 1 : 0;
}

struct result_file *result_files_load(char *const *paths, size_t count)
{
	struct work work = { paths, calloc(count + 1, sizeof(*work.files)), count, 0 };
	pthread_t helpers[THREAD_LIMIT];
	size_t wanted = helper_count(count), helper_number = 0;

	if (!work.files)
		return NULL;
	/* jansson's, which threads must not race to set. */
	json_object_seed(0);
	while (helper_number < wanted &&
	       !pthread_create(&helpers[helper_number], NULL, load, &work))
		helper_number++;
	load(&work);
	for (size_t i = 0; i < helper_number; i++)
		pthread_join(helpers[i], NULL);
	return work.files;
}

void result_files_free(struct result_file *files, size_t count)
{
	for (size_t i = 0; files && i < count; i++) {
		result_free(files[i].result);
		free(files[i].message);
	}
	free(files);
}
