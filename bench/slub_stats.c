// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Adds up what SLUB's statistics of a cell's caches changed by.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "results/cleanup.h"
#include "slub_file.h"
#include "slub_stats.h"

_Static_assert(SLUB_FILE_COUNT <= COUNTERS_MORE, "all of them fit beside the module's");

/**
 * struct open_file - one statistic of one cache
 * @cache:  the path of its directory
 * @name:   of the statistic, a place in slub_file_names
 * @before: the first reading
 */
struct open_file {
	char *cache;
	size_t name;
	int fd;
	uint64_t before;
};

/**
 * struct changes - of each statistic the sum over the caches
 * @seen: there was at least one
 */
struct changes {
	uint64_t sum[SLUB_FILE_COUNT];
	bool seen[SLUB_FILE_COUNT];
};

/* Has it the first file? */
static bool has_file(const char *cache)
{
	_cleanup_close_ int fd = slub_file_open(cache, 0);

	return fd >= 0;
}

bool slub_stats_exist(void)
{
	struct words found;
	bool exist = false;

	slub_file_caches("kmalloc-*", &found);
	for (size_t i = 0; i < found.count && !exist; i++)
		exist = has_file(found.words[i]);
	words_free(&found);
	return exist;
}

/* Part of the files would be part of the truth. */
static void note(struct slub_stats *stats, int error)
{
	if (error && !stats->error)
		stats->error = error;
}

static int keep(struct slub_stats *stats, const struct open_file *file)
{
	struct open_file *grown =
		reallocarray(stats->files, stats->file_count + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	stats->files = grown;
	grown[stats->file_count] = *file;
	grown[stats->file_count].cache = strdup(file->cache);
	if (!grown[stats->file_count].cache)
		return -ENOMEM;
	stats->file_count++;
	return 0;
}

/* A statistic that this kernel does not have is no error. */
static int open_before(struct slub_stats *stats, char *cache, size_t name)
{
	struct open_file file = { .cache = cache, .name = name };
	int error;

	file.fd = slub_file_open(cache, name);
	if (file.fd < 0)
		return file.fd == -ENOENT ? 0 : file.fd;
	error = keep(stats, &file);
	if (error)
		close(file.fd);
	return error;
}

static void open_all(struct slub_stats *stats)
{
	struct words found;

	note(stats, slub_file_caches(stats->pattern, &found));
	for (size_t i = 0; i < found.count; i++) {
		for (size_t name = 0; name < SLUB_FILE_COUNT; name++)
			note(stats, open_before(stats, found.words[i], name));
	}
	words_free(&found);
}

static void read_all(struct slub_stats *stats)
{
	for (size_t i = 0; i < stats->file_count; i++)
		note(stats, slub_file_read(stats->files[i].fd, &stats->files[i].before));
}

void slub_stats_begin(struct slub_stats *stats, bool exist, const struct point *point,
		      const char *classes)
{
	*stats = (struct slub_stats){ .error = exist ? 0 : -ENODATA };
	if (!slub_cache_pattern(point, classes, stats->pattern))
		*stats->pattern = 0;
	if (!*stats->pattern || !exist)
		return;
	open_all(stats);
	/* The first read of a file allocates what all others use. */
	read_all(stats);
	read_all(stats);
}

/* The kernel counts in 32 bits for each CPU: more than a cell can need. */
static void add_change(struct changes *changes, size_t name, uint64_t before,
		       uint64_t now)
{
	changes->seen[name] = true;
	changes->sum[name] += (uint32_t)(now - before);
}

static int add_old_file(struct changes *changes, const struct open_file *file)
{
	uint64_t now;
	int error = slub_file_read(file->fd, &now);

	if (!error)
		add_change(changes, file->name, file->before, now);
	return error == -ENODEV ? 0 : error;
}

static bool was_there(const struct slub_stats *stats, const char *cache)
{
	for (size_t i = 0; i < stats->file_count; i++) {
		if (!strcmp(stats->files[i].cache, cache))
			return true;
	}
	return false;
}

static int add_new_file(struct changes *changes, const char *cache, size_t name)
{
	_cleanup_close_ int fd = slub_file_open(cache, name);
	uint64_t now;
	int error;

	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	error = slub_file_read(fd, &now);
	if (!error)
		add_change(changes, name, 0, now);
	return error;
}

static void add_new_caches(struct changes *changes, struct slub_stats *stats)
{
	struct words found;

	note(stats, slub_file_caches(stats->pattern, &found));
	for (size_t i = 0; i < found.count; i++) {
		for (size_t name = 0;
		     name < SLUB_FILE_COUNT && !was_there(stats, found.words[i]); name++)
			note(stats, add_new_file(changes, found.words[i], name));
	}
	words_free(&found);
}

static void append(struct counters *counters, size_t name, int64_t change, uint32_t error)
{
	struct allocbench_counter counter = {
		.kind = ALLOCBENCH_PATH,
		.change = change,
		.error = error,
	};

	snprintf(counter.name, sizeof(counter.name), "slub/%s", slub_file_names[name]);
	counters_append(counters, &counter);
}

static void append_changes(struct counters *counters, const struct changes *changes)
{
	for (size_t name = 0; name < SLUB_FILE_COUNT; name++) {
		if (changes->seen[name])
			append(counters, name, changes->sum[name], 0);
	}
}

static void append_error(struct counters *counters, int error)
{
	for (size_t name = 0; name < SLUB_FILE_ALWAYS; name++)
		append(counters, name, 0, -error);
}

static void close_files(struct slub_stats *stats)
{
	for (size_t i = 0; i < stats->file_count; i++) {
		close(stats->files[i].fd);
		free(stats->files[i].cache);
	}
	free(stats->files);
	stats->files = NULL;
	stats->file_count = 0;
}

void slub_stats_end(struct slub_stats *stats, struct counters *counters)
{
	struct changes changes = { 0 };

	if (!*stats->pattern)
		return;
	for (size_t i = 0; i < stats->file_count; i++)
		note(stats, add_old_file(&changes, &stats->files[i]));
	if (!stats->error)
		add_new_caches(&changes, stats);
	if (!changes.seen[0])
		note(stats, -ENOENT);
	if (stats->error)
		append_error(counters, stats->error);
	else
		append_changes(counters, &changes);
	close_files(stats);
}
