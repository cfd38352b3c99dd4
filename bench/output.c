// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that creates files.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "output.h"
#include "results/cleanup.h"

/* A machine that loses its power loses the records of so long, and the cell in flight. */
#define SYNC_SECONDS 1

static const struct {
	int error;
	const char *words;
} ways_out[] = {
	{ ENOSPC, "make room, and" },
	{ EDQUOT, "make room, and" },
	{ EFBIG, "raise the limit of a file's size (ulimit -f), and" },
	{ EPIPE, "its reader has ended:" },
	{ 0, "look into the kernel log (dmesg), and" },
};

static int open_problem(struct problem *problem, const char *path, int error)
{
	if (error == EWOULDBLOCK)
		return problem_set(
			problem, EXIT_UNFIT_ENVIRONMENT, -EBUSY,
			"%s: busy: another allocbench writes to it; end that, or "
			"wait for it",
			path);
	if (error == EEXIST)
		return problem_set(problem, EXIT_USAGE, -EEXIST,
				   "%s: exists already; give another name, or --force to "
				   "replace it",
				   path);
	return problem_set(problem, EXIT_TOOL_FAILURE, -error,
			   "%s: cannot be created: %s; give another name with -o", path,
			   strerror(error));
}

static const char *way_out_of(int error)
{
	size_t i = 0;

	while (ways_out[i].error && ways_out[i].error != error)
		i++;
	return ways_out[i].words;
}

static int write_problem(struct problem *problem, const char *path, int error)
{
	return problem_set(
		problem, EXIT_TOOL_FAILURE, error,
		"%s: cannot be written: %s; what stands in it is good up to here; "
		"%s start again with another name, or go on with a run by --resume",
		path ? path : "standard output", strerror(-error), way_out_of(-error));
}

/* The name that is being written to. */
static const char *name_of(const struct output *output)
{
	return output->beside ? output->beside : output->path;
}

static bool is_special(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode) &&
	       !S_ISDIR(status.st_mode);
}

static int open_flags(const struct output *output)
{
	if (output->is_special || output->is_resumed)
		return O_WRONLY | O_CLOEXEC;
	return O_WRONLY | O_CREAT | O_CLOEXEC | (output->beside ? 0 : O_EXCL);
}

/* Its own, and made by this run. */
static bool is_new(const struct output *output)
{
	return !output->is_special && !output->is_resumed;
}

/*
 * Two drivers must not write to one file. What another one writes is cut off only when it
 * is locked. A file system without locks has none.
 */
static int take_file(const struct output *output, int fd)
{
	if (output->is_special)
		return 0;
	if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return -EWOULDBLOCK;
	return output->beside && ftruncate(fd, 0) ? -errno : 0;
}

/* Leaves no empty file where that fails. */
static int open_stream(struct output *output, struct problem *problem)
{
	_cleanup_close_ int fd = open(name_of(output), open_flags(output), 0666);
	int error = fd < 0 ? -errno : take_file(output, fd);

	if (fd < 0 || error == -EWOULDBLOCK)
		return open_problem(problem, name_of(output), -error);
	output->stream = error ? NULL : fdopen(fd, "w");
	if (output->stream) {
		fd = -1;
		return 0;
	}
	if (is_new(output))
		unlink(name_of(output));
	return error ? open_problem(problem, name_of(output), -error)
		     : problem_no_memory(problem);
}

static int open_file(struct output *output, bool force, struct problem *problem)
{
	output->is_special = is_special(output->path);
	if (force && !output->is_special &&
	    asprintf(&output->beside, "%s.partial", output->path) < 0) {
		output->beside = NULL;
		return problem_no_memory(problem);
	}
	return open_stream(output, problem);
}

static int open_standard(struct output *output, bool is_guest)
{
	if (is_guest || !isatty(STDOUT_FILENO))
		output->stream = stdout;
	return 0;
}

static time_t seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static int open_writer(struct output *output, struct problem *problem)
{
	if (!output->stream)
		return 0;
	output->writer = record_writer_new(output->stream);
	return output->writer ? 0 : problem_no_memory(problem);
}

int output_open(struct output *output, const struct options *options, bool is_guest,
		struct problem *problem)
{
	int error;

	*output = (struct output){
		.synced = seconds_now(),
		.path = options->resume ? options->resume : options->path,
		.is_resumed = options->resume,
	};
	if (output->path)
		error = open_file(output, options->force, problem);
	else
		error = open_standard(output, is_guest);
	return error ? error : open_writer(output, problem);
}

int output_go_on(struct output *output, const struct record_prefix *prefix,
		 uint64_t whole_length, struct problem *problem)
{
	int fd = fileno(output->stream);
	struct stat status;

	if (fstat(fd, &status))
		return write_problem(problem, name_of(output), -errno);
	if ((uint64_t)status.st_size != whole_length)
		return problem_set(
			problem, EXIT_UNFIT_ENVIRONMENT, -EBUSY,
			"%s: busy: another allocbench has written to it since it "
			"was read; start again",
			name_of(output));
	if (ftruncate(fd, prefix->length) || lseek(fd, 0, SEEK_END) < 0)
		return write_problem(problem, name_of(output), -errno);
	record_writer_continue(output->writer, prefix);
	return 0;
}

bool output_is_table(const struct output *output)
{
	return !output->stream;
}

/* An error of fsync() is final: the pages are gone. Pipes have nothing to sync. */
static int sync_file(const struct output *output)
{
	if (!output->path || !fsync(fileno(output->stream)) || errno == EINVAL)
		return 0;
	return -errno;
}

/* Between two cells, rather than in the midst of one when the kernel sees fit. */
static int sync_now_and_then(struct output *output)
{
	time_t now = seconds_now();

	if (now - output->synced < SYNC_SECONDS)
		return 0;
	output->synced = now;
	return sync_file(output);
}

int output_write(struct output *output, const json_t *record,
		 const struct record_series *series, size_t series_count,
		 struct problem *problem)
{
	int error;

	if (!record)
		return problem_no_memory(problem);
	if (!output->writer)
		return 0;
	error = output->error;
	if (!error)
		error = record_write(output->writer, record, series, series_count);
	if (!error)
		error = sync_now_and_then(output);
	output->error = error;
	if (error)
		return write_problem(problem, name_of(output), error);
	output->record_count++;
	return 0;
}

/* The name is the directory's. */
static int sync_directory(const char *path)
{
	_cleanup_free_ char *copy = strdup(path);
	_cleanup_close_ int fd = -1;

	if (!copy)
		return -ENOMEM;
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return fsync(fd) && errno != EINVAL ? -errno : 0;
}

static int keep_name(const struct output *output, struct problem *problem)
{
	int error = sync_directory(output->path);

	if (!error)
		return 0;
	return problem_set(
		problem, EXIT_TOOL_FAILURE, error,
		"%s: its directory cannot be brought to the disk: %s; the result "
		"is whole, but a loss of power might take it away",
		output->path, strerror(-error));
}

static int put_in_place(struct output *output, bool is_complete, struct problem *problem)
{
	if (!is_new(output))
		return 0;
	if (!output->record_count) {
		unlink(name_of(output));
		return 0;
	}
	if (!output->beside || !is_complete || !rename(output->beside, output->path))
		return keep_name(output, problem);
	return problem_set(problem, EXIT_TOOL_FAILURE, -errno,
			   "%s: cannot be renamed to %s: %s; the result is in the former",
			   output->beside, output->path, strerror(errno));
}

static int close_file(struct output *output, bool is_complete, struct problem *problem)
{
	int error = sync_file(output);

	if (output->stream == stdout ? fflush(stdout) : fclose(output->stream))
		error = error ? error : -errno;
	if (error)
		return write_problem(problem, name_of(output), error);
	return output->path ? put_in_place(output, is_complete, problem) : 0;
}

int output_close(struct output *output, bool is_complete, struct problem *problem)
{
	int error = output->stream ? close_file(output, is_complete, problem) : 0;

	record_writer_free(output->writer);
	free(output->beside);
	*output = (struct output){ .record_count = output->record_count };
	return error;
}
